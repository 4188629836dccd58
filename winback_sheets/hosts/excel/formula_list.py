"""Every formula with its help and an example on a tab, for the workbooks that bring the formulas into Excel."""

from __future__ import annotations

from typing import Any

from winback_sheets.formulas import registry
from winback_sheets.present.words import say


def write_formulas(book: Any, sheet: Any, first_row: int, prefix: str) -> None:
    """Write the list from this row on, examples as texts; prefix: `WINBACK.`, or `WINBACK_` where no dot can be."""
    heading = book.add_format({"bold": True, "bottom": 1})
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    headings = (say("excel.formula"), say("excel.what_it_gives"), say("excel.example"))
    for column, (words, width) in enumerate(zip(headings, (34, 100, 110), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(first_row, column, words, heading)
    for row, formula in enumerate(registry.FORMULAS, start=first_row + 1):
        sheet.write_string(row, 0, prefix + formula.name)
        sheet.write_string(row, 1, registry.help_of(formula.name))
        sheet.write_string(row, 2, formula.example.replace("WINBACK.", prefix))

"""Workbooks of other people, as far as we can make them: one feature each, around a small ledger, by many makers.

`CORPUS` is the table: what is in the workbook, who makes it, and the function that does. Files of makers that need
node, a compiled library or LibreOffice lie in made/, each beside the script that makes it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from . import (
    by_hand_books,
    by_hand_data,
    by_hand_objects,
    by_hand_packages,
    by_hand_sheets,
    with_openpyxl,
    with_xlsxwriter,
)
from .package import Parts, packed, plain

MADE = Path(__file__).parent / "made"


class Feature(NamedTuple):
    """A workbook of the corpus: what is in it, who makes it, and how."""

    name: str
    maker: str
    make: Callable[[Path], object]
    ending: str = ".xlsx"


def by_hand(add: Callable[[Parts], None], path: Path) -> None:
    """A plain workbook with something added to its parts."""
    parts = plain()
    add(parts)
    packed(path, parts)


def taken(name: str, path: Path) -> None:
    """A workbook that was made before."""
    shutil.copyfile(MADE / name, path)


HAND_MADE = by_hand_sheets.FEATURES | by_hand_objects.FEATURES | by_hand_data.FEATURES | by_hand_books.FEATURES
MADE_BEFORE = (
    ("a pivot table", "excelize", "excelize_pivot.xlsx"),
    ("slicers of a table and of a pivot table", "excelize", "excelize_slicers.xlsx"),
    ("form controls of all kinds", "excelize", "excelize_form_controls.xlsx"),
    ("charts, a chartsheet, shapes, pictures, sparklines", "excelize", "excelize_charts_shapes.xlsx"),
    ("rules, names of two scopes, custom properties", "excelize", "excelize_rules_names.xlsx"),
    ("macros started by a button", "excelize", "excelize_macros.xlsm"),
    ("notes and pictures", "exceljs", "exceljs_notes_pictures.xlsx"),
    ("rules and lists", "exceljs", "exceljs_rules_validations.xlsx"),
    ("a table, shared formulas, a very hidden tab", "exceljs", "exceljs_tables_formulas.xlsx"),
    ("rich texts, prints, a header", "exceljs", "exceljs_protected_rich.xlsx"),
    ("rich texts, links, names", "xlsx-populate", "populate_rich_links.xlsx"),
    ("page breaks, a very hidden first tab", "xlsx-populate", "populate_hidden_breaks.xlsx"),
    ("threaded comments, links, properties", "SheetJS", "sheetjs_comments_links.xlsx"),
    ("dynamic arrays, names, a protected sheet", "SheetJS", "sheetjs_names_hidden.xlsx"),
    ("charts", "LibreOffice", "libreoffice_charts.xlsx"),
    ("form controls and notes", "LibreOffice", "libreoffice_controls.xlsx"),
    ("a text file it opened", "LibreOffice", "libreoffice_csv.xlsx"),
    ("outlines, panes, right to left", "LibreOffice", "libreoffice_layout.xlsx"),
    ("a pivot table", "LibreOffice", "libreoffice_pivot_table.xlsx"),
    ("conditional formats", "LibreOffice", "libreoffice_rules.xlsx"),
    ("a filter and a sort", "LibreOffice", "libreoffice_sorted_and_filtered.xlsx"),
    ("rich texts and links", "LibreOffice", "libreoffice_texts.xlsx"),
    ("validations", "LibreOffice", "libreoffice_validations.xlsx"),
)
CORPUS: tuple[Feature, ...] = (
    *(
        Feature(name, "by hand", partial(by_hand, add), ".xlsm" if name in by_hand_books.WITH_MACROS else ".xlsx")
        for name, add in HAND_MADE.items()
    ),
    *(Feature(name, "by hand", make) for name, make in by_hand_packages.FEATURES.items()),
    *(
        Feature(name, "XlsxWriter", partial(with_xlsxwriter.made, use=use), ".xlsm" if "macros" in name else ".xlsx")
        for name, use in with_xlsxwriter.FEATURES.items()
    ),
    *(Feature(name, "openpyxl", partial(with_openpyxl.made, use=use)) for name, use in with_openpyxl.FEATURES.items()),
    *(Feature(name, maker, partial(taken, file), Path(file).suffix) for name, maker, file in MADE_BEFORE),
)

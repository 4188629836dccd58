"""The pages under the names that their tabs have in a workbook, where one of them may be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from winback_sheets.ooxml.formulas import Renames, rename_in
from winback_sheets.ooxml.order import free_sheet_name
from winback_sheets.present.page import Choice, Page


def named_pages(pages: Sequence[Page], standing: Mapping[str, str], taken: Sequence[str]) -> list[Page]:
    """The pages as their tabs are called in this workbook, and their formulas and drop-downs with them.

    standing: tabs of ours that are there, by key. taken: the names of all tabs.
    """
    lower, names = {name.lower() for name in taken}, {}
    for page in pages:
        names[page.key] = standing.get(page.key) or free_sheet_name(page.name, lower)
        lower.add(names[page.key].lower())
    renames = Renames({page.name.lower(): names[page.key] for page in pages if names[page.key] != page.name}, {})
    if not renames.sheets:
        return [*pages]
    return [
        replace(
            page,
            name=names[page.key],
            cells=tuple(replace(cell, formula=rename_in(cell.formula, renames)) for cell in page.cells),
            lists=tuple(
                replace(each, formulas={key: rename_in(text, renames) for key, text in each.formulas.items()})
                for each in page.lists
            ),
            choices=tuple(_renamed_choice(each, renames) for each in page.choices),
        )
        for page in pages
    ]


def _renamed_choice(choice: Choice, renames: Renames) -> Choice:
    return replace(choice, source=rename_in(choice.source, renames)) if isinstance(choice.source, str) else choice

"""A tab of ours that stands in an open workbook: which of its cells a review writes, and what goes into each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.ooxml.cells import NEAR
from winback_sheets.present.cells import Place, blocks, formulas_in, places_in
from winback_sheets.present.page import Listing, Page
from winback_sheets.schema.room import EXCEL

DAY_0 = datetime.datetime(1899, 12, 30)
SAFE = re.compile(r"[^\W\d_][^\d]*")  # words that no program takes for a number, a day or a formula
TRUTHS = ("true", "false")
LONGEST_TEXT = EXCEL.letters


class Extent(NamedTuple):
    """Where a list of ours stands in its tab: the 0-based row of its heading, its first column, its last row."""

    row: int
    col: int
    last: int


def cells_to_write(page: Page, there: Mapping[Place, object] | None = None) -> dict[Place, object]:
    """What goes into which 0-based cell of a tab that is there; None empties one.

    there: what stands in the cells now, a formula as its text; cells that say the same are left out. Without it all
    of ours are written, and none that a person fills. Cells that people added or froze are never among them.
    """
    patch = page.patch or Patch()
    theirs = typed_columns(page, patch)
    found: dict[Place, object] = {}
    for place, value in ({each: None for each in patch.clear} | written_cells(page)).items():
        row, col = place
        filled = there is None or there.get(place) is not None
        if place in patch.frozen or (
            place not in patch.clear and row > theirs.get(col, row) and (value is None or filled)
        ):
            continue
        if there is None or not same_value(there.get(place), value):
            found[place] = value
    return found


def typed_columns(page: Page, patch: Patch) -> dict[int, int]:
    """The columns that people fill, and the row of the heading above each."""
    lists = [(each, dict(zip(each.columns, each.columns_at(), strict=True))) for each in page.lists]
    found = {at: each.row for each, at_of in lists for column, at in at_of.items() if column.owner == "person"}
    return found | {col: patch.head for col in patch.theirs}


def written_cells(page: Page) -> dict[Place, object]:
    """The cells of a page as Excel takes them: formulas as texts, days as datetimes, None for a blank one."""
    patch, found = page.patch or Patch(), {}
    for cell in page.cells:
        found[cell.row, cell.col] = cell.formula or as_typed(cell.value)
    for number, listing in enumerate(page.lists):
        found |= _listed(listing, own_headings=bool(patch.last_rows) and not number)
    return found | {(patch.head, col): as_typed(text) for col, text in patch.headings.items()}


def _listed(listing: Listing, *, own_headings: bool) -> dict[Place, object]:
    """The cells of a list; the headings of one in which people work are theirs."""
    found: dict[Place, object] = {}
    scattered = own_headings or bool(listing.cols or listing.rows)
    for block in blocks(listing):
        if not scattered:
            found[block.heading.row, block.col] = as_typed(block.heading.value)
        contents = formulas_in(block) if block.formula else map(as_typed, block.values.tolist())
        found.update(zip(places_in(block), contents, strict=True))
    return found


def as_typed(value: object) -> object:
    """A value as a person would type it into a cell to have exactly this in it.

    >>> as_typed("Acme"), as_typed("0049"), as_typed("=x"), as_typed(pd.Timestamp("2026-10-31")), as_typed(True)
    ('Acme', "'0049", "'=x", datetime.datetime(2026, 10, 31, 0, 0), 'yes')
    """
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, str) and not value):
        return None
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (int, float, np.integer, np.floating)):
        number = float(value)
        return None if number != number else int(number) if number.is_integer() and abs(number) < 2**53 else number
    if isinstance(value, pd.Timestamp):
        return value.tz_localize(None).to_pydatetime()
    text = str(value)[:LONGEST_TEXT]
    return text if SAFE.fullmatch(text) and text.lower() not in TRUTHS else "'" + text


def same_value(old: object, new: object) -> bool:
    """Whether a cell says already what would be written: days as serial numbers, numbers but for the last digits."""
    if isinstance(new, datetime.datetime):
        new = serial_of(new)
    if isinstance(old, (int, float)) and isinstance(new, (int, float)) and not isinstance(old, bool):
        return abs(old - new) <= NEAR * max(abs(old), abs(new))
    return old == (new[1:] if isinstance(new, str) and new.startswith("'") else new)


def serial_of(moment: datetime.datetime) -> float:
    """The number that a spreadsheet keeps for a moment (1900 system), whole for a day.

    >>> serial_of(datetime.datetime(2026, 10, 31)), serial_of(datetime.datetime(2026, 10, 31, 12))
    (46326, 46326.5)
    """
    days = (moment - DAY_0) / datetime.timedelta(days=1)
    return int(days) if days.is_integer() else days


def merges(page: Page, wrote: Mapping[Place, object], there: Mapping[Place, object]) -> list[tuple[int, int, int]]:
    """Row, column and breadth of the cells to merge again after these were written; never over what stands beside."""
    wide = [cell for cell in page.cells if cell.across > 1 and (cell.row, cell.col) in wrote]
    return [
        (cell.row, cell.col, cell.across)
        for cell in wide
        if all(
            wrote[at] is None if (at := (cell.row, cell.col + n)) in wrote else there.get(at) is None
            for n in range(1, cell.across)
        )
    ]


def extents(page: Page) -> list[Extent]:
    """Where the lists of a tab that is there stand once the cells are written."""
    patch, found = page.patch or Patch(), []
    for listing in page.lists:
        last = patch.last_rows.get(listing.name)
        row = listing.row if last is None else patch.head
        found.append(
            Extent(row, min(listing.columns_at()), max(listing.rows_at(), default=row) if last is None else last)
        )
    return found


def stretches(cells: Sequence[tuple[int, object]]) -> Iterator[tuple[int, list[object]]]:
    """Cells of one column as runs of neighbouring rows.

    >>> list(stretches([(4, "a"), (5, "b"), (8, "c")]))
    [(4, ['a', 'b']), (8, ['c'])]
    """
    run: list[object] = []
    begin = 0
    for row, value in cells:
        if run and row != begin + len(run):
            yield begin, run
            run = []
        if not run:
            begin = row
        run.append(value)
    if run:
        yield begin, run

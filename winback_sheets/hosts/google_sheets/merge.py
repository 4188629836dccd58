"""What a review changes in a shared sheet: from the sheet as read and the pages as wanted to a plan. Pure.

Only cells of ours are ever in a plan. A row that stands is never moved, emptied or given to another customer, since
somebody may be typing in it; new rows go below the last. Beside each change stands how the tab must look at the moment
it is made; where it does not, what stood there is given back and the plan is made anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from winback_sheets.hosts.workbook.existing_tab import cells_to_write, typed_columns
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present.cells import Place
from winback_sheets.present.page import Page

from .anchors import table_of
from .snapshot import Snapshot, TabHere
from .values import as_stored

Stored = str | float | int | None
SPARE = 200  # rows that a tab gets beyond those it needs


@dataclass(frozen=True)
class Change:
    """What one standing tab gets.

    cells: by 0-based place, None empties one. formulas: which of them are formulas. fresh: rows that are new to the
    tab and must be blank. columns: those by which the tab is compared, None for all. styles, links: of cells that were
    blank, and of texts that open something. paint: requests that give a tab whose headings have moved its looks again;
    merged: row, column and breadth of what is merged once the cells are written. after: requests for what must wait for
    that too. painted: rows and columns whose looks are painted, from, up to and without. still: cells of ours that say
    already what they should; in a long column they may be written again, as one run with those beside them.
    """

    tab: TabHere
    key: str
    cells: Mapping[Place, Stored]
    formulas: frozenset[Place] = frozenset()
    fresh: frozenset[int] = frozenset()
    columns: frozenset[int] | None = None
    styles: Mapping[Place, str] = field(default_factory=dict)
    links: Mapping[Place, str] = field(default_factory=dict)
    paint: tuple[dict[str, Any], ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    after: tuple[dict[str, Any], ...] = ()
    painted: tuple[tuple[int, int, int, int], ...] = ()
    still: Mapping[Place, Stored] = field(default_factory=dict)

    @property
    def rows_after(self) -> int:
        """How many rows the tab has once there is room for the change."""
        return self.tab.rows if self.last_row < self.tab.rows else self.last_row + 1 + SPARE

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=-1)

    @property
    def last_column(self) -> int:
        return max((col for _, col in self.cells), default=-1)


@dataclass(frozen=True)
class Plan:
    """Tabs to make and tabs to change."""

    new: tuple[Page, ...]
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changes)


def plan(here: Snapshot, pages: Sequence[Page], speak: Callable[[str], str]) -> Plan:
    """Which of the pages are new, and what changes in the tabs that stand; speak: a formula in the sheet's dialect."""
    standing = {tab.key: tab for tab in here.tabs if tab.key}
    new = tuple(page for page in pages if page.name not in here.named)
    found = [
        change(page, standing[page.key], here.cells[standing[page.key].id], speak) for page in pages if page not in new
    ]
    return Plan(new, tuple(each for each in found if each.cells))


def change(page: Page, tab: TabHere, there: Mapping[Place, Any], speak: Callable[[str], str]) -> Change:
    """What a page changes in its tab; `there`: the cells now, formulas as their texts."""
    cells, formulas = {}, set()
    for place, typed in cells_to_write(page, there).items():
        value = as_stored(typed)
        if isinstance(typed, str) and typed.startswith("="):
            value = speak(typed)
            if same_formula(there.get(place), value):
                continue
            formulas.add(place)
        cells[place] = value
    links = {(cell.row, cell.col): cell.link for cell in page.cells if cell.link}
    touched = {row for row, _ in cells}
    cells |= {(c.row, c.col): as_stored(c.value) for c in page.cells if c.link and c.row in touched}
    taken = {row for row, _ in there}
    keyed = table_of(page.key) is not None
    return Change(
        tab,
        page.key,
        cells,
        frozenset(formulas),
        frozenset(touched - taken),
        ours(page) if keyed else None,
        {}
        if keyed
        else {place: style for place, style in styles(page).items() if place in cells and place not in there},
        {place: link for place, link in links.items() if place in cells},
        still=still(page, there, cells),
    )


def still(page: Page, there: Mapping[Place, Any], cells: Mapping[Place, Stored]) -> dict[Place, Stored]:
    """The cells of our lists that say already what they should, in columns of which others are written."""
    patch = page.patch or Patch()
    theirs, wrote = typed_columns(page, patch), {col for _, col in cells}
    return {
        (row, col): there.get((row, col))
        for listing in page.lists
        for col in listing.columns_at()
        if col in wrote and col not in theirs
        for row in listing.rows_at()
        if (row, col) not in cells and (row, col) not in patch.frozen
    }


def same_formula(old: object, new: object) -> bool:
    """Whether two formulas say the same: Google may write names and blanks its own way.

    >>> same_formula("=if(A1 = 0, 1, 2)", "=IF(A1=0,1,2)")
    True
    """
    return isinstance(old, str) and isinstance(new, str) and _bare(old) == _bare(new)


def _bare(formula: str) -> str:
    """A formula without blanks and case outside of its quoted texts."""
    parts = formula.split('"')
    return '"'.join(part if at % 2 else "".join(part.split()).upper() for at, part in enumerate(parts))


def ours(page: Page) -> frozenset[int]:
    """The columns of a list that we write."""
    theirs = typed_columns(page, page.patch or Patch())
    return frozenset(at for each in page.lists for at in each.columns_at() if at not in theirs)


def styles(page: Page) -> dict[Place, str]:
    """The name of the look of each cell that stands by itself."""
    return {(cell.row, cell.col): cell.style for cell in page.cells}


def print_of(row: Sequence[Any], columns: frozenset[int] | None) -> int:
    """The print of one row; 0 for an empty one."""
    said = [
        (at, comparable(cell))
        for at, cell in enumerate(row)
        if (columns is None or at in columns) and cell is not None and cell != ""
    ]
    return zlib.crc32(repr(said).encode()) or 1 if said else 0


def comparable(cell: Any) -> str | float | bool:
    """A cell's content for comparing: formulas without the blanks and case that Google writes its own way."""
    if isinstance(cell, str):
        return _bare(cell) if cell.startswith("=") else cell
    return cell if isinstance(cell, bool) else float(cell)

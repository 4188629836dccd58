"""The state of a spreadsheet: tabs of rows of cells, and all that hangs on them; with a cheap way back.

Rows are tuples and cells are never changed in place: a copy for rollback copies only the list of rows.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hosts.google_sheets.a1 import Box, parse, text_of
from hosts.google_sheets.cells import EMPTY, Cell, Fail, Value
from hosts.google_sheets.formulas import box_in, lookup, worked_out
from hosts.google_sheets.functions import VOLATILE
from hosts.google_sheets.number_formats import decimal_comma
from hosts.google_sheets.trouble import Trouble

CELL_LIMIT = 10_000_000
LISTS = (
    "merges conditionalFormats filterViews protectedRanges basicFilter charts bandedRanges rowGroups columnGroups "
    "slicers tables commentAnchors"
).split()
JSON = dict[str, Any]
CIRCLE = Fail("#REF!", "Circular dependency detected. To resolve with iterative calculation, see File > Settings.")


class Mark(NamedTuple):
    """One entry of developer metadata; kind SPREADSHEET, SHEET, ROW or COLUMN."""

    id: int
    key: str
    value: str | None
    visibility: str
    kind: str
    tab: int | None = None
    place: int | None = None


@dataclass
class Tab:
    """One tab: its grid, and lists of Google's messages for all that lies on it."""

    id: int
    title: str
    height: int = 1000
    width: int = 26
    properties: JSON = field(default_factory=dict)
    grid: JSON = field(default_factory=dict)
    rows: list[tuple[Cell | None, ...]] = field(default_factory=list)
    parts: dict[str, list[JSON]] = field(default_factory=lambda: {name: [] for name in LISTS})
    row_facts: dict[int, JSON] = field(default_factory=dict)
    column_facts: dict[int, JSON] = field(default_factory=dict)

    def saved(self) -> Tab:
        """A copy that later changes leave alone."""
        return Tab(
            self.id,
            self.title,
            self.height,
            self.width,
            copy.deepcopy(self.properties),
            dict(self.grid),
            list(self.rows),
            copy.deepcopy(self.parts),
            dict(self.row_facts),
            dict(self.column_facts),
        )

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, empty where nothing was ever put."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column] or EMPTY
        return EMPTY

    def put(self, row: int, column: int, cells: Iterable[Cell | None]) -> None:
        """Put cells into a row from a column on; an EMPTY cell leaves nothing."""
        new = tuple(None if cell == EMPTY else cell for cell in cells)
        self.rows += [()] * (row + 1 - len(self.rows))
        old = self.rows[row]
        head = old[:column] + (None,) * (column - len(old))
        self.rows[row] = trimmed(head + new + old[column + len(new) :])

    def facts(self, rows: bool) -> dict[int, JSON]:
        """Sizes and hidden marks of the rows or of the columns."""
        return self.row_facts if rows else self.column_facts

    def last_row(self) -> int:
        """The number of rows up to the last one with data."""
        return next(
            (n for n in range(len(self.rows), 0, -1) if any(cell and cell.filled for cell in self.rows[n - 1])), 0
        )

    def closed(self, box: Box) -> Box:
        """The box with open ends closed at the grid's edge, ends beyond it drawn in."""
        bottom = self.height if box.bottom is None else min(box.bottom, self.height)
        right = self.width if box.right is None else min(box.right, self.width)
        return Box(self.id, box.top, bottom, box.left, right)

    def inside(self, box: Box, strict: bool = False) -> Box:
        """The closed box; refused if it begins, or (strict) ends, beyond the grid."""
        shut = self.closed(box)
        beyond = (box.bottom or 0) > self.height or (box.right or 0) > self.width
        if box.top >= self.height or box.left >= self.width or (strict and beyond):
            bottom, right = box.bottom or self.height, box.right or self.width
            name = text_of(
                self.title, Box(self.id, box.top, max(bottom, box.top + 1), box.left, max(right, box.left + 1))
            )
            raise Trouble(f"Range ({name}) exceeds grid limits. Max rows: {self.height}, max columns: {self.width}")
        return shut

    def name(self, box: Box) -> str:
        """A closed box of this tab as answers write it."""
        return text_of(self.title, box)


def trimmed(row: tuple[Cell | None, ...]) -> tuple[Cell | None, ...]:
    """A row without the empty places at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row if end == len(row) else row[:end]


@dataclass
class Book:
    """One spreadsheet."""

    id: str
    title: str
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    properties: JSON = field(default_factory=dict)
    tabs: list[Tab] = field(default_factory=list)
    names: list[JSON] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)
    comments: list[JSON] = field(default_factory=list)
    wrote: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    memo: dict[tuple[int, int, int], Any] = field(default_factory=dict)
    volatile: bool = False
    names_copied: str = (
        "own"  # what a copied tab does to named ranges: its own, taken over, or gone; Google does not say
    )
    echo: str = "as asked"  # how filters come back with what they found; Google does not say

    def saved(self) -> tuple[Any, ...]:
        """What rollback needs; given back to restore()."""
        state = (self.title, self.locale, self.time_zone, copy.deepcopy(self.properties))
        lists = ([tab.saved() for tab in self.tabs], copy.deepcopy(self.names), copy.deepcopy(self.comments))
        return (*state, *lists, dict(self.marks), self.wrote)

    def restore(self, state: tuple[Any, ...]) -> None:
        """Go back to a saved state."""
        self.title, self.locale, self.time_zone, self.properties, *rest = state
        self.tabs, self.names, self.comments, self.marks, self.wrote = rest
        self.memo.clear()

    def touched(self) -> None:
        """Note that values changed: formulas are worked out anew."""
        self.wrote += 1
        self.memo.clear()

    def titled(self, title: str | None) -> Tab | None:
        """The tab with a title, whatever its case."""
        wanted = (title or "").casefold()
        return next((tab for tab in self.tabs if tab.title.casefold() == wanted), None)

    def tab(self, sheet_id: Any, word: str = "grid") -> Tab:
        """The tab with an id."""
        for tab in self.tabs:
            if tab.id == int(sheet_id or 0):
                return tab
        raise Trouble(f"No {word} with id: {int(sheet_id or 0)}")

    def box(self, text: str) -> tuple[Tab, Box]:
        """The tab and box a range text names."""
        box = parse(text, self)
        return self.tab(box.tab), box

    def new_id(self) -> int:
        """An id that nothing here bears yet."""
        return self.chance.randrange(10**5, 2**31 - 1)

    def room(self, more: int) -> None:
        """Refuse what would pass the limit of cells."""
        if sum(tab.height * tab.width for tab in self.tabs) + more > CELL_LIMIT:
            raise Trouble(
                f"This action would increase the number of cells in the workbook above the limit of {CELL_LIMIT} cells."
            )

    def grow(self, tab: Tab, height: int, width: int) -> None:
        """Make a tab at least so large."""
        height, width = max(tab.height, height), max(tab.width, width)
        self.room(height * width - tab.height * tab.width)
        tab.height, tab.width = height, width

    def value(self, tab: Tab, row: int, column: int) -> Value | Fail:
        """What a cell holds, formulas worked out."""
        cell = tab.cell(row, column)
        return cell.value if cell.formula is None else self.computed(tab, row, column, cell.formula)

    def computed(self, tab: Tab, row: int, column: int, formula: str) -> Any:
        """A formula's value; a circle is #REF!."""
        key = (tab.id, row, column)
        if key not in self.memo:
            self.memo[key] = CIRCLE
            self.volatile = self.volatile or bool(VOLATILE.search(formula))
            value = worked_out(formula, decimal_comma(self.locale), lambda ref: self.block(tab, ref))
            self.memo[key] = value
        return self.memo[key]

    def block(self, own: Tab, reference: str) -> list[list[Any]]:
        """The values a formula's reference names, up to the last filled row."""
        title, found = lookup(reference)
        tab = own if title is None else self.titled(title)
        box = box_in(tab.id, reference) if tab and found else None
        if tab is None:
            return [[Fail("#REF!", f"Unresolved sheet name '{title}'.")]]
        if box is None:
            if not any(name["name"].casefold() == reference.casefold() for name in self.names):
                return [[Fail("#NAME?", f"Unknown range name: '{reference.upper()}'.")]]
            tab, box = self.box(reference)
        shut = tab.closed(box)
        bottom = max(shut.top + 1, min(shut.bottom or 0, len(tab.rows)))
        return [[self.value(tab, row, column) for column in shut.columns] for row in range(shut.top, bottom)]

    def walk(self, tab: Tab, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """The cells of a closed box in which anything is."""
        for row in range(box.top, min(box.bottom or 0, len(tab.rows))):
            for column, cell in enumerate(tab.rows[row][: box.right]):
                if cell is not None and column >= box.left:
                    yield row, column, cell

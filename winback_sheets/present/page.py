"""What a result tab holds, said once for every host: cells, lists and charts at places, in named styles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.schema.inputs import Column

if TYPE_CHECKING:  # what only looks at a workbook's parts starts without pandas
    import pandas as pd

# A list's heading stands here: title, as-of and convention, meaning, a blank row above it (0-based row).
HEADING_ROW = 4


@dataclass(frozen=True)
class Cell:
    """One cell at a 0-based place. A formula carries its value; `across` cells are merged into one."""

    row: int
    col: int
    value: object
    style: str = "text"
    formula: str = ""
    across: int = 1
    link: str = ""


@dataclass(frozen=True)
class Listing:
    """A real table: its heading row and first column, its columns and the values under each key.

    formulas: column key -> formula with {key} for the cell of another column in the same row, and {row} for its number.
    grey_when: a formula template; where it holds the percentages are greyed (too few to say). cols, rows: the 0-based
    column of each of `columns` and row of each row of `frame` where a person's tab has them; without them the columns
    stand side by side from `col` and the rows one below another.
    """

    row: int
    col: int
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    name: str
    formulas: dict[str, str] = field(default_factory=dict)
    grey_when: str = ""
    sets_widths: bool = True
    links: dict[str, pd.Series] = field(default_factory=dict)
    cols: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()

    def columns_at(self) -> tuple[int, ...]:
        """The 0-based column of each of the columns."""
        return self.cols or tuple(range(self.col, self.col + len(self.columns)))

    def rows_at(self) -> tuple[int, ...]:
        """The 0-based row of each row of the frame."""
        return self.rows or tuple(range(self.row + 1, self.row + 1 + len(self.frame)))


class Tail(NamedTuple):
    """A list whose rows from the 0-based sheet row `since` on are still to be written."""

    listing: Listing
    since: int


@dataclass(frozen=True)
class Chart:
    """A column chart over cells of the same tab; width and height in pixels."""

    row: int
    col: int
    title: str
    rows: tuple[int, int]
    categories: int
    series: tuple[tuple[str, int, str], ...]
    width: int = 420
    height: int = 260


@dataclass(frozen=True)
class Choice:
    """A drop-down list in one cell: fixed choices or a range of another tab."""

    row: int
    col: int
    source: str | tuple[str, ...]


class Line(NamedTuple):
    """What stood in a cell of ours: the tab's name, the address, what a person typed, what the review writes there."""

    tab: str
    cell: str
    typed: str
    ours: str


@dataclass(frozen=True)
class Rest:
    """What of a tab's first list found no room in the tab.

    rows: how many, keys: which. columns, frame: the whole list, those rows as well. file: the name of the file beside
    the workbook that holds it, blank for none. sentence: that it is so.
    """

    rows: int
    keys: frozenset[str]
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    file: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Page:
    """One result tab. widths in characters, heights in points; freeze = rows and columns that stay in view.

    patch: None for a tab that is written as a whole. over: what a person typed over cells of ours, to be told.
    kept_text: numbers that are texts in the user's file stay so, and Excel does not mark them. rest: what of its list
    found no room. cut: how many texts were too long for a cell.
    """

    key: str
    name: str
    front: bool = False
    cells: tuple[Cell, ...] = ()
    lists: tuple[Listing, ...] = ()
    charts: tuple[Chart, ...] = ()
    choices: tuple[Choice, ...] = ()
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    hidden: bool = False
    very_hidden: bool = False
    one_page: bool = False
    patch: Patch | None = None
    over: tuple[Line, ...] = ()
    kept_text: bool = False
    rest: Rest | None = None
    cut: int = 0


def heading(title: str, context: str, meaning: str) -> tuple[Cell, ...]:
    """The three lines every tab begins with: what it is, as of when and by which convention, what it means."""
    return Cell(0, 0, title, "title"), Cell(1, 0, context, "context"), Cell(2, 0, meaning, "meaning")

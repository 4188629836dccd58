"""A Google Sheet as it stands at one moment: its tabs, which of them are ours, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.workbook.live import as_grid
from winback_sheets.ooxml.facts import MODERATE, Facts
from winback_sheets.present.cells import Place
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid

from . import named_ranges
from .anchors import (
    BEFORE,
    COLUMN,
    LOOKS,
    TAB,
    UNFINISHED,
    VIEW,
    Anchors,
    columns_of,
    mark_of,
    marks_of,
    table_of,
    with_headings,
)
from .client import Changed, Wire
from .values import Rows, agree, as_cells, exact, formulas_in, typed_alike

FIELDS = (
    f"properties(title,locale,timeZone),developerMetadata,{named_ranges.FIELDS},sheets(properties(sheetId,title,index,sheetType,hidden,"
    "rightToLeft,gridProperties(rowCount,columnCount)),developerMetadata,filterViews(filterViewId,title),basicFilter)"
)
AT_ONCE = 1_200_000  # cells of the grid in one answer, nearly all of them empty
TRIES = 4
COPY, JOURNAL = "copy", "journal"  # the two kinds of hidden tabs that a change leaves until it has been looked at


@dataclass(frozen=True)
class TabHere:
    """One tab. key: of ours, else "". before: COPY or JOURNAL for a hidden tab of a change, unfinished: it is being made.

    views: its filter views. views_made: the numbers of those that reviews have made in it.
    looks: the mark that tells what it was given. filter: the one that everybody sees.
    """

    id: int
    title: str
    rows: int
    columns: int
    hidden: bool = False
    rtl: bool = False
    key: str = ""
    before: str | None = None
    unfinished: bool = False
    views: tuple[Mapping[str, Any], ...] = ()
    views_made: frozenset[int] = frozenset()
    looks: str = ""
    filter: Mapping[str, Any] | None = None

    @property
    def views_deleted(self) -> frozenset[int]:
        """The views of ours that a person has deleted."""
        return self.views_made - {view["filterViewId"] for view in self.views}


@dataclass(frozen=True)
class About:
    """The spreadsheet without its cells. charts: the titles of sheets that are a chart alone. names: its named ranges."""

    title: str
    locale: str
    zone: str
    marks: tuple[Mapping[str, Any], ...]
    tabs: tuple[TabHere, ...]
    charts: tuple[str, ...] = ()
    names: tuple[Mapping[str, Any], ...] = ()


@dataclass
class Snapshot:
    """Everything a review reads.

    All by the tab's id. inputs, ours: the tabs as grids, ours under our own headings. rows, cells: what stands in ours,
    formulas as their texts, under the headings that people gave. formulas: which of the cells are formulas. marked: where
    our columns stand. serial: what stands in each tab that was read now, days as numbers.
    """

    about: About
    inputs: dict[int, Grid]
    ours: dict[int, Grid] = field(default_factory=dict)
    rows: dict[int, Rows] = field(default_factory=dict)
    cells: dict[int, dict[Place, Any]] = field(default_factory=dict)
    formulas: dict[int, dict[Place, str]] = field(default_factory=dict)
    marked: Anchors = field(default_factory=dict)
    serial: dict[int, Rows] = field(default_factory=dict)

    @property
    def tabs(self) -> list[TabHere]:
        """The tabs that a person would call theirs or ours, in their order."""
        return [tab for tab in self.about.tabs if tab.before is None and not tab.unfinished]

    @property
    def grids(self) -> list[Grid]:
        found = self.inputs | self.ours
        return [found[tab.id] for tab in self.tabs if tab.id in found]

    @property
    def named(self) -> dict[str, str]:
        """Our tabs: title -> key."""
        return {tab.title: tab.key for tab in self.tabs if tab.key}

    def facts(self) -> dict[str, Facts]:
        """What no value of our tabs shows, by title. No row is ever moved in a sheet where others may be typing."""
        return {
            tab.title: Facts(
                formulas=frozenset(self.formulas[tab.id]),
                exact=self.cells[tab.id] if len(self.cells[tab.id]) <= MODERATE else {},
                shared=True,
            )
            for tab in self.tabs
            if tab.key and tab.id in self.cells
        }


def about(wire: Wire) -> About:
    """The spreadsheet's tabs and marks."""
    answer = wire.about(FIELDS)
    said = answer.get("properties", {})
    tabs = [_tab(each) for each in answer.get("sheets", ()) if _is_grid(each)]
    charts = [each["properties"]["title"] for each in answer.get("sheets", ()) if not _is_grid(each)]
    zone, locale = said.get("timeZone", "Etc/GMT"), said.get("locale", "en_US")
    marks = tuple(answer.get("developerMetadata", ()))
    names = tuple(answer.get("namedRanges", ()))
    return About(said.get("title", ""), locale, zone, marks, tuple(tabs), tuple(charts), names)


def _is_grid(sheet: Mapping[str, Any]) -> bool:
    return bool(sheet.get("properties", {}).get("sheetType", "GRID") == "GRID")


def _tab(sheet: Mapping[str, Any]) -> TabHere:
    said, marks = sheet["properties"], sheet.get("developerMetadata", ())
    grid = said.get("gridProperties", {})
    hidden = said.get("hidden", False)
    return TabHere(
        said.get("sheetId", 0),
        said.get("title", ""),
        grid.get("rowCount", 0),
        grid.get("columnCount", 0),
        hidden,
        said.get("rightToLeft", False),
        _key(marks, said.get("sheetId", 0)),
        mark_of(marks, BEFORE),
        hidden and mark_of(marks, UNFINISHED) == str(said.get("sheetId", 0)),
        tuple(sheet.get("filterViews", ())),
        frozenset(int(number) for number in marks_of(marks, VIEW) if number.isdecimal()),
        mark_of(marks, LOOKS) or "",
        sheet.get("basicFilter"),
    )


def _key(marks: Sequence[Mapping[str, Any]], sheet_id: int) -> str:
    key, _, number = (mark_of(marks, TAB) or "").partition(" ")
    return key if number == str(sheet_id) else ""


def snapshot(
    wire: Wire, known: Mapping[int, Grid] | None = None, tell: Callable[[str], None] = lambda step: None
) -> Snapshot:
    """Read the sheet; known: grids of tabs that are not ours, read before and not read again. Raises Unreadable."""
    for _ in range(TRIES):
        try:
            found = _once(wire, known or {}, tell)
        except Changed:  # a tab went away meanwhile
            continue
        if found is not None:
            return found
    raise Unreadable(say("google.too_fast_to_read"))


def _once(wire: Wire, known: Mapping[int, Grid], tell: Callable[[str], None]) -> Snapshot | None:
    """One attempt; None where the sheet changed while it was read."""
    here = about(wire)
    tabs = [tab for tab in here.tabs if tab.before is None and not tab.unfinished]
    marked = columns_of(wire.search(COLUMN)) if any(tab.key for tab in tabs) else {}
    found, renamed = read_tabs(wire, here, tabs, marked, known, tell)
    # A heading that only its mark tells: the marks must still stand where they stood before the cells were read.
    return found if not renamed or columns_of(wire.search(COLUMN)) == marked else None


def read_tabs(
    wire: Wire,
    here: About,
    tabs: Sequence[TabHere],
    marked: Anchors,
    known: Mapping[int, Grid],
    tell: Callable[[str], None],
) -> tuple[Snapshot | None, bool]:
    """These tabs with their cells, and whether a heading was known by its mark alone; None where they changed meanwhile.

    marked: where our columns stand, by tab.
    """
    wanted = [tab for tab in tabs if tab.key or tab.id not in known]
    read = _read(wire, wanted, tell)
    if read is None:
        return None, False
    serial, looks = read
    ours = [tab for tab in wanted if tab.key]
    asked = _as_formulas(wire, ours)
    found = Snapshot(here, {tab.id: known[tab.id] for tab in tabs if tab.id in known and not tab.key}, marked=marked)
    renamed = False
    for tab in wanted:
        found.serial[tab.id] = serial[tab.id]
        rows = as_cells(serial[tab.id], looks[tab.id])
        if tab.key:
            shown = exact(serial[tab.id])
            found.rows[tab.id] = asked[tab.id]
            found.cells[tab.id] = exact(asked[tab.id])
            found.formulas[tab.id] = formulas_in(found.cells[tab.id], shown)
            if not one_state(found.cells[tab.id], shown, found.formulas[tab.id]):
                return None, False
            table = table_of(tab.key)
            if table is not None:
                rows, new = with_headings(rows, table, marked.get(tab.id, {}).get(tab.key, {}))
                renamed |= new
        wide = max(map(len, rows), default=0)
        even = [row + [None] * (wide - len(row)) for row in rows]
        (found.ours if tab.key else found.inputs)[tab.id] = as_grid(tab.title, even, 1, 1, visible=not tab.hidden)
    return found, renamed


def one_state(asked: Mapping[Place, Any], shown: Mapping[Place, Any], formulas: Mapping[Place, str]) -> bool:
    """Whether formulas and values were read of one state: what is no formula says the same in both."""
    plain = {place: value for place, value in asked.items() if place not in formulas}
    return plain == {place: value for place, value in shown.items() if place not in formulas}


def _read(
    wire: Wire, tabs: Sequence[TabHere], tell: Callable[[str], None]
) -> tuple[dict[int, list[list[Any]]], dict[int, list[list[Any]]]] | None:
    """The tabs' rows as stored and as they look, in pieces that Google answers willingly."""
    serial: dict[int, list[list[Any]]] = {tab.id: [] for tab in tabs}
    looks: dict[int, list[list[Any]]] = {tab.id: [] for tab in tabs}
    pieces = list(_pieces(tabs))
    for number, piece in enumerate(pieces, start=1):
        if len(pieces) > 1:
            tell(say("google.reading_part", part=number, parts=len(pieces)))
        ranges = [place for _, place in piece]
        one, other = wire.read(ranges), wire.read(ranges, dates="FORMATTED_STRING")
        if not _of_one_state(wire, ranges, one, other):
            return None
        for (tab, place), stored, shown in zip(piece, one, other, strict=True):
            _lay(serial[tab.id], place["startRowIndex"], stored)
            _lay(looks[tab.id], place["startRowIndex"], shown)
    return serial, looks


def _of_one_state(wire: Wire, ranges: Sequence[dict[str, int]], serial: Sequence[Rows], looks: Sequence[Rows]) -> bool:
    """Whether ranges read twice hold what they held; where a value differs, what people typed decides."""
    differ = [at for at, each in enumerate(zip(serial, looks, strict=True)) if not agree(*each)]
    asked = wire.read([ranges[at] for at in differ], render="FORMULA")
    return all(typed_alike(serial[at], looks[at], rows) for at, rows in zip(differ, asked, strict=True))


def _as_formulas(wire: Wire, tabs: Sequence[TabHere]) -> dict[int, list[list[Any]]]:
    """The tabs' rows with formulas as their texts, in pieces likewise."""
    found: dict[int, list[list[Any]]] = {tab.id: [] for tab in tabs}
    for piece in _pieces(tabs):
        for (tab, place), rows in zip(piece, wire.read([place for _, place in piece], render="FORMULA"), strict=True):
            _lay(found[tab.id], place["startRowIndex"], rows)
    return found


def _lay(kept: list[list[Any]], top: int, rows: list[list[Any]]) -> None:
    """Put the rows of a piece to those before; rows end where nothing more is written, also those of an earlier piece."""
    if rows:
        kept += [[]] * (top - len(kept)) + [*rows]


def _pieces(tabs: Sequence[TabHere]) -> list[list[tuple[TabHere, dict[str, int]]]]:
    """Row ranges of the tabs, put together up to so many cells."""
    pieces: list[list[tuple[TabHere, dict[str, int]]]] = [[]]
    room = AT_ONCE
    for tab in tabs:
        top = 0
        while top < tab.rows:
            rows = min(tab.rows - top, max(1, room // max(1, tab.columns)))
            if rows * tab.columns > room and pieces[-1]:
                pieces.append([])
                room = AT_ONCE
                continue
            pieces[-1].append((tab, {"sheetId": tab.id, "startRowIndex": top, "endRowIndex": top + rows}))
            top, room = top + rows, room - rows * tab.columns
            if room <= 0:
                pieces.append([])
                room = AT_ONCE
    return [piece for piece in pieces if piece]


def span(tab: TabHere) -> dict[str, int]:
    """All the rows of a tab."""
    return {"sheetId": tab.id, "startRowIndex": 0, "endRowIndex": tab.rows}

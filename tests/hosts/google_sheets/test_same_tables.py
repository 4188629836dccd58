"""The same data through a workbook and through a Google Sheet give the same result tables, cell by cell."""

from __future__ import annotations

import datetime
import math
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pandas as pd
import pytest
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.races import ADDRESS, paste

from winback_sheets.hosts.google_sheets.links import address
from winback_sheets.hosts.google_sheets.review import review_sheet
from winback_sheets.hosts.workbook.existing_tab import serial_of
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.present.page import HEADING_ROW
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Table
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH, SEGMENTS

WORKBOOKS = Path(__file__).resolve().parents[3] / "workbooks"
DAY = pd.Timestamp("2026-11-21")
MEMORY = "_winback"
HYPERLINK = re.compile(r'=HYPERLINK\("([^"]*)","([^"]*)"\)')


ENDS = re.compile(r"(:\$[A-Z]+\$)\d+")
Cells = dict[tuple[int, int], Any]
Tabs = dict[str, Cells]


class Reviewed(NamedTuple):
    """The same workbook, reviewed in both ways."""

    name: str
    file: Path
    emu: Emulator
    book: str


def typed(value: Any) -> Any:
    """A cell of a workbook as somebody types it into a sheet."""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    return value


@cache
def rows_of(file: Path) -> dict[str, list[list[Any]]]:
    """The tabs of a workbook as rows that somebody types."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {
        sheet.title: [[typed(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in book
    }


@cache
def reviewed(name: str, folder: Path) -> Reviewed:
    """A delivered workbook, reviewed as a file and as a Google Sheet with the same tabs."""
    file = Path(shutil.copy(WORKBOOKS / name, folder))
    emu = Emulator()
    book = emu.new_book(file.stem, tabs=rows_of(WORKBOOKS / name))
    review_file(file, run_day=DAY)
    review_sheet(ADDRESS.format(book), run_day=DAY, session=emu.session())
    return Reviewed(name, file, emu, book)


@cache
def loaded(file: Path) -> openpyxl.Workbook:
    """A workbook that is not changed any more."""
    return openpyxl.load_workbook(file)


def of_file(file: Path) -> Tabs:
    """The filled cells of a workbook's tabs in their order, days as serial numbers, HYPERLINK formulas as their texts."""
    found: Tabs = {}
    for sheet in loaded(file):
        cells = {(c.row - 1, c.column - 1): c for row in sheet.iter_rows() for c in row if c.value not in (None, "")}
        found[sheet.title] = {place: plain(cell.value) for place, cell in cells.items()}
    return found


def plain(value: Any) -> Any:
    opens = HYPERLINK.fullmatch(value) if isinstance(value, str) else None
    return opens[2] if opens else serial_of(value) if isinstance(value, datetime.datetime) else value


def of_sheet(emu: Emulator, book: str) -> Tabs:
    """The same of a Google Sheet."""
    found: Tabs = {}
    for tab in emu.book(book).state.tabs:
        if tab.title.startswith("_winback undo"):
            continue  # a file keeps its copy beside it
        cells = {(row, col): cell for row, line in enumerate(tab.rows) for col, cell in enumerate(line) if cell}
        found[tab.title] = {place: cell.formula or cell.value for place, cell in cells.items() if cell.filled}
    return found


def links_of_file(file: Path, ids: dict[str, int]) -> dict[tuple[str, int, int], str]:
    """What the cells of our tabs open, as Google would write it; numbers to dial are no links there."""
    found = {}
    for sheet in loaded(file):
        for row in sheet.iter_rows():
            for cell in row:
                formula = HYPERLINK.fullmatch(cell.value) if isinstance(cell.value, str) else None
                link = cell.hyperlink
                inside = f"internal:{link.location}" if link and link.location else ""
                uri = address(formula[1] if formula else inside or (link.target if link else ""), ids)
                if uri:
                    found[sheet.title, cell.row - 1, cell.column - 1] = uri
    return found


def links_of_sheet(emu: Emulator, book: str) -> dict[tuple[str, int, int], str]:
    return {
        (tab.title, row, col): cell.format["textFormat"]["link"]["uri"]
        for tab in emu.book(book).state.tabs
        for row, line in enumerate(tab.rows)
        for col, cell in enumerate(line)
        if cell and cell.format and cell.format.get("textFormat", {}).get("link")
    }


def differing(one: dict[Any, Any], other: dict[Any, Any]) -> list[tuple[Any, Any, Any]]:
    """The places where two tabs say something else; an .xlsx keeps 16 digits of a number, Google 17."""
    places = [(place, one.get(place), other.get(place)) for place in sorted(one.keys() | other.keys())]
    return [(place, a, b) for place, a, b in places if not same(a, b)]


def same(a: Any, b: Any) -> bool:
    if isinstance(a, float | int) and isinstance(b, float | int) and not isinstance(a, bool):
        return math.isclose(a, b, rel_tol=1e-14)
    return type(a) is type(b) and bool(a == b)


def memory(cells: Cells) -> set[tuple[Any, ...]]:
    """The lines of our own memory but for those about single cells, where links are written in another way."""
    rows = {row for row, _ in cells}
    lines = {tuple(cells.get((row, col)) for col in range(3)) for row in rows}
    return {line for line in lines if not str(line[0]).startswith("cells of win_back")}


STORIES = [f"stories/{path.name}" for path in sorted((WORKBOOKS / "stories").glob("*.xlsx"))]
QUICK = ["winback-demo.xlsx", "stories/hairdresser.xlsx"]
BOOKS = [*QUICK, *(pytest.param(name, marks=pytest.mark.slow) for name in STORIES if name not in QUICK)]


@pytest.fixture(scope="module", params=BOOKS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    return reviewed(request.param, tmp_path_factory.mktemp("same"))


def test_the_same_tabs_stand_in_the_same_order(both: Reviewed) -> None:
    in_file, in_sheet = list(of_file(both.file)), list(of_sheet(both.emu, both.book))
    assert in_sheet == in_file and "Win-back" in in_file and MEMORY in in_file
    hidden = [sheet.title for sheet in loaded(both.file) if sheet.sheet_state != "visible"]
    assert hidden == [tab.title for tab in both.emu.book(both.book).state.tabs if tab.properties.get("hidden")]
    assert MEMORY in hidden


def test_every_cell_says_the_same(both: Reviewed) -> None:
    in_file, in_sheet = of_file(both.file), of_sheet(both.emu, both.book)
    inputs = {tab for tab in rows_of(WORKBOOKS / both.name)}
    wrong = {tab: differing(cells, in_sheet[tab])[:3] for tab, cells in in_file.items() if tab not in {MEMORY, *inputs}}
    assert {tab: found for tab, found in wrong.items() if found} == {}
    assert sum(len(cells) for tab, cells in in_file.items() if tab in wrong) > 500
    assert memory(in_sheet[MEMORY]) == memory(in_file[MEMORY])


def test_no_cell_of_the_persons_own_tabs_was_touched(both: Reviewed) -> None:
    in_sheet, fresh = of_sheet(both.emu, both.book), Emulator()
    book = fresh.new_book("x", tabs=rows_of(WORKBOOKS / both.name))
    before = of_sheet(fresh, book)
    assert before and {tab: in_sheet[tab] for tab in before} == before


def test_every_cell_opens_the_same(both: Reviewed) -> None:
    ids = {tab.title: tab.id for tab in both.emu.book(both.book).state.tabs}
    assert links_of_sheet(both.emu, both.book) == links_of_file(both.file, ids)


LISTS = (OUTREACH, LOST_CUSTOMERS, SEGMENTS)


def by_key(cells: Cells, table: Table) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows of a list of ours by their keys, under our headings."""
    heads = {text: col for (row, col), text in cells.items() if row == HEADING_ROW}
    at = {column.key: heads[column.heading] for column in table.columns if column.heading in heads}
    rows = sorted({row for row, _ in cells if row > HEADING_ROW})
    found = [{key: cells.get((row, col)) for key, col in at.items()} for row in rows]
    return {tuple(row[key] for key in table.keys): row for row in found}


def without_ends(cells: Cells) -> Cells:
    """Formulas without the last row of the lists they look into: lists of other lengths, in another order."""
    return {at: ENDS.sub(r"\1", v) if isinstance(v, str) and v.startswith("=") else v for at, v in cells.items()}


@pytest.mark.slow
def test_the_second_month_says_the_same_of_every_customer(tmp_path: Path) -> None:
    first, second = WORKBOOKS / "stories/month1.xlsx", WORKBOOKS / "stories/month2.xlsx"
    one = reviewed("stories/month1.xlsx", tmp_path)
    review_file(second, out=one.file, run_day=DAY)
    here = one.emu.book(one.book)
    for tab, rows in rows_of(second).items():
        here.state.grow(here.tab(tab), len(rows), 1)
        paste(one.emu, one.book, tab, rows)
    review_sheet(ADDRESS.format(one.book), run_day=DAY, session=one.emu.session())
    in_file, in_sheet = of_file(one.file), of_sheet(one.emu, one.book)
    # A list in which nobody is named any more stays in a shared sheet, its rows say so; a new file has none.
    silent = in_sheet.keys() - in_file.keys()
    assert [title for title in in_sheet if title not in silent] == list(in_file)
    assert silent <= {"Warning signs"}
    named = [
        place[0] for title in silent for place, text in in_sheet[title].items() if text == say("signs.may_leave_name")
    ]
    assert named and all(in_sheet["Warning signs"][row, 4] == say("tabs.warning_signs_gone") for row in named)
    lists = {table.title: table for table in LISTS if table.title not in silent}
    whole = in_file.keys() - rows_of(first).keys() - lists.keys() - {MEMORY}
    whole -= {"Customer card"} if silent else set()  # it names the tabs that there are
    assert whole >= {"Win-back", "Churn", "Cohorts", "Winback history"}
    assert {tab: differing(without_ends(in_file[tab]), without_ends(in_sheet[tab])) for tab in whole} == dict.fromkeys(
        whole, []
    )
    for title, table in lists.items():
        wanted, found = by_key(in_file[title], table), by_key(in_sheet[title], table)
        assert wanted and {key: differing(row, found[key]) for key, row in wanted.items()} == dict.fromkeys(wanted, [])
        # In a shared sheet no row of an earlier plan goes away by itself.
        assert all(row.get("purpose") == "earlier plan" for key, row in found.items() if key not in wanted)

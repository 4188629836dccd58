"""A workbook open in Excel, with a stand-in for xlwings: one read a tab, our cells only, and the screen as it was.

Nothing here has run against Excel; the stand-in knows only what xlwings documents.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hosts.excel.stand_in_excel import App, xlwings
from ledgers import RUN_DAY, shop, write

from winback_sheets.hosts.workbook.live import live_grids, live_tabs, open_in_excel, put_pages
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present.page import Cell, Listing, Page
from winback_sheets.present.render import render
from winback_sheets.read.grid import Grid
from winback_sheets.schema.inputs import Column

COLUMNS = (
    Column("customer", "id", "", "Customer", "toolkit"),
    Column("notes", "text", "", "Notes", "person"),
    Column("money", "money", "", "Money", "toolkit"),
)


def page(*customers: str, patch: Patch | None = None, rows: tuple[int, ...] = ()) -> Page:
    """A small list of ours with a formula above it."""
    frame = pd.DataFrame({"customer": customers, "notes": None, "money": [10.0 * n for n in range(len(customers))]})
    cells = (Cell(0, 0, "Lost customers", "title"), Cell(1, 0, 2, "text", "=COUNTA(A6:A99)"))
    listing = Listing(4, 0, COLUMNS, frame, "winback_lost", cols=(0, 1, 2) if rows else (), rows=rows)
    return Page("lost_customers", "Lost customers", True, cells, (listing,), patch=patch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "shop.xlsx", Sales=shop(2, 4))


@pytest.mark.parametrize("why", ["no xlwings here", "another file", "never saved", "Excel does not answer"])
def test_without_this_very_book_in_excel_there_is_nothing_live(path: Path, why: str) -> None:
    app = App(path)
    module = xlwings(app)
    if why == "another file":
        module = xlwings(App(write(path.with_name("other.xlsx"), Sales=shop(2, 4))))
    elif why == "never saved":
        app.books[0].fullname = "Book1"
    elif why == "Excel does not answer":
        del module.apps
    assert open_in_excel(path, None if why == "no xlwings here" else module) is None


def test_the_book_is_found_by_its_file_also_by_another_way_to_it(path: Path) -> None:
    app = App(path)
    app.books[0].fullname = str(path.parent / ".." / path.parent.name / path.name)
    assert open_in_excel(path, xlwings(App(), app)) is app.books[0]


def test_a_book_that_is_in_the_cloud_only_does_not_hide_the_one_beside_it(path: Path) -> None:
    class InTheCloud:
        @property
        def fullname(self) -> str:
            raise RuntimeError("Couldn't find your SharePoint file locally")

    app = App(path)
    module = xlwings(app)
    app.books.insert(0, InTheCloud())  # type: ignore[arg-type]
    assert open_in_excel(path, module) is app.books[1]


def test_each_tab_is_read_in_one_call_and_as_a_file_would_be(path: Path) -> None:
    book = App(path).books[0]
    book.sheets[0].cells[(3, 3)] = "#N/A"
    (grid,) = live_grids(book)
    assert book.sheets[0].reads == 1
    assert isinstance(grid, Grid) and grid.top[0] == ["Customer", "Date", "Amount"]
    assert grid.top[1] == ["C000", datetime.datetime(2024, 11, 1), 10] and grid.errors == ((3, 2),)
    body = grid.below(1)
    assert body[1].dtype.kind == "M" and list(body.index) == list(range(2, 10)) and grid.rows == 9


def test_a_table_that_does_not_begin_in_a1_keeps_its_addresses(path: Path) -> None:
    book = App(path).books[0]
    book.sheets[0].cells = {(5, 3): "Customer", (6, 3): "Ann", (6, 4): 3.0}
    (grid,) = live_grids(book)
    assert grid.top == [[], [], [], [], [None, None, "Customer"], [None, None, "Ann", 3.0]]
    assert list(grid.below(5).columns) == [2, 3]


def test_new_tabs_come_as_copies_with_their_markers_and_formulas_of_this_book(path: Path) -> None:
    app = App(path)
    book = app.books[0]
    put_pages(book, [page("Ann", "Bob")], render([page("Ann", "Bob")]), {})
    sheet = book.sheets["Lost customers"]
    assert [each.name for each in book.sheets] == ["Lost customers", "Sales"]
    assert sheet.cells[(6, 1)] == "Ann" and sheet.cells[(2, 1)] == "=COUNTA(A6:A99)"
    assert live_tabs(book) == {"Lost customers": "lost_customers"} and not book.names[0].api.Visible
    assert app.opened[0].closed and not Path(app.opened[0].fullname).exists()


def test_on_a_tab_that_is_there_only_our_cells_are_written(path: Path) -> None:
    book = App(path).books[0]
    put_pages(book, [page("Ann", "Bob")], render([page("Ann", "Bob")]), {})
    sheet = book.sheets["Lost customers"]
    sheet.cells |= {(6, 2): "called", (6, 4): "my column", (8, 1): "my own row"}
    sheet.written.clear()
    patch = Patch(theirs=frozenset({1}), frozen=frozenset({(7, 0), (7, 2)}), clear=frozenset({(6, 0), (6, 2)}))
    new = page("Ann", "Cid", patch=patch, rows=(5, 9))
    put_pages(book, [new], render([new]), live_tabs(book))
    assert (
        sheet.cells[(6, 2)] == "called" and sheet.cells[(6, 4)] == "my column" and sheet.cells[(8, 1)] == "my own row"
    )
    assert sheet.cells[(7, 1)] is None and sheet.cells[(10, 1)] == "Cid" and sheet.cells[(10, 3)] == 10.0
    assert sheet.written == {(1, 1), (2, 1), (6, 1), (6, 3), (7, 1), (7, 3), (10, 1), (10, 3)}


def test_the_screen_is_as_it_was_also_when_excel_breaks_off(path: Path) -> None:
    app = App(path)
    put_pages(app.books[0], [page("Ann")], render([page("Ann")]), {})
    assert app.screen == [False, True]
    with pytest.raises(StopIteration):
        put_pages(app.books[0], [page("Ann")], render([]), {"Sales": "win_back"})
    assert app.screen == [False, True, False, True] and all(book.closed for book in app.opened)


def test_beside_macros_our_tabs_are_copied_behind_the_users(path: Path) -> None:
    book = App(path).books[0]
    book.name = "shop.xlsm"
    users = [sheet.name for sheet in book.sheets]
    put_pages(book, [page("Ann", "Bob")], render([page("Ann", "Bob")]), {})
    assert [sheet.name for sheet in book.sheets] == [*users, "Lost customers"]


@pytest.mark.parametrize("api", [{"Date1904": True}, {"date_1904": SimpleNamespace(get=lambda: True)}])
def test_into_a_book_that_counts_days_from_1904_nothing_is_copied_the_result_lies_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, api: dict[str, object]
) -> None:
    book = App(path).books[0]
    book.api = SimpleNamespace(**api)
    monkeypatch.setattr("winback_sheets.hosts.workbook.workbook.open_in_excel", lambda _: book)
    path.with_name(f"~${path.name}").write_bytes(b"open")
    said = review_file(path, run_day=RUN_DAY)
    assert [sheet.name for sheet in book.sheets] == ["Sales"] and said.target != path and said.target.exists()


def test_a_tab_whose_headings_are_gone_is_not_written_and_ours_comes_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, Sales=shop(stop={3: 12, 7: 14}))
    review_file(path, run_day=RUN_DAY)
    app = App(path)
    book = app.books[0]
    sheet = book.sheets["Lost customers"]
    sheet.cells |= {place: f"my column {place[1]}" for place, value in sheet.cells.items() if place[0] == 5 and value}
    theirs = dict(sheet.cells)
    monkeypatch.setattr("winback_sheets.hosts.workbook.workbook.open_in_excel", lambda _: book)
    path.with_name(f"~${path.name}").write_bytes(b"open")
    on_disk = path.read_bytes()
    said = review_file(path, run_day=RUN_DAY)
    assert "is open in Excel and was reviewed there" in said.lines[-1]
    assert sheet.cells == theirs and not sheet.written and path.read_bytes() == on_disk
    names = [each.name for each in book.sheets]
    assert len(names) == len({*names}) and book.sheets["Lost customers (2)"].cells[(5, 2)] == "Customer"
    assert live_tabs(book)["Lost customers (2)"] == "lost_customers"

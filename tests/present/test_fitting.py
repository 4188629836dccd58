"""What finds no room stays out in one way everywhere: counted, said, and written beside the workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import RUN_DAY, grids, people, shop, write

from winback_sheets.findings import Review
from winback_sheets.hosts.forget.forget import forget_in
from winback_sheets.hosts.workbook import workbook
from winback_sheets.hosts.workbook.workbook import review_file, review_into
from winback_sheets.present.book import pages
from winback_sheets.present.fitting import fitted
from winback_sheets.present.page import Cell, Listing, Page
from winback_sheets.present.render import render
from winback_sheets.schema.inputs import Column
from winback_sheets.schema.room import EXCEL, Room
from winback_sheets.steps import review

ROWS = 25  # of a tab, instead of a million


def ledger(customers: int = 60) -> pd.DataFrame:
    """Two of three customers stop in spring."""
    return shop(months=13, customers=customers, stop={n: 5 for n in range(customers) if n % 3})


@pytest.fixture(scope="module")
def found() -> Review:
    return review(grids(Sales=ledger(), Customers=people(60)), today=RUN_DAY)


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workbooks whose tabs have few rows."""
    as_it_is = workbook.room_of
    monkeypatch.setattr(workbook, "room_of", lambda target: as_it_is(target)._replace(rows=ROWS))
    yield


def by_key(made: list[Page]) -> dict[str, Page]:
    return {page.key: page for page in made}


def test_no_list_goes_beyond_the_end_of_its_tab_and_none_is_cut_without_a_word(found: Review):
    made = by_key(pages(found, room=Room(rows=ROWS, beside="shop.winback-{tab}.csv")))
    for page in made.values():
        assert max((max(each.rows_at(), default=0) for each in page.lists), default=0) < ROWS, page.key
    lost, everybody = made["lost_customers"], made["segments"]
    assert lost.rest and everybody.rest
    assert len(lost.lists[0].frame) == ROWS - 5 and lost.rest.rows == len(found.lost) - (ROWS - 5)
    assert lost.rest.file == "shop.winback-lost-customers.csv"
    for page in (lost, everybody):
        assert page.rest and page.rest.sentence in str(page.cells[2].value)
        assert page.rest.sentence in str(made["data_check"].cells[2].value)


def test_the_rows_worth_most_stay_and_every_count_and_sum_is_that_of_all(found: Review):
    whole, low = by_key(pages(found)), by_key(pages(found, room=Room(rows=ROWS)))
    lost, all_lost = low["lost_customers"], whole["lost_customers"].lists[0].frame
    assert lost.rest and lost.lists[0].frame["rank"].tolist() == list(range(1, ROWS - 4))
    assert lost.rest.frame["mrr"].sum() == all_lost["mrr"].sum()
    counted = lost.rest.frame.query("counted == 'lost'").groupby("period").size()
    churn = low["churn"].lists[0].frame.set_index("period")["lost"]
    assert counted.to_dict() == churn[churn > 0].to_dict()
    sums = [page["segments"].lists[1].frame[["segment", "customers", "monetary"]] for page in (low, whole)]
    pd.testing.assert_frame_equal(*sums)
    assert "Removed by hand" not in str(lost.cells[2].value)


@pytest.mark.parametrize("cells", [900, 1_500, 9_000, None])
def test_a_limit_of_cells_is_shared_by_all_lists_and_their_memory(found: Review, cells: int | None):
    made = pages(found, room=Room(cells=cells))
    listed = [page for page in made if page.key in ("outreach", "lost_customers", "warning_signs", "segments")]
    took = sum(len(page.lists[0].frame) * (len(page.lists[0].columns) + 3) for page in listed)
    short = [page for page in listed if page.rest]
    assert cells is None or took <= cells
    assert bool(short) == (cells in (900, 1_500)) and (not short or took > 0.9 * (cells or 0))


def test_the_memory_goes_on_in_the_next_columns_and_is_read_back_whole(tmp_path: Path, low: None):
    book = write(tmp_path / "shop.xlsx", Sales=ledger(), Customers=people(60))
    review_file(book, run_day=RUN_DAY)
    sheet = openpyxl.load_workbook(book)["_winback"]
    assert sheet.max_row <= ROWS and sheet.max_column > 3
    bytes_before = book.read_bytes()
    again = review_file(book, run_day=RUN_DAY)
    assert not again.changed and book.read_bytes() == bytes_before


def test_a_whole_list_stands_beside_and_is_no_ledger_and_goes_when_the_tab_holds_it(
    tmp_path: Path, low: None, monkeypatch: pytest.MonkeyPatch
):
    book = write(tmp_path / "shop.xlsx", Sales=ledger(), Customers=people(60))
    book.chmod(0o600)
    done = review_file(book, run_day=RUN_DAY)
    beside = tmp_path / "shop.winback-lost-customers.csv"
    rows = pd.read_csv(beside)
    assert len(rows) == len(done.review.lost) and rows["Rank"].tolist() == list(range(1, len(rows) + 1))
    assert rows["Money a month"].sum() == pytest.approx(done.review.lost["mrr"].sum())
    assert beside.stat().st_mode & 0o777 == 0o600
    assert any(beside.name in line for line in done.lines)
    with pytest.raises(workbook.Refused, match=r"shop\.xlsx"):
        review_file(beside, run_day=RUN_DAY)
    monkeypatch.undo()
    again = review_file(book, run_day=RUN_DAY)
    assert not list(tmp_path.glob("*.csv")) and not any("not fit" in line for line in again.lines)
    sheet = openpyxl.load_workbook(book)["Lost customers"]
    assert sheet.max_row == 5 + len(done.review.lost)


def test_what_a_person_holds_stays_and_what_found_no_room_was_not_deleted_by_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    book = write(tmp_path / "shop.xlsx", Sales=ledger(), Customers=people(60))
    done = review_file(book, run_day=RUN_DAY)
    rows = len(done.review.lost)
    edited = openpyxl.load_workbook(book)
    sheet = edited["Lost customers"]
    headings = [cell.value for cell in sheet[5]]
    notes, who = headings.index("Notes") + 1, headings.index("Customer") + 1
    last, gone = [cell.value for cell in sheet[5 + rows]], sheet.cell(6, who).value
    sheet.delete_rows(5 + rows)
    sheet.delete_rows(6)
    sheet.insert_rows(10)  # the one worth least was drawn up by hand
    for col, value in enumerate(last, start=1):
        sheet.cell(10, col).value = value
    sheet.cell(10, notes).value = "the last one, and mine"
    mine = last[who - 1]
    edited.save(book)
    as_it_is = workbook.room_of
    with monkeypatch.context() as low:
        low.setattr(workbook, "room_of", lambda target: as_it_is(target)._replace(rows=rows))
        review_file(book, run_day=RUN_DAY)
    sheet = openpyxl.load_workbook(book)["Lost customers"]
    listed = {sheet.cell(row, who).value: sheet.cell(row, notes).value for row in range(6, sheet.max_row + 1)}
    assert sheet.max_row <= rows and listed[mine] == "the last one, and mine" and gone not in listed
    review_file(book, run_day=RUN_DAY)
    sheet = openpyxl.load_workbook(book)["Lost customers"]
    back = [sheet.cell(row, who).value for row in range(6, sheet.max_row + 1)]
    assert sorted(filter(None, back)) == sorted(set(done.review.lost["customer"]) - {gone})


LONG = "x" * 40_000
FACES = "\U0001f600" * 20_000  # 40,000 letters as Excel counts them
NAME = Column("name", "text", "", "Name", "toolkit", 20)


def odd_page(**places: object) -> Page:
    texts = [LONG, FACES, "short", None, 12, "y" * 32_767]
    frame = pd.DataFrame({"name": pd.Series(texts, dtype=object)})
    links = pd.Series(["internal:'A'!A1"] * 5 + ["https://example.org/" + "z" * 3_000], dtype=object)
    listed = Listing(4, 0, (NAME,), frame, "winback_odd", links={"name": links})
    long_formula = '="' + "a" * 9_000 + '"'
    cells = (
        Cell(0, 0, LONG, "title"),
        Cell(2, 0, "What it means.", "meaning"),
        Cell(3, 3, "seen", "text", formula=long_formula),
        Cell(3, 4, "page", "text", link="https://example.org/" + "z" * 3_000),
    )
    return replace(Page("odd", "Odd", cells=cells, lists=(listed,)), **places)


@pytest.mark.filterwarnings("error")
def test_nothing_longer_than_a_cell_a_formula_or_a_link_may_be_is_lost_without_a_word():
    page = fitted(odd_page(), EXCEL)
    assert page.cut == 3
    sheet = openpyxl.load_workbook(io.BytesIO(render([page])))["Odd"]
    values = [sheet.cell(row, 1).value for row in range(6, 12)]
    assert [len(str(text).encode("utf-16-le")) // 2 for text in (sheet["A1"].value, *values[:2])] == [32_767] * 3
    assert all(str(text).endswith(" letters long)") for text in (sheet["A1"].value, *values[:2]))
    assert values[2:5] == ["short", None, "12"] and values[5] == "y" * 32_767
    assert (sheet["D4"].value, sheet["E4"].value, sheet["E4"].hyperlink) == ("seen", "page", None)
    assert fitted(page, EXCEL).cut == 3  # what is cut already is not cut again


def test_of_more_links_than_a_tab_may_have_the_first_stay_links_and_the_words_stay_all():
    page = fitted(odd_page(), EXCEL._replace(links=2))
    assert page.lists[0].links["name"].astype(bool).sum() == 2 and len(page.lists[0].frame) == 6


def test_a_list_without_keys_ends_with_its_tab_and_the_line_above_says_so():
    page = fitted(odd_page(), Room(rows=8))
    assert len(page.lists[0].frame) == len(page.lists[0].links["name"]) == 3
    assert str(page.cells[1].value) == "What it means. 3 more lines do not fit into this tab."


def test_a_customer_whose_name_no_cell_holds_is_the_same_one_in_the_next_review(tmp_path: Path):
    sales = ledger(30).replace({"Customer": {"C001": "L" * 40_000}})
    path = tmp_path / "shop.csv"
    sales.to_csv(path, index=False)
    first = review_file(path, run_day=RUN_DAY)
    book = tmp_path / "shop.winback.xlsx"
    assert any("longer than a cell" in line for line in first.lines)
    bytes_before = book.read_bytes()
    again = review_file(path, run_day=RUN_DAY)
    assert not again.changed and book.read_bytes() == bytes_before


def test_a_ledger_that_no_tab_holds_is_kept_in_several_and_counted_whole(tmp_path: Path, low: None):
    path, book = tmp_path / "sales.csv", tmp_path / "kept.xlsx"
    sales = ledger(12)
    sales.to_csv(path, index=False)
    first = review_into(book, [path], run_day=RUN_DAY)
    assert first.review.book.rows_used == len(sales)
    names = [name for name in openpyxl.load_workbook(book).sheetnames if name.startswith("Sales")]
    assert len(names) == -(-len(sales) // (ROWS - 1))
    again = review_into(book, [path], run_day=RUN_DAY)
    assert again.review.book.rows_used == len(sales) and not again.changed


def test_a_name_that_is_forgotten_goes_from_the_file_beside_as_well(tmp_path: Path, low: None):
    book = write(tmp_path / "shop.xlsx", Sales=ledger(), Customers=people(60))
    who = review_file(book, run_day=RUN_DAY).review.lost["customer"].iloc[-1]
    beside = tmp_path / "shop.winback-lost-customers.csv"
    before = pd.read_csv(beside)
    assert who in set(before["Customer"])
    forget_in(book, who)
    after = pd.read_csv(beside)
    assert who not in beside.read_text() and len(after) == len(before)

"""A result tab is one row of REPORTS: what stands there is built, placed, hidden, remembered and found again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from winback_sheets.hosts.workbook.opening import named_tabs
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.present import reports
from winback_sheets.present.keep import keep
from winback_sheets.present.page import HEADING_ROW, Page, heading
from winback_sheets.present.reports import REPORTS, Given, Report, check_reports, hidden_first, keyed, keys
from winback_sheets.present.tabs import listing
from winback_sheets.read import recognise
from winback_sheets.schema import results
from winback_sheets.schema.inputs import Column, Table

STORY = Path(__file__).resolve().parents[2] / "workbooks/stories/hairdresser.xlsx"
RUN_DAY = pd.Timestamp("2026-11-29")
BIRTHDAYS = Table(
    "birthdays",
    "Birthdays",
    "Whom to write a card.",
    (
        Column("customer", "id", "", "", "toolkit", 20),
        Column("born", "date", "", "", "toolkit", 12),
        Column("age", "count", "", "", "toolkit", 8),
        Column("card_sent", "yes_no", "", "", "person", 8, ("yes", "no")),
    ),
    keys=("customer",),
)


def birthdays(given: Given) -> Page:
    customers = sorted(given.review.businesses[0].spells["customer"].unique())[:3]
    frame = pd.DataFrame({"customer": customers, "born": pd.Timestamp("1980-05-01"), "age": [46, 46, 46]})
    kept = keep(frame, given.stored.get("birthdays"), BIRTHDAYS, delivered=given.delivered.get("birthdays", ()))
    cells = heading(BIRTHDAYS.title, "", BIRTHDAYS.meaning)
    return Page("birthdays", BIRTHDAYS.title, cells=cells, lists=(listing(BIRTHDAYS, kept),), patch=kept.patch)


@pytest.fixture
def eleventh(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = (*results.RESULTS, BIRTHDAYS)
    monkeypatch.setattr(results, "RESULTS", tables)
    monkeypatch.setattr(recognise, "RESULTS", tables)
    row = Report("birthdays", birthdays, hide=9, keyed=True, worked=True)
    monkeypatch.setattr(reports, "REPORTS", (*REPORTS[:4], row, *REPORTS[4:]))


@pytest.mark.usefixtures("eleventh")
def test_a_tab_more_is_one_row_more(tmp_path: Path) -> None:
    book = tmp_path / "shop.xlsx"
    shutil.copy(STORY, book)
    result = review_file(book, run_day=RUN_DAY)
    names = [page.key for page in result.pages]
    assert names.index("lost_customers") < names.index("birthdays") < names.index("customer_card")
    page = next(page for page in result.pages if page.key == "birthdays")
    assert not page.front
    assert "birthdays" in hidden_first()
    memory = next(page for page in result.pages if page.key == "state").lists[0].frame
    assert (memory["tab"] == "birthdays").sum() == 3
    # A person ticks one row and deletes another; the next review knows the tab again and keeps both.
    sheets = load_workbook(result.target)
    sheet = sheets["Birthdays"]
    first = HEADING_ROW + 2
    ticked, gone = sheet.cell(first, 1).value, sheet.cell(first + 2, 1).value
    sheet.cell(first, 4).value = "yes"
    for col in range(1, 5):
        sheet.cell(first + 2, col).value = None
    sheets.save(result.target)
    assert named_tabs(result.target)["Birthdays"] == "birthdays"
    again = review_file(result.target, run_day=RUN_DAY)
    frame = next(page for page in again.pages if page.key == "birthdays").lists[0].frame
    assert frame.set_index("customer").loc[ticked, "card_sent"] == "yes"
    assert gone not in set(frame["customer"])
    assert not review_file(again.target, run_day=RUN_DAY).changed


def test_a_tab_without_a_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "REPORTS", (*REPORTS, Report("birthdays", birthdays)))
    with pytest.raises(LookupError, match="birthdays: schema.Table"):
        check_reports()


@pytest.mark.parametrize(
    ("row", "part"),
    [
        pytest.param(Report("churn", birthdays), "key", id="a key that is taken"),
        pytest.param(REPORTS[5]._replace(worked=True), "keyed", id="worked through without keys"),
        pytest.param(REPORTS[4]._replace(keyed=True), "keys", id="keyed without columns that are keys"),
        pytest.param(REPORTS[5]._replace(build=None), "build", id="nobody builds it"),
    ],
)
def test_a_row_that_lacks_a_part_is_named(monkeypatch: pytest.MonkeyPatch, row: Report, part: str) -> None:
    others = REPORTS if part == "key" else tuple(each for each in REPORTS if each.key != row.key)
    monkeypatch.setattr(reports, "REPORTS", (*others, row))
    with pytest.raises(LookupError, match=rf"{row.key}: Report\.{part}"):
        check_reports()


def test_the_rows_are_whole_and_every_tab_of_the_schema_has_one() -> None:
    check_reports()
    assert [key for key in keys() if key not in ("settings", "state")] == [table.key for table in results.RESULTS]
    assert set(keyed()) == {"outreach", "lost_customers", "warning_signs", "segments", "settings", "history"}

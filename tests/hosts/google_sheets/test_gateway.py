"""A shared sheet over several refreshes: what stays, what is written, and what is never written."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pandas as pd
import pytest
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.race_runs import differing, lost, run, unseeing, untidy, writes
from hosts.google_sheets.races import (
    ADDRESS,
    DAY_1,
    DAY_2,
    HEAD,
    TABLES,
    Race,
    act,
    filled,
    firm,
    fresh,
    ledgers,
    review,
)

from winback_sheets.api import Trouble
from winback_sheets.api import review as review_by_address
from winback_sheets.hosts.google_sheets import gateway, making, snapshot
from winback_sheets.hosts.google_sheets.client import open_connection
from winback_sheets.hosts.google_sheets.gateway import opened_sheet
from winback_sheets.hosts.google_sheets.review import review_sheet, sheet_book
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH, WARNING_SIGNS


@pytest.fixture
def race() -> Race:
    """A sheet after its first review, with the sales of two months more."""
    emu, book = fresh()
    emu.reset_log()
    return Race(emu, book, random.Random(1))


def again(race: Race, day: pd.Timestamp = DAY_2) -> Any:
    return review(race.emu, race.book, day)


def wrote(race: Race) -> list[str]:
    """The kinds of writing calls since the log was begun."""
    return [word for call in race.emu.log for word in call.words if "pdate" in word or "append" in word.lower()]


def wrong(race: Race) -> list[str]:
    return lost(race) + differing(race) + untidy(race)


def test_a_refresh_with_nothing_new_writes_no_value_and_no_look(race: Race) -> None:
    again(race)
    race.emu.reset_log()
    revision = race.emu.revision
    result = again(race)
    assert not result.changed and race.emu.revision == revision
    kinds = {word for call in race.emu.log for word in call.words} - {"batchUpdate"}
    assert kinds == {
        "get",
        "values.batchGetByDataFilter",
        "developerMetadata.search",
        "createDeveloperMetadata",
        "updateDeveloperMetadata",
        "deleteDeveloperMetadata",
    }


def test_a_dry_run_writes_nothing_at_all(race: Race) -> None:
    result = review_sheet(ADDRESS.format(race.book), dry_run=True, run_day=DAY_2, session=race.emu.session())
    assert result.changed and result.dry_run
    assert not [call for call in race.emu.log if "batchUpdate" in call.words]


def test_no_row_is_moved_emptied_or_given_to_another_customer(race: Race) -> None:
    before = {table.key: race.cells(table.key) for table in TABLES}
    again(race)
    for table in TABLES:
        after, at = race.cells(table.key), race.column(table, "customer")
        assert len(after) > len(before[table.key])
        for old, new in zip(before[table.key][HEAD + 1 :], after[HEAD + 1 :], strict=False):
            assert old[at] == new[at]


def test_an_untouched_contact_of_an_earlier_plan_serves_the_customers_new_one(race: Race) -> None:
    customers, cycle = race.column(OUTREACH, "customer"), race.column(OUTREACH, "cycle")
    again(race)
    rows = race.cells("outreach")[HEAD + 1 :]
    assert len({row[customers] for row in rows}) == len(rows)
    assert [row[cycle] for row in rows if row[customers] == "C011"] == ["2026-06"]


def test_a_contact_with_a_note_stays_and_the_new_plan_stands_below(race: Race) -> None:
    row = next(n for n, line in enumerate(race.cells("outreach")) if "C011" in line)
    race.emu.book(race.book).type_in("Outreach", row, race.column(OUTREACH, "notes"), "rang twice")
    again(race)
    customers, cycle = race.column(OUTREACH, "customer"), race.column(OUTREACH, "cycle")
    rows = [line for line in race.cells("outreach")[HEAD + 1 :] if line[customers] == "C011"]
    assert [line[cycle] for line in rows] == ["2026-04", "2026-06"] and "rang twice" in rows[0]


@pytest.mark.parametrize(
    "acts",
    [
        ("insert a column and type in it", "move a column", "rename a heading"),
        ("duplicate a row", "own row between", "own row below", "sort", "filter"),
        ("rename the tab", "type in our column"),
    ],
    ids=["columns", "rows", "words"],
)
def test_what_colleagues_did_before_the_refresh_stands(race: Race, acts: tuple[str, ...]) -> None:
    for what in acts:
        for table in TABLES:
            act(race, what, table)
    again(race)
    revision = race.emu.revision
    again(race)
    assert wrong(race) == [] and race.emu.revision == revision


def test_a_column_that_was_deleted_stays_out(race: Race) -> None:
    race.emu.book(race.book).delete_column("Outreach", race.column(OUTREACH, "opening_line"))
    for _ in range(2):  # at the second refresh it must not count as new
        again(race)
        assert race.column(OUTREACH, "opening_line") is None


def test_a_row_that_was_deleted_stays_deleted(race: Race) -> None:
    row = next(n for n, line in enumerate(race.cells("lost_customers")) if "C007" in line)
    race.emu.book(race.book).delete_rows("Lost customers", row, 1)
    again(race)
    assert not any("C007" in line for line in race.cells("lost_customers"))


def test_what_is_typed_over_a_cell_of_ours_is_told_in_data_check(race: Race) -> None:
    act(race, "type in our column", LOST_CUSTOMERS)
    [word] = race.words
    again(race)
    assert not any(word in line for line in race.cells("lost_customers"))
    assert any(word in line for line in filled(race, "Data check"))


def test_tabs_that_lost_their_marks_are_known_by_their_headings(race: Race) -> None:
    book = race.emu.book(race.book)
    titles = book.titles
    book.state.marks.clear()
    again(race)
    # Without headings of a list nobody can tell ours from a person's own page of that name.
    new = [title for title in book.titles if title not in titles and not title.startswith("_winback undo")]
    assert {*new} <= {
        "Win-back (2)",
        "Customer card (2)",
        "Churn (2)",
        "Cohorts (2)",
        "Data check (2)",
    }
    assert wrong(race) == []


def test_a_copy_of_a_tab_of_ours_is_a_persons_own(race: Race) -> None:
    race.emu.book(race.book).duplicate_tab("Outreach", with_marks=True)
    copy = next(title for title in race.emu.book(race.book).titles if title.startswith("Copy of"))
    before = filled(race, copy)
    again(race)
    assert filled(race, copy) == before and wrong(race) == []


def test_a_tab_whose_headings_were_taken_away_is_a_persons_own(race: Race) -> None:
    book = race.emu.book(race.book)
    for at in range(len(race.cells("warning_signs")[HEAD])):
        book.type_in("Warning signs", HEAD, at, "")
    book.state.marks.clear()
    before = filled(race, "Warning signs")
    again(race)
    assert filled(race, "Warning signs")[HEAD:] == before[HEAD:]
    assert "Warning signs (2)" in book.titles
    race.titles[WARNING_SIGNS.key] = "Warning signs (2)"
    revision = race.emu.revision
    again(race)
    assert race.emu.revision == revision


def test_a_large_sheet_is_made_hidden_and_shown_when_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SMALL", 10)
    emu = Emulator()
    book = firm(emu, ledgers()[0])
    emu.reset_log()
    seen: list[list[str]] = []

    def look(emu: Emulator) -> None:
        tabs = emu.store.files[book].book.tabs
        seen.append([tab.title for tab in tabs if not tab.properties.get("hidden")])

    emu.before.update({call: [look] for call in range(1, 10)})
    review(emu, book, DAY_1)
    assert all(titles == ["Sales", "Customers", "Subscriptions"] for titles in seen[:7])
    calm, _ = fresh()
    for table in TABLES:
        assert emu.book(book).cells(table.title) == calm.book(list(calm.store.files)[0]).cells(table.title)


def test_a_tab_left_half_made_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SMALL", 10)
    emu = Emulator()
    book = firm(emu, ledgers()[0])
    emu.reset_log()

    def killed(emu: Emulator) -> None:
        raise KeyboardInterrupt

    emu.before[6] = [killed]
    with pytest.raises(KeyboardInterrupt):
        review(emu, book, DAY_1)
    emu.before.clear()
    assert "Outreach" in emu.book(book).titles
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=11)
    review_sheet(ADDRESS.format(book), run_day=DAY_1, now=later, session=emu.session())
    assert [title for title in emu.book(book).titles if title.startswith("Outreach")] == ["Outreach"]
    assert len(emu.book(book).cells("Outreach")) > HEAD + 1


def test_each_caller_has_a_list_of_their_own_and_its_address_is_told(race: Race) -> None:
    result = again(race)
    mine = [line for line in result.lines if line.startswith("My list")]
    assert [line.partition(" https")[0] for line in mine] == ["My list: Anna:", "My list: Ben:"]
    assert all(f"/spreadsheets/d/{race.book}/edit#gid=" in line and "&fvid=" in line for line in mine)


def test_the_lines_tell_what_it_cost_and_where_it_is(race: Race) -> None:
    result = again(race)
    assert any("calls to Google" in line for line in result.lines)
    assert result.link == f"https://docs.google.com/spreadsheets/d/{race.book}/edit"
    assert any("last changed by a review" in line for line in again(race).lines)


def test_a_large_tab_is_read_in_pieces(race: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    wire = open_connection(ADDRESS.format(race.book), session=race.emu.session())
    whole = snapshot.snapshot(wire)
    monkeypatch.setattr(snapshot, "AT_ONCE", 2000)
    said: list[str] = []
    pieces = snapshot.snapshot(wire, tell=said.append)
    assert len(said) > 10 and said[0].startswith("reading part 1 of ")
    for one, other in zip(whole.grids, pieces.grids, strict=True):
        pd.testing.assert_frame_equal(one.below(0), other.below(0))


def test_check_and_why_read_the_same_sheet(race: Race) -> None:
    book = sheet_book(ADDRESS.format(race.book), session=race.emu.session())
    assert book.rows_read > 200 and not book.trouble
    wire = open_connection(ADDRESS.format(race.book), session=race.emu.session())
    assert set(opened_sheet(snapshot.snapshot(wire)).typed) == {"outreach", "lost_customers"}


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda address: review_by_address(address, out="x.xlsx"), "--out"),
    ],
    ids=["out"],
)
def test_what_is_for_files_says_so(call: Any, sentence: str) -> None:
    with pytest.raises(Trouble, match=sentence):
        call(ADDRESS.format("1" * 44))


# In 26 somebody doubles a row as the review writes, and somebody adds one as that is taken back.
@pytest.mark.parametrize("seed", [26, 107, pytest.param(109, marks=pytest.mark.slow)], ids=lambda seed: f"seed {seed}")
def test_colleagues_at_work_while_a_refresh_runs(seed: int) -> None:
    assert run(seed) == []


@pytest.mark.slow
def test_the_races_see_a_refresh_that_never_looks_what_its_write_fell_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "settle", unseeing)
    assert run(3, [("insert a row", OUTREACH, writes())]) != []


@pytest.mark.slow
@pytest.mark.parametrize("call", [2, 5, 7, 8], ids=lambda call: f"before call {call}")
@pytest.mark.parametrize("what", ["insert a column and type in it", "sort", "own row between", "a second refresh"])
def test_an_act_before_each_call_of_a_refresh(what: str, call: int) -> None:
    assert run(call, [(what, random.Random(call).choice(TABLES), call)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("second", ["edit a note", "type in our column", "duplicate a row", "delete a row", "sort"])
@pytest.mark.parametrize("first", ["own row between", "duplicate a row", "delete a row"])
def test_an_act_before_a_write_and_one_before_it_is_taken_back(first: str, second: str) -> None:
    """The whole of it is in scripts/races.py."""
    table = random.Random(first + second).choice(TABLES)
    assert run(3, [(first, table, writes()), (second, table, writes() + 3)]) == []

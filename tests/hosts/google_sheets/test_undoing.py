"""A shared sheet back to before the last review: ours goes back, what people typed since stays, twice is redo."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.race_runs import differing, lost, untidy
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
from hosts.google_sheets.test_faults import once

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import gateway, kept
from winback_sheets.hosts.google_sheets.undoing import undo_sheet
from winback_sheets.ooxml.package import Refused
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH

YOURS = ["Sales", "Customers", "Subscriptions"]


class Killed(BaseException):
    """The program's end in the middle of its work."""


@cache
def reviewed_twice() -> tuple[Emulator, str]:
    """That sheet after its second review; to be copied, not used."""
    emu, book = fresh()
    review(emu, book, DAY_2)
    return emu, book


@pytest.fixture
def again() -> Race:
    """A sheet after two reviews."""
    emu, book = reviewed_twice()
    made = Emulator()
    made.store = copy.deepcopy(emu.store)
    return Race(made, book, random.Random(1))


@pytest.fixture(autouse=True)
def counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was counted once is not counted again from the same cells."""
    monkeypatch.setattr(gateway, "review_snapshot", partial(once, gateway.review_snapshot))


@pytest.fixture
def race() -> Race:
    """A sheet after its first review, with the sales of two months more."""
    emu, book = fresh()
    return Race(emu, book, random.Random(1))


def undo(race: Race, folder: Path = Path("/nowhere")) -> list[str]:
    return undo_sheet(ADDRESS.format(race.book), folder=folder, session=race.emu.session())[1]


def shown(race: Race) -> dict[str, list[list[Any]]]:
    """What stands in each tab but hidden ones that are kept; our memory has no order, blanks at an end are none."""
    found = {}
    for title in race.emu.book(race.book).titles:
        if not title.startswith("_winback undo"):
            rows = [trimmed(row) for row in filled(race, title)]
            found[title] = sorted(map(str, rows)) if title == "_winback" else [row for row in rows]
    return found


def trimmed(row: list[Any]) -> list[Any]:
    row = [None if cell == "" else cell for cell in row]
    while row and row[-1] is None:
        row.pop()
    return row


def test_undo_goes_back_and_twice_returns(race: Race) -> None:
    before = shown(race)
    review(race.emu, race.book, DAY_2)
    after = shown(race)
    assert after != before
    lines = undo(race)
    assert shown(race) == before and "before the last review" in lines[0]
    lines = undo(race)
    assert shown(race) == after and "here again" in lines[0]
    undo(race)
    assert shown(race) == before
    review(race.emu, race.book, DAY_2)
    assert shown(race) == after


def test_what_is_kept_stands_hidden_behind_all_other_tabs(again: Race) -> None:
    book = again.emu.book(again.book)
    titles = book.titles
    kept = [title for title in titles if title.startswith("_winback undo")]
    assert kept and titles[-len(kept) :] == kept and titles[0] == "Win-back"
    assert all(book.tab(title).properties["hidden"] for title in kept)


def test_a_review_that_wrote_nothing_leaves_what_undo_goes_back_to(race: Race) -> None:
    before = shown(race)
    for _ in range(2):
        review(race.emu, race.book, DAY_2)
    undo(race)
    assert shown(race) == before


def test_the_first_review_is_undone_by_taking_its_tabs_out(tmp_path: Path) -> None:
    emu = Emulator()
    book = firm(emu, ledgers()[0])
    race = Race(emu, book, random.Random(1))
    before = shown(race)
    review(emu, book, DAY_1)
    act(race, "edit a note", OUTREACH)
    lines = undo(race, tmp_path)
    assert shown(race) == before and list(race.emu.book(book).titles) == YOURS
    text = "".join(each.read_text(encoding="utf-8-sig") for each in tmp_path.iterdir())
    assert all(word in text for word in race.words)
    assert any("Outreach" in line for line in lines) and any("a new review makes" in line for line in lines)
    with pytest.raises(Refused, match="keeps nothing to go back to"):
        undo(race, tmp_path)


def test_a_tab_that_the_last_review_made_goes_and_the_others_go_back(race: Race, tmp_path: Path) -> None:
    race.emu.book(race.book).delete_tab("Churn")
    before = shown(race)
    review(race.emu, race.book, DAY_2)
    assert "Churn" in shown(race)
    undo(race, tmp_path)
    assert shown(race) == before


# What people do after the review, and what must still be there after the undo.
SLOW = pytest.mark.slow
AFTERWARDS: list[Any] = [
    ("sort", "edit a note", "insert a row", "type in our column"),
    pytest.param(("own row below", "own row between"), marks=SLOW),
    pytest.param(("insert a column and type in it", "move a column"), marks=SLOW),
    pytest.param(("rename the tab", "delete a row"), marks=SLOW),
]


@pytest.mark.parametrize("acts", AFTERWARDS, ids=lambda acts: " and ".join(acts))
def test_what_people_typed_since_the_review_stays_beside_its_customer(again: Race, acts: tuple[str, ...]) -> None:
    race = again
    for what in acts:
        for table in TABLES:
            act(race, what, table)
    undo(race)
    for word, typed in race.words.items():
        table = next(each for each in TABLES if each.key == typed.tab)
        rows = [n for n, line in enumerate(race.cells(typed.tab)) if word in map(str, line)]
        assert rows, f"{word} is gone"
        if typed.customer is not None:
            assert {race.customer(table, row) for row in rows} == {typed.customer}
    for _ in range(2):
        review(race.emu, race.book, DAY_2)
    assert lost(race) + differing(race) + untidy(race) == []


def test_new_rows_go_but_for_one_in_which_somebody_typed(race: Race) -> None:
    before = race.cells("lost_customers")
    review(race.emu, race.book, DAY_2)
    row = len(before)
    customer = race.customer(LOST_CUSTOMERS, row)
    race.emu.book(race.book).type_in("Lost customers", row, race.column(LOST_CUSTOMERS, "notes"), "rang")
    lines = undo(race)
    after = race.cells("lost_customers")
    assert len(after) == row + 1 and race.customer(LOST_CUSTOMERS, row) == customer and "rang" in after[row]
    assert any("one row stays" in line for line in lines)


def test_a_cell_typed_over_since_stays_as_typed(race: Race) -> None:
    before = race.cells("outreach")
    review(race.emu, race.book, DAY_2)
    after = race.cells("outreach")
    row, col = next(
        (row, col)
        for row in range(HEAD + 1, len(before))
        for col, value in enumerate(before[row])
        if col < len(after[row]) and after[row][col] not in (value, None) and value is not None
    )
    race.emu.book(race.book).type_in("Outreach", row, col, "mine")
    lines = undo(race)
    assert race.cells("outreach")[row][col] == "mine" and any("one cell stays" in line for line in lines)


WRITES = 10  # the call of an undo that writes


def test_the_calls_of_an_undo(again: Race) -> None:
    race = again
    race.emu.reset_log()
    undo(race)
    assert "duplicateSheet" in race.emu.log[WRITES - 1].words and len(race.emu.log) <= 14


@pytest.mark.parametrize(
    "what",
    [
        "sort",
        *(
            pytest.param(act, marks=SLOW)
            for act in ("edit a note", "own row between", "insert a column and type in it")
        ),
    ],
)
def test_a_colleague_at_work_as_the_undo_writes_loses_nothing(again: Race, what: str) -> None:
    race = again
    race.emu.reset_log()
    race.emu.before[WRITES] = [lambda emu: [act(race, what, table) for table in TABLES]]
    undo(race)
    race.emu.before.clear()
    for _ in range(2):
        review(race.emu, race.book, DAY_2)
    assert lost(race) + differing(race) + untidy(race) == []


@pytest.mark.parametrize("call", [10, *(pytest.param(n, marks=SLOW) for n in (2, 4, 6, 9, 11, 12))])
def test_an_undo_that_was_killed_is_finished_by_the_next(race: Race, call: int) -> None:
    before = shown(race)
    review(race.emu, race.book, DAY_2)
    after = shown(race)

    def ended(emu: Emulator) -> None:
        raise Killed

    race.emu.reset_log()
    for number in range(call, call + 30):
        race.emu.before[number] = [ended]
    with suppress(Killed):
        undo(race)
    race.emu.before.clear()
    unlocked(race)
    undo(race)
    assert shown(race) == before
    undo(race)
    assert shown(race) == after and untidy(race) == []


def unlocked(race: Race) -> None:
    """Ten minutes later, when a lease that nobody gave back has run out."""
    state = race.emu.book(race.book).state
    state.marks = {number: mark for number, mark in state.marks.items() if mark.key != "winback.lease"}


@pytest.mark.parametrize("how", [{"status": 503}, pytest.param({"error": "timeout"}, marks=SLOW)])
def test_a_lost_answer_changes_nothing(race: Race, how: dict[str, Any]) -> None:
    before = shown(race)
    review(race.emu, race.book, DAY_2)
    race.emu.reset_log()
    race.emu.faults = [Fault(call=WRITES, applied=True, **how)]
    undo(race)
    assert shown(race) == before


def test_after_a_review_that_was_killed_the_sentence_says_what_to_do(race: Race) -> None:
    def ended(emu: Emulator) -> None:
        if any("duplicateSheet" in call.words for call in emu.log):
            raise Killed

    race.emu.reset_log()
    for number in range(1, 40):
        race.emu.before[number] = [ended]
    with suppress(Killed):
        review(race.emu, race.book, DAY_2)
    race.emu.before.clear()
    unlocked(race)
    with pytest.raises(Refused, match="once more, then undo"):
        undo(race)


REFUSED: list[Any] = [
    pytest.param(
        lambda race: race.emu.read_only.add(race.book), Unreadable, "may not change", id="it may only be read"
    ),
    pytest.param(
        lambda race: [
            race.emu.book(race.book).delete_tab(title) for title in race.emu.book(race.book).titles if "undo" in title
        ],
        Refused,
        "nothing to go back to",
        id="somebody deleted what is kept",
    ),
]


@pytest.mark.parametrize(("trouble", "error", "words"), REFUSED)
def test_what_cannot_be_undone_is_said_and_nothing_changes(
    again: Race, trouble: Callable[[Race], Any], error: type[Exception], words: str
) -> None:
    race = again
    trouble(race)
    before = shown(race)
    with pytest.raises(error, match=words):
        undo(race)
    assert shown(race) == before


def test_of_a_sheet_without_room_nothing_is_kept(race: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    review(race.emu, race.book, DAY_2)
    monkeypatch.setattr(kept, "ROOM", 1000)
    race.emu.book(race.book).type_in("Sales", 1, 2, 999)
    review(race.emu, race.book, DAY_2 + pd.Timedelta(days=40))
    assert not [title for title in race.emu.book(race.book).titles if title.startswith("_winback undo")]
    with pytest.raises(Refused, match="too large"):
        undo(race)

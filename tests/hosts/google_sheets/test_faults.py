"""What goes wrong on the way to Google or in the middle of the work: told in one sentence, and mended by the next run."""

from __future__ import annotations

import copy
import datetime
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from hosts.google_sheets.answers_in_turn import Clock
from hosts.google_sheets.emulator import Emulator, words_of
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.made_up_keys import robot_key
from hosts.google_sheets.race_runs import differing, lost, untidy
from hosts.google_sheets.races import ACTS, ADDRESS, DAY_1, DAY_2, TABLES, Race, act, firm, fresh, ledgers
from hosts.google_sheets.trouble import Trouble

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.findings import NothingToReview
from winback_sheets.hosts.google_sheets import bodies, gateway, making, staging
from winback_sheets.hosts.google_sheets import review as sheets

NOW = datetime.datetime(2026, 7, 21, 9, 0, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(minutes=11)  # when a lease that nobody gave back has run out
DEADLINE = 180 + 5  # seconds: the patience of one call, and a little to tidy up
MOST_CALLS = 12  # of a review that nothing disturbs
Acts = dict[int, list[Callable[[Emulator], None]]]
counted: dict[str, Any] = {}


class Killed(BaseException):
    """The program's end in the middle of its work."""


class Sheet(NamedTuple):
    """A sheet to be reviewed on a day: before its first review, or with new data after it."""

    emu: Emulator
    book: str
    day: pd.Timestamp


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Waiting takes no time, and what was counted once is not counted again from the same cells."""
    made = Clock()
    monkeypatch.setattr(sheets, "open_connection", partial(sheets.open_connection, patience=made.patience()))
    monkeypatch.setattr(gateway, "review_snapshot", partial(once, gateway.review_snapshot))
    return made


def once(reviewed: Callable[..., Any], here: Any, asked: Any, told: Any = ()) -> Any:
    """The pages that a review makes of a sheet, from memory where it was the same sheet."""
    cells = [(grid.name, grid.visible, grid.top, grid.below(0).to_numpy().tolist()) for grid in here.grids]
    titles = [tab.title for tab in here.about.tabs]
    day = asked.day(here.about.zone)
    key = repr((cells, here.named, here.facts(), titles, [*told], asked.as_of, asked.every, day))
    if key not in counted:
        counted[key] = reviewed(here, asked, told)
    return copy.copy(counted[key])


def before_first() -> Sheet:
    emu = Emulator()
    return Sheet(emu, firm(emu, ledgers()[0]), DAY_1)


def before_second() -> Sheet:
    emu, book = fresh()
    return Sheet(emu, book, DAY_2)


def run(sheet: Sheet, now: datetime.datetime = NOW) -> Any:
    return sheets.review_sheet(ADDRESS.format(sheet.book), run_day=sheet.day, now=now, session=sheet.emu.session())


SHEETS = {"a first review": before_first, "a large first review": before_first, "a refresh": before_second}
PARTS = "a refresh in parts"  # too large for one body
MADE = SHEETS | {PARTS: before_second}


class Calm(NamedTuple):
    """A review that nothing disturbed: its calls, and what there is afterwards."""

    calls: list[tuple[str, ...]]
    titles: list[str]
    cells: dict[str, list[list[Any]]]


@cache
def calm(kind: str) -> Calm:
    sheet = MADE[kind]()
    sheet.emu.reset_log()
    run(sheet)
    here = sheet.emu.book(sheet.book)
    titles = seen(here.titles)
    return Calm([c.words for c in sheet.emu.log], titles, {title: here.cells(title) for title in titles})


def seen(titles: list[str]) -> list[str]:
    """Tabs without the hidden ones to which undo goes back."""
    return [title for title in titles if not title.startswith("_winback undo")]


def writing(kind: str) -> int:
    """The call that writes into the tabs that stand."""
    return next(n for n, words in enumerate(calm(kind).calls, start=1) if "duplicateSheet" in words)


def unlike(kind: str, sheet: Sheet) -> list[str]:
    """What stands otherwise than after a review that nothing disturbed."""
    here, wanted = sheet.emu.book(sheet.book), calm(kind)
    if seen(here.titles) != wanted.titles:
        return [f"tabs {here.titles} instead of {wanted.titles}"]
    return [title for title, cells in wanted.cells.items() if not same(title, cells, here.cells(title))]


def same(title: str, one: list[list[Any]], other: list[list[Any]]) -> bool:
    """Whether two tabs say the same; our memory has no order."""
    one, other = ([[cell for cell in row if cell != ""] for row in rows] for rows in (one, other))
    return sorted(map(str, one)) == sorted(map(str, other)) if title == "_winback" else one == other


def told_by(call: Callable[[], Any]) -> str:
    """The sentence with which a run ends, "" where it did its work."""
    try:
        call()
    except (Unreadable, NothingToReview) as sentence:
        assert_one_sentence(str(sentence))
        return str(sentence)
    return ""


def assert_one_sentence(text: str) -> None:
    """One sentence in plain words: a dot at its end, nothing of the machinery."""
    assert text.endswith((".", "!")) and "\n" not in text and len(text) < 420, text
    assert not any(word in text for word in ("Traceback", "Error(", "HttpError", "{", "None")), text


def assert_nothing_left_to_write(sheet: Sheet, now: datetime.datetime = NOW) -> None:
    revision = sheet.emu.revision
    assert not run(sheet, now).changed
    assert sheet.emu.revision == revision


LOST: dict[str, dict[str, Any]] = {
    "a 503": {"status": 503},
    "a broken connection": {"error": "connection"},
    "no answer in time": {"error": "timeout"},
    "a page": {"status": 502, "html": True},
}


def lost_answer(kind: str, call: int, how: str) -> list[str]:
    """A run of which one answer is lost though the call was carried out, and the same command once more."""
    sheet = MADE[kind]()
    sheet.emu.reset_log()
    sheet.emu.faults = [Fault(call=call, applied=True, **LOST[how])]
    told_by(lambda: run(sheet))
    sheet.emu.faults = []
    wrong = [told for told in [told_by(lambda: run(sheet))] if told]
    assert_nothing_left_to_write(sheet)
    return wrong + unlike(kind, sheet)


def killed(call: int, sheet: Sheet, *, hard: bool, acts: Acts | None = None) -> Sheet:
    """A run that ended before a call; hard: without a word, otherwise as by Ctrl-C, which gives the lease back."""

    def ended(emu: Emulator) -> None:
        raise Killed if hard else KeyboardInterrupt

    sheet.emu.reset_log()
    sheet.emu.before.update(acts or {})
    for number in range(call, call + 40 if hard else call + 1):
        sheet.emu.before.setdefault(number, []).append(ended)
    with suppress(Killed, KeyboardInterrupt):
        run(sheet)
    sheet.emu.before.clear()
    return sheet


def repaired(kind: str, call: int, *, hard: bool) -> list[str]:
    sheet = killed(call, MADE[kind](), hard=hard)
    now = LATER if hard else NOW
    wrong = [told for told in [told_by(lambda: run(sheet, now))] if told]
    assert_nothing_left_to_write(sheet, now)
    return wrong + unlike(kind, sheet)


def disturbed(
    seed: int, what: str, call: int, *, then: str = "", hard: bool = True, kind: str = "a refresh"
) -> list[str]:
    """A refresh in which a colleague does something just before it writes, and something else (`then`) just before that
    is taken back, and which ends before a call."""
    emu, book = fresh()
    race = Race(emu, book, random.Random(seed))
    table = race.random.choice(TABLES)
    for each in TABLES:
        act(race, "edit a note", each)
        act(race, "edit a note", each)
    writes = writing(kind)
    at: Acts = {writes: [lambda emu: act(race, what, table)]}
    if then:
        at[writes + 3] = [lambda emu: act(race, then, table)]
    sheet = killed(call, Sheet(emu, book, DAY_2), hard=hard, acts=at)
    now = LATER if hard else NOW
    wrong = [told for told in [told_by(lambda: run(sheet, now))] if told]
    assert_nothing_left_to_write(sheet, now)
    return wrong + differing(race) + lost(race) + untidy(race)


MOST_SLOW = 60  # of one kind; a run has three refreshes and more


def swept(quick: set[tuple[Any, ...]], *columns: Any) -> list[Any]:
    """All combinations: some quickly, of the rest some where there is time, and all in a campaign."""
    every = list(product(*columns))
    assert quick <= set(every)
    step = 1 + len(every) // MOST_SLOW
    marks = [pytest.mark.campaign if number % step else pytest.mark.slow for number in range(len(every))]
    return [each if each in quick else pytest.param(*each, marks=mark) for each, mark in zip(every, marks, strict=True)]


@pytest.fixture(autouse=True)
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large tabs are made hidden, filled and then shown, and large changes lie ready before, which takes more calls."""
    if "a large first review" in request.node.name:
        calm.cache_clear()
        monkeypatch.setattr(making, "SMALL", 0)
        request.addfinalizer(calm.cache_clear)
    if PARTS in request.node.name:
        in_parts(monkeypatch)


def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every body is small, and everything that can lies ready before."""
    monkeypatch.setattr(bodies, "MOST", 20_000)
    monkeypatch.setattr(staging, "FEW", 1)
    monkeypatch.setattr(staging, "LITTLE", 1)


CALLS = range(1, MOST_CALLS + 1)
AT_ONCE = {("a refresh", 7, "no answer in time")}
GAPS = range(8, 18)  # the calls of a refresh in parts from the first that writes on
PARTS_LOST = {(PARTS, call, "a 503") for call in (8, 12)}
LOSSES = [*swept(AT_ONCE, SHEETS, CALLS, LOST), *swept(PARTS_LOST, [PARTS], GAPS, LOST)]


@pytest.mark.parametrize(("kind", "call", "how"), LOSSES)
def test_an_answer_that_is_lost_loses_and_doubles_nothing(kind: str, call: int, how: str) -> None:
    assert lost_answer(kind, call, how) == []


ENDED = {("a first review", 5, True), ("a refresh", 8, True)}
PARTS_ENDED = {(PARTS, call, True) for call in (9, 10, 12, 13)}
ENDS = [*swept(ENDED, SHEETS, CALLS, (True, False)), *swept(PARTS_ENDED, [PARTS], GAPS, (True, False))]


@pytest.mark.parametrize(("kind", "call", "hard"), ENDS)
def test_what_a_killed_run_left_the_next_one_repairs(kind: str, call: int, hard: bool) -> None:
    assert repaired(kind, call, hard=hard) == []


def test_the_sweeps_go_through_every_call() -> None:
    assert all(len(calm(kind).calls) < MOST_CALLS for kind in ("a first review", "a refresh"))


def test_a_refresh_in_parts_writes_what_one_in_one_body_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert calm("a refresh").calls
    in_parts(monkeypatch)
    sheet = before_second()
    run(sheet)
    assert unlike("a refresh", sheet) == [] and "copyPaste" in calm(PARTS).calls[writing(PARTS) - 1]
    begun = next(n for n, words in enumerate(calm(PARTS).calls, start=1) if "addSheet" in words)
    assert begun == GAPS[0] and writing(PARTS) - begun > 2 and len(calm(PARTS).calls) <= GAPS[-1]


COLLEAGUES = [what for what in ACTS if what != "a second refresh"]


@pytest.mark.parametrize(("what", "call", "seed"), swept(set(), COLLEAGUES, range(8, 13), (1, 2)))
def test_a_run_killed_after_a_colleague_was_quicker_loses_nothing(what: str, call: int, seed: int) -> None:
    assert disturbed(seed, what, call) == []


IN_PARTS = swept({("own row between", 14)}, COLLEAGUES, (*GAPS, 18, 19))


@pytest.mark.parametrize("kind", [PARTS])
@pytest.mark.parametrize(("what", "call"), IN_PARTS)
def test_a_large_run_killed_after_a_colleague_was_quicker_loses_nothing(what: str, call: int, kind: str) -> None:
    assert disturbed(1, what, call, kind=kind) == []


TWICE = [
    ("own row between", "sort"),
    ("duplicate a row", "own row below"),
    ("delete a row", "edit a note"),
    ("insert a column and type in it", "move a column"),
]


@pytest.mark.parametrize(("both", "call", "seed"), swept({(TWICE[0], 11, 1)}, TWICE, (11, 12), (1, 2)))
def test_a_run_killed_after_colleagues_were_quicker_twice_loses_nothing(
    both: tuple[str, str], call: int, seed: int
) -> None:
    assert disturbed(seed, both[0], call, then=both[1]) == []


STORMS = {(429, 1, "a refresh"), (500, 7, "a refresh")}


@pytest.mark.parametrize(("status", "call", "kind"), swept(STORMS, (429, 500), range(1, 9), ("a refresh",)))
def test_trouble_without_end_ends_in_one_sentence_within_the_deadline(
    status: int, call: int, kind: str, clock: Clock
) -> None:
    sheet = SHEETS[kind]()
    sheet.emu.reset_log()
    sheet.emu.faults = [Fault(call=call, status=status, every=True)]
    said = told_by(lambda: run(sheet))
    assert said and clock.now <= DEADLINE
    sheet.emu.faults = []
    run(sheet, LATER)
    assert_nothing_left_to_write(sheet, LATER)
    assert unlike(kind, sheet) == []


def refusing(emu: Emulator, word: str, trouble: Trouble) -> None:
    """Refuse every call of a kind."""
    asked = emu.asked

    def refused(route: Any, query: Any, body: Any) -> Any:
        if word in words_of("POST", "/v4/spreadsheets/x:batchUpdate", body):
            raise trouble
        return asked(route, query, body)

    emu.asked = refused


def full(sheet: Sheet) -> None:
    sheet.emu.book(sheet.book).tab("Sales").height = 10_000_000 // 26 - 100


PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection."
)
REFUSALS: list[Any] = [
    pytest.param(lambda s: s.emu.locked.add(s.book), "may not", id="nobody may open it"),
    pytest.param(lambda s: s.emu.read_only.add(s.book), "may not change", id="it may only be read"),
    pytest.param(full, "The spreadsheet is full", id="it is full"),
    pytest.param(lambda s: refusing(s.emu, "addSheet", Trouble(PROTECTED)), "are protected", id="cells are protected"),
    pytest.param(lambda s: s.emu.store.files.pop(s.book), "", id="it was deleted"),
]


@pytest.mark.parametrize(("trouble", "words"), REFUSALS)
@pytest.mark.parametrize("kind", ["a first review", pytest.param("a refresh", marks=pytest.mark.slow)])
def test_a_refusal_is_one_sentence_and_nothing_is_written(
    kind: str, trouble: Callable[[Sheet], None], words: str
) -> None:
    sheet = SHEETS[kind]()
    trouble(sheet)
    revision = sheet.emu.revision
    said = told_by(lambda: run(sheet))
    assert words in said and said and sheet.emu.revision == revision


TABS = {("Outreach", 7)}


@pytest.mark.parametrize(
    ("title", "call"), swept(TABS, ("Outreach", "Sales", "Win-back", "_winback", "Customers"), range(2, 10))
)
def test_a_tab_that_a_colleague_deletes_in_the_middle_ends_the_run_or_not_but_never_in_a_trace(
    title: str, call: int
) -> None:
    sheet = before_second()
    sheet.emu.reset_log()
    sheet.emu.before[call] = [lambda emu: emu.book(sheet.book).delete_tab(title)]
    told_by(lambda: run(sheet))
    sheet.emu.before.clear()
    told_by(lambda: run(sheet))
    if title != "Sales":  # without sales only the contracts are left, which is no trouble
        assert_nothing_left_to_write(sheet)
        assert not [each for each in sheet.emu.book(sheet.book).titles if each.startswith("_winback before")]


@pytest.fixture
def command(tmp_path: Path) -> Callable[[Sheet], subprocess.CompletedProcess[str]]:
    """The command as somebody types it, with the key of a service account that exists nowhere."""

    def called(sheet: Sheet) -> subprocess.CompletedProcess[str]:
        with sheet.emu.serving() as base:
            key = tmp_path / "key.json"
            key.write_text(json.dumps(robot_key(f"{base}/token")), encoding="utf-8")
            settings = {"WINBACK_SHEETS_URL": base, "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
            line = [sys.executable, "-m", "winback_sheets", "review", ADDRESS.format(sheet.book)]
            return subprocess.run(line, env=os.environ | settings, capture_output=True, text=True, timeout=60)

    return called


AT_THE_DOOR: list[Any] = [
    pytest.param(lambda s: setattr(s.emu.desk, "revoked", True), "does not accept the key", id="the key was revoked"),
    pytest.param(lambda s: s.emu.read_only.add(s.book), "add robot@shop.iam", id="it may only be read"),
    pytest.param(full, "The spreadsheet is full", id="it is full"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("trouble", "words"), AT_THE_DOOR)
def test_the_command_ends_with_one_sentence_and_exit_code_2(
    trouble: Callable[[Sheet], None], words: str, command: Callable[[Sheet], subprocess.CompletedProcess[str]]
) -> None:
    sheet = before_first()
    trouble(sheet)
    done = command(sheet)
    assert done.returncode == 2 and "Traceback" not in done.stderr + done.stdout
    said = [line for line in done.stderr.splitlines() if not line.endswith(" ...")]  # what is not progress
    assert len(said) == 1 and words in said[0]


@pytest.mark.slow
def test_the_command_reviews_where_nothing_is_wrong(
    command: Callable[[Sheet], subprocess.CompletedProcess[str]],
) -> None:
    sheet = before_first()
    done = command(sheet)
    assert done.returncode == 0 and "calls to Google" in done.stdout
    assert "Win-back" in sheet.emu.book(sheet.book).titles

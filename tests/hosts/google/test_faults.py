"""What goes wrong on the way to Google or in the middle of the work: told in one sentence, and mended by the next run."""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from typing import Any, NamedTuple

import pandas as pd
import pytest
from hosts.google import races
from hosts.google.answers_in_turn import Clock
from hosts.google.emulator import Emulator
from hosts.google.faults import Fault
from hosts.google.races import ADDRESS, DAY_1, DAY_2, TABLES, Race, act, firm, fresh, ledgers

from winback_sheets.hosts.google_sheets import gateway
from winback_sheets.hosts.google_sheets import review as sheets
from winback_sheets.hosts.unreadable import Unreadable

NOW = datetime.datetime(2026, 7, 21, 9, 0, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(minutes=11)  # when a lease that nobody gave back has run out
FIRST_CALLS, CALLS = 9, 11  # of a first review, and of a refresh in which something changes
WRITES = 8  # the call of a refresh that writes
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
    monkeypatch.setattr(sheets, "opened", partial(sheets.opened, patience=made.patience()))
    monkeypatch.setattr(gateway, "reviewed", partial(once, gateway.reviewed))
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
    return Sheet(*fresh(), DAY_2)


def run(sheet: Sheet, now: datetime.datetime = NOW) -> Any:
    return sheets.review_sheet(ADDRESS.format(sheet.book), run_day=sheet.day, now=now, session=sheet.emu.session())


SHEETS = {"a first review": before_first, "a large first review": before_first, "a refresh": before_second}


class Calm(NamedTuple):
    """A review that nothing disturbed: its calls, and what there is afterwards."""

    calls: list[tuple[str, ...]]
    titles: list[str]
    cells: dict[str, list[list[Any]]]


@cache
def calm(kind: str) -> Calm:
    sheet = SHEETS[kind]()
    sheet.emu.reset_log()
    run(sheet)
    here = sheet.emu.book(sheet.book)
    return Calm([c.words for c in sheet.emu.log], here.titles, {title: here.cells(title) for title in here.titles})


def writing(kind: str) -> int:
    """The call that writes."""
    return next(n for n, words in enumerate(calm(kind).calls, start=1) if "addSheet" in words)


def unlike(kind: str, sheet: Sheet) -> list[str]:
    """What stands otherwise than after a review that nothing disturbed."""
    here, wanted = sheet.emu.book(sheet.book), calm(kind)
    if here.titles != wanted.titles:
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
    except Unreadable as sentence:
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


LOST = {
    "a 503": {"status": 503},
    "a broken connection": {"error": "connection"},
    "no answer in time": {"error": "timeout"},
    "a page": {"status": 502, "html": True},
}


def lost_answer(kind: str, call: int, how: str) -> list[str]:
    """A run of which one answer is lost though the call was carried out, and the same command once more."""
    sheet = SHEETS[kind]()
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
    sheet = killed(call, SHEETS[kind](), hard=hard)
    now = LATER if hard else NOW
    wrong = [told for told in [told_by(lambda: run(sheet, now))] if told]
    assert_nothing_left_to_write(sheet, now)
    return wrong + unlike(kind, sheet)


def disturbed(seed: int, what: str, call: int, *, hard: bool = True) -> list[str]:
    """A refresh in which a colleague does something just before it writes, and which ends before a call."""
    emu, book = fresh()
    race = Race(emu, book, random.Random(seed))
    table = race.random.choice(TABLES)
    for each in TABLES:
        act(race, "edit a note", each)
        act(race, "edit a note", each)
    writes = writing("a refresh")
    at = {writes: [lambda emu: act(race, what, table)]}
    sheet = killed(call, Sheet(emu, book, DAY_2), hard=hard, acts=at)
    now = LATER if hard else NOW
    wrong = [told for told in [told_by(lambda: run(sheet, now))] if told]
    assert_nothing_left_to_write(sheet, now)
    return wrong + races.lost(race) + races.differing(race) + races.untidy(race)

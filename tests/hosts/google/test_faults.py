"""What goes wrong on the way to Google or in the middle of the work: told in one sentence, and mended by the next run."""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Callable, Iterator
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

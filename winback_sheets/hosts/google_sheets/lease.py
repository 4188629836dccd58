"""One refresh at a time: a mark on the spreadsheet with an id of its own, which Google gives to one only."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from typing import Any

from winback_sheets.hosts.unreadable import Unreadable

from .anchors import LEASE, created, mark_of, removed
from .client import Changed, Unsure, Wire

NUMBER = 724_261_101  # any number that no other program is likely to take
MINUTES = 10
HERE = {"spreadsheet": True}


def take(wire: Wire, now: datetime.datetime) -> str:
    """Take the lease until ten minutes from now; Unreadable where another refresh has it. `now` in UTC."""
    until = now + datetime.timedelta(minutes=MINUTES)
    word = f"{until:%Y-%m-%dT%H:%M:%SZ} {secrets.token_hex(8)}"
    try:
        wire.change([created(LEASE, word, HERE, NUMBER)], again=False)
    except Unsure:
        if _there(wire) != word:
            raise Unreadable(
                "Google did not answer in time; nothing was changed. Run the same command again."
            ) from None
    except (Changed, Unreadable):  # most likely: the id is taken
        old = _there(wire)
        if old is None:
            raise
        _take_over(wire, word, old, now)
    return word


def _take_over(wire: Wire, word: str, old: str, now: datetime.datetime) -> None:
    """Take a lease that has run out; of two who try, one alone finds the old one."""
    if old[:20] > f"{now:%Y-%m-%dT%H:%M:%SZ}":
        raise Unreadable(
            f"Another refresh of this sheet is running since a moment ago: wait until it is done, at the latest "
            f"{old[11:16]} UTC, and run the same command again."
        )
    try:
        wire.change([*given_back(old), created(LEASE, word, HERE, NUMBER)], again=False)
    except (Changed, Unsure, Unreadable):
        if _there(wire) != word:
            raise Unreadable(
                "Another refresh of this sheet has just begun: run the same command again later."
            ) from None


def given_back(word: str) -> list[dict[str, Any]]:
    """The request that gives a lease back, and no other than this one."""
    return [removed(LEASE, word, NUMBER)]


def _there(wire: Wire) -> str | None:
    marks: Sequence[dict[str, Any]] = wire.about("developerMetadata").get("developerMetadata", ())
    return mark_of(marks, LEASE)

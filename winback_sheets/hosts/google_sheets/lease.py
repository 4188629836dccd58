"""One refresh at a time: a mark on the spreadsheet with an id of its own, which Google gives to one only."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say

from .anchors import LEASE, create_anchor, mark_of, remove_anchor
from .client import Changed, Unsure, Wire

NUMBER = 724_261_101  # any number that no other program is likely to take
MINUTES = 10
HERE = {"spreadsheet": True}
TRIES = 3


@contextmanager
def held(wire: Wire, now: datetime.datetime) -> Iterator[None]:
    """Hold the lease for as long as something is done; Unreadable where another refresh has it. `now` in UTC."""
    word = take(wire, now)
    try:
        yield
    finally:
        with suppress(Changed, Unsure, Unreadable):  # it ends by itself otherwise
            wire.change(given_back(word), again=False)


def take(wire: Wire, now: datetime.datetime) -> str:
    """Take the lease until ten minutes from now; Unreadable where another refresh has it. `now` in UTC."""
    until = now + datetime.timedelta(minutes=MINUTES)
    word = f"{until:%Y-%m-%dT%H:%M:%SZ} {secrets.token_hex(8)}"
    for _ in range(TRIES):
        try:
            wire.change([create_anchor(LEASE, word, HERE, NUMBER)], again=False)
            return word
        except Unsure:
            if _there(wire) == word:
                return word
            raise Unreadable(say("google.no_answer")) from None
        except (Changed, Unreadable) as refused:  # most likely: the id is taken
            old = _there(wire)
            if old is not None:
                _take_over(wire, word, old, now)
                return word
            if isinstance(refused, Unreadable):
                raise
    raise Unreadable(say("google.refresh_has_begun"))  # each time it was given back again a moment later


def _take_over(wire: Wire, word: str, old: str, now: datetime.datetime) -> None:
    """Take a lease that has run out; of two who try, one alone finds the old one.

    One that would end much later than any lease lasts came from a computer whose clock is wrong.
    """
    latest = now + datetime.timedelta(minutes=2 * MINUTES)
    if f"{now:%Y-%m-%dT%H:%M:%SZ}" < old[:20] < f"{latest:%Y-%m-%dT%H:%M:%SZ}":
        raise Unreadable(say("google.refresh_is_running", until=old[11:16]))
    try:
        wire.change([*given_back(old), create_anchor(LEASE, word, HERE, NUMBER)], again=False)
    except (Changed, Unsure, Unreadable) as refused:
        there = _there(wire)
        if there == old and isinstance(refused, Unreadable):
            raise
        if there != word:
            raise Unreadable(say("google.refresh_has_begun")) from None


def given_back(word: str) -> list[dict[str, Any]]:
    """The request that gives a lease back, and no other than this one."""
    return [remove_anchor(LEASE, word, NUMBER)]


def _there(wire: Wire) -> str | None:
    """The lease as it stands; a mark with another id came with a copy of another spreadsheet."""
    marks: Sequence[dict[str, Any]] = wire.about("developerMetadata").get("developerMetadata", ())
    return mark_of([each for each in marks if each.get("metadataId") == NUMBER], LEASE)

"""Work that nobody waits for any more ends at the next step: a thread cannot be stopped from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LATE: ContextVar[Callable[[], bool]] = ContextVar("late", default=lambda: False)


class Abandoned(Exception):
    """Nobody waits for the answer any more."""


@contextmanager
def abandoned_when(late: Callable[[], bool]) -> Iterator[None]:
    """While formulas are worked out here, `late` says whether nobody waits for them any more."""
    before = _LATE.set(late)
    try:
        yield
    finally:
        _LATE.reset(before)


def go_on() -> None:
    """Go on with the next step of a formula. Raises Abandoned where nobody waits for it."""
    if _LATE.get()():
        raise Abandoned

"""How long and how often Google is asked again when it is busy or out of reach."""

from __future__ import annotations

import datetime
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

import tenacity

from winback_sheets.present.words import say

T = TypeVar("T")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Patience:
    """For one call, in seconds: until when it is repeated, the longest and the first wait, and how long one try may take.

    Waits are drawn at random between nothing and a bound that doubles from `first` to `cap`, so that several programs
    that were refused together do not come back together. `sleep` and `clock` are for tests.
    """

    deadline: float = 180
    cap: float = 64
    first: float = 1
    connect: float = 10
    read: float = 120
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Passing(Exception):
    """A try that failed in a way that may pass: the trouble to tell if it does not, and how long Google asks to wait."""

    def __init__(self, trouble: Exception, *, wait: float = 0, quota: bool = False) -> None:
        super().__init__(str(trouble))
        self.trouble, self.wait, self.quota = trouble, wait, quota


def patiently(attempt: Callable[[float], T], patience: Patience, say: Say | None = None) -> T:
    """What `attempt` gives, called with the seconds that are left, and again after each Passing until the deadline.

    Raises the trouble of the last Passing when the next try would begin after the deadline, without waiting for it.
    """
    begun = patience.clock()
    drawn = tenacity.wait_random_exponential(multiplier=patience.first, max=patience.cap)

    def left() -> float:
        return patience.deadline - (patience.clock() - begun)

    def waiting(state: tenacity.RetryCallState) -> float:
        return max(drawn(state), min(_failure(state).wait, patience.cap))

    def told(state: tenacity.RetryCallState) -> None:
        if say and state.upcoming_sleep >= 1:
            say(_while_waiting(_failure(state).quota, state.upcoming_sleep))

    tries = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(Passing),
        wait=waiting,
        stop=lambda state: state.upcoming_sleep >= left(),
        before_sleep=told,
        sleep=patience.sleep,
        reraise=True,
    )
    try:
        return tries(lambda: attempt(left()))
    except Passing as last:
        raise last.trouble from last


def seconds_asked(header: str | None, date: str | None = None) -> float:
    """The seconds that a Retry-After header asks for, a number or a moment; 0 where it says nothing sensible.

    A moment is measured from the answer's own Date, for this computer's clock may be wrong.

    >>> seconds_asked("12"), seconds_asked("-5"), seconds_asked("soon"), seconds_asked(None)
    (12.0, 0.0, 0.0, 0.0)
    >>> seconds_asked("Mon, 02 Nov 2026 10:00:30 GMT", "Mon, 02 Nov 2026 10:00:00 GMT")
    30.0
    """
    text = (header or "").strip()
    try:
        asked = float(text)
        return max(asked, 0.0) if math.isfinite(asked) else 0.0
    except ValueError:
        pass
    then, now = _moment(text), _moment(date or "") or datetime.datetime.now(datetime.UTC)
    return max((then - now).total_seconds(), 0.0) if then else 0.0


def _moment(text: str) -> datetime.datetime | None:
    """A date as HTTP writes it; one without a zone is Greenwich's."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _failure(state: tenacity.RetryCallState) -> Passing:
    """Why the last try failed."""
    failure = state.outcome.exception() if state.outcome else None
    assert isinstance(failure, Passing)
    return failure


def _while_waiting(quota: bool, seconds: float) -> str:
    """One line for who sits before the screen."""
    whole = math.ceil(seconds)
    return say("google.wait_for_quota", seconds=whole) if quota else say("google.wait_for_answer", seconds=whole)

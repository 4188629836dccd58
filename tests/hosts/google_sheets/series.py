"""The series by which a fill goes on: steady steps, counted texts, names of months and days, or plain repetition."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from typing import Any

from hosts.google_sheets.cells import plain

ENDING = re.compile(r"^(.*?)(\d+)$", re.DOTALL)
CYCLES = tuple(
    tuple(names) for names in (calendar.month_name[1:], calendar.month_abbr[1:], calendar.day_name, calendar.day_abbr)
)
Series = Callable[[int], Any]


def series(given: Sequence[Any], dates: bool, alternate: bool) -> Series:
    """What stands at a place of the series that begins with the given values (places 0, 1 ...; before them -1, -2 ...).

    The default goes on by steps wherever steps can be seen; the alternate one repeats. A lone number shows no step: it
    is repeated, and counted up by the alternate series.

    >>> [series([1, 3], False, False)(n) for n in (2, 3, -1)], [series([1, 3], False, True)(n) for n in (2, 3)]
    ([5, 7, -1], [1, 3])
    >>> series([7], False, False)(1), series([7], False, True)(1), series([43831], True, False)(1)
    (7, 8, 43832)
    >>> series(["Item 09"], False, False)(1), series(["Nov"], False, False)(2), series(["a", "b"], False, False)(3)
    ('Item 10', 'Jan', 'b')
    """
    count = len(given)
    if all(isinstance(one, int | float) and not isinstance(one, bool) for one in given):
        steps = not alternate if count > 1 or dates else alternate
        return line(given) if steps else lambda place: given[place % count]
    if not alternate and all(isinstance(one, str) for one in given):
        return counted(given) or cycled(given) or (lambda place: given[place % count])
    return lambda place: given[place % count]


def line(given: Sequence[float]) -> Series:
    """The straight line that lies closest to the numbers; a lone one goes up by 1."""
    count = len(given)
    if count == 1:
        return lambda place: plain(given[0] + place)
    middle, mean = (count - 1) / 2, sum(given) / count
    spread = sum((n - middle) ** 2 for n in range(count))
    slope = sum((n - middle) * (one - mean) for n, one in enumerate(given)) / spread
    return lambda place: plain(round(mean + slope * (place - middle), 10))


def counted(given: Sequence[str]) -> Series | None:
    """Texts that end in a number, counted on; several must share their beginning and go by one step."""
    found = [ENDING.match(one) for one in given]
    parts = [one for one in found if one]
    if len(parts) < len(given) or len({part[1] for part in parts}) > 1:
        return None
    numbers = [int(part[2]) for part in parts]
    steps = {after - before for before, after in zip(numbers, numbers[1:], strict=False)} or {1}
    if len(steps) > 1:
        return None
    step, digits = steps.pop(), len(parts[0][2]) if parts[0][2].startswith("0") else 1
    return lambda place: f"{parts[0][1]}{abs(numbers[0] + step * place):0{digits}d}"


def cycled(given: Sequence[str]) -> Series | None:
    """Names of months or days, in their round."""
    for names in CYCLES:
        places = [next((n for n, name in enumerate(names) if name.lower() == one.lower()), None) for one in given]
        known = [place for place in places if place is not None]
        if len(known) == len(given):
            step = (known[1] - known[0]) % len(names) if len(known) > 1 else 1
            return lambda place: names[(known[0] + step * place) % len(names)]  # noqa: B023
    return None

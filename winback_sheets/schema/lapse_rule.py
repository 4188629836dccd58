"""When silence counts as a loss: so many days, or so many days and no purchase to be expected for a year."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_WINDOW = 3_650
SMALLEST, GREATEST = 9e-4, 8_200.0  # of the four numbers: what a search for them can end at
WINDOW_ONLY = "window only"
KEPT_AS = (
    "lapse_rule"  # the line of our memory in which a review keeps the rule and, behind a bar, what it was judged by
)


class LapseRule(NamedTuple):
    """Lost after more than `window` days without a purchase; with `mbg` only once a year without one is likelier than not.

    mbg: r, alpha (weeks), a and b of MBG/NBD, which say how likely that is; None where the days alone decide.
    """

    window: int
    mbg: tuple[float, float, float, float] | None = None

    def __str__(self) -> str:
        if self.mbg is None:
            return str(self.window)
        return f"{self.window}; {' '.join(f'{number:.4g}' for number in self.mbg)}"


def rounded(rule: LapseRule) -> LapseRule:
    """The rule with its numbers as they are printed, so that what is read back later counts the same losses."""
    return read_lapse_rule(str(rule)) or LapseRule(rule.window)


def read_lapse_rule(text: str) -> LapseRule | None:
    """A rule as Settings prints it: days, or days and four numbers; None where the text is neither.

    >>> read_lapse_rule("540; 0.53 6.18 0.89 1.61")
    LapseRule(window=540, mbg=(0.53, 6.18, 0.89, 1.61))
    >>> str(LapseRule(540)), read_lapse_rule("soon"), read_lapse_rule("540; 0.53 6.18")
    ('540', None, None)
    """
    parts = [part.strip(",").replace(",", ".") for part in re.split(r"[;\s]+", str(text).strip()) if part]
    if len(parts) not in (1, 5) or not all(re.fullmatch(r"\d{1,9}(\.\d{1,9})?", part) for part in parts):
        return None
    days, *numbers = (float(part) for part in parts)
    if days != int(days) or not 1 <= days <= LONGEST_WINDOW:
        return None
    if not numbers:
        return LapseRule(int(days))
    if not all(SMALLEST <= number <= GREATEST for number in numbers):
        return None
    r, alpha, a, b = numbers
    return LapseRule(int(days), (r, alpha, a, b))


def rule_in(line: str) -> str:
    """The rule in a line of our memory, as Settings has it.

    >>> rule_in("540 | 2026-10-31 36 43 1977 10 25"), rule_in("")
    ('540', '')
    """
    return line.partition("|")[0].strip()

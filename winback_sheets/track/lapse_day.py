"""The day on which a silence counts as a loss, by the rule in use; the same test for running silences and for ended gaps."""

from __future__ import annotations

import numpy as np

from winback_sheets.schema.lapse_rule import LapseRule
from winback_sheets.track import mbg_nbd

YEAR_DAYS = 365
EVEN = 0.5  # a year without a purchase is likelier than not


def stays_away(rule: LapseRule, repeats: np.ndarray, span: np.ndarray, silent: np.ndarray) -> np.ndarray:
    """Which silences have no purchase to be expected for a year, by the rule's four numbers; all where it has none.

    repeats, span: purchase days after the first ever, and days from the first to the last before the silence.
    """
    if rule.mbg is None:
        return np.ones(len(silent), dtype=bool)
    theta = mbg_nbd.Parameters(*rule.mbg)
    return mbg_nbd.chance_of_none(theta, repeats, span, span + silent, YEAR_DAYS) > EVEN


def lost_after(rule: LapseRule, repeats: np.ndarray, span: np.ndarray, silent: np.ndarray) -> np.ndarray:
    """After how many days each silence counted as a loss; 0 for those that do not yet.

    The first whole day beyond the window on which a year without a purchase is likelier than not. That chance only
    grows with the silence, so the day is found by halving.

    >>> rule = LapseRule(90, (0.53, 6.18, 0.89, 1.61))
    >>> lost_after(rule, np.array([0, 30]), np.array([0, 900]), np.array([300, 300])).tolist()
    [91, 117]
    >>> lost_after(LapseRule(90), np.array([0, 30]), np.array([0, 900]), np.array([300, 90])).tolist()
    [91, 0]
    """
    silent = np.asarray(silent, dtype=np.int64)
    found = np.where(silent > rule.window, rule.window + 1, 0)
    if rule.mbg is None:
        return found
    long = np.flatnonzero(found)
    lost = stays_away(rule, repeats[long], span[long], silent[long])
    found[long[~lost]] = 0
    at = long[lost]
    low, high = (
        np.full(len(at), rule.window),
        silent[at],
    )  # not yet on the day `low`, or not by the window; lost on `high`
    while (high - low > 1).any():
        middle = (low + high + 1) // 2  # where they touch it is `high`, and nothing moves
        there = stays_away(rule, repeats[at], span[at], middle)
        low, high = np.where(there, low, middle), np.where(there, middle, high)
    found[at] = high
    return found

"""Billing terms as people write them, in months: "yearly", "Every 3 months", "2-Year", "P1Y"; never guessed."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd

from winback_sheets.read.headings import normalise
from winback_sheets.schema.words import PERIODS, keys, texts, texts_of

ONCE = PERIODS["once"]
LONGEST = 60  # months: a bare figure above is no term, or one in days
DAYS_OF_A_TERM = frozenset((7, 14, 28, 30, 31, 60, 90, 91, 92, 180, 182, 183, 360, 364, 365, 366, 730))
_UNITS = {normalise(word): PERIODS[period] for period in PERIODS for word in texts_of("billing", period)}
_COUNTS = {normalise(word): float(count) for count in keys("counts") for word in texts_of("counts", count)}
_AROUND = frozenset(map(normalise, texts("around_terms")))
_HEADED = frozenset(PERIODS[key] for key in ("month", "quarter", "half_year", "year", "week"))
_SHORTEST = 3  # letters
_PHRASE = 4  # words in the longest unit, "every two weeks"
_ISO = re.compile(r"p(?=\d)(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?")
_ISO_UNITS = tuple(PERIODS[key] for key in ("year", "month", "week", "day"))
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
# Between words, and between a figure and the letters it touches: 12mo, P3M, "billingPeriod".
_BREAKS = re.compile(r"[\s!-+\-/:-@\[-`{-~–—…]+|[.,](?!\d)|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)|(?<=[a-z])(?=[A-Z])")


def months_of(period: pd.Series, unit: pd.Series | None = None, *, heading: str = "") -> pd.Series:
    """How many months each billing term is; NaN for one that is not known or blank, infinity for a single payment.

    unit: the unit of a figure, where it stands in a column of its own (1 beside "month"). heading: of the column, which
    may say in what the figures are ("Term (years)"). A bare figure is months, unless the column holds days (30, 365).

    >>> months_of(pd.Series(["yearly", "Every 3 months", "2-Year", "P1Y", "now and then", "one-time"])).tolist()
    [12.0, 3.0, 24.0, 12.0, nan, inf]
    >>> months_of(pd.Series([1, 3]), pd.Series(["month", "year"])).tolist()
    [1.0, 36.0]
    """
    text = period.astype(object).where(period.notna(), "").astype(str)
    if unit is not None:
        text = text + " " + unit.astype(object).where(unit.notna(), "").astype(str)
    months = text.map({each: _months(each) for each in text.unique()}).astype(float)
    bare = pd.to_numeric(period, errors="coerce").where(months.isna())
    return months.fillna(bare * _unit_of_figures(bare.dropna(), heading)).where(months.notna() | (bare > 0))


def said_by(heading: str) -> float | None:
    """The term that a heading speaks of, in months: "Annual fee" 12, "Price per month" 1; None where it speaks of none.

    >>> said_by("Annual fee"), said_by("monthly_amount_cents"), said_by("Amount"), said_by("MRR")
    (12.0, 1.0, None, 1.0)
    """
    words = _words(heading)
    if {"mrr", "arr", "acv"} & set(words):
        return float(PERIODS["month" if "mrr" in words else "year"])
    # "day" is the time of day as well ("total day charge"), and letters alone are anything.
    found = {months for months, word in _found(words) if months in _HEADED and len(word) >= _SHORTEST}
    return float(found.pop()) if len(found) == 1 else None


def unit_in(heading: str) -> float | None:
    """The one unit of time that a heading names, in months: "Tenure (years)" 12; None where it names none or several."""
    named = {months for months, _ in _found(_words(heading)) if months is not None and months != ONCE}
    return float(named.pop()) if len(named) == 1 else None


def _unit_of_figures(figures: pd.Series, heading: str) -> float:
    """What a bare figure counts: what the heading names, days where all are such as terms have, else months."""
    named = unit_in(heading)
    if named is not None:
        return named
    if len(figures) and figures.max() >= min(DAYS_OF_A_TERM - {7, 14}) and figures.isin(DAYS_OF_A_TERM).all():
        return float(PERIODS["day"])
    return 1.0 if not len(figures) or figures.max() <= LONGEST else np.nan


@cache
def _months(text: str) -> float | None:
    """One term; None where a word of it is not understood, or it names two."""
    iso = _ISO.fullmatch(text.strip().casefold())
    if iso:
        return sum(int(count or 0) * months for count, months in zip(iso.groups(), _ISO_UNITS, strict=True))
    bare = _BRACKETS.sub(" ", text)
    words = _words(bare) or _words(text)
    found = _found(words)
    units = [months for months, _ in found if months is not None]
    rest = [word for months, word in found if months is None and word not in _AROUND]
    counts = {_count(word) for word in rest} - {1.0}  # "a" and "one" beside a figure are no second figure
    if len(units) != 1 or len(counts) > 1 or None in counts:
        return None
    return float(units[0]) * float(counts.pop() or 1.0) if counts else float(units[0])


def _count(word: str) -> float | None:
    """A figure, in digits or in words."""
    if word in _COUNTS:
        return _COUNTS[word]
    try:
        return float(word.replace(",", ".")) or None
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    folded = (part if part[:1].isdigit() else normalise(part) for part in _BREAKS.split(text))
    return [part for part in folded if part]


def _found(words: list[str]) -> list[tuple[float | None, str]]:
    """The words with the longest units among them joined: each with its months, None for what is no unit."""
    found: list[tuple[float | None, str]] = []
    at = 0
    while at < len(words):
        spans = (words[at : at + size] for size in range(min(_PHRASE, len(words) - at), 0, -1))
        phrase = next((span for span in spans if "".join(span) in _UNITS), None)
        found.append((_UNITS["".join(phrase)], "".join(phrase)) if phrase else (None, words[at]))
        at += len(phrase) if phrase else 1
    return found

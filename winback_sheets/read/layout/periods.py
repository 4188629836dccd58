"""Headings that are months, quarters, years or days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.read.digits import FIGURES, tidy
from winback_sheets.read.layout.look import DAY, LONGEST, kind
from winback_sheets.read.months import month_in
from winback_sheets.schema.months import DATES

UNITS = ("day", "month", "quarter", "year")  # the finest that stands often enough is the tab's
FEWEST = 3  # periods side by side or below each other that make a cross-tab
FIRST_YEAR, LAST_YEAR = 1980, 2099
_JALALI = (1300, 1499)
_QUARTERS = "|".join(word for each in DATES.values() for word in each.quarters.split("|") if word)
_FORMS: tuple[tuple[str, str], ...] = (
    ("month", r"(?P<y>\d{4})[-/. ]?M?(?P<n>0?[1-9]|1[0-2])"),
    ("month", r"M?(?P<n>0?[1-9]|1[0-2])[-/. ](?P<y>\d{4})"),
    ("quarter", rf"(?P<y>\d{{4}})?[-/ ]*(?:{_QUARTERS})[-. ]?(?P<n>[1-4])"),
    ("quarter", rf"(?:{_QUARTERS})[-. ]?(?P<n>[1-4])[-/., ']*(?P<y>\d{{4}}|\d\d)"),
    (
        "quarter",
        rf"(?P<y>\d{{4}})?[-/ ]*(?P<n>[1-4])[.ºª°]*(?:er|e|st|nd|rd|th)?[- ]*(?:{_QUARTERS})\.?[-/., ']*(?P<y2>\d{{4}}|\d\d)?",
    ),
    ("year", r"(?P<y>\d{4})"),
)
_COMPILED = [(unit, re.compile(form, re.IGNORECASE)) for unit, form in _FORMS]
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTH_WORDS = frozenset(_LETTERS.findall(" ".join(each.months for each in DATES.values()).casefold()))
_GLANCE = re.compile(rf"\d{{4}}|\d[-/.]\d|(?:{_QUARTERS})\W?\d|\d\W{{0,3}}(?:{_QUARTERS})|\d ?月", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)'?(\d\d)(?!\d)")


class Period(NamedTuple):
    """What a heading says: the unit, its number in the year, and the year, 0 where it is not said."""

    unit: str = ""
    number: int = 0
    year: int = 0
    day: pd.Timestamp | None = None


def periods(cells: Sequence[object]) -> list[Period]:
    """The period of each heading in a row; words that stand in all of them say nothing.

    >>> [each[:3] for each in periods(["Kunde", "Jan 2025", "Feb", "Q1", "März '25"])]
    [('', 0, 0), ('month', 1, 2025), ('month', 2, 0), ('quarter', 1, 0), ('month', 3, 2025)]
    """
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    texts = _without_shared(tidy(pd.Series(texts, dtype=object), table=FIGURES).tolist())
    found = [
        _of_number(cell) if not isinstance(cell, str) else _of_text(text)
        for cell, text in zip(cells, texts, strict=True)
    ]
    rest = pd.Series(
        [text if not each.unit and kind(text) == DAY else None for text, each in zip(texts, found, strict=True)]
    )
    if rest.notna().sum() >= 2:
        days = to_dates(rest).values
        found = [
            Period("day", 0, day.year, day) if pd.notna(day) else each for day, each in zip(days, found, strict=True)
        ]
    return found


def may_be_period(cell: object) -> bool:
    """Whether a heading may be a period at all, told at a glance.

    >>> [may_be_period(cell) for cell in ("Customer", "Umsatz März", "2025-01", 2025, "T3", 12.5)]
    [False, True, True, True, True, False]
    """
    if not isinstance(cell, str):
        return isinstance(cell, datetime) or isinstance(cell, int) and bool(_year(cell)) and cell > 99
    if len(cell) > LONGEST:
        return False
    words = set(_LETTERS.findall(cell.casefold()))
    return not words.isdisjoint(_MONTH_WORDS) or bool(_GLANCE.search(cell))


def _without_shared(texts: list[str]) -> list[str]:
    """The texts without the words that most of them have in common ("Sales Jan", "Sales Feb")."""
    words = [text.split() for text in texts]
    several = [set(each) for each in words if len(each) > 1]
    if len(several) < 3:
        return texts
    counts: dict[str, int] = {}
    for each in several:
        for word in each:
            counts[word] = counts.get(word, 0) + 1
    shared = {
        word
        for word, count in counts.items()
        if count > 0.7 * len(several)
        and not any(c.isdigit() for c in word)
        and _month(word) <= 0
        and not re.fullmatch(_QUARTERS, word.strip("."), re.IGNORECASE)
    }
    return [" ".join(word for word in each if word not in shared) for each in words]


def _of_number(cell: object) -> Period:
    if isinstance(cell, datetime):
        day = pd.Timestamp(cell).normalize()
        return Period("day", 0, day.year, day)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == cell and cell == int(cell):
        return Period("year", 1, _year(int(cell))) if _year(int(cell)) else Period()
    return Period()


def _of_text(text: str) -> Period:
    if not text or len(text) > LONGEST:
        return Period()
    for unit, form in _COMPILED:
        match = form.fullmatch(text)
        if match:
            said = match.groupdict()
            year = _year(int(said.get("y") or said.get("y2") or 0))
            if year or not (said.get("y") or said.get("y2")):
                return Period(unit, int(said.get("n") or 1), year)
    month = _month(re.sub(r"\d+", " ", text))
    if month <= 0:
        return Period()
    figures = re.findall(r"\d+", text)
    if len(figures) > 1 or figures and len(figures[0]) not in (2, 4):
        return Period()  # a day stands with the month
    match = _YEAR.search(text) or _SHORT_YEAR.search(text)
    return Period("month", month, _year(int(match[1])) if match else 0)


def _month(text: str) -> int:
    return int(month_in(pd.Series([text.strip("()[]")], dtype=object)).iloc[0])


def _year(number: int) -> int:
    """A year as it is written, 0 for what is none."""
    if 0 < number < 100:
        number += 2000 if number < 69 else 1900
    return number if FIRST_YEAR <= number <= LAST_YEAR or _JALALI[0] <= number <= _JALALI[1] else 0


def year_in(cell: object) -> int:
    """The one year that a cell names, 0 for none or several.

    >>> year_in("Umsatz 2025"), year_in(2024), year_in("2024-2025")
    (2025, 2024, 0)
    """
    if isinstance(cell, datetime) or cell is None:
        return 0
    found = {_year(int(each)) for each in _YEAR.findall(str(cell).removesuffix(".0"))} - {0}
    return found.pop() if len(found) == 1 else 0


def with_years(found: Sequence[Period], above: Sequence[int], title: int) -> list[Period] | None:
    """Periods of one unit from left to right, each with its year: its own, the one above it, or one more than before.

    above: the year that stands over each column, 0 for none. title: the year the tab speaks of. None without any year.

    >>> [each.year for each in with_years([Period("month", n) for n in (11, 12, 1)], [2024, 0, 0], 0)]
    [2024, 2024, 2025]
    """
    numbers = np.array([each.number for each in found])
    if len(numbers) > 2 and (np.diff(numbers) < 0).mean() > 0.5:
        turned = with_years(found[::-1], above[::-1], title)
        return turned[::-1] if turned else None
    part = np.cumsum(np.diff(numbers, prepend=numbers[0] - 1) <= 0)
    said: list[int] = []
    for each in range(int(part[-1]) + 1):
        places = np.flatnonzero(part == each).tolist()
        years = [found[at].year or above[at] for at in places if found[at].year or above[at]]
        said.append(years[0] if years else 0)
    if not any(said):
        said[0] = title
    known = [at for at, year in enumerate(said) if year]
    if not known:
        return None
    for at in range(known[0] - 1, -1, -1):
        said[at] = said[at + 1] - 1
    for at in range(known[0] + 1, len(said)):
        said[at] = said[at] or said[at - 1] + 1
    return [each._replace(year=each.year or said[part[at]]) for at, each in enumerate(found)]


def last_days(found: Sequence[Period], today: pd.Timestamp) -> pd.Series:
    """The last day of each period, of one that is not over yet the run day; a day is itself.

    >>> last_days([Period("month", 2, 2025), Period("quarter", 4, 2026)], pd.Timestamp("2026-11-21")).astype(str).tolist()
    ['2025-02-28', '2026-11-21']
    >>> last_days([Period("month", 13, 1404)], pd.Timestamp("2026-11-21")).astype(str).tolist()
    ['2025-04-20']
    """
    days = pd.Series([each.day for each in found], dtype="datetime64[ns]")
    whole = [each.unit == "day" for each in found]
    if all(whole) and len(days) > 1 and (days.dt.day == 1).all():
        ends = days + pd.offsets.MonthEnd(0)  # months, as a spreadsheet writes them
        starts = days
    elif all(whole):
        return days
    else:
        starts, ends = _spans(found)
    return ends.where(~((starts <= today) & (ends > today)), today.normalize())


def _spans(found: Sequence[Period]) -> tuple[pd.Series, pd.Series]:
    """First and last day of months, quarters and years; months after the twelfth are those of the Jalali calendar."""
    months = {"month": 1, "quarter": 3, "year": 12}
    first = [each.year * 12 + (each.number - 1) * months[each.unit] % 12 for each in found]
    after = [month + months[each.unit] for month, each in zip(first, found, strict=True)]
    begins, ends = (
        to_dates(pd.Series([f"{month // 12:04}-{month % 12 + 1:02}-01" for month in each])).values.reset_index(
            drop=True
        )
        for each in (first, after)
    )
    return begins, ends - pd.Timedelta(days=1)

"""The month that a date names, and the months that somebody wrote of, in the languages of `schema/months.py`."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

from winback_sheets.schema.months import DATES


def _plain(word: str) -> str:
    """A word as it is looked up: small letters, Latin ones without accents, Persian ones for Arabic twins."""
    letters = unicodedata.normalize("NFKD", word.casefold().replace("ي", "ی").replace("ك", "ک"))
    if re.search("[a-z]", letters):
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return letters


# Jalali months are 13 to 24, so that one number says month and calendar
_MONTH = {
    _plain(word): month + (12 if language.jalali else 0)
    for language in DATES.values()
    for month, words in enumerate(language.months.split("|"), 1)
    for word in words.split()
}
_SAYS_NOTHING = frozenset(_plain(word) for language in DATES.values() for word in language.beside.split())
_UNTIL = {_plain(word) for language in DATES.values() for word in language.until.split()} | {"-"}
_WORDS = re.compile(r"t/m|\d+|-|[^\W\d_]+")  # letters, figures, or the dash between two months


def without_months(text: str) -> str:
    """The words of a text but for the months named among them.

    >>> without_months("Orders Nov"), without_months("verkauf märz")
    ('Orders', 'verkauf')
    """
    return " ".join(word for word in text.split() if _plain(word) not in _MONTH)


def month_in(phrases: pd.Series) -> pd.Series:
    """The one month named in each phrase: 1 to 12, Jalali 13 to 24, 0 for none, -1 for other words."""
    codes, different = pd.factorize(phrases)
    months = np.array([_month_in(phrase) for phrase in different], dtype=int)
    return pd.Series(months[codes], index=phrases.index)


def _month_in(phrase: str) -> int:
    words = re.split(r"[\s.,،/'’-]+", phrase.casefold().replace("арван ", "арван"))
    known = [_MONTH.get(word, -1) for word in map(_plain, words) if word not in _SAYS_NOTHING and word]
    return known[0] if len(known) == 1 else -1 if known else 0


def months_named(text: str) -> tuple[int, ...]:
    """The months of the year that somebody wrote of, 1 to 12 in their order; none where none is understood.

    Names in any language that is read, figures, quarters, and stretches, also over the turn of the year. A day such as
    2026-04-03 is what a spreadsheet makes of "3-4": the shorter way from one month to the other.

    >>> months_named("Mar-Apr"), months_named("3,4"), months_named("March and April"), months_named("Nov to Jan")
    ((3, 4), (3, 4), (3, 4), (1, 11, 12))
    """
    written = text.casefold().replace("–", "-").replace("—", "-")
    if day := re.match(r"\d{4}-(\d\d)-(\d\d)(?!\d)", written):
        month, other = int(day[1]), int(day[2])
        ways = [_stretch(month, other), _stretch(other, month)] if 1 < other <= 12 else [[month]]
        return tuple(sorted(min((len(way), way) for way in ways)[1]))
    found: set[int] = set()
    before, reaching = 0, False
    for word in _WORDS.findall(re.sub(r"\bq([1-4])\b", _quarter, written)):
        month = _number_of(word)
        if not month:
            reaching = reaching or (bool(before) and _plain(word) in _UNTIL)
            continue
        found.update(_stretch(before, month) if reaching and month <= 12 else _in_gregorian(month))
        before, reaching = (month if month <= 12 else 0), False
    return tuple(sorted(found))


def _quarter(match: re.Match[str]) -> str:
    last = 3 * int(match[1])
    return f"{last - 2}-{last}"


def _number_of(word: str) -> int:
    """The month a word or figure names, Jalali 13 to 24; 0 for none."""
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else 0
    return _MONTH.get(_plain(word), 0)


def _stretch(first: int, last: int) -> list[int]:
    """All months from one to another, over the turn of the year where the last comes before the first."""
    return [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]


def _in_gregorian(month: int) -> tuple[int, ...]:
    """A month as it is; one of the Jalali calendar lies in two: Farvardin in March and April."""
    return (month,) if month <= 12 else ((month - 12 + 1) % 12 + 1, (month - 12 + 2) % 12 + 1)

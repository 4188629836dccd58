"""The month that a date names, in the languages of `schema/months.py`."""

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

"""Who is nobody: guests, the counter and orders that the shop made to try something, in place of a customer."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.headings import normalise
from winback_sheets.schema.words import texts

# Stands for the customer in rows of guests until they are counted apart; no cell can hold it.
GUEST = "\x00"

_NOBODY = frozenset(filter(None, map(normalise, texts("nobody"))))
_TESTS = frozenset(filter(None, map(normalise, texts("tests"))))
_MAILBOXES = frozenset(filter(None, map(normalise, texts("mailboxes"))))
# Nearly every customer is told from these words by how the name begins, which costs next to nothing.
_BEGINNINGS = frozenset(word[:4] for word in _NOBODY | _TESTS)
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_NUMBERS = re.compile(r"[#\d]+")
_ZERO = re.compile(r"0+|-1")


def is_nobody(names: Iterable[str]) -> NDArray[np.bool_]:
    """Which of these different names are nobody's; numbers and what stands in brackets say nothing.

    >>> is_nobody(["Walk-in Customer", "Laufkundschaft", "Guest 12", "Test Test", "Anna Guest", "Cash Converters"]).tolist()
    [True, True, True, True, False, False]
    """
    return np.array([_begins(name) and _nobody(name) for name in names], dtype=bool)


def _begins(name: str) -> bool:
    first = normalise(name[:8])[:4]
    return first in _BEGINNINGS or first[:3] in _BEGINNINGS or first[:2] in _BEGINNINGS


def _nobody(name: str) -> bool:
    bare = _NUMBERS.sub("", _BRACKETS.sub(" ", name)) if normalise(_BRACKETS.sub(" ", name)) else name
    if normalise(bare) in _NOBODY:
        return True
    words = [word for word in map(normalise, re.split(r"[\W_]+", bare)) if word]
    return bool(words) and (normalise(bare) in _TESTS or all(word in _TESTS for word in words))


def is_nobodys_mailbox(addresses: Iterable[str]) -> NDArray[np.bool_]:
    """Which of these different e-mail addresses are nobody's, by what stands before the @.

    >>> is_nobodys_mailbox(["test@shop.example", "no-reply@shop.example", "ada@test.example"]).tolist()
    [True, True, False]
    """
    boxes = (_NUMBERS.sub("", address.partition("@")[0].partition("+")[0]) for address in addresses)
    return np.array([normalise(box) in _MAILBOXES for box in boxes], dtype=bool)


def is_zero(ids: Iterable[str]) -> NDArray[np.bool_]:
    """Which of these different ids are what programs write for no id at all: 0 or -1.

    >>> is_zero(["0", "000", "-1", "10"]).tolist()
    [True, True, True, False]
    """
    return np.array([bool(_ZERO.fullmatch(each)) for each in ids], dtype=bool)


def apart(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of customers, and those of guests."""
    guests = (rows["customer"] == GUEST).to_numpy(bool, na_value=False)
    return (rows[~guests], rows[guests]) if guests.any() else (rows, rows.iloc[:0])

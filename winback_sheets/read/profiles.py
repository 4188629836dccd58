"""What the cells of a column look like, whatever its heading says: filled or blank, dates, numbers, e-mails, names."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.schema.words import texts as words

ROWS = 800  # rows looked at: the first half of them as they stand, the others from all over the tab
VALUES = 60  # different values looked at in each column
_EMAIL = re.compile(r"\s*[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}\s*")
_NUMBER = re.compile(
    r"[\s'(+\-−–]*(?:[^\W\d]{1,4}\.?\s?|[^\w\s]{0,2}\s?)[-−(]?\s?\d[\d\s.,'’٬٫]*\s?%?\)?-?\s?(?:[^\W\d]{1,4}\.?|[^\w\s]{0,2})\)?\s*"
)
_FRACTION = re.compile(r"[.,٫]\d{1,2}\D*$")
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[#A-Za-z]{0,4}[-_ ]?\d+")
_ANSWERS = frozenset(word.casefold() for field in ("yes", "no") for word in words(field) if not word[0].isdigit())


class Profile(NamedTuple):
    """One column in shares of its filled cells; filled is the share of rows, different how many values there are."""

    rows: int
    cells: int
    different: int
    numbers: float = 0.0
    fractions: float = 0.0  # numbers with figures behind the decimal sign
    emails: float = 0.0
    letters: float = 0.0  # texts with a letter in them
    codes: float = 0.0  # a number with at most a sign or a few letters in front: #1001, INV-17, 4711
    stamps: float = 0.0  # cells that are dates to the program that wrote the file
    length: float = 0.0  # of the texts, on average
    answers: float = 0.0  # yes and no

    @property
    def filled(self) -> float:
        return self.cells / self.rows if self.rows else 0.0

    @property
    def repeated(self) -> float:
        """How many cells hold a value that stands in the column more than once, as a share."""
        return 1 - self.different / self.cells if self.cells else 0.0


class Columns:
    """The cells below a heading row, a sample of them, profiled column by column when first asked for."""

    def __init__(self, body: pd.DataFrame, *, date1904: bool = False) -> None:
        self.body, self._date1904 = body, date1904
        self._profiles: dict[int, Profile] = {}
        self._dates: dict[int, float] = {}

    @cached_property
    def sample(self) -> pd.DataFrame:
        return sampled(self.body)

    def __contains__(self, at: int) -> bool:
        return at in self.body.columns

    def profile(self, at: int) -> Profile:
        """How a column's cells look; of a column that holds nothing, nothing."""
        if at not in self._profiles:
            rows = len(self.sample)
            self._profiles[at] = profile_of(self.sample[at]) if at in self.sample else Profile(rows, 0, 0)
        return self._profiles[at]

    def dates(self, at: int) -> float:
        """The share of a column's filled cells that can be read as days."""
        if at not in self._dates:
            cells = self.sample[at].dropna() if at in self.sample else pd.Series(dtype=object)
            self._dates[at] = _share_of_dates(cells, self._date1904)
        return self._dates[at]


def sampled(body: pd.DataFrame) -> pd.DataFrame:
    """The first rows, and as many again from all over the rest.

    >>> len(sampled(pd.DataFrame({0: range(10_000)}))), len(sampled(pd.DataFrame({0: [1, 2]})))
    (800, 2)
    """
    if len(body) <= ROWS:
        return body
    half = ROWS // 2
    return body.iloc[np.unique(np.concatenate([np.arange(half), np.linspace(half, len(body) - 1, half).astype(int)]))]


def profile_of(column: pd.Series) -> Profile:
    """How the cells of one column look.

    >>> profile_of(pd.Series(["ada@example.com", "bo@example.com", None, "ada@example.com"])).emails
    1.0
    >>> profile_of(pd.Series([1.5, 2.0, 2.5])).fractions > 0.5
    True
    """
    cells = column.dropna()
    rows, filled = len(column), len(cells)
    if not filled:
        return Profile(rows, 0, 0)
    kind = cells.dtype.kind if isinstance(cells.dtype, np.dtype) else "O"
    if kind in "iuf":
        figures = cells.to_numpy(float)
        broken = float((figures != np.floor(figures)).mean())
        return Profile(rows, filled, cells.nunique(), numbers=1.0, fractions=broken, codes=1.0 - broken)
    if kind == "M":
        return Profile(rows, filled, cells.nunique(), stamps=1.0)
    if kind == "b":
        return Profile(rows, filled, cells.nunique(), answers=1.0)
    return _of_texts(rows, cells)


def _of_texts(rows: int, cells: pd.Series) -> Profile:
    codes, values = pd.factorize(cells.astype(object))
    texts = [str(value) if not isinstance(value, date) else "" for value in values[:VALUES]]
    weight = np.bincount(codes, minlength=len(values))[:VALUES].astype(float)
    weight /= weight.sum()

    def share(found: list[bool]) -> float:
        return float(weight[np.array(found, dtype=bool)].sum())

    numbers = [_NUMBER.fullmatch(text) is not None for text in texts]
    return Profile(
        rows,
        len(cells),
        len(values),
        numbers=share(numbers),
        fractions=share([ok and _FRACTION.search(text) is not None for ok, text in zip(numbers, texts, strict=True)]),
        emails=share([_EMAIL.fullmatch(text) is not None for text in texts]),
        letters=share([_LETTER.search(text) is not None for text in texts]),
        codes=share([_CODE.fullmatch(text.strip()) is not None for text in texts]),
        stamps=share([isinstance(value, date) for value in values[:VALUES]]),
        length=float(np.dot(weight, [len(text) for text in texts])),
        answers=share([text.strip().casefold() in _ANSWERS for text in texts]),
    )


def _share_of_dates(cells: pd.Series, date1904: bool) -> float:
    if not len(cells):
        return 0.0
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return 1.0
    few = pd.Series(pd.unique(cells)[:VALUES])
    if pd.api.types.is_numeric_dtype(few.dtype) and not pd.api.types.is_bool_dtype(few.dtype):
        figures = few.to_numpy(float)
        if (figures < 0).any():
            return 0.0
    read = to_dates(few, prefer="day", date1904=date1904)
    return float(read.values.notna().mean())

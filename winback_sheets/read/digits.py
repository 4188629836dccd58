"""What a cell is before it is a date or a number: its kind, its digits and blanks, nothing, an error."""

from __future__ import annotations

import datetime as dt
import numbers
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.schema.words import LANGUAGES, texts

from .half_turned import HalfTurned

# kinds of cells, as small numbers so that a million of them are one array
EMPTY, TEXT, NUMBER, DATE, FLAG, OTHER = range(6)

Kinds = NDArray[np.uint8]
Strings = NDArray[np.object_]

# pandas 3 has a string type of its own; before it, text is object
TEXT_DTYPE = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"


class Parsed(NamedTuple):
    """A column as typed values, with the rows that could not be read and why."""

    values: pd.Series  # same index as the raw column; missing where the cell is empty or bad
    bad: pd.Series  # only the rows that could not be read; the value is the key of a check
    note: str = ""  # what was decided over the whole column, for dates
    half_turned: HalfTurned | None = None  # what was done with days whose day and month may stand exchanged


_ZEROS = [*filter(None, (language.zero for language in LANGUAGES.values())), "０"]  # the last is full width
_DIGITS = {ord(zero) + i: str(i) for zero in _ZEROS for i in range(10)}
_BLANKS = dict.fromkeys(
    [0x9, 0xA, 0xB, 0xC, 0xD, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], " "
)
# marks that steer direction and line breaks; nobody sees them, and they make two equal names unequal
_MARKS = dict.fromkeys([0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
# part of the spelling in Persian and Bengali: kept in text, not in keys
_JOINERS = dict.fromkeys([0x200C, 0x200D])
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63, 0xFF0D], "-")

_AS_ONE = {ord(digit): "1" for digit in "23456789"}
_ALL_AS_ONE = {**_AS_ONE, ord("0"): "1"}

_END = "\x1e"  # no cell holds it
# pandas 2 takes a text to end at a zero byte, which a damaged CSV may hold; it shows as what cannot be read
_ZERO_BYTE = {0: "\ufffd"}
TIDY = {**_BLANKS, **_MARKS, **_ZERO_BYTE}
KEY = {**TIDY, **_JOINERS}
FIGURES = {**KEY, **_DIGITS, **_DASHES}

_EMPTY_WORDS = ("", "-", "--", "–", "—", "−", "n/a", "null", "(null)", "none", "nan", "nat", "<na>")
# as a customer or a country NA can be somebody; as a date or a number it is nothing
_EMPTY_FIGURES = (*_EMPTY_WORDS, "na", "n.a.", "n. a.")

_ERRORS = re.compile(
    r"(?:#(?:" + "|".join(map(re.escape, texts("errors"))) + r")|Err:\d{3})",  # LibreOffice has numbers for some
    re.I,
)


def kinds(raw: pd.Series) -> Kinds:
    """Say of every cell whether it is empty, text, a number, a date, true/false or something else."""
    types = pd.api.types
    if types.is_bool_dtype(raw.dtype) and raw.dtype != object:
        kind = np.full(len(raw), FLAG, np.uint8)
    elif types.is_numeric_dtype(raw.dtype):
        kind = np.full(len(raw), NUMBER, np.uint8)
    elif types.is_datetime64_any_dtype(raw.dtype):
        kind = np.full(len(raw), DATE, np.uint8)
    elif isinstance(raw.dtype, pd.StringDtype):
        kind = np.full(len(raw), TEXT, np.uint8)
    else:
        codes, classes = pd.factorize(raw.astype(object).map(type, na_action=None))
        kind = np.array([_kind_of(each) for each in classes] or [EMPTY], np.uint8)[codes]
    kind[raw.isna().to_numpy(bool)] = EMPTY
    return kind


def _kind_of(cell: type) -> int:
    # the order matters: a bool is an int in Python, and a datetime is a date
    for kind, classes in (
        (TEXT, (str,)),
        (FLAG, (bool, np.bool_)),
        (NUMBER, (numbers.Real, Decimal)),
        (DATE, (dt.date, np.datetime64)),
    ):
        if issubclass(cell, classes) and not issubclass(cell, np.timedelta64):
            return kind
    return OTHER


def distinct(
    raw: pd.Series, rows: NDArray[np.bool_], *, table: Mapping[int, str | None] = FIGURES
) -> tuple[NDArray[np.intp], pd.Series]:
    """Every different text of these rows once, tidied by `table`, and which of them each row has."""
    codes, texts = pd.factorize(raw[rows])
    return codes, tidy(pd.Series(np.asarray(texts, dtype=object), dtype=object), table=table)


def tidy(texts: pd.Series, *, table: Mapping[int, str | None] = FIGURES) -> pd.Series:
    """Text with one kind of blank (by FIGURES also of digit and dash), trimmed, without double blanks.

    >>> tidy(pd.Series(["۱۲\\u00a0۳۴ ", "5\\u200c  6"], dtype=object)).tolist()
    ['12 34', '5 6']
    """
    texts = replaced(texts, table)
    joined = f"{_END}{_END.join(texts)}{_END}"  # one look at everything is cheaper than work on every text
    if "  " in joined:
        texts = texts.str.replace(r" {2,}", " ", regex=True)
    return texts.str.strip() if f"{_END} " in joined or f" {_END}" in joined else texts


def replaced(texts: pd.Series, table: Mapping[int, str | None]) -> pd.Series:
    """Texts with single characters replaced by others or (None) by nothing, as one long text for speed."""
    joined = _END.join(texts)
    if joined.count(_END) != len(texts) - 1:  # no text at all, or one that holds the sign itself
        return texts.str.translate(table)
    for code, other in table.items():
        if (character := chr(code)) in joined:
            joined = joined.replace(character, other or "")
    return pd.Series(joined.split(_END), index=texts.index, dtype=object)


def shapes(texts: pd.Series, *, zeros: bool = False) -> tuple[NDArray[np.intp], pd.Series]:
    """The different forms of the texts, every digit as 1 (0 stays, with `zeros`), and the one of each text.

    A million amounts have a few hundred forms, so that what a form means is found out once.

    >>> codes, forms = shapes(pd.Series(["2026-10-31", "2024-02-29", "31 Oct"], dtype=object))
    >>> codes.tolist(), forms.tolist()
    ([0, 0, 1], ['1111-11-11', '11 Oct'])
    """
    codes, forms = pd.factorize(replaced(texts, _AS_ONE if zeros else _ALL_AS_ONE))
    return codes, pd.Series(forms, dtype=object)


def cut(texts: pd.Series, before: NDArray[np.int64], after: NDArray[np.int64]) -> pd.Series:
    """Texts without so many characters at their beginning and at their end."""
    kept = np.array(texts, dtype=object)
    which, pairs = pd.factorize(before * 10_000 + after)
    for number, pair in enumerate(pairs):
        rows = which == number
        start, end = divmod(int(pair), 10_000)
        if pair:
            kept[rows] = texts[rows].str.slice(start, -end or None)
    return pd.Series(kept, index=texts.index, dtype=object)


def empty_or_error(texts: pd.Series, *, figures: bool = True) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tidied texts mean "nothing here" (a dash, n/a, null) and which are the error of a formula.

    >>> [mask.tolist() for mask in empty_or_error(pd.Series(["n/a", "#REF!", "#7"], dtype=object))]
    [[True, False, False], [False, True, False]]
    """
    lower = texts[(texts.str.len() < 16).to_numpy(bool)].str.lower()
    lower = lower[lower.isin(_EMPTY_FIGURES) | lower.str.match("#|err:")]
    empty, error = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    at = texts.index.get_indexer(lower.index)
    empty[at] = lower.isin(_EMPTY_FIGURES if figures else _EMPTY_WORDS)
    error[at] = lower.str.fullmatch(_ERRORS).astype(bool)
    return empty, error


def parsed(values: pd.Series, rule: Strings, *, note: str = "") -> Parsed:
    """Put a column together with its bad rows; `rule` holds "" where the cell was read."""
    bad = np.flatnonzero(rule != "")
    return Parsed(values, pd.Series(rule[bad], index=values.index[bad], dtype=TEXT_DTYPE), note)

"""Cells of any country as typed columns: the kinds a column can have, and the rules for bad cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.words import texts

from .dates import to_dates
from .digits import (
    DATE,
    EMPTY,
    FIGURES,
    FLAG,
    KEY,
    NUMBER,
    OTHER,
    TEXT,
    TEXT_DTYPE,
    TIDY,
    Parsed,
    Strings,
    distinct,
    empty_or_error,
    kinds,
    parsed,
    tidy,
)
from .money import currency_of, in_minor_units, to_numbers

__all__ = ["Parsed", "currency_of", "in_minor_units", "to_dates", "to_ids", "to_numbers", "to_text", "to_yes_no"]

# 1: yes, 0: no
_ANSWER = {
    unicodedata.normalize("NFC", word): answer for answer, field in ((1, "yes"), (0, "no")) for word in texts(field)
}


def to_text(raw: pd.Series) -> Parsed:
    """Read a column of free text; joiners, digits and dashes stay as they were typed.

    Blanks of every kind become one, marks nobody sees go. Rule: error_cell.

    >>> to_text(pd.Series(["two\\u00a0 words ", 42.0, "n/a"], index=[2, 3, 4])).values.tolist()[:2]
    ['two words', '42']
    """
    return _words(raw, TIDY)


def to_ids(raw: pd.Series) -> Parsed:
    """Read a column of names or numbers that stand for a customer, an order or a product, as text.

    42 and 42.0 are "42", leading zeros and capitals stay, joiners and double blanks go, composed and
    decomposed accents are one, and an id of digits alone is the same in every script. Rule: error_cell.

    >>> to_ids(pd.Series(["007", 42.0, "۱۲۳", "A\\u00a0 7"], index=[2, 3, 4, 5])).values.tolist()
    ['007', '42', '123', 'A 7']
    """
    return _words(raw, KEY, ids=True)


def _words(raw: pd.Series, table: Mapping[int, str | None], *, ids: bool = False) -> Parsed:
    kind = kinds(raw)
    words = np.full(len(raw), None, dtype=object)
    rule = np.full(len(raw), "", dtype=object)
    if (text := kind == TEXT).any():
        codes, texts = distinct(raw, text, table=table)
        empty, error = empty_or_error(texts, figures=False)
        said = _same_id(texts) if ids else texts
        words[text] = said.where(~(empty | error), None).to_numpy(object)[codes]
        rule[text] = np.where(error, "error_cell", "").astype(object)[codes]
    if (number := kind == NUMBER).any():
        words[number] = _figures(raw[number])
    if (date := kind == DATE).any():
        words[date] = raw[date].astype(str).str.removesuffix(" 00:00:00").to_numpy(object)
    if (flag := kind == FLAG).any():
        words[flag] = np.where(raw[flag].astype(bool), "TRUE", "FALSE")  # as a sheet shows them
    if (other := kind == OTHER).any():
        words[other] = raw[other].astype(str).to_numpy(object)
    return parsed(pd.Series(words, index=raw.index, dtype=TEXT_DTYPE), rule)


def _same_id(texts: pd.Series) -> pd.Series:
    joined = "".join(texts)
    if not joined.isascii():
        texts = texts.str.normalize("NFC")
        digits = texts.str.fullmatch(r"[\d\W]+").to_numpy(bool)
        texts = texts.where(~digits, tidy(texts, table=FIGURES))
    # "17850.0" is what some programs make of 17850; where 1.1 stands beside 1.0 they are numbers of chapters
    if ".0" in joined:
        whole = texts.str.fullmatch(r"\d+\.0")
        if not (texts.str.fullmatch(r"\d+\.\d+") & ~whole).any():
            texts = texts.where(~whole, texts.str.slice(0, -2))
    return texts


def _figures(raw: pd.Series) -> Strings:
    """Numbers as text without a needless ".0" and, up to 2 to the 63rd, without an exponent."""
    if pd.api.types.is_integer_dtype(raw.dtype):
        return np.asarray(raw.astype(str).to_numpy(object))
    number = raw.astype(float).to_numpy()
    whole = (number == np.floor(number)) & (np.abs(number) < 2.0**63)
    words = np.array(raw.astype(str), dtype=object)
    words[whole] = number[whole].astype(np.int64).astype(str).astype(object)
    return words


def to_yes_no(raw: pd.Series) -> Parsed:
    """Read a column of yes and no, ticks, 1 and 0 or true and false in the languages of the product.

    Empty cells are missing, not no. Values: boolean. Rules: not_yes_or_no, error_cell.

    >>> to_yes_no(pd.Series(["Ja", "نه", "✓", 0, None], index=[2, 3, 4, 5, 6])).values.tolist()
    [True, False, True, False, <NA>]
    """
    kind = kinds(raw)
    answer = np.full(len(raw), -1, dtype=np.int8)  # -1: no answer
    rule = np.full(len(raw), "", dtype=object)
    if (flag := kind == FLAG).any():
        answer[flag] = raw[flag].astype(bool)
    if (typed := kind == NUMBER).any():
        number = raw[typed].astype(float).to_numpy()
        answer[typed] = np.where(np.isin(number, (0, 1)), number == 1, -1)
    if (text := kind == TEXT).any():
        codes, texts = distinct(raw, text)
        empty, error = empty_or_error(texts)
        small = texts.str.lower().str.rstrip(".!").str.normalize("NFC")
        found = small.map(_ANSWER).fillna(-1).to_numpy(dtype=np.int8)
        answer[text] = found[codes]
        rule[text] = np.where(error, "error_cell", np.where(empty, "empty", "")).astype(object)[codes]
    rule[(answer < 0) & (rule == "") & (kind != EMPTY)] = "not_yes_or_no"
    rule[rule == "empty"] = ""
    values = pd.Series(answer == 1, index=raw.index, dtype="boolean").mask(answer < 0)
    return parsed(values, rule)

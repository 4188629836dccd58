"""Columns that hold one word of a few: who got in touch, what it was about, how bad it is; as keys, whatever the language."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd

from winback_sheets.read.digits import KEY, TEXT, TEXT_DTYPE, Parsed, distinct, empty_or_error, kinds, parsed
from winback_sheets.read.headings import normalise
from winback_sheets.schema.words import CHOICES, texts, texts_of

_BETWEEN = re.compile(r"[\W_]+")


def choice_of(column: str, text: str) -> str:
    """The key of what is written in a choice column; "" for a word that is not known, or for two that disagree.

    >>> choice_of("direction", "Inbound call"), choice_of("contact_kind", "Beschwerde"), choice_of("severity", "3 - Moderate")
    ('in', 'complaint', 'medium')
    >>> choice_of("direction", "by the window"), choice_of("contact_kind", "no complaint")
    ('', '')
    """
    exact, phrases = _words(column)
    known = exact.get(normalise(text))
    if known is not None:
        return known
    spaced = f" {_spaced(text)} "
    if any(f" {word} " in spaced for word in _turned()):
        return ""
    found = {key for phrase, key in phrases if phrase in spaced}
    return found.pop() if len(found) == 1 else ""


def to_choice(raw: pd.Series, column: str) -> Parsed:
    """Read a choice column as keys; an unknown word is missing and no problem, for the column may be the owner's own.

    Rule: error_cell.

    >>> to_choice(pd.Series(["eingehend", "OUT", "letter", None]), "direction").values.fillna("").tolist()
    ['in', 'out', '', '']
    """
    found, rule = np.full(len(raw), None, dtype=object), np.full(len(raw), "", dtype=object)
    if len(raw) and (text := kinds(raw) == TEXT).any():
        codes, written = distinct(raw, text, table=KEY)
        _, error = empty_or_error(written)
        said = pd.Series([choice_of(column, word) or None for word in written], dtype=object)
        found[text] = said.to_numpy(object)[codes]
        rule[text] = np.where(error, "error_cell", "").astype(object)[codes]
    return parsed(pd.Series(found, index=raw.index, dtype=TEXT_DTYPE), rule)


@cache
def _words(column: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The words of a column as they stand alone, and as they may stand among others."""
    field, keys = CHOICES[column]
    pairs = [(word, key) for key in keys for word in (*texts_of(field, key), key)]
    exact: dict[str, str] = {}
    for word, key in pairs:
        exact.setdefault(normalise(word), key)
    # A short word among others may be any ("check in", "2 in 1").
    among = tuple((f" {_spaced(word)} ", key) for word, key in pairs if len(word) > 3)
    return exact, among


@cache
def _turned() -> tuple[str, ...]:
    return tuple({_spaced(word) for word in texts("negations")})


def _spaced(text: str) -> str:
    return " ".join(filter(None, map(normalise, _BETWEEN.split(text))))

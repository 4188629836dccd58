"""Customers who may be one under two spellings: suggested with a score, and never joined unless a person says so.

The comparing is the standard library's: names are blocked first, so that few pairs are left, for which a compiled
library of three megabytes would not be worth its size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.headings import normalise
from winback_sheets.schema.words import keys, texts, texts_of

FIELDS = ("first", "second", "score", "money")
MOST = 20
MOST_COMPARED = 10_000  # those with the most money; a second look at the small ones is not worth a wait
FEWEST_LETTERS, SHORTEST_WORD = 6, 5  # in shorter ones a letter more or less makes another name
LIKE_ENOUGH = 0.9
# What each difference takes from 100.
PUNCTUATION, OTHER_WORD, OTHER_ORDER, NO_FORM, TYPED_WRONG = 1, 2, 3, 4, 2

_SAME = {normalise(other) or other: word for word in keys("same_words") for other in texts_of("same_words", word)}
_FORMS = frozenset(map(normalise, texts("legal_forms")))
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
_WORDS = re.compile(r"[^\W_]+|[&+]")


class _Name(NamedTuple):
    """A name taken apart: its words as typed and with one word for those that mean the same, its legal form, figures."""

    customer: str
    typed: tuple[str, ...]
    words: tuple[str, ...]
    form: str
    figures: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.words)


def look_alikes(ledgers: Sequence[pd.DataFrame], people: pd.DataFrame) -> pd.DataFrame:
    """Pairs of customers who may be one, at most 20: first, second, score (100: the same) and money, most money first.

    people: names by customer, where customers are told by ids or e-mails; then one name alone is no sign that two are
    one. money: of the one with less, which would go to the other; rows where there is no money.
    """
    weights = _weights(ledgers)
    named = people["name"].reindex(weights.index) if "name" in people else pd.Series(None, index=weights.index)
    own = named.isna() | (named == pd.Series(weights.index, index=weights.index))
    found = list(_by_name(weights.index[own.to_numpy(bool)][:MOST_COMPARED]))
    found += _one_address(ledgers)
    found += _like_addresses(named[~own][:MOST_COMPARED])
    table = pd.DataFrame(found, columns=["first", "second", "score"]).drop_duplicates(["first", "second"])
    table["money"] = pd.concat([table["first"].map(weights), table["second"].map(weights)], axis=1).min(axis=1)
    return table.sort_values(["money", "score"], ascending=False, kind="stable").head(MOST).reset_index(drop=True)


def _weights(ledgers: Sequence[pd.DataFrame]) -> pd.Series:
    """The money of each customer, most first; the rows where nothing has money."""
    parts = []
    for frame in ledgers:
        money = next((frame[key] for key in ("amount", "mrr") if key in frame and frame[key].notna().any()), None)
        money = pd.Series(1.0, index=frame.index) if money is None else money.fillna(0)
        parts.append(money.groupby(frame["customer"].astype(object)).sum())
    return pd.concat(parts).groupby(level=0).sum().sort_values(ascending=False, kind="stable")


def _by_name(customers: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Pairs of names alike, of customers by falling money: the one with more money first."""
    names = [name for name in map(_taken_apart, customers) if sum(map(str.isalpha, name.letters)) >= FEWEST_LETTERS]
    seen = set()
    for block in _blocks(names):
        first = names[block[0]]
        for at in block[1:]:
            other = names[at]
            if (first.customer, other.customer) not in seen and (score := _score(first, other)):
                yield first.customer, other.customer, score
            seen.add((first.customer, other.customer))


def _taken_apart(name: str) -> _Name:
    plain = unicodedata.normalize("NFKD", _DOTS.sub("", name.casefold()))
    typed = tuple(
        word for word in map(_bare, _WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))
    )
    words = [_SAME.get(word, word) for word in typed]
    form = ""
    while len(words) > 1 and words[-1] in _FORMS:
        form = words.pop() + form
    figures = tuple(re.findall(r"\d+", name))
    return _Name(name, typed, tuple(words), form, figures)


def _bare(word: str) -> str:
    return normalise(word) or word


def _blocks(names: list[_Name]) -> Iterator[list[int]]:
    """Names that can be one: with the same letters, the same words in any order, or but for a letter or two the same."""
    keys = [_keys(name) for name in names]
    at = np.repeat(np.arange(len(names)), list(map(len, keys)))
    table = pd.Series(at, index=pd.Index([key for each in keys for key in each], dtype=object))
    table = table[table.index.duplicated(keep=False)]
    return (block.tolist() for _, block in table.groupby(level=0, sort=False))


def _keys(name: _Name) -> set[str]:
    letters = name.letters
    less = (letters[:at] + letters[at + 1 :] for at in range(len(letters)))
    return {letters, "".join(sorted(name.words)), *less}


def _score(first: _Name, other: _Name) -> int:
    """How much two names are alike, of 100; 0 where they are of two customers."""
    if first.figures != other.figures or (first.form and other.form and first.form != other.form):
        return 0
    if sorted(first.words) == sorted(other.words):
        lost = OTHER_ORDER if first.words != other.words else 0
        like = 1.0
    elif first.letters == other.letters:
        like, lost = 1.0, PUNCTUATION
    else:
        like, lost = SequenceMatcher(None, first.letters, other.letters).ratio(), TYPED_WRONG
        apart = set(first.words) ^ set(other.words)
        if like < LIKE_ENOUGH or len(first.words) != len(other.words) or min(map(len, apart)) < SHORTEST_WORD:
            return 0
    if bool(first.form) != bool(other.form):
        lost += NO_FORM
    elif sorted(first.typed) != sorted(other.typed) and like == 1:
        lost += OTHER_WORD
    return round(100 * like) - (lost or PUNCTUATION)


def _one_address(ledgers: Sequence[pd.DataFrame]) -> list[tuple[str, str, int]]:
    """Customers with different ids and one e-mail."""
    parts = [frame[["customer", "email"]].dropna().astype(object) for frame in ledgers if "email" in frame]
    if not parts:
        return []
    table = pd.concat(parts).assign(email=lambda rows: rows["email"].str.casefold().str.strip()).drop_duplicates()
    table = table[table["email"].duplicated(keep=False)]
    table["first"] = table.groupby("email")["customer"].transform("first")
    return [(a, b, 100) for a, b in zip(table["first"], table["customer"], strict=True) if a != b]


def _like_addresses(names: pd.Series) -> list[tuple[str, str, int]]:
    """Customers with one name and nearly one e-mail, of those who are told by it."""
    names = names[names.index.astype(str).str.contains("@", regex=False)].astype(str)
    letters = names.map(normalise)
    letters = letters[letters.duplicated(keep=False)]
    found = []
    for _, part in letters.groupby(letters, sort=False):
        first, *others = part.index
        for other in others:
            like = SequenceMatcher(None, first, other).ratio()
            if like >= LIKE_ENOUGH and re.findall(r"\d+", first) == re.findall(r"\d+", other):
                found.append((first, other, round(100 * like) - TYPED_WRONG))
    return found

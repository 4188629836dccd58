"""The few words by which a layout is known: totals, and what a title says its names are."""

from __future__ import annotations

import re
from functools import cache

from winback_sheets.read.headings import normalise
from winback_sheets.schema.inputs import CUSTOMERS, SALES
from winback_sheets.schema.words import headings, texts, texts_of

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 3  # words of a heading that a title is searched for
# What the names over lines or beside months may be other than customers.
_OTHERS = ("product", "owner", "channel", "country", "segment")


def is_total(text: object) -> bool:
    """Whether a text begins or ends as a total does.

    >>> [is_total(text) for text in ("Total for Ada Ash", "Ada Ash Total", "SUMME", "Totally Plants")]
    [True, True, True, False]
    """
    return bare_total(text) is not None


def bare_total(text: object) -> str | None:
    """What a total is of, None where the text is no total.

    >>> bare_total("Total for Ada Ash"), bare_total("Zwischensumme Nord"), bare_total("Ada Ash")
    ('ada ash', 'nord', None)
    """
    words = _WORD.findall(text.casefold()) if isinstance(text, str) else []
    for length in range(min(2, len(words)), 0, -1):
        if normalise("".join(words[:length])) in _listed("totals"):
            rest = words[length:]
            return " ".join(rest[1:] if rest[:1] and normalise(rest[0]) in _listed("of") else rest)
        if normalise("".join(words[-length:])) in _listed("totals"):
            return " ".join(words[:-length])
    return None


def plain(text: object) -> str:
    """A name as it stands in its total.

    >>> plain(" Ada  Ash, Ltd.")
    'ada ash ltd'
    """
    return " ".join(_WORD.findall(str(text).casefold()))


def heading_of(titles: list[object], name: str) -> str:
    """The heading that a title or the tab's name gives to the names in a report, "" where they say nothing.

    >>> heading_of(["Ridge Trading Co", "Sales by Customer Summary"], "Sheet1"), heading_of(["Umsatz nach Artikel"], "")
    ('Customer', 'Product')
    """
    said = _phrases([*titles, name])
    for key in ("customer", *_OTHERS):
        if said & _words_for(key):
            table = SALES if key in {column.key for column in SALES.columns} else CUSTOMERS
            return table.column(key).heading
    return ""


@cache
def _words_for(key: str) -> frozenset[str]:
    plural = texts_of("tabs", "customers") if key == "customer" else (f"{word}s" for word in headings(key))
    return frozenset(normalise(word) for word in (*headings(key), *plural)) - {""}


def names_a(key: str, text: object) -> bool:
    """Whether a text is a word for this column and nothing else.

    >>> names_a("customer", "Kunde:"), names_a("customer", "Ada Ash")
    (True, False)
    """
    return normalise(text) in _words_for(key)


def speaks_of(key: str, text: object) -> bool:
    """Whether a word for this column stands in a text.

    >>> speaks_of("quantity", "Menge 2025"), speaks_of("amount", "Kunde")
    (True, False)
    """
    return bool(_phrases([text]) & _words_for(key))


def names_a_tab(key: str, text: object) -> bool:
    """Whether one of the names of a tab stands in a text."""
    return bool(_phrases([text]) & set(map(normalise, texts_of("tabs", key))))


def counts_only(text: object) -> bool:
    """Whether a title says that what stands below is counted, and is no money.

    >>> counts_only("Number of orders by customer"), counts_only("Orders by customer")
    (True, False)
    """
    return bool(_phrases([text]) & _listed("how_many"))


def heads_months(text: object) -> bool:
    """Whether a heading is one of a column of months.

    >>> heads_months("Monat"), heads_months("Months as customer")
    (True, False)
    """
    return normalise(text) in _listed("month_headings")


@cache
def _listed(field: str) -> frozenset[str]:
    return frozenset(map(normalise, texts(field)))


def _phrases(titles: list[object]) -> set[str]:
    """Every run of up to three words in the titles, as words are compared."""
    found = set()
    for title in titles:
        words = _WORD.findall(title.casefold()) if isinstance(title, str) else []
        for length in range(1, _LONGEST + 1):
            found |= {normalise("".join(words[at : at + length])) for at in range(len(words) - length + 1)}
    return found

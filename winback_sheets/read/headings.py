"""What a heading says: how well its words fit a column of the schema, whatever the language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.words import headings, keys, loose_patterns, texts, texts_of

LONGEST = 250  # letters; a heading is shorter
CURRENCY_SIGNS = frozenset("€£$৳₮₹¥﷼₺₽")
SURE, NAMED, LOOSE, WEAK = 1.0, 0.75, 0.5, 0.25  # how well a word fits that is the column's own, and so on down
_STEP = 0.002  # a word further down the list fits less well
_JOINERS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_CODES = "usd|eur|gbp|chf|bdt|irr|irt|mnt|inr|cad|aud|nzd|zar|pln|sek|nok|dkk"
_MONEY = "|".join(word for code in keys("currencies") for word in texts_of("currencies", code))
_CURRENCY = re.compile(
    rf"(?:\bin\b|/)?[\s_]*(?:(?<![^\W_])(?:{_CODES}|{_MONEY}|cents?|pence|minor[ _]?units?)\b|[€£$৳₮₹¥﷼])\s*$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"([a-z])([A-Z])")
# Headings no list foresees ("Date of last order line"): the kind's own word, unless another word turns its meaning.
_PATTERNS = {
    key: (re.compile(wanted), re.compile(unwanted or r"(?!)"))
    for key in keys("loose")
    for wanted, unwanted in [loose_patterns(key)]
}
_SPELLED: set[str] = set()  # every word of every column, filled when first asked


def normalise(text: object) -> str:
    """Letters and digits only, without case, accents, joiners and punctuation.

    >>> normalise("Order_Date "), normalise("Société"), normalise("E-Mail")
    ('orderdate', 'societe', 'email')
    """
    folded = str(text).casefold()
    if folded.isascii():
        return _JOINERS.sub("", folded)
    folded = unicodedata.normalize("NFKD", folded)
    # Latin accents go, marks that are letters in other scripts (Bengali vowels) stay.
    return "".join(c for c in folded if c.isalnum() or (unicodedata.category(c) in ("Mc", "Mn") and ord(c) > 0x36F))


def texts_in(row: list[object]) -> list[str]:
    """The texts of a row, each cut where no heading is as long."""
    return [cell[:LONGEST].strip() if isinstance(cell, str) else "" for cell in row]


@cache
def _places(key: str) -> dict[str, int]:
    """The place of each word in a column's list of synonyms, the best first."""
    places: dict[str, int] = {}
    for place, word in enumerate([*headings(key), key.replace("_", " ")]):
        places.setdefault(normalise(word), place)
    places.pop("", None)
    return places


@cache
def _weak(key: str) -> frozenset[str]:
    return frozenset(map(normalise, texts_of("weak", key)))


@cache
def _names() -> frozenset[str]:
    return frozenset(_places("customer_name"))


def is_name_header(header: str) -> bool:
    """Whether a heading says that customers stand below it by name rather than as codes."""
    return normalise(_BRACKETS.sub("", header)) in _names()


@cache
def spellings(header: str) -> tuple[str, ...]:
    """A heading as it is compared: as it stands, without what is in brackets, and without a currency behind it."""
    if header.strip() in CURRENCY_SIGNS:
        return ("amount",)  # a column headed by nothing but a currency sign
    bare = _BRACKETS.sub(" ", header)
    return tuple(
        dict.fromkeys(word for word in (normalise(header), normalise(bare), normalise(_CURRENCY.sub("", bare))) if word)
    )


@cache
def fit(key: str, header: str) -> float:
    """How well a heading fits a column, from 0 to 1; 0 where it is none of its words.

    >>> fit("date", "Order date") > fit("date", "Day of the sale date") > fit("date", "Due date")
    True
    """
    found = [_places(key)[word] for word in spellings(header) if word in _places(key)]
    if found:
        exact = SURE - _STEP * min(min(found), 100)
        if _weak(key).intersection(spellings(header)):
            return WEAK - _STEP * min(found) / 10
        return exact - SURE + NAMED if key == "customer" and is_name_header(header) else exact
    if key in _PATTERNS:
        wanted, unwanted = _PATTERNS[key]
        words = as_words(header)
        if wanted.search(words) and not unwanted.search(words):
            return LOOSE - _STEP * min(len(words), 50)
    return 0.0


@cache
def asks_who_left(header: str) -> bool:
    """Whether yes below a heading says that a customer has gone.

    >>> asks_who_left("Churn"), asks_who_left("Status")
    (True, False)
    """
    return normalise(_BRACKETS.sub("", header)) in set(map(normalise, texts("left_headings")))


def as_words(header: str) -> str:
    """A heading in small letters with blanks between its words.

    >>> as_words("BillingName"), as_words("order_date (UTC)")
    ('billing name', 'order date')
    """
    bare = _BRACKETS.sub(" ", header).strip() or header
    spaced = unicodedata.normalize("NFKC", _CAMEL.sub(r"\1 \2", bare)).replace("_", " ").casefold()
    return " ".join(spaced.split())


@cache
def known(header: str) -> bool:
    """Whether a heading may be any column at all."""
    if not _SPELLED:
        _SPELLED.update(word for each in INPUTS for column in each.every_column for word in _places(column.key))
    return any(word in _SPELLED for word in spellings(header)) or any(fit(key, header) for key in _PATTERNS)

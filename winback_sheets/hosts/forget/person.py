"""Who is to be forgotten: every spelling, name, e-mail and phone of one customer, and the cells they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from winback_sheets.present.words import say
from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import normalise
from winback_sheets.read.recognise import Found, recognise

IDENTITY = ("customer", "customer_name", "company", "phone", "email")
FEWEST_LETTERS = 3
FEWEST_DIGITS = 6
MOST_NAMED = 5


@dataclass(frozen=True)
class Person:
    """One customer. words: texts that mean nobody else and are looked for everywhere. codes: ids that could mean
    anything elsewhere (1042, AB), looked for only where customers stand. cells: by tab, 0-based (row, column) of the
    cells that hold any of it in the customer's own rows. others: names of others that contain one of the words.
    shared: words that are also somebody else's.
    """

    customer: str
    words: tuple[str, ...]
    phones: tuple[str, ...]
    codes: tuple[str, ...]
    cells: Mapping[str, frozenset[tuple[int, int]]]
    others: tuple[str, ...]
    shared: tuple[str, ...]


class Unclear(Exception):
    """One sentence: nobody, or more than one customer, is called so."""


def person(grids: list[Grid], named: Mapping[str, str], typed: str, *, today: pd.Timestamp) -> Person:
    """The customer with this id, name, e-mail or phone in any spelling. Raises Unclear."""
    book = read(grids, today=today, ours=dict(named))
    inputs = [found for found in recognise(grids, ours=dict(named))[0] if "customer" in found.columns]
    raw = pd.concat([pieces(found) for found in inputs], ignore_index=True) if inputs else NOTHING
    raw = raw.assign(same=raw["text"].map(normalise))
    frames = [frame for frame in (book.sales, book.subscriptions, *book.tables.values()) if frame is not None]
    listed = [frame["customer"].dropna() for frame in frames if "customer" in frame]
    ids = {str(each) for each in pd.concat(listed).unique()} if listed else set()
    by_key = {normalise(each) or each: each for each in ids}
    raw = raw.assign(who=raw["row_key"].map(lambda text: by_key.get(normalise(text) or text, text)))
    customer = choose_one(raw, ids, typed)
    mine = raw[raw["who"] == customer]
    return describe_person(customer, mine, raw[raw["who"] != customer])


NOTHING = pd.DataFrame({name: [] for name in ("tab", "row", "col", "key", "text", "row_key")})


def pieces(found: Found) -> pd.DataFrame:
    """Every cell of a tab that says who a customer is, with the text in the customer's column of its row."""
    body = found.grid.below(found.header_row)
    at = found.columns["customer"]
    if at not in body:
        return NOTHING
    keys = body[at].map(spell_value)
    parts = []
    for key in IDENTITY:
        if key in found.columns and found.columns[key] in body:
            text = body[found.columns[key]].map(spell_value)
            part = pd.DataFrame({"text": text, "row_key": keys, "row": body.index - 1})
            parts.append(part.assign(tab=found.grid.name, col=found.columns[key], key=key))
    frame = pd.concat(parts, ignore_index=True)
    return frame[(frame["text"] != "") & (frame["row_key"] != "")]


def spell_value(value: object) -> str:
    """A cell as a person reads it: 1042.0 is 1042."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def choose_one(raw: pd.DataFrame, ids: set[str], typed: str) -> str:
    """The one customer that is meant."""
    if typed in ids:
        return typed
    wanted = normalise(typed) or typed
    digits = "".join(filter(str.isdigit, typed))
    hits = raw["same"] == wanted
    if len(digits) >= FEWEST_DIGITS and not any(map(str.isalpha, typed)):
        hits |= (raw["key"] == "phone") & (raw["text"].str.replace(r"\D", "", regex=True) == digits)
    found: list[str] = sorted(set(raw.loc[hits, "who"]))
    if not found:
        raise Unclear(say("forget.nobody", typed=typed))
    by_id = [each for each in found if normalise(each) == wanted]
    if len(found) > 1 and len(by_id) != 1:
        raise Unclear(say("forget.several", typed=typed, customers=found[:MOST_NAMED]))
    return by_id[0] if len(found) > 1 else found[0]


def describe_person(customer: str, mine: pd.DataFrame, rest: pd.DataFrame) -> Person:
    """What there is to look for, from the cells of the customer and those of everybody else."""
    names = mine[~mine["key"].isin(["phone"])]
    texts = sorted({*names["text"], customer})
    shared = sorted({text for text in texts if (normalise(text) or text) in set(rest["same"])})
    own = [text for text in texts if text not in shared]
    words = [text for text in own if is_telling(text)]
    numbers = mine.loc[mine["key"] == "phone", "text"]
    foreign = set(rest.loc[rest["key"] == "phone", "text"].str.replace(r"\D", "", regex=True))
    phones = {digits for digits in numbers.str.replace(r"\D", "", regex=True) if len(digits) >= FEWEST_DIGITS}
    cells = {str(tab): frozenset(zip(part["row"], part["col"], strict=True)) for tab, part in mine.groupby("tab")}
    return Person(
        customer,
        tuple(words),
        tuple(sorted(phones - foreign)),
        tuple(text for text in own if text not in words),
        cells,
        tuple(containing(words, rest)),
        tuple(shared),
    )


def is_telling(text: str) -> bool:
    """Whether a text means one customer wherever it stands: letters enough, and not a mere number.

    >>> [is_telling(text) for text in ("Ann", "1042", "C7", "ann@example.org")]
    [True, False, False, True]
    """
    letters = sum(map(str.isalpha, text))
    return letters >= FEWEST_LETTERS or (letters > 0 and len(normalise(text)) > FEWEST_LETTERS)


def containing(words: Iterable[str], rest: pd.DataFrame) -> list[str]:
    """The names of others that hold one of these words: they are longer, and must not be touched."""
    keys = [normalise(word) for word in words]
    every = rest.drop_duplicates("same")
    return sorted(text for text, same in zip(every["text"], every["same"], strict=True) if any(k in same for k in keys))

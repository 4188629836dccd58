"""Ledgers drawn by a seed: the same seed is the same file, and the truth of each is known before it is written.

>>> first, again = ledger(7), ledger(7)
>>> first.content == again.content, first.features == again.features
(True, True)
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import NamedTuple

from winback_sheets.schema.words import LANGUAGES

from . import contracts, dirt, layouts, shapes, story
from .cells import DATES, Cell, Hand, Tab, written
from .contracts import ContractTruth
from .layouts import LAYOUTS, Placed, Sheet
from .shapes import Shape
from .story import Document, Person, Truth

TODAY = dt.date(2026, 11, 21)
# The letters of customers' names, and the encodings in which a program would write them.
ENCODINGS = {
    "latin": ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
    "accents": ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
    "polish": ("utf-8", "utf-8-sig", "cp1250"),
    "turkish": ("utf-8", "utf-8-sig", "cp1254"),
    "cyrillic": ("utf-8", "utf-8-sig", "utf-16", "cp1251"),
    "persian": ("utf-8", "utf-8-sig", "utf-16"),
    "bengali": ("utf-8", "utf-8-sig", "utf-16"),
    "mongolian": ("utf-8", "utf-8-sig", "utf-16"),
}
LETTERS = {
    **dict.fromkeys(("de", "fr", "es", "it", "pt"), "accents"),
    **{"nl": "latin", "pl": "polish", "tr": "turkish", "fa": "persian", "bn": "bengali", "mn": "mongolian"},
}
# How a country writes: days, decimal sign, thousands, what stands between the cells of a text file.
COUNTRIES: dict[str, tuple[tuple[str, ...], str, tuple[str, ...], str]] = {
    "en": (("iso", "day/month/year", "month/day/year", "day Mon year"), ".", ("", ","), ","),
    "de": (("day.month.year", "day.month.yy"), ",", ("", "."), ";"),
    "fr": (("day/month/year",), ",", ("", " ", "\u202f"), ";"),
    "es": (("day/month/year",), ",", ("", "."), ";"),
    "it": (("day/month/year",), ",", ("", "."), ";"),
    "nl": (("day-month-year",), ",", ("", "."), ";"),
    "pt": (("day/month/year",), ",", ("", "."), ";"),
    "pl": (("iso", "day.month.year"), ",", ("", " "), ";"),
    "tr": (("day.month.year",), ",", ("", "."), ";"),
    "fa": (("jalali", "iso"), ".", ("", ","), ","),
    "bn": (("day/month/year", "iso"), ".", ("", ","), ","),
    "mn": (("iso", "year/month/day"), ".", ("", ","), ","),
}
# Where the address is the better name, and where a person without one still has a name.
BY_EMAIL = ("shopify", "squarespace", "woocommerce", "stripe payments", "paypal")
BY_EMAIL_OR_NAME = ("shopify", "squarespace", "woocommerce")
# What stands where a guest's name should.
GUESTS = ("", "Guest", "Walk-in Customer", "Cash Sale", "Unknown", "N/A")

Told = Callable[..., Truth | ContractTruth]


@dataclass(frozen=True)
class Ledger:
    """One file with what is true of it.

    truth: what a careful owner says; told(without=...): the same, some documents left out. where: the document of each
    row, by tab and sheet row. aside: documents that cannot count and must be reported. doubtful: documents that may be set
    aside if that is said. size: rows.
    """

    seed: int
    name: str
    content: bytes
    names: dict[str, int]  # every name that is one customer's alone, as it is compared -> the customer
    truth: Truth | ContractTruth
    told: Told
    features: tuple[str, ...]
    where: dict[tuple[str, int], int]
    aside: frozenset[int]
    doubtful: frozenset[int]
    size: int

    @property
    def kind(self) -> str:
        return "sales" if isinstance(self.truth, Truth) else "subscriptions"


def ledger(seed: int) -> Ledger:
    """The ledger of this seed."""
    rng = Random(seed)
    roll = rng.random()
    if roll < 0.18:
        return _contracts(seed, rng)
    if roll < 0.36:
        return _own_layout(seed, rng)
    return _export(seed, rng)


def _export(seed: int, rng: Random) -> Ledger:
    """A program's export, or a ledger kept by hand in some language, perhaps changed by a person since."""
    language = "en"
    if rng.random() < 0.35:
        language = rng.choice([each for each in shapes.HEADINGS if LANGUAGES.get(each) and LANGUAGES[each].columns])
        shape = shapes.plain(language, rng)
    else:
        shape = rng.choice(shapes.SHAPES)
    letters = LETTERS.get(language) or rng.choice(("latin", "latin", "latin", "accents", "cyrillic"))
    features = [f"shape: {shape.name}"]
    documents = _documents(shape, letters, rng, features)
    sheet, money = _edited(shape, documents, rng, features)
    hand = _hand(shape, language, letters, rng, features)
    return _finished(seed, rng, documents, sheet, hand, features, money=money, shape=shape)


def _documents(shape: Shape, letters: str, rng: Random, features: list[str]) -> list[Document]:
    buyers = story.people(rng, rng.randrange(8, 23), letters, firms=shape.firms)
    if shape.name in BY_EMAIL and rng.random() < 0.25:
        buyers = story.two_of_one_name(buyers)
        features.append("people: two of one name")
    elif shape.name in BY_EMAIL_OR_NAME and rng.random() < 0.3:
        buyers = story.some_without_email(rng, buyers)
        features.append("people: some without e-mail")
    documents = story.sales(rng, buyers, lines=shape.lines, tax=shape.tax, shipping=shape.shipping)
    if shape.refunds == "row" and rng.random() < 0.5:
        documents = story.with_refunds(rng, documents)
        features.append("refunds: row")
    if shape.refunds == "column" and rng.random() < 0.6:
        documents = story.with_part_refunds(rng, documents)
        features.append("refunds: column")
    kinds = [kind for kind in shape.words if kind not in ("sale", "refund")]
    if kinds and rng.random() < 0.7:
        chosen = sorted(rng.sample(kinds, rng.randrange(1, len(kinds) + 1)))
        documents = story.with_no_purchases(rng, documents, chosen)
        features += [f"no purchase: {kind}" for kind in chosen]
    if shape.guests and rng.random() < 0.3:
        word = "" if shape.name in (*BY_EMAIL_OR_NAME, "square", "numbered") else rng.choice(GUESTS)
        documents = story.with_guests(rng, documents, word)
        features.append(f"guests: {word or 'blank'}")
    return documents


def _edited(shape: Shape, documents: Sequence[Document], rng: Random, features: list[str]) -> tuple[Sheet, str]:
    """The rows of the export after a person has deleted, moved and renamed some columns."""
    pairs = [(row, d.number) for d in documents for row in shape.rows(d, rng)]
    headings = list(pairs[0][0])
    kept = {*shape.needed, "Billing Name"}  # the name of those without an address
    if rng.random() < 0.4:
        headings = [each for each in headings if each in kept or rng.random() < 0.4]
        features.append("columns: some deleted")
    if rng.random() < 0.25:
        rng.shuffle(headings)
        features.append("columns: in another order")
    sheet = Sheet(headings, [[row.get(each) for each in headings] for row, _ in pairs], [number for _, number in pairs])
    if shape.renamed and rng.random() < 0.35:
        sheet.headings = [rng.choice(shape.renamed[each]) if each in shape.renamed else each for each in headings]
        features.append("columns: renamed")
    return sheet, shape.money


def _hand(shape: Shape, language: str, letters: str, rng: Random, features: list[str]) -> Hand:
    dates, decimal, thousands, separator = COUNTRIES[language]
    if not shape.name.startswith("plain"):
        dates, decimal, separator = shape.dates, shape.decimal, shape.separator
        thousands = ("", ",") if decimal == "." else ("", ".")
    ending = rng.choice((".csv", ".csv", ".csv", ".tsv", ".xlsx", ".xlsx"))
    if shape.name.startswith("plain") and f"long {language}" in DATES:
        dates = (*dates, f"long {language}")
    hand = Hand(
        rng.choice(dates), decimal, rng.choice(thousands), "", separator, rng.choice(ENCODINGS[letters]), ending
    )
    if ending == ".tsv":
        hand = replace(hand, separator="\t")
    if hand.encoding.startswith("cp") and hand.thousands == "\u202f":
        hand = replace(hand, thousands="\xa0")  # no code page has the narrow one
    if ending == ".xlsx":
        real = rng.random() < 0.6
        hand = replace(
            hand, dates="real" if real else hand.dates, real_numbers=real or rng.random() < 0.5, encoding="utf-8"
        )
    elif shape.name.startswith("plain") and rng.random() < 0.2:
        hand = replace(hand, currency=rng.choice(("€ after", "€ before", "EUR after")))
        features.append(f"money: {hand.currency}")
    if ending != ".xlsx" and shape.refunds == "row" and rng.random() < 0.25:
        hand = replace(hand, minus=rng.choice(("()", "after")))
        features.append(f"minus: {hand.minus}")
    features += [f"days: {hand.dates}", f"file: {ending}"]
    if ending != ".xlsx":
        features += [f"encoding: {hand.encoding}", f"decimal: {hand.decimal}", f"thousands: {hand.thousands or 'none'}"]
    return hand


class Dirt(NamedTuple):
    """What has become of some documents: see Ledger; doubled ones are written twice."""

    aside: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    doubled: tuple[int, ...] = ()


def _finished(
    seed: int,
    rng: Random,
    documents: list[Document],
    sheet: Sheet,
    hand: Hand,
    features: list[str],
    *,
    money: str,
    shape: Shape,
) -> Ledger:
    """The sheet made dirty, put on its tabs and written, with the truth that is left."""
    by_number = {d.number: d for d in documents}
    made = _dirty(sheet, by_number, hand, shape, rng, features)
    placed = _placed(sheet, by_number, hand, shape, rng, features)
    tabs = [tab for tab, _ in placed]
    if hand.ending == ".xlsx" and rng.random() < 0.12:
        largest = max(tabs, key=lambda tab: len(tab.rows))
        largest.hidden = {at + 1 for at in rng.sample(range(len(largest.rows) // 2, len(largest.rows)), 4)}
        features.append("dirt: hidden rows")
    if hand.ending == ".xlsx" and rng.random() < 0.3:
        other = layouts.beside(rng)
        tabs.insert(rng.choice((0, len(tabs))), other)
        features.append(f"beside: {other.name}")
    counted = [*documents, *(by_number[number] for number in made.doubled)]
    told = partial(story.truth, counted, money)
    people = {d.person.number: d.person for d in documents}
    where = {(tab.name, row): number for tab, rows in placed for row, number in rows.items()}
    return _ledger(seed, tabs, hand, people, told, features, where, made.aside, made.doubtful)


def _dirty(
    sheet: Sheet, documents: Mapping[int, Document], hand: Hand, shape: Shape, rng: Random, features: list[str]
) -> Dirt:
    """One kind of dirt in about half of all sheets."""
    roll, text, every = rng.random(), hand.ending != ".xlsx", frozenset(documents)
    if roll < 0.08:
        dirt.blank_rows(sheet, rng)
        features.append("dirt: blank rows")
    elif roll < 0.16 and dirt.other_spellings(sheet, documents, rng):
        features.append("dirt: blanks in names")
    elif roll < 0.22 and (broken := dirt.error_cells(sheet, documents, rng)):
        features.append("dirt: #N/A")
        return Dirt(aside=frozenset(broken))
    elif roll < 0.30:
        dirt.total_at_the_end(sheet, rng)
        features.append("dirt: total at the end")
    elif roll < 0.36 and shape.name in ("invoices", "minus rows", "refund column", "credit notes"):
        features.append("dirt: doubled rows")
        return Dirt(doubled=tuple(dirt.doubled_rows(sheet, rng)))
    elif roll < 0.44 and hand.dates == "real" and dirt.half_turned_days(sheet, rng):
        features.append("dirt: half-turned days")
        return Dirt(doubtful=every)
    elif roll < 0.50 and shape.name == "numbered" and dirt.damaged_ids(sheet, documents, rng):
        features.append("dirt: damaged ids")
        return Dirt(doubtful=every)
    elif roll < 0.55 and not text:
        dirt.amounts_as_text(sheet)
        features.append("dirt: amounts as text")
    return Dirt()


def _placed(
    sheet: Sheet, documents: Mapping[int, Document], hand: Hand, shape: Shape, rng: Random, features: list[str]
) -> list[Placed]:
    """The sheet on its tab, or on one for each quarter."""
    layout = _layout(hand, shape, rng)
    if layout == "plain" and hand.ending == ".xlsx" and rng.random() < 0.15:
        features.append("layout: a tab a quarter")
        return layouts.by_quarter(sheet, documents, rng)
    features.append(f"layout: {layout}")
    tab, where = LAYOUTS[layout](shape.name.title()[:28], sheet, rng)
    if shape.titles and layout == "plain":
        return [_below(tab, where, [[title] if title else [] for title in shape.titles])]
    return [(tab, where)]


def _layout(hand: Hand, shape: Shape, rng: Random) -> str:
    if rng.random() < 0.55:
        return "plain"
    some = ["title lines", "blank edges", "grouped headings", "printed pages", "summary beside", "remarks below"]
    some += ["broken headings"] if not shape.name.startswith("plain") else []
    some += ["one cell a line"] if hand.ending == ".xlsx" else []
    return rng.choice(some)


def _below(tab: Tab, where: dict[int, int], above: list[list[Cell]]) -> Placed:
    return Tab(tab.name, [*above, *tab.rows]), {row + len(above): number for row, number in where.items()}


def _own_layout(seed: int, rng: Random) -> Ledger:
    """A ledger that is no table of rows: by customer, by month across, or over several tabs."""
    which = rng.choice(("by customer", "cross-tab", "order tabs"))
    buyers = story.people(rng, rng.randrange(8, 20), rng.choice(("latin", "accents")))
    documents = story.sales(rng, buyers, lines=3 if which == "order tabs" else 1)
    features = [f"layout: {which}"]
    if which != "order tabs" and rng.random() < 0.4:
        documents = story.with_refunds(rng, documents)
        features.append("refunds: row")
    hand = Hand(
        rng.choice(("iso", "month/day/year", "day.month.year")),
        thousands=rng.choice(("", ",")),
        ending=rng.choice((".csv", ".xlsx")),
    )
    if which == "order tabs" or hand.ending == ".xlsx":
        hand = replace(hand, ending=".xlsx", dates=rng.choice(("real", hand.dates)))
    where: dict[tuple[str, int], int] = {}
    if which == "order tabs":
        tabs = []
        for name, sheet in layouts.order_tabs(documents, rng):
            tab, rows = layouts.plain(name, sheet, rng)
            tabs.append(tab)
            where |= {(name, row): number for row, number in rows.items()}
        rng.shuffle(tabs)
    else:
        sheet = layouts.by_customer(documents, rng) if which == "by customer" else layouts.cross_tab(documents, rng)
        layout = rng.choice(("plain", "title lines", "blank edges"))
        features.append(f"placed: {layout}")
        tab, rows = LAYOUTS[layout]("Sales", sheet, rng)
        tabs, where = [tab], {("Sales", row): number for row, number in rows.items()}
    features += [f"days: {hand.dates}", f"file: {hand.ending}"]
    told = partial(story.truth, documents, "net", grain="month" if which == "cross-tab" else "day")
    return _ledger(seed, tabs, hand, {p.number: p for p in buyers}, told, features, where)


def _contracts(seed: int, rng: Random) -> Ledger:
    shape = rng.choice(contracts.SHAPES)
    people = story.people(rng, rng.randrange(14, 40), rng.choice(("latin", "accents")))
    found = contracts.contracts(rng, people, TODAY, states=shape.states, terms=shape.terms, most=shape.most)
    sheet = contracts.sheet(shape, found, rng, TODAY)
    hand = Hand(rng.choice(shape.dates), ending=rng.choice((".csv", ".csv", ".xlsx")))
    if hand.ending == ".xlsx":
        hand = replace(hand, dates=rng.choice(("real", hand.dates)))
    states = sorted({c.state for c in found} - {"active", "left"})
    layout = rng.choice(("plain", "plain", "title lines", "blank edges"))
    features = [
        f"shape: {shape.name}",
        *(f"contracts: {state}" for state in states),
        f"days: {hand.dates}",
        f"file: {hand.ending}",
        f"layout: {layout}",
    ]
    tab, where = LAYOUTS[layout]("Subscriptions", sheet, rng)
    rows = {(tab.name, row): number for row, number in where.items()}
    told = partial(contracts.truth, found)
    return _ledger(seed, [tab], hand, {p.number: p for p in people}, told, features, rows)


def _ledger(
    seed: int,
    tabs: Sequence[Tab],
    hand: Hand,
    people: Mapping[int, Person],
    told: Told,
    features: Sequence[str],
    where: dict[tuple[str, int], int],
    aside: frozenset[int] = frozenset(),
    doubtful: frozenset[int] = frozenset(),
) -> Ledger:
    """The ledger put together: the names that are one customer's alone, the bytes of its file."""
    called = [(name, number) for number, person in people.items() if number for name in person.names]
    shared = {name for name, times in Counter(name for name, _ in called).items() if times > 1}
    names = {name: number for name, number in called if name not in shared}
    name = f"ledger{seed}"
    if hand.ending != ".xlsx":  # a text file's one tab is named after the file
        where = {(name, row): number for (_, row), number in where.items()}
    size = sum(len(tab.rows) for tab in tabs)
    content, truth = written(tabs, hand), told(without=aside)
    return Ledger(seed, name + hand.ending, content, names, truth, told, tuple(features), where, aside, doubtful, size)

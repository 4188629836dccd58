"""Which tab is what, and where its header stands: by the words in its first rows, whatever the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from winback_sheets.read.grid import Grid
from winback_sheets.schema.inputs import INPUTS, SALES, Table
from winback_sheets.schema.message import Message
from winback_sheets.schema.results import RESULTS
from winback_sheets.schema.words import headings, keys, loose_patterns, texts_of

HEADER_ROWS = 50
LONGEST_HEADING = 250
FEWEST_OF_OURS, MOST_OF_OURS = 4, 0.6  # headings in one row that make a tab one of ours, and their share
CURRENCY_SIGNS = frozenset("€£$৳₮₹¥﷼₺₽")
_JOINERS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_CODES = "usd|eur|gbp|chf|bdt|irr|irt|mnt|inr|cad|aud"
_MONEY = "|".join(word for code in keys("currencies") for word in texts_of("currencies", code))
_CURRENCY = re.compile(rf"(?:\bin\b|/)?\s*(?:\b(?:{_CODES}|{_MONEY})\b|[€£$৳₮₹¥﷼])\s*$", re.IGNORECASE)
_SPELLED: set[str] = set()  # every word of every column, filled when first asked
# Headers no list foresees ("Date of last order line"): the kind's own word, unless another word turns its meaning.
_LOOSE: tuple[tuple[str, str, str], ...] = tuple((key, *loose_patterns(key)) for key in keys("loose"))


class Found(NamedTuple):
    """A tab that was understood: as which table, header in which sheet row, which column is which."""

    table: str
    grid: Grid
    header_row: int
    columns: dict[str, int]
    headers: dict[str, str]
    score: float = 0.0


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


@cache
def _ranks(key: str) -> dict[str, int]:
    """How good a word is for a column: its place in the list of synonyms."""
    words = [key.replace("_", " "), *headings(key)]
    ranks: dict[str, int] = {}
    for place, word in enumerate(words):
        ranks.setdefault(normalise(word), place)
    ranks.pop("", None)
    return ranks


def is_name_header(header: str) -> bool:
    """Whether the customer column holds spelled names rather than codes."""
    return normalise(_BRACKETS.sub("", header)) in _ranks("customer_name")


@cache
def _spellings(header: str) -> tuple[str, ...]:
    if header.strip() in CURRENCY_SIGNS:
        return ("amount",)  # a column headed by nothing but a currency sign
    bare = _BRACKETS.sub(" ", header)
    return tuple(
        dict.fromkeys(word for word in (normalise(header), normalise(bare), normalise(_CURRENCY.sub("", bare))) if word)
    )


@cache
def _rank(key: str, header: str) -> int | None:
    """The place of a header among a column's words, None when it is not one of them."""
    places = [_ranks(key)[word] for word in _spellings(header) if word in _ranks(key)]
    if places:
        return min(places)
    bare = _BRACKETS.sub(" ", header).strip() or header
    words = unicodedata.normalize("NFKC", re.sub(r"([a-z])([A-Z])", r"\1 \2", bare)).replace("_", " ").casefold()
    for loose, wanted, unwanted in _LOOSE:
        if loose == key and re.search(wanted, words) and not re.search(unwanted, words):
            return 1000 + len(words)
    return None


@cache
def _known(header: str) -> bool:
    """Whether a header may be any column at all; most cells of a sheet's first rows are none, and cost nothing more."""
    keys = dict.fromkeys(column.key for each in INPUTS for column in each.columns)
    if not _SPELLED:
        _SPELLED.update(word for key in keys for word in _ranks(key))
    return any(word in _SPELLED for word in _spellings(header)) or any(
        _rank(key, header) is not None for key, _, _ in _LOOSE
    )


def match_columns(table: Table, headers: list[str]) -> dict[str, int]:
    """Which header is which column of the table; needed columns choose first, better words win."""
    first = {key for group in table.needed for key in group}
    wishes = []
    for position, header in enumerate(headers):
        for column in table.columns:
            place = _rank(column.key, header) if header else None
            if place is not None:
                wishes.append((column.key not in first, place, position, column.key))
    columns: dict[str, int] = {}
    for _, _, position, key in sorted(wishes):
        if key not in columns and position not in columns.values():
            columns[key] = position
    if table.key == "sales" and "customer" not in columns and columns.keys() & {"amount", "unit_price"}:
        # A small shop's ledger: name, date, amount. Elsewhere a name alone may be anybody's.
        columns |= {"customer": columns.pop("customer_name")} if "customer_name" in columns else {}
    return columns


def _satisfied(table: Table, columns: dict[str, int]) -> bool:
    return all(any(key in columns for key in group) for group in table.needed)


def header_texts(row: list[object]) -> list[str]:
    """The texts of a row, each cut where no heading is as long."""
    return [cell[:LONGEST_HEADING].strip() if isinstance(cell, str) else "" for cell in row]


def _named(grid: Grid, key: str) -> bool:
    """Whether the tab bears one of a table's names, with or without figures ("Orders 2025")."""
    return normalise(re.sub(r"\d+", "", grid.name)) in set(map(normalise, texts_of("tabs", key)))


def _best(grid: Grid, tables: tuple[Table, ...]) -> Found | None:
    best: Found | None = None
    for number, row in enumerate(grid.top[:HEADER_ROWS], start=1):
        headers = header_texts(row)
        if sum(1 for header in headers if header) < 2 or not any(_known(header) for header in headers if header):
            continue
        for order, table in enumerate(tables):
            columns = match_columns(table, headers)
            if not _satisfied(table, columns):
                continue
            loose = sum(1 for key, at in columns.items() if (_rank(key, headers[at]) or 0) >= 1000)
            score = len(columns) - 0.5 * loose + 2.0 * _named(grid, table.key) - 0.01 * order - 0.001 * number
            if best is None or score > best.score:
                texts = {key: headers[at] for key, at in columns.items()}
                best = Found(table.key, grid, number, columns, texts, score)
    return best


_heading = cache(normalise)  # of our own headings, which are few


def as_result(grid: Grid, key: str | None = None, wrote: Collection[str] = ()) -> Found | None:
    """The tab read as one of our own result tabs: most of that tab's headings stand in one row.

    key: which one it is, where a marker says so; a few of the headings are then enough, as they are under our own title
    with no others beside them. wrote: the columns that an earlier review put there, as far as known.
    """
    tables = [t for t in RESULTS if t.columns and (key is None or t.key == key)]
    titled = next(iter(grid.top[0]), None) if grid.top else None
    for number, row in enumerate(grid.top[:HEADER_ROWS], start=1):
        headers = [normalise(text) for text in header_texts(row)]
        if sum(map(bool, headers)) < min(FEWEST_OF_OURS, len(wrote) or FEWEST_OF_OURS):
            continue
        for table in tables:
            headings = {column.key: _heading(column.heading) for column in table.columns}
            places = {name: headers.index(text) for name, text in headings.items() if text in headers}
            alone = titled == table.title and all(text in headings.values() for text in takewhile(bool, headers))
            if len(places) >= _fewest(table, len(wrote), sure=key is not None or alone):
                return Found(table.key, grid, number, places, {k: str(row[at]) for k, at in places.items()})
    return None


def _fewest(table: Table, wrote: int, *, sure: bool) -> int:
    """How many of a table's headings make a tab that table. wrote: how many an earlier review put there, 0 not known."""
    if wrote:
        return round(MOST_OF_OURS * wrote)
    return FEWEST_OF_OURS if sure else max(FEWEST_OF_OURS, round(MOST_OF_OURS * len(table.columns)))


def as_input(grid: Grid, keys: Collection[str]) -> Found | None:
    """The grid read as one of these input tables, None where its headings fit none of them."""
    return _best(grid, tuple(each for each in INPUTS if each.key in keys))


def missing(grid: Grid, keys: Collection[str]) -> tuple[str, list[str]]:
    """The one of these tables that lacks the fewest columns in the grid's first row, and the headings it lacks."""
    headers = header_texts(grid.top[0] if grid.top else [])
    lacks = []
    for each in (each for each in INPUTS if each.key in keys):
        columns = match_columns(each, headers)
        gone = [each.column(group[0]).heading for group in each.needed if not any(key in columns for key in group)]
        lacks.append((each.key, gone))
    return min(lacks, key=lambda one: len(one[1]))


def recognise(grids: list[Grid], *, ours: dict[str, str] | None = None) -> tuple[list[Found], list[Found], list[str]]:
    """Input tabs, our own result tabs, and the names of tabs that are neither.

    ours: tab name -> result table key, where the host knows it from our marker. Hidden tabs are read like any
    other when their headers fit; several tabs with the same headings are one table kept in pieces.
    """
    inputs, results, others = [], [], []
    for grid in grids:
        key = (ours or {}).get(grid.name)
        result = as_result(grid, key)
        if result is not None:
            results.append(result)
        elif key in (None, "settings"):
            best = _best(grid, INPUTS)
            if best is None:
                others.append(grid.name)
            else:
                inputs.append(best)
    return _one_of_each(inputs, others), results, others


_MANY = {
    "sales",
    "order_lines",
    "subscriptions",
    "payments",
    "contacts",
    "complaints",
    "surveys",
    "calls",
    "usage",
}


def _one_of_each(inputs: list[Found], others: list[str]) -> list[Found]:
    """The best tab of each table, and for ledgers every tab with the same needed headings."""
    kept: list[Found] = []
    for key in dict.fromkeys(item.table for item in inputs):
        same = [item for item in inputs if item.table == key]
        best = max(same, key=lambda item: (item.grid.visible, item.score))
        for item in same:
            pieces = key in _MANY and (set(item.headers.values()) == set(best.headers.values()) or _series(item, best))
            if item is best or (pieces and item.grid.visible):
                kept.append(item)
            else:
                others.append(item.grid.name)
    return kept


def _series(item: Found, best: Found) -> bool:
    """Whether two tabs are a ledger kept by month or year: names alike but for figures, the same customer and money."""
    names = {normalise(re.sub(r"\d+", "", found.grid.name)) for found in (item, best)}
    counted = [
        {key: normalise(head) for key, head in found.headers.items() if key in ("customer", "amount", "unit_price")}
        for found in (item, best)
    ]
    return len(names) == 1 and item.grid.name != best.grid.name and counted[0] == counted[1]


def nearly(grids: list[Grid]) -> Message:
    """For a workbook without a usable tab: which tab comes closest to Sales, and what it lacks."""
    for grid in sorted(grids, key=lambda grid: not _named(grid, "sales")):
        if grid.top and not any(_reads_as_heading(row) for row in grid.top[:HEADER_ROWS]):
            return Message("read.no_headings", {"tab": grid.name})
        for row in grid.top[:HEADER_ROWS]:
            columns = match_columns(SALES, header_texts(row))
            money = columns.keys() & {"amount", "unit_price", "quantity"}
            if "date" in columns and money and "customer" not in columns:
                return Message("read.no_customer_column", {"tab": grid.name})
            if "customer" in columns and money and "date" not in columns:
                return Message("read.no_date_column", {"tab": grid.name})
    return Message("read.no_ledger")


def _reads_as_heading(row: list[object]) -> bool:
    """Two cells with letters in them."""
    return sum(1 for cell in row if isinstance(cell, str) and any(c.isalpha() for c in cell)) >= 2

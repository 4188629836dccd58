"""Which tabs are one ledger kept in pieces: by month, by year, or in several files; never by the order they come in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from winback_sheets.read.grid import Grid
from winback_sheets.read.months import without_months

COUNTED = ("customer", "amount", "unit_price")
_ENDING = re.compile(r"\.(csv|tsv|txt|xls[xmb]?|ods|parquet|gz|zip)\b", re.IGNORECASE)
_FIGURES = re.compile(r"[\W\d_]+")


class Piece(Protocol):
    """A tab that was understood: its grid, and the heading of each of its columns."""

    @property
    def grid(self) -> Grid: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


P = TypeVar("P", bound=Piece)


def pieces_of(same: Sequence[P], claim: Callable[[P], Any]) -> list[P]:
    """Of the tabs read as one table those that are one ledger with the best of them, in their order.

    Files that the owner gave as one ledger are, whatever their headings: of each the tab with the best claim and what
    belongs to that. Within one file tabs are when they have the same headings, or names that differ in nothing but
    their month or year. Hidden tabs are none, and a copy of a tab counts once.
    """
    kept: list[P] = []
    for piece in dict.fromkeys(each.grid.piece for each in same):
        tabs = [each for each in same if each.grid.piece == piece]
        kept += _with_first(max(tabs, key=claim), tabs)
    chosen = {id(each) for each in kept}
    return [each for each in same if id(each) in chosen]


def left_out(grids: Sequence[Grid], used: Sequence[Grid]) -> list[str]:
    """The files of a ledger kept in several of which no tab was used."""
    pieces = {grid.piece for grid in used}
    return [piece for piece in dict.fromkeys(grid.piece for grid in grids) if piece and piece not in pieces]


def _with_first(first: P, tabs: Sequence[P]) -> list[P]:
    """The first tab, every one that belongs to it, and those that belong to these."""
    kept, ahead = [first], [first]
    while ahead:
        one = ahead.pop()
        for other in tabs:
            known = any(other is each or _copy(other, each) for each in kept)
            if other.grid.visible and not known and _belong(one, other):
                kept.append(other)
                ahead.append(other)
    return kept


def _belong(one: Piece, other: Piece) -> bool:
    """Whether two tabs of a file are one ledger."""
    if set(one.headers.values()) == set(other.headers.values()):
        return True
    names = {name_without_month(each.grid.name) for each in (one, other)}
    if len(names) > 1 or one.grid.name == other.grid.name:
        return False
    counted = [[_plain(each.headers.get(key, "")) for key in COUNTED] for each in (one, other)]
    return counted[0] == counted[1] or all(_dated(each.grid.name) for each in (one, other))


def _copy(one: Piece, other: Piece) -> bool:
    """Whether a tab is another one once more."""
    return one.grid.rows == other.grid.rows > 1 and one.grid.top == other.grid.top and one.grid.name != other.grid.name


def name_without_month(name: str) -> str:
    """What a tab or file is called but for its month, its year and any other figures, and the ending of a file.

    >>> name_without_month("Orders Nov 2025"), name_without_month("orders_2025-12.csv"), name_without_month("2017-01")
    ('orders', 'orders', '')
    """
    return _plain(without_months(_FIGURES.sub(" ", _ENDING.sub("", name))))


def _dated(name: str) -> bool:
    """Whether a name says a month or a year."""
    bare = _FIGURES.sub(" ", name)
    return bool(re.search(r"(?<!\d)(19|20)\d\d(?!\d)", name)) or _plain(without_months(bare)) != _plain(bare)


def _plain(text: str) -> str:
    return _FIGURES.sub("", text.casefold())

"""References inside formulas: read them, move them with a copy, follow inserted and deleted rows and columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hosts.google_sheets.a1 import column_of, letters

PIECE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<tab>(?:'(?:[^']|'')+'|[^\W\d]\w*)!)?"""
    r"""(?P<ref>\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?"""
    r"""|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[1-9]\d*:\$?[1-9]\d*)(?![\w(])"""
    r"""|(?P<other>[^\W\d][\w.]*|.)""",
    re.DOTALL,
)
CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")


class Corner(NamedTuple):
    """One end of a reference; column and row counted from 0, None where the end is open."""

    column: int | None
    row: int | None
    fixed_column: bool
    fixed_row: bool


def corner_of(text: str) -> Corner:
    """One end of a reference, from its text."""
    found = CORNER.fullmatch(text)
    assert found
    first, name, second, number = found.groups()
    if not name:
        return Corner(None, int(number) - 1, False, bool(first or second))
    return Corner(column_of(name), int(number) - 1 if number else None, bool(first), bool(second))


def corner_text(corner: Corner) -> str:
    """The text of one end."""
    column = ("$" if corner.fixed_column else "") + letters(corner.column) if corner.column is not None else ""
    return column + (("$" if corner.fixed_row else "") + str(corner.row + 1) if corner.row is not None else "")


Change = Callable[[str | None, list[Corner]], list[Corner] | None]


def rewritten(formula: str, change: Change) -> str:
    """The formula with each reference changed; None from the change means the reference is gone."""

    def one(found: re.Match[str]) -> str:
        if not found["ref"]:
            return found[0]
        ends = change(title_of(found["tab"]), [corner_of(end) for end in found["ref"].split(":")])
        if ends is None:
            return "#REF!"
        return (found["tab"] or "") + ":".join(corner_text(end) for end in ends)

    return PIECE.sub(one, formula)


def title_of(prefix: str | None) -> str | None:
    """The title of the tab before an exclamation mark."""
    if not prefix:
        return None
    bare = prefix[:-1]
    return bare[1:-1].replace("''", "'") if bare.startswith("'") else bare


def copied(formula: str, down: int, right: int) -> str:
    """The formula as it stands after a copy, relative references moved along.

    >>> copied("=A1+$B$2*SUM(C3:C9)&\\"A1\\"", 1, 2)
    '=C2+$B$2*SUM(E4:E10)&"A1"'
    """

    def change(_: str | None, ends: list[Corner]) -> list[Corner] | None:
        new = []
        for end in ends:
            column = end.column if end.column is None or end.fixed_column else end.column + right
            row = end.row if end.row is None or end.fixed_row else end.row + down
            if (column is not None and column < 0) or (row is not None and row < 0):
                return None
            new.append(end._replace(column=column, row=row))
        return new

    return rewritten(formula, change)


def followed(formula: str, own: str, title: str, rows: bool, where: Callable[[int], int], gone: range) -> str:
    """The formula after rows or columns of a tab were inserted, deleted or moved.

    where(old index) says the new index; gone holds deleted indices.
    """

    def change(tab: str | None, ends: list[Corner]) -> list[Corner] | None:
        if (tab or own).casefold() != title.casefold():
            return ends
        places = [end.row if rows else end.column for end in ends]
        if any(place is None for place in places):
            known = [place for place in places if place is not None]
            if not known:
                return ends
        first, last = places[0], places[-1]
        if len(ends) == 1:
            assert first is not None
            return None if first in gone else [put(ends[0], rows, where(first))]
        if first is not None and last is not None and first in gone and last in gone:
            return None
        start = first if first is None or first not in gone else gone.stop
        stop = last if last is None or last not in gone else gone.start - 1
        return [
            put(ends[0], rows, None if start is None else where(start)),
            put(ends[1], rows, None if stop is None else where(stop)),
        ]

    return rewritten(formula, change)


def put(end: Corner, rows: bool, place: int | None) -> Corner:
    """One end moved to another row or column."""
    return end._replace(row=place) if rows else end._replace(column=place)

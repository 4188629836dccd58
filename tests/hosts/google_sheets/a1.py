"""A1 notation and grid ranges: text to boxes of cells and back."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from hosts.google_sheets.trouble import Trouble

CORNER = r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,6})?"
RANGE = re.compile(rf"^{CORNER}(?::{CORNER})?$")
QUOTED = re.compile(r"^'((?:[^']|'')*)'(?:!(.+))?$", re.DOTALL)
PLAIN = re.compile(r"^[^\W\d]\w*$")


class Box(NamedTuple):
    """Cells of one tab: half-open, counted from 0; None where the range is open to the grid's edge."""

    tab: int
    top: int
    bottom: int | None
    left: int
    right: int | None

    @property
    def rows(self) -> range:
        """The row numbers of a closed box."""
        assert self.bottom is not None
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        """The column numbers of a closed box."""
        assert self.right is not None
        return range(self.left, self.right)


def letters(column: int) -> str:
    """A column's letters.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(text: str) -> int:
    """A column's number, counted from 0.

    >>> column_of("A"), column_of("aa")
    (0, 26)
    """
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def corners(text: str) -> tuple[int, int | None, int, int | None] | None:
    """The box of a range without a tab, as (top, bottom, left, right); None if this is no A1 notation.

    >>> corners("B2"), corners("A:B"), corners("3:3"), corners("A2:C"), corners("D4:A1")
    ((1, 2, 1, 2), (0, None, 0, 2), (2, 3, 0, None), (1, None, 0, 3), (0, 4, 0, 4))
    """
    found = RANGE.match(text)
    if not found or not text:
        return None
    col, row, col2, row2 = found.groups()
    if ":" not in text:
        if not (col and row):
            return None
        col2, row2 = col, row
    elif not ((col or row) and (col2 or row2)):
        return None
    top, bottom = span(int(row) - 1 if row else None, int(row2) - 1 if row2 else None)
    left, right = span(column_of(col) if col else None, column_of(col2) if col2 else None)
    return top, bottom, left, right


def span(first: int | None, last: int | None) -> tuple[int, int | None]:
    """Half-open bounds of one dimension; an end that is not given is open."""
    if first is None and last is None:
        return 0, None
    if first is None or last is None:
        start = first if first is not None else last
        assert start is not None
        return (start, None) if first is not None else (0, start + 1)
    return min(first, last), max(first, last) + 1


def split(text: str) -> tuple[str | None, bool, str | None]:
    """A range's tab title, whether it was quoted, and what stands behind the exclamation mark."""
    quoted = QUOTED.match(text)
    if quoted:
        return quoted[1].replace("''", "'"), True, quoted[2]
    if "!" in text:
        title, rest = text.rsplit("!", 1)
        return title, True, rest
    return None, False, text


def parse(text: str, book: Any) -> Box:
    """The box a range text names in a spreadsheet: A1 notation, a title, or a named range."""
    title, explicit, rest = split(text)
    if explicit:
        tab = book.titled(title)
        if tab is None:
            raise Trouble(f"Unable to parse range: {text}")
        if rest is None:
            return Box(tab.id, 0, None, 0, None)
        found = corners(rest)
        return Box(tab.id, *found) if found else named(rest, book, text)
    found = corners(text)
    if found:
        return Box(book.tabs[0].id, *found)
    if any(name["name"].casefold() == text.casefold() for name in book.names):
        return named(text, book, text)
    tab = book.titled(text)
    if tab is None:
        raise Trouble(f"Unable to parse range: {text}")
    return Box(tab.id, 0, None, 0, None)


def named(name: str, book: Any, text: str) -> Box:
    """The box of a named range."""
    for known in book.names:
        if known["name"].casefold() == name.casefold():
            return of_grid(known["range"])
    raise Trouble(f"Unable to parse range: {text}")


def of_grid(grid: dict[str, Any]) -> Box:
    """The box of a GridRange."""
    return Box(
        grid.get("sheetId", 0),
        grid.get("startRowIndex", 0),
        grid.get("endRowIndex"),
        grid.get("startColumnIndex", 0),
        grid.get("endColumnIndex"),
    )


def grid_of(box: Box) -> dict[str, Any]:
    """The GridRange of a box; open ends are left out."""
    grid = {
        "sheetId": box.tab,
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }
    return {key: value for key, value in grid.items() if value is not None}


def quoted_title(title: str) -> str:
    """A title as answers write it: quoted unless it is a plain word that is no cell address.

    >>> quoted_title("Sheet1"), quoted_title("D3"), quoted_title("my tab"), quoted_title("it's")
    ('Sheet1', "'D3'", "'my tab'", "'it''s'")
    """
    if PLAIN.match(title) and corners(title) is None:
        return title
    return "'" + title.replace("'", "''") + "'"


def text_of(title: str, box: Box) -> str:
    """A closed box as answers write it.

    >>> text_of("Sheet1", Box(0, 0, 1, 3, 4)), text_of("a b", Box(0, 0, 2, 0, 2))
    ('Sheet1!D1', "'a b'!A1:B2")
    """
    assert box.bottom is not None and box.right is not None
    first = f"{letters(box.left)}{box.top + 1}"
    last = f"{letters(box.right - 1)}{box.bottom}"
    return f"{quoted_title(title)}!{first}" + ("" if first == last else f":{last}")

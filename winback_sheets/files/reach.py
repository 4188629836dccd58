"""How far the cells of a sheet reach: a reader makes room for the whole rectangle, whatever the sheet says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

# Capital letters, small letters, digits and the two quotation marks are each made one: a far address has few forms.
_KINDS = bytes(
    65 if 65 <= code <= 90 else 97 if 97 <= code <= 122 else 48 if 48 <= code <= 57 else 34 if code == 39 else code
    for code in range(256)
)
_CAPITAL, _SMALL, _DIGIT, _QUOTE = b'Aa0"'
_SMALL_LETTERS = (b'="a0', b'="aa0', b'="aaa0')
_TALL = (b"A0000000", b'"0000000')  # row 1,000,000 or more
_NAMED_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]+)(\d+)["'][^<>]*+(?<!/)>""")
_ANY_ADDRESS = re.compile(rb"""["']([A-Za-z]*)(\d+)["']""")
# Cells that do not say where they are: they stand one behind the other, in the row that may say where it is.
_UNNAMED_CELL = re.compile(rb"""<(?:\w+:)?c(?=[\s>])(?![^<>]*?\sr\s*=)""")
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s>])[^<>]*+(?<!/)>""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)""")
_FAR = 10**9


class Reach(NamedTuple):
    """The last row and the number of columns that cells can have; never too small, often too large."""

    rows: int = 999_999
    columns: int = 26

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def farther(reach: Reach, block: bytes, *, row: bytes, cell: bytes) -> Reach:
    """The reach with one more piece of the sheet, cut between rows; `row` and `cell` are the tags' beginnings.

    Quick, because an ordinary piece is only searched for runs of bytes it does not have.
    """
    if _far(block.translate(_KINDS)):
        found = _ANY_ADDRESS.findall(block)
        rows = max((_number(row) for row in {row for _, row in found if len(row) > 6}), default=0)
        reach = _wider(reach, rows, {letters for letters, _ in found})
    named = block.count(cell + b" r=")
    # Cells that do not say where they are stand one behind the other; tags that only begin alike cost a second look.
    if block.count(cell) != named and block.count(cell + b" ") + block.count(cell + b">") != named:
        widest = max(piece.count(cell + b" ") + piece.count(cell + b">") for piece in block.split(row))
        reach = Reach(reach.rows + block.count(row), max(reach.columns, widest + 26))
    return reach


def _far(kinds: bytes) -> bool:
    """Whether a piece has an address of column 27 or more, in small letters, or of row 1,000,000 or more."""
    codes = np.frombuffer(kinds, np.uint8)
    capital, small = codes == _CAPITAL, codes == _SMALL
    if ((codes == _QUOTE)[:-2] & capital[1:-1] & capital[2:]).any():
        return True
    if (small[:-1] & (codes == _DIGIT)[1:]).any() and any(run in kinds for run in _SMALL_LETTERS):
        return True
    return b"0000000" in kinds and any(run in kinds for run in _TALL)


def exact_reach(blocks: Iterable[bytes]) -> Reach:
    """The reach of the cells that hold something, from the whole sheet; slower."""
    reach, unnumbered = Reach(0, 0), 0
    for block in blocks:
        found = _NAMED_CELL.findall(block)
        if found:
            reach = _wider(reach, max(map(_number, {row for _, row in found})), {letters for letters, _ in found})
        if _UNNAMED_CELL.search(block):
            starts = [match.start() for match in _ROW.finditer(block)] + [len(block)]
            pieces = [block[start:end] for start, end in zip(starts, starts[1:], strict=False)]
            numbers = [_ROW_NUMBER.search(piece[: piece.index(b">") + 1]) for piece in pieces]
            unnumbered += sum(number is None for number in numbers)
            rows = max((_number(number[1]) for number in numbers if number), default=0)
            widest = max((len(_UNNAMED_CELL.findall(piece)) for piece in pieces), default=0)
            reach = Reach(max(reach.rows, rows), max(reach.columns, reach.columns + widest))
    return Reach(reach.rows + unnumbered, reach.columns)


def _wider(reach: Reach, row: int, letters: Iterable[bytes]) -> Reach:
    columns = max((column(each.upper()) + 1 if len(each) < 8 else _FAR for each in letters), default=0)
    return Reach(max(reach.rows, row), max(reach.columns, columns))


def _number(digits: bytes) -> int:
    return int(digits) if len(digits) < 10 else _FAR


def column(letters: bytes) -> int:
    """0-based column of its letters.

    >>> column(b"A"), column(b"AA"), column(b"XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1

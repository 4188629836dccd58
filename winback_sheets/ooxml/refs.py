"""References as numbers: the corners of a range, and back."""

from __future__ import annotations

import re

from .cells import column_of, letters_of


def corners(ref: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of a reference, 0-based; ValueError for what is none.

    >>> corners("$B$2:D9"), corners("A1")
    ((1, 1, 8, 3), (0, 0, 0, 0))
    """
    first, _, last = ref.replace("$", "").partition(":")
    ends = [re.fullmatch(r"([A-Za-z]+)(\d+)", each) for each in (first, last or first)]
    if not all(ends):
        raise ValueError(ref)
    (left, top), (right, bottom) = ((column_of(end[1].encode()), int(end[2]) - 1) for end in ends if end)
    return top, left, bottom, right


def reference(top: int, left: int, bottom: int, right: int) -> str:
    """A reference from 0-based corners.

    >>> reference(1, 1, 8, 3), reference(0, 0, 0, 0)
    ('B2:D9', 'A1')
    """
    first, last = (f"{letters_of(col).decode()}{row + 1}" for row, col in ((top, left), (bottom, right)))
    return first if first == last else f"{first}:{last}"


def meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two ranges have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]

"""Tables written as .csv, which open in Excel as they are and of which no cell is computed there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from winback_sheets.ooxml.halfway import alone_with, written

# What makes a spreadsheet program compute a text, in the wide forms of East Asian keyboards too; programs overlook
# blanks and signs without a shape before it.
COMPUTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
BROKEN = re.compile(r"\s*[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?", re.ASCII)


def write_csv(
    place: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], *, like: Sequence[Path] = ()
) -> None:
    """Write a table, whole or not at all, readable for nobody who may not read each of `like`. Raises Refused, OSError.

    Texts are quoted, so that one with a semicolon stays one cell where that parts columns.
    """
    with alone_with(place), written(place, like) as out:
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        lines = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        lines.writerow(headings)
        lines.writerows([harmless(value) for value in row] for row in rows)
        text.detach()


def begins_with(place: Path, headings: Sequence[str]) -> bool:
    """Whether a file is a table under these headings."""
    try:
        with place.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), []) == list(headings)
    except (OSError, UnicodeError, csv.Error):
        return False


def harmless(value: object) -> object:
    """A cell that a spreadsheet program will not compute: an apostrophe before a text it would; blank for none.

    >>> harmless("=1+1"), harmless(" \\uff0b44 20"), harmless("-12.50"), harmless("well-known"), harmless(None)
    ("'=1+1", "' \\uff0b44 20", '-12.50', 'well-known', '')
    """
    if value is None or value != value:
        return ""
    if not isinstance(value, str) or NUMBER.fullmatch(value):
        return value
    return "'" + value if COMPUTED.match(value) or BROKEN.match(value) else value

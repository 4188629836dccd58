"""Headings over two to five rows, joined to one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from winback_sheets.read.exports import known_export
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import known, texts_in
from winback_sheets.read.layout.look import BLANK, DAY, FIGURE, WORD, Look
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import CUSTOMERS, PAYMENTS, SALES, SUBSCRIPTIONS
from winback_sheets.schema.message import Message

MOST = 5  # rows of headings
A_FIGURE_OR_SO = 0.08  # share of a row of headings that may be figures
MARGIN = 2  # more headings are known together than in a row that is a heading as it stands
BLANK_ROWS = 2  # between the headings and the first row
TABLES = (SALES, SUBSCRIPTIONS, PAYMENTS, CUSTOMERS)


def heading_rows(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A table whose headings take several rows, with all of them in the last of these rows.

    None for every other tab, and where one of the rows is a ledger's heading as it stands, or all but.
    """
    rows = _rows(seen)
    if len(rows) < 2:
        return None
    single = [texts_in(seen.cells[row].tolist()) for row in rows]
    joined, last = _joined(seen, rows), rows[-1]
    margin = MARGIN if any(map(_is_heading, single)) else 1
    told_apart = _repeats(joined) < _repeats(single[-1])  # "Email Address" twice, under From and under To
    if known_export(joined) is None and _known(joined) < _known(single[-1]) - _repeats(single[-1]):
        told_apart = False
    if not told_apart and _known(joined) < max(map(_known, single)) + margin:
        return None
    top: list[list[object]] = [*grid.top[:last], list(joined), *grid.top[last + 1 :]]
    done = Message("read.layout_headings", {"tab": grid.name, "first": rows[0] + 1, "last": last + 1})
    return replace(grid, top=top, done=(*grid.done, done))


def _rows(seen: Look) -> list[int]:
    """The rows of words right above the first row of figures, without the titles."""
    many, filled = ((seen.kinds == FIGURE) | (seen.kinds == DAY)).sum(axis=1), (seen.kinds != BLANK).sum(axis=1)
    figures = many > A_FIGURE_OR_SO * filled  # "Street 1" over two rows is a figure among words
    several = filled >= 2
    first = np.flatnonzero(figures & several)
    if not len(first):
        return []
    rows: list[int] = []
    blank = 0
    for row in range(int(first[0]) - 1, -1, -1):
        words = int((seen.kinds[row] == WORD).sum())
        if not words and not rows and blank < BLANK_ROWS:
            blank += 1
            continue
        if not words or figures[row] or len(rows) == MOST or _is_title(seen, row, rows):
            break
        rows.insert(0, row)
    return rows


def _is_title(seen: Look, row: int, below: list[int]) -> bool:
    """One cell in a row, first of all columns or over one without a heading."""
    places = np.flatnonzero(seen.kinds[row] == WORD)
    if len(places) != 1 or not below:
        return False
    used = np.flatnonzero((seen.kinds[below] == WORD).any(axis=0))
    return bool(places[0] <= used[0] or places[0] not in used)


def _is_heading(texts: list[str]) -> bool:
    """Whether the row is the heading of a table of ours as it stands, money and all."""
    return any(
        all(any(key in columns for key in group) for group in table.needed)
        and (table is not SALES or bool(columns.keys() & {"amount", "unit_price"}))
        for table in TABLES
        for columns in (match_columns(table, texts),)
    )


def _joined(seen: Look, rows: list[int]) -> list[str]:
    """The headings of each column from top to bottom in one text, the words of a merged cell over all that it covers."""
    plain = _together([texts_in(seen.cells[row].tolist()) for row in rows])
    spread = _together([*[_spread(seen, row, rows) for row in rows[:-1]], texts_in(seen.cells[rows[-1]].tolist())])
    doubled = len(set(filter(None, plain))) < len(list(filter(None, plain)))
    return spread if _known(spread) > _known(plain) or (doubled and _known(spread) == _known(plain)) else plain


def _spread(seen: Look, row: int, rows: list[int]) -> list[str]:
    """A row's words, carried over the columns to the right that have a heading below and none here."""
    texts = texts_in(seen.cells[row].tolist())
    below = (seen.kinds[[each for each in rows if each > row]] == WORD).any(axis=0)
    current = ""
    for place, text in enumerate(texts):
        current = text or (current if below[place] else "")
        texts[place] = current
    return texts


def _together(rows: list[list[str]]) -> list[str]:
    return [" ".join(dict.fromkeys(filter(None, words))) for words in zip(*rows, strict=True)]


def _repeats(texts: list[str]) -> int:
    """How many headings are written once more."""
    filled = [text for text in texts if text]
    return len(filled) - len(set(filled))


def _known(texts: list[str]) -> int:
    """How many headings are words of some column."""
    return sum(bool(text) and known(text) for text in texts)

"""Any table, ledger or not: where its headings stand, and which rows are its rows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.look import BLANK, FIGURE, WORD, Look, filled, look
from winback_sheets.read.layout.periods import year_in
from winback_sheets.read.layout.wording import bare_total
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import SALES
from winback_sheets.schema.message import Message

FEWEST = 2  # headings
LIKE_A_ROW = 0.6  # of the cells of a usual row, where headings are
LAST_ROW = 50  # sheet row by which the headings have come
MOST_SAID, LONGEST_SAID = 3, 30  # headings named in a sentence, and letters of each
ALIKE = 0.7  # of the cells in two rows, where the second goes on with the first
NEEDED = ("customer", "date", "amount")


class Plain(NamedTuple):
    """A table: the sheet row of its headings, the headings by column, and the rows below without notes and totals."""

    header_row: int
    headings: dict[int, str]
    rows: pd.DataFrame


def plain_table(grid: Grid) -> Plain | None:
    """The table on a tab, None where nothing reads as headings over rows.

    >>> cells = [["Exports"], [], ["Quarter", "Index"], ["Q1 1986", 69.8], ["Q2 1986", 72.7], [], ["Source: ours"]]
    >>> rows = pd.DataFrame({0: ["Q1 1986", "Q2 1986", "Source: ours"], 1: [69.8, 72.7, None]}, index=[4, 5, 7])
    >>> found = plain_table(Grid("Export", cells, lambda n: rows, 7))
    >>> found.header_row, found.headings, found.rows.index.tolist()
    (3, {0: 'Quarter', 1: 'Index'}, [4, 5])
    """
    seen = look(grid)
    at = _header_row(seen)
    if at is None:
        return None
    headings = {place: str(cell).strip() for place, cell in enumerate(seen.cells[at]) if seen.filled[at, place]}
    body = grid.below(at + 1)
    marks = filled(body)
    count = marks.sum(axis=1)
    body, marks, count = body[count > 0], marks[count > 0], count[count > 0]
    if not len(body):
        return None
    kept = ~(_notes(body, count) | _totals(body) | _begun_late(body, seen, at))
    return Plain(at + 1, headings, body[kept])


def no_ledger(grids: list[Grid]) -> Message:
    """For a workbook without a ledger: the table that comes closest, and which columns it lacks."""
    best: tuple[tuple[int, int], Message] | None = None
    for grid in grids:
        found = plain_table(grid)
        if found is None or not len(found.rows):
            continue
        there = match_columns(SALES, list(found.headings.values()))
        missing = [SALES.column(key).heading for key in NEEDED if key not in there]
        if not missing:
            continue
        headings = list(found.headings.values())
        said = {"tab": grid.name, "rows": len(found.rows), "row": found.header_row, "missing": missing}
        said["headings"] = [_short(text) for text in headings[:MOST_SAID]] + ["..."] * (len(headings) > MOST_SAID)
        rank = (-len(missing), len(found.rows))
        if best is None or rank > best[0]:
            best = rank, Message("read.lacks", said)
    return best[1] if best else Message("read.no_ledger")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID].rstrip()}..."


def _header_row(seen: Look) -> int | None:
    """The first row of words that is as full as the rows below it, or a later one as full before the rows begin."""
    years = np.array([year_in(cell) > 0 for cell in seen.cells.flat], dtype=bool).reshape(seen.cells.shape)
    years &= seen.kinds == FIGURE
    words = ((seen.kinds == WORD) | years).sum(axis=1)
    count = seen.filled.sum(axis=1)
    figures = ((seen.kinds == FIGURE) & ~years).any(axis=1)
    maybe = [
        int(at)
        for at in np.flatnonzero((words >= FEWEST) & ~figures)[:LAST_ROW]
        if (later := count[at + 1 :][count[at + 1 :] > 0]).size and count[at] >= LIKE_A_ROW * np.median(later)
    ]
    if not maybe:
        return None
    begins = _first_row(seen, maybe[0])
    return next((at for at in reversed(maybe) if at < begins and words[at] >= words[maybe[0]]), maybe[0])


def _first_row(seen: Look, above: int) -> int:
    """The first row with a figure that the next one goes on with."""
    rows = [int(row) for row in np.flatnonzero(seen.filled.any(axis=1)) if row > above]
    for row, following in zip(rows, rows[1:], strict=False):
        if (seen.kinds[row] == FIGURE).any():
            either = (seen.kinds[row] != BLANK) | (seen.kinds[following] != BLANK)
            if (seen.kinds[row] == seen.kinds[following])[either].mean() >= ALIKE and either.sum() >= FEWEST:
                return row
    return above + 1


def _begun_late(body: pd.DataFrame, seen: Look, at: int) -> np.ndarray:
    """Rows between the headings and the first row: units, numbers of columns, headings of another kind."""
    begins = _first_row(seen, at)
    early = np.asarray(body.index <= begins)
    words = (seen.kinds[at + 1 : begins] == WORD).sum(axis=1)
    return early if begins > at + 1 and not words.any() else np.zeros(len(body), dtype=bool)


def _notes(body: pd.DataFrame, count: np.ndarray) -> np.ndarray:
    """What stands at the end after a blank row and is not as full as a row."""
    gaps = np.flatnonzero(np.diff(body.index.to_numpy()) > 1)
    usual = np.median(count)
    notes = np.zeros(len(body), dtype=bool)
    for gap in gaps[::-1]:
        if (count[gap + 1 :] >= max(FEWEST, usual / 2)).any():
            break
        notes[gap + 1 :] = True
    alone = np.flatnonzero(count[::-1] >= min(FEWEST, usual))
    if len(alone) and alone[0]:
        notes[-int(alone[0]) :] = True
    return notes


def _totals(body: pd.DataFrame) -> np.ndarray:
    """Rows that call themselves totals in any column."""
    total = np.zeros(len(body), dtype=bool)
    for column in body:
        codes, cells = pd.factorize(body[column].astype(object))
        total |= np.append([bare_total(cell) == "" for cell in cells], False).astype(bool)[codes]
    return total

"""Months (or quarters, years, days) across the sheet: one row of figures a customer becomes one row a figure."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.across import Across, as_rows
from winback_sheets.read.layout.look import DAY, FIGURE, WORD, Look
from winback_sheets.read.layout.periods import (
    FEWEST,
    UNITS,
    Period,
    last_days,
    may_be_period,
    periods,
    with_years,
    year_in,
)
from winback_sheets.read.layout.wording import counts_only, heading_of, is_total, speaks_of
from winback_sheets.read.recognise import match_columns
from winback_sheets.read.values import currency_of
from winback_sheets.schema.inputs import SALES, SUBSCRIPTIONS, Table

LAST_ROW = 30  # sheet row by which the headings have come
MOST_ABOVE = 2  # rows over the months that may hold the year or what is counted
FIGURES = 0.8  # of the filled cells below, at least


class _Head(NamedTuple):
    """The headings of a cross-tab."""

    row: int  # sheet row of the months
    last: int  # sheet row of the last heading
    columns: list[int]  # the columns of figures, left to right
    days: list[pd.Timestamp]
    measures: list[str]  # what each of these columns counts
    labels: dict[int, str]  # the other columns that are kept, with their headings
    left_out: list[str]  # headings of totals


def months_across(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A cross-tab as one row a customer and month: the month's last day, the amount, and what stood left of them.

    None for every other tab. Blanks, zeros and totals are no rows.
    """
    head = _head(grid, seen, today)
    if head is None:
        return None
    across = Across(
        head.last,
        head.columns,
        {SALES.column("date").heading: head.days},
        head.measures,
        head.labels,
        len(head.left_out),
    )
    names = list(dict.fromkeys(head.measures))
    constant = {SALES.column("currency").heading: currency} if (currency := _currency(grid, head)) else {}
    headings = names if len(names) > 1 else [_value_heading(grid, head, names)]
    return as_rows(grid, across, headings, constant, "read.layout_months")


def _head(grid: Grid, seen: Look, today: pd.Timestamp) -> _Head | None:
    for at in range(min(LAST_ROW, len(seen.cells) - 1)):
        cells = seen.cells[at].tolist()
        maybe = [place for place, cell in enumerate(cells) if may_be_period(cell)]
        data = (seen.kinds[at] == FIGURE).sum() > (seen.kinds[at, maybe] == FIGURE).sum()
        if len(maybe) < FEWEST or data or not _figures_below(seen, at, maybe):
            continue
        found = periods(cells)
        strange = sum(kind == FIGURE and not each.unit for kind, each in zip(seen.kinds[at], found, strict=True))
        head = _of_row(grid, seen, at, found, today) if not strange else None
        if head is not None:
            return head
    return None


def _of_row(grid: Grid, seen: Look, at: int, found: list[Period], today: pd.Timestamp) -> _Head | None:
    unit = next((each for each in UNITS if sum(one.unit == each for one in found) >= FEWEST), "")
    columns = [place for place, each in enumerate(found) if each.unit == unit]
    if not unit or not _figures_below(seen, at, columns) or _ordinary(seen.cells[at].tolist()):
        return None
    last = _last_heading(seen, at, columns)
    columns, which = _with_blanks(seen, at, last, columns)
    above = _above(seen, at, columns)
    title = _year_of(grid, at)
    dated = _dated([found[place] for place in which], _years(seen, at, last, columns, which), title, above)
    if dated is None:
        return None
    measures = _measures(seen, at, last, columns, above)
    days = last_days(dated, today)
    if days.isna().any() or not _in_order(days, measures) or len(set(zip(days, measures, strict=True))) < len(columns):
        return None
    labels, left_out = _labels(grid, seen, at, last, columns)
    if not labels:
        return None
    return _Head(at + 1, last + 1, columns, days.tolist(), measures, labels, left_out)


def _in_order(days: pd.Series, measures: list[str]) -> bool:
    """Whether the days of each thing counted follow each other at much the same distance, forward or back."""
    for each in dict.fromkeys(measures):
        steps = days[[measure == each for measure in measures]].drop_duplicates().diff().dropna().dt.days.abs()
        turns = days[[measure == each for measure in measures]].drop_duplicates().diff().dropna().dt.days > 0
        if turns.nunique() > 1 or steps.min() < 1 or steps.median() > 370 or steps.max() > 4 * steps.median():
            return False
    return True


def _figures_below(seen: Look, at: int, columns: list[int]) -> bool:
    under = seen.kinds[at + 1 :, columns]
    figures = (under == FIGURE).sum()
    rows = (under == FIGURE).any(axis=1).sum()
    words = (under == WORD)[1:].sum()  # the first row may be headings as well
    return bool(rows >= 2 and figures >= FIGURES * (figures + words + (under == DAY).sum()))


def _ordinary(cells: list[object]) -> bool:
    """Whether the row is the heading of a ledger or of contracts as it stands."""
    texts = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
    tables: tuple[Table, ...] = (SALES, SUBSCRIPTIONS)
    return any(
        all(any(key in columns for key in group) for group in table.needed)
        for table in tables
        for columns in (match_columns(table, texts),)
    )


def _last_heading(seen: Look, at: int, columns: list[int]) -> int:
    """The row of the last heading: the months', or below it the rows of words over the figures or over the labels."""
    last = at
    for below in range(at + 1, min(at + 1 + MOST_ABOVE, len(seen.kinds))):
        row = seen.kinds[below]
        words = (row[columns] == WORD).sum() >= max(2, len(columns) / 2) and not (row[columns] == FIGURE).any()
        years = all(year_in(cell) for cell in seen.cells[below, columns]) and below == at + 1
        left = row[: columns[0]]
        headed = not (seen.kinds[at, : columns[0]] != 0).any()
        label = (
            headed and not (row[columns[0] :] != 0).any() and (left == WORD).any() and _is_heading(seen, below, columns)
        )
        if not (words or years or label):
            break
        last = below
    return last


def _is_heading(seen: Look, row: int, columns: list[int]) -> bool:
    texts = [cell for cell in seen.cells[row, : columns[0]] if isinstance(cell, str)]
    return any(speaks_of(key, text) for text in texts for key in ("customer", "customer_name", "order_id", "product"))


def _with_blanks(seen: Look, at: int, last: int, columns: list[int]) -> tuple[list[int], list[int]]:
    """The columns with those that a merged month covers, and of each the column where its month stands."""
    if last == at:
        return columns, columns
    wide, which, current = [], [], -1
    for place in range(columns[0], seen.cells.shape[1]):
        if place in columns:
            current = place
        elif seen.kinds[at, place] != 0 or not (seen.kinds[at + 1 : last + 1, place] != 0).any():
            current = -1  # a total's heading, or nothing
        below = [cell for cell in seen.cells[at + 1 : last + 1, place] if isinstance(cell, str)]
        if current >= 0 and not any(is_total(cell) for cell in below):
            wide.append(place)
            which.append(current)
    return wide, which


def _above(seen: Look, at: int, columns: list[int]) -> list[str]:
    """What stands over each column: the words of the rows above, carried to the right."""
    texts = [""] * len(columns)
    for row in range(max(0, at - MOST_ABOVE), at):
        words = [
            str(cell).strip() if kind == WORD and not year_in(cell) else ""
            for cell, kind in zip(seen.cells[row, columns], seen.kinds[row, columns], strict=True)
        ]
        if len([word for word in words if word]) >= 2:
            current = ""
            for place, word in enumerate(words):
                current = word or current
                texts[place] = current
    return texts


def _years(seen: Look, at: int, last: int, columns: list[int], which: list[int]) -> list[int]:
    """The year that stands over or under each column, 0 where none does."""
    under = [year_in(cell) for cell in seen.cells[last, columns]] if last > at else []
    if under and all(under):
        return under
    for row in range(at - 1, max(-1, at - 1 - MOST_ABOVE), -1):
        said = {place: year_in(cell) for place, cell in enumerate(seen.cells[row]) if year_in(cell)}
        inside = {place: year for place, year in said.items() if columns[0] <= place <= columns[-1]}
        if inside:
            return [inside.get(place, 0) for place in columns]
    return [0] * len(columns)


def _year_of(grid: Grid, at: int) -> int:
    """The one year that the titles or the tab's name speak of."""
    years = {year_in(cell) for row in grid.top[:at] for cell in row if isinstance(cell, str)} | {year_in(grid.name)}
    years.discard(0)
    return years.pop() if len(years) == 1 else 0


def _dated(found: list[Period], above: list[int], title: int, groups: list[str]) -> list[Period] | None:
    """The periods with their years; where two things are counted side by side, each from its own first month on."""
    dated: dict[int, Period] = {}
    for group in dict.fromkeys(groups):
        places = [place for place, each in enumerate(groups) if each == group]
        # A month over two columns is one month.
        runs = [
            place for n, place in enumerate(places) if n == 0 or found[place] != found[places[n - 1]] or above[place]
        ]
        read = with_years([found[place] for place in runs], [above[place] for place in runs], title)
        if read is None:
            return None
        for place in places:
            dated[place] = read[sum(run <= place for run in runs) - 1]
    return [dated[place] for place in range(len(found))]


def _measures(seen: Look, at: int, last: int, columns: list[int], above: list[str]) -> list[str]:
    """What each column counts, by the words under its month, else by those above it."""
    below = [""] * len(columns)
    for row in range(at + 1, last + 1):
        words = [
            cell.strip() if isinstance(cell, str) and not year_in(cell) else "" for cell in seen.cells[row, columns]
        ]
        below = [" ".join(filter(None, pair)) for pair in zip(below, words, strict=True)]
    names = below if len(set(below)) > 1 else above if len(set(above)) > 1 else below
    return (
        names
        if len(set(names)) > 1 or speaks_of("amount", names[0]) or speaks_of("quantity", names[0])
        else [""] * len(columns)
    )


def _labels(grid: Grid, seen: Look, at: int, last: int, columns: list[int]) -> tuple[dict[int, str], list[str]]:
    """The columns of words and numbers beside the figures with their headings, and the headings of totals."""
    labels: dict[int, str] = {}
    totals: list[str] = []
    under = seen.kinds[last + 1 :]
    for place in sorted(set(range(seen.cells.shape[1])) - set(columns)):
        words = [
            cell.strip()
            for cell in seen.cells[max(0, at - 1) : last + 1, place]
            if isinstance(cell, str) and cell.strip()
        ]
        heading = words[-1] if words else ""
        if not (under[:, place] != 0).any():
            continue
        figures = (under[:, place] == FIGURE).sum() > (under[:, place] == WORD).sum()
        if figures and (place > columns[0] or is_total(heading) or speaks_of("amount", heading)):
            totals.append(heading)
        elif place < columns[0] or heading:
            labels[place] = heading
    titles = [cell for row in grid.top[:at] for cell in row]
    blank = [place for place, heading in labels.items() if not heading and (under[:, place] == WORD).any()]
    if len(blank) == 1 and "customer" not in match_columns(SALES, list(labels.values())):
        labels[blank[0]] = heading_of(titles, grid.name)
    return labels, totals


def _value_heading(grid: Grid, head: _Head, names: list[str]) -> str:
    """Pieces, where the titles speak of them and not of money; else the money."""
    titles = [cell for row in grid.top[: head.row - 1] for cell in row]
    said = [*titles, grid.name, *names]
    money = any(speaks_of("amount", text) for text in said)
    pieces = any(speaks_of("quantity", text) for text in said) and not money or any(map(counts_only, said))
    return SALES.column("quantity" if pieces else "amount").heading


def _currency(grid: Grid, head: _Head) -> str:
    """The one currency that a row of headings names."""
    for row in grid.top[head.row : head.last]:
        cells = pd.Series([cell for place, cell in enumerate(row) if place in head.columns], dtype=object)
        codes = set(currency_of(cells).dropna()) if len(cells) else set()
        if len(codes) == 1:
            return str(codes.pop())
    return ""

"""Customers across the sheet and months down: one row a customer and month."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import known, texts_in
from winback_sheets.read.layout.across import Across, as_rows
from winback_sheets.read.layout.look import BLANK, FIGURE, WORD, Look
from winback_sheets.read.layout.periods import FEWEST, Period, last_days, may_be_period, periods, with_years, year_in
from winback_sheets.read.layout.wording import heading_of, is_total
from winback_sheets.schema.inputs import SALES

LAST_ROW = 20  # sheet row by which the headings have come
FIGURES = 0.9  # of the filled cells under the names, at least


def months_down(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A cross-tab with names as headings, where a title says that they are customers; None for every other tab."""
    for at in range(min(LAST_ROW, len(seen.cells) - FEWEST)):
        if (seen.kinds[at] == WORD).sum() < 3 or (seen.kinds[at] >= FIGURE).any():
            continue
        across = _across(grid, seen, at)
        if across is None:
            return None
        return _dated(grid, across, today)
    return None


def _across(grid: Grid, seen: Look, at: int) -> Across | None:
    texts, under = texts_in(seen.cells[at].tolist()), seen.kinds[at + 1 :]
    place = int((under != BLANK).any(axis=0).argmax())
    columns = [n for n, text in enumerate(texts) if n != place and text and not is_total(text)]
    if len(columns) < 2 or any(known(texts[n]) for n in columns):
        return None
    cells = [cell for cell in seen.cells[at + 1 :, place] if cell is not None]
    months = sum(map(may_be_period, cells))
    figures, filled = (under[:, columns] == FIGURE).sum(), (under[:, columns] != BLANK).sum()
    if months < FEWEST or months < FIGURES * len(cells) - 1 or figures < FIGURES * filled:
        return None
    titles = [cell for row in grid.top[:at] for cell in row]
    customer = SALES.column("customer").heading
    if heading_of([*titles, texts[place]], grid.name) != customer:
        return None
    left_out = sum(bool(text) for text in texts) - len(columns) - bool(texts[place])
    names = {customer: [texts[n] for n in columns]}
    return Across(at + 1, columns, names, [""] * len(columns), {place: SALES.column("date").heading}, left_out)


def _dated(grid: Grid, across: Across, today: pd.Timestamp) -> Grid | None:
    """The rows with the last day of each month in the place of its name; what is no month is a total or a note."""
    (place,) = across.labels
    body = grid.below(across.last).copy()
    found = periods(body[place].astype(object).where(body[place].notna(), None).tolist())
    there = [n for n, each in enumerate(found) if each.unit]
    titles = {year_in(cell) for row in grid.top[: across.last] for cell in row} - {0}
    dated = with_years([found[n] for n in there], [0] * len(there), titles.pop() if len(titles) == 1 else 0)
    if dated is None:
        return None
    body = body.iloc[there]
    body[place] = last_days(dated, today).set_axis(body.index)
    days: list[Period] = dated
    if len(days) < FEWEST:
        return None
    made = replace(grid, below=lambda n: body.loc[body.index > n])
    return as_rows(made, across, [SALES.column("amount").heading], {}, "read.layout_months_down")

"""The day of a sale in parts: the year in one column and the month in another, or the month in the tab's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import fit, texts_in
from winback_sheets.read.layout.look import FIGURE, WORD, Look
from winback_sheets.read.layout.periods import Period, last_days, periods, year_in
from winback_sheets.read.layout.wording import heads_months, names_a_tab, speaks_of
from winback_sheets.read.recognise import match_columns
from winback_sheets.schema.inputs import SALES
from winback_sheets.schema.message import Message

LAST_ROW = 20  # sheet row by which the headings have come


def dates_in_parts(grid: Grid, seen: Look, today: pd.Timestamp) -> Grid | None:
    """A ledger without a date with one: the last day of the month that two columns, or the tab's title, speak of.

    None for every other tab.
    """
    for at in range(min(LAST_ROW, len(seen.cells) - 1)):
        if (seen.kinds[at] == WORD).sum() < 2 or (seen.kinds[at] >= FIGURE).any():
            continue
        texts = texts_in(seen.cells[at].tolist())
        columns = match_columns(SALES, texts)
        if "customer" not in columns or not columns.keys() & {"amount", "unit_price", "quantity"}:
            continue
        year = next((place for place, text in enumerate(texts) if text and fit("year", text)), None)
        month = next((place for place, text in enumerate(texts) if text and heads_months(text)), None)
        if year is not None and month is not None and _are_years(seen, at, year):
            return _from_columns(grid, at, texts, year, month, today)
        return None if "date" in columns or month is not None else _from_title(grid, at, texts, today)
    return None


def _are_years(seen: Look, at: int, place: int) -> bool:
    under = [cell for cell in seen.cells[at + 1 :, place] if cell is not None]
    return bool(under) and all(year_in(cell) for cell in under)


def _from_columns(grid: Grid, at: int, texts: list[str], year: int, month: int, today: pd.Timestamp) -> Grid:
    def days(body: pd.DataFrame) -> pd.Series:
        if year not in body or month not in body:
            return pd.Series(pd.NaT, index=body.index)
        years = body[year].ffill().map({cell: year_in(cell) for cell in body[year].dropna().unique()}).fillna(0)
        named = {cell: _month(cell) for cell in body[month].dropna().unique()}
        months = body[month].map(named).fillna(0)
        pairs = pd.DataFrame({"y": years.astype(int), "m": months.astype(int)})
        each = pairs.drop_duplicates()
        known = each[(each["y"] > 0) & (each["m"] > 0)]
        found = [Period("month", m, y) for y, m in zip(known["y"].tolist(), known["m"].tolist(), strict=True)]
        ends = known.assign(day=last_days(found, today).set_axis(known.index)) if found else known.assign(day=pd.NaT)
        return pairs.merge(ends, how="left", on=["y", "m"])["day"].set_axis(body.index)

    # The two have said what they can; as a heading of its own the year would be one of licences.
    texts = ["" if place in (year, month) else text for place, text in enumerate(texts)]
    said = {"tab": grid.name, "columns": [str(grid.top[at][year]), str(grid.top[at][month])]}
    return _with_days(grid, at, texts, days, Message("read.layout_year_and_month", said))


def _month(cell: object) -> int:
    """The number of a month by its figure or its name, 0 for none."""
    text = str(cell).strip().removesuffix(".0")
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    (found,) = periods([text])
    return found.number if found.unit == "month" else 0


def _from_title(grid: Grid, at: int, texts: list[str], today: pd.Timestamp) -> Grid | None:
    titles = [cell for row in grid.top[:at] for cell in row if isinstance(cell, str)]
    found = {each for title in [*titles, grid.name] if (each := _month_of(title)) is not None}
    if len(found) != 1:
        return None
    (month,) = found
    day = last_days([month], today).iloc[0]
    said = {"tab": grid.name, "day": day}
    return _with_days(
        grid, at, texts, lambda body: pd.Series(day, index=body.index), Message("read.layout_one_month", said)
    )


def _month_of(title: str) -> Period | None:
    """The one month with its year that a title speaks of, where it speaks of nothing else or of sales.

    >>> _month_of("Sales March 2025"), _month_of("Members March 2025")
    (Period(unit='month', number=3, year=2025, day=None), None)
    """
    words = title.replace("_", " ").split()
    found = {}
    for size in (1, 2):
        for at in range(len(words) - size + 1):
            (each,) = periods([" ".join(words[at : at + size])])
            if each.unit == "month" and each.year:
                found[each] = " ".join([*words[:at], *words[at + size :]])
    if len(found) != 1:
        return None
    ((month, rest),) = found.items()
    return month if not rest or speaks_of("amount", rest) or names_a_tab("sales", rest) else None


def _with_days(grid: Grid, at: int, texts: list[str], days: Callable[[pd.DataFrame], pd.Series], done: Message) -> Grid:
    """The grid with these headings and a column of days right of all others."""
    place = max(len(row) for row in grid.top)

    def below(n: int) -> pd.DataFrame:
        body = grid.below(n).drop(columns=place, errors="ignore")  # a cell there has no heading
        body[place] = days(body)
        return body

    shown = days(pd.DataFrame([list(row) for row in grid.top[at + 1 :]], dtype=object))
    top: list[list[object]] = [*grid.top[:at], [text or None for text in texts]]
    top[at] += [None] * (place - len(texts)) + [SALES.column("date").heading]
    for row, day in zip(grid.top[at + 1 :], shown, strict=True):
        dated = row and not pd.isna(day)
        top.append([*row, *[None] * (place - len(row)), day.to_pydatetime()] if dated else list(row))
    return replace(grid, top=top, below=below, done=(*grid.done, done))

"""Columns of which two could be meant: asked about where the one and the other would give another review."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.read.money import to_numbers
from winback_sheets.read.profiles import Columns
from winback_sheets.read.questions import Question
from winback_sheets.read.recognise import Found
from winback_sheets.read.typed import Typed

SAME = 0.02  # share of the rows that may differ before two columns say different things
MONTH = 31  # days by which two columns of days must lie apart
DAYS = ("date", "start", "end")
MONEY = ("amount", "monthly_amount")


def close_calls(tab: Typed) -> list[Question]:
    """The columns of one tab that had a close rival which says something else."""
    cells = Columns(tab.body, date1904=tab.found.grid.date1904)
    asked = []
    for key, headings in tab.found.close.items():
        others = tuple(heading for heading in headings if differs(tab.found, key, heading, cells))
        if others:
            taken = tab.found.headers[key]
            asked.append(Question("column", tab.found.grid.name, key, taken, others, len(tab.frame)))
    return asked


def differs(found: Found, key: str, heading: str, cells: Columns) -> bool:
    """Whether a column says something else than the one that was taken."""
    at = [str(each).strip() for each in found.grid.top[found.header_row - 1]].index(heading)
    if at not in cells or found.columns[key] not in cells:
        return False
    both = cells.sample[[found.columns[key], at]].dropna()
    if len(both) < 2:
        return False
    mine, other = both.iloc[:, 0], both.iloc[:, 1]
    if key == "customer":
        return _other_people(mine, other)
    if key in MONEY:
        return _other_money(mine, other)
    return _other_days(mine, other) if key in DAYS else False


def _other_people(mine: pd.Series, other: pd.Series) -> bool:
    """Whether two columns divide the rows among different customers."""
    a, b = pd.factorize(mine)[0], pd.factorize(other)[0]
    pairs = pd.DataFrame({"a": a, "b": b}).value_counts().reset_index(name="rows")
    most = pairs.drop_duplicates("a")["rows"].sum(), pairs.drop_duplicates("b")["rows"].sum()
    return bool(min(most) < (1 - SAME) * len(mine))


def _other_money(mine: pd.Series, other: pd.Series) -> bool:
    a, b = (to_numbers(each).values for each in (mine, other))
    both = a.notna() & b.notna()
    return bool(both.any() and not np.isclose(a[both].sum(), b[both].sum(), rtol=SAME / 4))


def _other_days(mine: pd.Series, other: pd.Series) -> bool:
    a, b = (to_dates(each, prefer="day").values for each in (mine, other))
    apart = (a - b).abs().dt.days
    return bool(apart.notna().any() and apart.median() > MONTH)

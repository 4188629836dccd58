"""What contracts bring a month: amounts by their billing term, units times their price, one currency, never a guess unsaid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.questions import Question
from winback_sheets.read.terms import ONCE, months_of, said_by
from winback_sheets.read.typed import Typed, is_text
from winback_sheets.read.values import currency_of
from winback_sheets.schema.words import PERIODS

Check = tuple[str, tuple[str, ...], pd.Series]
MONEY = ("monthly_amount", "amount", "unit_price")
WEEK = PERIODS["week"]
MONTH_DAYS, NEARLY = 365.25 / 12, 3  # days of a month on average, and how far off a whole number of them may be


class Monthly(NamedTuple):
    """Money a month of each row (NaN where it is not known), what is to be said of rows, and what was guessed."""

    mrr: pd.Series
    checks: list[Check]
    questions: list[Question]


def monthly(tab: Typed, left: pd.Series, use: pd.Series, *, yearly: bool = False) -> Monthly:
    """Money a month of each contract row. left: who has left. use: rows that are not set aside. yearly: a row is a year."""
    frame = tab.frame
    blank = pd.Series(np.nan, index=frame.index)
    given = frame["monthly_amount"].astype(float) if "monthly_amount" in frame else blank
    a_term, questions = _a_term(tab, use)
    taken = left & (given == 0) & a_term.notna()
    zeroed = _zeroed(given, a_term, left, use)
    given = given.mask(taken | zeroed)
    months, asked = _months(tab, use & given.isna() & a_term.notna(), yearly=yearly)
    mrr = given.fillna((a_term / months.where(months != ONCE)).round(2)).mask(given.isna() & (a_term == 0), 0.0)
    foreign = _foreign(tab, use & mrr.notna())
    priced = use & given.isna() & a_term.notna() & (a_term != 0)  # of nothing the term does not matter
    checks: list[Check] = [
        ("unknown_term", ("billing_period", "billing_unit", "plan"), priced & months.isna()),
        ("one_payment", ("billing_period", "billing_unit", "plan"), priced & (months == ONCE)),
        ("zeroed", ("monthly_amount", "amount"), zeroed),
        ("contract_currency", ("currency", *MONEY), foreign),
    ]
    return Monthly(mrr.mask(foreign), checks, questions + asked)


def _a_term(tab: Typed, use: pd.Series) -> tuple[pd.Series, list[Question]]:
    """The money of one term: the amount, of each unit or of all, else units times their price."""
    frame, blank = tab.frame, pd.Series(np.nan, index=tab.frame.index)
    money = frame["amount"].astype(float) if "amount" in frame else blank
    units = frame["quantity"].fillna(1) if "quantity" in frame else pd.Series(1.0, index=frame.index)
    questions: list[Question] = []
    if money.notna().any() and ((units != 1) & use).any():
        each = _is_of_each(frame, money, units, use)
        if each is None:
            rows = int(((units != 1) & use & money.notna()).sum())
            questions.append(Question("money", tab.found.grid.name, "quantity", "amount", ("unit_price",), rows))
        money = money * units if each else money
    return money.fillna(frame["unit_price"] * units) if "unit_price" in frame else money, questions


def _is_of_each(frame: pd.DataFrame, money: pd.Series, units: pd.Series, use: pd.Series) -> bool | None:
    """Whether an amount beside a number of units is that of one: one unit alone costs as much; None where nothing tells."""
    term = [frame[key].fillna("").astype(str) for key in ("billing_period", "billing_unit") if key in frame]
    single, several = use & (units == 1) & money.notna(), use & (units > 1) & money.notna()
    names = ["money", *(f"term{at}" for at in range(len(term)))]
    table = pd.DataFrame(dict(zip(names, [money.round(2), *term], strict=True)))
    prices = pd.MultiIndex.from_frame(table[single])
    as_each = pd.MultiIndex.from_frame(table[several]).isin(prices).mean()
    shared = table.assign(money=(money / units).round(2))
    as_all = pd.MultiIndex.from_frame(shared[several]).isin(prices).mean()
    return None if as_each == as_all else bool(as_each > as_all)


def _months(tab: Typed, need: pd.Series, *, yearly: bool) -> tuple[pd.Series, list[Question]]:
    """How many months each amount is for: by its column of terms, else its heading, else the plans, else asked for."""
    frame, headers = tab.frame, tab.found.headers
    key = next((key for key in ("billing_period", "billing_unit") if key in frame and frame[key].notna().any()), None)
    if key is not None:
        unit = frame["billing_unit"] if "billing_unit" in frame and key != "billing_unit" else None
        return months_of(frame[key], unit, heading=headers.get(key, "")), []
    named = {said_by(headers[each]) for each in ("amount", "unit_price") if each in frame} - {None}
    if yearly or len(named) == 1:
        return pd.Series(12.0 if yearly else named.pop(), index=frame.index), []
    if {"term_start", "term_end"} <= set(frame) and need.any():
        months = _between(frame["term_start"], frame["term_end"])
        if months[need].notna().any():
            return months, []
    if "plan" in frame and need.any():
        plans = frame["plan"].map({plan: said_by(plan) for plan in frame["plan"].dropna().unique()}).astype(float)
        if plans[need].notna().all():
            return plans, []
    asked = [Question("money", tab.found.grid.name, "billing_period", "month", ("year",), int(need.sum()))]
    return pd.Series(1.0, index=frame.index), asked if need.any() else []


def _between(first: pd.Series, last: pd.Series) -> pd.Series:
    """Whole months (of a few days, whole weeks) from the first day of a term to its last; blank where it is neither."""
    days = (last.dt.normalize() - first.dt.normalize()).dt.days
    months, weeks = (days / MONTH_DAYS).round(), (days / 7).round()
    near = ((days - months * MONTH_DAYS).abs() <= NEARLY) & (months > 0)
    return months.where(near, (weeks * WEEK).where((days == weeks * 7) & (weeks > 0)))


def _zeroed(given: pd.Series, a_term: pd.Series, left: pd.Series, use: pd.Series) -> pd.Series:
    """Rows of those who left whose amount was set to 0 as they did: every one of them is 0, and others pay."""
    gone, here = given[left & use & a_term.isna()], given[~left & use]
    all_zero = len(gone) > 0 and bool((gone == 0).all()) and bool((here > 0).any())
    return (left & use & (given == 0) & a_term.isna()) if all_zero else left & False


def _foreign(tab: Typed, use: pd.Series) -> pd.Series:
    """Rows in another currency than most: their money is never summed with the others'."""
    frame = tab.frame
    if "currency" in frame:
        codes = frame["currency"].fillna("").astype(str).str.strip().str.upper()
    else:
        at = next((tab.found.columns[key] for key in MONEY if key in tab.found.columns), -1)
        if at not in tab.body or not is_text(tab.body[at]):
            return pd.Series(False, index=frame.index)
        codes = currency_of(tab.body[at]).reindex(frame.index).fillna("")
    named = codes[(codes != "") & use]
    return use & (codes != "") & (codes != named.value_counts().idxmax()) if named.nunique() > 1 else use & False

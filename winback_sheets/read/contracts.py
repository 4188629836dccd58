"""Subscriptions, renewals by year and lists with tenure -> contract rows: customer, from, to, money a month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read import problems
from winback_sheets.read.headings import normalise
from winback_sheets.read.typed import Typed, cell_problems
from winback_sheets.schema.words import PERIODS, texts, texts_of


def _words(*fields: str) -> frozenset[str]:
    return frozenset(word for field in fields for word in map(normalise, texts(field)) if word)


_LEFT, _STAYED, _YES, _NO = _words("left"), _words("stayed"), _words("yes"), _words("no")
_LEFT_HEADINGS, _PLACE_HEADINGS = _words("left_headings"), _words("place_headings")
_ACTIVE = _words("active_headings")
_MONTHS = {normalise(word): PERIODS[period] for period in PERIODS for word in texts_of("billing", period)}


def months_of(period: pd.Series) -> pd.Series:
    """Billing periods in months: "yearly" is 12, "weekly" 12/52, a bare number is months; unknown is 1."""
    words = {word: _MONTHS.get(normalise(word)) for word in period.dropna().unique()}
    numbers = pd.to_numeric(period, errors="coerce")
    return period.map(words).astype(float).fillna(numbers).fillna(1.0)


def has_left(status: pd.Series, header: str) -> tuple[pd.Series, pd.Series]:
    """Whether a status says that they left, and whether it could be read at all."""
    words = {word: normalise(word) for word in status.dropna().unique()}
    heading = normalise(header)
    churn, active = heading in _LEFT_HEADINGS, any(word in heading for word in _ACTIVE)
    left = {w: p in _LEFT or (churn and p in _YES) or (active and p in _NO) for w, p in words.items()}
    known = {w: left[w] or p in _STAYED | _YES | _NO for w, p in words.items()}
    return status.isin([word for word in left if left[word]]), status.isna() | status.isin(
        [w for w in known if known[w]]
    )


def mrr(frame: pd.DataFrame, *, yearly: bool = False) -> pd.Series:
    """Money a month of each row; NaN where the tab has no money. A year's amount is divided by 12."""
    given = frame["monthly_amount"] if "monthly_amount" in frame else pd.Series(np.nan, index=frame.index)
    if "amount" not in frame:
        return given
    months = months_of(frame["billing_period"]) if "billing_period" in frame else (12.0 if yearly else 1.0)
    return given.fillna((frame["amount"] / months).round(2))


def subscriptions(tab: Typed, *, today: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Contract rows: customer, from, to (blank: open), mrr, notice, reason; trials are left out.

    `to` is the first day without service. Returns rows, problems and how time was read: dates, year or tenure.
    """
    frame, mode = tab.frame, next(k for k in ("start", "year", "tenure") if k in tab.frame)
    rows = pd.DataFrame({"customer": frame["customer"]}, index=frame.index)
    left, known = _left(tab)
    if mode == "start":
        rows["from"], rows["to"] = frame["start"], frame["end"] if "end" in frame else pd.NaT
    elif mode == "year":
        # A term runs from 1 January; what its status says later does not shorten the year that was paid.
        year = frame["year"].where(frame["year"].between(1900, 2200))
        rows["from"] = pd.to_datetime(year.astype("Int64").astype("string") + "-01-01", errors="coerce")
        rows["to"] = rows["from"] + pd.DateOffset(years=1)
    else:
        rows["from"], rows["to"] = _from_tenure(frame["tenure"], left, today)
    rows["mrr"] = mrr(frame, yearly=mode == "year")
    rows["notice"] = frame["cancel_notice_date"] if "cancel_notice_date" in frame else pd.NaT
    rows["reason"] = frame["end_reason"] if "end_reason" in frame else None
    for key in ("customer_name", "phone", "email"):
        if key in frame:
            rows[key] = frame[key]
    trial = frame["trial"].fillna(False).astype(bool) if "trial" in frame else pd.Series(False, index=frame.index)
    aside, parts = tab.aside.copy(), [tab.problems]
    for rule, keys, mask in [
        *_rules(rows, left if mode == "start" else left & False, mode, today),
        ("trial", ("trial",), trial),
        ("not_paid_yet", ("monthly_amount", "amount"), unpaid_yet(rows, use=~aside & ~trial)),
    ]:
        mask = mask & ~aside
        parts.append(cell_problems(tab, rule, keys, mask))
        aside |= mask & problems.sets_aside(rule)
    negative = (rows["mrr"] < 0) & ~aside
    rows["mrr"] = rows["mrr"].mask(negative)
    for rule, keys, mask in [
        ("unknown_status", ("status",), ~known & ~aside & (mode != "year")),
        ("negative_monthly", ("monthly_amount", "amount"), negative),
    ]:
        parts.append(cell_problems(tab, rule, keys, mask))
        aside |= mask & problems.sets_aside(rule)
    return rows[~aside], problems.together(parts), mode


def unpaid_yet(rows: pd.DataFrame, *, use: pd.Series) -> pd.Series:
    """Rows of 0 a month before the customer's first paid one: a free stretch is not yet being a customer."""
    paid = rows["from"].where(use & (rows["mrr"] != 0))
    first = paid.groupby(rows["customer"]).transform("min")
    return (rows["mrr"] == 0) & ~(rows["from"] >= first)


def _left(tab: Typed) -> tuple[pd.Series, pd.Series]:
    """Who left by the status column, and whose status can be read; a column of states of a country is no status."""
    none, every = pd.Series(False, index=tab.frame.index), pd.Series(True, index=tab.frame.index)
    if "status" not in tab.frame:
        return none, every
    header = tab.found.headers["status"]
    left, known = has_left(tab.frame["status"], header)
    place = normalise(header) in _PLACE_HEADINGS and known.mean() < 0.5
    return (none, every) if place else (left, known)


def _from_tenure(tenure: pd.Series, left: pd.Series, today: pd.Timestamp) -> tuple[pd.Series, pd.Series]:
    """A list with tenure and no dates is a snapshot at the end of the last full month.

    Whoever left did so in that month; a tenure of 0 counts as 1, since the snapshot cannot tell them apart.
    """
    close = (today + pd.Timedelta(days=1)).normalize().replace(day=1)
    months = tenure.clip(lower=1).round().fillna(1).to_numpy("timedelta64[M]")
    began = (np.datetime64(close, "M") - months).astype("datetime64[ns]") - np.timedelta64(1, "D")
    start = pd.Series(began, index=tenure.index).where(tenure.notna())
    end = pd.Series(pd.NaT, index=tenure.index).astype(start.dtype).mask(left, close - pd.Timedelta(days=1))
    return start, end


def _rules(
    rows: pd.DataFrame, left: pd.Series, mode: str, today: pd.Timestamp
) -> list[tuple[str, tuple[str, ...], pd.Series]]:
    return [
        ("no_customer", ("customer",), rows["customer"].isna()),
        ("no_start", (mode,), rows["from"].isna()),
        ("future_date", (mode,), rows["from"] > today),
        ("end_before_start", ("end",), rows["to"] < rows["from"]),
        ("left_without_date", ("status",), left & rows["to"].isna()),
    ]

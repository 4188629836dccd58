"""Subscriptions, renewals by year and lists with tenure -> contract rows: customer, from, to, money a month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read import contract_status as said
from winback_sheets.read import problems
from winback_sheets.read.contract_money import MONEY, Check, monthly
from winback_sheets.read.questions import Question
from winback_sheets.read.terms import unit_in
from winback_sheets.read.typed import Typed, cell_problems

SOON = pd.Timedelta(days=366)  # a start further ahead is a slip of the pen
MOST_WORDS = 10  # of statuses that are not known, in a question


class Contracts(NamedTuple):
    """A tab of contracts, ready to count.

    rows: customer, from, to (first day without service; blank: open), mrr, notice, leaving, day_unknown, reason. time: how
    the tab carries time (start, year or tenure). newest: its newest day that is not after the run day.
    """

    rows: pd.DataFrame
    problems: pd.DataFrame
    time: str
    questions: list[Question]
    newest: pd.Timestamp | None


def subscriptions(tab: Typed, *, today: pd.Timestamp) -> Contracts:
    """Contract rows of a tab; what is no contract yet (trials, nothing paid, not begun) is set aside and said.

    day_unknown: who has left, on a day that the tab does not say; of a list with tenures `to` is then its last day.
    leaving: still there, and not renewing.
    """
    frame, time = tab.frame, _time(tab.frame)
    standing = _standing(tab)
    left = standing == said.LEFT
    rows = _days(frame, standing, today, time)
    on_trial, trial = standing == said.TRIAL, _trial(frame, rows, today)
    rows["from"] = _paid_from(frame, rows["from"], today)
    tenures = time == "tenure"
    rows["day_unknown"] = left & rows["to"].isna() & (time != "year")
    newest = _newest(frame, rows, standing, today) if time == "start" or rows["to"].notna().any() else None
    if tenures:
        rows["from"], rows["to"] = _from_tenure(tab, rows, today)
        time = "start" if newest is not None else time
    for key in ("customer_name", "phone", "email", "plan", "country"):
        if key in frame:
            rows[key] = frame[key]
    rows["reason"] = frame["end_reason"] if "end_reason" in frame else None
    money = monthly(tab, left, ~tab.aside, yearly=time == "year")
    # Who has been there for months is a customer, with or without an amount in a list of tenures.
    rows["mrr"] = money.mrr.mask((standing == said.PAUSED) | ((money.mrr == 0) & tenures))
    aside, parts = tab.aside.copy(), [tab.problems]
    never = standing == said.NEVER_PAID
    for rule, keys, mask in [
        *_rules(rows, standing, "tenure" if tenures else time, today),
        ("trial", ("status",), on_trial),
        ("trial", ("trial", "trial_end"), trial),
        ("not_paid_yet", ("status",), never),
        ("not_paid_yet", MONEY, unpaid_yet(rows, use=~aside & ~trial & ~on_trial & ~never)),
        *_remarks(rows, standing, time, money.checks),
    ]:
        mask = mask & ~aside
        parts.append(cell_problems(tab, rule, keys, mask))
        aside |= mask & problems.sets_aside(rule)
    rows["mrr"] = rows["mrr"].mask(rows["mrr"] < 0)
    asked = _unknown_statuses(tab, standing, rows, ~aside) if time != "year" else []
    return Contracts(rows[~aside], problems.together(parts), time, money.questions + asked, newest)


def unpaid_yet(rows: pd.DataFrame, *, use: pd.Series) -> pd.Series:
    """Rows of 0 a month before the customer's first paid one: a free stretch is not yet being a customer."""
    paid = rows["from"].where(use & (rows["mrr"] != 0))
    first = paid.groupby(rows["customer"]).transform("min")
    return (rows["mrr"] == 0) & ~(rows["from"] >= first)


def _time(frame: pd.DataFrame) -> str:
    """How the tab carries time: the first of its columns that is filled; a list without any is one of tenures."""
    here = [key for key in ("start", "year", "tenure") if key in frame]
    return next((key for key in here if frame[key].notna().any()), here[0] if here else "tenure")


def _date(frame: pd.DataFrame, key: str) -> pd.Series:
    none = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ns]")
    return frame[key].astype("datetime64[ns]") if key in frame else none


def _flag(frame: pd.DataFrame, key: str) -> pd.Series:
    return frame[key].fillna(False).astype(bool) if key in frame else pd.Series(False, index=frame.index)


def _standing(tab: Typed) -> pd.Series:
    """What the tab says of each contract: by its status, and by a column that asks who left where it answers."""
    frame, headers = tab.frame, tab.found.headers
    standing = pd.Series(said.STAYED, index=frame.index, dtype=object)
    if "status" in frame and not said.is_place(frame["status"], headers["status"]):
        standing = said.standings(frame["status"], headers["status"])
    if "churned" in frame:
        answer = said.standings(frame["churned"], headers["churned"])
        # Who has not left by that column may still be paused or on trial by the status; they have not left.
        here = standing.mask(standing.isin([said.LEFT, said.UNKNOWN]), said.STAYED)
        decides = frame["churned"].notna() & (answer != said.UNKNOWN)
        standing = standing.mask(decides, answer.where(answer == said.LEFT, here))
    return standing


def _days(frame: pd.DataFrame, standing: pd.Series, today: pd.Timestamp, time: str) -> pd.DataFrame:
    """customer, from, to, notice and leaving of each row.

    Of those who left, the day the contract ended comes before the day they cancelled, and that before the end of the
    term. Of those who are still there a day of cancelling is notice, and the contract runs to the end of its term.
    """
    customer = frame["customer"] if "customer" in frame else _by_row(frame)
    rows = pd.DataFrame({"customer": customer, "from": _date(frame, "start")}, index=frame.index)
    if time == "year":
        # A term runs from 1 January; what its status says later does not shorten the year that was paid.
        year = frame["year"].where(frame["year"].between(1900, 2200))
        rows["from"] = pd.to_datetime(year.astype("Int64").astype("string") + "-01-01", errors="coerce")
        return rows.assign(
            to=rows["from"] + pd.DateOffset(years=1), notice=_date(frame, "cancel_notice_date"), leaving=False
        )
    end, cancelled, term = (_date(frame, key) for key in ("end", "cancelled_on", "term_end"))
    notice, left = _date(frame, "cancel_notice_date"), standing == said.LEFT
    stays = ~left & (standing != said.UNKNOWN) & _told(frame)
    at_term_end = _flag(frame, "cancel_at_term_end")
    undone = ~at_term_end & frame["cancel_at_term_end"].notna() if "cancel_at_term_end" in frame else left & False
    leaving = ~left & ((standing == said.NOTICE) | at_term_end | (stays & cancelled.notna() & ~undone))
    past = cancelled.fillna(term.where(term <= today)).fillna(notice.where(notice <= today))
    planned = term.fillna(cancelled.where(cancelled > today))
    to = end.fillna(past.where(left)).fillna(planned.where(leaving)).fillna(cancelled.where(~left & ~stays))
    given = notice.fillna(cancelled.where((left | leaving) & ~(cancelled >= to)))
    return rows.assign(to=to, notice=given, leaving=leaving)


def _told(frame: pd.DataFrame) -> pd.Series:
    """Rows whose status says anything at all."""
    return frame["status"].notna() if "status" in frame else pd.Series(False, index=frame.index)


def _by_row(frame: pd.DataFrame) -> pd.Series:
    """Customers of a list that names none: each row is one, called by its number in the sheet."""
    return pd.Series(frame.index.astype(str), index=frame.index)


def _trial(frame: pd.DataFrame, rows: pd.DataFrame, today: pd.Timestamp) -> pd.Series:
    """Rows marked as on trial, or gone before their trial was over."""
    over = _date(frame, "trial_end")
    return _flag(frame, "trial") | (over > today) | (rows["to"] <= over)


def _paid_from(frame: pd.DataFrame, start: pd.Series, today: pd.Timestamp) -> pd.Series:
    """The start, or the end of a trial that came first."""
    over = _date(frame, "trial_end")
    return start.mask((over > start) & (over <= today), over)


def _from_tenure(tab: Typed, rows: pd.DataFrame, today: pd.Timestamp) -> tuple[pd.Series, pd.Series]:
    """A list with tenure and no start is a snapshot at the end of the last full month.

    Whoever left on no day that is said did so by then; a tenure of 0 counts as 1, since the snapshot cannot tell them
    apart. Who has an end was there for the tenure before it.
    """
    frame, close = tab.frame, (today + pd.Timedelta(days=1)).normalize().replace(day=1)
    tenure = frame["tenure"] if "tenure" in frame else pd.Series(1.0, index=frame.index)
    unit = unit_in(tab.found.headers.get("tenure", "")) or 1.0
    months = (tenure * unit).clip(lower=1).round().fillna(1).to_numpy("timedelta64[M]")
    last = rows["to"].where(rows["to"] < close, close)
    whole = last.to_numpy("datetime64[M]") - months
    into = (last - last.to_numpy("datetime64[M]").astype("datetime64[ns]")).to_numpy("timedelta64[ns]")
    began = whole.astype("datetime64[ns]") + into - np.timedelta64(1, "D")
    start = pd.Series(began, index=tenure.index).where(tenure.notna())
    return start, rows["to"].mask(rows["day_unknown"], close - pd.Timedelta(days=1))


def _newest(frame: pd.DataFrame, rows: pd.DataFrame, standing: pd.Series, today: pd.Timestamp) -> pd.Timestamp | None:
    """The newest day of the list up to the run day; what is only planned (a later start, the end after notice) is none."""
    begun, planned = standing != said.LATER, rows["leaving"] | standing.isin([said.NOTICE, said.TRIAL])
    days = [_date(frame, "start").where(begun), rows["to"].where(begun & ~planned), rows["notice"].where(begun)]
    newest = pd.concat(days).where(lambda day: day <= today).max()
    return None if pd.isna(newest) else newest


def _rules(rows: pd.DataFrame, standing: pd.Series, time: str, today: pd.Timestamp) -> list[Check]:
    """Rows that cannot count as they stand."""
    later = (standing == said.LATER) | ((rows["from"] > today) & (rows["from"] <= today + SOON))
    return [
        ("no_customer", ("customer",), rows["customer"].isna()),
        ("starts_later", (time, "status"), later),
        ("no_start", (time,), rows["from"].isna()),
        ("future_date", (time,), rows["from"] > today),
        ("end_before_start", ("end", "cancelled_on", "term_end"), rows["to"] < rows["from"]),
    ]


def _remarks(rows: pd.DataFrame, standing: pd.Series, time: str, of_money: list[Check]) -> list[Check]:
    """What is said of rows that count."""
    counted = time != "year"
    return [
        ("left_without_date", ("churned", "status"), rows["day_unknown"] & (time == "start")),
        ("unknown_status", ("status",), (standing == said.UNKNOWN) & counted),
        ("paused", ("status",), (standing == said.PAUSED) & counted),
        ("negative_monthly", MONEY, rows["mrr"] < 0),
        *of_money,
    ]


def _unknown_statuses(tab: Typed, standing: pd.Series, rows: pd.DataFrame, use: pd.Series) -> list[Question]:
    """The question what statuses mean that are not known; until it is answered they are customers."""
    unknown = (standing == said.UNKNOWN) & use
    if not unknown.any():
        return []
    words = tuple(tab.frame.loc[unknown, "status"].astype(str).value_counts().index[:MOST_WORDS])
    money = float(rows.loc[unknown, "mrr"].sum())
    return [Question("statuses", tab.found.grid.name, "status", said.STAYED, words, int(unknown.sum()), money)]

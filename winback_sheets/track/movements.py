"""Who was there at the start of a period, who came, who left, and what it did to the money."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.track.rhythm import runs

CENT = 0.005
EXACT = 1e-12  # of a sum of money as a computer adds it up
FAR = np.iinfo(np.int64).max
REACHES = pd.Timedelta(days=7)  # a shop that is closed on the last days of a month is not a month late
ONE_DAY = pd.Timedelta(days=1)
SPAN = ["label", "first_day", "next_first", "over_on", "closed"]  # of `periods`
# How a loss is counted: in the rate; or in none, of who came and went, or went and came back, within one period, or left on
# a day that nobody knows.
LOST, IN_AND_OUT, OUT_AND_IN, UNDATED = "lost", "in_and_out", "out_and_in", "undated"


class Untied(Wrong):
    """The movement identity does not hold: start + new + returned + more - less - lost is not end."""


def periods(
    first: pd.Timestamp, last_day: pd.Timestamp, *, every: str = "month", run_day: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Calendar periods from the first day to the last day that the data reach: label, first_day, next_first, over_on, closed.

    A period is over (closed) when the run day lies after it and the data reach its last seven days. over_on: the first
    run day on which these data make it so; blank where they do not reach so far. run_day: by default the day after
    last_day, so that only a period of which no day is missing is over.

    >>> periods(pd.Timestamp("2025-01-15"), pd.Timestamp("2025-02-10"))[["label", "closed"]].values.tolist()
    [['2025-01', True], ['2025-02', False]]
    >>> periods(pd.Timestamp("2025-02-15"), pd.Timestamp("2025-02-22"), run_day=pd.Timestamp("2025-03-02"))["closed"].tolist()
    [True]
    """
    span = pd.period_range(first, last_day, freq={"month": "M", "quarter": "Q", "year": "Y"}[every])
    nexts = pd.Series((span + 1).to_timestamp())
    over_on = nexts.where(nexts - REACHES <= last_day)
    return pd.DataFrame(
        {
            "label": span.strftime({"month": "%Y-%m", "quarter": "%Y Q%q", "year": "%Y"}[every]),
            "first_day": span.to_timestamp(),
            "next_first": nexts,
            "over_on": over_on,
            "closed": over_on <= (last_day + ONE_DAY if run_day is None else run_day),
        }
    )


def counted_until(last_day: pd.Timestamp, run_day: pd.Timestamp) -> pd.Timestamp:
    """The day up to which to count: the last day that the data reach, or the end of its month where that is over.

    >>> counted_until(pd.Timestamp("2026-10-30"), pd.Timestamp("2026-11-02")).day
    31
    >>> counted_until(pd.Timestamp("2026-10-20"), pd.Timestamp("2026-11-02")).day
    20
    """
    month = periods(last_day, last_day, run_day=run_day).iloc[0]
    return month["next_first"] - ONE_DAY if month["closed"] else last_day


class _Days(NamedTuple):
    """One frame as arrays: customer code, first day, first day no more (FAR: still running)."""

    code: np.ndarray
    begin: np.ndarray
    until: np.ndarray


def _days(frame: pd.DataFrame, names: pd.Index, begin: str, until: str) -> _Days:
    first, last = (frame[key].to_numpy("datetime64[D]") for key in (begin, until))
    each = runs(frame)  # rows of one customer mostly stand together, and each is looked up once
    code = names.get_indexer(each.customer)[each.code]
    return _Days(code, _number(first), np.where(np.isnat(last), FAR, _number(last)))


def _number(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[D]").astype(np.int64)


def _states(spells: _Days, paid: _Days, mrr: np.ndarray, size: int, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Active or not, and money a month, of every customer on one day."""
    here = (spells.begin <= day) & (spells.until > day)
    active = np.bincount(spells.code[here], minlength=size) > 0
    pays = (paid.begin <= day) & (paid.until > day)
    money = np.bincount(paid.code[pays], weights=mrr[pays], minlength=size).round(2)
    return active, np.where(active, money, 0.0)


def movements(spells: pd.DataFrame, amounts: pd.DataFrame, spans: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Movements of each period and the losses behind them.

    spans: as from `periods`. First frame, one row a period: those of spans, start, new, returned, lost, end, the same in
    money (start_money, new_money, returned_money, expansion, contraction, lost_money, end_money; NaN without money), and
    in_and_out with its money, which is in none of the others. Second frame, one row a loss: customer, lost_on, ended,
    period, mrr (value at the start of the period; of an in-and-out its last value), counted (lost, in_and_out or
    out_and_in), end_reason. The sets are those on the day before the period and on its last day. Raises Untied.
    """
    names = pd.Index(spells["customer"].unique()).sort_values()
    stays, pays = _days(spells, names, "started", "lost_on"), _days(amounts, names, "from", "to")
    if (pays.code < 0).any():
        amounts = amounts[pays.code >= 0]
        pays = _days(amounts, names, "from", "to")
    mrr, money = amounts["mrr"].fillna(0.0).to_numpy(float), bool(amounts["mrr"].notna().any())
    worth = spells["mrr"].to_numpy(float)
    first_ever = np.full(len(names), FAR)
    np.minimum.at(first_ever, stays.code, stays.begin)
    begins, nexts = (_number(spans[key].to_numpy()) for key in ("first_day", "next_first"))
    lines: list[dict[str, float]] = []
    losses = [_losses(stays, worth, 0, 0, (stays.code[:0], worth[:0]), worth[:0])]
    day, state = FAR, (stays.code[:0], worth[:0])
    for number, label in enumerate(spans["label"]):
        begin, following = begins[number], nexts[number]
        before = state if day == begin - 1 else _states(stays, pays, mrr, len(names), begin - 1)
        day, state = following - 1, _states(stays, pays, mrr, len(names), following - 1)
        left = _losses(stays, worth, begin, following, before, state[0]).assign(period=label)
        lines.append(_line(before, state, first_ever < begin, left, money))
        losses.append(left)
    table = pd.concat([spans.reset_index(drop=True), pd.DataFrame(lines)], axis=1)
    _hold_identity(table, money)
    gone = pd.concat(losses[1:] or losses, ignore_index=True)
    named = spells.iloc[gone.pop("place")].reset_index(drop=True)
    return table, pd.concat([named[["customer", "lost_on", "ended"]], gone, named[["end_reason"]]], axis=1)


def _losses(
    spells: _Days, worth: np.ndarray, begin: int, following: int, before: tuple[np.ndarray, np.ndarray], end: np.ndarray
) -> pd.DataFrame:
    """Every spell that ended in the period, by its place, how it is counted, and its worth at the period's start."""
    place = np.flatnonzero((spells.until >= begin) & (spells.until < following))
    code = spells.code[place]
    order = np.argsort(spells.until[place], kind="stable")[::-1]
    final = np.zeros(len(place), dtype=bool)
    final[order[np.unique(code[order], return_index=True)[1]]] = True  # the customer's last loss of the period
    at_start, at_end = before[0][code].astype(bool), end[code].astype(bool)
    counted = np.select([at_start & ~at_end & final, ~at_start & ~at_end], [LOST, IN_AND_OUT], OUT_AND_IN)
    value = np.where(at_start & ~np.isnan(worth[place]), before[1][code], worth[place])
    return pd.DataFrame({"place": place, "period": "", "mrr": value, "counted": counted.astype(object)})


def _line(
    before: tuple[np.ndarray, np.ndarray],
    after: tuple[np.ndarray, np.ndarray],
    known: np.ndarray,
    left: pd.DataFrame,
    money: bool,
) -> dict[str, float]:
    """One period's counts and money."""
    (start, m0), (end, m1) = before, after
    fresh, back, gone, stay = end & ~start & ~known, end & ~start & known, start & ~end, start & end
    change = np.where(stay, m1 - m0, 0.0)
    apart = (left["counted"] != LOST).to_numpy()
    counts = {
        "start": start.sum(),
        "new": fresh.sum(),
        "returned": back.sum(),
        "lost": gone.sum(),
        "end": end.sum(),
        "in_and_out": apart.sum(),
    }
    sums = {
        "start_money": m0.sum(),
        "new_money": m1[fresh].sum(),
        "returned_money": m1[back].sum(),
        "expansion": change[change > 0].sum(),
        "contraction": -change[change < 0].sum(),
        "lost_money": m0[gone].sum(),
        "end_money": m1.sum(),
        "in_and_out_money": np.nansum(left["mrr"].to_numpy()[apart]),
    }
    return counts | {key: round(float(value), 2) + 0.0 if money else np.nan for key, value in sums.items()}


def _hold_identity(table: pd.DataFrame, money: bool) -> None:
    if not len(table):
        return
    heads = table["start"] + table["new"] + table["returned"] - table["lost"] - table["end"]
    cash = (
        table["start_money"]
        + table["new_money"]
        + table["returned_money"]
        + table["expansion"]
        - table["contraction"]
        - table["lost_money"]
        - table["end_money"]
    )
    moved = table[["start_money", "new_money", "returned_money", "end_money"]].abs().max(axis=1)
    # Beyond a hundred billion the sums themselves are no longer exact to the cent.
    if heads.any() or (money and (cash.abs() >= np.maximum(CENT, moved * EXACT)).any()):
        off = {"customers": int(heads.abs().max()), "money": float(cash.abs().max())}
        raise Untied(Message("track.untied", off))


def choose_period(spells: pd.DataFrame, until: pd.Timestamp, *, fewest: float = 5) -> tuple[str, float]:
    """Month or quarter, and how many losses a month are usual (by month from 5 losses a month on).

    Expected losses: the mean of the last 12 full months, or of as many as there are.
    """
    end = (until + ONE_DAY).to_period("M").to_timestamp()
    begin = spells["started"].min() if len(spells) else until
    months = max(1, min(12, (end.to_period("M") - begin.to_period("M")).n))
    since = (end.to_period("M") - months).to_timestamp()
    usual = float(((spells["lost_on"] >= since) & (spells["lost_on"] < end)).sum()) / months
    return "month" if usual >= fewest else "quarter", usual

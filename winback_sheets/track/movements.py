"""Who was there at the start of a period, who came, who left, and what it did to the money."""

from __future__ import annotations

import numpy as np
import pandas as pd

CENT = 0.005


class Untied(Exception):
    """The movement identity does not hold: start + new + returned + more - less - lost is not end."""


def periods(first: pd.Timestamp, as_of: pd.Timestamp, *, every: str = "month") -> pd.DataFrame:
    """Calendar periods from the first day to as_of: label, first_day, next_first, closed (as_of reached its last day).

    >>> periods(pd.Timestamp("2025-01-15"), pd.Timestamp("2025-02-10"))[["label", "closed"]].values.tolist()
    [['2025-01', True], ['2025-02', False]]
    """
    span = pd.period_range(first, as_of, freq={"month": "M", "quarter": "Q", "year": "Y"}[every])
    starts = span.to_timestamp()
    nexts = (span + 1).to_timestamp()
    label = span.strftime({"month": "%Y-%m", "quarter": "%Y Q%q", "year": "%Y"}[every])
    return pd.DataFrame(
        {
            "label": label,
            "first_day": starts,
            "next_first": nexts,
            "closed": nexts - pd.Timedelta(days=1) <= as_of,
        }
    )


def _states(
    spells: pd.DataFrame, amounts: pd.DataFrame, names: pd.Index, day: pd.Timestamp
) -> tuple[np.ndarray, np.ndarray]:
    """Active or not, and money a month, of every customer on one day."""
    here = (spells["started"] <= day) & ~(spells["lost_on"] <= day)
    active = np.bincount(spells["code"][here], minlength=len(names)) > 0
    pays = (amounts["from"] <= day) & ~(amounts["to"] <= day)
    money = np.bincount(amounts["code"][pays], weights=amounts["monthly"][pays], minlength=len(names)).round(2)
    return active, np.where(active, money, 0.0)


def _coded(spells: pd.DataFrame, amounts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.Index]:
    names = pd.Index(spells["customer"].unique()).sort_values()
    amounts = amounts[amounts["customer"].isin(names)]
    return (
        spells.assign(code=names.get_indexer(spells["customer"])),
        amounts.assign(code=names.get_indexer(amounts["customer"])),
        names,
    )


def movements(spells: pd.DataFrame, amounts: pd.DataFrame, spans: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Movements of each period and the losses behind them.

    spans: as from `periods`. First frame, one row a period: label, closed, start, new, returned, lost, end, the same in
    money (start_money, new_money, returned_money, expansion, contraction, lost_money, end_money; NaN without money), and
    in_and_out with its money, which is in none of the others. Second frame, one row a loss: customer, lost_on, ended,
    period, monthly (value at the start of the period; of an in-and-out its last value), counted ("lost", "in and out",
    "out and in"), end_reason. The sets are those on the day before the period and on its last day. Raises Untied.
    """
    spells, amounts, names = _coded(spells, amounts)
    money = bool(amounts["monthly"].notna().any())
    amounts = amounts.fillna({"monthly": 0.0})
    first_ever = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(first_ever, spells["code"], spells["started"].astype("datetime64[ns]").astype(np.int64))
    lines, losses = [], []
    for span in spans.to_dict("records"):
        before, last = span["first_day"] - pd.Timedelta(days=1), span["next_first"] - pd.Timedelta(days=1)
        start, start_money = _states(spells, amounts, names, before)
        end, end_money = _states(spells, amounts, names, last)
        left = _losses(spells, span, start, end, start_money, names)
        known = first_ever <= before.value
        lines.append(_line(span, start, end, start_money, end_money, known, left, money))
        losses.append(left)
    table = pd.DataFrame(lines)
    _hold_identity(table, money)
    return table, pd.concat(losses, ignore_index=True) if losses else _losses(
        spells, None, np.array([]), np.array([]), np.array([]), names
    )


def _losses(
    spells: pd.DataFrame,
    span: dict | None,
    start: np.ndarray,
    end: np.ndarray,
    start_money: np.ndarray,
    names: pd.Index,
) -> pd.DataFrame:
    """Every spell that ended in the period, with how it is counted and what it was worth at the period's start."""
    gone = (
        spells.iloc[:0]
        if span is None
        else spells[(spells["lost_on"] >= span["first_day"]) & (spells["lost_on"] < span["next_first"])]
    )
    code = gone["code"].to_numpy()
    final = ~gone.sort_values("lost_on").duplicated("code", keep="last").reindex(gone.index).to_numpy(bool)
    at_start, at_end = start[code].astype(bool), end[code].astype(bool)
    counted = np.select([at_start & ~at_end & final, ~at_start & ~at_end], ["lost", "in and out"], "out and in")
    value = np.where(at_start, start_money[code], gone["monthly_value"].to_numpy(float))
    value = np.where(np.isnan(gone["monthly_value"].to_numpy(float)), np.nan, value)
    return pd.DataFrame(
        {
            "customer": gone["customer"].to_numpy(),
            "lost_on": gone["lost_on"].to_numpy(),
            "ended": gone["ended"].to_numpy(),
            "period": span["label"] if span else "",
            "monthly": value,
            "counted": counted,
            "end_reason": gone["end_reason"].to_numpy(),
        }
    )


def _line(
    span: dict,
    start: np.ndarray,
    end: np.ndarray,
    m0: np.ndarray,
    m1: np.ndarray,
    known: np.ndarray,
    left: pd.DataFrame,
    money: bool,
) -> dict:
    """One period's counts and money."""
    fresh, back, gone, stay = end & ~start & ~known, end & ~start & known, start & ~end, start & end
    change = np.where(stay, m1 - m0, 0.0)
    apart = left[left["counted"] != "lost"]
    counts = {
        "label": span["label"],
        "closed": span["closed"],
        "first_day": span["first_day"],
        "next_first": span["next_first"],
        "start": start.sum(),
        "new": fresh.sum(),
        "returned": back.sum(),
        "lost": gone.sum(),
        "end": end.sum(),
        "in_and_out": len(apart),
    }
    sums = {
        "start_money": m0.sum(),
        "new_money": m1[fresh].sum(),
        "returned_money": m1[back].sum(),
        "expansion": change[change > 0].sum(),
        "contraction": -change[change < 0].sum(),
        "lost_money": m0[gone].sum(),
        "end_money": m1.sum(),
        "in_and_out_money": apart["monthly"].sum(),
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
    if heads.any() or (money and (cash.abs() >= CENT).any()):
        raise Untied(f"customers are off by {heads.abs().max()}, money by {cash.abs().max():.2f}")


def choose_period(spells: pd.DataFrame, as_of: pd.Timestamp, *, fewest: float = 5) -> tuple[str, str]:
    """Month or quarter, by how many losses are usual, and why (seed 000-05: monthly from 5 expected losses a month).

    Expected losses: the mean of the last 12 full months, or of as many as there are.
    """
    until = (as_of + pd.Timedelta(days=1)).to_period("M").to_timestamp()
    begin = spells["started"].min() if len(spells) else as_of
    months = max(1, min(12, (until.to_period("M") - begin.to_period("M")).n))
    since = (until.to_period("M") - months).to_timestamp()
    usual = float(((spells["lost_on"] >= since) & (spells["lost_on"] < until)).sum()) / months
    every = "month" if usual >= fewest else "quarter"
    return every, f"{usual:.1f} losses a month are usual, so the review goes by {every}"

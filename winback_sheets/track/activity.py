"""Spells: the unbroken stretches of being a customer, from purchases or from contracts.

Everything else eats two frames. `spells`: customer, started, ended (last purchase or first day without service;
blank while still here), lost_on (first day that counts as lost; blank while still here), mrr, end_reason,
how (lapse or contract). `amounts`: customer, from, to, mrr - how much a month while from <= day < to.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.schema.lapse_rule import LapseRule
from winback_sheets.schema.settings import USUAL, Rules
from winback_sheets.track.lapse_day import YEAR_DAYS, lost_after
from winback_sheets.track.rhythm import bought, day_number, day_numbers, purchases, runs, up_to
from winback_sheets.track.undated import dated

SPELL_FIELDS = ("customer", "started", "ended", "lost_on", "mrr", "end_reason", "how")


def purchase_days(sales: pd.DataFrame) -> pd.DataFrame:
    """One row a customer and day: net money of the day and whether something was bought on it.

    Without money every row is a purchase; with money a day counts as a purchase when a row on it is positive or marked
    in a column `purchase`, and refunds stay on their own date. Rows marked in a column `cancelled` are none. Sorted;
    `code` is the customer's place in order of name.
    What is in purchase days already stays as it is, so that a million rows are gone through once.
    """
    if {"net", "bought"} <= set(sales):
        return sales
    codes, customers = pd.factorize(sales["customer"], sort=True)
    days = day_numbers(sales["date"])
    money = sales["amount"].to_numpy(float) if "amount" in sales else np.full(len(sales), np.nan)
    counted = not np.isnan(money).all()
    buys = bought(sales)
    if "cancelled" in sales:
        buys = buys & ~sales["cancelled"].to_numpy(bool)
    if not len(sales):
        none = {"customer": object, "code": np.int64, "date": "datetime64[ns]", "net": float, "bought": bool}
        return pd.DataFrame(columns=list(none)).astype(none)
    low = days.min()
    key = codes.astype(np.int64) * (days.max() - low + 1) + (days - low)
    slot, unique = pd.factorize(key)
    net = np.bincount(slot, weights=np.nan_to_num(money), minlength=len(unique)).round(2)
    any_bought = np.bincount(slot, weights=buys, minlength=len(unique)) > 0
    order = np.argsort(unique)
    width = days.max() - low + 1
    code, day = np.divmod(unique[order], width)
    dates = (day + low).astype("datetime64[D]").astype("datetime64[ns]")
    return pd.DataFrame(
        {
            # As plain objects: one text a customer, shared by all its rows, is grouped and found fastest.
            "customer": pd.Series(np.asarray(customers, dtype=object)[code], dtype=object),
            "code": code,
            "date": dates,
            "net": net[order] if counted else np.nan,
            "bought": any_bought[order],
        }
    )


def _trailing(days: pd.DataFrame) -> np.ndarray:
    """Net money of the 365 days ending on each row's day, for the same customer."""
    each = runs(days)
    codes, when = each.code, day_numbers(days["date"])
    when = when - when.min() + YEAR_DAYS
    key = codes * (when.max() + YEAR_DAYS + 1) + when
    before = np.searchsorted(key, key - YEAR_DAYS, side="right")  # rows on or before the day a year earlier
    first = each.begin[codes]
    total = np.concatenate([[0.0], np.cumsum(days["net"].to_numpy())])
    return np.asarray(total[np.arange(len(days)) + 1] - total[np.maximum(before, first)])


def lapse_spells(sales: pd.DataFrame, as_of: pd.Timestamp, *, rule: LapseRule) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Spells of a shop: a customer is lost when a silence between purchases is a loss by the rule.

    sales: customer, date, amount (may be absent or blank: counts only). Rows after as_of are left out. A spell ends
    with its last purchase; `lost_on` is the first day on which the rule holds (that day + window + 1 by a window alone).
    Value: net money of the 365 days ending at the last purchase, divided by 12, in cents.

    >>> sales = pd.DataFrame({"customer": ["A", "A", "B"], "amount": [120.0, 120.0, 60.0],
    ...                       "date": pd.to_datetime(["2025-01-10", "2025-03-01", "2025-01-05"])})
    >>> spells, amounts = lapse_spells(sales, pd.Timestamp("2025-05-01"), rule=LapseRule(90))
    >>> spells["lost_on"].dt.strftime("%Y-%m-%d").fillna("").tolist(), spells["mrr"].tolist()
    (['', '2025-04-06'], [20.0, 5.0])
    """
    days = purchase_days(up_to(sales, as_of))
    counted = len(days) and days["net"].notna().any()
    days = days.assign(mrr=(_trailing(days) / 12).round(2) + 0.0 if counted else np.nan)
    days = purchases(days).reset_index(drop=True)
    # A gap that is a loss on its last day is a loss and a return on one day: the rule is the same for every gap (1,506
    # of Online Retail came back after more than 90 days), and such a pair is marked and moves no rate.
    after, last = _lost_after(days, as_of, rule)
    gone = after > 0
    closes = gone | last
    opens = np.roll(closes, 1)
    when = days["date"].to_numpy()
    lapsed = np.full(len(days), np.datetime64("NaT"), dtype=when.dtype)
    lapsed[gone] = when[gone] + after[gone].astype("timedelta64[D]")
    spells = pd.DataFrame(
        {
            "customer": days["customer"][opens].reset_index(drop=True),
            "started": when[opens],
            "ended": np.where(gone, when, np.datetime64("NaT"))[closes],
            "lost_on": lapsed[closes],
            "mrr": days["mrr"].to_numpy()[closes],
            "end_reason": None,
            "how": "lapse",
        }
    )
    until = np.where(closes, lapsed, np.roll(when, -1))
    amounts = pd.DataFrame({"customer": days["customer"], "from": days["date"], "to": until, "mrr": days["mrr"]})
    return spells, amounts


def _lost_after(days: pd.DataFrame, as_of: pd.Timestamp, rule: LapseRule) -> tuple[np.ndarray, np.ndarray]:
    """After how many days the silence behind each purchase counted as a loss (0: it does not), and which are the last."""
    each, when = runs(days), day_numbers(days["date"])
    last = np.zeros(len(days), dtype=bool)
    last[each.begin - 1] = True  # the row before a customer's first is another's last
    silent = np.diff(when, append=0)
    silent[last] = day_number(as_of) - when[last]
    if rule.mbg is None:
        return np.where(silent > rule.window, rule.window + 1, 0), last
    first = each.begin[each.code]
    return lost_after(rule, np.arange(len(days)) - first, when - when[first], silent), last


def contract_spells(
    subscriptions: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    rules: Rules = USUAL,
    payments: pd.DataFrame | None = None,
    by_notice: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Spells of contracts: rows of one customer that touch, overlap or lie within the allowed gap are one spell.

    subscriptions: customer, from, to (first day without service; blank = open), mrr, notice, reason.
    payments: customer, due, paid, disputed; an undisputed invoice unpaid for longer than the grace days ends the
    spell ("unpaid") until it is paid; payments without any paid day are ignored. by_notice: the day on which they gave
    notice ends the contract. A free stretch (0 a month) before the first paid row is in no spell.
    Ends after as_of are open; who left on a day that the list does not say is as in `undated.dated`.
    """
    rows = dated(subscriptions[subscriptions["from"] <= as_of].copy(), as_of)
    paid = rows["from"].where(rows["mrr"] != 0).groupby(rows["customer"]).transform("min")
    rows = rows[(rows["mrr"] != 0) | (rows["from"] >= paid)]
    if by_notice and "notice" in rows:
        rows["to"] = rows[["to", "notice"]].min(axis=1)
    rows["to"] = rows["to"].where(rows["to"] <= as_of)
    rows = rows[~(rows["to"] <= rows["from"])]  # a contract that ended the day it began was no contract
    rows["unpaid"] = False
    if payments is not None and "paid" in payments and len(rows):
        rows = _without_arrears(rows, _arrears(payments, as_of, rules.grace))
    rows = rows.sort_values(["customer", "from"], kind="stable").reset_index(drop=True)
    return _merged(rows, rules.allowed_gap)


def _arrears(payments: pd.DataFrame, as_of: pd.Timestamp, grace: int) -> pd.DataFrame:
    """Stretches in which some invoice was overdue beyond the grace days: customer, gone, back (blank: still)."""
    disputed = payments["disputed"].fillna(False).astype(bool) if "disputed" in payments else False
    rows = payments[payments["due"].notna() & ~pd.Series(disputed, index=payments.index)]
    gone = rows["due"] + pd.Timedelta(days=grace + 1)
    paid = rows["paid"].where(rows["paid"] <= as_of)
    late = (gone <= as_of) & ~(paid < gone)
    if {"amount", "amount_paid"} <= set(rows):
        late &= ~(rows["paid"].isna() & (rows["amount_paid"] >= rows["amount"]))  # paid, the day left out
    found = pd.DataFrame({"customer": rows["customer"], "gone": gone, "back": paid})[late].sort_values(
        ["customer", "gone"]
    )
    far = found["back"].fillna(pd.Timestamp.max.normalize())
    reach = far.groupby(found["customer"]).cummax().groupby(found["customer"]).shift()
    stretch = (~(found["gone"] <= reach)).cumsum()
    return (
        found.assign(far=far)
        .groupby(stretch)
        .agg(customer=("customer", "first"), gone=("gone", "first"), back=("far", "max"))
    )


def _without_arrears(rows: pd.DataFrame, arrears: pd.DataFrame) -> pd.DataFrame:
    """Contract rows cut where arrears begin, and taken up again on the day everything was paid."""
    far = pd.Timestamp.max.normalize()
    for number in range(int(arrears.groupby("customer").size().max()) if len(arrears) else 0):
        one = arrears.groupby("customer").nth(number).set_index("customer")
        gone, back = rows["customer"].map(one["gone"]), rows["customer"].map(one["back"])
        end = rows["to"].fillna(far)
        cut = gone.notna() & (gone < end) & (back > rows["from"])
        after = rows[cut & (back < end)].copy()
        after["from"] = back[after.index].where(back[after.index] > after["from"], after["from"])
        before = rows.copy()
        before.loc[cut, "to"] = gone[cut]
        before.loc[cut, "unpaid"] = True
        rows = pd.concat([before[~(before["to"] <= before["from"])], after], ignore_index=True)
    return rows


def _merged(rows: pd.DataFrame, allowed_gap: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contract rows joined into spells; the money of a row reaches over a bridged gap so that it makes no movement."""
    far = pd.Timestamp.max.normalize()
    end = rows["to"].fillna(far)
    reach = end.groupby(rows["customer"]).cummax()
    before = reach.groupby(rows["customer"]).shift()
    opens = before.isna() | ((rows["from"] - before).dt.days > allowed_gap)
    spell = opens.cumsum()
    bridged = rows["from"].shift(-1).where(~opens.shift(-1, fill_value=True))
    last_to_end = end.eq(reach) & bridged.notna() & (bridged > end)
    amounts = pd.DataFrame(
        {
            "customer": rows["customer"],
            "from": rows["from"],
            "mrr": rows["mrr"],
            "to": rows["to"].mask(last_to_end, bridged),
        }
    )[["customer", "from", "to", "mrr"]]
    last = rows.assign(end=end, spell=spell).sort_values(["spell", "end"], kind="stable").groupby("spell").tail(1)
    finish = last["to"].to_numpy()
    at_end = (
        rows.assign(spell=spell)[end.eq(end.groupby(spell).transform("max"))].groupby("spell")["mrr"].sum(min_count=1)
    )
    spells = pd.DataFrame(
        {
            "customer": last["customer"].to_numpy(),
            "started": rows.groupby(spell)["from"].min().to_numpy(),
            "ended": finish,
            "lost_on": finish,
            "mrr": at_end.to_numpy(),
            "end_reason": np.where(
                last["unpaid"], "unpaid", last["reason"].to_numpy(object) if "reason" in last else np.array(None)
            ),
            "how": "contract",
        }
    )
    spells.loc[spells["lost_on"].isna(), "end_reason"] = None
    return spells, amounts


def paid_on(amounts: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Money a month in force on a day, by customer; blank where no amount is known.

    >>> amounts = pd.DataFrame({"customer": ["A", "A"], "mrr": [20.0, 30.0], "to": pd.to_datetime(["2025-02-01", None]),
    ...                         "from": pd.to_datetime(["2025-01-01", "2025-02-01"])})
    >>> paid_on(amounts, pd.Timestamp("2025-02-01")).to_dict()
    {'A': 30.0}
    """
    here = amounts[(amounts["from"] <= day) & ~(amounts["to"] <= day)]
    return here.groupby("customer")["mrr"].sum(min_count=1)

"""The watch list: of the customers who bought twice or more, the likeliest to stay away with the most money to lose."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track.gap_hazard import last_seen
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase
from winback_sheets.track.recency_frequency import recency_frequency
from winback_sheets.track.rhythm import purchases, rhythms, runs, up_to

YEAR = pd.Timedelta(days=365)
ONE_IN, FEWEST = 2, 5  # at most every second candidate is named, where that is five or more: a list of all is none
SLIGHT = 0.05  # of fewer than so many, within their usual gap, no warning is given
# By the chance of no purchase x money; by days of silence x money, or by money alone, where the past speaks for that.
Order = Literal["chance", "idle", "money"]
COLUMNS = ("customer", "since", "silent", "usual", "of_100", "ahead", "leaving", "score")


def watch_list(
    everybody: pd.DataFrame, who: pd.Index, *, ahead: int, calls: int, order: Order = "chance"
) -> pd.DataFrame:
    """Of these customers as many as `most` allows, the highest score first; nobody of whom all speaks for staying.

    everybody: as from `everybody` for the same `ahead`, the lapse window. who: active customers without an event. Columns:
    customer, since (the last purchase), silent and usual (days; usual is blank where there is one gap alone), of_100 (of 100
    like this, how many bought nothing for `ahead` days; blank where the order does not go by it, or too few were ever silent
    for so long), leaving (the same as a chance; blank where the order does not go by it), score.
    Where the order goes by no chance only who is silent for longer than usual is named, by money; without money too, nobody.
    """
    each = candidates(everybody)
    each = each[each.index.isin(who)]
    named = most(calls, len(each))
    each = each[~stays(each)]
    if not each["leaving"].notna().any():
        order = "money"
        each = each[each["money"].notna()]
    if order == "money":  # nothing but the own silence speaks against anybody then
        each = each[each["silent"] > each["usual"]]
    each = each.assign(score=scores(each)[order])
    each = each.loc[in_order(each["score"])[:named]]
    chance = each["leaving"] if order != "money" else each["leaving"] * np.nan
    frame = each.assign(
        since=each["last"],
        usual=each["usual"].clip(lower=1).round().where(each["purchases"] > 2),
        of_100=(100 * chance).round().clip(1, 99).where(each["like_this"]),
        ahead=ahead,
        leaving=chance,
    )
    return frame.rename_axis("customer").reset_index()[list(COLUMNS)]


def everybody(days: pd.DataFrame, as_of: pd.Timestamp, model: PurchaseModel | Message, ahead: int) -> pd.DataFrame:
    """By customer: first, last, purchases, usual and longest gap, silent, money and leaving.

    days: purchase days. money: net of the 365 days up to as_of, 0 where negative; blank throughout in a ledger without
    money. leaving: the chance of no purchase in the next `ahead` days; blank without a model. like_this: whether the
    shop has seen silences as long as that.
    """
    past = up_to(days, as_of)
    each, known = rhythms(purchases(past)), recency_frequency(past, as_of)
    each["silent"] = known["silent"]
    each["money"] = money_of_a_year(past, as_of).reindex(each.index)
    each["leaving"] = np.nan if isinstance(model, Message) else chance_of_no_purchase(model, known, ahead)
    each["like_this"] = each["silent"] <= (0 if isinstance(model, Message) else last_seen(model.gaps))
    return each


def overdue(everybody: pd.DataFrame, who: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Who of these customers is silent for longer than usual: customer, since (the first day beyond that) and usual."""
    each = candidates(everybody)
    each = each[each.index.isin(who) & (each["silent"] > each["usual"])]
    since = (each["last"] + pd.to_timedelta(each["usual"].round() + 1, unit="D")).clip(upper=as_of)
    return pd.DataFrame({"customer": each.index, "since": since.to_numpy(), "usual": each["usual"].to_numpy()})


def candidates(everybody: pd.DataFrame) -> pd.DataFrame:
    """Those who bought on two days or more."""
    return everybody[everybody["purchases"] > 1]


def most(calls: int, candidates: int) -> int:
    """How many are named: as many as there are calls, and no more than half of the candidates, or five of few.

    >>> most(60, 1_000), most(60, 100), most(60, 19), most(-2, 100)
    (60, 50, 9, 0)
    """
    return max(0, min(calls, max(FEWEST, candidates // ONE_IN)))


def stays(each: pd.DataFrame) -> pd.Series:
    """Of whom all speaks for staying: silent within their usual gap, and few like them stay away.

    >>> stays(pd.DataFrame({"leaving": [0.04, 0.04, 0.3], "silent": [5, 9, 5], "usual": 7.0})).tolist()
    [True, False, False]
    """
    return (each["leaving"] < SLIGHT) & (each["silent"] <= each["usual"])


def money_of_a_year(days: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    """Net money of the 365 days up to as_of by customer, 0 where negative; blank where the ledger has no money.

    days: purchase days up to as_of.
    """
    each = runs(days)
    net = days["net"].to_numpy(float)
    if np.isnan(net).all():
        return pd.Series(np.nan, index=each.customer)
    recent = (days["date"] > as_of - YEAR).to_numpy()
    total = np.bincount(each.code[recent], weights=net[recent], minlength=len(each.begin))
    return pd.Series(total.clip(min=0).round(2), index=each.customer)


def scores(each: pd.DataFrame) -> pd.DataFrame:
    """What each candidate is worth by each order; without money the chance and the days of silence alone.

    >>> each = pd.DataFrame({"leaving": [0.5, 0.1], "silent": [10, 90], "money": [100.0, 200.0]})
    >>> scores(each).T.to_numpy().tolist()
    [[50.0, 20.0], [1000.0, 18000.0], [100.0, 200.0]]
    """
    worth = each["money"] if each["money"].notna().any() else each["money"].fillna(1.0)
    return pd.DataFrame({"chance": each["leaving"] * worth, "idle": each["silent"] * worth, "money": worth})


def in_order(score: pd.Series) -> pd.Index:
    """The customers by score, highest first; among equals by name.

    >>> in_order(pd.Series({"B": 1.0, "A": 1.0, "C": 2.0})).tolist()
    ['C', 'A', 'B']
    """
    named = score.sort_index(key=lambda names: names.astype(str), kind="stable")
    return named.sort_values(ascending=False, kind="stable").index

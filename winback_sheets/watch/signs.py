"""Every warning sign, in the order in which to look at them: one line each, and nothing else knows a sign by name.

A sign is a file beside this one, its line here, and its words in the catalogue (`signs.KEY_name`, `_evidence`,
`_response`, `_opening`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

import pandas as pd

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.watch import contract
from winback_sheets.watch.alarms import control_false_alarms
from winback_sheets.watch.buying_less import buying_less
from winback_sheets.watch.silence import silence


class Sign(NamedTuple):
    """A warning sign: whose customers may give it, in which table, who finds it, and the columns that are its evidence.

    find: (table, active customers, day) -> customer, since and the evidence. money: evidence that is money. urgent: comes
    before everything else, whatever the money. likely: a likelihood (column `chance`), so false alarms are held down; else
    it is an event. unless: another sign that says as much, beside which this one is not named.
    """

    key: str
    business: Literal["sales", "subscriptions"]
    table: Literal["sales", "subscriptions", "amounts", "payments"]
    find: Callable[[pd.DataFrame, pd.Index, pd.Timestamp], pd.DataFrame]
    evidence: tuple[str, ...]
    money: tuple[str, ...] = ()
    urgent: bool = False
    likely: bool = False
    unless: str = ""


# Told us first, whatever the scores; then the signs that are events, then the ones that are likelihoods.
SIGNS: tuple[Sign, ...] = (
    Sign("told_us", "subscriptions", "subscriptions", contract.notice, ("since", "ends"), urgent=True),
    Sign("unpaid", "subscriptions", "payments", contract.unpaid, ("days",), ("owed",)),
    Sign("ends_soon", "subscriptions", "subscriptions", contract.ending, ("ends",), unless="told_us"),
    Sign("downgrade", "subscriptions", "amounts", contract.downgrade, (), ("now", "was")),
    Sign("silence", "sales", "sales", silence, ("days", "usual", "purchases", "chance"), likely=True),
    Sign(
        *("buying_less", "sales", "sales", buying_less),
        evidence=("recent", "expected"),
        money=("money_recent", "money_expected"),
        likely=True,
    ),
)
NONE = pd.DataFrame({"customer": [], "sign": [], "since": pd.to_datetime([]), "chance": []})


def sign(key: str) -> Sign:
    """The sign with this key. Raises Wrong for one that is not in the list.

    >>> sign("told_us").urgent
    True
    """
    for each in SIGNS:
        if each.key == key:
            return each
    raise Wrong(Message("signs.unknown", {"sign": key}))


def find_signs(
    business: str, tables: Mapping[str, pd.DataFrame | None], active: pd.Index, as_of: pd.Timestamp
) -> pd.DataFrame:
    """The signs of one kind of business: customer, sign, since, and the evidence of each.

    tables: by name, None for one that is not there. The likelihoods are controlled over everybody who was looked at.
    """
    events, likely = [NONE], [NONE]
    for each in SIGNS:
        table = tables.get(each.table) if each.business == business else None
        if table is not None:
            found = each.find(table, active, as_of).assign(sign=each.key)
            (likely if each.likely else events).append(found)
    happened = together(events)
    for each in SIGNS:
        said = happened.loc[happened["sign"] == each.unless, "customer"]
        happened = happened[~((happened["sign"] == each.key) & happened["customer"].isin(said))]
    return together([happened, control_false_alarms(together(likely), len(active))])


def rank_signs(signs: pd.DataFrame, money: pd.Series) -> pd.DataFrame:
    """Signs in the order to look at them: the urgent ones first, then most money a month at risk. Adds mrr and urgent."""
    known = {key: sign(key) for key in signs["sign"].unique()}
    frame = signs.assign(mrr=signs["customer"].map(money))
    frame["urgent"] = frame["sign"].map({key: each.urgent for key, each in known.items()}).astype(bool)
    frame["later"] = ~frame["urgent"]
    frame["place"] = frame["sign"].map({key: SIGNS.index(each) for key, each in known.items()})
    order = {"later": True, "mrr": False, "customer": True, "place": True}
    frame = frame.sort_values(list(order), ascending=list(order.values()), kind="stable")
    return frame.drop(columns=["later", "place"]).reset_index(drop=True)


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The parts that have rows, one below another."""
    return pd.concat([part for part in parts if len(part)] or [NONE], ignore_index=True)

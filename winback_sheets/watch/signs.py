"""Every warning sign, in the order in which to look at them: one line each, and nothing else knows a sign by name.

A sign is a file beside this one, its line here, and its words in the catalogue (`signs.KEY_name`, `_evidence`,
`_response`, `_opening`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.watch import contract
from winback_sheets.watch.alarms import control_false_alarms
from winback_sheets.watch.buying_less import buying_less
from winback_sheets.watch.silence import silence

Tables = Mapping[str, pd.DataFrame]


class Sign(NamedTuple):
    """A warning sign: the tables without which it says nothing, who finds it, and the columns that are its evidence.

    find: (tables, active customers, day) -> customer, since and the evidence; it reads nothing that is dated after the day.
    money: evidence that is money. urgent: comes before everything else, whatever the money. test: it is a test of a change
    against the customer's own past: `find` gives everybody whom it can judge, with a column `chance`, and those below
    NOTICEABLE are named; else it is an event. likely: of old, see `alarms`. unless: another sign that says as much, beside
    which this one is not named.
    """

    key: str
    needs: tuple[str, ...]
    find: Callable[[Tables, pd.Index, pd.Timestamp], pd.DataFrame]
    evidence: tuple[str, ...]
    money: tuple[str, ...] = ()
    urgent: bool = False
    test: bool = False
    likely: bool = False
    unless: str = ""


class Found(NamedTuple):
    """Signs (customer, sign, since, chance and the evidence of each), and how many customers each test looked at."""

    signs: pd.DataFrame
    looked_at: dict[str, int]


NOTICEABLE = 0.06  # a test names whom chance alone would name so often; the tab says how many that is

# Told us first, whatever the scores; then the signs that are events, then the ones that are likelihoods.
SIGNS: tuple[Sign, ...] = (
    Sign("told_us", ("subscriptions",), contract.notice, ("since", "ends"), urgent=True),
    Sign("unpaid", ("payments",), contract.unpaid, ("days",), ("owed",)),
    Sign("ends_soon", ("subscriptions",), contract.ending, ("ends",), unless="told_us"),
    Sign("downgrade", ("amounts", "subscriptions"), contract.downgrade, (), ("now", "was")),
    Sign("silence", ("purchase_days",), silence, ("days", "usual", "purchases", "chance"), likely=True),
    Sign(
        *("buying_less", ("purchase_days",), buying_less),
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


def find_signs(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> Found:
    """The signs of all customers who are still there.

    tables: those that there are, by name: every input tab as it was read, `purchase_days` of those who follow the lapse
    rule, `amounts` of those under contract, `worked` for the rows of Outreach with what people typed.
    """
    events, likely, looked_at = [NONE], [NONE], dict[str, int]()
    for each in SIGNS:
        if not all(name in tables for name in each.needs):
            continue
        found = each.find(tables, active, as_of).assign(sign=each.key)
        if each.test:
            looked_at[each.key] = len(found)
            found = found[found["chance"] < NOTICEABLE]
        (likely if each.likely else events).append(found)
    happened = together(events)
    for each in SIGNS:
        said = happened.loc[happened["sign"] == each.unless, "customer"]
        happened = happened[~((happened["sign"] == each.key) & happened["customer"].isin(said))]
    shop = tables.get("purchase_days")
    tested = int(active.isin(shop["customer"].unique()).sum()) if shop is not None else 0
    return Found(together([happened, control_false_alarms(together(likely), tested)]), looked_at)


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

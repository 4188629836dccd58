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
from winback_sheets.watch.expected_quiet import expected_quiet

Tables = Mapping[str, pd.DataFrame]


class Sign(NamedTuple):
    """A warning sign: the tables without which it says nothing, who finds it, and the columns that are its evidence.

    find: (tables, active customers, day) -> customer, since and the evidence; it reads nothing that is dated after the day.
    money: evidence that is money. urgent: comes before everything else, whatever the money. test: it is a test of a change
    against the customer's own past: `find` gives everybody whom it can judge, with a column `chance`, and those below
    NOTICEABLE are named; else it is an event. unless: another sign that says as much, beside which this one is not named.
    quiet: it is about silence or doing less, and is not named where that is expected.
    """

    key: str
    needs: tuple[str, ...]
    find: Callable[[Tables, pd.Index, pd.Timestamp], pd.DataFrame]
    evidence: tuple[str, ...]
    money: tuple[str, ...] = ()
    urgent: bool = False
    test: bool = False
    unless: str = ""
    quiet: bool = False


class Found(NamedTuple):
    """Signs (customer, sign, since, chance and the evidence of each), and how many customers each test looked at.

    quiet: customers whose silence is expected, and why, as from `expected_quiet`; nobody of them has a sign of silence.
    """

    signs: pd.DataFrame
    looked_at: dict[str, int]
    quiet: pd.DataFrame


NOTICEABLE = 0.06  # a test names whom chance alone would name so often; the tab says how many that is

# Told us first, whatever the money; the watch list comes after all of them.
SIGNS: tuple[Sign, ...] = (
    Sign("told_us", ("subscriptions",), contract.notice, ("since", "ends"), urgent=True),
    Sign("unpaid", ("payments",), contract.unpaid, ("days",), ("owed",)),
    Sign("ends_soon", ("subscriptions",), contract.ending, ("ends",), unless="told_us"),
    Sign("downgrade", ("amounts", "subscriptions"), contract.downgrade, (), ("now", "was")),
)
NONE = pd.DataFrame({"customer": [], "sign": [], "since": pd.to_datetime([]), "chance": []})
# Not found by itself: who is on the list, and in which order, is said by `watch_list` after all other signs.
MAY_LEAVE = Sign("may_leave", (), lambda tables, active, as_of: NONE, ("usual", "silent", "of_100", "ahead"), ("mrr",))


def sign(key: str) -> Sign:
    """The sign with this key. Raises Wrong for one that is not in the list.

    >>> sign("told_us").urgent
    True
    """
    for each in (*SIGNS, MAY_LEAVE):
        if each.key == key:
            return each
    raise Wrong(Message("signs.unknown", {"sign": key}))


def find_signs(tables: Tables, active: pd.Index, as_of: pd.Timestamp, *, overdue: pd.DataFrame | None = None) -> Found:
    """The signs of all customers who are still there.

    tables: those that there are, by name: every input tab as it was read, `purchase_days` of those who follow the lapse
    rule, `amounts` of those under contract, `worked` for the rows of Outreach with what people typed. overdue: who is
    silent for longer than usual, as from `watch_list.overdue`; whether that is expected is said with the signs.
    """
    found, looked_at = [NONE], dict[str, int]()
    for each in SIGNS:
        if not all(name in tables for name in each.needs):
            continue
        mine = each.find(tables, active, as_of).assign(sign=each.key)
        if each.test:
            looked_at[each.key] = len(mine)
            mine = mine[mine["chance"] < NOTICEABLE]
        found.append(mine)
    named = together(found)
    for each in SIGNS:
        said = named.loc[named["sign"] == each.unless, "customer"]
        named = named[~((named["sign"] == each.key) & named["customer"].isin(said))]
    named = named.reset_index(drop=True)
    silent = named[named["sign"].isin([each.key for each in SIGNS if each.quiet])]
    of_purchases = silent["sign"].isin([each.key for each in SIGNS if "purchase_days" in each.needs])
    beside = (NONE if overdue is None else overdue).assign(of_purchases=True)
    both = pd.concat([silent.assign(of_purchases=of_purchases), beside.set_index(-1 - beside.index)])
    expected = expected_quiet(tables, both, active, as_of)
    unexpected = both.drop(index=expected.explained)["customer"]
    quiet = expected.quiet[~expected.quiet["customer"].isin(unexpected)].reset_index(drop=True)
    named = named.drop(index=expected.explained[expected.explained >= 0]).reset_index(drop=True)
    return Found(named, looked_at, quiet)


def with_event(signs: pd.DataFrame) -> pd.Index:
    """The customers with a sign that is an event: they come before the watch list, and are not on it."""
    events = [each.key for each in SIGNS if not each.test]
    return pd.Index(signs.loc[signs["sign"].isin(events), "customer"].unique())


def rank_signs(signs: pd.DataFrame, money: pd.Series) -> pd.DataFrame:
    """Signs in the order to look at them: the urgent ones, the others by money a month, the watch list by its score.

    Adds mrr and urgent.
    """
    places = {each.key: at for at, each in enumerate((*SIGNS, MAY_LEAVE))}
    urgent = {key: sign(key).urgent for key in signs["sign"].unique()}
    frame = signs.assign(mrr=signs["customer"].map(money), urgent=signs["sign"].map(urgent).astype(bool))
    listed = frame["sign"] == MAY_LEAVE.key
    score = frame["score"] if "score" in frame else frame["mrr"]
    keys = {"later": ~frame["urgent"], "listed": listed, "worth": -frame["mrr"].mask(listed, score)}
    keys |= {"customer": frame["customer"].astype(str), "place": frame["sign"].map(places)}
    order = pd.DataFrame(keys).sort_values(list(keys), kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The parts that have rows, one below another."""
    return pd.concat([part for part in parts if len(part)] or [NONE], ignore_index=True)

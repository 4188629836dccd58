"""Every warning sign, in the order in which to look at them: one line each, and nothing else knows a sign by name.

A sign is a file beside this one, its line here, and its words in the catalogue (`signs.KEY_name`, `_evidence`,
`_response`, `_opening`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.watch import (
    contact_silence,
    contract,
    cut,
    feast_or_famine,
    fewer_questions,
    more_complaints,
    open_complaint,
    payments,
    people,
    scores,
    unheard,
    using_less,
)
from winback_sheets.watch.expected_quiet import expected_quiet
from winback_sheets.watch.overdue_promise import overdue_promise
from winback_sheets.watch.told_us import told_us
from winback_sheets.watch.unopened import unopened

Tables = Mapping[str, pd.DataFrame]


class Sign(NamedTuple):
    """A warning sign: the tables without which it says nothing, who finds it, and the columns that are its evidence.

    find: (tables, active customers, day) -> customer, since and the evidence; it reads nothing that is dated after the day.
    money: evidence that is money. urgent: comes before everything else, whatever the money. test: it is a test of a change
    against the customer's own past: `find` gives everybody whom it can judge, with a column `chance`, and those below
    NOTICEABLE are named; else it is an event. unless: another sign that says as much, beside which this one is not named.
    quiet: it is about silence or doing less, and is not named where that is expected.
    any_of: tables of which one is enough. refuses: what is said instead of naming anybody, where the tables are too young
    or almost everybody would be named. mild: the customer stays on the watch list. beside: what is said of those who
    are not named for a reason, beside the others.
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
    any_of: tuple[str, ...] = ()
    mild: bool = False
    refuses: Callable[[Tables, pd.Index, pd.Timestamp], Message | None] | None = None
    beside: Callable[[Tables, pd.Index, pd.Timestamp], Message | None] | None = None


class Found(NamedTuple):
    """Signs (customer, sign, since, chance and the evidence of each), and by test the customers whom it could judge.

    quiet: customers whose silence is expected, and why, as from `expected_quiet`; nobody of them has a sign of silence.
    instead: by sign, what is said where nobody can be named.
    """

    signs: pd.DataFrame
    judged: dict[str, pd.Index]
    quiet: pd.DataFrame
    instead: dict[str, Message] = {}

    @property
    def looked_at(self) -> dict[str, int]:
        """How many customers each test looked at."""
        return {key: len(customers) for key, customers in self.judged.items()}

    @property
    def said_instead(self) -> tuple[Message, ...]:
        """What is said where nobody can be named, each sentence once: several signs may be silent for one reason."""
        told = [*self.instead.values()]
        return tuple(said for at, said in enumerate(told) if said not in told[:at])


NOTICEABLE = 0.06  # a test names whom chance alone would name so often; the tab says how many that is

# Told us first, whatever the money; the watch list comes after all of them.
SIGNS: tuple[Sign, ...] = (
    Sign("told_us", (), told_us, ("since", "ends", "said"), urgent=True),
    Sign(
        *("contact_leaves", ("people",), people.contact_leaves),
        evidence=("person", "successor", "leaves", "ask", "meet", "recap"),
    ),
    Sign("contact_changed", ("people",), people.contact_changed, ("person", "successor", "since")),
    Sign("unpaid", ("payments",), contract.unpaid, ("days",), ("owed",)),
    Sign(
        "pays_later",
        ("payments",),
        payments.paying_later,
        ("usual", "third", "second", "last", "unpaid"),
        test=True,
    ),
    Sign("pays_in_parts", ("payments",), payments.paying_in_parts, ("since",), ("paid_part", "amount")),
    Sign("pays_another_way", ("payments",), payments.paying_another_way, ("since", "way", "usual_way")),
    Sign("smaller_invoices", ("payments",), payments.smaller_invoices, (), ("recent_amount", "usual_amount")),
    Sign("ends_soon", ("subscriptions",), contract.ending, ("ends",), unless="told_us", beside=contract.renewals),
    Sign("downgrade", ("amounts", "subscriptions"), contract.downgrade, (), ("now", "was")),
    Sign("spends_less", ("purchase_days",), cut.same_days_less_money, ("days",), ("money_recent", "money_expected")),
    Sign("overdue_promise", ("promises",), overdue_promise, ("promise", "since", "days", "promises")),
    Sign(
        *("open_complaint", ("complaints",), open_complaint.open_complaint),
        evidence=("since", "days", "closed", "complaints", "topic"),
        refuses=open_complaint.refuses,
    ),
    Sign(
        *("more_complaints", (), more_complaints.more_complaints),
        evidence=("recent", "before", "days", "minutes", "minutes_before"),
        test=True,
        any_of=("complaints", "contacts"),
        refuses=more_complaints.refuses,
    ),
    Sign("low_score", ("surveys",), scores.low_score, ("since", "score", "scale")),
    Sign(
        *("contact_silence", ("contacts",), contact_silence.contact_silence),
        evidence=("days", "usual", "contacts", "chance"),
        test=True,
        refuses=contact_silence.refuses,
        quiet=True,
    ),
    Sign(
        *("fewer_questions", ("contacts",), fewer_questions.fewer_questions),
        evidence=("recent", "expected", "chance"),
        test=True,
        refuses=fewer_questions.refuses,
        quiet=True,
    ),
    Sign(
        *("using_less", ("usage",), using_less.using_less),
        evidence=("recent", "usual", "chance"),
        test=True,
        refuses=using_less.refuses,
        quiet=True,
    ),
    Sign(
        *("feast_or_famine", ("contacts",), feast_or_famine.feast_or_famine),
        evidence=("contacts", "early", "within", "days"),
        mild=True,
        quiet=True,
        refuses=feast_or_famine.refuses,
    ),
    Sign("unopened", ("contacts",), unopened, ("days", "usual", "emails"), mild=True, quiet=True),
    Sign("only_ok", ("surveys",), scores.only_ok, ("since", "score", "scale"), mild=True),
    Sign(
        *("unheard", (), unheard.unheard),
        evidence=("years", "heard"),
        mild=True,
        any_of=unheard.HEARD_IN,
        refuses=unheard.refuses,
    ),
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


def has_tables(each: Sign, tables: Tables) -> bool:
    """Whether all that a sign needs is there."""
    enough = not each.any_of or any(name in tables for name in each.any_of)
    return enough and all(name in tables for name in each.needs)


def find_signs(tables: Tables, active: pd.Index, as_of: pd.Timestamp, *, overdue: pd.DataFrame | None = None) -> Found:
    """The signs of all customers who are still there.

    tables: those that there are, by name: every input tab as it was read, `purchase_days` of those who follow the lapse
    rule, `amounts` of those under contract, `worked` for the rows of Outreach with what people typed. overdue: who is
    silent for longer than usual, as from `watch_list.overdue`; whether that is expected is said with the signs.
    """
    found, judged, instead = [NONE], dict[str, pd.Index](), dict[str, Message]()
    for each in SIGNS:
        if not has_tables(each, tables):
            continue
        refused = each.refuses and each.refuses(tables, active, as_of)
        if refused:
            instead[each.key] = refused
            continue
        aside = each.beside and each.beside(tables, active, as_of)
        if aside:
            instead[each.key] = aside
        mine = each.find(tables, active, as_of).assign(sign=each.key)
        if each.test:
            judged[each.key] = pd.Index(mine["customer"])
            mine = mine[mine["chance"] < NOTICEABLE]
        found.append(mine)
    named = together(found)
    for each in SIGNS:
        said = named.loc[named["sign"] == each.unless, "customer"]
        named = named[~((named["sign"] == each.key) & named["customer"].isin(said))]
    named = named.reset_index(drop=True)
    silent = named[named["sign"].isin([each.key for each in SIGNS if each.quiet])]
    of_purchases = silent["sign"].isin([each.key for each in SIGNS if "purchase_days" in each.needs])
    if "usual" in silent:  # of some signs it is no number of days
        in_days = silent["sign"].isin([each.key for each in SIGNS if "days" in each.evidence])
        silent = silent.assign(usual=silent["usual"].where(in_days))
    beside = (NONE if overdue is None else overdue).assign(of_purchases=True)
    both = pd.concat([silent.assign(of_purchases=of_purchases), beside.set_index(-1 - beside.index)])
    expected = expected_quiet(tables, both, active, as_of)
    unexpected = both.drop(index=expected.explained)["customer"]
    quiet = expected.quiet[~expected.quiet["customer"].isin(unexpected)].reset_index(drop=True)
    named = named.drop(index=expected.explained[expected.explained >= 0]).reset_index(drop=True)
    return Found(named, judged, quiet, instead)


def with_event(signs: pd.DataFrame) -> pd.Index:
    """The customers with a sign that is an event: they come before the watch list, and are not on it."""
    events = [each.key for each in SIGNS if not each.test and not each.mild]
    return pd.Index(signs.loc[signs["sign"].isin(events), "customer"].unique())


def rank_signs(signs: pd.DataFrame, money: pd.Series) -> pd.DataFrame:
    """Signs in the order to look at them: the urgent ones, the others by money a month, then the watch list.

    Of the list those come first who are silent for longer than usual, then the others, each by score.

    Adds mrr and urgent.
    """
    places = {each.key: at for at, each in enumerate((*SIGNS, MAY_LEAVE))}
    urgent = {key: sign(key).urgent for key in signs["sign"].unique()}
    frame = signs.assign(mrr=signs["customer"].map(money), urgent=signs["sign"].map(urgent).astype(bool))
    listed = frame["sign"] == MAY_LEAVE.key
    score = frame["score"] if "score" in frame else frame["mrr"]
    late = frame["silent"] > frame["usual"] if "usual" in frame and "silent" in frame else listed
    keys = {
        "later": ~frame["urgent"],
        "listed": listed,
        "in_time": listed & ~late,
        "worth": -frame["mrr"].mask(listed, score),
    }
    keys |= {"customer": frame["customer"].astype(str), "place": frame["sign"].map(places)}
    order = pd.DataFrame(keys).sort_values(list(keys), kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The parts that have rows, one below another."""
    return pd.concat([part for part in parts if len(part)] or [NONE], ignore_index=True)

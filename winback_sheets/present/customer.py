"""Everything about one customer in lines: how counted, which rows, which rule, why this priority."""

from __future__ import annotations

from typing import Any

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.present.recap import about_value
from winback_sheets.present.rows import AHEAD, chances, lost_customers, outreach, warning_signs
from winback_sheets.present.words import say, word
from winback_sheets.read.headings import normalise
from winback_sheets.schema.message import Amount, Message

MOST_ROWS = 20


def about(review: Review, customer: str) -> list[str]:
    """Lines about a customer, who is called as in the review."""
    lines = [_as_of(review), known(review, customer)]
    for business in review.businesses:
        if (business.spells["customer"] == customer).any() or (business.undated["customer"] == customer).any():
            lines += _counted(review, business, customer)
    lines += _rows(review, customer)
    first = pd.Series([b.spells.loc[b.spells["customer"] == customer, "started"].min() for b in review.businesses])
    lines += about_value(review, customer, first.min())
    return lines + _rescue(review, customer)


def meant(review: Review, typed: str) -> list[str]:
    """The customers with this id, name, e-mail or phone, in any spelling, or else those with it in a part of one."""
    counted = [frame["customer"] for b in review.businesses for frame in (b.spells, b.undated) if len(frame)]
    every = pd.concat(counted).drop_duplicates()
    if (every == typed).any():
        return [typed]
    people = review.book.people.reindex(every.to_list())[["name", "contact", "email", "phone"]]
    wanted, spelled = normalise(typed), people.assign(customer=people.index).fillna("").astype(str).map(normalise)
    if not wanted:
        return []
    same = spelled.eq(wanted).any(axis=1)
    part = spelled.apply(lambda texts: texts.str.contains(wanted, regex=False)).any(axis=1)
    return sorted(spelled.index[same if same.any() else part])


def _as_of(review: Review) -> str:
    return say("customer.as_of", day=review.as_of, why=sentences.as_of_source(review))


def known(review: Review, customer: str) -> str:
    """A customer's id with the name, phone and e-mail we have."""
    person = review.book.people
    parts = [customer]
    if customer in person.index:
        parts += [str(value) for value in person.loc[customer, ["name", "phone", "email"]] if isinstance(value, str)]
    return " · ".join(parts)


def _counted(review: Review, business: Business, customer: str) -> list[str]:
    """The spells and losses of the customer, with the rule that made them."""
    lines = []
    spells = [frame[frame["customer"] == customer] for frame in (business.spells, business.undated)]
    for spell in [spell for frame in spells for spell in frame.to_dict("records")]:
        told = _stay(business, spell)
        if pd.notna(spell["mrr"]):
            told = say("customer.with_money", sentence=told, mrr=Amount(spell["mrr"], sentences.currency(review)))
        lines.append(told)
    for loss in business.losses[business.losses["customer"] == customer].to_dict("records"):
        if pd.isna(loss["lost_on"]):
            continue  # of a loss without a day all has been said
        known = {"period": loss["period"], "counted": say(f"track.counted_{loss['counted']}")}
        if pd.isna(loss["mrr"]):
            lines.append(say("customer.in_churn_count", **known))
        else:
            lines.append(say("customer.in_churn", mrr=loss["mrr"], **known))
    return lines


def _stay(business: Business, spell: dict[str, Any]) -> str:
    """From when to when somebody was a customer."""
    if "lost_on" not in spell or (business.snapshot and pd.notna(spell["lost_on"])):
        return say("customer.gone", started=spell["started"])
    days = {"started": spell["started"]} | ({"ended": spell["ended"]} if pd.notna(spell["ended"]) else {})
    if pd.isna(spell["lost_on"]):
        return say("customer.still_last", **days) if "ended" in days else say("customer.still", **days)
    lost = {"lost_on": spell["lost_on"], "rule": word(business.convention)}
    return say("customer.lost_last", **days, **lost) if "ended" in days else say("customer.lost", **days, **lost)


def _rows(review: Review, customer: str) -> list[str]:
    """The rows behind the count, newest first, and the rows of this customer that were set aside."""
    book, lines = review.book, []
    if book.sales is not None:
        mine = book.sales[book.sales["customer"] == customer].sort_values("date", ascending=False)
        if mine["amount"].notna().any():
            lines.append(say("customer.sales_money", rows=len(mine), total=float(mine["amount"].sum())))
        elif len(mine):
            lines.append(say("customer.sales", rows=len(mine)))
        rows = mine.head(MOST_ROWS).to_dict("records")
        lines += [say("customer.sale", date=row["date"], amount=row["amount"]) for row in rows]
    if book.subscriptions is not None:
        mine = book.subscriptions[book.subscriptions["customer"] == customer]
        if len(mine):
            lines.append(say("customer.subscriptions", rows=len(mine)))
        lines += [_term(row) for row in mine.head(MOST_ROWS).to_dict("records")]
    return lines


def _term(row: dict[str, Any]) -> str:
    """One row of Subscriptions."""
    if pd.isna(row["to"]):
        return say("customer.open_term", begin=row["from"], mrr=row["mrr"])
    return say("customer.term", begin=row["from"], end=row["to"], mrr=row["mrr"])


def _rescue(review: Review, customer: str) -> list[str]:
    """Signs, or why none are expected, decision and the planned contact."""
    signs, losses = _of(warning_signs(review), customer), _of(lost_customers(review), customer)
    lines = [say("customer.sign", sign=row["sign"], evidence=row["evidence"]) for row in signs]
    lines += _chance(review, customer)
    lines += [sentences.expected_quiet(row) for row in _of(review.quiet, customer)]
    lines += [
        say(
            "customer.decision_undated" if pd.isna(row["lost_on"]) else "customer.decision",
            **{key: row[key] for key in ("lost_on", "decision", "why", "status")},
        )
        for row in losses
        if isinstance(row["decision"], str)
    ]
    return lines + [
        say("customer.call", date=row["date"], why_now=row["why_now"], place=row["why_this_place"])
        for row in _of(outreach(review), customer)
    ]


def _chance(review: Review, customer: str) -> list[str]:
    """How likely it is that a customer of the shop buys nothing for 90 days, or why that cannot be said."""
    bought = review.purchase_days
    if bought is None or not (bought["customer"] == customer).any():
        return []
    if isinstance(review.model, Message):
        return [word(review.model)]
    of_100 = min(99, max(1, round(100 * float(chances(review)[customer]))))
    return [say("customer.chance", of_100=of_100, days=AHEAD)]


def _of(frame: pd.DataFrame, customer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame[frame["customer"] == customer].to_dict("records") if len(frame) else []
    return found

"""Everything about one customer in lines: how counted, which rows, which rule, why this priority."""

from __future__ import annotations

from typing import Any

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.present.rows import lost_customers, outreach, warning_signs
from winback_sheets.present.words import say, word
from winback_sheets.read.recognise import normalise

MOST_ROWS = 20


def about(review: Review, customer: str) -> list[str]:
    """Lines about a customer, who is called as in the review."""
    lines = [sentences.context(review), known(review, customer)]
    for business in review.businesses:
        if (business.spells["customer"] == customer).any():
            lines += _counted(review, business, customer)
    lines += _rows(review, customer)
    return lines + _rescue(review, customer)


def meant(review: Review, typed: str) -> list[str]:
    """The customers with this id, name, e-mail or phone, in any spelling, or else those with it in a part of one."""
    every = pd.concat([b.spells["customer"] for b in review.businesses]).drop_duplicates()
    if (every == typed).any():
        return [typed]
    people = review.book.people.reindex(every.to_list())[["name", "contact", "email", "phone"]]
    wanted, spelled = normalise(typed), people.assign(customer=people.index).fillna("").astype(str).map(normalise)
    if not wanted:
        return []
    same = spelled.eq(wanted).any(axis=1)
    part = spelled.apply(lambda texts: texts.str.contains(wanted, regex=False)).any(axis=1)
    return sorted(spelled.index[same if same.any() else part])


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
    for spell in business.spells[business.spells["customer"] == customer].to_dict("records"):
        end = (
            f"lost on {sentences.day(spell['lost_on'])} ({word(business.convention)})"
            if pd.notna(spell["lost_on"])
            else "still a customer"
        )
        worth = (
            f", {sentences.money(spell['mrr'], sentences.currency(review))} a month" if pd.notna(spell["mrr"]) else ""
        )
        last = f", last on {sentences.day(spell['ended'])}" if pd.notna(spell["ended"]) else ""
        lines.append(f"customer from {sentences.day(spell['started'])}{last}: {end}{worth}")
    for loss in business.losses[business.losses["customer"] == customer].to_dict("records"):
        counted = say(f"track.counted_{loss['counted']}")
        lines.append(
            f"in Churn {loss['period']}: counted as {counted}, {sentences.money(loss['mrr'])} a month at the start"
        )
    return lines


def _rows(review: Review, customer: str) -> list[str]:
    """The rows behind the count, newest first, and the rows of this customer that were set aside."""
    book, lines = review.book, []
    if book.sales is not None:
        mine = book.sales[book.sales["customer"] == customer].sort_values("date", ascending=False)
        total = f", {sentences.money(float(mine['amount'].sum()))} in all" if mine["amount"].notna().any() else ""
        lines.append(f"{len(mine):,} rows in Sales{total}:")
        lines += [
            f"  {row['date']:%Y-%m-%d}  {sentences.money(row['amount'])}"
            for row in mine.head(MOST_ROWS).to_dict("records")
        ]
    if book.subscriptions is not None:
        mine = book.subscriptions[book.subscriptions["customer"] == customer]
        lines.append(f"{len(mine):,} rows in Subscriptions:")
        lines += [
            f"  {sentences.day(row['from'])} to {sentences.day(row['to']) or 'open'}  {sentences.money(row['mrr'])}"
            for row in mine.head(MOST_ROWS).to_dict("records")
        ]
    return lines


def _rescue(review: Review, customer: str) -> list[str]:
    """Signs, decision and the planned contact."""
    lines = [f"warning sign {row['sign']}: {row['evidence']}" for row in _of(warning_signs(review), customer)]
    lines += [
        f"decision on the loss of {row['lost_on']:%Y-%m-%d}: {row['decision']}, {row['why']}; {row['status']}"
        for row in _of(lost_customers(review), customer)
        if isinstance(row["decision"], str)
    ]
    return lines + [
        f"call on {row['date']:%Y-%m-%d}: {row['why_now']}; {row['why_this_place']}"
        for row in _of(outreach(review), customer)
    ]


def _of(frame: pd.DataFrame, customer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame[frame["customer"] == customer].to_dict("records") if len(frame) else []
    return found

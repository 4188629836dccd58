"""What a customer has had so far, in one line of facts: for the card, for `winback why`, and before a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.words import say
from winback_sheets.rescue.recap import recap
from winback_sheets.schema.message import Amount

FROM_SEGMENTS = ("first_purchase", "frequency", "monetary", "mrr")
MOST = 500  # customers whose line stands in Segments: those to contact first, then the most money


def recap_lines(review: Review, every: pd.DataFrame) -> pd.Series:
    """What these customers have had, by customer, as many as find room in the card's source; every: rows of Segments."""
    chosen = _first(review, every)
    found = recaps(review, pd.Index(chosen["customer"]))
    rows = chosen.set_index("customer").reindex(columns=[*FROM_SEGMENTS]).join(found)
    said = [" · ".join(facts(row, sentences.currency(review))) for row in rows.to_dict("records")]
    return pd.Series(said, index=rows.index, dtype=object).replace("", None)


def _first(review: Review, every: pd.DataFrame) -> pd.DataFrame:
    """Those with a sign or in the plan, then those with the most money."""
    sought = every["customer"].isin([*review.outreach["customer"], *review.signs["customer"]])
    order = pd.DataFrame({"later": ~sought, "money": -every["mrr"].fillna(0)}).sort_values(
        ["later", "money"], kind="stable"
    )
    return every.loc[order.index[:MOST]].drop_duplicates("customer")


def recaps(review: Review, who: pd.Index) -> pd.DataFrame:
    """The counted facts of these customers."""
    ledgers = {"sales": review.book.sales, "subscriptions": review.book.subscriptions}
    tables = review.book.tables | {name: rows for name, rows in ledgers.items() if rows is not None}
    return recap(tables, who, review.as_of)


def facts(row: Mapping[str, Any], currency: str = "") -> list[str]:
    """The facts of one customer as short texts; what is not known is not spoken of."""
    known = {key: value for key, value in row.items() if isinstance(value, tuple) or pd.notna(value)}
    told: dict[str, Callable[[], str]] = {
        "first_purchase": lambda: say("recap.since", day=known["first_purchase"]),
        "frequency": lambda: _bought(known, currency),
        "product": lambda: say("recap.product", product=known["product"]),
        "plan": lambda: _plan(known, currency),
        "features": lambda: say("recap.uses", days=known["days"], features=[*known["features"]]),
        "promises": lambda: say("recap.kept", kept=known["kept"], promises=known["promises"]),
        "complaints": lambda: say("recap.solved", solved=known["solved"], complaints=known["complaints"]),
        "score": lambda: say("recap.score", score=known["score"], day=known["scored_on"]),
        "why_bought": lambda: say("recap.why_bought", why=known["why_bought"]),
    }
    return [fact() for key, fact in told.items() if key in known]


def _bought(known: Mapping[str, Any], currency: str) -> str:
    if "monetary" in known:
        return say("recap.bought_money", days=known["frequency"], money=Amount(known["monetary"], currency))
    return say("recap.bought", days=known["frequency"])


def _plan(known: Mapping[str, Any], currency: str) -> str:
    if "mrr" in known:
        return say("recap.plan_money", plan=known["plan"], mrr=Amount(known["mrr"], currency))
    return say("recap.plan", plan=known["plan"])


def about_value(review: Review, customer: str, since: pd.Timestamp) -> list[str]:
    """The same for one customer in two lines: what they have had, and which of it they use and would no longer have."""
    counted = recaps(review, pd.Index([customer])).to_dict("records")[0]
    told = facts({"first_purchase": since, **counted}, sentences.currency(review))
    lines = [say("recap.so_far", facts=" · ".join(told))] if told else []
    if isinstance(counted.get("features"), tuple):
        lines.append(say("recap.would_lose", features=[*counted["features"]]))
    return lines

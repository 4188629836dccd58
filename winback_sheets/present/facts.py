"""The owner's own figures beside the numbers everybody quotes: what a loss costs, what keeping more would bring."""

from __future__ import annotations

import math

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.present.words import word
from winback_sheets.track import concentration, value
from winback_sheets.track.rates import convert_rate
from winback_sheets.track.rhythm import up_to

DAYS = {"month": 365 / 12, "quarter": 365 / 4, "year": 365.0}


def loss_facts(review: Review, business: Business) -> list[str]:
    """Why this period, what the losses cost, and what five points more retention would bring, in sentences."""
    line = business.headline
    if line is None:
        return []
    who = f"{sentences.WHO[business.kind].capitalize()}. " if len(review.businesses) > 1 else ""
    told = [f"{who}Period: {word(business.why_every)}."]
    if math.isnan(line["lost_money"]) or not line["start"] or not line["lost"]:
        return told
    return told + [_cost(review, business, line), _what_if(review, business, line)]


def _monthly_churn(business: Business, line: pd.Series) -> float:
    return float(convert_rate(line["churn"], from_days=DAYS[business.every], to_period="month"))


def _setting(review: Review, key: str) -> float | None:
    number = review.book.settings.get(key)
    return float(number) if isinstance(number, (int, float)) else None


def _cost(review: Review, business: Business, line: pd.Series) -> str:
    """What the period's losses cost in margin, with nothing assumed (requirement 002-15)."""
    margin, acquisition = _setting(review, "margin"), _setting(review, "acquisition cost")
    currency, when = sentences.currency(review), sentences.period_name(line["label"])
    if margin is None or acquisition is None:
        wanted = " and ".join(
            key for key, known in (("margin", margin), ("acquisition cost", acquisition)) if known is None
        )
        return f"What the losses of {when} cost: enter your {wanted} in Settings; nothing is assumed here."
    gone = business.losses[(business.losses["period"] == line["label"]) & (business.losses["counted"] == "lost")]
    months = value.simple_lifetime(_monthly_churn(business, line))
    table = value.cost_of_loss(
        gone["mrr"].to_numpy(),
        margin=margin,
        acquisition_cost=acquisition,
        expected_months=min(float(months), 60.0),
    )
    total, margin_lost, replacing = (
        sentences.money(table[key].sum(), currency) for key in ("cost", "lost_margin", "acquisition_cost")
    )
    return (
        f"What the losses of {when} cost: {total} = {margin_lost} margin they would have brought "
        f"+ {replacing} to replace {len(gone):,} customers."
    )


def _what_if(review: Review, business: Business, line: pd.Series) -> str:
    """Five points more retention a year, on the owner's own numbers (003-05); the quoted range is somebody else's."""
    margin, currency = _setting(review, "margin"), sentences.currency(review)
    each = line["start_money"] / line["start"]
    churn = _monthly_churn(business, line)
    if math.isnan(churn) or not each:
        return ""
    found = value.retention_what_if(
        float(line["end"]), float(each), churn, margin=margin if margin is not None else 1.0
    )
    word = "profit" if margin is not None else "revenue (no margin in Settings)"
    return (
        f"If 5 more of 100 customers stayed a year: {sentences.money(found['change'], currency)} more {word} in 12 months, "
        f"{100 * found['change_share']:+.1f} %. The often quoted +25 to +95 % are other firms' figures over whole lifetimes."
    )


def customer_facts(review: Review) -> list[str]:
    """How concentrated the money is, and whether existing customers try and spend more than new ones."""
    sales = review.book.sales
    if sales is None or not review.book.has_money:
        return []
    past = up_to(sales, review.as_of)
    money = past["amount"].groupby(pd.factorize(past["customer"])[0]).sum()
    clipped = concentration.clipped(money)
    below = f" ({clipped:,} with more refunds than sales count as 0)" if clipped else ""
    top, most = sentences.percent(concentration.top_share(money)), sentences.percent(concentration.share_making(money))
    told = [
        f"The best 20 % of {len(money):,} customers bring {top} of the money{below}; 80 % of it comes from {most} "
        f"of them; Gini {concentration.gini(money):.2f}. The often quoted 20 / 80 is a rule of thumb."
    ]
    found = value.existing_against_new(past, review.as_of).set_index("measure")
    spend, tried = found.loc["spend"], found.loc["tried_new"]
    enough = min(spend["n_existing"], spend["n_new"]) >= sentences.FEWEST
    if enough and not math.isnan(spend["relative"]):
        told.append(
            f"Last 12 months: an existing customer spent {sentences.money(spend['existing'])}, a new one {sentences.money(spend['new'])} "
            f"(difference {sentences.money(spend['low'])} to {sentences.money(spend['high'])}); others quote 31 % more."
        )
    if enough and not math.isnan(tried["difference"]):
        old, new = sentences.percent(tried["existing"]), sentences.percent(tried["new"])
        span = f"{100 * tried['low']:.0f} to {100 * tried['high']:.0f} points"
        told.append(
            f"{old} of existing and {new} of new customers bought a product new to them (difference {span}); "
            "others quote 50 % likelier."
        )
    return told


def segment_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Customers and their money by segment, most money first; share is left to a formula."""
    grouped = frame.groupby("segment").agg(customers=("customer", "size"), monetary=("monetary", "sum")).reset_index()
    grouped["share"] = grouped["monetary"] / grouped["monetary"].sum() if grouped["monetary"].sum() else float("nan")
    return grouped.sort_values(["monetary", "customers"], ascending=False, kind="stable").reset_index(drop=True)


def capacity(review: Review) -> str:
    """What share of the lost money the calls within the hours cover (003-38)."""
    from winback_sheets.rescue.decisions import share_pursued

    share = share_pursued(review.lost)
    called = int((review.lost["decision"] == "pursue").sum())
    return f"{called:,} customers are worth pursuing within the hours" + (
        "." if math.isnan(share) else f"; they make {sentences.percent(share)} of the lost money a month."
    )

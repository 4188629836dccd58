"""The owner's own figures beside the numbers everybody quotes: what a loss costs, what keeping more would bring."""

from __future__ import annotations

import math

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.present.words import say, word
from winback_sheets.schema.message import Amount
from winback_sheets.track import concentration, value
from winback_sheets.track.rates import convert_rate
from winback_sheets.track.rhythm import up_to

DAYS = {"month": 365 / 12, "quarter": 365 / 4, "year": 365.0}


def loss_facts(review: Review, business: Business) -> list[str]:
    """Why this period, what the losses cost, and what five points more retention would bring, in sentences."""
    line = business.headline
    if line is None:
        return []
    told = [word(business.why_every)]
    if len(business.undated):
        told = [say("churn.undated", sentence=told[0], gone=len(business.undated))]
    if len(review.businesses) > 1:
        told = [say(f"churn.of_{sentences.KINDS[business.kind]}", sentence=told[0])]
    if business.snapshot or math.isnan(line["lost_money"]) or not line["start"] or not line["lost"]:
        return told
    return told + [_cost(review, business, line), _what_if(review, business, line)]


def _monthly_churn(business: Business, line: pd.Series) -> float:
    return float(convert_rate(line["churn"], from_days=DAYS[business.every], to_period="month"))


def _setting(review: Review, key: str) -> float | None:
    number = review.book.settings.get(key)
    return float(number) if isinstance(number, (int, float)) else None


def _cost(review: Review, business: Business, line: pd.Series) -> str:
    """What the period's losses cost in margin, with nothing assumed."""
    margin, acquisition = _setting(review, "margin"), _setting(review, "acquisition cost")
    currency, period = sentences.currency(review), line["label"]
    if margin is None and acquisition is None:
        return say("churn.enter_both", period=period)
    if margin is None:
        return say("churn.enter_margin", period=period)
    if acquisition is None:
        return say("churn.enter_acquisition", period=period)
    gone = business.losses[(business.losses["period"] == line["label"]) & (business.losses["counted"] == "lost")]
    months = value.simple_lifetime(_monthly_churn(business, line))
    table = value.cost_of_loss(
        gone["mrr"].to_numpy(),
        margin=margin,
        acquisition_cost=acquisition,
        expected_months=min(float(months), 60.0),
    )
    total, lost_margin, replacing = (
        Amount(float(table[key].sum()), currency) for key in ("cost", "lost_margin", "acquisition_cost")
    )
    return say("churn.cost", period=period, total=total, margin=lost_margin, replacing=replacing, customers=len(gone))


def _what_if(review: Review, business: Business, line: pd.Series) -> str:
    """Five points more retention a year, on the owner's own numbers; the quoted range is somebody else's."""
    margin, currency = _setting(review, "margin"), sentences.currency(review)
    each = line["start_money"] / line["start"]
    churn = _monthly_churn(business, line)
    if math.isnan(churn) or not each:
        return ""
    found = value.retention_what_if(
        float(line["end"]), float(each), churn, margin=margin if margin is not None else 1.0
    )
    key = "churn.what_if" if margin is None else "churn.what_if_profit"
    return say(key, change=Amount(found["change"], currency), share=found["change_share"])


def customer_facts(review: Review) -> list[str]:
    """How concentrated the money is, and whether existing customers spend more than new ones."""
    sales = review.book.sales
    if sales is None or not review.book.has_money:
        return []
    past = up_to(sales, review.as_of)
    money = past["amount"].groupby(pd.factorize(past["customer"])[0]).sum()
    shares = {"top": concentration.top_share(money), "most": concentration.share_making(money)}
    known = {"customers": len(money), "gini": concentration.gini(money), **shares}
    clipped = concentration.clipped(money)
    told = [
        say("segments.best_fifth_clipped", clipped=clipped, **known) if clipped else say("segments.best_fifth", **known)
    ]
    spend = value.existing_against_new(past, review.as_of)
    if min(spend["n_existing"], spend["n_new"]) >= sentences.FEWEST and not math.isnan(spend["relative"]):
        told.append(say("segments.old_and_new", **{key: spend[key] for key in ("existing", "new", "low", "high")}))
    return told


def segment_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Customers and their money by segment, most money first; share is left to a formula."""
    grouped = frame.groupby("segment").agg(customers=("customer", "size"), monetary=("monetary", "sum")).reset_index()
    grouped["share"] = grouped["monetary"] / grouped["monetary"].sum() if grouped["monetary"].sum() else float("nan")
    return grouped.sort_values(["monetary", "customers"], ascending=False, kind="stable").reset_index(drop=True)


def capacity(review: Review) -> str:
    """What share of the lost money the calls within the hours cover."""
    from winback_sheets.rescue.decisions import share_pursued

    share = share_pursued(review.lost)
    called = int((review.lost["decision"] == "pursue").sum())
    if not called and review.silence is not None and review.silence.little:
        return say("tabs.silence_says_little")
    if math.isnan(share):
        return say("tabs.within_hours", customers=called)
    return say("tabs.within_hours_share", customers=called, share=share)

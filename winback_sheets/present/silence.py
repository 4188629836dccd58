"""What silence means in this shop, in sentences: the rule and its errors, and where silence says little the buyers instead."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present.words import say
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.rhythm import purchases

ALMOST_NOBODY = 0.01  # of the customers of a period's start


def says_little(review: Review) -> str:
    """That the silent buy again nearly as often as the others; blank where they do not."""
    found = review.silence
    if found is None or not found.little:
        return ""
    figures = {"silent": found.silent, "days": found.window, "ahead": found.ahead}
    shares = {
        "back": round(100 * found.silent_back / found.silent),
        "others": round(100 * found.others_back / found.others),
    }
    return say("win_back.silence_says_little", **figures, **shares)


def buyers(review: Review, business: Business) -> tuple[int, int] | None:
    """How many bought in the headline's period and on how many days in all, where silence hardly ever counts as a loss.

    None where losses are what there is to say.
    """
    line, book = business.headline, review.book
    if business.kind != "sales" or line is None or book.sales is None or review.lapse is None:
        return None
    little = review.silence is not None and review.silence.little
    rare = line["lost"] <= ALMOST_NOBODY * line["start"]
    if not (rare and (little or review.lapse.rule.mbg is not None)):
        return None
    inside = (book.sales["date"] >= line["first_day"]) & (book.sales["date"] < line["next_first"])
    rows = book.sales[inside & book.sales["customer"].isin(business.spells["customer"])]
    days = purchases(purchase_days(rows))
    return days["customer"].nunique(), len(days)


def judgement(review: Review) -> str:
    """How often each rule was wrong on the owner's past, and which is used; blank without sales or where a person chose."""
    in_use = review.lapse
    if in_use is None:
        return ""
    if in_use.judged is None:
        return "" if in_use.kept is not None or _is_typed(review) else say("churn.rules_not_judged")
    found = in_use.judged
    figures = {
        "months": found.month_ends,
        "judgements": found.judgements,
        "days": found.rule.window,
        "alone": found.window_wrong,
        "both": found.both_wrong,
        "day": found.day,
    }
    return say("churn.rules_judged_both" if found.rule.mbg else "churn.rules_judged_window", **figures)


def _is_typed(review: Review) -> bool:
    return bool(review.book.settings.get("lapse rule"))


def rule_errors(review: Review) -> pd.DataFrame:
    """The errors of both rules on the owner's past: rule (the key of its words), wrong, judgements; empty if not judged."""
    found = review.lapse.judged if review.lapse else None
    if found is None:
        return pd.DataFrame(columns=["rule", "wrong", "judgements"])
    lines = [
        ("window_alone", found.window_wrong, found.judgements),
        ("window_and_year", found.both_wrong, found.judgements),
    ]
    return pd.DataFrame(lines, columns=["rule", "wrong", "judgements"])

"""Numbers put into sentences: headline, evidence, reasons, opening lines, what changed, what stands behind the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import silence
from winback_sheets.present.questions import doubted
from winback_sheets.present.words import known, say, word
from winback_sheets.schema.message import Amount, Message
from winback_sheets.schema.settings import Effort
from winback_sheets.track.rise import unusual
from winback_sheets.watch import signs
from winback_sheets.watch.exposed import Leaving

KINDS = {"sales": "shop", "subscriptions": "contracts"}  # a kind of business, as keys of the catalogue name it
FEWEST = 5  # below this the counts lead and the percentage stays away
FEWEST_RETURNS = 30
MOST_DOUBTS = 2  # above the headline; all of them stand in Data check


def headline(review: Review) -> str:
    """16 customers left in October 2026: 833 a month in revenue."""
    return " ".join(headlines(review))


def headlines(review: Review) -> list[str]:
    """One sentence a kind of business, never one rate for both; before them that few rows could be used."""
    book, told = review.book, doubted(review.book)[:MOST_DOUBTS]
    if 2 * book.rows_used < book.rows_read - book.rows_no_sale - book.rows_guests:
        told.append(say("win_back.few_rows", used=book.rows_used, read=book.rows_read))
    if not any(len(business.active) for business in review.businesses):
        return [*told, _nobody_left(review), *_how_old(review)]
    both = len(review.businesses) > 1
    for business in review.businesses:
        told += _gone(business) + ([_left(review, business, both=both)] if _has_line(business) else [])
        little = silence.says_little(review) if business.kind == "sales" else ""
        told += [little] if little else []
    return told + _how_old(review)


def _how_old(review: Review) -> list[str]:
    """That the data end long before today."""
    if review.list_ended:
        return [say("win_back.list_ended", end=review.data_end, day=review.as_of)]
    return [say("win_back.old", end=review.data_end)] if review.old else []


def _gone(business: Business) -> list[str]:
    """Who is gone on a day that the list does not say, where it says one for others."""
    gone = len(business.undated)
    return [say("win_back.undated", gone=gone, customers=gone + business.spells["customer"].nunique())] if gone else []


def _has_line(business: Business) -> bool:
    return business.headline is not None


def _nobody_left(review: Review) -> str:
    """The headline of a ledger seen from long after its end."""
    spells = pd.concat([business.spells for business in review.businesses])
    undated = sum(len(business.undated) for business in review.businesses)
    customers, last = spells["customer"].nunique() + undated, spells["lost_on"].max()
    if undated or any(business.snapshot for business in review.businesses):
        return say("win_back.all_gone", customers=customers)
    if customers == 1:
        return say("win_back.only_one_lost", last=last)
    return say("win_back.all_lost", customers=customers, last=last)


def _left(review: Review, business: Business, *, both: bool) -> str:
    """Who left in the period, and what they brought a month; both: of which kind they are is said."""
    line = business.headline
    assert line is not None  # the caller has seen it
    end = (f"_{KINDS[business.kind]}" if both else "") + ending(business)
    if bought := silence.buyers(review, business):
        return _bought(business, line, bought)
    if not line["lost"]:
        others = "_others" if len(business.undated) else ""
        told = say(f"win_back.nobody_left{others}{end}", period=line["label"])
        since = _left_since(business, line)
        return f"{told} {say('win_back.left_since', lost=since)}" if since else told
    known = {"lost": line["lost"], "start": line["start"], "period": line["label"]}
    if math.isnan(line["lost_money"]):
        return say(f"win_back.left{end}", **known)
    return say(f"win_back.left_money{end}", money=Amount(line["lost_money"], currency(review)), **known)


def _bought(business: Business, line: pd.Series, bought: tuple[int, int]) -> str:
    """Who bought in the period, where almost nobody counts as lost."""
    buyers, occasions = bought
    figures = {"buyers": buyers, "occasions": occasions, "customers": line["start"] + line["new"] + line["returned"]}
    told = say(f"win_back.bought{ending(business)}", period=line["label"], **figures)
    return " ".join((told, say("win_back.few_lost", lost=line["lost"]))) if line["lost"] else told


def _left_since(business: Business, line: pd.Series) -> int:
    """How many have left after the period of a line."""
    return int(business.moves.loc[business.moves["first_day"] > line["first_day"], "lost"].sum())


def ending(business: Business) -> str:
    """How the key of a sentence about a period ends: for one that still runs, and for a snapshot, there is another."""
    line = business.headline
    return "_snapshot" if business.snapshot else "" if line is None or line["closed"] else "_so_far"


def currency(review: Review) -> str:
    return str(review.book.settings.get("currency") or "")


def context(review: Review) -> str:
    """As of which day; by which rule stands once, on Win-back and on Churn."""
    return say("tabs.as_of", day=review.as_of)


def periods(review: Review) -> str:
    """By which periods the review goes."""
    return "/".join(say(f"win_back.by_{every}") for every in dict.fromkeys(b.every for b in review.businesses))


def rule(review: Review) -> str:
    """Why silence counts as a loss after so many days."""
    share, count = review.within
    if not review.window:
        return ""
    if count < FEWEST_RETURNS:
        return say("win_back.few_gaps", gaps=count, days=review.window)
    return say("win_back.within_window", tenths=int(10 * share), days=review.window)


def lost_means(review: Review) -> str:
    """What counts as a loss, for each kind of business."""
    rules = {KINDS[business.kind]: word(business.convention) for business in review.businesses}
    if len(rules) == 1:
        return say("win_back.lost_means", rule=next(iter(rules.values())))
    return say("win_back.lost_means_both", contracts=rules["contracts"], shop=rules["shop"])


def trust(review: Review) -> str:
    """Which rows stand behind the page, what was set aside, what counts as lost and what the money is."""
    parts = [
        say("questions.asks", questions=len(review.book.questions)) if review.book.questions else "",
        _rows_used(review),
        say("win_back.as_of_by", day=review.as_of, why=as_of_source(review), every=periods(review)),
        lost_means(review),
        rule(review),
        _basis(review),
        say("win_back.stale", end=review.data_end) if review.stale else "",
    ]
    return " ".join(part for part in parts if part)


def _rows_used(review: Review) -> str:
    book = review.book
    counts = {"used": book.rows_used, "read": book.rows_read}
    if book.rows_read == book.rows_used + book.rows_guests:
        said = say("win_back.rows_used", **counts)
    elif book.rows_no_sale:
        said = say("win_back.rows_no_sale", none=book.rows_no_sale, aside=book.rows_set_aside, **counts)
    else:
        said = say("win_back.rows_used_aside", aside=book.rows_set_aside, **counts)
    return " ".join((said, say("win_back.rows_of_guests", rows=book.rows_guests))) if book.rows_guests else said


def _basis(review: Review) -> str:
    """What the money on the page is."""
    margin = review.book.settings["margin"]
    if not any(business.amounts["mrr"].notna().any() for business in review.businesses):
        return say("win_back.no_money")
    return (
        say("win_back.money_with_margin", margin=margin)
        if isinstance(margin, float)
        else say("win_back.money_is_revenue")
    )


def as_of_source(review: Review) -> str:
    """Why the review looks from its day."""
    return say(f"track.as_of_{review.looks_from.why}")


def evidence(row: Mapping[str, Any], currency: str = "") -> str:
    """The numbers behind one warning sign, in one sentence. KeyError for a sign without words."""
    sign = signs.sign(row["sign"])
    fields = {name: row[name] for name in sign.evidence}
    fields |= {name: Amount(row[name], currency) for name in sign.money}
    key, blank = f"signs.{sign.key}_evidence", [n for n in (*sign.evidence, *sign.money) if pd.isna(row[n])]
    if blank:  # without all that is not known where there are words for that, else without the first of it
        both = f"{key}_without_{'_and_'.join(blank)}"
        key = both if known(both) else f"{key}_without_{blank[0]}"
    return say(key, **fields)


def response(row: Mapping[str, Any]) -> str:
    """What to do about one warning sign."""
    sign = signs.sign(row["sign"])
    return say(f"signs.{sign.key}_response", **{name: row[name] for name in sign.evidence})


def watched(review: Review) -> str:
    """Why nobody is named by a chance, where there is too little history."""
    if not isinstance(review.model, Message) or not (review.signs["sign"] == signs.MAY_LEAVE.key).any():
        return ""
    return " ".join((word(review.model), say("tabs.may_leave_by_money")))


def why_now(row: Mapping[str, Any], currency: str = "") -> str:
    """What speaks for this contact now: whether they are lost or may leave, what they are worth, and the evidence."""
    worth = Amount(row["mrr"], currency) if pd.notna(row["mrr"]) and row["mrr"] > 0 else None
    if row["purpose"] == "warning":
        seen = evidence({**row, "mrr": None}, currency)  # what they are worth is said before it
        return (
            say("rescue.may_leave_worth", worth=worth, evidence=seen)
            if worth
            else say("rescue.may_leave", evidence=seen)
        )
    if pd.isna(row["ended"]):
        facts = [say("rescue.left_undated")]
    elif pd.notna(row["purchases"]):
        facts = [say("rescue.bought_last", purchases=row["purchases"], ended=row["ended"])]
    else:
        facts = [say("rescue.left_on", ended=row["ended"])]
    if isinstance(row.get("end_reason"), str) and row["end_reason"]:
        facts.append(say("rescue.reason", reason=row["end_reason"]))
    told = "; ".join(facts)
    return say("rescue.lost_worth", worth=worth, facts=told) if worth else say("rescue.lost", facts=told)


def opening(row: Mapping[str, Any], name: str, caller: str) -> str:
    """A first sentence for the call: personal, an apology or a question, no offer."""
    if row["purpose"] == "warning":
        asked = say(f"signs.{signs.sign(row['sign']).key}_opening")
    elif pd.notna(row["ended"]):
        shop = row["kind"] == "sales"
        asked = say("rescue.not_seen_since" if shop else "rescue.sorry_since", ended=row["ended"])
    else:
        asked = say("rescue.sorry")
    return say("rescue.hello", name=name, caller=caller or say("rescue.your_name"), opening=asked)


def place(row: Mapping[str, Any], effort: Effort, currency: str = "") -> str:
    """Why a row stands where it stands, and what the customer's busy months have to do with it."""
    told = _place(row, effort, currency)
    if row.get("timing"):
        return say(f"rescue.place_{row['timing']}", place=told, months=months(row["busy"]))
    return told


def _place(row: Mapping[str, Any], effort: Effort, currency: str) -> str:
    if row["urgent"]:
        return say("rescue.place_urgent", sign=say(f"signs.{row['sign']}_name"))
    if pd.notna(row.get("by")):
        return say("rescue.place_by", by=row["by"])
    if pd.isna(row["mrr"]):
        return say("rescue.place_without_money", likelihood=row["likelihood"])
    worth, gain = Amount(row["mrr"], currency), Amount(row["gain"], currency)
    likelihood, margin, minutes = row["likelihood"], effort.margin, effort.minutes
    if margin is None:
        return say("rescue.place", worth=worth, likelihood=likelihood, gain=gain, minutes=minutes)
    return say(
        "rescue.place_with_margin", worth=worth, likelihood=likelihood, margin=margin, gain=gain, minutes=minutes
    )


def months(numbers: Iterable[int]) -> list[str]:
    """The names of months of the year, 1 to 12."""
    return [say(f"quiet.month_{number}") for number in numbers]


def expected_quiet(row: Mapping[str, Any]) -> str:
    """Why nothing is expected of a customer just now."""
    named = months(row["months"]) if isinstance(row["months"], tuple) else []
    why = say(f"quiet.{row['why']}", months=named, season=row["season"], usual=row["usual"])
    return say("quiet.expected", why=why)


def segment_names(keys: pd.Series) -> pd.Series:
    """The groups of recency, frequency and money by their names; blank where there is none."""
    known = {key: say(f"track.segment_{key}") for key in keys.dropna().unique() if key}
    return keys.map(known)


def news(review: Review) -> str:
    """What changed in each kind's last period, in one line."""
    parts = [_changed(review, business) for business in review.businesses if _has_line(business)]
    told, older = " · ".join(parts), len(review.restated)
    if older:
        return say("win_back.what_changed_restated", periods=told, restated=older)
    return say("win_back.what_changed", periods=told)


def _changed(review: Review, business: Business) -> str:
    """Who left, came back and came new in one kind's last period."""
    line, both = business.headline, len(review.businesses) > 1
    assert line is not None  # the caller has seen it
    mine = named_news(review)[review.news["kind"] == business.kind]
    told = ("lost",) if business.snapshot else ("lost", "came_back", "new")
    some_changed = business.snapshot or mine["what"].isin(told).any()
    facts = [some(mine, what, most=1 if both else 3) for what in told] if some_changed else []
    facts = facts or [say("win_back.nothing_changed")]
    if len(business.undated):
        facts.append(some(mine, "undated", most=1 if both else 3))
    if unusual(business.moves)[line.name]:
        facts.insert(1, say("win_back.unusually_many"))
    facts += [fact for known in review.leaving if known.kind == business.kind for fact in who_leaves(known)]
    since = _left_since(business, line)
    if since:
        facts.append(say("win_back.more_left_since", lost=since))
    kind = f"_{KINDS[business.kind]}" if both else ""
    return say(f"win_back.in_period{kind}{ending(business)}", period=line["label"], facts="; ".join(facts))


def who_leaves(known: Leaving) -> list[str]:
    """Since when more leave, and the clearest of what they share."""
    told = [] if known.since is None else [say("leaving.since_short", day=known.since.day)]
    for row in known.shared.head(len(told)).to_dict("records"):
        shared = trait(row["attribute"], row["value"])
        told.append(say("leaving.share_short", left=row["left"], left_with=row["left_with"], trait=shared))
    return told


def trait(attribute: str, value: object) -> str:
    """What customers share, as the end of a sentence about them."""
    return say(f"leaving.trait_{attribute}", value=value)


def named_news(review: Review) -> pd.DataFrame:
    """What changed, with customers by their names where the workbook has them."""
    names = review.book.people["name"]
    return review.news.assign(
        customer=review.news["customer"].map(names).astype(object).fillna(review.news["customer"])
    )


def some(mine: pd.DataFrame, what: str, *, most: int = 3) -> str:
    """How many, with the first names."""
    names = mine.loc[mine["what"] == what, "customer"].tolist()
    if not names:
        return say(f"win_back.news_{what}", count=0)
    return say(f"win_back.news_{what}_names", count=len(names), names=first_names(names, most))


def first_names(names: list[str], most: int) -> str:
    """The first of some names, and how many more there are."""
    if len(names) > most:
        return say("win_back.names_and_more", names=names[:most], more=len(names) - most)
    return say("win_back.names", names=names)


def restated_line(row: Mapping[str, Any]) -> str:
    """How an earlier period reads differently today, and why."""
    figures = {key: row[key] for key in ("period", "was", "is_now")}
    if pd.notna(row["money_was"]) and pd.notna(row["money_now"]):
        money = {key: row[key] for key in ("money_was", "money_now")}
        parts = [say("history.restated_money", **figures, **money)]
    else:
        parts = [say("history.restated", **figures)]
    parts.append(say("history.rule_changed") if row["rule_changed"] else say("history.rows_changed"))
    if row["joined"]:
        parts.append(say("history.now_lost", names=row["joined"][:10]))
    if row["left"]:
        parts.append(say("history.no_longer_lost", names=row["left"][:10]))
    return "; ".join(parts)


def sure(business: Business, *, short: bool = False) -> str:
    """The rate with its uncertainty, or the counts alone where they are too few."""
    from winback_sheets.track.intervals import wilson

    line = business.headline
    assert line is not None
    if line["start"] < FEWEST or line["lost"] < FEWEST:
        return say("win_back.too_few" if short else "win_back.too_few_names")
    low, high = (float(x) for x in wilson(line["lost"], line["start"]))
    # Narrow intervals need a decimal to be seen.
    if high - low >= 0.05:
        key = "win_back.rate_short" if short else "win_back.rate"
    else:
        key = "win_back.rate_close_short" if short else "win_back.rate_close"
    return say(key, rate=line["churn"], low=low, high=high)

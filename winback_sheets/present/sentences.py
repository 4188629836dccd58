"""Numbers put into sentences: headline, evidence, reasons, opening lines. One place for every word on a row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present.words import say, word
from winback_sheets.schema.message import Amount
from winback_sheets.schema.settings import Effort
from winback_sheets.track.rise import unusual
from winback_sheets.watch import signs

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT = {"sales": "shop", "subscriptions": "contracts"}
WHO = {"sales": "shop customers", "subscriptions": "contract customers"}
FEWEST = 5  # below this the counts lead and the percentage stays away
FEWEST_RETURNS = 30


def money(value: float, currency: str = "") -> str:
    """Money as people say it: cents only below 100.

    >>> money(4150.0), money(12.5, "EUR"), money(float("nan"))
    ('4,150', '12.50 EUR', '')
    """
    if value is None or math.isnan(value):
        return ""
    text = f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.2f}"
    return f"{text} {currency}".strip()


def percent(rate: float) -> str:
    return "" if math.isnan(rate) else f"{100 * rate:.1f} %"


def period_name(label: str) -> str:
    """A period's label in words.

    >>> period_name("2025-10"), period_name("2025 Q3"), period_name("2023")
    ('October 2025', '2025 Q3', '2023')
    """
    year, _, month = label.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else label


def day(when: object) -> str:
    """A day as 31 Oct 2026, blank when there is none."""
    return "" if when is None or pd.isna(when) else f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"  # type: ignore[attr-defined]


def headline(review: Review) -> str:
    """You lost 12 of 214 customers in October 2026, 4,150 a month."""
    book = review.book
    few = 2 * book.rows_used < book.rows_read
    begin = f"Only {book.rows_used:,} of {book.rows_read:,} rows could be used (see Data check). " if few else ""
    if not any(len(business.active) for business in review.businesses):
        return begin + _nobody_left(review)
    lines = [(business, business.headline) for business in review.businesses]
    told = [_lost(review, business, line) for business, line in lines if line is not None]
    if len(told) == 1:
        counts, cost, when = told[0]
        return f"{begin}You lost {counts} {when}{f', {cost}' if cost else ''}."
    parts = [f"{counts}{f' ({cost})' if cost else ''}" for counts, cost, _ in told]
    if len({when for _, _, when in told}) == 1:
        return f"{begin}You lost {' and '.join(parts)} {told[0][2]}."
    return f"{begin}You lost {' and '.join(f'{part} {when}' for part, (_, _, when) in zip(parts, told, strict=True))}."


def _nobody_left(review: Review) -> str:
    """The headline of a ledger seen from long after its end."""
    spells = pd.concat([business.spells for business in review.businesses])
    return (
        f"All {spells['customer'].nunique():,} customers are lost, the last of them on {day(spells['lost_on'].max())}."
    )


def _lost(review: Review, business: Business, line: pd.Series) -> tuple[str, str, str]:
    """How many of how many, what it costs a month, and in which period."""
    who = WHO[business.kind] if len(review.businesses) > 1 else "customers"
    known = not math.isnan(line["lost_money"]) and line["lost"] > 0
    cost = f"{money(line['lost_money'], currency(review))} a month" if known else ""
    return (
        f"{line['lost']:,} of {line['start']:,} {who}",
        cost,
        f"in {period_name(line['label'])}" + ("" if line["closed"] else " so far"),
    )


def currency(review: Review) -> str:
    return str(review.book.settings.get("currency") or "")


def context(review: Review) -> str:
    """As of which day, by which rule."""
    rules = "; ".join(f"lost = {word(b.convention)}" for b in review.businesses)
    every = ", ".join(dict.fromkeys(b.every for b in review.businesses))
    return f"As of {day(review.as_of)} ({as_of_source(review)}) · {rules} · by {every}"


def rule(review: Review) -> str:
    """Why silence counts as a loss after so many days."""
    share, count = review.within
    if not review.window:
        return ""
    if count < FEWEST_RETURNS:
        return f"Only {count:,} gaps between purchases so far, so the usual {review.window} days are used."
    return f"{int(10 * share)} of 10 who came back did so within {review.window} days."


def trust(review: Review) -> str:
    """Which rows stand behind the page, and what was set aside."""
    book = review.book
    aside = book.rows_read - book.rows_used
    rows = f"{book.rows_used:,} of {book.rows_read:,} rows used"
    rows += f", {aside:,} set aside (see Data check)" if aside else ""
    margin = review.book.settings["margin"]
    basis = f"revenue; priorities use your margin of {percent(margin)}" if isinstance(margin, float) else "revenue"
    has_money = any(b.amounts["mrr"].notna().any() for b in review.businesses)
    note = f"Money is {basis}." if has_money else "No amounts: counts only."
    stale = f"Stale: your data ends {day(review.data_end)}." if review.stale else ""
    return " ".join(part for part in (f"{rows}.", f"{context(review)}.", rule(review), note, stale) if part)


def as_of_source(review: Review) -> str:
    """Why the review looks from its day."""
    return say(f"track.as_of_{review.looks_from.why}")


def evidence(row: Mapping[str, Any], currency: str = "") -> str:
    """The numbers behind one warning sign, in one sentence. KeyError for a sign without words."""
    sign = signs.sign(row["sign"])
    fields = {name: row[name] for name in sign.evidence}
    fields |= {name: Amount(row[name], currency) for name in sign.money}
    blank = next((f"_without_{name}" for name in (*sign.evidence, *sign.money) if pd.isna(row[name])), "")
    return say(f"signs.{sign.key}_evidence{blank}", **fields)


def why_now(row: Mapping[str, Any], currency: str = "") -> str:
    """What speaks for this contact now: whether they are lost or may leave, what they are worth, and the evidence."""
    worth = Amount(row["mrr"], currency) if pd.notna(row["mrr"]) and row["mrr"] > 0 else None
    if row["purpose"] == "warning":
        seen = evidence(row, currency)
        return (
            say("rescue.may_leave_worth", worth=worth, evidence=seen)
            if worth
            else say("rescue.may_leave", evidence=seen)
        )
    facts = [
        say("rescue.bought_last", purchases=row["purchases"], ended=row["ended"])
        if pd.notna(row["purchases"])
        else say("rescue.left_on", ended=row["ended"])
    ]
    if isinstance(row.get("end_reason"), str) and row["end_reason"]:
        facts.append(say("rescue.reason", reason=row["end_reason"]))
    told = "; ".join(facts)
    return say("rescue.lost_worth", worth=worth, facts=told) if worth else say("rescue.lost", facts=told)


def opening(row: Mapping[str, Any], name: str, caller: str) -> str:
    """A first sentence for the call: personal, an apology or a question, no offer."""
    if row["purpose"] == "warning":
        asked = say(f"signs.{signs.sign(row['sign']).key}_opening")
    elif pd.notna(row["ended"]):
        asked = say("rescue.sorry_since", ended=row["ended"])
    else:
        asked = say("rescue.sorry")
    return say("rescue.hello", name=name, caller=caller or say("rescue.your_name"), opening=asked)


def place(row: Mapping[str, Any], effort: Effort, currency: str = "") -> str:
    """Why a row stands where it stands."""
    if row["urgent"]:
        return say("rescue.place_urgent", sign=say(f"signs.{row['sign']}_name"))
    if pd.isna(row["mrr"]):
        return say("rescue.place_without_money", likelihood=row["likelihood"])
    worth, gain = Amount(row["mrr"], currency), Amount(row["gain"], currency)
    likelihood, margin, minutes = row["likelihood"], effort.margin, effort.minutes
    if margin is None:
        return say("rescue.place", worth=worth, likelihood=likelihood, gain=gain, minutes=minutes)
    return say(
        "rescue.place_with_margin", worth=worth, likelihood=likelihood, margin=margin, gain=gain, minutes=minutes
    )


def segment_names(keys: pd.Series) -> pd.Series:
    """The groups of recency, frequency and money by their names; blank where there is none."""
    known = {key: say(f"track.segment_{key}") for key in keys.dropna().unique() if key}
    return keys.map(known)


def news(review: Review) -> str:
    """What changed in the last closed period, in one line."""
    parts = []
    for business in review.businesses:
        line = business.headline
        if line is None:
            continue
        mine = named_news(review)[review.news["kind"] == business.kind]
        who = f"{WHO[business.kind]}, " if len(review.businesses) > 1 else ""
        most = 3 if len(review.businesses) == 1 else 1
        words = (("lost", "left"), ("came_back", "came back"), ("new", "new"))
        text = [some(mine, what, verb, most=most) for what, verb in words]
        if unusual(business.moves)[line.name]:
            text.insert(1, "unusually many")
        since = business.moves.loc[business.moves["first_day"] > line["first_day"], "lost"].sum()
        if since:
            text.append(f"{since:,} more left since")
        parts.append(f"{who}{period_name(line['label'])}: " + "; ".join(t for t in text if t))
    older = len(review.restated)
    below = f" · {older} earlier period{'s' if older > 1 else ''} restated (see below)" if older else ""
    return "What changed. " + " · ".join(parts) + below


def named_news(review: Review) -> pd.DataFrame:
    """What changed, with customers by their names where the workbook has them."""
    names = review.book.people["name"]
    return review.news.assign(
        customer=review.news["customer"].map(names).astype(object).fillna(review.news["customer"])
    )


def some(mine: pd.DataFrame, what: str, verb: str, *, most: int = 3) -> str:
    names = mine.loc[mine["what"] == what, "customer"].tolist()
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{len(names):,} {verb}" + (f" ({', '.join(names[:most])}{rest})" if names else "")


def restated_line(row: dict[str, Any]) -> str:
    """How an earlier period reads differently today, and why."""
    moved = [
        f"now lost too: {', '.join(row['joined'][:10])}" if row["joined"] else "",
        f"no longer lost: {', '.join(row['left'][:10])}" if row["left"] else "",
    ]
    cause = "the rule changed" if row["rule_changed"] else "rows were added or changed"
    figures = f"lost {row['was']:,.0f} -> {row['is_now']:,.0f}, {money(row['money_was'])} -> {money(row['money_now'])}"
    return "; ".join([f"{period_name(row['period'])}: {figures}", cause, *(text for text in moved if text)])


def sure(business: Business, *, short: bool = False) -> str:
    """The rate with its uncertainty, or the counts alone where they are too few."""
    line = business.headline
    assert line is not None
    if line["start"] < FEWEST or line["lost"] < FEWEST:
        return "too few for a percentage" if short else "too few for a percentage; read the names"
    between = span(line["lost"], line["start"])
    return f"{percent(line['churn'])} ({between})" if short else f"{percent(line['churn'])}, probably {between}"


def span(part: float, whole: float) -> str:
    """The 95 % interval of a rate in words.

    >>> span(3, 10)
    'between 11 % and 60 %'
    """
    from winback_sheets.track.intervals import wilson

    low, high = (100 * float(x) for x in wilson(part, whole))
    digits = 0 if high - low >= 5 else 1
    return f"between {low:.{digits}f} % and {high:.{digits}f} %"

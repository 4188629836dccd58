"""Number formulas beside churn: rates of another length, the worth of a customer, talk, and the next contact."""

from __future__ import annotations

from typing import Literal

import pandas as pd
from pandas.api.typing import NaTType

from winback_sheets.formulas import ledger
from winback_sheets.formulas.ledger import Day, of_kinds, same_name
from winback_sheets.present.words import say
from winback_sheets.rescue.plan import working_days
from winback_sheets.rescue.pursuit import do_not_contact
from winback_sheets.track import concentration, rates, value
from winback_sheets.track.intervals import clopper_pearson, wilson

Length = Literal["day", "week", "month", "quarter", "year"]
FIRST_MARGIN: dict[str, value.Variant] = {
    "now": "first_margin_now",
    "excluded": "first_excluded",
    "period end": "period_end",
}


def convert_rate(
    rate: float, to_period: Length, *, from_period: Length = "month", from_days: float | None = None
) -> float:
    """A churn rate of one length of time as the rate of another: 5 % a month is 46 % a year, not 60 %.

    rate: the rate you have, a share such as 5 %
    to_period: the length you want it for
    from_period: the length it was measured over
    from_days: the number of days it was measured over, where that is no such length; it replaces from_period

    Share, compounded; holds only if churn does not fall with age, so look at COHORTS first. NaN where the rate is
    above 1 or the days are not above 0. ValueError for an unknown length. Source: Gold 2020, Fighting Churn with
    Data, 2.5.

    >>> round(convert_rate(0.05, "year"), 4), round(convert_rate(0.0571, "month", from_days=31), 4)
    (0.4596, 0.0561)
    """
    if from_days is not None:
        return float(rates.convert_rate(rate, to_period=to_period, from_days=from_days))
    return float(rates.convert_rate(rate, to_period=to_period, from_period=from_period))


def lifetime_value(
    margin: float,
    retention: float,
    *,
    discount: float = 0.0,
    first_margin: Literal["now", "excluded", "period end"] = "now",
) -> float:
    """What a customer is worth who brings the same margin every period and stays with the same chance.

    margin: money a customer brings a period, after costs; with turnover instead the result is revenue
    retention: the chance to stay for another period, a share
    discount: the interest of one period, a share; 0 adds the plain margins up
    first_margin: earned now, excluded since it was earned before, or earned at the end of each period

    Money; all three for one and the same period. NaN where retention is not within 0 to 1 or the sum has no end.
    Source: Fader & Hardie 2012, Reconciling and Clarifying CLV Formulas (note 024).

    >>> round(lifetime_value(100, 0.8, discount=0.1), 2), round(lifetime_value(40, 0.95), 2)
    (366.67, 800.0)
    """
    variant = FIRST_MARGIN[first_margin]
    return float(value.customer_lifetime_value(margin, retention, discount, variant=variant))


def winback_value(
    margin: float,
    retention: float,
    *,
    discount: float = 0.01,
    months: int = 24,
    offer: float = 0.0,
    contact_cost: float = 0.0,
    care_cost: float = 0.0,
) -> float:
    """What winning a customer back is worth: the margins of the second life, less what the return costs.

    margin: money a month after costs
    retention: the chance that a customer who came back stays another month, a share
    discount: the interest of one month, a share
    months: how many months of the second life count
    offer: what the offer costs
    contact_cost: what the calls cost
    care_cost: what the extra care afterwards costs

    Money today, the first margin now; the costs are totals. NaN where retention is not within 0 to 1 or months
    below 1. Source: Stauss & Friege 1999, Journal of Service Research 1:347.

    >>> round(winback_value(40, 0.9), 1), round(winback_value(40, 0.9, offer=60, contact_cost=15), 1)
    (344.2, 269.2)
    """
    if not months >= 1:
        return float("nan")
    return float(
        value.second_lifetime_value(
            margin,
            retention,
            discount=discount,
            months=int(months),
            offer=offer,
            contact_cost=contact_cost,
            care_cost=care_cost,
        )
    )


def top_share(
    sales: pd.DataFrame,
    *,
    top: float = 0.2,
    first_day: Day | None = None,
    last_day: Day | None = None,
) -> float:
    """The share of the money that your best customers bring, by default the best 20 %.

    top: which part of the customers are the best, a share
    first_day: count sales from this day on; blank for all
    last_day: count sales up to this day and on it; blank for all

    Share of net money, customers rounded up; who brought back more than they bought counts as 0. NaN without money.

    >>> sales = pd.DataFrame({"customer": list("ABCDE"), "date": pd.Timestamp("2026-10-01"),
    ...                       "amount": [50.0, 20.0, 10.0, 10.0, 10.0]})
    >>> top_share(sales)
    0.5
    """
    rows = ledger.read_ledger(sales, pd.Timestamp.max).rows
    rows = _within(rows, first_day, last_day)
    if not 0 <= top <= 1:
        return float("nan")
    return float(concentration.top_share(rows.groupby("customer")["amount"].sum(min_count=1), top=top))


def talk_share(
    contacts: pd.DataFrame,
    *,
    who: str = "",
    customer: str = "",
    first_day: Day | None = None,
    last_day: Day | None = None,
) -> float:
    """How much of the talking was ours in the calls with customers; above 30 % we listened too little.

    who: only the calls of this person; blank for everybody
    customer: only the calls with this customer; blank for all
    first_day: count calls from this day on; blank for all
    last_day: count calls up to this day and on it; blank for all

    Share of the minutes. Calls without both figures, or with more of our minutes than minutes, are left out. NaN,
    not 0, where nothing was recorded.

    >>> contacts = pd.DataFrame({"customer": ["A", "B"], "date": pd.Timestamp("2026-10-01"), "who": ["Ann", "Ann"],
    ...                          "minutes": [10.0, 12.0], "our_talk_minutes": [4.0, None]})
    >>> talk_share(contacts)
    0.4
    """
    rows = ledger.as_typed(contacts, "contacts").frame
    if not {"minutes", "our_talk_minutes"} <= set(rows):
        return float("nan")
    rows = _within(rows, first_day, last_day)
    for column, wanted in (("who", who), ("customer", customer)):
        if wanted:
            rows = rows[same_name(rows[column], wanted)] if column in rows else rows.iloc[:0]
    good = (rows["minutes"] > 0) & rows["our_talk_minutes"].between(0, rows["minutes"])
    minutes = rows.loc[good, "minutes"].sum()
    return float(rows.loc[good, "our_talk_minutes"].sum() / minutes) if minutes else float("nan")


def next_contact(
    contacts: pd.DataFrame,
    customer: str,
    as_of: Day,
    *,
    every: int = 30,
    country: str = "",
    customers: pd.DataFrame | None = None,
) -> pd.Timestamp | NaTType:
    """The working day on which to contact a customer again, so many days after the last contact.

    customer: whom to contact, as your log names them
    as_of: the day to look from; the contact is after it
    every: days between two contacts
    country: two letters, for its public holidays; blank for Monday to Friday
    customers: your customers; whoever must not be contacted gets no date

    A date. NaT where the log holds no contact with the customer up to as_of, or nobody may contact them.

    >>> contacts = pd.DataFrame({"customer": ["A"], "date": [pd.Timestamp("2026-10-02")]})
    >>> str(next_contact(contacts, "A", pd.Timestamp("2026-10-20"), every=30).date())
    '2026-11-02'
    """
    rows, today = ledger.as_typed(contacts, "contacts").frame, ledger.day(as_of)
    past = _within(rows[same_name(rows["customer"], customer)], None, today)["date"].dropna()
    known = ledger.as_typed(customers, "customers").frame if customers is not None else pd.DataFrame({"customer": []})
    closed = same_name(pd.Series(do_not_contact(known), dtype=object), customer).any()
    if not len(past) or pd.isna(today) or closed or not every >= 0:
        return pd.NaT
    eve = ledger.day(past.max()) + pd.Timedelta(days=int(every) - 1)
    return next(iter(working_days(max(eve, today), country=country or None)), pd.NaT)


def rate_interval(
    part: float, whole: float, *, confidence: float = 0.95, method: Literal["wilson", "exact"] = "wilson"
) -> pd.DataFrame:
    """How sure a rate is: 3 of 10 is somewhere from 11 % to 60 %.

    part: how many it happened to, the lost for example
    whole: out of how many
    confidence: how sure to be, a share
    method: wilson, or exact (Clopper and Pearson), which is wider and never covers less than it promises

    One row: Part, Whole, Rate, From, To; shares. Rate and limits are NaN where whole is 0, part not within 0 to
    whole, or confidence not between 0 and 1. Source: Wilson 1927, JASA 22:209; Clopper & Pearson 1934, Biometrika
    26:404.

    >>> rate_interval(3, 10).round(4)
       Part  Whole  Rate    From      To
    0     3     10   0.3  0.1078  0.6032
    """
    limits = clopper_pearson if method == "exact" else wilson
    sure = 0 < confidence < 1
    low, high = limits(part, whole, confidence=confidence) if sure else (float("nan"), float("nan"))
    rate = part / whole if pd.notna(low) else float("nan")
    row = {
        say("formulas.column_part"): [part],
        say("formulas.column_whole"): [whole],
        say("formulas.column_rate"): [rate],
        say("formulas.column_low"): [low],
        say("formulas.column_high"): [high],
    }
    return of_kinds(pd.DataFrame(row), ["number", "number", "percent", "percent", "percent"])


def _within(rows: pd.DataFrame, first_day: Day | None, last_day: Day | None) -> pd.DataFrame:
    """Rows of the days from first to last, both counted; a blank day sets no limit."""
    inside = pd.Series(True, index=rows.index)
    if first_day is not None and pd.notna(first_day):
        inside &= rows["date"] >= ledger.day(first_day)
    if last_day is not None and pd.notna(last_day):
        inside &= rows["date"] < ledger.day(last_day) + pd.Timedelta(days=1)
    return rows[inside]

"""Table formulas of names: who left, who is about to, whom to call on which day, and what each customer is to you.

The steps and their order are those of `review`; the columns are those that the toolkit owns in the tab of that name.
"""

from __future__ import annotations

import pandas as pd

from winback_sheets import ranges
from winback_sheets.present import sentences
from winback_sheets.present.people import people
from winback_sheets.ranges import Ready, Window
from winback_sheets.read.book import Book
from winback_sheets.rescue import plan, pursuit
from winback_sheets.rescue.decisions import expected_back
from winback_sheets.result_tables import LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS
from winback_sheets.review import Business
from winback_sheets.table_formulas import Every, counted, shown
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.rfm import rfm
from winback_sheets.watch import signs
from winback_sheets.watch.alarms import ranked

COUNTED = {"lost": "lost", "in and out": "came and went within the period", "out and in": "back within the period"}


def lost_customers(
    sales_or_subscriptions: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    every: Every = "auto",
    window: Window = "auto",
    grace: int = 30,
    allowed_gap: int = 7,
    weekly_hours: float = 5.0,
    minutes_a_call: float = 20.0,
    margin: float = 1.0,
    cost_of_an_hour: float = 0.0,
) -> pd.DataFrame:
    """Everybody you lost, one row a loss, with what they brought, the chance of a return, and what to do.

    as_of: the day to look from; what is dated later is not read
    customers: your customers, for names and for who must not be contacted
    every: the length of the period a loss is dated by; auto goes by month once 5 losses a month are usual
    weekly_hours: hours a week for calls; who does not fit into four weeks is nurtured, not pursued
    minutes_a_call: minutes one contact takes, with preparation and notes
    margin: your margin, a share; 1 reckons with revenue
    cost_of_an_hour: what an hour of calling costs; losses worth less than a call are let go

    Other arguments as in `churn_rate`. Money a month; the counts and sums of CHURN_TABLE are these rows. Most valuable
    among those still gone first.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-09-03", "2026-09-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> table = lost_customers(contracts, pd.Timestamp("2026-10-31"), every="month")
    >>> table[["Customer", "Period", "Money a month", "Status", "Priority", "Decision"]].to_numpy().tolist()
    [['B', '2026-10', 40.0, 'still gone', 72.0, 'pursue']]
    """
    today = ranges.day(as_of)
    found = ranges.ready(sales_or_subscriptions, today, payments=payments, customers=customers)
    business = counted(found, today, every, window, grace, allowed_gap)
    warned = _signs(found, business, today)["customer"].nunique()
    rows = _lost(found, business, today, warned, weekly_hours, minutes_a_call, margin, cost_of_an_hour)
    gone = rows["status"] == "still gone"
    frame = rows.assign(
        rank=range(1, len(rows) + 1),
        name=rows["customer"].map(_people(found)["name"]),
        last_purchase=rows["ended"],
        money_a_month=rows["monthly"],
        status=rows["status"].where(gone, "came back " + rows["back_on"].dt.strftime("%Y-%m-%d").fillna("")),
        counted=rows["counted"].map(COUNTED),
        reason=rows["end_reason"].astype(object).replace("", None),
        decision=rows["decision"].replace("", None),
        why=rows["why"].map(sentences.DECIDED),
    )
    return shown(frame, LOST_CUSTOMERS.columns)


def warning_signs(
    sales_or_subscriptions: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    window: Window = "auto",
    grace: int = 30,
    allowed_gap: int = 7,
) -> pd.DataFrame:
    """Customers who are still with you and show a sign of leaving, with the evidence in one sentence.

    Arguments as in `lost_customers`. One row a customer and sign: told us first, then most money a month. Of the alarms
    by silence or by buying less, at most a tenth is expected to be false (Benjamini & Hochberg 1995).

    >>> contracts = pd.DataFrame({"customer": ["A"], "start": pd.to_datetime(["2026-01-01"]), "monthly_amount": [60.0],
    ...                           "end": pd.to_datetime(["2026-12-20"])})
    >>> warning_signs(contracts, pd.Timestamp("2026-10-31"))["Evidence"].tolist()
    ['the contract ends on 20 Dec 2026 and no new one is in your list']
    """
    today = ranges.day(as_of)
    found = ranges.ready(sales_or_subscriptions, today, payments=payments, customers=customers)
    rows = _signs(found, counted(found, today, "auto", window, grace, allowed_gap), today)
    frame = rows.assign(
        rank=range(1, len(rows) + 1),
        name=rows["customer"].map(_people(found)["name"]),
        evidence=[sentences.evidence(row) for row in rows.to_dict("records")],
        money_a_month=rows["monthly"],
        response=rows["sign"].map(sentences.RESPONSES),
    )
    return shown(frame, WARNING_SIGNS.columns)


def outreach(
    sales_or_subscriptions: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    window: Window = "auto",
    grace: int = 30,
    allowed_gap: int = 7,
    weekly_hours: float = 5.0,
    minutes_a_call: float = 20.0,
    margin: float = 1.0,
    cost_of_an_hour: float = 0.0,
    country: str = "",
    caller: str = "",
) -> pd.DataFrame:
    """Whom to contact in the next four weeks, on which working day, about what: best value for an hour first.

    country: two letters, for its public holidays; blank for Monday to Friday
    caller: who makes the calls

    Other arguments as in `lost_customers`. Starts on the first working day after as_of and never fills more than the
    weekly hours. Whoever must not be contacted is not in it.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-09-03", "2026-09-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> table = outreach(contracts, pd.Timestamp("2026-10-31"))
    >>> table[["Rank", "Date", "Customer", "Why now"]].astype(str).to_numpy().tolist()
    [['1', '2026-11-02', 'B', 'worth 40 a month; left on 20 Oct 2026']]
    """
    today = ranges.day(as_of)
    found = ranges.ready(sales_or_subscriptions, today, payments=payments, customers=customers)
    business = counted(found, today, "auto", window, grace, allowed_gap)
    if not len(business.spells):
        return shown(pd.DataFrame(columns=[column.key for column in OUTREACH.columns]), OUTREACH.columns)
    warnings = _signs(found, business, today)
    warned = warnings["customer"].nunique()
    lost = _lost(found, business, today, warned, weekly_hours, minutes_a_call, margin, cost_of_an_hour)
    days = plan.working_days(today, country=country or None)
    week = plan.calls_a_week(weekly_hours, minutes_a_call)
    rows = pursuit.outreach(lost, warnings, found.customers, days, a_week=week, margin=margin)
    persons, records = _people(found), rows.to_dict("records")
    name = rows["customer"].map(persons["name"]).astype(object)
    called = name.fillna(rows["customer"]).tolist()
    frame = rows.assign(
        caller=caller or None,
        name=name,
        phone=rows["customer"].map(persons["phone"]),
        why_now=[sentences.why_now(row) for row in records],
        opening_line=[sentences.opening(row, who, caller) for row, who in zip(records, called, strict=True)],
        why_this_place=[sentences.place(row, minutes_a_call) for row in records],
        money_a_month=rows["monthly"],
        channel=rows["customer"].map(persons["channel"]).astype(object).fillna("phone"),
        purpose=rows["purpose"].map({"lost": "lost customer", "warning": "warning sign"}),
        cycle=(today + pd.Timedelta(days=1)).strftime("%Y-%m"),
        number=1,
    )
    return shown(frame, OUTREACH.columns)


def segments(
    sales_or_subscriptions: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    window: Window = "auto",
    grace: int = 30,
    allowed_gap: int = 7,
) -> pd.DataFrame:
    """Every customer with a state - active, warning, paused or lost - and, for sales, the group they belong to.

    Arguments as in `lost_customers`. One row a customer, most money a month first; days, money and scores as in RFM,
    with sales only. Paused: lost by the rule, but silent no longer than their own steady rhythm lets expect.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-09-03", "2026-09-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> segments(contracts, pd.Timestamp("2026-10-31"))[["Customer", "State", "Money a month"]].to_numpy().tolist()
    [['A', 'active', 60.0], ['B', 'lost', 40.0]]
    """
    today = ranges.day(as_of)
    found = ranges.ready(sales_or_subscriptions, today, payments=payments, customers=customers)
    business = counted(found, today, "auto", window, grace, allowed_gap)
    # The latest spell decides: who was lost once and came back is a customer.
    every = business.spells.assign(first_purchase=business.spells.groupby("customer")["started"].transform("min"))
    each = every.sort_values("started").drop_duplicates("customer", keep="last")
    each = each.rename(columns={"monthly_value": "money_a_month", "ended": "last_purchase"})
    each["name"] = each["customer"].map(_people(found)["name"])
    warned = each["customer"].isin(_signs(found, business, today)["customer"])
    each["state"] = warned.map({True: "warning", False: "active"}).mask(each["lost_on"].notna(), "lost")
    if found.kind == "sales" and len(each):
        each = _with_scores(each, found.rows[found.rows["date"] <= today], today)
    each = each.sort_values(["money_a_month", "customer"], ascending=[False, True], kind="stable")
    return shown(each, SEGMENTS.columns)


def _with_scores(each: pd.DataFrame, sales: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Customers of a shop with their scores, their last purchase, and "paused" for those within their own rhythm."""
    rows = sales if sales["amount"].notna().any() else sales.drop(columns="amount")
    days = purchase_days(sales)
    paused = each["customer"].map(expected_back(sales, today)).fillna(False).astype(bool)
    each["state"] = each["state"].mask(paused & (each["state"] == "lost"), "paused")
    each["last_purchase"] = each["customer"].map(days[days["bought"]].groupby("customer")["date"].max())
    return each.merge(rfm(rows, today)[0], on="customer", how="left")


def _people(found: Ready) -> pd.DataFrame:
    """How to reach each customer: name, phone, channel, from the customers given and from the ledger's own columns."""
    book = Book(tables={"customers": found.customers})
    setattr(book, found.kind, found.rows)
    return people(book)


def _signs(found: Ready, business: Business, today: pd.Timestamp) -> pd.DataFrame:
    """Warning signs of those who are active, most urgent first, with the money a month at risk."""
    active, amounts = business.active, business.amounts
    here = amounts[(amounts["from"] <= today) & ~(amounts["to"] <= today) & amounts["customer"].isin(active)]
    money = here.groupby("customer")["monthly"].sum(min_count=1)
    if found.kind == "sales":
        parts = [signs.shop_signs(found.rows, active, today)] if len(active) else []
    else:
        parts = [signs.contract_signs(found.rows, amounts, active, today, payments=found.payments)]
    return ranked(signs.together(parts), money)


def _lost(
    found: Ready,
    business: Business,
    today: pd.Timestamp,
    warned: int,
    weekly_hours: float,
    minutes: float,
    margin: float,
    cost_of_an_hour: float,
) -> pd.DataFrame:
    """The register with its decisions; calls for customers who may still be kept come first."""
    week = plan.calls_a_week(weekly_hours, minutes)
    sales = found.rows if found.kind == "sales" else None
    return pursuit.lost_register(
        pursuit.with_prospects(business.losses, sales, today),
        found.customers,
        today,
        calls=max(week, week * plan.WEEKS - warned),
        cost_of_call=cost_of_an_hour * minutes / 60,
        margin=margin,
    )

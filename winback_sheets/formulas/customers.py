"""Table formulas of names: who left, who is about to, whom to call on which day, and what each customer is to you.

The steps and their order are those of `review`; the columns are those that the toolkit owns in the tab of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from winback_sheets.findings import NothingToReview, Review
from winback_sheets.formulas import ledger as ranges
from winback_sheets.formulas.ledger import Day, Lapse
from winback_sheets.formulas.periods import Every, as_table
from winback_sheets.present import rows
from winback_sheets.read.book import Book
from winback_sheets.read.settings import Value
from winback_sheets.read.settings import settings as defaults
from winback_sheets.schema.inputs import Table
from winback_sheets.schema.lapse_rule import WINDOW_ONLY
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS
from winback_sheets.schema.settings import USUAL, USUAL_EFFORT
from winback_sheets.steps import review_book


def lost_customers(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    every: Every = "auto",
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
    weekly_hours: float = USUAL_EFFORT.weekly_hours,
    minutes_a_call: float = USUAL_EFFORT.minutes,
    margin: float = 1.0,
    cost_of_an_hour: float = USUAL_EFFORT.cost_of_hour,
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
    [['B', '2026-10', 40.0, 'still gone', 28.03, 'pursue']]
    """
    settings = {
        "weekly hours": weekly_hours,
        "minutes a call": minutes_a_call,
        "margin": margin if margin != 1 else None,
        "cost of an hour": cost_of_an_hour,
    }
    book = _book(sales_or_subscriptions, as_of, customers, payments, lapse, grace, allowed_gap, settings)
    return _table(book, as_of, rows.lost_customers, LOST_CUSTOMERS, every=every)


def warning_signs(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """Customers who are still with you and show a sign of leaving, with the evidence in one sentence.

    Arguments as in `lost_customers`. One row a customer and sign: told us first, then most money a month; after them as
    many as there are calls for in four weeks, by the chance that they buy nothing within the window, times their money of a
    year. Too few customers for that chance: those silent for longer than usual, by money.

    >>> contracts = pd.DataFrame({"customer": ["A"], "start": pd.to_datetime(["2026-01-01"]), "monthly_amount": [60.0],
    ...                           "end": pd.to_datetime(["2026-12-20"])})
    >>> warning_signs(contracts, pd.Timestamp("2026-10-31"))["Evidence"].tolist()
    ['the contract ends on 20 Dec 2026 and no new one is in your list']
    """
    book = _book(sales_or_subscriptions, as_of, customers, payments, lapse, grace, allowed_gap, {})
    return _table(book, as_of, rows.warning_signs, WARNING_SIGNS)


def outreach(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
    weekly_hours: float = USUAL_EFFORT.weekly_hours,
    minutes_a_call: float = USUAL_EFFORT.minutes,
    margin: float = 1.0,
    cost_of_an_hour: float = USUAL_EFFORT.cost_of_hour,
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
    [['1', '2026-11-02', 'B', 'Lost (40 a month): left on 20 Oct 2026']]
    """
    settings = {
        "weekly hours": weekly_hours,
        "minutes a call": minutes_a_call,
        "margin": margin if margin != 1 else None,
        "cost of an hour": cost_of_an_hour,
        "home country": country,
        "caller": caller,
    }
    book = _book(sales_or_subscriptions, as_of, customers, payments, lapse, grace, allowed_gap, settings)
    return _table(book, as_of, rows.outreach, OUTREACH)


def segments(
    sales_or_subscriptions: pd.DataFrame,
    as_of: Day,
    *,
    customers: pd.DataFrame | None = None,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> pd.DataFrame:
    """Every customer with a state - active, warning, paused or lost - and, for sales, the group they belong to.

    Arguments as in `lost_customers`. One row a customer, most money a month first; days, money and scores as in RFM,
    with sales only. Paused: lost by the rule, but silent no longer than their own steady rhythm lets expect.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-09-03", "2026-09-07"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> segments(contracts, pd.Timestamp("2026-10-31"))[["Customer", "State", "Money a month"]].to_numpy().tolist()
    [['A', 'active', 60.0], ['B', 'lost', 40.0]]
    """
    book = _book(sales_or_subscriptions, as_of, customers, payments, lapse, grace, allowed_gap, {})
    return _table(book, as_of, rows.segments, SEGMENTS)


def _book(
    ledger: pd.DataFrame,
    as_of: Day,
    customers: pd.DataFrame | None,
    payments: pd.DataFrame | None,
    lapse: Lapse,
    grace: int,
    allowed_gap: int,
    chosen: Mapping[str, Value],
) -> Book | None:
    """The ranges as a workbook that has been read, with the arguments as its settings; None where no window fits."""
    found = ranges.read_ledger(ledger, ranges.day(as_of), payments=payments, customers=customers)
    rule = ranges.given_rule(lapse)
    if rule is not None and rule.window < 1:
        return None
    settings: dict[str, Value] = {**defaults(None).values, **chosen, "unpaid grace": grace, "allowed gap": allowed_gap}
    settings["lapse window"] = None if rule is None else float(rule.window)
    settings["lapse rule"] = WINDOW_ONLY if rule is None or rule.mbg is None else str(rule)
    tables = {"customers": found.customers} | ({} if found.payments is None else {"payments": found.payments})
    book = Book(tables=tables, settings=settings, time=found.time)
    setattr(book, found.kind, found.rows)
    return book


def _table(
    book: Book | None,
    as_of: Day,
    values: Callable[[Review], pd.DataFrame],
    table: Table,
    *,
    every: str = "auto",
) -> pd.DataFrame:
    """The values of one result tab under its headings; headings alone where there is nobody to count."""
    day = ranges.day(as_of)
    try:
        frame = values(review_book(book, today=day, as_of=day, every=every)) if book and pd.notna(day) else None
    except NothingToReview:
        frame = None
    if frame is None:
        frame = pd.DataFrame(columns=[column.key for column in table.columns if column.owner == "toolkit"])
    return as_table(frame, table.columns)

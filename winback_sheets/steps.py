"""The product in the order of its steps: grids in, a Review out. Numbers and frames; how it looks is present's."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.findings import Business, NothingToReview, Review
from winback_sheets.read.book import Book, read
from winback_sheets.read.grid import Grid
from winback_sheets.read.ledger import cancelled
from winback_sheets.rescue import plan, pursuit
from winback_sheets.schema.message import Message
from winback_sheets.schema.settings import AS_OF, USUAL, Effort, Rules, effort_of, rules_of
from winback_sheets.track import changes, churn, lapse, movements
from winback_sheets.track.activity import contract_spells, lapse_spells, paid_on, purchase_days
from winback_sheets.track.conventions import conventions
from winback_sheets.track.register import register
from winback_sheets.watch import signs
from winback_sheets.watch.alarms import rank_signs


def review(
    grids: list[Grid],
    *,
    today: pd.Timestamp,
    as_of: pd.Timestamp | None = None,
    every: str = "auto",
    ours: dict[str, str] | None = None,
    recorded: pd.DataFrame | None = None,
    window: int | None = None,
    typed: Mapping[str, pd.DataFrame] | None = None,
) -> Review:
    """Review a workbook's grids as they stand on the run day `today`.

    ours: tab name -> key of our result tabs. recorded: the lines of Winback history from earlier runs. window: the
    lapse window an earlier run chose. typed: rows of our tabs with what people typed, by the tab's key. Raises
    NothingToReview with one sentence when no customer can be counted.
    """
    book = read(grids, today=today, ours=ours)
    if book.trouble:
        raise NothingToReview(book.trouble)
    return review_book(book, today=today, as_of=as_of, every=every, recorded=recorded, window=window, typed=typed)


def review_book(
    book: Book,
    *,
    today: pd.Timestamp,
    as_of: pd.Timestamp | None = None,
    every: str = "auto",
    recorded: pd.DataFrame | None = None,
    window: int | None = None,
    typed: Mapping[str, pd.DataFrame] | None = None,
) -> Review:
    """Review a workbook that has been read; arguments and errors as in `review`."""
    day, source = _as_of(book, today, as_of)
    rules, effort = rules_of(book.settings), effort_of(book.settings)
    rules = rules if every == USUAL.every else rules._replace(every=every)
    sold = _shop_sales(book, day, rules)
    rules, within = _with_window(rules, sold, window)
    businesses = _businesses(book, sold, day, rules)
    if not businesses:
        raise NothingToReview(_nobody(book, day))
    warnings, tested = _signs(book, businesses, sold, day)
    typed, cycle = typed or {}, (day + pd.Timedelta(days=1)).strftime("%Y-%m")
    do_not_contact = pursuit.do_not_contact(_customers(book), typed.get("outreach"))
    lost = _lost(
        businesses, sold, day, effort, do_not_contact, warnings["customer"].nunique(), typed.get("lost_customers")
    )
    done = pursuit.contacted_in(typed.get("outreach"), cycle)
    outreach = _outreach(book, lost, warnings, day, effort, do_not_contact, done)
    lines = pd.concat([changes.history(b.kind, b.moves, b.losses, b.convention) for b in businesses], ignore_index=True)
    before = recorded if recorded is not None and len(recorded) else lines
    beside = pd.DataFrame()
    if rules.window and sold is not None and len(sold):
        beside = lapse.rules(sold, day, window=rules.window)
    end = (
        book.sales["date"].max() if book.sales is not None and len(book.sales) else day if book.time == "year" else None
    )
    return Review(
        day,
        source,
        book,
        businesses,
        rules.window,
        within,
        beside,
        _conventions(book, businesses, day, rules),
        warnings,
        tested,
        lost,
        outreach,
        cycle,
        lines,
        changes.restatements(before, lines),
        _news(businesses),
        end,
        end is not None and (today - end).days > 7,
    )


def _as_of(book: Book, today: pd.Timestamp, asked: pd.Timestamp | None) -> tuple[pd.Timestamp, str]:
    """The day the review looks from, and where it comes from."""
    if asked is not None:
        return asked, "as asked"
    if book.settings[AS_OF] is not None:
        return pd.Timestamp(book.settings[AS_OF]), "from Settings"
    if book.sales is not None and len(book.sales):
        return book.sales["date"].max(), "the last sale in your data"
    rows = book.subscriptions
    if rows is not None and book.time == "year" and len(rows):
        return min(today, rows["to"].max() - pd.Timedelta(days=1)), "the end of the last term in your list"
    if book.time == "tenure":
        last_day = (today + pd.Timedelta(days=1)).replace(day=1) - pd.Timedelta(days=1)
        return last_day, "the last full month, since your list has tenures and no dates"
    return today, "today, since your list has no sales"


def _with_window(rules: Rules, sales: pd.DataFrame | None, kept: int | None) -> tuple[Rules, tuple[float, int]]:
    """The rules with the lapse window, and how many of those who came back did so within it.

    What Settings says, else what an earlier review chose, else chosen now from the owner's own gaps.
    """
    if sales is None or not len(sales):
        return rules._replace(window=None), (float("nan"), 0)
    window = rules.window or kept or lapse.choose_window(sales)
    return rules._replace(window=window), lapse.share_within(sales, window)


def _shop_sales(book: Book, day: pd.Timestamp, rules: Rules) -> pd.DataFrame | None:
    """Purchase days up to the day of those who have no subscription: a customer with one follows the contract."""
    if book.sales is None:
        return None
    sales = book.sales[book.sales["date"] <= day]
    if book.subscriptions is not None:
        sales = sales[~sales["customer"].isin(book.subscriptions["customer"])]
    return purchase_days(sales.assign(cancelled=cancelled(sales)) if rules.match_refunds else sales)


def _businesses(book: Book, sales: pd.DataFrame | None, day: pd.Timestamp, rules: Rules) -> list[Business]:
    found = []
    if book.subscriptions is not None:
        unpaid = _payments(book)
        spells, amounts = contract_spells(book.subscriptions, day, rules=rules, payments=unpaid)
        told = "contract ended" + (f", or unpaid for over {rules.grace} days" if unpaid is not None else "")
        by = {"year": "year", "tenure": "snapshot"}.get(book.time, rules.every)
        by = rules.every if rules.every in ("month", "quarter") else by
        found.append(_count("subscriptions", spells, amounts, day, by, told))
    if sales is not None and rules.window is not None:
        spells, amounts = lapse_spells(sales, day, window=rules.window)
        found.append(
            _count("sales", spells, amounts, day, rules.every, f"no purchase for more than {rules.window} days")
        )
    return [business for business in found if len(business.spells)]


def _count(
    kind: str, spells: pd.DataFrame, amounts: pd.DataFrame, day: pd.Timestamp, every: str, convention: str
) -> Business:
    """Spells counted by period; a snapshot shows one month only, since who left earlier is not in such a list."""
    begin = spells["started"].min() if len(spells) else day
    why = {"year": "your list goes by year", "snapshot": "your list is a snapshot of one month"}.get(every, "as asked")
    if every == "snapshot":
        every, begin = "month", day.replace(day=1)
    elif every not in ("month", "quarter", "year"):
        every, why = movements.choose_period(spells, day)
    moves, losses = movements.movements(spells, amounts, movements.periods(begin, day, every=every))
    return Business(kind, spells, amounts, every, why, churn.rates(moves), register(losses, spells), convention)


def _signs(
    book: Book, businesses: list[Business], sales: pd.DataFrame | None, day: pd.Timestamp
) -> tuple[pd.DataFrame, int]:
    """Warning signs of every active customer, most urgent first, and how many customers were tested for silence."""
    parts, money, tested = [], [], 0
    for business in businesses:
        active = business.active
        paid = paid_on(business.amounts, day)
        money.append(paid[paid.index.isin(active)])
        if business.kind == "sales" and sales is not None:
            tested = len(active)
            parts.append(signs.shop_signs(sales, active, day))
        elif (rows := book.subscriptions) is not None:
            parts.append(signs.contract_signs(rows, business.amounts, active, day, payments=_payments(book)))
    return rank_signs(signs.together(parts), pd.concat(money)), tested


def _payments(book: Book) -> pd.DataFrame | None:
    payments = book.tables.get("payments")
    return payments if payments is not None and {"due", "paid"} <= set(payments) else None


def _lost(
    businesses: list[Business],
    sales: pd.DataFrame | None,
    day: pd.Timestamp,
    effort: Effort,
    do_not_contact: pd.Index,
    warned: int,
    own: pd.DataFrame | None,
) -> pd.DataFrame:
    """The register of every loss with its decision; calls for customers who may still be kept come first."""
    parts = []
    for business in businesses:
        past = sales if business.kind == "sales" else None
        parts.append(pursuit.with_prospects(business.losses.assign(kind=business.kind), past, day))
    week = plan.calls_a_week(effort.weekly_hours, effort.minutes)
    return pursuit.lost_register(
        pd.concat(parts, ignore_index=True),
        do_not_contact,
        day,
        own=own,
        calls=max(week, week * plan.WEEKS - warned),
        cost_of_call=effort.cost_of_hour * effort.minutes / 60,
        margin=effort.weight,
    )


def _customers(book: Book) -> pd.DataFrame:
    return book.tables.get("customers", pd.DataFrame({"customer": []}))


def _outreach(
    book: Book,
    lost: pd.DataFrame,
    warnings: pd.DataFrame,
    day: pd.Timestamp,
    effort: Effort,
    do_not_contact: pd.Index,
    done: pd.DataFrame,
) -> pd.DataFrame:
    """The dated plan from the first working day on."""
    calendar = book.tables.get("calendar")
    own = calendar["date"].dropna() if calendar is not None and "holiday" in calendar else []
    days = plan.working_days(day, country=effort.country, closed=frozenset(own))
    week = plan.calls_a_week(effort.weekly_hours, effort.minutes)
    return pursuit.outreach(lost, warnings, do_not_contact, days, a_week=week, margin=effort.weight, done=done)


def _conventions(book: Book, businesses: list[Business], day: pd.Timestamp, rules: Rules) -> pd.DataFrame:
    business = next((b for b in businesses if b.kind == "subscriptions"), None)
    if business is None or business.headline is None or book.subscriptions is None:
        return pd.DataFrame()
    span = business.moves[business.moves["label"] == business.headline["label"]]
    return conventions(book.subscriptions, span, day, rules=rules, payments=_payments(book))


def _news(businesses: list[Business]) -> pd.DataFrame:
    lines = [(b, b.headline) for b in businesses]
    parts = [changes.since_last(b.spells, b.losses, line).assign(kind=b.kind) for b, line in lines if line is not None]
    return pd.concat(parts, ignore_index=True)


def _nobody(book: Book, day: pd.Timestamp) -> Message:
    """Why no customer could be counted."""
    if book.rows_read and not book.rows_used:
        return Message("read.none_used", {"rows": book.rows_read})
    return Message("read.nobody_bought", {"day": day}) if book.rows_read else Message("read.no_rows")

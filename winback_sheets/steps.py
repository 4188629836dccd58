"""The product in the order of its steps: grids in, a Review out. Numbers and frames; how it looks is present's."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from winback_sheets.findings import Business, NothingToReview, Review
from winback_sheets.read.book import Book, read
from winback_sheets.read.grid import Grid
from winback_sheets.read.ledger import cancelled
from winback_sheets.rescue import plan, pursuit
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
    every = str(book.settings["period"] or "auto").casefold() if every == "auto" else every
    sold = _shop_sales(book, day)
    window, within = _window(book, sold, window)
    businesses = _businesses(book, sold, day, every, window)
    if not businesses:
        raise NothingToReview(_nobody(book, day))
    warnings, tested = _signs(book, businesses, sold, day)
    typed, cycle = typed or {}, (day + pd.Timedelta(days=1)).strftime("%Y-%m")
    do_not_contact = pursuit.do_not_contact(_customers(book), typed.get("outreach"))
    lost = _lost(
        book, businesses, sold, day, do_not_contact, warnings["customer"].nunique(), typed.get("lost_customers")
    )
    outreach = _outreach(book, lost, warnings, day, do_not_contact, pursuit.contacted_in(typed.get("outreach"), cycle))
    lines = pd.concat([changes.history(b.kind, b.moves, b.losses, b.convention) for b in businesses], ignore_index=True)
    before = recorded if recorded is not None and len(recorded) else lines
    rules = lapse.rules(sold, day, window=window) if window and sold is not None and len(sold) else pd.DataFrame()
    end = (
        book.sales["date"].max() if book.sales is not None and len(book.sales) else day if book.time == "year" else None
    )
    return Review(
        day,
        source,
        book,
        businesses,
        window,
        within,
        rules,
        _conventions(book, businesses, day),
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
    if book.settings["as of"] is not None:
        return pd.Timestamp(book.settings["as of"]), "from Settings"
    if book.sales is not None and len(book.sales):
        return book.sales["date"].max(), "the last sale in your data"
    rows = book.subscriptions
    if rows is not None and book.time == "year" and len(rows):
        return min(today, rows["to"].max() - pd.Timedelta(days=1)), "the end of the last term in your list"
    if book.time == "tenure":
        last_day = (today + pd.Timedelta(days=1)).replace(day=1) - pd.Timedelta(days=1)
        return last_day, "the last full month, since your list has tenures and no dates"
    return today, "today, since your list has no sales"


def _window(book: Book, sales: pd.DataFrame | None, kept: int | None) -> tuple[int | None, tuple[float, int]]:
    """The lapse window, and how many of those who came back did so within it.

    What Settings says, else what an earlier review chose, else chosen now from the owner's own gaps.
    """
    if sales is None or not len(sales):
        return None, (float("nan"), 0)
    chosen = book.settings["lapse window"]
    window = int(chosen) if isinstance(chosen, float) and chosen >= 1 else kept or lapse.choose_window(sales)
    return window, lapse.share_within(sales, window)


def _shop_sales(book: Book, day: pd.Timestamp) -> pd.DataFrame | None:
    """Purchase days up to the day of those who have no subscription: a customer with one follows the contract."""
    if book.sales is None:
        return None
    sales = book.sales[book.sales["date"] <= day]
    if book.subscriptions is not None:
        sales = sales[~sales["customer"].isin(book.subscriptions["customer"])]
    return purchase_days(sales.assign(cancelled=cancelled(sales)) if book.settings["match refunds"] else sales)


def _businesses(
    book: Book, sales: pd.DataFrame | None, day: pd.Timestamp, every: str, window: int | None
) -> list[Business]:
    found = []
    if book.subscriptions is not None:
        grace, gap, unpaid = (
            int(_number(book, "unpaid grace", 0)),
            int(_number(book, "allowed gap", 0)),
            _payments(book),
        )
        spells, amounts = contract_spells(book.subscriptions, day, payments=unpaid, allowed_gap=gap, grace=grace)
        told = "contract ended" + (f", or unpaid for over {grace} days" if unpaid is not None else "")
        by = every if every in ("month", "quarter") else {"year": "year", "tenure": "snapshot"}.get(book.time, every)
        found.append(_count("subscriptions", spells, amounts, day, by, told))
    if sales is not None and window is not None:
        spells, amounts = lapse_spells(sales, day, window=window)
        found.append(_count("sales", spells, amounts, day, every, f"no purchase for more than {window} days"))
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


def _number(book: Book, key: str, default: float) -> float:
    value = book.settings.get(key)
    return float(value) if isinstance(value, (int, float)) and value is not None else default


def _calls(book: Book) -> int:
    return plan.calls_a_week(_number(book, "weekly hours", 0), _number(book, "minutes a call", 20))


def _lost(
    book: Book,
    businesses: list[Business],
    sales: pd.DataFrame | None,
    day: pd.Timestamp,
    do_not_contact: pd.Index,
    warned: int,
    own: pd.DataFrame | None,
) -> pd.DataFrame:
    """The register of every loss with its decision; calls for customers who may still be kept come first."""
    parts = []
    for business in businesses:
        past = sales if business.kind == "sales" else None
        parts.append(pursuit.with_prospects(business.losses.assign(kind=business.kind), past, day))
    week = _calls(book)
    minutes, hour = _number(book, "minutes a call", 20), _number(book, "cost of an hour", 0)
    return pursuit.lost_register(
        pd.concat(parts, ignore_index=True),
        do_not_contact,
        day,
        own=own,
        calls=max(week, week * plan.WEEKS - warned),
        cost_of_call=hour * minutes / 60,
        margin=_number(book, "margin", 1.0),
    )


def _customers(book: Book) -> pd.DataFrame:
    return book.tables.get("customers", pd.DataFrame({"customer": []}))


def _outreach(
    book: Book,
    lost: pd.DataFrame,
    warnings: pd.DataFrame,
    day: pd.Timestamp,
    do_not_contact: pd.Index,
    done: pd.DataFrame,
) -> pd.DataFrame:
    """The dated plan from the first working day on."""
    calendar = book.tables.get("calendar")
    own = calendar["date"].dropna() if calendar is not None and "holiday" in calendar else []
    country = book.settings["home country"]
    days = plan.working_days(day, country=str(country) if country else None, closed=frozenset(own))
    margin = _number(book, "margin", 1.0)
    return pursuit.outreach(lost, warnings, do_not_contact, days, a_week=_calls(book), margin=margin, done=done)


def _conventions(book: Book, businesses: list[Business], day: pd.Timestamp) -> pd.DataFrame:
    business = next((b for b in businesses if b.kind == "subscriptions"), None)
    if business is None or business.headline is None or book.subscriptions is None:
        return pd.DataFrame()
    span = business.moves[business.moves["label"] == business.headline["label"]]
    gap, grace = int(_number(book, "allowed gap", 0)), int(_number(book, "unpaid grace", 0))
    return conventions(book.subscriptions, span, day, payments=_payments(book), allowed_gap=gap, grace=grace)


def _news(businesses: list[Business]) -> pd.DataFrame:
    lines = [(b, b.headline) for b in businesses]
    parts = [changes.since_last(b.spells, b.losses, line).assign(kind=b.kind) for b, line in lines if line is not None]
    return pd.concat(parts, ignore_index=True)


def _nobody(book: Book, day: pd.Timestamp) -> str:
    """Why no customer could be counted, in one sentence."""
    if book.rows_read and not book.rows_used:
        return (
            f"None of the {book.rows_read:,} rows could be used; run `winback check` on the file to see why, "
            "correct the first of them and review again."
        )
    if not book.rows_read:
        return "The tab has its headings but no rows yet; enter sales below the headings and review again."
    return f"No customer bought anything up to {day:%Y-%m-%d}; check the dates, or the --as-of date, and review again."

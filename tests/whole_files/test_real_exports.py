"""Exports as people really have them, each with its right answer; with the known exports forgotten, right or asked about."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from whole_files.test_exports import person

from winback_sheets.files.files import open_grids
from winback_sheets.findings import NothingToReview, Review
from winback_sheets.present.questions import asked, doubted
from winback_sheets.present.words import word, word_error
from winback_sheets.read import exports
from winback_sheets.read.book import Book, read
from winback_sheets.steps import review_book

ROOT = Path(__file__).resolve().parents[3] / "shared" / "data" / "exports"
TODAY = pd.Timestamp("2026-04-15")
pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the real exports are not on this machine")


class Read(NamedTuple):
    """What came of a file: the book, its review where there is one, and why not."""

    book: Book
    review: Review | None
    refused: str

    @property
    def said(self) -> str:
        """Everything that is said of it."""
        told = [self.refused, *doubted(self.book), *map(word, self.book.understood), *map(asked, self.book.questions)]
        return "\n".join([*told, *self.book.problems["rule"].unique()])


@cache
def opened(name: str) -> list:
    return open_grids(ROOT / name)


def reading(name: str) -> Read:
    today = pd.Timestamp("2026-03-31") if name in ("stripe_subscriptions.csv", "chargebee_subscriptions.csv") else TODAY
    book = read(opened(name), today=today)
    if book.trouble is not None:
        return Read(book, None, word(book.trouble))
    try:
        return Read(book, review_book(book, today=today), "")
    except NothingToReview as nothing:
        return Read(book, None, word_error(nothing))


def story(lost: dict[str, float] | None = None, scale: float = 1.0) -> Callable[[Read], None]:
    """The story S: seven customers, Fay and Gus lost with 67.50 and 52.50 a month."""
    want = {"Fay": 67.5 * scale, "Gus": 52.5 * scale} if lost is None else lost

    def check(seen: Read) -> None:
        assert seen.review is not None, seen.refused
        spells = pd.concat([business.spells for business in seen.review.businesses])
        gone = seen.review.lost
        money = gone.groupby(gone["customer"].map(person))["mrr"].sum().round(2).to_dict()
        assert (spells["customer"].nunique(), money) == (7, want)

    return check


def purchases(rows: int, customers: int, money: float) -> Callable[[Read], None]:
    """So many purchases with money of so many customers, and what they sum to."""

    def check(seen: Read) -> None:
        assert seen.book.sales is not None, seen.refused
        sales = seen.book.sales
        bought = sales[sales["amount"] != 0]
        assert (len(bought), bought["customer"].nunique(), round(bought["amount"].sum(), 2)) == (rows, customers, money)

    return check


def contracts(lost: int, mrr: dict[str, float] | None = None, *says: str) -> Callable[[Read], None]:
    """So many customers of contracts lost, day known or not; what some of them pay a month; words that are said."""

    def check(seen: Read) -> None:
        assert seen.review is not None and seen.book.subscriptions is not None, seen.refused
        assert seen.review.lost["customer"].nunique() == lost
        paid = seen.book.subscriptions.groupby("customer")["mrr"].last()
        assert {end: float(paid[paid.index.str.contains(f"{end}(?:@|$)")].iloc[0]) for end in mrr or {}} == (mrr or {})
        assert [text for text in says if text not in seen.said] == []

    return check


def says(*texts: str) -> Callable[[Read], None]:
    """These words are said somewhere."""

    def check(seen: Read) -> None:
        assert [text for text in texts if text not in seen.said] == [], seen.said

    return check


def flagged(seen: Read) -> None:
    assert seen.book.flagged or seen.refused, seen.said


def each_of(*checks: Callable[[Read], None]) -> Callable[[Read], None]:
    def check(seen: Read) -> None:
        for one in checks:
            one(seen)

    return check


# What the README beside the files calls right.
RIGHT: dict[str, Callable[[Read], None]] = {
    "shopify_short.csv": story(),
    "shopify_customer_status.csv": story(),
    "woo_advanced_export.csv": story(),
    "xero_sales_invoices.csv": story(),
    "qbo_transaction_list.csv": story(),
    "qbo_sales_by_customer_detail.csv": story(),
    "paypal_download.csv": story(),
    "square_transactions.csv": story(),
    "salesforce_opportunities.csv": story(),
    "odoo_sale_order.csv": story(),
    "lexware_rechnungen.csv": story(scale=20.0),
    "order_total_repeated.csv": story(),
    "sub_tax_total.csv": story(),
    "net_vat_gross.csv": story(),
    "iso_tz.csv": story(),
    "names_linebreaks.xlsx": story(),
    "mac_1904.xlsx": story(),
    "credit_notes_positive.csv": story(),
    "guests_in_words.csv": story(),
    "same_name_two_emails.csv": story({"anna2@example.com": 67.5, "Gus": 52.5}),
    "real_shopify_ethompson.csv": purchases(80, 74, 2947.23),  # one of the 81 orders was free
    "uk_csv_in_us_excel.xlsx": each_of(flagged),
    "ids_scientific.csv": flagged,
    "small/min_sci_ids.csv": flagged,
    "small/min_vendor.csv": purchases(3, 2, 160.0),
    "small/min_name.csv": purchases(3, 2, 160.0),
    "small/min_note.csv": purchases(3, 3, 160.0),
    "small/min_account.csv": purchases(2, 2, 110.0),
    "small/min_status.csv": purchases(1, 1, 50.0),
    "small/min_order_total.csv": purchases(2, 2, 120.0),
    "small/min_guest0.csv": purchases(4, 4, 210.0),
    "small/min_creation_date.csv": purchases(2, 1, 100.0),
    "small/min_term.csv": contracts(0, {"Ada": 100.0, "Bo": 100.0, "Cy": 400.0, "Dee": 50.0}),
    "small/min_cents.csv": contracts(0, {"a": 49.0, "b": 49.0}),
    "small/06_units_not_quantity.csv": purchases(3, 2, 4999 * 19440.0 + 260 * 19440 + 100 * 19500),
    "small/15_cancelled_orders_count.csv": purchases(3, 3, 300.0),
    "small/17_notdate.csv": says("no_leap_day"),
    "small/01_churn_events_as_sales.csv": says("says when customers left"),
    "small/02_accounts_churn_flag_ignored.csv": contracts(2),
    "small/03_claims_as_money_expiry_ignored.csv": contracts(3),
    "small/04_calls_as_money.csv": contracts(1, {"1": 45.07}),
    "small/05_status_beats_churn.csv": contracts(2),
    "small/10_number_customer_service_calls_as_customer.csv": contracts(1),
    "small/11_accounts_beat_subscriptions.xlsx": contracts(2, None, "as Customers"),
    "small/13_zero_amount_customer_vanishes.csv": each_of(flagged, says("such as 'B'")),
    "small/14_status_from_state.csv": contracts(1),
    "small/19_tickets_and_churn_events_tabs.xlsx": contracts(1, None, "as Complaints", "as customers who left"),
    "stripe_subscriptions.csv": contracts(4, {"33": 490.0}),
    "chargebee_subscriptions.csv": contracts(4),
    "real_justr3_subscriptions.csv": contracts(44),
    "subs_cents.csv": contracts(4, {"c1": 49.0}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_real_export_is_read_right(name: str) -> None:
    RIGHT[name](reading(name))


@pytest.mark.parametrize("name", RIGHT)
def test_with_the_known_exports_forgotten_it_is_right_or_asked_about(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "EXPORTS", ())
    seen = reading(name)
    if not (seen.book.flagged or seen.refused):
        RIGHT[name](seen)

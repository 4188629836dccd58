"""Exports as programs write them: which rows are sales and what they are worth, known to be from which program or not."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.findings import NothingToReview
from winback_sheets.present.words import word_error
from winback_sheets.read import recognise
from winback_sheets.read.book import read
from winback_sheets.steps import review

TODAY = pd.Timestamp("2026-04-05")
# Seven customers buy once a month for fifteen months, two of them for nine.
STORY = [900, 1200, 600, 1500, 750, 810, 630]
LESS = {  # what was given back, by the customer's place
    "xero_sales_invoices": (0, 60), "qbo_transaction_list": (0, 60), "square_transactions": (4, 50), "credit_notes_positive": (3, 600),
}  # fmt: skip
FILES = (
    *("shopify_short", "shopify_customer_status", "woo_advanced_export", "xero_sales_invoices", "qbo_transaction_list"),
    *("square_transactions", "salesforce_opportunities", "odoo_sale_order", "credit_notes_positive"),
    *("order_total_repeated", "sub_tax_total", "net_vat_gross"),
)


@pytest.fixture(params=[True, False], ids=["known", "unknown"])
def exports(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(recognise, "known_export", lambda headings: None)


@pytest.mark.usefixtures("exports")
@pytest.mark.parametrize("name", FILES)
def test_the_story_comes_out(shared_data, name):
    grids = open_grids(shared_data / "exports" / f"{name}.csv")
    book = read(grids, today=TODAY)
    place, back = LESS.get(name, (0, 0))
    wanted = [each - back * (at == place) for at, each in enumerate(STORY)]
    assert sorted(book.sales.groupby("customer")["amount"].sum().round(2)) == sorted(wanted)
    assert book.rows_set_aside == 0
    (business,) = review(grids, today=TODAY).businesses
    assert len(business.active) == 5 and sorted(business.losses["mrr"]) == [52.5, 67.5]


@pytest.mark.usefixtures("exports")
def test_german_invoices(shared_data):
    book = read(open_grids(shared_data / "exports" / "lexware_rechnungen.csv"), today=TODAY)
    assert sorted(book.sales.groupby("customer")["amount"].sum()) == sorted(each * 20 for each in STORY)
    assert book.problems["rule"].value_counts().to_dict() == {"cancelled": 2, "not_yet": 3}


@pytest.mark.usefixtures("exports")
@pytest.mark.parametrize(("name", "orders", "total", "no_sales"), [
    ("jihyangt", 20, 2238.95, 0), ("kidsliving", 35, 62855.00, 15),
])  # fmt: skip
def test_orders_of_real_shops(shared_data, name, orders, total, no_sales):
    book = read(open_grids(shared_data / "exports" / f"real_shopify_{name}.csv"), today=TODAY)
    once = book.sales[~book.sales["further"]]
    assert (len(once), round(once["total"].sum(), 2)) == (orders, total)
    aside = book.problems[book.problems["aside"].astype(bool)]
    raw = pd.read_csv(shared_data / "exports" / f"real_shopify_{name}.csv")
    assert raw.loc[aside["row"].to_numpy(int) - 2, "Name"].nunique() == no_sales and book.rows_set_aside == 0


def test_where_nothing_was_sold_yet_one_sentence_says_so(shared_data):
    with pytest.raises(NothingToReview) as said:
        review(open_grids(shared_data / "exports" / "real_shopify_zhangerson_1.csv"), today=TODAY)
    assert word_error(said.value).startswith("None of the 6 rows is a sale")


def test_who_pays_in_another_currency_is_still_a_customer(shared_data):
    (business,) = review(open_grids(shared_data / "exports" / "customer_changes_currency.csv"), today=TODAY).businesses
    assert "Dee Dell" in business.active and sorted(business.losses["customer"]) == ["Fay Fern", "Gus Grove"]


@pytest.mark.parametrize(("name", "money"), [
    ("min_status", 50), ("min_order_total", 120), ("15_cancelled_orders_count", 300), ("06_units_not_quantity", 104184960),
])  # fmt: skip
def test_small_ones(shared_data, name, money):
    book = read(open_grids(shared_data / "exports" / "small" / f"{name}.csv"), today=TODAY)
    assert book.sales["amount"].sum() == money

"""The lines of one order: its figures count once, whether they stand on its first line or on each of them."""

from __future__ import annotations

import pandas as pd
import pytest
from ledgers import sales_of

from winback_sheets.read.orders import orders

# Order 1 of Ann in three lines, order 2 of Bo in one, order 3 of Ann in two.
ONCE = {"order_id": "Order", "customer": "E-mail", "date": "Date", "total": "Total", "amount": "Total"}


def money(found):
    return found.rows.groupby("customer")["amount"].sum().to_dict()


def first_only(*, customer_on_all=True):
    again = "ann" if customer_on_all else None
    return [
        ["#1", "ann", "2025-01-02", 60, "Mug"],
        ["#1", again, None, None, "Tea"],
        ["#1", again, None, None, "Pot"],
        ["#2", "bo", "2025-01-03", 20, "Mug"],
        ["#3", "ann", "2025-02-02", 30, "Tea"],
        ["#3", again, None, None, "Pot"],
    ]


@pytest.mark.parametrize("on_all", [True, False])
def test_further_lines_of_an_order_are_neither_money_nor_faults(on_all):
    found = sales_of(ONCE | {"product": "Item"}, first_only(customer_on_all=on_all))
    assert money(found) == {"ann": 90, "bo": 20} and len(found.rows) == 6 and not len(found.problems)
    assert found.rows["further"].tolist() == [False, True, True, False, False, True]
    assert [each.key for each in found.said] == ["read.order_on_first_line"]


def test_further_lines_with_noughts_are_the_same_as_blank_ones():
    rows = [[order, who, day, much or 0, item] for order, who, day, much, item in first_only()]
    assert money(sales_of(ONCE | {"product": "Item"}, rows)) == {"ann": 90, "bo": 20}


def test_the_lines_prices_are_not_added_to_the_orders_total():
    head = ONCE | {"quantity": "Qty", "unit_price": "Price"}
    rows = [[*row[:4], 1, 10] for row in first_only()]
    assert money(sales_of(head, rows)) == {"ann": 90, "bo": 20}


def test_what_is_said_of_an_order_holds_for_its_further_lines():
    rows = [[*row[:4], "Paid" if row[3] else None] for row in first_only()]
    rows[0][4] = "Voided"
    found = sales_of(ONCE | {"status": "Financial Status"}, rows)
    assert money(found) == {"ann": 30, "bo": 20}
    assert found.problems["rule"].tolist() == ["cancelled"] * 3 and found.problems["money"].sum() == 60


def test_a_refund_of_an_order_is_taken_off_once():
    rows = [[*row[:4], {"#1": 15, "#3": 30}.get(row[0]) if row[3] else None] for row in first_only()]
    found = sales_of(ONCE | {"refund": "Refunded Amount"}, rows)
    assert money(found) == {"ann": 45, "bo": 20}
    assert found.problems["rule"].tolist() == ["refunded"] * 2  # order 3, both lines


EVERY = {"order_id": "Order no", "date": "Date", "customer": "Customer"}
LINES = [
    ["1", "2025-01-02", "Ann", "Mug", 30, 60],
    ["1", "2025-01-02", "Ann", "Tea", 18, 60],
    ["1", "2025-01-02", "Ann", "Pot", 12, 60],
    ["2", "2025-01-03", "Bo", "Mug", 20, 20],
    ["3", "2025-02-02", "Ann", "Tea", 5, 30],
    ["3", "2025-02-02", "Ann", "Pot", 25, 30],
]


@pytest.mark.parametrize(("line", "whole"), [
    ("Item Total", "Order Total"), ("LineAmount", "Total"), ("Positionsbetrag", "Rechnungsbetrag"), ("Montant ligne", "Total"),
])  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_a_total_on_every_line_counts_once(line, whole, turned):
    head = EVERY | {"product": "Item", "amount": line, "total": whole}
    rows = LINES[::-1] if turned else LINES
    found = sales_of(head, rows)
    assert money(found) == {"Ann": 90, "Bo": 20} and not found.questions


def test_a_total_with_tax_and_shipping_is_the_lines_and_these():
    head = EVERY | {"product": "Item", "amount": "Line", "total": "Total", "tax": "Tax", "shipping": "Freight"}
    total = {"1": 60, "2": 20, "3": 30}
    rows = [[*row[:5], total[row[0]] * 1.2 + 5, total[row[0]] * 0.2, 5] for row in LINES]
    assert money(sales_of(head, rows)) == {"Ann": 90, "Bo": 20}


def test_only_the_orders_total_is_there_and_its_heading_says_so():
    head = EVERY | {"product": "Item", "total": "Order Total", "amount": "Order Total"}
    found = sales_of(head, [[*row[:4], row[5]] for row in LINES])
    assert money(found) == {"Ann": 90, "Bo": 20}
    assert [each.key for each in found.said] == ["read.order_on_every_line"] and not found.questions


@pytest.mark.parametrize("heading", ["Amount", "Line total", "Item amount"])
def test_lines_that_cost_the_same_stay_lines(heading):
    rows = [
        ["1", "2025-01-02", "Ann", "Mug", 10],
        ["1", "2025-01-02", "Ann", "Tea", 10],
        ["2", "2025-01-03", "Bo", "Pot", 10],
    ]
    found = sales_of(EVERY | {"product": "Item", "amount": heading}, rows)
    assert money(found) == {"Ann": 20, "Bo": 10} and not found.questions


def test_units_times_price_is_the_money_of_a_line():
    head = EVERY | {"quantity": "Qty", "unit_price": "Price", "total": "Total", "amount": "Total"}
    rows = [
        ["1", "2025-01-02", "Ann", 2, 5, 10],
        ["1", "2025-01-02", "Ann", 1, 10, 10],
        ["2", "2025-01-03", "Bo", 3, 5, 15],
    ]
    assert money(sales_of(head, rows)) == {"Ann": 20, "Bo": 15}


def many(*, differ):
    """Seven orders of two lines with one amount each; the amounts of the orders differ, or are all the same."""
    return [
        [str(order), f"2025-01-{order + 1:02}", "Ann", item, 10 + 5 * order if differ else 10]
        for order in range(7)
        for item in ("Mug", "Tea")
    ]


def test_an_amount_that_is_the_same_within_every_order_and_not_between_them_is_asked_about():
    found = sales_of(EVERY | {"product": "Item", "amount": "Amount"}, many(differ=True))
    (asked,) = found.questions
    assert (asked.kind, asked.about, asked.rows, asked.money) == ("rows", "order_total", 7, 175)
    assert money(found) == {"Ann": 175}


def test_a_shop_where_everything_costs_the_same_is_none_of_these():
    found = sales_of(EVERY | {"product": "Item", "amount": "Amount"}, many(differ=False))
    assert money(found) == {"Ann": 140} and not found.questions


def test_order_numbers_that_begin_anew_every_day_are_orders_of_their_day():
    rows = [[str(n % 3), f"2025-01-{n // 3 + 1:02}", f"C{n % 3}", "Mug", 10] for n in range(30)]
    found = sales_of(EVERY | {"product": "Item", "amount": "Order Total"}, rows)
    assert found.rows["amount"].sum() == 300


def test_orders_that_are_read_leave_the_frame_alone():
    frame = pd.DataFrame({"order_id": ["1", "1"], "customer": ["A", None], "total": [5.0, None]})
    before = frame.copy(deep=True)
    orders(frame, {}, own=False, tab="Sales")
    pd.testing.assert_frame_equal(frame, before)

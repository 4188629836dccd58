"""What a sale is worth: net of tax and shipping where sums across the columns show it, else the total."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from ledgers import sales_of

HEAD = {"customer": "Customer", "date": "Date"}
GOODS = [60.0, 80.0, 40.0, 100.0, 50.0, 90.0, 70.0]


def read(headings, columns):
    """Sales with these columns; each is a list as long as GOODS."""
    rows = [[f"C{n}", f"2025-01-{n + 1:02}", *cells] for n, cells in enumerate(zip(*columns, strict=True))]
    return sales_of(HEAD | headings, rows)


def amounts(found):
    return found.rows["amount"].round(2).tolist()


def keys(found):
    return [each.key for each in found.said]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_net_and_tax_make_the_total_in_any_order_of_columns(order):
    columns = [GOODS, [each * 0.2 for each in GOODS], [each * 1.2 for each in GOODS]]
    names = [("net", "Netto"), ("tax", "MwSt"), ("total", "Brutto")]
    head = dict(names[at] for at in order) | {"amount": "Brutto"}
    found = read(head, [columns[at] for at in order])
    assert amounts(found) == GOODS and keys(found) == ["read.money_net"] and not found.questions


def test_subtotal_tax_shipping_and_a_discount_make_the_total():
    head = {"net": "Subtotal", "discount": "Discount", "shipping": "Shipping", "tax": "Tax", "total": "Total"}
    tax = [round(each * 0.1, 2) for each in GOODS]
    total = [each - 5 + 4 + more for each, more in zip(GOODS, tax, strict=True)]
    for sign in (1, -1):
        found = read(head | {"amount": "Total"}, [GOODS, [5 * sign] * 7, [4] * 7, tax, total])
        assert amounts(found) == [each - 5 for each in GOODS]


def test_tax_that_is_in_the_prices_is_taken_out_of_them():
    prices = [each * 1.15 for each in GOODS]
    head = {"net": "Subtotal", "shipping": "Shipping", "tax": "Taxes", "total": "Total", "amount": "Total"}
    found = read(head, [prices, [85] * 7, [each * 0.15 for each in GOODS], [each + 85 for each in prices]])
    assert amounts(found) == GOODS and keys(found) == ["read.money_less"]


def test_a_tax_that_fits_no_sum_is_left_alone():
    head = {"net": "Subtotal", "shipping": "Shipping", "tax": "Tax class", "total": "Total", "amount": "Total"}
    found = read(head, [GOODS, [5] * 7, [1] * 7, [each + 5 for each in GOODS]])
    assert amounts(found) == GOODS and keys(found) == ["read.money_net"]


@pytest.mark.parametrize(("columns", "money"), [
    pytest.param({"total": 1.2, "tax": 0.2}, 1.0, id="a total with tax in it"),
    pytest.param({"total": 1.0, "tax": 0.19}, 1.0, id="a total with tax on top"),
    pytest.param({"total": 1.2}, 1.2, id="a total and nothing else"),
    pytest.param({"net": 1.0, "total": 1.19}, 1.0, id="net and gross of one rate"),
    pytest.param({"net": 1.0}, 1.0, id="net and nothing else"),
])  # fmt: skip
def test_what_the_file_says_of_tax(columns, money):
    names = {key: key for key in columns} | {"amount": next(iter(columns))}
    found = read(names, [[each * share for each in GOODS] for share in columns.values()])
    assert amounts(found) == [round(each * money, 2) for each in GOODS] and not found.questions


def test_an_amount_with_a_tax_of_no_rate_beside_it_is_asked_about():
    found = read({"amount": "Amount", "tax": "Tax"}, [GOODS, [3.1, 9.7, 1.3, 2.2, 7.9, 0.4, 5.5]])
    assert amounts(found) == GOODS and [(q.kind, q.about) for q in found.questions] == [("money", "tax")]


def test_a_fee_of_who_collected_the_money_is_no_tax():
    fees = [-round(each * 0.03 + 0.3, 2) for each in GOODS]
    left = [each + fee for each, fee in zip(GOODS, fees, strict=True)]
    for head in ({"fee": "Fee"}, {}):
        names = {"total": "Gross", "net": "Net", "amount": "Gross"} | head
        columns = [GOODS, left, *([fees] if head else [])]
        found = read(names, columns) if head else with_another(names, columns, fees)
        assert amounts(found) == GOODS and not found.questions


def with_another(headings, columns, more):
    """The same with a column that was not understood."""
    rows = [[f"C{n}", f"2025-01-{n + 1:02}", *cells] for n, cells in enumerate(zip(*columns, more, strict=True))]
    return sales_of(HEAD | headings, rows, more=("Kept",))


def test_two_sums_that_nothing_explains_are_asked_about():
    found = read({"total": "Total", "net": "Net", "amount": "Total"}, [GOODS, [7.0, 61, 12, 33, 48, 2, 19]])
    (asked,) = found.questions
    assert amounts(found) == GOODS and (asked.kind, asked.taken, asked.others) == ("money", "Total", ("Net",))


def test_a_refund_takes_its_share_of_the_tax_with_it():
    head = {"net": "Subtotal", "tax": "Tax", "total": "Total", "amount": "Subtotal", "refund": "Refunded Amount"}
    back = [0, 12, 0, 60, 60, 0, 0]
    found = read(head, [GOODS, [each * 0.2 for each in GOODS], [each * 1.2 for each in GOODS], back])
    assert amounts(found) == [60, 70, 40, 50, 90, 70]  # the fifth is given back in full
    assert found.problems[["rule", "money"]].values.tolist() == [["refunded", 50]]
    assert found.money == pytest.approx(found.rows["amount"].sum() + 50)


def test_a_total_that_is_less_the_refund_is_not_lowered_again():
    head = {"net": "Net Sales", "refund": "Partial Refunds", "total": "Collected", "amount": "Collected"}
    back = [0, 0, -5, 0, 0, 0, 0]
    found = read(head, [GOODS, back, [each + less for each, less in zip(GOODS, back, strict=True)]])
    assert amounts(found) == [60, 80, 35, 100, 50, 90, 70]


def test_a_running_balance_is_not_looked_at():
    found = with_another({"amount": "Amount"}, [GOODS], pd.Series(GOODS).cumsum().tolist())
    assert amounts(found) == GOODS and not found.questions

"""The sales ledger: what a row is worth, which rows cannot count, and orders taken back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.read.ledger import cancelled
from winback_sheets.read.net import money

TODAY = pd.Timestamp("2026-01-15")
NAN = np.nan


def grid(rows, name="Sales", **facts):
    cells = [list(row) for row in rows]

    def below(n):
        return pd.DataFrame(cells[n:], index=range(n + 1, len(cells) + 1), dtype=object)

    return Grid(name, cells[:60], below, len(cells), **facts)


@pytest.mark.parametrize(("columns", "worth"), [
    pytest.param({"amount": [10.0, NAN]}, [10, NAN], id="the amount"),
    pytest.param({"quantity": [2.0, -1.0], "unit_price": [5.0, 5.0]}, [10, -5], id="quantity times price, minus is back"),
    pytest.param({"amount": [9.0], "quantity": [2.0], "unit_price": [5.0]}, [9], id="the amount before quantity times price"),
    pytest.param({"quantity": [2.0, 2.0], "unit_price": [5.0, 5.0], "discount": [0.1, NAN]}, [9, 10], id="a share off"),
    pytest.param({"quantity": [2.0, 2.0], "unit_price": [5.0, 5.0], "discount": [3.0, 0.5]}, [7, 9.5],
                 id="money off where one of them is above 1"),
    pytest.param({"amount": [10.0, 10.0], "refund": [4.0, -4.0]}, [6, 6], id="a refund, with or without a minus"),
    pytest.param({"quantity": [2.0]}, None, id="a quantity alone is no money"),
    pytest.param({"customer": ["A"]}, None, id="nothing is no money"),
])  # fmt: skip
def test_what_a_row_is_worth(columns, worth):
    found = money(pd.DataFrame(columns)).values
    assert found is None if worth is None else np.array_equal(found, worth, equal_nan=True)


HEAD = ["Customer", "Date", "Order id", "Amount"]


def test_a_row_with_two_faults_is_set_aside_once_with_its_money():
    book = read([grid([HEAD, ["A", "2025-01-02", "1", 10], [None, None, "2", 7]])], today=TODAY)
    aside = book.problems[book.problems["aside"].astype(bool)]
    assert aside["money"].sum() == 7 and book.money_read == 17 and book.rows_used == 1


def test_a_bad_cell_in_a_column_that_does_not_decide_leaves_the_row_in():
    rows = [["Customer", "Date", "Amount", "E-mail"], ["A", "2025-01-02", 10, "#N/A"]]
    book = read([grid(rows)], today=TODAY)
    assert len(book.sales) == 1 and book.problems[["rule", "aside"]].values.tolist() == [["error_cell", False]]


def test_problems_have_the_address_of_the_cell():
    rows = [
        ["Sales"],
        [],
        [None, "Amount", "Customer", "Date"],
        [None, 10, "A", "2025-01-02"],
        [None, "x", "B", "2025-01-03"],
    ]
    problem = read([grid(rows, "March")], today=TODAY).problems.iloc[0]
    assert problem[["tab", "row", "letter", "column", "value"]].tolist() == ["March", 5, "B", "Amount", "x"]


LINES = ["Order id", "Product", "Quantity", "Unit price"]


def test_money_of_an_order_comes_from_its_lines_once():
    orders = grid([["Customer", "Date", "Order id"], ["A", "2025-01-02", "1"], ["A", "2025-01-02", "1"], ["B", "2025-01-03", "2"]],
                  "Orders")  # fmt: skip
    lines = grid(
        [LINES, ["1", "Tea", 2, 5], ["1", "Cup", 1, 3], ["2", "Tea", 1, 5], ["9", "Tea", 1, 99]], "Order lines"
    )
    book = read([orders, lines], today=TODAY)
    assert book.sales["amount"].tolist() == [13, 0, 5]  # the order written twice carries its money once
    orphan = book.problems.query("rule == 'not_in_orders'")
    assert orphan[["tab", "row", "money"]].values.tolist() == [["Order lines", 5, 99]]


def test_payments_alone_are_sales_by_the_day_they_were_issued():
    rows = [["Customer", "Invoice no", "Invoice date", "Due date", "Paid on", "Amount"],
            ["A", "0001", "2025-01-02", "2025-02-01", None, 10], ["A", "0002", None, "2025-03-01", None, 20]]  # fmt: skip
    book = read([grid(rows, "Invoices")], today=TODAY)
    assert book.sales["date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-01-02", "2025-03-01"]
    assert (book.money_read, book.sales["order_id"].tolist()) == (30, ["0001", "0002"])


def test_payments_beside_sales_are_no_second_ledger():
    sales = grid([HEAD, ["A", "2025-01-02", "1", 10]])
    paid = grid([["Customer", "Due date", "Paid on", "Amount"], ["A", "2025-02-01", None, 10]], "Payments")
    assert read([sales, paid], today=TODAY).money_read == 10


# ---------------------------------------------------------------- orders taken back


def rows(*lines):
    frame = pd.DataFrame(lines, columns=["customer", "date", "product", "quantity", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


@pytest.mark.parametrize(("lines", "taken"), [
    pytest.param([("A", "2025-01-02", "Tea", 3, 30)], [False], id="nothing taken back"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-01-12", "Tea", -2, -20)], [False, False],
                 id="a part taken back is a purchase still"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-01-12", "Cup", -3, -30)], [False, False],
                 id="another product"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("B", "2025-01-12", "Tea", -3, -30)], [False, False],
                 id="another customer"),
    pytest.param([("A", "2025-01-12", "Tea", -3, -30), ("A", "2025-01-13", "Tea", 3, 30)], [False, False],
                 id="taken back before it was bought"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-02-02", "Tea", -3, -30)], [False, False],
                 id="31 days later"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-02-01", "Tea", -3, -30)], [True, False],
                 id="30 days later"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-01-02", "Tea", -3, -30)], [True, False],
                 id="on the same day"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-01-03", "Tea", 3, 30), ("A", "2025-01-04", "Tea", -3, -30)],
                 [False, True, False], id="one refund takes back the latest purchase only"),
    pytest.param([("A", "2025-01-02", "Tea", 3, 30), ("A", "2025-01-03", "Tea", 3, 30), ("A", "2025-01-04", "Tea", -3, -30),
                  ("A", "2025-01-05", "Tea", -3, -30)], [True, True, False, False], id="two refunds take back two"),
    pytest.param([("A", "2025-01-04", "Tea", -3, -30), ("A", "2025-01-02", "Tea", 3, 30)], [False, True],
                 id="whatever the order of the rows"),
])  # fmt: skip
def test_orders_taken_back_in_full(lines, taken):
    assert cancelled(rows(*lines)).tolist() == taken


def test_without_quantities_the_amounts_must_be_equal():
    bare = rows(
        ("A", "2025-01-02", "Tea", 1, 30), ("A", "2025-01-03", "Tea", 1, -30), ("A", "2025-01-04", "Tea", 1, -29)
    )
    assert cancelled(bare.drop(columns=["quantity", "product"])).tolist() == [True, False, False]


def test_invoices_read_as_sales_tell_each_problem_once():
    rows = [
        ["Customer", "Invoice date", "Due", "Amount"],
        ["A", "2025-01-02", "2025-02-01", "x"],
        ["A", "2025-01-03", "2025-02-01", 5],
    ]
    book = read([grid(rows, "Invoices")], today=TODAY)
    assert len(book.sales) == 1 and book.problems["rule"].tolist() == ["not_a_number"]

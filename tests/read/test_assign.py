"""Which heading is which column: the words of a heading held against the cells below it."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.read.assign import assign
from winback_sheets.read.exports import Export
from winback_sheets.read.profiles import Columns
from winback_sheets.schema.inputs import table

DAYS = [f"2025-{month:02}-0{day}" for month in range(1, 7) for day in (3, 5)]
MONEY = [f"{10 + at}.50" for at in range(12)]
NAMES = ["Ada Ash", "Bo Birch", "Cy Cedar", "Dee Dell"] * 3
EMAILS = [f"{name.split()[0].lower()}@example.com" for name in NAMES]
NUMBERS = [f"#{1001 + at}" for at in range(12)]
BLANK = [None] * 12


def taken(key="sales", *, said=None, export=None, **columns):
    """The headings taken, by column of the table; columns: heading (with _ for a blank) and its cells."""
    headers = [heading.replace("_", " ") for heading in columns]
    cells = Columns(pd.DataFrame(dict(enumerate(columns.values()))))
    found = assign(table(key), headers, cells, export, said)
    return {column: headers[at] for column, at in found.columns.items()}


@pytest.mark.parametrize(("columns", "customer"), [
    pytest.param({"Name": NUMBERS, "Email": EMAILS, "Vendor": ["Acme"] * 12}, "Email", id="neither number nor vendor"),
    pytest.param({"Customer_Note": ["leave it at the door"] * 12, "Email": EMAILS}, "Email", id="not the note"),
    pytest.param({"Name": NAMES, "Account": ["Receivable", "Bank"] * 6}, "Name", id="not the account it is booked on"),
    pytest.param({"Customer": NAMES, "Salesperson": ["Sam"] * 12, "Company": ["My Co"] * 12}, "Customer",
                 id="neither the seller nor the own company"),
    pytest.param({"Customer_ID": BLANK, "Email": EMAILS}, "Email", id="a blank column never beats a filled one"),
    pytest.param({"Customer_Name": NAMES, "Email": BLANK}, "Customer Name", id="nor a blank e-mail a name"),
    pytest.param({"Customer_IP": EMAILS, "Buyer": NAMES}, "Buyer", id="not the IP"),
    pytest.param({"Number_of_customers": list(range(12)), "Client": NAMES}, "Client", id="not a number of customers"),
    pytest.param({"Supplier": NAMES}, "Supplier", id="a supplier where there is nobody else"),
    pytest.param({"Customer_PO": NUMBERS, "Billing_Name": NAMES}, "Billing Name", id="not the order of theirs"),
    pytest.param({"Customer_VAT_no": NUMBERS, "Client": NAMES}, "Client", id="not the tax number"),
])  # fmt: skip
def test_who_the_customer_is(columns, customer):
    assert taken(**columns, Order_date=DAYS, Total=MONEY)["customer"] == customer


@pytest.mark.parametrize(("columns", "amount"), [
    pytest.param({"Total_calls": list(range(12)), "Total_charge": MONEY}, "Total charge", id="not a number of calls"),
    pytest.param({"Total_Claim_Amount": MONEY, "Amount": MONEY}, "Amount", id="not a claim"),
    pytest.param({"Subtotal": MONEY, "Tax": MONEY, "Total": MONEY}, "Subtotal", id="net before the total"),
    pytest.param({"Subtotal": BLANK, "Total": MONEY}, "Total", id="the total where net is blank"),
    pytest.param({"Item_Total": MONEY, "Order_Total": MONEY}, "Item Total", id="the line before the order"),
    pytest.param({"Amount": MONEY, "Balance": MONEY}, "Amount", id="not the balance"),
])  # fmt: skip
def test_what_the_money_is(columns, amount):
    assert taken(Customer=NAMES, Date=DAYS, **columns)["amount"] == amount


def test_what_is_left_after_a_fee_is_not_what_the_customer_paid():
    gross, fee = [10.0 + at for at in range(12)], [-1.0 - at / 10 for at in range(12)]
    net = [a + b for a, b in zip(gross, fee, strict=True)]
    assert taken(Customer=NAMES, Date=DAYS, Gross=gross, Fee=fee, Net=net)["amount"] == "Gross"


def test_a_column_whose_cells_speak_against_it_is_left_out():
    assert "discount" not in taken(Customer=NAMES, Date=DAYS, Amount=MONEY, Discount=["SUMMER"] * 12)
    assert taken(Customer=NAMES, Date=DAYS, Amount=MONEY, Discount=MONEY)["discount"] == "Discount"


def test_a_column_that_a_ledger_cannot_do_without_stays_so_that_its_cells_are_told():
    assert taken(Customer=NAMES, Date=["soon"] * 12, Amount=MONEY)["date"] == "Date"


def test_an_order_is_known_by_its_number_under_name():
    assert taken(Name=NUMBERS, Email=EMAILS, Created_at=DAYS, Total=MONEY)["order_id"] == "Name"
    assert "order_id" not in taken(Name=NAMES, Created_at=DAYS, Total=MONEY)


def test_customers_told_by_e_mail_have_that_e_mail():
    found = taken(Email=EMAILS, Date=DAYS, Amount=MONEY)
    assert (found["customer"], found["email"]) == ("Email", "Email")


def test_what_the_owner_says_stands_above_all():
    columns = {"Customer": NAMES, "Email": EMAILS, "Date": DAYS, "Amount": MONEY}
    assert taken(**columns)["customer"] == "Customer"
    assert taken(**columns, said={"customer": "Email"})["customer"] == "Email"
    assert taken(**columns, said={"customer": "No such heading"})["customer"] == "Customer"


def test_the_columns_of_a_known_export_are_taken_unless_nothing_stands_there():
    export = Export("x", "X", "Ref|Payer", "sales", {"customer": "Ref|Payer", "discount": ""})
    assert taken(export=export, Ref=NUMBERS, Payer=NAMES, Date=DAYS, Amount=MONEY)["customer"] == "Ref"
    found = taken(export=export, Ref=BLANK, Payer=NAMES, Date=DAYS, Amount=MONEY, Discount=MONEY)
    assert found["customer"] == "Payer" and "discount" not in found


def test_who_gets_the_parcel_is_not_the_name_of_who_pays():
    friends = ["Fay Fern", "Gus Grove", "Hal Heath"] * 4
    found = taken(Billing_name=NAMES, Shipping_name=friends, Order_date=DAYS, Total=MONEY)
    assert found["customer"] == "Billing name" and "customer_name" not in found

"""How programs and people write sales down: the heading lines, the words of a status, where lines and refunds go.

Heading lines are those of the programs' own exports, from public documentation and sample files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from .cells import Cell, Moment, Money
from .story import Document

Row = dict[str, Cell]


class Shape(NamedTuple):
    """One program's export.

    rows: the rows of one document. words: the kinds of documents that it can tell, each with its words. needed: the
    headings without which nobody could tell; all others may have been deleted by a person. money: "net" of tax and
    shipping, or "total". spare: where all of these are deleted as well, the money is the total.
    refunds: "row" (a document of its own), "column", or "" where it has neither.
    """

    name: str
    rows: Callable[[Document, Random], list[Row]]
    dates: tuple[str, ...]
    needed: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]] = {}
    money: str = "total"
    spare: tuple[str, ...] = ()
    refunds: str = ""
    lines: int = 1
    tax: float = 0.0
    shipping: int = 0
    firms: tuple[str, ...] = ("",)
    guests: bool = True
    renamed: Mapping[str, tuple[str, ...]] = {}
    titles: tuple[str, ...] = ()  # lines above the heading that the program always writes
    decimal: str = "."
    separator: str = ","


NOTES = ("", "", "", "", "Please leave at the door", "Call before delivery", "gift wrapping", "thank you!", "urgent")


def _m(cents: int) -> Money:
    return Money(cents)


def _at(document: Document) -> Moment:
    return Moment(document.day, 9 * 60 + document.number * 37 % 600)


def _late(document: Document) -> Moment:
    return Moment(document.day, 22 * 60 + document.number * 7 % 110)


def _word(shape_words: Mapping[str, tuple[str, ...]], document: Document) -> str:
    words = shape_words[document.kind] if document.kind in shape_words else shape_words["sale"]
    return words[document.number % len(words)]


def _who(document: Document) -> tuple[str, str]:
    """Name and e-mail; a guest has none."""
    return document.person.name, document.person.email


# ---------------------------------------------------------------- shops on the web

SHOPIFY = {"sale": ("paid",), "void": ("voided",), "pending": ("pending",), "refunded": ("refunded",)}


def shopify(d: Document, rng: Random) -> list[Row]:
    name, email = _who(d)
    status, refunded = _word(SHOPIFY, d), d.total if d.kind == "refunded" else d.given_back
    status = "partially_refunded" if d.given_back else status
    first: Row = {
        "Name": f"#{d.number}", "Email": email, "Financial Status": status,
        "Paid at": _late(d) if d.kind in ("sale", "refunded") else None,
        "Fulfillment Status": "fulfilled" if d.kind == "sale" else "unfulfilled",
        "Accepts Marketing": rng.choice(("yes", "no")), "Currency": "USD", "Subtotal": _m(d.net), "Shipping": _m(d.shipping),
        "Taxes": _m(d.tax), "Total": _m(d.total), "Discount Code": rng.choice(("", "", "WELCOME10")), "Discount Amount": _m(0),
        "Shipping Method": "Standard", "Created at": _late(d),
    }  # fmt: skip
    after: Row = {
        "Billing Name": name, "Billing City": d.person.city, "Billing Country": "US",
        "Notes": rng.choice(NOTES), "Cancelled at": _late(d) if d.kind == "void" else None, "Payment Method": "Shopify Payments",
        "Payment Reference": f"c{d.number * 7919}.1", "Refunded Amount": _m(refunded), "Vendor": "Ridge Goods",
        "Id": 450_000_000_000 + d.number, "Tags": "", "Risk Level": "Low", "Source": rng.choice(("web", "pos")),
        "Tax 1 Name": "State Tax", "Tax 1 Value": _m(d.tax), "Phone": "", "Receipt Number": "",
    }  # fmt: skip
    rows = []
    for place, line in enumerate(d.lines):
        item: Row = {
            "Lineitem quantity": line.quantity, "Lineitem name": line.product, "Lineitem price": _m(line.price),
            "Lineitem sku": line.product[:2].upper() + "-1", "Lineitem requires shipping": "true", "Lineitem taxable": "true",
        }  # fmt: skip
        whole = place == 0
        blank = {key: None for key in (*first, *after)}
        kept = {"Name": first["Name"], "Email": email, "Created at": first["Created at"]}
        rows.append(
            {
                **(first if whole else {**dict.fromkeys(first), **kept}),
                **item,
                **(after if whole else {**{k: blank[k] for k in after}, "Vendor": "Ridge Goods"}),
            }
        )
    return rows


def squarespace(d: Document, rng: Random) -> list[Row]:
    name, email = _who(d)
    words = {"sale": "PAID", "void": "CANCELED", "pending": "PENDING", "refunded": "REFUNDED"}
    rows = []
    for place, line in enumerate(d.lines):
        whole = place == 0
        first: Row = {
            "Financial Status": words[d.kind], "Paid at": _late(d), "Fulfillment Status": "FULFILLED", "Fulfilled at": _late(d),
            "Currency": "USD", "Subtotal": _m(d.net), "Shipping": _m(d.shipping), "Taxes": _m(d.tax),
            "Amount Refunded": _m(d.total if d.kind == "refunded" else d.given_back), "Total": _m(d.total), "Discount Code": "",
            "Discount Amount": _m(0), "Shipping Method": "Flat", "Created at": _late(d),
        }  # fmt: skip
        rest: Row = {
            "Billing Name": name, "Billing City": d.person.city, "Private Notes": rng.choice(NOTES),
            "Channel Type": "web", "Channel Name": "Ridge", "Payment Method": "CARD", "Payment Reference": f"ch_{d.number * 7919}",
        }  # fmt: skip
        rows.append(
            {"Order ID": f"{d.number:05d}", "Email": email, **(first if whole else dict.fromkeys(first)), "Lineitem quantity": line.quantity,
             "Lineitem name": line.product, "Lineitem price": _m(line.price), "Lineitem sku": f"SQ{line.price}", **(rest if whole else dict.fromkeys(rest))}
        )  # fmt: skip
    return rows


WOO = {"sale": ("Completed", "Completed", "Processing"), "void": ("Cancelled",), "failed": ("Failed",), "pending": ("Pending payment", "On hold"), "refunded": ("Refunded",)}  # fmt: skip


def woo(d: Document, rng: Random) -> list[Row]:
    """The plug-in "Advanced Order Export": everything of the order on each of its lines."""
    _, email = _who(d)
    return [
        {
            "Order Number": d.number, "Order Status": _word(WOO, d), "Order Date": _at(d), "Customer Note": rng.choice(NOTES),
            "First Name (Billing)": d.person.first, "Last Name (Billing)": d.person.last,
            "Company (Billing)": "", "Email (Billing)": email, "Phone (Billing)": "", "City (Billing)": d.person.city,
            "Payment Method Title": "Card", "Cart Discount Amount": _m(0), "Order Subtotal Amount": _m(d.net),
            "Shipping Method Title": "Flat rate", "Order Shipping Amount": _m(d.shipping),
            "Order Refund Amount": _m(d.total if d.kind == "refunded" else d.given_back), "Order Total Amount": _m(d.total),
            "Order Total Tax Amount": _m(d.tax), "SKU": line.product[:3].upper(), "Item #": place, "Item Name": line.product,
            "Quantity (- Refund)": line.quantity, "Item Cost": _m(line.price), "Coupon Code": "", "Discount Amount": _m(0),
            "Customer IP Address": f"203.0.113.{d.number % 250}",
        }
        for place, line in enumerate(d.lines, start=1)
    ]  # fmt: skip


def woo_analytics(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    return [
        {
            "Date": _at(d), "Order #": d.number, "N. Revenue (formatted)": f"${d.net / 100:.2f}", "Status": _word(WOO, d).lower(),
            "Customer": name, "Customer type": rng.choice(("new", "returning")),
            "Product(s)": ", ".join(f"{line.quantity}× {line.product}" for line in d.lines),
            "Items sold": sum(line.quantity for line in d.lines), "Coupon(s)": "", "N. Revenue": _m(d.net), "Attribution": "Direct",
        }
    ]  # fmt: skip


ETSY = {"sale": ("Completed", "Shipped"), "void": ("Canceled",), "refunded": ("Refunded",)}


def etsy(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    fees = round(d.total * 0.03) + 25
    return [
        {
            "Sale Date": d.day, "Order ID": 2_900_000_000 + d.number,
            "Buyer User ID": d.person.user, "Full Name": name,
            "First Name": d.person.first, "Last Name": d.person.last,
            "Number of Items": sum(line.quantity for line in d.lines), "Payment Method": "Credit Card", "Date Shipped": d.day + dt.timedelta(2),
            "Street 1": f"{d.number % 90} High St", "Ship City": d.person.city, "Ship State": rng.choice(("CA", "NY", "WA")),
            "Ship Country": "United States", "Currency": "USD", "Order Value": _m(d.net), "Coupon Code": "", "Discount Amount": _m(0),
            "Shipping Discount": _m(0), "Shipping": _m(d.shipping), "Sales Tax": _m(d.tax), "Order Total": _m(d.total), "Status": _word(ETSY, d),
            "Card Processing Fees": _m(fees), "Order Net": _m(d.total - fees), "Order Type": "online", "Payment Type": "online_cc",
        }
    ]  # fmt: skip


# ---------------------------------------------------------------- money

PAYPAL = {
    "sale": ("Completed",),
    "refund": ("Completed",),
    "failed": ("Denied",),
    "pending": ("Pending",),
    "withdrawal": ("Completed",),
}


def paypal(d: Document, rng: Random) -> list[Row]:
    name, email = _who(d)
    back, out = d.kind == "refund", d.kind == "withdrawal"
    gross = -d.total if back or out else d.total
    fee = 0 if gross < 0 or d.kind != "sale" else -round(d.total * 0.03) - 30
    return [
        {
            "Date": d.day, "Time": "14:30:00", "TimeZone": "PDT", "Name": "" if out else name,
            "Type": "Payment Refund" if back else "General Withdrawal" if out else "Express Checkout Payment",
            "Status": _word(PAYPAL, d), "Currency": "USD", "Gross": _m(gross), "Fee": _m(fee), "Net": _m(gross + fee),
            "From Email Address": "shop@example.com" if back or out else email,
            "To Email Address": email if back else "" if out else "shop@example.com", "Transaction ID": f"T{d.number * 31:09d}",
            "Item Title": d.lines[0].product, "Reference Txn ID": f"T{d.number * 17:09d}" if back else "", "Invoice Number": "",
            "Quantity": 1, "Balance": _m(d.number * 137 % 90000), "Balance Impact": "Debit" if gross < 0 else "Credit" if d.kind == "sale" else "Memo",
        }
    ]  # fmt: skip


STRIPE = {"sale": ("Paid",), "failed": ("Failed",), "refunded": ("Refunded",)}


def stripe(d: Document, rng: Random) -> list[Row]:
    name, email = _who(d)
    back = d.total if d.kind == "refunded" else d.given_back
    return [
        {
            "id": f"ch_3N{d.number * 104729}", "Description": f"Order {d.number}", "Seller Message": "Payment complete." if d.kind == "sale" else "The bank declined.",
            "Created (UTC)": _at(d), "Amount": _m(d.total), "Amount Refunded": _m(back), "Currency": "usd", "Converted Amount": _m(d.total),
            "Converted Amount Refunded": _m(back), "Fee": _m(round(d.total * 0.029) + 30), "Tax": _m(0), "Converted Currency": "usd", "Mode": "Live",
            "Status": _word(STRIPE, d), "Statement Descriptor": "RIDGE", "Customer ID": f"cus_{d.person.id}" if d.person.number else "",
            "Customer Description": name, "Customer Email": email, "Captured": "TRUE" if d.kind != "failed" else "FALSE",
            "Card ID": f"card_{d.number}", "Invoice ID": "", "Transfer": "",
        }
    ]  # fmt: skip


SQUARE = {"sale": ("Payment",), "refund": ("Refund",), "gift card": ("Payment",)}


def square(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    sign = -1 if d.kind == "refund" else 1
    gift = d.kind == "gift card"
    net, tip = (0 if gift else sign * d.net), (0 if sign < 0 or gift else 200)
    collected = d.net if gift else sign * (d.net + d.tax) + tip

    def usd(cents: int) -> Money:
        return Money(cents, "$")

    return [
        {
            "Date": d.day, "Time": "2:30:00 PM", "Time Zone": "Eastern Time (US & Canada)", "Gross Sales": usd(net), "Discounts": usd(0),
            "Service Charges": usd(0), "Net Sales": usd(net), "Gift Card Sales": usd(d.net if gift else 0), "Tax": usd(0 if gift else sign * d.tax),
            "Tip": usd(tip), "Partial Refunds": usd(0), "Total Collected": usd(collected), "Source": "Point of Sale", "Card": usd(collected),
            "Card Entry Methods": "Chip", "Cash": usd(0), "Fees": usd(-100), "Net Total": usd(collected - 100), "Transaction ID": f"TX{d.number}",
            "Payment ID": f"P{d.number * 3}", "Card Brand": "Visa", "PAN Suffix": d.number * 13 % 9999, "Device Name": "Till 1", "Staff Name": "Sam Till",
            "Details": "", "Description": d.lines[0].product, "Event Type": _word(SQUARE, d), "Location": "Main",
            "Customer ID": f"CUST{d.person.id}" if d.person.number else "", "Customer Name": name, "Customer Reference ID": "",
        }
    ]  # fmt: skip


# ---------------------------------------------------------------- books

XERO = {
    "sale": ("Paid", "Paid", "Awaiting Payment"),
    "refund": ("Paid",),
    "void": ("Voided",),
    "deleted": ("Deleted",),
    "draft": ("Draft",),
}


def xero(d: Document, rng: Random) -> list[Row]:
    name, email = _who(d)
    open_ = _word(XERO, d) != "Paid"
    return [
        {
            "ContactName": name, "EmailAddress": email, "POAddressLine1": "", "POCity": d.person.city, "POCountry": "",
            "InvoiceNumber": f"INV-{d.number}", "Reference": f"PO {d.number * 7 % 991}", "InvoiceDate": d.day, "DueDate": d.day + dt.timedelta(20),
            "PlannedDate": "", "Total": _m(d.total), "TaxTotal": _m(d.tax), "InvoiceAmountPaid": _m(0 if open_ else d.total),
            "InvoiceAmountDue": _m(d.total if open_ else 0), "InventoryItemCode": "", "Description": line.product, "Quantity": line.quantity,
            "UnitAmount": _m(line.price), "Discount": "", "LineAmount": _m(line.amount), "AccountCode": 200, "TaxType": "20% (VAT on Income)",
            "TaxAmount": _m(round(line.amount * 0.2)), "Currency": "GBP", "Type": "Sales credit note" if d.kind == "refund" else "Sales invoice",
            "Sent": "Sent", "Status": _word(XERO, d),
        }
        for line in d.lines
    ]  # fmt: skip


QBO = {
    "sale": ("Invoice", "Invoice", "Sales Receipt"),
    "refund": ("Credit Memo",),
    "payment": ("Payment",),
    "quote": ("Estimate",),
}


def quickbooks(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    kind = _word(QBO, d)
    account = {"Payment": "Undeposited Funds", "Estimate": ""}.get(kind, "Accounts Receivable (A/R)")
    return [
        {
            "Date": d.day, "Transaction Type": kind, "Num": d.number if kind != "Payment" else "", "Posting": "No" if kind == "Estimate" else "Yes",
            "Name": name, "Memo/Description": rng.choice(NOTES), "Account": account, "Amount": _m(-d.net if d.kind == "refund" else d.net),
        }
    ]  # fmt: skip


LEXWARE = {"sale": ("Bezahlt", "Bezahlt", "Offen"), "void": ("Storniert",), "draft": ("Entwurf",)}


def lexware(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    word = _word(LEXWARE, d)
    return [
        {
            "Belegdatum": d.day, "Rechnungsnummer": f"RE{d.number}", "Kunde": name, "Kundennummer": d.person.debtor if d.person.number else "",
            "Status": word, "Netto": _m(d.net), "USt": _m(d.tax), "Brutto": _m(d.total), "Währung": "EUR", "Fällig am": d.day + dt.timedelta(14),
            "Bezahlt am": d.day + dt.timedelta(10) if word == "Bezahlt" else None, "Sachbearbeiter": rng.choice(("Frau Kurz", "Herr Lang")),
        }
    ]  # fmt: skip


ODOO = {"sale": ("Sales Order",), "quote": ("Quotation", "Quotation Sent"), "void": ("Cancelled",)}


def odoo(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    return [
        {
            "Order Reference": f"S{d.number:05d}", "Creation Date": _at(d), "Customer": name, "Salesperson": rng.choice(("Mitchell Demo", "Marc Demo")),
            "Company": "My Company", "Activities": "", "Total": _m(d.total), "Status": _word(ODOO, d),
        }
    ]  # fmt: skip


SALESFORCE = {
    "sale": ("Closed Won",),
    "lost deal": ("Closed Lost",),
    "pending": ("Negotiation/Review", "Prospecting", "Proposal/Price Quote"),
}


def salesforce(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    stage = _word(SALESFORCE, d)
    chance = {"Closed Won": 100, "Closed Lost": 0}.get(stage, 60)
    return [
        {
            "Opportunity Owner": rng.choice(("Sam Seller", "Rae Rep")), "Account Name": name, "Opportunity Name": f"{name} reorder {d.number}",
            "Stage": stage, "Fiscal Period": f"Q{(d.day.month + 2) // 3}-{d.day.year}", "Amount": _m(d.net), "Expected Revenue": _m(d.net * chance // 100),
            "Probability (%)": chance, "Age": 5, "Close Date": d.day, "Created Date": d.day - dt.timedelta(9), "Next Step": "",
            "Lead Source": rng.choice(("Web", "Phone")), "Type": "Existing Business",
        }
    ]  # fmt: skip


# ---------------------------------------------------------------- what people keep themselves

GENERIC = {"sale": ("Paid", "Completed", "Shipped"), "void": ("Cancelled", "Void"), "draft": ("Draft",), "quote": ("Quote",), "pending": ("Pending",), "failed": ("Failed",), "refunded": ("Refunded",)}  # fmt: skip


def orders(d: Document, rng: Random) -> list[Row]:
    """One row an order with its state, and columns that only look like a customer or like money."""
    name, email = _who(d)
    return [
        {
            "Order No": d.number, "Date": d.day, "Customer": name, "Email": email, "Status": _word(GENERIC, d), "Total": _m(d.total),
            "Vendor": rng.choice(("Acme", "Globex")), "Note": rng.choice(NOTES), "Account": rng.choice(("4000", "4010")),
            "PO Number": f"PO{d.number * 7 % 997}", "Reference": f"REF-{d.number}", "IP Address": f"203.0.113.{d.number % 250}",
            "Sales Rep": rng.choice(("Sam", "Rae")), "Locale": rng.choice(("en-GB", "en-US")), "Delivery date": d.day + dt.timedelta(3),
        }
    ]  # fmt: skip


def invoices(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    return [
        {
            "Date": d.day, "Customer": name, "Subtotal": _m(d.net), "Tax": _m(d.tax), "Total": _m(d.total), "Amount Paid": _m(d.total),
            "Balance Due": _m(0), "Terms": "30 days", "Due Date": d.day + dt.timedelta(30),
        }
    ]  # fmt: skip


def repeated_totals(d: Document, rng: Random) -> list[Row]:
    """One row a line, and the total of the order on each of them."""
    name, _ = _who(d)
    return [
        {"Order ID": d.number, "Order Date": d.day, "Customer": name, "Item": line.product, "Qty": line.quantity, "Item Total": _m(line.amount), "Order Total": _m(d.net)}
        for line in d.lines
    ]  # fmt: skip


def lines(d: Document, rng: Random) -> list[Row]:
    """One row a line: quantity times price, and no amount."""
    name, _ = _who(d)
    back = -1 if d.kind == "refund" else 1
    return [
        {"Invoice": d.number, "Invoice date": d.day, "Customer": name, "Product": line.product, "Quantity": back * line.quantity, "Unit price": _m(line.price), "Warehouse": "North"}
        for line in d.lines
    ]  # fmt: skip


def credit_notes(d: Document, rng: Random) -> list[Row]:
    """Credit notes with a positive amount, told by their type alone."""
    name, _ = _who(d)
    word = "Credit Note" if d.kind == "refund" else "Invoice"
    return [{"Type": word, "Number": d.number, "Date": d.day, "Customer": name, "Amount": _m(d.total)}]


def refund_column(d: Document, rng: Random) -> list[Row]:
    name, email = _who(d)
    return [{"Date": d.day, "Customer": name, "E-mail": email, "Amount": _m(d.total), "Refunds": _m(d.given_back)}]


def minus_rows(d: Document, rng: Random) -> list[Row]:
    name, _ = _who(d)
    return [
        {
            "Date": d.day,
            "Client": name,
            "Description": d.lines[0].product,
            "Amount": _m(-d.total if d.kind == "refund" else d.total),
        }
    ]


def numbered(d: Document, rng: Random) -> list[Row]:
    """Customers by number alone, a running balance beside the amount."""
    return [
        {"Customer ID": d.person.id or 0, "Order Date": d.day, "Order ID": 70000 + d.number, "Value": _m(d.total), "Balance": _m(d.number * 137 % 90000 + 50000), "Number of items": sum(x.quantity for x in d.lines)}
    ]  # fmt: skip


US, ISO = ("month/day/year", "m/d/yyyy"), ("iso with time",)
SHOPIFY_NEEDED = (
    "Name",
    "Email",
    "Financial Status",
    "Total",
    "Created at",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Refunded Amount",
)
SHAPES: tuple[Shape, ...] = (
    Shape("shopify", shopify, ("zone apart",), SHOPIFY_NEEDED, SHOPIFY, "net", refunds="column", lines=3, tax=0.08, shipping=500, renamed={"Email": ("Customer", "E-mail"), "Created at": ("Order date",), "Name": ("Order",)}),
    Shape("squarespace", squarespace, ("zone apart",), ("Order ID", "Email", "Financial Status", "Subtotal", "Shipping", "Taxes", "Total", "Amount Refunded", "Created at"), {"sale": ("PAID",), "void": ("CANCELED",), "pending": ("PENDING",), "refunded": ("REFUNDED",)}, "net", refunds="column", lines=2, tax=0.06, shipping=700),
    Shape("woocommerce", woo, ISO, ("Order Number", "Order Status", "Order Date", "Email (Billing)", "First Name (Billing)", "Last Name (Billing)", "Order Subtotal Amount", "Order Shipping Amount", "Order Total Tax Amount", "Order Total Amount", "Order Refund Amount"), WOO, "net", refunds="column", lines=2, shipping=500),
    Shape("woocommerce analytics", woo_analytics, ("iso with seconds",), ("Date", "Order #", "Status", "Customer", "N. Revenue"), WOO, "net", lines=2),
    Shape("etsy", etsy, ("month/day/yy",), ("Sale Date", "Order ID", "Full Name", "Order Value", "Shipping", "Sales Tax", "Order Total", "Status"), ETSY, "net", tax=0.07, shipping=450, guests=False),
    Shape("paypal", paypal, US, ("Date", "Name", "Type", "Status", "Gross", "From Email Address", "To Email Address"), PAYPAL, refunds="row", guests=False),
    Shape("stripe payments", stripe, ISO, ("id", "Created (UTC)", "Amount", "Amount Refunded", "Status", "Customer ID", "Customer Email"), STRIPE, refunds="column"),
    Shape("square", square, US, ("Date", "Gross Sales", "Net Sales", "Gift Card Sales", "Tax", "Tip", "Total Collected", "Event Type", "Customer ID", "Customer Name"), SQUARE, "net", refunds="row", tax=0.05),
    Shape("xero", xero, ("day/month/year",), ("ContactName", "InvoiceNumber", "InvoiceDate", "Total", "TaxTotal", "LineAmount", "Type", "Status"), XERO, "net", refunds="row", lines=3, tax=0.2, firms=("Ltd", "", "Ltd"), guests=False),
    Shape("quickbooks", quickbooks, US, ("Date", "Transaction Type", "Name", "Amount"), QBO, refunds="row", guests=False, titles=("Ridge Trading Co", "Transaction List by Date", "January 2025-March 2026", "")),
    Shape("lexware", lexware, ("day.month.year",), ("Belegdatum", "Rechnungsnummer", "Kunde", "Status", "Netto", "USt", "Brutto"), LEXWARE, "net", tax=0.19, firms=("GmbH", "KG", ""), guests=False, decimal=",", separator=";"),
    Shape("odoo", odoo, ("iso with seconds",), ("Order Reference", "Creation Date", "Customer", "Total", "Status"), ODOO, guests=False, renamed={"Creation Date": ("Order Date",)}),
    Shape("salesforce", salesforce, US, ("Account Name", "Stage", "Amount", "Close Date"), SALESFORCE, firms=("Ltd", "Inc"), guests=False),
    Shape("orders", orders, ("iso", "day/month/year", "day Mon year", "month/day/year"), ("Order No", "Date", "Customer", "Status", "Total"), GENERIC, shipping=300, renamed={"Customer": ("Client", "Customer name", "Buyer"), "Total": ("Order total", "Amount"), "Date": ("Order date",), "Status": ("Order status",)}),
    Shape("invoices", invoices, ("iso", "day/month/year", "month/day/year"), ("Date", "Customer", "Subtotal", "Tax", "Total"), {}, "net", tax=0.2, renamed={"Subtotal": ("Net", "Net amount"), "Tax": ("VAT",), "Total": ("Gross", "Invoice total")}),
    Shape("repeated totals", repeated_totals, ("iso", "m/d/yyyy"), ("Order ID", "Order Date", "Customer", "Item Total", "Order Total"), {}, lines=4, renamed={"Order Total": ("Total", "Invoice total"), "Item Total": ("Line total",)}),
    Shape("lines", lines, ("iso", "day-month-year", "Mon day, year"), ("Invoice", "Invoice date", "Customer", "Quantity", "Unit price"), {}, refunds="row", lines=3, renamed={"Quantity": ("Qty", "Units"), "Unit price": ("Price", "Price each")}),
    Shape("credit notes", credit_notes, ("iso", "day/month/year"), ("Type", "Date", "Customer", "Amount"), {}, refunds="row", renamed={"Type": ("Document type", "Transaction type")}),
    Shape("refund column", refund_column, ("iso", "year/month/day"), ("Date", "Customer", "Amount", "Refunds"), {}, refunds="column", renamed={"Refunds": ("Refunded", "Refund amount")}),
    Shape("minus rows", minus_rows, ("iso", "yyyymmdd", "month/day/year"), ("Date", "Client", "Amount"), {}, refunds="row", renamed={"Client": ("Customer", "Bill to")}),
    Shape("numbered", numbered, ("iso", "day.month.yy", "excel serial", "unix seconds", "iso T zone"), ("Customer ID", "Order Date", "Value"), {}, renamed={"Value": ("Amount", "Order value"), "Customer ID": ("customer_id", "Cust No")}),
)  # fmt: skip


# ---------------------------------------------------------------- a plain ledger in other languages

# date, customer, amount, order number, product, note
HEADINGS: dict[str, Sequence[tuple[str, ...]]] = {
    "en": (("Date", "Order date"), ("Customer", "Customer name"), ("Amount", "Total"), ("Invoice no",), ("Product",), ("Note",)),
    "de": (("Datum", "Rechnungsdatum"), ("Kunde", "Kundenname"), ("Betrag", "Umsatz", "Gesamtbetrag"), ("Rechnungsnummer",), ("Artikel",), ("Bemerkung",)),
    "fr": (("Date", "Date de facture"), ("Client", "Nom du client"), ("Montant", "Montant TTC"), ("N° facture", "Facture"), ("Désignation",), ("Remarque",)),
    "es": (("Fecha", "Fecha de venta"), ("Cliente", "Nombre del cliente"), ("Importe", "Monto"), ("Factura",), ("Artículo",), ("Observaciones",)),
    "it": (("Data", "Data fattura"), ("Cliente", "Ragione sociale"), ("Importo", "Totale"), ("Numero fattura",), ("Articolo",), ("Note",)),
    "nl": (("Datum", "Factuurdatum"), ("Klant", "Klantnaam"), ("Bedrag", "Totaalbedrag"), ("Factuurnummer",), ("Omschrijving",), ("Opmerking",)),
    "pt": (("Data", "Data da venda"), ("Cliente", "Nome do cliente"), ("Valor total", "Valor"), ("Fatura",), ("Produto",), ("Observação",)),
    "pl": (("Data", "Data sprzedaży"), ("Klient", "Nazwa klienta"), ("Kwota", "Wartość"), ("Numer faktury",), ("Produkt",), ("Uwagi",)),
    "tr": (("Tarih", "Satış tarihi"), ("Müşteri", "Müşteri adı"), ("Tutar", "Toplam tutar"), ("Fatura no",), ("Ürün",), ("Not",)),
    "fa": (("تاریخ", "تاریخ فروش"), ("مشتری", "نام مشتری"), ("مبلغ", "مبلغ کل"), ("شماره فاکتور",), ("کالا",), ("توضیحات",)),
    "bn": (("তারিখ", "বিক্রয়ের তারিখ"), ("গ্রাহক", "গ্রাহকের নাম"), ("মোট টাকা", "টাকা"), ("চালান নং",), ("পণ্য",), ("মন্তব্য",)),
    "mn": (("Огноо", "Борлуулалтын огноо"), ("Харилцагч", "Харилцагчийн нэр"), ("Дүн", "Нийт дүн"), ("Нэхэмжлэхийн дугаар",), ("Бараа",), ("Тайлбар",)),
}  # fmt: skip


# A country's own words for net, tax and gross; the heading of a status with its words; what a guest is called.
TAXED: dict[str, tuple[str, str, str]] = {
    "en": ("Net", "VAT", "Gross"), "de": ("Netto", "MwSt", "Brutto"), "fr": ("Montant HT", "TVA", "Montant TTC"),
    "es": ("Base imponible", "IVA", "Total"), "it": ("Imponibile", "IVA", "Totale"), "nl": ("Bedrag excl. btw", "Btw", "Bedrag incl. btw"),
    "pt": ("Valor líquido", "IVA", "Valor total"), "pl": ("Netto", "VAT", "Brutto"), "tr": ("Ara toplam", "KDV", "Genel toplam"),
}  # fmt: skip
STATES: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "en": ("Status", {"sale": ("Paid", "Open"), "void": ("Cancelled", "Void"), "draft": ("Draft",), "quote": ("Quote", "Estimate")}),
    "de": ("Status", {"sale": ("Bezahlt", "Offen"), "void": ("Storniert",), "draft": ("Entwurf",), "quote": ("Angebot",)}),
    "fr": ("Statut", {"sale": ("Payée", "Réglée"), "void": ("Annulée",), "draft": ("Brouillon",), "quote": ("Devis",)}),
    "es": ("Estado", {"sale": ("Pagado", "Completado"), "void": ("Cancelado", "Anulado"), "draft": ("Borrador",), "quote": ("Presupuesto",)}),
    "it": ("Stato", {"sale": ("Pagato", "Completato"), "void": ("Annullato",), "draft": ("Bozza",), "quote": ("Preventivo",)}),
    "nl": ("Status", {"sale": ("Betaald", "Voltooid"), "void": ("Geannuleerd",), "draft": ("Concept",), "quote": ("Offerte",)}),
    "pt": ("Estado", {"sale": ("Pago", "Concluído"), "void": ("Cancelado", "Anulado"), "draft": ("Rascunho",), "quote": ("Orçamento",)}),
    "pl": ("Status", {"sale": ("Opłacone", "Zrealizowane"), "void": ("Anulowane",), "draft": ("Szkic",)}),
    "tr": ("Durum", {"sale": ("Ödendi", "Tamamlandı"), "void": ("İptal edildi",), "draft": ("Taslak",)}),
}  # fmt: skip


def plain(language: str, rng: Random) -> Shape:
    """A ledger kept by hand in one language, perhaps with the tax beside or with a status."""
    day, customer, amount, order, product, note = (rng.choice(words) for words in HEADINGS[language])
    taxed = TAXED.get(language) if rng.random() < 0.3 else None
    status, words = STATES.get(language, ("", {})) if rng.random() < 0.3 else ("", {})

    def rows(d: Document, rng: Random) -> list[Row]:
        name, _ = _who(d)
        sign = -1 if d.kind == "refund" else 1
        money = (
            dict(zip(taxed, (_m(sign * d.net), _m(sign * d.tax), _m(sign * d.total)), strict=True))
            if taxed
            else {amount: _m(sign * d.total)}
        )
        state: Row = {status: _word(words, d)} if status else {}
        return [{day: d.day, customer: name, **money, order: d.number, product: d.lines[0].product, note: rng.choice(NOTES), **state}]  # fmt: skip

    name = f"plain {language}{' with tax' if taxed else ''}{' with status' if status else ''}"
    needed = (day, customer, *(taxed or (amount,)), *([status] if status else []))
    return Shape(
        name, rows, ("iso",), needed, words, "net" if taxed else "total", refunds="row", tax=0.2 if taxed else 0.0
    )

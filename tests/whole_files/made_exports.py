"""Small files as popular programs export them: the program's own heading line over one story, with its own traps.

The story: seven customers buy once a month from January 2025 to March 2026; Fay Fern and Gus Grove bought last in
September 2025. Right is therefore: 7 customers, Fay lost with 67.50 a month and Gus with 52.50. In lists of contracts the
same seven pay every month until they leave, so there it is 90.00 and 70.00. Everything else in a file (orders cancelled or
refunded in full, drafts, quotes, payments of invoices, trials, deals that were lost) changes nothing of that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple


class Person(NamedTuple):
    first: str
    last: str
    money: int
    day: int
    number: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def email(self) -> str:
        return f"{self.first}.{self.last}@example.com".lower()


class Purchase(NamedTuple):
    number: int
    day: date
    who: Person
    money: int


class Made(NamedTuple):
    """One file: as which program writes it, and whether it is of contracts instead of sales.

    export: the key in EXPORTS; blank for a program that has no entry there, and is read by its cells alone.
    """

    export: str
    file: str
    content: bytes
    contracts: bool = False


Row = Mapping[str, object]

ADA, BO, CY, DEE, ELI, FAY, GUS, HAL = (
    Person("Ada", "Ash", 60, 3, 11), Person("Bo", "Birch", 80, 5, 12), Person("Cy", "Cedar", 40, 7, 13),
    Person("Dee", "Dell", 100, 9, 14), Person("Eli", "Elm", 50, 11, 15), Person("Fay", "Fern", 90, 14, 16),
    Person("Gus", "Grove", 70, 15, 17), Person("Hal", "Heath", 500, 20, 77),
)  # fmt: skip
CUSTOMERS = (ADA, BO, CY, DEE, ELI, FAY, GUS)
MONTHS = [(2025, month) for month in range(1, 13)] + [(2026, month) for month in range(1, 4)]
PURCHASES = [
    Purchase(1001 + at, day, who, who.money)
    for at, (day, who) in enumerate(
        (date(year, month, who.day), who)
        for year, month in MONTHS
        for who in CUSTOMERS
        if who not in (FAY, GUS) or (year, month) <= (2025, 9)
    )
]
# What looks like purchases and is none.
VOID, BACK, OPEN = (
    Purchase(9001, date(2026, 3, 20), HAL, 500),
    Purchase(9002, date(2026, 3, 21), FAY, 300),
    Purchase(9003, date(2026, 3, 22), GUS, 200),
)


def text(heads: str | Sequence[str], rows: Iterable[Row], *, sep: str = ",", above: str = "", below: str = "") -> str:
    """A file under a heading line; a cell that a row does not name is blank, and one it names must have its heading."""
    heads = next(csv.reader([heads], delimiter=sep)) if isinstance(heads, str) else list(heads)
    out = io.StringIO()
    write = csv.writer(out, delimiter=sep, lineterminator="\n")
    write.writerow(heads)
    for row in rows:
        assert row.keys() <= set(heads), row.keys() - set(heads)
        write.writerow([row.get(head, "") if head not in heads[:at] else "" for at, head in enumerate(heads)])
    return above + out.getvalue() + below


def us(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def german(money: float) -> str:
    return f"{money:,.2f}".translate(str.maketrans(",.", ".,"))


def unix(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 15, tzinfo=UTC).timestamp())


def each(row: Callable[[Purchase], Row], *others: Row) -> list[Row]:
    """A row a purchase, then the rows that are none."""
    return [*map(row, PURCHASES), *others]


# ---------------------------------------------------------------- shops

SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,"
    "Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,"
    "Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,"
    "Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,"
    "Id,Tags,Risk Level,Source,Lineitem discount"
)
SHOPIFY_NEW = SHOPIFY + (
    ",Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,"
    "Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,"
    "Next Payment Due At,Payment References"
)


def shopify(heads: str) -> str:
    def order(sold: Purchase, status: str = "paid", **other: object) -> list[Row]:
        at = f"{sold.day} 22:30:00 -0500"
        line = {"Name": f"#{sold.number}", "Email": sold.who.email, "Created at": at, "Vendor": "Ridge Mugs",
                "Lineitem quantity": 1, "Lineitem requires shipping": "true", "Lineitem taxable": "true",
                "Lineitem fulfillment status": "fulfilled", "Lineitem discount": "0.00"}  # fmt: skip
        first = {"Financial Status": status, "Paid at": at if status == "paid" else "", "Fulfillment Status": "fulfilled",
                 "Accepts Marketing": "no", "Currency": "USD", "Subtotal": sold.money, "Shipping": 5, "Taxes": 1,
                 "Total": sold.money + 6, "Discount Amount": "0.00", "Shipping Method": "Standard",
                 "Lineitem name": "Mug", "Lineitem price": sold.money - 10, "Billing Name": sold.who.name,
                 "Billing City": "Dover", "Billing Country": "US", "Shipping Name": sold.who.name,
                 "Shipping City": "Dover", "Shipping Country": "US", "Payment Method": "Shopify Payments",
                 "Notes": "Leave at the door" if sold.number % 3 else "", "Refunded Amount": "0.00",
                 "Outstanding Balance": "0.00", "Id": 5_400_000_000_000 + sold.number, "Risk Level": "Low",
                 "Source": "web"}  # fmt: skip
        spaced = {key.replace("_", " ").capitalize(): value for key, value in other.items()}
        spaced = {"Refunded Amount" if key == "Refunded amount" else key: value for key, value in spaced.items()}
        return [line | first | spaced, line | {"Lineitem name": "Tea", "Lineitem price": 10}]

    orders = [order(sold) for sold in reversed(PURCHASES)]
    none = [
        order(VOID, "voided", Cancelled_at=f"{VOID.day} 23:00:00 -0500"),
        order(BACK, "refunded", Refunded_amount=BACK.money + 6),
        order(OPEN, "pending"),
    ]
    return text(heads, [row for rows in [*none, *orders] for row in rows])


WOO_EXPORT = (
    "order_id,order_number,order_date,status,shipping_total,shipping_tax_total,fee_total,fee_tax_total,tax_total,"
    "discount_total,order_total,refunded_total,order_currency,payment_method,shipping_method,customer_id,"
    "billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,billing_address_2,"
    "billing_postcode,billing_city,billing_state,billing_country,shipping_first_name,shipping_last_name,shipping_address_1,"
    "shipping_address_2,shipping_postcode,shipping_city,shipping_state,shipping_country,shipping_company,customer_note,"
)
WOO_ORDERS = WOO_EXPORT + "line_items,shipping_items,fee_items,tax_items,coupon_items,refunds,order_notes"
WOO_ITEMS = WOO_EXPORT + (
    "item_id,item_product_id,item_name,item_sku,item_quantity,item_subtotal,item_subtotal_tax,item_total,item_total_tax,"
    "item_refunded,item_refunded_qty,item_meta,shipping_items,fee_items,tax_items,coupon_items,order_notes"
)


def woo_order(sold: Purchase, status: str = "completed", refunded: float = 0) -> dict[str, object]:
    return {
        "order_id": sold.number + 4000, "order_number": sold.number, "order_date": f"{sold.day} 10:15:00",
        "status": status, "shipping_total": "5.00", "shipping_tax_total": "0.00", "fee_total": "0.00",
        "tax_total": "1.00", "discount_total": "0.00", "order_total": f"{sold.money + 6}.00",
        "refunded_total": f"{refunded:.2f}", "order_currency": "USD", "payment_method": "stripe",
        "shipping_method": "Flat rate", "customer_id": sold.who.number if sold.who is not CY else 0,
        "billing_first_name": sold.who.first, "billing_last_name": sold.who.last, "billing_email": sold.who.email,
        "billing_phone": f"+1555000{sold.who.number:04}", "billing_city": "Dover", "billing_state": "DE",
        "billing_country": "US", "shipping_first_name": sold.who.first, "shipping_last_name": sold.who.last,
        "customer_note": "Please leave at the door" if sold.number % 4 == 1 else "",
    }  # fmt: skip


WOO_NONE = (woo_order(VOID, "cancelled"), woo_order(BACK, "refunded", BACK.money + 6), woo_order(OPEN, "pending"),
            woo_order(OPEN._replace(number=9004), "failed"))  # fmt: skip


def woo_items() -> str:
    """A row an item: the order's totals stand on every one of its rows."""

    def lines(order: Row) -> list[Row]:
        money = float(str(order["order_total"])) - 6
        return [
            {**order, "item_id": 1, "item_name": "Mug", "item_sku": "M1", "item_quantity": 1, "item_total": money - 10},
            {**order, "item_id": 2, "item_name": "Tea", "item_sku": "T1", "item_quantity": 2, "item_total": 10},
        ]

    orders = [*map(woo_order, PURCHASES), *WOO_NONE]
    return text(WOO_ITEMS, [line for order in orders for line in lines(order)])


WOO_ADVANCED = (
    "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),"
    "Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),"
    "Phone (Billing),First Name (Shipping),Last Name (Shipping),Payment Method Title,Cart Discount Amount,"
    "Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,"
    "Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,"
    "Discount Amount Tax"
)


def woo_advanced(sold: Purchase, status: str = "Completed", refunded: object = "") -> Row:
    return {
        "Order Number": sold.number, "Order Status": status, "Order Date": f"{sold.day} 10:15",
        "Customer Note": "Please ring twice" if sold.number % 4 == 1 else "", "First Name (Billing)": sold.who.first,
        "Last Name (Billing)": sold.who.last, "Email (Billing)": sold.who.email, "City (Billing)": "Dover",
        "State Code (Billing)": "DE", "Country Code (Billing)": "US", "Payment Method Title": "Card",
        "Order Subtotal Amount": sold.money, "Order Shipping Amount": 5, "Order Refund Amount": refunded,
        "Order Total Amount": sold.money + 6, "Order Total Tax Amount": 1, "SKU": "M1", "Item #": 1,
        "Item Name": "Mug", "Quantity (- Refund)": 1, "Item Cost": sold.money,
    }  # fmt: skip


WOO_ANALYTICS = (
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,"
    "Attribution"
)


def woo_analytics(sold: Purchase, status: str = "completed") -> Row:
    kind = "new" if sold.day.month == 1 and sold.day.year == 2025 else "returning"
    return {
        "Date": f"{sold.day} 10:15:00", "Order #": sold.number, "N. Revenue (formatted)": f"${sold.money:.2f}",
        "Status": status, "Customer": sold.who.name, "Customer type": kind, "Product(s)": "1× Mug", "Items sold": 1,
        "Net Sales": sold.money, "Attribution": "Direct",
    }  # fmt: skip


SQUARE = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,"
    "Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,"
    "Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,"
    "Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,Third Party Fees,"
    "Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,Refund Reason,Discount Name,"
    "Transaction Status,Cash App,Order Reference ID,Fulfillment Note,Free Processing Applied,Channel,Unattributed Tips,"
    "Table Info,International Fee"
)


def square(sold: Purchase, event: str = "Payment", gift: int = 0) -> Row:
    sign = "-" if event == "Refund" else ""
    return {
        "Date": us(sold.day), "Time": "2:30:00 PM", "Time Zone": "Eastern Time (US & Canada)",
        "Gross Sales": f"{sign}${sold.money}.00", "Discounts": "$0.00", "Service Charges": "$0.00",
        "Net Sales": f"{sign}${sold.money}.00", "Gift Card Sales": f"${gift}.00", "Tax": "$1.00", "Tip": "$2.00",
        "Partial Refunds": "$0.00", "Total Collected": f"{sign}${sold.money + gift + 3}.00", "Source": "Point of Sale",
        "Card": f"{sign}${sold.money + gift + 3}.00", "Cash": "$0.00", "Fees": "-$1.00",
        "Net Total": f"{sign}${sold.money + gift + 2}.00", "Transaction ID": f"TX{sold.number}",
        "Payment ID": f"PM{sold.number}", "Card Brand": "Visa", "PAN Suffix": 4242, "Device Name": "Till 1",
        "Staff Name": "Sam Seller", "Staff ID": "TM1", "Event Type": event, "Location": "Main",
        "Customer ID": f"CUST{sold.who.number}", "Customer Name": sold.who.name, "Deposit Date": us(sold.day),
        "Transaction Status": "Complete", "Description": "Gift card" if gift else "Mug",
    }  # fmt: skip


SQUARE_ITEMS = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,"
    "Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,"
    "Customer Reference ID,Unit,Count,GTIN,Itemization Type,Commission,Employee,Fulfillment Note,Channel,Token,Card Brand,"
    "PAN Suffix"
)


def square_items() -> str:
    def line(sold: Purchase, item: str, money: int, event: str = "Payment", kind: str = "Physical Good") -> Row:
        sign, count = ("-", -1.0) if event == "Refund" else ("", 1.0)
        return {
            "Date": str(sold.day), "Time": "14:30:00", "Time Zone": "Eastern Time (US & Canada)", "Category": "Goods",
            "Item": item, "Qty": count, "Price Point Name": "Regular", "Gross Sales": f"{sign}${money}.00",
            "Discounts": "$0.00", "Net Sales": f"{sign}${money}.00", "Tax": "$0.50",
            "Transaction ID": f"TX{sold.number}", "Payment ID": f"PM{sold.number}", "Device Name": "Till 1",
            "Event Type": event, "Location": "Main", "Customer ID": f"CUST{sold.who.number}",
            "Customer Name": sold.who.name, "Unit": "ea", "Count": count, "Itemization Type": kind,
            "Commission": "$0.00", "Employee": "Sam Seller", "Card Brand": "Visa", "PAN Suffix": 4242,
        }  # fmt: skip

    lines = [each for sold in PURCHASES for each in (line(sold, "Mug", sold.money - 10), line(sold, "Tea", 10))]
    back = Purchase(9005, date(2026, 3, 30), ELI, 50)
    return text(SQUARE_ITEMS, [*lines, line(back, "Mug", 50, "Refund"), line(VOID, "Gift Card", 100, kind="Gift Card")])


ETSY = (
    "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,Date Shipped,Street 1,"
    "Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,Coupon Details,"
    "Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing Fees,Order Net,"
    "Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net Order Amount,Buyer,Order Type,Payment Type,"
    "InPerson Discount,InPerson Location,SKU"
)


def etsy(sold: Purchase) -> Row:
    user = f"{sold.who.first}{sold.who.last}".lower()
    return {
        "Sale Date": f"{sold.day:%m/%d/%y}", "Order ID": 2_300_000_000 + sold.number, "Buyer User ID": user,
        "Full Name": sold.who.name, "First Name": sold.who.first, "Last Name": sold.who.last, "Number of Items": 2,
        "Payment Method": "Credit Card", "Date Shipped": f"{sold.day + timedelta(2):%m/%d/%y}", "Street 1": "1 High St",
        "Ship City": "Dover", "Ship State": "DE", "Ship Zipcode": 19901, "Ship Country": "United States",
        "Currency": "USD", "Order Value": f"{sold.money}.00", "Discount Amount": "0.00", "Shipping Discount": "0.00",
        "Shipping": "5.00", "Sales Tax": "1.00", "Order Total": f"{sold.money + 6}.00",
        "Card Processing Fees": "2.10", "Order Net": f"{sold.money + 3.9:.2f}", "Adjusted Order Total": "0.00",
        "Adjusted Card Processing Fees": "0.00", "Adjusted Net Order Amount": "0.00",
        "Buyer": f"{sold.who.name} ({user})", "Order Type": "online", "Payment Type": "online_cc", "SKU": "M1,T1",
    }  # fmt: skip


ETSY_ITEMS = (
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Order Shipping,"
    "Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,"
    "Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Order Type,Listings Type,"
    "Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU"
)


def etsy_items() -> str:
    def line(sold: Purchase, item: str, count: int, price: float) -> Row:
        at = f"{sold.day:%m/%d/%y}"
        return {
            "Sale Date": at, "Item Name": item, "Buyer": f"{sold.who.first}{sold.who.last}".lower(), "Quantity": count,
            "Price": f"{price:.2f}", "Discount Amount": "0.00", "Shipping Discount": "0.00", "Order Shipping": "5.00",
            "Order Sales Tax": "1.00", "Item Total": f"{price * count:.2f}", "Currency": "USD",
            "Transaction ID": 4_000_000_000 + 2 * sold.number + count, "Listing ID": 950_000_000 + count,
            "Date Paid": at, "Date Shipped": f"{sold.day + timedelta(2):%m/%d/%y}", "Ship Name": sold.who.name,
            "Ship City": "Dover", "Ship Country": "United States", "Order ID": 2_300_000_000 + sold.number,
            "Order Type": "online", "Listings Type": "listing", "Payment Type": "online_cc",
        }  # fmt: skip

    return text(
        ETSY_ITEMS,
        [row for sold in PURCHASES for row in (line(sold, "Mug", 1, sold.money - 10), line(sold, "Tea", 2, 5))],
    )


SQUARESPACE = (
    "Order ID,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,"
    "Amount Refunded,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Lineitem variant,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Address1,Billing Address2,Billing City,Billing Zip,Billing Province,Billing Country,"
    "Billing Phone,Shipping Name,Shipping Address1,Shipping Address2,Shipping City,Shipping Zip,Shipping Province,"
    "Shipping Country,Shipping Phone,Cancelled at,Private Notes,Payment Method,Payment Reference"
)


def squarespace() -> str:
    def order(sold: Purchase, status: str = "PAID", refunded: float = 0, cancelled: str = "") -> list[Row]:
        at = f"{sold.day} 21:06:00 -0500"
        line = {"Order ID": f"{sold.number:05}", "Lineitem quantity": 1, "Lineitem fulfillment status": "fulfilled"}
        first = {"Email": sold.who.email, "Financial Status": status, "Paid at": at, "Fulfillment Status": "FULFILLED",
                 "Currency": "USD", "Subtotal": f"{sold.money}.00", "Shipping": "5.00", "Taxes": "1.00",
                 "Amount Refunded": f"{refunded:.2f}", "Total": f"{sold.money + 6}.00", "Discount Amount": "0.00",
                 "Created at": at, "Billing Name": sold.who.name, "Billing City": "Dover",
                 "Billing Country": "United States", "Shipping Name": sold.who.name, "Cancelled at": cancelled,
                 "Private Notes": "Gift wrap" if sold.number % 5 == 0 else "", "Payment Method": "Stripe"}  # fmt: skip
        return [
            line | first | {"Lineitem name": "Mug", "Lineitem price": sold.money - 10},
            line | {"Lineitem name": "Tea", "Lineitem price": 10},
        ]

    orders = [order(VOID, "PENDING", cancelled=f"{VOID.day} 22:00:00 -0500"), order(BACK, "REFUNDED", BACK.money + 6)]
    orders += [order(sold) for sold in PURCHASES]
    return text(SQUARESPACE, [row for rows in orders for row in rows])


AMAZON = (
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\t"
    "sales-channel\torder-channel\turl\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\t"
    "item-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\titem-promotion-discount\t"
    "ship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids\tis-business-order\t"
    "purchase-order-number\tprice-designation"
)


def amazon(sold: Purchase, status: str = "Shipped") -> Row:
    number = f"114-{sold.number:07}-{sold.number * 7:07}"
    return {
        "amazon-order-id": number, "merchant-order-id": number, "purchase-date": f"{sold.day}T08:04:21+00:00",
        "last-updated-date": f"{sold.day}T18:22:07+00:00", "order-status": status, "fulfillment-channel": "Amazon",
        "sales-channel": "Amazon.com", "ship-service-level": "Standard", "product-name": "Mug", "sku": "M1",
        "asin": "B0TESTMUG1", "item-status": status, "quantity": 1, "currency": "USD", "item-price": f"{sold.money}.00",
        "item-tax": "1.00", "shipping-price": "5.00", "ship-city": "DOVER", "ship-state": "DE",
        "ship-postal-code": 19901, "ship-country": "US", "is-business-order": "false",
    }  # fmt: skip


AMAZON_SHIPMENTS = (
    "amazon-order-id\tmerchant-order-id\tshipment-id\tshipment-item-id\tamazon-order-item-id\tmerchant-order-item-id\t"
    "purchase-date\tpayments-date\tshipment-date\treporting-date\tbuyer-email\tbuyer-name\tbuyer-phone-number\tsku\t"
    "product-name\tquantity-shipped\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\t"
    "gift-wrap-tax\tship-service-level\trecipient-name\tship-address-1\tship-city\tship-state\tship-postal-code\t"
    "ship-country\tship-phone-number\tbill-address-1\tbill-city\tbill-state\tbill-postal-code\tbill-country\t"
    "item-promotion-discount\tship-promotion-discount\tcarrier\ttracking-number"
)


def amazon_shipment(sold: Purchase) -> Row:
    at = f"{sold.day}T08:04:21+00:00"
    return {
        "amazon-order-id": f"114-{sold.number:07}-{sold.number * 7:07}", "shipment-id": f"D{sold.number}x",
        "shipment-item-id": f"D{sold.number}y", "amazon-order-item-id": 60_000_000_000_000 + sold.number,
        "purchase-date": at, "payments-date": at, "shipment-date": at, "reporting-date": at,
        "buyer-email": sold.who.email, "buyer-name": sold.who.name, "sku": "M1", "product-name": "Mug",
        "quantity-shipped": 1, "currency": "USD", "item-price": f"{sold.money}.00", "item-tax": "1.00",
        "shipping-price": "5.00", "shipping-tax": "0.00", "ship-service-level": "Standard",
        "recipient-name": sold.who.name, "ship-city": "DOVER", "ship-state": "DE", "ship-country": "US",
        "carrier": "UPS", "tracking-number": f"1Z{sold.number}",
    }  # fmt: skip


# ---------------------------------------------------------------- payments

STRIPE_PAYMENTS = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,"
    "Converted Currency,Decline Reason,Description,Fee,Refunded date (UTC),Statement Descriptor,Status,Seller Message,"
    "Taxes On Fee,Card ID,Customer ID,Customer Description,Customer Email,Invoice ID,Transfer"
)
STRIPE_PAYMENTS_OLD = (
    "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,"
    "Converted Amount Refunded,Fee,Tax,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,"
    "Customer Description,Customer Email,Captured,Card ID,Card Last4,Card Brand,Card Funding,Card Exp Month,Card Exp Year,"
    "Card Name,Card Address Line1,Card Address City,Card Address State,Card Address Country,Card Address Zip"
)


def stripe_payments(heads: str, day: str) -> str:
    def payment(sold: Purchase, status: str = "Paid", refunded: float = 0) -> Row:
        took = status != "Failed"
        cells: dict[str, object] = {
            "id": f"ch_{sold.number}", day: f"{sold.day} 22:30", "Amount": f"{sold.money}.00",
            "Amount Refunded": f"{refunded:.2f}", "Currency": "usd", "Captured": str(took).lower(),
            "Converted Amount": f"{sold.money}.00", "Converted Amount Refunded": f"{refunded:.2f}",
            "Converted Currency": "usd", "Description": "Subscription update", "Fee": "2.04", "Status": status,
            "Seller Message": "Payment complete." if took else "The bank declined it.",
            "Card ID": f"card_{sold.who.number}", "Customer ID": f"cus_{sold.who.number:03}",
            "Customer Email": sold.who.email, "Mode": "Live", "Card Name": sold.who.name, "Card Brand": "Visa",
            "Decline Reason": "" if took else "card_declined", "Invoice ID": f"in_{sold.number}",
        }  # fmt: skip
        names = heads.split(",")
        return {head: cell for head, cell in cells.items() if head in names}

    none = (payment(VOID, "Failed"), payment(BACK, "Refunded", BACK.money), payment(OPEN, "Failed"))
    return text(heads, each(payment, *none))


STRIPE_CHARGES = (
    "id,object,amount,amount_captured,amount_refunded,balance_transaction,billing_details.email,billing_details.name,"
    "captured,created,currency,customer,description,disputed,failure_code,failure_message,invoice,livemode,outcome.type,"
    "paid,payment_intent,receipt_email,refunded,status"
)


def stripe_charge(sold: Purchase, status: str = "succeeded", *, refunded: int = 0, live: str = "true") -> Row:
    took = status == "succeeded"
    return {
        "id": f"ch_{sold.number}", "object": "charge", "amount": sold.money * 100,
        "amount_captured": sold.money * 100 if took else 0, "amount_refunded": refunded,
        "billing_details.email": sold.who.email, "billing_details.name": sold.who.name, "captured": str(took).lower(),
        "created": unix(sold.day), "currency": "usd", "customer": f"cus_{sold.who.number:03}", "disputed": "false",
        "livemode": live, "outcome.type": "authorized" if took else "issuer_declined", "paid": str(took).lower(),
        "receipt_email": sold.who.email, "refunded": str(refunded > 0).lower(), "status": status,
        "failure_code": "" if took else "card_declined",
    }  # fmt: skip


PAYPAL = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",'
    '"To Email Address","Transaction ID","Shipping Address","Address Status","Item Title","Item ID",'
    '"Shipping and Handling Amount","Insurance Amount","Sales Tax","Option 1 Name","Option 1 Value","Option 2 Name",'
    '"Option 2 Value","Reference Txn ID","Invoice Number","Custom Number","Quantity","Receipt ID","Balance",'
    '"Address Line 1","Address Line 2/District/Neighborhood","Town/City",'
    '"State/Province/Region/County/Territory/Prefecture/Republic","Zip/Postal Code","Country","Contact Phone Number",'
    '"Subject","Note","Country Code","Balance Impact"'
)


def paypal(day: Callable[[date], str] = us) -> str:
    def row(sold: Purchase, kind: str = "Express Checkout Payment", status: str = "Completed", **other: object) -> Row:
        cells = {
            "Date": day(sold.day), "Time": "14:30:00", "TimeZone": "PDT", "Name": sold.who.name, "Type": kind,
            "Status": status, "Currency": "USD", "Gross": f"{sold.money}.00", "Fee": "-2.10",
            "Net": f"{sold.money - 2.1:.2f}", "From Email Address": sold.who.email,
            "To Email Address": "shop@example.com", "Transaction ID": f"T{sold.number}", "Item Title": "Mug",
            "Quantity": 1, "Sales Tax": "0.00", "Shipping and Handling Amount": "0.00", "Balance": "1,060.00",
            "Country": "United States", "Balance Impact": "Credit" if status == "Completed" else "Memo",
        }  # fmt: skip
        return cells | other

    out = {"From Email Address": "shop@example.com", "Fee": "0.00", "Balance Impact": "Debit"}
    bill = {"Gross": "-40.00", "Net": "-40.00", "To Email Address": "bills@example.org", **out}
    bank = {"Name": "", "Gross": "-300.00", "Net": "-300.00", "To Email Address": "", **out}
    rows: list[Row] = []
    for sold in PURCHASES:
        rows.append(row(sold))
        if sold.who is ADA:
            spent = Purchase(sold.number + 5000, sold.day.replace(day=27), ADA, 40)
            rows.append(row(spent, "PreApproved Payment Bill User Payment", **{**bill, "Name": "Boxes Supply Inc"}))
            rows.append(row(spent._replace(number=sold.number + 6000), "General Withdrawal", **bank))
    refund = {**out, "Gross": "-60.00", "Net": "-60.00", "To Email Address": ADA.email}
    rows += [
        row(VOID, status="Denied"),
        row(OPEN, status="Pending"),
        row(Purchase(9004, date(2026, 3, 24), ADA, 60), "Payment Refund", **refund),
    ]
    return "\ufeff" + text(PAYPAL, rows)


# ---------------------------------------------------------------- invoices

QBO_ABOVE = "Ridge Trading Co\n{}\nJanuary 2025-March 2026\n\n"
QBO_BELOW = '\n"Accrual Basis Friday, April 3, 2026 09:14 AM GMT-04:00"\n'
QBO_LIST = "Date,Transaction Type,Num,Posting,Name,Memo/Description,Account,Amount"
QBO_LIST_NEW = "Date,Transaction type,Num,Posting (Y/N),Name,Memo/Description,Account full name,Item split account full name,Amount"


def qbo_list(day: Callable[[date], str], heads: str = QBO_LIST) -> str:
    names = heads.split(",")
    kind_head, posted, account = (next(n for n in names if n.startswith(w)) for w in ("Trans", "Posting", "Account"))

    def row(kind: str, sold: Purchase, money: float, number: object = "", where: str = "Undeposited Funds") -> Row:
        return {"Date": day(sold.day), kind_head: kind, "Num": number, posted: "Yes" if where else "No",
                "Name": sold.who.name, account: where, "Amount": f"{money:.2f}"}  # fmt: skip

    debtors = "Accounts Receivable (A/R)"
    rows = [
        each
        for sold in PURCHASES
        for each in (
            row("Invoice", sold, sold.money, sold.number, debtors),
            row("Payment", sold._replace(day=sold.day + timedelta(25)), sold.money),
        )
        if each[kind_head] != "Payment" or sold.day < date(2026, 3, 1)
    ]
    rows += [
        row("Estimate", VOID, 900, "E77", ""),
        row("Credit Memo", Purchase(9004, date(2026, 3, 26), ADA, 60), -60, "C9", debtors),
        row("Deposit", OPEN._replace(who=OPEN.who._replace(first="", last="")), 700, "", "Checking"),
    ]
    return text(heads, rows, above=QBO_ABOVE.format("Transaction List by Date"), below=QBO_BELOW)


QBO_DETAIL = (
    ",Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,Sales price,Amount,Balance"
)
QBO_BY_CUSTOMER = (
    ",Date,Transaction type,Num,Posting (Y/N),Memo/Description,Account full name,Item split account full name,Amount"
)


def qbo_grouped(title: str, heads: str, row: Callable[[Purchase, int], list[Row]]) -> str:
    """A report in which the customer stands in a row above its lines, and a total below them."""
    width = heads.count(",")
    lines = []
    for who in CUSTOMERS:
        bought = [sold for sold in PURCHASES if sold.who is who]
        total = sum(sold.money for sold in bought)
        rows = [each for at, sold in enumerate(bought, start=1) for each in row(sold, at * who.money)]
        body = text(heads, rows).split("\n", 1)[1]
        lines.append(f'{who.name}{"," * width}\n{body}Total for {who.name}{"," * (width - 1)}"${total:,.2f}",\n')
    return (
        QBO_ABOVE.format(title) + heads + "\n" + "".join(lines) + f'TOTAL{"," * (width - 1)}"$6,390.00",\n' + QBO_BELOW
    )


def qbo_detail(sold: Purchase, balance: int) -> list[Row]:
    return [{
        "Transaction date": us(sold.day), "Transaction type": "Invoice", "Num": sold.number,
        "Product/Service full name": "Goods:Mug", "Description": "Mug", "Quantity": "1.00",
        "Sales price": f"{sold.money}.00", "Amount": f"{sold.money}.00", "Balance": f"{balance}.00",
    }]  # fmt: skip


def qbo_by_customer(sold: Purchase, _: int) -> list[Row]:
    def row(kind: str, day: date, number: object, account: str) -> Row:
        return {"Date": uk(day), "Transaction type": kind, "Num": number, "Posting (Y/N)": "Yes",
                "Account full name": account, "Amount": f"{sold.money}.00"}  # fmt: skip

    rows = [row("Invoice", sold.day, sold.number, "Debtors")]
    if sold.day < date(2026, 3, 1):
        rows.append(row("Payment", sold.day + timedelta(25), "", "Undeposited Funds"))
    return rows


QBO_INVOICES = "Date,Transaction type,Num,Name,Memo/Description,Due date,Amount,Open balance"


def qbo_invoice(sold: Purchase) -> Row:
    return {
        "Date": us(sold.day), "Transaction type": "Invoice", "Num": sold.number, "Name": sold.who.name,
        "Due date": us(sold.day + timedelta(30)), "Amount": f"{sold.money}.00",
        "Open balance": "0.00" if sold.day < date(2026, 3, 1) else f"{sold.money}.00",
    }  # fmt: skip


XERO = (
    "ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,POPostalCode,"
    "POCountry,SAAddressLine1,SAAddressLine2,SAAddressLine3,SAAddressLine4,SACity,SARegion,SAPostalCode,SACountry,"
    "InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,"
    "InventoryItemCode,Description,Quantity,UnitAmount,Discount,LineAmount,AccountCode,TaxType,TaxAmount,TrackingName1,"
    "TrackingOption1,TrackingName2,TrackingOption2,Currency,Type,Sent,Status"
)


def xero(day: Callable[[date], str]) -> str:
    def invoice(sold: Purchase, status: str = "Paid", kind: str = "Sales invoice") -> list[Row]:
        total, tax = sold.money * 1.15, sold.money * 0.15
        head = {"ContactName": f"{sold.who.name} Ltd", "EmailAddress": sold.who.email, "POCity": "Nelson",
                "POCountry": "New Zealand", "InvoiceNumber": f"INV-{sold.number}", "Reference": f"PO {sold.number}",
                "InvoiceDate": day(sold.day), "DueDate": day(sold.day + timedelta(20)), "Total": f"{total:.4f}",
                "TaxTotal": f"{tax:.4f}", "InvoiceAmountPaid": f"{total:.4f}", "InvoiceAmountDue": "0.0000",
                "AccountCode": 200, "TaxType": "15% GST on Income", "Currency": "NZD", "Type": kind, "Sent": "Sent",
                "Status": status}  # fmt: skip
        return [
            head | {"Description": item, "Quantity": f"{count:.4f}", "UnitAmount": f"{money / count:.4f}",
                    "LineAmount": f"{money:.4f}", "TaxAmount": f"{money * 0.15:.4f}"}
            for item, count, money in (("Coffee", 1, sold.money - 16), ("Milk", 2, 16))
        ]  # fmt: skip

    invoices = [*map(invoice, PURCHASES), invoice(VOID, "Voided"), invoice(BACK, "Deleted"), invoice(OPEN, "Draft")]
    invoices.append(invoice(Purchase(9004, date(2026, 3, 24), ADA, 60), kind="Sales credit note"))
    return text(XERO, [line for lines in invoices for line in lines])


XERO_DETAIL = (
    "Invoice Date,Invoice Number,Contact,Status,Description,Quantity,Unit Price (ex),Line Amount (ex),Due Date,Balance"
)


def xero_detail() -> str:
    def invoice(sold: Purchase, status: str = "Paid") -> list[Row]:
        head = {"Invoice Date": f"{sold.day:%d %b %Y}", "Invoice Number": f"INV-{sold.number}", "Contact": sold.who.name,
                "Status": status, "Due Date": f"{sold.day + timedelta(20):%d %b %Y}", "Balance": "0.00"}  # fmt: skip
        return [
            head | {"Description": item, "Quantity": count, "Unit Price (ex)": money / count, "Line Amount (ex)": money}
            for item, count, money in (("Coffee", 1, sold.money - 16), ("Milk", 2, 16))
        ]

    invoices = [*map(invoice, PURCHASES), invoice(VOID, "Voided"), invoice(BACK, "Deleted")]
    above = "Receivable Invoice Detail\nRidge Trading Ltd\nFor the period 1 January 2025 to 31 March 2026\n\n"
    return text(
        XERO_DETAIL, [line for lines in invoices for line in lines], above=above, below="Total,,,,,,,7190.00,,\n"
    )


RECURLY_INVOICES = (
    "id,invoice_number,billed_date,due_on,closed_at,status,net_terms,collection_method,account_code,account_name,"
    "account_company,account_line1,account_line2,account_city,account_state,account_zip,account_country,vat_number,"
    "po_number,coupon_code,currency,invoice_total,invoice_subtotal,tax_amount,tax_type,tax_region,tax_rate,"
    "credit_to_account,recovery_reason,modified_at,invoice_type,original_invoice_number,ship_address_name,"
    "invoice_doc_type,invoice_balance,invoice_discount,invoice_subtotal_before_discounts"
)


def recurly_invoice(sold: Purchase, status: str = "paid", kind: str = "renewal", sign: int = 1) -> Row:
    at = f"{sold.day} 12:01:33 PST"
    return {
        "id": f"b964b543{sold.number}", "invoice_number": sold.number, "billed_date": at, "due_on": at,
        "closed_at": at, "status": status, "net_terms": 0, "collection_method": "automatic",
        "account_code": f"acct-{sold.who.number}", "account_name": sold.who.name, "account_city": "Dover",
        "account_state": "DE", "account_country": "US", "po_number": f"AE{sold.number}", "currency": "USD",
        "invoice_total": f"{sign * (sold.money + 1)}.00", "invoice_subtotal": f"{sign * sold.money}.00",
        "tax_amount": f"{sign}.00", "tax_type": "usst", "tax_region": "DE", "tax_rate": "0.01", "modified_at": at,
        "invoice_type": kind, "invoice_doc_type": "charge" if sign > 0 else "credit", "invoice_balance": "0.00",
        "invoice_discount": "0.00", "invoice_subtotal_before_discounts": f"{sign * sold.money}.00",
    }  # fmt: skip


ZOHO_INVOICES = (
    "Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer ID,Customer Name,Customer Number,Due Date,"
    "PurchaseOrder,Currency Code,Exchange Rate,SubTotal,Total,Balance,Entity Discount Amount,Notes,Terms & Conditions,"
    "Subject,Sales person,Billing Address,Billing City,Billing State,Billing Country,Shipping City,Item Name,Item Desc,"
    "Quantity,Item Total,Item Price,Item Tax,Item Tax %,Item Tax Amount,Shipping Charge,Adjustment"
)


def zoho_invoices() -> str:
    def invoice(sold: Purchase, status: str = "Closed") -> list[Row]:
        head = {"Invoice Date": str(sold.day), "Invoice ID": 4_271_668_000_000_000_000 + sold.number,
                "Invoice Number": f"INV-{sold.number:06}", "Invoice Status": status,
                "Customer ID": 4_271_668_000_000_090_000 + sold.who.number, "Customer Name": sold.who.name,
                "Customer Number": f"CUS-{sold.who.number}", "Due Date": str(sold.day + timedelta(15)),
                "PurchaseOrder": f"PO-{sold.number}", "Currency Code": "USD", "Exchange Rate": "1.00",
                "SubTotal": f"{sold.money}.00", "Total": f"{sold.money * 1.1 + 5:.2f}", "Balance": "0.00",
                "Notes": "Thanks for your business", "Sales person": "Sam Seller", "Billing City": "Pune",
                "Item Tax": "GST", "Item Tax %": 10, "Shipping Charge": "5.00", "Adjustment": "0.00"}  # fmt: skip
        return [
            head | {"Item Name": item, "Quantity": f"{count}.00", "Item Total": f"{money}.00",
                    "Item Price": f"{money / count:.2f}", "Item Tax Amount": f"{money * 0.1:.2f}"}
            for item, count, money in (("Mug", 1, sold.money - 16), ("Tea", 2, 16))
        ]  # fmt: skip

    invoices = [*map(invoice, PURCHASES), invoice(VOID, "Void"), invoice(OPEN, "Draft")]
    return text(ZOHO_INVOICES, [line for lines in invoices for line in lines])


ODOO_ORDERS = "Order Reference,Creation Date,Customer,Salesperson,Activities,Company,Total,Status"


def odoo_order(sold: Purchase, status: str = "Sales Order") -> Row:
    return {
        "Order Reference": f"S{sold.number:05}", "Creation Date": f"{sold.day} 08:12:44", "Customer": sold.who.name,
        "Salesperson": "Mitchell Demo", "Company": "My Company", "Total": f"{sold.money:.2f}", "Status": status,
    }  # fmt: skip


ODOO_INVOICES = (
    "Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Activities,Salesperson,Company,Untaxed Amount Signed,"
    "Total Signed,Total in Currency Signed,Currency,Payment Status,Status"
)


def odoo_invoice(sold: Purchase, status: str = "Posted", paid: str = "Paid", sign: int = 1) -> Row:
    return {
        "Number": f"{'INV' if sign > 0 else 'RINV'}/{sold.day.year}/{sold.number:05}",
        "Invoice Partner Display Name": sold.who.name, "Invoice/Bill Date": str(sold.day),
        "Due Date": str(sold.day + timedelta(30)), "Salesperson": "Mitchell Demo", "Company": "My Company",
        "Untaxed Amount Signed": f"{sign * sold.money:.2f}", "Total Signed": f"{sign * sold.money * 1.2:.2f}",
        "Total in Currency Signed": f"{sign * sold.money * 1.2:.2f}", "Currency": "EUR", "Payment Status": paid,
        "Status": status,
    }  # fmt: skip


ERPNEXT = (
    "Sr,ID,Customer,Customer Name,Date,Payment Due Date,Company,Currency,Net Total,Total Taxes and Charges,Grand Total,"
    "Outstanding Amount,Is Return (Credit Note),Customer's Purchase Order,Territory,Status"
)


def erpnext(sold: Purchase, status: str = "Paid", sign: int = 1) -> Row:
    return {
        "Sr": sold.number - 1000, "ID": f"ACC-SINV-{sold.day.year}-{sold.number:05}",
        "Customer": f"CUST-{sold.who.number:05}", "Customer Name": sold.who.name, "Date": f"{sold.day:%d-%m-%Y}",
        "Payment Due Date": f"{sold.day + timedelta(30):%d-%m-%Y}", "Company": "Ridge Trading", "Currency": "EUR",
        "Net Total": sign * sold.money, "Total Taxes and Charges": round(sign * sold.money * 0.2, 2),
        "Grand Total": round(sign * sold.money * 1.2, 2), "Outstanding Amount": 0,
        "Is Return (Credit Note)": int(sign < 0), "Customer's Purchase Order": f"PO-{sold.number}",
        "Territory": "All Territories", "Status": status,
    }  # fmt: skip


LEXWARE = "Belegdatum;Rechnungsnummer;Kunde;Kundennummer;Status;Netto;USt;Brutto;Währung;Fällig am;Bezahlt am"


def lexware(sold: Purchase, status: str = "Bezahlt") -> Row:
    paid = f"{sold.day + timedelta(10):%d.%m.%Y}" if status == "Bezahlt" else ""
    return {
        "Belegdatum": f"{sold.day:%d.%m.%Y}", "Rechnungsnummer": f"RE{sold.number}", "Kunde": f"{sold.who.name} GmbH",
        "Kundennummer": 10000 + sold.who.number, "Status": status, "Netto": german(sold.money),
        "USt": german(sold.money * 0.19), "Brutto": german(sold.money * 1.19), "Währung": "EUR",
        "Fällig am": f"{sold.day + timedelta(14):%d.%m.%Y}", "Bezahlt am": paid,
    }  # fmt: skip


DATEV_ABOVE = (
    '"EXTF";700;21;"Buchungsstapel";13;20260402101530000;;"RE";"";"";1001;1;20250101;4;20250101;20260331;"Rechnungen";"";'
    '1;0;0;"EUR";;"";;;"";;;"";""\n'
)
DATEV = (
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;"
    "Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre;"
    "Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink"
)


def datev(sold: Purchase, account: int | None = None, side: str = "S", against: int = 8400) -> Row:
    return {
        "Umsatz (ohne Soll/Haben-Kz)": german(sold.money * 1.19), "Soll/Haben-Kennzeichen": side, "WKZ Umsatz": "EUR",
        "Konto": account or 10000 + sold.who.number, "Gegenkonto (ohne BU-Schlüssel)": against,
        "Belegdatum": f"{sold.day:%d%m}", "Belegfeld 1": f"RE{sold.number}", "Buchungstext": f"{sold.who.name} Tassen",
    }  # fmt: skip


# ---------------------------------------------------------------- deals

SALESFORCE = (
    "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Expected Revenue,Probability (%),Age,"
    "Close Date,Created Date,Next Step,Lead Source,Type"
)
SALESFORCE_BELOW = (
    '\nConfidential Information - Do Not Distribute\n'
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
)  # fmt: skip


def salesforce(sold: Purchase, stage: str = "Closed Won", chance: int = 100) -> Row:
    return {
        "Opportunity Owner": "Sam Seller", "Account Name": f"{sold.who.name} Ltd",
        "Opportunity Name": f"{sold.who.name} reorder", "Stage": stage, "Amount": sold.money,
        "Expected Revenue": sold.money * chance / 100, "Probability (%)": chance, "Age": 5, "Close Date": us(sold.day),
        "Created Date": us(sold.day - timedelta(9)), "Lead Source": "Web", "Type": "Existing Business",
    }  # fmt: skip


HUBSPOT = (
    "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Last Activity Date,Deal owner,"
    "Associated Company IDs (Primary),Associated Company (Primary),Associated Contact IDs,Associated Contact"
)


def hubspot(sold: Purchase, stage: str = "Closed won") -> Row:
    return {
        "Record ID": 7_700_000_000 + sold.number, "Deal Name": f"{sold.who.name} reorder {sold.day:%b}",
        "Pipeline": "Sales Pipeline", "Deal Stage": stage, "Amount": f"{sold.money}.0",
        "Close Date": f"{sold.day} 14:05", "Create Date": f"{sold.day - timedelta(9)} 09:00",
        "Last Activity Date": f"{sold.day + timedelta(1)} 10:00", "Deal owner": "Sam Seller",
        "Associated Company IDs (Primary)": 880_000 + sold.who.number,
        "Associated Company (Primary)": f"{sold.who.name} Ltd", "Associated Contact IDs": 990_000 + sold.who.number,
        "Associated Contact": f"{sold.who.name} ({sold.who.email})",
    }  # fmt: skip


PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Creator,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Weighted value,"
    "Deal - Currency of Weighted value,Deal - Probability,Deal - Organization,Deal - Organization ID,Deal - Pipeline,"
    "Deal - Contact person,Deal - Contact person ID,Deal - Stage,Deal - Label,Deal - Status,Deal - Deal created,"
    "Deal - Update time,Deal - Last stage change,Deal - Next activity date,Deal - Last activity date,Deal - Won time,"
    "Deal - Lost time,Deal - Deal closed on,Deal - Lost reason,Deal - Visible to,Deal - Total activities,"
    "Deal - Expected close date,Deal - Product quantity"
)


def pipedrive(sold: Purchase, status: str = "Won") -> Row:
    at = f"{sold.day} 14:05:00"
    return {
        "Deal - ID": sold.number, "Deal - Title": f"{sold.who.name} deal", "Deal - Creator": "Sam Seller",
        "Deal - Owner": "Sam Seller", "Deal - Value": sold.money, "Deal - Currency of Value": "EUR",
        "Deal - Weighted value": sold.money, "Deal - Currency of Weighted value": "EUR",
        "Deal - Organization": f"{sold.who.name} Ltd", "Deal - Organization ID": 400 + sold.who.number,
        "Deal - Pipeline": "Pipeline", "Deal - Contact person": sold.who.name,
        "Deal - Contact person ID": 700 + sold.who.number, "Deal - Stage": "Negotiations Started",
        "Deal - Status": status, "Deal - Deal created": f"{sold.day - timedelta(9)} 09:00:00",
        "Deal - Update time": at, "Deal - Won time": at if status == "Won" else "",
        "Deal - Lost time": at if status == "Lost" else "", "Deal - Deal closed on": "" if status == "Open" else at,
        "Deal - Lost reason": "Price" if status == "Lost" else "", "Deal - Visible to": "Item owner",
        "Deal - Total activities": 3, "Deal - Expected close date": str(sold.day + timedelta(3)),
    }  # fmt: skip


ZOHO_DEALS = (
    "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Type,"
    "Probability (%),Expected Revenue,Next Step,Lead Source,Created By.id,Created By,Modified By.id,Modified By,"
    "Created Time,Modified Time,Description,Contact Name.id,Contact Name,Currency"
)


def zoho_deal(sold: Purchase, stage: str = "Closed Won", chance: int = 100) -> Row:
    return {
        "Record Id": f"zcrm_{4_000_000_000 + sold.number}", "Deal Owner.id": "zcrm_1", "Deal Owner": "Sam Seller",
        "Amount": sold.money, "Deal Name": f"{sold.who.name} deal {sold.number}", "Closing Date": str(sold.day),
        "Account Name.id": f"zcrm_{500 + sold.who.number}", "Account Name": f"{sold.who.name} Ltd", "Stage": stage,
        "Type": "Existing Business", "Probability (%)": chance, "Expected Revenue": sold.money * chance / 100,
        "Created By.id": "zcrm_1", "Created By": "Sam Seller", "Modified By.id": "zcrm_1", "Modified By": "Sam Seller",
        "Created Time": f"{sold.day - timedelta(9)} 09:00:00", "Modified Time": f"{sold.day} 14:05:00",
        "Contact Name.id": f"zcrm_{700 + sold.who.number}", "Contact Name": sold.who.name, "Currency": "USD",
    }  # fmt: skip


# ---------------------------------------------------------------- contracts

LEFT = {FAY: date(2025, 9, 14), GUS: date(2025, 9, 15)}


def starts(who: Person) -> date:
    return date(2025, 1, who.day)


STRIPE_SUBSCRIPTIONS = (
    "id,Customer ID,Customer Description,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),"
    "Start (UTC),Start Date (UTC),Current Period Start (UTC),Current Period End (UTC),Trial Start (UTC),Trial End (UTC),"
    "Application Fee Percent,Coupon,Tax Percent,Canceled At (UTC),Ended At (UTC),Cancellation Reason,Customer Name,"
    "Cancel At Period End"
)


def stripe_subscription(who: Person, status: str = "", **other: object) -> Row:
    left, at = LEFT.get(who), f"{starts(who)} 10:00"
    cells = {
        "id": f"sub_{who.number}", "Customer ID": f"cus_{who.number:03}", "Customer Email": who.email,
        "Plan": "pro", "Quantity": 1, "Currency": "usd", "Interval": "month", "Amount": f"{who.money}.00",
        "Status": status or ("canceled" if left else "active"), "Created (UTC)": at, "Start (UTC)": at,
        "Start Date (UTC)": at, "Current Period Start (UTC)": f"{left or date(2026, 3, who.day)} 10:00",
        "Current Period End (UTC)": f"{left or date(2026, 4, who.day)} 10:00",
        "Canceled At (UTC)": f"{left - timedelta(3)} 09:00" if left else "",
        "Ended At (UTC)": f"{left} 10:00" if left else "", "Customer Name": who.name, "Cancel At Period End": "false",
    }  # fmt: skip
    return cells | other


STRIPE_API_SUBSCRIPTIONS = (
    "id,object,application_fee_percent,billing_cycle_anchor,cancel_at,cancel_at_period_end,canceled_at,collection_method,"
    "created,currency,current_period_end,current_period_start,customer,ended_at,livemode,plan.id,plan.amount,"
    "plan.currency,plan.interval,plan.interval_count,quantity,start_date,status,trial_end,trial_start"
)


def stripe_api_subscription(who: Person, status: str = "", **other: object) -> Row:
    left = LEFT.get(who)
    cells = {
        "id": f"sub_{who.number}", "object": "subscription", "billing_cycle_anchor": unix(starts(who)),
        "cancel_at_period_end": "false", "canceled_at": unix(left - timedelta(3)) if left else "",
        "collection_method": "charge_automatically", "created": unix(starts(who)), "currency": "usd",
        "current_period_end": unix(left or date(2026, 4, who.day)),
        "current_period_start": unix(left - timedelta(30) if left else date(2026, 3, who.day)),
        "customer": f"cus_{who.number:03}", "ended_at": unix(left) if left else "", "livemode": "true",
        "plan.id": "pro", "plan.amount": who.money * 100, "plan.currency": "usd", "plan.interval": "month",
        "plan.interval_count": 1, "quantity": 1, "start_date": unix(starts(who)),
        "status": status or ("canceled" if left else "active"),
    }  # fmt: skip
    return cells | other


CHARGEBEE = (
    "Subscription Id,Customer Id,Customer Email,Customer Company,Plan Id,Plan Quantity,Plan Unit Price,Currency,"
    "Billing Period,Billing Period Unit,Status,Start Date,Created At,Started At,Activated At,Current Term Start,"
    "Current Term End,Next Billing At,Trial Start,Trial End,Cancelled At,Cancel Reason,MRR"
)


def chargebee(who: Person, status: str = "", **other: object) -> Row:
    left, at = LEFT.get(who), f"{starts(who)} 10:00:00"
    end = f"{left or date(2026, 4, who.day)} 10:00:00"
    cells = {
        "Subscription Id": f"S{who.number}", "Customer Id": f"C{who.number}", "Customer Email": who.email,
        "Customer Company": f"{who.name} Ltd", "Plan Id": "pro", "Plan Quantity": 1, "Plan Unit Price": who.money,
        "Currency": "USD", "Billing Period": 1, "Billing Period Unit": "month",
        "Status": status or ("Cancelled" if left else "Active"), "Created At": at, "Started At": at,
        "Activated At": at, "Current Term Start": f"{date(2026, 3, who.day)} 10:00:00", "Current Term End": end,
        "Next Billing At": "" if left else end, "Cancelled At": f"{left} 10:00:00" if left else "",
        "Cancel Reason": "no_card" if left else "", "MRR": 0 if left else who.money,
    }  # fmt: skip
    return cells | other


RECURLY = (
    "uuid,account_code,email,plan_code,state,auto_renew,currency,quantity,unit_amount,add_on_amount,"
    "total_recurring_amount,current_period_started_at,current_period_ends_at,trial_started_at,trial_ends_at,"
    "total_billing_cycles,remaining_billing_cycles,activated_at,modified_at,canceled_at,expires_at,maintenance_url,"
    "net_terms,po_number,collection_method,plan_name,started_with_gift,no_billing_info_reason,converted_at,paused_at,"
    "remaining_pause_cycles,current_term_started_at,current_term_ends_at,renewal_billing_cycles,shipping_amount_in_cents,"
    "shipping_method_code,pricing_model,current_ramp_id,tax_inclusive,subscription_api_id,gateway_code"
)


def recurly(who: Person, state: str = "", **other: object) -> Row:
    left, at = LEFT.get(who), f"{starts(who)} 10:00:00 UTC"
    cells = {
        "uuid": f"434f11de8b{who.number}", "account_code": f"acct-{who.number}", "email": who.email,
        "plan_code": "pro", "state": state or ("expired" if left else "active"), "auto_renew": "TRUE",
        "currency": "USD", "quantity": 1, "unit_amount": who.money, "add_on_amount": 0,
        "total_recurring_amount": who.money,
        "current_period_started_at": f"{left - timedelta(31) if left else date(2026, 3, who.day)} 10:00:00 UTC",
        "current_period_ends_at": f"{left or date(2026, 4, who.day)} 10:00:00 UTC", "total_billing_cycles": 1,
        "remaining_billing_cycles": 0, "activated_at": at, "modified_at": "2026-03-28 22:54:46 UTC",
        "canceled_at": f"{left - timedelta(9)} 10:00:00 UTC" if left else "",
        "expires_at": f"{left} 10:00:00 UTC" if left else "", "net_terms": 0, "po_number": f"AE{who.number}",
        "collection_method": "automatic", "plan_name": "Pro", "started_with_gift": "FALSE",
        "shipping_amount_in_cents": 0, "pricing_model": "fixed", "tax_inclusive": "false",
    }  # fmt: skip
    return cells | other


PATREON = (
    "Name,Email,Discord,Patron Status,Follows You,Free Member,Free Trial,Lifetime Amount,Pledge Amount,Charge Frequency,"
    "Tier,Addressee,Street,City,State,Zip,Country,Phone,Patronage Since Date,Last Charge Date,Last Charge Status,"
    "Additional Details,User ID,Last Updated,Currency,Max Posts,Access Expiration,Next Charge Date,Full country name,"
    "Subscription Source"
)


def patreon(who: Person, status: str = "", **other: object) -> Row:
    left = LEFT.get(who)
    cells = {
        "Name": who.name, "Email": who.email, "Patron Status": status or ("Former patron" if left else "Active patron"),
        "Follows You": "Yes", "Free Member": "No", "Free Trial": "No",
        "Lifetime Amount": f"{who.money * (9 if left else 15)}.00", "Pledge Amount": f"{who.money}.00",
        "Charge Frequency": "monthly", "Tier": "Mug club", "Patronage Since Date": f"{starts(who)} 17:45:28.731953",
        "Last Charge Date": f"{left or date(2026, 3, who.day)} 07:46:37", "Last Charge Status": "Paid",
        "User ID": 76_783_000 + who.number, "Last Updated": f"{left or date(2026, 3, who.day)} 08:01:37.517184",
        "Currency": "USD", "Next Charge Date": "" if left else f"{date(2026, 4, who.day)} 07:00:00",
        "Subscription Source": "web",
    }  # fmt: skip
    return cells | other


# ---------------------------------------------------------------- programs without an entry

BIGCOMMERCE = (
    "Order ID,Customer ID,Customer Name,Customer Email,Customer Phone,Order Date,Order Status,Subtotal (inc tax),"
    "Subtotal (ex tax),Tax Total,Shipping Cost (inc tax),Shipping Cost (ex tax),Ship Method,Handling Cost (inc tax),"
    "Handling Cost (ex tax),Store Credit Redeemed,Gift Certificate Amount Redeemed,Gift Certificate Code,"
    "Gift Certificate Expiration Date,Coupon Details,Order Total (inc tax),Order Total (ex tax),Payment Method,"
    "Total Quantity,Total Shipped,Date Shipped,Order Currency Code,Exchange Rate,Order Notes,Customer Message,"
    "Billing First Name,Billing Last Name,Billing Company,Billing Street 1,Billing Street 2,Billing Suburb,Billing State,"
    "Billing Zip,Billing Country,Billing Phone,Billing Email,Shipping First Name,Shipping Last Name,Shipping Company,"
    "Shipping Street 1,Shipping Street 2,Shipping Suburb,Shipping State,Shipping Zip,Shipping Country,Shipping Phone,"
    "Shipping Email,Product Details,Refund Amount,Channel ID,Channel Name"
)


def bigcommerce(sold: Purchase, status: str = "Completed", refunded: float = 0) -> Row:
    money = sold.money
    return {
        "Order ID": sold.number, "Customer ID": sold.who.number, "Customer Name": sold.who.name,
        "Customer Email": sold.who.email, "Order Date": us(sold.day), "Order Status": status,
        "Subtotal (inc tax)": f"{money * 1.1:.2f}", "Subtotal (ex tax)": f"{money:.2f}",
        "Tax Total": f"{money * 0.1:.2f}", "Shipping Cost (inc tax)": "5.00", "Shipping Cost (ex tax)": "5.00",
        "Handling Cost (inc tax)": "0.00", "Handling Cost (ex tax)": "0.00", "Store Credit Redeemed": "0.00",
        "Order Total (inc tax)": f"{money * 1.1 + 5:.2f}", "Order Total (ex tax)": f"{money + 5:.2f}",
        "Payment Method": "Card", "Total Quantity": 2, "Total Shipped": 2, "Date Shipped": us(sold.day),
        "Order Currency Code": "USD", "Exchange Rate": "1.00", "Billing First Name": sold.who.first,
        "Billing Last Name": sold.who.last, "Billing State": "Delaware", "Billing Email": sold.who.email,
        "Shipping State": "Delaware", "Product Details": "Product ID: 77, Product Qty: 2", "Channel ID": 1,
        "Refund Amount": f"{refunded:.2f}", "Customer Message": "Ring twice" if sold.number % 4 == 0 else "",
    }  # fmt: skip


WIX = (
    "Order number,Date created,Time,Fulfill by,Total order quantity,Contact email,Note from customer,"
    "Additional checkout info,Item,Variant,SKU,Qty,Quantity refunded,Price,Weight,Custom text,Deposit amount,"
    "Delivery method,Delivery time,Recipient name,Recipient phone,Recipient company name,Delivery country,Delivery state,"
    "Delivery state name,Delivery city,Delivery address,Delivery zip/postal code,Billing name,Billing phone,"
    "Billing company name,Delivery country,Delivery state,Delivery state name,Delivery city,Delivery address,"
    "Delivery zip/postal code,Payment status,Payment method,Coupon code,Gift card amount,Shipping rate,Total tax,Total,"
    "Currency,Refunded amount,Net amount,Additional fees,Fulfillment status,Tracking number,Fulfillment service,"
    "Shipping label"
)


def wix() -> str:
    """A row an item; the order's figures stand on every one of its rows."""

    def order(sold: Purchase, status: str = "Paid", refunded: float = 0) -> list[Row]:
        head = {"Order number": sold.number, "Date created": f"{sold.day:%b} {sold.day.day}, {sold.day.year}",
                "Time": "9:15:51 AM", "Total order quantity": 3, "Contact email": sold.who.email,
                "Note from customer": "Ring twice" if sold.number % 4 == 0 else "", "Recipient name": sold.who.name,
                "Delivery country": "USA", "Delivery city": "Dover", "Billing name": sold.who.name,
                "Payment status": status, "Payment method": "Card", "Shipping rate": "5.00", "Total tax": "1.00",
                "Total": f"{sold.money + 6}.00", "Currency": "USD", "Refunded amount": f"{refunded:.2f}",
                "Net amount": f"{sold.money + 6 - refunded:.2f}", "Fulfillment status": "Fulfilled"}  # fmt: skip
        return [
            head | {"Item": "Mug", "Qty": 1, "Price": f"{sold.money - 10}.00"},
            head | {"Item": "Tea", "Qty": 2, "Price": "5.00"},
        ]

    orders = [order(VOID, "Unpaid"), order(BACK, "Refunded", BACK.money + 6), *map(order, PURCHASES)]
    return text(WIX, [line for lines in orders for line in lines])


FRESHBOOKS = (
    "Client Name,Invoice #,Date Issued,Date Due,Invoice Status,Date Paid,Item Name,Item Description,Rate,Quantity,"
    "Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,Tax 2 Type,Tax 2 Amount,Line Total,Currency"
)


def freshbooks() -> str:
    def invoice(sold: Purchase, status: str = "paid") -> list[Row]:
        head = {"Client Name": sold.who.name, "Invoice #": f"{sold.number:07}", "Date Issued": str(sold.day),
                "Date Due": str(sold.day + timedelta(30)), "Invoice Status": status,
                "Date Paid": str(sold.day + timedelta(9)) if status == "paid" else "", "Discount Percentage": 0,
                "Tax 1 Type": "VAT", "Tax 2 Amount": 0, "Currency": "GBP"}  # fmt: skip
        return [
            head | {"Item Name": item, "Rate": money / count, "Quantity": count, "Line Subtotal": money,
                    "Tax 1 Amount": round(money * 0.2, 2), "Line Total": round(money * 1.2, 2)}
            for item, count, money in (("Design", 1, sold.money - 16), ("Hosting", 2, 16))
        ]  # fmt: skip

    invoices = [*map(invoice, PURCHASES), invoice(OPEN, "draft")]
    return text(FRESHBOOKS, [line for lines in invoices for line in lines])


EBAY = (
    "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Buyer Note,Buyer Address 1,Buyer Address 2,"
    "Buyer City,Buyer State,Buyer Zip,Buyer Country,Ship To Name,Ship To Phone,Ship To Address 1,Ship To Address 2,"
    "Ship To City,Ship To State,Ship To Zip,Ship To Country,Item Number,Item Title,Custom Label,"
    "Sold Via Promoted Listings,Quantity,Sold For,Shipping And Handling,Item Location,Item Zip Code,Item Country,"
    "Seller Collected Tax,eBay Collected Tax,eBay Collected Charges,Total Price,"
    "eBay Collected Tax and Fees Included in Total,Payment Method,Sale Date,Paid On Date,Ship By Date,Shipped On Date,"
    "Feedback Left,Feedback Received,My Item Note,PayPal Transaction ID,Shipping Service,Tracking Number,Transaction ID,"
    "Variation Details"
)


def ebay(sold: Purchase) -> Row:
    at = f"{sold.day:%b-%d-%y}"
    return {
        "Sales Record Number": sold.number, "Order Number": f"13-14975-{sold.number:05}",
        "Buyer Username": f"{sold.who.first}{sold.who.last}".lower(), "Buyer Name": sold.who.name,
        "Buyer Email": sold.who.email, "Buyer Note": "Fast please" if sold.number % 5 == 0 else "",
        "Buyer City": "Dover", "Buyer State": "DE", "Buyer Country": "United States", "Ship To Name": sold.who.name,
        "Ship To State": "DE", "Item Number": 254_000_000_000 + sold.number % 3, "Item Title": "Mug", "Quantity": 1,
        "Sold For": f"${sold.money}.00", "Shipping And Handling": "$5.00", "Seller Collected Tax": "$0.00",
        "eBay Collected Tax": "$1.00", "Total Price": f"${sold.money + 6}.00",
        "eBay Collected Tax and Fees Included in Total": "Yes", "Sale Date": at, "Paid On Date": at,
        "Shipped On Date": f"{sold.day + timedelta(1):%b-%d-%y}", "Feedback Left": "Yes",
        "Transaction ID": 1_000_000_000 + sold.number,
    }  # fmt: skip


GUMROAD = (
    "Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Do not contact?,Purchase Date,"
    "Purchase Time (UTC timezone),Subtotal ($),Taxes ($),Shipping ($),Sale Price ($),Fees ($),Net Total ($),Tip ($),"
    "Tax Included in Price?,Street Address,City,Zip Code,State,Country,Referrer,Refunded?,Partial Refund ($),"
    "Fully Refunded?,Disputed?,Dispute Won?,Variants,Discount Code,Recurring Charge?,Free trial purchase?,"
    "Pre-order authorization?,Product ID,Order Number"
)


def gumroad(sold: Purchase, *, refunded: bool = False) -> Row:
    return {
        "Purchase ID": f"p{sold.number}==", "Item Name": "Planner", "Buyer Name": sold.who.name,
        "Purchase Email": sold.who.email, "Buyer Email": sold.who.email, "Do not contact?": 0,
        "Purchase Date": str(sold.day), "Purchase Time (UTC timezone)": f"{sold.day} 10:00:00 UTC",
        "Subtotal ($)": f"{sold.money}.00", "Taxes ($)": "1.00", "Shipping ($)": "0.00",
        "Sale Price ($)": f"{sold.money}.00", "Fees ($)": "1.85", "Net Total ($)": f"{sold.money - 1.85:.2f}",
        "Tip ($)": "0.00", "Tax Included in Price?": 0, "State": "DE", "Country": "United States",
        "Referrer": "direct", "Refunded?": int(refunded), "Partial Refund ($)": "0.00",
        "Fully Refunded?": int(refunded), "Disputed?": 0, "Dispute Won?": 0, "Recurring Charge?": 1,
        "Free trial purchase?": 0, "Pre-order authorization?": 0, "Product ID": "abc", "Order Number": sold.number,
    }  # fmt: skip


WEBTOFFEE = (
    "order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,fee_tax_total,"
    "tax_total,cart_discount,order_discount,discount_total,order_total,order_subtotal,order_currency,payment_method,"
    "payment_method_title,transaction_id,customer_ip_address,customer_user_agent,shipping_method,customer_id,"
    "customer_user,customer_email,billing_first_name,billing_last_name,billing_company,billing_email,billing_phone,"
    "billing_address_1,billing_address_2,billing_postcode,billing_city,billing_state,billing_country,"
    "shipping_first_name,shipping_last_name,customer_note,wt_import_key,shipping_items,fee_items,tax_items,coupon_items,"
    "refund_items,order_notes,download_permissions,line_item_1,line_item_2"
)


def webtoffee(sold: Purchase, status: str = "wc-completed") -> Row:
    return {
        "order_id": sold.number + 4000, "order_number": sold.number, "order_date": f"{sold.day} 10:15:00",
        "paid_date": f"{sold.day} 10:16:00", "status": status, "shipping_total": "5.00", "tax_total": "1.00",
        "order_total": f"{sold.money + 6}.00", "order_subtotal": f"{sold.money}.00", "order_currency": "USD",
        "payment_method": "stripe", "payment_method_title": "Card", "transaction_id": f"ch_{sold.number}",
        "customer_ip_address": f"10.0.0.{sold.number % 9}", "customer_user_agent": "Mozilla/5.0",
        "customer_id": sold.who.number, "customer_user": f"{sold.who.first}{sold.who.last}".lower(),
        "customer_email": sold.who.email, "billing_first_name": sold.who.first, "billing_last_name": sold.who.last,
        "billing_email": sold.who.email, "billing_state": "DE", "billing_country": "US",
        "customer_note": "Ring twice" if sold.number % 4 == 0 else "",
        "line_item_1": f"name:Mug|product_id:7|sku:M1|quantity:1|total:{sold.money:.2f}",
    }  # fmt: skip


MAGENTO = (
    '"ID","Purchase Point","Purchase Date","Bill-to Name","Ship-to Name","Grand Total (Base)","Grand Total (Purchased)",'
    'Status,"Billing Address","Shipping Address","Shipping Information","Customer Email","Customer Group",Subtotal,'
    '"Shipping and Handling","Customer Name","Payment Method","Total Refunded","Allocated sources"'
)


def magento(sold: Purchase, status: str = "complete", refunded: float = 0) -> Row:
    return {
        "ID": f"{sold.number:09}", "Purchase Point": "Main Website", "Purchase Date": f"{sold.day} 10:15:00",
        "Bill-to Name": sold.who.name, "Ship-to Name": sold.who.name, "Grand Total (Base)": f"{sold.money + 5}.0000",
        "Grand Total (Purchased)": f"{sold.money + 5}.0000", "Status": status, "Billing Address": "1 High St,Dover,DE",
        "Shipping Address": "1 High St,Dover,DE", "Shipping Information": "Flat Rate - Fixed",
        "Customer Email": sold.who.email, "Customer Group": "General", "Subtotal": f"{sold.money}.0000",
        "Shipping and Handling": "5.0000", "Customer Name": sold.who.name, "Payment Method": "checkmo",
        "Total Refunded": f"{refunded:.4f}" if refunded else "",
    }  # fmt: skip


GOCARDLESS = (
    "id,created_at,charge_date,amount,description,currency,status,amount_refunded,reference,transaction_fee,"
    "payout_date,links.mandate,links.creditor,links.payout,links.subscription,customers.id,customers.given_name,"
    "customers.family_name,customers.company_name,customers.email,customers.country_code"
)


def gocardless(sold: Purchase, status: str = "paid_out", refunded: float = 0) -> Row:
    return {
        "id": f"PM{sold.number:06}", "created_at": f"{sold.day - timedelta(5)}T09:00:00.000Z",
        "charge_date": str(sold.day), "amount": f"{sold.money}.00", "description": "Monthly box", "currency": "GBP",
        "status": status, "amount_refunded": f"{refunded:.2f}", "reference": f"BOX-{sold.number}",
        "transaction_fee": "0.80", "payout_date": str(sold.day + timedelta(2)), "links.mandate": f"MD{sold.who.number}",
        "links.creditor": "CR1", "links.subscription": f"SB{sold.who.number}", "customers.id": f"CU{sold.who.number:05}",
        "customers.given_name": sold.who.first, "customers.family_name": sold.who.last,
        "customers.email": sold.who.email, "customers.country_code": "GB",
    }  # fmt: skip


PAYPAL_GERMAN = (
    '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Absender E-Mail-Adresse",'
    '"Empfänger E-Mail-Adresse","Transaktionscode","Lieferadresse","Adress-Status","Artikelbezeichnung","Artikelnummer",'
    '"Versand- und Bearbeitungsgebühr","Versicherungsbetrag","Umsatzsteuer","Option 1 Name","Option 1 Wert",'
    '"Option 2 Name","Option 2 Wert","Zugehöriger Transaktionscode","Rechnungsnummer","Zollnummer","Anzahl",'
    '"Empfangsnummer","Guthaben","Auswirkung auf Guthaben"'
)


def paypal_german(sold: Purchase, status: str = "Abgeschlossen") -> Row:
    return {
        "Datum": f"{sold.day:%d.%m.%Y}", "Uhrzeit": "14:30:00", "Zeitzone": "Europe/Berlin", "Name": sold.who.name,
        "Typ": "PayPal Express-Zahlung", "Status": status, "Währung": "EUR", "Brutto": german(sold.money),
        "Gebühr": "-2,10", "Netto": german(sold.money - 2.1), "Absender E-Mail-Adresse": sold.who.email,
        "Empfänger E-Mail-Adresse": "shop@example.com", "Transaktionscode": f"T{sold.number}",
        "Artikelbezeichnung": "Tasse", "Versand- und Bearbeitungsgebühr": "0,00", "Umsatzsteuer": "0,00", "Anzahl": 1,
        "Guthaben": "1.060,00", "Auswirkung auf Guthaben": "Haben" if status == "Abgeschlossen" else "Vermerk",
    }  # fmt: skip


WOO_FRENCH = (
    "Date,Commande n°,État,Client,Type de client,Produit(s),Articles vendus,Code(s) promo,Ventes nettes,Attribution"
)


def woo_french(sold: Purchase, status: str = "Terminée") -> Row:
    return {
        "Date": f"{sold.day} 10:15:00", "Commande n°": f"#{sold.number}", "État": status, "Client": sold.who.name,
        "Type de client": "returning", "Produit(s)": "1× Tasse", "Articles vendus": 1,
        "Ventes nettes": f"{sold.money}.00", "Attribution": "Direct",
    }  # fmt: skip


# ---------------------------------------------------------------- the files

NEW = HAL._replace(money=49)  # somebody who has not paid yet
CREDIT = Purchase(9004, date(2026, 3, 24), ADA, 60)


def made(export: str, file: str, content: str, *, encoding: str = "utf-8", contracts: bool = False) -> Made:
    return Made(export, file, content.encode(encoding), contracts)


MADE: tuple[Made, ...] = (
    made("shopify_orders", "orders_export.csv", shopify(SHOPIFY)),
    made("shopify_orders", "orders_export_1.csv", shopify(SHOPIFY_NEW)),
    made("woo_csv_export", "orders-2026-04-02.csv", text(WOO_ORDERS, each(woo_order, *WOO_NONE))),
    made("woo_csv_export", "orders-by-item.csv", woo_items()),
    made("woo_advanced", "orders-advanced.csv", text(WOO_ADVANCED, each(
        woo_advanced, woo_advanced(VOID, "Cancelled"), woo_advanced(BACK, "Refunded", BACK.money + 6),
        woo_advanced(OPEN, "Pending payment")))),
    made("woo_analytics", "wc-orders-report-export.csv", text(WOO_ANALYTICS, each(
        woo_analytics, woo_analytics(VOID, "cancelled"), woo_analytics(BACK, "refunded"),
        woo_analytics(OPEN, "pending")))),
    made("quickbooks", "Transaction List by Date.csv", qbo_list(us)),
    made("quickbooks", "Transaction List by Date UK.csv", qbo_list(uk, QBO_LIST_NEW)),
    made("quickbooks", "Sales by Customer Detail.csv", qbo_grouped(
        "Sales by Customer Detail", QBO_DETAIL, qbo_detail)),
    made("quickbooks", "Transaction List by Customer UK.csv", qbo_grouped(
        "Transaction List by Customer", QBO_BY_CUSTOMER, qbo_by_customer)),
    made("quickbooks", "Invoice List.csv", text(QBO_INVOICES, each(qbo_invoice),
        above=QBO_ABOVE.format("Invoice List by Date"), below=QBO_BELOW)),
    made("xero_invoices", "SalesInvoices.csv", xero(uk)),
    made("xero_invoices", "SalesInvoices US.csv", xero(us)),
    made("xero_invoice_detail", "Receivable_Invoice_Detail.csv", xero_detail()),
    made("stripe_payments", "unified_payments.csv", stripe_payments(STRIPE_PAYMENTS, "Created date (UTC)")),
    made("stripe_payments", "payments.csv", stripe_payments(STRIPE_PAYMENTS_OLD, "Created (UTC)")),
    made("stripe_charges_api", "charges.csv", text(STRIPE_CHARGES, each(
        stripe_charge, stripe_charge(VOID, "failed"), stripe_charge(BACK, refunded=BACK.money * 100),
        stripe_charge(OPEN, live="false")))),
    made("stripe_subscriptions", "subscriptions.csv", text(STRIPE_SUBSCRIPTIONS, [
        *map(stripe_subscription, CUSTOMERS),
        stripe_subscription(NEW, "trialing", **{"Trial Start (UTC)": "2026-03-20 10:00", "Start (UTC)": "2026-03-20 10:00",
            "Created (UTC)": "2026-03-20 10:00", "Start Date (UTC)": "2026-03-20 10:00",
            "Trial End (UTC)": "2026-04-03 10:00"})]), contracts=True),
    made("stripe_subscriptions_api", "subscriptions_api.csv", text(STRIPE_API_SUBSCRIPTIONS, [
        *map(stripe_api_subscription, CUSTOMERS),
        stripe_api_subscription(NEW, "incomplete_expired", created=unix(date(2026, 2, 1)),
            start_date=unix(date(2026, 2, 1)), ended_at=unix(date(2026, 2, 2)))]), contracts=True),
    made("square_transactions", "transactions-2025-01-01-2026-04-01.csv", text(SQUARE, each(
        square, square(Purchase(9005, date(2026, 3, 30), ELI, 50), "Refund"),
        square(VOID._replace(money=0), gift=100)))),
    made("square_items", "items-2025-01-01-2026-04-01.csv", square_items()),
    made("paypal_activity", "Download.CSV", paypal()),
    made("paypal_activity", "Download UK.CSV", paypal(uk)),
    made("chargebee_subscriptions", "Subscriptions.csv", text(CHARGEBEE, [
        *map(chargebee, CUSTOMERS),
        chargebee(NEW, "In Trial", **{"Started At": "2026-03-20 10:00:00", "Created At": "2026-03-20 10:00:00",
            "Activated At": "", "Trial Start": "2026-03-20 10:00:00", "Trial End": "2026-04-03 10:00:00", "MRR": 0}),
        ]), contracts=True),
    made("salesforce_opportunities", "report1743585012345.csv", text(SALESFORCE, each(
        salesforce, salesforce(BACK, "Closed Lost", 0), salesforce(OPEN, "Closed Lost", 0),
        salesforce(VOID, "Prospecting", 10)), below=SALESFORCE_BELOW)),
    made("hubspot_deals", "hubspot-crm-exports-all-deals.csv", text(HUBSPOT, each(
        hubspot, hubspot(BACK, "Closed lost"), hubspot(VOID, "Decision maker bought-In")))),
    made("etsy_orders", "EtsySoldOrders2026.csv", text(ETSY, each(etsy))),
    made("etsy_items", "EtsySoldOrderItems2026.csv", etsy_items()),
    made("squarespace_orders", "orders.csv", squarespace()),
    made("recurly_subscriptions", "recurly-subscriptions.csv", text(RECURLY, [
        *map(recurly, CUSTOMERS),
        recurly(NEW, "active", trial_started_at="2026-03-20 10:00:00 UTC", trial_ends_at="2026-04-03 10:00:00 UTC",
            activated_at="2026-03-20 10:00:00 UTC", total_recurring_amount=0, unit_amount=0)]), contracts=True),
    made("recurly_invoices", "recurly-invoices_summary.csv", text(RECURLY_INVOICES, each(
        recurly_invoice, recurly_invoice(VOID, "failed", "purchase"), recurly_invoice(OPEN, "voided"),
        recurly_invoice(CREDIT, "paid", "refund", -1)))),
    made("patreon_members", "Members_4142352.csv", text(PATREON, [
        *map(patreon, CUSTOMERS),
        patreon(NEW, " ", **{"Free Member": "Yes", "Pledge Amount": "0.00", "Lifetime Amount": "0.00", "Tier": "Free",
            "Charge Frequency": "", "Last Charge Date": "", "Last Charge Status": "", "Next Charge Date": ""}),
        ]), contracts=True),
    made("zoho_invoices", "Invoice.csv", zoho_invoices()),
    made("zoho_deals", "Deals_2026_04_02.csv", text(ZOHO_DEALS, each(
        zoho_deal, zoho_deal(BACK, "Closed Lost", 0), zoho_deal(VOID, "Qualification", 10)))),
    made("odoo_orders", "Sales Order (sale.order).csv", text(ODOO_ORDERS, each(
        odoo_order, odoo_order(VOID, "Quotation"), odoo_order(BACK, "Quotation Sent"),
        odoo_order(OPEN, "Cancelled")))),
    made("odoo_invoices", "Journal Entry (account.move).csv", text(ODOO_INVOICES, each(
        odoo_invoice, odoo_invoice(VOID, "Draft", "Not Paid"), odoo_invoice(OPEN, "Cancelled", "Not Paid"),
        odoo_invoice(CREDIT, sign=-1)))),
    made("erpnext_invoices", "Sales Invoice.csv", text(ERPNEXT, each(
        erpnext, erpnext(VOID, "Draft"), erpnext(OPEN, "Cancelled"), erpnext(CREDIT, "Return", -1)))),
    made("lexware_invoices", "Rechnungen.csv", text(LEXWARE, each(
        lexware, lexware(VOID, "Entwurf"), lexware(BACK, "Storniert"), lexware(OPEN, "Angebot")), sep=";"),
        encoding="cp1252"),
    made("datev_bookings", "EXTF_Buchungsstapel.csv", text(DATEV, each(
        datev, *(datev(sold._replace(day=sold.day + timedelta(9)), 1200, "S", 10000 + sold.who.number)
                 for sold in PURCHASES)), sep=";", above=DATEV_ABOVE), encoding="cp1252"),
    made("pipedrive_deals", "deals-12345-1.csv", text(PIPEDRIVE, each(
        pipedrive, pipedrive(BACK, "Lost"), pipedrive(VOID, "Open")))),
    made("amazon_orders", "all-orders.txt", text(AMAZON, each(amazon, amazon(VOID, "Cancelled")), sep="\t")),
    made("amazon_shipments", "fulfilled-shipments.txt", text(AMAZON_SHIPMENTS, each(amazon_shipment), sep="\t")),
    made("", "magento-export.csv", text(MAGENTO, each(
        magento, magento(VOID, "canceled"), magento(BACK, "closed", BACK.money + 5), magento(OPEN, "pending")))),
    made("", "gocardless-payments.csv", text(GOCARDLESS, each(
        gocardless, gocardless(VOID, "failed"), gocardless(BACK, "charged_back"),
        gocardless(OPEN, "pending_submission")))),
    made("", "PayPal-Aktivitaeten.csv", text(PAYPAL_GERMAN, each(
        paypal_german, paypal_german(VOID, "Abgelehnt"), paypal_german(OPEN, "Ausstehend")))),
    made("", "commandes.csv", text(WOO_FRENCH, each(
        woo_french, woo_french(VOID, "Annulée"), woo_french(BACK, "Remboursée"), woo_french(OPEN, "En attente")))),
    made("", "bigcommerce-orders.csv", text(BIGCOMMERCE, each(
        bigcommerce, bigcommerce(VOID, "Cancelled"), bigcommerce(BACK, "Refunded", BACK.money * 1.1 + 5),
        bigcommerce(OPEN, "Incomplete")))),
    made("", "wix-orders.csv", wix()),
    made("", "freshbooks-invoice_details.csv", freshbooks()),
    made("", "eBay-OrdersReport.csv", text(EBAY, each(ebay))),
    made("", "gumroad-sales.csv", text(GUMROAD, each(gumroad, gumroad(BACK, refunded=True)))),
    made("woo_csv_export", "webtoffee-order_export.csv", text(WEBTOFFEE, each(
        webtoffee, webtoffee(VOID, "wc-cancelled"), webtoffee(BACK, "wc-refunded"), webtoffee(OPEN, "wc-on-hold")))),
)  # fmt: skip

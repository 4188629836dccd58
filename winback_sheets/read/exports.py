"""The exports of popular programs: by which headings each is known, and what its columns are.

What stands here only settles what the evidence of the cells leaves open; with EXPORTS emptied every file must still be
read right or be asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from winback_sheets.read.headings import normalise


class Export(NamedTuple):
    """One report of one program. Headings stand with | between them and are compared as `normalise` does.

    headings: all of them stand in the heading row of this report and of no other. table: the key of the input table that
    it is, blank where it cannot be one. columns: of a column's key the headings that it may have, best first; blank where
    the report has something that looks like this column and is another. lines: "every" where the figures of an order
    stand on each of its lines. cents: amounts are in cents without saying so. lacks: the key of the sentence, where the
    report cannot be reviewed, that says why and which to take instead.
    """

    key: str
    program: str
    headings: str
    table: str
    columns: Mapping[str, str] = {}
    lines: Literal["", "every"] = ""
    cents: bool = False
    lacks: str = ""


# Above each entry stands where its heading line is documented: a help page, or a public repository that reads such files.
EXPORTS: tuple[Export, ...] = (
    # help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders; ethompson17, FelixTellmann (samples)
    Export(
        "shopify_orders",
        "Shopify",
        "Name|Financial Status|Lineitem name",
        "sales",
        {
            "customer": "Email|Billing Name|Shipping Name",
            "email": "Email",
            "customer_name": "Billing Name|Shipping Name",
            "phone": "Phone|Billing Phone|Shipping Phone",
            "company": "Billing Company",
            "country": "Billing Country|Shipping Country",
            "date": "Created at",
            "order_id": "Name",
            "amount": "Subtotal|Total",
            "net": "Subtotal",
            "total": "Total",
            "tax": "Taxes",
            "shipping": "Shipping",
            "refund": "Refunded Amount",
            "status": "Financial Status",
            "cancelled_on": "Cancelled at",
            "currency": "Currency",
            "product": "Lineitem name",
            "quantity": "Lineitem quantity",
            "unit_price": "Lineitem price",
        },
    ),
    # support.squarespace.com, "Exporting orders"; github.com search "Lineitem variant" (Squarespace order formatters)
    Export(
        "squarespace_orders",
        "Squarespace",
        "Order ID|Financial Status|Lineitem name",
        "sales",
        {
            "customer": "Email|Billing Name|Shipping Name",
            "email": "Email",
            "customer_name": "Billing Name|Shipping Name",
            "phone": "Billing Phone|Shipping Phone",
            "country": "Billing Country|Shipping Country",
            "date": "Created at",
            "order_id": "Order ID",
            "amount": "Subtotal|Total",
            "net": "Subtotal",
            "total": "Total",
            "tax": "Taxes",
            "shipping": "Shipping",
            "refund": "Amount Refunded",
            "status": "Financial Status",
            "cancelled_on": "Cancelled at",
            "currency": "Currency",
            "product": "Lineitem name",
            "quantity": "Lineitem quantity",
            "unit_price": "Lineitem price",
        },
    ),
    # woocommerce.com/document/ordercustomer-csv-export; the plugin of WebToffee writes the same headings and a few more
    Export(
        "woo_csv_export",
        "WooCommerce",
        "order_number|order_date|status|order_total|billing_email",
        "sales",
        {
            "customer": "billing_email|customer_email|customer_id",
            "email": "billing_email|customer_email",
            "first_name": "billing_first_name",
            "last_name": "billing_last_name",
            "company": "billing_company",
            "phone": "billing_phone",
            "country": "billing_country",
            "date": "order_date",
            "order_id": "order_number|order_id",
            "amount": "item_total|order_subtotal|order_total",
            "net": "order_subtotal",
            "total": "order_total",
            "tax": "tax_total",
            "shipping": "shipping_total",
            "refund": "refunded_total",
            "status": "status",
            "currency": "order_currency",
            "product": "item_name",
            "quantity": "item_quantity",
        },
        lines="every",
    ),
    # wordpress.org/plugins/woo-order-export-lite ("Advanced Order Export For WooCommerce", default fields)
    Export(
        "woo_advanced",
        "WooCommerce",
        "Order Number|Order Status|Order Date|Order Total Amount",
        "sales",
        {
            "customer": "Email (Billing)|Phone (Billing)",
            "email": "Email (Billing)",
            "first_name": "First Name (Billing)",
            "last_name": "Last Name (Billing)",
            "company": "Company (Billing)",
            "phone": "Phone (Billing)",
            "country": "Country Code (Billing)|Country Name (Billing)",
            "date": "Order Date",
            "order_id": "Order Number",
            "amount": "Order Subtotal Amount|Order Total Amount",
            "net": "Order Subtotal Amount",
            "total": "Order Total Amount",
            "tax": "Order Total Tax Amount",
            "shipping": "Order Shipping Amount",
            "refund": "Order Refund Amount",
            "status": "Order Status",
            "product": "Item Name",
            "quantity": "Quantity (- Refund)|Quantity",
            "unit_price": "Item Cost",
        },
        lines="every",
    ),
    # github.com/woocommerce/woocommerce, src/Admin/API/Reports/Orders/Controller.php (get_export_columns)
    Export(
        "woo_analytics",
        "WooCommerce",
        "Order #|Status|Customer|Customer type|Items sold",
        "sales",
        {
            "customer": "Customer",
            "customer_name": "Customer",
            "date": "Date",
            "order_id": "Order #",
            "amount": "Net Sales|N. Revenue|N. Revenue (formatted)",
            "status": "Status",
            "product": "Product(s)",
            "quantity": "Items sold",
        },
    ),
    # quickbooks.intuit.com/learn-support, "Run reports"; the heading lines as in iandees/csv-to-qbo and other readers of
    # Transaction List by Date or by Customer, Sales by Customer Detail and Invoice List by Date
    Export(
        "quickbooks",
        "QuickBooks",
        "Transaction type|Num|Amount",
        "sales",
        {
            "customer": "Customer full name|Name|Customer",
            "customer_name": "Customer full name|Name|Customer",
            "date": "Transaction date|Date",
            "document": "Transaction type",
            "order_id": "Num",
            "amount": "Amount",
            "product": "Product/Service full name|Product/Service|Memo/Description",
            "quantity": "Quantity|Qty",
            "unit_price": "Sales price|Rate",
        },
    ),
    # central.xero.com/s/article/Export-invoices-and-bills
    Export(
        "xero_invoices",
        "Xero",
        "ContactName|InvoiceNumber|InvoiceDate|LineAmount",
        "sales",
        {
            "customer": "ContactName",
            "customer_name": "ContactName",
            "email": "EmailAddress",
            "country": "POCountry",
            "date": "InvoiceDate",
            "order_id": "InvoiceNumber",
            "amount": "LineAmount",
            "total": "Total",
            "tax": "TaxTotal",
            "status": "Status",
            "document": "Type",
            "currency": "Currency",
            "product": "Description",
            "quantity": "Quantity",
            "unit_price": "UnitAmount",
        },
        lines="every",
    ),
    # central.xero.com/s/article/Receivable-Invoice-Detail-report-New
    Export(
        "xero_invoice_detail",
        "Xero",
        "Invoice Date|Invoice Number|Contact|Unit Price (ex)",
        "sales",
        {
            "customer": "Contact",
            "customer_name": "Contact",
            "date": "Invoice Date",
            "order_id": "Invoice Number",
            "amount": "Line Amount (ex)|Net",
            "status": "Status",
            "product": "Description",
            "quantity": "Quantity",
            "unit_price": "Unit Price (ex)",
        },
    ),
    # docs.stripe.com/dashboard/basics#exports (unified_payments.csv); gratipay/finances (the columns before 2020)
    Export(
        "stripe_payments",
        "Stripe",
        "id|Amount|Amount Refunded|Captured|Customer Email",
        "sales",
        {
            "customer": "Customer Email|Customer ID|Card Name",
            "email": "Customer Email",
            "customer_name": "Card Name",
            "date": "Created date (UTC)|Created (UTC)",
            "order_id": "id",
            "amount": "Converted Amount|Amount",
            "refund": "Converted Amount Refunded|Amount Refunded",
            "currency": "Converted Currency|Currency",
            "status": "Status",
            "product": "Description",
            "tax": "",
        },
    ),
    # docs.stripe.com/api/charges/object, flattened to a table
    Export(
        "stripe_charges_api",
        "Stripe",
        "object|amount|amount_refunded|created|currency",
        "sales",
        {
            "customer": "billing_details.email|receipt_email|customer",
            "email": "billing_details.email|receipt_email",
            "customer_name": "billing_details.name",
            "date": "created",
            "order_id": "id",
            "amount": "amount",
            "refund": "amount_refunded",
            "currency": "currency",
            "status": "status",
            "document": "livemode",
        },
        cents=True,
    ),
    # docs.stripe.com/dashboard/basics#exports (subscriptions.csv)
    Export(
        "stripe_subscriptions",
        "Stripe",
        "id|Customer ID|Interval|Current Period End (UTC)",
        "subscriptions",
        {
            "contract_id": "id",
            "customer": "Customer Email|Customer ID",
            "email": "Customer Email",
            "customer_name": "Customer Name",
            "start": "Start Date (UTC)|Start (UTC)|Created (UTC)",
            "end": "Ended At (UTC)",
            "cancelled_on": "Canceled At (UTC)",
            "cancel_at_term_end": "Cancel At Period End",
            "term_end": "Current Period End (UTC)",
            "trial_end": "Trial End (UTC)",
            "status": "Status",
            "unit_price": "Amount",
            "quantity": "Quantity",
            "billing_period": "Interval",
            "currency": "Currency",
            "plan": "Plan",
            "end_reason": "Cancellation Reason",
        },
    ),
    # docs.stripe.com/api/subscriptions/object, flattened to a table
    Export(
        "stripe_subscriptions_api",
        "Stripe",
        "object|customer|current_period_end|plan.amount",
        "subscriptions",
        {
            "contract_id": "id",
            "customer": "customer",
            "start": "start_date|created",
            "end": "ended_at",
            "cancelled_on": "canceled_at",
            "cancel_at_term_end": "cancel_at_period_end",
            "term_end": "current_period_end",
            "trial_end": "trial_end",
            "status": "status",
            "unit_price": "plan.amount",
            "quantity": "quantity",
            "billing_period": "plan.interval_count",
            "billing_unit": "plan.interval",
            "currency": "plan.currency|currency",
            "plan": "plan.nickname|plan.id",
        },
        cents=True,
    ),
    # squareup.com/help, "Transaction and item detail CSV"; socrtwo/Schola, rwslippey/square_transaction_parser (samples)
    Export(
        "square_transactions",
        "Square",
        "Gross Sales|Net Sales|Total Collected|Transaction ID",
        "sales",
        {
            "customer": "Customer ID|Customer Name",
            "customer_name": "Customer Name",
            "date": "Date",
            "order_id": "Transaction ID",
            "amount": "Net Sales",
            "net": "Net Sales",
            "total": "Total Collected",
            "tax": "Tax",
            "tip": "Tip",
            "gift_card": "Gift Card Sales",
            "refund": "Partial Refunds",
            "document": "Event Type",
            "status": "Transaction Status",
            "product": "Description",
        },
    ),
    # the same pages; zoetankersley/sunrise_social_club (sample)
    Export(
        "square_items",
        "Square",
        "Item|Price Point Name|Net Sales|Event Type",
        "sales",
        {
            "customer": "Customer ID|Customer Name",
            "customer_name": "Customer Name",
            "date": "Date",
            "order_id": "Transaction ID",
            "amount": "Net Sales",
            "net": "Net Sales",
            "tax": "Tax",
            "document": "Event Type",
            "product": "Item",
            "quantity": "Qty",
            "unit_price": "",
        },
    ),
    # paypal.com/us/cshelp/article, "How do I download my activity"; developer.paypal.com, Activity download
    Export(
        "paypal_activity",
        "PayPal",
        "Name|Type|Status|Gross|From Email Address|Transaction ID",
        "sales",
        {
            "customer": "From Email Address|Name",
            "email": "From Email Address",
            "customer_name": "Name",
            "phone": "Contact Phone Number",
            "date": "Date",
            "order_id": "Transaction ID",
            "amount": "Gross",
            "total": "Gross",
            "document": "Type",
            "status": "Status",
            "currency": "Currency",
            "product": "Item Title|Subject",
            "net": "",
        },
    ),
    # chargebee.com/docs/billing/2.0/data-operations/export-data
    Export(
        "chargebee_subscriptions",
        "Chargebee",
        "Subscription Id|Customer Id|Plan Unit Price|Current Term End",
        "subscriptions",
        {
            "contract_id": "Subscription Id",
            "customer": "Customer Id",
            "email": "Customer Email",
            "company": "Customer Company",
            "start": "Started At|Activated At|Start Date|Created At",
            "cancelled_on": "Cancelled At",
            "term_end": "Current Term End",
            "trial_end": "Trial End",
            "status": "Status",
            "unit_price": "Plan Unit Price",
            "quantity": "Plan Quantity",
            "billing_period": "Billing Period",
            "billing_unit": "Billing Period Unit",
            "currency": "Currency",
            "plan": "Plan Id",
            "end_reason": "Cancel Reason",
            "monthly_amount": "",  # the MRR of whoever left is 0
        },
    ),
    # help.salesforce.com, "Opportunity fields" (the standard report "Opportunities")
    Export(
        "salesforce_opportunities",
        "Salesforce",
        "Account Name|Opportunity Name|Stage|Close Date",
        "sales",
        {
            "customer": "Account Name",
            "customer_name": "Account Name",
            "date": "Close Date",
            "amount": "Amount",
            "status": "Stage",
            "order_id": "Opportunity ID",
        },
    ),
    # knowledge.hubspot.com, "Export records" (deals)
    Export(
        "hubspot_deals",
        "HubSpot",
        "Deal Name|Deal Stage|Close Date|Amount",
        "sales",
        {
            "customer": (
                "Associated Company (Primary)|Associated Company Names (Primary)|Associated Company|"
                "Associated Contact (Primary)|Associated Contact|Associated Company IDs (Primary)|Associated Company IDs"
            ),
            "date": "Close Date",
            "amount": "Amount in company currency|Amount",
            "status": "Deal Stage",
            "order_id": "Record ID|Deal ID",
        },
    ),
    # help.etsy.com, "How to download your sold orders"; YitongM/Etsy2ParcelMonkeyCSV (EtsySoldOrders.csv)
    Export(
        "etsy_orders",
        "Etsy",
        "Sale Date|Order ID|Buyer User ID|Order Value",
        "sales",
        {
            "customer": "Buyer User ID|Buyer|Full Name",
            "customer_name": "Full Name",
            "date": "Sale Date",
            "order_id": "Order ID",
            "amount": "Order Value",
            "net": "Order Value",
            "total": "Order Total",
            "tax": "Sales Tax",
            "shipping": "Shipping|Delivery",
            "status": "Status",
            "currency": "Currency",
            "quantity": "Number of Items",
        },
    ),
    # the same page (EtsySoldOrderItems.csv)
    Export(
        "etsy_items",
        "Etsy",
        "Sale Date|Item Name|Buyer|Item Total|Listing ID",
        "sales",
        {
            "customer": "Buyer|Ship Name",
            "customer_name": "Ship Name",
            "date": "Sale Date",
            "order_id": "Order ID",
            "amount": "Item Total",
            "product": "Item Name",
            "quantity": "Quantity",
            "unit_price": "Price",
            "currency": "Currency",
        },
    ),
    # github.com/recurly/recurly-docs, "Subscriptions - export"
    Export(
        "recurly_subscriptions",
        "Recurly",
        "uuid|account_code|total_recurring_amount|activated_at|expires_at",
        "subscriptions",
        {
            "contract_id": "uuid",
            "customer": "account_code",
            "email": "email",
            "start": "activated_at",
            "end": "expires_at",
            "cancelled_on": "canceled_at",
            "term_start": "current_period_started_at",
            "term_end": "current_period_ends_at",
            "trial_end": "trial_ends_at",
            "status": "state",
            "amount": "total_recurring_amount",
            "currency": "currency",
            "plan": "plan_name|plan_code",
            "billing_period": "",  # total_billing_cycles counts periods, not months
            "quantity": "",  # it is in the recurring amount already
        },
    ),
    # docs.recurly.com/docs/invoices-summary
    Export(
        "recurly_invoices",
        "Recurly",
        "invoice_number|billed_date|account_code|invoice_total",
        "sales",
        {
            "customer": "account_code",
            "customer_name": "account_name",
            "company": "account_company",
            "country": "account_country",
            "date": "billed_date",
            "order_id": "invoice_number",
            "amount": "invoice_subtotal",
            "net": "invoice_subtotal",
            "total": "invoice_total",
            "tax": "tax_amount",
            "status": "status",
            "document": "invoice_type",
            "currency": "currency",
        },
    ),
    # support.patreon.com, "Export your members"; a test of the whole heading line in a public repository (PATREON_CSV_HEADER)
    Export(
        "patreon_members",
        "Patreon",
        "Patron Status|Pledge Amount|Patronage Since Date",
        "subscriptions",
        {
            "customer": "Email|Name",
            "email": "Email",
            "customer_name": "Name",
            "phone": "Phone",
            "start": "Patronage Since Date",
            "status": "Patron Status",
            "amount": "Pledge Amount",
            "billing_period": "Charge Frequency",
            "plan": "Tier",
            "trial": "Free Member|Free Trial",
            "currency": "Currency",
        },
    ),
    # zoho.com/books/help/invoice (export of invoices, one row an item)
    Export(
        "zoho_invoices",
        "Zoho",
        "Invoice Date|Invoice Number|Invoice Status|Customer Name|Item Total",
        "sales",
        {
            "customer": "Customer Name",
            "customer_name": "Customer Name",
            "date": "Invoice Date",
            "order_id": "Invoice Number",
            "amount": "Item Total",
            "status": "Invoice Status",
            "currency": "Currency Code",
            "product": "Item Name",
            "quantity": "Quantity",
            "unit_price": "Item Price",
            # the order's, on each of its lines
            "net": "",
            "total": "",
            "tax": "",
            "shipping": "",
        },
        lines="every",
    ),
    # help.zoho.com/portal/en/kb/crm, "Export data" (deals)
    Export(
        "zoho_deals",
        "Zoho",
        "Deal Name|Closing Date|Account Name|Stage",
        "sales",
        {
            "customer": "Account Name|Contact Name",
            "customer_name": "Account Name|Contact Name",
            "date": "Closing Date",
            "order_id": "Record Id",
            "amount": "Amount",
            "status": "Stage",
            "currency": "Currency",
        },
    ),
    # github.com/odoo/odoo, addons/sale/views/sale_order_views.xml
    Export(
        "odoo_orders",
        "Odoo",
        "Order Reference|Customer|Salesperson|Total",
        "sales",
        {
            "customer": "Customer",
            "customer_name": "Customer",
            "date": "Order Date|Creation Date|Created on",
            "order_id": "Order Reference",
            "net": "Untaxed Amount",
            "amount": "Untaxed Amount|Total",
            "total": "Total",
            "tax": "Taxes",
            "status": "Status",
            "company": "",  # the seller's own
        },
    ),
    # github.com/odoo/odoo, addons/account/views/account_move_views.xml
    Export(
        "odoo_invoices",
        "Odoo",
        "Number|Invoice Partner Display Name|Invoice/Bill Date",
        "sales",
        {
            "customer": "Invoice Partner Display Name",
            "customer_name": "Invoice Partner Display Name",
            "date": "Invoice/Bill Date",
            "order_id": "Number",
            "amount": "Untaxed Amount Signed|Tax Excluded|Total Signed|Total",
            "net": "Untaxed Amount Signed|Tax Excluded",
            "total": "Total Signed|Total",
            "status": "Status",
            "currency": "Currency",
            "company": "",  # the seller's own
        },
    ),
    # github.com/frappe/erpnext, accounts/doctype/sales_invoice/sales_invoice.json
    Export(
        "erpnext_invoices",
        "ERPNext",
        "Customer|Grand Total|Outstanding Amount|Status",
        "sales",
        {
            "customer": "Customer",
            "customer_name": "Customer Name",
            "date": "Date|Posting Date",
            "order_id": "ID|Name",
            "amount": "Net Total|Grand Total",
            "net": "Net Total",
            "total": "Grand Total",
            "tax": "Total Taxes and Charges",
            "status": "Status",
            "currency": "Currency",
            "company": "",  # the seller's own
        },
    ),
    # lexware.de, Hilfe "Belegliste exportieren"
    Export(
        "lexware_invoices",
        "Lexware",
        "Belegdatum|Rechnungsnummer|Kunde|Netto|Brutto",
        "sales",
        {
            "customer": "Kundennummer|Kunde",
            "customer_name": "Kunde",
            "date": "Belegdatum",
            "order_id": "Rechnungsnummer",
            "amount": "Netto",
            "net": "Netto",
            "tax": "USt",
            "total": "Brutto",
            "status": "Status",
            "currency": "Währung",
        },
    ),
    # developer.datev.de, "DATEV-Format: Buchungsstapel"
    Export(
        "datev_bookings",
        "DATEV",
        "Umsatz (ohne Soll/Haben-Kz)|Soll/Haben-Kennzeichen|Belegdatum",
        "",
        lacks="read.bookings_have_no_customers",
    ),
    # support.pipedrive.com, "Exporting data from Pipedrive"
    Export(
        "pipedrive_deals",
        "Pipedrive",
        "Deal - Title|Deal - Value|Deal - Status",
        "sales",
        {
            "customer": (
                "Deal - Organization|Organization - Name|Organization|Deal - Contact person|Person - Name|Contact person"
            ),
            "date": "Deal - Won time|Deal - Deal closed on|Deal - Closed on",
            "order_id": "Deal - ID",
            "amount": "Deal - Value",
            "currency": "Deal - Currency of Value|Deal - Currency",
            "status": "Deal - Status",
        },
    ),
    # sellercentral.amazon.com, "All Orders report"; the heading line in CaponicaAmazonMwsComplete
    Export(
        "amazon_orders",
        "Amazon",
        "amazon-order-id|purchase-date|order-status|item-status",
        "",
        lacks="read.orders_without_buyers",
    ),
    # sellercentral.amazon.com, "Amazon Fulfilled Shipments report"
    Export(
        "amazon_shipments",
        "Amazon",
        "amazon-order-id|purchase-date|buyer-email|item-price",
        "sales",
        {
            "customer": "buyer-email|buyer-name",
            "email": "buyer-email",
            "customer_name": "buyer-name",
            "phone": "buyer-phone-number",
            "date": "purchase-date",
            "order_id": "amazon-order-id",
            "amount": "item-price",
            "currency": "currency",
            "product": "product-name",
            "quantity": "quantity-shipped|quantity-purchased",
        },
    ),
)


def known_export(headings: Sequence[str]) -> Export | None:
    """The report whose headings all stand in this row, the one with the most of them; None for any other table."""
    here = {_as_compared(heading) for heading in headings if heading}
    fits = [each for each in EXPORTS if signature(each.headings) <= here]
    return max(fits, key=lambda each: len(signature(each.headings)), default=None)


_as_compared = cache(normalise)


@cache
def signature(headings: str) -> frozenset[str]:
    """Headings with | between them as they are compared."""
    return frozenset(map(normalise, headings.split("|")))

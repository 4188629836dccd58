"""What makes no sense in a ledger as it was read, and what to do: a sentence for each check of `read/sense.py`."""

TEXTS = {
    "one_customer": "'{customer}' stands in {rows:count} of {all:count} rows. If that is a place or yourself rather than "
    "a buyer, say which column is the customer: --column customer=HEADING, or a row 'column: customer' in Settings.",
    "each_row_another": "Nearly every row has another customer ('{example}'), so '{heading}' may hold order numbers. Say "
    "which column is the customer: --column customer=HEADING, or a row 'column: customer' in Settings.",
    "notes_for_customers": "The customers read like notes ('{example}'), so '{heading}' may be the wrong column. Say which "
    "is the customer: --column customer=HEADING, or a row 'column: customer' in Settings.",
    "products_for_customers": "The customers are the products ('{example}'), so '{heading}' is the wrong column. Say which "
    "is the customer: --column customer=HEADING, or a row 'column: customer' in Settings.",
    "nobody_lost": "Nobody counts as lost, although '{heading}' speaks of leaving. If it says who is gone, add a row "
    "'column: status' with '{heading}' beside it to Settings, or --column \"status={heading}\".",
    "many_set_aside": "{aside:count} of {read:count} rows could not be used. See Data check for the reasons, correct the "
    "first of them and review again.",
    "two_amounts": "'{tab}': the money is read from '{taken}'; {others:list} {rows:plural:differs in one row|differs in # "
    "rows}, and nothing in the file says why. Say which one is meant: --column amount=HEADING, or a row "
    "'column: amount' in Settings.",
    "may_be_cents": "All amounts in '{heading}' are whole ({example}) and days are counted in seconds, as in files whose money "
    "is in cents. If it is, head the column '{heading} in cents'.",
    "one_month": "All {sales:count} sales are of {month:month}. One month cannot show who stopped buying: review an export "
    "of a year or more, or add this one to the ledger you have with --into BOOK.",
}

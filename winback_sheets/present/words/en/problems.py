"""What is wrong with a cell or a row, and what to do: a sentence for each check of `read/problems.py`, by its key."""

TEXTS = {
    "not_a_date": "this is not a date; write it as 2026-10-31",
    "no_leap_day": "that year has no 29 February; correct the day or the year",
    "no_such_day": "that month has no such day; correct the day",
    "day_or_month_first": "the column does not say whether the day or the month comes first here; "
    "write it as 2026-10-31, or 31-Oct-2026",
    "half_turned": "day and month may have changed places here when the file was opened in Excel; "
    "write the day as 2026-10-31",
    "out_of_range_date": "this date lies before 1900 or after 2200; correct the year",
    "not_a_number": "this is not a number; write it as 1234.56, without words",
    "decimal_sign": "it is not clear whether the point or the comma is the decimal sign here; "
    "write the number without a thousands sign and with two decimals",
    "not_yes_or_no": "this is neither yes nor no; write yes or no",
    "error_cell": "the formula in this cell gives an error; repair the formula or type the value",
    "no_stored_result": "the formula in this cell has no stored result; open the file in Excel and save it once",
    "cancelled": "cancelled or void, so it is no purchase",
    "failed": "failed, denied, expired or lost, so it is no purchase",
    "not_yet": "a draft, a quote or a payment still to come, so it is no purchase yet",
    "refunded": "refunded in full, so nothing was bought",
    "other_entry": "not money from a customer: a fee, a payout, a bill or the like",
    "beside_invoice": "an order, or a payment of an invoice, beside the invoices, which count",
    "gift_card": "a gift card sold, which is no purchase until it is used",
    "no_customer": "no customer in this row; fill in the customer to have it counted",
    "damaged_id": "a spreadsheet has cut this id short, so it may be several customers; "
    "export again and open the CSV through Data > From Text with this column as Text",
    "no_date": "no date in this row; fill in the date to have it counted",
    "no_amount": "no amount in this row; fill in the amount, 0 if it was free",
    "future_date": "this date lies after today; correct the date",
    "end_before_start": "the end lies before the start; correct one of the two",
    "no_start": "no start in this row; fill in the day the contract began",
    "left_without_date": "gone, but the list does not say since when; fill in the day it ended to have it counted then",
    "starts_later": "the contract has not begun; it counts from its first day on, nothing to do",
    "trial": "a trial; it counts from the first paid row on, nothing to do",
    "not_paid_yet": "nothing was paid so far; it counts from the first paid row on, nothing to do",
    "paused": "paused: still a customer, without money until it runs again; nothing to do",
    "unknown_term": "it is not known how often this is paid; write monthly, quarterly or yearly. "
    "The customer counts without money",
    "one_payment": "paid once, so nothing comes in a month; the customer counts without money, nothing to do",
    "zeroed": "the amount is 0 since they left; fill in what they paid before, to see what was lost",
    "contract_currency": "another currency than most of the list; the customer counts without money, "
    "convert the amount",
    "negative_monthly": "less than nothing a month; the customer counts without money, correct the amount",
    "total_row": "this looks like a total, not a sale; nothing to do if that is right",
    "repeated_header": "this is the heading again; nothing to do if that is right",
    "other_currency": "another currency than the rest of the column: it counts as a purchase, without its money; "
    "convert the amount to have it counted",
    "duplicate_row": "the very same row stands here twice; delete one of the two if it is a slip",
    "not_in_orders": "no order with this number in the Sales tab; add the order or correct the number",
    "unknown_status": "this status is not known; read as still a customer",
    "same_as_nobody": "no customer of this name, so nobody was joined; write the other customer as the ledger does",
    "setting": "this setting is not understood or not in its range; the default is used",
}

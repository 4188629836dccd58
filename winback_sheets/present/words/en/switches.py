"""What a tab that is not there yet would switch on, by the key of its table; only for tabs that are used."""

TEXTS = {
    "sales": "a Sales tab (customer, date, amount): recency and frequency, silence, the lapse rule; "
    "they are off without one",
    "customers": "a Customers tab (customer, name, phone, e-mail, busy months): names, phone numbers, who must not be "
    "called, and when they have no time",
    "payments": "a Payments tab (customer, due, paid): unpaid invoices as a warning sign, and as an end of the contract",
    "order_lines": "an Order lines tab (order id, quantity, unit price): what the orders in Sales brought",
    "calendar": "a Calendar tab (date, holiday, season): no calls are planned on days when you are closed, and nobody is "
    "missed in a quiet season",
}

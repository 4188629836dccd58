"""What a tab that is not there yet would switch on, by the key of its table; only for tabs that are used."""

TEXTS = {
    "sales": "a Sales tab (customer, date, amount): recency and frequency, silence, the lapse rule; "
    "they are off without one",
    "customers": "a Customers tab (customer, name, phone, e-mail, busy months): names, phone numbers, who must not be "
    "called, and when they have no time",
    "payments": "a Payments tab (customer, due, paid): unpaid invoices and later payments as a warning sign, and as an end of "
    "the contract",
    "order_lines": "an Order lines tab (order id, quantity, unit price): what the orders in Sales brought",
    "contacts": "a Contacts tab (customer, date, direction, kind, opened, note): who says that they leave, has gone quiet, "
    "asks less or opens no e-mails, as a warning sign",
    "complaints": "a Complaints tab (customer, opened, closed, confirmed satisfied): more complaints than usual and open "
    "ones, as a warning sign",
    "surveys": "a Surveys tab (customer, date, score): low scores and those that are only OK, as a warning sign",
    "people": "a People tab (customer, person, from, to, successor): a contact person who leaves or has changed, as a warning "
    "sign",
    "calls": "a Calls tab (customer, date, outcome): customers who told you on a call that they leave, as a warning sign",
    "promises": "a Promises tab (customer, promise, due, kept on): overdue promises, as a warning sign",
    "usage": "a Usage tab (customer, date, feature, amount): who uses less than before, as a warning sign",
    "calendar": "a Calendar tab (date, holiday, season): no calls are planned on days when you are closed, and nobody is "
    "missed in a quiet season",
}

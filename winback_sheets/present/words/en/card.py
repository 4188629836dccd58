"""Customer card: pick a name, and everything known about them."""

TEXTS = {
    "pick": "Pick a customer in the yellow cell; the rest follows. Prints on one page.",
    "customer": "Customer",
    "rows_behind": 'All their rows: python3 scripts/winback.py why FILE "{name}"',
}

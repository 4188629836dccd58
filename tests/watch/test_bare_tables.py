"""Signs of persons, payments and notes on tables without a column, without a value and without a row: nobody, and no error."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.watch.signs import sign

AS_OF = pd.Timestamp("2026-10-31")
DUE = pd.date_range("2026-02-01", periods=8, freq="30D")
NO_DAY = pd.to_datetime([None])
TABLES = {
    "payments": pd.DataFrame(
        {"customer": "A", "due": DUE, "paid": DUE, "issued": DUE - pd.Timedelta(days=30), "amount": 100.0,
         "amount_paid": float("nan"), "method": None, "disputed": None}
    ),
    "people": pd.DataFrame(
        {"customer": "A", "person": "Ann", "decider": None, "from_date": NO_DAY, "to_date": NO_DAY,
         "change_known_on": NO_DAY, "successor": None}
    ),
    "contacts": pd.DataFrame({"customer": "A", "date": [AS_OF], "note": None}),
    "calls": pd.DataFrame({"customer": "A", "date": [AS_OF], "outcome": None, "stated_reason": None}),
}  # fmt: skip
KEYS = {
    "payments": ("unpaid", "pays_later", "pays_in_parts", "pays_another_way", "smaller_invoices"),
    "people": ("contact_leaves", "contact_changed"),
    "contacts": ("told_us",),
    "calls": ("told_us",),
}
CASES = [
    pytest.param(key, name, column, id=f"{key}, {name} without {column or 'a value'}")
    for name, keys in KEYS.items()
    for key in keys
    for column in ("", *TABLES[name].columns[1:], "rows", "anything else")
]


@pytest.mark.parametrize(("key", "name", "column"), CASES)
def test_a_bare_table_names_nobody(key: str, name: str, column: str) -> None:
    table = TABLES[name]
    bare = {"": table, "rows": table.iloc[:0], "anything else": table[["customer"]]}.get(column)
    found = sign(key).find({name: table.drop(columns=column) if bare is None else bare}, pd.Index(["A"]), AS_OF)
    if sign(key).test:  # it may judge those whom it does not name
        found = found[found["chance"] < 1]
    assert found.empty and {"customer", "since"} <= set(found.columns)

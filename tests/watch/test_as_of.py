"""What is dated after the day changes no sign of contracts, persons, payments and purchases: each sign in a table of rows."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from winback_sheets.track.activity import purchase_days
from winback_sheets.watch.signs import sign

AS_OF, T = pd.Timestamp("2026-10-31"), pd.Timestamp
A = pd.Index(["A", "B"])
LATER = pd.DateOffset(days=3)


def notes() -> dict[str, pd.DataFrame]:
    rows = pd.DataFrame({"customer": ["A", "B"], "date": T("2026-10-01"), "note": ["will cancel", "all is well"]})
    after = pd.DataFrame({"customer": ["A", "B"], "date": AS_OF + LATER, "note": ["stays after all", "will cancel"]})
    return {"contacts": pd.concat([rows, after], ignore_index=True)}


def persons() -> dict[str, pd.DataFrame]:
    columns = ["customer", "person", "decider", "from_date", "to_date", "change_known_on", "successor"]
    rows = [
        ("A", "Ann", True, T("2020-01-01"), T("2026-10-01"), None, "Bob"),
        ("B", "Cid", True, T("2020-01-01"), T("2026-12-01"), T("2026-10-01"), None),
        ("A", "Dan", True, AS_OF + LATER, None, None, None),
        ("B", "Eve", True, AS_OF + LATER, None, None, None),
        ("B", "Fay", True, T("2020-01-01"), AS_OF + LATER, AS_OF + LATER, None),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    days = {key: pd.to_datetime(frame[key]) for key in ("from_date", "to_date", "change_known_on")}
    return {"people": frame.assign(**days)}


def invoices() -> dict[str, pd.DataFrame]:
    """Twelve invoices each, of which A's last are late, smaller, in part and by card; then three of another kind."""
    due = pd.date_range(end=AS_OF - pd.Timedelta(days=20), periods=12, freq="30D")
    late = pd.to_timedelta([2] * 9 + [9, 12, 15], unit="D")
    rows = pd.DataFrame({"customer": "A", "due": due, "issued": due - pd.Timedelta(days=30), "paid": due + late})
    rows = rows.assign(amount=[100.0] * 9 + [50.0] * 3, method=["cash"] * 11 + ["card"])
    rows["amount_paid"] = [*rows["amount"][:11], 20.0]
    other = rows.assign(customer="B", amount=100.0, amount_paid=100.0, method="cash", paid=due)
    new = pd.date_range(AS_OF + LATER, periods=3, freq="30D")
    after = pd.DataFrame({"customer": "A", "due": new, "issued": new - pd.Timedelta(days=90), "paid": new})
    after = after.assign(amount=900.0, amount_paid=1.0, method="gold")
    return {"payments": pd.concat([rows, other, after, after.assign(customer="B")], ignore_index=True)}


def paid_after() -> dict[str, pd.DataFrame]:
    """An invoice that is open on the day and paid later."""
    due = pd.date_range(end=AS_OF - pd.Timedelta(days=20), periods=12, freq="30D")
    late = pd.to_timedelta([0] * 10 + [12, 25], unit="D")
    return {"payments": pd.DataFrame({"customer": "A", "due": due, "paid": due + late, "amount": 100.0})}


def purchases() -> dict[str, pd.DataFrame]:
    days = pd.date_range(end=AS_OF, periods=120, freq="7D")
    money = [100.0] * 107 + [20.0] * 13
    rows = pd.concat([pd.DataFrame({"customer": "A", "date": days, "amount": money}),
                      pd.DataFrame({"customer": "B", "date": days, "amount": 100.0}),
                      pd.DataFrame({"customer": ["A", "B"], "date": AS_OF + LATER, "amount": [9e4, 1.0]})])  # fmt: skip
    return {"purchase_days": purchase_days(rows)}


SIGNS = [
    pytest.param("told_us", notes, "date", ["A"], id="told us"),
    pytest.param("contact_leaves", persons, "from_date", ["B"], id="a contact leaves"),
    pytest.param("contact_changed", persons, "from_date", ["A"], id="a contact changed"),
    pytest.param("pays_later", invoices, "due", ["A", "B"], id="pays later"),
    pytest.param("pays_later", paid_after, "paid", ["A"], id="pays later, and after the day"),
    pytest.param("pays_in_parts", invoices, "due", ["A"], id="pays in part"),
    pytest.param("pays_another_way", invoices, "due", ["A"], id="pays another way"),
    pytest.param("smaller_invoices", invoices, "due", ["A"], id="smaller invoices"),
    pytest.param("unpaid", paid_after, "paid", ["A"], id="unpaid"),
    pytest.param("spends_less", purchases, "date", ["A"], id="spends less"),
]


@pytest.mark.parametrize(("key", "make", "date", "named"), SIGNS)
def test_what_comes_after_the_day_changes_nothing(key: str, make: Callable, date: str, named: list[str]) -> None:
    [(name, everything)] = make().items()
    after = everything[date] > AS_OF
    # A day of payment that is still to come is none yet; a row that is still to come is not there.
    known = everything.assign(paid=everything["paid"].mask(after)) if date == "paid" else everything[~after]
    assert after.any()
    then, now = (sign(key).find({name: rows.reset_index(drop=True)}, A, AS_OF) for rows in (known, everything))
    assert then["customer"].tolist() == named
    pd.testing.assert_frame_equal(now.reset_index(drop=True), then.reset_index(drop=True), check_dtype=False)

"""Each customer's rhythm, beside the same figures grouped by pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track.activity import purchase_days
from winback_sheets.track.rhythm import purchases, rhythms, runs, up_to


def ledger(customers: int, rows: int, *, seed: int = 7) -> pd.DataFrame:
    """Sales and refunds in no order, several on one day."""
    draw = np.random.default_rng(seed)
    names = np.array([f"Kunde {number}" for number in range(customers)], dtype=object)
    days = pd.Timestamp("2025-01-01") + pd.to_timedelta(draw.integers(0, 300, rows), unit="D")
    money = draw.normal(20, 30, rows).round(2)
    return pd.DataFrame({"customer": names[draw.integers(0, customers, rows)], "date": days, "amount": money})


def by_pandas(days: pd.DataFrame) -> pd.DataFrame:
    gap = days.groupby("customer")["date"].diff().dt.days.groupby(days["customer"]).agg(["median", "max"])
    each = days.groupby("customer")["date"].agg(["min", "max", "size"])
    return pd.DataFrame(
        {
            "first": each["min"],
            "last": each["max"],
            "purchases": each["size"],
            "usual": gap["median"],
            "longest": gap["max"],
        }
    )


@pytest.mark.parametrize(("customers", "rows"), [
    pytest.param(1, 0, id="no purchase, nobody"),
    pytest.param(1, 1, id="one purchase has no gap"),
    pytest.param(1, 50, id="one customer alone"),
    pytest.param(40, 60, id="mostly one or two purchases"),
    pytest.param(30, 3000, id="many purchases, even and odd numbers of gaps"),
])  # fmt: skip
def test_the_rhythm_is_the_one_grouping_by_name_gives(customers, rows):
    days = purchases(purchase_days(ledger(customers, rows)))
    expected = by_pandas(days)
    found = rhythms(days)
    for key in expected:
        np.testing.assert_array_equal(found[key].to_numpy(), expected[key].to_numpy())
    assert found.index.tolist() == expected.index.tolist()


def test_the_number_of_a_customer_and_the_name_cut_rows_alike():
    days = purchase_days(ledger(30, 400))
    days = days[days["date"] < "2025-04-01"]  # some customers are no longer in it
    by_number, by_name = runs(days), runs(days.drop(columns="code"))
    assert by_number.customer.tolist() == by_name.customer.tolist() == days["customer"].unique().tolist()
    assert by_number.code.tolist() == by_name.code.tolist()


def test_a_frame_that_lies_within_the_day_is_not_copied():
    days = purchase_days(ledger(3, 30))
    assert up_to(days, pd.Timestamp("2030-01-01")) is days
    assert up_to(days, pd.Timestamp("2025-03-01"))["date"].max() <= pd.Timestamp("2025-03-01")

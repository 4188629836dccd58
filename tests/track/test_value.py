from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track import value
from winback_sheets.track.value import (
    cost_of_loss,
    customer_lifetime_value,
    existing_against_new,
    retention_what_if,
    second_lifetime_value,
    simple_lifetime,
)


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(value)
    assert result.attempted >= 8 and result.failed == 0


@pytest.mark.parametrize(("result"), [
    pytest.param(simple_lifetime(0.0), id="nobody leaves: no lifetime and not an endless one"),
    pytest.param(simple_lifetime(-0.1), id="negative churn"),
    pytest.param(simple_lifetime(1.2), id="churn above 1"),
    pytest.param(simple_lifetime(np.nan), id="unknown churn"),
    pytest.param(customer_lifetime_value(100, 1.2, 0.5), id="more than everybody stays"),
    pytest.param(customer_lifetime_value(100, 1.0, 0.0), id="a sum without end"),
    pytest.param(second_lifetime_value(40, 1.5), id="retention above 1"),
    pytest.param(retention_what_if(10, 5, 1.5, margin=0.3)["change"], id="what if with churn above 1"),
    pytest.param(cost_of_loss([10], margin=None, acquisition_cost=5, expected_months=9)["cost"].item(),
                 id="no margin known: nothing assumed"),
    pytest.param(cost_of_loss([10], margin=.5, acquisition_cost=None, expected_months=9)["cost"].item(),
                 id="no acquisition cost known: nothing assumed"),
])  # fmt: skip
def test_what_is_undefined_is_blank(result):
    assert np.isnan(result)


@pytest.mark.parametrize(("variant", "worth"), [
    ("first_margin_now", 366.67), ("first_excluded", 266.67), ("period_end", 333.33),
])  # fmt: skip
def test_the_three_lifetime_values_of_fader_and_hardie(variant, worth):
    assert customer_lifetime_value(100, 0.8, 0.1, variant=variant) == pytest.approx(worth, abs=0.005)


def test_the_variants_differ_by_what_they_say_they_do():
    now, later, end = (customer_lifetime_value(100, 0.8, 0.1, variant=v)
                       for v in ("first_margin_now", "first_excluded", "period_end"))  # fmt: skip
    assert now - later == pytest.approx(100) and now == pytest.approx(end * 1.1)
    summed = sum(100 * 0.8**t / 1.1**t for t in range(400))
    assert now == pytest.approx(summed)


def test_values_work_on_whole_columns_and_blank_only_what_is_undefined():
    worth = customer_lifetime_value([100, 100], [0.8, 2.0], 0.1)
    assert worth[0] == pytest.approx(366.67, abs=0.005) and np.isnan(worth[1])
    assert simple_lifetime([0.05, 0.0])[0] == 20 and np.isnan(simple_lifetime([0.05, 0.0])[1])


def test_the_second_life_of_the_example_is_344_2_and_costs_come_off():
    assert second_lifetime_value(40, 0.9, discount=0.01, months=24) == pytest.approx(344.2, abs=0.05)
    bare = second_lifetime_value(40, 0.9)
    assert second_lifetime_value(40, 0.9, offer=30, contact_cost=8, care_cost=2) == pytest.approx(bare - 40)
    assert second_lifetime_value(40, 0.0) == 40
    assert second_lifetime_value([40, 80], [0.9, 0.9]) == pytest.approx([bare, 2 * bare])


def test_an_observed_second_life_replaces_the_constant_one():
    shares = 0.9 ** np.arange(60)
    assert second_lifetime_value(40, survival=shares) == pytest.approx(second_lifetime_value(40, 0.9))
    assert second_lifetime_value([40, 80], survival=[1.0, 0.5], discount=0) == pytest.approx([60, 120])
    with pytest.raises(ValueError, match="retention or survival"):
        second_lifetime_value(40)


def test_the_cost_of_a_loss_is_built_on_margin_and_keeps_the_customers_apart():
    values = pd.Series([100.0, np.nan], index=["A", "B"])
    table = cost_of_loss(values, margin=0.3, acquisition_cost=200, expected_months=[12, 12])
    assert table.loc["A"].tolist() == [30, 360, 200, 560]
    assert table.index.tolist() == ["A", "B"] and np.isnan(table.loc["B", "cost"])


def test_what_if_equals_the_months_added_up():
    got = retention_what_if(100, 50, 0.03, margin=0.4, points=0.05, months=36)
    better = (0.97**12 + 0.05) ** (1 / 12)
    assert got["base"] == pytest.approx(sum(100 * 50 * 0.4 * 0.97**t for t in range(36)))
    assert got["raised"] == pytest.approx(sum(100 * 50 * 0.4 * better**t for t in range(36)))
    assert got["change_share"] == pytest.approx(got["change"] / got["base"])


@pytest.mark.parametrize(("churn", "points", "sign"), [
    pytest.param(0.03, 0.0, 0, id="no change changes nothing"),
    pytest.param(0.03, -0.05, -1, id="worse retention costs"),
    pytest.param(0.0, 0.05, 0, id="more than everybody cannot stay"),
    pytest.param(1.0, 0.05, 1, id="where all leave each month every one kept counts"),
])  # fmt: skip
def test_what_if_at_the_edges(churn, points, sign):
    assert np.sign(retention_what_if(10, 5, churn, margin=0.5, points=points)["change"]) == sign


def test_more_months_give_a_larger_gain():
    gains = [retention_what_if(10, 5, 0.02, margin=0.5, months=m)["change_share"] for m in (12, 24, 60, 120)]
    assert (np.diff(gains) > 0).all()


AS_OF = pd.Timestamp("2026-06-30")
SALES = pd.DataFrame(
    [("Old1", "2025-01-10", "x", 10.0), ("Old1", "2026-03-01", "x", 30.0), ("Old1", "2026-03-09", "y", 10.0),
     ("Old2", "2025-02-10", "x", 10.0), ("Old2", "2026-04-01", "x", 20.0),
     ("Gone", "2025-01-10", "x", 99.0),
     ("New1", "2026-02-01", "x", 5.0), ("New1", "2026-02-01", "z", 5.0), ("New1", "2026-05-01", "x", 10.0),
     ("New2", "2026-02-02", "x", 6.0), ("New2", "2026-02-20", "y", 4.0), ("New2", "2026-03-01", "w", -2.0),
     ("Later", "2026-07-01", "q", 1000.0)],
    columns=["customer", "date", "product", "amount"],
).assign(date=lambda t: pd.to_datetime(t["date"]))  # fmt: skip


def test_those_gone_or_later_are_not_counted():
    found = existing_against_new(SALES, AS_OF)
    assert found[["existing", "new", "n_existing", "n_new", "difference"]].tolist() == [30.0, 14.0, 2, 2, 16.0]
    assert found["relative"] == pytest.approx(30 / 14 - 1)


@pytest.mark.parametrize("rows", [
    pytest.param(SALES.drop(columns="amount"), id="no amount column"),
    pytest.param(SALES[SALES["date"] >= "2026-01-01"], id="a ledger without a past"),
    pytest.param(SALES[:0], id="no sales"),
])  # fmt: skip
def test_what_cannot_be_compared_is_blank(rows):
    assert existing_against_new(rows, AS_OF)[["difference", "low", "high", "relative"]].isna().all()


def test_own_numbers_of_online_retail_come_with_an_interval(shared_data):
    raw = pd.read_csv(shared_data / "transactions/online_retail_2010_2011.csv.gz",
                      usecols=["CustomerID", "InvoiceDate", "StockCode", "Quantity", "UnitPrice"],
                      dtype={"StockCode": str})  # fmt: skip
    raw = raw[raw["CustomerID"].notna()]
    sales = pd.DataFrame({"customer": raw["CustomerID"].astype(int).astype(str), "product": raw["StockCode"],
                          "date": pd.to_datetime(raw["InvoiceDate"]).dt.normalize(),
                          "amount": raw["Quantity"] * raw["UnitPrice"]})  # fmt: skip
    found = existing_against_new(sales, pd.Timestamp("2011-12-09"), days=90)
    bought = sales[sales["amount"] > 0]
    first = bought.groupby("customer")["date"].min()
    recent = bought.loc[bought["date"] > "2011-09-10", "customer"].unique()
    assert found["n_existing"] == (first[recent] <= "2011-09-10").sum()
    # Of 4,338 customers 1,449 have been silent for more than 90 days.
    assert found["n_existing"] + found["n_new"] == 4338 - 1449
    assert found["low"] < found["difference"] < found["high"]

from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track import cohorts
from winback_sheets.track.cohorts import buying_cohorts, retention_cohorts, triangle, weighted_line

AS_OF = pd.Timestamp("2026-04-30")
# customer, started, lost_on, mrr
LIVES = [
    ("A", "2026-01-05", None, 100.0),
    ("B", "2026-01-20", "2026-03-31", 50.0),  # not here on the last day of March
    ("C", "2026-01-31", "2026-04-01", 20.0),  # here on the last day of March
    ("D", "2026-02-03", "2026-02-20", 10.0),  # came and went inside February
    ("E", "2026-02-10", "2026-03-10", 30.0),  # left in March, back in April
    ("E", "2026-04-02", None, 35.0),
    ("F", "2026-05-02", None, 99.0),  # after as_of
]


def ledger(lives: list[tuple] = LIVES) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = pd.DataFrame(lives, columns=["customer", "started", "lost_on", "mrr"])
    table[["started", "lost_on"]] = table[["started", "lost_on"]].apply(pd.to_datetime)
    amounts = table.rename(columns={"started": "from", "lost_on": "to"})
    return table.drop(columns="mrr"), amounts[["customer", "from", "to", "mrr"]]


def cell(long: pd.DataFrame, cohort: str, age: int, value: str = "customers") -> float:
    return long[(long["cohort"] == pd.Timestamp(cohort)) & (long["age"] == age)][value].item()


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(cohorts)
    assert result.attempted >= 8 and result.failed == 0


def test_months_that_are_not_over_have_no_cell():
    spells, amounts = ledger()
    long = retention_cohorts(spells, amounts, pd.Timestamp("2026-04-29"))
    assert long.groupby("cohort")["age"].max().tolist() == [2, 1]
    wide = triangle(long)
    assert np.isnan(wide.loc["2026-02-01", 2]) and wide.loc["2026-02-01", 1] == 0.0


def test_a_cohort_that_is_still_filling_up_is_not_shown():
    spells, amounts = ledger()
    long = retention_cohorts(spells, amounts, pd.Timestamp("2026-02-27"))
    assert long["cohort"].unique().tolist() == [pd.Timestamp("2026-01-01")]


@pytest.mark.parametrize(("cohort", "age", "customers", "revenue"), [
    pytest.param("2026-01-01", 0, 3, 170.0, id="January starts with three"),
    pytest.param("2026-01-01", 1, 3, 170.0, id="nobody of January has left by the end of February"),
    pytest.param("2026-01-01", 2, 2, 120.0, id="B is gone on the last day of March and C is not"),
    pytest.param("2026-01-01", 3, 1, 100.0, id="C is gone on the first of April"),
    pytest.param("2026-02-01", 0, 2, 40.0, id="D counts at the start although gone within the month"),
    pytest.param("2026-02-01", 1, 0, 0.0, id="observed and nobody left is 0 and not blank"),
    pytest.param("2026-02-01", 2, 1, 35.0, id="E returns to the old cohort at the new price"),
])  # fmt: skip
def test_retention_cells(cohort, age, customers, revenue):
    long = retention_cohorts(*ledger(), AS_OF)
    assert cell(long, cohort, age) == customers
    assert cell(long, cohort, age, "revenue") == revenue
    assert len(long) == 7 and pd.Timestamp("2026-05-01") not in set(long["cohort"])


def test_an_open_price_row_does_not_outlive_the_loss_and_add_ons_add_up():
    spells, amounts = ledger()
    open_end = amounts.assign(to=amounts["to"].where(amounts["customer"] != "B"))
    pd.testing.assert_frame_equal(retention_cohorts(spells, amounts, AS_OF),
                                  retention_cohorts(spells, open_end, AS_OF))  # fmt: skip
    extra = pd.DataFrame({"customer": ["A"], "from": [pd.Timestamp("2026-03-15")], "to": [pd.NaT],
                          "mrr": [7.0]})  # fmt: skip
    long = retention_cohorts(spells, pd.concat([amounts, extra]), AS_OF)
    assert cell(long, "2026-01-01", 1, "revenue") == 170 and cell(long, "2026-01-01", 2, "revenue") == 127


def test_quarters_take_the_last_day_of_the_quarter():
    long = retention_cohorts(*ledger(), pd.Timestamp("2026-06-30"), every="quarter")
    assert long[["size", "age", "customers"]].to_numpy().tolist() == [[5, 0, 5], [5, 1, 2], [1, 0, 1]]


def test_without_amounts_revenue_is_blank_and_without_spells_the_table_is_empty():
    spells, amounts = ledger()
    long = retention_cohorts(spells, None, AS_OF)
    assert long["revenue"].isna().all() and cell(long, "2026-01-01", 3) == 1
    empty = retention_cohorts(spells[:0], amounts[:0], AS_OF)
    assert empty.empty and list(empty) == list(long)
    assert triangle(empty).empty and weighted_line(empty).empty


def test_inputs_are_not_changed():
    spells, amounts = ledger()
    before = spells.copy(deep=True), amounts.copy(deep=True)
    retention_cohorts(spells, amounts, AS_OF)
    pd.testing.assert_frame_equal(spells, before[0])
    pd.testing.assert_frame_equal(amounts, before[1])


def test_the_grid_equals_counting_customers_one_period_end_at_a_time():
    draw = np.random.default_rng(11)
    start = pd.Timestamp("2024-01-01") + pd.to_timedelta(draw.integers(0, 700, 400), unit="D")
    stay = pd.to_timedelta(draw.integers(1, 500, 400), unit="D")
    names = [f"C{i}" for i in range(400)]
    spells = pd.DataFrame({"customer": names, "started": start, "lost_on": start + stay})
    spells.loc[draw.random(400) < 0.3, "lost_on"] = pd.NaT
    long = retention_cohorts(spells, None, pd.Timestamp("2026-01-31"))
    for row in long[long["age"] > 0].sample(60, random_state=1).to_dict("records"):
        day = row["cohort"] + pd.offsets.MonthEnd(row["age"] + 1)
        mine = spells[spells["started"].dt.to_period("M") == row["cohort"].to_period("M")]
        here = mine["started"].le(day) & (mine["lost_on"].isna() | mine["lost_on"].gt(day))
        assert row["customers"] == here.sum() and row["size"] == len(mine)


def test_the_weighted_line_uses_only_cohorts_old_enough():
    line = weighted_line(retention_cohorts(*ledger(), AS_OF)).set_index("age")
    assert line.loc[2, ["cohorts", "base", "kept"]].tolist() == [2, 5, 3]
    assert line.loc[3, ["cohorts", "base", "kept", "share"]].tolist() == [1, 3, 1, pytest.approx(1 / 3)]
    assert (line["share"] <= 1).all() and line.loc[0, "share"] == 1


SALES = pd.DataFrame(
    [("A", "2026-01-03", 10.0), ("A", "2026-01-03", 5.0), ("A", "2026-03-02", 20.0), ("B", "2026-01-30", 8.0),
     ("B", "2026-02-02", -8.0), ("C", "2026-02-10", 4.0), ("D", "2026-02-11", -3.0)],
    columns=["customer", "date", "amount"],
).assign(date=lambda t: pd.to_datetime(t["date"]))  # fmt: skip


def test_a_refund_is_no_purchase_and_only_returning_makes_no_customer():
    long = buying_cohorts(SALES, pd.Timestamp("2026-03-31"))
    assert long["size"].groupby(long["cohort"]).first().tolist() == [2, 1]
    assert cell(long, "2026-01-01", 1) == 0 and cell(long, "2026-01-01", 1, "revenue") == -8
    assert cell(long, "2026-01-01", 2) == 1 and cell(long, "2026-01-01", 0, "revenue") == 23


def test_sales_without_amounts_are_counted_only():
    long = buying_cohorts(SALES.drop(columns="amount"), pd.Timestamp("2026-03-31"))
    assert long["revenue"].isna().all() and cell(long, "2026-01-01", 1) == 1
    assert buying_cohorts(SALES[:0], pd.Timestamp("2026-03-31")).empty


def test_online_retail_cohorts_add_up_to_the_known_customers_of_each_month(shared_data):
    raw = pd.read_csv(shared_data / "transactions/online_retail_2010_2011.csv.gz",
                      usecols=["CustomerID", "InvoiceDate", "Quantity", "UnitPrice"])  # fmt: skip
    real = raw[raw["CustomerID"].notna() & raw["Quantity"].gt(0) & raw["UnitPrice"].gt(0)]
    sales = pd.DataFrame({"customer": real["CustomerID"].astype(int).astype(str),
                          "date": pd.to_datetime(real["InvoiceDate"]).dt.normalize(),
                          "amount": real["Quantity"] * real["UnitPrice"]})  # fmt: skip
    long = buying_cohorts(sales, pd.Timestamp("2011-12-31"))
    month = long["cohort"].dt.year * 12 + long["cohort"].dt.month + long["age"]
    active = long.groupby(month)["customers"].sum().tolist()
    assert active == [885, 741, 758, 974, 856, 1056, 991, 949, 935, 1266, 1364, 1664, 615]
    assert long.loc[long["age"] == 0, "size"].sum() == 4338
    assert long["revenue"].sum() == pytest.approx(8_911_407.90, abs=0.005)
    assert buying_cohorts(sales, pd.Timestamp("2011-12-09"))["age"].max() == 11

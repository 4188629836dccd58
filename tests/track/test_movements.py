"""Who was there, who came, who left, and what it did to the money: it must add up to the cent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.lapse_rule import LapseRule
from winback_sheets.track.activity import contract_spells, lapse_spells
from winback_sheets.track.churn import rates, ratio
from winback_sheets.track.movements import Untied, choose_period, counted_until, movements, periods
from winback_sheets.track.register import register

T = pd.Timestamp
COUNTS = ["start", "new", "returned", "lost", "end", "in_and_out"]


def contracts(*rows):
    frame = pd.DataFrame(rows, columns=["customer", "from", "to", "mrr"])
    return frame.assign(**{"from": pd.to_datetime(frame["from"]), "to": pd.to_datetime(frame["to"])})


def november(*rows, every="month"):
    spells, amounts = contract_spells(contracts(*rows), T("2025-12-31"))
    return movements(spells, amounts, periods(T("2025-11-01"), T("2025-11-30"), every=every))


# ---------------------------------------------------------------- what must not happen


def test_a_movement_that_does_not_add_up_stops_the_run():
    spells, amounts = contract_spells(contracts(("A", "2025-01-01", None, 10.0)), T("2025-12-31"))
    twice = pd.concat([amounts, amounts.assign(customer="B")])
    moves, _ = movements(spells, twice, periods(T("2025-11-01"), T("2025-11-30")))
    assert moves["end_money"].tolist() == [10.0]  # money of nobody is nobody's
    from winback_sheets.track.movements import _hold_identity

    with pytest.raises(Untied, match="customers 1"):
        _hold_identity(moves.assign(lost=1), True)
    with pytest.raises(Untied, match=r"money 0\.0"):
        _hold_identity(moves.assign(end_money=10.01), True)


def test_nothing_to_divide_by_is_blank_and_never_nought():
    moves, _ = november(("A", "2025-11-05", None, 10))
    line = rates(moves).iloc[0]
    assert line[["churn", "gross_churn", "net_churn", "net_retention", "quick_ratio"]].isna().all()
    assert np.isnan(ratio(0, 0)) and ratio(1, 4) == 0.25


# ---------------------------------------------------------------- one month


@pytest.mark.parametrize(("rows", "counts"), [
    pytest.param([("A", "2025-01-01", None, 10)], [1, 0, 0, 0, 1, 0], id="stays"),
    pytest.param([("A", "2025-11-01", None, 10)], [0, 1, 0, 0, 1, 0], id="begins on the first day: new"),
    pytest.param([("A", "2025-10-31", None, 10)], [1, 0, 0, 0, 1, 0], id="began the day before: there at the start"),
    pytest.param([("A", "2025-01-01", "2025-11-01", 10)], [1, 0, 0, 1, 0, 0], id="first day without service in the month: lost"),
    pytest.param([("A", "2025-01-01", "2025-12-01", 10)], [1, 0, 0, 0, 1, 0], id="served to the last day: not lost yet"),
    pytest.param([("A", "2025-01-01", "2025-10-10", 10), ("A", "2025-11-10", None, 10)], [0, 0, 1, 0, 1, 0], id="back"),
    pytest.param([("A", "2025-11-05", "2025-11-25", 10)], [0, 0, 0, 0, 0, 1], id="came and went within the month"),
    pytest.param([("A", "2025-01-01", "2025-11-05", 10), ("A", "2025-11-20", None, 10)], [1, 0, 0, 0, 1, 1],
                 id="went and came back within the month"),
    pytest.param([("A", "2025-01-01", "2025-11-03", 10), ("A", "2025-11-12", "2025-11-25", 10)], [1, 0, 0, 1, 0, 1],
                 id="went, came back and went for good: one loss"),
    pytest.param([("A", "2025-11-01", "2025-11-05", 10), ("A", "2025-11-14", "2025-11-25", 10)], [0, 0, 0, 0, 0, 2],
                 id="came and went twice"),
])  # fmt: skip
def test_counts_of_a_month(rows, counts):
    moves, losses = november(*rows)
    assert moves[COUNTS].iloc[0].tolist() == counts
    assert (losses["counted"] == "lost").sum() == counts[3] and (losses["counted"] != "lost").sum() == counts[5]


@pytest.mark.parametrize(("rows", "figure", "value"), [
    pytest.param([("A", "2025-01-01", "2025-11-10", 10), ("A", "2025-11-10", None, 25)], "expansion", 15, id="pays more"),
    pytest.param([("A", "2025-01-01", "2025-11-10", 25), ("A", "2025-11-10", None, 10)], "contraction", 15, id="pays less"),
    pytest.param([("A", "2025-01-01", None, 10), ("A", "2025-11-10", None, 5)], "expansion", 5, id="takes an add-on"),
    pytest.param([("A", "2025-01-01", None, 10), ("A", "2025-01-01", "2025-11-10", 5)], "contraction", 5, id="drops an add-on"),
    pytest.param([("A", "2025-01-01", "2025-11-10", 10.01)], "lost_money", 10.01, id="a loss to the cent"),
    pytest.param([("A", "2025-01-01", "2025-11-05", 10), ("A", "2025-11-05", "2025-11-25", 99)], "lost_money", 10,
                 id="a loss carries the value at the start of the month, not its last"),
    pytest.param([("A", "2025-11-05", "2025-11-25", 40)], "in_and_out_money", 40, id="who came and went stands apart"),
    pytest.param([("A", "2025-11-05", "2025-11-25", 40)], "new_money", 0, id="and is in no other figure"),
])  # fmt: skip
def test_money_of_a_month(rows, figure, value):
    assert november(*rows)[0].iloc[0][figure] == value


def test_four_of_a_hundred_customers_and_4150_of_20000():
    """Requirement 000-04: two rates over the same start."""
    big = [(f"L{n}", "2025-01-01", "2025-11-10", money) for n, money in enumerate((2000, 1500, 500, 150))]
    rest = [(f"S{n}", "2025-01-01", None, 15850 / 96) for n in range(96)]
    line = rates(november(*big, *rest)[0]).iloc[0]
    assert (line["lost"], line["start"], round(line["churn"], 4)) == (4, 100, 0.04)
    assert (line["lost_money"], round(line["start_money"])) == (4150, 20000)
    assert round(line["gross_churn"], 4) == 0.2075


def test_chartmogul_published_example():
    rows = [("gone", "2025-01-01", "2025-11-05", 10), ("less", "2025-01-01", "2025-11-05", 45), ("less", "2025-11-05", None, 35),
            ("more", "2025-01-01", "2025-11-05", 45), ("more", "2025-11-05", None, 55)]  # fmt: skip
    line = rates(november(*rows)[0]).iloc[0]
    assert (line["start_money"], round(line["gross_churn"], 4), round(line["net_churn"], 4)) == (100, 0.20, 0.10)


def test_a_month_a_quarter_and_a_year_agree_on_both_ends():
    rng = np.random.default_rng(3)
    size = 300
    begin = T("2022-01-01") + pd.to_timedelta(rng.integers(0, 1200, size), unit="D")
    end = pd.Series(begin + pd.to_timedelta(rng.integers(1, 500, size), unit="D"))
    rows = pd.DataFrame({"customer": rng.integers(0, 120, size).astype(str), "from": begin, "to": end,
                         "mrr": rng.integers(1, 9000, size) / 100})  # fmt: skip
    spells, amounts = contract_spells(rows, T("2025-12-31"))
    found = {every: movements(spells, amounts, periods(T("2022-01-01"), T("2025-12-31"), every=every))
             for every in ("month", "quarter", "year")}  # fmt: skip
    ends = {every: moves.set_index("next_first")[["end", "end_money"]] for every, (moves, _) in found.items()}
    for every in ("quarter", "year"):
        pd.testing.assert_frame_equal(ends[every], ends["month"].loc[ends[every].index])
    for moves, losses in found.values():
        assert len(losses) == len(spells["lost_on"].dropna())  # every spell that ended is one row
        sums = losses[losses["counted"] == "lost"].groupby("period")["mrr"].sum().reindex(moves["label"]).fillna(0)
        assert sums.to_numpy() - moves["lost_money"].to_numpy() == pytest.approx(0, abs=0.005)


# ---------------------------------------------------------------- periods


@pytest.mark.parametrize(("as_of", "every", "labels", "closed"), [
    pytest.param("2025-02-28", "month", ["2025-01", "2025-02"], [True, True], id="the last day closes the month"),
    pytest.param("2025-02-27", "month", ["2025-01", "2025-02"], [True, False], id="the day before does not"),
    pytest.param("2025-04-01", "quarter", ["2025 Q1", "2025 Q2"], [True, False], id="quarters"),
    pytest.param("2025-12-31", "year", ["2025"], [True], id="years"),
])  # fmt: skip
def test_periods(as_of, every, labels, closed):
    found = periods(T("2025-01-15"), T(as_of), every=every)
    assert found["label"].tolist() == labels and found["closed"].tolist() == closed


@pytest.mark.parametrize(("last_day", "run_day", "every", "closed", "until"), [
    pytest.param("2026-10-30", "2026-11-02", "month", True, "2026-10-31", id="data to the 30th, seen in the next month"),
    pytest.param("2026-10-25", "2026-11-02", "month", True, "2026-10-31", id="data that just reach the last seven days"),
    pytest.param("2026-10-24", "2026-11-02", "month", False, "2026-10-24", id="data that do not reach them"),
    pytest.param("2026-10-30", "2026-10-31", "month", False, "2026-10-30", id="the run day lies inside"),
    pytest.param("2026-10-31", "2026-10-31", "month", False, "2026-10-31", id="nor is the last day over while it lasts"),
    pytest.param("2026-10-31", "2026-11-01", "month", True, "2026-10-31", id="data to the end"),
    pytest.param("2026-09-29", "2026-10-05", "quarter", True, "2026-09-30", id="a quarter"),
    pytest.param("2026-08-30", "2026-10-05", "quarter", False, "2026-08-31", id="a month too few for a quarter"),
    pytest.param("2026-12-27", "2027-01-03", "year", True, "2026-12-31", id="a year"),
])  # fmt: skip
def test_a_period_is_over_when_the_run_day_lies_after_it_and_the_data_reach_its_last_seven_days(
    last_day, run_day, every, closed, until
):
    last = counted_until(T(last_day), T(run_day))
    assert f"{last:%Y-%m-%d}" == until
    for reach in (T(last_day), last):
        assert periods(reach, reach, every=every, run_day=T(run_day))["closed"].tolist() == [closed]


@pytest.mark.parametrize(("losses", "every"), [
    pytest.param(0, "quarter", id="nobody is usual"),
    pytest.param(4, "quarter", id="four a month are few"),
    pytest.param(5, "month", id="five a month are enough"),
])  # fmt: skip
def test_month_or_quarter_by_how_many_losses_are_usual(losses, every):
    months = pd.period_range("2024-01", "2025-12", freq="M")
    rows = [(f"{m}-{n}", f"{m}-02", f"{m}-20", 10) for m in months for n in range(losses)]
    spells, _ = contract_spells(contracts(("A", "2024-01-01", None, 10), *rows), T("2025-12-31"))
    chosen, usual = choose_period(spells, T("2025-12-31"))
    assert chosen == every and usual == losses


def test_the_register_knows_who_came_back_and_when():
    rows = pd.DataFrame({"customer": list("AAB"), "date": pd.to_datetime(["2025-01-05", "2025-09-01", "2025-02-01"]),
                         "amount": [10.0, 10.0, 20.0]})  # fmt: skip
    spells, amounts = lapse_spells(rows, T("2025-10-31"), rule=LapseRule(90))
    _, losses = movements(spells, amounts, periods(T("2025-01-05"), T("2025-10-31")))
    found = register(losses, spells).set_index("customer")
    assert found["status"].to_dict() == {"A": "came_back", "B": "still_gone"}
    assert found.loc["A", "back_on"] == T("2025-09-01") and found.loc["A", "first_seen"] == T("2025-01-05")
    assert found.loc["A", "lost_on"] == T("2025-04-06")  # history stays where it was


def test_nobody_at_all_gives_empty_frames():
    spells, amounts = contract_spells(contracts().astype({"mrr": float}), T("2025-12-31"))
    moves, losses = movements(spells, amounts, periods(T("2025-11-01"), T("2025-11-30")))
    assert moves[COUNTS].iloc[0].tolist() == [0] * 6 and len(register(losses, spells)) == 0

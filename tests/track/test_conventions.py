"""The golden ledger G1, typed into tabs: the house's figures, and what five other conventions make of the month."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
import xlsxwriter

from winback_sheets.files.files import open_grids
from winback_sheets.steps import review

D = date
OPEN = None
# One row a contract or a price; H comes and goes inside the month, G ends and starts the same day, I is on trial.
SUBSCRIPTIONS = [
    ["Customer", "Start date", "End date", "Monthly amount", "Trial", "Notice date"],
    ["A", D(2025, 1, 1), OPEN, 100, "no", None],
    ["B", D(2025, 1, 1), D(2025, 11, 15), 200, "no", None],
    ["B", D(2025, 11, 15), OPEN, 150, "no", None],
    ["C", D(2025, 1, 1), D(2025, 11, 20), 300, "no", D(2025, 11, 5)],
    ["D", D(2025, 11, 10), OPEN, 80, "no", None],
    ["E", D(2025, 1, 1), D(2025, 10, 15), 120, "no", None],
    ["E", D(2025, 11, 12), OPEN, 130, "no", None],
    ["F", D(2025, 1, 1), D(2025, 11, 10), 50, "no", None],
    ["F", D(2025, 11, 10), OPEN, 70, "no", None],
    ["G", D(2025, 1, 1), D(2025, 11, 18), 60, "no", None],
    ["G", D(2025, 11, 18), OPEN, 60, "no", None],
    ["H", D(2025, 11, 5), D(2025, 11, 25), 40, "no", None],
    ["I", D(2025, 10, 28), OPEN, 45, "yes", None],
    ["J", D(2025, 1, 1), D(2025, 12, 20), 90, "no", D(2025, 11, 12)],
    ["K", D(2025, 1, 1), OPEN, 110, "no", None],
]
# K's invoice was due 35 days before the end of November; A paid late, but within the grace days.
PAYMENTS = [
    ["Customer", "Invoice", "Due", "Paid", "Amount"],
    ["A", "2025-0101", D(2025, 10, 1), D(2025, 10, 20), 100],
    ["K", "2025-0102", D(2025, 10, 26), None, 110],
]
NOVEMBER = pd.Timestamp("2025-11-30")


def reviewed(tmp_path, *, payments=PAYMENTS, subscriptions=SUBSCRIPTIONS, as_of=NOVEMBER, settings=()):
    path = tmp_path / "g1.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        tabs = {"Subscriptions": subscriptions, "Payments": payments}
        if settings:
            tabs["Settings"] = [["key", "value"], *settings]
        for name, rows in tabs.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return review(open_grids(path), today=pd.Timestamp("2026-01-15"), as_of=as_of, every="month")


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    return reviewed(tmp_path_factory.mktemp("g1"))


@pytest.fixture(scope="module")
def november(golden):
    return golden.businesses[0].moves.set_index("label").loc["2025-11"]


@pytest.mark.parametrize(("figure", "expected"), [
    pytest.param("start", 7, id="seven customers on 31 October"),
    pytest.param("start_money", 910, id="who brought 910 a month"),
    pytest.param("lost", 2, id="C and K are lost"),
    pytest.param("lost_money", 410, id="with 410 a month"),
    pytest.param("contraction", 50, id="B pays 50 less"),
    pytest.param("expansion", 20, id="F pays 20 more"),
    pytest.param("new", 1, id="D is new"),
    pytest.param("new_money", 80, id="at 80"),
    pytest.param("returned", 1, id="E is back"),
    pytest.param("returned_money", 130, id="at 130"),
    pytest.param("end", 7, id="seven customers on 30 November"),
    pytest.param("end_money", 680, id="who bring 680 a month"),
    pytest.param("in_and_out", 1, id="H came and went and is in none of the others"),
    pytest.param("in_and_out_money", 40, id="with 40"),
])  # fmt: skip
def test_the_movements_of_november(november, figure, expected):
    assert november[figure] == expected


@pytest.mark.parametrize(("rate", "expected"), [
    pytest.param("churn", 0.2857, id="customer churn"),
    pytest.param("gross_churn", 0.5055, id="gross revenue churn"),
    pytest.param("gross_retention", 0.4945, id="gross revenue retention"),
    pytest.param("net_churn", 0.3407, id="net revenue churn as ChartMogul has it, returns lower it"),
    pytest.param("net_retention", 0.5165, id="net revenue retention of those there at the start"),
    pytest.param("quick_ratio", 0.217, id="quick ratio"),
    pytest.param("quick_ratio_with_returns", 0.500, id="quick ratio with those who came back"),
])  # fmt: skip
def test_the_rates_of_november(november, rate, expected):
    assert november[rate] == pytest.approx(expected, abs=0.0005 if "quick" in rate else 0.00005)


@pytest.mark.parametrize(("convention", "names", "of", "churn", "gross", "net"), [
    pytest.param("house", "C, K", 7, 28.57, 50.55, 34.07, id="house: service end, unpaid after 30 days"),
    pytest.param("ProfitWell-like", "C", 7, 14.29, 38.46, 21.98, id="ProfitWell-like: unpaid is still in dunning"),
    pytest.param("ChartMogul-like", "C", 7, 14.29, 38.46, 21.98, id="ChartMogul-like: unpaid stays active"),
    pytest.param("Baremetrics-like", "C, H, K", 7, 42.86, None, None, id="Baremetrics-like: in-and-out counted"),
    pytest.param("by notice date", "C, J", 7, 28.57, None, None, id="by notice date: the same rate, another name"),
    pytest.param("lost / (start + new)", "C, H", 10, 20.00, None, None, id="lost / (start + new): 2 of 7 + 3"),
])  # fmt: skip
def test_the_same_month_under_another_convention(golden, convention, names, of, churn, gross, net):
    line = golden.conventions.set_index("convention").loc[convention]
    assert (line["names"], line["of"]) == (names, of)
    assert round(100 * line["churn"], 2) == churn
    for rate, expected in ((line["gross_churn"], gross), (line["net_churn"], net)):
        assert pd.isna(rate) if expected is None else round(100 * rate, 2) == expected


@pytest.mark.parametrize(("convention", "differ"), [
    pytest.param("house", "", id="the house differs from itself in nobody"),
    pytest.param("ProfitWell-like", "- K", id="who waits for K's money"),
    pytest.param("Baremetrics-like", "+ H", id="who counts the guest of one month"),
    pytest.param("by notice date", "+ J, - K", id="who counts the letter, not the end"),
])  # fmt: skip
def test_whose_names_differ(golden, convention, differ):
    assert golden.conventions.set_index("convention").loc[convention, "differ"] == differ


def test_who_is_on_trial_is_nobody_yet_and_is_said_to_be_set_aside(golden):
    assert "I" not in set(golden.businesses[0].spells["customer"])
    trial = golden.book.problems.query("rule == 'trial'")
    assert trial[["tab", "row", "letter"]].values.tolist() == [["Subscriptions", 14, "E"]]


def test_a_contract_renewed_the_day_it_ended_makes_no_movement(golden):
    spells = golden.businesses[0].spells.query("customer == 'G'")
    assert len(spells) == 1 and spells["lost_on"].isna().all()


def test_the_unpaid_customer_is_named_as_such(golden):
    lost = golden.lost.set_index("customer")
    assert lost.loc["K", "lost_on"] == pd.Timestamp("2025-11-26")  # 30 days of grace after the due day are over
    losses = golden.businesses[0].losses.set_index("customer")
    assert losses.loc["K", "end_reason"] == "unpaid" and losses.loc["C", "end_reason"] != "unpaid"


def paying_on(day):
    return [*PAYMENTS[:2], [*PAYMENTS[2][:3], day, 110]]


@pytest.mark.parametrize("day", [
    pytest.param(D(2025, 11, 25), id="on the last day of grace"),
    pytest.param(D(2025, 10, 20), id="before it was due"),
])  # fmt: skip
def test_who_pays_in_time_is_never_lost(tmp_path, day):
    found = reviewed(tmp_path, payments=paying_on(day)).businesses[0]
    assert set(found.losses.query("period == '2025-11' and counted == 'lost'")["customer"]) == {"C"}


def test_who_pays_on_day_forty_is_back_on_the_day_of_the_payment_and_history_stays(tmp_path):
    found = reviewed(tmp_path, payments=paying_on(D(2025, 12, 5)), as_of=pd.Timestamp("2025-12-31")).businesses[0]
    spells = found.spells.query("customer == 'K'")
    assert spells["started"].dt.date.tolist() == [D(2025, 1, 1), D(2025, 12, 5)]
    moves = found.moves.set_index("label")
    assert moves.loc["2025-11", ["lost", "lost_money"]].tolist() == [2, 410]
    assert moves.loc["2025-12", ["returned", "returned_money"]].tolist() == [1, 110]
    back = found.losses.query("customer == 'K'")
    assert back["status"].tolist() == ["came_back"] and back["back_on"].dt.date.tolist() == [D(2025, 12, 5)]


@pytest.mark.parametrize(("change", "lost"), [
    pytest.param({"payments": [*PAYMENTS[:2]]}, {"C"}, id="without the unpaid invoice K is a customer"),
    pytest.param({"payments": [row[:3] + row[4:] for row in PAYMENTS]}, {"C"},
                 id="a list of invoices that never says what was paid loses nobody"),
    pytest.param({"payments": [[*PAYMENTS[0], "Disputed"], [*PAYMENTS[2], "yes"]]}, {"C"},
                 id="a disputed invoice loses nobody"),
    pytest.param({"payments": [[*PAYMENTS[0], "Amount paid"], [*PAYMENTS[2], 110]]}, {"C"},
                 id="paid in full with the day left out is paid"),
    pytest.param({"payments": [[*PAYMENTS[0], "Amount paid"], [*PAYMENTS[2], 60]]}, {"C", "K"},
                 id="half paid is not paid"),
    pytest.param({"settings": [["unpaid grace", 60]]}, {"C"}, id="60 days of grace in Settings"),
    pytest.param({"settings": [["unpaid grace", "soon"]]}, {"C", "K"}, id="grace that is no number falls back to 30"),
    pytest.param({"settings": [["allowed gap", 30]]}, {"C", "K"}, id="a longer allowed gap bridges E, nobody else"),
])  # fmt: skip
def test_what_settings_and_payments_change(tmp_path, change, lost):
    found = reviewed(tmp_path, **change).businesses[0]
    assert set(found.losses.query("period == '2025-11' and counted == 'lost'")["customer"]) == lost

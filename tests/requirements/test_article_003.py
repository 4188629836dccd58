"""Requirements 003: using feedback to win lost customers back. Each test runs the acceptance test of its id on a result tab."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from openpyxl.workbook import Workbook
from persons_firm import AS_OF, LEFT_EARLIER, LEFT_LATELY, SALES, Row, reviewed, rows, signs, texts, write


def test_003_02_who_comes_back_is_a_reactivation_and_not_new(of_tabs: Callable[..., Workbook]) -> None:
    began = date(2023, 1, 1)
    contracts: list[Row] = [
        ("Client", "Start", "End", "Monthly amount"),
        *((f"S-{n}", began, None, 100) for n in range(9)),
    ]
    contracts += [("Back", began, date(2024, 6, 1), 130), ("Back", date(2024, 10, 7), None, 130)]
    contracts += [("First time", date(2024, 10, 8), None, 80)]
    book = of_tabs({"Contracts": contracts, "Settings": [("key", "value"), ("period", "month")]})
    month = next(row for row in rows(book, "Churn", "Period") if row["Period"] == "2024-10")
    assert (month["New"], month["New money"]) == (1, 80)
    assert (month["Returned"], month["Returned money"]) == (1, 130)
    register = {row["Customer"]: row["Status"] for row in rows(book, "Lost customers")}
    assert list(register) == ["Back"] and "came back" in str(register["Back"])


def test_003_05_five_more_of_a_hundred_on_the_owners_numbers_and_whose_the_quote_is(book: Workbook) -> None:
    said = re.findall(r"If 5 more in every 100 customers stayed .*", texts(book, "Churn"))
    assert len(said) == 2
    for line in said:
        assert re.search(r"profit in 12 months would be [\d,.]+ GBP \([\d.]+%\) higher", line)
        assert "25% to 95% more are other firms' figures" in line


def test_003_10_a_yearly_buyer_of_eight_months_ago_is_not_lost(of_tabs: Callable[..., Workbook]) -> None:
    sold: list[Row] = [SALES]
    for n in range(40):
        first = date(2019, 1, 10) + timedelta(days=9 * n)
        sold += [
            (first + timedelta(days=365 * year + (n * year) % 11), f"Hall {n:02}", "hall", 300.0) for year in range(6)
        ]
    sold = [SALES, *(row for row in sold[1:] if row[0] <= AS_OF)]
    eight_months_ago = [row[1] for row in sold[1:] if date(2024, 2, 20) <= row[0] <= date(2024, 3, 10)]
    book = of_tabs({"Sales": sold})
    state = {row["Customer"]: row["State"] for row in rows(book, "Segments", "Customer")}
    assert eight_months_ago and {state[name] for name in eight_months_ago} <= {"active", "paused"}
    assert not set(eight_months_ago) & {row["Customer"] for row in rows(book, "Lost customers")}


@pytest.fixture(scope="module")
def thirty_lost(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Thirty lost contracts of different money, and time for twelve calls in four weeks."""
    began = date(2023, 1, 1)
    contracts: list[Row] = [
        ("Client", "Start", "End", "Monthly amount"),
        *((f"S-{n}", began, None, 100) for n in range(40)),
    ]
    contracts += [(f"L-{n:02}", began, date(2024, 8, 1) + timedelta(days=n), 20 + 5 * n) for n in range(30)]
    settings: list[Row] = [("key", "value"), ("weekly hours", 1), ("minutes a call", 20)]
    path = tmp_path_factory.mktemp("thirty") / "lost.xlsx"
    return reviewed(write(path, {"Contracts": contracts, "Settings": settings}))


def test_003_15_the_list_of_the_lost_is_cut_at_the_calls_there_are(thirty_lost: Workbook) -> None:
    calls = 1 * 60 // 20 * 4
    pursued = [row for row in rows(thirty_lost, "Lost customers") if row["Decision"] == "pursue"]
    assert len(pursued) == calls == len(rows(thirty_lost, "Outreach")) < 30
    assert {row["Customer"] for row in pursued} == {f"L-{n:02}" for n in range(18, 30)}
    assert all(row["Why"] for row in rows(thirty_lost, "Lost customers"))


def lately_gone(book: Workbook) -> list[dict[str, object]]:
    return [row for row in rows(book, "Lost customers") if row["Customer"] in {*LEFT_EARLIER, *LEFT_LATELY}]


def test_003_21_likelihood_and_value_both_stand_beside_the_priority(book: Workbook) -> None:
    lost = lately_gone(book)
    assert len(lost) == len(LEFT_EARLIER) + len(LEFT_LATELY)
    for row in lost:
        assert 0 < row["Likelihood"] < 1 and row["Money a month"] > 0
        odds = row["Likelihood"] / (1 - row["Likelihood"]) * math.exp(0.4)
        added = odds / (1 + odds) - row["Likelihood"]
        assert row["Priority"] == pytest.approx(added * row["Money a month"] * 12 * 0.4, rel=0.02, abs=0.01)
    ranked = [row["Priority"] for row in sorted(lost, key=lambda row: row["Rank"])]
    assert ranked == sorted(ranked, reverse=True)


def test_003_25_those_at_risk_and_those_lost_share_the_calls_by_value(book: Workbook) -> None:
    plan = rows(book, "Outreach")
    purposes = {row["Purpose"] for row in plan}
    assert purposes == {"warning sign", "lost customer"}
    assert plan[0]["Customer"] == "Notice given"
    worth = [re.match(r"about ([\d,.]+) ", str(row["Why this place"])) for row in plan]
    value = [float(found[1].replace(",", "")) for found in worth if found]
    assert len(value) > 5 and value == sorted(value, reverse=True)


def test_003_38_the_value_that_the_cut_covers_is_shown(thirty_lost: Workbook) -> None:
    covered = sum(20 + 5 * n for n in range(18, 30)) / sum(20 + 5 * n for n in range(30))
    assert f"12 customers are worth a call within your hours; they make up {covered:.1%} of the money lost" in str(
        thirty_lost["Lost customers"]["A3"].value
    )


def test_003_27_mail_unopened_for_60_days_where_7_are_usual_is_named_and_unknown_stays_unknown(book: Workbook) -> None:
    said = str(signs(book, "Mail reader gone")["e-mails not opened"]["Evidence"])
    assert "for 60 days" in said and "every 7 days" in said
    assert "e-mails not opened" not in signs(book, "Mail reader")
    assert "e-mails not opened" not in signs(book, "Mail unknown")


def test_003_29_a_score_of_six_or_less_is_named(book: Workbook) -> None:
    assert "gave 6 of 10 on 10 Sep 2024" in str(signs(book, "Low score")["low score"]["Evidence"])
    named = {row["Customer"] for row in rows(book, "Warning signs") if row["Sign"] == "low score"}
    assert named == {"Low score"}

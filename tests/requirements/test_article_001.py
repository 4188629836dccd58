"""Requirements 001: reasons customers leave. Each test runs the acceptance test of its id on a result tab."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from openpyxl.workbook import Workbook
from persons_firm import REP, SALES, Row, buys, every, reviewed, rows, signs, texts, write


def test_001_02_long_and_unheard_is_said_although_revenue_is_steady(book: Workbook) -> None:
    said = signs(book, "Long and unheard")["long and unheard"]
    assert "a customer for 4 years" in str(said["Evidence"])
    assert "long and unheard" not in signs(book, "Long and heard")
    assert not any("long and unheard" in signs(book, name) for name in ("Regular 01", "Happy score"))


@pytest.mark.parametrize("score", [7, 8])
def test_001_03_seven_and_eight_of_ten_are_only_ok(book: Workbook, score: int) -> None:
    said = signs(book, f"Only OK {score}")["only OK"]
    assert f"gave {score} of 10 on 10 Sep 2024" in str(said["Evidence"])
    assert not {"only OK", "low score"} & set(signs(book, "Happy score"))


@pytest.mark.parametrize(
    ("customer", "sign", "numbers"),
    [
        pytest.param("Spends less", "spends less", ("GBP", "of the last 90"), id="buying less, on the same days"),
        pytest.param("Asks less", "asks less", ("1 question", "90 days"), id="asking fewer questions"),
        pytest.param("Unhappy answer", "open complaint", ("8 Oct 2024",), id="unhappy with the last answer"),
    ],
)
def test_001_07_each_decline_is_seen_alone(book: Workbook, customer: str, sign: str, numbers: tuple[str, ...]) -> None:
    found = {name: row for name, row in signs(book, customer).items() if name != "may leave"}
    assert set(found) == {sign}
    assert all(number in str(found[sign]["Evidence"]) for number in numbers)
    assert "open complaint" not in signs(book, "Happy answer")


def test_001_13_ten_contacts_in_the_first_month_and_none_since_is_a_famine(book: Workbook) -> None:
    said = signs(book, "Feast")["busy start, then quiet"]
    assert "10 of 10 contacts" in str(said["Evidence"])
    assert "busy start, then quiet" not in signs(book, "Steady contact")


ACCOUNTANT, OTHER, TELLS = "Accountant", "Baker", "Accountant who leaves"


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """An office seen on 29 February: accountants busy in March and April, silent like the baker is."""
    seen, began = date(2024, 2, 29), date(2022, 1, 10)
    sold: list[Row] = [SALES]
    for n in range(30):
        sold += [row for row in buys(f"Shop {n:02}", "tea", n, first=began, last=seen)]
    for name in (ACCOUNTANT, OTHER):
        sold += [(day, name, "tea", 90.0) for day in every(7, date(2022, 1, 5), date(2024, 1, 10))]
    settings: list[Row] = [("key", "value"), ("lapse window", 60), ("weekly hours", 2)]
    tabs = {
        "Sales": sold,
        "Subscriptions": [
            ("Customer", "Start", "End", "Monthly amount", "Notice given"),
            (TELLS, began, date(2024, 4, 30), 80.0, date(2024, 2, 20)),
            ("Steady contract", began, None, 80.0, None),
        ],
        "Customers": [
            ("Customer", "Phone", "Owner", "Busy months"),
            (ACCOUNTANT, "01632 960001", REP, "Mar-Apr"),
            (TELLS, "01632 960002", REP, "Mar-Apr"),
            (OTHER, "01632 960003", REP, None),
        ],
        "Settings": settings,
    }
    return reviewed(write(tmp_path_factory.mktemp("spring") / "office.xlsx", tabs), as_of=seen)


def test_001_15_nobody_is_called_in_their_busy_months_unless_it_is_urgent(spring: Workbook) -> None:
    plan = {row["Customer"]: row for row in rows(spring, "Outreach")}
    assert plan[OTHER]["Date"].date() < date(2024, 4, 1)
    assert ACCOUNTANT not in plan or plan[ACCOUNTANT]["Date"].date() >= date(2024, 5, 1)
    urgent = plan[TELLS]
    assert urgent["Date"].date() - date(2024, 2, 29) <= timedelta(days=1)
    assert "busy" in str(urgent["Why this place"])
    assert "busy in March and April" in texts(spring, "Outreach") + texts(spring, "Segments") + texts(
        spring, "Win-back"
    )

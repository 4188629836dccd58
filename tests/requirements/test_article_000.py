"""Requirements 000: reaching departed customers. Each test runs the acceptance test of its id on a result tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl.workbook import Workbook
from persons_firm import Row, rows, texts

CONTRACTS: Row = ("Client no", "Start", "End", "Monthly amount")
BEGAN = date(2022, 5, 1)


def hundred() -> list[Row]:
    """100 contracts at 20,000 a month, of which 4 at 4,150 end in October."""
    gone = [(f"C-{n:03}", BEGAN, date(2024, 10, 11 + n), money) for n, money in enumerate((1500, 1200, 900, 550), 1)]
    stay = [(f"C-{n:03}", BEGAN, None, 165) for n in range(5, 100)]
    return [CONTRACTS, *gone, *stay, ("C-100", BEGAN, None, 20_000 - 4150 - 95 * 165)]


def test_000_04_customers_and_money_lost_stand_over_the_same_start(of_tabs: Callable[..., Workbook]) -> None:
    book = of_tabs({"Contracts": hundred(), "Settings": [("key", "value"), ("period", "month")]})
    month = next(row for row in rows(book, "Churn", "Period") if row["Period"] == "2024-10")
    assert (month["Start"], month["Lost"], month["Start money"], month["Lost money"]) == (100, 4, 20_000, 4150)
    assert month["Customer churn"] == pytest.approx(0.04)
    assert month["Gross money churn"] == pytest.approx(0.2075)


def yearly(losses: int) -> list[Row]:
    """120 contracts over two years, of which so many end in each month, and as many begin."""
    months = [date(2022 + (10 + n) // 12, 1 + (10 + n) % 12, 15) for n in range(24)]
    gone = [(f"G-{m}-{n}", BEGAN, day, 50) for m, day in enumerate(months) for n in range(losses)]
    return [CONTRACTS, *((f"S-{n}", BEGAN, None, 50) for n in range(120)), *gone]


@pytest.mark.parametrize(
    ("losses", "said", "line"),
    [
        pytest.param(4, "by quarter", "2024 Q3", id="4 losses a month: by quarter"),
        pytest.param(6, "by month", "2024-10", id="6 losses a month: by month"),
    ],
)
def test_000_05_fewer_than_five_losses_a_month_are_counted_by_quarter(
    losses: int, said: str, line: str, of_tabs: Callable[..., Workbook]
) -> None:
    book = of_tabs({"Contracts": yearly(losses)})
    assert said in str(book["Churn"]["A2"].value)
    assert line in {row["Period"] for row in rows(book, "Churn", "Period")}
    assert f"About {losses} losses a month are usual, so the review goes {said}." in texts(book, "Churn")


def test_000_05_the_owner_may_say_otherwise(of_tabs: Callable[..., Workbook]) -> None:
    book = of_tabs({"Contracts": yearly(4), "Settings": [("key", "value"), ("period", "month")]})
    assert "by month" in str(book["Churn"]["A2"].value)

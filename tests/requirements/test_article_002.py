"""Requirements 002: signs of losing a customer. Each test runs the acceptance test of its id on a result tab."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from persons_firm import SALES, Row, rows, signs, texts
from python_calamine import CalamineWorkbook

from winback_sheets.api import review

LIST = "Warning signs"


def test_002_01_who_comes_before_any_script_and_every_name_has_its_evidence(book: Workbook) -> None:
    found = rows(book, LIST)
    assert [row["Rank"] for row in found] == list(range(1, len(found) + 1))
    heads = list(found[0])
    assert heads.index("Customer") < heads.index("Evidence") < heads.index("Response")
    assert all(re.search(r"\d", str(row["Evidence"])) and row["Response"] for row in found)


def test_002_12_who_told_us_comes_first_whatever_the_scores(book: Workbook) -> None:
    found = rows(book, LIST)
    told = [row["Rank"] for row in found if row["Sign"] == "told us"]
    assert told == list(range(1, len(told) + 1)) and told
    assert max(row["Money at risk a month"] for row in found) > found[0]["Money at risk a month"]
    assert rows(book, "Outreach")[0]["Customer"] in {row["Customer"] for row in found if row["Sign"] == "told us"}


def test_002_15_the_cost_of_a_loss_is_margin_and_not_revenue(book: Workbook, of_tabs: Callable[..., Workbook]) -> None:
    """One contract of 70 a month was lost of nine: 40 % of 70 for at most 60 months, and 200 to replace it."""
    said = re.search(
        r"What the losses of October 2024 cost: ([\d,.]+) GBP = ([\d,.]+) GBP margin they would have brought "
        r"\+ 200 GBP to replace one customer\.",
        texts(book, "Churn"),
    )
    assert said
    cost, margin = (float(each.replace(",", "")) for each in said.groups())
    months = 1 / (1 - (1 - 1 / 9) ** 1)
    assert margin == pytest.approx(70 * 0.4 * months, rel=0.02) and cost == pytest.approx(margin + 200)
    began = date(2023, 1, 1)
    bare: list[Row] = [("Client", "Start", "End", "Monthly amount"), *((f"S-{n}", began, None, 70) for n in range(8))]
    bare.append(("Gone", began, date(2024, 10, 15), 70))
    plain = of_tabs({"Contracts": bare, "Settings": [("key", "value"), ("period", "month")]})
    assert "enter your margin and acquisition cost in Settings; nothing is assumed here" in texts(plain, "Churn")


def test_002_02_the_share_of_past_losses_with_a_sign_stands_at_the_foot(book: Workbook) -> None:
    said = texts(book, LIST)
    assert re.search(r"Of 100 named by this list \d+ left \(\d+ of 100 leave anyway\)", said)
    found = re.search(r"Of 100 who left (\d+) stood on it, .*; (\d+) left with no sign before", said)
    assert found and int(found[1]) + int(found[2]) >= 95


def test_002_03_a_weekly_caller_silent_for_28_days_is_named_a_quarterly_one_not(book: Workbook) -> None:
    said = str(signs(book, "Weekly caller")["not heard from"]["Evidence"])
    assert "for 28 days; usually every 7 days" in said
    chance = re.search(r"by chance: ([\d.]+)%", said)
    assert chance and float(chance[1]) == pytest.approx(1.8, abs=0.3)
    assert "not heard from" not in signs(book, "Quarterly caller")


def test_002_04_the_response_to_silence_is_gentle_and_a_busy_month_is_expected_quiet(book: Workbook) -> None:
    row = signs(book, "Weekly caller")["not heard from"]
    assert "gentle check-in" in str(row["Response"]).lower()
    assert not re.search(r"why (have|did) you not|reproach you|disappoint", str(row["Response"]))
    assert "not heard from" not in signs(book, "Busy weekly caller")
    quiet = next(row for row in rows(book, "Segments", "Customer") if row["Customer"] == "Busy weekly caller")
    assert "expected quiet" in " ".join(str(value) for value in quiet.values())


def test_002_10_three_complaints_in_30_days_against_one_a_quarter_are_named(book: Workbook) -> None:
    row = signs(book, "Complains")["more complaints"]
    assert "3 complaints in the last 30 days" in str(row["Evidence"])
    assert not set(signs(book, "Complains at times")) - {"may leave"}


def test_002_11_a_complaint_is_open_until_the_customer_says_it_is_settled(book: Workbook) -> None:
    assert "8 Oct 2024" in str(signs(book, "Unhappy answer")["open complaint"]["Evidence"])
    assert "12 Sep 2024" in str(signs(book, "Open root")["open complaint"]["Evidence"])
    assert "open complaint" not in signs(book, "Happy answer")


@pytest.fixture(scope="module")
def cdnow(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What Segments says of CDNOW's 23,570 customers, each with all their money in one sale: shares are the same."""
    money: dict[str, float] = {}
    last: dict[str, str] = {}
    with gzip.open(shared_data / "transactions" / "cdnow_master.txt.gz", "rt", encoding="ascii") as file:
        for line in file:
            who, day, _, amount = line.split()
            if who.isdigit():
                money[who], last[who] = money.get(who, 0.0) + float(amount), day
    book = tmp_path_factory.mktemp("cdnow") / "cdnow.csv"
    lines = [f"C{who},{last[who]},{round(total, 2)}" for who, total in money.items()]
    book.write_text("\n".join(["customer,date,amount", *lines]), encoding="utf-8")
    review(book, as_of="1998-06-30")
    made = CalamineWorkbook.from_path(book.with_suffix(".winback.xlsx")).get_sheet_by_name("Segments").to_python()
    return "\n".join(cell for row in made for cell in row if isinstance(cell, str) and " " in cell)


def test_002_16_twenty_and_eighty_are_measured_on_own_data(cdnow: str) -> None:
    assert "Your best 20% of 23,570 customers bring 67.8% of the money" in cdnow
    assert "32.6% of them bring 80% (Gini 0.63)" in cdnow
    assert "The often quoted 20/80 is only a rule of thumb." in cdnow


def test_002_17_own_figures_stand_beside_the_quoted_ones(of_tabs: Callable[..., Workbook]) -> None:
    sold: list[Row] = [SALES]
    for n in range(30):
        sold += [
            (date(2022, 11, 3) + timedelta(days=30 * k + n % 7), f"Old {n:02}", "tea", 40.0 + n % 5) for k in range(24)
        ]
        sold += [
            (date(2024, 2, 3) + timedelta(days=30 * k + n % 7), f"New {n:02}", "tea", 20.0 + n % 5) for k in range(9)
        ]
    said = re.search(
        r"Last 12 months: an existing customer spent (\d+), a new one (\d+); the difference is probably (-?\d+) to (\d+)\. "
        r"Others quote 31% more\.",
        texts(of_tabs({"Sales": sold}), "Segments"),
    )
    assert said
    existing, new, low, high = (int(each) for each in said.groups())
    assert existing == pytest.approx(12 * 42, abs=45) and new == pytest.approx(9 * 22, abs=3)
    assert low < existing - new < high


def twenty(losses: Sequence[int]) -> list[Row]:
    """Twenty contracts at the start of every month, of which so many end in it; as many are new. The last is October."""
    began, found = date(2022, 1, 1), list[Row]()
    starts = [began] * 20
    for at, lost in enumerate(losses, start=11 - len(losses)):
        gone = [starts.pop(0) for _ in range(lost)]
        found += [(f"L-{at}-{n}", first, date(2024, at, 10), 50) for n, first in enumerate(gone)]
        starts += [date(2024, at, 20)] * lost
    found += [(f"S-{n}", first, None, 50) for n, first in enumerate(starts)]
    return [("Client", "Start", "End", "Monthly amount"), *found]


@pytest.mark.parametrize(
    ("losses", "alarm"),
    [
        pytest.param([1, 2], False, id="2 of 20 after 1 of 20: no alarm"),
        pytest.param([1, 0, 1, 1, 0, 1, 1, 2], False, id="2 of 20 after a quiet year: no alarm"),
        pytest.param([1, 0, 1, 1, 0, 1, 1, 8], True, id="8 of 20 after a quiet year: an alarm"),
    ],
)
def test_002_18_an_alarm_minds_the_size_of_the_period(
    losses: Sequence[int], alarm: bool, of_tabs: Callable[..., Workbook]
) -> None:
    book = of_tabs({"Contracts": twenty(losses), "Settings": [("key", "value"), ("period", "month")]})
    months = {row["Period"]: row for row in rows(book, "Churn", "Period")}
    assert [months[f"2024-{at:02}"]["Lost"] for at in range(11 - len(losses), 11)] == losses
    assert (months["2024-09"]["Start"], months["2024-10"]["Start"]) == (20, 20)
    assert bool(months["2024-10"]["Note"]) is alarm and not months["2024-09"]["Note"]
    assert ("more than usual" in texts(book, "Win-back")) is alarm

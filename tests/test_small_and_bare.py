"""The smallest books still get something useful and nothing that is not known: few customers, one tab, other scripts, contracts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from persons_firm import AS_OF, SALES, Row, reviewed, rows, texts, write

OURS = (
    "Win-back",
    "Outreach",
    "Lost customers",
    "Warning signs",
    "Customer card",
    "Churn",
    "Cohorts",
    "Segments",
    "Data check",
)


def shop(customers: int, *, quiet: int = 3, left: int = 2, names: tuple[str, ...] = ()) -> list[Row]:
    """So many buy every four weeks or so for two years; some have been quiet for six weeks, some left half a year ago."""
    sold: list[Row] = [SALES]
    for n in range(customers):
        last = AS_OF - timedelta(days=190 + n if n < left else 42 if n < left + quiet else n % 20)
        name = names[n] if n < len(names) else f"Guest house {n:02}"
        days = [last - timedelta(days=28 * k + k * k % 9) for k in range(24)]
        sold += [(day, name, "linen", 30.0 + 7 * n) for day in days]
    return sold


@pytest.fixture(scope="module")
def twenty_five(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return reviewed(write(tmp_path_factory.mktemp("small") / "shop.xlsx", {"Sales": shop(25)}))


def test_25_customers_no_percentage_is_given_of_fewer_than_five(twenty_five: Workbook) -> None:
    front = texts(twenty_five, "Win-back")
    assert "too few for a percentage" in front
    assert not re.search(r"\b\d+(\.\d)?% \(between", front)


def test_25_customers_get_names_to_call_with_a_reason_in_numbers(twenty_five: Workbook) -> None:
    plan = rows(twenty_five, "Outreach")
    assert {row["Customer"] for row in plan} >= {f"Guest house {n:02}" for n in range(5)}
    assert all(re.search(r"\d", str(row["Why now"])) and row["Opening line"] for row in plan)
    assert "Call these" in texts(twenty_five, "Win-back")


def test_25_customers_the_quiet_ones_come_before_those_in_their_rhythm(twenty_five: Workbook) -> None:
    named = [row["Customer"] for row in rows(twenty_five, "Warning signs") if row["Sign"] == "may leave"]
    assert set(named[:3]) == {"Guest house 02", "Guest house 03", "Guest house 04"}


@pytest.mark.parametrize("customers", [12, 24])
def test_under_25_customers_no_chance_is_claimed(customers: int, tmp_path: Path) -> None:
    book = reviewed(write(tmp_path / "shop.xlsx", {"Sales": shop(customers)}))
    said = texts(book, "Warning signs") + texts(book, "Win-back") + texts(book, "Outreach")
    assert "of 100" not in said
    assert {f"Guest house {n:02}" for n in range(2, 5)} <= {row["Customer"] for row in rows(book, "Warning signs")}


def test_only_sales_makes_at_most_seven_tabs(twenty_five: Workbook) -> None:
    shown = [sheet.title for sheet in twenty_five if sheet.title in OURS and sheet.sheet_state == "visible"]
    assert 3 <= len(shown) <= 7


PERSIAN = ("شرکت آفتاب", "فروشگاه بهار", "کتابخانه\u200cی دانا", "نانوایی سنگک", "داروخانه\u200cی امید")


def test_persian_names_come_back_with_all_their_letters(tmp_path: Path) -> None:
    """The half space within a word is no letter; two names that differ in it only are one."""
    book = reviewed(write(tmp_path / "shop.xlsx", {"Sales": shop(30, names=PERSIAN)}))
    names = [name.replace("\u200c", "") for name in PERSIAN]
    assert {row["Customer"] for row in rows(book, "Lost customers")} == set(names[:2])
    assert set(names[2:]) <= {row["Customer"] for row in rows(book, "Warning signs")}
    assert all(name in texts(book, "Outreach") for name in names)


@pytest.fixture(scope="module")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Sixty contracts and nothing else: four ended, one has given notice, one ends soon."""
    began = date(2022, 6, 1)
    found: list[Row] = [("Client", "Start", "End", "Monthly amount", "Notice given")]
    found += [(f"Client {n:02}", began + timedelta(days=9 * n), None, 40.0 + n, None) for n in range(54)]
    found += [(f"Gone {n}", began, date(2024, 7, 1) + timedelta(days=20 * n), 75.0, None) for n in range(4)]
    found += [
        ("Told us", began, date(2024, 12, 31), 35.0, date(2024, 10, 20)),
        ("Ends soon", began, date(2024, 12, 5), 90.0, None),
    ]
    return reviewed(write(tmp_path_factory.mktemp("contracts") / "clients.xlsx", {"Contracts": found}))


def test_contracts_only_have_no_sign_of_silence_and_no_chance_of_purchases(contracts: Workbook) -> None:
    signs = {(row["Customer"], row["Sign"]) for row in rows(contracts, "Warning signs")}
    assert signs == {("Told us", "told us"), ("Ends soon", "ends soon")}
    said = "".join(texts(contracts, name) for name in OURS)
    assert "bought" not in texts(contracts, "Warning signs") and "of 100" not in said


def test_contracts_only_still_name_who_left_and_whom_to_call_first(contracts: Workbook) -> None:
    assert {row["Customer"] for row in rows(contracts, "Lost customers")} == {f"Gone {n}" for n in range(4)}
    assert rows(contracts, "Outreach")[0]["Customer"] == "Told us"


def test_what_is_made_opens_as_a_workbook_with_the_owners_rows_as_they_were(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.xlsx", {"Sales": shop(25)})
    before = list(openpyxl.load_workbook(path)["Sales"].iter_rows(values_only=True))
    assert list(reviewed(path)["Sales"].iter_rows(values_only=True)) == before

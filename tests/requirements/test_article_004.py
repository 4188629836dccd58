"""Requirements 004: winning back former accounts. Each test runs the acceptance test of its id on a result tab."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from persons_firm import Row, reviewed, rows, texts, write

BEGAN = date(2023, 1, 1)
CONTRACTS: list[Row] = [
    ("Client", "Start", "End", "Monthly amount"),
    *((f"S-{n}", BEGAN, None, 100) for n in range(20)),
    *((f"L-{n}", BEGAN, date(2024, 8, 1 + n), 90 + n) for n in range(6)),
]


def type_in(sheet: Worksheet, customer: str, typed: dict[str, str]) -> None:
    """Fill yellow cells of a customer's row, as a caller does."""
    heads = next(row for row in sheet.iter_rows() if row[0].value == "Rank")
    at = {str(cell.value): cell.column for cell in heads}
    row = next(row for row in sheet.iter_rows(min_row=heads[0].row + 1) if row[at["Customer"] - 1].value == customer)
    for heading, value in typed.items():
        row[at[heading] - 1].value = value


def test_004_08_a_call_without_the_ask_is_not_counted_as_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.xlsx", {"Contracts": CONTRACTS})
    reviewed(path)
    book = openpyxl.load_workbook(path)
    for customer, asked in (("L-3", "yes"), ("L-4", "no"), ("L-5", "")):
        typed = {"Done": "yes", "Outcome": "thinking it over"} | ({"Asked back": asked} if asked else {})
        type_in(book["Outreach"], customer, typed)
    book.save(path)
    assert "of 3 called (1 were asked back)" in texts(reviewed(path), "Win-back")


def test_004_14_no_former_customer_goes_from_the_book_and_a_deleted_row_still_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.xlsx", {"Contracts": CONTRACTS})
    before = [row for row in openpyxl.load_workbook(path)["Contracts"].iter_rows(values_only=True)]
    first = rows(reviewed(path), "Lost customers")
    assert {row["Customer"] for row in first} == {f"L-{n}" for n in range(6)}
    book = openpyxl.load_workbook(path)
    sheet = book["Lost customers"]
    number = next(row[0].row for row in sheet.iter_rows() if row[1].value == "L-2")
    sheet.delete_rows(number)
    book.save(path)
    later = reviewed(path)
    assert "Removed by hand: 1 (still counted in Churn)." in texts(later, "Lost customers")
    assert sum(row["Lost"] for row in rows(later, "Churn", "Period") if row["Lost"]) == 6
    assert [row for row in later["Contracts"].iter_rows(values_only=True)] == before

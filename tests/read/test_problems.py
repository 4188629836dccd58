"""The one list of checks: each has its sentence, finds its fault, and its flag alone says what is set aside."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.present.words import say, word
from winback_sheets.present.words.en.problems import TEXTS
from winback_sheets.read import problems
from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.read.problems import CHECKS

TODAY = pd.Timestamp("2026-01-15")
KEYS = [check.key for check in CHECKS]


def grid(name, rows, **facts):
    cells = [list(row) for row in rows]
    return Grid(
        name,
        cells[:60],
        lambda n: pd.DataFrame(cells[n:], index=range(n + 1, len(cells) + 1), dtype=object),
        len(cells),
        **facts,
    )


SALES = ["Customer", "Date", "Amount"]
FINE = ["Ann", "2025-12-01", 10]
CONTRACTS = ["Customer", "Start", "End", "Monthly amount", "Status", "Trial"]
RUNS = ["Ann", "2025-01-01", None, 10, "active", "no"]


def shop(*rows):
    return [grid("Sales", [SALES, FINE, *rows])]


def contracts(*rows):
    return [grid("Subscriptions", [CONTRACTS, RUNS, *rows])]


def terms(*rows):
    headings = ["Customer", "Start", "Amount", "Billing period"]
    return [grid("Subscriptions", [headings, ["Ann", "2025-01-01", "$10", "monthly"], *rows])]


# A workbook with one fault for each check, its row 3 of the first tab (of the second, where there are two).
FAULTS = {
    "not_a_date": shop(["Ben", "soon", 5]),
    "no_leap_day": shop(["Ben", "2019-02-29", 5]),
    "no_such_day": shop(["Ben", "2025-04-31", 5]),
    "day_or_month_first": [grid("Sales", [SALES, ["Ann", 45000, 10], ["Ben", "3/4/2021", 5]])],
    "half_turned": [grid("Sales", [SALES, ["Ann", "14/01/2025", 10], ["Ben", "2025-03-01", 5]])],
    "out_of_range_date": shop(["Ben", "1850-01-01", 5]),
    "not_a_number": shop(["Ben", "2025-12-02", "call me"]),
    "decimal_sign": [grid("Sales", [SALES, FINE, ["Ben", "2025-12-02", "1,234"], ["Cy", "2025-12-02", "1.5"],
                                    ["Cy", "2025-12-03", "1,5"]])],
    "not_yes_or_no": contracts(["Ben", "2025-01-01", None, 5, "active", "perhaps"]),
    "error_cell": shop(["Ben", "2025-12-02", "#REF!"]),
    "no_stored_result": [grid("Sales", [SALES, FINE, ["Ben", "2025-12-02", None]], uncached_cells=((3, 2),))],
    "no_customer": shop([None, "2025-12-02", 5]),
    "damaged_id": shop(["6.12346E+12", "2025-12-02", 5]),
    "no_date": shop(["Ben", None, 5]),
    "no_amount": shop(["Ben", "2025-12-02", None]),
    "future_date": shop(["Ben", "2027-12-02", 5]),
    "end_before_start": contracts(["Ben", "2025-01-01", "2024-01-01", 5, "active", "no"]),
    "no_start": contracts(["Ben", None, None, 5, "active", "no"]),
    "left_without_date": contracts(["Ben", "2025-01-01", None, 5, "cancelled", "no"]),
    "starts_later": contracts(["Ben", "2026-05-01", None, 5, "active", "no"]),
    "paused": contracts(["Ben", "2025-01-01", None, 5, "paused", "no"]),
    "unknown_term": terms(["Ben", "2025-01-01", 5, "now and then"]),
    "one_payment": terms(["Ben", "2025-01-01", 5, "one-time"]),
    "contract_currency": terms(["Ben", "2025-01-01", "€5", "monthly"], ["Cy", "2025-01-01", "$5", "monthly"]),
    "zeroed": contracts(["Ben", "2025-01-01", "2025-06-01", 0, "cancelled", "no"]),
    "trial": contracts(["Ben", "2025-01-01", None, 5, "active", "yes"]),
    "not_paid_yet": contracts(["Ben", "2025-01-01", None, 0, "active", "no"]),
    "negative_monthly": contracts(["Ben", "2025-01-01", None, -5, "active", "no"]),
    "total_row": shop(["Total", "2025-12-31", 10]),
    "repeated_header": [grid("Sales", [SALES, FINE, SALES])],
    **{key: [grid("Sales", [[*SALES, "Status"], [*FINE, "Paid"], ["Ben", "2025-12-02", 5, word]])]
       for key, word in {"cancelled": "Void", "failed": "Declined", "not_yet": "Draft", "refunded": "Refunded"}.items()},
    **{key: [grid("Sales", [[*SALES, "Type"], [*FINE, "Invoice"], ["Ben", "2025-12-02", 5, word]])]
       for key, word in {"other_entry": "Fee", "beside_invoice": "Payment"}.items()},
    "gift_card": [grid("Sales", [[*SALES, "Product"], [*FINE, "Tea"], ["Ben", "2025-12-02", 5, "Gift card"]])],
    "other_currency": [grid("Sales", [[*SALES, "Currency"], [*FINE, "EUR"], ["Ben", "2025-12-02", 5, "USD"],
                                      ["Cy", "2025-12-03", 5, "EUR"]])],
    "duplicate_row": shop(FINE),
    "not_in_orders": [grid("Sales", [["Customer", "Date", "Order id"], ["Ann", "2025-12-01", "1"]]),
                      grid("Order lines", [["Order id", "Quantity", "Unit price"], ["1", 1, 10], ["9", 1, 5]])],
    "unknown_status": contracts(["Ben", "2025-01-01", None, 5, "blue", "no"]),
    "same_as_nobody": [grid("Sales", [SALES, FINE]),
                       grid("Customers", [["Customer", "Same as"], ["Ann", "Ann"], ["Ann", "Ben"]])],
    "setting": [grid("Sales", [SALES, FINE]), grid("Settings", [["key", "value"], ["margin", "40 %"],
                                                                  ["allowed gap", "a week"]])],
}  # fmt: skip
# Lines of orders that are in no Sales tab, of Customers and of Settings count among no rows.
NO_ROWS = {"not_in_orders", "same_as_nobody", "setting"}


def test_every_check_has_a_sentence_and_every_sentence_a_check() -> None:
    assert [key for key in KEYS if key not in TEXTS] == []
    assert [key for key in TEXTS if key not in KEYS] == []
    assert all(text[0].islower() and not text.endswith(".") for text in TEXTS.values())
    assert len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_check_finds_its_fault_at_its_cell(key: str) -> None:
    found = read(FAULTS[key], today=TODAY).problems
    assert key in found.loc[found["row"] == 3, "rule"].tolist(), say(f"problems.{key}")


@pytest.mark.parametrize("key", [key for key in KEYS if key not in NO_ROWS])
def test_the_flag_of_a_check_decides_whether_its_row_counts(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (check,) = (each for each in CHECKS if each.key == key)
    alone = [each._replace(aside="nothing") if each.key != key else each for each in CHECKS]
    counted = {}
    for aside in ("row", "nothing"):
        monkeypatch.setattr(problems, "CHECKS", tuple(c._replace(aside=aside) if c.key == key else c for c in alone))
        book = read(FAULTS[key], today=TODAY)
        mine = book.problems[book.problems["rule"] == key]
        counted[aside] = book.rows_used
        assert set(mine["aside"]) == {aside == "row"}
    assert counted["row"] == counted["nothing"] - 1
    assert check.aside in ("row", "cell", "nothing")


# ---------------------------------------------------------------- formulas without a stored result


def unsaved(folder: Path, *rows: list[object]) -> list[Grid]:
    """A workbook as a program saves it that works no formula out."""
    book = openpyxl.Workbook()
    book.active.title = "Sales"
    for row in (SALES, FINE, *rows):
        book.active.append(row)
    book.save(folder / "shop.xlsx")
    return open_grids(folder / "shop.xlsx")


@pytest.mark.parametrize("label", [None, "Total"])
def test_a_total_whose_formula_was_never_worked_out_is_said_with_its_address(tmp_path: Path, label) -> None:
    book = read(unsaved(tmp_path, [label, None, "=SUM(C2:C2)"]), today=TODAY)
    found = book.problems.assign(cell=book.problems["letter"] + book.problems["row"].astype(str))
    assert found[["rule", "cell"]].values.tolist() == [["no_stored_result", "C3"], ["total_row", "A3"]]
    assert len(book.sales) == 1 and book.money_read == 10
    assert "'Sales': one formula has no stored result: open and save the file once in Excel" in map(
        word, book.understood
    )


def test_an_amount_without_a_stored_result_is_no_blank_amount(tmp_path: Path) -> None:
    book = read(unsaved(tmp_path, ["Ben", "2025-12-02", "=2*21"]), today=TODAY)
    assert book.problems[["rule", "row", "letter", "aside"]].values.tolist() == [["no_stored_result", 3, "C", True]]


def test_an_amount_is_not_missed_where_quantity_and_price_say_it() -> None:
    rows = [["Customer", "Date", "Quantity", "Unit price", "Amount"], ["Ann", "2025-12-01", 2, 5, None]]
    book = read([grid("Sales", rows, uncached_cells=((2, 4),))], today=TODAY)
    assert len(book.problems) == 0 and book.sales["amount"].tolist() == [10]

"""A ledger kept in pieces is one ledger, whatever the order of its tabs and files and however their headings change."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest

from winback_sheets.present.words import word
from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.read.pieces import name_without_month

TODAY = pd.Timestamp("2026-01-15")
SEPTEMBER = [["Date", "Client", "Order", "Net value"], *([f"2025-09-{n:02d}", "Ann", f"A{n}", n] for n in range(1, 6))]
OCTOBER = [
    [None, "Order number", "Customer", "Invoice date", "Amount", "Product"],
    *([None, f"B{n}", "Ann", f"2025-10-{n:02d}", 10 * n, "Rake"] for n in range(1, 8)),
]
NOVEMBER = [OCTOBER[0], *([None, f"C{n}", "Bob", f"2025-11-{n:02d}", 100 * n, "Hoe"] for n in range(1, 4))]
MONTHS = {"Sep": SEPTEMBER, "Oct": OCTOBER, "Nov": NOVEMBER}
ALL = (15, 15 + 280 + 600)  # rows, money


def tab(name: str, cells: list[list[object]], **facts: object) -> Grid:
    rows = range(1, len(cells) + 1)
    return Grid(name, cells, lambda n: pd.DataFrame(cells[n:], index=rows[n:], dtype=object), len(cells), **facts)


def counted(*grids: Grid) -> tuple[int, float]:
    book = read([*grids], today=TODAY)
    return book.rows_used, round(book.money_read, 2)


@pytest.mark.parametrize("order", [*permutations(MONTHS)], ids="-".join)
def test_tabs_by_month_are_one_ledger_in_any_order(order):
    assert counted(*(tab(f"Sales {name} 2025", MONTHS[name]) for name in order)) == ALL


@pytest.mark.parametrize("order", [*permutations(MONTHS)], ids="-".join)
def test_files_given_as_one_are_one_ledger_whatever_they_are_called(order):
    names = {"Sep": "export", "Oct": "new till.csv", "Nov": "latest.csv"}
    assert counted(*(tab(names[name], MONTHS[name], piece=names[name]) for name in order)) == ALL


def test_other_tabs_with_other_headings_are_no_pieces():
    # A summary beside a ledger often has a customer, a day and money as well.
    summary = [["Client", "Last date", "Total"], ["Ann", "2025-11-03", 295]]
    for name in ("Summary", "Sheet2"):
        assert counted(tab("Sheet1", NOVEMBER), tab(name, summary)) == (3, 600)


def test_a_copy_of_a_tab_is_counted_once():
    assert counted(tab("Sales", NOVEMBER), tab("Sales (2)", NOVEMBER)) == (3, 600)


def test_tabs_of_the_same_columns_are_told_in_one_line_and_a_file_left_out_is_a_doubt():
    stock = tab("stock.csv", [["Article", "In stock"], ["Rake", 3]], piece="stock.csv")
    book = read([tab(name, MONTHS[name], piece=name) for name in MONTHS] + [stock], today=TODAY)
    lines = [word(line) for line in book.understood]
    assert [line.partition(" as ")[0] for line in lines if " as Sales" in line] == [
        "read 'Sep'", "read 2 tabs, 'Oct' to 'Nov',",
    ]  # fmt: skip
    assert [word(doubt) for doubt in book.doubts if "stock.csv" in word(doubt)]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("orders_okt.csv", "orders_nov.csv", True),
        ("2025-01", "2025-02.csv", True),
        ("Umsatz März", "Umsatz 2026", True),
        ("Sales", "Summary", False),
    ],
)
def test_names_are_compared_without_months_years_and_endings(one, other, alike):
    assert (name_without_month(one) == name_without_month(other)) == alike

"""Tables that are no ledgers are read right all the same, and what they lack is said in one sentence."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from read.layout.odd_tables import TODAY, book, grid

from winback_sheets.files.files import open_grids
from winback_sheets.present.words import word
from winback_sheets.read.book import read
from winback_sheets.read.layout.ordinary import ordinary
from winback_sheets.read.layout.table import plain_table
from winback_sheets.read.values import to_numbers


class Right(NamedTuple):
    """What a sheet of a file holds: its heading row, how many rows, the sum of one column; and what it lacks."""

    file: str
    tab: str
    header_row: int
    rows: int
    column: int
    total: float
    lacks: str


# Counted with openpyxl and the csv module.
FILES = (
    Right("ledgers_messy/xlseries_case1.xlsx", "Hoja1", 1, 255, 1, 31450.78, "Customer, Date, and Amount"),
    Right("ledgers_messy/xlseries_case3.xlsx", "Exportaciones", 4, 113, 1, 12332.5, "Customer, Date, and Amount"),
    Right("ledgers_messy/xlseries_case5.xlsx", "Reservas", 26, 971, 6, 8821085.85, "Customer, Date, and Amount"),
    Right(
        "ledgers_messy/messytables_spanish_chars.csv",
        "messytables_spanish_chars",
        1,
        114,
        6,
        7867583.7,
        "Customer and Date",
    ),
    Right(
        "ledgers_messy/messytables_utf-16le_encoded.csv",
        "messytables_utf-16le_encoded",
        1,
        327,
        4,
        27872,
        "Customer and Date",
    ),
    Right(
        "ledgers_messy/messytables_sparse_with_column_errors.csv",
        *("messytables_sparse_with_column_errors", 1, 2200, 2, 140978930264, "Customer, Date, and Amount"),
    ),
    Right(
        "ledgers_messy/messytables_weird_head_padding.csv",
        "messytables_weird_head_padding",
        12,
        60,
        9,
        17818,
        "Customer, Date, and Amount",
    ),
    Right(
        "ledgers_messy/foresight_badly_structured_sales_1.xlsx", "Dirty 1", 3, 822, 18, 391721.9051, "Customer and Date"
    ),
    Right("ledgers_messy/foresight_invoices_merged_amounts.xlsx", "Dirty 5", 1, 13, 2, 3448.8236, "Customer and Date"),
    Right("locale/fa_clothing_shop_2025.xlsx", "Sales_data", 1, 36, 5, 18765000, "Customer"),
    Right("locale/fa_clothing_shop_2025.xlsx", "Sales_data", 1, 36, 3, 68, "Customer"),
)


@pytest.mark.parametrize("right", FILES, ids=lambda right: f"{right.tab} {right.column}")
def test_header_rows_and_sum(shared_data, right):
    grids = {each.name: each for each in ordinary(open_grids(shared_data / right.file), today=TODAY)}
    found = plain_table(grids[right.tab])
    assert found is not None
    assert (found.header_row, len(found.rows)) == (right.header_row, right.rows)
    assert to_numbers(found.rows[right.column]).values.sum() == pytest.approx(right.total)


@pytest.mark.parametrize("right", FILES, ids=lambda right: f"{right.tab} {right.column}")
def test_what_is_missing_is_said(shared_data, right):
    found = read(open_grids(shared_data / right.file), today=TODAY)
    assert found.trouble is not None
    said = word(found.trouble)
    no_customer = f"'{right.tab}' has dates and amounts but no customer column"
    assert f"nothing is headed {right.lacks};" in said or said.startswith(no_customer)


def test_filtered_rows_are_counted_and_said(shared_data):
    found = read(open_grids(shared_data / "ledgers_messy/telco_filtered_hidden_rows.xlsx"), today=TODAY)
    assert found.subscriptions is not None and len(found.subscriptions) == 7043
    assert "'Telco_Churn': 4,915 hidden rows are counted too" in [word(each) for each in found.understood]


def test_lines_in_one_cell_give_a_full_review(shared_data):
    found = read(open_grids(shared_data / "transactions/northwind.xlsx"), today=TODAY)
    assert found.sales is not None and len(found.sales) == 830
    assert found.sales["customer"].nunique() == 89
    assert found.sales["amount"].sum() == pytest.approx(1265793.04, abs=0.005)


@pytest.mark.parametrize(
    ("text", "row", "rows"),
    [
        pytest.param("Country,Index\nNorway,5\nChad,6\n", 1, 2, id="plain"),
        pytest.param(
            "Our table,\n,\nCountry,Index\n,\nNorway,5\nChad,6\n,\nSource: us,\n", 3, 2, id="titles and notes"
        ),
        pytest.param("Country,Index\nNorway,5\nChad,6\nTotal,11\n", 1, 2, id="a total"),
        pytest.param("Country,1985,1993,2001\nNorway,5,6,7\nChad,6,7,8\n", 1, 2, id="years as headings"),
    ],
)
def test_where_headings_and_rows_are(text, row, rows):
    found = plain_table(grid(text))
    assert found is not None and (found.header_row, len(found.rows)) == (row, rows)
    assert book(text).trouble is not None


def test_no_headings_no_table():
    assert plain_table(grid("1,2\n3,4\n5,6")) is None

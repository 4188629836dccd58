"""Ordinary tables come through untouched, and looking at them costs next to nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from ledgers import people, shop, write
from read.layout.odd_tables import TODAY

from winback_sheets.files.files import open_grids
from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.ordinary import ordinary

ROOT = Path(__file__).resolve().parents[3]
WORKBOOKS = sorted(path for path in (ROOT / "workbooks").rglob("*") if path.suffix in (".xlsx", ".csv"))
# Real files with ordinary tables only, in the folder of real data.
REAL = (
    *("transactions/northwind.xlsx", "transactions/cdnow_sample.txt", "transactions/online_retail_2010_2011.csv.gz"),
    *("transactions/retail_transactions_2011_2015.csv.gz", "transactions/grocery_elog.csv.gz"),
    *("subscriptions/telco_customer_churn.csv", "subscriptions/telecom_maven.csv", "subscriptions/telco_services.xlsx"),
    *("subscriptions/licence_renewals_restaurants.csv", "interactions/ar_invoices_ibm.csv"),
    *("interactions/crm_sales_pipeline.csv", "interactions/contact_tenures_senators.csv"),
    *("interactions/incident_event_log.csv.gz", "ledgers_messy/telco_filtered_hidden_rows.xlsx"),
)


def untouched(grids: list[Grid]) -> bool:
    return all(made is given for made, given in zip(ordinary(grids, today=TODAY), grids, strict=True))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_our_workbooks_and_stories(path):
    assert untouched(open_grids(path))


@pytest.mark.parametrize("name", REAL)
def test_real_ledgers(shared_data, name):
    assert untouched(open_grids(shared_data / name))


def test_exports_of_programs(shared_data):
    odd = {"qbo_sales_by_customer_detail.csv"}
    files = [path for path in (shared_data / "exports").rglob("*") if path.suffix in (".csv", ".xlsx")]
    assert {path.name for path in files if not untouched(open_grids(path))} == odd


def test_a_workbook_of_made_ledgers(tmp_path):
    path = write(tmp_path / "shop.xlsx", Sales=shop(), Customers=people())
    assert untouched(open_grids(path))


def test_nothing_below_the_first_rows_is_read():
    def below(n: int) -> pd.DataFrame:
        raise AssertionError(n)

    rows = [["Customer", "Date", "Amount"], *[[f"C{n}", "2026-01-05", 12.5] for n in range(59)]]
    grid = Grid("Sales", rows, below, 500_000)
    assert ordinary([grid], today=TODAY)[0] is grid


def test_a_tab_that_is_ours_by_its_marker_is_left_alone():
    rows = [["Customer", "Jan 2025", "Feb 2025", "Mar 2025"], ["Ada", 1, 2, 3], ["Bo", 4, 5, 6]]
    grid = Grid("Churn", rows, lambda n: pd.DataFrame(rows[n:], index=range(n + 1, 4)), 3)
    assert ordinary([grid], today=TODAY, ours={"Churn": "churn"})[0] is grid
    assert ordinary([grid], today=TODAY)[0] is not grid

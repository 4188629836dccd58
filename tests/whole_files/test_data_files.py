"""Every file of five folders of the real data: ledger or not, where its table stands, its rows and its money.

The truths are those of the README beside the data; where it gives none, they were counted without the reader: texts
with pandas or the csv module, workbooks with openpyxl by their sheet rows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.findings import Review
from winback_sheets.present.questions import doubted
from winback_sheets.present.words import word
from winback_sheets.read.book import Book, read
from winback_sheets.read.grid import Grid
from winback_sheets.read.layout.ordinary import ordinary
from winback_sheets.read.layout.table import Plain, plain_table
from winback_sheets.read.recognise import Found, recognise
from winback_sheets.read.values import to_numbers
from winback_sheets.steps import review_book

ROOT = Path(__file__).resolve().parents[3] / "shared" / "data"
FOLDERS = ("ledgers_messy", "locale", "subscriptions", "transactions", "interactions")
TODAY = pd.Timestamp("2026-11-21")
pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="the real data are not on this machine")


class Right(NamedTuple):
    """One tab of a file. table: which ledger or list it is, "" for none.

    rows: those used of a ledger, those below the headings of another table. total: the money used, or the sum of what
    stands under the heading `of`. said: the sentence by which a file without a ledger is refused, and what it says is
    missing.
    """

    file: str
    tab: str
    table: str
    header_row: int | None
    rows: int | None
    total: float | None = None
    of: str = ""
    said: str = ""
    lacks: str = ""


CDA, CD, D, DA = "Customer, Date, and Amount", "Customer and Date", "Date", "Date and Amount"
LACKS, NO_CUSTOMER, NO_DATE = "read.lacks", "read.no_customer_column", "read.no_date_column"
NO_HEADINGS, NO_LEDGER = "read.no_headings", "read.no_ledger"
MESSY, EUSES, UNPIVOTR = "ledgers_messy/", "ledgers_messy/euses/", "ledgers_messy/unpivotr_worked_examples.xlsx"
SUBS, BUYS, TALKS = "subscriptions/", "transactions/", "interactions/"
NORTHWIND, SHOP = "transactions/northwind.xlsx", "locale/fa_clothing_shop_2025.xlsx"
SPARSE = "messytables_sparse_with_column_errors"
DARLINGTON = MESSY + "darlington_supplier_payments_2017_2021.zip"
FILTERED = MESSY + "telco_filtered_hidden_rows.xlsx"
FORESIGHT, INVOICES = (
    MESSY + "foresight_badly_structured_sales_1.xlsx",
    MESSY + "foresight_invoices_merged_amounts.xlsx",
)

# fmt: off
RIGHT = (
    # README. Each month is a tab; the 60 are one ledger, see below.
    Right(DARLINGTON, "2017-01.csv", "sales", 1, 85_958, 479_905_053.65),
    # README. What a month pays, everybody in the list; of Maven's file the 120 amounts below nothing are left out (pandas).
    Right(FILTERED, "Telco_Churn", "subscriptions", 1, 7_043, 456_116.60),
    Right(SUBS + "telco_customer_churn.csv", "telco_customer_churn", "subscriptions", 1, 7_043, 456_116.60),
    Right(SUBS + "telco_churn_reasons.xlsx", "Telco_Churn", "subscriptions", 1, 7_043, 456_116.60),
    Right(SUBS + "telco_services.xlsx", "Telco_Churn", "subscriptions", 1, 7_043, 456_116.60),
    Right(SUBS + "telecom_maven.csv", "telecom_maven", "subscriptions", 1, 7_043, 448_557.55),
    # README: 1,799 rows after the stray headings, and two of them are of a business called TEST (grep).
    Right(SUBS + "licence_renewals_restaurants.csv", "licence_renewals_restaurants", "subscriptions", 1, 1_799 - 2),
    # No days and no money (pandas).
    Right(SUBS + "telco_demographics.xlsx", "Telco_Churn", "", 1, 7_043, 327_568, "Age", NO_DATE),
    Right(SUBS + "telco_status.xlsx", "Telco_Churn", "", 1, 7_043, 1_869, "Churn Value", NO_DATE),
    # README; the orders of Northwind have their money from its lines.
    Right(BUYS + "cdnow_master.txt.gz", "cdnow_master", "sales", 1, 69_659, 2_500_315.63),
    Right(BUYS + "grocery_elog.csv.gz", "grocery_elog", "sales", 1, 10_483, 0.0),
    Right(BUYS + "online_retail_2010_2011.csv.gz", "online_retail_2010_2011", "sales", 1, 406_829, 8_300_065.81),
    Right(BUYS + "retail_transactions_2011_2015.csv.gz", "retail_transactions_2011_2015", "sales", 1, 125_000, 8_123_989),
    Right(NORTHWIND, "Orders", "sales", 1, 830, 1_265_793.04),
    Right(NORTHWIND, "Orders Details", "order_lines", 1, 2_155, 51_317, "Quantity"),
    Right(NORTHWIND, "Customers", "customers", 1, 91),
    Right(NORTHWIND, "Categories", "", 1, 8, 36, "CategoryID"),
    Right(NORTHWIND, "Employees", "", 1, 9, 45, "EmployeeID"),
    Right(NORTHWIND, "Product", "", 1, 77, 2_222.71, "UnitPrice"),
    Right(NORTHWIND, "Suppliers", "", 1, 29, 435, "SupplierID"),
    # No days or no money (README for the sums, else pandas); the sample has no headings.
    Right(BUYS + "cdnow_customers_summary.csv", "cdnow_customers_summary", "", 1, 2_357, 2_457, "frequency", LACKS, CDA),
    Right(BUYS + "cdnow_sample.txt", "cdnow_sample", "", None, None, said=NO_HEADINGS),
    Right(BUYS + "donations_bgbb.csv", "donations_bgbb", "", 1, 22, 11_104, "weights", LACKS, CDA),
    Right(BUYS + "retail_campaign_response.csv", "retail_campaign_response", "", 1, 6_884, 647, "response", LACKS, DA),
    # README; of the deals the won ones are sales.
    Right(TALKS + "ar_invoices_ibm.csv", "ar_invoices_ibm", "sales", 1, 2_466, 147_703.18),
    Right(TALKS + "crm_sales_pipeline.csv", "crm_sales_pipeline", "sales", 1, 4_238, 10_005_534),
    # Sums by pandas.
    Right(TALKS + "contact_tenures_senators.csv", "contact_tenures_senators", "", 1, 933, 4_698_467, "diff_days", "read.lacks"),
    Right(TALKS + "crm_accounts.csv", "crm_accounts", "", 1, 85, 169_543.8, "revenue", NO_DATE),
    Right(TALKS + "crm_sales_teams.csv", "crm_sales_teams", "", 1, 35, said=LACKS, lacks=CDA),
    Right(TALKS + "hillstrom_email.csv.gz", "hillstrom_email", "", 1, 64_000, 67_258.13, "spend", LACKS, CD),
    Right(TALKS + "incident_event_log.csv.gz", "incident_event_log", "", 1, 5_998, 6_840, "reassignment_count", LACKS, DA),
    # Texts without headings; README: 36 rows, 68 pieces, 18,765,000 and 11 purchases for 13,484,000; the rest openpyxl.
    Right("locale/bn_districts.csv", "bn_districts", "", None, None, said=NO_LEDGER),
    Right("locale/bn_upazilas.csv", "bn_upazilas", "", None, None, said=NO_LEDGER),
    Right(SHOP, "Sales_data", "", 1, 36, 18_765_000, "Total_Sales", NO_CUSTOMER),
    Right(SHOP, "Data main", "", 1, 11, 13_484_000, "Total_Purchase_Price", NO_CUSTOMER),
    Right(SHOP, "Readme", "", 1, 12, said=NO_CUSTOMER),
    # 167 lines by 240 months, of which 40,076 cells have a figure (pandas): zeros are no purchase and no row.
    Right("locale/mn_bank_statistics.xlsx", "Sheet1", "", 2, None, 38_036_214_538.96, "Amount", NO_CUSTOMER),
    # Rows and sums as openpyxl and the csv module count them; the sums without rows that are called Grand Total.
    Right(FORESIGHT, "Dirty 1", "", 3, 822, 391_721.9051, "Amount", LACKS, CD),
    Right(FORESIGHT, "Sheet2", "", 1, 992, 461_285.2893, "Value", LACKS, CD),
    Right(FORESIGHT, "Clean 1", "", 1, 834 - 12, 391_721.9051, "Sales", LACKS, CD),
    Right(INVOICES, "Dirty 5 (3)", "", 1, 13, 3_448.8236, "Amount", LACKS, CD),
    Right(INVOICES, "Dirty 5 (2)", "", 1, 12, 78, "Index", LACKS, CD),
    Right(INVOICES, "Dirty 5", "", 1, 13, 3_448.8236, "Amount", LACKS, CD),
    Right(INVOICES, "Clean 5", "", 1, 13, 3_448.8236, "Amount", LACKS, CD),
    Right(MESSY + "xlseries_case1.xlsx", "Hoja1", "", 1, 255, 31_450.78, "IPC-CqP", LACKS, CDA),
    Right(MESSY + "xlseries_case3.xlsx", "Exportaciones", "", 4, 113, 12_332.5, "Indice de precios de exportación", LACKS, CDA),
    Right(MESSY + "xlseries_case5.xlsx", "Reservas", "", 26, 971, 1_919_592.73, "bcrafec", LACKS, CDA),
    Right(MESSY + "messytables_spanish_chars.csv", "messytables_spanish_chars", "", 1, 114, 7_867_583.7, "Gasto total 2011", LACKS, CD),
    Right(MESSY + "messytables_utf-16le_encoded.csv", "messytables_utf-16le_encoded", "", 1, 327, 27_872, "Part_II_patients", LACKS, CD),
    Right(MESSY + "messytables_weird_head_padding.csv", "messytables_weird_head_padding", "", 12, 60, 17_818, "2010", LACKS, CDA),
    Right(MESSY + f"{SPARSE}.csv", SPARSE, "", 1, 2_200, 140_978_930_264, "Kapitel/Titel", LACKS, CDA),
    # Rows and sums by openpyxl, below the heading row and above the notes, without rows called total; where sums without a
    # name or a part of the headings are among the rows, how many they are is left open.
    Right(EUSES + "rig_fleet_list.xlsx", "Web Format", "", 5, 117, 2_108_000, "(feet)", LACKS, CDA),
    Right(EUSES + "charity_financials_hidden_sheet.xlsx", "Sheet1", "", 5, 81, None, "", LACKS, CDA),
    Right(EUSES + "charity_financials_hidden_sheet.xlsx", "Placed online", "", 5, None, 583_709_268.13, "2002", LACKS, CDA),
    Right(EUSES + "summary_two_row_header.xlsx", "summary1201", "", 9, 18, 119_649_272 - 4 * 14_956_159, "ASSETS Dollars", LACKS, CD),
    Right(EUSES + "survey_title_rows_subtotals.xlsx", "Sheet1", "", 5, None, 1_095 - 365, "Total", LACKS, D),
    Right(EUSES + "project_budget_1400_rows.xlsx", "FY 2002 ", "", 2, None, said=LACKS, lacks=CDA),
    Right(EUSES + "turkish_leasing_balance.xlsx", "ti56", "", 5, None, 4_631_590_123, "1997", LACKS, CDA),
    Right(EUSES + "pta_budget_hidden_sheets.xlsx", "General PTSA  Budget ", "", 7, None, 283_292, "2002/03", LACKS, CD),
    Right(EUSES + "store_manager_worksheets.xlsx", "Maintained Margin Report", "", 4, 31, 149_501.286, "SELLING", LACKS, CD),
    Right(EUSES + "japan_vital_statistics.xlsx", "Trend in leading cause of death", "", 5, 56, said=LACKS, lacks=CD),
    Right(EUSES + "quarterly_factsheet.xlsx", "Q3 FY04", "", None, None, said=NO_LEDGER),
    Right(EUSES + "many_tables_stacked.xlsx", "Data", "", 4, None, said=NO_CUSTOMER),
    Right(EUSES + "transport_table_merged.xlsx", "1-24", "", 2, None, said=NO_CUSTOMER),
    # Each sheet is a few rows that can be counted by eye; "formatting" and "non-text headers" have no headings of words.
    Right(UNPIVOTR, "clean", "", 1, 3, 9, "Age", NO_DATE),
    Right(UNPIVOTR, "notes", "", 3, 2, 4, "Age", NO_DATE),
    Right(UNPIVOTR, "highlights", "", 1, 3, 9, "Age", NO_DATE),
    Right(UNPIVOTR, "annotations", "", 1, 3, 12, "Height", NO_DATE),
    Right(UNPIVOTR, "combined-highlights", "", 1, 4, 20, "Price", NO_DATE),
    Right(UNPIVOTR, "highlight-hierarchy", "", 1, 4, 16, "Score", NO_DATE),
    Right(UNPIVOTR, "sentinels", "", 1, 4, 10, "Score", NO_DATE),
    Right(UNPIVOTR, "transposed", "", 1, 1, 3, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "pivot-annotations", "", 3, 4, 29, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "pivot-notes", "", 3, 4, 29, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "pivot-centre-aligned", "", 3, 8, 49, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "pivot-hierarchy", "", 2, 6, 29, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "pivot-repeated-headers", "", 2, None, 68, "Term 2", NO_DATE),
    Right(UNPIVOTR, "pivot-header-within-data", "", 3, None, 65, "Term 2", NO_DATE),
    Right(UNPIVOTR, "humanities", "", 1, 2, 8, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "performance", "", 1, 2, 21, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "female", "", 3, 2, 6, "Olivia", NO_DATE),
    Right(UNPIVOTR, "male", "", 4, 2, 8, "Nicholas", NO_DATE),
    Right(UNPIVOTR, "implied-multiples", "", 2, 2, 7, "Humanities History", NO_DATE),
    Right(UNPIVOTR, "formatting", "", None, None, said=NO_DATE),
    Right(UNPIVOTR, "in-cell formatting", "", 3, 3, 6, "Count", NO_DATE),
    Right(UNPIVOTR, "superscript symbols", "", 1, 2, 101, "Score", NO_DATE),
    Right(UNPIVOTR, "comments", "", 1, 2, 19, "Score", NO_DATE),
)
# fmt: on


@cache
def grids(file: str) -> list[Grid]:
    return open_grids(ROOT / file)


@cache
def book(file: str) -> Book:
    return read(grids(file), today=TODAY)


@cache
def tabs(file: str) -> dict[str, Grid]:
    return {grid.name: grid for grid in reversed(ordinary(grids(file), today=TODAY))}


@cache
def ledgers(file: str) -> dict[tuple[str, str], Found]:
    inputs, _, _ = recognise([*tabs(file).values()])
    return {(found.grid.name, found.table): found for found in inputs}


def table(right: Right) -> Plain | None:
    return plain_table(tabs(right.file)[right.tab])


def total(found: Plain, heading: str) -> float:
    at = next(at for at, text in found.headings.items() if text.startswith(heading))
    return float(to_numbers(found.rows[at]).values.sum())


def test_no_file_of_the_folders_is_forgotten():
    files = {path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*")}
    assert {file for file in files if (ROOT / file).is_file()} == {right.file for right in RIGHT}


@pytest.mark.parametrize("right", RIGHT, ids=lambda right: f"{Path(right.file).name}-{right.tab}")
def test_each_tab(right):
    if right.table in ("sales", "subscriptions"):
        ledger(right)
    elif right.table:
        listed(right)
    else:
        no_ledger(right)


def ledger(right: Right) -> None:
    """Read as this ledger, with so many rows and so much money, and nothing refused."""
    seen = book(right.file)
    assert ledgers(right.file)[right.tab, right.table].header_row == right.header_row
    rows = seen.sales if right.table == "sales" else seen.subscriptions
    assert seen.trouble is None and rows is not None
    money = rows["amount" if right.table == "sales" else "mrr"].sum()
    assert (seen.rows_used, len(rows)) == (right.rows, right.rows)
    assert right.total is None or round(money, 2) == right.total


def listed(right: Right) -> None:
    """Read as this list, beside a ledger."""
    assert ledgers(right.file)[right.tab, right.table].header_row == right.header_row
    plain(right)


def no_ledger(right: Right) -> None:
    """Taken for no ledger, its table found all the same, and what the file lacks said in one sentence."""
    plain(right)
    if not right.said:
        assert f"'{right.tab}'" in next(
            word(each) for each in book(right.file).understood if each.key == "read.not_used"
        )
        return
    trouble = book(right.file).trouble
    assert trouble is not None and trouble.key == right.said
    text = word(trouble)
    assert text.endswith(".") and "\n" not in text and 40 < len(text) < 250
    assert not right.lacks or f"nothing is headed {right.lacks};" in text


def plain(right: Right) -> None:
    found = table(right)
    assert (found.header_row if found else None) == right.header_row
    assert right.rows is None or (found is not None and len(found.rows) == right.rows)
    assert not right.of or (found is not None and total(found, right.of) == pytest.approx(right.total, abs=0.005))


# ---------------------------------------------------------------- full reviews


def review_of(file: str) -> Review:
    return review_book(book(file), today=TODAY)


def said(file: str) -> list[str]:
    return [*map(word, book(file).understood)]


def test_filtered_telco_is_reviewed_with_its_hidden_rows():
    (business,) = review_of(FILTERED).businesses
    assert (business.headline["lost"], business.headline["start"]) == (1_869, 7_043)
    assert business.headline["lost_money"] == 139_130.85
    assert "'Telco_Churn': 4,915 hidden rows are counted too" in said(FILTERED)
    assert (doubted(book(FILTERED)), book(FILTERED).questions) == ([], [])


def test_northwind_is_reviewed_from_its_one_column_tabs():
    review = review_of(NORTHWIND)
    assert review.businesses[0].spells["customer"].nunique() == 89
    assert str(review.as_of.date()) == "1998-05-06"
    assert round(review.book.sales["amount"].sum(), 2) == 1_265_793.04
    assert "'Orders Details': split at commas" in said(NORTHWIND)
    assert (doubted(review.book), review.book.questions) == ([], [])


def test_sixty_months_of_darlington_are_reviewed_as_one_ledger():
    assert len(grids(DARLINGTON)) == 60
    review = review_of(DARLINGTON)
    assert (review.book.rows_used, round(review.book.sales["amount"].sum(), 2)) == (85_958, 479_905_053.65)
    spellings = review.book.sales["customer"].str.casefold().str.replace(r"[\W_]", "", regex=True)
    assert spellings.nunique() == 2_321  # of 2,325 as pandas counts them in the files
    assert str(review.as_of.date()) == "2022-03-20"  # one payment of April 2021 bears that day
    last = review.book.sales.groupby("customer")["date"].max()
    gone = review.businesses[0].losses.query("status == 'still_gone'")
    assert len(gone) > 1_000  # of 1,137 spellings that nothing was paid from 2020-12 on, and more since
    assert (last[gone["customer"].unique()] < review.as_of - pd.Timedelta(days=review.window)).all()
    assert doubted(review.book) == []

"""Which tab is what: headings of ten languages, titles above them, and tabs that must not be taken for a ledger."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.present.words import word
from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import is_name_header, normalise
from winback_sheets.read.recognise import match_columns, nearly, recognise
from winback_sheets.schema.inputs import INPUTS, table
from winback_sheets.schema.results import RESULTS

TODAY = pd.Timestamp("2026-01-15")


def grid(rows, name="Sheet1", **facts):
    cells = [list(row) for row in rows]

    def below(n):
        return pd.DataFrame(cells[n:], index=range(n + 1, len(cells) + 1), dtype=object)

    return Grid(name, cells[:60], below, len(cells), **facts)


def tables_of(*grids):
    inputs, results, others = recognise(list(grids))
    # Invoices alone are sales as well; the first reading is what the tab is.
    return {found.grid.name: found.table for found in reversed(inputs)}, others


# ---------------------------------------------------------------- what must not happen


@pytest.mark.parametrize("headings", [
    pytest.param(["Supplier", "Contact", "Phone"], id="a list of suppliers to ring up"),
    pytest.param(["Product", "Price", "Stock"], id="a price list"),
    pytest.param(["Date", "Amount", "Account text"], id="a bank statement, which has no customers"),
    pytest.param(["Employee", "Hired", "Salary"], id="staff"),
    pytest.param(["Month", "2023", "2024"], id="a cross-tab"),
    pytest.param(["Name", "Start", "End"], id="names with two dates may be holidays of the staff"),
    pytest.param(["Customer", "Birth date"], id="birthdays"),
    pytest.param(["Customer", "Delivery date", "Driver"], id="deliveries"),
])  # fmt: skip
def test_what_is_no_ledger_is_not_read_as_one(headings):
    found, others = tables_of(grid([headings, ["Anna", "2025-01-01", "x"]]))
    assert "Sheet1" not in found or found["Sheet1"] not in ("sales", "subscriptions")


@pytest.mark.parametrize("result", [t for t in RESULTS if len(t.columns) >= 4], ids=lambda t: t.title)
def test_a_tab_we_wrote_is_never_read_as_an_input(result):
    headings = [column.heading for column in result.columns]
    rows = [["Reviewed as of 2025-12-31"], [], headings, ["x"] * len(headings)]
    inputs, results, _ = recognise([grid(rows, result.title + " (2)")])
    assert not inputs and [found.table for found in results] == [result.key]


CONTRACTS = ["Customer", "State", "First", "Last", "Money a month"]


@pytest.mark.parametrize(("rows", "key", "expected"), [
    pytest.param([["Segments"], [], CONTRACTS], None, ["segments"], id="under our title, no others among them"),
    pytest.param([["Segments"], [], [*CONTRACTS, "", "Segment", "Customers"]], None, ["segments"], id="a list beside it"),
    pytest.param([["Segments"], [], [*CONTRACTS, "Phone"]], None, [], id="under our title, others among them"),
    pytest.param([["Our customers"], [], CONTRACTS], None, [], id="somebody's own list"),
    pytest.param([["Ours"], [], [*CONTRACTS, "Phone"]], "segments", ["segments"], id="known by its marker"),
])  # fmt: skip
def test_a_tab_with_fewer_of_our_headings_than_usual_is_still_ours(rows, key, expected):
    results = recognise([grid([*rows, ["x"] * 5], "Segments")], ours={"Segments": key} if key else None)[1]
    assert [found.table for found in results] == expected


def test_orders_and_invoices_of_the_same_sales_are_not_added_up():
    orders = grid([["Customer", "Order date", "Total"], ["Anna", "2025-01-02", 10]], "Orders")
    invoices = grid([["Customer", "Invoice date", "Total"], ["Anna", "2025-01-03", 10]], "Invoices")
    book = read([orders, invoices], today=TODAY)
    assert book.money_read == 10 and any("not used" in line for line in map(word, book.understood))


def test_a_hidden_copy_is_not_added_to_the_tab_that_is_seen():
    rows = [["Customer", "Date", "Amount"], ["Anna", "2025-01-02", 10]]
    book = read([grid(rows, "Old", visible=False), grid(rows, "Sales")], today=TODAY)
    assert book.money_read == 10


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(("headings", "row"), [
    pytest.param(["Customer", "Order date", "Total"], ["Anna", "2025-03-05", "1,250.50"], id="English"),
    pytest.param(["Kunde", "Rechnungsdatum", "Betrag"], ["Anna", "05.03.2025", "1.250,50"], id="German"),
    pytest.param(["Client", "Date de commande", "Montant TTC"], ["Anna", "5 mars 2025", "1 250,50"], id="French"),
    pytest.param(["Cliente", "Fecha", "Importe"], ["Anna", "5 de marzo de 2025", "1.250,50"], id="Spanish"),
    pytest.param(["Klant", "Factuurdatum", "Bedrag"], ["Anna", "2025-03-05", "1.250,50"], id="Dutch"),
    pytest.param(["Cliente", "Data da venda", "Valor total"], ["Anna", "05/03/2025", "1.250,50"], id="Portuguese"),
    pytest.param(["Cliente", "Data fattura", "Importo"], ["Anna", "5 marzo 2025", "1.250,50"], id="Italian"),
    pytest.param(["গ্রাহক", "তারিখ", "মোট টাকা"], ["Anna", "০৫/০৩/২০২৫", "১,২৫০.৫০"], id="Bengali with its own digits"),
    pytest.param(["مشتری", "تاریخ", "مبلغ"], ["Anna", "۱۴۰۳/۱۲/۱۵", "۱۲۵۰٫۵"], id="Persian with Jalali dates"),
    pytest.param(["Харилцагч", "Огноо", "Дүн"], ["Anna", "2025 оны 3 сарын 5", "1250.50"], id="Mongolian"),
])  # fmt: skip
def test_one_small_ledger_in_every_language(headings, row):
    # A day above 12 settles for the whole column what comes first.
    sure = {"05/03/2025": "25/03/2025", "০৫/০৩/২০২৫": "২৫/০৩/২০২৫"}.get(row[1], row[1])
    book = read([grid([headings, row, ["Ben", sure, row[2]]])], today=TODAY)
    assert book.sales is not None and len(book.problems) == 0
    first = book.sales.iloc[0]
    assert (first["customer"], first["date"], first["amount"]) == ("Anna", pd.Timestamp("2025-03-05"), 1250.50)


@pytest.mark.parametrize(("headings", "row"), [
    pytest.param(["Customer", "Start date", "End date", "Monthly fee"], ["A", "2025-01-01", None, 30], id="English"),
    pytest.param(["Kunde", "Vertragsbeginn", "Vertragsende", "Monatsbetrag"], ["A", "01.01.2025", None, 30], id="German"),
    pytest.param(["Client", "Date de début", "Date de fin", "Mensualité"], ["A", "2025-01-01", None, 30], id="French"),
    pytest.param(["Cliente", "Fecha de inicio", "Fecha de fin", "Cuota mensual"], ["A", "2025-01-01", None, 30], id="Spanish"),
    pytest.param(["Klant", "Begindatum", "Einddatum", "Maandbedrag"], ["A", "2025-01-01", None, 30], id="Dutch"),
    pytest.param(["Cliente", "Data de início", "Data de fim", "Mensalidade"], ["A", "2025-01-01", None, 30], id="Portuguese"),
    pytest.param(["Cliente", "Data di inizio", "Data di fine", "Canone mensile"], ["A", "2025-01-01", None, 30], id="Italian"),
    pytest.param(["গ্রাহক", "শুরুর তারিখ", "শেষের তারিখ", "মাসিক"], ["A", "২০২৫-০১-০১", None, "৩০"], id="Bengali"),
    pytest.param(["مشتری", "تاریخ شروع", "تاریخ پایان", "ماهانه"], ["A", "۱۴۰۳/۱۰/۱۲", None, "۳۰"], id="Persian"),
    pytest.param(["Харилцагч", "Эхлэх огноо", "Дуусах огноо", "Сарын төлбөр"], ["A", "2025-01-01", None, 30], id="Mongolian"),
])  # fmt: skip
def test_one_small_list_of_contracts_in_every_language(headings, row):
    book = read([grid([headings, row])], today=TODAY)
    assert book.subscriptions is not None and len(book.problems) == 0
    line = book.subscriptions.iloc[0]
    assert (line["customer"], line["from"], line["mrr"]) == ("A", pd.Timestamp("2025-01-01"), 30)
    assert pd.isna(line["to"])


@pytest.mark.parametrize(("headings", "expected"), [
    pytest.param(["CUSTOMER_ID", "order-date", "Total Amount"], ("CUSTOMER_ID", "order-date", "Total Amount"),
                 id="case, joiners and order do not matter"),
    pytest.param(["Amount (EUR)", "Invoice Date", "Client"], ("Client", "Invoice Date", "Amount (EUR)"),
                 id="a currency in brackets"),
    pytest.param(["Total in €", "Day", "Buyer"], ("Buyer", "Day", "Total in €"), id="a currency behind"),
    pytest.param(["Supplier", "Account", "Transaction Date", "Invoice Line Value (net of VAT)"],
                 ("Supplier", "Transaction Date", "Invoice Line Value (net of VAT)"),
                 id="the supplier, not the account it was booked on"),
    pytest.param(["Account", "Close date", "Close value"], ("Account", "Close date", "Close value"),
                 id="the account where there is nobody else"),
    pytest.param(["Ship date", "Order date", "Customer", "Tax amount", "Grand total"],
                 ("Customer", "Order date", "Grand total"), id="neither the day of shipping nor the tax"),
    pytest.param(["Date of last order line", "Customer group", "Customer", "Net revenue"],
                 ("Customer", "Date of last order line", "Net revenue"), id="headings no list foresees"),
    pytest.param(["Name", "Date", "Amount"], ("Name", "Date", "Amount"), id="name, date, amount"),
    pytest.param(["Customer ID", "Customer name", "Date", "Amount"], ("Customer ID", "Date", "Amount"),
                 id="the id before the name"),
])  # fmt: skip
def test_the_better_word_wins(headings, expected):
    columns = match_columns(table("sales"), headings)
    assert tuple(headings[columns[key]] for key in ("customer", "date", "amount")) == expected


@pytest.mark.parametrize(("headings", "status"), [
    pytest.param(["Customer", "Tenure", "State", "Churn Label", "Churn Value"], "Churn Label",
                 id="a state of the country beside churn"),
    pytest.param(["Customer", "Tenure", "Customer Status", "State"], "Customer Status", id="status beside state"),
    pytest.param(["Customer", "Start", "State"], "State", id="state alone"),
])  # fmt: skip
def test_the_column_that_says_who_left(headings, status):
    assert headings[match_columns(table("subscriptions"), headings)["status"]] == status


@pytest.mark.parametrize(("header", "by_name"), [
    pytest.param("Business Name", True, id="a business name"),
    pytest.param("Name", True, id="a name"),
    pytest.param("Kundenname", True, id="a German name"),
    pytest.param("Customer ID", False, id="an id"),
    pytest.param("Customer", False, id="a customer, which may be a code"),
])  # fmt: skip
def test_only_spelled_names_are_joined_across_punctuation(header, by_name):
    assert is_name_header(header) is by_name


# ---------------------------------------------------------------- where the header stands

HEAD = ["Customer", "Date", "Amount"]
ROWS = [["Anna", "2025-01-02", 10], ["Ben", "2025-01-03", 20]]


@pytest.mark.parametrize("rows", [
    pytest.param([["Sales 2025"], [], ["All figures in euro"], [], [], [], HEAD, *ROWS],
                 id="in row 7 below merged titles"),
    pytest.param([[None, None, *HEAD], *([None, None, *row] for row in ROWS)], id="behind two blank columns"),
    pytest.param([["", "INSERTED", *HEAD], *(["x", None, *row] for row in ROWS)], id="behind a column of remarks"),
    pytest.param([["Date", "Report"], ["2025-01-31", "Sales"], [], HEAD, *ROWS], id="below a little table of its own"),
    pytest.param([[*HEAD, None, None], *ROWS], id="with headings that end in blanks"),
])  # fmt: skip
def test_the_header_is_found(rows):
    book = read([grid(rows)], today=TODAY)
    assert (len(book.sales), book.sales["amount"].sum(), book.money_read) == (2, 30, 30)


def test_a_file_of_figures_alone_is_told_to_write_headings():
    rows = [["00004", "19970101", "2", "29.33"], ["00004", "19970118", "2", "29.73"]]
    assert "has no headings" in word(nearly([grid(rows, "sample")]))


@pytest.mark.parametrize(("headings", "lacks"), [
    pytest.param(["Date", "Amount"], "no customer column", id="without a customer"),
    pytest.param(["Customer", "Amount"], "no date column", id="without a date"),
    pytest.param(["Colour", "Size"], "No tab looks like Sales", id="without anything"),
])  # fmt: skip
def test_what_lacks_is_said(headings, lacks):
    assert lacks in word(nearly([grid([headings, [1, 2]])]))


def test_months_in_tabs_of_their_own_are_one_ledger():
    tabs = [grid([HEAD, ["Anna", f"2025-0{n}-05", 10]], name) for n, name in enumerate(("Jan", "Feb", "Mar"), start=1)]
    book = read(tabs, today=TODAY)
    assert len(book.sales) == 3 and book.money_read == 30


def test_years_in_tabs_of_their_own_are_one_ledger_though_a_heading_changed():
    old = grid([["Customer", "Date", "Amount"], ["Anna", "2024-05-05", 10]], "Sales 2024")
    new = grid([["Customer", "Order date", "Amount"], ["Anna", "2025-05-05", 20]], "Sales 2025")
    assert read([old, new], today=TODAY).money_read == 30


@pytest.mark.parametrize("key", [t.key for t in INPUTS])
def test_a_tab_with_the_headings_of_the_schema_is_that_tab(key):
    schema = table(key)
    headings = [column.heading for column in schema.columns]
    found, _ = tables_of(grid([headings, ["x"] * len(headings)], schema.title))
    assert found == {schema.title: key}


@pytest.mark.parametrize("key", [t.key for t in INPUTS])
def test_every_column_is_found_under_its_own_name_in_its_own_tab(key):
    schema = table(key)
    headings = [column.heading for column in schema.columns]
    assert match_columns(schema, headings) == {column.key: at for at, column in enumerate(schema.columns)}


@pytest.mark.parametrize(("text", "compared"), [
    pytest.param("Order_Date ", "orderdate", id="joiners and blanks go"),
    pytest.param("Société", "societe", id="accents go"),
    pytest.param("GRÖSSE", "grosse", id="case goes"),
    pytest.param("می\u200cخرد", "میخرد", id="marks nobody sees go"),
    pytest.param("তারিখ:", "তারিখ", id="vowel signs of Bengali stay"),
])  # fmt: skip
def test_how_words_are_compared(text, compared):
    assert normalise(text) == compared


# ---------------------------------------------------------------- beside and instead of a ledger

CONTRACTS_OF_TWO = [
    ["Customer", "Start", "End", "Monthly fee"],
    ["A", "2024-01-10", None, 20],
    ["B", "2024-02-01", None, 30],
]
LEFT = grid([["Customer", "Churn date", "Reason code"], ["B", "2024-06-01", "price"]], "Churn events")


def test_a_list_of_those_who_left_gives_contracts_their_end_and_reason():
    book = read([grid(CONTRACTS_OF_TWO, "Contracts"), LEFT], today=TODAY)
    rows = book.subscriptions.set_index("customer")
    assert rows["to"].isna().to_dict() == {"A": True, "B": False}
    assert rows.loc["B", ["to", "reason"]].tolist() == [pd.Timestamp("2024-06-01"), "price"]


def test_a_list_of_those_who_left_is_no_ledger_by_itself():
    book = read([LEFT], today=TODAY)
    assert book.sales is None and "says when customers left" in word(book.trouble)


def test_a_full_tab_is_the_ledger_though_an_emptier_one_has_more_headings():
    full = grid([["Customer", "Date", "Amount"], *([f"C{at % 9}", "2025-01-05", at] for at in range(300))], "Till")
    short = grid(
        [["Customer", "Date", "Amount", "Product", "Country", "Phone"], ["A", "2025-01-05", 1, "x", "GB", "1"]], "Form"
    )
    assert len(read([short, full], today=TODAY).sales) == 300


def test_tenures_with_a_flag_of_churn_need_no_names():
    rows = [
        ["Account length", "Total day charge", "Churn"],
        *([10 + at, 20, "yes" if at < 3 else "no"] for at in range(9)),
    ]
    book = read([grid(rows)], today=TODAY)
    assert book.subscriptions["customer"].nunique() == 9 and book.subscriptions["to"].notna().sum() == 3
    assert any("names no customers" in line for line in map(word, book.understood))

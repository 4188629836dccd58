"""The demo workbook as its owner keeps it: a title above the orders, totals below, slips, a chart and a note."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from demo_story import Demo, demo
from demo_truth import expected
from small_stories import Line, Row

HEADING_ROW = 4
SALES_HEAD: Row = ["Order date", "Order no", "Customer no", "Product", "Total", "Channel"]
SLIPS = {"no_customer": 1, "total_row": 1, "duplicate_row": 1, "not_a_date": 0, "not_a_number": 0}
NOTE = (
    "Since the delivery price went up on 1 May it feels emptier. Sorrel thinks it is the new garden centre on the "
    "ring road. Ask the trade customers first: they used to come every week."
)


def write_demo(path: Path) -> list[Line]:
    """Write the demo workbook and return what a review of it must say."""
    story = demo()
    rows = sales_rows(story)
    with xlsxwriter.Workbook(path) as book:
        looks = prepared(book)
        sales_tab(book.add_worksheet("Sales"), rows, looks)
        for name, head, body in listed_tabs(story):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, head, looks["head"])
            write_rows(sheet, 1, body, looks)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(head) - 1, 16)
            sheet.fit_to_pages(1, 0)
        notes_tab(book, story, looks)
    return expected(story, rows=len(rows) + 1 + len(story.contracts), slips=SLIPS)


def prepared(book: Workbook) -> dict[str, Format]:
    """The workbook's formats, and a fixed day of creation so that each run gives the same file."""
    book.set_properties({"author": "Hillside Garden Supplies (invented)", "created": datetime(2026, 11, 1, 9, 0)})
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#38761D", "align": "left"}),
        "head": book.add_format({"bold": True, "bg_color": "#D9EAD3", "bottom": 1}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "total": book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1}),
        "note": book.add_format({"text_wrap": True, "valign": "top", "italic": True, "bg_color": "#FFF2CC"}),
    }


def write_rows(sheet: Worksheet, first: int, rows: list[Row], looks: dict[str, Format]) -> None:
    """Rows of cells, each by what it is; text stays text."""
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, looks["date"])
            elif isinstance(value, float):
                sheet.write_number(number, column, value, looks["money"])
            elif value not in (None, ""):
                sheet.write_string(number, column, str(value))


def sales_rows(story: Demo) -> list[Row]:
    """The orders with the slips of a busy week: two dates as text, one pound sign, a row without customer, one twice."""
    rows: list[Row] = [
        [sale.day, f"HG-{10_000 + n}", sale.customer, sale.product, sale.amount, sale.how]
        for n, sale in enumerate(story.sales)
    ]
    said, written = story.sales[900].day, story.sales[2100].day
    rows[900][0], rows[2100][0] = f"{said.day} {said:%B %Y}", f"{written:%Y-%m-%d}"
    rows[1500][4] = f"£{story.sales[1500].amount:.2f}"
    rows.insert(1801, [rows[1800][0], "HG-9999", None, "hand tools", 24.6, "collected"])
    rows.append(list(rows[-1]))
    return rows


def sales_tab(sheet: Worksheet, rows: list[Row], looks: dict[str, Format]) -> None:
    sheet.merge_range(0, 0, 0, 4, "Hillside Garden Supplies: orders since November 2024", looks["title"])
    sheet.write_string(1, 0, "all prices with VAT, delivery not included")
    sheet.write_row(HEADING_ROW - 1, 0, SALES_HEAD, looks["head"])
    write_rows(sheet, HEADING_ROW, rows, looks)
    last = HEADING_ROW + len(rows)
    total = round(sum(row[4] for row in rows if isinstance(row[4], float)), 2)
    sheet.write_string(last + 1, 0, "Total", looks["head"])
    sheet.write_formula(last + 1, 4, f"=SUM(E{HEADING_ROW + 1}:E{last})", looks["total"], total)
    sheet.write_comment(HEADING_ROW - 1, 4, "Typed in from the till every Saturday. H.")
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.set_column(0, 2, 14)
    sheet.set_column(3, 3, 20)
    sheet.set_column(4, 5, 12)
    sheet.fit_to_pages(1, 0)


def listed_tabs(story: Demo) -> list[tuple[str, Row, list[Row]]]:
    """The plain lists: name of the tab, headings, rows."""
    contracts: list[Row] = [[c.customer, c.plan, c.start, c.end, c.fee, c.notice, c.reason] for c in story.contracts]
    invoices: list[Row] = [
        [f"L-{4000 + n}", i.customer, i.due, i.paid, i.amount, i.disputed] for n, i in enumerate(story.invoices)
    ]
    choices: list[Row] = [["period", "month"], ["home country", "GB"], ["currency", "GBP"], ["weekly hours", 6.0]]
    return [
        (
            "Lawn care contracts",
            ["Customer no", "Plan", "Start", "End", "Monthly amount", "Notice given", "Reason for leaving"],
            contracts,
        ),
        (
            "Customers",
            ["Customer no", "Name", "Phone", "E-mail", "Segment", "Owner", "Customer since", "Do not contact"],
            [list(person) for person in story.people],
        ),
        ("Payments", ["Invoice", "Customer no", "Due date", "Paid on", "Amount", "Disputed"], invoices),
        ("Settings", ["key", "value"], [*choices, ["caller", "Bryony"]]),
    ]


def notes_tab(book: Workbook, story: Demo, looks: dict[str, Format]) -> None:
    """The owner's own page: a note, takings by month, and a chart of them."""
    sheet = book.add_worksheet("My notes")
    takings: dict[str, float] = {}
    for sale in story.sales:
        takings[f"{sale.day:%Y-%m}"] = takings.get(f"{sale.day:%Y-%m}", 0.0) + sale.amount
    sheet.merge_range(0, 0, 4, 6, NOTE, looks["note"])
    sheet.write_row(6, 0, ["Month", "Takings"], looks["head"])
    write_rows(sheet, 7, [[month, round(value, 2)] for month, value in takings.items()], looks)
    chart = book.add_chart({"type": "column"})
    last = 6 + len(takings)
    chart.add_series(
        {"categories": ["My notes", 7, 0, last, 0], "values": ["My notes", 7, 1, last, 1], "name": "Takings"}
    )
    chart.set_title({"name": "Takings by month"})
    chart.set_legend({"none": True})
    sheet.insert_chart("D7", chart)
    sheet.set_column(0, 1, 12)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)

"""Workbooks as openpyxl saves them, around a ledger."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart3D, Reference, SurfaceChart
from openpyxl.chartsheet import Chartsheet
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule, FormulaRule
from openpyxl.packaging.custom import DateTimeProperty, StringProperty
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import GradientFill, NamedStyle, PatternFill, Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table, TableStyleInfo

from .ledger import HEADINGS, rows

Maker = Callable[[Workbook], None]


def made(path: Path, use: Maker) -> None:
    """A workbook with the ledger on its first tab, and what `use` does with it."""
    book = openpyxl.Workbook()
    book.active.title = "Sales"
    book.active.append(HEADINGS)
    for row in rows():
        book.active.append(row)
    use(book)
    book.save(path)


def charts(book: Workbook) -> None:
    """Charts in three dimensions and a chartsheet."""
    sheet = book["Sales"]
    for place, chart in (("E2", BarChart3D()), ("E20", SurfaceChart())):
        chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=20), titles_from_data=True)
        sheet.add_chart(chart, place)
    tab: Chartsheet = book.create_chartsheet("Bars")
    chart = BarChart3D()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=9))
    tab.add_chart(chart)


def comments(book: Workbook) -> None:
    """Notes of two people."""
    sheet = book["Sales"]
    sheet["A2"].comment = Comment("call on Tuesday", "Ann", height=90, width=200)
    sheet["A3"].comment = Comment("call on Monday", "Ben")


def rules(book: Workbook) -> None:
    """Rules with formats, gradients, a list of a tab's own."""
    sheet = book["Sales"]
    sheet.conditional_formatting.add("C2:C40", ColorScaleRule("min", None, "FF0000", "max", None, "00FF00"))
    sheet.conditional_formatting.add("C2:C40", DataBarRule("min", None, "max", None, "FF638EC6"))
    sheet.conditional_formatting.add("A2:A40", FormulaRule(["$C2>30"], fill=PatternFill(bgColor="FFFFC7CE")))
    sheet["E2"].fill = GradientFill(stop=("000000", "FFFFFF"))
    choice = DataValidation("list", '"yes,no"', showErrorMessage=True)
    choice.add("F2:F9")
    sheet.add_data_validation(choice)


def formulas(book: Workbook) -> None:
    """Array formulas, what-if tables, formulas that were never computed."""
    sheet = book.create_sheet("Sums")
    sheet["A1"] = "=SUM(Sales!C2:C40)"
    sheet["A2"] = ArrayFormula("A2:A3", "=Sales!C2:C3*2")
    sheet["B1"], sheet["B2"] = 3, DataTableFormula("B2:B3", r1="A1")


def external_links(book: Workbook) -> None:
    """A link to another workbook, and a formula that uses it."""
    other = ExternalLink(ExternalBook())
    other.file_link = Relationship(type="externalLinkPath", Target="old.xlsx", TargetMode="External", Id="rId1")
    other.externalBook.id = "rId1"
    book._external_links.append(other)
    book["Sales"]["E2"] = "=[1]Sheet1!A1"


def names(book: Workbook) -> None:
    """Names of all kinds, prints and a tab that is not shown."""
    sheet = book["Sales"]
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="0.19", comment="tax")
    sheet.defined_names["First"] = DefinedName("First", attr_text="Sales!$A$2")
    sheet.print_area, sheet.print_title_rows = "A1:C40", "1:1"
    sheet.auto_filter.ref = "A1:C40"
    book.create_sheet("Hidden").sheet_state = "veryHidden"


def properties(book: Workbook) -> None:
    """Custom properties of a text and a day."""
    book.custom_doc_props.append(StringProperty(name="Branch", value="North"))
    book.custom_doc_props.append(DateTimeProperty(name="Since", value=datetime.datetime(2026, 1, 3)))
    book.properties.creator = "Ann"


def protection(book: Workbook) -> None:
    """A protected sheet with cells that stay open."""
    sheet = book["Sales"]
    sheet.protection.sheet, sheet.protection.password = True, "secret"
    sheet["C2"].protection = Protection(locked=False)


def styles(book: Workbook) -> None:
    """Styles with names, and a table."""
    sheet = book["Sales"]
    book.add_named_style(NamedStyle("Firm", fill=PatternFill("solid", fgColor="FFEECC"), number_format="0.0"))
    sheet["C2"].style = "Firm"
    table = Table(displayName="Ledger", ref=f"A1:C{len(rows()) + 1}")
    table.tableStyleInfo = TableStyleInfo("TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)


def epoch_1904(book: Workbook) -> None:
    """Days counted from 1904, as on old Macs."""
    book.epoch = CALENDAR_MAC_1904


FEATURES: dict[str, Maker] = {
    "three-dimensional charts, a chartsheet": charts,
    "notes of two people": comments,
    "conditional formats, a list": rules,
    "formulas never computed": formulas,
    "a link to another workbook": external_links,
    "names, prints, a very hidden tab": names,
    "custom properties": properties,
    "a protected sheet with open cells": protection,
    "named styles and a table": styles,
    "days counted from 1904": epoch_1904,
}

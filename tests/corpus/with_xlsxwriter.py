"""Workbooks as XlsxWriter makes them: charts, pictures, controls, rules and all it knows, around a ledger."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from .by_hand_objects import DOT, OLE
from .ledger import HEADINGS, rows

Maker = Callable[[Any, Any], None]
LAST = len(rows()) + 1


def made(path: Path, use: Maker, options: dict[str, object] | None = None) -> None:
    """A workbook with the ledger on its first tab, and what `use` does with book and tab."""
    book = xlsxwriter.Workbook(path, options or {})
    sheet = book.add_worksheet("Sales")
    day = book.add_format({"num_format": "dd.mm.yyyy", "font_name": "Arial"})
    sheet.write_row(0, 0, HEADINGS)
    for number, (customer, date, amount) in enumerate(rows(), start=1):
        sheet.write_string(number, 0, customer)
        sheet.write_datetime(number, 1, date, day)
        sheet.write_number(number, 2, amount)
    use(book, sheet)
    book.close()


def series(kind: str) -> dict[str, object]:
    """One series over the ledger's amounts."""
    return {"values": f"=Sales!$C$2:$C${LAST}", "categories": f"=Sales!$A$2:$A${LAST}", "name": kind}


def charts(book: Any, sheet: Any) -> None:
    """A chart of each kind, one of them of two kinds and two axes, with trend lines and labels."""
    more = book.add_worksheet("Charts")
    kinds = "area bar column line pie doughnut scatter stock radar".split()
    for number, kind in enumerate(kinds):
        chart = book.add_chart({"type": kind})
        for _ in range(3 if kind == "stock" else 1):
            chart.add_series(series(kind))
        more.insert_chart(number * 15, 0, chart)
    first, second = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    first.add_series({**series("a"), "trendline": {"type": "linear"}, "data_labels": {"value": True}})
    second.add_series({**series("b"), "y2_axis": True, "y_error_bars": {"type": "percentage", "value": 5}})
    first.combine(second)
    first.set_title({"name": "=Sales!$C$1"})
    first.set_chartarea({"gradient": {"colors": ["#FFEFD1", "#F0EBD5"]}, "pattern": None})
    sheet.insert_chart("E2", first, {"object_position": 2, "description": "by month"})


def chartsheet(book: Any, sheet: Any) -> None:
    """A chart as a tab of its own, which is the tab that is shown."""
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    chart.add_series(series("all"))
    tab = book.add_chartsheet("Bars")
    tab.set_chart(chart)
    tab.activate()


def pictures(book: Any, sheet: Any) -> None:
    """Pictures on the sheet with links, behind the cells, in header and footer."""
    sheet.insert_image("E2", "logo.png", {"image_data": io.BytesIO(DOT), "url": "https://example.org", "x_scale": 9})
    sheet.set_background(io.BytesIO(DOT))
    sheet.set_header("&L&G", {"image_left": "logo.png", "image_data_left": io.BytesIO(DOT)})
    sheet.set_footer("&R&P of &N")


def pictures_in_cells(book: Any, sheet: Any) -> None:
    """Pictures as the values of cells."""
    for row in (1, 2):
        sheet.embed_image(row, 4, "logo.png", {"image_data": io.BytesIO(DOT), "description": "logo"})


def shapes(book: Any, sheet: Any) -> None:
    """Text boxes, one of them with a cell's text and a link."""
    sheet.insert_textbox("E2", "Call them!", {"font": {"bold": True}, "gradient": {"colors": ["#DDEBCF", "#9CB86E"]}})
    sheet.insert_textbox("E9", "", {"textlink": "=Sales!$A$2", "url": "internal:Sales!A1"})


def controls(book: Any, sheet: Any) -> None:
    """Buttons that start macros, beside notes."""
    sheet.insert_button("E2", {"macro": "Refresh", "caption": "Refresh"})
    sheet.insert_button("E5", {"caption": "Print"})
    sheet.write_comment("A2", "asked for Tuesdays", {"author": "Ann", "visible": True, "color": "green"})


def tick_boxes(book: Any, sheet: Any) -> None:
    """Tick boxes in cells."""
    for row in range(1, 9):
        sheet.insert_checkbox(row, 4, row % 2 == 0)


def notes(book: Any, sheet: Any) -> None:
    """Notes on two tabs, with their old drawings."""
    other = book.add_worksheet("Other")
    for tab in (sheet, other):
        for row in range(1, 9):
            tab.write_comment(row, 1, f"note {row}", {"x_scale": 2, "author": "Ben"})
    sheet.set_comments_author("Ann")


def sparklines(book: Any, sheet: Any) -> None:
    """Sparklines of all kinds that look at the ledger."""
    more = book.add_worksheet("Lines")
    for number, kind in enumerate(("line", "column", "win_loss")):
        more.add_sparkline(number, 0, {"range": "Sales!C2:C12", "type": kind, "markers": kind == "line", "style": 12})


def rules(book: Any, sheet: Any) -> None:
    """Rules of every kind, of Excel 2007 and of 2010."""
    red = book.add_format({"bg_color": "#FFC7CE", "num_format": "0.000"})
    where = f"C2:C{LAST}"
    for rule in (
        {"type": "cell", "criteria": "between", "minimum": 20, "maximum": 30, "format": red, "stop_if_true": True},
        {"type": "data_bar", "data_bar_2010": True, "bar_negative_color": "#63C384"},
        {"type": "3_color_scale"},
        {"type": "icon_set", "icon_style": "5_ratings", "reverse_icons": True},
        {"type": "top", "value": 10, "criteria": "%", "format": red},
        {"type": "average", "criteria": "above", "format": red},
        {"type": "formula", "criteria": "=$C2>AVERAGE($C:$C)", "format": red},
    ):
        sheet.conditional_format(where, rule)
    sheet.conditional_format("A2:A9", {"type": "duplicate", "format": red})
    sheet.conditional_format("B2:B9", {"type": "time_period", "criteria": "last month", "format": red})
    sheet.conditional_format("A2:A9", {"type": "text", "criteria": "containing", "value": "Ann", "format": red})


def validations(book: Any, sheet: Any) -> None:
    """Lists and limits with messages."""
    book.add_worksheet("Lists").write_column(0, 0, ["called", "later"])
    sheet.data_validation("E2:E9", {"validate": "list", "source": "=Lists!$A$1:$A$2", "input_title": "What?"})
    sheet.data_validation("F2:F9", {"validate": "list", "source": ["yes", "no"], "dropdown": False})
    limits = {"validate": "decimal", "criteria": "between", "minimum": 1, "maximum": "=MAX($C:$C)"}
    sheet.data_validation("G2", {**limits, "error_type": "warning", "error_message": "Too much"})


def tables(book: Any, sheet: Any) -> None:
    """Tables with totals, formulas and styles, under the names that ours have."""
    more = book.add_worksheet("More")
    columns = [{"header": "Who", "total_string": "All"}, {"header": "Sum", "total_function": "sum", "formula": "=2*7"}]
    look = {"columns": columns, "total_row": True, "style": "Table Style Dark 3"}
    for number, name in enumerate(("Lost", "Outreach", "Churn", "Lost_customers")):
        more.add_table(number * 8, 0, number * 8 + 4, 1, {**look, "name": name})
    sheet.add_table(0, 0, LAST - 1, 2, {"name": "Ledger", "columns": [{"header": each} for each in HEADINGS]})


def names(book: Any, sheet: Any) -> None:
    """Names of the workbook and of a tab, prints, filters with hidden rows."""
    book.define_name("Rate", "=0.19")
    book.define_name("Sales!Rate", "=Sales!$C$2")
    book.define_name("winback_total", "=SUM(Sales!$C:$C)")
    sheet.print_area("A1:C20")
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, LAST - 1, 2)
    sheet.filter_column("A", "x == Ann or x == Ben")
    sheet.set_row(5, options={"hidden": True})


def dynamic_arrays(book: Any, sheet: Any) -> None:
    """Formulas that spill, and a function of the workbook's own."""
    sheet.write_dynamic_array_formula("E2:E9", "=UNIQUE(A2:A40)", None, "Ann")
    sheet.write_formula("G2", "=LAMBDA(x,x*2)(3)", None, 6)
    sheet.write_array_formula("H2:H3", "{=A2:A3}", None, "Ann")


def layout(book: Any, sheet: Any) -> None:
    """Outlines, panes, margins, breaks, zoom, right to left, merged cells, colours of tabs."""
    for row in range(2, 9):
        sheet.set_row(row, 20, None, {"level": 1, "hidden": row > 6})
    sheet.set_column("H:J", 30, None, {"level": 1, "collapsed": True})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks([20])
    sheet.set_zoom(80)
    sheet.merge_range("E2:G3", "Sales 2026", book.add_format({"align": "center", "rotation": 45}))
    right = book.add_worksheet("راست")
    right.right_to_left()
    right.split_panes(15, 20)
    right.set_tab_color("red")


def protected(book: Any, sheet: Any) -> None:
    """A sheet with a password, cells that stay open, ranges for some."""
    sheet.protect("secret", {"insert_rows": True, "autofilter": True})
    sheet.unprotect_range("C2:C9", "Amounts", "open")
    sheet.write("E2", 1, book.add_format({"locked": False, "hidden": True}))


def hidden(book: Any, sheet: Any) -> None:
    """Hidden and very hidden tabs, the second visible one shown first in the bar."""
    book.add_worksheet("Hidden").hide()
    book.add_worksheet("Secret").very_hidden()
    last = book.add_worksheet("Last")
    last.activate()
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})


def texts(book: Any, sheet: Any) -> None:
    """Rich texts, links of all kinds, long and odd texts, errors, truth values."""
    bold = book.add_format({"bold": True, "font_script": 1})
    sheet.write_rich_string("E2", "a ", bold, "bold", " end")
    sheet.write_url("E3", "mailto:ann@example.org", tip="write")
    sheet.write_url("E4", "external:other.xlsx#Sheet1!A1")
    sheet.write_url("E5", "internal:Sales!A1", string="up")
    sheet.write_string("E6", "_x000D_ \t\n \u00a0 \U0001f600 " + "long " * 2000)
    sheet.write_formula("E7", "=1/0", None, "#DIV/0!")
    sheet.write_boolean("E8", True)


def macros(book: Any, sheet: Any) -> None:
    """A project of macros with the names of workbook and tabs."""
    book.add_vba_project(io.BytesIO(OLE), True)
    book.set_vba_name("ThisWorkbook")
    sheet.set_vba_name("Sheet1")
    sheet.insert_button("E2", {"macro": "Refresh"})


def properties(book: Any, sheet: Any) -> None:
    """Properties of the firm, and read-only as advice."""
    book.set_properties({"title": "Sales", "author": "Ann", "keywords": "a, b", "status": "draft"})
    book.set_custom_property("Branch", "North")
    book.set_custom_property("Weight", 7.5)
    book.read_only_recommended()
    book.set_size(2400, 1200)
    book.set_calc_mode("manual")


def many_formats(book: Any, sheet: Any) -> None:
    """Three hundred cell formats with fonts, patterns, borders, colours of the theme."""
    for number in range(300):
        look = {"font_size": 8 + number % 9, "pattern": number % 18, "fg_color": f"#{number:06x}", "left": number % 13}
        look |= {"num_format": f'0.{"0" * (number % 12)}"x{number}"', "diag_type": number % 3, "indent": number % 5}
        sheet.write(number, 6, number, book.add_format(look))


FEATURES: dict[str, Maker] = {
    "charts of all kinds": charts,
    "a chartsheet that is shown": chartsheet,
    "pictures, a background, a logo in the header": pictures,
    "pictures in cells": pictures_in_cells,
    "text boxes": shapes,
    "form buttons and notes": controls,
    "tick boxes in cells": tick_boxes,
    "notes on two tabs": notes,
    "sparklines": sparklines,
    "conditional formats, also x14": rules,
    "validations": validations,
    "tables under our names": tables,
    "names, a print area, a filter": names,
    "dynamic arrays and LAMBDA": dynamic_arrays,
    "outlines, panes, right to left": layout,
    "a protected sheet": protected,
    "hidden tabs, the last shown": hidden,
    "rich texts, links, errors": texts,
    "macros and a button": macros,
    "custom properties, read-only advice": properties,
    "three hundred cell formats": many_formats,
}

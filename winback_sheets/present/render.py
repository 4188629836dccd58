"""Pages -> an Excel workbook (XlsxWriter), for closed files and live Excel alike."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from winback_sheets.present.lists import row_heights, widths, widths_of, write_cell, write_list
from winback_sheets.present.page import Chart, Page, Tail
from winback_sheets.present.styles import ACCENT, BACK_TAB, FRONT_TAB, STYLES
from winback_sheets.present.tails import tail, with_rest


def render(pages: Sequence[Page], *, packed: bool = False, from_1904: bool = False) -> bytes:
    """One workbook with these pages, as bytes; the same pages give the same bytes.

    packed: also its long lists are packed, for who takes the workbook as it is. from_1904: days count from 1904, as in the
    workbook the pages go into.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
            "date_1904": from_1904,
        },
    )
    book.set_properties({"created": pd.Timestamp("2000-01-01").to_pydatetime()})  # no run time in any part
    formats = {name: book.add_format(properties) for name, properties in STYLES.items()}
    tails: dict[str, Tail] = {}
    for number, page in enumerate(pages, start=1):
        rest = tail(page)
        if rest is not None:
            tails[f"xl/worksheets/sheet{number}.xml"] = rest
        sheet = book.add_worksheet(page.name)
        wide = [widths_of(listing) for listing in page.lists]
        _settle(sheet, page, wide)
        for cell in page.cells:
            write_cell(sheet, cell, formats)
        for listing in page.lists:
            write_list(sheet, listing, formats, rest if rest and rest.listing is listing else None)
        for row, height in row_heights(page, wide, rest).items():
            sheet.set_row(row, height)
        for chart in page.charts:
            _add_chart(book, sheet, page.name, chart)
        for choice in page.choices:
            source = list(choice.source) if isinstance(choice.source, tuple) else choice.source
            sheet.data_validation(
                choice.row,
                choice.col,
                choice.row,
                choice.col,
                {"validate": "list", "source": source, "error_type": "information"},
            )
    book.close()
    return with_rest(target.getvalue(), tails, packed=packed, from_1904=from_1904) if tails else target.getvalue()


def _settle(sheet: Worksheet, page: Page, wide: list[list[float]]) -> None:
    """Everything about a tab that is not a cell."""
    sheet.set_tab_color(FRONT_TAB if page.front else BACK_TAB)
    for col, width in widths(page, wide).items():
        sheet.set_column(col, col, width)
    for row, height in page.heights.items():
        sheet.set_row(row, height)
    if page.freeze != (0, 0):
        sheet.freeze_panes(*page.freeze)
        sheet.repeat_rows(max(0, page.freeze[0] - 1))
    if page.kept_text:
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 1 if page.one_page else 0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)
    if page.very_hidden:
        sheet.very_hidden()
    elif page.hidden:
        sheet.hide()


def _add_chart(book: xlsxwriter.Workbook, sheet: Worksheet, name: str, chart: Chart) -> None:
    drawing = book.add_chart({"type": "column"})
    first, last = chart.rows
    quoted = "'" + name.replace("'", "''") + "'"
    for title, col, colour in chart.series:
        drawing.add_series(
            {
                "name": title,
                "categories": f"={quoted}!{xl_range_abs(first, chart.categories, last, chart.categories)}",
                "values": f"={quoted}!{xl_range_abs(first, col, last, col)}",
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    drawing.set_title({"name": chart.title, "name_font": {"size": 11, "color": ACCENT}, "overlay": False})
    drawing.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    drawing.set_y_axis(
        {
            "major_gridlines": {"visible": True, "line": {"color": "#E4E7EB"}},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
            "num_format": "#,##0",
            "min": 0,
        }
    )
    drawing.set_x_axis({"num_font": {"rotation": -45, "size": 8}, "label_position": "low"})
    drawing.set_chartarea({"border": {"none": True}})
    drawing.set_size({"width": chart.width, "height": chart.height})
    sheet.insert_chart(chart.row, chart.col, drawing, {"object_position": 1, "description": chart.title})

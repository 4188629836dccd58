"""Pages -> an Excel workbook (XlsxWriter), for closed files and live Excel alike."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from winback_sheets.present.page import Cell, Chart, Listing, Page
from winback_sheets.present.styles import ACCENT, BACK_TAB, FRONT_TAB, STYLES, of_column
from winback_sheets.tables import Column

ROWS_WITH_HEIGHT = 3000  # beyond that the spreadsheet program works the heights out itself
LINE_POINTS = 15.0


def render(pages: Sequence[Page]) -> bytes:
    """One workbook with these pages, as bytes; the same pages give the same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
        },
    )
    book.set_properties({"created": pd.Timestamp("2000-01-01").to_pydatetime()})  # no run time in any part
    formats = {name: book.add_format(properties) for name, properties in STYLES.items()}
    for page in pages:
        sheet = book.add_worksheet(page.name)
        _settle(sheet, page)
        for cell in page.cells:
            _write_cell(sheet, cell, formats)
        for listing in page.lists:
            _write_list(sheet, listing, formats)
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
    return target.getvalue()


def _settle(sheet: Worksheet, page: Page) -> None:
    """Everything about a tab that is not a cell."""
    sheet.set_tab_color(FRONT_TAB if page.front else BACK_TAB)
    for col, width in _widths(page).items():
        sheet.set_column(col, col, width)
    for row, height in page.heights.items():
        sheet.set_row(row, height)
    if page.freeze != (0, 0):
        sheet.freeze_panes(*page.freeze)
        sheet.repeat_rows(max(0, page.freeze[0] - 1))
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


def _widths(page: Page) -> dict[int, float]:
    """Column widths: as the page says, else wide enough for the list's headings and values."""
    widths: dict[int, float] = {}
    for listing in page.lists:
        for at, column in enumerate(listing.columns if listing.sets_widths else ()):
            wanted = _width(column, listing.frame.get(column.key))
            widths[listing.col + at] = max(widths.get(listing.col + at, 0), wanted)
    return widths | page.widths


def _width(column: Column, values: pd.Series | None) -> float:
    """Characters a column needs; numbers and dates must never show as ###, text may wrap at its own width."""
    longest_word = 1.15 * max(len(word) for word in column.heading.split()) + 2.5  # bold, indented
    least = max(longest_word, column.width or 10, 12 if column.kind == "date" else 0)
    if values is None or not len(values):
        return least
    if column.kind in ("money", "number", "count"):
        top = pd.to_numeric(values, errors="coerce").abs().max()
        digits = len(f"{top:,.2f}") + 3 if pd.notna(top) else 0
        return max(longest_word, digits, 6)
    if column.kind == "percent":
        return max(longest_word, 8)
    if column.kind in ("text", "id", "phone", "email") and not column.width >= 28:
        return min(
            34,
            max(least, values.dropna().astype(str).str.len().quantile(0.98) + 2 if values.notna().any() else 0),
        )
    return least


def _write_cell(sheet: Worksheet, cell: Cell, formats: dict) -> None:
    style = formats[cell.style]
    if cell.across > 1:
        sheet.merge_range(cell.row, cell.col, cell.row, cell.col + cell.across - 1, "", style)
    if cell.formula:
        sheet.write_formula(cell.row, cell.col, cell.formula, style, _plain(cell.value))
    elif cell.link:
        sheet.write_url(cell.row, cell.col, cell.link, style, string=str(cell.value))
    else:
        _write(sheet, cell.row, cell.col, cell.value, style)


def _plain(value: object) -> object:
    """A formula's stored value: blank instead of NaN."""
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value


def _write(sheet: Worksheet, row: int, col: int, value: object, style: object) -> None:
    """One value by its type; text from data stays text whatever it looks like."""
    if (
        value is None
        or value is pd.NaT
        or value is pd.NA
        or (isinstance(value, str) and not value)
        or isinstance(value, (float, np.floating))
        and np.isnan(value)
    ):
        sheet.write_blank(row, col, None, style)
    elif isinstance(value, (bool, np.bool_)):
        sheet.write_string(row, col, "yes" if value else "no", style)
    elif isinstance(value, (int, float, np.integer, np.floating)):
        sheet.write_number(row, col, float(value), style)
    elif isinstance(value, pd.Timestamp):
        sheet.write_datetime(row, col, value.to_pydatetime(), style)
    else:
        sheet.write_string(row, col, str(value)[:32_000], style)


def _write_list(sheet: Worksheet, listing: Listing, formats: dict) -> None:
    """Heading, rows and a real table over them; drop-downs for the columns a person fills."""
    first, count = listing.row + 1, len(listing.frame)
    last = listing.row + max(count, 1)
    names = []
    for at, column in enumerate(listing.columns):
        col = listing.col + at
        values = listing.frame[column.key] if column.key in listing.frame else pd.Series([None] * count, dtype=object)
        style = formats[of_column(column.kind, column.owner, column.width, _whole(values))]
        figures = column.kind in ("money", "count", "percent", "number")
        heading = formats["heading_typed" if column.owner == "person" else "heading_right" if figures else "heading"]
        names.append({"header": column.heading, "header_format": heading})
        template = listing.formulas.get(column.key)
        links = listing.links.get(column.key)
        for offset, value in enumerate(values.tolist()):
            if template:
                sheet.write_formula(
                    first + offset, col, _filled(template, listing, first + offset), style, _plain(value)
                )
            elif links is not None and links.iat[offset]:
                sheet.write_url(first + offset, col, links.iat[offset], style, string=str(value))
            else:
                _write(sheet, first + offset, col, value, style)
        if column.choices:
            sheet.data_validation(
                first,
                col,
                last,
                col,
                {"validate": "list", "source": list(column.choices), "error_type": "information"},
            )
    end = listing.col + len(listing.columns) - 1
    sheet.add_table(
        listing.row,
        listing.col,
        last,
        end,
        {"name": listing.name, "columns": names, "style": "Table Style Light 1", "banded_rows": False},
    )
    sheet.set_row(listing.row, _heading_height(listing))
    _set_heights(sheet, listing, first)
    if listing.grey_when and count:
        _grey(sheet, listing, first, last, formats["grey"])


def _filled(template: str, listing: Listing, row: int) -> str:
    cells = {column.key: xl_rowcol_to_cell(row, listing.col + at) for at, column in enumerate(listing.columns)}
    return template.format(**cells)


def _whole(values: pd.Series) -> bool:
    numbers = pd.to_numeric(values, errors="coerce").dropna()
    return bool(len(numbers)) and bool((numbers == numbers.round()).all())


def _heading_height(listing: Listing) -> float:
    lines = max(
        math.ceil((1.3 * len(c.heading) + 3) / max(_width(c, listing.frame.get(c.key)), 1)) for c in listing.columns
    )
    return LINE_POINTS * max(2, min(lines, 4))


def _set_heights(sheet: Worksheet, listing: Listing, first: int) -> None:
    """Row heights for wrapped text, so that none is cut where the program does not fit rows by itself."""
    count = len(listing.frame)
    if count > ROWS_WITH_HEIGHT:
        return
    lines = np.ones(count)
    for column in listing.columns:
        wraps = column.owner == "person" or column.width >= 28
        if wraps and column.key in listing.frame and column.kind not in ("date", "money", "count"):
            length = listing.frame[column.key].astype(object).fillna("").astype(str).str.len().to_numpy()
            lines = np.maximum(lines, np.ceil(length * 1.12 / max(column.width, 8)))
    for offset, number in enumerate(lines.tolist()):
        if number > 1:
            sheet.set_row(first + offset, LINE_POINTS * min(number, 20))


def _grey(sheet: Worksheet, listing: Listing, first: int, last: int, grey: object) -> None:
    """Percentages that stand on fewer than five are greyed."""
    condition = listing.grey_when.format(
        **{c.key: f"${xl_rowcol_to_cell(first, listing.col + at)}" for at, c in enumerate(listing.columns)}
    )
    for at, column in enumerate(listing.columns):
        if column.kind == "percent":
            sheet.conditional_format(
                first,
                listing.col + at,
                last,
                listing.col + at,
                {"type": "formula", "criteria": condition, "format": grey},
            )


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

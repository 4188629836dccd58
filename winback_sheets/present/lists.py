"""A listing in a sheet: heading, rows, a real table over them, widths, heights, drop-downs and grey rows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from winback_sheets.present.cells import blocks, cells_in, in_row, letters_of, rows_in, rows_of
from winback_sheets.present.page import Cell, Listing, Page, Tail
from winback_sheets.schema.cells import DAY_0, DAY_0_1904
from winback_sheets.schema.inputs import Column
from winback_sheets.schema.room import EXCEL

Formats = Mapping[str, Format]

ROWS_WITH_HEIGHT = 3000  # beyond that the spreadsheet program works the heights out itself
LINE_POINTS = 15.0
FUNCTION = re.compile(r"([A-Za-z][\w.]*)\(")
OLD_FUNCTIONS = frozenset(("IF", "IFERROR", "INDEX", "MATCH", "HYPERLINK", "MAX", "MIN", "N", "OR", "SQRT", "SUM"))


def is_scattered(listing: Listing) -> bool:
    """Whether the list stands in a person's tab, whose table and heights are theirs."""
    return bool(listing.cols or listing.rows)


def write_list(sheet: Worksheet, listing: Listing, formats: Formats, rest: Tail | None = None) -> None:
    """Heading, rows and a real table over them; drop-downs for the columns a person fills.

    rest: the rows below that are left to `tails`.
    """
    rows, names = rows_of(listing), []
    here = np.flatnonzero(rows < rest.since) if rest else np.arange(len(rows))
    ranges = _runs(rows) if len(rows) else [(listing.row + 1, listing.row + 1)]
    for block in blocks(listing):
        heading, col = block.heading, block.col
        names.append({"header": heading.value, "header_format": formats[heading.style]})
        if is_scattered(listing):
            write_cell(sheet, heading, formats)
        for cell in cells_in(rows_in(block, here)):
            write_cell(sheet, cell, formats)
        if block.column.choices:
            rule = {"validate": "list", "source": list(block.column.choices), "error_type": "information"}
            others = [[first, col, last, col] for first, last in ranges[1:]]
            sheet.data_validation(
                ranges[0][0], col, ranges[0][1], col, rule | ({"other_cells": others} if others else {})
            )
    if not is_scattered(listing):
        _table(sheet, listing, names, int(rows[here].max(initial=listing.row + 1)))
    if listing.grey_when and len(rows):
        _grey(sheet, listing, ranges, formats["grey"])


def write_cell(sheet: Worksheet, cell: Cell, formats: Formats) -> None:
    """One cell of a page or of a list."""
    style = formats[cell.style]
    if cell.across > 1:
        sheet.merge_range(cell.row, cell.col, cell.row, cell.col + cell.across - 1, "", style)
    if cell.formula:
        write_formula(sheet, cell.row, cell.col, cell.formula, stored(sheet, cell, style), style)
    elif cell.link and cell.value is not None:
        sheet.write_url(cell.row, cell.col, cell.link, style, string=str(cell.value))
    else:
        write(sheet, cell.row, cell.col, cell.value, style)


def _table(sheet: Worksheet, listing: Listing, names: list[dict[str, object]], last: int) -> None:
    end = listing.col + len(listing.columns) - 1
    look = {"name": listing.name, "columns": names, "style": "Table Style Light 1", "banded_rows": False}
    sheet.add_table(listing.row, listing.col, last, end, look)


def stored(sheet: Worksheet, cell: Cell, style: Format) -> object:
    """A formula's stored value; a day, which comes as a serial number, as this workbook counts days."""
    value = blank_if_missing(cell.value)
    if sheet.date_1904 and isinstance(value, (int, float)) and "yy" in str(style.num_format):
        return value - (DAY_0_1904 - DAY_0).days
    return value


def blank_if_missing(value: object) -> object:
    """A formula's stored value: blank instead of NaN."""
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value


def write_formula(sheet: Worksheet, row: int, col: int, formula: str, value: object, style: Format) -> None:
    """A formula with its value. XlsxWriter looks thirty times for newer functions in each; the old ones have no need."""
    if OLD_FUNCTIONS.issuperset(FUNCTION.findall(formula)):
        sheet.write_blank(row, col, None, style)  # makes the cell known
        sheet.table[row][col] = CellFormulaTuple(formula.removeprefix("="), style, value)
    else:
        sheet.write_formula(row, col, formula, style, value)


def write(sheet: Worksheet, row: int, col: int, value: object, style: Format) -> None:
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
        sheet.write_string(row, col, str(value)[: EXCEL.letters], style)


def widths(page: Page, wide: list[list[float]]) -> dict[int, float]:
    """Column widths: as the page says, else wide enough for its lists, whose own widths are `wide`."""
    found: dict[int, float] = {}
    for listing, own in zip(page.lists, wide, strict=True):
        for col, width in zip(listing.columns_at(), own, strict=True) if listing.sets_widths else ():
            found[col] = max(found.get(col, 0), width)
    return found | page.widths


def widths_of(listing: Listing) -> list[float]:
    """The width each column of a list needs for its heading and values."""
    return [_width(column, listing.frame.get(column.key)) for column in listing.columns]


def _width(column: Column, values: pd.Series | None) -> float:
    """Characters a column needs; numbers and dates must never show as ###, text may wrap at its own width."""
    longest_word = 1.15 * max((len(word) for word in column.heading.split()), default=0) + 2.5  # bold, indented
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
        lengths = np.fromiter(map(len, map(str, values.dropna().tolist())), dtype=np.int64)
        return min(34, max(least, float(np.quantile(lengths, 0.98)) + 2 if len(lengths) else 0))
    return least


def _heading_height(listing: Listing, wide: list[float]) -> float:
    columns = zip(listing.columns, wide, strict=True)
    lines = max(math.ceil((1.3 * len(column.heading) + 3) / max(width, 1)) for column, width in columns)
    return LINE_POINTS * max(2, min(lines, 4))


def row_heights(page: Page, wide: list[list[float]], rest: Tail | None) -> dict[int, float]:
    """Points of the rows of a page's lists; where lists stand side by side a row is as high as the highest needs.

    rest: the rows below that are left to `tails`.
    """
    found: dict[int, float] = {}
    for listing, own in zip(page.lists, wide, strict=True):
        if is_scattered(listing):
            continue
        rows = zip(rows_of(listing).tolist(), heights(listing).tolist(), strict=True)
        for row, height in ((listing.row, _heading_height(listing, own)), *rows):
            left = rest is not None and rest.listing is listing and row >= rest.since
            if height > LINE_POINTS and not left:
                found[row] = max(found.get(row, 0.0), height)
    return found


def heights(listing: Listing) -> np.ndarray:
    """Points of each row for wrapped text, so that none is cut where the program does not fit rows by itself."""
    count = len(listing.frame)
    lines = np.ones(count)
    for column in listing.columns if count <= ROWS_WITH_HEIGHT else ():
        wraps = column.owner == "person" or column.width >= 28
        if wraps and column.key in listing.frame and column.kind not in ("date", "money", "count"):
            length = listing.frame[column.key].astype(object).fillna("").astype(str).str.len().to_numpy()
            lines = np.maximum(lines, np.ceil(length * 1.12 / max(column.width, 8)))
    return LINE_POINTS * np.minimum(lines, 20)


def _runs(rows: np.ndarray) -> list[tuple[int, int]]:
    """First and last row of each unbroken run, top down."""
    ordered = np.sort(rows)
    cuts = np.flatnonzero(np.diff(ordered) > 1) + 1
    return [(int(run[0]), int(run[-1])) for run in np.split(ordered, cuts)]


def _grey(sheet: Worksheet, listing: Listing, ranges: list[tuple[int, int]], grey: Format) -> None:
    """Percentages that stand on fewer than five are greyed."""
    top = ranges[0][0]
    condition = in_row(listing.grey_when, letters_of(listing, "$"), top)
    for column, col in zip(listing.columns, listing.columns_at(), strict=True):
        if column.kind == "percent":
            rule: dict[str, object] = {"type": "formula", "criteria": condition, "format": grey}
            if len(ranges) > 1:
                rule["multi_range"] = " ".join(xl_range(first, col, last, col) for first, last in ranges)
            sheet.conditional_format(top, col, ranges[-1][1], col, rule)

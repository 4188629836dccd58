"""The empty workbook of `winback new` as the requests that put it into a Google Sheet.

Translated from the very workbook that an Excel file is saved from, so that the template is described once. What Google
has no request for stays behind: page layout for printing, and the size of notes. Typed texts are sent as texts, never
parsed; letters have Google's own font, so that ours and what people type look alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .contents import runs
from .links import address
from .looks import ALIGN, MIRRORED, NUMBER_FORMATS, colour
from .rules import area
from .values import extended_value, stored_value

Json = dict[str, Any]
USUAL_SIZE = 11  # points in the workbook; stands for the size that Google gives a cell by itself
# Enough to type in for a long while, for Google adds rows; every review reads the whole grid.
ROWS_SEEN, ROWS_HIDDEN, SPARE_COLUMNS = 2000, 500, 2
WHOLE_CELL = "userEnteredValue,userEnteredFormat,note"


def template_requests(book: Workbook, ids: Mapping[str, int], *, rtl: bool = False) -> list[Json]:
    """One batch that fills a spreadsheet with the tabs of the template.

    ids: of all tabs by their titles; that of the first names an empty tab which is there. It becomes the start page:
    renamed, its text in new rows above all that somebody may have typed meanwhile. rtl: the sheet runs right to left.
    """
    start, *inputs = book.worksheets
    return [
        *_begun(start, ids[start.title]),
        *(_added(sheet, ids[sheet.title], rtl) for sheet in inputs),
        *(request for sheet in book.worksheets for request in _filled(sheet, ids, rtl)),
        *(request for sheet in inputs for request in _lists(sheet, ids[sheet.title])),
    ]


def _begun(sheet: Worksheet, sheet_id: int) -> Iterator[Json]:
    """The empty tab as the start page, with room for its text at the top."""
    rows = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": 0, "endIndex": sheet.max_row + 1}
    yield {"insertDimension": {"range": rows, "inheritFromBefore": False}}
    properties = {
        "sheetId": sheet_id,
        "title": sheet.title,
        "tabColorStyle": _colour(sheet.sheet_properties.tabColor),
        "gridProperties": {"hideGridlines": not sheet.sheet_view.showGridLines},
    }
    fields = "title,tabColorStyle,gridProperties.hideGridlines"
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _added(sheet: Worksheet, sheet_id: int, rtl: bool) -> Json:
    """A new tab: its size, what stays in sight when one scrolls, its colour."""
    hidden = sheet.sheet_state != "visible"
    grid = {
        "rowCount": ROWS_HIDDEN if hidden else ROWS_SEEN,
        "columnCount": sheet.max_column + SPARE_COLUMNS,
        "frozenRowCount": sheet[sheet.freeze_panes].row - 1,
        "frozenColumnCount": sheet[sheet.freeze_panes].column - 1,
    }
    properties = {
        "sheetId": sheet_id,
        "title": sheet.title,
        "hidden": hidden,
        "gridProperties": {key: value for key, value in grid.items() if value},
        "tabColorStyle": _colour(sheet.sheet_properties.tabColor),
    }
    return {"addSheet": {"properties": properties | ({"rightToLeft": True} if rtl else {})}}


def _filled(sheet: Worksheet, ids: Mapping[str, int], rtl: bool) -> Iterator[Json]:
    """What stands in a tab and how it looks; columns to the end of the grid, so that 0042 stays below the headings."""
    sheet_id = ids[sheet.title]
    columns = {column_index_from_string(letter) - 1: each for letter, each in sheet.column_dimensions.items()}
    wide = {col: round(7 * each.width + 5) for col, each in columns.items()}
    tall = {row - 1: round(each.height * 4 / 3) for row, each in sheet.row_dimensions.items() if each.height}
    yield from _sizes(sheet_id, "COLUMNS", wide)
    yield from _sizes(sheet_id, "ROWS", tall)
    rows = [{"values": [_cell_data(cell, ids, rtl) for cell in row]} for row in sheet.iter_rows()]
    at = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    yield {"updateCells": {"start": at, "rows": rows, "fields": WHOLE_CELL}}
    shapes = {col: each.number_format for col, each in columns.items() if each.number_format != "General"}
    for begin, end in runs(sorted(shapes), shapes):
        looks = {"userEnteredFormat": {"numberFormat": _number_format(shapes[begin])}}
        where = area(sheet_id, (sheet[sheet.freeze_panes].row - 1, None), (begin, end))
        yield {"repeatCell": {"range": where, "cell": looks, "fields": "userEnteredFormat.numberFormat"}}


def _sizes(sheet_id: int, dimension: str, pixels: Mapping[int, int]) -> Iterator[Json]:
    for begin, end in runs(sorted(pixels), pixels):
        where = {"sheetId": sheet_id, "dimension": dimension, "startIndex": begin, "endIndex": end}
        size = {"pixelSize": pixels[begin]}
        yield {"updateDimensionProperties": {"range": where, "properties": size, "fields": "pixelSize"}}


def _cell_data(cell: Cell, ids: Mapping[str, int], rtl: bool) -> Json:
    """A cell with its value, look and note."""
    value = cell.value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    parts = {
        "userEnteredValue": extended_value(stored_value(value)),
        "userEnteredFormat": _cell_format(cell, ids, rtl) if cell.has_style else {},
        "note": cell.comment.text if cell.comment else "",
    }
    return {key: part for key, part in parts.items() if part}


def _cell_format(cell: Cell, ids: Mapping[str, int], rtl: bool) -> Json:
    side = ALIGN.get(cell.alignment.horizontal or "", "")
    vertical = {"center": "MIDDLE", "top": "TOP"}.get(cell.alignment.vertical or "", "")
    link = cell.hyperlink.target or f"#{cell.hyperlink.location}" if cell.hyperlink else ""
    parts = {
        "numberFormat": _number_format(cell.number_format),
        "backgroundColorStyle": _colour(cell.fill.fgColor) if cell.fill.fill_type == "solid" else {},
        "horizontalAlignment": MIRRORED[side] if rtl and side else side,
        "verticalAlignment": vertical,
        "wrapStrategy": "WRAP" if cell.alignment.wrap_text else "",
        "textFormat": _letters(cell.font) | _linked(link.replace("#", "internal:", 1), ids),
    }
    return {key: part for key, part in parts.items() if part}


def _number_format(pattern: str) -> Json:
    """A number format as Google takes it; text stays what was typed.

    >>> _number_format("@"), _number_format("General")
    ({'type': 'TEXT', 'pattern': '@'}, {})
    """
    kind = "TEXT" if pattern == "@" else NUMBER_FORMATS.get(pattern, "NUMBER")
    return {} if pattern == "General" else {"type": kind, "pattern": pattern}


def _letters(font: Font) -> Json:
    parts = {
        "bold": bool(font.bold),
        "italic": bool(font.italic),
        "underline": bool(font.underline),
        "fontSize": int(font.size) if font.size != USUAL_SIZE else 0,
        "foregroundColorStyle": _colour(font.color),
    }
    return {key: part for key, part in parts.items() if part}


def _linked(link: str, ids: Mapping[str, int]) -> Json:
    uri = address(link, ids)
    return {"link": {"uri": uri}} if uri else {}


def _colour(found: Color | None) -> Json:
    """A colour of the workbook's own; {} for that of the theme, which is black."""
    return colour("#" + found.rgb[-6:]) if found is not None and found.type == "rgb" else {}


def _lists(sheet: Worksheet, sheet_id: int) -> Iterator[Json]:
    """The drop-down lists, which help and never forbid; those of a column down to the end of the grid."""
    for rule in sheet.data_validations.dataValidation:
        for cells in rule.sqref.ranges:
            end = cells.max_row if cells.max_row == cells.min_row else None
            where = area(sheet_id, (cells.min_row - 1, end), (cells.min_col - 1, cells.max_col))
            yield {"setDataValidation": {"range": where, "rule": _rule(rule)}}


def _rule(rule: DataValidation) -> Json:
    """Words in quotes are the list itself, anything else says where it stands."""
    source = str(rule.formula1)
    if source.startswith('"'):
        kind, words = "ONE_OF_LIST", source.strip('"').split(",")
    else:
        kind, words = "ONE_OF_RANGE", [f"={source}"]
    values = [{"userEnteredValue": word} for word in words]
    return {"condition": {"type": kind, "values": values}, "strict": bool(rule.showErrorMessage), "showCustomUi": True}

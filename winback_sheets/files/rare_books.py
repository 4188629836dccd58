"""Workbooks that the quick reader cannot take, though Excel can: macro sheets, UTF-16 parts, other part names."""

from __future__ import annotations

import io
import posixpath
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

import pandas as pd

from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.package import open_package
from winback_sheets.ooxml.xml import as_utf8
from winback_sheets.read.grid import Grid

MOST_BYTES = 20 << 20  # unpacked: openpyxl takes about a second for each MB
MOST_CELLS = 2_000_000
TOP = 60
_BESIDE = ("docprops/", "customxml/")


def is_spreadsheet(book: ZipFile) -> bool:
    """Whether the package says that it is a workbook, whatever its parts are called."""
    names = {name.lower(): name for name in book.namelist()}
    types = names.get("[content_types].xml")
    return bool(types) and b"spreadsheetml" in as_utf8(book.read(types))[0] if types else False


def rare_grids(raw: bytes) -> list[Grid]:
    """The tabs of a small workbook as openpyxl reads them; none where it is too large for that.

    Whatever is raised goes through: it is a damaged file. openpyxl would find that out too, after seconds.
    """
    from openpyxl import load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    with ZipFile(io.BytesIO(raw)) as package:
        if sum(info.file_size for info in package.infolist()) > MOST_BYTES or not is_sound(package):
            return []
    read_book(open_package(io.BytesIO(raw), ""))
    book = load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
    sheets = [sheet for sheet in book if isinstance(sheet, Worksheet)]
    if sum(sheet.max_row * sheet.max_column for sheet in sheets) > MOST_CELLS:
        return []
    return [grid_of(sheet, str(book.epoch).startswith("1904")) for sheet in sheets]


def is_sound(package: ZipFile) -> bool:
    """Whether openpyxl may see the package: no document type, which Office forbids and which can unfold without end.

    Raises ExpatError where a part is not whole; those that say nothing of tabs and cells are not looked at.
    """
    for name in package.namelist():
        if posixpath.splitext(name)[1].lower() in (".xml", ".rels"):
            xml = as_utf8(package.read(name))[0]
            if b"<!DOCTYPE" in xml[:4096].upper():
                return False
            if not name.lower().startswith(_BESIDE):
                ParserCreate("utf-8").Parse(xml, True)
    return True


def grid_of(sheet: object, date1904: bool) -> Grid:
    """One tab; error cells are empty with their places."""
    rows = [list(row) for row in sheet.iter_rows(min_row=1, min_col=1, values_only=True)]  # type: ignore[attr-defined]
    wrong = [(r, c) for r, row in enumerate(rows, 1) for c, cell in enumerate(row) if is_error(cell)]
    for row, column in wrong:
        rows[row - 1][column] = None
    hidden = tuple(n for n, look in sheet.row_dimensions.items() if look.hidden)  # type: ignore[attr-defined]
    return Grid(
        str(sheet.title),  # type: ignore[attr-defined]
        [trim_row(row) for row in rows[:TOP]],
        lambda n: pd.DataFrame(rows[n:], index=range(n + 1, len(rows) + 1), dtype=object).infer_objects(),
        len(rows),
        sheet.sheet_state == "visible",  # type: ignore[attr-defined]
        hidden_rows=hidden,
        errors=tuple(wrong[:10_000]),
        date1904=date1904,
    )


def is_error(cell: object) -> bool:
    """Whether a cell holds an error value such as #N/A."""
    return isinstance(cell, str) and cell in ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")


def trim_row(row: list[object]) -> list[object]:
    """A row without the empty cells at its right end."""
    row = [*row]
    while row and row[-1] is None:
        row.pop()
    return row

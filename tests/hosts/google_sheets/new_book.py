"""What a new spreadsheet is made with: tabs, their cells, and what lies over them, each by the request that adds it."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets.batch import KINDS
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.shapes import tidy
from hosts.google_sheets.sheet_requests import new_tab, place

JSON = dict[str, Any]
# A part of a Sheet message, the request that adds one of it, and the field it stands in there.
PARTS = (
    ("merges", "mergeCells", "range"),
    ("conditionalFormats", "addConditionalFormatRule", "rule"),
    ("filterViews", "addFilterView", "filter"),
    ("protectedRanges", "addProtectedRange", "protectedRange"),
    ("basicFilter", "setBasicFilter", "filter"),
    ("charts", "addChart", "chart"),
    ("bandedRanges", "addBanding", "bandedRange"),
    ("slicers", "addSlicer", "slicer"),
    ("tables", "addTable", "table"),
    ("rowGroups", "addDimensionGroup", "range"),
    ("columnGroups", "addDimensionGroup", "range"),
    ("developerMetadata", "createDeveloperMetadata", "developerMetadata"),
)


def fill(book: Book, body: JSON) -> None:
    """Put what a Spreadsheet message describes into a spreadsheet that has no tabs yet, or one empty tab."""
    pairs = []
    for one in body.get("sheets") or []:
        tab = new_tab(book, tidy("SheetProperties", one.get("properties") or {}))
        place(book, tab, len(book.tabs))
        pairs.append((tab, one))
    for given in body.get("namedRanges") or []:
        KINDS["addNamedRange"](book, {"namedRange": given})
    for tab, one in pairs:
        for grid in one.get("data") or []:
            cells(book, tab, grid)
        for part, kind, field in PARTS:
            for given in [one[part]] if part == "basicFilter" and one.get(part) else one.get(part) or []:
                inner = given.get("range") if kind == "addDimensionGroup" else given
                KINDS[kind](book, {field: inner})
    for given in body.get("developerMetadata") or []:
        KINDS["createDeveloperMetadata"](book, {"developerMetadata": given})


def cells(book: Book, tab: Tab, grid: JSON) -> None:
    """One GridData: its cells, and the sizes of its rows and columns."""
    top, left = grid.get("startRow") or 0, grid.get("startColumn") or 0
    rows = grid.get("rowData") or []
    if rows:
        width = max((len(row.get("values") or []) for row in rows), default=0)
        book.grow(tab, top + len(rows), left + width)
        start = {"sheetId": tab.id, "rowIndex": top, "columnIndex": left}
        KINDS["updateCells"](book, {"start": start, "rows": rows, "fields": "*"})
    for name, dimension, first in (("rowMetadata", "ROWS", top), ("columnMetadata", "COLUMNS", left)):
        for step, facts in enumerate(grid.get(name) or []):
            span = {"sheetId": tab.id, "dimension": dimension, "startIndex": first + step, "endIndex": first + step + 1}
            fields = ",".join(key for key in facts if key in ("pixelSize", "hiddenByUser"))
            if fields:
                ask = {"range": span, "properties": facts, "fields": fields}
                KINDS["updateDimensionProperties"](book, ask)

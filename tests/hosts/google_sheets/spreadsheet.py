"""GET spreadsheet: a spreadsheet as a message, with the cells asked for."""

from __future__ import annotations

import re
from typing import Any

from hosts.google_sheets import comment_requests, masks, metadata, sheet_requests
from hosts.google_sheets.a1 import Box
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cells import Cell, extended
from hosts.google_sheets.inferred import numbers
from hosts.google_sheets.number_formats import shown
from hosts.google_sheets.shapes import kinds
from hosts.google_sheets.trouble import BAD_REQUEST, Trouble

JSON = dict[str, Any]
WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT: JSON = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
PALETTE = {
    "TEXT": {},
    "BACKGROUND": WHITE,
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}
THEME: JSON = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": name, "color": {"rgbColor": color}} for name, color in PALETTE.items()],
}


def get(book: Book, ranges: list[str], fields: str, with_cells: bool, comments: bool = False) -> JSON:
    """The spreadsheet, of it the ranges and fields asked for; a mask decides alone whether cells come."""
    return shown_book(book, [book.box(text) for text in ranges], fields, with_cells, comments)


def shown_book(
    book: Book, places: list[tuple[Tab, Box]], fields: str, with_cells: bool, comments: bool = False
) -> JSON:
    """The spreadsheet with the cells of some places; without places of every tab."""
    mask = masks.tree(fields) if fields else {}
    check(mask, "Spreadsheet", "")
    sheets = mask.get("sheets", {}) if mask and "*" not in mask else {}
    asks_cells = with_cells if not mask else ("*" in mask or ("sheets" in mask and (not sheets or "data" in sheets)))
    below = sheets.get("data", {}) if sheets else {}
    chosen = [tab for tab in book.tabs if not places or any(tab is one for one, _ in places)]
    whole: JSON = {"spreadsheetId": book.id, "properties": properties(book)}
    if not mask or "*" in mask or "sheets" in mask:
        whole["sheets"] = [sheet(book, tab, places, asks_cells, below) for tab in chosen]
    if comments:
        talk(book, chosen, whole)
    if book.names:
        whole["namedRanges"] = book.names
    marks = [metadata.shown(mark) for mark in book.marks.values() if mark.kind == "SPREADSHEET"]
    if marks:
        whole["developerMetadata"] = marks
    whole["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    answer: JSON = masks.kept(mask, whole)
    return answer


def talk(book: Book, chosen: list[Tab], whole: JSON) -> None:
    """Put the comments into a spreadsheet's message, and their anchors into its tabs'."""
    threads = comment_requests.seen(book)
    if threads:
        whole["comments"] = threads
    for tab, shown_tab in zip(chosen, whole.get("sheets", []), strict=False):
        if tab.parts["commentAnchors"]:
            shown_tab["commentAnchors"] = tab.parts["commentAnchors"]


def check(mask: masks.Tree, name: str | None, path: str) -> None:
    """Refuse a mask that names no field."""
    for step, inner in mask.items():
        if step == "*" or name is None:
            continue
        facts = kinds(name).get(step)
        here = f"{path}.{step}" if path else step
        if facts is None:
            text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{here}'."
            detail = {"@type": BAD_REQUEST, "fieldViolations": [{"field": here, "description": text}]}
            raise Trouble("Request contains an invalid argument.", 400, [detail])
        check(inner, facts.get("$ref") or (facts.get("items") or {}).get("$ref"), here)


def properties(book: Book) -> JSON:
    """The spreadsheet's properties with theme and default format."""
    return {**sheet_requests.book_properties(book), "defaultFormat": DEFAULT, "spreadsheetTheme": THEME}


def sheet(book: Book, tab: Tab, places: list[tuple[Tab, Box]], with_cells: bool, below: masks.Tree) -> JSON:
    """One tab."""
    out: JSON = {"properties": sheet_requests.properties(book, tab)}
    if with_cells:
        boxes = [box for one, box in places if one is tab] or [Box(tab.id, 0, None, 0, None)]
        out["data"] = [grid_data(book, tab, tab.inside(box), below) for box in boxes]
    for name, parts in tab.parts.items():
        if parts and name != "commentAnchors":
            out[name] = parts[0] if name == "basicFilter" else parts
    if "protectedRanges" in out:
        out["protectedRanges"] = [{"editors": {"users": [OWNER]}, **part} for part in out["protectedRanges"]]
    marks = [metadata.shown(mark) for mark in book.marks.values() if mark.kind == "SHEET" and mark.tab == tab.id]
    return {**out, "developerMetadata": marks} if marks else out


OWNER = "robot@example.iam.gserviceaccount.com"


def grid_data(book: Book, tab: Tab, box: Box, below: masks.Tree) -> JSON:
    """The cells of a closed box, and the sizes of its rows and columns, as far as the mask wants them."""
    out: JSON = {}
    if box.top:
        out["startRow"] = box.top
    if box.left:
        out["startColumn"] = box.left
    if not below or "rowData" in below:
        wanted = below.get("rowData", {}).get("values", {}) if below else {}
        rows = [row_data(book, tab, row, box, wanted) for row in range(box.top, min(box.bottom or 0, len(tab.rows)))]
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            out["rowData"] = rows
    for key, is_row, span, size in (("rowMetadata", True, box.rows, 21), ("columnMetadata", False, box.columns, 100)):
        if not below or key in below:
            facts, marks = tab.facts(is_row), marks_by_index(book, tab, is_row)
            out[key] = [dimension(facts.get(place), marks.get(place), size) for place in span]
    return out


def marks_by_index(book: Book, tab: Tab, is_row: bool) -> dict[int | None, list[JSON]]:
    """The developer metadata of a tab's rows or columns."""
    found: dict[int | None, list[JSON]] = {}
    for mark in book.marks.values():
        if mark.tab == tab.id and mark.kind == ("ROW" if is_row else "COLUMN"):
            found.setdefault(mark.place, []).append(metadata.shown(mark))
    return found


def dimension(facts: JSON | None, marks: list[JSON] | None, size: int) -> JSON:
    """One row's or column's properties."""
    out = {"pixelSize": size, **(facts or {})}
    return {**out, "developerMetadata": marks} if marks else out


def row_data(book: Book, tab: Tab, row: int, box: Box, wanted: masks.Tree) -> JSON:
    """One row of CellData under a mask, empty cells at its end left out."""
    cells = []
    for place, cell in enumerate(tab.rows[row][box.left : box.right]):
        data = cell_data(book, tab, row, box.left + place, cell, wanted) if cell else {}
        cells.append(masks.kept(wanted, data))
    while cells and not cells[-1]:
        cells.pop()
    return {"values": cells} if cells else {}


def cell_data(book: Book, tab: Tab, row: int, column: int, cell: Cell, wanted: masks.Tree) -> JSON:
    """One CellData; what the mask leaves out is not worked out."""
    out: JSON = {}
    every = not wanted or "*" in wanted
    if cell.filled:
        value = book.value(tab, row, column)
        out["userEnteredValue"] = {"formulaValue": cell.formula} if cell.formula else extended(cell.value)
        # An empty text that a formula gives is not shown at all.
        if value is not None and value != "":
            out["effectiveValue"] = extended(value)
            out["formattedValue"] = shown(value, numbers(book, tab, cell), book.locale)
    if cell.format:
        out["userEnteredFormat"] = cell.format
    if (every or "effectiveFormat" in wanted) and (cell.filled or cell.format):
        out["effectiveFormat"] = effective(cell, book.value(tab, row, column), linked(cell), numbers(book, tab, cell))
    for key, part in (
        ("note", cell.note),
        ("dataValidation", cell.validation),
        ("textFormatRuns", cell.runs),
        ("pivotTable", cell.pivot),
        ("chipRuns", cell.chips),
    ):
        if part:
            out[key] = part
    link = linked(cell)
    return {**out, "hyperlink": link} if link else out


FORMULA_LINK = re.compile(r'=\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


def linked(cell: Cell) -> str:
    """The one address a cell points to, by a formula, its format or a run of its text; empty for none or several."""
    formula = FORMULA_LINK.match(cell.formula or "")
    if formula:
        return formula[1].replace('""', '"')
    parts = [((cell.format or {}).get("textFormat") or {}), *((run.get("format") or {}) for run in cell.runs or [])]
    found = {(part.get("link") or {}).get("uri") for part in parts} - {None}
    return str(found.pop()) if len(found) == 1 else ""


def effective(cell: Cell, value: Any, link: str, form_of_numbers: JSON | None) -> JSON:
    """The format a cell shows: the default under what was set; a link is blue and underlined unless told otherwise."""
    form = DEFAULT | (cell.format or {})
    if form_of_numbers:
        form["numberFormat"] = form_of_numbers
    text = DEFAULT["textFormat"] | {"fontFamily": "Arial"}
    if link and not cell.runs:
        blue = PALETTE["LINK"]
        text |= {"foregroundColor": blue, "foregroundColorStyle": {"rgbColor": blue}, "underline": True}
        text |= {"link": {"uri": link}}
    form["textFormat"] = text | ((cell.format or {}).get("textFormat") or {})
    if value is not None:
        form.setdefault("hyperlinkDisplayType", "LINKED" if link else "PLAIN_TEXT")
    if "horizontalAlignment" not in form and value is not None:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        form["horizontalAlignment"] = "CENTER" if isinstance(value, bool) else "RIGHT" if number else "LEFT"
    return form

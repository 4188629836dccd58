"""batchUpdate requests on cells: write, repeat, append, copy, sort, find and replace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hosts.google_sheets import masks
from hosts.google_sheets.a1 import Box, of_grid
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cells import Cell, of_extended
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
PARTS = {"note": "note", "dataValidation": "validation", "textFormatRuns": "runs", "pivotTable": "pivot"}
PARTS["chipRuns"] = "chips"
Paths = list[tuple[str, ...]]


def boxed(book: Book, grid: JSON | None, strict: bool = False) -> tuple[Tab, Box]:
    """The tab and the closed box of a GridRange."""
    box = of_grid(grid or {})
    tab = book.tab(box.tab)
    if (box.bottom is not None and box.bottom <= box.top) or (box.right is not None and box.right <= box.left):
        raise Trouble("GridRange must have a start index less than its end index.")
    return tab, tab.inside(box, strict)


class Patch:
    """The change a CellData makes under a mask; formats already met are not worked out again."""

    def __init__(self, fields: Any) -> None:
        self.paths = mask("CellData", fields)
        self.every = ("*",) in self.paths
        self.value = self.every or any(path[0] == "userEnteredValue" for path in self.paths)
        self.format_paths = [path[1:] for path in self.paths if path[0] == "userEnteredFormat"]
        self.parts = [(key, name) for key, name in PARTS.items() if self.every or any(p[0] == key for p in self.paths)]
        self.tidied: dict[int, tuple[JSON, Any]] = {}
        self.formats: dict[tuple[int, int], tuple[Any, JSON, JSON | None]] = {}

    def on(self, cell: Cell, data: JSON) -> Cell:
        """A cell with the data put in."""
        changes: JSON = {}
        if self.value:
            changes["value"], changes["formula"] = of_extended(data.get("userEnteredValue"))
            changes["runs"] = None
        if self.every or self.format_paths:
            changes["format"] = self.formatted(cell.format, data.get("userEnteredFormat") or {})
        for key, name in self.parts:
            given = data.get(key)
            changes[name] = (self.kept(key, given) if given else None) or None
        return cell._replace(**changes)

    def kept(self, key: str, given: Any) -> Any:
        """Notes, validations and the like as Google keeps them."""
        if isinstance(given, str):
            return given
        known = self.tidied.get(id(given))
        if known is None:
            new = tidy("CellData", {key: given}).get(key)
            known = self.tidied[id(given)] = (given, new)
        return known[1]

    def formatted(self, old: JSON | None, given: JSON) -> JSON | None:
        """The format after the mask; one result for one pair of old and new."""
        key = (id(old), id(given))
        if key not in self.formats:
            new = tidy("CellFormat", given)
            whole = self.every or () in self.format_paths
            merged = new if whole else masks.merged(old or {}, new, self.format_paths)
            self.formats[key] = (old, given, merged or None)
        return self.formats[key][2]


def update_cells(book: Book, ask: JSON) -> JSON:
    """updateCells: rows of CellData from a start, or into a range whose rest is cleared of the fields named."""
    patch = Patch(ask.get("fields"))
    rows = [row.get("values") or [] for row in ask.get("rows") or []]
    if ask.get("range") is not None:
        tab, box = boxed(book, ask["range"], True)
    else:
        start = ask.get("start")
        if start is None:
            raise Trouble("Must specify a range or start.")
        tab = book.tab(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row) for row in rows), default=0)
        box = tab.inside(Box(tab.id, top, top + max(len(rows), 1), left, left + max(width, 1)), True)
        written(book, tab, box.top, box.left, rows, patch)
        return {}
    if len(rows) > len(box.rows) or any(len(row) > len(box.columns) for row in rows):
        raise Trouble(f"Attempting to write outside of the range [{tab.name(box)}].")
    nothing: JSON = {}
    full = [rows[n] if n < len(rows) else [] for n in range(len(box.rows))]
    wide = [row + [nothing] * (len(box.columns) - len(row)) for row in full]
    written(book, tab, box.top, box.left, wide, patch)
    return {}


def written(book: Book, tab: Tab, top: int, left: int, rows: list[list[JSON]], patch: Patch) -> None:
    """Put rows of CellData into a tab under a mask."""
    for down, row in enumerate(rows):
        if row and (any(row) or top + down < len(tab.rows)):
            new = [patch.on(tab.cell(top + down, left + n), data or {}) for n, data in enumerate(row)]
            tab.put(top + down, left, new)
    if patch.value and any(rows):
        book.touched()
    book.memo.clear()


def repeat_cell(book: Book, ask: JSON) -> JSON:
    """repeatCell: one CellData in every cell of a range; a formula's references move along."""
    from hosts.google_sheets.formula_refs import copied

    patch = Patch(ask.get("fields"))
    tab, box = boxed(book, ask.get("range"), True)
    data = ask.get("cell") or {}
    formula = (data.get("userEnteredValue") or {}).get("formulaValue") if patch.value else None
    for row in box.rows:
        cells = [patch.on(tab.cell(row, column), data) for column in box.columns]
        if formula:
            cells = [cell._replace(formula=copied(formula, row - box.top, n)) for n, cell in enumerate(cells)]
        tab.put(row, box.left, cells)
    if patch.value:
        book.touched()
    return {}


def append_cells(book: Book, ask: JSON) -> JSON:
    """appendCells: below the last row with data of the whole tab, from column A; the grid grows if it must."""
    patch = Patch(ask.get("fields"))
    rows = [row.get("values") or [] for row in ask.get("rows") or []]
    if ask.get("tableId"):
        from hosts.google_sheets.table_requests import appended

        tab, box = appended(book, ask["tableId"], rows)
        written(book, tab, box.top, box.left, rows, patch)
        return {}
    tab = book.tab(ask.get("sheetId", 0), "sheet")
    top = tab.last_row()
    book.grow(tab, top + len(rows), max((len(row) for row in rows), default=0))
    written(book, tab, top, 0, rows, patch)
    return {}


def set_validation(book: Book, ask: JSON) -> JSON:
    """setDataValidation: one rule in every cell of a range, or none."""
    tab, box = boxed(book, ask.get("range"))
    rule = tidy("DataValidationRule", ask["rule"]) if ask.get("rule") else None
    for row in box.rows:
        if rule or row < len(tab.rows):
            tab.put(row, box.left, [tab.cell(row, column)._replace(validation=rule) for column in box.columns])
    return {}


def update_borders(book: Book, ask: JSON) -> JSON:
    """updateBorders: the sides named, outside and inside of a range."""
    tab, box = boxed(book, ask.get("range"))
    given = {key: tidy("Border", ask[key]) for key in BORDERS if ask.get(key)}
    for row in box.rows:
        tab.put(row, box.left, [bordered(tab.cell(row, column), row, column, box, given) for column in box.columns])
    return {}


BORDERS = ("top", "bottom", "left", "right", "innerHorizontal", "innerVertical")


def bordered(cell: Cell, row: int, column: int, box: Box, given: JSON) -> Cell:
    """One cell with the borders its place in the range asks for."""
    sides = dict((cell.format or {}).get("borders") or {})
    edges = {
        "top": "top" if row == box.top else "innerHorizontal",
        "bottom": "bottom" if row == (box.bottom or 0) - 1 else "innerHorizontal",
        "left": "left" if column == box.left else "innerVertical",
        "right": "right" if column == (box.right or 0) - 1 else "innerVertical",
    }
    for side, source in edges.items():
        if source in given:
            sides.pop(side, None)
            if given[source].get("style") != "NONE":
                sides[side] = given[source]
    form = {key: value for key, value in (cell.format or {}).items() if key != "borders"}
    if sides:
        form["borders"] = sides
    return cell._replace(format=form or None)


def sort_range(book: Book, ask: JSON) -> JSON:
    """sortRange: whole rows of a range by column values; empty cells stay last, hidden rows are sorted too."""
    tab, box = boxed(book, ask.get("range"))
    specs = ask.get("sortSpecs") or []
    if not specs:
        raise Trouble("Must specify at least one sort spec.")
    sort_box(book, tab, box, [(s.get("dimensionIndex", 0), s.get("sortOrder") == "DESCENDING") for s in specs])
    return {}


def sort_box(book: Book, tab: Tab, box: Box, keys: list[tuple[int, bool]]) -> None:
    """Sort the rows of a box by (column, descending) pairs; formulas' relative references move along."""
    from hosts.google_sheets.formula_refs import copied

    numbers = list(box.rows)
    for column, down in reversed(keys):
        if not box.left <= column < (box.right or 0):
            raise Trouble(f"Sort spec dimension index {column} is outside of the range.")
        filled = [n for n in numbers if book.value(tab, n, column) is not None]
        empty = [n for n in numbers if book.value(tab, n, column) is None]
        ranks = {n: rank(book.value(tab, n, column)) for n in filled}
        numbers = sorted(filled, key=ranks.__getitem__, reverse=down) + empty
    old = {number: [tab.cell(number, column) for column in box.columns] for number in box.rows}
    for target, source in zip(box.rows, numbers, strict=True):
        if target < len(tab.rows) or source < len(tab.rows):
            cells = [c._replace(formula=copied(c.formula, target - source, 0)) if c.formula else c for c in old[source]]
            tab.put(target, box.left, cells)
    book.touched()


def rank(value: Any) -> tuple[int, Any]:
    """Numbers before texts before truth values."""
    if isinstance(value, bool):
        return (2, value)
    if isinstance(value, int | float):
        return (0, value)
    return (1, str(value).casefold())


def places(box: Box) -> Iterator[tuple[int, int]]:
    """The places of a closed box."""
    return ((row, column) for row in box.rows for column in box.columns)


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "setDataValidation": set_validation,
    "updateBorders": update_borders,
    "sortRange": sort_range,
}

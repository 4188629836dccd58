"""Insert, delete and move rows and columns: cells and everything that hangs on places shift together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cells import EMPTY, Cell
from hosts.google_sheets.formula_refs import followed

JSON = dict[str, Any]
ROWS = ("startRowIndex", "endRowIndex", "rowIndex")
COLUMNS = ("startColumnIndex", "endColumnIndex", "columnIndex")
GRID = frozenset(("sheetId", *ROWS, *COLUMNS))
DIMENSION = frozenset(("sheetId", "dimension", "startIndex", "endIndex"))
GONE = object()


class Shift(NamedTuple):
    """A change of one dimension of one tab: where an index goes (None: deleted), where a span goes."""

    tab: Tab
    rows: bool
    goes: Callable[[int], int | None]
    span: Callable[[int, int | None], tuple[int, int | None] | None]
    gone: range = range(0)


def insert(book: Book, tab: Tab, rows: bool, at: int, count: int, before: bool) -> None:
    """Put empty rows or columns in; they take format and size from the neighbour before or after."""
    book.room(count * (tab.width if rows else tab.height))
    like = at - 1 if before and at else at
    if rows:
        pattern = tuple(bare(cell) for cell in (tab.rows[like] if like < len(tab.rows) else ()))
        tab.rows += [()] * (min(at, tab.height) - len(tab.rows)) if at > len(tab.rows) and pattern else []
        if at <= len(tab.rows):
            tab.rows[at:at] = [pattern if any(pattern) else ()] * count
        tab.height += count
    else:
        tab.rows = [widened(row, at, count, like) for row in tab.rows]
        tab.width += count
    model = tab.facts(rows).get(like)
    carry(book, Shift(tab, rows, lambda i: i + count if i >= at else i, inserted(at, count)))
    if model:
        tab.facts(rows).update({at + n: model for n in range(count)})


def inserted(at: int, count: int) -> Callable[[int, int | None], tuple[int, int | None] | None]:
    """Where a span goes when something is put in."""
    return lambda s, e: (s + count if s >= at else s, e if e is None or e <= at else e + count)


def bare(cell: Cell | None) -> Cell | None:
    """What a new neighbour inherits of a cell: its looks and its validation."""
    if cell is None or (cell.format is None and cell.validation is None):
        return None
    return Cell(format=cell.format, validation=cell.validation)


def widened(row: tuple[Cell | None, ...], at: int, count: int, like: int) -> tuple[Cell | None, ...]:
    """A row with columns put in."""
    if at > len(row):
        return row
    model = bare(row[like]) if like < len(row) else None
    return row[:at] + (model,) * count + row[at:] if at < len(row) or model else row


def delete(book: Book, tab: Tab, rows: bool, start: int, stop: int) -> None:
    """Take rows or columns out, and what lay on them alone."""
    count = stop - start
    if rows:
        del tab.rows[start:stop]
        tab.height -= count
    else:
        tab.rows = [row[:start] + row[stop:] if len(row) > start else row for row in tab.rows]
        tab.width -= count

    def index(i: int) -> int | None:
        return None if start <= i < stop else i - count if i >= stop else i

    carry(book, Shift(tab, rows, index, deleted(start, stop), range(start, stop)))


def deleted(start: int, stop: int) -> Callable[[int, int | None], tuple[int, int | None] | None]:
    """Where a span goes when something is taken out; None if nothing of it stays."""

    def span(s: int, e: int | None) -> tuple[int, int | None] | None:
        s2 = s - max(0, min(s, stop) - start)
        if e is None:
            return s2, None
        e2 = e - max(0, min(e, stop) - start)
        return (s2, e2) if e2 > s2 else None

    return span


def move(book: Book, tab: Tab, rows: bool, start: int, stop: int, to: int) -> None:
    """Move rows or columns; the target is counted before they are taken out."""
    count, landing = stop - start, to - (stop - start) if to > start else to
    if rows:
        tab.rows += [()] * (max(stop, to) - len(tab.rows))
        block = tab.rows[start:stop]
        del tab.rows[start:stop]
        tab.rows[landing:landing] = block
    else:
        tab.rows = [moved_in(row, start, stop, to, landing) for row in tab.rows]

    def index(i: int) -> int:
        if start <= i < stop:
            return landing + i - start
        rest = i - count if i >= stop else i
        return rest + count if rest >= landing else rest

    def span(s: int, e: int | None) -> tuple[int, int | None] | None:
        if e is not None and s >= start and e <= stop:
            return s + landing - start, e + landing - start
        left = deleted(start, stop)(s, e)
        return inserted(landing, count)(*left) if left else None

    carry(book, Shift(tab, rows, index, span))


def moved_in(row: tuple[Cell | None, ...], start: int, stop: int, to: int, landing: int) -> tuple[Cell | None, ...]:
    """One row with some of its columns moved."""
    from hosts.google_sheets.book import trimmed

    full = list(row) + [None] * (max(stop, to) - len(row))
    block = full[start:stop]
    del full[start:stop]
    full[landing:landing] = block
    return trimmed(tuple(full))


def carry(book: Book, shift: Shift) -> None:
    """Let all that hangs on places follow: sizes, marks, ranges on every tab, names, formulas."""
    tab, rows = shift.tab, shift.rows
    facts = tab.facts(rows)
    placed = {shift.goes(place): fact for place, fact in facts.items()}
    facts.clear()
    facts.update({place: fact for place, fact in placed.items() if place is not None})
    kind = "ROW" if rows else "COLUMN"
    for mark in list(book.marks.values()):
        if mark.tab == tab.id and mark.kind == kind and mark.place is not None:
            new = shift.goes(mark.place)
            if new is None:
                del book.marks[mark.id]
            else:
                book.marks[mark.id] = mark._replace(place=new)
    for other in book.tabs:
        for name, parts in other.parts.items():
            other.parts[name] = [new for part in parts if (new := walked(part, shift, other.title)) is not GONE]
        if other is tab:
            other.parts["merges"] = [merge for merge in other.parts["merges"] if area(merge) > 1]
            if not rows:
                criteria_follow(other, shift)
    book.names = [new for name in book.names if (new := walked(name, shift, "")) is not GONE]
    formulas_follow(book, shift)
    book.touched()


def area(grid: JSON) -> int:
    """How many cells a merge covers."""
    return int((grid["endRowIndex"] - grid["startRowIndex"]) * (grid["endColumnIndex"] - grid["startColumnIndex"]))


def walked(value: Any, shift: Shift, own: str) -> Any:
    """A message with its ranges shifted; GONE if what it lay on was deleted."""
    if isinstance(value, list):
        new = [walked(item, shift, own) for item in value]
        left = [item for item in new if item is not GONE]
        return GONE if value and not left and any(isinstance(item, dict) for item in value) else left
    if not isinstance(value, dict):
        if isinstance(value, str) and value.startswith("=") and len(value) > 1:
            return follow(value, own, shift)
        return value
    if value and set(value) <= GRID:
        return grid_shifted(value, shift)
    if "dimension" in value and set(value) <= DIMENSION:
        return dimension_shifted(value, shift)
    out = {}
    for key, item in value.items():
        new = walked(item, shift, own)
        if new is GONE and key in ("range", "ranges"):
            return GONE
        if new is not GONE:
            out[key] = new
    return out


def grid_shifted(grid: JSON, shift: Shift) -> Any:
    """A GridRange or GridCoordinate shifted."""
    if grid.get("sheetId", 0) != shift.tab.id:
        return grid
    first, last, point = ROWS if shift.rows else COLUMNS
    if point in grid:
        new = shift.goes(grid[point])
        return {**grid, point: shift.gone.start if new is None else new}
    if first not in grid and last not in grid:
        return grid
    span = shift.span(grid.get(first, 0), grid.get(last))
    if span is None:
        return GONE
    return {**grid, first: span[0], **({} if span[1] is None else {last: span[1]})}


def dimension_shifted(part: JSON, shift: Shift) -> Any:
    """A DimensionRange shifted."""
    if part.get("sheetId", 0) != shift.tab.id or (part["dimension"] == "ROWS") != shift.rows:
        return part
    span = shift.span(part.get("startIndex", 0), part.get("endIndex"))
    if span is None:
        return GONE
    return {**part, "startIndex": span[0], **({} if span[1] is None else {"endIndex": span[1]})}


def criteria_follow(tab: Tab, shift: Shift) -> None:
    """Let filter criteria and sort orders follow their columns."""
    for part in tab.parts["basicFilter"] + tab.parts["filterViews"]:
        for spec in part.get("filterSpecs", []):
            spec["columnIndex"] = shift.goes(spec.get("columnIndex", 0))
        for spec in part.get("sortSpecs", []):
            spec["dimensionIndex"] = shift.goes(spec.get("dimensionIndex", 0))
        if "filterSpecs" in part:
            part["filterSpecs"] = [spec for spec in part["filterSpecs"] if spec["columnIndex"] is not None]
        if "sortSpecs" in part:
            part["sortSpecs"] = [spec for spec in part["sortSpecs"] if spec["dimensionIndex"] is not None]
        if "criteria" in part:
            new = {shift.goes(int(key)): value for key, value in part["criteria"].items()}
            part["criteria"] = {str(key): value for key, value in new.items() if key is not None}


def follow(formula: str, own: str, shift: Shift) -> str:
    """A formula after the shift."""

    def where(place: int) -> int:
        new = shift.goes(place)
        return place if new is None else new

    return followed(formula, own, shift.tab.title, shift.rows, where, shift.gone)


def formulas_follow(book: Book, shift: Shift) -> None:
    """Rewrite the formulas, and the validations with formulas, that name the tab's places."""
    rules: dict[int, Any] = {}
    for tab in book.tabs:
        for number, row in enumerate(tab.rows):
            hit = [place for place, cell in enumerate(row) if cell and (cell.formula or cell.validation)]
            if hit:
                tab.put(number, 0, [follows(cell or EMPTY, tab.title, shift, rules) for cell in row])


def follows(cell: Cell, own: str, shift: Shift, rules: dict[int, Any]) -> Cell:
    """One cell after the shift."""
    if cell.formula:
        cell = cell._replace(formula=follow(cell.formula, own, shift))
    if cell.validation:
        rule = rules.get(id(cell.validation))
        if rule is None:
            rule = rules[id(cell.validation)] = (walked(cell.validation, shift, own), cell.validation)
        cell = cell._replace(validation=rule[0])
    return cell

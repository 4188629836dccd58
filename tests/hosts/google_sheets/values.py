"""Plain values in and out: the endpoints below /values, and what they answer."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets.a1 import Box, letters
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cells import Cell, Fail, plain, raw
from hosts.google_sheets.entered import typed
from hosts.google_sheets.inferred import numbers
from hosts.google_sheets.number_formats import is_date, pattern_of, shown
from hosts.google_sheets.tables import table_at
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")


def rendered(book: Book, tab: Tab, row: int, column: int, cell: Cell, asked: JSON) -> Any:
    """One cell under the options valueRenderOption and dateTimeRenderOption."""
    render = asked.get("valueRenderOption") or "FORMATTED_VALUE"
    if render == "FORMULA" and cell.formula is not None:
        return cell.formula
    value = cell.value if cell.formula is None else book.computed(tab, row, column, cell.formula)
    if value is None:
        return ""
    if isinstance(value, Fail):
        return value.text
    form = numbers(book, tab, cell)
    if render == "FORMATTED_VALUE":
        return shown(value, form, book.locale)
    if isinstance(value, int | float) and not isinstance(value, bool) and form:
        words = asked.get("dateTimeRenderOption") == "FORMATTED_STRING"
        if words and is_date(pattern_of(form, book.locale)):
            return shown(value, form, book.locale)
    return plain(value)


def rows_of(book: Book, tab: Tab, box: Box, asked: JSON) -> list[list[Any]]:
    """The values of a closed box, empty cells and rows at the end left out."""
    rows: list[list[Any]] = []
    for number in range(box.top, min(box.bottom or 0, len(tab.rows))):
        cells = tab.rows[number][box.left : box.right]
        row = [
            rendered(book, tab, number, box.left + place, cell, asked) if cell and cell.filled else ""
            for place, cell in enumerate(cells)
        ]
        while row and row[-1] == "":
            row.pop()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def turned(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows as columns, empty places at the end left out."""
    columns = [list(column) for column in padded(rows)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns


def padded(rows: list[list[Any]]) -> list[tuple[Any, ...]]:
    """The columns of ragged rows."""
    width = max((len(row) for row in rows), default=0)
    return list(zip(*[row + [""] * (width - len(row)) for row in rows], strict=True))


def value_range(book: Book, tab: Tab, box: Box, asked: JSON) -> JSON:
    """The ValueRange of a box."""
    shut = tab.inside(box)
    by = asked.get("majorDimension") or "ROWS"
    rows = rows_of(book, tab, shut, asked)
    found = turned(rows) if by == "COLUMNS" else rows
    return {"range": tab.name(shut), "majorDimension": by, **({"values": found} if found else {})}


def get(book: Book, text: str, asked: JSON) -> JSON:
    """GET values/{range}."""
    tab, box = book.box(text)
    return value_range(book, tab, box, asked)


def option(given: JSON) -> str:
    """The way values are put in, which must be said."""
    chosen = given.get("valueInputOption")
    if chosen not in ("RAW", "USER_ENTERED"):
        raise Trouble("'valueInputOption' is required but not specified")
    return str(chosen)


def by_rows(block: JSON) -> list[list[Any]]:
    """The values of a ValueRange row by row; a place a short column lacks is left alone (None)."""
    given = [list(line) for line in block.get("values") or []]
    if (block.get("majorDimension") or "ROWS") != "COLUMNS":
        return given
    height = max((len(column) for column in given), default=0)
    return [[column[row] if row < len(column) else None for column in given] for row in range(height)]


def write(book: Book, tab: Tab, box: Box, rows: list[list[Any]], how: str) -> tuple[Box, set[int], set[int], int]:
    """Put values into a closed box's top left; None leaves a cell alone. Rows, columns, cells that got a value."""
    hit_rows: set[int] = set()
    hit_columns: set[int] = set()
    count = 0
    for down, row in enumerate(rows):
        if all(value is None for value in row):
            continue
        number = box.top + down
        hit_rows.add(number)
        old = [tab.cell(number, box.left + right) for right in range(len(row))]
        new = [cell if given is None else put(cell, given, how, book) for cell, given in zip(old, row, strict=True)]
        tab.put(number, box.left, new)
        places = [box.left + right for right, given in enumerate(row) if given is not None]
        hit_columns.update(places)
        count += len(places)
    if count:
        book.touched()
    width = max((len(row) for row in rows), default=1)
    reach = Box(tab.id, box.top, box.top + max(len(rows), 1), box.left, box.left + max(width, 1))
    return reach, hit_rows, hit_columns, count


def put(cell: Cell, given: Any, how: str, book: Book) -> Cell:
    """A cell with a new value."""
    if how == "RAW":
        return cell._replace(value=raw(given), formula=None, runs=None)
    return typed(cell, given, book.locale)


def fitted(book: Book, tab: Tab, box: Box, rows: list[list[Any]], asked: str) -> Box:
    """The closed box values go into; values that reach beyond what was asked for are refused."""
    single = box.bottom == box.top + 1 and box.right == box.left + 1
    # Clients fit the grid to their rows and name a range that ends beyond it; an address is drawn in, a grid range not.
    shut = tab.inside(box, strict=not asked)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if single:
        book.grow(tab, box.top + height, box.left + width)
        return Box(tab.id, box.top, max(box.top + height, box.top + 1), box.left, max(box.left + width, box.left + 1))
    assert shut.bottom is not None and shut.right is not None
    if (box.bottom is not None and height > shut.bottom - box.top) or (
        box.right is not None and width > shut.right - box.left
    ):
        too_far(tab, shut, height, width)
    book.grow(tab, box.top + height, box.left + width)
    return tab.closed(box)


def too_far(tab: Tab, box: Box, height: int, width: int) -> None:
    """Refuse values that do not fit their range."""
    assert box.bottom is not None and box.right is not None
    name = tab.name(box)
    if height > box.bottom - box.top:
        raise Trouble(f"Requested writing within range [{name}], but tried writing to row [{box.bottom + 1}]")
    raise Trouble(f"Requested writing within range [{name}], but tried writing to column [{letters(box.right)}]")


def update(book: Book, tab: Tab, box: Box, block: JSON, given: JSON, asked: str = "") -> JSON:
    """One block of values written; the UpdateValuesResponse."""
    how = option(given)
    rows = by_rows(block)
    shut = fitted(book, tab, box, rows, asked)
    reach, hit_rows, hit_columns, count = write(book, tab, shut, rows, how)
    bottom, right = min(reach.bottom or 0, shut.bottom or 0), min(reach.right or 0, shut.right or 0)
    done: JSON = {"spreadsheetId": book.id, "updatedRange": tab.name(reach._replace(bottom=bottom, right=right))}
    counts = {"updatedRows": len(hit_rows), "updatedColumns": len(hit_columns), "updatedCells": count}
    done.update({key: number for key, number in counts.items() if number})
    if flag(given.get("includeValuesInResponse")):
        shown_as = {
            "valueRenderOption": given.get("responseValueRenderOption"),
            "dateTimeRenderOption": given.get("responseDateTimeRenderOption"),
            "majorDimension": block.get("majorDimension"),
        }
        done["updatedData"] = value_range(book, tab, reach._replace(bottom=bottom, right=right), shown_as)
    return done


def flag(given: Any) -> bool:
    """A truth value from a body or a query."""
    return given is True or str(given).lower() in ("true", "1")


def put_values(book: Book, text: str, block: JSON, given: JSON) -> JSON:
    """PUT values/{range}."""
    inner = block.get("range")
    if inner and book.box(inner) != book.box(text):
        raise Trouble(f"Requested writing within range [{text}], but data is for range [{inner}]")
    tab, box = book.box(text)
    return update(book, tab, box, block, given, text)


def batch_update(book: Book, body: JSON) -> JSON:
    """POST values:batchUpdate."""
    answers, totals = [], totals_of(book)
    for block in body.get("data") or []:
        tab, box = book.box(block.get("range") or "")
        answers.append(update(book, tab, box, block, body, block["range"]))
        totals.add(tab, answers[-1], book)
    return {**totals.answer(), "responses": answers}


class Totals:
    """The sums of a batch of writes."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: set[tuple[int, int]] = set()
        self.columns: set[tuple[int, int]] = set()
        self.cells = 0
        self.tabs: set[int] = set()

    def add(self, tab: Tab, done: JSON, book: Book) -> None:
        """Count one block's answer."""
        _, box = book.box(done["updatedRange"])
        if done.get("updatedCells"):
            self.tabs.add(tab.id)
            self.rows |= {(tab.id, box.top + n) for n in range(done["updatedRows"])}
            self.columns |= {(tab.id, box.left + n) for n in range(done["updatedColumns"])}
            self.cells += done["updatedCells"]

    def answer(self) -> JSON:
        """The head of the batch's answer; what is zero is left out."""
        sums = {
            "totalUpdatedRows": len(self.rows),
            "totalUpdatedColumns": len(self.columns),
            "totalUpdatedCells": self.cells,
            "totalUpdatedSheets": len(self.tabs),
        }
        return {"spreadsheetId": self.book.id, **{key: number for key, number in sums.items() if number}}


def totals_of(book: Book) -> Totals:
    """Sums that begin at nothing."""
    return Totals(book)


def clear(book: Book, tab: Tab, box: Box) -> str:
    """Take the values out of a box, formats and notes left; the range that was cleared."""
    shut = tab.inside(box)
    hit = False
    for row in range(shut.top, min(shut.bottom or 0, len(tab.rows))):
        cells = tab.rows[row][shut.left : shut.right]
        if any(cell and cell.filled for cell in cells):
            tab.put(row, shut.left, [bared(cell) for cell in cells])
            hit = True
    if hit:
        book.touched()
    return tab.name(shut)


def bared(cell: Cell | None) -> Cell | None:
    """A cell without its value."""
    return cell._replace(value=None, formula=None, runs=None) if cell else None


def append(book: Book, text: str, block: JSON, given: JSON) -> JSON:
    """POST values/{range}:append: below the table the range lies in."""
    tab, box = book.box(text)
    shut = tab.inside(box)
    rows = by_rows(block)
    table = table_at(tab, shut)
    top, left = (table.bottom or 0, table.left) if table else (shut.top, shut.left)
    width = max((len(row) for row in rows), default=0)
    if given.get("insertDataOption") == "INSERT_ROWS" and table and rows:
        from hosts.google_sheets.shifting import insert

        insert(book, tab, True, min(top, tab.height), len(rows), True)
    book.grow(tab, top + len(rows), left + width)
    at = Box(tab.id, top, top + max(len(rows), 1), left, left + max(width, 1))
    done = update(book, tab, at, {**block, "range": None}, given)
    found = {"tableRange": tab.name(table)} if table else {}
    return {"spreadsheetId": book.id, **found, "updates": done}

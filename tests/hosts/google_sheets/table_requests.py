"""batchUpdate requests on tables: named ranges of rows with a header row and typed columns."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets import masks, shifting
from hosts.google_sheets.a1 import Box, grid_of, of_grid
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cell_requests import boxed
from hosts.google_sheets.range_requests import meet, on_any_tab
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble
from hosts.google_sheets.values import rendered

JSON = dict[str, Any]


def add_table(book: Book, ask: JSON) -> JSON:
    """addTable: an id and a name unless they are given; two tables must not meet."""
    given = tidy("Table", ask.get("table") or {})
    number = given.get("tableId") or str(book.new_id())
    if any(part["tableId"] == number for tab in book.tabs for part in tab.parts["tables"]):
        raise Trouble(f"A table with id: {number} already exists.")
    tab, new = kept(book, {**given, "tableId": number, "name": given.get("name") or free_name(book)}, "")
    tab.parts["tables"].append(new)
    return {"table": new}


def free_name(book: Book) -> str:
    """The next of Table1, Table2 ... that is free."""
    taken = {part["name"] for tab in book.tabs for part in tab.parts["tables"]}
    return next(name for name in (f"Table{n}" for n in range(1, len(taken) + 2)) if name not in taken)


def kept(book: Book, given: JSON, but: str) -> tuple[Tab, JSON]:
    """A table as it is kept: a closed range of its own, a name of its own, properties for each column.

    but: the id of the table it takes the place of.
    """
    tab, box = boxed(book, given.get("range"), True)
    for other_tab in book.tabs:
        for other in other_tab.parts["tables"]:
            if other["tableId"] == but:
                continue
            if other["name"].casefold() == given["name"].casefold():
                raise Trouble(f'A table with the name "{given["name"]}" already exists.')
            if other_tab is tab and meet(of_grid(other["range"]), box):
                raise Trouble("You cannot add a table over another table.")
    return tab, {**given, "range": grid_of(box), "columnProperties": columns(book, tab, box, given)}


def columns(book: Book, tab: Tab, box: Box, given: JSON) -> list[JSON]:
    """The properties of each column of a table, in order; a name given is written into the header row."""
    listed = {one.get("columnIndex", 0): one for one in given.get("columnProperties") or []}
    if any(not 0 <= place < len(box.columns) for place in listed):
        raise Trouble("A column index of the table lies outside of its range.")
    out = []
    for place, column in enumerate(box.columns):
        one = listed.get(place, {})
        rule = one.get("dataValidationRule")
        if rule and (one.get("columnType") != "DROPDOWN" or rule.get("condition", {}).get("type") != "ONE_OF_LIST"):
            raise Trouble("A data validation rule needs the column type DROPDOWN and a condition ONE_OF_LIST.")
        cell = tab.cell(box.top, column)
        name = one.get("columnName") or str(rendered(book, tab, box.top, column, cell, {})) or f"Column {place + 1}"
        if not cell.formula and cell.value != name:
            tab.put(box.top, column, [cell._replace(value=name, runs=None)])
            book.touched()
        out.append({**({"columnIndex": place} if place else {}), **one, "columnName": name})
    return out


def update_table(book: Book, ask: JSON) -> JSON:
    """updateTable; a footer that comes or goes makes the range a row longer or shorter."""
    paths = mask("Table", ask.get("fields"))
    given = tidy("Table", ask.get("table") or {})
    number = given.get("tableId")
    tab, place = on_any_tab(book, "tables", "tableId", number, "table")
    old = tab.parts["tables"][place]
    new = masks.merged(old, given, paths) | {"tableId": number}
    step = footer(new) - footer(old)
    if step and new["range"] == old["range"]:
        new["range"] = {**new["range"], "endRowIndex": new["range"]["endRowIndex"] + step}
    if not new.get("name"):
        raise Trouble("A table must have a name.")
    target, new = kept(book, new, str(number))
    del tab.parts["tables"][place]
    target.parts["tables"].insert(place if target is tab else len(target.parts["tables"]), new)
    return {}


def footer(table: JSON) -> int:
    """1 if a table has a footer row."""
    return int("footerColorStyle" in table.get("rowsProperties", {}))


def delete_table(book: Book, ask: JSON) -> JSON:
    """deleteTable: the table and its values go."""
    tab, place = on_any_tab(book, "tables", "tableId", ask.get("tableId"), "table")
    box = of_grid(tab.parts["tables"][place]["range"])
    del tab.parts["tables"][place]
    for row in range(box.top, min(box.bottom or 0, len(tab.rows))):
        tab.put(row, box.left, [None] * len(box.columns))
    book.touched()
    return {}


def appended(book: Book, number: str, rows: list[list[JSON]]) -> tuple[Tab, Box]:
    """Where rows that are appended to a table go: below its last filled row; rows are inserted if it has too few left."""
    tab, place = on_any_tab(book, "tables", "tableId", number, "table")
    box = of_grid(tab.parts["tables"][place]["range"])
    if any(len(row) > len(box.columns) for row in rows):
        raise Trouble("The rows to append are wider than the table.")
    body = range(box.top + 1, (box.bottom or 0) - footer(tab.parts["tables"][place]))
    filled = [row for row in body if any(tab.cell(row, column).filled for column in box.columns)]
    top = filled[-1] + 1 if filled else body.start
    more = top + len(rows) - body.stop
    if more > 0:
        shifting.insert(book, tab, True, body.stop, more, True)
        grid = tab.parts["tables"][place]["range"]
        grid["endRowIndex"] = (box.bottom or 0) + more
    return tab, box._replace(top=top, bottom=top + len(rows))


KINDS = {"addTable": add_table, "updateTable": update_table, "deleteTable": delete_table}

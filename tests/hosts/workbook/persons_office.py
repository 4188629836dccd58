"""A person at LibreOffice: opens the workbook, does some acts, saves it as .xlsx; run by the Python that has `uno`.

Reads one JSON line a job from standard input: path, acts, tabs (key -> name of the tab) and heads (key -> headings);
answers with a JSON line: the numbers of the acts that were done, or the error. Needs nothing outside LibreOffice.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
import traceback
from typing import Any, NamedTuple

FILTER_NAME = "Calc MS Excel 2007 XML"


class Spot(NamedTuple):
    """Where the list of a tab stands now: sheet, heading row, headings by column, rows that name a customer."""

    sheet: Any
    head: int
    headings: dict[str, int]
    rows: list[int]
    end: tuple[int, int]


def prop(name: str, value: object) -> Any:
    import uno

    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def connect(pipe: str) -> Any:
    """LibreOffice's desktop, waiting up to a minute for the program to come up."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except Exception:
            time.sleep(0.25)
    raise TimeoutError("LibreOffice did not answer within a minute")


def spot(sheet: Any, wanted: list[str]) -> Spot | None:
    """Find the heading row: the first of 40 rows with four of the wanted headings."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    values = sheet.getCellRangeByPosition(0, 0, end[1], end[0]).getDataArray()
    for row, line in enumerate(values[:40]):
        headings = {str(text): at for at, text in reversed(list(enumerate(line))) if text != ""}
        if len(set(wanted) & set(headings)) >= min(4, len(wanted)):
            who = headings.get("Customer", headings.get("key", 0))
            rows = [n for n in range(row + 1, len(values)) if values[n][who] != ""]
            return Spot(sheet, row, headings, rows, end)
    return None


def do(doc: Any, act: dict[str, Any], name: str, wanted: list[str]) -> bool:
    """Do one act; False when there is nothing to do it to."""
    sheet = doc.Sheets.getByName(name)
    there = spot(sheet, wanted) if wanted else None
    if act["what"] in ON_TABS:
        return ON_TABS[act["what"]](doc, sheet, act, there)
    if there is None or (act["what"] in NEEDS_ROW and not there.rows):
        return False
    if act["what"] in NEEDS_HEADING and act["heading"] not in there.headings:
        return False
    row = there.rows[act["row"] % len(there.rows)] if there.rows else there.head
    ACTS[act["what"]](doc, there, act, row)
    return True


def put(sheet: Any, col: int, row: int, text: str) -> None:
    """Type a text: what begins with = is a formula with {row} for the row's number, all else stays text."""
    cell = sheet.getCellByPosition(col, row)
    if text.startswith("="):
        cell.setFormula(text.replace("{row}", str(row + 1)))
    else:
        cell.setString(text)


def type_in(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    put(at.sheet, at.headings[act["heading"]], row, act["text"])


def new_column(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    col = max(at.headings.values()) + 1
    put(at.sheet, col, at.head, act["heading"])
    put(at.sheet, col, row, act["text"])


def beside(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    put(at.sheet, max(at.headings.values()) + 2, row, act["text"])


def below(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    put(at.sheet, act["number"], at.end[0] + 2, act["text"])


def own_row(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    last = (at.rows or [at.head])[-1] + 1
    put(at.sheet, at.headings["Customer"], last, f"Own {act['text']}")
    if "Notes" in at.headings and act["number"]:
        put(at.sheet, at.headings["Notes"], last, act["text"])


def move_column(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    """Cut a whole column and insert it before another one."""
    start, goal = at.headings[act["heading"]], act["number"] % (max(at.headings.values()) + 1)
    if goal in (start, start + 1):
        return
    columns = at.sheet.Columns
    width, shown = columns.getByIndex(start).Width, columns.getByIndex(start).IsVisible
    columns.insertByIndex(goal, 1)
    start += goal <= start
    source = at.sheet.getCellRangeByPosition(start, 0, start, 1_048_575).RangeAddress
    at.sheet.moveRange(at.sheet.getCellByPosition(goal, 0).CellAddress, source)
    columns.removeByIndex(start, 1)
    goal -= start < goal
    columns.getByIndex(goal).Width, columns.getByIndex(goal).IsVisible = width, shown


def hide_column(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.Columns.getByIndex(at.headings[act["heading"]]).IsVisible = False


def width(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.Columns.getByIndex(at.headings[act["heading"]]).Width = 1500 + 100 * act["number"]


def colour(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.getCellByPosition(at.headings[act["heading"]], row).CellBackColor = int(act["text"], 16)


def comment(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    cell = at.sheet.getCellByPosition(at.headings[act["heading"]], row)
    notes = at.sheet.Annotations
    for number in range(notes.Count):
        here = notes.getByIndex(number).Position
        if (here.Row, here.Column) == (row, at.headings[act["heading"]]):
            notes.removeByIndex(number)
            break
    notes.insertNew(cell.CellAddress, act["text"])


def sort(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    import uno

    right = max(at.headings.values())
    area = at.sheet.getCellRangeByPosition(0, at.head + 1, right, at.rows[-1])
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = at.headings[act["heading"]], not act["number"]
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    uno.invoke(area, "sort", ((prop("SortFields", fields), prop("ContainsHeader", False)),))


def filter_rows(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    """Show only rows with the value that one row has in a column."""
    import uno

    ranges, area, found = doc.DatabaseRanges, None, None
    for number in range(ranges.Count):
        each = ranges.getByIndex(number)
        area = each.DataArea
        if area.Sheet == at.sheet.RangeAddress.Sheet and area.StartRow == at.head:
            found = each
            break
    if found is None:
        wanted = at.sheet.getCellRangeByPosition(0, at.head, max(at.headings.values()), at.rows[-1])
        ranges.addNewByName(f"persons_{at.sheet.RangeAddress.Sheet}_{ranges.Count}", wanted.RangeAddress)
        found = ranges.getByIndex(ranges.Count - 1)
        area = wanted.RangeAddress
    found.AutoFilter = True
    field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    col = at.headings[act["heading"]]
    value = at.sheet.getCellByPosition(col, row).String
    if not value:
        return
    field.Field, field.StringValue, field.IsNumeric = col - area.StartColumn, value, False
    field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    found.getFilterDescriptor().setFilterFields((field,))
    found.refresh()


def delete_row(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.Rows.removeByIndex(row, 1)


def insert_row(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.Rows.insertByIndex(row, 1)


def insert_above(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.Rows.insertByIndex(act["number"] % (at.head + 1), 1)


def duplicate_row(doc: Any, at: Spot, act: dict[str, Any], row: int) -> None:
    at.sheet.Rows.insertByIndex(row + 1, 1)
    source = at.sheet.getCellRangeByPosition(0, row, max(at.headings.values()) + 2, row).RangeAddress
    at.sheet.copyRange(at.sheet.getCellByPosition(0, row + 1).CellAddress, source)


def rename(doc: Any, sheet: Any, act: dict[str, Any], at: Spot | None) -> bool:
    sheet.Name = act["text"]
    return True


def move_tab(doc: Any, sheet: Any, act: dict[str, Any], at: Spot | None) -> bool:
    doc.Sheets.moveByName(sheet.Name, act["number"] % doc.Sheets.Count)
    return True


def copy_tab(doc: Any, sheet: Any, act: dict[str, Any], at: Spot | None) -> bool:
    doc.Sheets.copyByName(sheet.Name, act["text"], doc.Sheets.Count)
    return True


def free(doc: Any, sheet: Any, act: dict[str, Any], at: Spot | None) -> bool:
    """Type somewhere at the right of everything on a tab."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    put(sheet, cursor.RangeAddress.EndColumn + 2, act["row"] % 20, act["text"])
    return True


def sell(doc: Any, sheet: Any, act: dict[str, Any], at: Spot | None) -> bool:
    """Paste new rows below the ledger: customer, day as a spreadsheet's number, amount."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    top = cursor.RangeAddress.EndRow + 1
    area = sheet.getCellRangeByPosition(0, top, 2, top + len(act["rows"]) - 1)
    area.setDataArray(tuple((who, float(day), float(money)) for who, day, money in act["rows"]))
    days = sheet.getCellRangeByPosition(1, top, 1, top + len(act["rows"]) - 1)
    days.NumberFormat = sheet.getCellByPosition(1, 1).NumberFormat
    return True


def vanish(doc: Any, sheet: Any, act: dict[str, Any], at: Spot | None) -> bool:
    """Give all rows of one customer in the ledger to another."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = sheet.getCellRangeByPosition(0, 1, 0, cursor.RangeAddress.EndRow)
    values = area.getDataArray()
    area.setDataArray(tuple((act["heading"] if value == act["text"] else value,) for (value,) in values))
    return True


ON_TABS = {
    "rename": rename,
    "move_tab": move_tab,
    "copy_tab": copy_tab,
    "free": free,
    "sell": sell,
    "vanish": vanish,
}
ACTS = {
    "type": type_in,
    "over": type_in,
    "new_column": new_column,
    "beside": beside,
    "below": below,
    "own_row": own_row,
    "move_column": move_column,
    "hide_column": hide_column,
    "width": width,
    "colour": colour,
    "comment": comment,
    "sort": sort,
    "filter": filter_rows,
    "delete_row": delete_row,
    "insert_row": insert_row,
    "insert_above": insert_above,
    "duplicate_row": duplicate_row,
}
NEEDS_ROW = set(ACTS) - {"below", "own_row", "insert_above"}
NEEDS_HEADING = {"type", "over", "move_column", "hide_column", "width", "colour", "comment", "sort", "filter"}


def work(desktop: Any, job: dict[str, Any]) -> list[int]:
    """One sitting: open, act, save, close; the numbers of the acts that were done."""
    import uno

    url = uno.systemPathToFileUrl(job["path"])
    doc = desktop.loadComponentFromURL(url, "_blank", 0, (prop("Hidden", True),))
    if doc is None:
        raise OSError("LibreOffice cannot open the workbook")
    try:
        done = []
        for number, act in enumerate(job["acts"]):
            name = job["tabs"].get(act["tab"], act["tab"])
            if doc.Sheets.hasByName(name) and do(doc, act, name, job["heads"].get(act["tab"], [])):
                done.append(number)
        saved = job["path"] + ".saved.xlsx"
        doc.storeToURL(uno.systemPathToFileUrl(saved), (prop("FilterName", FILTER_NAME),))
    finally:
        doc.close(True)
    os.replace(saved, job["path"])
    return done


def main(pipe: str) -> None:
    """Answer jobs until standard input ends."""
    desktop = connect(pipe)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        try:
            answer: dict[str, object] = {"done": work(desktop, json.loads(line))}
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
    with contextlib.suppress(Exception):  # the pipe breaks while the program says that it goes
        desktop.terminate()


if __name__ == "__main__":
    main(sys.argv[1])

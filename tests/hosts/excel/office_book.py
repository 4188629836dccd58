"""A workbook as plain values: read from a file, sent as the task pane sends it, changed as the task pane changes it.

`state` is {"sheets": [{"name", "visibility", "cells": {"row,column": [value, formula, number format]},
"tables": [[name, row, column, rows, columns]], "merges": [[row, column, rows, columns]]}], "names"}; the stand-in for
Office.js holds the same. As a program: the state of the base64 workbook on standard input.
"""

from __future__ import annotations

import base64
import datetime
import io
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import to_excel

VISIBILITY = {"visible": "Visible", "hidden": "Hidden", "veryHidden": "VeryHidden"}
State = dict[str, Any]


def state_of(source: Path | bytes) -> State:
    """A workbook file as Excel would hold it: values as cached in it, days as serial numbers."""
    raw = source if isinstance(source, bytes) else source.read_bytes()
    shown, spelled = (openpyxl.load_workbook(io.BytesIO(raw), data_only=only) for only in (True, False))
    sheets = []
    for sheet in shown.worksheets:
        cells = {}
        for row in spelled[sheet.title].iter_rows():
            for cell in row:
                text = cell.value if cell.data_type == "f" else None
                value = valued(sheet.cell(cell.row, cell.column).value)
                if value is not None or text is not None or cell.number_format != "General":
                    formula = getattr(text, "text", text)
                    cells[f"{cell.row},{cell.column}"] = [value, formula, cell.number_format]
        tables = [[each.name, *boundaries(each.ref)] for each in sheet.tables.values()]
        merged = [boundaries(str(each)) for each in spelled[sheet.title].merged_cells.ranges]
        look = VISIBILITY[sheet.sheet_state]
        sheets.append({"name": sheet.title, "visibility": look, "cells": cells, "tables": tables, "merges": merged})
    return {"sheets": sheets, "names": {name: f"={each.value}" for name, each in shown.defined_names.items()}}


def boundaries(ref: str) -> list[int]:
    """First row and column of a range from 1, its rows and its columns."""
    left, top, right, bottom = range_boundaries(ref)
    return [top, left, bottom - top + 1, right - left + 1]


def valued(value: object) -> object:
    """A value as a cell stores it."""
    if isinstance(value, datetime.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, (datetime.date, datetime.timedelta)):
        number = to_excel(value)
        return int(number) if number == int(number) else number
    return int(value) if isinstance(value, float) and value.is_integer() else value


def values(state: State, tab: str) -> dict[str, Any]:
    """The filled cells of a tab."""
    sheet = next(each for each in state["sheets"] if each["name"] == tab)
    return {place: cell[0] for place, cell in sheet["cells"].items() if cell[0] not in (None, "")}


def request_of(state: State, **more: Any) -> dict[str, Any]:
    """What the task pane sends."""
    marked = {name: refers[1:].rpartition("!")[0].strip("'") for name, refers in state["names"].items()}
    marked = {name: tab for name, tab in marked.items() if name.startswith("_winback.")}
    return {"tabs": [tab_of(each) for each in state["sheets"]], "names": marked, **more}


def tab_of(sheet: dict[str, Any]) -> dict[str, Any]:
    places = {tuple(map(int, place.split(","))): cell for place, cell in sheet["cells"].items()}
    filled = [place for place, cell in places.items() if cell[0] is not None] or [(1, 1)]
    (top, bottom), (left, right) = ((min(each), max(each)) for each in zip(*filled, strict=True))
    rows = [[places.get((row, col), [None])[0] for col in range(left, right + 1)] for row in range(top, bottom + 1)]
    inside = [(row, col, cell) for (row, col), cell in places.items() if top <= row <= bottom and left <= col <= right]
    formats = [[col, row, row, cell[2]] for row, col, cell in inside if cell[2] != "General"]
    formulas = [[row, col, cell[1]] for row, col, cell in inside if cell[1]]
    visible = sheet["visibility"] == "Visible"
    return {"name": sheet["name"], "visible": visible, "row": top, "column": left, "rows": rows} | {
        "formats": formats,
        "formulas": formulas,
    }


def put_in(state: State, reply: dict[str, Any]) -> None:
    """What the task pane does with a reply; a formula that is written anew with the same text keeps its value."""
    made = (
        {each["name"]: each for each in state_of(base64.b64decode(reply["workbook"]))["sheets"]}
        if reply["insert"]
        else {}
    )
    for each in reply["insert"]:
        sheet = made[each["tab"]] | {"visibility": each["visibility"]}
        state["sheets"].insert(len(state["sheets"]) if each["position"] is None else each["position"], sheet)
    for patch in reply["patches"]:
        sheet = next(each for each in state["sheets"] if each["name"] == patch["tab"])
        cells = sheet["cells"]
        wrote = {(row, column) for row, column, *_ in patch["cells"]}
        if not patch["anew"]:
            sheet["merges"] = [each for each in sheet["merges"] if not wrote & {*inside(each)}]
        sheet["merges"] += [[row, column, 1, across] for row, column, across in patch["merges"]]
        assert not wrote & {place for each in sheet["merges"] for place in inside(each)[1:]}, "hidden by a merged cell"
        for row, col, value, *code in patch["cells"]:
            cells[f"{row},{col}"] = typed(cells.get(f"{row},{col}", [None, None, "General"]), value, *code)
    state["names"] |= {name: f"='{tab}'!$A$1" for name, tab in reply["names"].items()}


def inside(box: list[int]) -> list[tuple[int, int]]:
    """The cells of a merged range, its first cell first."""
    row, column, rows, columns = box
    return [(row + down, column + right) for down in range(rows) for right in range(columns)]


def typed(cell: list[Any], value: Any, code: str | None = None) -> list[Any]:
    """A cell after somebody has typed this into it."""
    if isinstance(value, str) and value.startswith("="):
        return [cell[0] if cell[1] == value else None, value, code or cell[2]]
    plain = value[1:] if isinstance(value, str) and value.startswith("'") else value
    return [plain, None, code or cell[2]]


if __name__ == "__main__":
    json.dump(state_of(base64.b64decode(sys.stdin.read())), sys.stdout)

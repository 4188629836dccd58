"""Empty sheets in the emulator, and what `winback new` made of one."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hosts.google_sheets.emulator import Emulator
from openpyxl import Workbook

from winback_sheets.hosts.google_sheets import template_requests
from winback_sheets.hosts.google_sheets.new_sheet import fill_sheet
from winback_sheets.hosts.template.template import empty_workbook

ADDRESS = "https://docs.google.com/spreadsheets/d/{}/edit"
TAB = "Tabellenblatt1"
WHOLE = (
    "sheets(properties,data(startRow,rowMetadata.pixelSize,columnMetadata.pixelSize,"
    "rowData.values(userEnteredValue,userEnteredFormat,note,dataValidation)))"
)
TOP = 60  # rows in which all of the template stands


def shorten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tabs with few rows, where only the way matters that they are made: the emulator is slow with empty cells."""
    monkeypatch.setattr(template_requests, "ROWS_SEEN", TOP)
    monkeypatch.setattr(template_requests, "ROWS_HIDDEN", TOP)


def empty(emu: Emulator, **more: Any) -> str:
    """A sheet as Google makes it for somebody: one tab, nothing in it."""
    return str(emu.new_book("My shop", tabs={TAB: []}, **more))


def titles(emu: Emulator, book: str) -> list[str]:
    """The tabs of a spreadsheet, in their order."""
    return emu.book(book).titles


def asked(emu: Emulator, book: str, query: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """What Google says about the tabs; no log counts it."""
    log, count = emu.log, emu.count
    emu.log, faults, emu.faults = [], emu.faults, []
    status, answer = emu.handle("GET", f"/v4/spreadsheets/{book}", query, None, {})
    emu.log, emu.count, emu.faults = log, count, faults
    assert status == 200 and isinstance(answer, dict)
    return list(answer["sheets"])


def content(emu: Emulator, book: str) -> dict[str, dict[str, Any]]:
    """The tops and the last rows of all tabs, by their titles."""
    size = {s["properties"]["title"]: s["properties"]["gridProperties"] for s in asked(emu, book, [])}
    ranges = [
        f"'{title}'!{row}" for title, grid in size.items() for row in (f"1:{TOP}", "{0}:{0}".format(grid["rowCount"]))
    ]
    found = asked(emu, book, [("fields", WHOLE), *(("ranges", each) for each in ranges)])
    return {sheet["properties"]["title"]: sheet for sheet in found}


@cache
def filled() -> tuple[Emulator, str]:
    """An empty sheet after `winback new ADDRESS`, to be looked at only."""
    emu = Emulator()
    book = empty(emu)
    fill_sheet(ADDRESS.format(book), session=emu.session())
    return emu, book


@cache
def template() -> Workbook:
    return empty_workbook()


def cells_of(sheet: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    """What Google keeps of each cell, by row and column counted from 1."""
    return {
        (row, col): cell
        for part in sheet["data"]
        for row, line in enumerate(part.get("rowData", []), start=part.get("startRow", 0) + 1)
        for col, cell in enumerate(line.get("values", []), start=1)
        if cell
    }


def value_of(cell: dict[str, Any]) -> object:
    return next(iter(cell.get("userEnteredValue", {}).values()), None)

"""`winback new` for Google: the same template as the file's, cell by cell, and a review of what is typed into it."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hosts.google_sheets.discovery import violations
from hosts.google_sheets.empty_sheets import (
    ADDRESS,
    cells_of,
    content,
    empty,
    filled,
    shorten,
    template,
    titles,
    value_of,
)
from hosts.google_sheets.emulator import Emulator
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from winback_sheets.hosts.google_sheets import template_requests as translation
from winback_sheets.hosts.google_sheets.client import open_connection
from winback_sheets.hosts.google_sheets.new_sheet import fill_sheet
from winback_sheets.hosts.google_sheets.review import review_sheet
from winback_sheets.hosts.google_sheets.snapshot import snapshot
from winback_sheets.hosts.template.template import HEADING_ROW, empty_workbook
from winback_sheets.read.recognise import recognise
from winback_sheets.schema.inputs import INPUTS, Table, table

TODAY = pd.Timestamp("2026-11-02")
INPUT_TABS = [pytest.param(each, id=each.title) for each in INPUTS]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten(monkeypatch)


@cache
def tabs() -> dict[str, dict[str, Any]]:
    return content(*filled())


def here(title: str) -> dict[str, Any]:
    """One tab of the filled sheet."""
    return tabs()[title]


def expected(cell: Cell) -> object:
    """What stands in a cell of the template, days as Google counts them."""
    if isinstance(cell.value, datetime.date):
        return (cell.value - datetime.date(1899, 12, 30)).days
    return None if cell.value == "" else cell.value


def hexed(style: dict[str, Any] | None) -> str:
    """A colour as RRGGBB."""
    rgb = (style or {}).get("rgbColor", {})
    return "".join(f"{round(255 * rgb.get(part, 0)):02X}" for part in ("red", "green", "blue"))


@pytest.mark.parametrize("tab", INPUT_TABS)
def test_every_cell_is_the_templates(tab: Table) -> None:
    made = cells_of(here(tab.title))
    wanted = {(c.row, c.column): expected(c) for row in template()[tab.title].iter_rows() for c in row}
    assert {at: value_of(cell) for at, cell in made.items() if value_of(cell) is not None} == {
        at: value for at, value in wanted.items() if value is not None
    }


@pytest.mark.parametrize("tab", INPUT_TABS)
def test_every_heading_has_its_note_and_looks(tab: Table) -> None:
    made = cells_of(here(tab.title))
    for cell in template()[tab.title][HEADING_ROW]:
        found = made[cell.row, cell.column]
        look = found["userEnteredFormat"]
        assert found["note"] == cell.comment.text
        assert hexed(look["backgroundColorStyle"]) == cell.fill.fgColor.rgb[-6:]
        assert hexed(look["textFormat"]["foregroundColorStyle"]) == cell.font.color.rgb[-6:]
        assert look["textFormat"]["bold"] is True
        assert (look["horizontalAlignment"].lower(), look["wrapStrategy"]) == (cell.alignment.horizontal, "WRAP")


@pytest.mark.parametrize("tab", INPUT_TABS)
def test_every_cell_to_type_in_has_the_templates_number_format_and_list(tab: Table) -> None:
    sheet, made = template()[tab.title], here(tab.title)
    last = made["properties"]["gridProperties"]["rowCount"]
    cells = cells_of(made)
    for number, column in enumerate(tab.columns, start=1):
        for row in (HEADING_ROW + 1, last) if tab.key != "settings" else (HEADING_ROW + 1,):
            cell = cells.get((row, number), {})
            shape = sheet.column_dimensions[get_column_letter(number)].number_format
            shape = sheet.cell(row, number).number_format if tab.key == "settings" else shape
            form = cell.get("userEnteredFormat", {}).get("numberFormat", {})
            assert form.get("pattern", "General") == shape, column.heading
            assert (form.get("type") == "TEXT") == (shape == "@")
            assert list_of(cell) == list_in_file(sheet, row, number), column.heading


def list_of(cell: dict[str, Any]) -> str:
    """What a cell's drop-down list offers, written as in the file."""
    rule = cell.get("dataValidation")
    if rule is None:
        return ""
    assert not rule.get("strict") and rule["showCustomUi"], "a list helps and never forbids"
    words = [each["userEnteredValue"] for each in rule["condition"]["values"]]
    return words[0][1:] if rule["condition"]["type"] == "ONE_OF_RANGE" else '"' + ",".join(words) + '"'


def list_in_file(sheet: Any, row: int, col: int) -> str:
    place = f"{get_column_letter(col)}{row}"
    return next((rule.formula1 for rule in sheet.data_validations.dataValidation if place in rule.sqref), "")


@pytest.mark.parametrize("tab", INPUT_TABS)
def test_tabs_are_hidden_frozen_coloured_and_wide_as_in_the_file(tab: Table) -> None:
    sheet, made = template()[tab.title], here(tab.title)
    said, grid = made["properties"], made["properties"]["gridProperties"]
    freeze = sheet[sheet.freeze_panes]
    assert said.get("hidden", False) == (sheet.sheet_state == "hidden")
    assert (grid["frozenRowCount"], grid.get("frozenColumnCount", 0)) == (freeze.row - 1, freeze.column - 1)
    assert hexed(said["tabColorStyle"]) == sheet.sheet_properties.tabColor.rgb[-6:]
    wide = [each.get("pixelSize") for each in made["data"][0]["columnMetadata"]]
    for number in range(1, len(tab.columns) + 1):
        assert wide[number - 1] == round(7 * sheet.column_dimensions[get_column_letter(number)].width + 5)


def test_the_tabs_come_in_the_files_order_and_no_empty_one_is_left() -> None:
    assert titles(*filled()) == template().sheetnames


def test_the_start_page_says_what_is_true_of_a_google_sheet() -> None:
    emu, book = filled()
    words = [str(value_of(cell)) for cell in cells_of(here("Start")).values() if value_of(cell)]
    said = "\n".join(words)
    assert f"Run: python3 scripts/winback.py review {ADDRESS.format(book)}" in said and "View > Hidden sheets" in said
    wrong = ("save, close", "open it again", "this file", "unhide", "right-click")
    assert [phrase for phrase in wrong if phrase in said.lower()] == []
    assert [word[0] for word in words if re.match(r"\d\. ", word)] == [str(n + 1) for n in range(6)]
    assert [t.title for t in INPUTS if not any(word.startswith(f"{t.title}: ") for word in words)] == []


def test_every_link_of_the_start_page_leads_to_a_tab_one_can_see() -> None:
    by_id = {sheet["properties"].get("sheetId", 0): sheet["properties"] for sheet in tabs().values()}
    links = {
        value_of(cell): cell["userEnteredFormat"]["textFormat"]["link"]["uri"]
        for cell in cells_of(here("Start")).values()
        if "link" in cell.get("userEnteredFormat", {}).get("textFormat", {})
    }
    assert len(links) == sum(bool(each.used_by) for each in INPUTS)
    for text, uri in links.items():
        assert uri.startswith("#gid=") and uri.endswith("&range=A4")
        target = by_id[int(uri[5:-9])]
        assert str(text).startswith(target["title"] + ": ") and not target.get("hidden")


def test_it_takes_a_handful_of_calls_and_one_change(short: None) -> None:
    emu = Emulator()
    fill_sheet(ADDRESS.format(empty(emu)), session=emu.session())
    log = emu.log
    changes = [call for call in log if call.path.endswith(":batchUpdate")]
    assert len(changes) == 1 and len(log) <= 4
    assert changes[0].bytes_in < 2_000_000


@pytest.mark.parametrize("rtl", [False, True], ids=["left to right", "right to left"])
def test_every_request_is_one_of_googles(rtl: bool) -> None:
    book = empty_workbook()
    requests = translation.template_requests(book, {title: at for at, title in enumerate(book.sheetnames)}, rtl=rtl)
    assert violations("BatchUpdateSpreadsheetRequest", {"requests": requests}) == []


def test_in_a_sheet_from_right_to_left_the_new_tabs_are_too(short: None) -> None:
    emu = Emulator()
    book = empty(emu, locale="fa_IR", time_zone="Asia/Tehran")
    wire = open_connection(ADDRESS.format(book), session=emu.session())
    turn = {"properties": {"sheetId": 0, "rightToLeft": True}, "fields": "rightToLeft"}
    wire.change([{"updateSheetProperties": turn}], again=True)
    fill_sheet(ADDRESS.format(book), session=emu.session())
    found = content(emu, book)
    assert all(sheet["properties"]["rightToLeft"] for sheet in found.values())
    amount = [column.key for column in table("sales").columns].index("amount") + 1
    assert cells_of(found["Sales"])[HEADING_ROW, amount]["userEnteredFormat"]["horizontalAlignment"] == "LEFT"


SALES = [("0017", "2026-10-01", 20), ("0018", "2026-10-02", 30), ("0017", "2026-10-30", 40)]


def typed(emu: Emulator, book: str) -> None:
    """A few sales, as a person types them below the headings."""
    keys = [column.key for column in table("sales").columns]
    for row, line in enumerate(SALES, start=HEADING_ROW):
        for key, text in zip(("customer", "date", "amount"), line, strict=True):
            emu.book(book).type_in("Sales", row, keys.index(key), str(text))


def test_each_tab_is_read_as_itself_with_every_column() -> None:
    emu, book = filled()
    tables, results, others = recognise(snapshot(open_connection(ADDRESS.format(book), session=emu.session())).grids)
    assert (results, others) == ([], ["Start"])
    assert {found.table: (found.grid.name, found.header_row) for found in tables} == {
        each.key: (each.title, HEADING_ROW) for each in INPUTS
    }
    for found in tables:
        assert set(found.headers) == {column.key for column in table(found.table).columns}


def test_what_is_typed_below_the_headings_is_reviewed_and_zeros_stay() -> None:
    emu = Emulator()
    book = empty(emu)
    fill_sheet(ADDRESS.format(book), session=emu.session())
    typed(emu, book)
    found = review_sheet(ADDRESS.format(book), session=emu.session(), run_day=TODAY).review
    assert found.book.sales is not None
    assert sorted(found.book.sales["customer"].unique()) == ["0017", "0018"]
    assert (found.book.rows_read, found.book.rows_used, len(found.book.problems)) == (3, 3, 0)
    assert found.book.sales["amount"].tolist() == [20, 30, 40]

"""Reading a sheet that answers in its own way: values that change by themselves, filters written otherwise, conflicts."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.answers_in_turn import Clock
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault

from winback_sheets.hosts.google_sheets.client import open_connection
from winback_sheets.hosts.google_sheets.snapshot import snapshot

VOLATILE = ("=RAND()", "=NOW()", "=RANDBETWEEN(1,1000000)", "=B2*2", '=IF(RAND()<0.5,"","x")', "=TODAY()")
TABS: dict[str, list[list[Any]]] = {
    "Jo's sales": [["Customer", "Amount"], *[["C1", formula] for formula in VOLATILE]],
    "Log": [["who"], *[[f"row {number}"] for number in range(30)]],
    "Empty": [],
}


def sheet() -> tuple[Emulator, str, Clock]:
    emulator = Emulator()
    return emulator, emulator.new_book("Shop", tabs=TABS), Clock()


def wire(emulator: Emulator, book: str, clock: Clock) -> Any:
    address = f"https://docs.google.com/spreadsheets/d/{book}/edit"
    return open_connection(address, session=emulator.session(), patience=clock.patience())


def test_values_that_change_by_themselves_are_no_change_of_the_sheet() -> None:
    emulator, book, clock = sheet()
    here = snapshot(wire(emulator, book, clock))
    (sales,) = (grid for grid in here.grids if grid.name == "Jo's sales")
    assert [row[0] for row in sales.top[1:7]] == ["C1"] * len(VOLATILE)
    assert len(emulator.log) == 4  # what the tabs are, twice the values, and once what people typed


def test_what_people_type_between_two_readings_is_a_change_also_beside_such_values() -> None:
    emulator, book, clock = sheet()
    emulator.before[3] = [lambda emu: emu.book(book).type_in("Jo's sales", 3, 0, "C2")]
    here = snapshot(wire(emulator, book, clock))
    (sales,) = (grid for grid in here.grids if grid.name == "Jo's sales")
    assert sales.top[3][0] == "C2" and len(emulator.log) == 8


@pytest.mark.parametrize("echo", ["as asked", "written out", "left out"])
def test_blocks_are_known_again_however_google_writes_the_filters_that_found_them(echo: str) -> None:
    emulator, book, clock = sheet()
    emulator.book(book).state.echo = echo
    ids = [emulator.book(book).tab(title).id for title in TABS]
    asked = [
        {"sheetId": ids[1], "startRowIndex": 20, "endRowIndex": 22},
        {"sheetId": ids[2]},
        {"sheetId": ids[1], "startRowIndex": 0, "endRowIndex": 2},
    ]
    rows = wire(emulator, book, clock).read(asked)
    assert rows == [[["row 19"], ["row 20"]], [], [["who"], ["row 0"]]]


@pytest.mark.parametrize("again", [True, False])
def test_a_conflict_is_tried_again_for_nothing_of_it_was_done(again: bool) -> None:
    emulator, book, clock = sheet()
    emulator.faults = [Fault(call=1, status=409), Fault(call=2, status=409)]
    wire(emulator, book, clock).change(
        [{"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Mine"}, "fields": "title"}}], again=again
    )
    assert [call.status for call in emulator.log] == [409, 409, 200] and emulator.book(book).titles[0] == "Mine"

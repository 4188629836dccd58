"""The wire against the emulated service: signed in over a socket, with storms, lost answers and colleagues at work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests
from hosts.google_sheets.answers_in_turn import Clock
from hosts.google_sheets.emulator import Emulator, checked
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.made_up_keys import EMAIL, SCOPE, robot_key

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import sign_in
from winback_sheets.hosts.google_sheets.client import Changed, Unsure, Wire, open_connection
from winback_sheets.hosts.google_sheets.sign_in import Account

TABS: dict[str, list[list[Any]]] = {"Jo's sales": [["a", 1], ["b", "0042"]], "Log": [["who"]], "Empty": []}
APPEND = {"appendCells": {"rows": [{"values": [{"userEnteredValue": {"stringValue": "new"}}]}], "fields": "*"}}


def shop() -> tuple[Emulator, str, dict[str, int]]:
    """A service with one spreadsheet, its address, and its tabs' ids."""
    emulator = Emulator()
    number = emulator.new_book("Shop", tabs=TABS)
    ids = {title: emulator.book(number).tab(title).id for title in TABS}
    return emulator, f"https://docs.google.com/spreadsheets/d/{number}/edit", ids


def inside(emulator: Emulator, address: str, clock: Clock | None = None) -> Wire:
    return open_connection(address, session=emulator.session(), patience=(clock or Clock()).patience())


def appended(tab: int) -> list[dict[str, Any]]:
    return [{"appendCells": APPEND["appendCells"] | {"sheetId": tab}}]


def log_of(emulator: Emulator, wire: Wire) -> list[list[Any]]:
    return emulator.book(wire.id).cells("Log")


def whole(tab: int) -> dict[str, int]:
    return {"sheetId": tab}


def test_a_service_account_reads_writes_and_finds_over_a_real_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator, address, ids = shop()
    with emulator.serving() as base:
        (tmp_path / sign_in.ROBOT_FILE).write_text(json.dumps(robot_key(f"{base}/token")), encoding="utf-8")
        monkeypatch.setenv("WINBACK_SHEETS_URL", base)
        wire = open_connection(address, sign_in=lambda: sign_in.signed_in(tmp_path, environment={}))
        assert wire.about("properties.title") == {"properties": {"title": "Shop"}}
        wire.write([({"sheetId": ids["Log"], "startRowIndex": 1, "endRowIndex": 2}, [["=1+1"]])])
        mark = {"metadataKey": "wb", "metadataValue": "1", "location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
        wire.change([{"createDeveloperMetadata": {"developerMetadata": mark}}], again=False)
        assert [found["metadataValue"] for found in wire.search("wb")] == ["1"]
        asked = [whole(ids["Empty"]), whole(ids["Log"]), whole(0), whole(ids["Log"])]
        assert wire.read(asked) == [[], [["who"], ["=1+1"]], TABS["Jo's sales"], [["who"], ["=1+1"]]]
    (claim,) = emulator.desk.claims
    assert (claim["iss"], claim["scope"]) == (EMAIL, SCOPE)
    checked(emulator)
    assert wire.calls == len(emulator.log) and wire.received == sum(call.bytes_out for call in emulator.log)


def test_a_quota_that_is_used_up_is_waited_for() -> None:
    emulator, address, _ = shop()
    clock = Clock()
    emulator.quota, emulator.clock = 3, lambda: clock.now
    wire = inside(emulator, address, clock)
    for _ in range(7):
        wire.about("properties.title")
    assert [call.status for call in emulator.log].count(200) == 7 and 60 <= clock.now <= 360


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("html", [False, True], ids=["as JSON", "as a page"])
def test_trouble_without_end_is_told_within_the_deadline_and_nothing_is_written(status: int, html: bool) -> None:
    emulator, address, ids = shop()
    emulator.faults = [Fault(status=status, html=html, every=True)]
    clock, before = Clock(), emulator.revision
    with pytest.raises(Unreadable):
        inside(emulator, address, clock).change(appended(ids["Log"]), again=True)
    assert clock.now < 180 and len(emulator.log) > 3 and emulator.revision == before


LOST = [
    pytest.param(Fault(status=503, applied=True), id="503"),
    pytest.param(Fault(status=500, applied=True, html=True), id="500 with a page"),
    pytest.param(Fault(error="connection", applied=True), id="the connection breaks"),
    pytest.param(Fault(error="timeout", applied=True), id="no answer in time"),
]


@pytest.mark.parametrize("fault", LOST)
def test_a_row_is_not_added_twice_when_the_answer_is_lost(fault: Fault) -> None:
    emulator, address, ids = shop()
    emulator.faults = [fault]
    wire = inside(emulator, address)
    with pytest.raises(Unsure):
        wire.change(appended(ids["Log"]), again=False)
    assert log_of(emulator, wire) == [["who"], ["new"]] and len(emulator.log) == 1


def test_a_row_is_not_added_twice_when_a_real_connection_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    emulator, address, ids = shop()
    emulator.faults = [Fault(error="connection", applied=True)]
    with emulator.serving() as base:
        monkeypatch.setenv("WINBACK_SHEETS_URL", base)
        wire = open_connection(address, session=requests.Session(), patience=Clock().patience())
        with pytest.raises(Unsure):
            wire.change(appended(ids["Log"]), again=False)
    assert log_of(emulator, wire) == [["who"], ["new"]]


def test_a_row_that_was_refused_for_the_quota_is_added_once_afterwards() -> None:
    emulator, address, ids = shop()
    emulator.faults = [Fault(call=1, status=429), Fault(call=2, status=429)]
    wire = inside(emulator, address)
    assert len(wire.change(appended(ids["Log"]), again=False)) == 1
    assert log_of(emulator, wire) == [["who"], ["new"]] and len(emulator.log) == 3


def test_a_change_that_may_be_made_twice_is_repeated_after_a_lost_answer() -> None:
    emulator, address, ids = shop()
    emulator.faults = [Fault(status=503, applied=True)]
    wire = inside(emulator, address)
    titled = {"sheetId": ids["Log"], "title": "Calls"}
    wire.change([{"updateSheetProperties": {"properties": titled, "fields": "title"}}], again=True)
    assert "Calls" in emulator.book(wire.id).titles and len(emulator.log) == 2


def test_a_tab_that_a_colleague_deletes_before_it_is_read_is_told_as_a_change() -> None:
    emulator, address, ids = shop()
    wire = inside(emulator, address)
    emulator.before = {1: [lambda service: service.book(wire.id).delete_tab("Log")]}
    with pytest.raises(Changed):
        wire.read([whole(ids["Log"])])
    with pytest.raises(Changed):
        wire.change(appended(ids["Log"]), again=False)


def test_a_sheet_that_is_not_shared_not_writable_or_not_there_is_one_sentence_each() -> None:
    emulator, address, ids = shop()
    wire = inside(emulator, address)
    emulator.read_only.add(wire.id)
    with pytest.raises(Unreadable, match="may not change"):
        wire.change(appended(ids["Log"]), again=False)
    emulator.locked.add(wire.id)
    with pytest.raises(Unreadable, match="may not open"):
        wire.about("properties.title")
    with pytest.raises(Unreadable, match="no spreadsheet"):
        inside(emulator, "https://docs.google.com/spreadsheets/d/nothing-there/edit").about("properties.title")


def test_a_tab_too_many_for_a_full_sheet_is_one_sentence() -> None:
    emulator, address, _ = shop()
    size = {"rowCount": 1_000_000, "columnCount": 11}
    with pytest.raises(Unreadable, match="full"):
        inside(emulator, address).change([{"addSheet": {"properties": {"gridProperties": size}}}], again=False)


def test_an_api_key_reads_the_same_as_a_service_account() -> None:
    emulator, address, ids = shop()
    wire = inside(emulator, address)
    column = {"dimensionRange": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
    for place in (column, {"sheetId": ids["Log"]}, {"spreadsheet": True}):
        mark = {"metadataKey": "wb", "metadataValue": str(place), "location": place, "visibility": "DOCUMENT"}
        wire.change([{"createDeveloperMetadata": {"developerMetadata": mark}}], again=False)
    asked = [whole(ids["Log"]), whole(ids["Empty"]), {"sheetId": 0, "startRowIndex": 1, "endColumnIndex": 2}]
    key = open_connection(address, sign_in=lambda: Account(emulator.session(), "key"))
    assert key.read(asked) == wire.read(asked) == [[["who"]], [], [["b", "0042"]]]
    same = [sorted(found["metadataValue"] for found in each.search("wb")) for each in (key, wire)]
    assert same[0] == same[1] and len(same[0]) == 3

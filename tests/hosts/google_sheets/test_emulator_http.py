"""The emulator behind its socket, as clients in other languages meet it: addresses, bodies, downloads, errors."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.sheet_in_hand import InHand

JSON = dict[str, Any]
ROW = json.dumps({"values": [["v"]]}).encode()
KIND = {"Content-Type": "application/json"}


class Served:
    """A spreadsheet behind a socket: its address, and that of the host."""

    def __init__(self, base: str, number: str) -> None:
        self.base, self.id = base, number
        self.address = f"{base}/v4/spreadsheets/{number}"


@pytest.fixture
def served() -> Iterator[Served]:
    """A spreadsheet with two tabs behind a socket."""
    emulator = Emulator()
    number = emulator.new_book("a", tabs={"One": [["a", 'b"c'], [1, "x\ty"]], "It's !": [["z"]]})
    with emulator.serving() as base:
        yield Served(base, number)


BODIES: dict[str, JSON] = {
    "as JSON": {"data": ROW, "headers": KIND},
    "compressed": {"data": gzip.compress(ROW), "headers": {**KIND, "Content-Encoding": "gzip"}},
    "without a kind": {"data": ROW},
}


@pytest.mark.parametrize("sent", BODIES.values(), ids=BODIES)
def test_a_body_is_taken_however_it_is_sent(served: Served, sent: JSON) -> None:
    """HTTP: Content-Encoding, and bodies whose kind is not said."""
    answer = requests.put(f"{served.address}/values/One!D4?valueInputOption=RAW", timeout=9, **sent)
    assert answer.json()["updatedCells"] == 1


def test_a_body_may_come_in_chunks_and_the_connection_goes_on(served: Served) -> None:
    """HTTP: Transfer-Encoding chunked, twice over one connection."""
    with requests.Session() as session:
        for _ in range(2):
            address = f"{served.address}/values/One!D4?valueInputOption=RAW"
            answer = session.put(address, data=iter([ROW[:4], ROW[4:]]), headers=KIND, timeout=9)
            assert answer.json()["updatedCells"] == 1


WRONG = {
    "cut JSON": (b"{", "Invalid JSON payload received"),
    "no compressed body": (b"", "Must specify at least one request"),
    "a list": (b"[]", "Root element must be a message"),
    "null among the requests and nothing else": (b'{"requests": [null]}', "Must specify at least one request"),
}


@pytest.mark.parametrize(("body", "sentence"), WRONG.values(), ids=WRONG)
def test_a_body_that_cannot_be_read_is_refused_in_googles_envelope(served: Served, body: bytes, sentence: str) -> None:
    """400 with code, message and status."""
    answer = requests.post(f"{served.address}:batchUpdate", data=body, headers=KIND, timeout=9)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert sentence in error["message"]


@pytest.mark.parametrize("tail", ["", "/", "/?includeGridData=false&key=k&alt=json&access_token=t&prettyPrint=true"])
def test_an_address_may_end_in_a_slash(served: Served, tail: str) -> None:
    """Public clients join a base address and an empty rest."""
    assert requests.get(served.address + tail, timeout=9).json()["spreadsheetId"] == served.id


def test_a_key_alone_reads_what_is_public_and_changes_nothing(served: Served) -> None:
    """API keys name a project and nobody behind it: 403 for a private spreadsheet, 401 for a change."""
    assert requests.get(f"{served.address}?key=k", timeout=9).status_code == 403
    people = f"{served.base}/drive/v3/files/{served.id}/permissions"
    requests.post(people, json={"type": "anyone", "role": "writer"}, timeout=9)
    assert requests.get(f"{served.address}?key=k", timeout=9).status_code == 200
    write = f"{served.address}/values/One!D4?valueInputOption=RAW&key=k"
    refused = requests.put(write, data=ROW, headers=KIND, timeout=9)
    assert (refused.status_code, refused.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
    told = {**KIND, "Authorization": "Bearer t"}
    assert requests.put(write, data=ROW, headers=told, timeout=9).status_code == 200


def test_a_slash_may_stand_before_the_colon_and_null_and_lists_among_the_requests(served: Served) -> None:
    """Public clients send all three, and Google answers them."""
    body = {
        "requests": [None, {"addSheet": {"properties": {"title": "N"}}}, [{"addSheet": {"properties": {"title": "O"}}}]]
    }
    answer = requests.post(f"{served.address}/:batchUpdate", json=body, timeout=9).json()
    assert [reply["addSheet"]["properties"]["title"] for reply in answer["replies"]] == ["N", "O"]
    wrong = {"requests": [[{"addSheet": {"title": "P"}}]]}
    assert "Cannot find field" in requests.post(f"{served.address}/:batchUpdate", json=wrong, timeout=9).text


def test_head_is_get_without_a_body_and_options_opens_the_door_to_browsers(served: Served) -> None:
    """HTTP: HEAD says the length only; a preflight is answered with the headers it asks for."""
    head = requests.head(served.address, timeout=9)
    assert head.status_code == 200 and head.content == b"" and int(head.headers["Content-Length"]) > 100
    asked = {"Origin": "http://a.example", "Access-Control-Request-Headers": "authorization,content-type"}
    door = requests.options(served.address, headers=asked, timeout=9)
    assert door.headers["Access-Control-Allow-Origin"] == "http://a.example"
    assert door.headers["Access-Control-Allow-Headers"] == "authorization,content-type"


DOWNLOADS = {
    "csv of the first tab": ("format=csv", "text/csv", b'a,"b""c"\r\n1,x\ty'),
    "tsv, blanks for tabs in cells": ("format=tsv&gid=0", "text/tab-separated-values", b'a\tb"c\r\n1\tx y'),
}


@pytest.mark.parametrize(("query", "kind", "wanted"), DOWNLOADS.values(), ids=DOWNLOADS)
def test_a_tab_is_downloaded_from_the_address_behind_the_menu(
    served: Served, query: str, kind: str, wanted: bytes
) -> None:
    """/spreadsheets/d/{id}/export with format and gid, as public clients ask for it."""
    answer = requests.get(f"{served.base}/spreadsheets/d/{served.id}/export?{query}", timeout=9)
    assert (answer.status_code, answer.headers["Content-Type"], answer.content) == (200, kind, wanted)
    gone = requests.get(f"{served.base}/spreadsheets/d/{served.id}/export?{query}&gid=99", timeout=9)
    assert gone.status_code == 400


def test_the_emulators_own_breakdown_is_a_500_and_not_a_cut_connection(
    served: Served, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A fault of the emulator itself is loud: in the answer, and on the error stream."""

    def broken(*_: Any) -> Any:
        raise RuntimeError("out of order")

    monkeypatch.setattr(Emulator, "sheet_call", broken)
    answer = requests.get(served.address, timeout=9)
    assert answer.status_code == 500 and "out of order" in answer.json()["error"]["message"]
    assert "out of order" in capfd.readouterr().err


def test_one_permission_is_read_changed_and_taken_back(served: Served) -> None:
    """Drive v3: permissions by id, under an address with or without a slash at its end."""
    people = f"{served.base}/drive/v3/files/{served.id}/permissions"
    new = requests.post(people, json={"type": "anyone", "role": "reader"}, timeout=9).json()
    assert requests.get(f"{people}/{new['id']}", timeout=9).json()["role"] == "reader"
    assert len(requests.get(f"{people}/?fields=permissions(id)", timeout=9).json()["permissions"]) == 2
    assert requests.delete(f"{people}/{new['id']}", timeout=9).status_code == 204
    assert requests.get(f"{people}/{new['id']}", timeout=9).status_code == 404


def test_a_new_spreadsheet_comes_with_the_cells_names_and_merges_it_was_asked_to_have() -> None:
    """Documented (spreadsheets.create takes a Spreadsheet): and a refused one leaves no file behind."""
    emulator = Emulator()
    text = {"userEnteredValue": {"stringValue": "hi"}, "note": "n"}
    where = {"sheetId": 3, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    grid = {"startRow": 1, "rowData": [{"values": [text]}], "columnMetadata": [{"pixelSize": 55}]}
    sheet = {"properties": {"sheetId": 3, "title": "S"}, "data": [grid], "merges": [where]}
    body: JSON = {"sheets": [sheet], "namedRanges": [{"name": "n", "range": where}]}
    status, made = emulator.handle("POST", "/v4/spreadsheets/", [], body)
    assert status == 200 and isinstance(made, dict)
    assert made["namedRanges"][0]["name"] == "n" and made["sheets"][0]["merges"] == [where]
    query = [("includeGridData", "true"), ("ranges", "S!A2")]
    _, got = emulator.handle("GET", f"/v4/spreadsheets/{made['spreadsheetId']}", query)
    assert isinstance(got, dict)
    data = got["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"][0]["note"] == "n" and data["columnMetadata"] == [{"pixelSize": 55}]
    files = len(emulator.store.files)
    status, _ = emulator.handle(
        "POST", "/v4/spreadsheets", [], body | {"namedRanges": [{"name": "A1", "range": where}]}
    )
    assert status == 400 and len(emulator.store.files) == files


ERRORS = {
    "=1/0": ("#DIV/0!", "DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero."),
    "=NA()": ("#N/A", "N_A", None),
    "=NotAFunction()": ("#NAME?", "NAME", "Unknown function: 'NotAFunction'."),
    "=Sqrt(-1)": (
        "#NUM!",
        "NUM",
        "Function SQRT parameter 1 value is negative. It should be positive or zero.",
    ),
    '=VLOOKUP("no",B1:C2,1,FALSE)': ("#N/A", "N_A", "Did not find value 'no' in VLOOKUP evaluation."),
    '="a"+1': (
        "#VALUE!",
        "VALUE",
        "Function ADD parameter 1 expects number values. But 'a' is a text and cannot be coerced to a number.",
    ),
    "=1+": ("#ERROR!", "ERROR", "Formula parse error."),
}


@pytest.mark.parametrize(("formula", "wanted"), ERRORS.items(), ids=ERRORS)
def test_a_formula_that_fails_says_why(formula: str, wanted: tuple[str, str, str | None]) -> None:
    """Types and sentences as a public probe of the service saw them."""
    sheet = InHand()
    sheet.put("T!A1", [[formula]], "USER_ENTERED")
    cell = first_cell(sheet)
    error = cell["effectiveValue"]["errorValue"]
    assert (cell["formattedValue"], error["type"], error.get("message")) == wanted


def first_cell(sheet: InHand) -> JSON:
    """The CellData of A1."""
    got = sheet.call("GET", "", ranges="T!A1", includeGridData="true")
    return dict(got["sheets"][0]["data"][0]["rowData"][0]["values"][0])


def test_a_formula_brings_the_format_of_a_date_along() -> None:
    """As a public probe of the service saw it: DATE is shown as a date, and so is a cell that points to it."""
    sheet = InHand()
    sheet.put("T!A1", [["=DATE(2023,3,19)"], ["=A1"], ["=A2"]], "USER_ENTERED")
    assert sheet.values() == [["3/19/2023"], ["3/19/2023"], ["3/19/2023"]]
    assert first_cell(sheet)["effectiveFormat"]["numberFormat"] == {"type": "DATE"}


def test_a_link_is_shown_as_a_link_and_an_empty_text_not_at_all() -> None:
    """As a public probe of the service saw it: hyperlink, LINKED, blue and underlined; of an empty text no value."""
    sheet = InHand()
    sheet.put("T!A1", [['=HYPERLINK("https://example.com", "click")']], "USER_ENTERED")
    cell = first_cell(sheet)
    assert (cell["hyperlink"], cell["formattedValue"]) == ("https://example.com", "click")
    shown = cell["effectiveFormat"]
    assert shown["hyperlinkDisplayType"] == "LINKED" and shown["textFormat"]["underline"] is True
    sheet.put("T!A1", [['=""']], "USER_ENTERED")
    cell = first_cell(sheet)
    assert "effectiveValue" not in cell and "formattedValue" not in cell
    assert cell["effectiveFormat"]["hyperlinkDisplayType"] == "PLAIN_TEXT"
    assert cell["effectiveFormat"]["textFormat"]["fontFamily"] == "Arial"

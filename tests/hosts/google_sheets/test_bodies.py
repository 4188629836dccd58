"""What is sent in bodies of a size that Google takes: nothing is lost, nothing changes its place."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hosts.google_sheets.answers_in_turn import wire
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.trouble import LARGEST_BODY

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import bodies
from winback_sheets.hosts.google_sheets.bodies import request_parts, value_parts
from winback_sheets.hosts.google_sheets.client import open_connection

SMALL = 900


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST", SMALL)


def request(rng: random.Random) -> dict[str, Any]:
    """A request of any size: cells, or something that is whole."""
    if rng.random() < 0.3:
        return {"deleteSheet": {"sheetId": rng.randrange(10**9)}}
    rows = [
        {"values": [{"userEnteredValue": {"stringValue": "x" * rng.randrange(40)}}]} for _ in range(rng.randrange(60))
    ]
    start = {"sheetId": 7, "rowIndex": rng.randrange(100), "columnIndex": rng.randrange(3)}
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def put(requests: list[dict[str, Any]]) -> list[Any]:
    """What requests put into which cell, in their order."""
    found: list[Any] = []
    for each in requests:
        said = each.get("updateCells")
        if not said:
            found.append(each)
        else:
            start = said["start"]
            found += [(start["columnIndex"], start["rowIndex"] + n, row) for n, row in enumerate(said["rows"])]
    return found


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(40))
def test_requests_in_parts_put_the_same_into_the_same_cells(seed: int) -> None:
    rng = random.Random(seed)
    whole = [request(rng) for _ in range(rng.randrange(12))]
    parts = request_parts(whole)
    assert put([each for part in parts for each in part]) == put(whole)
    for part in parts:
        assert len(bodies.as_json({"requests": part})) <= SMALL + 200


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(40))
def test_values_in_parts_go_into_the_same_rows(seed: int) -> None:
    rng = random.Random(seed)
    blocks = []
    for _ in range(rng.randrange(1, 6)):
        top, count = rng.randrange(50), rng.randrange(1, 80)
        place = {"sheetId": 1, "startRowIndex": top, "endRowIndex": top + count, "startColumnIndex": 2}
        blocks.append((place, [[rng.randrange(10**6), "é" * rng.randrange(30)] for _ in range(count)]))
    parts = value_parts(blocks)
    where = [(place["startRowIndex"] + n, row) for part in parts for place, rows in part for n, row in enumerate(rows)]
    assert where == [(place["startRowIndex"] + n, row) for place, rows in blocks for n, row in enumerate(rows)]
    assert all(place["endRowIndex"] - place["startRowIndex"] == len(rows) for part in parts for place, rows in part)
    assert all(len(bodies.as_json(part)) <= SMALL + 200 for part in parts)


def test_a_row_that_is_too_large_by_itself_goes_alone() -> None:
    rows = [["x" * bodies.MOST], ["y"]]
    parts = value_parts([({"sheetId": 1}, rows)])
    assert [[rows for _, rows in part] for part in parts] == [[[rows[0]]], [[rows[1]]]]


@pytest.mark.usefixtures("small")
def test_values_too_large_for_one_call_are_written_in_several() -> None:
    one, answers = wire((200, {}))
    one.write([({"sheetId": 7, "startRowIndex": 3}, [["x" * 50]] * 40)])
    blocks = [body["data"][0] for body in answers.bodies()]
    assert len(blocks) > 2 and sum(len(block["values"]) for block in blocks) == 40
    starts = [block["dataFilter"]["gridRange"]["startRowIndex"] for block in blocks]
    assert starts[0] == 3 and starts == sorted(set(starts))


def test_the_stand_in_refuses_a_body_that_google_would_refuse() -> None:
    emu = Emulator()
    sheet = emu.new_book("shop")
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{sheet}/values/A1:A2?valueInputOption=RAW"
    # The row that is one byte too many stands alone in its body.
    frame = len(json.dumps({"values": [[""]]}))
    for spare, status in ((0, 200), (1, 400)):
        body = json.dumps({"values": [["x" * (LARGEST_BODY - frame + spare)]]})
        answer = emu.session().put(address, data=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == status, answer.text[:200]
    assert answer.json()["error"]["message"] == "Request payload size exceeds the limit: 10485760 bytes."
    with pytest.raises(Unreadable, match="Request payload size"):
        open_connection(f"https://docs.google.com/spreadsheets/d/{sheet}/edit", session=emu.session()).change(
            [{"deleteSheet": {"sheetId": "1" * LARGEST_BODY}}], again=False
        )

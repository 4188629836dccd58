"""The emulator's front: hooks, faults, quota, sign-in, and the acts of a colleague.

Every test here is of the emulator's own hooks, or of behaviour documented by Google that no recording covers.
"""

from __future__ import annotations

import datetime
from typing import Any

import gspread
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials
from hosts.google_sheets.colleague import Colleague
from hosts.google_sheets.emulator import Emulator, checked
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.sheet_in_hand import InHand, Refused, column_mark

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets/"
APPEND: Any = {
    "requests": [{"appendCells": {"sheetId": 0, "rows": [{"values": [{"userEnteredValue": {"numberValue": 7}}]}]}}]
}
APPEND["requests"][0]["appendCells"]["fields"] = "userEnteredValue"


def opened(fault: Fault | None = None) -> tuple[Emulator, str, requests.Session]:
    """An emulator with one spreadsheet and a fault to come."""
    emulator = Emulator()
    book = emulator.new_book("a", tabs={"T": [["k"]]})
    emulator.faults = [fault] if fault else []
    return emulator, book, emulator.session()


@pytest.mark.parametrize("status", [401, 403, 408, 429, 500, 503])
def test_a_fault_answers_in_googles_envelope_and_applies_nothing(status: int) -> None:
    """A hook: the call fails, the next one does not."""
    emulator, book, session = opened(Fault(call=1, status=status))
    answer = session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND)
    assert answer.status_code == answer.json()["error"]["code"] == status
    assert emulator.book(book).cells("T") == [["k"]] and emulator.revision == 0
    assert session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND).status_code == 200


def test_a_lost_answer_was_applied_all_the_same() -> None:
    """A hook: 503, yet the row is there."""
    emulator, book, session = opened(Fault(call=1, status=503, applied=True))
    assert session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND).status_code == 503
    assert emulator.book(book).cells("T") == [["k"], [7]]
    assert [call.status for call in emulator.log] == [503]


def test_a_failure_may_be_a_page_instead_of_json() -> None:
    """A hook: a body no client can parse."""
    _, book, session = opened(Fault(html=True, status=500))
    answer = session.get(SHEETS + book)
    assert answer.status_code == 500 and answer.text.startswith("<!DOCTYPE")


@pytest.mark.parametrize(
    ("kind", "error"), [("connection", requests.ConnectionError), ("timeout", requests.ReadTimeout)]
)
def test_a_connection_may_be_cut_or_stay_silent(kind: str, error: type[Exception]) -> None:
    """A hook: no answer at all, in-process."""
    emulator, book, session = opened(Fault(error=kind, applied=True))
    with pytest.raises(error):
        session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND)
    assert emulator.book(book).cells("T") == [["k"], [7]]


def test_a_fault_may_meet_every_call_from_one_on_or_only_calls_of_a_kind() -> None:
    """A hook: every, and word."""
    emulator, book, session = opened(Fault(call=2, every=True))
    assert [session.get(SHEETS + book).status_code for _ in range(4)] == [200, 503, 503, 503]
    emulator.faults = [Fault(call=1, word="appendCells")]
    emulator.reset_log()
    assert session.get(SHEETS + book).status_code == 200
    assert session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND).status_code == 503


def test_the_quota_refuses_what_comes_too_soon_and_lets_go_after_a_minute() -> None:
    """Documented: 429 with the reason RATE_LIMIT_EXCEEDED in its details."""
    emulator, book, session = opened()
    now = [0.0]
    emulator.quota, emulator.clock = 2, lambda: now[0]
    answers = [session.get(SHEETS + book) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].json()["error"]["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    now[0] = 61.0
    assert session.get(SHEETS + book).status_code == 200


def test_a_colleague_acts_just_before_the_call_he_is_bound_to() -> None:
    """A hook: calls are counted from 1 since reset_log, an act happens once."""
    emulator, book, session = opened()
    session.get(SHEETS + book)
    emulator.reset_log()
    emulator.before = {2: [lambda emu: emu.book(book).type_in("T", 0, 1, "note")]}
    read = f"{SHEETS}{book}/values/T"
    assert [session.get(read).json()["values"] for _ in range(3)] == [[["k"]], [["k", "note"]], [["k", "note"]]]
    assert emulator.revision == 0


def test_the_log_names_endpoint_kinds_and_sizes() -> None:
    """A hook: what scripts count."""
    emulator, book, session = opened()
    session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND)
    call = emulator.log[0]
    assert call.words == ("batchUpdate", "appendCells") and call.status == 200
    assert call.bytes_in > 50 and call.bytes_out > 20
    checked(emulator)


def test_locked_and_read_only_spreadsheets_are_refused_with_403() -> None:
    """A hook, worded as recorded."""
    emulator, book, session = opened()
    emulator.read_only.add(book)
    assert session.get(SHEETS + book).status_code == 200
    assert session.post(f"{SHEETS}{book}:batchUpdate", json=APPEND).status_code == 403
    emulator.locked.add(book)
    assert session.get(SHEETS + book).json()["error"]["message"] == "The caller does not have permission"


@pytest.mark.parametrize(("number", "status"), [("nothing", 404), ("1" + "x" * 43, 403)])
def test_an_unknown_id_is_not_found_and_one_of_googles_form_is_somebody_elses(number: str, status: int) -> None:
    """404 is documented; 403 for a stranger's file is recorded."""
    assert Emulator().session().get(SHEETS + number).status_code == status


def test_an_unknown_address_is_a_page_with_404() -> None:
    """Loud: no endpoint answers an empty message."""
    emulator, book, session = opened()
    assert session.get(f"{SHEETS}{book}/everything").status_code == 404
    with pytest.raises(AssertionError):
        checked(emulator)


def test_gspread_works_over_the_socket_signed_in_at_the_emulators_own_desk() -> None:
    """A refresh token is exchanged on the loopback socket; a revoked one is refused."""
    emulator = Emulator()
    with emulator.serving() as base:
        keys: dict[str, Any] = {"token": None, "refresh_token": "r", "client_id": "c", "client_secret": "s"}
        session = AuthorizedSession(Credentials(**keys, token_uri=f"{base}/token"))
        book = emulator.new_book("a", tabs={"T": [["x", 1]]})
        read = f"{base}/v4/spreadsheets/{book}/values/T"
        assert session.get(read).json()["values"] == [["x", "1"]]
        assert emulator.desk.claims == [{"refresh_token": "r"}]
        emulator.desk.revoked = True
        assert requests.post(f"{base}/token", data={"grant_type": "refresh_token"}).json()["error"] == "invalid_grant"


def test_gspread_works_in_process() -> None:
    """An unrelated client, from creation to deletion."""
    emulator = Emulator()
    no_keys: Any = None
    client = gspread.Client(auth=no_keys, session=emulator.session())
    book = client.create("Shop")
    book.sheet1.update([["a", "b"], [1, None]], "A1:B2")
    book.sheet1.append_row(["c"])
    assert book.sheet1.get_all_values() == [["a", "b"], ["1", ""], ["c", ""]]
    client.del_spreadsheet(book.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key(book.id)
    checked(emulator)


def people() -> Colleague:
    """A tab with three rows and a note column."""
    rows = [["Name", "Since", "Note"], ["Bo", datetime.date(2020, 1, 1), "x"], ["Al", datetime.date(2019, 1, 1), None]]
    emulator = Emulator()
    return emulator.book(emulator.new_book("a", tabs={"T": rows}))


def test_a_colleague_sees_dates_as_serials_and_as_they_are_shown() -> None:
    """A hook: a Python date became a serial with a DATE format."""
    colleague = people()
    assert colleague.cells("T")[1] == ["Bo", 43831, "x"]
    assert colleague.shown("T")[1] == ["Bo", "2020-01-01", "x"]


ACTS = {
    "sorting": (lambda c: c.sort("T", 1, 0), [["Name", "Since", "Note"], ["Al", 43466], ["Bo", 43831, "x"]]),
    "inserting a row": (
        lambda c: c.insert_rows("T", 1),
        [["Name", "Since", "Note"], [], ["Bo", 43831, "x"], ["Al", 43466]],
    ),
    "deleting a row": (lambda c: c.delete_rows("T", 1), [["Name", "Since", "Note"], ["Al", 43466]]),
    "inserting a column": (
        lambda c: c.insert_columns("T", 0),
        [[None, "Name", "Since", "Note"], [None, "Bo", 43831, "x"], [None, "Al", 43466]],
    ),
    "moving a column": (
        lambda c: c.move_column("T", 2, 0),
        [["Note", "Name", "Since"], ["x", "Bo", 43831], [None, "Al", 43466]],
    ),
    "deleting a column": (lambda c: c.delete_column("T", 1), [["Name", "Note"], ["Bo", "x"], ["Al"]]),
    "duplicating a row": (
        lambda c: c.duplicate_row("T", 1),
        [["Name", "Since", "Note"], ["Bo", 43831, "x"], ["Bo", 43831, "x"], ["Al", 43466]],
    ),
    "filtering": (lambda c: c.filter("T", 0, ["Bo"]), [["Name", "Since", "Note"], ["Bo", 43831, "x"], ["Al", 43466]]),
    "typing": (
        lambda c: c.type_in("T", 2, 2, "0042"),
        [["Name", "Since", "Note"], ["Bo", 43831, "x"], ["Al", 43466, 42]],
    ),
}


@pytest.mark.parametrize(("act", "wanted"), ACTS.values(), ids=ACTS)
def test_what_a_colleague_does_stands_in_the_cells(act: Any, wanted: list[list[Any]]) -> None:
    """A hook: the acts of a person, none of which counts as a write of ours."""
    colleague = people()
    act(colleague)
    assert colleague.cells("T") == wanted and colleague.state.wrote == 0


def test_a_refused_batch_leaves_everything_as_it_was() -> None:
    """Documented: if any request is refused nothing is applied; here all kinds of state are touched first."""
    sheet = InHand([["a", "=A1"], ["b"]])
    before = sheet.call("GET", "", includeGridData="true")
    name = {"namedRange": {"name": "n", "range": {"sheetId": 0, "endRowIndex": 1}}}
    good = [{"addSheet": {}}, {"addNamedRange": name}, column_mark("k", 0), APPEND["requests"][0]]
    good += [{"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}]
    with pytest.raises(Refused, match="requests\\[5\\].deleteSheet: No sheet with id: 9"):
        sheet.batch(*good, {"deleteSheet": {"sheetId": 9}})
    assert sheet.call("GET", "", includeGridData="true") == before and sheet.emulator.revision == 0

"""Google's own description as a judge: of the recordings, of the emulator's answers, and of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hosts.google_sheets.discovery import document, violations
from hosts.google_sheets.emulator import Emulator, checked, wrong_query
from hosts.google_sheets.replay import RECORDINGS, played, sessions
from hosts.google_sheets.routes import PATTERNS, Route, found, route

JSON = dict[str, Any]


@cache
def recorded(data: Path) -> list[tuple[Route, JSON]]:
    """The recorded Sheets calls with their endpoints."""
    return list(walked(sessions(data / RECORDINGS)))


def walked(every: dict[str, list[JSON]]) -> Iterator[tuple[Route, JSON]]:
    """All calls of the Sheets service."""
    for calls in every.values():
        for call in calls:
            path = urlsplit(call["uri"]).path
            if path.startswith("/v4/"):
                where = found(call["method"], path)
                assert where is not None, call["uri"]
                yield where, call


def asked(where: Route, call: JSON) -> list[tuple[str, str]]:
    """What is wrong with a recorded request."""
    query = parse_qsl(urlsplit(call["uri"]).query, keep_blank_values=True)
    body = json.loads(call["body"]) if call["body"] else {}
    return wrong_query(where, query) + (violations(where.takes, body or {}, where.field) if where.takes else [])


def test_exactly_the_requests_google_called_malformed_are_flagged(shared_data: Path) -> None:
    """Recorded: of all requests two were answered 400, both for a text where rows belong."""
    flagged = [call for where, call in recorded(shared_data) if asked(where, call)]
    refused = [call for _, call in recorded(shared_data) if call["status"] == 400]
    assert flagged == refused and len(refused) == 2


def test_google_words_the_refusal_as_the_judge_does(shared_data: Path) -> None:
    """Recorded: field and sentence of both refusals."""
    for where, call in recorded(shared_data):
        if call["status"] == 400:
            listed = call["answer"]["error"]["details"][0]["fieldViolations"]
            assert [(one["field"], one["description"]) for one in listed] == asked(where, call)


def test_every_recorded_answer_is_a_message_of_googles(shared_data: Path) -> None:
    """Recorded: the judge finds no fault with what the real service said."""
    answers = [(where.gives, call["answer"]) for where, call in recorded(shared_data) if call["status"] == 200]
    assert len(answers) > 800
    assert [fault for name, answer in answers for fault in violations(name, answer)] == []


def test_every_answer_of_the_emulator_is_a_message_of_googles(shared_data: Path) -> None:
    """All recorded sessions, played with validation on; the log is judged once more as product tests do."""
    emulator = Emulator(validate=True)
    for name, calls in sessions(shared_data / RECORDINGS).items():
        list(played(name, calls, emulator))
    emulator.log = [call for call in emulator.log if call.status == 200]
    checked(emulator)
    assert len(emulator.log) > 800


WRONG = {
    "a misspelt request": ({"addSheets": {}}, "requests[0]"),
    "a misspelt property": ({"addSheet": {"properties": {"titel": "x"}}}, "requests[0].add_sheet.properties"),
    "a text for a number": (
        {"deleteSheet": {"sheetId": "first"}},
        "requests[0].delete_sheet.sheet_id",
    ),
    "a number beyond 32 bits": ({"deleteSheet": {"sheetId": 2**40}}, "requests[0].delete_sheet.sheet_id"),
    "a word that is none of the list": (
        {"mergeCells": {"mergeType": "MERGE_SOME"}},
        "requests[0].merge_cells.merge_type",
    ),
    "a text for a truth value": (
        {"insertDimension": {"inheritFromBefore": "yes"}},
        "requests[0].insert_dimension.inherit_from_before",
    ),
    "two kinds in one request": ({"deleteSheet": {}, "clearBasicFilter": {}}, "requests[0]"),
    "two values in one cell": (
        {"repeatCell": {"cell": {"userEnteredValue": {"numberValue": 1, "stringValue": "1"}}}},
        "requests[0].repeat_cell.cell.user_entered_value",
    ),
    "one message where a list belongs": ({"sortRange": {"sortSpecs": {}}}, "requests[0].sort_range.sort_specs"),
}


@pytest.mark.parametrize(("request_", "field"), WRONG.values(), ids=WRONG)
def test_a_malformed_request_is_refused_whole_and_names_the_field(request_: JSON, field: str) -> None:
    """Documented envelope: 400, INVALID_ARGUMENT, the field in the details; nothing is applied."""
    emulator = Emulator()
    book = emulator.new_book("a")
    body = {"requests": [request_, {"addSheet": {}}]}
    status, answer = emulator.handle("POST", f"/v4/spreadsheets/{book}:batchUpdate", [], body)
    assert isinstance(answer, dict) and status == 400 and answer["error"]["status"] == "INVALID_ARGUMENT"
    assert [one["field"] for one in answer["error"]["details"][0]["fieldViolations"]] == [field]
    assert emulator.book(book).titles == ["Sheet1"]
    with pytest.raises(AssertionError):
        checked(emulator)


def test_a_sound_request_is_not_flagged() -> None:
    """The judge is no scold: whole numbers may be texts, nulls say nothing."""
    good = {"requests": [{"deleteSheet": {"sheetId": "12"}}, {"addSheet": {"properties": {"title": None}}}]}
    assert violations("BatchUpdateSpreadsheetRequest", good) == []


def test_the_emulator_has_every_endpoint_google_describes() -> None:
    """By the discovery document: none is missing, none is invented."""

    def named(node: JSON, prefix: str) -> Iterator[str]:
        yield from (prefix + name for name in node.get("methods", {}))
        for name, inner in node.get("resources", {}).items():
            yield from named(inner, f"{prefix}{name}.")

    assert {name for name, _, _ in PATTERNS} == set(named(document()["resources"]["spreadsheets"], ""))
    assert all(route(name, {}).gives for name, _, _ in PATTERNS)

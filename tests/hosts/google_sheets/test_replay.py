"""The emulator against recorded sessions with the real service: answer by answer the same."""

from __future__ import annotations

import copy
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.replay import RECORDINGS, Played, played, sessions

# Answers that may differ, and why.
MISSES = {
    ("ClientTest.test_import_csv", "PUT drive"): "of Drive's old upload answer only id, title and kind are given",
}
EXACT = [
    "GET /values",
    "PUT /values",
    "POST :batchUpdate",
    "POST /values:append",
    "POST /values:clear",
    "GET /values:batchGet",
    "POST /values:batchUpdate",
]


@cache
def everything(data: Path) -> list[Played]:
    """All recorded calls, each session played on an emulator of its own."""
    recorded = sessions(data / RECORDINGS)
    return [one for name, calls in recorded.items() for one in played(name, calls)]


@pytest.mark.parametrize("kind", EXACT)
def test_every_recorded_answer_of_this_endpoint_is_reproduced(shared_data: Path, kind: str) -> None:
    """Recorded: not one answer differs."""
    calls = [one for one in everything(shared_data) if one.kind == kind]
    assert calls
    assert [one for one in calls if one.difference] == []


def test_recorded_spreadsheets_are_reproduced(shared_data: Path) -> None:
    """Recorded: GET spreadsheet, compared without theme, default format, addresses, editors and times."""
    calls = [one for one in everything(shared_data) if one.kind == "GET spreadsheet"]
    wrong = [one for one in calls if one.difference]
    assert len(calls) > 300 and len(wrong) <= 0.05 * len(calls), wrong


def test_every_answer_that_differs_is_listed_with_its_cause(shared_data: Path) -> None:
    """What is not listed must be the same, Drive's answers too; what is listed must still differ."""
    wrong = Counter((one.session, one.kind) for one in everything(shared_data) if one.difference)
    assert set(wrong) == set(MISSES), [one for one in everything(shared_data) if one.difference]


@pytest.mark.parametrize("kind", ["GET /values", "POST :batchUpdate", "GET spreadsheet"])
def test_a_recording_with_one_word_changed_is_noticed(shared_data: Path, kind: str) -> None:
    """The comparison itself: an answer that Google never gave is not taken for the same."""
    calls = copy.deepcopy(sessions(shared_data / RECORDINGS)["CellTest.test_merge_cells"])
    calls += sessions(shared_data / RECORDINGS)["CellTest.test_a1_value"]
    marks = {"GET /values": "majorDimension", "POST :batchUpdate": "replies", "GET spreadsheet": "sheets"}
    before = [one.difference for one in played("changed", calls)]
    for call in calls:
        if isinstance(call["answer"], dict) and marks[kind] in call["answer"]:
            call["answer"][marks[kind]] = "other"
    after = [one for one in played("changed", calls) if one.difference]
    assert not any(before) and {one.kind for one in after} == {kind}


def test_a_session_leaves_nothing_behind(shared_data: Path) -> None:
    """Each recorded session deletes its spreadsheets; so does the emulator's copy of it."""
    emulator = Emulator()
    list(played("one", sessions(shared_data / RECORDINGS)["CellTest.test_a1_value"], emulator))
    assert emulator.store.files == {} and emulator.log

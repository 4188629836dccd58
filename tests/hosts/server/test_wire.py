"""Formulas as JSON: every case comes back as Python gives it, and a request of another shape is refused."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from formula_cases import CASES, CONTRACTS, FAULTS, FIRST, LAST, Case, Refusal

from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.server.wire import Malformed, reply_to
from winback_sheets.schema.cells import serial


def asked(*calls: tuple[str, list[Any]], **more: Any) -> dict[str, Any]:
    return {"calls": [{"name": name, "arguments": cells} for name, cells in calls], **more}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{len(case.cells)}")
def test_every_case_as_python_gives_it_after_a_trip_through_json(case: Case) -> None:
    said = json.loads(json.dumps(reply_to(json.loads(json.dumps(asked((case.name, case.cells))))), allow_nan=False))
    found = answer(case.name, case.cells)
    rows = [[serial(cell) if isinstance(cell, datetime.date) else cell for cell in row] for row in found.rows]
    (one,) = said["results"]
    assert one == (
        {"value": rows[0][0], "kind": found.kinds[0]} if found.single else {"rows": rows, "kinds": [*found.kinds]}
    )


@pytest.mark.parametrize("refusal", FAULTS, ids=lambda each: each.why)
def test_every_refusal_comes_with_its_sentence(refusal: Refusal) -> None:
    (one,) = reply_to(asked((refusal.name, refusal.cells)))["results"]
    assert one["error"] == refusal.code and refusal.words in one["sentence"]


def test_a_range_many_formulas_read_travels_once() -> None:
    alone = reply_to(asked(("CHURN_RATE", [CONTRACTS, FIRST, LAST]), ("LOST_REVENUE", [CONTRACTS, FIRST, LAST])))
    once = {"range": 0}
    shared = reply_to(
        asked(("CHURN_RATE", [once, FIRST, LAST]), ("LOST_REVENUE", [once, FIRST, LAST]), ranges=[CONTRACTS])
    )
    assert alone == shared


def test_one_that_fails_leaves_the_others() -> None:
    first, second = reply_to(asked(("CONVERT_RATE", ["x", "year"]), ("CONVERT_RATE", [0.05, "month"])))["results"]
    assert first["error"] == "#VALUE!" and second == {"value": pytest.approx(0.05), "kind": "percent"}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (None, "not an object"),
        ([], "not an object"),
        ({}, "calls is not a list"),
        ({"calls": [1]}, "calls[0] is not an object"),
        ({"calls": [{"name": 1}]}, "calls[0].name"),
        ({"calls": [{"name": "RFM", "arguments": "x"}]}, "arguments is not a list"),
        ({"calls": [{"name": "RFM", "arguments": [{}]}]}, "no range"),
        ({"calls": [{"name": "RFM", "arguments": [{"range": True}]}]}, "no range"),
        ({"calls": [{"name": "RFM", "arguments": [{"range": 0}]}]}, "asks for range 0"),
        ({"calls": [{"name": "RFM", "arguments": [{"range": -1}]}], "ranges": [[]]}, "asks for range -1"),
        ({"calls": [{"name": "RFM", "arguments": [[1, 2]]}]}, "is not a row"),
        ({"calls": [{"name": "RFM", "arguments": [[[[1]]]]}]}, "no cell"),
        ({"calls": [], "ranges": {}}, "ranges is not a list"),
        ({"calls": [{"name": "RFM", "arguments": [0] * 129}]}, "more than 128"),
    ],
    ids=str,
)
def test_another_shape_is_refused_with_the_place(request_: object, words: str) -> None:
    with pytest.raises(Malformed) as refused:
        reply_to(request_)
    assert words in str(refused.value)

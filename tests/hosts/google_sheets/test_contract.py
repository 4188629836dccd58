"""What the review relies on and no recording shows: asked of the stand-in always, of Google with `pytest -m live`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from hosts.google_sheets.contract import QUESTIONS, end, start
from hosts.google_sheets.emulator import Emulator

from winback_sheets.hosts.google_sheets.client import Wire, open_connection

Question = Callable[[Wire], None]
every_question = pytest.mark.parametrize(
    "question", QUESTIONS, ids=lambda question: question.__name__.replace("_", " ")
)


@every_question
def test_the_stand_in_answers_as_the_review_relies_on(question: Question) -> None:
    emu = Emulator()
    wire = open_connection(
        f"https://docs.google.com/spreadsheets/d/{emu.new_book('scratch')}/edit", session=emu.session()
    )
    start(wire)
    question(wire)


@pytest.fixture
def live() -> Iterator[Wire]:
    """A spreadsheet at Google that may be scribbled in; what is said goes into the file WINBACK_LIVE_RECORD, if given."""
    address = os.environ.get("WINBACK_LIVE_SHEET", "")
    assert address, (
        "set WINBACK_LIVE_SHEET to the address of a sheet to scribble in, shared with the account that signs in"
    )
    wire = open_connection(address)
    record = os.environ.get("WINBACK_LIVE_RECORD")
    said: list[dict[str, Any]] = []
    if record:
        wire.account.session.hooks["response"].append(lambda answer, *_, **__: said.append(told(answer)))
    start(wire)
    try:
        yield wire
    finally:
        end(wire)
        if record:
            with Path(record).open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(each) + "\n" for each in said)


def told(answer: requests.Response) -> dict[str, Any]:
    """A request and its answer, in the shape of the recordings; no header, so no credentials."""
    body = answer.request.body
    return {
        "method": answer.request.method,
        "uri": answer.request.url,
        "body": json.loads(body) if body else None,
        "status": answer.status_code,
        "answer": answer.json(),
    }


@pytest.mark.live
@every_question
def test_google_answers_as_the_review_relies_on(live: Wire, question: Question) -> None:
    question(live)

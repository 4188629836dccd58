"""Each of Google's answers becomes one sentence that says what is wrong and what to do next, or "read again"."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from hosts.google_sheets.answers_in_turn import answer, error

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import trouble
from winback_sheets.hosts.google_sheets.sign_in import Account
from winback_sheets.hosts.google_sheets.trouble import Changed, explained, refusal

EMAIL = "robot@shop.iam.gserviceaccount.com"
ROBOT = Account(requests.Session(), "robot", EMAIL, "/home/jo/key.json")
PERSON = Account(requests.Session(), "person", "", "/home/jo/google-token.json")
KEY = Account(requests.Session(), "key", "", "WINBACK_GOOGLE_API_KEY")
GIVEN = Account(requests.Session(), "given")
LINK = "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=12345"
OFF = (
    f"Google Sheets API has not been used in project 12345 before or it is disabled. Enable it by visiting {LINK} then"
)
INFO = "type.googleapis.com/google.rpc.ErrorInfo"
CLOSED = error(403, "The caller does not have permission", "PERMISSION_DENIED")


def told(status: int, body: Any, who: Account = ROBOT, *, writing: bool = False) -> Exception:
    return explained(
        refusal(answer(requests.Request("GET", "https://x").prepare(), status, body)), who, writing=writing
    )


def reason(word: str, message: str = "no", status: int = 403) -> tuple[int, Any]:
    return error(status, message, "PERMISSION_DENIED", [{"@type": INFO, "reason": word}])


SENTENCES = [
    pytest.param(CLOSED, ROBOT, ["may not open", "Share", EMAIL, "Editor"], id="not shared with the robot"),
    pytest.param(
        CLOSED, PERSON, ["account may not open", "Share", "Editor", PERSON.file], id="not shared with a person"
    ),
    pytest.param(CLOSED, KEY, ["anyone with the link"], id="not open to everybody"),
    pytest.param(CLOSED, GIVEN, ["may not open", "Share"], id="not shared, with a session of somebody's"),
    pytest.param(error(404, "Requested entity was not found.", "NOT_FOUND"), ROBOT, ["no spreadsheet"], id="not there"),
    pytest.param(error(403, OFF), ROBOT, [LINK + ",", "Enable"], id="the API is off, by its message"),
    pytest.param(reason("SERVICE_DISABLED"), PERSON, ["apis/library/sheets", "Enable"], id="the API is off, no link"),
    pytest.param(error(401, "Request had invalid credentials"), ROBOT, ["key in", ROBOT.file, EMAIL], id="key revoked"),
    pytest.param(error(401, "Request had invalid credentials"), PERSON, [PERSON.file, "anew"], id="sign-in revoked"),
    pytest.param(reason("API_KEY_INVALID", "API key not valid.", 400), KEY, [KEY.file], id="a wrong API key"),
    pytest.param(reason("API_KEY_SERVICE_BLOCKED"), KEY, [KEY.file, "may use"], id="an API key for other things"),
    pytest.param(reason("ACCESS_TOKEN_SCOPE_INSUFFICIENT"), PERSON, ["ticked"], id="a box left empty at sign-in"),
    pytest.param(
        error(400, "This operation is not supported for this document. The document must not be an Office file."),
        ROBOT,
        ["Save as Google Sheets"],
        id="an Excel file in Drive",
    ),
    pytest.param(
        error(400, "Request contains an invalid argument."), ROBOT, ["Save as Google Sheets"], id="a PDF in Drive"
    ),
    pytest.param(
        error(
            400,
            "Invalid requests[0].updateSheetProperties: This action would increase the number of cells in the workbook "
            "above the limit of 10000000 cells.",
        ),
        ROBOT,
        ["full", "10,000,000", "delete"],
        id="a full sheet",
    ),
    pytest.param(
        error(400, "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove"),
        ROBOT,
        ["protected", EMAIL, "Protect sheets and ranges"],
        id="a protected range",
    ),
    pytest.param(
        error(429, "Quota exceeded", "RESOURCE_EXHAUSTED"), ROBOT, ["in a few minutes"], id="the quota used up"
    ),
    pytest.param(reason("RATE_LIMIT_EXCEEDED"), ROBOT, ["in a few minutes"], id="the quota used up, said as 403"),
    pytest.param((503, "<html>"), ROBOT, ["503", "later", "appsstatus"], id="Google out of order"),
    pytest.param((403, "<html>no</html>"), ROBOT, ["instead of Google", "403"], id="a page of a proxy"),
    pytest.param((403, "[]"), ROBOT, ["instead of Google"], id="JSON that is not Google's"),
    pytest.param((403, {"error": "no"}), ROBOT, ["instead of Google"], id="an error in another envelope"),
    pytest.param(error(400, "Invalid JSON payload received.\nUnknown name"), ROBOT, ["fault in winback"], id="ours"),
    pytest.param(error(409, "The operation was aborted."), ROBOT, ["others", "in a minute"], id="a conflict"),
    pytest.param(error(409, "It is a teapot."), ROBOT, ["409", "teapot"], id="what nobody foresaw"),
]


def one_sentence(text: str) -> bool:
    """Whether this is one sentence: it ends, nothing in it does, and it runs over no line."""
    return text.endswith(".") and ". " not in text and "\n" not in text and "!" not in text and text[0].isupper()


@pytest.mark.parametrize(("step", "who", "words"), SENTENCES)
def test_an_answer_is_told_in_one_sentence(step: tuple[int, Any], who: Account, words: list[str]) -> None:
    found = told(*step, who)
    assert isinstance(found, Unreadable) and one_sentence(str(found)), str(found)
    assert [word for word in words if word not in str(found)] == [], str(found)


def test_who_may_look_and_not_write_is_told_so() -> None:
    assert "may not change" in str(told(*CLOSED, ROBOT, writing=True))


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(str(each), id=name)
        for name, each in {
            "reading only": trouble.reading_only(),
            "unsure": trouble.unsure(),
            "out of reach": trouble.unreachable("sheets.googleapis.com"),
            "not secure": trouble.insecure("sheets.googleapis.com"),
        }.items()
    ],
)
def test_what_is_told_without_an_answer_is_one_sentence_too(sentence: str) -> None:
    assert one_sentence(sentence)


CHANGED = [
    "Unable to parse range: 'Sales'!A1:B3",
    "Invalid requests[0].updateCells: No grid with id: 7",
    "Invalid requests[2].deleteSheet: No sheet with id: 7",
    "Range (Sales!A1:Z2000) exceeds grid limits. Max rows: 1000, max columns: 26",
    'Invalid requests[0].addSheet: A sheet with the name "Churn" already exists. Please enter another name.',
    "Invalid requests[0].deleteProtectedRange: No protected range with id: 2092627652",
    "Invalid requests[0].addFilterView: No filter view with id: 9",
    "Invalid requests[1].updateDeveloperMetadata: No developer metadata with id: 5",
    "Invalid requests[0].createDeveloperMetadata: Developer metadata with ID 5 already exists.",
    "Invalid requests[0].addSheet: A sheet with the ID 7 already exists. Please enter another ID.",
    "Invalid requests[0].deleteNamedRange: No named range with id: abc",
    "Invalid requests[0].updateConditionalFormatRule: No conditional format on sheet: 7 at index: 3",
    "Invalid requests[0].insertDimension: range.startIndex[30] is too large. The sheet only has [20] rows.",
    "Invalid requests[0].updateCells: Attempting to write outside of the range [Sheet1!A1:B2].",
    "Invalid requests[0].addBanding: You cannot add alternating background colors to a range that already has them.",
]


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("message", CHANGED)
def test_a_sheet_that_is_no_longer_as_it_was_is_to_be_read_again(message: str, writing: bool) -> None:
    found = told(*error(400, message, "INVALID_ARGUMENT"), writing=writing)
    assert isinstance(found, Changed) and str(found) == message


def test_an_invalid_argument_of_a_change_is_a_fault_of_ours_and_no_excel_file() -> None:
    assert "fault in winback" in str(told(*error(400, "Request contains an invalid argument."), writing=True))


def test_a_link_out_of_an_answer_is_only_repeated_when_it_leads_to_googles_console() -> None:
    found = told(*error(403, "Sheets API has not been used in project 1, visit https://evil.example/?a=console.cloud"))
    assert "evil" not in str(found) and "https://console.cloud.google.com/" in str(found)


def test_every_refusal_google_was_heard_to_give_is_one_sentence(shared_data: Path) -> None:
    recordings = shared_data / "google_sheets_recordings" / "gspread_sessions.json.gz"
    with gzip.open(recordings) as file:
        found = list(refusals(json.load(file)))
    sentences = [str(told(each["status"], each["answer"], writing=each["method"] != "GET")) for each in found]
    assert len(sentences) >= 3 and all(map(one_sentence, sentences)), sentences


def refusals(tree: Any) -> Iterator[dict[str, Any]]:
    """Every recorded call with a status of 400 or more."""
    if isinstance(tree, dict) and isinstance(tree.get("status"), int) and tree["status"] >= 400 and "uri" in tree:
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from refusals(each)

"""Requests signed for one spreadsheet: what they may ask, and that nobody else may."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hosts.server.server_here import Here, serving

from winback_sheets.hosts.server import installation, work
from winback_sheets.hosts.server.installation import secrets_file, sheet_keys, sheet_secret
from winback_sheets.hosts.server.limits import MEBI, Limits
from winback_sheets.hosts.server.signature import MOST_SKEW, SIGNED_BYTES, signature

ONE = {"name": "CONVERT_RATE", "arguments": [0.5, "month"]}
BODY = json.dumps({"calls": [ONE]}).encode()
ANSWER = {"results": [{"value": 0.5, "kind": "percent"}]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.get_app_dir", lambda _: str(folder))
        yield folder


@pytest.fixture(scope="module")
def here(home: Path) -> Iterator[Here]:
    with serving() as running:
        yield running


def signing(body: bytes = BODY, name: str = "team", *, ahead: float = 0, **other: str | None) -> dict[str, str]:
    """The headers of a request that is signed as it should be, but for those that a test gives."""
    sheet, _, key = sheet_secret(name).rpartition(".")
    timestamp = str(int(time.time() + ahead))
    headers = {"sheet": sheet, "timestamp": timestamp, "signature": signature(key, timestamp, body), **other}
    return {f"X-Winback-{word.title()}": value for word, value in headers.items() if value is not None}


def asked(here: Here, headers: dict[str, str], body: bytes = BODY, path: str = "/v1/batch") -> httpx.Response:
    """The answer to a request without the token."""
    return httpx.post(f"{here.address}{path}", content=body, headers=headers, timeout=60, trust_env=False)


def sentence(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text
    said = response.json()["sentence"]
    assert said.endswith(".") and "Traceback" not in said
    return str(said)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"signature": "0" * 64}, id="another signature"),
        pytest.param({"signature": ""}, id="an empty signature"),
        pytest.param({"signature": "é" * 64}, id="a signature of other letters"),
        pytest.param({"sheet": None}, id="no spreadsheet"),
        pytest.param({"sheet": "team"}, id="half the name of a spreadsheet"),
        pytest.param({"sheet": "nobody.00000000"}, id="a spreadsheet that is not known"),
        pytest.param({"timestamp": None}, id="no time"),
        pytest.param({"timestamp": "now"}, id="a time that is none"),
        pytest.param({"timestamp": "-1"}, id="a time before all times"),
        pytest.param({"timestamp": "9" * 400}, id="an endless time"),
        pytest.param({"timestamp": "\u0661\u0662"}, id="a time in other digits"),
        pytest.param({"timestamp": "20 s later"}, id="another time than was signed"),
    ],
)
def test_nothing_is_answered_without_the_right_signature(
    here: Here, headers: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work.wire, "answer", lambda *_, **__: pytest.fail("it was worked out"))
    if headers.get("timestamp") == "20 s later":  # now, not when the tests were gathered
        headers = {"timestamp": str(int(time.time()) + 20)}
    sent = {name: value.encode() for name, value in signing(**headers).items()}
    assert "secret" in sentence(asked(here, sent), 401)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "body"),
    [("the body", BODY.replace(b"0.5", b"0.6")), ("a blank", BODY + b" "), ("all of it", b"")],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_body_other_than_the_signed_one_is_not_answered(here: Here, changed: str, body: bytes) -> None:
    assert "secret" in sentence(asked(here, signing(BODY), body), 401)


@pytest.mark.parametrize("ahead", [-MOST_SKEW - 5, MOST_SKEW + 5, -86_400.0], ids=["behind", "ahead", "of yesterday"])
def test_a_request_of_another_time_is_not_answered(here: Here, ahead: float) -> None:
    assert "5 minutes" in sentence(asked(here, signing(ahead=ahead)), 401)


@pytest.mark.parametrize("ahead", [0, 5 - MOST_SKEW, MOST_SKEW - 5], ids=["of now", "four minutes old", "ahead"])
def test_a_signed_request_is_answered(here: Here, ahead: float) -> None:
    assert asked(here, signing(ahead=ahead)).json() == ANSWER


def test_a_single_call_may_be_signed_and_the_token_still_opens_all(here: Here) -> None:
    body = json.dumps(ONE).encode()
    assert asked(here, signing(body), body, "/v1/call").json() == ANSWER["results"][0]
    assert here.client.post("/v1/call", json=ONE).json() == ANSWER["results"][0]


@pytest.mark.parametrize("path", ["/v1/review", "/v1/functions"])
def test_a_signature_asks_for_formulas_and_nothing_else(here: Here, path: str) -> None:
    method = "GET" if path == "/v1/functions" else "POST"
    headers, body = (signing(b""), b"") if method == "GET" else (signing(), BODY)
    response = httpx.request(method, f"{here.address}{path}", content=body, headers=headers, trust_env=False)
    assert "token" in sentence(response, 401)


def test_a_secret_is_no_token_and_the_token_is_no_secret(here: Here) -> None:
    secret = sheet_secret("team")
    for word in (secret, secret.rpartition(".")[2]):
        assert "token" in sentence(asked(here, {"Authorization": f"Bearer {word}"}), 401)
    now = str(int(time.time()))
    assert "secret" in sentence(asked(here, signing(timestamp=now, signature=signature(here.token, now, BODY))), 401)


def test_one_spreadsheet_cannot_sign_for_another(here: Here) -> None:
    theirs = sheet_secret("sales").rpartition(".")[0]
    assert "secret" in sentence(asked(here, signing(sheet=theirs)), 401)


def test_a_deleted_line_withdraws_its_secret_at_once_and_no_other(here: Here) -> None:
    gone, kept = sheet_secret("leaving"), signing(name="staying")
    signed = signing(name="leaving")
    assert asked(here, signed).json() == ANSWER
    path = secrets_file()
    path.write_text("".join(line for line in path.read_text().splitlines(True) if gone not in line))
    assert "secret" in sentence(asked(here, signed), 401) and asked(here, kept).json() == ANSWER
    assert sheet_secret("leaving") != gone


def test_no_list_of_secrets_lets_nobody_in(here: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    signed = signing()
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path / "other"))
    assert "secret" in sentence(asked(here, signed), 401)


def unread(here: Here, headers: dict[str, str], length: int) -> httpx.Response:
    """The answer to a request that says how long it is; its body never comes."""

    def body() -> Iterator[bytes]:
        yield b"{"
        pytest.fail("the server wanted to read it")

    lines = {**headers, "Content-Length": str(length)}
    import socket

    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    with socket.create_connection(("localhost", here.port), 10) as line:
        line.sendall(f"POST /v1/batch HTTP/1.1\r\nHost: localhost:{here.port}\r\n{head}\r\n".encode())
        first, _, rest = line.recv(65_536).partition(b"\r\n\r\n")
    return httpx.Response(int(first.split()[1]), content=rest)


@pytest.mark.parametrize(
    ("headers", "length", "status"),
    [
        pytest.param({}, SIGNED_BYTES + 1, 413, id="larger than a signed request may be"),
        pytest.param({"sheet": "nobody.00000000"}, 5_000, 401, id="a spreadsheet that is not known"),
        pytest.param({"timestamp": "1"}, 5_000, 401, id="a time long ago"),
    ],
)
def test_what_can_be_refused_by_its_head_is_not_read(
    here: Here, headers: dict[str, str], length: int, status: int
) -> None:
    begun = time.monotonic()
    assert unread(here, signing(**headers), length).status_code == status and time.monotonic() - begun < 5


def test_a_signed_request_too_large_says_how_large_it_may_be(here: Here) -> None:
    body = BODY + b" " * SIGNED_BYTES
    assert f"{SIGNED_BYTES / MEBI:g} MiB" in sentence(asked(here, signing(body), body), 413)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("1", 1), ("0", 1), ("22", 22), ("9999", 60), ("soon", 60), ("-5", 60), ("", 60), ("\u0665", 60), ("1e3", 60)],
)
def test_the_server_stops_when_nobody_waits_any_more(
    here: Here, said: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float] = []
    real = work.measure

    def measured(calls: Any, ranges: Any, limits: Limits) -> None:
        seen.append(limits.seconds)
        real(calls, ranges, limits)

    monkeypatch.setattr(work, "measure", measured)
    sent = {name: value.encode() for name, value in signing(seconds=said).items()}
    assert asked(here, sent).json() == ANSWER and seen == [seconds]  # type: ignore[arg-type]


def test_too_long_a_calculation_is_a_sentence_with_its_seconds(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work.wire, "answer", lambda *_, **__: time.sleep(1.5))
    begun = time.monotonic()
    assert "longer than 1 second:" in sentence(asked(here, signing(seconds="1")), 503)
    assert time.monotonic() - begun < 1.45
    time.sleep(0.6)


# The list of secrets.
def test_a_secret_is_made_once_for_each_name_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        first, second = sheet_secret("Sales team", tmp_path), sheet_secret("vente été", tmp_path)
    finally:
        os.umask(before)
    assert first == sheet_secret("sales-team", tmp_path) and second.startswith("vente-t.") and first != second
    assert len(first.rpartition(".")[2]) >= 43 and list(sheet_keys(tmp_path)) == [
        each.rpartition(".")[0] for each in (first, second)
    ]
    if sys.platform != "win32":
        assert stat.S_IMODE(secrets_file(tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "日本", "../../token", "a.b", "x" * 300, "#", "sales\nteam"])
def test_any_folder_can_lend_its_name(tmp_path: Path, name: str) -> None:
    made = sheet_secret(name, tmp_path)
    assert sheet_secret(name, tmp_path) == made and len(sheet_keys(tmp_path)) == 1
    assert len(made.split(".")) == 3 and made.isascii() and made.split() == [made]


@pytest.mark.parametrize(
    "spoiled",
    [b"", b"# nothing\n", b"\xff\xfe\x00bytes\n", b"a.12345678.short\n", b"two words\n", b"no end of line"],
    ids=["an empty file", "a comment", "no text", "a key that is too short", "words", "no last line end"],
)
def test_what_is_no_secret_is_passed_over_and_left_alone(tmp_path: Path, spoiled: bytes) -> None:
    installation.home(tmp_path)
    secrets_file(tmp_path).write_bytes(spoiled)
    assert sheet_keys(tmp_path) == {}
    made = sheet_secret("team", tmp_path)
    assert sheet_secret("team", tmp_path) == made and secrets_file(tmp_path).read_bytes().startswith(spoiled)


def test_the_server_says_where_the_secrets_are_once_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from winback_sheets.hosts.server.run import welcome

    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path))
    assert "sheets-secrets" not in "".join(welcome("http://localhost:1", None))
    key = sheet_secret("team").rpartition(".")[2]
    said = "".join(welcome("http://localhost:1", None))
    assert str(secrets_file()) in said and key not in said

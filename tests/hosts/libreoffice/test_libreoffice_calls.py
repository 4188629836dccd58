"""The wire between LibreOffice and the function server, without LibreOffice: what may go wrong, and what a cell says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.libreoffice.calc import winback_calls
from winback_sheets.hosts.libreoffice.libreoffice import sentences
from winback_sheets.hosts.server import installation
from winback_sheets.hosts.server.server import create_app


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation of its own, so that nobody's token is touched."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installation.typer, "get_app_dir", lambda name: str(folder / name))
        yield folder


def known(server: str, token: Path, authority: Path | str = "") -> winback_calls.Settings:
    return winback_calls.Settings(server, str(token), str(authority), {}, [], sentences())


def test_a_server_that_takes_too_long_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calc stands still while it waits: the next formulas do not wait as well."""
    monkeypatch.setattr(winback_calls, "ANSWER_SECONDS", 0.2)
    (tmp_path / "token").write_text("t" * 40)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings = known(f"http://127.0.0.1:{mute.getsockname()[1]}", tmp_path / "token")
        told = [winback_calls.ask(settings, "RFM", [number]) for number in range(50)]
    assert {each["error"] for each in told} == {"#N/A"}
    assert "took too long: let the formula read a smaller range" in told[0]["sentence"]
    assert winback_calls._SILENT[settings.server][0] - time.monotonic() > 50


def test_a_server_that_is_down_is_na_with_what_to_do_and_is_not_asked_at_once_again(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t" * 40)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    told = winback_calls.ask(known(f"http://127.0.0.1:{port}", tmp_path / "token"), "RFM", [])
    assert told["error"] == "#N/A"
    assert (
        f"start it with python3 scripts/winback.py serve --plain --port {port}, then press Ctrl+Shift+F9"
        in told["sentence"]
    )
    with Scripted([b""], port=port) as there:
        assert winback_calls.ask(known(there.address, tmp_path / "token"), "RFM", []) == told
        assert there.asked == []


def test_without_a_token_it_says_how_to_get_one(tmp_path: Path) -> None:
    told = winback_calls.ask(known("http://127.0.0.1:1", tmp_path / "none"), "RFM", [])
    assert told["error"] == "#N/A" and "start it once with python3 scripts/winback.py serve --plain" in told["sentence"]


def reply(body: bytes, status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


VALUE = b'{"value": 1.0, "kind": "number"}'
REPLIES = {
    "an answer": ([reply(VALUE)], {"value": 1.0, "kind": "number"}, 1),
    "a connection closed meanwhile": ([reply(VALUE), b"", reply(VALUE)], {"value": 1.0, "kind": "number"}, 3),
    "busy, then an answer": (
        [reply(b"{}", "503 Busy", "Retry-After: 0\r\n"), reply(VALUE)],
        {"value": 1.0, "kind": "number"},
        2,
    ),
    "too many rows": (
        [reply(b'{"sentence": "Too many rows."}', "422 Unprocessable")],
        {"error": "#VALUE!", "sentence": "Too many rows."},
        1,
    ),
    "busy for long": (
        [reply(b'{"sentence": "Busy."}', "503 Busy", "Retry-After: 60\r\n")],
        {"error": "#N/A", "sentence": "Busy."},
        1,
    ),
    "something that is no reply": (
        [reply(b"<html>")],
        {"error": "#VALUE!", "sentence": "The function server could not answer (200): start it again."},
        1,
    ),
}


@pytest.mark.parametrize(("replies", "wanted", "requests"), REPLIES.values(), ids=REPLIES)
def test_what_a_server_may_say(tmp_path: Path, replies: list[bytes], wanted: dict[str, Any], requests: int) -> None:
    (tmp_path / "token").write_text("t" * 40)
    with Scripted(replies) as there:
        settings = known(there.address, tmp_path / "token")
        for number in range(2 if replies[1:2] == [b""] else 1):
            assert winback_calls.ask(settings, "RFM", [number]) == wanted
        assert len(there.asked) == requests
        assert all(b"Authorization: Bearer " + b"t" * 40 in each for each in there.asked)


def test_one_connection_is_kept_and_the_same_question_is_asked_once(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t" * 40)
    with Scripted([reply(VALUE)] * 3) as there:
        settings = known(there.address, tmp_path / "token")
        for number in (1, 2, 3, 1, 2, 3):
            assert winback_calls.ask(settings, "RFM", [number])["value"] == 1.0
        assert (len(there.asked), there.connections) == (3, 1)


def test_what_the_way_spoiled_is_asked_again(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t" * 40)
    with Scripted([reply(b"{}", "503 Busy"), reply(VALUE)]) as there:
        settings = known(there.address, tmp_path / "token")
        assert winback_calls.ask(settings, "RFM", [])["error"] == "#N/A"
        assert winback_calls.ask(settings, "RFM", [])["value"] == 1.0


def test_https_trusts_the_authority_of_this_installation_and_no_stranger(home: Path) -> None:
    """A real server with the installation's certificate; without its authority it is refused in one sentence."""
    files, token = installation.certificate(), installation.token_file()
    installation.token()
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"https://localhost:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        create_app(installation.token(), server=address), log_level="critical", lifespan="on",
        ssl_certfile=files.chain, ssl_keyfile=files.key,
    )  # fmt: skip
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        cells = [0.05, "year"]
        told = winback_calls.ask(known(address, token, files.authority), "CONVERT_RATE", cells)
        assert told["value"] == answer("CONVERT_RATE", cells).rows[0][0]
        stranger = known(address.replace("localhost", "127.0.0.1"), token)
        refused = winback_calls.ask(stranger, "CONVERT_RATE", cells)
        assert refused["error"] == "#N/A" and "is not trusted here" in refused["sentence"]
    finally:
        for line in winback_calls._LINE.values():
            line.close()
        winback_calls._LINE.clear()
        running.should_exit = True
        thread.join(timeout=20)


class Scripted:
    """A server that gives these replies one after another, and closes the connection in place of an empty one."""

    def __init__(self, replies: list[bytes], port: int = 0) -> None:
        self.replies, self.asked, self.connections = list(replies), [], 0
        self.listening = socket.create_server(("127.0.0.1", port))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def __enter__(self) -> Scripted:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listening.close()

    def serve(self) -> None:
        while self.replies:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.connections += 1
            with connection, connection.makefile("rb") as file:
                while self.replies and (head := request(file)):
                    self.asked.append(head)
                    said = self.replies.pop(0)
                    if not said:
                        break
                    connection.sendall(said)


def request(file: Any) -> bytes:
    """The next request's lines; its body is read and thrown away."""
    head = b""
    while (line := file.readline()) not in (b"\r\n", b""):
        head += line
    length = [line for line in head.splitlines() if line.lower().startswith(b"content-length:")]
    file.read(int(length[0].split(b":")[1]) if length else 0)
    return head

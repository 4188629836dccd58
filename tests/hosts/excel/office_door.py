"""The Office add-in in Microsoft's runtime and the real server, for tests: what is needed to call a formula there."""

from __future__ import annotations

import asyncio
import datetime
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from conftest import missing
from formula_cases import Case, fresh

from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.excel.office_service import ADDIN
from winback_sheets.hosts.server import installation
from winback_sheets.hosts.server.guard import refusal
from winback_sheets.hosts.server.limits import RequestRefused
from winback_sheets.hosts.server.server import create_app
from winback_sheets.schema.cells import serial

DRIVER = Path(__file__).with_name("office_runtime.cjs")
# The numbers by which the runtime tells Excel of an error that was thrown; the other two travel as values.
THROWN = {1: "#N/A", 5: "#DIV/0!", 6: "#NUM!", 7: "#VALUE!", 8: "#NULL!"}
Json = Any


@dataclass
class Server:
    """The real server on a port of this computer; what it was asked, and how it is to behave next."""

    address: str
    token: str
    authority: Path
    requests: list[Json] = field(default_factory=list)
    broken_off: list[bool] = field(default_factory=list)
    busy: list[dict[str, str]] = field(default_factory=list)
    slow: float = 0
    runtime: subprocess.Popen[str] | None = None

    @property
    def page(self) -> str:
        return f"{self.address}/addin/taskpane.html?t={self.token}"


def watched(app: Callable[..., Any], server: Server) -> Callable[..., Any]:
    """The application, with every formula request written down; busy or slow when a test wants it so."""

    async def inside(scope: Json, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/v1/batch":
            return await app(scope, receive, send)
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        server.requests.append(json.loads(body))
        if server.slow:
            with_end = asyncio.create_task(receive())
            await asyncio.wait([with_end], timeout=server.slow)
            server.broken_off.append(with_end.done())
            with_end.cancel()
        if server.busy:
            answered = refusal(RequestRefused(503, "The server has too much to do."))
            answered.headers.update(server.busy.pop(0))
            return await answered(scope, receive, send)
        given = iter([{"type": "http.request", "body": body, "more_body": False}])
        await app(scope, lambda: asyncio.sleep(0, next(given, {"type": "http.disconnect"})), send)

    return inside


@contextmanager
def listening(home: Path) -> Iterator[Server]:
    """The server with an installation of its own, and the runtime beside it."""
    files, port = installation.certificate(home), socket.socket()
    port.bind(("127.0.0.1", 0))
    server = Server(f"https://localhost:{port.getsockname()[1]}", installation.token(home), files.authority)
    app = watched(create_app(server.token, server=server.address, addin=ADDIN), server)
    config = uvicorn.Config(app, log_level="critical", ssl_certfile=files.chain, ssl_keyfile=files.key)
    run = uvicorn.Server(config)
    thread = threading.Thread(target=run.run, kwargs={"sockets": [port]}, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not run.started and time.monotonic() < end:
        time.sleep(0.02)
    with started(server) as server.runtime:
        yield server
    run.should_exit = True
    thread.join(10)


@contextmanager
def started(server: Server) -> Iterator[subprocess.Popen[str]]:
    """Node with the runtime, for all tests of this file."""
    node = shutil.which("node")
    if node is None or not (DRIVER.parents[2] / "node_modules/@microsoft/office-js").is_dir():
        missing("node, or the packages of tests/package.json (npm ci in tests/), is not on this machine")
    trusted = {**os.environ, "NODE_EXTRA_CA_CERTS": str(server.authority)}
    pipe = subprocess.PIPE
    with subprocess.Popen([node, DRIVER], stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=trusted) as process:
        yield process
        process.kill()


def driven(server: Server, *steps: Json, **more: Any) -> Json:
    """Carry out steps in the runtime; what it gave, and that nothing was ever said on the console."""
    plan = {"page": server.page, "sets": {"CustomFunctionsRuntime": 1.4}, "steps": steps, **more}
    node = server.runtime
    assert node and node.stdin and node.stdout
    print(json.dumps(plan), file=node.stdin, flush=True)
    found = json.loads(node.stdout.readline())
    assert "trouble" not in found, found["trouble"]
    assert found["said"] == [], "the script speaks on the console, where cells could be read"
    return found


def typed(cells: list[Any]) -> list[Any]:
    """Arguments as Excel hands them to a function that takes ranges: a single cell is a range of one."""
    return [cell if isinstance(cell, list) or cell is None else [[cell]] for cell in fresh(cells)]


def call(name: str, cells: list[Any], **more: Any) -> Json:
    return {"name": name, "cells": typed(cells), **more}


FORMATS = {"date": "yyyy-mm-dd", "percent": "0.0%", "money": "#,##0.00", "count": "#,##0"}


def told(cell: Any, kind: str, type_: str = "Double") -> Any:
    """A cell of Python's answer as Excel must get it; type_: of a value that carries a format, blank for none."""
    if cell is None:
        return ""
    number = serial(cell) if isinstance(cell, datetime.date) else cell
    figure = isinstance(number, (int, float)) and not isinstance(number, bool)
    if not (type_ and figure and kind in FORMATS):
        return number
    return {"type": type_, "basicValue": number, "numberFormat": FORMATS[kind]}


def expected(case: Case, **how: Any) -> Json:
    found = answer(case.name, case.cells)
    return [[told(cell, kind, **how) for cell, kind in zip(row, found.kinds, strict=True)] for row in found.rows]


def error(result: Json) -> str | None:
    """The error that a cell shows."""
    if not result["ok"]:
        return THROWN.get(result["code"])
    return result["value"].get("basicValue") if isinstance(result["value"], dict) else None

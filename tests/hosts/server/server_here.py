"""The real function server, for tests: over a real socket of this computer, in a thread or as the program itself."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import uvicorn

from winback_sheets.hosts.excel.office_service import ADDIN
from winback_sheets.hosts.server import installation
from winback_sheets.hosts.server.limits import Limits
from winback_sheets.hosts.server.run import listening_at, server_config

TOKEN = "a-token-of-the-tests-which-is-long-enough"
LIMITS = Limits()


class Here(NamedTuple):
    """A server that runs: its address, its token, and a client that brings the token,
    its port, and whom to trust so as to believe it."""

    address: str
    token: str
    client: httpx.Client
    port: int
    trust: ssl.SSLContext | bool


@contextmanager
def serving(folder: Path | None = None, limits: Limits = LIMITS, *, behind_https: bool = False) -> Iterator[Here]:
    """A server in a thread of this process; https with a certificate made in `folder`, or http without one."""
    files = installation.certificate(folder) if folder else None
    listening = listening_at("127.0.0.1", 0)
    port = listening.getsockname()[1]
    address = f"{'https' if files else 'http'}://localhost:{port}"
    server = uvicorn.Server(server_config(TOKEN, limits, address, files, behind_https=behind_https, addin=ADDIN))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    trust: ssl.SSLContext | bool = ssl.create_default_context(cafile=str(files.authority)) if files else True
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=address, headers=bearer, verify=trust, timeout=60, trust_env=False) as client:
        wait_for(client)
        try:
            yield Here(address, TOKEN, client, port, trust)
        finally:
            server.should_exit = True
            thread.join(30)
    assert not thread.is_alive(), "the server did not stop"


@contextmanager
def program(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`winback serve` as a process of its own, whose installation is kept in `folder`; killed if it will not stop."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    homes = dict.fromkeys(("HOME", "APPDATA", "XDG_CONFIG_HOME"), str(folder))
    child = subprocess.Popen(
        [sys.executable, "-m", "winback_sheets", "serve", "--port", str(port), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **homes, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield child, port
    finally:
        if child.poll() is None:
            child.kill()
        child.wait(10)


def stopped(child: subprocess.Popen[str], with_: int = signal.SIGINT) -> tuple[int, str]:
    """Press Ctrl+C, and give the exit code and all that the program said."""
    child.send_signal(with_)
    said, _ = child.communicate(timeout=60)
    return child.returncode, said


def kept_token(folder: Path) -> str:
    """The token of an installation whose home is this folder."""
    (path,) = folder.rglob("token")
    return path.read_text(encoding="ascii").strip()


def wait_for(client: httpx.Client, seconds: float = 30) -> None:
    """Until the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            client.get("/health").raise_for_status()
            return
        except httpx.TransportError:
            assert time.monotonic() < end, "the server did not begin"
            time.sleep(0.05)

"""The function server started from the command line: where it listens, whom it trusts, and how it stops."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
from typing import Any, NoReturn

import typer
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from winback_sheets.hosts.server import installation
from winback_sheets.hosts.server.address import THIS_COMPUTER, as_in_host
from winback_sheets.hosts.server.guard import CALLED
from winback_sheets.hosts.server.limits import THREADS, Limits
from winback_sheets.hosts.server.server import create_app
from winback_sheets.hosts.server.work import AddIn
from winback_sheets.present.words import say

MOST_CONNECTIONS = 256


def run(
    host: str = "127.0.0.1",
    port: int = 8765,
    behind_https: bool = False,
    plain: bool = False,
    addin: AddIn | None = None,
) -> None:
    """Answer formulas until Ctrl+C; requests that are being worked on finish first.

    Other computers reach it only behind a program that does https. Ends with one sentence and code 2 when it cannot
    begin.
    """
    if host not in THIS_COMPUTER and not behind_https:
        _fail(say("server.reached_from_outside", host=host))
    try:
        token, before = installation.token(), installation.trusted()
        files = None if plain or behind_https else installation.certificate()
        listening = listening_at(host, port)
    except OSError as trouble:
        _fail(say("server.cannot_begin", host=host, port=port, reason=trouble.strerror))
    scheme = "https" if files else "http"
    shown = "localhost" if files else as_in_host(host)
    address = f"{scheme}://{shown}:{listening.getsockname()[1]}"
    limits = Limits()
    anew = bool(files and before) and installation.trusted() != before
    for line in welcome(address, files, behind_https=behind_https, anew=anew):
        typer.echo(line)
    _until_stopped(server_config(token, limits, address, files, behind_https=behind_https, addin=addin), listening)
    typer.echo(say("server.stopped"))
    if any(each.name.startswith(THREADS) for each in threading.enumerate()):
        sys.stdout.flush()
        os._exit(0)  # a formula that was given up still runs, and nobody waits for it


def _until_stopped(config: uvicorn.Config, listening: socket.socket) -> None:
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return


def server_config(
    token: str,
    limits: Limits,
    address: str,
    files: installation.Certificate | None,
    *,
    behind_https: bool = False,
    addin: AddIn | None = None,
) -> uvicorn.Config:
    """The settings of the server: no access log, no banner, and patience that ends."""
    logging.basicConfig(format="%(message)s", level=logging.ERROR)
    return uvicorn.Config(
        create_app(
            token,
            limits=limits,
            names=None if behind_https else CALLED,
            server=address,
            secrets=installation.sheet_keys,
            addin=addin,
        ),
        http=patient(limits.head_seconds),
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=int(limits.seconds) or 1,
        ssl_certfile=files.chain if files else None,
        ssl_keyfile=files.key if files else None,
    )


def patient(seconds: float) -> type[H11Protocol]:
    """A protocol that hangs up on who opens a connection and takes longer than this to say what it wants.

    When the server stops it hangs up on everybody who is not being answered.
    """

    class Patient(H11Protocol):
        waiting: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.look()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self.look()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self.waiting:
                self.waiting.cancel()

        def look(self) -> None:
            """Let the clock run while no request is being answered."""
            idle = self.cycle is None or self.cycle.response_complete
            if idle and self.waiting is None:
                self.waiting = self.loop.call_later(seconds, self.hang_up)
            elif not idle and self.waiting:
                self.waiting.cancel()
                self.waiting = None

        def hang_up(self) -> None:
            self.waiting = None
            # Under https a polite goodbye waits half a minute for an answer.
            self.transport.abort()

        def shutdown(self) -> None:
            if self.cycle is None or self.cycle.response_complete:
                self.transport.abort()
            else:
                super().shutdown()

    return Patient


def welcome(
    address: str, files: installation.Certificate | None, *, behind_https: bool = False, anew: bool = False
) -> list[str]:
    """What to say at the start, in plain words; anew: another authority stands where this computer trusted one."""
    behind = say("server.listening_behind_https", address=address)
    lines = [behind if behind_https else say("server.listening", address=address)]
    lines.append(say("server.token_place", file=installation.token_file()))
    if installation.sheet_keys():
        lines.append(say("server.secrets_place", file=installation.secrets_file()))
    if files:
        lines += [
            say("server.trust_anew") if anew else say("server.not_trusted_yet", address=address),
            f"  {installation.trust_command(files.authority)}",
        ]
    return [*lines, say("server.how_to_stop")]


def listening_at(host: str, port: int) -> socket.socket:
    """A socket at this address; OSError where it is taken."""
    family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # Named TCP, for otherwise asyncio leaves small answers waiting for 40 ms to be sent together with more.
    made = socket.socket(family, kind, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(place)
    except OSError:
        made.close()
        raise
    return made


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)

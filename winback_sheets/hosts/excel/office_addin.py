"""The Office add-in: formulas and a pane for Excel on Windows, the Mac and the web, answered by `winback serve`."""

from __future__ import annotations

import json
from importlib.resources import files as package_files
from pathlib import Path
from urllib.parse import urlsplit

import typer

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import FIGURES
from winback_sheets.hosts.excel.office_manifest import manifest
from winback_sheets.hosts.excel.office_metadata import metadata
from winback_sheets.hosts.placing import place
from winback_sheets.hosts.server.address import is_this_computer
from winback_sheets.hosts.server.limits import Limits
from winback_sheets.present.styles import STYLES
from winback_sheets.present.words import say

# functions.js is put together from these, in this order.
SCRIPTS = ("functions_cells.js", "functions_blanks.js", "functions_requests.js", "functions.js")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}
SERVE = "python3 scripts/winback.py serve"
# The server ends a calculation after its own limit; beyond that and the way there and back, nothing will come.
MARGIN_SECONDS = 30


AUTHORITY = "winback-authority.crt"


def files(server: str) -> dict[str, tuple[str, bytes]]:
    """The files that Excel fetches from the server's /addin/, by name: their type and content; no secret is in them."""
    found = {
        each.name: each.read_bytes()
        for each in package_files("winback_sheets.hosts.excel").joinpath("office").iterdir()
        if Path(each.name).suffix in TYPES and each.name not in SCRIPTS
    }
    found["functions.js"] = functions_js(server).encode()
    found["functions.json"] = json.dumps(metadata(server), ensure_ascii=False, indent=1).encode()
    return {name: (TYPES[Path(name).suffix], content) for name, content in sorted(found.items())}


def functions_js(server: str) -> str:
    """The script behind the formulas: its parts as one, with the names and the server's limits at the head."""
    limits = Limits()
    most = {
        "calls": limits.calls,
        "bytes": limits.body_bytes,
        "cells": limits.cells,
        "seconds": limits.seconds + MARGIN_SECONDS,
    }
    names = [one.name for one in registry.FORMULAS]
    head = {"SERVER": server, "NAMES": names, "LIMITS": most, "FORMATS": number_formats()}
    told = [f"const {name} = {json.dumps(value)};" for name, value in head.items()]
    office = package_files("winback_sheets.hosts.excel").joinpath("office")
    parts = [office.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    return "\n".join(['(function () {\n"use strict";', *told, *parts, "}());\n"])


def number_formats() -> dict[str, str]:
    """The number format of each kind of value, as our tabs have them.

    A plain number has none: that of the tabs is made for whole columns, and shows 3 as "3.".

    >>> number_formats()["percent"]
    '0.0%'
    """
    return {kind: str(STYLES[kind]["num_format"]) for kind in sorted(FIGURES - {"number"})}


def write_addin(folder: Path, server: str, *, yes: bool = False) -> list[str]:
    """Write the add-in into a folder, and say in plain lines how Excel gets it.

    For a server on this computer the manifest carries the token, and the authority of its certificate lies beside it.
    Ends with one sentence and code 2 for an address that is not https: Excel takes no other. Raises OSError.
    """
    if not server.startswith("https://"):
        typer.echo(say("excel.needs_https", server=server), err=True)
        raise typer.Exit(2)
    here = is_this_computer(server)
    secret, authority = _installed() if here else ("", b"")
    made = {f"addin/{name}": content for name, (_, content) in files(server).items()}
    made |= {AUTHORITY: authority} if here else {}
    made["manifest.xml"] = manifest(server, secret).encode()
    place(folder, made, yes=yes, private=["manifest.xml"])
    return [
        *_first_steps(server, folder / AUTHORITY if here else None),
        *_install_steps(folder),
        *_last_steps(here),
    ]


def _installed() -> tuple[str, bytes]:
    """The token of this installation, and the file that says whom to trust."""
    from winback_sheets.hosts.server import installation

    return installation.token(), installation.certificate().authority.read_bytes()


def _first_steps(server: str, authority: Path | None) -> list[str]:
    if authority is None:
        return [say("excel.see_that_server_runs", server=server, command=f"{SERVE} --behind-https")]
    from winback_sheets.hosts.server.installation import trust_command

    port = urlsplit(server).port
    command = SERVE if port == 8765 else f"{SERVE} --port {port or 443}"
    return [
        say("excel.start_server", command=command),
        say("excel.trust_it", how=trust_command(authority.resolve())),
        say("excel.no_warning_then", server=server),
    ]


def _install_steps(folder: Path) -> list[str]:
    place = folder.resolve()
    return [
        say("excel.then_on_windows"),
        say("excel.share_folder", folder=place),
        say("excel.trust_catalog"),
        say("excel.add_from_shared_folder"),
        say("excel.on_the_mac"),
        say("excel.copy_manifest", manifest=place / "manifest.xml"),
        say("excel.add_on_the_mac"),
        say("excel.on_the_web"),
        say("excel.upload_manifest", manifest=place / "manifest.xml"),
    ]


def _last_steps(here: bool) -> list[str]:
    token = say("excel.manifest_holds_token") if here else say("excel.paste_token", command=SERVE)
    return [token, say("excel.try_it", formula="=WINBACK.RATE_INTERVAL(3, 10)")]

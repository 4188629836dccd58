"""The commands that bring the formulas into a spreadsheet program: `winback serve` and `winback addin`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from winback_sheets.commands.options import Yes, fail
from winback_sheets.commands.telling import tell
from winback_sheets.hosts.placing import NotOurs
from winback_sheets.hosts.server.address import is_address
from winback_sheets.present.words import say

# What each route's module writes into a folder: write_addin(folder, server, yes=...) gives the lines to say.
ROUTES = {
    "excel": "winback_sheets.hosts.excel.office_addin",
    "windows": "winback_sheets.hosts.excel.windows_workbook",
    "lite": "winback_sheets.hosts.excel.lite_workbook",
    "libreoffice": "winback_sheets.hosts.libreoffice.libreoffice",
    "sheets": "winback_sheets.hosts.google_addin.google_script",
}
HERE = "https://localhost:8765"


def serve(
    host: Annotated[str, typer.Option(help=say("commands.help_host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=say("commands.help_port"))] = 8765,
    behind_https: Annotated[bool, typer.Option("--behind-https", help=say("commands.help_behind_https"))] = False,
    plain: Annotated[bool, typer.Option("--plain", help=say("commands.help_plain"))] = False,
) -> None:
    """Answer the formulas in spreadsheets until you press Ctrl+C.

    The formulas of Excel, LibreOffice and Google Sheets ask this server for their values.
    """
    try:
        from winback_sheets.hosts.excel.office_service import ADDIN
        from winback_sheets.hosts.server.run import run
    except ImportError as missing:
        fail(say("commands.server_needs", library=missing.name))
    run(host=host, port=port, behind_https=behind_https, plain=plain, addin=ADDIN)


def addin(
    route: Annotated[str, typer.Argument(metavar="|".join(ROUTES), help=say("commands.help_route"))],
    folder: Annotated[Path, typer.Argument(help=say("commands.help_addin_folder"))] = Path("winback-addin"),
    server: Annotated[str, typer.Option(help=say("commands.help_server"))] = HERE,
    yes: Yes = False,
) -> None:
    """Make what brings the formulas into a spreadsheet program.

    The program is Excel, xlwings Lite, LibreOffice or Google Sheets. How to install what was made is said at the end.
    """
    if route not in ROUTES:
        fail(say("commands.unknown_route", typed=route, routes=list(ROUTES)))
    if not is_address(server):
        fail(say("commands.server_needs_https", server=server))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = import_module(ROUTES[route]).write_addin(folder, server.rstrip("/"), yes=yes)
    except NotOurs as sentence:
        fail(str(sentence))
    except ImportError as missing:
        fail(say("commands.addin_needs", library=missing.name, route=route))
    except OSError as trouble:
        fail(say("commands.folder_not_written", folder=folder, reason=trouble.strerror))
    tell("\n".join(lines))

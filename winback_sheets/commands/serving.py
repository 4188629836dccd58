"""The commands that bring the formulas into a spreadsheet program: `winback serve` and `winback addin`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from winback_sheets.commands.options import fail

# What each route's module writes into a folder: write_addin(folder, server) gives the lines to say.
ROUTES = {
    "excel": "winback_sheets.hosts.excel.office_addin",
    "windows": "winback_sheets.hosts.excel.windows_workbook",
    "lite": "winback_sheets.hosts.excel.lite_workbook",
    "libreoffice": "winback_sheets.hosts.libreoffice.libreoffice",
    "sheets": "winback_sheets.hosts.google_addin.google_script",
}
HERE = "https://localhost:8765"


def serve(
    host: Annotated[
        str, typer.Option(help="the address to listen at; anything but this computer needs --behind-https")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port to listen at")] = 8765,
    behind_https: Annotated[
        bool, typer.Option("--behind-https", help="another program in front of this one does https")
    ] = False,
    plain: Annotated[bool, typer.Option("--plain", help="http without a certificate, for LibreOffice here")] = False,
) -> None:
    """Answer the formulas of Excel, LibreOffice and Google Sheets on this computer, until you press Ctrl+C."""
    try:
        from winback_sheets.hosts.server.run import run
    except ImportError as missing:
        fail(f"The server needs {missing.name}: python3 scripts/winback.py serve installs it.")
    run(host=host, port=port, behind_https=behind_https, plain=plain)


def addin(
    route: Annotated[str, typer.Argument(metavar="|".join(ROUTES), help="the program that is to have the formulas")],
    folder: Annotated[Path, typer.Argument(help="where to put the files")] = Path("winback-addin"),
    server: Annotated[str, typer.Option(help="where the function server will be")] = HERE,
) -> None:
    """Write what brings the formulas into Excel, xlwings Lite, LibreOffice or Google Sheets, and say how to install it."""
    if route not in ROUTES:
        fail(f"{route} is not known; write {', '.join(ROUTES)}.")
    if not server.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        fail(f"--server {server} must begin with https://, or be this computer.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = import_module(ROUTES[route]).write_addin(folder, server.rstrip("/"))
    except ImportError as missing:
        fail(f"This needs {missing.name}: python3 scripts/winback.py addin {route} installs it.")
    except OSError as trouble:
        fail(f"{folder} could not be written ({trouble.strerror}).")
    typer.echo("\n".join(lines))

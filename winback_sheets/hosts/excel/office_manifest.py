"""The file by which Excel learns of the add-in: manifest.xml, in the only form that allows formulas of one's own."""

from __future__ import annotations

import uuid
from importlib.resources import files
from string import Template
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from winback_sheets import __version__


def manifest(server: str, token: str = "") -> str:
    """manifest.xml for the add-in that this server (https, without a slash at the end) answers.

    token: for a server on this computer, so that nobody needs to paste it; who has the file then has the token.

    >>> "<Id>" in manifest("https://localhost:8765")
    True
    """
    pane = f"{server}/addin/taskpane.html" + (f"?{urlencode({'t': token})}" if token else "")
    values = {
        "id": identity(server, token),
        "version": f"{__version__}.0",
        "server": escape(server, {'"': "&quot;"}),
        "pane": escape(pane, {'"': "&quot;"}),
    }
    form = files("winback_sheets.hosts.excel").joinpath("office", "manifest.xml").read_text(encoding="utf-8")
    return Template(form).substitute(values)


def identity(server: str, token: str = "") -> str:
    """The add-in's own number: the same each time for an installation, so that Excel replaces an older one of it.

    >>> identity("https://winback.example.com")
    'e061fc39-668e-5fb7-aa77-127688862955'
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{server}/addin/{token}"))

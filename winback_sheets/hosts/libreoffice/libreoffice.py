"""The formulas for LibreOffice: an extension (.oxt) whose functions ask the function server."""

from __future__ import annotations

import io
import json
import zipfile
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from winback_sheets import __version__
from winback_sheets.formulas import registry
from winback_sheets.hosts.libreoffice.calc.winback_calls import start_of
from winback_sheets.hosts.libreoffice.libreoffice_types import names
from winback_sheets.hosts.placing import place
from winback_sheets.hosts.server.address import is_this_computer
from winback_sheets.present.words import say

EXTENSION = "winback.oxt"
TYPES = "types.rdb"
MOMENT = (2026, 1, 1, 0, 0, 0)  # the same files give the same bytes
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:full-path="types.rdb"
 manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
<manifest:file-entry manifest:full-path="winback_calc.py"
 manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
<manifest:file-entry manifest:full-path="CalcAddIns.xcu"
 manifest:media-type="application/vnd.sun.star.configuration-data"/>
</manifest:manifest>
"""
DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="org.winback.formulas"/>
<version value="{version}"/>
<display-name><name lang="en">{name}</name></display-name>
</description>
"""


def write_addin(folder: Path, server: str, *, yes: bool = False) -> list[str]:
    """Write winback.oxt into a folder; gives the lines that say how to install it.

    The token is not in it: the extension reads it from this installation's file when a cell asks.
    """
    path, made = Path(folder) / EXTENSION, io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(server).items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, content)
    place(path.parent, {path.name: made.getvalue()}, yes=yes)
    return [
        say("libreoffice.written", file=path, server=server),
        say("libreoffice.install"),
        serving(server),
        say("libreoffice.type_a_formula"),
        say("libreoffice.ask_why"),
        say("libreoffice.format_dates"),
    ]


def serving(server: str) -> str:
    """What to do so that the function server answers: start it here, or bring the token of the one elsewhere.

    >>> serving("http://127.0.0.1:8765")
    '2. In a terminal, start the function server with python3 scripts/winback.py serve --plain and leave it running.'
    """
    from winback_sheets.hosts.server import installation

    if not is_this_computer(server):
        return say("libreoffice.bring_token", file=installation.token_file())
    return say("libreoffice.start_server", command=start_of(server))


def parts(server: str) -> dict[str, bytes]:
    """The files of the extension by their names in it."""
    ours = files("winback_sheets.hosts.libreoffice.calc")
    return {
        "META-INF/manifest.xml": MANIFEST.encode(),
        "description.xml": DESCRIPTION.format(version=__version__, name=escape(say("libreoffice.extension"))).encode(),
        "CalcAddIns.xcu": names().encode(),
        "types.rdb": (ours / TYPES).read_bytes(),
        "winback.json": settings(server).encode(),
        "winback_calc.py": (ours / "winback_calc.py").read_bytes(),
        # LibreOffice's Python looks for what a component imports in a folder of this name.
        "pythonpath/winback_calls.py": (ours / "winback_calls.py").read_bytes(),
    }


def settings(server: str) -> str:
    """What the extension knows: the server, where the token and the authority are, the kinds of all arguments, and its
    sentences, because the catalogue is not in it.
    """
    from winback_sheets.hosts.server import installation

    kinds = {one.name: [each.kind for each in registry.arguments(one.name)] for one in registry.FORMULAS}
    known = {
        "server": server,
        "token_file": str(installation.token_file().resolve()),
        "authority": str((installation.home() / "winback-authority.crt").resolve()),
        "functions": kinds,
        "tables": [one.name for one in registry.FORMULAS if one.category == "tables"],
        "sentences": sentences(),
    }
    return json.dumps(known, indent=1)


def sentences() -> dict[str, str]:
    """What a cell can say by WHY, with the fields still to be filled in by `format`.

    >>> sentences()["no_reply"]
    'The function server could not answer ({status}): start it again.'
    """
    return {
        "name_first": say("libreoffice.name_first"),
        "other_days": say("libreoffice.other_days", day="{day}"),
        "unreadable": say("libreoffice.unreadable", trouble="{trouble}"),
        "no_token": say("libreoffice.no_token", file="{file}", command="{command}"),
        "other_token": say("libreoffice.other_token", file="{file}"),
        "no_reply": say("libreoffice.no_reply", status="{status}"),
        "not_trusted": say("libreoffice.not_trusted", server="{server}"),
        "slow": say("libreoffice.slow", server="{server}"),
        "silent": say("libreoffice.silent", server="{server}", command="{command}"),
    }

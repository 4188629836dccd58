"""The script of a Google Sheet in a stand-in of Google's services, and the real server: what tests need to drive it."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import missing
from formula_cases import Case, fresh
from hosts.server.server_here import Here, serving

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.google_addin.google_script import code
from winback_sheets.hosts.server import installation
from winback_sheets.hosts.server import work as server_work
from winback_sheets.hosts.server.limits import Limits, RequestRefused
from winback_sheets.schema.cells import serial

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "node_modules"
OURS = HERE.parents[2] / "winback_sheets/hosts/google_addin"
ADDRESS = "https://winback.example.com"
PAGE = (OURS / "apps_script/sidebar.html").read_text(encoding="utf-8")
CODE = code(ADDRESS)
NOT_SET_UP = "server not set up: see Win-back > Help"
Json = Any


@dataclass
class Door:
    """The real server on a port of this computer, what reached it, and how it is to behave next; node beside it."""

    here: Here
    secret: str
    node: subprocess.Popen[str]
    bodies: list[bytes] = field(default_factory=list)
    requests: list[Json] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    busy: list[RequestRefused] = field(default_factory=list)
    slow: float = 0

    def driven(self, *steps: Json, **more: Any) -> list[Json]:
        """Carry out steps in a spreadsheet with this script; what they gave."""
        kept = {"WINBACK_SECRET": self.secret}
        hosts = {ADDRESS: f"http://localhost:{self.here.port}"}
        plan = {"script": CODE, "page": PAGE, "properties": kept, "hosts": hosts, "steps": steps, **more}
        assert self.node.stdin and self.node.stdout
        print(json.dumps(plan), file=self.node.stdin, flush=True)
        found = json.loads(self.node.stdout.readline())
        assert "trouble" not in found, found["trouble"]
        return found["gave"]


def watched(work: server_work.Work, door: list[Door]) -> server_work.Work:
    """The work of the server, with every request written down; busy or slow when a test wants it so."""

    def inside(body: bytes, limits: Limits, late: Callable[[], bool]) -> bytes:
        for one in door:
            one.bodies.append(body)
            one.requests.append(json.loads(body))
            one.seconds.append(limits.seconds)
            time.sleep(one.slow)
            if one.busy:
                raise one.busy.pop(0)
        return work(body, limits, late)

    return inside


@contextmanager
def node() -> Iterator[subprocess.Popen[str]]:
    found = shutil.which("node")
    if found is None:
        missing("node is not on this machine")
    pipe = subprocess.PIPE
    command = [found, str(HERE / "apps_script_harness.cjs")]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as process:
        yield process
        process.kill()


@contextmanager
def listening(home: Path) -> Iterator[Door]:
    """The server with an installation of its own in this folder, and node beside it."""
    doors: list[Door] = []
    with pytest.MonkeyPatch.context() as patch, node() as process:
        patch.setattr("typer.get_app_dir", lambda _: str(home))
        patch.setattr(server_work, "batch", watched(server_work.batch, doors))
        with serving(behind_https=True) as here:
            doors.append(Door(here, installation.sheet_secret("tests"), process))
            yield doors[0]


def healthy(door: Door) -> Door:
    """The same server with nothing asked yet, and in good health."""
    door.bodies.clear(), door.requests.clear(), door.seconds.clear(), door.busy.clear()
    door.slow = 0
    return door


def as_typed(cell: Any) -> Any:
    """A cell of the cases as a sheet holds it: what is a day's serial number there is a date here."""
    if isinstance(cell, list):
        return [as_typed(each) for each in cell]
    return {"day": cell} if isinstance(cell, int) and not isinstance(cell, bool) and 39_000 < cell < 60_000 else cell


def cell(name: str, cells: list[Any]) -> Json:
    """A formula in a cell. Its last argument is `refresh`, which stands where Python knows of one too many."""
    known = len(registry.arguments(name)) if name != "CHURN_RAT" else 0
    given = as_typed(fresh(cells))
    return {"cell": f"WINBACK_{name}", "given": [*given[:known], "", *given[known:]] if given[known:] else given}


def shown(cell: Any) -> Any:
    """A cell of Python's answer as the sheet must show it."""
    if isinstance(cell, datetime.date):
        return {"day": serial(cell)}
    return "" if cell is None else cell


def expected(case: Case) -> Json:
    found = answer(case.name, case.cells)
    rows = [[shown(each) for each in row] for row in found.rows]
    return {"value": rows[0][0] if found.single else rows}


RATE = Case("CONVERT_RATE", [0.05, "year"])


def said(step: Json) -> str:
    """The one sentence behind #ERROR!."""
    assert step["cell"] == "#ERROR!" and step["error"].endswith("."), step
    assert step["error"].count(". ") == 0, step
    return step["error"]

"""The extension for LibreOffice, in the real program without a window, against the real function server."""

from __future__ import annotations

import ast
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.dom import minidom

import pytest
import uvicorn
from conftest import missing, script
from formula_cases import CASES, CONTRACTS, FAULTS, FIRST, LAST, Case, Refusal
from hosts.workbook.persons_work import python_with_uno

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.libreoffice import libreoffice
from winback_sheets.hosts.libreoffice.calc import winback_calc
from winback_sheets.hosts.server import installation, wire
from winback_sheets.hosts.server.server import create_app
from winback_sheets.schema.cells import ERRORS

DRIVER = Path(__file__).with_name("calc_driver.py")
OURS = Path(libreoffice.__file__).with_name("calc")
PARAMETER_LIST = 504  # Calc's own Err:504, before any add-in is asked


class Calc(NamedTuple):
    """LibreOffice Calc with the extension: what one job gives, and the address and the token of the server."""

    work: Callable[..., dict[str, Any]]
    server: str
    token: Path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation of its own, so that nobody's token is touched."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installation.typer, "get_app_dir", lambda name: str(folder / name))
        yield folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    """The real function server, without a certificate, at a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(installation.token(), server=address)
    running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield address
    running.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory, server: str) -> Iterator[Calc]:
    """LibreOffice with a profile of its own and the extension that `winback addin libreoffice` writes."""
    soffice, python = shutil.which("soffice") or shutil.which("libreoffice"), python_with_uno()
    if soffice is None or python is None:
        missing("LibreOffice (soffice) with Python's uno is not on this machine")
    folder, pipe = tmp_path_factory.mktemp("calc"), f"calc{uuid.uuid4().hex[:12]}"
    libreoffice.write_addin(folder, server)
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    # The Python inside looks for its library beside the python3 of the path: with a virtual environment's it fails.
    plain = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV" and "PYTHON" not in name}
    program = subprocess.Popen(
        [soffice, *options, f"--accept=pipe,name={pipe};urp;"], env={**plain, "PATH": os.defpath}
    )
    driver = subprocess.Popen([python, str(DRIVER), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def work(**job: Any) -> dict[str, Any]:
        assert driver.stdin and driver.stdout
        driver.stdin.write(json.dumps(job) + "\n")
        driver.stdin.flush()
        told: dict[str, Any] = json.loads(driver.stdout.readline())
        assert "trouble" not in told, told["trouble"]
        return told

    try:
        assert driver.stdout and driver.stdout.readline(), "LibreOffice did not start"
        assert work(install=str(folder / libreoffice.EXTENSION))["name"] == "Winback formulas"
        yield Calc(work, server, installation.token_file())
    finally:
        driver.communicate(timeout=30)
        try:
            program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            program.terminate()


def written(name: str, cells: list[Any]) -> dict[str, Any]:
    """The call as a person types it: each range on a tab of its own, everything else in the formula's text."""
    sheets, typed = {}, []
    for number, each in enumerate(cells):
        if isinstance(each, list):
            tab = f"Range{number}"
            sheets[tab] = each
            typed.append(f"$'{tab}'.A1:{chr(64 + max(map(len, each)))}{len(each)}")
        else:
            typed.append(literal(each))
    return {"sheets": sheets, "formula": f"=WINBACK.{name}({';'.join(typed)})"}


def literal(cell: Any) -> str:
    """A cell's value in a formula's text: a text in quotation marks, nothing for nothing."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else f"{cell!s}()".upper()
    if isinstance(cell, str) and cell not in ERRORS:
        return '"' + cell.replace('"', '""') + '"'
    return str(cell)


def shows(seen: dict[str, Any], wanted: Any) -> bool:
    """Whether Calc's cell shows this value: the very number, the very text, or nothing."""
    if seen["error"]:
        return False
    if wanted is None or isinstance(wanted, str):
        return seen["text"] == (wanted or "")
    return seen["number"] == float(wanted)


CASE_IDS = [f"{number} {case.name}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize("case", CASES, ids=CASE_IDS)
def test_each_case_gives_the_same_in_calc(calc: Calc, case: Case) -> None:
    wanted = wire.answer_as_dict(answer(case.name, case.cells))
    rows = wanted["rows"] if "rows" in wanted else [[wanted["value"]]]
    # An array one larger than the table: Calc fills what the table does not reach with #N/A.
    size = [len(rows) + 1, len(rows[0]) + 1] if "rows" in wanted else None
    told = calc.work(**written(case.name, case.cells), size=size)
    assert told["unchanged"]
    wrong = [
        (down, across, told["cells"][down][across], cell)
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
        if not shows(told["cells"][down][across], cell)
    ]
    assert wrong == []
    if size:
        below = "#N/A" if len(rows) > 1 else ""  # below headings alone there is nothing, and not the headings again
        assert {each["text"] for each in told["cells"][-1][:-1]} == {below}
        assert {row[-1]["text"] for row in told["cells"]} == {"#N/A"}


# What Calc decides before an add-in is asked, or cannot tell it.
DIFFERENT: dict[str, int | float] = {
    "a cell where a range belongs": PARAMETER_LIST,
    "too many arguments": PARAMETER_LIST,
    "TRUE where a number belongs": 1.0,
}


@pytest.mark.parametrize("fault", FAULTS, ids=[each.why for each in FAULTS])
def test_each_fault_is_the_same_error_in_calc(calc: Calc, fault: Refusal) -> None:
    told = calc.work(**written(fault.name, fault.cells))
    cell = told["cells"][0][0]
    different = DIFFERENT.get(fault.why)
    if isinstance(different, float):
        assert cell["number"] == different
    else:
        assert cell["error"] == (different or winback_calc.ERRORS[fault.code]), cell
    assert different or cell["text"] == fault.code
    assert told["unchanged"]


# An error in an argument reaches the cell before any function is asked, and so does a name that is none.
SILENT = {"the error of another cell", "a formula that is none", *DIFFERENT}
EXPLAINED = [each for each in FAULTS if each.why not in SILENT]


@pytest.mark.parametrize("fault", EXPLAINED, ids=[each.why for each in EXPLAINED])
def test_why_says_the_sentence(calc: Calc, fault: Refusal) -> None:
    call = written(fault.name, fault.cells)
    call["formula"] = call["formula"].replace(f"{fault.name}(", f'WHY("{fault.name}";')
    assert fault.words in calc.work(**call)["cells"][0][0]["text"]


def test_why_is_blank_where_nothing_is_wrong(calc: Calc) -> None:
    told = calc.work(sheets={}, formula='=WINBACK.WHY("winback.convert_rate";0.05;"year")')
    assert told["cells"][0][0] == {"error": 0, "text": "", "number": None}


def test_a_table_that_cannot_be_made_is_its_error_in_every_cell(calc: Calc) -> None:
    told = calc.work(sheets={}, formula='=WINBACK.RATE_INTERVAL("3";10)', size=[2, 2])
    assert {each["text"] for row in told["cells"] for each in row} == {"#VALUE!"}


RATE = answer("CHURN_RATE", [CONTRACTS, FIRST, LAST]).rows[0][0]
WITH_ERRORS = [[*row, each] for row, each in zip(CONTRACTS, ["Own", "#DIV/0!", "#N/A", *[None] * 10], strict=True)]
# B1 counts: each row's day is the one above, unless it is written.
AS_FORMULAS = [
    [row[0], f"={row[1]}" if number and row[1] else row[1], *row[2:]] for number, row in enumerate(CONTRACTS)
]
ARRIVALS = {
    "errors in a column that is not asked for": (WITH_ERRORS, "A1:F13"),
    "whole columns": (CONTRACTS, "A1:E1048576"),
    "columns to the right that are empty": (CONTRACTS, "A1:ZZ40"),
    "days that are formulas": (AS_FORMULAS, "A1:E13"),
}


@pytest.mark.parametrize(("rows", "area"), ARRIVALS.values(), ids=ARRIVALS)
def test_a_range_arrives_whole(calc: Calc, rows: list[list[Any]], area: str) -> None:
    told = calc.work(sheets={"Contracts": rows}, formula=f"=WINBACK.CHURN_RATE($Contracts.{area};{FIRST};{LAST})")
    assert told["cells"][0][0]["number"] == RATE
    assert told["unchanged"]
    assert told["seconds"] < 10


SCALARS = [["", FIRST, LAST, "2025-11-01", "", "#DIV/0!", True]]
CELLS = {
    "days in cells": ("$S.B1;$S.C1", RATE, 0),
    "a day as text in a cell": ("$S.D1;$S.C1", RATE, 0),
    "an empty cell where a day is needed": ("$S.A1;$S.C1", None, 519),
    "an empty cell where a choice may be left out": ("$S.B1;$S.C1;;;;;$S.E1", RATE, 0),
    "the error of a cell": ("$S.F1;$S.C1", None, 532),
}


@pytest.mark.parametrize(("typed", "value", "error"), CELLS.values(), ids=CELLS)
def test_a_cell_arrives(calc: Calc, typed: str, value: float | None, error: int) -> None:
    formula = f"=WINBACK.CHURN_RATE($C.A1:E13;{typed})"
    cell = calc.work(sheets={"C": CONTRACTS, "S": SCALARS}, formula=formula)["cells"][0][0]
    assert (cell["number"], cell["error"]) == (value, error)


def test_a_changed_cell_changes_the_result(calc: Calc) -> None:
    told = calc.work(**written("CONVERT_RATE", [[[0.05]], "year"]), later=["Range0", "A1", 0.5])
    assert told["cells"][0][0]["number"] == answer("CONVERT_RATE", [0.05, "year"]).rows[0][0]
    assert told["later"][0][0]["number"] == answer("CONVERT_RATE", [0.5, "year"]).rows[0][0]


def test_a_cell_above_the_ledgers_cells_changes_the_result(calc: Calc) -> None:
    """The ledger's days are formulas: whoever moves their source by a year finds another answer."""
    moved = [[row[0], f"=$Source.A1+{row[1] - FIRST}" if number and row[1] else row[1], *row[2:]]
             for number, row in enumerate(CONTRACTS)]  # fmt: skip
    formula = f"=WINBACK.CHURN_RATE($Contracts.A1:E13;{FIRST};{LAST})"
    sheets = {"Source": [[FIRST]], "Contracts": moved}
    told = calc.work(sheets=sheets, formula=formula, later=["Source", "A1", FIRST + 3650])
    assert told["cells"][0][0]["number"] == RATE
    assert told["later"][0][0]["text"] == "#DIV/0!"


def test_the_name_is_kept_in_files_of_both_kinds(calc: Calc, tmp_path: Path) -> None:
    paths = [str(tmp_path / f"kept.{kind}") for kind in ("xlsx", "ods")]
    told = calc.work(sheets={}, formula='=WINBACK.CONVERT_RATE(0.05;"year")', save=paths)
    wanted = answer("CONVERT_RATE", [0.05, "year"]).rows[0][0]
    for formula, cell in told["saved"]:
        assert formula == '=WINBACK.CONVERT_RATE(0.05;"year")' and cell["number"] == pytest.approx(wanted, abs=0)
    with zipfile.ZipFile(paths[0]) as package:
        assert b"WINBACK.CONVERT_RATE(0.05," in package.read("xl/worksheets/sheet1.xml")


def test_a_document_that_counts_from_1904_is_refused(calc: Calc) -> None:
    told = calc.work(**written("CHURN_RATE", [CONTRACTS, FIRST, LAST]), day_0=1904)
    assert told["cells"][0][0]["text"] == "#VALUE!"
    why = written("CHURN_RATE", [CONTRACTS, FIRST, LAST])
    why["formula"] = why["formula"].replace("CHURN_RATE(", 'WHY("CHURN_RATE";')
    assert "1904-01-01" in calc.work(**why, day_0=1904)["cells"][0][0]["text"]


def test_the_wizard_shows_names_and_help_from_the_catalog(calc: Calc) -> None:
    shown = calc.work(describe=True)
    assert set(shown) == {f"WINBACK.{one.name}" for one in registry.FORMULAS} | {"WINBACK.WHY"}
    for one in registry.FORMULAS:
        seen, wanted = shown[f"WINBACK.{one.name}"], registry.arguments(one.name)
        assert seen["text"] == registry.help_of(one.name)
        assert [name for name, _, _ in seen["arguments"]] == [each.name for each in wanted]
        assert all(text.startswith(each.meaning) for (_, text, _), each in zip(seen["arguments"], wanted, strict=True))
        # What Calc insists on is what the formula cannot do without.
        assert [each.name for each, (_, _, free) in zip(wanted, seen["arguments"], strict=True) if not free] == [
            each.name for each in wanted if each.kind == "table" and each.needed
        ]


def test_a_wrong_token_is_na_with_a_sentence_and_heals(calc: Calc) -> None:
    kept = calc.token.read_text()
    try:
        calc.token.write_text("x" * 40)
        told = calc.work(sheets={}, formula='=WINBACK.CONVERT_RATE(0.051;"year")')
        assert told["cells"][0][0]["text"] == "#N/A"
        why = calc.work(sheets={}, formula='=WINBACK.WHY("CONVERT_RATE";0.051;"year")')["cells"][0][0]["text"]
        assert "does not accept the token" in why and "x" * 40 not in why
    finally:
        calc.token.write_text(kept)
    assert calc.work(sheets={}, formula='=WINBACK.CONVERT_RATE(0.051;"year")')["cells"][0][0]["number"]


def test_the_token_is_not_in_the_extension_and_its_files_are_well_formed(home: Path, tmp_path: Path) -> None:
    secret = installation.token()
    lines = libreoffice.write_addin(tmp_path, "http://127.0.0.1:8765")
    with zipfile.ZipFile(tmp_path / libreoffice.EXTENSION) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    assert not [name for name, content in contents.items() if secret.encode() in content]
    for name in contents:
        if name.endswith((".xml", ".xcu")):
            minidom.parseString(contents[name])
    listed = minidom.parseString(contents["META-INF/manifest.xml"]).getElementsByTagName("manifest:file-entry")
    assert {each.getAttribute("manifest:full-path") for each in listed} <= set(contents)
    assert "python3 scripts/winback.py serve --plain" in " ".join(lines) and "Extension Manager" in " ".join(lines)
    again = tmp_path / "again"
    again.mkdir()
    libreoffice.write_addin(again, "http://127.0.0.1:8765")
    assert (again / libreoffice.EXTENSION).read_bytes() == (tmp_path / libreoffice.EXTENSION).read_bytes()


def test_over_https_the_lines_say_winback_serve(home: Path, tmp_path: Path) -> None:
    lines = " ".join(libreoffice.write_addin(tmp_path, "https://localhost:8765"))
    assert "python3 scripts/winback.py serve and" in lines and "--plain" not in lines


def test_of_a_server_elsewhere_the_lines_say_where_its_token_belongs(home: Path, tmp_path: Path) -> None:
    lines = " ".join(libreoffice.write_addin(tmp_path, "https://formulas.example.com"))
    assert f"into the file {installation.token_file()}" in lines and "python3 scripts/winback.py serve" not in lines


@pytest.mark.parametrize("name", ["winback_calc.py", "winback_calls.py"])
def test_the_add_in_needs_python_3_8_and_nothing_to_install(name: str) -> None:
    tree = ast.parse((OURS / name).read_text(encoding="utf-8"), feature_version=(3, 8))
    loaded = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    loaded |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert loaded <= {*sys.stdlib_module_names, "__future__"}


def test_the_types_are_those_of_the_catalog() -> None:
    """The file that is packed was compiled from the catalog as it is now: scripts/build_calc_types.py."""
    build = script("build_calc_types")
    by = build.compiler()
    if by is None:
        missing("unoidl-write (libreoffice-dev) is not on this machine")
    assert build.compiled(by) == build.KEPT.read_bytes(), "run scripts/build_calc_types.py"


def test_the_types_name_every_formula() -> None:
    kept = (OURS / "types.rdb").read_bytes()
    # A name is written behind its length, so that RETENTION_RATE is not found in another name.
    written_as = {one.name: len(one.name).to_bytes(4, "little") + one.name.encode() for one in registry.FORMULAS}
    assert [name for name, text in written_as.items() if text not in kept] == []

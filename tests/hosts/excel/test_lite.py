"""The formulas in xlwings Lite: the wrappers by a stand-in for Lite, the workbook by its parts, the core in Pyodide.

Lite itself runs only inside Excel, and nothing here has.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from conftest import ROOT, LibreOffice, missing, script
from formula_cases import CASES, FAULTS, Case, Refusal, fresh
from hosts.excel import stand_in_lite as excel
from typer.testing import CliRunner

from winback_sheets.commands.app import app
from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.registry import FORMULAS
from winback_sheets.formulas.scalars import Fault, scalar
from winback_sheets.hosts.excel.lite import functions
from winback_sheets.hosts.excel.lite_workbook import FOLDER, MAIN, WE, write_addin
from winback_sheets.hosts.excel.wheel import wheel
from winback_sheets.hosts.excel.xlwings_functions import shown_name
from winback_sheets.schema.cells import serial
from winback_sheets.schema.inputs import INPUTS

judges = script("judges")
SERVER = "https://example.org:8765"


@pytest.fixture(scope="module")
def main() -> ModuleType:
    """main.py of a Lite workbook: what a star brings of the functions."""
    made = ModuleType("main")
    vars(made).update(functions(excel.func, excel.arg, excel.ret))
    return made


def as_cells(rows: list[list[Any]]) -> list[list[Any]]:
    return [[serial(cell) if hasattr(cell, "year") else "" if cell is None else cell for cell in row] for row in rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_gives_what_every_other_way_gives_and_leaves_the_cells_alone(main: ModuleType, case: Case) -> None:
    cells = fresh(case.cells)
    got = excel.call(main, f"WINBACK.{case.name}", [excel.sent(cell) for cell in cells])
    assert (got if isinstance(got, list) else [[got]]) == as_cells(answer(case.name, fresh(case.cells)).rows)
    assert cells == case.cells


def test_days_go_out_as_our_tabs_show_them(main: ModuleType) -> None:
    made = [getattr(main, name) for name in excel.in_excel(main).values()]
    assert len(made) == len(FORMULAS) and {each.shown["date_format"] for each in made} == {"yyyy-mm-dd"}


@pytest.mark.parametrize(
    "fault",
    [each for each in FAULTS if each.why not in ("too many arguments", "a formula that is none")],
    ids=lambda fault: fault.why,
)
def test_a_refusal_is_a_real_error_and_its_sentence_is_printed(
    main: ModuleType, fault: Refusal, capsys: pytest.CaptureFixture[str]
) -> None:
    got = excel.call(main, f"WINBACK.{fault.name}", [excel.sent(cell) for cell in fresh(fault.cells)])
    assert got == {"type": "Error", "basicValue": fault.code}
    said = capsys.readouterr().out
    assert said.startswith(f"WINBACK.{fault.name}: ") and fault.words in said


def test_every_formula_is_there_under_its_name_and_found_again_by_its_own(main: ModuleType) -> None:
    shown = excel.in_excel(main)
    assert set(shown) == {f"WINBACK.{formula.name}" for formula in registry.FORMULAS}
    assert all(getattr(main, name).__name__ == name for name in shown.values())
    for formula in registry.FORMULAS:
        function = getattr(main, shown[f"WINBACK.{formula.name}"])
        names = [shown_name(each) for each in registry.arguments(formula.name)]
        assert list(function.shown["arguments"]) == names and not function.__annotations__
        assert all(each["doc"] for each in function.shown["arguments"].values()) and function.__doc__


def test_the_line_to_paste_brings_the_functions_and_nothing_else() -> None:
    # In a process of its own, where xlwings is Lite's: only its decorators.
    program = (
        "import sys, types; from hosts.excel import stand_in_lite as excel\n"
        "import importlib.machinery, importlib.util\n"
        "fake = types.ModuleType('xlwings'); fake.func, fake.arg, fake.ret = excel.func, excel.arg, excel.ret\n"
        "fake.__spec__ = importlib.machinery.ModuleSpec('xlwings', None); sys.modules['xlwings'] = fake\n"
        f"names = {{}}; exec({MAIN!r}, names)\n"
        "print(*sorted(name for name in names if not name.startswith('__')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "tests", capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == sorted(f"winback_{formula.name}".lower() for formula in registry.FORMULAS)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lite")
    said = "\n".join(write_addin(folder, SERVER))
    assert MAIN.strip() in said and f"{SERVER}/addin/winback_sheets-" in said
    return folder


def test_the_command_writes_two_workbooks_and_the_wheel_and_says_five_steps(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["addin", "lite", str(tmp_path), "--server", f"{SERVER}/"])
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in tmp_path.glob("[!.]*"))
    assert names[:2] == ["winback-lite-without-python.xlsx", "winback-lite.xlsx"] and names[2].endswith(".whl")
    assert re.findall(r"^(\d)\. ", done.output, flags=re.MULTILINE) == list("12345")
    assert f"{SERVER}/addin/{names[2]}" in done.output


def test_the_python_reads_back_exactly(written: Path) -> None:
    parts = zipfile.ZipFile(written / "winback-lite.xlsx")
    root = ElementTree.fromstring(parts.read(f"{FOLDER}/webextension1.xml"))
    settings = {each.get("name"): json.loads(each.get("value", "")) for each in root.iter(f"{{{WE}}}property")}
    (lone_wheel,) = written.glob("*.whl")
    assert settings["main.py"] == MAIN and isinstance(ast.parse(settings["main.py"]), ast.Module)
    assert settings["requirements.txt"].split() == ["xlwings", f"{SERVER}/addin/{lone_wheel.name}"]
    reference = root.find(f"{{{WE}}}reference")
    assert reference is not None and (reference.get("id"), reference.get("storeType")) == ("wa200008175", "OMEX")


def test_the_parts_hang_together_as_in_workbooks_that_lite_saved(written: Path) -> None:
    parts = zipfile.ZipFile(written / "winback-lite.xlsx")
    assert {f"{FOLDER}/webextension1.xml", f"{FOLDER}/taskpanes.xml", f"{FOLDER}/_rels/taskpanes.xml.rels"} <= set(
        parts.namelist()
    )
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(parts.read(name))
    roots = parts.read("_rels/.rels").decode()
    assert re.search(r'relationships/webextensiontaskpanes" Target="xl/webextensions/taskpanes.xml"', roots)
    pane = re.search(r'r:id="(\w+)"', parts.read(f"{FOLDER}/taskpanes.xml").decode())
    relations = parts.read(f"{FOLDER}/_rels/taskpanes.xml.rels").decode()
    assert pane and f'Id="{pane.group(1)}"' in relations and 'Target="webextension1.xml"' in relations
    kinds = parts.read("[Content_Types].xml").decode()
    assert kinds.count("application/vnd.ms-office.webextension") == 2


def test_the_copy_without_is_the_same_workbook_without_these_parts(written: Path) -> None:
    with_it, without = (zipfile.ZipFile(written / f"winback-lite{n}.xlsx") for n in ("", "-without-python"))
    changed = {"[Content_Types].xml", "_rels/.rels"}
    assert not [name for name in without.namelist() if "webextension" in name]
    assert all(with_it.read(name) == without.read(name) for name in without.namelist() if name not in changed)
    assert b"webextension" not in without.read("[Content_Types].xml") + without.read("_rels/.rels")


def test_it_opens_in_libreoffice_and_shows_every_formula_as_text(
    written: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(libreoffice.recalculate(written / "winback-lite.xlsx", tmp_path))["Winback"]
    shown = {str(row[0].value): row[2] for row in sheet.iter_rows() if str(row[0].value).startswith("WINBACK.")}
    assert set(shown) == {f"WINBACK.{formula.name}" for formula in registry.FORMULAS}
    assert all(cell.data_type == "s" and cell.value.startswith(f"={name}(") for name, cell in shown.items())


def test_the_open_xml_validator_has_nothing_against_either(written: Path) -> None:
    validator = judges.sdk_validator()
    if validator is None:
        missing("the Open XML SDK validator is not installed (npm ci in tests/)")
    for book in sorted(written.glob("*.xlsx")):
        assert judges.sdk_errors(validator, book) == Counter(), book.name


def test_the_wheel_is_one_that_pip_installs_and_has_every_file_once(tmp_path: Path) -> None:
    name, contents = wheel()
    assert wheel() == (name, contents), "made twice, it must be the same"
    (tmp_path / name).write_bytes(contents)
    target = tmp_path / "there"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    done = subprocess.run([*pip, str(tmp_path / name)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "winback_sheets").rglob("*.py")}
    assert ours <= {path.relative_to(target).as_posix() for path in target.rglob("*.py")}
    assert not [each for each in zipfile.ZipFile(tmp_path / name).namelist() if "__pycache__" in each]


def one_cells() -> list[tuple[registry.Argument, Any]]:
    """Every argument that is one cell, of every case and every refusal, with what stands in it; and each left out."""
    calls = [(each.name, each.cells) for each in (*CASES, *FAULTS) if each.name != "CHURN_RAT"]
    return [
        (argument, cell)
        for name, cells in calls
        for argument, given in zip(registry.arguments(name), cells, strict=False)
        for cell in (given, None)
        if argument.kind != "table" and not isinstance(cell, list)
    ]


def said_here(argument: registry.Argument, cell: Any) -> Any:
    try:
        return repr(scalar(argument, cell))
    except Fault as fault:
        return [fault.code, fault.sentence]


@pytest.fixture(scope="module")
def in_pyodide(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the core says inside Pyodide, under node and without a connection."""
    node = shutil.which("node")
    if node is None or not (ROOT / "tests/node_modules/pyodide").is_dir():
        missing("node, or pyodide in tests/node_modules, is not on this machine (npm ci in tests/)")
    folder = tmp_path_factory.mktemp("pyodide")
    name, contents = wheel()
    (folder / name).write_bytes(contents)
    (folder / "asked.json").write_text(json.dumps(one_cells()), encoding="utf-8")
    command = [node, "hosts/excel/pyodide_check.mjs", str(folder / name), str(folder / "asked.json")]
    done = subprocess.run(command, cwd=ROOT / "tests", capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return said


def test_schema_catalog_and_answers_load_in_pyodide_without_pandas(in_pyodide: dict[str, Any]) -> None:
    assert in_pyodide["emscripten"] == "emscripten" and not in_pyodide["heavy"]
    assert in_pyodide["formulas"] == [formula.name for formula in registry.FORMULAS]
    assert in_pyodide["tables"] == [each.key for each in INPUTS]


def test_every_single_cell_is_read_or_refused_in_pyodide_as_here(in_pyodide: dict[str, Any]) -> None:
    # The formulas themselves need pandas, which Pyodide fetches from its own site: that cannot run without it.
    asked, said = one_cells(), in_pyodide["said"]
    assert [(each, got) for each, got in zip(asked, said, strict=True) if got != said_here(*each)] == []
    assert {each[0] for each in said if isinstance(each, list)} >= {"#VALUE!", "#NUM!", "#REF!"}


def test_a_formula_that_is_none_is_refused_in_pyodide_in_the_words_of_the_wire(in_pyodide: dict[str, Any]) -> None:
    fault = next(each for each in FAULTS if each.code == "#NAME?")
    (result,) = in_pyodide["no_such"]["results"]
    assert result["error"] == fault.code and fault.words in result["sentence"]

"""The menu and the sidebar of the script of a Google Sheet, its files, and the stand-in it runs in here."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import missing
from formula_cases import CASES, day
from hosts.google_addin.apps_script_door import (
    ADDRESS,
    CODE,
    MODULES,
    NOT_SET_UP,
    PAGE,
    RATE,
    Door,
    Json,
    cell,
    expected,
    healthy,
    listening,
)
from typer.testing import CliRunner

from winback_sheets.commands.app import app
from winback_sheets.formulas import registry
from winback_sheets.hosts.google_addin.google_script import AS_THEY_ARE, SCHEDULED, code, files, write_addin
from winback_sheets.hosts.server import installation


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    folder = tmp_path / "installation"
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(folder))
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with listening(tmp_path_factory.mktemp("home")) as door:
        yield door


@pytest.fixture
def door(running: Door) -> Door:
    return healthy(running)


# The menu and the sidebar.
def opened(*steps: Json) -> list[Json]:
    return [{"open": True}, *steps, {"state": True}]


def test_opening_the_sheet_makes_the_menu_and_nothing_else(door: Door) -> None:
    gave = door.driven(*opened())
    assert gave[-1]["shown"] == [["menu", "Win-back"]] and list(gave[-1]["menu"]) == ["Refresh", "Settings", "Help"]
    assert gave[0] == {} and gave[-1]["sent"] == []


def test_refresh_puts_its_stamp_into_an_empty_cell_once_somebody_agrees(door: Door) -> None:
    refresh = {"menu": "Refresh"}
    gave = door.driven(*opened(refresh, refresh), answers=["YES"])
    state = gave[-1]
    assert state["names"]["WinbackRefresh"]["a1"] == "B2"
    assert state["names"]["WinbackRefresh"]["value"]["day"] > day("2026-01-01")
    assert [each[0] for each in state["shown"]] == ["menu", "alert", "toast", "toast"]
    assert "Sheet1, B2" in state["shown"][1][2] and state["sent"] == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"current": {"value": "my note"}}, "Select an empty one", id="the cell holds something"),
        pytest.param({"current": None}, "Select an empty one", id="no cell is selected"),
        pytest.param({"answers": ["NO"]}, "Keep the time", id="nobody agrees"),
        pytest.param({"answers": ["CLOSE"]}, "Keep the time", id="the question is closed"),
        pytest.param({"properties": {}}, "scheduled refresh", id="there is no server"),
    ],
)
def test_refresh_writes_nothing_where_it_may_not(door: Door, more: Json, words: str) -> None:
    state = door.driven(*opened({"menu": "Refresh"}), **more)[-1]
    assert state["names"] == {} and state["shown"][-1][0] == "alert" and words in state["shown"][-1][2]
    assert state["current"]["value"] == (more.get("current") or {}).get("value", "")


@pytest.mark.parametrize(("entry", "part"), [("Settings", "settings"), ("Help", "help")])
def test_the_sidebar_opens_at_its_part_and_holds_no_secret(door: Door, entry: str, part: str) -> None:
    gave = door.driven(*opened({"menu": entry}, {"run": "winbackState"}))
    kind, title, html = gave[-1]["shown"][-1]
    assert (kind, title) == ("sidebar", "Win-back") and f'data-part="{part}"' in html
    assert gave[2]["value"]["hasSecret"] and gave[2]["value"]["server"] == ADDRESS
    assert door.secret.rpartition(".")[2] not in json.dumps(gave[:-1]) + html
    assert [each[0] for each in gave[2]["value"]["formulas"]] == [each.name for each in registry.FORMULAS]


@pytest.mark.parametrize(
    ("locale", "between"),
    [
        ("en_US", ", "),
        ("de_DE", "; "),
        ("in_ID", "; "),
        ("de_CH", ", "),
        ("en_ZA", "; "),
        ("de_XX", "; "),
        ("xx", ", "),
    ],
)
def test_the_examples_of_the_sidebar_have_the_signs_of_the_sheets_locale(door: Door, locale: str, between: str) -> None:
    (state,) = door.driven({"run": "winbackState"}, locale=locale)
    shown = {name: example for name, _, example in state["value"]["formulas"]}
    assert shown["CONVERT_RATE"] == f'=WINBACK_CONVERT_RATE(5%{between}"year")'


def test_settings_are_kept_tested_and_removed(door: Door) -> None:
    save = {"run": "winbackSave", "given": [f"  {ADDRESS}/ ", f" {door.secret}\n"]}
    again = {"run": "winbackSave", "given": [ADDRESS, ""]}
    steps = [save, {"run": "winbackTest"}, again, cell(*RATE), {"run": "winbackForget"}, cell(*CASES[1])]
    gave = door.driven(*steps, {"state": True}, script=code(""), properties={})
    assert [gave[at]["value"]["ok"] for at in (0, 1, 2, 4)] == [True] * 4
    assert gave[3] == expected(RATE) and gave[5] == {"value": NOT_SET_UP}
    assert gave[6]["kept"] == {"WINBACK_SERVER": ADDRESS}


@pytest.mark.parametrize(
    ("server", "secret", "words"),
    [
        pytest.param("http://winback.example.com", None, "https://", id="an address without https"),
        pytest.param("winback.example.com", None, "https://", id="no address"),
        pytest.param("https://me@winback.example.com", None, "https://", id="a user in the address"),
        pytest.param("https://localhost:8765", None, "your own computer", id="one's own computer"),
        pytest.param(
            ADDRESS, "a-token-of-the-tests-which-is-long-enough", "not a secret of this kind", id="the server's token"
        ),
        pytest.param(ADDRESS, "x" * 10_000, "not a secret of this kind", id="a whole file"),
        pytest.param(ADDRESS, "", "secret is missing", id="no secret yet"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(door: Door, server: str, secret: str | None, words: str) -> None:
    given = [server, door.secret if secret is None else secret]
    gave = door.driven({"run": "winbackSave", "given": given}, {"state": True}, properties={})
    assert not gave[0]["value"]["ok"] and words in gave[0]["value"]["sentence"]
    assert "WINBACK_SECRET" not in gave[1]["kept"]


@pytest.fixture
def sidebar(door: Door) -> Door:
    if not (MODULES / "jsdom").is_dir():
        missing("jsdom (npm ci in tests/) is not on this machine")
    return door


def test_the_sidebar_keeps_tests_and_removes_the_settings(sidebar: Door) -> None:
    acts = [
        ["look", "forget"],
        ["type", "server", ADDRESS],
        ["type", "secret", sidebar.secret],
        ["click", "save"],
        ["look", "secret"],
        ["click", "test"],
        ["look", "forget"],
        ["click", "forget"],
        ["look", "forget"],
    ]
    plan = {"script": code(""), "properties": {}}
    gave = sidebar.driven(*opened({"menu": "Settings"}, {"sidebar": acts}), **plan)
    seen = gave[2]
    assert seen[0]["hidden"] and not seen[6]["hidden"] and seen[8]["hidden"]
    assert seen[3]["said"].startswith("Kept.") and seen[3]["look"] == "said good"
    assert seen[4] == {**seen[4], "value": "", "type": "password"} and "answered in" in seen[5]["said"]
    assert gave[-1]["kept"] == {"WINBACK_SERVER": ADDRESS} and len(sidebar.requests) == 1


def test_the_sidebar_says_what_is_wrong_and_keeps_what_was_typed(sidebar: Door) -> None:
    acts = [["type", "server", "https://localhost"], ["type", "secret", "abc"], ["click", "save"], ["look", "secret"]]
    seen = sidebar.driven(*opened({"menu": "Settings"}, {"sidebar": acts}))[2]
    assert "your own computer" in seen[2]["said"] and seen[2]["look"] == "said bad" and seen[3]["value"] == "abc"


def test_the_help_lists_every_formula_and_the_keyboard_reaches_both_parts(sidebar: Door) -> None:
    acts = [["look", "formulas"], ["look", "settings"], ["key", "tab-help", "ArrowLeft"], ["look", "settings"]]
    seen = sidebar.driven(*opened({"menu": "Help"}, {"sidebar": acts}))[2]
    assert all(f"WINBACK_{one.name}" in seen[0]["text"] for one in registry.FORMULAS)
    assert [seen[1]["hidden"], seen[3]["hidden"], seen[3]["focus"]] == [True, False, "tab-settings"]


# The stand-in itself: it refuses what Google refuses.
@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("SpreadsheetApp.getUi()", "permission"),
        ("ScriptApp.getIdentityToken()", "permission"),
        ("SpreadsheetApp.openById('x')", "permission"),
        ("SpreadsheetApp.getActive().getCurrentCell().setValue(1)", "permission"),
        ("SpreadsheetApp.getActive().setNamedRange('a', 1)", "permission"),
        ("PropertiesService.getScriptProperties().setProperty('a', 'b')", "permission"),
        ("UrlFetchApp.fetch('http://localhost:1')", "unavailable"),
        ("UrlFetchApp.fetch('https://winback.example.com/health', {timeout: 3})", "Unexpected option"),
        ("UrlFetchApp.fetch('https://winback.example.com/nothing')", "returned code 404"),
        ("CacheService.getDocumentCache().put('k'.repeat(251), 'v', 1)", "too large"),
        ("CacheService.getDocumentCache().put('k', 'v'.repeat(102401), 1)", "too large"),
        ("MailApp.sendEmail('x')", "not defined"),
        ("fetch('https://winback.example.com')", "not defined"),
        ("[[1], [1, 2]]", "no rectangle"),
        ("({})", "no cell"),
        ("0 / 0", "no number"),
    ],
)
def test_the_stand_in_refuses_what_google_refuses_in_a_formula(door: Door, inside: str, words: str) -> None:
    script = f"{CODE}\nfunction TRIED() {{ return {inside}; }}"
    (gave,) = door.driven({"cell": "TRIED"}, script=script)
    assert words in gave["error"]


def test_the_stand_in_refuses_what_google_refuses_when_a_sheet_is_opened(door: Door) -> None:
    script = CODE.replace("function onOpen() {", "function onOpen() {\n  UrlFetchApp.fetch(WINBACK_SERVER_);")
    assert "permission" in door.driven({"open": True}, script=script)[0]["error"]
    large = {"run": "put", "given": []}
    script = f"{CODE}\nfunction put() {{ PropertiesService.getScriptProperties().setProperty('a', 'x'.repeat(9217)); }}"
    assert "too large" in door.driven(large, script=script)[0]["error"]


# The files.
@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What TypeScript says of the script by Google's declarations, and of one in which a method is misspelt."""
    found, compiler = shutil.which("node"), MODULES / "typescript/bin/tsc"
    if not found or not compiler.exists() or not (MODULES / "@types/google-apps-script").is_dir():
        missing("node, TypeScript or the declarations of Apps Script (npm ci in tests/) are not on this machine")
    folder = tmp_path_factory.mktemp("typed")
    (folder / "Code.js").write_text(CODE, encoding="utf-8")
    scoped = CODE.replace("getScriptProperties", "getScriptPropertys").replace("getCurrentCell", "getCurentCell")
    (folder / "wrong.js").write_text(f"(function () {{\n{scoped}\n}}());", encoding="utf-8")
    command = [found, str(compiler), "--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2020", "--lib"]
    command += [
        "es2020",
        "--types",
        "google-apps-script",
        "--typeRoots",
        str(MODULES / "@types"),
        "Code.js",
        "wrong.js",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120).stdout


def test_the_script_calls_google_as_it_is_declared(compiled: str) -> None:
    assert [line for line in compiled.splitlines() if not line.startswith(("wrong.js", " "))] == []


@pytest.mark.parametrize("word", ["getScriptPropertys", "getCurentCell"])
def test_a_misspelt_service_is_caught(compiled: str, word: str) -> None:
    assert any(line.startswith("wrong.js") and word in line for line in compiled.splitlines())


def test_every_formula_is_described_as_google_shows_it() -> None:
    for formula in registry.FORMULAS:
        comment, head = re.search(
            rf"/\*\*((?:(?!\*/).)*)\*/\nfunction WINBACK_{formula.name}\((.*?)\)", CODE, re.S
        ).groups()
        names = [each.name for each in registry.arguments(formula.name)] + ["refresh"]
        assert head.split(", ") == names and re.findall(r"@param \{[^}]+\} \[?(\w+)", comment) == names
        assert "@customfunction" in comment and "@return" in comment and registry.help_of(formula.name)[:60] in comment
        assert len(max(comment.splitlines(), key=len)) < 200


def test_only_what_is_meant_to_be_called_can_be_called() -> None:
    public = set(re.findall(r"^function (\w*[^_\W])\(", CODE, re.M)) - {
        f"WINBACK_{one.name}" for one in registry.FORMULAS
    }
    asked = set(re.findall(r'ask\("(\w+)"', PAGE))
    menu = set(re.findall(r'addItem\("\w+", "(\w+)"\)', CODE))
    assert public == asked | menu | {"onOpen"}


def test_the_script_may_do_no_more_than_it_needs() -> None:
    manifest = json.loads(files(ADDRESS)["appsscript.json"])
    assert [each.rpartition("/")[2] for each in manifest["oauthScopes"]] == [
        "spreadsheets.currentonly", "script.container.ui", "script.external_request"]  # fmt: skip
    assert manifest["runtimeVersion"] == "V8" and manifest["exceptionLogging"] == "NONE"
    assert not re.search(r"console\.|Logger|\beval\(|innerHTML", CODE + PAGE)
    assert not re.search(r"(src|href)=|@import|url\(", PAGE), "the sidebar loads nothing from elsewhere"


def test_the_command_writes_the_folder_and_keeps_the_secret_out_of_it(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Sales team"
    done = CliRunner().invoke(app, ["addin", "sheets", str(folder), "--server", f"{ADDRESS}/"])
    assert done.exit_code == 0, done.output
    secret = installation.sheet_secret("Sales team")
    written = {each.name: each.read_text(encoding="utf-8") for each in folder.glob("[!.]*")}
    assert {"Code.gs", *AS_THEY_ARE, *SCHEDULED} == set(written) and f'"{ADDRESS}"' in written["Code.gs"]
    assert secret.startswith("sales-team.") and "begins with sales-team" in done.output
    assert str(home / "sheets-secrets") in done.output.replace("\n", "")
    for text in [*written.values(), done.output]:
        assert secret.rpartition(".")[2] not in text and installation.token() not in text
    assert [line[0] for line in done.output.splitlines() if line[:1].isdigit()] == [*"12345"]
    again = CliRunner().invoke(app, ["addin", "sheets", str(folder), "--server", ADDRESS])
    assert again.exit_code == 0 and installation.sheet_secret("Sales team") == secret


@pytest.mark.parametrize("server", [None, "http://127.0.0.1:8765", "https://localhost:9"])
def test_a_server_that_google_cannot_reach_is_not_written_down(home: Path, tmp_path: Path, server: str | None) -> None:
    done = CliRunner().invoke(app, ["addin", "sheets", str(tmp_path / "s"), *(["--server", server] if server else [])])
    assert done.exit_code == 0 and "Google cannot reach" in done.output and "scheduled refresh" in done.output
    assert 'const WINBACK_SERVER_ = "";' in (tmp_path / "s/Code.gs").read_text(encoding="utf-8")
    assert not home.exists(), "a secret was made for nobody"


def test_the_guides_name_what_is_there(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "sheet"
    folder.mkdir()
    write_addin(folder, ADDRESS)
    guide, hosting = (folder / "guide.md").read_text("utf-8"), (folder / "hosting.md").read_text("utf-8")
    assert [each.name for each in folder.glob("[!.]*") if f"`{each.name}`" not in guide] == []
    assert "const WINBACK_MOST_CELLS_ = 400000;" in CODE and "400,000" in guide and "400,000" in PAGE
    assert "const WINBACK_SECONDS_ = 22;" in CODE and "22 seconds" in guide
    assert "--behind-https" in hosting and installation.secrets_file().name in hosting
    assert "Nobody has run it at Google" in guide
    if sys.platform != "win32":
        assert stat.S_IMODE(installation.secrets_file().stat().st_mode) == 0o600


def test_the_guides_example_has_the_stamp_in_its_place(home: Path) -> None:
    (arguments,) = re.findall(r"=WINBACK_CHURN_RATE\((.*)\)", files("")["guide.md"].decode())
    assert arguments.split(", ")[-1] == "WinbackRefresh"
    assert len(arguments.split(",")) == len(registry.arguments("CHURN_RATE")) + 1

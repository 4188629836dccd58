"""The Office add-in's files: what Microsoft's own tools say of them, and what Excel's manual asks of the manifest."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT, missing

from winback_sheets.formulas import registry
from winback_sheets.hosts.excel import office_addin
from winback_sheets.hosts.excel.office_addin import files, write_addin
from winback_sheets.hosts.excel.office_manifest import identity, manifest
from winback_sheets.hosts.excel.office_metadata import metadata
from winback_sheets.hosts.server import installation

HERE, AWAY = "https://localhost:8765", "https://winback.example.com"
TOKEN = "a-token&with<marks"
MODULES = ROOT / "tests/node_modules"
OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BASIC = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def node(*command: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("node")
    if program is None or not MODULES.is_dir():
        missing("node, or the packages of tests/package.json (npm ci in tests/), is not on this machine")
    return subprocess.run([program, *command], capture_output=True, text=True, timeout=120)


# --- functions.json


def annotated(described: dict[str, Any]) -> str:
    """A formula of functions.json as the JavaScript from which Microsoft's generator makes functions.json."""
    names = [each["name"] for each in described["parameters"]]
    told = []
    for each in described["parameters"]:
        name = f"[{each['name']}]" if each.get("optional") else each["name"]
        told.append(f"@param {{any[][]}} {name} {each['description']}")
    lines = [
        described["description"],
        f"@customfunction {described['id']} {described['name']}",
        f"@helpurl {described['helpUrl']}",
        *told,
        "@param {CustomFunctions.CancelableInvocation} invocation",
        "@requiresAddress",
        "@requiresParameterAddresses",
        "@returns {any[][]}",
    ]
    body = "\n".join(f" * {line}" for line in lines)
    return f"/**\n{body}\n */\nfunction {described['id']}({', '.join([*names, 'invocation'])}) {{}}\n"


def test_microsofts_generator_makes_the_same_metadata(tmp_path: Path) -> None:
    """It leaves out the result's type where that is `any`, and knows neither of the two switches at the top."""
    source, made = tmp_path / "functions.js", tmp_path / "made.json"
    ours = metadata(HERE)
    source.write_text("\n".join(annotated(each) for each in ours["functions"]), encoding="utf-8")
    done = node(MODULES / "custom-functions-metadata/cli.js", "generate", source, made)
    assert made.exists(), done.stdout + done.stderr  # it ends with 0 whatever happened
    theirs = json.loads(made.read_text(encoding="utf-8"))["functions"]
    expected = [{**each, "result": {"dimensionality": "matrix"}} for each in ours["functions"]]
    assert theirs == expected


def test_every_formula_of_the_catalog_is_described_with_all_its_arguments() -> None:
    described = {each["name"]: each for each in metadata(HERE)["functions"]}
    assert list(described) == [each.name for each in registry.FORMULAS] and len(described) == len(registry.FORMULAS)
    for name, each in described.items():
        wanted = registry.arguments(name)
        assert [one["name"] for one in each["parameters"]] == [one.name for one in wanted]
        assert [not one.get("optional") for one in each["parameters"]] == [one.needed for one in wanted]
        assert all(one["description"].endswith(".") and len(one["description"]) > 10 for one in each["parameters"])


def test_no_formula_can_be_mistaken_for_a_cell() -> None:
    assert not [each.name for each in registry.FORMULAS if re.fullmatch(r"[A-Z]{1,3}\d+|R\d*C\d*", each.name)]


# --- the JSON twin, by Microsoft's schema


def twin(functions: list[dict[str, Any]]) -> dict[str, Any]:
    """The add-in as the newer manifest, which Excel does not take for formulas yet, but whose schema can be asked."""
    options = ("cancelable", "requiresAddress", "requiresParameterAddresses")
    told = [
        {key: value for key, value in each.items() if key != "options"} | {key: each["options"][key] for key in options}
        for each in functions
    ]
    address = f"{HERE}/addin/taskpane.html"
    runtime = {
        "id": "shared",
        "type": "general",
        "code": {"page": address},
        "lifetime": "long",
        "actions": [{"id": "pane", "type": "openPage"}],
        "customFunctions": {"namespace": {"id": "WINBACK", "name": "WINBACK"}, "functions": told,
                            "allowCustomDataForDataTypeAny": True},
    }  # fmt: skip
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json",
        "manifestVersion": "1.29",
        "version": "0.1.0",
        "id": identity(HERE, TOKEN),
        "developer": {"name": "winback_sheets", "websiteUrl": address, "privacyUrl": address, "termsOfUseUrl": address},
        "name": {"short": "Winback", "full": "Winback"},
        "description": {"short": "Who left, and whom to call.", "full": "Who left, what it cost, whom to call."},
        "icons": {"outline": "icon-32.png", "color": "icon-80.png"},
        "accentColor": "#0F625C",
        "authorization": {"permissions": {"resourceSpecific": [{"name": "Document.ReadWrite.User",
                                                                "type": "Delegated"}]}},
        "extensions": [{"requirements": {"scopes": ["workbook"]}, "runtimes": [runtime]}],
    }  # fmt: skip


def judged(book: Path, content: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    book.write_text(json.dumps(content), encoding="utf-8")
    return node(MODULES / "office-addin-manifest/cli.js", "validate", book)


def test_microsofts_schema_takes_the_twin_and_refuses_a_worse_one(tmp_path: Path) -> None:
    functions = metadata(HERE)["functions"]
    good = judged(tmp_path / "manifest.json", twin(functions))
    assert good.returncode == 0, good.stdout + good.stderr
    worse = judged(tmp_path / "manifest.json", twin([{**functions[0], "name": "1X", "description": "x" * 1025}]))
    assert worse.returncode != 0


# --- manifest.xml


def tree(server: str = HERE, token: str = TOKEN) -> ET.Element:
    return ET.fromstring(manifest(server, token))


def tags(element: ET.Element) -> list[str]:
    return [each.tag.split("}")[1] for each in element]


@pytest.mark.parametrize("server", [HERE, AWAY])
def test_every_address_is_https_and_on_the_server(server: str) -> None:
    found = [each.get("DefaultValue", "") for each in tree(server).iter()] + [
        each.text or "" for each in tree(server).iter(f"{OFFICE}AppDomain")
    ]
    addresses = [each for each in found if "://" in each]
    assert len(addresses) >= 10 and all(each.startswith(server) for each in addresses)
    assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", manifest(server, TOKEN))


def test_every_file_it_names_is_one_that_the_server_answers() -> None:
    names = {re.sub(r"\?.*", "", each.get("DefaultValue", "").partition("/addin/")[2]) for each in tree().iter()}
    assert names - {""} <= set(files(HERE)) and len(names) > 6


def test_the_pane_is_one_page_for_formulas_button_and_start() -> None:
    """A shared runtime: wherever the page is named, it is by the same reference."""
    root = tree()
    (runtime,) = root.iter(f"{OVERRIDES}Runtime")
    pane = runtime.get("resid")
    (url,) = [each.get("DefaultValue") for each in root.iter(f"{BASIC}Url") if each.get("id") == pane]
    start = root.find(f"{OFFICE}DefaultSettings/{OFFICE}SourceLocation")
    assert runtime.get("lifetime") == "long" and start is not None and start.get("DefaultValue") == url
    page = root.find(f".//{OVERRIDES}Page/{OVERRIDES}SourceLocation")
    action = root.find(f".//{OVERRIDES}Action/{OVERRIDES}SourceLocation")
    file = root.find(f".//{OVERRIDES}FunctionFile")
    assert [each.get("resid") for each in (page, action, file) if each is not None] == [pane] * 3
    assert url == f"{HERE}/addin/taskpane.html?t=a-token%26with%3Cmarks"


def test_every_reference_leads_somewhere_and_is_short_enough() -> None:
    root = tree()
    known = [each.get("id") for each in root.find(f".//{OVERRIDES}Resources").iter() if each.get("id")]  # type: ignore[union-attr]
    asked = {each.get("resid") for each in root.iter() if each.get("resid")}
    assert asked == set(known) and len(known) == len(set(known)) and all(len(each or "") <= 32 for each in known)


def test_its_texts_keep_to_the_lengths_that_excel_shows() -> None:
    root = tree()
    short, long = (root.find(f".//{BASIC}{kind}Strings") for kind in ("Short", "Long"))
    assert short is not None and all(0 < len(each.get("DefaultValue", "")) <= 125 for each in short)
    assert long is not None and all(0 < len(each.get("DefaultValue", "")) <= 250 for each in long)
    (name,) = [each.get("DefaultValue") for each in short if each.get("id") == "Functions.Namespace"]
    assert name == "WINBACK"


def test_its_elements_stand_in_the_order_of_the_schema() -> None:
    root = tree()
    order = ["Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
             "HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements", "DefaultSettings",
             "Permissions", "VersionOverrides"]  # fmt: skip
    assert tags(root) == order and root.get(TYPE) == "TaskPaneApp"
    overrides = root.find(f"{OVERRIDES}VersionOverrides")
    assert overrides is not None and tags(overrides) == ["Hosts", "Resources"]
    (host,) = overrides.iter(f"{OVERRIDES}Host")
    assert host.get(TYPE) == "Workbook" and tags(host) == ["Runtimes", "AllFormFactors", "DesktopFormFactor"]
    formulas, ribbon = overrides.iter(f"{OVERRIDES}ExtensionPoint")
    assert formulas.get(TYPE) == "CustomFunctions" and tags(formulas) == ["Script", "Page", "Metadata", "Namespace"]
    assert ribbon.get(TYPE) == "PrimaryCommandSurface"
    (control,) = overrides.iter(f"{OVERRIDES}Control")
    assert tags(control) == ["Label", "Supertip", "Icon", "Action"]
    for icon in overrides.iter(f"{OVERRIDES}Icon"):
        assert [each.get("size") for each in icon] == ["16", "32", "80"]
    resources = overrides.find(f"{OVERRIDES}Resources")
    assert resources is not None and tags(resources) == ["Images", "Urls", "ShortStrings", "LongStrings"]


def test_its_number_is_a_guid_that_stays_and_is_another_for_another_installation() -> None:
    numbers = [identity(HERE, TOKEN), identity(HERE, TOKEN), identity(HERE, "other"), identity(AWAY)]
    assert numbers[0] == numbers[1] and len(set(numbers)) == 3
    assert tree().findtext(f"{OFFICE}Id") == str(uuid.UUID(numbers[0]))
    assert re.fullmatch(r"\d+(\.\d+){3}", tree().findtext(f"{OFFICE}Version") or "")


# --- the files


def test_the_served_files_hold_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path / "home"))
    secret = installation.token().encode()
    assert not [name for name, (_, content) in files(HERE).items() if secret in content]
    assert "manifest.xml" not in files(HERE)


def test_the_server_gets_every_file_with_its_type() -> None:
    found = files(HERE)
    wanted = {"functions.js", "functions.json", "taskpane.html", "pane.js", "pane.css"}
    assert wanted | {f"icon-{size}.png" for size in (16, 32, 64, 80)} <= set(found)
    assert json.loads(found["functions.json"][1]) == metadata(HERE)
    for name, (kind, content) in found.items():
        assert content and kind.startswith({"js": "text/javascript", "on": "application/json", "ng": "image/png",
                                            "ml": "text/html", "ss": "text/css"}[name[-2:]])  # fmt: skip
    for size in (16, 32, 64, 80):
        png = found[f"icon-{size}.png"][1]
        assert (
            png[:8] == b"\x89PNG\r\n\x1a\n" and (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (size,) * 2
        )


def test_the_script_speaks_no_word_on_the_console_and_needs_no_newer_language() -> None:
    script = files(HERE)["functions.js"][1].decode()
    assert "console" not in script and "?." not in script and "??" not in script and "eval(" not in script
    assert "import " not in script.replace("// ", "") and "document.cookie" not in script


def test_http_is_refused_before_anything_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended:
        write_addin(tmp_path, "http://localhost:8765")
    assert ended.value.exit_code == 2 and "https" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_for_this_computer_the_manifest_carries_the_token_and_says_whom_to_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path / "home"))
    said = "\n".join(write_addin(tmp_path, HERE))
    book = tmp_path / "manifest.xml"
    assert installation.token() in book.read_text() and stat.S_IMODE(book.stat().st_mode) == 0o600
    authority = tmp_path / "winback-authority.crt"
    assert authority.read_bytes() == installation.certificate().authority.read_bytes()
    assert not list(tmp_path.glob("*.key")) and installation.token() not in said
    for words in (
        "python3 scripts/winback.py serve",
        str(authority),
        "Trusted Add-in Catalogs",
        "wef",
        "Upload My Add-in",
        "give it to nobody",
    ):
        assert words in said
    assert (tmp_path / "addin/functions.js").read_bytes() == files(HERE)["functions.js"][1]
    assert write_addin(tmp_path, HERE) and identity(HERE, installation.token()) in book.read_text()


def test_for_another_computer_no_token_of_this_one_leaves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path / "home"))
    secret = installation.token()
    said = "\n".join(write_addin(tmp_path / "out", AWAY))
    assert not [
        each for each in (tmp_path / "out").rglob("*") if each.is_file() and secret in each.read_text("latin-1")
    ]
    assert (
        "paste the token" in said and "--behind-https" in said and not (tmp_path / "out/winback-authority.crt").exists()
    )


def test_another_port_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.get_app_dir", lambda _: str(tmp_path / "home"))
    assert "python3 scripts/winback.py serve --port 9443" in "\n".join(write_addin(tmp_path, "https://localhost:9443"))


def test_every_part_of_the_script_is_put_in() -> None:
    folder = Path(office_addin.__file__).with_name("office")
    assert sorted(path.name for path in folder.glob("functions*.js")) == sorted(office_addin.SCRIPTS)

"""What the tests are run with is pinned, and nothing of it runs a program while it is installed; a plain install is free."""

from __future__ import annotations

import configparser
import json
import os
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from conftest import script

ROOT = Path(__file__).resolve().parents[1]
environment = script("_environment")
CI = (ROOT / ".ci/run").read_text(encoding="utf-8")
PINS = (ROOT / environment.CONSTRAINTS).read_text(encoding="utf-8").split()
LOCK = json.loads((ROOT / "tests/package-lock.json").read_text(encoding="utf-8"))["packages"]
# It only prints that its author looks for work.
WITH_INSTALL_SCRIPTS = {"node_modules/core-js-pure"}


def plain(name: str) -> str:
    """A package's name as the registry compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> set[str]:
    """Every package that setup.cfg names, in whatever extra."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    texts = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    names = {plain(re.split(r"[\s<>=;\[]", line)[0]) for line in lines if line and not line.startswith("#")}
    return names - {"winback-sheets"}


def test_every_package_is_pinned_to_one_version() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line) for line in PINS)
    names = [plain(line.partition("==")[0]) for line in PINS]
    assert len(names) == len(set(names)) and wanted() <= set(names)


@pytest.mark.skipif(
    not os.environ.get("WINBACK_CI"), reason="only where the tests run for everybody is it installed so"
)
def test_what_is_installed_is_what_is_pinned() -> None:
    found = {}
    for line in PINS:
        try:
            found[line] = version(line.partition("==")[0])
        except PackageNotFoundError:  # of another operating system or Python
            continue
    assert {line: had for line, had in found.items() if line.partition("==")[2] != had} == {}


@pytest.mark.parametrize("ci", ["1", ""], ids=["for everybody", "for a stranger"])
def test_only_ci_installs_what_is_pinned(ci: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    class Pip:
        stdout, returncode = (), 0

        def __init__(self, words: list[str], **_: Any) -> None:
            asked.append(words)

        def __enter__(self) -> Pip:
            return self

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setenv("WINBACK_CI", ci)
    monkeypatch.setattr(subprocess, "Popen", Pip)
    environment.install(ROOT, python=Path("python"), extras=["test"])
    (words,) = asked
    assert ("--constraint" in words) == bool(ci) and words[-2:] == ["--editable", ".[test]"]


def test_new_pins_are_installed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment.RECIPE:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.setenv("WINBACK_CI", "1")
    without = environment.recipe(tmp_path)  # a checkout that lacks the file is installed all the same
    (tmp_path / ".ci").mkdir()
    (tmp_path / environment.CONSTRAINTS).write_text("six==1.17.0\n")
    pinned = environment.recipe(tmp_path)
    (tmp_path / environment.CONSTRAINTS).write_text("six==1.17.1\n")
    assert len({without, pinned, environment.recipe(tmp_path)}) == 3
    monkeypatch.delenv("WINBACK_CI")
    assert environment.recipe(tmp_path) == without


def test_npm_runs_nothing_while_it_installs() -> None:
    calls = re.findall(r"^.*\bnpm (?:ci|i|install)\b.*$", CI, re.MULTILINE)
    assert len(calls) == 1 and "npm ci --ignore-scripts" in calls[0]
    # Who types `npm ci` in tests/, as the tests say when something is missing, runs nothing either.
    assert (ROOT / "tests/.npmrc").read_text(encoding="utf-8").split() == ["ignore-scripts=true"]
    assert {name for name, package in LOCK.items() if package.get("hasInstallScript")} == WITH_INSTALL_SCRIPTS


def test_every_package_of_npm_is_locked_to_its_content() -> None:
    direct = json.loads((ROOT / "tests/package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in direct.values())
    # Of what is for another operating system the lock knows no content here.
    needed = {name: package.get("integrity", "") for name, package in LOCK.items() if name and "os" not in package}
    assert len(needed) > 100 and [name for name, sum_ in needed.items() if not sum_.startswith("sha512-")] == []

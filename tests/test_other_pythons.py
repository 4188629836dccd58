"""How a Python is found for the core's tests, or said to miss; .ci/run runs scripts/other_pythons.py itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from conftest import script

environment = script("_environment")
other = script("other_pythons")


def test_the_core_is_what_the_formulas_need_and_every_part_of_it_is_there() -> None:
    assert all((other.ROOT / each).exists() for each in other.CORE)
    assert {"tests/track", "tests/read", "tests/formulas/test_answer.py"} <= set(other.CORE)


def fake(path: Path, program: str) -> Path:
    """A program that passes for a Python."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any Python on the path or of pyenv's."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(other, "HOME", tmp_path / "environments")
    return tmp_path


def test_a_python_that_is_not_there_is_said_in_one_line_and_nothing_is_made(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert other.main([]) == 2
    assert capsys.readouterr().out == (
        "Python 3.12 with pandas 2.2.3: not tried, there is no Python 3.12 on this machine.\n"
        "Python 3.13 with pandas 2.3.3: not tried, there is no Python 3.13 on this machine.\n"
    )
    assert not (nowhere / "environments").exists()


def test_a_python_that_nobody_asked_for_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert other.main(["2.7"]) == 2 and "name 3.12 or 3.13" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_one_that_does_not_start_or_is_of_another_version_is_passed_over(nowhere: Path) -> None:
    # pyenv's own stand-ins on the path fail where the version is not switched on.
    fake(nowhere / "bin/python3.12", "exit 127")
    fake(nowhere / "pyenv/versions/3.12.9/bin/python", "exit 1")
    assert other.interpreter("3.12") is None
    good = fake(nowhere / "pyenv/versions/3.12.2/bin/python", "exit 0")
    assert other.interpreter("3.12") == str(good)


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_the_newest_of_pyenvs_comes_first_and_3_12_is_not_3_1(nowhere: Path) -> None:
    for name in ("3.12.2", "3.12.10", "3.1.9", "3.120.1"):
        fake(nowhere / f"pyenv/versions/{name}/bin/python", "exit 0")
    assert [path.parts[-3] for path in other.pyenv_pythons("3.12")] == ["3.12.10", "3.12.2"]


def test_a_failing_test_fails_the_pair_and_is_shown(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = nowhere / "test_broken.py"
    broken.write_text("def test_broken():\n    assert 1 == 2\n")
    monkeypatch.setattr(other, "interpreter", lambda version: sys.executable)
    monkeypatch.setattr(other, "environment", lambda pair, base: (Path(sys.executable), ""))
    outcome = other.tried(other.PAIRS[0], [str(broken)])
    assert outcome.code == 1 and "1 failed" in outcome.line and "assert 1 == 2" in outcome.said
    monkeypatch.setattr(other, "tried", lambda pair: outcome)
    assert other.main(["3.12"]) == 1 and "assert 1 == 2" in capsys.readouterr().out


def test_what_could_not_be_installed_is_said_with_pips_last_word(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other, "interpreter", lambda version: sys.executable)
    monkeypatch.setattr(other, "environment", lambda pair, base: (Path(), "No matching distribution found for pandas"))
    outcome = other.tried(other.PAIRS[1])
    assert outcome.code == 2 and outcome.line.endswith("No matching distribution found for pandas")

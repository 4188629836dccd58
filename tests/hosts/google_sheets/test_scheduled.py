"""The guide to a scheduled job: its workflow is one GitHub can read, its commands exist, the key is never left lying."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import typer.main

from winback_sheets.commands import app
from winback_sheets.hosts.google_sheets import sign_in
from winback_sheets.hosts.google_sheets.address import spreadsheet_id

FOLDER = files("winback_sheets.hosts.google_sheets")
GUIDE = FOLDER.joinpath("scheduled.md").read_text(encoding="utf-8")
WORKFLOW = FOLDER.joinpath("winback.yml").read_text(encoding="utf-8")


def workflow() -> dict[Any, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not on this machine")
    return yaml.safe_load(WORKFLOW)


def steps() -> list[dict[str, Any]]:
    return workflow()["jobs"]["review"]["steps"]


def test_the_workflow_runs_by_the_clock_and_by_a_button_and_on_nothing_that_others_can_cause() -> None:
    when = workflow()[True]  # YAML 1.1 takes the word `on` for yes
    assert set(when) == {"schedule", "workflow_dispatch"}
    (clock,) = when["schedule"]
    assert re.fullmatch(r"[1-9]\d? \d\d? \* \* [\d,-]+", clock["cron"])  # no full hour, when GitHub is latest


def test_the_workflow_asks_for_little_never_runs_twice_at_once_and_ends() -> None:
    found = workflow()
    assert found["permissions"] == {"contents": "read"}
    assert found["concurrency"] == {"group": "winback", "cancel-in-progress": False}
    assert found["jobs"]["review"]["timeout-minutes"] <= 30


def test_only_githubs_own_actions_are_used_each_at_a_version() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used and all(re.fullmatch(r"actions/[\w-]+@v\d+", name) for name in used)


def test_secrets_reach_a_step_by_its_environment_and_never_by_its_script() -> None:
    assert not [step["name"] for step in steps() if "${{" in str(step.get("run", ""))]
    assert set(re.findall(r"secrets\.(\w+)", WORKFLOW)) == {"WINBACK_GOOGLE_KEY", "WINBACK_SHEET"}
    assert all(name in GUIDE for name in ("WINBACK_GOOGLE_KEY", "WINBACK_SHEET"))


def run_steps(folder: Path, key: str, ends: int = 0) -> list[subprocess.CompletedProcess[str]]:
    """Run the workflow's own scripts as GitHub would, with a `python` that writes down what it saw."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "python"
    seen = 'stat -c %a "$GOOGLE_APPLICATION_CREDENTIALS"; cat "$GOOGLE_APPLICATION_CREDENTIALS"; echo; echo "$@"'
    program.write_text(f"#!/bin/sh\n{{ {seen}; }} > {folder}/seen\nexit {ends}\n", encoding="utf-8")
    program.chmod(0o755)
    settings = {"PATH": f"{folder}/bin:/usr/bin:/bin", "RUNNER_TEMP": str(folder)}
    settings |= {"WINBACK_GOOGLE_KEY": key, "WINBACK_SHEET": "https://docs.google.com/spreadsheets/d/x/edit"}
    done: list[subprocess.CompletedProcess[str]] = []
    for step in steps():
        if "run" in step and step.get("name") != "Install" and (step.get("if") == "always()" or all_well(done)):
            command = ["bash", "-e", "-c", step["run"]]
            done.append(subprocess.run(command, env=settings, cwd=folder, capture_output=True, text=True, timeout=20))
    return done


def all_well(done: list[subprocess.CompletedProcess[str]]) -> bool:
    return not any(each.returncode for each in done)


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("bash"), reason="GitHub runs these with bash on Linux")
@pytest.mark.parametrize("ends", [0, 2], ids=["the review succeeds", "the review fails"])
def test_the_key_lies_there_for_the_review_alone(tmp_path: Path, ends: int) -> None:
    key = '{"private_key": "-----BEGIN\\nabc %s $HOME `x`"}'
    done = run_steps(tmp_path, key, ends)
    assert [each.returncode for each in done] == [0, ends, 0]
    mode, written, command = (tmp_path / "seen").read_text(encoding="utf-8").splitlines()
    assert (mode, written, command) == (
        "600",
        key,
        "scripts/winback.py review https://docs.google.com/spreadsheets/d/x/edit",
    )
    assert not (tmp_path / "google-key.json").exists()
    assert not any("BEGIN" in each.stdout + each.stderr for each in done)


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("bash"), reason="GitHub runs these with bash on Linux")
def test_a_missing_secret_is_told_and_nothing_is_reviewed(tmp_path: Path) -> None:
    done = run_steps(tmp_path, "")
    assert "WINBACK_GOOGLE_KEY is empty" in done[0].stdout and not (tmp_path / "seen").exists()


@pytest.mark.parametrize("text", [GUIDE, WORKFLOW], ids=["the guide", "the workflow"])
def test_every_command_named_exists_with_its_options(text: str) -> None:
    known = typer.main.get_command(app.app).commands  # type: ignore[attr-defined]
    named = re.findall(r"""scripts[/\\]winback\.py(?:\\?")? ([a-z]+)\b(.*)""", text)
    assert "review" in {word for word, _ in named} and {word for word, _ in named} <= set(known)
    assert not re.search(r"winback(\.exe)?[\\\"]* (review|check)", text), (
        "a command that is there after an installation only"
    )
    for word, rest in named:
        options = {option for parameter in known[word].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options


def test_the_robot_is_made_in_ten_numbered_steps_and_the_guide_says_what_was_not_tried() -> None:
    part = GUIDE.split("## (a)")[1].split("## (b)")[0]
    assert re.findall(r"^(\d+)\. ", part, re.MULTILINE) == [str(n) for n in range(1, 11)]
    assert "None of this was tried at Google" in GUIDE


def test_the_guide_names_the_files_and_addresses_the_program_knows() -> None:
    assert sign_in.ROBOT_FILE in GUIDE and sign_in.LIBRARY in GUIDE
    addresses = re.findall(r"https://docs\.google\.com/[\w/.-]+", GUIDE)
    assert addresses and {spreadsheet_id(each) for each in addresses} == {"YOUR-SHEET"}


def test_the_line_for_windows_is_short_enough_for_windows() -> None:
    (line,) = re.findall(r'/TR "(.*)"$', GUIDE, re.MULTILINE)
    assert len(line.replace('\\"', '"').replace("YOUR-SHEET", "x" * 44)) <= 261

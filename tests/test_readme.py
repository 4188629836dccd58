"""The README says what the code says: its tables are made from the schema, the catalog and the command line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from winback_sheets.commands.app import COMMANDS, app
from winback_sheets.formulas import registry
from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.results import RESULTS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_generated_tables_agree_with_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/build_readme.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_tab_formula_and_command_is_named() -> None:
    named = [t.title for t in INPUTS + RESULTS] + [f.name for f in registry.FORMULAS]
    named += [f"winback {c.callback.__name__}" for c in app.registered_commands if c.callback]
    assert [name for name in named if name not in README] == []


def test_the_commands_that_need_no_review_in_front_are_all_of_them() -> None:
    assert set(COMMANDS) == {c.callback.__name__ for c in app.registered_commands if c.callback}


def test_the_two_set_up_commands_and_the_picture_exist() -> None:
    assert "python3 scripts/demo.py" in README and "python3 scripts/test.py" in README
    links = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert links and all((ROOT / link).is_file() for link in links)
    assert (ROOT / "scripts/demo.py").is_file() and (ROOT / "scripts/test.py").is_file()


def test_it_says_what_was_never_run() -> None:
    assert "no Excel and no Google" in README

"""The guides say what the code says, can be read by `winback guide`, and lead nowhere that is not there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from winback_sheets import api
from winback_sheets.commands.app import COMMANDS, app
from winback_sheets.formulas import registry
from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.results import RESULTS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "winback_sheets"
GUIDES = sorted((PACKAGE / "guides").glob("*.md"))
# Everything a person reads about the program, the guides that go with an add-in as well.
PAGES = [ROOT / "README.md", *sorted(PACKAGE.rglob("*.md")), PACKAGE / "hosts/google_sheets/winback.yml"]
TEXTS = [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in PAGES]
INSTRUCTION = re.compile(r"""scripts[/\\]winback\.py(?:\\?")? ([a-z]+)\b([^`\n]*)""")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_the_generated_tables_agree_with_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/build_guides.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_tab_formula_and_command_is_named() -> None:
    named = [f"| {table.title} |" for table in INPUTS + RESULTS] + [f"| {f.name} |" for f in registry.FORMULAS]
    named += [f"| `{command}` |" for command in COMMANDS]
    text = "\n".join(map(read, GUIDES))
    assert [name for name in named if name not in text] == []


def test_the_commands_that_need_no_review_in_front_are_all_of_them() -> None:
    assert set(COMMANDS) == {c.callback.__name__ for c in app.registered_commands if c.callback}


def test_without_a_topic_each_guide_has_one_line() -> None:
    done = CliRunner().invoke(app, ["guide"])
    lines = done.stdout.splitlines()
    assert done.exit_code == 0 and [line.split()[0] for line in lines] == [page.stem for page in GUIDES]
    assert all(line.endswith(".") and len(line) < 120 for line in lines)


@pytest.mark.parametrize("topic", [page.stem for page in GUIDES])
def test_a_topic_is_printed_as_it_is_written_without_our_marks(topic: str) -> None:
    done = CliRunner().invoke(app, ["guide", topic])
    assert done.exit_code == 0 and done.stdout.startswith("# ") and "<!--" not in done.stdout
    assert done.stdout.splitlines() == api.guide(topic)
    assert done.stdout.count("|") == read(PACKAGE / "guides" / f"{topic}.md").count("|")


def test_an_unknown_topic_is_one_sentence_that_names_them_all() -> None:
    done = CliRunner().invoke(app, ["guide", "cooking"])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("There is no guide cooking") and all(page.stem in done.stderr for page in GUIDES)


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_to_a_file(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", read(page)) if not link.startswith("https://")]
    assert [link for link in links if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("page", TEXTS)
def test_scripts_and_folders_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"(?<![\w/])((?:scripts|tests|workbooks)/[\w./-]*\w)", read(page).replace("\\", "/"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", TEXTS)
def test_instructions_work_from_a_clone(page: Path) -> None:
    text = read(page)
    assert "pip install winback" not in text and "pip install 'winback" not in text and 'pip install "' not in text
    bare = rf"(?<![\w.])winback(?:\.exe)?[\\\"]* (?:{'|'.join(COMMANDS)})\b"
    assert re.findall(bare, text) == []


@pytest.mark.parametrize("page", TEXTS)
def test_commands_that_are_named_exist_with_their_options(page: Path) -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for word, rest in INSTRUCTION.findall(read(page)):
        assert word in known, word
        options = {option for parameter in known[word].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, rest


def test_no_sentence_of_the_program_says_to_install_what_is_not_published() -> None:
    said = [path for path in PACKAGE.rglob("*.py") if re.search(r"pip install '?winback", read(path))]
    assert said == []


def test_nothing_is_promised_of_tabs_that_change_nothing() -> None:
    assert not any("switches something on" in read(page) for page in PAGES)
    used, unused = read(PACKAGE / "guides" / "workbook.md").split("## Tabs that are recognised and change nothing yet")
    for each in INPUTS:
        assert f"| {each.title} |" in (used if each.used_by else unused)
        assert f"| {each.title} |" not in (unused if each.used_by else used)


def test_the_readme_names_the_tabs_that_are_used_and_no_other() -> None:
    (line,) = re.findall(r"^- (.*) are used where you have them\.$", read(ROOT / "README.md"), re.MULTILINE)
    named = re.sub(r"\(.*?\)", "", line).replace(" and ", ",").split(",")
    ledgers = {"Sales", "Subscriptions"}  # one of the two is needed
    assert {name.strip() for name in named} | ledgers == {each.title for each in INPUTS if each.used_by}

"""The list of requirements names tests, tabs and blocks that exist, each id once; the script runs them."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest
from conftest import ROOT, script

from winback_sheets.schema.results import RESULTS

LINES = list(csv.DictReader((ROOT / "tests" / "requirements.csv").open(encoding="utf-8", newline="")))
#: What a tab has beside the columns of its lists.
PARTS = {"title", "list", "sentences", "foot", "Won back so far", "The story so far"}


def places() -> dict[str, set[str]]:
    """The blocks of each result tab: its columns, and the parts that are no list."""
    return {table.title: PARTS | {column.heading for column in table.columns} for table in RESULTS}


def functions_of(name: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / "requirements" / name).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_a_requirement_names_a_tab_a_block_and_a_test_of_its_article(line: dict[str, str]) -> None:
    article, number = re.fullmatch(r"(00[0-4])-(\d\d)", line["id"]).groups()
    assert line["block"] in places()[line["tab"]]
    assert line["test"] in functions_of(f"test_article_{article}.py")
    assert line["test"].startswith(f"test_{article}_{number}_")


def test_each_requirement_stands_once_and_in_order() -> None:
    ids = [line["id"] for line in LINES]
    assert ids == sorted(set(ids))


def test_every_test_of_a_requirement_is_listed() -> None:
    named = {line["id"] for line in LINES}
    for file in Path(ROOT / "tests" / "requirements").glob("test_article_*.py"):
        wanted = {"-".join(name.split("_")[1:3]) for name in functions_of(file.name) if name.startswith("test_")}
        assert wanted <= named


def test_none_of_them_is_expected_to_fail() -> None:
    for file in Path(ROOT / "tests" / "requirements").glob("*.py"):
        assert not re.search(r"xfail|skip", file.read_text(encoding="utf-8"))


def test_the_script_says_place_test_and_result_of_each_id(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    made = script("requirements")
    outcome = {LINES[0]["test"]: "passed", LINES[1]["test"]: "failed"}
    assert made.report(LINES[:3], outcome) == 2
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said[1:4]] == [line["id"] for line in LINES[:3]]
    assert said[1].endswith("passed") and said[2].endswith("failed") and said[3].endswith("not run")
    assert said[-1] == "1 of 3 passed"

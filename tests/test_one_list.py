"""Each kind of fact stands in one list: the code is read for a second one.

Signs, result tabs, settings, the enumeration of cells and the reasons of the as-of day are held here. What a tab is used
by is held in test_used_by.py, the checks of rows in read/test_problems.py, an input language in read/test_languages.py,
and the sentences in test_sentences.py and present/test_words.py.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from winback_sheets.findings import Why
from winback_sheets.present.reports import REPORTS
from winback_sheets.schema.settings import Effort, Rules
from winback_sheets.watch.signs import SIGNS

PACKAGE = Path(__file__).resolve().parents[1] / "winback_sheets"
EVERY = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
CODE = {place: text for place, text in EVERY.items() if not place.startswith("present/words/")}

# Each file is looked through by several tests, and parsed for all of them once.
parsed = cache(ast.parse)


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text in the code."""
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def naming(words: set[str], code: dict[str, str]) -> list[str]:
    """The files that name one of these words as a text of its own."""
    return sorted(place for place, text in code.items() if words & set(texts(parsed(text))))


def listing(words: set[str], code: dict[str, str], most: int) -> list[str]:
    """The files with a literal list, tuple, set or dict that names more than so many of these words."""
    found = []
    for place, text in code.items():
        for node in ast.walk(parsed(text)):
            parts = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else []
            parts = node.keys if isinstance(node, ast.Dict) else parts
            named = {part.value for part in parts if isinstance(part, ast.Constant)} & words
            if len(named) > most:
                found.append(place)
    return sorted(set(found))


def usual(names: set[str], code: dict[str, str]) -> list[str]:
    """Parameters and fields of these names whose default is written out as a number or a text."""
    found = []
    for place, text in code.items():
        for node in ast.walk(parsed(text)):
            pairs: list[tuple[str, ast.expr | None]] = []
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                plain = [*node.args.posonlyargs, *node.args.args]
                pairs += [
                    (each.arg, value)
                    for each, value in zip(reversed(plain), reversed(node.args.defaults), strict=False)
                ]
                pairs += [
                    (each.arg, value) for each, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                ]
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                pairs.append((node.target.id, node.value))
            found += [
                f"{place}: {name}"
                for name, value in pairs
                if name in names and isinstance(value, ast.Constant) and value.value is not None
            ]
    return found


def walking(code: dict[str, str]) -> list[str]:
    """The files that take a column out of a list's frame: `listing.frame[key]`."""
    walked = [
        place
        for place, text in code.items()
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "frame"
    ]
    return sorted(set(walked))


def test_a_warning_sign_is_named_in_its_list_alone() -> None:
    keys = {each.key for each in SIGNS} - {"unpaid"}  # also what an owner writes as the reason of an end
    assert naming(keys, CODE) == ["watch/signs.py"]


def test_result_tabs_are_listed_once() -> None:
    keys = {each.key for each in REPORTS}
    # At the front stand the formulas for Python, some of which are called as a tab is.
    assert listing(keys, CODE, most=2) == ["__init__.py"]


def test_a_setting_has_its_default_in_the_list_of_settings_alone() -> None:
    names = {"grace", "allowed_gap", "match_refunds", "weekly_hours", "minutes"}
    assert names <= {*Rules._fields, *Effort._fields}
    assert [each for each in usual(names, CODE) if not each.startswith("schema/settings.py")] == []


def test_hosts_take_the_cells_of_a_list_from_their_one_enumeration() -> None:
    hosts = {place: text for place, text in CODE.items() if place.startswith(("hosts/", "ooxml/"))}
    # The memory of our tabs loses the lines of one that a colleague has deleted, before it is enumerated.
    assert walking(hosts) == ["hosts/google_sheets/linked.py"]


def test_why_the_review_looks_from_a_day_is_a_key_that_few_know() -> None:
    reasons = set(get_args(Why)) - {"settings", "asked"}  # also the key of a tab, and a word of the calls
    assert naming(reasons, CODE) == ["findings.py", "hosts/workbook/unchanged.py", "steps.py"]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(naming({"rain"}, {"a.py": 'x == "rain"', "b.py": '"""rain falls"""'}), ["a.py"], id="a name"),
        pytest.param(listing({"a", "b"}, {"a.py": 'X = ("a", "b")', "b.py": 'Y = ("a",)'}, 1), ["a.py"], id="a list"),
        pytest.param(listing({"a", "b"}, {"a.py": 'X = {"a": 1, "b": 2}'}, 1), ["a.py"], id="a list as a dict"),
        pytest.param(usual({"grace"}, {"a.py": "def f(*, grace: int = 30): ..."}), ["a.py: grace"], id="a keyword"),
        pytest.param(usual({"grace"}, {"a.py": "def f(x, grace=0): ..."}), ["a.py: grace"], id="an argument"),
        pytest.param(usual({"grace"}, {"a.py": "def f(grace=USUAL.grace): ..."}), [], id="taken from the list"),
        pytest.param(walking({"a.py": "x = listing.frame[key]"}), ["a.py"], id="a column taken out"),
    ],
)
def test_a_second_list_is_found(found: list[str], wanted: list[str]) -> None:
    assert found == wanted

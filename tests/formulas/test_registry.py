"""The registry: names that every spreadsheet takes, help that fits, arguments as a host and a reader need them."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import get_args, get_type_hints

import pandas as pd
import pytest

from winback_sheets.formulas import churn, registry
from winback_sheets.present.words import known
from winback_sheets.schema.inputs import INPUTS
from winback_sheets.schema.settings import DEFAULTS
from winback_sheets.track.conventions import CONVENTIONS

ROOT = Path(__file__).resolve().parents[2]
# Formulas of the product page whose rooms are still to be built.
LATER = {"REASONS", "CARE", "WINBACK_RATE", "CALL_GUIDE"}
# Words that VBA keeps for itself (the language's statements, operators and types): no argument may be named so.
VBA = set(
    """addressof alias and any as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cint clng close
    const csng cstr currency cvar date debug declare dim do double each else elseif empty end endif enum eqv erase error
    event exit explicit false fn for friend function get global gosub goto if imp implements in input integer is let lib
    like line lock long longlong longptr loop lset me mid mod module name new next not nothing null object on open option
    optional or output paramarray preserve print private property ptrsafe public put raiseevent random read redim rem
    resume return rset seek select set shared single static step stop string sub tab then time to true type typeof
    unlock until variant wend while width with withevents write xor""".split()
)
EACH = pytest.mark.parametrize("one", registry.FORMULAS, ids=lambda one: one.name)


def test_the_registry_loads_without_pandas() -> None:
    program = "import sys, winback_sheets.formulas.registry; print('pandas' in sys.modules, 'numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]


def test_no_name_stands_twice() -> None:
    names = [one.name for one in registry.FORMULAS]
    assert len(names) == len(set(names))


@EACH
def test_a_name_is_no_cell_and_long_enough(one: registry.Formula) -> None:
    assert re.fullmatch(r"[A-Z][A-Z_]{2,}", one.name)
    assert not re.fullmatch(r"[A-Z]{1,3}\d+|R\d*C\d*", one.name)


@EACH
def test_a_name_is_the_function_in_capitals(one: registry.Formula) -> None:
    assert registry.function(one.name).__name__ == one.name.lower()


@EACH
def test_no_argument_is_a_word_of_vba(one: registry.Formula) -> None:
    names = [argument.name for argument in registry.arguments(one.name)]
    assert not VBA & set(names) and len({name.casefold() for name in names}) == len(names)


@EACH
def test_help_is_one_sentence_that_fits_a_function_wizard(one: registry.Formula) -> None:
    line = registry.help_of(one.name)
    assert 20 <= len(line) <= 255 and line.endswith(".")


@EACH
def test_every_argument_has_a_meaning_and_those_needed_come_first(one: registry.Formula) -> None:
    found = registry.arguments(one.name)
    needed = [argument.needed for argument in found]
    assert needed == sorted(needed, reverse=True) and needed[0]
    for argument in found:
        assert 5 <= len(argument.meaning) <= 255, argument.name
        assert argument.kind != "choice" or argument.default in (None, *argument.choices)


@EACH
def test_data_comes_first_and_knobs_are_given_by_name(one: registry.Formula) -> None:
    parameters = signature(registry.function(one.name)).parameters.values()
    assert all(p.kind is (p.KEYWORD_ONLY if p.default is not p.empty else p.POSITIONAL_OR_KEYWORD) for p in parameters)


@EACH
def test_a_table_argument_is_named_as_its_table(one: registry.Formula) -> None:
    keys = {table.key for table in INPUTS}
    for argument in registry.arguments(one.name):
        if argument.kind == "table":
            assert argument.choices and set(argument.choices) <= keys


@EACH
def test_the_category_says_what_comes_back(one: registry.Formula) -> None:
    back = get_type_hints(registry.function(one.name))["return"]
    assert (back is pd.DataFrame) == (one.category == "tables")


@EACH
def test_the_docstring_has_an_example_that_runs(one: registry.Formula) -> None:
    called = registry.function(one.name)
    module = import_module(called.__module__)
    found = doctest.DocTestFinder(recurse=False).find(called, one.name, module=module, globs=vars(module).copy())
    assert sum(len(test.examples) for test in found) >= 1
    assert sum(doctest.DocTestRunner().run(test).failed for test in found) == 0


def typed(example: str) -> list[str]:
    """The arguments of a formula as typed, split at the commas outside brackets and quotes."""
    inside = re.fullmatch(r"=WINBACK\.[A-Z_]+\((.*)\)", example)
    assert inside, example
    return [part.strip() for part in re.findall(r"(?:\"[^\"]*\"|\([^)]*\)|[^,(\"])+", inside.group(1))]


LOOKS = {
    "table": r"[A-Z][a-z]+!A1:[A-Z]+\d+",
    "date": r"DATE\(\d{4},\d{1,2},\d{1,2}\)",
    "number": r"\d+%?",
    "text": r'"[^"]+"',
    "choice": r'"[^"]+"',
}


@EACH
def test_the_example_could_be_typed_as_it_stands(one: registry.Formula) -> None:
    cells, found = typed(one.example), registry.arguments(one.name)
    assert one.example.startswith(f"=WINBACK.{one.name}(")
    assert sum(argument.needed for argument in found) <= len(cells) <= len(found)
    for cell, argument in zip(cells, found, strict=False):
        assert re.fullmatch(LOOKS[argument.kind], cell), (argument.name, cell)
        if argument.kind == "table":
            assert cell.partition("!")[0].lower() in argument.choices
        if argument.kind == "choice":
            assert cell.strip('"') in argument.choices


def test_every_formula_of_the_product_page_is_there_or_waits(shared_data: Path) -> None:
    page = shared_data.parent / "spec/product.md"
    text = page.read_text(encoding="utf-8").partition("## 4.")[2].partition("## 5.")[0]
    lists = re.findall(r"^- (?:numbers|tables): (.+)$", text, flags=re.MULTILINE)
    wanted = {name.strip() for line in lists for name in line.split(",")}
    assert len(wanted) >= 31 and wanted - LATER <= {one.name for one in registry.FORMULAS}


NAMES = [
    pytest.param("CHURN_RATE", "CHURN_RATE", id="the bare name"),
    pytest.param("=WINBACK.CHURN_RATE", "CHURN_RATE", id="as typed into a cell"),
    pytest.param("winback_churn_rate", "CHURN_RATE", id="as VBA spells it"),
    pytest.param("churn rate", "CHURN_RATE", id="as a person says it"),
    pytest.param("WINBACK.WINBACK_VALUE", "WINBACK_VALUE", id="a name that begins like the prefix"),
    pytest.param("WINBACK_VALUE", "WINBACK_VALUE", id="the same without the prefix"),
]


@pytest.mark.parametrize(("written", "name"), NAMES)
def test_a_formula_is_found_however_it_is_written(written: str, name: str) -> None:
    assert registry.formula(written).name == name


def test_what_settings_says_by_default_is_the_default_of_every_formula() -> None:
    same = {"grace": "unpaid grace", "allowed_gap": "allowed gap", "weekly_hours": "weekly hours"}
    same["minutes_a_call"] = "minutes a call"
    for one in registry.FORMULAS:
        for argument in registry.arguments(one.name):
            if argument.name in same:
                assert argument.default == DEFAULTS[same[argument.name]], f"{one.name} {argument.name}"


def test_a_formula_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(KeyError, match="There is no formula 'CHURN'"):
        registry.function("CHURN")


def test_the_conventions_offered_are_those_counted() -> None:
    assert get_args(churn.Convention) == tuple(rule.name for rule in CONVENTIONS)


def test_the_arguments_of_churn_rate_as_a_cell_gives_them() -> None:
    found = {argument.name: argument for argument in registry.arguments("CHURN_RATE")}
    assert list(found)[:4] == ["sales_or_subscriptions", "first_day", "last_day", "payments"]
    assert found["sales_or_subscriptions"].choices == ("sales", "subscriptions")
    assert (found["lapse"].kind, found["lapse"].choices, found["lapse"].default) == ("number", ("auto",), "auto")
    assert (found["convention"].kind, found["convention"].default) == ("choice", "house")


def test_meanings_are_written_once_and_found_from_everywhere() -> None:
    first = {argument.name: argument.meaning for argument in registry.arguments("CHURN_RATE")}
    other = {argument.name: argument.meaning for argument in registry.arguments("SEGMENTS")}
    assert other["grace"] == first["grace"]


def test_what_a_formula_says_where_it_has_no_value_is_in_the_catalogue() -> None:
    assert [one.name for one in registry.FORMULAS if not known(one.without[1])] == []

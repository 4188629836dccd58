"""Which tabs a formula reads: every way to name one, alone, among others, in other workbooks, in texts and names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import quote_sheetname

from winback_sheets.ooxml.formulas import Renames, reads, rename_in

OURS = ["Settings", "Lost customers", "Ann's list", "Übersicht", "2026", "Q1.2", "Win-back"]
# How a tab N may be named where it is read; Q is the name as formulas quote it, without the quotes.
READ = {
    "a cell": "'Q'!A1",
    "a cell in a longer formula": "IF('Q'!$B$2>0,SUM('Q'!A:A),\"\")*1.19",
    "a row after a comparison": "A1='Q'!2:2",
    "all tabs from it on": "SUM('Q:Zz'!A1)",
    "all tabs up to it": "SUM('Aa:Q'!A1)",
    "all tabs around it": "SUM('Aa:Zz'!A1)",
    "all tabs around it, each in quotes": "SUM('Aa':'Zz'!A1)",
    "all tabs around it, without quotes": "SUM(Aa:Zz!A1:B2)",
    "a range between two of its cells": "SUM('Q'!A1:'Q'!B2)",
    "an address in INDIRECT": "INDIRECT(\"'Q'!A1\")",
    "the start of an address": "INDIRECT(\"'Q'!\"&B1)",
    "a link": 'HYPERLINK("#\'Q\'!A1","go")',
    "behind a text with quotes": '"a ""b"" \'c\'"&\'Q\'!A1',
    "behind another workbook": "'[1]Other'!A1+'Q'!A1",
    "behind a table's column": "SUM(Sales[[#All],[Amount ']!]])+'Q'!A1",
    "a name that leads to it": "Rate*2",
    "a name that leads to it, called": "Rate(2)",
    "a table on it": "SUM(Months[[#Data],[Lost]])",
}
NOT_READ = {
    "a longer name that ends alike": "'App Q'!A1",
    "a longer name that begins alike": "'Q App'!A1",
    "a name in front without a blank": "'xQ'!A1",
    "all tabs before it": "SUM('Aa:Bb'!A1)",
    "another workbook's tab, quoted": "'[1]Q'!A1",
    "another workbook's tab by its file": "'C:\\books\\[shop.xlsx]Q'!A1",
    "another workbook's tabs": "SUM('[1]Q:Zz'!A1)",
    "another workbook's name": "[1]!Rate",
    "a text that names it": "\"see 'Q'!\"&A1",
    "a column of a table": "Sales[Q!]+Sales['[Q']!]",
    "a longer name that leads elsewhere": "Rates+MyRate+Rate.x",
    "a column called like a name": "Sales[Rate]+Sales[Months]",
    "a longer table": "SUM(Months2[Lost])",
}
BARE = ["Settings!A1", "SUM(settings!A:A)", "Aa:Settings!A1", "+Settings!$A$1"]
BARE_ELSEWHERE = ["[1]Settings!A1", "[Book.xlsx]Settings!A1", "AppSettings!A1", "My.Settings!A1", "Sales[Settings!]"]
ORDER = ["aa", "bb", *map(str.lower, OURS), "zz"]


def spelled(way: str, name: str) -> str:
    """A way to name a tab, for this name."""
    return way.replace("Q", name.replace("'", "''"))


def is_read(formula: str, name: str) -> bool:
    return reads(formula, {name.lower()}, {"rate", "months"}, ORDER)


@pytest.mark.parametrize("way", READ.values(), ids=READ.keys())
def test_a_tab_is_read_however_it_is_named(way: str) -> None:
    for name in OURS:
        assert is_read(spelled(way, name), name) and is_read(spelled(way, name.upper()), name)


@pytest.mark.parametrize("way", NOT_READ.values(), ids=NOT_READ.keys())
def test_a_tab_is_not_read_where_only_a_part_of_the_words_is_its_name(way: str) -> None:
    for name in OURS:
        assert not is_read(spelled(way, name), name)


@pytest.mark.parametrize("formula", [*BARE, *BARE_ELSEWHERE])
def test_names_without_quotes(formula: str) -> None:
    assert is_read(formula, "Settings") == (formula in BARE)


@pytest.mark.parametrize("formula", ["[1]Settings!$A$1", "'[1]Settings'!$A$1", "'App Settings'!$A$1", '"Settings!A1"'])
def test_a_tab_that_goes_takes_no_name_with_it_that_leads_elsewhere(formula: str) -> None:
    assert rename_in(formula, Renames({"settings": "#REF"}, {})) == formula


def test_both_ends_of_several_tabs_are_renamed() -> None:
    assert rename_in("SUM(Aa:Churn!A1)", Renames({"churn": "Churn (2)"}, {})) == "SUM('Aa:Churn (2)'!A1)"


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="[]:*?/\\", exclude_categories=["C"]), min_size=1, max_size=12
)
SHEETS = NAMES.map(str.strip).filter(lambda name: name and name[0] != "'" and name[-1] != "'")
PLACES = st.sampled_from(["A1", "$B$2:C9", "A:A", "2:7", "Local"])
GLUE = st.sampled_from(["+", ",", '&"x!"&', "=", "-SUM(T[a b])*"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(SHEETS, PLACES, GLUE), min_size=1, max_size=4), SHEETS)
def test_the_tabs_read_are_those_that_a_tokenizer_finds(parts: list[tuple[str, str, str]], asked: str) -> None:
    text = "SUM(" + "".join(f"{quote_sheetname(name)}!{place}{glue}" for name, place, glue in parts) + "1)"
    operands = [each.value for each in Tokenizer("=" + text).items if each.subtype == "RANGE" and "!" in each.value]
    found = {each.rpartition("!")[0][1:-1].replace("''", "'").lower() for each in operands}
    for name in (asked, *(each for each, *_ in parts)):
        assert reads(text, {name.lower()}, ()) == (name.lower() in found)

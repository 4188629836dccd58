"""The formulas through xlwings' own UDF code, as Excel on Windows calls it; only pywin32 below it is stood in for."""

from __future__ import annotations

import datetime
import importlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from formula_cases import CASES, CONTRACTS, FAULTS, FIRST, LAST, SALES, Case, Refusal, fresh
from hosts.excel import stand_in_pywin32 as pywin32

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.excel.xlwings_functions import shown_name
from winback_sheets.schema.cells import DAY_0, serial

pytest.importorskip("xlwings", reason="xlwings (extra excel) is not installed")

MODULE = "winback_sheets.hosts.excel.udfs"
# What VBA keeps for itself (its reference, "Keywords by task" and the statements); none may be an argument's name.
KEYWORDS = set(
    """and any append array as attribute base binary boolean byref byte byval call case cbool cbyte ccur cdate cdbl
    cdecl cint clng close compare const csng cstr currency cvar cverr date decimal declare defbool defbyte defcur
    defdate defdbl defint deflng defobj defsng defstr defvar dim do double each else elseif empty end endif enum eqv
    erase error event exit explicit false fix for friend function get global gosub goto if imp implements in input int
    integer is lbound len let lib like line lock long loop lset me mid mod module name new next not nothing null object
    on open option optional or output paramarray preserve print private property public put raiseevent random read
    redim rem resume return rset seek select set sgn shared single spc static step stop string sub tab text then time
    to true type typeof ubound unlock until variant wend while width with withevents write xor""".split()
)


@pytest.fixture(scope="module")
def xlwings() -> Iterator[Any]:
    """xlwings as on Windows, with our module imported under it."""
    sys.modules.pop(MODULE, None)
    with pywin32.xlwings_of_windows() as module:
        importlib.import_module(MODULE)
        yield module
    sys.modules.pop(MODULE, None)


def called(xlwings: Any, name: str, arguments: list[object]) -> Any:
    """What the cell gets: the value, or the rows, of a call as VBA makes it, all arguments in their places."""
    places = len(registry.arguments(name))
    given = tuple([*arguments, *[pywin32.MISSING] * (places - len(arguments))])
    rows = xlwings.udfs.call_udf(MODULE, f"WINBACK_{name}", given, None, pywin32.ComRange([[None]]))
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def as_serials(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows as cells keep them: a time as a serial number, an empty text for nothing."""
    return [
        [serial(cell.date()) if isinstance(cell, datetime.datetime) else None if cell == "" else cell for cell in row]
        for row in rows
    ]


def expected(name: str, cells: list[Any]) -> list[list[Any]]:
    rows = answer(name, cells).rows
    return [
        [serial(cell) if isinstance(cell, datetime.date) else None if cell == "" else cell for cell in row]
        for row in rows
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_gives_what_every_other_way_gives_and_leaves_the_cells_alone(xlwings: Any, case: Case) -> None:
    cells = fresh(case.cells)
    got = called(xlwings, case.name, [pywin32.com_argument(cell) for cell in cells])
    assert as_serials(got if isinstance(got, list) else [[got]]) == expected(case.name, fresh(case.cells))
    assert cells == case.cells


@pytest.mark.parametrize(
    "fault", [each for each in FAULTS if each.why not in ("too many arguments", "a formula that is none")],
    ids=lambda fault: fault.why,
)  # fmt: skip
def test_a_refusal_shows_its_error_and_its_sentence(xlwings: Any, fault: Refusal) -> None:
    got = called(xlwings, fault.name, [pywin32.com_argument(cell) for cell in fresh(fault.cells)])
    assert got.startswith(f"{fault.code}: ") and fault.words in got


def test_more_arguments_than_a_formula_has_cannot_be_typed_and_a_formula_that_is_none_is_not_there(
    xlwings: Any,
) -> None:
    # Excel itself refuses the first and shows #NAME? for the second: the VBA functions say what there is.
    vba = vba_of(xlwings)
    assert "Function WINBACK_RATE_INTERVAL(part, whole, Optional confidence, Optional method)" in vba
    assert "CHURN_RAT(" not in vba


def test_a_formula_that_reads_such_a_text_has_the_same_error(xlwings: Any) -> None:
    before = called(xlwings, "CONVERT_RATE", ["5", "year"])
    assert before.startswith("#VALUE!: rate takes a number")
    assert called(xlwings, "CONVERT_RATE", [before, "year"]) == "#VALUE!: rate is #VALUE!: mend that cell first."


def dated(rows: list[list[Any]], columns: tuple[str, ...]) -> list[list[Any]]:
    """A range whose serial numbers in these columns stand in cells formatted as dates."""
    at = [rows[0].index(column) for column in columns]
    return [
        [
            DAY_0 + datetime.timedelta(days=cell) if number in at and isinstance(cell, int) else cell
            for number, cell in enumerate(row)
        ]
        for row in rows
    ]


def test_date_cells_and_error_cells_arrive_as_what_they_are(xlwings: Any) -> None:
    rows = dated(CONTRACTS, ("Start", "End"))
    rows[1][4] = "#N/A"
    days = [DAY_0 + datetime.timedelta(days=each) for each in (FIRST, LAST)]
    arguments = [pywin32.ComRange(rows), *(pywin32.ComRange([[each]]) for each in days)]
    assert called(xlwings, "CHURN_RATE", arguments) == answer("CHURN_RATE", [CONTRACTS, FIRST, LAST]).rows[0][0]
    arguments[1] = pywin32.ComRange([["#DIV/0!"]])
    assert called(xlwings, "CHURN_RATE", arguments) == "#DIV/0!: first_day is #DIV/0!: mend that cell first."


def test_cells_in_a_currency_format_are_numbers(xlwings: Any) -> None:
    rows = [[pywin32.money(row[0]), *row[1:]] for row in SALES]
    got = called(xlwings, "TOP_SHARE", [pywin32.ComRange(rows), pywin32.money(0.2)])
    assert got == answer("TOP_SHARE", [SALES, 0.2]).rows[0][0]


def test_a_row_and_a_column_of_cells_keep_their_shape(xlwings: Any) -> None:
    # xlwings makes both a flat list unless told otherwise; a header row alone must not become a column of words.
    assert called(xlwings, "CHURN_RATE", [pywin32.ComRange(CONTRACTS[:1]), FIRST, LAST]).startswith("#N/A: ")
    column = [[row[0]] for row in CONTRACTS]
    assert "'Date'" in called(xlwings, "CHURN_RATE", [pywin32.ComRange(column), FIRST, LAST])


def test_one_day_comes_back_as_a_date(xlwings: Any) -> None:
    case = next(each for each in CASES if each.name == "NEXT_CONTACT")
    got = called(xlwings, case.name, [pywin32.com_argument(cell) for cell in fresh(case.cells)])
    assert isinstance(got, datetime.datetime) and got.tzinfo is not None


def vba_of(xlwings: Any) -> str:
    """The module that "Import Functions" puts into the workbook."""
    written = io.StringIO()
    xlwings.udfs.generate_vba_wrapper(MODULE, sys.modules[MODULE], written, SimpleNamespace(Name="winback.xlsm"))
    return written.getvalue()


def test_the_vba_has_every_formula_once_with_its_arguments_in_order(xlwings: Any) -> None:
    vba = vba_of(xlwings)
    found = dict(re.findall(r"^Function (\w+)\((.*)\)$", vba, flags=re.MULTILINE))
    assert found == {
        f"WINBACK_{formula.name}": ", ".join(
            shown_name(each) if each.needed else f"Optional {shown_name(each)}"
            for each in registry.arguments(formula.name)
        )
        for formula in registry.FORMULAS
    }
    assert f'XLPy.CallUDF("{MODULE}", "WINBACK_RFM", Array(sales, as_of, bins, mode, money)' in vba


def test_no_argument_is_one_that_xlwings_fills_itself(xlwings: Any) -> None:
    # OUTREACH has an argument `caller`: under that name xlwings would give it the calling cell instead.
    assert "Nothing" not in vba_of(xlwings) and "Optional caller_name)" in vba_of(xlwings)
    case = next(each for each in CASES if each.name == "OUTREACH")
    arguments = [pywin32.com_argument(cell) for cell in fresh([*case.cells, *[None] * 9, "Eve"])]
    assert as_serials(called(xlwings, "OUTREACH", arguments)) == expected(
        "OUTREACH", [*fresh(case.cells), *[None] * 9, "Eve"]
    )


def test_no_name_is_a_word_of_vba_and_no_line_is_too_long_for_it(xlwings: Any) -> None:
    names = {shown_name(each) for formula in registry.FORMULAS for each in registry.arguments(formula.name)}
    assert not names & KEYWORDS
    assert max(map(len, vba_of(xlwings).splitlines())) <= 1023


def test_the_function_wizard_gets_category_help_and_the_help_of_every_argument(xlwings: Any) -> None:
    module = sys.modules[MODULE]
    for formula in registry.FORMULAS:
        shown = getattr(module, f"WINBACK_{formula.name}").__xlfunc__
        texts = [shown["ret"]["doc"], *(each["doc"] for each in shown["args"])]
        assert shown["category"] == "Winback" and not shown["volatile"]
        assert all(text and len(text) <= 255 and "Positional argument" not in text for text in texts)
    convert = [each["doc"] for each in module.WINBACK_CONVERT_RATE.__xlfunc__["args"]]
    assert "One of " in convert[1] and convert[2].startswith("Optional. ")


def test_importing_gives_excel_the_module_and_the_texts_of_every_function(xlwings: Any) -> None:
    called(xlwings, "CONVERT_RATE", [0.5, "month"])  # so that xlwings knows our module and need not open a workbook
    book = MagicMock(Name="winback_buttons.xlsm")
    book.Application.Version = "16.0"
    texts: list[str] = []
    book.VBProject.VBComponents.Import = lambda path: texts.append(Path(path).read_text(encoding="utf-8"))
    xlwings.udfs.import_udfs(MODULE, book)
    assert texts[0].startswith('Attribute VB_Name = "xlwings_udfs"') and vba_of(xlwings) in texts[0]
    given = {each.args[0]: each.kwargs for each in book.Application.MacroOptions.call_args_list}
    assert set(given) == {f"'winback_buttons.xlsm'!WINBACK_{formula.name}" for formula in registry.FORMULAS}
    for formula in registry.FORMULAS:
        told = given[f"'winback_buttons.xlsm'!WINBACK_{formula.name}"]
        assert told["Category"] == "Winback" and told["Description"] == registry.help_of(formula.name)
        assert len(told["ArgumentDescriptions"]) == len(registry.arguments(formula.name))


def test_the_paid_part_of_xlwings_stays_off(xlwings: Any) -> None:
    assert not xlwings.__pro__
    assert not {"xlwings.pro.udfs_officejs", "xlwings.server", "xlwings.reports"} & set(sys.modules)

"""Every formula typed into a real .xlsx and calculated by a formula engine that calls Python (formualizer)."""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest
from formula_cases import (
    CASES,
    CONTACTS,
    CONTRACTS,
    CUSTOMERS,
    FAULTS,
    FIRST,
    LAST,
    PAYMENTS,
    SALES,
    Case,
    Refusal,
    day,
)

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.scalars import Fault
from winback_sheets.schema.cells import DAY_0, serial

# The engine's names for the errors of a cell.
KINDS = {
    "#NULL!": "Null",
    "#DIV/0!": "Div",
    "#VALUE!": "Value",
    "#REF!": "Ref",
    "#NAME?": "Name",
    "#NUM!": "Num",
    "#N/A": "Na",
}
TEXTS = {kind: text for text, kind in KINDS.items()}
FORMULA_TAB, EMPTY = "Formula", "Empty!A1"
Rows = list[list[Any]]


def cell_in(given: Any) -> Any:
    """A value of the engine as a cell: a range as its rows, an error as its text."""
    if isinstance(given, list):
        return [[cell_in(each) for each in row] for row in given]
    return TEXTS[given["kind"]] if isinstance(given, dict) else given


def cell_out(cell: Any) -> Any:
    return serial(cell) if isinstance(cell, datetime.date) else cell


def callback(name: str, said: list[str]) -> Callable[..., Any]:
    """A formula as the engine calls it; `said` collects the sentences, for its cells have no room for them."""

    def call(*given: Any) -> Any:
        before = copy.deepcopy(given)
        try:
            found = answer(name, [cell_in(each) for each in given])
        except Fault as fault:
            said.append(fault.sentence)
            return {"type": "Error", "kind": KINDS[fault.code], "message": fault.sentence}
        assert list(given) == list(before), "the formula changed its arguments"
        rows = [[cell_out(cell) for cell in row] for row in found.rows]
        return rows[0][0] if found.single else rows

    return call


def opened(path: Path, said: list[str]) -> Any:
    """The workbook in the engine, with all formulas of the catalog."""
    book = formualizer.load_workbook(str(path))
    for one in registry.FORMULAS:
        book.register_function(f"WINBACK.{one.name}", callback(one.name, said))
    book.evaluate_all()
    return book


def written(path: Path, formula: str, sheets: dict[str, Rows]) -> None:
    """A workbook with a formula on a tab of its own, and each range on another."""
    book = openpyxl.Workbook()
    book.active.title = FORMULA_TAB
    book.create_sheet("Empty")
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for down, row in enumerate(rows, start=1):
            for across, cell in enumerate(row, start=1):
                sheet.cell(down, across).value = cell
    book[FORMULA_TAB]["A1"] = formula
    book.save(path)


def typed(name: str, cells: list[Any]) -> tuple[str, dict[str, Rows]]:
    """The call as a person types it. What is left out is an empty cell: the engine makes 0 of nothing (`f(1,,2)`)."""
    sheets, said = {}, []
    for number, each in enumerate(cells):
        if isinstance(each, list):
            sheets[f"Range{number}"] = each
            said.append(f"Range{number}!A1:{chr(64 + max(map(len, each)))}{len(each)}")
        elif each is None:
            said.append(EMPTY)
        elif isinstance(each, bool):
            said.append(str(each).upper())
        else:
            said.append(f'"{each}"' if isinstance(each, str) and each not in KINDS else str(each))
    return f"=WINBACK.{name}({','.join(said)})", sheets


def spilled(book: Any, rows: int, columns: int) -> Rows:
    return [[book.get_value(FORMULA_TAB, down + 1, across + 1) for across in range(columns)] for down in range(rows)]


def wanted_rows(found: Rows) -> Rows:
    """The rows as a sheet shows them: a spilled cell that holds nothing counts as 0, as in Excel."""
    return [[0.0 if cell is None else cell_out(cell) for cell in row] for row in found]


@pytest.mark.parametrize("case", CASES, ids=[f"{number} {case.name}" for number, case in enumerate(CASES)])
def test_each_case_gives_the_same_in_a_workbook(tmp_path: Path, case: Case) -> None:
    formula, sheets = typed(case.name, case.cells)
    path, kept, said = tmp_path / "book.xlsx", copy.deepcopy(sheets), []
    written(path, formula, sheets)
    book = opened(path, said)
    assert said == []
    wanted = answer(case.name, case.cells)
    rows, columns = len(wanted.rows), len(wanted.rows[0])
    shown = spilled(book, rows + 1, columns + 1)
    assert [row[:-1] for row in shown[:-1]] == wanted_rows(wanted.rows)
    assert {cell for row in [*shown[:-1]] for cell in row[-1:]} | set(shown[-1]) == {None}, "more than the table"
    for name, held in kept.items():
        there = [[book.get_value(name, r, c) for c in range(1, len(held[0]) + 1)] for r in range(1, len(held) + 1)]
        assert there == [[None if cell == "" else cell for cell in row] for row in held]


@pytest.mark.parametrize("fault", FAULTS, ids=[each.why for each in FAULTS])
def test_each_fault_is_the_same_error_in_a_workbook(tmp_path: Path, fault: Refusal) -> None:
    formula, sheets = typed(fault.name, fault.cells)
    said: list[str] = []
    written(tmp_path / "book.xlsx", formula, sheets)
    shown = opened(tmp_path / "book.xlsx", said).get_value(FORMULA_TAB, 1, 1)
    assert (shown["type"], TEXTS[shown["kind"]]) == ("Error", fault.code)
    # A name that is none never reaches us: the engine itself says so.
    assert fault.code == "#NAME?" or any(fault.words in sentence for sentence in said)


def test_days_written_as_dates_give_the_same(tmp_path: Path) -> None:
    """In a real workbook a day is a number with a date format."""
    dated = [
        [DAY_0 + datetime.timedelta(cell) if isinstance(cell, int) and cell > 40000 else cell for cell in row]
        for row in CONTRACTS
    ]
    written(tmp_path / "book.xlsx", f"=WINBACK.CHURN_RATE(C!A1:E13,{FIRST},{LAST})", {"C": dated})
    shown = opened(tmp_path / "book.xlsx", []).get_value(FORMULA_TAB, 1, 1)
    assert shown == answer("CHURN_RATE", [CONTRACTS, FIRST, LAST]).rows[0][0]


def test_an_error_inside_another_formula_is_caught_there(tmp_path: Path) -> None:
    written(
        tmp_path / "book.xlsx", '=IFERROR(WINBACK.CONVERT_RATE("x","year"),SUM(WINBACK.CONVERT_RATE(1,"day"),1))', {}
    )
    assert opened(tmp_path / "book.xlsx", []).get_value(FORMULA_TAB, 1, 1) == 2.0


def moved(rows: Rows, days: int) -> Rows:
    """The ledger so many days later."""
    return [[cell + days if isinstance(cell, int) and cell > 40000 else cell for cell in row] for row in rows]


# The tabs that the catalog's examples name, with days up to the last one in them.
LATER = day("2026-10-31") - LAST
RENAMED = {"Ann": "Acme Ltd", "Eve": "Ann"}
TABS: dict[str, Rows] = {
    "Sales": moved(SALES, LATER),
    "Subscriptions": moved(CONTRACTS, LATER),
    "Payments": moved(PAYMENTS, LATER),
    "Customers": CUSTOMERS,
    "Contacts": moved([[RENAMED.get(cell, cell) for cell in row] for row in CONTACTS], LATER),
}


# The firm of the examples is too young for them; they say so.
NEEDS_HISTORY = ("CHANCE_OF_LEAVING", "LIKELIHOOD_OF_RETURN")


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm's workbook with the tabs of the examples."""
    path = tmp_path_factory.mktemp("examples") / "firm.xlsx"
    written(path, "=1", TABS)
    return path


def area(text: str) -> Rows:
    """The cells of `Sales!A1:D5000`, with the empty rows below."""
    found = re.fullmatch(r"(\w+)!A1:([A-Z])(\d+)", text)
    assert found
    rows, width = TABS[found[1]], ord(found[2]) - 64
    filled = [[*row[:width], *[None] * (width - len(row))] for row in rows]
    return [*filled, *([None] * width for _ in range(int(found[3]) - len(rows)))]


def by_hand(example: str) -> list[Any]:
    """The arguments of an example as cells, read without the engine."""
    inside = example.partition("(")[2].removesuffix(")")
    cells: list[Any] = []
    for part in re.split(r", (?![^(]*\))", inside):
        date = re.fullmatch(r"DATE\((\d+),(\d+),(\d+)\)", part)
        if "!" in part:
            cells.append(area(part))
        elif date:
            cells.append(serial(datetime.date(*map(int, date.groups()))))
        else:
            percent = part.endswith("%")
            cells.append(part[1:-1] if part[0] == '"' else float(part.rstrip("%")) / (100 if percent else 1))
    return cells


@pytest.mark.parametrize("one", registry.FORMULAS, ids=[one.name for one in registry.FORMULAS])
def test_the_example_of_each_formula_works_where_its_ranges_are(
    tmp_path: Path, examples: Path, one: registry.Formula
) -> None:
    formualizer.parse(one.example)
    book = openpyxl.load_workbook(examples)
    book[FORMULA_TAB]["A1"] = one.example
    book.save(tmp_path / "firm.xlsx")
    said: list[str] = []
    shown = opened(tmp_path / "firm.xlsx", said)
    if one.name in NEEDS_HISTORY:
        assert len(said) == 1 and said[0].startswith("Too little history")
        return
    assert said == []
    wanted = wanted_rows(answer(one.name, by_hand(one.example)).rows)
    assert spilled(shown, len(wanted), len(wanted[0])) == wanted


def test_an_example_names_only_what_the_formula_takes() -> None:
    for one in registry.FORMULAS:
        assert one.example.startswith(f"=WINBACK.{one.name}(")
        assert len(by_hand(one.example)) <= len(registry.arguments(one.name))

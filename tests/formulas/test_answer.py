"""Formulas called with cells: the same values as the functions give, real errors, nothing of the caller's changed."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from formula_cases import CASES, CONTRACTS, FAULTS, FIRST, LAST, SALES, Case, Refusal, day, fresh

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import FIGURES, answer
from winback_sheets.formulas.scalars import Fault, scalar
from winback_sheets.read.cell_range import as_table
from winback_sheets.schema.cells import serial

ROOT = Path(__file__).resolve().parents[2]
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{len(case.cells)}")


def test_every_formula_has_a_case() -> None:
    assert {case.name for case in CASES} == {formula.name for formula in registry.FORMULAS}


def test_arguments_are_checked_without_pandas() -> None:
    program = (
        "import sys, winback_sheets.formulas.answer, winback_sheets.formulas.scalars; print('pandas' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@EACH
def test_the_cells_given_are_not_changed(case: Case) -> None:
    cells = fresh(case.cells)
    answer(case.name, cells)
    assert cells == case.cells


@EACH
def test_the_same_value_as_the_function_on_typed_tables(case: Case) -> None:
    wanted = registry.arguments(case.name)
    values: dict[str, object] = {}
    for each, cell in zip(wanted, case.cells, strict=False):
        if each.kind == "table" and cell is not None:
            values[each.name] = as_table(each.name, each.choices, cell)
        elif cell is not None:
            value = scalar(each, cell)
            values[each.name] = pd.Timestamp(value) if isinstance(value, datetime.date) else value
    found, said = registry.function(case.name)(**values), answer(case.name, fresh(case.cells))
    if isinstance(found, pd.DataFrame):
        assert said.rows[0] == list(found.columns) and len(said.rows) == len(found) + 1 and not said.single
        for at, column in enumerate(found):
            for cell, value in zip((row[at] for row in said.rows[1:]), found[column], strict=True):
                assert cell is None if pd.isna(value) else cell == value or pd.Timestamp(cell) == value
    else:
        assert said.single and said.kinds == (registry.formula(case.name).gives,)
        assert said.rows == [[found.date() if isinstance(found, pd.Timestamp) else found]]


@EACH
def test_every_column_says_its_kind_so_that_a_host_can_show_it(case: Case) -> None:
    said = answer(case.name, fresh(case.cells))
    assert len(said.kinds) == len(said.rows[0]) and set(said.kinds) <= {"", *FIGURES}
    for at, kind in enumerate(said.kinds):
        cells = [row[at] for row in said.rows[not said.single :] if row[at] is not None]
        figures = [isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells]
        days = [isinstance(cell, datetime.date) for cell in cells]
        assert all(days) if kind == "date" else not any(days)
        assert all(figures) if kind in FIGURES - {"date"} else not any(figures), said.rows[0][at]


EARLY = day("1990-01-01")
HEADINGS_ALONE = [
    ("CHURN_TABLE", [CONTRACTS, EARLY]),
    ("REVENUE_MOVEMENTS", [CONTRACTS, EARLY]),
    ("CHURN_CONVENTIONS", [CONTRACTS, EARLY, EARLY]),
    ("COHORTS", [CONTRACTS, EARLY]),
    ("SURVIVAL", [CONTRACTS, EARLY]),
    ("RFM", [SALES, EARLY]),
    ("LOST_CUSTOMERS", [CONTRACTS, EARLY]),
    ("WARNING_SIGNS", [SALES, EARLY]),
    ("OUTREACH", [SALES, EARLY]),
    ("SEGMENTS", [CONTRACTS, EARLY]),
]


@pytest.mark.parametrize(("name", "cells"), HEADINGS_ALONE, ids=[name for name, _ in HEADINGS_ALONE])
def test_headings_alone_have_their_kinds_too(name: str, cells: list[object]) -> None:
    said = answer(name, fresh(cells))
    assert len(said.rows) == 1 and len(said.kinds) == len(said.rows[0]) and any(said.kinds)


def test_a_triangle_shows_what_it_was_asked_for() -> None:
    ways = [["month", "customers", "share"], ["month", "customers", "total"], ["month", "revenue", "total"]]
    kinds = [set(answer("COHORTS", [SALES, LAST, *way]).kinds[2:]) for way in ways]
    assert kinds == [{"percent"}, {"count"}, {"money"}]


@pytest.mark.parametrize("refusal", FAULTS, ids=lambda each: each.why)
def test_refused_with_a_real_error_and_a_sentence(refusal: Refusal) -> None:
    cells = fresh(refusal.cells)
    with pytest.raises(Fault) as fault:
        answer(refusal.name, cells)
    assert fault.value.code == refusal.code and refusal.words in fault.value.sentence
    assert fault.value.sentence.endswith(".") and cells == refusal.cells


def test_the_golden_ledger_through_cells() -> None:
    """Two of the seven of 31 October left in November (metrics.md, G1), K's unpaid invoice makes a third."""
    lost = answer("LOST_CUSTOMERS_COUNT", [CONTRACTS, FIRST, LAST]).rows
    assert lost == [[1.0]]
    assert answer("CHURN_RATE", [CONTRACTS, FIRST, LAST]).rows == [[pytest.approx(1 / 6)]]


@pytest.mark.parametrize("blank", [None, "", "  ", float("nan")], ids=["nothing", "no text", "blanks", "no number"])
def test_a_blank_option_is_its_default(blank: object) -> None:
    assert answer("RATE_INTERVAL", [3, 10, blank, blank]) == answer("RATE_INTERVAL", [3, 10])


@pytest.mark.parametrize(
    "written",
    [
        46326,
        46326.75,
        "2026-10-31",
        "2026-10-31T08:00:00Z",
        datetime.date(2026, 10, 31),
        datetime.datetime(2026, 10, 31, 9),
        pd.Timestamp("2026-10-31"),
    ],
    ids=str,
)
def test_a_day_in_every_spelling(written: object) -> None:
    wanted = registry.Argument("as_of", "date", True, None, (), "")
    assert scalar(wanted, written) == datetime.date(2026, 10, 31)
    assert scalar(wanted, 44864, date1904=True) == datetime.date(2026, 10, 31)
    assert serial(datetime.date(2026, 10, 31)) == 46326


def test_error_cells_and_blank_rows_inside_a_range_are_left_out_as_the_review_does() -> None:
    rows = [["Customer", "Date", "Total"], ["Ann", day("2025-01-02"), 5], ["Ben", "#N/A", 6], [None, None, None]]
    rows += [["Cem", day("2025-01-03"), "#DIV/0!"], ["#REF!", day("2025-01-03"), 3]]
    frame = as_table("sales", ("sales",), rows)
    assert frame["customer"].tolist() == ["Ann"]


def test_a_range_of_1904_is_read_in_its_own_years() -> None:
    shifted = [[c - 1462 if isinstance(c, int) and c > 40000 else c for c in row] for row in CONTRACTS]
    assert (
        answer("CHURN_RATE", [shifted, FIRST - 1462, LAST - 1462], date1904=True).rows
        == answer("CHURN_RATE", [CONTRACTS, FIRST, LAST]).rows
    )


def test_a_range_that_was_read_is_not_read_again() -> None:
    read: dict[object, object] = {}
    first = answer("CHURN_RATE", [CONTRACTS, FIRST, LAST], read=read)
    (frame,) = (each for each in read.values() if isinstance(each, pd.DataFrame))
    before, kept = frame.copy(deep=True), len(read)
    assert answer("CHURN_RATE", [CONTRACTS, FIRST, LAST], read=read) == first
    other = answer("LOST_REVENUE", [CONTRACTS, FIRST, LAST], read=read)
    assert len(read) == kept and other == answer("LOST_REVENUE", [CONTRACTS, FIRST, LAST])
    pd.testing.assert_frame_equal(frame, before)


def test_a_table_changed_between_two_calls_in_python_is_counted_anew() -> None:
    frame = as_table("sales_or_subscriptions", ("subscriptions",), CONTRACTS)
    days = pd.Timestamp("2025-11-01"), pd.Timestamp("2025-11-30")
    count = registry.function("LOST_CUSTOMERS_COUNT")
    before = count(frame, *days)
    frame.loc[frame["customer"] == "A", "end"] = pd.Timestamp("2025-11-20")
    assert count(frame, *days) == before + 1


def test_cells_that_come_back_are_plain() -> None:
    for case in CASES:
        for row in answer(case.name, case.cells).rows:
            for cell in row:
                assert cell is None or type(cell) in (bool, float, str, datetime.date), case.name
                assert not (isinstance(cell, float) and np.isnan(cell))


def test_a_table_without_rows_has_its_headings() -> None:
    said = answer("LOST_CUSTOMERS", [SALES, day("2025-02-01")])
    assert len(said.rows) == 1 and "Customer" in said.rows[0]

"""Cells that nobody means, for every argument of every formula, and what an answer to them must be."""

from __future__ import annotations

import datetime
import math
import time
from collections.abc import Iterator
from typing import Any

from formula_cases import CASES, Case, fresh

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.scalars import Fault
from winback_sheets.schema.cells import ERRORS
from winback_sheets.schema.room import EXCEL

MOST_SECONDS = 20.0
NUMBERS: tuple[Any, ...] = (
    *(float("nan"), float("inf"), float("-inf"), 1e300, -1e300, 5e-324, 1e9, -1e9, 1e99, 10**400, -(10**400)),
    *(0, -0.0, -1, 1, 0.5, 2.5, 1_200, 100, 3_650, 2_000, 600, 2_958_465, 2_958_466, 73_050, True),
)
OTHERS: tuple[Any, ...] = (
    *("", " ", "9" * 400, "x" * 100_000, "\U0001f600" * 20_000, "=1+1", "#NUM!", "auto", "1e309", "\x00", "2026-02-30"),
    *(
        datetime.date.min,
        datetime.date.max,
        datetime.date(2199, 12, 31),
        datetime.datetime.max,
        [[1, 2], [3]],
        [],
        [[]],
    ),
)
IN_A_TABLE: tuple[Any, ...] = (
    *(float("nan"), float("inf"), 1e300, -1e300, 1e308, -1, 0, 10**400, 2_958_465, True, "#DIV/0!"),
    *("9" * 400, "x" * 100_000, "1e309", "-", datetime.date.max, datetime.date.min),
)


def first_cases() -> list[Case]:
    """One case of each formula, that with the most arguments."""
    return [max((c for c in CASES if c.name == name), key=lambda c: len(c.cells)) for name in names()]


def names() -> list[str]:
    return [each.name for each in registry.FORMULAS]


def with_extremes(case: Case) -> Iterator[tuple[str, Case]]:
    """The case with an extreme in one argument, tables apart, and in words where."""
    wanted = registry.arguments(case.name)
    cells = [*case.cells, *[None] * (len(wanted) - len(case.cells))]
    for at, each in enumerate(wanted):
        for value in (*NUMBERS, *OTHERS):
            if each.kind != "table" or not isinstance(value, list):
                yield (
                    f"{case.name} {each.name}={repr(value)[:40]}",
                    Case(case.name, [*cells[:at], value, *cells[at + 1 :]]),
                )


def with_odd_cells(case: Case) -> Iterator[tuple[str, Case]]:
    """The case with an extreme in one column of its first table, in the second row."""
    table = case.cells[0]
    for column in range(len(table[0])) if isinstance(table, list) else ():
        for value in IN_A_TABLE:
            cells = fresh(case.cells)
            cells[0][2][column] = value
            yield f"{case.name} {table[0][column]}: {repr(value)[:40]}", Case(case.name, cells)


def wrong(case: Case) -> str:
    """What is wrong with the answer to a case; blank for a right one."""
    begin = time.perf_counter()
    try:
        found = answer(case.name, fresh(case.cells))
    except Fault as fault:
        fine = fault.code in ERRORS and 0 < len(fault.sentence) < 500
        said = "" if fine else f"{fault.code}: {fault.sentence[:100]}"
    except Exception as fault:
        said = f"{type(fault).__name__}: {str(fault)[:100]}"
    else:
        odd = [cell for row in found.rows for cell in row if not sayable(cell)]
        said = f"a cell of {repr(odd[0])[:40]}" if odd else ""
    spent = time.perf_counter() - begin
    return said or (f"{spent:.0f} s" if spent > MOST_SECONDS else "")


def sayable(cell: object) -> bool:
    """Whether a cell can hold it."""
    if isinstance(cell, float):
        return math.isfinite(cell)
    return not isinstance(cell, str) or len(cell.encode("utf-16-le")) <= 2 * EXCEL.letters

"""Whatever stands in an argument: a value that a cell can hold, or an error with a sentence, and soon."""

from __future__ import annotations

import pytest
from formula_cases import Case
from formulas.extremes import first_cases, with_extremes, with_odd_cells, wrong

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.scalars import Fault, scalar
from winback_sheets.schema.settings import SETTING_LINES

ALL = [each for case in first_cases() for each in (*with_extremes(case), *with_odd_cells(case))]


@pytest.mark.filterwarnings("ignore")
def test_no_cell_that_nobody_means_is_a_fault_of_ours() -> None:
    assert [f"{where}: {said}" for where, case in ALL[::149] if (said := wrong(case))] == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "step", [pytest.param(23, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.campaign)]
)
def test_nor_of_a_larger_part_of_them(step: int) -> None:
    assert [f"{where}: {said}" for where, case in ALL[::step] if (said := wrong(case))] == []


BOUNDED = [
    (each.name, arg) for each in registry.FORMULAS for arg in registry.arguments(each.name) if arg.kind == "number"
]


@pytest.mark.parametrize(("name", "argument"), BOUNDED, ids=lambda each: each if isinstance(each, str) else each.name)
def test_every_number_has_an_end_and_what_is_beyond_it_is_told(name: str, argument: registry.Argument) -> None:
    for value in (1e300, argument.most * 2, -1e300, float("inf"), 10**400):
        with pytest.raises(Fault, match=argument.name) as fault:
            scalar(argument, value)
        assert fault.value.code == "#NUM!"


def test_work_that_grows_with_a_number_is_bounded() -> None:
    most = {arg.name: arg.most for _, arg in BOUNDED}
    hours = next(line.most for line in SETTING_LINES if line.key == "weekly hours")
    assert (most["months"], most["bins"], most["weekly_hours"]) == (1_200, 100, hours)
    assert all(line.most > line.least >= 0 for line in SETTING_LINES if line.kind not in ("choice", "yes_no", "lapse"))


def test_what_is_at_the_bound_is_worked_out() -> None:
    assert answer("WINBACK_VALUE", [40, 0.9, 0.01, 1_200]).rows[0][0] == pytest.approx(367.2727, abs=1e-3)
    assert wrong(Case("WINBACK_VALUE", [1e99, 1, 0, 1_200])) == ""

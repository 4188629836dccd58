"""The formulas as custom functions of xlwings Lite, the free add-in in which Python runs inside Excel itself.

`=WINBACK.CHURN_RATE(...)`, on Windows, the Mac and the web. Errors are real ones; their sentences are printed, so they
stand in the output of Lite's pane. Dates come in as serial numbers and go out as dates.
"""

from __future__ import annotations

from typing import Any

from winback_sheets.formulas import registry
from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.scalars import Fault
from winback_sheets.hosts.excel.xlwings_functions import (
    PREFIX,
    Cells,
    Function,
    function_of,
    plain_values,
    with_arguments,
)
from winback_sheets.present.styles import STYLES


def call_formula(formula: str, cells: Cells) -> object:
    """A formula's result as Lite takes it: one value, rows with the headings first, or the error's text, made an error.

    >>> call_formula("CONVERT_RATE", [[[0.5]], [["month"]]])
    0.5
    >>> call_formula("CONVERT_RATE", [[["5"]], [["month"]]])
    WINBACK.CONVERT_RATE: rate takes a number, not the text '5'.
    '#VALUE!'
    """
    try:
        found = answer(formula, [plain_values(each) for each in cells])
    except Fault as fault:
        print(f"{PREFIX}.{formula}: {fault.sentence}")
        return fault.code
    return found.rows[0][0] if found.single else found.rows


def functions(func: Any, arg: Any, ret: Any) -> dict[str, Function]:
    """Every formula as a function by the name under which Lite finds it again, made with Lite's decorators.

    Days are shown as our tabs show them; Lite has no such word for other kinds of numbers. The name in a module and the
    function's own must be the same, since Lite looks the one up by the other.
    """
    made = {}
    for formula in registry.FORMULAS:
        name = f"{PREFIX}_{formula.name}".lower()
        function = with_arguments(function_of(formula.name, name, call_formula), formula.name, arg)
        function = ret(date_format=STYLES["date"]["num_format"])(function)
        made[name] = func(name=formula.name, namespace=PREFIX)(function)
    return made

"""The formulas as worksheet functions of Excel on Windows, through the free part of xlwings: `=WINBACK_CHURN_RATE(...)`.

xlwings' "Import Functions" reads this module and writes a VBA function for each one here; so it has to be on the list
of UDF modules, as in the workbook that `winback addin windows` writes. A name in VBA cannot hold a dot.

This way has no real errors: xlwings hands on whatever is returned, and pywin32 turns every error value into "argument
not given". So a cell shows the error and its sentence as a text, and a formula that reads such a cell takes the text
for the error that it begins with. IFERROR does not see it; LEFT(A1) = "#" does.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
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

CATEGORY = "Winback"


def call_formula(formula: str, cells: Cells) -> object:
    """A formula's result as xlwings takes it: one value, rows with the headings first, or the error with its sentence.

    >>> call_formula("CONVERT_RATE", [[[0.5]], [["month"]]])
    0.5
    >>> call_formula("CONVERT_RATE", [[["5"]], [["month"]]])
    "#VALUE!: rate takes a number, not the text '5'."
    """
    try:
        found = answer(formula, [plain_values(each) for each in cells])
    except Fault as fault:
        return f"{fault.code}: {fault.sentence}"
    return found.rows[0][0] if found.single else found.rows


def functions(func: Any, arg: Any) -> dict[str, Function]:
    """Every formula as a function by its name in VBA; `func` and `arg` are xlwings' decorators."""
    made = {}
    for formula in registry.FORMULAS:
        name = f"{PREFIX}_{formula.name}"
        function = with_arguments(function_of(formula.name, name, call_formula), formula.name, arg)
        made[name] = func(category=CATEGORY)(function)
    return made


# Where xlwings is not installed there is nobody to call them.
if find_spec("xlwings"):
    _xlwings = import_module("xlwings")
    globals().update(functions(_xlwings.func, _xlwings.arg))

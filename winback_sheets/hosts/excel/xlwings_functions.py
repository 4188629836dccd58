"""The catalog's formulas as functions that xlwings can show in Excel: names, arguments and help, made in a loop.

xlwings looks at a function's signature and at nothing else, so these have one, and no annotations: it would try to
convert by them, and cannot for words to choose from or for arguments that may be left out.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Any

from winback_sheets.formulas import registry
from winback_sheets.present.words import say
from winback_sheets.schema.cells import ERRORS

PREFIX = "WINBACK"
# xlwings fills an argument of this name itself, with the cell that calls.
TAKEN = {"caller": "caller_name"}
LONGEST_HELP = 255
Cells = Sequence[object]
Function = Callable[..., object]


def function_of(formula: str, name: str, tell: Callable[[str, Cells], object]) -> Function:
    """A plain function of this name with the formula's arguments, which hands them to `tell`; optional ones are None.

    >>> shown = function_of("RATE_INTERVAL", "WINBACK_RATE_INTERVAL", lambda formula, cells: [formula, *cells])
    >>> shown(3, 10, 0.9, None)
    ['RATE_INTERVAL', 3, 10, 0.9, None]
    >>> import inspect
    >>> str(inspect.signature(shown))
    '(part, whole, confidence=None, method=None)'
    """

    def shown(*cells: object) -> object:
        return tell(formula, cells)

    shown.__name__ = shown.__qualname__ = name
    shown.__doc__ = short(registry.help_of(formula))
    shown.__annotations__ = {}
    shown.__dict__["__signature__"] = Signature(
        [
            Parameter(
                shown_name(each), Parameter.POSITIONAL_OR_KEYWORD, default=Parameter.empty if each.needed else None
            )
            for each in registry.arguments(formula)
        ]
    )
    return shown


def with_arguments(function: Function, formula: str, arg: Any) -> Function:
    """Say with xlwings' `arg` how each argument is read: as rows of cells, errors as their text; and its help.

    Apply `func` only afterwards: each `arg` sets back what `func` was told.
    """
    for each in registry.arguments(formula):
        function = arg(shown_name(each), ndim=2, err_to_str=True, doc=short(help_text(each)))(function)
    return function


def shown_name(argument: registry.Argument) -> str:
    """An argument's name in Excel: its own, where xlwings leaves it that."""
    return TAKEN.get(argument.name, argument.name)


def help_text(argument: registry.Argument) -> str:
    """What the function wizard says of an argument: its meaning, the words to choose from, what blank stands for."""
    meaning = argument.meaning.strip() or argument.name.replace("_", " ")
    said = [f"{meaning[:1].upper()}{meaning[1:].rstrip('.')}."]
    if not argument.needed:
        said.insert(0, say("excel.optional"))
    if argument.choices and argument.kind != "table":
        said.append(say("excel.one_of", choices=argument.choices))
    if not argument.needed and argument.default is not None:
        said.append(say("excel.left_out", default=argument.default))
    return " ".join(said)


def short(text: str, longest: int = LONGEST_HELP) -> str:
    """A text that fits into Excel's function wizard, cut between two words.

    >>> short("What a lost customer would still have paid.", 20)
    'What a lost...'
    """
    return text if len(text) <= longest else text[: longest - 2].rpartition(" ")[0].rstrip(" ,;:") + "..."


def plain_values(cells: object) -> object:
    """What xlwings read, as formulas take it: one cell by itself, money as a number, our own errors as errors.

    >>> plain_values([["Total"], [decimal.Decimal("7.25")]]), plain_values([[5.0]]), plain_values([["#N/A: There is nobody."]])
    ([['Total'], [7.25]], 5.0, '#N/A')
    """
    if not isinstance(cells, (list, tuple)):
        return plain_cell(cells)
    rows = [
        [plain_cell(cell) for cell in row] if isinstance(row, (list, tuple)) else [plain_cell(row)] for row in cells
    ]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def plain_cell(cell: object) -> object:
    """One cell: Excel hands over cells in a currency format as decimals."""
    if isinstance(cell, decimal.Decimal):
        return float(cell)
    if isinstance(cell, str) and cell.startswith("#"):
        return next((code for code in ERRORS if cell.startswith(f"{code}: ")), cell)
    return cell

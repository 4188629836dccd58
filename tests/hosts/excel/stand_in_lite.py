"""A stand-in for xlwings Lite: its decorators, and a call as its documentation describes one. No Excel is behind it.

It stands for: functions are found among the module's attributes and called by their own name; every argument comes as
rows of cells, an empty cell as "", one left out as null, an error as an object; `err_to_str` and `ndim=2` as asked for;
dates come as serial numbers and may go out as dates; a result that reads "#N/A" and its like becomes that error. The
code of Lite itself cannot be used here: it needs a licence key.
"""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

from winback_sheets.schema.cells import ERRORS, serial

Function = Callable[..., Any]


def func(**told: Any) -> Callable[[Function], Function]:
    """xlwings.func with the options that Lite has."""
    assert set(told) <= {"name", "namespace", "volatile", "help_url"}

    def inner(function: Function) -> Function:
        shown = function.__dict__.setdefault("shown", {"arguments": {}})
        shown |= {"name": None, "namespace": None} | told
        return function

    return inner


def arg(name: str, **told: Any) -> Callable[[Function], Function]:
    """xlwings.arg: as there, it applies `func` with nothing, which sets back the name and the namespace."""

    def inner(function: Function) -> Function:
        assert name in inspect.signature(function).parameters, f"there is no argument {name}"
        func()(function)
        function.__dict__["shown"]["arguments"][name] = told
        return function

    return inner


def ret(**told: Any) -> Callable[[Function], Function]:
    """xlwings.ret, of which days have their format; it sets back the name as `arg` does."""
    assert set(told) == {"date_format"}

    def inner(function: Function) -> Function:
        func()(function)
        function.__dict__["shown"] |= told
        return function

    return inner


def in_excel(module: ModuleType) -> dict[str, str]:
    """The functions of a module: name in Excel -> name in Python, by which Lite calls it."""
    found = [each for _, each in inspect.getmembers(module) if "shown" in getattr(each, "__dict__", {})]
    return {f"{each.shown['namespace']}.{each.shown['name']}": each.__name__ for each in found}


def call(module: ModuleType, name: str, arguments: list[Any]) -> Any:
    """What the cell shows: a value, rows, or an error as an object."""
    function = getattr(module, in_excel(module)[name])
    wanted = list(inspect.signature(function).parameters.values())
    assert len(arguments) <= len(wanted), "Excel would not take the formula"
    read = [
        _read(given, function.shown["arguments"][each.name]) for given, each in zip(arguments, wanted, strict=False)
    ]
    result = function(*read, *[each.default for each in wanted[len(read) :]])
    return [[_out(cell) for cell in row] for row in result] if isinstance(result, list) else _out(result)


def sent(cell: Any) -> Any:
    """A cell or a range as Office sends it: always rows, unless it was left out."""
    return (
        [[_sent(each) for each in row] for row in cell]
        if isinstance(cell, list)
        else None
        if cell is None
        else [[_sent(cell)]]
    )


def _sent(cell: Any) -> Any:
    if isinstance(cell, str) and cell in ERRORS:
        return {"type": "Error", "basicValue": cell}
    return "" if cell is None else cell


def _read(given: Any, told: dict[str, Any]) -> Any:
    if given is None:
        return None
    assert told["ndim"] == 2 and told["err_to_str"]
    return [[_in(cell) for cell in row] for row in given]


def _in(cell: Any) -> Any:
    return cell["basicValue"] if isinstance(cell, dict) else None if cell == "" else cell


def _out(cell: Any) -> Any:
    if isinstance(cell, str) and cell in ERRORS:
        return {"type": "Error", "basicValue": cell}
    return serial(cell) if isinstance(cell, datetime.date) else "" if cell is None else cell

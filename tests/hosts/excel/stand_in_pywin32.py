"""A stand-in for pywin32 and Windows' own libraries: just enough that xlwings' real `udfs` module imports and runs here.

It stands for the COM boundary as pywin32 documents it: a range has `Value`, a tuple of rows; an error cell comes as
its number, an empty one as None, a currency as a Decimal, a date as a time with a zone. No Excel is behind it.
"""

from __future__ import annotations

import ctypes
import datetime
import decimal
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock, patch

RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
MISSING = -2147352572
ERROR_NUMBERS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}


class Time(datetime.datetime):
    """pywintypes' time: a datetime that has a zone."""


def modules() -> dict[str, ModuleType]:
    """Modules to be found under pywin32's names."""
    names = ["pythoncom", "pywintypes", "win32com", "win32com.client", "win32com.server", "win32com.server.dispatcher"]
    names += ["win32com.server.policy", "win32com.server.util", "win32api", "win32con", "win32gui", "win32process"]
    names += ["win32event", "win32timezone"]
    made: dict[str, Any] = {name: ModuleType(name) for name in names}
    for name, module in made.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(made[parent], child, module)
    made["pywintypes"].TimeType = Time
    made["pywintypes"].com_error = type("com_error", (Exception,), {})
    made["pywintypes"].IID = str
    made["win32process"].GetWindowThreadProcessId = lambda window: (1, 1)
    made["pythoncom"].__file__ = "pythoncom.dll"
    made["pythoncom"].CoInitialize = lambda: None
    made["pythoncom"].IID_IDispatch = "dispatch"
    made["pythoncom"].TypeIIDs = {"dispatch": type("PyIDispatch", (), {})}
    made["win32timezone"].TimeZoneInfo = SimpleNamespace(utc=lambda: datetime.UTC)
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(made["win32com.client"], name, type(name, (), {}))
    made["win32com.client"].Dispatch = made["win32com.client"].DispatchEx = lambda obj, *more, **named: obj
    return made


@contextmanager
def xlwings_of_windows() -> Iterator[Any]:
    """xlwings as it is on Windows: its decorators make worksheet functions, and `xlwings.udfs` is there."""
    before = {name: module for name, module in sys.modules.items() if _one_of_these(name)}
    for name in before:
        del sys.modules[name]
    sys.modules.update(modules())
    try:
        with patch.multiple(ctypes, create=True, oledll=MagicMock(), windll=MagicMock(), PyDLL=MagicMock()):
            xlwings: Any = importlib.import_module("xlwings")
            windows = xlwings._xlwindows = importlib.import_module("xlwings._xlwindows")
            xlwings.engines.add(xlwings.Engine(impl=windows.engine))
            udfs = xlwings.udfs = importlib.import_module("xlwings.udfs")
            xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
        yield xlwings
    finally:
        for name in [name for name in sys.modules if _one_of_these(name)]:
            del sys.modules[name]
        sys.modules.update(before)


def _one_of_these(name: str) -> bool:
    return name == "xlwings" or name.startswith("xlwings.") or name in modules()


class ComRange:
    """A range as VBA hands it to Python."""

    def __init__(self, rows: list[list[object]]) -> None:
        cells = tuple(tuple(map(com_cell, row)) for row in rows)
        self.Value = cells[0][0] if len(cells) == len(cells[0]) == 1 else cells
        self.Row = self.Column = 1
        self.Rows, self.Columns = SimpleNamespace(Count=len(cells)), SimpleNamespace(Count=len(cells[0]))
        self.Worksheet = MagicMock()
        kind = SimpleNamespace(iid=RANGE_IID)
        self._oleobj_ = SimpleNamespace(GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: kind))


def com_cell(cell: object) -> object:
    """A cell's value as pywin32 gives it: numbers as floats, whole days as times, money as decimals, errors as ints."""
    if isinstance(cell, str) and cell in ERROR_NUMBERS:
        return ERROR_NUMBERS[cell]
    if isinstance(cell, datetime.date):
        return Time(cell.year, cell.month, cell.day, tzinfo=datetime.UTC)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    return float(cell)


def com_argument(cell: object) -> object:
    """An argument of a call as VBA hands it over: a range, one value, or the number that stands for one left out."""
    if isinstance(cell, list):
        return ComRange(cell)
    return MISSING if cell is None else com_cell(cell)


def money(cell: object) -> object:
    """A number as Excel hands over a cell in a currency format."""
    return decimal.Decimal(str(cell)) if isinstance(cell, (int, float)) else cell

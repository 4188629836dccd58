"""For xlwings Lite: `from winback_sheets.lite import *` in main.py makes every formula a function of the workbook."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from winback_sheets.hosts.excel.lite import functions

__all__: list[str] = []

# Lite brings xlwings with it; where there is none, there is nobody to call them.
if find_spec("xlwings"):
    _xlwings = import_module("xlwings")
    _made = functions(_xlwings.func, _xlwings.arg, _xlwings.ret)
    globals().update(_made)
    __all__ += _made

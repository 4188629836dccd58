"""Cells of a Google Sheet as Python values and back: numbers, texts, days as serial numbers; never anything parsed.

A day comes as a serial number, wall time in the sheet's own zone (43831 = 2020-01-01); that it is one shows where the
same cell, asked for as it looks, is a text. What is written goes in RAW: a text stays the text it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from winback_sheets.hosts.excel.office_grids import LAST_DAY
from winback_sheets.hosts.workbook.existing_tab import DAY_0, LONGEST_TEXT, serial_of
from winback_sheets.present.cells import Place

Rows = Sequence[Sequence[Any]]
HOURS = re.compile(r"\d+:\d\d(:\d\d)?(\.\d+)?(\s*[ap]\.?m\.?)?", re.IGNORECASE)


def stored_value(value: object) -> str | float | int | None:
    """A value of ours as Google keeps it; None for a blank cell.

    >>> stored_value("=cmd()"), stored_value(pd.Timestamp("2020-01-01")), stored_value(True), stored_value(float("nan")), stored_value(2.0)
    ('=cmd()', 43831, 'yes', None, 2)
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (int, float, np.integer, np.floating)):
        number = float(value)
        return (
            None if not np.isfinite(number) else int(number) if number.is_integer() and abs(number) < 2**53 else number
        )
    if isinstance(value, pd.Timestamp):
        return serial_of(value.tz_localize(None).to_pydatetime())
    if isinstance(value, datetime.datetime):
        return serial_of(value)
    return str(value)[:LONGEST_TEXT] or None


def as_stored(typed: object) -> str | float | int | None:
    """What `existing_tab.cells_to_write` would have typed, as Google keeps it; a formula stays its text.

    >>> as_stored("'0042"), as_stored("=A1/B1"), as_stored(datetime.datetime(2020, 1, 1))
    ('0042', '=A1/B1', 43831)
    """
    return stored_value(typed[1:] if isinstance(typed, str) and typed.startswith("'") else typed)


def extended_value(value: str | float | int | None, *, formula: bool = False) -> dict[str, Any]:
    """A stored value as Google's ExtendedValue; {} empties a cell. formula: it is one that we made.

    >>> extended_value("=1+1"), extended_value("=A1/B1", formula=True), extended_value(None)
    ({'stringValue': '=1+1'}, {'formulaValue': '=A1/B1'}, {})
    """
    if value is None:
        return {}
    if formula:
        return {"formulaValue": value}
    if isinstance(value, bool):  # what a person ticked, given back
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def as_cells(serial: Rows, looks: Rows) -> list[list[object]]:
    """The rows of a tab with days as days: `serial` as stored, `looks` the same cells with days as they look.

    >>> as_cells([["Anna", 43831, 43831, 1.5]], [["Anna", "2020-01-01", 43831, "36:00:00"]])
    [['Anna', datetime.datetime(2020, 1, 1, 0, 0), 43831, '36:00:00']]
    """
    return [
        [_cell(value, row[at] if at < len(row) else None) for at, value in enumerate(cells)]
        for cells, row in zip(serial, [*looks[: len(serial)], *([()] * (len(serial) - len(looks)))], strict=True)
    ]


def _cell(value: Any, look: Any) -> object:
    if value is None or value == "":
        return None
    if not isinstance(look, str) or isinstance(value, (str, bool)):
        return value
    if HOURS.fullmatch(look.strip()) or not 0 <= value < LAST_DAY:
        return look
    return DAY_0 + datetime.timedelta(seconds=round(value * 86_400))


def agree(serial: Rows, looks: Rows) -> bool:
    """Whether both readings are of one state of the tab: every cell that is no day says the same in both."""
    return len(serial) == len(looks) and all(
        len(one) == len(other)
        and all(
            a == b or (isinstance(b, str) and not isinstance(a, (str, bool))) for a, b in zip(one, other, strict=True)
        )
        for one, other in zip(serial, looks, strict=True)
    )


def typed_alike(serial: Rows, looks: Rows, asked: Rows) -> bool:
    """Whether readings that do not agree are still of one state of what people type, `asked` giving formulas as texts.

    RAND(), NOW() and what depends on them give another value each time they are read.

    >>> typed_alike([["a", 0.3]], [["a", 0.8]], [["a", "=RAND()"]]), typed_alike([["a"]], [["b"]], [["b"]])
    (True, False)
    """
    one, other, typed = exact(serial), exact(looks), exact(asked)
    formulas = formulas_in(typed, one).keys() | formulas_in(typed, other).keys()
    plain = [place for place in one.keys() | other.keys() | typed.keys() if place not in formulas]
    return all(typed.get(place) == one.get(place) and _same_cell(one.get(place), other.get(place)) for place in plain)


def _same_cell(stored: Any, shown: Any) -> bool:
    return stored == shown or (isinstance(shown, str) and stored is not None and not isinstance(stored, (str, bool)))


def exact(rows: Rows) -> dict[Place, Any]:
    """The filled cells of a tab by 0-based row and column."""
    return {
        (row, col): value
        for row, cells in enumerate(rows)
        for col, value in enumerate(cells)
        if value is not None and value != ""
    }


def formulas_in(asked: Mapping[Place, Any], shown: Mapping[Place, Any]) -> dict[Place, str]:
    """The formulas among cells asked for as formulas; `shown`: as values, where a text that begins with = is the same.

    >>> formulas_in({(0, 0): "=A2", (0, 1): "=cmd()"}, {(0, 0): 7, (0, 1): "=cmd()"})
    {(0, 0): '=A2'}
    """
    return {
        place: value
        for place, value in asked.items()
        if isinstance(value, str) and value.startswith("=") and shown.get(place) != value
    }

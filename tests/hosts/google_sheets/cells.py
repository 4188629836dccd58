"""One cell: the value a person typed, its format, note and validation; and what answers show of it."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

Value = float | int | str | bool | None
EPOCH = datetime.datetime(1899, 12, 30)
JSON = dict[str, Any]


SENTENCES = {
    "#DIV/0!": "Function DIVIDE parameter 2 cannot be zero.",
    "#NAME?": "Unknown function or range name.",
    "#VALUE!": "A parameter of the function is of a wrong kind.",
    "#REF!": "Reference does not exist.",
    "#N/A": "",
    "#NUM!": "The result is not a number that can be shown.",
    "#ERROR!": "Formula parse error.",
}


class Fail(NamedTuple):
    """What a formula that cannot be worked out shows."""

    text: str
    why: str = ""

    @property
    def message(self) -> str:
        """The sentence a person reads who points at the cell."""
        return self.why or SENTENCES.get(self.text, SENTENCES["#VALUE!"])

    @property
    def kind(self) -> str:
        """The error's name in Google's answers."""
        named = {"#DIV/0!": "DIVIDE_BY_ZERO", "#NAME?": "NAME", "#VALUE!": "VALUE", "#REF!": "REF", "#N/A": "N_A"}
        return named.get(self.text, "NUM" if self.text == "#NUM!" else "ERROR")


class Cell(NamedTuple):
    """A cell as a person left it; never changed in place, so that a batch can be rolled back cheaply."""

    value: Value = None
    formula: str | None = None
    format: JSON | None = None
    note: str | None = None
    validation: JSON | None = None
    runs: list[JSON] | None = None
    pivot: JSON | None = None
    chips: list[JSON] | None = None

    @property
    def filled(self) -> bool:
        """Whether the cell holds a value or formula; a format alone is no data."""
        return self.value is not None or self.formula is not None

    @property
    def numbers(self) -> JSON | None:
        """The number format, if one was set."""
        return (self.format or {}).get("numberFormat")


EMPTY = Cell()


def plain(value: Any) -> Any:
    """A value as JSON shows it: whole numbers without a decimal point.

    >>> plain(2.0), plain(1.5), plain(True), plain("x")
    (2, 1.5, True, 'x')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def raw(given: Any) -> Value:
    """A value written with RAW: kept as it is; an empty text clears the cell."""
    if given == "" and isinstance(given, str):
        return None
    return plain(given)


def serial(moment: datetime.date) -> float | int:
    """A date or time of day as the sheet counts it: days since 1899-12-30.

    >>> serial(datetime.date(2020, 1, 1))
    43831
    """
    if not isinstance(moment, datetime.datetime):
        moment = datetime.datetime(moment.year, moment.month, moment.day)
    gap = moment - EPOCH
    return plain(round(gap.days + gap.seconds / 86400 + gap.microseconds / 86400e6, 12))


def extended(value: Any) -> JSON:
    """A value as an ExtendedValue.

    >>> extended(1.0), extended("x"), extended(False)
    ({'numberValue': 1}, {'stringValue': 'x'}, {'boolValue': False})
    """
    if isinstance(value, Fail):
        return {"errorValue": {"type": value.kind, **({"message": value.message} if value.message else {})}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": plain(value)}
    return {"stringValue": value}


def of_extended(given: JSON | None) -> tuple[Value, str | None]:
    """The value and the formula of an ExtendedValue."""
    given = given or {}
    if given.get("formulaValue") is not None:
        text = str(given["formulaValue"])
        return (None, text) if text.startswith("=") else (raw(text), None)
    if given.get("numberValue") is not None:
        return plain(float(given["numberValue"])), None
    if given.get("boolValue") is not None:
        return bool(given["boolValue"]), None
    return (raw(given["stringValue"]), None) if given.get("stringValue") is not None else (None, None)

"""The operators and functions that formulas may use in the emulator."""

from __future__ import annotations

import contextlib
import datetime
import math
import random
import re
from typing import Any

from hosts.google_sheets.cells import Fail, plain, serial


def operated(sign: str, left: Any, right: Any) -> Any:
    """Two values joined by an operator.

    >>> operated("+", 1, "2"), operated("&", 1.0, "x"), operated("<", "a", "B"), operated("/", 1, 0).text
    (3.0, '1x', True, '#DIV/0!')
    """
    left, right = single(left), single(right)
    for side in (left, right):
        if isinstance(side, Fail):
            return side
    if sign == "&":
        return worded(left) + worded(right)
    if sign in ("=", "<>", "<", ">", "<=", ">="):
        return compared(sign, left, right)
    first, second = number(left), number(right)
    for place, (side, found) in enumerate(((left, first), (right, second)), 1):
        if isinstance(found, Fail):
            said = (
                f"Function {WORDS[sign]} parameter {place} expects number values. But '{side}' is a text and cannot be "
            )
            return Fail("#VALUE!", said + "coerced to a number.")
    if sign == "/":
        return first / second if second else Fail("#DIV/0!")
    if sign == "^":
        return first**second
    return first + second if sign == "+" else first - second if sign == "-" else first * second


WORDS = {"+": "ADD", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", "^": "POW"}


def single(value: Any) -> Any:
    """The one value of a block."""
    if isinstance(value, list):
        return value[0][0] if value and value[0] else None
    return value


def worded(value: Any) -> str:
    """A value as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(plain(value))


def number(value: Any) -> Any:
    """A value as a number; a text that is none is an error."""
    if value is None:
        return 0.0
    try:
        return float(value)
    except (TypeError, ValueError):
        return Fail("#VALUE!")


def compared(sign: str, left: Any, right: Any) -> bool:
    """A comparison: numbers before texts before truth values, texts whatever their case."""
    blank = {bool: False, str: ""}
    left = blank.get(type(right), 0) if left is None else left
    right = blank.get(type(left), 0) if right is None else right
    first, second = order(left), order(right)
    results = {"=": first == second, "<>": first != second, "<": first < second, ">": first > second}
    return {"<=": first <= second, ">=": first >= second, **results}[sign]


def order(value: Any) -> tuple[int, Any]:
    """A value's place in the sheet's order of numbers, texts, truth values."""
    if isinstance(value, bool):
        return (2, value)
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def flat(given: list[Any]) -> list[Any]:
    """All values of all arguments, blocks cell by cell."""
    out: list[Any] = []
    for item in given:
        out += [value for row in item for value in row] if isinstance(item, list) else [item]
    return out


def numbers(given: list[Any]) -> list[float]:
    """The numbers among the arguments."""
    return [float(v) for v in flat(given) if isinstance(v, int | float) and not isinstance(v, bool)]


def truth(value: Any) -> bool:
    """A value as a truth value."""
    value = single(value)
    return value.upper() == "TRUE" if isinstance(value, str) else bool(value)


def average(given: list[Any]) -> Any:
    """The mean; nothing to average is an error."""
    found = numbers(given)
    return sum(found) / len(found) if found else Fail("#DIV/0!")


def rounded(given: list[Any]) -> Any:
    """Half away from zero."""
    value, places = number(single(given[0])), int(number(single(given[1])) if len(given) > 1 else 0)
    if isinstance(value, Fail):
        return value
    return math.copysign(math.floor(abs(value) * 10**places + 0.5), value) / 10**places


def counted_if(given: list[Any]) -> float:
    """How many cells meet a criterion such as 3, "x" or ">2"."""
    wanted = single(given[1])
    sign, rest = "=", wanted
    for mark in ("<>", "<=", ">=", "<", ">", "="):
        if isinstance(wanted, str) and wanted.startswith(mark):
            sign, rest = mark, wanted[len(mark) :]
            break
    with contextlib.suppress(TypeError, ValueError):
        rest = float(rest)
    return float(sum(compared(sign, v, rest) for v in flat(given[:1]) if v is not None and type_fits(v, rest)))


def type_fits(value: Any, wanted: Any) -> bool:
    """Numbers are compared with numbers, texts with texts."""
    return isinstance(value, str) == isinstance(wanted, str)


def root(value: Any) -> Any:
    """The square root of what is not negative."""
    if isinstance(value, Fail) or value >= 0:
        return value if isinstance(value, Fail) else math.sqrt(value)
    return Fail("#NUM!", "Function SQRT parameter 1 value is negative. It should be positive or zero.")


def looked_up(given: list[Any]) -> Any:
    """VLOOKUP with an exact match; a sorted search takes the last that is not greater."""
    wanted, rows = single(given[0]), given[1] if isinstance(given[1], list) else [[given[1]]]
    column = int(number(single(given[2])))
    if not 1 <= column <= len(rows[0]):
        return Fail("#REF!", "VLOOKUP evaluates to an out of bounds range.")
    if len(given) < 4 or truth(given[3]):
        found = [row for row in rows if row[0] is not None and order(row[0]) <= order(wanted)][-1:]
    else:
        found = [row for row in rows if row[0] is not None and order(row[0]) == order(wanted)][:1]
    return (
        found[0][column - 1] if found else Fail("#N/A", f"Did not find value '{plain(wanted)}' in VLOOKUP evaluation.")
    )


DICE = random.Random(1)
VOLATILE = re.compile(r"\b(?:RAND|RANDBETWEEN|NOW|TODAY)\(", re.IGNORECASE)  # worked out anew for every call
PURE = {
    "VLOOKUP": looked_up,
    "DATE": lambda given: float(serial(datetime.date(*(int(number(single(part))) for part in given[:3])))),
    "TODAY": lambda given: float(serial(datetime.datetime.now(datetime.UTC).date())),
    "NOW": lambda given: float(serial(datetime.datetime.now(datetime.UTC).replace(tzinfo=None))),
    "RAND": lambda given: DICE.random(),
    "RANDBETWEEN": lambda given: float(DICE.randint(*(int(number(single(part))) for part in given[:2]))),
    "SUM": lambda given: sum(numbers(given)),
    "PRODUCT": lambda given: math.prod(numbers(given)),
    "MIN": lambda given: min(numbers(given), default=0),
    "MAX": lambda given: max(numbers(given), default=0),
    "COUNT": lambda given: float(len(numbers(given))),
    "COUNTA": lambda given: float(sum(v is not None for v in flat(given))),
    "COUNTIF": counted_if,
    "AVERAGE": average,
    "ROUND": rounded,
    "INT": lambda given: float(math.floor(number(single(given[0])))),
    "ABS": lambda given: abs(number(single(given[0]))),
    "SQRT": lambda given: root(number(single(given[0]))),
    "MOD": lambda given: number(single(given[0])) % number(single(given[1])),
    "AND": lambda given: all(truth(v) for v in flat(given) if v is not None),
    "OR": lambda given: any(truth(v) for v in flat(given) if v is not None),
    "NOT": lambda given: not truth(given[0]),
    "LEN": lambda given: float(len(worded(single(given[0])))),
    "UPPER": lambda given: worded(single(given[0])).upper(),
    "LOWER": lambda given: worded(single(given[0])).lower(),
    "TRIM": lambda given: " ".join(worded(single(given[0])).split()),
    "CONCATENATE": lambda given: "".join(worded(v) for v in flat(given)),
    "HYPERLINK": lambda given: single(given[1] if len(given) > 1 else given[0]),
    "ISNUMBER": lambda given: isinstance(single(given[0]), int | float),
    "NA": lambda given: Fail("#N/A"),
    "ROWS": lambda given: float(len(given[0])),
    "COLUMNS": lambda given: float(len(given[0][0])),
    "TRUE": lambda given: True,
    "FALSE": lambda given: False,
}


def called(name: str, given: list[Any], said: str = "") -> Any:
    """The value of a function; an error in an argument is passed on. said: the name as it was typed."""
    if name == "IF":
        test = single(given[0])
        chosen = given[1] if truth(test) else (given[2] if len(given) > 2 else False)
        return test if isinstance(test, Fail) else single(chosen)
    if name == "IFERROR":
        value = single(given[0])
        return (single(given[1]) if len(given) > 1 else "") if isinstance(value, Fail) else value
    if name == "ISBLANK":
        return single(given[0]) is None
    if name == "ISERROR":
        return isinstance(single(given[0]), Fail)
    if name not in PURE:
        return Fail("#NAME?", f"Unknown function: '{said or name}'.")
    failed = next((value for value in flat(given) if isinstance(value, Fail)), None)
    if failed is not None:
        return failed
    try:
        return PURE[name](given)
    except (IndexError, TypeError, ValueError, ZeroDivisionError, AttributeError):
        return Fail("#VALUE!")

"""One cell as an argument or a result: numbers, days and words as every host delivers them, and errors with a sentence.

Nothing here needs pandas, so that a browser can check what was typed before it fetches anything.
"""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

from winback_sheets.formulas.registry import Argument
from winback_sheets.schema.cells import DAY_0, DAY_0_1904, ERRORS, is_blank

FIRST_YEAR, LAST_YEAR = 1900, 2199
LAST_SERIAL = 2_958_465  # 31 December 9999
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")


class Fault(Exception):
    """What a cell shows instead of a result: one of `ERRORS`, and the sentence that explains it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def scalar(wanted: Argument, cell: object, *, date1904: bool = False) -> Any:
    """A cell's value as the argument wants it: a float or int, a date, a word of its choices, or a text.

    Blank gives the argument's default. Fault where it is needed or of another kind.

    >>> discount = Argument("discount", "number", False, 0.0, (), "")
    >>> scalar(discount, 0.1), scalar(discount, "")
    (0.1, 0.0)
    >>> scalar(Argument("as_of", "date", True, None, (), ""), 46326)
    datetime.date(2026, 10, 31)
    """
    if is_blank(cell):
        if wanted.needed:
            raise Fault("#VALUE!", f"{wanted.name} is missing: {wanted.meaning or 'the formula needs it'}.")
        return wanted.default
    if isinstance(cell, str) and cell in ERRORS:
        raise Fault(cell, f"{wanted.name} is {cell}: mend that cell first.")
    if wanted.kind == "date":
        return _day(wanted.name, cell, date1904)
    if wanted.kind == "text":
        return _word(cell)
    if isinstance(cell, str) and wanted.choices:
        return _choice(wanted, cell)
    if wanted.kind == "choice":
        raise Fault("#VALUE!", f"{wanted.name} is one of {', '.join(wanted.choices)}, not {_word(cell)}.")
    return _number(wanted, cell)


def _number(wanted: Argument, cell: object) -> float | int:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise Fault("#VALUE!", f"{wanted.name} takes a number, not {_shown(cell)}.")
    if not math.isfinite(cell):
        raise Fault("#NUM!", f"{wanted.name} is not a number that can be reckoned with.")
    if wanted.whole and cell != int(cell):
        raise Fault("#NUM!", f"{wanted.name} takes a whole number, not {_word(cell)}.")
    return int(cell) if wanted.whole else float(cell)


def _choice(wanted: Argument, cell: str) -> str:
    found = next((word for word in wanted.choices if word.casefold() == cell.strip().casefold()), None)
    if found is None:
        number = " or a number" if wanted.kind == "number" else ""
        raise Fault("#VALUE!", f"{wanted.name} is one of {', '.join(wanted.choices)}{number}, not {_shown(cell)}.")
    return found


def _day(name: str, cell: object, date1904: bool) -> datetime.date:
    """A day, in a year that a firm can mean: a mistyped one would be counted month by month to its end."""
    found = _any_day(name, cell, date1904)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Fault("#NUM!", f"{name} is in the year {found.year}: check the date.")
    return found


def _any_day(name: str, cell: object, date1904: bool) -> datetime.date:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 1 <= cell < LAST_SERIAL + 1:
            raise Fault("#NUM!", f"{name} takes a date, and {_word(cell)} is none.")
        return (DAY_0_1904 if date1904 else DAY_0) + datetime.timedelta(days=int(cell))
    said = ISO.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        return datetime.date(*map(int, said.groups())) if said else _no_day(name, cell)
    except ValueError:
        return _no_day(name, cell)


def _no_day(name: str, cell: object) -> datetime.date:
    raise Fault("#VALUE!", f"{name} takes a date such as DATE(2026,10,31) or 2026-10-31, not {_shown(cell)}.")


def _word(cell: object) -> str:
    """A cell as text: a number without needless digits, a day as it is written everywhere."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell).strip()


def _shown(cell: object) -> str:
    return f"the text {cell.strip()[:40]!r}" if isinstance(cell, str) else _word(cell)[:40]

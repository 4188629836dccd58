"""One cell as an argument or a result: numbers, days and words as every host delivers them, and errors with a sentence.

Nothing here needs pandas, so that a browser can check what was typed before it fetches anything.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from winback_sheets.formulas.registry import LARGEST, Argument
from winback_sheets.present.words import say
from winback_sheets.schema.cells import DAY_0, DAY_0_1904, ERRORS, is_blank
from winback_sheets.schema.lapse_rule import read_lapse_rule
from winback_sheets.schema.settings import FIRST_YEAR, LAST_YEAR

LONGEST_SHOWN = 40
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
            raise Fault("#VALUE!", say("formulas.missing", argument=wanted.name, meaning=wanted.meaning.rstrip(".")))
        return wanted.default
    if isinstance(cell, str) and cell in ERRORS:
        raise Fault(cell, say("formulas.error_in_cell", argument=wanted.name, error=cell))
    if wanted.kind == "date":
        return _day(wanted.name, cell, date1904)
    if wanted.kind == "text":
        return _word(cell)
    if isinstance(cell, str) and wanted.rule and (rule := read_lapse_rule(cell)):
        return str(rule)
    if isinstance(cell, str) and wanted.choices:
        return _choice(wanted, cell)
    if wanted.kind == "choice":
        raise Fault("#VALUE!", say("formulas.choice", argument=wanted.name, choices=wanted.choices, given=_word(cell)))
    return _number(wanted, cell)


def _number(wanted: Argument, cell: object) -> float | int:
    if isinstance(cell, str):
        raise Fault("#VALUE!", say("formulas.number_not_text", argument=wanted.name, given=_word(cell)))
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise Fault("#VALUE!", say("formulas.number_not_value", argument=wanted.name, given=_word(cell)))
    if not -LARGEST <= cell <= LARGEST:
        raise Fault("#NUM!", say("formulas.not_finite", argument=wanted.name))
    if cell < wanted.least:
        raise Fault("#NUM!", say("formulas.at_least", argument=wanted.name, least=wanted.least, given=_word(cell)))
    if cell > wanted.most:
        raise Fault("#NUM!", say("formulas.at_most", argument=wanted.name, most=wanted.most, given=_word(cell)))
    if wanted.whole and cell != int(cell):
        raise Fault("#NUM!", say("formulas.whole_number", argument=wanted.name, given=_word(cell)))
    return int(cell) if wanted.whole else float(cell)


def _choice(wanted: Argument, cell: str) -> str:
    found = next((word for word in wanted.choices if word.casefold() == cell.strip().casefold()), None)
    if found is not None:
        return found
    if wanted.rule:
        sentence = say("formulas.choice_or_rule", argument=wanted.name, choices=wanted.choices, given=_word(cell))
    elif wanted.kind == "number":
        sentence = say("formulas.choice_or_number", argument=wanted.name, choices=wanted.choices, given=_word(cell))
    else:
        sentence = say("formulas.choice", argument=wanted.name, choices=wanted.choices, given=_word(cell))
    raise Fault("#VALUE!", sentence)


def _day(name: str, cell: object, date1904: bool) -> datetime.date:
    """A day, in a year that a firm can mean: a mistyped one would be counted month by month to its end."""
    found = _any_day(name, cell, date1904)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Fault("#NUM!", say("formulas.unlikely_year", argument=name, year=found.year))
    return found


def _any_day(name: str, cell: object, date1904: bool) -> datetime.date:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 1 <= cell < LAST_SERIAL + 1:
            raise Fault("#NUM!", say("formulas.day_not_value", argument=name, given=_word(cell)))
        return (DAY_0_1904 if date1904 else DAY_0) + datetime.timedelta(days=int(cell))
    said = ISO.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        return datetime.date(*map(int, said.groups())) if said else _no_day(name, cell)
    except ValueError:
        return _no_day(name, cell)


def _no_day(name: str, cell: object) -> datetime.date:
    if isinstance(cell, str):
        raise Fault("#VALUE!", say("formulas.day_not_text", argument=name, given=_word(cell)))
    raise Fault("#VALUE!", say("formulas.day_not_value", argument=name, given=_word(cell)))


def _word(cell: object) -> str:
    """A cell as a short text: a number without needless digits, a day as it is written everywhere."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else " ".join(str(cell).split())[:LONGEST_SHOWN]

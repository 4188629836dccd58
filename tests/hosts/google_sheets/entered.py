"""What the sheet makes of a text a person types: a number, a date, a truth value, a formula or the text itself."""

from __future__ import annotations

import datetime
import re
from typing import Any, NamedTuple

from hosts.google_sheets.cells import Cell, Value, plain, serial
from hosts.google_sheets.number_formats import MONTHS, decimal_comma

NUMBER = re.compile(r"^([-+]?)(\$|€|£)?\s?([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(?:[eE]([-+]?\d+))?\s?(%)?$")
ISO = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
SHORT = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$")
WORDED = re.compile(r"^(?:(\d{1,2})[ -]([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? (\d{1,2}),?)[ -](\d{4})$")
CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(am|pm)?$", re.IGNORECASE)


class Entry(NamedTuple):
    """What was understood: a value or a formula, and the number format that comes with it."""

    value: Value = None
    formula: str | None = None
    numbers: dict[str, Any] | None = None


def understood(text: str, locale: str = "en_US") -> Entry:
    """What a typed text means.

    >>> understood("0042").value, understood("2,000,000.01").value, understood("'0042").value
    (42, 2000000.01, '0042')
    >>> understood("2020-01-01").value, understood("1,5", "de_DE").value, understood("=1+1").formula
    (43831, 1.5, '=1+1')
    """
    if text == "":
        return Entry()
    if text.startswith("'"):
        return Entry(text[1:] or None)
    if text.startswith("=") and len(text) > 1:
        return Entry(formula=text)
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return Entry(bare.upper() == "TRUE")
    return number(bare, locale) or moment(bare, locale) or Entry(text)


def number(text: str, locale: str) -> Entry | None:
    """A number with its signs: thousands, per cent, currency, exponent."""
    if decimal_comma(locale):
        text = text.translate(str.maketrans(",.", ".,"))
    found = NUMBER.match(text)
    if not found or not (found[4] or (found[5] or ".") != "."):
        return None
    sign, coin, sign2, whole, part, power, cent = found.groups()
    value = float((whole or "0").replace(",", "") + (part or "") + (f"e{power}" if power else ""))
    value = -value if "-" in (sign, sign2) else value
    decimals = "0.00" if part and part != "." else "0"
    if cent:
        return Entry(plain(float(f"{value / 100:.15g}")), numbers={"type": "PERCENT", "pattern": f"{decimals}%"})
    if coin:
        return Entry(plain(value), numbers={"type": "CURRENCY", "pattern": f'"{coin}"#,##{decimals}'})
    if whole and "," in whole:
        return Entry(plain(value), numbers={"type": "NUMBER", "pattern": f"#,##{decimals}"})
    if power:
        return Entry(plain(value), numbers={"type": "SCIENTIFIC", "pattern": "0.00E+00"})
    return Entry(plain(value))


def moment(text: str, locale: str) -> Entry | None:
    """A date, a time of day, or both."""
    day = dated(text, locale)
    if day:
        return Entry(serial(day[0]), numbers={"type": "DATE", "pattern": day[1]})
    seconds = clock(text)
    if seconds is not None:
        return Entry(plain(round(seconds / 86400, 12)), numbers={"type": "TIME", "pattern": "h:mm:ss"})
    head, _, tail = text.replace("T", " ").partition(" ")
    both, later = dated(head, locale), clock(tail)
    if both and later is not None:
        value = plain(round(serial(both[0]) + later / 86400, 12))
        return Entry(value, numbers={"type": "DATE_TIME", "pattern": f"{both[1]} h:mm:ss"})
    return None


def dated(text: str, locale: str) -> tuple[datetime.date, str] | None:
    """A date and the pattern it was written in; the day stands first where the locale says so."""
    try:
        found = ISO.match(text)
        if found:
            year, mark, month, day = found.groups()
            return datetime.date(int(year), int(month), int(day)), f"yyyy{mark}mm{mark}dd"
        found = SHORT.match(text)
        if found:
            return short(found, locale)
        found = WORDED.match(text)
        if found:
            name = (found[2] or found[3]).lower()
            month_number = next(
                n
                for n, word in enumerate(MONTHS, 1)
                if word.lower() in (name, word.lower()[:3]) and name[:3] == word.lower()[:3]
            )
            return datetime.date(int(found[5]), month_number, int(found[1] or found[4])), "d mmm yyyy"
    except (ValueError, StopIteration):
        return None
    return None


def short(found: re.Match[str], locale: str) -> tuple[datetime.date, str] | None:
    """A date with the year last; points mean a date only where the locale writes dates so."""
    first, mark, second, year = found.groups()
    month_first = locale == "en_US"
    if mark == "." and month_first:
        return None
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 50 else 1900)
    month, day = (first, second) if month_first else (second, first)
    pattern = f"m{mark}d{mark}yyyy" if month_first else f"dd{mark}mm{mark}yyyy"
    return datetime.date(full, int(month), int(day)), pattern


def clock(text: str) -> int | None:
    """A time of day in seconds."""
    found = CLOCK.match(text.strip())
    if not found or int(found[2]) > 59:
        return None
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    return hour * 3600 + int(found[2]) * 60 + int(found[3] or 0)


def typed(old: Cell, given: Any, locale: str) -> Cell:
    """The cell after a person, or USER_ENTERED, put something into it; text cells keep every text."""
    if not isinstance(given, str):
        return old._replace(value=plain(given), formula=None, runs=None)
    if (old.numbers or {}).get("type") == "TEXT":
        return old._replace(value=given or None, formula=None, runs=None)
    entry = understood(given, locale)
    form = old.format
    if entry.numbers and (old.numbers or {}).get("type") != entry.numbers["type"]:
        form = {**(form or {}), "numberFormat": entry.numbers}
    return old._replace(value=entry.value, formula=entry.formula, format=form, runs=None)

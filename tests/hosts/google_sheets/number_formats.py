"""Numbers, dates and times as a cell shows them, by format pattern and locale."""

from __future__ import annotations

import datetime
import math
import re
from functools import cache
from typing import Any

from babel import Locale
from hosts.google_sheets.cells import EPOCH, Fail

OLD_NAMES = {"in": "id", "iw": "he", "no": "nb"}  # Google names these languages as Java once did
DEFAULTS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": '"$"#,##0.00',
    "TIME": "h:mm:ss am/pm",
    "SCIENTIFIC": "0.00E+00",
}
DAY_FIRST = {"de": "dd.MM.yyyy", "fr": "dd/MM/yyyy", "es": "d/M/yyyy", "it": "dd/MM/yyyy", "fa": "yyyy/M/d"}
TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|am/pm|a/p|y+|m+|d+|h+|s+(?:\.0+)?|E[+-]0+|[0#?.,]+|.', re.IGNORECASE)
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@cache
def decimal_comma(locale: str) -> bool:
    """Whether a locale writes 1,5 for one and a half.

    >>> [decimal_comma(each) for each in ("de_DE", "de_CH", "in_ID", "en_US", "fa_IR")]
    [True, False, True, False, False]
    """
    language, _, country = locale.partition("_")
    found = Locale.parse("_".join(filter(None, (OLD_NAMES.get(language, language), country))))
    return bool(found.number_symbols["latn"]["decimal"] == ",")


def date_pattern(locale: str) -> str:
    """How a locale writes a date."""
    if locale == "en_GB":
        return "dd/MM/yyyy"
    return DAY_FIRST.get(locale.partition("_")[0], "M/d/yyyy")


def shown(value: Any, numbers: dict[str, Any] | None, locale: str) -> str:
    """What a cell shows.

    >>> shown(43831, {"type": "DATE", "pattern": "yyyy-mm-dd"}, "en_US"), shown(1234.5, {"type": "NUMBER"}, "de_DE")
    ('2020-01-01', '1.234,50')
    >>> shown(True, None, "en_US"), shown(1.5, None, "de_DE"), shown(0.25, {"type": "PERCENT"}, "en_US")
    ('TRUE', '1,5', '25.00%')
    """
    if value is None:
        return ""
    if isinstance(value, Fail):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    pattern = pattern_of(numbers, locale)
    if not pattern or pattern in ("@", "General"):
        return general(value, locale)
    sections = pattern.split(";")
    if len(sections) > 1 and value < 0:
        return filled(-value, sections[1], locale)
    return filled(value, sections[2] if len(sections) > 2 and value == 0 else sections[0], locale)


def pattern_of(numbers: dict[str, Any] | None, locale: str) -> str:
    """The pattern of a number format; the type's own where none is given."""
    if not numbers:
        return ""
    kind = numbers.get("type", "")
    if numbers.get("pattern"):
        return str(numbers["pattern"])
    if kind == "DATE":
        return date_pattern(locale)
    return f"{date_pattern(locale)} H:mm:ss" if kind == "DATE_TIME" else DEFAULTS.get(kind, "")


def general(value: float, locale: str) -> str:
    """A number without a format: ten digits behind which nothing is shown."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}" if abs(value) >= 1e-4 else f"{value:.10f}".rstrip("0").rstrip(".") or "0"
    if "e" in text:
        base, power = text.split("e")
        text = f"{base}E{int(power):+d}"
    return text.replace(".", ",") if decimal_comma(locale) else text


def is_date(pattern: str) -> bool:
    """Whether a pattern shows a date or time.

    >>> is_date("yyyy-mm-dd"), is_date("#,##0.00"), is_date('0 "days"')
    (True, False, False)
    """
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", pattern)
    return bool(re.search(r"[ymdhs]", bare, re.IGNORECASE))


def filled(value: float, pattern: str, locale: str) -> str:
    """A number put into one section of a pattern."""
    return moment_in(value, pattern) if is_date(pattern) else number_in(value, pattern, locale)


def number_in(value: float, pattern: str, locale: str) -> str:
    """A number put into a pattern of digits."""
    tokens = TOKEN.findall(pattern)
    scale = 100 ** sum(token == "%" for token in tokens)
    power = next((token for token in tokens if re.match(r"E[+-]0", token)), None)
    body = next((token for token in tokens if token[0] in "0#?."), None)
    done, out = False, []
    for token in tokens:
        if token[0] in "0#?.," and not done:
            done = body is token or body is None
            out.append(science(value, body or "0", power) if power else digits(value * scale, token, locale))
        elif token == power or token[0] == "[" or (token[0] in "0#?" and done):
            continue
        else:
            out.append(literal(token))
    return "".join(out)


def literal(token: str) -> str:
    """A pattern's text that stands for itself."""
    if token.startswith('"'):
        return token[1:-1]
    return token[1:] if token.startswith("\\") else {"_": " ", "*": ""}.get(token, token)


def digits(value: float, token: str, locale: str) -> str:
    """A number with the decimals and thousands a run of 0 # , . asks for."""
    whole, _, part = token.partition(".")
    fixed, most = part.count("0"), len(part.replace(",", ""))
    rounded = math.floor(abs(value) * 10**most + 0.5 + 1e-9) / 10**most
    text = f"{rounded:,.{most}f}" if "," in whole else f"{rounded:.{most}f}"
    if most > fixed:
        head, _, tail = text.partition(".")
        tail = tail[:fixed] + tail[fixed:].rstrip("0")
        text = head + ("." + tail if tail else "")
    head, dot, tail = text.partition(".")
    head = head.zfill(whole.count("0")) if whole.count("0") else head.lstrip("0")
    text = ("-" if value < 0 and rounded else "") + head + dot + tail
    return text.translate(str.maketrans(",.", ".,")) if decimal_comma(locale) else text


def science(value: float, body: str, power: str) -> str:
    """A number in scientific notation."""
    base, raised = f"{value:.{len(body.partition('.')[2])}e}".split("e")
    return f"{base}E{'-' if int(raised) < 0 else '+'}{abs(int(raised)):0{len(power) - 2}d}"


def moment_in(value: float, pattern: str) -> str:
    """A date or time put into a pattern; m means minutes beside hours or seconds."""
    moment = EPOCH + datetime.timedelta(seconds=round(value * 86400))
    tokens = TOKEN.findall(pattern)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    out: list[str] = []
    last = ""
    for index, token in enumerate(tokens):
        kind = token[0].lower()
        if kind == "m" and token[0] == "m" and (last == "h" or follows(tokens[index + 1 :], "s")):
            out.append(f"{moment.minute:0{min(len(token), 2)}d}")
        elif kind in "ymdhs" and token[0] != '"':
            out.append(part_of(moment, token, half_day))
        elif token.lower() in ("am/pm", "a/p"):
            out.append("AM" if moment.hour < 12 else "PM")
        else:
            out.append(literal(token))
        last = kind if kind in "ymdhs" else last
    return "".join(out)


def follows(tokens: list[str], wanted: str) -> bool:
    """Whether the next date token is of a kind."""
    return next((token[0].lower() for token in tokens if token[0].lower() in "ymdhs"), "") == wanted


def part_of(moment: datetime.datetime, token: str, half_day: bool) -> str:
    """One date token: d dd ddd dddd, M MM MMM MMMM, yy yyyy, h hh, s ss."""
    kind, size = token[0].lower(), len(token)
    if kind == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if kind == "m":
        return f"{moment.month:0{size}d}" if size < 3 else MONTHS[moment.month - 1][: 3 if size == 3 else None]
    if kind == "d":
        return f"{moment.day:0{size}d}" if size < 3 else DAYS[moment.weekday()][: 3 if size == 3 else None]
    if kind == "h":
        return f"{(moment.hour % 12 or 12) if half_day else moment.hour:0{min(size, 2)}d}"
    return f"{moment.second:0{min(len(token.partition('.')[0]), 2)}d}"

"""The fields of a sentence: how a number, a sum of money, a day or a list of names is written in a language.

{name}                       a text as it is
{lost:count}                 1,204
{gap:number}                 7 or 7.25
{rate:percent} {low:percent:0}   28.6% and 11%
{cost:money} {sum:money:2}   4,150 EUR or 12.50 EUR: cents only below 100; an Amount brings its currency
{when:day}                   31 Oct 2026
{when:month} {label:period}  October 2026, from a day and from a period's label
{names:list} {names:commas}  Ann, Bob and Cy - Ann, Bob, Cy
{lost:plural:one customer|# customers}   a form for each plural the language has, in CLDR's order; # is the count
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Mapping
from copy import copy
from functools import cache, lru_cache
from string import Formatter
from typing import Any, NamedTuple

from winback_sheets.schema.message import Amount

# The order in which a text gives its plural forms, as far as a language has them.
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
LATIN = "0123456789"
Locale = Mapping[str, Any]


class Field(NamedTuple):
    """One field of a text: whose value, written how, with what more to say about it; blank kind: as it is."""

    name: str
    kind: str
    more: str


Template = tuple[tuple[str, Field | None], ...]


def parsed(text: str) -> Template:
    """A text as pieces, each with the field that follows it. ValueError for a kind that is none.

    >>> parsed("{lost:count} left")
    (('', Field(name='lost', kind='count', more='')), (' left', None))
    """
    pieces = []
    for literal, name, spec, _ in Formatter().parse(text):
        kind, _, more = (spec or "").partition(":")
        if kind and kind not in KINDS:
            raise ValueError(text)
        pieces.append((literal, None if name is None else Field(name, kind, more)))
    return tuple(pieces)


def filled(template: Template, values: Mapping[str, Any], locale: Locale) -> str:
    """A text with its fields filled in."""
    written = []
    for literal, field in template:
        written.append(literal)
        if field is not None:
            value = values[field.name]
            written.append(KINDS[field.kind](value, field.more, locale) if field.kind else str(value))
    return "".join(written)


def count(value: Any, more: str, locale: Locale) -> str:
    """A whole number, grouped."""
    return "" if _none(value) else _native(_written(float(value), "decimal", (0, 0), locale["cldr"]), locale)


def number(value: Any, more: str, locale: Locale) -> str:
    """A number with at most two decimals."""
    return "" if _none(value) else _native(_written(float(value), "decimal", (0, 2), locale["cldr"]), locale)


def percent(value: Any, more: str, locale: Locale) -> str:
    """A share from 0 to 1 as a percentage, with one decimal unless `more` says how many; one too small to show as <0.1%."""
    if _none(value):
        return ""
    digits = int(more or 1)
    least = 0.1 ** (digits + 2)
    if 0 < value < least / 2:
        return "<" + percent(least, more, locale)
    return _native(_written(float(value), "percent", (digits, digits), locale["cldr"]), locale)


def money(value: Any, more: str, locale: Locale) -> str:
    """Money as people say it: cents only below 100, or as many decimals as `more` says."""
    amount, currency = value if isinstance(value, Amount) else (value, "")
    if _none(amount):
        return ""
    digits = int(more) if more else 0 if abs(amount) >= 100 or amount == round(amount) else 2
    text = _native(_written(float(amount), "decimal", (digits, digits), locale["cldr"]), locale)
    return str(locale["money"]).format(amount=text, currency=currency) if currency else text


def day(value: Any, more: str, locale: Locale) -> str:
    """A day; nothing where there is none."""
    return "" if _none(value) else _date(_day_of(value), locale["day"], locale)


def month(value: Any, more: str, locale: Locale) -> str:
    """The month and year of a day."""
    return "" if _none(value) else _date(_day_of(value), locale["month"], locale)


def period(value: Any, more: str, locale: Locale) -> str:
    """A period's label, `2026-10`, `2026 Q3` or `2026`, in words."""
    year, _, of_month = str(value).partition("-")
    if not of_month:
        return str(value)
    return _date(datetime.date(int(year), int(of_month), 1), locale["month"], locale)


def names(value: Any, more: str, locale: Locale) -> str:
    """Names one after another, joined as the language joins them."""
    from babel.lists import format_list

    return format_list([str(each) for each in value], locale=locale["cldr"])


def commas(value: Any, more: str, locale: Locale) -> str:
    """Names with nothing but commas between them."""
    return str(locale["comma"]).join(str(each) for each in value)


def plural(value: Any, more: str, locale: Locale) -> str:
    """The form of a word that goes with a number; # in it stands for the number."""
    forms = more.split("|")
    return forms[min(_category(float(value), locale["cldr"]), len(forms) - 1)].replace("#", count(value, "", locale))


KINDS: dict[str, Callable[[Any, str, Locale], str]] = {
    "count": count,
    "number": number,
    "percent": percent,
    "money": money,
    "day": day,
    "month": month,
    "period": period,
    "list": names,
    "commas": commas,
    "plural": plural,
}


def plural_forms(cldr: str) -> int:
    """How many plural forms a language has."""
    return len(_cldr(cldr).plural_form.tags | {"other"})


@cache
def _cldr(name: str) -> Any:
    """A language's facts in CLDR; Babel is loaded by the first."""
    from babel import Locale as Cldr

    return Cldr.parse(name)


@lru_cache(maxsize=4096)
def _category(value: float, cldr: str) -> int:
    """The place of a number's plural form among those of the language."""
    rule = _cldr(cldr).plural_form
    there = [category for category in CATEGORIES if category == "other" or category in rule.tags]
    return there.index(rule(int(value) if value == int(value) else value))


@lru_cache(maxsize=65536)
def _written(value: float, form: str, digits: tuple[int, int], cldr: str) -> str:
    """A number in the language's own pattern, halves rounded up as spreadsheets show them."""
    locale = _cldr(cldr)
    pattern = copy(locale.percent_formats[None] if form == "percent" else locale.decimal_formats[None])
    pattern.frac_prec = digits
    with decimal.localcontext(rounding=decimal.ROUND_HALF_UP, prec=400):  # a number of a cell has up to 309 digits
        text: str = pattern.apply(value, locale, numbering_system="default")
    return text


def _native(text: str, locale: Locale) -> str:
    """With the language's own digits, where it has any."""
    return text if locale["digits"] == LATIN else text.translate(str.maketrans(LATIN, locale["digits"]))


@lru_cache(maxsize=4096)
def _dated(when: datetime.date, pattern: str, cldr: str) -> str:
    from babel.dates import format_date

    text: str = format_date(when, pattern, locale=cldr)
    return text


def _date(when: datetime.date, pattern: str, locale: Locale) -> str:
    return _native(_dated(when, pattern, locale["cldr"]), locale)


def _day_of(value: Any) -> datetime.date:
    found: datetime.date = value.date() if isinstance(value, datetime.datetime) else value
    return found


def _none(value: Any) -> bool:
    """Whether there is no value: None, NaN or NaT, the one that differs from itself."""
    return value is None or value != value

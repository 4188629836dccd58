"""Dates as people of any country write them; day or month first is decided over the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.schema.months import DATES

from .digits import (
    DATE,
    EMPTY,
    NUMBER,
    TEXT,
    Parsed,
    Strings,
    cut,
    distinct,
    empty_or_error,
    kinds,
    parsed,
    shapes,
)
from .half_turned import exchanged, half_turned
from .months import month_in

Days = NDArray[np.datetime64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_AGREE = 0.95  # share of telling rows that must agree on the order before the others are read by it
_FIRST, _LAST = np.datetime64("1900-01-01"), np.datetime64("2200-12-31")
_SERIAL_1900 = np.datetime64("1899-12-30")  # two days early: Excel counts from 1 and knows a 29 Feb 1900
_SERIAL_1904 = np.datetime64("1904-01-01")
_SECONDS = (1e9, 4_102_444_800)  # since 1970: ten figures, from September 2001 to the year 2100
_UNITS = (1.0, 1e3, 1e6, 1e9)  # of a second
_ORDERS = frozenset(("day_first", "month_first"))
_JALALI = (1200, 1599)  # years that are Jalali and nothing else in a ledger


def _either(words: Iterable[str]) -> str:
    """A pattern of any of these patterns."""
    return "|".join(dict.fromkeys(word for word in words if word))


_CLOCK = _either(rf"{language.clock}\s+" for language in DATES.values() if language.clock)
# Z, UTC, EST, GMT+0100 (CET), -05:00, +00, Europe/Berlin; the day is the one that this clock showed
_ZONE = r"\s?(?:Z|[A-Z]{3,4}|[a-z]+(?:/[a-z_]+)+)?\s?(?:[-+]\d{2}(?::?\d{2})?)?(?:\s?\(.*\)|\[.*\])?"
# between the month's day and the year, and before the whole
_INSIDE = re.compile(
    r"\s\d{1,2}:\d{2}:\d{2}(?:\s[A-Z]{3,4})?(?:\s[-+]\d{4})?(?=\s\d{4}$)|^\d{1,2}:\d{2}(?::\d{2})?,?\s+"
)
_TIME = re.compile(
    rf"(?:(?<=\d)T\s?|,?\s+(?:{_CLOCK})?)"
    r"\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?"
    rf"(?:[ap]\.?\s?m\.?)?{_ZONE}$"
    # 20250113T2230, and as web servers (13/Jan/2025:22:30:00), Oracle and DB2 (2025-01-13-22.30.00.000000) have them
    rf"|(?<=\d{{8}})T\d{{4}}(?:\d{{2}})?Z?$|(?<=\d{{4}}):\d{{2}}:\d{{2}}:\d{{2}}{_ZONE}$"
    r"|(?<=\d{4})\s\d{1,2}\.\d{2}(?:\.\d{2})?$|(?<=[-/.]\d\d)\s\d{1,2}\.\d{2}$|(?<=^\d{8})\d{4}(?:\d{2})?$"
    r"|(?<=\d)[\s-]\d{1,2}\.\d{2}\.\d{2}(?:\.\d+)?(?:\s[ap]m)?$",
    re.I,
)

_QUARTERS = _either(word for language in DATES.values() for word in language.quarters.split("|"))
# 2024 оны 3-р сарын 5-ны өдөр, 2024年3月5日
_YEAR, _MONTH, _DAY = (_either(language.after[at] for language in DATES.values() if language.after) for at in range(3))
# a year, a serial day, yyyymmdd, or seconds since 1970 and their thousandths
_FIGURE = r"[1-9](?:\d{3,7}|\d{9}|\d{12}|\d{15}|\d{18})(?:\.\d+)?"
_AROUND = re.compile(r"\s?([-/.])\s?")

# form and shape; a and b are day and month in the order of the column
_SHAPES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<y>\d{4})(?P<s>[-/. ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"),
    ("order", r"(?P<a>\d{1,2})(?P<s>[-/. ])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})"),
    ("iso", r"(?P<y>\d{4})[-/](?P<m>\d{1,2})"),
    ("", r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
    ("", r"(?P<y>\d{4})[-/ ]?[QT](?P<q>[1-4])"),
    ("", r"[QT](?P<q>[1-4])[-/ ']*(?P<y>\d{4})"),
    ("", rf"(?P<q>[1-4])\.? ?(?:{_QUARTERS})\.? ?(?P<y>\d{{4}})"),
    (
        "",
        rf"(?P<y>\d{{4}}) ?(?:{_YEAR}) ?(?P<m>\d{{1,2}})(?:{_MONTH})(?: ?(?P<d>\d{{1,2}})(?:{_DAY}))?",
    ),
)
_NAMED = r"^(?P<before>\D*)(?P<n1>\d+)(?P<between>\D*)(?P<n2>\d+)?(?P<after>\D*)$"


def to_dates(raw: pd.Series, *, prefer: str | None = None, date1904: bool = False, ledger: bool = False) -> Parsed:
    """Read a column of dates written in any country's way; times are dropped, a month alone is its first day.

    Day or month first is decided over the whole column: when 95 % of the rows that can tell (a part above 12)
    agree, the others are bad; when none can, `prefer` ("day" or "month") decides, else the unclear rows are
    bad. Points (3.4.2021) mean day first. Two-digit years: 00 to 68 are 20xx. Years 1200 to 1599 are Jalali.
    Numbers are yyyymmdd, Excel serial days of 1970 to 2099 (`date1904`: counted from 1904), or, in a column
    of nothing else, years. A stamp with a time zone is the day its own clock showed.
    ledger: a whole column of somebody's ledger. Days that Excel half turned are then turned back where the column
    proves it, and else set aside; figures may be seconds, or thousandths of them and so on, since 1970 (UTC).
    Values: datetime64[ns]. Note: day_first, month_first, iso, serial, unix, jalali, yyyymmdd, mixed or "".
    Rules: not_a_date, no_leap_day, no_such_day, day_or_month_first, half_turned, out_of_range_date, error_cell.

    >>> read = to_dates(pd.Series(["3/4/2021", "14/04/2021", "soon", None], index=[5, 6, 7, 8]))
    >>> read.values.dt.strftime("%Y-%m-%d").tolist()[:2], read.bad.to_dict(), read.note
    (['2021-04-03', '2021-04-14'], {7: 'not_a_date'}, 'day_first')
    """
    if prefer not in (None, "day", "month"):
        raise Wrong(Message("read.unknown_order", {"prefer": prefer}))
    kind = kinds(raw)
    days = np.full(len(raw), "NaT", dtype="M8[D]")
    form, rule = np.full(len(raw), "", dtype=object), np.full(len(raw), "", dtype=object)
    figure = np.full(len(raw), np.nan)
    rule[kind > NUMBER] = "not_a_date"
    if (real := kind == DATE).any():
        days[real], rule[real] = _as_written(raw[real]), ""
    if (typed := kind == NUMBER).any():
        figure[typed] = raw[typed].astype(float).to_numpy()
    if (text := kind == TEXT).any():
        codes, words = distinct(raw, text)
        read = _read(words, np.bincount(codes, minlength=len(words)), prefer)
        days[text], form[text], rule[text], figure[text] = (column[codes] for column in read)
    number = ~np.isnan(figure)
    if number.any() or typed.any():
        only = not bool((~np.isnat(days)).any())
        days[number], form[number], rule[number] = _from_figures(
            figure[number], years=only, seconds=only and ledger, date1904=date1904
        )
    rule[np.isnat(days) & (rule == "") & (kind != EMPTY) & (form != "empty")] = "not_a_date"
    far = (days < _FIRST) | (days > _LAST)
    days[far], rule[far] = np.datetime64("NaT"), "out_of_range_date"
    forms = set(pd.unique(form[~np.isnat(days)]))
    found = None
    if ledger and forms & _ORDERS and forms - _ORDERS:
        found = half_turned(days, np.isin(form, [*_ORDERS]))
        if found is not None and found.done == "turned_back":
            days[found.rows] = exchanged(days[found.rows])
        elif found is not None and found.done == "set_aside":
            days[found.rows], rule[found.rows] = np.datetime64("NaT"), "half_turned"
    values = pd.Series(days.astype("M8[ns]"), index=raw.index)
    return parsed(values, rule, note=_note(forms))._replace(half_turned=found)


def _read(texts: pd.Series, counts: NDArray[np.intp], prefer: str | None) -> tuple[Days, Strings, Strings, Floats]:
    """Day, form, rule and plain figure (a serial day, a year, yyyymmdd) of each text."""
    texts, empty, error = _without_times(texts)
    # without their times a million texts are a few thousand days
    codes, words = pd.factorize(texts)
    short = pd.Series(words, dtype=object)
    weight = np.bincount(codes, weights=counts, minlength=len(words)).astype(float)
    plain = short.str.fullmatch(_FIGURE).to_numpy(bool)
    figure = short.where(plain, "nan").to_numpy(dtype=np.float64)
    parts = _parts(short[~plain])
    days, forms, rules = _days(parts.reindex(short.index), weight, prefer)
    form, rule = forms[codes], rules[codes]
    form[empty], rule[error] = "empty", "error_cell"
    return days[codes], form, rule, figure[codes]


def _without_times(texts: pd.Series) -> tuple[pd.Series, Bools, Bools]:
    """Texts cut to their date ("" where none can be), and which of them mean nothing or are errors."""
    codes, shape = shapes(texts)
    if (inside := shape.str.contains(_INSIDE).to_numpy(bool)).any():
        texts = texts.where(~inside[codes], texts.str.replace(_INSIDE, "", regex=True))
        codes, shape = shapes(texts)
    empty, error = empty_or_error(shape)
    date = shape.str.replace(_TIME, "", regex=True).str.replace(r"\s?г?\.?$", "", regex=True)
    after = (shape.str.len() - date.str.len()).to_numpy(np.int64)
    close = date.str.replace(_AROUND, r"\1", regex=True)
    possible = np.zeros(len(shape), dtype=bool)
    possible[_parts(close).index] = True
    possible |= close.str.fullmatch(_FIGURE).to_numpy(bool)
    texts = texts.where(possible[codes], "")
    texts = cut(texts, np.zeros(len(texts), dtype=np.int64), np.where(possible, after, 0)[codes])
    loose = (possible & (close != date).to_numpy(bool))[codes]
    if loose.any():
        texts = texts.where(~loose, texts.str.replace(_AROUND, r"\1", regex=True))
    return texts, empty[codes], error[codes]


def _parts(texts: pd.Series) -> pd.DataFrame:
    """Year, month and day, or a and b where the order is open, of the texts that look like a date."""
    found = []
    for form, shape in _SHAPES:
        if texts.empty:
            break
        like = texts.str.match(f"(?:{shape})$", case=False).to_numpy(bool)
        if like.any():
            found.append(texts[like].str.extract(f"^(?:{shape})$", flags=re.I).assign(form=form))
            texts = texts[~like]
    if not texts.empty or not found:
        found.append(_named(texts))
    parts = pd.concat(found).reindex(columns=["y", "m", "d", "q", "a", "b", "s", "form"])
    two = parts["y"].str.len() == 2
    parts[["y", "m", "d", "q", "a", "b"]] = parts[["y", "m", "d", "q", "a", "b"]].astype(float)
    parts.loc[two, "y"] += np.where(parts.loc[two, "y"] <= 68, 2000, 1900)
    parts["m"] = parts["m"].fillna(parts["q"] * 3 - 2)
    return parts


def _named(texts: pd.Series) -> pd.DataFrame:
    """Parts of texts with the name of a month in them."""
    parts = texts.str.extract(_NAMED).dropna(subset="n1")
    first, second = parts["n1"].str.len(), parts["n2"].str.len()
    full = parts["n2"].notna()
    month = month_in(parts["before"] + " " + parts["between"] + " " + parts["after"])
    # "Sep-21" is a month of 2021; "Sep 21" could be a day
    alone = ~full & ((first == 4) | ((first == 2) & parts["before"].str.contains(r"[^\W\d_]\W*[-'’/]$")))
    day_year = full & (first <= 2) & second.isin([2, 4])
    year_day = full & (first == 4) & (second <= 2)
    year = parts["n1"].where(alone | year_day, parts["n2"])
    day = parts["n1"].where(day_year, parts["n2"].where(year_day))
    good = (month > 0) & (alone | ((day_year | year_day) & (month_in(parts["after"]) == 0)))
    return pd.DataFrame({"y": year, "m": month.astype(str), "d": day, "form": "named"})[good]


def _days(parts: pd.DataFrame, weight: Floats, prefer: str | None) -> tuple[Days, Strings, Strings]:
    year = parts["y"].fillna(0).to_numpy(dtype=np.int64)
    a, b = (parts[part].to_numpy(dtype=float) for part in ("a", "b"))
    jalali = (year >= _JALALI[0]) & (year <= _JALALI[1])
    form = parts["form"].fillna("").to_numpy(dtype=object)
    rule = np.full(len(parts), "", dtype=object)
    first = np.where(jalali, "day", "").astype(object)  # nobody writes month, day, Jalali year
    dotted = (parts["s"] == ".").to_numpy(bool)
    # 3.4.2021 is 3 April wherever points are written
    for group, usual in ((dotted, "day"), (~dotted, prefer or "")):
        rows = np.flatnonzero(group & ~jalali & (form == "order"))
        first[rows], rule[rows] = _first(a[rows], b[rows], weight[rows], usual)
    day = np.where(first == "month", b, np.where(form == "order", a, parts["d"].fillna(1)))
    month = np.where(first == "month", a, np.where(form == "order", b, parts["m"].fillna(1)))
    named = month > 12  # a Jalali month by name
    month = np.where((form == "named") & jalali, np.where(named, month - 12, 0), month)
    days, _, gap = _calendar(year, month.astype(np.int64), day.astype(np.int64))
    days[(rule != "") | (year == 0)] = np.datetime64("NaT")
    rule = np.where((rule == "") & (year != 0), gap, rule)
    form = np.where(form == "order", np.where(first == "", "", first + "_first"), form)
    form = np.where(form == "named", "", form)
    return days, np.where(jalali, "jalali", form), rule


def _first(a: Floats, b: Floats, weight: Floats, usual: str) -> tuple[Strings, Strings]:
    """Which part comes first in each text, "" where it does not matter; and the rule of unclear texts."""
    first, rule = np.full(len(a), "", dtype=object), np.full(len(a), "", dtype=object)
    by_day, by_month = (a > 12) & (a <= 31) & (b <= 12), (b > 12) & (b <= 31) & (a <= 12)
    days, months = weight[by_day].sum(), weight[by_month].sum()
    decided = usual
    if days + months:
        share = days / (days + months)
        decided = "day" if share >= _AGREE else "month" if share <= 1 - _AGREE else ""
    unclear = (a <= 12) & (b <= 12)
    first[unclear] = decided
    first[by_day], first[by_month] = "day", "month"
    if not decided:
        rule[unclear & (a != b)] = "day_or_month_first"
    elif days + months:
        rule[by_month if decided == "day" else by_day] = "day_or_month_first"
    return first, rule


def _note(forms: set[str]) -> str:
    said = forms - {""}
    return "mixed" if len(said) > 1 else said.pop() if said else ""


def _as_written(raw: pd.Series) -> Days:
    """Days of real dates; in a time zone, the day its clock showed."""
    if pd.api.types.is_datetime64_any_dtype(raw.dtype):
        return np.asarray(raw.dt.tz_localize(None).to_numpy().astype("M8[D]"))
    return np.asarray(raw.astype(str).str.slice(0, 10).to_numpy(dtype="M8[D]"))


def _from_figures(figure: Floats, *, years: bool, seconds: bool, date1904: bool) -> tuple[Days, Strings, Strings]:
    days = np.full(len(figure), "NaT", dtype="M8[D]")
    form, rule = np.full(len(figure), "", dtype=object), np.full(len(figure), "", dtype=object)
    whole = figure == np.floor(figure)
    year = whole & (figure >= 1900) & (figure <= 2100)
    if years and year.all():
        return (figure.astype(int) - 1970).astype("M8[Y]").astype("M8[D]"), form, rule
    for unit in _UNITS if seconds else ():
        if ((figure >= _SECONDS[0] * unit) & (figure < _SECONDS[1] * unit)).all():
            form[:] = "unix"
            return np.floor(figure / unit / 86_400).astype("m8[D]") + np.datetime64("1970-01-01"), form, rule
    shift = 1462 if date1904 else 0
    serial = (figure >= 25569 - shift) & (figure < 73051 - shift)  # 1970 to 2099; others are amounts
    days[serial] = (_SERIAL_1904 if date1904 else _SERIAL_1900) + np.floor(figure[serial]).astype("m8[D]")
    form[serial] = "serial"
    for digits in (12, 14):  # yyyymmddhhmm and yyyymmddhhmmss
        longer = whole & (figure >= 10.0 ** (digits - 1)) & (figure < 10.0**digits)
        figure[longer] //= 10.0 ** (digits - 8)
    eight = whole & (figure >= 1e7) & (figure < 1e8)
    parts = figure[eight].astype(np.int64)
    days[eight], jalali, rule[eight] = _calendar(parts // 10000, parts // 100 % 100, parts % 100)
    form[eight] = np.where(jalali, "jalali", "yyyymmdd")
    return days, form, rule


def _calendar(year: Ints, month: Ints, day: Ints) -> tuple[Days, Bools, Strings]:
    """Days of these dates, missing where the calendar has no such day; which of them are Jalali; and the rule where
    the month is there and the day is not.
    """
    jalali = (year >= _JALALI[0]) & (year <= _JALALI[1])
    exists = possible = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = (year - 1970).astype("M8[Y]").astype("M8[M]") + np.where(exists, month - 1, 0).astype("m8[M]")
    days = months.astype("M8[D]") + (day - 1).astype("m8[D]")
    exists = exists & (jalali | (days.astype("M8[M]") == months))
    if jalali.any():
        of_year = np.where(month <= 7, (month - 1) * 31, 186 + (month - 7) * 30) + day - 1
        starts = _jalali_new_years()
        this = np.where(jalali, year - _JALALI[0], 0)
        of_last = (starts[this + 1] - starts[this]).astype(int) - 336
        length = np.where(month <= 6, 31, np.where(month <= 11, 30, of_last))
        days = np.where(jalali, starts[this] + of_year.astype("m8[D]"), days)
        exists &= ~jalali | (day <= length)
    days[~exists] = np.datetime64("NaT")
    leap = ~jalali & (month == 2) & (day == 29)
    rule = np.where(possible & ~exists, np.where(leap, "no_leap_day", "no_such_day"), "").astype(object)
    return days, jalali, rule


def _jalali_new_years() -> Days:
    from persiantools.jdatetime import JalaliDate

    years = range(_JALALI[0], _JALALI[1] + 2)
    return np.array([JalaliDate(year, 1, 1).to_gregorian() for year in years], dtype="M8[D]")

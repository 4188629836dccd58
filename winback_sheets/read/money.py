"""Numbers and money as people of any country write them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.schema.words import keys, texts, texts_of

from .digits import (
    EMPTY,
    NUMBER,
    TEXT,
    TEXT_DTYPE,
    Parsed,
    Strings,
    cut,
    distinct,
    empty_or_error,
    kinds,
    parsed,
    replaced,
    shapes,
)

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

# the signs of money, by ISO 4217 code; several countries write kr, fr and Rs
_SIGNS = {
    "EUR": "€",
    "GBP": "£",
    "USD": "US$ $",
    "AUD": "A$ AU$",
    "CAD": "C$ CA$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$",
    "BRL": "R$",
    "JPY": "¥ ￥ 円",
    "CNY": "元",
    "KRW": "₩",
    "INR": "₹",
    "BDT": "৳",
    "MNT": "₮",
    "IRR": "﷼",
    "TRY": "₺ tl",
    "RUB": "₽",
    "UAH": "₴",
    "NGN": "₦",
    "PHP": "₱",
    "VND": "₫",
    "THB": "฿",
    "ILS": "₪",
    "KZT": "₸",
    "PYG": "₲",
    "CRC": "₡",
    "PLN": "zł",
    "CZK": "kč",
    "HUF": "ft",
    "BGN": "лв",
    "CHF": "sfr",
    "MYR": "rm",
    "IDR": "rp",
    "": "kr fr rs",
}
_CODES = (
    "SEK NOK DKK ISK RON MXN ARS CLP COP PEN UYU ZAR KES EGP MAD TND DZD AED SAR QAR KWD BHD OMR JOD",
    "IQD AFN PKR LKR NPR TWD UZS GEL AMD AZN RSD MKD BAM XOF XAF",
)
_ISO = {sign.lower(): code for code, signs in _SIGNS.items() for sign in f"{signs} {code}".split()}
_ISO |= {word: code for code in keys("currencies") for word in (*texts_of("currencies", code), code.lower())}
_ISO |= {code.lower(): code for codes in _CODES for code in codes.split()}
# a word must stand alone ("Rs" is none in "Hrs"), a symbol may touch anything
_CURRENCY = re.compile(
    "|".join(
        rf"(?<![^\W\d_]){re.escape(sign)}\.?(?![^\W\d_])" if sign[-1].isalpha() else re.escape(sign)
        for sign in sorted(_ISO, key=len, reverse=True)
    ),
    re.I,
)

_MINOR_UNITS = frozenset(texts("minor_units"))
_AGREE = 0.95  # share of telling rows that must show the same decimal sign before the others are read by it

# what stands before the first digit (a point belongs to it only after a letter, as in "Rs.500"), the digits
# with everything between them, and what stands after the last digit
_PARTS = r"^(?P<before>(?:[^\d.,٫]|(?<=[^\W\d_])\.)*)(?P<core>[.,٫]?\d(?:.*\d)?)(?P<after>\D*)$"
_BLANKS = "[ '’ʼ`´٬،]"  # thousands signs that are never decimal signs
_TO_POINT = {
    ".": dict.fromkeys(map(ord, _BLANKS + ",")) | {ord("٫"): "."},
    ",": dict.fromkeys(map(ord, _BLANKS + ".")) | {ord(","): "."},
}


def in_minor_units(heading: str) -> bool:
    """Whether a heading says that its amounts are in hundredths: "monthly_amount_cents", "Price (pence)".

    >>> in_minor_units("amountCents"), in_minor_units("Percent"), in_minor_units("Betrag in Cent")
    (True, False, True)
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).replace("_", " ").casefold()
    found = re.findall(r"\w+", words)
    return any(word in _MINOR_UNITS for word in (*found, *map(" ".join, zip(found, found[1:], strict=False))))


def currency_of(raw: pd.Series) -> pd.Series:
    """The currency written beside each amount, as ISO code; blank where none is written or it may be several.

    "kr" may be several, "$" is taken for USD. Iranian toman is IRT (in use, not in ISO 4217), rial IRR.

    >>> currency_of(pd.Series(["€ 12", "US$ 5", "12", "CHF 3.–"], index=[2, 3, 4, 5])).tolist()
    ['EUR', 'USD', '', 'CHF']
    """
    rows = kinds(raw) == TEXT
    codes = np.full(len(raw), "", dtype=object)
    if rows.any():
        which, texts = distinct(raw, rows)
        form, shape = shapes(texts)
        parts = shape.str.extract(_PARTS).fillna("")
        sign = (parts["before"] + " " + parts["after"]).str.extract(f"({_CURRENCY.pattern})", flags=re.I)[0]
        known = sign.str.lower().str.removesuffix(".").map(_ISO).fillna("").to_numpy(object)
        codes[rows] = known[form][which]
    return pd.Series(codes, index=raw.index, dtype=TEXT_DTYPE)


def to_numbers(raw: pd.Series) -> Parsed:
    """Read a column of numbers or money written in any country's way.

    Currency signs are dropped (see `currency_of`), "(120)" and "120-" are negative, "12.5 %" is 0.125.
    Which of point and comma is the decimal sign is decided over the whole column; where the column shows it
    nowhere, a sign followed by exactly three digits is a thousands sign. Empty cells are missing.
    Rules: not_a_number, decimal_sign, error_cell.

    >>> to_numbers(pd.Series(["€ 1.234,56", "(1.000)", "12,5 %"], index=[2, 3, 4])).values.tolist()
    [1234.56, -1000.0, 0.125]
    """
    kind = kinds(raw)
    values = np.full(len(raw), np.nan)
    rule = np.full(len(raw), "", dtype=object)
    typed, texts = kind == NUMBER, kind == TEXT
    if typed.any():
        values[typed] = raw[typed].astype(float).to_numpy()
    if texts.any():
        codes, words = distinct(raw, texts)
        number, wrong = _read(words, np.bincount(codes, minlength=len(words)))
        values[texts], rule[texts] = number[codes], wrong[codes]
    rule[(~typed & ~texts & (kind != EMPTY)) | np.isinf(values)] = "not_a_number"
    values[np.isinf(values)] = np.nan
    return parsed(pd.Series(values, index=raw.index), rule)


def _read(texts: pd.Series, counts: Counts) -> tuple[Floats, Strings]:
    codes, shape = shapes(texts, zeros=True)
    weight = np.bincount(codes, weights=counts, minlength=len(shape)).astype(np.float64)
    rule, factor, decimal, before, after = _meaning(shape, weight)
    good = (rule == "")[codes]
    which = codes[good]
    plain = cut(texts[good], before[which], after[which])
    number = np.full(len(plain), np.nan)
    for sign, table in _TO_POINT.items():
        rows = decimal[which] == sign
        number[rows] = replaced(plain[rows], table).to_numpy(dtype=np.float64)
    values = np.full(len(texts), np.nan)
    # a percent is divided, not multiplied: 12.5 % must be 0.125 to the last bit
    by = factor[which]
    values[good] = np.where(np.abs(by) < 1, number / (1 / by).round(), number * by)
    return values, np.where(rule == "empty", "", rule)[codes]


def _meaning(shape: pd.Series, weight: Floats) -> tuple[Strings, Floats, Strings, Ints, Ints]:
    """What each form of text says: rule, factor, decimal sign, characters before and after the digits."""
    empty, error = empty_or_error(shape)
    parts = shape.str.extract(_PARTS)
    blank = parts["core"].isna()
    first, opening = _edge(parts["before"].where(~blank, shape))
    # "12,-" and "12.–" are twelve and no cents
    last, closing = _edge(parts["after"].fillna("").str.replace(r"^[.,]-{0,2}(?![.,])", "", regex=True))
    around = pd.Series(opening[first] + "0" + closing[last])
    factor = np.asarray(around.map(_FACTOR), dtype=np.float64)
    decimal = _decimal_signs(parts["core"].fillna(""), weight)
    rule = np.full(len(shape), "", dtype=object)
    rule[np.isnan(factor) | (decimal == "?") | blank] = "not_a_number"
    rule[(rule == "") & (decimal == "")] = "decimal_sign"
    rule[empty | (blank.to_numpy(bool) & np.isin(opening, ["", "-"])[first])] = "empty"
    rule[error] = "error_cell"
    start = np.asarray(parts["before"].fillna("").str.len(), dtype=np.int64)
    end = np.asarray(parts["after"].fillna("").str.len(), dtype=np.int64)
    return rule, factor, decimal, start, end


def _edge(texts: pd.Series) -> tuple[NDArray[np.intp], Strings]:
    # a million amounts have a handful of different beginnings and ends
    codes, edges = pd.factorize(texts)
    bare = pd.Series(edges, dtype=object).str.replace(_CURRENCY, "", n=1, regex=True)
    return codes, bare.str.replace(" ", "", regex=False).to_numpy(object)


# signs around the digits, which stand here as 0
_FACTOR = {
    "0": 1.0,
    "+0": 1.0,
    "'0": 1.0,
    "-0": -1.0,
    "'-0": -1.0,
    "0-": -1.0,
    "(0)": -1.0,
    "0%": 0.01,
    "+0%": 0.01,
    "-0%": -0.01,
    "(0%)": -0.01,
    "(0)%": -0.01,
    "0%-": -0.01,
    "0-%": -0.01,
    "%0": 0.01,
    "0٪": 0.01,
    "-0٪": -0.01,
    "٪0": 0.01,
}


def _decimal_signs(core: pd.Series, weight: Floats) -> Strings:
    """The decimal sign of each number; "" where the column cannot tell, "?" where it is no number."""
    arabic = core.str.contains("٫", regex=False).to_numpy(bool)
    spaced = core.str.fullmatch(rf"\d{{1,3}}({_BLANKS})\d{{3}}(?:\1\d{{3}})*(?:[.,٫]\d*)?").to_numpy(bool)
    core = core.where(~spaced, core.str.replace(_BLANKS, "", regex=True)).str.replace("٫", ".", regex=False)
    # one sign, three digits after it, one to three (no leading zero) before it: both readings are possible
    either = core.str.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}").to_numpy(bool) & ~spaced & ~arabic
    by_point = _only_if_decimal_is(core, ".") & ~either
    by_comma = _only_if_decimal_is(core, ",") & ~either & ~by_point
    comma = core.str.contains(",", regex=False).to_numpy(bool)
    sign = _decimal_sign(
        float(weight[by_point].sum()),
        float(weight[by_comma].sum()),
        comma=bool((either & comma).any()),
        point=bool((either & ~comma).any()),
    )
    whole = core.str.fullmatch(r"\d+(?:[eE][-+]?\d+)?").to_numpy(bool)
    found = np.where(by_point | whole, ".", np.where(by_comma, ",", np.where(either, sign, "?")))
    return found.astype(object)


def _only_if_decimal_is(core: pd.Series, sign: str) -> Bools:
    """Texts that are a number with this decimal sign and the other as thousands sign (Western, Indian)."""
    decimal, other = (r"\.", ",") if sign == "." else (",", r"\.")
    groups = rf"[1-9]\d{{0,2}}(?:{other}\d{{3}})+|[1-9]\d?(?:{other}\d{{2}})+{other}\d{{3}}"
    return np.asarray(core.str.fullmatch(rf"(?:{groups}|\d*){decimal}\d*(?:[eE][-+]?\d+)?|{groups}").to_numpy(bool))


def _decimal_sign(points: float, commas: float, *, comma: bool, point: bool) -> str:
    """Point or comma for texts like 1,234, by the rows that tell; blank where they contradict each other."""
    if points + commas:
        share = points / (points + commas)
        return "." if share >= _AGREE else "," if share <= 1 - _AGREE else ""
    if comma and point:
        return ""
    return "." if comma else ","  # nothing tells: what stands before three digits is a thousands sign

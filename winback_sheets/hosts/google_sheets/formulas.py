"""Our formulas as a spreadsheet writes them: where decimals have a comma, a semicolon stands between arguments.

The functions we use (IF, IFERROR, INDEX, MATCH, MAX, MIN, N, OR, SQRT, SUM) are called the same in Google Sheets.
"""

from __future__ import annotations

import re
from functools import cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

# Names of languages that Google took from Java's old list, and what CLDR calls them.
OLD_NAMES = {"in": "id", "iw": "he", "ji": "yi", "no": "nb", "tl": "fil", "mo": "ro"}


def writes_comma(locale: str) -> bool:
    """Whether a spreadsheet of this locale writes 1,5 and IF(a;b;c), by Unicode's CLDR. Not tried at Google.

    A region that CLDR does not know with the language writes as the language does.

    >>> [writes_comma(each) for each in ("de_DE", "pt-BR", "es_MX", "en_US", "en_ZA", "fa_IR", "de", "in_ID", "iw_IL")]
    [True, True, False, False, True, False, True, True, False]
    """
    language, *more = re.split("[-_]", locale.strip())
    name = OLD_NAMES.get(language.lower(), language)
    parts = [name, *(part for part in more if part.isalnum())]
    return next(
        (known for end in range(len(parts), 0, -1) if (known := _comma("_".join(parts[:end]))) is not None), False
    )


def comma_names() -> tuple[list[str], list[str]]:
    """For a script that has no CLDR: the languages, and regions that differ from theirs, in which 1,5 is written; then
    the regions in which it is not, although their language does. Under the names that Google may use.

    >>> comma, point = comma_names()
    >>> {"de", "in", "en_ZA"} <= {*comma}, {"de_CH", "es_MX"} <= {*point}, "en_US" in comma, "de_AT" in comma
    (True, True, False, False)
    """
    from babel.localedata import locale_identifiers

    known = {name for name in locale_identifiers() if re.fullmatch(r"[a-z]+(_[A-Z0-9]+)?", name)}
    old = {new: name for name, new in OLD_NAMES.items()}
    every = known | {old[part] + dash + rest for part, dash, rest in (n.partition("_") for n in known) if part in old}
    differ = {name for name in every if "_" not in name or writes_comma(name) is not writes_comma(name.split("_")[0])}
    comma = sorted(name for name in differ if writes_comma(name))
    return comma, sorted(name for name in differ - {*comma} if "_" in name)


@cache
def _comma(name: str) -> bool | None:
    """The same of a name of CLDR, None where it has none such; with Latin digits, as spreadsheets write them."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        symbols = Locale.parse(name).number_symbols
    except (UnknownLocaleError, ValueError):
        return None
    return bool(symbols.get("latn", {}).get("decimal") == ",")


def in_dialect(formula: str, comma: bool) -> str:
    """A formula of ours for a spreadsheet that writes decimals with a comma, or with a point.

    >>> in_dialect('=IF(A1="1.5, 2",1.5,B1:B2)', comma=True)
    '=IF(A1="1.5, 2";1,5;B1:B2)'
    """
    if not comma:
        return formula
    begin = "" if formula.startswith("=") else "="
    return ("=" + "".join(map(_token, Tokenizer(begin + formula).items)))[len(begin) :]


def _token(token: Token) -> str:
    if token.type == Token.SEP and token.subtype == Token.ARG:
        return ";"
    if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
        return str(token.value).replace(".", ",")
    return str(token.value)

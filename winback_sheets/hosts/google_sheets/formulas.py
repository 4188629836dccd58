"""Our formulas as a spreadsheet writes them: where decimals have a comma, a semicolon stands between arguments.

The functions we use (IF, IFERROR, INDEX, MATCH, MAX, MIN, N, OR, SQRT, SUM) are called the same in Google Sheets.
"""

from __future__ import annotations

import re

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

# From Unicode's CLDR: languages that write 1,5; then regions that differ from their language. Not tried at Google.
COMMA = frozenset(
    "af ast az be bg br bs ca cs da de el eo es et eu fi fo fr fy gl hr hu hy id is it jv ka kk kl ky lb lo lt lv mk nb"
    " nl nn no pl ps pt ro ru rw se sk sl sq sr sv tg tk tr tt uk uz vi wo".split()
)
POINT_REGIONS = frozenset(
    "de_CH de_LI it_CH es_419 es_BR es_BZ es_CU es_DO es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_SV es_US".split()
)
COMMA_REGIONS = frozenset(
    "ar_DZ ar_LB ar_LY ar_MA ar_MR ar_TN en_AT en_BE en_CZ en_DE en_DK en_ES en_FI en_FR en_HU en_ID en_IT en_NL en_NO"
    " en_PL en_PT en_RO en_SE en_SI en_SK en_ZA ms_BN ms_ID sw_CD".split()
)


def writes_comma(locale: str) -> bool:
    """Whether a spreadsheet of this locale writes 1,5 and IF(a;b;c).

    >>> [writes_comma(each) for each in ("de_DE", "pt-BR", "es_MX", "en_US", "en_ZA", "fa_IR", "de")]
    [True, True, False, False, True, False, True]
    """
    language, *more = re.split("[-_]", locale.strip())
    region = "_".join((language.lower(), more[-1].upper())) if more else ""
    return region in COMMA_REGIONS or (language.lower() in COMMA and region not in POINT_REGIONS)


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

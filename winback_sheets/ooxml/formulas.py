"""Formulas of ours after a tab or a table has got another name in the user's workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .xml import escape, unescape

# In this order: text, a column of a table (never looked into), a quoted sheet, any word.
TOKEN = re.compile(
    r"""
    (?P<text> "(?:[^"]|"")*" )
  | (?P<column> \[(?:[^\[\]']|'.)*\] )
  | (?P<quoted> '(?:[^']|'')+'! )
  | (?P<sheet> [^\W\d][\w.]*! )
  | (?P<word> [^\W\d\\][\w.\\]* (?![\w.\\!(]) )
    """,
    re.VERBOSE,
)
# The start of a text that is an address: "#'Lost customers'!A1" in HYPERLINK, "Churn!A1" in INDIRECT.
ADDRESS = re.compile(r"""^(#?)('(?:[^']|'')+'!|[^\W\d][\w.]*!)(?=[$A-Za-z0-9])""")
FORMULA = re.compile(
    rb"<((?:\w+:)?(?:f|formula[12]?|calculatedColumnFormula|totalsRowFormula))((?:\s[^>]*)?)(?<!/)>([^<]*)<"
)
PLACE = re.compile(rb"""(<hyperlink\b[^>]*?\blocation=")([^"]*)""")


class Renames(NamedTuple):
    """What is called otherwise in the user's workbook than where we made it; the keys are in lower case."""

    sheets: Mapping[str, str]
    names: Mapping[str, str]  # tables and workbook-wide names, which share one list


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it, always with quotes.

    >>> quoted_sheet("Ann's list")
    "'Ann''s list'"
    """
    return "'" + name.replace("'", "''") + "'"


def sheet_of(reference: str) -> str:
    """The sheet a reference leads to; "" where it names none.

    >>> sheet_of("'Ann''s list'!$A$1"), sheet_of("Churn!$A$1"), sheet_of("#REF!")
    ("Ann's list", 'Churn', '#REF')
    """
    return unquote_sheet(reference.rpartition("!")[0])


def unquote_sheet(sheet: str) -> str:
    """A sheet's name without the quotes of formulas."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def rename_in(formula: str, renames: Renames) -> str:
    """A formula that means the same after the renames; names inside texts stay unless they are an address.

    >>> renames = Renames({"churn": "Churn (2)"}, {"lost": "Lost_2"})
    >>> rename_in('SUM(Lost[Lost])+CHURN!A1&"Churn"', renames)
    'SUM(Lost_2[Lost])+\\'Churn (2)\\'!A1&"Churn"'
    >>> rename_in('HYPERLINK("#Churn!A1","Churn!")', renames)
    'HYPERLINK("#\\'Churn (2)\\'!A1","Churn!")'
    """

    def sheet(token: str) -> str:
        new = renames.sheets.get(unquote_sheet(token[:-1]).lower())
        return quoted_sheet(new) + "!" if new is not None else token

    def token(match: re.Match[str]) -> str:
        found = match[0]
        if match.lastgroup in ("quoted", "sheet"):
            return sheet(found)
        if match.lastgroup == "word":
            return renames.names.get(found.lower(), found)
        if match.lastgroup == "text" and len(match.string) > len(found):
            inner = ADDRESS.sub(lambda address: address[1] + sheet(address[2]), found[1:-1])
            return f'"{inner}"'
        return found

    return TOKEN.sub(token, formula)


def renamed_in_part(xml: bytes, renames: Renames) -> bytes:
    """A sheet, table or chart part with every formula and every link inside the workbook renamed."""
    if not renames.sheets and not renames.names:
        return xml

    def formula(match: re.Match[bytes]) -> bytes:
        new = rename_in(unescape(match[3].decode()), renames)
        return b"<%s%s>%s<" % (match[1], match[2], escape(new).encode())

    def place(match: re.Match[bytes]) -> bytes:
        new = rename_in(unescape(match[2].decode()), renames)
        return match[1] + escape(new).replace('"', "&quot;").encode()

    return PLACE.sub(place, FORMULA.sub(formula, xml))

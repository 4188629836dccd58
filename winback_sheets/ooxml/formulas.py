"""Formulas of ours after a tab or a table has got another name in the user's workbook."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .xml import escape, unescape

# In this order: text, a reference into another workbook and a column of a table (neither is ever looked into), a tab or
# two of which all between are meant, any word.
NAMED = r"(?:'(?:[^']|'')+'|\w[\w.]*)"
TOKEN = re.compile(
    rf"""
    (?P<text> "(?:[^"]|"")*" )
  | (?P<outside> \[[^\[\]]*\] (?: {NAMED} (?: : {NAMED} )? )? ! [$]? [\w.]* )
  | (?P<column> \[(?:[^\[\]']|'.)*\] )
  | (?P<tabs> {NAMED} (?: : {NAMED} )? ! )
  | (?P<word> [^\W\d\\][\w.\\]* (?![\w.\\!(]) )
    """,
    re.VERBOSE,
)
NAME = re.compile(NAMED)
CALLED = re.compile(r"[^\W\d][\w.\\]*(?=\()")  # a function, which may be a name of the workbook
# The start of a text that is an address: "#'Lost customers'!A1" in HYPERLINK, "Churn!A1" in INDIRECT.
ADDRESS = re.compile(rf"""^(#?)({NAMED}(?::{NAMED})?!)(?=[$A-Za-z0-9])""")
PUT_TOGETHER = re.compile(rf"""^#?({NAMED}(?::{NAMED})?!)(?=[$A-Za-z0-9]|$)""")  # "'Churn'!"&A1 as well
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
        named = tabs_named(token)
        if not any(each.lower() in renames.sheets for each in named):
            return token
        return quoted_sheet(":".join(renames.sheets.get(each.lower(), each) for each in named)) + "!"

    def token(match: re.Match[str]) -> str:
        found = match[0]
        if match.lastgroup == "tabs":
            return sheet(found)
        if match.lastgroup == "word":
            return renames.names.get(found.lower(), found)
        if match.lastgroup == "text" and len(match.string) > len(found):
            inner = ADDRESS.sub(lambda address: address[1] + sheet(address[2]), found[1:-1])
            return f'"{inner}"'
        return found

    return TOKEN.sub(token, formula)


def tabs_named(token: str) -> list[str]:
    """The tab that the start of a reference names, or the first and last of several; none for another workbook's.

    >>> tabs_named("'Ann''s list'!"), tabs_named("Jan:Dec!"), tabs_named("'Jan 1:Dec 1'!"), tabs_named("'[1]Churn'!")
    (["Ann's list"], ['Jan', 'Dec'], ['Jan 1', 'Dec 1'], [])
    """
    names = [unquote_sheet(each) for each in NAME.findall(token.rstrip("!"))]
    return [] if any("]" in each for each in names) else [end for each in names for end in each.split(":")]


def reads(formula: str, tabs: Collection[str], names: Collection[str], order: Sequence[str] = ()) -> bool:
    """Whether a formula reads one of these tabs, or uses one of these names or tables; all in lower case.

    Names are compared whole: a tab is not read where its name ends another's. order: all tabs from left to right, for
    references to every tab between two.

    >>> reads("'App Settings'!A1", {"settings"}, ()), reads("SUM(Settings!A:A)", {"settings"}, ())
    (False, True)
    >>> reads("SUM(Jan:Mar!A1)", {"feb"}, (), ["jan", "feb", "mar"]), reads("[1]Settings!A1", {"settings"}, ())
    (True, False)
    """

    def meant(token: str) -> bool:
        ends = [each.lower() for each in tabs_named(token)]
        places = sorted(order.index(each) for each in ends if each in order)
        between = order[places[0] : places[1]] if len(places) == 2 else ()
        return any(each in tabs for each in (*ends, *between))

    for match in TOKEN.finditer(formula):
        found = match[0]
        if match.lastgroup == "tabs" and meant(found):
            return True
        if match.lastgroup == "word" and found.lower() in names:
            return True
        if match.lastgroup == "text" and (address := PUT_TOGETHER.match(found[1:-1])) and meant(address[1]):
            return True
    return bool(names) and any(each.lower() in names for each in CALLED.findall(formula))


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

"""Quotation marks never closed in a text file: left alone, one of them swallows the rows below it."""

from __future__ import annotations

import re

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say

MOST_STRAY = 100


def without_unclosed(text: str, separator: str, file: str) -> tuple[str, list[int]]:
    """The text without the quotation marks that open a cell and never close it, and the lines they stood on.

    A mark counts as never closed when no other follows, or when the next one stands on a later line and
    something else than the end of a cell comes after it. A separator of several characters means blanks.
    Raises Unreadable after 100 of them.

    >>> without_unclosed('1,"Ann\\n2,"Ben, jr"\\n', ",", "shop.csv")
    ('1,Ann\\n2,"Ben, jr"\\n', [1])
    """
    mark = re.escape(separator) if len(separator) == 1 else "[ \t]"
    before = "\r\n" + (separator if len(separator) == 1 else " \t")
    content = re.compile(r'(?:[^"]|"")*+"')
    end = re.compile(rf"[ \t]*(?:{mark}|[\r\n]|$)")
    stray: list[int] = []
    at = 0
    while (found := text.find('"', at)) >= 0:
        if found and text[found - 1] not in before:  # a mark inside a cell, as in 5" pipe
            at = found + 1
            continue
        cell = content.match(text, found + 1)
        if cell and (end.match(text, cell.end()) or not re.search(r"[\r\n]", cell[0])):
            at = cell.end()
        else:
            stray.append(found)
            at = found + 1
        if len(stray) > MOST_STRAY:
            raise Unreadable(say("files.too_many_quotation_marks", file=file, most=MOST_STRAY))
    edges = zip([0, *(at + 1 for at in stray)], [*stray, len(text)], strict=True)
    pieces = [text[start:stop] for start, stop in edges]
    return "".join(pieces), [text.count("\n", 0, at) + 1 for at in stray]

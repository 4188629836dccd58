"""A workbook without what the quick readers of cells trip over, though it is lawful and Excel opens it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from winback_sheets.files.cell_facts import ODD_ERROR
from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.package import Package, Refused, open_package, read, write, write_xml
from winback_sheets.ooxml.xml import apply_edits
from winback_sheets.ooxml.zip import save

_ODD = re.compile(rb"""(<(?:\w+:)?c\s(?:[^<>]*?\s)?t=["']e["'][^<>]*+>)""" + ODD_ERROR)
_MAYBE = re.compile(rb"""\bid=["']["']|:workbookPr\b""")


def plain_book(raw: bytes, workbook: bytes, file: str) -> bytes:
    """The bytes of an .xlsx with a list of tabs that quick readers understand; mostly those that came.

    workbook: its part of that name. Left out are tabs that say they have no part, where an old macro sheet was, and the
    extensions, where a second workbookPr would hide that days count from 1904. What cannot be read comes back as it is.
    """
    if not _MAYBE.search(workbook):
        return raw
    try:
        package = open_package(io.BytesIO(raw), file)
        book = read_book(package)
        idle = [sheet.node for sheet in book.sheets if not sheet.part] + book.root.all("extLst")
        write_xml(package, book.part, apply_edits(book.xml, [(node.start, node.end, b"") for node in idle]))
        return _saved(package)
    except Refused:
        return raw


def with_known_errors(raw: bytes, tabs: Iterable[str]) -> bytes:
    """The bytes of an .xlsx in which errors that quick readers do not know are #N/A. tabs: the parts to look at."""
    package = open_package(io.BytesIO(raw), "")
    for part in tabs:
        write(package, part, _ODD.sub(rb"\1\2#N/A", read(package, part)))
    return _saved(package)


def _saved(package: Package) -> bytes:
    plain = io.BytesIO()
    save(package, plain)
    return plain.getvalue()

"""A workbook without what the quick readers of cells trip over, though it is lawful and Excel opens it."""

from __future__ import annotations

import io
import re

from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.package import Refused, open_package, write_xml
from winback_sheets.ooxml.xml import apply_edits
from winback_sheets.ooxml.zip import save

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
        plain = io.BytesIO()
        save(package, plain)
    except Refused:
        return raw
    return plain.getvalue()

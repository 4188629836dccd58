"""The first rows of a workbook's tabs as a small workbook, so that a look at a million rows costs nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from zipfile import ZIP_STORED, ZipFile

from python_calamine import CalamineWorkbook

from winback_sheets.files.limits import unpack_part

# What calamine needs to understand a cell, besides the sheets themselves.
_NEEDED = {
    "[content_types].xml",
    ".rels",
    "workbook.xml",
    "workbook.xml.rels",
    "styles.xml",
    "sharedstrings.xml",
}


def first_rows(book: ZipFile, heads: dict[str, bytes]) -> CalamineWorkbook:
    """A small workbook from the heads of the sheets (part name -> XML ended after the first rows)."""
    small = io.BytesIO()
    with ZipFile(small, "w", ZIP_STORED) as out:
        for name in book.namelist():
            base = name.rpartition("/")[2].lower()
            if name in heads:
                out.writestr(name, heads[name])
            elif base == "sharedstrings.xml":
                out.writestr(name, _first_strings(unpack_part(book, name), heads.values()))
            elif base in _NEEDED:
                out.writestr(name, book.read(name))
    small.seek(0)
    return CalamineWorkbook.from_filelike(small)


def _first_strings(table: bytes, heads: Iterable[bytes]) -> bytes:
    """The shared strings as far as the heads refer to them; they stand in the order of first use, mostly."""
    if len(table) < 1_000_000:
        return table
    numbers = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
    last = max((int(number) for head in heads for number in numbers.findall(head)), default=0)
    starts = re.finditer(rb"<(\w+:)?si[\s>/]", table)
    cut = next((match for place, match in enumerate(starts) if place > last), None)
    return table[: cut.start()] + b"</%ssst>" % (cut[1] or b"") if cut else table

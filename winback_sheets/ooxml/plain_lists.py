"""Workbooks in which Excel allows no tables: there our lists are plain ranges, with the same cells."""

from __future__ import annotations

import re

from .book import WorkbookParts, read_book
from .package import Package, read, relations, rels_of, remove, write
from .xml import apply_edits

TABLES = re.compile(rb"<tableParts\b[^>]*?(?:/>|>.*?</tableParts>)", re.DOTALL)


def why_no_tables(package: Package, book: WorkbookParts) -> str:
    """What keeps tables out of a workbook: "shared" for one that is shared as before Excel 365, "views", or "".

    Excel does not share a workbook in which a table is, and switches custom views off where there is one.
    """
    if any(each.type == "revisionHeaders" for each in relations(package, book.part)):
        return "shared"
    views = book.root.child("customWorkbookViews")
    return "views" if views is not None and views.children else ""


def without_tables(made: Package) -> None:
    """Take the tables out of our own new sheets; their cells and looks stay."""
    for sheet in read_book(made).sheets:
        linked = [each for each in relations(made, sheet.part) if each.type == "table"]
        if not linked:
            continue
        rels = rels_of(sheet.part)
        write(made, rels, apply_edits(read(made, rels), [(each.node.start, each.node.end, b"") for each in linked]))
        write(made, sheet.part, TABLES.sub(b"", read(made, sheet.part)))
        for each in linked:
            remove(made, each.part or "")

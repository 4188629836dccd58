"""What a person has done to our tabs that no cell's value shows: notes, colours, formulas, a row of totals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .book import WorkbookParts, marked_tabs, read_book
from .cells import FORMULA, CellXml, cell_value, cells_of, data_of, rows_of
from .package import Package, has, key, open_package, read, read_xml, relations
from .patch import strings_of
from .record import load
from .refs import corners
from .tables import tables_held
from .xml import as_utf8

MODERATE = 50_000  # cells: a longer list is known by its rows
HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)""")
NOTES = ("comments", "threadedComment")


class Facts(NamedTuple):
    """One tab of ours.

    rows: sheet rows with a note, picture or format of a person's. formulas: 0-based cells. exact: the values of a tab
    of moderate size as they are stored, dates as serial numbers. totals: the sheet row of totals of its table. hidden:
    sheet rows that do not show. whole: nobody has changed the tab since we wrote it as a whole. shared: others may be
    typing in it at this moment.
    """

    rows: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    exact: Mapping[tuple[int, int], object] = {}
    totals: int | None = None
    hidden: frozenset[int] = frozenset()
    whole: bool = False
    shared: bool = False


def facts_of(source: Path, known: Mapping[str, str]) -> dict[str, Facts]:
    """Facts about our tabs in a closed workbook by their key. known: tabs that are ours without a marker, by key."""
    with source.open("rb") as file:
        package = open_package(file, source.name)
        book = read_book(package)
        ours = marked_tabs(book)
        named = {each.name: position for position, each in enumerate(book.sheets)}
        ours |= {tab: named[name] for tab, name in known.items() if tab not in ours and name in named}
        record = load(package, book.sheets[ours["state"]].part if "state" in ours else None)
        whole = {tab for tab, crc in record.whole.items() if tab in ours and crc == crc_of(package, book, ours[tab])}
        strings = strings_of(package, book.part) if ours.keys() - whole else []
        return {
            tab: Facts(whole=True) if tab in whole else facts(package, book.sheets[position].part, strings)
            for tab, position in ours.items()
            if has(package, book.sheets[position].part)
        }


def crc_of(package: Package, book: WorkbookParts, position: int) -> int:
    """The check sum of a tab's part."""
    info = package.entries.get(key(book.sheets[position].part))
    return info.CRC if info else 0


def facts(package: Package, part: str, strings: Sequence[str]) -> Facts:
    """Facts about one tab."""
    try:
        rows = rows_of(data_of(as_utf8(read(package, part))[0])[2])
    except ValueError:
        return Facts()
    cells = {number: cells_of(row.content) for number, row in rows.items()}
    formulas = {
        (number, column)
        for number, row in cells.items()
        for column, cell in row.items()
        if b"f" in cell.content and FORMULA.search(cell.content)
    }
    few = sum(map(len, cells.values())) <= MODERATE
    exact = {
        (number, column): cell_value(cell, strings)[1]
        for number, row in cells.items()
        for column, cell in row.items()
        if few and cell.content
    }
    noted = notes(package, part) | pictures(package, part)
    listed = [each.root.attributes for each in tables_held(package, part).values()]
    totals = next((total for each in listed if (total := totals_row(each))), None)
    marked = frozenset(noted.union(*(coloured_rows(cells, each) for each in listed)))
    hidden = frozenset(number + 1 for number, row in rows.items() if HIDDEN.search(row.attributes))
    return Facts(marked, frozenset(formulas), exact, totals, hidden)


def totals_row(table: Mapping[str, str]) -> int | None:
    """The sheet row of a table's totals."""
    return corners(table["ref"])[2] + 1 if int(table.get("totalsRowCount", "0") or 0) else None


def notes(package: Package, part: str) -> set[int]:
    """The sheet rows on which somebody has written a note or a comment."""
    found: set[int] = set()
    for each in relations(package, part):
        if each.type in NOTES and each.part and has(package, each.part):
            _, root = read_xml(package, each.part)
            listed = root.child("commentList") or root
            refs = [node.attributes["ref"] for node in listed.children if "ref" in node.attributes]
            found |= {corners(ref)[0] + 1 for ref in refs}
    return found


def pictures(package: Package, part: str) -> set[int]:
    """The sheet rows to which pictures and shapes are tied."""
    found: set[int] = set()
    for each in relations(package, part):
        if each.type == "drawing" and each.part and has(package, each.part):
            _, root = read_xml(package, each.part)
            starts = [anchor.child("from") for anchor in root.children]
            rows = [start.child("row") for start in starts if start]
            found |= {int(row.text) + 1 for row in rows if row and row.text.strip().isdecimal()}
    return found


def coloured_rows(cells: Mapping[int, Mapping[int, CellXml]], table: Mapping[str, str]) -> set[int]:
    """The sheet rows of a table with a cell in another format than most cells of its column: a person's."""
    top, left, bottom, right = corners(table["ref"])
    listed = {
        number: {column: cell.style for column, cell in row.items() if left <= column <= right}
        for number, row in cells.items()
        if top < number <= bottom
    }
    styles: dict[int, Counter[bytes]] = defaultdict(Counter)
    for row in listed.values():
        for column, style in row.items():
            styles[column][style] += 1
    usual = {column: counts.most_common(1)[0][0] for column, counts in styles.items()}
    return {number + 1 for number, row in listed.items() if any(style != usual[at] for at, style in row.items())}

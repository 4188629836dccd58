"""The cells that say who a customer is, given a label in their place: ids and phones too, also those kept as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from winback_sheets.hosts.workbook.typed_notes import letters
from winback_sheets.ooxml.book import WorkbookParts
from winback_sheets.ooxml.elements import Element, elements
from winback_sheets.ooxml.package import Package, key, read, relations, write_xml
from winback_sheets.ooxml.xml import Edit, apply_edits, as_utf8, element

WHERE = re.compile(rb"""\br=["']([A-Z]+\d+)""")
KIND = re.compile(rb"""\st=["'](\w+)["']""")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>\s*(\d+)\s*</")


def label_cells(
    package: Package, book: WorkbookParts, cells: Mapping[str, Iterable[tuple[int, int]]], label: str
) -> int:
    """Give these cells (0-based row and column, by tab) the label; how many could not be found.

    A shared text that only these cells use is changed where it is kept; the cells themselves are changed otherwise.
    """
    wanted = {
        key(sheet.part): {f"{letters(col)}{row + 1}".encode() for row, col in cells[sheet.name]}
        for sheet in book.sheets
        if sheet.name in cells
    }
    asked = sum(map(len, wanted.values()))
    texts = {part: as_utf8(read(package, part))[0] for part in wanted}
    mine = {part: cells_at(xml, wanted[part]) for part, xml in texts.items()}
    used = {number for each in mine.values() for number in map(shared_number, each) if number is not None}
    whole = used - elsewhere(package, book, used, wanted)
    for part, found in mine.items():
        edits = [in_cell(each, label) for each in found if shared_number(each) not in whole]
        if edits:
            write_xml(package, part, apply_edits(texts[part], edits))
    label_strings(package, book, whole, label)
    return asked - sum(map(len, mine.values()))


def cells_at(xml: bytes, wanted: set[bytes]) -> list[Element[bytes]]:
    """The elements of these cells."""
    found = []
    for each in elements(xml, "c"):
        where = WHERE.search(each.attributes)
        if where and where[1] in wanted:
            found.append(each)
    return found


def shared_number(cell: Element[bytes]) -> int | None:
    """Which of the shared texts a cell shows; None where its content is its own."""
    kind, value = KIND.search(cell.attributes), VALUE.search(cell.inner)
    return int(value[1]) if kind and kind[1] == b"s" and value else None


def elsewhere(package: Package, book: WorkbookParts, used: set[int], wanted: Mapping[str, set[bytes]]) -> set[int]:
    """Those of these shared texts that other cells of the workbook show as well."""
    found: set[int] = set()
    for sheet in (each for each in book.sheets if each.part):
        xml = as_utf8(read(package, sheet.part))[0]
        mine = wanted.get(key(sheet.part), set())
        for each in elements(xml, "c") if used else ():
            number = shared_number(each)
            where = WHERE.search(each.attributes)
            if number in used and not (where and where[1] in mine):
                found.add(number)
    return found


def in_cell(cell: Element[bytes], label: str) -> Edit:
    """The change that makes a cell show the label, in the format it has."""
    prefix = cell.prefix.decode()
    attributes = KIND.sub(b"", cell.attributes).rstrip().decode()
    text = element(f"{prefix}t", {}, label).decode()
    new = f'<{prefix}c{attributes} t="inlineStr"><{prefix}is>{text}</{prefix}is></{prefix}c>'
    return cell.start, cell.end, new.encode()


def label_strings(package: Package, book: WorkbookParts, numbers: set[int], label: str) -> None:
    """Put the label in the place of these shared texts."""
    part = next((each.part for each in relations(package, book.part) if each.type == "sharedStrings"), None)
    if part is None or not numbers:
        return
    xml = as_utf8(read(package, part))[0]
    edits: list[Edit] = []
    for number, each in enumerate(elements(xml, "si")):
        if number in numbers:
            prefix = each.prefix.decode()
            text = element(f"{prefix}t", {}, label)
            edits.append((each.start, each.end, f"<{prefix}si>".encode() + text + f"</{prefix}si>".encode()))
    write_xml(package, part, apply_edits(xml, edits))

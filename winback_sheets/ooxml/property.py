"""A custom property of a sheet: a part that Excel keeps with the sheet, for text that no cell should show."""

from __future__ import annotations

import re
from posixpath import dirname, relpath

from .order import free_link
from .package import Package, content_types, free_name, has, key, read, read_xml, relations, rels_of, write, write_xml
from .plumbing import CONTENT_TYPES, Part, declare
from .sheets import RELATIONS_TYPE, RELATIONS_XMLNS
from .xml import RELATIONSHIPS, Edit, Node, append_child, apply_edits, as_utf8, element, is_strict, parse

NAME = "winback"
START = "winback ".encode("utf-16-le")  # Excel keeps these texts in UTF-16
LIKE = "xl/customProperty1.bin"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.customProperty"
ROWS = re.compile(rb"<((?:\w+:)?sheetData)\b[^>]*>")
# What may follow custom properties in a sheet, by the standard's order.
AFTER = (
    *("cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"),
)


def property_of(package: Package, sheet_part: str) -> str | None:
    """The part our property of a sheet is kept in, None where the sheet has none."""
    linked = (each.part for each in relations(package, sheet_part) if each.type == "customProperty")
    return next((part for part in linked if part and has(package, part) and read(package, part)[:16] == START), None)


def property_for(package: Package, sheet_part: str) -> str:
    """The part our property of a sheet is kept in; a new one is named, led to and declared, its text still to come.

    Call it as soon as the sheet is written, so that what compares sheets sees it as it will land.
    """
    part = property_of(package, sheet_part)
    if part is not None:
        return part
    part = free_name(package, LIKE, set(content_types(package)[1]) - package.gone)
    write(package, part, START)
    xml, _ = as_utf8(read(package, sheet_part))
    begin, end = rows_of(xml)
    bare = xml[:begin] + xml[end:]  # the element goes below the rows, and there may be many of those
    root = parse(bare)
    link = led_to(package, sheet_part, part, strict=is_strict(root))
    new = apply_edits(bare, property_edits(root, link))
    write_xml(package, sheet_part, new[:begin] + xml[begin:end] + new[begin:])
    declare_one(package, part)
    return part


def rows_of(xml: bytes) -> tuple[int, int]:
    """Where the content of a sheet's rows begins and ends."""
    opening = ROWS.search(xml)
    if opening is None or opening[0].endswith(b"/>"):
        return 0, 0
    return opening.end(), xml.rindex(b"</" + opening[1])


def property_edits(root: Node, link: str) -> list[Edit]:
    """The changes that name our property on a sheet, at its place in the standard's order."""
    prefix = next((each for each, uri in root.scope.items() if each and uri in RELATIONSHIPS), None)
    named = {"name": NAME} if prefix else {"xmlns:r": RELATIONSHIPS[is_strict(root)], "name": NAME}
    one = element(f"{root.prefix}customPr", named | {f"{prefix or 'r'}:id": link})
    section = root.child("customProperties")
    if section is not None:
        return [(section.close, section.close, one)]
    tag = f"{root.prefix}customProperties".encode()
    rows = next((each.start for each in root.children if each.tag == "sheetData"), 0)
    at = next((each.start for each in root.children if each.start > rows and each.tag in AFTER), root.close)
    return [(at, at, b"<%s>%s</%s>" % (tag, one, tag))]


def led_to(package: Package, sheet_part: str, part: str, *, strict: bool) -> str:
    """Lead from the sheet to the part, and give the id of that relationship."""
    rels = rels_of(sheet_part)
    link = free_link({each.id for each in relations(package, sheet_part)})
    if not has(package, rels):
        head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s"></Relationships>'
        write(package, rels, head % RELATIONS_XMLNS.encode())
        declare(package, [Part(rels, b"", RELATIONS_TYPE)])
    xml, root = read_xml(package, rels)
    target = relpath(part, dirname(sheet_part) or ".")
    named = {"Id": link, "Type": f"{RELATIONSHIPS[strict]}/customProperty", "Target": target}
    write_xml(package, rels, apply_edits(xml, append_child(xml, root, element(f"{root.prefix}Relationship", named))))
    return link


def declare_one(package: Package, part: str) -> None:
    """Declare this one part by name: the extension .bin stands for many kinds of parts."""
    xml, root = read_xml(package, CONTENT_TYPES)
    old = [each for each in root.all("Override") if key(each.attributes.get("PartName", "")) == key(part)]
    if any(each.attributes.get("ContentType") == CONTENT_TYPE for each in old):
        return
    edits: list[Edit] = [(each.start, each.end, b"") for each in old]
    one = element(f"{root.prefix}Override", {"PartName": f"/{part}", "ContentType": CONTENT_TYPE})
    write_xml(package, CONTENT_TYPES, apply_edits(xml, edits + append_child(xml, root, one)))

"""The plumbing of a package: content types, the workbook's relationships, and parts that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from winback_sheets.present.words import say

from .book import WorkbookParts
from .package import (
    Package,
    Refused,
    content_types,
    has,
    key,
    original,
    reachable,
    read_xml,
    relations,
    rels_of,
    remove,
    write_xml,
)
from .xml import RELATIONSHIPS, Edit, Node, append_child, apply_edits, element, is_strict

CONTENT_TYPES = "[Content_Types].xml"
TIED_TO_OTHERS = ("pivotTable", "slicer", "timeline")


class Part(NamedTuple):
    """A part for the user's workbook."""

    name: str
    content: bytes
    content_type: str


class Link(NamedTuple):
    """A relationship of the workbook to be added."""

    id: str
    type: str
    target: str


def take_out(package: Package, sheets: Mapping[str, str]) -> None:
    """Take out sheet parts (with the tab's name) and what only they reach.

    Refuses where a person has put something on the tab that other parts of the workbook rely on.
    """
    left = reachable(package, "", without=frozenset(map(key, sheets)))
    for part, name in sheets.items():
        for each in relations(package, part):
            if each.type in TIED_TO_OTHERS:
                raise Refused(say("ooxml.pivot_table_on_our_tab", tab=name))
        for old in ({key(part)} | reachable(package, part)) - left:
            remove(package, old)
            if has(package, rels_of(old)):
                remove(package, rels_of(old))


def differs(package: Package, parts: Iterable[str]) -> bool:
    """Whether one of these parts has other bytes than it had when the package was opened."""
    written = [part for part in parts if key(part) in package.written]
    return any(package.written[key(part)][1] != original(package, part) for part in written)


def link_edits(package: Package, book: WorkbookParts, links: Sequence[Link], gone: Iterable[str]) -> None:
    """Add relationships to the workbook, and take out those with these ids."""
    part = rels_of(book.part)
    xml, root = read_xml(package, part)
    dialect = RELATIONSHIPS[is_strict(book.root)]
    lost = set(gone)
    edits: list[Edit] = [(node.start, node.end, b"") for node in root.children if node.attributes.get("Id") in lost]
    content = b"".join(
        element(
            f"{root.prefix}Relationship",
            {"Id": each.id, "Type": f"{dialect}/{each.type}", "Target": each.target},
        )
        for each in links
    )
    write_xml(package, part, apply_edits(xml, edits + append_child(xml, root, content)))


def declare(package: Package, parts: Sequence[Part]) -> None:
    """Declare the content types of new parts, and take out the declarations of parts that are gone.

    Every part gets what it needs: a workbook without a type for the extension .rels lists each one by name,
    and then the relationships of a new part would not be seen.
    """
    xml, root = read_xml(package, CONTENT_TYPES)
    wanted = {key(each.name): each for each in parts}
    stale = [node for node in root.children if is_stale(package, node, wanted)]
    defaults, overrides = content_types(package)
    gone = {key(node.attributes["PartName"]) for node in stale}
    content = b""
    for part, each in wanted.items():
        extension = part.rpartition(".")[2]
        if part in overrides and part not in gone:
            continue
        if extension not in defaults and extension != "xml":
            defaults[extension] = each.content_type
            named = {"Extension": extension, "ContentType": each.content_type}
            content += element(f"{root.prefix}Default", named)
        elif defaults.get(extension) != each.content_type:
            named = {"PartName": "/" + each.name.replace("\\", "/"), "ContentType": each.content_type}
            content += element(f"{root.prefix}Override", named)
    edits: list[Edit] = [(node.start, node.end, b"") for node in stale]
    write_xml(package, CONTENT_TYPES, apply_edits(xml, edits + append_child(xml, root, content)))


def is_stale(package: Package, node: Node, wanted: Mapping[str, Part]) -> bool:
    """Whether a declaration is of a part we took out, or gives a part of ours another type."""
    part = key(node.attributes.get("PartName", ""))
    if node.tag != "Override" or not part:
        return False
    if part in wanted:
        return node.attributes.get("ContentType") != wanted[part].content_type
    return part in package.gone

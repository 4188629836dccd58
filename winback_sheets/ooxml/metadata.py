"""The metadata part of a workbook: what makes an array formula of ours one that spills (a dynamic array)."""

from __future__ import annotations

from collections.abc import Sequence

from .book import WorkbookParts
from .order import free_link
from .package import Package, has, read, read_xml, relations, target_from, unnumbered_name, write, write_xml
from .plumbing import Link, Part
from .xml import Edit, Node, append_child, apply_edits, parse, with_attribute

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
DYNAMIC = "XLDAPR"
ORDER = ("metadataTypes", "metadataStrings", "mdxMetadata", "futureMetadata", "cellMetadata", "valueMetadata", "extLst")
SPILLS = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
# What Excel itself writes: the kind of metadata (kept with the cell whatever is done to it), and the one value it has.
TYPE = (
    '<{p}metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" '
    'splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
)
VALUE = (
    '<{p}bk><{p}extLst><{p}ext uri="{{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}}"><xda:dynamicArrayProperties '
    f'xmlns:xda="{SPILLS}" fDynamic="1" fCollapsed="0"/></{{p}}ext></{{p}}extLst></{{p}}bk>'
)
CELL = '<{p}bk><{p}rc t="{type}" v="{value}"/></{p}bk>'
EMPTY = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<metadata xmlns="%s"></metadata>'


def dynamic_arrays(
    package: Package, book: WorkbookParts, made: Package, links: list[Link]
) -> tuple[int | None, list[Part]]:
    """What `cm` says in our cells that spill, with the part that must be declared; None where none of ours does.

    The user's own metadata stays; a link to a new part is added to `links`.
    """
    if not has(made, "xl/metadata.xml"):
        return None, []
    linked = relations(package, book.part)
    part = next((each.part for each in linked if each.type == "sheetMetadata" and each.part), None)
    if part is None or not has(package, part):
        part = part or unnumbered_name(package, "xl/metadata.xml")
        write(package, part, EMPTY % book.root.namespace.encode())
        if all(each.part != part for each in linked):
            taken = {each.id for each in linked} | {each.id for each in links}
            links.append(Link(free_link(taken), "sheetMetadata", target_from(book.part, part)))
    xml, cell = with_dynamic(*read_xml(package, part))
    write_xml(package, part, xml)
    return cell, [Part(part, read(package, part), KIND)]


def with_dynamic(xml: bytes, root: Node) -> tuple[bytes, int]:
    """The metadata with an entry for cells that spill, and the number of that entry, counted from 1.

    An entry that is already there is used, so that a second run adds nothing.
    """
    if root.close == root.end:  # <metadata/>
        xml = xml[: root.inside - 2] + f"></{root.prefix}{root.tag}>".encode() + xml[root.end :]
        root = parse(xml)
    types, cells = root.child("metadataTypes"), root.child("cellMetadata")
    future = next((each for each in root.all("futureMetadata") if each.attributes.get("name") == DYNAMIC), None)
    kind = index([each.attributes.get("name") == DYNAMIC for each in entries(types)])
    value = index([spills(each) for each in entries(future)])
    here = [{"t": str(kind + 1), "v": str(value)}]
    cell = index([[rc.attributes for rc in each.children] == here for each in entries(cells)])
    edits: list[Edit] = []
    if kind == len(entries(types)):
        edits += added(xml, root, types, "metadataTypes", TYPE)
    if value == len(entries(future)):
        edits += added(xml, root, future, f'futureMetadata name="{DYNAMIC}"', VALUE)
    if cell == len(entries(cells)):
        edits += added(xml, root, cells, "cellMetadata", CELL.format(p="{p}", type=kind + 1, value=value))
    return apply_edits(xml, edits), cell + 1


def entries(section: Node | None) -> list[Node]:
    """What a section lists."""
    return section.children if section else []


def index(hits: Sequence[bool]) -> int:
    """The place of the first hit; the place after the last where there is none.

    >>> index([False, True]), index([False])
    (1, 1)
    """
    return hits.index(True) if True in hits else len(hits)


def spills(entry: Node) -> bool:
    """Whether an entry says that the array spills, and is not collapsed."""
    said = [told for listed in entry.children for each in listed.children for told in each.children]
    return [each.attributes for each in said if each.namespace == SPILLS] in (
        [{"fDynamic": "1", "fCollapsed": "0"}],
        [{"fDynamic": "1"}],
    )


def added(xml: bytes, root: Node, section: Node | None, name: str, content: str) -> list[Edit]:
    """The changes that put an entry at the end of a section, or make the section where the schema wants it."""
    entry = content.format(p=root.prefix).encode()
    if section is not None:
        count = with_attribute(xml, section, "count", str(len(section.children) + 1))
        return [count, *append_child(xml, section, entry)]
    tag = name.partition(" ")[0]
    full = f'<{root.prefix}{name} count="1">'.encode() + entry + f"</{root.prefix}{tag}>".encode()
    later = [each for each in root.children if each.tag in ORDER[ORDER.index(tag) + 1 :]]
    at = later[0].start if later else root.close
    return [(at, at, full)]

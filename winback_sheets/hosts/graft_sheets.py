"""Our sheets and all they reach as parts of the user's workbook: renumbered, restyled, strings in cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .graft_formulas import Renames, renamed, renamed_in_part
from .graft_names import Naming, Table
from .graft_plumbing import Part
from .graft_styles import Merged
from .graft_workbook import Place
from .graft_xml import element, quoted
from .package import Package, Relation, content_type, content_types, free_name, key, read, relations, rels_of

# XlsxWriter wrote these sheets, so their spelling is known: a large one need not be read element by element.
CELL_FORMAT = re.compile(rb'(<c r="\w+" s="|<row [^>]*?\bs="|<col [^>]*?\bstyle=")(\d+)"')
RULE_FORMAT = re.compile(rb'(<(?:cfRule|filterColumn|colorFilter|sortCondition) [^>]*?\bdxfId=")(\d+)"')
SHARED = re.compile(rb'(<c r="\w+"(?: s="\d+")?) t="s"><v>(\d+)</v>')
STRING = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
DYNAMIC = re.compile(rb'(<c [^>]*?) cm="\d+"')
SELECTED = re.compile(rb'(<sheetView\b[^>]*?) tabSelected="1"')
TABLE_TAG = re.compile(rb"<(?:table|tableColumn) [^>]*>")
TABLE_FORMAT = re.compile(rb'(\b\w*[dD]xfId=")(\d+)"')
TO_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/"),
    (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
        b"http://purl.oclc.org/ooxml/officeDocument/",
    ),
)
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
RELATIONS_XMLNS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Look(NamedTuple):
    """What a sheet takes over from the one it replaces, or from being shown first."""

    selected: bool = False
    code_name: str = ""


def made_parts(made: Package, places: Sequence[Place], sheets: Mapping[str, str]) -> dict[str, str]:
    """The parts of `made` that these tabs reach, with content types; `sheets` are its sheet parts by name."""
    types = content_types(made)
    found: dict[str, str] = {}

    def visit(part: str) -> None:
        if part not in found:
            found[part] = content_type(types, part)
            for each in relations(made, part):
                if each.part:
                    visit(each.part)

    for place in places:
        visit(sheets[place.made])
    return found


def new_names(
    target: Package, parts: Iterable[str], places: Sequence[Place], sheets: Mapping[str, str], taken: set[str]
) -> dict[str, str]:
    """The name each of our parts gets in the user's workbook: the first number free for its kind."""
    named = {sheets[place.made]: place.part for place in places}
    taken = taken | {key(part) for part in named.values()}
    for part in parts:
        if part not in named:
            named[part] = free_name(target, part, taken)
            taken.add(key(named[part]))
    return named


def carried(
    made: Package,
    parts: Mapping[str, str],
    names: Mapping[str, str],
    *,
    naming: Naming,
    styles: Merged,
    looks: Mapping[str, Look],
    strict: bool,
) -> Iterator[Part]:
    """The parts as they go into the user's workbook, each followed by its relationships; `looks` by part."""
    strings = shared_strings(made)
    for part, kind in parts.items():
        content = read(made, part)
        if part in looks:
            content = sheet_part(content, strings, styles, looks[part])
        elif part in naming.tables:
            content = table_part(content, naming.tables[part], styles)
        if kind.endswith("xml"):
            content = in_dialect(renamed_in_part(content, naming.renames), strict)
        yield Part(names[part], content, kind)
        links = relations(made, part)
        if links:
            content = in_dialect(relations_part(links, names[part], names, naming.renames), strict)
            yield Part(rels_of(names[part]), content, RELATIONS_TYPE)


def shared_strings(made: Package) -> list[bytes]:
    """The shared strings of `made`, each as the content of its element, with rich text and outer blanks."""
    part = next((name for name in made.entries if name.endswith("sharedstrings.xml")), None)
    return [match[1] or b"<t/>" for match in STRING.finditer(read(made, part))] if part else []


def sheet_part(xml: bytes, strings: Sequence[bytes], styles: Merged, look: Look) -> bytes:
    """A sheet with the user's style ids, strings in its cells, and selected only if it is the one shown."""
    xml = CELL_FORMAT.sub(with_id(styles.xfs), xml)
    xml = RULE_FORMAT.sub(with_id(styles.dxfs), xml)
    # Without the workbook's metadata part a dynamic array is an array formula; its id would mean another's.
    xml = DYNAMIC.sub(rb"\1", xml)
    xml = SELECTED.sub(rb"\1", xml)
    if look.selected:
        xml = xml.replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)
    if look.code_name:
        xml = with_code_name(xml, look.code_name)

    def in_line(match: re.Match[bytes]) -> bytes:
        return b'%s t="inlineStr"><is>%s</is>' % (match[1], strings[int(match[2])])

    return SHARED.sub(in_line, xml)


def with_id(mapped: Sequence[int]) -> Callable[[re.Match[bytes]], bytes]:
    """What puts the user's id in the place of ours."""
    return lambda match: b'%s%d"' % (match[1], mapped[int(match[2])])


def with_code_name(xml: bytes, name: str) -> bytes:
    """A sheet under the name by which the workbook's macros know it."""
    opening = f"<sheetPr codeName={quoted(name)}".encode()
    if b"<sheetPr" in xml:
        return re.sub(rb'<sheetPr(?: codeName="[^"]*")?', lambda match: opening, xml, count=1)
    return re.sub(rb"<worksheet [^>]*>", lambda match: match[0] + opening + b"/>", xml, count=1)


def table_part(xml: bytes, table: Table, styles: Merged) -> bytes:
    """A table with its id and name and the user's ids of formats."""

    def tag(match: re.Match[bytes]) -> bytes:
        return TABLE_FORMAT.sub(with_id(styles.dxfs), match[0])

    xml = TABLE_TAG.sub(tag, xml)
    name = quoted(table.name)
    new = f' id="{table.id}" name={name} displayName={name}'.encode()
    return re.sub(rb' id="\d+" name="[^"]*" displayName="[^"]*"', lambda match: new, xml, count=1)


def in_dialect(xml: bytes, strict: bool) -> bytes:
    """A part in the dialect of the user's workbook: mixing the two is not allowed."""
    for transitional, other in TO_STRICT if strict else ():
        xml = xml.replace(transitional, other)
    return xml


def relations_part(links: Iterable[Relation], part: str, names: Mapping[str, str], renames: Renames) -> bytes:
    """The relationships of one of our parts, leading to parts under their names in the user's workbook."""
    content = b""
    for each in links:
        target = each.target
        if each.part:
            target = posixpath.relpath(names[each.part], posixpath.dirname(part))
        elif target.startswith("#"):
            target = "#" + renamed(target[1:], renames)
        content += element("Relationship", each.node.attributes | {"Target": target})
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s">'
    return head % RELATIONS_XMLNS.encode() + content + b"</Relationships>"

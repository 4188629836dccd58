"""The zip package of a workbook: its parts by name, their content types and relationships."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import unquote
from xml.parsers.expat import ExpatError

from winback_sheets.present.words import say

from .xml import Node, NotEditable, as_before, as_utf8, parse

UNREADABLE = (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


class Refused(Exception):
    """One sentence for the user: why this workbook is not touched, and what to do."""


@dataclass
class Package:
    """A package as it was opened, and what is to be different in it when it is saved."""

    name: str  # the file's name, for sentences
    file: BinaryIO
    zip: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    written: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Relation:
    """One relationship of a part; `part` is the part it leads to, None for links out of the package."""

    id: str
    type: str  # the last word of the type's address, the same in both dialects
    target: str
    part: str | None
    node: Node


def open_package(file: BinaryIO, name: str) -> Package:
    """Open a workbook's package, or refuse with a sentence about what the file is instead."""
    head = file.read(8)
    if head == OLD_OFFICE:
        file.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in file.read():
            raise Refused(say("ooxml.password", file=name))
        raise Refused(say("ooxml.old_format", file=name))
    try:
        zipped = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Refused(say("ooxml.no_workbook_or_damaged", file=name)) from error
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in zipped.infolist():
        if info.flag_bits & 1:
            raise Refused(say("ooxml.password", file=name))
        entries.setdefault(key(info.orig_filename), info)
    return Package(name, file, zipped, entries)


def key(part: str) -> str:
    """The form in which part names are compared: without regard to case, leading slash or way of slash.

    >>> key("\\\\XL\\\\Sheet%201.xml") == key("/xl/sheet 1.xml")
    True
    """
    return unquote(part).replace("\\", "/").lstrip("/").lower()


def has(package: Package, part: str) -> bool:
    """Whether the package, as it stands after the changes so far, holds this part."""
    return key(part) in package.written or (key(part) in package.entries and key(part) not in package.gone)


def read(package: Package, part: str) -> bytes:
    """The bytes of a part, as changed so far; refuses where the workbook lacks it or it is damaged."""
    if key(part) in package.written:
        return package.written[key(part)][1]
    return original(package, part)


def original(package: Package, part: str) -> bytes:
    """The bytes of a part as they were when the package was opened."""
    try:
        return package.zip.read(package.entries[key(part)])
    except UNREADABLE as error:
        raise damaged_package(package, part) from error


def open_part(package: Package, part: str, size: int) -> Iterator[bytes]:
    """The bytes of a part, as changed so far, in pieces of this size: a ledger may be hundreds of MB."""
    if key(part) in package.written:
        yield package.written[key(part)][1]
        return
    try:
        with package.zip.open(package.entries[key(part)]) as stream:
            while piece := stream.read(size):
                yield piece
    except UNREADABLE as error:
        raise damaged_package(package, part) from error


def read_xml(package: Package, part: str) -> tuple[bytes, Node]:
    """A part as UTF-8 and as nodes with positions in it; refuses what Office would not open either."""
    try:
        xml, _ = as_utf8(read(package, part))
        return xml, parse(xml)
    except (ExpatError, NotEditable, UnicodeError, LookupError) as error:
        raise damaged_package(package, f"{part}: {error}") from error


def damaged_package(package: Package, what: str) -> Refused:
    """The refusal of a package that is not what the standard asks for."""
    return Refused(say("ooxml.damaged", file=package.name, reason=what))


def write(package: Package, part: str, content: bytes) -> None:
    """Give a part this content; a part that is new gets the name as spelled here."""
    package.gone.discard(key(part))
    package.written[key(part)] = (part, content)


def write_xml(package: Package, part: str, xml: bytes) -> None:
    """Give a part this UTF-8 content in the encoding the part has had."""
    write(package, part, as_before(xml, as_utf8(read(package, part))[1]))


def remove(package: Package, part: str) -> None:
    """Take a part out."""
    package.written.pop(key(part), None)
    package.gone.add(key(part))


def has_changed(package: Package, *, but: str | None = None) -> bool:
    """Whether saving would give other parts, or other bytes in one, than were opened; one part may be left out."""
    lost = package.gone & package.entries.keys()
    return bool(lost) or any(
        part not in package.entries or original(package, part) != content
        for part, (_, content) in package.written.items()
        if but is None or part != key(but) or part not in package.entries
    )


def rels_of(part: str) -> str:
    """The name of the part that holds the relationships of a part; of the package itself for "".

    >>> rels_of("xl/workbook.xml"), rels_of("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relations(package: Package, part: str) -> list[Relation]:
    """The relationships of a part, in order; none where it has no such part."""
    if not has(package, rels_of(part)):
        return []
    _, root = read_xml(package, rels_of(part))
    return [relation(part, node) for node in root.all("Relationship")]


def target_from(part: str, to: str) -> str:
    """How a relationship of a part names another part of ours: from here, or where a part is out of the way from the root.

    Readers of cells look for what belongs to a workbook in the folder xl, whatever the workbook part is called and
    wherever it lies, and only some find their way there with `../`.

    >>> target_from("xl/workbook.xml", "xl/worksheets/sheet1.xml"), target_from("book.xml", "xl/styles.xml")
    ('worksheets/sheet1.xml', '/xl/styles.xml')
    """
    folder = posixpath.dirname(part)
    return posixpath.relpath(to, folder) if to.startswith(f"{folder}/") and folder else f"/{to}"


def relation(part: str, node: Node) -> Relation:
    """One relationship element, its target made a part name."""
    named = node.attributes
    place = named.get("Target", "").replace("\\", "/").split("#")[0]
    inside = None
    if place and named.get("TargetMode") != "External":
        inside = posixpath.normpath(posixpath.join("/" + posixpath.dirname(part), place)).lstrip("/")
    kind = named.get("Type", "").rpartition("/")[2]
    return Relation(named.get("Id", ""), kind, named.get("Target", ""), inside, node)


def content_types(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by extension and by part (compared form)."""
    _, root = read_xml(package, "[Content_Types].xml")
    defaults = {named.get("Extension", "").lower(): named for named in attributes_of(root, "Default")}
    overrides = {key(named.get("PartName", "")): named for named in attributes_of(root, "Override")}
    by_extension, by_part = (
        {name: named.get("ContentType", "") for name, named in each.items()} for each in (defaults, overrides)
    )
    return by_extension, by_part


def attributes_of(root: Node, tag: str) -> list[dict[str, str]]:
    """The attributes of each child of this name."""
    return [each.attributes for each in root.all(tag)]


def content_type(types: tuple[dict[str, str], dict[str, str]], part: str) -> str:
    """The content type in force for a part; "" where none is declared."""
    defaults, overrides = types
    return overrides.get(key(part)) or defaults.get(key(part).rpartition(".")[2], "")


def reachable(package: Package, start: str, *, without: frozenset[str] = frozenset()) -> set[str]:
    """The parts (compared form) that can be reached from one, never entering those in `without`."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for each in relations(package, ahead.pop()):
            if each.part and key(each.part) not in found | without and has(package, each.part):
                found.add(key(each.part))
                ahead.append(each.part)
    return found


def promised_parts(package: Package) -> set[str]:
    """The parts (compared form) that a relationship leads to, also those that are missing.

    A part of ours under the name of a missing one would become what the user's sheet has lost.
    """
    present = {*package.entries, *package.written} - (package.gone - package.written.keys())
    found: set[str] = set()
    for name in (each for each in present if each.endswith(".rels") and "_rels/" in each):
        folder, own = posixpath.split(name)
        try:
            links = relations(package, posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels")))
        except Refused:
            continue  # it leads nowhere, and nothing else here asks it
        found |= {key(each.part) for each in links if each.part}
    return found


def unnumbered_name(package: Package, name: str) -> str:
    """The usual name of a part of which a workbook has one, which some readers look for; with a number where it is taken.

    A name that is declared or linked stays taken even where the part itself is missing.
    """
    taken = {*content_types(package)[1], *promised_parts(package)}
    free = not has(package, name) and not has(package, rels_of(name)) and key(name) not in taken
    return name if free else free_name(package, name, taken)


def free_name(package: Package, like: str, taken: set[str]) -> str:
    """The first numbered name of this kind that neither the package nor `taken` has: xl/charts/chart3.xml."""
    match = re.fullmatch(r"(.*?)\d*(\.\w+)", like)
    stem, end = match.groups() if match else (like, "")
    number = 1
    while has(package, name := f"{stem}{number}{end}") or has(package, rels_of(name)) or key(name) in taken:
        number += 1
    return name

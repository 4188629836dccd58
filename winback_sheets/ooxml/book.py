"""workbook.xml read: which tabs there are, which names, and which tabs are ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from winback_sheets.present.words import say

from .formulas import sheet_of
from .package import Package, Refused, content_type, content_types, damaged_package, has, read_xml, relations
from .xml import Node

MARKER = "_winback."
LEDGER = "ledger_"  # the keys of tabs that we write and that hold the user's own rows
SPREADSHEET = "spreadsheetml"
BINARY = "ms-excel.sheet.binary"
DIALECTS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


@dataclass(frozen=True)
class Sheet:
    """A tab of a workbook as its workbook part lists it; `relation` and `part` are "" for a tab that says it has none."""

    name: str
    id: int
    relation: str
    part: str
    hidden: bool
    node: Node


class Name(NamedTuple):
    """A defined name; `local` is the position of the tab it belongs to, None for the whole workbook."""

    name: str
    local: int | None
    text: str
    node: Node


@dataclass(frozen=True)
class WorkbookParts:
    """The workbook part of a package, read."""

    part: str
    xml: bytes
    root: Node
    sheets: tuple[Sheet, ...]
    names: tuple[Name, ...]


def read_book(package: Package) -> WorkbookParts:
    """Read the workbook part; refuses what is no .xlsx or .xlsm, and tabs without an id."""
    part = next((each.part for each in relations(package, "") if each.type == "officeDocument"), None)
    kind = content_type(content_types(package), part) if part and has(package, "[Content_Types].xml") else ""
    if BINARY in kind.lower():
        raise Refused(say("ooxml.binary_format", file=package.name))
    if not part or not (SPREADSHEET in kind.lower() or "ms-excel" in kind.lower()):
        raise Refused(say("ooxml.no_workbook", file=package.name))
    xml, root = read_xml(package, part)
    if root.namespace not in DIALECTS:
        raise Refused(say("ooxml.before_excel_2007", file=package.name))
    if any(each.tag in ("sheets", "definedNames") for each in alternatives(root)):
        raise Refused(say("ooxml.tabs_in_two_versions", file=package.name))
    listed, named = root.child("sheets"), root.child("definedNames")
    if listed is None:
        raise damaged_package(package, say("ooxml.no_list_of_tabs"))
    targets = {each.id: each.part for each in relations(package, part)}
    sheets = tuple(sheet(package, node, targets) for node in listed.all("sheet"))
    names = tuple(name(node) for node in (named.all("definedName") if named else []))
    return WorkbookParts(part, xml, root, sheets, names)


def alternatives(root: Node) -> list[Node]:
    """What the workbook holds in several versions, for programs that know more and for those that know less."""
    choices = [choice for each in root.children if each.tag == "AlternateContent" for choice in each.children]
    return [each for choice in choices for each in choice.children]


def sheet(package: Package, node: Node, targets: Mapping[str, str | None]) -> Sheet:
    """One tab; a tab without an id or a part is of a format before Excel 2007's release, or damaged.

    An empty r:id is neither: it stands where an old macro sheet was, and Excel opens the workbook.
    """
    identity, relation = node.attributes.get("sheetId", ""), node.relation()
    part = "" if relation == "" else targets.get(relation or "")
    if not identity.isdecimal() or relation is None or part is None:
        raise damaged_package(package, say("ooxml.tab_without_a_part"))
    hidden = node.attributes.get("state", "visible") != "visible"
    return Sheet(node.attributes.get("name", ""), int(identity), relation, part, hidden, node)


def name(node: Node) -> Name:
    """One defined name."""
    local = node.attributes.get("localSheetId", "")
    return Name(node.attributes.get("name", ""), int(local) if local.isdecimal() else None, node.text, node)


def counts_from_1904(book: WorkbookParts) -> bool:
    """Whether the workbook's day 0 is 1 January 1904, as in old workbooks of Excel for Mac."""
    properties = book.root.child("workbookPr")
    return properties is not None and properties.attributes.get("date1904", "").lower() in ("1", "true", "on")


def marked_tabs(book: WorkbookParts) -> dict[str, int]:
    """Our tabs: the key in the marker, and the position of the tab it leads to, whatever that is called."""
    return {tab: position for tab, position in _marked(book).items() if not tab.startswith(LEDGER)}


def marked_ledgers(book: WorkbookParts) -> dict[str, int]:
    """The tabs in which we keep the user's ledger, likewise; they are read like tabs of the user's."""
    return {tab: position for tab, position in _marked(book).items() if tab.startswith(LEDGER)}


def _marked(book: WorkbookParts) -> dict[str, int]:
    positions = {each.name.lower(): position for position, each in enumerate(book.sheets)}
    found: dict[str, int] = {}
    for each in book.names:
        position = positions.get(sheet_of(each.text).lower())
        if is_marker(each) and position is not None and position not in found.values():
            found.setdefault(each.name[len(MARKER) :].lower(), position)
    return found


def is_marker(each: Name) -> bool:
    """Whether a defined name is a marker of ours; a tab the user copied has one too, but only as its own."""
    return each.local is None and each.name.lower().startswith(MARKER)

"""A person at Excel: the same acts done on the parts of a closed workbook, in the form in which Excel saves them.

Typed text goes to the shared strings, notes to a comments part with its drawing, answers to threaded comments, a
filter into the table with the other rows hidden, a sort into the order of the rows with its sort state.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any
from xml.dom import minidom

from openpyxl.utils import column_index_from_string, get_column_letter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
CELL = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)$")
IN_FORMULA = re.compile(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b(?![(!])")
# After these a child of a worksheet stands, in the order of the standard.
AFTER = {
    "cols": ("sheetPr", "dimension", "sheetViews", "sheetFormatPr"),
    "legacyDrawing": (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "protectedRanges"),
        *("sheetProtection", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
        *("ignoredErrors", "smartTags", "drawing"),
    ),
    "autoFilter": ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection"),
}


@dataclass
class Parts:
    """A workbook's parts in memory; trees are written back where they were opened."""

    bytes: dict[str, bytes]
    trees: dict[str, minidom.Document] = field(default_factory=dict)


@dataclass
class Spot:
    """Where the list of a tab stands now: its part, heading row, headings by column, rows that name a customer."""

    part: str
    root: minidom.Element
    head: int
    headings: dict[str, int]
    rows: list[int]
    end: int


def tree(parts: Parts, name: str) -> minidom.Element:
    if name not in parts.trees:
        parts.trees[name] = minidom.parseString(parts.bytes[name])
    return parts.trees[name].documentElement


def named(node: minidom.Element, local: str) -> list[minidom.Element]:
    """The children with this name, whatever their prefix."""
    return [each for each in node.childNodes if getattr(each, "localName", None) == local]


def below_named(node: minidom.Element, local: str) -> Iterator[minidom.Element]:
    for each in node.childNodes:
        if getattr(each, "localName", None) == local:
            yield each
        if each.nodeType == each.ELEMENT_NODE:
            yield from below_named(each, local)


def add(node: minidom.Element, local: str, at: minidom.Element | None = None, text: str = "") -> minidom.Element:
    """A new child in the parent's namespace and prefix, before another or last."""
    prefix = f"{node.prefix}:" if node.prefix else ""
    made = node.ownerDocument.createElementNS(node.namespaceURI, prefix + local)
    if text:
        made.appendChild(node.ownerDocument.createTextNode(text))
        if text != text.strip() or "\n" in text:
            made.setAttribute("xml:space", "preserve")
    node.insertBefore(made, at)
    return made


def section(root: minidom.Element, local: str) -> minidom.Element:
    """A child of a worksheet, made at its place where it is missing."""
    if found := named(root, local):
        return found[0]
    before = AFTER[local]
    after = next((e for e in root.childNodes if getattr(e, "localName", None) and e.localName not in before), None)
    return add(root, local, after)


def words(node: minidom.Element) -> str:
    """All text below a node."""
    return "".join(t.data for e in below_named(node, "t") for t in e.childNodes)


def links(parts: Parts, part: str) -> minidom.Element:
    name = join(dirname(part), "_rels", basename(part) + ".rels")
    if name not in parts.bytes:
        parts.bytes[name] = f'<Relationships xmlns="{LINKS}"/>'.encode()
    return tree(parts, name)


def linked(parts: Parts, part: str, kind: str) -> list[str]:
    """The parts of a kind that a part leads to; of any kind where that is blank."""
    listed = [e for e in named(links(parts, part), "Relationship") if e.getAttribute("TargetMode") != "External"]
    found = [e for e in listed if not kind or e.getAttribute("Type").endswith("/" + kind)]
    return [normpath(join(dirname(part), e.getAttribute("Target"))).lstrip("/") for e in found]


def link(parts: Parts, part: str, kind: str, target: str) -> str:
    """A new relationship, and its id."""
    root = links(parts, part)
    taken = {e.getAttribute("Id") for e in named(root, "Relationship")}
    made = add(root, "Relationship")
    made.setAttribute("Id", next(f"rId{n}" for n in range(1, 999) if f"rId{n}" not in taken))
    made.setAttribute("Type", kind)
    made.setAttribute("Target", "/" + target)
    return str(made.getAttribute("Id"))


def new_part(parts: Parts, name: str, content: str, kind: str) -> None:
    """A new part with its content type."""
    parts.bytes[name] = content.encode()
    types = tree(parts, "[Content_Types].xml")
    if name.endswith(".vml"):
        if not any(e.getAttribute("Extension") == "vml" for e in named(types, "Default")):
            made = add(types, "Default", types.firstChild)
            made.setAttribute("Extension", "vml")
            made.setAttribute("ContentType", kind)
        return
    made = add(types, "Override")
    made.setAttribute("PartName", "/" + name)
    made.setAttribute("ContentType", kind)


def book_part(parts: Parts) -> str:
    return linked(parts, "", "officeDocument")[0]


def sheet_node(parts: Parts, name: str) -> minidom.Element | None:
    listed = named(named(tree(parts, book_part(parts)), "sheets")[0], "sheet")
    return next((e for e in listed if e.getAttribute("name") == name), None)


def sheet_part(parts: Parts, name: str) -> str:
    node = sheet_node(parts, name)
    assert node is not None, name
    book = book_part(parts)
    wanted = next(a.value for a in node.attributes.values() if a.localName == "id" and a.prefix)
    found = next(e for e in named(links(parts, book), "Relationship") if e.getAttribute("Id") == wanted)
    return normpath(join(dirname(book), found.getAttribute("Target"))).lstrip("/")


def strings(parts: Parts) -> minidom.Element:
    """The shared strings, made where the workbook has none."""
    book = book_part(parts)
    if not linked(parts, book, "sharedStrings"):
        new_part(parts, "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"/>', KINDS + "sharedStrings+xml")
        link(parts, book, OFFICE + "/sharedStrings", "xl/sharedStrings.xml")
    return tree(parts, linked(parts, book, "sharedStrings")[0])


def split(ref: str) -> tuple[int, int]:
    """Row and column of an address, both from 1.

    >>> split("$C$7")
    (7, 3)
    """
    found = CELL.match(ref)
    assert found, ref
    return int(found[2]), column_index_from_string(found[1])


def address(row: int, col: int) -> str:
    return f"{get_column_letter(col)}{row}"


def row_node(root: minidom.Element, number: int) -> minidom.Element:
    """A row of a sheet, made where it is missing."""
    data = named(root, "sheetData")[0]
    later = None
    for each in named(data, "row"):
        here = int(each.getAttribute("r"))
        if here == number:
            return each
        if here > number:
            later = each
            break
    made = add(data, "row", later)
    made.setAttribute("r", str(number))
    return made


def cell(root: minidom.Element, row: int, col: int) -> minidom.Element:
    """A cell of a sheet, made where it is missing."""
    line, later = row_node(root, row), None
    if line.hasAttribute("spans"):
        line.removeAttribute("spans")
    for each in named(line, "c"):
        here = split(each.getAttribute("r"))[1]
        if here == col:
            return each
        if here > col:
            later = each
            break
    made = add(line, "c", later)
    made.setAttribute("r", address(row, col))
    return made


def shown(shared: list[str], node: minidom.Element) -> str:
    """What a cell holds, as text."""
    value = "".join(t.data for v in named(node, "v") for t in v.childNodes)
    kind = node.getAttribute("t")
    return shared[int(value)] if kind == "s" else words(node) if kind == "inlineStr" else value


def put(parts: Parts, root: minidom.Element, row: int, col: int, text: str) -> None:
    """Type into a cell: a formula where it begins with =, else a shared string; `**` makes the half of it bold."""
    node = cell(root, row, col)
    for child in list(node.childNodes):
        node.removeChild(child)
    if text.startswith("="):
        if node.hasAttribute("t"):
            node.removeAttribute("t")
        add(node, "f", text=text[1:].replace("{row}", str(row)))
        add(node, "v", text="1")
        return
    sst = strings(parts)
    item = add(sst, "si")
    if "**" in text:
        half = text.index("**")
        plain, bold = add(item, "r"), add(item, "r")
        add(plain, "t", text=text[:half] or " ")
        add(add(bold, "rPr"), "b")
        add(bold, "t", text=text[half:])
    else:
        add(item, "t", text=text)
    for count in ("count", "uniqueCount"):
        if sst.hasAttribute(count):
            sst.removeAttribute(count)
    node.setAttribute("t", "s")
    add(node, "v", text=str(len(named(sst, "si")) - 1))


def spot(parts: Parts, name: str, wanted: list[str]) -> Spot | None:
    """Find the heading row: the first of 40 rows with four of the wanted headings."""
    part = sheet_part(parts, name)
    root = tree(parts, part)
    shared = [words(e) for e in named(strings(parts), "si")]
    lines = {int(e.getAttribute("r")): named(e, "c") for e in named(named(root, "sheetData")[0], "row")}
    text = {n: {split(c.getAttribute("r"))[1]: shown(shared, c) for c in cells} for n, cells in lines.items()}
    for row in [n for n in text if n <= 40]:
        headings = {value: at for at, value in sorted(text[row].items(), reverse=True) if value}
        if len(set(wanted) & set(headings)) >= min(4, len(wanted)):
            who = headings.get("Customer", headings.get("key", 1))
            rows = [n for n in text if n > row and text[n].get(who)]
            return Spot(part, root, row, headings, rows, max((n for n in text if any(text[n].values())), default=row))
    return None


def table_of(parts: Parts, at: Spot) -> minidom.Element | None:
    """The table whose heading row this is, None where the workbook has lost it."""
    for part in linked(parts, at.part, "table"):
        if split(tree(parts, part).getAttribute("ref").split(":")[0])[0] == at.head:
            return tree(parts, part)
    return None


def opened(path: Path | BytesIO) -> Parts:
    with zipfile.ZipFile(path) as package:
        return Parts({name: package.read(name) for name in package.namelist()})


def saved(parts: Parts, path: Path) -> None:
    """Write the parts, the content types first and without a date: the same acts give the same bytes."""
    for name, each in parts.trees.items():
        parts.bytes[name] = each.toxml(encoding="UTF-8", standalone=True)
    order = sorted(parts.bytes, key=lambda name: name != "[Content_Types].xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in order:
            package.writestr(zipfile.ZipInfo(name), parts.bytes[name], zipfile.ZIP_DEFLATED)


Doing = Callable[[Parts, Spot, dict[str, Any], int], None]

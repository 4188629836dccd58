"""Data mode: a tab of ours in which a person has worked gets our cells only; all else on it stays as it is.

Their notes, formats, widths, filters, sorting, comments, columns, charts and pictures are bytes that nobody touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.ooxml.elements import elements

from .cells import Changed, data_of, patch_rows, text_of
from .charts import charts
from .links import Links, link_changes, link_edits, relations_with, with_relation
from .package import Package, has, read, relations
from .plumbing import Part
from .refs import corners, meet, reference
from .tables import Grown, tables
from .xml import Edit, Node, append_child, apply_edits, as_before, as_utf8, element, is_strict, parse, with_attribute

AFTER_DATA = ("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState") + (
    "dataConsolidate",
    "customSheetViews",
)
AFTER_MERGES = (*AFTER_DATA, "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations")
AFTER_LINKS = (*AFTER_MERGES, "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks") + (
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
)


class Frame(NamedTuple):
    """A sheet without its rows: what stands before and after them, read, and where the rows were."""

    xml: bytes
    root: Node
    data: bytes
    at: int


def strings_of(package: Package, book_part: str) -> list[str]:
    """The shared strings of the user's workbook, as plain text."""
    part = next((each.part for each in relations(package, book_part) if each.type == "sharedStrings"), None)
    if not part or not has(package, part):
        return []
    return [text_of(each.inner) for each in elements(as_utf8(read(package, part))[0], "si")]


def patch_sheet(
    package: Package, part: str, made: Mapping[str, Part], patch: Patch, strings: Sequence[str]
) -> list[Part]:
    """The parts that are different when our cells go into a tab; `made` are ours as they would go in whole, by name."""
    raw, encoding = as_utf8(read(package, part))
    old, new = frame_of(raw), frame_of(made[part].content)
    prefix = old.root.prefix.encode()
    cells = patch_rows(old.data, new.data, patch, strings, prefix)
    links = link_changes(package, part, old.root, new.root, made, cells.written)
    taken = {each.id for each in relations(package, part)} | {each.id for each in links.added}
    grown = tables(package, part, made, patch, taken)
    edits = [*dimension(old, cells), *merges(old, new, patch, cells), *links_in(old, links)]
    edits += [*stretch_rules(old, grown.growth), *table_parts(old, grown)]
    rows = b"<%ssheetData>%s</%ssheetData>" % (prefix, cells.data, prefix)
    xml = apply_edits(old.xml, [(old.at, old.at, rows), *edits]) if edits or cells.written else raw
    found = [Part(part, as_before(xml, encoding), made[part].content_type), *grown.parts]
    found += relations_with(package, part, [*links.added, *grown.added], links.idle, strict=is_strict(old.root))
    return found + charts(package, part, made)


def frame_of(xml: bytes) -> Frame:
    """A sheet taken apart."""
    start, end, data = data_of(xml)
    rest = xml[:start] + xml[end:]
    return Frame(rest, parse(rest), data, start)


def dimension(sheet: Frame, cells: Changed) -> list[Edit]:
    """The change to what a sheet says of its extent; it may only grow."""
    node = sheet.root.child("dimension")
    if node is None or not cells.written:
        return []
    top, left, bottom, right = corners(node.attributes.get("ref", "A1"))
    rows, columns = zip(*cells.written, strict=True)
    ref = reference(min(top, *rows), min(left, *columns), max(bottom, *rows), max(right, *columns))
    return [with_attribute(sheet.xml, node, "ref", ref)] if ref != node.attributes.get("ref") else []


def merges(old: Frame, new: Frame, patch: Patch, cells: Changed) -> list[Edit]:
    """Merge the cells that we merge, where a person has not merged others there; take apart ours that are so no more.

    Taken apart is a range whose first cell we clear, or that would hide what we write into another of its cells.
    """
    section = old.root.child("mergeCells")
    there = {each.attributes.get("ref", ""): each for each in (section.children if section else [])}
    mine = new.root.child("mergeCells")
    wanted = [each.attributes["ref"] for each in (mine.children if mine else [])]
    gone = [
        ref for ref in there if ref not in wanted and (corners(ref)[:2] in patch.clear or hides(ref, cells.written))
    ]
    stay = [corners(ref) for ref in there if ref not in gone]
    more = [ref for ref in wanted if ref not in there and not any(meet(corners(ref), each) for each in stay)]
    more = [ref for ref in more if corners(ref)[:2] in cells.written]
    tag = f"{old.root.prefix}mergeCell"
    content = b"".join(element(tag, {"ref": ref}) for ref in more)
    if section is None:
        return insert(old, AFTER_DATA, f"{tag}s", {"count": str(len(more))}, content)
    if not more and len(gone) == len(there):
        return [(section.start, section.end, b"")] if gone else []
    edits: list[Edit] = [(there[ref].start, there[ref].end, b"") for ref in gone]
    if (more or gone) and "count" in section.attributes:
        edits.append(with_attribute(old.xml, section, "count", str(len(stay) + len(more))))
    return edits + append_child(old.xml, section, content)


def hides(ref: str, written: Iterable[tuple[int, int]]) -> bool:
    """Whether a merged range covers one of these cells that is not its first."""
    top, left, bottom, right = corners(ref)
    return any(top <= row <= bottom and left <= col <= right and (row, col) != (top, left) for row, col in written)


def links_in(sheet: Frame, links: Links) -> list[Edit]:
    """The changes to the links on a sheet."""
    if sheet.root.child("hyperlinks") is None:
        return insert(sheet, AFTER_MERGES, f"{sheet.root.prefix}hyperlinks", {}, links.new)
    return link_edits(sheet.xml, sheet.root, links)


def insert(sheet: Frame, after: Sequence[str], tag: str, attributes: dict[str, str], content: bytes) -> list[Edit]:
    """A section that was missing, at its place in the schema: after the rows and these sections."""
    if not content:
        return []
    before = [each.end for each in sheet.root.children if each.tag in after and each.start >= sheet.at]
    at = max(before, default=sheet.at)
    named = "".join(f' {name}="{value}"' for name, value in attributes.items()).encode()
    return [(at, at, b"<%s%s>%s</%s>" % (tag.encode(), named, content, tag.encode()))]


def stretch_rules(sheet: Frame, growth: Iterable[tuple[int, int, int, int]]) -> list[Edit]:
    """Rules, drop-downs and the like that ended at a list's last row now end at its new last row, as in Excel.

    growth: old last row, new last row, first and last column of a list that has grown.
    """
    grown = list(growth)
    nodes = [each for each in walk(sheet.root) if "sqref" in each.attributes or each.tag == "sqref"] if grown else []
    edits: list[Edit] = []
    for node in nodes:
        text = node.text if node.tag == "sqref" else node.attributes["sqref"]
        longer = " ".join(stretched_range(ref, grown) for ref in text.split())
        if longer == " ".join(text.split()):
            continue
        change = (node.inside, node.close, longer.encode())
        edits.append(change if node.tag == "sqref" else with_attribute(sheet.xml, node, "sqref", longer))
    return edits


def walk(node: Node) -> Iterable[Node]:
    """An element and all it holds."""
    yield node
    for child in node.children:
        yield from walk(child)


def stretched_range(ref: str, growth: Sequence[tuple[int, int, int, int]]) -> str:
    """A range, longer where it ended with a list."""
    try:
        top, left, bottom, right = corners(ref)
    except ValueError:  # whole columns: they hold the new rows already
        return ref
    for was, now, first, last in growth:
        if bottom == was and first <= left and right <= last:
            return reference(top, left, now, right)
    return ref


def table_parts(sheet: Frame, grown: Grown) -> list[Edit]:
    """Lists of ours that are new on the sheet are named among its tables."""
    content = b"".join(with_relation(sheet.root, "tablePart", {}, each.id) for each in grown.added)
    section = sheet.root.child("tableParts")
    if not content:
        return []
    if section is None:
        count = {"count": str(len(grown.added))}
        return insert(sheet, AFTER_LINKS, f"{sheet.root.prefix}tableParts", count, content)
    count_now = str(len(section.children) + len(grown.added))
    return [with_attribute(sheet.xml, section, "count", count_now), *append_child(sheet.xml, section, content)]

"""Our cell styles inside the user's styles.xml: equal entries are reused, the rest is added at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from winback_sheets.present.words import say

from .entries import Tree, canonical, serialise, spell_value, tree_of
from .package import Refused
from .xml import Edit, Node, append_child, apply_edits, with_attribute

SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs") + (
    "tableStyles",
    "colors",
    "extLst",
)
PARTS_OF_XF = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
ITEM = {"numFmts": "numFmt", "fonts": "font", "fills": "fill", "borders": "border"} | {
    "cellXfs": "xf",
    "dxfs": "dxf",
}
IDS = ("numFmtId", "fontId", "fillId", "borderId")
COLOUR = re.compile(rb"""\brgb\s*=\s*["'](\w+)""")
FACE = ("name", "family", "charset", "scheme")  # which typeface it is, in the order of the schema
MOST_CELL_FORMATS = 65_490
FIRST_OWN_NUMBER_FORMAT = 164
GENERAL, PLAIN = 0, "General"  # the one format that we use by its standard id, and its code
WILD = 1_000  # an id this far beyond the end is damage, not a gap: filling up to it would never end


@dataclass
class Section:
    """One list of the style sheet: what it holds, and what is to be added to it."""

    waiting: dict[tuple[str, ...], list[tuple[int, Node]]] = field(default_factory=dict)  # by what `rough` says
    known: dict[Tree, int] = field(default_factory=dict)
    count: int = 0
    added: list[Tree] = field(default_factory=list)


class Merged(NamedTuple):
    """The style sheet with ours in it, and what the ids of our cells and rules have become."""

    xml: bytes
    xfs: Sequence[int]
    dxfs: Sequence[int]


def merge(user: bytes, root: Node, scratch: Node) -> Merged:
    """Put the styles of a workbook made by XlsxWriter into the user's style sheet, adding only what is new.

    Cell format 0 and font 0 of `scratch` become the user's own, so that a tab looks native (but for a format 0 that
    shows numbers as something else, such as days); a font that
    shares its typeface or size with font 0 takes the user's. Ids that lead nowhere are given an entry first,
    since ours would otherwise fill the gap. Refuses beyond 65,490 cell formats, where Excel stops.
    """
    sections = {name: section(user, root.child(name)) for name in ITEM}
    fill_gaps(root, sections)
    formats = number_formats(root, scratch, sections["numFmts"])
    ids = {
        "fontId": fonts(first(root, "fonts"), trees(scratch, "fonts"), sections["fonts"]),
        "fillId": [index_of(sections["fills"], tree) for tree in trees(scratch, "fills")],
        "borderId": [index_of(sections["borders"], tree) for tree in trees(scratch, "borders")],
    }
    styles = named_styles(root)
    ours = [cell_format(tree, ids, formats, styles) for tree in trees(scratch, "cellXfs")]
    native = shows_general(root)
    xfs = [0 if native and not i else index_of(sections["cellXfs"], tree) for i, tree in enumerate(ours)]
    dxfs = [index_of(sections["dxfs"], rule_format(tree, formats)) for tree in trees(scratch, "dxfs")]
    if sections["cellXfs"].count > MOST_CELL_FORMATS:
        raise Refused(say("ooxml.too_many_formats"))
    return Merged(apply_edits(user, additions(user, root, sections)), xfs, dxfs)


def trees(root: Node, name: str) -> list[Tree]:
    """The entries of one section."""
    found = root.child(name)
    return [tree_of(each) for each in found.children] if found else []


def first(root: Node, name: str) -> Tree | None:
    """The first entry of one section, if there is one."""
    found = root.child(name)
    return tree_of(found.children[0]) if found and found.children else None


def section(xml: bytes, node: Node | None) -> Section:
    """A section as the user has it, its entries not yet looked into: there may be tens of thousands."""
    found = Section()
    for each in node.children if node else []:
        found.waiting.setdefault(rough(xml, each), []).append((found.count, each))
        found.count += 1
    return found


def rough(xml: bytes, entry: Node) -> tuple[str, ...]:
    """What is the same in entries that mean the same, and quickly read: the ids of a format, else the colours."""
    if entry.tag == "xf":
        return tuple(spell_value(entry.attributes.get(name, "")) for name in IDS)
    return tuple(sorted(colour.decode().upper() for colour in COLOUR.findall(xml, entry.start, entry.end)))


def rough_of_tree(tree: Tree) -> tuple[str, ...]:
    """The same of an entry of ours."""
    named = dict(tree.attributes)
    return tuple(spell_value(named.get(name, "")) for name in IDS) if tree.tag == "xf" else tuple(sorted(colours(tree)))


def colours(tree: Tree) -> list[str]:
    """The colours in an entry."""
    own = [value.upper() for name, value in tree.attributes if name == "rgb"]
    return own + [each for child in tree.children for each in colours(child)]


def index_of(where: Section, tree: Tree) -> int:
    """The place of an entry in its section, after adding it if nothing equal is there; the first equal one counts."""
    standard = canonical(tree)
    for place, node in where.waiting.pop(rough_of_tree(tree), ()):
        where.known.setdefault(canonical(tree_of(node)), place)
    if standard not in where.known:
        where.known[standard] = where.count
        where.added.append(tree)
        where.count += 1
    return where.known[standard]


def fill_gaps(root: Node, sections: dict[str, Section]) -> None:
    """Give every id beyond the end of its section an entry: a copy of the first one, or an empty rule."""
    used = [xf for name in ("cellStyleXfs", "cellXfs") for xf in (root.child(name) or root).all("xf")]
    for attribute, name in PARTS_OF_XF.items():
        if filler := first(root, name):
            fill_gap(sections[name], filler, [number(xf, attribute) for xf in used])
    table_styles = root.child("tableStyles")
    rules = [each for style in (table_styles.children if table_styles else []) for each in style.children]
    fill_gap(sections["dxfs"], Tree("dxf", (), ()), [number(rule, "dxfId", -1) for rule in rules])


def fill_gap(where: Section, filler: Tree, ids: Sequence[int]) -> None:
    """Lengthen a section so that it holds the highest of these ids, wild ones apart."""
    highest = max((each for each in ids if each < where.count + WILD), default=-1)
    missing = highest + 1 - where.count
    if missing > 0:
        where.added += [filler] * missing
        where.count += missing


def number(node: Node, attribute: str, otherwise: int = 0) -> int:
    """A whole number in an attribute."""
    value = node.attributes.get(attribute, "")
    return int(value) if value.isdecimal() else otherwise


def shows_general(root: Node) -> bool:
    """Whether the user's cell format 0 shows numbers as they are."""
    formats = root.child("cellXfs")
    first_one = next(iter(formats.all("xf")), None) if formats else None
    redefined = any(id == GENERAL and code != PLAIN for id, code in codes(root.child("numFmts")))
    return first_one is not None and number(first_one, "numFmtId") == GENERAL and not redefined


def number_formats(root: Node, scratch: Node, where: Section) -> dict[str, int]:
    """The ids of our number formats by our own id: the user's id where the code is there, else a new one.

    The standard's own ids are not in it, but for General where the user's workbook means something else by its id.
    """
    theirs, ours = (codes(each.child("numFmts")) for each in (root, scratch))
    # Programs do not agree on what an id of the standard means where a workbook gives it another code.
    by_code: dict[str, int] = {}
    meanings = Counter(id for id, _ in set(theirs))
    for id, code in theirs:
        if id >= FIRST_OWN_NUMBER_FORMAT and meanings[id] == 1:
            by_code.setdefault(code, id)
    used = [xf for name in ("cellStyleXfs", "cellXfs") for xf in (root.child(name) or root).all("xf")]
    rules = [rule.child("numFmt") for rule in (root.child("dxfs") or root).all("dxf")]
    used += [each for each in rules if each]
    ids = [*meanings, *(number(each, "numFmtId") for each in used), FIRST_OWN_NUMBER_FORMAT - 1]
    following = 1 + max(each for each in ids if each < FIRST_OWN_NUMBER_FORMAT + 10 * WILD)
    ours += [code for rule in (scratch.child("dxfs") or scratch).all("dxf") for code in codes(rule)]
    if any(id == GENERAL and code != PLAIN for id, code in theirs):
        ours.append((GENERAL, PLAIN))
    mapped: dict[str, int] = {}
    for id, code in ours:
        if (id >= FIRST_OWN_NUMBER_FORMAT or id == GENERAL) and code not in by_code:
            by_code[code] = following
            where.added.append(Tree("numFmt", (("numFmtId", str(following)), ("formatCode", code)), ()))
            where.count += 1
            following += 1
        mapped[str(id)] = by_code.get(code, id)
    return mapped


def codes(listed: Node | None) -> list[tuple[int, str]]:
    """The id and the code of each number format in a list or a rule."""
    return [
        (number(each, "numFmtId"), each.attributes.get("formatCode", ""))
        for each in (listed.all("numFmt") if listed else [])
    ]


def fonts(native: Tree | None, ours: list[Tree], where: Section) -> list[int]:
    """The ids of our fonts: ours number 0 is the user's number 0, the others follow its typeface and size."""
    own = 0 if native else index_of(where, ours[0])
    return [own, *(index_of(where, in_face_of(native or ours[0], ours[0], tree)) for tree in ours[1:])]


def in_face_of(native: Tree, scratch: Tree, font: Tree) -> Tree:
    """A font with the typeface and size of another where it has those of the scratch default."""
    native_parts, scratch_parts, parts = map(by_tag, (native, scratch, font))
    if "name" in native_parts and parts.get("name") == scratch_parts.get("name"):
        kept = [child for child in font.children if child.tag not in FACE]
        face = [native_parts[tag] for tag in FACE if tag in native_parts]
        font = font._replace(children=(*kept, *face))
    if "sz" in native_parts and parts.get("sz") == scratch_parts.get("sz"):
        size = native_parts["sz"]
        font = font._replace(children=tuple(size if each.tag == "sz" else each for each in font.children))
    return font


def by_tag(tree: Tree) -> dict[str, Tree]:
    """The children of an entry by what they are called."""
    return {child.tag: child for child in tree.children}


def named_styles(root: Node) -> dict[str, str] | None:
    """The user's styles for XlsxWriter's two, 0 `Normal` and 1 `Hyperlink`; None where there are none."""
    if not root.child("cellStyleXfs"):
        return None
    listed = root.child("cellStyles")
    each_style = [each.attributes for each in (listed.children if listed else [])]
    named = {each.get("builtinId", ""): each for each in each_style}
    normal = named.get("0", {}).get("xfId", "0")
    return {"0": normal, "1": named.get("8", {}).get("xfId", normal)}


def cell_format(tree: Tree, ids: dict[str, list[int]], formats: dict[str, int], styles: dict[str, str] | None) -> Tree:
    """A cell format of ours with the ids of the user's style sheet; what it sets, it says that it sets."""
    named = dict(tree.attributes)
    styled = named.pop("xfId", "0")
    for attribute, mapped in ids.items():
        named[attribute] = str(mapped[int(named[attribute])])
    named["numFmtId"] = str(formats.get(named["numFmtId"], named["numFmtId"]))
    if styles is not None:
        named["xfId"] = styles.get(styled, styles["0"])
    if styled != "0":
        # XlsxWriter leaves this to the style Hyperlink, which the user's workbook may lack or show otherwise.
        named["applyFont"] = "1"
    return tree._replace(attributes=tuple(named.items()))


def rule_format(tree: Tree, formats: dict[str, int]) -> Tree:
    """A format of a conditional format or table, with the number format's id in the user's style sheet."""

    def mapped(child: Tree) -> Tree:
        if child.tag != "numFmt":
            return child
        named = dict(child.attributes)
        new = str(formats.get(named["numFmtId"], named["numFmtId"]))
        return child._replace(attributes=tuple((named | {"numFmtId": new}).items()))

    return tree._replace(children=tuple(map(mapped, tree.children)))


def additions(xml: bytes, root: Node, sections: dict[str, Section]) -> list[Edit]:
    """The changes that add to each section, or put a missing section where the schema wants it."""
    edits: list[Edit] = []
    at_the_end = b""
    for name, where in sections.items():
        if not where.added:
            continue
        content = b"".join(serialise(tree, root.prefix) for tree in where.added)
        node = root.child(name)
        if node is not None:
            edits += append_child(xml, node, content)
            if "count" in node.attributes:
                edits.append(with_attribute(xml, node, "count", str(where.count)))
            continue
        full = b'<%s count="%d">%s</%s>' % ((tag := (root.prefix + name).encode()), where.count, content, tag)
        later = [each for each in root.children if each.tag in SECTIONS[SECTIONS.index(name) + 1 :]]
        if later:
            edits.append((later[0].start, later[0].start, full))
        else:
            at_the_end += full
    return edits + append_child(xml, root, at_the_end)

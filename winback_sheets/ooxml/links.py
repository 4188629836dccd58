"""The links and relationships of a tab in which only our cells are written anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from posixpath import dirname, relpath
from typing import NamedTuple

from .package import Package, Relation, has, read, relation, relations, rels_of
from .plumbing import Part
from .refs import reference
from .xml import RELATIONSHIPS, Edit, Node, append_child, apply_edits, as_before, as_utf8, element, is_strict, parse

RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
EMPTY_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
KEPT = ("location", "display", "tooltip")


class Added(NamedTuple):
    """A relationship to be added; `outside` for one that leads out of the package."""

    id: str
    type: str
    target: str
    outside: bool


class Links(NamedTuple):
    """What becomes of the links of a sheet: elements that go, new ones, relationships to add, ids that lead nowhere."""

    gone: list[Node]
    new: bytes
    added: list[Added]
    idle: set[str]


def link_changes(
    package: Package, part: str, old: Node, new: Node, made: Mapping[str, Part], written: Collection[tuple[int, int]]
) -> Links:
    """Links of cells that say something else now lead where ours lead; a person's links stay.

    `old` and `new` are the sheet as it stands and as we would write it, `made` our parts by name.
    """
    there, wanted = (by_cell(each) for each in (old, new))
    targets = {each.id: each.target for each in relations(package, part)}
    ours = {each.id: each.target for each in made_relations(made, part)}
    found = Links([], b"", [], set())
    for cell in sorted(written):
        had, mine = (each.get(reference(*cell, *cell)) for each in (there, wanted))
        if leads(had, targets) == leads(mine, ours):
            continue
        if had is not None:
            found.gone.append(had)
        if mine is not None:
            target = ours.get(mine.relation() or "")
            if target is not None:
                found.added.append(
                    Added(free_id({*targets, *(each.id for each in found.added)}), "hyperlink", target, True)
                )
            identity = found.added[-1].id if target is not None else None
            named = {"ref": mine.attributes["ref"]} | {k: v for k, v in mine.attributes.items() if k in KEPT}
            found = found._replace(new=found.new + with_relation(old, "hyperlink", named, identity))
    kept = {each.relation() for each in there.values() if each not in found.gone}
    return found._replace(idle={each.relation() or "" for each in found.gone} - kept - {""})


def by_cell(sheet: Node) -> dict[str, Node]:
    """The links of a sheet by the cell they are on."""
    section = sheet.child("hyperlinks")
    return {each.attributes.get("ref", ""): each for each in (section.children if section else [])}


def leads(link: Node | None, targets: Mapping[str, str]) -> tuple[str | None, str | None] | None:
    """Where a link leads: out of the workbook, or to a place in it."""
    return None if link is None else (targets.get(link.relation() or ""), link.attributes.get("location"))


def made_relations(made: Mapping[str, Part], part: str) -> list[Relation]:
    """The relationships of one of our parts."""
    listed = made.get(rels_of(part))
    return [relation(part, each) for each in parse(listed.content).children] if listed else []


def link_edits(xml: bytes, old: Node, links: Links) -> list[Edit]:
    """The changes to a sheet's section of links; none where it has no such section."""
    section = old.child("hyperlinks")
    if section is None:
        return []
    if len(links.gone) == len(section.children) and not links.new:
        return [(section.start, section.end, b"")] if links.gone else []
    edits: list[Edit] = [(each.start, each.end, b"") for each in links.gone]
    return edits + append_child(xml, section, links.new)


def with_relation(root: Node, tag: str, attributes: dict[str, str], identity: str | None) -> bytes:
    """An element that leads to a relationship, if to one, with the prefix that stands for those in this document."""
    prefix = next((prefix for prefix, uri in root.scope.items() if prefix and uri in RELATIONSHIPS), None)
    named = dict(attributes)
    if identity is not None:
        if prefix is None:
            prefix, named["xmlns:r"] = "r", RELATIONSHIPS[is_strict(root)]
        named[f"{prefix}:id"] = identity
    return element(root.prefix + tag, named)


def free_id(taken: Collection[str]) -> str:
    """An id for a relationship that none has."""
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    return f"rId{number}"


def relations_with(
    package: Package, part: str, added: Sequence[Added], gone: Collection[str], *, strict: bool
) -> list[Part]:
    """The relationships of a sheet with these added and those ids taken out; nothing where nothing changes."""
    if not added and not gone:
        return []
    name = rels_of(part)
    xml, encoding = as_utf8(read(package, name) if has(package, name) else EMPTY_RELATIONS)
    root = parse(xml)
    content = b""
    for each in added:
        place = each.target if each.outside else relpath(each.target, dirname(part))
        named = {"Id": each.id, "Type": f"{RELATIONSHIPS[strict]}/{each.type}", "Target": place}
        content += element(f"{root.prefix}Relationship", named | ({"TargetMode": "External"} if each.outside else {}))
    edits: list[Edit] = [(each.start, each.end, b"") for each in root.children if each.attributes.get("Id") in gone]
    return [Part(name, as_before(apply_edits(xml, edits + append_child(xml, root, content)), encoding), RELATIONS_TYPE)]

"""The tables of a tab in which a person has worked: longer or shorter as our lists are, else as they were."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from winback_sheets.ooxml.cell_patch import Patch

from .links import Added, free_id, made_relations
from .names import TABLE, TablePart
from .package import Package, has, read, relations
from .plumbing import Part
from .refs import corners, reference
from .xml import Edit, Node, append_child, apply_edits, as_before, as_utf8, element, parse, with_attribute


class Grown(NamedTuple):
    """What becomes of the tables: lists that ended elsewhere (old and new last row, first and last column), parts, links."""

    growth: list[tuple[int, int, int, int]]
    parts: list[Part]
    added: list[Added]


class Held(NamedTuple):
    """A table that is on the sheet."""

    part: str
    xml: bytes
    encoding: str
    root: Node


def tables(package: Package, part: str, made: Mapping[str, Part], patch: Patch, taken: Collection[str]) -> Grown:
    """The tables of a sheet after our cells went in; `taken` are ids of relationships."""
    there = tables_held(package, part)
    found = Grown([], [], [])
    for name, last in patch.last_rows.items():
        if name in there:
            keyed(there[name], last, patch, found)
    for mine in made_tables(made, part):
        name = base(parse(mine.content).attributes["name"])
        if name in there:
            fixed(there[name], mine, found)
        elif name not in patch.last_rows:
            found.added.append(Added(free_id({*taken, *(each.id for each in found.added)}), "table", mine.name, False))
            found.parts.append(mine)
    return found


def base(name: str) -> str:
    """A table's name without the number it got where another had the name.

    >>> base("Winback_Churn_2")
    'winback_churn'
    """
    return re.sub(r"_\d+$", "", name.lower())


def tables_held(package: Package, part: str) -> dict[str, Held]:
    """The tables on a sheet by name."""
    found: dict[str, Held] = {}
    for each in relations(package, part):
        if each.type == "table" and each.part and has(package, each.part):
            xml, encoding = as_utf8(read(package, each.part))
            root = parse(xml)
            found[base(root.attributes.get("name", ""))] = Held(each.part, xml, encoding, root)
    return found


def names_held(package: Package, part: str) -> dict[str, TablePart]:
    """What the tables on a sheet are called, by the name that we make them with."""
    found = {name: each.root.attributes for name, each in tables_held(package, part).items()}
    return {name: TablePart(int(each.get("id", "0")), each.get("name", "")) for name, each in found.items()}


def made_tables(made: Mapping[str, Part], part: str) -> list[Part]:
    """The tables that come with one of our sheets."""
    linked = [each.part for each in made_relations(made, part) if each.type == "table"]
    return [made[each] for each in linked if each and each in made]


def keyed(table: Held, last: int, patch: Patch, found: Grown) -> None:
    """A list whose rows stand where people left them ends at `last`, and takes in columns that are new beside it."""
    top, left, bottom, right = corners(table.root.attributes["ref"])
    totals = int(table.root.attributes.get("totalsRowCount", "0") or 0)
    beside = [heading for at, heading in sorted(patch.headings.items()) if right < at <= right + len(patch.headings)]
    resize(table, (top, left, last + totals, right + len(beside)), totals, beside, found)
    if last > bottom - totals:  # a list that is shorter leaves its rules as they are: they may reach beyond it
        found.growth.append((bottom - totals, last, left, right))


def fixed(table: Held, mine: Part, found: Grown) -> None:
    """A list that stands where we put it: as long as ours; with other columns it is written anew."""
    root = parse(mine.content)
    if column_names(root) != column_names(table.root):
        found.parts.append(Part(table.part, as_before(mine.content, table.encoding), mine.content_type))
    else:
        resize(table, corners(root.attributes["ref"]), 0, [], found)
    was, now = corners(table.root.attributes["ref"]), corners(root.attributes["ref"])
    if was[0] == now[0] and was[2] < now[2]:
        found.growth.append((was[2], now[2], now[1], now[3]))


def column_names(table: Node) -> list[str]:
    """The headings of a table."""
    columns = table.child("tableColumns")
    return [each.attributes.get("name", "") for each in (columns.children if columns else [])]


def resize(table: Held, area: tuple[int, int, int, int], totals: int, beside: list[str], found: Grown) -> None:
    """Give a table this area, with `totals` rows of totals at its end and these columns more at its right."""
    root, ref = table.root, reference(*area)
    rows = reference(area[0], area[1], area[2] - totals, area[3])
    edits: list[Edit] = []
    if root.attributes["ref"] != ref:
        edits.append(with_attribute(table.xml, root, "ref", ref))
    filtered = root.child("autoFilter")
    if filtered is not None and filtered.attributes.get("ref") != rows:
        edits.append(with_attribute(table.xml, filtered, "ref", rows))
    edits += [edit for each in (root, filtered) if each for edit in sorting(table.xml, each, area)]
    columns = root.child("tableColumns")
    if beside and columns is not None:
        first = 1 + max(int(each.attributes.get("id", "0")) for each in columns.children)
        new = [{"id": str(first + number), "name": heading} for number, heading in enumerate(beside)]
        content = b"".join(element(f"{root.prefix}tableColumn", each) for each in new)
        edits.append(with_attribute(table.xml, columns, "count", str(len(columns.children) + len(beside))))
        edits += append_child(table.xml, columns, content)
    if edits:
        kind = f"application/vnd.openxmlformats-officedocument.{TABLE}"
        found.parts.append(Part(table.part, as_before(apply_edits(table.xml, edits), table.encoding), kind))


def sorting(xml: bytes, node: Node, area: tuple[int, int, int, int]) -> list[Edit]:
    """Sorting that reaches beyond the new end of a list ends there; its rows stay as they are sorted."""
    state = node.child("sortState")
    edits: list[Edit] = []
    for each in [state, *state.children] if state else []:
        top, left, bottom, right = corners(each.attributes.get("ref", reference(*area)))
        if bottom > area[2]:
            edits.append(with_attribute(xml, each, "ref", reference(top, left, max(top, area[2]), right)))
    return edits

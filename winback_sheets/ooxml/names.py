"""Names that must be the only ones of their kind in a workbook: those of tables, and defined names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .book import LEDGER, MARKER, Name, WorkbookParts, is_marker
from .formulas import Renames, rename_in, sheet_of
from .package import Package, content_types, has, read_xml
from .workbook import Definition, Place, marker_for

TABLE = "spreadsheetml.table+xml"


class TablePart(NamedTuple):
    """What a table of ours is called in the user's workbook."""

    id: int
    name: str


class Naming(NamedTuple):
    """Our tables by the part in `made`, what is called otherwise there, and the defined names to write."""

    tables: Mapping[str, TablePart]
    renames: Renames
    definitions: Sequence[Definition]


def named(
    package: Package,
    book: WorkbookParts,
    made: Package,
    made_book: WorkbookParts,
    places: Sequence[Place],
    parts: Mapping[str, str],
    held: Mapping[str, TablePart],
) -> Naming:
    """Names for what we bring, after our own old parts have left: so they get their own names back.

    `parts` are ours, with their content types; `held` are tables of ours that stay, by the name we make them with.
    """
    ids, taken = tables_of(package)
    ours = {each.name.lower() for each in made_book.names if each.local is None}
    replaced = {each.old for each in places if each.old is not None and not each.stays}
    taken |= {each.name.lower() for each in book.names if not is_ours(each, book, replaced, ours)}
    tables: dict[str, TablePart] = {}
    names: dict[str, str] = {}
    for part in (each for each, kind in parts.items() if kind.endswith(TABLE)):
        table = read_xml(made, part)[1].attributes["name"]
        if table.lower() in held:
            tables[part] = held[table.lower()]
            names |= {table.lower(): held[table.lower()].name} if held[table.lower()].name != table else {}
            continue
        tables[part] = TablePart(free_number(ids), reserve(table, taken, names))
        ids.add(tables[part].id)
    brought = brought_names(made_book, places)
    for each, owner in brought:
        if owner is None:
            reserve(each.name, taken, names)
    renames = Renames({each.made.lower(): each.name for each in places if each.made != each.name}, names)
    definitions = [
        Definition(
            each.name if owner else names.get(each.name.lower(), each.name),
            owner,
            rename_in(each.text, renames),
            each.node.attributes.get("hidden") in ("1", "true"),
        )
        for each, owner in brought
    ]
    markers = [marker_for(each.key, each.name) for each in places]
    # The names of a ledger that is not written stay before all of ours; those of one that is come there as well.
    ours_last = [each for each in (*definitions, *markers) if not of_ledger(each)]
    return Naming(tables, renames, [*filter(of_ledger, (*definitions, *markers)), *ours_last])


def of_ledger(each: Definition) -> bool:
    """Whether a defined name belongs to a tab in which we keep the user's ledger."""
    return (each.owner or each.name.lower().removeprefix(MARKER)).startswith(LEDGER)


def tables_of(package: Package) -> tuple[set[int], set[str]]:
    """The ids and names (in lower case) of the tables that the package holds now."""
    ids: set[int] = set()
    names: set[str] = set()
    for part, kind in content_types(package)[1].items():
        if kind.endswith(TABLE) and has(package, part):
            attributes = read_xml(package, part)[1].attributes
            ids.add(int(told) if (told := attributes.get("id", "")).isdecimal() else 0)
            names |= {attributes.get(each, "").lower() for each in ("name", "displayName")}
    return ids, names


def is_ours(each: Name, book: WorkbookParts, replaced: set[int], ours: set[str]) -> bool:
    """Whether a defined name is one we wrote before and write again, perhaps with a number then."""
    if each.local is not None:
        return each.local in replaced
    sheets = {book.sheets[position].name.lower() for position in replaced}
    spellings = {each.name.lower(), re.sub(r"_\d+$", "", each.name.lower())}
    return is_marker(each) or (sheet_of(each.text).lower() in sheets and bool(spellings & ours))


def free_number(taken: set[int]) -> int:
    """The lowest whole number from 1 that is free."""
    return next(each for each in range(1, len(taken) + 2) if each not in taken)


def reserve(name: str, taken: set[str], renames: dict[str, str]) -> str:
    """A name with a number where it is taken; it is taken from now on, and a new spelling is noted.

    >>> reserve("Lost", {"lost", "lost_2"}, {})
    'Lost_3'
    """
    number, wanted = 1, name
    while wanted.lower() in taken:
        number += 1
        wanted = f"{name}_{number}"
    taken.add(wanted.lower())
    if wanted != name:
        renames[name.lower()] = wanted
    return wanted


def brought_names(made_book: WorkbookParts, places: Sequence[Place]) -> list[tuple[Name, str | None]]:
    """The defined names that come with our tabs, each with the key of the tab it belongs to, if to one."""
    keys = {each.made.lower(): each.key for each in places if not each.stays}
    left_out = {each.name.lower() for each in made_book.sheets} - {each.made.lower() for each in places}
    brought: list[tuple[Name, str | None]] = []
    for each in made_book.names:
        owner = keys.get(made_book.sheets[each.local].name.lower()) if each.local is not None else None
        homeless = owner is None if each.local is not None else sheet_of(each.text).lower() in left_out
        if not homeless and not is_marker(each):
            brought.append((each, owner))
    return brought

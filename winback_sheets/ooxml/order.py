"""Where our tabs go: each that is already there stays, new ones go before the user's tabs or after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from winback_sheets.ooxml.cell_patch import Patch

from .book import WorkbookParts
from .package import Package, content_types, free_name, key, promised_parts, relations
from .workbook import Place

LONGEST_SHEET_NAME = 31
MOST_SHEET_IDS = 65_534
NEW_SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Tab:
    """One of our tabs: what it is known by, what it is called, and where it goes when it is new.

    patch: for a tab in which a person has worked, which of its cells are ours; None to write it as a whole. anew: the
    one that is there has become a person's own; ours is written beside it.
    """

    key: str
    name: str
    front: bool
    hidden: bool = False
    patch: Patch | None = None
    anew: bool = False


def place_tabs(
    package: Package, book: WorkbookParts, tabs: Sequence[Tab], ours: Mapping[str, int], gone: set[int]
) -> list[Place]:
    """A place for each tab: the one it has, or for a new one the next free id, relation, part and name."""
    names = {each.name.lower() for position, each in enumerate(book.sheets) if position not in gone}
    ids = {each.id for each in book.sheets}
    links = {each.id for each in relations(package, book.part)}
    # A name that is declared or linked stays taken even where the part itself is missing.
    parts = {*content_types(package)[1], *promised_parts(package)}
    places: list[Place] = []
    for tab in tabs:
        old = ours.get(tab.key.lower())
        if old is None:
            part, name = free_name(package, NEW_SHEET, parts), free_sheet_name(tab.name, names)
            place = Place(tab.key, tab.name, name, free_id(ids), free_link(links), part, None, tab.hidden)
        else:
            has = book.sheets[old]
            place = Place(tab.key, tab.name, has.name, has.id, has.relation, has.part, old, has.hidden, tab.patch)
        names.add(place.name.lower())
        ids.add(place.id)
        links.add(place.relation)
        parts.add(key(place.part))
        places.append(place)
    return places


def free_sheet_name(name: str, taken: set[str]) -> str:
    """A tab's name, with a number where a tab of somebody else has it; Excel allows 31 characters.

    >>> free_sheet_name("Churn", {"churn", "churn (2)"})
    'Churn (3)'
    """
    number, wanted = 1, name
    while wanted.lower() in taken:
        number += 1
        end = f" ({number})"
        wanted = name[: LONGEST_SHEET_NAME - len(end)] + end
    return wanted


def free_id(taken: set[int]) -> int:
    """An id for a tab: the one after the highest, or the first free one where that is too high for Excel."""
    following = max(taken, default=0) + 1
    if following <= MOST_SHEET_IDS:
        return following
    return next(each for each in range(1, MOST_SHEET_IDS) if each not in taken)


def free_link(taken: set[str]) -> str:
    """An id for a relationship: the one after the highest of the usual kind."""
    numbers = [int(each[3:]) for each in taken if each[:3] == "rId" and each[3:].isdecimal()]
    return f"rId{max(numbers, default=0) + 1}"


def ordered(
    book: WorkbookParts, tabs: Sequence[Tab], places: Sequence[Place], ours: Mapping[str, int], gone: set[int]
) -> list[int | Place]:
    """All tabs from left to right: old positions, and the new places among them.

    A new tab goes beside its neighbour in `tabs` where that one stands among ours before (or after) all of
    the user's tabs, else to the very beginning (or end).
    """
    order: list[int | Place] = [each for each in range(len(book.sheets)) if each not in gone]
    pairs = list(zip(tabs, places, strict=True))
    for i, (tab, place) in enumerate(pairs):
        if place.old is not None:
            continue
        users = [at for at, each in enumerate(order) if isinstance(each, int) and each not in ours.values()]
        if tab.front:
            before = [spot(other, order) for each, other in pairs[:i] if each.front]
            at = max((each for each in before if not users or each < users[0]), default=-1) + 1
        else:
            later = [other for each, other in pairs[i + 1 :] if not each.front and other.old is not None]
            after = [spot(other, order) for other in later]
            at = min((each for each in after if not users or each > users[-1]), default=len(order))
        order.insert(at, place)
    return order


def spot(place: Place, order: Sequence[int | Place]) -> int:
    """Where a tab of ours stands in an order of tabs."""
    return order.index(place if place.old is None else place.old)

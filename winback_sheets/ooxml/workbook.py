"""workbook.xml changed: the few bytes that are different when our tabs come, stay and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from winback_sheets.ooxml.cell_patch import Patch

from .book import MARKER, Name, WorkbookParts, is_marker
from .formulas import Renames, quoted_sheet, rename_in, sheet_of
from .xml import RELATIONSHIPS, Edit, Node, append_child, apply_edits, element, is_strict, with_attribute

BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


@dataclass(frozen=True)
class Place:
    """Where a tab of ours goes in the user's workbook; `old` is its position so far, None if it is new.

    patch: which cells are ours, where all else on the tab stays; None for a tab that is written as a whole.
    """

    key: str
    made: str
    name: str
    id: int
    relation: str
    part: str
    old: int | None
    hidden: bool
    patch: Patch | None = None

    @property
    def stays(self) -> bool:
        """Whether the tab is there and only our cells on it are written."""
        return self.old is not None and self.patch is not None


class Definition(NamedTuple):
    """A defined name to be written; `owner` is the key of the tab it belongs to, None for the workbook."""

    name: str
    owner: str | None
    text: str
    hidden: bool


def marker_for(key: str, sheet_name: str) -> Definition:
    """The hidden name by which a tab is known as ours, also after it has been renamed."""
    return Definition(MARKER + key, None, f"{quoted_sheet(sheet_name)}!$A$1", True)


def edit_book(
    book: WorkbookParts,
    order: Sequence[int | Place],
    places: Sequence[Place],
    names: Sequence[Definition],
    *,
    dropped: Iterable[int] = (),
    active: int | None = None,
    compute: bool = False,
) -> bytes:
    """The workbook part with our tabs in it.

    `order` lists the tabs as they will stand: old positions, and the new places; `active` is the position to
    show, None for the tab that was shown before. `compute`: Excel is to compute all formulas on opening.
    """
    gone = set(dropped)
    moved = {each: position for position, each in enumerate(order) if isinstance(each, int)}
    edits = sheet_edits(book, order, gone)
    edits += view_edits(book, moved, active)
    edits += name_edits(book, moved, gone, order, places, names)
    return apply_edits(book.xml, edits + (compute_edits(book) if compute else []))


def sheet_edits(book: WorkbookParts, order: Sequence[int | Place], gone: set[int]) -> list[Edit]:
    """Take out the tabs that go, and put each new one before the tab it will stand before."""
    listed = book.root.child("sheets")
    assert listed is not None  # read_book has seen it
    edits: list[Edit] = [(book.sheets[each].node.start, book.sheets[each].node.end, b"") for each in gone]
    waiting = b""
    for each in order:
        if isinstance(each, Place):
            waiting += sheet_element(each, listed)
        elif waiting:
            start = book.sheets[each].node.start
            edits.append((start, start, waiting))
            waiting = b""
    return edits + append_child(book.xml, listed, waiting)


def sheet_element(place: Place, listed: Node) -> bytes:
    """The element of a new tab, with the prefix that stands for relationships in this document."""
    prefix = next((prefix for prefix, uri in listed.scope.items() if prefix and uri in RELATIONSHIPS), None)
    attributes = {"name": place.name, "sheetId": str(place.id)}
    if place.hidden:
        attributes["state"] = "hidden"
    if prefix is None:
        prefix = "r"
        attributes["xmlns:r"] = RELATIONSHIPS[is_strict(listed)]
    return element(f"{listed.prefix}sheet", attributes | {f"{prefix}:id": place.relation})


def view_edits(book: WorkbookParts, moved: Mapping[int, int], active: int | None) -> list[Edit]:
    """Keep the tab that was shown the one that is shown, and the first one in the bar likewise."""
    views = book.root.child("bookViews")
    each_view = views.all("workbookView") if views else []
    edits: list[Edit] = []
    for view in each_view:
        for attribute in ("activeTab", "firstSheet"):
            told = view.attributes.get(attribute, "")
            old = int(told) if told.isdecimal() else 0
            new = active if active is not None and attribute == "activeTab" else follow(old, moved, book)
            # An absent firstSheet shows the bar from its beginning, where our front tabs are.
            if new != old and (attribute == "activeTab" or attribute in view.attributes):
                edits.append(with_attribute(book.xml, view, attribute, str(new)))
    shown = active if active is not None else follow(0, moved, book)
    return edits if each_view or not shown else [missing_view(book, views, shown)]


def missing_view(book: WorkbookParts, views: Node | None, shown: int) -> Edit:
    """Say which tab is shown in a workbook that left it to be the first."""
    before = views or book.root.child("sheets") or book.root
    tag = f"{book.root.prefix}bookViews".encode()
    view = element(f"{book.root.prefix}workbookView", {"activeTab": str(shown)})
    return before.start, before.end if views else before.start, b"<%s>%s</%s>" % (tag, view, tag)


def compute_edits(book: WorkbookParts) -> list[Edit]:
    """Make Excel compute all formulas on opening: some read a tab of ours that has other figures now."""
    told = book.root.child("calcPr")
    if told is None:
        at = [each for each in book.root.children if each.tag in (*BEFORE_NAMES, "definedNames")][-1].end
        return [(at, at, element(f"{book.root.prefix}calcPr", {"fullCalcOnLoad": "1"}))]
    if told.attributes.get("fullCalcOnLoad") in ("1", "true"):
        return []
    return [with_attribute(book.xml, told, "fullCalcOnLoad", "1")]


def follow(old: int, moved: Mapping[int, int], book: WorkbookParts) -> int:
    """Where a tab stands now; for one that is gone, where the next one stands that can be seen."""
    if old in moved:
        return moved[old]
    seen = [each for each in moved if not book.sheets[each].hidden]
    return moved[min(seen, key=lambda each: (each < old, abs(each - old)))] if seen else 0


def name_edits(
    book: WorkbookParts,
    moved: Mapping[int, int],
    gone: set[int],
    order: Sequence[int | Place],
    places: Sequence[Place],
    names: Sequence[Definition],
) -> list[Edit]:
    """Take out names we write anew and those of tabs that go, shift the others, and add ours at the end."""
    keys = {place.key: order.index(place if place.old is None else place.old) for place in places}
    held = {place.old: place.key for place in places if place.old is not None and not place.stays}
    ours = {(each.name.lower(), each.owner) for each in names}
    dead = Renames({book.sheets[each].name.lower(): "#REF" for each in gone}, {})
    edits: list[Edit] = []
    kept = 0
    for each in book.names:
        owner = held.get(each.local) if each.local is not None else None
        if each.local in gone or is_dead(each, book, gone, ours) or is_owned(each, owner, ours):
            edits.append((each.node.start, each.node.end, b""))
            continue
        kept += 1
        # An owner beyond the last tab stays beyond it, or the name would come to belong to one of ours.
        beyond = (each.local or 0) + len(order) - len(book.sheets)
        if each.local is not None and (at := moved.get(each.local, beyond)) != each.local:
            edits.append(with_attribute(book.xml, each.node, "localSheetId", str(at)))
        if rename_in(each.text, dead) != each.text and each.node.close < each.node.end:
            edits.append((each.node.inside, each.node.close, b"#REF!"))
    section = book.root.child("definedNames")
    if section and edits and not kept and not names:
        return [(section.start, section.end, b"")]
    return edits + section_edits(book, names, keys)


def is_dead(marker: Name, book: WorkbookParts, gone: set[int], ours: set[tuple[str, str | None]]) -> bool:
    """Whether a name is a marker that is written anew, or leads to a tab that goes or was deleted by hand."""
    living = {each.name.lower() for position, each in enumerate(book.sheets) if position not in gone}
    rewritten = (marker.name.lower(), None) in ours
    return is_marker(marker) and (rewritten or sheet_of(marker.text).lower() not in living)


def is_owned(each: Name, owner: str | None, ours: set[tuple[str, str | None]]) -> bool:
    """Whether a name is one of ours that is written anew: of a replaced tab Excel's own kinds always are."""
    if each.local is None:
        return (each.name.lower(), None) in ours
    name = each.name.lower()
    return owner is not None and (name.startswith("_xlnm.") or (name, owner) in ours)


def section_edits(book: WorkbookParts, names: Sequence[Definition], keys: Mapping[str, int]) -> list[Edit]:
    """Add our names to the section of names, or make it where it is missing."""
    prefix, section = book.root.prefix, book.root.child("definedNames")
    content = b"".join(name_element(each, keys, prefix) for each in names)
    if section is None:
        after = [each for each in book.root.children if each.tag in BEFORE_NAMES][-1].end
        tag = f"{prefix}definedNames".encode()
        return [(after, after, b"<%s>%s</%s>" % (tag, content, tag))] if content else []
    return append_child(book.xml, section, content)


def name_element(each: Definition, keys: Mapping[str, int], prefix: str) -> bytes:
    """The element of one name of ours."""
    attributes = {"name": each.name}
    if each.owner is not None:
        attributes["localSheetId"] = str(keys[each.owner])
    if each.hidden:
        attributes["hidden"] = "1"
    return element(f"{prefix}definedName", attributes, each.text)

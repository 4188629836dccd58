"""The graft: our result tabs inside a user's closed .xlsx or .xlsm, and everything else as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from winback_sheets.present.words import say

from .book import WorkbookParts, counts_from_1904, marked_ledgers, marked_tabs, read_book
from .days import count_from_1904
from .links import made_relations
from .metadata import dynamic_arrays
from .names import TablePart, named
from .order import Tab, free_link, ordered, place_tabs
from .package import (
    Package,
    Refused,
    content_type,
    content_types,
    has_changed,
    open_package,
    promised_parts,
    read,
    read_xml,
    relations,
    rels_of,
    target_from,
    unnumbered_name,
    write,
    write_xml,
)
from .patch import patch_sheet, strings_of
from .plain_lists import why_no_tables, without_tables
from .plumbing import Link, Part, declare, differs, link_edits, take_out
from .property import property_for, property_of
from .record import attach, load
from .save import empty_book, landed, refuse_if_open, refuse_other_ending
from .sheets import Look, carry_parts, made_parts, new_names
from .stale import freshen, is_read, words_of
from .styles import Merged, merge
from .tables import names_held
from .workbook import Definition, Place, edit_book
from .xml import as_utf8, is_strict, unescape

__all__ = ["Refused", "Tab", "graft", "our_tabs"]

STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
SIGNED = "_xmlsignatures/"
EMPTY_STYLES = b'<styleSheet xmlns="%s"></styleSheet>'
OLD_CODE_NAME = re.compile(r"""<(?:\w+:)?sheetPr\b[^>]*?\bcodeName=["']([^"']*)""")
OLD_SELECTED = re.compile(r"""<(?:\w+:)?sheetView\b[^>]*?\btabSelected=["'](?:1|true)""")


def graft(
    source: Path | None,
    made: bytes,
    target: Path,
    tabs: Sequence[Tab],
    *,
    drop: Sequence[str] = (),
    known: Mapping[str, str] | None = None,
    memo: Mapping[str, Any] | None = None,
    ready: Callable[[], None] = lambda: None,
    like: Sequence[Path] = (),
) -> bool:
    """Put the sheets of `made` into a copy of a workbook and move it to `target`; True when that changed.

    `made` is a workbook written by XlsxWriter. A tab of ours that is already there is replaced where it
    stands, under the name it has now; new ones go before the user's first tab or after the last. Without a
    `source` a new workbook holds only our tabs. `drop` has the keys of tabs of ours that are taken out; `memo` is
    remembered in the workbook.
    `ready` is called in the last moment before the file is replaced. A new file is readable for nobody who may not read
    the source and each of `like`.
    Nothing is written when nothing would differ. Raises Refused, with a sentence for the user, where a
    workbook must not be touched.
    """
    refuse_if_open(target)
    scratch = open_package(io.BytesIO(made), "our own workbook")
    with source.open("rb") if source else io.BytesIO(empty_book(scratch)) as file:
        package = open_package(file, (source or target).name)
        book = read_book(package)
        refuse_locked(package, book)
        refuse_other_ending(content_type(content_types(package), book.part), source, target)
        record = put_in(package, book, scratch, tabs, drop, known or {}, memo or {})
        # What is remembered of a review alone is no reason to write: a user's file changes when its tabs do.
        if source and target.exists() and source.samefile(target) and not has_changed(package, but=record):
            return False
        return landed(package, target, ready, like=[*([source] if source else ()), *like])


def refuse_what_may_not_change(source: Path) -> None:
    """Refuse at once what `graft` would refuse only after the review; what cannot be read is told by who reads it."""
    try:
        with source.open("rb") as file:
            package = open_package(file, source.name)
            book = read_book(package)
    except (OSError, Refused):
        return
    refuse_locked(package, book)


class Ways(NamedTuple):
    """How a workbook is kept, as far as our pages must follow it.

    from_1904: its days count from 1904. no_tables: what keeps tables out of it, "" where nothing does.
    """

    from_1904: bool = False
    no_tables: str = ""


def ways_of(source: Path | None) -> Ways:
    """How a workbook is kept; as usual where it is not there or cannot be read here."""
    if source is None:
        return Ways()
    try:
        with source.open("rb") as file:
            package = open_package(file, source.name)
            book = read_book(package)
            return Ways(counts_from_1904(book), why_no_tables(package, book))
    except (OSError, Refused):
        return Ways()


def our_tabs(source: Path) -> dict[str, str]:
    """Our tabs in a workbook: the key of each, and what it is called now, also after a person renamed it.

    Raises Refused where the file is no workbook that can be read here.
    """
    with source.open("rb") as file:
        book = read_book(open_package(file, source.name))
        return {tab: book.sheets[position].name for tab, position in marked_tabs(book).items()}


def ledger_tabs(source: Path) -> dict[str, str]:
    """The tabs in which we keep the user's ledger: the key of each, and what it is called now. Raises Refused."""
    with source.open("rb") as file:
        book = read_book(open_package(file, source.name))
        return {tab: book.sheets[position].name for tab, position in marked_ledgers(book).items()}


def put_in(
    package: Package,
    book: WorkbookParts,
    made: Package,
    tabs: Sequence[Tab],
    drop: Sequence[str],
    known: Mapping[str, str],
    memo: Mapping[str, Any] | None = None,
) -> str | None:
    """Make all changes to the package in memory; gives the part in which is remembered what was done."""
    if counts_from_1904(book):
        count_from_1904(made)
    if why_no_tables(package, book):
        without_tables(made)
    ours, keys = marked_tabs(book), {tab.key.lower() for tab in tabs}
    named = {each.name: position for position, each in enumerate(book.sheets) if position not in ours.values()}
    ours |= {tab: named[name] for tab, name in known.items() if tab not in ours and name in named}
    ours = {
        tab: position for tab, position in ours.items() if tab not in {each.key.lower() for each in tabs if each.anew}
    }
    gone = {ours[each.lower()] for each in drop if each.lower() in ours.keys() - keys}
    gone -= read_elsewhere(package, book, gone, ours, stay=bool(tabs))
    record = load(package, book.sheets[ours["state"]].part if "state" in ours else None)
    first_time = not ours
    ours |= marked_ledgers(book)
    places = place_tabs(package, book, tabs, ours, gone)
    order = ordered(book, tabs, places, ours, gone)
    if not any(is_seen(each, book) for each in order):
        raise Refused(say("ooxml.no_visible_tab_left", file=package.name))
    shown = None if book.sheets else next(at for at, each in enumerate(order) if is_seen(each, book))
    first = None if shown is None else order[shown]
    looks = {each.made: look(package, each, shown=each == first) for each in places}
    old = [each.old for each in places if each.old is not None]
    left = [each.old for each in places if each.old is not None and not each.stays]
    take_out(package, {book.sheets[each].part: book.sheets[each].name for each in (*left, *gone)})
    links = [Link(each.relation, "worksheet", target_from(book.part, each.part)) for each in places if each.old is None]
    styles, sheet = put_styles(package, book, made, links)
    dynamic, metadata = dynamic_arrays(package, book, made, links)
    parts, names = brought(package, book, made, places, looks, styles, dynamic)
    for part in parts:
        write(package, part.name, part.content)
    home = next((each.part for each in places if each.key == "state"), None)
    if home:
        property_for(package, home)
    lost = [book.sheets[each].relation for each in gone]
    fresh = [each for each in old if differs(package, [book.sheets[each].part])]
    stale, compute = freshen(package, book, fresh, gone, ours.values())
    link_edits(package, book, links, lost + stale)
    xml = edit_book(book, order, places, names, dropped=gone, active=shown, compute=compute)
    write_xml(package, book.part, xml)
    declare(package, [*parts, sheet, *metadata])
    if home:
        whole = {each.key: each.part for each in places if not each.stays}
        attach(package, home, record, first=first_time, whole=whole, memo=memo)
    return property_of(package, home) if home else None


def read_elsewhere(
    package: Package, book: WorkbookParts, gone: set[int], ours: Mapping[str, int], *, stay: bool
) -> set[int]:
    """Those of the tabs that were to go which formulas of the user's read: they would lead nowhere.

    They stay, or where all of ours are to go the user is asked to change the formulas first.
    """
    read = {each for each in gone if is_read(package, book, words_of(package, book, [each]), ours.values())}
    if read and not stay:
        names = [f"'{book.sheets[each].name}'" for each in sorted(read)]
        raise Refused(say("ooxml.read_by_formulas", tabs=names))
    return read


def refuse_locked(package: Package, book: WorkbookParts) -> None:
    """Refuse a workbook whose owner does not want tabs added, or whose signature a change would break."""
    if any(part.startswith(SIGNED) for part in package.entries):
        raise Refused(say("ooxml.signed", file=package.name))
    protection = book.root.child("workbookProtection")
    if protection and protection.attributes.get("lockStructure") in ("1", "true"):
        raise Refused(say("ooxml.protected_structure", file=package.name))


def is_seen(each: int | Place, book: WorkbookParts) -> bool:
    """Whether a tab is not hidden."""
    return not (each.hidden if isinstance(each, Place) else book.sheets[each].hidden)


def look(package: Package, place: Place, *, shown: bool) -> Look:
    """Whether a tab of ours is selected, and the name by which macros know it: as the one it replaces.

    A new one is selected only in a workbook of our own: two selected tabs are a group, and typing edits both.
    """
    if place.old is None:
        return Look(selected=shown)
    head = as_utf8(read(package, place.part))[0].partition(b"<sheetData")[0].decode()
    code_name = OLD_CODE_NAME.search(head)
    return Look(bool(OLD_SELECTED.search(head)), unescape(code_name[1]) if code_name else "")


def put_styles(package: Package, book: WorkbookParts, made: Package, links: list[Link]) -> tuple[Merged, Part]:
    """Put our styles into the user's style sheet, or into a new one where there is none."""
    linked = relations(package, book.part)
    part = next((each.part for each in linked if each.type == "styles" and each.part), None)
    if part is None:
        part = unnumbered_name(package, "xl/styles.xml")
        write(package, part, EMPTY_STYLES % book.root.namespace.encode())
        taken = {each.id for each in linked} | {each.id for each in links}
        links.append(Link(free_link(taken), "styles", target_from(book.part, part)))
    ours = next(each.part for each in relations(made, "xl/workbook.xml") if each.type == "styles")
    styles = merge(*read_xml(package, part), read_xml(made, ours or "")[1])
    write_xml(package, part, styles.xml)
    return styles, Part(part, styles.xml, STYLES)


def brought(
    package: Package,
    book: WorkbookParts,
    made: Package,
    places: Sequence[Place],
    looks: Mapping[str, Look],
    styles: Merged,
    dynamic: int | None,
) -> tuple[list[Part], Sequence[Definition]]:
    """Our parts as they go into the user's workbook, and the defined names that come with them."""
    made_book = read_book(made)
    sheets = {each.name: each.part for each in made_book.sheets}
    # Names go to what is written first: what gives way to a person's tab must not take one from run to run.
    found = made_parts(made, sorted(places, key=lambda place: place.stays), sheets)
    taken = (set(content_types(package)[1]) - package.gone) | promised_parts(package)
    names = new_names(package, found, places, sheets, taken)
    held: dict[str, TablePart] = {}
    for place in places:
        held |= names_held(package, place.part) if place.stays else {}
    naming = named(package, book, made, made_book, places, found, held)
    by_part = {sheets[name]: each for name, each in looks.items()}
    strict = is_strict(book.root)
    parts = carry_parts(made, found, names, naming=naming, styles=styles, looks=by_part, strict=strict, dynamic=dynamic)
    return parts_to_write(package, book, places, list(parts)), naming.definitions


def parts_to_write(package: Package, book: WorkbookParts, places: Sequence[Place], parts: list[Part]) -> list[Part]:
    """The parts that are written: those of tabs in which a person has worked give way to what changes there."""
    staying = [each for each in places if each.stays]
    if not staying:
        return parts
    ours = {each.name: each for each in parts}
    strings = strings_of(package, book.part)
    found: list[Part] = []
    for place in staying:
        assert place.patch is not None  # it stays
        with_it = {place.part, *led_to(ours, place.part)}
        parts = [each for each in parts if each.name not in with_it | {rels_of(name) for name in with_it}]
        found += patch_sheet(package, place.part, ours, place.patch, strings)
    return [*parts, *found]


def led_to(parts: Mapping[str, Part], start: str) -> set[str]:
    """The parts of ours that one of them leads to."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for each in made_relations(parts, ahead.pop()):
            if each.part and each.part in parts and each.part not in found:
                found.add(each.part)
                ahead.append(each.part)
    return found

"""The graft: our result tabs inside a user's closed .xlsx or .xlsm, and everything else as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname, relpath
from xml.sax.saxutils import unescape

from .graft_book import Book, is_strict, marked, read_book
from .graft_file import empty_book, landed, refuse_if_open, refuse_other_ending
from .graft_names import named
from .graft_order import Tab, free_link, ordered, placed
from .graft_plumbing import Link, Part, declare, differs, drop_calculation_chain, link_edits, take_out
from .graft_sheets import Look, carried, made_parts, new_names
from .graft_styles import Merged, merge
from .graft_workbook import Definition, Place, edit_book
from .graft_xml import as_utf8
from .package import (
    Package,
    Refused,
    changed,
    content_type,
    content_types,
    free_name,
    open_package,
    read,
    read_xml,
    relations,
    write,
    write_xml,
)

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
) -> bool:
    """Put the sheets of `made` into a copy of a workbook and move it to `target`; True when that changed.

    `made` is a workbook written by XlsxWriter. A tab of ours that is already there is replaced where it
    stands, under the name it has now; new ones go before the user's first tab or after the last. Without a
    `source` a new workbook holds only our tabs. `drop` has the keys of tabs of ours that are taken out.
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
        put_in(package, book, scratch, tabs, drop, known or {})
        if source and target.exists() and source.samefile(target) and not changed(package):
            return False
        return landed(package, target)


def our_tabs(source: Path) -> dict[str, str]:
    """Our tabs in a workbook: the key of each, and what it is called now, also after a person renamed it.

    Raises Refused where the file is no workbook that can be read here.
    """
    with source.open("rb") as file:
        book = read_book(open_package(file, source.name))
        return {tab: book.sheets[position].name for tab, position in marked(book).items()}


def put_in(
    package: Package, book: Book, made: Package, tabs: Sequence[Tab], drop: Sequence[str], known: Mapping[str, str]
) -> None:
    """Make all changes to the package in memory."""
    ours, keys = marked(book), {tab.key.lower() for tab in tabs}
    named = {each.name: position for position, each in enumerate(book.sheets) if position not in ours.values()}
    ours |= {tab: named[name] for tab, name in known.items() if tab not in ours and name in named}
    gone = {ours[each.lower()] for each in drop if each.lower() in ours.keys() - keys}
    places = placed(package, book, tabs, ours, gone)
    order = ordered(book, tabs, places, ours, gone)
    if not any(is_seen(each, book) for each in order):
        raise Refused(f"{package.name} would be left without a visible tab: delete the file instead.")
    shown = None if book.sheets else next(at for at, each in enumerate(order) if is_seen(each, book))
    first = None if shown is None else order[shown]
    looks = {each.made: look(package, each, shown=each == first) for each in places}
    old = [each.old for each in places if each.old is not None]
    take_out(package, {book.sheets[each].part: book.sheets[each].name for each in (*old, *gone)})
    links = [
        Link(each.relation, "worksheet", relpath(each.part, dirname(book.part) or "."))
        for each in places
        if each.old is None
    ]
    styles, sheet = styled(package, book, made, links)
    parts, names = brought(package, book, made, places, looks, styles)
    for part in parts:
        write(package, part.name, part.content)
    lost = [book.sheets[each].relation for each in gone]
    if gone or differs(package, [book.sheets[each].part for each in old]):
        lost += drop_calculation_chain(package, book)
    link_edits(package, book, links, lost)
    write_xml(package, book.part, edit_book(book, order, places, names, dropped=gone, active=shown))
    declare(package, [*parts, sheet])


def refuse_locked(package: Package, book: Book) -> None:
    """Refuse a workbook whose owner does not want tabs added, or whose signature a change would break."""
    if any(part.startswith(SIGNED) for part in package.entries):
        raise Refused(f"{package.name} is digitally signed, which a change would undo: use an unsigned copy.")
    protection = book.root.child("workbookProtection")
    if protection and protection.attributes.get("lockStructure") in ("1", "true"):
        raise Refused(
            f"{package.name} has a protected structure: lift it in Excel (Review > Protect Workbook), save, "
            "then try again."
        )


def is_seen(each: int | Place, book: Book) -> bool:
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
    return Look(bool(OLD_SELECTED.search(head)), unescape(code_name[1], {"&quot;": '"'}) if code_name else "")


def styled(package: Package, book: Book, made: Package, links: list[Link]) -> tuple[Merged, Part]:
    """Put our styles into the user's style sheet, or into a new one where there is none."""
    linked = relations(package, book.part)
    part = next((each.part for each in linked if each.type == "styles" and each.part), None)
    if part is None:
        part = free_name(package, "xl/styles1.xml", set(content_types(package)[1]))
        write(package, part, EMPTY_STYLES % book.root.namespace.encode())
        taken = {each.id for each in linked} | {each.id for each in links}
        links.append(Link(free_link(taken), "styles", relpath(part, dirname(book.part) or ".")))
    ours = next(each.part for each in relations(made, "xl/workbook.xml") if each.type == "styles")
    styles = merge(*read_xml(package, part), read_xml(made, ours or "")[1])
    write_xml(package, part, styles.xml)
    return styles, Part(part, styles.xml, STYLES)


def brought(
    package: Package,
    book: Book,
    made: Package,
    places: Sequence[Place],
    looks: Mapping[str, Look],
    styles: Merged,
) -> tuple[list[Part], Sequence[Definition]]:
    """Our parts as they go into the user's workbook, and the defined names that come with them."""
    made_book = read_book(made)
    sheets = {each.name: each.part for each in made_book.sheets}
    found = made_parts(made, places, sheets)
    taken = set(content_types(package)[1]) - package.gone
    names = new_names(package, found, places, sheets, taken)
    naming = named(package, book, made, made_book, places, found)
    by_part = {sheets[name]: each for name, each in looks.items()}
    strict = is_strict(book.root)
    parts = carried(made, found, names, naming=naming, styles=styles, looks=by_part, strict=strict)
    return list(parts), naming.definitions

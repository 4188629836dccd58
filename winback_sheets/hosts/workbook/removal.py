"""Our tabs taken out of a workbook again: notes saved first, and what we changed put back as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from winback_sheets.files.endings import readable
from winback_sheets.ooxml.book import WorkbookParts, marked_ledgers, marked_tabs, read_book
from winback_sheets.ooxml.graft import is_seen, put_in, refuse_locked
from winback_sheets.ooxml.guard import Fingerprint, fingerprint, refuse_if_changed
from winback_sheets.ooxml.halfway import copy_file
from winback_sheets.ooxml.package import Package, Refused, has, key, open_package, read, relations, remove, write
from winback_sheets.ooxml.plumbing import declare, link_edits
from winback_sheets.ooxml.record import Record, load, restorable
from winback_sheets.ooxml.save import landed, refuse_if_open
from winback_sheets.ooxml.xml import as_utf8
from winback_sheets.present.words import say

from .alone import alone_with_book
from .opening import open_book
from .ours import refuse_copy
from .targets import IN_PLACE, backup_of, notes_of, target_of
from .typed_notes import Note, comments, save_notes, typed_notes

FORMATS = re.compile(rb"""\b(?:s|style)=["'](\d+)""")
RULE_FORMATS = re.compile(rb"""\bdxfId=["'](\d+)""")
XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
DXFS = re.compile(rb"<(?:\w+:)?dxfs\b.*?</(?:\w+:)?dxfs>", re.DOTALL)
XF, DXF = re.compile(rb"<(?:\w+:)?xf\b"), re.compile(rb"<(?:\w+:)?dxf\b")


@dataclass(frozen=True)
class Removed:
    """What taking our tabs out did. exact: every part is again what it was before the first review."""

    path: Path
    tabs: tuple[str, ...]
    notes: Path | None
    exact: bool
    lines: tuple[str, ...]


def remove_from(path: Path) -> Removed:
    """Take our tabs, names and markers out of a workbook; a copy is kept, so that undo brings them back.

    What people typed there goes to NAME.winback-notes.csv first. What we changed besides is put back byte for byte
    unless another program has saved the workbook since. Raises Refused or Unreadable.
    """
    refuse_copy(path)
    refuse_what_holds_nothing(path)
    refuse_if_open(path)
    with alone_with_book(path):
        return _remove(path)


def _remove(path: Path) -> Removed:
    then = fingerprint(path)
    now = open_book(path, path)
    with path.open("rb") as file:
        package = open_package(file, path.name)
        book = read_book(package)
        refuse_locked(package, book)
        # A tab whose headings a person has changed beyond recognition is theirs now.
        ours = positions(book, {key: name for name, key in now.named.items() if key not in now.left.lost})
        if not ours:
            raise Refused(say("workbook.nothing_of_ours", name=path.name))
        refuse_without_others(path, book, ours)
        tabs = tuple(book.sheets[each].name for each in sorted(ours.values()))
        typed = [*typed_notes(now.grids, now.named, now.left), *comments(package, book, ours)]
        state = ours.get("state")
        record = load(package, None if state is None else book.sheets[state].part)
        # A ledger that we keep for the user stays, and was not there before the first review.
        back = restorable(package, record) if not (now.left.lost or marked_ledgers(book)) else {}
        put_in(package, book, empty(), [], [*ours], {key: book.sheets[at].name for key, at in ours.items()})
        exact = put_back(package, record, back)
        notes = notes_of(path) if typed else None
        with gone_if_it_fails(notes):
            landed(package, path, lambda: keep_what_goes(path, then, typed, notes))
    return Removed(path, tabs, notes, exact, tuple(removal_lines(path, tabs, notes, exact=exact)))


def refuse_what_holds_nothing(path: Path) -> None:
    """Say of a ledger that cannot hold our tabs where the result is, and that deleting that is all."""
    if path.suffix.lower() in IN_PLACE:
        return
    result = target_of(path)
    if path.exists() and result.exists():
        raise Refused(say("workbook.result_to_delete", name=path.name, result=result.name))
    if path.exists() and readable(path):
        raise Refused(say("workbook.nothing_of_ours", name=path.name))


def positions(book: WorkbookParts, known: Mapping[str, str]) -> dict[str, int]:
    """Our tabs by key: by marker, or where a program has dropped the markers, by their headings."""
    found = {each: at for each, at in marked_tabs(book).items() if each in known}
    for at, sheet in enumerate(book.sheets):
        for each, name in known.items():
            if each not in found and name == sheet.name and at not in found.values():
                found[each] = at
    return found


def refuse_without_others(path: Path, book: WorkbookParts, ours: Mapping[str, int]) -> None:
    """Refuse to take out the only tabs that can be seen."""
    if not any(is_seen(at, book) for at in range(len(book.sheets)) if at not in ours.values()):
        raise Refused(say("workbook.only_our_tabs", name=path.name))


def empty() -> Package:
    """A workbook of ours without anything in it."""
    import xlsxwriter

    out = io.BytesIO()
    xlsxwriter.Workbook(out, {"in_memory": True}).close()
    return open_package(out, "our own workbook")


def put_back(package: Package, record: Record, back: Mapping[str, bytes | None]) -> bool:
    """Put parts back as they were before the first review; whether that made all of them what they were."""
    touched = touched_parts(package, record)
    if not back or any(old is not None and wears(package, touched, part, old) for part, old in back.items()):
        return False
    for part, (at, name) in sorted(record.dropped.items(), key=lambda each: each[1]):
        if part in back and part not in package.entries:
            package.zip.filelist.insert(at, zipfile.ZipInfo(name))
    for part, old in back.items():
        if old is None:
            remove(package, part)
        else:
            write(package, record.dropped[part][1] if part in record.dropped else part, old)
    if touched:
        drop_stale_chain(package, record)
    return not touched


def touched_parts(package: Package, record: Record) -> set[str]:
    """The user's parts that somebody has changed since the first review, also since the last one."""
    theirs = (record.parts.keys() & package.entries.keys()) - record.made - record.before.keys()
    return {part for part in theirs if record.parts[part] != package.entries[part].CRC} | set(record.touched)


def wears(package: Package, touched: set[str], part: str, old: bytes) -> bool:
    """Whether a sheet that somebody changed since uses a format of this style sheet that the old one has not."""
    if not XFS.search(old) or part.endswith(".rels"):
        return False
    limits = [(FORMATS, XFS, XF), (RULE_FORMATS, DXFS, DXF)]
    for each in touched & package.entries.keys() - package.gone:
        xml = as_utf8(read(package, each))[0] if each.endswith(".xml") else b""
        for used, section, entry in limits:
            inside = section.search(old)
            count = len(entry.findall(inside[0])) if inside else 0
            if any(int(number) >= count for number in used.findall(xml)):
                return True
    return False


def drop_stale_chain(package: Package, record: Record) -> None:
    """Leave out the list of formulas that we had taken out: sheets were changed since, and it may not fit them."""
    book = read_book(package)
    chains = [part for part in record.dropped if has(package, part) and "calcchain" in part]
    lost = [each.id for each in relations(package, book.part) if each.part and key(each.part) in chains]
    for part in chains:
        remove(package, part)
    link_edits(package, book, [], lost)
    declare(package, [])


def keep_what_goes(path: Path, then: Fingerprint | None, typed: list[Note], notes: Path | None) -> None:
    """Keep the workbook as it is now as the copy that undo goes back to, and save what people typed.

    Neither where another program has saved the workbook since.
    """
    if notes:
        save_notes(typed, notes, path)
    copy_file(path, backup_of(path), check=lambda: refuse_if_changed(path, then))


@contextmanager
def gone_if_it_fails(made: Path | None) -> Iterator[None]:
    """Take a new file away again where what it belongs to did not come about."""
    try:
        yield
    except BaseException:
        if made:
            made.unlink(missing_ok=True)
        raise


def removal_lines(path: Path, tabs: tuple[str, ...], notes: Path | None, *, exact: bool) -> list[str]:
    """What the program says afterwards, a line each."""
    lines = [say("workbook.taken_out", name=path.name, tabs=tabs)]
    if notes:
        lines.append(say("workbook.typed_is_kept", notes=notes.name))
    lines.append(say("workbook.as_before") if exact else say("workbook.as_before_but_formats"))
    return [*lines, say("workbook.undo_brings_back", name=path.name)]

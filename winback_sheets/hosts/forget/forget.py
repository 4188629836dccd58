"""One customer forgotten: the one place where this program edits a person's own tabs.

Dates and amounts stay, so that every figure still ties out; who it was becomes "forgotten 1".
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.findings import NothingToReview
from winback_sheets.hosts.workbook.alone import alone_with_book
from winback_sheets.hosts.workbook.opening import Opened, open_book
from winback_sheets.hosts.workbook.targets import IN_PLACE, backup_of, original_of
from winback_sheets.hosts.workbook.workbook import review_file, today
from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.graft import refuse_locked
from winback_sheets.ooxml.guard import Fingerprint, fingerprint, refuse_if_changed
from winback_sheets.ooxml.halfway import folder_beside, is_halfway, is_in_hand, real, write_file, written
from winback_sheets.ooxml.package import Package, Refused, has_changed, key, open_package, read, write_xml
from winback_sheets.ooxml.save import landed, refuse_if_open
from winback_sheets.ooxml.text import text_of
from winback_sheets.ooxml.xml import as_utf8
from winback_sheets.present.words import say

from .cells import label_cells
from .person import Person, Unclear, person
from .places import LOCKED, Beside, Place, beside, ours_beside, parts_of, remaining
from .text import hits, split_hits, without
from .words import Words, pattern

LABEL = re.compile(r"\bforgotten (\d+)\b")
TEXTUAL = (".xml", ".rels", ".vml")


@dataclass(frozen=True)
class Forgotten:
    """What forgetting did, or with a dry run would do. left: places that still hold the customer, in words."""

    path: Path
    label: str
    places: tuple[Place, ...]
    left: tuple[str, ...]
    lines: tuple[str, ...]


def forget_in(path: Path, typed: str, *, dry_run: bool = False, yes: bool = False) -> Forgotten:
    """Replace a customer's id, names, e-mail and phone in a workbook by a label; `yes` also deletes copies that keep them.

    The cleaned workbook is reviewed anew if it had our tabs, and lands in one step. No copy with the name is made, so
    this cannot be undone. Raises Refused, Unreadable or Unclear.
    """
    refuse_other_formats(path)
    refuse_if_open(path)
    if dry_run:
        return _forget(path, typed, dry_run=True, yes=yes)
    with alone_with_book(path):
        return _forget(path, typed, dry_run=False, yes=yes)


def _forget(path: Path, typed: str, *, dry_run: bool, yes: bool) -> Forgotten:
    then = fingerprint(path)
    now = open_book(path, path)
    who = meant(path, now, typed)
    words, around = pattern(who), pattern(who, codes=True)
    with path.open("rb") as file:
        package = open_package(file, path.name)
        refuse_locked(package, read_book(package))
        label = free_label(package)
        found = remaining(package, words)
        cells = sum(map(len, who.cells.values()))
        if dry_run:
            files = beside(path, around)
            return report(path, who, label, found, cells, [], names_of(files), dry_run=True, back=False)
        missed = clean_package(package, who, label, words, around, now.named)
        finish(package, path, then, reviewed=bool(now.named))
    gone = without_copies(path, around, label, yes=yes)
    # Nothing is taken on trust: what is said to be gone has been looked for in every file as it lies there now.
    with path.open("rb") as file:
        still = remaining(open_package(file, path.name), words)
    files = beside(path, around)
    left = [say("forget.times", where=place.where, times=place.times) for place in still] + names_of(files)
    if missed:
        left.append(say("forget.cells_not_found_again", cells=missed))
    back = any(each.times and each.path == backup_of(path) for each in files)
    return report(path, who, label, found, cells, gone, left, dry_run=False, back=back)


def refuse_other_formats(path: Path) -> None:
    """Only a workbook can be cleaned in place."""
    if path.suffix.lower() not in IN_PLACE and path.exists():
        raise Refused(say("forget.only_in_a_workbook", name=path.name))


def meant(path: Path, now: Opened, typed: str) -> Person:
    """The customer in the workbook, or where it is cleaned already, in a copy beside it that still has the name."""
    try:
        return person(now.grids, now.named, typed, today=today())
    except Unclear:
        for copy in (backup_of(path), original_of(path), *ours_beside(path)):
            if copy.is_file() and copy.suffix.lower() in IN_PLACE:
                with suppress(Unclear, Unreadable, Refused, OSError):
                    old = open_book(copy, copy)
                    return replace(person(old.grids, old.named, typed, today=today()), cells={})
        raise


def free_label(package: Package) -> str:
    """The first "forgotten N" that the workbook does not use yet."""
    taken = {0}
    for part in parts_of(package):
        if part.endswith(TEXTUAL):
            content = as_utf8(read(package, part))[0]
            if b"forgotten " in content:
                taken |= {int(number) for number in LABEL.findall(text_of(content))}
    return f"forgotten {max(taken) + 1}"


def clean_package(
    package: Package,
    who: Person,
    label: str,
    words: Words,
    around: Words,
    named: Mapping[str, str],
) -> int:
    """Put the label wherever the customer stands; how many cells could not be found again.

    On our own tabs the customer's ids are looked for in texts too, so that what was typed beside them stays with them.
    """
    book = read_book(package)
    missed = label_cells(package, book, who.cells, label)
    ours = {key(sheet.part) for sheet in book.sheets if sheet.name in named}
    for part in parts_of(package):
        if part.endswith(TEXTUAL) and not any(word in part for word in LOCKED):
            xml = text_of(read(package, part))
            sought = around if part in ours else words
            if any(hit.free for hit in hits(xml, sought)) or split_hits(xml, sought):
                write_xml(package, part, without(xml, sought, label).encode())
    return missed


def finish(package: Package, path: Path, then: Fingerprint | None, *, reviewed: bool) -> None:
    """Save the cleaned workbook, review it anew beside the old one, and put it in its place."""
    if not has_changed(package):
        return
    there = real(path)
    with folder_beside(there) as folder:
        work = folder / there.name
        landed(package, work)
        if reviewed:
            # Where it cannot be reviewed any more, the cleaned workbook stands as it is.
            with suppress(NothingToReview, Refused, Unreadable):
                review_file(work)
        with written(there, ready=lambda: refuse_if_changed(path, then)) as out, work.open("rb") as cleaned:
            shutil.copyfileobj(cleaned, out)


def without_copies(path: Path, words: Words, label: str, *, yes: bool) -> list[Path]:
    """Clean the notes beside the workbook, and if `yes` delete the other files of ours that hold the customer; those."""
    gone: list[Path] = []
    # Those by which the customer is known again go last: broken off, another forget can go on from there.
    for each in sorted(beside(path, words), key=lambda found: found.path in (backup_of(path), original_of(path))):
        with suppress(OSError):  # what may not be changed or deleted is named as what is left
            if each.path.suffix.lower() == ".csv" and (text := plain_text(each.path)) is not None:
                write_file(each.path, words.replaced(text, label).encode("utf-8-sig"))
            elif yes and not any(map(is_in_hand, each.path.parts)):
                each.path.unlink()
                gone.append(each.path)
                if is_halfway(each.path.parent.name):
                    each.path.parent.rmdir()
    return gone


def plain_text(path: Path) -> str | None:
    """The text of a table of ours; None where it is written otherwise than we write."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def names_of(files: list[Beside]) -> list[str]:
    """Files in words."""
    return [
        say("forget.times", where=each.path.name, times=each.times)
        if each.times
        else say("forget.not_looked_into", name=each.path.name)
        for each in files
    ]


def report(
    path: Path,
    who: Person,
    label: str,
    found: list[Place],
    cells: int,
    gone: list[Path],
    left: list[str],
    *,
    dry_run: bool,
    back: bool,
) -> Forgotten:
    """What the program says, a line each. back: `undo` would bring the name back."""
    if dry_run:
        lines = [say("forget.cells_to_change", name=path.name, cells=cells, label=label)]
    else:
        lines = [say("forget.cells_changed", name=path.name, cells=cells, label=label)]
    lines += [
        say("forget.times", where=place.where, times=place.times)
        if place.free
        else say("forget.times_by_hand", where=place.where, times=place.times)
        for place in found
    ]
    lines += [say("forget.deleted", name=each.name) for each in gone]
    if who.shared:
        lines.append(say("forget.shared_names", names=who.shared))
    if left and dry_run:
        lines.append(say("forget.files_too", places="; ".join(left)))
    elif left:
        lines.append(say("forget.still_there", places="; ".join(left)))
    if back:
        lines.append(say("forget.undo_brings_name_back"))
    elif left and not dry_run:
        lines.append(say("forget.those_stay"))
    elif not dry_run:
        lines.append(say("forget.cannot_be_undone"))
    return Forgotten(path, label, tuple(found), tuple(left), tuple(lines))

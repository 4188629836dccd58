"""Where words of a customer remain: every part of a workbook, and the files this program puts beside it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from winback_sheets.hosts.workbook.targets import TABLES
from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.package import (
    Package,
    Refused,
    content_type,
    content_types,
    key,
    open_package,
    read,
    relations,
)
from winback_sheets.ooxml.record import load
from winback_sheets.ooxml.text import MARKUP, text_of
from winback_sheets.present.words import say

from .text import hits, split_hits

NAMES = (
    ("sharedstrings", "forget.texts"),
    ("threadedcomment", "forget.threaded_comments"),
    ("comments", "forget.notes"),
    ("persons/", "forget.people_who_comment"),
    ("pivotcache/", "forget.pivot_memory"),
    ("pivottables/", "forget.pivot_table"),
    ("charts/", "forget.chart"),
    ("drawings/", "forget.shapes"),
    ("externallinks/", "forget.link_memory"),
    ("tables/", "forget.table_headings"),
    ("docprops/", "forget.properties"),
    ("vbaproject", "forget.macros"),
    ("embeddings/", "forget.embedded_file"),
    ("customxml/", "forget.data_of_others"),
    ("connections", "forget.connection"),
    ("slicer", "forget.slicer"),
    ("_rels/", "forget.link_addresses"),
    ("workbook.xml", "forget.names_and_tabs"),
)
LOCKED = ("customxml/", "connections", "persons/", "xl/model")
MOST = 1 << 30


class Place(NamedTuple):
    """A place where the customer remains: in words, how often, and whether it can be cleaned."""

    where: str
    times: int
    free: bool


def remaining(package: Package, words: re.Pattern[str]) -> list[Place]:
    """Every part of a workbook in which the words stand."""
    tabs = {key(sheet.part): say("forget.tab", tab=sheet.name) for sheet in read_book(package).sheets}
    types = content_types(package)
    found = []
    for part in parts_of(package):
        content = read(package, part)
        if content_type(types, part).endswith(MARKUP) or part.endswith((".rels", ".xml", ".vml")):
            xml = text_of(content)
            each = hits(xml, words, locked=any(word in part for word in LOCKED))
            free = sum(hit.free for hit in each)
            count = split_hits(xml, words)
            if free + count:
                found.append(Place(describe_part(part, tabs), free + count, True))
            if len(each) > free:
                where = say("forget.may_not_be_changed", where=describe_part(part, tabs))
                found.append(Place(where, len(each) - free, False))
        elif count := in_bytes(content, words):
            found.append(Place(describe_part(part, tabs), count, False))
    return found + in_record(package, words)


def parts_of(package: Package) -> list[str]:
    """All parts as they stand, by compared name."""
    return [part for part in {**package.entries, **package.written} if part not in package.gone]


def describe_part(part: str, tabs: dict[str, str]) -> str:
    """A part in words a person knows, with its name where the words alone do not say which."""
    if part in tabs:
        return tabs[part]
    return next((say(kind, part=part) for word, kind in NAMES if word in part), part)


def in_bytes(content: bytes, words: re.Pattern[str]) -> int:
    """How often the words stand in a part that is no XML: as they are, in UTF-16, or in a file packed inside."""
    if content[:4] == b"PK\x03\x04":
        return in_zip(content, words)
    texts = (content.decode("latin-1"), content.decode("utf-8", "ignore"), content.decode("utf-16-le", "ignore"))
    return max(sum(bool(each[1]) for each in words.finditer(text)) for text in texts)


def in_zip(content: bytes, words: re.Pattern[str]) -> int:
    """How often the words stand in a file packed inside the workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            small = [info for info in zipped.infolist() if info.file_size < MOST]
            return sum(len(hits(text_of(zipped.read(info)), words)) for info in small)
    except (zipfile.BadZipFile, UnicodeError, NotImplementedError, RuntimeError):
        return 0


def in_record(package: Package, words: re.Pattern[str]) -> list[Place]:
    """What we remember ourselves inside the file."""
    for sheet in read_book(package).sheets:
        if any(each.type == "customProperty" for each in relations(package, sheet.part)):
            record = load(package, sheet.part)
            texts = [repr(record.memo), *(text_of(old) for old in record.before.values() if old)]
            count = sum(bool(each[1]) for text in texts for each in words.finditer(text))
            if count:
                return [Place(say("forget.our_record"), count, True)]
    return []


class Beside(NamedTuple):
    """A file of ours beside the workbook that holds the words."""

    path: Path
    times: int


def beside(book: Path, words: re.Pattern[str]) -> list[Beside]:
    """The copies, notes and results of ours beside a workbook that hold the words."""
    found = []
    for path in ours_beside(book):
        count = in_csv(path, words) if path.suffix.lower() == ".csv" else in_file(path, words)
        if count:
            found.append(Beside(path, count))
    return found


def ours_beside(book: Path) -> Iterator[Path]:
    """What this program puts beside a workbook."""
    stem = re.escape(book.stem)
    ending = re.escape(book.suffix)
    mine = re.compile(
        rf"{stem}\.winback-(?:backup|original){ending}|{stem}{TABLES}"
        rf"|{stem} \(reviewed\){ending}|{stem}\.winback\.xlsx|clients-summary\.xlsx",
        re.IGNORECASE,
    )
    yield from (path for path in sorted(book.parent.iterdir()) if mine.fullmatch(path.name) and path.is_file())


def in_csv(path: Path, words: re.Pattern[str]) -> int:
    """How often the words stand in a plain table of ours."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return sum(bool(each[1]) for each in words.finditer(text))


def in_file(path: Path, words: re.Pattern[str]) -> int:
    """How often the words stand in a workbook beside this one; 1 where it cannot be looked into."""
    try:
        with path.open("rb") as file:
            return sum(each.times for each in remaining(open_package(file, path.name), words))
    except Refused:
        return 1

"""Where words of a customer remain: every part of a workbook, and the files this program puts beside it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from winback_sheets.hosts.workbook.targets import SUMMARY, TABLES
from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.halfway import is_halfway, real
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
from .words import Words

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
ZIP = b"PK\x03\x04"


class Place(NamedTuple):
    """A place where the customer remains: in words, how often, and whether it can be cleaned."""

    where: str
    times: int
    free: bool


def remaining(package: Package, words: Words) -> list[Place]:
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
        else:
            count, complete = in_bytes(content, words)
            if not complete:
                found.append(Place(say("forget.not_read", where=describe_part(part, tabs)), max(count, 1), False))
            elif count:
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


def in_bytes(content: bytes, words: Words, budget: Budget | None = None) -> tuple[int, bool]:
    """How often the words stand in a part that is no XML, or in files packed inside, and whether all of it was read."""
    if content[:4] == ZIP:
        return in_zip(content, words, budget or Budget())
    texts = (content.decode("latin-1"), content.decode("utf-8", "ignore"), content.decode("utf-16-le", "ignore"))
    return max(map(words.count, texts)), True


class Budget:
    """How much may still be unpacked of what is packed inside a workbook: a small file can hold a hundred gigabytes."""

    def __init__(self, *, size: int = 32 << 20, files: int = 2_000) -> None:
        self.size, self.files = size, files

    def unpacked(self, zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
        """A packed file, None where it is more than what is left."""
        self.files -= 1
        if self.files < 0 or info.file_size > self.size:
            return None
        with zipped.open(info) as file:
            content = file.read(self.size + 1)
        self.size -= len(content)
        return content if self.size >= 0 else None


def in_zip(content: bytes, words: Words, budget: Budget) -> tuple[int, bool]:
    """The same of a packed file, and of the packed files in it."""
    count, complete = 0, True
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            for info in zipped.infolist():
                inside = budget.unpacked(zipped, info)
                if inside is None:
                    return count, False
                if inside.lstrip()[:1] == b"<":
                    count += len(hits(text_of(inside), words))
                else:
                    more, whole = in_bytes(inside, words, budget)
                    count, complete = count + more, complete and whole
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeError, NotImplementedError, RuntimeError):
        return count, False
    return count, complete


def in_record(package: Package, words: Words) -> list[Place]:
    """What we remember ourselves inside the file."""
    for sheet in read_book(package).sheets:
        if any(each.type == "customProperty" for each in relations(package, sheet.part)):
            record = load(package, sheet.part)
            texts = [repr(record.memo), *(text_of(old) for old in record.before.values() if old)]
            count = sum(map(words.count, texts))
            if count:
                return [Place(say("forget.our_record"), count, True)]
    return []


class Beside(NamedTuple):
    """A file of ours beside the workbook that holds the words so often; 0 where it cannot be looked into."""

    path: Path
    times: int


def beside(book: Path, words: Words) -> list[Beside]:
    """The copies, notes, results and half-finished files of ours beside a workbook that hold the words."""
    found = []
    for path in ours_beside(book):
        try:
            count = in_csv(path, words) if path.suffix.lower() in (".csv", ".lock") else in_file(path, words)
        except (OSError, Refused):
            count = None
        if count != 0:
            found.append(Beside(path, count or 0))
    return found


def ours_beside(book: Path) -> list[Path]:
    """What this program puts beside a workbook, under the name it is given and under its own where that is a link."""
    found: dict[Path, None] = {}
    for each in dict.fromkeys((book, real(book))):
        stem, ending = re.escape(each.stem), re.escape(each.suffix)
        result = rf"{stem}(?: \(reviewed\)|\.winback)*"
        mine = re.compile(
            rf"{result}\.winback-(?:backup|original){ending}|{result}{TABLES}|{result}{ending}"
            rf"|{result}\.winback\.xlsx|{re.escape(SUMMARY)}",
            re.IGNORECASE,
        )
        for path in sorted(each.absolute().parent.iterdir()):
            if is_halfway(path.name):
                found |= dict.fromkeys([path] if path.is_file() else sorted(filter(Path.is_file, path.rglob("*"))))
            elif mine.fullmatch(path.name) and path.is_file() and not (book.exists() and path.samefile(book)):
                found[path] = None
    return list(found)


def in_csv(path: Path, words: Words) -> int:
    """How often the words stand in a plain table of ours. Raises OSError."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return words.count(text)


def in_file(path: Path, words: Words) -> int:
    """How often the words stand in a workbook beside this one. Raises Refused, OSError."""
    with path.open("rb") as file:
        return sum(each.times for each in remaining(open_package(file, path.name), words))

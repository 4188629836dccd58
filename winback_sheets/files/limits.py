"""How much a file may hold: measured where its bytes come in, before anything is made of them.

An honest ledger of 1,048,576 rows by 30 columns stays below every limit; a file made to fill the memory does not.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say

MB, GB = 1 << 20, 1 << 30
MOST_BOOK = 700 * MB  # a workbook as it lies on the disk
MOST_TEXT = 400 * MB  # a text file, unpacked
MOST_LINES = 4_000_000
MOST_LINE = 32 * MB
MOST_COLUMNS = 16_384
MOST_WEB_PAGE = 50 * MB
MOST_PARTS = 50_000
MOST_PART = 1 * GB  # one tab, unpacked
MOST_UNPACKED = 3 * GB  # all parts together
MOST_STRINGS = 350 * MB  # the table of texts
MOST_PLUMBING = 64 * MB  # styles, list of tabs and the like
MOST_TAGS = 3_000_000  # in one such part
MOST_RATIO = 200  # unpacked to packed, of parts larger than LARGE; sheets of repeated blanks reach 60
LARGE = 100 * MB
MOST_ROW = 64 * MB  # one row of a tab, as XML
MOST_CELLS = 40_000_000  # one tab, blank ones within its rectangle counted: 1,048,576 x 30 and some
MOST_LETTERS = 1 * GB  # in all cells of one tab
MOST_TABS = 2_000
PIECE = 1 << 20
# What may be large without being read as a tree: tabs, their texts, and what is only copied.
_PLUMBING = re.compile(r"(^|/)(\[content_types\]\.xml|[^/]*\.rels|(workbook|styles|metadata)\d*\.xml)$", re.IGNORECASE)
_STRINGS = re.compile(r"(^|/)sharedstrings\d*\.(xml|bin)$", re.IGNORECASE)
_TAB = re.compile(r"(^|/)(worksheets/[^/]+\.(xml|bin)|content\.xml)$", re.IGNORECASE)


def package_within(book: ZipFile, raw_size: int, file: str) -> None:
    """Raise Unreadable for a package that claims, or turns out, to be larger than any workbook a firm has.

    Small parts are unpacked to see whether what the directory says of them is true; tabs are only when read.
    """
    parts = book.infolist()
    if len(parts) > MOST_PARTS:
        raise Unreadable(say("files.too_many_parts", file=file, parts=len(parts), most=MOST_PARTS))
    if sum(part.compress_size for part in parts) > raw_size:
        raise Unreadable(say("files.parts_overlap", file=file))
    _sizes_within(parts, file)
    for part in parts:
        if _PLUMBING.search(part.filename):
            _tree_within(_bounded(book, part), part.filename, file)


def _sizes_within(parts: Sequence[ZipInfo], file: str) -> None:
    """The sizes the directory claims."""
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(say("files.unpacks_too_large", file=file, most=MOST_UNPACKED // GB))
    for part in parts:
        most = MOST_STRINGS if _STRINGS.search(part.filename) else MOST_PART
        most = MOST_PLUMBING if _PLUMBING.search(part.filename) else most
        if part.file_size > LARGE and part.file_size > MOST_RATIO * part.compress_size:
            raise Unreadable(say("files.packed_too_tightly", file=file, part=part.filename[-60:], most=MOST_RATIO))
        if part.file_size > most:
            raise Unreadable(say("files.part_too_large", file=file, part=part.filename[-60:], most=most // MB))


def _tree_within(content: bytes, name: str, file: str) -> None:
    """A part that will be read as a tree: not too many elements, and no document type, which Office forbids."""
    if content.count(b"<") > MOST_TAGS:
        raise Unreadable(say("files.too_many_tags", file=file, part=name[-60:], most=MOST_TAGS))
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise Unreadable(say("files.document_type", file=file, part=name[-60:]))


@contextmanager
def unpacking(book: ZipFile, name: str | ZipInfo) -> Iterator[IO[bytes]]:
    """A part to be read piece by piece; Unreadable at the end where it is not as long as its package says.

    A reader in another language does not stop at the length the package claims; after this it may be handed over.
    """
    part = copy.copy(book.getinfo(name) if isinstance(name, str) else name)
    claimed = part.file_size
    part.file_size += 1  # one byte more would show
    with book.open(part) as stream:
        try:
            yield stream
            while stream.read(PIECE):
                pass
        except BadZipFile:  # its check sum is wrong because there is more
            if stream.tell() <= claimed:
                raise
        if stream.tell() != claimed:
            raise _untrue(part.filename)


def unpack_part(book: ZipFile, name: str) -> bytes:
    """A whole part, never more than its package claims; Unreadable where it is longer."""
    return _bounded(book, book.getinfo(name))


def _bounded(book: ZipFile, part: ZipInfo) -> bytes:
    pieces = []
    with unpacking(book, part) as stream:
        while piece := stream.read(PIECE):
            pieces.append(piece)
    return b"".join(pieces)


def _untrue(name: str) -> Unreadable:
    return Unreadable(say("files.part_not_as_long_as_claimed", part=name[-60:]))


def tabs_within(parts: Sequence[str], sizes: Sequence[int]) -> None:
    """Raise Unreadable for tabs that share one part, are too many, or too much together."""
    if len(parts) > MOST_TABS:
        raise Unreadable(say("files.too_many_tabs", tabs=len(parts), most=MOST_TABS))
    if len(set(parts)) < len(parts):
        raise Unreadable(say("files.tabs_share_a_part"))
    if sum(sizes) > MOST_UNPACKED:
        raise Unreadable(say("files.tabs_too_large", most=MOST_UNPACKED // GB))


def letters_within(strings: bytes, sheet: bytes | None, cells: int) -> bool:
    """Whether the texts of a tab fit into memory once each cell has its own, as they must be handed on.

    `strings` is the table of shared texts, `sheet` the tab's XML when it is to be counted exactly, and `cells` the
    most cells the tab can have. One text of 32,000 letters in a million cells is a file of a few MB.
    """
    if _longest_text(strings) * cells <= MOST_LETTERS:
        return True
    if sheet is None:
        return False
    ends = np.array([match.end() for match in re.finditer(rb"</(?:\w+:)?si>|<(?:\w+:)?si/>", strings)])
    lengths = np.diff(ends, prepend=0)
    used = [int(number[-9:]) for number in re.findall(rb"""\bt=["']s["'][^<>]*><(?:\w+:)?v>(\d+)<""", sheet)]
    known = np.array([number for number in used if number < len(lengths)], dtype=int)
    return int(lengths[known].sum()) <= MOST_LETTERS if len(known) else True


def _longest_text(strings: bytes) -> int:
    """Bytes that the longest of the shared texts takes with its tags, or more: never less."""
    first, end = re.search(rb"<(?:\w+:)?si[\s>/]", strings), re.search(rb"</(?:\w+:)?si>", strings)
    if first is None or end is None or b"<![CDATA[" in strings:  # in CDATA an end is no end
        return len(strings)
    return max(map(len, strings[first.start() :].split(end[0]))) + len(end[0])

"""What a workbook's XML says that the fast reader does not: hidden rows, valueless formulas, error cells.

The XML is read as a stream of bytes and never as a tree: a million rows take a second and little memory.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

from winback_sheets.files.limits import MB, MOST_ROW
from winback_sheets.files.reach import Reach, exact_reach, farther
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say

FIRST_BLOCK = 1 << 22  # with a first row, so that the spelling of rows is seen
BLOCK = 1 << 18  # few enough to stay in the processor's own memory
MOST_ERRORS = 10_000
# What stands in an error cell, behind its tag, where it is none of Excel's own errors: #SPILL!, Google's #ERROR!.
ODD_ERROR = (
    rb"((?:\s*+<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*+</(?:\w+:)?f>))?\s*+<(?:\w+:)?v>)"
    rb"(?!#(?:N/A|NAME\?|VALUE!|REF!|DIV/0!|NUM!|NULL!)<)[^<]++"
)
MOST_ROWS = 1_048_576
_TRUE = ("1", "true", "on")


class Tab(NamedTuple):
    """A tab as the workbook part lists it; `part` is "" for a chart sheet or a dialog."""

    name: str
    part: str
    visible: bool


class SheetFacts(NamedTuple):
    """What the XML of one sheet says; `head` is the same sheet, ended after its first rows."""

    rows: int = 0
    columns: int = 0  # as the sheet itself claims, 0 = it does not say
    hidden_rows: tuple[int, ...] = ()
    uncached: int = 0
    errors: tuple[tuple[int, int], ...] = ()
    head: bytes = b""
    reach: Reach = Reach()
    uncached_cells: tuple[tuple[int, int], ...] = ()
    odd_errors: bool = False  # errors that quick readers do not know


def tabs(book: ZipFile, *, workbook: str) -> tuple[list[Tab], bool]:
    """The tabs in the order the user sees them, and whether dates count from 1904.

    Raises KeyError or ElementTree.ParseError where the workbook part is not as the standard wants it.
    """
    root = ElementTree.fromstring(book.read(workbook))
    folder, base = posixpath.split(workbook)
    links = ElementTree.fromstring(book.read(f"{folder}/_rels/{base}.rels"))
    parts = {
        link.get("Id"): posixpath.normpath(posixpath.join("/" + folder, link.get("Target", ""))).lstrip("/")
        for link in links
        if link.get("Type", "").endswith("/worksheet")
    }
    # Later versions of Excel keep a second workbookPr, of another namespace, among the extensions.
    own = root.findall(root.tag.removesuffix("workbook") + "workbookPr")
    date1904 = any(node.get("date1904", "").lower() in _TRUE for node in own)
    found = []
    for node in root.iter():
        if node.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
            visible = node.get("state", "visible") == "visible"
            found.append(Tab(node.get("name", ""), parts.get(link, ""), visible))
    return found, date1904


def facts(part: IO[bytes], *, head_rows: int) -> SheetFacts:
    """Read one sheet's XML once and say what is in it.

    Rows count from 1, columns from 0. Namespace prefixes and the strict namespace make no difference.
    """
    tags: _Tags | None = None
    head, head_done, seen, rows, columns, uncached = [], False, 0, 0, 0, 0
    hidden: list[int] = []
    errors: list[tuple[int, int]] = []
    bare: list[tuple[int, int]] = []
    reach, odd = Reach(), False
    for block in _blocks(part):
        if tags is None:
            tags, columns = _tags(block), _claimed_columns(block)
        reach = farther(reach, block, row=tags.row, cell=tags.cell)
        rows = _last_used(block, tags, seen) or rows
        if len(hidden) < MOST_ROWS and b"hidden=" in block:
            hidden += [_row(block, match.start(), tags, seen) for match in tags.hidden.finditer(block)]
        if len(errors) < MOST_ERRORS and tags.error_mark in block:
            found = [*tags.error.finditer(block)]
            errors += [_address(block, match.start(), tags, seen) for match in found]
            odd = odd or any(tags.odd_error.match(block, match.end()) for match in found)
        if tags.formula_mark in block:
            for match in tags.uncached.finditer(block):
                cell = block.rfind(tags.cell + b" ", max(0, match.start() - 1000), match.start())
                if not _is_text(block, cell, match.start()):
                    uncached += 1
                    if cell >= 0 and len(bare) < MOST_ERRORS:
                        bare.append(_address(block, cell, tags, seen))
        if not head_done:
            end = _end_of_head(block, tags, seen, head_rows)
            head.append(block[:end])
            head_done = end is not None
        if not tags.numbered:
            seen += block.count(tags.row)
    ending = tags.ending if tags and head_done else b""
    return SheetFacts(
        rows,
        columns,
        tuple(hidden),
        uncached,
        tuple(errors[:MOST_ERRORS]),
        b"".join(head) + ending,
        reach,
        tuple(bare),
        odd,
    )


def true_reach(part: IO[bytes]) -> Reach:
    """How far the cells really reach; slower than `facts`, for sheets whose reach there is too large."""
    return exact_reach(_blocks(part))


class _Tags(NamedTuple):
    """The byte patterns of one sheet, written with its own prefix and its own quotation mark."""

    row: bytes
    cell: bytes
    formula_mark: bytes
    error_mark: bytes
    ending: bytes
    row_start: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    error: re.Pattern[bytes]
    odd_error: re.Pattern[bytes]
    uncached: re.Pattern[bytes]
    numbered: bool


def _tags(first: bytes) -> _Tags:
    root = re.search(rb"<(\w+:)?worksheet[\s>]", first)
    p = (root and root[1]) or b""
    row = re.search(rb"<%srow(\s[^>]*)?>" % p, first)
    attributes = (row and row[1]) or b""
    q = b"'" if b"='" in attributes else b'"'
    return _Tags(
        row=b"<%srow" % p,
        cell=b"<%sc" % p,
        formula_mark=b"<%sf" % p,
        error_mark=b"t=%se%s" % (q, q),
        ending=b"</%ssheetData></%sworksheet>" % (p, p),
        row_start=re.compile(rb"<%srow[\s>/]" % p),
        hidden=re.compile(rb"<%srow\s(?:[^<>]*?\s)?hidden=%s(?:1|true|on)%s" % (p, q, q)),
        error=re.compile(rb"<%sc\s(?:[^<>]*?\s)?t=%se%s" % (p, q, q)),
        odd_error=re.compile(rb"[^<>]*+>" + ODD_ERROR),
        # A formula followed by the end of its cell, with no value or an empty one between.
        uncached=re.compile(
            rb"<%sf(?:\s[^<>]*)?(?:/>|>[^<]*+</%sf>)\s*+(?:<%sv\s*+/>|<%sv>\s*+</%sv>)?\s*+</%sc>" % (p, p, p, p, p, p)
        ),
        numbered=not row or b" r=" in attributes,
    )


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that are cut between rows, so that every pattern lies in one piece."""
    rest, mark = b"", None
    while block := part.read(FIRST_BLOCK if mark is None else BLOCK):
        block = rest + block
        mark = mark or _tags(block).row
        cut = max(block.rfind(mark + b" "), block.rfind(mark + b">"))
        if cut <= 0:
            rest = block
            if len(rest) > MOST_ROW:
                raise Unreadable(say("files.row_too_large", most=MOST_ROW // MB))
            continue
        yield block[:cut]
        rest = block[cut:]
    if rest:
        yield rest


def _claimed_columns(first: bytes) -> int:
    match = re.search(rb"""<(?:\w+:)?dimension\s[^>]*?ref=["'](?:[A-Z]+\d+:)?([A-Z]+)\d+""", first)
    return _column(match[1]) + 1 if match else 0


def _column(letters: bytes) -> int:
    """0-based column of its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _row(block: bytes, at: int, tags: _Tags, seen: int) -> int:
    """The sheet row of the row tag at this place; rows that do not say are counted."""
    numbered = re.compile(rb"""<[^<>]*?\sr=["'](\d{1,18})""").match(block, at)
    return int(numbered[1]) if numbered else seen + bisect_right(_places(block, tags.row), at)


@lru_cache(maxsize=1)
def _places(block: bytes, tag: bytes) -> list[int]:
    """Where a tag begins, each time; kept for the piece at hand, of which thousands of rows may be asked."""
    return [match.start() for match in re.finditer(re.escape(tag), block)]


def _address(block: bytes, at: int, tags: _Tags, seen: int) -> tuple[int, int]:
    """Sheet row and 0-based column of the cell tag at this place."""
    named = re.compile(rb"""<[^<>]*?\sr=["']([A-Z]{1,7})(\d{1,18})""").match(block, at)
    if named:
        return int(named[2]), _column(named[1])
    start = max(block.rfind(tags.row + b" ", 0, at), block.rfind(tags.row + b">", 0, at))
    before = block.count(tags.cell + b" ", start, at) + block.count(tags.cell + b">", start, at)
    return _row(block, start, tags, seen), before


def _is_text(block: bytes, start: int, at: int) -> bool:
    """Whether the formula of the cell from here to there gives text: an empty text is a value, not a missing one."""
    cell = block[start:at] if start >= 0 else b""
    return b't="str"' in cell or b"t='str'" in cell


def _last_used(block: bytes, tags: _Tags, seen: int) -> int:
    """The last row with a value in this piece, 0 if it has none."""
    value = block.rfind(b"</" + tags.row[1:-3] + b"v>")
    value = max(value, block.rfind(b"</" + tags.row[1:-3] + b"t>", max(value, 0)))
    start = max(block.rfind(tags.row + b" ", 0, value), block.rfind(tags.row + b">", 0, value)) if value > 0 else -1
    return _row(block, start, tags, seen) if start >= 0 else 0


def _end_of_head(block: bytes, tags: _Tags, seen: int, head_rows: int) -> int | None:
    """Where the first row after the head begins, None while it is not in sight."""
    for count, match in enumerate(tags.row_start.finditer(block), start=seen + 1):
        number = _row(block, match.start(), tags, seen) if tags.numbered else count
        # Rows that all bear one number would go on for ever.
        if number > head_rows or count - seen > 100 * head_rows:
            return match.start()
    return None

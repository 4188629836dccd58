"""What our new figures make stale in the user's workbook: the list of formulas, cached results, pivot caches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .book import WorkbookParts
from .formulas import reads
from .package import Package, content_types, has, key, open_part, read, read_xml, relations, remove, write_xml
from .xml import apply_edits, as_utf8, unescape, with_attribute

CHAIN_SHEET = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\si\s*=\s*["'](\d+)""")
FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?<!/)>([^<]+)")
SEVERAL = re.compile(
    r""":(?:'(?:[^']|'')+'|[\w.]+)!|'[^']*:[^']*'!"""
)  # all tabs between two, which name neither of ours
PIVOT_CACHE = "pivotcachedefinition+xml"
PIECE = 1 << 20


def freshen(
    package: Package, book: WorkbookParts, fresh: Sequence[int], gone: Iterable[int], ours: Iterable[int]
) -> tuple[list[str], bool]:
    """Put right what other figures on tabs of ours (positions) make stale in other parts of the workbook.

    `fresh` have other content now, `gone` are taken out, `ours` are all of ours that were there. Gives the
    workbook's relationships that lead nowhere now, and whether Excel must compute all formulas on opening.
    """
    words = words_of(package, book, fresh)
    compute = bool(words.tabs) and is_read(package, book, words, ours)
    if words.tabs:
        refresh_pivots(package, words)
    return drop_calculation_chain(package, book, [*fresh, *gone]), compute


def drop_calculation_chain(package: Package, book: WorkbookParts, sheets: Iterable[int]) -> list[str]:
    """Take out the list of formulas if it names cells of these tabs, and give the relationships that led to it.

    `sheets` are positions. An entry for a cell without a formula makes Excel offer a repair; a list that is
    missing it makes anew.
    """
    ids = {book.sheets[each].id for each in sheets}
    if not ids & (calculation_chain(package, book) or set()):
        return []
    chains = [each for each in relations(package, book.part) if each.type == "calcChain" and each.part]
    for each in chains:
        remove(package, each.part or "")
    return [each.id for each in chains]


def calculation_chain(package: Package, book: WorkbookParts) -> set[int] | None:
    """The ids of the tabs that the list of formulas names, each also for the entries after it; None without one."""
    links = [each for each in relations(package, book.part) if each.type == "calcChain" and each.part]
    parts = [each.part for each in links if each.part and has(package, each.part)]
    found = [CHAIN_SHEET.findall(as_utf8(read(package, part))[0]) for part in parts]
    return {int(each) for ids in found for each in ids} if parts else None


class Words(NamedTuple):
    """How formulas call tabs of ours, in lower case: the tabs, their tables and the names that lead to them, and all tabs."""

    tabs: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()

    def are_in(self, formula: str) -> bool:
        """Whether a formula uses one of them."""
        return reads(formula, self.tabs, self.names, self.order)


def words_of(package: Package, book: WorkbookParts, sheets: Iterable[int]) -> Words:
    """How formulas call these tabs (positions): their names, their tables, and the names that lead to them."""
    tabs: set[str] = set()
    names: set[str] = set()
    for each in sheets:
        sheet = book.sheets[each]
        tabs.add(sheet.name.lower())
        for link in relations(package, sheet.part):
            if link.type == "table" and link.part and has(package, link.part):
                names.add(read_xml(package, link.part)[1].attributes.get("displayName", "").lower())
    words = Words(frozenset(tabs), frozenset(names - {""}), tuple(each.name.lower() for each in book.sheets))
    while tabs and (more := {each.name.lower() for each in book.names if words.are_in(each.text)} - words.names):
        words = words._replace(names=words.names | more)
    return words


def is_read(package: Package, book: WorkbookParts, words: Words, ours: Iterable[int]) -> bool:
    """Whether a formula on a tab other than ours (positions) uses one of these words."""
    own, listed = set(ours), calculation_chain(package, book)
    others = [each for position, each in enumerate(book.sheets) if position not in own]
    looked = [each.part for each in others if has(package, each.part) and (listed is None or each.id in listed)]
    # A quick look first: a ledger may hold hundreds of thousands of formulas that read no other tab.
    maybe = [*words.names, *words.tabs, *(each.replace("'", "''") for each in words.tabs)]
    return any(
        (SEVERAL.search(lower) or any(each in lower for each in maybe)) and any(map(words.are_in, text.split("\0")))
        for part in looked
        for text in formulas(package, part)
        if (lower := text.lower())
    )


def formulas(package: Package, part: str) -> Iterator[str]:
    """The formulas of a sheet, many in each text; read in pieces, as a ledger may be hundreds of MB."""
    rest = b""
    for piece in open_part(package, part, PIECE):
        rest += piece
        if b"\0" in rest[:8]:
            continue  # UTF-16 is rare: it is read as a whole
        cut = max(rest.rfind(b"<"), 0)
        yield formulas_in(rest[:cut])
        rest = rest[cut:]
    yield formulas_in(as_utf8(rest)[0] if b"\0" in rest[:8] else rest)


def formulas_in(xml: bytes) -> str:
    """The formulas in a stretch of a sheet, a character between them that XML cannot hold."""
    if b"<f" not in xml and b":f" not in xml:
        return ""
    return unescape(b"\0".join(FORMULA.findall(xml)).decode(errors="replace"))


def refresh_pivots(package: Package, words: Words) -> None:
    """Make Excel read pivot caches anew that take their rows from these tabs."""
    names = words.tabs | words.names
    caches = [part for part, kind in content_types(package)[1].items() if kind.lower().endswith(PIVOT_CACHE)]
    for part in caches:
        if not has(package, part) or b"worksheetSource" not in as_utf8(read(package, part))[0]:
            continue
        xml, root = read_xml(package, part)
        source = root.child("cacheSource")
        rows = source.child("worksheetSource") if source else None
        told = {} if rows is None or rows.relation() else rows.attributes
        stale = {told.get("sheet", "").lower(), told.get("name", "").lower()} & names
        if stale and root.attributes.get("refreshOnLoad") not in ("1", "true"):
            write_xml(package, key(part), apply_edits(xml, [with_attribute(xml, root, "refreshOnLoad", "1")]))

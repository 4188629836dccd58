"""Text in XML parts: where words of a customer stand, and the same part with a label in their place.

Only text that people write or that Excel keeps of it counts: cells, notes, shapes, charts' and pivots' memory,
properties, prompts, addresses; never the names of elements, fonts or styles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import chain, repeat
from typing import NamedTuple

from winback_sheets.ooxml.elements import elements
from winback_sheets.ooxml.xml import escape

from .words import Words

FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
# Attributes that may be written anew, by element; "" stands for any.
FREE = {
    "": ("display", "tooltip", "prompt", "promptTitle", "error", "errorTitle", "descr", "title", "caption"),
    "s": ("v",),
    "filter": ("val",),
    "customFilter": ("val",),
    "tableColumn": ("name", "totalsRowLabel"),
    "cacheField": ("name",),
    "cNvPr": ("name",),
}
# Attributes in which a name is only pointed out: changing them would break what refers to them.
POINTED_OUT = {
    "sheet": ("name",),
    "definedName": ("name", "comment"),
    "table": ("name", "displayName"),
    "person": ("displayName", "userId"),
    "Relationship": ("Target",),
    "pivotTableDefinition": ("name",),
    "cacheSource": ("name",),
    "worksheetSource": ("sheet", "name"),
    "sheetName": ("val",),
    "connection": ("name", "description", "connection"),
}
CONTACT = re.compile(r"(?:mailto|tel|sms|https?://wa\.me)", re.IGNORECASE)
TAG = re.compile(r"<(?:[\w.-]++:)?+([\w.-]++)")
ATTRIBUTE = re.compile(r"""([\w.-]++)\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?)""")
LITERAL = re.compile(r"\"(?:[^\"]|\"\")*+\"?|&quot;.*?(?:&quot;|$)|\[[^\[\]]*+\]", re.DOTALL)
RICH = ("si", "is", "text", "p")
RUN = re.compile(r"(<(?:\w++:)?+t(?:\s[^<>]*+)?>)([^<]*+)(</)")
HOLDER = re.compile(r"<(?:\w++:)?+(c|cell|pt)[\s>]")  # what holds a <v>: a cell, or a point of a chart
CELL_KIND = re.compile(r"""\st=["'](\w+)""")
FIGURE = re.compile(r"[\d.eE+-]*+")
# Between a cell and its <v> there stand at most its formula and the ends of both.
MOST_TAGS_BEFORE_VALUE = 4


class Hit(NamedTuple):
    """One place in a part: from here to there, and whether it may be written anew."""

    start: int
    end: int
    free: bool


def hits(xml: str, words: Words, *, locked: bool = False) -> list[Hit]:
    """Every place where the words stand in text or in an attribute that people fill; `locked`: none may be changed."""
    found, reading = [], Reading(xml)
    for match in words.finditer(xml):
        free = reading.freedom(*match.span())
        if free is not None:
            found.append(Hit(*match.span(), free and not locked))
    return found


class Reading:
    """A part read from its beginning: what stands around each place, without going over the same text again.

    Time grows with the length of the part, however many places are asked for.
    """

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._done, self._opened, self._closed = 0, -1, -1
        self._spans: tuple[int, list[re.Match[str]]] = (-1, [])
        self._literals: tuple[int, list[re.Match[str]]] = (-1, [])

    def freedom(self, start: int, end: int) -> bool | None:
        """Whether this stretch may be written anew; None where it is no text at all. To be asked in order."""
        xml = self._xml
        self._opened = max(xml.rfind("<", self._done, start), self._opened)
        self._closed = max(xml.rfind(">", self._done, start), self._closed)
        self._done, opened, closed = start, self._opened, self._closed
        if opened > closed:
            return self._of_attribute(opened, start)
        if opened < 0 or xml.startswith("<?", opened):
            return None
        tag = TAG.match(xml, opened)
        name = tag[1] if tag else ""
        if name == "v" and tag is not None and not is_text_value(xml, opened, closed):
            return None
        if name in FORMULAS:
            literals = self._literals_in(closed)
            at = bisect_left(literals, start, key=lambda each: each.start()) - 1
            return at >= 0 and literals[at].start() < start < end < literals[at].end()
        return True

    def _literals_in(self, closed: int) -> list[re.Match[str]]:
        """The literals and column names in the formula that begins after this place."""
        if self._literals[0] != closed:
            end = self._xml.find("<", closed)
            self._literals = closed, list(LITERAL.finditer(self._xml, closed + 1, end if end >= 0 else len(self._xml)))
        return self._literals[1]

    def _of_attribute(self, opened: int, start: int) -> bool | None:
        """Whether the attribute at this place may be written anew; None where it is none that people fill."""
        if self._spans[0] != opened:
            end = self._xml.find("<", opened + 1)
            self._spans = opened, list(ATTRIBUTE.finditer(self._xml, opened, end if end >= 0 else len(self._xml)))
        spans = self._spans[1]
        at = bisect_right(spans, start, key=lambda each: each.start()) - 1
        tag = TAG.match(self._xml, opened)
        if at < 0 or tag is None or start >= spans[at].end() or start < spans[at].end(1):
            return None
        name, value_at = spans[at][1], max(spans[at].start(2), spans[at].start(3))
        if tag[1] == "Relationship" and name == "Target" and CONTACT.match(self._xml, value_at):
            return True
        if name in FREE[""] or name in FREE.get(tag[1], ()):
            return True
        return False if name in POINTED_OUT.get(tag[1], ()) else None


def is_text_value(xml: str, opened: int, closed: int) -> bool:
    """Whether a <v> holds text: not the number of a shared string, and not a figure."""
    holder, cell = None, opened
    for _ in range(MOST_TAGS_BEFORE_VALUE):
        cell = xml.rfind("<", 0, cell) if cell > 0 else -1
        holder = HOLDER.match(xml, cell) if cell >= 0 else None
        if holder or cell < 0:
            break
    kind = CELL_KIND.search(xml, cell, xml.find(">", cell)) if holder else None
    if kind:
        return kind[1] == "str"
    in_sheet = holder is not None and holder[1] in ("c", "cell")
    return not in_sheet and not FIGURE.fullmatch(xml, closed + 1, xml.find("<", closed))


def without(xml: str, words: Words, label: str) -> str:
    """The part with the label wherever the words stood and may be written anew."""
    return split_runs(replace_hits(xml, hits(xml, words), escape(label)), words, escape(label))


def replace_hits(xml: str, found: list[Hit], label: str) -> str:
    """The text with the label in each free place."""
    out, done = [], 0
    for hit in found:
        if hit.free:
            out += [xml[done : hit.start], label]
            done = hit.end
    return "".join([*out, xml[done:]])


def split_runs(xml: str, words: Words, label: str) -> str:
    """Text whose words are spread over pieces with formats of their own: all of it goes into the first piece."""
    out, done = [], 0
    for each in elements(xml, *RICH):
        runs = RUN.findall(each.inner)
        text = "".join(run[1] for run in runs)
        if len(runs) > 1 and words.count(text):
            new = words.replaced(text, label)
            out += [xml[done : each.content_at], in_first_run(each.inner, new)]
            done = each.content_at + len(each.inner)
    return "".join([*out, xml[done:]])


def in_first_run(inner: str, text: str) -> str:
    """The pieces of a text, all of it in the first one."""
    texts = chain([text], repeat(""))
    return RUN.sub(lambda run: run[1] + next(texts) + run[3], inner)


def split_hits(xml: str, words: Words) -> int:
    """How many texts hold the words only when their pieces are read together."""
    count = 0
    for each in elements(xml, *RICH):
        runs = RUN.findall(each.inner)
        if len(runs) > 1:
            apart = sum(words.count(run[1]) for run in runs)
            count += max(words.count("".join(run[1] for run in runs)) - apart, 0)
    return count

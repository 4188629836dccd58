"""Text in XML parts: where words of a customer stand, and the same part with a label in their place.

Only text that people write or that Excel keeps of it counts: cells, notes, shapes, charts' and pivots' memory,
properties, prompts, addresses; never the names of elements, fonts or styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from winback_sheets.ooxml.xml import escape

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
TAG = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
LITERAL = re.compile(r"\"(?:[^\"]|\"\")*\"|&quot;.*?&quot;|\[[^\[\]]*\]", re.DOTALL)
RICH = re.compile(r"<((?:\w+:)?(?:si|is|text|p))(?:\s[^>]*)?>(.*?)</\1>", re.DOTALL)
RUN = re.compile(r"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(</)")
HOLDER = re.compile(r"<(?:\w+:)?(c|cell|pt)[\s>]")  # what holds a <v>: a cell, or a point of a chart
CELL_KIND = re.compile(r"""\st=["'](\w+)""")


class Hit(NamedTuple):
    """One place in a part: from here to there, and whether it may be written anew."""

    start: int
    end: int
    free: bool


def hits(xml: str, words: re.Pattern[str], *, locked: bool = False) -> list[Hit]:
    """Every place where the words stand in text or in an attribute that people fill; `locked`: none may be changed."""
    found = []
    for match in words.finditer(xml):
        if match[1]:
            free = freedom(xml, match.start(1), match.end(1))
            if free is not None:
                found.append(Hit(match.start(1), match.end(1), free and not locked))
    return found


def freedom(xml: str, start: int, end: int) -> bool | None:
    """Whether this stretch may be written anew; None where it is no text at all."""
    opened, closed = xml.rfind("<", 0, start), xml.rfind(">", 0, start)
    if opened > closed:
        return of_attribute(xml, opened, start)
    if opened < 0 or xml.startswith("<?", opened):
        return None
    tag = TAG.match(xml, opened)
    name = tag[1] if tag else ""
    if name == "v" and tag is not None and not is_text_value(xml, opened, closed):
        return None
    if name in FORMULAS:
        literals = (closed + 1 + each.start() < start < end < closed + 1 + each.end() for each in inside(xml, closed))
        return any(literals)
    return True


def inside(xml: str, closed: int) -> Iterator[re.Match[str]]:
    """The literals and column names in the formula that begins after this place."""
    return LITERAL.finditer(xml[closed + 1 : xml.find("<", closed)])


def is_text_value(xml: str, opened: int, closed: int) -> bool:
    """Whether a <v> holds text: not the number of a shared string, and not a figure."""
    value = xml[closed + 1 : xml.find("<", closed)]
    cell = xml.rfind("<", 0, opened)
    while cell >= 0 and not HOLDER.match(xml, cell):
        cell = xml.rfind("<", 0, cell)
    kind = CELL_KIND.search(xml[cell : xml.find(">", cell)]) if cell >= 0 else None
    if kind:
        return kind[1] == "str"
    in_sheet = cell >= 0 and HOLDER.match(xml, cell)[1] in ("c", "cell")  # type: ignore[index]
    return not in_sheet and bool(re.search(r"[^\d.eE+-]", value))


def of_attribute(xml: str, opened: int, start: int) -> bool | None:
    """Whether the attribute at this place may be written anew; None where it is none that people fill."""
    head = xml[opened:start]
    named = re.search(r"""([\w.-]+)\s*=\s*(["'])((?:(?!\2).)*)$""", head, re.DOTALL)
    tag = TAG.match(head)
    if named is None or tag is None:
        return None
    if tag[1] == "Relationship" and named[1] == "Target" and CONTACT.match(named[3]):
        return True
    if named[1] in FREE[""] or named[1] in FREE.get(tag[1], ()):
        return True
    return False if named[1] in POINTED_OUT.get(tag[1], ()) else None


def without(xml: str, words: re.Pattern[str], label: str) -> str:
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


def split_runs(xml: str, words: re.Pattern[str], label: str) -> str:
    """Text whose words are spread over pieces with formats of their own: all of it goes into the first piece."""

    def joined(match: re.Match[str]) -> str:
        runs = RUN.findall(match[2])
        text = "".join(run[1] for run in runs)
        if len(runs) < 2 or not any(each[1] for each in words.finditer(text)):
            return match[0]
        pieces = iter([words.sub(lambda each: label if each[1] else each[0], text), *[""] * len(runs)])
        return match[0].replace(match[2], RUN.sub(lambda run: run[1] + next(pieces) + run[3], match[2]), 1)

    return RICH.sub(joined, xml) if words is not None and "<" in xml else xml


def split_hits(xml: str, words: re.Pattern[str]) -> int:
    """How many texts hold the words only when their pieces are read together."""
    count = 0
    for match in RICH.finditer(xml):
        runs = RUN.findall(match[2])
        if len(runs) > 1:
            apart = sum(bool(each[1]) for run in runs for each in words.finditer(run[1]))
            together = sum(bool(each[1]) for each in words.finditer("".join(run[1] for run in runs)))
            count += max(together - apart, 0)
    return count

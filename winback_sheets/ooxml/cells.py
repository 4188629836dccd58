"""The rows of a sheet as bytes: found, compared and written cell by cell, all other bytes as they were."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from winback_sheets.ooxml.cell_patch import Patch

ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*?"""
DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\b(?:%s)(?:/>|>(.*)</\1sheetData\s*>)" % ATTRIBUTES, re.DOTALL)
ROW = re.compile(rb"<((?:[\w.-]+:)?)row\b(%s)(?:/>|>(.*?)</\1row\s*>)" % ATTRIBUTES, re.DOTALL)
CELL = re.compile(rb"<((?:[\w.-]+:)?)c\b(%s)(?:/>|>(.*?)</\1c\s*>)" % ATTRIBUTES, re.DOTALL)
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f\b(%s)(?:/>|>([^<]*)</(?:[\w.-]+:)?f\s*>)" % ATTRIBUTES)
VALUE = re.compile(rb"<(?:[\w.-]+:)?v\b[^>]*>([^<]*)<")
TEXT = re.compile(rb"<(?:[\w.-]+:)?t\b[^>]*?(?<!/)>([^<]*)<")
SPOKEN = re.compile(rb"<((?:[\w.-]+:)?)rPh\b.*?</\1rPh\s*>", re.DOTALL)  # how a word is read aloud, not part of it
TAG = re.compile(rb"<(/?)(?=[A-Za-z])")
NEAR = 1e-9  # programs that recalculate differ in the last digits


class CellXml(NamedTuple):
    """A cell as it is written: its bytes, and the id of its format."""

    xml: bytes
    style: bytes
    content: bytes


class Row(NamedTuple):
    """A row as it is written: the attributes of its tag, and its cells as bytes, and where it stands."""

    start: int
    end: int
    attributes: bytes
    content: bytes


def data_of(xml: bytes) -> tuple[int, int, bytes]:
    """Where a sheet's rows stand: the bytes of the whole element, and what is in it; ValueError without one."""
    match = DATA.search(xml)
    if match is None:
        raise ValueError("a sheet without rows")
    return match.start(), match.end(), match[2] or b""


def rows_of(data: bytes) -> dict[int, Row]:
    """The rows by 0-based number; a row that does not say its number follows the one before."""
    found: dict[int, Row] = {}
    number = -1
    for match in ROW.finditer(data):
        place = PLACE.search(match[2])
        number = int(place[2]) - 1 if place else number + 1
        found[number] = Row(match.start(), match.end(), match[2], match[3] or b"")
    return found


def cells_of(row: bytes) -> dict[int, CellXml]:
    """The cells of a row by 0-based column."""
    found: dict[int, CellXml] = {}
    column = -1
    for match in CELL.finditer(row):
        place = PLACE.search(match[2])
        column = column_of(place[1]) if place and place[1] else column + 1
        style = STYLE.search(match[2])
        found[column] = CellXml(match[0], style[1] if style else b"0", match[3] or b"")
    return found


def column_of(letters: bytes) -> int:
    """The 0-based number of a column.

    >>> column_of(b"A"), column_of(b"AB")
    (0, 27)
    """
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number - 1


def letters_of(column: int) -> bytes:
    """The letters of a 0-based column.

    >>> letters_of(0), letters_of(27)
    (b'A', b'AB')
    """
    letters = b""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def cell_value(cell: CellXml, strings: Sequence[str]) -> tuple[str | None, float | str | None]:
    """What a cell says: its formula, if it has one, and its value; shared strings are looked up in `strings`."""
    formula = FORMULA.search(cell.content)
    kind = TYPE.search(cell.xml[: cell.xml.find(b">")])
    value = VALUE.search(cell.content)
    text: float | str | None
    if kind and kind[1] == b"inlineStr":
        text = text_of(cell.content)
    elif value is None:
        text = None
    elif kind and kind[1] == b"s":
        number = int(value[1])
        text = strings[number] if number < len(strings) else None
    elif kind and kind[1] in (b"str", b"e", b"d"):
        text = unescape_text(value[1])
    else:
        text = number_of(value[1])
    return (unescape_text(formula[2] or b"") if formula else None), (None if text == "" else text)


def number_of(text: bytes) -> float | str:
    """A number as it is spelled in a cell."""
    try:
        return float(text)
    except ValueError:
        return unescape_text(text)


def unescape_text(text: bytes) -> str:
    """The characters that stand for themselves in XML's spelling."""
    return html.unescape(text.decode())


def text_of(content: bytes) -> str:
    """The words of a string, without its formats and without how it is read aloud."""
    return unescape_text(b"".join(TEXT.findall(SPOKEN.sub(b"", content))))


def same_cell(one: CellXml, other: CellXml, strings: Sequence[str]) -> bool:
    """Whether two cells say the same: the same formula, and the same value but for the last digits."""
    (formula, value), (wanted, figure) = cell_value(one, strings), cell_value(other, ())
    if formula != wanted and not (formula == "" and wanted):  # a formula shared with other cells is spelled there
        return False
    if isinstance(value, float) and isinstance(figure, float):
        return abs(value - figure) <= NEAR * max(abs(value), abs(figure))
    return value == figure


class Changed(NamedTuple):
    """The rows of a sheet as they are now, and which cells say something else than before."""

    data: bytes
    written: frozenset[tuple[int, int]]


def patch_rows(old: bytes, made: bytes, patch: Patch, strings: Sequence[str], prefix: bytes) -> Changed:
    """The rows of a tab with the cells of ours in them; `made` are the rows as we would write them.

    A cell keeps the format that a person gave it, and every cell that says the same already keeps its bytes.
    """
    total, old = without_totals(old, patch)
    rows, new = rows_of(old), rows_of(made)
    ours = {number: cells_of(row.content) for number, row in new.items()}
    clear: dict[int, set[int]] = defaultdict(set)
    for row, column in patch.clear:
        clear[row].add(column)
    looked = {number: cells_of(rows[number].content) for number in (ours.keys() | clear.keys()) & rows.keys()}
    standard = usual(looked, ours)
    pieces: dict[int, bytes] = {}
    written: set[tuple[int, int]] = set()
    for number in ours.keys() | clear.keys():
        there = looked.get(number, {})
        change = dict(changes(number, there, ours.get(number, {}), clear[number], patch, standard, strings))
        if change:
            written |= {(number, column) for column in change}
            tag = (rows if number in rows else new)[number].attributes
            pieces[number] = row_xml(number, tag, there, change, prefix)
    data = merge_rows(old, rows, pieces)
    return Changed(with_totals(data, total, patch) if patch.totals else data, frozenset(written))


def without_totals(data: bytes, patch: Patch) -> tuple[bytes, bytes]:
    """The row of totals, and the other rows: a list grows above its totals."""
    row = rows_of(data).get(patch.totals[0]) if patch.totals else None
    return (b"", data) if row is None else (data[row.start : row.end], data[: row.start] + data[row.end :])


def with_totals(data: bytes, row: bytes, patch: Patch) -> bytes:
    """The rows with the row of totals below the list; its formulas name the list's columns and stay right."""
    assert patch.totals is not None
    number, rows = patch.totals[1], rows_of(data)
    moved = PLACE.sub(lambda match: b' r="%s%d"' % (match[1], number + 1), row)
    return merge_rows(data, rows, {number: moved}) if row else data


def usual(there: Mapping[int, Mapping[int, CellXml]], ours: Mapping[int, Mapping[int, CellXml]]) -> dict[bytes, bytes]:
    """Our formats as this workbook has them: the one most cells of each have, whatever program saved it since."""
    seen: dict[bytes, Counter[bytes]] = defaultdict(Counter)
    for number, cells in ours.items():
        old = there.get(number, {})
        for column, cell in cells.items():
            if column in old:
                seen[cell.style][old[column].style] += 1
    return {style: counts.most_common(1)[0][0] for style, counts in seen.items()}


def changes(
    number: int,
    there: Mapping[int, CellXml],
    ours: Mapping[int, CellXml],
    clear: set[int],
    patch: Patch,
    standard: Mapping[bytes, bytes],
    strings: Sequence[str],
) -> Iterator[tuple[int, bytes | None]]:
    """What becomes of the cells of one row: new bytes by column, None for a cell that goes."""
    known, theirs = set(standard.values()), patch.theirs if number > patch.head else ()
    for column, cell in ours.items():
        old, blank = there.get(column), not cell.content
        if (number, column) in patch.frozen:
            continue
        if old is None:
            yield column, restyle_cell(cell, standard.get(cell.style, cell.style))
        elif not (column in theirs and (blank or old.content) and column not in clear) and not same_cell(
            old, cell, strings
        ):
            yield column, restyle_cell(cell, standard.get(cell.style, cell.style) if old.style in known else old.style)
    for column in clear - ours.keys():
        old = there.get(column)
        if old is None or (number, column) in patch.frozen:
            continue
        if old.style in known:
            yield column, None
        elif old.content:
            yield column, b'<c s="%s"/>' % old.style


def restyle_cell(cell: CellXml, style: bytes) -> bytes:
    """A cell of ours in this format."""
    return STYLE.sub(b' s="%s"' % style, cell.xml, count=1)


def row_xml(
    number: int, attributes: bytes, there: Mapping[int, CellXml], change: Mapping[int, bytes | None], prefix: bytes
) -> bytes:
    """A row with its new cells, in the spelling of the document; it says where it stands."""
    row = b"%d" % (number + 1)
    if not PLACE.search(attributes):
        attributes = b' r="%s"%s' % (row, attributes)
    cells: dict[int, bytes] = {column: at_place(cell.xml, column, row) for column, cell in there.items()}
    for column, xml in change.items():
        if xml is None:
            cells.pop(column, None)
            continue
        placed = at_place(xml, column, row)
        cells[column] = TAG.sub(rb"<\1" + prefix, placed) if prefix else placed
    body = b"".join(cells[column] for column in sorted(cells))
    return b"<%srow%s>%s</%srow>" % (prefix, SPANS.sub(b"", attributes).rstrip(b"/ "), body, prefix)


def at_place(xml: bytes, column: int, row: bytes) -> bytes:
    """A cell that says where it stands, as one that follows another need not.

    >>> at_place(b'<c s="2"/>', 27, b"7")
    b'<c r="AB7" s="2"/>'
    """
    head, close, rest = xml.partition(b">")
    if PLACE.search(head):
        return xml
    tag = re.match(rb"<[\w.:-]+", head)
    end = tag.end() if tag else 0
    return b'%s r="%s%s"%s%s%s' % (head[:end], letters_of(column), row, head[end:], close, rest)


def merge_rows(old: bytes, rows: Mapping[int, Row], pieces: Mapping[int, bytes]) -> bytes:
    """The rows in their order, each changed or new one in its place, the others as the bytes they were."""
    out: list[bytes] = []
    done = 0
    new = sorted(pieces.keys() - rows.keys())
    for number, row in sorted(rows.items()):
        while new and new[0] < number:
            out += [old[done : row.start], pieces[new.pop(0)]]
            done = row.start
        if number in pieces:
            out += [old[done : row.start], pieces[number]]
            done = row.end
    return b"".join([*out, old[done:], *(pieces[number] for number in new)])

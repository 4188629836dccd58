"""Our sheets and all they reach as parts of the user's workbook: renumbered, restyled, strings in cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .formulas import Renames, rename_in, renamed_in_part
from .names import Naming, TablePart
from .package import Package, Relation, content_type, content_types, free_name, key, read, relations, rels_of
from .plumbing import Part
from .styles import Merged
from .workbook import Place
from .xml import element, quote

# XlsxWriter wrote these sheets, so their spelling is known: a large one need not be read element by element.
CELL = re.compile(rb'(<c r="[^"]++")(?: s="([^"]++)")?+(?: t="s"><v>([^<]++)</v>)?+')
STYLE_FIRST = re.compile(rb'<c s="(\d++)')
ROW_FORMAT = re.compile(rb'(<row [^>]*?\bs=")(\d+)"')
COLUMN_FORMAT = re.compile(rb'(<col [^>]*?\bstyle=")(\d+)"')
RULE_FORMAT = re.compile(rb'(<(?:cfRule|filterColumn|colorFilter|sortCondition) [^>]*?\bdxfId=")(\d+)"')
STRING = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
DYNAMIC = re.compile(rb'(<c [^>]*?) cm="\d+"')
SELECTED = re.compile(rb'(<sheetView\b[^>]*?) tabSelected="1"')
TABLE_TAG = re.compile(rb"<(?:table|tableColumn) [^>]*>")
TABLE_FORMAT = re.compile(rb'(\b\w*[dD]xfId=")(\d+)"')
STRETCH = 1 << 18  # bytes of rows taken at once: few enough to stay in the processor's own memory
TO_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/"),
    (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
        b"http://purl.oclc.org/ooxml/officeDocument/",
    ),
)
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
RELATIONS_XMLNS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Look(NamedTuple):
    """What a sheet takes over from the one it replaces, or from being shown first."""

    selected: bool = False
    code_name: str = ""


def made_parts(made: Package, places: Sequence[Place], sheets: Mapping[str, str]) -> dict[str, str]:
    """The parts of `made` that these tabs reach, with content types; `sheets` are its sheet parts by name."""
    types = content_types(made)
    found: dict[str, str] = {}

    def visit(part: str) -> None:
        if part not in found:
            found[part] = content_type(types, part)
            for each in relations(made, part):
                if each.part:
                    visit(each.part)

    for place in places:
        visit(sheets[place.made])
    return found


def new_names(
    target: Package, parts: Iterable[str], places: Sequence[Place], sheets: Mapping[str, str], taken: set[str]
) -> dict[str, str]:
    """The name each of our parts gets in the user's workbook: the first number free for its kind."""
    named = {sheets[place.made]: place.part for place in places}
    taken = taken | {key(part) for part in named.values()}
    for part in parts:
        if part not in named:
            named[part] = free_name(target, part, taken)
            taken.add(key(named[part]))
    return named


def carry_parts(
    made: Package,
    parts: Mapping[str, str],
    names: Mapping[str, str],
    *,
    naming: Naming,
    styles: Merged,
    looks: Mapping[str, Look],
    strict: bool,
    dynamic: int | None = None,
) -> Iterator[Part]:
    """The parts as they go into the user's workbook, each followed by its relationships; `looks` by part."""
    strings = shared_strings(made)
    for part, kind in parts.items():
        content = read(made, part)
        if part in looks:
            content = sheet_part(content, strings, styles, looks[part], dynamic)
        elif part in naming.tables:
            content = table_part(content, naming.tables[part], styles)
        if kind.endswith("xml"):
            content = in_dialect(renamed_in_part(content, naming.renames), strict)
        yield Part(names[part], content, kind)
        links = relations(made, part)
        if links:
            content = in_dialect(relations_part(links, names[part], names, naming.renames), strict)
            yield Part(rels_of(names[part]), content, RELATIONS_TYPE)


def shared_strings(made: Package) -> list[bytes]:
    """The shared strings of `made`, each as the content of its element, with rich text and outer blanks."""
    part = next((name for name in made.entries if name.endswith("sharedstrings.xml")), None)
    return [match[1] or b"<t/>" for match in STRING.finditer(read(made, part))] if part else []


def sheet_part(xml: bytes, strings: Sequence[bytes], styles: Merged, look: Look, dynamic: int | None = None) -> bytes:
    """A sheet with the user's style ids, strings in its cells, and selected only if it is the one shown.

    `dynamic` is what marks a formula that spills in the user's workbook.
    """
    # Without a cell it is <sheetData/>: all else is what follows.
    head, opening, rest = xml.partition(b"<sheetData>" if b"<sheetData>" in xml else b"<sheetData/>")
    data, closing, tail = rest.partition(b"</sheetData>") if opening == b"<sheetData>" else (b"", b"", rest)
    head = SELECTED.sub(rb"\1", COLUMN_FORMAT.sub(with_id(styles.xfs), head))
    if look.selected:
        head = head.replace(b"<sheetView ", b'<sheetView tabSelected="1" ', 1)
    if look.code_name:
        head = with_code_name(head, look.code_name)
    if b' customFormat="1"' in data:
        data = ROW_FORMAT.sub(with_id(styles.xfs), data)
    if b' cm="' in data:
        # An array formula does not spill without metadata, and the number we made may mean another's there.
        data = DYNAMIC.sub(rb"\1" if dynamic is None else b'\\1 cm="%d"' % dynamic, data)
    tail = RULE_FORMAT.sub(with_id(styles.dxfs), tail)
    return b"".join((head, opening, cells(data, strings, styles.xfs), closing, tail))


def cells(data: bytes, strings: Sequence[bytes], xfs: Sequence[int]) -> bytes:
    """The rows of a sheet with the user's style ids, and strings in the cells.

    From the first cell on that begins with its style, all do and hold their strings.
    """
    tail = data.rfind(b"<row ", 0, max(data.find(b'<c s="'), 0))
    if tail >= 0:
        return cells(data[:tail], strings, xfs) + restyle_rows(data[tail:], xfs)
    styled: dict[bytes | None, bytes] = {b"%d" % own: b' s="%d"' % user for own, user in enumerate(xfs)}
    texts: dict[bytes | None, bytes] = {
        b"%d" % number: b' t="inlineStr"><is>%s</is>' % text for number, text in enumerate(strings)
    }
    # A cell that names no format has the user's first one, which may show numbers as days.
    styled[None], texts[None] = b' s="%d"' % xfs[0] if xfs[0] else b"", b""
    done: list[bytes] = []
    for piece in stretches(data):
        pieces = CELL.split(piece)
        pieces[2::4] = map(styled.__getitem__, pieces[2::4])
        pieces[3::4] = map(texts.__getitem__, pieces[3::4])
        done.append(b"".join(pieces))
    return b"".join(done)


def restyle_rows(rows: bytes, xfs: Sequence[int]) -> bytes:
    """The lower rows of a long list, whose cells begin with their style, under the user's ids.

    Quick, and safe, because no text of a sheet can hold the sign < of a tag.

    >>> restyle_rows(b'<c s="0" r="A1"/><c s="1" r="B1"/>', [1, 7])
    b'<c s="1" r="A1"/><c s="7" r="B1"/>'
    """
    ids = {b"%d" % own: b'<c s="%d' % user for own, user in enumerate(xfs)}
    done: list[bytes] = []
    for piece in stretches(rows):
        pieces = STYLE_FIRST.split(piece)
        pieces[1::2] = map(ids.__getitem__, pieces[1::2])
        done.append(b"".join(pieces))
    return b"".join(done)


def stretches(rows: bytes) -> Iterator[bytes]:
    """Rows in pieces small enough to stay in the processor's own memory."""
    start = 0
    while start < len(rows):
        end = rows.find(b"<row ", start + STRETCH)
        yield rows[start : end if end > 0 else None]
        start = end if end > 0 else len(rows)


def with_id(mapped: Sequence[int]) -> Callable[[re.Match[bytes]], bytes]:
    """What puts the user's id in the place of ours."""
    return lambda match: b'%s%d"' % (match[1], mapped[int(match[2])])


def with_code_name(xml: bytes, name: str) -> bytes:
    """A sheet under the name by which the workbook's macros know it."""
    opening = f"<sheetPr codeName={quote(name)}".encode()
    if b"<sheetPr" in xml:
        return re.sub(rb'<sheetPr(?: codeName="[^"]*")?', lambda match: opening, xml, count=1)
    return re.sub(rb"<worksheet [^>]*>", lambda match: match[0] + opening + b"/>", xml, count=1)


def table_part(xml: bytes, table: TablePart, styles: Merged) -> bytes:
    """A table with its id and name and the user's ids of formats."""

    def tag(match: re.Match[bytes]) -> bytes:
        return TABLE_FORMAT.sub(with_id(styles.dxfs), match[0])

    xml = TABLE_TAG.sub(tag, xml)
    name = quote(table.name)
    new = f' id="{table.id}" name={name} displayName={name}'.encode()
    return re.sub(rb' id="\d+" name="[^"]*" displayName="[^"]*"', lambda match: new, xml, count=1)


def in_dialect(xml: bytes, strict: bool) -> bytes:
    """A part in the dialect of the user's workbook: mixing the two is not allowed."""
    for transitional, other in TO_STRICT if strict else ():
        xml = xml.replace(transitional, other)
    return xml


def relations_part(links: Iterable[Relation], part: str, names: Mapping[str, str], renames: Renames) -> bytes:
    """The relationships of one of our parts, leading to parts under their names in the user's workbook."""
    content = b""
    for each in links:
        target = each.target
        if each.part:
            target = posixpath.relpath(names[each.part], posixpath.dirname(part))
        elif target.startswith("#"):
            target = "#" + rename_in(target[1:], renames)
        content += element("Relationship", each.node.attributes | {"Target": target})
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s">'
    return head % RELATIONS_XMLNS.encode() + content + b"</Relationships>"

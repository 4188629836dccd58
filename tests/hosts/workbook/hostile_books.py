"""Packages whose parts point at each other in circles, outside the package, or in numbers no firm has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hosts.workbook.hostile_sheets import BOOK, BOOK_RELS, OFFICE, SHEET, TYPES, Parts, edited, many_tabs, sales, sheet
from hosts.workbook.hostile_zip import Entry, entries_of, entry, raw_zip

Maker = tuple[str, Callable[[], bytes]]
RELATION = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
PLACES = (
    "../../../../escaped.xml",
    "/etc/passwd",
    "C:\\Windows\\escaped.xml",
    "..\\..\\escaped.xml",
    "\\\\server\\share\\escaped.xml",
    "xl/worksheets/../../../escaped.xml",
    "file:///etc/passwd",
    "CON",
    "a\0b.xml",
    "%2e%2e/%2e%2e/escaped.xml",
    "x" * 60_000,
    "\u202eslx.exe",
)


def places(parts: Parts) -> Iterable[Maker]:
    """Names and targets that lead out of the package."""
    for place in PLACES:
        shown = place[:30].encode("unicode_escape").decode()
        extra = Entry(place, b"x", 0x8CDC1683, 1, method=0)
        yield f"a part named {shown}", lambda e=extra: raw_zip([*entries_of(parts), e])
        target = re.sub(r'[&<"\0]', "", place).encode()
        yield f"a tab at {shown}", lambda t=target: edited(parts, BOOK_RELS, rb"worksheets/sheet1\.xml", t)
        moved = {(place if name == SHEET else name): content for name, content in parts.items()}
        yield f"the sheet lies at {shown}", lambda m=moved: raw_zip(entries_of(m))


def circles(parts: Parts) -> Iterable[Maker]:
    """Relationships in circles, doubled, without an end."""
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    one, other = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{RELATION.format('rId1', OFFICE, 'drawing', target)}</Relationships>".encode()
        for target in ("../drawings/d1.xml", "../worksheets/sheet1.xml")
    )
    yield (
        "a sheet and a drawing that need each other",
        lambda: raw_zip(
            entries_of({**parts, rels: one, "xl/drawings/d1.xml": b"<d/>", "xl/drawings/_rels/d1.xml.rels": other})
        ),
    )
    yield (
        "a tab that is the workbook itself",
        lambda: edited(parts, BOOK_RELS, rb"worksheets/sheet1\.xml", b"workbook.xml"),
    )
    yield "a tab that is the style sheet", lambda: edited(parts, BOOK_RELS, rb"worksheets/sheet1\.xml", b"styles.xml")
    yield (
        "the book's relations lead to its relations",
        lambda: edited(parts, "_rels/.rels", rb"xl/workbook\.xml", b"_rels/.rels"),
    )
    yield "a style sheet that is a sheet", lambda: edited(parts, BOOK_RELS, rb"styles\.xml", b"worksheets/sheet1.xml")
    yield "strings that are the style sheet", lambda: edited(parts, BOOK_RELS, rb"sharedStrings\.xml", b"styles.xml")
    many = "".join(RELATION.format(f"x{n}", OFFICE, "worksheet", "worksheets/sheet1.xml") for n in range(200_000))
    yield (
        "200,000 relationships",
        lambda: edited(parts, BOOK_RELS, rb"</Relationships>", many.encode() + b"</Relationships>"),
    )
    yield (
        "every relationship has one id",
        lambda: raw_zip(entries_of({**parts, BOOK_RELS: re.sub(rb'Id="[^"]*"', b'Id="rId1"', parts[BOOK_RELS])})),
    )
    for name in sorted(parts):
        kept = {key: value for key, value in parts.items() if key != name}
        yield f"without {name}", lambda k=kept: raw_zip(entries_of(k))
        yield f"nothing in {name}", lambda n=name: raw_zip(entries_of({**parts, n: b""}))
        yield f"{name} twice", lambda n=name: raw_zip([*entries_of(parts), entry(n, b"<x/>")])


def crowds(parts: Parts) -> Iterable[Maker]:
    """A million of what a workbook has a few of."""
    for count in (300_000, 1_000_000):
        yield f"{count:,} defined names", lambda c=count: edited(parts, BOOK, rb"</sheets>", defined_names(c))
    yield "2,000 tabs", lambda: many_tabs(parts, 2_000, shared=False)
    yield "10,000 tabs", lambda: many_tabs(parts, 10_000, shared=False)
    yield (
        "10,000 tabs that share one part",
        lambda: many_tabs({**parts, SHEET: sheet(sales(20_000))}, 10_000, shared=True),
    )
    yield "two tabs that share one part", lambda: many_tabs(parts, 1, shared=True)
    types = "".join(f'<Default Extension="e{n}" ContentType="a/b"/>' for n in range(300_000))
    yield "300,000 content types", lambda: edited(parts, TYPES, rb"</Types>", types.encode() + b"</Types>")
    for tag, each in (("fonts", "<font><sz val='11'/></font>"), ("cellXfs", "<xf fontId='4294967295'/>")):
        many = each.encode() * 200_000
        yield (
            f"200,000 {tag}",
            lambda t=tag, m=many: edited(parts, "xl/styles.xml", b"</%s>" % t.encode(), m + b"</%s>" % t.encode()),
        )
    yield (
        "a tab name of a million letters",
        lambda: edited(parts, BOOK, rb'name="Sales"', b'name="%s"' % (b"S" * 10**6)),
    )
    yield "a tab without a name", lambda: edited(parts, BOOK, rb'name="Sales"', b'name=""')
    yield "a tab named like a path", lambda: edited(parts, BOOK, rb'name="Sales"', b'name="../../etc/passwd"')
    yield (
        "two tabs of one name",
        lambda: edited(parts, BOOK, rb"</sheets>", b'<sheet name="SALES" sheetId="77" r:id="rId1"/></sheets>'),
    )
    for wild in ("4294967295", "99999999999999999999", "-1", "x", ""):
        yield f"sheetId {wild!r}", lambda w=wild: edited(parts, BOOK, rb'sheetId="1"', f'sheetId="{w}"'.encode())
    yield (
        "our marker on a tab that is not ours",
        lambda: edited(
            parts,
            BOOK,
            rb"</sheets>",
            b'</sheets><definedNames><definedName name="_winback.state" hidden="1">Sales!$A$1</definedName>'
            b'<definedName name="_winback.win_back" hidden="1">#REF!$A$1</definedName></definedNames>',
        ),
    )


def defined_names(count: int) -> bytes:
    names = (f'<definedName name="n{n}">Sales!$A${n % 1000 + 1}</definedName>' for n in range(count))
    return f"</sheets><definedNames>{''.join(names)}</definedNames>".encode()

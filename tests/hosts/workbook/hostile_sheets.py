"""Sheets no person fills: far cells, wild indexes, a million of everything; as parts of a sound package."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping

from hosts.workbook.hostile_zip import Entry, bomb, entries_of, entry, raw_zip, with_entry

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS, STYLES, BOOK = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
)
BOOK_RELS, TYPES, SHEET_TYPE = (
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
GB = 1 << 30
LONG_TEXT = b"<si><t>" + b"y" * 32_000 + b"</t></si>"
Parts = Mapping[str, bytes]


def sheet(data: bytes, *, dimension: str = "A1:C99", after: bytes = b"") -> bytes:
    """A sheet part around the rows."""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="%s"><dimension ref="%s"/><sheetData>'
        % (MAIN.encode(), dimension.encode())
        + data
        + b"</sheetData>%s</worksheet>" % after
    )


def cell(address: str, text: str) -> bytes:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def head() -> bytes:
    return b'<row r="1">' + cell("A1", "Customer") + cell("B1", "Date") + cell("C1", "Amount") + b"</row>"


def sale(row: int, *, more: bytes = b"", amount: str = "12.5") -> bytes:
    date = f'<c r="B{row}"><v>{45000 + row % 600}</v></c><c r="C{row}"><v>{amount}</v></c>'.encode()
    return f'<row r="{row}">'.encode() + cell(f"A{row}", f"K{row % 40}") + date + more + b"</row>"


def sales(rows: int = 400) -> bytes:
    return head() + b"".join(sale(row) for row in range(2, rows + 2))


def column(number: int) -> str:
    letters = ""
    while number >= 0:
        letters, number = chr(65 + number % 26) + letters, number // 26 - 1
    return letters


def with_sheet(parts: Parts, data: bytes, **options: object) -> bytes:
    """The package with this in its first tab."""
    return raw_zip(entries_of({**parts, SHEET: sheet(data, **options)}))


def edited(parts: Parts, name: str, pattern: bytes, new: bytes) -> bytes:
    """The package with one place of one part changed; the place must be there."""
    changed, count = re.subn(pattern, lambda _: new, parts[name], count=1)
    assert count, (name, pattern)
    return raw_zip(entries_of({**parts, name: changed}))


def repeated(parts: Parts, name: str, before: bytes, block: bytes, times: int, after: bytes) -> bytes:
    """The package with a part of this size, made quickly."""
    return with_entry(parts, bomb(name, before, block, times, after))


def split_at(content: bytes, mark: bytes) -> tuple[bytes, bytes]:
    at = content.index(mark)
    return content[:at], content[at:]


def many_tabs(parts: Parts, count: int, *, shared: bool) -> bytes:
    """A workbook of so many tabs, each a part of its own or all the same one."""
    tabs = "".join(f'<sheet name="T{n}" sheetId="{n + 10}" r:id="t{n}"/>' for n in range(count))
    place = (lambda n: "worksheets/sheet1.xml") if shared else (lambda n: f"worksheets/more{n}.xml")
    links = "".join(f'<Relationship Id="t{n}" Type="{OFFICE}/worksheet" Target="{place(n)}"/>' for n in range(count))
    types = "".join(
        f'<Override PartName="/xl/worksheets/more{n}.xml" ContentType="{SHEET_TYPE}"/>' for n in range(count)
    )
    changed = {
        **parts,
        BOOK: parts[BOOK].replace(b"</sheets>", tabs.encode() + b"</sheets>"),
        BOOK_RELS: parts[BOOK_RELS].replace(b"</Relationships>", links.encode() + b"</Relationships>"),
    }
    if not shared:
        changed[TYPES] = parts[TYPES].replace(b"</Types>", types.encode() + b"</Types>")
        changed |= {f"xl/worksheets/more{n}.xml": sheet(head()) for n in range(count)}
    return raw_zip(entries_of(changed))


def bombs(parts: Parts) -> Iterable[tuple[str, Callable[[], bytes]]]:
    """Small files that unpack to gigabytes, honestly declared or not."""
    block = b" " * (1 << 20)
    rows = b'<row r="9"/>' * 100_000
    item = b"<si><t>" + b"a" * 1000 + b"</t></si>"
    ends: dict[str, tuple[bytes, bytes, bytes]] = {
        SHEET: (*split_at(parts[SHEET], b"</sheetData>"), rows),
        STRINGS: (*split_at(parts[STRINGS], b"</sst>"), item * 1000),
        STYLES: (*split_at(parts[STYLES], b"</styleSheet>"), block),
        BOOK: (*split_at(parts[BOOK], b"</workbook>"), block),
        TYPES: (*split_at(parts[TYPES], b"</Types>"), block),
    }
    for name, (before, after, piece) in ends.items():
        base = name.rpartition("/")[2]
        times = 11 * GB // len(piece)
        yield (
            f"bomb of 11 GB in {base}",
            lambda n=name, b=before, a=after, p=piece, t=times: repeated(parts, n, b, p, t, a),
        )
        yield (
            f"bomb of 3 GB in {base} that claims 1 MB",
            lambda n=name, b=before, a=after, p=piece: with_entry(
                parts, bomb(n, b, p, 3 * GB // len(p), a, size=1 << 20)
            ),
        )
        yield (
            f"bomb of 900 MB in {base}, declared",
            lambda n=name, b=before, a=after, p=piece: repeated(parts, n, b, p, 900 * 2**20 // len(p), a),
        )
    yield (
        "picture of 6 GB nobody reads",
        lambda: with_entry(parts, bomb("xl/media/image1.png", b"", b"\0" * (1 << 20), 6 * 1024, b"")),
    )
    yield "one part listed 20,000 times", lambda: overlapping(parts, 20_000)
    yield "300,000 empty parts", lambda: raw_zip([*entries_of(parts), *(_empty(n) for n in range(300_000))])
    yield (
        "one row of 900 MB without an end",
        lambda: repeated(
            parts,
            SHEET,
            sheet(head()).split(b"</sheetData>")[0] + b'<row r="2"><c r="A2"><v>',
            b"1" * (1 << 20),
            900,
            b"",
        ),
    )
    yield (
        "a comment of 900 MB before the rows",
        lambda: repeated(
            parts, SHEET, parts[SHEET].split(b"<sheetData>")[0] + b"<!--", block, 900, b"--><sheetData/></worksheet>"
        ),
    )


def _empty(number: int) -> Entry:
    return Entry(f"x/{number}", b"", 0, 0, method=0)


def overlapping(parts: Parts, count: int) -> bytes:
    """Many directory lines for the bytes of one entry."""
    entries = entries_of(parts)
    core = bomb("xl/worksheets/sheet9.xml", b"", b" " * (1 << 20), 100, b"")
    return raw_zip(
        [*entries, core, *(core._replace(name=f"xl/worksheets/z{n}.xml", at=len(entries)) for n in range(count))]
    )


def xml_tricks(parts: Parts) -> Iterable[tuple[str, Callable[[], bytes]]]:
    """Documents that grow, nest or point outside when they are parsed."""
    for name in (BOOK, STYLES, STRINGS, SHEET, BOOK_RELS, TYPES):
        base, content = name.rpartition("/")[2], parts[name]
        declared, body = split_at(content, b"?>")
        laughs = f"?><!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>".encode()
        # The entity stands in an attribute of the root, where every parser would have to expand it.
        opened = re.sub(rb"^\?>\s*<(\w+)", rb'<\1 a="&l9;"', body)
        outside = b'?><!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
        yield f"a billion laughs in {base}", lambda n=name, x=declared + laughs + opened: _one(parts, n, x)
        yield f"an entity from outside in {base}", lambda n=name, x=declared + outside + opened: _one(parts, n, x)
        root = re.search(rb"</\w+>\s*$", content)
        assert root
        deep = b"<d>" * 1_000_000 + b"</d>" * 1_000_000
        nested = content[: root.start()] + deep + content[root.start() :]
        yield f"a million levels in {base}", lambda n=name, x=nested: _one(parts, n, x)
        wide = re.sub(rb"^\?>\s*<(\w+)", rb'?><\1 a="' + b"x" * 10_000_000 + b'"', body)
        yield f"an attribute of 10 MB in {base}", lambda n=name, x=declared + wide: _one(parts, n, x)
        tags = content[: root.start()] + b"<q " * 3_000_000 + content[root.start() :]
        yield f"three million tags never closed in {base}", lambda n=name, x=tags: _one(parts, n, x)
        blanks = content[: root.start()] + b"<f></f>" + b" " * 5_000_000 + b"<q/>" + content[root.start() :]
        yield f"five million blanks in {base}", lambda n=name, x=blanks: _one(parts, n, x)
    yield (
        "UTF-16 book with a document type",
        lambda: _one(
            parts, BOOK, '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
        ),
    )
    yield "the book declares a strange encoding", lambda: edited(parts, BOOK, rb'encoding="UTF-8"', b'encoding="rot13"')
    yield "the book declares UTF-7", lambda: edited(parts, BOOK, rb'encoding="UTF-8"', b'encoding="utf-7"')


def _one(parts: Parts, name: str, content: bytes) -> bytes:
    return with_entry(parts, entry(name, content))


def cells(parts: Parts, chance: random.Random) -> Iterable[tuple[str, Callable[[], bytes]]]:
    """Sheets with cells where no data is, or with values no cell can hold."""
    yield (
        "one cell at XFD1048576",
        lambda: with_sheet(parts, sales() + b'<row r="1048576">' + cell("XFD1048576", "x") + b"</row>"),
    )
    yield (
        "a cell at A1048576",
        lambda: with_sheet(parts, sales() + b'<row r="1048576">' + cell("A1048576", "x") + b"</row>"),
    )
    yield (
        "60 columns with a cell at the bottom",
        lambda: with_sheet(
            parts,
            sales() + b'<row r="1048576">' + b"".join(cell(f"{column(c)}1048576", "x") for c in range(60)) + b"</row>",
        ),
    )
    yield (
        "90 columns with a cell at the bottom",
        lambda: with_sheet(
            parts,
            sales() + b'<row r="1048576">' + b"".join(cell(f"{column(c)}1048576", "x") for c in range(90)) + b"</row>",
        ),
    )
    for far in (
        "ZZZZZ1",
        "A4294967296",
        "A99999999999999999999",
        "A0",
        "1A",
        "",
        "A-1",
        "XFE1048577",
        "AAAAAAAAAAAAA1",
    ):
        yield (
            f"a cell at '{far}'",
            lambda f=far: with_sheet(parts, sales() + b'<row r="402">' + cell(f, "x") + b"</row>"),
        )
    for row in ("0", "-1", "4294967295", "99999999999999999999", "1e9", ""):
        yield (
            f"a row numbered '{row}'",
            lambda r=row: with_sheet(parts, sales() + f'<row r="{r}">'.encode() + b"<c><v>1</v></c></row>"),
        )
    for lie in ("A1:XFD1048576", "A1:A1", "XFD1048576:A1", "A1:ZZZZZ99999999", "", "B", "A1:XFD1"):
        yield f"a dimension of '{lie}'", lambda d=lie: with_sheet(parts, sales(), dimension=d)
    blank = b"".join(b'<c r="%s%%d" s="1"/>' % column(c).encode() for c in range(100))
    block = b"".join(b'<row r="%d">' % r + blank.replace(b"%d", b"%d" % r) + b"</row>" for r in range(500, 700))
    before, after = split_at(sheet(sales()), b"</sheetData>")
    yield "ten million styled blank cells", lambda: repeated(parts, SHEET, before, block, 500, after)
    yield "ten million blank cells, each with its address", lambda: with_sheet(parts, sales() + numbered_blanks())
    yield (
        "16,384 columns",
        lambda: with_sheet(
            parts,
            sales(20)
            + b"".join(
                b'<row r="%d">' % r
                + b"".join(b'<c r="%s%d"><v>%d</v></c>' % (column(c).encode(), r, c) for c in range(16_384))
                + b"</row>"
                for r in range(22, 42)
            ),
        ),
    )
    yield (
        "16,384 headings",
        lambda: with_sheet(
            parts,
            b'<row r="1">'
            + b"".join(cell(f"{column(c)}1", f"Amount {c}") for c in range(16_384))
            + b"</row>"
            + b"".join(sale(row) for row in range(2, 300)),
        ),
    )
    yield (
        "20,000 columns",
        lambda: with_sheet(
            parts,
            sales(20)
            + b'<row r="22">'
            + b"".join(b'<c r="%s22"><v>1</v></c>' % column(c).encode() for c in range(20_000))
            + b"</row>",
        ),
    )
    yield (
        "a million merged cells",
        lambda: with_sheet(
            parts,
            sales(),
            after=b'<mergeCells count="1000000">' + merged_cells(1_000_000) + b"</mergeCells>",
        ),
    )
    yield (
        "a million empty rows",
        lambda: with_sheet(parts, sales() + b"".join(b'<row r="%d"/>' % n for n in range(402, 1_000_402))),
    )
    yield (
        "a million hidden rows",
        lambda: with_sheet(parts, sales() + b"".join(b'<row r="%d" hidden="1"/>' % n for n in range(402, 1_000_402))),
    )
    yield (
        "twelve million rows without a number",
        lambda: repeated(parts, SHEET, before, b"<row><c><v>1</v></c></row>" * 40_000, 300, after),
    )
    yield (
        "a million error cells",
        lambda: with_sheet(
            parts,
            sales()
            + b"".join(b'<row r="%d"><c r="C%d" t="e"><v>#N/A</v></c></row>' % (n, n) for n in range(402, 1_000_402)),
        ),
    )
    yield (
        "a million formulas without a value",
        lambda: with_sheet(
            parts,
            sales() + b"".join(b'<row r="%d"><c r="C%d"><f>A1</f></c></row>' % (n, n) for n in range(402, 1_000_402)),
        ),
    )
    yield (
        "rows in the wrong order",
        lambda: with_sheet(parts, head() + b"".join(sale(row) for row in chance.sample(range(2, 402), 400))),
    )
    yield "every row twice", lambda: with_sheet(parts, head() + b"".join(sale(row) * 2 for row in range(2, 402)))
    for number in ("NaN", "INF", "-inf", "1e308", "1E999", "-1e308", "0x10", "1,5", "", "9" * 400, "1e-320"):
        yield (
            f"amounts of {number[:12]!r}",
            lambda a=number: with_sheet(
                parts, head() + b"".join(sale(row, amount=a if row % 3 else "5") for row in range(2, 402))
            ),
        )
    for day in ("-1", "0", "60", "2958466", "1e15", "99999999999", "NaN", "-2e9", "1e300"):
        styled = f'<c r="B{{row}}" s="1"><v>{day}</v></c>'
        yield (
            f"a date of {day}",
            lambda s=styled: with_sheet(
                parts,
                sales(200)
                + b"".join(
                    f'<row r="{row}">'.encode()
                    + cell(f"A{row}", "K1")
                    + s.format(row=row).encode()
                    + f'<c r="C{row}"><v>1</v></c></row>'.encode()
                    for row in range(202, 260)
                ),
            ),
        )
    yield (
        "a cell text of 10 MB",
        lambda: with_sheet(parts, sales() + b'<row r="402">' + cell("A402", "x" * 10_000_000) + b"</row>"),
    )
    yield (
        "a heading of 10 MB",
        lambda: with_sheet(
            parts,
            b'<row r="1">'
            + cell("A1", "Customer" * 1_250_000)
            + cell("B1", "Date")
            + cell("C1", "Amount")
            + b"</row>"
            + b"".join(sale(row) for row in range(2, 402)),
        ),
    )
    for index in ("4294967295", "-1", "99999999999999999999", "1.5", "x", ""):
        yield (
            f"shared string number '{index}'",
            lambda i=index: with_sheet(
                parts, sales() + f'<row r="402"><c r="A402" t="s"><v>{i}</v></c></row>'.encode()
            ),
        )
    yield (
        "one text of 32,000 letters in 300,000 cells",
        lambda: raw_zip(
            entries_of(
                {
                    **parts,
                    SHEET: sheet(head() + pointing(300_000)),
                    STRINGS: b'<sst xmlns="%s">%s</sst>' % (MAIN.encode(), LONG_TEXT),
                }
            )
        ),
    )
    yield (
        "a shared string inside a shared string",
        lambda: raw_zip(
            entries_of(
                {
                    **parts,
                    STRINGS: b'<sst xmlns="%s">' % MAIN.encode()
                    + b"<si>" * 5000
                    + b"<t>x</t>"
                    + b"</si>" * 5000
                    + b"</sst>",
                }
            )
        ),
    )
    yield (
        "strings that name themselves",
        lambda: raw_zip(
            entries_of(
                {
                    **parts,
                    TYPES: parts[TYPES],
                    "xl/_rels/sharedStrings.xml.rels": parts[BOOK_RELS].replace(
                        b"worksheets/sheet1.xml", b"sharedStrings.xml"
                    ),
                }
            )
        ),
    )


def numbered_blanks() -> bytes:
    """A million rows of ten cells with a colour and nothing in them."""
    row = b'<row r="%d">' + b"".join(b'<c r="%s%%d" s="1"/>' % column(c).encode() for c in range(10)) + b"</row>"
    return b"".join(row % ((number,) * 11) for number in range(402, 1_000_402))


def pointing(rows: int) -> bytes:
    """So many rows whose text is the first of the shared ones."""
    row = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d"><v>45000</v></c><c r="C%d"><v>5</v></c></row>'
    return b"".join(row % (number, number, number, number) for number in range(2, rows + 2))


def merged_cells(count: int) -> bytes:
    return b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, count + 1))

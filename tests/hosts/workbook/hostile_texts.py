"""Text files, web pages, parquet files and old formats that are too much, damaged, or something else."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.parquet as pq
from hosts.workbook.hostile_zip import Entry, bomb, cut, entries_of, flipped, raw_zip

Made = tuple[str, str, Callable[[], bytes]]  # what it is, the ending, the bytes
LINES = "Customer,Date,Amount\n" + "".join(
    f"K{n % 40},2025-{n % 12 + 1:02}-{n % 28 + 1:02},{n}.50\n" for n in range(800)
)
TABLE = "<table><tr><td>Customer<td>Date<td>Amount</tr>{}</table>"
MEGABYTE = 1 << 20


def gz_bomb(block: bytes, times: int) -> bytes:
    """A .gz of so many blocks, packed once; its last eight bytes are not checked before the end."""
    whole = bomb("x", LINES.encode(), block, times, b"")
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + whole.packed + b"\0" * 8


def texts(chance: random.Random) -> Iterable[Made]:
    """What calls itself a .csv."""
    lines = LINES.encode()
    yield "one line of 300 MB", ".csv", lambda: lines + b"x" * (300 * MEGABYTE)
    yield "one line of 700 MB", ".csv", lambda: lines + b"x" * (700 * MEGABYTE)
    yield "300 MB of line ends", ".csv", lambda: lines + b"\n" * (300 * MEGABYTE) + b"K1,2025-01-01,5\n"
    yield "300 MB of separators", ".csv", lambda: lines + b"," * (300 * MEGABYTE)
    yield "200 MB of quotation marks", ".csv", lambda: lines + b'"' * (200 * MEGABYTE)
    yield "100 MB of open quotations", ".csv", lambda: lines + b'K1,"x\n' * (100 * MEGABYTE // 6)
    yield "one open quotation and 200 MB", ".csv", lambda: lines + b'K1,"' + lines * (200 * MEGABYTE // len(lines))
    yield (
        "100,000 columns",
        ".csv",
        lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + (b"1," * 99_999 + b"1\n") * 20,
    )
    yield "100,000 columns in one line of many", ".csv", lambda: lines * 40 + b"1," * 100_000 + b"\n" + lines * 40
    yield "NUL bytes", ".csv", lambda: b"\0" * (50 * MEGABYTE)
    yield "NUL bytes between lines", ".csv", lambda: lines.replace(b",", b"\0,\0")
    yield "an emoji and 250 MB", ".csv", lambda: lines + "😀".encode() + b"K1,2025-01-01,5\n" * (250 * MEGABYTE // 16)
    yield (
        "250 MB of UTF-16",
        ".csv",
        lambda: LINES.encode("utf-16") * 1 + "K1,2025-01-01,5\n".encode("utf-16-le") * (250 * MEGABYTE // 32),
    )
    yield "UTF-7", ".csv", lambda: LINES.replace("K1", "+AGs-1").encode()
    yield "UTF-8 cut in the middle", ".csv", lambda: LINES.replace("K", "Ü").encode()[:5001]
    yield "invalid UTF-8", ".csv", lambda: lines.replace(b"K", b"\xff\xfe\xc0\x80")
    yield "half a UTF-32 file", ".csv", lambda: LINES.encode("utf-32")[:-3]
    yield "control characters", ".csv", lambda: bytes(range(1, 32)) * 10_000
    yield "random bytes", ".csv", lambda: chance.randbytes(3_000_000)
    yield "only commas", ".csv", lambda: b",\n" * 1_000_000
    yield "carriage returns only", ".csv", lambda: lines.replace(b"\n", b"\r")
    yield "one column of numbers, ten million lines", ".csv", lambda: b"1\n" * 10_000_000
    yield (
        "twenty million lines of three cells",
        ".csv",
        lambda: b"Customer,Date,Amount\n" + b"K,2025-01-01,5\n" * 20_000_000,
    )
    yield "sep= and nothing else", ".csv", lambda: b"sep=;\n"
    yield "a separator that is a letter", ".csv", lambda: b"sep=K\n" + lines
    yield "numbers of 10,000 digits", ".csv", lambda: lines + b"K1,2025-01-01," + b"9" * 10_000 + b"\n"
    yield (
        "NaN and inf",
        ".csv",
        lambda: lines + b"K1,2025-01-01,NaN\nK1,2025-01-01,inf\nK2,2025-01-02,1e308\nK2,2025-01-02,1e308\n",
    )
    yield (
        "dates beyond every calendar",
        ".csv",
        lambda: lines + b"K1,999999-01-01,1\nK1,0000-00-00,1\nK1,2025-13-45,1\nK1,-5,1\n",
    )
    yield "formulas as text", ".csv", lambda: lines + b"=cmd|'/c calc'!A1,2025-01-01,5\n@SUM(A1),2025-01-01,5\n"
    yield "a .gz of 12 GB", ".csv.gz", lambda: gz_bomb(b"K1,2025-01-01,5\n" * 65_536, 12 * 1024)
    yield "a .gz of 12 GB of nothing", ".csv.gz", lambda: gz_bomb(b"\0" * MEGABYTE, 12 * 1024)
    yield "a .gz in a .gz in a .gz", ".csv.gz", lambda: gzip.compress(gzip.compress(gz_bomb(b"1\n" * 524_288, 1024)))
    yield "a .gz with a broken end", ".csv.gz", lambda: gzip.compress(lines)[:-9] + b"junk"
    yield (
        "a .gz that holds a workbook bomb",
        ".csv.gz",
        lambda: gzip.compress(raw_zip([bomb("xl/workbook.xml", b"<x>", b" " * MEGABYTE, 4000, b"</x>")])),
    )
    for number in range(6):
        yield f"a damaged .gz ({number})", ".csv.gz", lambda: flipped(gzip.compress(lines), chance, 3)
    for number in range(8):
        yield f"a damaged .csv ({number})", ".csv", lambda: flipped(cut(lines, chance), chance, 200)


def pages(chance: random.Random) -> Iterable[Made]:
    """What calls itself a web page saved as .xls."""
    row = "<tr><td>K1<td>2025-01-01<td>5</tr>"
    yield "a million rows of a web page", ".xls", lambda: TABLE.format(row * 1_000_000).encode()
    yield (
        "a cell over 999,999,999 columns",
        ".xls",
        lambda: TABLE.format("<tr><td colspan=999999999>x</tr>" * 3000).encode(),
    )
    yield (
        "a colspan of another alphabet",
        ".xls",
        lambda: TABLE.format("<tr><td colspan='²'>x</tr>" + row * 50).encode(),
    )
    yield (
        "a colspan of 10,000 digits",
        ".xls",
        lambda: TABLE.format(f"<tr><td colspan={'9' * 10_000}>x</tr>" + row * 50).encode(),
    )
    yield "two million tables", ".xls", lambda: b"<html>" + b"<table>" * 2_000_000
    yield "100,000 tables of one cell", ".xls", lambda: b"<html>" + b"<table><tr><td>x</table>" * 100_000
    for piece in ("<a ", "<!--", "<!", "</", "&", "<td", "<![CDATA[", "<?", "<script>", '<a x="', "<!DOCTYPE ["):
        yield f"a million of {piece}", ".xls", lambda p=piece: (TABLE.format(row * 50) + p * 1_000_000).encode()
    for number in range(8):
        yield f"a damaged web page ({number})", ".xls", lambda: flipped(TABLE.format(row * 300).encode(), chance, 60)


def parquets(chance: random.Random) -> Iterable[Made]:
    """What calls itself parquet."""

    def written(table: pa.Table, **options: object) -> bytes:
        out = io.BytesIO()
        pq.write_table(table, out, **options)
        return out.getvalue()

    sound = pa.table(
        {
            "customer": [f"K{n % 40}" for n in range(800)],
            "date": pa.array([20_000 + n % 600 for n in range(800)], pa.date32()),
            "amount": [float(n) for n in range(800)],
        }
    )
    nested = pa.array([[{"a": [1, 2, {"b": 3}["b"]]}]] * 800)
    yield "lists within lists", ".parquet", lambda: written(sound.append_column("more", nested))
    yield (
        "maps, times, durations, bytes, halves",
        ".parquet",
        lambda: written(
            sound.append_column("map", pa.array([[("a", 1)]] * 800, pa.map_(pa.string(), pa.int32())))
            .append_column("time", pa.array([1] * 800, pa.time64("ns")))
            .append_column("bytes", pa.array([b"\xff\0"] * 800, pa.binary()))
            .append_column("half", pa.array([1.5] * 800, pa.float32()).cast(pa.float16()))
            .append_column("nothing", pa.nulls(800))
            .append_column("decimal", pa.array([10**30] * 800).cast(pa.decimal128(38, 2)) if False else pa.nulls(800))
        ),
    )
    yield (
        "dates beyond every calendar, in parquet",
        ".parquet",
        lambda: written(sound.append_column("when", pa.array([2**62, -(2**62)] * 400, pa.timestamp("us")))),
    )
    yield "no columns", ".parquet", lambda: written(pa.table({}))
    yield "no rows", ".parquet", lambda: written(sound.slice(0, 0))
    yield "one name for three columns", ".parquet", lambda: written(sound.rename_columns(["date", "date", "date"]))
    yield "20,000 columns of parquet", ".parquet", lambda: written(pa.table({f"c{n}": [1, 2] for n in range(20_000)}))
    yield "one text of 1 MB in 2,000 rows", ".parquet", long_texts
    yield "half a billion equal numbers", ".parquet", lambda: many_equal()
    whole = written(sound)
    for number in range(10):
        yield f"damaged parquet ({number})", ".parquet", lambda n=number: flipped(whole, chance, 1 + n * 3)
        if number < 4:
            yield f"cut parquet ({number})", ".parquet", lambda: cut(whole, chance)
            end = (len(whole) - 900, len(whole) - 8)
            yield (
                f"parquet with a damaged end ({number})",
                ".parquet",
                lambda e=end: flipped(whole, chance, 4, within=e),
            )


def long_texts() -> bytes:
    """Two gigabytes of text in some kilobytes of parquet."""
    out = io.BytesIO()
    piece = pa.table({"customer": pa.array(["x" * MEGABYTE] * 50)})
    with pq.ParquetWriter(out, piece.schema, compression="zstd") as writer:
        for _ in range(40):
            writer.write_table(piece)
    return out.getvalue()


def many_equal() -> bytes:
    """Half a billion numbers, all the same: a few kilobytes of parquet."""
    out = io.BytesIO()
    piece = pa.table({"amount": pa.array([1.0]).take(pa.nulls(0, pa.int64())) if False else pa.repeat(1.0, 5_000_000)})
    with pq.ParquetWriter(out, piece.schema, compression="zstd") as writer:
        for _ in range(100):
            writer.write_table(piece)
    return out.getvalue()


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="Sales">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_rows(count: int = 300) -> str:
    rows = ["".join(ods_cell(word) for word in ("Customer", "Date", "Amount"))]
    for n in range(count):
        when = f'<table:table-cell office:value-type="date" office:date-value="2025-{n % 12 + 1:02}-{n % 28 + 1:02}"/>'
        rows.append(
            ods_cell(f"K{n % 40}") + when + f'<table:table-cell office:value-type="float" office:value="{n + 0.5}"/>'
        )
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)


def ods_parts(content: str) -> dict[str, bytes]:
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": (ODS_HEAD + content + ODS_TAIL).encode(),
        "META-INF/manifest.xml": MANIFEST.encode(),
    }


def ods(content: str) -> bytes:
    """A small .ods with these rows."""
    return raw_zip(entries_of(ods_parts(content)))


def open_documents(chance: random.Random) -> Iterable[Made]:
    """What calls itself .ods."""
    far = f'<table:table-row table:number-rows-repeated="{{}}">{ods_cell("x", "table:number-columns-repeated=%s")}</table:table-row>'
    yield "a sound .ods", ".ods", lambda: ods(ods_rows())
    for rows, columns in (
        ("1048576", "16384"),
        ("1048000", "60"),
        ("4294967295", "4294967295"),
        ("-1", "-1"),
        ("x", "99999999999999999999"),
        ("1000000000", "1"),
    ):
        yield (
            f"cells repeated {rows} x {columns}",
            ".ods",
            lambda r=rows, c=columns: ods(ods_rows() + far.replace("%s", f"'{c}'").format(r)),
        )
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row>'
    yield "blank to the end of the sheet", ".ods", lambda: ods(ods_rows() + blank)
    yield "a million levels of .ods", ".ods", lambda: ods(ods_rows() + "<table:table-row>" * 1_000_000)
    yield (
        "a billion laughs in .ods",
        ".ods",
        lambda: raw_zip(
            entries_of(
                ods_parts(ods_rows())
                | {"content.xml": b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + ods_parts(ods_rows())["content.xml"]}
            )
        ),
    )
    yield (
        "a bomb of 11 GB in .ods",
        ".ods",
        lambda: raw_zip(
            [
                *entries_of({k: v for k, v in ods_parts("").items() if k != "content.xml"}),
                bomb("content.xml", (ODS_HEAD + ods_rows()).encode(), b" " * MEGABYTE, 11 * 1024, ODS_TAIL.encode()),
            ]
        ),
    )
    yield (
        "a bomb of 3 GB in .ods that claims 1 MB",
        ".ods",
        lambda: raw_zip(
            [
                *entries_of({k: v for k, v in ods_parts("").items() if k != "content.xml"}),
                bomb(
                    "content.xml",
                    (ODS_HEAD + ods_rows()).encode(),
                    ods_rows(3000).encode(),
                    5000,
                    ODS_TAIL.encode(),
                    size=MEGABYTE,
                ),
            ]
        ),
    )
    for number in range(10):
        yield f"a damaged .ods ({number})", ".ods", lambda: flipped(ods(ods_rows()), chance, 4)


def old_books(chance: random.Random) -> Iterable[Made]:
    """What calls itself .xls or .xlsb."""
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    directory = "Workbook".encode("utf-16-le").ljust(64, b"\0") + b"\x12\0\x02\x01" + b"\xff" * 12
    for number in range(10):
        body = chance.randbytes(512 * chance.randrange(4, 60))
        yield f"an .xls of chance ({number})", ".xls", lambda b=body: compound.ljust(512, b"\xff") + b + directory + b
    wild = compound + b"\0" * 10 + b"\xff\xff\xff\x7f" * 20
    yield "an .xls that claims two billion sectors", ".xls", lambda: wild.ljust(512, b"\x7f") + directory * 40
    loop = (
        compound + b"\0" * 14 + b"\1\0\0\0" + b"\0\0\0\0" + b"\0" * 4 + b"\0\x10\0\0" + b"\0" * 16 + b"\0\0\0\0" * 109
    )
    yield (
        "an .xls whose sectors run in a circle",
        ".xls",
        lambda: loop.ljust(512, b"\0") + b"\0\0\0\0" * 128 + directory * 8,
    )
    for number in range(6):
        part = chance.randbytes(2000)
        book = Entry("xl/workbook.bin", part, zlib.crc32(part), len(part), method=0)
        yield f"an .xlsb of chance ({number})", ".xlsb", lambda b=book: raw_zip([b])
    yield "a .parquet named .csv", ".csv", lambda: next(iter(parquets(chance)))[2]()
    yield "a .csv named .xlsx", ".xlsx", lambda: LINES.encode()
    yield "a web page named .xlsx", ".xlsx", lambda: TABLE.format("<tr><td>K1<td>2025-01-01<td>5</tr>" * 90).encode()
    yield "an .ods named .xlsx", ".xlsx", lambda: ods(ods_rows())
    yield "a picture named .xlsx", ".xlsx", lambda: b"\x89PNG\r\n\x1a\n" + chance.randbytes(5000)
    yield "a program named .xlsm", ".xlsm", lambda: b"\x7fELF" + chance.randbytes(50_000)

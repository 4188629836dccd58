"""Packages that are lawful and not as usual, written by hand: other names, encodings, dialects, ways of packing."""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .package import BOOK, OFFICE, SHEET, TYPES, Parts, declare, packed, plain, put

STRICT = "http://purl.oclc.org/ooxml"
PLUMBING = (TYPES, "_rels/.rels", BOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def strict(path: Path) -> None:
    """The strict dialect of the standard in every part."""
    parts = {
        name: str(text)
        .replace("http://schemas.openxmlformats.org/spreadsheetml/2006", f"{STRICT}/spreadsheetml")
        .replace(OFFICE, f"{STRICT}/officeDocument/relationships")
        for name, text in plain().items()
    }
    parts[BOOK] = parts[BOOK].replace("<workbook ", '<workbook conformance="strict" ')
    packed(path, {**parts})


def prefixed(path: Path) -> None:
    """Every element spelled with a prefix, as the Open XML SDK does."""
    parts = plain()
    for part in (BOOK, "xl/styles.xml", SHEET):
        text = re.sub(r"<(/?)(\w)", r"<\1x:\2", str(parts[part]))
        parts[part] = text.replace(" xmlns=", " xmlns:x=")
    packed(path, parts)


def utf16(path: Path) -> None:
    """All plumbing and the sheet in UTF-16."""
    parts = plain()
    for part in (BOOK, "xl/styles.xml", SHEET):
        text = str(parts[part]).replace('encoding="UTF-8"', 'encoding="UTF-16"')
        parts[part] = text.encode("utf-16")
    packed(path, parts)


def other_workbook_part(path: Path) -> None:
    """Another name for the workbook part, targets from the root, no folder that is usual."""
    names = {
        BOOK: "book/main.xml",
        "xl/_rels/workbook.xml.rels": "book/_rels/main.xml.rels",
        SHEET: "tabs/a/ledger.xml",
    }
    parts = {names.get(name, name): str(text) for name, text in plain().items()}
    parts[TYPES] = parts[TYPES].replace(BOOK, "book/main.xml").replace(SHEET, "tabs/a/ledger.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace('"xl/workbook.xml', '"/book/main.xml')
    rels = parts["book/_rels/main.xml.rels"].replace('"worksheets/sheet1', '"/tabs/a/ledger')
    parts["book/_rels/main.xml.rels"] = rels.replace('"styles', '"../xl/styles')
    packed(path, {**parts})


def moved(path: Path, folder: str) -> None:
    """The workbook part and all that belongs to it in another folder than xl, every link from the root."""
    names = {name: posixpath.join(folder, name[3:]) for name in plain() if name.startswith("xl/")}
    parts = {names.get(name, name): str(text) for name, text in plain().items()}
    for name in (BOOK, SHEET, "xl/styles.xml"):
        parts[TYPES] = parts[TYPES].replace(f'"/{name}"', f'"/{names[name]}"')
        for rels in ("_rels/.rels", names["xl/_rels/workbook.xml.rels"]):
            parts[rels] = re.sub(rf'Target="(?:xl/)?{name[3:]}"', f'Target="/{names[name]}"', parts[rels])
    packed(path, {**parts})


def styles_that_nothing_leads_to(path: Path) -> None:
    """A style sheet that is there and is not linked, so that no cell wears it; dates are texts."""
    no_styles(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    packed(path, {**parts, "xl/styles.xml": plain()["xl/styles.xml"], TYPES: plain()[TYPES]})


def number_format_0_is_a_day(path: Path) -> None:
    """The standard's id of General means a day here; the amounts of the ledger have a format of their own."""
    parts = plain()
    text = str(parts["xl/styles.xml"]).replace(
        '<numFmts count="1">', '<numFmts count="3"><numFmt numFmtId="0" formatCode="d/m/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="0.00"/>'
    )  # fmt: skip
    amount = '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    parts["xl/styles.xml"] = text.replace("</cellXfs>", amount).replace('cellXfs count="2"', 'cellXfs count="3"')
    parts[SHEET] = re.sub(r'(<c r="C\d+")>', r'\1 s="2">', str(parts[SHEET]))
    packed(path, parts)


def cell_format_0_is_a_day(path: Path) -> None:
    """Cells without a format of their own show days, as in a workbook whose author set the style Normal so."""
    number_format_0_is_a_day(path)
    with zipfile.ZipFile(path) as package:
        parts: Parts = {name: package.read(name) for name in package.namelist()}
    text = parts["xl/styles.xml"].decode().replace('<numFmt numFmtId="0" formatCode="d/m/yyyy"/>', "")
    text = text.replace('numFmts count="3"', 'numFmts count="2"')
    parts["xl/styles.xml"] = text.replace('<xf numFmtId="0"', '<xf numFmtId="14"')
    packed(path, parts)


def from_1904(path: Path) -> None:
    """Days counted from 1904, in a workbook that a later Excel has saved; a sheet of formulas and names with days."""
    parts = plain()
    put(parts, BOOK, '<workbookPr date1904="1"/>')
    put(parts, BOOK, '<definedNames><definedName name="From">DATE(2026,1,1)</definedName></definedNames>')
    kept = '<ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"><x15:workbookPr chartTrackingRefBase="1"/></ext>'
    declare(parts, BOOK, {"x15": "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"})
    put(parts, BOOK, f"<extLst>{kept}</extLst>")
    later = lambda match: f"{match[1]}{int(match[2]) - 1462}<"  # noqa: E731
    parts[SHEET] = re.sub(r'(<c r="B\d+" s="1"><v>)(\d+)<', later, str(parts[SHEET]))
    packed(path, parts)


def no_styles(path: Path) -> None:
    """No style sheet at all; dates are numbers without a format."""
    parts = {name: str(text) for name, text in plain().items() if name != "xl/styles.xml"}
    parts[TYPES] = re.sub(r'<Override PartName="/xl/styles.xml"[^>]*>', "", parts[TYPES])
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = re.sub(r'<Relationship Id="rId2"[^>]*>', "", parts[rels])
    # Without a date format nothing says that the numbers are days, so the ledger has them as texts.
    parts[SHEET] = re.sub(r'<c r="(B\d+)" s="1"><v>(\d+)</v></c>', as_text, parts[SHEET])
    packed(path, {**parts})


def as_text(match: re.Match[str]) -> str:
    """A day as ISO text in its cell."""
    day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(match[2]))
    return f'<c r="{match[1]}" t="inlineStr"><is><t>{day.isoformat()}</t></is></c>'


def bare_styles(path: Path) -> None:
    """Styles that say only what no workbook can do without."""
    parts = plain()
    text = re.sub(r"<cellStyleXfs.*?</cellStyleXfs>|<cellStyles.*?</cellStyles>", "", str(parts["xl/styles.xml"]))
    parts["xl/styles.xml"] = text.replace(' xfId="0"', "")
    packed(path, parts)


def no_default_rels(path: Path) -> None:
    """Each part of relationships listed by name, as old LibreOffice does."""
    parts = plain()
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name in parts if name.endswith(".rels"))
    text = re.sub(r'<Default Extension="rels"[^>]*>', "", str(parts[TYPES]))
    parts[TYPES] = text.replace("</Types>", listed + "</Types>")
    packed(path, parts)


def names_in_other_case(path: Path) -> None:
    """Part names in another case than the relationships spell them."""
    names = {SHEET: "xl/Worksheets/Sheet1.XML", "xl/styles.xml": "xl/Styles.xml"}
    parts = {names.get(name, name): text for name, text in plain().items()}
    for name, other in names.items():
        parts[TYPES] = str(parts[TYPES]).replace(name, other)
    packed(path, parts)


def single_quotes_and_comments(path: Path) -> None:
    """XML as other programs write it: single quotes, comments, instructions, blanks, character references, no head."""
    parts = plain()
    for part in PLUMBING:
        head, _, text = str(parts[part]).partition("\n")
        text = re.sub(r'="([^"\']*)"', r" = '\1'", text).replace("><", ">\n  <")
        parts[part] = f"<!-- made by hand --><?firm keep?>{text}<!-- the end -->"
    parts[BOOK] = str(parts[BOOK]).replace("'Sales'", "'S&#97;les'")
    packed(path, parts)


def stored(path: Path) -> None:
    """Nothing compressed, folders as entries, a comment behind the whole."""
    parts = plain()
    with zipfile.ZipFile(path, "w") as package:
        for folder in ("_rels/", "xl/", "xl/worksheets/"):
            package.writestr(zipfile.ZipInfo(folder), b"")
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), text)
        package.comment = b"made by hand"


class Unseekable(io.RawIOBase):
    """A stream that only goes forward, so that sizes come behind the data."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.file.write(data)

    def close(self) -> None:
        self.file.close()
        super().close()


def streamed(path: Path) -> None:
    """Written in one go by a server: sizes come behind each part, and every entry is announced as ZIP64."""
    with Unseekable(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in plain().items():
            with package.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(text if isinstance(text, bytes) else text.encode())


def unknown_parts(path: Path) -> None:
    """Parts nobody knows, one that nothing leads to, and a name with blanks and letters beyond ASCII."""
    parts = plain()
    parts["[trash]/0000.dat"] = bytes(50)
    parts["xl/Büro und mehr.bin"] = b"\0\1\2"
    kind = (
        '<Default Extension="dat" ContentType="application/octet-stream"/><Default Extension="bin" ContentType="x/y"/>'
    )
    parts[TYPES] = str(parts[TYPES]).replace("<Override", kind + "<Override", 1)
    packed(path, parts)


FEATURES: dict[str, Callable[[Path], None]] = {
    "the strict dialect": strict,
    "every element with a prefix": prefixed,
    "UTF-16": utf16,
    "another workbook part": other_workbook_part,
    "the workbook in another folder": partial(moved, folder="Excel/book"),
    "the workbook in no folder": partial(moved, folder=""),
    "no styles, no theme": no_styles,
    "styles that nothing leads to": styles_that_nothing_leads_to,
    "number format 0 is a day": number_format_0_is_a_day,
    "cell format 0 is a day": cell_format_0_is_a_day,
    "days counted from 1904, as a later Excel saves them": from_1904,
    "styles without cell styles": bare_styles,
    "no content type for .rels": no_default_rels,
    "part names in another case": names_in_other_case,
    "single quotes, comments, instructions": single_quotes_and_comments,
    "stored entries and folders": stored,
    "sizes behind the data, ZIP64": streamed,
    "parts nobody knows": unknown_parts,
}

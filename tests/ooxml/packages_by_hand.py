"""A small workbook written part by part, our two tabs for it, and what a test reads from the outcome."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import xlsxwriter

from winback_sheets.ooxml.graft import Tab
from winback_sheets.ooxml.package import key

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TABS = (Tab("win_back", "Win-back", front=True), Tab("churn", "Churn", front=False))
WORKBOOK, SHEET, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
CONTENT_TYPES, RELS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
PLUMBING = {key(each) for each in (WORKBOOK, STYLES, CONTENT_TYPES, RELS)}
PLAIN: dict[str, str] = {
    CONTENT_TYPES: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KINDS}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KINDS}.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    RELS: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId7" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    WORKBOOK: f'<workbook xmlns="{TRANSITIONAL}" xmlns:r="{OFFICE}">\n  <sheets>\n'
    '    <sheet name="Sales" sheetId="4" r:id="rId1"/>\n  </sheets>\n  <calcPr calcId="1"/>\n</workbook>',
    SHEET: f'<worksheet xmlns="{TRANSITIONAL}"><sheetViews>'
    '<sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    '<sheetData><row r="1"><c r="A1" s="1"><v>5</v></c></row></sheetData></worksheet>',
    STYLES: f'<styleSheet xmlns="{TRANSITIONAL}">'
    '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>',
}


def ours(churn: str = "30 %") -> bytes:
    """Two small result tabs: a chart, a table, a note, a conditional format."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, churned = book.add_worksheet("Win-back"), book.add_worksheet("Churn")
    head = book.add_format({"bold": True, "num_format": '0.000 "kg"', "bg_color": "#EEEEEE"})
    page.write(0, 0, "Call these five", head)
    page.write_formula(1, 0, "=Churn!A1", None, churn)
    rule = {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format({"bold": True})}
    page.conditional_format("A1:A3", rule)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Churn!$B$1:$B$3"})
    page.insert_chart("C1", chart)
    page.write_comment("A2", "why")
    page.write_url("B1", "https://example.org/")
    churned.write(0, 0, churn)
    churned.add_table("A3:B5", {"name": "Months"})
    churned.autofilter("A1:B1")
    book.close()
    return out.getvalue()


def packed(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """A package with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package by the name as spelled in it."""
    with zipfile.ZipFile(path) as package:
        return {entry.orig_filename: package.read(entry) for entry in package.infolist()}


def replaced(part: str, old: str, new: str, content: Mapping[str, str] = PLAIN) -> dict[str, str]:
    """The plain package with a piece of one part replaced."""
    assert old in content[part]
    return {**content, part: content[part].replace(old, new)}


def prefixed() -> dict[str, str]:
    """Every element spelled with a prefix, as the Open XML SDK does, and r declared where it is used."""
    out = dict(PLAIN)
    for part in (WORKBOOK, SHEET, STYLES, RELS, CONTENT_TYPES):
        out[part] = re.sub(r"<(/?)(\w)", r"<\1x:\2", out[part]).replace("xmlns=", "xmlns:x=")
    out[WORKBOOK] = out[WORKBOOK].replace(f' xmlns:r="{OFFICE}"', "").replace("r:id", f'xmlns:q="{OFFICE}" q:id')
    return out


def strict() -> dict[str, str]:
    """The strict dialect of the standard."""
    return {name: text.replace(TRANSITIONAL, STRICT).replace(OFFICE, STRICT_OFFICE) for name, text in PLAIN.items()}


def utf16(order: str, mark: bytes = b"") -> dict[str, str | bytes]:
    """All plumbing in UTF-16."""
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    return {n: mark + (head + t).encode(order) if key(n) in PLUMBING else t for n, t in PLAIN.items()}


def moved() -> dict[str, str]:
    """Another workbook part than xl/workbook.xml, its sheets beside it, leading slashes in targets."""
    out = {
        name.replace("xl/workbook", "book/wb").replace("xl/_rels/workbook", "book/_rels/wb"): text
        for name, text in PLAIN.items()
    }
    out[CONTENT_TYPES] = out[CONTENT_TYPES].replace("/xl/workbook.xml", "/book/wb.xml")
    out["_rels/.rels"] = out["_rels/.rels"].replace("xl/workbook.xml", "/book/wb.xml")
    targets = out["book/_rels/wb.xml.rels"].replace('"worksheets/', '"/xl/worksheets/')
    out["book/_rels/wb.xml.rels"] = targets.replace('"styles', '"../xl/styles')
    return out


def without_default_rels() -> dict[str, str]:
    """Each .rels part listed by name, as old LibreOffice does."""
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    kind = 'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    listed = "".join(f'<Override PartName="/{name}" {kind}' for name in ("_rels/.rels", RELS))
    return replaced(CONTENT_TYPES, default, listed)


def shouted() -> dict[str, str]:
    """Entry names in another case than the relationships spell them, and with backslashes."""
    names = {
        SHEET: "xl\\Worksheets\\SHEET1.xml",
        STYLES: "XL/Styles.xml",
        RELS: "/xl/_rels/workbook.xml.rels",
    }
    return {names.get(name, name): text for name, text in PLAIN.items()}


def xml_of(path: Path, part: str) -> ElementTree.Element:
    """A part as elements, whatever its encoding."""
    return ElementTree.fromstring(next(data for name, data in parts(path).items() if key(name) == key(part)))


def workbook_part(path: Path) -> str:
    """The part that lists the tabs."""
    return "book/wb.xml" if "book/wb.xml" in parts(path) else WORKBOOK


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]

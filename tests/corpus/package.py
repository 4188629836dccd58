"""A workbook as text: a plain one with a ledger, and how a part, a relationship or an element is added to it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from posixpath import basename, dirname, join, relpath

from .ledger import sheet_data

Parts = dict[str, str | bytes]

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
MICROSOFT = "http://schemas.microsoft.com/office"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
KINDS = "application/vnd.openxmlformats-officedocument"
SHEETML = f"{KINDS}.spreadsheetml"
TYPES = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
# Elements in the order the standard asks for; an added one goes before the first of those behind it.
ORDER = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
    "cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst",
    "workbook": "fileVersion fileSharing workbookPr AlternateContent revisionPtr workbookProtection bookViews sheets "
    "functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
}
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Georgia"/><family val="1"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def plain() -> Parts:
    """A workbook with one tab, Sales, and nothing that could be left out but styles."""
    return {
        TYPES: f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{SHEETML}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{SHEETML}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEETML}.styles+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        BOOK: f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
        '<sheets><sheet name="Sales" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        SHEET: worksheet(sheet_data()),
        "xl/styles.xml": HEAD + STYLES,
    }


def worksheet(inside: str) -> str:
    """A sheet part around these elements."""
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}</worksheet>'


def rels_of(part: str) -> str:
    """Where the relationships of a part are; of the package itself for ""."""
    return join(dirname(part), "_rels", basename(part) + ".rels")


def add(parts: Parts, name: str, content: str | bytes, kind: str = "") -> str:
    """Add a part and say its content type: one of its own, or for a `kind` like "png=image/png" by extension."""
    parts[name] = content if isinstance(content, bytes) or content.startswith("<?xml") else HEAD + content
    extension, by_extension, named = kind.partition("=")
    line = f'<Override PartName="/{name}" ContentType="{kind}"/>'
    if by_extension:
        line = f'<Default Extension="{extension}" ContentType="{named}"/>'
    if kind and line not in str(parts[TYPES]):
        place = "<Override" if by_extension else "</Types>"
        parts[TYPES] = str(parts[TYPES]).replace(place, line + place, 1)
    return name


def link(parts: Parts, of: str, kind: str, target: str, *, id: str = "", outside: bool = False) -> str:
    """Add a relationship from a part (the package for "") to a part, or to a place outside; gives its id."""
    rels = rels_of(of)
    text = str(parts.get(rels, f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'))
    id = id or f"rId{text.count('<Relationship ') + 1}"
    kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    place = f'{target}" TargetMode="External' if outside else relpath(target, dirname(of) or ".")
    line = f'<Relationship Id="{id}" Type="{kind}" Target="{place}"/>'
    parts[rels] = text.replace("</Relationships>", line + "</Relationships>")
    return id


def put(parts: Parts, part: str, element: str) -> None:
    """Put an element into a sheet, the workbook part or the styles, where the standard wants it."""
    text = str(parts[part])
    root = next(each for each in ORDER if f"<{each} " in text)
    tag = re.match(r"<(?:\w+:)?(\w+)", element)
    assert tag
    behind = ORDER[root].split()[ORDER[root].split().index(tag[1]) + 1 :]
    later = [match.start() for each in behind if (match := re.search(rf"<(?:\w+:)?{each}[\s/>]", text))]
    at = min(later, default=text.index(f"</{root}>"))
    parts[part] = text[:at] + element + text[at:]


def declare(parts: Parts, part: str, prefixes: Mapping[str, str], *, ignorable: bool = True) -> None:
    """Declare prefixes on a part's first element; readers that do not know them may pass them over."""
    names = "".join(f' xmlns:{name}="{uri}"' for name, uri in prefixes.items())
    if ignorable:
        names += f' xmlns:mc="{MC}" mc:Ignorable="{" ".join(prefixes)}"'
    parts[part] = re.sub(r"(<(?:worksheet|workbook|styleSheet)\b[^>]*)>", rf"\1{names}>", str(parts[part]), count=1)


def add_sheet(parts: Parts, name: str, content: str, kind: str = "worksheet", attributes: str = "") -> str:
    """Add a tab behind the others; gives its part."""
    number = str(parts[BOOK]).count("<sheet ") + 1
    part = add(parts, f"xl/{kind}s/sheet{number}.xml", content, f"{SHEETML}.{kind}+xml")
    relation = link(parts, BOOK, kind, part)
    line = f'<sheet name="{name}" sheetId="{number}"{attributes} r:id="{relation}"/></sheets>'
    parts[BOOK] = str(parts[BOOK]).replace("</sheets>", line)
    return part


def packed(path: Path, parts: Parts, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """The parts as a file; every entry dated alike, so that the same parts are the same bytes."""
    with zipfile.ZipFile(path, "w", packing) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = packing
            package.writestr(info, content)
    return path

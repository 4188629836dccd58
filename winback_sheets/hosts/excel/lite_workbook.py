"""`winback addin lite`: a workbook that carries the Python for xlwings Lite, the same without it, and our wheel.

Lite keeps main.py and requirements.txt as settings of its add-in inside the workbook. That place is not documented;
what is written here has the parts that workbooks saved by Lite have, and was never opened in Excel. Whatever becomes of
it, the two lines that go into Lite's own editor always work; and the copy without these parts is there because Excel
has refused to save a workbook whose add-in it could not find.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import xlsxwriter

from winback_sheets.hosts.excel.formula_list import write_formulas
from winback_sheets.hosts.excel.wheel import pack_wheel, wheel
from winback_sheets.hosts.placing import place
from winback_sheets.present.words import say

BOOK, PLAIN_BOOK = "winback-lite.xlsx", "winback-lite-without-python.xlsx"
MAIN = "from winback_sheets.lite import *\n"
STORE_ID = "wa200008175"  # xlwings Lite in Microsoft's store
EXTENSION_ID = "{6B8D0E52-6D0C-4E0B-9A53-2F6A0B6C7D11}"
# As in the workbooks that were looked at; Lite renews both.
VERSIONS = {"pyodideVersion": "0.27.5", "addinVersion": "1.0.0.0-18"}
FOLDER = "xl/webextensions"
WE = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
PANES = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.microsoft.com/office/2011/relationships/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KINDS = {
    f"/{FOLDER}/webextension1.xml": "application/vnd.ms-office.webextension+xml",
    f"/{FOLDER}/taskpanes.xml": "application/vnd.ms-office.webextensiontaskpanes+xml",
}


def write_addin(folder: Path, server: str, *, yes: bool = False) -> list[str]:
    """Write both workbooks and the wheel into the folder, and give the lines to say.

    The wheel is to be had at `server`/addin/, until the package can be had by its name alone.
    """
    name, contents = wheel()
    requirement = f"{server}/addin/{name}"
    plain = workbook(requirement)
    with_code = with_python(plain, MAIN, f"xlwings\n{requirement}\n")
    place(folder, {name: contents, BOOK: with_code, PLAIN_BOOK: plain}, yes=yes)
    return [
        say("excel.lite_files", book=folder / BOOK, plain=PLAIN_BOOK),
        *steps(requirement),
        say("excel.lite_wheel", wheel=name, address=requirement, folder=folder),
        say("excel.lite_never_opened", book=BOOK),
    ]


def steps(requirement: str) -> list[str]:
    """What to do, step by step, with the two lines to paste."""
    return [
        say("excel.lite_install"),
        say("excel.lite_open"),
        say("excel.lite_paste", main=MAIN.strip(), requirement=requirement),
        say("excel.lite_restart"),
        say("excel.lite_type"),
    ]


def workbook(requirement: str) -> bytes:
    """A workbook of one tab: the steps, and every formula with an example."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Winback")
        sheet.write_string(0, 0, "Winback", book.add_format({"bold": True, "font_size": 16}))
        lines = steps(requirement)
        for row, line in enumerate(lines, start=2):
            sheet.write_string(row, 0, line)
        write_formulas(book, sheet, 3 + len(lines), "WINBACK.")
    return made.getvalue()


def with_python(book: bytes, main: str, requirements: str) -> bytes:
    """The workbook with the Python in it as Lite keeps it; the last thing to do, other programs drop these parts."""
    with ZipFile(BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    kinds = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in KINDS.items())
    parts["[Content_Types].xml"] = before_end(parts["[Content_Types].xml"], "</Types>", kinds)
    parts["_rels/.rels"] = before_end(
        parts["_rels/.rels"],
        "</Relationships>",
        relation("rIdLite", "webextensiontaskpanes", f"{FOLDER}/taskpanes.xml"),
    )
    parts[f"{FOLDER}/webextension1.xml"] = extension({"main.py": main, "requirements.txt": requirements} | VERSIONS)
    parts[f"{FOLDER}/taskpanes.xml"] = taskpanes()
    parts[f"{FOLDER}/_rels/taskpanes.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f"{relation('rId1', 'webextension', 'webextension1.xml')}</Relationships>"
    ).encode()
    return pack_wheel(parts)


def extension(settings: dict[str, str]) -> bytes:
    """The add-in with its settings; each value is a text in JSON."""
    properties = "".join(
        f"<we:property name={quoteattr(name)} value={quoteattr(json.dumps(value))}/>"
        for name, value in settings.items()
    )
    return (
        f'{HEAD}<we:webextension xmlns:we="{WE}" id="{EXTENSION_ID}">'
        f'<we:reference id="{STORE_ID}" version="1.0.0.0" store="en-US" storeType="OMEX"/><we:alternateReferences/>'
        f'<we:properties>{properties}</we:properties><we:bindings/><we:snapshot xmlns:r="{OFFICE_RELATIONS}"/>'
        "</we:webextension>"
    ).encode()


def taskpanes() -> bytes:
    """The pane of the add-in, open at the right."""
    return (
        f'{HEAD}<wetp:taskpanes xmlns:wetp="{PANES}"><wetp:taskpane dockstate="right" visibility="1" width="500" row="4">'
        f'<wetp:webextensionref xmlns:r="{OFFICE_RELATIONS}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>'
    ).encode()


def relation(name: str, kind: str, target: str) -> str:
    """One line of a part's relations."""
    return f'<Relationship Id="{name}" Type="{RELATION}{kind}" Target="{target}"/>'


def before_end(part: bytes, end: str, more: str) -> bytes:
    """A part with something put in before its closing tag."""
    return part.decode("utf-8").replace(end, more + end).encode()

"""The ten traps in which other programs, and the first trial of ours, were caught: a test named after each."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from ooxml.packages_by_hand import (
    CONTENT_TYPES,
    KINDS,
    OFFICE,
    PLAIN,
    RELS,
    SHEET,
    STYLES,
    TABS,
    TRANSITIONAL,
    WORKBOOK,
    local,
    ours,
    packed,
    parts,
    prefixed,
    replaced,
    strict,
    utf16,
    xml_of,
)

from winback_sheets.ooxml import styles as graft_styles
from winback_sheets.ooxml.graft import Refused, graft, our_tabs

VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
RELS_KIND = "application/vnd.openxmlformats-package.relationships+xml"
STYLE_ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"]


def new_sheets(path: Path) -> list[bytes]:
    """Our sheet parts."""
    return [data for name, data in parts(path).items() if "worksheets/sheet" in name and name != SHEET]


def sections(path: Path) -> dict[str, list]:
    """The lists of the style sheet, in order."""
    return {local(each): list(each) for each in xml_of(path, STYLES)}


def test_trap_1_no_tab_of_ours_is_selected_together_with_the_users(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    assert b"tabSelected" in b"".join(made_sheets(ours()))  # the maker does mark one
    graft(path, ours(), path, TABS)
    assert len(new_sheets(path)) == 2
    assert not any(b"tabSelected" in each for each in new_sheets(path))
    assert b'tabSelected="1"' in parts(path)[SHEET]


def made_sheets(book: bytes) -> list[bytes]:
    """The sheets of a workbook in memory."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return [package.read(name) for name in package.namelist() if "worksheets/sheet" in name]


def test_trap_2_the_calculation_chain_goes_where_it_names_cells_of_a_tab_that_is_replaced(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    graft(path, ours(), path, TABS)
    own = next(each.get("sheetId") for each in xml_of(path, WORKBOOK).iter() if each.get("name") == "Win-back")
    # As Excel writes it on saving: the second entry takes its sheet from the one before.
    chain = f'<calcChain xmlns="{TRANSITIONAL}"><c r="A2" i="{own}"/><c r="A3"/><c r="A1" i="4"/></calcChain>'
    link = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    kind = f'<Override PartName="/xl/calcChain.xml" ContentType="{KINDS}.calcChain+xml"/></Types>'
    saved = {name: data.decode() if name.endswith((".xml", ".rels")) else data for name, data in parts(path).items()}
    saved = replaced(CONTENT_TYPES, "</Types>", kind, replaced(RELS, "</Relationships>", link, saved))
    packed(path, {**saved, "xl/calcChain.xml": chain})
    assert graft(path, ours(), path, TABS) is False  # the same figures: the list is right
    graft(path, ours("40 %"), path, TABS)
    after = parts(path)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after[RELS] + after[CONTENT_TYPES]


def test_trap_3_an_id_that_led_nowhere_does_not_lead_to_ours_and_a_wild_one_costs_nothing(tmp_path: Path) -> None:
    for dangling, most in (("1", 8), ("4294946760", 5)):
        content = replaced(STYLES, '<xf numFmtId="2" fontId="0"', f'<xf numFmtId="2" fontId="{dangling}"')
        path = packed(tmp_path / f"{dangling}.xlsx", content)
        graft(path, ours(), path, TABS)
        fonts = sections(path)["fonts"]
        assert len(fonts) < most and f'fontId="{dangling}"'.encode() in parts(path)[STYLES]
        if int(dangling) < len(fonts):
            assert "b" not in {local(each) for each in fonts[int(dangling)]}


def test_trap_3_a_link_that_led_to_a_missing_part_does_not_lead_to_a_part_of_ours(tmp_path: Path) -> None:
    rels, missing = SHEET.replace("sheets/", "sheets/_rels/") + ".rels", "../drawings/vmlDrawing1.vml"
    link = PLAIN["_rels/.rels"].replace("xl/workbook.xml", missing).replace("officeDocument", "vmlDrawing", 1)
    path = packed(tmp_path / "shop.xlsx", {**PLAIN, rels: link})
    graft(path, ours(), path, TABS)
    assert "xl/drawings/vmlDrawing1.vml" not in parts(path)
    assert any(name.endswith(".vml") for name in parts(path))
    assert graft(path, ours(), path, TABS) is False
    graft(path, ours(), path, [], drop=[tab.key for tab in TABS])
    assert parts(path).keys() == {*PLAIN, rels}


def test_trap_4_the_relationships_of_our_sheets_are_declared_where_each_is_listed_by_name(tmp_path: Path) -> None:
    default = f'<Default Extension="rels" ContentType="{RELS_KIND}"/>'
    listed = "".join(f'<Override PartName="/{name}" ContentType="{RELS_KIND}"/>' for name in ("_rels/.rels", RELS))
    path = packed(tmp_path / "shop.xlsx", replaced(CONTENT_TYPES, default, listed))
    graft(path, ours(), path, TABS)
    types = xml_of(path, CONTENT_TYPES)
    by_name = {each.get("PartName", "").lstrip("/") for each in types if each.get("ContentType") == RELS_KIND}
    by_ending = {each.get("Extension") for each in types if each.get("ContentType") == RELS_KIND}
    rels = {name for name in parts(path) if name.endswith(".rels")}
    assert len(rels) > 3 and ("rels" in by_ending or rels <= by_name)


def test_trap_5_a_cell_format_names_no_cell_style_where_there_is_none(tmp_path: Path) -> None:
    styles = re.sub("<cellStyleXfs.*</cellStyleXfs>", "", PLAIN[STYLES]).replace(' xfId="0"', "")
    path = packed(tmp_path / "shop.xlsx", {**PLAIN, STYLES: styles})
    graft(path, ours(), path, TABS)
    assert len(sections(path)["cellXfs"]) > 2
    assert b"xfId" not in parts(path)[STYLES]


def test_trap_6_missing_sections_are_put_where_the_schema_wants_them(tmp_path: Path) -> None:
    styles = re.sub("<fills.*</borders>", "", PLAIN[STYLES], flags=re.DOTALL)
    styles = styles.replace("</styleSheet>", '<tableStyles count="0"/></styleSheet>')
    path = packed(tmp_path / "shop.xlsx", {**PLAIN, STYLES: styles})
    graft(path, ours(), path, TABS)
    found = list(sections(path))
    assert found == [each for each in STYLE_ORDER if each in found]
    assert {"numFmts", "fills", "borders", "dxfs"} <= set(found)


FORMS = {
    "elements with a prefix": prefixed(),
    "UTF-16 with a mark": utf16("utf-16-le", b"\xff\xfe"),
    "UTF-16 without a mark, the other way round": utf16("utf-16-be"),
    "UTF-16 without a mark": utf16("utf-16-le"),
    "the strict dialect": strict(),
    "backslashes in entry names": {name.replace("/", "\\"): text for name, text in PLAIN.items()},
    "a slash before entry names": {f"/{name}": text for name, text in PLAIN.items()},
    "capitals in entry names": {name.upper(): text for name, text in PLAIN.items()},
    "a percent sign in a target": replaced("_rels/.rels", "xl/workbook.xml", "xl/work%62ook.xml"),
    "UTF-8 that calls itself UTF-16": {
        n: '<?xml version="1.0" encoding="utf-16"?>' + t if n in (WORKBOOK, STYLES) else t for n, t in PLAIN.items()
    },
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_trap_7_other_spellings_of_the_same_workbook_get_our_tabs_and_lose_nothing(tmp_path: Path, content) -> None:
    path = packed(tmp_path / "shop.xlsx", content)
    before = parts(path)
    graft(path, ours(), path, TABS)
    assert our_tabs(path) == {"win_back": "Win-back", "churn": "Churn"}
    sheet = next(name for name in before if "sheet1" in name.lower())
    assert parts(path)[sheet] == before[sheet]
    assert graft(path, ours(), path, TABS) is False
    graft(path, ours("40 %"), path, TABS)
    assert len({name.lower() for name in parts(path)}) == len(parts(path))


def test_trap_8_tables_tab_names_and_owners_of_names_stay_the_only_ones_of_their_kind(tmp_path: Path) -> None:
    path, book = tmp_path / "shop.xlsx", xlsxwriter.Workbook(tmp_path / "shop.xlsx")
    sales, churn = book.add_worksheet("Sales"), book.add_worksheet("CHURN")
    sales.add_table("A1:B3", {"name": "MONTHS"})
    churn.repeat_rows(0)
    book.close()
    graft(path, ours(), path, TABS)
    after = openpyxl.load_workbook(path)
    listed = [each.get("name", "").lower() for each in xml_of(path, WORKBOOK).iter() if local(each) == "sheet"]
    assert len(set(listed)) == len(listed) == 4
    tables = [table for sheet in after for table in sheet.tables.values()]
    assert len({table.id for table in tables}) == len({table.name.lower() for table in tables}) == 2
    assert after["CHURN"].print_title_rows == "$1:$1"


def test_trap_8_a_name_whose_owner_is_beyond_the_last_tab_does_not_become_one_of_ours(tmp_path: Path) -> None:
    names = '<definedNames><definedName name="mine" localSheetId="1">Sales!$A$1</definedName></definedNames><calcPr'
    path = packed(tmp_path / "shop.xlsx", replaced(WORKBOOK, "<calcPr", names))
    graft(path, ours(), path, TABS)
    xml = parts(path)[WORKBOOK].decode()
    assert int(re.search('name="mine" localSheetId="([0-9]+)"', xml)[1]) >= xml.count("<sheet ")
    graft(path, ours(), path, [], drop=[tab.key for tab in TABS])
    assert '<definedName name="mine" localSheetId="1">' in parts(path)[WORKBOOK].decode()


NEVER = {
    "a password": (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "protected by a pass"),
    "a digital signature": ({**PLAIN, "_xmlsignatures/origin.sigs": ""}, "digitally signed"),
    "a protected structure": (
        replaced(WORKBOOK, "<sheets>", '<workbookProtection lockStructure="1"/><sheets>'),
        "protected structure",
    ),
    "an .xlsb": (
        replaced(CONTENT_TYPES, f"{KINDS}.sheet.main+xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        "binary .xlsb",
    ),
    "a tab without an id, of a beta": (replaced(WORKBOOK, ' sheetId="4"', ""), "without an id"),
    "the namespace of a beta": (
        replaced(WORKBOOK, TRANSITIONAL, "http://schemas.microsoft.com/office/excel/2006/2"),
        "from before Excel 2007",
    ),
}


@pytest.mark.parametrize(("content", "words"), NEVER.values(), ids=NEVER.keys())
def test_trap_9_what_must_not_be_touched_is_refused_in_one_sentence(tmp_path: Path, content, words: str) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(content) if isinstance(content, bytes) else packed(path, content)
    before = path.read_bytes()
    with pytest.raises(Refused, match=words) as caught:
        graft(path, ours(), path, TABS)
    assert "\n" not in str(caught.value) and str(caught.value).endswith(".")
    assert path.read_bytes() == before


def test_trap_9_a_lock_beside_it_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    (tmp_path / "~$shop.xlsx").touch()
    with pytest.raises(Refused, match="open in another program"):
        graft(path, ours(), path, TABS)


def test_trap_9_more_cell_formats_than_excel_takes_are_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(graft_styles, "MOST_CELL_FORMATS", 2)
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    with pytest.raises(Refused, match="too many cell formats"):
        graft(path, ours(), path, TABS)


# Trap 10, what the trial left out: test_graft_zip64.py, test_graft_metadata.py and test_graft_stale.py.

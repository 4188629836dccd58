"""The graft on packages written by hand: the odd but lawful ones, and those that must be refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from ooxml.packages_by_hand import (
    BINARY,
    CONTENT_TYPES,
    KINDS,
    OFFICE,
    PLAIN,
    PLUMBING,
    RELS,
    SHEET,
    STYLES,
    TABS,
    TRANSITIONAL,
    WORKBOOK,
    local,
    moved,
    ours,
    packed,
    parts,
    prefixed,
    replaced,
    shouted,
    strict,
    utf16,
    without_default_rels,
    workbook_part,
    xml_of,
)

from winback_sheets.ooxml.formulas import Renames, rename_in
from winback_sheets.ooxml.graft import Refused, Tab, graft, our_tabs
from winback_sheets.ooxml.package import key

ODD = {
    "a plain package": PLAIN,
    "all elements have a prefix": prefixed(),
    "UTF-16 with a byte order mark": utf16("utf-16-le", b"\xff\xfe"),
    "UTF-16 without one, the other way round": utf16("utf-16-be"),
    "a UTF-8 byte order mark": {n: "\ufeff" + t if key(n) in PLUMBING else t for n, t in PLAIN.items()},
    "the strict dialect": strict(),
    "another workbook part, absolute targets": moved(),
    "no default content type for rels": without_default_rels(),
    "backslashes, slashes and case in part names": shouted(),
    "no style sheet at all": replaced(
        RELS, f'<Relationship Id="rId7" Type="{OFFICE}/styles" Target="styles.xml"/>', ""
    ),
    "styles without cell styles": replaced(
        STYLES,
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        "",
    ),
    "styles without fills and borders": {
        **PLAIN,
        STYLES: re.sub(r"<fills.*</borders>", "", PLAIN[STYLES], flags=re.DOTALL),
    },
    "an empty list of rules' formats": replaced(STYLES, "</styleSheet>", '<dxfs count="0"/></styleSheet>'),
    "an encoding of one byte": {
        **PLAIN,
        WORKBOOK: '<?xml version="1.0" encoding="iso-8859-1"?>' + PLAIN[WORKBOOK],
    },
    "a declared part that is not there": replaced(
        CONTENT_TYPES,
        "</Types>",
        f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{KINDS}.styles+xml"/></Types>',
    ),
}


@pytest.fixture(params=ODD.values(), ids=ODD.keys())
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A package that is lawful and not as usual."""
    return packed(tmp_path / "odd.xlsx", request.param)


# What must not happen

REFUSED: dict[str, tuple[bytes | Mapping[str, str], str]] = {
    "a password (an OLE file around the package)": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "an old .xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "old .xls"),
    "no zip": (b"customer,date\nAnn,2026-01-01\n", "not an Excel workbook"),
    "an empty file": (b"", "not an Excel workbook"),
    "a zip of something else": ({"readme.txt": "hello"}, "not an Excel workbook"),
    "a Word document": (
        replaced(CONTENT_TYPES, f"{KINDS}.sheet.main", "application/vnd.ms-word.document"),
        "not an Excel workbook",
    ),
    "an .xlsb": (
        replaced(CONTENT_TYPES, f"{KINDS}.sheet.main+xml", BINARY),
        "xlsb",
    ),
    "a digital signature": ({**PLAIN, "_xmlsignatures/origin.sigs": ""}, "digitally signed"),
    "a protected structure": (
        replaced(WORKBOOK, "<sheets>", '<workbookProtection lockStructure="1"/><sheets>'),
        "protected structure",
    ),
    "a tab without an id (a beta of Office 12)": (replaced(WORKBOOK, ' sheetId="4"', ""), "damaged"),
    "a document type": ({**PLAIN, WORKBOOK: "<!DOCTYPE workbook>" + PLAIN[WORKBOOK]}, "damaged"),
    "half an XML part": ({**PLAIN, STYLES: PLAIN[STYLES][:-20]}, "damaged"),
    "a list of tabs in two versions": (
        replaced(
            WORKBOOK,
            "</workbook>",
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice Requires="x15"><definedNames/></mc:Choice></mc:AlternateContent></workbook>',
        ),
        "two versions",
    ),
    "more cell formats than Excel takes": (
        replaced(STYLES, "</cellXfs>", '<xf numFmtId="1"/>' * 65_490 + "</cellXfs>"),
        "too many cell formats",
    ),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_a_sentence_and_not_touched(
    tmp_path: Path, content: bytes | Mapping[str, str], words: str
) -> None:
    path = tmp_path / "shop.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        packed(path, content)
    before = path.read_bytes()
    with pytest.raises(Refused, match=words) as caught:
        graft(path, ours(), path, TABS)
    assert str(caught.value).endswith((".", ")"))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_pivot_table_a_person_put_on_our_tab_is_not_thrown_away(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    graft(path, ours(), path, TABS)
    content = parts(path)
    sheet = next(name for name, data in content.items() if b"Call these five" in data)
    rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
    pivot = f'<Relationship Id="rId99" Type="{OFFICE}/pivotTable" Target="../pivotTables/p1.xml"/>'
    pivot += "</Relationships>"
    content[rels] = content[rels].replace(b"</Relationships>", pivot.encode())
    packed(path, {**content, "xl/pivotTables/p1.xml": b"<pivotTableDefinition/>"})
    with pytest.raises(Refused, match="pivot table .* 'Win-back'"):
        graft(path, ours(), path, TABS)


def test_parts_of_the_user_stay_byte_for_byte(odd: Path) -> None:
    before = parts(odd)
    assert graft(odd, ours(), odd, TABS)
    after = parts(odd)
    plumbing = PLUMBING | {"book/wb.xml", "book/_rels/wb.xml.rels"}
    assert {name: data for name, data in before.items() if key(name) not in plumbing} == {
        name: data for name, data in after.items() if name in before and key(name) not in plumbing
    }


def test_a_second_run_changes_nothing(odd: Path) -> None:
    graft(odd, ours(), odd, TABS)
    before = odd.read_bytes(), odd.stat().st_mtime_ns
    assert graft(odd, ours(), odd, TABS) is False
    assert (odd.read_bytes(), odd.stat().st_mtime_ns) == before


def test_no_two_parts_have_one_name_and_every_part_is_declared(odd: Path) -> None:
    graft(odd, ours(), odd, TABS)
    graft(odd, ours("40 %"), odd, TABS)
    names = [key(name) for name in parts(odd)]
    assert len(names) == len(set(names))
    types = xml_of(odd, CONTENT_TYPES)
    overrides = [key(each.get("PartName", "")) for each in types if local(each) == "Override"]
    defaults = {each.get("Extension") for each in types if local(each) == "Default"}
    assert len(overrides) == len(set(overrides))
    for name in set(names) - {key(CONTENT_TYPES)}:
        assert name in overrides or name.rpartition(".")[2] in defaults, name
        # application/xml says nothing: what we add has a type of its own
        assert name in overrides or not name.endswith(".xml"), name


# What must happen


def test_the_tabs_stand_in_order_with_ids_and_parts(odd: Path) -> None:
    graft(odd, ours(), odd, TABS)
    listed = [each for each in xml_of(odd, workbook_part(odd)).iter() if local(each) == "sheet"]
    assert [each.get("name") for each in listed] == ["Win-back", "Sales", "Churn"]
    assert len({each.get("sheetId") for each in listed}) == 3
    namespaces = {name.rpartition("}")[0] for each in listed for name in each.attrib if name.endswith("}id")}
    assert len(namespaces) == 1
    assert our_tabs(odd) == {"win_back": "Win-back", "churn": "Churn"}


def test_the_sections_stand_in_the_order_of_the_schema(odd: Path) -> None:
    graft(odd, ours(), odd, TABS)
    sections = [local(each) for each in xml_of(odd, workbook_part(odd))]
    assert sections == ["bookViews", "sheets", "definedNames", "calcPr"]
    order = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"]
    styles = xml_of(odd, "xl/styles1.xml" if "xl/styles1.xml" in parts(odd) else STYLES)
    found = [local(each) for each in styles]
    assert found == [each for each in order if each in found] and "cellXfs" in found
    assert all(int(each.get("count", "-1")) == len(each) for each in styles)
    assert {each.tag.partition("}")[0] for each in styles.iter()} == {styles.tag.partition("}")[0]}


@pytest.mark.parametrize("name", [each for each in ODD if each != "no style sheet at all"])
def test_ids_of_our_cells_lead_to_our_formats(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "odd.xlsx", ODD[name])
    graft(path, ours(), path, TABS)
    styles = {local(each): list(each) for each in xml_of(path, STYLES)}
    sheet = next(data for data in parts(path).values() if b"Call these five" in data)
    style = int(re.search(rb'<c r="A1" s="(\d+)"', sheet)[1])
    xf = styles["cellXfs"][style]
    assert "b" in {local(each) for each in styles["fonts"][int(xf.get("fontId"))]}
    codes = {each.get("numFmtId"): each.get("formatCode") for each in styles["numFmts"]}
    assert codes[xf.get("numFmtId")] == '0.000 "kg"'
    assert ("xfId" in xf.attrib) == ("cellStyleXfs" in styles)  # trap 5
    assert int(re.search(rb'dxfId="(\d+)"', sheet)[1]) < len(styles["dxfs"])
    # nothing of the user's has moved
    assert styles["cellXfs"][1].get("numFmtId") == "2" and local(styles["fonts"][0][1]) == "name"


@pytest.mark.parametrize("name", ["a plain package", "all elements have a prefix", "no default content type for rels"])
def test_another_program_reads_it(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "odd.xlsx", ODD[name])
    graft(path, ours(), path, TABS)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Win-back", "Sales", "Churn"] and book.active.title == "Sales"
    assert book["Win-back"]["A1"].value == "Call these five" and book["Win-back"]["A2"].comment.text == "why"
    assert len(book["Win-back"]._charts) == 1


def test_a_strict_workbook_gets_strict_tabs(tmp_path: Path) -> None:
    path = packed(tmp_path / "odd.xlsx", strict())
    graft(path, ours(), path, TABS)
    new = {name: data for name, data in parts(path).items() if name not in PLAIN}
    assert len(new) > 6
    for name, data in new.items():
        if not name.endswith(".vml"):
            assert TRANSITIONAL.encode() not in data and OFFICE.encode() not in data, name


def test_the_encoding_of_a_part_is_kept(tmp_path: Path) -> None:
    path = packed(tmp_path / "odd.xlsx", utf16("utf-16-le", b"\xff\xfe"))
    graft(path, ours(), path, TABS)
    assert all(parts(path)[name].startswith(b"\xff\xfe<\0") for name in (WORKBOOK, STYLES, RELS, CONTENT_TYPES))


def chained() -> dict[str, str]:
    """A package with a calculation chain."""
    link = f'<Relationship Id="rId9" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    kind = f'<Override PartName="/xl/calcChain.xml" ContentType="{KINDS}.calcChain+xml"/></Types>'
    chain = {"xl/calcChain.xml": f'<calcChain xmlns="{TRANSITIONAL}"><c r="A1" i="4"/></calcChain>'}
    return {**replaced(CONTENT_TYPES, "</Types>", kind, replaced(RELS, "</Relationships>", link)), **chain}


def test_the_calculation_chain_stays_on_adding_on_a_second_run_and_where_it_names_no_tab_of_ours(
    tmp_path: Path,
) -> None:
    path = packed(tmp_path / "shop.xlsx", chained())
    graft(path, ours(), path, TABS)
    assert graft(path, ours(), path, TABS) is False
    graft(path, ours("40 %"), path, TABS)
    after = parts(path)
    assert after["xl/calcChain.xml"].decode() == chained()["xl/calcChain.xml"]
    assert b"calcChain" in after[RELS] and b"calcChain" in after[CONTENT_TYPES]


def test_a_font_id_that_leads_nowhere_does_not_lead_to_our_font(tmp_path: Path) -> None:
    content = replaced(STYLES, '<xf numFmtId="2" fontId="0"', '<xf numFmtId="2" fontId="2"')
    path = packed(tmp_path / "shop.xlsx", content)
    graft(path, ours(), path, TABS)
    fonts = [each for each in xml_of(path, STYLES) if local(each) == "fonts"][0]
    assert "b" not in {local(each) for each in fonts[2]}
    assert len(fonts) == int(fonts.get("count")) >= 4


def test_a_wild_font_id_is_left_alone(tmp_path: Path) -> None:
    content = replaced(STYLES, '<xf numFmtId="2" fontId="0"', '<xf numFmtId="2" fontId="4294946760"')
    path = packed(tmp_path / "shop.xlsx", content)
    graft(path, ours(), path, TABS)
    fonts = [each for each in xml_of(path, STYLES) if local(each) == "fonts"][0]
    assert len(fonts) < 5 and b'fontId="4294946760"' in parts(path)[STYLES]


def test_a_standard_id_that_means_a_day_in_this_workbook_makes_no_number_of_ours_a_day(tmp_path: Path) -> None:
    formats = '<numFmts count="2"><numFmt numFmtId="0" formatCode="yyyy\\-mm\\-dd"/>'
    formats += '<numFmt numFmtId="9" formatCode="0.000 &quot;kg&quot;"/></numFmts><fonts count="1">'
    path = packed(tmp_path / "shop.xlsx", replaced(STYLES, '<fonts count="1">', formats))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Win-back")
        sheet.write(0, 0, 30, book.add_format({"bold": True}))
        sheet.write(1, 0, 30, book.add_format({"num_format": '0.000 "kg"'}))
    graft(path, out.getvalue(), path, TABS[:1])
    page = openpyxl.load_workbook(path)["Win-back"]
    assert [page.cell(row, 1).number_format for row in (1, 2)] == ["General", '0.000 "kg"']
    assert page["A1"].value == page["A2"].value == 30
    ids = re.findall(rb'<xf numFmtId="(\d+)"', parts(path)[STYLES])
    assert {b"0", b"2"} == {each for each in ids if int(each) < 164}  # the user's own two


def test_a_tab_that_says_it_has_no_part_stays_where_it_is(tmp_path: Path) -> None:
    macro = '<sheet name="Macro1" sheetId="9" state="veryHidden" r:id=""/>'
    content = replaced(WORKBOOK, "  </sheets>", f"{macro}  </sheets>")
    path = packed(tmp_path / "shop.xlsx", content)
    assert graft(path, ours(), path, TABS)
    assert macro.encode() in parts(path)[WORKBOOK]
    assert not graft(path, ours(), path, TABS)


def test_a_number_format_of_the_user_keeps_its_id_and_an_equal_one_is_reused(tmp_path: Path) -> None:
    formats = '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0"/>'
    formats += '<numFmt numFmtId="170" formatCode="0.000 &quot;kg&quot;"/></numFmts><fonts count="1">'
    path = packed(tmp_path / "shop.xlsx", replaced(STYLES, '<fonts count="1">', formats))
    graft(path, ours(), path, TABS)
    assert parts(path)[STYLES].count(b"<numFmt ") == 2
    assert b'numFmtId="170" fontId' in parts(path)[STYLES]


def test_an_equal_fill_in_other_words_is_reused(tmp_path: Path) -> None:
    fill = "<fill><patternFill patternType='solid'><fgColor rgb = 'ffeeeeee'/><bgColor indexed='64'/></patternFill>"
    path = packed(tmp_path / "shop.xlsx", replaced(STYLES, "</fills>", f"{fill}</fill></fills>"))
    graft(path, ours(), path, TABS)
    assert parts(path)[STYLES].lower().count(b"eeeeee") == 1


ENDINGS = {
    "a template is not written as a workbook": ("template.main", ".xltx", ".xlsx"),
    "a workbook is not written as a template": ("sheet.main", ".xlsx", ".xltx"),
    "a template with macros is not written without": ("template.macroEnabled.main", ".xltm", ".xlsx"),
}


@pytest.mark.parametrize(("kind", "ending", "wrong"), ENDINGS.values(), ids=ENDINGS.keys())
def test_the_ending_must_fit_what_the_workbook_is(tmp_path: Path, kind: str, ending: str, wrong: str) -> None:
    path = packed(tmp_path / f"shop{ending}", replaced(CONTENT_TYPES, "sheet.main", kind))
    with pytest.raises(Refused, match=f"must end in {ending}"):
        graft(path, ours(), tmp_path / f"other{wrong}", TABS)
    assert graft(path, ours(), tmp_path / f"other{ending}", TABS) and graft(path, ours(), path, TABS)


@pytest.mark.parametrize("kind", ["chartsheet", "dialogsheet", "xlMacrosheet"])
@pytest.mark.parametrize("state", ["", 'state="veryHidden" '])
def test_a_tab_of_another_kind_may_be_the_first(tmp_path: Path, kind: str, state: str) -> None:
    other = f'<sheet name="Other" sheetId="9" {state}r:id="rId5"/>'
    link = f'<Relationship Id="rId5" Type="{OFFICE}/{kind}" Target="other/o.xml"/></Relationships>'
    content = replaced(RELS, "</Relationships>", link, replaced(WORKBOOK, "<sheets>", f"<sheets>{other}"))
    path = packed(tmp_path / "shop.xlsx", {**content, "xl/other/o.xml": "<other/>"})
    graft(path, ours(), path, TABS)
    assert other in parts(path)[WORKBOOK].decode() and parts(path)["xl/other/o.xml"] == b"<other/>"
    assert graft(path, ours(), path, TABS) is False
    graft(path, ours(), path, [], drop=[tab.key for tab in TABS])
    assert parts(path).keys() == content.keys() | {"xl/other/o.xml"}


@pytest.mark.parametrize(
    ("views", "active", "first"),
    [
        ("", "2", None),
        ("<bookViews><workbookView/></bookViews>", "2", None),
        ("<bookViews><workbookView activeTab='1' firstSheet='1'/></bookViews>", "3", "3"),
    ],
    ids=["no view at all", "a view that leaves it to the first tab", "the second tab is shown"],
)
def test_the_tab_that_was_shown_is_shown(tmp_path: Path, views: str, active: str, first: str | None) -> None:
    sheet = '<sheet name="Sales" sheetId="4" r:id="rId1"/>'
    second = sheet + '<sheet name="More" sheetId="5" r:id="rId5"/>'
    content = replaced(WORKBOOK, sheet, second, replaced(WORKBOOK, "<sheets>", views + "<sheets>"))
    link = f'<Relationship Id="rId5" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    kind = f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{KINDS}.worksheet+xml"/></Types>'
    content = replaced(CONTENT_TYPES, "</Types>", kind, replaced(RELS, "</Relationships>", link, content))
    path = packed(tmp_path / "shop.xlsx", {**content, "xl/worksheets/sheet2.xml": content[SHEET]})
    graft(path, ours(), path, [TABS[0], Tab("churn", "Churn", front=True)])
    view = next(each for each in xml_of(path, WORKBOOK).iter() if local(each) == "workbookView")
    assert (view.get("activeTab"), view.get("firstSheet")) == (active, first)


def test_names_shift_with_their_tabs_and_foreign_attributes_stay(tmp_path: Path) -> None:
    names = (
        "<definedNames><definedName name='_xlnm.Print_Titles' localSheetId='0'>Sales!$1:$1</definedName>"
        '<definedName name="Rate" comment="a &lt; b">Sales!$A$1</definedName></definedNames><calcPr'
    )
    path = packed(tmp_path / "shop.xlsx", replaced(WORKBOOK, "<calcPr", names))
    graft(path, ours(), path, TABS)
    xml = parts(path)[WORKBOOK].decode()
    assert "<definedName name='_xlnm.Print_Titles' localSheetId=\"1\">Sales!$1:$1</definedName>" in xml
    assert '<definedName name="Rate" comment="a &lt; b">Sales!$A$1</definedName>' in xml
    assert '<definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">' in xml


def test_dropping_all_tabs_gives_back_the_tab_list_and_the_names(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    graft(path, ours(), path, TABS)
    graft(path, ours(), path, [], drop=["win_back", "churn"])
    after = parts(path)
    assert after.keys() == PLAIN.keys()
    assert after[RELS].decode() == PLAIN[RELS]
    view = '<bookViews><workbookView activeTab="0"/></bookViews>'
    assert after[WORKBOOK].decode().replace(view, "") == PLAIN[WORKBOOK]


def test_a_file_with_a_gap_before_its_zip_and_stored_entries_is_copied_right(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in {**PLAIN, "xl/media/Bild \u00e4.bin": "\u00e4" * 3_000_000}.items():
            package.writestr(name, text, zipfile.ZIP_STORED)
    path = tmp_path / "shop.xlsx"
    path.write_bytes(b"#!some start of another program\n" + out.getvalue())
    before = parts(path)
    graft(path, ours(), path, TABS)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert package.read("xl/media/Bild \u00e4.bin") == before["xl/media/Bild \u00e4.bin"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('"Churn!A1"', '"Churn!A1"'),
        ("MyChurn!A1+[Churn]+Churn", "MyChurn!A1+[Churn]+Churn"),
        ("Months_x+Monthss[Months]", "Months_x+Monthss[Months]"),
        ("MONTHS(1)", "MONTHS(1)"),
        ("Churn!A1+'churn'!B2", "'Ann''s'!A1+'Ann''s'!B2"),
        ("SUM(Months[[#This Row],[Months]],months)", "SUM(Months_2[[#This Row],[Months]],Months_2)"),
        ('INDIRECT("Churn!A"&1)', "INDIRECT(\"'Ann''s'!A\"&1)"),
        ('IF(A1="it""s Churn!A1",1)', 'IF(A1="it""s Churn!A1",1)'),
    ],
    ids=[
        "a text alone is no formula",
        "longer names and columns of that name",
        "longer names of tables",
        "a function of that name",
        "tabs with and without quotes, in any case",
        "tables, but not their columns",
        "an address in a text",
        "a text that only mentions a tab",
    ],
)
def test_formulas_follow_a_rename(formula: str, expected: str) -> None:
    assert rename_in(formula, Renames({"churn": "Ann's"}, {"months": "Months_2"})) == expected

"""The graft on workbooks as people have them: nothing of theirs changes, and ours is there and stays ours."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from winback_sheets.ooxml.graft import Refused, Tab, graft, our_tabs

# openpyxl says of sparklines and data bars that it would lose them if it saved the file.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

FRONT = Tab("win_back", "Win-back", front=True)
LOST = Tab("lost_customers", "Lost customers", front=True)
HISTORY = Tab("history", "Winback history", front=False, hidden=True)
TABS = (FRONT, LOST, HISTORY)
OLD_NAMES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"


def png() -> io.BytesIO:
    """A picture of one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixel = zlib.compress(b"\0\xff\0\0")
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunks)


def ours(lost: int = 3) -> bytes:
    """Result tabs with everything that present/ may put into one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    names = "Win-back", "Lost customers", "Winback history"
    page, register, history = (book.add_worksheet(name) for name in names)
    bold, blank = book.add_format({"bold": True}), book.add_format({"italic": True, "font_color": "#C00000"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "bg_color": "#FFEECC", "border": 1})
    red = book.add_format({"bg_color": "#FFC7CE", "num_format": "0.0000"})
    page.write(0, 0, "You lost customers", bold)
    page.write_rich_string(1, 0, "Anna ", bold, " Müller", " & <sons>")
    page.write(2, 0, "  kept blanks  ")
    page.write_formula(3, 0, "=SUM('Lost customers'!B2:B9)", None, 60)
    page.write_formula(4, 0, "=SUM(Lost[money])", None, 60)
    page.write_formula(5, 0, '=HYPERLINK("#\'Lost customers\'!A1","Lost customers!")', None, "Lost customers!")
    page.write_url(6, 0, "https://example.org/?a=1&b=2", string="call")
    page.write_url(7, 0, "internal:'Lost customers'!A1")
    page.write_datetime(8, 0, datetime.datetime(2026, 10, 31), day)
    page.write_blank(9, 0, None, blank)
    page.set_column(1, 1, 20, day)
    page.set_row(10, 30, bold)
    page.conditional_format("A1:A20", {"type": "cell", "criteria": ">", "value": 3, "format": red})
    rule = {"type": "formula", "criteria": "='Lost customers'!$B$2>1", "format": red}
    page.conditional_format("B1:B20", rule)
    page.data_validation("C1", {"validate": "list", "source": "='Lost customers'!$A$2:$A$4"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='Lost customers'!$B$2:$B$4", "name": "='Lost customers'!$B$1"})
    page.insert_chart("E1", chart)
    page.insert_image("E20", "dot.png", {"image_data": png()})
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.print_area("A1:F30")
    page.set_tab_color("#336699")
    rows = [[f"customer {i}", 20] for i in range(lost)]
    columns = [{"header": "customer"}, {"header": "money"}]
    register.add_table(0, 0, max(lost, 1), 1, {"name": "Lost", "data": rows, "columns": columns})
    register.write_comment("A2", "typed by nobody")
    register.add_sparkline("D2", {"range": "'Lost customers'!B2:B4"})
    register.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
    history.write(0, 0, "2026-10")
    history.autofilter("A1:B3")
    book.define_name("winback_total", "='Win-back'!$A$4")
    book.define_name("'Lost customers'!first", "='Lost customers'!$A$2")
    book.close()
    return out.getvalue()


def written_by_xlsxwriter(path: Path) -> None:
    """A user's workbook with charts, pictures, notes, tables, formats, macros' sheet names, names of tabs."""
    book = xlsxwriter.Workbook(path)
    sales, churn = book.add_worksheet("Sales"), book.add_worksheet("Churn")
    sales.add_table("A1:B4", {"name": "Ledger", "columns": [{"header": "customer"}, {"header": "amount"}]})
    sales.write_column("B2", [1, 2, 3], book.add_format({"num_format": "0.0000", "font_name": "Arial"}))
    sales.insert_image("D1", "dot.png", {"image_data": png()})
    sales.write_comment("A1", "a note of mine")
    sales.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": "=Sales!$B$2:$B$4"})
    churn.insert_chart("A1", chart)
    churn.write_formula("A20", "=Sales!B2*2", None, 2)
    churn.repeat_rows(0)
    churn.autofilter("A1:B5")
    churn.activate()
    book.define_name("Rate", "=Churn!$A$20")
    book.define_name("Churn!Local", "=Churn!$A$1")
    book.close()


def written_by_openpyxl(path: Path) -> None:
    """A user's workbook as openpyxl saves it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sales"
    for row in (["customer", "amount"], ["Ann", 10], ["Bob", 20]):
        sheet.append(row)
    sheet["A1"].font, sheet["B2"].fill = Font(name="Arial", bold=True), PatternFill("solid", fgColor="FFEE00")
    sheet["A2"].comment = Comment("a note of mine", "me")
    sheet.add_table(Table(displayName="Lost", ref="A1:B3"))
    rule = CellIsRule(operator="greaterThan", formula=["5"], font=Font(bold=True))
    sheet.conditional_formatting.add("B2:B3", rule)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D1")
    other = book.create_sheet("Lost customers")  # a name we want, for a tab that is not ours
    other.defined_names["mine"] = DefinedName("mine", attr_text="'Lost customers'!$A$1")
    other.print_title_rows = "1:1"
    sheet.auto_filter.ref = "A1:B3"
    book.defined_names["winback_total"] = DefinedName("winback_total", attr_text="Sales!$B$2")
    book.save(path)


@pytest.fixture(scope="module")
def saved_by_libreoffice(libreoffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's workbook as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("lo")
    written_by_xlsxwriter(folder / "shop.xlsx")
    return libreoffice.recalculate(folder / "shop.xlsx", folder / "saved")


@pytest.fixture(params=["XlsxWriter wrote it", "openpyxl wrote it", "LibreOffice saved it"])
def theirs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workbook of a user, by each of the programs that write one."""
    path = tmp_path / "shop.xlsx"
    if request.param.startswith("Xlsx"):
        written_by_xlsxwriter(path)
    elif request.param.startswith("openpyxl"):
        written_by_openpyxl(path)
    else:
        path.write_bytes(request.getfixturevalue("saved_by_libreoffice").read_bytes())
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def assert_only_plumbing_changed(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Every part of the user's is there, byte for byte, but for the four that list the others."""
    assert before.keys() <= after.keys()
    assert {name for name in before if before[name] != after[name]} <= set(OLD_NAMES)


def unchanged_by(path: Path, action: Callable[[], bool]) -> bool:
    """Whether an action says it changed nothing, and a file has the same bytes and time as before."""
    before = path.read_bytes(), path.stat().st_mtime_ns
    os.utime(path, ns=(before[1], before[1]))
    return action() is False and (path.read_bytes(), path.stat().st_mtime_ns) == before


def names_in(path: Path) -> list[tuple[str, str | None, str]]:
    """The defined names of a workbook: name, position of its tab, text."""
    xml = parts(path)["xl/workbook.xml"].decode()
    found = re.findall(r"<definedName ([^>]*)>([^<]*)<", xml)
    position = [re.search(r'localSheetId="(\d+)"', attributes) for attributes, _ in found]
    name = [re.search(r'\bname="([^"]*)"', attributes) for attributes, _ in found]
    return [(n[1], p and p[1], text) for n, p, (_, text) in zip(name, position, found, strict=True) if n]


# What must not happen


def test_nothing_but_the_four_lists_of_parts_changes(theirs: Path) -> None:
    before = parts(theirs)
    assert graft(theirs, ours(), theirs, TABS)
    assert_only_plumbing_changed(before, parts(theirs))


def test_the_source_is_never_written_when_the_target_is_another_file(theirs: Path) -> None:
    before = theirs.read_bytes()
    target = theirs.with_name("shop (reviewed).xlsx")
    assert graft(theirs, ours(), target, TABS)
    assert theirs.read_bytes() == before
    assert_only_plumbing_changed(parts(theirs), parts(target))


def test_a_second_run_does_not_touch_the_file(theirs: Path) -> None:
    graft(theirs, ours(), theirs, TABS)
    assert unchanged_by(theirs, lambda: graft(theirs, ours(), theirs, TABS))


def test_a_second_run_into_another_file_does_not_touch_that_file(theirs: Path) -> None:
    target = theirs.with_name("out.xlsx")
    graft(theirs, ours(), target, TABS)
    assert unchanged_by(target, lambda: graft(theirs, ours(), target, TABS))


def test_no_tab_of_ours_is_selected_beside_the_users_tab(theirs: Path) -> None:
    active = openpyxl.load_workbook(theirs).active.title
    graft(theirs, ours(), theirs, TABS)
    book = openpyxl.load_workbook(theirs)
    assert book.active.title == active
    assert not any(book[name].sheet_view.tabSelected for name in our_tabs(theirs).values())


def test_shared_strings_of_the_user_stay_as_they_are_and_ours_are_in_the_cells(theirs: Path) -> None:
    before = parts(theirs).get("xl/sharedStrings.xml")
    graft(theirs, ours(), theirs, TABS)
    assert parts(theirs).get("xl/sharedStrings.xml") == before
    sheet = openpyxl.load_workbook(theirs, rich_text=True)[our_tabs(theirs)["win_back"]]
    assert [str(sheet.cell(row, 1).value) for row in (1, 2, 3)] == [
        "You lost customers",
        "Anna  Müller & <sons>",
        "  kept blanks  ",
    ]


def test_no_date_of_today_is_in_the_file(theirs: Path) -> None:
    graft(theirs, ours(), theirs, TABS)
    with zipfile.ZipFile(theirs) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_failed_move_leaves_no_file_behind(tmp_path: Path) -> None:
    source, target = tmp_path / "shop.xlsx", tmp_path / "folder.xlsx"
    written_by_openpyxl(source)
    target.mkdir()
    with pytest.raises(OSError):
        graft(source, ours(), target, TABS)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.xlsx", "shop.xlsx"]


def test_the_file_mode_is_kept_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsx", tmp_path / "shop.xlsx"
    written_by_openpyxl(real)
    real.chmod(0o640)
    link.symlink_to(real)
    assert graft(link, ours(), link, TABS)
    assert link.is_symlink() and real.stat().st_mode & 0o777 == 0o640 and our_tabs(real)


LOCKS = {"Excel has it open": "~$shop.xlsx", "LibreOffice has it open": ".~lock.shop.xlsx#"}


@pytest.mark.parametrize("lock", LOCKS.values(), ids=LOCKS.keys())
def test_an_open_workbook_is_refused_but_may_be_reviewed_into_another_file(tmp_path: Path, lock: str) -> None:
    shop = tmp_path / "shop.xlsx"
    written_by_openpyxl(shop)
    (tmp_path / lock).touch()
    before = shop.read_bytes()
    with pytest.raises(Refused, match="open in another program"):
        graft(shop, ours(), shop, TABS)
    assert shop.read_bytes() == before
    assert graft(shop, ours(), tmp_path / "shop (reviewed).xlsx", TABS)


def test_a_workbook_is_never_left_without_a_tab_to_see(tmp_path: Path) -> None:
    target = tmp_path / "new.xlsx"
    graft(None, ours(), target, TABS)
    with pytest.raises(Refused, match="without a visible tab"):
        graft(target, ours(), target, [], drop=["win_back", "lost_customers"])


def test_a_workbook_with_macros_is_not_written_under_an_ending_excel_would_not_open(tmp_path: Path) -> None:
    shop = tmp_path / "shop.xlsx"
    written_by_openpyxl(shop)
    with pytest.raises(Refused, match="must end in .xlsx"):
        graft(shop, ours(), tmp_path / "out.xlsm", TABS)


# What must happen


def test_front_tabs_come_first_and_the_others_last(theirs: Path) -> None:
    before = openpyxl.load_workbook(theirs).sheetnames
    graft(theirs, ours(), theirs, TABS)
    now = our_tabs(theirs)
    assert openpyxl.load_workbook(theirs).sheetnames == [
        now["win_back"],
        now["lost_customers"],
        *before,
        now["history"],
    ]


def test_names_of_the_users_tabs_still_belong_to_them(theirs: Path) -> None:
    def owners(path: Path) -> set[tuple[str, str, str]]:
        book = openpyxl.load_workbook(path)
        local = {(s.title, name, each.attr_text) for s in book for name, each in s.defined_names.items()}
        return local | {(s.title, "titles", s.print_title_rows or "") for s in book}

    before = owners(theirs)
    graft(theirs, ours(), theirs, TABS)
    assert before <= owners(theirs)
    sheet = openpyxl.load_workbook(theirs)[our_tabs(theirs)["win_back"]]
    assert sheet.print_title_rows == "$1:$1" and "$A$1:$F$30" in sheet.print_area


def test_everything_in_our_tabs_arrives(theirs: Path) -> None:
    pictures = list(parts(theirs).values()).count(png().getvalue())
    graft(theirs, ours(), theirs, TABS)
    book, now = openpyxl.load_workbook(theirs), our_tabs(theirs)
    page, register = book[now["win_back"]], book[now["lost_customers"]]
    assert page["A1"].font.b and page["A9"].number_format == "yyyy-mm-dd"
    assert page["A9"].fill.fgColor.rgb == "FFFFEECC" and page["A9"].border.left.style == "thin"
    assert page["A7"].hyperlink.target == "https://example.org/?a=1&b=2"
    assert len(page._charts) == 1 and len(page.data_validations.dataValidation) == 1
    # openpyxl shows pictures only where Pillow is installed.
    assert list(parts(theirs).values()).count(png().getvalue()) == pictures + 1
    rules = [rule.dxf.fill.bgColor.rgb for rules in page.conditional_formatting for rule in rules.rules]
    assert rules == ["FFFFC7CE"] * 2
    assert register["A2"].comment.text == "typed by nobody" and len(register.tables) == 1
    assert page.freeze_panes == "A2" and book[now["history"]].sheet_state == "hidden"


def test_plain_cells_take_the_users_own_default_font(tmp_path: Path) -> None:
    shop = tmp_path / "shop.xlsx"
    native = {"font_name": "Garamond", "font_size": 13}
    book = xlsxwriter.Workbook(shop, {"default_format_properties": native})
    book.add_worksheet("Sales")
    book.close()
    graft(shop, ours(), shop, TABS)
    page = openpyxl.load_workbook(shop)["Win-back"]
    fonts = [page[cell].font for cell in ("A1", "A3", "A9", "A10")]
    assert {(font.name, font.sz) for font in fonts} == {("Garamond", 13)}
    assert page["A1"].font.b and page["A10"].font.color.rgb == "FFC00000"


def test_cached_values_of_our_formulas_arrive(theirs: Path) -> None:
    graft(theirs, ours(), theirs, TABS)
    page = openpyxl.load_workbook(theirs, data_only=True)[our_tabs(theirs)["win_back"]]
    assert [page[cell].value for cell in ("A4", "A5", "A6")] == [60, 60, "Lost customers!"]


def test_a_taken_tab_name_gets_a_number_and_our_formulas_charts_and_links_follow(tmp_path: Path) -> None:
    shop = tmp_path / "shop.xlsx"
    written_by_openpyxl(shop)  # has a tab 'Lost customers', a table Lost and a name winback_total of its own
    graft(shop, ours(), shop, TABS)
    assert our_tabs(shop)["lost_customers"] == "Lost customers (2)"
    book = openpyxl.load_workbook(shop)
    page = book["Win-back"]
    assert page["A4"].value == "=SUM('Lost customers (2)'!B2:B9)"
    assert page["A5"].value == "=SUM(Lost_2[money])"
    assert page["A6"].value == '=HYPERLINK("#\'Lost customers (2)\'!A1","Lost customers!")'
    assert page["A8"].hyperlink.location == "'Lost customers (2)'!A1"
    assert page.data_validations.dataValidation[0].formula1 == "'Lost customers (2)'!$A$2:$A$4"
    assert page._charts[0].series[0].val.numRef.f == "'Lost customers (2)'!$B$2:$B$4"
    rules = [rule.formula for rules in page.conditional_formatting for rule in rules.rules]
    assert rules[1] == ["'Lost customers (2)'!$B$2>1"]
    register = book["Lost customers (2)"]
    assert list(register.tables) == ["Lost_2"] and register.tables["Lost_2"].id != book["Sales"].tables["Lost"].id
    assert book.defined_names["winback_total"].attr_text == "Sales!$B$2"
    assert book.defined_names["winback_total_2"].attr_text == "'Win-back'!$A$4"
    assert unchanged_by(shop, lambda: graft(shop, ours(), shop, TABS))


def renamed_by_hand(path: Path, old: str, new: str) -> None:
    """What Excel does to the workbook part when a person renames a tab."""
    content = parts(path)
    xml = content["xl/workbook.xml"].decode()
    xml = xml.replace(f'<sheet name="{old}"', f'<sheet name="{new}"').replace(f"'{old}'!", f"'{new}'!")
    content["xl/workbook.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)


def test_a_renamed_tab_is_found_by_its_marker_and_keeps_its_name_id_part_and_place(theirs: Path) -> None:
    graft(theirs, ours(), theirs, TABS)
    old = our_tabs(theirs)["lost_customers"]
    renamed_by_hand(theirs, old, "Who left")
    assert our_tabs(theirs) | {"lost_customers": "Who left"} == our_tabs(theirs)
    sheets = re.findall(r"<sheet [^>]*>", parts(theirs)["xl/workbook.xml"].decode())
    assert graft(theirs, ours(lost=5), theirs, TABS)
    assert re.findall(r"<sheet [^>]*>", parts(theirs)["xl/workbook.xml"].decode()) == sheets
    book = openpyxl.load_workbook(theirs)
    assert book["Who left"].max_row == 6
    assert book["Win-back"]["A4"].value == "=SUM('Who left'!B2:B9)"
    assert unchanged_by(theirs, lambda: graft(theirs, ours(lost=5), theirs, TABS))


def test_another_result_replaces_ours_and_only_ours(theirs: Path) -> None:
    original = parts(theirs)
    graft(theirs, ours(), theirs, TABS)
    first = parts(theirs)
    assert graft(theirs, ours(lost=7), theirs, TABS)
    assert parts(theirs).keys() == first.keys()
    assert_only_plumbing_changed(original, parts(theirs))
    assert graft(theirs, ours(), theirs, TABS)
    assert parts(theirs) == first


def test_a_dropped_tab_goes_with_all_that_only_it_reached(theirs: Path) -> None:
    original = parts(theirs)
    graft(theirs, ours(), theirs, TABS)
    assert graft(theirs, ours(), theirs, [HISTORY], drop=["win_back", "lost_customers"])
    assert our_tabs(theirs) == {"history": "Winback history"}
    after = parts(theirs)
    assert_only_plumbing_changed(original, after)
    assert len(after.keys() - original.keys()) == 1  # the history's sheet has no parts of its own
    names = [name for name, _, _ in names_in(theirs) if name.startswith("_winback.")]
    assert names == ["_winback.history"]
    declared = re.findall(r'PartName="/([^"]*)"', after["[Content_Types].xml"].decode())
    assert set(declared) <= after.keys()


def test_a_tab_deleted_by_hand_is_made_anew_under_one_marker(tmp_path: Path) -> None:
    shop = tmp_path / "shop.xlsx"
    written_by_openpyxl(shop)
    graft(shop, ours(), shop, TABS)
    content = parts(shop)
    xml = content["xl/workbook.xml"].replace(b"'Win-back'!$A$1<", b"#REF!$A$1<")
    xml = re.sub(rb'<definedName name="_xlnm[^>]*localSheetId="0"[^>]*>[^<]*</definedName>', b"", xml)
    content["xl/workbook.xml"] = re.sub(rb'<sheet name="Win-back"[^>]*/>', b"", xml)
    with zipfile.ZipFile(shop, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    assert "win_back" not in our_tabs(shop)
    graft(shop, ours(), shop, TABS)
    assert our_tabs(shop)["win_back"] == "Win-back"
    assert [name for name, _, _ in names_in(shop)].count("_winback.win_back") == 1


def test_new_tabs_find_their_place_among_ours(tmp_path: Path) -> None:
    shop = tmp_path / "shop.xlsx"
    written_by_openpyxl(shop)
    graft(shop, ours(), shop, [LOST])
    graft(shop, ours(), shop, TABS)
    assert openpyxl.load_workbook(shop).sheetnames[:2] == ["Win-back", "Lost customers (2)"]


def test_a_new_workbook_holds_only_our_tabs_and_shows_the_first(tmp_path: Path) -> None:
    target = tmp_path / "new.xlsx"
    assert graft(None, ours(), target, TABS)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Win-back", "Lost customers", "Winback history"]
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, None, None]
    assert unchanged_by(target, lambda: graft(target, ours(), target, TABS))
    assert unchanged_by(target, lambda: graft(None, ours(), target, TABS))


def test_a_name_of_the_user_that_led_to_a_dropped_tab_says_so(tmp_path: Path) -> None:
    shop = tmp_path / "shop.xlsx"
    written_by_openpyxl(shop)
    graft(shop, ours(), shop, TABS)
    content = parts(shop)
    mine = b"<definedName name=\"MyTotal\">SUM('Win-back'!$A$1:$A$9)</definedName></definedNames>"
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"</definedNames>", mine)
    with zipfile.ZipFile(shop, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    graft(shop, ours(), shop, [LOST, HISTORY], drop=["win_back"])
    assert ("MyTotal", None, "#REF!") in names_in(shop)


def test_libreoffice_opens_it_computes_our_formulas_and_keeps_the_markers(theirs: Path, libreoffice) -> None:
    graft(theirs, ours(), theirs, TABS)
    saved = libreoffice.recalculate(theirs, theirs.parent / "opened")
    assert our_tabs(saved) == our_tabs(theirs)
    book, now = openpyxl.load_workbook(saved, data_only=True), our_tabs(saved)
    assert [book[now["win_back"]][cell].value for cell in ("A1", "A4", "A5")] == [
        "You lost customers",
        60,
        60,
    ]
    listed = [row[0].value for row in book[now["lost_customers"]]["A2:A4"]]
    assert listed == [f"customer {i}" for i in range(3)]
    # and what LibreOffice saved is replaced in place again
    assert graft(saved, ours(lost=4), saved, TABS)
    assert openpyxl.load_workbook(saved).sheetnames == openpyxl.load_workbook(theirs).sheetnames


def test_macros_and_the_name_they_know_a_tab_by_survive(tmp_path: Path) -> None:
    shop, macros = tmp_path / "shop.xlsm", tmp_path / "vbaProject.bin"
    macros.write_bytes(b"\xd0\xcf\x11\xe0 stands for a project")
    book = xlsxwriter.Workbook(shop)
    book.add_vba_project(macros)
    book.add_worksheet("Sales")
    book.close()
    graft(shop, ours(), shop, TABS)
    content = parts(shop)
    assert content["xl/vbaProject.bin"] == macros.read_bytes()
    sheet = next(name for name, data in content.items() if b"You lost customers" in data)
    content[sheet] = content[sheet].replace(b"<sheetPr>", b'<sheetPr codeName="Sheet7">')
    with zipfile.ZipFile(shop, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    graft(shop, ours(lost=9), shop, TABS)
    assert b'<sheetPr codeName="Sheet7">' in parts(shop)[sheet]


def test_real_workbooks_keep_every_part(shared_data: Path, tmp_path: Path) -> None:
    books = sorted(shared_data.rglob("*.xls[xm]"))
    assert len(books) > 20
    for source in books:
        target, digest = tmp_path / source.name, hashlib.sha256(source.read_bytes()).hexdigest()
        assert graft(source, ours(), target, TABS), source.name
        assert hashlib.sha256(source.read_bytes()).hexdigest() == digest, source.name
        before, after = parts(source), parts(target)
        assert before.keys() <= after.keys(), source.name
        assert {name for name in before if before[name] != after[name]} <= set(OLD_NAMES), source.name
        assert len(our_tabs(target)) == 3, source.name
        target.chmod(0o644)
        assert unchanged_by(target, lambda path=target: graft(path, ours(), path, TABS)), source.name

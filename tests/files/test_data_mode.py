"""A tab of ours in which somebody has worked: our cells are brought up to date, everything else stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import RUN_DAY, people, shop, write
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.book import read_book
from winback_sheets.ooxml.package import has, open_package, read
from winback_sheets.present.words import say

STOP = {3: 12, 7: 14, 11: 14, 20: 16, 21: 20, 22: 20}
LATER = STOP | {5: 21, 6: 21, 9: 21}  # three more have gone a month later
LOST, HEAD = "Lost customers", 5


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = write(tmp_path / "shop.xlsx", Sales=shop(stop=STOP), Customers=people())
    reviewed(path)
    return path


def reviewed(path: Path, *, later: bool = False) -> bool:
    """Review; `later` pastes the sales of a month in which more customers left."""
    if later:
        target = openpyxl.load_workbook(path)
        sheet = target["Sales"]
        sheet.delete_rows(1, sheet.max_row)
        fresh = openpyxl.load_workbook(write(path.with_name("fresh.xlsx"), Sales=shop(months=26, stop=LATER)))
        for row in fresh["Sales"].iter_rows(values_only=True):
            sheet.append(row)
        target.save(path)
    return review_file(path, run_day=RUN_DAY + pd.Timedelta(days=60)).changed


def edited(path: Path, edit: Callable[[Workbook], None]) -> None:
    """A person's acts, saved by another program than ours."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[HEAD] if cell.value == heading)


def row_of(sheet: Worksheet, customer: str) -> int:
    at = column(sheet, "Customer")
    return next(row for row in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(row, at).value == customer)


def third(sheet: Worksheet) -> str:
    return sheet.cell(HEAD + 3, column(sheet, "Customer")).value


def lost(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)[LOST]


def test_colour_note_and_text_beside_the_table_stay_with_their_customer_when_others_come_and_go(book: Path) -> None:
    who = third(lost(book))

    def work(target: Workbook) -> None:
        sheet = target[LOST]
        row = row_of(sheet, who)
        sheet.cell(row, column(sheet, "Customer")).fill = PatternFill("solid", fgColor="FFFF99CC")
        sheet.cell(row, column(sheet, "Status")).comment = Comment("knows the boss", "Ann")
        sheet.cell(row, sheet.max_column + 2, "ask Bob first")

    edited(book, work)
    assert reviewed(book, later=True)
    sheet = lost(book)
    row = row_of(sheet, who)
    assert sheet.cell(row, column(sheet, "Customer")).fill.fgColor.rgb == "FFFF99CC"
    assert sheet.cell(row, column(sheet, "Status")).comment.text == "knows the boss"
    assert "ask Bob first" in [cell.value for cell in sheet[row]]
    assert not reviewed(book)


def test_what_is_typed_over_our_cells_is_in_data_check_with_its_address_and_ours_is_back(book: Path) -> None:
    who = third(lost(book))
    before = lost(book)
    row = row_of(before, who)
    place = before.cell(row, column(before, "Status")).coordinate

    def work(target: Workbook) -> None:
        target[LOST][place] = "gone for good, says Ann"
        target["Churn"]["B6"] = 4711

    edited(book, work)
    assert reviewed(book)
    target = openpyxl.load_workbook(book)
    assert target[LOST][place].value == before[place].value
    rows = [row for row in target["Data check"].iter_rows(max_col=3, values_only=True)]
    start = next(number for number, row in enumerate(rows) if row[0] == say("tabs.over_title"))
    assert (LOST, place, "gone for good, says Ann") in rows[start:]
    assert any(row[:2] == ("Churn", "B6") and str(row[2]).startswith("4711") for row in rows[start:])
    assert not reviewed(book)


def test_widths_filter_zoom_and_a_moved_column_stay_as_the_person_left_them(book: Path) -> None:
    def work(target: Workbook) -> None:
        sheet = target[LOST]
        sheet.column_dimensions["C"].width = 41
        sheet.sheet_view.zoomScale = 135
        one, other = column(sheet, "Status"), column(sheet, "Period")
        for row in range(HEAD, sheet.max_row + 1):
            a, b = sheet.cell(row, one), sheet.cell(row, other)
            a.value, b.value = b.value, a.value
        table = sheet.tables["winback_lost_customers"]
        names = {each.name: each for each in table.tableColumns}
        names["Status"].name, names["Period"].name = "Period", "Status"

    edited(book, work)
    moved = column(lost(book), "Status")
    assert reviewed(book, later=True)
    sheet = lost(book)
    assert sheet.column_dimensions["C"].width == 41 and sheet.sheet_view.zoomScale == 135
    assert column(sheet, "Status") == moved
    said = {sheet.cell(row, moved).value for row in range(HEAD + 1, sheet.max_row + 1)}
    assert "still gone" in said and not any(str(text)[:2] == "20" for text in said)
    assert not reviewed(book)


def test_a_row_of_ones_own_stays_as_it_is_and_the_table_ends_below_it(book: Path) -> None:
    def work(target: Workbook) -> None:
        sheet = target[LOST]
        last = sheet.max_row + 1
        sheet.cell(last, column(sheet, "Customer"), "Aunt Emma")
        sheet.cell(last, column(sheet, "Money a month"), 12)

    edited(book, work)
    assert reviewed(book, later=True)
    sheet = lost(book)
    row = row_of(sheet, "Aunt Emma")
    assert sheet.cell(row, column(sheet, "Money a month")).value == 12
    assert sheet.cell(row, column(sheet, "Status")).value is None
    end = int(
        "".join(letter for letter in sheet.tables["winback_lost_customers"].ref.split(":")[1] if letter.isdigit())
    )
    assert end == sheet.max_row >= row
    assert not reviewed(book)


def test_a_tab_whose_headings_are_gone_becomes_the_persons_and_ours_comes_beside_it(book: Path) -> None:
    def work(target: Workbook) -> None:
        sheet = target[LOST]
        sheet.cell(HEAD + 2, column(sheet, "Notes"), "do not lose me")
        for cell in sheet[HEAD]:
            cell.value = f"my column {cell.column}"

    edited(book, work)
    assert reviewed(book)
    target = openpyxl.load_workbook(book)
    assert "do not lose me" in [cell.value for row in target[LOST].iter_rows() for cell in row]
    assert target[f"{LOST} (2)"].cell(HEAD, 2).value == "Customer"
    assert not reviewed(book)


def test_a_tab_nobody_touched_is_written_as_a_whole_and_sorted(book: Path) -> None:
    assert reviewed(book, later=True)
    sheet = lost(book)
    ranks = [sheet.cell(row, 1).value for row in range(HEAD + 1, sheet.max_row + 1)]
    assert ranks == sorted(ranks) and len(ranks) > len(STOP)


def test_a_column_that_has_something_to_say_for_the_first_time_goes_to_the_right(tmp_path: Path) -> None:
    book = write(tmp_path / "shop.xlsx", Sales=shop(stop=STOP))
    reviewed(book)

    def work(target: Workbook) -> None:
        sheet = target["Outreach"]
        sheet.cell(HEAD + 1, column(sheet, "Notes"), "mine")
        tab = target.create_sheet("Customers")
        tab.append(["Customer", "Phone"])
        for row in people().itertuples(index=False):
            tab.append([row[0], "+44 20 7946 0018"])

    edited(book, work)
    assert "Phone" not in [cell.value for cell in openpyxl.load_workbook(book)["Outreach"][HEAD]]
    assert reviewed(book)
    sheet = openpyxl.load_workbook(book)["Outreach"]
    at = column(sheet, "Phone")
    assert at > column(sheet, "Notes") and sheet.cell(HEAD + 1, at).value == "+44 20 7946 0018"
    assert sheet.tables["winback_outreach"].tableColumns[-1].name == "Phone"
    assert not reviewed(book)


def test_the_owners_parts_stay_byte_for_byte_when_our_tabs_are_patched(book: Path) -> None:
    def work(target: Workbook) -> None:
        sheet = target[LOST]
        sheet.cell(HEAD + 1, column(sheet, "Notes"), "mine")
        sheet.cell(HEAD + 1, column(sheet, "Status"), "typed over")

    edited(book, work)
    before = owners_parts(book)
    assert reviewed(book)
    assert owners_parts(book) == before and len(before) > 2


def owners_parts(path: Path) -> dict[str, bytes]:
    """Every part but our tabs with what they lead to, and the plumbing."""
    with path.open("rb") as file:
        package = open_package(file, path.name)
        sheets = {each.name: each.part for each in read_book(package).sheets}
        kept = {sheets["Sales"], sheets["Customers"], "xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"}
        return {part: read(package, part) for part in kept if has(package, part)}


def test_a_name_typed_over_in_a_row_with_a_note_comes_back_and_the_note_stays_with_it(book: Path) -> None:
    who = third(lost(book))

    def work(target: Workbook) -> None:
        sheet = target[LOST]
        row = row_of(sheet, who)
        sheet.cell(row, column(sheet, "Notes"), "mine")
        sheet.cell(row, column(sheet, "Customer"), "somebody else")

    edited(book, work)
    assert reviewed(book)
    sheet = lost(book)
    assert sheet.cell(row_of(sheet, who), column(sheet, "Notes")).value == "mine"
    told = [row for row in openpyxl.load_workbook(book)["Data check"].iter_rows(max_col=4, values_only=True)]
    assert [row[2:] for row in told if row[2] == "somebody else"] == [("somebody else", who)]


def test_what_is_typed_over_a_row_that_is_not_listed_any_more_is_told_as_well(book: Path) -> None:
    before = openpyxl.load_workbook(book)["Outreach"]
    place = before.cell(HEAD + 2, column(before, "Why this place")).coordinate

    def work(target: Workbook) -> None:
        target["Outreach"][place] = "I would rather start with her"

    edited(book, work)
    assert review_file(book, run_day=RUN_DAY, as_of=RUN_DAY - pd.Timedelta(days=70)).changed  # another cycle's plan
    told = [row[2] for row in openpyxl.load_workbook(book)["Data check"].iter_rows(max_col=3, values_only=True)]
    assert "I would rather start with her" in told


def test_a_title_above_a_column_that_people_fill_is_brought_up_to_date(book: Path) -> None:
    def work(target: Workbook) -> None:
        sheet = target[LOST]
        notes = column(sheet, "Notes")
        for row in range(HEAD, sheet.max_row + 1):
            first, own = sheet.cell(row, 1), sheet.cell(row, notes)
            first.value, own.value = own.value, first.value
        names = {each.name: each for each in sheet.tables["winback_lost_customers"].tableColumns}
        names["Notes"].name, names["Rank"].name = "Rank", "Notes"
        sheet.cell(HEAD + 1, 1, "rang twice")

    before = lost(book)["A2"].value
    edited(book, work)
    assert lost(book)["A5"].value == "Notes"
    assert reviewed(book, later=True)
    assert lost(book)["A2"].value not in (before, None)
    assert not reviewed(book)


def test_a_customer_who_leaves_beside_a_block_of_ours_is_not_kept_for_it(book: Path) -> None:
    """The sums of the segments stand beside the list: they are not a person's words about the customer in that row."""

    def work(target: Workbook) -> None:
        target["Segments"].column_dimensions["A"].width = 41
        sheet = target["Sales"]
        gone = target["Segments"].cell(HEAD + 2, 1).value
        keep = [row for row in sheet.iter_rows(values_only=True) if gone not in row]
        sheet.delete_rows(1, sheet.max_row)
        for row in keep:
            sheet.append(row)

    segments = openpyxl.load_workbook(book)["Segments"]
    gone, beside = segments.cell(HEAD + 2, 1).value, [cell.value for cell in segments[HEAD + 2]][13:]
    assert gone and any(beside)
    edited(book, work)
    assert reviewed(book)
    assert gone not in [cell.value for cell in openpyxl.load_workbook(book)["Segments"]["A"]]
    assert not reviewed(book)


def test_of_two_equal_rows_under_a_filter_the_one_in_view_stays(book: Path) -> None:
    def work(target: Workbook) -> None:
        sheet = target[LOST]
        sheet.insert_rows(HEAD + 3)
        for cell in sheet[HEAD + 2]:
            sheet.cell(HEAD + 3, cell.column, cell.value)._style = cell._style
        table = sheet.tables["winback_lost_customers"]
        table.ref = table.autoFilter.ref = (
            f"A{HEAD}:{sheet.cell(HEAD, len(table.tableColumns)).column_letter}{sheet.max_row}"
        )
        for row in range(HEAD + 1, HEAD + 3):
            sheet.row_dimensions[row].hidden = True

    who = lost(book).cell(HEAD + 2, 2).value
    edited(book, work)
    assert reviewed(book)
    sheet = lost(book)
    assert [row for row in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(row, 2).value == who] == [HEAD + 3]
    assert not reviewed(book)


def test_rows_of_figures_that_come_where_a_sentence_over_several_columns_stood_are_seen(tmp_path: Path) -> None:
    """Six more months put quarters into row 27, over the heading and the sentence that stood there before."""
    book = write(tmp_path / "shop.xlsx", Sales=shop(18, 12, stop={3: 9, 7: 10}), Customers=people(12))
    review_file(book, run_day=RUN_DAY)
    before = openpyxl.load_workbook(book)["Win-back"]
    assert "B27:F27" in before.merged_cells and before["B27"].value == "What changed in 2026 Q1"

    def work(target: Workbook) -> None:
        target["Win-back"].merge_cells("J40:K41")
        target["Win-back"]["J40"] = "mine"
        sheet = target["Sales"]
        sheet.delete_rows(1, sheet.max_row)
        longer = write(tmp_path / "longer.xlsx", Sales=shop(24, 12, stop={3: 9, 7: 10, 5: 17, 9: 18}))
        for row in openpyxl.load_workbook(longer)["Sales"].iter_rows(values_only=True):
            sheet.append(row)

    edited(book, work)
    assert review_file(book, run_day=RUN_DAY).changed
    sheet = openpyxl.load_workbook(book)["Win-back"]
    assert [cell.value for cell in sheet["B27:D27"][0]] == ["2026 Q3", 0, 0]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert not merged & {"B27:F27", "C28:F28"} and {"B29:F29", "C30:F30", "J40:K41"} <= merged
    bytes_now = book.read_bytes()
    assert not review_file(book, run_day=RUN_DAY).changed and book.read_bytes() == bytes_now

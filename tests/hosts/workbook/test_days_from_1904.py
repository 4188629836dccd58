"""A workbook whose days count from 1904, as Excel for Mac made it: the days on our tabs are the same days."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from conftest import LibreOffice
from ledgers import RUN_DAY, shop
from openpyxl.utils.datetime import to_excel

from winback_sheets.hosts.workbook.removal import remove_from
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.graft import Tab, graft
from winback_sheets.present.sheet_xml import contents
from winback_sheets.present.words import say
from winback_sheets.schema.cells import DAY_0_1904

Days = dict[str, dict[str, datetime.datetime]]


def ledger(path: Path, rows: pd.DataFrame, *, mac: bool) -> Path:
    """The same sales in a workbook that counts days from 1904, or from 1900."""
    book = xlsxwriter.Workbook(path, {"date_1904": mac, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Sales")
    sheet.write_row(0, 0, list(rows))
    for number, row in enumerate(rows.itertuples(index=False), start=1):
        sheet.write_row(number, 0, [cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell for cell in row])
    book.close()
    return path


def days_on_our_tabs(path: Path) -> Days:
    """Every cell that a reader takes for a day, by tab and address; also what formulas show."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, datetime.datetime)
        }
        for sheet in book
    }


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """The workbook that counts from 1904, reviewed, and its twin that counts from 1900."""
    rows = shop(24, 40, stop={3: 12, 7: 14, 9: 15})
    made = [ledger(tmp_path / f"{name}.xlsx", rows, mac=name == "mac") for name in ("mac", "pc")]
    for path in made:
        assert review_file(path, run_day=RUN_DAY).changed
    return made[0], made[1]


def test_every_day_on_our_tabs_is_the_day_it_is_in_the_twin(both: tuple[Path, Path]) -> None:
    mac, twin = map(days_on_our_tabs, both)
    assert openpyxl.load_workbook(both[0]).epoch.year == 1904
    assert sum(map(len, twin.values())) > 150 and mac == twin


def test_another_program_shows_the_same_days(both: tuple[Path, Path], tmp_path: Path, libreoffice: LibreOffice) -> None:
    mac, twin = (days_on_our_tabs(libreoffice.recalculate(path, tmp_path / path.stem)) for path in both)
    assert sum(map(len, twin.values())) > 150 and mac == twin


def test_a_day_typed_over_ours_is_told_alone_and_ours_is_back(both: tuple[Path, Path]) -> None:
    told = []
    for path in both:
        before = days_on_our_tabs(path)
        place = next(iter(before["Segments"]))
        book = openpyxl.load_workbook(path)
        book["Segments"][place] = datetime.datetime(2021, 5, 4)
        book.save(path)
        review_file(path, run_day=RUN_DAY)
        assert days_on_our_tabs(path)["Segments"] == before["Segments"]
        lines = list(openpyxl.load_workbook(path)["Data check"].iter_rows(max_col=3, values_only=True))
        start = next(number for number, row in enumerate(lines) if row[0] == say("tabs.over_title"))
        told.append([row for row in lines[start + 2 :] if row[0]])
    assert told[0] == told[1] == [("Segments", place, "2021-05-04")]


def test_a_day_typed_where_words_go_is_the_same_day_after_its_row_has_moved(both: tuple[Path, Path]) -> None:
    kept = []
    for path in both:
        book = openpyxl.load_workbook(path)
        sheet = book["Lost customers"]
        notes = next(cell.column for cell in sheet[5] if cell.value == "Notes")
        for row, day in ((6, datetime.datetime(2026, 11, 20)), (7, datetime.datetime(2026, 11, 19))):
            sheet.cell(row, notes).value = day
        first = [cell.value for cell in sheet[6]]
        sheet.delete_rows(6)
        sheet.insert_rows(6)  # the rows as a person drags them: the first one stands below the list now
        for column, value in enumerate(first, start=1):
            sheet.cell(sheet.max_row, column).value = value
            sheet.cell(sheet.max_row, column).number_format = "yyyy-mm-dd" if column == notes else "General"
        book.save(path)
        review_file(path, run_day=RUN_DAY + pd.Timedelta(days=60))
        kept.append(days_on_our_tabs(path)["Lost customers"])
        assert remove_from(path).notes is not None
        notes_file = next(path.parent.glob(f"{path.stem}.winback-notes.csv"))
        kept.append(notes_file.read_text("utf-8-sig").replace(path.stem, ""))
    assert kept[0] == kept[2] and kept[1] == kept[3] and "2026-11-20" in kept[1]


@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_after_a_save_by_another_program_nothing_was_typed(
    both: tuple[Path, Path], tmp_path: Path, libreoffice: LibreOffice, program: str
) -> None:
    for path in both:
        saved = path
        if program == "openpyxl":
            openpyxl.load_workbook(path).save(path)
        else:
            saved = libreoffice.recalculate(path, tmp_path / path.stem)
        review_file(saved, run_day=RUN_DAY + pd.Timedelta(days=40))
        assert "Data check" not in openpyxl.load_workbook(saved).sheetnames
        assert remove_from(saved).notes is None


def test_days_that_have_lost_their_format_are_the_same_days(both: tuple[Path, Path]) -> None:
    """As after a save by a program that keeps numbers and drops what they are shown as."""
    for path in both:
        book = openpyxl.load_workbook(path)
        for tab in ("Lost customers", "Outreach", "Segments"):
            for cell in (
                cell
                for row in book[tab].iter_rows(min_row=6)
                for cell in row
                if cell.value is not None and cell.is_date
            ):
                cell.value = to_excel(cell.value, book.epoch)
                cell.number_format = "General"
        book.save(path)
        review_file(path, run_day=RUN_DAY)
        assert "Data check" not in openpyxl.load_workbook(path).sheetnames
        assert remove_from(path).notes is None


def test_a_long_list_with_days_in_columns_of_words_counts_as_its_workbook_does() -> None:
    values = pd.Series([pd.Timestamp("2026-11-20"), "soon", 7, None], dtype=object)
    assert contents(values, pd.Timestamp(DAY_0_1904)).to_pylist()[0] == "><v>44884</v></c>"
    assert contents(values).to_pylist()[0] == "><v>46346</v></c>"


@pytest.mark.parametrize("code", [14, 22, "d mmm", "yyyy-mm-dd", "dddd", "General", '0.0 "days"', "hh:mm"])
def test_pages_made_before_are_counted_anew_by_what_their_formats_show(tmp_path: Path, code: str | int) -> None:
    path = ledger(tmp_path / "mac.xlsx", shop(2, 3), mac=True)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        look = book.add_format({"num_format": code})
        sheet = book.add_worksheet("Win-back")
        sheet.write_number(0, 0, 46346, look)
        sheet.write_formula(1, 0, "=A1", look, 46346)
        sheet.write_array_formula(2, 0, 2, 0, "{=A1}", look, 46346)
    graft(path, out.getvalue(), path, [Tab("win_back", "Win-back", True)])
    sheet = openpyxl.load_workbook(path, data_only=True)["Win-back"]
    shown = [cell.value for (cell,) in sheet["A1:A3"]]
    is_day = code not in ("General", '0.0 "days"', "hh:mm")
    assert shown == [datetime.datetime(2026, 11, 20)] * 3 if is_day else datetime.datetime(2026, 11, 20) not in shown

"""A workbook whose days count from 1904, as Excel for Mac made it: the days on our tabs are the same days."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from conftest import LibreOffice
from ledgers import RUN_DAY, shop

from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.present.words import say

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

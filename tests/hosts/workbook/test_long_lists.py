"""Long lists and large sheets: the quick ways give what the slow ways give."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from winback_sheets.files.limits import MOST_LETTERS, letters_within
from winback_sheets.files.reach import Reach, farther
from winback_sheets.ooxml.graft import Tab, graft
from winback_sheets.present.page import Listing, Page
from winback_sheets.present.render import render
from winback_sheets.schema.inputs import Column

LIKE_TAGS = ['<c s="1" r="A9">', '" s="2" t="s"><v>3', "<row r='7'>", "</sheetData>", 'x s="1"', "~1"]
COLUMNS = (Column("name", "text", "", "Name", "toolkit", 20), Column("paid", "money", "", "Paid", "toolkit", 12))


def long_list(rows: int = 1_500) -> Page:
    names = pd.Series([LIKE_TAGS[n % len(LIKE_TAGS)] for n in range(rows)], dtype=object)
    frame = pd.DataFrame({"name": names, "paid": [n / 4 for n in range(rows)]})
    return Page("segments", "Segments", True, (), (Listing(4, 0, COLUMNS, frame, "winback_segments"),))


def looks(cell) -> tuple[object, ...]:
    return cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb, cell.alignment.indent


def test_the_lower_rows_of_a_long_list_keep_texts_and_looks_in_a_book_with_styles_of_its_own(tmp_path: Path):
    own, target = tmp_path / "own.xlsx", tmp_path / "result.xlsx"
    book = openpyxl.Workbook()
    for number in range(40):  # so that each style of ours gets another id, many of them one that was ours before
        book.active.cell(1, number + 1, number).number_format = "0." + "0" * (number + 1)
    book.save(own)
    made = render([long_list()])
    assert graft(own, made, target, [Tab("segments", "Segments", True)])
    ours = openpyxl.load_workbook(io.BytesIO(made))["Segments"]
    theirs = openpyxl.load_workbook(target)["Segments"]
    for row in (6, 30, 31, 700, 1_504, 1_505):
        assert [looks(cell) for cell in ours[row]] == [looks(cell) for cell in theirs[row]], row
    assert [cell.value for cell in theirs["A"]] == [cell.value for cell in ours["A"]]


LONG = b"<si><t>" + b"x" * 32_000 + b"</t></si>"
SHORT = b"<si><t>short</t></si>"
CELLS = 8 * MOST_LETTERS // 32_000


@pytest.mark.parametrize(
    "strings",
    [
        pytest.param(SHORT + LONG, id="the last text is long"),
        pytest.param(LONG + SHORT, id="the first text is long"),
        pytest.param(b"<si/>" * 5 + LONG, id="behind empty texts"),
        pytest.param((SHORT + LONG).replace(b"<si", b"<x:si").replace(b"</si", b"</x:si"), id="with a prefix"),
        pytest.param(SHORT + LONG.replace(b"x" * 20, b"x si> x"), id="a text that holds the letters of a tag"),
        pytest.param(
            SHORT + LONG.replace(b"x" * 40, b"<![CDATA[ </si> ]]>"), id="the end of a text within a text of its own"
        ),
        pytest.param(b"x" * 32_000, id="no text at all is no proof"),
    ],
)
def test_long_texts_are_never_taken_for_short_ones(strings: bytes):
    assert not letters_within(b'<sst xmlns="main">' + strings + b"</sst>", None, CELLS)


def test_short_texts_need_no_second_look_however_long_the_table_begins():
    head = b"<?xml version='1.0'?>\n<sst xmlns='" + b"m" * 2_000 + b"'>"
    assert letters_within(head + SHORT * 1_000 + b"</sst>", None, CELLS)


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize(
    ("address", "columns"),
    [("aa5", 27), ("b5", 26), ("xfd5", 16_384), ("AA5", 27), ("XFD5", 16_384)],
)
def test_every_spelling_of_a_far_column_is_seen_among_ordinary_cells(quote: str, address: str, columns: int):
    ordinary = '<row r="4" x14ac:dyDescent="0.25"><c r="A4" t="s"><v>1</v></c></row>' * 50
    far = f"<row r='5'><c r={quote}{address}{quote}><v>1</v></c></row>"
    found = farther(Reach(), (ordinary + far + ordinary).encode(), row=b"<row", cell=b"<c")
    assert found == Reach(999_999, max(26, columns))


@pytest.mark.parametrize("row", ["1000000", "9999999", "12345678"])
def test_every_far_row_is_seen_among_long_figures(row: str):
    ordinary = '<row r="4"><c r="A4"><v>0.30000000000000004</v></c></row>' * 50
    far = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>'
    assert farther(Reach(), (ordinary + far).encode(), row=b"<row", cell=b"<c").rows == int(row)

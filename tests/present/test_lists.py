from __future__ import annotations

import doctest
import io
import re
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook

from winback_sheets.present import sheet_xml, tails
from winback_sheets.present.lists import row_heights, widths_of
from winback_sheets.present.page import Cell, Listing, Page
from winback_sheets.present.render import render
from winback_sheets.schema.inputs import Column

NAME = Column("name", "text", "", "Name", "toolkit", 20)
SINCE = Column("since", "date", "", "Since", "toolkit", 12)
MONEY = Column("money", "money", "", "Money", "toolkit", 12)
SHARE = Column("share", "percent", "", "Share", "toolkit", 9)
MANY = Column("many", "count", "", "Many", "toolkit", 9)
NOTE = Column("note", "text", "", "Note", "person", 30, ("yes", "no"))
COLUMNS = (NAME, SINCE, MONEY, SHARE, NOTE, MANY)
ODD = [
    "=1+1", "<b>&amp;", " outer ", "a\x01b", "_x0041_", "two\nlines", "", None, "x" * 40_000, "نام", "007", "1e5",
    "\uffff", "a\tb\r", "https://example.org", "@here", "-5", "🙂",
]  # fmt: skip


def ledger(rows: int = 2_600) -> pd.DataFrame:
    typed = [None, "called", 12.5, True, pd.Timestamp("2025-03-01"), 7, float("inf")]
    return pd.DataFrame(
        {
            "name": pd.Series([ODD[n % len(ODD)] for n in range(rows)], dtype=object),
            "since": [pd.NaT if n % 5 == 0 else pd.Timestamp("2024-01-01") + pd.Timedelta(days=n) for n in range(rows)],
            "money": [float("nan") if n % 7 == 0 else n / 3 for n in range(rows)],
            "share": [n / rows for n in range(rows)],
            "many": pd.Series([None if n % 9 == 0 else n for n in range(rows)], dtype="Int64"),
            "note": pd.Series([typed[n % len(typed)] for n in range(rows)], dtype=object),
        }
    )


def page(frame: pd.DataFrame, *, cells: tuple[Cell, ...] = (), **places: tuple[int, ...]) -> Page:
    listed = Listing(4, 0, COLUMNS, frame, "winback_test", grey_when="{money}<500", **places)
    return Page("test", "Test", True, cells, (listed,))


def cells_of(book: bytes) -> dict[str, tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(book))["Test"]
    # openpyxl takes the mark _x005F_ off in the list of shared texts only; a spreadsheet program does so anywhere.
    return {
        cell.coordinate: (
            cell.value.replace("_x005F_", "_") if isinstance(cell.value, str) else cell.value,
            cell.data_type,
            cell.number_format,
            cell.fill.fgColor.rgb,
            cell.alignment.wrap_text,
        )
        for row in sheet.iter_rows()
        for cell in row
    }


def slow(made: Page, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The same page with every cell written by XlsxWriter."""
    monkeypatch.setattr(tails, "WORTH_IT", 10**9)
    book = render([made])
    monkeypatch.undo()
    return book


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(sheet_xml)
    assert result.attempted >= 2 and result.failed == 0


@pytest.mark.parametrize(("rows", "note"), [
    pytest.param(2_600, "", id="a list with heights"),
    pytest.param(3_400, "", id="a list too long for heights"),
    pytest.param(2_600, "beside the list, far down", id="a cell beside the list"),
])  # fmt: skip
def test_a_long_list_holds_what_xlsxwriter_would_have_written(rows, note, monkeypatch):
    made = page(ledger(rows), cells=(Cell(900, 8, note),) if note else ())
    fast, whole = render([made]), slow(made, monkeypatch)
    assert b"inlineStr" in ZipFile(io.BytesIO(fast)).read("xl/worksheets/sheet1.xml")
    ours, theirs = cells_of(fast), cells_of(whole)
    assert ours.keys() == theirs.keys()
    for place, (value, *looks) in theirs.items():
        found, *ours_looks = ours[place]
        assert ours_looks == looks, place
        assert found == (pytest.approx(value, rel=1e-14) if isinstance(value, float) else value), place


def parts_but_cells(book: bytes) -> dict[str, object]:
    with ZipFile(io.BytesIO(book)) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
        heights = re.findall(r'<row r="(\d+)"[^>]*?( ht="[^"]*")?( customHeight="1")?>', sheet)
        return {
            "frame": re.sub(r"<sheetData>.*</sheetData>", "", sheet, flags=re.DOTALL),
            "heights": heights,
            "table": opened.read("xl/tables/table1.xml"),
            "styles": opened.read("xl/styles.xml"),
        }


@pytest.mark.parametrize("rows", [2_600, 3_400])
def test_table_rules_heights_and_extent_reach_over_all_rows(rows, monkeypatch):
    made = page(ledger(rows))
    assert parts_but_cells(render([made])) == parts_but_cells(slow(made, monkeypatch))


def test_the_same_long_list_gives_the_same_bytes():
    made = page(ledger())
    assert render([made]) == render([made])


SCATTERED = {"cols": (3, 0, 1, 6, 4, 9), "rows": (10, 7, 8, 20)}


def test_a_list_in_a_persons_tab_has_no_table_and_no_heights_of_its_own():
    book = render([page(ledger(4).assign(note="long " * 60), **SCATTERED)])
    with ZipFile(io.BytesIO(book)) as opened:
        assert not [name for name in opened.namelist() if name.startswith("xl/tables/")]
        assert b"customHeight" not in opened.read("xl/worksheets/sheet1.xml")


def test_a_list_in_a_persons_tab_stands_where_their_rows_and_columns_are():
    frame = ledger(4)
    sheet = load_workbook(io.BytesIO(render([page(frame, **SCATTERED)])))["Test"]
    assert [sheet.cell(row + 1, 4).value for row in (10, 7, 8)] == frame["name"].tolist()[:3]
    assert sheet.cell(21, 1).value == frame["since"].iloc[3].to_pydatetime()
    assert [sheet.cell(5, col + 1).value for col in SCATTERED["cols"]] == [column.heading for column in COLUMNS]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "E8:E9 E11 E21"
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "G8:G9 G11 G21" and area.rules[0].formula == ["$B8<500"]


def test_formulas_of_a_list_in_a_persons_tab_point_at_their_cells():
    frame = pd.DataFrame({"money": [5.0, 6.0], "share": [0.5, 0.6]})
    listed = Listing(4, 0, (MONEY, SHARE), frame, "t", {"share": "={money}/10+{row}"}, cols=(4, 2), rows=(9, 6))
    sheet = load_workbook(io.BytesIO(render([Page("test", "Test", True, (), (listed,))])))["Test"]
    assert (sheet["C10"].value, sheet["C7"].value) == ("=E10/10+10", "=E7/10+7")


def test_a_long_list_in_a_persons_tab_may_stand_in_any_order(monkeypatch):
    frame = ledger()
    rows = tuple(5 + 2 * ((n * 7) % len(frame)) for n in range(len(frame)))
    made = page(frame, cols=(3, 0, 1, 6, 4, 9), rows=rows)
    fast = render([made])
    assert b"inlineStr" in ZipFile(io.BytesIO(fast)).read("xl/worksheets/sheet1.xml")
    ours, theirs = cells_of(fast), cells_of(slow(made, monkeypatch))
    names = [place for place in theirs if place.startswith("D")]
    assert [ours.get(place) for place in names] == [theirs[place] for place in names]


def test_of_lists_side_by_side_a_row_is_as_high_as_the_highest_needs() -> None:
    words = Column("words", "text", "", "Words", "toolkit", 30)
    pages = [
        Page(
            "x",
            "X",
            lists=tuple(Listing(2, 3 * at, (words,), pd.DataFrame({"words": [text]}), f"l{at}") for at, text in order),
        )
        for order in (((0, "word " * 40), (1, "word")), ((0, "word"), (1, "word " * 40)))
    ]
    heights = [row_heights(page, [widths_of(each) for each in page.lists], None)[3] for page in pages]
    assert heights[0] == heights[1] > 60

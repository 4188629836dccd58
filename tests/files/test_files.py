"""Any file a small firm has becomes grids; what cannot be read is one sentence."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import fastexcel
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from conftest import LibreOffice

from winback_sheets.files.endings import readable
from winback_sheets.files.files import Unreadable, open_grids
from winback_sheets.read.grid import Grid

FIRST_SHEET = "xl/worksheets/sheet1.xml"


def xlsx(path: Path, fill: Callable[[xlsxwriter.Workbook], object], **options: object) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", **options})
    fill(book)
    book.close()
    return path


def rezipped(path: Path, edit: Callable[[str, bytes], bytes | None]) -> Path:
    """The same package with some parts changed, or left out where `edit` gives None."""
    out = path.with_name(f"edited-{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            changed = edit(name, source.read(name))
            if changed is not None:
                target.writestr(name, changed)
    return out


def plain_book(path: Path) -> Path:
    return xlsx(path, lambda book: book.add_worksheet("Sales").write_row(0, 0, ["customer", "amount"]))


def grid(path: Path, name: str) -> Grid:
    return next(grid for grid in open_grids(path) if grid.name == name)


# ---- what must not happen ----


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.xlsx", b"", "is empty", id="a file of no bytes is empty"),
        pytest.param("a.csv", b"\r\n  \n", "is empty", id="a file of blank lines is empty"),
        pytest.param("a.xlsx", b"PK\x03\x04" + b"x" * 500, "damaged", id="the first half of a zip file is damaged"),
        pytest.param(
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password",
            id="an encrypted .xlsx names the password",
        ),
        pytest.param(
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "no workbook",
            id="an old Word file is no workbook",
        ),
        pytest.param(
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"),
            "damaged",
            id="an .xls with nothing behind its first bytes is damaged",
        ),
        pytest.param("a.csv", b"%PDF-1.7\n", "format", id="a PDF is named as another format"),
        pytest.param("a.csv", bytes(range(1, 32)) * 40, "not a text", id="bytes that are no letters are no table"),
        pytest.param("a.csv.gz", gzip.compress(b"a,b\n1,2\n")[:-12], "damaged", id="a cut .gz is damaged"),
        pytest.param("a.csv.gz", gzip.compress(b""), "empty inside", id="a .gz around nothing is empty"),
        pytest.param("a.parquet", b"PAR1 and nothing else", "damaged", id="a parquet mark alone is damaged"),
        pytest.param(
            "a.xls",
            b"<html><body>no table</body></html>",
            "without a table",
            id="a web page without a table says so",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=words) as said:
        open_grids(tmp_path / name)
    text = str(said.value)
    assert text.startswith(name.removesuffix(".gz")) and text.endswith(".") and "\n" not in text


def test_a_missing_file_and_a_folder_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="does not exist"):
        open_grids(tmp_path / "none.xlsx")
    with pytest.raises(Unreadable, match="is a folder"):
        open_grids(tmp_path)


def test_a_zip_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        out.writestr("letter.txt", "hello")
    with pytest.raises(Unreadable, match="no workbook"):
        open_grids(tmp_path / "a.xlsx")


def test_the_tables_in_a_zip_are_its_tabs_each_a_file_of_its_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "year.zip", "w") as out:
        out.writestr("2025/jan.csv", "customer,date\nAnn,2025-01-02\n")
        out.writestr("2025/feb.csv", "customer,date\nAnn,2025-02-02\nBob,2025-02-03\n")
        out.writestr("__MACOSX/2025/._feb.csv", "nothing")
        out.writestr("2025/letter.docx", "nothing")
    grids = open_grids(tmp_path / "year.zip")
    assert [(grid.name, grid.piece, grid.rows) for grid in grids] == [
        ("2025/jan.csv", "2025/jan.csv", 2), ("2025/feb.csv", "2025/feb.csv", 3),
    ]  # fmt: skip
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as out:
        out.writestr("letter.docx", "nothing")
    with pytest.raises(Unreadable, match="no workbook"):
        open_grids(tmp_path / "letters.zip")


def test_a_part_that_claims_three_gigabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    raw = plain_book(tmp_path / "a.xlsx").read_bytes()
    listed = raw.index(b"PK\x01\x02")
    bomb = raw[: listed + 24] + (3 << 30).to_bytes(4, "little") + raw[listed + 28 :]
    (tmp_path / "bomb.xlsx").write_bytes(bomb)
    with pytest.raises(Unreadable, match="more than 3 GB"):
        open_grids(tmp_path / "bomb.xlsx")


def test_one_stray_cell_at_the_end_of_the_sheet_does_not_end_the_process(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sales")
        sheet.write(0, 0, "customer")
        sheet.write(1_048_575, 16_383, "stray")

    (stray,) = open_grids(xlsx(tmp_path / "stray.xlsx", fill))
    assert stray.rows == 1_048_576 and stray.top[0] == ["customer"]
    with pytest.raises(Unreadable, match="'Sales' reaches 1,048,576 rows down and 16,384 columns"):
        stray.below(0)


def test_a_claimed_width_alone_refuses_nothing(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sales")
        sheet.write_column(0, 0, list(range(7000)))

    book = xlsx(tmp_path / "wide.xlsx", fill)
    wide = rezipped(book, lambda name, part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD7000"', part))
    assert len(open_grids(wide)[0].below(0)) == 7000


@pytest.mark.parametrize("word", ["n/a", "NULL", "NA", "none", "soon"])
def test_a_word_far_down_a_column_of_numbers_is_not_lost(tmp_path: Path, word: str) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sales")
        sheet.write_column(2, 3, [float(number) for number in range(3000)])
        sheet.write_string(2500, 3, word)

    below = open_grids(xlsx(tmp_path / "words.xlsx", fill))[0].below(1)
    assert below.loc[2501, 3] == word
    assert float(below.loc[2502, 3]) == 2499


def test_a_damaged_tab_leaves_the_others_readable_or_says_so(tmp_path: Path) -> None:
    book = plain_book(tmp_path / "a.xlsx")
    broken = rezipped(book, lambda name, part: None if name == FIRST_SHEET else part)
    with pytest.raises(Unreadable, match="damaged"):
        open_grids(broken)


def test_reading_keeps_no_hold_of_the_file_and_changes_nothing(tmp_path: Path) -> None:
    path = plain_book(tmp_path / "a.xlsx")
    before = path.read_bytes()
    (sales,) = open_grids(path)
    assert path.read_bytes() == before
    path.unlink()
    assert sales.below(0).shape == (1, 2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[
            pytest.param(f"shop.{end}", True, id=f"a .{end} is read")
            for end in (
                "xlsx",
                "xlsm",
                "xltx",
                "xltm",
                "xls",
                "xlsb",
                "ods",
                "csv",
                "tsv",
                "txt",
                "parquet",
                "csv.gz",
                "TXT.GZ",
            )
        ],
        pytest.param("~$shop.xlsx", False, id="Excel's lock file is not"),
        pytest.param(".~lock.shop.ods#", False, id="LibreOffice's lock file is not"),
        pytest.param("._shop.xlsx", False, id="the Mac's shadow file is not"),
        pytest.param("shop.xlsx.gz", False, id="a packed workbook is not"),
        pytest.param("letter.docx", False, id="a letter is not"),
    ],
)
def test_which_files_of_a_folder_are_read(name: str, expected: bool) -> None:
    assert readable(Path(name)) is expected


# ---- workbooks made here ----


def test_rows_and_columns_keep_their_sheet_numbers_when_the_table_starts_at_c4(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Orders")
        sheet.write_row(3, 2, ["id", "date", "", "amount", "id"])
        sheet.write_row(4, 2, ["0042", date(2024, 5, 1), None, 12.5, True])
        sheet.write_row(6, 2, ["0043", date(2024, 5, 2), None, 7, False])

    (orders,) = open_grids(xlsx(tmp_path / "c4.xlsx", fill))
    assert orders.top[:3] == [[], [], []]
    assert orders.top[3] == [None, None, "id", "date", None, "amount", "id"]
    assert orders.top[4] == [None, None, "0042", datetime(2024, 5, 1), None, 12.5, True]
    assert orders.rows == 7
    below = orders.below(4)
    assert below.index.tolist() == [5, 6, 7]
    assert below.loc[7, 2] == "0043" and below.loc[7, 5] == 7.0 and below.loc[7, 3] == pd.Timestamp(2024, 5, 2)
    assert below[3].dtype.kind == "M" and below[5].dtype == "float64"
    assert below.loc[6].isna().all()
    assert orders.below(7).empty and orders.below(70).empty


def test_hidden_rows_hidden_tabs_and_error_cells_have_addresses(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sales")
        sheet.write_column(0, 0, ["a", 'hidden="1"', "<row hidden>", 't="e"'])
        sheet.write_formula(4, 27, "=1/0", None, "#DIV/0!")
        sheet.write_formula(5, 1, "=NA()", None, "#N/A")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        book.add_worksheet("hidden").hide()
        book.add_worksheet("very").very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sales!$A$1:$A$3"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("last").write(0, 0, "after the chart")

    grids = open_grids(xlsx(tmp_path / "h.xlsx", fill))
    assert [(g.name, g.visible) for g in grids] == [
        ("Sales", True),
        ("hidden", False),
        ("very", False),
        ("last", True),
    ]
    assert grids[0].hidden_rows == (3,)
    assert grids[0].errors == ((5, 27), (6, 1))
    assert grids[0].below(0)[0].tolist()[:4] == ["a", 'hidden="1"', "<row hidden>", 't="e"']
    assert grids[1].rows == 0 and grids[1].top == [] and grids[1].below(0).empty
    assert grids[3].below(0).loc[1, 0] == "after the chart"


def test_formulas_that_openpyxl_saved_have_no_value_and_those_of_excel_have(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["amount", 1, 2])
    book.active.append(["=B1+C1", "=SUM(B1:C1)", 3])
    book.save(tmp_path / "uncached.xlsx")
    assert open_grids(tmp_path / "uncached.xlsx")[0].uncached == 2

    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_formula(0, 0, '=IF(B1>0,"x","")', None, "gone")
        sheet.write_formula(1, 0, "=1+1", None, 2)

    # Excel writes an empty text as a text cell with an empty value; that is a value.
    cached = rezipped(xlsx(tmp_path / "cached.xlsx", fill), lambda name, part: part.replace(b"<v>gone</v>", b"<v></v>"))
    assert open_grids(cached)[0].uncached == 0


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, [date(2024, 5, 1), date(2024, 5, 2)])

    (mac,) = open_grids(xlsx(tmp_path / "mac.xlsx", fill, date_1904=True))
    assert mac.date1904
    assert mac.top[0] == [datetime(2024, 5, 1)]
    assert mac.below(0)[0].tolist() == [pd.Timestamp(2024, 5, 1), pd.Timestamp(2024, 5, 2)]


X15 = b'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"'


@pytest.mark.parametrize("prefix", [b"x14", b"x15"])
def test_what_later_excels_keep_beside_the_flag_does_not_hide_that_days_count_from_1904(
    tmp_path: Path, prefix: bytes
) -> None:
    extension = b'<extLst><ext uri="{140A}" %s><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>' % X15
    mac = xlsx(
        tmp_path / "mac.xlsx",
        lambda book: book.add_worksheet().write_column(0, 0, [date(2024, 5, 1), date(2024, 5, 2)]),
        date_1904=True,
    )
    newer = rezipped(
        mac,
        lambda name, part: (
            part.replace(b"</workbook>", extension.replace(b"x15", prefix) + b"</workbook>")
            if name == "xl/workbook.xml"
            else part
        ),
    )
    (grid,) = open_grids(newer)
    assert grid.date1904 and grid.top[1] == [datetime(2024, 5, 2)]
    assert grid.below(0)[0].tolist() == [pd.Timestamp(2024, 5, 1), pd.Timestamp(2024, 5, 2)]


def test_a_damaged_workbook_is_refused_before_the_slow_reader_has_gone_through_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("openpyxl takes a second a MB"))

    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("Sales", "Calls"):
            book.add_worksheet(name).write_column(0, 0, [name, 7, 8, 9])

    path = xlsx(tmp_path / "book.xlsx", fill)
    cut = rezipped(path, lambda name, part: part[:-60] if name.endswith("sheet2.xml") else part)
    with pytest.raises(Unreadable, match="is damaged"):
        open_grids(cut)
    lost = rezipped(path, lambda name, part: part.replace(b"rId2", b"rId77") if name == "xl/workbook.xml" else part)
    with pytest.raises(Unreadable, match="is damaged"):
        open_grids(lost)


def test_a_tab_that_says_it_has_no_part_leaves_the_others_readable_and_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an old macro sheet was, some programs leave r:id="" behind; the slow reader takes small books only."""
    monkeypatch.setattr("winback_sheets.files.rare_books.MOST_BYTES", 0)

    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("Sales", "Calls"):
            book.add_worksheet(name).write_row(0, 0, [name, 7])

    macro = b'<sheet name="Macro1" sheetId="9" state="veryHidden" r:id=""/>'
    book = rezipped(
        xlsx(tmp_path / "book.xlsx", fill),
        lambda name, part: part.replace(b"<sheets>", b"<sheets>" + macro) if name == "xl/workbook.xml" else part,
    )
    sales, calls = open_grids(book)
    assert [sales.name, sales.top[0], calls.name, calls.top[0]] == ["Sales", ["Sales", 7], "Calls", ["Calls", 7]]
    assert calls.below(0).values.tolist() == [["Calls", 7.0]]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_one_unknown_name_in_a_formula_costs_one_cell_and_not_the_tab(
    tmp_path: Path, kind: str, libreoffice: LibreOffice
) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sales")
        sheet.write_row(0, 0, ["date", "customer", "amount", "paid"])
        for row in range(1, 5):
            sheet.write_row(row, 0, [date(2024, 5, row), f"C{row}", 2.5 * row, row % 2 == 0])
        sheet.write_formula(2, 2, "=SUME(A1:A2)", None, "#NAME?")

    path = xlsx(tmp_path / "book.xlsx", fill)
    (sales,) = open_grids(path if kind == "xlsx" else libreoffice.convert(path, tmp_path / "old", kind))
    assert sales.top[2] == [datetime(2024, 5, 2), "C2", None, True]
    below = sales.below(1)
    assert [dtype.kind for dtype in below.dtypes[[0, 2, 3]]] == ["M", "f", "b"] and below.index.tolist() == [2, 3, 4, 5]
    assert below[2].isna().tolist() == [False, True, False, False] and below.loc[5, 2] == 10
    assert sales.errors == ((3, 2),) if kind == "xlsx" else not sales.errors


@pytest.mark.parametrize("error", ["#SPILL!", "#ERROR!", "Err:508", "#ИМЯ?"])
@pytest.mark.parametrize("far", [False, True], ids=["in the first rows", "far down"])
def test_an_error_that_not_every_program_knows_costs_one_cell_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: str, far: bool
) -> None:
    monkeypatch.setattr("winback_sheets.files.rare_books.MOST_BYTES", 0)  # the slow reader takes small books only

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sales")
        sheet.write_column(0, 0, ["amount", *range(1, 91)])
        sheet.write_formula(80 if far else 3, 0, "=LATER()", None, "#N/A")

    path = rezipped(
        xlsx(tmp_path / "book.xlsx", fill), lambda name, part: part.replace(b"<v>#N/A<", f"<v>{error}<".encode())
    )
    (sales,) = open_grids(path)
    row = 81 if far else 4
    assert sales.errors == ((row, 0),) and sales.below(1)[0].sum() == sum(range(1, 91)) - row + 1
    assert not far or sales.top[3] == [3]


def test_durations_become_text_and_times_of_day_agree_above_and_below(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(70):
            sheet.write_datetime(row, 0, timedelta(hours=36, seconds=row), book.add_format({"num_format": "[h]:mm:ss"}))
            sheet.write_number(row, 1, 0.5, book.add_format({"num_format": "hh:mm"}))

    (times,) = open_grids(xlsx(tmp_path / "times.xlsx", fill))
    assert times.top[5] == ["36:00:05", datetime(1899, 12, 31, 12)]
    assert len(times.top) == 60
    below = times.below(0)
    assert below.loc[70, 0] == "36:01:09" and below.loc[6, 1] == pd.Timestamp(1899, 12, 31, 12)


def test_a_million_formatted_blank_cells_are_no_rows(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, red = book.add_worksheet(), book.add_format({"bg_color": "red"})
        sheet.write(1, 1, "only")
        for row in range(2, 20_000):
            for column in range(10):
                sheet.write_blank(row, column, None, red)

    (blank,) = open_grids(xlsx(tmp_path / "blank.xlsx", fill))
    assert blank.rows == 2
    assert blank.below(0).stack().dropna().tolist() == ["only"]


def test_a_very_wide_sheet_is_read_to_its_last_column(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(100):
            sheet.write_row(row, 0, range(row, row + 3000))

    (wide,) = open_grids(xlsx(tmp_path / "wide.xlsx", fill))
    assert wide.top[59][-1] == 59 + 2999
    assert wide.below(1).loc[100, 2999] == 99 + 2999


def prefixed(name: str, part: bytes) -> bytes:
    """The sheet in the strict namespace, every tag with a prefix, as some programs write it."""
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    if name.startswith("xl/worksheets/"):
        part = re.sub(rb"<(/?)(\w+)", rb"<\1x:\2", part).replace(b"xmlns=", b"xmlns:x=")
        return part.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict)
    return part


def unnumbered(name: str, part: bytes) -> bytes:
    """Rows and cells without addresses, which the standard allows."""
    return re.sub(rb' r="[A-Z]*\d+"', b"", part) if name.startswith("xl/worksheets/") else part


@pytest.mark.parametrize("edit", [prefixed, unnumbered], ids=["tags with a prefix, strict", "rows without numbers"])
def test_facts_do_not_depend_on_how_the_xml_is_spelled(tmp_path: Path, edit: Callable[[str, bytes], bytes]) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(80):
            sheet.write_row(row, 0, [f"name {row}", row])
            sheet.write_formula(row, 2, "=NA()", None, "#N/A" if row == 70 else row)
        sheet.set_row(65, None, None, {"hidden": True})

    (same,) = open_grids(rezipped(xlsx(tmp_path / "f.xlsx", fill), edit))
    assert (same.rows, same.hidden_rows, same.errors, same.uncached) == (80, (66,), ((71, 2),), 0)
    assert len(same.top) == 60 and same.top[59] == ["name 59", 59, 59]
    assert same.below(79)[0].tolist() == ["name 79"]


def test_whole_csv_lines_in_column_a_become_columns_and_one_column_of_names_does_not(tmp_path: Path) -> None:
    lines = ["id,name,paid", '007,"Smith, Ann",12.50', "008,Ben,", "", "009,Cy,3"]

    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("pasted").write_column(0, 0, lines)
        book.add_worksheet("names").write_column(0, 0, ["customer", "Smith, Ann", "Jones, Ben", "Ray, Cy"])
        book.add_worksheet("two").write_column(0, 0, lines)
        book.get_worksheet_by_name("two").write(99, 1, "beside")

    pasted, names, two = open_grids(xlsx(tmp_path / "p.xlsx", fill))
    assert pasted.note == "split at commas"
    assert pasted.top == [
        ["id", "name", "paid"],
        ["007", "Smith, Ann", "12.50"],
        ["008", "Ben"],
        [],
        ["009", "Cy", "3"],
    ]
    assert pasted.below(2).index.tolist() == [3, 4, 5] and pasted.below(1).loc[2, 1] == "Smith, Ann"
    assert names.note == "" and names.below(1)[0].tolist()[0] == "Smith, Ann"
    assert two.note == "" and two.top[0] == ["id,name,paid"]


# ---- other formats ----


def test_parquet_has_its_names_in_row_1_and_real_dates(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "customer": ["a", None],
            "day": [date(2024, 5, 1), None],
            "paid": [Decimal("1.50"), None],
            "n": [1, 2],
        },
        index=pd.Index(["x", "y"], name="key"),
    )
    frame.to_parquet(tmp_path / "s.parquet")
    (sales,) = open_grids(tmp_path / "s.parquet")
    assert sales.top[0] == ["customer", "day", "paid", "n", "key"]
    assert sales.top[1] == ["a", datetime(2024, 5, 1), 1.5, 1, "x"]
    assert sales.rows == 3 and sales.below(1).index.tolist() == [2, 3]
    assert sales.below(1)[1].dtype.kind == "M" and sales.below(1)[2].dtype == "float64"
    assert sales.below(0).loc[1, 0] == "customer"


def test_a_web_page_named_xls_is_read_as_its_table(tmp_path: Path) -> None:
    page = "<html><table><tr><th colspan=2>Orders</th></tr><tr><td>007</td><td>1&nbsp;200<br>x</td></tr></table>"
    (tmp_path / "export.xls").write_text(page, encoding="utf-8")
    (table,) = open_grids(tmp_path / "export.xls")
    assert table.top == [["Orders"], ["007", "1\xa0200\nx"]]
    assert table.below(1).loc[2, 0] == "007"


def test_a_page_without_a_table_is_refused_without_being_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("html.parser.HTMLParser.feed", lambda *_: pytest.fail("a second a MB"))
    (tmp_path / "page.xls").write_text("<html><body><div>hello</div></body></html>")
    with pytest.raises(Unreadable, match="a web page without a table"):
        open_grids(tmp_path / "page.xls")


def test_text_named_xlsx_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"id;paid\n007;1,50\n")
    assert open_grids(tmp_path / "a.xlsx")[0].top == [["id", "paid"], ["007", "1,50"]]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_libreoffice_saves_gives_the_same_cells(tmp_path: Path, libreoffice: LibreOffice, kind: str) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Orders")
        sheet.write_row(3, 2, ["id", "date", "amount"])
        sheet.write_row(4, 2, ["0042", date(2024, 5, 1), 12.5])
        sheet.write_row(5, 2, ["0043", date(2024, 5, 2), 7])
        book.add_worksheet("notes").hide()

    source = xlsx(tmp_path / "orders.xlsx", fill)
    libreoffice.convert(source, tmp_path / "saved", kind)
    for grids in (open_grids(tmp_path / "saved" / f"orders.{kind}"), open_grids(source)):
        orders, notes = grids
        assert (orders.name, orders.rows, orders.visible, notes.visible) == ("Orders", 6, True, False)
        assert orders.top[4] == [None, None, "0042", datetime(2024, 5, 1), 12.5]
        below = orders.below(4)
        assert below.index.tolist() == [5, 6] and below.columns.tolist() == [2, 3, 4]
        assert below.loc[6].tolist() == ["0043", pd.Timestamp(2024, 5, 2), 7.0]


# ---- real files ----


def test_every_real_workbook_opens_and_no_cell_is_lost(shared_data: Path) -> None:
    books = sorted(shared_data.rglob("*.xlsx"))
    assert len(books) >= 20
    for path in books:
        plain = fastexcel.read_excel(path)
        for tab in (tab for tab in open_grids(path) if not tab.note):
            cells = plain.load_sheet(tab.name, header_row=None, skip_rows=0, dtypes="string").to_pandas()
            filled = (cells.notna() & (cells.astype(object) != "")).to_numpy(dtype=bool)
            assert tab.rows == len(cells), (path.name, tab.name)
            assert tab.below(0).notna().to_numpy().sum() == filled.sum(), (path.name, tab.name)
            first = sum(value is not None for row in tab.top for value in row)
            errors = sum(row <= 60 for row, _ in tab.errors)
            assert filled[:60].sum() - errors <= first <= filled[:60].sum() + errors, (path.name, tab.name)


@pytest.mark.parametrize(
    ("file", "tab", "rows", "hidden", "visible", "note"),
    [
        pytest.param(
            "ledgers_messy/telco_filtered_hidden_rows.xlsx",
            "Telco_Churn",
            7044,
            4915,
            True,
            "",
            id="Telco with a filter on: 4,915 of 7,043 rows are hidden",
        ),
        pytest.param(
            "ledgers_messy/euses/pta_budget_hidden_sheets.xlsx",
            "collapsed budget for charts",
            121,
            66,
            False,
            "",
            id="a budget's hidden tab has 66 hidden rows",
        ),
        pytest.param(
            "ledgers_messy/euses/store_manager_worksheets.xlsx",
            "CashFlow",
            46,
            0,
            True,
            "",
            id="a used range to IV8192 ends in row 46",
        ),
        pytest.param(
            "transactions/northwind.xlsx",
            "Orders Details",
            2156,
            0,
            True,
            "split at commas",
            id="Northwind's order lines are pasted into column A",
        ),
        pytest.param("transactions/northwind.xlsx", "Orders", 831, 0, True, "", id="Northwind's orders are not"),
    ],
)
def test_known_facts_of_real_workbooks(
    shared_data: Path, file: str, tab: str, rows: int, hidden: int, visible: bool, note: str
) -> None:
    found = grid(shared_data / file, tab)
    assert (found.rows, len(found.hidden_rows), found.visible, found.note) == (rows, hidden, visible, note)


def test_hidden_rows_are_the_ones_openpyxl_names(shared_data: Path) -> None:
    path = shared_data / "ledgers_messy/telco_filtered_hidden_rows.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    hidden = tuple(row for row, shape in sheet.row_dimensions.items() if shape.hidden)
    assert open_grids(path)[0].hidden_rows == hidden


def test_northwind_split_lines_add_up_to_the_published_sales(shared_data: Path) -> None:
    lines = grid(shared_data / "transactions/northwind.xlsx", "Orders Details").below(1).astype(float)
    assert len(lines) == 2155
    assert round(float((lines[2] * lines[3] * (1 - lines[4])).sum()), 2) == 1_265_793.04


def test_a_large_shared_string_table_is_cut_without_changing_a_cell(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("late").write_column(0, 0, [f"customer number {n} of a long list" for n in range(30_000)])
        book.add_worksheet("early").write_column(0, 0, [f"customer number {n} of a long list" for n in (3, 20_000)])

    late, early = open_grids(xlsx(tmp_path / "strings.xlsx", fill))
    assert late.top[59] == ["customer number 59 of a long list"]
    assert early.top == [["customer number 3 of a long list"], ["customer number 20000 of a long list"]]
    assert late.below(1).loc[30_000, 0] == "customer number 29999 of a long list"

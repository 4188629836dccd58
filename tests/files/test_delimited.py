"""Text files become grids of text: encodings, separators, broken quotes, true row numbers."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.files.delimited import separator_of, text_grid
from winback_sheets.files.files import Unreadable, open_grids
from winback_sheets.read.grid import Grid

TABLE = [["id", "name"], ["007", "Schön"], ["008", "Ann"]]
LINES = "id,name\n007,Schön\n008,Ann\n"


def read(text: str | bytes) -> Grid:
    return text_grid(text.encode() if isinstance(text, str) else text, "shop.csv")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("customer\nSmith, Ann\nJones, Ben\nRay\n", id="names with a comma under a header without one"),
        pytest.param("customer\nAnn Smith\nBen Jones\nCy Ray\n", id="first and second names"),
        pytest.param("note\nCame on 3 May; paid\nwill call 5\nno, never | ever\n", id="free text"),
        pytest.param("street\nMill Lane 5\nHill Road 7\nPark Row 9\n", id="streets with house numbers"),
    ],
)
def test_one_column_stays_one_column(text: str) -> None:
    lines = text.splitlines()
    assert read(text).below(0)[0].dropna().str.cat(sep="\n").split("\n")[0] == lines[0]
    assert separator_of(text) in (None, ",")
    assert len(read(text).below(0)) == len(lines)


@pytest.mark.parametrize("word", ["NA", "null", "None", "nan", "0042", "1e5", "TRUE", "2024-01-02", "=cmd()", " x "])
def test_no_cell_is_taken_for_anything_but_text(word: str) -> None:
    below = read(f"id,note\n1,{word}\n2,x\n").below(1)
    assert below.loc[2, 1] == word
    assert below.loc[2, 0] == "1"


def test_an_unclosed_quotation_mark_swallows_no_row() -> None:
    grid = read('id,name,town\n1,"Ann",Bern\n2,"Ben,Basel\n3,"Cy",Chur\n4,"Di, Jr",Davos\n')
    assert grid.rows == 5
    assert grid.below(1)[0].tolist() == ["1", "2", "3", "4"]
    late = read("id,name\n" + "".join(f'{n},"x, y"\n' for n in range(50)) + '50,"Ben\n51,Cy\n52,Di\n')
    assert late.rows == 54 and late.note == "quotation mark not closed in line 52"
    assert late.below(51)[1].tolist() == ["Ben", "Cy", "Di"]
    assert late.top[1] == ["0", "x, y"]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(LINES.encode(), id="UTF-8"),
        pytest.param(LINES.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(LINES.encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + LINES.encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param(LINES.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(LINES.encode("utf-32"), id="UTF-32"),
        pytest.param(LINES.encode("cp1252"), id="the encoding of western Windows"),
        pytest.param(LINES.replace("\n", "\r\n").encode(), id="lines end as on Windows"),
        pytest.param(LINES.replace("\n", "\r").encode(), id="lines end as on an old Mac"),
        pytest.param(LINES.rstrip().encode(), id="no line end at the end"),
        pytest.param((LINES + "\n\n,\n").encode(), id="blank lines at the end"),
        pytest.param(LINES.replace(",", ";").encode(), id="semicolons"),
        pytest.param(LINES.replace(",", "\t").encode("utf-16"), id="tabs, as Excel's Unicode text"),
        pytest.param(LINES.replace(",", "|").encode(), id="bars"),
        pytest.param(b"sep=^\r\n" + LINES.replace(",", "^").encode(), id="a first line says sep=^"),
        pytest.param(b"\xef\xbb\xbfsep=;\n" + LINES.replace(",", ";").encode(), id="a mark, then sep=;"),
        pytest.param(LINES.replace("Ann", "A\0nn").encode(), id="a NUL byte inside a name"),
        pytest.param(
            "".join(f'"{line}"\n' for line in LINES.splitlines()).encode(),
            id="whole lines in quotation marks",
        ),
    ],
)
def test_the_same_table_however_it_is_written(raw: bytes) -> None:
    grid = read(raw)
    assert grid.top == TABLE
    assert grid.rows == 3
    assert grid.below(1).to_numpy().tolist() == TABLE[1:]
    assert grid.below(2).index.tolist() == [3] and grid.below(3).empty


def test_a_few_broken_bytes_do_not_make_utf8_another_encoding() -> None:
    raw = ("id,name\n" + "1,Zürich Käse Öl\n" * 50).encode() + b"2,Gen\xe8ve\n"
    assert read(raw).top[1] == ["1", "Zürich Käse Öl"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a,b\n\n1,2\n", {1: ["a", "b"], 2: [], 3: ["1", "2"]}, id="a blank line is a row"),
        pytest.param('a,b\n1,"x\ny"\n2,z\n', {2: ["1", "x\ny"], 3: ["2", "z"]}, id="a line break in quotes is not"),
        pytest.param(
            "Report\n\na,b\n1,2\n3,4\n5,6\n",
            {1: ["Report"], 3: ["a", "b"], 4: ["1", "2"]},
            id="title lines keep their rows",
        ),
        pytest.param("a,b\n1\n2,3,4,5\n", {2: ["1"], 3: ["2", "3", "4", "5"]}, id="short and long rows stay whole"),
        pytest.param(",,\n,,a,b\n,,1,2\n", {1: [], 2: [None, None, "a", "b"]}, id="blank columns at the left stay"),
        pytest.param(
            'a,b\n1,"say ""hi"""\n2,5" pipe\n',
            {2: ["1", 'say "hi"'], 3: ["2", '5" pipe']},
            id="doubled marks and inches",
        ),
        pytest.param("Anna;1,50\nBen;2,75\nCy;3,00\n", {1: ["Anna", "1,50"]}, id="decimal commas beside semicolons"),
        pytest.param(
            " id  paid day\n 1   2.5  19970101\n 12  .5   19970102\n",
            {1: ["id", "paid", "day"], 3: ["12", ".5", "19970102"]},
            id="columns aligned with blanks",
        ),
        pytest.param('a,b\n1,"' + "x\n," * 30 + '"\n2,y\n', {3: ["2", "y"]}, id="separators inside a long quotation"),
        pytest.param(
            '"a\n","b\n","c\n","d"\n1,2,3,4\n5,6,7,8\n',
            {1: ["a\n", "b\n", "c\n", "d"], 3: ["5", "6", "7", "8"]},
            id="a header with a line break in every cell",
        ),
    ],
)
def test_rows_keep_their_numbers_and_all_their_cells(text: str, rows: dict[int, list[str | None]]) -> None:
    grid = read(text)
    below = grid.below(0)
    for number, cells in rows.items():
        assert grid.top[number - 1] == cells
        assert below.loc[number].dropna().tolist() == [cell for cell in cells if cell is not None]


def test_a_line_of_ten_thousand_marks_in_a_long_file_is_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="10,001 columns"):
        read("a,b\n" * 30_000 + "," * 10_000 + "\n")


@pytest.mark.parametrize(
    ("file", "rows", "columns", "row", "cells"),
    [
        pytest.param(
            "transactions/cdnow_master.txt.gz",
            69_660,
            4,
            1,
            ["customer_id", "date", "number_of_cds", "dollar_value"],
            id="CDNOW: blanks and a header",
        ),
        pytest.param(
            "transactions/cdnow_sample.txt",
            6_919,
            5,
            1,
            ["00004", "0001", "19970101", "2", "29.33"],
            id="CDNOW sample: blanks and no header",
        ),
        pytest.param(
            "ledgers_messy/messytables_utf-16le_encoded.csv",
            328,
            19,
            1,
            ["Organisation_code"],
            id="UTF-16 with a mark",
        ),
        pytest.param("ledgers_messy/messytables_weird_head_padding.csv", 94, 10, 1, [], id="blank lines on top"),
        pytest.param(
            "ledgers_messy/messytables_spanish_chars.csv",
            117,
            8,
            1,
            ["GF_ID"],
            id="Latin-1 Spanish, cells with line breaks",
        ),
        pytest.param(
            "ledgers_messy/messytables_sparse_with_column_errors.csv",
            2_238,
            4,
            1,
            ["LP", "Bezeichnung"],
            id="sparse German list",
        ),
        pytest.param("locale/bn_districts.csv", 64, 7, 1, ["1", "1", "Cumilla", "কুমিল্লা"], id="Bengali"),
        pytest.param(
            "interactions/ar_invoices_ibm.csv",
            2_467,
            12,
            2,
            ["391", "0379-NEVHP", "4/6/2013", "0000611365"],
            id="invoice numbers keep their zeros",
        ),
        pytest.param("subscriptions/telecom_maven.csv", 7_044, 38, 1, ["Customer ID"], id="Maven's Latin-1"),
    ],
)
def test_real_files(shared_data: Path, file: str, rows: int, columns: int, row: int, cells: list[str]) -> None:
    (grid,) = open_grids(shared_data / file)
    assert (grid.rows, grid.below(0).shape) == (rows, (rows, columns))
    assert grid.top[row - 1][: len(cells)] == cells


def test_every_real_csv_has_the_rows_pandas_counts(shared_data: Path) -> None:
    # Exports have titles above and totals below, which pandas alone cannot read.
    folders = [folder for folder in shared_data.iterdir() if folder.is_dir() and folder.name != "exports"]
    files = [path for folder in folders for path in folder.rglob("*.csv*") if "messy" not in path.name]
    assert len(files) >= 20
    for path in files:
        raw = path.read_bytes()
        text = gzip.decompress(raw) if path.suffix == ".gz" else raw
        encoding = "latin-1" if path.name == "telecom_maven.csv" else "utf-8"
        plain = pd.read_csv(path, header=None, dtype=str, encoding=encoding, keep_default_na=False)
        (grid,) = open_grids(path)
        assert grid.rows == len(plain) and text, path.name
        assert (grid.below(0).fillna("").to_numpy() == plain.to_numpy()).all(), path.name


def test_half_a_million_rows_of_online_retail_are_read_in_seconds(shared_data: Path) -> None:
    start = time.perf_counter()
    (grid,) = open_grids(shared_data / "transactions/online_retail_2010_2011.csv.gz")
    sales = grid.below(1)
    took = time.perf_counter() - start
    assert sales.shape == (541_909, 8)
    assert sales.index[-1] == grid.rows == 541_910
    assert sales[2].isna().sum() == 1_454
    assert took < 20  # about 1 second on a quiet machine

"""Files made to fill the memory, to hang the reader or to lead it astray: one sentence, and nothing else happens.

Some 50 of the inputs of scripts/hostile.py, which tries all of them, each in a process of its own.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hosts.workbook.hostile_inputs import Hostile, hostile_inputs
from hosts.workbook.hostile_sheets import SHEET, cell, head, sale, sales, sheet
from hosts.workbook.hostile_zip import bomb, parts_of, raw_zip, with_entry
from ledgers import RUN_DAY, shop, write

from winback_sheets.files.files import open_grids
from winback_sheets.files.limits import unpack_part, unpacking
from winback_sheets.files.reach import Reach, exact_reach, farther
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.package import Refused
from winback_sheets.read.book import read

# Inputs that are made quickly and must be refused before anything large is made of them: name, words of the sentence.
REFUSED = {
    "bomb of 11 GB in sheet1.xml": "unpacks to more than 3 GB",
    "bomb of 11 GB in sharedStrings.xml": "unpacks to more than 3 GB",
    "bomb of 3 GB in styles.xml that claims 1 MB": "damaged",
    "bomb of 3 GB in workbook.xml that claims 1 MB": "damaged",
    "bomb of 3 GB in sheet1.xml that claims 1 MB": "damaged",
    "bomb of 900 MB in sharedStrings.xml, declared": "packed more than 200 to 1",
    "picture of 6 GB nobody reads": "unpacks to more than 3 GB",
    "one part listed 20,000 times": "its parts overlap",
    "a billion laughs in workbook.xml": "document type",
    "a billion laughs in styles.xml": "document type",
    "an entity from outside in workbook.xml": "document type",
    "an entity from outside in workbook.xml.rels": "document type",
    "UTF-16 book with a document type": "document type",
    "three million tags never closed in styles.xml": "tags",
    "one cell at XFD1048576": "reaches 1,048,576 rows down and 16,384 columns",
    "60 columns with a cell at the bottom": "60 columns across",
    "a cell at 'ZZZZZ1'": "columns across",
    "a cell at 'A4294967296'": "rows down",
    "a cell at 'A99999999999999999999'": "rows down",
    "a cell at 'AAAAAAAAAAAAA1'": "columns across",
    "a row numbered '4294967295'": "rows down",
    "a row numbered '99999999999999999999'": "rows down",
    "two tabs that share one part": "one and the same part",
    "10,000 tabs that share one part": "more than 2,000",
    "half a billion equal numbers": "too large for memory",
    "one text of 1 MB in 2,000 rows": "too large for memory",
    "20,000 columns of parquet": "too large for memory",
    "100,000 columns": "100,000 columns",
    "a .gz of 12 GB": "more than 400 MB",
    "a bomb of 11 GB in .ods": "more than 3 GB",
    "a bomb of 3 GB in .ods that claims 1 MB": "not as long as its package says",
    "100,000 tables of one cell": "more than 1,000 tables",
    "a link to itself": "cannot be read",
    "a link to /dev/zero": "pipe or a device",
    "a named pipe": "pipe or a device",
    "a folder named shop.xlsx": "is a folder",
    "a file of 900 MB that is all holes": "larger than 700 MB",
    "a name of 300 letters": "cannot be read",
}
# What is odd and can be read all the same.
READ = (
    "a dimension of 'A1:XFD1048576'",
    "a dimension of 'A1:ZZZZZ99999999'",
    "rows in the wrong order",
    "a part named ../../../../escaped.xml",
    "a part named /etc/passwd",
    "a sheet and a drawing that need each other",
    "amounts of '1e308'",
    "UTF-7",
    "invalid UTF-8",
    "NUL bytes between lines",
    "a .csv named .xlsx",
    "lists within lists",
)
# What once took minutes or ended in a fault, and is read whole; how many rows of sales it has.
READ_AT_LITTLE_COST = {
    "a heading of 10 MB": 400,
    "a colspan of another alphabet": 51,
    "a colspan of 10,000 digits": 51,
    "a million of <td": 50,
    'a million of <a x="': 50,
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Hostile]:
    return {each.name: each for each in hostile_inputs(tmp_path_factory.mktemp("sound"))}


def read_all(path: Path) -> list[pd.DataFrame]:
    return [grid.below(1) for grid in open_grids(path)]


def test_there_are_more_than_300_inputs_and_each_is_named_once(inputs: dict[str, Hostile], tmp_path: Path) -> None:
    assert len(inputs) == len(hostile_inputs(tmp_path)) > 300


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence_at_little_cost(inputs: dict[str, Hostile], tmp_path: Path, name: str) -> None:
    path = inputs[name].make(tmp_path)
    before, started = sorted(tmp_path.iterdir()), time.process_time()
    with pytest.raises(Unreadable, match=REFUSED[name]) as said:
        read_all(path)
    assert "\n" not in str(said.value) and str(said.value).endswith(".")
    assert sorted(tmp_path.iterdir()) == before
    assert time.process_time() - started < 30


@pytest.mark.parametrize("name", READ)
def test_odd_and_read_all_the_same(inputs: dict[str, Hostile], tmp_path: Path, name: str) -> None:
    assert len(read_all(inputs[name].make(tmp_path))[0]) > 100


@pytest.mark.parametrize("name", READ_AT_LITTLE_COST)
def test_odd_and_understood_at_little_cost(inputs: dict[str, Hostile], tmp_path: Path, name: str) -> None:
    path, started = inputs[name].make(tmp_path), time.process_time()
    book = read(open_grids(path), today=RUN_DAY)
    assert book.rows_read == READ_AT_LITTLE_COST[name] and not book.trouble
    assert time.process_time() - started < 15


def test_a_part_nested_too_deeply_to_be_edited_is_refused_and_the_file_stays(
    inputs: dict[str, Hostile], tmp_path: Path
) -> None:
    path = inputs["a million levels in workbook.xml.rels"].make(tmp_path)
    before = path.read_bytes()
    with pytest.raises(Refused, match="nested too deeply"):
        review_file(path, run_day=RUN_DAY)
    assert path.read_bytes() == before and [*tmp_path.iterdir()] == [path]


def test_what_libraries_warn_of_is_not_said_by_the_command_line(inputs: dict[str, Hostile], tmp_path: Path) -> None:
    path = inputs["xl/styles.xml twice"].make(tmp_path)
    command = [sys.executable, "-P", "-m", "winback_sheets", "review", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.endswith(" ...")]
    assert done.returncode == 2 and len(said) == 1 and "is damaged and cannot be read" in said[0]


@pytest.mark.parametrize("kind", ["bits", "parts", "cut", "labels", "directory"])
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(
    inputs: dict[str, Hostile], tmp_path: Path, kind: str
) -> None:
    damaged = [each for each in inputs.values() if each.kind == kind]
    refused = 0
    for each in random.Random(7).sample(damaged, 4):
        try:
            read_all(each.make(tmp_path))
        except Unreadable as said:
            refused += 1
            assert "\n" not in str(said)
    assert kind == "bits" or refused


def memory(word: str) -> int:
    """This process's memory in bytes as Linux counts it: VmRSS now, VmHWM at its highest since it was last reset."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith(f"{word}:")), 0)


@pytest.fixture(autouse=True)
def within_two_gigabytes() -> Iterator[None]:
    """Each input alone, beyond what the process held before; nothing is known where there is no /proc."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5")
    at_first = memory("VmRSS")
    yield
    assert memory("VmHWM") - at_first < 2 << 30


# ---- honest files below every limit ----


def rows_of(cells: Callable[[int], bytes], count: int) -> bytes:
    return head() + b"".join(cells(row) for row in range(2, count + 2))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rows_of(sale, 300), id="a plain ledger"),
        pytest.param(rows_of(sale, 300) + b'<row r="1048576" ht="15"/>', id="a last row with a height and no cell"),
        pytest.param(
            rows_of(sale, 300) + b'<row r="1048576"><c r="XFD1048576" s="0"/></row>', id="a far cell with a colour only"
        ),
        pytest.param(rows_of(sale, 300) + b'<row r="1048576">' + cell("Z1048576", "x") + b"</row>", id="26 columns"),
    ],
)
def test_honest_sheets_are_read(tmp_path: Path, data: bytes) -> None:
    parts = parts_of(write(tmp_path / "a.xlsx", Sales=shop(months=2)))
    (tmp_path / "b.xlsx").write_bytes(raw_zip([]) if not parts else with_entry(parts, _plain(sheet(data))))
    assert len(read_all(tmp_path / "b.xlsx")[0]) >= 300


def _plain(content: bytes):
    return bomb(SHEET, content, b"", 0, b"")._replace(crc=zlib.crc32(content), size=len(content))


# ---- the pieces ----


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(sales(3), Reach(), id="a plain sheet stays below the reach that is always granted"),
        pytest.param(
            b'<row r="1000001"><c r="A1000001"/></row>', Reach(1_000_001, 26), id="seven digits are looked at"
        ),
        pytest.param(b'<row r="5"><c r="AB5"><v>1</v></c></row>', Reach(999_999, 28), id="two letters are looked at"),
        pytest.param(b"<row r='5'><c r='AB5'><v>1</v></c></row>", Reach(999_999, 28), id="the other quotation mark"),
        pytest.param(
            b'<row r="5"><c r="ab5"><v>1</v></c></row>', Reach(999_999, 28), id="small letters count as large"
        ),
        pytest.param(b"<row><c><v>1</v></c></row>" * 2, Reach(1_000_001, 27), id="cells without a place are counted"),
    ],
)
def test_the_reach_is_never_too_small(data: bytes, expected: Reach) -> None:
    found = farther(Reach(), data, row=b"<row", cell=b"<c")
    assert found.rows >= expected.rows and found.columns >= expected.columns
    assert found == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(sales(3), (4, 3), id="the last row and column with something in it"),
        pytest.param(sales(3) + b'<row r="9"><c r="XFD9" s="1"/></row>', (4, 3), id="a colour alone is nothing"),
        pytest.param(sales(3) + b'<row r="9"><c><v>1</v></c><c><v>1</v></c></row>', (9, 5), id="cells without a place"),
        pytest.param(b'<row r="9"><c r="B2"><v>1</v></c></row>', (2, 2), id="the cell's own row holds"),
    ],
)
def test_the_exact_reach_counts_what_holds_something(data: bytes, expected: tuple[int, int]) -> None:
    assert exact_reach([data]) == Reach(*expected)


def test_a_part_longer_than_its_package_says_is_refused_both_ways(tmp_path: Path) -> None:
    longer = bomb("a.xml", b"<a>", b" " * 1000, 50, b"</a>", size=1003)
    (tmp_path / "a.zip").write_bytes(raw_zip([longer]))
    with zipfile.ZipFile(tmp_path / "a.zip") as book:
        assert len(book.read("a.xml")) == 1003  # which is why it has to be asked
        with pytest.raises(Unreadable, match="not as long as its package says"):
            unpack_part(book, "a.xml")
        with pytest.raises(Unreadable, match="not as long as its package says"), unpacking(book, "a.xml") as part:
            part.read(10)

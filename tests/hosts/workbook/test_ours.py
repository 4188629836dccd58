"""No file of ours is ever an input, and the copy from before the first review is never written again."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from ledgers import RUN_DAY, shop, write

from winback_sheets.hosts.workbook.ours import is_ours
from winback_sheets.hosts.workbook.removal import remove_from
from winback_sheets.hosts.workbook.unchanged import repeat_last
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.save import Refused


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook reviewed twice, so that both copies lie beside it."""
    path = write(tmp_path / "shop.xlsx", Sales=shop())
    review_file(path, run_day=RUN_DAY)
    review_file(path, as_of="2026-08-31", run_day=RUN_DAY)
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A plain ledger with its result beside it."""
    path = tmp_path / "sales.csv"
    shop().to_csv(path, index=False)
    review_file(path, run_day=RUN_DAY)
    return path


def files(folder: Path) -> dict[str, int]:
    return {path.name: zlib.crc32(path.read_bytes()) for path in folder.iterdir()}


def test_every_file_of_a_folder_reviewed_again_is_the_workbook_alone(book: Path) -> None:
    before = files(book.parent)
    assert sorted(before) == ["shop.winback-backup.xlsx", "shop.winback-original.xlsx", "shop.xlsx"]
    for path in sorted(book.parent.iterdir()):
        if path != book:
            with pytest.raises(Refused, match=rf"^{path.name} was made by a review: review shop\.xlsx instead\.$"):
                review_file(path, run_day=RUN_DAY)
            with pytest.raises(Refused, match="must not change"):
                remove_from(path)
            assert repeat_last(path, None, {"as_of": None, "every": "auto"}, run_day=RUN_DAY.date()) is None
    assert files(book.parent) == before


@pytest.mark.parametrize("kind", ["backup", "original"])
def test_no_copy_is_written_over_or_read_as_one_more_file_of_the_ledger(kind: str, book: Path) -> None:
    before, copy = files(book.parent), book.with_name(f"shop.winback-{kind}.xlsx")
    with pytest.raises(Refused, match="must not change: choose another file"):
        review_file(book, out=copy, run_day=RUN_DAY)
    with pytest.raises(Refused, match=r"review shop\.xlsx instead"):
        review_file(book, more=[copy], run_day=RUN_DAY)
    assert files(book.parent) == before


def test_the_result_beside_a_plain_ledger_names_that_ledger(ledger: Path) -> None:
    result = ledger.with_name("sales.winback.xlsx")
    with pytest.raises(Refused, match=r"^sales\.winback\.xlsx was made by a review: review sales\.csv instead\.$"):
        review_file(result, run_day=RUN_DAY)
    ledger.unlink()
    with pytest.raises(Refused, match="review the ledger it came from"):
        review_file(result, run_day=RUN_DAY)


def test_a_workbook_named_like_a_result_with_sales_of_its_own_is_reviewed(tmp_path: Path) -> None:
    book = write(tmp_path / "sales.winback.xlsx", Sales=shop())
    assert not is_ours(book) and review_file(book, run_day=RUN_DAY).changed
    assert not is_ours(book) and not review_file(book, run_day=RUN_DAY).changed


def test_a_copy_whose_workbook_is_gone_says_how_to_use_it(book: Path) -> None:
    book.unlink()
    with pytest.raises(Refused, match="to use the copy, give it another name"):
        review_file(book.with_name("shop.winback-original.xlsx"), run_day=RUN_DAY)


NAMES = [
    pytest.param("shop.xlsx", [], False, id="a workbook"),
    pytest.param("shop.csv", [], False, id="a ledger"),
    pytest.param("shop.winback-backup.xlsx", ["shop.xlsx"], True, id="the copy from before the last review"),
    pytest.param("SHOP.WINBACK-ORIGINAL.XLSM", [], True, id="the copy from before the first, in capitals"),
    pytest.param("shop (reviewed).xlsx", ["shop.xlsx"], True, id="a result beside a workbook that was open"),
    pytest.param("shop (reviewed).xlsx", [], False, id="somebody's own name for a workbook"),
    pytest.param("shop (reviewed).winback-backup.xlsx", [], True, id="the copy of a result"),
    pytest.param("shop.winback.xlsx", ["shop.csv"], True, id="the result of a ledger"),
    pytest.param("shop.winback.xlsx", ["shop.csv.gz"], True, id="the result of a packed ledger"),
    pytest.param("shop.winback.xlsx", ["shop.xlsx"], False, id="a workbook is reviewed in its own file"),
    pytest.param("shop.winback-notes.csv", [], True, id="notes taken out"),
    pytest.param("shop.winback-notes-2.csv", ["shop.xlsx"], True, id="notes taken out once more"),
    pytest.param("clients-summary.xlsx", [], True, id="the table of several reviews"),
    pytest.param("~$shop.xlsx", ["shop.xlsx"], True, id="Excel's lock file"),
    pytest.param(".~lock.shop.xlsx#", [], True, id="LibreOffice's lock file"),
    pytest.param(".winback-undo-shop.xlsx", [], True, id="an undo broken off"),
]


@pytest.mark.parametrize(("name", "beside", "ours"), NAMES)
def test_which_files_are_ours(name: str, beside: list[str], ours: bool, tmp_path: Path) -> None:
    for each in [name, *beside]:
        (tmp_path / each).write_bytes(b"")
    assert is_ours(tmp_path / name) is ours

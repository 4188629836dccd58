"""Undo: back, and back again; broken off at any moment the workbook is whole and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import RUN_DAY, shop, write

from winback_sheets import api
from winback_sheets.hosts.workbook.alone import undone
from winback_sheets.hosts.workbook.targets import backup_of
from winback_sheets.hosts.workbook.undoing import go_back, holds_ours, undo_in_words
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.save import Refused


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook as it is now, and the copy from before."""
    path = tmp_path / "shop.xlsx"
    path.write_text("now")
    path.with_name("shop.winback-backup.xlsx").write_text("before")
    return path


def test_an_open_workbook_and_a_missing_copy_are_left_alone(book: Path) -> None:
    book.with_name("~$shop.xlsx").write_bytes(b"")
    with pytest.raises(Refused, match="open in another program"):
        go_back(book)
    book.with_name("~$shop.xlsx").unlink()
    book.with_name("shop.winback-backup.xlsx").unlink()
    with pytest.raises(FileNotFoundError, match="no copy to go back to"):
        go_back(book)
    assert book.read_text() == "now" and list(book.parent.iterdir()) == [book]


def test_twice_is_back_where_it_began(book: Path) -> None:
    copy = book.with_name("shop.winback-backup.xlsx")
    assert go_back(book) == book and book.read_text() == "before" and copy.read_text() == "now"
    assert go_back(book) == book and book.read_text() == "now" and copy.read_text() == "before"
    assert sorted(book.parent.iterdir()) == sorted([book, copy])


@pytest.mark.parametrize("moment", [1, 2, 3], ids=["before anything", "before the workbook is replaced", "after it"])
def test_broken_off_the_workbook_is_whole_and_the_next_undo_goes_on(
    book: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.replace, []

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == moment:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        go_back(book)
    monkeypatch.undo()
    whole = "before" if moment == 3 else "now"
    assert book.read_text() == whole
    go_back(book)
    assert {book.read_text(), book.with_name("shop.winback-backup.xlsx").read_text()} == {"now", "before"}
    assert len(list(book.parent.iterdir())) == 2


def test_the_result_of_a_ledger_that_cannot_hold_tabs_is_what_goes_back(tmp_path: Path) -> None:
    result = tmp_path / "sales.winback.xlsx"
    result.write_text("now")
    result.with_name("sales.winback.winback-backup.xlsx").write_text("before")
    assert go_back(tmp_path / "sales.csv") == result and result.read_text() == "before"


def test_undo_loads_nothing_that_reads_ledgers(tmp_path: Path) -> None:
    """Loading it takes as long as a review of a small workbook."""
    path = write(tmp_path / "shop.xlsx", Sales=shop(12, 8))
    before = path.read_bytes()
    api.review(path)
    code = "import sys; from winback_sheets.commands.app import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, "undo", str(path)], capture_output=True, text=True, check=True)
    assert path.read_bytes() == before and "shop.xlsx" in done.stdout
    assert not {"pandas", "fastexcel", "xlsxwriter", "openpyxl"} & set(done.stderr.split())


def test_what_is_said_after_an_undo_that_was_broken_off_is_true(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.xlsx", Sales=shop(months=14, customers=4, stop={3: 8}))
    review_file(path, run_day=RUN_DAY)
    shutil.copy2(path, undone(path))  # ended by force between the two moves
    shutil.copy2(backup_of(path), path)
    assert "The review is back" in undo_in_words(path)[1] and holds_ours(path)

"""A review that goes wrong half-way: the owner's file is the one before or wholly the new one, and nothing else stays."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from ledgers import RUN_DAY, people, shop, write

from winback_sheets import api
from winback_sheets.files.endings import readable
from winback_sheets.hosts.workbook import workbook
from winback_sheets.hosts.workbook.ours import is_ours
from winback_sheets.hosts.workbook.targets import backup_of, original_of
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml import guard, halfway, save
from winback_sheets.ooxml.guard import fingerprint, refuse_if_changed, refuse_if_not_writable
from winback_sheets.ooxml.halfway import aside, copy_file, locked, sweep
from winback_sheets.ooxml.package import Refused

Meanwhile = Callable[[Path], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    return write(folder / "shop.xlsx", Sales=shop(months=14, customers=30, stop={3: 8}), Customers=people(30))


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "shop.xlsx"))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def at_the_last_step(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Something happens after the workbook has been read and counted, and before anything is written."""
    drawn = workbook.render

    def render(*given: object, **named: object) -> bytes:
        act()
        return drawn(*given, **named)

    monkeypatch.setattr(workbook, "render", render)


def moved_away(book: Path) -> None:
    book.rename(book.with_name("moved"))


def linked_elsewhere(book: Path) -> None:
    moved_away(book)
    book.symlink_to(book.with_name("moved"))


# ---- what must not happen ----


@pytest.mark.parametrize(
    ("act", "words", "survives"),
    [
        pytest.param(
            lambda book: book.write_bytes(book.read_bytes() + b"more"),
            "was saved by another program",
            lambda book: book.read_bytes().endswith(b"more"),
            id="another program saved the workbook",
        ),
        pytest.param(
            lambda book: os.replace(shutil.copy(book, book.with_name("new")), book),
            "was saved by another program",
            lambda book: book.exists(),
            id="another program put a new file of the same bytes there",
        ),
        pytest.param(
            linked_elsewhere, "while it was being reviewed", lambda book: book.is_symlink(), id="it is now a link"
        ),
    ],
)
def test_what_others_did_meanwhile_is_not_written_over(
    book: Path, monkeypatch: pytest.MonkeyPatch, act: Meanwhile, words: str, survives: Callable[[Path], bool]
) -> None:
    if act is linked_elsewhere:
        real = write(book.with_name("other.xlsx"), Sales=shop(months=3))
        at_the_last_step(monkeypatch, lambda: (moved_away(book), book.symlink_to(real)))
    else:
        at_the_last_step(monkeypatch, lambda: act(book))
    with pytest.raises(Refused, match=words):
        review_file(book, run_day=RUN_DAY)
    assert survives(book)
    assert not [name for name in names(book.parent) if name.startswith(".winback")]


def test_a_workbook_that_vanished_meanwhile_is_told_and_not_made_anew(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_last_step(monkeypatch, lambda: moved_away(book))
    with pytest.raises(api.Trouble, match="shop.xlsx"):
        api.review(book)
    assert names(book.parent) == {"moved"}


@pytest.mark.parametrize("name", ["shop.winback-backup.xlsx"])
def test_a_folder_where_the_copy_goes_is_named_before_any_work(book: Path, name: str) -> None:
    before = book.read_bytes()
    book.with_name(name).mkdir()
    with pytest.raises(api.Trouble, match=f"The folder {name} stands where"):
        api.review(book)
    assert book.read_bytes() == before and names(book.parent) == {"shop.xlsx", name}


def test_a_folder_named_like_the_result_is_told(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text("Customer,Date,Amount\nAnn,2025-01-01,5\n")
    (tmp_path / "sales.winback.xlsx").mkdir()
    with pytest.raises(api.Trouble, match="is a folder"):
        api.review(tmp_path / "sales.csv")


def test_a_read_only_workbook_is_not_replaced_even_where_its_folder_would_allow_it(book: Path) -> None:
    before = book.read_bytes()
    book.chmod(0o444)
    with pytest.raises(api.Trouble, match="shop.xlsx is read-only"):
        api.review(book)
    assert book.read_bytes() == before and names(book.parent) == {"shop.xlsx"}


def test_a_dry_run_asks_for_no_right_to_write(book: Path) -> None:
    book.chmod(0o444)
    assert not api.review(book, dry_run=True).changed


@pytest.mark.parametrize("step", ["the new workbook", "the copy"])
def test_a_full_disk_leaves_all_as_it_was(book: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(given: object, out: BinaryIO, *size: int) -> None:
        out.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    place, name = (halfway.shutil, "copyfileobj") if step == "the copy" else (save, "save")
    monkeypatch.setattr(place, name, full)
    before = book.read_bytes()
    with pytest.raises(api.Trouble, match="No space left on device.*nothing was changed"):
        api.review(book)
    assert book.read_bytes() == before and names(book.parent) == {"shop.xlsx"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be ended by force like that here")
def test_what_a_review_ended_by_force_leaves_is_hidden_and_cleared_by_the_next(book: Path, tmp_path: Path) -> None:
    # Ended in the worst moment: the new workbook is written, and the old one not yet replaced.
    code = (
        "import os, signal, sys\nfrom winback_sheets import api\nreal = os.replace\n"
        "os.replace = lambda one, other: os.kill(os.getpid(), signal.SIGKILL) if other.name == 'shop.xlsx' "
        "else real(one, other)\napi.review(sys.argv[1])"
    )
    before = book.read_bytes()
    done = subprocess.run([sys.executable, "-P", "-c", code, str(book)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert book.read_bytes() == before == original_of(book).read_bytes()
    left = names(tmp_path) - {book.name, original_of(book).name, backup_of(book).name}
    assert left and all(name.startswith(".winback-") for name in left)
    assert [path for path in tmp_path.iterdir() if readable(path) and not is_ours(path)] == [book]
    review_file(book, run_day=RUN_DAY)
    assert not left & names(tmp_path)
    assert original_of(book).read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be ended by force like that here")
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_ended_at_any_moment_the_workbook_is_the_old_or_the_new_one(book: Path, part: float) -> None:
    before, command = book.read_bytes(), [sys.executable, "-P", "-m", "winback_sheets", "review"]
    timed = Path(shutil.copytree(book.parent, book.parent.with_name(f"{book.parent.name}-timed")) / book.name)
    started = time.perf_counter()
    subprocess.run([*command, str(timed)], check=True, capture_output=True)
    review = subprocess.Popen([*command, str(book)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep((time.perf_counter() - started) * part)
    review.kill()
    review.wait()
    assert book.read_bytes() == before or original_of(book).read_bytes() == before
    review_file(book, run_day=RUN_DAY)
    assert not [name for name in names(book.parent) if name.startswith(".")]


# ---- the pieces ----


def test_a_file_is_known_again_by_size_time_and_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert fingerprint(path) is None
    refuse_if_changed(path, None)
    path.write_bytes(b"one")
    then = fingerprint(path)
    refuse_if_changed(path, then)
    with pytest.raises(Refused, match="a.xlsx appeared"):
        refuse_if_changed(path, None)
    os.utime(path, ns=(1, 1))
    with pytest.raises(Refused, match="saved by another program"):
        refuse_if_changed(path, then)
    path.unlink()
    with pytest.raises(Refused, match="vanished"):
        refuse_if_changed(path, then)


@pytest.mark.parametrize("name", ["shop.xlsx", "x" * 250 + ".xlsx", "Läden 売上 😀.xlsx", "a'b[1]*.xlsx", "-x.xlsx"])
def test_what_is_not_finished_has_a_name_that_fits_is_hidden_and_is_swept(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    left, others = aside(target), aside(tmp_path / "another.xlsx")
    left.write_bytes(b"")
    others.write_bytes(b"")
    assert left.name.startswith(".") and not readable(left)
    with locked(target):
        sweep(target)
    assert names(tmp_path) == set()


def test_a_copy_is_whole_or_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(b"new")
    copy.write_bytes(b"old")

    def broken(one: BinaryIO, other: BinaryIO, size: int) -> None:
        other.write(b"n")
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(halfway.shutil, "copyfileobj", broken)
        with pytest.raises(OSError, match="Input/output"):
            copy_file(source, copy)
    assert copy.read_bytes() == b"old" and names(tmp_path) == {"a.xlsx", "b.xlsx"}
    copy_file(source, copy)
    assert copy.read_bytes() == b"new"


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.os, "access", lambda path, mode: False)
    with pytest.raises(Refused, match=f"The folder {tmp_path.name} may not be written"):
        refuse_if_not_writable(tmp_path / "new.xlsx")

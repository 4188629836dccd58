"""What is not finished: whole or not there, nobody else's, and gone when whoever made it is."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from winback_sheets.ooxml import halfway
from winback_sheets.ooxml.halfway import (
    alone_with,
    aside,
    copy_file,
    folder_beside,
    put,
    replace_by_copy,
    waiting,
    write_file,
    written,
)
from winback_sheets.ooxml.package import Refused

KILLED = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be ended by force like that here")
HARD_LINKS = pytest.mark.skipif(not hasattr(os, "link"), reason="no hard links here")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# ---- one at a time ----


def by_another(act: Callable[[], object]) -> BaseException | None:
    """What comes of it when somebody else does it meanwhile: a lock is each thread's own."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except Refused as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised[0] if raised else None


WAYS: dict[str, Callable[[Path], object]] = {
    "to be alone": lambda book: alone_with(book).__enter__(),
    "to write it": lambda book: write_file(book, b"new"),
    "to bring a copy back": lambda book: replace_by_copy(book.with_name("another"), book),
    "to write over it from a copy": lambda book: copy_file(book.with_name("another"), book),
    "to work beside it": lambda book: folder_beside(book).__enter__(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_whoever_comes_second_is_told_and_nothing_is_done(book: Path, way: Callable[[Path], object]) -> None:
    book.with_name("another").write_bytes(b"another")
    with alone_with(book), written(book) as out:
        out.write(b"half")
        there = names(book.parent)
        assert "Another run of this program is at work on shop.xlsx" in str(by_another(lambda: way(book)))
        assert names(book.parent) == there
    assert book.read_bytes() == b"half" and names(book.parent) == {"shop.xlsx", "another"}


def test_a_link_and_the_file_are_one(book: Path) -> None:
    link = book.parent / "links" / "mine.xlsx"
    link.parent.mkdir()
    link.symlink_to(book)
    with alone_with(link):
        assert by_another(lambda: write_file(book, b"new"))
        write_file(link, b"new")
    assert link.is_symlink() and book.read_bytes() == b"new" and names(link.parent) == {"mine.xlsx"}


def test_what_a_living_command_makes_there_is_never_swept(book: Path) -> None:
    other = book.with_name("other.xlsx")
    with alone_with(other), written(other) as out, folder_beside(other) as folder:
        out.write(b"half")
        (folder / "deep").write_bytes(b"")
        assert by_another(lambda: alone_with(book).__enter__()) is None
        with alone_with(book.with_name("a third.xlsx")):  # nor what this command makes itself
            assert (folder / "deep").exists()
    assert other.read_bytes() == b"half"


@KILLED
@pytest.mark.parametrize("way", ["written", "folder_beside"])
def test_what_a_dead_one_has_left_is_cleared_by_whoever_comes_next(book: Path, way: str) -> None:
    code = (
        f"import os, signal, sys\nfrom pathlib import Path\nfrom winback_sheets.ooxml.halfway import {way}\n"
        f"with {way}(Path(sys.argv[1])) as made:\n"
        "    if isinstance(made, Path): (made / 'deep').write_bytes(b'')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code, str(book)], check=False)
    assert done.returncode == -signal.SIGKILL and len(names(book.parent)) == 3
    book.rename(book.with_name("renamed.xlsx"))  # also under another name of the book
    with alone_with(book.with_name("another.xlsx")):
        pass
    assert names(book.parent) == {"renamed.xlsx"}


def test_a_disk_without_locks_lets_everybody_work_and_nothing_is_swept(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(halfway, "_try_lock", lambda handle: False)
    left = aside(book)
    left.write_bytes(b"")
    with alone_with(book):
        write_file(book, b"new")
    assert book.read_bytes() == b"new" and names(book.parent) == {"shop.xlsx", left.name}


def test_a_folder_that_may_not_be_written_or_is_not_there_is_told(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError) as missing, alone_with(book.parent / "gone" / "shop.xlsx"):
        pass
    assert missing.value.filename.endswith("shop.xlsx")

    def refused(*given: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(halfway, "_open_lock", refused)
    with pytest.raises(Refused, match=f"The folder {book.parent.name} may not be written"), alone_with(book):
        pass


# ---- whole or not at all ----


class Stopped(BaseException):
    """What Ctrl+C raises."""


@pytest.mark.parametrize("kind", [OSError, Stopped])
def test_broken_off_it_is_as_it_was(book: Path, kind: type[BaseException]) -> None:
    with pytest.raises(kind), written(book) as out:
        out.write(b"half")
        raise kind
    with pytest.raises(kind), written(book.with_name("new.xlsx")) as out:
        out.write(b"half")
        raise kind
    with pytest.raises(kind), folder_beside(book) as folder:
        (folder / "deep").write_bytes(b"")
        raise kind
    assert book.read_bytes() == b"old" and names(book.parent) == {"shop.xlsx"}


def test_copies_are_all_made_or_none(book: Path) -> None:
    def stop() -> None:
        raise Stopped

    copies = [book.with_name(name) for name in ("one", "two")]
    with pytest.raises(Stopped):
        copy_file(book, *copies, check=stop)
    (book.parent / "two").mkdir()
    with pytest.raises(OSError, match="two"):
        copy_file(book, copies[1])
    assert names(book.parent) == {"shop.xlsx", "two"}
    copy_file(book, copies[0])
    assert copies[0].read_bytes() == b"old" and copies[0].stat().st_mtime_ns == book.stat().st_mtime_ns


# ---- a file of several names ----


@HARD_LINKS
@pytest.mark.parametrize("size", [0, 2, 3, 5_000, 3 << 20])
def test_a_hard_link_follows(book: Path, size: int) -> None:
    twin = book.with_name("twin.xlsx")
    os.link(book, twin)
    write_file(book, b"n" * size)
    assert twin.read_bytes() == b"n" * size and twin.samefile(book)
    before = book.with_name("before")
    before.write_bytes(b"before")
    os.utime(before, ns=(1, 1_000_000_000))
    replace_by_copy(before, twin)
    assert book.read_bytes() == b"before" and twin.samefile(book) and book.stat().st_mtime_ns == 1_000_000_000
    assert names(book.parent) == {"shop.xlsx", "twin.xlsx", "before"}


OLD, NEW = b"o" * 10_000, b"n" * 30_000
STATES = {
    "nothing written yet": (OLD, OLD),
    "room made": (OLD + bytes(5_000), NEW),
    "all room made": (OLD + bytes(20_000), NEW),
    "begun": (NEW[:4096] + OLD[4096:] + bytes(20_000), NEW),
    "written, and not told": (NEW, NEW),
    "saved by somebody since": (b"s" * 12_000, b"s" * 12_000),
}


@HARD_LINKS
@pytest.mark.parametrize(("there", "becomes"), STATES.values(), ids=STATES.keys())
def test_ended_by_force_while_it_was_written_over_the_next_command_finishes_it(
    book: Path, there: bytes, becomes: bytes
) -> None:
    book.write_bytes(there)
    waiting(book, f"{len(OLD)}.over").write_bytes(NEW)
    with alone_with(book):
        assert book.read_bytes() == becomes
    assert names(book.parent) == {"shop.xlsx"}


@HARD_LINKS
def test_without_room_for_it_a_file_of_several_names_is_as_it_was(book: Path) -> None:
    os.link(book, book.with_name("twin.xlsx"))
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom winback_sheets.ooxml.halfway import put\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: put(Path(sys.argv[1]), Path(sys.argv[2]))\nexcept OSError: sys.exit(7)"
    )
    new = book.with_name("new")
    new.write_bytes(b"n" * 5_000)
    done = subprocess.run([sys.executable, "-P", "-c", code, str(new), str(book)], check=False)
    assert done.returncode == 7 and book.read_bytes() == b"old"
    assert names(book.parent) == {"shop.xlsx", "twin.xlsx"}
    put(aside_with(book, b"new"), book)
    assert book.with_name("twin.xlsx").read_bytes() == b"new"


def aside_with(book: Path, content: bytes) -> Path:
    path = aside(book)
    path.write_bytes(content)
    return path

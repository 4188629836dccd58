"""Every command broken off at every step: by force, by Ctrl+C, by a full disk. No forgotten name ever comes back."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import script
from ledgers import RUN_DAY, write

from winback_sheets import api
from winback_sheets.commands import clients
from winback_sheets.hosts.forget.forget import forget_in
from winback_sheets.hosts.forget.person import Unclear
from winback_sheets.hosts.workbook import removal
from winback_sheets.hosts.workbook.removal import remove_from
from winback_sheets.hosts.workbook.targets import backup_of, notes_of, original_of
from winback_sheets.hosts.workbook.typed_notes import Note
from winback_sheets.hosts.workbook.undoing import go_back
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml import halfway

NAME = "Ann Lee"
ACTS: dict[str, Callable[[Path], object]] = {
    "review": lambda book: review_file(book, run_day=RUN_DAY),
    "remove": remove_from,
    "undo": go_back,
    "forget": lambda book: forget_in(book, NAME, yes=True),
}
# What the system is asked for while a file is written, moved or deleted: at each of these a command may end.
STEPS = ("fsync", "replace", "unlink", "rmdir", "mkdir", "truncate", "utime", "chmod")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small reviewed shop, with every kind of file that may lie beside it and hold the name."""
    folder = tmp_path_factory.mktemp("made")
    rows = [
        (who, pd.Timestamp("2025-09-01") + pd.DateOffset(months=month), 10.0)
        for who in (NAME, "Bob", "Cid")
        for month in range(3 if who == NAME else 12)
    ]
    book = write(folder / "shop.xlsx", Sales=pd.DataFrame(rows, columns=["Customer", "Date", "Amount"]))
    review_file(book, run_day=RUN_DAY)
    removal.save_notes([Note("Lost customers", NAME, "Notes", f"call {NAME}")], notes_of(book), book)
    shutil.copy(book, folder / "shop (reviewed).xlsx")
    shutil.copy(original_of(book), backup_of(folder / "shop (reviewed).xlsx"))
    (folder / "shop.winback-lost-customers.csv").write_text(f"Customer\n{NAME}\n")
    clients.clients_summary([clients.Reviewed(book, review_file(book, run_day=RUN_DAY, dry_run=True))])
    return book


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return anew(made, tmp_path / "shop")


def anew(made: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(made.parent, folder)) / made.name


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def holding(folder: Path, name: str = NAME) -> list[str]:
    """The files below a folder in which a name stands, in parts of zips too, and however far they were written."""
    found = []
    for place, content in contents(folder).items():
        texts = [content]
        if zipfile.is_zipfile(folder / place):
            with zipfile.ZipFile(folder / place) as zipped:
                texts += [zipped.read(part) for part in zipped.infolist()]
        if any(name.encode(code) in text for text in texts for code in ("utf-8", "utf-16-le")):
            found.append(place)
    return found


class Killed(BaseException):
    """The process has ended: whatever it still asks of the system is not done."""


def killed_at(step: int, act: Callable[[], object], patch: pytest.MonkeyPatch) -> bool:
    """Do something that ends by force at a step; False where it has fewer."""
    steps, dead = 0, False

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal steps, dead
            if dead:
                return None
            steps += 1
            if steps == step:
                dead = True
                raise Killed
            return real(*given, **named)

        return call

    with patch.context() as inside:
        for name in STEPS:
            inside.setattr(os, name, dying(getattr(os, name)))
        inside.setattr(halfway, "_let_go", lambda lock, handle, real=halfway._let_go: let_go(lock, handle, real))

        def let_go(lock: Path, handle: int, real: Callable[..., None]) -> None:
            try:
                if not dead:
                    real(lock, handle)
            finally:
                if dead:  # the system closes what a process had open
                    os.close(handle)

        try:
            act()
        except Killed:
            return True
    return dead  # some ends are swallowed by what clears up


# The steps that are tried each time; every fourth of all of them is in the larger sample.
SAMPLE = {"review": {17}, "remove": {13}, "undo": {3, 6, 9, 12}, "forget": {27}}


def some_steps(name: str) -> Iterator[Any]:
    """Steps of a command at which it is ended."""
    for step in sorted(SAMPLE[name] | set(range(1, 60, 4))):
        marks = () if step in SAMPLE[name] else (pytest.mark.slow,)
        yield pytest.param(name, step, marks=marks, id=f"{name} at step {step}")


@pytest.mark.parametrize(("name", "step"), [each for name in ACTS for each in some_steps(name)])
def test_ended_by_force_at_any_step_the_workbook_is_whole_and_a_forgotten_name_is_nowhere(
    book: Path, name: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.read_bytes()
    if not killed_at(step, lambda: ACTS[name](book), monkeypatch):
        return  # done before it
    assert zipfile.ZipFile(book).testzip() is None
    assert name == "forget" or before in contents(book.parent).values()
    try:
        assert forget_in(book, NAME, yes=True).left == ()
    except Unclear:
        assert name == "forget"  # the first one got that far
    assert holding(book.parent) == [] and not any(path.name.startswith(".") for path in book.parent.iterdir())
    if backup_of(book).exists():
        go_back(book)
        assert holding(book.parent) == []


def fails_at(step: int, fault: BaseException, patch: pytest.MonkeyPatch) -> list[int]:
    """Let the so-manieth file that is written fail when it is nearly whole."""
    written, real = [0], os.fsync

    def fsync(handle: int) -> None:
        written[0] += 1
        if written[0] == step:
            raise fault
        real(handle)

    patch.setattr(os, "fsync", fsync)
    return written


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("name", "fault"),
    [*((name, FULL) for name in ACTS), ("remove", KeyboardInterrupt()), ("undo", KeyboardInterrupt())],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_a_full_disk_or_ctrl_c_leaves_every_file_as_it_was(
    made: Path, tmp_path: Path, name: str, fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "remove":
        monkeypatch.setattr(removal, "typed_notes", lambda *given: [Note("Lost customers", "Bob", "Notes", "hm")])
    for step in range(1, 20):
        book = anew(made, tmp_path / "shop")
        if name == "review":  # the first one keeps the original besides
            shutil.move(original_of(book), book)
        before = contents(book.parent)
        with monkeypatch.context() as patch:
            written = fails_at(step, fault, patch)
            try:
                api.in_words(lambda book=book: ACTS[name](book))  # type: ignore[misc]
            except (api.Trouble, KeyboardInterrupt) as told:
                assert isinstance(told, KeyboardInterrupt) or "nothing was changed" in str(told)
                assert contents(book.parent) == before
            assert not [path for path in book.parent.iterdir() if path.name.startswith(".")]
            # What `forget` cannot change after the workbook is in its place is named.
            if written[0] < step or (name == "forget" and contents(book.parent) != before):
                break
    assert step > 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="nothing can be ended by force like that here")
def test_a_few_of_the_campaign() -> None:
    assert script("faults").main(["--kills", "2", "--only", "undo", "forget", "remove"]) == 0

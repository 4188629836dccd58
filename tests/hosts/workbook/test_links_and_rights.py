"""A workbook under several names, and one that is not for everybody: what is made for it follows both."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from ledgers import write

from winback_sheets import api
from winback_sheets.commands import app
from winback_sheets.hosts.forget.places import ours_beside
from winback_sheets.hosts.workbook import removal, targets
from winback_sheets.hosts.workbook.targets import backup_of, original_of
from winback_sheets.hosts.workbook.typed_notes import Note

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no modes, and links there need rights of their own"
)
NAME, SOMEBODY = "Ann Lee", 12345


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = pd.date_range("2025-01-01", periods=14, freq="MS")
    rows = [(who, day, 5.0) for who in (NAME, "Bob") for day in (days if who == "Bob" else days[:4])]
    sales = pd.DataFrame(rows, columns=["Customer", "Date", "Amount"])
    book = write(tmp_path_factory.mktemp("made") / "shop.xlsx", Sales=sales)
    # Other customers: no next export of the same ledger.
    sales.assign(Customer=sales["Customer"] + " Junior").to_csv(book.with_name("plain.csv"), index=False)
    return book


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.parent, tmp_path / "books")) / made.name


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def soft(book: Path) -> Path:
    link = book.parent.parent / "desk" / "mine.xlsx"
    link.parent.mkdir()
    link.symlink_to(book)
    return link


def hard(book: Path) -> Path:
    link = book.parent.parent / "desk" / "mine.xlsx"
    link.parent.mkdir()
    os.link(book, link)
    return link


@pytest.mark.parametrize("linked", [soft, hard])
def test_every_command_follows_a_link_and_leaves_it_one(
    book: Path, linked: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    link, before = linked(book), book.read_bytes()

    def one() -> bool:
        return link.samefile(book) and (link.is_symlink() if linked is soft else book.stat().st_nlink == 2)

    assert api.review(link).changed and one()
    reviewed = book.read_bytes()
    assert reviewed != before
    api.undo(link)
    assert one() and book.read_bytes() == before
    api.undo(link)
    assert one() and book.read_bytes() == reviewed
    monkeypatch.setattr(removal, "typed_notes", lambda *given: [Note("Lost customers", NAME, "Notes", "hm")])
    assert api.review(link, remove=True).notes and one()
    assert api.forget(link, NAME, yes=True).left == () and one()
    assert NAME.encode() not in book.read_bytes() and not backup_of(link).exists() and not original_of(link).exists()
    # What was made lies beside the workbook itself, where it is found under any of its soft names.
    assert names(link.parent) == ({"mine.xlsx"} if linked is soft else {"mine.xlsx", "mine.winback-notes.csv"})


def test_forget_looks_beside_the_link_and_beside_the_workbook(book: Path) -> None:
    link = soft(book)
    for path in (book, link):
        path.with_name(f"{path.stem}.winback-notes.csv").write_text(NAME)
    old = [book.with_name(".winback-undo-shop.xlsx"), link.with_name(".winback-1a2b3c4d") / "deep" / "mine.xlsx"]
    old[1].parent.mkdir(parents=True)
    for path in old:  # as earlier versions have left them
        shutil.copy(book, path)
    assert {*old} <= {*ours_beside(link)}
    told = api.forget(link, NAME)
    assert len(told.left) == 2 and "those by hand" in " ".join(told.lines)
    assert api.forget(link, NAME, yes=True).left == () and not any(path.exists() for path in old)
    assert "forgotten" in link.with_name("mine.winback-notes.csv").read_text(encoding="utf-8-sig")


def test_what_cannot_be_looked_into_is_said_to_be_left(book: Path) -> None:
    broken = backup_of(book)
    broken.write_bytes(b"PK\x03\x04 half of a workbook")
    told = api.forget(book, NAME)
    assert told.left == ("shop.winback-backup.xlsx, which could not be looked into",)
    assert any("still there" in line for line in told.lines) and not any("no copy" in line for line in told.lines)
    assert not any("forget once more" in line for line in told.lines)  # it would not know the customer


def test_a_copy_that_cannot_be_looked_into_goes_where_it_may(book: Path) -> None:
    backup_of(book).write_bytes(b"PK\x03\x04 half of a workbook")
    assert api.forget(book, NAME, yes=True).left == () and not backup_of(book).exists()


def test_a_copy_that_cannot_be_deleted_is_said_to_be_left(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(book, backup_of(book))

    def refused(path: Path, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(type(book), "unlink", refused)
        told = api.forget(book, NAME, yes=True)
    assert any("shop.winback-backup.xlsx" in each for each in told.left) and not any("no copy" in e for e in told.lines)


def owner() -> int | None:
    """Somebody else, where the tests may give files away: only root may."""
    return SOMEBODY if os.geteuid() == 0 else None


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_all_that_is_made_from_a_private_book_is_as_private_and_its_owners(
    book: Path, mask: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = book.with_name("plain.csv")
    for path in (book, plain):
        path.chmod(0o600)
        if owner():
            os.chown(path, SOMEBODY, SOMEBODY)
    monkeypatch.chdir(book.parent)
    monkeypatch.setattr(removal, "typed_notes", lambda *given: [Note("Lost customers", NAME, "Notes", "hm")])
    before = os.umask(mask)
    try:
        for command in (
            ["review", "shop.xlsx", "plain.csv"],
            ["review", "shop.xlsx", "--out", "out.xlsx"],
            ["review", "plain.csv", "--into", "plain.winback.xlsx"],
            ["check", "shop.xlsx", "--out", "list.csv"],
            ["undo", "shop.xlsx"],
            ["undo", "shop.xlsx"],
            ["review", "shop.xlsx", "--remove"],
        ):
            monkeypatch.setattr(sys, "argv", ["winback", *command])
            with pytest.raises(SystemExit) as ended:
                app.main()
            assert ended.value.code in (0, 1), capsys.readouterr().err
    finally:
        os.umask(before)
    made = names(book.parent)
    assert made > {"clients-summary.xlsx", "out.xlsx", "list.csv", "plain.winback.xlsx"}
    assert made > {targets.notes_of(book.with_name("x.xlsx")).name.replace("x.", "shop."), backup_of(book).name}
    for path in book.parent.iterdir():
        about = path.stat()
        assert (path.name, stat.S_IMODE(about.st_mode)) == (path.name, 0o600)
        assert not owner() or (path.name, about.st_uid, about.st_gid) == (path.name, SOMEBODY, SOMEBODY)

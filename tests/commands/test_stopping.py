"""Ctrl+C, a working folder that is gone, two commands at once: one true sentence, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from ledgers import write

from winback_sheets import api
from winback_sheets.commands import app
from winback_sheets.hosts.workbook import removal, workbook
from winback_sheets.hosts.workbook.targets import backup_of
from winback_sheets.ooxml import halfway

ROOT = Path(__file__).resolve().parents[2]
KEYBOARD = pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to every program of a window")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = pd.date_range("2025-01-01", periods=14, freq="MS")
    rows = [(who, day, 5.0) for who in ("Ann", "Bob") for day in (days if who == "Bob" else days[:4])]
    book = write(
        tmp_path_factory.mktemp("made") / "shop.xlsx", Sales=pd.DataFrame(rows, columns=["Customer", "Date", "Amount"])
    )
    api.review(book)
    return book


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.parent, tmp_path / "shop")) / made.name


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


COMMANDS = {
    "review": ["review", "shop.xlsx", "--every", "quarter"],
    "check": ["check", "shop.xlsx", "--out", "list.csv"],
    "undo": ["undo", "shop.xlsx"],
    "remove": ["review", "shop.xlsx", "--remove"],
    "forget": ["forget", "shop.xlsx", "Ann", "--yes"],
    "new": ["new", "new.xlsx"],
}
MOMENTS = {
    "review": [(workbook, "open_book"), (halfway, "give")],
    "check": [(workbook, "grids_of")],
    "undo": [(halfway, "give")],
    "remove": [(removal, "open_book"), (halfway, "give")],
    "forget": [(workbook, "open_book")],
    "new": [(halfway, "put")],
}


@pytest.fixture
def in_the_folder(book: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(book.parent)
    # A program started in the background, as CI may do, is deaf to Ctrl+C.
    outside = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield book
    assert signal.signal(signal.SIGINT, outside) is signal.default_int_handler


@KEYBOARD
@pytest.mark.parametrize(
    ("command", "moment"),
    [pytest.param(name, each, id=f"{name}, {each[1]}") for name, every in MOMENTS.items() for each in every],
)
def test_ctrl_c_is_one_sentence_and_all_is_as_it_was(
    in_the_folder: Path,
    command: str,
    moment: tuple[object, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, real = files(in_the_folder.parent), getattr(*moment)

    def pressed(*given: object, **named: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return real(*given, **named)

    monkeypatch.setattr(*moment, pressed)
    monkeypatch.setattr(sys, "argv", ["winback", *COMMANDS[command]])
    with pytest.raises(SystemExit) as ended:
        app.main()
    said = [line for line in capsys.readouterr().err.splitlines() if line and not line.endswith(" ...")]
    assert ended.value.code == 130 and said == [
        "Stopped: each workbook is whole, as it was before or as the command leaves it."
    ]
    assert files(in_the_folder.parent) == before


# Somebody presses Ctrl+C just when the command line's own library is to be loaded.
PRESSED_EARLY = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Pressing:
    def find_spec(name, path, target=None):
        if name == "typer":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Pressing)
from winback_sheets.__main__ import run
run()
"""


@KEYBOARD
def test_pressed_before_the_program_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRESSED_EARLY], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr.count("\n")) == (130, 1) and done.stderr.startswith("Stopped: ")


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no folder that somebody is in")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_working_folder_that_is_gone_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setattr(sys, "argv", ["winback", *COMMANDS[command]])
    with pytest.raises(SystemExit) as ended:
        app.main()
    told = "The folder you are in has been deleted: change to another one, then try again.\n"
    assert (ended.value.code, capsys.readouterr().err) == (2, told)


CALLS: dict[str, Callable[[str], object]] = {
    "review": lambda name: api.review(name, every="quarter"),
    "remove": lambda name: api.review(name, remove=True),
    "undo": api.undo,
    "forget": lambda name: api.forget(name, "Ann", yes=True),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no folder that somebody is in")
@pytest.mark.parametrize("call", [*CALLS.values(), api.new, lambda name: api.review("/x.csv", out=name)])
def test_so_is_it_where_python_calls(
    call: Callable[[str], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(api.Trouble, match="The folder you are in has been deleted"):
        call("shop.xlsx")


@pytest.mark.parametrize("second", CALLS)
def test_the_second_of_two_commands_is_told_and_disturbs_nothing(
    book: Path, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def by_another() -> None:
        try:
            CALLS[second](str(book))
        except api.Trouble as sentence:
            told.append(str(sentence))

    real = halfway.put

    def while_it_is_written(beside: Path, target: Path) -> None:
        there = files(book.parent)
        other = threading.Thread(target=by_another)
        other.start()
        other.join()
        assert files(book.parent) == there
        monkeypatch.undo()
        real(beside, target)

    monkeypatch.setattr(halfway, "put", while_it_is_written)
    assert api.review(book, every="quarter").changed
    assert told == ["Another run of this program is at work on shop.xlsx: wait until it has ended, then try again."]
    assert set(files(book.parent)) == {"shop.xlsx", "shop.winback-original.xlsx", backup_of(book).name}

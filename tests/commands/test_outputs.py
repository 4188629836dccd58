"""Where the result is said and put: a screen that cannot take it, and places that hold something already."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest
from ledgers import people, shop, write

from winback_sheets.commands import serving
from winback_sheets.hosts.placing import NotOurs

STOP = {3: 12, 7: 14}
NAMES = {f"C{number:03d}": f"بهار {number}" for number in range(60)}
ROUTES = {"excel": "manifest.xml", "windows": "winback_buttons.py", "libreoffice": "winback.oxt", "sheets": "Code.gs"}
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full on this system")


def winback(words: str, cwd: Path, **about: str) -> subprocess.CompletedProcess[str]:
    """A line typed into a shell, `winback` standing for the command."""
    line = words.replace("winback", f"'{sys.executable}' -m winback_sheets", 1)
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, cwd=cwd, timeout=120, env={**os.environ, **about}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        write(tmp_path / f"{name}.xlsx", Sales=shop(stop=STOP).replace({"Customer": NAMES}), Customers=people())
    return tmp_path


@pytest.mark.parametrize(
    ("screen", "about", "code", "said"),
    [
        pytest.param("> said.txt", {"PYTHONIOENCODING": "latin-1"}, 0, "", id="a screen without these letters"),
        pytest.param("> said.txt", {"PYTHONIOENCODING": "cp1252"}, 0, "", id="that of Windows"),
        pytest.param("> /dev/full", {}, 1, "could not be printed here (No space left on device)", id="a full disk"),
        pytest.param(">&-", {}, 0, "", id="a closed output"),
        pytest.param("2>/dev/full", {}, 0, "", id="a full disk for what goes wrong"),
        pytest.param(">&- 2>&-", {}, 0, "", id="both closed"),
        pytest.param("| true", {}, 0, "", id="a reader who has gone"),
    ],
)
def test_every_book_is_written_whatever_the_screen_can_take(
    folder: Path, screen: str, about: dict[str, str], code: int, said: str
) -> None:
    done = winback(f"winback review one.xlsx two.xlsx {screen}", folder, **about)
    assert done.returncode == code and said in done.stderr
    assert "Traceback" not in done.stderr and "not changed" not in done.stderr and "fault" not in done.stderr
    for name in ("one", "two"):
        assert openpyxl.load_workbook(folder / f"{name}.xlsx", read_only=True).sheetnames[0] == "Win-back"
    assert (folder / "clients-summary.xlsx").exists()


def test_help_that_cannot_be_printed_is_no_fault_of_the_program(folder: Path) -> None:
    done = winback("winback --help > /dev/full", folder)
    assert done.returncode == 1 and "fault" not in done.stderr and "could not be printed" in done.stderr


FAULT = """
import sys
from winback_sheets.commands import app
from winback_sheets import api
wrote = {wrote!r}
def review(book, **options):
    if wrote:
        open(book, "ab").write(b"more")
    raise ZeroDivisionError("by us")
api.check = review
sys.argv = ["winback", "check", "one.xlsx"]
app.main()
"""


@pytest.mark.parametrize(("wrote", "said"), [(True, "after it had written one.xlsx"), (False, "was not changed")])
def test_what_a_fault_of_ours_says_of_the_file_is_what_happened(folder: Path, wrote: bool, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULT.format(wrote=wrote)], capture_output=True, text=True, cwd=folder, timeout=60
    )
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_a_summary_that_cannot_be_written_does_not_say_that_nothing_was(folder: Path) -> None:
    (folder / "clients-summary.xlsx").mkdir()
    done = winback("winback review one.xlsx two.xlsx", folder)
    assert done.returncode == 2 and "The reviews are done, but clients-summary.xlsx could not be" in done.stderr


@pytest.mark.parametrize(
    ("words", "place"),
    [
        pytest.param("check one.xlsx --out one.xlsx", "one.xlsx", id="the list of problems over the book"),
        pytest.param("check one.xlsx --out ./link.xlsx", "one.xlsx", id="by a link"),
        pytest.param("check one.xlsx --out one.xlsx --yes", "one.xlsx", id="even if told to"),
        pytest.param("check one.xlsx --out letter.csv", "letter.csv", id="over a file of one's own"),
        pytest.param("review one.xlsx --out own.xlsx", "own.xlsx", id="the result into a workbook of one's own"),
        pytest.param("review one.xlsx --out broken.xlsx", "broken.xlsx", id="into what is no workbook"),
    ],
)
def test_nothing_that_is_not_ours_is_written_over_unasked(folder: Path, words: str, place: str) -> None:
    (folder / "link.xlsx").symlink_to("one.xlsx")
    (folder / "letter.csv").write_text("Dear all\n")
    (folder / "broken.xlsx").write_text("Dear all\n")
    write(folder / "own.xlsx", Plans=people())
    before = (folder / place).read_bytes()
    done = winback(f"winback {words}", folder)
    lines = [line for line in done.stderr.splitlines() if not line.endswith(" ...")]
    assert done.returncode == 2 and len(lines) == 1 and "--out" in lines[0], done.stderr
    assert (folder / place).read_bytes() == before


def test_what_is_ours_is_written_again_and_another_file_with_yes(folder: Path) -> None:
    (folder / "letter.csv").write_text("Dear all\n")
    for words in ("--out new.csv", "--out new.csv", "--out letter.csv --yes", "--out letter.csv"):
        assert winback(f"winback check one.xlsx {words}", folder).returncode == 0
    write(folder / "own.xlsx", Plans=people())
    assert winback("winback review one.xlsx --out own.xlsx --yes", folder).returncode == 0
    assert "Plans" in openpyxl.load_workbook(folder / "own.xlsx", read_only=True).sheetnames
    assert winback("winback review one.xlsx --out own.xlsx", folder).returncode == 0


@pytest.mark.parametrize(("route", "name"), ROUTES.items())
def test_an_addin_never_replaces_a_file_that_is_not_as_it_was_made(
    route: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    write_addin, made = import_module(serving.ROUTES[route]).write_addin, tmp_path / "made"
    for _ in "ab":
        write_addin(made, serving.HERE)
    ours = (made / name).read_bytes()
    (made / name).write_text("my own")
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    with pytest.raises(NotOurs, match=f"{name} in .* is not as we made it"):
        write_addin(made, serving.HERE)
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before
    write_addin(made, serving.HERE, yes=True)
    assert len((made / name).read_bytes()) == len(ours)


def test_the_command_for_an_addin_asks_for_yes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "Code.gs").write_text("function mine() {}")
    done = winback("winback addin sheets .", tmp_path)
    assert (
        done.returncode == 2 and "Code.gs" in done.stderr and (tmp_path / "Code.gs").read_text().endswith("mine() {}")
    )
    assert winback("winback addin sheets . --yes", tmp_path).returncode == 0

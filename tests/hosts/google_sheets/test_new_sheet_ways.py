"""`winback new` for Google: into an empty sheet only, once, and nothing anybody types meanwhile is lost."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hosts.google_sheets.discovery import violations
from hosts.google_sheets.empty_sheets import (
    ADDRESS,
    TAB,
    cells_of,
    content,
    empty,
    filled,
    shorten,
    template,
    titles,
    value_of,
)
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.made_up_keys import EMAIL, robot_key
from typer.testing import CliRunner

from winback_sheets.commands.app import app
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import client, sign_in
from winback_sheets.hosts.google_sheets.client import Patience, Wire, open_connection
from winback_sheets.hosts.google_sheets.new_sheet import fill_sheet, make_sheet
from winback_sheets.hosts.template.template import in_a_file


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten(monkeypatch)


MEANWHILE = [
    pytest.param(1, 0, 0, False, id="before the tabs are looked at"),
    pytest.param(2, 0, 0, False, id="before the tops of the tabs are looked at"),
    pytest.param(3, 0, 0, True, id="behind our back, in the first cell"),
    pytest.param(3, 900, 5, False, id="far below, before that is looked at"),
    pytest.param(4, 0, 0, True, id="just before the change, in the first cell"),
    pytest.param(4, 3, 0, True, id="just before the change, where a step will stand"),
    pytest.param(4, 900, 5, True, id="just before the change, far below"),
]


@pytest.mark.parametrize(("call", "row", "col", "goes_in"), MEANWHILE)
def test_what_a_colleague_types_meanwhile_is_never_lost(
    call: int, row: int, col: int, goes_in: bool, short: None
) -> None:
    emu = Emulator()
    book = empty(emu)
    emu.reset_log()
    emu.before = {call: [lambda here: here.book(book).type_in(TAB, row, col, "precious")]}
    if goes_in:
        fill_sheet(ADDRESS.format(book), session=emu.session())
        assert titles(emu, book) == template().sheetnames
    else:
        with pytest.raises(Unreadable, match=f"There is something in the tab {TAB}"):
            fill_sheet(ADDRESS.format(book), session=emu.session())
        assert titles(emu, book) == [TAB]
    there = [value for line in emu.book(book).cells("Start" if goes_in else TAB) for value in line if value]
    assert there.count("precious") == 1 and (
        not goes_in or all(step in " ".join(map(str, there)) for step in in_a_file().steps[:3])
    )


def number(emu: Emulator, book: str, **cell: Any) -> None:
    """Put one cell into the tab, far down."""
    wire = open_connection(ADDRESS.format(book), session=emu.session())
    start = {"sheetId": 0, "rowIndex": 700, "columnIndex": 3}
    rows = [{"values": [{"userEnteredValue": cell}]}]
    wire.change([{"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}], again=True)


STANDING = [
    pytest.param({"stringValue": "Sales of May"}, id="a word"),
    pytest.param({"numberValue": 0}, id="a zero"),
    pytest.param({"boolValue": False}, id="a check box without a tick"),
    pytest.param({"formulaValue": '=IF(1>2,"a","")'}, id="a formula that shows nothing"),
]


@pytest.mark.parametrize("cell", STANDING)
def test_a_sheet_in_which_anything_stands_is_left_alone(cell: dict[str, Any]) -> None:
    emu = Emulator()
    book = empty(emu)
    number(emu, book, **cell)
    untouched(
        emu,
        book,
        rf"There is something in the tab Tabellenblatt1, .*`python3 scripts/winback.py review {ADDRESS.format(book)}`",
    )


def test_a_chart_alone_is_something_too() -> None:
    emu = Emulator()
    book = empty(emu)
    spec = {"title": "Sales", "basicChart": {"chartType": "LINE"}}
    chart = {"spec": spec, "position": {"overlayPosition": {"anchorCell": {"sheetId": 0}}}}
    open_connection(ADDRESS.format(book), session=emu.session()).change([{"addChart": {"chart": chart}}], again=False)
    untouched(emu, book, f"There is something in the tab {TAB}")


def test_a_hidden_tab_with_something_in_it_is_enough_to_refuse() -> None:
    emu = Emulator()
    book = emu.new_book("Shop", tabs={"Sheet1": [], "Old": [["Customer", "Amount"]]})
    wire = open_connection(ADDRESS.format(book), session=emu.session())
    tab = wire.about("sheets.properties")["sheets"][1]["properties"]["sheetId"]
    hide = {"properties": {"sheetId": tab, "hidden": True}, "fields": "hidden"}
    wire.change([{"updateSheetProperties": hide}], again=True)
    untouched(emu, book, "There is something in the tab Old")


def test_an_empty_tab_with_the_name_of_one_of_ours_is_told() -> None:
    emu = Emulator()
    book = emu.new_book("Shop", tabs={"Sheet1": [], "sales": []})
    untouched(emu, book, "an empty tab called sales, .*delete or rename it")


def test_the_one_empty_tab_may_have_any_name(short: None) -> None:
    emu = Emulator()
    book = emu.new_book("Shop", tabs={"Sales": []})
    fill_sheet(ADDRESS.format(book), session=emu.session())
    assert titles(emu, book) == template().sheetnames


def test_the_second_time_it_is_not_empty() -> None:
    emu, book = filled()
    untouched(emu, book, "There is something in the tab Start")


def untouched(emu: Emulator, book: str, sentence: str) -> None:
    """The command refuses with this sentence, and nothing is sent that could change anything."""
    before, revision = content(emu, book), emu.revision
    begun = len(emu.log)
    with pytest.raises(Unreadable, match=sentence) as said:
        fill_sheet(ADDRESS.format(book), session=emu.session())
    one_sentence(str(said.value))
    assert len(emu.log) > begun and not any(call.path.endswith(":batchUpdate") for call in emu.log[begun:])
    assert (content(emu, book), emu.revision) == (before, revision)


def one_sentence(text: str) -> None:
    assert text.endswith(".") and not re.search(r"[.!?] [A-Z]", text.replace("`", "")) and "\n" not in text, text


@pytest.mark.parametrize("applied", [True, False], ids=["it was made", "it was not made"])
def test_a_change_whose_answer_is_lost_is_made_once(applied: bool, short: None) -> None:
    emu = Emulator()
    book = empty(emu)
    emu.reset_log()
    emu.faults = [Fault(status=503, applied=applied, word="addSheet")]
    fill_sheet(ADDRESS.format(book), session=emu.session())
    assert titles(emu, book) == template().sheetnames
    changes = [call for call in emu.log if call.path.endswith(":batchUpdate")]
    assert [call.status for call in changes] == [503, 400 if applied else 200]
    assert emu.book(book).cells("Start").count(["Win back your customers"]) == 1


def test_while_google_is_out_of_order_it_says_so_and_nothing_is_made(
    short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    emu = Emulator()
    book = empty(emu)
    emu.faults = [Fault(status=500, word="addSheet", every=True)]
    clock = itertools.count(0, 30)
    calm = Patience(sleep=lambda seconds: None, clock=lambda: next(clock))
    monkeypatch.setattr(client, "Patience", lambda: calm)
    with pytest.raises(Unreadable, match="Google Sheets does not work at the moment"):
        fill_sheet(ADDRESS.format(book), session=emu.session())
    assert titles(emu, book) == [TAB]


def test_a_new_sheet_is_made_filled_and_its_address_given(short: None) -> None:
    emu = Emulator()
    address = make_sheet("Garden 2026", session=emu.session())
    book = address.removeprefix("https://docs.google.com/spreadsheets/d/").removesuffix("/edit")
    assert address == ADDRESS.format(book)
    assert emu.book(book).state.title == "Garden 2026"
    assert titles(emu, book) == template().sheetnames
    made = [call for call in emu.log if call.path.endswith("/spreadsheets")]
    assert [(call.method, call.body) for call in made] == [("POST", {"properties": {"title": "Garden 2026"}})]
    assert violations("Spreadsheet", made[0].body) == []


def test_a_new_sheet_of_which_google_says_nothing_is_not_made_twice() -> None:
    emu = Emulator()
    emu.faults = [Fault(call=1, status=503, applied=True)]
    with pytest.raises(Unreadable, match="look for Garden at .*, or run this again if it is not there") as said:
        make_sheet("Garden", session=emu.session())
    one_sentence(str(said.value).replace("docs.google.com/spreadsheets and", "and"))
    assert len(emu.log) == 1


def test_a_new_sheet_that_could_not_be_filled_in_is_named() -> None:
    emu = Emulator()
    emu.faults = [Fault(call=2, status=403, every=True)]
    with pytest.raises(
        Unreadable, match=r"The new sheet stands empty at https://docs\.google\.com/spreadsheets/d/\S+/edit"
    ):
        make_sheet("Garden", session=emu.session())


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer on which no way to sign in is set up; the folder for one."""
    for name in (sign_in.KEY_VARIABLE, sign_in.API_KEY_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def robot(folder: Path, token_uri: str = "https://oauth2.googleapis.com/token") -> str:
    """The key file of a service account that exists nowhere."""
    path = folder / "robot.json"
    path.write_text(json.dumps(robot_key(token_uri)), encoding="utf-8")
    return str(path)


ONE = ADDRESS.format("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms")
REFUSED = [
    pytest.param([ONE], "", "share the sheet with its e-mail address as Editor", id="nobody is signed in"),
    pytest.param(["Garden", "--google"], "", "put the key file of a service account", id="nobody, and a name"),
    pytest.param([ONE], "key", "An API key can only read a sheet", id="an API key"),
    pytest.param(["Garden", "--google"], "key", "An API key cannot make a sheet", id="an API key, and a name"),
    pytest.param(["Garden", "--google"], "robot", f"share it with {EMAIL} as Editor", id="a robot, and a name"),
    pytest.param(
        ["https://docs.google.com/document/d/1AbC/edit"], "robot", "is a Google Doc: open the sheet", id="a Google Doc"
    ),
    pytest.param(
        ["https://example.com/sheet"],
        "robot",
        r"^https://example\.com/sheet is not the address of a Google Sheet",
        id="another site",
    ),
    pytest.param(["no/shop.xlsx"], "", "The folder no does not exist; make it first", id="a folder that is not there"),
    pytest.param(["Garden"], "robot", "Garden must end in .xlsx; .*add --google", id="a name without --google"),
]


@pytest.mark.parametrize(("words", "way", "sentence"), REFUSED)
def test_what_is_in_the_way_is_one_sentence_and_nothing_is_sent(
    words: list[str], way: str, sentence: str, nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "key":
        monkeypatch.setenv(sign_in.API_KEY_VARIABLE, "k")
    if way == "robot":
        monkeypatch.setenv(sign_in.KEY_VARIABLE, robot(nobody))
    monkeypatch.setattr(Wire, "_ask", lambda *args, **more: pytest.fail("Google was asked"))
    monkeypatch.chdir(nobody)
    found = CliRunner().invoke(app, ["new", *words])
    assert (found.exit_code, found.stdout) == (2, "")
    assert re.search(sentence, found.stderr) and found.stderr.count("\n") == 1
    assert not (nobody / "Garden").exists()


def test_without_the_libraries_for_google_a_sentence_says_how_to_get_them(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['gspread'] = None; sys.argv[1:] = ['new', 'Garden', '--google']\n"
        "from winback_sheets.commands.app import main; main()"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert found.returncode == 2 and found.stdout == ""
    assert "python3 scripts/winback.py --with google" in found.stderr and found.stderr.count("\n") == 1


def test_the_command_line_fills_a_shared_sheet_for_a_robot(
    short: None, nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emu = Emulator()
    book = empty(emu)
    with emu.serving() as base:
        monkeypatch.setenv("WINBACK_SHEETS_URL", base)
        monkeypatch.setenv(sign_in.KEY_VARIABLE, robot(nobody, f"{base}/token"))
        found = CliRunner().invoke(app, ["new", ADDRESS.format(book) + "#gid=0"])
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith(f"{ADDRESS.format(book)} is ready: ") and "scripts/winback.py review" in found.stdout
    said = [value_of(cell) for cell in cells_of(content(emu, book)["Start"]).values()]
    assert any(f"shared with {EMAIL} as Editor" in str(text) for text in said)


@pytest.mark.parametrize("may", ["open", "change"])
def test_a_sheet_not_shared_with_the_robot_as_editor_is_told(
    may: str, nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emu = Emulator()
    book = empty(emu)
    (emu.locked if may == "open" else emu.read_only).add(book)
    with emu.serving() as base:
        monkeypatch.setenv("WINBACK_SHEETS_URL", base)
        monkeypatch.setenv(sign_in.KEY_VARIABLE, robot(nobody, f"{base}/token"))
        found = CliRunner().invoke(app, ["new", ADDRESS.format(book)])
    assert (found.exit_code, found.stdout, titles(emu, book)) == (2, "", [TAB])
    wanted = f"The service account may not {may} this spreadsheet: open the sheet, press Share, add {EMAIL} as Editor, "
    assert found.stderr.startswith(wanted) and found.stderr.count("\n") == 1

"""The workbook for Excel on Windows: its VBA, its tabs, its buttons, and what the window behind them does.

Excel, VBA and tkinter's screen are not here: macros are looked for in the VBA that xlwings ships, the open books and
the widgets are stand-ins. The window itself was looked at once, on a screen without a person.
"""

from __future__ import annotations

import importlib
import inspect
import re
import zipfile
from collections import Counter
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from conftest import LibreOffice, missing, script
from hosts.excel.stand_in_excel import App, xlwings
from hosts.excel.vba_text import module_texts
from ledgers import shop, write
from typer.testing import CliRunner

from winback_sheets.commands.app import app
from winback_sheets.formulas import registry
from winback_sheets.hosts.excel import windows_buttons
from winback_sheets.hosts.excel.windows_buttons import Choice, button_lines, choice_of, open_books, window
from winback_sheets.hosts.excel.windows_workbook import (
    INTELLISENSE,
    UDF_MODULE,
    buttons,
    vba_project,
    workbook,
    write_addin,
)
from winback_sheets.hosts.excel.xlwings_functions import shown_name

pytest.importorskip("xlwings", reason="xlwings (extra excel) is not installed")
judges = script("judges")
SERVER = "https://localhost:8765"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("windows")
    write_addin(folder, SERVER)
    return folder / "winback_buttons.xlsm"


def test_the_vba_is_xlwings_own_to_the_byte_also_when_openpyxl_saved_it(written: Path, tmp_path: Path) -> None:
    shipped = files("xlwings").joinpath("quickstart_standalone.xlsm")
    with shipped.open("rb") as stream, zipfile.ZipFile(stream) as package:
        original = package.read("xl/vbaProject.bin")
    assert original == vba_project() == zipfile.ZipFile(written).read("xl/vbaProject.bin")
    saved = tmp_path / "saved.xlsm"
    openpyxl.load_workbook(written, keep_vba=True).save(saved)
    assert zipfile.ZipFile(saved).read("xl/vbaProject.bin") == original


def test_it_is_a_workbook_with_macros_and_bears_the_names_its_vba_knows(written: Path) -> None:
    parts = zipfile.ZipFile(written)
    assert "application/vnd.ms-excel.sheet.macroEnabled.main+xml" in parts.read("[Content_Types].xml").decode()
    assert 'codeName="ThisWorkbook"' in parts.read("xl/workbook.xml").decode()
    codes = [re.findall(r'codeName="(\w+)"', parts.read(f"xl/worksheets/sheet{n}.xml").decode()) for n in (1, 2)]
    assert codes == [["Sheet1"], ["Sheet2"]]


def test_every_button_calls_a_macro_that_is_in_the_vba_and_needs_no_argument(written: Path) -> None:
    drawn = zipfile.ZipFile(written).read("xl/drawings/vmlDrawing1.vml").decode()
    assert re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawn) == [each.macro for each in buttons()]
    assert drawn.count('ObjectType="Button"') == len(buttons())
    texts = module_texts(zipfile.ZipFile(written).read("xl/vbaProject.bin"))
    for each in buttons():
        assert any(f"Sub {each.macro}()" in text for text in texts.values()), each.macro
    # What the first one does is why the Python file must bear the workbook's name, and have main().
    assert 'RunPython "import " & mymodule & ";" & mymodule & ".main()"' in texts["Module1"]
    assert {"ThisWorkbook", "Sheet1", "Sheet2", "xlwings"} <= set(texts)


def test_the_file_beside_it_bears_the_name_that_the_macro_imports(written: Path) -> None:
    made = written.with_suffix(".py").read_text(encoding="utf-8")
    compile(made, "winback_buttons.py", "exec")
    assert written.stem.isidentifier() and "def main():" in made


@pytest.mark.parametrize(
    ("platform", "setting"),
    [
        ("win32", ["Interpreter_Win", "C:\\Python\\python.exe"]),
        ("darwin", ["Interpreter_Mac", "C:\\Python\\python.exe"]),
    ],
)
def test_xlwings_is_told_the_module_of_the_functions_and_this_python(
    tmp_path: Path, platform: str, setting: list[str]
) -> None:
    path = tmp_path / "made.xlsm"
    path.write_bytes(workbook("C:\\Python\\python.exe", platform))
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["xlwings.conf"].iter_rows()]
    assert rows == [["UDF Modules", UDF_MODULE], setting]


def test_no_path_of_the_machine_that_wrote_it_is_in_it_where_excel_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsm"
    path.write_bytes(workbook("/opt/somebody/python", "linux"))
    assert not any(b"somebody" in zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist())


def test_the_help_tab_is_the_last_hidden_and_as_excel_dna_reads_it(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    sheet = book.worksheets[-1]
    assert (sheet.title, sheet.sheet_state, sheet["A1"].value) == (INTELLISENSE, "hidden", "FunctionInfo")
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert list(rows) == [f"WINBACK_{formula.name}" for formula in registry.FORMULAS]
    for formula in registry.FORMULAS:
        row = rows[f"WINBACK_{formula.name}"]
        names = [shown_name(each) for each in registry.arguments(formula.name)]
        # Function, description, help link, then each argument's name and description.
        assert row[1] == registry.help_of(formula.name) and not row[2]
        assert [each for each in row[3::2] if each] == names and all(row[4 : 4 + 2 * len(names) : 2])
    assert sheet.max_column % 2 == 1, "the last argument's description would not be read"


def test_the_front_tab_shows_every_formula_as_text_by_its_name_here(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["Winback"]
    shown = {row[0].value: row[2] for row in sheet.iter_rows() if str(row[0].value).startswith("WINBACK_")}
    assert len(shown) == len(registry.FORMULAS)
    assert all(cell.data_type == "s" and cell.value.startswith(f"={name}(") for name, cell in shown.items())


def test_it_opens_in_libreoffice_with_its_tabs(written: Path, libreoffice: LibreOffice, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(libreoffice.recalculate(written, tmp_path))
    assert book.sheetnames == ["Winback", "xlwings.conf", INTELLISENSE]
    assert book["Winback"]["A1"].value == "Winback" and book[INTELLISENSE].sheet_state == "hidden"


def test_the_open_xml_validator_has_nothing_against_it_that_it_has_not_against_a_plain_one(
    written: Path, tmp_path: Path
) -> None:
    validator = judges.sdk_validator()
    if validator is None:
        missing("the Open XML SDK validator is not installed (npm ci in tests/)")
    plain = tmp_path / "plain.xlsx"
    xlsxwriter.Workbook(plain).close()
    assert judges.sdk_errors(validator, plain) == Counter() == judges.sdk_errors(validator, written)


def test_the_command_writes_both_files_and_says_five_steps(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["addin", "windows", str(tmp_path / "new folder")])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "new folder").glob("[!.]*")) == [
        "winback_buttons.py",
        "winback_buttons.xlsm",
    ]
    assert re.findall(r"^(\d)\. ", done.output, flags=re.MULTILINE) == list("12345")


def test_what_is_asked_of_xlwings_is_there_and_free() -> None:
    """The stand-ins of the open workbooks know only this; here it is held against xlwings' own classes."""
    real = importlib.import_module("xlwings")
    asked = {
        real.App: ("books", "screen_updating"),
        real.Book: ("fullname", "name", "sheets", "names", "app", "caller", "close"),
        real.Sheet: ("name", "visible", "used_range", "range", "copy"),
        real.Range: ("options", "value", "formula", "row", "column"),
        real.main.Books: ("open",),
    }
    assert [(kind, name) for kind, names in asked.items() for name in names if not hasattr(kind, name)] == []
    assert {"before", "after", "name"} <= set(inspect.signature(real.Sheet.copy).parameters)
    assert list(inspect.signature(real.main.Names.add).parameters) == ["self", "name", "refers_to"]
    assert not [kind for kind in asked if ".pro" in kind.__module__]


@pytest.fixture
def books(tmp_path: Path) -> tuple[Any, Path]:
    """Excel with the workbook of the buttons, one with sales in another window, and one that was never saved."""
    own = write(tmp_path / "winback_buttons.xlsx", Sales=shop(2, 4))
    first, second = App(own), App(write(tmp_path / "shop.xlsx", Sales=shop(2, 4)), own)
    second.books[1].fullname = "Book1"
    for book in [*first.books, *second.books]:
        book.name = Path(book.fullname).name
    return xlwings(first, second), own


def test_the_open_workbooks_are_listed_but_never_the_one_with_the_buttons(books: tuple[Any, Path]) -> None:
    module, own = books
    roundabout = str(own.parent / ".." / own.parent.name / own.name)
    assert open_books(module, Choice(own.name, roundabout)) == [
        Choice("shop.xlsx", str(own.with_name("shop.xlsx"))),
        Choice("Book1", ""),
    ]


class InTheCloud:
    """A book of SharePoint that is not synchronised: xlwings cannot say where its file is."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def fullname(self) -> str:
        raise RuntimeError("Couldn't find your SharePoint file locally, see: xlwings.org/error")


def test_a_book_that_is_in_the_cloud_only_leaves_the_others_in_the_list(books: tuple[Any, Path]) -> None:
    module, own = books
    module.apps[0].books.insert(0, InTheCloud("cloud.xlsx"))
    found = open_books(module, Choice(own.name, str(own)))
    assert found == [
        Choice("cloud.xlsx", ""),
        Choice("shop.xlsx", str(own.with_name("shop.xlsx"))),
        Choice("Book1", ""),
    ]
    (said,) = button_lines(lambda path: ["read"], found[0], str(own))
    assert said.startswith("cloud.xlsx has no file on this computer")


def test_the_workbook_with_the_buttons_may_itself_be_in_the_cloud(books: tuple[Any, Path]) -> None:
    module, own = books
    module.apps[0].books[0] = caller = InTheCloud(own.name)
    module.apps[1].books.pop(0)
    found = open_books(module, choice_of(caller))
    assert [each.name for each in found] == ["Book1"]
    assert button_lines(lambda path: [path], Choice("x", str(own)), "") == [str(own)]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        pytest.param(None, "Choose a workbook", id="nothing chosen"),
        pytest.param(Choice("Book1", ""), "Book1 has no file on this computer", id="a book that was never saved"),
        pytest.param("itself", "only has the buttons", id="the workbook with the buttons, by Browse"),
        pytest.param("shop", "one sentence", id="whatever is in the way"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_the_window_stays(
    books: tuple[Any, Path], choice: Any, words: str
) -> None:
    own = books[1]
    chosen = {"itself": Choice(own.name, str(own)), "shop": Choice("shop.xlsx", str(own.with_name("shop.xlsx")))}

    def fails(path: str) -> list[str]:
        assert path.endswith("shop.xlsx"), "nothing else may be touched"
        raise RuntimeError("one sentence")

    (line,) = button_lines(fails, chosen.get(choice, choice) if isinstance(choice, str) else choice, str(own))
    assert words in line


def test_the_file_beside_the_workbook_reviews_and_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(windows_buttons, "ask", asked.update)
    write_addin(tmp_path, SERVER)
    code: dict[str, Any] = {}
    exec((tmp_path / "winback_buttons.py").read_text(encoding="utf-8"), code)
    code["main"]()
    book = write(tmp_path / "shop.xlsx", Sales=shop(6, 30))
    before = book.read_bytes()
    assert any("rows read" in line for line in asked["Check"](str(book))) and book.read_bytes() == before
    assert asked["Review"](str(book)) and "Win-back" in openpyxl.load_workbook(book).sheetnames


class Widget:
    """A stand-in for every widget of tkinter that the window uses: it remembers its options and its lines."""

    made: list[Widget] = []

    def __init__(self, parent: Any = None, **options: Any) -> None:
        self.options, self.lines, self.chosen = options, [], ()
        Widget.made.append(self)

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **options: None

    def insert(self, where: str, line: str) -> None:
        self.lines.append(line)

    def selection_set(self, which: Any) -> None:
        self.chosen = (len(self.lines) - 1 if which == "end" else which,)

    def curselection(self) -> tuple[int, ...]:
        return self.chosen

    def config(self, **options: Any) -> None:
        self.options |= options


def test_the_window_lists_chooses_browses_and_shows_what_was_said(books: tuple[Any, Path]) -> None:
    module, own = books
    other = write(own.with_name("other.xlsx"), Sales=shop(2, 4))
    Widget.made = []
    toolkit = SimpleNamespace(Tk=Widget, Label=Widget, Listbox=Widget, Frame=Widget, Button=Widget)
    files_ = SimpleNamespace(askopenfilename=lambda **options: str(other))
    window(
        toolkit,
        files_,
        open_books(module, Choice(own.name, str(own))),
        {"Check": lambda path: ["read", Path(path).name]},
        str(own),
    )
    pressed = {each.options["text"]: each.options["command"] for each in Widget.made if "command" in each.options}
    listed, told = Widget.made[2], Widget.made[4]
    assert listed.lines == ["shop.xlsx", "Book1 (save it on this computer first)"]
    assert list(pressed) == ["Browse...", "Check", "Close"] and listed.chosen == (0,)
    pressed["Check"]()
    assert told.options["text"] == "read\nshop.xlsx"
    pressed["Browse..."]()
    pressed["Check"]()
    assert listed.lines[-1] == "other.xlsx" and told.options["text"] == "read\nother.xlsx"

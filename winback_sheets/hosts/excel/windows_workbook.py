"""`winback addin windows`: a workbook with buttons and the formulas' help, for Excel on Windows with Python beside it.

Its VBA is xlwings' own, as the installed xlwings brings it (BSD), byte for byte: VBA cannot be compiled outside Excel.
So the buttons call what is in there: the macro that runs `main()` of the Python file with the workbook's name, the one
that writes a worksheet function for each formula, and the one that ends Python so that it starts anew.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import xlsxwriter

from winback_sheets.formulas import registry
from winback_sheets.hosts.excel.formula_list import write_formulas
from winback_sheets.hosts.excel.xlwings_functions import PREFIX, help_text, shown_name
from winback_sheets.hosts.placing import place
from winback_sheets.present.words import say

NAME = "winback_buttons"
UDF_MODULE = "winback_sheets.hosts.excel.udfs"
VBA_OF_XLWINGS = "quickstart_standalone.xlsm"
INTELLISENSE = "_IntelliSense_"
BUTTONS_FILE = '''"""What the button of winback_buttons.xlsm runs; keep this file beside the workbook, under the same name."""

from winback_sheets import api
from winback_sheets.hosts.excel.windows_buttons import ask


def main():
    ask({"Review": review, "Check": check})


def review(book):
    """Review a workbook and put the result tabs into it; gives the lines to show."""
    return api.review(book).lines


def check(book):
    """Only read a workbook; gives the lines to show."""
    return api.check(book).lines
'''


class Button(NamedTuple):
    """A button: the macro of xlwings' VBA that it calls, its caption, and the sentence beside it."""

    macro: str
    caption: str
    meaning: str


def buttons() -> list[Button]:
    """The buttons of the workbook, from above."""
    return [
        Button("SampleCall", say("excel.button_review"), say("excel.button_review_meaning")),
        Button("ImportPythonUDFs", say("excel.button_formulas"), say("excel.button_formulas_meaning")),
        Button("KillPy", say("excel.button_restart"), say("excel.button_restart_meaning")),
    ]


def write_addin(folder: Path, server: str, *, yes: bool = False) -> list[str]:
    """Write the workbook and its Python file into the folder, and give the lines to say.

    No server is needed: the formulas run in Python on this computer. Raises ImportError where xlwings is missing.
    """
    book, script = folder / f"{NAME}.xlsm", folder / f"{NAME}.py"
    made = {book.name: workbook(sys.executable, sys.platform), script.name: BUTTONS_FILE.encode()}
    place(folder, made, yes=yes)
    return [
        say("excel.windows_files", book=book, script=script.name),
        say("excel.windows_make", command=r"py scripts\winback.py addin windows"),
        say("excel.windows_unblock", book=book.name),
        say("excel.windows_trust"),
        say("excel.windows_press", button=say("excel.button_formulas")),
        say("excel.windows_type", book=book.name),
        say("excel.windows_never_opened", book=book.name),
    ]


def workbook(interpreter: str, platform: str) -> bytes:
    """The workbook: buttons and formulas in front, xlwings' settings, the hidden tab that Excel-DNA IntelliSense reads.

    interpreter: this Python, for Excel to start; platform: as sys.platform, which says on which system that is.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_vba_project(BytesIO(vba_project()), is_stream=True)
        # The names by which the VBA knows its workbook and its first two tabs.
        book.set_vba_name("ThisWorkbook")
        front, settings, help_tab = (book.add_worksheet(name) for name in ("Winback", "xlwings.conf", INTELLISENSE))
        front.set_vba_name("Sheet1")
        settings.set_vba_name("Sheet2")
        _front(book, front)
        _settings(settings, interpreter, platform)
        _intellisense(help_tab)
    return made.getvalue()


def vba_project() -> bytes:
    """xlwings' own VBA: the standalone workbook of the installed xlwings holds it."""
    with files("xlwings").joinpath(VBA_OF_XLWINGS).open("rb") as stream, ZipFile(stream) as package:
        return package.read("xl/vbaProject.bin")


def _front(book: Any, sheet: Any) -> None:
    """The buttons with their meanings, and every formula with an example."""
    sheet.write_string(0, 0, "Winback", book.add_format({"bold": True, "font_size": 16}))
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter"})
    shown = buttons()
    for number, button in enumerate(shown):
        row = 2 + number
        sheet.set_row(row, 36)
        place = {"width": 190, "height": 30, "x_offset": 6, "y_offset": 6}
        sheet.insert_button(row, 0, {"macro": button.macro, "caption": button.caption, **place})
        sheet.write_string(row, 1, button.meaning, wrapped)
    write_formulas(book, sheet, 3 + len(shown), f"{PREFIX}_")


def _settings(sheet: Any, interpreter: str, platform: str) -> None:
    """xlwings reads its settings from a tab of this name: which module has the functions, and which Python to start."""
    key = {"win32": "Interpreter_Win", "darwin": "Interpreter_Mac"}.get(platform)
    rows = [("UDF Modules", UDF_MODULE), *([(key, interpreter)] if key else [])]
    sheet.set_column(0, 1, 40)
    for row, (name, value) in enumerate(rows):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)


def _intellisense(sheet: Any) -> None:
    """Help while typing, for who has the Excel-DNA IntelliSense add-in: it reads the last tab by this name."""
    sheet.write_row(0, 0, ["FunctionInfo", "1.0"])
    for row, formula in enumerate(registry.FORMULAS, start=1):
        arguments = [text for each in registry.arguments(formula.name) for text in (shown_name(each), help_text(each))]
        for column, text in enumerate([f"{PREFIX}_{formula.name}", registry.help_of(formula.name), "", *arguments]):
            sheet.write_string(row, column, text)
    sheet.hide()

"""No English outside the catalogue, the schema and docstrings: two words in a text of the code must say why."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from sentences import english

PACKAGE = Path(__file__).resolve().parents[1] / "winback_sheets"


class Exempt(NamedTuple):
    """Texts that nobody reads as a sentence: the file or folder, a pattern that the whole text matches, and why."""

    place: str
    text: str
    reason: str


ANYTHING = r"(?s).*"
GOOGLES = (
    r"api key not valid|api key expired|limit of|not supported for this document|request contains an invalid"
    r"|has not been used in project|access not configured|insufficient authentication scopes|unable to parse range\|.*"
)
EXEMPT = (
    Exempt("present/words/", ANYTHING, "the catalogue itself"),
    Exempt("__init__.py", "module .* has no attribute .*", "what Python says of a name that is not there"),
    Exempt("files/sheets.py", r"(?s)\nimport io, sys\n.*", "a program of its own that tries to open a workbook"),
    Exempt("formulas/registry.py", r"=WINBACK\..*", "an example of a formula, as it is typed in a cell"),
    Exempt("formulas/registry.py", r"rguments.*", "a pattern of what a docstring says"),
    Exempt("formulas/", "by notice date|left out|period end", "a choice of a formula, as it is typed in a cell"),
    Exempt(
        "formulas/customers.py",
        "weekly hours|cost of an hour|home country|unpaid grace|allowed gap|lapse (window|rule)",
        "the key of a setting",
    ),
    Exempt("hosts/google_addin/google_script.py", r' *return winback_\("\{\}.*', "a line of Apps Script"),
    Exempt("hosts/google_sheets/before.py", "_winback before {}", "a hidden tab, there only while a change is made"),
    Exempt("hosts/google_sheets/kept.py", "_winback undo {}", "a hidden tab, kept for undo"),
    Exempt(
        "hosts/google_sheets/removal.py", "_winback removed {}", "a hidden tab, there only while tabs are taken out"
    ),
    Exempt("hosts/google_sheets/client.py", "application/json; charset=utf-8", "a header of a request"),
    Exempt("hosts/google_sheets/trouble.py", GOOGLES, "words in Google's own answers, by which they are known"),
    Exempt("hosts/excel/lite_workbook.py", "(?s).*<.*>.*", "parts of a workbook in XML"),
    Exempt("hosts/excel/lite_workbook.py", r"from winback_sheets\.lite import \*\n", "the line of Python to paste"),
    Exempt("hosts/excel/office_addin.py", "text/[a-z]+; charset=utf-8", "types of files, for browsers"),
    Exempt("hosts/excel/office_addin.py", r'\(function \(\) \{\n"use strict";', "the head of a script"),
    Exempt("hosts/excel/office_addin.py", "python3 scripts/winback.py serve", "the command to type"),
    Exempt("hosts/excel/wheel.py", "(?s)Wheel-Version: .*", "a wheel's own description, for programs"),
    Exempt("hosts/excel/windows_workbook.py", r'(?s)""".*', "the Python file that lies beside the workbook"),
    Exempt("hosts/excel/windows_workbook.py", "UDF Modules", "the name of a setting of xlwings"),
    Exempt("hosts/excel/windows_workbook.py", r"py scripts\\winback\.py addin windows", "the command to type"),
    Exempt("hosts/libreoffice/libreoffice", "(?s).*<.*>.*", "parts of an extension in XML"),
    Exempt(
        "hosts/libreoffice/libreoffice_types.py", r".*(com::sun::star|module org|any WHY).*", "types in UNO's language"
    ),
    Exempt("hosts/libreoffice/calc/winback_calls.py", "python3 scripts/winback.py serve", "the command to type"),
    Exempt("hosts/server/guard.py", "default-src .*|GET, POST|Authorization, Content-Type", "headers of answers"),
    Exempt("hosts/server/installation.py", "(certutil|security) .*", "commands of Windows and the Mac, to type"),
    Exempt("hosts/template/template_words.py", "half year|check in", "a choice of a list, as it is typed in a cell"),
    Exempt("hosts/workbook/removal.py", "our own workbook", "what the workbook is called that we make in memory"),
    Exempt("hosts/workbook/typed_notes.py", r"\[Threaded comment\]", "Excel's own words, by which its notes are known"),
    Exempt("hosts/workbook/typed_notes.py", "lapse (window|rule)", "the key of a setting"),
    Exempt("ooxml/", r"(?s)<.*>\n?|<sheetPr codeName=\{\}|futureMetadata name=\"\{\}\"", "parts of a workbook in XML"),
    Exempt("ooxml/cells.py", "a sheet without rows", "for whoever reads this code: every sheet of ours has rows"),
    Exempt("ooxml/graft.py", "our own workbook", "what the workbook is called that we make in memory"),
    Exempt("ooxml/xml.py", r"two edits overlap at byte \{\}", "for whoever reads this code: edits never overlap"),
    Exempt("read/exports.py", ANYTHING, "headings and statuses as other programs write them"),
    Exempt("read/money.py", "[A-Z]{3}( [A-Z]{3})+|kr fr rs", "ISO codes of currencies, and signs that several share"),
    Exempt("track/conventions.py", "by notice date", "a choice of a formula, as it is typed in a cell"),
    Exempt("present/silence.py", "lapse rule", "the key of a setting"),
    Exempt("present/facts.py", "acquisition cost", "the key of a setting"),
    Exempt("present/lists.py", "Table Style Light 1", "Excel's own name of a look"),
    Exempt("present/state.py", "(cells|columns) of |lapse window", "keys of our memory in the hidden tab"),
    Exempt("present/tabs.py", "lapse (window|rule)", "the key of a setting"),
    Exempt("present/win_back.py", "came back", "an outcome as the drop-down list has it"),
    Exempt("schema/", ANYTHING, "the schema says what tabs and columns mean, in the language of the code"),
)


def test_every_sentence_stands_in_the_catalogue() -> None:
    found, used = [], set()
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for line, text in english(ast.parse(path.read_text(encoding="utf-8"))):
            why = [each for each in EXEMPT if place.startswith(each.place) and re.fullmatch(each.text, text)]
            used.update(why)
            if not why:
                found.append(f"{place}:{line}: {text[:100]!r}")
    assert found == []
    assert [each for each in EXEMPT if each not in used] == []


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        pytest.param('x = "two words"', ["two words"], id="a text"),
        pytest.param('x = f"{n} lost customers of {m}"', ["{} lost customers of {}"], id="a text with fields"),
        pytest.param('def f():\n    """Say it."""\n    return "key"', [], id="a docstring and a key"),
        pytest.param(
            'x = {"no_date": 1, "order id": 2}["order id"]', ["order id", "order id"], id="a key of two words"
        ),
    ],
)
def test_english_in_code_is_found(code: str, texts: list[str]) -> None:
    assert [text for _, text in english(ast.parse(code))] == texts

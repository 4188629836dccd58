"""What people paste as the address of their sheet, and what Typer's Path makes of it."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets.address import is_google, spreadsheet_id

ID = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
FULL = f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing#gid=1893"

SHEETS = [
    pytest.param(FULL, id="as the address bar shows it"),
    pytest.param(f"https://docs.google.com/spreadsheets/d/{ID}", id="nothing behind the id"),
    pytest.param(f"https://docs.google.com/spreadsheets/d/{ID}?gid=0", id="a question mark behind the id"),
    pytest.param(f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit#gid=0", id="the second account of a browser"),
    pytest.param(f"https://docs.google.com/a/shop.example/spreadsheets/d/{ID}/edit", id="a firm's own domain"),
    pytest.param(f"http://docs.google.com/spreadsheets/d/{ID}/edit", id="without the s"),
    pytest.param(f"docs.google.com/spreadsheets/d/{ID}/edit", id="without https"),
    pytest.param(f"HTTPS://Docs.Google.com/spreadsheets/d/{ID}/edit", id="capitals in the host"),
    pytest.param(f"  {FULL}\n", id="blanks and a line's end around it"),
    pytest.param(f'"{FULL}"', id="quotes that a shell left"),
    pytest.param(f"<{FULL}>", id="angle brackets of an e-mail"),
    pytest.param(f"https://docs.google.com/spreadsheets/d/{ID}/export?format=csv", id="a link for downloading"),
    pytest.param(f"https://docs.google.com/spreadsheets/d/{ID}/htmlview", id="a view without menus"),
]


@pytest.mark.parametrize("typed", SHEETS)
def test_the_id_is_found(typed: str) -> None:
    assert (is_google(typed), spreadsheet_id(typed)) == (True, ID)


@pytest.mark.parametrize("typed", SHEETS)
def test_the_id_is_found_in_what_a_path_makes_of_it(typed: str) -> None:
    assert (is_google(str(Path(typed))), spreadsheet_id(str(Path(typed)))) == (True, ID)


@pytest.mark.parametrize("typed", SHEETS)
def test_the_id_is_found_in_what_windows_makes_of_it(typed: str) -> None:
    assert (is_google(str(PureWindowsPath(typed))), spreadsheet_id(str(PureWindowsPath(typed)))) == (True, ID)


def test_an_id_alone_is_enough_for_who_knows_it_but_may_be_a_file() -> None:
    assert (is_google(ID), spreadsheet_id(ID)) == (False, ID)


OTHERS = [
    pytest.param("https://drive.google.com/drive/folders/1a2b3c4d5e6f7g8h9i0j", "Google Drive", id="a folder"),
    pytest.param("https://drive.google.com/drive/u/0/my-drive", "Google Drive", id="the drive's first page"),
    pytest.param(f"https://docs.google.com/document/d/{ID}/edit", "a Google Doc:", id="a text"),
    pytest.param(f"https://docs.google.com/presentation/d/{ID}/edit", "presentation", id="slides"),
    pytest.param(f"https://docs.google.com/forms/d/{ID}/edit", "form", id="a form"),
    pytest.param("https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml", "published to the web", id="published"),
    pytest.param("https://docs.google.com/spreadsheets/u/0/", "the list of your sheets", id="the list of sheets"),
    pytest.param("https://docs.google.com/spreadsheets/", "the list of your sheets", id="the list, without account"),
    pytest.param(f"https://drive.google.com/file/d/{ID}/view", "a link to a file", id="a file in the drive"),
    pytest.param(f"https://drive.google.com/open?id={ID}", "a link to a file", id="an old link to a file"),
    pytest.param("https://sheets.google.com", "not the address of a sheet", id="the front door"),
]


@pytest.mark.parametrize(("typed", "words"), OTHERS)
@pytest.mark.parametrize("path", [str, lambda text: str(Path(text))], ids=["as typed", "through a path"])
def test_another_place_at_google_is_said_to_be_what_it_is(typed: str, words: str, path: type) -> None:
    assert is_google(path(typed))
    with pytest.raises(Unreadable) as told:
        spreadsheet_id(path(typed))
    sentence = str(told.value)
    assert words in sentence and "address bar" in sentence and sentence.endswith(".") and "\n" not in sentence
    assert "https:/d" not in sentence and "?" not in sentence


@pytest.mark.parametrize("name", ["shop.xlsx", "clients/docs.google.com.xlsx", "", "https://example.com/a.csv", "d/e"])
def test_a_file_is_no_address(name: str) -> None:
    assert not is_google(name)
    with pytest.raises(Unreadable, match="not the address of a Google Sheet" if name else "No address was given"):
        spreadsheet_id(name)

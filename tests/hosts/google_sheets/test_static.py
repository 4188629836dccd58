"""No way to Google by which a person's words could be taken for a formula, a number or a day is in the package."""

from __future__ import annotations

from pathlib import Path

import pytest

import winback_sheets

PACKAGE = Path(winback_sheets.__file__).parent
# Google reads these as if somebody had typed them: =cmd() becomes a formula, 0042 a number, 1-2 a day.
READ_AS_TYPED = ("USER_ENTERED", "update_cell(", "update_acell(", "append_row")


def holding(word: str, folder: Path) -> list[str]:
    """The files of any kind, comments included, that hold a word."""
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert len(files) > 0
    return [path.relative_to(folder).as_posix() for path in sorted(files) if word.encode() in path.read_bytes()]


@pytest.mark.parametrize("word", READ_AS_TYPED)
def test_nothing_in_the_package_lets_google_read_values_as_typed(word: str) -> None:
    assert holding(word, PACKAGE) == []


@pytest.mark.parametrize("word", READ_AS_TYPED)
def test_the_search_finds_a_word_where_it_stands(word: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.gs").write_text(f"x.{word}", encoding="utf-8")
    assert holding(word, tmp_path) == ["sub/a.gs"]
    assert holding("hosts/google_sheets", tmp_path) == []


def test_the_search_goes_through_the_rooms_for_google() -> None:
    assert "hosts/google_sheets/client.py" in holding("valueInputOption", PACKAGE)

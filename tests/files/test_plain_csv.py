"""Tables we write as .csv: no cell of them is computed by the program that opens them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from winback_sheets.files.plain_csv import begins_with, harmless, write_csv

BEFORE = ("", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\x00", " \t\u2060")
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before", BEFORE, ids=[before.encode("unicode_escape").decode() or "none" for before in BEFORE]
)
def test_no_text_begins_with_what_would_be_computed(before: str, sign: str) -> None:
    for text in (f"{before}{sign}cmd|' /C calc'!A0", f"{before}{sign}1+1", f"{before}{sign}"):
        assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx"])
def test_no_text_begins_with_a_tab_or_the_end_of_a_line(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize(
    "value", [-5, 1.5, "-5", "+44207946", "-12.50", "1,000", "7 %", "ann@example.org", "a=b", "well-known"]
)
def test_numbers_and_plain_words_stay(value: object) -> None:
    assert harmless(value) == value


def test_a_table_is_read_again_cell_by_cell_and_known_by_its_headings(tmp_path: Path) -> None:
    place = tmp_path / "list.csv"
    write_csv(place, ("who", "what"), [("Ann; =1+1", '=HYPERLINK("x")'), (None, float("nan")), ("two\nlines", -5)])
    with place.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [["Ann; =1+1", '\'=HYPERLINK("x")'], ["", ""], ["two\nlines", "-5"]]
    # A program that parts columns by semicolons sees no cell of its own in the first text.
    with place.open(encoding="utf-8-sig", newline="") as file:
        assert all(not cell.startswith("=") for row in csv.reader(file, delimiter=";") for cell in row)
    assert begins_with(place, ("who", "what")) and not begins_with(place, ("who",))
    assert not begins_with(tmp_path / "none.csv", ("who",))

"""What a workbook remembers of us: never more than what is still true, and nothing that another program trips over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import missing, script
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.packages_by_hand import (
    PLAIN,
    SHEET,
    STYLES,
    WORKBOOK,
    moved,
    ours,
    packed,
    parts,
    prefixed,
    shouted,
    strict,
    utf16,
    without_default_rels,
)

from winback_sheets.ooxml.book import marked_tabs, read_book
from winback_sheets.ooxml.delta import steps_back, taken_back
from winback_sheets.ooxml.graft import Tab, graft
from winback_sheets.ooxml.package import key, open_package
from winback_sheets.ooxml.property import property_of
from winback_sheets.ooxml.record import Record, load, quick, restorable
from winback_sheets.ooxml.record import pack_record as packed_text

TABS = (Tab("win_back", "Win-back", front=True), Tab("state", "Churn", front=False, hidden=True))
MADE = ours()
judges = script("judges")
ODD: Mapping[str, Mapping[str, str | bytes]] = {
    "a plain package": PLAIN,
    "all elements have a prefix": prefixed(),
    "parts in UTF-16": utf16("utf-16-le", b"\xff\xfe"),
    "the strict dialect": strict(),
    "another workbook part": moved(),
    "no default content type for rels": without_default_rels(),
    "slashes and case in part names": shouted(),
}


def reviewed(path: Path, content: Mapping[str, str | bytes] = PLAIN, *, memo: Mapping[str, str] | None = None) -> Path:
    """A workbook with our tabs in it, as a review leaves it."""
    packed(path, content)
    graft(path, MADE, path, TABS, memo=memo)
    return path


def record_in(path: Path) -> tuple[Record, dict[str, bytes | None]]:
    """The record of a workbook, and what it would put back."""
    with path.open("rb") as file:
        package = open_package(file, path.name)
        book = read_book(package)
        state = marked_tabs(book).get("state")
        record = load(package, None if state is None else book.sheets[state].part)
        return record, restorable(package, record)


def changed_part(path: Path, part: str, old: bytes, new: bytes) -> None:
    """A part of a workbook changed by another program that leaves the others as they are."""
    content = parts(path)
    assert old in content[part]
    packed(path, {**content, part: content[part].replace(old, new)})


@pytest.mark.parametrize("part", [WORKBOOK, STYLES], ids=["the list of tabs", "the styles"])
def test_what_another_program_wrote_anew_is_not_put_back_and_stays_forgotten(tmp_path: Path, part: str) -> None:
    path = reviewed(tmp_path / "shop.xlsx")
    changed_part(path, part, b"</", b" </" if part == WORKBOOK else b"\n</")
    assert record_in(path)[1] == {}
    graft(path, ours("40 %"), path, TABS)
    assert record_in(path)[1] == {}


BROKEN = {
    "half of it": lambda text: text[: len(text) // 2],
    "nothing at all": lambda text: b"",
    "another program's text": lambda text: "winback is fine".encode("utf-16-le"),
    "no JSON": lambda text: text[:20] + "QUJD".encode("utf-16-le"),
    "values of other kinds": lambda text: packed_text({"before": 3, "after": [], "parts": None}),
    "an odd number of bytes": lambda text: text[:-1],
}


@pytest.mark.parametrize("breaking", BROKEN.values(), ids=BROKEN.keys())
def test_a_record_that_cannot_be_read_is_an_empty_one(tmp_path: Path, breaking: object) -> None:
    path = reviewed(tmp_path / "shop.xlsx")
    content = parts(path)
    name = next(each for each in content if "customProperty" in each)
    packed(path, {**content, name: breaking(content[name])})  # type: ignore[operator]
    assert record_in(path) == (Record(), {})
    assert quick(path) is None
    assert graft(path, ours("40 %"), path, TABS)


def test_a_bomb_in_the_record_is_not_unpacked(tmp_path: Path) -> None:
    path = reviewed(tmp_path / "shop.xlsx")
    content = parts(path)
    name = next(each for each in content if "customProperty" in each)
    packed(path, {**content, name: packed_text({"memo": " " * (1 << 26)})})
    assert quick(path) is None


def test_no_record_is_in_a_file_that_is_none_of_ours(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    text = tmp_path / "shop.txt"
    text.write_text("no zip")
    assert quick(path) is None and quick(text) is None and quick(tmp_path / "nosuch.xlsx") is None
    assert record_in(path) == (Record(), {})


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_it_holds_every_changed_part_as_it_was_through_refreshes(
    tmp_path: Path, content: Mapping[str, str | bytes]
) -> None:
    before = {key(name): data for name, data in parts(packed(tmp_path / "before.xlsx", content)).items()}
    path = reviewed(tmp_path / "shop.xlsx", content)
    for churn in ("30 %", "40 %", "30 %"):
        graft(path, ours(churn), path, TABS)
        back = record_in(path)[1]
        assert {"[content_types].xml"} < back.keys()
        assert {part: data for part, data in back.items() if data is not None} == {
            part: before[part] for part, data in back.items() if data is not None
        }
        now = {key(name): data for name, data in parts(path).items()}
        assert {part for part in before if now[part] != before[part]} <= back.keys()


def test_cells_changed_by_a_person_are_noted_and_the_rest_is_still_known(tmp_path: Path) -> None:
    path = reviewed(tmp_path / "shop.xlsx")
    changed_part(path, SHEET, b"</", b"  </")
    graft(path, ours("40 %"), path, TABS)
    record, back = record_in(path)
    assert record.touched == {key(SHEET)} and key(WORKBOOK) in back


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_a_second_review_changes_no_byte(tmp_path: Path, content: Mapping[str, str | bytes]) -> None:
    path = reviewed(tmp_path / "shop.xlsx", content, memo={"said": "you lost 3"})
    before = path.read_bytes()
    assert not graft(path, MADE, path, TABS, memo={"said": "you lost 3"})
    assert path.read_bytes() == before
    # What is remembered of a review alone is no reason to touch a user's file.
    assert not graft(path, MADE, path, TABS, memo={"said": "you lost 4"})
    assert path.read_bytes() == before


def test_the_quick_look_knows_what_landed(tmp_path: Path) -> None:
    path = reviewed(tmp_path / "shop.xlsx", memo={"said": "you lost 3"})
    record, sums = quick(path) or (Record(), {})
    assert record.parts == sums and record.memo == {"said": "you lost 3"} and record.before == {}
    changed_part(path, SHEET, b"</", b"  </")
    record, sums = quick(path) or (Record(), {})
    assert record.parts != sums
    with zipfile.ZipFile(path) as zipped:
        tab = next(name for name in zipped.namelist() if b"Call these five" in zipped.read(name))
        assert record.whole["win_back"] == zipped.getinfo(tab).CRC


def test_the_record_is_named_once_below_the_rows(tmp_path: Path) -> None:
    path = reviewed(tmp_path / "shop.xlsx")
    with path.open("rb") as file:
        package = open_package(file, path.name)
        book = read_book(package)
        sheet = book.sheets[marked_tabs(book)["state"]].part
        name = property_of(package, sheet) or ""
    text = parts(path)[sheet]
    assert text.count(b"<customPr ") == 1 and b"</sheetData>" in text.partition(b"<customProperties>")[0]
    assert parts(path)[name].decode("utf-16-le").startswith("winback 1 ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=90), max_size=6), st.lists(st.binary(max_size=60), max_size=6))
def test_the_difference_always_gives_the_old_bytes_again(old: list[bytes], new: list[bytes]) -> None:
    longer = b"".join(a + b for a, b in zip(old * 3, new * 3, strict=False))
    assert taken_back(longer, steps_back(longer, b"".join(old * 3))) == b"".join(old * 3)


def test_the_difference_of_a_large_part_is_small_and_quick() -> None:
    old = b"".join(b'<xf numFmtId="%d" fontId="0" fillId="%d"/>' % (n % 40, n) for n in range(50_000))
    new = old.replace(b'fillId="25000"/>', b'fillId="25000"/><xf new="1"/>') + b"<more/>"
    assert len(repr(steps_back(new, old))) < 100
    assert taken_back(b"", steps_back(b"", old)) == old


@pytest.mark.parametrize("content", [PLAIN, strict()], ids=["usual", "strict"])
def test_the_open_xml_sdk_finds_nothing_new(tmp_path: Path, content: Mapping[str, str | bytes]) -> None:
    validator = judges.sdk_validator()
    if validator is None:
        missing("the Open XML SDK validator is not on this machine: run `npm ci` in tests/")
    before = packed(tmp_path / "before.xlsx", content)
    assert judges.new_errors(validator, before, reviewed(tmp_path / "shop.xlsx", content)) == []


def test_it_is_the_same_in_a_new_workbook_of_our_own(tmp_path: Path) -> None:
    path = tmp_path / "sales.winback.xlsx"
    graft(None, MADE, path, TABS)
    assert not graft(path, MADE, path, TABS)
    assert zipfile.is_zipfile(io.BytesIO(path.read_bytes())) and quick(path) is not None

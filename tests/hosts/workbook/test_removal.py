"""Our tabs taken out again: nothing typed is lost, nothing of the user's changes, and where possible no trace is left."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ledgers import people, shop, write
from ooxml.packages_by_hand import (
    PLAIN,
    RELS,
    SHEET,
    STYLES,
    WORKBOOK,
    ours,
    packed,
    parts,
    prefixed,
    replaced,
    strict,
    without_default_rels,
)
from openpyxl.comments import Comment

from winback_sheets.hosts.workbook.removal import remove_from
from winback_sheets.hosts.workbook.undoing import go_back
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.ooxml.graft import Refused, Tab, graft, our_tabs

DEMO = Path(__file__).resolve().parents[3] / "workbooks" / "winback-demo.xlsx"
TABS = (Tab("win_back", "Win-back", front=True), Tab("state", "Churn", front=False, hidden=True))
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODD: Mapping[str, Mapping[str, str | bytes]] = {
    "a plain package": PLAIN,
    "all elements have a prefix": prefixed(),
    "the strict dialect": strict(),
    "no default content type for rels": without_default_rels(),
    "no style sheet at all": replaced(
        RELS, f'<Relationship Id="rId7" Type="{OFFICE}/styles" Target="styles.xml"/>', ""
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reviewed shop in which people have typed, its state before the first review beside it as before.xlsx."""
    path = write(
        tmp_path_factory.mktemp("shop") / "shop.xlsx", Sales=shop(14, 40, stop={3: 6, 7: 8}), Customers=people(40)
    )
    path.with_name("before.xlsx").write_bytes(path.read_bytes())
    review_file(path)
    return path


@pytest.fixture
def book(told: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    path = tmp_path / "shop.xlsx"
    path.write_bytes(told.read_bytes())
    return path


def listed(path: Path) -> list[tuple[str, bytes]]:
    """The entries of a package in order, with their bytes."""
    with zipfile.ZipFile(path) as zipped:
        return [(info.orig_filename, zipped.read(info)) for info in zipped.infolist()]


def saved_by_another(path: Path, change: object = None) -> None:
    """The workbook opened, changed and saved by a program that writes every part anew."""
    book = openpyxl.load_workbook(path)
    if callable(change):
        change(book)
    book.save(path)


REFUSED = {
    "a workbook without tabs of ours": (
        lambda path: write(path / "a.xlsx", Sales=shop(3, 3)),
        "nothing of ours in a.xlsx",
    ),
    "a ledger that was never reviewed": (lambda path: text(path / "a.csv"), "nothing of ours in a.csv"),
    "a ledger with a result beside it": (lambda path: beside(path / "a.csv"), "a.winback.xlsx: delete that file"),
    "a workbook of our tabs alone": (lambda path: alone(path / "a.winback.xlsx"), "delete that file, that is all"),
    "a workbook that is open elsewhere": (lambda path: locked(path / "a.xlsx"), "open in another program"),
}


def text(path: Path) -> Path:
    path.write_text("customer,date,amount\nAnn,2026-01-01,3\n")
    return path


def beside(path: Path) -> Path:
    alone(path.with_name("a.winback.xlsx"))
    return text(path)


def alone(path: Path) -> Path:
    graft(None, ours(), path, TABS)
    return path


def locked(path: Path) -> Path:
    packed(path, PLAIN)
    graft(path, ours(), path, TABS)
    path.with_name("~$a.xlsx").write_bytes(b"")
    return path


@pytest.mark.parametrize(("made", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_where_there_is_nothing_to_take_out_a_sentence_says_so_and_nothing_changes(
    tmp_path: Path, made: object, words: str
) -> None:
    path = made(tmp_path)  # type: ignore[operator]
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    with pytest.raises(Refused, match=words):
        remove_from(path)
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_every_part_is_what_it_was_in_the_order_it_was(tmp_path: Path, content: Mapping[str, str | bytes]) -> None:
    path = packed(tmp_path / "shop.xlsx", content)
    before = listed(path)
    for churn in ("30 %", "40 %"):
        graft(path, ours(churn), path, TABS)
    assert remove_from(path).exact
    assert listed(path) == before


def test_a_list_of_formulas_we_had_taken_out_is_back_in_its_place(tmp_path: Path) -> None:
    chain = f'<Relationship Id="rId8" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    content = dict(PLAIN) | replaced(RELS, "</Relationships>", chain)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    # Excel has listed a formula of ours, as it does when it saves: the next refresh takes the list out.
    path = packed(tmp_path / "shop.xlsx", content | {"xl/calcChain.xml": f'<calcChain xmlns="{namespace}"/>'})
    first = {"xl/calcChain.xml": f'<calcChain xmlns="{namespace}"><c r="A2" i="5"/><c r="A2" i="6"/></calcChain>'}
    packed(path, {**first, **content})
    before = listed(path)
    for churn in ("30 %", "40 %"):
        graft(path, ours(churn), path, TABS)
    assert "xl/calcChain.xml" not in parts(path)
    assert remove_from(path).exact and listed(path) == before


def test_a_cell_a_person_changed_since_stays_changed(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    before = parts(path)
    graft(path, ours(), path, TABS)
    now = parts(path)
    typed = now[SHEET].replace(b"</worksheet>", b" </worksheet>")
    packed(path, {**now, SHEET: typed})
    graft(path, ours("40 %"), path, TABS)
    remove_from(path)
    assert parts(path) == {**before, SHEET: typed}


def test_a_cell_that_wears_a_format_of_ours_keeps_it(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    graft(path, ours(), path, TABS)
    now = parts(path)
    last = now[STYLES].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ") - 1
    row = b'<row r="99"><c r="A99" s="%d"/></row></sheetData>' % last
    packed(
        path, {**now, SHEET: now[SHEET].replace(b"</sheetData>", row).replace(b"<sheetData/>", b"<sheetData>" + row)}
    )
    done = remove_from(path)
    assert not done.exact and parts(path)[STYLES] == now[STYLES] and our_tabs(path) == {}
    assert b"Win-back" not in parts(path)[WORKBOOK]


def test_after_another_program_has_saved_it_only_our_tabs_and_names_go(book: Path) -> None:
    saved_by_another(book, lambda opened: opened["Sales"].__setitem__("H1", "mine"))
    done = remove_from(book)
    left = openpyxl.load_workbook(book)
    assert not done.exact and left.sheetnames == ["Sales", "Customers"] and left["Sales"]["H1"].value == "mine"
    assert not [name for name in left.defined_names if "winback" in name.lower()]


def test_a_real_review_leaves_no_trace_and_no_notes_where_nothing_was_typed(book: Path, told: Path) -> None:
    done = remove_from(book)
    assert done.exact and done.notes is None and listed(book) == listed(told.with_name("before.xlsx"))
    with pytest.raises(Refused, match="nothing of ours"):
        remove_from(book)
    after = book.read_bytes()
    go_back(book)
    assert "Win-back" in openpyxl.load_workbook(book).sheetnames
    go_back(book)
    assert book.read_bytes() == after


def test_what_the_review_wrote_beside_a_list_is_nobodys_note(tmp_path: Path) -> None:
    """The demo's warning signs have figures of the past and a second list beside them."""
    book = Path(shutil.copy(DEMO, tmp_path / "demo.xlsx"))
    review_file(book, run_day=pd.Timestamp("2026-11-02"))
    opened = openpyxl.load_workbook(book)
    heads = {cell.value: cell.column for cell in opened["Warning signs"][5] if cell.value}
    assert {"Named", "May be next"} <= heads.keys()
    opened["Warning signs"].cell(9, heads["Notes"] + 1).value = "beside the list"
    opened["Warning signs"].cell(7, heads["Named"]).value = "typed over"
    opened.save(book)
    done = remove_from(book)
    assert done.notes is not None
    told = pd.read_csv(done.notes)["text"].tolist()
    assert told == ["beside the list", "typed over"]


def test_what_people_typed_is_saved_before_the_tabs_go(book: Path) -> None:
    def typing(opened: openpyxl.Workbook) -> None:
        lost = opened["Lost customers"]
        heads = {cell.value: cell.column for cell in lost[5]}
        lost.cell(6, heads["Notes"]).value = "=SUM(1,2) is not meant"
        lost.cell(6, heads["Decision override"]).value = "let go"
        lost.cell(5, lost.max_column + 1).value = "Colour"
        lost.cell(6, lost.max_column).value = "grün"
        lost.cell(6, heads["Rank"]).comment = Comment("ask Sorrel", "Heath")
        lost.cell(9, heads["Customer"]).value = "Somebody else"

    saved_by_another(book, typing)
    older = book.with_name("shop.winback-notes.csv")
    older.write_text("older")
    done = remove_from(book)
    assert older.read_text() == "older" and done.notes == book.with_name("shop.winback-notes-2.csv")
    assert done.notes.read_bytes().startswith(b"\xef\xbb\xbf")
    with done.notes.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    found = {(row[0], row[2]): row for row in rows[1:]}
    assert rows[0] == ["tab", "key", "column", "text"]
    assert found["Lost customers", "Decision override"][1].startswith("C0")
    assert found["Lost customers", "Decision override"][3] == "let go"
    assert found["Lost customers", "Colour"][3] == "grün"
    assert found["Lost customers", "note at A6"][3] == "ask Sorrel"
    assert found["Lost customers", "Customer"][3] == "Somebody else"

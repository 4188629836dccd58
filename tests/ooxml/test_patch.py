"""Our cells into a tab of ours however that tab is written: prefixes, encodings, cells that do not say where they are."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from ooxml.packages_by_hand import PLAIN, packed

from winback_sheets.ooxml.book import marked_tabs, read_book
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.ooxml.graft import Tab, graft
from winback_sheets.ooxml.package import open_package

WHOLE = (Tab("churn", "Churn", front=True),)


def ours(*rows: tuple[object, ...], link: str = "https://one.example/") -> bytes:
    """A made workbook: a table of customers and money from A1 on, the first customer with a link."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet("Churn"), book.add_format({"bold": True, "num_format": "#,##0.00"})
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row, bold)
        sheet.write_url(1, 0, link, bold, string=str(rows[0][0]))
        columns = [{"header": "Customer"}, {"header": "Money"}]
        sheet.add_table(0, 0, len(rows), 1, {"name": "winback_list", "columns": columns})
        sheet.conditional_format(1, 1, len(rows), 1, {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    return out.getvalue()


def sheet_of(path: Path) -> str:
    with path.open("rb") as file:
        book = read_book(open_package(file, path.name))
        return book.sheets[marked_tabs(book)["churn"]].part


def respelled(path: Path, change: Callable[[str], str | bytes]) -> None:
    """Our tab's part as another program might have written it."""
    name = sheet_of(path)
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    new = change(parts[name].decode())
    parts[name] = new if isinstance(new, bytes) else new.encode()
    with zipfile.ZipFile(path, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)


def prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", xml).replace(' xmlns="', ' xmlns:x="', 1)


def placeless(xml: str) -> str:
    """Cells and rows that say nothing of where they stand: each follows the one before."""
    head, tag, rest = xml.partition("<sheetData>")
    return head + tag + re.sub(r'(<(?:row|c)) r="\w+"', r"\1", rest)


def utf_16(xml: str) -> bytes:
    return b"\xff\xfe" + xml.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16-le")


def noted(xml: str) -> str:
    """A person's word in D3, a wide column, a zoom."""
    xml = re.sub(r'(<row r="3".*?)</row>', r'\1<c r="D3" t="inlineStr"><is><t>mine</t></is></c></row>', xml, flags=re.S)
    return xml.replace("<sheetView ", '<sheetView zoomScale="77" ', 1)


SPELLINGS: dict[str, Callable[[str], str | bytes]] = {
    "as we wrote it": lambda xml: xml,
    "every element with a prefix": prefixed,
    "cells that do not say where they stand": placeless,
    "UTF-16": utf_16,
    "single quotes": lambda xml: re.sub(r'="([^"\']*)"', r"='\1'", xml),
    "with a person's word beside it": noted,
}


def values(path: Path) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path)["Churn"].iter_rows(values_only=True) if any(row)]


@pytest.fixture(params=SPELLINGS.values(), ids=SPELLINGS.keys())
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    graft(path, ours(("Ann", 1), ("Bob", 2)), path, WHOLE)
    respelled(path, request.param)
    return path


def tabs(last: int) -> tuple[Tab, ...]:
    return (Tab("churn", "Churn", front=True, patch=Patch(last_rows={"winback_list": last})),)


def test_cells_that_say_the_same_already_keep_their_bytes(book: Path) -> None:
    graft(book, ours(("Ann", 1), ("Bob", 2)), book, tabs(2))
    before = book.read_bytes()
    assert not graft(book, ours(("Ann", 1), ("Bob", 2)), book, tabs(2))
    assert book.read_bytes() == before


def test_a_longer_list_takes_its_table_and_its_rules_with_it(book: Path) -> None:
    assert graft(book, ours(("Ann", 1), ("Bob", 7), ("Cid", 3)), book, tabs(3))
    found = values(book)
    assert [row[:2] for row in found] == [["Customer", "Money"], ["Ann", 1], ["Bob", 7], ["Cid", 3]]
    with zipfile.ZipFile(book) as package:
        sheet = package.read(sheet_of(book))
        text = sheet.decode("utf-16") if sheet[:2] == b"\xff\xfe" else sheet.decode()
        tables = [package.read(name).decode() for name in package.namelist() if "tables/table" in name]
    assert re.search(r"""sqref=["']B2:B4["']""", text) and any('ref="A1:B4"' in each for each in tables)


def test_what_a_person_wrote_beside_the_list_stays(book: Path) -> None:
    before = [row[3] for row in values(book) if len(row) > 3]
    graft(book, ours(("Ann", 5), ("Bob", 6)), book, tabs(2))
    assert [row[3] for row in values(book) if len(row) > 3] == before


def test_a_link_leads_where_ours_leads_when_its_cell_says_something_else(book: Path) -> None:
    graft(book, ours(("Zoe", 1), ("Bob", 2), link="https://two.example/"), book, tabs(2))
    with zipfile.ZipFile(book) as package:
        links = package.read(re.sub(r"([^/]+)$", r"_rels/\1.rels", sheet_of(book))).decode()
    assert "https://two.example/" in links and "https://one.example/" not in links


def test_a_shorter_list_leaves_its_rules_as_they_are(book: Path) -> None:
    graft(book, ours(("Ann", 1), ("Bob", 2)), book, tabs(1))
    with zipfile.ZipFile(book) as package:
        sheet = package.read(sheet_of(book))
        text = sheet.decode("utf-16") if sheet[:2] == b"\xff\xfe" else sheet.decode()
        tables = [package.read(name).decode() for name in package.namelist() if "tables/table" in name]
    assert re.search(r"""sqref=["']B2:B3["']""", text) and any('ref="A1:B2"' in each for each in tables)


def headed(row: int, *figures: tuple[object, ...]) -> bytes:
    """A made workbook: a title in two rows, figures from A3 on, in `row` a heading over three columns."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet("Churn"), book.add_format({"bold": True})
        for number, each in enumerate([("Churn",), ("2026",), *figures]):
            sheet.write_row(number, 0, each)
        sheet.merge_range(row - 1, 0, row - 1, 2, "Heading", bold)
    return out.getvalue()


def merged(path: Path) -> set[str]:
    return {str(each) for each in openpyxl.load_workbook(path)["Churn"].merged_cells.ranges}


@pytest.mark.parametrize("spelling", [pytest.param(each, id=name) for name, each in SPELLINGS.items()])
@pytest.mark.parametrize(
    ("new", "clear", "left"),
    [
        pytest.param(
            headed(5, ("2026 Q3", 1, 2)), frozenset(), {"A5:C5", "F6:G7"}, id="figures where the heading stood"
        ),
        pytest.param(headed(5), frozenset({(2, 0)}), {"A5:C5", "F6:G7"}, id="nothing where the heading stood"),
        pytest.param(headed(3), frozenset(), {"A3:C3", "F6:G7"}, id="the heading still stands there"),
    ],
)
def test_what_we_merged_is_taken_apart_where_we_merge_no_more_and_a_persons_stays(
    tmp_path: Path,
    new: bytes,
    clear: frozenset[tuple[int, int]],
    left: set[str],
    spelling: Callable[[str], str | bytes],
) -> None:
    path = packed(tmp_path / "shop.xlsx", PLAIN)
    graft(path, headed(3), path, WHOLE)
    theirs = '<mergeCell ref="A3:C3"/><mergeCell ref="F6:G7"/>'
    respelled(path, lambda xml: spelling(xml.replace('count="1"><mergeCell ref="A3:C3"/>', f'count="2">{theirs}')))
    patched, again = (Tab("churn", "Churn", front=True, patch=Patch(clear=each)) for each in (clear, frozenset()))
    assert graft(path, new, path, (patched,)) == (left != {"A3:C3", "F6:G7"})
    assert merged(path) == left
    before = path.read_bytes()
    assert not graft(path, new, path, (again,)) and path.read_bytes() == before

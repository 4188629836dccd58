"""Formulas of ours that spill (dynamic arrays) in the user's workbook, beside metadata of the user's own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from ooxml.packages_by_hand import (
    CONTENT_TYPES,
    KINDS,
    OFFICE,
    PLAIN,
    RELS,
    TABS,
    TRANSITIONAL,
    local,
    ours,
    packed,
    parts,
    replaced,
    xml_of,
)

from winback_sheets.ooxml.graft import graft
from winback_sheets.ooxml.metadata import with_dynamic
from winback_sheets.ooxml.xml import parse

METADATA = "xl/metadata.xml"
RICH = (
    f'<metadata xmlns="{TRANSITIONAL}"><metadataTypes count="1"><metadataType name="XLRICHVALUE" '
    'minSupportedVersion="120000"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata>'
    '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
)


def spilling() -> bytes:
    """Our two tabs, where one formula spills."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "use_future_functions": True})
    page = book.add_worksheet("Win-back")
    page.write_dynamic_array_formula("A1:A3", "=UNIQUE(C1:C9)", book.add_format({"bold": True}), "a")
    page.write_array_formula("B1:B3", "{=C1:C3*2}", None, 4)
    book.add_worksheet("Churn").write(0, 0, "30 %")
    book.close()
    return out.getvalue()


def with_metadata(xml: str) -> dict[str, str]:
    """The plain package with a metadata part."""
    link = f'<Relationship Id="rId9" Type="{OFFICE}/sheetMetadata" Target="metadata.xml"/></Relationships>'
    kind = f'<Override PartName="/{METADATA}" ContentType="{KINDS}.sheetMetadata+xml"/></Types>'
    return {**replaced(CONTENT_TYPES, "</Types>", kind, replaced(RELS, "</Relationships>", link)), METADATA: xml}


def made_metadata() -> str:
    """What XlsxWriter writes, as Excel does."""
    with zipfile.ZipFile(io.BytesIO(spilling())) as package:
        return package.read(METADATA).decode()


USERS: dict[str, Mapping[str, str]] = {
    "no metadata": PLAIN,
    "metadata of rich values": with_metadata(RICH),
    "metadata of dynamic arrays": with_metadata(made_metadata()),
    "an empty part": with_metadata(f'<metadata xmlns="{TRANSITIONAL}"/>'),
    "elements with a prefix": with_metadata(re.sub(r"<(/?)(\w)", r"<\1x:\2", RICH).replace("xmlns=", "xmlns:x=")),
}


def marked_by(path: Path) -> tuple[list[str], bytes]:
    """The numbers by which cells of ours refer to metadata, and the metadata part."""
    content = parts(path)
    sheet = next(data for data in content.values() if b"UNIQUE" in data)
    return re.findall(r' cm="(\d+)"', sheet.decode()), next(d for n, d in content.items() if "metadata" in n)


@pytest.mark.parametrize("content", USERS.values(), ids=USERS.keys())
def test_a_formula_of_ours_spills_and_the_users_metadata_stays(tmp_path: Path, content: Mapping[str, str]) -> None:
    path = packed(tmp_path / "shop.xlsx", content)
    graft(path, spilling(), path, TABS)
    numbers, metadata = marked_by(path)
    name = next(name for name in parts(path) if "metadata" in name)
    root = xml_of(path, name)
    cells = next(each for each in root if local(each) == "cellMetadata")
    types = [each.get("name") for each in next(each for each in root if local(each) == "metadataTypes")]
    assert len(numbers) == 1
    kind, value = (int(cells[int(numbers[0]) - 1][0].get(each)) for each in "tv")
    assert types[kind - 1] == "XLDAPR"
    future = next(each for each in root if local(each) == "futureMetadata" and each.get("name") == "XLDAPR")
    assert "dynamicArrayProperties" in {local(each) for each in future[value].iter()}
    if METADATA in content:
        for name, text in re.findall(r"(metadataType|rc) ([^/]*)/>", content[METADATA]):
            assert f"{name} {text}/>".encode() in metadata
    order = ["metadataTypes", "futureMetadata", "cellMetadata", "valueMetadata"]
    assert [local(each) for each in root] == sorted((local(each) for each in root), key=order.index)
    assert all(int(each.get("count")) == len(each) for each in root)
    types_of = xml_of(path, CONTENT_TYPES)
    assert f"{KINDS}.sheetMetadata+xml" in {each.get("ContentType") for each in types_of}
    assert b"sheetMetadata" in parts(path)[RELS]


@pytest.mark.parametrize("content", USERS.values(), ids=USERS.keys())
def test_a_second_run_adds_nothing(tmp_path: Path, content: Mapping[str, str]) -> None:
    path = packed(tmp_path / "shop.xlsx", content)
    graft(path, spilling(), path, TABS)
    before = path.read_bytes()
    assert graft(path, spilling(), path, TABS) is False
    assert path.read_bytes() == before


def test_without_a_formula_that_spills_metadata_is_not_touched(tmp_path: Path) -> None:
    path = packed(tmp_path / "shop.xlsx", with_metadata(RICH))
    graft(path, ours(), path, TABS)
    assert parts(path)[METADATA].decode() == RICH
    path = packed(tmp_path / "plain.xlsx", PLAIN)
    graft(path, ours(), path, TABS)
    assert not any("metadata" in name for name in parts(path))


def test_what_excel_wrote_is_used_again() -> None:
    xml = made_metadata().encode()
    assert with_dynamic(xml, parse(xml)) == (xml, 1)

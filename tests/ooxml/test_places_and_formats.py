"""Where new parts go and what our links say, and what a number of ours is shown as, in workbooks that differ there."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlsxwriter
from conftest import script
from corpus.by_hand_books import macros
from corpus.by_hand_packages import moved, no_styles
from corpus.package import Parts, packed, plain
from python_calamine import load_workbook

from winback_sheets import api
from winback_sheets.files.files import open_grids
from winback_sheets.ooxml.graft import Tab, graft
from winback_sheets.present.render import render

_, _, campaign = script("lossless"), script("judges"), script("corpus")

FOLDERS = ["", "book", "XL", "xl/sub", "a/b"]


class Ours(NamedTuple):
    """The tabs of a review of the plain workbook, as they are grafted."""

    made: bytes
    tabs: tuple[Tab, ...]

    def into(self, path: Path) -> bool:
        return graft(path, self.made, path, self.tabs)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Ours:
    path = packed(tmp_path_factory.mktemp("ours") / "shop.xlsx", plain())
    pages = api.review(path, dry_run=True).pages
    return Ours(render(pages), tuple(Tab(page.key, page.name, page.front, page.hidden) for page in pages))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_workbook_in_another_folder_is_read_again_and_given_back(tmp_path: Path, folder: str, ours: Ours) -> None:
    moved(before := tmp_path / "before.xlsx", folder)
    path = Path(shutil.copy(before, tmp_path / "shop.xlsx"))
    assert ours.into(path) and not ours.into(path)
    names = [grid.name for grid in open_grids(path)]
    assert {"Sales", "Win-back", "Lost customers"} <= set(names)
    assert graft(path, ours.made, path, [], drop=[each.key for each in ours.tabs])
    assert campaign.not_given_back(before, path) == []


def test_a_workbook_in_another_folder_is_reviewed_twice(tmp_path: Path) -> None:
    moved(path := tmp_path / "shop.xlsx", "Excel")
    api.review(path)
    assert api.review(path, as_of="2026-05-20").changed
    assert api.review(path, remove=True).exact


def test_a_new_style_sheet_has_the_name_under_which_every_reader_looks_for_it(tmp_path: Path) -> None:
    no_styles(path := tmp_path / "shop.xlsx")
    api.review(path)
    assert openpyxl.load_workbook(path)["Win-back"]["A1"].font.b is not None


def book(path: Path, formats: str, cell_format: str) -> Path:
    """The plain workbook with these number formats before its own, and this cell format 0."""
    parts: Parts = plain()
    text = str(parts["xl/styles.xml"]).replace('<numFmts count="1">', f"<numFmts>{formats}")
    text = text.replace('<cellXfs count="2"><xf numFmtId="0"', f'<cellXfs count="2"><xf numFmtId="{cell_format}"')
    # The amounts of the ledger are numbers whatever the default is.
    own = '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    parts["xl/styles.xml"] = text.replace("</cellXfs>", own).replace('cellXfs count="2"', 'cellXfs count="3"')
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(r'(<c r="C\d+")>', r'\1 s="2">', str(parts[sheet]))
    return packed(path, parts)


def redefined(id: int, code: str) -> str:
    return f'<numFmt numFmtId="{id}" formatCode="{code}"/>'


# What a workbook may mean by the ids of number formats: its own list, and the id of its cell format 0.
MEANINGS = {
    **{f"the standard's {id} is a day": (redefined(id, "d/m/yyyy"), "0") for id in (0, 1, 3, 4, 9, 10, 14, 22, 49)},
    "General in other letters": (redefined(0, "GENERAL"), "0"),
    "General in another language": (redefined(0, "Standard"), "0"),
    "General as text": (redefined(0, "@"), "0"),
    "General as nothing": (redefined(0, ""), "0"),
    "an id twice, General last": (redefined(165, "d/m/yyyy") + redefined(165, "General") + redefined(0, "d"), "0"),
    "an id twice, a day last": (redefined(165, "General") + redefined(165, "d/m/yyyy") + redefined(0, "d"), "0"),
    "an id twice, one of ours first": (redefined(165, "#,##0") + redefined(165, "d/m/yyyy"), "0"),
    **{f"cell format 0 has {id}": ("", id) for id in ("1", "9", "14", "22", "49", "164")},
    "cell format 0 has a redefined 0": (redefined(0, "d/m/yyyy"), "0"),
}


def numbers(path: Path) -> dict[tuple[str, int, int], object]:
    """What a quick reader finds on our tabs: a number that is shown as a day comes as one."""
    found = load_workbook(str(path))
    tabs = [name for name in found.sheet_names if name != "Sales"]
    rows = {name: found.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in tabs}
    return {(name, r, c): cell for name in tabs for r, row in enumerate(rows[name]) for c, cell in enumerate(row)}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory, ours: Ours) -> dict[tuple[str, int, int], object]:
    path = packed(tmp_path_factory.mktemp("usual") / "shop.xlsx", plain())
    ours.into(path)
    return numbers(path)


@pytest.mark.parametrize(("formats", "cell_format"), MEANINGS.values(), ids=MEANINGS.keys())
def test_our_numbers_stay_numbers_whatever_ids_mean_and_a_second_review_changes_nothing(
    tmp_path: Path, usual: dict[tuple[str, int, int], object], ours: Ours, formats: str, cell_format: str
) -> None:
    path = book(tmp_path / "shop.xlsx", formats, cell_format)
    assert ours.into(path) and not ours.into(path)
    assert numbers(path) == usual


def test_a_cell_of_ours_without_a_format_is_no_day_where_the_workbooks_own_is_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as scratch:
        scratch.add_worksheet("Win-back").write(0, 0, 30)
    tab = Tab("win_back", "Win-back", True)
    for case, (formats, cell_format) in MEANINGS.items():
        path = book(tmp_path / "shop.xlsx", formats, cell_format)
        graft(path, out.getvalue(), path, [tab])
        assert numbers(path)["Win-back", 0, 0] == 30
        assert openpyxl.load_workbook(path)["Win-back"]["A1"].number_format == "General", case
        assert not graft(path, out.getvalue(), path, [tab])


def test_in_a_workbook_with_macros_our_tabs_stand_after_the_users(tmp_path: Path) -> None:
    macros(parts := plain())
    path = packed(tmp_path / "shop.xlsm", parts)
    api.review(path)
    names = openpyxl.load_workbook(path).sheetnames
    assert names[:2] == ["Sales", "Win-back"]
    api.review(path, as_of="2026-05-20")
    assert openpyxl.load_workbook(path).sheetnames == names

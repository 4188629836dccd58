"""The empty template, the demo, and the rule that nothing in workbooks/ is made by hand."""

from __future__ import annotations

import importlib.util
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import openpyxl
import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.findings import NothingToReview, Review
from winback_sheets.hosts.template.template import FRONT, HEADING_ROW, new_workbook
from winback_sheets.hosts.template.template_words import CHOICES, EXAMPLES, REASON_COLUMNS, words_of
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.present.words import texts, word, word_error
from winback_sheets.read.book import read
from winback_sheets.read.recognise import recognise
from winback_sheets.schema.inputs import INPUTS, Table, table
from winback_sheets.schema.settings import SETTING_LINES
from winback_sheets.steps import review

ROOT = Path(__file__).resolve().parents[1]
WORKBOOKS = ROOT / "workbooks"
TODAY = pd.Timestamp("2026-11-02")
LARGEST = 300_000
COLUMNS = [
    pytest.param(t, c.key, id=f"{t.title}: {c.heading}") for t in INPUTS if t.key != "settings" for c in t.columns
]
TABS = [pytest.param(t, id=t.title) for t in INPUTS]
# Ofcom's numbers for drama: 01632 960000 to 960999 and 07700 900000 to 900999.
FICTIONAL = re.compile(r"(01632 960|07700 900)\d{3}")


@pytest.fixture(scope="module")
def builder() -> Iterator[ModuleType]:
    """scripts/build_workbooks.py as a module; its neighbours are found as when it is run."""
    sys.path.insert(0, str(ROOT / "scripts"))
    spec = importlib.util.spec_from_file_location("build_workbooks", ROOT / "scripts" / "build_workbooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="module")
def built(builder: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything in workbooks/, built anew."""
    folder = tmp_path_factory.mktemp("workbooks")
    builder.build(folder)
    return folder


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return new_workbook(tmp_path / "shop.xlsx")


def typed_into(path: Path, tab: str, rows: list[dict[str, object]]) -> Review:
    """The template with a few rows typed in below the headings, reviewed."""
    book = openpyxl.load_workbook(path)
    keys = [column.key for column in table(tab).columns]
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        for key, value in row.items():
            book[table(tab).title].cell(number, keys.index(key) + 1, value)
    book.save(path)
    return review(open_grids(path), today=TODAY)


SALES: list[dict[str, object]] = [
    {"customer": "0017", "date": pd.Timestamp("2026-10-01"), "amount": 20},
    {"customer": "0018", "date": pd.Timestamp("2026-10-02"), "amount": 30},
    {"customer": "0017", "date": pd.Timestamp("2026-10-30"), "amount": 40},
]


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "shop.xlsx"
    mine.write_text("precious", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"^shop\.xlsx is there already: .*\.$"):
        new_workbook(mine)
    assert mine.read_text(encoding="utf-8") == "precious"


def test_an_empty_template_gives_one_clear_sentence(template: Path) -> None:
    with pytest.raises(NothingToReview) as nothing:
        review(open_grids(template), today=TODAY)
    assert "headings but no rows yet" in word_error(nothing.value)


def test_the_start_page_is_taken_for_no_table(template: Path) -> None:
    _, results, others = recognise(open_grids(template))
    assert (results, others) == ([], ["Start"])


def test_the_example_line_is_never_counted(template: Path) -> None:
    found = typed_into(template, "sales", SALES)
    assert sorted(found.book.sales["customer"].unique()) == ["0017", "0018"]
    assert (found.book.rows_read, found.book.rows_used, len(found.book.problems)) == (3, 3, 0)
    assert not any(len(frame) for key, frame in found.book.tables.items() if key != "reason_catalogue")


def test_quantity_times_price_counts_where_the_amount_is_blank(template: Path) -> None:
    rows = [{"customer": "0019", "date": pd.Timestamp("2026-10-03"), "quantity": 3, "unit_price": 2.5}]
    assert typed_into(template, "sales", SALES + rows).book.sales["amount"].tolist() == [20, 30, 40, 7.5]


def test_a_years_amount_counts_where_the_monthly_amount_is_blank(template: Path) -> None:
    start = {"start": pd.Timestamp("2025-01-01")}
    rows: list[dict[str, object]] = [
        {"customer": "A", "monthly_amount": 10, **start},
        {"customer": "B", "amount": 240, "billing_period": "year", **start},
    ]
    assert typed_into(template, "subscriptions", rows).book.subscriptions["mrr"].tolist() == [10, 20]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_is_read_as_itself_with_every_column(template: Path, tab: Table) -> None:
    found = {item.table: item for item in recognise(open_grids(template))[0]}[tab.key]
    assert (found.grid.name, found.header_row) == (tab.title, HEADING_ROW)
    assert list(found.headers) and set(found.headers) == {column.key for column in tab.columns}
    assert all(found.headers[column.key] == column.heading for column in tab.columns)


def test_a_shop_owner_sees_the_tabs_that_are_used_and_the_rest_waits(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    visible = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert visible == ["Start", *(table(key).title for key in FRONT)]
    assert {sheet.title for sheet in book} == {"Start", *(each.title for each in INPUTS)}


def test_every_link_of_the_start_page_leads_to_a_tab_one_can_see(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    links = [cell.hyperlink for (cell,) in book["Start"]["A1:A60"] if cell.hyperlink]
    # openpyxl keeps "#'Sales'!A4" as an address; either way it names tab and cell.
    named = [re.fullmatch(r"#?'(.+)'!A\d+", link.location or link.target).group(1) for link in links]
    assert named == [table(key).title for key in FRONT]
    assert all(book[name].sheet_state == "visible" for name in named)


@pytest.mark.parametrize(("tab", "key"), COLUMNS)
def test_each_heading_says_what_it_means_and_its_cells_fit_the_kind(
    shared_template: openpyxl.Workbook, tab: Table, key: str
) -> None:
    sheet, column = shared_template[tab.title], tab.column(key)
    number = [each.key for each in tab.columns].index(key) + 1
    heading = sheet.cell(HEADING_ROW, number)
    assert heading.value == column.heading and heading.font.bold
    assert words_of(tab.key, key)[0] in heading.comment.text or column.meaning in heading.comment.text
    in_need = any(key in group for group in tab.needed if len(group) < 5)
    assert ("Needed" in heading.comment.text) == in_need
    picks = [
        rule
        for rule in sheet.data_validations.dataValidation
        if f"{heading.column_letter}{HEADING_ROW + 1}" in rule.sqref
    ]
    wanted = column.kind == "yes_no" or key in CHOICES or key in REASON_COLUMNS or bool(column.choices)
    assert len(picks) == wanted
    shape = sheet.column_dimensions[heading.column_letter].number_format
    assert shape == {"date": "yyyy-mm-dd", "money": "#,##0.00", "id": "@", "phone": "@"}.get(column.kind, shape)


@pytest.fixture(scope="module")
def shared_template(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    return openpyxl.load_workbook(new_workbook(tmp_path_factory.mktemp("template") / "t.xlsx"))


def test_headings_stay_in_sight_and_every_sheet_prints_on_one_page_width(shared_template: openpyxl.Workbook) -> None:
    for each in INPUTS:
        sheet = shared_template[each.title]
        assert int(sheet.freeze_panes[1:]) == HEADING_ROW + 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_the_template_has_words_for_the_columns_there_are_and_no_others() -> None:
    pairs = {(each.key, column.key) for each in INPUTS if each.key != "settings" for column in each.columns}
    columns, of_one_tab = {key for _, key in pairs}, {f"{tab}_{key}" for tab, key in pairs}
    names = {key.removesuffix("_meaning") for key in texts("en", "template") if key.endswith("_meaning")}
    shown = {key.removesuffix("_example") for key in texts("en", "template") if key.endswith("_example")}
    assert columns <= names - {"setting"} <= columns | of_one_tab
    assert shown | EXAMPLES.keys() <= names and not shown & EXAMPLES.keys()
    assert CHOICES.keys() | REASON_COLUMNS <= {key for _, key in pairs}


def test_settings_are_the_settings_there_are_and_a_typed_one_counts(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    lines = list(book["Settings"].iter_rows(min_row=HEADING_ROW + 1, values_only=True))
    assert [(line[0], line[1], line[2], line[3] or "") for line in lines] == [
        (s.key, None, s.meaning, s.default) for s in SETTING_LINES
    ]
    book["Settings"].cell(HEADING_ROW + 1 + [line[0] for line in lines].index("lapse window"), 2, 20)
    book.save(template)
    assert typed_into(template, "sales", SALES).window == 20


def test_a_template_can_be_reviewed_in_place_again_and_again(template: Path) -> None:
    typed_into(template, "sales", SALES)
    assert review_file(template, run_day=TODAY).changed
    before = template.read_bytes()
    assert not review_file(template, run_day=TODAY).changed
    assert template.read_bytes() == before


def cells(path: Path) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


# The README's picture is drawn by another script, with LibreOffice.
MADE = sorted(path.relative_to(WORKBOOKS).as_posix() for path in WORKBOOKS.rglob("*.*") if path.suffix != ".png")


@pytest.mark.parametrize("name", MADE)
def test_what_is_kept_is_what_the_script_builds(built: Path, name: str) -> None:
    kept, anew = WORKBOOKS / name, built / name
    assert anew.exists(), "made by hand, or left over: run scripts/build_workbooks.py"
    same = cells(kept) == cells(anew) if name.endswith(".xlsx") else kept.read_bytes() == anew.read_bytes()
    assert same, "run scripts/build_workbooks.py"
    assert kept.stat().st_size < LARGEST


def test_nothing_that_the_script_builds_is_missing(built: Path) -> None:
    anew = sorted(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    assert anew == MADE and len(anew) > 20


def test_building_twice_gives_the_same_bytes(builder: ModuleType, built: Path, tmp_path: Path) -> None:
    for path in builder.build(tmp_path):
        assert path.read_bytes() == (built / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_demo_inside_the_package_is_the_one_that_is_kept() -> None:
    shipped = ROOT / "winback_sheets" / "workbooks" / "winback-demo.xlsx"
    assert shipped.read_bytes() == (WORKBOOKS / shipped.name).read_bytes(), "run scripts/build_workbooks.py"


def test_nobody_in_the_demo_can_be_reached() -> None:
    people = pd.read_excel(WORKBOOKS / "winback-demo.xlsx", sheet_name="Customers", dtype=str, engine="openpyxl")
    assert len(people) == 300 and people["Customer no"].is_unique and people["Name"].is_unique
    assert people["Phone"].str.fullmatch(FICTIONAL).all()
    assert people["E-mail"].str.endswith("@example.org").all()


def test_the_owners_chart_note_and_comment_survive_a_review(tmp_path: Path) -> None:
    demo = WORKBOOKS / "winback-demo.xlsx"
    review_file(demo, out=tmp_path / "reviewed.xlsx", run_day=TODAY)
    with zipfile.ZipFile(demo) as before, zipfile.ZipFile(tmp_path / "reviewed.xlsx") as after:
        parts = [name for name in before.namelist() if re.match(r"xl/(worksheets/|charts/|drawings/|comments)", name)]
        assert len(parts) > 8 and "xl/charts/chart1.xml" in parts
        assert [name for name in parts if before.read(name) != after.read(name)] == []


def test_the_demo_is_understood_without_any_setting_up() -> None:
    book = read(open_grids(WORKBOOKS / "winback-demo.xlsx"), today=TODAY)
    assert {line.split(":")[0] for line in map(word, book.understood)} >= {
        "read 'Sales' as Sales",
        "read 'Lawn care contracts' as Subscriptions",
        "read 'Customers' as Customers",
        "read 'Payments' as Payments",
        "read 'Settings' as Settings",
        "not used",
    }

"""A new tab in a Google Sheet says, looks and allows what the same tab in Excel does."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hosts.google_sheets.demo_pages import KEYS, RUN_DAY, as_reviewed, ids, made, outreach, page
from hosts.google_sheets.discovery import violations
from hosts.google_sheets.sheet_html import Place, drawn
from openpyxl.utils.datetime import to_excel

from winback_sheets.hosts.google_sheets.anchors import COLUMN, LOOKS, TAB, VIEW
from winback_sheets.hosts.google_sheets.layout import NewTab
from winback_sheets.hosts.google_sheets.linked import HYPERLINK
from winback_sheets.present.page import Cell, Choice, Page
from winback_sheets.present.render import render
from winback_sheets.present.reports import keyed

LOOKALIKES = [
    "=HYPERLINK(1)",
    "+44 20 7946 0018",
    "-1",
    "@SUM(A1)",
    "0042",
    "1,5",
    "1e5",
    "'quoted",
    "TRUE",
    "2026-01-02",
]


def everything(tab: NewTab) -> list[dict[str, Any]]:
    return [*tab.requests, *tab.finish]


def said(tab: NewTab, kind: str) -> list[dict[str, Any]]:
    return [request[kind] for request in everything(tab) if kind in request]


def drawn_tab(tab: NewTab, rows: int = 10_000) -> Any:
    late = [request for request in tab.finish if "updateCells" in request or "setDataValidation" in request]
    return drawn([*tab.requests, *late], tab.blocks, rows=rows)


@pytest.fixture(scope="module")
def excel() -> openpyxl.Workbook:
    """Our memory keeps what was written, and that differs by the links: the one for Google."""
    wanted = [page("state") if each.key == "state" else each for each in as_reviewed()]
    return openpyxl.load_workbook(io.BytesIO(render(wanted)))


def in_excel(book: openpyxl.Workbook, name: str) -> dict[Place, Any]:
    found = {}
    for row in book[name].iter_rows():
        for cell in row:
            if cell.value is not None and cell.value != "":
                value = to_excel(cell.value) if cell.is_date else cell.value
                link = HYPERLINK.fullmatch(str(value)) if cell.data_type == "f" else None
                found[cell.row - 1, cell.column - 1] = (
                    link[2] if link else str(value) if cell.data_type == "s" else value
                )
    return found


@pytest.mark.parametrize("key", KEYS)
def test_every_cell_says_what_it_says_in_excel(key: str, excel: openpyxl.Workbook) -> None:
    there = {place: value for place, value in drawn_tab(made(key)).cells.items() if value != ""}
    wanted = in_excel(excel, page(key).name)
    assert there.keys() == wanted.keys()
    assert [place for place, value in wanted.items() if there[place] != pytest.approx(value)] == []


def colour(style: dict[str, Any]) -> str:
    return "".join(f"{round(255 * style['rgbColor'][part]):02X}" for part in ("red", "green", "blue"))


@pytest.mark.parametrize("key", [key for key in KEYS if key != "state"])
def test_every_cell_looks_as_it_looks_in_excel(key: str, excel: openpyxl.Workbook) -> None:
    formats, sheet = drawn_tab(made(key)).formats, excel[page(key).name]
    for row, col in in_excel(excel, page(key).name):
        cell, look = sheet.cell(row + 1, col + 1), formats[row, col]
        words = look.get("textFormat", {})
        number = look.get("numberFormat", {"type": "TEXT"})
        assert bool(cell.font.b) == words.get("bold", False), cell.coordinate
        if number["type"] != "TEXT":
            assert number["pattern"] == cell.number_format, cell.coordinate
        else:
            assert cell.number_format == "General", cell.coordinate
        if cell.fill.fgColor.rgb not in (None, "00000000"):
            assert colour(look["backgroundColorStyle"]) == cell.fill.fgColor.rgb[2:], cell.coordinate
        if cell.alignment.wrap_text:
            assert look.get("wrapStrategy") == "WRAP", cell.coordinate
        if "foregroundColorStyle" in words:
            assert colour(words["foregroundColorStyle"]) == cell.font.color.rgb[2:], cell.coordinate


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("comma", [False, True], ids=["1.5", "1,5"])
@pytest.mark.parametrize("rtl", [False, True], ids=["from left to right", "from right to left"])
def test_google_knows_every_word_of_every_request(key: str, comma: bool, rtl: bool) -> None:
    tab = made(key, comma=comma, rtl=rtl)
    wrong = [
        each for number, request in enumerate(everything(tab)) for each in violations("Request", request, str(number))
    ]
    wrong += [each for where, _ in tab.blocks for each in violations("GridRange", where)]
    assert wrong == []
    json.dumps([everything(tab), tab.blocks], allow_nan=False)


@pytest.mark.parametrize("key", KEYS)
def test_nobody_sees_half_a_tab(key: str) -> None:
    tab, hidden = made(key), page(key).hidden or page(key).very_hidden
    assert tab.requests[0]["addSheet"]["properties"]["hidden"] is True
    assert sum("addSheet" in request for request in everything(tab)) == 1
    shown = tab.finish[-1]["updateSheetProperties"]
    assert (shown["fields"], shown["properties"]) == ("hidden", {"sheetId": 7, "hidden": hidden})


def test_texts_that_look_like_something_else_go_in_as_texts() -> None:
    single = tuple(Cell(20 + at, 0, text) for at, text in enumerate(LOOKALIKES))
    hostile = outreach(*({"rank": 1, "customer": text, "name": text, "notes": text} for text in LOOKALIKES))
    tab = made(replace(hostile, cells=(*hostile.cells, *single)))
    assert not any("formulaValue" in text for text in map(json.dumps, everything(tab)))
    there = drawn_tab(tab)
    assert [there.cells[5 + at, 3] for at in range(len(LOOKALIKES))] == LOOKALIKES
    assert [there.cells[20 + at, 0] for at in range(len(LOOKALIKES))] == LOOKALIKES
    for place in [(5, 3), (5, 4), (20, 0)]:  # and stay texts when somebody types them anew
        assert there.formats[place]["numberFormat"] == {"type": "TEXT", "pattern": "@"}


@pytest.mark.parametrize("key", KEYS)
def test_formulas_are_those_of_the_page_and_no_others(key: str) -> None:
    ours = {cell.formula for cell in page(key).cells}
    texts = [
        json.dumps(template.split("{")[0])[1:-1] for each in page(key).lists for template in each.formulas.values()
    ]
    for update in said(made(key), "updateCells"):
        for cell in (cell for row in update["rows"] for cell in row["values"]):
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            assert (
                formula is None or formula in ours or any(json.dumps(formula)[1:-1].startswith(text) for text in texts)
            )
            assert formula is None or "numberFormat" not in cell or cell["numberFormat"]["type"] != "TEXT"


VALUES = [
    pytest.param(pd.Timestamp("2026-10-31"), 46326, id="a day is its number"),
    pytest.param(np.int64(3), 3, id="a number of numpy"),
    pytest.param(np.bool_(True), "yes", id="true is yes"),
    pytest.param(False, "no", id="false is no"),
    pytest.param(float("nan"), None, id="not a number is blank"),
    pytest.param(float("inf"), None, id="infinite is blank"),
    pytest.param(pd.NaT, None, id="no day is blank"),
    pytest.param("x" * 40_000, "x" * 32_767, id="a text without end is cut"),
]


@pytest.mark.parametrize(("value", "kept"), VALUES)
def test_values_go_in_as_google_keeps_them(value: object, kept: object) -> None:
    tab = made(outreach({"customer": "A", "notes": value}))
    ((_, rows),) = tab.blocks
    assert rows[0][15] == kept
    assert type(rows[0][15]) in (type(None), str, int, float)


@pytest.mark.parametrize("key", sorted(set(KEYS) & keyed().keys()))
def test_each_column_of_a_list_with_keys_has_its_mark(key: str) -> None:
    marks = [each["developerMetadata"] for each in said(made(key), "createDeveloperMetadata")]
    columns = [each for each in marks if each["metadataKey"] == COLUMN]
    listing = page(key).lists[0]
    assert {each["location"]["dimensionRange"]["startIndex"]: each["metadataValue"] for each in columns} == {
        at: f"{key}.{column.key}" for column, at in zip(listing.columns, listing.columns_at(), strict=True)
    }
    assert all(each["visibility"] == "DOCUMENT" for each in marks)


@pytest.mark.parametrize("key", KEYS)
def test_the_tab_gets_its_mark_only_when_all_is_in(key: str) -> None:
    def tabs(requests: list[dict[str, Any]]) -> list[str]:
        marks = [
            each["createDeveloperMetadata"]["developerMetadata"]
            for each in requests
            if "createDeveloperMetadata" in each
        ]
        return [each["metadataKey"] for each in marks if each["metadataKey"] not in (COLUMN, VIEW)]

    assert (tabs(made(key).requests), tabs(made(key).finish)) == ([], [TAB, LOOKS])


@pytest.mark.parametrize("key", ["outreach", "lost_customers", "warning_signs", "segments", "history"])
def test_rows_to_come_have_the_look_of_those_that_are_there(key: str) -> None:
    formats, listing = drawn_tab(made(key)).formats, page(key).lists[0]
    first, last = min(listing.rows_at()), max(listing.rows_at())
    for col in listing.columns_at():
        assert {json.dumps(formats[row, col]) for row in (first, last + 1, last + 200)} == {
            json.dumps(formats[first, col])
        }


def free(tab: NewTab, row: int, col: int) -> bool:
    (kept,) = said(tab, "addProtectedRange")
    assert kept["protectedRange"]["range"] == {"sheetId": 7} and kept["protectedRange"]["warningOnly"] is True
    return any(
        each["startRowIndex"] <= row < each.get("endRowIndex", 1e9)
        and each["startColumnIndex"] <= col < each.get("endColumnIndex", 1e9)
        for each in kept["protectedRange"].get("unprotectedRanges", ())
    )


def test_people_are_warned_over_our_cells_and_over_no_cell_of_theirs() -> None:
    for key in ("outreach", "lost_customers", "warning_signs", "segments"):
        tab, listing = made(key), page(key).lists[0]
        last, right = max(listing.rows_at()), max(max(each.columns_at()) for each in page(key).lists)
        for column, col in zip(listing.columns, listing.columns_at(), strict=True):
            assert free(tab, listing.row + 1, col) == free(tab, last, col) == (column.owner == "person"), column.key
            assert not free(tab, listing.row, col)
        assert free(tab, 0, right + 5) and free(tab, last + 190, 0)
    assert free(made("customer_card"), 4, 1) and not free(made("customer_card"), 6, 1)
    assert not free(made("state"), 2000, 9)


def test_words_are_chosen_from_lists_and_no_other_word_is_refused() -> None:
    rules = {each["range"]["startColumnIndex"]: each["rule"] for each in said(made("outreach"), "setDataValidation")}
    at = {column.key: col for col, column in enumerate(page("outreach").lists[0].columns)}
    assert rules.keys() == {at["done"], at["outcome"], at["asked_back"]}
    assert rules[at["done"]]["condition"] == {"type": "BOOLEAN", "values": [{"userEnteredValue": "yes"}]}
    words = [each["userEnteredValue"] for each in rules[at["outcome"]]["condition"]["values"]]
    assert words == list(page("outreach").lists[0].columns[at["outcome"]].choices)
    assert all(rule["strict"] is False and rule["showCustomUi"] is True for rule in rules.values())


def test_what_names_another_tab_waits_until_all_tabs_are_there() -> None:
    tab = made("customer_card")
    assert "Segments!" not in json.dumps(tab.requests)
    (rule,) = [request["setDataValidation"] for request in tab.finish if "setDataValidation" in request]
    assert rule["rule"]["condition"]["type"] == "ONE_OF_RANGE"
    assert rule["rule"]["condition"]["values"][0]["userEnteredValue"].startswith("=Segments!$A$6:")


def test_fixed_words_of_a_cell_are_a_list() -> None:
    tab = made(Page("x", "X", False, choices=(Choice(1, 2, ("a", "b")),)))
    (rule,) = [request["setDataValidation"]["rule"] for request in tab.requests if "setDataValidation" in request]
    assert [each["userEnteredValue"] for each in rule["condition"]["values"]] == ["a", "b"]


def test_percentages_on_too_few_are_grey_in_both_dialects() -> None:
    for comma, formula in ((False, "=OR($E7<5,$B7<5)"), (True, "=OR($E7<5;$B7<5)")):
        rule = said(made("churn", comma=comma), "addConditionalFormatRule")[0]["rule"]
        assert rule["booleanRule"]["condition"]["values"] == [{"userEnteredValue": formula}]
        listing = page("churn").lists[0]
        percents = [at for c, at in zip(listing.columns, listing.columns_at(), strict=True) if c.kind == "percent"]
        assert [each["startColumnIndex"] for each in rule["ranges"]] == percents
        assert {each["startRowIndex"] for each in rule["ranges"]} == {6}


LINKS = [
    pytest.param("mailto:ann@example.org", {"uri": "mailto:ann@example.org"}, id="a mail"),
    pytest.param("https://wa.me/4420", {"uri": "https://wa.me/4420"}, id="an address"),
    pytest.param("internal:'Churn'!B7", {"uri": "#gid=105&range=B7"}, id="a cell of another tab"),
    pytest.param("tel:+4420", None, id="a phone, which Google's links do not know"),
    pytest.param("internal:'No such tab'!B7", None, id="a tab that is not there"),
    pytest.param("javascript:alert(1)", None, id="a script"),
]


@pytest.mark.parametrize(("link", "wanted"), LINKS)
def test_a_link_is_a_look_of_a_text_and_never_a_formula(link: str, wanted: dict[str, str] | None) -> None:
    assert ids()["Churn"] == 105
    tab = made(Page("x", "X", False, (Cell(0, 0, "Go", "call_link", link=link),)))
    (update,) = said(tab, "updateCells")
    ((cell,),) = [row["values"] for row in update["rows"]]
    assert cell["userEnteredValue"] == {"stringValue": "Go"}
    assert cell["userEnteredFormat"].get("textFormat", {}).get("link") == wanted
    if wanted is None:
        assert "underline" not in cell["userEnteredFormat"]["textFormat"]


def test_the_chart_is_drawn_from_the_same_figures() -> None:
    (chart,), (wanted,) = said(made("win_back"), "addChart"), page("win_back").charts
    spec = chart["chart"]["spec"]
    basic = spec["basicChart"]
    assert (spec["title"], basic["chartType"], basic["headerCount"]) == (wanted.title, "COLUMN", 1)
    assert basic["legendPosition"] == "BOTTOM_LEGEND"  # contracts and shop
    cells = drawn_tab(made("win_back")).cells
    for series, (title, col, ink) in zip(basic["series"], wanted.series, strict=True):
        (where,) = series["series"]["sourceRange"]["sources"]
        assert cells[where["startRowIndex"], col] == title and where["startColumnIndex"] == col
        assert (where["startRowIndex"] + 1, where["endRowIndex"] - 1) == wanted.rows
        assert "#" + colour(series["colorStyle"]) == ink
    place = chart["chart"]["position"]["overlayPosition"]
    assert (place["widthPixels"], place["heightPixels"]) == (wanted.width, wanted.height)
    assert place["anchorCell"] == {"sheetId": 7, "rowIndex": wanted.row, "columnIndex": wanted.col}


def test_one_series_needs_no_legend() -> None:
    alone = replace(page("win_back"), charts=tuple(replace(c, series=c.series[:1]) for c in page("win_back").charts))
    assert said(made(alone), "addChart")[0]["chart"]["spec"]["basicChart"]["legendPosition"] == "NO_LEGEND"


def test_from_right_to_left_is_said_only_of_such_sheets_and_mirrors_the_texts() -> None:
    def first(rtl: bool) -> tuple[Any, Any]:
        tab = made("outreach", rtl=rtl)
        look = drawn_tab(tab).formats[5, 4]
        return tab.requests[0]["addSheet"]["properties"].get("rightToLeft"), look["horizontalAlignment"]

    assert (first(False), first(True)) == ((None, "LEFT"), (True, "RIGHT"))


def test_a_list_without_rows_frees_no_empty_range() -> None:
    (kept,) = said(made(outreach()), "addProtectedRange")
    for each in kept["protectedRange"]["unprotectedRanges"]:
        assert each["startRowIndex"] < each.get("endRowIndex", 1e9)


@pytest.mark.parametrize("key", KEYS)
def test_every_request_falls_inside_the_tab_and_no_merge_crosses_what_stays_in_view(key: str) -> None:
    tab = made(key)
    grid = tab.requests[0]["addSheet"]["properties"]["gridProperties"]
    for kind in ("repeatCell", "setDataValidation", "mergeCells"):
        for each in said(tab, kind):
            assert 0 <= each["range"]["startRowIndex"] < each["range"]["endRowIndex"] <= grid["rowCount"]
            assert 0 <= each["range"]["startColumnIndex"] < each["range"]["endColumnIndex"] <= grid["columnCount"]
    for each in said(tab, "updateDimensionProperties"):
        size = grid["columnCount" if each["range"]["dimension"] == "COLUMNS" else "rowCount"]
        assert 0 <= each["range"]["startIndex"] < each["range"]["endIndex"] <= size
    frozen = grid.get("frozenColumnCount", 0)
    assert not [
        m for m in said(tab, "mergeCells") if m["range"]["startColumnIndex"] < frozen < m["range"]["endColumnIndex"]
    ]


def test_five_thousand_rows_stay_below_what_google_advises() -> None:
    big = outreach(*({"rank": n, "customer": f"C{n}", "why_now": "why " * 25, "date": RUN_DAY} for n in range(5_000)))
    tab = made(big)
    assert len(json.dumps(everything(tab))) < 100_000
    assert max(len(json.dumps(rows)) for _, rows in tab.blocks) < 2_000_000
    assert sum(len(rows) for _, rows in tab.blocks) == 5_000
    assert tab.requests[0]["addSheet"]["properties"]["gridProperties"]["rowCount"] == 5_205

"""What the emulator does with requests no recording covers; every expectation follows Google's published text."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.sheet_in_hand import InHand, grid, span

JSON = dict[str, Any]
ROWS = [["0"], ["1"], ["2"], ["3"], ["4"]]
WHITE = {"booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}}
CHART: JSON = {
    "title": "c",
    "basicChart": {
        "chartType": "COLUMN",
        "series": [{"series": {"sourceRange": {"sources": [grid(0, 5, 1, 2)]}}}],
    },
}
PLACE = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 2, "columnIndex": 3}}}


def cell(text: str) -> JSON:
    """A CellData with a text."""
    return {"userEnteredValue": {"stringValue": text}}


def test_moved_rows_are_counted_before_they_leave() -> None:
    """Documented (moveDimension): of 0 1 2 3 4 the rows 1 and 2 moved to index 4 stand between 3 and 4."""
    sheet = InHand(ROWS)
    sheet.batch({"moveDimension": {"source": span("ROWS", 1, 3), "destinationIndex": 4}})
    assert sheet.values() == [["0"], ["3"], ["1"], ["2"], ["4"]]


def test_appended_cells_stand_below_the_last_row_with_data_of_the_tab_from_column_a() -> None:
    """Documented (appendCells): rows are added when the grid is full; a format alone is no data."""
    sheet = InHand([["a"], ["", "", "c"]])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    sheet.batch({"repeatCell": {"range": grid(5, 6, 0, 1), "cell": bold, "fields": "userEnteredFormat"}})
    sheet.batch({"appendCells": {"sheetId": 0, "rows": [{"values": [cell("n")]}], "fields": "userEnteredValue"}})
    assert sheet.values() == [["a"], ["", "", "c"], ["n"]]
    size = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 3}}, "fields": "gridProperties.rowCount"}
    sheet.batch({"updateSheetProperties": size})
    sheet.batch({"appendCells": {"sheetId": 0, "rows": [{"values": [cell("o")]}] * 2, "fields": "userEnteredValue"}})
    assert sheet.sheet()["properties"]["gridProperties"]["rowCount"] == 5


def test_cells_of_a_range_that_no_row_covers_are_cleared_of_the_fields_named() -> None:
    """Documented (updateCells): from a start nothing else is touched; in a range the rest is cleared."""
    sheet = InHand([["a", "b"], ["c", "d"]])
    sheet.batch({"updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [cell("x")]}], "fields": "note"}})
    assert sheet.values() == [["a", "b"], ["c", "d"]]
    one = {"rows": [{"values": [cell("x")]}], "fields": "userEnteredValue"}
    sheet.batch({"updateCells": {"start": {"sheetId": 0, "rowIndex": 1}, **one}})
    assert sheet.values() == [["a", "b"], ["x", "d"]]
    sheet.batch({"updateCells": {"range": grid(0, 2, 0, 2), **one}})
    assert sheet.values() == [["x"]]


PASTES = {
    "PASTE_NORMAL": ([["1", "2"], ["1", "2"]], "=A2+1", True),
    "PASTE_VALUES": ([["1", "2"], ["1", "2"]], 2, False),
    "PASTE_FORMULA": ([["1", "2"], ["1", "2"]], "=A2+1", False),
    "PASTE_FORMAT": ([["1", "2"]], None, True),
}


@pytest.mark.parametrize(("kind", "wanted"), PASTES.items(), ids=PASTES)
def test_a_paste_carries_what_its_kind_says(kind: str, wanted: tuple[list[list[str]], Any, bool]) -> None:
    """Documented (copyPaste): relative references move along, PASTE_VALUES leaves format and formula behind."""
    sheet = InHand([[1, "=A1+1"]])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    sheet.batch({"repeatCell": {"range": grid(0, 1, 0, 2), "cell": bold, "fields": "userEnteredFormat"}})
    sheet.batch({"copyPaste": {"source": grid(0, 1, 0, 2), "destination": grid(1, 2, 0, 1), "pasteType": kind}})
    target = sheet.colleague.cell("T", 1, 1)
    assert sheet.values() == wanted[0]
    assert (target.formula or target.value, bool(target.format)) == wanted[1:]


def test_a_larger_target_is_filled_by_repeating_the_source_on_another_tab() -> None:
    """Documented (copyPaste): a multiple of the source's size repeats it."""
    sheet = InHand([["a", "b"]])
    sheet.batch({"addSheet": {"properties": {"sheetId": 7, "title": "U"}}})
    sheet.batch({"copyPaste": {"source": grid(0, 1, 0, 2), "destination": grid(0, 2, 0, 4, 7)}})
    assert sheet.values("U") == [["a", "b", "a", "b"]] * 2


SHIFTS = {
    "a row put in": ({"insertDimension": {"range": span("ROWS", 1, 2)}}, (0, 4, 1, 3), "=SUM(B3:B4)"),
    "rows taken out": ({"deleteDimension": {"range": span("ROWS", 1, 2)}}, (0, 2, 1, 3), "=SUM(B2)"),
    "a column put in": ({"insertDimension": {"range": span("COLUMNS", 1, 2)}}, (0, 3, 2, 4), "=SUM(C2:C3)"),
    "a column taken out": ({"deleteDimension": {"range": span("COLUMNS", 0, 1)}}, (0, 3, 0, 2), "=SUM(A2:A3)"),
    "a column moved": (
        {"moveDimension": {"source": span("COLUMNS", 0, 1), "destinationIndex": 3}},
        (0, 3, 0, 2),
        "=SUM(A2:A3)",
    ),
}


@pytest.mark.parametrize(("request_", "box", "formula"), SHIFTS.values(), ids=SHIFTS)
def test_names_filters_protections_rules_charts_and_formulas_follow(request_: JSON, box: Any, formula: str) -> None:
    """Ranges stay with their cells; the formula's own shape after a deletion is this emulator's."""
    sheet = InHand([["a", "b", "c"], [1, 2, 3], [1, 2, 3]])
    part = grid(0, 3, 1, 3)
    sheet.batch({"addSheet": {"properties": {"sheetId": 7, "title": "U"}}})
    sheet.put("U!A1", [["=SUM(T!B2:B3)"]], "USER_ENTERED")
    sheet.batch(
        {"addNamedRange": {"namedRange": {"name": "n", "range": part}}},
        {"addFilterView": {"filter": {"title": "f", "range": part}}},
        {"addProtectedRange": {"protectedRange": {"range": part, "warningOnly": True}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [part], **WHITE}, "index": 0}},
        {"setBasicFilter": {"filter": {"range": part}}},
    )
    sheet.batch(request_)
    whole = sheet.call("GET", "")
    top, bottom, left, right = box
    wanted = {key: value for key, value in grid(top, bottom, left, right).items() if key != "sheetId"}
    tab = whole["sheets"][0]
    found = [whole["namedRanges"][0]["range"], tab["filterViews"][0]["range"], tab["protectedRanges"][0]["range"]]
    found += [tab["conditionalFormats"][0]["ranges"][0], tab["basicFilter"]["range"]]
    assert found == [wanted] * 5
    shown = sheet.values("U", valueRenderOption="FORMULA")[0][0].replace("T!", "").replace("B2:B2", "B2")
    assert shown == formula


def test_rules_are_put_in_moved_replaced_and_deleted_by_index() -> None:
    """Documented (conditional formats): the replies name the rules that went and came."""
    sheet = InHand(ROWS)
    rules = [{"ranges": [grid(n, n + 1, 0, 1)], **WHITE} for n in range(3)]
    sheet.batch(*[{"addConditionalFormatRule": {"rule": rule, "index": 0}} for rule in rules])
    moved = {"sheetId": 0, "index": 0, "newIndex": 2}
    replaced = {"index": 0, "rule": rules[0]}
    first, second, third = sheet.batch(
        {"updateConditionalFormatRule": moved},
        {"updateConditionalFormatRule": replaced},
        {"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}},
    )
    assert first["updateConditionalFormatRule"]["newIndex"] == 2
    assert second["updateConditionalFormatRule"]["oldRule"]["ranges"][0]["startRowIndex"] == 1
    assert third["deleteConditionalFormatRule"]["rule"]["ranges"][0]["startRowIndex"] == 0
    assert len(sheet.sheet()["conditionalFormats"]) == 2


def test_a_chart_is_added_changed_moved_and_deleted_by_its_id() -> None:
    """Documented (charts): the id asked for is kept, the description is replaced whole."""
    sheet = InHand(ROWS)
    reply = sheet.batch({"addChart": {"chart": {"chartId": 5, "spec": CHART, "position": PLACE}}})[0]
    assert reply["addChart"]["chart"]["chartId"] == 5
    sheet.batch({"updateChartSpec": {"chartId": 5, "spec": {**CHART, "title": "d"}}})
    chart = sheet.sheet()["charts"][0]
    assert chart["spec"]["title"] == "d"
    assert chart["position"]["overlayPosition"]["anchorCell"] == {"rowIndex": 2, "columnIndex": 3}
    assert "No chart with id: 6" in sheet.refusal({"updateChartSpec": {"chartId": 6, "spec": CHART}})
    sheet.batch({"deleteEmbeddedObject": {"objectId": 5}})
    assert "charts" not in sheet.sheet()


def test_a_duplicated_tab_has_ids_of_its_own() -> None:
    """Documented (duplicateSheet): title and id are chosen if not given; cells, looks and filters are copied."""
    sheet = InHand([["a"], ["=T!A1"]])
    sheet.batch({"addFilterView": {"filter": {"filterViewId": 3, "title": "f", "range": grid(0, 1, 0, 1)}}})
    copy = {"sourceSheetId": 0, "insertSheetIndex": 1, "newSheetId": 9}
    reply = sheet.batch({"duplicateSheet": copy})[0]["duplicateSheet"]["properties"]
    assert (reply["sheetId"], reply["title"], reply["index"]) == (9, "Copy of T", 1)
    first, second = sheet.call("GET", "")["sheets"]
    assert first["filterViews"][0]["filterViewId"] != second["filterViews"][0]["filterViewId"]
    assert second["filterViews"][0]["range"]["sheetId"] == 9 and sheet.values("Copy of T") == [["a"], ["a"]]


def test_replaced_text_is_counted_as_google_counts_it() -> None:
    """Documented (findReplace): occurrences may be several in one cell; groups are written $1."""
    sheet = InHand([["Google Sheets"], ["Google Docs"]])
    done = sheet.batch({"findReplace": {"find": "e", "replacement": "o", "allSheets": True, "matchCase": True}})
    assert done[0]["findReplace"]["occurrencesChanged"] == 4 and sheet.values()[0] == ["Googlo Shoots"]
    regex = {"find": "o.* (.*)", "replacement": "$1 Rocks", "searchByRegex": True, "sheetId": 0}
    sheet.batch({"findReplace": regex})
    assert sheet.values() == [["GShoots Rocks"], ["GDocs Rocks"]]


def test_tabs_move_as_counted_before_the_move() -> None:
    """Documented (SheetProperties.index): of S1 S2 S3, S1 goes ahead of S3 with index 2; its own index + 1 is no move."""
    sheet = InHand()
    sheet.batch({"addSheet": {"properties": {"title": "S2"}}}, {"addSheet": {"properties": {"title": "S3"}}})

    def move(index: int) -> list[str]:
        sheet.batch({"updateSheetProperties": {"properties": {"sheetId": 0, "index": index}, "fields": "index"}})
        return sheet.colleague.titles

    assert [move(1), move(2), move(2)] == [["T", "S2", "S3"], ["S2", "T", "S3"], ["S2", "T", "S3"]]
    assert move(0) == ["T", "S2", "S3"] and move(3) == ["S2", "S3", "T"]


def test_groups_nest_and_unnest() -> None:
    """Documented (dimension groups): a group over part of another is one level deeper."""
    sheet = InHand()
    sheet.batch({"addDimensionGroup": {"range": span("ROWS", 0, 4)}})
    depths = sheet.batch({"addDimensionGroup": {"range": span("ROWS", 1, 2)}})[0]["addDimensionGroup"][
        "dimensionGroups"
    ]
    assert [(one["range"]["startIndex"], one["depth"]) for one in depths] == [(0, 1), (1, 2)]
    sheet.batch({"deleteDimensionGroup": {"range": span("ROWS", 1, 2)}})
    assert [one["depth"] for one in sheet.sheet()["rowGroups"]] == [1]


def test_a_filter_hides_rows_and_clearing_it_shows_them() -> None:
    """Documented (basic filter): hiddenByFilter is set on the rows; values are read all the same."""
    sheet = InHand([["h"], ["a"], ["b"]])
    rule = {"range": grid(0, 3, 0, 1), "criteria": {"0": {"hiddenValues": ["a"]}}}
    sheet.batch({"setBasicFilter": {"filter": rule}})
    mask = "sheets.data.rowMetadata.hiddenByFilter"
    assert sheet.sheet(mask)["data"][0]["rowMetadata"][:3] == [{}, {"hiddenByFilter": True}, {}]
    assert sheet.values() == [["h"], ["a"], ["b"]]
    sheet.batch({"clearBasicFilter": {"sheetId": 0}})
    assert sheet.sheet(mask)["data"][0]["rowMetadata"][1] == {}


REFUSALS = {
    "a title twice": ({"addSheet": {"properties": {"title": "T"}}}, 'A sheet with the name "T" already exists'),
    "an id twice": ({"addSheet": {"properties": {"sheetId": 0}}}, "already exists"),
    "the last tab": ({"deleteSheet": {"sheetId": 0}}, "You can't remove all the sheets"),
    "hiding the last tab": (
        {"updateSheetProperties": {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}},
        "You can't hide all the sheets",
    ),
    "no fields named": ({"updateCells": {"start": {"sheetId": 0}}}, "At least one field must be listed in 'fields'"),
    "a field nobody knows": ({"repeatCell": {"range": {}, "cell": {}, "fields": "notes"}}, "Invalid field: notes"),
    "cells beyond the grid": (
        {"updateCells": {"range": grid(1000, 1001, 0, 1), "fields": "note"}},
        "exceeds grid limits. Max rows: 1000, max columns: 26",
    ),
    "more cells than there may be": (
        {"addSheet": {"properties": {"gridProperties": {"rowCount": 1000000, "columnCount": 10}}}},
        "above the limit of 10000000 cells",
    ),
    "all rows": ({"deleteDimension": {"range": span("ROWS", 0, 1000)}}, "You can't delete all the rows"),
    "a name that is an address": ({"addNamedRange": {"namedRange": {"name": "A1", "range": {}}}}, "not valid"),
    "a tab that is gone": ({"sortRange": {"range": {"sheetId": 5}}}, "No grid with id: 5"),
    "nothing asked": ({}, "No request set"),
    "a kind of Google's that the emulator lacks": ({"addDataSource": {}}, "does not know this kind"),
    "merging across a merge": (
        {"mergeCells": {"range": grid(0, 1, 0, 3)}},
        "You must select all cells in a merged range",
    ),
}


@pytest.mark.parametrize(("request_", "sentence"), REFUSALS.values(), ids=REFUSALS)
def test_a_request_that_cannot_be_met_is_refused_in_words(request_: JSON, sentence: str) -> None:
    """400 and a sentence that names the request; some wordings are from public reports, others this emulator's."""
    sheet = InHand(ROWS)
    sheet.batch({"mergeCells": {"range": grid(0, 2, 0, 2)}})
    said = sheet.refusal(request_)
    assert said.startswith("Invalid requests[0]") and sentence in said


def test_an_empty_batch_is_refused() -> None:
    """Known from public reports."""
    assert InHand().refusal() == "Must specify at least one request."

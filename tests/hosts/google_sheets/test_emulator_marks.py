"""Developer metadata and data filters in the emulator; no recording covers them, Google's text is the measure."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hosts.google_sheets.sheet_in_hand import InHand, Refused, column_mark, grid, mark, span

JSON = dict[str, Any]
ROWS = [["id", "name"], ["1", "Bo"], ["2", "Al"]]


def by_key(key: str) -> JSON:
    """The data filter of a metadata key."""
    return {"developerMetadataLookup": {"metadataKey": key}}


def found(sheet: InHand, *filters: JSON) -> list[JSON]:
    """What a search finds."""
    answer = sheet.call("POST", "/developerMetadata:search", {"dataFilters": list(filters)})
    return [one["developerMetadata"] for one in answer.get("matchedDeveloperMetadata", [])]


def column_of(sheet: InHand, key: str) -> int | None:
    """The column a mark is on; None if it is gone."""
    marks = found(sheet, by_key(key))
    return marks[0]["location"]["dimensionRange"]["startIndex"] if marks else None


MOVES = {
    "a column put in before": ({"insertDimension": {"range": span("COLUMNS", 0, 2)}}, 3),
    "a column put in at its place": ({"insertDimension": {"range": span("COLUMNS", 1, 2)}}, 2),
    "a column put in behind": ({"insertDimension": {"range": span("COLUMNS", 2, 3)}}, 1),
    "its column moved away": ({"moveDimension": {"source": span("COLUMNS", 1, 2), "destinationIndex": 5}}, 4),
    "another moved before it": ({"moveDimension": {"source": span("COLUMNS", 4, 5), "destinationIndex": 0}}, 2),
    "a column deleted before": ({"deleteDimension": {"range": span("COLUMNS", 0, 1)}}, 0),
    "its column deleted": ({"deleteDimension": {"range": span("COLUMNS", 1, 2)}}, None),
    "rows sorted": ({"sortRange": {"range": grid(0, 3, 0, 2), "sortSpecs": [{"dimensionIndex": 1}]}}, 1),
    "its tab deleted": ({"deleteSheet": {"sheetId": 0}}, None),
}


@pytest.mark.parametrize(("request_", "place"), MOVES.values(), ids=MOVES)
def test_a_columns_mark_stays_on_its_column(request_: JSON, place: int | None) -> None:
    """Documented: metadata stays with its location as rows and columns are put in, moved and taken out."""
    sheet = InHand(ROWS)
    sheet.batch(column_mark("wb_col", 1), {"addSheet": {}})
    sheet.batch(request_)
    assert column_of(sheet, "wb_col") == place


def test_an_id_in_use_makes_the_whole_batch_fail() -> None:
    """Documented: ids are unique; the wording is this emulator's."""
    sheet = InHand()
    whole = {"spreadsheet": True}
    sheet.batch(mark("lease", whole, 7))
    assert "already exists" in sheet.refusal({"addSheet": {}}, mark("lease", whole, 7))
    assert sheet.colleague.titles == ["T"] and len(found(sheet, by_key("lease"))) == 1


INCOMPLETE = {
    "no key": {"location": {"spreadsheet": True}, "visibility": "DOCUMENT"},
    "no visibility": {"metadataKey": "k", "location": {"spreadsheet": True}},
    "no location": {"metadataKey": "k", "visibility": "DOCUMENT"},
    "two columns": {
        "metadataKey": "k",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": span("COLUMNS", 0, 2)},
    },
}


@pytest.mark.parametrize("entry", INCOMPLETE.values(), ids=INCOMPLETE)
def test_a_mark_without_its_parts_is_refused(entry: JSON) -> None:
    """Documented: key, visibility and a location of one row or column must be given."""
    assert InHand().refusal({"createDeveloperMetadata": {"developerMetadata": entry}})


def test_marks_are_found_changed_and_deleted_by_filters() -> None:
    """Documented: a lookup matches all its fields; the replies hold what was changed or deleted."""
    sheet = InHand(ROWS)
    tab, whole = {"sheetId": 0}, {"spreadsheet": True}
    sheet.batch(mark("k", tab, 1, "a"), mark("k", whole, 2, "b"), column_mark("k", 1))
    assert [one["location"]["locationType"] for one in found(sheet, by_key("k"))] == ["SHEET", "SPREADSHEET", "COLUMN"]
    one = {"developerMetadataLookup": {"metadataKey": "k", "metadataValue": "b"}}
    assert [mark["metadataId"] for mark in found(sheet, one)] == [2]
    change = {"dataFilters": [one], "developerMetadata": {"metadataValue": "c"}, "fields": "metadataValue"}
    assert (
        sheet.batch({"updateDeveloperMetadata": change})[0]["updateDeveloperMetadata"]["developerMetadata"][0][
            "metadataValue"
        ]
        == "c"
    )
    assert sheet.call("GET", "/developerMetadata/2")["metadataValue"] == "c"
    gone = sheet.batch({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 2}}}})
    assert gone[0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"][0]["metadataId"] == 2
    with pytest.raises(Refused, match="404"):
        sheet.call("GET", "/developerMetadata/2")


def test_marks_are_shown_where_they_belong() -> None:
    """Documented: of the spreadsheet, of the sheet, and in the metadata of the column."""
    sheet = InHand(ROWS)
    sheet.batch(mark("book", {"spreadsheet": True}), mark("tab", {"sheetId": 0}), column_mark("column", 1))
    whole = sheet.call("GET", "", fields="developerMetadata,sheets(developerMetadata,data.columnMetadata)")
    assert whole["developerMetadata"][0]["metadataKey"] == "book"
    assert whole["sheets"][0]["developerMetadata"][0]["metadataKey"] == "tab"
    assert whole["sheets"][0]["data"][0]["columnMetadata"][1]["developerMetadata"][0]["metadataKey"] == "column"


def test_values_are_read_by_grid_range_text_and_mark() -> None:
    """Documented (batchGetByDataFilter): each range comes with the filters that found it; empty ones have no values."""
    sheet = InHand(ROWS)
    sheet.batch(column_mark("wb_col", 1))
    filters = [
        {"gridRange": grid(1, 3, 0, 1)},
        {"a1Range": "T!A1:B1"},
        by_key("wb_col"),
        {"gridRange": grid(5, 6, 0, 1)},
    ]
    answer = sheet.call("POST", "/values:batchGetByDataFilter", {"dataFilters": filters})["valueRanges"]
    assert [list(one["dataFilters"][0]) for one in answer] == [list(one) for one in filters]
    assert [one["valueRange"].get("values") for one in answer] == [
        [["1"], ["2"]],
        [["id", "name"]],
        [["name"], ["Bo"], ["Al"]],
        None,
    ]


def test_values_written_by_mark_land_in_its_column_and_nulls_are_skipped() -> None:
    """Documented (batchUpdateByDataFilter): the place is found when the write is applied."""
    sheet = InHand(ROWS)
    sheet.batch(column_mark("wb_col", 1), {"insertDimension": {"range": span("COLUMNS", 0, 1)}})
    block = {"dataFilter": by_key("wb_col"), "majorDimension": "COLUMNS", "values": [[None, "x", "=1+1"]]}
    answer = sheet.call("POST", "/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": [block]})
    assert sheet.values() == [["", "id", "name"], ["", "1", "x"], ["", "2", "=1+1"]]
    assert (answer["totalUpdatedCells"], answer["responses"][0]["updatedRange"]) == (2, "T!C1:C3")


def test_values_beyond_their_range_are_refused_and_nothing_is_written() -> None:
    """Known from public reports: a range's end beyond the grid, and more rows than the range has."""
    sheet = InHand(ROWS)
    for box, count in ((grid(0, 1001, 0, 1), 1), (grid(0, 2, 0, 1), 3)):
        data = [{"dataFilter": {"gridRange": box}, "values": [["x"]] * count}]
        with pytest.raises(Refused, match="exceeds grid limits|tried writing to row"):
            sheet.call("POST", "/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": data})
    assert sheet.values() == ROWS and sheet.emulator.revision == 0


def test_ranges_are_cleared_and_sheets_are_shown_by_filter() -> None:
    """Documented (batchClearByDataFilter, getByDataFilter)."""
    sheet = InHand(ROWS)
    sheet.batch(column_mark("wb_col", 1), {"addSheet": {}})
    shown = sheet.call("POST", ":getByDataFilter", {"dataFilters": [by_key("wb_col")], "includeGridData": True})
    data = shown["sheets"][0]["data"][0]
    assert len(shown["sheets"]) == 1 and data["startColumn"] == 1
    assert data["rowData"][1]["values"][0]["formattedValue"] == "Bo"
    cleared = sheet.call("POST", "/values:batchClearByDataFilter", {"dataFilters": [by_key("wb_col")]})
    assert cleared["clearedRanges"] == ["T!B1:B1000"] and sheet.values() == [["id"], ["1"], ["2"]]


def shuffled(sheet: InHand, chance: random.Random) -> JSON:
    """A request that puts in, moves or takes out columns somewhere."""
    width = sheet.sheet("sheets.properties")["properties"]["gridProperties"]["columnCount"]
    start = chance.randrange(width - 2)
    end = start + chance.randint(1, 2)
    kind = chance.choice(["insertDimension", "insertDimension", "moveDimension", "moveDimension", "deleteDimension"])
    if kind == "moveDimension":
        to = chance.choice([place for place in range(width + 1) if not start < place < end])
        return {kind: {"source": span("COLUMNS", start, end), "destinationIndex": to}}
    return {kind: {"range": span("COLUMNS", start, end)}}


@pytest.mark.parametrize("seed", range(12))
def test_after_any_shuffle_marks_names_and_formulas_still_mean_their_column(seed: int) -> None:
    """Documented: each stays with its column; here columns are known by their heading, whatever happened."""
    chance = random.Random(seed)
    heads = [f"h{n}" for n in range(6)]
    sheet = InHand([heads, [10 * n for n in range(6)]])
    names = [{"addNamedRange": {"namedRange": {"name": f"name_{n}", "range": grid(0, 2, n, n + 1)}}} for n in range(6)]
    sheet.batch({"addSheet": {"properties": {"title": "U"}}}, *[column_mark(f"h{n}", n) for n in range(6)], *names)
    sheet.put("U!A1", [[f"=T!{letter}1" for letter in "ABCDEF"]], "USER_ENTERED")
    for _ in range(12):
        sheet.batch(shuffled(sheet, chance))
        first = sheet.values("T!1:1")[0] if sheet.values("T!1:1") else []
        left = [head for head in heads if head in first]
        assert [head for head in heads if column_of(sheet, head) is not None] == left
        assert all(first[column_of(sheet, head) or 0] == head for head in left)
        assert all(sheet.values(f"name_{head[1]}") == [[head], [str(10 * int(head[1]))]] for head in left)
        assert sheet.values("U!1:1")[0] == [head if head in left else "#REF!" for head in heads]

"""What the emulator makes of fills, splits, pasted texts and tables; expectations follow Google's published text."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.sheet_in_hand import InHand, grid, span

JSON = dict[str, Any]


def fill(top: int, bottom: int, left: int, right: int, dimension: str, length: int, alternate: bool = False) -> JSON:
    """An autoFill request with its source and destination named."""
    source = {"source": grid(top, bottom, left, right), "dimension": dimension, "fillLength": length}
    return {"autoFill": {"sourceAndDestination": source, "useAlternateSeries": alternate}}


FILLS = {
    "two numbers go on by their step": ([["1"], ["3"]], False, ["1", "3", "5", "7"]),
    "two numbers are repeated by the alternate series": ([["1"], ["3"]], True, ["1", "3", "1", "3"]),
    "a lone number is repeated": ([["5"]], False, ["5", "5", "5"]),
    "a lone number is counted up by the alternate series": ([["5"]], True, ["5", "6", "7"]),
    "a lone date is counted up": ([["2024-02-28"]], False, ["2024-02-28", "2024-02-29", "2024-03-01"]),
    "texts with a number at their end are counted": ([["Row 09"]], False, ["Row 09", "Row 10", "Row 11"]),
    "names of days go round": ([["Fri"], ["Sun"]], False, ["Fri", "Sun", "Tue", "Thu"]),
    "names of months go round": ([["December"]], False, ["December", "January", "February"]),
    "other texts are repeated": ([["a"], ["b"]], False, ["a", "b", "a", "b"]),
    "a formula's references move along": ([["=ROWS(B$1:B1)"]], False, ["1", "2", "3"]),
}


@pytest.mark.parametrize(("rows", "alternate", "wanted"), FILLS.values(), ids=FILLS)
def test_a_fill_goes_on_as_its_source_began(rows: list[list[str]], alternate: bool, wanted: list[str]) -> None:
    """Documented (autoFill, AutoFillSeries): the default goes on by increments, the alternate one copies."""
    sheet = InHand()
    sheet.put("T!A1", rows, "USER_ENTERED")
    sheet.batch(fill(0, len(rows), 0, 1, "ROWS", 2, alternate))
    assert [row[0] for row in sheet.values()] == wanted


def test_a_fill_may_go_left_and_in_a_range_finds_the_part_with_data_itself() -> None:
    """Documented (fillLength, range): negative lengths expand before the source."""
    sheet = InHand()
    sheet.put("T!C1", [[1, 2]])
    sheet.batch(fill(0, 1, 2, 4, "COLUMNS", -2))
    assert sheet.values() == [["-1", "0", "1", "2"]]
    sheet.batch({"autoFill": {"range": grid(0, 3, 2, 4), "useAlternateSeries": True}})
    assert sheet.values() == [["-1", "0", "1", "2"], ["", "", "2", "3"], ["", "", "3", "4"]]
    assert "outside of the grid" in sheet.refusal(fill(0, 1, 0, 1, "COLUMNS", -1))
    assert "Must specify a range or a source" in sheet.refusal({"autoFill": {}})


SPLITS = {
    "COMMA": ("a,b", None),
    "SEMICOLON": ("a;b", None),
    "PERIOD": ("a.b", None),
    "SPACE": ("a b", None),
    "CUSTOM": ("a<>b", "<>"),
    "AUTODETECT": ("a;b", None),
}


@pytest.mark.parametrize(("kind", "given"), SPLITS.items(), ids=SPLITS)
def test_a_text_is_split_into_the_columns_to_its_right(kind: str, given: tuple[str, str | None]) -> None:
    """Documented (textToColumns): every kind of delimiter; cells without one stay."""
    sheet = InHand([["x"], [given[0]], [7]])
    ask: JSON = {"source": grid(0, 3, 0, 1), "delimiterType": kind}
    sheet.batch({"textToColumns": ask | ({"delimiter": given[1]} if given[1] else {})})
    assert sheet.values() == [["x"], ["a", "b"], ["7"]]


def test_a_split_takes_one_column_reads_its_parts_as_typed_and_adds_columns() -> None:
    """Documented: the source must span exactly one column, and a delimiter belongs to CUSTOM alone."""
    sheet = InHand([["a,5,2020-01-01"]])
    wide = {"textToColumns": {"source": grid(0, 1, 0, 2), "delimiterType": "COMMA"}}
    assert "exactly one column" in sheet.refusal(wide)
    both = {"textToColumns": {"source": grid(0, 1, 0, 1), "delimiterType": "COMMA", "delimiter": ";"}}
    assert "CUSTOM" in sheet.refusal(both)
    sheet.batch({"deleteDimension": {"range": span("COLUMNS", 1, 26)}})
    sheet.batch({"textToColumns": {"source": grid(0, 1, 0, 1), "delimiterType": "COMMA"}})
    assert sheet.values(valueRenderOption="UNFORMATTED_VALUE") == [["a", 5, 43831]]


def test_a_shuffle_keeps_rows_whole_and_leaves_the_rest_where_it_is() -> None:
    """Documented (randomizeRange): the order of the rows of the range only."""
    rows = [[str(n), f"n{n}", "z"] for n in range(12)]
    sheet = InHand(rows)
    sheet.batch({"randomizeRange": {"range": grid(1, 12, 0, 2)}})
    found = sheet.values()
    assert found[0] == rows[0] and [row[2] for row in found] == ["z"] * 12
    assert found != rows and sorted(row[:2] for row in found) == sorted(row[:2] for row in rows)


def test_duplicates_are_told_by_every_column_of_the_spans_named() -> None:
    """Documented (deleteDuplicates): whatever their case; a span may be several columns wide."""
    sheet = InHand([["a", 1, "x"], ["A", 1, "y"], ["a", 2, "z"], ["b", 1, "x"]])
    ask = {"range": grid(0, 4, 0, 3), "comparisonColumns": [span("COLUMNS", 0, 2)]}
    assert sheet.batch({"deleteDuplicates": ask}) == [{"deleteDuplicates": {"duplicatesRemovedCount": 1}}]
    assert sheet.values() == [["a", "1", "x"], ["a", "2", "z"], ["b", "1", "x"]]
    rows = {"range": grid(0, 3, 0, 3), "comparisonColumns": [span("ROWS", 0, 1)]}
    assert "Only columns" in sheet.refusal({"deleteDuplicates": rows})


PASTED = {
    "lines with quoted fields": ({"data": 'a,"b,c"\n"d\ne",5', "delimiter": ","}, [["a", "b,c"], ["d\ne", "5"]]),
    "a longer delimiter": ({"data": "a--b", "delimiter": "--"}, [["a", "b"]]),
    "an HTML table": (
        {"data": "<table><tr><td>a</td><td>b<br>c</td></tr><tr><td>d</td></tr></table>", "html": True},
        [["a", "b\nc"], ["d"]],
    ),
    "formats alone, which a text has none of": ({"data": "a", "delimiter": ",", "type": "PASTE_FORMAT"}, []),
}


@pytest.mark.parametrize(("ask", "wanted"), PASTED.values(), ids=PASTED)
def test_pasted_text_comes_to_stand_in_cells(ask: JSON, wanted: list[list[str]]) -> None:
    """Documented (pasteData): delimited, or HTML."""
    sheet = InHand()
    sheet.batch({"pasteData": {"coordinate": {"sheetId": 0}, **ask}})
    assert sheet.values() == wanted


TABLE: JSON = {
    "name": "Stock",
    "tableId": "t1",
    "range": grid(0, 3, 0, 2),
    "columnProperties": [
        {"columnIndex": 0, "columnName": "Item", "columnType": "TEXT"},
        {
            "columnIndex": 1,
            "columnName": "State",
            "columnType": "DROPDOWN",
            "dataValidationRule": {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "full"}]}},
        },
    ],
}


def number(value: float) -> JSON:
    """A row of one number."""
    return {"values": [{"userEnteredValue": {"numberValue": value}}]}


def test_a_table_names_its_columns_and_takes_rows_at_its_end() -> None:
    """Documented (addTable, appendCells with tableId): rows go into the table's body, below them the sheet stays."""
    sheet = InHand([["x", "y"], ["a", "full"], [], ["below"]])
    reply = sheet.batch({"addTable": {"table": TABLE}})[0]["addTable"]["table"]
    assert reply["name"] == "Stock" and sheet.sheet("sheets.tables")["tables"] == [reply]
    ask = {"tableId": "t1", "rows": [number(1), number(2)], "fields": "userEnteredValue"}
    sheet.batch({"appendCells": ask})
    assert sheet.values() == [["Item", "State"], ["a", "full"], ["1"], ["2"], ["below"]]
    assert sheet.sheet("sheets.tables.range")["tables"][0]["range"]["endRowIndex"] == 4


def test_a_table_is_renamed_gets_a_footer_and_goes_with_its_values() -> None:
    """Documented (updateTable): a footer that comes makes the range one row longer."""
    sheet = InHand([["x", "y"], ["a", "full"], [], [], ["below"]])
    sheet.batch({"addTable": {"table": TABLE}})
    sheet.batch({"updateTable": {"table": {"tableId": "t1", "name": "Store"}, "fields": "name"}})
    foot = {"tableId": "t1", "rowsProperties": {"footerColorStyle": {"rgbColor": {"red": 1}}}}
    sheet.batch({"updateTable": {"table": foot, "fields": "rowsProperties"}})
    table = sheet.sheet("sheets.tables")["tables"][0]
    assert table["name"] == "Store" and table["range"]["endRowIndex"] == 4
    sheet.batch({"deleteTable": {"tableId": "t1"}})
    assert sheet.values() == [[], [], [], [], ["below"]] and "tables" not in sheet.sheet("sheets.tables")


REFUSED = {
    "over another table": ({"name": "B", "range": grid(2, 5, 1, 3)}, "over another table"),
    "a name that is taken": ({"name": "STOCK", "range": grid(5, 8, 0, 2)}, "already exists"),
    "an id that is taken": ({"tableId": "t1", "range": grid(5, 8, 0, 2)}, "A table with id: t1 already exists"),
    "a column outside of it": ({"range": grid(5, 8, 0, 2), "columnProperties": [{"columnIndex": 2}]}, "outside"),
    "a list for a column that is no drop-down": (
        {"range": grid(5, 8, 0, 2), "columnProperties": [{"dataValidationRule": {"condition": {}}}]},
        "DROPDOWN",
    ),
}


@pytest.mark.parametrize(("table", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_second_table_keeps_clear_of_the_first(table: JSON, sentence: str) -> None:
    """Documented: a name unique in the spreadsheet; the wordings are this emulator's."""
    sheet = InHand()
    sheet.batch({"addTable": {"table": TABLE}})
    assert sentence in sheet.refusal({"addTable": {"table": table}})


def test_a_copied_tab_has_tables_of_its_own() -> None:
    """No two tables bear one id or name: deleting one leaves the copy alone."""
    sheet = InHand()
    sheet.batch({"addTable": {"table": TABLE}}, {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 1}})
    sheet.batch({"deleteTable": {"tableId": "t1"}})
    tabs = sheet.call("GET", "", fields="sheets.tables")["sheets"]
    assert [len(tab.get("tables", [])) for tab in tabs] == [0, 1]


def test_a_comment_is_a_thread_on_a_cell_and_shown_only_to_who_asks() -> None:
    """Documented (insertComment, commentsViewMode): replies resolve it, its anchor moves along, a reply may go."""
    sheet = InHand([["a"], ["b"]])
    where = {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}
    reply = sheet.batch({"insertComment": {"content": "why <b>?", "coordinate": where}})[0]
    thread = reply["insertComment"]["commentThread"]
    assert (thread["plainTextQuote"], thread["status"], thread["headPost"]["contentHtml"]) == (
        "b",
        "OPEN",
        "why &lt;b&gt;?",
    )
    named = {"commentId": thread["commentId"]}
    post = sheet.batch({"addCommentReply": {**named, "post": {"content": "so"}}})[0]["addCommentReply"]["post"]
    sheet.batch(
        {"updateCommentPost": {**named, "postId": post["postId"], "content": "because"}},
        {"addCommentReply": {**named, "post": {"commentAction": "RESOLVE"}}},
        {"insertDimension": {"range": span("ROWS", 0, 1)}},
    )
    assert "comments" not in sheet.call("GET", "") and "commentAnchors" not in sheet.sheet()
    got = sheet.call("GET", "", commentsViewMode="COMMENTS_VIEW_MODE_INCLUDED")
    assert got["comments"][0]["status"] == "RESOLVED" and got["comments"][0]["replies"][0]["content"] == "because"
    assert got["sheets"][0]["commentAnchors"][0]["range"]["startRowIndex"] == 2
    last = got["comments"][0]["replies"][1]["postId"]
    assert "cannot be deleted" in sheet.refusal({"deleteCommentReply": {**named, "postId": last}})
    sheet.batch({"deleteCommentReply": {**named, "postId": post["postId"]}}, {"deleteComment": named})
    assert "comments" not in sheet.call("GET", "", commentsViewMode="COMMENTS_VIEW_MODE_INCLUDED")
    assert "cannot be empty" in sheet.refusal({"insertComment": {"coordinate": where}})


def test_cells_are_shifted_only_in_a_direction_that_is_said() -> None:
    """Documented (insertRange): ROWS shifts down, COLUMNS shifts right."""
    sheet = InHand([["a", "b"], ["c", "d"]])
    assert "No shift dimension" in sheet.refusal({"insertRange": {"range": grid(0, 1, 0, 1)}})
    sheet.batch({"insertRange": {"range": grid(0, 1, 0, 1), "shiftDimension": "ROWS"}})
    assert sheet.values() == [["", "b"], ["a", "d"], ["c"]]
    sheet.batch({"deleteRange": {"range": grid(0, 1, 0, 1), "shiftDimension": "COLUMNS"}})
    assert sheet.values() == [["b"], ["a", "d"], ["c"]]

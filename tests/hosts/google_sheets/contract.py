"""What the review of a Google Sheet relies on and no recording shows, each as a question to the service.

They are asked of the stand-in in every run of the tests, and of Google itself with `pytest -m live`, by somebody who
has an account: then the answers show where the stand-in, and with it the review, is mistaken.
"""

from __future__ import annotations

from typing import Any

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets.anchors import create_anchor, remove_anchor
from winback_sheets.hosts.google_sheets.client import Changed, Wire

TAB, OTHER, MARK = 1_909_090_901, 1_909_090_902, 909_090_903
ROWS = [["customer", "name", "notes"], ["b", "Ben", "two"], ["a", "Anna", "one"], ["c", "Cleo", "three"]]


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def start(wire: Wire) -> None:
    """A scratch tab with four rows, its three columns marked."""
    size = {"rowCount": 20, "columnCount": 6}
    wire.change(
        [
            {"addSheet": {"properties": {"sheetId": TAB, "title": f"scratch {TAB}", "gridProperties": size}}},
            {
                "updateCells": {
                    "start": {"sheetId": TAB, "rowIndex": 0, "columnIndex": 0},
                    "rows": [{"values": [text(cell) for cell in row]} for row in ROWS],
                    "fields": "userEnteredValue",
                }
            },
            *(
                create_anchor("contract.column", name, {"dimensionRange": column(at)})
                for at, name in enumerate(ROWS[0])
            ),
        ],
        again=False,
    )


def end(wire: Wire) -> None:
    """Take the scratch tabs and marks away."""
    there = {each["properties"]["sheetId"] for each in wire.about("sheets.properties.sheetId")["sheets"]}
    gone = [{"deleteSheet": {"sheetId": tab}} for tab in (TAB, OTHER) if tab in there]
    wire.change(gone, again=False)


def column(at: int, tab: int = TAB) -> dict[str, Any]:
    return {"sheetId": tab, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}


def whole(tab: int = TAB) -> dict[str, Any]:
    return {"sheetId": tab, "startRowIndex": 0, "endRowIndex": 20}


def cells(wire: Wire, tab: int = TAB, render: str = "UNFORMATTED_VALUE") -> list[list[Any]]:
    return wire.read([whole(tab)], render=render)[0]


def marks(wire: Wire) -> dict[str, int]:
    """Where the marked columns of the scratch tab stand."""
    return {
        each["metadataValue"]: each["location"]["dimensionRange"].get("startIndex", 0)
        for each in wire.search("contract.column")
        if each["location"]["dimensionRange"].get("sheetId") == TAB
    }


def marks_follow_an_insertion(wire: Wire) -> None:
    wire.change([{"insertDimension": {"range": column(1), "inheritFromBefore": False}}], again=False)
    assert marks(wire) == {"customer": 0, "name": 2, "notes": 3}


def marks_follow_a_move(wire: Wire) -> None:
    wire.change([{"moveDimension": {"source": column(2), "destinationIndex": 0}}], again=False)
    assert marks(wire) == {"notes": 0, "customer": 1, "name": 2}
    assert cells(wire)[0] == ["notes", "customer", "name"]


def marks_go_with_their_column(wire: Wire) -> None:
    wire.change([{"deleteDimension": {"range": column(1)}}], again=False)
    assert marks(wire) == {"customer": 0, "notes": 1}


def marks_stay_while_rows_are_sorted(wire: Wire) -> None:
    body = {"sheetId": TAB, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 3}
    order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    wire.change([{"sortRange": {"range": body, "sortSpecs": order}}], again=False)
    assert [row[2] for row in cells(wire)] == ["notes", "one", "two", "three"]
    assert marks(wire) == {"customer": 0, "name": 1, "notes": 2}


def a_tab_id_is_given_once(wire: Wire) -> None:
    """A request that makes a tab with an id of its own cannot be applied twice, and takes all with it that came along."""
    word = {"start": {"sheetId": TAB, "rowIndex": 9, "columnIndex": 0}, "rows": [{"values": [text("twice")]}]}
    again = [
        {"updateCells": word | {"fields": "userEnteredValue"}},
        {"addSheet": {"properties": {"sheetId": TAB, "title": "another title"}}},
    ]
    assert refused(wire, again)
    assert len(cells(wire)) == 4


def a_mark_id_is_given_once(wire: Wire) -> None:
    """The lease: of two who attach a mark of one id, the second is refused; given back by its value, it can be had again."""
    wire.change([create_anchor("contract.lease", "one", {"spreadsheet": True}, MARK)], again=False)
    assert refused(wire, [create_anchor("contract.lease", "two", {"spreadsheet": True}, MARK)])
    wire.change([remove_anchor("contract.lease", "one", MARK)], again=False)
    assert wire.search("contract.lease") == []


def another_value_takes_no_mark_away(wire: Wire) -> None:
    """Of two who take over a lease that has run out, the slower finds it changed."""
    wire.change([create_anchor("contract.lease", "one", {"spreadsheet": True}, MARK)], again=False)
    taken = [
        remove_anchor("contract.lease", "old", MARK),
        create_anchor("contract.lease", "two", {"spreadsheet": True}, MARK),
    ]
    assert refused(wire, taken)
    assert [each["metadataValue"] for each in wire.search("contract.lease")] == ["one"]
    wire.change([remove_anchor("contract.lease", "one", MARK)], again=False)


def a_hidden_copy_keeps_values_and_formulas(wire: Wire) -> None:
    """What stood before a change, kept by the request that makes it; also rows that a filter hides."""
    formula = {"userEnteredValue": {"formulaValue": "=1+1"}}
    sums = {"start": {"sheetId": TAB, "rowIndex": 5, "columnIndex": 0}, "rows": [{"values": [formula, text("=2+2")]}]}
    wire.change([{"updateCells": sums | {"fields": "userEnteredValue"}}], again=False)
    shut = {"range": {**whole(), "endRowIndex": 4}, "criteria": {"0": {"hiddenValues": ["a", "b"]}}}
    wire.change([{"setBasicFilter": {"filter": shut}}], again=False)
    copy = {"sourceSheetId": TAB, "newSheetId": OTHER, "newSheetName": f"scratch {OTHER}"}
    wire.change(
        [
            {"duplicateSheet": copy},
            {"updateSheetProperties": {"properties": {"sheetId": OTHER, "hidden": True}, "fields": "hidden"}},
            {
                "updateCells": {
                    "start": {"sheetId": TAB, "rowIndex": 1},
                    "rows": [{"values": [text("x")]}],
                    "fields": "*",
                }
            },
        ],
        again=False,
    )
    assert cells(wire, OTHER)[:4] == ROWS
    assert cells(wire, OTHER, "FORMULA")[5] == ["=1+1", "=2+2"]
    assert cells(wire, OTHER)[5] == [2, "=2+2"]
    assert cells(wire)[1][0] == "x"


def copied_values_stay_what_they_are_and_reach_every_row(wire: Wire) -> None:
    """A large change lies ready in a hidden tab; without a filter nothing is left out, and no text is read anew."""
    size = {"rowCount": 20, "columnCount": 6}
    other = {"sheetId": OTHER, "title": f"scratch {OTHER}", "hidden": True, "gridProperties": size}
    shut = {"range": {**whole(), "endRowIndex": 4}, "criteria": {"0": {"hiddenValues": ["a", "b"]}}}
    wire.change([{"addSheet": {"properties": other}}, {"setBasicFilter": {"filter": shut}}], again=False)
    ready = ["0042", "1e5", "+49 30", "-x", "@x", "2020-01-01", "TRUE", 0.1 + 0.2, 43831, True]
    wire.write([({"sheetId": OTHER, "startColumnIndex": 1, "endColumnIndex": 2}, [[value] for value in ready])])
    ends = {"startRowIndex": 1, "endRowIndex": 1 + len(ready)}
    there = {"sheetId": TAB, "startColumnIndex": 1, "endColumnIndex": 2} | ends
    here = {"sheetId": OTHER, "startRowIndex": 0, "endRowIndex": len(ready), "startColumnIndex": 1, "endColumnIndex": 2}
    copied = {"copyPaste": {"source": here, "destination": there, "pasteType": "PASTE_VALUES"}}
    asked = "sheets(properties.sheetId,basicFilter)"
    _, seen = wire.change_and_see(
        [{"clearBasicFilter": {"sheetId": TAB}}, copied, {"setBasicFilter": {"filter": shut}}], asked
    )
    assert [row[1] for row in cells(wire, render="FORMULA")[1:]] == ready
    assert [row[2] for row in cells(wire)[1:4]] == ["two", "one", "three"]
    filters = {each["properties"].get("sheetId", 0): each.get("basicFilter") for each in seen["sheets"]}
    assert filters[TAB]["criteria"] == shut["criteria"] and filters[OTHER] is None
    wire.change([{"clearBasicFilter": {"sheetId": OTHER}}], again=False)  # where there is none


def a_day_is_told_by_how_it_looks(wire: Wire) -> None:
    day = {"userEnteredValue": {"numberValue": 43831}}
    look = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}}
    money = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "#,##0.00"}}}
    row = {"values": [day | look, day, day | money]}
    where = {"sheetId": TAB, "rowIndex": 6, "columnIndex": 0}
    wire.change(
        [{"updateCells": {"start": where, "rows": [row], "fields": "userEnteredValue,userEnteredFormat"}}], again=False
    )
    assert cells(wire)[6] == [43831, 43831, 43831]
    assert wire.read([whole()], dates="FORMATTED_STRING")[0][6] == ["2020-01-01", 43831, 43831]


def raw_text_stays_text(wire: Wire) -> None:
    """The blocks that fill a new tab."""
    place = {"sheetId": TAB, "startRowIndex": 7, "endRowIndex": 8, "startColumnIndex": 0, "endColumnIndex": 4}
    wire.write([(place, [["=cmd()", "0042", "1,5", None]])])
    assert cells(wire)[7] == ["=cmd()", "0042", "1,5"]


def blocks_come_in_the_order_asked(wire: Wire) -> None:
    ranges = [{"sheetId": TAB, "startRowIndex": at, "endRowIndex": at + 1} for at in (3, 0, 15, 1)]
    assert wire.read(ranges) == [[ROWS[3]], [ROWS[0]], [], [ROWS[1]]]


def a_row_beyond_the_last_is_refused(wire: Wire) -> None:
    """A tab that has shrunk meanwhile: the change is refused as a whole, and the review plans anew."""
    word = {"start": {"sheetId": TAB, "rowIndex": 25, "columnIndex": 0}, "rows": [{"values": [text("below")]}]}
    try:
        wire.change([{"updateCells": word | {"fields": "userEnteredValue"}}], again=False)
    except Changed:
        return
    raise AssertionError("it was taken")


def a_box_without_a_tick_is_blank(wire: Wire) -> None:
    """Check boxes with one value: the rows below them are no data."""
    rule = {"condition": {"type": "BOOLEAN", "values": [{"userEnteredValue": "yes"}]}, "strict": False}
    place = {"sheetId": TAB, "startRowIndex": 1, "endRowIndex": 20, "startColumnIndex": 4, "endColumnIndex": 5}
    wire.change([{"setDataValidation": {"range": place, "rule": rule}}], again=False)
    assert cells(wire) == ROWS


def refused(wire: Wire, requests: list[dict[str, Any]]) -> bool:
    """Whether the service refuses the requests as a whole."""
    try:
        wire.change(requests, again=False)
    except (Changed, Unreadable):
        return True
    return False


QUESTIONS = (
    marks_follow_an_insertion,
    marks_follow_a_move,
    marks_go_with_their_column,
    marks_stay_while_rows_are_sorted,
    a_tab_id_is_given_once,
    a_mark_id_is_given_once,
    another_value_takes_no_mark_away,
    a_hidden_copy_keeps_values_and_formulas,
    copied_values_stay_what_they_are_and_reach_every_row,
    a_day_is_told_by_how_it_looks,
    raw_text_stays_text,
    blocks_come_in_the_order_asked,
    a_row_beyond_the_last_is_refused,
    a_box_without_a_tick_is_blank,
)

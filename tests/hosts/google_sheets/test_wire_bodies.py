"""What the wire sends and how it takes what comes back; and the little that an API key may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hosts.google_sheets.answers_in_turn import ADDRESS, Answers, Clock, wire
from hosts.google_sheets.discovery import violations

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import sign_in
from winback_sheets.hosts.google_sheets.client import Changed, Wire, open_connection

FINE = (200, {"replies": [{}]})
RENAME = [{"updateSheetProperties": {"properties": {"sheetId": 7, "title": "x"}, "fields": "title"}}]


def once(one: Wire) -> Any:
    return one.change(RENAME, again=False)


def often(one: Wire) -> Any:
    return one.change(RENAME, again=True)


def test_letters_of_any_script_are_sent_as_they_are_and_without_blanks() -> None:
    one, answers = wire((200, {}))
    one.write([({"sheetId": 7}, [["علی", "=1+1", 1.5, True, None]])])
    assert '"values":[["علی","=1+1",1.5,true,null]]' in answers.asked[0].body.decode()


def test_values_are_written_raw_and_nothing_is_sent_for_nothing() -> None:
    one, answers = wire((200, {}))
    one.write([({"sheetId": 0, "startRowIndex": 1}, [["0042"]]), ({"sheetId": 3}, [])])
    one.write([])
    assert (one.change([], again=False), one.read([])) == ([], [])
    (body,) = answers.bodies()
    assert body["valueInputOption"] == "RAW" and [each["values"] for each in body["data"]] == [[["0042"]]]
    assert answers.asked[0].url == (
        "https://sheets.googleapis.com/v4/spreadsheets/1AbCdEfGhIjKlMnOpQrStUvWxYz/values:batchUpdateByDataFilter"
    )


def test_where_a_spreadsheet_is_made_there_is_no_slash_at_the_end() -> None:
    one, answers = wire((200, {}))
    one.id = ""
    one._ask("post", "", {"properties": {"title": "x"}}, writing=True, again=False)
    assert answers.asked[0].url == "https://sheets.googleapis.com/v4/spreadsheets"


def block(place: dict[str, int], rows: list[list[Any]] | None) -> dict[str, Any]:
    values = {"range": "x", "majorDimension": "ROWS"} | ({"values": rows} if rows else {})
    return {"valueRange": values, "dataFilters": [{"gridRange": place}]}


def test_ranges_come_back_in_the_order_asked_and_an_empty_one_is_empty() -> None:
    asked = [{"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 2}, {"sheetId": 5}, {"sheetId": 9}]
    found = [block({"sheetId": 9}, [["c"]]), block({"sheetId": 5}, None), block({"endColumnIndex": 2}, [["a"], [1]])]
    one, answers = wire((200, {"valueRanges": found}))
    assert one.read(asked) == [[["a"], [1]], [], [["c"]]]
    body = answers.bodies()[0]
    assert (body["valueRenderOption"], body["dateTimeRenderOption"]) == ("UNFORMATTED_VALUE", "SERIAL_NUMBER")


def test_a_range_that_google_leaves_out_is_never_taken_for_an_empty_one() -> None:
    one, _ = wire((200, {"valueRanges": [block({"sheetId": 5}, [["a"]])]}))
    with pytest.raises(Changed):
        one.read([{"sheetId": 5}, {"sheetId": 6}])


def test_what_is_sent_is_what_googles_own_description_of_its_service_allows() -> None:
    one, answers = wire((200, {"valueRanges": [block({"sheetId": 5}, None)]}))
    one.read([{"sheetId": 5}])
    one.write([({"sheetId": 5}, [["a", 1, None]])])
    once(one)
    one.search("k")
    assert [(str(each.url).rsplit("/", 1)[1].partition(":")[2], each.method) for each in answers.asked] == [
        ("batchGetByDataFilter", "POST"),
        ("batchUpdateByDataFilter", "POST"),
        ("batchUpdate", "POST"),
        ("search", "POST"),
    ]
    kinds = ["BatchGetValuesByDataFilter", "BatchUpdateValuesByDataFilter", "BatchUpdateSpreadsheet"]
    named = zip([*kinds, "SearchDeveloperMetadata"], answers.bodies(), strict=True)
    assert [violations(f"{kind}Request", body) for kind, body in named] == [[], [], [], []]


def test_metadata_is_found_by_its_key() -> None:
    found = {"matchedDeveloperMetadata": [{"developerMetadata": {"metadataId": 4, "metadataKey": "k"}}]}
    one, answers = wire((200, found), (200, {}))
    assert (one.search("k"), one.search("k")) == ([{"metadataId": 4, "metadataKey": "k"}], [])
    assert answers.bodies()[0] == {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]}


def by_key(*steps: Any) -> tuple[Wire, Answers]:
    answers = Answers(*steps)
    account = sign_in.Account(answers.session(), "key")
    return open_connection(ADDRESS, patience=Clock().patience(), sign_in=lambda: account), answers


@pytest.mark.parametrize("call", [once, often, lambda one: one.write([({"sheetId": 1}, [["a"]])])])
def test_with_an_api_key_nothing_is_ever_sent_to_be_written(call: Callable[[Wire], Any]) -> None:
    one, answers = by_key(FINE)
    with pytest.raises(Unreadable, match="can only read"):
        call(one)
    assert answers.asked == []


def test_with_an_api_key_ranges_are_read_by_the_tabs_names() -> None:
    size = {"rowCount": 50, "columnCount": 30}
    tabs = {"sheets": [{"properties": {"title": "Bob's tab", "gridProperties": size}}]}
    one, answers = by_key((200, tabs), (200, {"valueRanges": [{"values": [[1]]}, {}]}))
    assert one.read([{"sheetId": 0, "startRowIndex": 2}, {"startColumnIndex": 26}]) == [[[1]], []]
    assert [each.method for each in answers.asked] == ["GET", "GET"]
    assert "ranges=%27Bob%27%27s+tab%27%21A3%3AAD50&ranges=%27Bob%27%27s+tab%27%21AA1%3AAD50" in str(
        answers.asked[1].url
    )


def test_with_an_api_key_a_tab_that_is_gone_has_changed_the_sheet() -> None:
    with pytest.raises(Changed):
        by_key((200, {"sheets": []}))[0].read([{"sheetId": 4}])


def test_with_an_api_key_metadata_is_found_at_the_sheet_its_tabs_and_their_columns() -> None:
    here, other = [{"metadataKey": "k"}], [{"metadataKey": "other"}]
    column = {"data": [{"columnMetadata": [{}, {"developerMetadata": here + other}]}]}
    one, _ = by_key((200, {"developerMetadata": here + other, "sheets": [column, {"developerMetadata": here}]}))
    assert one.search("k") == here * 3

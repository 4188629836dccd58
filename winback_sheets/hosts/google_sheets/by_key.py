"""What an API key reads: Google promises it plain reading only, so ranges go by names, metadata with the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from winback_sheets.hosts.google_sheets.trouble import Changed
from winback_sheets.ooxml.formulas import unquote_sheet

TABS = "sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))"
RANGE = re.compile(r"(?P<tab>'(?:[^']|'')+'|[^!]+)!\$?[A-Z]*\$?(?P<row>\d*)(?::.*)?")
METADATA = "developerMetadata,sheets(developerMetadata,data(columnMetadata(developerMetadata)))"


def a1(place: dict[str, Any], tabs: dict[str, Any]) -> str:
    """A GridRange in A1 notation, with the tab's name from an answer about `TABS`; open ends reach to the tab's end.

    >>> tabs = {"sheets": [{"properties": {"sheetId": 7, "title": "Jo's", "gridProperties": {"rowCount": 9}}}]}
    >>> a1({"sheetId": 7, "startRowIndex": 1, "endColumnIndex": 28}, tabs)
    "'Jo''s'!A2:AB9"

    Raises Changed where the tab is no longer there.
    """
    for tab in tabs.get("sheets", []):
        about = tab.get("properties", {})
        if about.get("sheetId", 0) == place.get("sheetId", 0):
            size, title = about.get("gridProperties", {}), about["title"].replace("'", "''")
            first = f"{_column(place.get('startColumnIndex', 0) + 1)}{place.get('startRowIndex', 0) + 1}"
            last_column = place.get("endColumnIndex", size.get("columnCount", 1))
            return f"'{title}'!{first}:{_column(last_column)}{place.get('endRowIndex', size.get('rowCount', 1))}"
    raise Changed


def first_cell(text: str, tabs: dict[str, Any]) -> tuple[int, int]:
    """The id of the tab and the first row, from 0, of a range in A1 notation as Google answers it.

    >>> tabs = {"sheets": [{"properties": {"sheetId": 7, "title": "Jo's"}}]}
    >>> first_cell("'Jo''s'!A201:Z300", tabs), first_cell("'Jo''s'", tabs)
    ((7, 200), (7, 0))

    Raises Changed where the tab is no longer there.
    """
    match = RANGE.fullmatch(text)
    title = unquote_sheet(match["tab"]) if match else unquote_sheet(text)
    for tab in tabs.get("sheets", []):
        if tab.get("properties", {}).get("title") == title:
            return tab["properties"].get("sheetId", 0), int(match["row"] or 1) - 1 if match else 0
    raise Changed


def metadata_in(found: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The developer metadata with this key in an answer about `METADATA`: the spreadsheet's, its tabs', its columns'."""
    return [each for each in _metadata(found) if each.get("metadataKey") == key]


def _metadata(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from found.get("developerMetadata", [])
    for tab in found.get("sheets", []):
        yield from tab.get("developerMetadata", [])
        for block in tab.get("data", []):
            for column in block.get("columnMetadata", []):
                yield from column.get("developerMetadata", [])


def _column(number: int) -> str:
    """A column's letters, counted from 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

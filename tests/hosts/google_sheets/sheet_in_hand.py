"""A spreadsheet of the emulator with short ways to send requests, for the emulator's own tests."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from hosts.google_sheets.emulator import Emulator

JSON = dict[str, Any]


class Refused(Exception):
    """An answer other than 200: its status and Google's sentence."""


class InHand:
    """One spreadsheet; its first tab is called T and has the id 0."""

    def __init__(self, rows: list[list[Any]] | None = None, locale: str = "en_US") -> None:
        self.emulator = Emulator()
        self.id = self.emulator.new_book("a", tabs={"T": rows or []}, locale=locale)
        self.colleague = self.emulator.book(self.id)

    def call(self, method: str, rest: str, body: Any = None, **query: str) -> JSON:
        """One call below the spreadsheet's address."""
        path = f"/v4/spreadsheets/{self.id}{rest}"
        status, answer = self.emulator.handle(method, path, list(query.items()), body)
        if status != 200:
            raise Refused(status, answer["error"]["message"] if isinstance(answer, dict) else answer)
        assert isinstance(answer, dict)
        return answer

    def batch(self, *requests: JSON) -> list[JSON]:
        """A batchUpdate; the replies."""
        return list(self.call("POST", ":batchUpdate", {"requests": list(requests)})["replies"])

    def refusal(self, *requests: JSON) -> str:
        """Google's sentence for a batchUpdate that must be refused with 400."""
        try:
            self.batch(*requests)
        except Refused as refused:
            assert refused.args[0] == 400
            return str(refused.args[1])
        raise AssertionError("nothing was refused")

    def values(self, text: str = "T", **query: str) -> list[list[Any]]:
        """GET values."""
        return list(self.call("GET", f"/values/{quote(text, safe='')}", **query).get("values", []))

    def put(self, text: str, rows: list[list[Any]], how: str = "RAW") -> JSON:
        """PUT values."""
        return self.call("PUT", f"/values/{quote(text, safe='')}", {"values": rows}, valueInputOption=how)

    def sheet(self, fields: str = "") -> JSON:
        """GET spreadsheet: the first tab."""
        return dict(self.call("GET", "", **({"fields": fields} if fields else {}))["sheets"][0])


def grid(top: int, bottom: int, left: int, right: int, tab: int = 0) -> JSON:
    """A closed GridRange."""
    return {
        "sheetId": tab,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def span(dimension: str, start: int, end: int, tab: int = 0) -> JSON:
    """A DimensionRange."""
    return {"sheetId": tab, "dimension": dimension, "startIndex": start, "endIndex": end}


def mark(key: str, location: JSON, number: int | None = None, value: str | None = None) -> JSON:
    """A createDeveloperMetadata request."""
    entry: JSON = {"metadataKey": key, "location": location, "visibility": "DOCUMENT"}
    entry |= {"metadataValue": value} if value else {}
    return {"createDeveloperMetadata": {"developerMetadata": entry | ({"metadataId": number} if number else {})}}


def column_mark(key: str, column: int) -> JSON:
    """A mark on a column of the first tab."""
    return mark(key, {"dimensionRange": span("COLUMNS", column, column + 1)})

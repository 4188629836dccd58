"""Values by data filter: read, write and clear ranges found by grid range, A1 text or developer metadata."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets import metadata, values
from hosts.google_sheets.a1 import Box, grid_of
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]


def asked(body: JSON) -> list[JSON]:
    """The filters of a body; none is refused."""
    filters = body.get("dataFilters") or []
    if not filters:
        raise Trouble("Must specify at least one data filter.")
    return list(filters)


def batch_get(book: Book, body: JSON) -> JSON:
    """POST values:batchGetByDataFilter: one answer for each range found, filters of one range together."""
    found: dict[tuple[int, Box], tuple[Tab, Box, list[JSON]]] = {}
    for one in asked(body):
        for tab, box in metadata.boxes(book, one):
            key = (tab.id, tab.inside(box))
            found.setdefault(key, (tab, box, []))[2].append(one)
    matched = [
        {"valueRange": values.value_range(book, tab, box, body), **ECHO[book.echo](tab, box, filters)}
        for tab, box, filters in found.values()
    ]
    return {"spreadsheetId": book.id, **({"valueRanges": matched} if matched else {})}


def as_asked(tab: Tab, box: Box, filters: list[JSON]) -> JSON:
    """The filters to the letter."""
    return {"dataFilters": filters}


def written_out(tab: Tab, box: Box, filters: list[JSON]) -> JSON:
    """Filters with every bound of the range that they found, zeros left out."""
    grid = {key: value for key, value in grid_of(tab.closed(box)).items() if value}
    return {"dataFilters": [{"gridRange": grid} for _ in filters]}


def left_out(tab: Tab, box: Box, filters: list[JSON]) -> JSON:
    """No filter at all: Google promises only the range."""
    return {}


ECHO = {"as asked": as_asked, "written out": written_out, "left out": left_out}


def batch_update(book: Book, body: JSON) -> JSON:
    """POST values:batchUpdateByDataFilter: each block goes into every range its filter finds."""
    answers, totals = [], values.totals_of(book)
    for block in body.get("data") or []:
        one = block.get("dataFilter") or {}
        plain = {"values": block.get("values"), "majorDimension": block.get("majorDimension")}
        for tab, box in metadata.boxes(book, one):
            done = values.update(book, tab, box, plain, body)
            totals.add(tab, done, book)
            done.pop("spreadsheetId")
            answers.append({**done, "dataFilter": one})
    return {**totals.answer(), **({"responses": answers} if answers else {})}


def batch_clear(book: Book, body: JSON) -> JSON:
    """POST values:batchClearByDataFilter."""
    places = [place for one in asked(body) for place in metadata.boxes(book, one)]
    cleared = [values.clear(book, tab, box) for tab, box in places]
    return {"spreadsheetId": book.id, **({"clearedRanges": cleared} if cleared else {})}

"""What our tabs and columns are known by, whatever people call them: developer metadata that only programs see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winback_sheets.present.reports import keyed
from winback_sheets.read.headings import normalise
from winback_sheets.schema.inputs import Table

TAB, COLUMN, UNFINISHED, BEFORE = "winback.tab", "winback.column", "winback.unfinished", "winback.before"
VIEW = "winback.view"  # on a tab: the number of a filter view that a review has made there
CHECKED, CHANGED, LEASE, LOOKS = "winback.checked", "winback.changed", "winback.lease", "winback.looks"
UNDO = "winback.undo"
OURS = "winback."  # how the key of each mark of ours begins
MEMORY = "state"  # the key of our own hidden tab

Anchors = Mapping[int, Mapping[str, Mapping[str, int]]]  # sheet id -> page key -> column key -> 0-based column


def create_anchor(key: str, value: str, location: Mapping[str, Any], number: int | None = None) -> dict[str, Any]:
    """The request that attaches a mark; number: its own id, of which Google allows one."""
    mark = {"metadataKey": key, "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": mark | ({} if number is None else {"metadataId": number})}}


def tab_mark(key: str, sheet_id: int) -> str:
    """What a tab of ours is marked with; the copy that a person makes of it has another id and is no tab of ours."""
    return f"{key} {sheet_id}"


def remove_anchor(key: str, value: str, number: int | None = None) -> dict[str, Any]:
    """The request that takes marks with this value away."""
    lookup = {"metadataKey": key, "metadataValue": value} | ({} if number is None else {"metadataId": number})
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def mark_of(marks: Sequence[Mapping[str, Any]], key: str) -> str | None:
    """The value of a mark among those of a tab or of the spreadsheet; None where there is none."""
    return next((each.get("metadataValue", "") for each in marks if each.get("metadataKey") == key), None)


def marks_of(marks: Sequence[Mapping[str, Any]], key: str) -> frozenset[str]:
    """The values of all marks with this key."""
    return frozenset(each.get("metadataValue", "") for each in marks if each.get("metadataKey") == key)


def columns_of(found: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, dict[str, int]]]:
    """Where the marked columns stand now."""
    anchors: dict[int, dict[str, dict[str, int]]] = {}
    for each in found:
        place = each.get("location", {}).get("dimensionRange")
        page, _, column = each.get("metadataValue", "").partition(".")
        if place and column:
            columns = anchors.setdefault(place.get("sheetId", 0), {}).setdefault(page, {})
            columns.setdefault(column, place.get("startIndex", 0))
    return anchors


def with_headings(rows: list[list[Any]], table: Table, columns: Mapping[str, int]) -> tuple[list[list[Any]], bool]:
    """The rows of a list with our heading above each marked column, and whether that changed anything.

    A heading that a person has renamed is read as ours, and one of theirs that says the same as ours is not.
    """
    head = _heading_row(rows, table, columns)
    if head is None or not columns:
        return rows, False
    ours = {normalise(each.heading): each.key for each in table.columns}
    marked = {at: key for key, at in columns.items() if any(key == each.key for each in table.columns)}
    line = list(rows[head]) + [None] * (max(marked, default=0) + 1 - len(rows[head]))
    for at, text in enumerate(line):
        key = ours.get(normalise(text)) if isinstance(text, str) else None
        if at in marked:
            if key != marked[at]:
                line[at] = table.column(marked[at]).heading
        elif key is not None and at < columns.get(key, at):  # the first of two counts
            line[at] = f"{text} (2)"
    return [*rows[:head], line, *rows[head + 1 :]], line[: len(rows[head])] != list(rows[head])


def _heading_row(rows: Sequence[Sequence[Any]], table: Table, columns: Mapping[str, int]) -> int | None:
    """The row with most of our headings, at least two."""
    ours = {normalise(each.heading) for each in table.columns}
    hits = [sum(isinstance(text, str) and normalise(text) in ours for text in row) for row in rows[:50]]
    return hits.index(max(hits)) if hits and max(hits) >= 2 else None


def table_of(key: str) -> Table | None:
    """The table of a tab of ours whose rows have keys."""
    return keyed().get(key)

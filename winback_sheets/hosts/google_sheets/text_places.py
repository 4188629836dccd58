"""Every place in a Google Sheet where a word can stand beside the cells' values, and the request that changes it there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from winback_sheets.hosts.forget.words import Words
from winback_sheets.ooxml.xml import escape, unescape
from winback_sheets.present.words import say

from .anchors import OURS
from .readers import cells_of

Json = Mapping[str, Any]
FIELDS = (
    "properties/title,namedRanges,developerMetadata,comments,dataSources,sheets(properties(sheetId,title),charts(chartId,spec),"
    "slicers(slicerId,spec),filterViews,basicFilter,conditionalFormats,protectedRanges(protectedRangeId,description),tables,"
    "developerMetadata,data(startRow,startColumn,rowMetadata/developerMetadata,columnMetadata/developerMetadata,rowData/values("
    "note,dataValidation,pivotTable,chipRuns,textFormatRuns/format/link,userEnteredFormat/textFormat/link)))"
)
LITERAL = re.compile(r'"(?:[^"]|"")*"')
NAME_SIGNS = re.compile(r"\W+")
# Parts of a cell: the field that is written anew, what stands in it, and how the place is called.
IN_CELLS = (
    ("note", "forget.in_notes"),
    ("dataValidation", "forget.in_lists"),
    ("pivotTable", "forget.in_pivots"),
    ("textFormatRuns", "forget.in_links"),
    ("userEnteredFormat", "forget.in_links"),
)
# Whole things: where they stand in a tab, and how they are called.
ON_TABS = (
    ("charts", "forget.in_charts"),
    ("slicers", "forget.in_slicers"),
    ("filterViews", "forget.in_filters"),
    ("basicFilter", "forget.in_filters"),
    ("conditionalFormats", "forget.in_rules"),
    ("protectedRanges", "forget.in_protections"),
    ("tables", "forget.in_tables"),
)


class Spot(NamedTuple):
    """A place that holds the words: how it is called, how often, and the request that changes it; None where a person
    has to. tab: in whose cells it stands, None for what is known by a number of its own."""

    where: str
    times: int
    request: dict[str, Any] | None
    tab: int | None = None


class Sought:
    """A customer's words, and the label that takes their place."""

    def __init__(self, words: Words, label: str) -> None:
        self.words, self.label = words, label
        self._known: dict[str, tuple[int, str]] = {}

    def times(self, text: str) -> int:
        """How often the words stand in a text."""
        return self._looked(text)[0]

    def without(self, text: str) -> str:
        """The text with the label in their place."""
        return self._looked(text)[1]

    def _looked(self, text: str) -> tuple[int, str]:
        """Both; the words are found in texts as XML writes them."""
        if text not in self._known:
            plain = escape(text)
            times = self.words.count(plain)
            self._known[text] = (times, unescape(self.words.replaced(plain, self.label)) if times else text)
        return self._known[text]

    def in_formula(self, formula: str) -> str:
        """The formula with the label in its texts; what it refers to stays."""
        return LITERAL.sub(lambda each: '"' + self.without(each[0][1:-1]) + '"', formula)


def spots(told: Json, words: Sought, on_tabs: Mapping[int, Sought]) -> Iterator[Spot]:
    """All places in an answer to FIELDS that hold the words; on_tabs: what is looked for in each tab."""
    title = told.get("properties", {}).get("title", "")
    if times := words.times(title):
        change = {"properties": {"title": words.without(title)}, "fields": "title"}
        yield Spot(say("forget.in_title"), times, {"updateSpreadsheetProperties": change})
    for each in told.get("namedRanges", ()):
        if times := words.times(each["name"]):
            name = {"namedRangeId": each["namedRangeId"], "name": name_without(each["name"], words)}
            change = {"namedRange": name, "fields": "name"}
            yield Spot(say("forget.in_named_ranges"), times, {"updateNamedRange": change})
    yield from _marks(told.get("developerMetadata", ()), words)
    for key, where in (("comments", "forget.in_comments"), ("dataSources", "forget.in_data_sources")):
        if times := count(told.get(key, ()), words):
            yield Spot(say(where), times, None)
    for sheet in told.get("sheets", ()):
        yield from _of_tab(sheet, on_tabs.get(sheet["properties"].get("sheetId", 0), words))


def name_without(name: str, words: Sought) -> str:
    """The name of a range with the label in the place of the words, as such a name is written."""
    return NAME_SIGNS.sub("_", words.without(name)) if words.times(name) else name


def chips_in(told: Json, words: Sought) -> Iterator[tuple[int, tuple[int, int]]]:
    """The cells with a chip of a person, or of a file, that holds the words: tab, and 0-based row and column."""
    for sheet in told.get("sheets", ()):
        for row, col, cell in cells_of(sheet):
            if count(cell.get("chipRuns", ()), words):
                yield sheet["properties"].get("sheetId", 0), (row, col)


def _of_tab(sheet: Json, words: Sought) -> Iterator[Spot]:
    """The places of one tab."""
    number, title = sheet["properties"].get("sheetId", 0), sheet["properties"]["title"]
    if times := words.times(title):
        change = {"properties": {"sheetId": number, "title": words.without(title)}, "fields": "title"}
        yield Spot(say("forget.in_tab_name", tab=title), times, {"updateSheetProperties": change})
    for key, where in ON_TABS:
        things = sheet.get(key, ())
        for at, thing in enumerate([things] if isinstance(things, Mapping) else things):
            if times := count(thing, words):
                yield Spot(say(where, tab=title), times, _anew(key, replaced(thing, words), number, at))
    yield from _marks(sheet.get("developerMetadata", ()), words)
    for block in sheet.get("data", ()):
        for line in (*block.get("rowMetadata", ()), *block.get("columnMetadata", ())):
            yield from _marks(line.get("developerMetadata", ()), words)
    for row, col, cell in cells_of(sheet):
        for key, where in IN_CELLS:
            if times := count(cell.get(key, ()), words):
                yield Spot(say(where, tab=title), times, _in_cell(cell, key, words, (number, row, col)), number)


def _anew(key: str, thing: Json, number: int, at: int) -> dict[str, Any] | None:
    """The request that writes a thing on a tab anew; None for one that only a person may change."""
    if key == "charts":
        return {"updateChartSpec": {"chartId": thing["chartId"], "spec": thing["spec"]}}
    if key == "slicers":
        return {"updateSlicerSpec": {"slicerId": thing["slicerId"], "spec": thing["spec"], "fields": "*"}}
    if key == "filterViews":
        return {"updateFilterView": {"filter": _told_once(thing), "fields": "*"}}
    if key == "basicFilter":
        return {"setBasicFilter": {"filter": _told_once(thing)}}
    if key == "conditionalFormats":
        return {"updateConditionalFormatRule": {"sheetId": number, "index": at, "rule": thing}}
    if key == "protectedRanges":
        return {"updateProtectedRange": {"protectedRange": dict(thing), "fields": "description"}}
    return None


def _told_once(thing: Json) -> dict[str, Any]:
    """A filter without its criteria in the older of the two forms in which Google tells them."""
    return {key: value for key, value in thing.items() if key != "criteria" or "filterSpecs" not in thing}


def _in_cell(cell: Json, key: str, words: Sought, place: tuple[int, int, int]) -> dict[str, Any]:
    """The request that writes a part of a cell anew. A link that held the words goes."""
    start = dict(zip(("sheetId", "rowIndex", "columnIndex"), place, strict=True))
    if key == "userEnteredFormat":
        return _cell(start, {}, "userEnteredFormat.textFormat.link")
    if key == "textFormatRuns":
        return _cell(start, {}, key)
    return _cell(start, {key: replaced(cell[key], words)}, key)


def _cell(start: Json, value: Json, fields: str) -> dict[str, Any]:
    return {"updateCells": {"start": dict(start), "rows": [{"values": [dict(value)]}], "fields": fields}}


def _marks(marks: Sequence[Json], words: Sought) -> Iterator[Spot]:
    """Marks that programs have set; one of another program is for a person to see to."""
    for mark in marks:
        value = mark.get("metadataValue", "")
        if times := words.times(value):
            lookup = {"developerMetadataLookup": {"metadataId": mark["metadataId"]}}
            change = {
                "dataFilters": [lookup],
                "developerMetadata": {"metadataValue": words.without(value)},
                "fields": "metadataValue",
            }
            ours = mark["metadataKey"].startswith(OURS)
            yield Spot(say("forget.in_marks"), times, {"updateDeveloperMetadata": change} if ours else None)


def count(thing: Any, words: Sought) -> int:
    """How often the words stand anywhere in a thing."""
    if isinstance(thing, Mapping):
        return sum(count(each, words) for each in thing.values())
    if isinstance(thing, (list, tuple)):
        return sum(count(each, words) for each in thing)
    return words.times(thing) if isinstance(thing, str) else 0


def replaced(thing: Any, words: Sought) -> Any:
    """A thing with the label wherever the words stood in it; in formulas only in their texts."""
    if isinstance(thing, Mapping):
        return {key: replaced(each, words) for key, each in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [replaced(each, words) for each in thing]
    if isinstance(thing, str):
        return words.in_formula(thing) if thing.startswith("=") else words.without(thing)
    return thing

"""What of a person's in a sheet reads our tabs, and what people have noted on those: all that taking tabs out would break."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.hosts.workbook.typed_notes import Note
from winback_sheets.ooxml import formulas
from winback_sheets.present.words import say

from .client import Wire

FIELDS = (
    "namedRanges(name,range/sheetId),comments,sheets(properties(sheetId,title),commentAnchors,charts(spec),slicers(spec),"
    "conditionalFormats(booleanRule/condition),data(startRow,startColumn,rowData/values("
    "userEnteredValue/formulaValue,note,dataValidation/condition,pivotTable)))"
)
Json = Mapping[str, Any]


class Found(NamedTuple):
    """readers: places of a person's that read our tabs, in words. noted: notes and comments on our tabs."""

    readers: list[str]
    noted: list[Note]


def look_round(wire: Wire, ours: Mapping[int, str], hidden: Collection[int] = ()) -> Found:
    """Look at all that people have beside values. ours: the titles of our tabs by their ids. hidden: tabs that are not
    looked at. Raises Changed."""
    told = wire.about(FIELDS, comments=True)
    titles = {title.lower() for title in ours.values()}
    readers = [
        say("google.named_range", name=each["name"])
        for each in told.get("namedRanges", ())
        if each.get("range", {}).get("sheetId", 0) in ours
    ]
    noted: list[Note] = []
    for sheet in told.get("sheets", ()):
        said = sheet["properties"]
        if said.get("sheetId", 0) in ours:
            noted += [*notes_on(sheet), *comments_on(sheet, told.get("comments", ()))]
            readers += (f"{said['title']}!{at}" for at in pivots_on(sheet))
        elif said.get("sheetId", 0) not in hidden:
            readers += readers_in(sheet, ours, titles)
    return Found(readers, noted)


def readers_in(sheet: Json, ours: Collection[int], titles: Collection[str]) -> Iterator[str]:
    """The places of one tab that read ours: cells by their address, charts and rules by their kind."""
    title = sheet["properties"]["title"]
    for row, col, cell in cells_of(sheet):
        if reads(cell, ours, titles):
            yield f"{title}!{xl_rowcol_to_cell(row, col)}"
    for kind, word in (("charts", "google.a_chart_on"), ("slicers", "google.a_slicer_on")):
        if reads(sheet.get(kind, ()), ours, titles):
            yield say(word, tab=title)
    if reads(sheet.get("conditionalFormats", ()), ours, titles):
        yield say("google.a_rule_on", tab=title)


def cells_of(sheet: Json) -> Iterator[tuple[int, int, Json]]:
    """The cells of a tab that say anything, with their 0-based places."""
    for block in sheet.get("data", ()):
        for down, line in enumerate(block.get("rowData", ())):
            for across, cell in enumerate(line.get("values", ())):
                if cell:
                    yield block.get("startRow", 0) + down, block.get("startColumn", 0) + across, cell


def pivots_on(sheet: Json) -> Iterator[str]:
    """The addresses of pivot tables on a tab; we make none, so they are a person's."""
    return (xl_rowcol_to_cell(row, col) for row, col, cell in cells_of(sheet) if "pivotTable" in cell)


def reads(value: Any, ours: Collection[int], titles: Collection[str]) -> bool:
    """Whether something names a tab of ours, by its id or in a formula.

    >>> reads({"userEnteredValue": {"formulaValue": "=SUM(Churn!A:A)"}}, {7}, {"churn"}), reads({"sheetId": 7}, {7}, ())
    (True, True)
    >>> reads("=A1", {7}, {"churn"}), reads("='Our churn'!A1", {7}, {"churn"}), reads("Churn!A1", {7}, {"churn"})
    (False, False, False)
    """
    if isinstance(value, Mapping):
        return value.get("sheetId") in ours or any(reads(each, ours, titles) for each in value.values())
    if isinstance(value, (list, tuple)):
        return any(reads(each, ours, titles) for each in value)
    return isinstance(value, str) and value.startswith("=") and formulas.reads(value[1:], titles, ())


def notes_on(sheet: Json) -> Iterator[Note]:
    """The notes on the cells of a tab."""
    for row, col, cell in cells_of(sheet):
        if cell.get("note"):
            place = xl_rowcol_to_cell(row, col)
            yield Note(sheet["properties"]["title"], "", say("workbook.note_at", cell=place), cell["note"])


def comments_on(sheet: Json, threads: Collection[Json]) -> Iterator[Note]:
    """What people have said in comments on a tab, and in answer to them."""
    places = {each["anchorId"]: each.get("range", {}) for each in sheet.get("commentAnchors", ())}
    for thread in threads:
        if thread.get("anchorId") in places:
            at = places[thread["anchorId"]]
            place = xl_rowcol_to_cell(at.get("startRowIndex", 0), at.get("startColumnIndex", 0))
            for post in (thread.get("headPost", {}), *thread.get("replies", ())):
                if post.get("content"):
                    yield Note(sheet["properties"]["title"], "", say("google.comment_at", cell=place), post["content"])

"""What people typed into our tabs, gathered into one plain table before the tabs go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from winback_sheets.files.plain_csv import write_csv
from winback_sheets.ooxml.book import WorkbookParts
from winback_sheets.ooxml.package import Package, has, read_xml, relations
from winback_sheets.ooxml.xml import Node
from winback_sheets.present.keep import Standing
from winback_sheets.present.overwritten_cells import ours_beside
from winback_sheets.present.previous_run import PreviousRun
from winback_sheets.present.row_keys import keys_of
from winback_sheets.present.stored import stored_rows
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid, top_of
from winback_sheets.read.recognise import Found, recognise
from winback_sheets.schema.inputs import Column, Table, table
from winback_sheets.schema.lapse_rule import KEPT_AS, rule_in
from winback_sheets.schema.results import RESULTS

HEADINGS = ("tab", "key", "column", "text")
REPLY = "[Threaded comment]"  # Excel's own words in the note that stands in for a thread in older versions
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Note(NamedTuple):
    """Something a person typed: on which tab, in which row (by its key, or the cell), under which heading."""

    tab: str
    key: str
    column: str
    text: str


def typed_notes(grids: Sequence[Grid], named: Mapping[str, str], left: PreviousRun) -> list[Note]:
    """What stands in the tabs that people type in: in their columns, those they added, and rows they added.

    named: our tabs, name -> key; left: what earlier reviews wrote there. A setting counts when it is not its default.
    """
    inputs, results, _ = recognise([grid for grid in grids if grid.name in named], ours=dict(named))
    notes: list[Note] = []
    for each in (*results, *inputs):
        schema = table("settings") if each.table == "settings" else next(t for t in RESULTS if t.key == each.table)
        if any(column.owner == "person" for column in schema.columns):
            own = _without_ours(each, left.stored.get(each.table))
            notes += of_list(own, schema, left.delivered.get(each.table, frozenset()), _ours(left))
    return notes


def _without_ours(found: Found, standing: Standing | None) -> Found:
    """The list with blank cells where a review has written beside it: those are nobody's notes."""
    ours = ours_beside(found, standing.cells, standing.formulas, standing.exact) if standing else set()
    if not ours:
        return found
    whole = found.grid.below(0).astype(object)
    for row, col in ours:
        if row + 1 in whole.index and col in whole:
            whole.at[row + 1, col] = None
    return found._replace(grid=replace(found.grid, top=top_of(whole), below=lambda row: whole[whole.index > row]))


def _ours(left: PreviousRun) -> dict[str, str]:
    """The settings that we filled in ourselves, as they stand there."""
    return {"lapse window": str(left.window), "lapse rule": rule_in(left.remembered.get(KEPT_AS, ""))}


def of_list(found: Found, schema: Table, delivered: frozenset[str], filled: Mapping[str, str]) -> list[Note]:
    """The notes on one list. filled: settings that we filled in ourselves."""
    frame, added = stored_rows(found, schema)
    if frame.empty:
        return []
    keys = keys_of(frame, schema)
    typed = [column for column in (*schema.columns, *added) if column.owner == "person"]
    if schema.key == "settings":
        value = frame["value"].map(plain_text)
        ours = (value == frame["default"].map(plain_text)) | (value == frame["key"].map(filled))
        frame, keys = frame[~ours], keys[~ours]
    own = ~keys.isin(delivered) if delivered else pd.Series(False, index=keys.index)
    notes = list(cells(found, frame[~own], keys[~own], typed))
    notes += cells(found, frame[own], keys[own], [*schema.columns, *added])
    return [*notes, *nameless(found, keys)]


def cells(found: Found, frame: pd.DataFrame, keys: pd.Series, columns: list[Column]) -> Iterator[Note]:
    """A note for each filled cell of these columns."""
    for column in columns:
        values = frame[column.key].dropna()
        for key, value in zip(keys[values.index], values.map(plain_text), strict=True):
            if value:
                yield Note(found.grid.name, str(key), column.heading, value)


def nameless(found: Found, keys: pd.Series) -> Iterator[Note]:
    """Cells beside the list, in columns that have no heading."""
    body = found.grid.below(found.header_row)
    header = found.grid.top[found.header_row - 1]
    for at in body.columns:
        if at in found.columns.values() or (at < len(header) and header[at] not in (None, "")):
            continue
        for row, value in body[at].dropna().map(plain_text).items():
            if value:
                yield Note(found.grid.name, str(keys.get(row, "")), f"{letters(int(at))}{row}", value)


def plain_text(value: object) -> str:
    """A cell's value in words: whole numbers without a point, dates without a time of day they do not have."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")


def letters(column: int) -> str:
    """A column's letters: 0 is A.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    return (letters(column // 26 - 1) if column >= 26 else "") + LETTERS[column % 26]


def comments(package: Package, book: WorkbookParts, positions: Mapping[str, int]) -> list[Note]:
    """The notes and threaded comments on our tabs, by cell; `positions` by key of the tab."""
    found: list[Note] = []
    for position in positions.values():
        sheet, seen = book.sheets[position], set()
        linked = [each for each in relations(package, sheet.part) if each.part and has(package, each.part)]
        for kind in ("threadedComment", "comments"):
            for part in (each.part for each in linked if each.type == kind and each.part):
                for cell, text in comments_in(read_xml(package, part)[1]):
                    if kind == "threadedComment" or not (cell in seen or text.startswith(REPLY)):
                        found.append(Note(sheet.name, "", say("workbook.note_at", cell=cell), text))
                    seen.add(cell)
    return found


def comments_in(root: Node) -> Iterator[tuple[str, str]]:
    """Cell and text of each comment in a part of notes or of threaded comments."""
    listed = root.child("commentList")
    for each in listed.all("comment") if listed else root.all("threadedComment"):
        text = "".join(words(child) for child in each.all("text")).strip()
        if text:
            yield each.attributes.get("ref", ""), text


def words(node: Node) -> str:
    """All text in an element, in order, without the reading aids of East Asian scripts."""
    return node.text + "".join(words(child) for child in node.children if child.tag != "rPh")


def save_notes(notes: list[Note], place: Path, book: Path) -> None:
    """Write the notes into a .csv for those who may read the book.

    It opens in Excel as it is. A text that Excel would take for a formula gets an apostrophe before it.
    """
    write_csv(place, HEADINGS, notes, like=[book])

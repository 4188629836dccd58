"""The review of a workbook that is open in any Excel: the task pane sends its tabs and puts in what comes back.

The reply has `headline`, `summary` and `understood` (lines), `problems` (`{"tab", "cell", "sentence"}`, the first of
`problems_count`), `workbook` (base64 of an .xlsx with the new tabs) and `insert` (those tabs in order: `tab`, `key`,
`visibility`, and `position` from 0 or null for the end), `patches` and `names` (the markers). A patch has `tab`,
`cells` as `[row, column, value or formula]`, with a number format after it where a day goes into a cell without one,
`lists` as `{"row", "column", "last"}` (where our lists end now), `merges` as `[row, column, breadth]`, and `anew` for
the formulas of a new tab. Rows and columns count from 1; null empties a cell. `sentence` says why nothing was reviewed.
"""

from __future__ import annotations

import base64
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.findings import NothingToReview
from winback_sheets.hosts.excel.office_grids import OpenTab, cells_of, facts_of, grid_of, tabs_of
from winback_sheets.hosts.workbook.existing_tab import cells_to_write, extents, merges, serial_of, written_cells
from winback_sheets.hosts.workbook.opening import open_tabs
from winback_sheets.hosts.workbook.workbook import Result, review_opened
from winback_sheets.ooxml.book import MARKER
from winback_sheets.present.cells import Place
from winback_sheets.present.data_check import in_words
from winback_sheets.present.named_pages import named_pages
from winback_sheets.present.page import Page
from winback_sheets.present.render import render
from winback_sheets.present.sentences import headline
from winback_sheets.present.styles import STYLES
from winback_sheets.present.words import say, word

MOST_PROBLEMS = 200
DAY_FORMAT = str(STYLES["date"]["num_format"])


def review_tabs(request: Any, *, run_day: pd.Timestamp | None = None) -> dict[str, Any]:
    """Review the tabs of a request; run_day stands in for today. Raises wire.Malformed."""
    tabs, named = tabs_of(request)
    book = open_tabs(
        [grid_of(tab) for tab in tabs], named, {tab.name: facts_of(tab) for tab in tabs if tab.name in named}
    )
    names = [tab.name for tab in tabs]
    try:
        result = review_opened(
            Path("workbook.xlsx"), Path("workbook.xlsx"), book, (), None, "auto", run_day, lambda step: None
        )
    except NothingToReview as nothing:
        return {"sentence": word(nothing.message), "summary": [], "problems": [], "problems_count": 0} | _written(
            [], [], "", {}
        )
    standing = {key: name for name, key in book.named.items() if key not in book.left.lost}
    made = named_pages(result.pages, standing, names)
    charts = request.get("charts") is not False
    reply = _words_of(result) | _to_put(made, standing, {tab.name: tab for tab in tabs}, charts)
    reply["summary"] += [] if reply["insert"] or reply["patches"] else [say("excel.nothing_new")]
    missed = not charts and any(page.charts for page in made if page.key not in standing)
    reply["summary"] += [say("excel.no_charts")] if missed else []
    return reply


def _words_of(result: Result) -> dict[str, Any]:
    """The words of a review, and where something is wrong: what was typed over cells of ours first, then their own."""
    problems = result.review.book.problems
    understood = [word(each) for each in result.review.book.understood]
    over = [line for page in result.pages for line in page.over]
    found = [
        {"tab": line.tab, "cell": line.cell, "sentence": say("excel.typed_over", typed=line.typed)} for line in over
    ]
    first = problems.head(MOST_PROBLEMS)
    cells = first["letter"] + first["row"].astype(str) if len(first) else []
    for tab, cell, sentence in zip(first["tab"], cells, in_words(first), strict=True):
        found.append({"tab": tab, "cell": cell, "sentence": sentence})
    return {
        "headline": headline(result.review),
        "summary": [line for line in result.lines if line not in understood and line != headline(result.review)],
        "understood": understood,
        "problems": found[:MOST_PROBLEMS],
        "problems_count": len(over) + len(problems),
    }


def _to_put(
    pages: Sequence[Page], standing: Mapping[str, str], tabs: Mapping[str, OpenTab], charts: bool
) -> dict[str, Any]:
    """The new tabs as a workbook, and the cells of those that stand already."""
    new = [page for page in pages if page.key not in standing]
    insert = [
        {
            "tab": page.name,
            "key": page.key,
            "visibility": "Hidden" if page.hidden or page.very_hidden else "Visible",
            "position": number if page.front else None,
        }
        for number, page in enumerate(pages)
        if page in new
    ]
    shown = [replace(page, hidden=False, very_hidden=False, charts=page.charts if charts else ()) for page in new]
    workbook = base64.b64encode(render(shown, packed=True)).decode() if shown else ""
    patches = [_patch(page, tabs[page.name]) for page in pages if page.key in standing]
    patches += [{"tab": page.name, "cells": _formulas(page), "lists": [], "merges": [], "anew": True} for page in new]
    names = {MARKER + page.key: page.name for page in pages}
    return _written(insert, [each for each in patches if each["cells"] or each["lists"]], workbook, names)


def _written(insert: list[Any], patches: list[Any], workbook: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {"workbook": workbook, "insert": insert, "patches": patches, "names": dict(names)}


def _patch(page: Page, tab: OpenTab) -> dict[str, Any]:
    """What a tab that stands already gets."""
    there = cells_of(tab) | tab.formulas
    wanted = cells_to_write(page, there)
    cells = [_cell(place, value, there, tab) for place, value in sorted(wanted.items())]
    merged = [[row + 1, col + 1, across] for row, col, across in merges(page, wanted, there)]
    lists = [{"row": each.row + 1, "column": each.col + 1, "last": each.last + 1} for each in extents(page)]
    return {"tab": page.name, "cells": cells, "lists": lists if cells else [], "merges": merged, "anew": False}


def _cell(place: Place, value: object, there: Mapping[Place, object], tab: OpenTab) -> list[Any]:
    row, col = place[0] + 1, place[1] + 1
    if not isinstance(value, datetime.datetime):
        return [row, col, value]
    looks = place in there or any(run.column == col and run.first <= row <= run.last for run in tab.formats)
    return [row, col, serial_of(value), *([] if looks else [DAY_FORMAT])]


def _formulas(page: Page) -> list[list[Any]]:
    """The formulas of a new tab, to be written anew: those of a copy may lead to the workbook it came from."""
    return [
        [row + 1, col + 1, value]
        for (row, col), value in sorted(written_cells(page).items())
        if isinstance(value, str) and value.startswith("=")
    ]

"""The tabs of an open workbook as the task pane sends them, checked and made into grids.

A request has `tabs`, each `{"name", "visible", "row", "column", "rows", "formats", "formulas"}`: where the used range
begins (sheet row and column from 1), its values as rows, the number formats as runs `[column, first row, last row,
code]` and, for tabs of ours, the formulas as `[row, column, text]`; and `names`, the defined names that mark our tabs:
`{"_winback.outreach": "Outreach"}`. Days are serial numbers (1900 system) with a number format that shows days.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from openpyxl.styles.numbers import is_date_format, is_timedelta_format

from winback_sheets.hosts.server.wire import Malformed, check_list, check_object
from winback_sheets.hosts.workbook.existing_tab import DAY_0
from winback_sheets.hosts.workbook.live import as_grid
from winback_sheets.ooxml.book import MARKER
from winback_sheets.ooxml.facts import MODERATE, Facts
from winback_sheets.present.cells import Place
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_TABS = 500
LAST_DAY = 2_958_466  # the day after 9999-12-31


class Run(NamedTuple):
    """A number format in a stretch of a column; sheet rows and columns from 1."""

    column: int
    first: int
    last: int
    code: str


class OpenTab(NamedTuple):
    """One tab as it was sent; `row` and `column` say where `rows` begin, from 1."""

    name: str
    visible: bool
    row: int
    column: int
    rows: list[list[Any]]
    formats: list[Run]
    formulas: dict[Place, str]


def tabs_of(request: Any) -> tuple[list[OpenTab], dict[str, str]]:
    """The tabs of a request, and our tabs by their markers: tab name -> key. Malformed where it is another shape."""
    body = check_object(request)
    sent = check_list(body.get("tabs"), "tabs")
    if len(sent) > MOST_TABS:
        raise Malformed(say("excel.too_many_tabs", most=MOST_TABS))
    tabs = [_tab(each, f"tabs[{at}]") for at, each in enumerate(sent)]
    here = {tab.name.lower(): tab.name for tab in tabs}
    if len(here) != len(tabs):
        raise Malformed(say("excel.two_tabs_of_one_name"))
    names = check_object(body.get("names", {}), "names")
    if not all(isinstance(tab, str) for tab in names.values()):
        raise Malformed(say("excel.tab_not_a_text"))
    return tabs, {
        here[tab.lower()]: name[len(MARKER) :].lower()
        for name, tab in names.items()
        if name.lower().startswith(MARKER) and tab.lower() in here
    }


def grid_of(tab: OpenTab) -> Grid:
    """A tab as a grid, with days where the number format shows days."""
    rows = [[*row] for row in tab.rows]
    for run in tab.formats:
        shown = _shown(run.code)
        if shown is not None:
            for row in rows[max(0, run.first - tab.row) : run.last - tab.row + 1]:
                at = run.column - tab.column
                if at < len(row) and isinstance(row[at], (int, float)) and not isinstance(row[at], bool):
                    row[at] = _moment(row[at]) if shown == "day" else _duration(row[at])
    return as_grid(tab.name, rows, tab.row, tab.column, visible=tab.visible)


def cells_of(tab: OpenTab) -> dict[Place, Any]:
    """The filled cells of a tab as they are stored, by 0-based row and column."""
    return {
        (tab.row - 1 + row, tab.column - 1 + col): cell
        for row, cells in enumerate(tab.rows)
        for col, cell in enumerate(cells)
        if cell is not None and cell != ""
    }


def facts_of(tab: OpenTab) -> Facts:
    """What no value of a tab shows: which cells hold formulas, and what a grid would round."""
    exact = cells_of(tab)
    return Facts(formulas=frozenset(tab.formulas), exact=exact if len(exact) <= MODERATE else {})


@cache
def _shown(code: str) -> str | None:
    """Whether a number format shows days, or hours beyond a day."""
    if is_timedelta_format(code):
        return "duration"
    return "day" if is_date_format(code) else None


def _moment(serial: float) -> object:
    """The day of a serial number, to the second; a number that is none stays a number."""
    if not 0 <= serial < LAST_DAY:
        return serial
    return DAY_0 + datetime.timedelta(seconds=round(serial * 86_400))


def _duration(days: float) -> object:
    """Hours, minutes and seconds, as the cell shows them."""
    if not 0 <= days < LAST_DAY:
        return days
    seconds = round(days * 86_400)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _tab(sent: Any, where: str) -> OpenTab:
    tab = check_object(sent, where)
    name = tab.get("name")
    if not isinstance(name, str) or not name:
        raise Malformed(say("server.not_a_text", where=f"{where}.name"))
    rows = check_list(tab.get("rows", []), f"{where}.rows")
    row = _number(tab.get("row", 1), MOST_ROWS - max(1, len(rows)) + 1, f"{where}.row")
    widest = max((len(_cells(each, f"{where}.rows[{at}]")) for at, each in enumerate(rows)), default=0)
    column = _number(tab.get("column", 1), MOST_COLUMNS - max(1, widest) + 1, f"{where}.column")
    formats = check_list(tab.get("formats", []), f"{where}.formats")
    formulas = check_list(tab.get("formulas", []), f"{where}.formulas")
    runs = [Run(*_places(each, 3, f"{where}.formats[{at}]")) for at, each in enumerate(formats)]
    if sum(max(0, min(run.last, row + len(rows) - 1) - max(run.first, row) + 1) for run in runs) > len(rows) * widest:
        raise Malformed(say("excel.too_many_formats", where=f"{where}.formats"))
    texts = [_places(each, 2, f"{where}.formulas[{at}]") for at, each in enumerate(formulas)]
    return OpenTab(
        name,
        tab.get("visible") is not False,
        row,
        column,
        rows,
        runs,
        {(at - 1, col - 1): text for at, col, text in texts},
    )


def _cells(row: Any, where: str) -> Sequence[Any]:
    """A row, each of whose cells is a cell; what is no number at all is taken out."""
    if not isinstance(row, list):
        raise Malformed(say("server.not_a_row", where=where))
    for at, cell in enumerate(row):
        if isinstance(cell, float) and not math.isfinite(cell):
            row[at] = None
        elif isinstance(cell, int) and abs(cell) > 2**63:
            row[at] = str(cell)
        elif isinstance(cell, (list, dict)):
            raise Malformed(say("server.not_a_cell", where=f"{where}[{at}]"))
    return row


def _places(sent: Any, numbers: int, where: str) -> tuple[Any, ...]:
    """So many sheet rows and columns, then a text."""
    parts = check_list(sent, where)
    if len(parts) != numbers + 1 or not isinstance(parts[-1], str):
        raise Malformed(say("excel.not_numbers_and_a_text", where=where, numbers=numbers))
    return (*(_number(each, MOST_ROWS, where) for each in parts[:-1]), parts[-1])


def _number(sent: Any, most: int, where: str) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 1 <= sent <= most:
        raise Malformed(say("excel.not_a_whole_number", where=where, most=most))
    return sent

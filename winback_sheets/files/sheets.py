"""Workbooks (.xlsx .xlsm .xls .xlsb .ods) as grids: fastexcel reads the cells, the XML tells the rest."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import fastexcel
import numpy as np
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from winback_sheets.files import cell_facts
from winback_sheets.files.delimited import split_lines
from winback_sheets.files.limits import MOST_CELLS, letters_within, tabs_within, unpack_part, unpacking
from winback_sheets.files.plain_book import plain_book, with_known_errors
from winback_sheets.files.reach import Reach, exact_reach
from winback_sheets.files.sheet_heads import first_rows
from winback_sheets.files.sheet_values import as_typed
from winback_sheets.files.unreadable import GivenUp, Unreadable
from winback_sheets.present.words import say
from winback_sheets.read.grid import HEAD_ROWS, Grid, top_of

TRIAL_SECONDS = 20
# It tells a user nothing that a mixed column is read as text.
logging.getLogger("fastexcel").addHandler(logging.NullHandler())
# All tabs, because calamine makes room for a tab when it is opened.
_TRIAL = """
import io, sys
from python_calamine import CalamineWorkbook
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1_400 << 20, 1_400 << 20))
except (ImportError, ValueError, OSError):  # no such limits on this system
    pass
try:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for index in range(len(book.sheet_names)):
        book.get_sheet_by_index(index)
except MemoryError:
    sys.exit(3)
"""

# What the readers raise on an .xlsx that is not as the standard wants it, and on what is no .xlsx at all.
_NOT_AS_WANTED = (BadZipFile, LookupError, ValueError, RuntimeError, EOFError, zlib.error, SyntaxError, CalamineError)

_Reader = Callable[[], fastexcel.ExcelReader]


def workbook_grids(raw: bytes, file: str) -> list[Grid]:
    """The tabs of a workbook held in memory, chart sheets left out.

    `file` is its name for messages. Nothing stays open, so the file itself can be replaced meanwhile. Raises
    Unreadable. Hidden rows, error cells and formulas without a value are known for .xlsx and .xlsm only.
    """
    try:
        return [split_if_text(grid) for grid in _grids(_plain_package(raw, file))]
    except (CalamineError, fastexcel.FastExcelError, OSError) as error:
        if "password" in str(error).lower():
            raise Unreadable(say("files.password", file=file)) from error
        raise GivenUp(say("files.damaged_because", file=file, reason=_first_line(error))) from error


def _plain_package(raw: bytes, file: str) -> bytes:
    """The package with a list of tabs that the quick readers understand; as it came where it is none."""
    try:
        with ZipFile(io.BytesIO(raw)) as book:
            return plain_book(raw, book.read(_workbook_part(book)), file)
    except _NOT_AS_WANTED:
        return raw


def _reader(raw: bytes) -> _Reader:
    """The quick reader, once it is needed."""
    return cache(lambda: fastexcel.read_excel(raw))


def _grids(raw: bytes) -> list[Grid]:
    try:
        return _xlsx_grids(raw)
    except _NOT_AS_WANTED:
        # .xls, .xlsb, .ods, or an .xlsx that is not as the standard wants it
        _try_elsewhere(raw)
        return _any_grids(raw)


def _try_elsewhere(raw: bytes) -> None:
    """Open it in a process of its own: a damaged .xls can ask for memory until the process is ended."""
    try:
        command = [sys.executable, "-P", "-c", _TRIAL]
        done = subprocess.run(command, input=raw, capture_output=True, check=False, timeout=TRIAL_SECONDS)
    except OSError:  # inside a browser there are no processes
        return
    except subprocess.TimeoutExpired as late:
        raise CalamineError(say("files.takes_too_long", most=TRIAL_SECONDS)) from late
    if done.returncode not in (0, 1):  # 1: it fails with a message, which the caller will see as well
        raise CalamineError(say("files.claims_to_be_too_large"))


def _xlsx_grids(raw: bytes, *, again: bool = False) -> list[Grid]:
    with ZipFile(io.BytesIO(raw)) as book:
        tabs, date1904 = cell_facts.tabs(book, workbook=_workbook_part(book))
        facts = {}
        listed = [tab.part for tab in tabs if tab.part]
        tabs_within(listed, [book.getinfo(part).file_size for part in listed])
        for tab in tabs:
            if tab.part:
                with unpacking(book, tab.part) as part:
                    facts[tab.part] = cell_facts.facts(part, head_rows=HEAD_ROWS)
        odd = [part for part, fact in facts.items() if fact.odd_errors]
        if odd and not again:
            return _xlsx_grids(with_known_errors(raw, odd), again=True)
        for tab in tabs:
            if tab.part and facts[tab.part].reach.cells > MOST_CELLS:
                _reach_within(tab, exact_reach([facts[tab.part].head]))
        heads = first_rows(book, {part: fact.head for part, fact in facts.items()})
    grids, reader = [], _reader(raw)
    for index, tab in enumerate(tabs):
        if not tab.part:
            continue
        fact = facts[tab.part]
        top = _top(heads, index)
        guard = partial(_too_large, raw, tab, fact)
        grids.append(
            Grid(
                tab.name,
                top,
                partial(_below, raw, reader, index, guard),
                max(fact.rows, _last_filled(top)),
                tab.visible,
                fact.hidden_rows,
                fact.uncached,
                fact.errors,
                date1904,
                uncached_cells=fact.uncached_cells,
            )
        )
    return grids


def _any_grids(raw: bytes) -> list[Grid]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    grids, reader = [], _reader(raw)
    for index, tab in enumerate(book.sheets_metadata):
        if tab.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        rows = sheet.end[0] + 1 if sheet.end else 0
        visible = tab.visible == SheetVisibleEnum.Visible
        grids.append(Grid(tab.name, _top(book, index), partial(_below, raw, reader, index, None), rows, visible))
    return grids


def _workbook_part(book: ZipFile) -> str:
    """The part that lists the tabs; nearly always xl/workbook.xml."""
    links = ElementTree.fromstring(book.read("_rels/.rels"))
    targets = [link.get("Target", "") for link in links if link.get("Type", "").endswith("/officeDocument")]
    return targets[0].lstrip("/") if targets else "xl/workbook.xml"


def _too_large(raw: bytes, tab: cell_facts.Tab, fact: cell_facts.SheetFacts) -> None:
    """Refuse a tab that would not fit into memory, mostly because of one stray cell at its far end."""
    # calamine holds the whole rectangle, 32 bytes a cell, and ends the process when that does not fit.
    with ZipFile(io.BytesIO(raw)) as book:
        if fact.reach.cells > MOST_CELLS:
            with book.open(tab.part) as part:
                _reach_within(tab, cell_facts.true_reach(part))
        _texts_fit(book, tab)


def _reach_within(tab: cell_facts.Tab, reach: Reach) -> None:
    if reach.cells > MOST_CELLS:
        raise Unreadable(say("files.tab_reaches_too_far", tab=tab.name[:40], rows=reach.rows, columns=reach.columns))


def _texts_fit(book: ZipFile, tab: cell_facts.Tab) -> None:
    """Refuse a tab whose texts, handed on cell by cell, would not fit into memory."""
    part = next((name for name in book.namelist() if name.lower().endswith("sharedstrings.xml")), None)
    if part is None:
        return
    strings, cells = unpack_part(book, part), book.getinfo(tab.part).file_size // 24
    if not letters_within(strings, None, cells) and not letters_within(strings, unpack_part(book, tab.part), cells):
        raise Unreadable(say("files.too_many_letters", tab=tab.name))


def _below(raw: bytes, reader: _Reader, index: int, guard: Callable[[], None] | None, n: int) -> pd.DataFrame:
    """All rows after sheet row n of one tab, typed where a whole column agrees."""
    if guard:
        guard()
    try:
        # Every row decides on a column's type: with the default sample of 1,000 a later "soon" would be lost.
        sheet = reader().load_sheet(index, header_row=None, skip_rows=n, schema_sample_rows=None)
        columns = [column.absolute_index for column in sheet.available_columns()]
        batch, lost = sheet.to_arrow_with_errors()
    except fastexcel.InvalidParametersError:  # fewer rows than n
        return pd.DataFrame(index=pd.RangeIndex(n + 1, n + 1))
    except fastexcel.CalamineCellError:
        return _cell_by_cell(raw, index, n)
    except fastexcel.FastExcelError as error:
        raise Unreadable(say("files.tab_damaged", number=str(index + 1), reason=_first_line(error))) from error
    frame = batch.to_pandas(date_as_object=False)
    frame.columns = pd.Index(columns, dtype="int64")
    frame.index = pd.RangeIndex(n + 1, n + 1 + len(frame))
    return as_typed(frame, lost.errors if lost else [])


def _cell_by_cell(raw: bytes, index: int, n: int) -> pd.DataFrame:
    """The same, slower, for a tab with an error that fastexcel takes for damage: it does not know #NAME?."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(index)
    cells = sheet.to_python(skip_empty_area=False)[n:]
    columns = {at: _as_column(column) for at, column in enumerate(zip(*cells, strict=True))}
    return pd.DataFrame(columns, index=pd.RangeIndex(n + 1, n + 1 + len(cells)))


def _as_column(cells: tuple[object, ...]) -> np.ndarray:
    """Cells of one column as fastexcel would give them where they are of one kind."""
    kinds = set(map(type, cells)) - {str}
    found = np.array(cells, dtype=object)
    found[found == ""] = None
    if kinds - {float, bool}:
        found = np.array([_plain(cell) for cell in cells], dtype=object)
    return np.asarray(pd.Series(found, dtype=object).infer_objects())


def _top(book: CalamineWorkbook, index: int) -> list[list[object]]:
    rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False, nrows=HEAD_ROWS)
    return [_trimmed([_plain(value) for value in row]) for row in rows]


def _trimmed(row: list[object]) -> list[object]:
    filled = np.flatnonzero([value is not None for value in row])
    return row[: filled[-1] + 1] if len(filled) else []


def _plain(value: object) -> object:
    """One cell as the values a grid may hold: whole numbers as int, dates as datetime, nothing as None."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 31), value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return None if value == "" else value


def split_if_text(grid: Grid) -> Grid:
    """A tab whose rows are whole CSV lines in column A, as a paste leaves them, gets its real columns."""
    if grid.rows < 2 or any(len(row) > 1 or not isinstance(row[0], str) for row in grid.top if row):
        return grid
    if not any(mark in str(row[0]) for row in grid.top if row for mark in ",;\t|"):
        return grid
    try:
        lines = grid.below(0)
    except Unreadable:
        return grid
    frame, note = split_lines(lines[0]) if list(lines.columns) == [0] else (None, "")
    if frame is None:
        return grid
    return Grid(
        grid.name,
        top_of(frame),
        lambda n: frame.loc[frame.index > n],
        grid.rows,
        grid.visible,
        grid.hidden_rows,
        grid.uncached,
        grid.errors,
        grid.date1904,
        note,
    )


def _last_filled(top: list[list[object]]) -> int:
    return max((row for row, cells in enumerate(top, start=1) if cells), default=0)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]

"""A workbook that is open in Excel on this computer: read as it stands there, and our tabs put into it by Excel.

Through the free part of xlwings, on Windows and macOS. This was tested against a stand-in for xlwings' documented
objects only, never against Excel itself. Limits: notes, colours and formulas that people put on our tabs are not
looked at, drop-down lists over cells of another tab come only with the next review of the closed file.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.files.sheets import split_if_text
from winback_sheets.hosts.workbook.existing_tab import cells_to_write, stretches
from winback_sheets.hosts.workbook.targets import counts_tabs
from winback_sheets.ooxml.book import LEDGER, MARKER
from winback_sheets.ooxml.formulas import quoted_sheet, sheet_of
from winback_sheets.ooxml.halfway import folder_beside
from winback_sheets.present.page import Page
from winback_sheets.read.grid import Grid
from winback_sheets.schema.cells import ERRORS

EXCEL_IS_HERE = ("win32", "darwin")
TOP = 60


def open_in_excel(path: Path, xlwings: Any = None) -> Any | None:
    """The book in a running Excel that is this very file; None without Excel, without xlwings, or not open there."""
    try:
        if xlwings is None:
            xlwings = importlib.import_module("xlwings") if sys.platform in EXCEL_IS_HERE else None
        books = [book for app in xlwings.apps for book in app.books] if xlwings else []
        return next((book for book in books if is_file(book, path)), None)
    except Exception:  # whatever keeps Excel from answering, the way beside it is always open
        return None


def file_of(book: Any) -> Path | None:
    """The file of an open book on this computer; None while it was never saved, or lies in the cloud only."""
    try:
        path = Path(str(book.fullname))
        return path if path.is_file() else None
    except Exception:  # xlwings raises for a book of SharePoint or OneDrive that is not synchronised to this computer
        return None


def is_file(book: Any, path: Path) -> bool:
    """Whether an open book is this file."""
    found = file_of(book)
    try:
        return found is not None and found.samefile(path)
    except OSError:
        return False


def live_grids(book: Any) -> list[Grid]:
    """Every tab as a grid, each fetched from Excel in one call."""
    return [grid_of(sheet) for sheet in book.sheets]


def grid_of(sheet: Any) -> Grid:
    """One tab: cells as Excel holds them, dates as dates, errors left empty with their places."""
    used = sheet.used_range
    rows = used.options(ndim=2, err_to_str=True).value or []
    return as_grid(str(sheet.name), rows, used.row, used.column, visible=bool(sheet.visible))


def as_grid(name: str, rows: Sequence[Sequence[object]], first: int, column: int, *, visible: bool) -> Grid:
    """The used range of a tab as a grid; `first` is its sheet row and `column` its column, both from 1."""
    across = column - 1
    cells = pd.DataFrame([*rows], dtype=object)
    wrong = cells.isin(ERRORS)
    cells = cells.mask(wrong | (cells == ""), None)
    cells.index, cells.columns = cells.index + first, cells.columns + across
    errors = [
        (int(cells.index[row]), int(cells.columns[col])) for row, col in zip(*wrong.to_numpy().nonzero(), strict=True)
    ]
    above: list[list[object]] = [[] for _ in range(min(TOP, first - 1))]
    top = [*above, *(trim_row([None] * across + row) for row in cells.head(TOP).to_numpy().tolist())][:TOP]
    last = int(cells.index[-1]) if len(cells) else 0
    grid = Grid(
        name,
        top,
        lambda n: as_read(cells.loc[cells.index > n]),
        last,
        visible=visible,
        errors=tuple(errors[:10_000]),
    )
    return split_if_text(grid)


def as_read(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells in the types that a file's would have: every number a float where the whole column is numbers."""
    found = cells.infer_objects()
    whole = [column for column in found if found[column].dtype.kind in "iu"]
    return found.astype(dict.fromkeys(whole, "float64"))


def trim_row(row: list[object]) -> list[object]:
    """A row without the empty cells at its right end."""
    while row and (row[-1] is None or row[-1] != row[-1]):
        row = row[:-1]
    return [None if cell != cell else cell for cell in row]


def live_tabs(book: Any) -> dict[str, str]:
    """Our tabs in an open book by their markers: tab name -> key."""
    marked = {str(name.name): sheet_of(str(name.refers_to).lstrip("=")) for name in book.names}
    names = {str(sheet.name).lower(): str(sheet.name) for sheet in book.sheets}
    return {
        names[tab.lower()]: name[len(MARKER) :].lower()
        for name, tab in marked.items()
        if name.lower().startswith(MARKER) and not name.lower().startswith(MARKER + LEDGER) and tab.lower() in names
    }


def put_pages(book: Any, pages: Sequence[Page], made: bytes, named: Mapping[str, str]) -> None:
    """Put the pages into the open book: new tabs as copies from the workbook `made`, others cell by cell.

    Only our own cells are written; the book is not saved, that is for the person to do. ValueError for a book that counts
    days from 1904: copied into it, the days of a tab would be others.
    """
    if counts_from_1904(book):
        raise ValueError(book.fullname)
    old = {key: name for name, key in named.items()}
    last = counts_tabs(Path(str(book.name)))
    with quiet(book.app), scratch(book, made) as source:
        for number, page in enumerate(pages):
            if page.key not in old:
                copy_tab(book, source.sheets[page.name], page, first=number if page.front and not last else None)
        for page in pages:
            sheet = book.sheets[old.get(page.key, page.name)]
            if page.key in old:
                fill_tab(sheet, page)
            else:
                formulas(sheet, page)


def counts_from_1904(book: Any) -> bool:
    """Whether days in an open book count from 1904."""
    with suppress(Exception):  # the word of Windows
        return bool(book.api.Date1904)
    with suppress(Exception):  # the word of macOS
        return bool(book.api.date_1904.get())
    return False


@contextmanager
def quiet(app: Any) -> Iterator[None]:
    """The screen stands still meanwhile, and is as it was afterwards, whatever happens."""
    before = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = before


@contextmanager
def scratch(book: Any, made: bytes) -> Iterator[Any]:
    """Our pages as a workbook open in the same Excel, closed and gone afterwards."""
    with folder_beside(Path(str(book.fullname))) as folder:
        path = folder / "winback-pages.xlsx"
        path.write_bytes(made)
        source = book.app.books.open(str(path))
        try:
            yield source
        finally:
            source.close()


def copy_tab(book: Any, sheet: Any, page: Page, *, first: int | None) -> None:
    """A new tab: a copy of ours, among the first or as the last, with the marker it is known by."""
    where = {"after": book.sheets[-1]} if first is None else {"before": book.sheets[first]}
    made = sheet.copy(name=page.name, **where)
    if page.hidden or page.very_hidden:
        made.visible = False
    marker = book.names.add(MARKER + page.key, f"={quoted_sheet(page.name)}!$A$1")
    with suppress(AttributeError):  # only Windows can hide a name
        marker.api.Visible = False


def formulas(sheet: Any, page: Page) -> None:
    """Write formulas anew: those of a copied tab would still lead to the workbook it came from."""
    for cell in page.cells:
        if cell.formula:
            sheet.range((cell.row + 1, cell.col + 1)).formula = cell.formula


def fill_tab(sheet: Any, page: Page) -> None:
    """A tab that is there: our cells and our columns of its lists, nothing that a person fills."""
    by_column: dict[int, list[tuple[int, object]]] = {}
    for (row, col), value in sorted(cells_to_write(page).items()):
        if isinstance(value, str) and value.startswith("="):
            sheet.range((row + 1, col + 1)).formula = value
        else:
            by_column.setdefault(col, []).append((row, value))
    for col, cells in by_column.items():
        for start, stretch in stretches(cells):
            target = sheet.range((start + 1, col + 1), (start + len(stretch), col + 1))
            target.value = [[value] for value in stretch]

"""A stand-in for the xlwings objects that live_excel uses, as their documentation describes them; no Excel behind it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl

Place = tuple[int, int]


class Range:
    """xlwings.Range: 1-based corners, values as lists of rows."""

    def __init__(self, sheet: Sheet, first: Place, last: Place | None = None) -> None:
        self.sheet, self.first, self.last = sheet, first, last or first
        self.row, self.column = first

    def options(self, *, ndim: int, err_to_str: bool) -> Range:
        assert ndim == 2 and err_to_str
        return self

    def places(self) -> list[list[Place]]:
        (top, left), (bottom, right) = self.first, self.last
        return [[(row, col) for col in range(left, right + 1)] for row in range(top, bottom + 1)]

    @property
    def value(self) -> list[list[object]]:
        self.sheet.reads += 1
        return [[self.sheet.cells.get(place) for place in row] for row in self.places()]

    @value.setter
    def value(self, new: object) -> None:
        rows = new if isinstance(new, list) else [[new]]
        assert [len(row) for row in rows] == [len(row) for row in self.places()], "Excel would spread or cut the values"
        for places, values in zip(self.places(), rows, strict=True):
            for place, value in zip(places, values, strict=True):
                self.sheet.cells[place] = value
                self.sheet.written.add(place)

    @property
    def formula(self) -> object:
        return self.sheet.cells.get(self.first)

    @formula.setter
    def formula(self, new: str) -> None:
        assert new.startswith("=")
        self.sheet.cells[self.first] = new
        self.sheet.written.add(self.first)


class Sheet:
    """xlwings.Sheet."""

    def __init__(self, name: str, cells: dict[Place, object], visible: bool = True) -> None:
        self.name, self.cells, self.visible = name, cells, visible
        self.written: set[Place] = set()
        self.reads = 0
        self.book: Book | None = None

    @property
    def used_range(self) -> Range:
        filled = [place for place, value in self.cells.items() if value is not None] or [(1, 1)]
        rows, cols = zip(*filled, strict=True)
        return Range(self, (min(rows), min(cols)), (max(rows), max(cols)))

    def range(self, first: Place, last: Place | None = None) -> Range:
        return Range(self, first, last)

    def copy(self, *, name: str, before: Sheet | None = None, after: Sheet | None = None) -> Sheet:
        beside = before or after
        assert beside is not None and beside.book is not None
        new = Sheet(name, dict(self.cells), self.visible)
        new.book = beside.book
        sheets = beside.book.sheets
        sheets.insert(sheets.index(beside) + (after is not None), new)
        return new


class Sheets(list[Sheet]):
    """xlwings.Sheets: by position or by name."""

    def __getitem__(self, key: Any) -> Any:
        return next(sheet for sheet in self if sheet.name == key) if isinstance(key, str) else super().__getitem__(key)


class Names(list[Any]):
    """xlwings.Names."""

    def add(self, name: str, refers_to: str) -> Any:
        self.append(SimpleNamespace(name=name, refers_to=refers_to, api=SimpleNamespace(Visible=True)))
        return self[-1]


class Book:
    """xlwings.Book, filled from a file."""

    def __init__(self, app: App, path: Path) -> None:
        self.app, self.fullname, self.name, self.closed = app, str(path), path.name, False
        read = openpyxl.load_workbook(path, data_only=True)
        self.names = Names()
        for name, each in read.defined_names.items():
            self.names.add(name, "=" + each.value)
        cells = {
            sheet.title: {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}
            for sheet in read.worksheets
        }
        self.sheets = Sheets(Sheet(s.title, cells[s.title], s.sheet_state == "visible") for s in read.worksheets)
        for sheet in self.sheets:
            sheet.book = self

    def close(self) -> None:
        self.closed = True


class App:
    """xlwings.App, and the list of its books; `screen` holds every state the screen was set to."""

    def __init__(self, *paths: Path) -> None:
        self.screen: list[bool] = []
        self._updating = True
        self.opened: list[Book] = []
        self.books = Books(self, [Book(self, path) for path in paths])

    @property
    def screen_updating(self) -> bool:
        return self._updating

    @screen_updating.setter
    def screen_updating(self, on: bool) -> None:
        self._updating = on
        self.screen.append(on)


class Books(list[Book]):
    """xlwings.Books."""

    def __init__(self, app: App, books: list[Book]) -> None:
        super().__init__(books)
        self.app = app

    def open(self, path: str) -> Book:
        self.app.opened.append(Book(self.app, Path(path)))
        return self.app.opened[-1]


def xlwings(*apps: App) -> Any:
    """The module, with these programs running."""
    return SimpleNamespace(apps=list(apps))

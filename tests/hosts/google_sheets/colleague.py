"""What a colleague does in the sheet while the product runs: acts by hand on one spreadsheet, in no log."""

from __future__ import annotations

import datetime
from typing import Any

from hosts.google_sheets import range_requests, shifting
from hosts.google_sheets.a1 import Box
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cell_requests import sort_box
from hosts.google_sheets.cells import Cell, plain, raw, serial
from hosts.google_sheets.entered import typed
from hosts.google_sheets.filter_requests import set_filter
from hosts.google_sheets.number_formats import shown
from hosts.google_sheets.sheet_requests import copied_marks, copy_title, retitle, twin, update_sheet


def cell_of(value: Any) -> Cell:
    """A cell with a Python value; dates become serials with a DATE or DATE_TIME format."""
    if isinstance(value, datetime.datetime):
        return Cell(serial(value), format={"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"}})
    if isinstance(value, datetime.date):
        return Cell(serial(value), format={"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}})
    if isinstance(value, str) and value.startswith("=") and len(value) > 1:
        return Cell(formula=value)
    return Cell(raw(value) if value is not None else None)


def filled(number: int, title: str, rows: list[list[Any]]) -> Tab:
    """A tab with rows of Python values, with room below and beside as a new tab has."""
    tab = Tab(number, title)
    tab.height = max(1000, len(rows))
    tab.width = max(26, max((len(row) for row in rows), default=0))
    for place, row in enumerate(rows):
        tab.put(place, 0, [cell_of(value) for value in row])
    return tab


class Colleague:
    """One spreadsheet as a person works in it; rows and columns are counted from 0, tabs named by title."""

    def __init__(self, book: Book) -> None:
        self.state = book

    def tab(self, title: str) -> Tab:
        """The tab with a title."""
        tab = self.state.titled(title)
        assert tab is not None, f"no tab {title!r} among {[one.title for one in self.state.tabs]}"
        return tab

    @property
    def titles(self) -> list[str]:
        """The tabs' titles in order."""
        return [tab.title for tab in self.state.tabs]

    def type_in(self, title: str, row: int, column: int, text: Any) -> None:
        """Type something into a cell; the grid grows if the place lies beyond it."""
        tab = self.tab(title)
        self.state.grow(tab, row + 1, column + 1)
        tab.put(row, column, [typed(tab.cell(row, column), text, self.state.locale)])
        self.touched()

    def touched(self) -> None:
        """Formulas are worked out anew."""
        self.state.memo.clear()

    def quietly(self, act: Any, *given: Any) -> None:
        """Do something that the product's count of writes must not see."""
        wrote = self.state.wrote
        act(*given)
        self.state.wrote = wrote

    def insert_rows(self, title: str, row: int, count: int = 1) -> None:
        """Insert empty rows before a row."""
        self.quietly(shifting.insert, self.state, self.tab(title), True, row, count, row > 0)

    def insert_columns(self, title: str, column: int, count: int = 1) -> None:
        """Insert empty columns before a column."""
        self.quietly(shifting.insert, self.state, self.tab(title), False, column, count, column > 0)

    def delete_rows(self, title: str, row: int, count: int = 1) -> None:
        """Delete rows."""
        self.quietly(shifting.delete, self.state, self.tab(title), True, row, row + count)

    def delete_column(self, title: str, column: int) -> None:
        """Delete a column."""
        self.quietly(shifting.delete, self.state, self.tab(title), False, column, column + 1)

    def move_column(self, title: str, column: int, to: int) -> None:
        """Move a column; it stands before the column that was number `to`."""
        self.quietly(shifting.move, self.state, self.tab(title), False, column, column + 1, to)

    def move_rows(self, title: str, row: int, count: int, to: int) -> None:
        """Move rows before the row that was number `to`."""
        self.quietly(shifting.move, self.state, self.tab(title), True, row, row + count, to)

    def name(self, name: str, title: str, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        """Give a range a name."""
        grid = {"sheetId": self.tab(title).id, "startRowIndex": rows[0], "endRowIndex": rows[1]}
        grid |= {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
        self.quietly(range_requests.KINDS["addNamedRange"], self.state, {"namedRange": {"name": name, "range": grid}})

    def merge(self, title: str, row: int, columns: tuple[int, int]) -> None:
        """Merge cells of a row; the first that is filled stays."""
        grid = {"sheetId": self.tab(title).id, "startRowIndex": row, "endRowIndex": row + 1}
        grid |= {"startColumnIndex": columns[0], "endColumnIndex": columns[1]}
        self.quietly(range_requests.KINDS["mergeCells"], self.state, {"range": grid, "mergeType": "MERGE_ALL"})

    def freeze(self, title: str, rows: int, columns: int) -> None:
        """Freeze the first rows and columns."""
        grid = {"frozenRowCount": rows, "frozenColumnCount": columns}
        properties = {"sheetId": self.tab(title).id, "gridProperties": grid}
        ask = {"properties": properties, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}
        self.quietly(update_sheet, self.state, ask)

    def sort(self, title: str, first_row: int, column: int, descending: bool = False) -> None:
        """Sort all rows from a row to the last filled one by a column."""
        tab = self.tab(title)
        last = tab.last_row()
        if last > first_row:
            box = Box(tab.id, first_row, last, 0, tab.width)
            self.quietly(sort_box, self.state, tab, box, [(column, descending)])

    def rename_tab(self, title: str, new: str) -> None:
        """Give a tab another title."""
        retitle(self.state, self.tab(title), new)

    def delete_tab(self, title: str) -> None:
        """Delete a tab."""
        tab = self.tab(title)
        self.state.tabs.remove(tab)
        self.state.marks = {key: mark for key, mark in self.state.marks.items() if mark.tab != tab.id}
        self.touched()

    def duplicate_tab(self, title: str, with_marks: bool = True) -> str:
        """Copy a tab behind all others; Google does not say whether its metadata are copied, so a test says it."""
        source = self.tab(title)
        tab = twin(self.state, source, {"title": copy_title(self.state, f"Copy of {title}")})
        self.state.tabs.append(tab)
        if with_marks:
            copied_marks(self.state, list(self.state.marks.values()), source.id, tab.id)
        self.touched()
        return tab.title

    def duplicate_row(self, title: str, row: int) -> None:
        """Copy a row into a new one below it."""
        tab = self.tab(title)
        self.insert_rows(title, row + 1)
        tab.put(row + 1, 0, tab.rows[row] if row < len(tab.rows) else ())
        self.touched()

    def hide(self, title: str, row: int, count: int = 1) -> None:
        """Hide rows by hand."""
        tab = self.tab(title)
        for place in range(row, row + count):
            tab.row_facts[place] = {**tab.row_facts.get(place, {}), "hiddenByUser": True}

    def filter(self, title: str, column: int, hidden: list[str], first_row: int = 0) -> None:
        """Set the tab's filter so that rows with some shown values in a column are hidden."""
        tab = self.tab(title)
        grid = {"sheetId": tab.id, "startRowIndex": first_row, "startColumnIndex": 0, "endColumnIndex": tab.width}
        criteria = {str(column): {"hiddenValues": hidden}}
        self.quietly(set_filter, self.state, {"filter": {"range": grid, "criteria": criteria}})

    def cells(self, title: str) -> list[list[Any]]:
        """What the cells hold, formulas worked out, dates as serials; rows up to the last filled one, None if empty."""
        tab = self.tab(title)
        rows = range(tab.last_row())
        return [[plain(self.state.value(tab, row, n)) for n in range(len(tab.rows[row]))] for row in rows]

    def shown(self, title: str) -> list[list[str]]:
        """What the cells show."""
        tab = self.tab(title)
        locale = self.state.locale
        return [
            [shown(value, tab.cell(row, n).numbers, locale) for n, value in enumerate(values)]
            for row, values in enumerate(self.cells(title))
        ]

    def cell(self, title: str, row: int, column: int) -> Cell:
        """A cell with all it bears: value, formula, format, note, validation."""
        return self.tab(title).cell(row, column)

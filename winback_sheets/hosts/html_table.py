"""The tables of a web page: many shop systems save one under the name .xls."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd

from winback_sheets.hosts.delimited import top_of
from winback_sheets.hosts.unreadable import Unreadable
from winback_sheets.read.grid import Grid


def html_grids(text: str, file: str) -> list[Grid]:
    """One grid a table, everything as text; a cell over several columns leaves the further ones empty."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    frames = [pd.DataFrame(rows, index=range(1, len(rows) + 1), dtype=object) for rows in reader.tables if any(rows)]
    if not frames:
        raise Unreadable(f"{file} is a web page without a table: open it in a spreadsheet and save it as .xlsx.")
    return [_grid(f"Table {number}", frame) for number, frame in enumerate(frames, start=1)]


def _grid(name: str, frame: pd.DataFrame) -> Grid:
    return Grid(name, top_of(frame), lambda n: frame.loc[frame.index > n], len(frame), note="read from a web page")


class _Tables(HTMLParser):
    """Collects the cells of every table; the parser of the standard library wants a class for that."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str | None]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self.tables.append([])
        elif tag == "tr":
            self._end_cell()
            if self.tables:
                self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._cell, self._span = [], min(int(span), 1000) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self.tables:
            if not self.tables[-1]:
                self.tables[-1].append([])
            text = "".join(self._cell).strip()
            self.tables[-1][-1] += [text or None] + [None] * (self._span - 1)
        self._cell = None

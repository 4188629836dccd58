"""Texts as they are pasted into a sheet: delimited lines with quoted fields, or a table in HTML."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser


def delimited(text: str, mark: str) -> list[list[str]]:
    """The rows of a delimited text; a quoted field may hold the delimiter and line breaks.

    >>> delimited('a,"b,c"\\nd', ","), delimited("a--b", "--")
    ([['a', 'b,c'], ['d']], [['a', 'b']])
    """
    if len(mark) != 1:
        return [line.split(mark) for line in text.splitlines()]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


class Cells(HTMLParser):
    """The texts of an HTML table's cells, row by row; outside of a table each block is a row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins."""
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows = self.rows or [[]]
            self.rows[-1].append("")
            self.open = True
        elif tag == "br" and self.open:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        if tag in ("td", "th"):
            self.open = False

    def handle_data(self, data: str) -> None:
        """Text in a cell, or a row of its own where there is no table."""
        if self.open:
            self.rows[-1][-1] += data
        elif data.strip() and not any(self.rows):
            self.rows.append([data.strip()])


def html_rows(text: str) -> list[list[str]]:
    """The rows of pasted HTML.

    >>> html_rows("<table><tr><td>a</td><td><b>b</b>c</td></tr><tr><th>d</th></tr></table>")
    [['a', 'bc'], ['d']]
    """
    reader = Cells()
    reader.feed(text)
    reader.close()
    return [[cell.strip() for cell in row] for row in reader.rows if row]

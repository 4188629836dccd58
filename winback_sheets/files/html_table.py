"""The tables of a web page: many shop systems save one under the name .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid, top_of

MOST_TABLES = 1_000
TABLE = re.compile("<table", re.IGNORECASE)
DECLARATION = re.compile(r"<[!?][^<>]*>")
# Every repetition keeps what it took (++), so that a page made for it cannot make the search slow.
NO_TAG = re.compile(r"""<(?!/?[A-Za-z](?:[^<>"']++|"[^"]{0,5000}+"|'[^']{0,5000}+'){0,200}+>)""")


def html_grids(text: str, file: str) -> list[Grid]:
    """One grid a table, everything as text; a cell over several columns leaves the further ones empty."""
    if not TABLE.search(text):  # known without seconds of parsing
        raise Unreadable(say("files.page_without_table", file=file))
    reader = _Tables()
    reader.feed(readable(text))
    reader.close()
    if len(reader.tables) > MOST_TABLES:
        raise Unreadable(say("files.too_many_tables", file=file, most=MOST_TABLES))
    frames = [pd.DataFrame(rows, index=range(1, len(rows) + 1), dtype=object) for rows in reader.tables if any(rows)]
    if not frames:
        raise Unreadable(say("files.page_without_table", file=file))
    return [
        _grid(say("files.table_of_page", number=str(number)), frame) for number, frame in enumerate(frames, start=1)
    ]


def readable(text: str) -> str:
    """A page without comments and declarations, and with every < that begins no tag as a sign like others.

    The parser looks for the end of an unfinished tag up to the end of the page, again at each of them.

    >>> readable("<td>1 < 2<!-- <b> --><td class='a>b'>x<td")
    "<td>1 &lt; 2<td class='a>b'>x&lt;td"
    """
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return NO_TAG.sub("&lt;", DECLARATION.sub("", "".join([*kept, text[at:]])))


def _grid(name: str, frame: pd.DataFrame) -> Grid:
    return Grid(
        name, top_of(frame), lambda n: frame.loc[frame.index > n], len(frame), note=say("files.read_from_a_web_page")
    )


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
            self._cell, self._span = [], min(int(span), 1000) if re.fullmatch("[0-9]{1,9}", span) else 1
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

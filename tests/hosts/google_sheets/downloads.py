"""A spreadsheet as a file to download: one tab as text, or the first bytes of an office format."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from hosts.google_sheets import values
from hosts.google_sheets.a1 import Box
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
KINDS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/x-vnd.oasis.opendocument.spreadsheet",
}


def linked(book: Book, query: JSON) -> bytes:
    """GET /spreadsheets/d/{id}/export, the address behind the menu: format and gid say what comes."""
    kind = KINDS.get(query.get("format") or "xlsx")
    if kind is None:
        raise Trouble(f"Unknown format: {query['format']}")
    number = str(query.get("gid") or book.tabs[0].id)
    tab = next((tab for tab in book.tabs if str(tab.id) == number), None)
    if tab is None:
        raise Trouble(f"No sheet with id: {number}")
    return file_of(book, tab, kind)


def file_of(book: Book, tab: Tab, kind: str) -> bytes:
    """The bytes of a download of one MIME type."""
    if kind == KINDS["csv"]:
        return comma_separated(table(book, tab))
    if kind == KINDS["tsv"]:
        # Tabs and line breaks inside a cell become blanks; nothing is quoted.
        lines = ("\t".join(re.sub(r"[\t\r\n]+", " ", text) for text in row) for row in table(book, tab))
        return "\r\n".join(lines).encode("utf-8")
    return (b"%PDF-1.4\n" if kind == KINDS["pdf"] else b"PK\x03\x04") + b"emulated"


def kind_asked(path: str, query: JSON) -> str:
    """The MIME type of the file a call asks for; empty if it asks for none.

    >>> kind_asked("/spreadsheets/d/x/export", {"format": "csv"}), kind_asked("/v4/spreadsheets/x", {})
    ('text/csv', '')
    """
    if not path.endswith("/export"):
        return ""
    return query.get("mimeType") or KINDS.get(query.get("format") or "xlsx", "")


def table(book: Book, tab: Tab) -> list[list[str]]:
    """The texts of a tab as they are shown, all rows of one width."""
    rows = values.rows_of(book, tab, Box(tab.id, 0, tab.height, 0, tab.width), {})
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def comma_separated(rows: list[list[str]]) -> bytes:
    """A CSV text without a line break at its end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().removesuffix("\r\n").encode("utf-8")

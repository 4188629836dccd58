"""Several books at once: which they are, what each review says, and all of them in one table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from winback_sheets.api import Trouble, in_words, review
from winback_sheets.files.endings import readable
from winback_sheets.hosts.google_sheets.address import is_google
from winback_sheets.hosts.workbook.ours import is_ours
from winback_sheets.hosts.workbook.targets import SUMMARY
from winback_sheets.hosts.workbook.workbook import Result, result_as_dict


@dataclass
class Reviewed:
    """One book's review as the command line tells it: a result, or the sentence why there is none."""

    path: Path
    result: Result | None
    sentence: str = ""

    @property
    def name(self) -> str:
        return book_name(self.path)

    @property
    def failed(self) -> bool:
        return self.result is None

    @property
    def set_aside(self) -> int:
        return self.result.set_aside if self.result else 0

    def lines(self) -> list[str]:
        """What the command line says of it."""
        if self.result is None:
            return [f"{self.name}: {self.sentence}"]
        end = (
            "nothing was written"
            if self.result.dry_run
            else "nothing changed"
            if not self.result.changed
            else "written"
        )
        open_it = "" if self.result.dry_run else " Open it at the tab Win-back."
        return [*self.result.lines, f"{self.result.link or self.result.target}: {end}.{open_it}"]


def book_name(path: Path) -> str:
    """What a book is called in a line about it.

    >>> book_name(Path("clients/shop.xlsx")), book_name(Path("https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0"))
    ('shop.xlsx', 'the Google Sheet')
    """
    return "the Google Sheet" if is_google(str(path)) else path.name


def review_one(
    path: Path,
    *,
    more: Sequence[Path] = (),
    as_of: str | None,
    every: str,
    out: Path | None,
    dry_run: bool,
    say: Callable[[str], None],
) -> Reviewed:
    """Review one of several books; a bad one never stops the rest."""
    try:
        return Reviewed(path, review(path, more=more, as_of=as_of, every=every, out=out, dry_run=dry_run, say=say))
    except Trouble as sentence:
        return Reviewed(path, None, str(sentence))


def chosen_books(books: Sequence[Path]) -> list[Path]:
    """The files to review: those named, and in a folder every table that is not ours, a backup or a lock file."""
    chosen: list[Path] = []
    for book in books:
        chosen += (
            sorted(path for path in book.iterdir() if path.is_file() and readable(path) and not is_ours(path))
            if os.path.isdir(book)
            else [book]
        )
    return chosen


def clients_summary(reviewed: Sequence[Reviewed]) -> Path:
    """Write clients-summary.xlsx beside the first book: a row a client, the greatest change first, failures as rows."""
    from winback_sheets.present.clients import client_rows, clients_page
    from winback_sheets.present.render import render

    rows = []
    for each in reviewed:
        found = each.result.review if each.result else None
        name = each.result.target.name if each.result and each.result.link else each.name
        rows += client_rows(name, found, f"in {each.result.target.name}" if each.result else each.sentence)
    first = next((each.path.parent for each in reviewed if not is_google(str(each.path))), Path())
    place, made = first / SUMMARY, render([clients_page(rows)])
    if not place.exists() or place.read_bytes() != made:
        in_words(lambda: place.write_bytes(made))
    return place


def result_json(reviewed: Reviewed) -> dict[str, object]:
    """A review as plain values."""
    if reviewed.result is None:
        return {"book": str(reviewed.path), "error": reviewed.sentence}
    return {
        "book": reviewed.result.link or str(reviewed.path),
        "written": None if reviewed.result.dry_run else reviewed.result.link or str(reviewed.result.target),
        "changed": reviewed.result.changed,
        **result_as_dict(reviewed.result),
    }

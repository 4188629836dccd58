"""Several books at once: which they are, what each review says, and all of them in one table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from winback_sheets.api import Trouble, review
from winback_sheets.commands.telling import fault_in_words
from winback_sheets.files.endings import readable
from winback_sheets.hosts.google_sheets.address import is_google
from winback_sheets.hosts.workbook.next_export import remembered
from winback_sheets.hosts.workbook.ours import is_ours, keeps_ledger
from winback_sheets.hosts.workbook.targets import SUMMARY, target_of
from winback_sheets.hosts.workbook.workbook import Result, result_as_dict
from winback_sheets.ooxml.guard import fingerprint
from winback_sheets.ooxml.halfway import write_file
from winback_sheets.ooxml.package import Refused
from winback_sheets.present.words import say


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
            return [say("commands.failed", book=self.name, reason=self.sentence)]
        book = self.result.link or self.result.target
        if self.result.dry_run:
            end = say("commands.nothing_written", book=book)
        elif self.result.changed:
            end = say("commands.written", book=book)
        else:
            end = say("commands.nothing_changed", book=book)
        return [*self.result.lines, end]


def book_name(path: Path) -> str:
    """What a book is called in a line about it.

    >>> book_name(Path("clients/shop.xlsx")), book_name(Path("https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0"))
    ('shop.xlsx', 'the Google Sheet')
    """
    return say("commands.google_sheet") if is_google(str(path)) else path.name


def review_one(
    path: Path,
    *,
    more: Sequence[Path] = (),
    as_of: str | None,
    every: str,
    out: Path | None,
    into: Path | None = None,
    dry_run: bool,
    columns: Sequence[str] = (),
    tabs: Sequence[str] = (),
    yes: bool = False,
    on_step: Callable[[str], None],
) -> Reviewed:
    """Review one of several books; a bad one never stops the rest, be the fault its own or ours."""
    before = {place: fingerprint(place) for place in (path, out or into or target_of(path))}
    try:
        return Reviewed(
            path,
            review(
                path,
                more=more,
                as_of=as_of,
                every=every,
                out=out,
                into=into,
                dry_run=dry_run,
                columns=columns,
                tabs=tabs,
                yes=yes,
                on_step=on_step,
            ),
        )
    except Trouble as sentence:
        return Reviewed(path, None, str(sentence))
    except Exception as fault:
        if os.environ.get("WINBACK_TRACEBACK"):
            raise
        written = [str(place) for place, then in before.items() if fingerprint(place) != then]
        return Reviewed(path, None, fault_in_words(fault, written))


def chosen_books(books: Sequence[Path], on_left_out: Callable[[str], None]) -> list[Path]:
    """The files to review: those named, and in a folder every table; none that is ours, a backup or a lock file.

    `on_left_out` is told of each that was named. Where nothing else was named they stay, and the review refuses them.
    """
    ledgers: list[Path] = []
    ours: list[Path] = []
    for book in books:
        if os.path.isdir(book):
            files = sorted(path for path in book.iterdir() if path.is_file() and readable(path) and not is_ours(path))
            joined = {name for path in files if keeps_ledger(path) for name in remembered(path).get("files", ())}
            ledgers += [path for path in files if path.name not in joined]
        else:
            (ours if is_ours(book) else ledgers).append(book)
    if not ledgers:
        return ours
    for book in ours:
        on_left_out(say("commands.left_out", name=book.name))
    return ledgers


def clients_summary(reviewed: Sequence[Reviewed]) -> Path:
    """Write clients-summary.xlsx beside the first book: a row a client, the greatest change first, failures as rows."""
    from winback_sheets.present.clients import client_rows, clients_page
    from winback_sheets.present.render import render

    rows = []
    for each in reviewed:
        found = each.result.review if each.result else None
        name = each.result.target.name if each.result and each.result.link else each.name
        said = say("commands.result_in", book=each.result.target.name) if each.result else each.sentence
        rows += client_rows(name, found, said)
    first = next((each.path.parent for each in reviewed if not is_google(str(each.path))), Path())
    place, made = first / SUMMARY, render([clients_page(rows)])
    try:
        if not place.exists() or place.read_bytes() != made:
            write_file(place, made, like=[each.path for each in reviewed])
    except Refused as sentence:
        raise Trouble(str(sentence)) from sentence
    except OSError as trouble:
        raise Trouble(say("commands.summary_not_written", name=place.name, reason=trouble.strerror)) from trouble
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

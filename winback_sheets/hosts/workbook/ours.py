"""Files of ours beside a ledger: results, copies, notes, lock files. None of them is ever an input, however it is named."""

from __future__ import annotations

import re
from pathlib import Path

from winback_sheets.files.endings import readable, signed
from winback_sheets.hosts.workbook.targets import IN_PLACE, SUMMARY, TABLES, target_of
from winback_sheets.ooxml.book import marked_tabs, read_book
from winback_sheets.ooxml.graft import ledger_tabs
from winback_sheets.ooxml.halfway import is_halfway
from winback_sheets.ooxml.package import Refused, open_package
from winback_sheets.present.words import say

COPY = re.compile(r"(.+)\.winback-(?:backup|original)(\.xls[xm])", re.IGNORECASE)
NOTES = re.compile(rf"(.+){TABLES}", re.IGNORECASE)
REVIEWED = re.compile(r"(.+) \(reviewed\)(\.xls[xm])", re.IGNORECASE)
RESULT = re.compile(r".+\.winback\.xlsx", re.IGNORECASE)


def is_ours(path: Path) -> bool:
    """Whether a file is no ledger but what this program, or a program that has the ledger open, has put beside one.

    `NAME (reviewed).xlsx` and `NAME.winback.xlsx` are somebody's own where no ledger NAME lies beside them and, for the
    second, where they hold more than our tabs.
    """
    return why_not(path) is not None


def refuse_ours(path: Path) -> None:
    """Refuse to read a file of ours as a ledger, in a sentence that names the file to review. Raises Refused."""
    if (sentence := why_not(path)) is not None:
        raise Refused(sentence)


def refuse_copy(path: Path) -> None:
    """Refuse to write into a copy that we keep, above all that from before the first review. Raises Refused."""
    if COPY.fullmatch(path.name):
        raise Refused(say("workbook.copy_is_never_written", name=path.name))


def why_not(path: Path) -> str | None:
    """Why a file is no ledger, in a sentence that names the file to review; None for a file that may be one."""
    if signs := signed(path):
        return say("workbook.only_a_lock", name=path.name, ledger=ledger_of(signs).name)
    if path.name.casefold() == SUMMARY:
        return say("workbook.summary_of_reviews", name=path.name)
    if RESULT.fullmatch(path.name) and keeps_ledger(path):
        return None
    ledger = ledger_of(path)
    if ledger != path and ledger.is_file():
        return say("workbook.made_by_a_review", name=path.name, ledger=ledger.name)
    if COPY.fullmatch(path.name):
        return say("workbook.copy_without_ledger", name=path.name)
    if NOTES.fullmatch(path.name) or is_halfway(path.name) or (RESULT.fullmatch(path.name) and only_ours(path)):
        return say("workbook.made_without_ledger", name=path.name)
    return None


def ledger_of(path: Path) -> Path:
    """The file to review in the place of this one, by its name and by what lies beside it; itself for a ledger.

    >>> ledger_of(Path("shop.winback-backup.xlsx")).name, ledger_of(Path("shop.xlsx")).name
    ('shop.xlsx', 'shop.xlsx')
    """
    if found := COPY.fullmatch(path.name) or REVIEWED.fullmatch(path.name):
        book = path.with_name(found[1] + found[2])
        return ledger_of(book) if book.is_file() or COPY.fullmatch(path.name) else path
    if found := NOTES.fullmatch(path.name):
        books = [path.with_name(found[1] + ending) for ending in IN_PLACE]
        return ledger_of(next((book for book in books if book.is_file()), books[0]))
    if RESULT.fullmatch(path.name) and path.parent.is_dir():
        beside = (each for each in sorted(path.parent.iterdir()) if each != path and readable(each))
        return next((each for each in beside if each.suffix.lower() not in IN_PLACE and target_of(each) == path), path)
    return path


def keeps_ledger(path: Path) -> bool:
    """Whether a workbook keeps the rows of exports in tabs of ours, which makes it a ledger of its own."""
    try:
        return path.suffix.lower() in IN_PLACE and path.is_file() and bool(ledger_tabs(path))
    except (Refused, OSError):  # the review itself will say what is wrong
        return False


def only_ours(path: Path) -> bool:
    """Whether a workbook holds the tabs of a review and no others."""
    try:
        with path.open("rb") as file:
            book = read_book(open_package(file, path.name))
    except (Refused, OSError):  # the review itself will say what is wrong
        return False
    return len(marked_tabs(book)) == len(book.sheets)

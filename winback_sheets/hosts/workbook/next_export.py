"""Whether a file is the next export of a ledger that has been reviewed beside it: then the owner is asked which is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.files.endings import signed
from winback_sheets.files.files import open_grids
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.workbook.opening import named_tabs
from winback_sheets.hosts.workbook.ours import COPY, REVIEWED
from winback_sheets.hosts.workbook.targets import IN_PLACE, SUMMARY
from winback_sheets.ooxml.halfway import is_halfway
from winback_sheets.ooxml.package import Refused
from winback_sheets.ooxml.record import quick
from winback_sheets.present.words import say
from winback_sheets.read.book import Book
from winback_sheets.read.recognise import as_result

ALIKE = 0.6  # of all headings of two exports: so many are in both
SHARED = 0.1  # of the customers of the smaller one
ONE_MONTH = 31  # days
MEMO = "ledger"  # what of a ledger is remembered in its result


def memo_of_ledger(book: Book, files: Sequence[str]) -> dict[str, Any]:
    """What is remembered in a result of the ledger it was made from: its headings, its files, its first and last day."""
    days = [] if book.sales is None else [str(book.sales["date"].min().date()), str(book.sales["date"].max().date())]
    return {MEMO: {"headings": book.headings, "files": [*dict.fromkeys(files)], "days": days}}


def remembered(target: Path) -> dict[str, Any]:
    """What a result remembers of its ledger; nothing where it remembers none."""
    found = quick(target) if target.is_file() else None
    return dict(found[0].memo.get(MEMO) or {}) if found else {}


def refuse_if_rows_went(path: Path, target: Path, book: Book, memo: Mapping[str, Any]) -> None:
    """Ask where a file has begun anew since its last review: without the old rows nearly everybody is gone. Raises Refused.

    memo: what the result of that review remembers. Begun anew has a file of which no more than a month is left.
    """
    if book.sales is None or book.sales.empty or not memo.get("days"):
        return
    was, until = map(pd.Timestamp, memo["days"])
    begins = book.sales["date"].min()
    if begins > was and begins > until - pd.Timedelta(days=ONE_MONTH):
        raise Refused(
            say("workbook.rows_went", name=path.name, begins=begins, was=was, book=target.name)
            + say("workbook.commands_to_bring_back", file=typed(path), book=typed(target))
        )


def refuse_second_book(path: Path, target: Path, book: Book) -> None:
    """Ask, before a second result is made, where a result of a similar export lies beside this one. Raises Refused.

    Similar are exports with mostly the same headings that share customers; of an export that holds no more than a month
    the headings are enough, for alone it would make everybody else lost. A workbook with more than a month that is
    reviewed in place is a book of its own already.
    """
    month_alone = _holds_a_month(book)
    if target == path and not month_alone:
        return
    for other in sorted(path.parent.iterdir() if path.parent.is_dir() else []):
        if _may_be_result(other) and other.name not in (path.name, target.name):
            kept = remembered(other)
            alike = bool(kept) and _same_headings(book.headings, kept["headings"])
            if alike and (month_alone or _share_customers(book, other)):
                raise Refused(
                    say("workbook.which_is_meant", name=path.name, book=other.name)
                    + say("workbook.commands_to_choose", file=typed(path), book=typed(other), out=typed(target))
                )


def typed(path: Path) -> str:
    """A path as it is typed in a command.

    >>> typed(Path("a.csv")), typed(Path("orders nov.csv"))
    ('a.csv', '"orders nov.csv"')
    """
    return f'"{path}"' if " " in str(path) else str(path)


def _may_be_result(path: Path) -> bool:
    if path.suffix.lower() not in IN_PLACE or path.name.casefold() == SUMMARY or signed(path):
        return False
    return not (is_halfway(path.name) or COPY.fullmatch(path.name) or REVIEWED.fullmatch(path.name))


def _same_headings(one: Mapping[str, Sequence[Sequence[str]]], other: Mapping[str, Sequence[Sequence[str]]]) -> bool:
    """Whether two ledgers have a table of which most headings are the same."""
    pairs = [({*a}, {*b}) for key in one.keys() & other.keys() for a in one[key] for b in other[key]]
    return any(len(a & b) >= ALIKE * len(a | b) for a, b in pairs)


def _holds_a_month(book: Book) -> bool:
    """Whether all sales lie within a month."""
    if book.sales is None or book.sales.empty:
        return False
    return bool(book.sales["date"].max() - book.sales["date"].min() < pd.Timedelta(days=ONE_MONTH))


def _share_customers(book: Book, result: Path) -> bool:
    """Whether an export holds customers of the ledger that was reviewed there."""
    rows = book.sales if book.sales is not None else book.subscriptions
    if rows is None or rows.empty:
        return False
    try:
        named = {key: name for name, key in named_tabs(result).items()}
        grids = [grid for grid in open_grids(result) if grid.name == named.get("segments")]
    except (Refused, Unreadable):
        return False
    listed = as_result(grids[0], "segments") if grids else None
    if listed is None or "customer" not in listed.columns:
        return False
    known = set(listed.grid.below(listed.header_row)[listed.columns["customer"]].dropna().astype(str))
    mine = set(rows["customer"].astype(str))
    return len(known & mine) >= max(1, SHARED * min(len(known), len(mine)))

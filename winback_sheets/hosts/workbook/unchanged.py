"""Whether a review would say and write the same again, found out without reading a single tab.

What a review says is kept with the check sums of every part (`graft_record`), and with the days on which it holds. These
are worked out from the data alone, so that a second review on another day changes no byte.
"""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from winback_sheets.hosts.workbook.alone import clear_away
from winback_sheets.hosts.workbook.ours import is_ours
from winback_sheets.hosts.workbook.targets import target_of
from winback_sheets.ooxml.record import quick
from winback_sheets.ooxml.save import lock_beside
from winback_sheets.schema.settings import STALE_DAYS

if TYPE_CHECKING:
    import pandas as pd

    from winback_sheets.findings import Review

BLOCK = 1 << 20
DAY = datetime.timedelta(days=1)


class LastReview(NamedTuple):
    """What the last review said: its lines, and whatever the command needs to say it as JSON."""

    lines: list[str]
    told: dict[str, Any]


class Span(NamedTuple):
    """The run days, both included, on which a review comes out the same; None: no limit on that side."""

    first: datetime.date | None
    last: datetime.date | None


def memo_of(
    review: Review,
    source: Path,
    target: Path,
    options: Mapping[str, Any],
    lines: list[str],
    told: Mapping[str, Any],
    *,
    run_day: pd.Timestamp,
) -> dict[str, Any]:
    """What to keep in the record of the target; empty where the next review must look again whatever happens.

    options: the command's options and the program's version, as JSON values. lines, told: what is said now. The run
    day decides the span and is not kept.
    """
    span = span_of(review, run_day)
    if span is None:
        return {}
    days = [day.isoformat() if day else None for day in span]
    return {
        "options": dict(options),
        "source": None if _same(source, target) else check_sum(source),
        "days": days,
        "lines": lines,
        "told": dict(told),
    }


def last_review(source: Path, target: Path, options: Mapping[str, Any], *, run_day: datetime.date) -> LastReview | None:
    """What the last review said, if another one now would say and write exactly the same; else None.

    Only the target's list of parts and the record in it are read, and of a source beside it the check sum.
    """
    found = quick(target) if target.is_file() and source.is_file() else None
    if found is None:
        return None
    record, sums = found
    memo = record.memo
    if not memo or dict(record.parts) != sums:
        return None
    if memo.get("options") != dict(options):
        return None
    if not _holds(memo.get("days"), run_day):
        return None
    if memo.get("source") != (None if _same(source, target) else check_sum(source)):
        return None
    return LastReview(list(memo["lines"]), dict(memo["told"]))


def repeat_last(
    source: Path, out: Path | None, options: Mapping[str, Any], *, run_day: datetime.date
) -> tuple[Path, LastReview] | None:
    """The same, with the workbook in which the result is; None for one that is open in another program or ours."""
    target = out or target_of(source)
    try:
        clear_away(target)
        said = None if lock_beside(target) or is_ours(source) else last_review(source, target, options, run_day=run_day)
    except (OSError, ValueError, LookupError, TypeError):  # the review itself will say what is wrong
        return None
    return None if said is None else (target, said)


def span_of(review: Review, run_day: pd.Timestamp) -> Span | None:
    """The days on which this review comes out the same, from its data; None where that cannot be said.

    A row dated after the run day is set aside, and would not be once its day has come: such a workbook is looked at
    again each time, as is one whose review looks from today.
    """
    book, (as_of, why) = review.book, review.looks_from
    if book.problems["rule"].isin(["future_date", "starts_later"]).any() or why in ("run_day", "list_ended"):
        return None
    first, last = [], []
    if book.sales is not None and len(book.sales):
        first.append(book.sales["date"].max())
    if book.subscriptions is not None and len(book.subscriptions):
        first.append(book.subscriptions["from"].max())
    if why == "last_full_month":  # a list of tenures: until the next month is full
        first.append(as_of)
        last.append(as_of + DAY * ((as_of + DAY).days_in_month - 1))
    elif why == "last_term":
        if as_of >= run_day:
            return None
        first.append(as_of)
    for business in review.businesses if why == "last_sale" else ():  # until the running period is over
        over_on = business.moves["over_on"].dropna()
        first += over_on[over_on <= run_day].tail(1).tolist()
        last += [day - DAY for day in over_on[over_on > run_day].head(1)]
    if review.data_end is not None and review.stale:
        first.append(review.data_end + DAY * (STALE_DAYS + 1))
    elif review.data_end is not None:
        last.append(review.data_end + DAY * STALE_DAYS)
    return Span(max(first).date() if first else None, min(last).date() if last else None)


def check_sum(path: Path) -> int:
    """The CRC-32 of a file's bytes."""
    crc = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            crc = zlib.crc32(block, crc)
    return crc


def _same(source: Path, target: Path) -> bool:
    return source == target or (target.exists() and source.samefile(target))


def _holds(days: Any, run_day: datetime.date) -> bool:
    if not isinstance(days, list) or len(days) != 2:
        return False
    first, last = (datetime.date.fromisoformat(day) if day else None for day in days)
    return not (first and run_day < first) and not (last and run_day > last)

"""The review of one file: read it, count, put the result tabs into it, and keep a copy of what was there."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.files.text_storage import text_storage
from winback_sheets.findings import Review
from winback_sheets.hosts.workbook.alone import alone_with_book, clear_away
from winback_sheets.hosts.workbook.joined_files import other_grids
from winback_sheets.hosts.workbook.kept_ledger import join
from winback_sheets.hosts.workbook.live import open_in_excel, put_pages
from winback_sheets.hosts.workbook.next_export import (
    memo_of_ledger,
    refuse_if_rows_went,
    refuse_second_book,
    remembered,
)
from winback_sheets.hosts.workbook.opening import Opened, grids_of, named_tabs, open_book, open_live_book
from winback_sheets.hosts.workbook.ours import keeps_ledger, refuse_copy, refuse_ours
from winback_sheets.hosts.workbook.targets import (
    IN_PLACE,
    backup_of,
    beside,
    counts_tabs,
    original_of,
    target_of,
)
from winback_sheets.hosts.workbook.unchanged import memo_of
from winback_sheets.hosts.workbook.whole_lists import room_of, whole_lists
from winback_sheets.ooxml.graft import Tab, graft, refuse_what_may_not_change, ways_of
from winback_sheets.ooxml.guard import (
    Fingerprint,
    fingerprint,
    refuse_if_changed,
    refuse_if_folder,
    refuse_if_not_writable,
)
from winback_sheets.ooxml.halfway import copy_file
from winback_sheets.ooxml.package import Refused
from winback_sheets.ooxml.save import lock_beside, refuse_if_open
from winback_sheets.present.book import pages
from winback_sheets.present.fitting import left_out
from winback_sheets.present.named_pages import named_pages
from winback_sheets.present.page import Page
from winback_sheets.present.previous_run import PreviousRun
from winback_sheets.present.questions import asked, doubted, how_to_change
from winback_sheets.present.render import render
from winback_sheets.present.reports import keys
from winback_sheets.present.sentences import as_of_source, headline
from winback_sheets.present.words import say, word
from winback_sheets.read.answers import NONE, Answers
from winback_sheets.read.book import Book, read
from winback_sheets.schema.room import EXCEL, Room
from winback_sheets.steps import review


@dataclass
class Result:
    """What a review of one file did: where the result is, whether anything changed, and the lines to say."""

    source: Path
    target: Path
    changed: bool
    review: Review
    pages: list[Page]
    dry_run: bool = False
    lines: list[str] = field(default_factory=list)
    link: str = ""  # the address of a result that is no file

    @property
    def set_aside(self) -> int:
        return self.review.book.rows_set_aside


def today() -> pd.Timestamp:
    """The run day: only hosts and the command line may ask for it."""
    return pd.Timestamp(datetime.date.today())


def book_of(path: Path, answers: Answers = NONE) -> Book:
    """What a file says, read and not reviewed. Raises Unreadable, Refused."""
    clear_away(target_of(path))
    return read(grids_of(path), today=today(), ours=named_tabs(path), answers=answers)


def review_of(
    book: Opened,
    *,
    as_of: str | pd.Timestamp | None = None,
    every: str = "auto",
    run_day: pd.Timestamp | None = None,
    answers: Answers = NONE,
) -> Review:
    """The review of an opened file, nothing written. Raises NothingToReview."""
    day = pd.Timestamp(as_of) if as_of is not None else None
    return review(
        book.grids,
        today=run_day or today(),
        as_of=day,
        every=every,
        ours=book.named,
        recorded=book.left.recorded,
        window=book.left.window,
        remembered=book.left.remembered,
        replay=True,
        typed=book.typed,
        answers=answers,
    )


def review_file(
    source: str | Path,
    *,
    more: Sequence[Path] = (),
    as_of: str | pd.Timestamp | None = None,
    every: str = "auto",
    out: str | Path | None = None,
    dry_run: bool = False,
    run_day: pd.Timestamp | None = None,
    answers: Answers = NONE,
    on_step: Callable[[str], None] = lambda step: None,
) -> Result:
    """Review a file and put the result tabs into it (or beside it), keeping what people typed there before.

    more: other files of the same ledger. answers: which column or tab is which; kept in Settings. Writes nothing when
    nothing would change, and with dry_run. run_day stands in for today; `on_step` is told each step in words. A workbook
    that is open in Excel is reviewed there, where xlwings is installed; in another program, the result goes beside it.
    Raises Unreadable, Refused or NothingToReview, each with one sentence for the user.
    """
    path, options = Path(source), {"as_of": None if as_of is None else str(as_of), "every": every}
    target = Path(out) if out else target_of(path)
    if not out and target != path and keeps_ledger(target):
        return review_into(
            target,
            [path, *more],
            as_of=as_of,
            every=every,
            dry_run=dry_run,
            run_day=run_day,
            answers=answers,
            on_step=on_step,
        )
    for each in (path, *more):
        refuse_ours(each)
    refuse_copy(target)
    in_use = bool(lock_beside(target)) and not out and target.suffix.lower() in IN_PLACE
    live = open_in_excel(path) if in_use and not dry_run else None
    if live is not None:
        book = open_live_book(live)
        result = review_opened(path, target, book, more, as_of, every, run_day, on_step, answers, room_of(target))
        if _put_live(live, result, book):
            return result
    target = beside(target) if in_use else target
    if not dry_run:
        refuse_if_not_writable(target)
        refuse_if_folder(backup_of(target))
        refuse_what_may_not_change(target if target.exists() else path)
    with _at_work(target, dry_run=dry_run), text_storage([path, target, *more]):
        then = fingerprint(target)
        on_step(say("workbook.reading"))
        book = open_book(path, target)
        result = review_opened(path, target, book, more, as_of, every, run_day, on_step, answers, room_of(target))
        result.dry_run = dry_run
        result.lines += _where_answers_stay(result, answers)
        if not out and book.named:
            refuse_if_rows_went(path, target, result.review.book, remembered(target))
        elif not out:
            refuse_second_book(path, target, result.review.book)
        if not dry_run:
            day = run_day or today()
            memo = (
                {}
                if more
                else memo_of(result.review, path, target, options, result.lines, result_as_dict(result), run_day=day)
            )
            memo |= memo_of_ledger(result.review.book, [path.name, *(each.name for each in more)])
            base = target if target.exists() else path if path.suffix.lower() in IN_PLACE else None
            result.changed = _write(base, result, book, then, memo, like=[path, *more])
    if in_use:
        result.lines = [*result.lines, say("workbook.result_is_beside", name=path.name)]
    return result


def review_into(
    target: Path,
    files: Sequence[Path],
    *,
    as_of: str | pd.Timestamp | None = None,
    every: str = "auto",
    dry_run: bool = False,
    run_day: pd.Timestamp | None = None,
    answers: Answers = NONE,
    on_step: Callable[[str], None] = lambda step: None,
) -> Result:
    """Join files to the ledger kept in a workbook, and review that; a workbook that is not there yet is made.

    Rows that are there already count once, and what people typed stays. Raises as `review_file` does.
    """
    refuse_copy(target)
    if target.suffix.lower() not in IN_PLACE:
        raise Refused(say("workbook.into_is_no_workbook", name=target.name))
    if not dry_run:
        refuse_if_open(target)
        refuse_if_not_writable(target)
        refuse_if_folder(backup_of(target))
        if target.exists():
            refuse_what_may_not_change(target)
    with _at_work(target, dry_run=dry_run), text_storage([target, *files]):
        then, before = fingerprint(target), remembered(target)
        on_step(say("workbook.reading"))
        book = open_book(target, target) if target.exists() else Opened([], {}, PreviousRun(), {})
        joined = join(book, target, files, run_day or today(), answers, room_of(target))
        book.grids = [*joined.grids, *(tab.grid for tab in joined.tabs)]
        result = review_opened(target, target, book, (), as_of, every, run_day, on_step, answers, room_of(target))
        kept = joined.pages()
        result.dry_run, result.pages = dry_run, [*result.pages, *kept]
        result.lines += [*left_out(kept), *_where_answers_stay(result, answers)]
        if target.exists():
            first = target.with_name([*before.get("files", ()), files[0].name][0])  # the file that has lost its rows
            refuse_if_rows_went(first, target, result.review.book, before)
        else:
            refuse_second_book(files[0], target, result.review.book)
        if not dry_run:
            options = {"as_of": None if as_of is None else str(as_of), "every": every}
            told, day = result_as_dict(result), run_day or today()
            memo = memo_of(result.review, target, target, options, result.lines, told, run_day=day)
            memo |= memo_of_ledger(result.review.book, [*before.get("files", ()), *(each.name for each in files)])
            result.changed = _write(target if target.exists() else None, result, book, then, memo, like=files)
    result.lines = [*joined.lines, *result.lines]
    return result


def review_opened(
    path: Path,
    target: Path,
    book: Opened,
    more: Sequence[Path],
    as_of: str | pd.Timestamp | None,
    every: str,
    run_day: pd.Timestamp | None,
    on_step: Callable[[str], None],
    answers: Answers = NONE,
    room: Room = EXCEL,
) -> Result:
    """Count, and make the pages; nothing is written. room: what the place can hold where they go."""
    tabs = [grid.name for grid in book.grids]
    book.grids += other_grids(more)
    on_step(say("workbook.counting"))
    found = review_of(book, as_of=as_of, every=every, run_day=run_day, answers=answers)
    on_step(say("workbook.making_the_tabs"))
    made = pages(
        found,
        stored=book.left.stored,
        recorded=book.left.recorded,
        delivered=book.left.delivered,
        in_file=frozenset(tabs if path.suffix.lower() in IN_PLACE else ()),  # the result holds the user's own tabs too
        picked=book.left.picked,
        told=book.left.told,
        own_settings=any(name.casefold() == "settings" and name not in book.named for name in tabs),
        room=room,
    )
    result = Result(path, target, False, found, made)
    result.lines = [*summary(result), *_without_tables(target if target.exists() else path)]
    return result


def _without_tables(place: Path) -> list[str]:
    """That our lists are no tables, and why; nothing where they are."""
    why = ways_of(place).no_tables if place.suffix.lower() in IN_PLACE else ""
    if why == "shared":
        return [say("workbook.no_tables_shared", name=place.name)]
    return [say("workbook.no_tables_views", name=place.name)] if why else []


def _where_answers_stay(result: Result, answers: Answers) -> list[str]:
    """That what was said of columns and tabs is kept, or how to keep it in a Settings tab that is the owner's own."""
    if not answers.lines():
        return []
    if any(page.key == "settings" for page in result.pages):
        return [say("questions.kept")]
    return [say("questions.keep_them", rows=[f"{key} | {value}" for key, value in answers.lines()])]


def _put_live(live: Any, result: Result, book: Opened) -> bool:
    """Put the pages into the workbook that is open in Excel; False where Excel does not take them."""
    # A tab whose headings a person has taken away is theirs now: ours comes beside it, under another name.
    standing = {key: name for name, key in book.named.items() if key not in book.left.lost}
    try:
        made = named_pages(result.pages, standing, [str(sheet.name) for sheet in live.sheets])
        with whole_lists(made, result.target, like=[result.target]) as keep_lists:
            put_pages(live, made, render(made), {name: key for key, name in standing.items()})
            keep_lists()
    except Exception:  # whatever keeps Excel from taking them, the way beside it is always open
        return False
    result.changed = True
    result.lines = [
        *result.lines,
        say("workbook.reviewed_in_excel", name=result.source.name),
    ]
    return True


@contextmanager
def _at_work(target: Path, *, dry_run: bool) -> Iterator[None]:
    """Nobody else at work on the target meanwhile; a review that writes nothing need not be alone."""
    if dry_run:
        clear_away(target)
        yield
    else:
        with alone_with_book(target):
            yield


def _write(
    base: Path | None,
    result: Result,
    book: Opened,
    then: Fingerprint | None,
    memo: Mapping[str, Any],
    *,
    like: Sequence[Path],
) -> bool:
    """Graft the pages; the copy of what was there is kept only when something changed.

    like: the files that a new result is made from, and who may read them.
    """
    made, target, left = result.pages, result.target, book.left
    tabs = [
        Tab(
            page.key,
            page.name,
            page.front and not counts_tabs(target),
            page.hidden or page.very_hidden,
            page.patch,
            page.key in left.lost,
        )
        for page in made
    ]
    # A tab in which a person has worked stays, even when it has nothing to say any more.
    gone = [key for key in keys() if key not in {page.key for page in made} and key not in left.stored]
    known = {key: name for name, key in book.named.items()}

    def ready() -> None:
        """Keep copies of what is there, and let it be where another program has saved it meanwhile."""
        original = [] if known or original_of(target).exists() else [original_of(target)]
        copies = [*original, backup_of(target)] if target.exists() else []
        copy_file(target, *copies, check=lambda: refuse_if_changed(target, then))

    with whole_lists(made, target, like=[target] if target.exists() else like) as keep_lists:
        pages = render(made, from_1904=ways_of(base).from_1904)
        changed = graft(base, pages, target, tabs, drop=gone, known=known, ready=ready, memo=memo, like=like)
        keep_lists()
    return changed


def result_as_dict(result: Result) -> dict[str, Any]:
    """A review as plain values, as JSON can hold them; not whether anything was written."""
    found = result.review
    lines = [
        {"kind": b.kind, **json.loads(b.headline.drop(["first_day", "next_first"]).to_json())}
        for b in found.businesses
        if b.headline is not None
    ]
    return {
        "as_of": str(found.as_of.date()),
        "as_of_source": as_of_source(found),
        "window": found.window,
        "periods": lines,
        "rows_read": found.book.rows_read,
        "rows_used": found.book.rows_used,
        "rows_set_aside": result.set_aside,
        "rows_no_sale": found.book.rows_no_sale,
        "losses": len(found.lost),
        "still_gone": int((found.lost["status"] == "still_gone").sum()),
        "warning_signs": len(found.signs),
        "outreach": len(found.outreach),
    }


def _rows_used(book: Book) -> str:
    """How many rows were used, how many are no sales, and how many could not be used."""
    counts = {"used": book.rows_used, "read": book.rows_read}
    if book.rows_no_sale:
        return say("workbook.rows_no_sale", none=book.rows_no_sale, aside=book.rows_set_aside, **counts)
    return (
        say("workbook.rows_set_aside", aside=book.rows_set_aside, **counts)
        if book.rows_set_aside
        else (say("workbook.rows_used", **counts))
    )


def summary(result: Result) -> list[str]:
    """What the program says after a review, a line each."""
    review_, book = result.review, result.review.book
    lines = [
        *doubted(book),
        *map(word, book.understood),
        *(say("questions.question", question=asked(question)) for question in book.questions),
        *(how_to_change(book, result.source.name) if book.questions or book.doubts else []),
        _rows_used(book),
        headline(review_),
    ]
    if review_.stale and review_.data_end is not None:
        lines.append(say("workbook.stale", day=review_.data_end))
    if len(review_.outreach):
        shown = book.people["name"].reindex(review_.outreach["customer"].head(5))
        named = [name if isinstance(name, str) else str(customer) for customer, name in shown.items()]
        lines.append(say("workbook.call_first", names="; ".join(named)))
    return lines + left_out(result.pages)

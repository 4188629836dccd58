"""The review of a Google Sheet by its address: what the commands `review`, `check` and `why` call."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import requests

from winback_sheets.hosts.workbook.opening import Opened
from winback_sheets.hosts.workbook.workbook import Result
from winback_sheets.present.page import Page
from winback_sheets.present.words import say
from winback_sheets.read.answers import NONE, Answers
from winback_sheets.read.book import Book, read

from .anchors import CHANGED, mark_of
from .client import Wire, open_connection
from .gateway import Asked, Ended, ended, opened_sheet, plan_writes, refresh_sheet, review_snapshot
from .snapshot import Snapshot, snapshot
from .views import link, wanted

Say = Callable[[str], None]


def nothing(step: str) -> None:
    """Say nothing."""


def review_sheet(
    address: str,
    *,
    as_of: str | pd.Timestamp | None = None,
    every: str = "auto",
    dry_run: bool = False,
    run_day: pd.Timestamp | None = None,
    now: datetime.datetime | None = None,
    session: requests.Session | None = None,
    answers: Answers = NONE,
    on_step: Say = nothing,
) -> Result:
    """Review a Google Sheet and put the result tabs into it, while others may be working there.

    Only our columns and cells are written, nothing when nothing would change, and nothing with dry_run. run_day and now
    (UTC) stand in for today and this moment, session for the way to Google. Raises Unreadable or NothingToReview.
    """
    asked = Asked(as_of, every, run_day, now or datetime.datetime.now(datetime.UTC), on_step, answers)
    wire = open_connection(address, session=session, say=on_step)
    if dry_run:
        here = snapshot(wire, tell=on_step)
        result, done = review_snapshot(here, asked), ended(here)
        result.changed = bool(plan_writes(here, result.pages))
    else:
        result, done = refresh_sheet(wire, asked)
    result.dry_run = dry_run
    result.source = result.target = Path(done.title or unnamed())
    result.link = f"https://docs.google.com/spreadsheets/d/{wire.id}/edit"
    result.lines = [*result.lines, *lists_of(wire.id, result.pages, done), *done.lost, *stamps(done), cost(wire)]
    return result


def unnamed() -> str:
    """What a spreadsheet without a title is called."""
    return say("google.unnamed_sheet")


def lists_of(spreadsheet: str, pages: Sequence[Page], done: Ended) -> list[str]:
    """A line for each caller's own list in Outreach, with the address that opens it."""
    return [
        f"{view.title}: {link(spreadsheet, done.ids[page.name], view.view_id)}"
        for page in pages
        if page.name in done.ids
        for view in wanted(page, done.ids[page.name])
        if view.view_id not in done.no_views
    ]


def stamps(done: Ended) -> list[str]:
    """When a review last changed the sheet, where this one did not."""
    changed = None if done.changed else mark_of(done.marks, CHANGED)
    return [say("google.last_changed", when=f"{changed[:10]} {changed[11:16]}")] if changed else []


def cost(wire: Wire) -> str:
    """What the work took of Google's quota.

    Google allows a user 60 reading and 60 writing calls a minute.
    """
    return say("google.cost", calls=wire.calls, megabytes=(wire.sent + wire.received) / 1e6)


def sheet_book(address: str, answers: Answers = NONE, *, session: requests.Session | None = None) -> Book:
    """What a Google Sheet says, read and not reviewed. Raises Unreadable."""
    here = snapshot(open_connection(address, session=session))
    return read(here.grids, today=_today(here), ours=opened_sheet(here).named, answers=answers)


def sheet_opened(address: str, *, session: requests.Session | None = None) -> Opened:
    """A Google Sheet as the review takes it, for the history of one customer. Raises Unreadable."""
    return opened_sheet(snapshot(open_connection(address, session=session)))


def _today(here: Snapshot) -> pd.Timestamp:
    return Asked(None, "auto", None, datetime.datetime.now(datetime.UTC), nothing).day(here.about.zone)

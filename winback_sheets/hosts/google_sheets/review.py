"""The review of a Google Sheet by its address: what the commands `review`, `check` and `why` call."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import requests

from winback_sheets.hosts.opening import Opened
from winback_sheets.hosts.workbook import Result
from winback_sheets.read.book import Book, read
from winback_sheets.result_tables import OUTREACH

from .anchors import CHANGED, mark_of
from .client import Wire, opened
from .gateway import Asked, opened_sheet, planned, refreshed, reviewed
from .snapshot import Snapshot, TabHere, about, snapshot
from .views import link

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
    say: Say = nothing,
) -> Result:
    """Review a Google Sheet and put the result tabs into it, while others may be working there.

    Only our columns and cells are written, nothing when nothing would change, and nothing with dry_run. run_day and now
    (UTC) stand in for today and this moment, session for the way to Google. Raises Unreadable or NothingToReview.
    """
    asked = Asked(as_of, every, run_day, now or datetime.datetime.now(datetime.UTC), say)
    wire = opened(address, session=session)
    if dry_run:
        here = snapshot(wire, say=say)
        result = reviewed(here, asked)
        result.changed = bool(planned(here, result.pages))
    else:
        result = refreshed(wire, asked)
    after = about(wire)
    result.dry_run = dry_run
    result.source = result.target = Path(after.title or "the Google Sheet")
    result.link = f"https://docs.google.com/spreadsheets/d/{wire.id}/edit"
    result.lines = [*result.lines, *lists_of(wire, after.tabs), *stamps(after.marks), cost(wire)]
    return result


def lists_of(wire: Wire, tabs: Sequence[TabHere]) -> list[str]:
    """A line for each caller's own list in Outreach, with the address that opens it."""
    out = next((tab for tab in tabs if tab.key == OUTREACH.key), None)
    if out is None:
        return []
    mine = [view for view in out.views if view["title"].startswith("My list")]
    return [f"{view['title']}: {link(wire.id, out.id, view['filterViewId'])}" for view in mine]


def stamps(marks: Sequence[Mapping[str, Any]]) -> list[str]:
    """When the sheet was last changed by a review."""
    changed = mark_of(marks, CHANGED)
    return [f"last changed by a review: {changed[:10]} {changed[11:16]} UTC"] if changed else []


def cost(wire: Wire) -> str:
    """What the work took of Google's quota.

    Google allows a user 60 reading and 60 writing calls a minute.
    """
    size = (wire.sent + wire.received) / 1e6
    return f"{wire.calls} calls to Google, {size:.1f} MB (allowed: 60 reading and 60 writing calls a minute)"


def sheet_book(address: str, *, session: requests.Session | None = None) -> Book:
    """What a Google Sheet says, read and not reviewed. Raises Unreadable."""
    here = snapshot(opened(address, session=session))
    return read(here.grids, today=_today(here), ours=opened_sheet(here).named)


def sheet_opened(address: str, *, session: requests.Session | None = None) -> Opened:
    """A Google Sheet as the review takes it, for the history of one customer. Raises Unreadable."""
    return opened_sheet(snapshot(opened(address, session=session)))


def _today(here: Snapshot) -> pd.Timestamp:
    return Asked(None, "auto", None, datetime.datetime.now(datetime.UTC), nothing).day(here.about.zone)

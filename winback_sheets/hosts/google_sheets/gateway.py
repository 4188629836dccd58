"""The refresh of a shared sheet: read it, review, write what differs, look whether it fell where it was meant to."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.workbook.opening import Opened, open_tabs
from winback_sheets.hosts.workbook.opening import with_headings as by_headings
from winback_sheets.hosts.workbook.workbook import Result, review_opened
from winback_sheets.present.named_pages import named_pages
from winback_sheets.present.page import Line, Page
from winback_sheets.present.state import STATE
from winback_sheets.present.words import say
from winback_sheets.read.answers import NONE, Answers
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import as_result

from . import lease, named_ranges
from .anchors import CHANGED, CHECKED, COLUMN, MEMORY, TAB, create_anchor, mark_of, tab_mark, table_of
from .before import new_id, put
from .client import Changed, Unsure, Wire
from .formulas import in_dialect, writes_comma
from .journal import Made
from .kept import Kept, forget_kept, keep, kept_tabs, room_for
from .linked import link_pages
from .making import new_tabs
from .merge import Plan, plan
from .named_ranges import in_tabs, look_after
from .repaint import follow_looks
from .rollback import Settled, finish_killed_run, hidden_tabs, settle
from .snapshot import About, Snapshot, TabHere, snapshot
from .space import room_of
from .views import changes as view_changes
from .views import marks as view_marks

PASSES = 8
Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What a review is asked for, the same in every pass; now: the moment it began, in UTC."""

    as_of: str | pd.Timestamp | None
    every: str
    run_day: pd.Timestamp | None
    now: datetime.datetime
    say: Say
    answers: Answers = NONE

    def day(self, zone: str) -> pd.Timestamp:
        """The run day in the sheet's own zone."""
        if self.run_day is not None:
            return self.run_day
        try:
            return pd.Timestamp(self.now).tz_convert(zone).tz_localize(None).normalize()
        except (LookupError, ValueError, OSError):  # a zone that this computer does not know
            return pd.Timestamp(self.now).tz_localize(None).normalize()


def refresh_sheet(wire: Wire, asked: Asked) -> tuple[Result, Ended]:
    """Review a sheet and put the result tabs into it, while others may be working there. Raises Unreadable."""
    word = lease.take(wire, asked.now)
    done = Ended()
    try:
        result = _passes(wire, asked, done)
    except Unsure as lost:
        _given_up(wire, word)
        raise Unreadable(say("google.no_answer_to_a_change")) from lost
    except BaseException:
        _given_up(wire, word)
        raise
    _finished(wire, asked, word, done)
    result.changed = done.changed
    return result, done


@dataclass
class Last:
    """The changes of a refresh that fell where they were meant to: their hidden tabs, journals, and tabs that are new."""

    hidden: list[int] = field(default_factory=list)
    journals: list[int] = field(default_factory=list)
    made: list[int] = field(default_factory=list)


@dataclass
class Ended:
    """What a refresh leaves: hidden tabs not needed any more, those that a killed one has begun, what undo may go back to,
    tabs and marks that stood, whether cells changed, the spreadsheet's title, the ids of its tabs by their titles, the
    filter views of ours that people have deleted, and a line for each of their named ranges that went with a copy of a
    tab."""

    over: list[int] = field(default_factory=list)
    half: list[int] = field(default_factory=list)
    last: Last = field(default_factory=Last)
    tabs: Sequence[TabHere] = ()
    marks: Sequence[Mapping[str, Any]] = ()
    changed: bool = False
    title: str = ""
    ids: dict[str, int] = field(default_factory=dict)
    no_views: frozenset[int] = frozenset()
    lost: list[str] = field(default_factory=list)


def ended(here: Snapshot) -> Ended:
    """What is known of a sheet as it stands."""
    ids = {tab.title: tab.id for tab in here.tabs}
    return Ended([], [], Last(), here.about.tabs, here.about.marks, False, here.about.title, ids, views_deleted(here))


def views_deleted(here: Snapshot) -> frozenset[int]:
    """The filter views of ours that people have deleted."""
    return frozenset(number for tab in here.tabs for number in tab.views_deleted)


def _passes(wire: Wire, asked: Asked, done: Ended) -> Result:
    """Read, plan and write until what was written fell where it was meant to."""
    known: dict[int, Grid] = {}
    told: list[Line] = []
    for _ in range(PASSES):
        asked.say(say("google.reading"))
        here = snapshot(wire, known, asked.say)
        known, done.marks, done.title = here.inputs, here.about.marks, here.about.title
        done.tabs, done.no_views = here.about.tabs, views_deleted(here)
        try:
            left = finish_killed_run(wire, [tab for tab in here.about.tabs if tab.id not in done.over])
            told, done.over = told + left.lines, done.over + left.over
            keep_last(done.last, left)
            done.half = [tab.id for tab in here.about.tabs if tab.unfinished]
            if not left.clean or adopt(wire, here):
                continue
            result = review_snapshot(here, asked, told)
            todo = plan_writes(here, result.pages)
            if not todo:
                done.ids = {tab.title: tab.id for tab in here.tabs}
                return result
            fresh = {page.name: new_id() for page in todo.new}
            done.ids = {tab.title: tab.id for tab in here.tabs} | fresh
            done.changed = True  # or what a lost answer hid, when the next pass finds nothing left to write
            done.last.made += fresh.values()
            made = write_pages(wire, here, todo, result.pages, asked, done)
            settled = settle(wire, made)
            done.lost += look_after_names(wire, here.about, made)
            keep_last(done.last, settled)
        except Changed:  # what was written without a look afterwards is looked at by the next pass
            continue
        done.over, told = done.over + settled.over, told + settled.lines
        if settled.clean:
            return result
    raise Unreadable(say("google.too_fast_to_write"))


def look_after_names(wire: Wire, here: About, made: Sequence[Made]) -> list[str]:
    """Give back the named ranges of people that went over to a copy of their tab; a line for each that is gone."""
    copies = {each.stash: each.tab for each in made}
    before = in_tabs(here.names, {*copies.values()})
    if not before:
        return []
    now = wire.about(named_ranges.FIELDS).get("namedRanges", ())
    found = look_after(before, now, copies, {tab.id: tab.title for tab in here.tabs})
    wire.change(found.back, again=True)
    return found.lost


def keep_last(last: Last, settled: Settled) -> None:
    """Add a change that fell where it was meant to."""
    last.hidden += hidden_tabs(settled.made)
    last.journals += dict.fromkeys(each.journal for each in settled.made)


def opened_sheet(here: Snapshot, told: Sequence[Line] = ()) -> Opened:
    """The sheet as the review takes it."""
    book = open_tabs(here.grids, here.named, here.facts())
    book.left.told.extend(line for line in told if line not in book.left.told)
    return book


def review_snapshot(here: Snapshot, asked: Asked, told: Sequence[Line] = ()) -> Result:
    """Count, and make the pages as they are called in this sheet; nothing is written. Raises NothingToReview."""
    book, name = opened_sheet(here, told), Path("sheet.xlsx")
    result = review_opened(
        name,
        name,
        book,
        (),
        asked.as_of,
        asked.every,
        asked.day(here.about.zone),
        asked.say,
        asked.answers,
        room_of(here.about),
    )
    standing = {key: name for name, key in book.named.items() if key not in book.left.lost}
    taken = [tab.title for tab in here.about.tabs if not tab.unfinished]  # those are made anew, under their own names
    result.pages = link_pages(named_pages(result.pages, standing, [*taken, *here.about.charts]))
    return result


def plan_writes(here: Snapshot, pages: Sequence[Page]) -> Plan:
    """What is to be written, formulas in the sheet's own dialect."""
    return plan(here, pages, partial(in_dialect, comma=writes_comma(here.about.locale)))


def adopt(wire: Wire, here: Snapshot) -> bool:
    """Mark tabs of ours that lost their marks, known by their headings; True where there were any."""
    found = by_headings(here.grids, here.named)
    fresh = {title: key for title, key in found.items() if title not in here.named}
    if MEMORY not in found.values():
        fresh |= {tab.title: MEMORY for tab in here.tabs if tab.title == STATE.title and not tab.key}
    requests = []
    for tab in here.tabs:
        if tab.title in fresh:
            requests.append(create_anchor(TAB, tab_mark(fresh[tab.title], tab.id), {"sheetId": tab.id}))
            requests += _column_marks(here, tab.id, fresh[tab.title])
    if requests:
        wire.change(requests, again=False)
    return bool(requests)


def _column_marks(here: Snapshot, sheet_id: int, key: str) -> list[dict[str, Any]]:
    """The marks of a list's columns, where their headings stand."""
    listed = as_result(here.inputs[sheet_id], key) if table_of(key) else None
    return [
        create_anchor(COLUMN, f"{key}.{column}", {"dimensionRange": _column(sheet_id, at)})
        for column, at in (listed.columns.items() if listed else ())
    ]


def _column(sheet_id: int, at: int) -> dict[str, Any]:
    return {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}


def write_pages(wire: Wire, here: Snapshot, todo: Plan, pages: Sequence[Page], asked: Asked, done: Ended) -> list[Made]:
    """Write the plan: new tabs are made hidden and shown with all else, in one request. Raises Changed."""
    asked.say(say("google.writing"))
    away: list[dict[str, Any]] = [{"deleteSheet": {"sheetId": sheet}} for sheet in done.half]
    new = new_tabs(wire, here, todo.new, done.ids, away) if todo.new else away
    done.half = []
    # Of hidden tabs those of the last change alone are kept: the next run could not tell which are still to be seen to.
    gone = [tab.id for tab in here.about.tabs if tab.id in done.over and tab.id not in done.last.hidden]
    more = [*({"deleteSheet": {"sheetId": sheet}} for sheet in gone), *new, *_views(here, pages)]
    changes = follow_looks(wire, here, todo.changes, pages, done.ids)
    made = put(wire, changes, here.rows, more, done.ids)
    done.over = [sheet for sheet in done.over if sheet not in gone]
    return made


def _views(here: Snapshot, pages: Sequence[Page]) -> list[dict[str, Any]]:
    """What brings the callers' own lists up to date in a tab that stands."""
    by_name = {page.name: page for page in pages}
    requests: list[dict[str, Any]] = []
    for tab in here.tabs:
        if tab.title in by_name:
            page, standing = by_name[tab.title], {view["filterViewId"]: view["title"] for view in tab.views}
            requests += view_changes(page, tab.id, standing, tab.rows, tab.views_made)
            requests += view_marks(page, tab.id, tab.views_made)
    return requests


def _finished(wire: Wire, asked: Asked, word: str, done: Ended) -> None:
    """Take hidden tabs away, say when the sheet was checked and changed, give the lease back."""
    moment = f"{asked.now:%Y-%m-%dT%H:%M:%SZ}"
    last = done.last if room_for(done.tabs) else Last(made=done.last.made)
    changed = done.changed or bool(done.last.hidden)
    over = {*done.over, *done.half, *(kept_tabs(done.tabs) if changed else ())} - {*last.hidden}
    requests: list[dict[str, Any]] = [{"deleteSheet": {"sheetId": sheet}} for sheet in sorted(over)]
    if changed:
        # Of a change too large to be kept, no older one is gone back to either.
        kept = Kept(moment, tuple(last.journals), tuple(last.made))
        requests += keep(last.hidden, kept, len(done.ids)) if last.journals or last.made else [forget_kept()]
    requests += _stamped(done.marks, CHECKED, moment)
    requests += _stamped(done.marks, CHANGED, moment) if done.changed else []
    try:
        wire.change([*requests, *lease.given_back(word)], again=False)
    except (Changed, Unsure):  # somebody was quicker with a hidden tab; the next refresh tidies up
        _given_up(wire, word)
    except BaseException:
        _given_up(wire, word)
        raise


def _stamped(marks: Sequence[Mapping[str, Any]], key: str, moment: str) -> list[dict[str, Any]]:
    """The request that keeps a moment in the spreadsheet."""
    if mark_of(marks, key) is None:
        return [create_anchor(key, moment, {"spreadsheet": True})]
    lookup = {"developerMetadataLookup": {"metadataKey": key}}
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": moment}, "fields": "metadataValue"}
    return [{"updateDeveloperMetadata": change}]


def _given_up(wire: Wire, word: str) -> None:
    """Give the lease back after trouble, if that is still possible; it ends by itself otherwise."""
    with suppress(Changed, Unsure, Unreadable):
        wire.change(lease.given_back(word), again=False)

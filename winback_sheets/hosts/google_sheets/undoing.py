"""A shared sheet back to before the last change of ours; what people typed since stays where it is.

The cells that the change wrote say again what they had said, wherever people have moved them. A cell that somebody has
typed over stays as typed, and so does a new row in which somebody has typed. Tabs that were new are taken out, as
`review --remove` does. The undo is a change like every other, so it can be undone itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import requests

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.ooxml.package import Refused
from winback_sheets.present.cells import Place
from winback_sheets.present.row_keys import keys_of
from winback_sheets.present.state import STATE
from winback_sheets.present.stored import stored_rows
from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import as_result

from . import lease
from .anchors import MEMORY, table_of
from .before import put
from .client import Changed, Unsure, Wire, open_connection
from .followed_moves import Cells, follow_moves, lines, match_lines
from .gateway import PASSES, Say, look_after_names, opened_sheet
from .journal import Made, read_back
from .kept import Kept, forget_kept, keep, kept_in, kept_tabs
from .merge import Change, comparable
from .readers import look_round
from .removal import Gone, delete_tabs, refuse_readers, take_out
from .review import nothing, unnamed
from .rollback import Formula, as_rows, as_stood, hidden_tabs, same_value, settle
from .snapshot import COPY, JOURNAL, About, TabHere, about, snapshot, span
from .undone_looks import with_looks_before
from .values import exact, formulas_in


@dataclass
class Undone:
    """What an undo did so far. over: hidden tabs not needed any more. typed: cells that stay as somebody typed them;
    begun: rows that stay, for somebody typed in them. lost: a line for each named range that went with a copy."""

    hidden: list[int] = field(default_factory=list)
    journals: list[int] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    typed: int = 0
    begun: int = 0


class Back(NamedTuple):
    """What goes back into one tab: cells with what is to stand there, how many were typed over, new rows that stay."""

    cells: dict[Place, Any]
    typed: int
    begun: frozenset[int]


def undo_sheet(
    address: str,
    *,
    folder: Path | None = None,
    now: datetime.datetime | None = None,
    session: requests.Session | None = None,
    on_step: Say = nothing,
) -> tuple[str, list[str]]:
    """Take the last change of ours in a Google Sheet back; the sheet's title, and what was done in lines.

    folder: of the notes typed in tabs that go, instead of the current one. Raises Unreadable; Refused where nothing is
    kept to go back to.
    """
    wire = open_connection(address, session=session, say=on_step)
    moment = now or datetime.datetime.now(datetime.UTC)
    with lease.held(wire, moment):
        here = about(wire)
        title = here.title or unnamed()
        kept = kept_in(here.marks)
        begun = [tab for tab in here.tabs if tab.before in (COPY, JOURNAL) or tab.unfinished]
        if begun and kept:
            raise Refused(say("google.undo_after_killed"))
        if kept is None and not begun:
            raise Refused(say("google.nothing_to_undo", name=title))
        new = [tab for tab in here.tabs if kept and tab.id in kept.made and tab.before is None]
        if new:
            refuse_readers(look_round(wire, {tab.id: tab.title for tab in new}, [tab.id for tab in hidden_of(here)]))
        done = Undone()
        for journal in reversed(kept.journals if kept else ()):
            on_step(say("google.writing"))
            take_back(wire, journal, done, title)
        gone = Gone()
        if new:
            remove_new(wire, new, gone, folder or Path())
        finish(wire, kept, done, f"{moment:%Y-%m-%dT%H:%M:%SZ}", removed=bool(new))
    return title, told(title, kept, done, gone)


def hidden_of(here: About) -> list[TabHere]:
    """The hidden tabs of ours."""
    return [tab for tab in here.tabs if tab.before is not None or tab.unfinished]


def take_back(wire: Wire, journal: int, done: Undone, title: str) -> None:
    """Take back what one journal tells of, until it fell where it was meant to. Raises Unreadable, Refused."""
    for _ in range(PASSES):
        here = about(wire)
        tabs = {tab.id: tab for tab in here.tabs}
        try:
            made = changes_in(wire, journal, tabs, title)
            backs, stand = planned(wire, made, tabs)
            remember(wire, backs, stand, tabs)
            changes = [
                Change(tabs[number], tabs[number].key, back.cells, formulas_of(back.cells))
                for number, back in backs.items()
                if back.cells
            ]
            done.typed = sum(back.typed for back in backs.values())
            done.begun = sum(len(back.begun) for back in backs.values())
            if not changes:
                return
            changes = with_looks_before(wire, changes, made, stand)
            wrote = put(wire, changes, {number: as_rows(now) for number, now in stand.items()}, [forget_kept()])
            settled = settle(wire, wrote)
            done.lost += look_after_names(wire, here, wrote)
        except Changed:
            continue
        done.over += settled.over
        if settled.clean:
            done.hidden += hidden_tabs(wrote)
            done.journals += dict.fromkeys(each.journal for each in wrote)
            return
    raise Unreadable(say("google.too_fast_to_write"))


def changes_in(wire: Wire, journal: int, tabs: Mapping[int, TabHere], title: str) -> list[Made]:
    """The changes of a journal in tabs that are there. Raises Refused where a part of what is kept is gone."""
    found = read_back(wire.read([{"sheetId": journal}])[0], journal) if journal in tabs else []
    if not found or any(each.stash not in tabs for each in found):
        raise Refused(say("google.nothing_to_undo", name=title))
    return [each for each in found if each.tab in tabs]


def planned(
    wire: Wire, made: Sequence[Made], tabs: Mapping[int, TabHere]
) -> tuple[dict[int, Back], dict[int, dict[Place, Any]]]:
    """What goes back into each tab, and its cells as they stand."""
    before = as_stood(wire, made, wire.read([{"sheetId": each.stash} for each in made], render="FORMULA"))
    places = [span(tabs[each.tab]) for each in made]
    asked, shown = wire.read(places, render="FORMULA"), wire.read(places)
    backs, stand = {}, {}
    for (one, was), formulas, values in zip(before, asked, shown, strict=True):
        now: dict[Place, Any] = exact(formulas)
        now |= {at: Formula(text) for at, text in formulas_in(now, exact(values)).items()}
        backs[one.tab], stand[one.tab] = going_back(one, was, now), now
    return backs, stand


def remember(wire: Wire, backs: Mapping[int, Back], stand: Mapping[int, Cells], tabs: Mapping[int, TabHere]) -> None:
    """Keep in our memory the rows that stay, so that what is typed over their cells is still known for that."""
    memory = next((number for number in backs if tabs[number].key == MEMORY), None)
    if memory is None or not any(back.begun for back in backs.values()):
        return
    here = snapshot(wire)
    stay = {
        (tabs[number].key, key)
        for number, back in backs.items()
        if back.begun and number in here.ours
        for key in keys_in(here.ours[number], tabs[number].key, back.begun)
    }
    now, cells = stand[memory], backs[memory].cells
    below = max((at[0] for at, value in {**now, **cells}.items() if value is not None), default=0)
    for row in sorted({row for row, _ in now}):
        if (now.get((row, 0)), now.get((row, 1))) in stay:
            below += 1
            cells.update({(below, col): now.get((row, col)) for col in range(len(STATE.columns))})


def keys_in(grid: Grid, key: str, rows: Collection[int]) -> list[str]:
    """The keys of these 0-based rows of a list."""
    schema, found = table_of(key), as_result(grid, key)
    if schema is None or found is None:
        return []
    keys = keys_of(stored_rows(found, schema)[0], schema)
    return [str(keys[row + 1]) for row in rows if row + 1 in keys.index]


def going_back(made: Made, before: Cells, now: Cells) -> Back:
    """What goes back into a tab that stood as `before` when it was changed, and that people have made `now` of."""
    after = {place: value for place, value in {**before, **made.wrote}.items() if value is not None}
    wanted = {at: before.get(at) for at, value in made.wrote.items() if before.get(at) != value}
    columns = columns_now(after, now) if made.columns is not None else None
    ours, stand = after, now
    if columns is not None and made.columns is not None:  # rows are known by our columns, however much is typed beside
        there = {columns[col] for col in made.columns if col in columns}
        ours = {at: value for at, value in after.items() if at[1] in made.columns}
        stand = {at: value for at, value in now.items() if at[1] in there}
    moved = follow_moves(wanted, ours, stand)
    beside = {row for row, col in now if (row, col) not in stand}
    begun = {
        moved.rows[row] for row in made.fresh if row in moved.rows and (moved.rows[row] in beside or row in moved.typed)
    }
    cells = {
        at: value
        for at, value in moved.cells.items()
        if at not in moved.over and at[0] not in begun and not same_value(value, now.get(at))
    }
    return Back(cells, len([at for at in moved.over if at[0] not in begun]), frozenset(begun))


def columns_now(after: Cells, now: Cells) -> dict[int, int]:
    """Which column has become which, by what stands in them."""
    old, new = (lines((col, comparable(value)) for (_, col), value in cells.items()) for cells in (after, now))
    return match_lines(old, new)


def formulas_of(cells: Cells) -> frozenset[Place]:
    return frozenset(at for at, value in cells.items() if isinstance(value, Formula))


def remove_new(wire: Wire, new: Sequence[TabHere], gone: Gone, folder: Path) -> None:
    """Take the tabs out that the change had made; with the last of ours all our marks go as well."""
    ids = {tab.id for tab in new}
    here = snapshot(wire)
    if all(tab.id in ids for tab in here.tabs if tab.key):
        take_out(wire, gone, folder, nothing)
        return
    for _ in range(PASSES):
        try:
            ours = [tab for tab in here.tabs if tab.id in ids and tab.key]
            delete_tabs(wire, here, opened_sheet(here), ours, gone, folder, [forget_kept()])
            return
        except Changed:
            here = snapshot(wire)
    raise Unreadable(say("google.too_fast_to_write"))


def finish(wire: Wire, kept: Kept | None, done: Undone, moment: str, *, removed: bool) -> None:
    """Keep what undo would bring back, and delete the hidden tabs that are not needed any more."""
    for _ in range(PASSES):
        tabs = about(wire).tabs
        there = {tab.id for tab in tabs}
        left = [tab.id for tab in tabs if tab.before in (COPY, JOURNAL) and tab.id not in done.over]
        if kept is None and not done.journals:  # an undo that was killed after it had written
            done.journals = [tab.id for tab in tabs if tab.before == JOURNAL]
            done.hidden = left
        hidden = [] if removed else [each for each in done.hidden if each in there]
        over = ({*kept_tabs(tabs), *left, *done.over} & there) - {*hidden}
        requests: list[dict[str, Any]] = [{"deleteSheet": {"sheetId": each}} for each in sorted(over)]
        back = not (kept and kept.back)
        fresh = Kept(moment, tuple(each for each in done.journals if each in hidden), (), back)
        requests += keep(hidden, fresh, sum(tab.before is None for tab in tabs)) if hidden else [forget_kept()]
        try:
            wire.change(requests, again=False)
        except (Changed, Unsure):
            continue
        return


def told(title: str, kept: Kept | None, done: Undone, gone: Gone) -> list[str]:
    """What was done, a line each."""
    when = f"{kept.when[:10]} {kept.when[11:16]}" if kept else ""
    made = [
        say("google.undone", name=title, when=when) if not (kept and kept.back) else say("google.redone", name=title)
    ]
    if gone.tabs:
        made.append(say("google.tabs_gone", tabs=gone.tabs))
    if gone.notes:
        made.append(say("workbook.typed_is_kept", notes=gone.notes.name))
    if done.typed:
        made.append(say("google.stays_as_typed", cells=done.typed))
    if done.begun:
        made.append(say("google.rows_stay", rows=done.begun))
    if not gone.tabs:
        made += [say("google.looks_stay"), say("google.undo_once_more") if kept and not kept.back else ""]
    else:
        made.append(say("google.review_makes_them_again"))
    return [*(line for line in made if line), *done.lost]

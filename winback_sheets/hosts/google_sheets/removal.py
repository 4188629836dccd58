"""Our tabs taken out of a shared sheet: what people typed there is saved first, and what they type meanwhile as well.

The request that deletes a tab in which people type keeps, in a hidden tab, how it stood the moment before. Where that is
not what was saved, it is saved again from there, and only then the hidden tab goes too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import requests

from winback_sheets.files.plain_csv import write_csv
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.workbook.opening import Opened
from winback_sheets.hosts.workbook.removal import Removed
from winback_sheets.hosts.workbook.targets import notes_of
from winback_sheets.hosts.workbook.typed_notes import HEADINGS, Note, typed_notes
from winback_sheets.ooxml.package import Refused
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import table

from . import lease
from .anchors import BEFORE, CHANGED, CHECKED, COLUMN, LOOKS, TAB, UNDO, UNFINISHED, VIEW, create_anchor, table_of
from .before import new_id
from .client import Changed, Unsure, Wire, open_connection
from .gateway import PASSES, Say, adopt, opened_sheet
from .kept import KEPT
from .readers import Found, look_round
from .review import nothing, unnamed
from .rollback import finish_killed_run
from .snapshot import COPY, JOURNAL, Snapshot, TabHere, about, read_tabs, snapshot, span

TITLE = "_winback removed {}"
REMOVED = "removed"  # before the key and the title of a tab, in the mark of its hidden copy
MOST_NAMED = 5
TOP = 50  # rows, among which those with our headings are
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass
class Gone:
    """What was taken out so far: titles of tabs in their order, and the file of what was typed in them."""

    title: str = ""
    tabs: list[str] = field(default_factory=list)
    notes: Path | None = None
    saved: list[Note] = field(default_factory=list)


def remove_from_sheet(
    address: str,
    *,
    folder: Path | None = None,
    now: datetime.datetime | None = None,
    session: requests.Session | None = None,
    on_step: Say = nothing,
) -> Removed:
    """Take our tabs and marks out of a Google Sheet; what people typed there goes to NAME.winback-notes.csv first.

    folder: of that file, instead of the current one. Raises Unreadable; Refused where nothing of ours is there, or where
    something of a person's reads our tabs.
    """
    wire = open_connection(address, session=session, say=on_step)
    moment = now or datetime.datetime.now(datetime.UTC)
    gone = Gone()
    with lease.held(wire, moment):
        take_out(wire, gone, folder or Path(), on_step)
    lines = [say("workbook.taken_out", name=gone.title, tabs=gone.tabs)]
    if gone.notes:
        lines.append(say("workbook.typed_is_kept", notes=gone.notes.name))
    lines += [say("google.yours_untouched"), say("google.review_makes_them_again")]
    return Removed(Path(gone.title), tuple(gone.tabs), gone.notes, True, tuple(lines))


def take_out(wire: Wire, gone: Gone, folder: Path, on_step: Say) -> None:
    """Read, save and delete until nothing of ours is left."""
    over: list[int] = []
    for _ in range(PASSES):
        on_step(say("google.reading"))
        here = snapshot(wire, tell=on_step)
        gone.title = here.about.title or unnamed()
        try:
            settled = finish_killed_run(wire, [tab for tab in here.about.tabs if tab.id not in over])
            over += settled.over
            if not settled.clean or adopt(wire, here):
                continue
            book = opened_sheet(here)
            ours = [tab for tab in here.tabs if tab.key and tab.key not in book.left.lost]
            if not (ours or gone.tabs or copies_of(here.about.tabs)):
                raise Refused(say("workbook.nothing_of_ours", name=gone.title))
            refuse_without_others(here, ours)
            delete_tabs(wire, here, book, ours, gone, folder, [*forget_marks(), *hidden_gone(here.about.tabs)])
        except Changed:
            continue
        return
    raise Unreadable(say("google.too_fast_to_write"))


def delete_tabs(
    wire: Wire,
    here: Snapshot,
    book: Opened,
    ours: Sequence[TabHere],
    gone: Gone,
    folder: Path,
    more: Sequence[dict[str, Any]],
) -> None:
    """Delete these tabs of ours, what was typed in them saved before. more: requests that are made with it.

    Raises Refused where something of a person's reads them, and Changed.
    """
    ids = {tab.id: tab.title for tab in ours}
    found = look_round(wire, ids, [tab.id for tab in here.about.tabs if tab.before is not None or tab.unfinished])
    refuse_readers(found)
    named = {tab.title: tab.key for tab in ours}
    save(gone, [*typed_notes(here.grids, named, book.left), *found.noted], folder, gone.title)
    requests: list[dict[str, Any]] = list(more)
    for tab in ours:
        requests += [*(keep_copy(tab) if typed_in(tab.key) else []), {"deleteSheet": {"sheetId": tab.id}}]
    try:
        if requests:
            wire.change(requests, again=False)
    except Unsure:
        if {tab.id for tab in about(wire).tabs} & ids.keys():
            raise Changed from None
    gone.tabs += [tab.title for tab in ours]
    look_afterwards(wire, here, book, gone, folder, found.noted)


def refuse_readers(found: Found) -> None:
    """Refuse where something of a person's reads the tabs that are to go."""
    if found.readers:
        raise Refused(say("google.read_by", places=found.readers[:MOST_NAMED]))


def refuse_without_others(here: Snapshot, ours: Sequence[TabHere]) -> None:
    """Refuse to take out the only tabs that can be seen."""
    if not (here.about.charts or any(not tab.hidden for tab in here.tabs if tab not in ours)):
        raise Refused(say("google.only_our_tabs", name=here.about.title or unnamed()))


def typed_in(key: str) -> bool:
    """Whether people type in a tab of ours."""
    schema = table("settings") if key == "settings" else table_of(key)
    return schema is not None and any(column.owner == "person" for column in schema.columns)


def keep_copy(tab: TabHere) -> list[dict[str, Any]]:
    """The requests that keep a tab as it stands in a hidden one, marked with what it is a copy of."""
    number = new_id()
    copy = {"sourceSheetId": tab.id, "newSheetId": number, "newSheetName": TITLE.format(number)}
    hidden = {"properties": {"sheetId": number, "hidden": True}, "fields": "hidden"}
    mark = create_anchor(BEFORE, f"{REMOVED} {tab.id} {tab.key} {tab.title}", {"sheetId": number})
    return [{"duplicateSheet": copy}, {"updateSheetProperties": hidden}, mark]


def copies_of(tabs: Sequence[TabHere]) -> list[TabHere]:
    """The hidden copies of tabs that were taken out, as the tabs they were, in their own places."""
    found = []
    for tab in tabs:
        kind, _, rest = (tab.before or "").partition(" ")
        if kind == REMOVED:
            _, key, title = rest.split(" ", 2)
            found.append(replace(tab, key=key, title=title, before=None))
    return found


def look_afterwards(
    wire: Wire, here: Snapshot, book: Opened, gone: Gone, folder: Path, noted: Sequence[Note] = ()
) -> None:
    """Save anew what was typed where somebody was quicker, and delete the hidden copies."""
    now = about(wire)
    copies = copies_of(now.tabs)
    if not copies:
        return
    gone.tabs += [copy.title for copy in copies if copy.title not in gone.tabs]
    was = {tab.key: tab.id for tab in here.tabs if tab.key}
    rows = dict(
        zip([copy.id for copy in copies], wire.read([span(copy) for copy in copies], render="FORMULA"), strict=True)
    )
    read = {copy.id: here.rows.get(was.get(copy.key, 0), []) for copy in copies}
    if any(rows[copy.id] != read[copy.id] for copy in copies):
        # Where columns stand our marks tell as long as nobody has moved one.
        marked = {
            copy.id: here.marked.get(was.get(copy.key, 0), {})
            for copy in copies
            if rows[copy.id][:TOP] == read[copy.id][:TOP]
        }
        found, _ = read_tabs(wire, now, copies, marked, {}, nothing)
        if found is None:
            raise Changed
        grids, names = [found.ours[copy.id] for copy in copies], {copy.title: copy.key for copy in copies}
        kept = [note for note in gone.saved if note.tab not in names]
        save(gone, [*kept, *typed_notes(grids, names, book.left), *noted], folder, gone.title)
    try:
        wire.change([{"deleteSheet": {"sheetId": copy.id}} for copy in copies], again=False)
    except (Changed, Unsure):  # whoever deleted one first has spared us the work
        left = {tab.id for tab in about(wire).tabs} & {copy.id for copy in copies}
        wire.change([{"deleteSheet": {"sheetId": each}} for each in sorted(left)], again=False)


def save(gone: Gone, notes: Sequence[Note], folder: Path, title: str) -> None:
    """Write the notes into a file named after the sheet, the same one when a second look found more."""
    notes = list(dict.fromkeys(notes))
    if notes and notes != gone.saved:
        gone.notes = gone.notes or notes_of(file_named_after(title, folder))
        write_csv(gone.notes, HEADINGS, notes)
        gone.saved = notes


def file_named_after(title: str, folder: Path) -> Path:
    """The place of a file that would be called as the sheet is; beside it our notes go.

    >>> file_named_after("Shop 1.5: North/South", Path("x")).stem
    'Shop 1.5 North South'
    """
    plain = " ".join(NOT_IN_NAMES.sub(" ", title).split()).strip(". ")[:100]
    return folder / f"{plain or unnamed()}.sheet"


def forget_marks() -> list[dict[str, Any]]:
    """The requests that take our marks away, those on tabs of persons too; the lease is given back by itself."""
    keys = (TAB, COLUMN, UNFINISHED, CHECKED, CHANGED, UNDO, VIEW, LOOKS)
    return [
        {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": key}}}} for key in keys
    ]


def hidden_gone(tabs: Sequence[TabHere]) -> list[dict[str, Any]]:
    """The requests that delete the hidden tabs of changes."""
    return [
        {"deleteSheet": {"sheetId": tab.id}} for tab in tabs if tab.before in (COPY, JOURNAL, KEPT) or tab.unfinished
    ]

"""One customer forgotten in a shared sheet, in a person's own tabs too: who it was becomes "forgotten 1".

Cells are written as every change of ours is: looked at afterwards, and taken back where somebody had moved them. Google
keeps older versions of a sheet, which no program can take away; that is said each time, with what its owner can do.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import requests

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.findings import NothingToReview
from winback_sheets.hosts.forget.forget import LABEL, Forgotten, plain_text
from winback_sheets.hosts.forget.person import Person, Unclear, person
from winback_sheets.hosts.forget.places import Place as Remains
from winback_sheets.hosts.forget.places import in_csv
from winback_sheets.hosts.forget.words import pattern
from winback_sheets.ooxml.halfway import write_file
from winback_sheets.present.cells import Place
from winback_sheets.present.words import say

from . import lease
from .before import put
from .client import Changed, Unsure, Wire, open_connection
from .gateway import PASSES, Asked, Say, look_after_names, opened_sheet, refresh_sheet
from .kept import KEPT, forget_kept, kept_in, kept_tabs
from .merge import Change
from .readers import cells_of
from .removal import file_named_after
from .review import nothing, unnamed
from .rollback import finish_killed_run, settle
from .snapshot import COPY, JOURNAL, About, Snapshot, about, one_state, snapshot, span
from .text_places import FIELDS, Sought, Spot, chips_in, name_without, spots
from .values import Rows, exact, formulas_in


@dataclass(frozen=True)
class Found:
    """A sheet as it stands, with every place in it where the customer does.

    rows: by tab, its cells, formulas as their texts. cells: by tab, what they become. spots: other places. lost: a
    line for each named range that went with a copy of its tab.
    """

    here: Snapshot
    who: Person
    label: str
    rows: Mapping[int, Rows]
    cells: Mapping[int, Mapping[Place, str]]
    formulas: Mapping[int, frozenset[Place]]
    spots: Sequence[Spot]
    places: tuple[Remains, ...]
    lost: tuple[str, ...] = ()


def forget_in_sheet(
    address: str,
    typed: str,
    *,
    dry_run: bool = False,
    folder: Path | None = None,
    now: datetime.datetime | None = None,
    run_day: pd.Timestamp | None = None,
    session: requests.Session | None = None,
    on_step: Say = nothing,
) -> Forgotten:
    """Replace a customer's id, names, e-mail and phone in a Google Sheet by a label, and look what remains.

    Tabs of ours are reviewed anew, and what undo went back to is deleted. folder: of the files of notes, instead of the
    current one. run_day and now stand in for today and this moment. Raises Unreadable or Unclear.
    """
    wire = open_connection(address, session=session, say=on_step)
    asked = Asked(None, "auto", run_day, now or datetime.datetime.now(datetime.UTC), on_step)
    place = folder or Path()
    if dry_run:
        for _ in range(PASSES):
            found = look(wire, snapshot(wire, tell=on_step), typed, asked)
            if found is not None:
                return report(found, notes_with(found, place), (), dry_run=True)
        raise Unreadable(say("google.too_fast_to_read"))
    with lease.held(wire, asked.now):
        found = cleaned(wire, typed, asked, place)
    if found.here.named:
        with suppress(NothingToReview):  # then the cleaned sheet stands as it is
            refresh_sheet(wire, asked)
    with lease.held(wire, asked.now):
        drop_hidden(wire)
        left = remaining(wire, found)
    left += [say("forget.times", where=path.name, times=times) for path, times in notes_with(found, place)]
    return report(found, [], left, dry_run=False)


def cleaned(wire: Wire, typed: str, asked: Asked, folder: Path) -> Found:
    """Clean the notes that lie in the folder, then the sheet; what was found. Raises Unreadable, Unclear."""
    over: list[int] = []
    lost: list[str] = []
    wrote: Found | None = None
    for _ in range(PASSES):
        here = snapshot(wire, tell=asked.say)
        try:
            killed = finish_killed_run(wire, [tab for tab in here.about.tabs if tab.id not in over])
            over += killed.over
            if not killed.clean:
                continue
            found = look(wire, here, typed, asked)
            if found is None:
                continue
            clean_notes(found, folder)
            asked.say(say("google.writing"))
            apart = [spot.request for spot in found.spots if spot.request and spot.tab is None]
            made = put(wire, changes(found), found.rows, [*apart, forget_kept()])
            wrote = found
            settled = settle(wire, made)
            lost += look_after_names(wire, renamed(found), made)
        except Changed:
            continue
        except Unclear:
            if killed.over or (kept_tabs(here.about.tabs) and kept_in(here.about.marks) is None):
                drop_hidden(wire)  # a run that was killed has cleaned all but these
            if wrote is None:
                raise
            return wrote
        over += settled.over
        if settled.clean:
            drop_hidden(wire)
            return replace(found, lost=tuple(lost))
        put_parts_back(wire, found, {one.tab: one.stash for one in made})
    raise Unreadable(say("google.too_fast_to_write"))


def look(wire: Wire, here: Snapshot, typed: str, asked: Asked) -> Found | None:
    """Find all places of a customer in a sheet as it was read; None where it is another by now. Raises Unclear, Changed."""
    who = person(here.grids, opened_sheet(here).named, typed, today=asked.day(here.about.zone))
    rows = rows_of(wire, here)
    told = wire.about(FIELDS, comments=True)
    cells = {number: exact(each) for number, each in rows.items()}
    shown = {number: exact(here.serial[number]) for number in rows}
    formulas = {number: formulas_in(cells[number], shown[number]) for number in rows}
    if any(not one_state(cells[number], shown[number], formulas[number]) for number in rows):
        return None
    told = {**told, "sheets": [sheet for sheet in told["sheets"] if sheet["properties"].get("sheetId", 0) in rows]}
    label = free_label(cells, told)
    near, far = Sought(pattern(who, codes=True), label), Sought(pattern(who), label)
    words = {tab.id: near if tab.key else far for tab in here.tabs}
    new: dict[int, dict[Place, str]] = {}
    places: Counter[tuple[str, bool]] = Counter()
    chips = set(chips_in(told, far))
    for tab in here.tabs:
        own = who.cells.get(tab.title, frozenset()) | {at for number, at in chips if number == tab.id}
        new[tab.id], times = in_cells(cells[tab.id], formulas[tab.id], own, words[tab.id], label)
        places[say("forget.tab", tab=tab.title), True] += times
    found = list(spots(told, far, words))
    for spot in found:
        places[spot.where, spot.request is not None] += spot.times
    listed = tuple(Remains(where, times, free) for (where, free), times in places.items() if times)
    return Found(here, who, label, rows, new, {n: frozenset(each) for n, each in formulas.items()}, found, listed)


def rows_of(wire: Wire, here: Snapshot) -> dict[int, Rows]:
    """The rows of each tab, formulas as their texts."""
    others = [tab for tab in here.tabs if tab.id not in here.rows]
    read = wire.read([span(tab) for tab in others], render="FORMULA")
    return {**dict(zip([tab.id for tab in others], read, strict=True)), **here.rows}


def in_cells(
    cells: Mapping[Place, Any], formulas: Mapping[Place, str], own: Collection[Place], words: Sought, label: str
) -> tuple[dict[Place, str], int]:
    """What cells become, and how often the customer stands in them. own: those that say nothing but who it is."""
    new, count = {}, 0
    for at, value in cells.items():
        if at in formulas:
            text = words.in_formula(formulas[at])
        elif at in own:
            text = label
        else:
            text = words.without(value) if isinstance(value, str) else value
        if text != value:
            new[at] = text
            count += max(1, words.times(value) if isinstance(value, str) else 1)
    return new, count


def free_label(cells: Mapping[int, Mapping[Place, Any]], told: Mapping[str, Any]) -> str:
    """The first "forgotten N" that the sheet does not use yet."""
    texts = {value for each in cells.values() for value in each.values() if isinstance(value, str)}
    taken = {0} | {int(number) for text in (*texts, repr(told)) for number in LABEL.findall(text)}
    return f"forgotten {max(taken) + 1}"


def changes(found: Found) -> list[Change]:
    """The changes of each tab: its cells, and with them what else hangs on cells."""
    made = []
    for tab in found.here.tabs:
        hanging = tuple(spot.request for spot in found.spots if spot.tab == tab.id and spot.request)
        cells = found.cells[tab.id]
        if cells or hanging:
            made.append(Change(tab, tab.key, cells, found.formulas[tab.id] & cells.keys(), paint=hanging))
    return made


def renamed(found: Found) -> About:
    """The spreadsheet with its named ranges called as they are afterwards."""
    far = Sought(pattern(found.who), found.label)
    names = [{**each, "name": name_without(each["name"], far)} for each in found.here.about.names]
    return replace(found.here.about, names=tuple(names))


def put_parts_back(wire: Wire, found: Found, stashes: Mapping[int, int]) -> None:
    """Give cells back their notes, lists and links as they stood the moment before a change that fell elsewhere."""
    told = {sheet["properties"].get("sheetId", 0): sheet for sheet in wire.about(FIELDS).get("sheets", ())}
    stood = {
        (number, row, col): cell
        for number, stash in stashes.items()
        for row, col, cell in cells_of(told.get(stash, {}))
    }
    back = []
    for spot in found.spots:
        if spot.tab in stashes and spot.request:
            said = spot.request["updateCells"]
            start, fields = said["start"], said["fields"]
            cell = stood.get((start["sheetId"], start["rowIndex"], start["columnIndex"]), {})
            part = {key: cell[key] for key in [fields.partition(".")[0]] if key in cell}
            back.append({"updateCells": {"start": start, "rows": [{"values": [part]}], "fields": fields}})
    with suppress(Changed, Unsure):
        wire.change(back, again=False)


def drop_hidden(wire: Wire) -> None:
    """Delete the hidden tabs that changes have left, and those that undo went back to."""
    for _ in range(PASSES):
        gone = [tab.id for tab in about(wire).tabs if tab.before in (COPY, JOURNAL, KEPT)]
        try:
            wire.change([*({"deleteSheet": {"sheetId": each}} for each in gone), forget_kept()], again=False)
        except (Changed, Unsure):
            continue
        return


def remaining(wire: Wire, found: Found) -> list[str]:
    """Where the customer stands in the sheet now, hidden tabs too, in words."""
    near, far = Sought(pattern(found.who, codes=True), found.label), Sought(pattern(found.who), found.label)
    tabs = about(wire).tabs
    words = {tab.id: near if tab.key else far for tab in tabs}
    places: Counter[str] = Counter()
    for render in ("FORMULA", "UNFORMATTED_VALUE"):
        for tab, rows in zip(tabs, wire.read([span(tab) for tab in tabs], render=render), strict=True):
            times = sum(words[tab.id].times(value) for value in exact(rows).values() if isinstance(value, str))
            where = say("forget.tab", tab=tab.title)
            places[where] = max(places[where], times)
    for spot in spots(wire.about(FIELDS, comments=True), far, words):
        places[spot.where] += spot.times
    return [say("forget.times", where=where, times=times) for where, times in places.items() if times]


def notes_with(found: Found, folder: Path) -> list[tuple[Path, int]]:
    """The files of notes of this sheet in a folder that hold the customer, and how often."""
    words = pattern(found.who, codes=True)
    stem = re.escape(file_named_after(found.here.about.title, folder).stem)
    mine = re.compile(rf"{stem}\.winback-notes(?:-\d+)?\.csv", re.IGNORECASE)
    files = [path for path in sorted(folder.iterdir()) if mine.fullmatch(path.name)] if folder.is_dir() else []
    return [(path, times) for path in files if (times := in_csv(path, words))]


def clean_notes(found: Found, folder: Path) -> None:
    """Put the label into the files of notes of this sheet."""
    words = pattern(found.who, codes=True)
    for path, _ in notes_with(found, folder):
        if (text := plain_text(path)) is not None:
            write_file(path, words.replaced(text, found.label).encode("utf-8-sig"))


def report(found: Found, notes: Sequence[tuple[Path, int]], left: Sequence[str], *, dry_run: bool) -> Forgotten:
    """What the program says, a line each."""
    title = found.here.about.title or unnamed()
    cells = sum(map(len, found.who.cells.values()))
    first = "forget.cells_to_change" if dry_run else "forget.cells_changed"
    lines = [say(first, name=title, cells=cells, label=found.label)]
    lines += [
        say("forget.times" if place.free else "forget.times_by_hand", where=place.where, times=place.times)
        for place in found.places
    ]
    if found.who.shared:
        lines.append(say("forget.shared_names", names=found.who.shared))
    if notes:
        said = [say("forget.times", where=path.name, times=times) for path, times in notes]
        lines.append(say("forget.files_too", places="; ".join(said)))
    if left:
        lines.append(say("forget.still_there", places="; ".join(left)))
    lines += [*found.lost, say("google.versions_keep_it")]
    if not dry_run:
        lines.append(say("forget.cannot_be_undone"))
    return Forgotten(Path(title), found.label, found.places, tuple(left), tuple(lines))

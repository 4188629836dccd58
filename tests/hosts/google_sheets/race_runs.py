"""One refresh with colleagues at work, and what is true afterwards: nothing typed lost, or beside another customer."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import takewhile
from typing import Any

from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.races import (
    ACTS,
    BODY,
    DAY_2,
    DECIDE,
    HEAD,
    MOVING,
    TABLES,
    UNKNOWN,
    Race,
    act,
    filled,
    fresh,
    review,
    set_up,
)

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import bodies, client, gateway
from winback_sheets.hosts.google_sheets.journal import Made
from winback_sheets.hosts.google_sheets.patience import Patience
from winback_sheets.hosts.google_sheets.rollback import Settled, hidden_tabs
from winback_sheets.hosts.workbook import workbook
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Table

WORD = re.compile(r"word\d+x\d+")  # whatever people type in a race
Act = tuple[str, Table, int]  # what a colleague does, in which list, before which call of the refresh


def drawn(rng: random.Random) -> list[Act]:
    """Up to five acts, every second one of them just before the write of an undisturbed refresh.

    The first moves cells at that very moment: a refresh that does not look what its write fell on goes wrong there.
    """
    first = (rng.choice(MOVING), rng.choice(TABLES), writes())
    return [first] + [
        (rng.choice(ACTS), rng.choice(TABLES), writes() if rng.random() < 0.5 else rng.randint(1, 12))
        for _ in range(rng.randint(0, 4))
    ]


def run(seed: int, acts: Sequence[Act] = ()) -> list[str]:
    """One race, of these acts or of some that the seed draws; what was wrong afterwards, in words."""
    rng = random.Random(seed)
    emu, book = fresh()
    race, bodies.MOST = Race(emu, book, rng), BODY
    for table in TABLES:  # what stood there before the refresh began
        for _ in range(2):
            act(race, "edit a note", table)
    emu.reset_log()
    plan: dict[int, list[Callable[[Emulator], None]]] = {}
    told = []
    for what, table, call in acts or drawn(rng):
        told.append(f"{what} in {table.key} before call {call}")
        plan.setdefault(call, []).append(lambda emu, what=what, table=table: act(race, what, table))
    emu.before.update(plan)
    wrong = []
    try:
        review(emu, book, DAY_2)
    except Unreadable as sentence:
        race.said.append(str(sentence))
        if "faster than" not in str(sentence):
            wrong.append(f"the refresh gave up: {sentence}")
    emu.before.clear()
    emu.faults, bodies.MOST = [], BODY
    for _ in range(2):  # what was done behind the back of the first is seen to by the second, and then nothing is left
        revision = emu.revision
        review(emu, book, DAY_2)
        if emu.revision == revision:
            break
    else:
        revision = emu.revision
        review(emu, book, DAY_2)
        wrong += ["a refresh after which nothing had changed wrote again"] if emu.revision != revision else []
    wrong += lost(race) + differing(race) + untidy(race) + undone(race) + untrue(race)
    return [f"seed {seed} ({'; '.join(told)}): {each}" for each in wrong]


def lost(race: Race) -> list[str]:
    """Words that are nowhere, or beside another customer.

    Who types in the half second in which the review had written into a row that is not its own sees two customers there,
    one after the other: the word may stay in its place, if Data check says beside whom it was typed.
    """
    check = race.emu.book(race.book).cells("Data check") if _has(race, "Data check") else []
    wrong = []
    for word, typed in race.words.items():
        table = next(table for table in TABLES if table.key == typed.tab)
        places = [
            (row, at)
            for row, line in enumerate(race.cells(typed.tab))
            for at, cell in enumerate(line)
            if str(cell) == word
        ]
        told = [" ".join(map(str, line)) for line in check if any(word in str(cell) for cell in line)]
        if not places and not told:
            wrong.append(f"{word}, typed in {typed.tab} ({typed.customer}), is nowhere")
        beside = {race.customer(table, row) for row, _ in places}
        said = any(str(typed.customer) in line.split() for line in told)
        seen = typed.customer not in (None, UNKNOWN) and UNKNOWN not in beside
        if places and seen and beside != {typed.customer} and not said:
            wrong.append(f"{word}, typed in {typed.tab} beside {typed.customer}, stands beside {beside}")
    return wrong


def differing(race: Race) -> list[str]:
    """Cells of ours that say something else than in a sheet where nobody disturbed the refresh."""
    wrong = []
    for table in TABLES:
        calm, here = listed(undisturbed(), table, table.title), listed(race, table, race.titles[table.key])
        for key, cells in here.items():
            for column, value in cells.items():
                said = say(f"tabs.{table.key}_gone") if table.gone else None
                gone = said is not None and calm.get(key, {}).get(table.gone) == said
                if gone and (str(value) in race.words or (table.key in race.merged and value in (None, ""))):
                    continue  # a row that is no longer listed keeps what people make of it
                if key in calm and column in calm[key] and not _same(calm[key][column], value):
                    wrong.append(f"{table.key} {key}: {column} is {value!r} instead of {calm[key][column]!r}")
    return wrong[:3]


def _same(one: Any, other: Any) -> bool:
    return one == other or (one in (None, "") and other in (None, ""))


def listed(race: Race, table: Table, title: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The first row of each key in a list of ours, by our columns; rows that people added have no key of ours."""
    cells = filled(race, title)
    head = cells[HEAD]
    at = {c.key: head.index(c.heading) for c in table.columns if c.owner == "toolkit" and c.heading in head}
    if any(key not in at for key in table.keys):
        return {}
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for line in cells[HEAD + 1 :]:
        row = {key: line[col] if col < len(line) else None for key, col in at.items()}
        found.setdefault(tuple(row[key] for key in table.keys), []).append(row)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}


@cache
def writes() -> int:
    """The call of an undisturbed refresh that writes: it keeps copies of the tabs it changes."""
    emu, book = fresh()
    emu.reset_log()
    review(emu, book, DAY_2)
    return next(number for number, call in enumerate(emu.log, start=1) if "duplicateSheet" in call.words)


@cache
def undisturbed() -> Race:
    """The same sheet after a refresh that nobody disturbed."""
    emu, book = fresh()
    race = Race(emu, book, random.Random(0))
    review(emu, book, DAY_2)
    return race


def untrue(race: Race) -> list[str]:
    """What Data check says was typed, and nobody typed it: values of ours that fell on cells they were not meant for."""
    if not _has(race, "Data check"):
        return []
    rows = race.emu.book(race.book).cells("Data check")
    title = next((at for at, row in enumerate(rows) if row and row[0] == say("tabs.over_title")), len(rows))
    told = [row for row in takewhile(lambda row: row and row[0], rows[title + 2 :]) if len(row) > 2]
    return [f"nobody typed {row[2]!r} in {row[0]} {row[1]}" for row in told if not WORD.search(str(row[2]))][:3]


def undone(race: Race) -> list[str]:
    """What people set up beside words that is not as they left it: frozen panes, merged cells, named ranges."""
    now = set_up(race)
    return [f"{what}: {now[what]} instead of {race.theirs[what]}" for what in now if now[what] != race.theirs[what]]


def untidy(race: Race) -> list[str]:
    """Hidden tabs that a refresh left behind."""
    titles = race.emu.book(race.book).titles
    return [f"{title} was left behind" for title in titles if title.startswith("_winback before")]


def _has(race: Race, title: str) -> bool:
    return title in race.emu.book(race.book).titles


def for_a_campaign(blind: bool = False) -> None:
    """Count only once what is counted alike, and wait for nobody. blind: never look at what a write fell on."""
    workbook.review_of = counted_once(workbook.review_of)
    client.Patience = partial(Patience, sleep=lambda seconds: None)
    if blind:
        gateway.settle = unseeing


def unseeing(wire: Any, made: Sequence[Made]) -> Settled:
    """Take a write as fallen where it was meant to, unseen."""
    return Settled(True, [], hidden_tabs(made))


def counted_once(count: Callable[..., Any]) -> Callable[..., Any]:
    """Counting that remembers: the notes people type decide nothing."""
    known: dict[Any, Any] = {}

    def remembered(book: Any, **asked: Any) -> Any:
        frames = [frame[[key for key in DECIDE if key in frame]].dropna(how="all") for frame in book.typed.values()]
        key = (str(asked), *book.typed, *(frame.to_json() for frame in frames))
        if key not in known:
            known[key] = count(book, **asked)
        return known[key]

    return remembered

"""After a change: was every cell the one we meant, and if not, all that stood there goes back to where it stood.

A change is taken back as a whole, in all its tabs, our own memory among them, so that the next plan begins from what
people see. Taking back is itself a change of the same kind, looked at in the same way: what people moved in that very
moment is followed to where it stands now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.present.cells import Place
from winback_sheets.present.page import Line
from winback_sheets.present.words import say

from .before import put, stood
from .client import Changed, Wire
from .followed_moves import Cells, follow_moves
from .journal import Made, as_meant, read_back
from .merge import Change, print_of
from .rules import area
from .snapshot import COPY, JOURNAL, TabHere, about
from .values import Rows, exact, formulas_in

TRIES, LOOKS_TURNS = 12, 3
WORDS = 5


class Settled(NamedTuple):
    """clean: every cell was the one meant. lines: what could not be put back into its place, for Data check. over: the
    hidden tabs that are not needed any more. made: the changes, where all of them stand."""

    clean: bool
    lines: list[Line]
    over: list[int]
    made: tuple[Made, ...] = ()


class Formula(str):
    """A formula among cells asked for as formulas, where a text that begins with = looks the same."""


@dataclass(frozen=True)
class Owed:
    """What is to go back into a tab.

    stash: of the last change of the tab. here: how the tab stands after it. cells: what must stand there instead, None
    for nothing. fresh: the rows that the review has begun, and whether in their columns. words: what was typed where a
    change fell. lost: what of it has no place any more. beside: what was typed in a row that the review had just begun
    in a wrong place, with what that said. still: what the change wrote and what stands there rightly.
    """

    tab: int
    stash: int
    here: Cells
    cells: Cells
    fresh: frozenset[int]
    sound: bool
    words: frozenset[str]
    lost: Cells
    beside: Mapping[Place, tuple[str, str]]
    still: Cells


def settle(wire: Wire, made: Sequence[Made]) -> Settled:
    """Look at what stood before each change; where one was not as meant, take all of them back."""
    rows, over = stood(wire, made), hidden_tabs(made)
    if all(as_meant(*each) for each in zip(made, rows, strict=True)):
        return Settled(True, [], over, tuple(made))
    todo = [owed(*each) for each in as_stood(wire, made, rows)]
    lines, stashes = roll_back(wire, todo, looks_back(made))
    return Settled(False, lines, [*over, *stashes])


def finish_killed_run(wire: Wire, tabs: Sequence[TabHere]) -> Settled:
    """Finish what a run that was killed has left behind: its hidden tabs tell what it wrote and what stood there."""
    left = [tab.id for tab in tabs if tab.before in (COPY, JOURNAL)]
    journals = [tab.id for tab in tabs if tab.before == JOURNAL]
    copies = {tab.id for tab in tabs if tab.before == COPY}
    noted = zip(journals, wire.read([{"sheetId": each} for each in journals]), strict=True)
    made = [each for journal, rows in noted for each in read_back(rows, journal) if each.stash in copies]
    rows = stood(wire, made)
    later = [each for each in made if each.undoes]
    first = [each for each in made if not each.undoes]
    if not later and all(as_meant(*each) for each in zip(made, rows, strict=True)):
        return Settled(True, [], left, tuple(made))
    before = {each.stash: cells for each, cells in as_stood(wire, made, rows)}
    todo, undone = [], {each.undoes: each for each in later}
    for each in first:
        found = owed(each, before[each.stash])
        while again := undone.pop(found.stash, None):
            found = owed(again, before[again.stash], found)
        todo.append(found)
    lines, stashes = roll_back(wire, todo, [] if later else looks_back(first))
    return Settled(False, lines, [*left, *stashes])


def hidden_tabs(made: Sequence[Made]) -> list[int]:
    """The tabs that keep what stood before these changes, and their journals."""
    return list(dict.fromkeys([*(each.stash for each in made), *(each.journal for each in made)]))


def owed(made: Made, before: Cells, earlier: Owed | None = None) -> Owed:
    """What must go back after a change that fell on a tab as it stood `before`.

    earlier: what the change was to put back; people may have moved things, and typed, between the two.
    """
    here = {place: value for place, value in {**before, **made.wrote}.items() if value is not None}
    wanted = {place: before.get(place) for place in made.wrote}
    if earlier is None:
        sound, strange = _columns_stand(made, before), _strange(made, before)
        cells, still = _differing(wanted, here)
        return Owed(made.tab, made.stash, here, cells, made.fresh, sound, strange, {}, {}, still)
    back = follow_moves(earlier.cells, earlier.here, before)
    rows = {row: back.rows[row] for row in earlier.fresh if row in back.rows}
    # A row of the review's in which somebody has begun to type in the meantime stays, and stays its customer's.
    begun = {rows[row] for row in rows.keys() & back.typed.keys() if earlier.sound and not _stood(earlier, row)}
    fresh = frozenset(rows.values()) - begun
    wanted |= {at: value for at, value in back.cells.items() if at[0] not in begun}
    # What is typed over a cell of the review's stays for the next plan to tell, but for rows that are not in it yet.
    told = {at: word for at, (word, _) in back.over.items() if at[0] in begun | fresh}
    wanted |= {at: was if at[0] in begun else word for at, (word, was) in back.over.items() if at[0] not in fresh}
    beside = {
        at: (str(word), _row_text(earlier.here, row))
        for row, there in rows.items()
        if there in fresh
        for at, word in back.typed.get(row, {}).items()
    }
    cells, still = _differing(wanted, here)
    return replace(
        earlier,
        stash=made.stash,
        here=here,
        cells=cells,
        still=still,
        fresh=fresh,
        words=earlier.words | {str(word) for word, _ in back.over.values()},
        lost={**earlier.lost, **back.gone, **told},
        beside={**earlier.beside, **beside},
    )


def _differing(wanted: Cells, here: Cells) -> tuple[dict[Place, Any], dict[Place, Any]]:
    """What is to stand in cells, where something else stands and where it stands."""
    cells = {place: value for place, value in wanted.items() if not same_value(value, here.get(place))}
    return cells, {place: value for place, value in wanted.items() if place not in cells}


def _row_text(cells: Cells, row: int) -> str:
    """The first words of a row."""
    said = [str(value) for at, value in sorted(cells.items()) if at[0] == row]
    return " · ".join(said[:WORDS])


def _stood(found: Owed, row: int) -> bool:
    """Whether anything is to stand in a row when all has gone back."""
    return any(value is not None for at, value in {**found.here, **found.cells}.items() if at[0] == row)


def _columns_stand(made: Made, before: Cells) -> bool:
    """Whether the rows a change fell on say in its columns what they had said when they were read."""
    prints = {*(print_of(row, made.columns) for row in as_rows(before))} - {0}
    return 2 * len(prints & set(made.prints)) >= len(prints)


def same_value(one: Any, other: Any) -> bool:
    """Whether two cells hold the same, a text that looks like a formula not being one."""
    return one == other and isinstance(one, Formula) is isinstance(other, Formula)


def _strange(made: Made, before: Cells) -> frozenset[str]:
    """What stood in cells of a change in rows that had been read otherwise."""
    rows, prints = as_rows(before), set(made.prints)
    strange = {at for at, row in enumerate(rows) if at in made.fresh or print_of(row, made.columns) not in prints}
    return frozenset(str(value) for place, value in before.items() if place in made.wrote and place[0] in strange)


def as_stood(wire: Wire, made: Sequence[Made], rows: Sequence[Rows]) -> list[tuple[Made, Cells]]:
    """Each change with the cells of its tab the moment before it."""
    cells = [exact(each) for each in rows]
    asked = [at for at, each in enumerate(cells) if any(str(value).startswith("=") for value in each.values())]
    shown = wire.read([{"sheetId": made[at].stash} for at in asked])
    for at, values in zip(asked, shown, strict=True):
        found = formulas_in(cells[at], exact(values))
        cells[at] |= {place: Formula(formula) for place, formula in found.items()}
    return list(zip(made, cells, strict=True))


def roll_back(wire: Wire, todo: list[Owed], apart: list[dict[str, Any]]) -> tuple[list[Line], list[int]]:
    """Put back what is owed to tabs, and what a turn that did not fall where it should has covered.

    apart: requests that take merged cells apart, so that what goes back is seen, and give back the looks that stood there.
    """
    over: list[int] = []
    for turn in range(TRIES):
        tabs = {tab.id: tab for tab in about(wire).tabs}
        todo = [each for each in todo if each.tab in tabs]  # a person may delete a tab
        now = [each for each in todo if each.cells]
        if not now:
            break
        changes = [
            Change(tabs[each.tab], tabs[each.tab].key, each.cells, _formulas(each.cells), still=each.still)
            for each in now
        ]
        stand = {each.tab: as_rows(each.here) for each in now}
        try:
            made = put(wire, changes, stand, apart, undoes={each.tab: each.stash for each in now})
        except Changed:
            apart = (
                apart if turn < LOOKS_TURNS else []
            )  # people have put in or taken out columns where cells were merged
            continue
        apart, over = [], over + hidden_tabs(made)
        told = {each.tab: each for each in now}
        seen = {one.tab: owed(one, cells, told[one.tab]) for one, cells in as_stood(wire, made, stood(wire, made))}
        todo = [seen.get(each.tab, each) for each in todo]
    return kept_lines(wire, todo), over


def looks_back(made: Sequence[Made]) -> list[dict[str, Any]]:
    """The requests that take apart what changes merged, and give cells that they painted the looks they had before.

    Rules, charts and sizes are seen to by the review that follows.
    """
    apart = [
        {"unmergeCells": {"range": area(each.tab, (row, row + 1), (col, col + across))}}
        for each in made
        for row, col, across in each.merged
    ]
    places = [(each, (top, bottom), (left, right)) for each in made for top, bottom, left, right in each.painted]
    back = [
        {
            "copyPaste": {
                "source": area(each.stash, rows, cols),
                "destination": area(each.tab, rows, cols),
                "pasteType": "PASTE_FORMAT",
            }
        }
        for each, rows, cols in places
    ]
    return [*apart, *back]


def _formulas(cells: Cells) -> frozenset[Place]:
    return frozenset(place for place, value in cells.items() if isinstance(value, Formula))


def as_rows(cells: Cells) -> list[list[Any]]:
    """Cells as rows, blank ones as None.

    >>> as_rows({(1, 1): "b", (0, 0): "a", (1, 0): None})
    [['a'], [None, 'b']]
    """
    filled = {place: value for place, value in cells.items() if value is not None}
    rows: list[list[Any]] = [[] for _ in range(max((row for row, _ in filled), default=-1) + 1)]
    for (row, col), value in sorted(filled.items()):
        rows[row] += [None] * (col - len(rows[row])) + [value]
    return rows


def kept_lines(wire: Wire, todo: Sequence[Owed]) -> list[Line]:
    """What people typed that has no place any more and stands nowhere in its tab, or not beside what it was about."""
    gone = {
        each.tab: {at: str(value) for at, value in {**each.lost, **each.cells}.items() if str(value) in each.words}
        for each in todo
    }
    beside = {each.tab: each.beside for each in todo}
    if not any(gone.values()) and not any(beside.values()):
        return []
    tabs = [tab for tab in about(wire).tabs if gone.get(tab.id) or beside.get(tab.id)]
    ranges = [{"sheetId": tab.id, "startRowIndex": 0, "endRowIndex": tab.rows} for tab in tabs]
    lines = []
    for tab, rows in zip(tabs, wire.read(ranges, render="FORMULA"), strict=True):
        there = set(map(str, exact(rows).values()))
        told = {at: (word, say("google.typed_meanwhile", row=said)) for at, (word, said) in beside[tab.id].items()}
        told |= {
            at: (word, say("google.place_gone"))
            for at, word in gone[tab.id].items()
            if word not in there and at not in told
        }
        lines += [Line(tab.title, xl_rowcol_to_cell(*at), *told[at]) for at in sorted(told)]
    return lines

"""After a change: was every cell the one we meant, and if not, all that stood there goes back to where it stood.

A change is taken back as a whole, in all its tabs, our own memory among them, so that the next plan begins from what
people see. Taking back is itself a change of the same kind, looked at in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.hosts.standing_tab import Place
from winback_sheets.present.page import Line

from .before import put, stood
from .client import Changed, Wire
from .journal import Made, as_meant, read_back
from .merge import Change, print_of
from .rules import area
from .snapshot import COPY, JOURNAL, TabHere, about
from .values import Rows, exact, formulas_in

TRIES = 12
NO_PLACE = "it stood where the review was writing, and its place was gone"
Kept = tuple[Made, Rows]  # a change, and how its tab stood the moment before


class Settled(NamedTuple):
    """clean: every cell was the one meant. lines: what could not be put back into its place, for Data check. over: the
    hidden tabs that are not needed any more."""

    clean: bool
    lines: list[Line]
    over: list[int]


def settle(wire: Wire, made: Sequence[Made]) -> Settled:
    """Look at what stood before each change; where one was not as meant, take all of them back."""
    return _settled(wire, list(zip(made, stood(wire, made), strict=True)), [])


def unfinished(wire: Wire, tabs: Sequence[TabHere]) -> Settled:
    """Finish what a run that was killed has left behind: its hidden tabs tell what it wrote and what stood there."""
    left = [tab.id for tab in tabs if tab.before]
    journals = [tab.id for tab in tabs if tab.before == JOURNAL]
    copies = {tab.id for tab in tabs if tab.before == COPY}
    noted = zip(journals, wire.read([{"sheetId": each} for each in journals]), strict=True)
    made = [each for journal, rows in noted for each in read_back(rows, journal) if each.stash in copies]
    kept: list[Kept] = list(zip(made, stood(wire, made), strict=True))
    first, later = [each for each in kept if not each[0].undoes], [each for each in kept if each[0].undoes]
    clean, lines, over = _settled(wire, first, later)
    return Settled(clean, lines, list(dict.fromkeys([*left, *over])))


def _settled(wire: Wire, first: list[Kept], later: list[Kept]) -> Settled:
    """`first`: changes of one request. later: those that took some of them back already, before a run was killed."""
    over = hidden_tabs([made for made, _ in first])
    if not later and all(as_meant(made, rows) for made, rows in first):
        return Settled(True, [], over)
    undone = {made.undoes for made, _ in later}
    failed = [each for each in later if not as_meant(*each)]
    lost = _overwritten([each for each in first if each[0].stash in {made.undoes for made, _ in failed}])
    lines, stashes = roll_back(wire, [*failed, *(each for each in first if each[0].stash not in undone)], lost)
    return Settled(False, lines, [*over, *stashes])


def hidden_tabs(made: Sequence[Made]) -> list[int]:
    """The tabs that keep what stood before these changes, and their journals."""
    return list(dict.fromkeys([*(each.stash for each in made), *(each.journal for each in made)]))


def roll_back(wire: Wire, todo: list[Kept], lost: dict[int, dict[Place, Any]]) -> tuple[list[Line], list[int]]:
    """Put back what stood in the cells of changes; a turn that did not fall where it should is itself taken back.

    lost: cells by tab that could not be given back by then.
    """
    over: list[int] = []
    for turn in range(TRIES):
        tabs = {tab.id: tab for tab in about(wire).tabs}
        todo = [(made, rows) for made, rows in todo if made.tab in tabs]  # a person may delete a tab
        if not todo:
            break
        changes = [backwards(wire, made, rows, tabs[made.tab]) for made, rows in todo]
        stand = {made.tab: after(made, rows) for made, rows in todo}
        undoes = {made.tab: made.stash for made, _ in todo}
        try:
            again = put(wire, changes, stand, [] if turn else apart(todo), undoes=undoes)
        except Changed:
            continue
        over += hidden_tabs(again)
        kept = list(zip(again, stood(wire, again), strict=True))
        failed = [at for at, (made, rows) in enumerate(kept) if not as_meant(made, rows)]
        for tab, cells in _overwritten([todo[at] for at in failed]).items():
            lost.setdefault(tab, {}).update(cells)
        todo = [kept[at] for at in failed]
    return kept_lines(wire, lost), over


def backwards(wire: Wire, made: Made, rows: Rows, tab: TabHere) -> Change:
    """The change that gives back what stood before another."""
    before = exact(rows)
    back = {place: before.get(place) for place in made.wrote}
    columns = None if made.columns is None else made.columns | {col for _, col in back}
    return Change(tab, tab.key, back, formulas_before(wire, made, back), columns=columns)


def after(made: Made, rows: Rows) -> list[list[Any]]:
    """How the tab stood the moment after a change."""
    return as_rows(exact(rows) | dict(made.wrote))


def apart(todo: Sequence[Kept]) -> list[dict[str, Any]]:
    """What the changes merged is taken apart, so that what goes back is seen."""
    return [
        {"unmergeCells": {"range": area(made.tab, (row, row + 1), (col, col + across))}}
        for made, _ in todo
        for row, col, across in made.merged
    ]


def formulas_before(wire: Wire, made: Made, cells: Mapping[Place, Any]) -> frozenset[Place]:
    """Which of the cells held formulas; a text that begins with = is the same as a formula but when read as a value."""
    if not any(isinstance(value, str) and value.startswith("=") for value in cells.values()):
        return frozenset()
    [shown] = wire.read([{"sheetId": made.stash}])
    return frozenset(formulas_in(cells, exact(shown)))


def as_rows(cells: Mapping[Place, Any]) -> list[list[Any]]:
    """Cells as rows, blank ones as None.

    >>> as_rows({(1, 1): "b", (0, 0): "a", (1, 0): None})
    [['a'], [None, 'b']]
    """
    filled = {place: value for place, value in cells.items() if value is not None}
    rows: list[list[Any]] = [[] for _ in range(max((row for row, _ in filled), default=-1) + 1)]
    for (row, col), value in sorted(filled.items()):
        rows[row] += [None] * (col - len(rows[row])) + [value]
    return rows


def _overwritten(kept: Sequence[Kept]) -> dict[int, dict[Place, Any]]:
    """What stood in cells of changes where it was not expected, by tab."""
    found: dict[int, dict[Place, Any]] = {}
    for made, rows in kept:
        prints = made.prints
        strange = {
            row
            for row, cells in enumerate(rows)
            if row in made.fresh or print_of(cells, made.columns) != (prints[row] if row < len(prints) else 0)
        }
        cells = {place: value for place, value in exact(rows).items() if place in made.wrote}
        found.setdefault(made.tab, {}).update({at: value for at, value in cells.items() if at[0] in strange})
    return found


def kept_lines(wire: Wire, lost: Mapping[int, Mapping[Place, Any]]) -> list[Line]:
    """What stood in cells and stands nowhere in its tab any more."""
    if not any(lost.values()):
        return []
    tabs = [tab for tab in about(wire).tabs if lost.get(tab.id)]
    ranges = [{"sheetId": tab.id, "startRowIndex": 0, "endRowIndex": tab.rows} for tab in tabs]
    lines = []
    for tab, rows in zip(tabs, wire.read(ranges, render="FORMULA"), strict=True):
        there = set(map(str, exact(rows).values()))
        for place, value in sorted(lost[tab.id].items()):
            if str(value) not in there:
                lines.append(Line(tab.title, xl_rowcol_to_cell(*place), str(value), NO_PLACE))
    return lines

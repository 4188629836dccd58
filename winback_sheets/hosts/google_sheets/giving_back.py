"""After a change: was every cell the one we meant, and if not, what stood there goes back to where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.hosts.standing_tab import Place
from winback_sheets.present.page import Line

from .before import Made, as_meant, put, read_back, stood
from .client import Changed, Wire
from .merge import Change
from .rules import area
from .snapshot import TabHere, about
from .values import Rows, exact, formulas_in

TRIES = 12
NO_PLACE = "it stood where the review was writing, and its place was gone"


class Settled(NamedTuple):
    """clean: every cell was the one meant. lines: what could not be put back into its place, for Data check. over: the
    hidden tabs that are not needed any more."""

    clean: bool
    lines: list[Line]
    over: list[int]


def settle(wire: Wire, made: Sequence[Made]) -> Settled:
    """Look at what stood before each change; where it was not as meant, give it back."""
    clean, lines, over = True, [], [one.stash for one in made]
    for one, rows in zip(made, stood(wire, made), strict=True):
        if not as_meant(one.journal, rows):
            clean = False
            found, stashes = give_back(wire, one, rows)
            lines += found
            over += stashes
    return Settled(clean, lines, over)


def give_back(wire: Wire, made: Made, rows: Rows) -> tuple[list[Line], list[int]]:
    """Put back what stood in the cells of a change, itself a change of the same kind; each turn undoes only the last."""
    wrote, before = made.journal.wrote, exact(rows)
    lost: dict[Place, Any] = {}
    over: list[int] = []
    for number in range(TRIES):
        tab = next((tab for tab in about(wire).tabs if tab.id == made.journal.tab), None)
        if tab is None:  # a person has deleted the tab meanwhile
            return [], over
        back = {place: before.get(place) for place in wrote}
        columns = None if made.journal.columns is None else made.journal.columns | {col for _, col in wrote}
        change = Change(tab, tab.key, back, formulas_before(wire, made, back), columns=columns)
        after = as_rows(before | {place: value for place, value in wrote.items()})
        try:
            [again] = put(wire, [replace(change, key="")], {tab.id: after}, [] if number else apart(made))
        except Changed:
            continue
        over.append(again.stash)
        [now] = stood(wire, [again])
        if as_meant(again.journal, now):
            break
        lost |= {place: value for place, value in back.items() if value is not None}
        made, before, wrote = again, exact(now), back
    return kept_lines(wire, made.journal.tab, lost), over


def apart(made: Made) -> list[dict[str, Any]]:
    """What the change merged is taken apart, so that what goes back is seen."""
    return [
        {"unmergeCells": {"range": area(made.journal.tab, (row, row + 1), (col, col + across))}}
        for row, col, across in made.journal.merged
    ]


def formulas_before(wire: Wire, made: Made, cells: Mapping[Place, Any]) -> frozenset[Place]:
    """Which of the cells held formulas; a text that begins with = is the same as a formula but when read as a value."""
    if not any(isinstance(value, str) and value.startswith("=") for value in cells.values()):
        return frozenset()
    [shown] = wire.read([{"sheetId": made.stash, "startRowIndex": 0, "endRowIndex": made.rows}])
    return frozenset(formulas_in(cells, exact(shown)))


def as_rows(cells: Mapping[Place, Any]) -> list[list[Any]]:
    """Cells as rows, blank ones as None."""
    filled = {place: value for place, value in cells.items() if value is not None}
    rows: list[list[Any]] = [[] for _ in range(max((row for row, _ in filled), default=-1) + 1)]
    for (row, col), value in sorted(filled.items()):
        rows[row] += [None] * (col - len(rows[row])) + [value]
    return rows


def kept_lines(wire: Wire, number: int, lost: Mapping[Place, Any]) -> list[Line]:
    """What stood in cells and stands nowhere in the tab any more."""
    tab = next((tab for tab in about(wire).tabs if tab.id == number), None) if lost else None
    if tab is None:
        return []
    [now] = wire.read([{"sheetId": tab.id, "startRowIndex": 0, "endRowIndex": tab.rows}], render="FORMULA")
    there = set(map(str, exact(now).values()))
    return [
        Line(tab.title, xl_rowcol_to_cell(*place), str(value), NO_PLACE)
        for place, value in sorted(lost.items())
        if str(value) not in there
    ]


def unfinished(wire: Wire, tabs: Sequence[TabHere]) -> Settled:
    """Finish what a run that was killed has left behind: its hidden tabs tell what it wrote and what stood there."""
    clean, lines, over = True, [], []
    for tab in tabs:
        if tab.before is None:
            continue
        made, rows = _of_stash(wire, tab)
        over.append(tab.id)
        if made is not None and not as_meant(made.journal, rows):
            clean = False
            found, stashes = give_back(wire, made, rows)
            lines += found
            over += stashes
    return Settled(clean, lines, over)


def _of_stash(wire: Wire, tab: TabHere) -> tuple[Made | None, Rows]:
    """The journal of a hidden tab, and the tab that it keeps."""
    rows = int((tab.before or "0 0").split()[1])
    kept = {"sheetId": tab.id, "startRowIndex": 0, "endRowIndex": rows}
    said = {"sheetId": tab.id, "startRowIndex": rows, "endRowIndex": tab.rows}
    [before, lines] = wire.read([kept, said], render="FORMULA")
    try:
        journal = read_back("".join(str(line[0]) for line in lines if line))
    except (ValueError, KeyError, TypeError):
        return None, []  # somebody has changed the hidden tab itself
    return Made(tab.id, rows, journal), before

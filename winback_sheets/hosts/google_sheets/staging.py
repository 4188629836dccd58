"""A change too large for one body: its long columns lie ready in a hidden tab, from where one small request copies them.

So all is still made at once or not at all, however large it is: what is sent before, in as many parts as it takes, fills
a tab that nobody sees and that the next run takes away. The same tab holds the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from winback_sheets.present.cells import Place

from .anchors import BEFORE, UNFINISHED, create_anchor, remove_anchor
from .client import Changed, Unsure, Wire
from .journal import Made, Run, lines
from .merge import Change, Stored
from .rules import area
from .snapshot import JOURNAL

Json = dict[str, Any]
FEW = 5  # cells of a run; fewer are shorter where they are sent by themselves
LITTLE = 500  # cells of a tab; fewer are not worth to go without its filter for a moment
GAP = 30  # cells that are written again rather than begin another run
# What reading them out of a cell might make something else of, a formula above all.
DELICATE = ("=", "'")
SEEN = "sheets(properties.sheetId,basicFilter)"


class Staged(NamedTuple):
    """A change of which a part lies ready. cells: those that do, with what goes into each."""

    change: Change
    made: Made
    cells: Mapping[Place, Stored]


def set_apart(change: Change, made: Made) -> Staged:
    """The long runs of a change, and its entry in the journal with them."""
    runs = list(_runs(change))
    if sum(len(values) for _, _, values in runs) < LITTLE:
        runs = []
    cells = {(row + n, col): value for row, col, values in runs for n, value in enumerate(values)}
    places = tuple(Run(row, col, len(values)) for row, col, values in runs)
    return Staged(change, replace(made, wrote={**made.wrote, **cells}, staged=places), cells)


def _runs(change: Change) -> Iterator[tuple[int, int, list[Stored]]]:
    """Row, column and values of each long run of plain values in a column."""
    alone = {*change.styles, *change.links, *change.formulas}
    by_column: dict[int, list[int]] = {}
    for place, value in change.cells.items():
        if place not in alone and _plain(value):
            by_column.setdefault(place[1], []).append(place[0])
    for col, rows in sorted(by_column.items()):
        for run in _joined(sorted(rows), col, change.still):
            if len(run) >= FEW:
                places = [(row, col) for row in range(run[0], run[-1] + 1)]
                yield run[0], col, [change.cells[at] if at in change.cells else change.still[at] for at in places]


def _joined(rows: Sequence[int], col: int, still: Mapping[Place, Stored]) -> Iterator[list[int]]:
    """Rows as runs; between two of one run stand only a few cells, which may be written again."""
    run = [rows[0]]
    for row in rows[1:]:
        between = range(run[-1] + 1, row)
        if len(between) > GAP or not all(_passed(still, (each, col)) for each in between):
            yield run
            run = []
        run.append(row)
    yield run


def _passed(still: Mapping[Place, Stored], place: Place) -> bool:
    """Whether a run may go over a cell: it stays as it is, also blank."""
    return place in still and (still[place] is None or _plain(still[place]))


def _plain(value: object) -> bool:
    """Whether a value is the same when it is copied from cell to cell, whatever its cell looks like."""
    return value is not None and not (isinstance(value, str) and value.startswith(DELICATE))


def lay_ready(wire: Wire, journal: int, title: str, staged: Sequence[Staged]) -> None:
    """Fill the hidden tab: the journal in its first column, in the second what is to be copied. Raises Changed."""
    written = [[line] for line in lines([each.made for each in staged])]
    values = [[value] for each in staged for value in each.cells.values()]
    size = {"rowCount": max(len(written), len(values)), "columnCount": 2}
    name = {"sheetId": journal, "title": title, "hidden": True, "gridProperties": size}
    mark = create_anchor(UNFINISHED, str(journal), {"sheetId": journal})
    try:
        wire.change([{"addSheet": {"properties": name}}, mark], again=False)
    except Unsure:
        raise Changed from None  # it may not be there
    wire.write([(area(journal, (0, len(written)), (0, 1)), written), (area(journal, (0, len(values)), (1, 2)), values)])


def begun(journal: int) -> list[Json]:
    """The requests by which the tab that lay ready becomes the journal of a change that was made."""
    return [remove_anchor(UNFINISHED, str(journal)), create_anchor(BEFORE, JOURNAL, {"sheetId": journal})]


def copies(staged: Sequence[Staged]) -> dict[int, list[Json]]:
    """By tab, the requests that copy its runs into it.

    Google copies nothing into rows that a filter hides, so the filter goes for that moment.
    """
    found: dict[int, list[Json]] = {}
    top = 0
    for change, made, _ in staged:
        pastes = []
        for run in made.staged:
            there = area(change.tab.id, (run.row, run.row + run.length), (run.col, run.col + 1))
            here = area(made.journal, (top, top + run.length), (1, 2))
            pastes.append({"copyPaste": {"source": here, "destination": there, "pasteType": "PASTE_VALUES"}})
            top += run.length
        if pastes:
            open_all = {"clearBasicFilter": {"sheetId": change.tab.id}}
            found[change.tab.id] = [open_all, *pastes, *filtered(change.tab.id, change.tab.filter)]
    return found


def filtered(tab: int, basic: Mapping[str, Any] | None) -> list[Json]:
    """The request that gives a tab its filter back, but for its order: rows stay where they are."""
    if not basic or "range" not in basic:
        return []
    kept = "filterSpecs" if "filterSpecs" in basic else "criteria"
    made = {"range": basic["range"] | {"sheetId": tab}} | ({kept: basic[kept]} if kept in basic else {})
    return [{"setBasicFilter": {"filter": made}}]


def filters_again(wire: Wire, staged: Sequence[Staged], seen: Mapping[str, Any]) -> None:
    """Give tabs the filters that somebody set or took away in the moment before the change; seen: the sheet after it."""
    now = {each["properties"].get("sheetId", 0): each.get("basicFilter") for each in seen.get("sheets", ())}
    requests: list[Json] = []
    for change, made, cells in staged:
        had, has = filtered(change.tab.id, now.get(made.stash)), filtered(change.tab.id, change.tab.filter)
        if cells and had != has:
            requests += had or [{"clearBasicFilter": {"sheetId": change.tab.id}}]
    with suppress(Changed, Unsure):  # the tab has gone, or the filter is there
        wire.change(requests, again=False)

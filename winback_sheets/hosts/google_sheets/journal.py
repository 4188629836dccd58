"""What a change meant to do, written down with it, so that afterwards anybody can tell whether it did that and no more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from winback_sheets.present.cells import Place

from .merge import Change, Stored, print_of
from .values import Rows

LONGEST_CELL = 40_000


class Run(NamedTuple):
    """Cells below one another in a column of a tab, whose values stand in the journal's second column."""

    row: int
    col: int
    length: int


@dataclass(frozen=True)
class Made:
    """A change of one tab, as its journal has it.

    stash, journal: the hidden tabs that keep how the tab stood before, and this. columns: by which it is compared, None
    for all. prints: of its rows as they were read. fresh: rows that had to be blank. wrote: each cell with what went in.
    merged: row, column and breadth of what was merged. undoes: the stash of the change that this one takes back, or 0.
    painted: the rows and columns whose looks were painted, from, up to and without.
    staged: those of the cells whose values stand beside the journal, one run after another.
    """

    stash: int
    journal: int
    tab: int
    columns: frozenset[int] | None
    prints: tuple[int, ...]
    fresh: frozenset[int]
    wrote: Mapping[Place, Stored]
    merged: tuple[tuple[int, int, int], ...] = ()
    undoes: int = 0
    painted: tuple[tuple[int, int, int, int], ...] = ()
    staged: tuple[Run, ...] = ()


def entry(change: Change, rows: Rows, *, stash: int, journal: int, undoes: int) -> Made:
    """A change of a tab that was read as these rows."""
    prints = tuple(print_of(row, change.columns) for row in rows)
    wrote, merged, painted = change.cells, change.merged, change.painted
    return Made(stash, journal, change.tab.id, change.columns, prints, change.fresh, wrote, merged, undoes, painted)


def as_meant(made: Made, rows: Rows) -> bool:
    """Whether the change fell on the cells it was meant for; rows: how the tab stood the moment before."""
    here = [print_of(row, made.columns) for row in rows]
    longest = max(len(here), len(made.prints))
    same = pad_prints(here, longest) == pad_prints(made.prints, longest)
    return same and not any(print_of(rows[row], None) for row in made.fresh if row < len(rows))


def pad_prints(prints: Sequence[int], length: int) -> list[int]:
    """The prints of so many rows, those that are missing blank."""
    return [*prints, *[0] * (length - len(prints))]


def lines(made: Sequence[Made]) -> list[str]:
    """The journal of a request as texts that fit into cells, without the values that stand beside it."""
    beside = [{(run.row + n, run.col) for run in each.staged for n in range(run.length)} for each in made]
    text = json.dumps(
        [
            {
                "stash": each.stash,
                "tab": each.tab,
                "columns": None if each.columns is None else sorted(each.columns),
                "prints": each.prints,
                "fresh": sorted(each.fresh),
                "wrote": [[*place, value] for place, value in each.wrote.items() if place not in apart],
                "merged": each.merged,
                "undoes": each.undoes,
                "painted": each.painted,
                "staged": each.staged,
            }
            for each, apart in zip(made, beside, strict=True)
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return [text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL)]


def read_back(rows: Rows, journal: int) -> list[Made]:
    """The inverse of `lines`, rows being those of the tab that the journal is in; [] where somebody has changed it."""
    last = max((at for at, row in enumerate(rows, start=1) if len(row) > 1), default=0)
    values = iter([row[1] if len(row) > 1 and row[1] != "" else None for row in rows[:last]])
    try:
        return [
            Made(
                said["stash"],
                journal,
                said["tab"],
                None if said["columns"] is None else frozenset(said["columns"]),
                tuple(said["prints"]),
                frozenset(said["fresh"]),
                {(row, col): value for row, col, value in said["wrote"]}
                | {(row + n, col): next(values) for row, col, length in said["staged"] for n in range(length)},
                tuple((row, col, across) for row, col, across in said["merged"]),
                said["undoes"],
                tuple((top, bottom, left, right) for top, bottom, left, right in said.get("painted", ())),
                tuple(Run(*run) for run in said["staged"]),
            )
            for said in json.loads("".join(str(row[0]) for row in rows if row))
        ]
    except (ValueError, KeyError, TypeError, StopIteration):
        return []

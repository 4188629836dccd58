"""What earlier reviews and people left in our tabs, read back before the next review."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from winback_sheets.present.card import PICK
from winback_sheets.present.keep import Standing
from winback_sheets.present.overwritten_cells import kept_lines
from winback_sheets.present.page import Line
from winback_sheets.present.reports import keyed
from winback_sheets.present.row_keys import keyed_rows
from winback_sheets.present.state import CELLS, COLUMNS, REMEMBERED, WINDOW
from winback_sheets.present.stored import stored_rows
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import Found, as_result, recognise
from winback_sheets.schema.inputs import Table


class TabFacts(Protocol):
    """What a host knows of one tab besides its values (0-based cells, sheet rows from 1)."""

    @property
    def rows(self) -> frozenset[int]: ...
    @property
    def formulas(self) -> frozenset[tuple[int, int]]: ...
    @property
    def exact(self) -> Mapping[tuple[int, int], object]: ...
    @property
    def totals(self) -> int | None: ...
    @property
    def hidden(self) -> frozenset[int]: ...
    @property
    def whole(self) -> bool: ...
    @property
    def shared(self) -> bool: ...


@dataclass(frozen=True)
class PreviousRun:
    """Our tabs as they lie.

    stored: those in which a person may have worked. lost: those whose headings a person has changed beyond recognition,
    so that the tab is theirs now. lists: the rows of each list. recorded: lines of Winback history. delivered: keys
    written by earlier runs. window: the lapse window an earlier review chose.
    remembered: what else it has worked out once. picked: the customer chosen in the card.
    told: what Data check says was typed over cells of ours.
    """

    stored: dict[str, Standing] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    lists: dict[str, pd.DataFrame] = field(default_factory=dict)
    recorded: pd.DataFrame | None = None
    delivered: dict[str, frozenset[str]] = field(default_factory=dict)
    window: int | None = None
    remembered: dict[str, str] = field(default_factory=dict)
    picked: str | None = None
    told: list[Line] = field(default_factory=list)


def read_previous_run(grids: Sequence[Grid], named: Mapping[str, str], facts: Mapping[str, TabFacts]) -> PreviousRun:
    """Read our tabs back. named: tab name -> key. facts: by key, where the host has looked into the file."""
    tables, by_key = keyed(), {named[grid.name]: grid for grid in grids}
    memory = _memory(by_key.get("state"))
    wrote = {key: memory.get(COLUMNS + key, ()) for key in by_key if key in tables}
    listed = {key: found for key, columns in wrote.items() if (found := _found(by_key[key], key, columns))}
    worked = {key: grid for key, grid in by_key.items() if key != "state" and not (key in facts and facts[key].whole)}
    lost = frozenset(key for key in worked if key in tables and key not in listed)
    lists = {key: _rows(found, tables[key], memory.get(key, {})) for key, found in listed.items()}
    return PreviousRun(
        {
            key: _standing(grid, listed.get(key), facts.get(key), memory, key)
            for key, grid in worked.items()
            if key not in lost
        },
        lost,
        lists,
        lists.get("history"),
        {key: frozenset(memory.get(key, ())) for key in tables if key in memory},
        next((int(float(days)) for days in memory.get(WINDOW, ())), None),
        memory.get(REMEMBERED, {}),
        _picked(by_key.get("customer_card")),
        kept_lines(by_key.get("data_check")),
    )


def _found(grid: Grid, key: str, wrote: Collection[str]) -> Found | None:
    """The list of a tab of ours, by its headings. wrote: the columns an earlier review put there."""
    if key == "settings":
        return next((found for found in recognise([grid], ours={grid.name: key})[0] if found.table == key), None)
    return as_result(grid, key, wrote)


def _rows(found: Found, table: Table, wrote: Mapping[str, str]) -> pd.DataFrame:
    """The rows of a list as it stands; where a person has deleted a key's column, those that are known again."""
    rows, gone = stored_rows(found, table)[0], [key for key in table.keys if key not in found.columns]
    if gone:
        rows = keyed_rows(rows, found, wrote, table).drop(columns="_key").dropna(subset=gone)
    return rows.reset_index(drop=True)


def _standing(
    grid: Grid, found: Found | None, facts: TabFacts | None, memory: Mapping[str, Mapping[str, str]], key: str
) -> Standing:
    """One tab as it stands, and what we remember of it."""
    return Standing(
        grid,
        found,
        facts.rows if facts else frozenset(),
        facts.formulas if facts else frozenset(),
        facts.exact if facts else {},
        facts.totals if facts else None,
        memory.get(key, {}),
        memory.get(CELLS + key, {}),
        tuple(memory.get(COLUMNS + key, ())),
        facts.hidden if facts else frozenset(),
        facts.shared if facts else False,
    )


def _memory(grid: Grid | None) -> dict[str, dict[str, str]]:
    """The lines of our hidden tab: by tab, what was written by key."""
    if grid is None:
        return {}
    body = grid.below(next((n for n, row in enumerate(grid.top, start=1) if row[:2] == ["tab", "key"]), 0))
    starts = [at for at in body.columns if at % 3 == 0 and at + 1 in body]  # a long memory goes on in the next columns
    if not starts:
        return {}
    lines = pd.concat([_block(body, at) for at in starts], ignore_index=True)
    return {
        str(tab): dict(zip(map(_text, rows["key"]), map(_text, rows["wrote"]), strict=True))
        for tab, rows in lines.groupby("tab", sort=False)
    }


def _block(body: pd.DataFrame, at: int) -> pd.DataFrame:
    """The lines of our memory in the three columns from here on."""
    wrote = body[at + 2] if at + 2 in body else pd.Series("", index=body.index)
    lines = {"tab": body[at], "key": body[at + 1], "wrote": wrote.astype(object).where(wrote.notna(), "")}
    block = pd.DataFrame(lines)
    return block[block["tab"].notna() & block["key"].notna()]


def _text(value: object) -> str:
    """A value of the hidden tab; a key of digits alone may come back as a number."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _picked(grid: Grid | None) -> str | None:
    """The customer somebody chose in the card."""
    row = grid.top[PICK[0]] if grid is not None and len(grid.top) > PICK[0] else []
    return str(row[PICK[1]]) if len(row) > PICK[1] and row[PICK[1]] is not None else None

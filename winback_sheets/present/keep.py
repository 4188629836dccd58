"""What people typed into our tabs stays with its row: keys match, leavers stay, deleted rows stay deleted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present.overwritten_cells import beside_list, in_list
from winback_sheets.present.page import HEADING_ROW, Line
from winback_sheets.present.places import in_our_order, slots
from winback_sheets.present.row_keys import keyed_rows, keys_of
from winback_sheets.present.stored import stored_rows
from winback_sheets.present.words import in_every_language, say
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import Found
from winback_sheets.schema.inputs import Column, Table
from winback_sheets.schema.room import EXCEL


@dataclass(frozen=True)
class Standing:
    """A tab of ours as a person left it.

    found: None for a tab whose headings are not a list's. marked: sheet rows that carry a note, a colour or a picture.
    formulas: cells with a formula, exact: stored values, by 0-based row and column. totals: the sheet row of totals that
    a person switched on. rows, cells: prints of what we wrote, by key of the row and by cell. columns: the keys of the
    columns we wrote, () when not known. hidden: sheet rows that a filter or a person hides. shared: others may be typing
    in the tab at this moment, so no row is moved, emptied or given to another customer.
    """

    grid: Grid
    found: Found | None = None
    marked: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    exact: Mapping[tuple[int, int], object] = field(default_factory=dict)
    totals: int | None = None
    rows: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()
    shared: bool = False


@dataclass(frozen=True)
class Kept:
    """A list with what people typed: its rows, and where they stand in a tab that was there before.

    frame: every row, also those a person added (`_own`). columns: () for all of the table's. over: what was typed over
    our cells. moved: how many rows a person has put in above the list. rest: the rows that found no room. cut: how many
    texts were too long for a cell.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...] = ()
    cols: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    patch: Patch | None = None
    over: tuple[Line, ...] = ()
    moved: int = 0
    rest: pd.DataFrame | None = None
    cut: int = 0

    @property
    def more(self) -> int:
        """How many rows found no room."""
        return 0 if self.rest is None else len(self.rest)

    @property
    def whole(self) -> pd.DataFrame:
        """Every row, those that found no room as well; by rank where the list has one."""
        if self.rest is None:
            return self.frame
        rows = pd.concat([self.frame, self.rest], ignore_index=True)
        return rows.sort_values("rank", kind="stable", ignore_index=True) if "rank" in rows else rows


def keep(
    wanted: pd.DataFrame,
    standing: Standing | None,
    table: Table,
    *,
    delivered: Collection[str] = (),
    most: int | None = None,
    last: int = EXCEL.rows,
) -> Kept:
    """The wanted rows with what people typed, each in the sheet row in which it stood before.

    most: so many rows find room, None for all; those in which a person did something stay, then those that come first.
    last: the last sheet row there is. delivered: keys written by earlier runs; one of them that is gone from the tab was
    deleted by a person and stays deleted. Rows no longer wanted stay while anything is typed in them; rows that a person
    marked or added stay. A contact that is done keeps what it said.
    """
    if standing is None or standing.found is None:
        return _first_of(wanted, len(wanted) if most is None else most)
    found, wrote, everything = standing.found, standing.rows, wanted
    before = _before(standing, found, table).drop(index=standing.totals or [], errors="ignore")
    before = keyed_rows(before, found, wrote, table)
    wanted = wanted.assign(_key=keys_of(wanted, table))
    if standing.shared:
        before, wrote = _shared(before, wanted, wrote, table)
    wanted = wanted[~wanted["_key"].isin(set(delivered) - set(before["_key"]))]
    # Without a memory of what was written, a row that nobody has done anything to counts as ours.
    memory = bool(delivered or standing.rows) or table.key == "settings"
    known = before["_key"].isin({*delivered, *standing.rows, *wanted["_key"]})
    own = before[~known & (before["_held"] | memory)]
    # Of rows with one key the one counts in which a person did something, then the one that they see.
    seen = before[known].assign(_seen=~before.index[known].isin(standing.hidden))
    first = seen.sort_values(["_held", "_seen"], ascending=False, kind="stable").drop_duplicates("_key")
    first = first.drop(columns="_seen")
    doubled = before[known & ~before.index.isin(first.index) & before["_held"]]
    leaving = first[~first["_key"].isin(wanted["_key"]) & first["_held"]]
    leaving = _with_words(leaving, table)
    fixed = len(own) + len(doubled) + len(leaving) + found.header_row - 1 - HEADING_ROW + bool(standing.totals)
    free = len(wanted) if most is None else most - fixed
    held = set(first.loc[first["_held"], "_key"])
    wanted, rest = _with_room(wanted, held, free)
    told = before[known & ~before.index.isin(doubled.index)]
    told = told[~_done(told, table)]
    over = in_list(told, pd.concat([wanted, leaving]), found, wrote, table)
    wanted = _as_done(_with_typed(wanted, first.set_index("_key"), table), first.set_index("_key"), table)
    others = [own.assign(_own=True), doubled.assign(_own=True), leaving]
    frame = pd.concat([wanted.assign(_own=False), *(each.assign(_frozen=True) for each in others)], ignore_index=True)
    kept = _placed(frame, before, standing, table, over)
    below = sum(row >= last for row in kept.rows)
    if below and not wanted["_key"].isin(held).all():  # gaps between the rows that people hold have pushed some out
        most = len(wanted) + fixed - below
        return keep(everything, standing, table, delivered=delivered, most=most, last=last)
    return replace(kept, rest=rest.drop(columns="_key")) if len(rest) else kept


def _first_of(wanted: pd.DataFrame, most: int) -> Kept:
    return Kept(wanted) if len(wanted) <= most else Kept(wanted.iloc[:most], rest=wanted.iloc[most:])


def _with_room(wanted: pd.DataFrame, held: Collection[str], most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that find room and the rest: first those that a person holds, then the others in their order."""
    if len(wanted) <= most:
        return wanted, wanted.iloc[:0]
    stays = wanted["_key"].isin(held)
    stays |= (~stays).cumsum() <= most - stays.sum()
    return wanted[stays], wanted[~stays]


def as_written(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a list that are ours, not those a person added."""
    return frame[~frame["_own"].astype(bool)] if "_own" in frame else frame


def _before(standing: Standing, found: Found, table: Table) -> pd.DataFrame:
    """The rows that stand in the tab: `_row` their sheet row, `_held` whether a person has done anything to them."""
    before, _ = stored_rows(found, table, whole=True)
    typed = [column.key for column in table.columns if column.owner == "person"]
    beside = beside_list(found, standing.cells, standing.formulas, standing.exact)
    held = before[typed].notna().any(axis=1) | beside.reindex(before.index, fill_value=False)
    held |= before.index.isin(standing.marked) | before.isna().all(axis=1)
    if table.gone:  # a row that stayed for what a person did there stays until they delete it
        held |= before[table.gone].isin(in_every_language(f"tabs.{table.key}_gone"))
    return before.assign(_row=before.index, _held=held)


def _shared(
    before: pd.DataFrame, wanted: pd.DataFrame, wrote: Mapping[str, str], table: Table
) -> tuple[pd.DataFrame, Mapping[str, str]]:
    """Every row stays where it is, and what we wrote there by the keys the rows have now.

    A contact of an earlier plan to which nobody has done anything serves the same customer's new one.
    """
    if table.key == "outreach":
        ours = (
            before["_key"].isin(wrote) if wrote else True
        )  # one that we do not know again may say what a person typed
        spare = before[~before["_held"] & ~before["_key"].isin(wanted["_key"]) & ours].drop_duplicates("customer")
        new = wanted[~wanted["_key"].isin(before["_key"])].drop_duplicates("customer").set_index("customer")["_key"]
        now = spare["customer"].map(new).dropna()
        wrote = {**wrote, **{now[at]: wrote[key] for at, key in spare.loc[now.index, "_key"].items() if key in wrote}}
        before = before.assign(_key=before["_key"].where(~before.index.isin(now.index), now.reindex(before.index)))
    return before.assign(_held=True), wrote


def _with_typed(wanted: pd.DataFrame, rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The wanted rows with where they stand and what a person typed there; `rows` by key."""
    here = wanted["_key"].isin(rows.index)
    for column in table.columns:
        if column.owner == "person":
            fresh = wanted[column.key] if column.key in wanted else pd.Series(None, index=wanted.index, dtype=object)
            old = wanted["_key"].map(rows[column.key])
            wanted = wanted.assign(**{column.key: old.where(here & (old.notna() | fresh.isna()), fresh)})
    held = wanted["_key"].map(rows["_held"]).fillna(False).astype(bool)
    return wanted.assign(_row=wanted["_key"].map(rows["_row"]), _held=held, _frozen=False)


def _done(rows: pd.DataFrame, table: Table) -> pd.Series:
    """Contacts that took place."""
    if table.key != "outreach":
        return pd.Series(False, index=rows.index)
    return rows["done"].notna() | rows["outcome"].notna()


def _as_done(wanted: pd.DataFrame, rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """A row of the plan that is done is a record: our columns stay as they were on the day of the call."""
    done = wanted["_key"].isin(rows.index[_done(rows, table)])
    if not done.any():
        return wanted
    for column in table.columns:
        if column.owner == "toolkit" and column.key in wanted:
            old = wanted["_key"].map(rows[column.key])
            fresh = wanted[column.key] if column.kind == "date" else wanted[column.key].astype(object)
            wanted[column.key] = fresh.where(~done, pd.to_datetime(old) if column.kind == "date" else old)
    return wanted.assign(_frozen=done)


def _with_words(leaving: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Rows that are no longer wanted say so, and have no rank any more; a contact that took place stays a record."""
    if not table.gone or not len(leaving):
        return leaving.assign(_own=False)
    words = leaving[table.gone].where(_done(leaving, table), say(f"tabs.{table.key}_gone"))
    said = leaving.assign(**{table.gone: words}, _own=False)
    return said.assign(rank=None) if "rank" in said else said


def _placed(frame: pd.DataFrame, before: pd.DataFrame, standing: Standing, table: Table, over: list[Line]) -> Kept:
    """The rows in the places that people left them in, and what that means for the cells of the tab."""
    found = standing.found
    assert found is not None  # `keep` has seen it
    ours = before[~before.index.isin(frame.loc[frame["_own"], "_row"])]
    frame = frame.assign(_row=_rows(frame, before, ours, standing, table))
    frame = frame.sort_values("_row", kind="stable").reset_index(drop=True)
    at = found.columns | _new_columns(frame, standing, found, table)
    columns = tuple(column for column in table.columns if column.key in at)
    emptied = set(ours["_row"]) - set(frame["_row"])
    last = max((*frame["_row"].astype(int), found.header_row + 1))
    patch = Patch(
        theirs=frozenset(at[c.key] for c in columns if c.owner == "person"),
        head=found.header_row - 1,
        frozen=_frozen(frame, at, table) | {(found.header_row - 1, col) for col in found.columns.values()},
        clear=frozenset((row - 1, col) for row in emptied for col in found.columns.values()),
        last_rows={f"winback_{table.key}": last - 1},
        headings={at[c.key]: c.heading for c in columns if c.key not in found.columns},
        totals=(standing.totals - 1, last) if standing.totals else None,
    )
    rows = tuple(int(row) - 1 for row in frame["_row"])
    cols = tuple(at[column.key] for column in columns)
    moved = found.header_row - 1 - HEADING_ROW
    kept = frame.drop(columns=["_key", "_held", "_row", "_frozen"], errors="ignore")
    return Kept(kept, columns, cols, rows, patch, tuple(over), moved)


def _rows(frame: pd.DataFrame, before: pd.DataFrame, ours: pd.DataFrame, standing: Standing, table: Table) -> list[int]:
    """The sheet row of each row: sorted as we would where nobody has done anything, else each where it stands."""
    found = standing.found
    assert found is not None  # `keep` has seen it
    untouched = not (before["_held"].any() or frame["_own"].any() or standing.hidden)
    if untouched and in_our_order(before, table):
        return list(range(found.header_row + 1, found.header_row + 1 + len(frame)))
    body = found.grid.below(found.header_row)
    # A row that is hidden stays hidden, so nobody else may come to stand in it, and nobody may leave it.
    free = set(ours["_row"]) - set(frame["_row"].dropna()) - standing.hidden
    taken = {*body.index[body.notna().any(axis=1)], *standing.marked, *standing.hidden} - free - {standing.totals}
    fixed = frame["_held"].fillna(True).astype(bool) | frame["_own"] | frame["_frozen"].astype(bool)
    fixed |= bool(standing.hidden)
    at = [None if pd.isna(row) else int(row) for row in frame["_row"]]
    return slots(at, movable=(~fixed).tolist(), free=free, taken=taken, last=max((*ours["_row"], found.header_row)))


def _new_columns(frame: pd.DataFrame, standing: Standing, found: Found, table: Table) -> dict[str, int]:
    """Columns that have something to say for the first time go to the right; one a person took out stays out."""
    fresh = [
        c.key
        for c in table.columns
        if standing.columns and c.key not in standing.columns and c.owner == "toolkit" and c.key not in found.columns
    ]
    body = found.grid.below(found.header_row - 1)
    right = max((at for at in body if body[at].notna().any()), default=-1) + 1
    said = [key for key in fresh if key in frame and frame[key].notna().any()]
    return {key: right + number for number, key in enumerate(said)}


def _frozen(frame: pd.DataFrame, at: Mapping[str, int], table: Table) -> frozenset[tuple[int, int]]:
    """The cells of rows that people added, and of rows that only say that they are no longer listed."""
    mine = {at[c.key] for c in table.columns if c.owner == "toolkit" and c.key in at}
    said = {at[key] for key in (table.gone, "rank") if key in at}
    own = frame["_own"].astype(bool)
    left = frame["_frozen"].astype(bool) & ~own
    cells = {(int(row) - 1, col) for row in frame.loc[own, "_row"] for col in mine}
    return frozenset(cells | {(int(row) - 1, col) for row in frame.loc[left, "_row"] for col in mine - said})

"""What people typed into our tabs stays with its row: keys match, leavers stay, deleted rows stay deleted."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.read.recognise import Found, plain
from winback_sheets.read.values import to_ids, to_numbers
from winback_sheets.tables import Column, Table

# Where a row says that it is no longer listed: table -> column, words.
LEAVERS = {
    "lost_customers": ("status", "no longer in your data"),
    "warning_signs": ("evidence", "the sign has cleared"),
    "outreach": ("purpose", "earlier plan"),
    "settings": ("meaning", "not a setting of this version"),
}


def stored(found: Found, table: Table) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """A tab of ours as it stands: our columns read by their kind, what people typed as it is, columns they added."""
    body = found.grid.below(found.header_row)
    frame = pd.DataFrame(index=body.index)
    for column in table.columns:
        position = found.columns.get(column.key)
        raw = body[position] if position in body else pd.Series(None, index=body.index, dtype=object)
        frame[column.key] = raw.astype(object) if column.owner == "person" else _read(raw, column)
    added = _added(found, table)
    for column, position in added.items():
        frame[column.key] = body[position].astype(object) if position in body else None
    frame = frame.where(frame.notna(), None)
    return frame[frame.notna().any(axis=1)].reset_index(drop=True), tuple(added)


def _read(raw: pd.Series, column: Column) -> pd.Series:
    if column.kind == "date":
        return to_dates(raw, prefer="day").values
    if column.kind in ("money", "count", "percent", "number"):
        return to_numbers(raw).values
    return to_ids(raw).values.astype(object)


def _added(found: Found, table: Table) -> dict[Column, int]:
    """Columns a person added to our tab, by their heading."""
    ours = {plain(column.heading) for column in table.columns}
    header = found.grid.top[found.header_row - 1]
    named = {at: str(cell).strip() for at, cell in enumerate(header) if isinstance(cell, str) and cell.strip()}
    return {
        Column(f"added:{text}", "text", "", text, "person", 18): at
        for at, text in named.items()
        if plain(text) not in ours
    }


def keys_of(frame: pd.DataFrame, table: Table) -> pd.Series:
    """One text a row that says which row it is, the same after any save: customer|2025-11-20."""
    parts = []
    for key in table.keys:
        values = frame[key]
        if table.column(key).kind == "date":
            parts.append(pd.to_datetime(values).dt.strftime("%Y-%m-%d").fillna(""))
        elif table.column(key).kind == "count":
            parts.append(pd.to_numeric(values, errors="coerce").fillna(0).astype(int).astype(str))
        else:
            parts.append(values.fillna("").astype(str))
    return pd.Series(["|".join(row) for row in zip(*parts, strict=True)], index=frame.index, dtype=object)


def keep(
    wanted: pd.DataFrame, found: Found | None, table: Table, *, delivered: Collection[str] = ()
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """The wanted rows with what people typed, in their order, and the columns they added.

    delivered: keys written by earlier runs; one of them that is gone from the tab was deleted by a person and stays
    deleted. Rows no longer wanted stay while anything is typed in them. A contact that is done keeps what it said.
    """
    if found is None:
        return wanted, ()
    before, added = stored(found, table)
    typed_in = [c.key for c in (*table.columns, *added) if c.owner == "person"]
    before["_key"], wanted = keys_of(before, table), wanted.assign(_key=keys_of(wanted, table))
    before["_typed"] = before[typed_in].notna().any(axis=1)
    deleted = set(delivered) - set(before["_key"])
    wanted = wanted[~wanted["_key"].isin(deleted)]
    rows = before.sort_values("_typed", ascending=False, kind="stable").drop_duplicates("_key").set_index("_key")
    for key in typed_in:
        fresh = wanted[key] if key in wanted else pd.Series(None, index=wanted.index, dtype=object)
        old = wanted["_key"].map(rows[key])
        wanted = wanted.assign(**{key: old.where(wanted["_key"].isin(rows.index), fresh)})
    wanted = _as_done(wanted, rows, table)
    merged = pd.concat([wanted, _leavers(before, wanted, table, delivered)], ignore_index=True)
    if before["_typed"].any():
        place = {key: number for number, key in enumerate(before["_key"])}
        merged = merged.loc[merged["_key"].map(place).fillna(len(place)).sort_values(kind="stable").index]
    return merged.drop(columns=["_key", "_typed"], errors="ignore").reset_index(drop=True), added


def _as_done(wanted: pd.DataFrame, rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """A row of the plan that is done is a record: our columns stay as they were on the day of the call."""
    if table.key != "outreach":
        return wanted
    done = wanted["_key"].isin(rows.index[rows["done"].notna() | rows["outcome"].notna()])
    for column in table.columns:
        if column.owner == "toolkit" and column.key in wanted and column.key in rows:
            old = wanted["_key"].map(rows[column.key])
            wanted[column.key] = (
                wanted[column.key].astype(object).where(~done, old)
                if column.kind != "date"
                else wanted[column.key].where(~done, pd.to_datetime(old))
            )
    return wanted


def _leavers(before: pd.DataFrame, wanted: pd.DataFrame, table: Table, delivered: Collection[str]) -> pd.DataFrame:
    """Rows with typed content that are no longer wanted, or that a person doubled."""
    spare = before["_key"].duplicated() | ~before["_key"].isin(wanted["_key"])
    left = before[spare & before["_typed"]].copy()
    column, words = LEAVERS.get(table.key, ("", ""))
    if column:
        done = left["done"].notna() | left["outcome"].notna() if table.key == "outreach" else False
        said = left["_key"].isin(set(delivered)).map({True: words, False: "added by hand"})
        left[column] = left[column].where(done, said) if table.key == "outreach" else said
        if "rank" in left:
            left["rank"] = None
    return left

"""A list of ours as it stands in a tab, read back by our columns' kinds."""

from __future__ import annotations

import pandas as pd

from winback_sheets.read.dates import to_dates
from winback_sheets.read.headings import normalise
from winback_sheets.read.recognise import Found
from winback_sheets.read.values import to_ids, to_numbers
from winback_sheets.schema.inputs import Column, Table


def stored_rows(found: Found, table: Table, *, whole: bool = False) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """A tab of ours as it stands: our columns read by their kind, what people typed as it is, columns they added.

    The index is the sheet row. whole: also rows in which nothing but words stand where we write numbers, or beside them.
    """
    body = found.grid.below(found.header_row)
    frame = pd.DataFrame(index=body.index)
    for column in table.columns:
        position = found.columns.get(column.key)
        raw = body[position] if position in body else pd.Series(None, index=body.index, dtype=object)
        frame[column.key] = raw.astype(object) if column.owner == "person" else _read(raw, column, found.grid.date1904)
    added = _added(found, table)
    for column, position in added.items():
        frame[column.key] = body[position].astype(object) if position in body else None
    frame = frame.where(frame.notna(), None)
    return frame[(body if whole else frame).notna().any(axis=1)], tuple(added)


def _read(raw: pd.Series, column: Column, date1904: bool) -> pd.Series:
    if column.kind == "date":
        return to_dates(raw, prefer="day", date1904=date1904).values
    if column.kind in ("money", "count", "percent", "number"):
        return to_numbers(raw).values
    return to_ids(raw).values.astype(object)


def _added(found: Found, table: Table) -> dict[Column, int]:
    """Columns a person added to our tab, by their heading."""
    ours = {normalise(column.heading) for column in table.columns}
    header = found.grid.top[found.header_row - 1]
    named = {at: str(cell).strip() for at, cell in enumerate(header) if isinstance(cell, str) and cell.strip()}
    return {
        Column(f"added:{text}", "text", "", text, "person", 18): at
        for at, text in named.items()
        if normalise(text) not in ours
    }

"""Which row of a list is which: by its key, and where that was deleted or typed over, by what we wrote beside it."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from winback_sheets.present.prints import list_prints, print_of, toolkit_columns
from winback_sheets.read.recognise import Found
from winback_sheets.schema.inputs import Column, Table

BETWEEN = "|"


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
    return pd.Series(
        [BETWEEN.join(row) for row in zip(*(part.tolist() for part in parts), strict=True)],
        index=frame.index,
        dtype=object,
    )


def keyed_rows(rows: pd.DataFrame, found: Found, wrote: Mapping[str, str], table: Table) -> pd.DataFrame:
    """The rows of a list as it stands with the key of each as `_key`; wrote: the prints of what we wrote, by key.

    A row whose key cannot be read is known by what we wrote beside it, and then says also what stood in a key's column
    that a person has deleted.
    """
    keys = keys_of(rows, table)
    again = pd.Series(keys_again(rows, keys, found, wrote, table), dtype=object)
    rows = rows.assign(_key=keys.where(~keys.index.isin(again.index), again))
    for number, key in enumerate(table.keys):
        if key not in found.columns and len(again):
            said = again.map(lambda text, at=number: text.rsplit(BETWEEN, len(table.keys) - 1)[at])
            rows[key] = _read(said.reindex(rows.index), table.column(key))
    return rows


def _read(texts: pd.Series, column: Column) -> pd.Series:
    """A part of keys as the values it was made from."""
    if column.kind == "date":
        return pd.to_datetime(texts, errors="coerce")
    if column.kind == "count":
        return pd.to_numeric(texts, errors="coerce")
    return texts.where(texts.notna() & (texts != ""), None)


def keys_again(
    rows: pd.DataFrame, keys: pd.Series, found: Found, wrote: Mapping[str, str], table: Table
) -> dict[int, str]:
    """The keys, by sheet row, of rows whose own key we never wrote, but nearly all that stands beside it."""
    columns = toolkit_columns(table)
    here = set(keys)
    missing = [key for key, text in wrote.items() if key not in here and len(text) == 4 * len(columns)]
    strange = rows[~keys.isin(wrote.keys())]
    if not missing or not len(strange):
        return {}
    left = [at for at, column in enumerate(columns) if column.key in found.columns]
    body = found.grid.below(found.header_row)
    stood = _matrix([wrote[key] for key in missing])[:, left]
    now = _matrix(stands(strange, found, body, columns))[:, left]
    every = _matrix([text for text in wrote.values() if len(text) == 4 * len(columns)])[:, left]
    parts = [left.index(at) for at in (columns.index(table.column(key)) for key in table.keys) if at in left]
    pairs = _same(stood, now, parts)
    pairs |= _nearly(stood, now, every, pairs)
    return {strange.index[row]: missing[at] for row, at in pairs.items()}


def _matrix(texts: Sequence[str]) -> np.ndarray:
    """The prints of rows as numbers, a column each."""
    return np.frombuffer(bytes.fromhex("".join(texts)), dtype=">u2").reshape(len(texts), -1)


def _same(stood: np.ndarray, now: np.ndarray, parts: Sequence[int]) -> dict[int, int]:
    """Rows that say what one of ours said, all of it or all but one part of its key; of equal ones the first is first."""
    pairs: dict[int, int] = {}
    for left_out in (None, *parts):
        kept = [at for at in range(stood.shape[1]) if at != left_out]
        free: defaultdict[bytes, deque[int]] = defaultdict(deque)
        taken = set(pairs.values())
        for at, line in enumerate(stood[:, kept]):
            if at not in taken and line.any():
                free[line.tobytes()].append(at)
        for row, line in enumerate(now[:, kept]):
            queue = free.get(line.tobytes()) if row not in pairs else None
            if queue:
                pairs[row] = queue.popleft()
    return pairs


def _nearly(stood: np.ndarray, now: np.ndarray, every: np.ndarray, known: Mapping[int, int]) -> dict[int, int]:
    """Other rows that say at least half of what one of ours said, and with it something that no other row of ours said."""
    taken = set(known.values())
    mine: list[dict[int, int]] = []
    for col in range(stood.shape[1]):
        count = Counter(every[:, col].tolist())
        mine.append({p: at for at, p in enumerate(stood[:, col].tolist()) if p and count[p] == 1 and at not in taken})
    likely = []
    for row in (row for row in range(len(now)) if row not in known):
        for at in {mine[col][p] for col, p in enumerate(now[row].tolist()) if p in mine[col]}:
            filled = stood[at] != 0
            same = int((filled & (stood[at] == now[row])).sum())
            if 2 * same >= int(filled.sum()):
                likely.append((-same, row, at))
    pairs: dict[int, int] = {}
    for _, row, at in sorted(likely):
        if row not in pairs and at not in taken:
            pairs[row] = at
            taken.add(at)
    return pairs


def stands(before: pd.DataFrame, found: Found, body: pd.DataFrame, columns: Sequence[Column]) -> list[str]:
    """The prints of the rows as they stand; what cannot be read as its column's kind has a print as well."""
    prints = list_prints(before, columns)
    for number, column in enumerate(columns):
        at = found.columns.get(column.key)
        if at is None or at not in body:
            continue
        odd = before[column.key].isna() & body[at].reindex(before.index).notna()
        for place in odd.to_numpy().nonzero()[0].tolist():
            raw = print_of(body.at[before.index[place], at])
            prints[place] = prints[place][: 4 * number] + raw + prints[place][4 * number + 4 :]
    return prints

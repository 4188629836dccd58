"""A new export against the ledger that is kept: which of its rows are there, which have changed, which are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.typed import Typed

# Of each table that grows from export to export: the number a row goes by, and what tells the lines of one number apart.
LINES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sales": (("order_id",), ("product", "date")),
    "subscriptions": (("contract_id",), ("start", "plan")),
    "payments": (("invoice",), ("issued", "due")),
    "order_lines": (("order_id",), ("product",)),
}
HEAD = ("order_id", "contract_id", "invoice", "customer", "date", "start", "issued")
MONEY = ("amount", "monthly_amount", "unit_price")


class Compared(NamedTuple):
    """Rows of an export by their sheet rows, blank ones and totals left out.

    there: those that the ledger has already. changed: sheet row in the export, number of the tab and sheet row there.
    new: all others.
    """

    there: pd.Index
    changed: pd.DataFrame
    new: pd.Index


def compared(new: Typed, kept: Sequence[Typed]) -> Compared:
    """Each row of an export is counted once: it is there where one alike is, as often as there are rows alike.

    A row under the number of an order that is there, for the same product and day, has changed; and so has the only row
    of an order whose day the export covers. Another row of that order, such as a refund, is new.
    """
    fresh = _values(new)
    left, there = fresh, fresh.index[:0]
    pairs: list[pd.DataFrame] = []
    rest: list[pd.DataFrame] = []
    for tab in kept:  # a row that is in one tab as it is has not changed in another
        old = _values(tab)
        same = _pairs(left, old, [key for key in left if key in old])
        there = there.append(pd.Index(same["new"]))
        left, old = left.drop(index=same["new"]), old.drop(index=same["old"])
        rest.append(old)
    for number, old in enumerate(rest):
        again = _again(left, old, new.found.table, fresh)
        pairs.append(again.assign(tab=number))
        left = left.drop(index=again["new"])
    changed = pd.concat(pairs, ignore_index=True) if pairs else pd.DataFrame({"new": [], "old": [], "tab": []})
    return Compared(there.sort_values(), changed, left.index)


def _values(tab: Typed) -> pd.DataFrame:
    """What each row says, in values that can be compared; a line below the first of its order says whose it is."""
    frame = tab.frame if tab.no_row is None else tab.frame[~tab.no_row]
    found = pd.DataFrame({key: _comparable(frame[key]) for key in frame}, index=frame.index)
    head = [key for key in HEAD if key in found]
    follows = (found[head] == "").all(axis=1)
    first = found[head].where(~follows).ffill()
    return found.assign(**{key: first[key].fillna("") for key in head})


def _comparable(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.astype("datetime64[ns]").astype("int64").astype(str).where(values.notna(), "")
    if pd.api.types.is_float_dtype(values.dtype):
        return values.round(4).astype(str).where(values.notna(), "")
    return values.astype(object).where(values.notna(), "").astype(str).str.strip().str.casefold()


def _pairs(new: pd.DataFrame, old: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Rows with the same values under these keys, the first with the first and so on: sheet rows `new` and `old`."""
    nothing = pd.DataFrame({"new": [], "old": []}, dtype=int)
    if not (len(keys) and len(new) and len(old)):
        return nothing
    both = pd.concat([new[[*keys]], old[[*keys]]], keys=("new", "old"), names=("side", "row"))
    alike = both.groupby([*keys], sort=False).ngroup()
    marked = pd.DataFrame({"alike": alike.to_numpy(), "side": alike.index.get_level_values("side")})
    marked["place"] = marked.groupby(["side", "alike"]).cumcount()
    marked["row"] = alike.index.get_level_values("row")
    halves = {side: part.drop(columns="side") for side, part in marked.groupby("side")}
    met = halves["new"].merge(halves["old"], on=["alike", "place"], suffixes=("_new", "_old"))
    return met.rename(columns={"row_new": "new", "row_old": "old"})[["new", "old"]]


def _again(new: pd.DataFrame, old: pd.DataFrame, table: str, fresh: pd.DataFrame) -> pd.DataFrame:
    """Rows of which the ledger has an earlier state."""
    number, apart = LINES.get(table, ((), ()))
    if not (number and all(key in new and key in old for key in number)):
        if not (table == "subscriptions" and all(key in new and key in old for key in ("customer", "start"))):
            return _pairs(new, old, [])
        number = ("customer", "start")  # a contract without a number is known by whose it is and when it began
    lines = [*number, *(key for key in apart if key in new and key in old and key not in number)]
    mine, theirs = (frame[(frame[[*number]] != "").all(axis=1)] for frame in (new, old))
    found = _pairs(mine, theirs, lines)
    mine, theirs = mine.drop(index=found["new"]), theirs.drop(index=found["old"])
    once = [*number]
    moved = _pairs(mine.drop_duplicates(once, keep=False), theirs.drop_duplicates(once, keep=False), once)
    kept = _covered(old, moved["old"], fresh) & (_sign(new, moved["new"]) == _sign(old, moved["old"]))
    return pd.concat([found, moved[kept]], ignore_index=True)


def _covered(old: pd.DataFrame, rows: pd.Series, fresh: pd.DataFrame) -> np.ndarray:
    """Whether the days of these rows lie within those of the export; without days none does."""
    if "date" not in old or "date" not in fresh:
        return np.zeros(len(rows), dtype=bool)
    days = pd.to_numeric(fresh["date"], errors="coerce")
    were = pd.to_numeric(old.loc[rows, "date"], errors="coerce")
    return np.asarray(were.between(days.min(), days.max()), dtype=bool)


def _sign(frame: pd.DataFrame, rows: pd.Series) -> np.ndarray:
    """Whether money goes back in these rows."""
    key = next((key for key in MONEY if key in frame), None)
    if key is None:
        return np.zeros(len(rows), dtype=bool)
    return np.asarray(pd.to_numeric(frame.loc[rows, key], errors="coerce") < 0, dtype=bool)

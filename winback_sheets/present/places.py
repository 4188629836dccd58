"""Which sheet row each row of a list goes to, in a tab where people have typed, coloured or sorted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from winback_sheets.schema.inputs import Table


def in_our_order(before: pd.DataFrame, table: Table) -> bool:
    """Whether the rows still stand as we sorted them: by rank, or the most money first."""
    if "rank" in {column.key for column in table.columns}:
        return bool(pd.to_numeric(before["rank"], errors="coerce").dropna().is_monotonic_increasing)
    if table.key == "segments":
        return bool(pd.to_numeric(before["mrr"], errors="coerce").dropna().is_monotonic_decreasing)
    return False


def slots(
    rows: Sequence[int | None], *, movable: Sequence[bool], free: Collection[int], taken: Collection[int], last: int
) -> list[int]:
    """A sheet row for every row of a list.

    rows: where each stands now, None for a new one. movable: nobody has done anything to it. free: rows of ours that
    hold nothing any more; new rows go there first, then below `last`, around rows that are taken; what is still free is
    filled from the bottom, so that no gap is left.

    >>> slots([6, None, 9, None], movable=[True] * 4, free=[7], taken={6, 9, 10}, last=9)
    [6, 7, 9, 11]
    >>> slots([6, 9], movable=[False, True], free=[7, 8], taken={6, 9}, last=9)
    [6, 7]
    """
    found = list(rows)
    spare, new = sorted(free), [number for number, row in enumerate(rows) if row is None]
    for number, row in zip(new, spare, strict=False):
        found[number] = row
    below = last + 1
    for number in new[len(spare) :]:
        while below in taken:
            below += 1
        found[number], below = below, below + 1
    bottom = sorted((row, number) for number, row in enumerate(rows) if row is not None and movable[number])
    for row in spare[len(new) :]:
        if not bottom or bottom[-1][0] < row:
            break
        found[bottom.pop()[1]] = row
    return [row for row in found if row is not None]

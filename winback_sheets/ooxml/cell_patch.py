"""Which cells of a tab are ours to write, where a person has worked in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Patch:
    """How our cells go into a tab that a person has worked in: one by one, all else on the tab stays. 0-based.

    theirs: columns that people fill below the row `head`; written only where they are blank. frozen: cells that are not
    written.
    clear: cells of ours that hold nothing any more. last_rows: the last row of a table, by the table's name. headings:
    of columns that are new at a table's right. totals: where the row of totals stood that a person has switched on, and
    where it stands now.
    """

    theirs: frozenset[int] = frozenset()
    head: int = 0
    frozen: frozenset[tuple[int, int]] = frozenset()
    clear: frozenset[tuple[int, int]] = frozenset()
    last_rows: dict[str, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    totals: tuple[int, int] | None = None

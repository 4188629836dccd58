"""The exports of popular programs: by which headings each is known, what its columns are, and which rows are sales.

What stands here only settles what the evidence of the cells leaves open; with EXPORTS emptied every file must still be
read right or be asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Export(NamedTuple):
    """One report of one program. Headings stand with | between them and are compared as `normalise` does.

    headings: all of them stand in the heading row of this report and of no other. table: the key of the input table that
    it is, blank where it cannot be one. columns: of a column's key the headings that it may have, best first. counts: the
    statuses (or kinds of document) that are sales, all others are none; blank: the words of `schema/words.py` decide.
    lines: how an order of several lines continues: its figures stand on the first line only, or on every line.
    lacks: the key of the sentence, where the report cannot be reviewed, that says why and which to take instead.
    """

    key: str
    program: str
    headings: str
    table: str
    columns: Mapping[str, str] = {}
    counts: str = ""
    lines: Literal["", "first_only", "every"] = ""
    lacks: str = ""


EXPORTS: tuple[Export, ...] = ()

"""What a cell of any spreadsheet may hold besides numbers and words: nothing, an error, a day as a number."""

from __future__ import annotations

import datetime

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
DAY_0, DAY_0_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing; a number that is none counts as nothing.

    >>> is_blank("  "), is_blank(0)
    (True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip()) or (isinstance(cell, float) and cell != cell)


def serial(day: datetime.date) -> int:
    """The number that a spreadsheet keeps for a day (1900 system).

    >>> serial(datetime.date(2026, 10, 31))
    46326
    """
    return (day - DAY_0).days

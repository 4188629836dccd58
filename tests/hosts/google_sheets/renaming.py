"""A renamed tab keeps its place in formulas."""

from __future__ import annotations

import re

from hosts.google_sheets.a1 import quoted_title
from hosts.google_sheets.cells import Cell

TAB = re.compile(r"""("(?:[^"]|"")*")|('(?:[^']|'')+'|[^\W\d]\w*)!""")


def renamed(cell: Cell | None, old: str, new: str) -> Cell | None:
    """A cell whose formula names the tab by its new title.

    >>> renamed(Cell(formula="=Sheet1!A1&'Sheet1'!B2&\\"Sheet1!\\""), "Sheet1", "my tab").formula
    '=\\'my tab\\'!A1&\\'my tab\\'!B2&"Sheet1!"'
    """
    if cell is None or not cell.formula:
        return cell

    def one(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        title = found[2][1:-1].replace("''", "'") if found[2].startswith("'") else found[2]
        return (quoted_title(new) if title.casefold() == old.casefold() else found[2]) + "!"

    return cell._replace(formula=TAB.sub(one, cell.formula))

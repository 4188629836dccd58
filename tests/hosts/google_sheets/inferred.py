"""The number format a formula brings along where none was set: of dates, and of the cell it points to."""

from __future__ import annotations

import re
from typing import Any

from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cells import Cell
from hosts.google_sheets.formulas import box_in, lookup

JSON = dict[str, Any]
DATED = re.compile(r"=\s*(DATE|TODAY|NOW)\s*\([^()]*\)(?:\s*[-+]\s*\d+)?\s*", re.IGNORECASE)
DEEPEST = 50


def numbers(book: Book, tab: Tab, cell: Cell, depth: int = 0) -> JSON | None:
    """The number format a cell is shown with: its own, or what its formula brings along."""
    if cell.numbers or not cell.formula or depth > DEEPEST:
        return cell.numbers
    dated = DATED.fullmatch(cell.formula)
    if dated:
        return {"type": "DATE_TIME" if dated[1].upper() == "NOW" else "DATE"}
    title, found = lookup(cell.formula[1:].strip())
    target = tab if title is None else book.titled(title)
    box = box_in(target.id, cell.formula[1:].strip()) if target and found else None
    if target is None or box is None or box.bottom != box.top + 1 or box.right != box.left + 1:
        return None
    return numbers(book, target, target.cell(box.top, box.left), depth + 1)

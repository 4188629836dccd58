"""Links of our pages as Google takes them: a text with an address, no formula with a person's data in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from winback_sheets.present.page import Cell, Page
from winback_sheets.present.prints import cell_prints, pack_prints
from winback_sheets.present.state import CELLS

HYPERLINK = re.compile(r'=HYPERLINK\("([^"]*)","([^"]*)"\)')


def link_pages(pages: Sequence[Page]) -> list[Page]:
    """The pages with links instead of HYPERLINK formulas, and our memory of what those cells say with them."""
    made = [replace(page, cells=tuple(map(_linked, page.cells))) for page in pages]
    changed = [new for old, new in zip(pages, made, strict=True) if old.cells != new.cells]
    return [_remembered(page, changed) if page.key == "state" else page for page in made]


def _linked(cell: Cell) -> Cell:
    match = HYPERLINK.fullmatch(cell.formula)
    return replace(cell, formula="", value=match[2], link=match[1]) if match else cell


def _remembered(state: Page, changed: Sequence[Page]) -> Page:
    """The page of our memory with the prints of these pages made anew."""
    listed = state.lists[0]
    names = [CELLS + page.key for page in changed]
    kept = listed.frame[~listed.frame["tab"].isin(names)]
    lines = [(CELLS + page.key, row, text) for page in changed for row, text in pack_prints(cell_prints(page)).items()]
    frame = pd.concat([kept, pd.DataFrame(lines, columns=["tab", "key", "written"])], ignore_index=True)
    return replace(state, lists=(replace(listed, frame=frame),))

"""The pages of the demo workbook's review, as Excel and as a Google Sheet get them, and a few made by hand."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from winback_sheets.hosts.google_sheets.layout import NewTab, new_tab
from winback_sheets.hosts.google_sheets.linked import link_pages
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.present.page import Cell, Listing, Page, heading
from winback_sheets.present.reports import keys
from winback_sheets.schema.results import OUTREACH

DEMO = Path(__file__).resolve().parents[3] / "workbooks" / "winback-demo.xlsx"
RUN_DAY = pd.Timestamp("2026-11-21")
KEYS = tuple(key for key in keys() if key != "settings")  # the demo has a Settings tab of its own


@functools.cache
def as_reviewed() -> tuple[Page, ...]:
    """All pages of one review of the demo, as Excel gets them; contracts and a shop side by side."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.xlsx"
        path.write_bytes(DEMO.read_bytes())
        return tuple(review_file(path, run_day=RUN_DAY, dry_run=True).pages)


@functools.cache
def pages() -> tuple[Page, ...]:
    return tuple(link_pages(as_reviewed()))


def page(key: str) -> Page:
    return next(each for each in pages() if each.key == key)


@functools.cache
def ids() -> dict[str, int]:
    return {each.name: 100 + number for number, each in enumerate(pages())}


def made(wanted: Page | str, *, rtl: bool = False, comma: bool = False, sheet_id: int = 7) -> NewTab:
    wanted = page(wanted) if isinstance(wanted, str) else wanted
    return new_tab(wanted, sheet_id, title=wanted.name, rtl=rtl, comma=comma, ids=ids())


def outreach(*rows: dict[str, Any], without: tuple[str, ...] = ()) -> Page:
    """An Outreach tab with these rows; what a row does not say is blank."""
    columns = tuple(column for column in OUTREACH.columns if column.key not in without)
    frame = pd.DataFrame(list(rows)).reindex(columns=[column.key for column in columns])
    cells: tuple[Cell, ...] = heading(OUTREACH.title, "As of today", OUTREACH.meaning)
    return Page(
        "outreach", OUTREACH.title, True, cells, (Listing(4, 0, columns, frame, "winback_outreach"),), freeze=(5, 5)
    )

"""The row-level tabs as pages: Outreach, Lost customers, Warning signs, Segments, Settings, history and our own notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from winback_sheets.findings import Review
from winback_sheets.present import facts, rows, sentences
from winback_sheets.present.keep import Kept, Standing, as_written, keep
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, heading
from winback_sheets.schema.inputs import SETTINGS, Column, Table
from winback_sheets.schema.results import HISTORY, LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS
from winback_sheets.schema.settings import SETTING_LINES

# Columns left out where nobody has anything to put there; a person's own columns always stay.
OPTIONAL = (
    "name",
    "phone",
    "caller",
    "reason",
    "likelihood",
    "mrr",
    "priority",
    "tier",
    "last_purchase",
    "r",
    "f",
    "m",
    "recency",
    "frequency",
    "monetary",
    "segment",
)

Stored = Mapping[str, Standing]
Delivered = Mapping[str, frozenset[str]]


def listing(table: Table, kept: Kept) -> Listing:
    """The rows as a table of this kind; optional columns without a single value are left out.

    In a tab that a person has worked in, the columns and rows are where they left them.
    """
    frame = kept.frame
    columns = kept.columns or tuple(c for c in table.columns if not _idle(c, frame))
    at = HEADING_ROW + kept.moved
    return Listing(at, 0, columns, frame, f"winback_{table.key}", cols=kept.cols, rows=kept.rows)


def _idle(column: Column, frame: pd.DataFrame) -> bool:
    """Whether an optional column has nothing to say."""
    said = column.key in frame and frame[column.key].notna().any()
    return column.owner == "toolkit" and column.key in OPTIONAL and not said


def _page(table: Table, review: Review, kept: Kept, *, freeze: int, note: str = "") -> Page | None:
    if not len(kept.frame) and kept.patch is None:
        return None
    cells = heading(table.title, sentences.context(review), f"{table.meaning} {note}".strip())
    return Page(
        table.key,
        table.title,
        cells=tuple(replace(cell, row=cell.row + kept.moved) for cell in cells),
        lists=(listing(table, kept),),
        freeze=(HEADING_ROW + 1, freeze),
        patch=kept.patch,
        over=kept.over,
    )


def outreach(review: Review, stored: Stored, delivered: Delivered) -> Page | None:
    kept = keep(rows.outreach(review), stored.get("outreach"), OUTREACH, delivered=delivered.get("outreach", ()))
    hours = float(review.book.settings["weekly hours"] or 0)
    note = f"Yellow columns are yours to fill. Within {hours:g} hours a week; nothing is sent by itself."
    return _page(OUTREACH, review, kept, freeze=5, note=note)


def lost_customers(review: Review, stored: Stored, delivered: Delivered) -> Page | None:
    kept = keep(
        rows.lost_customers(review),
        stored.get("lost_customers"),
        LOST_CUSTOMERS,
        delivered=delivered.get("lost_customers", ()),
    )
    removed = len(review.lost) - len(_listed(kept.frame))
    note = facts.capacity(review) + (f" Removed by hand: {removed:,} (still counted in Churn)." if removed > 0 else "")
    return _page(LOST_CUSTOMERS, review, kept, freeze=2, note=note)


def _listed(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the register that the review counts."""
    ours = as_written(frame)
    return ours[ours["status"] != "no longer in your data"]


def warning_signs(review: Review, stored: Stored, delivered: Delivered) -> Page | None:
    kept = keep(
        rows.warning_signs(review),
        stored.get("warning_signs"),
        WARNING_SIGNS,
        delivered=delivered.get("warning_signs", ()),
    )
    note = (
        f"{review.tested:,} customers were looked at; at most 1 in 10 of these alarms should be false."
        if review.tested
        else ""
    )
    return _page(WARNING_SIGNS, review, kept, freeze=2, note=note)


SUMMARY = (
    Column("segment", "text", "", "Segment", "toolkit", 16),
    Column("customers", "count", "", "Customers", "toolkit", 10),
    Column("monetary", "money", "", "Money in all", "toolkit", 13),
    Column("share", "percent", "", "Share of money", "toolkit", 9),
)


def segments(review: Review, stored: Stored) -> Page | None:
    """Every customer; beside the list the segments in sum, and what the owner's own past says of two rules of thumb."""
    kept = keep(rows.segments(review), stored.get("segments"), SEGMENTS)
    page = _page(SEGMENTS, review, kept, freeze=1)
    if page is None or "segment" not in page.lists[0].frame:
        return page
    listed, top = page.lists[0], page.lists[0].row
    right = max(listed.columns_at()) + 2
    table = facts.segment_counts(listed.frame[listed.frame["segment"].notna()])
    columns = SUMMARY if table["share"].notna().any() else SUMMARY[:2]
    letter = xl_col_to_name(right + 2)
    first, last = top + 2, top + 1 + len(table)
    share = {"share": f"={{monetary}}/SUM(${letter}${first}:${letter}${last})"}
    summed = Listing(top, right, columns, table, "winback_segment_sums", share if len(columns) > 2 else {})
    lines = [Cell(last + 1 + at, right, text, "plain") for at, text in enumerate(facts.customer_facts(review))]
    return replace(page, lists=(*page.lists, summed), cells=(*page.cells, *lines))


def settings(review: Review, stored: Stored) -> Page:
    """Every setting, with what a person chose; the lapse window is written once and then kept."""
    chosen = {"lapse window": review.window} if review.window else {}
    why = {"lapse window": f"; {sentences.rule(review)}" if review.window else ""}
    standing = stored.get("settings")
    said = _settings_texts(standing)
    frame = pd.DataFrame(
        {
            "key": [line.key for line in SETTING_LINES],
            "value": [chosen.get(line.key) for line in SETTING_LINES],
            "meaning": [said.get(line.key) or line.meaning + why.get(line.key, "") for line in SETTING_LINES],
            "default": [line.default for line in SETTING_LINES],
        }
    )
    kept = keep(frame, standing, SETTINGS)
    cells = heading(SETTINGS.title, "Change the yellow cells; the next review follows.", SETTINGS.meaning)
    moved = tuple(replace(cell, row=cell.row + kept.moved) for cell in cells)
    return Page(
        "settings",
        SETTINGS.title,
        cells=moved,
        lists=(listing(SETTINGS, kept),),
        freeze=(HEADING_ROW + 1, 1),
        patch=kept.patch,
        over=kept.over,
    )


def _settings_texts(standing: Standing | None) -> dict[str, str]:
    """What stands beside each setting: the sentence about the lapse window was true when it was chosen."""
    found = standing.found if standing else None
    if found is None or not {"key", "meaning"} <= found.columns.keys():
        return {}
    body = found.grid.below(found.header_row)
    keys, texts = (body[found.columns[key]].tolist() for key in ("key", "meaning"))
    return {str(key).strip(): text for key, text in zip(keys, texts, strict=True) if isinstance(text, str)}


def history(review: Review, recorded: pd.DataFrame | None, stored: Stored) -> Page | None:
    kept = keep(rows.history(review, recorded), stored.get("history"), HISTORY)
    page = _page(HISTORY, review, kept, freeze=2)
    return page and replace(page, hidden=True)

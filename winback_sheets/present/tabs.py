"""The row-level tabs as pages: Outreach, Lost customers, Warning signs, Segments, Settings, history and our own notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from winback_sheets.present import facts, rows, sentences
from winback_sheets.present.keep import keep, keys_of
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, heading
from winback_sheets.read.recognise import Found
from winback_sheets.result_tables import HISTORY, LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS
from winback_sheets.reviewed import Review
from winback_sheets.tables import SETTING_LINES, SETTINGS, Column, Table

# Columns left out where nobody has anything to put there; a person's own columns always stay.
OPTIONAL = (
    "name",
    "phone",
    "caller",
    "reason",
    "likelihood",
    "money_a_month",
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

Stored = Mapping[str, Found]
Delivered = Mapping[str, frozenset[str]]


def listing(table: Table, frame: pd.DataFrame, added: tuple[Column, ...] = (), *, row: int = HEADING_ROW) -> Listing:
    """The frame as a table of this kind; optional columns without a single value are left out."""
    columns = [
        c
        for c in table.columns
        if not (c.owner == "toolkit" and c.key in OPTIONAL and (c.key not in frame or frame[c.key].isna().all()))
    ]
    return Listing(row, 0, (*columns, *added), frame, f"winback_{table.key}")


def _page(
    table: Table,
    review: Review,
    frame: pd.DataFrame,
    added: tuple[Column, ...],
    *,
    front: bool,
    freeze: int,
    note: str = "",
) -> Page | None:
    if not len(frame):
        return None
    cells = list(heading(table.title, sentences.context(review), f"{table.meaning} {note}".strip()))
    return Page(
        table.key,
        table.title,
        front,
        tuple(cells),
        (listing(table, frame, added),),
        freeze=(HEADING_ROW + 1, freeze),
    )


def outreach(review: Review, stored: Stored, delivered: Delivered) -> Page | None:
    frame, added = keep(
        rows.outreach(review), stored.get("outreach"), OUTREACH, delivered=_of_cycle(delivered, review.cycle)
    )
    hours = float(review.book.settings["weekly hours"] or 0)
    note = f"Yellow columns are yours to fill. Within {hours:g} hours a week; nothing is sent by itself."
    return _page(OUTREACH, review, frame, added, front=True, freeze=5, note=note)


def _of_cycle(delivered: Delivered, cycle: str) -> frozenset[str]:
    return frozenset(key for key in delivered.get("outreach", ()) if f"|{cycle}|" in key)


def lost_customers(review: Review, stored: Stored, delivered: Delivered) -> Page | None:
    frame, added = keep(
        rows.lost_customers(review),
        stored.get("lost_customers"),
        LOST_CUSTOMERS,
        delivered=delivered.get("lost_customers", ()),
    )
    removed = len(review.lost) - len(frame[frame["status"] != "no longer in your data"])
    note = facts.capacity(review) + (f" Removed by hand: {removed:,} (still counted in Churn)." if removed > 0 else "")
    return _page(LOST_CUSTOMERS, review, frame, added, front=True, freeze=2, note=note)


def warning_signs(review: Review, stored: Stored, delivered: Delivered) -> Page | None:
    frame, added = keep(
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
    return _page(WARNING_SIGNS, review, frame, added, front=True, freeze=2, note=note)


SUMMARY = (
    Column("segment", "text", "", "Segment", "toolkit", 16),
    Column("customers", "count", "", "Customers", "toolkit", 10),
    Column("monetary", "money", "", "Money in all", "toolkit", 13),
    Column("share", "percent", "", "Share of money", "toolkit", 9),
)


def segments(review: Review) -> Page | None:
    """Every customer; beside the list the segments in sum, and what the owner's own past says of two rules of thumb."""
    page = _page(SEGMENTS, review, rows.segments(review), (), front=False, freeze=1)
    if page is None or "segment" not in page.lists[0].frame:
        return page
    frame, right = page.lists[0].frame, len(page.lists[0].columns) + 1
    table = facts.segment_counts(frame[frame["segment"].notna()])
    columns = SUMMARY if table["share"].notna().any() else SUMMARY[:2]
    letter = xl_col_to_name(right + 2)
    first, last = HEADING_ROW + 2, HEADING_ROW + 1 + len(table)
    share = {"share": f"={{monetary}}/SUM(${letter}${first}:${letter}${last})"}
    summed = Listing(HEADING_ROW, right, columns, table, "winback_segment_sums", share if len(columns) > 2 else {})
    lines = [Cell(last + 1 + at, right, text, "plain") for at, text in enumerate(facts.customer_facts(review))]
    return replace(page, lists=(*page.lists, summed), cells=(*page.cells, *lines))


def settings(review: Review, stored: Stored) -> Page:
    """Every setting, with what a person chose; the lapse window is written once and then kept."""
    chosen = {"lapse window": review.window} if review.window else {}
    why = {"lapse window": f"; {sentences.rule(review)}" if review.window else ""}
    frame = pd.DataFrame(
        {
            "key": [line.key for line in SETTING_LINES],
            "value": [chosen.get(line.key) for line in SETTING_LINES],
            "meaning": [line.meaning + why.get(line.key, "") for line in SETTING_LINES],
            "default": [line.default for line in SETTING_LINES],
        }
    )
    found = stored.get("settings")
    if found is not None:
        texts = {str(k).strip(): m for k, m in zip(*_settings_texts(found), strict=True)}
        frame["meaning"] = [
            texts.get(key) or meaning for key, meaning in zip(frame["key"], frame["meaning"], strict=True)
        ]
        frame, _ = keep(frame, found, SETTINGS)
        blank = frame["value"].isna()
        frame.loc[blank, "value"] = frame.loc[blank, "key"].map(chosen)
    cells = heading(SETTINGS.title, "Change the yellow cells; the next review follows.", SETTINGS.meaning)
    return Page(
        "settings",
        SETTINGS.title,
        False,
        cells,
        (Listing(HEADING_ROW, 0, SETTINGS.columns, frame, "winback_settings"),),
        freeze=(HEADING_ROW + 1, 1),
    )


def _settings_texts(found: Found) -> tuple[list, list]:
    body = found.grid.below(found.header_row)
    return body[found.columns["key"]].tolist(), body[
        found.columns["meaning"]
    ].tolist() if "meaning" in found.columns else [None] * len(body)


def history(review: Review, recorded: pd.DataFrame | None) -> Page | None:
    return _page(HISTORY, review, rows.history(review, recorded), (), front=False, freeze=2)


STATE = Table(
    "state",
    "_winback",
    "What earlier reviews wrote, so that a deleted row stays deleted.",
    (Column("tab", "text", "", "tab", "toolkit", 20), Column("key", "text", "", "key", "toolkit", 50)),
)


def state(review: Review, pages: list[Page], delivered: Delivered) -> Page:
    """Our own memory, hidden: which rows were ever delivered, and the window in use."""
    parts = []
    for page in pages:
        table = {"outreach": OUTREACH, "lost_customers": LOST_CUSTOMERS, "warning_signs": WARNING_SIGNS}.get(page.key)
        if table is not None:
            keys = set(keys_of(page.lists[0].frame, table)) | set(delivered.get(page.key, ()))
            parts.append(pd.DataFrame({"tab": page.key, "key": sorted(keys)}))
    if review.window:
        parts.append(pd.DataFrame({"tab": ["lapse window"], "key": [str(review.window)]}))
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"tab": [], "key": []})
    listed = Listing(HEADING_ROW, 0, STATE.columns, frame, "winback_state")
    return Page("state", STATE.title, False, (Cell(0, 0, STATE.meaning),), (listed,), very_hidden=True)

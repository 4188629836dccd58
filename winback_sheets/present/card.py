"""Customer card: pick a name, and everything known about them stands below, by formulas over Segments."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.page import Cell, Choice, Listing, Page, heading
from winback_sheets.present.words import say
from winback_sheets.schema.results import CUSTOMER_CARD, LOST_CUSTOMERS, OUTREACH, WARNING_SIGNS

PICK = (4, 1)
CARD_STYLES = {"date": "date", "money": "card_money", "count": "card_count", "percent": "card_percent"}
# What other tabs say about a customer, from the first row that names them.
LOOKED_UP = (
    (LOST_CUSTOMERS, ("lost_on", "status", "decision", "why", "reason", "notes")),
    (WARNING_SIGNS, ("sign", "evidence", "response", "notes")),
    (OUTREACH, ("date", "phone", "why_now", "opening_line", "outcome", "stated_reason", "notes")),
)


def customer_card(review: Review, lists: Mapping[str, Listing], *, picked: str | None = None) -> Page | None:
    """A card for one customer; `picked` is the name somebody chose in it earlier. None without customers.

    lists: what other tabs list, by their keys.
    """
    segments = lists.get("segments")
    if segments is None:
        return None
    frame = segments.frame
    first, last = _rows(segments)
    who = _letter(segments, "customer")
    names = frame["customer"].astype(str)
    lost = lists["lost_customers"].frame["customer"] if "lost_customers" in lists else names
    known = set(names)
    first_lost = next((who for who in lost.astype(str) if who in known), names.iloc[0])
    name = picked if picked is not None and picked in known else str(first_lost)
    row = frame[names == name].iloc[0]
    cells = [
        *heading(
            CUSTOMER_CARD.title,
            sentences.context(review),
            say("card.pick"),
        ),
        Cell(PICK[0], 0, say("card.customer"), "text"),
        Cell(PICK[0], 1, name, "typed_cell"),
    ]
    at = 6
    for column in segments.columns:
        if column.key == "customer":
            continue
        letter = _letter(segments, column.key)
        match = f"MATCH($B$5,Segments!${who}${first}:${who}${last},0)"
        found = f"INDEX(Segments!${letter}${first}:${letter}${last},{match})"
        style = CARD_STYLES.get(column.kind, "wrapped" if column.width >= 28 else "text")
        value = row[column.key]
        cells += [
            Cell(at, 0, column.heading, "text"),
            Cell(
                at,
                1,
                _stored(value),
                style if style == "wrapped" or not _blank(value) else "text",
                formula=f'=IFERROR(IF({found}="","",{found}),"")',
            ),
        ]
        at += 1
    at = _looked_up(lists, name, cells, at + 1)
    cells.append(Cell(at + 1, 0, say("card.rows_behind", name=name), "context"))
    source = f"=Segments!${who}${first}:${who}${last}"
    return Page(
        "customer_card",
        CUSTOMER_CARD.title,
        cells=tuple(cells),
        choices=(Choice(*PICK, source),),
        widths={0: 24, 1: 100},
        one_page=True,
    )


def _looked_up(lists: Mapping[str, Listing], name: str, cells: list[Cell], at: int) -> int:
    """What the register and the warning signs say about the customer (the first row that names them)."""
    for table, keys in LOOKED_UP:
        listing = lists.get(table.key)
        if listing is None:
            continue
        cells.append(Cell(at, 0, table.title, "section", across=2))
        at += 1
        first, last = _rows(listing)
        here = {column.key: column for column in listing.columns}
        who = _letter(listing, "customer")
        rows = listing.frame[listing.frame["customer"].astype(str) == name]
        names = f"'{table.title}'!${who}${first}:${who}${last}"
        for key in keys:
            if key not in here:
                continue
            letter = _letter(listing, key)
            found = f"INDEX('{table.title}'!${letter}${first}:${letter}${last},MATCH($B$5,{names},0))"
            value = rows[key].iloc[0] if len(rows) and key in rows else None
            style = "date" if here[key].kind == "date" and not _blank(value) else "wrapped"
            cells += [
                Cell(at, 0, here[key].heading, "text"),
                Cell(at, 1, _stored(value), style, formula=f'=IFERROR(IF({found}="","",{found}),"")'),
            ]
            at += 1
        at += 1
    return at


def _rows(listing: Listing) -> tuple[int, int]:
    """The first and last sheet row of a list."""
    rows = listing.rows_at()
    return min(rows) + 1, max(rows) + 1


def _letter(listing: Listing, key: str) -> str:
    """The letter of a column of a list; blank for one it lacks."""
    at = next((number for number, column in enumerate(listing.columns) if column.key == key), None)
    return "" if at is None else xl_col_to_name(listing.columns_at()[at])


def _blank(value: object) -> bool:
    return value is None or bool(pd.isna(value))


def _stored(value: object) -> object:
    """A formula's stored value; a date as its serial number."""
    if _blank(value):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return (value - pd.Timestamp("1899-12-30")).days
    return value if isinstance(value, (str, int, float)) else float(value)  # type: ignore[arg-type]

"""Filter views of Outreach: what each caller still has to do, with a link that opens it.

A view of ours is known by its number, which follows from the tab and the view's title. Views that people made, copied
or renamed have another number or title and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from winback_sheets.present.page import Listing, Page
from winback_sheets.present.words import in_every_language, say

from .anchors import VIEW, create_anchor, remove_anchor
from .charts import own_id
from .rules import area

Json = dict[str, Any]
# Ticked, or typed by hand: such rows are done. A row with any other word, as "no", stays in view.
DONE = ["yes", "Yes", "YES", "x", "TRUE"]
WHO = ("customer", "name", "number", "why_now")  # what is filled in every row of the plan, the first that is there
PLAIN = re.compile(r"[^\W\d_]+([ .-]+[^\W\d_]+)*\.?")


class View(NamedTuple):
    """A filter view: its number, its title, who the caller is ("" for everybody)."""

    view_id: int
    title: str
    caller: str


def wanted(page: Page, sheet_id: int) -> list[View]:
    """The views that Outreach should have: a list for each caller and one for all, or one where none is named."""
    if page.key != "outreach" or not page.lists:
        return []
    frame, shown = page.lists[0].frame, {column.key for column in page.lists[0].columns}
    # Where a person has deleted the column of callers, no view could tell one's rows from another's.
    named = frame["caller"].dropna().astype(str) if "caller" in frame and "caller" in shown else []
    callers = sorted({name.strip() for name in named} - {""})
    titles = [(say("google.list_of_caller", caller=name), name) for name in callers]
    titles.append((say("google.list_of_everybody") if callers else say("google.my_list"), ""))
    return [View(own_id(sheet_id, "view " + title), title, name) for title, name in titles]


def changes(page: Page, sheet_id: int, standing: Mapping[int, str], end: int, made: Collection[int] = ()) -> list[Json]:
    """The requests that bring the views up to date. standing: the titles of the views of the tab, by number.

    end: the row behind the last that a view covers. made: the numbers of those that a review has made before; one that
    a person has deleted stays deleted. A view of ours that somebody renamed counts as there.
    """
    views = wanted(page, sheet_id)
    keep = {view.view_id for view in views}
    gone = [
        number
        for number, title in standing.items()
        if number == own_id(sheet_id, "view " + title) and number not in keep
    ]
    listing = page.lists[0] if views else None
    return [
        *({"deleteFilterView": {"filterId": number}} for number in sorted(gone)),
        *(
            {"addFilterView": {"filter": filter_view(view, listing, sheet_id, end)}}
            for view in views
            if listing is not None and view.view_id not in {*standing, *made}
        ),
    ]


def marks(page: Page, sheet_id: int, made: Collection[int] = ()) -> list[Json]:
    """The requests by which the next review knows which views have been made; made: those that are known already."""
    views = {view.view_id for view in wanted(page, sheet_id)}
    return [
        *(create_anchor(VIEW, str(number), {"sheetId": sheet_id}) for number in sorted(views - {*made})),
        *(remove_anchor(VIEW, str(number)) for number in sorted({*made} - views)),
    ]


def filter_view(view: View, listing: Listing, sheet_id: int, end: int) -> Json:
    """What a view shows: a caller's rows of the plan that are not done, the most worth an hour first."""
    at = {column.key: col for column, col in zip(listing.columns, listing.columns_at(), strict=True)}
    criteria: dict[str, Json] = {
        "done": {"hiddenValues": DONE},
        "purpose": {"hiddenValues": sorted(in_every_language("tabs.outreach_gone"))},
    }
    if view.caller:
        criteria["caller"] = _condition("TEXT_EQ", _exactly(view.caller))
    else:
        criteria[next((key for key in WHO if key in at), "customer")] = _condition("NOT_BLANK")
    best = [{"dimensionIndex": at["rank"], "sortOrder": "ASCENDING"}] if "rank" in at else []
    cols = listing.columns_at()
    return {
        "filterViewId": view.view_id,
        "title": view.title,
        "range": area(sheet_id, (listing.row, end), (min(cols), max(cols) + 1)),
        "sortSpecs": best,
        "filterSpecs": [
            {"columnIndex": at[key], "filterCriteria": each} for key, each in criteria.items() if key in at
        ],
    }


def _condition(kind: str, *values: str) -> Json:
    texts = {"values": [{"userEnteredValue": value} for value in values]} if values else {}
    return {"condition": {"type": kind, **texts}}


def _exactly(name: str) -> str:
    """A caller's name as a condition takes it, as if typed: what could be read as a number or a formula goes in as text.

    >>> _exactly("Ann Lee"), _exactly("007"), _exactly("=NOW()")
    ('Ann Lee', '="007"', '="=NOW()"')
    """
    return name if PLAIN.fullmatch(name) else '="' + name.replace('"', '""') + '"'


def link(spreadsheet_id: str, sheet_id: int, view_id: int) -> str:
    """The address that opens a tab in one of its filter views.

    >>> link("abc", 7, 42)
    'https://docs.google.com/spreadsheets/d/abc/edit#gid=7&fvid=42'
    """
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit#gid={sheet_id}&fvid={view_id}"

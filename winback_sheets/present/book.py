"""All result tabs of a review in their order, and which of them are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present import card, churn_page, cohorts_page, sentences, tabs
from winback_sheets.present.data_check import data_check
from winback_sheets.present.keep import Standing, as_written
from winback_sheets.present.overwritten_cells import in_cells
from winback_sheets.present.page import Line, Page, heading
from winback_sheets.present.prints import cell_prints
from winback_sheets.present.state import state
from winback_sheets.present.win_back import win_back
from winback_sheets.schema.results import FRONT, RESULTS

# The order of our tabs from left to right.
KEYS = ("win_back", "outreach", "lost_customers", "warning_signs", "customer_card", "churn", "cohorts", "segments") + (
    "data_check",
    "settings",
    "history",
    "state",
)
# From Sales alone at most this many tabs are shown; the others wait hidden, the least needed first.
MOST_SHOWN = 7
HIDE_FIRST = ("history", "settings", "cohorts", "customer_card", "segments")


def pages(
    review: Review,
    *,
    stored: Mapping[str, Standing] | None = None,
    recorded: pd.DataFrame | None = None,
    delivered: Mapping[str, frozenset[str]] | None = None,
    in_file: frozenset[str] = frozenset(),
    picked: str | None = None,
    own_settings: bool = False,
    told: Sequence[Line] = (),
) -> list[Page]:
    """The pages of a review.

    stored: those of our tabs in which a person may have worked, as they stand. recorded: lines of Winback history.
    delivered: keys written by earlier runs. in_file: names of the user's tabs. own_settings: the user keeps a Settings
    tab of their own. told: what Data check says already was typed over cells of ours.
    """
    stored, delivered = stored or {}, delivered or {}
    out = tabs.outreach(review, stored, delivered)
    front = [
        out,
        tabs.lost_customers(review, stored, delivered),
        tabs.warning_signs(review, stored, delivered),
    ]
    segments = tabs.segments(review, stored)
    lists = {page.key: page.lists[0] for page in front if page and len(page.lists[0].frame)}
    called = as_written(out.lists[0].frame) if out else pd.DataFrame()
    made = [
        win_back(review, called),
        *front,
        card.customer_card(review, segments.lists[0], lists, picked=picked)
        if segments and len(segments.lists[0].frame)
        else None,
        churn_page.churn(review),
        segments,
        cohorts_page.cohorts(review),
        None if own_settings else tabs.settings(review, stored),
        tabs.history(review, recorded, stored),
    ]
    shown = [_stays(page, stored) for page in made if page is not None]
    shown += [_stays(page, stored) for page in _silent(review, stored, {"data_check", *(page.key for page in shown)})]
    checked = _checked(review, [*told, *(line for page in shown for line in page.over)], stored, in_file)
    shown = sorted([*shown, *checked], key=lambda page: KEYS.index(page.key))
    columns = {key: standing.columns for key, standing in stored.items()}
    return _shown([*shown, state(shown, delivered, review.window, columns)], review)


def _stays(page: Page, stored: Mapping[str, Standing]) -> Page:
    """A page for a tab in which a person may have worked: cell by cell, and all else there stays."""
    standing = stored.get(page.key)
    if standing is None:
        return page
    placed = page.patch is not None  # the first list knows its rows and has been seen to
    wanted = cell_prints(replace(page, lists=page.lists[placed:]))
    over, clear = in_cells(page, wanted, standing.grid, standing.cells, standing.formulas, standing.exact)
    patch = page.patch or Patch()
    return replace(page, patch=replace(patch, clear=patch.clear | clear), over=(*page.over, *over))


def _silent(review: Review, stored: Mapping[str, Standing], made: Collection[str]) -> list[Page]:
    """Tabs that have nothing to say at present; what a person has done there stays."""
    return [
        Page(
            table.key,
            table.title,
            table.key in FRONT,
            heading(table.title, sentences.context(review), f"{table.meaning} At present there is nothing to say."),
        )
        for table in RESULTS
        if table.key in stored and table.key not in made
    ]


def _checked(
    review: Review, over: Sequence[Line], stored: Mapping[str, Standing], in_file: frozenset[str]
) -> list[Page]:
    """Data check with all that was typed over cells of ours, also over those of Data check itself."""
    lines = list(dict.fromkeys(over))
    page = data_check(review, in_file=in_file, over=lines)
    if page is None:
        return [_stays(each, stored) for each in _silent(review, stored, ()) if each.key == "data_check"]
    page = _stays(page, stored)
    more = [line for line in page.over if line not in lines]
    if more:
        again = data_check(review, in_file=in_file, over=[*lines, *more])
        page = _stays(again, stored) if again else page
    return [page]


def _shown(made: list[Page], review: Review) -> list[Page]:
    """Hide what a first reader can do without, until few enough tabs are shown."""
    more_tabs = review.book.subscriptions is not None or bool(review.book.tables)
    over = 0 if more_tabs else sum(1 for page in made if not page.very_hidden) - MOST_SHOWN
    here = [key for key in HIDE_FIRST if any(page.key == key for page in made)]
    hide = set(here[: max(0, over)]) | {"history"}
    return [replace(page, hidden=True) if page.key in hide else page for page in made]

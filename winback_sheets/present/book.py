"""All result tabs of a review in their order, and which of them are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present import reports, sentences
from winback_sheets.present.fitting import fits, fitted
from winback_sheets.present.keep import Standing
from winback_sheets.present.overwritten_cells import in_cells
from winback_sheets.present.page import Line, Page, heading
from winback_sheets.present.prints import every_print
from winback_sheets.present.reports import Given, Report
from winback_sheets.present.words import say
from winback_sheets.schema import results
from winback_sheets.schema.inputs import table
from winback_sheets.schema.room import EXCEL, Room

# From Sales alone at most this many tabs are shown; the others wait hidden, the least needed first.
MOST_SHOWN = 7


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
    room: Room = EXCEL,
) -> list[Page]:
    """The pages of a review; what else they are made from is said in `reports.Given`.

    told: what Data check says already was typed over cells of ours. room: what the place can hold where they go.
    """
    reports.check_reports()
    given = Given(
        review,
        stored or {},
        recorded,
        delivered or {},
        in_file,
        picked,
        own_settings,
        tuple(told),
        (),
        fits(review, room),
    )
    for turn in sorted({report.turn for report in reports.REPORTS}):
        made = [_made(report, given) for report in reports.REPORTS if report.turn == turn]
        given = _with(given, [page for page in made if page is not None])
    return _shown(given.pages, review)


def _with(given: Given, made: Sequence[Page]) -> Given:
    """What the next turn is made from: also the pages of this one, in their order from left to right."""
    order = reports.keys()
    pages = sorted((*given.pages, *made), key=lambda page: order.index(page.key))
    over = dict.fromkeys((*given.over, *(line for page in pages for line in page.over)))
    return replace(given, pages=tuple(pages), over=tuple(over))


def _made(report: Report, given: Given) -> Page | None:
    """The page of a tab as it comes to stand, also over what a person has done there."""
    page = _standing(report, given)
    more = [line for line in page.over if line not in given.over] if page and report.tells else []
    return _standing(report, replace(given, over=(*given.over, *more))) if more else page


def _standing(report: Report, given: Given) -> Page | None:
    made = report.build(given)
    page = made and fitted(made, given.fits.room)
    if page is None and report.key in given.stored:
        page = _silent(report, given.review)
    return page and _stays(replace(page, front=report.front), given.stored)


def _stays(page: Page, stored: Mapping[str, Standing]) -> Page:
    """A page for a tab in which a person may have worked: cell by cell, and all else there stays."""
    standing = stored.get(page.key)
    if standing is None:
        return page
    placed = page.patch is not None  # the first list knows its rows and has been seen to
    wanted = every_print(replace(page, lists=page.lists[placed:]))
    over, clear = in_cells(page, wanted, standing.grid, standing.cells, standing.formulas, standing.exact)
    patch = page.patch or Patch()
    return replace(page, patch=replace(patch, clear=patch.clear | clear), over=(*page.over, *over))


def _silent(report: Report, review: Review) -> Page | None:
    """A tab that has nothing to say at present; what a person has done there stays."""
    table = next((table for table in results.RESULTS if table.key == report.key), None)
    if table is None:
        return None
    meaning = " ".join((say(f"tabs.{report.key}_meaning"), say("tabs.nothing_to_say")))
    return Page(table.key, table.title, cells=heading(table.title, sentences.context(review), meaning))


def _shown(made: Sequence[Page], review: Review) -> list[Page]:
    """Hide what a first reader can do without, until few enough tabs are shown."""
    more_tabs = review.book.subscriptions is not None or any(table(key).used_by for key in review.book.tables)
    over = 0 if more_tabs else sum(not page.very_hidden for page in made) - MOST_SHOWN
    here = [key for key in reports.hidden_first() if any(page.key == key for page in made)]
    hide = here[: max(0, over)]
    return [replace(page, hidden=True) if page.key in hide else page for page in made]

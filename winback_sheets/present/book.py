"""All result tabs of a review in their order, and which of them are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from winback_sheets.present import card, churn_page, cohorts_page, data_check, tabs
from winback_sheets.present.page import Page
from winback_sheets.present.win_back import win_back
from winback_sheets.read.recognise import Found
from winback_sheets.reviewed import Review

# From Sales alone at most this many tabs are shown; the others wait hidden, the least needed first.
MOST_SHOWN = 7
HIDE_FIRST = ("history", "settings", "cohorts", "customer_card", "segments")


def pages(
    review: Review,
    *,
    stored: Mapping[str, Found] | None = None,
    recorded: pd.DataFrame | None = None,
    delivered: Mapping[str, frozenset[str]] | None = None,
    in_file: frozenset[str] = frozenset(),
    picked: str | None = None,
    own_settings: bool = False,
) -> list[Page]:
    """The pages of a review.

    stored: our tabs as they stand, with what people typed. recorded: lines of Winback history. delivered: keys written
    by earlier runs. in_file: names of the user's tabs. own_settings: the user keeps a Settings tab of their own.
    """
    stored, delivered = stored or {}, delivered or {}
    out = tabs.outreach(review, stored, delivered)
    front = [
        out,
        tabs.lost_customers(review, stored, delivered),
        tabs.warning_signs(review, stored, delivered),
    ]
    segments = tabs.segments(review)
    lists = {page.key: page.lists[0] for page in front if page}
    called = out.lists[0].frame if out else pd.DataFrame()
    back = [
        card.customer_card(review, segments.lists[0], lists, picked=picked) if segments else None,
        churn_page.churn(review),
        segments,
        cohorts_page.cohorts(review),
        data_check.data_check(review, in_file=in_file),
        None if own_settings else tabs.settings(review, stored),
        tabs.history(review, recorded),
    ]
    made = [page for page in (win_back(review, called), *front, *back) if page is not None]
    made.append(tabs.state(review, made, delivered))
    return _shown(made, review)


def _shown(made: list[Page], review: Review) -> list[Page]:
    """Hide what a first reader can do without, until few enough tabs are shown."""
    more_tabs = review.book.subscriptions is not None or bool(review.book.tables)
    over = 0 if more_tabs else sum(1 for page in made if not page.very_hidden) - MOST_SHOWN
    here = [key for key in HIDE_FIRST if any(page.key == key for page in made)]
    hide = set(here[: max(0, over)]) | {"history"}
    return [replace(page, hidden=True) if page.key in hide else page for page in made]

"""The tabs we write, a row each, in their order from left to right: who builds one, and how it is treated.

What a tab is called and which columns it has stands in `schema/results`. Everything else that goes by tab reads this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import card, churn_page, cohorts_page, tabs
from winback_sheets.present.data_check import data_check
from winback_sheets.present.fitting import Fits, left_out
from winback_sheets.present.keep import Standing, as_written
from winback_sheets.present.page import Line, Listing, Page
from winback_sheets.present.state import STATE, state
from winback_sheets.present.win_back import win_back
from winback_sheets.present.words import known
from winback_sheets.schema import results
from winback_sheets.schema.inputs import SETTINGS, Table


@dataclass(frozen=True)
class Given:
    """What a tab is made from.

    stored: those of our tabs in which a person may have worked, as they stand. recorded: lines of Winback history.
    delivered: keys written by earlier runs. in_file: names of the user's tabs. own_settings: the user keeps a Settings
    tab of their own. over: what was typed over cells of ours. pages: those made in earlier turns. fits: what finds room.
    """

    review: Review
    stored: Mapping[str, Standing] = field(default_factory=dict)
    recorded: pd.DataFrame | None = None
    delivered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    in_file: frozenset[str] = frozenset()
    picked: str | None = None
    own_settings: bool = False
    over: tuple[Line, ...] = ()
    pages: tuple[Page, ...] = ()
    fits: Fits = Fits()


class Report(NamedTuple):
    """One tab of ours.

    build: None where there is nothing to say. front: it stands among the first, in their colour. hide: its turn to be
    hidden where too many tabs are shown, 0 for never. keyed: the rows of its first list have keys, by which what people
    type stays with them. worked: people work through it, so a row they delete stays deleted. turn: what is built in a
    later one reads the pages of those before. tells: it lists what was typed over cells of ours, its own among them.
    """

    key: str
    build: Callable[[Given], Page | None]
    front: bool = False
    hide: int = 0
    keyed: bool = False
    worked: bool = False
    turn: int = 1
    tells: bool = False


REPORTS: tuple[Report, ...] = (
    Report("win_back", lambda given: win_back(given.review, _called(given)), front=True, turn=2),
    Report(
        "outreach",
        lambda given: tabs.outreach(given.review, given.stored, given.delivered, given.fits),
        front=True,
        keyed=True,
        worked=True,
    ),
    Report(
        "lost_customers",
        lambda given: tabs.lost_customers(given.review, given.stored, given.delivered, given.fits),
        front=True,
        keyed=True,
        worked=True,
    ),
    Report(
        "warning_signs",
        lambda given: tabs.warning_signs(given.review, given.stored, given.delivered, given.fits),
        front=True,
        keyed=True,
        worked=True,
    ),
    Report(
        "customer_card",
        lambda given: card.customer_card(given.review, first_lists(given.pages), picked=given.picked),
        hide=4,
        turn=2,
    ),
    Report("churn", lambda given: churn_page.churn(given.review)),
    Report("cohorts", lambda given: cohorts_page.cohorts(given.review), hide=3),
    Report("segments", lambda given: tabs.segments(given.review, given.stored, given.fits), hide=5, keyed=True),
    Report(
        "data_check",
        lambda given: data_check(given.review, in_file=given.in_file, over=given.over, left_out=left_out(given.pages)),
        turn=3,
        tells=True,
    ),
    Report(
        "settings",
        lambda given: None if given.own_settings else tabs.settings(given.review, given.stored),
        hide=2,
        keyed=True,
    ),
    Report("history", lambda given: tabs.history(given.review, given.recorded, given.stored), hide=1, keyed=True),
    Report("state", lambda given: _state(given), turn=4),
)


def keys() -> tuple[str, ...]:
    """Our tabs from left to right."""
    return tuple(report.key for report in REPORTS)


def keyed() -> dict[str, Table]:
    """The tabs whose first list has rows with keys."""
    return {report.key: table_of(report.key) for report in REPORTS if report.keyed}


def worked() -> frozenset[str]:
    """The tabs that people work through."""
    return frozenset(report.key for report in REPORTS if report.worked)


def hidden_first() -> list[str]:
    """The tabs that may be hidden, the one that is needed least first."""
    return [report.key for report in sorted(REPORTS, key=lambda report: report.hide) if report.hide]


def table_of(key: str) -> Table:
    """What a tab is called and which columns it has. LookupError names a tab that the schema does not know."""
    found = next((table for table in (*results.RESULTS, SETTINGS, STATE) if table.key == key), None)
    if found is None:
        raise LookupError(f"{key}: schema.Table")
    return found


def check_reports() -> None:
    """LookupError names the first tab that lacks a part, and the part."""
    for report in REPORTS:
        table, same = table_of(report.key), [each for each in REPORTS if each.key == report.key]
        lacks = {
            "build": not callable(report.build),
            "key": len(same) > 1,
            "keys": report.keyed and not table.keys,
            "keyed": report.worked and not report.keyed,
            "gone": bool(table.gone) and not known(f"tabs.{report.key}_gone"),
        }
        for part in (name for name, missing in lacks.items() if missing):
            raise LookupError(f"{report.key}: Report.{part}")


def first_lists(pages: Sequence[Page]) -> dict[str, Listing]:
    """The first list of each tab that has rows, by the key of the tab."""
    return {page.key: page.lists[0] for page in pages if page.lists and len(page.lists[0].frame)}


def _called(given: Given) -> pd.DataFrame:
    """The rows of Outreach with what people typed there."""
    listed = first_lists(given.pages).get("outreach")
    return pd.DataFrame() if listed is None else as_written(listed.frame)


def _state(given: Given) -> Page:
    columns = {key: standing.columns for key, standing in given.stored.items()}
    window, room = given.review.window, given.fits.room
    kept = given.review.remembered
    return state(
        given.pages,
        given.delivered,
        window,
        columns,
        remembered=kept,
        keyed=keyed(),
        worked=worked(),
        room=room,
    )

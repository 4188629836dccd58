"""Cohorts: of those who came in a period, how many are still there, and how long customers last."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.present.page import HEADING_ROW, Cell, Listing, Page, heading
from winback_sheets.present.rows import rows_of_these
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column
from winback_sheets.schema.results import COHORTS
from winback_sheets.track.cohorts import Every, buying_cohorts, retention_cohorts, triangle
from winback_sheets.track.survival import durations, kaplan_meier, median

MOST = 24
DAYS = (30, 60, 90, 180, 365, 730, 1095, 1825)


def cohorts(review: Review) -> Page | None:
    """The triangle of each kind of business in counts and shares, and the survival of customers beside it."""
    meaning = " ".join((say("tabs.cohorts_meaning"), say("cohorts.blank")))
    cells = list(heading(COHORTS.title, sentences.context(review), meaning))
    lists: list[Listing] = []
    row = HEADING_ROW
    for business in review.businesses:
        snapshot = business.snapshot
        if snapshot and review.book.time != "tenure":
            continue  # how long those who are gone were there is not known
        long, title = _long(review, business)
        # A snapshot names only those still there in its month: earlier cells would show nobody leaving.
        if len(long) and not snapshot:
            row = _triangles(business, long, title, cells, lists, row)
        begin = business.moves["first_day"].min() - pd.Timedelta(days=1) if snapshot else None
        row = _survival(review, business, cells, lists, row, records_begin=begin)
    widths = {0: 14.0, 1: 9.0} | {n: 8.0 for n in range(2, MOST + 3)}
    return (
        Page("cohorts", COHORTS.title, cells=tuple(cells), lists=tuple(lists), widths=widths, freeze=(0, 1))
        if lists
        else None
    )


def _long(review: Review, business: Business) -> tuple[pd.DataFrame, str]:
    every: Every = "quarter" if business.every != "month" else "month"
    if business.kind == "sales" and review.book.sales is not None:
        mine = rows_of_these(review.book.sales, business.spells["customer"])
        return buying_cohorts(mine, review.as_of, every=every), say(f"cohorts.bought_{every}")
    spells = retention_cohorts(business.spells, business.amounts, review.as_of, every=every)
    return spells, say(f"cohorts.still_{every}")


def _triangles(
    business: Business, long: pd.DataFrame, title: str, cells: list[Cell], lists: list[Listing], row: int
) -> int:
    """Counts first, then the same as shares: formulas over the counts."""
    wide = triangle(long, "customers", share=False).tail(MOST).iloc[:, :MOST]
    label = (
        wide.index.to_series()
        .dt.to_period("M" if business.every == "month" else "Q")
        .astype(str)
        .str.replace("Q", " Q")
    )
    counts = wide.reset_index(drop=True)
    counts.columns = [f"age{age}" for age in wide.columns]
    ages = tuple(Column(key, "count", "", key[3:], "toolkit", 7) for key in counts.columns)
    frame = counts.assign(cohort=label.to_numpy())
    first = (Column("cohort", "text", "", say("cohorts.started"), "toolkit", 12),)
    cells.append(Cell(row, 0, title, "section"))
    lists.append(Listing(row + 1, 0, (*first, *ages), frame, f"winback_cohorts_{business.kind}"))
    top, row = row + 2, row + len(frame) + 4
    shares = counts.div(counts["age0"], axis=0)
    percents = tuple(column._replace(kind="percent") for column in ages)
    cells.append(Cell(row, 0, say("cohorts.shares"), "section"))
    for offset in range(len(frame)):
        cells.append(Cell(row + 2 + offset, 0, frame["cohort"].iat[offset], "text"))
        for at, column in enumerate(ages):
            value = shares[column.key].iat[offset]
            if pd.notna(value):
                here = xl_rowcol_to_cell(top + offset, 1 + at)
                base = xl_rowcol_to_cell(top + offset, 1, col_abs=True)
                cells.append(
                    Cell(
                        row + 2 + offset,
                        1 + at,
                        float(value),
                        "percent",
                        formula=f'=IF({base}=0,"",{here}/{base})',
                    )
                )
    cells += [
        Cell(row + 1, at, column.heading, "heading_right" if at else "heading")
        for at, column in enumerate((*first, *percents))
    ]
    return row + len(frame) + 4


def _survival(
    review: Review,
    business: Business,
    cells: list[Cell],
    lists: list[Listing],
    row: int,
    *,
    records_begin: pd.Timestamp | None,
) -> int:
    """Kaplan-Meier: share of customers still there after so many days, those still active counted as censored."""
    spent = durations(business.spells, review.as_of, records_begin=records_begin)
    entry = spent["entry"].to_numpy(float)
    curve = kaplan_meier(spent["duration"].to_numpy(float), spent["event"].to_numpy(bool), entry=entry)
    if not len(curve):
        return row
    last = float(curve["time"].max())
    days = [day for day in DAYS if day <= last]
    at = [curve[curve["time"] <= day].tail(1) for day in days]
    frame = pd.DataFrame(
        {
            "days": days,
            **{
                key: [float(one[key].iloc[0]) if len(one) else default for one in at]
                for key, default in (
                    ("survival", 1.0),
                    ("low", float("nan")),
                    ("high", float("nan")),
                    ("at_risk", float("nan")),
                )
            },
        }
    )
    if not len(frame):
        return row
    columns = (
        Column("days", "count", "", say("cohorts.days"), "toolkit", 8),
        Column("survival", "percent", "", say("cohorts.still_there"), "toolkit", 8),
        Column("low", "percent", "", say("cohorts.low"), "toolkit", 8),
        Column("high", "percent", "", say("cohorts.high"), "toolkit", 8),
        Column("at_risk", "count", "", say("cohorts.at_risk"), "toolkit", 8),
    )
    half = median(curve)
    title = say("cohorts.stay_half", days=half) if pd.notna(half) else say("cohorts.stay")
    cells.append(Cell(row, 0, title, "section"))
    lists.append(Listing(row + 1, 0, columns, frame, f"winback_survival_{business.kind}"))
    return row + len(frame) + 4

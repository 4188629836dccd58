"""The Win-back tab: who left, how much, whom to call and why, on one screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.details import details, headings, trend
from winback_sheets.present.page import Cell, Chart, Page
from winback_sheets.present.people import link
from winback_sheets.present.styles import ACCENT, SECOND
from winback_sheets.present.tiles import tiles
from winback_sheets.present.words import say
from winback_sheets.schema.results import WIN_BACK

FIRST = 5
SCREEN_POINTS = 388.0  # what a window of 1366 x 768 leaves for cells
SMALL_LETTERS = 0.85  # how wide a letter of a call is, in those that widths are counted in
LETTERS_ACROSS = 165  # of the small print, in a line over the whole page
CALLS_AT, BELOW = 8, 20
NAME, PHONE, WHY, OPENING, LINK, CHART = 1, 2, 3, 4, 5, 7
WIDTHS: dict[int, float] = {0: 1, NAME: 22, PHONE: 15, WHY: 46, OPENING: 52, LINK: 10, 6: 1, 7: 12, 8: 12, 9: 14}
HEIGHTS = {1: 15.0, 2: 4.0, 3: 15.0, 4: 21.0, 5: 29.0, 6: 4.0, 7: 2.0, CALLS_AT: 17.0}


def win_back(review: Review, called: pd.DataFrame) -> Page:
    """The first tab. called: the rows of Outreach with what people typed, for "won back so far"."""
    span = OPENING - NAME + 2
    cells = [
        Cell(0, NAME, "\n".join(sentences.headlines(review)), "headline", across=span),
        Cell(1, NAME, say("win_back.title_line", day=review.as_of, meaning=say("tabs.win_back_meaning")), "context"),
    ]
    for col, across, texts in zip((NAME, WHY, OPENING), (2, 1, 2), tiles(review), strict=True):
        styles = ("tile_label", "tile_number", "tile_words")
        cells += [Cell(3 + at, col, text, styles[at], across=across) for at, text in enumerate(texts)]
    cells += _calls(review)
    line = CALLS_AT + 2 + FIRST
    texts_below = (won_back(called), sentences.news(review), sentences.trust(review))
    cells += [
        Cell(line + at, NAME, text, "trust" if at == 2 else "line", across=span) for at, text in enumerate(texts_below)
    ]
    table = trend(review)
    below, tall = details(review, table, row=BELOW, col=NAME)
    heights = HEIGHTS | {
        0: max(26.0, 22.0 * len(sentences.headlines(review))),
        line: 15.0,
        line + 1: 29.0,
        line + 2: 28.0,
    }
    heights |= dict.fromkeys(range(CALLS_AT + 2, CALLS_AT + 2 + min(FIRST, len(review.outreach))), 30.0)
    wanted = _call_heights(cells) | {
        line + 1 + at: 1.0 + 14.0 * math.ceil(len(text) / LETTERS_ACROSS) for at, text in enumerate(texts_below[1:])
    }
    heights = _higher(heights, wanted, last=line + 2)
    return Page(
        "win_back",
        WIN_BACK.title,
        cells=(*cells, *below),
        charts=_chart(review, table),
        widths=WIDTHS,
        heights=heights | tall,
    )


def _higher(heights: dict[int, float], wanted: Mapping[int, float], *, last: int) -> dict[int, float]:
    """The rows that need more points get them, from the top down, as long as the first screen has some to spare."""
    spare = SCREEN_POINTS - sum(heights.get(row, 15.0) for row in range(last + 1))
    higher = dict(heights)
    for row, points in sorted(wanted.items()):
        more = points - heights.get(row, 15.0)
        if 0 < more <= spare:
            higher[row], spare = points, spare - more
    return higher


def _call_heights(cells: list[Cell]) -> dict[int, float]:
    """Points of the rows of who is to be called, so that neither why nor what to say first is cut."""
    found: dict[int, float] = {}
    for cell in cells:
        if cell.style == "call" and cell.col in (WHY, OPENING) and isinstance(cell.value, str):
            lines = max(2, math.ceil(SMALL_LETTERS * len(cell.value) / WIDTHS[cell.col]))
            found[cell.row] = max(found.get(cell.row, 0.0), 15.0 * lines)
    return found


def _chart(review: Review, table: pd.DataFrame) -> tuple[Chart, ...]:
    """Lost customers by period, a colour each kind of business; none where there is one period only."""
    if len(table) < 2:
        return ()
    lost = [at for at, name in enumerate(table.columns) if name.startswith("lost_")]
    words = headings(table)
    series = tuple((words[at], NAME + at, colour) for at, colour in zip(lost, (ACCENT, SECOND), strict=False))
    rows = (BELOW + 2, BELOW + 1 + len(table))
    title = say(f"win_back.chart_lost_{review.businesses[0].every}")
    return (Chart(3, CHART, title, rows, NAME, series, 275, 300),)


def _calls(review: Review) -> list[Cell]:
    """The first five of the plan, or why there is nobody to call."""
    from winback_sheets.present.rows import outreach

    rows = outreach(replace(review, outreach=review.outreach.head(FIRST)))
    title = say(f"win_back.call_{len(rows)}") if len(rows) else say("win_back.nobody_to_call")
    cells = [Cell(CALLS_AT, NAME, title, "section", across=OPENING - NAME + 2)]
    if not len(rows):
        return [*cells, Cell(CALLS_AT + 1, NAME, say("win_back.nobody_worth"), "line", across=5)]
    names = (
        say("win_back.who"),
        say("win_back.phone_day"),
        say("win_back.why_now"),
        say("win_back.say_first"),
        say("win_back.open"),
    )
    cells += [Cell(CALLS_AT + 1, NAME + at, name, "heading") for at, name in enumerate(names)]
    emails = rows["customer"].map(_emails(review))
    for offset, row in enumerate(rows.to_dict("records")):
        at = CALLS_AT + 2 + offset
        who = row["name"] if isinstance(row["name"], str) else row["customer"]
        way, address = link(row["phone"], emails.iat[offset], row["channel"])
        number = row["phone"] if isinstance(row["phone"], str) else say("win_back.no_number")
        phone = say("win_back.phone_and_day", phone=number, day=row["date"])
        cells += [
            Cell(at, NAME, who, "call_name"),
            Cell(at, PHONE, phone, "call"),
            Cell(at, WHY, row["why_now"], "call"),
            Cell(at, OPENING, row["opening_line"], "call"),
            _open(at, say(f"win_back.open_{way}") if way else "", address),
        ]
    return cells


def _open(row: int, word: str, address: str) -> Cell:
    """A cell that opens the phone or the mail program; the address holds no character that could end the text."""
    if not word:
        return Cell(row, LINK, None, "call")
    shown = word.replace('"', '""')
    return Cell(row, LINK, word, "call_link", formula=f'=HYPERLINK("{address}","{shown}")')


def _emails(review: Review) -> pd.Series:
    return review.book.people["email"]


def won_back(called: pd.DataFrame) -> str:
    """What the calls of the Outreach tab brought, from what people typed there."""
    if not len(called) or "outcome" not in called:
        return say("win_back.no_calls_yet")
    done = called["done"].astype(str).str.casefold().eq("yes") | called["outcome"].notna()
    asked = called["asked_back"].astype(str).str.casefold().eq("yes")
    back = called["outcome"].astype(str).str.casefold().eq("came back")
    if not done.any():
        return say("win_back.no_calls_yet")
    money = pd.to_numeric(called.loc[back, "mrr"], errors="coerce").sum() if "mrr" in called else 0.0
    counts = {"back": back.sum(), "called": done.sum(), "asked": asked.sum()}
    return say("win_back.won_back_money", money=money, **counts) if money else say("win_back.won_back", **counts)

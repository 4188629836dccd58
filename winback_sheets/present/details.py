"""Below the first screen of Win-back: the chart's numbers, what changed by name, what more tabs bring, the words."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import exposed_block, sentences
from winback_sheets.present.page import Cell
from winback_sheets.present.words import say, word
from winback_sheets.schema.inputs import INPUTS

LAST_PERIODS = 12
MOST_NAMES = 60
CHANGES = ("lost", "undated", "came_back", "new", "in_and_out", "out_and_in")
WORDS = ("lost", "returned", "money", "churn", "between", "aside", "end", "decisions")


def trend(review: Review) -> pd.DataFrame:
    """Lost and returned customers of the last closed periods, oldest first: label, then a column each kind."""
    parts = []
    for business in review.businesses:
        closed = business.moves[business.moves["closed"].astype(bool)].tail(LAST_PERIODS)
        closed = closed[closed["lost"].cumsum() > 0]  # before the first loss nothing could be lost yet
        kind = sentences.KINDS[business.kind]
        names = {"lost": f"lost_{kind}", "returned": f"came_back_{kind}"}
        parts.append(closed.set_index("label")[list(names)].rename(columns=names))
    same = len({business.every for business in review.businesses}) == 1
    both = pd.concat(parts, axis=1).sort_index() if same else parts[0]
    return both.fillna(0).astype(int).rename_axis("label").reset_index()


def headings(table: pd.DataFrame) -> list[str]:
    """The trend's headings in words; with one kind of business its name is left out."""
    if len(table.columns) > 3:
        return [say("win_back.period"), *(say(f"win_back.{name}") for name in table.columns[1:])]
    return [say("win_back.period"), say("win_back.lost"), say("win_back.came_back")][: len(table.columns)]


def details(review: Review, table: pd.DataFrame, *, row: int, col: int) -> tuple[list[Cell], dict[int, float]]:
    """The cells below the first screen, from a row and column on, and the heights of rows with long text."""
    cells: list[Cell] = []
    heights: dict[int, float] = {}
    if len(table):
        cells.append(Cell(row, col, say("win_back.chart_numbers"), "section", across=5))
        cells += [
            Cell(row + 1, col + at, heading, "heading_right" if at else "heading")
            for at, heading in enumerate(headings(table))
        ]
        heights[row + 1] = 30.0
        for offset, line in enumerate(table.itertuples(index=False, name=None), start=row + 2):
            cells.append(Cell(offset, col, line[0], "text"))
            cells += [Cell(offset, col + at, number, "count") for at, number in enumerate(line[1:], start=1)]
        row += len(table) + 3
    cells.append(Cell(row, col, _changes_title(review), "section", across=5))
    for what, text in _changes(review):
        row += 1
        cells += [Cell(row, col, what, "text"), Cell(row, col + 1, text, "line", across=4)]
        heights[row] = 15.0 * min(20, 1 + len(text) // 100)
    row += 2
    lists = (
        (say("win_back.more_tabs"), _switches(review)),
        (say("win_back.words"), [say(f"win_back.word_{key}") for key in WORDS]),
    )
    for title, lines in lists:
        cells.append(Cell(row, col, title, "section", across=5))
        cells += [Cell(row + 1 + at, col, text, "text") for at, text in enumerate(lines)]
        row += len(lines) + 2
    return cells, heights


def _changes_title(review: Review) -> str:
    """Of which period the changes are, where it is one."""
    lines = [
        (business.headline["label"], sentences.ending(business))
        for business in review.businesses
        if business.headline is not None
    ]
    if len(set(lines)) > 1:
        return say("win_back.changed_lately")
    label, end = lines[0]
    return say(f"win_back.changed{end}", period=label)


def _changes(review: Review) -> list[tuple[str, str]]:
    """Everybody who left, came back or came new, and earlier periods that read differently today."""
    news = sentences.named_news(review)
    lines = []
    for what in CHANGES:
        names = sorted(news.loc[news["what"] == what, "customer"])
        if names:
            lines.append((say(f"win_back.change_{what}", count=len(names)), _names(names)))
    lines = exposed_block.changes(review) + lines or [(say("win_back.nothing"), say("win_back.nothing_changed"))]
    restated = say("win_back.restated")
    return lines + [(restated, sentences.restated_line(line)) for line in review.restated.to_dict("records")]


def _names(names: list[str]) -> str:
    if len(names) > MOST_NAMES:
        return say("win_back.names_and_more_elsewhere", names=names[:MOST_NAMES], more=len(names) - MOST_NAMES)
    return say("win_back.names", names=names)


def _switches(review: Review) -> list[str]:
    """What the tabs that are used and not there would bring to this book; the review itself makes Settings."""
    book = review.book
    brings = {
        "sales": book.sales is None,
        "customers": True,
        "payments": book.subscriptions is not None,
        "order_lines": book.sales is not None and not book.has_money,
        "contacts": True,
        "complaints": True,
        "surveys": True,
        "promises": True,
        "usage": True,
        "calls": True,
        "people": True,
        "calendar": True,
    }
    missing = [each.key for each in INPUTS if each.used_by and each.key not in book.tables]
    return [*map(word, review.instead), *(say(f"switches.{key}") for key in missing if brings.get(key))]

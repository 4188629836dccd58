"""Below the first screen of Win-back: the chart's numbers, what changed by name, what more tabs bring, the words."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.page import Cell
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import INPUTS

LAST_PERIODS = 12
MOST_NAMES = 60
CHANGES = {
    "lost": "Left",
    "came_back": "Came back",
    "new": "New",
    "in_and_out": "Came and left",
    "out_and_in": "Left and came back",
}
WORDS = (
    ("lost", "no purchase for longer than the rule allows, or the contract ended"),
    ("returned", "had been lost and bought again; never counted as new"),
    (
        "money a month",
        "shop: net revenue of the 365 days up to the last purchase / 12; contract: what it costs a month",
    ),
    ("customer churn", "customers lost in the period / customers at its start"),
    ("probably between", "95 % interval (Wilson; 1,000 resamples for money): read the range, not only the number"),
    ("set aside", "a row that could not be used as it stands; it is listed in Data check, never guessed"),
    ("end of a contract", "the first day without service; add a day if your list has the last day of service"),
    ("pursue, nurture, let go", "call them; keep in touch without calls; leave in peace"),
)


def trend(review: Review) -> pd.DataFrame:
    """Lost and returned customers of the last closed periods, oldest first: label, then a column each kind."""
    parts = []
    for business in review.businesses:
        closed = business.moves[business.moves["closed"].astype(bool)].tail(LAST_PERIODS)
        closed = closed[closed["lost"].cumsum() > 0]  # before the first loss nothing could be lost yet
        names = {"lost": f"lost {business.kind}", "returned": f"came back {business.kind}"}
        parts.append(closed.set_index("label")[list(names)].rename(columns=names))
    same = len({business.every for business in review.businesses}) == 1
    both = pd.concat(parts, axis=1).sort_index() if same else parts[0]
    return both.fillna(0).astype(int).rename_axis("label").reset_index()


def headings(table: pd.DataFrame) -> list[str]:
    """The trend's headings in words."""
    kinds = {name.split(" ")[-1] for name in table.columns[1:]}
    words = [name.rsplit(" ", 1) for name in table.columns[1:]]
    return ["Period"] + [
        f"{what.capitalize()}, {sentences.SHORT[kind]}" if len(kinds) > 1 else what.capitalize() for what, kind in words
    ]


def details(review: Review, table: pd.DataFrame, *, row: int, col: int) -> tuple[list[Cell], dict[int, float]]:
    """The cells below the first screen, from a row and column on, and the heights of rows with long text."""
    cells: list[Cell] = []
    heights: dict[int, float] = {}
    if len(table):
        cells.append(Cell(row, col, "The chart in numbers", "section", across=5))
        cells += [
            Cell(row + 1, col + at, word, "heading_right" if at else "heading")
            for at, word in enumerate(headings(table))
        ]
        heights[row + 1] = 30.0
        for offset, line in enumerate(table.itertuples(index=False, name=None), start=row + 2):
            cells.append(Cell(offset, col, line[0], "text"))
            cells += [Cell(offset, col + at, number, "count") for at, number in enumerate(line[1:], start=1)]
        row += len(table) + 3
    cells.append(Cell(row, col, "What changed in the last closed period", "section", across=5))
    for word, text in _changes(review):
        row += 1
        cells += [Cell(row, col, word, "text"), Cell(row, col + 1, text, "line", across=4)]
        heights[row] = 15.0 * min(20, 1 + len(text) // 100)
    row += 2
    lists = (
        ("What more tabs would switch on", _switches(review)),
        ("Words", [f"{word}: {text}" for word, text in WORDS]),
    )
    for title, lines in lists:
        cells.append(Cell(row, col, title, "section", across=5))
        cells += [Cell(row + 1 + at, col, text, "text") for at, text in enumerate(lines)]
        row += len(lines) + 2
    return cells, heights


def _changes(review: Review) -> list[tuple[str, str]]:
    """Everybody who left, came back or came new, and earlier periods that read differently today."""
    news = sentences.named_news(review)
    lines = []
    for what, word in CHANGES.items():
        names = sorted(news.loc[news["what"] == what, "customer"])
        more = (
            f" and {len(names) - MOST_NAMES:,} more (see Lost customers and Segments)"
            if len(names) > MOST_NAMES
            else ""
        )
        if names:
            lines.append((f"{word} ({len(names):,})", ", ".join(names[:MOST_NAMES]) + more))
    lines = lines or [("Nothing", "nobody left, came back or came new")]
    return lines + [("Restated", sentences.restated_line(line)) for line in review.restated.to_dict("records")]


def _switches(review: Review) -> list[str]:
    """What the tabs that are used and not there would bring to this book; the review itself makes Settings."""
    book = review.book
    brings = {
        "sales": book.sales is None,
        "customers": True,
        "payments": book.subscriptions is not None,
        "order_lines": book.sales is not None and not book.has_money,
        "calendar": True,
    }
    missing = [each.key for each in INPUTS if each.used_by and each.key not in book.tables]
    return [say(f"switches.{key}") for key in missing if brings.get(key)]

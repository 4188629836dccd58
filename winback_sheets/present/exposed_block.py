"""Who may be next: beside the warning signs, the customers who share what sets recent losses apart."""

from __future__ import annotations

from dataclasses import replace

from winback_sheets.findings import Review
from winback_sheets.present import sentences
from winback_sheets.present.page import Cell, Listing, Page
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column
from winback_sheets.watch.exposed import Leaving

MOST = 25
CHART_COLUMNS = 7  # what a picture of the usual width reaches over


def lines(known: Leaving) -> list[str]:
    """Since when more leave, and what they share; that nothing is shared is said only of such a rise."""
    told = []
    if known.since is not None:
        told.append(say("leaving.since", day=known.since.day, before=known.since.before, after=known.since.after))
    for row in known.shared.to_dict("records"):
        key = f"leaving.share_{'since' if known.since is not None else 'of_late' if known.dated else 'in_all'}"
        counts = {name: row[name] for name in ("left", "left_with", "stayed", "stayed_with")}
        told.append(say(key, trait=sentences.trait(row["attribute"], row["value"]), **counts))
    if known.since is not None and not len(known.shared):
        told.append(say("leaving.nothing"))
    return told


def changes(review: Review) -> list[tuple[str, str]]:
    """What stands under What changed, a row for each kind of business of which there is something to say."""
    rows = []
    for known in review.leaving:
        what = f"leaving.change_{sentences.KINDS[known.kind]}" if len(review.leaving) > 1 else "leaving.change"
        if told := lines(known):
            rows.append((say(what), " ".join(told)))
    return rows


def pointer(review: Review) -> str:
    """Where the list stands; blank where there is none."""
    return say("leaving.pointer", all=len(review.exposed)) if len(review.exposed) else ""


def columns(review: Review) -> tuple[Column, ...]:
    """The columns of the list; no names where there are none, and no money where there is none."""
    every = (
        Column("customer", "id", "", say("leaving.may_be_next"), "toolkit", 16),
        Column("name", "text", "", say("leaving.name"), "toolkit", 20),
        Column("shares", "text", "", say("leaving.shares"), "toolkit", 34),
        Column("mrr", "money", "", say("leaving.mrr"), "toolkit", 11),
    )
    shown = {"name": bool(review.book.people["name"].notna().any()), "mrr": bool(review.exposed["mrr"].notna().any())}
    return tuple(column for column in every if shown.get(column.key, True))


def beside(review: Review, page: Page) -> Page:
    """The page with the list to the right of its own, and below that why; as it is where nobody shares anything."""
    if not len(review.exposed):
        return page
    row, taken = page.lists[0].row, [max(each.columns_at()) for each in page.lists]
    col = max(taken + [chart.col + CHART_COLUMNS for chart in page.charts]) + 2
    frame = review.exposed.head(MOST)
    pairs = zip(frame["attribute"], frame["value"], strict=True)
    names = frame["customer"].map(review.book.people["name"])
    frame = frame.assign(name=names, shares=[sentences.trait(attribute, value) for attribute, value in pairs])
    below = [" ".join(lines(known)) for known in review.leaving if len(known.shared)]
    if len(review.exposed) > MOST:
        below.append(say("leaving.more", shown=MOST, all=len(review.exposed)))
    cells = [Cell(row + len(frame) + 2 + at, col, text, "plain") for at, text in enumerate(below)]
    listed = Listing(row, col, columns(review), frame, "winback_may_be_next")
    return replace(page, lists=(*page.lists, listed), cells=(*page.cells, *cells))

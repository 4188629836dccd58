"""Small made-up businesses reviewed: what comes out is what was planted, line by line of the .csv beside each."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.findings import Business, Review
from winback_sheets.steps import review

WORKBOOKS = Path(__file__).resolve().parents[1] / "workbooks"
STORIES = {path.stem: path.with_suffix(".xlsx") for path in sorted((WORKBOOKS / "stories").glob("*.csv"))}
STORIES["demo-expected"] = WORKBOOKS / "winback-demo.xlsx"


def lines(story: str) -> list[dict[str, str]]:
    """What the review of a story must say."""
    with (WORKBOOKS / "stories" / f"{story}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reviewed(story: str) -> Review:
    """The story's review on the day it is told for."""
    day = next(line["value"] for line in lines(story) if line["what"] == "today")
    return review(open_grids(STORIES[story]), today=pd.Timestamp(day))


def business(found: Review, kind: str) -> Business:
    return next(each for each in found.businesses if each.kind == kind)


def figure(found: Review, key: str) -> object:
    (kind, rest), column = key.split(" ", 1), key.rsplit(" ", 1)[1]
    moves = business(found, kind).moves
    return moves.loc[moves["label"] == rest.removesuffix(f" {column}"), column].item()


def lost(found: Review, key: str) -> object:
    """Names that the register counts as lost in a period."""
    kind, label = key.split(" ", 1)
    losses = business(found, kind).losses
    return names(losses.loc[(losses["period"] == label) & (losses["counted"] == "lost"), "customer"])


def convention(found: Review, key: str) -> object:
    name, column = key.split(": ")
    value = found.conventions.set_index("convention").loc[name, column]
    return names(pd.Series(value.split(", "))) if column == "names" else value


def news(found: Review, key: str) -> object:
    kind, what = key.split(" ", 1)
    return names(found.news.loc[(found.news["kind"] == kind) & (found.news["what"] == keyed(what)), "customer"])


def state(found: Review, customer: str) -> object:
    return "here" if any(customer in each.active for each in found.businesses) else "gone"


def spells(found: Review, customer: str) -> pd.DataFrame:
    frame = pd.concat([each.spells for each in found.businesses])
    return frame[frame["customer"] == customer].sort_values("started")


def of_lost(found: Review, customer: str, column: str) -> object:
    """What the register says of a customer's only loss that has not been made good."""
    return found.lost.loc[(found.lost["customer"] == customer) & (found.lost["status"] == "still_gone"), column].item()


def keyed(words: str) -> str:
    """A story's words as the key that the review speaks: "came back" -> came_back."""
    return words.replace(" ", "_")


def said_plainly(key: object) -> str:
    return str(key).replace("_", " ")


def names(column: pd.Series) -> str:
    return "; ".join(sorted(column.astype(str)))


def first_listed(found: Review, most: int) -> pd.Series:
    """The first of the watch list."""
    return found.signs.loc[found.signs["sign"] == "may_leave", "customer"].head(most)


SAYS = {
    "as of": lambda found, key: found.as_of.date(),
    "window": lambda found, key: found.window,
    "period": lambda found, key: business(found, key).every,
    "figure": figure,
    "lost": lost,
    "convention": convention,
    "news": news,
    "active": lambda found, key: len(business(found, key).active),
    "state": state,
    "back on": lambda found, key: spells(found, key)["started"].iloc[-1].date(),
    "lost on": lambda found, key: spells(found, key)["lost_on"].dropna().iloc[0].date(),
    "why": lambda found, key: said_plainly(of_lost(found, key, "why")),
    "decision": lambda found, key: said_plainly(of_lost(found, key, "decision")),
    "sign": lambda found, key: names(found.signs.loc[found.signs["sign"] == keyed(key), "customer"].drop_duplicates()),
    "may leave": lambda found, key: names(first_listed(found, int(key.removeprefix("first ")))),
    "problem": lambda found, key: int((found.book.problems["rule"] == key).sum()),
    "rows": lambda found, key: getattr(found.book, f"rows_{key}"),
}


def alike(said: object, wanted: str) -> bool:
    """Whether the review says what the story wants; figures to a tenth of a cent, blank means that there is none."""
    if isinstance(said, (int, float)) or hasattr(said, "item"):
        return math.isnan(said) if wanted == "" else math.isclose(float(said), float(wanted), abs_tol=0.0001)
    return str(said) == wanted


CASES = [
    pytest.param(
        story, line, id=f"{story}: {line['what']} {line['key']} is {line['value'] or 'none'}".replace("  ", " ")
    )
    for story in STORIES
    for line in lines(story)
    if line["what"] != "today"
]


@pytest.mark.parametrize(("story", "line"), CASES)
def test_the_review_says_what_was_planted(story: str, line: dict[str, str]) -> None:
    said = SAYS[line["what"]](reviewed(story), line["key"])
    assert alike(said, line["value"]), f"{said!r}, not {line['value']!r}"


@pytest.mark.parametrize("story", STORIES)
def test_names_counts_and_money_tie_out_in_every_period(story: str) -> None:
    for each in reviewed(story).businesses:
        lost = each.losses[each.losses["counted"] == "lost"].groupby("period")["mrr"].agg(["size", "sum"])
        moves = each.moves.set_index("label")
        assert moves["lost"].sum() == lost["size"].sum()
        assert (moves.loc[lost.index, "lost"] == lost["size"]).all()
        # Without money (counts only) the money is blank in both, never 0 in one of them.
        apart = moves.loc[lost.index, "lost_money"].fillna(0) - lost["sum"]
        assert (apart.abs() < 0.005).all()


def test_a_month_later_no_period_of_the_month_before_reads_differently() -> None:
    before, later = STORIES["month1"], STORIES["month2"]
    recorded = reviewed("month1").history
    found = review(open_grids(later), today=pd.Timestamp("2026-11-01"), recorded=recorded)
    assert before != later and len(recorded) >= 18
    assert set(recorded["period"]) < set(found.history["period"])
    assert len(found.restated) == 0


def test_a_figure_that_is_off_by_one_is_seen() -> None:
    assert not alike(13, "12") and not alike(0.2857, "0.2859") and not alike(0.0, "") and not alike("A", "A; B")
    assert alike(2 / 7, "0.2857142857") and alike(float("nan"), "") and alike("", "")

"""What is said of the replay beside the warning signs: nothing where nothing is known, else the figures in sentences."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from winback_sheets.present.past_block import past_block, sentences_of, ways
from winback_sheets.watch.backtest import Backtest, Estimate, SignPast, Ways

ORDERS = {
    "chance": Ways(100, 24.0, 0.46),
    "idle_money": Ways(100, 14.0, 0.28),
    "money": Ways(100, 5.0, 0.2),
    "idle": Ways(100, 32.0, 0.06),
    "random": Ways(100, 25.2, 0.0587),
}
PAST = Backtest(
    days=4,
    first="2011-04-30",
    last="2011-07-31",
    calls=25,
    ahead=90,
    candidates=1000,
    losses=250,
    orders=ORDERS,
    share=Estimate(0.46, 0.31, 0.602),
    mean_chance=0.262,
    recall=0.1,
    lead=57.0,
    unseen=0.9,
)


def review(past: Backtest | None = PAST, *, looked_at: dict[str, int] | None = None) -> Any:
    signs = pd.DataFrame({"customer": ["a"], "sign": ["unpaid"]})
    return SimpleNamespace(backtest=past, looked_at=looked_at or {}, signs=signs)


def said(past: Backtest, **more: Any) -> list[str]:
    return sentences_of(review(past, **more), past)


def test_without_a_replay_nothing_stands_beside_the_list() -> None:
    assert past_block(review(None), 4, 12) == ([], (), ())


def test_too_few_losses_are_no_figures_but_a_sentence() -> None:
    cells, lists, charts = past_block(review(PAST._replace(losses=9, orders={})), 4, 12)
    assert (lists, charts) == ((), ())
    assert cells[-1].value == (
        "Not enough to judge: only 9 customers left on the month ends that can be looked back to."
    )


def test_the_sentences_in_full() -> None:
    assert said(PAST) == [
        "Of 100 named by this list 24 left (25 of 100 leave anyway), but they were 46% of the money that could be named; "
        "longest idle x money 28%.",
        "46%: somewhere from 31% to 60%, by drawing the customers anew 1,000 times.",
        "Looked back to 4 month ends from 30 Apr 2011 to 31 Jul 2011, each with what was known on it: customers with two "
        "purchases or more, at most 25 calls a month and every second customer. Left means: nothing bought in the 90 days "
        "after it.",
        "Of 100 it expected 26 to buy nothing; 25 did.",
        "Of 100 who left 10 stood on it, in the middle 57 days before they counted as lost; 90 left with no sign before.",
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param(
            {"orders": ORDERS | {"chance": Ways(100, 30.0, 0.46)}},
            "Of 100 named by this list 30 left (25 of 100 leave anyway), and they were 46% of the money that could be named; "
            "longest idle x money 28%.",
            id="and, where more than anyway leave",
        ),
        pytest.param(
            {"orders": {"chance": Ways(100, 60.0, None), "idle": Ways(100, 55.0, None)}, "share": Estimate()},
            "Of 100 named by this list 60 left (25 of 100 leave anyway); by longest idle 55.",
            id="without money",
        ),
        pytest.param(
            {"order": "idle"},
            "On your own past longest idle x money found more of the money, so from now on the list goes by that.",
            id="gives way",
        ),
        pytest.param(
            {"order": "money"},
            "On your own past no chance told leavers from stayers better than a coin, so from now on the list goes by money "
            "alone.",
            id="by money",
        ),
        pytest.param({"replicates": 0}, "46%: somewhere from 31% to 60%, by the delta method.", id="many customers"),
        pytest.param(
            {"called": (12, 3), "alone": (88, 21)},
            "Of those on the list whom you were in touch with, 3 of 12 left; of the others 21 of 88.",
            id="called",
        ),
        pytest.param(
            {"signs": {"unpaid": SignPast(False, 90, 12, 9, 0.2, Estimate(0.75, 0.5, 0.9))}},
            "unpaid: named 12, of whom 9 left (20 of 100 leave anyway).",
            id="an event",
        ),
        pytest.param(
            {"signs": {"unpaid": SignPast(True, 90, 12, 3, 0.2, Estimate(0.25, 0.1, 0.4))}},
            "unpaid: named 12, of whom 3 left (20 of 100 leave anyway). That is not clearly more, so it is off.",
            id="a test that is off",
        ),
        pytest.param(
            {"signs": {"unpaid": SignPast(True, 90, 9, 9, 0.2, Estimate())}},
            "unpaid: named 9, too few to judge.",
            id="few alarms",
        ),
    ],
)
def test_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    assert sentence in said(PAST._replace(**changed))


def test_how_many_alarms_are_false_is_said_of_each_test() -> None:
    assert said(PAST, looked_at={"unpaid": 150})[-1] == (
        "unpaid: 150 customers were looked at; where nothing has changed, about 9 would be named by chance."
    )


def test_the_table_has_a_row_a_way_and_the_picture_shows_its_last_column() -> None:
    _, (listing,), (chart,) = past_block(review(), 4, 12)
    assert listing.frame["way"].tolist()[:2] == ["this list: chance x money", "longest idle x money"]
    assert listing.frame["of_100"].tolist() == [24, 14, 5, 32, 25] and listing.frame["money"].iloc[-1] == 6
    assert chart.rows == (6, 10) and chart.series[0][:2] == ("% of the money", 16) and chart.categories == 12


def test_without_money_the_table_has_no_column_for_it() -> None:
    past = PAST._replace(orders={"chance": Ways(10, 6.0, None), "idle": Ways(10, 5.0, None)})
    _, (listing,), _ = past_block(review(past), 4, 12)
    assert [column.key for column in listing.columns] == ["way", "named", "left", "of_100"]
    assert ways(past)["money"].isna().all()

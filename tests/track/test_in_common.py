"""What leavers have in common: first what must not be said, then Fisher's figures, then planted rises."""

from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest
from scipy.stats import hypergeom

from winback_sheets.track import in_common
from winback_sheets.track.in_common import _as_many, more_leave_since, shared, traits

UNTIL = pd.Timestamp("2026-08-01")


def test_the_examples_in_the_docstrings_run() -> None:
    result = doctest.testmod(in_common)
    assert result.attempted >= 3 and result.failed == 0


def spells(gone: list[str], here: int = 200, started: str = "2023-01-01") -> pd.DataFrame:
    """Customers who left on these days, and others who are still here."""
    ended = pd.to_datetime(gone + [None] * here)
    return pd.DataFrame(
        {"customer": [f"C{n}" for n in range(len(ended))], "started": pd.Timestamp(started), "ended": ended}
    )


def every(days: int, times: int, end: str = "2026-07-30") -> list[str]:
    return [str(day.date()) for day in pd.date_range(end=end, periods=times, freq=f"{days}D")]


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param([], id="nobody left"),
        pytest.param(every(9, 80), id="a loss every nine days for two years"),
        pytest.param(every(1, 8), id="eight in the last week: less than four weeks"),
        pytest.param(every(90, 8) + every(45, 4), id="too few to say anything"),
        pytest.param(every(4, 60, "2025-09-30"), id="fewer than before"),
    ],
)
def test_no_rise(gone: list[str]) -> None:
    assert more_leave_since(spells(gone), UNTIL) is None


def test_chance_makes_a_rise_in_few_ledgers() -> None:
    dice = np.random.default_rng(5)
    said = 0
    for _ in range(60):
        days = pd.Timestamp("2024-08-10") + pd.to_timedelta(dice.integers(0, 720, 50), unit="D")
        said += more_leave_since(spells([str(day) for day in days]), UNTIL) is not None
    assert said <= 3


def test_a_shop_that_grows_loses_more_and_there_is_no_rise() -> None:
    dice = np.random.default_rng(7)
    started = pd.date_range("2024-08-10", "2026-07-20", periods=900)
    ended = started + pd.to_timedelta(dice.exponential(700, 900), unit="D")
    frame = pd.DataFrame({"customer": range(900), "started": started, "ended": ended.where(ended < UNTIL)})
    assert more_leave_since(frame, UNTIL) is None


@pytest.mark.parametrize("first", ["2026-05-18", "2026-02-02", "2025-10-06"])
def test_a_rise_is_dated(first: str) -> None:
    """One every 20 days, from some day on one every 3 days: dated within three weeks."""
    late = [str(day.date()) for day in pd.date_range(first, "2026-07-30", freq="3D")]
    found = more_leave_since(spells(every(20, 40, first)[:-1] + late), UNTIL)
    assert found is not None and abs((found.day - pd.Timestamp(first)).days) <= 21
    assert found.before < 3 and 8 < found.after < 12


def known(**values: list[str]) -> pd.DataFrame:
    return pd.concat(
        [pd.DataFrame({"customer": range(len(each)), "attribute": key, "value": each}) for key, each in values.items()]
    )


LEFT, STAYED = pd.Index(range(20)), pd.Index(range(20, 120))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(["a", "b"] * 60, id="as many as among those who stayed"),
        pytest.param(["a"] * 4 + ["b"] * 116, id="four leavers are too few"),
        pytest.param(["a"] * 13 + ["b"] * 7 + ["a"] * 45 + ["b"] * 55, id="a few more than by chance"),
        pytest.param([f"v{n}" for n in range(120)], id="everybody by themselves"),
        pytest.param(["a"] * 120, id="all alike"),
    ],
)
def test_nothing_in_common(values: list[str]) -> None:
    assert shared(known(segment=values), LEFT, STAYED).empty


def test_the_more_is_tried_the_clearer_it_must_be() -> None:
    mine = ["a"] * 15 + ["b"] * 5 + ["a"] * 35 + ["b"] * 65
    alone = shared(known(segment=mine), LEFT, STAYED)
    assert alone[["value", "left_with", "stayed_with"]].values.tolist() == [["a", 15, 35]]
    dice = np.random.default_rng(1)
    others = {f"k{n}": dice.choice(list("xyz"), 120).tolist() for n in range(12)}
    assert shared(known(segment=mine, **others), LEFT, STAYED).empty


def test_the_chance_is_fishers() -> None:
    dice = np.random.default_rng(1)
    left, stayed = dice.integers(5, 300, 200), dice.integers(5, 3000, 200)
    left_with = dice.integers(1, left + 1)
    stayed_with = (stayed * left_with / left * dice.random(200)).astype(int)
    tail = hypergeom.sf(left_with - 1, left + stayed, left_with + stayed_with, left)
    assert _as_many(left_with, left, stayed_with, stayed) == pytest.approx(tail, abs=1e-9)


def test_a_customer_has_the_value_it_has_most_often_and_of_equals_the_latest() -> None:
    sales = pd.DataFrame(
        {"customer": list("AAABBC"), "product": ["tea", "mug", "tea", "tea", "mug", None], "amount": 1.0}
    )
    found = traits({"sales": sales})
    assert found.set_index("customer")["value"].to_dict() == {"A": "tea", "B": "mug"}

"""When is silence a loss: the window chosen from a shop's own gaps, and the rules beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.lapse_rule import LapseRule
from winback_sheets.track.lapse import (
    WINDOWS,
    censored_quantile,
    choose_window,
    gaps,
    rules,
    share_within,
)

T = pd.Timestamp


def bought(*days_of):
    """One customer an argument: the days it bought on, counted from 1 January 2025."""
    frames = [
        pd.DataFrame({"customer": f"C{n:03}", "date": T("2025-01-01") + pd.to_timedelta(list(days), unit="D")})
        for n, days in enumerate(days_of)
    ]
    return pd.concat(frames, ignore_index=True)


def every(gap, times=40):
    return bought(np.arange(times + 1) * gap)


@pytest.mark.parametrize(("rows", "window"), [
    pytest.param(bought([0]), 90, id="one purchase: 90 days"),
    pytest.param(every(7, 29), 90, id="29 gaps are too few to choose from: 90 days"),
    pytest.param(every(7, 30), 30, id="30 weekly gaps: 30 days"),
    pytest.param(every(30), 30, id="exactly 30 days: 30"),
    pytest.param(every(31), 45, id="31 days: up to 45"),
    pytest.param(every(120), 120, id="exactly 120 days: 120"),
    pytest.param(every(121), 180, id="121 days: up to 180"),
    pytest.param(every(365), 365, id="a yearly buyer is not lost within the year"),
    pytest.param(every(900), 540, id="nothing is longer than 540"),
    pytest.param(bought(*[[0, 10]] * 90, *[[0, 500]] * 9), 30, id="nine in ten decide, the rest do not"),
])  # fmt: skip
def test_the_window_nobody_typed(rows, window):
    assert choose_window(gaps(rows)) == window and window in WINDOWS


def test_refunds_and_free_orders_are_no_purchases_between_which_a_gap_could_be():
    rows = every(50).assign(amount=10.0)
    odd = rows.assign(date=rows["date"] + pd.Timedelta(days=3), amount=-10.0)
    free = rows.assign(date=rows["date"] + pd.Timedelta(days=5), amount=0.0)
    assert choose_window(gaps(pd.concat([rows, odd, free]))) == choose_window(gaps(rows)) == 60


def test_two_purchases_on_one_day_are_no_gap():
    rows = every(50)
    assert choose_window(gaps(pd.concat([rows, rows]))) == choose_window(gaps(rows))


def test_the_sentence_behind_the_window():
    assert share_within(gaps(bought(*[[0, 10]] * 9, [0, 200])), 30) == (0.9, 10)
    share, came_back = share_within(gaps(bought([0])), 30)
    assert np.isnan(share) and came_back == 0


def test_the_running_silence_counts_up_to_the_last_day_of_the_ledger():
    found = gaps(bought([0, 10], [30]))
    assert found[["days", "closed"]].values.tolist() == [[10, True], [20, False], [0, False]]


def test_running_silences_make_the_quantile_longer_and_it_may_not_exist():
    kept = bought(*[[0, 10, 20]] * 10)
    half_gone = pd.concat([kept, bought(*[[0]] * 40).assign(customer=lambda f: "x" + f["customer"])])
    late = pd.DataFrame({"customer": ["late"], "date": [T("2025-06-01")]})
    assert censored_quantile(gaps(kept), 0.5) == 10
    assert np.isnan(censored_quantile(gaps(pd.concat([half_gone, late])), 0.95))


def test_own_rhythm_needs_three_gaps_and_three_times_the_usual_one():
    rows = bought([0, 7, 14, 21], [0, 60, 120, 180], [0], [170])
    others = rows[rows["customer"] != "C000"]
    lost = [rules(each, T("2025-07-01"), rule=LapseRule(90)).set_index("rule")["lost"] for each in (rows, others)]
    assert [each["own_rhythm"] for each in lost] == [1, 0]


@pytest.mark.parametrize("column", ["lost", "came_back", "missed", "days"])
def test_a_rule_without_an_answer_has_blanks(column):
    found = rules(bought([0], [1], [200]), T("2025-07-20"), rule=LapseRule(90)).set_index("rule")
    assert np.isnan(found.loc["most_gaps", column])


def test_rules_stand_beside_the_window_in_use_with_their_errors_on_the_past():
    back = [[0, 100, 200]] * 4  # silent for 100 days, then back: the 90-day rule was wrong about them
    gone, loyal = [[0]] * 6, [np.arange(0, 201, 20)] * 10
    found = rules(bought(*back, *gone, *loyal), T("2025-07-20"), rule=LapseRule(90)).set_index("rule")
    line = found.loc["in_use"]
    assert (line["lost"], line["customers"], line["days"]) == (6, 20, 90)
    assert line["came_back"] == pytest.approx(4 / 10) or line["came_back"] == 0
    assert found.loc["ninety_days", "lost"] == line["lost"]

from __future__ import annotations

import doctest

import numpy as np
import pytest
from scipy.stats import binom

from winback_sheets.track import rise
from winback_sheets.track.rise import FALSE_ALARM, churn_rise


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(rise)
    assert result.attempted >= 1 and result.failed == 0


@pytest.mark.parametrize(("lost", "active"), [
    pytest.param([1, 2], [20, 20], id="2 of 20 after 1 of 20 is twice as much and means nothing"),
    pytest.param([0, 1], [20, 20], id="the first loss ever"),
    pytest.param([0, 0, 0], [20, 20, 20], id="nobody lost at all"),
    pytest.param([5, 5], [5, 5], id="everybody lost every time"),
    pytest.param([50, 61, 55], [1000, 1000, 1000], id="the usual up and down of a large shop"),
    pytest.param([3], [10], id="one period has nothing to rise from"),
    pytest.param([0, 0], [0, 0], id="no customers"),
    pytest.param([], [], id="no periods"),
    pytest.param([1, np.nan, 30], [20, 20, 20], id="more lost than there were is no alarm but a blank"),
])  # fmt: skip
def test_no_alarm(lost, active):
    assert not churn_rise(lost, active)["alarm"].any()


@pytest.mark.parametrize(("lost", "active", "alarms"), [
    pytest.param([50, 52, 48, 110], [1000] * 4, [False, False, False, True], id="twice the usual"),
    pytest.param([1, 0, 1, 1, 0, 1, 9], [20] * 7, [False] * 6 + [True], id="9 of 20 after years of one"),
    pytest.param([50, 50, 5, 50], [1000, 1000, 15, 1000], [False, False, True, False], id="a small branch"),
])  # fmt: skip
def test_alarm(lost, active, alarms):
    assert churn_rise(lost, active)["alarm"].tolist() == alarms


def test_an_undefined_period_is_blank_and_leaves_the_others_alone():
    table = churn_rise([50, 3, np.nan, 52], [1000, 0, 1000, 1000], period=["Jan", "Feb", "Mar", "Apr"])
    assert table["rate"].isna().tolist() == table["limit"].isna().tolist() == [False, True, True, False]
    assert table["usual"].eq(0.051).all() and table["period"].tolist() == ["Jan", "Feb", "Mar", "Apr"]
    assert table["method"].tolist() == ["3_sigma", "", "", "3_sigma"]


def test_the_limit_is_wider_for_a_smaller_period_and_three_sigma_for_a_large_one():
    table = churn_rise([100, 25], [1000, 250])
    assert table["limit"].tolist() == pytest.approx([0.1 + 3 * (0.09 / n) ** 0.5 for n in (1000, 250)])


@pytest.mark.parametrize(("size", "usual_losses"), [(20, 3), (40, 4), (7, 1), (90, 9)])
def test_the_small_limit_is_the_largest_count_chance_still_explains(size, usual_losses):
    row = churn_rise([usual_losses], [size]).iloc[0]
    most = round(row["limit"] * size)
    share = usual_losses / size
    tail = [sum(binom.pmf(range(k, size + 1), size, share)) for k in (most, most + 1)]
    assert tail[0] > FALSE_ALARM >= tail[1]
    assert row["method"] == "exact_tail"


def test_false_alarms_are_as_rare_as_promised():
    draw = np.random.default_rng(1)
    lost = np.concatenate([draw.binomial(40, 0.05, 20_000), draw.binomial(4000, 0.05, 20_000)])
    table = churn_rise(lost, np.repeat([40, 4000], 20_000))
    rates = table["alarm"].groupby(table["active"]).mean()
    assert rates[40] <= FALSE_ALARM and 0.0003 < rates[4000] < 0.003

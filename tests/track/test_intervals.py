from __future__ import annotations

import doctest

import numpy as np
import pytest

from winback_sheets.track import intervals
from winback_sheets.track.intervals import (
    bootstrap_ratio,
    clopper_pearson,
    ratio_replicates,
    wilson,
)


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(intervals)
    assert result.attempted >= 5 and result.failed == 0


# 1/29, 15/148 and 81/263 are the examples of Newcombe 1998.
WILSON = [
    pytest.param(0, 10, 0.0, 0.2775, id="none of 10 still leaves 28 percent possible"),
    pytest.param(1, 10, 0.0179, 0.4042, id="1 of 10 is too few to say"),
    pytest.param(3, 10, 0.1078, 0.6032, id="3 of 10 is somewhere from 11 to 60 percent"),
    pytest.param(0, 20, 0.0, 0.1611, id="none of 20"),
    pytest.param(2, 20, 0.0279, 0.3010, id="2 of 20 covers the automotive band of 10 to 15 percent"),
    pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29 as in Newcombe"),
    pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148 as in Newcombe"),
    pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263 as in Newcombe"),
    pytest.param(30, 100, 0.2189, 0.3958, id="30 of 100 is consistent with the quoted 30 percent"),
    pytest.param(118, 2067, 0.0479, 0.0679, id="118 of 2067 as in Fighting Churn"),
]


@pytest.mark.parametrize(("k", "n"), [
    pytest.param(0, 0, id="nobody there gives no rate"),
    pytest.param(3, 2, id="more lost than there were"),
    pytest.param(-1, 5, id="a negative count"),
    pytest.param(np.nan, 5, id="a missing count"),
    pytest.param(1, np.nan, id="a missing base"),
])  # fmt: skip
@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_what_is_undefined_is_blank_and_not_zero(interval, k, n):
    assert np.isnan(interval(k, n)).all()


@pytest.mark.parametrize(("k", "n", "low", "high"), WILSON)
def test_wilson_agrees_with_the_published_limits(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=6e-5)


def test_the_exact_interval_of_3_of_10_is_the_published_one():
    assert clopper_pearson(3, 10) == pytest.approx((0.0667, 0.6525), abs=6e-5)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_intervals_hold_the_rate_stay_within_0_and_1_and_arrays_equal_single_calls(confidence):
    n = np.repeat(np.arange(1, 30), 30)
    k = np.minimum(np.tile(np.arange(30), 29), n)
    for interval in (wilson, clopper_pearson):
        low, high = interval(k, n, confidence=confidence)
        assert (low >= 0).all() and (high <= 1).all()
        assert (low <= k / n).all() and (k / n <= high).all()
        assert interval(int(k[40]), int(n[40]), confidence=confidence) == (low[40], high[40])


def test_a_blank_entry_leaves_the_others_alone_and_warns_nobody(recwarn):
    low, high = wilson([3, 0, 1], [10, 0, 10])
    assert np.isnan(low[1]) and np.isnan(high[1])
    assert (low[0], high[2]) == pytest.approx((0.1078, 0.4042), abs=6e-5)
    assert not recwarn.list


def test_a_confidence_that_is_no_share_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="confidence 95"):
        wilson(1, 2, confidence=95)


@pytest.mark.parametrize(("top", "bottom"), [
    pytest.param([], [], id="nobody"),
    pytest.param([5.0], [10.0], id="one customer says nothing about others"),
    pytest.param([5.0, np.nan], [10.0, 10.0], id="one known customer"),
    pytest.param([0.0, 0.0], [0.0, 0.0], id="no money at the start"),
])  # fmt: skip
def test_a_bootstrap_without_ground_is_blank(top, bottom):
    assert np.isnan(bootstrap_ratio(top, bottom)).all()


def test_the_same_seed_gives_the_same_range_and_another_seed_another():
    lost, start = np.arange(50.0) % 7, np.full(50, 10.0)
    assert bootstrap_ratio(lost, start) == bootstrap_ratio(lost, start)
    assert bootstrap_ratio(lost, start) != bootstrap_ratio(lost, start, seed=1)


def test_the_bootstrap_of_a_count_is_close_to_wilson():
    lost = np.repeat([1.0, 0.0], [300, 700])
    assert bootstrap_ratio(lost, np.ones(1000)) == pytest.approx(wilson(300, 1000), abs=0.006)


def test_the_bootstrap_does_not_depend_on_where_the_chunks_end():
    lost = np.arange(150_000.0) % 3
    whole = ratio_replicates(lost, np.ones(150_000), replicates=20)
    assert ratio_replicates(lost, np.ones(150_000), replicates=14) == pytest.approx(whole[:14])
    assert whole.std() > 0 and np.abs(whole - 1).max() < 0.02


@pytest.mark.parametrize(("ours", "method"), [
    pytest.param(wilson, "wilson", id="Wilson"),
    pytest.param(clopper_pearson, "beta", id="Clopper and Pearson"),
])  # fmt: skip
def test_intervals_are_those_of_statsmodels(ours, method):
    from statsmodels.stats.proportion import proportion_confint

    draw = np.random.default_rng(1)
    n = draw.integers(1, 5_000, size=2_000)
    k = draw.integers(0, n + 1)
    low, high = proportion_confint(k, n, method=method)
    assert np.abs(np.array(ours(k, n)) - [low, high]).max() < 1e-12

from __future__ import annotations

import doctest

import numpy as np
import pytest
from scipy.stats import binom, norm

from winback_sheets.track import binomial
from winback_sheets.track.binomial import at_most, normal_quantile, normal_share


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(binomial)
    assert result.attempted >= 3 and result.failed == 0


@pytest.mark.parametrize(("k", "n", "p"), [
    pytest.param(np.nan, 10, 0.2, id="a missing count"),
    pytest.param(1, np.nan, 0.2, id="a missing size"),
    pytest.param(1, 10, np.nan, id="a missing chance"),
])  # fmt: skip
def test_what_is_missing_gives_no_chance(k, n, p):
    assert np.isnan(at_most(k, n, p)).all()


@pytest.mark.parametrize("p", [
    pytest.param(0.001, id="rare losses in a large base"),
    pytest.param(90 / 455, id="a quarter of the days"),
    pytest.param(1.0, id="certain"),
    pytest.param(0.0, id="never"),
])  # fmt: skip
def test_tails_are_those_of_scipy(p):
    draw = np.random.default_rng(1)
    n = draw.integers(0, 455, size=2_000)
    k = np.minimum(draw.integers(0, 100, size=2_000), n)
    assert at_most(k, n, p) == pytest.approx(binom.cdf(k, n, p), rel=1e-11, abs=1e-300)


def test_a_table_of_counts_and_sizes_is_broadcast():
    counts, sizes = np.arange(5), np.array([[3.0], [40.0]])
    assert at_most(counts, sizes, 0.1) == pytest.approx(binom.cdf(counts, sizes, 0.1), rel=1e-12)


@pytest.mark.parametrize("share", [0.9, 0.975, 0.995])
def test_normal_quantiles_and_shares_are_those_of_scipy(share):
    assert normal_quantile(share) == pytest.approx(norm.ppf(share), rel=1e-12)
    assert normal_share(-normal_quantile(share)) == pytest.approx(1 - share, rel=1e-9)

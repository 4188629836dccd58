from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track import concentration
from winback_sheets.track.concentration import clipped, gini, share_making, top_share


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(concentration)
    assert result.attempted >= 4 and result.failed == 0


@pytest.mark.parametrize("values", [
    pytest.param([], id="nobody"),
    pytest.param([0.0, 0.0], id="no money"),
    pytest.param([-5.0, -1.0], id="only refunds"),
    pytest.param([np.nan], id="nothing known"),
])  # fmt: skip
def test_without_money_there_is_no_concentration(values):
    assert np.isnan([top_share(values), share_making(values), gini(values)]).all()


def test_refunds_count_as_0_and_are_reported():
    assert clipped([10.0, -4.0, np.nan, -1.0]) == 2
    assert gini([10.0, -4.0]) == gini([10.0, 0.0]) == 0.5
    assert top_share([10.0, -4.0], top=0.5) == 1


@pytest.mark.parametrize(("customers", "top", "counted"), [
    pytest.param(15, 0.2, 3, id="20 percent of 15 is 3 in spite of floating point"),
    pytest.param(11, 0.2, 3, id="20 percent of 11 is rounded up"),
    pytest.param(1, 0.2, 1, id="a single customer"),
    pytest.param(10, 1.0, 10, id="everybody"),
])  # fmt: skip
def test_how_many_customers_the_top_is(customers, top, counted):
    assert top_share(np.ones(customers), top=top) == pytest.approx(counted / customers)


@pytest.mark.parametrize(("values", "part", "share"), [
    pytest.param([1, 1, 1, 1, 1], 0.8, 0.8, id="four of five equals"),
    pytest.param([100, 1, 1, 1], 0.8, 0.25, id="one is enough"),
    pytest.param([3, 2, 1], 1.0, 1.0, id="everything takes everybody"),
])  # fmt: skip
def test_the_fewest_customers_for_a_part(values, part, share):
    assert share_making(values, part) == pytest.approx(share)


def test_gini_is_0_for_equals_near_1_for_one_and_blind_to_the_unit():
    assert gini([7, 7, 7]) == pytest.approx(0)
    assert gini([0] * 99 + [1]) == pytest.approx(0.99)
    values = np.random.default_rng(5).gamma(1, 40, 500)
    assert gini(values * 12.5) == pytest.approx(gini(values))
    lorenz = np.append(0, np.sort(values).cumsum() / values.sum())
    assert gini(values) == pytest.approx(1 - (lorenz[1:] + lorenz[:-1]).mean())


def test_cdnow_is_67_78_and_not_80(shared_data):
    rows = pd.read_csv(shared_data / "transactions/cdnow_master.txt.gz", sep=r"\s+", header=0,
                       names=["customer", "date", "cds", "amount"])  # fmt: skip
    net = rows.groupby("customer")["amount"].sum()
    assert (len(rows), len(net), round(net.sum(), 2)) == (69_659, 23_570, 2_500_315.63)
    assert top_share(net) == pytest.approx(0.6778, abs=5e-5)
    assert top_share(net, top=0.1) == pytest.approx(0.5094, abs=5e-5)
    # 7,694 customers (32.64 %) bring 79.997 %; it takes one more to make 80 %.
    assert share_making(net) == 7_695 / 23_570
    assert gini(net) == pytest.approx(0.6346, abs=5e-5)
    assert clipped(net) == 0

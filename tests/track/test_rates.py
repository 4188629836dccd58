from __future__ import annotations

import doctest

import numpy as np
import pytest

from winback_sheets.track import rates
from winback_sheets.track.rates import PERIOD_DAYS, convert_rate


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(rates)
    assert result.attempted >= 2 and result.failed == 0


def test_a_monthly_rate_is_never_just_multiplied():
    assert convert_rate(0.05, from_period="month", to_period="year") < 0.05 * 12 - 0.1


@pytest.mark.parametrize(("rate", "days"), [
    pytest.param(1.2, 30, id="more than everybody"),
    pytest.param(np.nan, 30, id="a missing rate"),
    pytest.param(0.1, 0, id="measured over no days"),
    pytest.param(0.1, -3, id="measured over negative days"),
])  # fmt: skip
def test_what_is_undefined_is_blank(rate, days):
    assert np.isnan(convert_rate(rate, from_days=days, to_period="month"))


@pytest.mark.parametrize(("monthly", "quarterly", "yearly"), [
    pytest.param(0.01, 0.0297, 0.1136, id="1 percent a month"),
    pytest.param(0.02, 0.0588, 0.2153, id="2 percent a month"),
    pytest.param(0.03, 0.0873, 0.3062, id="3 percent a month"),
    pytest.param(0.05, 0.1426, 0.4596, id="5 percent a month keeps 54 of 100 over a year"),
    pytest.param(0.10, 0.2710, 0.7176, id="10 percent a month"),
    pytest.param(0.0, 0.0, 0.0, id="nobody lost"),
    pytest.param(1.0, 1.0, 1.0, id="everybody lost"),
])  # fmt: skip
def test_the_golden_table(monthly, quarterly, yearly):
    got = [convert_rate(monthly, from_period="month", to_period=period) for period in ("quarter", "year")]
    assert got == pytest.approx([quarterly, yearly], abs=5e-5)


@pytest.mark.parametrize("there", PERIOD_DAYS)
@pytest.mark.parametrize("back", PERIOD_DAYS)
def test_there_and_back_is_where_it_began(there, back):
    rate = np.array([0.0, 0.001, 0.03, -0.02])
    away = convert_rate(rate, from_period=back, to_period=there)
    assert convert_rate(away, from_period=there, to_period=back) == pytest.approx(rate)


def test_a_measured_rate_is_scaled_by_its_own_days():
    assert convert_rate(0.3, from_days=365, to_period="year") == pytest.approx(0.3)
    assert (
        convert_rate(0.06, from_days=31, to_period="month") < 0.06 < convert_rate(0.06, from_days=28, to_period="month")
    )
    assert convert_rate([0.1, 0.1], from_days=[30, 90], to_period="quarter").shape == (2,)


def test_growing_revenue_stays_negative_churn():
    assert convert_rate(-0.02, from_period="month", to_period="year") == pytest.approx(1 - 1.02**12)


@pytest.mark.parametrize("knobs", [
    pytest.param({"from_period": "month", "to_period": "fortnight"}, id="an unknown target"),
    pytest.param({"from_period": "moon", "to_period": "year"}, id="an unknown origin"),
    pytest.param({"to_period": "year"}, id="no origin"),
    pytest.param({"from_period": "month", "from_days": 30, "to_period": "year"}, id="two origins"),
])  # fmt: skip
def test_a_period_nobody_knows_is_a_mistake_of_the_programmer(knobs):
    with pytest.raises(ValueError):
        convert_rate(0.1, **knobs)

from __future__ import annotations

import doctest

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track import survival
from winback_sheets.track.survival import (
    durations,
    kaplan_meier,
    median,
    quantile,
)

# Freireich et al. 1963: weeks in remission, 6-MP (+ = still in remission) and placebo.
SIX_MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
SIX_MP_RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
G2 = ([1, 2, 2, 3, 4, 5, 6, 6], [1, 1, 0, 1, 0, 1, 0, 0])


def spells(*rows: tuple[str | None, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["started", "lost_on"]).apply(pd.to_datetime)
    return table.assign(customer=[f"C{i}" for i in range(len(table))])


def survival_at(curve: pd.DataFrame, *times: float) -> list[float]:
    """The share still here after each of these times, as one reads it off the curve."""
    return [curve.loc[curve["time"] <= time, "survival"].iloc[-1] for time in times]


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(survival)
    assert result.attempted >= 6 and result.failed == 0


def test_ignoring_those_still_here_gives_another_and_lower_curve():
    duration, event = np.array(G2[0]), np.array(G2[1])
    whole, only_lost = kaplan_meier(duration, event), kaplan_meier(duration[event == 1], event[event == 1])
    assert survival_at(whole, 3) == pytest.approx([0.60])
    assert survival_at(only_lost, 3) == pytest.approx([0.25])


def test_golden_g2():
    curve = kaplan_meier(*G2)
    assert survival_at(curve, 1, 2, 3, 5) == pytest.approx([0.875, 0.75, 0.60, 0.40])
    assert median(curve) == 5


@pytest.mark.parametrize(("time", "share"), [(6, .8571), (7, .8067), (10, .7529), (13, .6902), (16, .6275),
                                             (22, .5378), (23, .4482)])  # fmt: skip
def test_freireich_6_mp_agrees_with_the_textbook(time, share):
    assert survival_at(kaplan_meier(SIX_MP, SIX_MP_RELAPSED), time) == pytest.approx([share], abs=5e-5)


def test_freireich_medians_counts_and_interval():
    curve = kaplan_meier(SIX_MP, SIX_MP_RELAPSED)
    assert (curve["events"].sum(), curve["censored"].sum(), curve["at_risk"].iloc[0]) == (9, 12, 21)
    assert median(curve) == 23
    assert median(kaplan_meier(PLACEBO, [1] * 21)) == 8
    # The interval of the median as survfit(conf.type = "log-log") of R prints it: from 13, with no upper end.
    assert curve.loc[curve["low"] <= 0.5, "time"].iloc[0] == 13 and not (curve["high"] <= 0.5).any()


def test_the_log_log_interval_at_week_10_is_the_textbook_one():
    row = kaplan_meier(SIX_MP, SIX_MP_RELAPSED).set_index("time").loc[10]
    assert (row["low"], row["high"]) == pytest.approx((0.5032, 0.8894), abs=5e-4)


def test_undefined_is_blank():
    alive = kaplan_meier([1, 2, 3], [0, 0, 0])
    assert np.isnan(median(alive)) and alive[["low", "high"]].isna().all(axis=None)
    assert alive["survival"].eq(1).all()
    nobody = kaplan_meier([], [])
    assert nobody.empty and np.isnan(median(nobody))


def test_rows_without_a_duration_change_nothing():
    curve = kaplan_meier([1, np.nan, 2, 3], [1, 1, 0, 1])
    pd.testing.assert_frame_equal(curve, kaplan_meier([1, 2, 3], [1, 0, 1]))


def test_a_median_at_exactly_one_half_is_found_in_spite_of_floating_point():
    duration, event = np.arange(1, 13), np.ones(12)
    curve = kaplan_meier(duration, event)
    assert median(curve) == 6 and quantile(curve, 0.25) == 3


@pytest.mark.parametrize("seed", range(4))
def test_late_entrants_and_intervals_agree_with_statsmodels(seed):
    from statsmodels.duration.survfunc import SurvfuncRight

    draw = np.random.default_rng(seed)
    duration, event = draw.integers(20, 60, 200), draw.integers(0, 2, 200)
    entry = np.where(draw.random(200) < 0.4, draw.integers(0, 19, 200), 0)
    theirs = SurvfuncRight(duration, event, entry=entry)
    ours = kaplan_meier(duration, event, entry=entry).query("events > 0")
    assert ours["time"].tolist() == theirs.surv_times.tolist()
    assert ours["at_risk"].tolist() == theirs.n_risk.tolist()
    assert ours["survival"].to_numpy() == pytest.approx(theirs.surv_prob)


def test_an_old_customer_seen_only_from_age_10_is_not_at_risk_before():
    curve = kaplan_meier([3, 12, 15], [1, 1, 0], entry=[0, 10, 0]).set_index("time")
    assert curve["at_risk"].to_dict() == {3: 2, 12: 2, 15: 1}
    without = kaplan_meier([3, 12, 15], [1, 1, 0]).set_index("time")
    assert without["at_risk"].to_dict() == {3: 3, 12: 2, 15: 1}


def test_who_left_before_coming_into_view_is_not_counted():
    late = kaplan_meier([5, 9, 4], [1, 1, 1], entry=[0, 0, 6])
    pd.testing.assert_frame_equal(late, kaplan_meier([5, 9], [1, 1]))


AS_OF = pd.Timestamp("2026-10-31")
DURATIONS = [
    pytest.param("2026-10-01", None, 30, 0, 0, id="still here"),
    pytest.param("2026-10-01", "2026-10-31", 30, 1, 0, id="lost on the last day"),
    pytest.param("2026-10-01", "2026-11-01", 30, 0, 0, id="a loss after as_of is not yet known"),
    pytest.param("2026-10-01", "2026-10-01", 0, 1, 0, id="started and lost on one day"),
    pytest.param("2025-12-22", "2026-02-20", 60, 1, 10, id="running when the records begin"),
    pytest.param("2025-11-01", "2025-12-31", np.nan, 1, 61, id="ended before the records begin"),
    pytest.param("2026-11-05", None, np.nan, 0, 0, id="not begun yet"),
    pytest.param("2026-10-05", "2026-10-01", np.nan, 1, 0, id="lost before it started"),
    pytest.param(None, None, np.nan, 0, 0, id="no start"),
]


@pytest.mark.parametrize(("started", "lost_on", "days", "event", "entry"), DURATIONS)
def test_durations_of_spells(started, lost_on, days, event, entry):
    row = durations(spells((started, lost_on)), AS_OF, records_begin=pd.Timestamp("2026-01-01")).iloc[0]
    assert row.tolist() == pytest.approx([days, event, entry], nan_ok=True)


def test_durations_keep_the_index_and_do_not_change_the_spells():
    table = spells(("2026-10-01", None), ("2026-01-01", "2026-03-01")).set_index(pd.Index([7, 3]))
    before = table.copy(deep=True)
    assert durations(table, AS_OF).index.tolist() == [7, 3]
    pd.testing.assert_frame_equal(table, before)


def test_telco_ties_out_to_its_1869_churned_customers(shared_data):
    telco = pd.read_csv(shared_data / "subscriptions/telco_customer_churn.csv")
    curve = kaplan_meier(telco["tenure"], telco["Churn"].eq("Yes"))
    assert (curve["events"].sum(), curve["at_risk"].iloc[0]) == (1869, 7043)
    assert np.isnan(median(curve)) and survival_at(curve, 72) == pytest.approx([0.5927], abs=5e-3)

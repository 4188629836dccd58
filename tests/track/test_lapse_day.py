"""The day of a loss by the second rule: what must not happen, the day by hand, relations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.lapse_rule import LapseRule, read_lapse_rule, rounded
from winback_sheets.track.activity import lapse_spells
from winback_sheets.track.lapse_day import lost_after, stays_away

CDNOW = (0.525, 6.183, 0.891, 1.614)
AS_OF = pd.Timestamp("2026-10-31")


def shop(customers: int = 80, *, seed: int = 3) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    gaps = [dice.exponential(dice.gamma(2, 40), size=12).astype(int) + 1 for _ in range(customers)]
    days = [AS_OF - pd.Timedelta(days=900) + pd.to_timedelta(np.cumsum(each), unit="D") for each in gaps]
    rows = pd.concat([pd.DataFrame({"customer": f"C{n:03}", "date": each}) for n, each in enumerate(days)])
    return rows[rows["date"] <= AS_OF].assign(amount=10.0)


@pytest.mark.parametrize("text", [
    pytest.param("", id="nothing"), pytest.param("soon", id="a word"), pytest.param("0", id="no day"),
    pytest.param("540.5", id="half a day"), pytest.param("540; 0.5 6.1 0.9", id="a number is missing"),
    pytest.param("540; 0.5 6.1 0.9 -1", id="a number below zero"), pytest.param("4000", id="longer than ten years"),
    pytest.param("540; 0.5 6.1 0.9 1e400", id="no number at all"), pytest.param("540; 0 6.1 0.9 1", id="zero"),
])  # fmt: skip
def test_what_is_no_rule_is_none(text: str) -> None:
    assert read_lapse_rule(text) is None


@pytest.mark.parametrize(("text", "rule"), [
    pytest.param("540", LapseRule(540), id="days alone"),
    pytest.param(" 540; 0.525 6.183 0.891 1.614 ", LapseRule(540, CDNOW), id="as Settings prints it"),
    pytest.param("540;0,525 6,183 0,891 1,614", LapseRule(540, CDNOW), id="with decimal commas"),
    pytest.param("540; 0.525, 6.183, 0.891, 1.614", LapseRule(540, CDNOW), id="with commas between"),
])  # fmt: skip
def test_a_rule_is_read_as_it_is_printed(text: str, rule: LapseRule) -> None:
    assert read_lapse_rule(text) == rule and read_lapse_rule(str(rule)) == rule


def test_what_is_frozen_is_what_is_printed() -> None:
    once = rounded(LapseRule(90, (0.123456789, 1234.56789, 0.000912345, 8103.08)))
    assert once == rounded(once) and once == read_lapse_rule(str(once)) and once.mbg is not None


def test_the_second_rule_never_counts_anybody_as_lost_whom_the_window_does_not() -> None:
    rows = shop()
    alone, _ = lapse_spells(rows, AS_OF, rule=LapseRule(90))
    both, _ = lapse_spells(rows, AS_OF, rule=LapseRule(90, CDNOW))
    assert 0 < both["lost_on"].notna().sum() < alone["lost_on"].notna().sum()
    last = both.merge(alone, on=["customer", "ended"], suffixes=("", "_alone"))
    last = last[last["lost_on"].notna()]
    assert len(last) and (last["lost_on"] >= last["lost_on_alone"]).all()


def test_each_day_of_a_loss_is_the_first_on_which_both_conditions_hold_counted_day_by_day() -> None:
    rule, rows = LapseRule(60, CDNOW), shop(30)
    spells, _ = lapse_spells(rows, AS_OF, rule=rule)
    expected = []
    for customer, days in rows.groupby("customer")["date"]:
        days = sorted(set(days))
        for number, day in enumerate(days):
            end = days[number + 1] if number + 1 < len(days) else AS_OF
            one = np.array([number]), np.array([(day - days[0]).days])
            for silent in range(rule.window + 1, (end - day).days + 1):
                if stays_away(rule, *one, np.array([silent]))[0]:
                    expected.append((customer, day, day + pd.Timedelta(days=silent)))
                    break
    found = spells.dropna(subset="lost_on")[["customer", "ended", "lost_on"]]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(expected) and len(expected) > 10


def test_rows_after_a_day_move_no_loss_of_before_it() -> None:
    rows, then = shop(), AS_OF - pd.Timedelta(days=200)
    for rule in (LapseRule(60), LapseRule(60, CDNOW)):
        before = lapse_spells(rows, then, rule=rule)[0].dropna(subset="lost_on")
        later = lapse_spells(rows, AS_OF, rule=rule)[0]
        later = later[later["lost_on"] <= then]
        pd.testing.assert_frame_equal(before.reset_index(drop=True), later.reset_index(drop=True))


def test_what_a_customer_bought_before_they_were_lost_still_counts_after_a_return() -> None:
    silent, rule = np.array([400]), LapseRule(90, CDNOW)
    fresh = lost_after(rule, np.array([0]), np.array([0]), silent)
    returned = lost_after(rule, np.array([12]), np.array([1500]), silent)
    assert 0 < fresh[0] < returned[0] or returned[0] == 0

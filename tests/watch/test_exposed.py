"""Who may be next: nobody without something shared; those who share it, most money first."""

from __future__ import annotations

import pandas as pd

from winback_sheets.watch.exposed import exposed, leaving

AS_OF = pd.Timestamp("2026-10-31")


def contracts(reasons: int, *, months_ago: int = 2) -> tuple[pd.DataFrame, pd.DataFrame]:
    """40 contracts of two plans; so many of the first plan ended some months ago."""
    who = [f"C{n:02}" for n in range(40)]
    end = AS_OF - pd.DateOffset(months=months_ago)
    ended = pd.to_datetime([end + pd.Timedelta(days=n) if n < reasons else None for n in range(40)])
    frame = pd.DataFrame({"customer": who, "started": pd.Timestamp("2024-01-01"), "ended": ended, "lost_on": ended})
    plans = pd.DataFrame({"customer": who, "attribute": "plan", "value": ["old"] * 14 + ["new"] * 26})
    return frame, plans


def next_ones(spells: pd.DataFrame, traits: pd.DataFrame) -> list[str]:
    active = pd.Index(spells.loc[spells["lost_on"].isna(), "customer"])
    money = pd.Series({"C11": 5.0, "C12": 50.0, "C13": 20.0, "C30": 99.0})
    found = exposed(
        [leaving("subscriptions", spells, traits, AS_OF, window=0)], traits, {"subscriptions": active}, money
    )
    return found["customer"].tolist()


def test_nobody_is_next_where_the_leavers_share_nothing() -> None:
    spells, plans = contracts(11)
    assert next_ones(spells, plans.assign(value=["old", "new"] * 20)) == []
    assert next_ones(spells, plans.iloc[:0]) == []


def test_nobody_is_next_after_a_few_losses_or_losses_of_long_ago() -> None:
    assert next_ones(*contracts(4)) == []
    assert next_ones(*contracts(11, months_ago=14)) == []


def test_who_has_the_plan_of_those_who_left_may_be_next() -> None:
    assert next_ones(*contracts(11)) == ["C12", "C13", "C11"]


def test_later_losses_change_nothing() -> None:
    spells, plans = contracts(11)
    later = spells.assign(ended=spells["ended"].fillna(AS_OF + pd.Timedelta(days=40)))
    later["lost_on"] = later["ended"]
    before, after = (leaving("subscriptions", each, plans, AS_OF, window=0) for each in (spells, later))
    assert before.leavers.equals(after.leavers) and before.shared.equals(after.shared) and len(after.shared) == 1

"""The same days for less money: who is not named, then who is, with the shop's season taken out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track.activity import purchase_days
from winback_sheets.watch.cut import same_days_less_money

AS_OF = pd.Timestamp("2026-10-31")
TURN = AS_OF - pd.Timedelta(days=90)
WHOLE = pd.date_range(end=AS_OF, periods=120, freq="7D")


def sales(money: float | np.ndarray, *, who: str = "A", days: pd.DatetimeIndex = WHOLE) -> pd.DataFrame:
    return pd.DataFrame({"customer": who, "date": days, "amount": money})


def named(*parts: pd.DataFrame) -> pd.DataFrame:
    ledger = pd.concat(parts)
    return same_days_less_money({"purchase_days": purchase_days(ledger)}, pd.Index(ledger["customer"].unique()), AS_OF)


def cut(share: float, *, of: float = 100.0, days: pd.DatetimeIndex = WHOLE) -> np.ndarray:
    """The usual money, and that share of it in the last 90 days."""
    return np.where(days > TURN, of * share, of)


BACK = cut(0.1)
BACK[-1] = 100.0
BIG = np.full(len(WHOLE), 10.0)
BIG[-30] = 5000.0
FEWER = WHOLE[(WHOLE <= TURN) | (np.arange(len(WHOLE)) % 3 == 0)]
STEADY = sales(100.0, who="steady")


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(sales(100.0), id="nothing has changed"),
        pytest.param(sales(cut(0.5)), id="half the money"),
        pytest.param(sales(cut(0.2, days=FEWER), days=FEWER), id="comes less often as well"),
        pytest.param(sales(BIG), id="one large order in the year before"),
        pytest.param(sales(cut(0.1)[-40:], days=WHOLE[-40:]), id="not a customer for a year yet"),
        pytest.param(sales(BACK), id="the last purchase was as large as ever"),
        pytest.param(sales(cut(0.1), days=WHOLE - pd.Timedelta(days=95)), id="has not come for 90 days"),
    ],
)
def test_nobody_spends_less_on_the_same_days(part: pd.DataFrame) -> None:
    assert named(part, STEADY).empty


def test_nobody_is_named_where_everybody_spends_less_in_these_weeks_every_year() -> None:
    season = np.where((WHOLE.month >= 8) & (WHOLE.month <= 10), 20.0, 100.0)
    assert named(*(sales(season, who=f"C{n}") for n in range(5))).empty


def test_a_customer_who_does_not_share_the_shops_high_season_is_named() -> None:
    high = np.where((WHOLE.month >= 8) & (WHOLE.month <= 10), 300.0, 100.0)
    others = [sales(high, who=f"C{n}") for n in range(5)]
    fell = np.where(WHOLE > TURN, 60.0, high)
    assert named(*others, sales(fell))["customer"].tolist() == ["A"]


def test_money_cut_by_seventy_of_a_hundred_on_the_same_days() -> None:
    found = named(sales(cut(0.3)), STEADY)
    assert found["customer"].tolist() == ["A"] and found["days"].tolist() == [13]
    assert found["since"].tolist() == [WHOLE[WHOLE > TURN][0]]
    assert found["money_recent"].tolist() == [13 * 30.0]
    assert found["money_expected"].tolist() == [13 * 100.0]


def test_a_ledger_of_less_than_a_year_and_a_quarter_says_nothing() -> None:
    days = WHOLE[-60:]
    assert named(sales(cut(0.1, days=days), days=days), sales(100.0, who="steady", days=days)).empty

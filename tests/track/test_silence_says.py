"""Does silence say anything: what must not be said first, then the shares by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.track.silence_says import SilenceSays, silence_says

AS_OF = pd.Timestamp("2026-10-31")


@pytest.mark.parametrize(("found", "little"), [
    pytest.param((19, 19, 100, 50), False, id="19 silent are too few to say so"),
    pytest.param((20, 20, 0, 0), False, id="no others to compare with"),
    pytest.param((100, 52, 100, 70), False, id="52 of 100 is less than three quarters of 70"),
    pytest.param((100, 53, 100, 70), True, id="53 of 100 is more than three quarters of 70"),
    pytest.param((78, 57, 100, 74), True, id="as often as the others"),
])  # fmt: skip
def test_silence_says_little_only_where_enough_came_back_as_often(
    found: tuple[int, int, int, int], little: bool
) -> None:
    assert SilenceSays(540, 180, *found).little is little


def bought(**days_ago: list[int]) -> pd.DataFrame:
    rows = [(who, AS_OF - pd.Timedelta(days=days)) for who, every in days_ago.items() for days in every]
    return pd.DataFrame(rows, columns=["customer", "date"]).assign(amount=5.0)


def test_the_silent_and_the_others_are_those_of_half_a_year_ago() -> None:
    rows = bought(back=[900, 10], gone=[900, 280], here=[900, 200, 5], quiet=[190], new=[100], edge=[270])
    assert silence_says(rows, AS_OF, window=90) == SilenceSays(90, 180, 2, 1, 3, 1)


def test_a_short_ledger_is_looked_at_from_its_middle_and_rows_after_the_day_change_nothing() -> None:
    rows = bought(A=[100, 10], B=[90])
    later = pd.concat([rows, rows.assign(date=AS_OF + pd.Timedelta(days=1))])
    assert silence_says(later, AS_OF, window=30) == silence_says(rows, AS_OF, window=30)
    assert silence_says(rows, AS_OF, window=30) == SilenceSays(30, 50, 2, 1, 0, 0)


def test_without_purchases_nothing_is_said() -> None:
    assert silence_says(bought(A=[-5]), AS_OF, window=30) is None

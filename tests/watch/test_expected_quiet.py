"""Expected quiet: first what must not be explained away, then who is left in peace and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.message import Message
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.seasons import low_months
from winback_sheets.watch import watch_list
from winback_sheets.watch.expected_quiet import expected_quiet

T = pd.Timestamp
APRIL = T("2026-04-20")


def silent(since: str, *, usual: float = 7.0, who: str = "A", of_purchases: bool = True) -> pd.DataFrame:
    """A sign of silence of one customer."""
    return pd.DataFrame({"customer": [who], "since": [T(since)], "usual": [usual], "of_purchases": [of_purchases]})


def busy(text: str | None, who: str = "A") -> dict[str, pd.DataFrame]:
    return {"customers": pd.DataFrame({"customer": [who], "busy_months": [text]})}


def seasons(*rows: tuple[str, str]) -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(rows, columns=["date", "season"])
    return {"calendar": frame.assign(date=pd.to_datetime(frame["date"]))}


def shop(since: str, until: str, per_month: list[int]) -> dict[str, pd.DataFrame]:
    """Many customers who buy so many times in each month of the year."""
    days = pd.date_range(since, until, freq="D")
    times = np.array(per_month)[days.month - 1]
    sales = pd.DataFrame({"date": days.repeat(times), "amount": 10.0})
    sales["customer"] = [f"S{number % 200}" for number in range(len(sales))]
    return {"purchase_days": purchase_days(sales)}


def why(tables: dict[str, pd.DataFrame], found: pd.DataFrame, day: pd.Timestamp) -> dict[str, str]:
    expected = expected_quiet(tables, found, pd.Index(["A"]), day)
    told = expected.quiet[expected.quiet["customer"].isin(found.loc[expected.explained, "customer"])]
    return dict(zip(told["customer"], told["why"], strict=True))


LESS_IN_SUMMER = [10] * 5 + [6] * 3 + [10] * 4
TWO_SUMMERS = shop("2024-01-01", "2026-07-20", LESS_IN_SUMMER)


@pytest.mark.parametrize(
    ("tables", "found", "day"),
    [
        pytest.param(busy("Mar-Apr"), silent("2025-11-01"), APRIL, id="a silence that began long before they were busy"),
        pytest.param(busy("Mar-Apr"), silent("2026-03-02"), T("2026-07-10"), id="one that goes on long after it"),
        pytest.param(busy("Aug"), silent("2026-03-20"), APRIL, id="busy months that are not now"),
        pytest.param(busy("when it snows"), silent("2026-03-20"), APRIL, id="busy months that nobody understands"),
        pytest.param(busy(None), silent("2026-03-20"), APRIL, id="busy months left blank"),
        pytest.param(busy("Mar-Apr", who="B"), silent("2026-03-20"), APRIL, id="the busy months of somebody else"),
        pytest.param(seasons(("2025-04-01", "low")), silent("2026-03-20"), APRIL, id="a season of last year"),
        pytest.param({**TWO_SUMMERS, **seasons(("2024-04-01", "garden"), ("2024-04-30", "garden"), ("2026-04-01", "garden"),
                     ("2026-04-30", "garden"))}, silent("2026-04-02"), APRIL, id="a season in which the shop buys as ever"),
        pytest.param(TWO_SUMMERS, silent("2026-02-20"), APRIL, id="a usual month of the shop"),
        pytest.param(TWO_SUMMERS, silent("2026-06-02"), T("2026-07-20"), id="a weekly buyer gone for most of a low summer"),
        pytest.param(shop("2025-01-01", "2026-07-20", LESS_IN_SUMMER), silent("2026-07-01", usual=30), T("2026-07-20"),
                     id="a low summer seen only once"),
    ],
)  # fmt: skip
def test_not_explained(tables: dict[str, pd.DataFrame], found: pd.DataFrame, day: pd.Timestamp) -> None:
    assert why(tables, found, day) == {}


@pytest.mark.parametrize(
    ("tables", "found", "day", "reason"),
    [
        pytest.param(busy("Mar-Apr"), silent("2026-03-05"), APRIL, "busy", id="002-04: a silence inside a busy month"),
        pytest.param(busy("Mar-Apr"), silent("2026-03-05"), T("2026-05-05"), "busy", id="just out of the busy months"),
        pytest.param(busy("4"), silent("2026-04-01", usual=np.nan), APRIL, "busy", id="a sign without a usual gap"),
        pytest.param(seasons(("2026-04-01", "Easter"), ("2026-04-25", "Easter")), silent("2026-04-02"), APRIL, "season",
                     id="a season from its first to its last day"),
        pytest.param(seasons(("2026-04-10", "Easter")), silent("2026-04-02"), APRIL, "season", id="one day for its month"),
        pytest.param(TWO_SUMMERS, silent("2026-06-15", usual=30), T("2026-07-20"), "shop_months",
                     id="a monthly buyer in a summer in which everybody buys 40 % less"),
    ],
)  # fmt: skip
def test_explained(tables: dict[str, pd.DataFrame], found: pd.DataFrame, day: pd.Timestamp, reason: str) -> None:
    assert why(tables, found, day) == {"A": reason}


def yearly(times: int = 4, quiet: int = 240) -> dict[str, pd.DataFrame]:
    days = pd.date_range(end=APRIL - pd.Timedelta(days=quiet), periods=times, freq="365D")
    return {"purchase_days": purchase_days(pd.DataFrame({"customer": "A", "date": days, "amount": 50.0}))}


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        pytest.param(yearly(), ["A"], id="003-10: a yearly buyer after eight months"),
        pytest.param(yearly(quiet=500), [], id="a yearly buyer after sixteen months"),
        pytest.param(yearly(times=2), [], id="two purchases are no rhythm"),
    ],
)
def test_yearly_buyers(tables: dict[str, pd.DataFrame], named: list[str]) -> None:
    expected = expected_quiet(tables, silent("2026-04-01"), pd.Index(["A"]), APRIL)
    assert expected.quiet["customer"].tolist() == named and len(expected.explained) == len(named)
    of_contacts = expected_quiet(tables, silent("2026-04-01", of_purchases=False), pd.Index(["A"]), APRIL)
    assert of_contacts.explained.empty  # how often they buy says nothing of how often they call


def test_who_is_busy_now_is_told_without_any_sign() -> None:
    none = silent("2026-04-01").iloc[:0]
    expected = expected_quiet(busy("Mar-Apr"), none, pd.Index(["A"]), APRIL)
    assert expected.quiet[["customer", "why", "months"]].values.tolist() == [["A", "busy", (3, 4)]]
    assert expected_quiet(busy("Mar-Apr"), none, pd.Index(["B"]), APRIL).quiet.empty


def test_what_happened_later_changes_nothing() -> None:
    later = shop("2024-01-01", "2027-07-20", [10] * 6 + [1] + [10] * 5)
    found, day = silent("2026-06-15", usual=30), T("2026-07-20")
    upto = {"purchase_days": later["purchase_days"][later["purchase_days"]["date"] <= day]}
    assert expected_quiet(later, found, pd.Index(["A"]), day).quiet.equals(
        expected_quiet(upto, found, pd.Index(["A"]), day).quiet
    )


@pytest.mark.parametrize(
    ("per_month", "low"),
    [
        pytest.param([10] * 12, [], id="an even year"),
        pytest.param([8] + [10] * 11, [], id="a fifth less is not far less"),
        pytest.param([10] * 7 + [6] + [10] * 4, [8], id="August"),
        pytest.param([5, 10, 10, 10, 10, 6, 6, 6, 10, 10, 10, 5], [1, 6, 7, 8, 12], id="winter and summer"),
    ],
)
def test_the_low_months_of_a_shop(per_month: list[int], low: list[int]) -> None:
    days = shop("2024-01-01", "2025-12-31", per_month)["purchase_days"]
    assert low_months(days, T("2026-01-01")).index.tolist() == low


def test_a_shop_that_grows_has_no_low_months_for_it() -> None:
    days = pd.date_range("2023-01-01", "2025-12-31", freq="D")
    times = np.round(10 * 3 ** (np.arange(len(days)) / 730)).astype(int)
    assert low_months(pd.DataFrame({"date": days.repeat(times)}), T("2026-01-01")).empty


@pytest.mark.parametrize("seed", range(5))
def test_a_few_purchases_a_month_make_no_season_by_chance(seed: int) -> None:
    dice = np.random.default_rng(seed)
    days = T("2023-01-01") + pd.to_timedelta(np.sort(dice.integers(0, 1095, 150)), unit="D")
    assert low_months(pd.DataFrame({"date": days}), T("2026-01-01")).empty


def summer_firm(seed: int) -> pd.DataFrame:
    """200 customers with their own rhythm over three years, who all leave out two in five purchases from June to August."""
    dice = np.random.default_rng(seed)
    parts = []
    for number in range(200):
        days = T("2023-07-01") + pd.to_timedelta(
            np.cumsum(dice.gamma(6, dice.integers(14, 50) / 6, 120)), unit="D"
        ).floor("D")
        kept = (dice.random(120) > 0.4) | ~np.isin(days.month, (6, 7, 8))
        parts.append(pd.DataFrame({"customer": f"S{number}", "date": days[kept], "amount": 10.0}))
    return pd.concat(parts)


@pytest.mark.parametrize("seed", range(4))
def test_in_a_summer_in_which_everybody_buys_less_no_more_are_missed_than_in_spring(seed: int) -> None:
    def missed(day: str, *, explained: bool = True) -> int:
        tables = {"purchase_days": purchase_days(ledger[ledger["date"] <= day])}
        everybody = watch_list.everybody(tables["purchase_days"], T(day), Message("x"), 90)
        late = watch_list.overdue(everybody, everybody.index, T(day)).assign(of_purchases=True)
        expected = expected_quiet(tables, late, everybody.index, T(day))
        return len(late) - len(expected.explained) * explained

    ledger = summer_firm(seed)
    assert missed("2026-08-15", explained=False) > 1.3 * missed("2026-05-25", explained=False)  # so it would be
    assert missed("2026-08-15") <= missed("2026-05-25")

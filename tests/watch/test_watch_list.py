"""The watch list: who must not be on it, then its order and sentence, then that it says nothing where it knows nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from ledgers import grids

from winback_sheets.files.files import open_grids
from winback_sheets.present import rows
from winback_sheets.schema.message import Message
from winback_sheets.steps import review
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.purchase_model import purchase_model
from winback_sheets.watch.watch_list import candidates, everybody, scores, watch_list

AS_OF = pd.Timestamp("2026-10-31")
LONG = pd.DataFrame({"key": ["lapse window"], "value": [365]})
DEMO = Path(__file__).resolve().parents[2] / "workbooks" / "winback-demo.xlsx"


def shop(customers: int = 500, *, seed: int = 5) -> pd.DataFrame:
    """Purchase days of customers who buy at their own pace, some of whom stop; one bought once, last week."""
    dice = np.random.default_rng(seed)
    parts = []
    for number in range(customers):
        gaps = dice.exponential(dice.gamma(2, 15), size=60) + 1
        days = (
            AS_OF
            - pd.Timedelta(days=500)
            + pd.to_timedelta(np.cumsum(gaps)[: dice.geometric(0.1)].astype(int), unit="D")
        )
        parts.append(pd.DataFrame({"customer": f"c{number:03}", "date": days, "amount": dice.gamma(2, 40)}))
    parts.append(pd.DataFrame({"customer": ["once"], "date": [AS_OF - pd.Timedelta(days=7)], "amount": [99999.0]}))
    rows = pd.concat(parts)
    return purchase_days(rows[rows["date"] <= AS_OF])


DAYS = shop()
MODEL = purchase_model(DAYS, AS_OF)
EVERYBODY = everybody(DAYS, AS_OF, MODEL, 90)
ACTIVE = EVERYBODY.index[EVERYBODY["silent"] <= 90]


def listed(who: pd.Index = ACTIVE, *, calls: int = 20, known: pd.DataFrame = EVERYBODY, **more: str) -> list[str]:
    return watch_list(known, who, ahead=90, calls=calls, **more)["customer"].tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize("calls", [-5, 0])
def test_nobody_is_listed_where_there_is_no_time_for_a_call(calls: int) -> None:
    assert listed(calls=calls) == []


def test_who_bought_once_is_never_listed_whatever_they_paid() -> None:
    assert "once" in ACTIVE and "once" not in listed(calls=1000)


def test_who_is_not_asked_for_is_not_listed() -> None:
    first = listed()[0]
    assert first not in listed(ACTIVE.drop(first))


def test_who_is_within_their_usual_gap_and_hardly_ever_stays_away_is_not_listed_however_many_calls_there_are() -> None:
    known = EVERYBODY.copy()
    first = listed()[0]
    known.loc[first, ["leaving", "silent", "money"]] = 0.04, known.loc[first, "usual"], 1e6
    assert first not in listed(calls=1000, known=known)
    known.loc[first, "silent"] += 1
    assert first in listed(calls=1000, known=known)


def test_rows_after_the_day_change_nothing() -> None:
    day = AS_OF - pd.Timedelta(days=100)
    past = DAYS[DAYS["date"] <= day]
    assert len(past) < len(DAYS)
    tables = [everybody(each, day, purchase_model(each, day), 90) for each in (DAYS, past)]
    pd.testing.assert_frame_equal(*tables)


def test_the_list_is_as_long_as_there_are_calls_and_goes_by_chance_times_money() -> None:
    names = listed(calls=12)
    each = candidates(EVERYBODY.loc[ACTIVE])
    worth = each["leaving"] * each["money"]
    assert len(names) == 12 and names == worth.sort_values(ascending=False).index[:12].tolist()


@pytest.mark.parametrize(("candidates_there", "named"), [(25, 12), (50, 25), (9, 5)])
def test_of_few_customers_every_second_is_named_however_many_calls_there_are(candidates_there: int, named: int) -> None:
    pairs = candidates(EVERYBODY.loc[ACTIVE])
    who = pairs[pairs["silent"] > pairs["usual"]].index[:candidates_there]
    assert len(who) == candidates_there and len(listed(who, calls=60)) == named


def test_without_money_it_goes_by_the_chance_alone() -> None:
    known = EVERYBODY.assign(money=np.nan)
    each = candidates(known.loc[ACTIVE])
    assert listed(calls=9, known=known) == each["leaving"].sort_values(ascending=False).index[:9].tolist()


def test_a_year_in_which_more_went_back_than_came_in_is_worth_nothing() -> None:
    back = pd.DataFrame({"customer": "c000", "date": [AS_OF], "amount": [-1e6]})
    days = purchase_days(pd.concat([DAYS.rename(columns={"net": "amount"})[["customer", "date", "amount"]], back]))
    money = everybody(days, AS_OF, MODEL, 90)["money"]
    assert money["c000"] == 0 and (money >= 0).all()


def test_who_pays_more_or_is_likelier_to_leave_never_stands_lower() -> None:
    names = listed(calls=1000)
    who = names[12]
    for more in ({"money": 3.0}, {"leaving": 1.2}):
        known = EVERYBODY.copy()
        for column, times in more.items():
            known.loc[who, column] *= times
        assert listed(calls=1000, known=known).index(who) < 12


def test_equals_stand_in_order_of_their_names() -> None:
    known = EVERYBODY.assign(leaving=0.5, money=10.0)
    assert listed(calls=8, known=known) == sorted(candidates(known.loc[ACTIVE]).index)[:8]


@pytest.mark.parametrize("order", ["idle", "money"])
def test_another_order_goes_by_what_it_says(order: str) -> None:
    best = scores(candidates(EVERYBODY.loc[ACTIVE]))[order].sort_values(ascending=False, kind="stable")
    assert listed(calls=1, order=order) == [best.index[0]]


def test_of_a_silence_longer_than_any_the_shop_has_seen_no_likeness_is_claimed() -> None:
    known = EVERYBODY.copy()
    first = listed()[0]
    known.loc[first, "like_this"] = False
    found = watch_list(known, ACTIVE, ahead=90, calls=20).set_index("customer")
    assert pd.isna(found.loc[first, "of_100"]) and found["of_100"].notna().sum() == len(found) - 1
    regular = pd.concat(
        pd.DataFrame({"customer": f"c{n:02}", "date": pd.date_range(end=AS_OF, periods=20, freq="21D"), "amount": 10.0})
        for n in range(30)
    )
    regular = regular[(regular["customer"] != "c07") | (regular["date"] < AS_OF - pd.Timedelta(days=60))]
    days = purchase_days(regular)
    late = everybody(days, AS_OF, purchase_model(days, AS_OF), 90)["like_this"]
    assert not late["c07"] and late.drop("c07").all()


def test_a_list_by_money_claims_no_chance() -> None:
    found = watch_list(EVERYBODY, ACTIVE, ahead=90, calls=5, order="money")
    assert found["of_100"].isna().all() and found["leaving"].isna().all()
    assert (found["silent"] > EVERYBODY.loc[found["customer"], "usual"].to_numpy()).all()


def small(customers: int) -> pd.DataFrame:
    """Monthly buyers, every second one silent for twice as long as usual."""
    return pd.concat(
        pd.DataFrame(
            {
                "customer": f"c{n:02}",
                "date": pd.date_range(end=AS_OF - pd.Timedelta(days=60 if n % 2 else 3), periods=8, freq="30D"),
                "amount": 10.0 + n,
            }
        )
        for n in range(customers)
    )


def test_with_twelve_customers_only_the_silent_are_named_by_money_and_nothing_is_claimed() -> None:
    days = purchase_days(small(12))
    model = purchase_model(days, AS_OF)
    assert isinstance(model, Message)
    known = everybody(days, AS_OF, model, 90)
    found = watch_list(known, known.index, ahead=90, calls=60)
    assert found["customer"].tolist() == ["c11", "c09", "c07", "c05", "c03", "c01"]
    assert found["of_100"].isna().all()
    assert watch_list(known.assign(money=np.nan), known.index, ahead=90, calls=60).empty


def test_in_a_shop_of_a_long_window_a_good_customer_off_their_rhythm_is_among_the_first_twenty() -> None:
    """Twelve orders every 52 days, then silent for 284; money in the top tenth; W = 365."""
    book = review(open_grids(DEMO), today=pd.Timestamp("2026-11-02")).book
    assert book.sales is not None
    sales = book.sales[["customer", "date", "amount"]]
    year = sales[sales["date"] > AS_OF - pd.Timedelta(days=365)].groupby("customer")["amount"].sum()
    last = AS_OF - pd.Timedelta(days=284)
    days = pd.date_range(end=last, periods=12, freq="52D")
    inside = int((days > AS_OF - pd.Timedelta(days=365)).sum())
    mine = pd.DataFrame({"customer": "quiet", "date": days, "amount": round(float(year.quantile(0.92)) / inside, 2)})
    found = review(grids(Sales=pd.concat([sales, mine]), Settings=LONG), today=pd.Timestamp("2026-11-02"))
    assert found.window == 365
    said = rows.warning_signs(found)
    at = said.index[said["customer"] == "quiet"]
    assert len(at) == 1 and at[0] < 20
    assert said.loc[at[0], "evidence"].startswith("bought every 52 days, silent for 284; like this in your shop: ")

"""Warning signs: first who must not be named, then the published figures, then the order."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.track.activity import purchase_days
from winback_sheets.watch import contract
from winback_sheets.watch.alarms import control_false_alarms
from winback_sheets.watch.buying_less import buying_less
from winback_sheets.watch.signs import SIGNS, find_signs, rank_signs
from winback_sheets.watch.silence import silence

AS_OF = pd.Timestamp("2026-10-31")


def buys(every: int, times: int, *, quiet: int, amount: float = 100.0, who: str = "A") -> pd.DataFrame:
    """A customer who bought every so many days and has been quiet since."""
    last = AS_OF - pd.Timedelta(days=quiet)
    days = pd.date_range(end=last, periods=times, freq=f"{every}D")
    return pd.DataFrame({"customer": who, "date": days, "amount": amount})


def shop(sales: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of a shop that has nothing but sales."""
    return {"purchase_days": purchase_days(sales)}


def flagged(sales: pd.DataFrame) -> list[str]:
    return silence(shop(sales), pd.Index(sales["customer"].unique()), AS_OF)["customer"].tolist()


@pytest.mark.parametrize(
    "sales",
    [
        pytest.param(buys(91, 5, quiet=28), id="a quarterly buyer quiet for 28 days"),
        pytest.param(buys(7, 3, quiet=28), id="somebody with two gaps only"),
        pytest.param(buys(7, 20, quiet=6), id="a weekly buyer within their week"),
        pytest.param(buys(365, 4, quiet=240), id="a yearly buyer after eight months"),
    ],
)
def test_silence_does_not_name(sales: pd.DataFrame) -> None:
    assert flagged(sales) == []


def test_silence_names_a_weekly_buyer_quiet_for_28_days() -> None:
    assert flagged(buys(7, 13, quiet=28)) == ["A"]


def test_the_chance_of_a_silence_is_the_published_predictive_figure() -> None:
    """metrics.md 10: 12 events over 84 days, 21 quiet days -> .0615 (here 12 gaps over 84 days)."""
    sales = buys(7, 13, quiet=28)
    found = silence(shop(sales), pd.Index(["A"]), AS_OF)
    assert found["chance"].iloc[0] == pytest.approx((84 / (84 + 28)) ** 12.5)
    assert pytest.approx(0.0615, abs=5e-5) == (84 / (84 + 21)) ** 12.5


def test_rows_after_the_day_change_nothing() -> None:
    sales = buys(7, 13, quiet=28)
    later = pd.concat([sales, buys(7, 1, quiet=-10)])
    assert silence(shop(later), pd.Index(["A"]), AS_OF).equals(silence(shop(sales), pd.Index(["A"]), AS_OF))


def test_buying_less_names_who_halved_and_not_who_kept_on() -> None:
    steady = buys(10, 60, quiet=3, who="steady")
    slower = pd.concat([buys(7, 60, quiet=95, who="slower"), buys(30, 3, quiet=5, who="slower")])
    found = buying_less(shop(pd.concat([steady, slower])), pd.Index(["steady", "slower"]), AS_OF)
    assert found["customer"].tolist() == ["slower"]
    assert found["recent"].iloc[0] == 3 and found["expected"].iloc[0] > 8


def test_a_new_customer_cannot_buy_less_than_before() -> None:
    assert buying_less(shop(buys(5, 20, quiet=60)), pd.Index(["A"]), AS_OF).empty


CONTRACTS = pd.DataFrame(
    {
        "customer": ["N", "E", "O", "F"],
        "from": pd.Timestamp("2025-01-01"),
        "to": pd.to_datetime(["2026-12-31", "2026-12-01", None, "2027-06-01"]),
        "mrr": 50.0,
        "notice": pd.to_datetime(["2026-10-15", None, None, "2026-11-20"]),
    }
)
ACTIVE = pd.Index(["N", "E", "O", "F"])


def test_notice_names_who_told_us_and_not_who_will_tell() -> None:
    assert contract.notice({"subscriptions": CONTRACTS}, ACTIVE, AS_OF)["customer"].tolist() == ["N"]


def test_ending_names_ends_within_sixty_days_and_no_open_contract() -> None:
    assert contract.ending({"subscriptions": CONTRACTS}, ACTIVE, AS_OF)["customer"].tolist() == ["E"]
    assert contract.ending({"subscriptions": CONTRACTS}, ACTIVE, AS_OF + pd.Timedelta(days=1))["customer"].tolist() == [
        "E",
        "N",
    ]


def test_downgrade_names_a_lower_price_and_not_a_higher_one() -> None:
    amounts = pd.DataFrame(
        {
            "customer": ["D", "D", "U", "U"],
            "from": pd.to_datetime(["2025-01-01", "2026-09-01"] * 2),
            "to": pd.to_datetime(["2026-09-01", None] * 2),
            "mrr": [100.0, 60.0, 60.0, 100.0],
        }
    )
    found = contract.downgrade({"amounts": amounts}, pd.Index(["D", "U"]), AS_OF)
    assert found[["customer", "was", "now"]].values.tolist() == [["D", 100.0, 60.0]]
    assert found["since"].tolist() == [pd.Timestamp("2026-09-01")]


def test_unpaid_names_overdue_and_neither_paid_nor_disputed_nor_just_due() -> None:
    payments = pd.DataFrame(
        {
            "customer": ["late", "paid", "fight", "fresh"],
            "due": AS_OF - pd.to_timedelta([20, 20, 20, 3], unit="D"),
            "paid": pd.to_datetime([None, "2026-10-30", None, None]),
            "disputed": [False, False, True, False],
            "amount": 80.0,
        }
    )
    found = contract.unpaid({"payments": payments}, pd.Index(payments["customer"]), AS_OF)
    assert found[["customer", "days", "owed"]].values.tolist() == [["late", 20, 80.0]]


def test_fewer_alarms_than_p_values_below_five_percent_when_many_were_tested() -> None:
    """Benjamini & Hochberg 1995, 15 p-values: four are rejected at .05."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    signs = pd.DataFrame({"customer": [f"c{n}" for n in range(15)], "sign": "silence", "chance": p})
    assert len(control_false_alarms(signs, 15, q=0.05)) == 4
    assert len(control_false_alarms(signs, 10_000, q=0.05)) == 0


def test_told_us_comes_first_whatever_the_money() -> None:
    signs = pd.DataFrame({"customer": ["rich", "poor"], "sign": ["unpaid", "told_us"], "since": AS_OF})
    assert rank_signs(signs, pd.Series({"rich": 900.0, "poor": 1.0}))["customer"].tolist() == ["poor", "rich"]


def test_a_ledger_without_money_is_looked_at_by_counts_alone() -> None:
    slower = pd.concat([buys(7, 60, quiet=95, who="slower"), buys(30, 3, quiet=5, who="slower")])
    found = buying_less(shop(slower.drop(columns="amount")), pd.Index(["slower"]), AS_OF)
    assert found["customer"].tolist() == ["slower"] and found["money_recent"].isna().all()


def test_who_gave_notice_is_not_named_again_because_the_contract_ends() -> None:
    tables = {"subscriptions": CONTRACTS.assign(to=pd.Timestamp("2026-12-01")), "amounts": CONTRACTS}
    found = find_signs(tables, ACTIVE, AS_OF).signs
    assert found.groupby("sign")["customer"].agg(list).to_dict() == {"told_us": ["N"], "ends_soon": ["E", "F", "O"]}


def test_every_file_that_finds_a_sign_has_its_line_in_the_list() -> None:
    files = {path.stem for path in Path(contract.__file__).parent.glob("*.py")} - {"__init__", "alarms", "signs"}
    assert {each.find.__module__.rpartition(".")[2] for each in SIGNS} == files

"""Warning signs: first who must not be named, then the published figures, then the order."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.watch import contract
from winback_sheets.watch.signs import SIGNS, find_signs, rank_signs

AS_OF = pd.Timestamp("2026-10-31")


CONTRACTS = pd.DataFrame(
    {
        "customer": ["N", "E", "O", "F"],
        "from": pd.Timestamp("2025-01-01"),
        "to": pd.to_datetime(["2026-12-31", "2026-12-01", None, "2027-06-01"]),
        "mrr": 50.0,
        "notice": pd.to_datetime(["2026-10-15", None, None, "2026-11-20"]),
    }
)
# The list of signs, the watch list, and what both would have done on the past.
OF_THE_LIST = {"__init__", "signs", "watch_list", "replay", "backtest", "kept_backtest", "expected_quiet", "exposed"}
ACTIVE = pd.Index(["N", "E", "O", "F"])


def test_notice_names_who_told_us_and_not_who_will_tell() -> None:
    assert contract.notice({"subscriptions": CONTRACTS}, ACTIVE, AS_OF)["customer"].tolist() == ["N"]


def test_ending_names_ends_within_sixty_days_and_no_open_contract() -> None:
    assert contract.ending({"subscriptions": CONTRACTS}, ACTIVE, AS_OF)["customer"].tolist() == ["E"]
    assert contract.ending({"subscriptions": CONTRACTS}, ACTIVE, AS_OF + pd.Timedelta(days=1))["customer"].tolist() == [
        "E",
        "N",
    ]


def licences(ends: list[str | None]) -> dict[str, pd.DataFrame]:
    """A contract a customer, each ending on a day or open."""
    frame = pd.DataFrame({"customer": [f"L{n}" for n in range(len(ends))], "from": pd.Timestamp("2025-01-01")})
    return {"subscriptions": frame.assign(to=pd.to_datetime(ends), notice=pd.NaT, mrr=50.0)}


@pytest.mark.parametrize(
    ("ends", "named", "said"),
    [
        pytest.param(["2026-12-15"] * 178, [], 178, id="178 licences end in December"),
        pytest.param(["2026-12-15"] * 178 + ["2026-11-15"], ["L178"], 178, id="and one on a day of its own"),
        pytest.param(["2026-12-30"] * 4, ["L0", "L1", "L2", "L3"], None, id="four on one day are no habit"),
        pytest.param(["2026-12-30"] * 5 + ["2027-06-30"] * 6, [f"L{n}" for n in range(5)], None, id="most end later"),
        pytest.param(["2026-12-30"] * 5 + [None] * 6, [], 5, id="all that have an end"),
        pytest.param(["2027-12-31"] * 178, [], None, id="next year"),
    ],
)
def test_a_day_on_which_most_contracts_end_is_a_date_and_no_warning(ends: list, named: list, said: int | None) -> None:
    tables = licences(ends)
    everybody = pd.Index(tables["subscriptions"]["customer"])
    assert contract.ending(tables, everybody, AS_OF)["customer"].tolist() == named
    told = contract.renewals(tables, everybody, AS_OF)
    assert (told and told.fields["customers"]) == said
    found = find_signs(tables, everybody, AS_OF)
    assert [each.key for each in found.said_instead] == (["signs.renewals"] if said else [])
    assert found.signs["customer"].tolist() == named


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


def test_told_us_comes_first_whatever_the_money() -> None:
    signs = pd.DataFrame({"customer": ["rich", "poor"], "sign": ["unpaid", "told_us"], "since": AS_OF})
    assert rank_signs(signs, pd.Series({"rich": 900.0, "poor": 1.0}))["customer"].tolist() == ["poor", "rich"]


def test_the_watch_list_comes_after_all_events_in_its_own_order() -> None:
    signs = pd.DataFrame({"customer": ["a", "b", "c"], "sign": ["may_leave", "may_leave", "unpaid"], "since": AS_OF})
    ranked = rank_signs(signs.assign(score=[1.0, 9.0, None]), pd.Series({"a": 900.0, "b": 800.0, "c": 1.0}))
    assert ranked["customer"].tolist() == ["c", "b", "a"]


def test_who_gave_notice_is_not_named_again_because_the_contract_ends() -> None:
    tables = {"subscriptions": CONTRACTS.assign(to=pd.Timestamp("2026-12-01")), "amounts": CONTRACTS}
    found = find_signs(tables, ACTIVE, AS_OF).signs
    assert found.groupby("sign")["customer"].agg(list).to_dict() == {"told_us": ["N"], "ends_soon": ["E", "F", "O"]}


def test_every_file_that_finds_a_sign_has_its_line_in_the_list() -> None:
    files = {path.stem for path in Path(contract.__file__).parent.glob("*.py")} - OF_THE_LIST
    assert {each.find.__module__.rpartition(".")[2] for each in SIGNS} == files

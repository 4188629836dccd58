"""The values of the row-level tabs, against the frames they are made from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from ledgers import RUN_DAY, contradictions, grids, groups_by_state, shop

from winback_sheets.files.files import open_grids
from winback_sheets.findings import Review
from winback_sheets.formulas.customers import segments
from winback_sheets.present import rows, sentences
from winback_sheets.present.customer import about
from winback_sheets.steps import review
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase
from winback_sheets.track.recency_frequency import recency_frequency

DEMO = Path(__file__).resolve().parents[2] / "workbooks/winback-demo.xlsx"


@pytest.fixture
def returned() -> Review:
    """C003 stops for half a year and is back; C007 stops for good."""
    sales = shop(customers=40, stop={3: 12, 7: 12})
    back = pd.DataFrame([("C003", pd.Timestamp("2026-10-20"), 40.0)], columns=sales.columns)
    return review(grids(Sales=pd.concat([sales, back])), today=RUN_DAY)


def test_who_was_lost_and_is_back_is_active_in_segments(returned: Review) -> None:
    state = rows.segments(returned).set_index("customer")["state"]
    assert state["C003"] == "active" and state["C007"] == "lost" and state["C010"] == "active"


def test_segments_hold_every_customer_once_and_all_the_money(returned: Review) -> None:
    frame = rows.segments(returned)
    assert frame["customer"].is_unique and len(frame) == 40
    assert frame["monetary"].sum() == pytest.approx(returned.book.sales["amount"].sum())


def test_a_group_is_named_within_the_state(returned: Review) -> None:
    frame = rows.segments(returned)
    assert contradictions(frame) == []
    assert frame.loc[frame["customer"] == "C007", "segment"].tolist() == ["Lost, bought seldom"]


def test_no_group_contradicts_its_state_in_the_demo() -> None:
    frame = rows.segments(review(open_grids(DEMO), today=RUN_DAY))
    assert set(frame["state"]) >= {"active", "warning", "lost"}
    assert contradictions(frame) == []


def test_the_formula_names_the_same_groups_as_the_tab() -> None:
    sales = shop(customers=40, stop={3: 12, 7: 12})
    as_of = sales["Date"].max()
    tab = rows.segments(review(grids(Sales=sales), today=RUN_DAY)).set_index("customer")["segment"]
    formula = segments(sales, as_of).set_index("Customer")["Segment"]
    assert formula.to_dict() == tab.to_dict()


def test_segments_of_the_owners_own_are_shown_as_they_are() -> None:
    customers = pd.DataFrame({"Customer": ["C001", "C002"], "Segment": ["Champions", "at risk?"]})
    found = review(grids(Sales=shop(customers=4), Customers=customers), today=RUN_DAY)
    own = rows.segments(found).set_index("customer")["own_segment"]
    assert (own["C001"], own["C002"]) == ("Champions", "at risk?") and pd.isna(own["C003"])


def test_the_groups_of_one_state_are_told_apart_from_those_of_the_others() -> None:
    named = groups_by_state()
    for state, groups in named.items():
        assert not groups & set().union(*(others for other, others in named.items() if other != state))
    assert all(group.startswith("Lost, ") for group in named["lost"])


def test_who_came_back_has_no_decision_and_says_when(returned: Review) -> None:
    lost = rows.lost_customers(returned).set_index("customer")
    assert lost.loc["C003", "status"] == "came back 2026-10-20" and pd.isna(lost.loc["C003", "decision"])
    assert lost.loc["C007", "status"] == "still gone" and lost.loc["C007", "decision"] == "pursue"


def test_each_loss_still_gone_has_exactly_one_decision_and_one_reason(returned: Review) -> None:
    lost = rows.lost_customers(returned)
    gone = lost[lost["status"] == "still gone"]
    assert gone["decision"].isin(["pursue", "nurture", "let go"]).all() and gone["why"].notna().all()


def test_a_ledger_seen_from_long_after_its_end_says_that_all_are_lost() -> None:
    old = review(grids(Sales=shop(customers=20, months=6)), today=RUN_DAY, as_of=RUN_DAY)
    assert (
        sentences.headline(old)
        == "All 20 customers are lost, the last of them on 5 Jun 2025. Your data are old: they end on 20 Apr 2025."
    )


def test_losses_of_the_running_period_are_said_beside_those_of_the_closed_one(returned: Review) -> None:
    business = returned.businesses[0]
    later = business.moves.loc[business.moves["first_day"] > business.headline["first_day"], "lost"].sum()
    assert (f"{later} more left since" in sentences.news(returned)) is bool(later)


@pytest.mark.parametrize(
    ("last_sale", "run_day", "over"),
    [
        pytest.param("2026-10-30", "2026-11-02", True, id="data to the 30th, looked at in November"),
        pytest.param("2026-10-20", "2026-11-02", False, id="data to the 20th"),
        pytest.param("2026-10-30", "2026-10-31", False, id="looked at while it still runs"),
    ],
)
def test_october_is_over_when_november_has_come_and_the_data_reach_its_last_week(
    last_sale: str, run_day: str, over: bool
) -> None:
    sales = shop(customers=40, stop={3: 12, 7: 12})
    last = pd.DataFrame([("C010", pd.Timestamp(last_sale), 40.0)], columns=sales.columns)
    sales = pd.concat([sales[sales["Date"] < last_sale], last])
    found = review(grids(Sales=sales), today=pd.Timestamp(run_day), every="month")
    assert f"{found.as_of:%Y-%m-%d}" == last_sale
    assert ("2026-10" in set(found.history["period"])) is over
    assert found.cycle == ("2026-11" if over else "2026-10")
    assert ("October 2026" in sentences.headline(found)) is over and "so far" not in sentences.headline(found)


def test_a_chance_stands_beside_every_shop_customer_and_in_why_as_the_model_has_it() -> None:
    found = review(open_grids(DEMO), today=RUN_DAY)
    assert found.purchase_days is not None and isinstance(found.model, PurchaseModel)
    past = recency_frequency(found.purchase_days, found.as_of)
    wanted = chance_of_no_purchase(found.model, past, 90)
    said = rows.segments(found).set_index("customer")["no_purchase"].dropna()
    pd.testing.assert_series_equal(
        said.sort_index(), wanted.round(2).sort_index(), check_names=False, check_index_type=False
    )
    who = wanted.idxmin()
    assert (
        f"like this in your shop: {max(1, round(100 * wanted[who]))} of 100 buy nothing in the next 90 days"
        in about(found, who)
    )


def test_where_there_is_too_little_history_no_chance_is_said_and_why_says_so() -> None:
    found = review(grids(Sales=shop(months=3, customers=6)), today=pd.Timestamp("2026-11-02"))
    assert rows.segments(found)["no_purchase"].isna().all()
    told = about(found, found.purchase_days["customer"].iloc[0])  # type: ignore[index]
    assert any(line.startswith("Too little history to work out a chance: 6 customers") for line in told)

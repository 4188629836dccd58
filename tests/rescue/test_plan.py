"""Decisions and the dated plan: who must not be called, what fits the hours, which days."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from winback_sheets.present.rows import _returns
from winback_sheets.rescue.decisions import REASONS, decide, expected_back, share_pursued, tiers
from winback_sheets.rescue.plan import calls_a_week, give_days, working_days
from winback_sheets.rescue.pursuit import apply_own_decisions, contacted_in, do_not_contact, outreach, with_prospects
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase, purchase_model
from winback_sheets.track.recency_frequency import recency_frequency

AS_OF = pd.Timestamp("2026-10-30")  # a Friday


def losses(**columns: list) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    base = {
        "customer": [f"C{n}" for n in range(size)],
        "lost_on": AS_OF - pd.Timedelta(days=30),
        "mrr": 100.0,
        "status": "still_gone",
        "likelihood": float("nan"),
        "do_not_contact": False,
        "gone_for_good": False,
        "expected": False,
        "end_reason": None,
    }
    return pd.DataFrame(base | columns)


@pytest.mark.parametrize(
    ("columns", "decision", "why"),
    [
        pytest.param(
            {"do_not_contact": [True]}, "let_go", "do_not_contact", id="who asked not to be contacted is let go"
        ),
        pytest.param({"gone_for_good": [True]}, "let_go", "gone_for_good", id="the deceased are let go"),
        pytest.param(
            {"mrr": [0.0]},
            "nurture",
            "beyond_the_hours",
            id="without any money in the data nobody is worth nothing",
        ),
        pytest.param(
            {"expected": [True]}, "nurture", "expected", id="a yearly buyer within their rhythm is not pursued"
        ),
        pytest.param(
            {"lost_on": [AS_OF - pd.Timedelta(days=1200)]}, "nurture", "far_back", id="three years ago is for letters"
        ),
        pytest.param({"status": ["came_back"]}, "", "came_back", id="who came back needs no decision"),
        pytest.param({"mrr": [50.0]}, "pursue", "within_the_hours", id="the others are pursued while hours last"),
    ],
)
def test_each_loss_has_one_decision_and_one_reason(columns: dict, decision: str, why: str) -> None:
    if why == "beyond_the_hours":
        columns = {"mrr": [float("nan"), float("nan")]}
        found = decide(losses(**columns), AS_OF, calls=1)
        assert sorted(found["decision"]) == ["nurture", "pursue"]
        return
    found = decide(losses(**columns), AS_OF, calls=5)
    assert (found["decision"].iloc[0], found["why"].iloc[0]) == (decision, why)
    assert REASONS[why] == decision


def test_the_cut_keeps_the_best_by_what_a_call_adds_times_money_and_says_what_it_covers() -> None:
    found = decide(losses(mrr=[10.0, 1000.0, 100.0], likelihood=[0.9, 0.02, 0.3]), AS_OF, calls=2)
    adds = [1 / (1 + math.exp(-(math.log(p / (1 - p)) + 0.4))) - p for p in (0.9, 0.02, 0.3)]
    assert found["priority"].tolist() == [
        round(12 * money * up, 2) for money, up in zip((10, 1000, 100), adds, strict=True)
    ]
    assert found["decision"].tolist() == ["nurture", "pursue", "pursue"]
    assert share_pursued(found) == pytest.approx(1100 / 1110)


def test_a_call_that_costs_more_than_it_brings_is_not_made() -> None:
    found = decide(losses(mrr=[2.0, 200.0]), AS_OF, calls=5, cost_of_call=10.0)
    assert found["decision"].tolist() == ["let_go", "pursue"] and found["why"].iloc[0] == "not_worth_a_call"


def test_changing_the_hours_moves_exactly_those_at_the_cut() -> None:
    rows = losses(mrr=[float(10 * n) for n in range(1, 11)])
    few, more = (decide(rows, AS_OF, calls=n) for n in (3, 5))
    moved = few["customer"][few["decision"] != more["decision"]].tolist()
    assert moved == ["C5", "C6"]


def test_tiers_cover_half_then_eighty_percent_of_the_lost_money() -> None:
    assert tiers(pd.Series([50.0, 30.0, 10.0, 10.0])).tolist() == ["A", "B", "C", "C"]
    assert tiers(pd.Series([float("nan")])).isna().all()


def test_a_yearly_buyer_is_expected_and_an_irregular_one_is_not() -> None:
    yearly = pd.DataFrame(
        {"customer": "Y", "date": pd.to_datetime(["2023-02-20", "2024-02-25", "2025-02-22", "2026-02-21"])}
    )
    wild = pd.DataFrame(
        {"customer": "W", "date": pd.to_datetime(["2025-01-01", "2025-02-01", "2026-01-20", "2026-02-01"])}
    )
    sales = pd.concat([yearly, wild]).assign(amount=10.0)
    assert expected_back(sales, AS_OF).to_dict() == {"W": False, "Y": True}


@pytest.mark.parametrize(
    ("country", "absent", "present"),
    [
        pytest.param(None, ["2026-10-31", "2026-11-01"], ["2026-11-02"], id="without a country Monday to Friday"),
        pytest.param("DE", ["2026-12-25"], ["2026-12-24"], id="Christmas Day is a holiday in Germany"),
        pytest.param("BD", ["2026-11-06", "2026-11-07"], ["2026-11-08"], id="Bangladesh rests on Friday and Saturday"),
        pytest.param("XX", ["2026-10-31"], ["2026-11-02"], id="an unknown country falls back to Monday to Friday"),
    ],
)
def test_weekends_and_holidays_are_skipped(country: str | None, absent: list[str], present: list[str]) -> None:
    days = [f"{day:%Y-%m-%d}" for day in working_days(AS_OF, country=country, weeks=9)]
    assert not set(absent) & set(days) and set(present) <= set(days)


def test_the_plan_starts_after_the_day_and_skips_what_the_calendar_closes() -> None:
    days = working_days(AS_OF, closed=frozenset([pd.Timestamp("2026-11-02")]))
    assert days[0] == pd.Timestamp("2026-11-03")


@pytest.mark.parametrize(
    ("hours", "minutes", "calls"),
    [
        pytest.param(5, 20, 15, id="five hours of twenty minutes are fifteen calls"),
        pytest.param(0, 20, 0, id="no hours, no calls"),
        pytest.param(5, 0, 0, id="calls without minutes are not planned"),
    ],
)
def test_calls_a_week(hours: float, minutes: float, calls: int) -> None:
    assert calls_a_week(hours, minutes) == calls


@pytest.mark.parametrize("a_week", [1, 4, 7, 15, 40], ids=lambda n: f"never more than {n} contacts in a week")
def test_no_week_holds_more_than_its_hours(a_week: int) -> None:
    people = pd.DataFrame({"customer": [f"C{n:03d}" for n in range(300)], "gain": 1.0, "urgent": False, "when": AS_OF})
    plan = give_days(people, working_days(AS_OF), a_week=a_week)
    week = plan["date"].dt.isocalendar()
    assert plan.groupby([week["year"], week["week"]]).size().max() == a_week
    assert len(plan) == 4 * a_week and plan["customer"].is_unique


def test_urgent_first_then_most_gain_then_the_latest() -> None:
    people = pd.DataFrame(
        {
            "customer": ["old", "new", "rich", "told"],
            "gain": [5.0, 5.0, 90.0, 1.0],
            "urgent": [False, False, False, True],
            "when": [AS_OF - pd.Timedelta(days=90), AS_OF, AS_OF, AS_OF],
        }
    )
    assert give_days(people, working_days(AS_OF), a_week=15)["customer"].tolist() == ["told", "rich", "new", "old"]


def test_who_leaves_within_the_plan_is_met_before_that_day() -> None:
    """002-07: tasks dated before to_date, after what is urgent, and whatever the others are worth."""
    days = working_days(AS_OF)
    names = ["told", "soon", "later", *(f"C{n}" for n in range(30))]
    frame = pd.DataFrame({"customer": names, "gain": [1.0, 2.0, 3.0, *range(100, 130)], "when": AS_OF})
    frame["urgent"] = frame["customer"] == "told"
    last = {"told": days[3], "soon": days[4], "later": days[-1] + pd.Timedelta(days=9)}
    plan = give_days(frame.assign(leaves=frame["customer"].map(last)), days, a_week=5)
    assert plan["customer"].tolist()[:3] == ["told", "soon", "C29"] and "later" not in set(plan["customer"])
    assert plan["date"].iloc[1] < days[4] and plan["by"].notna().tolist()[:3] == [False, True, False]


def test_nobody_who_wants_no_contact_is_in_the_plan_and_nobody_twice() -> None:
    customers = pd.DataFrame({"customer": ["C0", "C1"], "do_not_contact": [True, False], "consent": [True, False]})
    assert list(do_not_contact(customers)) == ["C0", "C1"]
    rows = losses(mrr=[100.0, 90.0, 80.0])
    rows["do_not_contact"] = rows["customer"].isin(do_not_contact(customers))
    lost = decide(rows, AS_OF, calls=10)
    signs = pd.DataFrame(
        {
            "customer": ["C0", "C2", "C2"],
            "sign": ["may_leave", "may_leave", "unpaid"],
            "since": AS_OF,
            "mrr": 50.0,
            "urgent": False,
        }
    )
    plan = outreach(lost, signs, do_not_contact(customers), working_days(AS_OF), a_week=15)
    assert plan["customer"].tolist() == ["C2"]


def worked(**columns: list) -> pd.DataFrame:
    """Rows of Outreach with what people typed."""
    size = len(next(iter(columns.values())))
    blank = {
        "customer": [f"C{n}" for n in range(size)],
        "cycle": "2026-10",
        "done": None,
        "outcome": None,
        "next_date": None,
    }
    return pd.DataFrame(blank | columns)


def test_who_says_in_a_call_that_they_want_no_contact_is_not_called_again() -> None:
    nobody = pd.DataFrame({"customer": []})
    assert list(
        do_not_contact(nobody, worked(outcome=["Do not contact", "thinking it over"], cycle=["2025-03", "2026-10"]))
    ) == ["C0"]


def test_who_was_called_in_this_cycle_is_not_planned_again_unless_a_day_was_promised() -> None:
    lost = decide(losses(mrr=[100.0, 90.0, 80.0]), AS_OF, calls=10)
    typed = worked(done=["yes", "yes"], next_date=[None, pd.Timestamp("2026-11-09")])
    done = contacted_in(typed, "2026-10")
    signs = pd.DataFrame({"customer": [], "sign": [], "since": pd.to_datetime([]), "mrr": [], "urgent": []})
    plan = outreach(lost, signs, pd.Index([]), working_days(AS_OF), a_week=15, done=done)
    assert plan["customer"].tolist() == ["C2", "C1"]
    assert plan["date"].tolist()[1] == pd.Timestamp("2026-11-09") and plan["number"].tolist() == [1, 2]
    assert contacted_in(typed, "2026-11").empty


def test_a_persons_own_decision_wins() -> None:
    lost = decide(losses(mrr=[100.0, 90.0]), AS_OF, calls=10)
    own = pd.DataFrame({"customer": ["C0", "C1"], "lost_on": lost["lost_on"], "decision_override": ["Let go", None]})
    changed = apply_own_decisions(lost, own)
    assert changed["decision"].tolist() == ["let_go", "pursue"] and changed["why"].iloc[0] == "own_decision"
    assert apply_own_decisions(lost, own.assign(decision_override=["maybe", None]))["decision"].tolist() == [
        "pursue",
        "pursue",
    ]


@pytest.mark.parametrize("margin", [1.0, 0.4])
def test_a_warned_and_a_lost_customer_are_weighed_alike(margin: float) -> None:
    """Money of 12 months, times the margin, times what a call adds: .4 to the log-odds that they stay or come back."""
    lost = decide(losses(mrr=[100.0]), AS_OF, calls=10, margin=margin)
    signs = pd.DataFrame({"customer": ["W"], "sign": ["may_leave"], "since": AS_OF, "mrr": 100.0, "urgent": False})
    plan = outreach(lost, signs.assign(leaving=0.85), pd.Index([]), working_days(AS_OF), a_week=15, margin=margin)
    adds = 1 / (1 + math.exp(-(math.log(0.15 / 0.85) + 0.4))) - 0.15
    assert plan["likelihood"].tolist() == pytest.approx([adds, adds])
    assert plan.set_index("customer")["gain"].to_dict() == pytest.approx(
        dict.fromkeys(["W", "C0"], 1200 * adds * margin)
    )


def test_who_has_a_sign_and_no_known_chance_is_taken_to_leave_once_in_two_times() -> None:
    signs = pd.DataFrame({"customer": ["W"], "sign": ["unpaid"], "since": AS_OF, "mrr": 100.0, "urgent": False})
    plan = outreach(decide(losses(mrr=[]), AS_OF, calls=0), signs, pd.Index([]), working_days(AS_OF), a_week=15)
    assert plan["likelihood"].tolist() == pytest.approx([0.5 - 1 / (1 + math.exp(0.4))])


MARCH = pd.Timestamp("2026-03-13")  # a Friday; the plan goes from 16 March to 10 April


def planned(busy: dict[str, tuple[int, ...]], *, urgent: str = "", after: pd.Timestamp = MARCH) -> pd.DataFrame:
    """Three customers, the first worth most, one contact a day."""
    people = pd.DataFrame({"customer": ["A", "B", "C"], "gain": [3.0, 2.0, 1.0], "when": after})
    people["urgent"] = people["customer"] == urgent
    return give_days(people, working_days(after), a_week=5, busy=pd.Series(busy, dtype=object))


@pytest.mark.parametrize(
    ("busy", "urgent", "rows"),
    [
        pytest.param({}, "", [("A", 16, ""), ("B", 17, ""), ("C", 18, "")], id="nobody is busy"),
        pytest.param({"A": (8,)}, "", [("A", 16, ""), ("B", 17, ""), ("C", 18, "")], id="busy in another month"),
        pytest.param({"A": (3, 4)}, "", [("B", 16, ""), ("C", 17, "")], id="001-15: an accountant busy in March and April"),
        pytest.param({"A": (3,)}, "", [("B", 16, ""), ("C", 17, ""), ("A", 1, "moved")], id="busy in March, called in April"),
        pytest.param({"A": (3, 4)}, "A", [("A", 16, "kept"), ("B", 17, ""), ("C", 18, "")], id="an urgent one is kept"),
    ],
)  # fmt: skip
def test_nobody_is_called_in_their_busy_months_but_for_what_is_urgent(busy: dict, urgent: str, rows: list) -> None:
    found = planned(busy, urgent=urgent)
    assert list(zip(found["customer"], found["date"].dt.day, found["timing"], strict=True)) == rows
    assert found["rank"].tolist() == list(range(1, len(rows) + 1))


def bought(days_before: dict[str, list[int]]) -> pd.DataFrame:
    rows = [(who, AS_OF - pd.Timedelta(days=days)) for who, every in days_before.items() for days in every]
    return pd.DataFrame(rows, columns=["customer", "date"]).assign(amount=10.0)


def test_the_chance_of_a_return_is_that_of_a_purchase_within_a_year_and_blank_without_a_model() -> None:
    sales = bought({f"C{n}": [*range(40 + 5 * n, 500, 17 + n)] for n in range(60)})
    gone = losses(customer=["C50", "C59"]).assign(ended=AS_OF - pd.Timedelta(days=300))
    model = purchase_model(sales, AS_OF)
    assert isinstance(model, PurchaseModel)
    found = with_prospects(gone, sales, AS_OF, model=model)
    stays_away = chance_of_no_purchase(model, recency_frequency(sales, AS_OF), 365)
    assert found["likelihood"].tolist() == pytest.approx((1 - stays_away[["C50", "C59"]]).tolist())
    assert with_prospects(gone, sales, AS_OF)["likelihood"].isna().all()


@pytest.mark.parametrize(("oldest", "order_only"), [
    pytest.param(728, True, id="under two years of sales say an order only"),
    pytest.param(729, False, id="two years say a share"),
])  # fmt: skip
def test_a_share_is_printed_from_two_years_of_sales_on(oldest: int, order_only: bool) -> None:
    sales = bought({f"C{n}": [oldest, *range(40 + 5 * n, 500, 17 + n)] for n in range(60)})
    gone = losses(customer=["C50", "C59"]).assign(ended=AS_OF - pd.Timedelta(days=300))
    model = purchase_model(sales, AS_OF)
    assert isinstance(model, PurchaseModel)
    found = with_prospects(gone.assign(kind="sales"), sales, AS_OF, model=model)
    likelihood, order = _returns(found.assign(own_past=True))
    assert likelihood.isna().all() == order_only and order.notna().all() == order_only
    if order_only:
        assert order.tolist() == found["likelihood"].rank(ascending=False).tolist()

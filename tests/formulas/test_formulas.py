"""The formulas a cell can hold: the golden ledger through each of them, relations, and real ledgers beside the review."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.findings import Review
from winback_sheets.formulas import ledger, registry
from winback_sheets.formulas.chance import chance_of_leaving, likelihood_of_return
from winback_sheets.formulas.churn import (
    churn_rate,
    gross_revenue_retention,
    lost_customers_count,
    lost_revenue,
    net_revenue_churn,
    net_revenue_retention,
    quick_ratio,
    retention_rate,
    revenue_churn,
)
from winback_sheets.formulas.customers import lost_customers, outreach, segments, warning_signs
from winback_sheets.formulas.ledger import NoAnswer
from winback_sheets.formulas.periods import churn_conventions, churn_table, cohorts, revenue_movements, rfm, survival
from winback_sheets.formulas.value import (
    convert_rate,
    lifetime_value,
    next_contact,
    rate_interval,
    talk_share,
    top_share,
    winback_value,
)
from winback_sheets.present import rows
from winback_sheets.read.grid import Grid
from winback_sheets.schema.lapse_rule import read_lapse_rule
from winback_sheets.steps import review
from winback_sheets.track.activity import lapse_spells
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase, purchase_model
from winback_sheets.track.recency_frequency import recency_frequency

FIRST, LAST = pd.Timestamp("2025-11-01"), pd.Timestamp("2025-11-30")
NONE = float("nan")

# The golden ledger G1 of November 2025: who, from, to, money a month.
G1 = """
A 2025-01-01 -          100
B 2025-01-01 2025-11-15 200
B 2025-11-15 -          150
C 2025-01-01 2025-11-20 300
D 2025-11-10 -           80
E 2025-01-01 2025-10-15 120
E 2025-11-12 -          130
F 2025-01-01 2025-11-10  50
F 2025-11-10 -           70
G 2025-01-01 2025-11-18  60
G 2025-11-18 -           60
H 2025-11-05 2025-11-25  40
I 2025-11-01 -           55
J 2025-01-01 2025-12-20  90
K 2025-01-01 -          110
"""


def golden() -> pd.DataFrame:
    lines = [line.split() for line in G1.strip().splitlines()]
    frame = pd.DataFrame(lines, columns=["customer", "start", "end", "monthly_amount"])
    frame["start"] = pd.to_datetime(frame["start"])
    frame["end"] = pd.to_datetime(frame["end"].replace("-", None))
    frame["monthly_amount"] = frame["monthly_amount"].astype(float)
    frame["trial"] = frame["customer"] == "I"
    told = {"C": pd.Timestamp("2025-11-05"), "J": pd.Timestamp("2025-11-12")}
    frame["cancel_notice_date"] = pd.to_datetime(frame["customer"].map(told))
    return frame


def invoices(paid: str | None = None) -> pd.DataFrame:
    due = pd.Timestamp("2025-10-26")  # 35 days before the last day of the month
    frame = pd.DataFrame({"customer": ["K"], "due": [due], "amount": [110.0], "invoice": ["7"]})
    return frame.assign(paid=pd.to_datetime([paid]))


def shop() -> pd.DataFrame:
    """A bakery's regulars: one weekly, one who stopped in July, one who came once, one refund."""
    weekly = pd.date_range("2025-01-04", "2025-11-29", freq="7D")
    stopped = pd.date_range("2025-01-07", "2025-07-15", freq="7D")
    days = [*weekly, *stopped, pd.Timestamp("2025-10-02"), pd.Timestamp("2025-10-09")]
    who = ["Ann"] * len(weekly) + ["Ben"] * len(stopped) + ["Cem", "Cem"]
    money = [12.0] * len(weekly) + [6.0] * len(stopped) + [20.0, -5.0]
    return pd.DataFrame({"customer": who, "date": days, "amount": money})


def log() -> pd.DataFrame:
    days = pd.to_datetime(["2025-11-03", "2025-11-20", "2025-12-05"])
    frame = pd.DataFrame({"customer": ["A", "B", "A"], "date": days, "who": ["Ann", "Bob", "Ann"]})
    return frame.assign(minutes=[10.0, 20.0, None], our_talk_minutes=[4.0, 5.0, 3.0])


PERIOD_NUMBERS = (
    churn_rate,
    retention_rate,
    revenue_churn,
    net_revenue_churn,
    gross_revenue_retention,
    net_revenue_retention,
    quick_ratio,
    lost_customers_count,
    lost_revenue,
)
DATED_TABLES = (
    churn_table,
    revenue_movements,
    cohorts,
    survival,
    lost_customers,
    warning_signs,
    outreach,
    segments,
)


def period_case(formula: Callable[..., object]) -> object:
    return pytest.param(lambda table, more: formula(table, FIRST, LAST, payments=more), id=formula.__name__)


def dated_case(formula: Callable[..., object]) -> object:
    return pytest.param(lambda table, more: formula(table, LAST, payments=more), id=formula.__name__)


OVER_CONTRACTS = [
    *(period_case(formula) for formula in (*PERIOD_NUMBERS, churn_conventions)),
    *(dated_case(formula) for formula in DATED_TABLES),
]
OVER_SALES = [
    *(period_case(formula) for formula in PERIOD_NUMBERS),
    *(dated_case(formula) for formula in DATED_TABLES),
    pytest.param(lambda table, more: rfm(table, LAST), id="rfm"),
    pytest.param(lambda table, more: top_share(table), id="top_share"),
]


def same(one: object, other: object) -> None:
    """Two results of a formula are the same, blanks included."""
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    else:
        assert one == pytest.approx(other, nan_ok=True)


# What must not happen.


@pytest.mark.parametrize("formula", OVER_CONTRACTS)
def test_contracts_are_unchanged_after_a_call(formula: Callable) -> None:
    table, more = golden(), invoices()
    formula(table, more)
    pd.testing.assert_frame_equal(table, golden())
    pd.testing.assert_frame_equal(more, invoices())


@pytest.mark.parametrize("formula", OVER_SALES)
def test_sales_are_unchanged_after_a_call(formula: Callable) -> None:
    table = shop()
    formula(table, None)
    pd.testing.assert_frame_equal(table, shop())


ANOTHER_LOOK = [
    pytest.param(lambda t: pd.concat([t, blank(t)]), id="blank rows at the end"),
    pytest.param(lambda t: t.assign(colour="red", shelf=7), id="columns we do not know"),
    pytest.param(lambda t: t[t.columns[::-1]], id="columns in another order"),
    pytest.param(lambda t: t.set_index(pd.RangeIndex(900, 900 - len(t), -1)), id="another index"),
]


def blank(table: pd.DataFrame) -> pd.DataFrame:
    """Three empty rows of the same columns and types."""
    return table.iloc[:0].reindex(range(3)).astype({"customer": table["customer"].dtype})


@pytest.mark.parametrize("look", ANOTHER_LOOK)
@pytest.mark.parametrize("formula", OVER_CONTRACTS)
def test_the_range_may_be_larger_than_the_contracts(formula: Callable, look: Callable) -> None:
    same(formula(look(golden()), look(invoices())), formula(golden(), invoices()))


@pytest.mark.parametrize("look", ANOTHER_LOOK)
@pytest.mark.parametrize("formula", OVER_SALES)
def test_the_range_may_be_larger_than_the_sales(formula: Callable, look: Callable) -> None:
    same(formula(look(shop()), None), formula(shop(), None))


UNDEFINED = [
    pytest.param(lambda f: f(golden().iloc[:0], FIRST, LAST), id="no contracts at all"),
    pytest.param(lambda f: f(shop().iloc[:0], FIRST, LAST), id="no sales at all"),
    pytest.param(lambda f: f(blank(golden()), FIRST, LAST), id="only blank rows"),
    pytest.param(lambda f: f(golden(), LAST, FIRST), id="days the wrong way round"),
    pytest.param(lambda f: f(golden(), pd.NaT, LAST), id="a blank first day"),
    pytest.param(lambda f: f(shop(), FIRST, pd.NaT), id="a blank last day"),
    pytest.param(lambda f: f(golden(), pd.Timestamp("1999-01-01"), pd.Timestamp("1999-01-31")), id="before everybody"),
    pytest.param(lambda f: f(shop(), pd.Timestamp("1999-01-01"), pd.Timestamp("1999-01-31")), id="before every sale"),
    pytest.param(lambda f: f(shop(), FIRST, LAST, lapse=0), id="a window of no days"),
    pytest.param(lambda f: f(golden().query("customer == 'I'"), FIRST, LAST), id="trials only"),
]


@pytest.mark.parametrize("call", UNDEFINED)
@pytest.mark.parametrize("formula", PERIOD_NUMBERS, ids=lambda formula: formula.__name__)
def test_a_number_that_is_not_defined_is_blank(formula: Callable, call: Callable) -> None:
    assert math.isnan(call(formula))


@pytest.mark.parametrize(
    "as_of", [pd.Timestamp("1999-01-31"), LAST, pd.NaT], ids=["before everybody", "no rows", "no day"]
)
@pytest.mark.parametrize("table", [golden, shop], ids=["contracts", "sales"])
@pytest.mark.parametrize("formula", (*DATED_TABLES, rfm), ids=lambda formula: formula.__name__)
def test_a_table_of_nobody_has_headings_and_no_rows(formula: Callable, table: Callable, as_of: pd.Timestamp) -> None:
    table = shop if formula is rfm else table
    found = formula(table() if as_of != LAST else table().iloc[:0], as_of)
    assert len(found) == 0 and len(found.columns) >= 2


def test_customers_at_the_start_of_the_first_month_are_nobody_and_not_zero_percent() -> None:
    january = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-31")
    assert math.isnan(churn_rate(golden(), *january)) and lost_customers_count(golden(), *january) == 0


def test_money_formulas_are_blank_where_a_ledger_has_no_money() -> None:
    counts_only = shop().drop(columns="amount")
    assert math.isnan(lost_revenue(counts_only, FIRST, LAST)) and math.isnan(top_share(counts_only))
    assert lost_customers_count(counts_only, pd.Timestamp("2025-10-01"), LAST, lapse=90) == 1


def test_a_range_that_is_neither_table_is_named() -> None:
    with pytest.raises(ValueError, match="no column 'date'"):
        churn_rate(golden()[["customer", "monthly_amount"]], FIRST, LAST)


def test_a_convention_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="not 'ours'"):
        churn_rate(golden(), FIRST, LAST, convention="ours")  # type: ignore[arg-type]


def test_sales_have_no_conventions() -> None:
    with pytest.raises(ValueError, match="ChartMogul-like"):
        churn_rate(shop(), FIRST, LAST, convention="ChartMogul-like")


def test_sales_after_the_period_change_nothing() -> None:
    seen = shop()[shop()["date"] <= pd.Timestamp("2025-08-31")]
    august = pd.Timestamp("2025-08-01"), pd.Timestamp("2025-08-31")
    for formula in PERIOD_NUMBERS:
        same(formula(shop(), *august), formula(seen, *august))


def test_contracts_and_payments_after_the_period_change_nothing() -> None:
    later = golden().assign(end=lambda t: t["end"].where(t["end"] <= LAST))
    for formula in PERIOD_NUMBERS:
        same(
            formula(golden(), FIRST, LAST, payments=invoices("2025-12-05")),
            formula(later, FIRST, LAST, payments=invoices()),
        )


# The golden ledger.

GOLDEN = [
    pytest.param(churn_rate, {}, 2 / 7, id="C and K of seven are lost"),
    pytest.param(retention_rate, {}, 5 / 7, id="five of seven stay"),
    pytest.param(revenue_churn, {}, 460 / 910, id="gross revenue churn 50.55 %"),
    pytest.param(net_revenue_churn, {}, 310 / 910, id="net revenue churn 34.07 %"),
    pytest.param(gross_revenue_retention, {}, 450 / 910, id="GRR 49.45 %"),
    pytest.param(net_revenue_retention, {}, 470 / 910, id="NRR 51.65 %"),
    pytest.param(quick_ratio, {}, 100 / 460, id="quick ratio 0.217"),
    pytest.param(quick_ratio, {"returned": "counted"}, 0.5, id="quick ratio 0.500 with reactivation"),
    pytest.param(lost_customers_count, {}, 2, id="two lost"),
    pytest.param(lost_revenue, {}, 410, id="410 a month lost"),
    pytest.param(churn_rate, {"grace": 60}, 1 / 7, id="with 60 days of grace K is still there"),
    pytest.param(churn_rate, {"convention": "ProfitWell-like"}, 1 / 7, id="ProfitWell-like 14.29 %"),
    pytest.param(churn_rate, {"convention": "ChartMogul-like"}, 1 / 7, id="ChartMogul-like 14.29 %"),
    pytest.param(churn_rate, {"convention": "Baremetrics-like"}, 3 / 7, id="Baremetrics-like 42.86 %"),
    pytest.param(churn_rate, {"convention": "by notice date"}, 2 / 7, id="by notice date C and J"),
    pytest.param(churn_rate, {"convention": "lost / (start + new)"}, 0.2, id="2 of 7 + 3"),
    pytest.param(revenue_churn, {"convention": "ChartMogul-like"}, 350 / 910, id="38.46 % while K is in dunning"),
    pytest.param(net_revenue_churn, {"convention": "ChartMogul-like"}, 200 / 910, id="21.98 % while K is in dunning"),
    pytest.param(net_revenue_churn, {"convention": "by notice date"}, NONE, id="no money rate is published by notice"),
]


@pytest.mark.parametrize(("formula", "knobs", "expected"), GOLDEN)
def test_the_golden_ledger(formula: Callable, knobs: dict, expected: float) -> None:
    assert formula(golden(), FIRST, LAST, payments=invoices(), **knobs) == pytest.approx(expected, nan_ok=True)


def test_the_golden_ledger_under_every_convention() -> None:
    found = churn_conventions(golden(), FIRST, LAST, payments=invoices()).set_index("Convention")
    assert found["Names"].to_dict() == {
        "house": "C, K",
        "ProfitWell-like": "C",
        "ChartMogul-like": "C",
        "Baremetrics-like": "C, H, K",
        "by notice date": "C, J",
        "lost / (start + new)": "C, H",
    }
    assert found.loc["by notice date", "Differs from house"] == "+ J, - K"


def test_the_golden_movements() -> None:
    found = revenue_movements(golden(), LAST, every="month", payments=invoices()).iloc[-1]
    assert found.tolist() == ["2025-11", 910.0, 80.0, 130.0, 20.0, 50.0, 410.0, 680.0]


def test_the_golden_register_ties_to_churn() -> None:
    names = lost_customers(golden(), LAST, every="month", payments=invoices()).query("Period == '2025-11'")
    assert dict(zip(names["Customer"], names["Money a month"], strict=True)) == {"C": 300.0, "K": 110.0, "H": 40.0}
    counted = names[names["Counted"] == "lost"]
    assert len(counted) == lost_customers_count(golden(), FIRST, LAST, payments=invoices())
    assert counted["Money a month"].sum() == lost_revenue(golden(), FIRST, LAST, payments=invoices())


def test_the_golden_states() -> None:
    found = segments(golden(), LAST, payments=invoices()).set_index("Customer")["State"]
    assert found.to_dict() == dict.fromkeys("ADEFG", "active") | dict.fromkeys("CHK", "lost") | {
        "B": "warning",
        "J": "warning",
    }


def test_who_gave_notice_is_called_first_and_who_must_not_be_called_is_not() -> None:
    customers = pd.DataFrame({"customer": ["C", "J"], "do_not_contact": [True, False], "customer_name": ["Cy", "Jo"]})
    plan = outreach(golden(), LAST, payments=invoices(), customers=customers)
    assert plan["Customer"].iloc[0] == "J" and plan["Name"].iloc[0] == "Jo"
    assert "C" not in set(plan["Customer"]) and "K" in set(plan["Customer"])
    assert plan["Date"].min() == pd.Timestamp("2025-12-01")


# Relations.


@pytest.mark.parametrize("table", [golden, shop], ids=["contracts", "sales"])
def test_rates_that_belong_together_add_up(table: Callable) -> None:
    period = table(), pd.Timestamp("2025-08-01"), LAST
    assert retention_rate(*period) == pytest.approx(1 - churn_rate(*period))
    assert gross_revenue_retention(*period) == pytest.approx(1 - revenue_churn(*period))
    assert gross_revenue_retention(*period) <= min(1, net_revenue_retention(*period))
    assert quick_ratio(*period, returned="counted") >= quick_ratio(*period)


@pytest.mark.parametrize("every", ["month", "quarter", "year"])
@pytest.mark.parametrize("table", [golden, shop], ids=["contracts", "sales"])
def test_movements_lead_from_each_start_to_its_end(table: Callable, every: str) -> None:
    found = revenue_movements(table(), LAST, every=every).iloc[:, 1:]
    start, new, returned, more, less, lost, end = (found[column] for column in found)
    assert (start + new + returned + more - less - lost - end).abs().max() < 0.005
    assert (end.iloc[:-1].to_numpy() == start.iloc[1:].to_numpy()).all()


@pytest.mark.parametrize("table", [golden, shop], ids=["contracts", "sales"])
def test_a_month_of_the_table_is_the_number_of_that_month(table: Callable) -> None:
    line = churn_table(table(), LAST, every="month").iloc[-1]
    period = table(), FIRST, LAST
    same(line["Customer churn"], churn_rate(*period))
    same(line["Gross money churn"], revenue_churn(*period))
    same(line["Net money churn"], net_revenue_churn(*period))


def test_a_price_change_is_no_cohort_and_unseen_months_are_blank() -> None:
    found = cohorts(golden(), LAST, payments=invoices()).set_index("Started")
    assert found["Customers"].to_dict() == {"2025-01": 8, "2025-11": 2, "All": 10}
    assert found.loc["2025-01", "10"] == 6 / 8 and math.isnan(found.loc["2025-11", "1"])


def test_a_running_period_says_so() -> None:
    found = churn_table(golden(), pd.Timestamp("2025-11-20"), every="month")["Note"]
    assert found.iloc[-1] == "to date, the period is still running" and found.iloc[:-1].isna().all()


def test_a_customer_who_came_back_is_active() -> None:
    days = pd.to_datetime(["2025-01-01", "2025-01-05", "2025-11-20"])
    found = segments(pd.DataFrame({"customer": "Ann", "date": days}), LAST, lapse=90)
    assert found["State"].tolist() == ["active"]


# Numbers in, a number out.

PLAIN = [
    pytest.param(convert_rate(0.05, "year"), 0.4596, id="5 % a month is 45.96 % a year"),
    pytest.param(convert_rate(0.10, "quarter"), 0.2710, id="10 % a month is 27.10 % a quarter"),
    pytest.param(convert_rate(1.2, "year"), NONE, id="no rate above 1"),
    pytest.param(convert_rate(0.05, "year", from_days=0), NONE, id="no rate of no days"),
    pytest.param(lifetime_value(100, 0.8, discount=0.1), 366.6667, id="first margin now"),
    pytest.param(lifetime_value(100, 0.8, discount=0.1, first_margin="excluded"), 266.6667, id="first excluded"),
    pytest.param(lifetime_value(100, 0.8, discount=0.1, first_margin="period end"), 333.3333, id="at period end"),
    pytest.param(lifetime_value(100, 1.0), NONE, id="who never leaves has no finite worth"),
    pytest.param(winback_value(40, 0.9), 344.2, id="24 months of a second life"),
    pytest.param(winback_value(40, 0.9, months=0), NONE, id="no months"),
    pytest.param(winback_value(40, 1.5), NONE, id="no chance above 1"),
    pytest.param(talk_share(log()), 0.3, id="9 of 30 minutes; a call without minutes is left out"),
    pytest.param(talk_share(log(), who="ann"), 0.4, id="4 of Ann's 10 minutes"),
    pytest.param(talk_share(log(), customer="B"), 0.25, id="5 of B's 20 minutes"),
    pytest.param(talk_share(log(), first_day=pd.Timestamp("2025-12-01")), NONE, id="not recorded is not 0 %"),
    pytest.param(talk_share(log().drop(columns="minutes")), NONE, id="no minutes at all"),
    pytest.param(top_share(shop(), top=0.2), 576 / 759, id="one of three brings three quarters"),
    pytest.param(top_share(shop(), last_day=pd.Timestamp("2024-12-31")), NONE, id="no money before the first sale"),
    pytest.param(top_share(shop(), top=1.5), NONE, id="no more than all customers"),
]


@pytest.mark.parametrize(("found", "expected"), PLAIN)
def test_plain_numbers(found: float, expected: float) -> None:
    assert found == pytest.approx(expected, abs=0.05 if expected > 300 else 1e-4, nan_ok=True)


INTERVALS = [
    pytest.param(rate_interval(3, 10), (0.3, 0.1078, 0.6032), id="Wilson 3 of 10"),
    pytest.param(rate_interval(3, 10, method="exact"), (0.3, 0.0667, 0.6525), id="exact 3 of 10"),
    pytest.param(rate_interval(0, 20), (0.0, 0.0, 0.1611), id="none of 20 is not surely none"),
    pytest.param(rate_interval(0, 0), (NONE, NONE, NONE), id="none of none"),
    pytest.param(rate_interval(5, 3), (NONE, NONE, NONE), id="more than all"),
    pytest.param(rate_interval(3, 10, confidence=95), (NONE, NONE, NONE), id="confidence is a share"),
]


@pytest.mark.parametrize(("found", "expected"), INTERVALS)
def test_intervals(found: pd.DataFrame, expected: tuple[float, float, float]) -> None:
    assert found[["Rate", "From", "To"]].iloc[0].tolist() == pytest.approx(expected, abs=5e-5, nan_ok=True)


NEXT = [
    pytest.param("A", "2025-11-20", {}, "2025-12-03", id="30 days after the last contact"),
    pytest.param("a ", "2025-11-20", {}, "2025-12-03", id="however the name is typed"),
    pytest.param("A", "2025-12-31", {}, "2026-01-05", id="after a contact in December, from a Sunday to Monday"),
    pytest.param("A", "2026-03-13", {}, "2026-03-16", id="overdue: the next working day"),
    pytest.param("A", "2025-11-20", {"every": 52, "country": "GB"}, "2025-12-29", id="not on Boxing Day nor a weekend"),
    pytest.param("B", "2025-11-10", {}, None, id="a contact that is still to come is none"),
    pytest.param("Z", "2025-11-20", {}, None, id="a name the log does not hold"),
]


@pytest.mark.parametrize(("customer", "as_of", "knobs", "expected"), NEXT)
def test_next_contact(customer: str, as_of: str, knobs: dict, expected: str | None) -> None:
    found = next_contact(log(), customer, pd.Timestamp(as_of), **knobs)
    assert pd.isna(found) if expected is None else found == pd.Timestamp(expected)


def test_nobody_is_to_contact_who_asked_for_peace() -> None:
    customers = pd.DataFrame({"customer": ["A"], "do_not_contact": [True]})
    assert pd.isna(next_contact(log(), "A", pd.Timestamp("2025-11-20"), customers=customers))


# Real ledgers.


def grid(name: str, table: pd.DataFrame, headings: list[str]) -> Grid:
    """A table as the review gets it: a tab with one header row."""
    cells = table.set_axis(range(table.shape[1]), axis=1).set_axis(range(2, len(table) + 2))
    top = [headings, *cells.head(59).astype(object).to_numpy().tolist()]
    return Grid(name, top, lambda skipped: cells, len(table) + 1)


def cdnow_sample(shared_data: Path) -> pd.DataFrame:
    names = ["master", "customer", "date", "quantity", "amount"]
    frame = pd.read_csv(shared_data / "transactions/cdnow_sample.txt", sep=r"\s+", header=None, names=names, dtype=str)
    frame = frame[["customer", "date", "amount"]].assign(date=pd.to_datetime(frame["date"], format="%Y%m%d"))
    return frame.assign(amount=frame["amount"].astype(float))


@pytest.fixture(scope="module")
def cdnow(shared_data: Path) -> tuple[pd.DataFrame, Review]:
    table = cdnow_sample(shared_data)
    tab = grid("Sales", table, ["Customer ID", "Date", "Amount"])
    return table, review([tab], today=table["date"].max(), as_of=pd.Timestamp("1997-12-31"))


def columns_of(formula: pd.DataFrame, tab: pd.DataFrame, table: object) -> None:
    """A formula's table holds what the review puts into the tab of that name."""
    headings = {column.heading: column.key for column in table.columns}  # type: ignore[attr-defined]
    for heading in formula.columns:
        one, other = formula[heading].reset_index(drop=True), tab[headings[heading]].reset_index(drop=True)
        pd.testing.assert_series_equal(one, other, check_names=False, check_dtype=False)


NAMES = [
    pytest.param(lost_customers, rows.lost_customers, "LOST_CUSTOMERS", id="the register"),
    pytest.param(warning_signs, rows.warning_signs, "WARNING_SIGNS", id="the warning signs"),
    pytest.param(outreach, rows.outreach, "OUTREACH", id="the plan"),
]


@pytest.mark.parametrize(("formula", "tab", "schema"), NAMES)
def test_a_formula_says_what_the_review_says(cdnow: tuple, formula: Callable, tab: Callable, schema: str) -> None:
    from winback_sheets.schema import results

    table, done = cdnow
    found = formula(table, done.as_of)
    assert len(found) >= 2
    columns_of(found, tab(done), getattr(results, schema))


def test_churn_of_a_real_shop_is_that_of_the_review(cdnow: tuple) -> None:
    table, done = cdnow
    found, moves = churn_table(table, done.as_of), done.businesses[0].moves
    for heading, key in (("Period", "label"), ("Lost", "lost"), ("Lost money", "lost_money"), ("to", "churn_high")):
        pd.testing.assert_series_equal(found[heading], moves[key], check_names=False, check_dtype=False)


def test_churn_of_contracts_by_tenure_is_that_of_the_review(shared_data: Path) -> None:
    raw = pd.read_csv(shared_data / "subscriptions/telco_customer_churn.csv")
    table = raw[["customerID", "tenure", "MonthlyCharges", "Churn"]]
    day = pd.Timestamp("2026-10-31")
    done = review([grid("Telco", table, list(table.columns))], today=day, as_of=day, every="month")
    typed = table.set_axis(["customer", "tenure", "monthly_amount", "status"], axis=1)
    typed.attrs["headers"] = {"status": "Churn"}
    moves = done.businesses[0].headline
    assert lost_customers_count(typed, pd.Timestamp("2026-10-01"), day) == moves["lost"] == 1869
    assert lost_revenue(typed, pd.Timestamp("2026-10-01"), day) == moves["lost_money"]


def test_online_retail_has_lost_1449_of_4338(shared_data: Path) -> None:
    path = shared_data / "transactions/online_retail_2010_2011.csv.gz"
    raw = pd.read_csv(path, usecols=["CustomerID", "InvoiceDate", "Quantity", "UnitPrice"]).dropna()
    table = pd.DataFrame({"customer": raw["CustomerID"].astype(int).astype(str), "quantity": raw["Quantity"]})
    table = table.assign(unit_price=raw["UnitPrice"], date=pd.to_datetime(raw["InvoiceDate"]).dt.normalize())
    day = pd.Timestamp("2011-12-09")
    assert churn_table(table, day, every="month", lapse=90)["End"].iloc[-1] == 4338 - 1449
    spells, _ = ledger.spells(ledger.read_ledger(table, day), day, lapse=90)
    assert spells["customer"].nunique() == 4338


def test_the_best_fifth_of_cdnow_brings_two_thirds(shared_data: Path) -> None:
    names = ["customer", "date", "quantity", "amount"]
    path = shared_data / "transactions/cdnow_master.txt.gz"
    raw = pd.read_csv(path, sep=r"\s+", skiprows=1, header=None, names=names, dtype={"customer": str})
    table = raw.assign(date=pd.to_datetime(raw["date"].astype(str), format="%Y%m%d"))
    assert top_share(table) == pytest.approx(0.6778, abs=5e-5)


def test_every_formula_is_called_in_this_file() -> None:
    assert {one.path.partition(":")[2] for one in registry.FORMULAS} <= set(globals())


def regulars() -> pd.DataFrame:
    """Thirty who come every thirty days or so, and of whom some have stopped."""
    days = [n for n in range(330) if n < 200 or n % 3]
    when = pd.Timestamp("2025-01-01") + pd.to_timedelta(days, unit="D")
    return pd.DataFrame({"customer": [f"R{n % 30:02}" for n in days], "date": when, "amount": 5.0})


def test_the_chance_of_leaving_is_that_of_the_model_and_reads_nothing_later() -> None:
    sales, day = regulars(), pd.Timestamp("2025-09-30")
    model = purchase_model(sales, day)
    assert isinstance(model, PurchaseModel)
    wanted = chance_of_no_purchase(model, recency_frequency(sales, day), 90)
    assert wanted["R03"] > wanted["R01"]  # R03 has stopped
    for name in ("R01", "R03"):
        assert chance_of_leaving(sales, f" {name.lower()} ", 90, day) == pytest.approx(wanted[name])
        assert chance_of_leaving(sales[sales["date"] <= day], name, 90, day) == pytest.approx(wanted[name])


def test_the_chance_of_leaving_falls_the_further_it_looks_ahead() -> None:
    found = [chance_of_leaving(regulars(), "R03", days, "2025-11-30") for days in (7, 30, 90, 365)]
    assert found == sorted(found, reverse=True) and 0 < found[-1] < found[0] < 1


@pytest.mark.parametrize(
    ("sales", "customer", "said"),
    [
        pytest.param(regulars(), "Zoe", "no purchase of 'Zoe'", id="nobody of that name"),
        pytest.param(regulars().head(40), "R01", "Too little history", id="ten repeat buyers and few returns"),
    ],
)
def test_there_is_no_chance_of_leaving_and_the_reason_is_said(sales: pd.DataFrame, customer: str, said: str) -> None:
    with pytest.raises(NoAnswer, match=said):
        chance_of_leaving(sales, customer, 90, "2025-11-30")


FOUR = "60; 0.525 6.183 0.891 1.614"


def occasional(customers: int = 30) -> pd.DataFrame:
    """Each buys at a pace of their own and then no more."""
    rows = [
        (f"C{n:02}", LAST - pd.Timedelta(days=days))
        for n in range(customers)
        for days in range(61 + 3 * n, 900, 20 + 4 * n)
    ]
    return pd.DataFrame(rows, columns=["customer", "date"]).assign(amount=10.0)


def test_the_rule_as_settings_prints_it_counts_the_same_losses_in_every_formula() -> None:
    sales, every = occasional(), {"every": "quarter", "lapse": FOUR}
    spells, _ = lapse_spells(sales, LAST, rule=read_lapse_rule(FOUR))
    here = spells["lost_on"].isna().sum()
    assert churn_table(sales, LAST, **every)["End"].iloc[-1] == here
    register = lost_customers(sales, LAST, **every)
    assert (register["Status"] == "still gone").sum() == spells["customer"].nunique() - here
    states = segments(sales, LAST, lapse=FOUR)["State"]
    assert states.isin(["active", "warning sign"]).sum() == here
    assert here > churn_table(sales, LAST, every="quarter", lapse=60)["End"].iloc[-1]


def test_without_a_rule_the_days_alone_count_in_every_formula() -> None:
    sales = occasional(120)
    table, register = churn_table(sales, LAST, every="quarter"), lost_customers(sales, LAST, every="quarter")
    assert table["End"].iloc[-1] + (register["Status"] == "still gone").sum() == 120


@pytest.mark.parametrize("lapse", ["soon", "60; 1 2", "0; 1 2 3 4"])
def test_a_text_that_is_no_rule_is_refused_with_what_it_may_be(lapse: str) -> None:
    with pytest.raises(ValueError, match="lapse is a number of days, auto, or a rule as Settings prints it"):
        churn_rate(occasional(), FIRST, LAST, lapse=lapse)


def stopping(days: int) -> pd.DataFrame:
    """Thirty who buy every thirty days, of whom twelve stop one after another."""
    seen = [n for n in range(days) if n < days - 150 + n % 30 * 10]
    when = LAST - pd.to_timedelta([days - 1 - n for n in seen], unit="D")
    return pd.DataFrame({"customer": [f"S{n % 30:02}" for n in seen], "date": when, "amount": 8.0})


@pytest.mark.parametrize(("days", "column"), [
    pytest.param(800, "Likelihood", id="two years of sales say a share"),
    pytest.param(500, "Return order", id="under two years say an order only"),
])  # fmt: skip
def test_the_likelihood_of_return_is_that_of_the_register_of_the_lost(days: int, column: str) -> None:
    found = likelihood_of_return(stopping(days), LAST, lapse=60)
    register = lost_customers(stopping(days), LAST, every="month", lapse=60)
    gone = register[register["Status"] == "still gone"].set_index("Customer")
    assert list(found) == ["Customer", "Last day", column] and len(found) == len(gone) > 3
    assert found[column].tolist() == pytest.approx(gone.loc[found["Customer"], column].tolist())


def test_a_shop_of_few_says_why_it_has_no_likelihood_of_return() -> None:
    with pytest.raises(ValueError, match="Too little history"):
        likelihood_of_return(stopping(500).query("customer < 'S05'"), LAST)

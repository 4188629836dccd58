"""Payments against the customer's own: who is not named, then the figures of the requirement, then the invoices of a year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from winback_sheets.watch.payments import paying_another_way, paying_in_parts, paying_later, smaller_invoices
from winback_sheets.watch.signs import NOTICEABLE, sign

AS_OF = pd.Timestamp("2026-10-31")
A = pd.Index(["A"])
NAN = float("nan")


def invoices(late: Sequence[float], *, every: int = 30, terms: Sequence[int] | int = 30, **more: object) -> dict:
    """Invoices of A every 30 days, the last due 20 days ago: so many days late each, nan: not paid yet."""
    due = pd.date_range(end=AS_OF - pd.Timedelta(days=20), periods=len(late), freq=f"{every}D")
    frame = pd.DataFrame({"customer": "A", "due": due, "paid": due + pd.to_timedelta(late, unit="D"), "amount": 100.0})
    frame["issued"] = due - pd.to_timedelta(np.broadcast_to(terms, len(late)), unit="D")
    return {"payments": frame.assign(**more)}


def late(tables: dict) -> list[str]:
    found = paying_later(tables, A, AS_OF)
    return found.loc[found["chance"] < NOTICEABLE, "customer"].tolist()


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([12] * 12, id="always 12 days late"),
        pytest.param([0] * 12, id="always in time"),
        pytest.param([-20] * 9 + [-2, -1, 0], id="no longer early, never late"),
        pytest.param([30, 1, 22, 3, 28, 2, 31, 4, 25, 1, 30, 2], id="now so, now so"),
        pytest.param([2] * 11 + [40], id="one late invoice"),
        pytest.param([2] * 2 + [9, 12, 15], id="five invoices are too few"),
        pytest.param([15, 12, 9] + [2] * 9, id="better than before"),
        pytest.param([12] * 11 + [NAN], id="the open one is not yet later than usual by much"),
        pytest.param([25] * 11 + [NAN], id="the open one may still be in time"),
    ],
)
def test_nobody_pays_later(days: list[float]) -> None:
    assert late(invoices(days)) == []


def test_who_never_paid_an_invoice_late_in_six_is_judged_and_not_named() -> None:
    found = paying_later(invoices([0] * 6), A, AS_OF)
    assert found["chance"].tolist() == [1.0] and found["usual"].isna().all()


def test_usually_two_days_late_and_now_nine_twelve_and_fifteen() -> None:
    """002-08: usually 2 days late, last three 9, 12, 15 -> flag."""
    tables = invoices([2] * 9 + [9, 12, 15])
    found = paying_later(tables, A, AS_OF).iloc[0]
    assert found["chance"] < 0.01 and found[["usual", "third", "second", "last"]].tolist() == [2, 9, 12, 15]
    assert found["since"] == tables["payments"]["due"].iloc[-3] and pd.isna(found["unpaid"])


def test_an_unpaid_invoice_is_at_least_as_late_as_it_is_now() -> None:
    found = paying_later(invoices([0] * 9 + [9, 12, NAN]), A, AS_OF).iloc[0]
    assert found["last"] == 20 and found["unpaid"] == 1 and found["chance"] < NOTICEABLE and pd.isna(found["usual"])


def test_other_terms_begin_a_new_past() -> None:
    """Six invoices at 60 days were paid in time; at 30 days the same customer is 30 days late from the first on."""
    days, terms = [0] * 6 + [30] * 6, [60] * 6 + [30] * 6
    assert late(invoices(days)) == ["A"] and late(invoices(days, terms=terms)) == []


def test_a_disputed_invoice_says_nothing() -> None:
    assert late(invoices([2] * 9 + [9, 12, 15], disputed=[False] * 9 + [True] * 3)) == []


@pytest.fixture(scope="module")
def ledger(shared_data) -> pd.DataFrame:
    """The invoices of a firm with a hundred customers: what was due, and when it was paid."""
    raw = pd.read_csv(shared_data / "interactions/ar_invoices_ibm.csv")
    days = {"due": raw["DueDate"], "paid": raw["SettledDate"], "issued": raw["InvoiceDate"]}
    frame = pd.DataFrame({"customer": raw["customerID"], **{key: pd.to_datetime(day) for key, day in days.items()}})
    return frame.assign(amount=raw["InvoiceAmount"]).sort_values(["customer", "due"], ignore_index=True)


END = pd.Timestamp("2013-11-30")


def test_the_seventeen_who_are_never_late_are_never_named_nor_those_who_always_are(ledger, shared_data) -> None:
    truth = pd.read_csv(shared_data / "truths/ar_late_share_by_customer.csv").set_index("customerID")
    never = truth.index[truth["late_invoices"] == 0]
    assert len(never) == 17
    who = pd.Index(ledger["customer"].unique())
    for day in pd.date_range("2012-06-30", END, freq="ME"):
        found = paying_later({"payments": ledger}, who, day)
        assert not found.loc[found["chance"] < NOTICEABLE, "customer"].isin(never).any()
    always = ledger.assign(paid=ledger["due"] + pd.Timedelta(days=12))
    assert paying_later({"payments": always}, who, END)["chance"].min() >= NOTICEABLE


def shuffled(ledger: pd.DataFrame, draw: np.random.Generator) -> pd.DataFrame:
    """The same lateness of each customer in any order."""
    order = pd.DataFrame({"customer": ledger["customer"], "draw": draw.random(len(ledger))})
    mixed = (ledger["paid"] - ledger["due"]).loc[order.sort_values(["customer", "draw"]).index]
    return ledger.assign(paid=ledger["due"] + mixed.to_numpy())


def share_named(ledgers: list[pd.DataFrame]) -> float:
    chances = [
        paying_later({"payments": each}, pd.Index(each["customer"].unique()), each["paid"].max())["chance"]
        for each in ledgers
    ]
    return float((pd.concat(chances) < NOTICEABLE).mean())


def test_chance_alone_names_no_more_than_it_says(ledger) -> None:
    """The invoices in any order, 40 times over a hundred customers: half of these were late less than three times, and
    cannot be named; with lateness that is never twice the same the share is the 6 of 100 that the tab says.
    """
    draw = np.random.default_rng(7)
    assert 0.015 < share_named([shuffled(ledger, draw) for _ in range(40)]) < NOTICEABLE
    always = ledger.assign(paid=ledger["due"] + pd.to_timedelta(draw.exponential(40, len(ledger)).round(), unit="D"))
    assert 0.045 < share_named([shuffled(always, draw) for _ in range(40)]) < 0.068


def test_a_change_planted_in_the_invoices_is_found_with_its_day(ledger) -> None:
    """Each customer's last four invoices are paid 25 days later than they were."""
    back = ledger.groupby("customer").cumcount(ascending=False)
    planted = ledger.assign(paid=ledger["paid"] + pd.to_timedelta(np.where(back < 4, 25, 0), unit="D"))
    late_day = planted["paid"].max()
    found = paying_later({"payments": planted}, pd.Index(ledger["customer"].unique()), late_day)
    named = found[found["chance"] < NOTICEABLE].set_index("customer")
    first = planted[back == 3].set_index("customer")["due"]
    # A customer who was early by weeks is still not late, and one planted invoice may be in time for the same reason.
    assert len(named) >= 0.85 * len(found)
    assert (named["since"] == first.reindex(named.index)).mean() >= 0.8
    untouched = paying_later({"payments": ledger}, pd.Index(ledger["customer"].unique()), late_day)
    assert (untouched["chance"] < NOTICEABLE).mean() <= NOTICEABLE


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"amount_paid": 100.0}, id="always in full"),
        pytest.param({"amount_paid": 60.0}, id="always in part"),
        pytest.param({"amount_paid": [100.0] * 7 + [NAN]}, id="not known"),
        pytest.param({"amount_paid": [100.0] * 4 + [60.0] + [100.0] * 3}, id="once, some time ago"),
        pytest.param({"amount_paid": [60.0] + [100.0] * 10 + [60.0]}, id="once before as well"),
        pytest.param({}, id="no such column"),
    ],
)
def test_nobody_pays_in_part(more: dict) -> None:
    many = len(more["amount_paid"]) if isinstance(more.get("amount_paid"), list) else 8
    assert paying_in_parts(invoices([2] * many, **more), A, AS_OF).empty


def test_payments_in_part_are_named_from_the_first_on() -> None:
    tables = invoices([2] * 12, amount_paid=[100.0] * 9 + [60.0, 100.0, 70.0])
    found = paying_in_parts(tables, A, AS_OF)
    assert found[["customer", "paid_part", "amount"]].values.tolist() == [["A", 70.0, 100.0]]
    assert found["since"].tolist() == [tables["payments"]["due"].iloc[-3]]


@pytest.mark.parametrize(
    "ways",
    [
        pytest.param(["card"] * 8, id="always the same"),
        pytest.param(
            ["card", "Card ", "CARD", "card", "card", "card", "card", "card"], id="the same, written otherwise"
        ),
        pytest.param(["card", "cash"] * 4, id="now so, now so"),
        pytest.param(["card"] * 3 + ["cash"], id="too few before"),
        pytest.param(["card"] * 7 + [None], id="not known"),
    ],
)
def test_nobody_pays_another_way(ways: list) -> None:
    assert paying_another_way(invoices([2] * len(ways), method=ways), A, AS_OF).empty


def test_another_way_is_named_with_the_usual_one() -> None:
    found = paying_another_way(invoices([2] * 8, method=["transfer"] * 7 + ["card"]), A, AS_OF)
    assert found[["way", "usual_way"]].values.tolist() == [["card", "transfer"]]


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param([100.0] * 12, id="always the same"),
        pytest.param([100.0] * 9 + [95.0] * 3, id="hardly less"),
        pytest.param([100.0, 40.0] * 3 + [100.0] * 3 + [40.0] * 3, id="as small as some before"),
        pytest.param([100.0] * 5 + [40.0] * 3, id="too few before"),
    ],
)
def test_no_invoices_are_smaller(amounts: list[float]) -> None:
    assert smaller_invoices(invoices([2] * len(amounts), amount=amounts), A, AS_OF).empty


def test_three_smaller_invoices_are_named_from_the_first_of_them_on() -> None:
    tables = invoices([2] * 12, amount=[100.0] * 9 + [50.0, 40.0, 45.0])
    found = smaller_invoices(tables, A, AS_OF).iloc[0]
    assert found[["recent_amount", "usual_amount"]].tolist() == [45.0, 100.0]
    assert found["since"] == tables["payments"]["due"].iloc[-3]


def test_paying_later_is_the_test_among_them() -> None:
    assert sign("pays_later").test and not any(sign(key).test for key in ("pays_in_parts", "smaller_invoices"))

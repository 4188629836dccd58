"""Spells: the unbroken stretches of being a customer, of a shop and of contracts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.lapse_rule import LapseRule
from winback_sheets.track.activity import SPELL_FIELDS, contract_spells, lapse_spells, purchase_days

T = pd.Timestamp
NEVER = pd.NaT


def sales(*rows):
    frame = pd.DataFrame(rows, columns=["customer", "date", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


def contracts(*rows):
    """Rows of customer, from, to, mrr and, where it matters, the notice date."""
    frame = pd.DataFrame([(*row, None)[:5] for row in rows], columns=["customer", "from", "to", "mrr", "notice"])
    for key in ("from", "to", "notice"):
        frame[key] = pd.to_datetime(frame[key])
    return frame.assign(reason=None)


def invoices(*rows):
    frame = pd.DataFrame(rows, columns=["customer", "due", "paid"])
    return frame.assign(due=pd.to_datetime(frame["due"]), paid=pd.to_datetime(frame["paid"]))


def stretches(spells):
    """(customer, started, lost on) as text, in order."""
    frame = spells.sort_values(["customer", "started"])
    days = [frame[key].dt.strftime("%Y-%m-%d").fillna("").tolist() for key in ("started", "lost_on")]
    return list(zip(frame["customer"], *days, strict=True))


# ---------------------------------------------------------------- shops


@pytest.mark.parametrize(("rows", "expected"), [
    pytest.param([], [], id="no sales, nobody"),
    pytest.param([("A", "2025-03-01", -50)], [], id="a refund alone makes no customer"),
    pytest.param([("A", "2025-03-01", 0)], [], id="an order for nothing makes no customer"),
    pytest.param([("A", "2026-01-01", 50)], [], id="a sale after the day is not there yet"),
    pytest.param([("A", "2025-11-20", 50)], [("A", "2025-11-20", "")], id="a fresh buyer is a customer"),
    pytest.param([("A", "2025-09-02", 50)], [("A", "2025-09-02", "")], id="silent for exactly the window: a customer"),
    pytest.param([("A", "2025-09-01", 50)], [("A", "2025-09-01", "2025-12-01")], id="a day longer: lost that very day"),
    pytest.param([("A", "2025-06-01", 50), ("A", "2025-08-30", 50)], [("A", "2025-06-01", "2025-11-29")],
                 id="a gap of exactly the window is bridged"),
    pytest.param([("A", "2025-06-01", 50), ("A", "2025-08-31", 50)],
                 [("A", "2025-06-01", "2025-08-31"), ("A", "2025-08-31", "2025-11-30")],
                 id="a gap one day longer: lost and back on the same day"),
    pytest.param([("A", "2025-11-01", 50), ("A", "2025-11-01", 20)], [("A", "2025-11-01", "")],
                 id="two purchases on one day are one day"),
    pytest.param([("A", "2025-03-01", 50), ("A", "2025-11-20", -20)], [("A", "2025-03-01", "2025-05-31")],
                 id="a refund does not keep anybody"),
    pytest.param([("B", "2025-11-02", 5), ("A", "2025-11-01", 5)], [("A", "2025-11-01", ""), ("B", "2025-11-02", "")],
                 id="customers do not mix"),
])  # fmt: skip
def test_spells_of_a_shop(rows, expected):
    spells, _ = lapse_spells(sales(*rows), T("2025-12-01"), rule=LapseRule(90))
    assert stretches(spells) == expected and tuple(spells.columns) == SPELL_FIELDS


@pytest.mark.parametrize(("rows", "mrr"), [
    pytest.param([("A", "2025-11-01", 120)], 10.0, id="one purchase over twelve months"),
    pytest.param([("A", "2024-11-02", 120), ("A", "2025-11-01", 120)], 20.0, id="the 365th day back is in"),
    pytest.param([("A", "2024-11-01", 120), ("A", "2025-11-01", 120)], 10.0, id="the day before is out"),
    pytest.param([("A", "2025-10-01", 120), ("A", "2025-10-05", -60), ("A", "2025-11-01", 12)], 6.0,
                 id="a refund on its own date"),
    pytest.param([("A", "2025-11-01", 120), ("A", "2025-11-05", -60)], 10.0,
                 id="a refund after the last purchase is after the year that counts"),
    pytest.param([("A", "2025-11-01", 100)], 8.33, id="in cents"),
])  # fmt: skip
def test_the_value_a_month(rows, mrr):
    spells, amounts = lapse_spells(sales(*rows), T("2025-12-01"), rule=LapseRule(365))
    assert spells["mrr"].iloc[-1] == amounts["mrr"].iloc[-1] == mrr


def test_a_window_at_work_every_day_agrees_with_counting_by_hand():
    rng = np.random.default_rng(11)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 700, 600), unit="D")
    frame = pd.DataFrame({"customer": rng.choice(list("ABCDEFGH"), 600), "date": days, "amount": 10.0})
    frame = frame[rng.random(600) < 0.2]
    spells, _ = lapse_spells(frame, T("2025-12-31"), rule=LapseRule(30))
    for day in pd.date_range("2024-02-01", "2025-12-31", freq="17D"):
        before = frame[frame["date"] <= day].groupby("customer")["date"].max()
        expected = set(before.index[(day - before).dt.days <= 30])
        here = spells[(spells["started"] <= day) & ~(spells["lost_on"] <= day)]
        assert set(here["customer"]) == expected and not here["customer"].duplicated().any()


def test_without_money_every_row_is_a_purchase():
    rows = sales(("A", "2025-11-01", np.nan), ("A", "2025-11-20", np.nan))
    spells, amounts = lapse_spells(rows, T("2025-12-01"), rule=LapseRule(90))
    assert len(spells) == 1 and spells["mrr"].isna().all() and amounts["mrr"].isna().all()


def test_rows_marked_as_cancelled_are_money_but_no_purchase():
    rows = sales(("A", "2025-11-01", 50), ("A", "2025-11-20", 30)).assign(cancelled=[False, True])
    days = purchase_days(rows)
    assert days["bought"].tolist() == [True, False] and days["net"].tolist() == [50, 30]


def test_the_ledger_itself_is_left_as_it_was():
    rows = sales(("A", "2025-11-20", 30), ("A", "2025-11-01", 50))
    before = rows.copy()
    lapse_spells(rows, T("2025-12-01"), rule=LapseRule(90))
    pd.testing.assert_frame_equal(rows, before)


# ---------------------------------------------------------------- contracts


@pytest.mark.parametrize(("rows", "expected"), [
    pytest.param([], [], id="no contracts, nobody"),
    pytest.param([("A", "2025-01-01", None, 10)], [("A", "2025-01-01", "")], id="open"),
    pytest.param([("A", "2026-01-01", None, 10)], [], id="not begun yet"),
    pytest.param([("A", "2025-01-01", "2025-01-01", 10)], [], id="ended the day it began"),
    pytest.param([("A", "2025-01-01", None, 0)], [], id="free for ever is no customer"),
    pytest.param([("A", "2025-01-01", "2025-03-01", 0), ("A", "2025-03-01", None, 10)], [("A", "2025-03-01", "")],
                 id="free at first counts from the first paid day"),
    pytest.param([("A", "2025-01-01", "2025-03-01", 10), ("A", "2025-03-01", None, 0)], [("A", "2025-01-01", "")],
                 id="free later on stays a customer"),
    pytest.param([("A", "2025-01-01", "2025-11-15", 10)], [("A", "2025-01-01", "2025-11-15")], id="ended"),
    pytest.param([("A", "2025-01-01", "2026-02-01", 10)], [("A", "2025-01-01", "")], id="ends after the day: still here"),
    pytest.param([("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-01", None, 20)], [("A", "2025-01-01", "")],
                 id="ended and renewed the same day"),
    pytest.param([("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-08", None, 20)], [("A", "2025-01-01", "")],
                 id="a gap of seven days is bridged"),
    pytest.param([("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-09", None, 20)],
                 [("A", "2025-01-01", "2025-06-01"), ("A", "2025-06-09", "")], id="a gap of eight days is a loss"),
    pytest.param([("A", "2025-01-01", "2025-09-01", 10), ("A", "2025-03-01", "2025-05-01", 5)],
                 [("A", "2025-01-01", "2025-09-01")], id="an add-on inside another contract ends nothing"),
    pytest.param([("A", "2025-01-01", "2025-09-01", 10), ("A", "2025-03-01", "2025-05-01", 5), ("A", "2025-09-03", None, 10)],
                 [("A", "2025-01-01", "")], id="the gap counts from the end that reaches furthest"),
])  # fmt: skip
def test_spells_of_contracts(rows, expected):
    spells, _ = contract_spells(contracts(*rows), T("2025-12-01"))
    assert stretches(spells) == expected


def paid_on(amounts, customer, day):
    rows = amounts[(amounts["customer"] == customer) & (amounts["from"] <= T(day)) & ~(amounts["to"] <= T(day))]
    return rows["mrr"].sum()


@pytest.mark.parametrize(("rows", "day", "mrr"), [
    pytest.param([("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-01", None, 20)], "2025-05-31", 10,
                 id="the old price on its last day"),
    pytest.param([("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-01", None, 20)], "2025-06-01", 20,
                 id="the new price on its first"),
    pytest.param([("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-05", None, 20)], "2025-06-03", 10,
                 id="the old price inside a bridged gap"),
    pytest.param([("A", "2025-01-01", None, 10), ("A", "2025-03-01", "2025-05-01", 5)], "2025-04-01", 15,
                 id="an add-on on top"),
    pytest.param([("A", "2025-01-01", None, 10), ("A", "2025-03-01", "2025-05-01", 5)], "2025-05-01", 10,
                 id="and gone again"),
])  # fmt: skip
def test_how_much_a_month_on_a_day(rows, day, mrr):
    _, amounts = contract_spells(contracts(*rows), T("2025-12-01"))
    assert paid_on(amounts, "A", day) == mrr


def test_by_notice_the_day_they_told_us_ends_it():
    rows = contracts(("A", "2025-01-01", "2025-12-20", 10, "2025-11-05"), ("B", "2025-01-01", None, 10, "2025-11-06"))
    assert stretches(contract_spells(rows, T("2025-12-01"))[0]) == [("A", "2025-01-01", ""), ("B", "2025-01-01", "")]
    by_notice = stretches(contract_spells(rows, T("2025-12-01"), by_notice=True)[0])
    assert by_notice == [("A", "2025-01-01", "2025-11-05"), ("B", "2025-01-01", "2025-11-06")]


ONE = contracts(("A", "2025-01-01", None, 10))


@pytest.mark.parametrize(("bills", "expected"), [
    pytest.param([("A", "2025-11-01", None)], [("A", "2025-01-01", "")], id="thirty days late is in grace"),
    pytest.param([("A", "2025-10-31", None)], [("A", "2025-01-01", "2025-12-01")], id="a day longer ends it that day"),
    pytest.param([("A", "2025-10-31", "2025-11-30")], [("A", "2025-01-01", "")], id="paid on the last day of grace"),
    pytest.param([("A", "2025-10-31", "2025-12-24")], [("A", "2025-01-01", "2025-12-01")],
                 id="paid after the day of the review is not paid yet"),
    pytest.param([("A", "2025-10-01", None)], [("A", "2025-01-01", "2025-11-01")], id="unpaid ends it"),
    pytest.param([("A", "2025-10-01", "2025-11-10")], [("A", "2025-01-01", "2025-11-01"), ("A", "2025-11-10", "")],
                 id="paid late: back on the day of the payment"),
    pytest.param([("A", "2025-10-01", "2025-11-05")], [("A", "2025-01-01", "")],
                 id="paid within the allowed gap after the grace: as if nothing had been"),
    pytest.param([("A", "2025-08-01", "2025-11-10"), ("A", "2025-09-01", "2025-11-20")],
                 [("A", "2025-01-01", "2025-09-01"), ("A", "2025-11-20", "")], id="two late bills are one stretch"),
    pytest.param([("A", "2025-03-01", "2025-05-01"), ("A", "2025-08-01", "2025-10-01")],
                 [("A", "2025-01-01", "2025-04-01"), ("A", "2025-05-01", "2025-09-01"), ("A", "2025-10-01", "")],
                 id="two stretches of arrears"),
    pytest.param([("Z", "2025-03-01", None)], [("A", "2025-01-01", "")], id="somebody else's bill"),
])  # fmt: skip
def test_unpaid_invoices(bills, expected):
    spells, _ = contract_spells(ONE, T("2025-12-01"), payments=invoices(*bills))
    assert stretches(spells) == expected


def test_without_any_paid_day_payments_say_nothing():
    bills = invoices(("A", "2025-03-01", None)).drop(columns="paid")
    assert stretches(contract_spells(ONE, T("2025-12-01"), payments=bills)[0]) == [("A", "2025-01-01", "")]


def test_the_reason_of_the_row_that_ended_last_is_the_spells_reason():
    rows = contracts(("A", "2025-01-01", "2025-06-01", 10), ("A", "2025-06-01", "2025-10-01", 10))
    rows["reason"] = ["moved up", "too dear"]
    spells, _ = contract_spells(rows, T("2025-12-01"))
    assert spells["end_reason"].tolist() == ["too dear"]

"""Which rule for silence is chosen on the owner's own past: what must not be judged, the published figures, relations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from winback_sheets.schema.lapse_rule import LapseRule, read_lapse_rule
from winback_sheets.track import lapse
from winback_sheets.track.activity import lapse_spells, purchase_days
from winback_sheets.track.lapse_choice import judge

AS_OF = pd.Timestamp("2026-10-31")


@cache
def rare_buyers(customers: int = 150, *, years: int = 4) -> pd.DataFrame:
    """Everybody buys about twice a year for ever, so that a silence of 180 days says nothing."""
    dice = np.random.default_rng(5)
    rows = []
    for number in range(customers):
        gaps = dice.exponential(180, size=8 * years).astype(int) + 1
        days = AS_OF - pd.Timedelta(days=365 * years) + pd.to_timedelta(np.cumsum(gaps), unit="D")
        rows.append(pd.DataFrame({"customer": f"C{number:03}", "date": days}))
    every = pd.concat(rows)
    return every[every["date"] <= AS_OF].assign(amount=20.0)


@pytest.mark.parametrize(("rows", "window"), [
    pytest.param(rare_buyers().iloc[:0], 180, id="nobody bought"),
    pytest.param(rare_buyers(99), 180, id="99 customers"),
    pytest.param(rare_buyers(years=1), 90, id="a year and no month end a year before the last purchase"),
    pytest.param(rare_buyers(), 3000, id="nobody was silent for so long"),
])  # fmt: skip
def test_too_little_past_is_not_judged(rows: pd.DataFrame, window: int) -> None:
    assert judge(rows, AS_OF, window=window) is None


def test_the_second_condition_is_taken_where_silence_says_nothing_and_its_numbers_are_those_printed() -> None:
    found = judge(rare_buyers(), AS_OF, window=180)
    assert found is not None and found.rule.mbg is not None
    assert found.both_wrong <= 0.9 * found.window_wrong and found.month_ends == 12
    assert read_lapse_rule(str(found.rule)) == found.rule


def test_the_errors_are_those_counted_customer_by_customer_on_each_month_end() -> None:
    rows = rare_buyers()
    found = judge(rows, AS_OF, window=180)
    last = rows["date"].max() - pd.Timedelta(days=365)
    wrong = judgements = 0
    for day in pd.date_range(end=last, periods=12, freq="ME"):
        past = rows[rows["date"] <= day].groupby("customer")["date"].max()
        later = rows[(rows["date"] > day) & (rows["date"] <= day + pd.Timedelta(days=365))]["customer"].unique()
        wrong += int((((day - past).dt.days > 180) == past.index.isin(later)).sum())
        judgements += len(past)
    assert found is not None and (found.window_wrong, found.judgements) == (wrong, judgements)


def ledger(shared_data: Path, name: str) -> pd.DataFrame:
    if name == "grocery":
        rows = pd.read_csv(shared_data / "transactions/grocery_elog.csv.gz", names=["customer", "date"], header=0)
        return purchase_days(rows.assign(date=pd.to_datetime(rows["date"].astype(str))))
    if name == "retail":
        rows = pd.read_csv(shared_data / "transactions/retail_transactions_2011_2015.csv.gz")
        rows.columns = ["customer", "date", "amount"]
        return purchase_days(rows.assign(date=pd.to_datetime(rows["date"], format="%d-%b-%y")))
    if name == "CDNOW":
        rows = pd.read_csv(shared_data / "transactions/cdnow_master.txt.gz", sep=r"\s+", header=0,
                           names=["customer", "date", "cds", "amount"])  # fmt: skip
        return purchase_days(rows.assign(date=pd.to_datetime(rows["date"].astype(str), format="%Y%m%d")))
    rows = pd.read_csv(
        shared_data / "transactions/online_retail_2010_2011.csv.gz", usecols=["CustomerID", "InvoiceDate"]
    )
    rows = rows.dropna().set_axis(["date", "customer"], axis=1)
    return purchase_days(rows.assign(date=pd.to_datetime(rows["date"]).dt.normalize()))


@pytest.mark.parametrize(("name", "window", "expected"), [
    pytest.param("Online Retail", None, None, id="Online Retail is too short to judge"),
    pytest.param("CDNOW", None, None, id="nobody of CDNOW was silent for long enough to judge"),
    pytest.param("grocery", 90, (2730, 2790, LapseRule(90)), id="grocery: 2,730 against 2,790 errors, the window"),
    pytest.param("retail", 180, (9237, 1124, None), id="retail: 9,237 against 1,124 errors, both", marks=pytest.mark.slow),
])  # fmt: skip
def test_what_is_chosen_on_real_ledgers(shared_data: Path, name: str, window: int | None, expected: tuple) -> None:
    days = ledger(shared_data, name)
    as_of, chosen = days["date"].max(), lapse.choose_window(lapse.gaps(days))
    found = judge(days, as_of, window=chosen)
    assert window in (None, chosen)
    if expected is None:
        assert found is None
        return
    assert found is not None and (found.window_wrong, found.both_wrong) == expected[:2]
    assert (found.rule.mbg is not None) == (name == "retail")
    if name == "retail":
        spells, _ = lapse_spells(days, as_of, rule=found.rule)
        gone = spells.groupby("customer")["lost_on"].last()  # of each customer's last spell
        here = set(spells.loc[spells["lost_on"].isna(), "customer"])
        assert found.judgements == 82_642 and len(gone) == 6_889 and 6_889 - len(here) == 3

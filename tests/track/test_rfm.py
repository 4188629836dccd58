from __future__ import annotations

import doctest
from itertools import product
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from winback_sheets.track import rfm as rfm_module
from winback_sheets.track.rfm import (
    HOUSE_SEGMENTS,
    SHOPIFY_SEGMENTS,
    Mode,
    cuts,
    measures,
    rfm,
    score_by_limits,
)

AS_OF = pd.Timestamp("2026-06-30")
MODES = get_args(Mode)


def sales(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["customer", "date", "amount"])
    return table.assign(date=pd.to_datetime(table["date"]))


def shop(customers: int = 100, seed: int = 2) -> pd.DataFrame:
    """Different days, habits and money for everybody, so that no two are equal in recency or money."""
    draw = np.random.default_rng(seed)
    times = draw.geometric(0.3, customers)
    last = AS_OF - pd.to_timedelta(draw.permutation(customers), unit="D")
    ids = np.repeat([f"C{i:03}" for i in range(customers)], times)
    back = np.concatenate([np.arange(n) for n in times]) * 7
    date = np.repeat(last.to_numpy(), times) - pd.to_timedelta(back, unit="D").to_numpy()
    return pd.DataFrame({"customer": ids, "date": date, "amount": draw.uniform(1, 99, times.sum()).round(2)})


def test_the_examples_in_the_docstrings_run():
    result = doctest.testmod(rfm_module)
    assert result.attempted >= 5 and result.failed == 0


def test_two_purchases_on_one_day_are_one_purchase_day_and_refunds_are_none():
    table = measures(sales(("A", "2026-06-01", 5), ("A", "2026-06-01", 6), ("A", "2026-06-20", -4),
                           ("B", "2026-06-02", -9), ("C", "2026-07-01", 9)), AS_OF)  # fmt: skip
    assert table.to_numpy().tolist() == [["A", 29, 1, 7.0]]


def test_recency_is_days_since_the_last_purchase_and_not_the_age_at_it():
    table = measures(sales(("A", "2026-01-01", 5), ("A", "2026-06-20", 5)), AS_OF)
    assert table["recency"].item() == 10


def test_money_can_be_the_average_of_a_purchase_day():
    rows = sales(("A", "2026-06-01", 5), ("A", "2026-06-01", 6), ("A", "2026-06-20", 9))
    assert measures(rows, AS_OF)["monetary"].item() == 20
    assert measures(rows, AS_OF, money="average")["monetary"].item() == 10
    assert rfm(rows, AS_OF, money="average")[0]["monetary"].item() == 10


@pytest.mark.parametrize("mode", MODES)
def test_nobody_gives_empty_tables_and_one_customer_gives_one_row(mode):
    scores, limits = rfm(sales(), AS_OF, mode=mode)
    assert scores.empty and limits.empty and "segment" in scores
    scores, limits = rfm(sales(("A", "2026-06-01", 5)), AS_OF, mode=mode)
    assert len(scores) == 1 and limits["bins"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("mode", MODES)
def test_equals_share_a_score_and_better_is_never_scored_lower(mode):
    scores, _ = rfm(shop(), AS_OF, mode=mode)
    for measure, short, sign in (("recency", "r", -1), ("frequency", "f", 1), ("monetary", "m", 1)):
        assert scores.groupby(measure)[short].nunique().max() == 1
        by_worth = scores.assign(worth=sign * scores[measure]).sort_values("worth")[short]
        assert by_worth.is_monotonic_increasing


@pytest.mark.parametrize(("mode", "each", "scale"), [
    pytest.param("house", 20, [1, 2, 3, 4, 5], id="fifths"),
    pytest.param("shopify", 20, [1, 2, 3, 4, 5], id="fifths as at Shopify"),
    pytest.param("rfm_r", 20, [1, 2, 3, 4, 5], id="fifths of the R package"),
    pytest.param("ors", 10, list(range(10)), id="tenths from 0"),
    pytest.param("pymc", 25, [1, 2, 3, 4], id="quarters"),
])  # fmt: skip
def test_without_ties_every_score_holds_its_share_of_customers(mode, each, scale):
    scores, _ = rfm(shop(), AS_OF, mode=mode)
    for short in ("r", "m"):
        counts = scores[short].value_counts().sort_index()
        assert counts.index.tolist() == scale
        assert counts.sub(each).abs().max() <= (1 if mode == "rfm_r" else 0)


def test_single_purchase_customers_share_the_lowest_score_and_few_values_make_fewer_bins():
    once = [(f"C{i}", "2026-06-01", 5.0 + i) for i in range(10)]
    again = [(f"C{i}", "2026-06-02", 1.0) for i in range(3)]
    scores, limits = rfm(sales(*once, *again), AS_OF)
    assert scores.groupby("frequency")["f"].unique().map(list).to_dict() == {1: [1], 2: [4]}
    frequency = limits[limits["measure"] == "frequency"]
    assert frequency[["score", "least", "most", "customers", "bins"]].to_numpy().tolist() == [
        [1, 1, 1, 7, 2], [4, 2, 2, 3, 2]]  # fmt: skip


def test_cents_added_in_another_order_do_not_split_equals():
    rows = sales(("A", "2026-06-01", 0.1), ("A", "2026-06-02", 0.2), ("A", "2026-06-03", 0.3),
                 ("B", "2026-06-01", 0.3), ("B", "2026-06-02", 0.2), ("B", "2026-06-03", 0.1))  # fmt: skip
    assert rfm(rows, AS_OF)[0]["m"].nunique() == 1


def test_the_cuts_tell_every_customers_score():
    scores, limits = rfm(shop(), AS_OF)
    pd.testing.assert_frame_equal(limits, cuts(scores))
    assert limits.groupby("measure")["customers"].sum().eq(100).all()
    for row in limits.to_dict("records"):
        inside = scores[row["measure"]].between(row["least"], row["most"])
        assert (scores.loc[inside, row["measure"][0]] == row["score"]).all()
        assert inside.sum() == row["customers"]


def test_counts_only_leave_money_blank_and_still_name_a_group():
    scores, limits = rfm(shop().drop(columns="amount"), AS_OF)
    assert scores["m"].isna().all() and scores["score"].str.endswith("-").all()
    assert set(limits["measure"]) == {"recency", "frequency"} and scores["segment"].ne("").all()


# Cut points and customers published with the R package rfm (analysis date 2006-12-31, 995 customers).
LIMITS = {"recency": (115, 181, 297, 482), "frequency": (4, 5, 6, 8), "monetary": (256, 382, 506, 666)}


@pytest.mark.parametrize(("recency", "frequency", "monetary", "score"), [
    pytest.param(205, 6, 472, "343", id="Abbey O'Reilly"),
    pytest.param(140, 3, 340, "412", id="Add Senger"),
    pytest.param(194, 4, 405, "323", id="Aden Lesch"),
    pytest.param(98, 7, 596, "544", id="Aden Murphy"),
    pytest.param(132, 5, 448, "433", id="Admiral Senger"),
])  # fmt: skip
def test_the_published_customers_of_the_r_package(recency, frequency, monetary, score):
    values = {"recency": recency, "frequency": frequency, "monetary": monetary}
    digits = [score_by_limits(pd.Series([values[name]]), limits, less_is_better=name == "recency").item()
              for name, limits in LIMITS.items()]  # fmt: skip
    assert "".join(map(str, digits)) == score


def test_the_r_mode_puts_a_value_on_the_limit_into_the_next_score():
    rows = sales(*[(f"C{i}", str(AS_OF.date() - pd.Timedelta(days=10 * i)), 10.0 * i) for i in range(1, 12)])
    scores, _ = rfm(rows, AS_OF, mode="rfm_r")
    # Quantiles of 10, 20, ..., 110 are 30, 50, 70, 90; the limits one more, so 30 still is in the first part.
    assert scores.sort_values("recency")["r"].tolist() == [5, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert scores.sort_values("monetary")["m"].tolist() == [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_quarters_are_those_of_pandas_qcut():
    scores, _ = rfm(shop(), AS_OF, mode="pymc")
    theirs = pd.qcut(scores["monetary"], 4, labels=False) + 1
    assert scores["m"].astype(int).tolist() == theirs.tolist()
    habit = pd.qcut(scores["frequency"], 4, labels=False, duplicates="drop") + 1
    assert scores["f"].astype(int).tolist() == habit.tolist()


@pytest.mark.parametrize("table", [HOUSE_SEGMENTS, SHOPIFY_SEGMENTS], ids=["house", "shopify"])
def test_every_combination_of_scores_has_a_name_and_every_name_can_be_reached(table):
    mode = "house" if table is HOUSE_SEGMENTS else "shopify"
    every = product(range(1, 6), range(1, 6), range(1, 6), (1, 4))
    grid = pd.DataFrame(every, columns=["r", "f", "m", "frequency"])
    named = rfm_module._named(grid, table, 1, 5)
    assert named.ne("").all() and set(named) == {name for name, *_ in table}
    assert (len(set(named)) == 10) == (mode == "shopify")


@pytest.mark.parametrize(("scores", "days", "segment"), [
    pytest.param((5, 1, 5), 1, "new", id="a first large purchase makes nobody loyal"),
    pytest.param((5, 5, 5), 9, "champions", id="best in all three"),
    pytest.param((1, 5, 5), 9, "cannot_lose", id="the best who went silent"),
    pytest.param((2, 3, 3), 4, "slipping", id="the middle going silent"),
    pytest.param((1, 1, 1), 1, "lost", id="once, little and long ago"),
])  # fmt: skip
def test_house_segments(scores, days, segment):
    table = pd.DataFrame([(*scores, days)], columns=["r", "f", "m", "frequency"])
    assert rfm_module._named(table, HOUSE_SEGMENTS, 1, 5).item() == segment


def test_cdnow_single_buyers_share_one_score(shared_data):
    rows = pd.read_csv(shared_data / "transactions/cdnow_sample.txt", sep=r"\s+", header=None,
                       names=["master", "customer", "date", "cds", "amount"])  # fmt: skip
    ledger = rows.assign(customer=rows["customer"].astype(str), date=pd.to_datetime(rows["date"].astype(str)))
    scores, limits = rfm(ledger, pd.Timestamp("1998-06-30"))
    free = 2357 - len(scores)  # customers who only ever got goods for nothing
    assert 0 <= free <= 10
    once = scores.loc[scores["frequency"] == 1, "f"]
    assert once.eq(1).all() and 1218 - free <= len(once) <= 1218 + 20
    assert limits.loc[limits["measure"] == "frequency", "bins"].iloc[0] < 5
    before = ledger.copy(deep=True)
    rfm(ledger, pd.Timestamp("1998-06-30"))
    pd.testing.assert_frame_equal(ledger, before)

"""The replay: what must not be seen or judged, then figures worked out by hand, then what is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from ledgers import grids, write
from watch.test_watch_list import AS_OF, DAYS, shop

from winback_sheets import steps
from winback_sheets.hosts.workbook.workbook import review_file
from winback_sheets.watch import kept_backtest, replay, signs
from winback_sheets.watch.backtest import Backtest, Estimate, SignPast, Ways, backtest, first_of_each_day
from winback_sheets.watch.signs import Sign

T = pd.Timestamp
CUT = T("2026-06-30")
NO_SIGNS = pd.DataFrame(columns=["sign", "day", "customer", "left", "named"])


def figures(there: pd.DataFrame, *, calls: int = 5, touched: np.ndarray | None = None) -> Backtest:
    touched = np.zeros(len(there), dtype=bool) if touched is None else touched
    return backtest(there, NO_SIGNS, touched, calls=calls, ahead=90)


# ---------------------------------------------------------------- what must not happen


def test_what_was_bought_after_a_day_is_not_known_on_it() -> None:
    later = pd.concat([DAYS, DAYS.assign(date=DAYS["date"] + pd.Timedelta(days=1))[DAYS["date"] > CUT]])
    later = later.sort_values(["customer", "date"], kind="stable")
    told = [replay.as_it_stood(days, CUT, 90) for days in (DAYS, later, DAYS[DAYS["date"] <= CUT])]
    assert len(told[0]) > 40
    pd.testing.assert_frame_equal(told[0], told[1])
    pd.testing.assert_frame_equal(told[0], told[2])


def test_rows_after_the_last_horizon_change_no_figure() -> None:
    cut = DAYS[DAYS["date"] <= CUT]
    assert figures(replay.replay_shop(DAYS, CUT, 90)) == figures(replay.replay_shop(cut, CUT, 90))


def test_no_day_is_replayed_whose_horizon_is_not_over_and_no_more_than_twelve() -> None:
    days = replay.replay_days(T("2020-01-01"), AS_OF, 90)
    assert len(days) == 12 and days[-1] == T("2026-07-31") and all(day.is_month_end for day in days)
    assert replay.replay_days(AS_OF - pd.Timedelta(days=60), AS_OF, 90) == []


@pytest.mark.parametrize("lost", [0, 9])
def test_under_ten_losses_there_are_no_figures(lost: int) -> None:
    found = figures(made(lost=lost, stay=100))
    assert (found.losses, found.enough, found.orders, found.order) == (lost, False, {}, "chance")


def test_ten_losses_are_enough() -> None:
    assert figures(made(lost=10, stay=100)).orders["chance"].named == 5


def made(*, lost: int, stay: int, seed: int = 1, knows: float = 0.0, day: str = "2026-01-31") -> pd.DataFrame:
    """A replay of one day with a chance that knows so much of who leaves (0 = nothing, 1 = everything)."""
    dice, size = np.random.default_rng(seed), lost + stay
    left = np.arange(size) < lost
    chance = np.clip(knows * left + (1 - knows) * dice.random(size), 0.01, 0.99)
    return pd.DataFrame(
        {
            "day": T(day),
            "customer": [f"c{n:04}" for n in dice.permutation(size)],
            "purchases": 3,
            "usual": 30.0,
            "silent": dice.integers(1, 90, size),
            "money": dice.gamma(2, 50, size).round(2),
            "leaving": chance,
            "left": left,
        }
    )


# ---------------------------------------------------------------- figures by hand


BY_HAND = pd.DataFrame(
    {
        "day": T("2026-01-31"),
        "customer": list("abcd") * 5,
        "purchases": 2,
        "usual": 10.0,
        "silent": [80, 10, 40, 5] * 5,
        "money": [10.0, 100.0, 40.0, 5.0] * 5,
        "leaving": [0.9, 0.5, 0.2, 0.1] * 5,
        "left": [True, True, False, False] * 5,
    }
)
BY_HAND["day"] += pd.to_timedelta(np.repeat(np.arange(5), 4) * 31, unit="D")


def test_money_shares_precision_and_random_are_as_worked_out_by_hand() -> None:
    """Two leave a day, with 10 and 100; one call: chance x money names b, idle x money c, longest idle a."""
    found = figures(BY_HAND, calls=1)
    assert found.orders == {
        "chance": Ways(5, 5.0, 1.0),
        "idle_money": Ways(5, 0.0, 0.0),
        "money": Ways(5, 5.0, 1.0),
        "idle": Ways(5, 5.0, 0.1),
        "random": Ways(5, pytest.approx(2.5), pytest.approx(110 / 4 / 100)),
    }
    assert (found.base, found.mean_chance, found.recall) == pytest.approx((0.5, 0.425, 0.5))
    assert found.brier == pytest.approx((0.01 + 0.25 + 0.04 + 0.01) / 4)
    assert found.lead == 81 and found.unseen == pytest.approx(0.5)


def test_the_chance_of_a_leaver_being_above_a_stayer_is_that_of_all_pairs_of_a_day() -> None:
    there = pd.concat([made(lost=30, stay=60, knows=0.2, seed=n, day=f"2026-0{n}-28") for n in (1, 2, 3)])
    won, pairs = 0.0, 0
    for _, day in there.groupby("day"):
        gone, here = (day.loc[day["left"] == side, "leaving"].to_numpy() for side in (True, False))
        won += (gone[:, None] > here).sum() + 0.5 * (gone[:, None] == here).sum()
        pairs += len(gone) * len(here)
    assert figures(there.reset_index(drop=True)).auc.value == pytest.approx(won / pairs)


def test_equals_are_named_in_order_of_their_names() -> None:
    rows = pd.DataFrame({"day": T("2026-01-31"), "customer": ["b", "a", "c"]})
    assert first_of_each_day(rows, pd.Series([1.0, 1.0, 1.0]), 2).tolist() == [True, True, False]


def test_drawing_at_random_gives_on_average_what_is_said() -> None:
    there = made(lost=30, stay=70)
    dice, left = np.random.default_rng(3), there["left"].to_numpy()
    drawn = np.mean([left[dice.permutation(100)[:20]].sum() for _ in range(2000)])
    assert figures(there, calls=20).orders["random"].left == pytest.approx(drawn, abs=0.15)


def test_a_chance_that_knows_nothing_gives_way_to_money_and_one_that_knows_stays() -> None:
    assert figures(made(lost=200, stay=400)).order == "money"
    assert figures(made(lost=200, stay=400, knows=0.5)).order == "chance"


def test_the_list_gives_way_to_idle_times_money_where_that_found_more_without_doubt() -> None:
    there = made(lost=300, stay=600, knows=0.1)
    there["silent"] = np.where(there["left"], 90, 1)  # the days of silence know all, the chance a little
    found = figures(there, calls=60)
    assert found.gain.high is not None and found.gain.high < 0 and found.order == "idle"


def test_without_money_there_is_no_share_and_no_giving_way() -> None:
    found = figures(made(lost=50, stay=50, knows=0.3).assign(money=np.nan))
    assert found.order == "chance" and found.share == Estimate() and set(found.orders) == {"chance", "idle", "random"}


def test_who_was_in_touch_with_us_is_counted_apart() -> None:
    there = made(lost=40, stay=60, knows=1.0)
    calls = pd.DataFrame({"customer": there["customer"].head(3), "date": T("2026-02-10")})
    touched = replay.was_called(there, calls, 90)
    found = figures(there, calls=40, touched=touched)
    assert touched.sum() == 3 and found.called == (3, 3) and found.alone[0] == 37


@pytest.mark.parametrize(
    ("date", "named"),
    [
        pytest.param("2026-01-01", False, id="five weeks before the day"),
        pytest.param("2026-01-20", True, id="in the weeks before it"),
        pytest.param("2026-05-01", True, id="on the last day that counts"),
        pytest.param("2026-05-02", False, id="a day later"),
    ],
)
def test_a_call_counts_from_four_weeks_before_to_the_horizon(date: str, named: bool) -> None:
    there = pd.DataFrame({"day": [T("2026-01-31")], "customer": ["a"]})
    assert replay.was_called(there, pd.DataFrame({"customer": ["a"], "date": [T(date)]}), 90).tolist() == [named]


def test_calls_done_rows_and_contacts_of_ours_are_calls() -> None:
    when = pd.to_datetime(["2026-01-05", "2026-01-06"])
    tables = {
        "calls": pd.DataFrame({"customer": ["a", "b"], "date": when}),
        "contacts": pd.DataFrame({"customer": ["c", "d"], "date": when, "direction": ["in", "Outbound"]}),
        "worked": pd.DataFrame({"customer": ["e", "f"], "date": when, "done": [None, "yes"], "outcome": None}),
    }
    assert replay.called(tables)["customer"].tolist() == ["a", "b", "d", "f"]


# ---------------------------------------------------------------- signs


def flips(tables: object, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """A test that knows nothing: its chance is drawn."""
    chance = np.random.default_rng(as_of.day_of_year).random(len(active))
    return pd.DataFrame({"customer": active, "since": as_of, "chance": chance / 3})


def knows(tables: dict[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """A test that peeks at who leaves."""
    left = replay.who_left(tables["purchase_days"], active, as_of, 90)
    return pd.DataFrame({"customer": active, "since": as_of, "chance": np.where(left, 0.01, 0.9)})


def seldom(tables: object, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    return pd.DataFrame({"customer": active[:1], "since": as_of, "chance": 0.01}).head(int(as_of.month == 1))


@pytest.mark.parametrize(
    ("find", "test", "on", "enough"),
    [
        pytest.param(flips, True, False, True, id="a test that is right no more often than chance is off"),
        pytest.param(knows, True, True, True, id="a test that knows is on"),
        pytest.param(seldom, True, True, False, id="a test with few alarms is not judged"),
        pytest.param(flips, False, True, True, id="an event is never off"),
    ],
)
def test_a_sign_is_on(find: object, test: bool, on: bool, enough: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "SIGNS", (Sign("told_us", ("purchase_days",), find, (), test=test),))  # type: ignore[arg-type]
    monkeypatch.setattr(signs, "SIGNS", replay.SIGNS)
    there = replay.replay_shop(DAYS, AS_OF, 90)
    past = kept_backtest.worked_out(DAYS, None, {"purchase_days": DAYS}, AS_OF, calls=10, ahead=90).signs["told_us"]
    assert (past.is_on, past.enough) == (on, enough)
    if find is flips and test:
        assert past.named < past.judged and past.base == pytest.approx(there["left"].mean())


def test_contracts_are_replayed_by_their_spells() -> None:
    spells = pd.DataFrame(
        {
            "customer": ["gone", "gone earlier", "here", "new"],
            "started": pd.to_datetime(["2025-01-01", "2025-01-01", "2025-01-01", "2026-02-10"]),
            "lost_on": pd.to_datetime(["2026-03-01", "2026-01-15", None, None]),
        }
    )
    there = replay.replay_contracts(spells, T("2026-05-01"), 90)
    last = there[there["day"] == T("2026-01-31")]
    assert last.set_index("customer")["left"].to_dict() == {"gone": True, "here": False}


# ---------------------------------------------------------------- what is kept

FOUND = Backtest(
    days=2,
    first="2026-01-31",
    losses=40,
    candidates=100,
    orders={"chance": Ways(20, 5.0, 1 / 3)},
    share=Estimate(1 / 3, 0.2, 0.4),
    bands=((3, 0.1, 0.2),),
    signs={"unpaid": SignPast(False, 50, 12, 6, 0.1, Estimate(0.5, 0.2, 0.8))},
)


def test_what_is_kept_reads_back_and_is_the_same_text_again() -> None:
    text = kept_backtest.as_text(FOUND, "x")
    back = kept_backtest.from_text(text, "x")
    assert back is not None and kept_backtest.as_text(back, "x") == text and "\n" not in text and len(text) < 32_000
    assert back.signs["unpaid"] == FOUND.signs["unpaid"] and back.orders["chance"].money == pytest.approx(
        1 / 3, abs=1e-6
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", "no", '{"for":"x","orders":3}', '{"for":"x"}'])
def test_a_line_that_is_no_backtest_is_none(text: str) -> None:
    assert kept_backtest.from_text(text, "x") is None


def sales(until: pd.Timestamp = AS_OF) -> pd.DataFrame:
    days = shop().rename(columns={"net": "amount"})[["customer", "date", "amount"]]
    return days[days["date"] <= until]


def test_the_replay_is_worked_out_once_a_period_and_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    count: list[int] = []
    real = kept_backtest.worked_out
    monkeypatch.setattr(kept_backtest, "worked_out", lambda *a, **k: count.append(1) or real(*a, **k))

    def run(remembered: dict[str, str], *, until: pd.Timestamp = AS_OF, window: int = 90) -> dict[str, str]:
        told = pd.DataFrame({"key": ["lapse window"], "value": [window]})
        tabs = grids(Sales=sales(until), Settings=told)
        return steps.review(
            tabs, today=until + pd.Timedelta(days=2), as_of=until, remembered=remembered, replay=True
        ).remembered

    first = run({})
    assert len(count) == 1 and run(first) == first and len(count) == 1
    assert run(first, window=120) != first and len(count) == 2
    assert run(first, until=T("2026-09-30")) != first and len(count) == 3


def test_a_review_that_shall_not_look_back_does_not_and_takes_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    tabs = grids(Sales=sales())
    known = steps.review(tabs, today=AS_OF + pd.Timedelta(days=2), as_of=AS_OF, replay=True)
    monkeypatch.delattr(kept_backtest, "worked_out")
    assert steps.review(tabs, today=AS_OF + pd.Timedelta(days=2), as_of=AS_OF).backtest is None
    again = steps.review(
        tabs, today=AS_OF + pd.Timedelta(days=2), as_of=AS_OF, remembered=known.remembered, replay=True
    )
    assert known.backtest is not None and again.backtest == known.backtest


def test_a_workbook_reviewed_again_keeps_the_figures_and_its_bytes_and_does_not_look_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count: list[int] = []
    real = kept_backtest.worked_out
    monkeypatch.setattr(kept_backtest, "worked_out", lambda *a, **k: count.append(1) or real(*a, **k))
    book = write(tmp_path / "shop.xlsx", Sales=sales())
    first = review_file(book, run_day=T("2026-11-02"))
    bytes_then = first.target.read_bytes()
    again = review_file(book, run_day=T("2026-11-02"))
    assert first.review.backtest is not None and again.review.backtest == first.review.backtest
    assert len(count) == 1 and again.target.read_bytes() == bytes_then

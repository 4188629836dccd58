"""What the watch list and the signs would have done on the owner's own past, beside simpler ways to choose whom to call."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.track.intervals import bootstrap_ratio
from winback_sheets.watch import watch_list
from winback_sheets.watch.replay import on_these_days
from winback_sheets.watch.signs import sign
from winback_sheets.watch.watch_list import Order

FEWEST_LOSSES, FEWEST_ALARMS = 10, 10
REPLICATES, SEED = 1000, 20261130
MOST_DRAWN = 5_000  # above so many customers by the delta method
NORMAL = 1.959964
BANDS = (0.2, 0.4, 0.6, 0.8)  # of the chance, where it is held against what came


class Ways(NamedTuple):
    """What one order would have named: how many, how many of them left, and their part of the money that could be named."""

    named: int
    left: float
    money: float | None


class Estimate(NamedTuple):
    """A share with the ends of its 95 % interval; blank where there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class SignPast(NamedTuple):
    """What a sign named on the replay days, how many of them left, the share that leaves anyway, and how sure that is."""

    test: bool
    judged: int
    named: int
    left: int
    base: float
    precision: Estimate

    @property
    def enough(self) -> bool:
        """Whether there are alarms enough to judge."""
        return self.named >= FEWEST_ALARMS

    @property
    def is_on(self) -> bool:
        """An event always; a test while it is right more often than without it, and where it is too early to say."""
        low = self.precision.low
        return not self.test or not self.enough or low is None or low > self.base


class Backtest(NamedTuple):
    """Figures of the replay over `days` month ends from first to last.

    candidates, losses: customers with two purchases or more, and those of them who bought nothing for `ahead` days, summed
    over the days. orders: by chance, idle_money, money, idle and random: what the names of each day did.
    gain: money share of the list less that of idle x money. auc: whether the chance tells leavers from stayers (.5 = not
    at all). bands: by the chance, how many, the mean chance, the share that left. recall: share of the losses that the list
    named. lead: median days from the first time on the list to the loss. unseen: share of the losses with neither list nor
    sign. called, alone: how many of the list were in touch with us and how many of those left, and the same for the others.
    replicates: 0 = delta method. order: by what the list goes from now on.
    """

    days: int = 0
    first: str = ""
    last: str = ""
    calls: int = 0
    ahead: int = 0
    customers: int = 0
    candidates: int = 0
    losses: int = 0
    orders: dict[str, Ways] = {}
    precision: Estimate = Estimate()
    share: Estimate = Estimate()
    gain: Estimate = Estimate()
    auc: Estimate = Estimate()
    mean_chance: float | None = None
    brier: float | None = None
    bands: tuple[tuple[int, float, float], ...] = ()
    recall: float | None = None
    lead: float | None = None
    unseen: float | None = None
    called: tuple[int, int] = (0, 0)
    alone: tuple[int, int] = (0, 0)
    replicates: int = REPLICATES
    order: Order = "chance"
    signs: dict[str, SignPast] = {}

    @property
    def enough(self) -> bool:
        """Whether there are losses enough for figures."""
        return self.losses >= FEWEST_LOSSES

    @property
    def base(self) -> float:
        """The share that leaves anyway."""
        return self.losses / self.candidates if self.candidates else math.nan


def backtest(
    there: pd.DataFrame,
    warned: pd.DataFrame,
    touched: np.ndarray,
    expected: pd.DataFrame | None = None,
    *,
    calls: int,
    ahead: int,
) -> Backtest:
    """The figures of a replay.

    there: as from `replay.replay_shop`. warned, expected: as from `replay.replay_signs`; whose silence is expected is not
    named. touched: which rows of `there` were in touch with us (`replay.was_called`).
    """
    signs = sign_pasts(warned)
    pairs = (there["purchases"] > 1).to_numpy(bool)
    each, touched = there[pairs].reset_index(drop=True), touched[pairs]
    left = each["left"].to_numpy(bool)
    if not len(each) or calls < 1 or left.sum() < FEWEST_LOSSES:
        return Backtest(ahead=ahead, calls=calls, candidates=len(each), losses=int(left.sum()), signs=signs)
    who, names = pd.factorize(each["customer"])
    money = each["money"].to_numpy(float)
    counted = not np.isnan(money).all()
    able = ~watch_list.stays(each)
    able &= True if expected is None else ~on_these_days(each, expected)
    named = {name: first_of_each_day(each, score, calls, able) for name, score in every_order(each).items()}
    best = np.where(first_of_each_day(each, pd.Series(money * left), calls), np.nan_to_num(money) * left, 0.0)
    gained = {name: np.where(mask & left, np.nan_to_num(money), 0.0) for name, mask in named.items()}
    orders = {name: _way(mask, left, gained[name], best, counted=counted) for name, mask in named.items()}
    orders["random"] = _by_chance(each, left, np.nan_to_num(money), best, calls, counted=counted)
    mine = named["chance"]
    share = _estimate(who, gained["chance"], best) if counted else Estimate()
    gain = _estimate(who, gained["chance"] - gained["idle_money"], best) if counted else Estimate()
    auc = _auc(each, who, left)
    order: Order = "chance"
    if counted and auc.low is not None and auc.low <= 0.5:
        order = "money"
    elif gain.high is not None and gain.high < 0:
        order = "idle"
    used = named[{"chance": "chance", "idle": "idle_money", "money": "money"}[order]]
    chance = each["leaving"].to_numpy(float)
    seen = used | on_these_days(each, warned[warned["named"].astype(bool)])
    return Backtest(
        days=each["day"].nunique(),
        first=f"{each['day'].min():%Y-%m-%d}",
        last=f"{each['day'].max():%Y-%m-%d}",
        calls=calls,
        ahead=ahead,
        customers=len(names),
        candidates=len(each),
        losses=int(left.sum()),
        orders=orders,
        precision=_estimate(who, (mine & left).astype(float), mine.astype(float)),
        share=share,
        gain=gain,
        auc=auc,
        mean_chance=float(chance.mean()),
        brier=float(((chance - left) ** 2).mean()),
        bands=_bands(chance, left),
        recall=float((used & left).sum() / left.sum()),
        lead=_lead(each[used & left], ahead),
        unseen=float((left & ~seen).sum() / left.sum()),
        called=_counts(used & touched, left),
        alone=_counts(used & ~touched, left),
        replicates=REPLICATES if len(names) <= MOST_DRAWN else 0,
        order=order,
        signs=signs,
    )


def every_order(each: pd.DataFrame) -> dict[str, pd.Series]:
    """The scores to compare: the list's own, idle x money, biggest money, longest idle."""
    scores = watch_list.scores(each)
    found = {"chance": scores["chance"], "idle_money": scores["idle"], "money": scores["money"], "idle": each["silent"]}
    return found if each["money"].notna().any() else {name: found[name] for name in ("chance", "idle")}


def first_of_each_day(each: pd.DataFrame, score: pd.Series, calls: int, able: pd.Series | None = None) -> np.ndarray:
    """Which rows would have been named on their day, as many as `watch_list.most` allows; among equals by name.

    able: which rows may be named at all.
    """
    keys = pd.DataFrame({"day": each["day"], "score": -score.to_numpy(float), "name": each["customer"].astype(str)})
    order = (keys if able is None else keys[able]).sort_values(["day", "score", "name"], kind="stable")
    size = each.groupby("day")["customer"].size().map(lambda candidates: watch_list.most(calls, candidates))
    first = order.groupby("day").cumcount() < order["day"].map(size)
    return np.asarray(first.reindex(each.index, fill_value=False), dtype=bool)


def _way(mask: np.ndarray, left: np.ndarray, gained: np.ndarray, best: np.ndarray, *, counted: bool) -> Ways:
    total = best.sum()
    return Ways(int(mask.sum()), float((mask & left).sum()), float(gained.sum() / total) if counted and total else None)


def _by_chance(
    each: pd.DataFrame, left: np.ndarray, money: np.ndarray, best: np.ndarray, calls: int, *, counted: bool
) -> Ways:
    """What names drawn at random are expected to do."""
    size = each.groupby("day")["customer"].transform("size").to_numpy(float)
    named = each["day"].map(each.groupby("day")["customer"].size().map(lambda count: watch_list.most(calls, count)))
    drawn = np.minimum(named.to_numpy(float) / size, 1.0)
    total = best.sum()
    share = float((drawn * money * left).sum() / total) if counted and total else None
    return Ways(round(drawn.sum()), float((drawn * left).sum()), share)


def _counts(mask: np.ndarray, left: np.ndarray) -> tuple[int, int]:
    return int(mask.sum()), int((mask & left).sum())


def _bands(chance: np.ndarray, left: np.ndarray) -> tuple[tuple[int, float, float], ...]:
    band = np.searchsorted(BANDS, chance, side="right")
    rows = [(band == at) for at in range(len(BANDS) + 1)]
    return tuple((int(row.sum()), float(chance[row].mean()), float(left[row].mean())) for row in rows if row.any())


def _lead(lost: pd.DataFrame, ahead: int) -> float | None:
    """Median days from the first time on the list in a silence to the day of the loss, `ahead` + 1 days after its begin."""
    if not len(lost):
        return None
    began = lost["day"] - pd.to_timedelta(lost["silent"], unit="D")
    return float((ahead + 1 - lost["silent"]).groupby([lost["customer"], began]).max().median())


def sign_pasts(warned: pd.DataFrame) -> dict[str, SignPast]:
    """What each sign did, by its key."""
    found = {}
    for key, rows in warned.groupby("sign", sort=False):
        named, left = rows["named"].to_numpy(bool), rows["left"].to_numpy(bool)
        who, _ = pd.factorize(rows["customer"])
        few = named.sum() < FEWEST_ALARMS
        precision = Estimate() if few else _estimate(who, (named & left).astype(float), named.astype(float))
        found[str(key)] = SignPast(
            sign(str(key)).test, len(rows), int(named.sum()), int((named & left).sum()), float(left.mean()), precision
        )
    return found


def _estimate(who: np.ndarray, top: np.ndarray, bottom: np.ndarray) -> Estimate:
    """The ratio of two sums, its interval by drawing customers again; by the delta method where they are many."""
    a, b = np.bincount(who, weights=top), np.bincount(who, weights=bottom)
    if not b.sum() > 0:
        return Estimate()
    value = a.sum() / b.sum()
    if len(a) > MOST_DRAWN:
        spread = NORMAL * math.sqrt(float(((a - value * b) ** 2).sum())) / b.sum()
        return Estimate(float(value), float(value - spread), float(value + spread))
    low, high = bootstrap_ratio(a, b, replicates=REPLICATES, seed=SEED)
    return Estimate(float(value), float(low), float(high))


def _auc(each: pd.DataFrame, who: np.ndarray, left: np.ndarray) -> Estimate:
    """How often a leaver has a higher chance than a stayer of the same day; the interval by the delta method over customers.

    Source: DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837, summed over a customer's days.
    """
    won, pairs = np.zeros(len(each)), 0.0
    counts = np.zeros(len(each))
    for rows in each.groupby("day").indices.values():
        chance, gone = each["leaving"].to_numpy(float)[rows], left[rows]
        n, rest = gone.sum(), (~gone).sum()
        rank, own = _ranks(chance), np.empty(len(rows))
        own[gone], own[~gone] = _ranks(chance[gone]), _ranks(chance[~gone])
        won[rows] = np.where(gone, rank - own, n - (rank - own))  # the pairs won with this row in them
        counts[rows] = np.where(gone, rest, n)
        pairs += float(n) * float(rest)
    if not pairs:
        return Estimate()
    value = won[left].sum() / pairs
    spread = NORMAL * math.sqrt(float((np.bincount(who, weights=won - value * counts) ** 2).sum())) / pairs
    return Estimate(float(value), float(value - spread), float(value + spread))


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, equals sharing the middle of theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])

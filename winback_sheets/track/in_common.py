"""What those who left have in common: since when more leave, and what they share more often than those who stayed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

WEEKS, EDGE = 104, 4  # how far back a rise is looked for, and the least weeks before and after it
TRIALS, SEED = 999, 20261031
CLEAR = 0.01  # neither is said unless chance does it in no more than one of a hundred such ledgers
FEWEST = 5  # leavers who share it
MORE = 0.15  # so much larger is their share among the leavers
COLUMNS = ("attribute", "value", "left_with", "left", "stayed_with", "stayed", "chance")
# The columns that tell customers apart, by tab; of a ledger with many rows a customer, each one's most frequent value.
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "sales": ("product", "channel", "country"),
    "subscriptions": ("plan", "mrr", "country"),
    "customers": ("segment", "industry", "owner", "source", "country"),
    "usage": ("feature",),
    "complaints": ("topic", "root_cause"),
}


class Since(NamedTuple):
    """From which day on more leave than before, and how many leave in 30 days before and since."""

    day: pd.Timestamp
    before: float
    after: float


def traits(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What is known of customers that others may share: customer, attribute, value; one value an attribute."""
    parts = []
    for name, keys in ATTRIBUTES.items():
        frame = tables.get(name)
        for key in keys:
            if frame is not None and key in frame:
                parts.append(most_frequent(frame["customer"], frame[key]).assign(attribute=key))
    none = pd.DataFrame({"customer": [], "value": [], "attribute": []}, dtype=object)
    return pd.concat([none, *parts], ignore_index=True).drop_duplicates(["customer", "attribute"], keep="last")


def most_frequent(customers: pd.Series, values: pd.Series) -> pd.DataFrame:
    """Each customer's most frequent value, the latest of equals; blank ones do not count."""
    some = values.notna().to_numpy() & customers.notna().to_numpy()
    who, names = pd.factorize(customers[some])
    what, said = pd.factorize(values[some])
    pairs, last, times = _last_and_times(who.astype(np.int64) * max(len(said), 1) + what)
    code, value = np.divmod(pairs, max(len(said), 1))
    order = np.lexsort((last, times, code))
    best = order[np.append(code[order][1:] != code[order][:-1], True)] if len(order) else order
    return pd.DataFrame(
        {"customer": np.asarray(names, dtype=object)[code[best]], "value": np.asarray(said)[value[best]]}
    )


def _last_and_times(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Different keys, the last row of each, and how many rows it has."""
    slot, different = pd.factorize(keys)
    last = np.zeros(len(different), dtype=np.int64)
    last[slot] = np.arange(len(keys))
    return np.asarray(different, dtype=np.int64), last, np.bincount(slot, minlength=len(different))


def more_leave_since(spells: pd.DataFrame, until: pd.Timestamp) -> Since | None:
    """From when on more customers left than before, of those who are known to have left by a day; None where that is not clear.

    spells: started, ended (last purchase or end of the contract; blank while still here). The split of the last two years
    into before and since that raises the Poisson likelihood most, for the customers there were in each week; clear where
    fewer than 1 of 100 shuffles of the same losses do as well.
    """
    weeks = pd.date_range(end=until + pd.Timedelta(days=1), periods=WEEKS + 1, freq="7D")
    ended, started = (np.sort(spells[key].dropna().to_numpy()) for key in ("ended", "started"))
    if not len(started):
        return None
    weeks = weeks[max(int((weeks < started[0]).sum()) - 1, 0) :]
    edges = weeks.to_numpy()
    here = (np.searchsorted(started, edges[:-1], "right") - np.searchsorted(ended, edges[:-1], "left")).astype(float)
    lost = np.diff(np.searchsorted(ended, edges, "left"))
    from_first = int(np.argmax(lost > 0)) if lost.any() else len(lost)  # before the first loss nobody could be lost yet
    weeks, here, lost = weeks[from_first:], here[from_first:].clip(min=1.0), lost[from_first:]
    if len(lost) < 2 * EDGE + 1 or lost.sum() < 2 * FEWEST:
        return None
    gain, at = _best_split(lost[None, :], here)
    dice = np.random.default_rng(SEED)
    shuffled, _ = _best_split(dice.multinomial(lost.sum(), here / here.sum(), size=TRIALS), here)
    if not gain[0] or (1 + (shuffled >= gain[0]).sum()) / (TRIALS + 1) > CLEAR:
        return None
    split = int(at[0])
    day = pd.Timestamp(ended[np.searchsorted(ended, weeks[split].to_datetime64())])
    months = (split * 7 / 30, (until - day).days / 30)
    return Since(day, lost[:split].sum() / months[0], lost[split:].sum() / max(months[1], 1.0))


def _best_split(lost: np.ndarray, here: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row of weekly losses the gain in likelihood of the best split into few and more, and its first week."""
    splits = np.arange(EDGE, lost.shape[1] - EDGE + 1)
    all_lost, all_here = lost.sum(axis=1, keepdims=True), here.sum()
    a, b = np.cumsum(lost, axis=1)[:, splits - 1], np.cumsum(here)[splits - 1]
    c, d = all_lost - a, all_here - b
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(a > 0, a * np.log(a / b), 0) + np.where(c > 0, c * np.log(c / d), 0)
        gain = np.where(c / d > a / b, gain - all_lost * np.log(all_lost / all_here), 0.0)
    best = gain.argmax(axis=1)
    return gain[np.arange(len(gain)), best], splits[best]


def shared(traits: pd.DataFrame, left: pd.Index, stayed: pd.Index) -> pd.DataFrame:
    """What those who left share clearly more often than those who stayed, the clearest first; COLUMNS.

    traits: customer, attribute, value. left, stayed: different customers. One-sided Fisher's exact test of each value
    among those of whom the attribute is known; `chance` is multiplied by the values tried (Bonferroni), and at most 1 in
    100. At least 5 leavers, and a share at least 15 points larger. One value an attribute.

    >>> who = [f"C{n}" for n in range(40)]
    >>> known = pd.DataFrame({"customer": who, "attribute": "channel", "value": ["post"] * 15 + ["shop"] * 25})
    >>> shared(known, pd.Index(who[:12]), pd.Index(who[12:])).iloc[0, :6].astype(str).tolist()
    ['channel', 'post', '12', '12', '3', '28']
    """
    known = traits.assign(left=traits["customer"].isin(left), stayed=traits["customer"].isin(stayed))
    known = known[known["left"] | known["stayed"]]
    each = known.groupby(["attribute", "value"], sort=False)[["left", "stayed"]].sum().reset_index()
    all_of = known.groupby("attribute")[["left", "stayed"]].sum().reindex(each["attribute"]).to_numpy()
    each = each.rename(columns={"left": "left_with", "stayed": "stayed_with"})
    each["left"], each["stayed"] = all_of.T if len(each) else (0, 0)
    each = each[(each["left_with"] + each["stayed_with"] >= FEWEST) & (each["left"] > 0) & (each["stayed"] > 0)]
    more = each["left_with"] / each["left"] - each["stayed_with"] / each["stayed"]
    each = each[more > 0].assign(tried=len(each))
    each["chance"] = np.minimum(
        1.0, _as_many(*each[["left_with", "left", "stayed_with", "stayed"]].to_numpy().T) * each["tried"]
    )
    more = more[more > 0]
    clear = each[(each["chance"] <= CLEAR) & (each["left_with"] >= FEWEST) & (more >= MORE)]
    clear = clear.sort_values(["chance", "attribute", "value"], kind="stable").drop_duplicates("attribute")
    return clear[list(COLUMNS)].reset_index(drop=True)


def _as_many(left_with: np.ndarray, left: np.ndarray, stayed_with: np.ndarray, stayed: np.ndarray) -> np.ndarray:
    """The chance that so many or more of those with a trait are among those who left (hypergeometric upper tail).

    Meant for more than their share, where each further term is smaller than the one before. Agrees with
    scipy.stats.hypergeom.sf, whose import takes longer than a small review.

    >>> _as_many(np.array([3]), np.array([4]), np.array([1]), np.array([4])).round(4).tolist()  # the lady tasting tea
    [0.2429]
    """
    from scipy.special import gammaln

    def choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
        found: np.ndarray = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
        return found

    k, both = left_with.astype(float), (left_with + stayed_with).astype(float)
    term = np.exp(choose(left, left_with) + choose(stayed, stayed_with) - choose(left + stayed, both))
    total = term.copy()
    while len(term) and (term > 1e-9 * total).any():
        term = term * (left - k) * (both - k) / ((k + 1) * (stayed - both + k + 1))
        k = k + 1
        total += term
    chance: np.ndarray = np.minimum(total, 1.0)
    return chance

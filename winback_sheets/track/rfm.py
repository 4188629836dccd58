"""Recency, frequency, money: who bought lately, often and much, on the owner's own scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from winback_sheets.track.rhythm import bought, up_to

Mode = Literal["house", "shopify", "rfm_r", "ors", "pymc"]
MEASURES = (("recency", "r"), ("frequency", "f"), ("monetary", "m"))

#: First row that fits: key of its name (`track.segment_KEY`), least recency score, least (f + m) / 2, most purchase
#: days (None: any). Scores 1 to 5.
HOUSE_SEGMENTS = (
    ("new", 4, 1, 1),
    ("promising", 3, 1, 1),
    ("champions", 4, 4, None),
    ("loyal", 3, 3, None),
    ("promising", 3, 1, None),
    ("cannot_lose", 1, 4, None),
    ("slipping", 2, 2, None),
    ("hibernating", 2, 1, None),
    ("hibernating", 1, 2, None),
    ("lost", 1, 1, None),
)

#: The ten group names of Shopify that a buyer can be in (the eleventh, Prospects, never bought). The vendor
#: describes them in words (CustomerRfmGroup, shopify.dev); the limits are our reading of those words.
SHOPIFY_SEGMENTS = (
    ("champions", 5, 4, None),
    ("loyal", 3, 4, None),
    ("active", 4, 2, None),
    ("new", 5, 1, None),
    ("needs_attention", 3, 2, None),
    ("promising", 3, 1, None),
    ("previously_loyal", 1, 4, None),
    ("at_risk", 1, 3, None),
    ("almost_lost", 2, 1, None),
    ("dormant", 1, 1, None),
)


def rfm(
    sales: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    bins: int = 5,
    mode: Mode = "house",
    money: Literal["total", "average"] = "total",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores every buyer for how lately, how often and for how much they bought, and names the group.

    recency: days since the last purchase at as_of (not the age at last purchase of the buy-till-you-die
    models); frequency: purchase days; monetary: net money, in total or per purchase day. Score 5 is best.
    House scores: one more for each fifth of the customers who did strictly worse, so that equals share a
    score, and few different values give fewer scores. Other modes, for comparison: shopify (same scores,
    its group names), rfm_r (R package rfm: limits are quantiles + 1), ors (tenths, 0 to 9), pymc (quarters
    as pandas.qcut); only house and rfm_r use `bins`. Second table, `cuts`: the values and customers behind
    each score. Rows after as_of are not read.

    >>> days = pd.to_datetime(["2026-01-05", "2026-03-02", "2026-03-20", "2026-03-28", "2026-03-30"])
    >>> sales = pd.DataFrame({"customer": ["A", "B", "C", "D", "D"], "date": days,
    ...                       "amount": [9.0, 5.0, 7.0, 30.0, 10.0]})
    >>> scores, cuts = rfm(sales, pd.Timestamp("2026-03-31"), bins=4)
    >>> scores[["customer", "recency", "frequency", "monetary", "score", "segment"]]
      customer  recency  frequency  monetary score      segment
    0        A       85          1       9.0   113  hibernating
    1        B       29          1       5.0   211  hibernating
    2        C       11          1       7.0   312    promising
    3        D        1          2      40.0   444    champions
    """
    scores = measures(sales, as_of, money=money)
    lowest, best = {"ors": (0, 9), "pymc": (1, 4), "shopify": (1, 5)}.get(mode, (1, bins))
    for measure, short in MEASURES:
        # Days since the last purchase is the one measure where less is better.
        score = _scored(scores[measure], mode, best - lowest + 1, less_is_better=measure == "recency")
        scores[short] = (score + lowest - 1).where(scores[measure].notna())
    scores["score"] = ""
    for _, short in MEASURES:
        figures = {int(score): str(score) for score in scores[short].dropna().unique()}
        scores["score"] = scores["score"] + scores[short].map(figures).astype(object).fillna("-")
    table = SHOPIFY_SEGMENTS if mode == "shopify" else HOUSE_SEGMENTS
    scores["segment"] = _named(scores, table, lowest, best)
    return scores, cuts(scores)


def measures(sales: pd.DataFrame, as_of: pd.Timestamp, *, money: Literal["total", "average"] = "total") -> pd.DataFrame:
    """The three measures of every customer who ever bought: customer, recency, frequency, monetary.

    Days, days and money; monetary is NaN without an amount column. Whoever only returned things is not a
    buyer.

    >>> sales = pd.DataFrame({"customer": ["A", "A"], "date": pd.to_datetime(["2026-01-05", "2026-01-09"]),
    ...                       "amount": [9.0, -2.0]})
    >>> measures(sales, pd.Timestamp("2026-01-10")).to_numpy().tolist()
    [['A', 5, 1, 7.0]]
    """
    seen = up_to(sales, as_of)
    code, names = pd.factorize(seen["customer"])  # numbers are grouped much faster than names
    buys = bought(seen) & (code >= 0)
    day, different = pd.factorize(seen["date"])
    first = ~pd.Series(code[buys] * len(different) + day[buys]).duplicated().to_numpy()
    frequency = np.bincount(code[buys][first], minlength=len(names))
    last = seen["date"][buys].groupby(code[buys]).max()
    table = pd.DataFrame({"recency": (as_of - last).dt.days, "frequency": frequency[last.index]})
    table["monetary"] = np.nan
    if "amount" in seen:
        # Cents added up as floats differ in the last digit; equal customers must stay equal to share a
        # score.
        table["monetary"] = seen["amount"].astype(float).groupby(code).sum().round(6).reindex(table.index)
    if money == "average":
        table["monetary"] = table["monetary"] / table["frequency"]
    return table.set_axis(names[last.index], axis=0).rename_axis("customer").sort_index().reset_index()


def cuts(scores: pd.DataFrame) -> pd.DataFrame:
    """The values behind each score: measure, score, least, most, customers, bins (scores in use).

    >>> scores = pd.DataFrame({"recency": [3, 9], "r": [5, 1], "frequency": [1, 1], "f": [1, 1],
    ...                        "monetary": [7.0, 8.0], "m": [1, 3]})
    >>> cuts(scores)[["measure", "score", "least", "most", "bins"]].head(3)
         measure  score  least  most  bins
    0    recency      1    9.0   9.0     2
    1    recency      5    3.0   3.0     2
    2  frequency      1    1.0   1.0     1
    """
    parts = []
    for measure, short in MEASURES:
        groups = scores[measure].astype(float).groupby(scores[short])
        part = groups.agg(least="min", most="max", customers="size").rename_axis("score").reset_index()
        parts.append(part.assign(measure=measure, bins=len(part)))
    return pd.concat(parts, ignore_index=True)[["measure", "score", "least", "most", "customers", "bins"]]


def score_by_limits(values: pd.Series, limits: Sequence[float], *, less_is_better: bool = False) -> pd.Series:
    """Scores by limits set by hand; a value on a limit belongs to the next score.

    One score more than there are limits; limits ascending.

    >>> score_by_limits(pd.Series([205, 140, 98]), (115, 181, 297, 482), less_is_better=True).tolist()
    [3, 4, 5]
    """
    passed = pd.Series(np.searchsorted(np.asarray(limits), values, side="right"), index=values.index)
    score = len(limits) + 1 - passed if less_is_better else passed + 1
    return score.astype("Int64").where(values.notna())


def _scored(values: pd.Series, mode: Mode, bins: int, *, less_is_better: bool) -> pd.Series:
    """Scores from 1 to bins, best last."""
    inner = np.arange(1, bins) / bins
    if values.notna().sum() == 0:
        return pd.Series(pd.NA, index=values.index, dtype="Int64")
    if mode == "rfm_r":
        limits = np.quantile(values.dropna(), inner) + 1
        return score_by_limits(values, limits.tolist(), less_is_better=less_is_better)
    worth = -values if less_is_better else values
    known = np.sort(worth.dropna())
    if mode == "pymc":
        edges = np.unique(np.quantile(known, [0, *inner, 1]))
        score = np.clip(np.searchsorted(edges, worth, side="left"), 1, max(edges.size - 1, 1))
    else:
        worse = np.searchsorted(known, worth, side="left")
        score = np.minimum(worse * bins // known.size, bins - 1) + 1
    return pd.Series(score, index=values.index, dtype="Int64")


def _named(
    scores: pd.DataFrame, table: Sequence[tuple[str, int, int, int | None]], lowest: int, best: int
) -> pd.Series:
    scale = 4 / (best - lowest)
    recent = 1 + (scores["r"].astype(float) - lowest) * scale
    # Without money the habit alone decides.
    value = 1 + (scores[["f", "m"]].astype(float).mean(axis=1) - lowest) * scale
    fits = [
        recent.ge(least_r) & value.ge(least_fm) & (scores["frequency"].le(most) if most else True)
        for _, least_r, least_fm, most in table
    ]
    named = np.select(fits, [name for name, *_ in table], default="")
    return pd.Series(named, index=scores.index, dtype="str")

"""Signs: the latest score that a customer gave is low, or only OK. OK is not worth staying for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.track import logbook

OLDEST = 365  # days; what they thought before that is no news
SCALES = (5, 10, 100)
LOW, ONLY_OK = 6.0, 8.0  # of 10: up to here


def low_score(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers whose latest score is 6 of 10 or lower. Columns: customer, since, score, scale."""
    return _between(tables, active, as_of, -np.inf, LOW)


def only_ok(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers whose latest score is 7 or 8 of 10, neither low nor happy. Columns: customer, since, score, scale."""
    return _between(tables, active, as_of, LOW, ONLY_OK)


def scale_of(scores: pd.Series) -> float:
    """Out of how many a column of scores is: the smallest of 5, 10 and 100 that holds them all; NaN where none does.

    Scores of 0 and 1 alone are yes and no, and those below 0 are on a scale of their own.

    >>> scale_of(pd.Series([3.0, 5.0])), scale_of(pd.Series([3.0, 9.0])), scale_of(pd.Series([40.0, 95.0]))
    (5.0, 10.0, 100.0)
    """
    low, high = scores.min(), scores.max()
    if not (low >= 0 and high > 1):
        return float("nan")
    return float(next((scale for scale in SCALES if high <= scale), float("nan")))


def _between(
    tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp, above: float, most: float
) -> pd.DataFrame:
    """Active customers whose latest score lies above one part of 10 and not above another."""
    surveys = tables["surveys"]
    rows = logbook.up_to(surveys, as_of)
    rows = rows[rows["score"].notna()] if "score" in rows else rows.assign(score=np.nan).iloc[:0]
    asked = rows["question"].fillna("") if "question" in rows else pd.Series("", index=rows.index)
    scales = rows.groupby(asked)["score"].agg(scale_of)
    rows = rows.assign(scale=asked.map(scales).astype(float))
    rows = rows[rows["customer"].isin(active) & (rows["date"] > as_of - pd.Timedelta(days=OLDEST))]
    rows = rows.assign(of_ten=(rows["score"] * 10 / rows["scale"]).round(6))  # 7 of 10 is 7, also from 70 of 100
    # Of several answers on the latest day the lowest counts.
    rows = rows.sort_values(["date", "of_ten"], ascending=[False, True]).drop_duplicates("customer")
    rows = rows[(rows["of_ten"] > above) & (rows["of_ten"] <= most)]
    return pd.DataFrame(
        {"customer": rows["customer"], "since": rows["date"], "score": rows["score"], "scale": rows["scale"]}
    ).reset_index(drop=True)

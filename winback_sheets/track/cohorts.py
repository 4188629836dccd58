"""Cohort triangles: of those who came together, how many are still here, one period after the other."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from winback_sheets.track.rhythm import bought, up_to

Every = Literal["month", "quarter"]
MONTHS = {"month": 1, "quarter": 3}
KEY = ["cohort", "age"]


def retention_cohorts(
    spells: pd.DataFrame, amounts: pd.DataFrame | None, as_of: pd.Timestamp, *, every: Every = "month"
) -> pd.DataFrame:
    """Of the customers who started in one period, how many are left after each later one, and their money.

    One row a cohort and age: cohort (start of the period of the first start), size, age in periods,
    customers, revenue (money a month). Age 0 is everybody who started and what they started with, so that
    those who came and went inside the first period lower age 1, not the base. Only periods that ended on or
    before as_of are there; a customer who returns is counted again in the old cohort. Revenue is NaN when
    there are no amounts.

    >>> spells = pd.DataFrame({"customer": ["A", "B"],
    ...                        "started": pd.to_datetime(["2026-01-10", "2026-01-20"]),
    ...                        "lost_on": pd.to_datetime(["2026-03-05", None])})
    >>> retention_cohorts(spells, None, pd.Timestamp("2026-03-31"))[["cohort", "size", "age", "customers"]]
          cohort  size  age  customers
    0 2026-01-01     2    0          2
    1 2026-01-01     2    1          2
    2 2026-01-01     2    2          1
    """
    stays = spells.loc[spells["started"].le(as_of), ["customer", "started", "lost_on"]]
    stays = stays[~stays["lost_on"].le(stays["started"])]
    first = stays.groupby("customer")["started"].min()
    cohort, last = _number(first, every), _last_whole(as_of, every)
    grid = _grid(cohort, last)
    counted = stays.assign(weight=1.0).rename(columns={"started": "from", "lost_on": "to"})
    grid["customers"] = _standing(counted, cohort, last, every).reindex(grid.index).fillna(0).astype(int)
    grid["revenue"] = np.nan
    if amounts is not None and len(amounts):
        paid = _paid(stays, amounts)
        grid["revenue"] = _standing(paid, cohort, last, every).reindex(grid.index).fillna(0.0)
    return _finish(_as_started(grid, first, cohort, amounts), every)


def buying_cohorts(sales: pd.DataFrame, as_of: pd.Timestamp, *, every: Every = "month") -> pd.DataFrame:
    """Of the customers who first bought in one period, how many bought in each later one, and for how much.

    Columns as in `retention_cohorts`; customers = bought at all (a row with a positive amount) in that
    period, revenue = their net money of that period, refunds on their own date. Without an amount column
    every row is a purchase and revenue is NaN. Money returned before a first purchase belongs to no cohort
    and is left out.

    >>> sales = pd.DataFrame({"customer": ["A", "B", "A"], "amount": [10.0, 20.0, 5.0],
    ...                       "date": pd.to_datetime(["2026-01-10", "2026-01-20", "2026-02-03"])})
    >>> buying_cohorts(sales, pd.Timestamp("2026-02-28"))[["size", "age", "customers", "revenue"]]
       size  age  customers  revenue
    0     2    0          2     30.0
    1     2    1          1      5.0
    """
    seen = up_to(sales, as_of)
    amount = seen["amount"] if "amount" in seen else pd.Series(np.nan, index=seen.index)
    who = pd.Series(pd.factorize(seen["customer"])[0], index=seen.index)  # numbers are grouped faster than names
    buys = bought(seen) & (who >= 0)
    period = _number(seen["date"], every)
    cohort = period[buys].groupby(who[buys]).min()
    grid = _grid(cohort, _last_whole(as_of, every))
    rows = pd.DataFrame({"customer": who, "cohort": cohort.reindex(who).to_numpy(float)}, index=seen.index)
    rows = rows.assign(age=period - rows["cohort"], amount=amount)
    visits = rows.loc[buys, ["customer", *KEY]].drop_duplicates()
    grid["customers"] = visits.groupby(KEY).size().reindex(grid.index).fillna(0).astype(int)
    money = rows.groupby(KEY)["amount"].sum().reindex(grid.index).fillna(0.0)
    grid["revenue"] = money if "amount" in seen else np.nan
    return _finish(grid, every)


def triangle(long: pd.DataFrame, value: str = "customers", *, share: bool = True) -> pd.DataFrame:
    """The cohorts as a triangle: a row a cohort, a column an age, blank where the time has not come yet.

    `value` is customers or revenue; shares are of age 0, NaN where that is not above 0.

    >>> long = pd.DataFrame({"cohort": ["Jan", "Jan", "Feb"], "age": [0, 1, 0], "customers": [4, 3, 5]})
    >>> triangle(long).reset_index().to_numpy().tolist()
    [['Feb', 1.0, nan], ['Jan', 1.0, 0.75]]
    """
    wide = long.pivot(index="cohort", columns="age", values=value)
    if share and len(wide):
        wide = wide.div(wide[0].where(wide[0] > 0), axis=0)
    return wide


def weighted_line(long: pd.DataFrame, value: str = "customers") -> pd.DataFrame:
    """The bottom line of the triangle: all cohorts old enough to show an age, taken together.

    Columns age, cohorts (how many are old enough), base (their customers or revenue at age 0), kept, share.
    Large cohorts weigh more; cohorts too young for an age are in neither side of its share.

    >>> long = pd.DataFrame({"cohort": ["Jan", "Jan", "Feb"], "age": [0, 1, 0], "customers": [4, 3, 5]})
    >>> weighted_line(long)
       age  cohorts  base  kept  share
    0    0        2     9     9   1.00
    1    1        1     4     3   0.75
    """
    at_start = long[long["age"] == 0].set_index("cohort")[value]
    cells = pd.DataFrame({"age": long["age"], "base": long["cohort"].map(at_start), "kept": long[value]})
    cells = cells[cells["kept"].notna() & cells["base"].notna()]
    line = cells.groupby("age").agg(cohorts=("base", "size"), base=("base", "sum"), kept=("kept", "sum"))
    return line.assign(share=line["kept"] / line["base"].where(line["base"] > 0)).reset_index()


def _number(dates: pd.Series, every: Every) -> pd.Series:
    """Periods counted from year 0, so that ages are differences."""
    return (dates.dt.year * 12 + dates.dt.month - 1) // MONTHS[every]


def _cohort_of(rows: pd.DataFrame, cohort: pd.Series) -> pd.Series:
    # Without rows the result of map would keep the type of the names.
    return rows["customer"].map(cohort).astype(float)


def _last_whole(as_of: pd.Timestamp, every: Every) -> int:
    return int(_number(pd.Series([as_of + pd.Timedelta(days=1)]), every).iloc[0]) - 1


def _grid(cohort: pd.Series, last: int) -> pd.DataFrame:
    """One row for every cell whose period is over, also where nobody is left: 0 there, nothing elsewhere."""
    size = cohort[cohort <= last].astype(int).value_counts().sort_index()
    starts = size.index.to_numpy(dtype=int)
    ages = last - starts + 1
    begins = np.repeat(np.cumsum(ages) - ages, ages)
    index = pd.MultiIndex.from_arrays([np.repeat(starts, ages), np.arange(ages.sum()) - begins], names=KEY)
    return pd.DataFrame({"size": np.repeat(size.to_numpy(), ages)}, index=index)


def _standing(stays: pd.DataFrame, cohort: pd.Series, last: int, every: Every) -> pd.Series:
    """The weight in force at the end of each period, by cohort and age.

    A stay [from, to) covers the last day of exactly the periods from that of `from` up to, without, that of
    `to`. So each stay is one step up and one step down, and the running sum does the rest.
    """
    begin = _cohort_of(stays, cohort)
    enter = _number(stays["from"], every) - begin
    leave = (_number(stays["to"], every).fillna(last + 1) - begin).clip(upper=last + 1 - begin)
    up = pd.DataFrame({"cohort": begin, "age": enter, "leave": leave, "weight": stays["weight"]})
    up = up[enter < leave].astype({"cohort": int, "age": int, "leave": int})
    if up.empty:
        return pd.Series(dtype=float)
    steps = pd.concat([up, up.assign(age=up["leave"], weight=-up["weight"])])
    wide = steps.pivot_table(index="cohort", columns="age", values="weight", aggfunc="sum", fill_value=0.0)
    wide = wide.reindex(columns=np.arange(int(wide.columns.max()) + 1), fill_value=0.0)
    # Sums of cents up and down leave dust of 1e-12 where nothing is left.
    return wide.cumsum(axis=1).round(6).melt(ignore_index=False).set_index("age", append=True)["value"]


def _paid(stays: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """Amounts only while the customer is one: an open price row does not outlive the loss."""
    both = amounts.merge(stays, on="customer")
    begin = both["from"].where(both["from"] > both["started"], both["started"])
    end = both["to"].where(both["to"].le(both["lost_on"]) | both["lost_on"].isna(), both["lost_on"])
    paid = pd.DataFrame({"customer": both["customer"], "from": begin, "to": end, "weight": both["mrr"]})
    return paid[paid["weight"].notna() & ~paid["to"].le(paid["from"])]


def _as_started(grid: pd.DataFrame, first: pd.Series, cohort: pd.Series, amounts: pd.DataFrame | None) -> pd.DataFrame:
    """Age 0 holds everybody who started and what they paid on their first day."""
    start = grid.index.get_level_values("age") == 0
    grid.loc[start, "customers"] = grid.loc[start, "size"]
    if amounts is None or not len(amounts):
        return grid
    began = amounts["customer"].map(first)
    opening = amounts[amounts["from"].le(began) & ~amounts["to"].le(began)]
    money = opening["mrr"].groupby(_cohort_of(opening, cohort)).sum()
    cohorts = grid.index.get_level_values("cohort")[start]
    grid.loc[start, "revenue"] = money.reindex(cohorts).fillna(0.0).to_numpy()
    return grid


def _finish(grid: pd.DataFrame, every: Every) -> pd.DataFrame:
    table = grid.reset_index()
    month = table["cohort"].astype(int) * MONTHS[every]
    parts = pd.DataFrame({"year": month // 12, "month": month % 12 + 1, "day": 1})
    return table.assign(cohort=pd.to_datetime(parts))[["cohort", "size", "age", "customers", "revenue"]]

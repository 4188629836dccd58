"""Signs: a customer pays later than is usual for them, in parts, in another way, or for smaller invoices.

Each is compared with the same customer's own invoices before: who is always late has not changed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

FEWEST, MOST = 6, 12  # invoices that are looked at
LAMBDA = 0.2  # an invoice counts so much less than the one after it
WIDEST = 5.0  # in robust deviations; one invoice paid a year late is no more than that
LEVEL = 1e-9  # two sums closer than this are one
DRAWS = 2000  # orders of the same invoices with which the order they came in is compared
CHANGED_TERMS = 7  # days by which the time to pay became another
LATER = ["customer", "since", "chance", "usual", "third", "second", "last", "unpaid"]
FRESH = 90
IN_FULL_BEFORE, WAYS_BEFORE, SMALLER_BEFORE, SMALLER = 3, 4, 6, 0.8


def paying_later(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Everybody with six invoices or more under the same terms, and how likely the order of their lateness is by chance.

    Days from due to paid, 0 where paid in time, of the last 12; an unpaid invoice is at least so late as it is now, and
    counts as soon as that is more than usual. The statistic is their mean weighted towards the newest (lambda .2) in robust
    deviations, its chance the share of all orders of the same invoices with one as high.
    Columns: customer, since (due day of the first late one), chance, usual (days, before; blank: in time), third, second,
    last (days of the last three), unpaid (how many of these are open; blank: none).
    """
    rows = _lateness(tables["payments"], active, as_of)
    if not len(rows):
        return pd.DataFrame(columns=LATER)
    grid, counted = _as_grid(rows)
    chance = _chance(_scores(grid), counted)
    begin = _turn(grid, counted)
    place = np.arange(grid.shape[1])
    usual = np.nanmedian(np.where(place < begin[:, None], grid, np.nan), axis=1)
    rows = rows.assign(place=MOST - 1 - rows["back"])
    each = rows.groupby("customer", sort=True)
    since = rows[rows["place"] == begin[rows["code"].to_numpy()]].set_index("customer")["due"]
    unpaid = (rows["open"] & (rows["back"] < 3)).groupby(rows["customer"]).sum()
    more = np.median(grid[:, -3:], axis=1) > usual  # one late invoice is no change
    names = pd.Index(each.size().index)
    return pd.DataFrame(
        {
            "customer": names,
            "since": since.reindex(names).to_numpy(),
            "chance": np.where(more, chance, 1.0),
            "usual": np.where(usual > 0, usual, np.nan),
            "third": grid[:, -3],
            "second": grid[:, -2],
            "last": grid[:, -1],
            "unpaid": unpaid.where(unpaid > 0).reindex(names).to_numpy(),
        }
    )


def paying_in_parts(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Paid an invoice of the last 90 days in part, and until half a year ago three or more, all in full.

    Columns: customer, since (due day of the first one in part), paid_part, amount (of the last one in part).
    """
    rows = _known(tables["payments"], active, as_of)
    if not {"amount", "amount_paid", "paid"} <= set(rows):
        return pd.DataFrame(columns=["customer", "since", "paid_part", "amount"])
    rows = rows[rows["paid"].le(as_of) & rows["amount"].gt(0) & rows["amount_paid"].notna()]
    rows = rows.assign(part=rows["amount_paid"].gt(0) & rows["amount_paid"].lt(rows["amount"] * 0.99))
    old = rows["due"] <= as_of - pd.Timedelta(days=2 * FRESH)
    before = rows[old].groupby("customer")["part"].agg(["size", "sum"])
    full = before.index[(before["size"] >= IN_FULL_BEFORE) & (before["sum"] == 0)]
    parts = rows[~old & rows["part"] & rows["customer"].isin(full)]
    found = parts.drop_duplicates("customer", keep="last")
    found = found[found["due"] > as_of - pd.Timedelta(days=FRESH)]
    first = parts.groupby("customer")["due"].min()
    return pd.DataFrame(
        {
            "customer": found["customer"],
            "since": first.reindex(found["customer"]).to_numpy(),
            "paid_part": found["amount_paid"],
            "amount": found["amount"],
        }
    ).reset_index(drop=True)


def paying_another_way(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Paid the last invoice of the last 90 days in another way than each of the four or more before.

    Columns: customer, since (the day it was paid), way, usual_way.
    """
    rows = _known(tables["payments"], active, as_of)
    if not {"method", "paid"} <= set(rows):
        return pd.DataFrame(columns=["customer", "since", "way", "usual_way"])
    way = rows["method"].astype(object).where(rows["method"].notna(), None)
    rows = rows.assign(way=way, plain=way.fillna("").astype(str).str.strip().str.casefold())
    rows = rows[rows["paid"].le(as_of) & rows["plain"].ne("")].sort_values(["customer", "paid"], kind="stable")
    rows["other"] = rows["plain"].ne(rows.groupby("customer")["plain"].transform("first"))
    each = rows.groupby("customer")
    same_before = each["other"].transform("sum").eq(1) & rows["other"] & ~rows.duplicated("customer", keep="last")
    found = rows[same_before & each.cumcount().ge(WAYS_BEFORE) & rows["paid"].gt(as_of - pd.Timedelta(days=FRESH))]
    usual = each["way"].first()
    return pd.DataFrame(
        {
            "customer": found["customer"],
            "since": found["paid"],
            "way": found["way"],
            "usual_way": usual.reindex(found["customer"]).to_numpy(),
        }
    ).reset_index(drop=True)


def smaller_invoices(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """The last three invoices are each smaller than every one of the six or more before (at most nine), by a fifth or more.

    Columns: customer, since (the first of the three), recent_amount and usual_amount (medians).
    """
    rows = _known(tables["payments"], active, as_of)
    if "amount" not in rows:
        return pd.DataFrame(columns=["customer", "since", "recent_amount", "usual_amount"])
    rows = rows[rows["amount"].gt(0)]
    back = rows.groupby("customer").cumcount(ascending=False)
    rows = rows.assign(back=back)[back < MOST]
    recent, before = (rows[mask].groupby("customer")["amount"] for mask in (rows["back"] < 3, rows["back"] >= 3))
    each = pd.DataFrame({"top": recent.max(), "least": before.min(), "times": before.size()})
    each = each.assign(recent_amount=recent.median(), usual_amount=before.median())
    low = each["top"].lt(each["least"]) & each["recent_amount"].le(each["usual_amount"] * SMALLER)
    each = each[low & each["times"].ge(SMALLER_BEFORE)]
    first = rows[rows["back"] == 2].set_index("customer")["due"]
    fresh = rows[rows["back"] == 0].set_index("customer")["due"] > as_of - pd.Timedelta(days=FRESH)
    each = each[fresh.reindex(each.index).eq(True)]
    found = each.assign(since=first.reindex(each.index)).rename_axis("customer").reset_index()
    return found[["customer", "since", "recent_amount", "usual_amount"]]


def _known(payments: pd.DataFrame, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Undisputed invoices that were due by the day, the oldest of each customer first."""
    due = payments["due"] if "due" in payments else pd.Series(pd.NaT, index=payments.index)
    rows = payments.assign(due=pd.to_datetime(due))
    disputed = rows["disputed"].eq(True) if "disputed" in rows else pd.Series(False, index=rows.index)
    rows = rows[rows["due"].le(as_of) & ~disputed & rows["customer"].isin(active)]
    return rows.sort_values(["customer", "due"], kind="stable")


def _lateness(payments: pd.DataFrame, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """The last invoices of those who have enough: customer, due, late (days), open, back (0: the newest), code (customer)."""
    rows = _known(payments, active, as_of)
    if "paid" not in rows or not len(rows):
        return rows.iloc[:0]
    paid = pd.to_datetime(rows["paid"])
    open_ = ~paid.le(as_of)
    late = (paid.where(~open_, as_of) - rows["due"]).dt.days.clip(lower=0).astype(float)
    rows = rows.assign(late=late, open=open_)
    usual = late.where(~open_).groupby(rows["customer"]).transform("median")
    rows = rows[~open_ | (late > usual.fillna(0))]
    rows = _under_the_last_terms(rows)
    back = rows.groupby("customer").cumcount(ascending=False)
    rows = rows.assign(back=back)[back < MOST]
    rows = rows[rows.groupby("customer")["late"].transform("size") >= FEWEST]
    return rows.assign(code=rows.groupby("customer").ngroup())


def _under_the_last_terms(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the invoices before the terms of payment changed, where they changed once for all within the last 12."""
    if "issued" not in rows:
        return rows
    rows = rows.assign(terms=(rows["due"] - pd.to_datetime(rows["issued"])).dt.days)
    each = rows.groupby("customer")
    last = each.cumcount(ascending=False) < MOST
    turned = each["terms"].diff().abs().gt(CHANGED_TERMS) & last
    times = turned.groupby(rows["customer"]).transform("sum")
    after = turned.groupby(rows["customer"]).cumsum()
    return rows[(times != 1) | (after == 1)]


def _as_grid(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A row a customer, the newest invoice last, blanks before the first; and how many invoices each has."""
    grid = np.full((rows["code"].max() + 1, MOST), np.nan)
    grid[rows["code"].to_numpy(), MOST - 1 - rows["back"].to_numpy()] = rows["late"].to_numpy()
    return grid, (~np.isnan(grid)).sum(axis=1)


def _scores(grid: np.ndarray) -> np.ndarray:
    """Lateness in deviations from the customer's own median, at most WIDEST; a deviation is one day or more."""
    middle = np.nanmedian(grid, axis=1, keepdims=True)
    spread = 1.4826 * np.nanmedian(np.abs(grid - middle), axis=1, keepdims=True)
    scores: np.ndarray = np.clip((grid - middle) / np.maximum(spread, 1.0), -WIDEST, WIDEST)
    return scores


def _chance(scores: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """How often the same invoices in any other order would rise as much towards the newest; half of the ties count.

    One late invoice is no change: two of the last three are later than the third that was paid soonest, here as in every
    other order; else the chance is 1.
    """
    random = np.random.default_rng(20260101)
    chance = np.ones(len(scores))
    for many in np.unique(counted):
        weights = (1 - LAMBDA) ** np.arange(many - 1, -1, -1)
        orders = random.permuted(np.tile(weights, (DRAWS, 1)), axis=1).T
        newest = (orders >= weights[-3]).astype(float)
        at = np.flatnonzero(counted == many)
        late = _later_than_soonest(scores[at, -many:])
        at, late = (each[late[:, -3:].sum(axis=1) >= 2] for each in (at, late))
        for part, mine in zip(*(np.array_split(each, max(1, len(at) // 2000)) for each in (at, late)), strict=True):
            own, two = scores[part, -many:], mine.astype(float) @ newest >= 2
            rise = own @ orders - (own @ weights)[:, None]
            chance[part] = (two & (rise > LEVEL)).mean(axis=1) + 0.5 * (two & (np.abs(rise) <= LEVEL)).mean(axis=1)
    return chance


def _later_than_soonest(scores: np.ndarray) -> np.ndarray:
    """Which invoices were later than the third of them that was paid soonest."""
    third = np.sort(scores, axis=1)[:, [(scores.shape[1] - 1) // 3]]
    later: np.ndarray = scores > third
    return later


def _turn(grid: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """The place of each row at which lateness turns: where the means before and after are furthest apart, for their number."""
    number = (~np.isnan(grid)).cumsum(axis=1)
    total = np.nancumsum(grid, axis=1)
    n0, s0 = number[:, :-1], total[:, :-1]
    n1, s1 = counted[:, None] - n0, total[:, -1:] - s0
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = (s1 / n1 - s0 / n0) * np.sqrt(n0 * n1 / counted[:, None])
    apart = np.where((n0 >= 2) & (n1 >= 1), apart, -np.inf)
    turn: np.ndarray = apart.argmax(axis=1) + 1
    return turn

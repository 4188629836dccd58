"""Silence that is expected: busy months of the customer, seasons, months in which the whole shop buys less, yearly buyers.

Days of such a stretch count less or not at all; a sign of silence that began within it says nothing until the customer's
own usual gap has passed once more without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read.months import months_named
from winback_sheets.track.rhythm import in_rhythm, purchases, rhythms, up_to
from winback_sheets.track.seasons import low_months

LONG_RHYTHM = 180  # days between purchases from which a silence within the rhythm is worth a word
LOOK_BACK = 800  # days; nobody's silence before that is explained by a season
TAKEN_OUT = 0.25  # of the time since a sign began must lie in quiet days
NOT_IN_SEASON = 0.9  # a season in which the shop has bought like this or more is no quiet one
FIELDS = ("customer", "why", "months", "season", "usual")


def busy_months(customers: pd.DataFrame | None) -> pd.Series:
    """The months in which each customer is busy, as a tuple of 1 to 12; only customers of whom some are known.

    >>> busy_months(pd.DataFrame({"customer": ["A", "B"], "busy_months": ["Mar-Apr", None]})).to_dict()
    {'A': (3, 4)}
    """
    if customers is None or "busy_months" not in customers:
        return pd.Series(dtype=object)
    told = customers.dropna(subset=["customer", "busy_months"]).drop_duplicates("customer", keep="last")
    known = {text: months_named(str(text)) for text in told["busy_months"].unique()}
    months = pd.Series(told["busy_months"].map(known).to_numpy(object), index=told["customer"].to_numpy(), dtype=object)
    return months[months.astype(bool)]


class Expected(NamedTuple):
    """Customers whose silence is expected (one row each, FIELDS), and which rows of the signs that explains."""

    quiet: pd.DataFrame
    explained: pd.Index


def expected_quiet(
    tables: Mapping[str, pd.DataFrame], found: pd.DataFrame, active: pd.Index, as_of: pd.Timestamp
) -> Expected:
    """Customers whose silence is expected on a day, and why: busy, season, shop_months or rhythm.

    found: signs of silence (customer, since, `usual` days where the sign has them, and whether they are of_purchases).
    Told are those whose sign is explained, who are busy in the month of the day, and who keep a long steady rhythm.
    months: 1 to 12. season: its name in Calendar. usual: days between purchases.
    """
    busy = busy_months(tables.get("customers"))
    busy = busy[busy.index.isin(active)]
    now = busy[[as_of.month in months for months in busy]]
    told = pd.DataFrame({"customer": now.index, "why": "busy", "months": now.to_numpy(object)})
    kept = _rhythms(tables, active, as_of)
    seen = _explained(tables, found, busy, as_of) if len(found) else told.iloc[:0]
    in_rhythm = found.index[found["of_purchases"].astype(bool) & found["customer"].isin(kept["customer"])]
    parts = [part for part in (seen, told, kept) if len(part)] or [told]
    quiet = pd.concat(parts, ignore_index=True).reindex(columns=[*FIELDS]).drop_duplicates("customer")
    return Expected(quiet.reset_index(drop=True), seen.index.union(in_rhythm) if len(seen) else in_rhythm)


def _explained(
    tables: Mapping[str, pd.DataFrame], found: pd.DataFrame, busy: pd.Series, as_of: pd.Timestamp
) -> pd.DataFrame:
    """The signs that quiet days explain: at least a quarter of the time since, and without them no more than usual."""
    days = pd.date_range(end=as_of, periods=LOOK_BACK)
    long = (as_of - found["since"].fillna(as_of)).dt.days.clip(0, LOOK_BACK - 1).to_numpy() + 1
    codes, different = pd.factorize(found["customer"].map(busy))
    season = _season(tables, days, as_of)
    low = (
        low_months(up_to(tables["purchase_days"], as_of), as_of)
        if "purchase_days" in tables
        else pd.Series(dtype=float)
    )
    shop = np.minimum(np.where(season != "", 0.0, 1.0), days.month.map(low).fillna(1.0).to_numpy(float))
    awake, free = np.zeros(len(found)), np.zeros(len(found))
    for code in np.unique(codes):  # as many as there are different busy months, not customers
        mine = codes == code
        at_work = np.isin(days.month, different[code] if code >= 0 else ())
        awake[mine] = _last_days(np.where(at_work, 0.0, shop), long[mine])
        free[mine] = _last_days(np.where(at_work, 0.0, 1.0), long[mine])
    taken = long - awake
    usual = found["usual"].to_numpy(float) if "usual" in found else np.full(len(found), np.nan)
    explained = (taken >= TAKEN_OUT * long) & ~(awake > usual)
    in_season = _last_days(np.where(season != "", 0.0, 1.0), long)
    why = np.select([free < long, in_season < long], ["busy", "season"], "shop_months")
    names = season[LOOK_BACK - long]
    last = season[season != ""][-1:]
    frame = pd.DataFrame({"customer": found["customer"], "why": why})
    frame["months"] = [
        different[code] if kind == "busy" else (*low.index,) for code, kind in zip(codes, why, strict=True)
    ]
    frame["season"] = (
        pd.Series(names, index=found.index).replace("", last[0] if len(last) else "").where(why == "season")
    )
    return frame[explained]


def _last_days(weight: np.ndarray, long: np.ndarray) -> np.ndarray:
    """The sum of the last so many weights."""
    total: np.ndarray = np.concatenate([[0.0], np.cumsum(weight[::-1])])[long]
    return total


def _season(tables: Mapping[str, pd.DataFrame], days: pd.DatetimeIndex, as_of: pd.Timestamp) -> np.ndarray:
    """The season of Calendar in which each day lies, blank for none; none in which the shop has bought as ever.

    Days of one name that lie within two months of each other are one stretch; a day alone stands for its month.
    """
    names = np.full(len(days), "", dtype=object)
    calendar = tables.get("calendar")
    if calendar is None or "season" not in calendar:
        return names
    rows = calendar.dropna(subset=["date", "season"]).sort_values(["season", "date"])
    opens = (rows["season"] != rows["season"].shift()) | (rows["date"].diff() > pd.Timedelta(days=62))
    spans = rows.groupby(opens.cumsum()).agg(name=("season", "first"), begin=("date", "min"), end=("date", "max"))
    alone = spans["begin"] == spans["end"]
    spans.loc[alone, "begin"] = spans["begin"].dt.to_period("M").dt.start_time
    spans.loc[alone, "end"] = spans["end"].dt.to_period("M").dt.end_time.dt.normalize()
    ledger = tables.get("purchase_days")
    dates = None if ledger is None else np.sort(up_to(ledger, as_of)["date"].to_numpy())
    for name, group in spans.groupby("name"):  # a handful of seasons
        inside = _within(days, group)
        if dates is None or _share_in(dates, group, as_of) < NOT_IN_SEASON:
            names[inside] = str(name)
    return names


def _within(days: pd.DatetimeIndex, spans: pd.DataFrame) -> np.ndarray:
    inside: Iterable[np.ndarray] = (
        ((days >= begin) & (days <= end)) for begin, end in zip(spans["begin"], spans["end"], strict=True)
    )
    found: np.ndarray = np.logical_or.reduce([*inside])
    return found


def _share_in(dates: np.ndarray, spans: pd.DataFrame, as_of: pd.Timestamp) -> float:
    """The shop's pace on earlier days of a season, as a share of its other days'; 0 where there were none yet."""
    past = spans[spans["end"] < as_of - pd.Timedelta(days=30)]
    if not len(dates) or not len(past):
        return 0.0
    first = pd.Timestamp(dates[0])
    past = past[past["begin"] >= first]
    length = float((past["end"] - past["begin"]).dt.days.sum() + len(past))
    inside = np.searchsorted(dates, past["end"].to_numpy(), "right") - np.searchsorted(dates, past["begin"].to_numpy())
    others = (as_of - first).days + 1 - length
    if length < 14 or others <= 0:
        return 0.0
    return float((inside.sum() / length) / max((len(dates) - inside.sum()) / others, 1e-9))


def _rhythms(tables: Mapping[str, pd.DataFrame], active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Active customers with months between their purchases who are no longer silent than that explains."""
    if "purchase_days" not in tables:
        return pd.DataFrame({"customer": []})
    each = rhythms(purchases(up_to(tables["purchase_days"], as_of)))
    each = each[(each["usual"] >= LONG_RHYTHM) & each.index.isin(active)]
    each = each[in_rhythm(each, as_of).to_numpy()]
    return pd.DataFrame({"customer": each.index, "why": "rhythm", "usual": each["usual"]})

"""Sign: the customer still gets in touch, and asks less than their own past lets expect."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track import logbook
from winback_sheets.track.rate_change import at_most_so_many

RECENT, BEFORE = 90, 365  # days
LEAST_HISTORY = 270  # days: the recent ones, and twice as many before them
MONTH = 30  # days
COULD_BE_NAMED = 0.06
FEWEST_COMPARED = 10  # customers whose questions together say whether everybody asks less

Tables = Mapping[str, pd.DataFrame]


def refuses(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> Message | None:
    """Why nobody can be said to ask less: the tab is too young, or is no longer kept."""
    contacts = tables["contacts"]
    return logbook.too_short(contacts, "contacts", as_of, least=LEAST_HISTORY) or logbook.ended(
        contacts, "contacts", as_of
    )


def fewer_questions(tables: Tables, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Every active customer whose questions could show a fall, with the chance of so few in the last 90 days.

    Against up to a year before; questions that come in bursts tell less. A month in which everybody asks less is no
    sign. Who does not get in touch at all is left to silence. Columns: customer, since, chance, recent, expected.
    """
    contacts = logbook.up_to(tables["contacts"], as_of)
    turn = as_of - pd.Timedelta(days=RECENT)
    noted = max(logbook.kept_since(contacts["date"]), turn - pd.Timedelta(days=BEFORE)) if len(contacts) else turn
    theirs = contacts[logbook.from_customers(contacts) & contacts["customer"].isin(active)]
    rows = theirs[_asks(theirs)]
    who = pd.Index(theirs.loc[theirs["date"] > turn, "customer"].unique(), name="customer")
    begin = logbook.known_since(tables, as_of).reindex(who).fillna(noted).clip(lower=noted, upper=turn)
    days = (turn - begin).dt.days.to_numpy(float)
    recent = rows["date"] > turn
    x1 = logbook.counts(rows, recent, who)
    x0 = logbook.counts(rows, ~recent & (rows["date"] > logbook.day_of_each(rows, begin)), who)
    known = days >= LEAST_HISTORY - RECENT
    length = RECENT * _everybody(x1[known], x0[known] / days[known] * RECENT)
    burst = _bursts(rows[~recent], begin, turn)
    frame = pd.DataFrame(
        {
            "customer": who,
            "since": turn + pd.Timedelta(days=1),
            "chance": at_most_so_many(x1 / burst, length, x0 / burst, np.maximum(days, 1)),
            "recent": x1.astype(int),
            "expected": (x0 / np.maximum(days, 1) * length).round(1),
        }
    )
    could = known & (at_most_so_many(0, length, x0 / burst, np.maximum(days, 1)) < COULD_BE_NAMED)
    return frame[could].reset_index(drop=True)


def _asks(rows: pd.DataFrame) -> pd.Series:
    """Questions; where none is noted as one, contacts of which nobody said what they were about."""
    if "contact_kind" not in rows:
        return pd.Series(True, index=rows.index)
    asked = rows["contact_kind"].eq("question").fillna(False)
    return asked if asked.any() else rows["contact_kind"].isna()


def _bursts(before: pd.DataFrame, begin: pd.Series, turn: pd.Timestamp) -> np.ndarray:
    """How many questions come at once: the variance of a month's number by its mean, at least 1."""
    inside = before[before["date"] > logbook.day_of_each(before, begin)]
    month = (turn - inside["date"]).dt.days // MONTH
    months = ((turn - begin).dt.days // MONTH).to_numpy(int)
    who, count = begin.index.get_indexer(inside["customer"]), np.zeros((len(begin), BEFORE // MONTH + 1))
    np.add.at(count, (who, month.to_numpy(int)), 1.0)
    known = np.where(np.arange(count.shape[1])[None, :] < months[:, None], count, 0.0)
    least = np.maximum(months, 2)
    mean = known.sum(axis=1) / least
    spread = ((known**2).sum(axis=1) - least * mean**2) / (least - 1)
    return np.asarray(np.maximum(np.divide(spread, mean, out=np.ones(len(begin)), where=mean > 0), 1.0))


def _everybody(recent: np.ndarray, expected: np.ndarray) -> float:
    """How much of the usual questions of all customers came, at most all."""
    if len(recent) < FEWEST_COMPARED or not expected.sum():
        return 1.0
    return float(min(recent.sum() / expected.sum(), 1.0))

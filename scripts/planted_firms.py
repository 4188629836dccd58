"""Firms with a known truth: who was planted as what, and who leaves after the day of the review. Seeded, no fixed answers.

A firm is drawn by size, rhythm, money and noise; then some of its customers get one thing each: payments that come later and
later, a silence in Contacts, complaints, a contact person who goes, a price rise after which buyers of one product stop.
`calm` plants nothing and lets nobody leave; `summer` lets everybody buy two fifths less from June to August besides.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

Kind = Literal["planted", "calm", "summer"]
AS_OF = pd.Timestamp("2024-08-31")
DAYS, AHEAD, MOST_ORDERS = 3 * 365, 560, 400  # of past and of future, and orders of one customer
RISE = 150  # days before the review
SMALLEST, LARGEST = 50, 2_000
DEAR, OTHERS = "premium roast", ("house blend", "filters", "cups")
PLANTED_SHARE = 0.04


class Firm(NamedTuple):
    """Tables as the reading room types them, rows after the day of the review with them; planted: sign -> customers."""

    kind: Kind
    tables: dict[str, pd.DataFrame]
    planted: dict[str, pd.Index]
    size: int

    @property
    def past(self) -> pd.DataFrame:
        sales = self.tables["sales"]
        return sales[sales["date"] <= AS_OF]


def firm(seed: int, kind: Kind = "planted", *, size: int | None = None) -> Firm:
    """The firm of this seed; its size is drawn too, as likely 50 to 100 as 1,000 to 2,000, unless given."""
    dice = np.random.default_rng([seed, len(kind)])
    size = size or round(float(np.exp(dice.uniform(np.log(SMALLEST), np.log(LARGEST)))))
    names = np.array([f"K{n:04}" for n in range(size)], dtype=object)
    started = np.where(dice.random(size) < 0.5, 0, dice.integers(0, DAYS - 200, size))
    product = np.where(dice.random(size) < 0.35, DEAR, dice.choice(OTHERS, size))
    # Some leave soon and others never, more so in some firms than in others.
    alike = dice.uniform(0.5, 3)
    hurry = dice.gamma(alike, 1 / alike, size).clip(min=1e-3)
    gone = started + dice.exponential(1, size) * dice.uniform(300, 900) / hurry
    if kind != "planted":
        gone = np.full(size, np.inf)
    rise = (product == DEAR) & (dice.random(size) < 0.45) & (gone > DAYS - RISE) & (started < DAYS - 2 * RISE)
    if kind == "planted":
        gone = np.where(rise, DAYS - RISE + dice.integers(0, 40, size), gone)
    sales = orders(dice, names, started, gone, product, summer=kind == "summer")
    here = gone > DAYS
    few = max(2, round(PLANTED_SHARE * size)) if kind == "planted" else 0
    chosen = dice.permutation(np.flatnonzero(here & (started < DAYS - 400)))
    groups = [np.isin(np.arange(size), chosen[few * at : few * (at + 1)]) for at in range(4)]
    drift, silent, complaining, changing = groups
    tables = {
        "sales": sales,
        "payments": invoices(dice, names[here], started[here], drift[here]),
        "contacts": calls(dice, names[here], started[here], silent[here]),
        "complaints": complaints(dice, names[here], started[here], complaining[here]),
        "people": people(dice, names[here], changing[here]),
    }
    planted = {
        key: pd.Index(names[each])
        for key, each in zip(("drift", "silence", "complaints", "contact change"), groups, strict=True)
    }
    if kind == "planted":
        planted["price rise"] = pd.Index(names[rise])
    return Firm(kind, tables, planted, size)


def day(numbers: np.ndarray) -> np.ndarray:
    """Days of the story as dates; day DAYS is the day of the review."""
    first = AS_OF.to_datetime64().astype("datetime64[D]") - DAYS
    return np.asarray(first + np.floor(numbers).astype(int)).astype("datetime64[ns]")


def orders(
    dice: np.random.Generator,
    names: np.ndarray,
    started: np.ndarray,
    gone: np.ndarray,
    product: np.ndarray,
    *,
    summer: bool,
) -> pd.DataFrame:
    """Purchases in a rhythm of everybody's own, from regular to by chance; more money is no more loyal."""
    size = len(names)
    gap = np.exp(dice.normal(np.log(dice.uniform(14, 45)), 0.6, size)).clip(3, 200)
    # In half of the firms people buy by chance, in the others each in a rhythm.
    shape = np.full(size, 1.0) if dice.random() < 0.5 else dice.uniform(1, 5, size)
    each = dice.gamma(shape[:, None], (gap / shape)[:, None], (size, MOST_ORDERS)).clip(min=1)
    each[:, 0] = dice.random(size) * gap
    when = started[:, None] + each.cumsum(axis=1)
    inside = (when <= DAYS + AHEAD) & (when <= gone[:, None])
    who, _ = np.nonzero(inside)
    dates = pd.Series(day(when[inside]))
    money = np.exp(dice.normal(3.5, 1.1, size))[who] * np.exp(dice.normal(0, 0.3, len(who)))
    frame = pd.DataFrame({"customer": names[who], "date": dates, "amount": money.round(2) + 1, "product": product[who]})
    if summer:
        frame = frame[~(frame["date"].dt.month.isin((6, 7, 8)) & (dice.random(len(frame)) < 0.4))]
    return frame.sort_values(["date", "customer"]).reset_index(drop=True)


def invoices(dice: np.random.Generator, names: np.ndarray, started: np.ndarray, planted: np.ndarray) -> pd.DataFrame:
    """An invoice a month for most: paid about as late as ever, the last four ever later where planted."""
    have = (dice.random(len(names)) < 0.6) | planted
    usual, spread = dice.integers(-3, 15, len(names)), dice.uniform(0.5, 2.5, len(names))
    first = dice.integers(0, 30, len(names))
    due = first[:, None] + 30 * np.arange(DAYS // 30)[None, :]
    late = usual[:, None] + np.round(dice.normal(0, spread[:, None], due.shape))
    last = (due + late <= DAYS).sum(axis=1) - 1
    since_last = last[:, None] - np.arange(due.shape[1])[None, :]
    more = dice.uniform(6, 20, len(names))[:, None] * (1.2 - 0.15 * since_last)
    late = np.where(planted[:, None] & (since_last < 4), late + np.round(more), late)
    inside = have[:, None] & (due > started[:, None]) & (due <= DAYS)
    who, nth = np.nonzero(inside)
    paid = (due + late)[inside]
    return pd.DataFrame(
        {
            "customer": names[who],
            "invoice": [f"{names[a]}-{b}" for a, b in zip(who, nth, strict=True)],
            "due": day(due[inside]),
            "paid": pd.Series(day(paid)).mask(paid > DAYS + AHEAD).to_numpy(),
            "amount": 100.0,
            "amount_paid": 100.0,
        }
    )


def calls(dice: np.random.Generator, names: np.ndarray, started: np.ndarray, planted: np.ndarray) -> pd.DataFrame:
    """They get in touch by chance, at a rate of their own; the planted have stopped for four to eight usual gaps."""
    have = (dice.random(len(names)) < 0.6) | planted
    gap = np.exp(dice.normal(np.log(16), 0.5, len(names))).clip(5, 60)
    when = started[:, None] + dice.exponential(gap[:, None], (len(names), 260)).cumsum(axis=1)
    until = np.where(planted, DAYS - np.maximum(14, gap * dice.uniform(4, 8, len(names))), DAYS)
    inside = have[:, None] & (when <= until[:, None])
    who, _ = np.nonzero(inside)
    found = pd.DataFrame(
        {"customer": names[who], "date": day(when[inside]), "direction": "in", "contact_kind": "check_in"}
    )
    ours = pd.DataFrame(
        {"customer": names[have], "date": day(DAYS - dice.integers(1, 40, have.sum())), "direction": "out"}
    ).assign(contact_kind="check_in")
    return pd.concat([found, ours], ignore_index=True)


def complaints(dice: np.random.Generator, names: np.ndarray, started: np.ndarray, planted: np.ndarray) -> pd.DataFrame:
    """Now and then one, closed to their satisfaction; three to five more within the last 30 days where planted."""
    have = (dice.random(len(names)) < 0.5) | planted
    gap = np.exp(dice.normal(np.log(150), 0.4, len(names))).clip(60, 500)
    when = started[:, None] + dice.exponential(gap[:, None], (len(names), 40)).cumsum(axis=1)
    inside = have[:, None] & (when <= DAYS - 3)
    who, _ = np.nonzero(inside)
    opened = [when[inside]]
    more = np.repeat(np.flatnonzero(planted), dice.integers(3, 6, planted.sum()))
    who, opened = np.concatenate([who, more]), [*opened, DAYS - dice.uniform(3, 30, len(more))]
    at = np.concatenate(opened)
    return pd.DataFrame(
        {
            "customer": names[who],
            "opened": day(at),
            "closed": day(at + 2),
            "topic": "late delivery",
            "resolved": True,
            "confirmed_satisfied": True,
        }
    )


def people(dice: np.random.Generator, names: np.ndarray, planted: np.ndarray) -> pd.DataFrame:
    """One person a customer who decides; the planted have lost theirs within the last 60 days."""
    have = (dice.random(len(names)) < 0.7) | planted
    left = np.where(planted, DAYS - dice.integers(0, 60, len(names)), DAYS + 5000)
    to_date = pd.Series(day(left)).mask(~planted)
    frame = pd.DataFrame(
        {
            "customer": names,
            "person": [f"Contact of {name}" for name in names],
            "decider": True,
            "from_date": day(np.zeros(len(names))),
            "to_date": to_date,
        }
    )
    return frame[have].reset_index(drop=True)


def as_tabs(made: Firm) -> dict[str, list[tuple[object, ...]]]:
    """The firm as its people would have typed it by the day of the review, headings first."""
    until = {"sales": "date", "payments": "due", "contacts": "date", "complaints": "opened"}
    words = {True: "yes", False: "no"}
    tabs: dict[str, list[tuple[object, ...]]] = {}
    for key, frame in made.tables.items():
        rows = frame[frame[until[key]] <= AS_OF] if key in until else frame
        if "paid" in rows:
            rows = rows.assign(paid=rows["paid"].where(rows["paid"] <= AS_OF))
        heads = tuple(str(column).replace("_", " ").capitalize() for column in rows.columns)
        cells = [tuple(_typed(value, words) for value in row) for row in rows.to_numpy(dtype=object)]
        tabs[key.capitalize()] = [heads, *cells]
    return tabs


def _typed(value: object, words: dict[bool, str]) -> object:
    if isinstance(value, bool):
        return words[value]
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, (pd.Timestamp, np.datetime64)):
        when = pd.Timestamp(value)
        return date(when.year, when.month, when.day)
    return value

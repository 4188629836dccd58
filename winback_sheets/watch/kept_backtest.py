"""The backtest is worked out once a closed period and rule, and kept in one line of text until there is another."""

from __future__ import annotations

import json
import math

import pandas as pd

from winback_sheets.track.purchase_model import sample
from winback_sheets.watch import replay
from winback_sheets.watch.backtest import Backtest, Estimate, SignPast, Ways, backtest
from winback_sheets.watch.signs import Tables

DIGITS = 6


def worked_out(
    days: pd.DataFrame | None,
    spells: pd.DataFrame | None,
    tables: Tables,
    as_of: pd.Timestamp,
    *,
    calls: int,
    ahead: int,
) -> Backtest:
    """The replay of a shop (days: its purchase days) and of contracts (their spells), with the signs of both.

    Of more than 20,000 customers of the shop a fixed sample is looked at.
    """
    days = sample(days) if days is not None else pd.DataFrame({"date": pd.to_datetime([])})
    shop = replay.replay_shop(days, as_of, ahead)
    parts = [shop[["day", "customer", "left"]]]
    if spells is not None:
        parts.append(replay.replay_contracts(spells, as_of, ahead))
    there = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    looked_in = {**tables, "purchase_days": days} if "purchase_days" in tables else tables
    warned, expected = replay.replay_signs(looked_in, there, shop)
    touched = replay.was_called(shop, replay.called(tables), ahead)
    return backtest(shop, warned, touched, expected, calls=calls, ahead=ahead)


def as_text(found: Backtest, made_for: str = "") -> str:
    """The figures in one line, to be kept, with what they were worked out for.

    >>> from_text(as_text(Backtest(days=3, recall=0.25), "2026-10"), "2026-10").recall
    0.25
    >>> from_text(as_text(Backtest(), "2026-10"), "2026-11") is None
    True
    """
    return json.dumps({"for": made_for, **_plain_fields(found)}, separators=(",", ":"), sort_keys=True)


def from_text(text: str, made_for: str = "") -> Backtest | None:
    """The figures of such a line; None for a line that is none, or was worked out for something else."""
    try:
        told = json.loads(text)
        if told.pop("for") != made_for:
            return None
        told["orders"] = {name: Ways(*way) for name, way in told["orders"].items()}
        told["signs"] = {key: SignPast(*[*past[:-1], Estimate(*past[-1])]) for key, past in told["signs"].items()}
        told |= {name: Estimate(*told[name]) for name in ("precision", "share", "gain", "auc")}
        told |= {name: tuple(told[name]) for name in ("called", "alone")}
        return Backtest(**told | {"bands": tuple(tuple(band) for band in told["bands"])})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _plain_fields(found: Backtest) -> dict[str, object]:
    return {name: _plain(each) for name, each in found._asdict().items()}


def _plain(value: object) -> object:
    """Numbers with as many digits as are kept, and nothing but lists and dictionaries around them."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, DIGITS)
    return value

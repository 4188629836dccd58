"""What is new since the last closed period, and which closed periods read differently today than when first reviewed."""

from __future__ import annotations

import re

import pandas as pd

from winback_sheets.schema.message import Message
from winback_sheets.track.movements import LOST, OUT_AND_IN
from winback_sheets.track.register import CAME_BACK

NAMES_AT_MOST = 30_000  # characters; a cell holds 32,767
NEW = "new"
FIGURES = ("start", "lost", "lost_money", "new", "returned", "end")


def history(kind: str, moves: pd.DataFrame, losses: pd.DataFrame, convention: Message) -> pd.DataFrame:
    """One line a closed period: kind, period, figures, convention (a message), names of the lost (joined by "; ").

    Names that find no room in a cell are counted at its end: `Acme; Bolt; (+ 12)`.
    """
    lost = losses[losses["counted"] == LOST].sort_values("customer")
    names = lost.groupby("period")["customer"].agg(_joined)
    closed = moves[moves["closed"].astype(bool)]
    frame = closed[["label", *FIGURES]].rename(columns={"label": "period"})
    frame = frame.assign(
        kind=kind,
        convention=pd.Series([convention] * len(frame), index=frame.index, dtype=object),
        names=closed["label"].map(names).astype(object).fillna(""),
    )
    return frame[["kind", "period", *FIGURES, "convention", "names"]].reset_index(drop=True)


def restatements(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Periods whose figures differ from those first recorded: kind, period, was, is_now, joined, left, rule_changed.

    joined, left: names that are counted as lost today and were not, and the other way round. rule_changed: the
    days of the convention recorded differ, so the rows need not have changed.
    """
    both = before.merge(now, on=["kind", "period"], suffixes=("_was", ""))
    rows = []
    for line in both.to_dict("records"):
        same = all(abs(_number(line[f"{key}_was"]) - _number(line[key])) < 0.005 for key in FIGURES)
        was, names = _names(line["names_was"]), _names(line["names"])
        if was is None or names is None:  # not all of them are known
            was = names = frozenset()
        if same and was == names:
            continue
        rows.append(
            {
                "kind": line["kind"],
                "period": line["period"],
                "was": line["lost_was"],
                "is_now": line["lost"],
                "money_was": line["lost_money_was"],
                "money_now": line["lost_money"],
                "joined": sorted(names - was),
                "left": sorted(was - names),
                "rule_changed": _days(line["convention_was"]) != _days(line["convention"]),
            }
        )
    return pd.DataFrame(
        rows,
        columns=[
            "kind",
            "period",
            "was",
            "is_now",
            "money_was",
            "money_now",
            "joined",
            "left",
            "rule_changed",
        ],
    )


def _joined(names: pd.Series) -> str:
    """The names as far as a cell holds them, and how many more there are."""
    room = names.str.len().add(2).cumsum() <= NAMES_AT_MOST
    shown = names[room].tolist()
    return "; ".join(shown if room.all() else [*shown, f"(+ {len(names) - len(shown)})"])


def _names(text: object) -> frozenset[str] | None:
    """The names of a line; None where some of them found no room."""
    if not isinstance(text, str):
        return frozenset()
    if len(text) >= NAMES_AT_MOST or re.search(r"(^|; )\(\+ \d+\)$", text):
        return None
    return frozenset(name for name in text.split("; ") if name)


def _days(convention: object) -> list[int]:
    """The days that a convention names, which are all that can change; recorded lines have it in words of any language."""
    if isinstance(convention, Message):
        return sorted(int(days) for days in convention.fields.values())
    return sorted(int(days) for days in re.findall(r"\d+", str(convention)))


def _number(value: object) -> float:
    return 0.0 if value is None or value != value else float(str(value))


def since_last(spells: pd.DataFrame, losses: pd.DataFrame, span: pd.Series) -> pd.DataFrame:
    """Who left, came back or came new in one period: what (lost, came_back, new, in_and_out, out_and_in), customer, day."""
    begin, end = span["first_day"], span["next_first"]
    inside = spells[(spells["started"] >= begin) & (spells["started"] < end)]
    first = spells.groupby("customer")["started"].min()
    fresh = inside["started"] == inside["customer"].map(first)
    gone = losses[losses["period"] == span["label"]]
    # Who left and came back within the period was there at both ends: neither lost nor back for the period's counts.
    both = set(gone.loc[gone["counted"] == OUT_AND_IN, "customer"])
    parts = [
        gone[gone["counted"] == LOST].assign(what=LOST, day=lambda f: f["lost_on"]),
        inside[~fresh & ~inside["customer"].isin(both)].assign(what=CAME_BACK, day=lambda f: f["started"]),
        inside[fresh].assign(what=NEW, day=lambda f: f["started"]),
        gone[gone["counted"] != LOST].assign(what=lambda f: f["counted"], day=lambda f: f["lost_on"]),
    ]
    return pd.concat([part[["what", "customer", "day"]] for part in parts], ignore_index=True)

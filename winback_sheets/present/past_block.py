"""Beside the warning signs: what the watch list and each sign would have done on the owner's own past."""

from __future__ import annotations

import pandas as pd

from winback_sheets.findings import Review
from winback_sheets.present.page import Cell, Chart, Listing
from winback_sheets.present.styles import ACCENT
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column
from winback_sheets.watch.backtest import Backtest, SignPast
from winback_sheets.watch.signs import NOTICEABLE

WAYS = ("chance", "idle_money", "money", "idle", "random")


def past_block(review: Review, row: int, col: int) -> tuple[list[Cell], tuple[Listing, ...], tuple[Chart, ...]]:
    """The block from this 0-based place on: its title, a table and a picture where there is enough, then sentences."""
    past = review.backtest
    told = sentences_of(review, past) if past else []
    if past is None or not told:
        return [], (), ()
    cells, at = [Cell(row, col, say("past.title"), "section")], row + 1
    lists: tuple[Listing, ...] = ()
    charts: tuple[Chart, ...] = ()
    if past.candidates and past.enough and past.orders:
        table = ways(past)
        columns = way_columns(counted=table["money"].notna().any())
        lists = (Listing(at, col, columns, table, "winback_past"),)
        charts = (_chart(columns, at, col, len(table)),)
        at += len(table) + 2
    cells += [Cell(at + n, col, text, "plain") for n, text in enumerate(told)]
    return cells, lists, charts


def way_columns(*, counted: bool = True) -> tuple[Column, ...]:
    """The columns of the ways to choose whom to call."""
    columns = (
        Column("way", "text", "", say("past.way"), "toolkit", 26),
        Column("named", "count", "", say("past.named"), "toolkit", 9),
        Column("left", "count", "", say("past.left"), "toolkit", 11),
        Column("of_100", "count", "", say("past.of_100"), "toolkit", 11),
        Column("money", "count", "", say("past.money"), "toolkit", 12),
    )
    return columns if counted else columns[:-1]


def ways(past: Backtest) -> pd.DataFrame:
    """One row a way: how many it named, how many of them left, also of 100, and their part of the money."""
    here = [(name, past.orders[name]) for name in WAYS if name in past.orders]
    return pd.DataFrame(
        {
            "way": [say(f"past.way_{name}") for name, _ in here],
            "named": [way.named for _, way in here],
            "left": [round(way.left) for _, way in here],
            "of_100": [_of_100(way.left, way.named) for _, way in here],
            "money": [float("nan") if way.money is None else round(100 * way.money) for _, way in here],
        }
    )


def _chart(columns: tuple[Column, ...], row: int, col: int, rows: int) -> Chart:
    """The last column as bars, to the right of the table."""
    key, at = columns[-1].key, col + len(columns) - 1
    title = say("past.chart_money" if key == "money" else "past.chart_left")
    series = ((columns[-1].heading, at, ACCENT),)
    return Chart(row, col + len(columns) + 1, title, (row + 1, row + rows), col, series)


def sentences_of(review: Review, past: Backtest) -> list[str]:
    """What the figures say, in words."""
    told = of_list(past) if past.candidates else []
    told += [_of_sign(key, each) for key, each in past.signs.items() if each.named]
    return told + false_alarms(review)


def of_list(past: Backtest) -> list[str]:
    """What is said of the list itself."""
    if not past.enough:
        return [say("past.few_losses", losses=past.losses)]
    if not past.orders:
        return [say("past.too_early")]
    told = [_named(past), say(f"past.order_{past.order}") if past.order != "chance" else "", _sure(past)]
    told.append(
        say(
            "past.basis",
            days=past.days,
            first=pd.Timestamp(past.first),
            last=pd.Timestamp(past.last),
            calls=past.calls,
            ahead=past.ahead,
        )
    )
    if past.mean_chance is not None:
        told.append(say("past.expected", chance=round(100 * past.mean_chance), base=round(100 * past.base)))
    if past.recall is not None and past.unseen is not None and past.lead is not None:
        shares = {"recall": round(100 * past.recall), "unseen": round(100 * past.unseen)}
        told.append(say("past.reach", lead=round(past.lead), **shares))
    if past.called[0]:
        (named, left), (alone, alone_left) = past.called, past.alone
        told.append(say("past.called", named=named, left=left, alone=alone, alone_left=alone_left))
    return [text for text in told if text]


def _named(past: Backtest) -> str:
    """How many of those named left, and what part of the money they were."""
    mine, other = past.orders["chance"], past.orders.get("idle_money") or past.orders["idle"]
    named, base = _of_100(mine.left, mine.named), round(100 * past.base)
    if mine.money is None or other.money is None:
        return say("past.this_list_counts", named=named, base=base, idle=_of_100(other.left, other.named))
    key = "past.this_list_and" if named > base else "past.this_list_but"
    return say(key, named=named, base=base, mine=round(100 * mine.money), idle=round(100 * other.money))


def _sure(past: Backtest) -> str:
    share, low, high = past.share
    if share is None or low is None or high is None:
        return ""
    ends = {"share": round(100 * share), "low": max(0, round(100 * low)), "high": min(100, round(100 * high))}
    return say("past.sure", times=past.replicates, **ends) if past.replicates else say("past.sure_delta", **ends)


def _of_sign(key: str, past: SignPast) -> str:
    name = say(f"signs.{key}_name")
    if not past.enough:
        return say("past.sign_few", sign=name, named=past.named)
    figures = {"sign": name, "named": past.named, "left": past.left, "base": round(100 * past.base)}
    return say("past.sign" if past.is_on else "past.sign_off", **figures)


def false_alarms(review: Review) -> list[str]:
    """How many of those whom each test names are to be expected by chance alone."""
    return [
        say(
            "past.false_alarms",
            sign=say(f"signs.{key}_name"),
            customers=count,
            alarms=max(1, round(count * NOTICEABLE)),
        )
        for key, count in review.looked_at.items()
        if count and (review.signs["sign"] == key).any()
    ]


def _of_100(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0

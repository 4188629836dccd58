"""The three tiles of the first screen: customers lost, their money, who came back, and how sure each figure is."""

from __future__ import annotations

import math

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences, silence
from winback_sheets.present.words import say
from winback_sheets.schema.message import Amount
from winback_sheets.track.activity import paid_on

Tile = tuple[str, str, str]


def tiles(review: Review) -> tuple[Tile, Tile, Tile]:
    """Label, figure and words of each tile. Two kinds of business stand side by side and are never summed."""
    here = [business for business in review.businesses if business.headline is not None]
    each = [_of(review, business) for business in here]
    if len(each) == 1:
        return each[0]
    kinds = [say(f"win_back.{sentences.KINDS[business.kind]}") for business in here]
    named = " · ".join(kinds)
    labels = (
        say("win_back.lost_tile_both", kinds=named),
        say("win_back.money_tile_both", kinds=named),
        say("win_back.back_tile_both", kinds=named),
    )
    joined = []
    for number, label in enumerate(labels):
        words = [
            say("win_back.of_kind", kind=kind, words=tile[number][2]) for kind, tile in zip(kinds, each, strict=True)
        ]
        joined.append((label, " · ".join(tile[number][1] for tile in each), "; ".join(words)))
    return joined[0], joined[1], joined[2]


def _of(review: Review, business: Business) -> tuple[Tile, Tile, Tile]:
    line = business.headline
    assert line is not None
    both, currency, end = len(review.businesses) > 1, sentences.currency(review), sentences.ending(business)
    counts_only = math.isnan(line["lost_money"])
    lost = (
        say("win_back.no_amounts") if counts_only else say("win_back.money", money=Amount(line["lost_money"], currency))
    )
    figures = {"new": line["new"], "end": line["end"]}
    if counts_only or not line["returned"]:
        back = say("win_back.at_the_end", **figures)
    else:
        back = say("win_back.at_the_end_money", money=Amount(line["returned_money"], currency), **figures)
    third = (
        say(f"win_back.back_tile{end}", period=line["label"]),
        say("win_back.returned", returned=line["returned"]),
        back,
    )
    bought = silence.buyers(review, business)
    return (
        _bought(line, end, bought)
        if bought
        else (
            say(f"win_back.lost_tile{end}", period=line["label"]),
            say("win_back.lost_of", lost=line["lost"], start=line["start"]),
            sentences.sure(business, short=both),
        ),
        (say("win_back.money_tile"), lost, _money_words(business, line, currency, short=both)),
        _still_there(line, currency) if business.snapshot else third,
    )


def _bought(line: pd.Series, end: str, bought: tuple[int, int]) -> Tile:
    """The first tile of a shop in which almost nobody counts as lost."""
    buyers, occasions = bought
    customers = line["start"] + line["new"] + line["returned"]
    if line["lost"]:
        words = say("win_back.bought_words", occasions=occasions, lost=line["lost"])
    else:
        words = say("win_back.bought_words_nobody", occasions=occasions)
    label = say(f"win_back.bought_tile{end}", period=line["label"])
    return label, say("win_back.bought_of", buyers=buyers, customers=customers), words


def _still_there(line: pd.Series, currency: str) -> Tile:
    """The third tile of a snapshot, which cannot say who came back."""
    if math.isnan(line["end_money"]):
        words = say("win_back.counts_only")
    else:
        words = say("win_back.still_money", money=Amount(line["end_money"], currency))
    return say("win_back.back_tile_snapshot"), say("win_back.returned", returned=line["end"]), words


def _money_words(business: Business, line: pd.Series, currency: str, *, short: bool) -> str:
    """The lost share of the money, and how sure it is; of fewer than five losses only what they are a part of."""
    if math.isnan(line["lost_money"]):
        return say("win_back.counts_only")
    if not line["start_money"]:
        return say("win_back.nobody_paid")
    share, start = line["lost_money"] / line["start_money"], Amount(line["start_money"], currency)
    low, high = lost_money_interval(business, line)
    if line["lost"] < sentences.FEWEST or math.isnan(low):
        return say("win_back.share_of" if short else "win_back.share_too_few", start=start)
    if short:
        return say("win_back.share_sure_short", share=share, low=low, high=high)
    return say("win_back.share_sure", share=share, start=start, low=low, high=high)


def lost_money_interval(business: Business, line: pd.Series) -> tuple[float, float]:
    """Bootstrap interval of lost money / money at the start, by customer, fixed seed."""
    from winback_sheets.track.intervals import bootstrap_ratio

    start = paid_on(business.amounts, line["first_day"] - pd.Timedelta(days=1)).fillna(0.0)
    gone = business.losses[(business.losses["period"] == line["label"]) & (business.losses["counted"] == "lost")]
    lost = start.where(start.index.isin(gone["customer"]), 0.0)
    low, high = bootstrap_ratio(lost.to_numpy(float), start.to_numpy(float))
    return float(low), float(high)

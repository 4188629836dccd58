"""The three tiles of the first screen: customers lost, their money, who came back, and how sure each figure is."""

from __future__ import annotations

import math

import pandas as pd

from winback_sheets.findings import Business, Review
from winback_sheets.present import sentences
from winback_sheets.track.activity import paid_on

Tile = tuple[str, str, str]


def tiles(review: Review) -> tuple[Tile, Tile, Tile]:
    """Label, figure and words of each tile. Two kinds of business stand side by side and are never summed."""
    each = [_of(review, business) for business in review.businesses if business.headline is not None]
    if len(each) == 1:
        return each[0]
    names = [sentences.SHORT[business.kind] for business in review.businesses]
    joined = []
    for number in range(3):
        figure = " · ".join(tile[number][1] for tile in each)
        words = "; ".join(f"{name}: {tile[number][2]}" for name, tile in zip(names, each, strict=True))
        joined.append((f"{each[0][number][0].split(', ')[0]} ({' · '.join(names)})", figure, words))
    return joined[0], joined[1], joined[2]


def _of(review: Review, business: Business) -> tuple[Tile, Tile, Tile]:
    line = business.headline
    assert line is not None
    when, currency = sentences.period_name(line["label"]), sentences.currency(review)
    both = len(review.businesses) > 1
    counts_only = math.isnan(line["lost_money"])
    back = (
        "" if counts_only or not line["returned"] else f"{sentences.money(line['returned_money'], currency)} a month; "
    )
    return (
        (f"Customers lost, {when}", f"{line['lost']:,} of {line['start']:,}", sentences.sure(business, short=both)),
        (
            "Money lost a month",
            "no amounts" if counts_only else sentences.money(line["lost_money"], currency),
            _money_words(business, line, short=both),
        ),
        (f"Came back, {when}", f"{line['returned']:,}", f"{back}{line['new']:,} new; {line['end']:,} at the end"),
    )


def _money_words(business: Business, line: pd.Series, *, short: bool) -> str:
    """The lost share of the money, and how sure it is."""
    if math.isnan(line["lost_money"]):
        return "your data has no amounts: counts only"
    if not line["start_money"]:
        return "nobody paid anything at the start"
    share = sentences.percent(line["lost_money"] / line["start_money"])
    of = f"{share} of {sentences.money(line['start_money'])}"
    low, high = lost_money_interval(business, line)
    if line["lost"] < sentences.FEWEST or math.isnan(low):
        return of if short else f"{of}; too few to say how sure"
    span = f"between {100 * low:.1f} % and {100 * high:.1f} %"
    return f"{share} ({span})" if short else f"{of}, probably {span}"


def lost_money_interval(business: Business, line: pd.Series) -> tuple[float, float]:
    """Bootstrap interval of lost money / money at the start, by customer, fixed seed."""
    from winback_sheets.track.intervals import bootstrap_ratio

    start = paid_on(business.amounts, line["first_day"] - pd.Timedelta(days=1)).fillna(0.0)
    gone = business.losses[(business.losses["period"] == line["label"]) & (business.losses["counted"] == "lost")]
    lost = start.where(start.index.isin(gone["customer"]), 0.0)
    low, high = bootstrap_ratio(lost.to_numpy(float), start.to_numpy(float))
    return float(low), float(high)

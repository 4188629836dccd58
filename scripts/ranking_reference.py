"""What the watch list's scores did on real ledgers: precision and money share of the first 20, month end by month end.

`python scripts/ranking_reference.py` prints the table over the real files in ../shared/data, with --guide it writes the
tables of the guide `watch` as well. Everything at a month end is computed from rows up to that day; who left is read from
the days after it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from winback_sheets.present.past_block import of_list, way_columns, ways  # noqa: E402
from winback_sheets.schema.message import Message  # noqa: E402
from winback_sheets.track import gap_hazard, mbg_nbd, purchase_model  # noqa: E402
from winback_sheets.track.activity import purchase_days  # noqa: E402
from winback_sheets.track.recency_frequency import recency_frequency  # noqa: E402
from winback_sheets.watch.kept_backtest import worked_out  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "transactions"
NAMED = 20
YEAR = pd.Timedelta(days=365)


class Ledger(NamedTuple):
    """A real ledger, its window and horizon, and the month ends at which the list is made."""

    name: str
    rows: pd.DataFrame
    days: int
    month_ends: pd.DatetimeIndex


def ledgers() -> Iterator[Ledger]:
    """The four ledgers, read as they are."""
    rows = pd.read_csv(DATA / "online_retail_2010_2011.csv.gz", dtype={"InvoiceNo": str, "CustomerID": "Int64"})
    rows = rows[rows["CustomerID"].notna()]
    day = pd.to_datetime(rows["InvoiceDate"]).dt.normalize()
    frame = pd.DataFrame({"customer": rows["CustomerID"], "date": day, "amount": rows["Quantity"] * rows["UnitPrice"]})
    frame["cancelled"] = rows["InvoiceNo"].str.startswith("C")
    yield Ledger("Online Retail 2010-11", frame, 90, pd.date_range("2011-04-30", "2011-07-31", freq="ME"))
    rows = pd.read_csv(DATA / "cdnow_master.txt.gz", sep=r"\s+", header=0, names=["customer", "date", "cds", "amount"])
    rows["date"] = pd.to_datetime(rows["date"].astype(str), format="%Y%m%d")
    yield Ledger("CDNOW master", rows, 180, pd.date_range("1997-09-30", "1997-12-31", freq="ME"))
    rows = pd.read_csv(DATA / "retail_transactions_2011_2015.csv.gz")
    rows.columns = ["customer", "date", "amount"]
    rows["date"] = pd.to_datetime(rows["date"], format="%d-%b-%y")
    yield Ledger("retail 2011-15", rows, 180, pd.date_range("2013-04-30", "2014-08-31", freq="ME"))
    rows = pd.read_csv(DATA / "grocery_elog.csv.gz")
    rows.columns = ["customer", "date"]
    rows["date"] = pd.to_datetime(rows["date"].astype(str))
    yield Ledger("grocery", rows, 90, pd.date_range("2006-12-31", "2007-09-30", freq="ME"))


def scores(days: pd.DataFrame, day: pd.Timestamp, window: int) -> pd.DataFrame:
    """Everybody who is no loss by the window and bought twice or more: chances, money, and each score."""
    past = recency_frequency(days, day)
    model = purchase_model.purchase_model(days, day)
    assert not isinstance(model, Message) and model.mbg is not None
    year = days[(days["date"] <= day) & (days["date"] > day - YEAR)]
    past["money"] = year.groupby("customer")["net"].sum().reindex(past.index).fillna(0).clip(lower=0)
    repeats, span, age, silent = (past[key].to_numpy(float) for key in ("repeats", "span", "age", "silent"))
    past["q"] = purchase_model.chance_of_no_purchase(model, past, window)
    past["km"] = gap_hazard.chance_of_none(model.gaps, repeats, silent, window)
    past["mbg"] = mbg_nbd.chance_of_none(model.mbg, repeats, span, age, window)
    after = days[days["bought"] & (days["date"] > day) & (days["date"] <= day + pd.Timedelta(days=window))]
    past["left"] = ~past.index.isin(after["customer"])
    return past[(past["silent"] <= window) & (past["repeats"] >= 1)]


def table(ledger: Ledger) -> pd.DataFrame:
    """One line a score: precision and money share, pooled over the month ends."""
    days = purchase_days(ledger.rows)
    counted = bool(days["net"].notna().any())
    found = []
    for day in ledger.month_ends:
        each = scores(days, day, ledger.days).reset_index()
        worth = each["money"] if counted else pd.Series(1.0, index=each.index)
        chances = {"idle": each["silent"], "km": each["km"], "mbg": each["mbg"], "mix": each["q"]}
        best = (each["money"] * each["left"]).nlargest(NAMED).sum()
        for name, chance in chances.items():
            order = pd.DataFrame({"score": -chance * worth, "customer": each["customer"]})
            first = each.loc[order.sort_values(["score", "customer"], kind="stable").index[:NAMED]]
            found.append({"score": name, "named": len(first), "left": first["left"].sum(), "best": best,
                          "money": (first["money"] * first["left"]).sum(), "base": each["left"].sum(),
                          "candidates": len(each), "q": each["q"].sum()})  # fmt: skip
    every = pd.DataFrame(found).groupby("score", sort=False).sum()
    return pd.DataFrame(
        {
            "base": every["base"] / every["candidates"],
            "mean_q": every["q"] / every["candidates"],
            "precision": every["left"] / every["named"],
            "money_share": every["money"] / every["best"] if counted else np.nan,
        }
    )


# Who comes back without a call: the day, the window by which they are lost, and how far ahead.
RETURNS = {"Online Retail 2010-11": ("2011-08-31", 120, 90), "CDNOW master": ("1997-12-31", 180, 180),
           "retail 2011-15": ("2013-12-31", 180, 365), "grocery": ("2006-12-30", 90, 365)}  # fmt: skip


def returns(ledger: Ledger) -> pd.DataFrame:
    """Those lost by the window on a day: how many came back within the horizon, and how well that was foreseen."""
    when, window, ahead = RETURNS[ledger.name]
    day, days = pd.Timestamp(when), purchase_days(ledger.rows)
    past, model = recency_frequency(days, day), purchase_model.purchase_model(days, day)
    assert not isinstance(model, Message)
    gone = past[past["silent"] > window]
    foreseen = 1 - purchase_model.chance_of_no_purchase(model, gone, ahead)
    after = days[days["bought"] & (days["date"] > day) & (days["date"] <= day + pd.Timedelta(days=ahead))]
    back = gone.index.isin(after["customer"])
    line = {"lost": len(gone), "back": back.sum(), "mean_p0": foreseen.mean(), "brier": ((foreseen - back) ** 2).mean()}
    return pd.DataFrame([line], index=[f"{when}, {window} days silent, {ahead} ahead"])


GUIDE = ROOT / "winback_sheets" / "guides" / "watch.md"
HEADS = ("base", "mean chance", "idle x money", "gaps x money", "MBG/NBD x money", "list")
CALLS = 60


def reference(made: dict[str, tuple[Ledger, pd.DataFrame]]) -> str:
    """The table of the guide: precision / money share of each score."""
    lines = [f"| ledger | W | {' | '.join(HEADS)} |", "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for ledger, found in made.values():
        cells = [f"{found.loc['mix', 'base']:.3f}", f"{found.loc['mix', 'mean_q']:.3f}"]
        for row in found.to_dict("records"):
            share = "" if np.isnan(row["money_share"]) else f" / {row['money_share']:.3f}"
            cells.append(f"{row['precision']:.3f}{share}")
        lines.append(f"| {ledger.name}, {len(ledger.month_ends)} month ends | {ledger.days} | {' | '.join(cells)} |")
    return "\n".join(lines)


def as_seen(ledger: Ledger) -> str:
    """What stands beside the list for the owner of a ledger: the table, and its sentences."""
    days = purchase_days(ledger.rows)
    past = worked_out(days, None, {"purchase_days": days}, days["date"].max(), calls=CALLS, ahead=ledger.days)
    table = ways(past)
    heads = [column.heading for column in way_columns()]
    lines = [f"**{ledger.name}**", "", f"| {' | '.join(heads)} |", "|---|--:|--:|--:|--:|"]
    for row in table.to_dict("records"):
        money = "-" if np.isnan(row["money"]) else f"{row['money']:.0f}"
        lines.append(f"| {row['way']} | {row['named']:,} | {row['left']:,} | {row['of_100']} | {money} |")
    return "\n".join([*lines, "", *(f"- {sentence}" for sentence in of_list(past))])


def between(text: str, mark: str, part: str) -> str:
    """A guide with another part between its two marks."""
    before, _, rest = text.partition(f"<!-- {mark} -->\n")
    _, end, after = rest.partition(f"<!-- end of {mark} -->")
    return f"{before}<!-- {mark} -->\n{part}\n{end}{after}"


def guide(made: dict[str, tuple[Ledger, pd.DataFrame]]) -> str:
    """The text of the guide with its tables made anew."""
    text = between(GUIDE.read_text(encoding="utf-8"), "reference", reference(made))
    return between(text, "as seen", "\n\n".join(as_seen(ledger) for ledger, _ in made.values()))


if __name__ == "__main__":
    made = {}
    for ledger in ledgers():
        made[ledger.name] = (ledger, table(ledger))
        print(ledger.name, f"W = H = {ledger.days}, {len(ledger.month_ends)} month ends")
        print(made[ledger.name][1].round(3).to_string(), flush=True)
        print(returns(ledger).round(3).to_string(), flush=True)
    if "--guide" in sys.argv:
        GUIDE.write_text(guide(made), encoding="utf-8")

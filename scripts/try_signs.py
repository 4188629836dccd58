"""Do the warning signs find what was planted, and do they cry wolf where nothing was? Over made-up firms, all seeded.

`python scripts/try_signs.py [--firms 200] [--seed 1]` prints three tables: of each planted sign how many of its customers
were named; the watch list beside idle x money, paired over the firms; and, on firms where nothing is planted and where
everybody buys less in summer, how many each test named beside how many it announces. A share of the firms goes through the
review as whole workbooks (`--workbooks`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from planted_firms import AHEAD, AS_OF, Firm, Kind, as_tabs, firm

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from winback_sheets.schema.message import Message  # noqa: E402
from winback_sheets.track import lapse  # noqa: E402
from winback_sheets.track.activity import purchase_days  # noqa: E402
from winback_sheets.track.purchase_model import purchase_model  # noqa: E402
from winback_sheets.watch import kept_backtest  # noqa: E402
from winback_sheets.watch.signs import NOTICEABLE, find_signs  # noqa: E402
from winback_sheets.watch.watch_list import candidates, everybody, in_order, overdue, scores, watch_list  # noqa: E402

#: A planted thing and the signs that may name it.
FOUND_BY = {
    "drift": ("pays_later",),
    "silence": ("contact_silence",),
    "complaints": ("more_complaints",),
    "contact change": ("contact_changed", "contact_leaves"),
}
CALLS, ORDERS = 20, ("chance", "idle", "money")
ANNOUNCED_TOO_OFTEN = 0.01  # so unlikely, by chance, must more names than announced be


class Seen(NamedTuple):
    """What one firm's signs said.

    planted: planted and of them named, by sign. tests: looked at and named, nothing planted among them. shares: of each
    order the share of the money that could be named. named: how many the list named and how many of those left; printed:
    the same on the firm's own past, as the tab has it.
    """

    planted: dict[str, tuple[int, int]]
    tests: dict[str, tuple[int, int]]
    shares: dict[str, float]
    named: tuple[int, int]
    printed: tuple[int, float]
    size: int


def look(made: Firm, *, own_past: bool = False) -> Seen:
    """One firm, its tables straight into the watch room."""
    days = purchase_days(made.past)
    window = lapse.choose_window(lapse.gaps(days))
    assert window < AHEAD
    last = made.past.groupby("customer")["date"].max()
    active = pd.Index(last.index[(AS_OF - last).dt.days <= window])
    tables = made.tables | {"purchase_days": days}
    model = purchase_model(days, AS_OF)
    known = everybody(days, AS_OF, model, window)
    found = find_signs(tables, active, AS_OF, overdue=overdue(known, active, AS_OF))
    named = {key: set(rows["customer"]) for key, rows in found.signs.groupby("sign")}
    planted: dict[str, tuple[int, int]] = {}
    harmless: dict[str, set[str]] = {}
    for what, keys in FOUND_BY.items():
        wanted = made.planted[what].intersection(active)
        seen = set[str]().union(*(named.get(key, set()) for key in keys))
        planted[what] = (len(wanted), len(wanted.intersection(list(seen))))
        harmless |= {key: set(wanted) for key in keys}
    tests = {
        key: (looked - len(harmless.get(key, set())), len(named.get(key, set()) - harmless.get(key, set())))
        for key, looked in found.looked_at.items()
    }
    quiet = pd.Index(found.quiet["customer"])
    shares, names = ({}, (0, 0)) if isinstance(model, Message) else listed(made, known, active, quiet, window)
    printed = (0, 0.0)
    if own_past:
        past = kept_backtest.worked_out(days, None, {"purchase_days": days}, AS_OF, calls=CALLS, ahead=window)
        way = past.orders.get(past.order if past.order != "idle" else "idle_money")
        printed = (way.named, way.left) if way else printed
    return Seen(planted, tests, shares, names, printed, made.size)


def listed(
    made: Firm, known: pd.DataFrame, active: pd.Index, quiet: pd.Index, window: int
) -> tuple[dict[str, float], tuple[int, int]]:
    """Of the list and two plainer orders the share of the money that could be named; how many it named and how many left.

    quiet: whose silence is expected, so that the list leaves them out.
    """
    each = candidates(known)
    each = each[each.index.isin(active)]
    sales = made.tables["sales"]
    after = sales[(sales["date"] > AS_OF) & (sales["date"] <= AS_OF + pd.Timedelta(days=window))]
    left = pd.Series(~each.index.isin(after["customer"]), index=each.index)
    lost = each["money"].where(left, 0.0)
    calls = min(CALLS, max(5, len(each) // 10))
    best = float(lost.nlargest(calls).sum())
    first = {order: in_order(scores(each)[order])[:calls] for order in ORDERS}
    first["chance"] = pd.Index(watch_list(known, active, ahead=window, calls=calls)["customer"])
    shares = {order: float(lost[names].sum()) / best for order, names in first.items()} if best else {}
    mine = pd.Index(watch_list(known, active.difference(quiet), ahead=window, calls=CALLS)["customer"])
    return shares, (len(mine), int(left[mine].sum()))


def in_a_workbook(made: Firm, folder: Path) -> dict[str, tuple[int, int]]:
    """The same firm as its people would have typed it, reviewed; planted and named, read from the tab Warning signs."""
    import openpyxl

    from winback_sheets.api import review
    from winback_sheets.present.words import known, say

    path = folder / "firm.xlsx"
    book = openpyxl.Workbook(write_only=True)
    for name, rows in as_tabs(made).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    review(path, as_of=f"{AS_OF:%Y-%m-%d}", out=folder / "out.xlsx")
    made_book = openpyxl.load_workbook(folder / "out.xlsx", data_only=True)
    named = {(row[1], row[2]) for row in made_book["Warning signs"].iter_rows(values_only=True)}
    gone = {row[1] for row in made_book["Lost customers"].iter_rows(values_only=True)}
    found: dict[str, tuple[int, int]] = {}
    for what, keys in FOUND_BY.items():
        wanted = [name for name in made.planted[what] if name not in gone]
        names = [say(f"signs.{key}_name") for key in keys if known(f"signs.{key}_name")]
        found[what] = (len(wanted), sum(any((who, name) in named for name in names) for who in wanted))
    return found


def paired(seen: Iterable[Seen], one: str, other: str) -> tuple[float, float, float, int]:
    """Mean gain in money share over firms, its 95 % interval by resampling firms, and how many firms."""
    gains = np.array([each.shares[one] - each.shares[other] for each in seen if each.shares])
    if not len(gains):
        return float("nan"), float("nan"), float("nan"), 0
    dice = np.random.default_rng(1)
    means = gains[dice.integers(0, len(gains), (2_000, len(gains)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(gains.mean()), float(low), float(high), len(gains)


def added(pairs: Iterable[dict[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """Pairs of counts by key, added up."""
    total: dict[str, tuple[int, int]] = {}
    for each in pairs:
        for key, (of, hit) in each.items():
            before = total.get(key, (0, 0))
            total[key] = (before[0] + of, before[1] + hit)
    return total


def too_often(looked: int, named: int, announced: float = NOTICEABLE) -> bool:
    """Whether more were named than the test announces, beyond what chance explains.

    >>> too_often(1000, 62), too_often(1000, 120)
    (False, True)
    """
    from scipy.stats import binom

    return bool(binom.sf(named - 1, looked, announced) < ANNOUNCED_TOO_OFTEN)


def print_found(title: str, found: dict[str, tuple[int, int]]) -> None:
    print(f"\n{title}\n{'planted':16} {'customers':>9} {'named':>7}  share")
    for what, (of, hit) in found.items():
        print(f"{what:16} {of:>9,} {hit:>7,}  {hit / of if of else float('nan'):.2f}")


def print_calm(kind: Kind, seen: Sequence[Seen]) -> None:
    print(
        f"\n{kind}: {len(seen)} firms where nothing is planted\n{'test':16} {'looked at':>9} {'named':>7} {'announced':>9}"
    )
    for key, (looked, named) in added(each.tests for each in seen).items():
        print(
            f"{key:16} {looked:>9,} {named:>7,} {looked * NOTICEABLE:>9.0f}{'  TOO OFTEN' * too_often(looked, named)}"
        )

    told = [(*each.named, *each.printed) for each in seen if each.named[0] and each.printed[0]]
    if told:
        named, left, printed, once = (sum(column) for column in zip(*told, strict=True))
        print(f"the list: {100 * once / printed:.1f} of 100 named left by its own past, then {100 * left / named:.1f}"
              f" ({len(told)} firms, {named} named)")  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--firms", type=int, default=200)
    asked.add_argument("--workbooks", type=int, default=8)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    seeds = range(given.seed * 1_000, given.seed * 1_000 + given.firms)
    planted = [look(firm(seed)) for seed in seeds]
    print(f"{len(planted)} firms of {min(s.size for s in planted)} to {max(s.size for s in planted):,} customers")
    print_found("Straight into the signs", added(each.planted for each in planted))
    with tempfile.TemporaryDirectory() as folder:
        books = [
            in_a_workbook(firm(seed, size=60 + 40 * at), Path(folder))
            for at, seed in enumerate(seeds[: given.workbooks])
        ]
    print_found(f"{len(books)} of them as workbooks through the review", added(books))
    print(f"\nMoney share of the first {CALLS} (of 5 at least, a tenth of the customers), paired over firms")
    for other in ORDERS[1:]:
        gain, low, high, firms = paired(planted, "chance", other)
        mean = {order: np.mean([s.shares[order] for s in planted if s.shares]) for order in ("chance", other)}
        print(
            f"chance x money {mean['chance']:.3f}, {other} {mean[other]:.3f}: gain {gain:+.3f} ({low:+.3f} to {high:+.3f}), {firms} firms"
        )
    kinds: tuple[Kind, ...] = ("calm", "summer")
    for kind in kinds:
        # fewer firms, for each is looked back to month by month
        print_calm(kind, [look(firm(seed, kind), own_past=True) for seed in seeds[: max(1, given.firms // 8)]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

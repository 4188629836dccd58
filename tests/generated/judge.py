"""What the program makes of a ledger, beside what is true: right, flagged, or silently wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from winback_sheets.files.files import Unreadable, open_grids
from winback_sheets.findings import NothingToReview, Review
from winback_sheets.read.book import Book, read
from winback_sheets.read.problems import CHECKS
from winback_sheets.steps import review_book
from winback_sheets.track.activity import purchase_days

from .contracts import ContractTruth
from .ledgers import TODAY, Ledger
from .story import WINDOW, Truth, alike

RIGHT, FLAGGED, WRONG = "right", "flagged", "silently wrong"
OF_A_CELL = [check.key for check in CHECKS if check.aside == "cell"]
RUN_DAY = pd.Timestamp(TODAY)


class Verdict(NamedTuple):
    """The verdict, what differs or what was said, and whether the owner is asked anything."""

    verdict: str
    why: str = ""
    asked: bool = False


def judged(ledger: Ledger, folder: Path) -> Verdict:
    """Read and review the ledger as the program does, from the bytes of its file."""
    path = folder / ledger.name
    path.write_bytes(ledger.content)
    try:
        book = read(open_grids(path), today=RUN_DAY)
        if book.trouble:
            return Verdict(FLAGGED, f"{book.trouble.key}", True)
        found = review_book(book, today=RUN_DAY, window=WINDOW)
    except Unreadable as refusal:
        return Verdict(FLAGGED, str(refusal), True)
    except NothingToReview as refusal:
        return Verdict(FLAGGED, refusal.message.key, True)
    except Exception as fault:  # the point is to find these
        return Verdict(WRONG, f"{type(fault).__name__}: {fault}")
    differs = _differs(ledger, ledger.truth, found) or _unsaid(ledger, book)
    if not differs:
        return Verdict(RIGHT, asked=book.flagged)
    if book.flagged or _right_but_for_rows_set_aside(ledger, found):
        return Verdict(FLAGGED, differs, True)
    return Verdict(WRONG, differs)


def _unsaid(ledger: Ledger, book: Book) -> str:
    """Documents that cannot count and of which nothing is said."""
    rows = _aside(book)
    silent = [number for place, number in ledger.where.items() if number in ledger.aside and place not in rows]
    return f"nothing is said of documents {silent}" if silent else ""


def _aside(book: Book) -> set[tuple[str, int]]:
    problems = book.problems[book.problems["aside"].astype(bool)]
    return _places(problems)


def _places(problems: pd.DataFrame) -> set[tuple[str, int]]:
    return {(tab, int(row)) for tab, row in zip(problems["tab"], problems["row"], strict=True) if row == row}


def _right_but_for_rows_set_aside(ledger: Ledger, found: Review) -> bool:
    """Whether all else is right, and the rows left out, fewer than half, were named as cells that cannot be read.

    A row with a known fault may be left out by any rule.
    """
    problems = found.book.problems
    unread = _places(problems[problems["aside"].astype(bool) & problems["rule"].isin(OF_A_CELL)])
    faulty = {place for place, number in ledger.where.items() if number in ledger.doubtful}
    out = frozenset(ledger.where[place] for place in unread | (_aside(found.book) & faulty) if place in ledger.where)
    if not out or 2 * len(out) > len(ledger.where):
        return False
    return not _differs(ledger, ledger.told(without=out | ledger.aside), found)


def _differs(ledger: Ledger, truth: Truth | ContractTruth, found: Review) -> str:
    """The first thing in which the review is not the truth, in words; empty where they agree."""
    kinds = [business.kind for business in found.businesses]
    if kinds != [ledger.kind]:
        return f"counted as {' and '.join(kinds) or 'nothing'}, it is {ledger.kind}"
    if isinstance(truth, Truth):
        return _sales_differ(ledger, truth, found)
    return _contracts_differ(ledger, truth, found)


def _people(ledger: Ledger, names: pd.Series | pd.Index) -> tuple[list[int], str]:
    """Customers by number, and what is wrong with their names."""
    told = [ledger.names.get(alike(name)) for name in names]
    strangers = [str(name) for name, number in zip(names, told, strict=True) if number is None]
    if strangers:
        return [], f"{len(strangers)} that are no customers: {', '.join(strangers[:3])}"
    numbers = [number for number in told if number is not None]
    twice = len(numbers) - len(set(numbers))
    return numbers, f"{twice} customers stand under two names" if twice else ""


def _sales_differ(ledger: Ledger, truth: Truth, found: Review) -> str:
    spells = found.businesses[0].spells
    everybody = pd.Index(spells["customer"].unique())
    numbers, wrong = _people(ledger, everybody)
    if wrong:
        return wrong
    if missing := set(truth.days) - set(numbers):
        return f"{len(missing)} of {len(truth.days)} customers are missing"
    if more := set(numbers) - set(truth.days):
        return f"{len(more)} customers too many"
    assert found.book.sales is not None
    days = purchase_days(found.book.sales)
    of = dict(zip(everybody, numbers, strict=True))
    mine = days[days["customer"].isin(everybody)]
    who = mine["customer"].map(of)
    money = mine["net"].groupby(who).sum()
    for person, cents in truth.money.items():
        if not abs(money[person] - cents / 100) < 0.005:
            total = sum(truth.money.values()) / 100
            return f"money of a customer {money[person]:.2f}, it is {cents / 100:.2f} (of all {money.sum():.2f}, it is {total:.2f})"
    bought = mine[mine["bought"]]
    seen = (
        bought["date"]
        .groupby(who[mine["bought"]])
        .apply(lambda each: tuple(sorted({_grain(day, truth.grain) for day in each})))
    )
    for person, true in truth.days.items():
        if seen[person] != true:
            said, is_so = (f"{len(each)} ({each[0]} to {each[-1]})" for each in (seen[person], true))
            return f"purchase days of a customer {said}, it is {is_so}"
    lost = spells[spells["lost_on"].notna() & ~spells["customer"].isin(found.businesses[0].active)]
    gone = {of[name] for name in lost["customer"]}
    if gone != truth.lost:
        return f"{len(gone)} are lost, it is {len(truth.lost)}"
    value = lost.sort_values("lost_on").groupby("customer")["mrr"].last().sum()
    if truth.lost_a_month is not None and abs(value - truth.lost_a_month) > 0.01 * max(1, len(gone)):
        return f"{value:.2f} a month lost, it is {truth.lost_a_month:.2f}"
    return ""


def _grain(day: pd.Timestamp, grain: str) -> dt.date:
    return day.date() if grain == "day" else day.date().replace(day=1)


def _contracts_differ(ledger: Ledger, truth: ContractTruth, found: Review) -> str:
    business = found.businesses[0]
    spells, active = business.spells, set(business.active)
    numbers, wrong = _people(ledger, pd.Index(spells["customer"].unique()))
    if wrong:
        return wrong
    of = dict(zip(spells["customer"].unique(), numbers, strict=True))
    gone = {of[name] for name in spells["customer"] if name not in active}
    if gone != set(truth.left):
        return f"{len(gone)} have left, it is {len(truth.left)}"
    here = {of[name] for name in active}
    if not set(truth.here) <= here <= set(truth.here) | set(truth.paused):
        return f"{len(here)} are here, it is {len(truth.here)} and {len(truth.paused)} paused"
    last = spells.sort_values("started").groupby("customer")["mrr"].last()
    for name, monthly in last.items():
        true = truth.here.get(of[name], truth.left.get(of[name]))
        if true is not None and not abs(monthly - true) < 0.011:
            return f"{monthly:.2f} a month of a customer, it is {true:.2f}"
    return ""

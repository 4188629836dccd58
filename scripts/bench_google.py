"""What a refresh of a Google Sheet asks of Google: calls and bytes, counted from the log of the tests' stand-in.

`python scripts/bench_google.py` reviews sheets of 1,000, 5,000, 20,000 and 50,000 customers three times each (new, a
month later, with nothing new), eight sales a customer, and prints a table; `python scripts/bench_google.py 1000` one
size alone. Google allows a user 60 reading and 60 writing calls a minute, refuses a body above 10 MB and advises 2.
Times are those of this program and the stand-in alone, which answers at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from hosts.google_sheets.emulator import Emulator  # noqa: E402
from hosts.google_sheets.faults import Call  # noqa: E402
from hosts.google_sheets.races import ADDRESS, paste, rows_of  # noqa: E402

from winback_sheets.hosts.google_sheets.review import review_sheet  # noqa: E402

START, MONTHS, LATER = pd.Timestamp("2024-11-01"), 18, 19
SIZES, SALES = (1_000, 5_000, 20_000, 50_000), 8
RUNS = (("first review", "2026-05-02"), ("a month later", "2026-06-02"), ("nothing new", "2026-06-02"))
HEAD = (
    "customers",
    "review",
    "reading calls",
    "writing calls",
    "MB both ways",
    "largest body sent, MB",
    "largest answer, MB",
    "seconds here",
    "cells written",
)


class Cost(NamedTuple):
    """One run: calls that read and write, megabytes both ways, the largest body each way, seconds."""

    customers: int
    what: str
    reading: int
    writing: int
    megabytes: float
    sent: float
    answer: float
    seconds: float
    changed: bool


def sales(customers: int, rows: int, months: int, seed: int = 7) -> pd.DataFrame:
    """Sales of so many customers, who stop one after another; the first rows are the same for any number of months."""
    random = np.random.default_rng(seed)
    last = random.integers(2, 2 * LATER, customers)
    who = random.integers(0, customers, rows)
    day = random.integers(0, 30 * LATER, rows)
    money = np.round(random.gamma(2.0, 40.0, rows), 2)
    keep = (day < 30 * last[who]) & (day < 30 * months)
    frame = pd.DataFrame({"Customer": who[keep], "Day": day[keep], "Amount": money[keep]})
    frame.insert(1, "Date", START + pd.to_timedelta(frame.pop("Day"), unit="D"))
    return frame.assign(Customer=[f"K{number:05d}" for number in frame["Customer"]])


def writes(call: Call) -> bool:
    """Whether a call counts as writing."""
    return bool(call.path.endswith((":batchUpdate", ":batchUpdateByDataFilter")))


def counted(customers: int, what: str, emu: Emulator, work: Callable[[], object]) -> Cost:
    """What one run costs."""
    emu.reset_log()
    revision, begun = emu.revision, time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    writing = sum(map(writes, emu.log))
    size = sum(call.bytes_in + call.bytes_out for call in emu.log) / 1e6
    sent, answer = (max(sizes) / 1e6 for sizes in zip(*((c.bytes_in, c.bytes_out) for c in emu.log), strict=True))
    changed = emu.revision != revision
    return Cost(customers, what, len(emu.log) - writing, writing, size, sent, answer, seconds, changed)


def costs(customers: int) -> list[Cost]:
    """The three reviews of a sheet of so many customers."""
    emu, found, rows = Emulator(validate=False), list[Cost](), SALES * customers
    book = emu.new_book("Shop", tabs={"Sales": rows_of(sales(customers, rows, MONTHS))})
    emu.book(book).tab("Sales").width = 3  # as an imported file has it; Google counts blank cells
    for what, day in RUNS:
        if what == RUNS[1][0]:
            paste(emu, book, "Sales", rows_of(sales(customers, rows, LATER)))
        review = lambda day=day: review_sheet(ADDRESS.format(book), run_day=pd.Timestamp(day), session=emu.session())  # noqa: E731
        found.append(counted(customers, what, emu, review))
    return found


def table(found: Sequence[Cost]) -> list[str]:
    """The table as Markdown."""
    lines = [f"| {' | '.join(HEAD)} |", "|--:|---|--:|--:|--:|--:|--:|--:|---|"]
    for each in found:
        sizes = f"{each.megabytes:.1f} | {each.sent:.2f} | {each.answer:.2f} | {each.seconds:.0f}"
        words = "yes" if each.changed else "none"
        lines.append(f"| {each.customers:,} | {each.what} | {each.reading} | {each.writing} | {sizes} | {words} |")
    return lines


if __name__ == "__main__":
    wanted = [int(each) for each in sys.argv[1:]] or SIZES
    print("\n".join(table([cost for customers in wanted for cost in costs(customers)])))

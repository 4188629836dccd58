"""What a refresh of a Google Sheet asks of Google: calls and bytes, counted from the log of the tests' stand-in.

`python scripts/bench_google.py` reviews a sheet of 5,000 customers three times (new, a month later, with nothing new)
and reads one with 50,000 rows of sales, and prints a small table. Google allows a user 60 reading and 60 writing calls
a minute. Times are those of this program alone; the stand-in answers at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from hosts.google_sheets.emulator import Emulator  # noqa: E402
from hosts.google_sheets.races import ADDRESS, paste, rows_of  # noqa: E402

from winback_sheets.hosts.google_sheets.review import review_sheet, sheet_book  # noqa: E402

START, MONTHS, LATER = pd.Timestamp("2024-11-01"), 18, 19


class Cost(NamedTuple):
    """One run: calls that read and write, megabytes both ways, cells that were written, seconds."""

    what: str
    reading: int
    writing: int
    megabytes: float
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


def counted(what: str, emu: Emulator, work: Callable[[], object]) -> Cost:
    """What one run costs."""
    emu.reset_log()
    revision, begun = emu.revision, time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    writing = sum(call.path.endswith((":batchUpdate", ":batchUpdateByDataFilter")) for call in emu.log)
    size = sum(call.bytes_in + call.bytes_out for call in emu.log) / 1e6
    return Cost(what, len(emu.log) - writing, writing, size, seconds, emu.revision != revision)


def costs() -> list[Cost]:
    """All the runs."""
    emu, found = Emulator(validate=False), []
    book = emu.new_book("Shop", tabs={"Sales": rows_of(sales(5000, 40_000, MONTHS))})
    runs = [("5,000 customers, first review", "2026-05-02"), ("5,000 customers, a month later", "2026-06-02")]
    for what, day in [*runs, ("5,000 customers, nothing new", "2026-06-02")]:
        if what == runs[1][0]:
            paste(emu, book, "Sales", rows_of(sales(5000, 40_000, LATER)))
        review = lambda day=day: review_sheet(ADDRESS.format(book), run_day=pd.Timestamp(day), session=emu.session())  # noqa: E731
        found.append(counted(what, emu, review))
    other = emu.new_book("Ledger", tabs={"Sales": rows_of(sales(5000, 90_000, LATER).head(50_000))})
    check = lambda: sheet_book(ADDRESS.format(other), session=emu.session())  # noqa: E731
    return [*found, counted("50,000 rows of sales, reading alone", emu, check)]


def table(found: list[Cost]) -> list[str]:
    """The table as Markdown."""
    lines = [
        "| Sheet | reading calls | writing calls | MB both ways | seconds here | cells written |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for each in found:
        words = "yes" if each.changed else "none"
        lines.append(
            f"| {each.what} | {each.reading} | {each.writing} | {each.megabytes:.1f} | {each.seconds:.1f} | {words} |"
        )
    return lines


if __name__ == "__main__":
    print("\n".join(table(costs())))

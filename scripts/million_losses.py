"""Review a ledger with more losses than a tab has rows, open the result in LibreOffice, and count everything again.

`python3 scripts/million_losses.py [--losses 1200000] [--keep FOLDER]`. Ends with 1 where a tab goes beyond its end, a
count does not tie, or LibreOffice does not open the workbook. Takes some 6 GB and, on two cores, some twenty minutes.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from hostile import resident  # noqa: E402

LAST_ROW = 1_048_576
EVERY_TAB = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def ledger(losses: int) -> pd.DataFrame:
    """So many customers who bought twice in 2024 or 2025 and never again, and some who still buy."""
    chance = np.random.default_rng(13)
    gone, there = np.arange(losses), np.arange(losses, losses + max(1_000, losses // 50))
    first = chance.integers(0, 560, losses)
    rows = [
        pd.DataFrame({"Customer": gone, "Day": first}),
        pd.DataFrame({"Customer": gone, "Day": first + chance.integers(5, 60, losses)}),
        *(pd.DataFrame({"Customer": there, "Day": day + there % 20}) for day in range(0, 860, 40)),
    ]
    sales = pd.concat(rows, ignore_index=True)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(sales["Day"], unit="D")
    money = np.round(chance.gamma(2.0, 20.0, len(sales)) + 1, 2)
    names = "C" + sales["Customer"].astype(str).str.zfill(7)
    return pd.DataFrame({"Customer": names, "Date": days, "Amount": money}).sort_values("Date", ignore_index=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say how long a step took."""
    begin = time.perf_counter()
    yield
    print(f"{name}: {time.perf_counter() - begin:,.0f} s", flush=True)


def run(command: list[str]) -> tuple[int, str, int]:
    """Run a command to its end: exit code, what it said, and its memory at the most, children included."""
    with tempfile.TemporaryFile() as said:
        child, most = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, cwd=ROOT), 0
        while child.poll() is None:
            most = max(most, resident(child.pid))
            time.sleep(0.5)
        said.seek(0)
        return child.returncode, said.read().decode(errors="replace"), most


def table(path: Path, heading: str) -> Iterator[dict[str, str]]:
    """The rows of a tab that LibreOffice wrote as text, below the row that has this heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        headings = next(line for line in lines if heading in line)
        yield from (dict(zip(headings, line, strict=False)) for line in lines)


def wrong(folder: Path, book: Path) -> Iterator[str]:
    """What does not tie, from what LibreOffice has read and from the file beside."""
    tabs = {path.stem.removeprefix(f"{book.stem}-"): path for path in folder.glob(f"{book.stem}-*.csv")}
    for name, path in tabs.items():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _ in csv.reader(file))
        print(f"{name}: {rows:,} rows")
        if rows > LAST_ROW:
            yield f"{name} goes to row {rows:,}"
    beside = book.with_name(f"{book.stem}.winback-lost-customers.csv")
    listed = [row for row in table(tabs["Lost customers"], "Lost on") if row["Customer"]]
    whole, money, counted = 0, 0.0, Counter[str]()
    if not beside.is_file():
        yield "there is no file beside"
        return
    for row in table(beside, "Lost on"):
        whole += 1
        money += float(row["Money a month"] or 0)
        counted[row["Period"]] += row["Counted"] == "lost"
        if whole <= len(listed) and row["Customer"] != listed[whole - 1]["Customer"]:
            yield f"row {whole} of the file beside is not that of the tab"
            break
    churn = [row for row in table(tabs["Churn"], "Customer churn") if row["Period"] and row["Lost"].isdigit()]
    lost = {row["Period"]: int(row["Lost"]) for row in churn if row["Period"][:2] == "20"}
    print(f"Lost customers: {len(listed):,} in the tab, {whole:,} in the file beside, {money:,.0f} a month in all")
    if {period: count for period, count in lost.items() if count} != {p: n for p, n in counted.items() if n}:
        yield f"Churn has {sum(lost.values()):,} lost, the whole list {sum(counted.values()):,}"
    said = " ".join(path.read_text(encoding="utf-8-sig")[:4_000] for name, path in tabs.items() if name == "Data check")
    if f"{whole - len(listed):,} more rows" not in said:
        yield "Data check does not say how many more there are"


def main(words: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--losses", type=int, default=1_200_000)
    options.add_argument("--keep", type=Path, help="a folder that stays")
    chosen = options.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "sales.parquet"
        with step("made the ledger"):
            ledger(chosen.losses).to_parquet(source)
        with step("reviewed"):
            code, said, memory = run([sys.executable, "-m", "winback_sheets", "review", str(source)])
        print(f"{said}exit code {code}, {memory / 1e9:.1f} GB at the most", flush=True)
        book, office = folder / "sales.winback.xlsx", shutil.which("soffice")
        if code or not office:
            return 1
        seen, profile = folder / "seen", (folder / "profile").resolve().as_uri()
        with step("opened in LibreOffice and written again as text"):
            command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", EVERY_TAB]
            code, said, memory = run([*command, "--outdir", str(seen), str(book)])
        print(
            f"exit code {code}, {memory / 1e9:.1f} GB at the most; the workbook has {book.stat().st_size / 1e6:,.0f} MB"
        )
        faults = list(wrong(seen, book)) if seen.is_dir() else [f"LibreOffice wrote nothing: {said[-300:]}"]
        print("\n".join(faults) or "everything ties")
        return 1 if faults or code else 0


if __name__ == "__main__":
    sys.exit(main())

"""How long a review takes beside a bare read of the same file and beside the script a user would write.

Whole processes, one after another and interleaved, so that the ratios of one run compare the same minutes of the same
machine: `python scripts/bench.py`. It writes a ledger for each size into a temporary folder and prints a small table;
with --write the table goes into the guide speed.md. Peak memory is the operating system's figure for each process.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench_book import BY_HAND, write_book

GUIDE = Path(__file__).resolve().parents[1] / "winback_sheets" / "guides" / "speed.md"
MARK = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- /bench -->)", re.DOTALL)
SIZES = (4_000, 10_000, 100_000, 1_000_000)
GRAFT_ROWS = 200_000
READ = "import fastexcel, pandas, sys; fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_pandas()"
# An installed package keeps its compiled modules.
AS_INSTALLED = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
REVIEW, AGAIN, DRY, FLOOR, HAND = "review", "review again, nothing changed", "review --dry-run", "bare read", "by hand"


class Run(NamedTuple):
    """One process: seconds, and peak memory in MiB (nan where the system does not say)."""

    seconds: float
    memory: float


def run(words: list[str]) -> Run:
    """Run a process to its end; raises SystemExit with what it said when it fails."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([sys.executable, *words], stdout=said, stderr=said, env=AS_INSTALLED)
        memory = float("nan")
        if hasattr(os, "wait4"):  # not on Windows
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        else:
            child.wait()
        seconds = time.perf_counter() - begin
        if child.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(words)[:80]} failed: {said.read().decode(errors='replace')[-500:]}")
    return Run(seconds, memory)


def measured(rows: int, folder: Path, *, repeats: int, by_hand: bool) -> dict[str, list[Run]]:
    """Every process `repeats` times on a ledger of so many rows; the slow script once at the largest sizes."""
    book, copy, result = folder / "shop.xlsx", folder / "reviewed.xlsx", folder / "by_hand.xlsx"
    write_book(book, rows)
    runs: dict[str, list[Run]] = {name: [] for name in (FLOOR, DRY, REVIEW, AGAIN, HAND)}
    for turn in range(repeats):
        shutil.copy2(book, copy)
        for left in folder.glob("reviewed.winback-*"):
            left.unlink()
        runs[FLOOR].append(run(["-c", READ, str(book)]))
        runs[DRY].append(run(["-m", "winback_sheets", "review", "--dry-run", str(copy)]))
        runs[REVIEW].append(run(["-m", "winback_sheets", "review", str(copy)]))
        runs[AGAIN].append(run(["-m", "winback_sheets", "review", str(copy)]))
        if by_hand and (turn == 0 or rows <= 10_000):
            runs[HAND].append(run(["-c", BY_HAND, str(book), str(result), "90"]))
    return runs


def middle(runs: list[Run]) -> Run:
    """The median time and the highest memory of several runs.

    >>> middle([Run(1.0, 90.0), Run(3.0, 80.0), Run(2.0, 70.0)])
    Run(seconds=2.0, memory=90.0)
    """
    if not runs:
        return Run(float("nan"), float("nan"))
    return Run(statistics.median(r.seconds for r in runs), max(r.memory for r in runs))


def line(rows: int, runs: dict[str, list[Run]]) -> str:
    """One row of the table."""
    at = {name: middle(found) for name, found in runs.items()}
    cells = [
        f"{rows:,}",
        f"{at[FLOOR].seconds:.2f} s",
        f"{at[REVIEW].seconds:.2f} s",
        f"{at[REVIEW].seconds / at[FLOOR].seconds:.1f} x",
        f"{at[HAND].seconds:.1f} s" if runs[HAND] else "-",
        f"{at[HAND].seconds / at[REVIEW].seconds:.1f} x" if runs[HAND] else "-",
        f"{at[AGAIN].seconds:.2f} s ({at[AGAIN].seconds / at[FLOOR].seconds:.1f} x)",
        f"{at[REVIEW].seconds - at[DRY].seconds:.2f} s",
        f"{at[REVIEW].memory:,.0f} MiB",
    ]
    return "| " + " | ".join(cells) + " |"


def installed() -> str:
    """Megabytes of what a plain install brings along, pandas and the rest included, and the time to start."""
    wanted, seen = ["winback-sheets"], {}
    while wanted:
        name = re.split(r"[\s;<>=!~\[(]", wanted.pop(), maxsplit=1)[0].lower().replace("_", "-")
        if name in seen:
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        seen[name] = sum(p.stat().st_size for f in package.files or [] if (p := Path(f.locate())).is_file())
        wanted += [text for text in package.requires or [] if "extra ==" not in text]
    first = sorted(seen, key=lambda name: -seen[name])[:4]
    largest = ", ".join(f"{name} {seen[name] / 1e6:.0f}" for name in first)
    bare = middle([run(["-c", "pass"]) for _ in range(5)]).seconds
    start = middle([run(["-m", "winback_sheets", "--help"]) for _ in range(5)]).seconds
    library = middle([run(["-c", "import winback_sheets.hosts.workbook.workbook"]) for _ in range(5)]).seconds
    return (
        f"A plain install brings {sum(seen.values()) / 1e6:,.0f} MB ({largest}). `python -c pass` takes {bare:.2f} s, "
        f"`winback --help` {start:.2f} s, importing all a review needs {library:.2f} s."
    )


def table(sizes: list[int], *, repeats: int, by_hand: bool) -> str:
    """The whole table with a line on what it was measured on."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pandas", "fastexcel", "openpyxl"))
    heads = [
        "Sales rows", "bare read", "review", "review / bare read", "by hand", "by hand / review",
        "again, nothing changed", "writing the tabs", "peak memory",
    ]  # fmt: skip
    lines = ["| " + " | ".join(heads) + " |", "|" + "--:|" * len(heads)]
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            lines.append(line(rows, measured(rows, Path(folder), repeats=repeats, by_hand=by_hand)))
        print(lines[-1], flush=True)
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return "\n".join([*lines, "", f"Measured on {where}; {versions}. {installed()}"])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, nargs="+", default=sorted({*SIZES, GRAFT_ROWS}), help="sizes of the ledger")
    words.add_argument("--repeats", type=int, default=3, help="runs of each process; the median is printed")
    words.add_argument("--no-slow-script", action="store_true", help="leave the script by hand out (minutes)")
    words.add_argument("--write", action="store_true", help="put the table into the guide speed.md between its marks")
    asked = words.parse_args()
    told = table(asked.rows, repeats=asked.repeats, by_hand=not asked.no_slow_script)
    print(told)
    if asked.write:
        text = GUIDE.read_text(encoding="utf-8")
        if not MARK.search(text):
            raise SystemExit("speed.md has no place for the table: <!-- bench --> and <!-- /bench --> are missing.")
        GUIDE.write_text(MARK.sub(lambda _: told + "\n", text), encoding="utf-8")


if __name__ == "__main__":
    main()

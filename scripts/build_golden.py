"""Writes what a review says of two made-up businesses to tests/golden: every cell of the tabs that people act on.

Run it after changing a number or a sentence on purpose, and read what changed before committing it:
`.venv/bin/python scripts/build_golden.py`. With --check it only says whether they agree. A file is called
WORKBOOK-TAB.csv: a row a row of the tab, every cell as text.
"""

from __future__ import annotations

import csv
import datetime
import io
import shutil
import sys
import tempfile
from pathlib import Path

import openpyxl
import pandas as pd

from winback_sheets.hosts.workbook.workbook import review_file

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
# The workbook and the day on which it is reviewed: a shop with contracts, and contracts alone.
BOOKS = {
    "winback-demo": (ROOT / "winback_sheets" / "workbooks" / "winback-demo.xlsx", "2026-11-02"),
    "g1-golden-ledger": (ROOT / "workbooks" / "stories" / "g1-golden-ledger.xlsx", "2025-11-30"),
}
TABS = ("Win-back", "Outreach", "Warning signs")


def golden(book: str) -> dict[str, str]:
    """The files of one workbook: name -> text."""
    source, day = BOOKS[book]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / source.name
        shutil.copyfile(source, path)
        result = openpyxl.load_workbook(review_file(path, run_day=pd.Timestamp(day)).target)
    names = {tab: f"{book}-{tab.lower().replace(' ', '-')}.csv" for tab in TABS if tab in result.sheetnames}
    return {name: as_csv(result[tab].iter_rows(values_only=True)) for tab, name in names.items()}


def as_csv(rows: object) -> str:
    """Rows as text, without the blank cells at their ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:  # type: ignore[attr-defined]
        cells = [in_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return text.getvalue()


def in_text(cell: object) -> str:
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d}"
    return "" if cell is None else str(cell)


def main() -> int:
    made = {name: text for book in BOOKS for name, text in golden(book).items()}
    if "--check" in sys.argv:
        old = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.csv")}
        wrong = sorted(name for name in old.keys() | made.keys() if old.get(name) != made.get(name))
        print("\n".join(wrong) or "tests/golden is as the reviews are")
        return bool(wrong)
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.csv"):
        path.unlink()
    for name, text in made.items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
    print(f"{len(made)} files in tests/golden")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Where a review's time goes: the seconds of each step of one process (`python scripts/bench_steps.py [ROWS]`).

The steps are timed from outside by wrapping the calls between them, so that nothing of this is in the product.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench_book import write_book

STEPS = {
    "opened": "reading",
    "review": "counting",
    "pages": "making the pages",
    "render": "rendering",
    "graft": "grafting",
}


def timed(step: str, call: Any, spent: dict[str, float]) -> Any:
    """The same call, its seconds added to its step."""

    def wrapper(*words: Any, **options: Any) -> Any:
        begin = time.perf_counter()
        try:
            return call(*words, **options)
        finally:
            spent[step] = spent.get(step, 0.0) + time.perf_counter() - begin

    return wrapper


def steps(rows: int) -> str:
    """A table of the steps of one review, beside a bare read of the same file in the same process."""
    begin = time.perf_counter()
    import fastexcel
    import pandas  # noqa: F401

    from winback_sheets.hosts.workbook import workbook

    spent = {"importing": time.perf_counter() - begin}
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "shop.xlsx"
        write_book(book, rows)
        begin = time.perf_counter()
        fastexcel.read_excel(str(book)).load_sheet(0).to_pandas()
        bare = time.perf_counter() - begin
        for name, step in STEPS.items():
            setattr(workbook, name, timed(step, getattr(workbook, name), spent))
        workbook.review_file(book)
    whole = bare + spent["importing"]
    lines = [f"| step, {rows:,} rows | seconds | x bare read |", "|---|--:|--:|"]
    lines += [f"| {step} | {seconds:.1f} | {seconds / whole:.1f} |" for step, seconds in spent.items()]
    return "\n".join([*lines, f"| (bare read: importing and {bare:.1f} s for the file) | {whole:.1f} | 1.0 |"])


if __name__ == "__main__":
    print(steps(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))

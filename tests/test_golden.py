"""Win-back, Outreach and Warning signs of two made-up businesses, cell by cell, as they were last read and found good.

`scripts/build_golden.py` writes the files anew.
"""

from __future__ import annotations

import csv

import pytest
from conftest import script

build_golden = script("build_golden")


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines(keepends=True)))


@pytest.mark.parametrize("book", build_golden.BOOKS)
def test_a_review_says_what_it_said(book: str) -> None:
    made = build_golden.golden(book)
    kept = {path.name: path.read_text(encoding="utf-8") for path in build_golden.GOLDEN.glob(f"{book}-*.csv")}
    assert sorted(made) == sorted(kept) and len(made) == 3
    for name, text in made.items():
        assert rows(text) == rows(kept[name]), f"{name}: if this is meant, run scripts/build_golden.py"

"""A Google Sheet that is nearly full: the rows worth most stay, a line says how many more, and every count is of all."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from conftest import script
from hosts.google_sheets import book as stand_in
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.races import ADDRESS, HEAD, paste, rows_of

from winback_sheets.hosts.google_sheets import bodies, kept, space, staging, trouble
from winback_sheets.hosts.google_sheets.review import review_sheet

CUSTOMERS = 300


def sheet(months: int) -> list[list[Any]]:
    return rows_of(script("bench_google").sales(CUSTOMERS, 8 * CUSTOMERS, months))


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """A service whose spreadsheets are full with little more than the sales, and a program that knows it."""
    emu = Emulator()
    rows = sheet(19)
    most = 3 * len(rows) + space.SMALL_TABS + space.TIMES * 4000
    monkeypatch.setattr(stand_in, "CELL_LIMIT", most)
    monkeypatch.setattr(trouble, "MOST_CELLS", most)
    monkeypatch.setattr(kept, "ROOM", most // 2)
    monkeypatch.setattr(bodies, "MOST", 50_000)
    monkeypatch.setattr(staging, "LITTLE", 1)
    book = emu.new_book("Shop", tabs={"Sales": sheet(18)})
    tab = emu.book(book).tab("Sales")
    tab.width, tab.height = 3, len(rows)
    return emu


def test_what_a_full_sheet_has_no_space_for_is_counted_and_told(full: Emulator) -> None:
    (book,) = full.store.files
    for number, day in enumerate(("2026-05-02", "2026-06-02")):
        if number:
            paste(full, book, "Sales", sheet(19))
        result = review_sheet(ADDRESS.format(book), run_day=pd.Timestamp(day), session=full.session())
        here, lost = full.book(book), result.review.lost
        listed = [row for row in here.cells("Lost customers")[HEAD + 1 :] if row and row[0] not in (None, "")]
        assert 20 < len(listed) < len(lost)
        told = [line for line in result.lines if "do not fit into the tab" in line]
        assert any(f"Lost customers: {len(lost) - len(listed):,} more rows" in line for line in told), result.lines
        assert not review_sheet(ADDRESS.format(book), run_day=pd.Timestamp(day), session=full.session()).changed
        if not number:  # later the rows stay where they stand
            at = here.cells("Lost customers")[HEAD].index("Rank")
            assert [row[at] for row in listed] == list(range(1, len(listed) + 1))

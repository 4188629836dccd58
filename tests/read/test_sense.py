"""What makes no sense is said before anything is counted: each check finds its fault, and leaves a sound ledger alone."""

from __future__ import annotations

import pytest
from read.test_recognise import TODAY, grid

from winback_sheets.present.questions import doubted
from winback_sheets.present.words.en.sense import TEXTS
from winback_sheets.read.book import read
from winback_sheets.read.sense import CHECKS

DAYS = [f"2025-{1 + at % 9:02}-{1 + at % 28:02}" for at in range(40)]
HEAD = ["Customer", "Date", "Amount"]


def ledger(customer, *, day=lambda at: DAYS[at], amount=lambda at: 10 + at, rows=40, head=HEAD, more=lambda at: []):
    return [grid([head, *([customer(at), day(at), amount(at), *more(at)] for at in range(rows))], "Orders")]


FAULTS = {
    "one_customer": ledger(lambda at: "Main shop" if at % 4 else f"C{at}"),
    "each_row_another": ledger(lambda at: f"#{1001 + at}"),
    "notes_for_customers": ledger(lambda at: f"please leave the parcel with number {at % 7}, ring the bell twice"),
    "products_for_customers": ledger(
        lambda at: f"Mug {at % 6}", head=[*HEAD, "Product"], more=lambda at: [f"Mug {at % 6}"]
    ),
    "many_set_aside": ledger(lambda at: f"C{at % 6}", day=lambda at: DAYS[at] if at % 2 else "soon"),
    "two_amounts": ledger(lambda at: f"C{at % 6}", head=[*HEAD, "Grand total"], more=lambda at: [5 * (10 + at)]),
    "may_be_cents": ledger(lambda at: f"C{at % 6}", day=lambda at: 1735900000 + 2600000 * at % 30000000),
    "one_month": ledger(lambda at: f"C{at % 6}", day=lambda at: f"2025-11-{1 + at % 28:02}"),
    "nobody_lost": [
        grid(
            [
                ["Customer", "Start date", "Monthly fee", "Termination note"],
                *([f"C{at}", "2024-01-05", 20, "moved" if at % 3 else None] for at in range(20)),
            ],
            "Members",
        )
    ],
}


def found(grids):
    return [doubt.key.removeprefix("sense.") for doubt in read(grids, today=TODAY).doubts]


def test_every_check_has_its_fault_here_and_its_sentence() -> None:
    names = {check.__name__ for check in CHECKS}
    assert names == set(FAULTS) == set(TEXTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_finds_its_fault(name: str) -> None:
    book = read(FAULTS[name], today=TODAY)
    assert name in [doubt.key.removeprefix("sense.") for doubt in book.doubts]
    assert all(text.startswith("Check this first: ") for text in doubted(book)) and book.flagged


def test_a_sound_ledger_is_not_doubted() -> None:
    assert found(ledger(lambda at: f"C{at % 6}")) == []
    assert found(ledger(lambda at: f"buyer{at}@example.com")) == []  # forty people who bought once
    with_tax = ledger(lambda at: f"C{at % 6}", head=[*HEAD, "Grand total"], more=lambda at: [1.25 * (10 + at)])
    assert found(with_tax) == []

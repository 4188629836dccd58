"""One list of cells for every door through which a formula is called: what is typed, and what must come back.

Ranges are lists of rows as a spreadsheet hands them over, days as serial numbers, an empty cell as None. `CASES` has
at least one for each formula; `FAULTS` has what must be refused, with the error and words of its sentence.
"""

from __future__ import annotations

import copy
import datetime
from typing import Any, NamedTuple

from winback_sheets.schema.cells import serial


def day(text: str) -> int:
    """A day's serial number.

    >>> day("2026-10-31")
    46326
    """
    return serial(datetime.date.fromisoformat(text))


Rows = list[list[Any]]


class Case(NamedTuple):
    """A call with its arguments as cells."""

    name: str
    cells: list[Any]


class Refusal(NamedTuple):
    """A call that must be refused: with which error, and which words in its sentence."""

    why: str
    name: str
    cells: list[Any]
    code: str
    words: str


FIRST, LAST = day("2025-11-01"), day("2025-11-30")
# The golden ledger G1 of the definitions: November 2025.
CONTRACTS: Rows = [
    ["Customer", "Start", "End", "Monthly amount", "Note"],
    ["A", day("2025-01-01"), None, 100, None],
    ["B", day("2025-01-01"), day("2025-11-15"), 200, None],
    ["B", day("2025-11-15"), None, 150, "went down"],
    ["C", day("2025-01-01"), day("2025-11-20"), 300, None],
    ["D", day("2025-11-10"), None, 80, None],
    ["E", day("2025-01-01"), day("2025-10-15"), 120, None],
    ["E", day("2025-11-12"), None, 130, "came back"],
    ["F", day("2025-01-01"), day("2025-11-10"), 50, None],
    ["F", day("2025-11-10"), None, 70, None],
    ["J", day("2025-01-01"), day("2025-12-20"), 90, None],
    ["K", day("2025-01-01"), None, 110, None],
    [None, None, None, None, None],
]


def _shop() -> Rows:
    """A bakery: one weekly regular, one who stopped in July, one who came twice; columns in another order."""
    rows: Rows = [["Total", "Order", "Client", "Date", "Shop"]]
    weekly, stopped = range(day("2025-01-04"), LAST, 7), range(day("2025-01-07"), day("2025-07-16"), 7)
    for number, (who, when, money) in enumerate(
        [
            *(("Ann", when, 12) for when in weekly),
            *(("Ben", when, 6.5) for when in stopped),
            ("Cem", day("2025-10-02"), 20),
            ("Cem", day("2025-10-09"), -5),
            ("Dörte & Söhne", day("2025-11-03"), 7.25),
        ]
    ):
        rows.append([money, 1000 + number, who, when, "Main street"])
    return [*rows, [None] * 5, ["", "", "", "", ""]]


SALES = _shop()
# Thirty who come every thirty days, one after the other, and of whom some have stopped.
REGULARS: Rows = [
    ["Customer", "Date", "Total"],
    *([f"Regular {n % 30:02}", day("2025-01-01") + n, 5 + n % 7] for n in range(330) if n < 200 or n % 3),
]
PAYMENTS: Rows = [["Invoice", "Customer", "Due", "Paid", "Amount"], ["7", "K", day("2025-10-26"), None, 110]]
CUSTOMERS: Rows = [["Customer", "Name", "Phone"], ["Ann", "Ann Baker", "01632 960001"], ["Ben", "Ben Cook", None]]
CONTACTS: Rows = [
    ["Customer", "Date", "Who", "Direction", "Minutes", "Our talk minutes"],
    ["Ann", day("2025-11-03"), "Eve", "out", 10, 4],
    ["Ben", day("2025-11-20"), "Bob", "out", 20, 5],
    ["Ann", day("2025-11-21"), "Eve", "out", 30, 12],
]

CASES: tuple[Case, ...] = (
    Case("CHURN_RATE", [CONTRACTS, FIRST, LAST]),
    Case("CHURN_RATE", [CONTRACTS, FIRST, LAST, PAYMENTS]),
    Case("CHURN_RATE", [SALES, day("2025-09-01"), day("2025-09-30"), None, 45]),
    Case("RETENTION_RATE", [CONTRACTS, FIRST, LAST]),
    Case("REVENUE_CHURN", [CONTRACTS, FIRST, LAST]),
    Case("NET_REVENUE_CHURN", [CONTRACTS, FIRST, LAST]),
    Case("GROSS_REVENUE_RETENTION", [CONTRACTS, "2025-11-01", "2025-11-30"]),
    Case("NET_REVENUE_RETENTION", [CONTRACTS, FIRST, LAST]),
    Case("QUICK_RATIO", [CONTRACTS, FIRST, LAST, "Counted"]),
    Case("LOST_CUSTOMERS_COUNT", [CONTRACTS, FIRST, LAST]),
    Case("LOST_REVENUE", [CONTRACTS, FIRST, LAST, PAYMENTS]),
    Case("CONVERT_RATE", [0.05, "year"]),
    Case("CONVERT_RATE", [0.0571, "month", None, 31]),
    Case("LIFETIME_VALUE", [40, 0.95, 0.01]),
    Case("WINBACK_VALUE", [40, 0.9, 0.01, 24, 60]),
    Case("TOP_SHARE", [SALES, 0.2]),
    Case("TALK_SHARE", [CONTACTS, "Eve"]),
    Case("NEXT_CONTACT", [CONTACTS, "Ann", LAST, 30, "GB"]),
    Case("CHANCE_OF_LEAVING", [REGULARS, "regular 07", 90, LAST]),
    Case("CHURN_TABLE", [SALES, LAST, "quarter"]),
    Case("REVENUE_MOVEMENTS", [CONTRACTS, LAST]),
    Case("CHURN_CONVENTIONS", [CONTRACTS, FIRST, LAST, PAYMENTS]),
    Case("COHORTS", [SALES, LAST, "quarter"]),
    Case("SURVIVAL", [CONTRACTS, LAST]),
    Case("RFM", [SALES, LAST]),
    Case("LOST_CUSTOMERS", [SALES, LAST, CUSTOMERS]),
    Case("LIKELIHOOD_OF_RETURN", [REGULARS, LAST, 30]),
    Case("WARNING_SIGNS", [SALES, LAST, CUSTOMERS]),
    Case("OUTREACH", [SALES, LAST, CUSTOMERS]),
    Case("SEGMENTS", [SALES, LAST]),
    Case("RATE_INTERVAL", [3, 10]),
    Case("RATE_INTERVAL", [3, 10, 0.9, "exact"]),
)

NO_DATE = [["Customer", "Total"], ["Ann", 5]]
FAULTS: tuple[Refusal, ...] = (
    Refusal("a column that is needed is missing", "CHURN_RATE", [NO_DATE, FIRST, LAST], "#VALUE!", "'Date'"),
    Refusal("no row below the headings", "CHURN_RATE", [CONTRACTS[:1], FIRST, LAST], "#N/A", "no row"),
    Refusal("the days are the wrong way round", "CHURN_RATE", [CONTRACTS, LAST, FIRST], "#NUM!", "after last_day"),
    Refusal("nobody was there yet", "CHURN_RATE", [CONTRACTS, 40000, 40030], "#DIV/0!", "Nobody was a customer"),
    Refusal("a needed cell is empty", "CHURN_RATE", [CONTRACTS, None, LAST], "#VALUE!", "first_day is missing"),
    Refusal("a word where a day belongs", "CHURN_RATE", [CONTRACTS, "soon", LAST], "#VALUE!", "takes a date"),
    Refusal("a cell where a range belongs", "CHURN_RATE", [5, FIRST, LAST], "#VALUE!", "range with its header"),
    Refusal("the error of another cell", "CHURN_RATE", [CONTRACTS, "#REF!", LAST], "#REF!", "first_day is #REF!"),
    Refusal("a mistyped year", "CHURN_TABLE", [CONTRACTS, "2447-10-31"], "#NUM!", "year 2447"),
    Refusal("a number as text", "CONVERT_RATE", ["5", "year"], "#VALUE!", "takes a number"),
    Refusal("TRUE where a number belongs", "CONVERT_RATE", [True, "year"], "#VALUE!", "takes a number, not TRUE"),
    Refusal("a word that is not to be chosen", "CONVERT_RATE", [0.05, "decade"], "#VALUE!", "quarter"),
    Refusal("a rate above 1", "CONVERT_RATE", [1.5, "year"], "#NUM!", "up to 1"),
    Refusal("a range where a cell belongs", "CONVERT_RATE", [[[1, 2], [3, 4]], "year"], "#VALUE!", "2 x 2"),
    Refusal("a broken number of months", "WINBACK_VALUE", [40, 0.9, 0.01, 2.5], "#NUM!", "whole number"),
    Refusal("too many arguments", "RATE_INTERVAL", [3, 10, 0.9, "exact", 1], "#VALUE!", "at most 4"),
    Refusal("a customer who is not there", "NEXT_CONTACT", [CONTACTS, "Zoe", LAST], "#N/A", "no contact"),
    Refusal("a customer who never bought", "CHANCE_OF_LEAVING", [REGULARS, "Zoe", 90, LAST], "#N/A", "no purchase of 'Zoe'"),
    Refusal("too little history for a chance", "CHANCE_OF_LEAVING", [SALES, "Ann", 90, LAST], "#N/A", "Too little history"),
    Refusal("no days ahead", "CHANCE_OF_LEAVING", [REGULARS, "Regular 07", 0, LAST], "#N/A", "above 0"),
    Refusal("another way to count sales", "CHURN_RATE", [SALES, FIRST, LAST, None, 45, None, None, "Baremetrics-like"],
            "#VALUE!", "house rule"),
    Refusal("a formula that is none", "CHURN_RAT", [], "#NAME?", "no formula"),
)  # fmt: skip


def fresh(cells: list[Any]) -> list[Any]:
    """The arguments as a copy, so that a test sees whether a door changes what it was given."""
    return copy.deepcopy(cells)

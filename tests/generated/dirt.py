"""What happens to a ledger while people keep it: blank rows, doubled rows, spellings, cells that Excel has damaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from .cells import Cell, Money
from .layouts import Sheet, total_row
from .story import Document

Documents = Mapping[int, Document]


def _column_of(sheet: Sheet, documents: Documents, of: str) -> int | None:
    """The column in which a document's customer stands under this field, "name" or "id"."""
    told = [(row, documents[n]) for row, n in zip(sheet.rows, sheet.numbers, strict=True) if n in documents]
    for at in range(len(sheet.headings)):
        same = sum(row[at] == getattr(d.person, of) for row, d in told if at < len(row))
        if same > len(told) / 2:
            return at
    return None


def _day_columns(sheet: Sheet) -> list[int]:
    return [at for at in range(len(sheet.headings)) if any(isinstance(row[at], dt.date) for row in sheet.rows)]


def blank_rows(sheet: Sheet, rng: Random) -> None:
    for _ in range(rng.randrange(2, 6)):
        at = rng.randrange(3, len(sheet.rows))
        sheet.rows.insert(at, [None] * len(sheet.headings))
        sheet.numbers.insert(at, None)


def total_at_the_end(sheet: Sheet, rng: Random) -> None:
    sheet.rows.append(total_row(rng.choice(("Total", "Grand total", "TOTAL")), sheet, sheet.rows))
    sheet.numbers.append(None)


def other_spellings(sheet: Sheet, documents: Documents, rng: Random) -> bool:
    """Capitals, doubled and trailing blanks in some names; False where the ledger has no names."""
    at = _column_of(sheet, documents, "name")
    if at is None:
        return False
    for row in rng.sample(sheet.rows, len(sheet.rows) // 5):
        name = row[at]
        if isinstance(name, str) and name:
            row[at] = rng.choice((name.replace(" ", "  "), f"{name} ", f" {name}", name.replace(" ", "\u00a0")))
    return True


def error_cells(sheet: Sheet, documents: Documents, rng: Random) -> set[int]:
    """#N/A for the money of two sales; the documents. Only where one column holds the money."""
    if len(sheet.money) != 1:
        return set()
    last = max(n for n in sheet.numbers if n is not None)
    rows = [
        at
        for at, n in enumerate(sheet.numbers)
        if n is not None and n != last and documents[n].kind == "sale" and sheet.numbers.count(n) == 1
    ]
    chosen = rng.sample(rows, 2)
    for at in chosen:
        sheet.rows[at][sheet.money[0]] = "#N/A"
    return {n for at in chosen if (n := sheet.numbers[at]) is not None}


def half_turned_days(sheet: Sheet, rng: Random) -> bool:
    """Days written day/month/year, opened by an Excel that expects the month first: half are turned, half stay text."""
    columns = _day_columns(sheet)
    for row in sheet.rows:
        for at in columns:
            day = row[at]
            if isinstance(day, dt.date):
                row[at] = dt.date(day.year, day.day, day.month) if day.day <= 12 else f"{day:%d/%m/%Y}"
    return bool(columns)


def damaged_ids(sheet: Sheet, documents: Documents, rng: Random) -> bool:
    """Customer numbers of thirteen digits after Excel: 6.12E+12."""
    at = _column_of(sheet, documents, "id")
    if at is None:
        return False
    for row in sheet.rows:
        cell: Cell = row[at]
        if isinstance(cell, str) and cell:
            row[at] = f"6.1{int(cell[1:]) % 3}E+12"
    return True


def doubled_rows(sheet: Sheet, rng: Random) -> list[int]:
    """Some rows written twice, one below the other; the documents."""
    places = sorted(rng.sample(range(len(sheet.rows) - 1), 3), reverse=True)
    doubled = []
    for at in places:
        if (number := sheet.numbers[at]) is not None:
            sheet.rows.insert(at + 1, list(sheet.rows[at]))
            sheet.numbers.insert(at + 1, number)
            doubled.append(number)
    return doubled


def amounts_as_text(sheet: Sheet) -> None:
    """Amounts typed with a currency: text in a sheet."""
    for row in sheet.rows:
        for at in sheet.money:
            cell = row[at]
            if isinstance(cell, Money):
                row[at] = f"{cell.cents / 100:.2f} EUR"

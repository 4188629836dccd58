"""Where people put a table on its tab: title lines, blank edges, headings over two rows, totals among the rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from .cells import Cell, Hand, Money, Tab
from .story import Document

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass
class Sheet:
    """A table before it has a place: its headings, its rows, and which document each row tells of."""

    headings: list[str]
    rows: list[list[Cell]]
    numbers: list[int | None]

    @property
    def money(self) -> list[int]:
        """The columns that hold money."""
        return [at for at in range(len(self.headings)) if any(isinstance(row[at], Money) for row in self.rows)]


Placed = tuple[Tab, dict[int, int]]  # the tab, and the document of each sheet row


def _placed(name: str, sheet: Sheet, above: Sequence[list[Cell]], *, left: int = 0) -> Placed:
    """The sheet below these rows, each row of it moved to the right."""
    edge: list[Cell] = [None] * left
    rows = [*above, *([*edge, *row] for row in sheet.rows)]
    first = len(above) + 1
    where = {first + at: number for at, number in enumerate(sheet.numbers) if number is not None}
    return Tab(name, rows), where


def plain(name: str, sheet: Sheet, rng: Random) -> Placed:
    return _placed(name, sheet, [list(sheet.headings)])


def titled(name: str, sheet: Sheet, rng: Random) -> Placed:
    """What the table is, who made it and when, above its heading."""
    lines: list[list[Cell]] = [
        ["Ridge Trading Co"],
        ["Sales ledger, all branches"],
        ["Printed on", "2026-11-02"],
        ["Prepared by", "S. Reed"],
        ["Currency", "EUR"],
    ]
    chosen = lines[: rng.randrange(1, len(lines) + 1)]
    return _placed(name, sheet, [*chosen, *([[]] if rng.random() < 0.7 else []), list(sheet.headings)])


def moved(name: str, sheet: Sheet, rng: Random) -> Placed:
    """Blank rows above and blank columns before."""
    left = rng.randrange(1, 4)
    blank: list[Cell] = [None] * left
    return _placed(name, sheet, [*([] for _ in range(rng.randrange(4))), [*blank, *sheet.headings]], left=left)


def grouped_headings(name: str, sheet: Sheet, rng: Random) -> Placed:
    """A row of groups above the headings, each group named once over its first column."""
    groups: list[Cell] = [None] * len(sheet.headings)
    for place, title in zip(
        sorted(rng.sample(range(len(groups)), min(3, len(groups)))), ("Order", "Buyer", "Value"), strict=False
    ):
        groups[place] = title
    return _placed(name, sheet, [groups, list(sheet.headings)])


def broken_headings(name: str, sheet: Sheet, rng: Random) -> Placed:
    """Headings of several words broken over two rows."""
    parts = [heading.split(" ", 1) if " " in heading else ["", heading] for heading in sheet.headings]
    return _placed(name, sheet, [[top or None for top, _ in parts], [below for _, below in parts]])


def printed_pages(name: str, sheet: Sheet, rng: Random) -> Placed:
    """A subtotal at the end of each page, and the headings once more on the next."""
    size = max(12, len(sheet.rows) // 6)
    rows: list[list[Cell]] = []
    numbers: list[int | None] = []
    for begin in range(0, len(sheet.rows), size):
        page = sheet.rows[begin : begin + size]
        if begin:
            rows.append(list(sheet.headings))
            numbers.append(None)
        rows += page
        numbers += sheet.numbers[begin : begin + size]
        rows.append(total_row("Subtotal", sheet, page))
        numbers.append(None)
    return _placed(name, Sheet(sheet.headings, rows, numbers), [list(sheet.headings)])


def total_row(word: str, sheet: Sheet, rows: Sequence[list[Cell]]) -> list[Cell]:
    """A word in the first column that holds no money, and the sums of those that do."""
    money = sheet.money
    row: list[Cell] = [None] * len(sheet.headings)
    row[next(at for at in range(len(row)) if at not in money)] = word
    for at in money:
        row[at] = Money(sum(each[at].cents for each in rows if isinstance(each[at], Money)))
    return row


def one_cell_a_line(name: str, sheet: Sheet, rng: Random) -> Placed:
    """A text file pasted into a workbook: each line in one cell."""
    hand, out = Hand(), io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [[hand.text(cell) for cell in row] for row in (sheet.headings, *sheet.rows)]
    )
    lines: list[list[Cell]] = [[line] for line in out.getvalue().splitlines()]
    return Tab(name, lines), {at: number for at, number in enumerate(sheet.numbers, start=2) if number is not None}


def summary_beside(name: str, sheet: Sheet, rng: Random) -> Placed:
    """A small table of months and totals to the right, a blank column between."""
    tab, where = plain(name, sheet, rng)
    small: list[list[Cell]] = [
        ["Month", "Turnover"],
        *([month, Money(rng.randrange(10_000, 900_000))] for month in MONTHS[:8]),
    ]
    for row, cells in zip(tab.rows, small, strict=False):
        row += [None, *cells]
    return tab, where


def remarks_below(name: str, sheet: Sheet, rng: Random) -> Placed:
    """Two lines of text below the table, as reports have them."""
    tab, where = plain(name, sheet, rng)
    tab.rows += [[], ["All figures without guarantee"], [f"Report of {rng.randrange(1, 28)} November 2026, 09:14"]]
    return tab, where


LAYOUTS: dict[str, Callable[[str, Sheet, Random], Placed]] = {
    "plain": plain,
    "title lines": titled,
    "blank edges": moved,
    "grouped headings": grouped_headings,
    "broken headings": broken_headings,
    "printed pages": printed_pages,
    "one cell a line": one_cell_a_line,
    "summary beside": summary_beside,
    "remarks below": remarks_below,
}


def by_quarter(sheet: Sheet, documents: Mapping[int, Document], rng: Random) -> list[Placed]:
    """A tab for each quarter of a year, each with the headings."""
    tabs: dict[str, Sheet] = {}
    for row, number in zip(sheet.rows, sheet.numbers, strict=True):
        day = documents[number].day if number in documents else None
        name = f"{day.year} Q{(day.month + 2) // 3}" if day else next(reversed(tabs), "Sales")
        quarter = tabs.setdefault(name, Sheet(sheet.headings, [], []))
        quarter.rows.append(row)
        quarter.numbers.append(number)
    return [plain(name, part, rng) for name, part in tabs.items()]


# ---------------------------------------------------------------- layouts of their own, made from the documents


def by_customer(documents: Sequence[Document], rng: Random) -> Sheet:
    """The customer stands in a row above their sales, the total of the customer below."""
    rows: list[list[Cell]] = []
    numbers: list[int | None] = []
    everybody = sorted(documents, key=lambda d: (d.person.name, d.day, d.number))
    for name, own in groupby(everybody, key=lambda d: d.person.name):
        rows.append([name])
        numbers.append(None)
        money = 0
        for d in own:
            cents = -d.net if d.kind == "refund" else d.net
            money += cents
            rows.append(
                [
                    None,
                    d.day,
                    "Credit Memo" if d.kind == "refund" else "Invoice",
                    d.number,
                    d.lines[0].product,
                    Money(cents),
                    Money(money),
                ]
            )
            numbers.append(d.number)
        rows.append([f"Total for {name}", None, None, None, None, Money(money)])
        numbers.append(None)
    rows.append(
        ["TOTAL", None, None, None, None, Money(sum(-d.net if d.kind == "refund" else d.net for d in documents))]
    )
    return Sheet(["", "Date", "Transaction type", "Num", "Product", "Amount", "Balance"], rows, [*numbers, None])


def cross_tab(documents: Sequence[Document], rng: Random) -> Sheet:
    """Customers down, months across."""
    months = sorted({d.day.replace(day=1) for d in documents})
    write = rng.choice(
        (
            lambda m: f"{MONTHS[m.month - 1]} {m.year}",
            lambda m: f"{m:%Y-%m}",
            lambda m: f"{m:%m/%Y}",
            lambda m: f"{MONTHS[m.month - 1]}-{m:%y}",
        )
    )
    names = sorted({d.person.name for d in documents})
    cents: dict[tuple[str, dt.date], int] = {}
    for d in documents:
        key = d.person.name, d.day.replace(day=1)
        cents[key] = cents.get(key, 0) + (-d.net if d.kind == "refund" else d.net)
    with_total = rng.random() < 0.5
    rows: list[list[Cell]] = []
    for name in names:
        row: list[Cell] = [name, *(Money(cents[name, month]) if (name, month) in cents else None for month in months)]
        total = sum(cents.get((name, month), 0) for month in months)
        rows.append([*row, Money(total)] if with_total else row)
    headings = [rng.choice(("Customer", "Client")), *map(write, months), *(["Total"] if with_total else [])]
    sheet = Sheet(headings, rows, [None] * len(rows))
    if with_total:
        sheet.rows.append(total_row("Total", sheet, sheet.rows))
        sheet.numbers.append(None)
    return sheet


def order_tabs(documents: Sequence[Document], rng: Random) -> list[tuple[str, Sheet]]:
    """Orders without money, their lines in a tab of their own, and the customers' names in a third."""
    people = {d.person.number: d.person for d in documents}
    by_id = rng.random() < 0.5
    orders = Sheet(
        ["Order ID", "Customer ID" if by_id else "Customer", "Order date", "Ship city"],
        [[d.number, d.person.id if by_id else d.person.name, d.day, d.person.city] for d in documents],
        [d.number for d in documents],
    )
    lines = Sheet(
        ["Order ID", "Product", "Quantity", "Unit price"],
        [[d.number, line.product, line.quantity, Money(line.price)] for d in documents for line in d.lines],
        [d.number for d in documents for _ in d.lines],
    )
    customers = Sheet(
        ["Customer ID", "Customer name", "City"],
        [[p.id, p.name, p.city] for p in people.values()],
        [None] * len(people),
    )
    return [("Orders", orders), ("Order lines", lines), *([("Customers", customers)] if by_id else [])]


def beside(rng: Random) -> Tab:
    """A tab that somebody keeps beside the ledger, and that is none."""
    return rng.choice(
        (
            Tab("Notes", [["Ring the bank"], ["Ada wants the blue one next time"], ["stock take on Friday"]]),
            Tab("Price list", [["Product", "Price"], ["Mug", Money(900)], ["Tea", Money(450)], ["Lamp", Money(4900)]]),
            Tab(
                "Expenses",
                [
                    ["Date", "Supplier", "Amount"],
                    [dt.date(2025, 3, 1), "Power & Light", Money(18000)],
                    [dt.date(2025, 4, 1), "Power & Light", Money(17500)],
                    [dt.date(2025, 5, 2), "Rent Ltd", Money(90000)],
                ],
            ),
            Tab("Sheet2", []),
        )
    )

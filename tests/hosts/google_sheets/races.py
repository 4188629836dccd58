"""Colleagues at work in a shared sheet while a refresh runs, made from a seed alone, and what must be true afterwards.

Everything a colleague types is a word of its own, so that it can be found again: in its cell beside the same customer,
or, where it was typed over a cell that the review writes, in Data check.
"""

from __future__ import annotations

import copy
import datetime
import random
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd
from hosts.google_sheets.colleague import cell_of
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.trouble import Trouble as Refused
from ledgers import people, shop

from winback_sheets.api import Trouble
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import bodies
from winback_sheets.hosts.google_sheets.review import review_sheet
from winback_sheets.schema.inputs import Table
from winback_sheets.schema.results import LOST_CUSTOMERS, OUTREACH, WARNING_SIGNS

TABLES = (OUTREACH, LOST_CUSTOMERS, WARNING_SIGNS)
DAY_1, DAY_2 = pd.Timestamp("2026-05-21"), pd.Timestamp("2026-07-21")
CUSTOMERS, SLOW, HEAD = 14, 5, 4
MONTHS = 18
ADDRESS = "https://docs.google.com/spreadsheets/d/{}/edit"
OVER = {"outreach": "why_now", "lost_customers": "why", "warning_signs": "evidence"}
# What people type that counts in a review; in the races nobody types there.
DECIDE = ("done", "outcome", "stated_reason", "checked_reason", "asked_back", "next_date", "decision_override")
UNKNOWN = "who this is, nobody sees any more"  # where people have deleted the column of customers
BODY, SMALL_BODY = bodies.MOST, 6_000  # bytes; a small one makes the review lay ready what it writes
FROZEN = ("frozenRowCount", "frozenColumnCount")
ACTS = (
    "edit a note",
    "type in our column",
    "own row below",
    "own row between",
    "insert a row",
    "delete a row",
    "duplicate a row",
    "sort",
    "filter",
    "insert a column and type in it",
    "move a column",
    "rename a heading",
    "delete our column",
    "delete any column of ours",
    "name a range",
    "freeze panes",
    "merge cells",
    "a value that changes by itself",
    "a conflict at Google",
    "a small body is all that Google takes",
    "rename the tab",
    "a second refresh",
)

# What moves the cells of a list away from under a write.
MOVING = (
    "own row between",
    "insert a row",
    "delete a row",
    "duplicate a row",
    "sort",
    "insert a column and type in it",
    "move a column",
    "delete any column of ours",
)


def rows_of(frame: pd.DataFrame) -> list[list[Any]]:
    """A table as a person would paste it, days as days."""
    body = [[v.date() if isinstance(v, pd.Timestamp) else v for v in row] for row in frame.itertuples(index=False)]
    return [list(frame.columns), *body]


def ledgers() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sales of the first review, and those of two months more in which others fall silent and one comes back."""
    slow = shop(MONTHS + 2, SLOW).assign(Customer=lambda sales: "S" + sales["Customer"].str[1:])
    slow = slow[slow["Date"].dt.month % 2 == 0]
    stop = {3: 9, 7: 10, 11: 12, 2: 16, 5: 16, 6: 17, 9: 18}
    first, later = (shop(months, CUSTOMERS, stop=stop) for months in (MONTHS, MONTHS + 2))
    back = first.iloc[[0]].assign(Customer="C003", Date=pd.Timestamp("2026-06-03"))
    end = first["Date"].max()
    return pd.concat([first, slow[slow["Date"] <= end]]), pd.concat([later, slow, back])


def contracts(notices: int) -> list[list[Any]]:
    """Six contracts, of which so many have given notice."""
    start = datetime.date(2025, 1, 1)
    told = [datetime.date(2026, 4, 1 + n) if n < notices else None for n in range(6)]
    return [["Customer", "Start", "Monthly amount", "Cancel notice date"]] + [
        [f"K{n}", start, 20 + 5 * n, notice] for n, notice in enumerate(told)
    ]


def firm(emu: Emulator, sales: pd.DataFrame, **more: str) -> str:
    """A spreadsheet with the sales and the customers; two people make the calls."""
    owners = people(CUSTOMERS).assign(Owner=["Anna" if n % 2 else "Ben" for n in range(CUSTOMERS)])
    return emu.new_book(
        "Shop", tabs={"Sales": rows_of(sales), "Customers": rows_of(owners), "Subscriptions": contracts(3)}, **more
    )


def paste(emu: Emulator, book: str, title: str, rows: list[list[Any]]) -> None:
    """Rows over what a tab holds, from its first cell on."""
    colleague = emu.book(book)
    for number, row in enumerate(rows):
        colleague.tab(title).put(number, 0, [cell_of(value) for value in row])
    colleague.touched()


def review(emu: Emulator, book: str, day: pd.Timestamp) -> Any:
    """One refresh through the emulator."""
    return review_sheet(ADDRESS.format(book), run_day=day, session=emu.session())


@cache
def reviewed_once() -> tuple[Emulator, str]:
    """A sheet after its first review, with the sales of two months more; to be copied, not used."""
    emu = Emulator()
    first, later = ledgers()
    book = firm(emu, first)
    review(emu, book, DAY_1)
    paste(emu, book, "Sales", rows_of(later))
    paste(emu, book, "Subscriptions", contracts(5))
    return emu, book


def fresh() -> tuple[Emulator, str]:
    """That sheet, for one run."""
    emu, book = reviewed_once()
    made = Emulator()
    made.store = copy.deepcopy(emu.store)
    return made, book


@dataclass
class Typed:
    """A word that a colleague typed: the tab's key, the customer beside it (None in a row of their own), and whether
    it was typed over a cell of ours."""

    tab: str
    customer: str | None
    over: bool = False


@dataclass
class Race:
    """One run: the sheet, what tabs are called by now, and the words typed so far."""

    emu: Emulator
    book: str
    random: random.Random
    titles: dict[str, str] = field(default_factory=lambda: {table.key: table.title for table in TABLES})
    words: dict[str, Typed] = field(default_factory=dict)
    columns_gone: set[tuple[str, str]] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)  # lists in which a cell beside a note went under it
    theirs: dict[str, Any] = field(default_factory=dict)  # what people set up, as their last act left it

    def word(self) -> str:
        return f"word{len(self.words)}x{self.random.randrange(10**6)}"

    def cells(self, key: str) -> list[list[Any]]:
        return filled(self, self.titles[key])

    def column(self, table: Table, key: str) -> int | None:
        """Where a column stands, by its heading; None when it was deleted or renamed."""
        head = self.cells(table.key)[HEAD]
        return next((at for at, text in enumerate(head) if text == table.column(key).heading), None)

    def customer(self, table: Table, row: int) -> str | None:
        at, cells = self.column(table, "customer"), self.cells(table.key)
        if at is None:
            return UNKNOWN
        found = cells[row][at] if row < len(cells) and at < len(cells[row]) else None
        return str(found) if found not in (None, "") else None


def filled(race: Race, title: str) -> list[list[Any]]:
    """The rows of a tab down to the last in which something stands."""
    rows = race.emu.book(race.book).cells(title)
    while rows and all(cell in (None, "") for cell in rows[-1]):
        rows.pop()
    return rows


def set_up(race: Race) -> dict[str, Any]:
    """Frozen panes, merged cells and named ranges in the lists of ours."""
    book = race.emu.book(race.book)
    tabs = {book.tab(title).id: book.tab(title) for title in race.titles.values() if title in book.titles}
    names = [name for name in book.state.names if name["range"].get("sheetId", 0) in tabs]
    frozen = {number: [tab.grid.get(key, 0) for key in FROZEN] for number, tab in tabs.items()}
    merged = {number: sorted(map(str, tab.parts["merges"])) for number, tab in tabs.items()}
    return copy.deepcopy({"frozen": frozen, "merged": merged, "named": sorted(map(str, names))})


def act(race: Race, what: str, table: Table) -> None:
    """One thing that a colleague does in a list of ours; what Google does not let them do is not done."""
    with suppress(Refused):
        _act(race, what, table)
    race.theirs = set_up(race)


def _act(race: Race, what: str, table: Table) -> None:
    book, title, rng = race.emu.book(race.book), race.titles[table.key], race.random
    cells = race.cells(table.key)
    last = len(cells)
    row = rng.randrange(HEAD + 1, last) if last > HEAD + 1 else HEAD + 1
    if what == "edit a note":
        _type(race, table, row, "notes", over=False)
    elif what == "type in our column":
        _type(race, table, row, OVER[table.key], over=True)
    elif what in ("own row below", "own row between"):
        at = last if what.endswith("below") else row
        if what.endswith("between"):
            book.insert_rows(title, at, 1)
        for key in ("name", "notes"):
            place = race.column(table, key)
            if place is not None:
                word = race.word()
                book.type_in(title, at, place, word)
                race.words[word] = Typed(table.key, None, over=key == "name")
    elif what == "insert a row":
        book.insert_rows(title, row, 1)
    elif what == "delete a row":
        _forget(race, table, cells[row] if row < last else [])
        book.delete_rows(title, row, 1)
    elif what == "duplicate a row":
        book.duplicate_row(title, row)
    elif what == "sort":
        book.sort(title, HEAD + 1, rng.randrange(len(cells[HEAD])), rng.random() < 0.5)
    elif what == "filter":
        place = rng.randrange(len(cells[HEAD]))
        hidden = [str(line[place]) for line in cells[HEAD + 1 :: 2] if place < len(line)]
        book.filter(title, place, hidden, HEAD)
    elif what == "insert a column and type in it":
        at = rng.randrange(0, len(cells[HEAD]) + 1)
        book.insert_columns(title, at, 1)
        for place in {HEAD, row, rng.randrange(0, last)}:
            word = race.word()
            book.type_in(title, place, at, word)
            race.words[word] = Typed(table.key, race.customer(table, place) if place > HEAD else None)
    elif what == "move a column":
        width = len(cells[HEAD])
        book.move_column(title, rng.randrange(width), rng.randrange(width))
    elif what == "rename a heading":
        at = race.column(table, rng.choice([column.key for column in table.columns]))
        if at is not None and cells[HEAD][at] not in (table.column("customer").heading, table.column("notes").heading):
            book.type_in(title, HEAD, at, "renamed " + race.word())
    elif what == "delete our column":
        at = race.column(table, rng.choice([OVER[table.key], "mrr"]))
        if at is not None:
            _forget(race, table, [line[at] if at < len(line) else None for line in cells])
            book.delete_column(title, at)
    elif what == "delete any column of ours":
        at = race.column(table, rng.choice([column.key for column in table.columns if column.owner == "toolkit"]))
        if at is not None:
            _forget(race, table, [line[at] if at < len(line) else None for line in cells])
            book.delete_column(title, at)
    elif what == "name a range":
        left, down = rng.randrange(len(cells[HEAD])), rng.randrange(1, 4)
        book.name(f"range_{race.word()}", title, (row, row + down), (left, left + 1))
    elif what == "freeze panes":
        book.freeze(title, HEAD + 1, rng.randrange(4))
    elif what == "merge cells":
        at, line = race.column(table, "notes"), cells[row] if row < len(cells) else []
        beside = line[at + 1] if at is not None and at + 1 < len(line) else None
        if at is not None and at + 1 < book.tab(title).width:
            if at < len(line) and line[at] not in (None, ""):
                _forget(race, table, [beside])
            book.merge(title, row, (at, at + 2))
            race.merged.add(table.key)
    elif what == "a value that changes by itself":
        at, customer = race.column(table, "notes"), race.customer(table, row)
        book.type_in("Sales", rng.randrange(1, 20), 8, rng.choice(("=RAND()", "=NOW()", "=RANDBETWEEN(1,1000000)")))
        if (
            at is not None
            and customer is not None
            and str(cells[row][at] if at < len(cells[row]) else "") not in race.words
        ):
            word = race.word()
            book.type_in(title, row, at, f'=IF(RAND()<2,"{word}",NOW())')
            race.words[word] = Typed(table.key, customer)
    elif what == "a conflict at Google":
        race.emu.faults = [*race.emu.faults, Fault(call=race.emu.count + rng.randrange(2), status=409)]
    elif what == "a small body is all that Google takes":
        bodies.MOST = SMALL_BODY
    elif what == "rename the tab":
        name = f"{table.title} of {race.word()}"
        book.rename_tab(title, name)
        race.titles[table.key] = name
    elif what == "a second refresh":
        try:
            review(race.emu, race.book, DAY_2)
        except (Unreadable, Trouble) as sentence:
            race.said.append(str(sentence))


def _type(race: Race, table: Table, row: int, key: str, *, over: bool) -> None:
    at, customer = race.column(table, key), race.customer(table, row)
    if at is None or customer is None:
        return
    book, title = race.emu.book(race.book), race.titles[table.key]
    before = race.cells(table.key)[row]
    if at < len(before):
        race.words.pop(str(before[at]), None)
    word = race.word()
    book.type_in(title, row, at, word)
    race.words[word] = Typed(table.key, customer, over)


def _forget(race: Race, table: Table, gone: list[Any]) -> None:
    """What a colleague takes away themselves is no loss, unless it stands elsewhere as well."""
    rest = [str(cell) for line in race.cells(table.key) for cell in line]
    for cell in gone:
        if str(cell) in race.words and rest.count(str(cell)) < 2:
            race.words.pop(str(cell))

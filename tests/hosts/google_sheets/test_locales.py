"""Sheets of other countries, other zones and of people who type formulas as names: what is read, and what comes back."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hosts.google_sheets.cells import Cell, raw, serial
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.races import ADDRESS, HEAD
from ledgers import shop

from winback_sheets.hosts.google_sheets.gateway import Asked
from winback_sheets.hosts.google_sheets.review import nothing, review_sheet

DAY = pd.Timestamp("2026-03-01")
MONTHS, CUSTOMERS = 15, 8
STOPPED = {1: 9, 4: 10}
INPUTS = {"Sales", "Customers"}
BETWEEN = re.compile(r",(?!\d)|\.\d")  # a comma between arguments, a decimal point


def ledger() -> list[list[Any]]:
    """Sales of customers 0040 to 0047, half a coin in each amount."""
    sales = shop(MONTHS, CUSTOMERS, stop=STOPPED)
    ids = ["00" + str(40 + int(each[1:])) for each in sales["Customer"]]
    rows = zip(ids, sales["Date"].dt.date, sales["Amount"] + 0.5, strict=True)
    return [["Customer", "Date", "Amount"], *map(list, rows)]


def people(names: list[str]) -> list[list[Any]]:
    return [["Customer", "Name", "Owner"], *(["00" + str(40 + n), name, names[0]] for n, name in enumerate(names))]


def stored(emu: Emulator, book: str, title: str, rows: list[list[Any]]) -> None:
    """Put cells as Google keeps them: texts stay texts, whatever they look like."""
    for number, row in enumerate(rows):
        emu.book(book).tab(title).put(number, 0, [cell(value) for value in row])


def cell(value: Any) -> Cell:
    if isinstance(value, datetime.date):
        return Cell(serial(value), format={"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}})
    return Cell(raw(value))


def sheet(rows: list[list[Any]], names: list[str], **more: Any) -> tuple[Emulator, str]:
    emu = Emulator()
    book = emu.new_book("Shop", tabs={"Sales": [], "Customers": []}, **more)
    stored(emu, book, "Sales", rows)
    stored(emu, book, "Customers", people(names))
    return emu, book


def review(emu: Emulator, book: str, **more: Any) -> Any:
    return review_sheet(ADDRESS.format(book), session=emu.session(), **({"run_day": DAY} | more))


def shown(emu: Emulator, book: str) -> dict[str, list[list[Any]]]:
    """What the cells of our tabs hold, formulas worked out."""
    here = emu.book(book)
    return {title: here.cells(title) for title in here.titles if title not in INPUTS}


def formulas(emu: Emulator, book: str) -> list[str]:
    tabs = emu.book(book).state.tabs
    return [cell.formula for tab in tabs for row in tab.rows for cell in row if cell and cell.formula]


@cache
def english() -> tuple[Emulator, str]:
    emu, book = sheet(ledger(), names(CUSTOMERS))
    review(emu, book)
    return emu, book


def names(count: int) -> list[str]:
    return [f"Firm {n}" for n in range(count)]


def german() -> list[list[Any]]:
    """The same sales as a till in Germany exports them: days with dots, amounts with a comma, all of it text."""
    rows = ledger()
    return [rows[0], *([who, f"{day:%d.%m.%Y}", f"{amount:.2f}".replace(".", ",")] for who, day, amount in rows[1:])]


@cache
def in_germany() -> tuple[Emulator, str]:
    emu, book = sheet(german(), names(CUSTOMERS), locale="de_DE", time_zone="Europe/Berlin")
    review(emu, book)
    return emu, book


def test_a_german_sheet_with_typed_texts_says_the_same_with_formulas_of_its_own_dialect() -> None:
    emu, book = in_germany()
    wanted, found = shown(*english()), shown(emu, book)
    assert list(found) == list(wanted)
    assert {tab: cells for tab, cells in found.items() if tab != "_winback"} == {
        tab: cells for tab, cells in wanted.items() if tab != "_winback"
    }
    written = formulas(emu, book)
    assert written and len(written) == len(formulas(*english()))
    assert any(";" in each for each in written) and not [each for each in written if BETWEEN.search(quoted_away(each))]


def test_a_locale_under_googles_old_name_for_it_gets_formulas_of_its_own_dialect_too() -> None:
    emu, book = sheet(ledger(), names(CUSTOMERS), locale="in_ID", time_zone="Asia/Jakarta")
    review(emu, book)
    written = formulas(emu, book)
    assert any(";" in each for each in written) and not [each for each in written if BETWEEN.search(quoted_away(each))]


def quoted_away(formula: str) -> str:
    """A formula without its texts."""
    return "".join(formula.split('"')[::2])


def test_a_second_review_of_a_german_sheet_writes_nothing() -> None:
    emu, book = in_germany()
    revision = emu.revision
    assert not review(emu, book).changed and emu.revision == revision


def test_customers_with_leading_zeros_stay_who_they_are() -> None:
    emu, book = english()
    listed = {row[0] for row in emu.book(book).cells("Segments")[HEAD + 1 :] if row and row[0]}
    wanted = {f"00{40 + n}" for n in range(CUSTOMERS)} | set(names(CUSTOMERS))
    assert listed and listed <= wanted


@pytest.mark.parametrize("rtl", [True, False], ids=["from right to left", "from left to right"])
def test_our_tabs_run_as_the_persons_own(rtl: bool) -> None:
    emu, book = sheet(ledger(), ["شرکت یکم", *names(CUSTOMERS - 1)], locale="fa_IR", time_zone="Asia/Tehran")
    for tab in emu.book(book).state.tabs:
        tab.properties["rightToLeft"] = rtl
    review(emu, book)
    ours = [tab for tab in emu.book(book).state.tabs if tab.title not in INPUTS and not tab.properties.get("hidden")]
    assert ours and {bool(tab.properties.get("rightToLeft")) for tab in ours} == {rtl}
    assert any("شرکت یکم" in row for rows in shown(emu, book).values() for row in rows)


ZONES = [
    ("2026-11-20T23:59:59", "Etc/GMT", "2026-11-20"),
    ("2026-11-21T00:00:00", "Etc/GMT", "2026-11-21"),
    ("2026-11-20T09:59:59", "Pacific/Kiritimati", "2026-11-20"),
    ("2026-11-20T10:00:00", "Pacific/Kiritimati", "2026-11-21"),
    ("2026-11-21T07:59:59", "America/Los_Angeles", "2026-11-20"),
    ("2026-11-21T08:00:00", "America/Los_Angeles", "2026-11-21"),
    ("2026-07-21T06:59:59", "America/Los_Angeles", "2026-07-20"),
    ("2026-07-21T07:00:00", "America/Los_Angeles", "2026-07-21"),
    ("2026-11-20T20:29:59", "Asia/Tehran", "2026-11-20"),
    ("2026-11-20T20:30:00", "Asia/Tehran", "2026-11-21"),
    ("2026-11-20T23:59:59", "Nowhere/At_All", "2026-11-20"),
    ("2026-11-20T23:59:59", "", "2026-11-20"),
    ("2026-11-20T23:59:59", "../../etc/passwd", "2026-11-20"),
]


@pytest.mark.parametrize(("moment", "zone", "day"), ZONES)
def test_today_is_todays_day_where_the_sheet_is(moment: str, zone: str, day: str) -> None:
    now = datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC)
    assert Asked(None, "auto", None, now, nothing).day(zone) == pd.Timestamp(day)


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Kiritimati", "2026-02-16"), ("America/Los_Angeles", "2026-02-15")], ids=str
)
def test_a_list_without_sales_is_reviewed_as_of_the_day_it_is_where_the_sheet_is(zone: str, day: str) -> None:
    emu = Emulator()
    contracts = [[f"K{n}", datetime.date(2026, 1, 1), 20 + n] for n in range(6)]
    tabs = {"Subscriptions": [["Customer", "Start", "Monthly amount"], *contracts]}
    book = emu.new_book("Club", tabs=tabs, time_zone=zone)
    now = datetime.datetime(2026, 2, 15, 23, 30, tzinfo=datetime.UTC)
    assert review(emu, book, run_day=None, now=now).review.as_of == pd.Timestamp(day)


WORD = "Xq7"
HOSTILE = [
    f'=IMPORTXML("https://example.org/{WORD}","//a")',
    f"+{WORD}+1",
    f"-{WORD}-1",
    f"@{WORD}",
    f"'={WORD}",
    f"\t={WORD}",
    f"\r={WORD}",
    f'=HYPERLINK("https://example.org/{WORD}","Call")',
]


@cache
def injected() -> tuple[Emulator, str]:
    """A sheet whose customers bear such names, after its first review, with such notes beside every row, and a second."""
    emu, book = sheet([["Customer", "Date", "Amount"], *renamed()], HOSTILE)
    review(emu, book)
    for title in ("Outreach", "Lost customers"):
        tab = emu.book(book).tab(title)
        at = emu.book(book).cells(title)[HEAD].index("Notes")
        for row in range(HEAD + 1, tab.last_row()):
            tab.put(row, at, [Cell(f"{HOSTILE[row % len(HOSTILE)]} note{row}")])
    stored(emu, book, "Sales", [["Customer", "Date", "Amount"], *renamed(2)])
    review(emu, book, run_day=DAY + pd.Timedelta(days=61))
    return emu, book


def renamed(more: int = 0) -> Iterator[list[Any]]:
    sales = shop(MONTHS + more, CUSTOMERS, stop=STOPPED | {6: 14})
    for who, day, amount in sales.itertuples(index=False):
        yield ["00" + str(40 + int(who[1:])), day.date(), amount]


def formula_values(value: Any) -> Iterator[str]:
    """Every formulaValue in a request, wherever it stands."""
    if isinstance(value, dict):
        yield from (str(each) for key, each in value.items() if key == "formulaValue")
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from formula_values(each)


def test_no_formula_that_is_sent_holds_a_word_of_the_data() -> None:
    emu, _ = injected()
    sent = [text for call in emu.log for text in formula_values(call.body)]
    assert len(sent) > 10 and not [text for text in sent if WORD in text or "Firm" in text]
    assert WORD in json.dumps([call.body for call in emu.log])


def test_nothing_is_sent_for_google_to_interpret() -> None:
    emu, _ = injected()
    bodies = [call.body for call in emu.log if isinstance(call.body, dict)]
    assert {body["valueInputOption"] for body in bodies if "valueInputOption" in body} <= {"RAW"}
    kinds = {kind for body in bodies for request in body.get("requests", ()) for kind in request}
    assert kinds and not kinds & {"pasteData", "findReplace", "appendCells", "textToColumns", "autoFill"}


def test_names_that_look_like_formulas_come_back_as_they_were_typed() -> None:
    emu, book = injected()
    assert not [each for each in formulas(emu, book) if WORD in each]
    texts = {cell for rows in shown(emu, book).values() for row in rows for cell in row if isinstance(cell, str)}
    assert {name.strip() for name in HOSTILE} <= {text.strip() for text in texts}


def test_notes_that_look_like_formulas_stay_the_texts_they_are() -> None:
    emu, book = injected()
    kept = 0
    for title in ("Outreach", "Lost customers"):
        at = emu.book(book).cells(title)[HEAD].index("Notes")
        for number, row in enumerate(emu.book(book).tab(title).rows):
            if number > HEAD and at < len(row) and row[at] and row[at].value:
                assert row[at].formula is None
                kept += row[at].value == f"{HOSTILE[number % len(HOSTILE)]} note{number}"
    assert kept >= 4

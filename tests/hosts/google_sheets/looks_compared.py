"""How every tab of ours looks after a refresh, beside how the same pages look when they are put into new tabs."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from hosts.google_sheets.book import Tab
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.races import ADDRESS, paste, rows_of
from ledgers import people, shop

from winback_sheets.hosts.google_sheets.formulas import writes_comma
from winback_sheets.hosts.google_sheets.layout import new_tab
from winback_sheets.hosts.google_sheets.review import review_sheet
from winback_sheets.present.page import Page

Json = dict[str, Any]
Rows = dict[str, list[list[Any]]]
DEMO = Path(__file__).resolve().parents[3] / "workbooks" / "winback-demo.xlsx"


def looks_of(tab: Tab, rows: int, columns: int) -> dict[str, Any]:
    """Whatever a person sees of a tab but for what its cells say, as far down and to the right as asked."""
    cells = {
        (row, col): cell
        for row, line in enumerate(tab.rows[:rows])
        for col, cell in enumerate(line[:columns])
        if cell is not None
    }
    return {
        "formats": {at: cell.format for at, cell in cells.items() if cell.format},
        "choices": {at: cell.validation for at, cell in cells.items() if cell.validation},
        "merges": sorted(json.dumps(each, sort_keys=True) for each in tab.parts["merges"]),
        "rules": sorted(json.dumps(_open(each, rows), sort_keys=True) for each in tab.parts["conditionalFormats"]),
        "charts": {each["chartId"]: each["spec"] for each in tab.parts["charts"]},
        "widths": {at: said["pixelSize"] for at, said in tab.column_facts.items() if said.get("pixelSize", 100) != 100},
        "heights": {at: said["pixelSize"] for at, said in tab.row_facts.items() if said.get("pixelSize", 21) != 21},
        "warned": [_open(each.get("unprotectedRanges", []), rows) for each in tab.parts["protectedRanges"]],
    }


def _open(value: Any, rows: int) -> Any:
    """A message whose ranges end where the shorter of two tabs ends."""
    if isinstance(value, list):
        return [_open(each, rows) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: _open(each, rows) for key, each in value.items() if key != "protectedRangeId"}
    return made | ({"endRowIndex": min(rows, made["endRowIndex"])} if "endRowIndex" in made else {})


def as_new(emu: Emulator, book: str, pages: Sequence[Page]) -> dict[str, Tab]:
    """The same pages in new tabs of the same numbers."""
    here = emu.store.files[book].book
    ids = {tab.title: tab.id for tab in here.tabs}
    other = Emulator()
    number = other.new_book("New", locale=here.locale, tabs={"Sheet": []})
    made = [
        new_tab(
            page,
            ids[page.name],
            title=page.name,
            rtl=any(tab.properties.get("rightToLeft") for tab in here.tabs),
            comma=writes_comma(here.locale),
            ids=ids,
        )
        for page in pages
    ]
    requests = [each for tab in made for each in tab.requests] + [each for tab in made for each in tab.finish]
    status, answer = other.handle("POST", f"/v4/spreadsheets/{number}:batchUpdate", [], {"requests": requests})
    assert status == 200, answer
    return {tab.title: tab for tab in other.store.files[number].book.tabs}


def differing_looks(emu: Emulator, book: str, pages: Sequence[Page]) -> list[tuple[str, str, Any, Any, Any]]:
    """Tab, what, where, how it looks and how it should: each cell, chart, rule ... that looks other than in a new tab."""
    here, wanted = {tab.title: tab for tab in emu.store.files[book].book.tabs}, as_new(emu, book, pages)
    found = []
    for page in pages:
        rows = min(here[page.name].height, wanted[page.name].height)
        columns = min(here[page.name].width, wanted[page.name].width)
        one, other = (looks_of(each[page.name], rows, columns) for each in (here, wanted))
        for what in one:
            if isinstance(one[what], dict):
                found += [
                    (page.name, what, at, one[what].get(at), other[what].get(at))
                    for at in sorted(one[what].keys() | other[what].keys())
                    if one[what].get(at) != other[what].get(at)
                ]
            elif one[what] != other[what]:
                found.append((page.name, what, "", one[what], other[what]))
    return found


def _until(rows: list[list[Any]], head: int, col: int, day: datetime.datetime) -> list[list[Any]]:
    """A ledger as it was on a day."""
    return rows[: head + 1] + [
        row for row in rows[head + 1 :] if not isinstance(row[col], datetime.datetime) or row[col] <= day
    ]


def demo() -> tuple[Rows, Rows, str, str]:
    """The demo as it was a month before, and as it is."""
    book = openpyxl.load_workbook(DEMO, read_only=True, data_only=True)
    now = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    head = next(at for at, row in enumerate(now["Sales"]) if isinstance(row[0], str) and sum(map(bool, row)) > 3)
    col = next(at for at, value in enumerate(now["Sales"][head + 1]) if isinstance(value, datetime.datetime))
    before = {**now, "Sales": _until(now["Sales"], head, col, datetime.datetime(2026, 9, 20))}
    return before, now, "2026-09-21", "2026-10-21"


def young() -> tuple[Rows, Rows, str, str]:
    """A shop of half a year, in which too few periods have ended for a chart, and a quarter later."""
    stop = {number: 3 + number % 9 for number in range(0, 20, 3)}
    first, later = ({"Sales": rows_of(shop(n, 20, stop=stop)), "Customers": rows_of(people(20))} for n in (6, 9))
    return first, later, "2025-05-02", "2025-08-02"


def growing() -> tuple[Rows, Rows, str, str]:
    """A shop whose lists grow beyond the rows that a new tab has to spare."""
    stop = {number: 3 + number % 9 for number in range(0, 480, 2)}
    first, later = (
        {"Sales": rows_of(shop(n, c, stop=stop)), "Customers": rows_of(people(c))} for n, c in ((14, 20), (15, 480))
    )
    return first, later, "2026-01-02", "2026-02-02"


LEDGERS = {"demo": demo, "young": young, "growing": growing}


@cache
def reviewed_once(name: str) -> tuple[Emulator, str]:
    """A sheet after its first review, with what a month more brought; to be copied, not used."""
    before, now, day, _ = LEDGERS[name]()
    emu = Emulator(validate=False)
    book = emu.new_book("Shop", tabs={**before, **{title: [] for title in now if title not in before}})
    review_sheet(ADDRESS.format(book), run_day=pd.Timestamp(day), session=emu.session())
    for title, rows in now.items():
        emu.book(book).state.grow(emu.book(book).tab(title), len(rows), max(map(len, rows)))
        paste(emu, book, title, rows)
    return emu, book


def month_later(name: str) -> tuple[Emulator, str]:
    """That sheet, for one refresh."""
    emu, book = reviewed_once(name)
    made = Emulator(validate=name == "young")
    made.store = copy.deepcopy(emu.store)
    return made, book


def refresh(emu: Emulator, book: str, name: str) -> Any:
    """The refresh a month later."""
    return review_sheet(ADDRESS.format(book), run_day=pd.Timestamp(LEDGERS[name]()[3]), session=emu.session())

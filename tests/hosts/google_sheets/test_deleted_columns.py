"""People delete columns of ours and type on: whatever column it was, what they typed is kept in its cell or said."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hosts.google_sheets.colleague import Colleague
from hosts.google_sheets.race_runs import counted_once, undisturbed
from hosts.google_sheets.races import DAY_2, DECIDE, HEAD, TABLES, Race, filled, fresh, review

from winback_sheets.hosts.workbook import workbook
from winback_sheets.present.card import PICK
from winback_sheets.present.reports import REPORTS, keyed, table_of

WIDEST = max(len(table.columns) for table in keyed().values())
count = counted_once(workbook.review_of)


@pytest.fixture(autouse=True)
def _counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "review_of", count)


def one_of_each(turn: int) -> tuple[Race, dict[str, str]]:
    """A sheet in which a column of every tab is gone, each its own by the turn, and words typed since, by their tabs."""
    emu, book = fresh()
    race, words = Race(emu, book, random.Random(turn)), {}
    for report in REPORTS:
        title = table_of(report.key).title
        if report.key != "state" and title in emu.book(book).titles:
            words |= dict.fromkeys(without(emu.book(book), race, report.key, title, turn), title)
    return race, words


def without(book: Colleague, race: Race, key: str, title: str, turn: int) -> list[str]:
    """Delete a column of a tab and type: in every column of a list, over cells of ours elsewhere, and beside all."""
    wide, words = max(map(len, book.cells(title))), []
    for row in range(1, 12, 2):
        words.append(f"beside {key} {row}")
        book.type_in(title, row, wide, words[-1])
    book.delete_column(title, turn % wide)
    cells = filled(race, title)
    head = cells[HEAD] if key in keyed() else []
    taken = {table_of(key).column(each).heading for each in DECIDE if any(each == c.key for c in table_of(key).columns)}
    rows = [row for row in range(HEAD + 1, len(cells)) if any(cells[row])]
    places = [(rows[(5 * at + turn) % len(rows)], at) for at, text in enumerate(head) if text and text not in taken]
    if key not in keyed():
        places = [(row, (row + turn) % wide) for row in range(2, len(cells), 2)]
        places = [place for place in places if key != "customer_card" or place != PICK]
    for row, at in places if key != "settings" else []:
        if not str(cells[row][at] if at < len(cells[row]) else "").startswith("beside"):
            words.append(f"word {key} {row} {at}")
            book.type_in(title, row, at, words[-1])
    return words


QUICK = (1, 20)  # turns that take columns of a key, and that of the ranks
TURNS = [pytest.param(turn, marks=() if turn in QUICK else pytest.mark.slow) for turn in range(WIDEST)]


@pytest.mark.parametrize("turn", TURNS)
def test_what_is_typed_where_a_column_is_missing_is_kept_or_said(turn: int) -> None:
    race, words = one_of_each(turn)
    review(race.emu, race.book, DAY_2)
    book = race.emu.book(race.book)
    said = [str(cell) for line in book.cells("Data check") for cell in line]
    there = {title: [str(cell) for line in book.cells(title) for cell in line] for title in set(words.values())}
    assert [word for word, title in words.items() if word not in there[title] and word not in said] == []
    revisions = []
    for _ in range(3 if turn in (0, 20) else 0):
        review(race.emu, race.book, DAY_2)
        revisions.append(race.emu.revision)
    assert len({*revisions[1:]}) <= 1, "a refresh after which nobody did anything writes again"


def test_a_list_goes_on_being_refreshed_without_the_columns_of_its_key() -> None:
    emu, book = fresh()
    race = Race(emu, book, random.Random(0))
    for table in TABLES:
        for key in table.keys:
            at = race.column(table, key)
            if at is not None and key != "sign":  # two signs of one customer may have everything else in common
                emu.book(book).delete_column(table.title, at)
    before = {table.key: len(filled(race, table.title)) for table in TABLES}
    review(emu, book, DAY_2)
    calm = undisturbed()
    for table in TABLES:
        here, there = (filled(each, table.title) for each in (race, calm))
        wrote = [
            c.heading
            for c in table.columns
            if c.owner == "toolkit" and c.key not in table.keys and c.heading in here[HEAD]
        ]
        assert columns(here, wrote) == columns(there, wrote), table.key
        assert before[table.key] <= len(here)


def columns(cells: list[list[Any]], wanted: list[str]) -> set[tuple[str, ...]]:
    """The rows of a list by some of its headings."""
    at = [cells[HEAD].index(text) for text in wanted]
    return {tuple(str(line[col]) if col < len(line) else "" for col in at) for line in cells[HEAD + 1 :]}

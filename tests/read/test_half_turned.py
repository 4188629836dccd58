"""Days that Excel half turned: turned back where the column proves it, else set aside and said; never used as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.read.book import Book
from winback_sheets.read.book import read as read_book
from winback_sheets.read.dates import to_dates
from winback_sheets.read.digits import Parsed
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import Found
from winback_sheets.read.typed import typed

COLUMNS = {"customer": 0, "date": 1, "due": 2, "amount": 3}
HEADERS = {"customer": "Customer", "date": "Date", "due": "Due date", "amount": "Amount"}
TODAY = pd.Timestamp("2026-11-30")


def opened_in_excel(days: pd.DatetimeIndex, *, day_first: bool, form: str = "%d/%m/%Y", clock: str = "") -> pd.Series:
    """What Excel of another country makes of a file: days where it can, with day and month exchanged, else texts."""
    if not day_first:
        form = form.replace("%d", "%x").replace("%m", "%d").replace("%x", "%m")
    cells: list[object] = [
        pd.Timestamp(day.year, day.day, day.month) if day.day <= 12 else day.strftime(form) + clock for day in days
    ]
    return pd.Series(cells, index=range(2, 2 + len(cells)), dtype=object)


def read(cells: pd.Series) -> Parsed:
    return to_dates(cells, ledger=True)


def ledger(rows: int = 120, *, seed: int = 4) -> pd.DatetimeIndex:
    """Days of two years in the order of a ledger."""
    chosen = np.sort(np.random.default_rng(seed).choice(730, rows, replace=False))
    return pd.DatetimeIndex(pd.Timestamp("2024-01-01") + pd.to_timedelta(chosen, unit="D"))


@pytest.mark.parametrize("day_first", [True, False])
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d-%m-%y", "%d/%m/%Y %H:%M"])
@pytest.mark.parametrize("order", ["as they were bought", "by customer", "sorted again in Excel"])
def test_every_day_comes_back_whatever_order_the_rows_are_in(day_first: bool, form: str, order: str) -> None:
    days = ledger()
    cells = opened_in_excel(days, day_first=day_first, form=form)
    if order == "by customer":
        at = np.random.default_rng(1).permutation(len(days))
    elif order == "sorted again in Excel":  # it puts texts behind days
        at = np.array(sorted(range(len(days)), key=lambda n: (isinstance(cells.iloc[n], str), str(cells.iloc[n]))))
    else:
        at = np.arange(len(days))
    got = read(cells.iloc[at])
    assert not len(got.bad) and got.values.tolist() == days[at].tolist()
    assert got.half_turned is not None and got.half_turned.rows.sum() == (days.day <= 12).sum()


def test_days_that_the_reader_hands_on_as_texts_among_texts_come_back_too() -> None:
    days = ledger()
    cells = opened_in_excel(days, day_first=True).astype(str)
    assert cells.iloc[3] == "2024-08-02 00:00:00"
    assert read(cells).values.tolist() == days.tolist()


@pytest.mark.parametrize("rows", [1, 2])
def test_what_few_days_cannot_prove_is_set_aside_and_the_texts_are_read(rows: int) -> None:
    days = pd.DatetimeIndex(["2024-01-21", "2024-02-28", "2024-03-19", "2024-04-05", "2024-05-06"][: 3 + rows])
    got = read(opened_in_excel(days, day_first=True))
    assert got.values.tolist()[:3] == days.tolist()[:3] and got.values.isna().sum() == rows
    assert set(got.bad) == {"half_turned"} and got.half_turned is not None and got.half_turned.done == "set_aside"


def test_days_typed_right_afterwards_prove_the_contrary_of_nothing() -> None:
    cells = opened_in_excel(ledger(), day_first=True)
    cells.iloc[-1] = pd.Timestamp("2025-12-29")
    got = read(cells)
    real = cells.map(lambda cell: isinstance(cell, pd.Timestamp)).to_numpy()
    assert got.half_turned is not None and got.half_turned.done == "set_aside"
    assert got.values[real].isna().sum() == real.sum() - 1 and got.values.iloc[-1] == pd.Timestamp("2025-12-29")


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        pytest.param([1], ["28/02/2025", "15/01/2025", "19/01/2025"], id="on the 1st, and texts in any order"),
        pytest.param([1, 5, 10], ["15/01/2025", "19/01/2025", "28/02/2025"], id="all rows in the order of their days"),
    ],
)
def test_who_bills_early_in_the_month_and_types_a_few_texts_is_asked_and_read_as_it_stands(
    numbers: list[int], texts: list[str]
) -> None:
    days = [pd.Timestamp(2024, month, numbers[month % len(numbers)]) for month in range(1, 13)]
    days.append(pd.Timestamp(2025, 1, 1))
    got = read(pd.Series([*days, *texts], dtype=object))
    assert got.values.tolist()[:13] == days and not len(got.bad)
    assert got.half_turned is not None and got.half_turned.done == "as_they_stand"


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([*pd.date_range("2024-01-01", periods=60), "14/03/2024"], id="days after the 12th among the days"),
        pytest.param([pd.Timestamp("2024-02-03"), "14/03/2024", "05/03/2024"], id="texts before the 13th among texts"),
        pytest.param([pd.Timestamp("2024-02-03"), "14 Mar 2024", "2024-05-20"], id="no text in an open order"),
        pytest.param(["03/02/2024", "14/03/2024", "05/04/2024"], id="texts alone"),
        pytest.param(["1403/02/03", "1403/02/25", pd.Timestamp("2024-02-03")], id="the year first"),
    ],
)
def test_an_ordinary_column_is_left_alone(cells: list[object]) -> None:
    got = read(pd.Series(cells, dtype=object))
    assert got.half_turned is None and not len(got.bad)


def test_a_column_that_is_no_ledgers_is_never_turned() -> None:
    cells = opened_in_excel(ledger(), day_first=True)
    assert to_dates(cells).half_turned is None and to_dates(cells).values.iloc[3] == cells.iloc[3]


def book_of(dates: pd.Series) -> Book:
    rows = [["Date", "Customer", "Amount"], *([cell, f"C{n % 7}", 10.0 + n] for n, cell in enumerate(dates))]
    frame = pd.DataFrame(rows[1:], index=range(2, len(rows) + 1), columns=range(3))
    return read_book([Grid("Sales", rows[:60], lambda n: frame.loc[frame.index > n], len(rows))], today=TODAY)


def test_the_book_says_what_was_turned_back_and_asks() -> None:
    days = ledger()
    book = book_of(opened_in_excel(days, day_first=True))
    (question,) = book.questions
    low = int((days.day <= 12).sum())
    assert question[:3] == ("days", "Sales", "turned_back") and question.taken == "Date" and question.rows == low
    assert question.others == ("2024-08-02", "2024-02-08") and days[3] == pd.Timestamp("2024-02-08")
    (line,) = [each for each in book.understood if each.key == "read.days_turned_back"]
    assert line.fields == {"tab": "Sales", "column": "Date", "rows": low}
    assert book.sales is not None and book.sales["date"].tolist() == days.tolist() and book.flagged


def test_a_column_that_proves_nothing_by_itself_follows_the_one_beside_it() -> None:
    days = ledger()
    due = days[:4] + pd.Timedelta(days=14)
    cells = [opened_in_excel(each, day_first=True).tolist() for each in (days, due)]
    assert read(pd.Series(cells[1], dtype=object)).values.isna().sum() == 2
    rows = [["Customer", "Date", "Due date", "Amount"]]
    rows += [[f"C{n % 7}", day, cells[1][n] if n < 4 else None, 5.0] for n, day in enumerate(cells[0])]
    frame = pd.DataFrame(rows[1:], index=range(2, len(rows) + 1), columns=range(4))
    tab = typed(Found("sales", Grid("Sales", rows[:60], lambda n: frame, len(rows)), 1, COLUMNS, HEADERS))
    assert tab.frame["due"].tolist()[:4] == due.tolist() and tab.frame["date"].tolist() == days.tolist()
    assert [question[2:4] for question in tab.questions] == [("turned_back", "Date"), ("turned_back", "Due date")]
    assert not len(tab.problems)


def test_the_book_sets_aside_the_rows_of_days_it_cannot_prove() -> None:
    book = book_of(opened_in_excel(pd.DatetimeIndex(["2024-01-21", "2024-02-28", "2024-03-05"]), day_first=True))
    assert book.rows_used == 2 and book.problems["rule"].tolist() == ["half_turned"] and book.problems["aside"].all()
    assert [question.about for question in book.questions] == ["set_aside"]


@pytest.mark.parametrize(
    ("file", "rows", "days"),
    [
        ("uk_csv_in_us_excel.xlsx", 75, [f"{year}-{month:02}-03" for year, month in [(2025, 1), (2025, 2), (2025, 3)]]),
        ("small/12_us_excel_half_turned_dates.xlsx", 3, ["2024-01-05", "2024-02-03", "2024-03-07"]),
    ],
)
def test_real_half_turned_files_are_right_and_said(shared_data: Path, file: str, rows: int, days: list[str]) -> None:
    book = read_book(open_grids(shared_data / "exports" / file), today=TODAY)
    assert [(question.about, question.rows) for question in book.questions] == [("turned_back", rows)]
    assert book.sales is not None and set(pd.to_datetime(days)) <= set(book.sales["date"]) and not len(book.problems)

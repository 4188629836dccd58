"""A ledger whose day is said in parts: a year and a month, or the month in the tab's name."""

from __future__ import annotations

import pandas as pd
import pytest
from read.layout.odd_tables import BUYERS, GERMAN, MONTHS, TODAY, all_bought, book, bought, grid, line, paid

from winback_sheets.present.words import word
from winback_sheets.read.book import read

ROWS = [(month, name) for month in MONTHS for name in BUYERS if paid(name, month)]


def figures() -> str:
    return "\n".join(["Customer,Year,Month,Amount", *[line(n, m.year, m.month, paid(n, m)) for m, n in ROWS]])


def german_names() -> str:
    rows = [line(m.year, GERMAN[m.month - 1], n, paid(n, m)) for m, n in ROWS]
    return "\n".join(["Jahr,Monat,Kunde,Umsatz", *rows])


def year_on_its_first_row_only() -> str:
    years = [m.year if place == 0 or m.year != ROWS[place - 1][0].year else "" for place, (m, _) in enumerate(ROWS)]
    rows = [line(y, f"{m.strftime('%b')}.", n, paid(n, m)) for y, (m, n) in zip(years, ROWS, strict=True)]
    return "\n".join(["Year,Month,Customer,Amount", *rows])


@pytest.mark.parametrize("made", [figures, german_names, year_on_its_first_row_only], ids=lambda made: made.__name__)
def test_the_same_ledger_comes_out(made):
    found = book(made())
    assert bought(found) == all_bought()
    assert found.sales is not None and found.sales["date"].max() == pd.Timestamp("2026-03-31")
    assert found.subscriptions is None and not len(found.problems)


def test_a_month_that_is_none_is_set_aside_at_its_row():
    found = book("Customer,Year,Month,Amount\nAda,2025,1,5\nBo,2025,14,6\nCy,2025,3,7")
    assert bought(found) == {"Ada": 5, "Cy": 7}
    assert found.problems[["row", "rule"]].to_numpy().tolist() == [[3, "no_date"]]


def tab(month: pd.Period, *, titled: bool) -> str:
    rows = [line(name, paid(name, month)) for name in BUYERS if paid(name, month)]
    title = [f"Sales {month.strftime('%B %Y')},", ","] if titled else []
    return "\n".join([*title, "Customer,Amount", *rows])


def test_a_tab_for_each_month():
    found = read([grid(tab(month, titled=False), month.strftime("%b %Y")) for month in MONTHS], today=TODAY)
    assert bought(found) == all_bought()
    said = [word(each) for each in found.understood]
    assert "'Jan 2025': no column holds a date; every row is dated 31 Jan 2025, by the month in the title" in said


def test_a_title_for_each_month():
    found = read([grid(tab(month, titled=True), f"Sheet{n}") for n, month in enumerate(MONTHS)], today=TODAY)
    assert bought(found) == all_bought()


@pytest.mark.parametrize("name", ["Customers Jan 2025", "Balance Jan 2025 to Feb 2025", "Sales 2025"])
def test_other_names_of_tabs_say_no_month(name):
    assert book(tab(MONTHS[0], titled=False), name).sales is None

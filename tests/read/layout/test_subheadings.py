"""Names that stand above their lines become a column."""

from __future__ import annotations

import pandas as pd
import pytest
from read.layout.odd_tables import BUYERS, MONEY, MONTHS, PURCHASES, TODAY, all_bought, book, bought, grid, line, paid

from winback_sheets.files.files import open_grids
from winback_sheets.present.words import word
from winback_sheets.read.book import read
from winback_sheets.read.layout.ordinary import ordinary


def days(name: str) -> list[pd.Timestamp]:
    return [month.to_timestamp() + pd.Timedelta(days=14) for month in MONTHS if paid(name, month)]


def lines(name: str, *before: str) -> list[str]:
    return [
        line(*before, day.strftime("%Y-%m-%d"), f"1{place:03}", BUYERS[name]) for place, day in enumerate(days(name))
    ]


def with_totals() -> str:
    parts = ["Sales by Customer Detail", "", ",Date,Num,Amount"]
    for name in BUYERS:
        parts += [name, *lines(name, ""), f"Total for {name},,,{BUYERS[name] * len(days(name))}"]
    return "\n".join([*parts, f"TOTAL,,,{MONEY}", "", "Accrual basis"])


def under_titles_of_two_cells() -> str:
    titles = ["Ridge Trading Co", "Printed on,2026-11-02", "Prepared by,S. Reed", "Currency,EUR", ""]
    return "\n".join([*titles, *with_totals().split("\n")[2:]])


def in_the_same_column() -> str:
    parts = ["Datum,Beleg,Betrag"]
    for name in BUYERS:
        parts += ["", f"Kunde: {name}", *lines(name), f"Summe {name},,{BUYERS[name] * len(days(name))}"]
    return "\n".join(parts)


def headings_above_each() -> str:
    parts = []
    for name in BUYERS:
        parts += [name, "Date,Invoice,Amount", *lines(name), f"Total,,{BUYERS[name] * len(days(name))}", ""]
    return "\n".join(parts)


def regions_above_the_customers() -> str:
    parts = ["Region,Customer,Date,Num,Amount"]
    for place, name in enumerate(BUYERS):
        parts += [["North", "South"][place > 2]] if place in (0, 3) else []
        parts += [f",{name}", *lines(name, "", ""), f",Total {name},,,{BUYERS[name] * len(days(name))}"]
    return "\n".join(parts)


def outline_with_the_sum_beside_the_name() -> str:
    parts = ["Customer,Date,Num,Amount"]
    for name in BUYERS:
        parts += [f"{name},,,{BUYERS[name] * len(days(name))}", *lines(name, "")]
    return "\n".join([*parts, f"Grand Total,,,{MONEY}"])


def name_on_the_first_line() -> str:
    parts = ["Customer,Date,Num,Amount"]
    for name in BUYERS:
        first, *rest = lines(name, "")
        parts += [name + first, *rest, f"{name} Total,,,{BUYERS[name] * len(days(name))}"]
    return "\n".join([*parts, f"Grand Total,,,{MONEY}"])


def name_on_the_first_line_without_totals() -> str:
    return "\n".join(each for each in name_on_the_first_line().split("\n") if "Total" not in each)


def with_a_word_in_a_cell_of_its_own() -> str:
    parts = ["Date,Num,Amount"]
    for name in BUYERS:
        parts += [f"Customer:,{name}", *lines(name)]
    return "\n".join(parts)


def quickbooks_desktop() -> str:
    """Every other column is blank, and the names stand in a column of their own."""
    parts = [",,,,Type,,Date,,Num,,Qty,,Sales Price,,Amount,,Balance"]
    for name in BUYERS:
        owed = [BUYERS[name] * (place + 1) for place, _ in enumerate(days(name))]
        parts.append(f",{name}")
        for place, (day, balance) in enumerate(zip(days(name), owed, strict=True)):
            price = BUYERS[name]
            parts.append(f",,,,Invoice,,{day:%m/%d/%Y},,1{place:03},,1,,{price},,{price},,{balance}")
        parts.append(f",Total {name},,,,,,,,,{len(owed)},,,,{owed[-1]},,{owed[-1]}")
    return "\n".join([*parts, f"TOTAL,,,,,,,,,,{PURCHASES},,,,{MONEY},,{MONEY}"])


TABLES = (
    with_totals,
    under_titles_of_two_cells,
    in_the_same_column,
    headings_above_each,
    regions_above_the_customers,
    outline_with_the_sum_beside_the_name,
    name_on_the_first_line,
    name_on_the_first_line_without_totals,
    with_a_word_in_a_cell_of_its_own,
    quickbooks_desktop,
)


@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.__name__)
def test_the_same_ledger_comes_out(made):
    found = book(made())
    assert found.sales is not None and len(found.sales) == PURCHASES
    assert bought(found) == all_bought()
    assert not found.problems["aside"].any()


def test_a_number_and_a_name_above_the_lines():
    parts = ["Date,Num,Amount"]
    for number, name in enumerate(BUYERS):
        parts += [f"C{number},{name}", *lines(name)]
    found = book("\n".join(parts))
    assert found.sales is not None and len(found.sales) == PURCHASES
    assert found.people["contact"].tolist() == list(BUYERS)


def test_blank_customers_of_a_chronological_ledger_are_nobody():
    """Walk-ins between customers with a name: the days run on across the names."""
    rows = [
        f"{'Ada' if n == 1 else 'Bo' if n == 9 else 'Cy' if n == 15 else ''},2025-01-{n:02},5" for n in range(1, 29)
    ]
    found = book("\n".join(["Customer,Date,Amount", *rows]))
    assert bought(found) == {"Ada": 5.0, "Bo": 5.0, "Cy": 5.0}
    assert (found.problems["rule"] == "no_customer").sum() == 25


def test_months_above_their_lines():
    parts = ["Customer,Amount"]
    for month in MONTHS:
        then = [line(name, paid(name, month)) for name in BUYERS if paid(name, month)]
        parts += [month.strftime("%B %Y"), *then, f"Total,{sum(paid(name, month) for name in BUYERS)}"]
    found = book("\n".join(parts))
    assert bought(found) == all_bought()
    assert found.sales is not None and found.sales["date"].max() == pd.Timestamp("2026-03-31")


def test_it_says_what_it_did():
    said = [word(each) for each in book(with_totals()).understood]
    assert any(
        "the 7 names there were taken; besides, 9 rows of totals and notes are no sales" in line for line in said
    )


def test_addresses_stay():
    text = with_totals().replace("2025-02-15", "soon", 1)
    (problem,) = book(text).problems.to_dict("records")
    at = text.split("\n").index(next(each for each in text.split("\n") if "soon" in each)) + 1
    assert (problem["rule"], problem["row"], problem["letter"]) == ("not_a_date", at, "B")


def test_a_report_by_product_has_no_customers_to_review():
    found = book(with_totals().replace("by Customer", "by Product/Service"))
    assert found.sales is None and found.trouble is not None


ORDINARY = "Customer,Date,Amount\n" + "\n".join(f"Ada {n},2025-01-{n:02},{n}" for n in range(1, 20))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="a ledger"),
        pytest.param("Shop\n\n" + ORDINARY, id="under a title"),
        pytest.param(ORDINARY + "\n\nprinted on Friday", id="over a note"),
        pytest.param(ORDINARY.replace("Ada 7,", ","), id="with a customer missing"),
        pytest.param(
            ORDINARY.replace("Ada 7,2025-01-07,7", "February\nAda 7,2025-01-07,7"), id="with a note in between"
        ),
        pytest.param(ORDINARY + "\nTotal,,190", id="with a total"),
    ],
)
def test_ordinary_ledgers_stay_as_they_are(text):
    table = grid(text)
    assert ordinary([table], today=TODAY)[0] is table


def test_quickbooks_sales_by_customer_detail(shared_data):
    found = read(open_grids(shared_data / "exports/qbo_sales_by_customer_detail.csv"), today=TODAY)
    assert bought(found) == all_bought() and not len(found.problems)

"""Several tables on one tab are read one by one."""

from __future__ import annotations

import pytest
from read.layout.odd_tables import BUYERS, MONTHS, TODAY, all_bought, book, bought, grid, line, paid

from winback_sheets.present.words import word
from winback_sheets.read.layout.ordinary import ordinary

ROWS = [(name, f"{month}-05", str(paid(name, month))) for month in MONTHS for name in BUYERS if paid(name, month)]
HEAD = ("Customer", "Date", "Amount")
PRICES = [("Article", "Price"), ("Mug", "4"), ("Cup", "5"), ("Plate", "9")]


def beside(left: list[tuple[str, ...]], right: list[tuple[str, ...]], *, gap: int) -> str:
    longest = max(len(left), len(right))
    left, right = (rows + [("",) * len(rows[0])] * (longest - len(rows)) for rows in (left, right))
    return "\n".join(line(*a, *[""] * gap, *b) for a, b in zip(left, right, strict=True))


def two_years_side_by_side() -> str:
    return beside([HEAD, *ROWS[:60]], [HEAD, *ROWS[60:]], gap=1)


def without_a_column_between() -> str:
    return beside([HEAD, *ROWS[:50]], [HEAD, *ROWS[50:]], gap=0)


def a_list_of_prices_beside() -> str:
    return beside([HEAD, *ROWS], PRICES, gap=2)


def a_list_of_prices_on_the_left() -> str:
    return beside(PRICES, [HEAD, *ROWS], gap=1)


def a_list_of_prices_above() -> str:
    return "\n".join([*[line(*row) for row in PRICES], "", "Sales", line(*HEAD), *[line(*row) for row in ROWS]])


TABLES = (
    two_years_side_by_side,
    without_a_column_between,
    a_list_of_prices_beside,
    a_list_of_prices_on_the_left,
    a_list_of_prices_above,
)


@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.__name__)
def test_the_same_ledger_comes_out(made):
    found = book(made())
    assert bought(found) == all_bought()
    assert not len(found.problems)


def test_it_says_what_it_did_once():
    said = [word(each) for each in book(two_years_side_by_side()).understood]
    assert said.count("'Export': 2 tables on this tab, each read on its own") == 1


def test_a_problem_stands_at_its_cell():
    text = beside([HEAD, *ROWS[:4]], [HEAD, *ROWS[4:7], ("Ann", "soon", "5")], gap=1)
    (problem,) = book(text).problems.to_dict("records")
    assert (problem["row"], problem["letter"]) == (5, "F")


SPARSE = [row + ("", "paid" if place % 3 else "") for place, row in enumerate(ROWS)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(line(*row) for row in [(*HEAD, "", "Remark"), *SPARSE]), id="a blank column"),
        pytest.param(
            "\n".join(
                line(*row)
                for row in [("Customer", "Date", "", "Amount", "Refund"), *[(a, b, "", c, "") for a, b, c in ROWS]]
            ),
            id="a blank column in the middle",
        ),
        pytest.param(
            "\n".join([line(*HEAD), *[line(*row) for row in ROWS[:20]], "", *[line(*row) for row in ROWS[20:]]]),
            id="a blank row",
        ),
    ],
)
def test_one_table_with_gaps_stays_one(text):
    table = grid(text)
    assert ordinary([table], today=TODAY)[0] is table

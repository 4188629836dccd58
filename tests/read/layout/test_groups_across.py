"""Kinds repeated under each group become rows."""

from __future__ import annotations

import pytest
from read.layout.odd_tables import TODAY, grid

from winback_sheets.files.files import open_grids
from winback_sheets.read.layout.ordinary import ordinary

TEXT = """Shop>>,North,,North Total,South,,South Total
Way>>,Post,Van,,Post,Van,
Customer,,,,,,
Ada,5,,5,,7,7
Bo,,6,6,8,,8
Grand Total,5,6,11,8,7,15
"""


def test_one_row_a_figure():
    (made,) = ordinary([grid(TEXT)], today=TODAY)
    assert made.top[2] == ["Customer", None, None, None, None, None, None, "Shop", "Way", "Amount"]
    assert made.below(3).to_numpy().tolist() == [
        ["Ada", "North", "Post", "5"],
        ["Ada", "South", "Van", "7"],
        ["Bo", "North", "Van", "6"],
        ["Bo", "South", "Post", "8"],
    ]


def test_without_totals_it_stays_as_it_is():
    table = grid("\n".join(line.replace(",North Total", "").replace(",South Total", "") for line in TEXT.split("\n")))
    assert ordinary([table], today=TODAY)[0] is table


def test_the_badly_structured_sales_have_their_own_answer(shared_data):
    grids = {
        each.name: each for each in open_grids(shared_data / "ledgers_messy/foresight_badly_structured_sales_1.xlsx")
    }
    (made,) = ordinary([grids["Dirty 1"]], today=TODAY)
    rows, right = made.below(3), grids["Clean 1"].below(1)
    assert len(right) == 834
    right = right[right[2] != "Grand Total"]  # the answer took the totals of its twelve columns for an order
    assert len(rows) == len(right) == 822
    mine = sorted(zip(rows[16], rows[17], rows[0], rows[18].astype(float).round(4), strict=True))
    assert mine == sorted(zip(right[0], right[1], right[2], right[3].astype(float).round(4), strict=True))
    assert rows[18].sum() == pytest.approx(right[3].sum())

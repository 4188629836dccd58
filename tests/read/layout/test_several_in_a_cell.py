"""Several amounts in one cell become one row each."""

from __future__ import annotations

import pytest
from read.layout.odd_tables import TODAY, book, bought, grid

from winback_sheets.files.files import open_grids
from winback_sheets.present.words import word
from winback_sheets.read.layout.ordinary import ordinary

TEXT = """Customer,Date,Product,Amount
Ada,2025-01-05,Mug | Cup,4.50 | 5
Bo,2025-01-06,Plate,9
Ada,2025-02-05,Cup | Mug | Plate,5 | 4.50 | 9
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="bars"),
        pytest.param(TEXT.replace(" | ", "; "), id="semicolons"),
        pytest.param(
            TEXT.replace("Mug | Cup,4.50 | 5", '"Mug\nCup","4.50\n5"').replace(
                "Cup | Mug | Plate,5 | 4.50 | 9", '"Cup\nMug\nPlate","5\n4.50\n9"'
            ),
            id="lines",
        ),
    ],
)
def test_each_amount_is_a_row(text):
    found = book(text)
    assert bought(found) == {"Ada": 28.0, "Bo": 9.0}
    assert found.sales is not None and len(found.sales) == 6
    assert "'Export': several amounts in one cell: 2 rows read as 5" in [word(each) for each in found.understood]


def test_a_problem_stands_at_its_cell():
    found = book(TEXT.replace("Bo,2025-01-06", "Bo,soon"))
    (problem,) = found.problems.to_dict("records")
    assert (problem["row"], problem["letter"]) == (3, "B")


def test_two_phone_numbers_in_a_cell_are_not_amounts():
    table = grid("Customer,Phone,Email\nAda,0171 1; 0171 2,a@x.org; b@x.org\nBo,0171 3,c@x.org")
    assert ordinary([table], today=TODAY)[0] is table


def test_invoices_with_merged_amounts_have_their_own_answer(shared_data):
    grids = {
        each.name: each for each in open_grids(shared_data / "ledgers_messy/foresight_invoices_merged_amounts.xlsx")
    }
    (made,) = ordinary([grids["Dirty 5"]], today=TODAY)
    rows, right = made.below(1), grids["Clean 5"].below(1)
    assert len(rows) == 13
    assert rows[0].tolist() == right[0].tolist()
    assert rows[1].tolist() == right[1].str.strip().tolist()
    assert rows[2].astype(float).tolist() == pytest.approx(right[2].astype(float).tolist())

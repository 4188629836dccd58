"""Tables that are no ledgers are read right all the same, and what they lack is said in one sentence."""

from __future__ import annotations

import pytest
from read.layout.odd_tables import book, grid

from winback_sheets.read.layout.table import plain_table


@pytest.mark.parametrize(
    ("text", "row", "rows"),
    [
        pytest.param("Country,Index\nNorway,5\nChad,6\n", 1, 2, id="plain"),
        pytest.param(
            "Our table,\n,\nCountry,Index\n,\nNorway,5\nChad,6\n,\nSource: us,\n", 3, 2, id="titles and notes"
        ),
        pytest.param("Country,Index\nNorway,5\nChad,6\nTotal,11\n", 1, 2, id="a total"),
        pytest.param("Country,1985,1993,2001\nNorway,5,6,7\nChad,6,7,8\n", 1, 2, id="years as headings"),
        pytest.param("Region,What,Index\nNorth,A,5\nNorth,Grand Total,5\n", 1, 1, id="a total in the second column"),
    ],
)
def test_where_headings_and_rows_are(text, row, rows):
    found = plain_table(grid(text))
    assert found is not None and (found.header_row, len(found.rows)) == (row, rows)
    assert book(text).trouble is not None


def test_no_headings_no_table():
    assert plain_table(grid("1,2\n3,4\n5,6")) is None

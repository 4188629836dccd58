"""What the cells of a column look like."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from winback_sheets.read.profiles import ROWS, Columns, profile_of


@pytest.mark.parametrize(("cells", "feature"), [
    pytest.param(["a@x.org", "b@x.org"], "emails", id="e-mails"),
    pytest.param(["1.234,56 €", "$60.00", "(12.50)"], "numbers", id="money as people write it"),
    pytest.param([1, 2.5], "numbers", id="numbers of a sheet"),
    pytest.param(["12.50", "3.99"], "fractions", id="figures behind the decimal sign"),
    pytest.param(["#1001", "INV-17", "4711"], "codes", id="numbers of orders"),
    pytest.param([datetime.datetime(2025, 1, 3), datetime.datetime(2025, 1, 4)], "stamps", id="days of a sheet"),
    pytest.param(["Ada Ash", "Bo"], "letters", id="names"),
    pytest.param(["Yes", "no", "Ja"], "answers", id="yes and no"),
    pytest.param([True, False], "answers", id="true and false"),
])  # fmt: skip
def test_what_a_column_is_like(cells, feature):
    others = {"emails", "numbers", "codes", "stamps"} - {feature}
    seen = profile_of(pd.Series(cells, dtype=object))
    assert getattr(seen, feature) == 1.0
    if feature in ("emails", "stamps"):
        assert all(getattr(seen, other) == 0.0 for other in others)


@pytest.mark.parametrize("text", ["12 months", "2025-01-03", "Ada", "10:30", "ring the bell twice, please"])
def test_what_is_no_number(text):
    assert profile_of(pd.Series([text])).numbers == 0.0


def test_blank_cells_count_only_as_blank():
    seen = profile_of(pd.Series(["5", None, None, "6"]))
    assert (seen.rows, seen.cells, seen.filled, seen.numbers) == (4, 2, 0.5, 1.0)
    assert profile_of(pd.Series([None, None], dtype=object)).filled == 0.0


def test_of_a_long_column_a_part_is_looked_at_that_reaches_to_its_end():
    body = pd.DataFrame({0: ["x"] * 50_000 + ["5"] * 50_000})
    columns = Columns(body)
    assert columns.profile(0).rows == ROWS and 0 < columns.profile(0).numbers < 0.5
    assert columns.sample.index[-1] == len(body) - 1


@pytest.mark.parametrize(("cells", "share"), [
    pytest.param(["2025-01-03", "03/04/2025", "5 May 2025"], 1.0, id="days as people write them"),
    pytest.param([46000, 46001], 1.0, id="days as a sheet counts them"),
    pytest.param([-1.5, 3.0], 0.0, id="money"),
    pytest.param(["Ada", "Bo"], 0.0, id="names"),
])  # fmt: skip
def test_how_many_cells_are_days(cells, share):
    assert Columns(pd.DataFrame({0: cells})).dates(0) == share

"""Data check in words: a sentence says what it can about the cell itself."""

from __future__ import annotations

import pandas as pd

from winback_sheets.present.data_check import in_words, summary
from winback_sheets.present.words import say
from winback_sheets.read import problems


def wrong_days(*days: str) -> pd.DataFrame:
    """A 29 February that is none in each row."""
    rows = pd.Index(range(2, 2 + len(days)))
    cells = pd.Series(days, index=rows)
    return problems.found("Sales", rows, "no_leap_day", key="date", column="Date", position=1, value=cells)


def test_a_29_february_that_is_none_is_told_with_its_year() -> None:
    assert in_words(wrong_days("2019-02-29", "29/02/2023", "29.2.21")).tolist() == [
        "2019 has no 29 February; correct the day or the year",
        "2023 has no 29 February; correct the day or the year",
        say("problems.no_leap_day"),
    ]


def test_the_line_of_a_column_names_the_year_where_it_is_one() -> None:
    assert summary(wrong_days("2019-02-29", "29/02/2019"))["rule"].tolist() == [
        say("data_check.no_leap_day", year=2019)
    ]
    assert summary(wrong_days("2019-02-29", "29/02/2021"))["rule"].tolist() == [say("problems.no_leap_day")]

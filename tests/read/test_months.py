"""Busy months as people write them."""

from __future__ import annotations

import pytest

from winback_sheets.read.months import months_named


@pytest.mark.parametrize(
    ("text", "months"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("summer", (), id="a word that is no month"),
        pytest.param("all year", (), id="no month in particular"),
        pytest.param("13", (), id="a thirteenth month"),
        pytest.param("Mar-Apr", (3, 4), id="a stretch in short names"),
        pytest.param("3,4", (3, 4), id="figures"),
        pytest.param("March and April", (3, 4), id="names in a sentence"),
        pytest.param("mid March to end of June", (3, 4, 5, 6), id="a stretch in words"),
        pytest.param("Nov–Feb", (1, 2, 11, 12), id="over the turn of the year"),
        pytest.param("3-5; Oct", (3, 4, 5, 10), id="a stretch and a month"),
        pytest.param("Q4", (10, 11, 12), id="a quarter"),
        pytest.param("März bis Mai", (3, 4, 5), id="German"),
        pytest.param("mars à mai", (3, 4, 5), id="French"),
        pytest.param("de marzo a abril", (3, 4), id="Spanish"),
        pytest.param("maart t/m mei", (3, 4, 5), id="Dutch"),
        pytest.param("2026-04-03 00:00:00", (3, 4), id="3-4, taken for a day by the spreadsheet"),
        pytest.param("2026-11-02", (1, 2, 11, 12), id="11-2, taken for a day by the spreadsheet"),
        pytest.param("2026-03-01", (3,), id="Mar 2026, taken for a day by the spreadsheet"),
        pytest.param("Farvardin", (3, 4), id="a month of the Jalali calendar lies in two"),
    ],
)
def test_the_months_somebody_wrote_of(text: str, months: tuple[int, ...]) -> None:
    assert months_named(text) == months

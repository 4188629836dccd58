"""Values on their way to Google and back: a text stays the text it is, a day the day it is."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hosts.google_sheets.answers_in_turn import Clock
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.races import ADDRESS
from hypothesis import given
from hypothesis import strategies as st

from winback_sheets.hosts.google_sheets.client import open_connection
from winback_sheets.hosts.google_sheets.values import (
    agree,
    as_cells,
    as_stored,
    exact,
    extended_value,
    formulas_in,
    stored_value,
)
from winback_sheets.hosts.workbook.existing_tab import LONGEST_TEXT, as_typed, serial_of

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'=1",
    "''",
    "'",
    "\t=1",
    "\r=1",
    "0042",
    "1,5",
    "1.5",
    "1e5",
    "2026-01-02",
    "TRUE",
]
HOSTILE += ["1/2", "12:30", "#N/A", "=", " ", "٣", "1\u00a0000", "𝟙", "\u200f=1", "a\nb", "10%", "€5", "=IMPORTXML(1)"]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
DAYS = st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(9999, 12, 31)).map(
    lambda d: d.replace(microsecond=0)
)
NUMBERS = st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS, DAYS.map(pd.Timestamp))


@given(TEXTS)
def test_a_text_is_stored_as_it_is(text: str) -> None:
    assert stored_value(text) == (text or None)
    assert extended_value(stored_value(text)) == ({"stringValue": text} if text else {})


@given(VALUES)
def test_what_a_workbook_has_typed_is_stored_as_what_it_means(value: object) -> None:
    assert as_stored(as_typed(value)) == stored_value(value) or value == ""


@given(NUMBERS)
def test_a_number_is_stored_as_that_number(number: float) -> None:
    assert stored_value(number) == number and not isinstance(stored_value(number), bool)
    assert list(extended_value(stored_value(number))) == ["numberValue"]


BLANK = [None, float("nan"), float("inf"), -float("inf"), pd.NaT, pd.NA, np.float64("nan"), ""]


@pytest.mark.parametrize("value", BLANK, ids=repr)
def test_what_is_nothing_leaves_a_blank_cell(value: object) -> None:
    assert stored_value(value) is None and extended_value(stored_value(value)) == {}


KINDS = [
    (np.int64(3), 3, int),
    (np.float64(2.5), 2.5, float),
    (np.bool_(True), "yes", str),
    (2.0, 2, int),
    (float(2**60), float(2**60), float),
    (pd.Timestamp("2026-01-02 12:00", tz="Asia/Tehran"), 46024.5, float),
]


@pytest.mark.parametrize(("value", "wanted", "kind"), KINDS, ids=[repr(each[0]) for each in KINDS])
def test_every_kind_of_value_becomes_one_that_json_can_hold(value: object, wanted: object, kind: type) -> None:
    assert stored_value(value) == wanted and type(stored_value(value)) is kind


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert stored_value("x" * 100_000) == "x" * LONGEST_TEXT


@given(DAYS)
def test_a_day_comes_back_as_that_day(day: datetime.datetime) -> None:
    serial = stored_value(pd.Timestamp(day))
    assert serial == serial_of(day)
    assert as_cells([[serial]], [[f"{day:%d.%m.%Y}"]]) == [[day]]


PLAIN = st.one_of(st.booleans(), st.integers(-10, 10**6), st.floats(-1e9, 1e9), TEXTS.filter(bool))


@given(st.lists(st.lists(PLAIN, max_size=4), max_size=4))
def test_what_is_no_day_is_read_as_it_is(rows: list[list[Any]]) -> None:
    assert as_cells(rows, rows) == rows
    assert agree(rows, rows)


@given(st.lists(st.lists(PLAIN, min_size=1, max_size=3), min_size=1, max_size=4), st.data())
def test_two_readings_of_two_states_do_not_agree(rows: list[list[Any]], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(rows) - 1))
    other = [[*line] for line in rows]
    what = data.draw(st.sampled_from(["a row less", "a cell less", "a number", "a text"]))
    if what == "a row less":
        other.pop(row)
    elif what == "a cell less":
        other[row].pop()
    elif what == "a number":
        rows[row][0], other[row][0] = 5, 7_777_777
    else:
        rows[row][0], other[row][0] = "Anna", "Ben"
    assert not agree(rows, other) and not agree(other, rows)


LOOKS = [
    ("a duration", 1.5, "36:00:00", "36:00:00"),
    ("an hour of the day", 0.5, "12:00 PM", "12:00 PM"),
    ("a day before 1900", -3, "1899-12-27", "1899-12-27"),
    ("a day after the year 9999", 2_958_466, "10000-01-01", "10000-01-01"),
    ("a number that looks like a day", 46024, 46024, 46024),
    ("a truth", True, True, True),
    ("a day with an hour", 46024.5, "02.01.2026 12:00:00", datetime.datetime(2026, 1, 2, 12)),
    ("a blank text", "", "", None),
]


@pytest.mark.parametrize(("serial", "look", "wanted"), [each[1:] for each in LOOKS], ids=[each[0] for each in LOOKS])
def test_a_cell_is_a_day_only_where_it_looks_like_one(serial: Any, look: Any, wanted: object) -> None:
    assert as_cells([[serial]], [[look]]) == [[wanted]]


def test_a_row_without_looks_is_read_by_its_values() -> None:
    assert as_cells([["a", 1], ["b"]], [["a"]]) == [["a", 1], ["b"]]


def test_only_what_was_entered_as_a_formula_is_one() -> None:
    asked = {(0, 0): "=A2", (0, 1): "=cmd()", (0, 2): "text", (0, 3): 5, (0, 4): "=NA()"}
    shown = {(0, 0): 7, (0, 1): "=cmd()", (0, 2): "text", (0, 3): 5, (0, 4): "#N/A"}
    assert formulas_in(asked, shown) == {(0, 0): "=A2", (0, 4): "=NA()"}
    assert formulas_in({(0, 0): '=""'}, {}) == {(0, 0): '=""'}


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fa_IR"])
@pytest.mark.parametrize("way", ["updateCells", "values"])
def test_every_value_comes_back_from_the_service_as_it_was_sent(way: str, locale: str) -> None:
    emu = Emulator()
    book = emu.new_book("Shop", tabs={"T": [["x"]]}, locale=locale)
    wire = open_connection(ADDRESS.format(book), session=emu.session(), patience=Clock().patience())
    sent = [
        stored_value(value)
        for value in [*HOSTILE, 0, -1, 1.5, 1e300, 2**53 - 1, True, pd.Timestamp("2026-01-02 03:04:05")]
    ]
    place = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": len(sent), "startColumnIndex": 0, "endColumnIndex": 1}
    if way == "values":
        wire.write([(place, [[value] for value in sent])])
    else:
        rows = [{"values": [{"userEnteredValue": extended_value(value)}]} for value in sent]
        wire.change([{"updateCells": {"range": place, "rows": rows, "fields": "userEnteredValue"}}], again=True)
    for render in ("UNFORMATTED_VALUE", "FORMULA"):
        [found] = wire.read([place], render=render)
        assert [row[0] for row in found] == sent
    [shown], [asked] = wire.read([place]), wire.read([place], render="FORMULA")
    assert formulas_in(exact(asked), exact(shown)) == {}

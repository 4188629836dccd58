"""Named ranges that people gave in our tabs are there after a refresh, whatever Google does with those of a copied tab."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.race_runs import counted_once
from hosts.google_sheets.races import DAY_2, fresh, review

from winback_sheets.hosts.google_sheets.named_ranges import look_after
from winback_sheets.hosts.workbook import workbook

count = counted_once(workbook.review_of)


@pytest.fixture(autouse=True)
def _counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "review_of", count)


def with_a_name() -> tuple[Emulator, str, list[dict[str, Any]]]:
    """A sheet with a named range over notes of Outreach, and one over sales."""
    emu, book = fresh()
    here = emu.book(book)
    here.name("best", "Outreach", (5, 9), (2, 5))
    here.name("all_sales", "Sales", (0, 40), (0, 3))
    return emu, book, [dict(each) for each in here.state.names]


@pytest.mark.parametrize("copied", ["own", "taken"])
def test_a_named_range_stands_where_it_stood_after_a_refresh(copied: str) -> None:
    emu, book, names = with_a_name()
    emu.book(book).state.names_copied = copied
    done = review(emu, book, DAY_2)
    assert done.changed and sorted(emu.book(book).state.names, key=str) == sorted(names, key=str)
    assert not any("named range" in line for line in done.lines)


def test_one_that_google_lets_go_is_said_with_the_place_where_it_stood() -> None:
    emu, book, names = with_a_name()
    emu.book(book).state.names_copied = "gone"
    done = review(emu, book, DAY_2)
    assert emu.book(book).state.names == names[1:]
    (said,) = [line for line in done.lines if "named range" in line]
    assert "best" in said and "Outreach" in said and "C6:E9" in said


def test_one_that_was_given_again_under_its_name_is_no_loss() -> None:
    place = {"sheetId": 7, "startRowIndex": 1}
    before = [{"namedRangeId": "1", "name": "best", "range": place}]
    assert look_after(before, [{"namedRangeId": "2", "name": "best", "range": place}], {9: 7}, {}) == ([], [])
    (line,) = look_after(before, [], {9: 7}, {7: "Outreach"}).lost
    assert "Outreach A2" in line


def test_a_sheet_without_named_ranges_in_our_tabs_costs_no_call_more() -> None:
    emu, book = fresh()
    emu.reset_log()
    review(emu, book, DAY_2)
    asked = [dict(call.query).get("fields", "") for call in emu.log if call.method == "GET"]
    assert [each for each in asked if each.startswith("namedRanges")] == []

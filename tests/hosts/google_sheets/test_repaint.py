"""A tab that people read has grown: each cell looks as in a new tab, and no value is touched."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hosts.google_sheets.demo_pages import ids, made, page
from hosts.google_sheets.discovery import violations
from hosts.google_sheets.sheet_html import Drawn, drawn

from winback_sheets.hosts.google_sheets.repaint import has_moved, repaint_page
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present.page import Page

READ = ("win_back", "churn", "cohorts", "customer_card", "data_check")


def before(wanted: Page) -> Page:
    """The page when its longest list was shorter by a row, or for one without lists when a line less stood in it."""
    cells, lists = wanted.cells, wanted.lists
    at = lists[0].row + 2 if lists else 23
    up = tuple(replace(cell, row=cell.row - (cell.row > at)) for cell in cells if cell.row != at)
    shorter = tuple(
        replace(each, frame=each.frame.iloc[1:], links={key: links.iloc[1:] for key, links in each.links.items()})
        if number == 0
        else replace(each, row=each.row - (each.row > at))
        for number, each in enumerate(lists)
    )
    tall = {row - (row > at): points for row, points in wanted.heights.items() if row != at}
    return replace(wanted, cells=up, lists=shorter, heights=tall)


def tab_of(wanted: Page, more: list[dict[str, object]]) -> Drawn:
    tab = made(wanted)
    return drawn([*tab.requests, *(each for each in tab.finish if "updateCells" in each), *more], rows=500)


def ours(wanted: Page) -> set[tuple[int, int]]:
    """Every cell that the page fills."""
    cells = {(cell.row, cell.col + n) for cell in wanted.cells for n in range(cell.across)}
    lists = {(row, col) for each in wanted.lists for col in each.columns_at() for row in (each.row, *each.rows_at())}
    return cells | lists


@pytest.mark.parametrize("key", READ)
def test_what_has_moved_looks_as_in_a_new_tab(key: str) -> None:
    old, new = before(page(key)), page(key)
    gone = frozenset(ours(old) - ours(new))
    new = replace(new, patch=Patch(clear=gone))
    requests = repaint_page(new, 7, rows=500, rtl=False, ids=ids())
    there, wanted = tab_of(old, requests), tab_of(page(key), [])
    assert tab_of(old, []).formats != wanted.formats  # something had moved
    assert [at for at in ours(new) if there.formats.get(at, {}) != wanted.formats.get(at, {})] == []
    assert [at for at in gone if there.formats.get(at)] == []
    assert (there.merged, there.heights) == (wanted.merged, wanted.heights)


@pytest.mark.parametrize("key", READ)
def test_no_value_is_touched_and_google_knows_every_word(key: str) -> None:
    requests = repaint_page(page(key), 7, rows=500, rtl=False, ids=ids())
    assert "userEnteredValue" not in json.dumps(requests)
    assert [each for request in requests for each in violations("Request", request)] == []
    assert tab_of(page(key), requests).cells == tab_of(page(key), []).cells


def test_looks_follow_when_a_heading_is_written_and_only_then() -> None:
    churn = page("churn")
    second = churn.lists[1]
    assert has_moved(churn, {(second.row, 0)})
    assert has_moved(churn, {(second.row - 1, 0)})  # the line above it
    assert not has_moved(churn, {(second.row + 1, 0), (second.row + 1, 3)})
    assert not has_moved(churn, set())

"""The plan for a shared sheet: whatever people have done to it, no cell of theirs is in it, and made it leaves nothing to do."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import pytest
from hosts.google_sheets.races import ACTS, ADDRESS, DAY_2, TABLES, Race, act, fresh
from hypothesis import given, settings
from hypothesis import strategies as st

from winback_sheets.hosts.google_sheets.before import room
from winback_sheets.hosts.google_sheets.client import open_connection
from winback_sheets.hosts.google_sheets.formulas import in_dialect
from winback_sheets.hosts.google_sheets.gateway import Asked, plan_writes, review_snapshot
from winback_sheets.hosts.google_sheets.merge import Change, change, ours, plan, print_of, same_formula
from winback_sheets.hosts.google_sheets.review import nothing
from winback_sheets.hosts.google_sheets.snapshot import About, Snapshot, TabHere, snapshot
from winback_sheets.ooxml.cell_patch import Patch
from winback_sheets.present.cells import Place
from winback_sheets.present.page import Cell, Listing, Page
from winback_sheets.schema.results import LOST_CUSTOMERS

HEAD, WIDTH, DEEP = 4, 30, 14
TAB = TabHere(7, "Lost customers", 60, 40, key="lost_customers")
PERSON = {column.key for column in LOST_CUSTOMERS.columns if column.owner == "person"}
VALUE = st.one_of(st.none(), st.sampled_from(["=1+1", "0042", "Anna", "", "a b"]), st.integers(0, 99), st.just(1.5))
few = settings(max_examples=30, deadline=None)
DAY = pd.Timestamp("2026-03-01")
FORMULA = "=IF({row}=1,2,{customer})"


@st.composite
def lists(draw: st.DrawFn) -> Page:
    """A list of ours whose columns and rows people have moved about, with columns and rows of their own between."""
    columns = draw(st.permutations(LOST_CUSTOMERS.columns))
    cols = draw(st.lists(st.integers(0, WIDTH), min_size=len(columns), max_size=len(columns), unique=True))
    rows = sorted(draw(st.sets(st.integers(HEAD + 1, HEAD + DEEP), max_size=6)))
    filled = {c.key: [draw(VALUE) for _ in rows] for c in columns if c.key not in PERSON}
    frame = pd.DataFrame(filled, index=range(len(rows)), dtype=object)
    named = {"reason": FORMULA} if draw(st.booleans()) and "reason" in filled else {}
    listed = Listing(HEAD, 0, tuple(columns), frame, "winback_lost", formulas=named, cols=tuple(cols), rows=tuple(rows))
    mine = [col for column, col in zip(columns, cols, strict=True) if column.key not in PERSON]
    spots = st.tuples(st.integers(HEAD + 1, HEAD + DEEP), st.sampled_from(mine))
    patch = Patch(
        theirs=frozenset(col for column, col in zip(columns, cols, strict=True) if column.key in PERSON),
        head=HEAD,
        frozen=draw(st.frozensets(spots, max_size=4)),
        clear=frozenset(place for place in draw(st.frozensets(spots, max_size=4)) if place[0] not in rows),
        last_rows={"winback_lost": HEAD + DEEP},
    )
    top = (Cell(0, 0, "Lost customers", "title"), Cell(1, 0, DAY, "date"))
    return Page("lost_customers", "Lost customers", True, top, (listed,), patch=patch)


PLACES = st.tuples(st.integers(0, HEAD + DEEP + 3), st.integers(0, WIDTH + 3))
GRIDS = st.dictionaries(PLACES, st.one_of(st.text("ab=", min_size=1, max_size=3), st.integers(0, 9), st.booleans()))


def made(page: Page, there: Mapping[Place, Any], comma: bool = False) -> Change:
    return change(page, TAB, there, partial(in_dialect, comma=comma))


def after(there: Mapping[Place, Any], one: Change) -> dict[Place, Any]:
    """What stands in the tab when a change is made."""
    return {place: value for place, value in {**there, **one.cells}.items() if value is not None}


@few
@given(lists(), GRIDS)
def test_no_cell_of_a_human_column_is_in_the_plan(page: Page, there: dict[Place, Any]) -> None:
    patch = page.patch or Patch()
    theirs = {col for col in patch.theirs if col not in ours(page)}
    assert patch.theirs == theirs
    assert not [(row, col) for row, col in made(page, there).cells if col in theirs and row > HEAD]


@few
@given(lists(), GRIDS)
def test_no_cell_beside_ours_is_in_the_plan(page: Page, there: dict[Place, Any]) -> None:
    patch, [listed] = page.patch or Patch(), page.lists
    mine = {(row, col) for row in listed.rows_at() for col in listed.columns_at()} | set(patch.clear) | {(0, 0), (1, 0)}
    assert made(page, there).cells.keys() <= mine - (patch.frozen - patch.clear)


@few
@given(lists(), GRIDS, st.booleans())
def test_a_plan_that_was_made_leaves_nothing_to_do(page: Page, there: dict[Place, Any], comma: bool) -> None:
    one = made(page, there, comma)
    again = made(page, after(there, one), comma)
    assert not again.cells and not again.formulas and not again.fresh


@few
@given(lists(), GRIDS, st.randoms())
def test_rows_that_were_sorted_are_the_same_rows_elsewhere(
    page: Page, there: dict[Place, Any], chance: random.Random
) -> None:
    """Rows swapped in the sheet and in what we know of it: each is planned where it stands now."""
    [listed] = page.lists
    rows = list(listed.rows_at())
    chance.shuffle(rows)
    at = dict(zip(listed.rows_at(), rows, strict=True))
    patch = page.patch or Patch()
    moved = replace(
        page,
        lists=(replace(listed, rows=tuple(rows), formulas={}),),
        patch=replace(patch, frozen=frozenset((at.get(row, row), col) for row, col in patch.frozen)),
    )
    still = replace(page, lists=(replace(listed, formulas={}),))
    wanted = {(at.get(row, row), col): value for (row, col), value in made(still, there).cells.items()}
    shifted = {(at.get(row, row), col): value for (row, col), value in there.items()}
    assert made(moved, shifted).cells == wanted


@few
@given(lists(), GRIDS)
def test_fresh_rows_are_those_in_which_nothing_stands(page: Page, there: dict[Place, Any]) -> None:
    one, taken = made(page, there), {row for row, _ in there}
    assert one.fresh == {row for row, _ in one.cells} - taken


@few
@given(lists(), GRIDS)
def test_a_formula_of_ours_is_marked_as_one_and_a_text_never_is(page: Page, there: dict[Place, Any]) -> None:
    [listed] = page.lists
    at = dict(zip((column.key for column in listed.columns), listed.columns_at(), strict=True))
    allowed = {at[key] for key in listed.formulas if key in at}
    one = made(page, there)
    assert {col for _, col in one.formulas} <= allowed
    assert all(str(one.cells[place]).startswith("=IF(") for place in one.formulas)


def here(tabs: list[TabHere], cells: dict[int, dict[Place, Any]]) -> Snapshot:
    return Snapshot(About("Shop", "en_US", "Etc/GMT", (), tuple(tabs)), {}, cells=cells)


@few
@given(lists(), GRIDS)
def test_a_tab_that_is_not_there_is_made_and_one_that_says_all_is_left_alone(
    page: Page, there: dict[Place, Any]
) -> None:
    speak = partial(in_dialect, comma=False)
    new = plan(here([], {}), [page], speak)
    assert (new.new, new.changes, bool(new)) == ((page,), (), True)
    done = plan(here([TAB], {7: after(there, made(page, there))}), [page], speak)
    assert not done and done.new == () and done.changes == ()


SAME = [
    ("=if(A1 = 0, 1, 2)", "=IF(A1=0,1,2)", True),
    ('=IF(A1="a b",1,2)', '=IF(A1="ab",1,2)', False),
    ('=IF(A1="a",1,2)', '=IF(A1="A",1,2)', False),
    ("=A1", "=A2", False),
    ("=A1", None, False),
    (7, 7, False),
    ("=\nSUM(\tA1 )", "=SUM(A1)", True),
]


@pytest.mark.parametrize(("old", "new", "wanted"), SAME)
def test_formulas_are_the_same_but_for_what_google_writes_its_own_way(old: Any, new: Any, wanted: bool) -> None:
    assert same_formula(old, new) is same_formula(new, old) is wanted


CELLS = st.lists(
    st.one_of(st.none(), st.just(""), st.text("ab =", max_size=3), st.integers(-5, 5), st.booleans()), max_size=6
)


@given(CELLS, st.frozensets(st.integers(0, 6)))
def test_the_print_of_a_row_is_of_our_columns_alone(row: list[Any], columns: frozenset[int]) -> None:
    other = [cell if at in columns else "typed" for at, cell in enumerate(row)] + ["typed"] * (6 not in columns)
    same = [*row, *([None] * 3)]
    assert print_of(other[: len(row)], columns) == print_of(row, columns) == print_of(same, columns)


@given(CELLS)
def test_the_print_is_nothing_for_a_blank_row_alone(row: list[Any]) -> None:
    assert (print_of(row, None) == 0) is all(cell is None or cell == "" for cell in row)


@given(CELLS, st.integers(0, 5), st.one_of(st.text("cd", min_size=1), st.integers(10, 99)))
def test_whatever_is_typed_changes_the_print(row: list[Any], at: int, typed: object) -> None:
    changed = [*row, *([None] * (6 - len(row)))]
    changed[at] = typed
    assert print_of(changed, None) != print_of(row, None)


def test_a_number_and_the_text_that_looks_like_it_have_two_prints() -> None:
    assert len({print_of([each], None) for each in (1, "1", True, "TRUE", "1.0")}) == 5
    assert print_of([1], None) == print_of([1.0], None)


def humans(race: Race) -> dict[int, set[Place]]:
    """The cells below the headings of human columns in which something stands, by tab."""
    found: dict[int, set[Place]] = {}
    for table in TABLES:
        cells, tab = race.cells(table.key), race.emu.book(race.book).tab(race.titles[table.key])
        mine = {column.heading for column in table.columns if column.owner == "toolkit"}
        cols = [at for at, text in enumerate(cells[HEAD]) if text not in mine and not str(text).startswith("renamed")]
        places = {(row, at) for row in range(HEAD + 1, len(cells)) for at in cols if at < len(cells[row])}
        found[tab.id] = {(row, at) for row, at in places if cells[row][at] not in (None, "")}
    return found


def standing(race: Race, places: dict[int, set[Place]]) -> set[str]:
    """What stands in these cells, by tab."""
    tabs = {race.emu.book(race.book).tab(race.titles[table.key]).id: race.cells(table.key) for table in TABLES}
    return {str(tabs[tab][row][at]) for tab, cells in places.items() for row, at in cells}


def planned_after(seed: int) -> tuple[Race, Any]:
    """The plan of a refresh of a sheet in which colleagues have done five things."""
    race = Race(*fresh(), random.Random(seed))
    for table in TABLES:
        act(race, "edit a note", table)
    for _ in range(5):
        act(race, race.random.choice([each for each in ACTS if each != "a second refresh"]), race.random.choice(TABLES))
    found = snapshot(open_connection(ADDRESS.format(race.book), session=race.emu.session()))
    asked = Asked(None, "auto", DAY_2, DAY_2.to_pydatetime(), nothing)
    return race, plan_writes(found, review_snapshot(found, asked).pages)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 41))
def test_no_filled_cell_of_a_human_column_is_in_the_plan_of_a_refresh(seed: int) -> None:
    race, todo = planned_after(seed)
    people = humans(race)
    # What colleagues typed beside a customer and did not delete again is among the cells that must be left alone.
    beside = {word for word, typed in race.words.items() if typed.customer is not None and not typed.over}
    assert beside and beside <= standing(race, people) and todo.changes
    for one in todo.changes:
        assert not one.cells.keys() & people.get(one.tab.id, set())


@pytest.mark.parametrize(("columns", "grown"), [(3, 2), (4, 1), (5, 0), (9, 0)])
def test_a_column_is_left_beside_ours_in_which_nobody_is_asked(columns: int, grown: int) -> None:
    change = Change(TabHere(7, "Data check", 100, columns), "data_check", {(0, 3): "x"})
    found = [
        each["appendDimension"]["length"] for each in room(change) if each["appendDimension"]["dimension"] == "COLUMNS"
    ]
    assert sum(found) == grown

"""Where cells stand after people have moved rows and columns, against the same acts done by hand to both tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winback_sheets.hosts.google_sheets.followed_moves import follow_moves, match_lines
from winback_sheets.hosts.google_sheets.rollback import as_rows
from winback_sheets.hosts.google_sheets.values import exact

Rows = list[list[Any]]
HEAD, WIDE = ["Customer", "Name", "Rank", "Why", "Notes"], 5


def listed(tall: int) -> Rows:
    """A list of so many customers, with a note in every other row."""
    body = [
        [f"C{n}", f"Firm {n}", n, "Lost" if n % 3 else "May leave", f"note {n}" if n % 2 else None] for n in range(tall)
    ]
    return [list(HEAD), *body]


def sort(rows: Rows, at: int) -> Rows:
    return [rows[0], *sorted(rows[1:], key=lambda row: str(row[at % WIDE]), reverse=at % 2 == 0)]


def move(rows: Rows, source: int, goal: int) -> Rows:
    order = [each for each in range(WIDE) if each != source % WIDE]
    order.insert(goal % WIDE, source % WIDE)
    return [[row[each] for each in order] for row in rows]


def insert(rows: Rows, at: int) -> Rows:
    return [*rows[: at + 1], [None] * len(rows[0]), *rows[at + 1 :]]


def delete(rows: Rows, at: int) -> Rows:
    return [row for place, row in enumerate(rows) if place != 1 + at % (len(rows) - 1)]


def column(rows: Rows, at: int) -> Rows:
    return [[*row[: at % WIDE], "theirs" if place == 2 else None, *row[at % WIDE :]] for place, row in enumerate(rows)]


ACTS: dict[str, Callable[[Rows, int, int], Rows]] = {
    "nothing": lambda rows, a, b: rows,
    "a sort": lambda rows, a, b: sort(rows, a),
    "a column moved": move,
    "a row put in": lambda rows, a, b: insert(rows, a % len(rows)),
    "a row taken out": lambda rows, a, b: delete(rows, a),
    "a row of one's own below": lambda rows, a, b: [*rows, [None, "mine", None, None, "my note"]],
    "a row doubled": lambda rows, a, b: [*rows[: 1 + a % len(rows)], rows[a % len(rows)], *rows[1 + a % len(rows) :]],
    "a column put in": lambda rows, a, b: column(rows, a),
    "a column taken out": lambda rows, a, b: [row[: a % WIDE] + row[a % WIDE + 1 :] for row in rows],
}


@pytest.mark.parametrize("what", ACTS)
@given(st.integers(2, 9), st.integers(0, 20), st.integers(0, 20), st.data())
def test_what_is_wanted_follows_what_people_move(what: str, tall: int, a: int, b: int, data: st.DataObject) -> None:
    before, after = listed(tall), listed(tall)
    places = st.tuples(st.integers(1, tall), st.sampled_from((1, 2, 3)))
    wanted = {at: f"wanted {at}" for at in data.draw(st.sets(places, min_size=1))}
    for (row, col), value in wanted.items():
        after[row][col] = value
    # Both tables are moved alike: by what stood there before, not by what is wanted.
    numbered = [[(row, col) for col in range(WIDE)] for row in range(len(before))]
    here = ACTS[what](before, a, b)
    if what == "a sort":
        order = [0, *sorted(range(1, len(before)), key=lambda n: str(before[n][a % WIDE]), reverse=a % 2 == 0)]
        moved: Rows = [numbered[n] for n in order]
    else:
        moved = ACTS[what](numbered, a, b)
    goals: dict[Any, list[tuple[int, int]]] = {}
    for row, line in enumerate(moved):
        for col, source in enumerate(line):
            goals.setdefault(source, []).append((row, col))
    found = follow_moves(wanted, exact(before), exact(here))
    assert found.cells == {goal: value for at, value in wanted.items() for goal in goals.get(at, ())}
    assert found.gone == {at: value for at, value in wanted.items() if at not in goals}
    assert not found.over


@given(st.integers(2, 9), st.integers(0, 20), st.integers(1, 4))
def test_a_word_typed_meanwhile_leaves_its_row_the_same_row(tall: int, row: int, col: int) -> None:
    before, here = listed(tall), listed(tall)
    at = 1 + row % tall, col
    here[at[0]][col] = "typed"
    found = follow_moves({at: "wanted", (1, 1): "also"}, exact(before), exact(here))
    assert found.cells == {at: "wanted", (1, 1): "also"} and not found.gone
    assert found.over == {at: ("typed", before[at[0]][col])}
    assert found.typed == {at[0]: {at: "typed"}}


def test_rows_that_are_blank_go_with_the_row_above() -> None:
    before = {(0, 0): "a", (3, 0): "b"}
    here = {(1, 0): "a", (4, 0): "b"}
    assert follow_moves({(1, 0): "x", (4, 0): "y"}, before, here).cells == {(2, 0): "x", (5, 0): "y"}


def test_a_list_in_which_everything_has_changed_is_no_longer_followed() -> None:
    before = {(row, 0): f"a{row}" for row in range(400)}
    here = {(row, 0): f"b{row}" for row in range(400)}
    found = follow_moves({(3, 0): "x"}, before, here)
    assert not found.cells and found.gone == {(3, 0): "x"}


def test_nothing_wanted_is_nothing_carried() -> None:
    assert follow_moves({}, {}, {(0, 0): "a"}).cells == {}


@given(st.permutations(range(7)))
def test_lines_are_known_again_in_any_order(order: list[int]) -> None:
    old = [Counter({n: 1, "same": 2}) for n in range(7)]
    assert match_lines(old, [old[n] for n in order]) == {n: order.index(n) for n in range(7)}


def test_rows_and_cells_are_two_ways_of_the_same() -> None:
    rows = listed(3)
    assert [row[:4] for row in as_rows(exact(rows))] == [row[:4] for row in rows]

"""Weeks of people's work in our tabs, played at random from seeds: nothing typed is lost or on another row.

The whole of it, 500 sequences, is `scripts/persons_work.py`; here are the proof that the machinery works (each act does
what a person would see, each kind of loss is found) and a small sample.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import missing
from hosts.workbook.persons_oracle import State, Tab, kept, state
from hosts.workbook.persons_work import (
    Act,
    Finding,
    Office,
    Sitting,
    base_book,
    play,
    python_with_uno,
    running_office,
    sequence,
    sit,
)

BOOKS = 2
TAB = "lost_customers"


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("bases")
    return [base_book(folder / f"base {book}.xlsx", book) for book in range(BOOKS)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    if not (shutil.which("soffice") or shutil.which("libreoffice")) or python_with_uno() is None:
        missing("LibreOffice (soffice) with Python's uno is not on this machine")
    with running_office(tmp_path_factory.mktemp("profile")) as program:
        yield program


def row_of(each: Tab, text: str) -> int:
    return next((row for (row, _), found in each.cells.items() if found == text), 0)


def column_of(each: Tab, heading: str) -> int:
    return next(col for col, found in each.headings.items() if found == heading)


def nth(each: Tab, number: int) -> tuple[str, ...]:
    return each.keys[sorted(each.keys)[number]]


Seen = Callable[[Tab, Tab, State, State], bool]
ACTS: list[tuple[str, Act, Seen]] = [
    (
        "a text typed stands in its row below its heading",
        Act("type", TAB, 3, "Notes", "zq1z rang"),
        lambda old, new, *_: new.keys[row_of(new, "zq1z rang")] == nth(old, 3),
    ),
    (
        "a new heading at the right makes a column",
        Act("new_column", TAB, 2, "Mine", "zq1z"),
        lambda old, new, *_: (
            new.keys[row_of(new, "zq1z")] == nth(old, 2) and max(new.headings) == max(old.headings) + 1
        ),
    ),
    (
        "a text beside the table has no heading",
        Act("beside", TAB, 2, text="zq1z"),
        lambda old, new, *_: new.keys[row_of(new, "zq1z")] == nth(old, 2) and new.headings == old.headings,
    ),
    (
        "a text below the table stands beside no customer",
        Act("below", TAB, text="zq1z", number=3),
        lambda old, new, *_: row_of(new, "zq1z") > max(new.keys),
    ),
    (
        "a row of one's own follows the last customer",
        Act("own_row", TAB, text="zq1z", number=1),
        lambda old, new, *_: (
            new.keys[row_of(new, "zq1z")][0] == "Own zq1z" and row_of(new, "zq1z") == max(old.keys) + 1
        ),
    ),
    (
        "a moved column stands elsewhere with all it held",
        Act("move_column", TAB, 0, "Why", number=2),
        lambda old, new, *_: (
            column_of(new, "Why") == 3
            and sorted(new.headings.values()) == sorted(old.headings.values())
            and new.cells[min(new.keys), 3] == old.cells[min(old.keys), column_of(old, "Why")]
        ),
    ),
    (
        "a hidden column is hidden",
        Act("hide_column", TAB, 0, "Why"),
        lambda old, new, *_: new.hidden_columns == {"Why"},
    ),
    (
        "a width is another one",
        Act("width", TAB, 0, "Why", number=9),
        lambda old, new, *_: new.widths["Why"] != old.widths["Why"],
    ),
    (
        "a colour is on one cell",
        Act("colour", TAB, 4, "Customer", "7733C1"),
        lambda old, new, *_: [new.keys[row] for (row, _), c in new.colours.items() if c == "7733C1"] == [nth(old, 4)],
    ),
    (
        "a note hangs on one cell",
        Act("comment", TAB, 4, "Customer", "zq1z said"),
        lambda old, new, *_: (
            [(new.keys[row], text) for (row, _), text in new.notes.items()] == [(nth(old, 4), "zq1z said")]
        ),
    ),
    (
        "a sort turns the order round and keeps each row whole",
        Act("sort", TAB, 0, "Rank", number=1),
        lambda old, new, *_: (
            list(new.keys.values()) == list(reversed(old.keys.values()))
            and [t for (r, _), t in new.cells.items() if r == max(new.keys)]
            == [t for (r, _), t in old.cells.items() if r == min(old.keys)]
        ),
    ),
    (
        "a filter hides the rows with another value",
        Act("filter", TAB, 0, "Customer"),
        lambda old, new, *_: len(new.hidden_rows) == len(old.keys) - 1 and list(new.filters) == ["Customer"],
    ),
    (
        "a deleted row is gone",
        Act("delete_row", TAB, 2),
        lambda old, new, *_: set(old.keys.values()) - set(new.keys.values()) == {nth(old, 2)},
    ),
    (
        "an empty row inside the table is empty",
        Act("insert_row", TAB, 2),
        lambda old, new, *_: (
            sorted(set(range(min(new.keys), max(new.keys) + 1)) - set(new.keys)) == [min(new.keys) + 2]
        ),
    ),
    (
        "a row above the headings moves them down",
        Act("insert_above", TAB, number=1),
        lambda old, new, *_: new.head == old.head + 1 and list(new.keys.values()) == list(old.keys.values()),
    ),
    (
        "a doubled row stands twice",
        Act("duplicate_row", TAB, 2),
        lambda old, new, *_: list(new.keys.values()).count(nth(old, 2)) == 2,
    ),
    (
        "a renamed tab is still ours",
        Act("rename", TAB, text="O'Brien & Söhne"),
        lambda old, new, *_: new.name == "O'Brien & Söhne" and new.keys == old.keys,
    ),
    (
        "a moved tab stands elsewhere",
        Act("move_tab", TAB, number=0),
        lambda old, new, before, after: after.order[0] == old.name and before.order[0] != old.name,
    ),
    (
        "a choice in Settings stands in its line",
        Act("setting", "settings", heading="weekly hours", text="zq1z"),
        lambda old, new, before, after: (
            after.tabs["settings"].keys[row_of(after.tabs["settings"], "zq1z")] == ("weekly hours",)
        ),
    ),
    (
        "a text at the right of a picture page is there",
        Act("free", "win_back", 7, text="zq1z"),
        lambda old, new, before, after: row_of(after.tabs["win_back"], "zq1z") == 8,
    ),
    (
        "new sales stand below the ledger",
        Act("sell", "Sales", rows=(("Neu 1", 46330, 25.0),)),
        lambda old, new, before, after: before.parts != after.parts,
    ),
]
EXCEL_ALONE: list[tuple[str, Act, Seen]] = [
    (
        "a threaded comment hangs on one cell",
        Act("thread", TAB, 4, "Customer", "zq1z said"),
        lambda old, new, *_: (
            [(new.keys[row], text) for (row, _), text in new.threads.items()] == [(nth(old, 4), "zq1z said")]
        ),
    ),
    (
        "a total row stands below the last customer",
        Act("total_row", TAB, text="zq1z"),
        lambda old, new, *_: row_of(new, "zq1z") == max(old.keys) + 1,
    ),
]


NOTE = Act("type", TAB, 3, "Notes", "zq1z rang")
HANGS = Act("comment", TAB, 3, "Customer", "zq1z said")
COLOUR = Act("colour", TAB, 3, "Customer", "7733C1")
BELOW = Act("below", TAB, text="zq1z", number=1)
LOSSES: list[tuple[str, list[Act], list[Act], str]] = [
    ("a text that is gone", [NOTE], [], "typed text lost"),
    ("a text beside another customer", [NOTE], [replace(NOTE, row=4)], "typed text beside another customer"),
    (
        "a text in another column",
        [NOTE],
        [replace(NOTE, heading="Decision override")],
        "typed text under another heading",
    ),
    ("a note that is gone", [HANGS], [], "note lost"),
    ("a note on another row", [HANGS], [replace(HANGS, row=5)], "note on another row"),
    ("a threaded comment that is gone", [replace(HANGS, what="thread")], [], "threaded comment lost"),
    ("a colour that is gone", [COLOUR], [], "colour lost"),
    ("a colour on another row", [COLOUR], [replace(COLOUR, row=2)], "colour on another row"),
    ("a text below the table that is gone", [BELOW], [], "free text lost"),
    (
        "a text below the table beside a customer",
        [BELOW],
        [replace(NOTE, text="zq1z")],
        "free text beside a customer",
    ),
    ("a text at the right that is gone", [Act("free", "win_back", 3, text="zq1z")], [], "free text lost"),
    (
        "a text over our own that is nowhere",
        [replace(NOTE, heading="Why")],
        [],
        "typed over and not in Data check",
    ),
    ("an own row that is gone", [Act("own_row", TAB, text="zq1z")], [], "own row lost"),
    ("another width", [Act("width", TAB, 0, "Why", number=9)], [], "width changed"),
    ("a column shown again", [Act("hide_column", TAB, 0, "Why")], [], "hidden columns changed"),
    ("a filter that is gone", [Act("filter", TAB, 0, "Tier")], [], "filter changed"),
    (
        "rows in another order",
        [NOTE, replace(NOTE, row=5), Act("sort", TAB, 0, "Rank", number=1)],
        [NOTE, replace(NOTE, row=5)],
        "order of the rows changed",
    ),
    ("another name of a tab", [Act("rename", TAB, text="Calls")], [], "tab renamed"),
    ("another place of a tab", [Act("move_tab", TAB, number=0)], [], "tabs moved"),
    (
        "a part of the owner's that changed",
        [],
        [Act("sell", "Sales", rows=(("Neu 1", 46330, 25.0),))],
        "a part of the person's changed",
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "kind"), [pytest.param(*each, id=f"{name} is found") for name, *each in LOSSES]
)
def test_each_loss(bases: list[Path], tmp_path: Path, before: list[Act], after: list[Act], kind: str) -> None:
    left, found = worked(bases[0], tmp_path, before), worked(bases[0], tmp_path, after)
    findings = kept(left, found, palette=frozenset({"7733C1"}), wide=frozenset({(TAB, "Why")}))
    assert kind in {Finding(0, each).kind for each in findings}
    beside = {"a part of the person's changed", "hidden rows changed", "note lost"}  # what else such a loss brings
    assert {Finding(0, each).kind for each in findings} <= {kind} | beside


def test_nothing_is_found_where_nothing_is_lost(bases: list[Path], tmp_path: Path) -> None:
    acts = [each for _, _, each, _ in LOSSES for each in each] + [NOTE, HANGS, BELOW]
    left = worked(bases[0], tmp_path, acts)
    assert list(kept(left, left, palette=frozenset({"7733C1"}), wide=frozenset({(TAB, "Why")}))) == []


def worked(base: Path, folder: Path, acts: list[Act]) -> State:
    """The workbook after some acts at Excel."""
    path = folder / "book.xlsx"
    path.write_bytes(base.read_bytes())
    sit(path, Sitting("excel", tuple(acts)), state(base), None)
    return state(path)


def looked(base: Path, folder: Path, program: str, act: Act, office: Office | None) -> tuple[Tab, Tab, State, State]:
    """The tab and the workbook before and after one act."""
    path = folder / "book.xlsx"
    path.write_bytes(base.read_bytes())
    before = state(path)
    assert sit(path, Sitting(program, (act,)), before, office) == [0]
    after = state(path)
    return before.tabs[TAB], after.tabs[TAB], before, after


@pytest.mark.parametrize(("act", "seen"), [pytest.param(act, seen, id=name) for name, act, seen in ACTS + EXCEL_ALONE])
def test_at_excel(bases: list[Path], tmp_path: Path, act: Act, seen: Seen) -> None:
    assert seen(*looked(bases[0], tmp_path, "excel", act, None))


@pytest.mark.parametrize(("act", "seen"), [pytest.param(act, seen, id=name) for name, act, seen in ACTS])
def test_at_libreoffice(bases: list[Path], tmp_path: Path, office: Office, act: Act, seen: Seen) -> None:
    assert seen(*looked(bases[0], tmp_path, "office", act, office))


@pytest.mark.parametrize("seed", (7, 8), ids=lambda seed: f"nothing is lost in sequence {seed} at Excel")
def test_weeks_at_excel(bases: list[Path], tmp_path: Path, seed: int) -> None:
    made = sequence(seed, programs=("excel",), books=BOOKS)
    assert play(made, bases[made.book], tmp_path, None) == []


@pytest.mark.parametrize("seed", (100, 102), ids=lambda seed: f"nothing is lost in sequence {seed} at both")
def test_weeks_at_both(bases: list[Path], tmp_path: Path, office: Office, seed: int) -> None:
    made = sequence(seed, books=BOOKS)
    assert play(made, bases[made.book], tmp_path, office) == []

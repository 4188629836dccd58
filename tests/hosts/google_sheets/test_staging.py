"""A change too large for one body: what lies ready, what goes by itself, and the filters people have set."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

import pytest
from hosts.google_sheets.faults import Call
from hosts.google_sheets.filter_requests import clear_basic
from hosts.google_sheets.race_runs import differing, lost, untidy
from hosts.google_sheets.races import DAY_2, HEAD, TABLES, Race, fresh, review

from winback_sheets.hosts.google_sheets import bodies, staging
from winback_sheets.hosts.google_sheets.journal import Made, entry, lines, read_back
from winback_sheets.hosts.google_sheets.merge import Change
from winback_sheets.hosts.google_sheets.snapshot import TabHere
from winback_sheets.hosts.google_sheets.staging import Staged, copies, filtered, set_apart

TAB = TabHere(7, "Segments", 900, 9)
WORDS = ("Anna", "0042", "=1+1", "'quoted", "+49 30 1", 0, 17, 0.1 + 0.2, True, None)


def drawn(rng: random.Random) -> Change:
    """A change of some columns, in part in long runs, with formulas, links and cells that say already what they should."""
    cells: dict[Any, Any] = {}
    still: dict[Any, Any] = {}
    for col in range(rng.randrange(1, 5)):
        for row in range(rng.randrange(80)):
            kind = rng.random()
            if kind < 0.6:
                cells[row, col] = rng.choice(WORDS)
            elif kind < 0.95:
                still[row, col] = rng.choice(WORDS)
    texts = [place for place, value in cells.items() if isinstance(value, str)]
    links = {place: "https://example.com" for place in texts if rng.random() < 0.1}
    formulas = frozenset(place for place in texts if rng.random() < 0.1 and place not in links)
    return Change(TAB, "segments", cells, formulas, links=links, still=still)


def made_of(change: Change) -> Made:
    return entry(change, [["Anna", 1]], stash=1, journal=2, undoes=0)


@pytest.fixture
def every_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that can lies ready before."""
    monkeypatch.setattr(staging, "FEW", 2)
    monkeypatch.setattr(staging, "LITTLE", 2)


@pytest.mark.usefixtures("every_cell")
@pytest.mark.parametrize("seed", range(60))
def test_what_lies_ready_and_what_does_not_are_together_the_change(seed: int) -> None:
    change = drawn(random.Random(seed))
    apart = set_apart(change, made_of(change))
    alone = {*change.links, *change.formulas}
    assert not alone & set(apart.cells)
    for place, value in apart.cells.items():
        assert value == (change.cells[place] if place in change.cells else change.still[place])
        assert not str(value).startswith(("=", "'"))
        assert value is not None or place in change.still  # what is blank may be passed over, not emptied
    assert apart.made.wrote == {**change.cells, **apart.cells}
    # As the requests say it: run after run from the second column of the journal.
    beside, put, top = list(apart.cells.values()), dict[Any, Any](), 0
    for each in (each["copyPaste"] for each in copies([apart]).get(TAB.id, ()) if "copyPaste" in each):
        source, to = each["source"], each["destination"]
        assert (
            source["startRowIndex"] == top and source["startColumnIndex"] == 1 and each["pasteType"] == "PASTE_VALUES"
        )
        count = to["endRowIndex"] - to["startRowIndex"]
        put |= {(to["startRowIndex"] + n, to["startColumnIndex"]): beside[top + n] for n in range(count)}
        top += count
    assert put == dict(apart.cells)


@pytest.mark.usefixtures("every_cell")
@pytest.mark.parametrize("seed", range(60))
def test_a_journal_with_values_beside_it_is_read_back_as_it_was(seed: int) -> None:
    rng = random.Random(seed)
    whole: list[Staged] = [set_apart(change, made_of(change)) for change in (drawn(rng), drawn(rng))]
    made, values = [each.made for each in whole], [value for each in whole for value in each.cells.values()]
    rows = [
        ["" if text is None else text, *([] if value is None else [value])]
        for text, value in zip_longest(lines(made), values)
    ]
    assert read_back(rows, 2) == made
    assert read_back(rows[:-1] if values else [["x"]], 2) == []


def test_a_filter_is_given_back_without_its_order() -> None:
    basic = {"range": {"sheetId": 9, "startRowIndex": 4}, "sortSpecs": [{"dimensionIndex": 1}], "criteria": {"1": {}}}
    (request,) = filtered(7, basic)
    assert request == {
        "setBasicFilter": {"filter": {"range": {"sheetId": 7, "startRowIndex": 4}, "criteria": {"1": {}}}}
    }
    assert filtered(7, None) == []


@pytest.fixture
def race(monkeypatch: pytest.MonkeyPatch) -> Race:
    """A sheet before a refresh that goes in parts."""
    emu, book = fresh()
    monkeypatch.setattr(bodies, "MOST", 20_000)
    monkeypatch.setattr(staging, "FEW", 1)
    monkeypatch.setattr(staging, "LITTLE", 1)
    emu.reset_log()
    return Race(emu, book, random.Random(5))


def before_the_write(race: Race, what: Callable[[Race], None]) -> None:
    """Let a colleague do something in the moment before the tabs that stand are written."""
    asked, acts = race.emu.asked, [what]

    def quicker(route: Any, query: Any, body: Any) -> Any:
        if acts and any("duplicateSheet" in each for each in (body or {}).get("requests", ())):
            acts.pop()(race)
        return asked(route, query, body)

    race.emu.asked = quicker


def filters(race: Race) -> list[Any]:
    """What the filter of each list leaves out."""
    tabs = [race.emu.book(race.book).tab(table.title) for table in TABLES]
    return [[each.get("criteria") for each in tab.parts["basicFilter"]] for tab in tabs]


def shut(race: Race) -> None:
    """A colleague hides every second row of each list."""
    book = race.emu.book(race.book)
    for table in TABLES:
        at, cells = race.column(table, "customer"), race.cells(table.key)
        assert at is not None
        book.filter(table.title, at, [str(line[at]) for line in cells[HEAD + 1 :: 2]], HEAD)
        assert [facts for facts in book.tab(table.title).row_facts.values() if "hiddenByFilter" in facts]


def open_up(race: Race) -> None:
    for table in TABLES:
        clear_basic(race.emu.book(race.book).tab(table.title))


def copied(race: Race) -> Call:
    """The call that copies what lay ready."""
    return next(call for call in race.emu.log if "copyPaste" in call.words)


@pytest.mark.parametrize("quick", [False, True], ids=["before the refresh", "in the moment before the write"])
def test_rows_that_a_filter_hides_get_what_is_theirs_and_the_filter_stays(race: Race, quick: bool) -> None:
    seen: list[Any] = []

    def now(race: Race) -> None:
        shut(race)
        seen.append(filters(race))

    if quick:
        before_the_write(race, now)
    else:
        now(race)
    review(race.emu, race.book, DAY_2)
    assert copied(race) and differing(race) + lost(race) + untidy(race) == []
    assert filters(race) == seen[0] and all(seen[0])


def test_a_filter_that_goes_in_the_moment_before_the_write_stays_away(race: Race) -> None:
    shut(race)
    before_the_write(race, open_up)
    review(race.emu, race.book, DAY_2)
    assert copied(race) and differing(race) == [] and filters(race) == [[], [], []]


def test_no_body_is_larger_than_it_should_be_but_the_one_that_copies(race: Race) -> None:
    """It holds little but places, links and looks, and has to be whole."""
    review(race.emu, race.book, DAY_2)
    large = [call for call in race.emu.log if call.bytes_in > 20_000 * 1.1]
    assert large in ([copied(race)], []) and copied(race).bytes_in < 100_000

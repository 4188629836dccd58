"""Our tabs out of a shared sheet: what people typed in them is kept, what reads them is asked about, nothing else moves."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.races import ADDRESS, DAY_2, HEAD, Race, act, fresh, review

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets.removal import remove_from_sheet
from winback_sheets.ooxml.package import Refused
from winback_sheets.schema.results import OUTREACH

YOURS = ["Sales", "Customers", "Subscriptions"]


class Killed(BaseException):
    """The program's end in the middle of its work."""


@pytest.fixture
def race() -> Race:
    """A sheet after its first review, somebody's note in Outreach."""
    emu, book = fresh()
    made = Race(emu, book, random.Random(1))
    act(made, "edit a note", OUTREACH)
    emu.reset_log()
    return made


def remove(race: Race, folder: Path) -> Any:
    return remove_from_sheet(ADDRESS.format(race.book), folder=folder, session=race.emu.session())


def kept(folder: Path) -> str:
    """All that lies in the files of notes."""
    return "\n".join(each.read_text(encoding="utf-8-sig") for each in sorted(folder.glob("*.csv")))


def whole(race: Race) -> Any:
    """A sheet as far as somebody could see or ask for it, without our marks' numbers."""
    state = race.emu.book(race.book).state
    tabs = [(tab.title, race.emu.book(race.book).cells(tab.title), tab.parts) for tab in state.tabs]
    return tabs, state.names, [mark for mark in state.marks.values() if mark.key.startswith("winback")]


def test_only_a_persons_tabs_are_left_and_every_word_typed_in_ours(race: Race, tmp_path: Path) -> None:
    before = [race.emu.book(race.book).cells(title) for title in YOURS]
    done = remove(race, tmp_path)
    assert race.emu.book(race.book).titles == YOURS
    assert [race.emu.book(race.book).cells(title) for title in YOURS] == before
    assert whole(race)[2] == []
    assert done.notes.name == "Shop.winback-notes.csv"
    rows = list(csv.reader(done.notes.open(encoding="utf-8-sig")))
    assert rows[0] == ["tab", "key", "column", "text"]
    assert [row[3] for row in rows[1:] if row[0] == "Outreach"] == [*race.words]
    assert "Outreach" in done.tabs and "taken out" in done.lines[0]


def test_a_second_removal_says_that_nothing_is_there(race: Race, tmp_path: Path) -> None:
    remove(race, tmp_path)
    with pytest.raises(Refused, match="nothing of ours"):
        remove(race, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_review_makes_the_tabs_again(race: Race, tmp_path: Path) -> None:
    titles = set(race.emu.book(race.book).titles)
    remove(race, tmp_path)
    review(race.emu, race.book, DAY_2)
    assert set(race.emu.book(race.book).titles) == titles


# What somebody may have that reads our tabs, and what the sentence says of it.
def formula(text: str) -> Callable[[Race], None]:
    return lambda race: race.emu.book(race.book).type_in("Customers", 2, 9, text)


def batch(*requests: Callable[[dict[str, int]], dict[str, Any]]) -> Callable[[Race], None]:
    """Requests that a person's hands would have sent."""

    def sent(race: Race) -> None:
        ids = {tab.title: tab.id for tab in race.emu.book(race.book).state.tabs}
        body = {"requests": [each(ids) for each in requests]}
        status, answer = race.emu.handle("POST", f"/v4/spreadsheets/{race.book}:batchUpdate", [], body)
        assert status == 200, answer

    return sent


def area(sheet: int) -> dict[str, int]:
    return {"sheetId": sheet, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 1}


READERS: list[Any] = [
    pytest.param(formula("=Outreach!A1"), "Customers!J3", id="a formula"),
    pytest.param(formula("=sum('win-back'!A1:B9)"), "Customers!J3", id="a formula in other letters"),
    pytest.param(formula('=INDIRECT("Churn!A1")'), "Customers!J3", id="an address in a text"),
    pytest.param(
        batch(lambda ids: {"addNamedRange": {"namedRange": {"name": "Mine", "range": area(ids["Outreach"])}}}),
        "named range Mine",
        id="a named range",
    ),
    pytest.param(
        batch(
            lambda ids: {
                "addChart": {
                    "chart": {
                        "spec": {
                            "basicChart": {
                                "chartType": "LINE",
                                "series": [{"series": {"sourceRange": {"sources": [area(ids["Churn"])]}}}],
                            }
                        },
                        "position": {
                            "overlayPosition": {
                                "anchorCell": {"sheetId": ids["Sales"], "rowIndex": 1, "columnIndex": 9}
                            }
                        },
                    }
                }
            }
        ),
        "a chart on Sales",
        id="a chart",
    ),
    pytest.param(
        batch(
            lambda ids: {
                "setDataValidation": {
                    "range": area(ids["Customers"]),
                    "rule": {
                        "condition": {
                            "type": "ONE_OF_RANGE",
                            "values": [{"userEnteredValue": "='Lost customers'!A1:A9"}],
                        }
                    },
                }
            }
        ),
        "Customers!A1",
        id="a drop-down list",
    ),
]


@pytest.mark.parametrize(("has", "said"), READERS)
def test_what_of_a_persons_reads_our_tabs_is_named_and_nothing_changes(
    race: Race, tmp_path: Path, has: Callable[[Race], None], said: str
) -> None:
    has(race)
    before = whole(race)
    with pytest.raises(Refused, match=said):
        remove(race, tmp_path)
    assert whole(race) == before and not list(tmp_path.iterdir())


def test_a_text_that_only_looks_like_such_a_formula_is_none(race: Race, tmp_path: Path) -> None:
    for at, text in enumerate(("'=Outreach!A1", '=A1&"Outreach"', "=Sales!A1")):
        race.emu.book(race.book).type_in("Customers", 2, 9 + at, text)
    remove(race, tmp_path)
    assert race.emu.book(race.book).titles == YOURS


def test_notes_and_comments_on_our_tabs_are_kept(race: Race, tmp_path: Path) -> None:
    batch(
        lambda ids: {
            "updateCells": {
                "start": {"sheetId": ids["Churn"], "rowIndex": 2, "columnIndex": 1},
                "rows": [{"values": [{"note": "ask Ben"}]}],
                "fields": "note",
            }
        },
        lambda ids: {
            "insertComment": {
                "coordinate": {"sheetId": ids["Outreach"], "rowIndex": 5, "columnIndex": 1},
                "content": "really?",
            }
        },
    )(race)
    remove(race, tmp_path)
    text = kept(tmp_path).replace('"', "")
    assert "Churn,,note at B3,ask Ben" in text and "Outreach,,comment at B6,really?" in text


WRITES, LAST = 8, 12  # the call that deletes, and the last one


def test_the_calls_are_those_at_which_something_happens(race: Race, tmp_path: Path) -> None:
    remove(race, tmp_path)
    words = [call.words for call in race.emu.log]
    assert len(words) == LAST and "duplicateSheet" in words[WRITES - 1]


@pytest.mark.parametrize("what", ["edit a note", "own row below", "insert a column and type in it"])
def test_what_a_colleague_types_as_we_delete_is_kept_too(race: Race, tmp_path: Path, what: str) -> None:
    stood: list[Any] = []

    def meanwhile(emu: Emulator) -> None:
        act(race, what, OUTREACH)
        stood.extend(race.cells("outreach")[HEAD:])  # what stands above the headings is no note on anybody

    race.emu.before[WRITES] = [meanwhile]
    remove(race, tmp_path)
    assert race.emu.book(race.book).titles == YOURS
    typed = [word for word in race.words if any(word in map(str, line) for line in stood)]
    assert typed and [word for word in typed if word not in kept(tmp_path)] == []
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("call", [9, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 3, 5, 7, 8, 10, 11, 12))])
def test_a_removal_that_was_killed_is_finished_by_the_next(race: Race, tmp_path: Path, call: int) -> None:
    def ended(emu: Emulator) -> None:
        raise Killed

    for number in range(call, call + 30):
        race.emu.before[number] = [ended]
    race.emu.before[WRITES] = [lambda emu: act(race, "edit a note", OUTREACH), *race.emu.before.get(WRITES, [])]
    with suppress(Killed):
        remove(race, tmp_path)
    race.emu.before.clear()
    race.emu.book(race.book).state.marks = {
        number: mark for number, mark in race.emu.book(race.book).state.marks.items() if mark.key != "winback.lease"
    }
    with suppress(Refused):
        remove(race, tmp_path)
    assert race.emu.book(race.book).titles == YOURS
    assert [word for word in race.words if word not in kept(tmp_path)] == []


@pytest.mark.parametrize("how", [{"status": 503}, pytest.param({"error": "timeout"}, marks=pytest.mark.slow)])
def test_a_lost_answer_loses_nothing(race: Race, tmp_path: Path, how: dict[str, Any]) -> None:
    race.emu.faults = [Fault(call=WRITES, applied=True, **how)]
    remove(race, tmp_path)
    assert race.emu.book(race.book).titles == YOURS
    assert [word for word in race.words if word not in kept(tmp_path)] == []


def test_who_may_only_read_is_told_so(race: Race, tmp_path: Path) -> None:
    race.emu.read_only.add(race.book)
    before = whole(race)
    with pytest.raises(Unreadable, match="may not change"):
        remove(race, tmp_path)
    assert whole(race) == before and not list(tmp_path.iterdir())


def test_a_sheet_that_would_show_nothing_is_left_alone(race: Race, tmp_path: Path) -> None:
    for title in YOURS:
        race.emu.book(race.book).tab(title).properties["hidden"] = True
    with pytest.raises(Refused, match="shows only our tabs"):
        remove(race, tmp_path)

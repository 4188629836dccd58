"""A customer forgotten in a shared sheet: nobody else is touched, every figure ties out, and what is left is named."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hosts.google_sheets import comment_requests
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.race_runs import untidy
from hosts.google_sheets.races import ADDRESS, DAY_1, OUTREACH, Race, act, fresh
from hosts.google_sheets.test_faults import once

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.forget.person import Unclear
from winback_sheets.hosts.google_sheets import gateway
from winback_sheets.hosts.google_sheets.forgetting import forget_in_sheet
from winback_sheets.hosts.google_sheets.text_places import FIELDS
from winback_sheets.hosts.google_sheets.undoing import undo_sheet
from winback_sheets.ooxml.package import Refused

ANN = ["C007", "Ann Lee", "01632 960007"]


WHOLE = FIELDS.replace("values(note", "values(userEnteredValue,effectiveValue,note")


WRITES = 9  # the call that cleans


class Killed(BaseException):
    """The program's end in the middle of its work."""


@pytest.fixture(autouse=True)
def counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was counted once is not counted again from the same cells."""
    monkeypatch.setattr(gateway, "review_snapshot", partial(once, gateway.review_snapshot))


def batch(race: Race, *requests: dict[str, Any]) -> None:
    """Requests that a person's hands would have sent."""
    status, answer = race.emu.handle(
        "POST", f"/v4/spreadsheets/{race.book}:batchUpdate", [], {"requests": list(requests)}
    )
    assert status == 200, answer


def ids(race: Race) -> dict[str, int]:
    return {tab.title: tab.id for tab in race.emu.book(race.book).state.tabs}


@pytest.fixture
def race() -> Race:
    """A sheet after its first review; C007 is called Ann Lee in Customers, and Joann Lee-Smith somebody else."""
    emu, book = fresh()
    made = Race(emu, book, random.Random(1))
    here = emu.book(book)
    rows = here.cells("Customers")
    name = rows[0].index("Name")
    for number, line in enumerate(rows):
        if line[0] == "C007":
            here.type_in("Customers", number, name, "Ann Lee")
        if line[0] == "C008":
            here.type_in("Customers", number, name, "Joann Lee-Smith")
    emu.reset_log()
    return made


def forget(race: Race, folder: Path, typed: str = "Ann Lee", **more: Any) -> Any:
    address = ADDRESS.format(race.book)
    return forget_in_sheet(address, typed, folder=folder, run_day=DAY_1, session=race.emu.session(), **more)


def everything(race: Race) -> str:
    """All that can be asked of the sheet, as one text, and all its marks."""
    status, told = race.emu.handle(
        "GET",
        f"/v4/spreadsheets/{race.book}",
        [("fields", WHOLE), ("commentsViewMode", "COMMENTS_VIEW_MODE_INCLUDED")],
    )
    assert status == 200
    return json.dumps(told, ensure_ascii=False)


def unlocked(race: Race) -> None:
    """Ten minutes later, when a lease that nobody gave back has run out."""
    state = race.emu.book(race.book).state
    state.marks = {number: mark for number, mark in state.marks.items() if mark.key != "winback.lease"}


def test_the_customer_is_nowhere_any_more_and_nothing_else_is_changed(race: Race, tmp_path: Path) -> None:
    here = race.emu.book(race.book)
    before = {title: here.cells(title) for title in ("Sales", "Customers", "Subscriptions")}
    done = forget(race, tmp_path)
    assert done.left == () and done.label == "forgotten 1"
    text = everything(race)
    assert "Ann Lee" not in text.replace("Joann Lee-Smith", "") and "C007" not in text and "Joann Lee-Smith" in text
    for title, rows in before.items():
        said = [["forgotten 1" if cell in ANN else cell for cell in row] for row in rows]
        assert here.cells(title) == said
    kinds = [call.words for call in race.emu.log]
    assert "duplicateSheet" in kinds[WRITES - 1] and len(kinds) <= 36
    assert untidy(race) == [] and not [title for title in here.titles if title.startswith("_winback undo")]
    assert any("version history" in line for line in done.lines)


def test_a_dry_run_names_the_places_and_changes_nothing(race: Race, tmp_path: Path) -> None:
    before = everything(race)
    done = forget(race, tmp_path, dry_run=True)
    assert everything(race) == before and not [c for c in race.emu.log if "batchUpdate" in c.words]
    assert "would become" in done.lines[0] and any(line.startswith("tab Customers") for line in done.lines)


def test_who_is_nobody_is_said(race: Race, tmp_path: Path) -> None:
    before = everything(race)
    with pytest.raises(Unclear, match="in no row as a customer"):
        forget(race, tmp_path, "Zoe Zett")
    assert everything(race) == before


def test_afterwards_nobody_is_found_and_there_is_nothing_to_undo(race: Race, tmp_path: Path) -> None:
    forget(race, tmp_path)
    with pytest.raises(Refused, match="keeps nothing to go back to"):
        undo_sheet(ADDRESS.format(race.book), session=race.emu.session())
    with pytest.raises(Unclear):
        forget(race, tmp_path)


def cell(race: Race, tab: str, row: int, col: int, value: dict[str, Any], fields: str) -> dict[str, Any]:
    start = {"sheetId": ids(race)[tab], "rowIndex": row, "columnIndex": col}
    return {"updateCells": {"start": start, "rows": [{"values": [value]}], "fields": fields}}


def area(race: Race, tab: str) -> dict[str, Any]:
    return {
        "sheetId": ids(race)[tab],
        "startRowIndex": 0,
        "endRowIndex": 9,
        "startColumnIndex": 0,
        "endColumnIndex": 2,
    }


# Where a name may stand, and what `forget` says of it.
FREE: dict[str, tuple[Callable[[Race], Any], str]] = {
    "a text": (
        lambda r: cell(r, "Sales", 2, 9, {"userEnteredValue": {"stringValue": "call ann  lee!"}}, "*"),
        "tab Sales",
    ),
    "a text in a formula": (
        lambda r: cell(r, "Sales", 2, 9, {"userEnteredValue": {"formulaValue": '=IF(A1="x","Ann Lee",1)'}}, "*"),
        "tab Sales",
    ),
    "a text that looks like a formula": (
        lambda r: cell(r, "Sales", 2, 9, {"userEnteredValue": {"stringValue": '=CMD("Ann Lee")'}}, "*"),
        "tab Sales",
    ),
    "a note": (lambda r: cell(r, "Sales", 2, 2, {"note": "ask Ann Lee"}, "note"), "notes on Sales"),
    "a drop-down list": (
        lambda r: {
            "setDataValidation": {
                "range": area(r, "Customers") | {"startColumnIndex": 9, "endColumnIndex": 10},
                "rule": {
                    "condition": {
                        "type": "ONE_OF_LIST",
                        "values": [{"userEnteredValue": "Ann Lee"}, {"userEnteredValue": "Bo"}],
                    }
                },
            }
        },
        "drop-down lists on Customers",
    ),
    "a link": (
        lambda r: cell(
            r,
            "Sales",
            2,
            9,
            {
                "userEnteredValue": {"stringValue": "mail"},
                "userEnteredFormat": {"textFormat": {"link": {"uri": "https://x.org/ann-lee"}}},
            },
            "*",
        ),
        "addresses of links on Sales",
    ),
    "a named range": (
        lambda r: {"addNamedRange": {"namedRange": {"name": "Ann_Lee", "range": area(r, "Sales")}}},
        "named ranges",
    ),
    "a tab's name": (lambda r: {"addSheet": {"properties": {"title": "Ann Lee"}}}, "name of the tab Ann Lee"),
    "the title": (
        lambda r: {"updateSpreadsheetProperties": {"properties": {"title": "Ann Lee 2026"}, "fields": "title"}},
        "title of the spreadsheet",
    ),
    "a protected range": (
        lambda r: {"addProtectedRange": {"protectedRange": {"range": area(r, "Sales"), "description": "Ann Lee's"}}},
        "protected ranges on Sales",
    ),
    "a filter view": (
        lambda r: {
            "addFilterView": {
                "filter": {
                    "title": "of Ann Lee",
                    "range": area(r, "Sales"),
                    "filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["Ann Lee", "Bo"]}}],
                }
            }
        },
        "filters on Sales",
    ),
    "a filter": (
        lambda r: {
            "setBasicFilter": {
                "filter": {
                    "range": area(r, "Sales"),
                    "filterSpecs": [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["Ann Lee"]}}],
                }
            }
        },
        "filters on Sales",
    ),
    "a rule for colours": (
        lambda r: {
            "addConditionalFormatRule": {
                "index": 0,
                "rule": {
                    "ranges": [area(r, "Sales")],
                    "booleanRule": {
                        "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Ann Lee"}]},
                        "format": {"textFormat": {"bold": True}},
                    },
                },
            }
        },
        "rules for colours on Sales",
    ),
    "a chart": (
        lambda r: {
            "addChart": {
                "chart": {
                    "spec": {
                        "title": "Ann Lee by month",
                        "basicChart": {
                            "chartType": "LINE",
                            "series": [{"series": {"sourceRange": {"sources": [area(r, "Sales")]}}}],
                        },
                    },
                    "position": {
                        "overlayPosition": {"anchorCell": {"sheetId": ids(r)["Sales"], "rowIndex": 1, "columnIndex": 9}}
                    },
                }
            }
        },
        "charts on Sales",
    ),
    "our own note beside the customer": (
        lambda r: cell(r, "Outreach", 6, 1, {"note": "C007 and Ann Lee"}, "note"),
        "notes on Outreach",
    ),
}


def test_every_kind_of_place_is_cleaned(race: Race, tmp_path: Path) -> None:
    """All at once, for a review costs more than a place; each is named."""
    at = 9
    for put, _ in FREE.values():
        request = put(race)
        if "updateCells" in request and request["updateCells"]["start"]["columnIndex"] == 9:
            request["updateCells"]["start"]["columnIndex"] = at = at + 1
        batch(race, request)
    (tmp_path / "Ann Lee 2026.winback-notes.csv").write_text("tab,key,column,text\nOutreach,C007,Notes,Ann Lee rang\n")
    done = forget(race, tmp_path)
    told = "\n".join(done.lines)
    assert [kind for kind, (_, said) in FREE.items() if said not in told] == []
    assert done.left == ()
    text = everything(race).replace("Joann Lee-Smith", "").casefold()
    assert not [word for word in ("ann lee", "ann  lee", "ann_lee", "ann-lee", "c007") if word in text]
    assert "ask forgotten 1" in text and "forgotten_1" in text and "forgotten 1 by month" in text
    formulas = [
        value.formula for row in race.emu.book(race.book).tab("Sales").rows for value in row if value and value.formula
    ]
    assert formulas == ['=IF(A1="x","forgotten 1",1)']
    assert (tmp_path / "Ann Lee 2026.winback-notes.csv").read_text(encoding="utf-8-sig").splitlines()[1] == (
        "Outreach,forgotten 1,Notes,forgotten 1 rang"
    )


def test_what_no_program_may_change_is_named_and_left(race: Race, tmp_path: Path) -> None:
    batch(
        race,
        {
            "insertComment": {
                "coordinate": {"sheetId": ids(race)["Sales"], "rowIndex": 3, "columnIndex": 1},
                "content": "Ann Lee again",
            }
        },
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataKey": "theirs",
                    "metadataValue": "Ann Lee",
                    "location": {"spreadsheet": True},
                    "visibility": "DOCUMENT",
                }
            }
        },
    )
    done = forget(race, tmp_path)
    assert [each.partition(":")[0] for each in done.left] == ["marks that programs have left", "comments"]
    assert sum("by hand" in line for line in done.lines) == 2 and any("still there" in line for line in done.lines)
    assert comment_requests.seen(race.emu.book(race.book).state)[0]["headPost"]["content"] == "Ann Lee again"


def with_note(race: Race) -> None:
    row = next(n for n, line in enumerate(race.emu.book(race.book).cells("Customers")) if "C007" in line)
    batch(race, cell(race, "Customers", row, 1, {"note": "ask Ann Lee"}, "note"))
    batch(race, cell(race, "Customers", row + 1, 1, {"note": "a dear friend"}, "note"))


@pytest.mark.parametrize(
    "what", ["sort", pytest.param("insert a row", marks=pytest.mark.slow), pytest.param("type", marks=pytest.mark.slow)]
)
def test_a_colleague_at_work_as_we_clean_loses_nothing(race: Race, tmp_path: Path, what: str) -> None:
    with_note(race)
    here = race.emu.book(race.book)
    before = here.cells("Customers")

    def meanwhile(emu: Emulator) -> None:
        if what == "sort":
            here.sort("Customers", 1, 0, True)
        elif what == "insert a row":
            here.insert_rows("Customers", 2)
        else:
            here.type_in("Customers", 3, 12, "wordx")
        act(race, "edit a note", OUTREACH)

    race.emu.before[WRITES] = [meanwhile]
    done = forget(race, tmp_path)
    assert done.left == ()
    text = everything(race)
    assert "Ann Lee" not in text.replace("Joann Lee-Smith", "") and "C007" not in text
    assert all(word in text for word in race.words) and ("wordx" in text) is (what == "type")
    after = [[cell for cell in row if cell != "wordx"] for row in here.cells("Customers") if any(row)]
    if what != "type":
        said = sorted(str(["forgotten 1" if cell in ANN else cell for cell in row]) for row in before)
        assert sorted(map(str, after)) == said


@pytest.mark.parametrize(
    "call", [WRITES + 1, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 9, 12, 14, 20, 26))]
)
def test_a_forget_that_was_killed_is_finished_by_the_next(race: Race, tmp_path: Path, call: int) -> None:
    with_note(race)

    def ended(emu: Emulator) -> None:
        raise Killed

    for number in range(call, call + 60):
        race.emu.before[number] = [ended]
    with suppress(Killed):
        forget(race, tmp_path)
    race.emu.before.clear()
    unlocked(race)
    with suppress(Unclear):
        forget(race, tmp_path)
    text = everything(race)
    assert "Ann Lee" not in text.replace("Joann Lee-Smith", "") and "C007" not in text and untidy(race) == []


@pytest.mark.parametrize("how", [{"status": 503}, pytest.param({"error": "timeout"}, marks=pytest.mark.slow)])
def test_a_lost_answer_changes_nothing(race: Race, tmp_path: Path, how: dict[str, Any]) -> None:
    race.emu.faults = [Fault(call=WRITES, applied=True, **how)]
    assert forget(race, tmp_path).left == ()
    assert "C007" not in everything(race)


def test_who_may_only_read_is_told_so(race: Race, tmp_path: Path) -> None:
    race.emu.read_only.add(race.book)
    before = everything(race)
    with pytest.raises(Unreadable, match="may not change"):
        forget(race, tmp_path)
    assert everything(race) == before


def test_a_sheet_that_was_never_reviewed_is_cleaned_too(tmp_path: Path) -> None:
    emu = Emulator()
    rows = [["Customer", "Date", "Amount"]] + [
        [name, f"2026-0{month}-03", 10] for month in range(1, 7) for name in ("Ann Lee", "Bo Day")
    ]
    race = Race(emu, emu.new_book("Shop", tabs={"Sales": rows}), random.Random(1))
    done = forget(race, tmp_path)
    assert done.left == () and "Ann Lee" not in everything(race) and emu.book(race.book).titles == ["Sales"]

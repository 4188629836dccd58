"""A refresh a month later: everything of ours looks as on a fresh sheet, and what people have made of it stays."""

from __future__ import annotations

import copy
import datetime
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hosts.google_sheets.book import Tab
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.looks_compared import LEDGERS, differing_looks, looks_of, month_later, refresh
from hosts.google_sheets.races import ADDRESS

from winback_sheets.hosts.google_sheets import gateway
from winback_sheets.hosts.google_sheets.anchors import LOOKS
from winback_sheets.hosts.google_sheets.review import review_sheet
from winback_sheets.hosts.google_sheets.undoing import undo_sheet

Json = dict[str, Any]
YELLOW = {"red": 1, "green": 0.80000001, "blue": 0.2}  # as Google keeps it


def asked(emu: Emulator, book: str, *requests: Json) -> None:
    """What a person does in their browser; no refresh counts it."""
    calls, before = emu.count, emu.before
    emu.before = {}
    status, answer = emu.handle("POST", f"/v4/spreadsheets/{book}:batchUpdate", [], {"requests": list(requests)})
    assert status == 200, answer
    emu.count, emu.before = calls, before
    emu.log.pop()


def tab(emu: Emulator, book: str, title: str) -> Tab:
    return emu.book(book).tab(title)


def cells(number: int, top: int, bottom: int, left: int, right: int) -> Json:
    rows, columns = {"startRowIndex": top, "endRowIndex": bottom}, {"startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": number, **rows, **columns}


def coloured(place: Json) -> Json:
    look = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": YELLOW}}}
    return {"repeatCell": {"range": place, "cell": look, "fields": "userEnteredFormat.backgroundColorStyle"}}


def shades(emu: Emulator, book: str, title: str) -> set[tuple[int, int]]:
    """The cells of a tab in the person's own colour."""
    rows = tab(emu, book, title).rows
    return {
        (row, col)
        for row, line in enumerate(rows)
        for col, cell in enumerate(line)
        if cell and cell.format and cell.format.get("backgroundColor", {}).get("green") == YELLOW["green"]
    }


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == "young" else pytest.mark.slow) for name in LEDGERS]
)
def test_a_month_later_everything_looks_as_on_a_fresh_sheet(name: str) -> None:
    emu, book = month_later(name)
    result = refresh(emu, book, name)
    assert result.changed and differing_looks(emu, book, result.pages) == []


def test_where_nothing_has_moved_no_look_is_read_or_written() -> None:
    emu, book = month_later("young")
    refresh(emu, book, "young")
    revision = emu.revision
    emu.reset_log()
    again = refresh(emu, book, "young")
    assert not again.changed and emu.revision == revision
    kinds = {word for call in emu.log for word in call.words}
    assert not kinds & {"getByDataFilter", "repeatCell", "mergeCells", "updateCells", "duplicateSheet"}
    assert differing_looks(emu, book, again.pages) == []


def test_the_comparison_sees_looks_that_do_not_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "follow_looks", lambda wire, here, changes, pages, ids: list(changes))
    emu, book = month_later("young")
    kinds = {what for _, what, *_ in differing_looks(emu, book, refresh(emu, book, "young").pages)}
    assert kinds >= {"formats", "merges", "rules", "widths", "heights", "warned"}


@pytest.mark.parametrize(
    "title", [*(pytest.param(each, marks=pytest.mark.slow) for each in ("Churn", "Cohorts")), "Win-back"]
)
def test_a_persons_colour_stays_on_every_cell_they_gave_it(title: str) -> None:
    emu, book = month_later("young")
    number = tab(emu, book, title).id
    mine = {(row, col) for row in range(30) for col in range(row % 3, 12, 3)}
    asked(emu, book, *(coloured(cells(number, row, row + 1, col, col + 1)) for row, col in sorted(mine)))
    result = refresh(emu, book, "young")
    assert shades(emu, book, title) == mine
    for name, what, at, here, wanted in differing_looks(emu, book, result.pages):
        assert (name, what) == (title, "formats") and at in mine
        assert without_colour(here) == without_colour(wanted), at


def without_colour(look: Json | None) -> Json:
    return {key: value for key, value in (look or {}).items() if not key.startswith("backgroundColor")}


def test_a_frozen_column_stays_and_nothing_is_merged_across_it() -> None:
    emu, book = month_later("young")
    number = tab(emu, book, "Win-back").id
    asked(emu, book, {"unmergeCells": {"range": {"sheetId": number}}})  # as Google wants it before it freezes
    grid = {"sheetId": number, "gridProperties": {"frozenColumnCount": 3}}
    asked(emu, book, {"updateSheetProperties": {"properties": grid, "fields": "gridProperties.frozenColumnCount"}})
    result = refresh(emu, book, "young")
    there = tab(emu, book, "Win-back")
    assert there.grid["frozenColumnCount"] == 3
    spans = {(each["startColumnIndex"], each["endColumnIndex"]) for each in there.parts["merges"]}
    assert spans and not any(left < 3 < right for left, right in spans)
    kinds = {what for name, what, *_ in differing_looks(emu, book, result.pages) if name == "Win-back"}
    assert kinds <= {"merges"}


def test_a_persons_merged_cells_stay_and_none_of_ours_hides_a_value() -> None:
    emu, book = month_later("young")
    there = tab(emu, book, "Win-back")
    to_come = next(each for each in calm()[1] if each not in there.parts["merges"] and each["startRowIndex"] > 30)
    row, left = to_come["startRowIndex"], to_come["startColumnIndex"]
    asked(emu, book, {"unmergeCells": {"range": {**cells(there.id, row - 1, row + 2, 0, 10)}}})
    theirs = [cells(there.id, 50, 51, 1, 6), cells(there.id, row, row + 2, left + 1, left + 3)]
    asked(emu, book, *({"mergeCells": {"range": each, "mergeType": "MERGE_ALL"}} for each in theirs))
    emu.book(book).type_in("Win-back", 50, 1, "our own line")
    result = refresh(emu, book, "young")
    there = tab(emu, book, "Win-back")
    assert [each for each in theirs if each not in there.parts["merges"]] == []
    (page,) = (each for each in result.pages if each.key == "win_back")
    ours = [each for each in there.parts["merges"] if each not in theirs]
    under = {
        (each["startRowIndex"], col)
        for each in ours
        for col in range(each["startColumnIndex"] + 1, each["endColumnIndex"])
    }
    assert not under & {(cell.row, cell.col) for cell in page.cells if cell.value is not None}
    assert emu.book(book).cell("Win-back", 50, 1).value == "our own line"


def test_rules_charts_widths_and_choices_of_people_stay() -> None:
    emu, book = month_later("growing")
    front, churn, card = (tab(emu, book, title) for title in ("Win-back", "Churn", "Customer card"))
    (ours,) = copy.deepcopy(front.parts["charts"])
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B6>7"}]}
    rule = {
        "ranges": [cells(churn.id, 5, 9, 1, 2)],
        "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
    }
    spec = {"title": "Our own", "pieChart": {"domain": source(front.id, 1), "series": source(front.id, 2)}}
    own = {"spec": spec, "position": {"overlayPosition": {"anchorCell": {"sheetId": front.id, "rowIndex": 60}}}}
    styled = {**copy.deepcopy(ours["spec"]), "title": "Who left us", "fontName": "Georgia"}
    wide = {"sheetId": churn.id, "dimension": "COLUMNS", "startIndex": 9, "endIndex": 10}
    asked(
        emu,
        book,
        *({"addConditionalFormatRule": {"rule": rule, "index": at}} for at in (0, 2)),
        {"addChart": {"chart": own}},
        {"updateChartSpec": {"chartId": ours["chartId"], "spec": styled}},
        {"updateDimensionProperties": {"range": wide, "properties": {"pixelSize": 33}, "fields": "pixelSize"}},
        {"setDataValidation": {"range": cells(card.id, 4, 5, 1, 2)}},
    )
    kept = [each for each in churn.parts["conditionalFormats"] if "bold" in str(each)]
    result = refresh(emu, book, "growing")
    front, churn = (tab(emu, book, title) for title in ("Win-back", "Churn"))
    assert [each for each in churn.parts["conditionalFormats"] if "bold" in str(each)] == kept
    drawn = {each["chartId"]: each["spec"] for each in front.parts["charts"]}
    assert len(drawn) == 2 and any(each.get("title") == "Our own" and "pieChart" in each for each in drawn.values())
    changed = drawn[ours["chartId"]]
    assert (changed["title"], changed["fontName"]) == ("Who left us", "Georgia")
    others = differing_looks(emu, book, result.pages)
    wanted = next(wanted for name, what, at, _, wanted in others if at == ours["chartId"])
    assert [changed["basicChart"][key] for key in ("domains", "series")] == [
        wanted["basicChart"][key] for key in ("domains", "series")
    ]
    assert changed["basicChart"] != ours["spec"]["basicChart"]
    assert {(name, what, at) for name, what, at, *_ in others if what not in ("charts", "rules")} == {
        ("Churn", "widths", 9),
        ("Customer card", "choices", (4, 1)),
    }
    assert churn.column_facts[9]["pixelSize"] == 33


def source(number: int, col: int) -> Json:
    return {"sourceRange": {"sources": [cells(number, 21, 24, col, col + 1)]}}


@pytest.mark.slow
def test_a_chart_that_was_taken_out_stays_out_and_one_that_had_nothing_to_show_comes() -> None:
    emu, book = month_later("young")
    assert not tab(emu, book, "Win-back").parts["charts"]
    refresh(emu, book, "young")
    (chart,) = tab(emu, book, "Win-back").parts["charts"]
    asked(emu, book, {"deleteEmbeddedObject": {"objectId": chart["chartId"]}})
    emu.book(book).type_in("Sales", 1, 2, 1234)
    assert refresh(emu, book, "young").changed
    assert not tab(emu, book, "Win-back").parts["charts"]


@cache
def calm() -> tuple[int, list[Json]]:
    """Of a refresh of the young shop that nothing disturbs: which call writes, and what is merged in Win-back then."""
    emu, book = month_later("young")
    emu.reset_log()
    refresh(emu, book, "young")
    writes = next(at for at, call in enumerate(emu.log, start=1) if "duplicateSheet" in call.words)
    return writes, tab(emu, book, "Win-back").parts["merges"]


@pytest.mark.parametrize("title", [pytest.param("Churn", marks=pytest.mark.slow), "Win-back"])
def test_looks_go_back_with_a_change_that_fell_beside_the_cells_it_was_meant_for(title: str) -> None:
    call = calm()[0]
    emu, book = month_later("young")
    number = tab(emu, book, title).id
    asked(emu, book, coloured(cells(number, 12, 13, 1, 4)))
    emu.reset_log()
    emu.before[call] = [lambda emu: emu.book(book).insert_rows(title, 8)]
    result = refresh(emu, book, "young")
    assert sum("duplicateSheet" in each.words for each in emu.log) > 1  # it wrote in vain, and anew
    assert shades(emu, book, title) == {(13, 1), (13, 2), (13, 3)}
    left = [
        each for each in differing_looks(emu, book, result.pages) if each[1] in ("formats", "merges", "rules", "charts")
    ]
    beside = {(name, what, at) for name, what, at, *_ in left} - {(title, "formats", (13, col)) for col in (1, 2, 3)}
    # A text of ours that was pushed down counts as the person's, who put the row in.
    assert len(beside) < 2 and all(emu.book(book).cell(title, *at).filled for _, _, at in beside)


def test_a_rule_put_in_at_the_moment_of_the_change_stays() -> None:
    call = calm()[0]
    emu, book = month_later("young")
    churn = tab(emu, book, "Churn").id
    condition = {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "running"}]}
    rule = {
        "ranges": [cells(churn, 0, 40, 0, 9)],
        "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}},
    }
    emu.reset_log()
    emu.before[call] = [lambda emu: asked(emu, book, {"addConditionalFormatRule": {"rule": rule, "index": 0}})]
    refresh(emu, book, "young")
    assert any(
        each["booleanRule"]["condition"]["type"] == "TEXT_CONTAINS"
        for each in tab(emu, book, "Churn").parts["conditionalFormats"]
    )


@pytest.mark.slow
def test_a_refresh_that_was_killed_after_it_had_painted_is_finished_by_the_next() -> None:
    call = calm()[0]
    emu, book = month_later("young")

    def killed(emu: Emulator) -> None:
        raise KeyboardInterrupt

    emu.reset_log()
    emu.before[call] = [lambda emu: emu.book(book).insert_rows("Churn", 8)]
    emu.before[call + 1] = [killed]
    with pytest.raises(KeyboardInterrupt):
        refresh(emu, book, "young")
    emu.before.clear()
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=11)
    result = review_sheet(
        ADDRESS.format(book), run_day=pd.Timestamp(LEDGERS["young"]()[3]), now=later, session=emu.session()
    )
    left = [
        each for each in differing_looks(emu, book, result.pages) if each[1] in ("formats", "merges", "rules", "charts")
    ]
    assert left == []


@pytest.mark.slow
def test_a_sheet_of_an_earlier_version_is_painted_too_but_for_sizes_that_may_be_a_persons() -> None:
    emu, book = month_later("young")
    marks = emu.book(book).state.marks
    emu.book(book).state.marks = {number: mark for number, mark in marks.items() if mark.key != LOOKS}
    result = refresh(emu, book, "young")
    kinds = {what for _, what, *_ in differing_looks(emu, book, result.pages)}
    assert kinds <= {"widths", "heights", "warned", "charts"}


def test_looks_go_back_when_a_refresh_is_undone_but_for_what_a_person_has_set_since() -> None:
    emu, book = month_later("young")

    def standing() -> dict[str, Any]:
        tabs = [each for each in emu.book(book).state.tabs if not each.title.startswith("_")]
        return {each.title: looks_of(each, each.height, each.width) for each in tabs}

    before = standing()
    refresh(emu, book, "young")
    number = tab(emu, book, "Churn").id
    asked(emu, book, coloured(cells(number, 7, 8, 1, 3)))
    undo_sheet(ADDRESS.format(book), session=emu.session())
    after = standing()
    assert shades(emu, book, "Churn") == {(7, 1), (7, 2)}
    for title, looks in before.items():
        assert after[title]["merges"] == looks["merges"], title
        one, other = after[title]["formats"], looks["formats"]
        wrong = {at for at in one.keys() | other.keys() if one.get(at) != other.get(at)}
        assert wrong <= ({(7, 1), (7, 2)} if title == "Churn" else set()), title

"""All tabs of a review put into a spreadsheet of the emulator, in the order in which the review does it, and read back."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.demo_pages import page, pages
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.sheet_html import drawn

from winback_sheets.hosts.google_sheets.anchors import TAB, mark_of
from winback_sheets.hosts.google_sheets.client import Wire, open_connection
from winback_sheets.hosts.google_sheets.formulas import writes_comma
from winback_sheets.hosts.google_sheets.layout import NewTab, new_tab
from winback_sheets.hosts.google_sheets.views import wanted

LOCALES = ["de_DE", "fa_IR"]  # with a comma; with a point and from right to left
IDS = {each.name: 1000 + number for number, each in enumerate(pages())}


def put(locale: str) -> tuple[Wire, dict[str, NewTab]]:
    """A spreadsheet with a tab of theirs and all of ours."""
    emulator = Emulator()
    number = emulator.new_book("Shop", locale=locale, tabs={"Sales": [["Customer"], ["A"]]})
    wire = open_connection(f"https://docs.google.com/spreadsheets/d/{number}/edit", session=emulator.session())
    made = {
        each.name: new_tab(
            each,
            IDS[each.name],
            title=each.name,
            rtl=locale == "fa_IR",
            comma=writes_comma(locale),
            ids=IDS,
        )
        for each in pages()
    }
    wire.change([request for tab in made.values() for request in tab.requests], again=False)
    wire.write([block for tab in made.values() for block in tab.blocks])
    wire.change([request for tab in made.values() for request in tab.finish], again=False)
    return wire, made


@pytest.fixture(scope="module", params=LOCALES)
def sheet(request: pytest.FixtureRequest) -> tuple[Wire, dict[str, NewTab]]:
    return put(request.param)


def test_all_cells_come_back_as_they_were_said(sheet: tuple[Wire, dict[str, NewTab]]) -> None:
    wire, made = sheet
    answers = wire.read([{"sheetId": IDS[name]} for name in made], render="FORMULA")
    for (name, tab), rows in zip(made.items(), answers, strict=True):
        late = [request for request in tab.finish if "updateCells" in request]
        said = drawn([*tab.requests, *late], tab.blocks, rows=10_000).cells
        there = {(row, col): value for row, line in enumerate(rows) for col, value in enumerate(line) if value != ""}
        assert there == {place: value for place, value in said.items() if value != ""}, name


def about(wire: Wire, fields: str) -> dict[str, Any]:
    return {each["properties"]["title"]: each for each in wire.about(f"sheets(properties,{fields})")["sheets"]}


def test_tabs_are_shown_but_for_those_that_wait_hidden(sheet: tuple[Wire, dict[str, NewTab]]) -> None:
    there = about(sheet[0], "developerMetadata")
    for each in pages():
        facts = there[each.name]
        assert facts["properties"].get("hidden", False) is (each.hidden or each.very_hidden)
        assert facts["properties"].get("rightToLeft") == there["Outreach"]["properties"].get("rightToLeft")
        assert str(mark_of(facts["developerMetadata"], TAB)).startswith(each.key)


def test_the_plan_has_its_lists_its_groups_and_its_warning(sheet: tuple[Wire, dict[str, NewTab]]) -> None:
    there = about(sheet[0], "filterViews,columnGroups,protectedRanges,conditionalFormats,charts")
    titles = [view.title for view in wanted(page("outreach"), IDS["Outreach"])]
    assert sorted(view["title"] for view in there["Outreach"]["filterViews"]) == sorted(titles)
    assert [group["collapsed"] for group in there["Outreach"]["columnGroups"]] == [True, True]
    assert all(each["protectedRanges"][0]["warningOnly"] for name, each in there.items() if name != "Sales")
    assert len(there["Win-back"]["charts"]) == 1
    assert len(there["Churn"]["conditionalFormats"]) == 2


def test_no_formula_of_ours_ends_in_an_error(sheet: tuple[Wire, dict[str, NewTab]]) -> None:
    answers = sheet[0].read([{"sheetId": number} for number in IDS.values()])
    for name, rows in zip(IDS, answers, strict=True):
        found = [value for line in rows for value in line if isinstance(value, str)]
        assert [value for value in found if value in ("#REF!", "#VALUE!", "#ERROR!", "#N/A", "#DIV/0!")] == [], name

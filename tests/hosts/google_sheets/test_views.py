"""My list: a filter view for each caller, and no view of a person is ever touched."""

from __future__ import annotations

from typing import Any

import pytest
from hosts.google_sheets.demo_pages import made, outreach, page
from hosts.google_sheets.discovery import violations

from winback_sheets.hosts.google_sheets.views import View, changes, link, marks, wanted
from winback_sheets.schema.results import OUTREACH


def plan(*callers: str | None) -> Any:
    return outreach(*({"rank": n, "customer": f"C{n}", "caller": caller} for n, caller in enumerate(callers, 1)))


def added(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each["addFilterView"]["filter"] for each in requests if "addFilterView" in each]


def deleted(requests: list[dict[str, Any]]) -> list[int]:
    return [each["deleteFilterView"]["filterId"] for each in requests if "deleteFilterView" in each]


CALLERS = [
    pytest.param(
        ("Ann", "Bo", "Ann", None), ["My list: Ann", "My list: Bo", "Everybody, still to do"], id="two callers"
    ),
    pytest.param((" Ann ", "Ann"), ["My list: Ann", "Everybody, still to do"], id="one caller, typed twice"),
    pytest.param((None, ""), ["My list"], id="a firm of one"),
    pytest.param((), ["My list"], id="nobody to call"),
]


@pytest.mark.parametrize(("callers", "titles"), CALLERS)
def test_each_caller_has_a_list(callers: tuple[str | None, ...], titles: list[str]) -> None:
    assert [view["title"] for view in added(changes(plan(*callers), 7, {}, 300))] == titles


def test_a_plan_without_the_column_of_callers_has_one_list() -> None:
    alone = outreach({"rank": 1, "customer": "A"}, without=("caller",))
    assert [view["title"] for view in added(changes(alone, 7, {}, 300))] == ["My list"]


def test_only_outreach_has_views() -> None:
    assert changes(page("lost_customers"), 7, {}, 300) == []
    assert [each for each in made("segments").finish if "addFilterView" in each] == []


def test_a_list_shows_what_the_caller_still_has_to_do_in_order() -> None:
    (view, _) = added(changes(plan("Ann"), 7, {}, 300))
    at = {column.key: col for col, column in enumerate(plan("Ann").lists[0].columns)}
    rules = {each["columnIndex"]: each["filterCriteria"] for each in view["filterSpecs"]}
    assert rules[at["caller"]] == {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Ann"}]}}
    assert "yes" in rules[at["done"]]["hiddenValues"] and "no" not in rules[at["done"]]["hiddenValues"]
    assert rules[at["purpose"]] == {"hiddenValues": ["earlier plan"]}
    assert view["sortSpecs"] == [{"dimensionIndex": at["rank"], "sortOrder": "ASCENDING"}]
    assert view["range"] == {
        "sheetId": 7,
        "startRowIndex": 4,
        "endRowIndex": 300,
        "startColumnIndex": 0,
        "endColumnIndex": 22,
    }


NAMES = [
    pytest.param("Ann Lee", "Ann Lee", id="a name"),
    pytest.param("José María", "José María", id="a name with accents"),
    pytest.param("007", '="007"', id="a number"),
    pytest.param("=IMPORTXML(A1)", '="=IMPORTXML(A1)"', id="a formula"),
    pytest.param('="a"&A1', '="=""a""&A1"', id="a formula with quotation marks"),
    pytest.param("+Ann", '="+Ann"', id="a plus"),
    pytest.param("'Ann", '="\'Ann"', id="an apostrophe"),
    pytest.param("1/2", '="1/2"', id="a day"),
]


@pytest.mark.parametrize(("name", "condition"), NAMES)
def test_a_name_is_never_read_as_anything_else(name: str, condition: str) -> None:
    (view, _) = added(changes(plan(name), 7, {}, 300))
    assert view["title"] == f"My list: {name}"
    (rule,) = [
        each["filterCriteria"]["condition"] for each in view["filterSpecs"] if "condition" in each["filterCriteria"]
    ]
    assert rule["values"] == [{"userEnteredValue": condition}]
    assert violations("FilterView", view) == []


def standing(*callers: str) -> dict[int, str]:
    return {view.view_id: view.title for view in wanted(plan(*callers), 7)}


def test_a_second_review_changes_no_view() -> None:
    assert changes(plan("Ann", "Bo"), 7, standing("Ann", "Bo"), 300) == []


def test_who_no_longer_calls_has_no_list_and_who_is_new_gets_one() -> None:
    requests = changes(plan("Bo", "Cy"), 7, standing("Ann", "Bo"), 300)
    (ann,) = [number for number, title in standing("Ann").items() if title == "My list: Ann"]
    assert (deleted(requests), [view["title"] for view in added(requests)]) == ([ann], ["My list: Cy"])


def test_the_first_caller_takes_the_place_of_the_list_of_one() -> None:
    requests = changes(plan("Ann"), 7, standing(), 300)
    assert deleted(requests) == list(standing())
    assert [view["title"] for view in added(requests)] == ["My list: Ann", "Everybody, still to do"]


def test_when_no_caller_is_named_any_more_one_list_takes_the_place_of_all() -> None:
    requests = changes(plan(None), 7, standing("Ann"), 300)
    assert deleted(requests) == sorted(standing("Ann"))
    assert [view["title"] for view in added(requests)] == ["My list"]


def test_a_list_that_somebody_deleted_is_not_made_again_until_its_caller_has_gone_and_comes_back() -> None:
    views, made = standing("Ann", "Bo"), frozenset(standing("Ann", "Bo"))
    (ann,) = [number for number, title in views.items() if title == "My list: Ann"]
    left = {number: title for number, title in views.items() if number != ann}
    assert changes(plan("Ann", "Bo"), 7, left, 300, made) == [] and marks(plan("Ann", "Bo"), 7, made) == []
    assert [each["deleteDeveloperMetadata"] for each in marks(plan("Bo"), 7, made)] != []
    assert [view["title"] for view in added(changes(plan("Ann", "Bo"), 7, left, 300, made - {ann}))] == ["My list: Ann"]


@pytest.mark.parametrize("gone", [column.key for column in OUTREACH.columns])
def test_a_list_can_do_without_any_column_that_people_delete(gone: str) -> None:
    short = outreach({"rank": 1, "customer": "A", "caller": "Ann"}, without=(gone,))
    for view in added(changes(short, 7, {}, 300)):
        assert violations("FilterView", view) == []
        wide = len(short.lists[0].columns)
        assert all(each["dimensionIndex"] < wide for each in view["sortSpecs"])


THEIRS = [
    pytest.param({1: "My list: Ann"}, id="a view of theirs with a title like ours"),
    pytest.param({2: "My list"}, id="a view of theirs called My list"),
    pytest.param({3: "Copy of My list: Ann"}, id="a copy"),
    pytest.param({4: "Only Leeds"}, id="any other"),
    pytest.param({5: ""}, id="one without a title"),
]


@pytest.mark.parametrize("theirs", THEIRS)
def test_a_view_that_people_made_stays(theirs: dict[int, str]) -> None:
    assert deleted(changes(plan("Bo"), 7, theirs, 300)) == []


def test_a_list_of_ours_that_somebody_renamed_is_theirs_and_is_not_made_again() -> None:
    renamed = {number: "Ann's calls" if "Ann" in title else title for number, title in standing("Ann").items()}
    assert changes(plan("Ann"), 7, renamed, 300) == []
    assert deleted(changes(plan("Bo"), 7, renamed, 300)) == []


def test_views_have_numbers_that_google_takes_and_that_stay() -> None:
    views = wanted(plan("Ann", "Bo"), 7)
    assert len({view.view_id for view in views}) == 3
    assert all(isinstance(view, View) and 0 < view.view_id < 2**31 for view in views)
    assert views == wanted(plan("Bo", "Ann"), 7)
    assert not {view.view_id for view in views} & {view.view_id for view in wanted(plan("Ann", "Bo"), 8)}


def test_the_address_opens_the_tab_in_the_view() -> None:
    assert link("1aB-c", 7, 42) == "https://docs.google.com/spreadsheets/d/1aB-c/edit#gid=7&fvid=42"

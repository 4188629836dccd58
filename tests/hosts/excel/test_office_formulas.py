"""The Office add-in's formulas in Microsoft's own runtime, over https, against the real server: as Python answers."""

from __future__ import annotations

import datetime
import json
import re
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from formula_cases import (
    CASES,
    CONTACTS,
    CONTRACTS,
    CUSTOMERS,
    FAULTS,
    FIRST,
    LAST,
    PAYMENTS,
    SALES,
    Case,
    Refusal,
    fresh,
)
from hosts.excel.office_door import Json, Server, call, driven, error, expected, listening

from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.scalars import Fault
from winback_sheets.hosts.excel.office_addin import functions_js


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with listening(tmp_path_factory.mktemp("installation")) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """The server with nothing asked yet, and in good health."""
    running.requests.clear(), running.broken_off.clear(), running.busy.clear()
    running.slow = 0
    return running


@pytest.fixture(scope="module")
def all_at_once(running: Server) -> Json:
    """Every case and every refusal as one recalculation, and the problems that the pane then shows."""
    calls = [call(each.name, each.cells, address=f"S!A{at}") for at, each in enumerate([*CASES, *FAULTS])]
    return driven(running, {"calls": calls}, {"eval": "winback.problems"})


@pytest.mark.parametrize(("at", "case"), list(enumerate(CASES)), ids=lambda each: getattr(each, "name", ""))
def test_every_case_as_python_answers_it(all_at_once: Json, at: int, case: Case) -> None:
    result = all_at_once["gave"][0][at]
    assert result["ok"] and result["value"] == expected(case)


KNOWN_REFUSALS = [each for each in FAULTS if each.code != "#NAME?"]


@pytest.mark.parametrize("refusal", KNOWN_REFUSALS, ids=lambda each: each.why)
def test_every_refusal_with_its_error_and_its_sentence(all_at_once: Json, refusal: Refusal) -> None:
    with pytest.raises(Fault) as fault:
        answer(refusal.name, refusal.cells)
    at = len(CASES) + FAULTS.index(refusal)
    assert error(all_at_once["gave"][0][at]) == refusal.code
    kept = [each for each in all_at_once["gave"][1] if each["address"] == f"S!A{at}"]
    assert [(each["name"], each["code"], each["sentence"]) for each in kept] == [
        (refusal.name, refusal.code, fault.value.sentence)
    ]


def test_a_formula_that_is_none_is_unknown_to_the_runtime_and_refused_by_the_server(server: Server) -> None:
    unknown = next(each for each in FAULTS if each.code == "#NAME?")
    found = driven(
        server,
        {"calls": [call(unknown.name, unknown.cells)]},
        {"eval": f"winback.call({unknown.name!r}, []).catch((refused) => refused)"},
    )
    assert not found["gave"][0][0]["ok"] and not server.requests[1:]
    assert found["gave"][1]["code"] == unknown.code and unknown.words in found["gave"][1]["sentence"]


EXCELS = [
    pytest.param({"CustomFunctionsRuntime": 1.4}, "Double", id="Excel of today"),
    pytest.param({"CustomFunctionsRuntime": 1.4, "ExcelApi": 1.16}, "FormattedNumber", id="Excel 365 of 2023"),
    pytest.param({"CustomFunctionsRuntime": 1.3}, "", id="Excel 2021"),
    pytest.param({}, "", id="an Excel that knows nothing of it"),
]


@pytest.mark.parametrize(("sets", "type_"), EXCELS)
def test_each_excel_gets_formats_in_the_way_it_takes_them(server: Server, sets: Json, type_: str) -> None:
    names = ("CHURN_RATE", "LOST_REVENUE", "NEXT_CONTACT", "QUICK_RATIO", "CHURN_TABLE", "LOST_CUSTOMERS")
    cases = [next(case for case in CASES if case.name == name) for name in names]
    calls = [call(case.name, case.cells, address=f"S!A{at}") for at, case in enumerate(cases)]
    found = driven(server, {"calls": calls}, {"eval": "[winback.formatsCells(), winback.resultAt('S!A0')]"}, sets=sets)
    assert [each["value"] for each in found["gave"][0]] == [expected(case, type_=type_) for case in cases]
    itself, kept = found["gave"][1]
    assert itself == bool(type_)
    assert kept == (None if itself else {"name": "CHURN_RATE", "headings": None, "formats": ["0.0%"]})


def test_a_churn_rate_is_shown_as_a_percentage(server: Server) -> None:
    """0.03296703 in a cell is the figure that nobody reads as 3.3 %."""
    case = next(each for each in CASES if each.name == "CHURN_RATE")
    ((value,),) = driven(server, {"calls": [call(case.name, case.cells)]})["gave"][0][0]["value"]
    assert value == {
        "type": "Double",
        "basicValue": pytest.approx(answer(*case[:2]).rows[0][0]),
        "numberFormat": "0.0%",
    }


def test_an_example_in_a_formula_that_is_being_typed_asks_the_server_nothing(server: Server) -> None:
    previewed = {**one_rate(address="S!C3")["calls"][0], "preview": True}
    found = driven(server, {"calls": [previewed]}, {"eval": "winback.problems"}, sets={"CustomFunctionsRuntime": 1.5})
    assert found["gave"][0][0]["value"] == [["calculated once you press Enter"]]
    assert server.requests == [] and found["gave"][1] == []
    (result,) = driven(server, one_rate(address="S!C3"))["gave"][0]
    assert result["value"] == RATE and len(server.requests) == 1


def test_the_kinds_of_results_are_kept_by_their_cell_and_the_oldest_forgotten(server: Server) -> None:
    table = next(case for case in CASES if case.name == "RATE_INTERVAL")
    one = call(table.name, table.cells, address="'It''s mine'!$B$2")
    script = functions_js(server.address).replace("const MOST_RESULTS = 2000;", "const MOST_RESULTS = 3;")
    rates = [one_rate(address=f"S!A{at}")["calls"][0] for at in range(3)]
    ask = {"eval": "[winback.resultAt(\"It's mine!B2\"), winback.resultAt('S!A2'), winback.resultAt('S!A9')]"}
    kept, other, none = driven(server, {"calls": [one]}, {"calls": rates[:2]}, ask, sets={}, script=script)["gave"][2]
    assert kept == {"name": "RATE_INTERVAL", "headings": ["Part", "Whole", "Rate", "From", "To"],
                    "formats": ["", "", "0.0%", "0.0%", "0.0%"]}  # fmt: skip
    assert other is None and none is None
    kept, other, _ = driven(server, {"calls": [one]}, {"calls": rates}, ask, sets={}, script=script)["gave"][2]
    assert kept is None and other["formats"] == ["0.0%"]


# Excel for Windows and the Mac hands over an empty cell as 0. That must never become a figure.
def zeros(cells: list[Any]) -> list[Any]:
    return [[[0 if cell in (None, "") else cell for cell in row] for row in one] if isinstance(one, list) else one
            for one in fresh(cells)]  # fmt: skip


GAPS = [["Customer", None, "Total"], ["Ann", 3.5, 7.25], [None, None, None], ["Ben", 4.5, 1.5]]
RANGES = [CONTRACTS, SALES, PAYMENTS, CUSTOMERS, CONTACTS, GAPS]


def as_sent(rows: list[list[Any]]) -> list[list[Any]]:
    """A range as the server must get it: null for an empty cell, and no empty rows below."""
    plain = [[None if cell == "" else cell for cell in row] for row in rows]
    while not any(cell is not None for cell in plain[-1]):
        plain.pop()
    return plain


def first_day_left_out() -> list[Json]:
    """A call that reads each range, and is refused before it works anything out."""
    return [
        call("CHURN_RATE", [*zeros([rows]), None, LAST], addresses=[f"'It''s tab {at}'!A1:Z9999", "", ""])
        for at, rows in enumerate(RANGES)
    ]


def test_empty_cells_that_arrive_as_0_are_found_by_asking_excel(server: Server) -> None:
    sheets = {f"It's tab {at}": [[None if cell == "" else cell for cell in row] for row in rows]
              for at, rows in enumerate(RANGES)}  # fmt: skip
    found = driven(server, {"calls": first_day_left_out()}, sheets=sheets)
    (request,) = server.requests
    assert request["ranges"] == [as_sent(rows) for rows in RANGES]
    assert found["asked"] and all("valueTypes" in each for each in found["asked"])


ELSEWHERE = {f"It's tab {at}": [[None] * 9] * 99 for at in range(9)}


@pytest.mark.parametrize(
    "sheets",
    [None, {}, ELSEWHERE],
    ids=["no workbook", "the tab has another name by now", "the address is that of other cells"],
)
def test_where_excel_cannot_be_asked_they_are_found_by_their_column(server: Server, sheets: Json) -> None:
    driven(server, {"calls": first_day_left_out()}, sheets=sheets)
    (request,) = server.requests
    assert request["ranges"] == [as_sent(rows) for rows in RANGES]


def test_an_excel_that_answers_nothing_does_not_keep_the_formula_waiting(server: Server) -> None:
    script = functions_js(server.address).replace("const PATIENCE = 10000;", "const PATIENCE = 100;")
    calls = first_day_left_out()[:1]
    driven(server, {"eval": "(globalThis.Excel = {run: () => new Promise(() => {})}, null)"}, {"calls": calls},
           script=script)  # fmt: skip
    (request,) = server.requests
    assert request["ranges"] == [as_sent(CONTRACTS)]


def test_figures_of_ranges_whose_empty_cells_arrive_as_0_are_right(server: Server) -> None:
    cases = [each for each in CASES if each.name in ("CHURN_RATE", "LOST_REVENUE")]
    found = driven(server, {"calls": [call(each.name, zeros(each.cells)) for each in cases]})
    assert [each["value"] for each in found["gave"][0]] == [expected(each) for each in cases]


NO_TALK = [["Customer", "Date", "Who", "Minutes", "Our talk minutes"], ["Ann", LAST, "Eve", 10, 4],
           ["Ann", LAST, "Eve", 0, 0], ["Ben", LAST, "Eve", 30, 0], ["Ben", LAST, "Eve", 20.5, 2.5]]  # fmt: skip


@pytest.mark.parametrize("how", ["asked", "by column", "on the web", "asked of other cells"])
def test_a_zero_that_somebody_typed_stays_a_zero(server: Server, how: str) -> None:
    rows = fresh(NO_TALK) + ([[None] * 5] if how == "on the web" else [])
    addresses = {"addresses": ["Log!A1:E5", ""]} if how.startswith("asked") else {}
    sheets = {"Log": [[None] * 5] * 5 if how == "asked of other cells" else rows}
    driven(server, {"calls": [call("TALK_SHARE", [rows, "Eve"], **addresses)]}, sheets=sheets)
    (request,) = server.requests
    assert request["ranges"] == [NO_TALK]


def test_500_formulas_of_one_recalculation_are_one_request_and_their_range_travels_once(server: Server) -> None:
    # Most of these are refused before the function, which would take its time five hundred times.
    cells = [[CONTACTS, "Eve", None, FIRST if at % 100 == 0 else LAST + at, LAST] for at in range(500)]
    results = driven(server, {"calls": [call("TALK_SHARE", each) for each in cells]})["gave"][0]
    (request,) = server.requests
    assert len(request["calls"]) == 500 and request["ranges"] == [CONTACTS]
    for at in range(500):
        if at % 100 == 0:
            assert results[at]["value"] == expected(Case("TALK_SHARE", cells[0]))
        else:
            first = datetime.date(2025, 11, 30) + datetime.timedelta(days=at)
            assert f"first_day ({first.day} {first:%b %Y})" in results[at]["value"]


def test_ranges_that_differ_in_one_cell_of_thousands_stay_apart(server: Server) -> None:
    long = [SALES[0], *([5.0 + row % 7, row, f"C{row % 40}", LAST - row % 300, "x"] for row in range(3000))]
    other = fresh(long)
    other[1777][0] += 1
    driven(server, {"calls": [call("TOP_SHARE", [rows, 0.2]) for rows in (long, other, long)]})
    (request,) = server.requests
    assert [each["arguments"][0] for each in request["calls"]] == [{"range": 0}, {"range": 1}, {"range": 0}]
    assert request["ranges"] == [long, other]


@pytest.mark.parametrize(
    ("limit", "sizes"),
    [("calls: 3", [3, 3, 1]), ("cells: 150", [2, 2, 2, 1]), ("bytes: 1200", [2, 2, 2, 1]), ("bytes: 1", [1] * 7)],
)
def test_more_than_the_server_takes_goes_in_several_requests(server: Server, limit: str, sizes: list[int]) -> None:
    whole = functions_js(server.address)
    script = re.sub(r"(const LIMITS = {.*)};", rf"\1, {limit}}};", whole, count=1)
    assert script != whole
    calls = [call("CHURN_RATE", [[*CONTRACTS[:12], ["Z", FIRST, None, at, None]], FIRST, LAST]) for at in range(7)]
    found = driven(server, {"calls": calls}, script=script)
    assert sorted(len(each["calls"]) for each in server.requests) == sorted(sizes)
    assert all(each["ok"] for each in found["gave"][0])


def one_rate(**more: Any) -> Json:
    return {"calls": [call("CONVERT_RATE", [0.05, "year"], **more)]}


RATE = expected(Case("CONVERT_RATE", [0.05, "year"]))


def sentence(found: Json) -> str:
    """What one failed formula says, which must be an error of Excel that can show its sentence."""
    (result,) = found["gave"][0]
    assert error(result) == "#N/A" and result["value"].endswith(".") and result["value"].count(". ") == 0
    return result["value"]


def test_a_busy_server_is_asked_again_once_when_it_says_when(server: Server) -> None:
    server.busy = [{"Retry-After": "1"}]
    begun = time.monotonic()
    (result,) = driven(server, one_rate())["gave"][0]
    assert result["value"] == RATE and len(server.requests) == 2 and time.monotonic() - begun > 1


@pytest.mark.parametrize(
    ("busy", "requests"),
    [
        pytest.param([{"Retry-After": "0"}, {"Retry-After": "0"}], 2, id="still busy the second time"),
        pytest.param([{}], 1, id="it does not say when"),
        pytest.param([{"Retry-After": "7200"}], 1, id="it says in two hours"),
    ],
)
def test_a_server_that_stays_busy_is_not_pestered(server: Server, busy: list[dict[str, str]], requests: int) -> None:
    server.busy = busy
    assert sentence(driven(server, one_rate())) == "The server has too much to do."
    assert len(server.requests) == requests


def test_more_formulas_than_the_server_works_out_in_its_time_go_in_halves(server: Server) -> None:
    """A server that worked on it for long and gave up is not asked the same again."""
    server.slow, server.busy = 1.2, [{"Retry-After": "0"}]
    script = re.sub(r"(const LIMITS = {.*)};", r"\1, seconds: 4};", functions_js(server.address), count=1)
    found = driven(server, {"calls": one_rate()["calls"] * 5}, script=script)
    assert [len(each["calls"]) for each in server.requests] == [5, 3, 2]
    assert [each["value"] for each in found["gave"][0]] == [RATE] * 5


def test_a_server_that_is_not_there_is_said_in_one_sentence(server: Server) -> None:
    gone = server.page.replace("localhost", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        away = f"https://localhost:{free.getsockname()[1]}"
    script = requests_to(server, away)
    assert (
        away in (said := sentence(driven(server, one_rate(), page=gone, script=script)))
        and "python3 scripts/winback.py serve" in said
    )


def requests_to(server: Server, address: str) -> str:
    """The script with its requests going elsewhere than the page came from."""
    script = functions_js(server.address).replace("location.origin", json.dumps(address))
    assert address in script
    return script


@pytest.mark.parametrize(
    ("page", "words", "requests"),
    [("?t=not-the-token", "paste the right one", 1), ("", "no token yet", 0)],
    ids=["a wrong token", "no token"],
)
def test_a_token_that_is_wrong_or_missing_says_what_to_do(server: Server, page: str, words: str, requests: int) -> None:
    found = driven(server, one_rate(), page=f"{server.address}/addin/taskpane.html{page}")
    assert words in sentence(found) and len(server.requests) == requests
    assert "not-the-token" not in json.dumps(found["gave"])


def test_a_pasted_token_holds_until_the_manifest_brings_another(server: Server) -> None:
    found = driven(
        server,
        {"eval": f"(winback.setToken(' {server.token} '), winback.settings())"},
        one_rate(),
        {"eval": "localStorage.getItem('winback.token')"},
        page=f"{server.address}/addin/taskpane.html?t=old",
    )
    assert found["gave"][0] == {"server": server.address, "token": server.token} and found["gave"][1][0]["ok"]
    kept = found["gave"][2]
    again = f"(localStorage.setItem('winback.token', {json.dumps(kept)}), winback.settings().token)"
    for page, token in (("old", server.token), ("new", "new")):
        (gave,) = driven(server, {"eval": again}, page=f"{server.address}/addin/taskpane.html?t={page}")["gave"]
        assert gave == token


def test_what_is_cancelled_before_it_was_sent_is_not_sent(server: Server) -> None:
    stopped = call("CONVERT_RATE", [0.07, "year"], cancel=0)
    found = driven(server, {"calls": [stopped, *one_rate()["calls"]]}, {"eval": "winback.problems"})
    (request,) = server.requests
    assert [each["arguments"][0] for each in request["calls"]] == [0.05]
    assert found["gave"][0][1]["value"] == RATE and found["gave"][1] == []


def test_a_request_that_nobody_waits_for_is_broken_off(server: Server) -> None:
    server.slow = 5
    found = driven(server, one_rate(cancel=400), {"eval": "winback.problems"})
    end = time.monotonic() + 4
    while not server.broken_off and time.monotonic() < end:
        time.sleep(0.05)
    assert server.broken_off == [True] and found["gave"][1] == []


def test_a_request_that_somebody_still_waits_for_goes_on(server: Server) -> None:
    server.slow = 1
    both = [call("CONVERT_RATE", [0.07, "year"], cancel=400), *one_rate()["calls"]]
    found = driven(server, {"calls": both})
    assert server.broken_off == [False] and found["gave"][0][1]["value"] == RATE


def test_the_pane_gets_values_rows_and_problems(server: Server) -> None:
    found = driven(
        server,
        {"eval": "Promise.all([winback.call('CONVERT_RATE', [0.05, 'year']), winback.call('RATE_INTERVAL', [3, 10])])"},
        {"eval": "winback.onProblem(() => { throw new Error('a pane that stumbles'); })"},
        {"eval": "(globalThis.heard = [], winback.onProblem((each) => heard.push(each.sentence)), null)"},
        {"calls": [call("CONVERT_RATE", [2 + at, "year"], address=f"S!B{at}") for at in range(120)]},
        {"calls": [call("CONVERT_RATE", ["x", "year"], address="S!B119")] * 2},
        {"eval": "[heard.length, winback.problems.length, winback.problems[0], winback.problems[99].address]"},
    )["gave"]
    assert found[0][0] == answer("CONVERT_RATE", [0.05, "year"]).rows[0][0]
    assert found[0][1] == answer("RATE_INTERVAL", [3, 10]).rows
    heard, kept, newest, oldest = found[5]
    assert (heard, kept, newest["address"], oldest) == (122, 100, "S!B119", "S!B21")
    assert newest["name"] == "CONVERT_RATE" and "takes a number" in newest["sentence"] and newest["code"] == "#VALUE!"


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ({"type": "FormattedNumber", "basicValue": 0.05, "numberFormat": "0%"}, 0.05),
        ({"type": "Double", "basicValue": 0.05, "basicType": "Double", "numberFormat": "0.0%"}, 0.05),
        ({"type": "Entity", "text": "x", "basicType": "Error", "basicValue": "#VALUE!"}, "#VALUE!"),
        ({"type": "CustomFunctionError", "code": "#DIV/0!"}, "#DIV/0!"),
        ({"type": "CustomFunctionError", "code": "#SPILL!"}, "#VALUE!"),
        ({"type": "Empty", "basicType": "Empty", "basicValue": ""}, None),
    ],
    ids=[
        "a formatted number",
        "a number that our own formula gave",
        "an entity",
        "an error",
        "an error of newer Excels",
        "an empty cell",
    ],
)
def test_richer_cells_reach_the_server_as_plain_ones(server: Server, cell: Json, plain: Any) -> None:
    driven(server, {"calls": [{"name": "TOP_SHARE", "cells": [[["Customer", "Total"], ["Ann", cell]], [[cell]]]}]})
    (request,) = server.requests
    assert request["ranges"] == [[["Customer", "Total"], ["Ann", plain]]]
    assert request["calls"][0]["arguments"][1] == plain

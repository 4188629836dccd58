"""The formulas of a Google Sheet, through the script and the real server: as Python answers them."""

from __future__ import annotations

import http.server
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from formula_cases import CASES, CONTRACTS, FAULTS, FIRST, LAST, Case, Refusal, day
from hosts.google_addin.apps_script_door import (
    ADDRESS,
    CODE,
    NOT_SET_UP,
    RATE,
    Door,
    Json,
    cell,
    expected,
    healthy,
    listening,
    said,
)

from winback_sheets.formulas.answer import answer
from winback_sheets.formulas.scalars import Fault
from winback_sheets.hosts.google_addin.google_script import code
from winback_sheets.hosts.server.limits import RequestRefused


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with listening(tmp_path_factory.mktemp("home")) as door:
        yield door


@pytest.fixture
def door(running: Door) -> Door:
    return healthy(running)


# Every case, in zones whose midnights lie far apart; in Sao Paulo the clocks were put forward at midnight.
ZONES = ["Etc/GMT", "America/Los_Angeles", "Asia/Tehran", "Pacific/Kiritimati", "Asia/Kolkata"]


@pytest.fixture(scope="module")
def all_cases(running: Door) -> dict[str, list[Json]]:
    steps = [cell(each.name, each.cells) for each in [*CASES, *FAULTS]]
    first = {ZONES[0]: running.driven(*steps)}
    dated = [cell(each.name, each.cells) for each in CASES if each.name in DATED]
    return first | {zone: running.driven(*dated, zone=zone) for zone in ZONES[1:]}


DATED = ("NEXT_CONTACT", "LOST_CUSTOMERS")


@pytest.mark.parametrize(("at", "case"), list(enumerate(CASES)), ids=lambda each: getattr(each, "name", ""))
def test_every_case_as_python_answers_it(all_cases: dict[str, list[Json]], at: int, case: Case) -> None:
    assert all_cases["Etc/GMT"][at] == expected(case)


@pytest.mark.parametrize("zone", ZONES[1:])
def test_days_are_the_same_days_in_every_time_zone(all_cases: dict[str, list[Json]], zone: str) -> None:
    in_gmt = all_cases["Etc/GMT"][: len(CASES)]
    assert all_cases[zone] == [found for case, found in zip(CASES, in_gmt, strict=True) if case.name in DATED]


KNOWN_REFUSALS = [each for each in FAULTS if each.code != "#NAME?"]


@pytest.mark.parametrize("refusal", KNOWN_REFUSALS, ids=lambda each: each.why)
def test_every_refusal_with_its_error_and_its_sentence(all_cases: dict[str, list[Json]], refusal: Refusal) -> None:
    with pytest.raises(Fault) as fault:
        answer(refusal.name, refusal.cells)
    found = all_cases["Etc/GMT"][len(CASES) + FAULTS.index(refusal)]
    assert found == {"error": f"{refusal.code}: {fault.value.sentence}", "cell": "#ERROR!"}


def test_a_formula_that_is_none_is_unknown_to_google_and_refused_by_the_server(door: Door) -> None:
    (unknown,) = [each for each in FAULTS if each.code == "#NAME?"]
    ours = {"eval": f"try {{ winback_('{unknown.name}', 0, []) }} catch (refused) {{ refused.message }}"}
    gave = door.driven(cell(unknown.name, unknown.cells), ours)
    assert gave[0]["cell"] == "#NAME?" and gave[1].startswith("#NAME?: ") and unknown.words in gave[1]


# What the cells of a sheet are on their way to the server.
def sent(door: Door, *cells: Any, **more: Any) -> list[Any]:
    """The arguments that reach the server for a formula that is refused there before it works anything out."""
    door.driven({"cell": "WINBACK_TALK_SHARE", "given": list(cells)}, **more)
    (request,) = door.requests
    (call,) = request["calls"]
    return call["arguments"]


NOON = day("2026-03-08") + 0.5


@pytest.mark.parametrize(
    ("given", "reaches", "zone"),
    [
        pytest.param([["a", ""], [1, ""], ["", ""], ["", ""]], [["a", None], [1, None]], "Etc/GMT", id="a whole column"),
        pytest.param([["", ""], ["", ""]], [[None, None]], "Etc/GMT", id="an empty range"),
        pytest.param([["", "b"], ["", ""], [2, ""]], [[None, "b"], [None, None], [2, None]], "Etc/GMT", id="a gap"),
        pytest.param([["#N/A", "#ERROR!"], [True, False]], [["#N/A", "#VALUE!"], [True, False]], "Etc/GMT", id="errors"),
        pytest.param([["سارا", "日本 😀"], ["é\u2028", "\x7f"]], [["سارا", "日本 😀"], ["é\u2028", "\x7f"]], "Etc/GMT",
                     id="other scripts"),
        pytest.param([["d"], [{"day": 0.25}], [{"day": 1}]], [["d"], [0.25], [1]], "Asia/Tehran", id="times, and 1899"),
        pytest.param([["d"], [{"day": NOON}], [{"day": NOON - 0.375}]], [["d"], [NOON], [NOON - 0.375]],
                     "America/New_York", id="the day on which clocks are put forward"),
    ],
)  # fmt: skip
def test_cells_reach_the_server_as_they_are(door: Door, given: Any, reaches: Any, zone: str) -> None:
    found = sent(door, given, "", "", "nonsense", zone=zone)[0]
    assert door.bodies[0].isascii(), "Google might sign other letters than it sends"
    assert json.dumps(found) == json.dumps(reaches).replace(".0,", ",") or found == pytest.approx(reaches)


def test_a_day_without_midnight_comes_as_its_number(door: Door) -> None:
    gone = day("2018-11-04")  # in Sao Paulo the clocks went from 23:59:59 on the 3rd to 1:00 on the 4th
    show = "winbackShown_({rows: [['Day'], [%d], [%d]], kinds: ['date']}, %s, new Map())"
    asked = show % (gone, gone + 1, "'America/Sao_Paulo'")
    (rows,) = door.driven({"eval": f"{asked}.map(([one]) => typeof one)"})
    assert rows == ["string", "number", "object"]


def test_nothing_but_a_signed_request_leaves_the_sheet(door: Door) -> None:
    gave = door.driven(cell(*RATE), {"state": True})
    (request,) = gave[1]["sent"]
    assert request["url"] == f"{ADDRESS}/v1/batch" and gave[1]["shown"] == []
    assert set(request["headers"]) == {
        "X-Winback-Sheet", "X-Winback-Timestamp", "X-Winback-Signature", "X-Winback-Seconds"}  # fmt: skip
    key = door.secret.rpartition(".")[2]
    assert key not in json.dumps(request) and door.here.token not in json.dumps(gave)
    assert re.fullmatch(r"[0-9a-f]{64}", request["headers"]["X-Winback-Signature"])
    assert 15 <= door.seconds[0] <= 22, "the server is told how long a formula may take"


# What is kept, and what asks again.
def test_the_same_formula_again_is_one_request(door: Door) -> None:
    gave = door.driven(cell(*RATE), cell(*RATE), cell(*RATE))
    assert gave == [expected(RATE)] * 3 and len(door.requests) == 1


def test_a_kept_table_has_its_days(door: Door) -> None:
    case = next(each for each in CASES if each.name == "LOST_CUSTOMERS")
    gave = door.driven(cell(*case), cell(*case), zone="Asia/Tehran")
    assert gave == [expected(case)] * 2 and len(door.requests) == 1


@pytest.mark.parametrize(
    "refreshes",
    [[1, 2], ["", "x"], [{"day": day("2026-10-31")}, {"day": day("2026-10-31") + 0.5}], [False, True]],
    ids=["numbers", "words", "times", "a tick box"],
)
def test_a_changed_refresh_asks_again_and_is_not_sent(door: Door, refreshes: list[Any]) -> None:
    steps = [{"cell": "WINBACK_CONVERT_RATE", "given": [0.05, "year", "", "", each]} for each in refreshes]
    gave = door.driven(*steps, *steps)
    assert gave == [expected(RATE)] * 4 and len(door.requests) == 2
    assert door.requests[0] == door.requests[1]
    assert door.requests[0]["calls"][0]["arguments"] == [0.05, "year"]


@pytest.mark.parametrize(
    "more", [{"noCache": True}, {"noDocument": True}], ids=["a cache that is full", "no cache at all"]
)
def test_an_answer_that_cannot_be_kept_is_still_an_answer(door: Door, more: Json) -> None:
    assert door.driven(cell(*RATE), cell(*RATE), **more) == [expected(RATE)] * 2 and len(door.requests) == 2


def test_a_large_table_is_not_kept_and_a_refusal_neither(door: Door) -> None:
    sales = [["Date", "Customer", "Total"], *([LAST - row % 300, f"Customer {row:06}", 5.5] for row in range(3000))]
    case = Case("RFM", [sales, LAST])
    wrong = cell("CONVERT_RATE", [5, "year"])
    gave = door.driven(cell(*case), cell(*case), wrong, wrong, {"state": True})
    assert gave[0] == gave[1] == expected(case) and gave[2] == gave[3] and gave[4]["cached"] == 0
    assert len(door.requests) == 4


# What goes wrong, in one sentence each.
def test_without_a_server_a_formula_says_so_in_words(door: Door) -> None:
    without = code("")
    steps = [cell(*RATE), cell(*CASES[0]), {"run": "winbackTest"}]
    for more in ({"properties": {}}, {"script": without, "properties": {"WINBACK_SECRET": door.secret}}):
        gave = door.driven(*steps, **more)
        assert [each["value"] for each in gave[:2]] == [NOT_SET_UP] * 2 and not gave[2]["value"]["ok"]
    assert door.requests == []


def other_key(secret: str) -> str:
    return secret[:-3] + ("abc" if not secret.endswith("abc") else "xyz")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"properties": {"WINBACK_SECRET": "wrong"}}, "secret", id="a wrong key"),
        pytest.param({"properties": {"WINBACK_SECRET": f"tests.00000000.{'x' * 40}"}}, "secret", id="an unknown sheet"),
        pytest.param({"clock": 400_000}, "clock", id="a clock that is ahead"),
        pytest.param({"clock": -400_000}, "clock", id="a clock that is behind"),
    ],
)
def test_who_signs_wrongly_is_told_so(door: Door, more: Json, words: str) -> None:
    if more.get("properties") == {"WINBACK_SECRET": "wrong"}:
        more = {"properties": {"WINBACK_SECRET": other_key(door.secret)}}
    gave = door.driven(cell(*RATE), {"run": "winbackTest"}, **more)
    assert said(gave[0]).startswith("#N/A: ") and words in gave[0]["error"] and door.requests == []
    assert gave[1]["value"] == {"ok": False, "sentence": gave[0]["error"].removeprefix("#N/A: ")}


def test_a_clock_that_is_four_minutes_off_does_not_matter(door: Door) -> None:
    assert door.driven(cell(*RATE), clock=240_000) == [expected(RATE)]


def nobody() -> str:
    """An address of this computer at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://localhost:{free.getsockname()[1]}"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"hosts": {ADDRESS: nobody()}}, f"({ADDRESS}) does not answer", id="the server is down"),
        pytest.param({"hosts": {}}, f"({ADDRESS}) does not answer", id="the name is unknown"),
        pytest.param({"trouble": "Exception: Service invoked too many times for one day: urlfetch."}, "limit on requests",
                     id="Google's limit of the day"),
        pytest.param({"trouble": "Exception: You do not have permission to call UrlFetchApp.fetch."}, "agree",
                     id="nobody has agreed yet"),
    ],
)  # fmt: skip
def test_what_does_not_reach_the_server_is_one_sentence(door: Door, more: Json, words: str) -> None:
    (gave,) = door.driven(cell(*RATE), **more)
    assert said(gave).startswith("#N/A: ") and words in gave["error"] and door.requests == []


BUSY = "Too many requests at once: try again in a moment."


@pytest.mark.parametrize(
    ("refusals", "requests", "answered"),
    [
        pytest.param([RequestRefused(429, BUSY, 1)], 2, True, id="busy for a moment"),
        pytest.param([RequestRefused(503, BUSY, 0), RequestRefused(503, BUSY, 0)], 2, False, id="busy twice"),
        pytest.param([RequestRefused(503, BUSY, 30)], 1, False, id="busy for half a minute"),
        pytest.param([RequestRefused(429, BUSY)], 1, False, id="busy, and no word for how long"),
    ],
)
def test_a_busy_server_is_asked_once_more_if_it_says_soon(
    door: Door, refusals: list[RequestRefused], requests: int, answered: bool
) -> None:
    door.busy = [*refusals]
    (gave,) = door.driven(cell(*RATE))
    assert gave == expected(RATE) if answered else said(gave) == f"#N/A: {BUSY}"
    assert len(door.requests) == requests


def impatient(seconds: int) -> str:
    script = re.sub(r"const WINBACK_SECONDS_ = \d+;", f"const WINBACK_SECONDS_ = {seconds};", CODE)
    assert script != CODE
    return script


def test_a_slow_server_stops_in_time_and_the_formula_says_why(door: Door) -> None:
    door.slow = 4
    begun = time.monotonic()
    (gave,) = door.driven(cell(*RATE), script=impatient(3))
    assert "took longer than" in said(gave) and gave["error"].startswith("#N/A") and time.monotonic() - begun < 3.5
    time.sleep(max(0, begun + 4.1 - time.monotonic()))  # its thread is free again for the next test


def test_a_network_that_hangs_is_ended_by_google(door: Door) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silence = f"http://localhost:{silent.getsockname()[1]}"
        (gave,) = door.driven(cell(*RATE), hosts={ADDRESS: silence}, limit=1)
    assert gave == {"error": "Exceeded maximum execution time", "cell": "#ERROR!"}


def test_a_formula_that_already_took_its_time_sends_nothing(door: Door) -> None:
    (gave,) = door.driven(cell(*RATE), script=impatient(1))
    assert "too long" in said(gave) and door.requests == []


@pytest.mark.parametrize(
    ("limit", "words"), [("WINBACK_MOST_CELLS_ = 20", "cells"), ("WINBACK_MOST_BYTES_ = 300", "text")]
)
def test_too_much_is_refused_before_anything_is_sent(door: Door, limit: str, words: str) -> None:
    name = limit.partition(" ")[0]
    script = re.sub(rf"const {name} = \d+;", f"const {limit};", CODE)
    gave = door.driven(cell(*RATE), cell("CHURN_RATE", [CONTRACTS, FIRST, LAST]), {"state": True}, script=script)
    assert gave[0] == expected(RATE) and said(gave[1]).startswith("#VALUE!: ") and words in gave[1]["error"]
    assert len(gave[2]["sent"]) == 1


def test_too_much_for_the_server_is_its_sentence(door: Door) -> None:
    door.busy = [RequestRefused(413, "The request is larger than 16 MiB: give a smaller range.")]
    (gave,) = door.driven(cell(*RATE))
    assert said(gave) == "#VALUE!: The request is larger than 16 MiB: give a smaller range."


@contextmanager
def answering(content: bytes) -> Iterator[str]:
    """Something else than our server at the address: the same bytes for everybody."""

    class Other(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.wfile.write(content)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def page(status: str, body: str, *more: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *more]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(page("502 Bad Gateway", "<html>"), "could not answer (502)", id="only the program in front is up"),
        pytest.param(page("302 Found", "", "Location: https://winback.example.com/login"), "(302)", id="a login page"),
        pytest.param(page("200 OK", "<html>Welcome"), "another version", id="a page of something else"),
        pytest.param(page("200 OK", '{"results": []}'), "another version", id="no result"),
        pytest.param(page("404 Not Found", "null"), "could not answer (404)", id="another path"),
    ],
)
def test_what_is_not_our_server_is_one_sentence(door: Door, content: bytes, words: str) -> None:
    with answering(content) as place:
        gave = door.driven(cell(*RATE), {"run": "winbackTest"}, hosts={ADDRESS: place})
    assert said(gave[0]).startswith("#N/A: ") and words in gave[0]["error"] and not gave[1]["value"]["ok"]

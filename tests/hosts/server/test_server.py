"""The function server over real sockets: whom it refuses and how, and that it answers as Python does."""

from __future__ import annotations

import copy
import datetime
import json
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from formula_cases import CASES, CONTRACTS, FAULTS, FIRST, LAST, SALES, Case, Refusal
from hosts.server.server_here import TOKEN, Here, kept_token, program, serving, stopped, wait_for

from winback_sheets.formulas.answer import answer
from winback_sheets.hosts.excel.office_service import ADDIN
from winback_sheets.hosts.excel.wheel import wheel
from winback_sheets.hosts.server import run, wire
from winback_sheets.hosts.server.limits import THREADS, Limits
from winback_sheets.hosts.server.schema import openapi
from winback_sheets.hosts.server.server import create_app
from winback_sheets.schema.cells import serial

ONE = {"name": "CONVERT_RATE", "arguments": [0.05, "year"]}
ANSWER = {"value": pytest.approx(0.45963991), "kind": "percent"}
SLOW = {"name": "SEGMENTS", "arguments": [SALES, LAST]}
AGES = 12.0  # seconds that no answer of these tests needs


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """A server under https with the limits that people get."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def small() -> Iterator[Here]:
    """A server under http that takes on little and waits for nobody."""
    limits = Limits(body_bytes=20_000, held_bytes=60_000, rows=100, cells=300, calls=5, body_seconds=0.5,
                    head_seconds=0.5, at_once=1, waiting=1)  # fmt: skip
    with serving(limits=limits) as running:
        yield running


def sentence(response: httpx.Response, status: int) -> str:
    """The sentence of a refusal, which is JSON under the headers of the house like everything else."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    said: str = response.json()["sentence"]
    assert "Traceback" not in said and said.endswith(".")
    return said


# What must not happen.


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(None, id="no token"),
        pytest.param("", id="an empty header"),
        pytest.param("Bearer", id="the word alone"),
        pytest.param("Bearer " + TOKEN[:-1], id="a letter less"),
        pytest.param("Bearer " + TOKEN + "x", id="a letter more"),
        pytest.param(TOKEN, id="the token without its word"),
        pytest.param("Basic " + TOKEN, id="another word"),
        pytest.param("Bearer täst".encode("latin-1"), id="letters that are not ASCII"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/call", "/v1/batch", "/v1/review", "/v1/functions", "/openapi.json"])
def test_nothing_is_answered_without_the_token(here: Here, path: str, said: Any) -> None:
    with httpx.Client(base_url=here.address, verify=here.trust) as stranger:
        headers = {"Authorization": said} if said is not None else {}
        method = "GET" if path.endswith(("functions", ".json")) else "POST"
        response = stranger.request(method, path, headers=headers, content=None if method == "GET" else b"{}")
    assert "token" in sentence(response, 401) and response.headers["www-authenticate"] == "Bearer"


FOREIGN = [
    pytest.param("https://evil.example", id="a page of somebody else"),
    pytest.param("null", id="a page from nowhere"),
    pytest.param("https://localhost:1", id="another server of this computer"),
    pytest.param("https://localhost.evil.example:{port}", id="a name that begins alike"),
    pytest.param("https://localhost:{port}@evil.example", id="a name before an @"),
    pytest.param("", id="an empty origin"),
    pytest.param("http://localhost:{port}", id="this server without https"),
    pytest.param("chrome-extension://localhost:{port}", id="a scheme of its own with this server's name"),
    pytest.param("localhost:{port}", id="no scheme"),
    pytest.param("https://localhost:{port}/", id="more than an origin"),
    pytest.param("https://127.0.0.1:{port}", id="another of this server's names"),
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_page_may_not_even_ask_whether_it_may(here: Here, origin: str) -> None:
    asks = {"Origin": origin.format(port=here.port), "Access-Control-Request-Method": "POST"}
    response = here.client.options("/v1/batch", headers={**asks, "Access-Control-Request-Headers": "authorization"})
    sentence(response, 403)
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_page_gets_no_answer_even_with_the_token(here: Here, origin: str) -> None:
    response = here.client.post("/v1/call", json=ONE, headers={"Origin": origin.format(port=here.port)})
    sentence(response, 403)
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost.evil.example", "127.0.0.1.nip.io"])
@pytest.mark.parametrize("path", ["/v1/call", "/health", "/addin/x"])
def test_a_name_that_points_here_is_not_this_server(here: Here, host: str, path: str) -> None:
    response = here.client.request("GET", path, headers={"Host": host.format(port=here.port)})
    assert "name" in sentence(response, 421)


def test_icons_may_be_kept_and_nothing_else(here: Here) -> None:
    """Office asks that an image's answer does not say no-store: the button then stays without its icon."""
    icons = [name for name in ADDIN.files(here.address) if name.endswith(".png")]
    assert len(icons) == 4
    for name in icons:
        kept = here.client.get(f"/addin/{name}").headers["cache-control"]
        assert "no-store" not in kept and "no-cache" not in kept and "max-age" in kept
    others = [f"/addin/{name}" for name in ADDIN.files(here.address) if name not in icons]
    for path in [*others, "/addin/no-such.png", "/health", "/v1/functions", "/v1/x.png"]:
        assert here.client.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect", "/openapi.yaml", "/"])
def test_no_page_describes_the_server_to_who_has_no_token(here: Here, path: str) -> None:
    sentence(here.client.get(path), 404)


def test_under_http_a_page_of_the_same_name_is_own_by_http_only(small: Here) -> None:
    for scheme, status in (("http", 200), ("https", 403)):
        asked = small.client.post("/v1/call", json=ONE, headers={"Origin": f"{scheme}://localhost:{small.port}"})
        assert asked.status_code == status


SMUGGLED = b"POST /v1/call HTTP/1.1\r\nHost: localhost\r\n\r\n"
TWO_LENGTHS = [
    pytest.param(b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", id="length first"),
    pytest.param(b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", id="chunks first"),
    pytest.param(b"content-length: 0\r\ntransfer-encoding: Chunked\r\n", id="a length of nothing"),
    pytest.param(b"Content-Length: 4\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n", id="three"),
    pytest.param(b"Content-Length: 4\r\nContent-Length: 5\r\n", id="two lengths that differ"),
    pytest.param(b"Content-Length: 4\r\nTransfer-Encoding: identity\r\n", id="another coding"),
    pytest.param(b"Content-Length: 4\r\nTransfer-Encoding: chunked, identity\r\n", id="two codings"),
    pytest.param(b"Content-Length: 4, 5\r\n", id="two lengths in one line"),
    pytest.param(b"Content-Length : 4\r\n", id="a blank before the colon"),
]


@pytest.mark.parametrize("lengths", TWO_LENGTHS)
@pytest.mark.parametrize("path", [b"/v1/call", b"/health", b"/addin/pane.js"])
def test_a_request_that_says_its_length_twice_is_refused_and_nothing_behind_it_is_read(
    small: Here, lengths: bytes, path: bytes
) -> None:
    head = b"POST " + path + b" HTTP/1.1\r\nHost: localhost:%d\r\n" % small.port
    whole = head + b"Authorization: Bearer " + TOKEN.encode() + b"\r\n" + lengths + b"\r\n0\r\n\r\n" + SMUGGLED
    with socket.create_connection(("127.0.0.1", small.port), timeout=5) as line:
        line.sendall(whole)
        heard = b"".join(iter(lambda: line.recv(4096), b""))  # until the server has hung up
    first, _, rest = heard.partition(b"\r\n")
    assert first.split()[1] in (b"400", b"501") and b"HTTP/1.1" not in rest


REFUSED = [
    pytest.param(b"", "not JSON", id="nothing"),
    pytest.param(b"{", "not JSON", id="JSON that breaks off"),
    pytest.param(b"[" * 100_000, "nested", id="brackets in brackets in brackets"),
    pytest.param(b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested", id="objects in objects in objects"),
    pytest.param(b'{"name":"RFM","arguments":[[[NaN]]]}', "NaN", id="NaN"),
    pytest.param(b'{"name":"RFM","arguments":[-Infinity]}', "Infinity", id="Infinity"),
    pytest.param(b'{"name":"RFM","arguments":[[["Date"],[1e999]]]}', "too large", id="1e999 in a range"),
    pytest.param(b'{"name":"CONVERT_RATE","arguments":[-1e999]}', "too large", id="1e999 as an argument"),
    pytest.param(b'{"name":"CONVERT_RATE","arguments":[' + b"9" * 400 + b"]}", "too large", id="400 digits"),
    pytest.param(b'{"name":"CONVERT_RATE","arguments":[' + b"9" * 9000 + b"]}", "too large", id="9,000 digits"),
    pytest.param(b'{"name":"RFM","name":"RFM"}', "twice", id="the same key twice"),
    pytest.param(b'{"name":"\xff\xfe"}', "UTF-8", id="bytes that are no text"),
    pytest.param('{"name":"RFM"}'.encode("utf-16"), "UTF-8", id="UTF-16"),
    pytest.param(b'{"name":"RFM","arguments":["\\ud800"]}', "UTF-8", id="half a letter"),
    pytest.param(b'{"name":"\\udfff"}', "UTF-8", id="half a letter in a name"),
    pytest.param(b"null", "not an object", id="null"),
    pytest.param(b'{"name":5}', "name is not a text", id="a number as the name"),
    pytest.param(b'{"name":"RFM","arguments":{}}', "not a list", id="an object of arguments"),
    pytest.param(b'{"name":"RFM","arguments":[{"range":0}]}', "asks for range 0", id="a range that is not there"),
    pytest.param(b'{"name":"RFM","arguments":[[1]]}', "not a row", id="a row that is none"),
    pytest.param(b'{"name":"RFM","arguments":[[[[1]]]]}', "no cell", id="a list in a cell"),
    pytest.param(b'{"name":"RFM","arguments":[' + b"0," * 128 + b"0]}", "128 arguments", id="129 arguments"),
    pytest.param(b"\xef\xbb\xbf{}", "not JSON", id="a byte order mark"),
]


@pytest.mark.parametrize(("body", "words"), REFUSED)
def test_a_body_that_no_spreadsheet_sends_is_refused(here: Here, body: bytes, words: str) -> None:
    assert words in sentence(here.client.post("/v1/call", content=body), 400)


def test_a_packed_body_is_refused_unopened(here: Here) -> None:
    headers = {"Content-Encoding": "gzip"}
    assert "compressed" in sentence(here.client.post("/v1/call", content=b"\x1f\x8b" * 50, headers=headers), 400)


def chunks(body: bytes, size: int) -> Iterator[bytes]:
    """A body whose length is not announced."""
    for at in range(0, len(body), size):
        yield body[at : at + size]


@pytest.mark.parametrize("announced", [True, False], ids=["its length announced", "its length not announced"])
def test_too_large_a_body_is_refused_before_it_is_read(small: Here, announced: bool) -> None:
    body = json.dumps({**ONE, "note": "x" * 1_000_000}).encode()
    response = small.client.post("/v1/call", content=body if announced else chunks(body, 1000))
    assert "larger than" in sentence(response, 413)
    assert small.client.post("/v1/call", json=ONE).json() == ANSWER


MUCH = [
    pytest.param("/v1/call", {"name": "RFM", "arguments": [[["Date"]] * 101, 1]}, "101 rows", id="rows"),
    pytest.param("/v1/call", {"name": "RFM", "arguments": [[["x"] * 101] * 3, 1]}, "300 cells", id="cells"),
    pytest.param("/v1/batch", {"calls": [ONE] * 6}, "6 calls", id="calls"),
    pytest.param("/v1/batch", {"calls": [], "ranges": [[["x"]] * 101]}, "101 rows", id="rows nobody asks for"),
    pytest.param("/v1/batch", {"calls": [], "ranges": [[["x"] * 50]] * 7}, "300 cells", id="cells in many ranges"),
    pytest.param("/v1/review", {"tabs": [["x"] * 50] * 7}, "300 cells", id="cells of a review"),
    pytest.param("/v1/review", {"tabs": [["x"]] * 101}, "101 entries", id="a long list in a review"),
]


@pytest.mark.parametrize(("path", "request_", "words"), MUCH)
def test_more_than_the_server_takes_on_is_refused(small: Here, path: str, request_: Any, words: str) -> None:
    assert words in sentence(small.client.post(path, json=request_), 422)


def spoken(port: int, *parts: bytes, pause: float = 0.0, patience: float = AGES) -> bytes:
    """What a server answers to bytes sent with pauses, up to the moment it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as wire_:
        for part in parts:
            wire_.sendall(part)
            time.sleep(pause)
        said = b""
        while more := wire_.recv(65536):
            said += more
        return said


def head(port: int, length: int, *more: str) -> bytes:
    lines = [f"Host: localhost:{port}", f"Authorization: Bearer {TOKEN}", f"Content-Length: {length}", *more]
    return ("POST /v1/call HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode()


def test_a_body_that_dribbles_in_is_not_waited_for(small: Here) -> None:
    begin = time.monotonic()
    said = spoken(small.port, head(small.port, 500, "Connection: close"), b'{"name"')
    assert b" 408 " in said.splitlines()[0] and b"did not arrive within 0.5 seconds" in said
    assert time.monotonic() - begin < AGES


@pytest.mark.parametrize("begun", [b"", b"POST /v1/call HTT", b"GET /health HTTP/1.1\r\nHost: loc"])
def test_who_never_says_what_it_wants_is_hung_up_on(small: Here, begun: bytes) -> None:
    begin = time.monotonic()
    assert spoken(small.port, begun) == b"" and 0.3 < time.monotonic() - begin < AGES


def test_a_second_request_that_never_comes_to_its_end_is_hung_up_on(small: Here) -> None:
    whole = f"GET /health HTTP/1.1\r\nHost: localhost:{small.port}\r\n\r\n".encode()
    begin = time.monotonic()
    said = spoken(small.port, whole, b"GET /hea", pause=0.2)
    assert said.count(b"200 OK") == 1 and time.monotonic() - begin < AGES


def test_slow_ones_do_not_keep_others_waiting(small: Here) -> None:
    with ThreadPoolExecutor(20) as pool:
        slow = [pool.submit(spoken, small.port, b"POST /v1/call") for _ in range(20)]
        begin = time.monotonic()
        assert small.client.get("/health").status_code == 200 and time.monotonic() - begin < 5
        assert [each.result() for each in slow] == [b""] * 20


def test_too_many_at_once_are_told_to_come_again(small: Here) -> None:
    body = {"calls": [SLOW] * 2}
    with serving(limits=Limits(at_once=1, waiting=1)) as busy, ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: busy.client.post("/v1/batch", json=body), range(6)))
        after = busy.client.post("/v1/call", json=ONE)
    statuses = sorted(each.status_code for each in found)
    assert set(statuses) == {200, 429} and statuses[0] == 200
    refused = next(each for each in found if each.status_code == 429)
    assert "at once" in sentence(refused, 429) and int(refused.headers["retry-after"]) > 0
    assert after.json() == ANSWER


def test_what_takes_too_long_is_given_up_and_its_place_is_free_again() -> None:
    limits = Limits(seconds=0.3, at_once=1, waiting=0)
    with serving(limits=limits) as busy:
        busy.client.post("/v1/call", json=ONE)
        response = busy.client.post("/v1/batch", json={"calls": [SLOW] * 60})
        assert "took" in sentence(response, 503) and int(response.headers["retry-after"]) > 0
        end = time.monotonic() + AGES
        while (again := busy.client.post("/v1/call", json=ONE)).status_code in (429, 503) and time.monotonic() < end:
            time.sleep(0.05)
        assert again.json() == ANSWER


def test_the_bodies_held_at_once_have_a_limit() -> None:
    limits = Limits(body_bytes=50_000, held_bytes=60_000, body_seconds=3)
    with serving(limits=limits) as busy, ThreadPoolExecutor(1) as pool:
        first = pool.submit(spoken, busy.port, head(busy.port, 49_000, "Connection: close"), b" " * 48_000)
        time.sleep(0.5)
        response = busy.client.post("/v1/call", content=json.dumps(ONE).encode() + b" " * 40_000)
        assert "too many large" in sentence(response, 503)
        assert b" 408 " in first.result()
        assert busy.client.post("/v1/call", content=json.dumps(ONE).encode() + b" " * 40_000).json() == ANSWER


@pytest.mark.parametrize(
    "path",
    [
        "/addin/..%2f..%2fsetup.cfg",
        "/addin/%2e%2e/token",
        "/addin/",
        "/addin//etc/passwd",
        "/addin/token",
        "/docs",
        "/redoc",
        "/static/x",
        "/v1/call/",
    ],
)
def test_no_file_and_no_page_beside_its_own_is_given(here: Here, path: str) -> None:
    sentence(here.client.get(path), 404)


def test_a_fault_of_ours_is_a_sentence_without_cells_and_no_500(
    here: Here, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # No formula is known to fail like this, so one is made to.
    def failing(name: str, cells: Any, **_: Any) -> None:
        raise OverflowError(f"secret {cells}")

    monkeypatch.setattr(wire, "answer", failing)
    response = here.client.post("/v1/batch", json={"calls": [{"name": "RFM", "arguments": ["Ann Baker"]}, ONE]})
    assert response.status_code == 200
    first, second = response.json()["results"]
    assert first["error"] == "#VALUE!" and "OverflowError" in first["sentence"] and second == first
    assert "Ann Baker" not in response.text + caplog.text and "OverflowError" in caplog.text


def test_a_result_too_large_for_json_is_an_error(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "answer_as_dict", lambda _: {"value": float("inf"), "kind": "number"})
    assert here.client.post("/v1/call", json=ONE).json()["error"] == "#NUM!"
    monkeypatch.setattr(wire, "answer_as_dict", lambda _: {"rows": [["A"], [float("nan")], [1.5]], "kinds": [""]})
    assert here.client.post("/v1/call", json=ONE).json()["rows"] == [["A"], ["#NUM!"], [1.5]]


# What it answers.


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{len(case.cells)}")
def test_every_case_as_python_answers_it(here: Here, case: Case) -> None:
    cells = copy.deepcopy(case.cells)
    found = answer(case.name, cells)
    rows = [[serial(cell) if isinstance(cell, datetime.date) else cell for cell in row] for row in found.rows]
    wanted = {"value": rows[0][0], "kind": found.kinds[0]} if found.single else {"rows": rows, "kinds": [*found.kinds]}
    call = {"name": case.name, "arguments": cells}
    assert here.client.post("/v1/call", json=call).json() == wanted
    assert here.client.post("/v1/batch", json={"calls": [call]}).json() == {"results": [wanted]}


@pytest.mark.parametrize("refusal", FAULTS, ids=lambda each: each.why)
def test_every_refusal_with_its_sentence(here: Here, refusal: Refusal) -> None:
    call = {"name": refusal.name, "arguments": refusal.cells}
    alone = here.client.post("/v1/call", json=call).json()
    assert alone["error"] == refusal.code and refusal.words in alone["sentence"]
    assert here.client.post("/v1/batch", json={"calls": [call]}).json() == {"results": [alone]}


def test_all_cases_in_one_request_whose_ranges_travel_once(here: Here) -> None:
    ranges: list[Any] = []
    calls = [{"name": case.name, "arguments": [pointed(cell, ranges) for cell in case.cells]} for case in CASES]
    reply = here.client.post("/v1/batch", json={"calls": calls, "ranges": ranges}).json()
    alone = wire.reply_to({"calls": [{"name": case.name, "arguments": case.cells} for case in CASES]})
    assert reply == alone and len(ranges) == 6  # the tables of all cases, each once


def pointed(cell: Any, ranges: list[Any]) -> Any:
    """A range as its number among the ranges, where it is put once."""
    if not isinstance(cell, list):
        return cell
    if cell not in ranges:
        ranges.append(cell)
    return {"range": ranges.index(cell)}


def test_letters_of_all_scripts_come_back(here: Here) -> None:
    sales = [["Customer", "Date", "Total"], *([name, FIRST, 5.5] for name in ("Ünal 😀", "李雷", 'O\'Neill \\"x"'))]
    rows = here.client.post("/v1/call", json={"name": "RFM", "arguments": [sales, LAST]}).json()["rows"]
    assert {row[0] for row in rows[1:]} == {"Ünal 😀", "李雷", 'O\'Neill \\"x"'}


def test_whole_numbers_of_any_length_are_a_spreadsheets_numbers(here: Here) -> None:
    call = {"name": "LIFETIME_VALUE", "arguments": [10**30, 0.5]}
    assert here.client.post("/v1/call", json=call).json() == {"value": pytest.approx(2e30), "kind": "money"}


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_its_own_pages_may_ask(here: Here, small: Here, scheme: str) -> None:
    running = here if scheme == "https" else small
    asks = {"Origin": running.address, "Access-Control-Request-Method": "POST"}
    allowed = running.client.options("/v1/batch", headers=asks)
    assert allowed.status_code == 204 and allowed.headers["access-control-allow-origin"] == running.address
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    response = running.client.post("/v1/call", json=ONE, headers={"Origin": running.address})
    assert response.json() == ANSWER and response.headers["access-control-allow-origin"] == running.address
    assert "access-control-allow-credentials" not in response.headers


def test_it_answers_under_both_names_of_this_computer(here: Here) -> None:
    response = here.client.post(here.address.replace("localhost", "127.0.0.1") + "/v1/call", json=ONE)
    assert response.json() == ANSWER


@pytest.mark.parametrize("path", ["/health", "/v1/functions", "/nothing", "/addin/nothing", "/v1/call"])
def test_every_answer_is_under_the_headers_of_the_house(here: Here, path: str) -> None:
    headers = here.client.get(path).headers
    wanted = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store"}
    assert wanted.items() <= dict(headers).items()
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "*;" not in policy and "server" not in headers


def test_health_needs_no_token_and_comes_while_it_works(here: Here) -> None:
    with ThreadPoolExecutor(2) as pool:
        busy = [pool.submit(here.client.post, "/v1/batch", json={"calls": [SLOW] * 4}) for _ in range(2)]
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        with httpx.Client(verify=trust) as stranger:
            began = time.monotonic()
            assert stranger.get(f"{here.address}/health").json()["status"] == "ok"
            took = time.monotonic() - began
        waited = not all(each.done() for each in busy)
        assert [each.result().status_code for each in busy] == [200] * 2
    assert waited and took < 5


def test_the_catalog_says_what_can_be_typed(here: Here) -> None:
    found = here.client.get("/v1/functions").json()
    names = {each["name"]: each for each in found["functions"]}
    assert {case.name for case in CASES} == set(names) and found["limits"]["calls"] == Limits().calls
    first = names["CHURN_RATE"]["arguments"][0]
    assert first["kind"] == "table" and first["needed"] and first["choices"] == ["sales", "subscriptions"]


def test_the_description_names_every_address_and_no_other(here: Here) -> None:
    described = here.client.get("/openapi.json").json()
    assert described == json.loads(json.dumps(openapi(Limits())))
    ways = {getattr(route, "path", "") for route in create_app("x").routes}
    assert set(described["paths"]) == ways - {"/openapi.json"}
    with_addin = {getattr(route, "path", "") for route in create_app("x", addin=ADDIN).routes}
    assert with_addin - ways == {"/addin/{name}", "/v1/review"}


def test_behind_https_it_goes_by_any_name_but_serves_only_pages_of_that_name() -> None:
    with serving(behind_https=True) as behind:
        public = {"Host": "tools.firm.example"}
        assert behind.client.post("/v1/call", json=ONE, headers=public).json() == ANSWER
        own = behind.client.post("/v1/call", json=ONE, headers={**public, "Origin": "https://tools.firm.example"})
        assert own.json() == ANSWER
        for origin in ("http://tools.firm.example", "https://evil.example", "null"):
            sentence(behind.client.post("/v1/call", json=ONE, headers={**public, "Origin": origin}), 403)


# The program.


@pytest.mark.parametrize("words", [{}, {"plain": True}], ids=["with a certificate", "plain"])
@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.com"])
def test_other_computers_reach_it_only_behind_https(
    capsys: pytest.CaptureFixture[str], host: str, words: dict[str, bool]
) -> None:
    with pytest.raises(BaseException) as ended:
        run.run(host=host, port=0, **words)
    said = capsys.readouterr().err.strip().splitlines()
    assert getattr(ended.value, "exit_code", None) == 2 and len(said) == 1 and "--behind-https" in said[0]


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with program(tmp_path, "--plain") as (_, port), httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        wait_for(client)
        with program(tmp_path, "--plain", "--port", str(port)) as (second, _):
            said, _ = second.communicate(timeout=30)
        assert second.returncode == 2 and len(said.splitlines()) == 1 and f"port {port}" in said


def test_the_program_says_where_it_is_keeps_cells_to_itself_and_stops_at_once(tmp_path: Path) -> None:
    secrets = ["Quentin Quillfeather", "4711.25"]
    sales = [["Customer", "Date", "Total"], [secrets[0], FIRST, 4711.25]]
    with program(tmp_path) as (child, port):
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trust) as client:
            wait_for(client)
            bearer = {"Authorization": f"Bearer {kept_token(tmp_path)}"}
            for body in ({"name": "RFM", "arguments": [sales, LAST]}, {"name": secrets[0], "arguments": [[secrets]]}):
                assert client.post("/v1/call", json=body, headers=bearer).status_code == 200
            client.post(f"/v1/call?name={secrets[0]}", content=secrets[0], headers=bearer)
            client.get(f"/{secrets[0]}")
            begin = time.monotonic()
            code, said = stopped(child)
    assert time.monotonic() - begin < AGES, "a client that is silent holds the server up"
    assert code == 0 and said.rstrip().endswith("Stopped.")
    assert f"https://localhost:{port}" in said and "token" in said and "winback-authority.crt" in said
    assert "Traceback" not in said and kept_token(tmp_path) not in said
    assert not [secret for secret in secrets if secret in said]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl+C for a program without a window")
def test_a_request_that_runs_is_finished_before_the_program_stops(tmp_path: Path) -> None:
    with (
        program(tmp_path, "--plain") as (child, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        wait_for(client)
        bearer = {"Authorization": f"Bearer {kept_token(tmp_path)}"}
        client.post("/v1/call", json=SLOW, headers=bearer)
        calls = [{"name": "CHURN_RATE", "arguments": [CONTRACTS, FIRST, LAST]}] * 10
        running = pool.submit(client.post, "/v1/batch", json={"calls": calls}, headers=bearer)
        time.sleep(0.4)
        assert not running.done()
        code, said = stopped(child)
        assert running.result().status_code == 200 and len(running.result().json()["results"]) == 10
    assert code == 0 and said.rstrip().endswith("Stopped.") and "Traceback" not in said


def test_small_answers_are_not_held_back_to_be_sent_with_more(here: Here) -> None:
    # 40 ms is what a computer waits for more when nobody told it not to; the quickest of many shows it under any load.
    took = []
    for _ in range(30):
        begin = time.perf_counter()
        here.client.get("/health")
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.03


def test_threads_do_not_outlive_the_server() -> None:
    before = set(threading.enumerate())
    with serving() as running:
        running.client.post("/v1/call", json=ONE)
        ours = [each for each in set(threading.enumerate()) - before if each.name.startswith(THREADS)]
    for each in ours:
        each.join(AGES)
    assert ours and not [each for each in ours if each.is_alive()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl+C for a program without a window")
def test_a_formula_that_will_not_end_does_not_keep_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No formula is known to run for ever, so one is made to, in a process that is the program otherwise.
    (tmp_path / "sitecustomize.py").write_text(
        "import time, winback_sheets.hosts.server.work as work, winback_sheets.hosts.server.limits as limits\n"
        "limits.Limits.__init__.__defaults__ = (*limits.Limits.__init__.__defaults__[:5], 1.0, "
        "*limits.Limits.__init__.__defaults__[6:])\n"
        "work.wire.answer = lambda *_, **__: time.sleep(600)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with program(tmp_path, "--plain") as (child, port), httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        wait_for(client)
        bearer = {"Authorization": f"Bearer {kept_token(tmp_path)}"}
        sentence(client.post("/v1/call", json=ONE, headers=bearer, timeout=30), 503)
        begin = time.monotonic()
        code, said = stopped(child)
    assert code == 0 and said.rstrip().endswith("Stopped.") and time.monotonic() - begin < AGES


def test_the_package_for_xlwings_lite_may_be_fetched_by_its_page_and_nothing_else_by_another(here: Here) -> None:
    elsewhere = {"Origin": "https://lite.example"}
    name, content = wheel()
    found = here.client.get(f"/addin/{name}", headers=elsewhere)
    assert found.content == content and found.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in here.client.get("/addin/functions.js", headers=elsewhere).headers
    assert here.client.post("/v1/call", json=ONE, headers=elsewhere).status_code == 403


def test_work_that_nobody_waits_for_any_more_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def slow(name: str, cells: object, read: object = None) -> dict[str, object]:
        done.append(name)
        time.sleep(0.1)
        return {"value": 1, "kind": "number"}

    monkeypatch.setattr(wire, "result", slow)
    calls = [{"name": "CONVERT_RATE", "arguments": [0.5, "month"]}] * 80
    with serving() as here:
        with pytest.raises(httpx.TimeoutException):
            here.client.post("/v1/batch", json={"calls": calls}, timeout=0.5)
        time.sleep(2)
        so_far = len(done)
        time.sleep(0.5)
        assert 0 < so_far == len(done) < 60

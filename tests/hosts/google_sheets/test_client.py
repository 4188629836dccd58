"""The wire to Google: what is repeated, what never is, how long that may take, and what is sent."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from typing import Any

import pytest
import requests
import urllib3.exceptions
from google.auth.exceptions import RefreshError, TransportError
from hosts.google_sheets.answers_in_turn import ADDRESS, Answers, Clock, error, serving, wire

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets.client import Unsure, Wire, open_connection
from winback_sheets.hosts.google_sheets.patience import seconds_asked

BUSY = error(429, "Quota exceeded for quota metric 'Read requests'", "RESOURCE_EXHAUSTED")
FINE = (200, {"replies": [{}]})
RENAME = [{"updateSheetProperties": {"properties": {"sheetId": 7, "title": "x"}, "fields": "title"}}]
REFUSED = requests.ConnectionError(
    urllib3.exceptions.MaxRetryError(
        urllib3.HTTPConnectionPool("h"), "/", urllib3.exceptions.NewConnectionError(None, "refused")
    )
)


def once(one: Wire) -> Any:
    return one.change(RENAME, again=False)


def often(one: Wire) -> Any:
    return one.change(RENAME, again=True)


def about(one: Wire) -> Any:
    return one.about("properties.title")


# Answers after which the change may have been made, though we were told no such thing.
LOST = [
    pytest.param(error(500, "Internal error encountered.", "INTERNAL"), id="500"),
    pytest.param((502, "<html>Bad Gateway</html>"), id="502 with a page"),
    pytest.param(error(503, "The service is currently unavailable.", "UNAVAILABLE"), id="503"),
    pytest.param((504, ""), id="504 with nothing"),
    pytest.param((408, "<html>Timeout</html>"), id="408"),
    pytest.param(requests.ReadTimeout("read timed out"), id="no answer in time"),
    pytest.param(requests.ConnectionError(urllib3.exceptions.ProtocolError("aborted")), id="a connection that broke"),
    pytest.param(requests.exceptions.ChunkedEncodingError("broken"), id="an answer that was cut"),
    pytest.param((200, '{"replies": [{'), id="a success that was cut"),
]
# Failures before anything was sent, or of which Google says that nothing was done.
NOTHING_DONE = [
    pytest.param(BUSY, id="429"),
    pytest.param(REFUSED, id="a refused connection"),
    pytest.param(requests.ConnectTimeout("no connection"), id="no connection in time"),
    pytest.param(requests.exceptions.ProxyError("no proxy"), id="a proxy that is not there"),
    pytest.param(TransportError("no network for the sign-in"), id="no network for the sign-in"),
    pytest.param(RefreshError("internal_failure", retryable=True), id="a sign-in server out of order"),
]


@pytest.mark.parametrize("step", LOST)
def test_a_change_that_must_not_be_made_twice_is_sent_once_when_its_answer_is_lost(step: Any) -> None:
    one, answers = wire(step, FINE)
    with pytest.raises(Unsure, match="run this again"):
        once(one)
    assert len(answers.asked) == 1


@pytest.mark.parametrize("step", NOTHING_DONE)
@pytest.mark.parametrize("call", [once, often, about])
def test_what_was_certainly_not_done_is_done_again(step: Any, call: Callable[[Wire], Any]) -> None:
    one, answers = wire(step, step, FINE)
    call(one)
    assert len(answers.asked) == 3


@pytest.mark.parametrize("step", LOST)
@pytest.mark.parametrize("call", [often, about])
def test_what_may_be_repeated_is_repeated(step: Any, call: Callable[[Wire], Any]) -> None:
    one, answers = wire(step, step, FINE)
    call(one)
    assert len(answers.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
@pytest.mark.parametrize("call", [once, often, about])
def test_a_refusal_that_will_not_change_is_never_asked_again(status: int, call: Callable[[Wire], Any]) -> None:
    one, answers = wire(error(status, "no"), FINE)
    with pytest.raises(Unreadable):
        call(one)
    assert len(answers.asked) == 1


def test_a_sign_in_that_was_taken_back_is_not_tried_again() -> None:
    one, answers = wire(RefreshError("invalid_grant: Token has been expired or revoked.", {}), FINE)
    with pytest.raises(Unreadable, match="sign in to Google anew"):
        about(one)
    assert len(answers.asked) == 1


ENDLESS = [
    pytest.param(BUSY, once, "more calls for this minute", id="a storm of 429 on a change"),
    pytest.param(BUSY, about, "more calls for this minute", id="a storm of 429 on a read"),
    pytest.param((*BUSY, {"Retry-After": "50"}), about, "more calls", id="a storm of 429 that asks to wait"),
    pytest.param((500, ""), about, "does not work at the moment", id="500 for ever"),
    pytest.param((503, "<html>"), often, "does not work at the moment", id="503 for ever, as a page"),
    pytest.param(REFUSED, once, "cannot be reached", id="no network"),
    pytest.param(requests.ReadTimeout("slow"), about, "cannot be reached", id="never an answer"),
]


@pytest.mark.parametrize("seconds", [0, 3, 110], ids=["quick answers", "3 seconds a call", "110 seconds a call"])
@pytest.mark.parametrize(("step", "call", "words"), ENDLESS)
def test_trouble_without_end_is_told_within_the_deadline(
    step: Any, call: Callable[[Wire], Any], words: str, seconds: float
) -> None:
    clock = Clock()
    one, answers = wire(step, clock=clock, seconds=seconds)
    with pytest.raises(Unreadable, match=words) as told:
        call(one)
    # The last try begins before the deadline, and gets what is left as its own time limit.
    assert clock.now - seconds <= 180 and max(clock.waits, default=0) <= 64
    assert len(answers.asked) >= (2 if seconds < 100 else 1)
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


def test_a_try_never_gets_more_time_than_is_left() -> None:
    clock = Clock()
    one, answers = wire((503, ""), clock=clock, seconds=50)
    with pytest.raises(Unreadable):
        about(one)
    assert answers.timeouts[0] == (10, 120) and len(answers.timeouts) > 2
    assert 0 < answers.timeouts[-1][1] < 120


ASKED_TO_WAIT = [
    pytest.param("12", 12, id="in seconds"),
    pytest.param("Sun, 01 Nov 2026 10:00:33 GMT", 33, id="until a moment, by Google's own clock"),
    pytest.param("9999", 64, id="for hours: as long as the cap"),
]


@pytest.mark.parametrize(("header", "least"), ASKED_TO_WAIT)
def test_google_is_given_the_time_it_asks_for(header: str, least: float) -> None:
    clock = Clock()
    headers = {"Retry-After": header, "Date": "Sun, 01 Nov 2026 10:00:00 GMT"}
    one, _ = wire((*BUSY, headers), FINE, clock=clock)
    about(one)
    assert clock.waits == [pytest.approx(least, abs=1)] and clock.waits[0] >= least


LONG_AGO = "Sat, 31 Oct 2015 10:00:00 GMT"


@pytest.mark.parametrize("header", [None, "", "soon", "-3", "nan", "inf", "Sun, 32 Nov 2026", "1e999", LONG_AGO])
def test_a_wait_that_makes_no_sense_is_none(header: str | None) -> None:
    assert seconds_asked(header) == 0


def test_waits_grow_and_are_drawn_so_that_two_programs_do_not_come_back_together() -> None:
    first, second = Clock(), Clock()
    for clock in (first, second):
        with pytest.raises(Unreadable):
            about(wire(BUSY, clock=clock)[0])
    assert first.waits != second.waits
    assert all(wait <= min(64, 2**n) for n, wait in enumerate(first.waits))


def test_who_waits_is_told_for_how_long() -> None:
    said: list[str] = []
    clock = Clock()
    session = Answers((*BUSY, {"Retry-After": "12"}), (503, "", {"Retry-After": "5"}), FINE).session()
    about(open_connection(ADDRESS, session=session, patience=clock.patience(), say=said.append))
    assert said == ["Google asks to wait 12 seconds.", "Google does not answer; trying again in 5 seconds."]


def test_calls_and_bytes_are_counted_with_those_that_failed() -> None:
    one, answers = wire(BUSY, REFUSED, FINE)
    once(one)
    sent = sum(len(each.body or b"") for each in answers.asked)
    assert (one.calls, one.sent) == (3, sent) and one.received == len(json.dumps(BUSY[1])) + len(json.dumps(FINE[1]))


PAGES = [
    pytest.param((200, "<!DOCTYPE html><title>Welcome to the hotel</title>"), id="a success that is a page"),
    pytest.param((302, "", {"Location": "http://login.example/"}), id="sent elsewhere"),
    pytest.param((407, "<html>proxy</html>"), id="a proxy that wants a password"),
    pytest.param((403, "<html>blocked</html>"), id="a filter"),
]


@pytest.mark.parametrize("step", PAGES)
def test_a_page_in_place_of_google_is_called_so_and_nothing_is_sent_elsewhere(step: Any) -> None:
    one, answers = wire(step, FINE)
    with pytest.raises(Unreadable, match="instead of Google"):
        about(one)
    assert len(answers.asked) == 1


def test_a_certificate_that_is_not_googles_ends_it_at_once() -> None:
    one, answers = wire(requests.exceptions.SSLError("certificate verify failed"), FINE)
    with pytest.raises(Unreadable, match="not secure"):
        once(one)
    assert len(answers.asked) == 1


@pytest.mark.parametrize(
    "setting", ["https://sheets.googleapis.com.evil.example", "http://10.0.0.1:80", "ftp://localhost"]
)
def test_only_a_server_on_this_computer_may_stand_in_for_google(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINBACK_SHEETS_URL", setting)
    with pytest.raises(Unreadable, match="WINBACK_SHEETS_URL"):
        open_connection(ADDRESS, session=Answers(FINE).session())


@pytest.mark.parametrize(
    "setting", ["http://127.0.0.1@evil.example", "http://localhost.evil.example", "http://127.0.0.1:1/@evil.example"]
)
def test_an_address_that_only_looks_like_this_computer_is_refused(
    setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINBACK_SHEETS_URL", setting)
    with pytest.raises(Unreadable, match="WINBACK_SHEETS_URL"):
        open_connection(ADDRESS, session=Answers(FINE).session())


def at(base: str, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A wire to a real server on this computer."""
    monkeypatch.setenv("WINBACK_SHEETS_URL", base)
    return open_connection(ADDRESS, session=requests.Session(), patience=Clock().patience())


def test_over_a_real_connection_a_lost_answer_is_not_followed_by_a_second_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    came: list[str] = []
    with serving(lambda method, path, headers, body: came.append(path)) as base, pytest.raises(Unsure):
        once(at(base, monkeypatch))
    assert len(came) == 1


def test_over_a_real_connection_a_closed_door_is_knocked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        closed = f"http://localhost:{door.getsockname()[1]}"
    one = at(closed, monkeypatch)
    with pytest.raises(Unreadable, match="cannot be reached"):
        once(one)
    assert one.calls > 2


def test_a_companys_proxy_is_not_asked_for_a_server_on_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(lambda method, path, headers, body: FINE) as base:
        assert about(at(base, monkeypatch)) == FINE[1]

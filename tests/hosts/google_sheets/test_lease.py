"""One refresh at a time: who has the lease, who takes it over, and what two who come together are told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hosts.google_sheets.answers_in_turn import Clock
from hosts.google_sheets.emulator import Emulator
from hosts.google_sheets.faults import Fault
from hosts.google_sheets.races import ADDRESS

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets import lease
from winback_sheets.hosts.google_sheets.anchors import LEASE, create_anchor
from winback_sheets.hosts.google_sheets.client import Wire, open_connection

NOW = datetime.datetime(2026, 7, 21, 23, 55, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def shared(**more: Any) -> tuple[Emulator, str]:
    emu = Emulator()
    return emu, emu.new_book("Shop", tabs={"Sales": [["Customer"]]}, **more)


def wire(emu: Emulator, book: str) -> Wire:
    emu.reset_log()
    return open_connection(ADDRESS.format(book), session=emu.session(), patience=Clock().patience())


def leases(emu: Emulator, book: str) -> list[str | None]:
    return [mark.value for mark in emu.book(book).state.marks.values() if mark.key == LEASE]


def given_back(one: Wire, word: str) -> None:
    one.change(lease.given_back(word), again=False)


def test_who_comes_first_has_it_and_who_comes_second_is_told_until_when() -> None:
    emu, book = shared()
    first = lease.take(wire(emu, book), NOW)
    with pytest.raises(
        Unreadable, match=r"Another refresh .* at the latest 00:05 UTC, and run the same command again\.$"
    ):
        lease.take(wire(emu, book), NOW + 9 * MINUTE)
    assert leases(emu, book) == [first]


def test_given_back_it_is_there_for_the_next_at_once() -> None:
    emu, book = shared()
    given_back(wire(emu, book), lease.take(wire(emu, book), NOW))
    assert leases(emu, book) == []
    word = lease.take(wire(emu, book), NOW)
    assert leases(emu, book) == [word]


def test_one_that_nobody_gave_back_is_taken_over_when_it_has_run_out() -> None:
    emu, book = shared()
    old = lease.take(wire(emu, book), NOW)
    new = lease.take(wire(emu, book), NOW + 11 * MINUTE)
    assert leases(emu, book) == [new] != [old]


def test_one_from_a_computer_whose_clock_is_hours_ahead_keeps_nobody_waiting() -> None:
    emu, book = shared()
    lease.take(wire(emu, book), NOW + 300 * MINUTE)
    new = lease.take(wire(emu, book), NOW)
    assert leases(emu, book) == [new]


def test_who_lost_it_meanwhile_does_not_give_back_anothers() -> None:
    emu, book = shared()
    old = lease.take(wire(emu, book), NOW)
    new = lease.take(wire(emu, book), NOW + 11 * MINUTE)
    given_back(wire(emu, book), old)
    assert leases(emu, book) == [new]


def test_of_two_who_take_it_over_at_the_same_moment_one_alone_has_it() -> None:
    emu, book = shared()
    lease.take(wire(emu, book), NOW)
    later = NOW + 11 * MINUTE
    words: list[str] = []
    one = wire(emu, book)  # its calls: take, look, take over
    other = open_connection(ADDRESS.format(book), session=emu.session(), patience=Clock().patience())
    emu.before[3] = [lambda emu: words.append(lease.take(other, later))]
    with pytest.raises(Unreadable, match="has just begun"):
        lease.take(one, later)
    assert leases(emu, book) == words


def test_given_back_between_two_calls_of_another_it_is_taken_by_that_one() -> None:
    emu, book = shared()
    first = lease.take(wire(emu, book), NOW)
    one = wire(emu, book)
    other = open_connection(ADDRESS.format(book), session=emu.session())
    emu.before[2] = [lambda emu: given_back(other, first)]
    word = lease.take(one, NOW)
    assert leases(emu, book) == [word] != [first]


LOST: list[Any] = [
    pytest.param({"status": 503}, id="a 503"),
    pytest.param({"error": "timeout"}, id="no answer in time"),
    pytest.param({"error": "connection"}, id="a broken connection"),
]


@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("old", [False, True], ids=["nobody had it", "one had run out"])
def test_a_lost_answer_leaves_one_lease_which_is_ours(how: dict[str, Any], old: bool) -> None:
    emu, book = shared()
    if old:
        lease.take(wire(emu, book), NOW - 60 * MINUTE)
    one = wire(emu, book)
    emu.faults = [Fault(call=3 if old else 1, applied=True, **how)]
    word = lease.take(one, NOW)
    assert leases(emu, book) == [word]


@pytest.mark.parametrize("how", LOST)
def test_a_request_that_was_lost_leaves_none_and_one_sentence(how: dict[str, Any]) -> None:
    emu, book = shared()
    one = wire(emu, book)
    emu.faults = [Fault(call=1, **how)]
    with pytest.raises(Unreadable, match=r"nothing was changed\. Run the same command again\.$"):
        lease.take(one, NOW)
    assert leases(emu, book) == []


REFUSED: list[Any] = [
    pytest.param(lambda emu, book: emu.read_only.add(book), "may not change this spreadsheet", id="no permission"),
    pytest.param(lambda emu, book: emu.faults.append(Fault(status=429, every=True)), "more calls", id="a storm of 429"),
]


@pytest.mark.parametrize(("trouble", "words"), REFUSED)
@pytest.mark.parametrize("old", [False, True], ids=["nobody had it", "one had run out"])
def test_a_refusal_is_told_as_what_it_is(trouble: Callable[[Emulator, str], None], words: str, old: bool) -> None:
    emu, book = shared()
    if old:
        lease.take(wire(emu, book), NOW - 60 * MINUTE)
    before = leases(emu, book)
    one = wire(emu, book)
    trouble(emu, book)
    with pytest.raises(Unreadable, match=words):
        lease.take(one, NOW)
    assert leases(emu, book) == before


def test_a_storm_that_begins_when_it_is_taken_over_is_told_as_a_storm() -> None:
    emu, book = shared()
    old = lease.take(wire(emu, book), NOW - 60 * MINUTE)
    one = wire(emu, book)
    emu.faults = [Fault(call=2, word="batchUpdate", status=403)]
    with pytest.raises(Unreadable, match="may not change"):
        lease.take(one, NOW)
    assert leases(emu, book) == [old]


def test_the_lease_of_the_spreadsheet_that_this_one_was_copied_from_is_nobodys() -> None:
    emu, book = shared()
    one = wire(emu, book)
    one.change([create_anchor(LEASE, "2099-01-01T00:00:00Z x", lease.HERE, 4711)], again=False)
    first = lease.take(one, NOW)
    with pytest.raises(Unreadable, match="00:05 UTC"):
        lease.take(one, NOW)
    assert first in leases(emu, book)

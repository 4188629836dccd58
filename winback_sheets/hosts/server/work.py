"""What the function server works out for a request, away from the loop that listens."""

from __future__ import annotations

import json
import logging
import math
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from winback_sheets import __version__
from winback_sheets.formulas import registry
from winback_sheets.formulas.abandoned import Abandoned, abandoned_when, go_on
from winback_sheets.formulas.answer import Read
from winback_sheets.hosts.server import wire
from winback_sheets.hosts.server.body import measure, measure_all, parse_body
from winback_sheets.hosts.server.limits import Limits, RequestRefused
from winback_sheets.present.words import say

LOG = logging.getLogger("winback.server")

Work = Callable[[bytes, Limits, Callable[[], bool]], bytes]


class AddIn(NamedTuple):
    """What the server does for an add-in that lives in a spreadsheet program.

    files: what lies at /addin/ of the server with this address: names, types and contents. review: the reply to what
    the pane asks at /v1/review; raises wire.Malformed.
    """

    files: Callable[[str], Mapping[str, tuple[str, bytes]]]
    review: Callable[[dict[str, Any]], dict[str, Any]]


def batch(body: bytes, limits: Limits, late: Callable[[], bool]) -> bytes:
    """The reply to a request of any number of calls; late: asked between two steps, and True ends the work."""
    calls, ranges = _check_request(parse_body(body), limits)
    return as_json({"results": _results(calls, ranges, late)})


def call(body: bytes, limits: Limits, late: Callable[[], bool]) -> bytes:
    """The reply to a single call."""
    calls, ranges = _check_request({"calls": [parse_body(body)]}, limits)
    return as_json(_results(calls, ranges, late)[0])


def review_by(addin: AddIn) -> Work:
    """What replies to a review of an open workbook, as the pane of the add-in asks for it."""

    def review(body: bytes, limits: Limits, late: Callable[[], bool]) -> bytes:
        request = parse_body(body)
        measure_all(request, limits)
        try:
            return as_json(addin.review(wire.check_object(request)))
        except wire.Malformed as sentence:
            raise RequestRefused(400, str(sentence)) from None

    return review


def functions(limits: Limits) -> bytes:
    """The catalog: each formula with its help and arguments, and what this server takes on at most."""
    formulas = [
        {
            "name": each.name,
            "category": each.category,
            "help": registry.help_of(each.name),
            "example": each.example,
            "gives": each.gives,
            "arguments": [argument._asdict() for argument in registry.arguments(each.name)],
        }
        for each in registry.FORMULAS
    ]
    most = {name: getattr(limits, name) for name in ("body_bytes", "rows", "cells", "calls", "seconds")}
    return as_json({"version": __version__, "limits": most, "functions": formulas})


def _check_request(request: Any, limits: Limits) -> tuple[list[tuple[str, list[Any]]], list[list[Any]]]:
    try:
        calls, ranges = wire.check_request(request)
    except wire.Malformed as sentence:
        raise RequestRefused(400, str(sentence)) from None
    measure(calls, ranges, limits)
    return calls, ranges


def _results(
    calls: list[tuple[str, list[Any]]], ranges: list[list[Any]], late: Callable[[], bool]
) -> list[dict[str, Any]]:
    read: Read = {}
    results = []
    try:
        with abandoned_when(late):
            for name, cells in calls:
                go_on()
                results.append(_result(name, wire.fill_ranges(cells, ranges), read))
    except Abandoned:
        raise RequestRefused(503, say("server.request_slow"), 5) from None
    return results


def _result(name: str, cells: list[Any], read: Read) -> dict[str, Any]:
    """One call; a fault of ours in one formula leaves the others their answers."""
    try:
        return wire.result(name, cells, read)
    except MemoryError:
        raise RequestRefused(503, say("server.no_memory"), 30) from None
    except Abandoned:
        raise
    except Exception as fault:
        note(fault)
        return {"error": "#VALUE!", "sentence": say("server.own_fault", fault=type(fault).__name__)}


def note(fault: BaseException) -> None:
    """Write down where a fault of ours happened; never its message, which may hold somebody's cells."""
    at = traceback.extract_tb(fault.__traceback__)[-1]
    LOG.error(say("server.own_fault_at", fault=type(fault).__name__, file=at.filename, line=at.lineno))


def as_json(reply: Any) -> bytes:
    """A reply as JSON; a number that JSON cannot say becomes an error."""
    try:
        return json.dumps(reply, allow_nan=False).encode("ascii")
    except ValueError:
        return json.dumps(_sayable(reply), allow_nan=False).encode("ascii")


def _sayable(reply: Any) -> Any:
    if isinstance(reply, dict):
        if _endless(reply.get("value")):
            return {"error": "#NUM!", "sentence": say("server.result_too_large")}
        return {key: _sayable(value) for key, value in reply.items()}
    if isinstance(reply, list):
        return [_sayable(each) for each in reply]
    return "#NUM!" if _endless(reply) else reply


def _endless(value: Any) -> bool:
    return isinstance(value, float) and not math.isfinite(value)

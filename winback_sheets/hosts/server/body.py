"""The body of a request: taken in with an eye on size and time, read as JSON, and measured before any work."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import ClientDisconnect, Request

from winback_sheets.hosts.server.limits import MEBI, Limits, RequestRefused, Traffic
from winback_sheets.present.words import say

HALF_A_LETTER = re.compile(rb"\\u[dD][89a-fA-F]")
LONGEST_WHOLE = 15  # digits that a spreadsheet's number keeps
INFINITE = (math.inf, -math.inf)


@asynccontextmanager
async def taken_in(request: Request, limits: Limits, traffic: Traffic) -> AsyncIterator[bytes]:
    """The bytes of a request's body, counted in `traffic` as long as they are held.

    Refused when they are too many, too slow or packed.
    """
    packed = request.headers.get("content-encoding", "identity")
    if packed != "identity":
        raise RequestRefused(400, say("server.body_packed", encoding=packed[:20]))
    announced = request.headers.get("content-length", "0")
    if len(announced) > 18 or (announced.isdecimal() and int(announced) > limits.body_bytes):
        raise _too_large(limits)
    parts: list[bytes] = []
    size = 0
    try:
        try:
            async with asyncio.timeout(limits.body_seconds):
                async for part in request.stream():
                    size, traffic.held = size + len(part), traffic.held + len(part)
                    if size > limits.body_bytes:
                        raise _too_large(limits)
                    if traffic.held > limits.held_bytes:
                        raise RequestRefused(503, say("server.bodies_too_large"), 5)
                    parts.append(part)
        except TimeoutError:
            raise RequestRefused(408, say("server.body_slow", seconds=limits.body_seconds)) from None
        except ClientDisconnect:
            raise RequestRefused(400, say("server.body_broke_off")) from None
        whole = b"".join(parts)
        parts.clear()
        yield whole
    finally:
        traffic.held -= size


def _too_large(limits: Limits) -> RequestRefused:
    return RequestRefused(413, say("server.body_too_large", mebibytes=limits.body_bytes / MEBI))


def parse_body(body: bytes) -> Any:
    """The JSON of a body as Python has it; Refused where it is no JSON that a spreadsheet could have sent.

    >>> parse_body(b'[1, 2.5, "caf\\xc3\\xa9", null]')
    [1, 2.5, 'café', None]
    """
    try:
        text = body.decode("utf-8")
        found = json.loads(text, parse_int=_whole, parse_constant=_no_number, object_pairs_hook=_once_each)
        if HALF_A_LETTER.search(body):
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise RequestRefused(400, say("server.not_utf8")) from None
    except RecursionError:
        raise RequestRefused(400, say("server.nested_too_deeply")) from None
    except json.JSONDecodeError as fault:
        raise RequestRefused(400, say("server.not_json", line=fault.lineno, column=fault.colno)) from None
    return found


def _whole(digits: str) -> float:
    """A whole number; as a spreadsheet's own kind of number where it is too long to be exact in one."""
    return int(digits) if len(digits) <= LONGEST_WHOLE else float(digits)


def _no_number(word: str) -> float:
    raise RequestRefused(400, say("server.not_a_json_number", word=word))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise RequestRefused(400, say("server.same_key_twice"))
    return found


def measure(calls: Iterable[tuple[str, list[Any]]], ranges: Iterable[list[Any]], limits: Limits) -> None:
    """Refused where a request asks for more calls, rows or cells than the server takes on, or holds an endless number.

    >>> measure([("RFM", [[["Date"]] * 3])], [], Limits(rows=2))
    Traceback (most recent call last):
    winback_sheets.hosts.server.limits.RequestRefused: A range has 3 rows, and this server takes at most 2.
    """
    arguments = [cells for _, cells in calls]
    if len(arguments) > limits.calls:
        raise RequestRefused(422, say("server.too_many_calls", calls=len(arguments), most=limits.calls))
    inside = [cell for cells in arguments for cell in cells if isinstance(cell, list)]
    alone = [cell for cells in arguments for cell in cells if isinstance(cell, float)]
    _measure_rows([*ranges, *inside, [alone]], limits)


def _measure_rows(tables: Iterable[list[Any]], limits: Limits) -> None:
    count = 0
    for rows in tables:
        if len(rows) > limits.rows:
            raise RequestRefused(422, say("server.too_many_rows", rows=len(rows), most=limits.rows))
        count += sum(map(len, rows))
        if count > limits.cells:
            raise RequestRefused(422, say("server.too_many_cells", most=limits.cells))
        if any(INFINITE[0] in row or INFINITE[1] in row for row in rows):
            raise RequestRefused(400, say("server.number_too_large"))


def measure_all(body: Any, limits: Limits) -> None:
    """As `measure`, for a body of any shape: no list longer than a tab, no more cells in all than a request may have."""
    count, waiting = 0, [body]
    while waiting:
        each = waiting.pop()
        inside = each if isinstance(each, list) else list(each.values()) if isinstance(each, dict) else []
        count += len(inside)
        if len(inside) > limits.rows:
            raise RequestRefused(422, say("server.too_many_entries", entries=len(inside), most=limits.rows))
        if count > limits.cells:
            raise RequestRefused(422, say("server.too_many_cells", most=limits.cells))
        if INFINITE[0] in inside or INFINITE[1] in inside:
            raise RequestRefused(400, say("server.number_too_large"))
        waiting += [one for one in inside if isinstance(one, (list, dict))]

"""Bodies nobody meant to send: the cases of the formulas bent in their cells, their shape, their JSON and their bytes."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

import httpx
from formula_cases import CASES, FAULTS

# fmt: off
CELLS: tuple[Any, ...] = (
    None, "", "  ", 0, -0.0, 1, -1, 0.5, 1e-320, 1e15, 1e300, -1e300, 1.7e308, 2**53, -(2**63), 10**40, True, False, "#N/A",
    "#DIV/0!", "#SPILL!", "x" * 5000, "2026-13-45", "2026-02-30T99:99", "31/12/2025", "5 %", "€ 1.234,56", "1e999", "NaN",
    "-inf", "=1+1", "=cmd|' /C calc'!A0", "\x00", "\u200b", "\u202e", "😀" * 9, "İı", "ß", "\ufeff", "TRUE", 2958465, 2958466,
    -693594, 45000.999, 60, "auto", "Customer", "Date", "Total", "{{7*7}}", "../../etc/passwd", "' OR 1=1 --",
)
JUNK: tuple[bytes, ...] = (
    b"", b" ", b"null", b"[]", b"{}", b'""', b"0", b"{", b"[" * 5000, b'{"a":' * 2000, b"\xff" * 100, b"\x00" * 100, b"NaN",
    b'{"calls":[' + b"9" * 5000 + b"]}", b'{"calls":[],"calls":[]}', b'{"calls":[{"name":"\\ud800"}]}', b"\xef\xbb\xbf{}",
    b'{"calls":[{"name":"RFM","arguments":[[[1e400]]]}]}', b'{"calls":[],"ranges":[[[-1e400]]]}', b"'{}'", b"{,}", b'{"a":1,}',
    b'{"calls":{}}', b'{"calls":[[]]}', b'{"calls":[{"name":{}}]}', b'{"calls":[{"name":"RFM","arguments":[{"range":-1}]}]}',
    b'{"calls":[{"name":"RFM","arguments":[{"range":1.0}]}],"ranges":[[],[]]}', b"<xml/>", b"a=b&c=d", b"--x\r\n", b"\x1f\x8b\x08\x00",
    b'{"calls":[{"name":"RFM","arguments":[{"range":true}]}],"ranges":[[],[]]}', b'{"calls":[]}' * 2, b'{"calls":[]}\x00',
)
# fmt: on
KNOWN = {200, 400, 401, 413, 422, 429, 503}


class Body(NamedTuple):
    """Where a body goes, and its bytes."""

    path: str
    content: bytes


def body(seed: int) -> Body:
    """The body of this number; the same one every time.

    >>> body(7) == body(7)
    True
    """
    dice = random.Random(seed)
    kinds: list[Callable[[random.Random], Body]] = [_bent, _bent, _foreign, _shape, _bytes, _junk, _batch, _anything]
    return dice.choice(kinds)(dice)


def _call(dice: random.Random) -> dict[str, Any]:
    case = dice.choice((*CASES, *FAULTS))
    return {"name": case.name, "arguments": copy.deepcopy(case.cells)}


def _said(path: str, value: Any) -> Body:
    return Body(path, json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _bent(dice: random.Random) -> Body:
    """A few cells of a case are others."""
    call = _call(dice)
    for _ in range(dice.randint(1, 4)):
        _bend(dice, call["arguments"])
    return _said("/v1/call", call)


def _bend(dice: random.Random, cells: list[Any]) -> None:
    if not cells:
        return cells.append(dice.choice(CELLS))
    at = dice.randrange(len(cells))
    if not isinstance(cells[at], list) or not cells[at] or dice.random() < 0.1:
        cells[at] = dice.choice(CELLS)
    elif dice.random() < 0.2:
        column, value = dice.randrange(len(cells[at][0]) or 1), dice.choice(CELLS)
        for row in cells[at][dice.randint(0, 1) :]:
            row[column : column + 1] = [value]
    else:
        row = dice.choice(cells[at])
        if row:
            row[dice.randrange(len(row))] = dice.choice(CELLS)


def _shape(dice: random.Random) -> Body:
    """A range of a case is cut, doubled, turned round or ragged."""
    call = _call(dice)
    ranges = [cell for cell in call["arguments"] if isinstance(cell, list) and cell]
    if ranges:
        rows = dice.choice(ranges)
        change: Callable[[], Any] = dice.choice(
            [
                lambda: rows.reverse(),
                lambda: dice.shuffle(rows),
                lambda: rows.__setitem__(slice(1, None), []),
                lambda: rows.__setitem__(slice(None), []),
                lambda: rows.__setitem__(slice(None), [list(row) for row in zip(*rows, strict=False)]),
                lambda: rows.__setitem__(slice(None), [row + row for row in rows]),
                lambda: rows.__setitem__(slice(None), [row[: dice.randint(0, 5)] for row in rows]),
                lambda: rows.__setitem__(slice(None), [rows[0]] * 5 + rows[1:] * 3),
                lambda: rows.insert(0, ["Our list", *[None] * 3]),
                lambda: rows[0].extend(dice.choices(CELLS, k=30)),
                lambda: rows.extend([dice.choices(CELLS, k=dice.randint(0, 9)) for _ in range(20)]),
            ]
        )
        change()
    return _said("/v1/call", call)


def _foreign(dice: random.Random) -> Body:
    """A formula with the arguments of another."""
    call = _call(dice)
    call["name"] = _call(dice)["name"]
    if dice.random() < 0.5:
        dice.shuffle(call["arguments"])
    return _said("/v1/call", call)


def _batch(dice: random.Random) -> Body:
    """Some calls over shared ranges, whose numbers are not always right."""
    ranges = [cell for _ in range(3) for cell in _call(dice)["arguments"] if isinstance(cell, list)]
    calls = []
    for _ in range(dice.randint(0, 4)):
        call = _call(dice)
        call["arguments"] = [
            {"range": dice.randint(0, len(ranges))} if isinstance(cell, list) else cell for cell in call["arguments"]
        ]
        _bend(dice, call["arguments"])
        calls.append(call)
    return _said("/v1/batch", {"calls": calls, "ranges": ranges})


def _bytes(dice: random.Random) -> Body:
    """A case whose bytes are changed, cut or doubled."""
    path, content = _bent(dice)
    raw = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(raw) or 1)
        new = bytes(dice.choices(b'{}[]",:0123456789eE.-\\u\x00\xff\xed\xa0\x80 tfn', k=dice.randint(0, 4)))
        raw[at : at + dice.randint(0, 4)] = new
    return Body(path, bytes(raw[: dice.randint(1, len(raw))] if dice.random() < 0.2 and raw else raw))


def _junk(dice: random.Random) -> Body:
    return Body(dice.choice(["/v1/call", "/v1/batch", "/v1/review"]), dice.choice(JUNK))


def _anything(dice: random.Random) -> Body:
    """JSON of any shape under the keys that are read."""
    keys = ["calls", "ranges", "name", "arguments", "range", "tabs", "as_of", "x"]

    def grown(depth: int) -> Any:
        kind = dice.randint(0, 3) if depth else 0
        if kind == 0:
            return dice.choice((*CELLS, *(case.name for case in CASES)))
        if kind == 1:
            return {dice.choice(keys): grown(depth - 1) for _ in range(dice.randint(0, 4))}
        return [grown(depth - 1) for _ in range(dice.randint(0, 4))]

    value = {key: grown(4) for key in dice.sample(keys, 3)}
    return _said(dice.choice(["/v1/call", "/v1/batch", "/v1/review"]), value)


def wrong(response: httpx.Response) -> str:
    """What is wrong with the reply to a body; blank where nothing is."""

    def endless(word: str) -> None:
        raise ValueError(word)

    if response.status_code not in KNOWN:
        return f"status {response.status_code}"
    try:
        said = json.loads(response.content, parse_constant=endless)
    except ValueError as fault:
        return f"no JSON ({fault})"
    for word in ("Traceback", "fault of its own"):
        if word in response.text:
            return f"{word}: {response.text[response.text.index(word) :][:80]}"
    return "" if response.status_code == 200 or set(said) == {"sentence"} else "a refusal of another shape"

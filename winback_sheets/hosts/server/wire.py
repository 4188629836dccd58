"""Formulas as JSON: what a function server, an add-in and a script say to each other. Version 1.

A request has `calls`, each a name and its arguments in order; an argument is a cell, a range as a list of rows, or
`{"range": n}` for the n-th of the request's `ranges`, so that a range many formulas read travels and is read once.
A cell is null, true, a number, a text, a day's serial number, or an error as its text. A reply has one result a call:
`{"value": cell, "kind": word}`, `{"rows": [[cell]], "kinds": [word]}` with days as serial numbers, or
`{"error": "#VALUE!", "sentence": text}`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from winback_sheets.formulas.answer import Answer, Read, answer
from winback_sheets.formulas.scalars import Fault
from winback_sheets.present.words import say
from winback_sheets.schema.cells import serial

MOST_ARGUMENTS = 128


class Malformed(Exception):
    """The request is not as this page describes it; the message says where."""


def reply_to(request: Any) -> dict[str, Any]:
    """Answer a request of any number of calls; a call that fails does not keep the others from being answered.

    >>> reply_to({"calls": [{"name": "CONVERT_RATE", "arguments": [0.5, "month"]}]})
    {'results': [{'value': 0.5, 'kind': 'percent'}]}
    >>> reply_to({"calls": [{"name": "CONVERT_RATE", "arguments": []}]})["results"][0]["error"]
    '#VALUE!'
    """
    calls, ranges = check_request(request)
    read: Read = {}
    return {"results": [result(name, fill_ranges(cells, ranges), read) for name, cells in calls]}


def check_request(request: Any) -> tuple[list[tuple[str, list[Any]]], list[list[Any]]]:
    """The calls and the ranges of a request; Malformed where it is another shape."""
    body = check_object(request)
    ranges = [_range(each, f"ranges[{at}]") for at, each in enumerate(check_list(body.get("ranges", []), "ranges"))]
    calls = []
    for at, each in enumerate(check_list(body.get("calls"), "calls")):
        call = check_object(each, f"calls[{at}]")
        name, cells = call.get("name"), check_list(call.get("arguments", []), f"calls[{at}].arguments")
        if not isinstance(name, str):
            raise Malformed(say("server.not_a_text", where=f"calls[{at}].name"))
        if len(cells) > MOST_ARGUMENTS:
            raise Malformed(say("server.too_many_arguments", where=f"calls[{at}]", most=MOST_ARGUMENTS))
        calls.append((name, [_argument(cell, f"calls[{at}].arguments[{n}]", ranges) for n, cell in enumerate(cells)]))
    return calls, ranges


def result(name: str, cells: Sequence[Any], read: Read | None = None) -> dict[str, Any]:
    """One call answered, in the words of the reply."""
    try:
        return answer_as_dict(answer(name, cells, read=read))
    except Fault as fault:
        return {"error": fault.code, "sentence": fault.sentence}


def answer_as_dict(found: Answer) -> dict[str, Any]:
    """A result in the words of the reply."""
    rows = [[serial(cell) if isinstance(cell, datetime.date) else cell for cell in row] for row in found.rows]
    return {"value": rows[0][0], "kind": found.kinds[0]} if found.single else {"rows": rows, "kinds": [*found.kinds]}


def fill_ranges(cells: Sequence[Any], ranges: Sequence[list[Any]]) -> list[Any]:
    """The arguments of a call with the request's ranges in the places that name them."""
    return [ranges[each["range"]] if isinstance(each, Mapping) else each for each in cells]


def _argument(cell: Any, where: str, ranges: Sequence[list[Any]]) -> Any:
    if isinstance(cell, list):
        return _range(cell, where)
    if isinstance(cell, dict):
        number = cell.get("range")
        if set(cell) != {"range"} or not isinstance(number, int) or isinstance(number, bool):
            raise Malformed(say("server.not_a_range", where=where))
        if not 0 <= number < len(ranges):
            raise Malformed(say("server.no_such_range", where=where, number=number, ranges=len(ranges)))
    return cell


def _range(rows: Any, where: str) -> list[Any]:
    for at, row in enumerate(check_list(rows, where)):
        if not isinstance(row, list):
            raise Malformed(say("server.not_a_row", where=f"{where}[{at}]"))
        if any(isinstance(cell, (list, dict)) for cell in row):
            raise Malformed(say("server.not_a_cell", where=f"{where}[{at}]"))
    return list(rows)


def check_list(value: Any, where: str) -> list[Any]:
    """A list that stands there in the request; Malformed where it is something else."""
    if not isinstance(value, list):
        raise Malformed(say("server.not_a_list", where=where))
    return value


def check_object(value: Any, where: str = "") -> dict[str, Any]:
    """An object that stands there in the request, or the request itself; Malformed where it is something else."""
    if not isinstance(value, dict):
        raise Malformed(say("server.not_an_object", where=where) if where else say("server.request_not_an_object"))
    return value

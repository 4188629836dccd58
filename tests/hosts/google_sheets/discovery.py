"""Google's own description of the service as a judge: is a message one of its messages?

The description is the file sheets.v4.json that google-api-python-client ships.
"""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Found = list[tuple[str, str]]
Check = Callable[[Any, str, Found], None]
WHOLE = {"int32": 32, "uint32": 33, "int64": 64}


@functools.cache
def document() -> dict[str, Any]:
    """The service's discovery document."""
    place = importlib.util.find_spec("googleapiclient")
    if place is None or place.origin is None:
        raise RuntimeError("The Google emulator needs the package google-api-python-client: pip install it.")
    path = Path(place.origin).parent / "discovery_cache" / "documents" / "sheets.v4.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def schema(name: str) -> dict[str, Any]:
    """The fields of one message, by name."""
    return dict(document()["schemas"][name]["properties"])


def violations(name: str, value: Any, path: str = "") -> Found:
    """What is wrong with a message, as pairs (field, Google's sentence); nothing if it is sound.

    >>> violations("GridRange", {"sheetId": 0, "endRowIndex": 3})
    []
    >>> [where for where, _ in violations("Request", {"addSheet": {"propertys": {}}}, "requests[0]")]
    ['requests[0].add_sheet']
    """
    found: Found = []
    message(name)(value, path, found)
    return found


@functools.cache
def message(name: str) -> Check:
    """The check of one message; made once, for 65,000 cells are checked one by one."""
    known = schema(name)
    checks: dict[str, Check] = {}
    only_one = name in ("Request", "Response", "DataFilter", "ExtendedValue")

    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, dict):
            found.append((path, f"Invalid value at '{path}' (type.googleapis.com/{name}), {json.dumps(value)}"))
            return
        for key, inner in value.items():
            test = checks.get(key)
            if test is None:
                if key not in known:
                    at = f" at '{path}'" if path else ""
                    text = f'Invalid JSON payload received. Unknown name "{key}"{at}: Cannot find field.'
                    found.append((path, text))
                    continue
                test = checks[key] = field(known[key])
            if inner is not None:
                test(inner, f"{path}.{snake(key)}" if path else snake(key), found)
        if only_one and len(value) > 1:
            one_of(value, path, found)

    return check


def one_of(value: dict[str, Any], path: str, found: Found) -> None:
    """Say that two kinds were given where one is allowed."""
    second = list(value)[1]
    sentence = f"Invalid value at '{path}' (oneof), oneof field is already set. Cannot set '{second}'"
    found.append((path, sentence))


@functools.cache
def snake(key: str) -> str:
    """A field's name as Google's sentences write it.

    >>> snake("addSheet")
    'add_sheet'
    """
    return "".join("_" + sign.lower() if sign.isupper() else sign for sign in key)


def field(facts: dict[str, Any]) -> Check:
    """The check of one field by its description."""
    if "$ref" in facts:
        name = facts["$ref"]
        return lambda value, path, found: message(name)(value, path, found)
    if facts["type"] == "array":
        return array(facts["items"])
    if facts["type"] == "object":
        inner = facts.get("additionalProperties")
        return mapping(field(inner)) if inner else anything
    if facts["type"] == "any":
        return anything
    return scalar(facts)


def anything(value: Any, path: str, found: Found) -> None:
    """Cell values and the like: nothing to check."""


def mapping(inner: Check) -> Check:
    """The check of a map with keys of any name."""

    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, dict):
            found.append((path, f"Invalid value at '{path}' (map), {json.dumps(value)}"))
            return
        for key, item in value.items():
            inner(item, f"{path}[{json.dumps(key)}]", found)

    return check


def array(items: dict[str, Any]) -> Check:
    """The check of a list; a list of rows of plain values is only looked at row by row."""
    nested = items.get("type") == "array"
    one = anything if nested else field(items)
    # Public clients send null, and lists in lists, among the requests of a batch, and Google passes over it.
    spared = items.get("$ref") == "Request"

    def check(value: Any, path: str, found: Found) -> None:
        if not isinstance(value, list):
            kind = "type.googleapis.com/google.protobuf.ListValue" if nested else "repeated"
            found.append((path, f"Invalid value at '{path}' ({kind}), {json.dumps(value)}"))
            return
        for index, item in enumerate(value):
            if spared and item is None:
                continue
            if spared and isinstance(item, list):
                check(item, f"{path}[{index}]", found)
                continue
            if nested:
                row(item, path, index, found)
            else:
                one(item, f"{path}[{index}]", found)

    return check


def row(item: Any, path: str, index: int, found: Found) -> None:
    """One row of plain values: a list of scalars."""
    at = f"{path}[{index}]"
    if not isinstance(item, list):
        kind = "type.googleapis.com/google.protobuf.ListValue"
        found.append((at, f"Invalid value at '{at}' ({kind}), {json.dumps(item)}"))
    elif any(isinstance(value, list | dict) for value in item):
        place = next(n for n, value in enumerate(item) if isinstance(value, list | dict))
        kind = "list_value" if isinstance(item[place], list) else "struct_value"
        found.append((at, f"Invalid values[{index}][{place}]: {kind} {{\n}}\n"))


def scalar(facts: dict[str, Any]) -> Check:
    """The check of a text, number, truth value or enumerated word."""
    kind, form = facts["type"], facts.get("format", "")
    words = frozenset(facts.get("enum", ()))

    def check(value: Any, path: str, found: Found) -> None:
        if kind == "string":
            good = isinstance(value, str) and (not words or value in words)
        elif kind == "boolean":
            good = isinstance(value, bool)
        else:
            good = number(value, form)
        if not good:
            name = "TYPE_ENUM" if words else f"TYPE_{(form or kind).upper()}"
            found.append((path, f"Invalid value at '{path}' ({name}), {json.dumps(value)}"))

    return check


def number(value: Any, form: str) -> bool:
    """Whether a number, or a text holding one, fits the field."""
    if isinstance(value, bool):
        return False
    try:
        exact = float(value)
    except (TypeError, ValueError):
        return False
    bits = WHOLE.get(form)
    return bits is None or (exact.is_integer() and abs(exact) < 2 ** (bits - 1))

"""Recorded sessions with the real service, played against the emulator.

Ids are Google's choice: an id the recording shows is paired with the emulator's the first time both appear.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from hosts.google_sheets.emulator import Emulator

JSON = dict[str, Any]
RECORDINGS = "google_sheets_recordings/gspread_sessions.json.gz"
# What no client can foresee: looks Google chose, addresses, people, times.
IGNORED = frozenset("spreadsheetTheme defaultFormat spreadsheetUrl editors createdTime modifiedTime etag".split())
IDS = frozenset("id spreadsheetId sheetId namedRangeId protectedRangeId filterViewId chartId bandedRangeId".split())


class Played(NamedTuple):
    """One recorded call and what came of it: the endpoint, and where the answers part ('' if they do not)."""

    session: str
    number: int
    kind: str
    difference: str
    uri: str


def sessions(path: Path) -> dict[str, list[JSON]]:
    """The recorded sessions of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return dict(json.load(file))


def kind_of(call: JSON) -> str:
    """The endpoint of a recorded call in words, for instance 'GET values' or 'POST :batchUpdate'."""
    path = urlsplit(call["uri"]).path
    if "/v4/" not in path:
        return call["method"] + " drive"
    rest = re.sub(r"^/v4/spreadsheets/?[^/:]*", "", path)
    rest = re.sub(r"/values/.+:(append|clear)$", r"/values:\1", rest)
    rest = re.sub(r"/values/.+$", "/values", rest)
    return f"{call['method']} {rest or 'spreadsheet'}"


def played(name: str, calls: list[JSON], emulator: Emulator | None = None) -> Iterator[Played]:
    """Play one session from its first call to its last."""
    emulator = emulator or Emulator()
    ids: dict[str, str] = {}
    for number, call in enumerate(calls):
        parts = urlsplit(translated(call["uri"], ids))
        status, answer = emulator.handle(
            call["method"], parts.path, parse_qsl(parts.query, keep_blank_values=True), sent(call, ids)
        )
        pair(call["answer"], answer, ids)
        difference = compared(call, status, answer, ids)
        yield Played(name, number, kind_of(call), difference, call["uri"])


def sent(call: JSON, ids: dict[str, str]) -> Any:
    """The body of a recorded call with the emulator's ids in place of Google's."""
    body = call["body"]
    if body is None:
        return None
    text = translated(body, ids) if isinstance(body, str) else translated(json.dumps(body), ids)
    try:
        return json.loads(text)
    except ValueError:
        return text.encode("utf-8")


def translated(text: str, ids: dict[str, str]) -> str:
    """A text in which Google's ids are the emulator's."""
    if not ids:
        return text
    pattern = "|".join(re.escape(one) for one in sorted(ids, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda found: ids[found[0]], text)


def pair(recorded: Any, given: Any, ids: dict[str, str]) -> None:
    """Learn which id of the recording is which of the emulator."""
    if isinstance(recorded, dict) and isinstance(given, dict):
        for key in recorded.keys() & given.keys():
            old, new = recorded[key], given[key]
            if key in IDS and isinstance(old, str | int) and old != 0:
                ids.setdefault(str(old), str(new))
            else:
                pair(old, new, ids)
    elif isinstance(recorded, list) and isinstance(given, list):
        for old, new in zip(recorded, given, strict=False):
            pair(old, new, ids)


def compared(call: JSON, status: int, answer: Any, ids: dict[str, str]) -> str:
    """Where the emulator's answer parts from the recorded one; '' if nowhere."""
    if status != call["status"]:
        return f"status {status} instead of {call['status']}: {str(answer)[:200]}"
    if isinstance(answer, bytes):
        return ""
    wanted = json.loads(translated(json.dumps(call["answer"]), ids))
    return difference(bared(wanted), bared(answer), "")


def bared(value: Any) -> Any:
    """A message without what is not compared; a number keeps its value, not its spelling."""
    if isinstance(value, dict):
        return {key: bared(item) for key, item in value.items() if key not in IGNORED}
    if isinstance(value, list):
        return [bared(item) for item in value]
    return value


def difference(wanted: Any, given: Any, path: str) -> str:
    """The first place at which two messages part."""
    if isinstance(wanted, dict) and isinstance(given, dict):
        for key in sorted(wanted.keys() | given.keys()):
            if key not in given:
                return f"{path}.{key} is missing, wanted {str(wanted[key])[:120]}"
            if key not in wanted:
                return f"{path}.{key} is too much: {str(given[key])[:120]}"
            found = difference(wanted[key], given[key], f"{path}.{key}")
            if found:
                return found
        return ""
    if isinstance(wanted, list) and isinstance(given, list):
        if len(wanted) != len(given):
            return f"{path} has {len(given)} items instead of {len(wanted)}"
        for index, (one, other) in enumerate(zip(wanted, given, strict=True)):
            found = difference(one, other, f"{path}[{index}]")
            if found:
                return found
        return ""
    return "" if wanted == given else f"{path} is {str(given)[:120]!r} instead of {str(wanted)[:120]!r}"

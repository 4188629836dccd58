"""The Sheets endpoints: which words a path means, which message it takes and gives, and who answers."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from hosts.google_sheets.discovery import document

JSON = dict[str, Any]


class Route(NamedTuple):
    """One endpoint, for instance values.get: its path's parts and the messages in and out."""

    name: str
    parts: dict[str, str]
    takes: str | None
    gives: str
    query: frozenset[str]
    field: str


ID = r"(?P<spreadsheetId>[^/:]+)"
PATTERNS = [
    ("create", "POST", ""),
    ("get", "GET", rf"/{ID}"),
    ("batchUpdate", "POST", rf"/{ID}:batchUpdate"),
    ("getByDataFilter", "POST", rf"/{ID}:getByDataFilter"),
    ("developerMetadata.search", "POST", rf"/{ID}/developerMetadata:search"),
    ("developerMetadata.get", "GET", rf"/{ID}/developerMetadata/(?P<metadataId>[^/:]+)"),
    ("sheets.copyTo", "POST", rf"/{ID}/sheets/(?P<sheetId>\d+):copyTo"),
    ("values.batchGet", "GET", rf"/{ID}/values:batchGet"),
    ("values.batchUpdate", "POST", rf"/{ID}/values:batchUpdate"),
    ("values.batchClear", "POST", rf"/{ID}/values:batchClear"),
    ("values.batchGetByDataFilter", "POST", rf"/{ID}/values:batchGetByDataFilter"),
    ("values.batchUpdateByDataFilter", "POST", rf"/{ID}/values:batchUpdateByDataFilter"),
    ("values.batchClearByDataFilter", "POST", rf"/{ID}/values:batchClearByDataFilter"),
    ("values.append", "POST", rf"/{ID}/values/(?P<range>.+):append"),
    ("values.clear", "POST", rf"/{ID}/values/(?P<range>.+):clear"),
    ("values.get", "GET", rf"/{ID}/values/(?P<range>.+)"),
    ("values.update", "PUT", rf"/{ID}/values/(?P<range>.+)"),
]
COMPILED = [(name, verb, re.compile(rf"/v4/spreadsheets{pattern}")) for name, verb, pattern in PATTERNS]
# In Google's sentences about a body the message stands under this name.
FIELDS = {"values.update": "data", "values.append": "data"}


def found(verb: str, path: str) -> Route | None:
    """The endpoint of a call.

    >>> found("GET", "/v4/spreadsheets/x/values/%27a%27%21A1").parts["range"]
    "'a'!A1"
    >>> found("POST", "/v4/spreadsheets/x/:batchUpdate").name, found("POST", "/v4/spreadsheets/").name
    ('batchUpdate', 'create')
    """
    # Clients that join a base address and a rest send .../id/ and .../id/:batchUpdate; Google takes them.
    bare = re.sub(r"(?<=[^/])/+(?=:\w+$|$)", "", path)
    for name, method, pattern in COMPILED:
        match = pattern.fullmatch(bare) if verb == method else None
        if match:
            parts = {key: unquote(value) for key, value in match.groupdict().items()}
            return route(name, parts)
    return None


def route(name: str, parts: dict[str, str]) -> Route:
    """The endpoint by its name, with what Google's description says of it."""
    *steps, last = name.split(".")
    node = document()["resources"]["spreadsheets"]
    for step in steps:
        node = node["resources"][step]
    method = node["methods"][last]
    shared = frozenset(document()["parameters"])
    takes = (method.get("request") or {}).get("$ref")
    query = frozenset(method["parameters"]) | shared
    return Route(name, parts, takes, method["response"]["$ref"], query, FIELDS.get(name, ""))

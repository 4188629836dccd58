"""The function server described in OpenAPI 3.1, by hand: what is read as raw bytes describes itself to nobody."""

from __future__ import annotations

from typing import Any

from winback_sheets import __version__
from winback_sheets.formulas import registry
from winback_sheets.hosts.server.limits import Limits
from winback_sheets.hosts.server.wire import MOST_ARGUMENTS
from winback_sheets.present.words import say
from winback_sheets.schema.cells import ERRORS

REFUSALS = (400, 401, 403, 408, 413, 421, 422, 429, 503)


def openapi(limits: Limits) -> dict[str, Any]:
    """The description of all that a program may ask the server for."""
    secret: list[Any] = [{"token": []}]
    return {
        "openapi": "3.1.0",
        "info": {"title": "winback", "version": __version__, "description": say("server.api")},
        "paths": {
            "/v1/batch": {"post": _asked(say("server.api_batch"), "Request", "Reply", secret)},
            "/v1/call": {"post": _asked(say("server.api_call"), "SingleCall", "Result", secret)},
            "/v1/functions": {"get": _given(say("server.api_functions"), "Functions", secret)},
            "/health": {"get": _given(say("server.api_health"), "Health", [])},
        },
        "components": {
            "schemas": _schemas(limits),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _asked(what: str, request: str, reply: str, secret: list[Any]) -> dict[str, Any]:
    """A question with a body."""
    body = {"required": True, "content": {"application/json": {"schema": _ref(request)}}}
    return {"summary": what, "security": secret, "requestBody": body, "responses": _responses(reply, list(REFUSALS))}


def _given(what: str, reply: str, secret: list[Any]) -> dict[str, Any]:
    """A question without a body."""
    return {
        "summary": what,
        "security": secret,
        "responses": _responses(reply, [401, 403, 421] if secret else [403, 421]),
    }


def _responses(reply: str, refusals: list[int]) -> dict[str, Any]:
    answers = {
        "200": {"description": say("server.api_answer"), "content": {"application/json": {"schema": _ref(reply)}}}
    }
    for status in refusals:
        content = {"application/json": {"schema": _ref("Refusal")}}
        answers[str(status)] = {"description": say(f"server.api_{status}"), "content": content}
        if status in (429, 503):
            answers[str(status)]["headers"] = {"Retry-After": {"schema": {"type": "string", "pattern": "^[0-9]+$"}}}
    return answers


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(needed: list[str], parts: dict[str, Any], meaning: str = "") -> dict[str, Any]:
    found = {"type": "object", "required": needed, "properties": parts}
    return {**found, "description": meaning} if meaning else found


def _list(of: dict[str, Any], most: int | None = None) -> dict[str, Any]:
    return {"type": "array", "items": of, **({"maxItems": most} if most else {})}


def _schemas(limits: Limits) -> dict[str, Any]:
    words = {"type": "string"}
    cell = {"anyOf": [{"type": "null"}, {"type": "boolean"}, {"type": "number"}, words]}
    call = {"name": {**words, "examples": [each.name for each in registry.FORMULAS[:3]]}}
    pointer = {**_object(["range"], {"range": {"type": "integer", "minimum": 0}}), "additionalProperties": False}
    pointer["description"] = say("server.api_range_pointer")
    in_batch = {**call, "arguments": _list({"anyOf": [_ref("Cell"), _ref("Range"), pointer]}, MOST_ARGUMENTS)}
    alone = {**call, "arguments": _list({"anyOf": [_ref("Cell"), _ref("Range")]}, MOST_ARGUMENTS)}
    return {
        "Cell": {
            **cell,
            "description": say("server.api_cell"),
        },
        "Range": {**_list(_list(_ref("Cell")), limits.rows), "description": say("server.api_range")},
        "Call": _object(["name"], in_batch),
        "SingleCall": _object(["name"], alone),
        "Request": _object(["calls"], {"calls": _list(_ref("Call"), limits.calls), "ranges": _list(_ref("Range"))}),
        "Reply": _object(["results"], {"results": _list(_ref("Result"))}),
        "Result": {
            "anyOf": [
                _object(["value", "kind"], {"value": _ref("Cell"), "kind": words}, say("server.api_value")),
                _object(["rows", "kinds"], {"rows": _ref("Range"), "kinds": _list(words)}, say("server.api_rows")),
                _object(
                    ["error", "sentence"], {"error": {"enum": list(ERRORS)}, "sentence": words}, say("server.api_error")
                ),
            ]
        },
        "Refusal": _object(["sentence"], {"sentence": words}),
        "Health": _object(["status", "version"], {"status": {"const": "ok"}, "version": words}),
        "Functions": _object(
            ["version", "limits", "functions"],
            {"version": words, "limits": {"type": "object"}, "functions": _list(_function(words))},
        ),
    }


def _function(words: dict[str, Any]) -> dict[str, Any]:
    argument = {
        **{name: words for name in ("name", "meaning")},
        "kind": {"enum": ["table", "date", "number", "text", "choice"]},
        **{name: {"type": "boolean"} for name in ("needed", "whole", "rule")},
        "default": _ref("Cell"),
        "choices": _list(words),
    }
    parts = {name: words for name in ("name", "category", "help", "example", "gives")}
    return _object([*parts, "arguments"], {**parts, "arguments": _list(_object(list(argument), argument))})

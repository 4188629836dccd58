"""POST :batchUpdate: all requests or none, each kind known or loudly refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hosts.google_sheets import (
    cell_requests,
    comment_requests,
    copy_requests,
    dimension_requests,
    fill_requests,
    filter_requests,
    metadata,
    object_requests,
    range_requests,
    sheet_requests,
    spreadsheet,
    table_requests,
)
from hosts.google_sheets.book import Book
from hosts.google_sheets.shapes import without_zero_sheet
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
KINDS: dict[str, Callable[[Book, JSON], JSON]] = {
    **sheet_requests.KINDS,
    **cell_requests.KINDS,
    **copy_requests.KINDS,
    **dimension_requests.KINDS,
    **range_requests.KINDS,
    **filter_requests.KINDS,
    **object_requests.KINDS,
    **fill_requests.KINDS,
    **table_requests.KINDS,
    **comment_requests.KINDS,
    "createDeveloperMetadata": metadata.create,
    "updateDeveloperMetadata": metadata.update,
    "deleteDeveloperMetadata": metadata.delete,
}


def update(book: Book, body: JSON) -> JSON:
    """Apply the requests in order; the caller rolls back when one is refused."""
    requests = flat(body.get("requests") or [])
    if not requests:
        raise Trouble("Must specify at least one request.")
    replies = [reply(book, index, request) for index, request in enumerate(requests)]
    answer = {"spreadsheetId": book.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        ranges = list(body.get("responseRanges") or [])
        cells = bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = without_zero_sheet(spreadsheet.get(book, ranges, "", cells))
    return answer


def flat(requests: list[Any]) -> list[JSON]:
    """The requests in order; public clients send null among them, and lists in lists.

    >>> flat([None, [{"deleteSheet": {}}]])
    [{'deleteSheet': {}}]
    """
    found: list[JSON] = []
    for one in requests:
        found += flat(one) if isinstance(one, list) else [one] if one is not None else []
    return found


def reply(book: Book, index: int, request: JSON) -> JSON:
    """The reply to one request: empty, or named like it."""
    asked = [(kind, ask) for kind, ask in request.items() if ask is not None]
    if len(asked) != 1:
        raise Trouble(f"Invalid requests[{index}]: No request set.")
    kind, ask = asked[0]
    if kind not in KINDS:
        raise Trouble(f"Invalid requests[{index}].{kind}: the emulator does not know this kind of request yet.")
    try:
        done = KINDS[kind](book, ask)
    except Trouble as trouble:
        raise Trouble(f"Invalid requests[{index}].{kind}: {trouble.message}", trouble.code, trouble.details) from None
    speaks = done or kind in ("deleteDimensionGroup", "findReplace")
    return {kind: without_zero_sheet(done)} if speaks else {}

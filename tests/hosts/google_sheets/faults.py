"""What may go wrong between a client and the service, asked for by a test; and the record of calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hosts.google_sheets.trouble import Trouble, too_many

HTML = (
    b"<!DOCTYPE html><html lang=en><title>Error %d (Server Error)!!1</title>"
    b"<p><b>%d.</b> <ins>That is an error.</ins></html>"
)
SENTENCES = {
    401: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential.",
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    408: "The request timed out.",
    409: "The operation was aborted.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}


@dataclass(frozen=True)
class Fault:
    """A failure of call number `call` (from 1 since reset_log), or of that and all later ones (every).

    status: the HTTP status of the answer. applied: the call was carried out and only its answer is lost.
    html: the answer's body is a page, not JSON. error: "connection" or "timeout" instead of an answer.
    word: only calls whose words hold this one (for instance "appendCells") fail; with it, `call` counts those alone.
    retry_after: seconds in a Retry-After header.
    """

    call: int = 1
    status: int = 503
    applied: bool = False
    html: bool = False
    error: str = ""
    every: bool = False
    word: str = ""
    retry_after: int | None = None

    def hits(self, number: int, words: tuple[str, ...], seen: dict[str, int]) -> bool:
        """Whether the fault meets a call; seen counts the calls with each word."""
        if self.word:
            if self.word not in words:
                return False
            number = seen[self.word]
        return number >= self.call if self.every else number == self.call

    def answer(self) -> tuple[int, dict[str, Any] | bytes]:
        """The status and body of the failed answer."""
        if self.html:
            return self.status, HTML.replace(b"%d", str(self.status).encode())
        if self.status == 429:
            return 429, too_many(60).envelope()
        sentence = SENTENCES.get(self.status, "Request contains an invalid argument.")
        return self.status, Trouble(sentence, self.status).envelope()


class Broken(Exception):
    """The connection is cut, or never answers: kind is connection or timeout."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Call:
    """One call as the service saw it.

    words: the endpoint, for instance values.batchGetByDataFilter, and for a batchUpdate its kinds of request.
    bytes_in, bytes_out: sizes of the request's and the answer's body.
    """

    method: str
    path: str
    words: tuple[str, ...]
    bytes_in: int
    bytes_out: int
    status: int
    query: tuple[tuple[str, str], ...] = ()
    body: Any = None
    answer: Any = None
    faulty: bool = False

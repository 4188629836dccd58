"""What the service answers when it refuses a request: one exception, and Google's envelope around it."""

from __future__ import annotations

from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    408: "DEADLINE_EXCEEDED",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
LARGEST_BODY = 10_485_760
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"


class Trouble(Exception):
    """A refused request: its HTTP code, Google's sentence and, at times, details."""

    def __init__(self, message: str, code: int = 400, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details or []

    def envelope(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": STATUSES[self.code]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


def violated(pairs: list[tuple[str, str]]) -> Trouble:
    """The refusal of a body in which fields are unknown or of a wrong type; pairs of (field, sentence)."""
    fields = [{"field": field, "description": text} if field else {"description": text} for field, text in pairs]
    details = [{"@type": BAD_REQUEST, "fieldViolations": fields}]
    return Trouble("\n".join(text for _, text in pairs), 400, details)


def too_many(limit: int) -> Trouble:
    """The refusal after more calls in a minute than the quota allows."""
    sentence = (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    facts = {
        "service": "sheets.googleapis.com",
        "quota_limit": "ReadRequestsPerMinutePerUser",
        "quota_limit_value": str(limit),
        "quota_metric": "sheets.googleapis.com/read_requests",
        "consumer": "projects/1",
        "quota_location": "global",
    }
    info = {"@type": ERROR_INFO, "reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com", "metadata": facts}
    return Trouble(sentence, 429, [info])


def too_large() -> Trouble:
    """The refusal of a body that is too large, before anything in it is looked at."""
    return Trouble(f"Request payload size exceeds the limit: {LARGEST_BODY} bytes.")


def not_found() -> Trouble:
    """A spreadsheet, file or metadata entry that does not exist."""
    return Trouble("Requested entity was not found.", 404)

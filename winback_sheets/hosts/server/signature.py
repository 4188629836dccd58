"""Requests signed for one spreadsheet, by scripts that every editor of it can open and read.

Such a script never sends its secret: it signs the time and the body with it. The secret is no token: it asks for
formulas only, and a line less in the list of secrets ends it. Who sees a signed request may send it again for five
minutes, and gets the same figures of the same cells: nothing is kept or changed by it.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from winback_sheets.hosts.server.limits import MEBI, Limits, RequestRefused
from winback_sheets.present.words import say

SHEET, TIMESTAMP, SIGNATURE = "x-winback-sheet", "x-winback-timestamp", "x-winback-signature"
SECONDS = "x-winback-seconds"
MOST_SKEW = 300  # seconds
SIGNED_BYTES = 16 * MEBI  # a body is taken in before its signature can be judged, so less than who brings the token

Secrets = Callable[[], Mapping[str, str]]


class Admitted(NamedTuple):
    """Who was let in so far: the limits that hold for them, and what has to be asked of the body once it is there."""

    limits: Limits
    check: Callable[[bytes], None]


def signature(key: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 of the time, a full stop and the body, as hexadecimal digits.

    >>> signature("key", "1790000000", b"{}")[:16]
    '099d33989336226b'
    """
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(headers: Mapping[str, str]) -> bool:
    """Whether a request comes with a signature rather than with the token."""
    return SIGNATURE in headers


def check_signature(headers: Mapping[str, str], secrets: Secrets, limits: Limits) -> Admitted:
    """Refused unless the spreadsheet is known and the time is about now; the body is judged by the check that is given.

    secrets: gives the signing keys by the public part of each secret, asked anew for every request.
    """
    key = secrets().get(headers.get(SHEET, ""))
    timestamp = headers.get(TIMESTAMP, "")
    if key is None or not timestamp.isdecimal() or not timestamp.isascii() or len(timestamp) > 12:
        raise RequestRefused(401, say("server.secret_wrong"))
    if abs(time.time() - int(timestamp)) > MOST_SKEW:
        raise RequestRefused(401, say("server.signed_at_another_time", minutes=MOST_SKEW // 60))

    def check(body: bytes) -> None:
        said = headers.get(SIGNATURE, "").encode("utf-8", "replace")
        if not hmac.compare_digest(said, signature(key, timestamp, body).encode()):
            raise RequestRefused(401, say("server.secret_wrong"))

    return Admitted(_narrowed(headers.get(SECONDS, ""), limits), check)


def _narrowed(seconds: str, limits: Limits) -> Limits:
    """The limits of a signed request, which says after how many seconds nobody waits for the answer any more."""
    asked = int(seconds) if seconds.isascii() and seconds.isdecimal() and len(seconds) < 6 else limits.seconds
    return replace(
        limits,
        body_bytes=min(limits.body_bytes, SIGNED_BYTES),
        seconds=min(limits.seconds, max(1, asked)),
    )

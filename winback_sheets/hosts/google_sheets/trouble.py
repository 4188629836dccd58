"""What Google answers when something is wrong, as one sentence that says what to do next."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import requests

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets.sign_in import LIBRARY, Account
from winback_sheets.present.words import say

# A request that does not fit the sheet any more: somebody deleted, renamed or shortened something meanwhile.
CHANGED = re.compile(
    r"unable to parse range|\bno [\w ]{1,40} (?:with id|on sheet)|exceeds grid limits|outside of|out of bounds"
    r"|beyond the last|is too large|only has|does not exist|already (?:exists|has)|not found|\bmerged?\b",
    re.IGNORECASE,
)
CONSOLE = re.compile(r"https://console\.(?:developers|cloud)\.google\.com/[\w./?=&%-]+")
STATUS_PAGE = "https://www.google.com/appsstatus/dashboard/"
SWITCHED_OFF = {"SERVICE_DISABLED", "accessNotConfigured"}
BAD_KEY = {"API_KEY_INVALID", "API_KEY_SERVICE_BLOCKED", "API_KEY_HTTP_REFERRER_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED"}
BUSY = {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded", "RESOURCE_EXHAUSTED"}
LITTLE_SCOPE = {"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"}
# In whose project at Google Cloud the API is not switched on, by the kind of the account.
API_OFF = {
    "robot": "google.api_off_for_service_account",
    "person": "google.api_off_for_client",
    "key": "google.api_off_for_key",
}
MOST_CELLS = 10_000_000


class Unsure(Exception):
    """Nobody knows whether a change was made: the answer was lost. The text is one sentence for the user."""


class Changed(Exception):
    """The sheet is no longer as it was when it was read; carries Google's message, if there is one. Read it again."""


class Refusal(NamedTuple):
    """An answer that is no success: HTTP status, Google's word and message, its machine-readable reasons, a console link.

    page: the answer is no JSON, so perhaps not Google's at all.
    """

    status: int
    word: str = ""
    message: str = ""
    reasons: frozenset[str] = frozenset()
    link: str = ""
    page: bool = False


def refusal(response: requests.Response) -> Refusal:
    """The refusal in this answer, whatever its body is."""
    try:
        error = response.json()["error"]
        message, word = str(error["message"]), str(error.get("status", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refusal(response.status_code, page=True)
    parts = [*_dicts(error.get("details")), *_dicts(error.get("errors"))]
    reasons = frozenset(str(part["reason"]) for part in parts if "reason" in part)
    links = CONSOLE.findall(message) + CONSOLE.findall(str(parts))
    return Refusal(response.status_code, word, message, reasons, links[0].rstrip(".,;") if links else "")


def aborted(found: Refusal) -> bool:
    """Whether Google gave the request up because others were changing the same: none of it was done."""
    return found.status == 409 and (found.word == "ABORTED" or "aborted" in found.message.lower())


def explained(found: Refusal, who: Account, *, writing: bool) -> Unreadable | Changed:
    """What to raise for an answer that will not be better the next time.

    who: as whom Google was asked; writing: whether the request was to change anything.
    """
    if found.status >= 500 or found.status == 408:
        return out_of_order(found.status)
    if aborted(found):
        return Unreadable(say("google.aborted"))
    if found.status == 429 or found.reasons & BUSY:
        return quota_used_up()
    if found.page:
        return foreign_page(found.status)
    if found.status == 400:
        return _bad_request(found, who, writing=writing)
    if found.status == 401:
        return ended(who)
    if found.status == 403:
        return _forbidden(found, who, writing=writing)
    if found.status == 404:
        return Unreadable(say("google.no_such_sheet"))
    return _unforeseen(found)


def _bad_request(found: Refusal, who: Account, *, writing: bool) -> Unreadable | Changed:
    said = found.message.lower()
    if found.reasons & BAD_KEY or "api key not valid" in said or "api key expired" in said:
        return ended(who)
    if "limit of" in said and "cells" in said:
        return Unreadable(say("google.sheet_full", most=MOST_CELLS))
    if "protected" in said and "edit" in said:
        return _protected(who)
    if "not supported for this document" in said or (not writing and said.startswith("request contains an invalid")):
        return Unreadable(say("google.not_a_sheet"))
    return Changed(found.message) if CHANGED.search(found.message) else _unforeseen(found)


def _forbidden(found: Refusal, who: Account, *, writing: bool) -> Unreadable:
    said = found.message.lower()
    if found.reasons & SWITCHED_OFF or "has not been used in project" in said or "access not configured" in said:
        return Unreadable(say(API_OFF.get(who.kind, "google.api_off"), link=found.link or LIBRARY))
    if found.reasons & BAD_KEY:
        return ended(who)
    if "protected" in said and "edit" in said:
        return _protected(who)
    if found.reasons & LITTLE_SCOPE or "insufficient authentication scopes" in said:
        file = who.file
        return Unreadable(
            say("google.sign_in_without_sheets", file=file) if file else say("google.given_sign_in_without_sheets")
        )
    return no_permission(who, writing=writing)


def no_permission(who: Account, *, writing: bool) -> Unreadable:
    """The account may not open this spreadsheet, or may only look at it."""
    if who.kind == "key":
        return Unreadable(say("google.key_may_not_open"))
    if who.kind == "robot":
        may_not = "google.service_account_may_not_change" if writing else "google.service_account_may_not_open"
        return Unreadable(say(may_not, email=who.email))
    if who.file:
        may_not = "google.person_may_not_change" if writing else "google.person_may_not_open"
        return Unreadable(say(may_not, file=who.file))
    return Unreadable(say("google.given_account_may_not_change" if writing else "google.given_account_may_not_open"))


def _protected(who: Account) -> Unreadable:
    return Unreadable(say("google.protected", email=who.email) if who.email else say("google.protected_from_person"))


def ended(who: Account) -> Unreadable:
    """Google accepts the credentials no longer."""
    if who.kind == "robot":
        return Unreadable(say("google.key_refused", file=who.file, email=who.email))
    if who.kind == "key":
        return Unreadable(say("google.api_key_refused", setting=who.file))
    return Unreadable(say("google.sign_in_ended", file=who.file) if who.file else say("google.given_sign_in_ended"))


def reading_only() -> Unreadable:
    """Something is to be written, and there is no more than an API key."""
    return Unreadable(say("google.key_reads_only"))


def quota_used_up() -> Unreadable:
    """Google still asks to wait when our patience ends."""
    return Unreadable(say("google.quota_used_up"))


def out_of_order(status: int) -> Unreadable:
    """Google answers with faults of its own until our patience ends."""
    return Unreadable(say("google.out_of_order", status=status, page=STATUS_PAGE))


def unreachable(server: str) -> Unreadable:
    """No connection, or none that lasts."""
    return Unreadable(say("google.unreachable", server=server))


def insecure(server: str) -> Unreadable:
    """The other side's certificate is not Google's."""
    return Unreadable(say("google.insecure", server=server))


def foreign_page(status: int) -> Unreadable:
    """A web page where Google would have sent data."""
    return Unreadable(say("google.foreign_page", status=status))


def unsure() -> Unsure:
    """A change was sent, and its answer was lost."""
    return Unsure(say("google.change_unsure"))


def _unforeseen(found: Refusal) -> Unreadable:
    """An answer nobody has thought of: Google's own words, shortened, for who is to mend the program."""
    words = " ".join(found.message.split())[:200].rstrip(".").replace(". ", "; ")
    return Unreadable(say("google.unforeseen", status=found.status, words=words))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []

"""What Google answers when something is wrong, as one sentence that says what to do next."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import requests

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.google_sheets.sign_in import LIBRARY, Account

# A request that does not fit the sheet any more: somebody deleted, renamed or shortened something meanwhile.
CHANGED = re.compile(
    r"unable to parse range|\bno [\w ]{1,40} (?:with id|on sheet)|exceeds grid limits|outside of|out of bounds"
    r"|beyond the last|is too large|only has|does not exist|already (?:exists|has)|not found",
    re.IGNORECASE,
)
CONSOLE = re.compile(r"https://console\.(?:developers|cloud)\.google\.com/[\w./?=&%-]+")
STATUS_PAGE = "https://www.google.com/appsstatus/dashboard/"
SWITCHED_OFF = {"SERVICE_DISABLED", "accessNotConfigured"}
BAD_KEY = {"API_KEY_INVALID", "API_KEY_SERVICE_BLOCKED", "API_KEY_HTTP_REFERRER_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED"}
BUSY = {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded", "RESOURCE_EXHAUSTED"}
LITTLE_SCOPE = {"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"}


class Unsure(Exception):
    """Nobody knows whether a change was made: the answer was lost. The text is one sentence for the user."""


class Changed(Exception):
    """The sheet is no longer as it was when it was read; carries Google's message. Read it again."""


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


def explained(found: Refusal, who: Account, *, writing: bool) -> Unreadable | Changed:
    """What to raise for an answer that will not be better the next time.

    who: as whom Google was asked; writing: whether the request was to change anything.
    """
    if found.status >= 500 or found.status == 408:
        return out_of_order(found.status)
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
        return Unreadable(
            "Google knows no spreadsheet at this address (a letter may be missing, or it was deleted): open it in the "
            "browser and copy the address from the address bar."
        )
    return _unforeseen(found)


def _bad_request(found: Refusal, who: Account, *, writing: bool) -> Unreadable | Changed:
    said = found.message.lower()
    if found.reasons & BAD_KEY or "api key not valid" in said or "api key expired" in said:
        return ended(who)
    if "limit of" in said and "cells" in said:
        return Unreadable(
            "The spreadsheet is full (Google allows 10,000,000 cells in all its tabs, empty ones included): delete tabs, "
            "rows or columns that nobody uses, and run this again."
        )
    if "protected" in said and "edit" in said:
        return _protected(who)
    if "not supported for this document" in said or (not writing and said.startswith("request contains an invalid")):
        return Unreadable(
            "This is not a Google Sheet but another kind of file in Google Drive, such as an Excel workbook: open it "
            "there, choose File > Save as Google Sheets, and use the new sheet's address."
        )
    return Changed(found.message) if CHANGED.search(found.message) else _unforeseen(found)


def _forbidden(found: Refusal, who: Account, *, writing: bool) -> Unreadable:
    said = found.message.lower()
    if found.reasons & SWITCHED_OFF or "has not been used in project" in said or "access not configured" in said:
        return Unreadable(
            f"The Google Sheets API is not switched on in the Google Cloud project of your {who.what}: open "
            f"{found.link or LIBRARY}, press Enable, wait five minutes and run this again."
        )
    if found.reasons & BAD_KEY:
        return ended(who)
    if "protected" in said and "edit" in said:
        return _protected(who)
    if found.reasons & LITTLE_SCOPE or "insufficient authentication scopes" in said:
        return Unreadable(
            f"Your sign-in does not include spreadsheets: delete {who.file or 'the kept sign-in'}, run this again and "
            "leave the box for Google Sheets ticked."
        )
    return no_permission(who, writing=writing)


def no_permission(who: Account, *, writing: bool) -> Unreadable:
    """The account may not open this spreadsheet, or may only look at it."""
    may = "change" if writing else "open"
    if who.kind == "robot":
        return Unreadable(
            f"The service account may not {may} this spreadsheet: open the sheet, press Share, add {who.email} as Editor, "
            "and run this again."
        )
    if who.kind == "key":
        return Unreadable(
            "With an API key only a sheet that anyone with the link may view can be read: open the sheet, press Share and "
            "allow that, or use a service account."
        )
    person = who.email or "the account you signed in with"
    other = f", or delete {who.file} to sign in with another account" if who.file else ""
    return Unreadable(
        f"Your Google account may not {may} this spreadsheet: ask its owner to press Share and add {person} as Editor{other}."
    )


def _protected(who: Account) -> Unreadable:
    whom = who.email or "the account you signed in with"
    return Unreadable(
        "Cells that are to be written are protected in this spreadsheet: its owner can open Data > Protect sheets and "
        f"ranges and allow {whom} to edit them, then run this again."
    )


def ended(who: Account) -> Unreadable:
    """Google accepts the credentials no longer."""
    if who.kind == "robot":
        return Unreadable(
            f"Google does not accept the key in {who.file} (deleted, switched off, or this computer's clock is wrong): "
            f"check the clock, or make a new key for {who.email} in Google Cloud and put its file there."
        )
    if who.kind == "key":
        return Unreadable(
            f"Google does not accept the API key in {who.file}: make one in Google Cloud that may use the Google Sheets "
            "API from this computer."
        )
    return Unreadable(
        f"Your sign-in at Google has ended or was taken back: delete {who.file or 'the kept sign-in'} and run this again "
        "to sign in anew."
    )


def reading_only() -> Unreadable:
    """Something is to be written, and there is no more than an API key."""
    return Unreadable(
        "With an API key a sheet can only be read: use --dry-run or winback check, or sign in with a service account or "
        "in the browser, as `winback guide google` says."
    )


def quota_used_up() -> Unreadable:
    """Google still asks to wait when our patience ends."""
    return Unreadable(
        "Google still refuses more calls for this minute (its limit is shared by all programs of the same Google Cloud "
        "project): run this again in a few minutes, and not several at once."
    )


def out_of_order(status: int) -> Unreadable:
    """Google answers with faults of its own until our patience ends."""
    return Unreadable(
        f"Google Sheets does not work at the moment (it answered {status} again and again): run this again later; "
        f"{STATUS_PAGE} says whether Google knows of it."
    )


def unreachable(server: str) -> Unreadable:
    """No connection, or none that lasts."""
    return Unreadable(
        f"Google Sheets cannot be reached ({server} does not answer): check the internet connection and, in a company, "
        "whether its network lets that address through; then run this again."
    )


def insecure(server: str) -> Unreadable:
    """The other side's certificate is not Google's."""
    return Unreadable(
        f"The connection to {server} is not secure (its certificate is not trusted here), so nothing was sent: check this "
        "computer's date, and in a company ask for the certificate of its network."
    )


def foreign_page(status: int) -> Unreadable:
    """A web page where Google would have sent data."""
    return Unreadable(
        f"Not Google but something on the way to it answered with a page of its own (status {status}): sign in to this "
        "network in a browser, or ask who runs it to let sheets.googleapis.com through."
    )


def unsure() -> Unsure:
    """A change was sent, and its answer was lost."""
    return Unsure("Google did not say whether the last change was made: run this again, it goes on from what is there.")


def _unforeseen(found: Refusal) -> Unreadable:
    """An answer nobody has thought of: Google's own words, shortened, for who is to mend the program."""
    words = " ".join(found.message.split())[:200].rstrip(".").replace(". ", "; ")
    return Unreadable(
        f"Google refused a request of this program (status {found.status}: {words}): that is a fault of the program; "
        "please send us this sentence."
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []

"""The address of a Google Sheet, as people copy it from their browser, turned into Google's id of the spreadsheet."""

from __future__ import annotations

import re

from winback_sheets.files.unreadable import Unreadable

HOSTS = ("docs.google.com", "drive.google.com", "sheets.google.com", "spreadsheets.google.com")
# Shorter than this is no id but a file's name; Google's own have 44 characters, copies of old ones fewer.
SHORTEST_ID = 20
_WEB = re.compile(rf"(?:https?:/*)?(?:www\.)?({'|'.join(re.escape(host) for host in HOSTS)})(?:/|$)", re.IGNORECASE)
_SHEET = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([A-Za-z0-9_-]+)(?:[/?#]|$)")
_ACCOUNT = re.compile(r"^/a/[^/]+(?=/)")
_BARE = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_ID},}}")

COPY = "open the sheet in the browser and copy the address from its address bar, up to /edit"
# What people copy instead of a sheet's address: a pattern of the path, and what it is.
OTHER_PLACES = (
    (r"/spreadsheets/(?:u/\d+/)?d/e/", "a copy published to the web, which cannot be read back or written"),
    (r"/document/", "a Google Doc"),
    (r"/presentation/", "a Google presentation"),
    (r"/forms/", "a Google form; its answers lie in a sheet of their own"),
    (r"/folders/", "a folder in Google Drive, not one sheet"),
    (r"/drive/", "a page of Google Drive, not one sheet"),
    (
        r"/(?:file/|open|uc)",
        "a link to a file in Google Drive, from which nobody can tell whether it is a Google Sheet",
    ),
    (r"/spreadsheets(?:/u/\d+)?/?(?:[?#]|$)", "the list of your sheets, not one sheet"),
)


def is_google(text: str) -> bool:
    """Whether this is an address at Google, whatever was made of its slashes on the way, and no file.

    >>> is_google("https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0")
    True
    >>> is_google("https:/docs.google.com/spreadsheets/d/1AbC"), is_google("docs.google.com/spreadsheets/d/1AbC")
    (True, True)
    >>> is_google("shop.xlsx"), is_google("docs/google.xlsx"), is_google("https://example.com/docs.google.com/")
    (False, False, False)
    """
    return bool(_WEB.match(_slashed(text)))


def spreadsheet_id(text: str) -> str:
    """The id of the spreadsheet at this address, or of an id alone.

    >>> spreadsheet_id("https:/docs.google.com/spreadsheets/u/1/d/1AbC-d_9/edit#gid=7")
    '1AbC-d_9'

    Raises Unreadable for other addresses at Google, saying what they are and where the right one is found.
    """
    plain = _slashed(text)
    at_google = _WEB.match(plain)
    if not at_google:
        if _BARE.fullmatch(plain):
            return plain
        raise Unreadable(f"{_without_query(plain) or 'An empty text'} is not the address of a Google Sheet: {COPY}.")
    path = _ACCOUNT.sub("", "/" + plain[at_google.end() :])
    found = _SHEET.match(path)
    if found:
        return found[1]
    what = next((what for pattern, what in OTHER_PLACES if re.match(pattern, path)), "not the address of a sheet")
    raise Unreadable(f"{_without_query(plain)} is {what}: {COPY}.")


def _slashed(text: str) -> str:
    """The text without blanks and quotes around it, and with the slashes that Windows turned round turned back."""
    return text.strip().strip("\"'<>").strip().replace("\\", "/")


def _without_query(address: str) -> str:
    """An address short enough for a sentence; keys that give access to a file stand behind the question mark."""
    return re.sub(r"^(https?:)/+", r"\1//", re.split(r"[?#]", address, maxsplit=1)[0])

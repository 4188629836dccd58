"""The address of a Google Sheet, as people copy it from their browser, turned into Google's id of the spreadsheet."""

from __future__ import annotations

import re

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say

HOSTS = ("docs.google.com", "drive.google.com", "sheets.google.com", "spreadsheets.google.com")
# Shorter than this is no id but a file's name; Google's own have 44 characters, copies of old ones fewer.
SHORTEST_ID = 20
_WEB = re.compile(rf"(?:https?:/*)?(?:www\.)?({'|'.join(re.escape(host) for host in HOSTS)})(?:/|$)", re.IGNORECASE)
_SHEET = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([A-Za-z0-9_-]+)(?:[/?#]|$)")
_ACCOUNT = re.compile(r"^/a/[^/]+(?=/)")
_BARE = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_ID},}}")

# What people copy instead of a sheet's address: a pattern of the path, and the sentence that says what it is.
OTHER_PLACES = (
    (r"/spreadsheets/(?:u/\d+/)?d/e/", "google.published_copy"),
    (r"/document/", "google.a_document"),
    (r"/presentation/", "google.a_presentation"),
    (r"/forms/", "google.a_form"),
    (r"/folders/", "google.a_folder"),
    (r"/drive/", "google.a_page_of_drive"),
    (r"/(?:file/|open|uc)", "google.a_file_in_drive"),
    (r"/spreadsheets(?:/u/\d+)?/?(?:[?#]|$)", "google.list_of_sheets"),
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
        typed = _without_query(plain)
        raise Unreadable(say("google.not_an_address", typed=typed) if typed else say("google.nothing_typed"))
    path = _ACCOUNT.sub("", "/" + plain[at_google.end() :])
    found = _SHEET.match(path)
    if found:
        return found[1]
    what = next((key for pattern, key in OTHER_PLACES if re.match(pattern, path)), "google.other_place")
    raise Unreadable(say(what, address=_without_query(plain)))


def _slashed(text: str) -> str:
    """The text without blanks and quotes around it, and with the slashes that Windows turned round turned back."""
    return text.strip().strip("\"'<>").strip().replace("\\", "/")


def _without_query(address: str) -> str:
    """An address short enough for a sentence; keys that give access to a file stand behind the question mark."""
    return re.sub(r"^(https?:)/+", r"\1//", re.split(r"[?#]", address, maxsplit=1)[0])

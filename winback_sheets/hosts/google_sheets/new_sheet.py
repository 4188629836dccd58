"""An empty Google Sheet made ready to be filled in: the start page and the input tabs of `winback new`.

Either a sheet that somebody has made and shared, if nothing stands in it, or a new one in a person's own account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests

from winback_sheets.files.unreadable import Unreadable
from winback_sheets.hosts.template.template import StartWords, empty_workbook, in_a_file
from winback_sheets.present.words import say

from .address import SHORTEST_ID
from .before import new_id
from .client import Changed, Unsure, Wire, open_connection
from .sign_in import Account
from .template_requests import template_requests

Json = dict[str, Any]
FIELDS = "sheets(properties(sheetId,title,hidden,sheetType,rightToLeft,gridProperties(rowCount,columnCount)),charts(chartId))"
TOP = 200  # rows; where anything stands, some of it nearly always stands here
TRIES = 4


def fill_sheet(address: str, *, session: requests.Session | None = None) -> str:
    """Put the start page and the input tabs into the empty sheet at this address; the address, as Google writes it.

    Everything comes in one request, and nobody's typing is overwritten. Raises Unreadable where anything stands.
    """
    wire = open_connection(address, session=session)
    if wire.account.kind == "key":
        raise Unreadable(say("google.key_fills_nothing"))
    return _filled(wire)


def make_sheet(title: str, *, session: requests.Session | None = None) -> str:
    """Make a spreadsheet of this title in the account that is signed in, ready to be filled in; its address.

    Raises Unreadable for a service account or an API key, whose sheet nobody would see.
    """
    wire = create_sheet(title, session=session)
    try:
        return _filled(wire)
    except Unreadable as trouble:
        raise Unreadable(say("google.made_and_empty", trouble=trouble, address=address_of(wire))) from None


def create_sheet(title: str, *, session: requests.Session | None = None) -> Wire:
    """The wire to a new spreadsheet of this title, with one empty tab; only for people, not for robots and keys."""
    wire = open_connection("0" * SHORTEST_ID, session=session)
    wire.id = ""  # not made yet
    _only_people(wire.account)
    body = {"properties": {"title": title}}
    try:
        made = wire._ask("post", "", body, params={"fields": "spreadsheetId"}, writing=True, again=False)
    except Unsure:
        raise Unreadable(say("google.perhaps_made", title=title)) from None
    wire.id = made["spreadsheetId"]
    return wire


def _only_people(account: Account) -> None:
    """What a robot makes is the robot's, and a key makes nothing."""
    if account.kind == "robot":
        raise Unreadable(say("google.service_account_makes_nothing", email=account.email))
    if account.kind == "key":
        raise Unreadable(say("google.key_makes_nothing"))


def address_of(wire: Wire) -> str:
    """The address of the sheet, as people open it."""
    return f"https://docs.google.com/spreadsheets/d/{wire.id}/edit"


def _filled(wire: Wire) -> str:
    """Look whether the sheet is empty and fill it, once.

    The change may be sent again when its answer is lost: the new tabs bear ids of our own, so that Google refuses to make
    them a second time, and with them all the rest.
    """
    book = empty_workbook(_words(wire))
    start, *inputs = book.sheetnames
    ids = {title: new_id() for title in inputs}
    for _ in range(TRIES):
        tabs = wire.about(FIELDS).get("sheets", [])
        if set(ids.values()) <= {tab["properties"].get("sheetId", 0) for tab in tabs}:
            return address_of(wire)
        try:
            _refuse_filled(wire, tabs)
            empty = next(tab["properties"] for tab in tabs if not tab["properties"].get("hidden"))
            _refuse_names(tabs, empty, book.sheetnames)
            known = {start: empty.get("sheetId", 0)} | ids
            wire.change(template_requests(book, known, rtl=empty.get("rightToLeft", False)), again=True)
        except Changed:  # a tab came or went, or the change was made the first time and only its answer was lost
            continue
        return address_of(wire)
    raise Unreadable(say("google.too_fast_to_fill"))


def _words(wire: Wire) -> StartWords:
    """What the start page says in a Google Sheet, true for who is signed in."""
    robot = wire.account.email if wire.account.kind == "robot" else ""
    steps = (
        *in_a_file().steps[:3],
        say("google.start_country"),
        *([say("google.start_shared", email=robot)] if robot else []),
        say("google.start_run", address=address_of(wire)),
        say("google.start_result"),
    )
    return StartWords(steps, say("google.start_hidden"))


def _refuse_filled(wire: Wire, tabs: list[Json]) -> None:
    """Nothing is put beside what people have already. Looks at the tops of all tabs first, then below."""
    for tab in tabs:
        if tab["properties"].get("sheetType", "GRID") != "GRID" or tab.get("charts"):
            raise _not_empty(wire, tab["properties"])
    grids = [tab["properties"] for tab in tabs]
    for top, end in ((0, TOP), (TOP, None)):
        asked = [(each, _rows(each, top, end)) for each in grids if each["gridProperties"]["rowCount"] > top]
        for (each, _), rows in zip(asked, wire.read([place for _, place in asked], render="FORMULA"), strict=True):
            if any(cell not in ("", None) for row in rows for cell in row):
                raise _not_empty(wire, each)


def _rows(properties: Mapping[str, Any], top: int, end: int | None) -> Json:
    last = properties["gridProperties"]["rowCount"]
    ends = last if end is None else min(end, last)
    return {"sheetId": properties.get("sheetId", 0), "startRowIndex": top, "endRowIndex": ends}


def _not_empty(wire: Wire, properties: Mapping[str, Any]) -> Unreadable:
    return Unreadable(say("google.not_empty", tab=properties["title"], address=address_of(wire)))


def _refuse_names(tabs: list[Json], start: Json, wanted: list[str]) -> None:
    """An empty tab that bears the name of one of ours would be taken for it."""
    ours = {title.casefold() for title in wanted}
    for tab in tabs:
        if tab["properties"] is not start and tab["properties"]["title"].casefold() in ours:
            raise Unreadable(say("google.tab_name_taken", tab=tab["properties"]["title"]))

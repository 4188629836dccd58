"""The named ranges of people in our tabs, which the hidden copies of a change must not take with them when they go.

Google does not say what becomes of a named range when its tab is copied: the copy may get one of its own, or take it.
So those that point into our tabs are looked at after a change. One that has gone over to a copy is given back; one that
is nowhere any more is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.present.words import say

Json = dict[str, Any]
FIELDS = "namedRanges(namedRangeId,name,range)"


class Looked(NamedTuple):
    """back: the requests that give ranges back, and take those away that only the copies have. lost: a line for each
    that is nowhere any more."""

    back: list[Json]
    lost: list[str]


def in_tabs(ranges: Sequence[Mapping[str, Any]], tabs: Collection[int]) -> list[Mapping[str, Any]]:
    """The named ranges that point into these tabs."""
    return [each for each in ranges if _tab(each) in tabs]


def look_after(
    before: Sequence[Mapping[str, Any]],
    now: Sequence[Mapping[str, Any]],
    copies: Mapping[int, int],
    titles: Mapping[int, str],
) -> Looked:
    """What is to be done for ranges that stood `before`. copies: which tab each hidden copy was made of; titles: of tabs."""
    stands = {each["namedRangeId"]: each for each in now}
    names = {each["name"] for each in now if _tab(each) not in copies}
    known = {each["namedRangeId"] for each in before}
    more = [each["namedRangeId"] for each in now if _tab(each) in copies and each["namedRangeId"] not in known]
    # A copy may be kept, for undo, and nobody wants to choose between two ranges of one name.
    found = Looked([{"deleteNamedRange": {"namedRangeId": number}} for number in more], [])
    for each in before:
        there = stands.get(each["namedRangeId"])
        if there is not None and _tab(there) in copies:
            place = {**there["range"], "sheetId": copies[_tab(there)]}
            said = {"namedRangeId": each["namedRangeId"], "name": each["name"], "range": place}
            found.back.append({"updateNamedRange": {"namedRange": said, "fields": "name,range"}})
        elif there is None and each["name"] not in names:
            stood = f"{titles.get(_tab(each), '')} {_cells(each.get('range', {}))}".strip()
            found.lost.append(say("google.named_range_gone", name=each["name"], place=stood))
    return found


def _tab(each: Mapping[str, Any]) -> int:
    number: int = each.get("range", {}).get("sheetId", 0)
    return number


def _cells(place: Mapping[str, int]) -> str:
    """The cells of a GridRange in words; open sides are left out."""
    first: str = xl_rowcol_to_cell(place.get("startRowIndex", 0), place.get("startColumnIndex", 0))
    if "endRowIndex" not in place or "endColumnIndex" not in place:
        return first
    last: str = xl_rowcol_to_cell(place["endRowIndex"] - 1, place["endColumnIndex"] - 1)
    return first if first == last else f"{first}:{last}"

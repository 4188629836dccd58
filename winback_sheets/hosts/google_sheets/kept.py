"""What `undo` goes back to: the hidden tabs of the last change that fell where it was meant to, kept until the next one.

They cost no call and no byte, for the change had made them anyway: how each tab stood the moment before, and the journal
of what was written. A mark on the spreadsheet says which they are and which tabs were new.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .anchors import BEFORE, UNDO, create_anchor, mark_of
from .snapshot import COPY, JOURNAL, TabHere
from .trouble import MOST_CELLS

KEPT = "kept"  # in the mark of a hidden tab, instead of what kind it is
TITLE = "_winback undo {}"
ROOM = MOST_CELLS // 2  # cells of a spreadsheet beyond which nothing is kept, so that the next change has room
Json = dict[str, Any]


class Kept(NamedTuple):
    """when: the moment of the change, as 2026-07-21T09:00:00Z. journals: in the order of the writes. made: tabs that were
    new. back: the change was itself an undo."""

    when: str
    journals: tuple[int, ...] = ()
    made: tuple[int, ...] = ()
    back: bool = False


def kept_in(marks: Sequence[Mapping[str, Any]]) -> Kept | None:
    """What is kept, by the marks of a spreadsheet; None where nothing is, or somebody has changed the mark."""
    try:
        said = json.loads(mark_of(marks, UNDO) or "")
        return Kept(str(said["when"]), tuple(said["journals"]), tuple(said["made"]), bool(said["back"]))
    except (ValueError, KeyError, TypeError):
        return None


def forget_kept() -> Json:
    """The request that forgets what is kept."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": UNDO}}}}


def keep(hidden: Sequence[int], kept: Kept, standing: int) -> list[Json]:
    """The requests that keep these hidden tabs of a change for undo, the last that there are, behind all others.

    standing: how many other tabs there are. Google puts a copy before all, where macros that count tabs would find it.
    """
    behind = standing + len(hidden) - 1  # one less than could be, should somebody delete a tab in that moment
    requests: list[Json] = [forget_kept()]
    for number in hidden:
        named = {"sheetId": number, "title": TITLE.format(number), "index": behind}
        requests.append({"updateSheetProperties": {"properties": named, "fields": "title,index"}})
    for kind in (COPY, JOURNAL):
        lookup = {"developerMetadataLookup": {"metadataKey": BEFORE, "metadataValue": kind}}
        change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": KEPT}, "fields": "metadataValue"}
        requests += [{"updateDeveloperMetadata": change}] if hidden else []
    return [*requests, create_anchor(UNDO, json.dumps(kept._asdict()), {"spreadsheet": True})]


def kept_tabs(tabs: Sequence[TabHere]) -> list[int]:
    """The hidden tabs that are kept."""
    return [tab.id for tab in tabs if tab.before == KEPT]


def room_for(tabs: Sequence[TabHere]) -> bool:
    """Whether a spreadsheet is small enough to keep each tab of ours twice."""
    stand = [tab for tab in tabs if tab.before is None]
    return sum(tab.rows * tab.columns * (2 if tab.key else 1) for tab in stand) <= ROOM

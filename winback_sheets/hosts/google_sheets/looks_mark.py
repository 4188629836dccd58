"""What a tab of ours was given that no cell tells: kept with the tab, so that a person's own is told from it later."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from winback_sheets.present.page import Page

from . import looks
from .anchors import LOOKS, create_anchor, remove_anchor
from .charts import charts
from .rules import protection

Json = dict[str, Any]


@dataclass(frozen=True)
class Painted:
    """Widths and heights in pixels by column and row, the charts' titles by their numbers, how many rows and columns,
    column and breadth of merged cells, a print of the areas that are free to type in, and the columns in which lists
    beside the first one stand or have stood."""

    widths: Mapping[int, int] = field(default_factory=dict)
    heights: Mapping[int, int] = field(default_factory=dict)
    charts: Mapping[int, str] = field(default_factory=dict)
    extent: tuple[int, int] = (0, 0)
    wide: frozenset[tuple[int, int]] = frozenset()
    free: int = 0
    beside: frozenset[int] = frozenset()


def painted(page: Page, sheet_id: int, used: tuple[int, int], before: Painted | None = None) -> Painted:
    """What a page gives its tab; used: how many rows and columns it takes.

    Charts that people took out count as made, and rows that are used no more may still look as if they were.
    """
    old = before or Painted()
    specs = {each["addChart"]["chart"]["chartId"]: each["addChart"]["chart"]["spec"] for each in charts(page, sheet_id)}
    return Painted(
        looks.width_pixels(page),
        looks.height_pixels(page),
        dict.fromkeys(old.charts, "") | {number: str(spec["title"]) for number, spec in specs.items()},
        (max(old.extent[0], used[0]), max(old.extent[1], used[1])),
        old.wide | {(cell.col, cell.across) for cell in page.cells if cell.across > 1},
        print_of_free(free(page, sheet_id, used)),
        old.beside | {col for listing in page.lists[1:] for col in listing.columns_at()},
    )


def free(page: Page, sheet_id: int, used: tuple[int, int]) -> list[Json]:
    """The areas of a tab in which nobody is asked before typing."""
    found: list[Json] = protection(page, sheet_id, used)["addProtectedRange"]["protectedRange"].get(
        "unprotectedRanges", []
    )
    return found


def print_of_free(areas: Sequence[Mapping[str, Any]]) -> int:
    """A print of areas, the same however Google writes them."""
    said = [{key: value for key, value in sorted(each.items()) if key != "sheetId" and value} for each in areas]
    return zlib.crc32(json.dumps(said).encode())


def as_text(sheet_id: int, given: Painted) -> str:
    """The mark of a tab; the copy that a person makes of a tab has another id, and its mark counts no more."""
    said = {
        "w": given.widths,
        "h": given.heights,
        "c": given.charts,
        "e": given.extent,
        "m": sorted(given.wide),
        "p": given.free,
    } | ({"b": sorted(given.beside)} if given.beside else {})
    return f"{sheet_id} {json.dumps(said, separators=(',', ':'), ensure_ascii=False)}"


def of_text(sheet_id: int, text: str) -> Painted | None:
    """The inverse of `as_text`; None for another tab's mark, one that somebody has changed, or none.

    >>> of_text(7, as_text(7, Painted({0: 20}, wide=frozenset({(1, 5)})))).widths, of_text(8, as_text(7, Painted()))
    ({0: 20}, None)
    """
    number, _, rest = text.partition(" ")
    if number != str(sheet_id):
        return None
    try:
        said = json.loads(rest)
        widths, heights = ({int(at): int(pixels) for at, pixels in said[key].items()} for key in ("w", "h"))
        titles = {int(chart): str(title) for chart, title in said["c"].items()}
        rows, columns = said["e"]
        wide = frozenset((col, across) for col, across in said["m"])
        beside = frozenset(int(col) for col in said.get("b", ()))
        return Painted(widths, heights, titles, (int(rows), int(columns)), wide, int(said["p"]), beside)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def remembered(sheet_id: int, before: str, given: Painted) -> list[Json]:
    """The requests that keep what a tab was given instead of what it was given `before`."""
    text = as_text(sheet_id, given)
    if text == before:
        return []
    gone = [remove_anchor(LOOKS, before)] if before else []
    return [*gone, create_anchor(LOOKS, text, {"sheetId": sheet_id})]

"""batchUpdate requests on rows and columns: insert, delete, move, size, hide, group."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets import masks, shifting
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
WIDTHS = {"COLUMNS": 100, "ROWS": 21}


def part_of(book: Book, given: JSON | None, open_end: bool = True) -> tuple[Tab, bool, int, int]:
    """The tab, whether rows, and the closed span of a DimensionRange."""
    given = given or {}
    tab = book.tab(given.get("sheetId", 0))
    if given.get("dimension") not in ("ROWS", "COLUMNS"):
        raise Trouble("No dimension specified.")
    rows = given["dimension"] == "ROWS"
    size = tab.height if rows else tab.width
    start, stop = given.get("startIndex") or 0, given.get("endIndex")
    if stop is None and not open_end:
        raise Trouble("Both the start and end indexes must be bounded.")
    stop = size if stop is None else stop
    if start < 0 or stop <= start:
        raise Trouble("The end index must be greater than the start index.")
    return tab, rows, start, stop


def insert(book: Book, ask: JSON) -> JSON:
    """insertDimension: new ones take after the ones before or behind them."""
    tab, rows, start, stop = part_of(book, ask.get("range"), open_end=False)
    size = tab.height if rows else tab.width
    before = bool(ask.get("inheritFromBefore"))
    if start > size or (start == size and not before):
        word = "row" if rows else "column"
        raise Trouble(f"range.startIndex[{start}] is too large. The sheet only has [{size}] {word}s.")
    if before and start == 0:
        raise Trouble("inheritFromBefore cannot be true if inserting at the beginning.")
    shifting.insert(book, tab, rows, start, stop - start, before)
    return {}


def append(book: Book, ask: JSON) -> JSON:
    """appendDimension: new ones at the end."""
    tab = book.tab(ask.get("sheetId", 0))
    length = ask.get("length") or 0
    if length < 1:
        raise Trouble("Length must be greater than 0.")
    down = length if ask.get("dimension") == "ROWS" else 0
    book.grow(tab, tab.height + down, tab.width + (0 if down else length))
    return {}


def delete(book: Book, ask: JSON) -> JSON:
    """deleteDimension: one row and one column must stay."""
    tab, rows, start, stop = part_of(book, ask.get("range"))
    size = tab.height if rows else tab.width
    word = "rows" if rows else "columns"
    if start >= size or stop > size:
        raise Trouble(f"Cannot delete {word} {start} to {stop}: the sheet only has {size} {word}.")
    if stop - start >= size:
        raise Trouble(f"You can't delete all the {word} on the sheet.")
    frozen = tab.grid.get("frozenRowCount" if rows else "frozenColumnCount", 0)
    if frozen and size - (stop - start) <= frozen - max(0, min(stop, frozen) - start):
        raise Trouble(f"Sorry, it is not possible to delete all non-frozen {word}.")
    shifting.delete(book, tab, rows, start, stop)
    return {}


def move(book: Book, ask: JSON) -> JSON:
    """moveDimension: the target is counted before the move; inside the moved part is refused."""
    tab, rows, start, stop = part_of(book, ask.get("source"))
    size = tab.height if rows else tab.width
    to = ask.get("destinationIndex") or 0
    if stop > size or to > size:
        raise Trouble(f"The indices to move lie outside of the grid, which has {size}.")
    if start <= to <= stop:
        if to in (start, stop):
            return {}
        raise Trouble("Cannot move a range into itself.")
    shifting.move(book, tab, rows, start, stop, to)
    return {}


def update(book: Book, ask: JSON) -> JSON:
    """updateDimensionProperties: size and hiding of rows or columns."""
    paths = mask("DimensionProperties", ask.get("fields"))
    tab, rows, start, stop = part_of(book, ask.get("range"))
    given = tidy("DimensionProperties", ask.get("properties") or {})
    if stop > (tab.height if rows else tab.width):
        raise Trouble("The range to update lies outside of the grid.")
    facts = tab.facts(rows)
    for place in range(start, stop):
        new = masks.merged(facts.get(place, {}), given, paths)
        facts.pop(place, None)
        if new:
            facts[place] = new
    return {}


def auto_resize(book: Book, ask: JSON) -> JSON:
    """autoResizeDimensions: as wide as the longest text; Google measures letters, this counts them."""
    tab, rows, start, stop = part_of(book, ask.get("dimensions"))
    facts = tab.facts(rows)
    for place in range(start, min(stop, tab.height if rows else tab.width)):
        old = {key: value for key, value in facts.get(place, {}).items() if key != "pixelSize"}
        facts[place] = {**old, "pixelSize": 21 if rows else wide_enough(book, tab, place)}
    return {}


def wide_enough(book: Book, tab: Tab, column: int) -> int:
    """A width in pixels for a column's longest text."""
    from hosts.google_sheets.number_formats import shown

    longest = max(
        (
            len(shown(book.value(tab, row, column), tab.cell(row, column).numbers, book.locale))
            for row in range(len(tab.rows))
        ),
        default=0,
    )
    # One width is recorded: 1,024 letters took 8,691 pixels, six of them beside the text.
    return max(21, round(longest * 8.4814) + 6) if longest else 100


def groups(tab: Tab, rows: bool) -> list[JSON]:
    """The groups of rows or of columns."""
    return tab.parts["rowGroups" if rows else "columnGroups"]


def add_group(book: Book, ask: JSON) -> JSON:
    """addDimensionGroup: one level deeper over a span."""
    tab, rows, start, stop = part_of(book, ask.get("range"))
    regroup(tab, rows, start, stop, 1)
    tab.grid["rowGroupControlAfter" if rows else "columnGroupControlAfter"] = True
    return {"dimensionGroups": groups(tab, rows)}


def delete_group(book: Book, ask: JSON) -> JSON:
    """deleteDimensionGroup: one level less over a span."""
    tab, rows, start, stop = part_of(book, ask.get("range"))
    if not any(reaches(group, start, stop) for group in groups(tab, rows)):
        raise Trouble("Cannot delete a dimension group that does not exist.")
    regroup(tab, rows, start, stop, -1)
    left = groups(tab, rows)
    return {"dimensionGroups": left} if left else {}


def reaches(group: JSON, start: int, stop: int) -> bool:
    """Whether a group meets a span."""
    return bool(group["range"]["startIndex"] < stop and group["range"]["endIndex"] > start)


def regroup(tab: Tab, rows: bool, start: int, stop: int, change: int) -> None:
    """Change the depth over a span and build the groups anew."""
    old = groups(tab, rows)
    size = max([stop, *[group["range"]["endIndex"] for group in old]])
    depths = [0] * (size + 1)
    for group in old:
        for place in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[place] = max(depths[place], group["depth"])
    for place in range(start, stop):
        depths[place] = max(0, depths[place] + change)
    folded = {(group["range"]["startIndex"], group["depth"]) for group in old if group.get("collapsed")}
    new = []
    for depth in range(1, max(depths) + 1):
        first = None
        for place, deep in enumerate(depths):
            if deep >= depth and first is None:
                first = place
            elif deep < depth and first is not None:
                new.append(group_at(tab, rows, first, place, depth, (first, depth) in folded))
                first = None
    tab.parts["rowGroups" if rows else "columnGroups"] = new


def group_at(tab: Tab, rows: bool, first: int, end: int, depth: int, folded: bool) -> JSON:
    """One DimensionGroup."""
    dimension = "ROWS" if rows else "COLUMNS"
    span = {"sheetId": tab.id, "dimension": dimension, "startIndex": first, "endIndex": end}
    return {"range": span, "depth": depth, **({"collapsed": True} if folded else {})}


def update_group(book: Book, ask: JSON) -> JSON:
    """updateDimensionGroup: fold or unfold; the rows or columns are hidden or shown with it."""
    mask("DimensionGroup", ask.get("fields"))
    given = ask.get("dimensionGroup") or {}
    tab, rows, start, stop = part_of(book, given.get("range"))
    for group in groups(tab, rows):
        span = group["range"]
        if (span["startIndex"], span["endIndex"], group["depth"]) == (start, stop, given.get("depth", 1)):
            group.pop("collapsed", None)
            if given.get("collapsed"):
                group["collapsed"] = True
            hide(tab, rows, start, stop, bool(given.get("collapsed")))
            return {}
    raise Trouble("The dimension group to update does not exist.")


def hide(tab: Tab, rows: bool, start: int, stop: int, hidden: bool) -> None:
    """Hide or show a span."""
    facts = tab.facts(rows)
    for place in range(start, stop):
        rest = {key: value for key, value in facts.get(place, {}).items() if key != "hiddenByUser"}
        facts[place] = {**rest, **({"hiddenByUser": True} if hidden else {})}


KINDS = {
    "insertDimension": insert,
    "appendDimension": append,
    "deleteDimension": delete,
    "moveDimension": move,
    "updateDimensionProperties": update,
    "autoResizeDimensions": auto_resize,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}

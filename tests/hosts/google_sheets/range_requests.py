"""batchUpdate requests on ranges: merge, name, protect, filter."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets import masks
from hosts.google_sheets.a1 import Box, corners, grid_of, of_grid
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cell_requests import boxed
from hosts.google_sheets.cells import Cell
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
OWNER = "robot@example.iam.gserviceaccount.com"


def meet(first: Box, second: Box) -> bool:
    """Whether two boxes share a cell."""
    far = 10**9
    across = first.left < (second.right or far) and second.left < (first.right or far)
    return across and first.top < (second.bottom or far) and second.top < (first.bottom or far)


def holds(outer: Box, inner: Box) -> bool:
    """Whether a closed box holds another."""
    down = outer.top <= inner.top and (inner.bottom or 0) <= (outer.bottom or 0)
    return down and outer.left <= inner.left and (inner.right or 0) <= (outer.right or 0)


def merge(book: Book, ask: JSON) -> JSON:
    """mergeCells: whole, by rows or by columns; only the first cell of each merge keeps its value."""
    tab, box = boxed(book, ask.get("range"))
    old = [of_grid(part) for part in tab.parts["merges"]]
    if any(meet(box, part) and not holds(box, part) for part in old):
        raise Trouble("You must select all cells in a merged range to merge or unmerge them.")
    kind = ask.get("mergeType") or "MERGE_ALL"
    new = [box]
    if kind == "MERGE_ROWS":
        new = [box._replace(top=row, bottom=row + 1) for row in box.rows]
    elif kind == "MERGE_COLUMNS":
        new = [box._replace(left=column, right=column + 1) for column in box.columns]
    new = [part for part in new if len(part.rows) * len(part.columns) > 1]
    if any(across_freeze(tab, part) for part in new):
        raise Trouble("You can't merge frozen and non-frozen rows or columns.")
    left = [part for part in old if not meet(box, part)]
    tab.parts["merges"] = [grid_of(part) for part in left + new]
    for part in new:
        join(tab, part)
    book.touched()
    return {}


def across_freeze(tab: Tab, box: Box) -> bool:
    """Whether a closed box has cells on both sides of a frozen edge; Google merges none such."""
    rows, columns = tab.grid.get("frozenRowCount", 0), tab.grid.get("frozenColumnCount", 0)
    return box.top < rows < (box.bottom or 0) or box.left < columns < (box.right or 0)


def join(tab: Tab, box: Box) -> None:
    """Keep the value of a merge's first filled cell, in its first place."""
    found = [tab.cell(row, column) for row in box.rows for column in box.columns]
    value = next((cell for cell in found if cell.filled), Cell())
    for row in box.rows:
        if row < len(tab.rows) or value.filled:
            cells = [tab.cell(row, column)._replace(value=None, formula=None) for column in box.columns]
            if row == box.top:
                cells[0] = cells[0]._replace(value=value.value, formula=value.formula)
            tab.put(row, box.left, cells)


def unmerge(book: Book, ask: JSON) -> JSON:
    """unmergeCells: every merge inside the range."""
    tab, box = boxed(book, ask.get("range"))
    if any(meet(box, of_grid(part)) and not holds(box, of_grid(part)) for part in tab.parts["merges"]):
        raise Trouble("You must select all cells in a merged range to merge or unmerge them.")
    tab.parts["merges"] = [part for part in tab.parts["merges"] if not meet(box, of_grid(part))]
    return {}


def ranged(book: Book, given: JSON | None) -> JSON:
    """A GridRange on a tab that exists, within its grid, its tab's id always said."""
    box = of_grid(given or {})
    tab = book.tab(box.tab)
    tab.inside(box, strict=True)
    return grid_of(box) if given and set(given) - {"sheetId"} else {"sheetId": tab.id}


def add_name(book: Book, ask: JSON) -> JSON:
    """addNamedRange: a name no other range bears and that is no cell address."""
    given = tidy("NamedRange", ask.get("namedRange") or {})
    title = given.get("name", "")
    check_name(book, title)
    number = given.get("namedRangeId") or str(book.new_id())
    if any(name["namedRangeId"] == number for name in book.names):
        raise Trouble(f"A named range with id: {number} already exists.")
    new = {"namedRangeId": number, "name": title, "range": ranged(book, given.get("range"))}
    book.names.append(new)
    book.memo.clear()
    return {"namedRange": new}


def check_name(book: Book, title: str, but: str = "") -> None:
    """Refuse a name that is taken or could be a cell."""
    good = bool(title) and title.replace(".", "_").isidentifier() and corners(title) is None
    if not good or title.upper() in ("TRUE", "FALSE"):
        raise Trouble("The name of the named range is not valid.")
    if any(name["name"].casefold() == title.casefold() and name["namedRangeId"] != but for name in book.names):
        raise Trouble(f"Cannot add named range because a named range with that name already exists: {title}")


def update_name(book: Book, ask: JSON) -> JSON:
    """updateNamedRange."""
    paths = mask("NamedRange", ask.get("fields"))
    given = tidy("NamedRange", ask.get("namedRange") or {})
    place = numbered(book.names, "namedRangeId", given.get("namedRangeId"), "named range")
    new = masks.merged(book.names[place], given, [path for path in paths if path != ("namedRangeId",)])
    check_name(book, new.get("name", ""), new["namedRangeId"])
    book.names[place] = {**new, "range": ranged(book, new.get("range"))}
    book.memo.clear()
    return {}


def delete_name(book: Book, ask: JSON) -> JSON:
    """deleteNamedRange."""
    del book.names[numbered(book.names, "namedRangeId", ask.get("namedRangeId"), "named range")]
    book.memo.clear()
    return {}


def numbered(parts: list[JSON], key: str, number: Any, word: str) -> int:
    """The place in a list of the part with an id."""
    for place, part in enumerate(parts):
        if part.get(key) == number:
            return place
    raise Trouble(f"No {word} with id: {number}")


def on_any_tab(book: Book, name: str, key: str, number: Any, word: str) -> tuple[Tab, int]:
    """The tab and place of the part with an id."""
    for tab in book.tabs:
        for place, part in enumerate(tab.parts[name]):
            if part.get(key) == number:
                return tab, place
    raise Trouble(f"No {word} with id: {number}")


def fresh_id(book: Book, name: str, key: str, number: Any, word: str) -> int:
    """The id asked for if it is free, else a new one."""
    if number is None:
        return book.new_id()
    if any(part.get(key) == number for tab in book.tabs for part in tab.parts[name]):
        raise Trouble(f"A {word} with id: {number} already exists.")
    return int(number)


def protected(book: Book, given: JSON) -> tuple[Tab, JSON]:
    """A ProtectedRange as it is kept: a range, a named range or a table."""
    if given.get("namedRangeId"):
        place = numbered(book.names, "namedRangeId", given["namedRangeId"], "named range")
        given = {**given, "range": book.names[place]["range"]}
    grid = ranged(book, given.get("range"))
    new = {**given, "range": grid, "requestingUserCanEdit": True}
    if new.get("warningOnly"):
        new.pop("editors", None)
    elif not new.get("editors"):
        new["editors"] = {"users": [OWNER]}
    if "unprotectedRanges" in new:
        new["unprotectedRanges"] = [ranged(book, part) for part in new["unprotectedRanges"]]
    return book.tab(grid.get("sheetId", 0)), new


def add_protected(book: Book, ask: JSON) -> JSON:
    """addProtectedRange; with warningOnly everybody may still edit."""
    given = tidy("ProtectedRange", ask.get("protectedRange") or {})
    number = fresh_id(book, "protectedRanges", "protectedRangeId", given.get("protectedRangeId"), "protected range")
    tab, new = protected(book, {**given, "protectedRangeId": number})
    tab.parts["protectedRanges"].append(new)
    return {"protectedRange": {"editors": {}, **new}}


def update_protected(book: Book, ask: JSON) -> JSON:
    """updateProtectedRange."""
    paths = mask("ProtectedRange", ask.get("fields"))
    given = tidy("ProtectedRange", ask.get("protectedRange") or {})
    number = given.get("protectedRangeId")
    tab, place = on_any_tab(book, "protectedRanges", "protectedRangeId", number, "protected range")
    new = masks.merged(tab.parts["protectedRanges"][place], {**given, "protectedRangeId": number}, paths)
    del tab.parts["protectedRanges"][place]
    target, new = protected(book, new)
    target.parts["protectedRanges"].insert(place if target is tab else len(target.parts["protectedRanges"]), new)
    return {}


def delete_protected(book: Book, ask: JSON) -> JSON:
    """deleteProtectedRange."""
    number = int(ask.get("protectedRangeId") or 0)
    tab, place = on_any_tab(book, "protectedRanges", "protectedRangeId", number, "protected range")
    del tab.parts["protectedRanges"][place]
    return {}


KINDS = {
    "mergeCells": merge,
    "unmergeCells": unmerge,
    "addNamedRange": add_name,
    "updateNamedRange": update_name,
    "deleteNamedRange": delete_name,
    "addProtectedRange": add_protected,
    "updateProtectedRange": update_protected,
    "deleteProtectedRange": delete_protected,
}

"""batchUpdate requests on whole tabs and on the spreadsheet: add, change, copy, delete."""

from __future__ import annotations

import copy
from typing import Any

from hosts.google_sheets import masks
from hosts.google_sheets.book import Book, Mark, Tab
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
GRID_COUNTS = ("rowCount", "columnCount")


def properties(book: Book, tab: Tab) -> JSON:
    """A tab's SheetProperties."""
    grid = {"rowCount": tab.height, "columnCount": tab.width, **tab.grid}
    head = {"sheetId": tab.id, "title": tab.title, "index": book.tabs.index(tab), "sheetType": "GRID"}
    return {**head, "gridProperties": grid, **tab.properties}


def add_sheet(book: Book, ask: JSON) -> JSON:
    """addSheet: a free title and id unless they are given; refused if either is taken."""
    given = tidy("SheetProperties", ask.get("properties") or {})
    tab = new_tab(book, given)
    place(book, tab, given.get("index", len(book.tabs)))
    return {"properties": properties(book, tab)}


def new_tab(book: Book, given: JSON) -> Tab:
    """A tab of the asked-for properties, not yet in its place."""
    grid = dict(given.get("gridProperties") or {})
    height, width = grid.pop("rowCount", 1000), grid.pop("columnCount", 26)
    title = given.get("title") or free_title(book)
    free(book, title)
    number = given.get("sheetId")
    if number is not None and number < 0:
        raise Trouble(f"Sheet ID must be non-negative: {number}")
    if number is not None and any(tab.id == number for tab in book.tabs):
        raise Trouble(f"A sheet with the ID {number} already exists. Please enter another ID.")
    if min(height, width) < 1:
        raise Trouble("A sheet must have at least one row and one column.")
    frozen(grid, height, width)
    book.room(height * width)
    other = {key: given[key] for key in ("hidden", "rightToLeft", "tabColor", "tabColorStyle") if key in given}
    return Tab(book.new_id() if number is None else number, title, height, width, other, grid)


def free(book: Book, title: str, but: Tab | None = None) -> None:
    """Refuse a title that another tab bears."""
    other = book.titled(title)
    if other is not None and other is not but:
        raise Trouble(f'A sheet with the name "{title}" already exists. Please enter another name.')


def free_title(book: Book) -> str:
    """The next of Sheet1, Sheet2 ... that is free."""
    number = len(book.tabs) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def frozen(grid: JSON, height: int, width: int) -> None:
    """Refuse to freeze every row or column."""
    if grid.get("frozenRowCount", 0) >= height:
        raise Trouble("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= width:
        raise Trouble("You can't freeze all visible columns on the sheet.")


def place(book: Book, tab: Tab, index: int) -> None:
    """Put a tab at an index."""
    if not 0 <= index <= len(book.tabs):
        raise Trouble(f"The index {index} is out of bounds.")
    book.tabs.insert(index, tab)


def update_sheet(book: Book, ask: JSON) -> JSON:
    """updateSheetProperties: the fields named; a smaller grid cuts cells off, an index is counted before the move."""
    paths = mask("SheetProperties", ask.get("fields"))
    given = tidy("SheetProperties", ask.get("properties") or {})
    tab = book.tab(given.get("sheetId", 0), "sheet")
    old = properties(book, tab)
    every = set(old) | set(given)
    if ("*",) in paths:
        paths = [(key,) for key in every if key not in ("sheetId", "sheetType")]
    new = masks.merged(old, given, paths)
    touched = {path[0] for path in paths}
    if "title" in touched:
        if not new.get("title"):
            raise Trouble("Sheet title cannot be empty.")
        free(book, new["title"], tab)
        retitle(book, tab, new["title"])
    if "gridProperties" in touched:
        regrid(book, tab, new.get("gridProperties") or {})
    if "index" in touched:
        reorder(book, tab, given.get("index", 0))
    tab.properties = {key: new[key] for key in ("hidden", "rightToLeft", "tabColor", "tabColorStyle") if key in new}
    if all(other.properties.get("hidden") for other in book.tabs):
        raise Trouble("You can't hide all the sheets in a document.")
    return {}


def retitle(book: Book, tab: Tab, title: str) -> None:
    """Rename a tab, in the formulas that name it too."""
    from hosts.google_sheets.renaming import renamed

    old, tab.title = tab.title, title
    for other in book.tabs:
        for number, row in enumerate(other.rows):
            if any(cell and cell.formula and "!" in cell.formula for cell in row):
                other.put(number, 0, [renamed(cell, old, title) for cell in row])
    book.memo.clear()


def reorder(book: Book, tab: Tab, index: int) -> None:
    """Move a tab; the index is counted with the tab still in its old place."""
    old = book.tabs.index(tab)
    if not 0 <= index <= len(book.tabs):
        raise Trouble(f"The index {index} is out of bounds.")
    book.tabs.remove(tab)
    book.tabs.insert(index - 1 if index > old else index, tab)


def regrid(book: Book, tab: Tab, grid: JSON) -> None:
    """Change a tab's size and its frozen rows and columns."""
    from hosts.google_sheets.shifting import delete

    grid = dict(grid)
    height, width = grid.pop("rowCount", tab.height), grid.pop("columnCount", tab.width)
    if min(height, width) < 1:
        raise Trouble("A sheet must have at least one row and one column.")
    frozen(grid, height, width)
    book.room(height * width - tab.height * tab.width)
    if height < tab.height:
        delete(book, tab, True, height, tab.height)
    if width < tab.width:
        delete(book, tab, False, width, tab.width)
    tab.height, tab.width, tab.grid = height, width, grid


def delete_sheet(book: Book, ask: JSON) -> JSON:
    """deleteSheet: the last one stays; marks and names of the tab go with it."""
    tab = book.tab(ask.get("sheetId", 0), "sheet")
    if len(book.tabs) == 1 or all(other is tab or other.properties.get("hidden") for other in book.tabs):
        raise Trouble("You can't remove all the sheets in a document.")
    book.tabs.remove(tab)
    book.marks = {number: mark for number, mark in book.marks.items() if mark.tab != tab.id}
    book.names = [name for name in book.names if name["range"].get("sheetId", 0) != tab.id]
    book.touched()
    return {}


def duplicate_sheet(book: Book, ask: JSON) -> JSON:
    """duplicateSheet: all of a tab under a new id; what bears ids gets new ones."""
    source = book.tab(ask.get("sourceSheetId", 0), "sheet")
    title = ask.get("newSheetName") or copy_title(book, f"Copy of {source.title}")
    number = ask.get("newSheetId")
    tab = twin(book, source, {"title": title, **({} if number is None else {"sheetId": number})})
    place(book, tab, ask.get("insertSheetIndex") or 0)
    copied_marks(book, list(book.marks.values()), source.id, tab.id)
    copied_names(book, source, tab)
    book.touched()
    return {"properties": properties(book, tab)}


def copied_names(book: Book, source: Tab, tab: Tab) -> None:
    """The named ranges of a copied tab: names of its own, as the menu makes them, unless a test wants it worse."""
    mine = [name for name in book.names if name["range"].get("sheetId", 0) == source.id]
    if book.names_copied != "own":
        book.names = [name for name in book.names if name not in mine]
    for name in mine if book.names_copied != "gone" else []:
        own = {"namedRangeId": str(book.new_id()), "name": f"'{tab.title}'!{name['name'].rpartition('!')[2]}"}
        copied = {**name, "range": {**name["range"], "sheetId": tab.id}}
        book.names.append(copied | own if book.names_copied == "own" else copied)


def copy_title(book: Book, title: str) -> str:
    """A free title for a copy."""
    number, free_one = 2, title
    while book.titled(free_one):
        free_one, number = f"{title} {number}", number + 1
    return free_one


def twin(book: Book, source: Tab, given: JSON) -> Tab:
    """A copy of a tab for a spreadsheet; ids of what lies on it are new, its marks are copied."""
    size = {"rowCount": source.height, "columnCount": source.width, **source.grid}
    tab = new_tab(book, {**copy.deepcopy(source.properties), "gridProperties": size, **given})
    saved = source.saved()
    tab.rows, tab.row_facts, tab.column_facts = saved.rows, saved.row_facts, saved.column_facts
    tab.parts = {name: [rebased(book, part, source.id, tab.id) for part in saved.parts[name]] for name in saved.parts}
    tab.parts["commentAnchors"] = []
    return tab


def rebased(book: Book, value: Any, old: int, new: int) -> Any:
    """A message moved to another tab, its ids renewed."""
    if isinstance(value, list):
        return [rebased(book, item, old, new) for item in value]
    if not isinstance(value, dict):
        return value
    fresh = {"filterViewId", "protectedRangeId", "chartId", "bandedRangeId", "slicerId", "namedRangeId"}
    out = {key: rebased(book, item, old, new) for key, item in value.items()}
    for key in fresh & set(out):
        out[key] = book.new_id()
    if "tableId" in out:
        # No two tables of a spreadsheet bear one name.
        number = book.new_id()
        out |= {"tableId": str(number), "name": f"{out.get('name', 'Table')}_{number}"}
    if out.get("sheetId") == old:
        out["sheetId"] = new
    return out


def copied_marks(book: Book, marks: list[Mark], old: int, new: int) -> None:
    """Give a copied tab the marks of its model, under new ids."""
    for mark in marks:
        if mark.tab == old:
            number = book.new_id()
            book.marks[number] = mark._replace(id=number, tab=new)


def update_spreadsheet(book: Book, ask: JSON) -> JSON:
    """updateSpreadsheetProperties: title, locale, timeZone and the like."""
    paths = mask("SpreadsheetProperties", ask.get("fields"))
    given = tidy("SpreadsheetProperties", ask.get("properties") or {})
    new = masks.merged(book_properties(book), given, paths)
    book.title = new.pop("title", "") or book.title
    book.locale = new.pop("locale", None) or book.locale
    book.time_zone = new.pop("timeZone", None) or book.time_zone
    book.properties = new
    book.memo.clear()
    return {}


def book_properties(book: Book) -> JSON:
    """The spreadsheet's properties."""
    head = {"title": book.title, "locale": book.locale, "autoRecalc": "ON_CHANGE", "timeZone": book.time_zone}
    return {**head, **book.properties}


KINDS = {
    "addSheet": add_sheet,
    "updateSheetProperties": update_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSpreadsheetProperties": update_spreadsheet,
}

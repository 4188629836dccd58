"""Developer metadata and data filters: marks on a spreadsheet, a tab, a row or a column, and finding them again."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets.a1 import Box, of_grid
from hosts.google_sheets.book import Book, Mark, Tab
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
LIMIT = 30_000


def shown(mark: Mark) -> JSON:
    """A mark as answers write it."""
    location: JSON = {"locationType": mark.kind}
    if mark.kind == "SPREADSHEET":
        location["spreadsheet"] = True
    elif mark.kind == "SHEET":
        location["sheetId"] = mark.tab
    else:
        assert mark.place is not None
        side = {"startIndex": mark.place, "endIndex": mark.place + 1}
        location["dimensionRange"] = {"sheetId": mark.tab, "dimension": mark.kind + "S", **side}
    value = {} if mark.value is None else {"metadataValue": mark.value}
    return {
        "metadataId": mark.id,
        "metadataKey": mark.key,
        **value,
        "location": location,
        "visibility": mark.visibility,
    }


def place_of(book: Book, location: JSON) -> tuple[str, int | None, int | None]:
    """The kind, tab and index a location names; refused if it names none."""
    given = [
        key
        for key in ("spreadsheet", "sheetId", "dimensionRange")
        if location.get(key) is not None and location[key] is not False
    ]
    if len(given) != 1:
        raise Trouble("DeveloperMetadata must have a location set.")
    if given[0] == "spreadsheet":
        return "SPREADSHEET", None, None
    if given[0] == "sheetId":
        return "SHEET", book.tab(location["sheetId"], "sheet").id, None
    part = location["dimensionRange"]
    tab = book.tab(part.get("sheetId", 0))
    first, last = part.get("startIndex", 0), part.get("endIndex")
    if last is None or last != first + 1:
        raise Trouble("The dimension range of developer metadata must be a single row or column.")
    if last > (tab.height if part.get("dimension") == "ROWS" else tab.width):
        raise Trouble("The dimension range of developer metadata is outside of the grid.")
    return ("ROW" if part.get("dimension") == "ROWS" else "COLUMN"), tab.id, first


def create(book: Book, ask: JSON) -> JSON:
    """createDeveloperMetadata: key, location and visibility must be given; an id in use is refused."""
    given = ask.get("developerMetadata") or {}
    if not given.get("metadataKey"):
        raise Trouble("DeveloperMetadata must have a metadataKey set.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise Trouble("DeveloperMetadata must have a visibility set.")
    kind, tab, index = place_of(book, given.get("location") or {})
    number = given.get("metadataId")
    if number is not None and int(number) < 1:
        raise Trouble("The metadata ID must be positive.")
    number = book.new_id() if number is None else int(number)
    if number in book.marks:
        raise Trouble(f"Developer metadata with ID {number} already exists.")
    mark = Mark(number, given["metadataKey"], given.get("metadataValue"), given["visibility"], kind, tab, index)
    book.marks[number] = mark
    if sum(len(m.key) + len(m.value or "") for m in book.marks.values() if m.tab == mark.tab) > LIMIT:
        raise Trouble("This request would exceed the developer metadata limit of 30000 characters.")
    return {"developerMetadata": shown(mark)}


def update(book: Book, ask: JSON) -> JSON:
    """updateDeveloperMetadata: every mark the filters find gets the fields named."""
    fields = [part.strip() for part in (ask.get("fields") or "").split(",") if part.strip()]
    if not fields:
        raise Trouble("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    new = ask.get("developerMetadata") or {}
    changed = []
    for mark in found(book, ask.get("dataFilters") or []):
        for name, attribute in (("metadataValue", "value"), ("metadataKey", "key"), ("visibility", "visibility")):
            if name in fields or "*" in fields:
                mark = mark._replace(**{attribute: new.get(name)})
        if "location" in fields:
            kind, tab, index = place_of(book, new.get("location") or {})
            mark = mark._replace(kind=kind, tab=tab, place=index)
        book.marks[mark.id] = mark
        changed.append(shown(mark))
    return {"developerMetadata": changed} if changed else {}


def delete(book: Book, ask: JSON) -> JSON:
    """deleteDeveloperMetadata: every mark the filter finds goes."""
    gone = found(book, [ask.get("dataFilter") or {}])
    for mark in gone:
        del book.marks[mark.id]
    return {"deletedDeveloperMetadata": [shown(mark) for mark in gone]} if gone else {}


def search(book: Book, body: JSON) -> JSON:
    """POST developerMetadata:search."""
    filters = body.get("dataFilters") or []
    if not filters:
        raise Trouble("Must specify at least one data filter.")
    matched = []
    for mark in found(book, filters):
        by = [one for one in filters if meets(book, mark, one)]
        matched.append({"developerMetadata": shown(mark), "dataFilters": by})
    return {"matchedDeveloperMetadata": matched} if matched else {}


def found(book: Book, filters: list[JSON]) -> list[Mark]:
    """The marks that meet any of the filters."""
    return [mark for mark in book.marks.values() if any(meets(book, mark, one) for one in filters)]


def meets(book: Book, mark: Mark, one: JSON) -> bool:
    """Whether a data filter finds a mark: by lookup, or by lying inside a range."""
    lookup = one.get("developerMetadataLookup")
    if lookup is not None:
        return looked_up(book, mark, lookup)
    if one.get("gridRange") is None and one.get("a1Range") is None:
        raise Trouble("DataFilter must have a filter set.")
    tab, box = box_of(book, one)
    return lies_in(mark, tab, box)


def looked_up(book: Book, mark: Mark, lookup: JSON) -> bool:
    """Whether a mark matches every field of a lookup."""
    pairs = (("metadataId", mark.id), ("metadataKey", mark.key), ("metadataValue", mark.value))
    if any(lookup.get(name) is not None and lookup[name] != value for name, value in pairs):
        return False
    for name, value in (("visibility", mark.visibility), ("locationType", mark.kind)):
        if lookup.get(name) and lookup[name] != value:
            return False
    place = lookup.get("metadataLocation")
    if not place:
        return True
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return place_of(book, place) == (mark.kind, mark.tab, mark.place)
    return intersects(book, mark, place)


def intersects(book: Book, mark: Mark, place: JSON) -> bool:
    """Whether a mark's location meets another location."""
    if place.get("spreadsheet"):
        return True
    if place.get("dimensionRange") is None:
        return mark.tab == book.tab(place.get("sheetId", 0)).id
    part = place["dimensionRange"]
    if mark.tab != part.get("sheetId", 0) or mark.place is None or mark.kind + "S" != part.get("dimension"):
        return False
    return bool(part.get("startIndex", 0) <= mark.place < (part.get("endIndex") or mark.place + 1))


def lies_in(mark: Mark, tab: Tab, box: Box) -> bool:
    """Whether a mark's row, column or tab lies wholly in a box."""
    if mark.tab != tab.id:
        return False
    shut = tab.closed(box)
    all_rows = shut.top == 0 and shut.bottom == tab.height
    all_columns = shut.left == 0 and shut.right == tab.width
    if mark.kind == "COLUMN":
        return all_rows and mark.place in shut.columns
    if mark.kind == "ROW":
        return all_columns and mark.place in shut.rows
    return all_rows and all_columns


def box_of(book: Book, one: JSON) -> tuple[Tab, Box]:
    """The tab and box of a filter that names a range."""
    if one.get("a1Range") is not None:
        return book.box(one["a1Range"])
    box = of_grid(one["gridRange"])
    return book.tab(box.tab), box


def boxes(book: Book, one: JSON) -> list[tuple[Tab, Box]]:
    """Every tab and box a filter selects: one range, or the row, column or tab of each mark found."""
    if one.get("developerMetadataLookup") is None:
        if one.get("gridRange") is None and one.get("a1Range") is None:
            raise Trouble("DataFilter must have a filter set.")
        return [box_of(book, one)]
    places = []
    for mark in found(book, [one]):
        if mark.kind == "SPREADSHEET":
            places += [(tab, Box(tab.id, 0, None, 0, None)) for tab in book.tabs]
            continue
        tab = book.tab(mark.tab)
        index = mark.place or 0
        rows = (index, index + 1) if mark.kind == "ROW" else (0, None)
        columns = (index, index + 1) if mark.kind == "COLUMN" else (0, None)
        places.append((tab, Box(tab.id, *rows, *columns)))
    return places

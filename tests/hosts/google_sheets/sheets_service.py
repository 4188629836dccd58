"""What each Sheets endpoint does with the spreadsheets of the emulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hosts.google_sheets import batch, filtered, metadata, new_book, sheet_requests, spreadsheet, values
from hosts.google_sheets.book import Book
from hosts.google_sheets.files import Store
from hosts.google_sheets.routes import Route
from hosts.google_sheets.shapes import tidy, without_zero_sheet
from hosts.google_sheets.trouble import Trouble, not_found

JSON = dict[str, Any]
Query = list[tuple[str, str]]


def answered(store: Store, route: Route, query: Query, body: JSON) -> JSON:
    """The answer of an endpoint; a refused change leaves nothing behind."""
    if route.name == "create":
        return create(store, query, body)
    book = store.book(route.parts["spreadsheetId"])
    if route.name in READS:
        return without_zero_sheet(READS[route.name](book, route, query, body))
    if book.id in store.read_only:
        raise Trouble("The caller does not have permission", 403)
    saved = book.saved()
    try:
        copies = route.name == "sheets.copyTo"
        done = copy_to(store, book, route, body) if copies else WRITES[route.name](book, route, query, body)
    except BaseException:
        book.restore(saved)
        raise
    store.changed(book)
    return done


def option(query: Query, name: str, default: str = "") -> str:
    """A query parameter's last value."""
    return next((value for key, value in reversed(query) if key == name), default)


def options(query: Query) -> JSON:
    """The query as a message."""
    return dict(query)


def every(query: Query, name: str) -> list[str]:
    """All values of a repeated query parameter."""
    return [value for key, value in query if key == name]


def create(store: Store, query: Query, body: JSON) -> JSON:
    """POST spreadsheets."""
    given = tidy("SpreadsheetProperties", body.get("properties") or {})
    book = store.new(given.pop("title", None) or "Untitled spreadsheet", tab=not body.get("sheets"))
    book.locale, book.time_zone = given.pop("locale", book.locale), given.pop("timeZone", book.time_zone)
    book.properties = {key: value for key, value in given.items() if key not in ("defaultFormat", "spreadsheetTheme")}
    try:
        new_book.fill(book, body)
    except BaseException:
        del store.files[book.id]
        raise
    return without_zero_sheet(spreadsheet.get(book, [], option(query, "fields"), False))


def get(book: Book, route: Route, query: Query, body: JSON) -> JSON:
    """GET spreadsheets/{id}."""
    cells = option(query, "includeGridData").lower() == "true"
    mode = option(query, "commentsViewMode")
    comments = mode in ("COMMENTS_VIEW_MODE_INCLUDED", "COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS")
    return spreadsheet.get(book, every(query, "ranges"), option(query, "fields"), cells, comments)


def get_filtered(book: Book, route: Route, query: Query, body: JSON) -> JSON:
    """POST spreadsheets/{id}:getByDataFilter."""
    places = [place for one in body.get("dataFilters") or [] for place in metadata.boxes(book, one)]
    return spreadsheet.shown_book(book, places, option(query, "fields"), bool(body.get("includeGridData")))


def mark(book: Book, route: Route, query: Query, body: JSON) -> JSON:
    """GET developerMetadata/{id}."""
    number = int(route.parts["metadataId"]) if route.parts["metadataId"].lstrip("-").isdigit() else -1
    if number not in book.marks:
        raise not_found()
    return metadata.shown(book.marks[number])


def batch_get(book: Book, route: Route, query: Query, body: JSON) -> JSON:
    """GET values:batchGet."""
    ranges = every(query, "ranges")
    found = [values.get(book, text, options(query)) for text in ranges]
    return {"spreadsheetId": book.id, **({"valueRanges": found} if found else {})}


def batch_clear(book: Book, route: Route, query: Query, body: JSON) -> JSON:
    """POST values:batchClear."""
    cleared = [values.clear(book, *book.box(text)) for text in body.get("ranges") or []]
    return {"spreadsheetId": book.id, **({"clearedRanges": cleared} if cleared else {})}


def clear(book: Book, route: Route, query: Query, body: JSON) -> JSON:
    """POST values/{range}:clear."""
    return {"spreadsheetId": book.id, "clearedRange": values.clear(book, *book.box(route.parts["range"]))}


def copy_to(store: Store, book: Book, route: Route, body: JSON) -> JSON:
    """POST sheets/{id}:copyTo: into another spreadsheet, at its end."""
    target = store.book(body.get("destinationSpreadsheetId") or "")
    source = book.tab(route.parts["sheetId"], "sheet")
    saved = target.saved()
    try:
        title = sheet_requests.copy_title(target, f"Copy of {source.title}")
        tab = sheet_requests.twin(target, source, {"title": title})
        target.tabs.append(tab)
        sheet_requests.copied_marks(target, list(book.marks.values()), source.id, tab.id)
    except Trouble:
        target.restore(saved)
        raise
    target.touched()
    return sheet_requests.properties(target, tab)


Answer = Callable[[Book, Route, Query, JSON], JSON]
READS: dict[str, Answer] = {
    "get": get,
    "getByDataFilter": get_filtered,
    "developerMetadata.get": mark,
    "developerMetadata.search": lambda book, route, query, body: metadata.search(book, body),
    "values.get": lambda book, route, query, body: values.get(book, route.parts["range"], options(query)),
    "values.batchGet": batch_get,
    "values.batchGetByDataFilter": lambda book, route, query, body: filtered.batch_get(book, body),
}
WRITES: dict[str, Answer] = {
    "batchUpdate": lambda book, route, query, body: batch.update(book, body),
    "values.update": lambda b, route, query, body: values.put_values(b, route.parts["range"], body, options(query)),
    "values.append": lambda b, route, query, body: values.append(b, route.parts["range"], body, options(query)),
    "values.clear": clear,
    "values.batchUpdate": lambda book, route, query, body: values.batch_update(book, body),
    "values.batchClear": batch_clear,
    "values.batchUpdateByDataFilter": lambda book, route, query, body: filtered.batch_update(book, body),
    "values.batchClearByDataFilter": lambda book, route, query, body: filtered.batch_clear(book, body),
}

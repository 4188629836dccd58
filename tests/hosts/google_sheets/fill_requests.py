"""batchUpdate requests that make data of data: fill a series on, split texts into columns, shuffle rows."""

from __future__ import annotations

import random
from typing import Any

from hosts.google_sheets.a1 import Box
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cell_requests import boxed
from hosts.google_sheets.cells import EMPTY, Cell
from hosts.google_sheets.entered import typed
from hosts.google_sheets.formula_refs import copied
from hosts.google_sheets.number_formats import is_date, pattern_of
from hosts.google_sheets.series import Series, series
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
MARKS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


def auto_fill(book: Book, ask: JSON) -> JSON:
    """autoFill: a named source goes on for so many rows or columns; in a range the part with data is the source."""
    alternate = bool(ask.get("useAlternateSeries"))
    if ask.get("sourceAndDestination") is not None:
        given = ask["sourceAndDestination"]
        tab, box = boxed(book, given.get("source"), True)
        length = given.get("fillLength") or 0
        if given.get("dimension") not in ("ROWS", "COLUMNS"):
            raise Trouble("No dimension specified.")
        if not length:
            raise Trouble("The fill length must not be zero.")
        filled(book, tab, box, given["dimension"] == "ROWS", length, alternate)
    elif ask.get("range") is not None:
        tab, box = boxed(book, ask["range"], True)
        source, down, length = detected(tab, box)
        if length:
            filled(book, tab, source, down, length, alternate)
    else:
        raise Trouble("Must specify a range or a source and destination.")
    book.touched()
    return {}


def detected(tab: Tab, box: Box) -> tuple[Box, bool, int]:
    """The part of a range that has data, whether the rest is filled downwards, and how far (negative: before it)."""
    found = [(r, c) for r in box.rows for c in box.columns if tab.cell(r, c).filled]
    if not found:
        return box, True, 0
    rows, columns = [r for r, _ in found], [c for _, c in found]
    top, bottom, left, right = min(rows), max(rows) + 1, min(columns), max(columns) + 1
    if (bottom, top) != (box.bottom, box.top):
        length = (box.bottom or 0) - bottom or top - box.top
        sign = 1 if (box.bottom or 0) > bottom else -1
        return Box(tab.id, top, bottom, box.left, box.right), True, sign * length
    length = (box.right or 0) - right or left - box.left
    sign = 1 if (box.right or 0) > right else -1
    return Box(tab.id, box.top, box.bottom, left, right), False, sign * length


def filled(book: Book, tab: Tab, box: Box, down: bool, length: int, alternate: bool) -> None:
    """Go on with each column (down) or row of a source; places before it count backwards."""
    lines, size = (box.columns, len(box.rows)) if down else (box.rows, len(box.columns))
    first = box.top if down else box.left
    span = range(size, size + length) if length > 0 else range(length, 0)
    if first + span.start < 0 or first + span.stop > (tab.height if down else tab.width):
        raise Trouble("The range to fill lies outside of the grid.")
    for place in lines:
        spots = [(first + n, place) if down else (place, first + n) for n in range(size)]
        source = [tab.cell(*spot) for spot in spots]
        follow = continued(book, source, alternate)
        for n in span:
            spot = (first + n, place) if down else (place, first + n)
            model = source[n % size]
            steps = n - n % size
            move = (steps, 0) if down else (0, steps)
            formula = copied(model.formula, *move) if model.formula else None
            value = None if formula else follow(n)
            tab.put(*spot, [model._replace(value=value, formula=formula, note=None)])


def continued(book: Book, source: list[Cell], alternate: bool) -> Series:
    """The series of one line of cells; formulas and blanks among them end the search for steps."""
    given = [cell.value for cell in source]
    if any(cell.formula or cell.value is None for cell in source):
        return lambda place: given[place % len(given)]
    dates = all(is_date(pattern_of(cell.numbers, book.locale)) for cell in source)
    return series(given, dates, alternate)


def text_to_columns(book: Book, ask: JSON) -> JSON:
    """textToColumns: the parts go into the columns to the right, read as typed; missing columns are added."""
    tab, box = boxed(book, ask.get("source"))
    if len(box.columns) != 1:
        raise Trouble("The source must span exactly one column.")
    texts = {row: tab.cell(row, box.left).value for row in range(box.top, min(box.bottom or 0, len(tab.rows)))}
    mark = delimiter(ask, [text for text in texts.values() if isinstance(text, str)])
    parted = {row: text.split(mark) for row, text in texts.items() if isinstance(text, str) and mark in text}
    book.grow(tab, tab.height, box.left + max((len(parts) for parts in parted.values()), default=0))
    for row, parts in parted.items():
        for step, text in enumerate(parts):
            tab.put(row, box.left + step, [typed(tab.cell(row, box.left + step), text.strip(), book.locale)])
    book.touched()
    return {}


def delimiter(ask: JSON, texts: list[str]) -> str:
    """The sign between the parts; AUTODETECT takes the one that most texts hold."""
    kind = ask.get("delimiterType") or "DELIMITER_TYPE_UNSPECIFIED"
    if kind == "CUSTOM":
        if not ask.get("delimiter"):
            raise Trouble("A delimiter must be specified when the delimiter type is CUSTOM.")
        return str(ask["delimiter"])
    if ask.get("delimiter"):
        raise Trouble("A delimiter may only be specified when the delimiter type is CUSTOM.")
    if kind == "DELIMITER_TYPE_UNSPECIFIED":
        raise Trouble("No delimiter type specified.")
    held = {mark: sum(mark in text for text in texts) for mark in MARKS.values()}
    return MARKS.get(kind) or max(held, key=held.__getitem__)


def randomize(book: Book, ask: JSON) -> JSON:
    """randomizeRange: the rows of a range in a new order; formulas' relative references move along."""
    tab, box = boxed(book, ask.get("range"))
    order = list(box.rows)
    random.Random(book.chance.random()).shuffle(order)
    old = {row: [tab.cell(row, column) for column in box.columns] for row in box.rows}
    for target, source in zip(box.rows, order, strict=True):
        new = [c._replace(formula=copied(c.formula, target - source, 0)) if c.formula else c for c in old[source]]
        if target < len(tab.rows) or any(cell != EMPTY for cell in new):
            tab.put(target, box.left, new)
    book.touched()
    return {}


KINDS = {"autoFill": auto_fill, "textToColumns": text_to_columns, "randomizeRange": randomize}

"""batchUpdate requests that carry cells from place to place: copy, cut, shift, replace, tidy."""

from __future__ import annotations

import re
from itertools import count, islice
from typing import Any

from hosts.google_sheets import values
from hosts.google_sheets.a1 import Box, of_grid
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cell_requests import boxed
from hosts.google_sheets.cells import EMPTY, Cell, Fail
from hosts.google_sheets.entered import typed
from hosts.google_sheets.formula_refs import copied
from hosts.google_sheets.pasted_data import delimited, html_rows
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]


def pasted(book: Book, tab: Tab, place: tuple[int, int], old: Cell, kind: str, move: tuple[int, int]) -> Cell:
    """What a target cell becomes when a source cell is pasted onto it."""
    source = tab.cell(*place)
    formula = copied(source.formula, *move) if source.formula else None
    if kind == "PASTE_VALUES":
        value = book.value(tab, *place)
        return old._replace(value=value.text if isinstance(value, Fail) else value, formula=None, runs=None)
    if kind == "PASTE_FORMULA":
        return old._replace(value=source.value, formula=formula, runs=None)
    if kind == "PASTE_FORMAT":
        return old._replace(format=source.format)
    if kind == "PASTE_DATA_VALIDATION":
        return old._replace(validation=source.validation)
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        return old
    form = source.format
    if kind == "PASTE_NO_BORDERS" and form:
        form = {key: value for key, value in form.items() if key != "borders"} or None
    return source._replace(formula=formula, format=form)


def copy_paste(book: Book, ask: JSON) -> JSON:
    """copyPaste: between places and tabs; a larger target is filled by repeating the source.

    Rows that a filter hides get nothing: what is pasted goes on in the next row that is seen, as in the program itself.
    """
    tab, box = boxed(book, ask.get("source"), True)
    target, goal = boxed(book, ask.get("destination"))
    kind = ask.get("pasteType") or "PASTE_NORMAL"
    turn = ask.get("pasteOrientation") == "TRANSPOSE"
    height, width = len(box.rows), len(box.columns)
    tall, wide = (width, height) if turn else (height, width)
    down = max(1, len(goal.rows) // tall) * tall
    across = max(1, len(goal.columns) // wide) * wide
    target.inside(Box(target.id, goal.top, goal.top + down, goal.left, goal.left + across), True)
    seen = islice((at for at in count(goal.top) if "hiddenByFilter" not in target.row_facts.get(at, ())), down)
    new = []
    for row, at in enumerate(seen):
        line = []
        for column in range(across):
            inner = (column % wide, row % tall) if turn else (row % tall, column % wide)
            place = (box.top + inner[0], box.left + inner[1])
            spot = (at, goal.left + column)
            move = (spot[0] - place[0], spot[1] - place[1])
            line.append(pasted(book, tab, place, target.cell(*spot), kind, move))
        new.append((at, line))
    book.grow(target, new[-1][0] + 1, 0)
    for at, line in new:
        target.put(at, goal.left, line)
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        copy_merges(tab, box, target, goal)
    book.touched()
    return {}


def copy_merges(tab: Tab, box: Box, target: Tab, goal: Box) -> None:
    """Merges inside the source are made in the target too."""
    from hosts.google_sheets.a1 import grid_of
    from hosts.google_sheets.range_requests import holds

    down, right = goal.top - box.top, goal.left - box.left
    for part in [of_grid(one) for one in tab.parts["merges"]]:
        if holds(box, part):
            assert part.bottom is not None and part.right is not None
            new = Box(target.id, part.top + down, part.bottom + down, part.left + right, part.right + right)
            if grid_of(new) not in target.parts["merges"]:
                target.parts["merges"].append(grid_of(new))


def cut_paste(book: Book, ask: JSON) -> JSON:
    """cutPaste: the source is emptied, whatever of it is pasted."""
    tab, box = boxed(book, ask.get("source"), True)
    corner = ask.get("destination") or {}
    target = book.tab(corner.get("sheetId", 0))
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    target.inside(Box(target.id, top, top + len(box.rows), left, left + len(box.columns)), True)
    kind = ask.get("pasteType") or "PASTE_NORMAL"
    new = [
        [
            pasted(book, tab, (row, column), target.cell(top + row - box.top, left + column - box.left), kind, (0, 0))
            for column in box.columns
        ]
        for row in box.rows
    ]
    for row in box.rows:
        tab.put(row, box.left, [EMPTY] * len(box.columns))
    for row, line in enumerate(new):
        target.put(top + row, left, line)
    book.touched()
    return {}


def find_replace(book: Book, ask: JSON) -> JSON:
    """findReplace: over a range, a tab or all tabs; what is put in is read as typed."""
    if ask.get("range") is not None:
        places = [boxed(book, ask["range"])]
    elif ask.get("sheetId") is not None:
        tab = book.tab(ask["sheetId"], "sheet")
        places = [(tab, tab.closed(Box(tab.id, 0, None, 0, None)))]
    elif ask.get("allSheets"):
        places = [(tab, tab.closed(Box(tab.id, 0, None, 0, None))) for tab in book.tabs]
    else:
        raise Trouble("Must specify a range, a sheet or all sheets.")
    pattern = sought(ask)
    text = str(ask.get("replacement") or "")
    put = re.sub(r"\$(\d)", r"\\\1", text.replace("\\", r"\\")) if ask.get("searchByRegex") else None
    counts = {"valuesChanged": 0, "formulasChanged": 0, "rowsChanged": 0, "sheetsChanged": 0, "occurrencesChanged": 0}
    for tab, box in places:
        rows = set()
        for row, column, cell in list(book.walk(tab, box)):
            hits = replaced_in(book, tab, (row, column), cell, pattern, put, text, bool(ask.get("includeFormulas")))
            if hits:
                counts["occurrencesChanged"] += hits
                counts["formulasChanged" if cell.formula else "valuesChanged"] += 1
                rows.add(row)
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    if counts["occurrencesChanged"]:
        book.touched()
    return {key: number for key, number in counts.items() if number}


def sought(ask: JSON) -> re.Pattern[str]:
    """What is searched for, as a pattern."""
    find = ask.get("find") or ""
    if not find:
        raise Trouble("Must specify a find value.")
    body = find if ask.get("searchByRegex") else re.escape(find)
    body = rf"\A(?:{body})\Z" if ask.get("matchEntireCell") else body
    return re.compile(body, 0 if ask.get("matchCase") else re.IGNORECASE)


def replaced_in(
    book: Book,
    tab: Tab,
    place: tuple[int, int],
    cell: Cell,
    pattern: re.Pattern[str],
    put: str | None,
    text: str,
    formulas: bool,
) -> int:
    """Replace in one cell; how often it was found there."""
    if not cell.filled or (cell.formula and not formulas):
        return 0
    old = cell.formula or str(values.rendered(book, tab, *place, cell, {}))
    new, hits = pattern.subn(put if put is not None else lambda _: text, old)
    if hits:
        tab.put(place[0], place[1], [typed(cell, new, book.locale)])
    return hits


def shift_range(book: Book, ask: JSON, opening: bool) -> JSON:
    """insertRange and deleteRange: cells beside the range move, the rest of the grid stays."""
    tab, box = boxed(book, ask.get("range"))
    if ask.get("shiftDimension") not in ("ROWS", "COLUMNS"):
        raise Trouble("No shift dimension specified.")
    down = ask["shiftDimension"] == "ROWS"
    if down:
        for column in box.columns:
            line = [tab.cell(row, column) for row in range(box.top, len(tab.rows))]
            moved = len(box.rows)
            new = [EMPTY] * moved + line if opening else line[moved:] + [EMPTY] * moved
            for step, cell in enumerate(new[: tab.height - box.top]):
                if cell != tab.cell(box.top + step, column):
                    tab.put(box.top + step, column, [cell])
    else:
        for row in box.rows:
            line = [tab.cell(row, column) for column in range(box.left, tab.width)]
            moved = len(box.columns)
            new = [EMPTY] * moved + line if opening else line[moved:] + [EMPTY] * moved
            tab.put(row, box.left, new[: tab.width - box.left])
    book.touched()
    return {}


def insert_range(book: Book, ask: JSON) -> JSON:
    """insertRange."""
    return shift_range(book, ask, True)


def delete_range(book: Book, ask: JSON) -> JSON:
    """deleteRange."""
    return shift_range(book, ask, False)


def paste_data(book: Book, ask: JSON) -> JSON:
    """pasteData: delimited text or an HTML table from a corner on, read as typed; the grid grows if it must."""
    corner = ask.get("coordinate") or {}
    tab = book.tab(corner.get("sheetId", 0))
    text, mark = ask.get("data") or "", ask.get("delimiter")
    if not ask.get("html") and not mark:
        raise Trouble("Must specify a delimiter or html.")
    rows: list[list[Any]] = [list(row) for row in (html_rows(text) if ask.get("html") else delimited(text, str(mark)))]
    if ask.get("type") in UNSEEN:
        return {}
    top, left = corner.get("rowIndex", 0), corner.get("columnIndex", 0)
    width = max((len(row) for row in rows), default=1)
    book.grow(tab, top + len(rows), left + width)
    values.write(book, tab, Box(tab.id, top, top + len(rows), left, left + width), rows, "USER_ENTERED")
    return {}


# Plain text brings no formats, rules or validations with it.
UNSEEN = ("PASTE_FORMAT", "PASTE_DATA_VALIDATION", "PASTE_CONDITIONAL_FORMATTING")


def trim(book: Book, ask: JSON) -> JSON:
    """trimWhitespace."""
    tab, box = boxed(book, ask.get("range"))
    tidied = 0
    for row, column, cell in list(book.walk(tab, box)):
        if isinstance(cell.value, str) and " ".join(cell.value.split()) != cell.value:
            tab.put(row, column, [cell._replace(value=" ".join(cell.value.split()) or None)])
            tidied += 1
    book.touched()
    return {"cellsChangedCount": tidied} if tidied else {}


def remove_duplicates(book: Book, ask: JSON) -> JSON:
    """deleteDuplicates: the first of equal rows stays, those below move up."""
    tab, box = boxed(book, ask.get("range"))
    columns = compared(box, ask.get("comparisonColumns") or [])
    seen, kept, gone = set(), [], 0
    for row in range(box.top, min(box.bottom or 0, len(tab.rows))):
        key = tuple(str(values.rendered(book, tab, row, c, tab.cell(row, c), {})).casefold() for c in columns)
        if key in seen:
            gone += 1
            continue
        seen.add(key)
        kept.append([tab.cell(row, column) for column in box.columns])
    for step in range(len(kept) + gone):
        tab.put(box.top + step, box.left, kept[step] if step < len(kept) else [EMPTY] * len(box.columns))
    book.touched()
    return {"duplicatesRemovedCount": gone} if gone else {}


def compared(box: Box, spans: list[JSON]) -> list[int]:
    """The columns of a range whose values are compared: all of them unless spans are named."""
    if any(part.get("dimension") == "ROWS" for part in spans):
        raise Trouble("Only columns can be compared.")
    end = box.columns.stop
    named = [range(part.get("startIndex", 0), part.get("endIndex", end)) for part in spans]
    if any(span.start < box.left or span.stop > end or not span for span in named):
        raise Trouble("The comparison columns lie outside of the range.")
    return [column for span in named for column in span] or list(box.columns)


KINDS = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "findReplace": find_replace,
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "pasteData": paste_data,
    "trimWhitespace": trim,
    "deleteDuplicates": remove_duplicates,
}

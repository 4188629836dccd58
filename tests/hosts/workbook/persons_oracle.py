"""What a refresh must keep: a workbook's tabs as a person left them, compared with what stands there afterwards."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
from hosts.workbook.persons_package import Parts, below_named, linked, opened, sheet_part, tree, words
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from winback_sheets.schema.inputs import SETTINGS
from winback_sheets.schema.results import CHURN, HISTORY, LOST_CUSTOMERS, OUTREACH, SEGMENTS, WARNING_SIGNS

TOKEN = re.compile(r"zq\d+z")
MARKER = "_winback."
TABLES = {t.key: t for t in (OUTREACH, LOST_CUSTOMERS, WARNING_SIGNS, SEGMENTS, CHURN, HISTORY, SETTINGS)}
TYPED_IN = ("outreach", "lost_customers", "warning_signs", "settings")
# A call is known by its customer and its month; its number may follow a new plan.
KEYS = {key: table.keys for key, table in TABLES.items()} | {"outreach": ("customer", "cycle"), "settings": ("key",)}
LEFT = {"no longer in your data", "the sign has cleared", "earlier plan", "not a setting of this version"}
PLUMBING = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|.*calcChain.*"
)

At = tuple[int, int]
Key = tuple[str, ...]


class Tab(NamedTuple):
    """One tab of ours: its cells by row and column (from 1), and what hangs on them."""

    key: str
    name: str
    head: int
    headings: dict[int, str]
    keys: dict[int, Key]
    cells: dict[At, str]
    notes: dict[At, str]
    threads: dict[At, str]
    colours: dict[At, str]
    widths: dict[str, float]
    hidden_columns: frozenset[str]
    hidden_rows: frozenset[int]
    filters: dict[str, str]
    filtered_to: int


class State(NamedTuple):
    """A workbook: our tabs by key, the names of all tabs in order, the parts that are not ours."""

    tabs: dict[str, Tab]
    order: list[str]
    parts: dict[str, bytes]


def said(value: object) -> str:
    """A cell's value as text that does not depend on the program that saved it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n") if value is not None else ""


def state(path: Path) -> State:
    """Read a workbook as it lies; the same bytes are read once."""
    return _state(path.read_bytes())


@lru_cache(maxsize=32)
def _state(content: bytes) -> State:
    book, parts = openpyxl.load_workbook(io.BytesIO(content)), opened(io.BytesIO(content))
    ours = {}
    for name, defined in book.defined_names.items():
        if name.lower().startswith(MARKER):
            ours[name[len(MARKER) :].lower()] = defined.attr_text.rpartition("!")[0].strip("'").replace("''", "'")
    tabs = {key: tab(key, book[name], parts) for key, name in ours.items() if name in book.sheetnames}
    mine = reached(parts, [sheet_part(parts, each.name) for each in tabs.values()])
    rest = {name: content for name, content in parts.bytes.items() if name not in mine and not PLUMBING.fullmatch(name)}
    return State(tabs, book.sheetnames, rest)


def reached(parts: Parts, names: list[str]) -> set[str]:
    """These parts, their relationships, and all that only they lead to."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        part = waiting.pop()
        folder, _, file = part.rpartition("/")
        found |= {part, f"{folder}/_rels/{file}.rels"}
        if f"{folder}/_rels/{file}.rels" in parts.bytes:
            more = linked(parts, part, "")
            waiting += [each for each in more if each not in found]
    return found


def tab(key: str, sheet: Worksheet, parts: Parts) -> Tab:
    """One tab: where its list stands, whose row is whose, and everything a person may have put there."""
    cells, notes, colours = {}, {}, {}
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None and said(cell.value) != "":
                cells[cell.row, cell.column] = said(cell.value)
            if cell.comment is not None:
                notes[cell.row, cell.column] = cell.comment.text
            if cell.has_style and cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str):
                colours[cell.row, cell.column] = cell.fill.fgColor.rgb[-6:]
    head, headings = heading_row(key, cells)
    hidden = frozenset(n for n, row in sheet.row_dimensions.items() if row.hidden)
    widths, unseen = columns(sheet, headings)
    filters, last = filtered(sheet, head, headings)
    keys = keyed(key, head, headings, cells)
    threads = threaded(parts, sheet.title)
    return Tab(
        *(key, sheet.title, head, headings, keys, cells, notes, threads, colours),
        *(widths, unseen, hidden, filters, last),
    )


def heading_row(key: str, cells: Mapping[At, str]) -> tuple[int, dict[int, str]]:
    """The row with four of our headings, and all headings in it."""
    table = TABLES.get(key)
    wanted = {c.key if key == "settings" else c.heading for c in table.columns} if table else set()
    rows: dict[int, dict[int, str]] = {}
    for (row, col), text in cells.items():
        rows.setdefault(row, {})[col] = text
    for row in sorted(rows)[:40]:
        if wanted and len(wanted & set(rows[row].values())) >= 4:
            return row, rows[row]
    return 0, {}


def keyed(key: str, head: int, headings: Mapping[int, str], cells: Mapping[At, str]) -> dict[int, Key]:
    """The key of every row below the headings that names a customer."""
    if not head:
        return {}
    table, found = TABLES[key], {text: col for col, text in reversed(sorted(headings.items()))}
    places = [found.get(each if key == "settings" else table.column(each).heading, 0) for each in KEYS[key]]
    rows = sorted({row for row, _ in cells if row > head})
    keys = {row: tuple(cells.get((row, col), "") for col in places) for row in rows}
    # A stray text below the list may stand in the customer's column: it names nobody.
    return {row: key for row, key in keys.items() if key[0] and (key[0].startswith("Own ") or not TOKEN.search(key[0]))}


def columns(sheet: Worksheet, headings: Mapping[int, str]) -> tuple[dict[str, float], frozenset[str]]:
    """Width of each headed column, and which of them are hidden."""
    spans = [(d.min or 0, d.max or 0, d.width, d.hidden) for d in sheet.column_dimensions.values()]
    widths, hidden = {}, set()
    for col, text in headings.items():
        for low, high, width, unseen in spans:
            if low <= col <= high:
                widths[text] = round(width, 1)
                hidden |= {text} if unseen else set()
    return widths, frozenset(hidden)


def filtered(sheet: Worksheet, head: int, headings: Mapping[int, str]) -> tuple[dict[str, str], int]:
    """What the list is filtered by, heading -> values, and the last row the filter covers."""
    for each in [*(t.autoFilter for t in sheet.tables.values()), sheet.auto_filter]:
        if each is None or not each.ref or not each.filterColumn:
            continue
        first, _, last = each.ref.partition(":")
        area = sheet[each.ref]
        if area[0][0].row != head:
            continue
        left = area[0][0].column
        found = {}
        for column in each.filterColumn:
            listed = [said(v) for v in column.filters.filter] if column.filters else []
            custom = [said(v.val) for v in column.customFilters.customFilter] if column.customFilters else []
            found[headings.get(left + column.colId, "")] = "|".join(sorted(listed + custom))
        return found, area[-1][0].row
    return {}, 0


def threaded(parts: Parts, name: str) -> dict[At, str]:
    """Threaded comments of a tab by place."""
    found = {}
    for part in linked(parts, sheet_part(parts, name), "threadedComment"):
        for each in below_named(tree(parts, part), "threadedComment"):
            row, col = openpyxl.utils.cell.coordinate_to_tuple(each.getAttribute("ref"))
            text = next(below_named(each, "text"))
            found[row, col] = words(text) or "".join(t.data for t in text.childNodes)
    return found


def persons(each: Tab, heading: str) -> bool:
    """Whether a column is a person's: one of theirs in our list, or one they added, headed or not."""
    ours = {c.key if each.key == "settings" else c.heading: c.owner for c in TABLES[each.key].columns}
    return heading not in ours or ours[heading] == "person"


def typed(each: Tab) -> Counter[tuple[Key, str, str]]:
    """What people typed beside a customer: key, heading, text; a column without heading by its letter."""
    found: Counter[tuple[Key, str, str]] = Counter()
    for (row, col), text in each.cells.items():
        heading = each.headings.get(col, f"column {get_column_letter(col)}")
        if row in each.keys and persons(each, heading):
            found[each.keys[row], heading, text] += 1
    return found


def kept(before: State, after: State, *, palette: frozenset[str], wide: frozenset[tuple[str, str]]) -> Iterator[str]:
    """Everything a person put there that a refresh lost, moved or changed: 'kind: what', one a finding.

    palette: colours people gave, as RRGGBB. wide: tab and heading of columns somebody gave a width.
    """
    yield from around(before, after)
    checked = [text for text in after.tabs["data_check"].cells.values()] if "data_check" in after.tabs else []
    for key, old in before.tabs.items():
        new = after.tabs.get(key)
        if new is None:
            mine = [text for text in (*old.cells.values(), *old.notes.values()) if TOKEN.search(text)]
            yield from (f"tab gone with a typed text: {key} {text!r}" for text in mine)
            continue
        if key in TYPED_IN:
            yield from beside_customers(old, new)
            yield from hanging(old, new, palette)
            yield from look(old, new, palette, wide)
        yield from loose(old, new, checked)


def around(before: State, after: State) -> Iterator[str]:
    """Names and places of tabs, and every part that is not ours."""
    names = {key: each.name for key, each in before.tabs.items()}
    for key, name in names.items():
        if key in after.tabs and after.tabs[key].name != name:
            yield f"tab renamed: {name} is now {after.tabs[key].name}"
    left = [name for name in before.order if name in after.order]
    if left != [name for name in after.order if name in before.order]:
        yield f"tabs moved: {before.order} are now {after.order}"
    for name in before.order:
        if name not in after.order and name not in names.values():
            yield f"a person's tab is gone: {name}"
    for name, content in before.parts.items():
        if after.parts.get(name) != content:
            yield f"a part of the person's changed: {name}"


def beside_customers(old: Tab, new: Tab) -> Iterator[str]:
    """Texts beside a customer: still there, on the same row, below the same heading."""
    here = typed(new)
    for (key, heading, text), count in (typed(old) - here).items():
        others = [(k, h) for k, h, t in here if t == text]
        where = f"{old.key} {key} {heading} {text!r} x {count}"
        if (key, heading) in others:
            yield f"typed text lost once: {where}"
        elif any(k == key for k, _ in others):
            yield f"typed text under another heading: {where}, now {others}"
        elif others and TOKEN.search(text):
            yield f"typed text beside another customer: {where}, now {others}"
        else:
            yield f"typed text lost: {where}"
    for key in set(old.keys.values()) - set(new.keys.values()):
        if key[0].startswith("Own "):
            yield f"own row lost: {old.key} {key}"


def loose(old: Tab, new: Tab, checked: list[str]) -> Iterator[str]:
    """Texts that stand beside no customer, and texts typed over our own cells."""
    for (row, col), text in old.cells.items():
        if not TOKEN.search(text):
            continue
        heading = old.headings.get(col, "")
        mine = [at for at, found in new.cells.items() if found == text]
        listed = any(text in each for each in checked)
        where = f"{old.key} {get_column_letter(col)}{row} {text!r}"
        if old.key == "data_check" or not TABLES.get(old.key):
            if not mine and not listed:
                yield f"free text lost: {where}"
        elif row in old.keys and not persons(old, heading):
            if old.keys[row][0].startswith("Own "):
                continue
            # In the row of one who is not listed any more, or of a call that is done, nothing is put back or told.
            stays = any(new.keys.get(at[0]) == old.keys[row] and left_alone(new, at[0]) for at in mine)
            if not listed and not stays:
                yield f"typed over and not in Data check: {where}"
            elif mine and not stays:
                yield f"typed over and not restored: {where}"
        elif row not in old.keys:
            if not mine and not listed:
                yield f"free text lost: {where}"
            elif row > old.head and any(at[0] in new.keys for at in mine):
                yield f"free text beside a customer: {where}, now {mine}"


def left_alone(each: Tab, row: int) -> bool:
    """Whether a row says that its customer is not listed any more, or that the call took place."""
    found = {each.headings.get(col, ""): text for (at, col), text in each.cells.items() if at == row}
    return not LEFT.isdisjoint(found.values()) or bool(found.get("Done") or found.get("Outcome"))


def hanging(old: Tab, new: Tab, palette: frozenset[str]) -> Iterator[str]:
    """Notes, threaded comments and colours: on the same customer's row, below the same heading."""
    for kind, was, now in (
        ("note", old.notes, new.notes),
        ("threaded comment", old.threads, new.threads),
        ("colour", old.colours, new.colours),
    ):
        there: dict[tuple[Key | int, str], Counter[str]] = {}
        for (row, col), text in now.items():
            there.setdefault((new.keys.get(row, ()), new.headings.get(col, "")), Counter())[text] += 1
        for (row, col), text in was.items():
            if kind == "colour" and text not in palette:
                continue
            key, heading = old.keys.get(row, ()), old.headings.get(col, "")
            if there.get((key, heading), Counter())[text]:
                there[key, heading][text] -= 1
                continue
            others = [at for at, texts in there.items() if texts[text]]
            listed = "" if key in new.keys.values() else " (row gone)"
            yield f"{kind} {'on another row' if others else 'lost'}{listed}: {old.key} {key} {heading} {text!r} {others}"


def seen(each: Tab) -> set[Key]:
    """The keys of the rows that a filter or a person leaves in view."""
    return {key for row, key in each.keys.items() if row not in each.hidden_rows}


def look(old: Tab, new: Tab, palette: frozenset[str], wide: frozenset[tuple[str, str]]) -> Iterator[str]:
    """Widths, hidden columns, filter, hidden rows and the order of the rows: as the person left them."""
    for heading, width in old.widths.items():
        if (old.key, heading) in wide and abs(new.widths.get(heading, -1) - width) > 0.11:
            yield f"width changed: {old.key} {heading} {width} is now {new.widths.get(heading)}"
    if changed := old.hidden_columns ^ new.hidden_columns:
        yield f"hidden columns changed: {old.key} {sorted(changed)}"
    if old.filters != new.filters:
        yield f"filter changed: {old.key} {old.filters} is now {new.filters}"
    if old.filters:
        shown, now = seen(old), seen(new)
        other = [key for key in old.keys.values() if key in new.keys.values() and (key in shown) != (key in now)]
        if other:
            yield f"hidden rows changed: {old.key} {other[:3]} and {max(0, len(other) - 3)} more"
        if new.filters and new.keys and new.filtered_to < max(new.keys):
            yield f"filter too short: {old.key} ends at row {new.filtered_to} of {max(new.keys)}"
    left, right = touched(old, palette), touched(new, palette)
    if [k for k in left if k in right] != [k for k in right if k in left] and old.key != "settings":
        yield f"order of the rows changed: {old.key}"


def touched(each: Tab, palette: frozenset[str]) -> list[Key]:
    """The rows a person did something to, from the top; rows nobody touched may fill a gap."""
    mine = {key for key, _, _ in typed(each)} | {each.keys.get(row, ()) for row, _ in (*each.notes, *each.threads)}
    mine |= {each.keys.get(row, ()) for (row, _), colour in each.colours.items() if colour in palette}
    return list(dict.fromkeys(key for _, key in sorted(each.keys.items()) if key in mine))

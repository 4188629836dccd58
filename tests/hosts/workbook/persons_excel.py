"""What a person does at Excel, act by act, on the parts of a workbook (see persons_package)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hosts.workbook.persons_looks import colour, comment, filter_rows, hide_column, thread, total_row, width
from hosts.workbook.persons_moves import delete_row, duplicate_row, insert_above, insert_row, move_column, sort
from hosts.workbook.persons_package import (
    Doing,
    Parts,
    Spot,
    add,
    address,
    below_named,
    book_part,
    cell,
    named,
    opened,
    put,
    saved,
    sheet_node,
    sheet_part,
    shown,
    split,
    spot,
    strings,
    table_of,
    tree,
    words,
)


def type_in(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    put(parts, at.root, row, at.headings[act["heading"]], act["text"])


def new_column(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """A heading at the table's right: Excel makes the table wider."""
    col, table = max(at.headings.values()) + 1, table_of(parts, at)
    put(parts, at.root, at.head, col, act["heading"])
    put(parts, at.root, row, col, act["text"])
    if table is None:
        return
    holder = named(table, "tableColumns")[0]
    listed = named(holder, "tableColumn")
    left, right = (split(end)[1] for end in table.getAttribute("ref").split(":"))
    if right != col - 1 or len(listed) != right - left + 1:
        return  # the person left a gap, so it is no column of the table
    made = add(holder, "tableColumn")
    made.setAttribute("id", str(max(int(e.getAttribute("id")) for e in listed) + 1))
    made.setAttribute("name", act["heading"])
    holder.setAttribute("count", str(len(listed) + 1))
    for each in (table, *named(table, "autoFilter")):
        first, last = each.getAttribute("ref").split(":")
        each.setAttribute("ref", f"{first}:{address(split(last)[0], col)}")


def beside(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    put(parts, at.root, row, max(at.headings.values()) + 2, act["text"])


def below(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    put(parts, at.root, at.end + 3, act["number"] + 1, act["text"])


def own_row(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """A customer of the person's own below the last one; Excel makes the table longer where it ends there."""
    last = (at.rows or [at.head])[-1] + 1
    put(parts, at.root, last, at.headings["Customer"], f"Own {act['text']}")
    if "Notes" in at.headings and act["number"]:
        put(parts, at.root, last, at.headings["Notes"], act["text"])
    table = table_of(parts, at)
    if table is not None and split(table.getAttribute("ref").split(":")[1])[0] == last - 1:
        for each in (table, *named(table, "autoFilter")):
            first, end = each.getAttribute("ref").split(":")
            each.setAttribute("ref", f"{first}:{address(last, split(end)[1])}")


def rename(parts: Parts, name: str, act: dict[str, Any]) -> None:
    """A new name for a tab, in the names and formulas that lead to it too."""
    node = sheet_node(parts, name)
    assert node is not None
    node.setAttribute("name", act["text"])
    old = re.compile(rf"(?:'{re.escape(name)}'|(?<![\w'-]){re.escape(name)})!")
    new = "'" + act["text"].replace("'", "''") + "'!"
    for each in below_named(tree(parts, book_part(parts)), "definedName"):
        each.firstChild.data = old.sub(lambda _: new, each.firstChild.data)
    for part in [each for each in parts.bytes if each.startswith("xl/worksheets/sheet")]:
        for each in below_named(tree(parts, part), "f"):
            if each.firstChild:
                each.firstChild.data = old.sub(lambda _: new, each.firstChild.data)


def move_tab(parts: Parts, name: str, act: dict[str, Any]) -> None:
    """Another place for a tab; names that belong to one tab follow it."""
    book = tree(parts, book_part(parts))
    holder, node = named(book, "sheets")[0], sheet_node(parts, name)
    before = named(holder, "sheet")
    goal = [each for each in before if each is not node]
    goal.insert(act["number"] % len(before), node)
    for each in goal:
        holder.appendChild(each)
    for each in below_named(book, "definedName"):
        if each.hasAttribute("localSheetId"):
            each.setAttribute("localSheetId", str(goal.index(before[int(each.getAttribute("localSheetId"))])))
    for each in below_named(book, "workbookView"):
        old = int(each.getAttribute("activeTab") or 0)
        each.setAttribute("activeTab", str(goal.index(before[old])))


def free(parts: Parts, name: str, act: dict[str, Any]) -> None:
    """Type somewhere at the right of everything on a tab."""
    root = tree(parts, sheet_part(parts, name))
    right = max((split(c.getAttribute("r"))[1] for c in below_named(root, "c")), default=1)
    put(parts, root, act["row"] % 20 + 1, right + 2, act["text"])


def sell(parts: Parts, name: str, act: dict[str, Any]) -> None:
    """Paste new rows below the ledger: customer, day as a spreadsheet's number, amount."""
    root = tree(parts, sheet_part(parts, name))
    top = max(int(e.getAttribute("r")) for e in named(named(root, "sheetData")[0], "row"))
    style = cell(root, 2, 2).getAttribute("s")
    for number, (who, day, money) in enumerate(act["rows"], start=top + 1):
        put(parts, root, number, 1, who)
        for col, value in ((2, day), (3, money)):
            add(cell(root, number, col), "v", text=str(value))
        cell(root, number, 2).setAttribute("s", style)
    for each in named(root, "dimension"):
        first = each.getAttribute("ref").split(":")[0]
        each.setAttribute("ref", f"{first}:C{top + len(act['rows'])}")


def vanish(parts: Parts, name: str, act: dict[str, Any]) -> None:
    """Give all rows of one customer in the ledger to another."""
    root, shared = tree(parts, sheet_part(parts, name)), [words(e) for e in named(strings(parts), "si")]
    for line in named(named(root, "sheetData")[0], "row"):
        for each in named(line, "c")[:1]:
            if shown(shared, each) == act["text"]:
                put(parts, root, int(line.getAttribute("r")), 1, act["heading"])


ON_TABS: dict[str, Callable[[Parts, str, dict[str, Any]], None]] = {
    "rename": rename,
    "move_tab": move_tab,
    "free": free,
    "sell": sell,
    "vanish": vanish,
}
ACTS: dict[str, Doing] = {
    "type": type_in,
    "over": type_in,
    "new_column": new_column,
    "beside": beside,
    "below": below,
    "own_row": own_row,
    "move_column": move_column,
    "hide_column": hide_column,
    "width": width,
    "colour": colour,
    "comment": comment,
    "thread": thread,
    "sort": sort,
    "filter": filter_rows,
    "delete_row": delete_row,
    "insert_row": insert_row,
    "insert_above": insert_above,
    "duplicate_row": duplicate_row,
    "total_row": total_row,
}
NO_ROW = {"below", "own_row", "insert_above", "total_row"}
HEADING = {"type", "over", "move_column", "hide_column", "width", "colour", "comment", "thread", "sort", "filter"}


def work(path: Path, acts: list[dict[str, Any]], tabs: dict[str, str], heads: dict[str, list[str]]) -> list[int]:
    """One sitting at Excel: the numbers of the acts that were done; the workbook is saved where it was."""
    parts, done, tabs = opened(path), [], dict(tabs)
    as_shared(parts)
    for number, act in enumerate(json.loads(json.dumps(acts))):
        name = tabs.get(act["tab"], act["tab"])
        if sheet_node(parts, name) is None:
            continue
        if act["what"] in ON_TABS:
            ON_TABS[act["what"]](parts, name, act)
            tabs |= {act["tab"]: act["text"]} if act["what"] == "rename" else {}
            done.append(number)
            continue
        at = spot(parts, name, heads.get(act["tab"], [])) if act["what"] in ACTS else None
        if at is None or not at.rows and act["what"] not in NO_ROW:
            continue
        if act["what"] in HEADING and act["heading"] not in at.headings:
            continue
        ACTS[act["what"]](parts, at, act, at.rows[act["row"] % len(at.rows)] if at.rows else at.head)
        done.append(number)
    saved(parts, path)
    return done


def as_shared(parts: Parts) -> None:
    """Excel keeps no inline strings: each becomes a shared one."""
    sst = strings(parts)
    count = len(named(sst, "si"))
    for part in [each for each in parts.bytes if each.startswith("xl/worksheets/sheet")]:
        if b"inlineStr" not in parts.bytes[part]:
            continue
        for each in below_named(tree(parts, part), "c"):
            if each.getAttribute("t") == "inlineStr":
                item = add(sst, "si")
                for child in list(named(each, "is")[0].childNodes):
                    item.appendChild(child)
                each.removeChild(named(each, "is")[0])
                each.setAttribute("t", "s")
                add(each, "v", text=str(count))
                count += 1
    for name in ("count", "uniqueCount"):
        if sst.hasAttribute(name):
            sst.removeAttribute(name)

"""Rows and columns moved at Excel: inserted, deleted, doubled, cut, sorted; with all that hangs on their cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hosts.workbook.persons_package import (
    IN_FORMULA,
    Parts,
    Spot,
    add,
    address,
    below_named,
    cell,
    column_index_from_string,
    get_column_letter,
    linked,
    minidom,
    named,
    row_node,
    shown,
    split,
    strings,
    table_of,
    tree,
    words,
)

Place = Callable[[int], int]


def stay(number: int) -> int:
    return number


def area(ref: str, rows: Place, cols: Place) -> str:
    """An address or a range after rows and columns moved; 0 says that a row is gone, and its range shrinks."""
    marks = [split(each) for each in ref.split(":")]
    (top, left), (bottom, right) = marks[0], marks[-1]
    kept = [rows(n) for n in (range(top, bottom + 1) if bottom - top < 5000 else (top, bottom)) if rows(n)]
    if not kept:
        return ""
    wide = sorted((cols(left), cols(right)))
    first, last = address(min(kept), wide[0]), address(max(kept), wide[1])
    return first if len(marks) == 1 else f"{first}:{last}"


def formula(text: str, rows: Place, cols: Place) -> str:
    """A formula of the same tab after rows and columns moved."""

    def one(found: re.Match[str]) -> str:
        col, row = cols(column_index_from_string(found[2])), rows(int(found[4]))
        return f"{found[1]}{get_column_letter(col)}{found[3]}{row}" if row else "#REF!"

    return IN_FORMULA.sub(one, text)


def remap(parts: Parts, at: Spot, rows: Place = stay, cols: Place = stay) -> None:
    """Move whole rows or columns of a tab, with all that hangs on their cells."""
    data = named(at.root, "sheetData")[0]
    for line in named(data, "row"):
        goal = rows(int(line.getAttribute("r")))
        if not goal:
            data.removeChild(line)
            continue
        line.setAttribute("r", str(goal))
        for each in sorted(named(line, "c"), key=lambda c: cols(split(c.getAttribute("r"))[1])):
            each.setAttribute("r", address(goal, cols(split(each.getAttribute("r"))[1])))
            line.appendChild(each)
            for text in named(each, "f"):
                if text.firstChild:
                    text.firstChild.data = formula(text.firstChild.data, rows, cols)
    for local, attribute in (("mergeCell", "ref"), ("hyperlink", "ref"), ("autoFilter", "ref")):
        for each in list(below_named(at.root, local)):
            change(each, attribute, rows, cols)
    for local in ("conditionalFormatting", "dataValidation", "selection"):
        for each in list(below_named(at.root, local)):
            change(each, "sqref", rows, cols)
    for table in linked(parts, at.part, "table"):
        root = tree(parts, table)
        for each in (root, *named(root, "autoFilter"), *below_named(root, "sortState")):
            change(each, "ref", rows, stay)
    move_widths(at.root, cols)
    move_notes(parts, at, rows, cols)


def change(node: minidom.Element, attribute: str, rows: Place, cols: Place) -> None:
    """Move the ranges of an attribute; a node whose cells are all gone goes too."""
    moved = [area(each, rows, cols) for each in node.getAttribute(attribute).split()]
    if any(moved):
        node.setAttribute(attribute, " ".join(each for each in moved if each))
    elif node.getAttribute(attribute):
        node.parentNode.removeChild(node)


def move_widths(root: minidom.Element, cols: Place) -> None:
    """Give each column its width at its new place."""
    if cols is stay or not named(root, "cols"):
        return
    holder, moved = named(root, "cols")[0], []
    for each in named(holder, "col"):
        for number in range(int(each.getAttribute("min")), min(int(each.getAttribute("max")), 60) + 1):
            one = each.cloneNode(True)
            one.setAttribute("min", str(cols(number)))
            one.setAttribute("max", str(cols(number)))
            moved.append(one)
        holder.removeChild(each)
    for one in sorted(moved, key=lambda e: int(e.getAttribute("min"))):
        holder.appendChild(one)


def move_notes(parts: Parts, at: Spot, rows: Place, cols: Place) -> None:
    """Notes, threaded comments and the drawings of notes go with their cells."""
    for part in (*linked(parts, at.part, "comments"), *linked(parts, at.part, "threadedComment")):
        for local in ("comment", "threadedComment"):
            for each in list(below_named(tree(parts, part), local)):
                change(each, "ref", rows, cols)
    for part in linked(parts, at.part, "vmlDrawing"):
        for shape in list(below_named(tree(parts, part), "shape")):
            row, col = next(below_named(shape, "Row"), None), next(below_named(shape, "Column"), None)
            if row is None or col is None:
                continue
            goal = rows(int(row.firstChild.data) + 1)
            if not goal:
                shape.parentNode.removeChild(shape)
                continue
            row.firstChild.data = str(goal - 1)
            col.firstChild.data = str(cols(int(col.firstChild.data) + 1) - 1)


def move_column(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """Cut a column and insert it before another one, in the table too."""
    start, goal = at.headings[act["heading"]], act["number"] % max(at.headings.values()) + 1
    table = table_of(parts, at)
    order = list(range(1, max(at.headings.values()) + 1))
    order.insert(goal - 1, order.pop(start - 1))
    new = {old: place for place, old in enumerate(order, start=1)}
    if table is not None:
        left, right = (split(end)[1] for end in table.getAttribute("ref").split(":"))
        if not (left <= start <= right and left <= goal <= right):
            return
        holder = named(table, "tableColumns")[0]
        listed = named(holder, "tableColumn")
        for number in sorted(range(len(listed)), key=lambda n: new[n + left]):
            holder.appendChild(listed[number])
        for each in below_named(table, "filterColumn"):
            each.setAttribute("colId", str(new[int(each.getAttribute("colId")) + left] - left))
    remap(parts, at, cols=lambda col: new.get(col, col))


def sort(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """Order the rows of the table by one column; formats and notes go along, heights and hidden rows stay."""
    shared = [words(e) for e in named(strings(parts), "si")]
    col, right, table = at.headings[act["heading"]], max(at.headings.values()), table_of(parts, at)
    lines = list(range(at.head + 1, at.rows[-1] + 1))

    def value(number: int) -> tuple[int, float, str]:
        node = cell(at.root, number, col)
        text = shown(shared, node)
        numeric = text and node.getAttribute("t") in ("", "n")
        return (2, 0.0, "") if not text else (0, float(text), "") if numeric else (1, 0.0, text.casefold())

    filled = [n for n in lines if value(n)[0] < 2]
    order = sorted(filled, key=value, reverse=bool(act["number"])) + [n for n in lines if value(n)[0] == 2]
    new = {old: place for old, place in zip(order, lines, strict=True)}
    held = {
        old: [c for c in named(row_node(at.root, old), "c") if split(c.getAttribute("r"))[1] <= right] for old in lines
    }
    for old in lines:
        goal = row_node(at.root, new[old])
        first = next((c for c in named(goal, "c") if c not in held[new[old]]), None)
        for each in held[old]:
            place = split(each.getAttribute("r"))[1]
            each.setAttribute("r", address(new[old], place))
            for text in named(each, "f"):
                if text.firstChild:
                    moved: Place = lambda n, here=old: new[here] if n == here else n  # noqa: E731
                    text.firstChild.data = formula(text.firstChild.data, moved, stay)
            goal.insertBefore(each, first)
    for line in lines:
        tidy(row_node(at.root, line))
    move_notes(parts, at, lambda n: new.get(n, n), stay)
    for each in below_named(at.root, "hyperlink"):
        change(each, "ref", lambda n: new.get(n, n), stay)
    if table is not None:
        for each in named(table, "sortState"):
            table.removeChild(each)
        state = add(table, "sortState", named(table, "tableColumns")[0])
        corner = address(at.rows[-1], split(table.getAttribute("ref").split(":")[1])[1])
        state.setAttribute("ref", f"A{at.head + 1}:{corner}")
        letter = get_column_letter(col)
        by = add(state, "sortCondition")
        by.setAttribute("ref", f"{letter}{at.head + 1}:{letter}{at.rows[-1]}")
        if act["number"]:
            by.setAttribute("descending", "1")


def tidy(line: minidom.Element) -> None:
    """Cells of a row in the order of their columns."""
    for each in sorted(named(line, "c"), key=lambda c: split(c.getAttribute("r"))[1]):
        line.appendChild(each)


def delete_row(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    remap(parts, at, rows=lambda n: n if n < row else 0 if n == row else n - 1)


def insert_row(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    remap(parts, at, rows=lambda n: n if n < row else n + 1)


def insert_above(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    insert_row(parts, at, act, act["number"] % at.head + 1)


def duplicate_row(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    insert_row(parts, at, act, row + 1)
    made = row_node(at.root, row + 1)
    for each in named(row_node(at.root, row), "c"):
        copy = each.cloneNode(True)
        copy.setAttribute("r", address(row + 1, split(each.getAttribute("r"))[1]))
        made.appendChild(copy)

"""Notes, threaded comments, colours, widths, filters and total rows, as Excel puts them into the parts."""

from __future__ import annotations

from typing import Any

from hosts.workbook.persons_package import (
    KINDS,
    MAIN,
    OFFICE,
    THREADS,
    Parts,
    Spot,
    add,
    address,
    below_named,
    book_part,
    cell,
    get_column_letter,
    link,
    linked,
    minidom,
    named,
    new_part,
    put,
    row_node,
    section,
    shown,
    split,
    strings,
    table_of,
    tree,
    words,
)

NOTE_KIND = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
PERSON_KIND = "http://schemas.microsoft.com/office/2017/10/relationships/person"
PERSON = "{10000000-2000-4000-8000-000000000001}"
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"/></xml>'
)


def comment(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """An old-style note: its text in the comments part, its box in the drawing beside it."""
    ref, col = address(row, at.headings[act["heading"]]), at.headings[act["heading"]]
    if not linked(parts, at.part, "comments"):
        number = next(n for n in range(1, 99) if f"xl/comments{n}.xml" not in parts.bytes)
        blank = f'<comments xmlns="{MAIN}"><authors><author>Kim</author></authors><commentList/></comments>'
        new_part(parts, f"xl/comments{number}.xml", blank, KINDS + "comments+xml")
        link(parts, at.part, OFFICE + "/comments", f"xl/comments{number}.xml")
        drawing = f"xl/drawings/vmlNotes{number}.vml"
        new_part(parts, drawing, VML, "application/vnd.openxmlformats-officedocument.vmlDrawing")
        holder = section(at.root, "legacyDrawing")
        holder.setAttributeNS(OFFICE, "r:id", link(parts, at.part, OFFICE + "/vmlDrawing", drawing))
        at.root.setAttribute("xmlns:r", OFFICE)
    holder = named(tree(parts, linked(parts, at.part, "comments")[0]), "commentList")[0]
    for each in named(holder, "comment"):
        if each.getAttribute("ref") == ref:
            holder.removeChild(each)
    made = add(holder, "comment")
    made.setAttribute("ref", ref)
    made.setAttribute("authorId", "0")
    add(add(add(made, "text"), "r"), "t", text=act["text"])
    drawn = tree(parts, linked(parts, at.part, "vmlDrawing")[0])
    for shape in list(below_named(drawn, "shape")):
        if [int(e.firstChild.data) for k in ("Row", "Column") for e in below_named(shape, k)] == [row - 1, col - 1]:
            shape.parentNode.removeChild(shape)
    drawn.appendChild(box(drawn, row, col))


def box(drawn: minidom.Element, row: int, col: int) -> minidom.Element:
    """The box of a note."""
    number = 1025 + len(list(below_named(drawn, "shape")))
    text = (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" '
        f'id="_x0000_s{number}" type="#_x0000_t202" style="visibility:hidden"><v:fill color2="#ffffe1"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:Row>{row - 1}</x:Row><x:Column>{col - 1}</x:Column>'
        "</x:ClientData></v:shape>"
    )
    return drawn.ownerDocument.importNode(minidom.parseString(text).documentElement, True)


def thread(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """A threaded comment: the note that stands for it, the thread, and the person who wrote it."""
    ref = address(row, at.headings[act["heading"]])
    comment(parts, at, act | {"text": f"[Threaded comment]\n\nComment:\n    {act['text']}"}, row)
    book = book_part(parts)
    if not linked(parts, book, "person"):
        people = (
            f'<personList xmlns="{THREADS}"><person displayName="Kim" id="{PERSON}" userId="kim" providerId="None"/>'
        )
        new_part(parts, "xl/persons/person.xml", people + "</personList>", "application/vnd.ms-excel.person+xml")
        link(parts, book, PERSON_KIND, "xl/persons/person.xml")
    if not linked(parts, at.part, "threadedComment"):
        number = next(n for n in range(1, 99) if f"xl/threadedComments/threadedComment{n}.xml" not in parts.bytes)
        name = f"xl/threadedComments/threadedComment{number}.xml"
        new_part(parts, name, f'<ThreadedComments xmlns="{THREADS}"/>', "application/vnd.ms-excel.threadedcomments+xml")
        link(parts, at.part, NOTE_KIND, name)
    holder = tree(parts, linked(parts, at.part, "threadedComment")[0])
    for each in named(holder, "threadedComment"):
        if each.getAttribute("ref") == ref:
            holder.removeChild(each)
    made = add(holder, "threadedComment")
    number = 1 + len(named(holder, "threadedComment"))
    identity = f"{{20000000-3000-4000-8000-{number:012d}}}"
    for name, value in (("ref", ref), ("dT", "2026-11-01T10:00:00.00"), ("personId", PERSON), ("id", identity)):
        made.setAttribute(name, value)
    add(made, "text", text=act["text"])


def colour(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """A fill of its own for the cell, the rest of its format as it was."""
    styles = tree(parts, linked(parts, book_part(parts), "styles")[0])
    fills, formats = named(styles, "fills")[0], named(styles, "cellXfs")[0]
    pattern = add(add(fills, "fill"), "patternFill")
    pattern.setAttribute("patternType", "solid")
    add(pattern, "fgColor").setAttribute("rgb", "FF" + act["text"])
    node = cell(at.root, row, at.headings[act["heading"]])
    made = named(formats, "xf")[int(node.getAttribute("s") or 0)].cloneNode(True)
    made.setAttribute("fillId", str(len(named(fills, "fill")) - 1))
    made.setAttribute("applyFill", "1")
    formats.appendChild(made)
    node.setAttribute("s", str(len(named(formats, "xf")) - 1))
    for holder, local in ((fills, "fill"), (formats, "xf")):
        holder.setAttribute("count", str(len(named(holder, local))))


def column_node(root: minidom.Element, number: int) -> minidom.Element:
    """The <col> of one column, split off from a span of several."""
    holder = section(root, "cols")
    later = None
    for each in named(holder, "col"):
        low, high = int(each.getAttribute("min")), int(each.getAttribute("max"))
        if low <= number <= high:
            for start, end in ((low, number - 1), (number + 1, high)):
                if start <= end:
                    other = each.cloneNode(True)
                    other.setAttribute("min", str(start))
                    other.setAttribute("max", str(end))
                    holder.insertBefore(other, each if end < number else each.nextSibling)
            each.setAttribute("min", str(number))
            each.setAttribute("max", str(number))
            return each
        if low > number:
            later = each
            break
    made = add(holder, "col", later)
    for name, value in (("min", number), ("max", number), ("width", 9.14)):
        made.setAttribute(name, str(value))
    return made


def hide_column(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    column_node(at.root, at.headings[act["heading"]]).setAttribute("hidden", "1")


def width(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    node = column_node(at.root, at.headings[act["heading"]])
    node.setAttribute("width", str(8 + act["number"] / 2))
    node.setAttribute("customWidth", "1")


def filter_rows(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """Show only rows with the value that one row has: the table says so, and the other rows are hidden."""
    shared = [words(e) for e in named(strings(parts), "si")]
    col, table = at.headings[act["heading"]], table_of(parts, at)
    wanted = shown(shared, cell(at.root, row, col))
    holder = named(table, "autoFilter") if table is not None else [section(at.root, "autoFilter")]
    if not holder or not wanted:
        return
    if table is None:
        holder[0].setAttribute("ref", f"A{at.head}:{address(at.rows[-1], max(at.headings.values()))}")
    for old in named(holder[0], "filterColumn"):
        holder[0].removeChild(old)
    left = split(holder[0].getAttribute("ref").split(":")[0])[1]
    column = add(holder[0], "filterColumn", holder[0].firstChild)
    column.setAttribute("colId", str(col - left))
    add(add(column, "filters"), "filter").setAttribute("val", wanted)
    for number in range(at.head + 1, at.rows[-1] + 1):
        line, same = row_node(at.root, number), shown(shared, cell(at.root, number, col)) == wanted
        line.setAttribute("hidden", "0" if same else "1")


def total_row(parts: Parts, at: Spot, act: dict[str, Any], row: int) -> None:
    """The table's total row: a word and a count, below the last row and outside the filter."""
    table = table_of(parts, at)
    if table is None or table.hasAttribute("totalsRowCount") or not named(table, "autoFilter"):
        return
    first, end = table.getAttribute("ref").split(":")
    last, right = split(end)
    put(parts, at.root, last + 1, split(first)[1], act["text"])
    put(parts, at.root, last + 1, right, f"=SUBTOTAL(103,{get_column_letter(right)}{at.head + 1}:{end})")
    table.setAttribute("ref", f"{first}:{address(last + 1, right)}")
    table.setAttribute("totalsRowCount", "1")
    listed = list(below_named(table, "tableColumn"))
    listed[0].setAttribute("totalsRowLabel", act["text"])
    listed[-1].setAttribute("totalsRowFunction", "count")

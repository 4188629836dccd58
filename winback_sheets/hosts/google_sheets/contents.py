"""What stands in the cells of a new tab: single cells, headings, formulas and links as requests, lists as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from winback_sheets.present.cells import Block, blocks, cells_in, formulas_in, places_in
from winback_sheets.present.page import Cell, Listing, Page

from . import looks
from .bodies import Rows
from .formulas import in_dialect
from .links import address
from .rules import area
from .values import extended_value, stored_value

Json = dict[str, Any]
BOTH = "userEnteredValue,userEnteredFormat"
# What would lead nowhere does not look like a link.
PLAIN_LINK = {"call_link": "call"}


class Place(NamedTuple):
    """Where and how: the tab's id, whether it runs from right to left, decimals with a comma, the ids of all tabs."""

    sheet_id: int
    rtl: bool
    comma: bool
    ids: Mapping[str, int]


def cell_look(
    style: str | None, link: str = "", *, text: bool = False, rtl: bool = False, ids: Mapping[str, int] | None = None
) -> Json:
    """The CellFormat of a cell that gets a named style, a link, or both; a link that Google does not take is left out.

    text: a text stands there, and it stays one when somebody types it anew. ids: of the tabs, by their titles.
    """
    uri = address(link, ids or {})
    name = PLAIN_LINK.get(style or "", style) if link and not uri else style
    made = looks.cell_format(name, text=text, rtl=rtl) if name else {}
    return made | {"textFormat": {**made.get("textFormat", {}), "link": {"uri": uri}}} if uri else made


def cell_data(cell: Cell, *, rtl: bool, comma: bool, ids: Mapping[str, int]) -> Json:
    """A single cell with its value and look."""
    if cell.formula:
        value = extended_value(in_dialect(cell.formula, comma), formula=True)
        return {"userEnteredValue": value, "userEnteredFormat": looks.cell_format(cell.style, rtl=rtl)}
    value = extended_value(stored_value(cell.value))
    look = cell_look(cell.style, cell.link, text="stringValue" in value, rtl=rtl, ids=ids)
    return ({"userEnteredValue": value} if value else {}) | {"userEnteredFormat": look}


def column_looks(page: Page, place: Place, end: int) -> list[Json]:
    """The look of every column of a list, down to where rows to come will stand, and its heading."""
    made = []
    for listing in page.lists:
        phone = looks.for_phones(page, listing)
        rows = (listing.row + 1, reach(page, listing, end))
        by_col = {
            col: looks.column_format(listing, column, rtl=place.rtl, phone=phone)
            for column, col in zip(listing.columns, listing.columns_at(), strict=True)
        }
        if rows[0] < rows[1]:
            made += [
                {
                    "repeatCell": {
                        "range": area(place.sheet_id, rows, run),
                        "cell": {"userEnteredFormat": by_col[run[0]]},
                        "fields": "userEnteredFormat",
                    }
                }
                for run in runs(sorted(by_col), by_col)
            ]
        made += _update(place.sheet_id, _headings(listing, place, phone))
    return made


def _headings(listing: Listing, place: Place, phone: bool) -> dict[tuple[int, int], Json]:
    return {
        (block.heading.row, block.col): {
            "userEnteredValue": {"stringValue": block.heading.value},
            "userEnteredFormat": looks.heading_format(block.column, rtl=place.rtl, phone=phone),
        }
        for block in blocks(listing)
    }


def single_cells(page: Page, place: Place, *, others: bool) -> list[Json]:
    """The cells outside lists; others: those whose formulas name other tabs, which have to be there first."""
    wanted = [cell for cell in page.cells if ("!" in cell.formula) == others]
    cells = {(cell.row, cell.col): cell_data(cell, rtl=place.rtl, comma=place.comma, ids=place.ids) for cell in wanted}
    for cell in wanted:  # the look of a merged cell is that of all its parts
        for beside in range(cell.col + 1, cell.col + cell.across):
            cells.setdefault((cell.row, beside), {"userEnteredFormat": cells[cell.row, cell.col]["userEnteredFormat"]})
    return _update(place.sheet_id, cells)


def _update(sheet_id: int, cells: Mapping[tuple[int, int], Json], fields: str = BOTH) -> list[Json]:
    """Cells as updateCells requests, a block of neighbours each."""
    blocks: list[tuple[int, int, list[list[Json]]]] = []
    for row in sorted({row for row, _ in cells}):
        cols = sorted(col for at, col in cells if at == row)
        for begin, end in runs(cols, dict.fromkeys(cols)):
            line = [cells[row, col] for col in range(begin, end)]
            above = next(
                (each for each in blocks if each[:2] == (row - len(each[2]), begin) and len(each[2][0]) == len(line)),
                None,
            )
            if above:
                above[2].append(line)
            else:
                blocks.append((row, begin, [line]))
    return [
        {
            "updateCells": {
                "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": col},
                "rows": [{"values": line} for line in lines],
                "fields": fields,
            }
        }
        for row, col, lines in blocks
    ]


def formula_columns(listing: Listing, place: Place) -> list[Json]:
    """The columns of a list whose cells are formulas."""
    made = []
    for block in blocks(listing):
        texts = (in_dialect(formula, place.comma) for formula in formulas_in(block)) if block.formula else ()
        values = ({"userEnteredValue": extended_value(text, formula=True)} for text in texts)
        made += _update(place.sheet_id, dict(zip(places_in(block), values, strict=False)), "userEnteredValue")
    return made


def link_columns(listing: Listing, place: Place) -> list[Json]:
    """The columns of a list whose texts open something."""
    made = []
    for block in blocks(listing):
        if block.links is not None and not block.formula:
            cells = (replace(cell, style="text") for cell in cells_in(block))
            texts = [cell_data(each, rtl=place.rtl, comma=place.comma, ids=place.ids) for each in cells]
            made += _update(place.sheet_id, dict(zip(places_in(block), texts, strict=True)))
    return made


def merges(page: Page, sheet_id: int) -> list[Json]:
    return [
        {
            "mergeCells": {
                "range": area(sheet_id, (cell.row, cell.row + 1), (cell.col, cell.col + cell.across)),
                "mergeType": "MERGE_ALL",
            }
        }
        for cell in page.cells
        if cell.across > 1
    ]


def sizes(sheet_id: int, dimension: str, pixels: Mapping[int, int]) -> Iterator[Json]:
    """Widths of columns or heights of rows, in pixels, neighbours of one size at once."""
    for begin, end in runs(sorted(pixels), pixels):
        where = {"sheetId": sheet_id, "dimension": dimension, "startIndex": begin, "endIndex": end}
        size = {"pixelSize": pixels[begin]}
        yield {"updateDimensionProperties": {"range": where, "properties": size, "fields": "pixelSize"}}


def places_cleared(page: Page, sheet_id: int) -> list[Json]:
    """The requests that take the look from cells which hold nothing of ours any more."""
    cells: dict[tuple[int, int], Json] = dict.fromkeys(page.patch.clear if page.patch else (), {})
    return _update(sheet_id, cells, "userEnteredFormat")


def only_looks(request: Json) -> Json:
    """A request for cells without their values."""
    if "updateCells" not in request:
        return request
    said = request["updateCells"]
    rows = [
        {"values": [{key: cell[key] for key in cell if key == "userEnteredFormat"} for cell in row["values"]]}
        for row in said["rows"]
    ]
    return {"updateCells": said | {"rows": rows, "fields": "userEnteredFormat"}}


def blocks_of(listing: Listing, sheet_id: int) -> Iterator[Rows]:
    """The values of a list by ranges; null leaves the formulas and links between them alone."""
    left, right = min(listing.columns_at()), max(listing.columns_at()) + 1
    by_col = {block.col: _values(block) for block in blocks(listing)}
    rows = listing.rows_at()
    lines = [[by_col[col][n] if col in by_col else None for col in range(left, right)] for n in range(len(rows))]
    for first, last in _stretches(rows):
        top = rows[first]
        yield area(sheet_id, (top, top + last - first), (left, right)), lines[first:last]


def _values(block: Block) -> list[Any]:
    if block.formula or block.links is not None:
        return [None] * len(block.rows)
    return [stored_value(value) for value in block.values.tolist()]


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where rows follow one another without a gap, as positions."""
    begin = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield begin, at
            begin = at


def reach(page: Page, listing: Listing, end: int) -> int:
    """The row behind the last that has a list's looks: the tab's end where nothing of ours stands below the list."""
    cols = range(min(listing.columns_at()), max(listing.columns_at()) + 1)
    below = [cell.row for cell in page.cells if cell.col in cols] + [
        each.row for each in page.lists if each is not listing and set(cols) & set(each.columns_at())
    ]
    alone = not any(row > listing.row for row in below)
    return end if alone else max(listing.rows_at(), default=listing.row) + 1


def runs(places: Sequence[int], of: Mapping[int, object]) -> list[tuple[int, int]]:
    """Neighbours that have the same, as first and behind-last."""
    runs: list[tuple[int, int]] = []
    for at in places:
        if runs and runs[-1][1] == at and of[runs[-1][0]] == of[at]:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs

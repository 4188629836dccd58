"""What a person typed over a cell of ours: found by the prints of what we wrote, and kept for Data check."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from winback_sheets.present.cells import blocks, places_in
from winback_sheets.present.page import Line, Page
from winback_sheets.present.prints import FORMULA, list_prints, print_of, toolkit_columns, unpack_prints
from winback_sheets.present.row_keys import stands
from winback_sheets.present.words import in_every_language, say
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import Found
from winback_sheets.schema.inputs import Column, Table


def columns() -> tuple[Column, ...]:
    """The columns of the list in Data check."""
    return (
        Column("tab", "text", "", say("tabs.over_tab"), "toolkit", 18),
        Column("cell", "text", "", say("tabs.over_cell"), "toolkit", 9),
        Column("typed", "text", "", say("tabs.over_typed"), "toolkit", 84),
        Column("ours", "text", "", say("tabs.over_ours"), "toolkit", 20),
    )


def in_words(value: object) -> str:
    """A value in words; a date without its time."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def in_list(
    before: pd.DataFrame, wanted: pd.DataFrame, found: Found, prints: Mapping[str, str], table: Table
) -> list[Line]:
    """Lines for a list whose rows have keys: `before` as it stands (index = sheet row, `_key`), `wanted` by `_key`."""
    written = toolkit_columns(table)
    wanted = wanted.drop_duplicates("_key").set_index("_key")
    now = dict(zip(wanted.index, list_prints(wanted, written), strict=True))
    body = found.grid.below(found.header_row)
    lines = []
    for row, key, old in zip(before.index, before["_key"], stands(before, found, body, written), strict=True):
        wrote, fresh = prints.get(key, ""), now.get(key)
        if len(wrote) != len(old) or old == wrote:
            continue
        for number, column in enumerate(written):
            part = slice(4 * number, 4 * number + 4)
            at = found.columns.get(column.key)
            if old[part] in (wrote[part], fresh[part] if fresh else "") or at is None or at not in body:
                continue
            typed = in_words(body.at[row, at])
            if typed:
                ours = in_words(wanted.at[key, column.key]) if fresh and column.key in wanted else ""
                lines.append(
                    Line(
                        found.grid.name, xl_rowcol_to_cell(row - 1, at), typed, ours if fresh else say("tabs.over_gone")
                    )
                )
    return lines


def in_cells(
    page: Page,
    wanted: Mapping[tuple[int, int], str],
    grid: Grid,
    prints: Mapping[str, str],
    formulas: frozenset[tuple[int, int]],
    exact: Mapping[tuple[int, int], object],
) -> tuple[list[Line], frozenset[tuple[int, int]]]:
    """Lines for a page without keys, and the cells of ours that hold nothing any more.

    wanted: the prints of the page as it will be, "" for a blank cell that is ours. formulas: cells that hold a formula
    now. exact: the cells' values as they are stored, where the host has looked; a grid shows numbers among words with
    fewer digits.
    """
    wrote = unpack_prints(prints)
    body = pd.DataFrame() if exact else grid.below(0)
    if not wrote:
        return [], frozenset()
    values = {(cell.row, cell.col): cell.value for cell in page.cells} | _listed(page)
    stands = {place: exact.get(place) if exact else _value(body, *place) for place in {*wrote, *wanted}}
    now = {place: print_of(value) for place, value in stands.items()}
    own = _untouched(wrote, now, formulas)
    lines, clear = [], set()
    for place, text in now.items():
        if not wanted.get(place) and place in own:
            clear.add(place)
        if place in wanted and text and place not in own and text != wanted[place]:
            cell = xl_rowcol_to_cell(*place)
            lines.append(Line(grid.name, cell, in_words(stands[place]), in_words(values.get(place))))
    return sorted(lines), frozenset(clear)


def beside_list(
    found: Found,
    prints: Mapping[str, str],
    formulas: frozenset[tuple[int, int]],
    exact: Mapping[tuple[int, int], object],
) -> pd.Series:
    """True for each sheet row in which a person wrote beside the list; what the review wrote there is not theirs.

    prints: of the cells beside the list as we wrote them. formulas, exact: as for `in_cells`.
    """
    beside = _beside(found) - ours_beside(found, prints, formulas, exact)
    return pd.Series(True, index=sorted({row + 1 for row, _ in beside}))


def ours_beside(
    found: Found,
    prints: Mapping[str, str],
    formulas: frozenset[tuple[int, int]],
    exact: Mapping[tuple[int, int], object],
) -> set[tuple[int, int]]:
    """The cells beside a list that hold what the review wrote there; arguments as for `beside_list`."""
    body, wrote = found.grid.below(0), unpack_prints(prints)
    if not wrote:
        return set()
    places = wrote.keys() | _beside(found)
    now = {place: print_of(exact.get(place) if exact else _value(body, *place)) for place in places}
    return _untouched(wrote, now, formulas)


def _beside(found: Found) -> set[tuple[int, int]]:
    """The filled cells in columns that are not the list's."""
    body, ours = found.grid.below(0), set(found.columns.values())
    return {(row - 1, col) for col in body if col not in ours for row in body.index[body[col].notna()]}


def _untouched(
    wrote: Mapping[tuple[int, int], str], now: Mapping[tuple[int, int], str], formulas: frozenset[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The cells that hold what we wrote; `now` has a print for every cell we wrote and all others asked about."""
    same = {place for place, text in wrote.items() if text == now[place] or (text == FORMULA and place in formulas)}
    # Rows or columns that a person put in have moved our cells: then our own values are known by their prints.
    moved = set(wrote.values()) if 2 * len(same) < len(wrote) else set()
    return same | {place for place, text in now.items() if text in moved}


def _listed(page: Page) -> dict[tuple[int, int], object]:
    """The values of a page's lists by cell."""
    found: dict[tuple[int, int], object] = {}
    for block in blocks(*page.lists):
        found[block.heading.row, block.col] = block.heading.value
        found.update(zip(places_in(block), block.values, strict=True))
    return found


def _value(body: pd.DataFrame, row: int, col: int) -> object:
    """What stands in a cell, None where the tab ends before it."""
    return body.at[row + 1, col] if row + 1 in body.index and col in body else None


def kept_lines(grid: Grid | None) -> list[Line]:
    """The lines that Data check shows already, until a person takes them out."""
    if grid is None:
        return []
    body = grid.below(0)
    first = body[0].astype(object) if 0 in body else pd.Series(dtype=object)
    starts = first.index[first.isin(in_every_language("tabs.over_title"))]
    if not len(starts) or not {0, 1, 2, 3} <= set(body.columns):
        return []
    rows = body.reindex(range(starts[0] + 2, body.index.max() + 2))[[0, 1, 2, 3]].astype(object)
    ends = rows.index[rows[0].isna()]
    return [Line(*map(in_words, row)) for row in rows.loc[: ends[0] - 1].values.tolist() if in_words(row[2])]

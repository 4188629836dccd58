"""How tabs of ours look at this moment, read in one call: looks of cells, merged cells, rules, charts, widths, heights.

Of a long list some rows are read; a column of which one of these looks other than it should is then read whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from winback_sheets.present.cells import Place

from .client import Wire
from .look_parts import READ
from .rules import area

Json = dict[str, Any]
FIELDS = (
    "sheets(properties(sheetId,gridProperties(frozenColumnCount)),merges,conditionalFormats,charts(chartId,spec),"
    "protectedRanges(protectedRangeId,description,warningOnly,unprotectedRanges),data(startRow,startColumn,rowData("
    f"values(dataValidation(condition),{READ})),rowMetadata(pixelSize),columnMetadata(pixelSize)))"
)
CELLS_ALONE = f"sheets(properties(sheetId),data(startRow,startColumn,rowData(values({READ}))))"
FEW = 8000  # cells that are read one by one
SOME = 4  # rows at each end of a list that stand for all of them


class Region(NamedTuple):
    """Rows and columns of a tab from, up to and without."""

    rows: tuple[int, int]
    cols: tuple[int, int]

    @property
    def size(self) -> int:
        return (self.rows[1] - self.rows[0]) * (self.cols[1] - self.cols[0])

    def places(self) -> Iterator[Place]:
        return ((row, col) for row in range(*self.rows) for col in range(*self.cols))


@dataclass
class Standing:
    """One tab. looks: of every cell that was read. merges: row, end, column, end. frozen: how many columns."""

    looks: dict[Place, Json] = field(default_factory=dict)
    choices: dict[Place, Json] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    rules: list[Json] = field(default_factory=list)
    charts: dict[int, Json] = field(default_factory=dict)
    warned: list[Json] = field(default_factory=list)
    frozen: int = 0
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)


class Reading(NamedTuple):
    """What is read of a tab: so many rows, whether all of their cells, the regions; below them two rows for all others."""

    rows: int
    whole: bool
    regions: list[Region]


def reading(rows: int, columns: int, end: int, head: int) -> Reading:
    """What to read of a tab of `end` rows in which ours takes so many rows and columns; head: its list's heading."""
    cols = (0, columns)
    below = [Region((at, at + 1), cols) for at in sorted({rows, end - 1}) if rows <= at < end]
    if rows * columns <= FEW:
        return Reading(rows, True, [Region((0, rows), cols), *below])
    top = min(rows, head + 1 + SOME)
    return Reading(rows, False, [Region((0, top), cols), Region((max(top, rows - SOME), rows), cols), *below])


def read_looks(wire: Wire, asked: Mapping[int, Sequence[Region]], *, cells_alone: bool = False) -> dict[int, Standing]:
    """The looks of tabs by their ids; asked: the regions of each."""
    places = [(tab, each) for tab, regions in asked.items() for each in regions if all(a < b for a, b in each)]
    if not places:
        return {}
    ranges = [area(tab, each.rows, each.cols) for tab, each in places]
    found = {
        sheet["properties"].get("sheetId", 0): sheet
        for sheet in wire.shown(ranges, CELLS_ALONE if cells_alone else FIELDS)
    }
    made = {tab: _standing(found[tab]) for tab in asked if tab in found}
    for tab, region in places:
        if tab in made:
            for place in region.places():
                made[tab].looks.setdefault(place, {})
    return made


def _standing(sheet: Mapping[str, Any]) -> Standing:
    made = Standing(
        rules=list(sheet.get("conditionalFormats", ())),
        charts={each.get("chartId", 0): each.get("spec", {}) for each in sheet.get("charts", ())},
        warned=[each for each in sheet.get("protectedRanges", ()) if each.get("warningOnly")],
        frozen=sheet["properties"].get("gridProperties", {}).get("frozenColumnCount", 0),
    )
    for each in sheet.get("merges", ()):
        rows, cols = (
            (each.get("startRowIndex", 0), each["endRowIndex"]),
            (each.get("startColumnIndex", 0), each["endColumnIndex"]),
        )
        made.merges.append((*rows, *cols))
    for data in sheet.get("data", ()):
        top, left = data.get("startRow", 0), data.get("startColumn", 0)
        for down, line in enumerate(data.get("rowData", ())):
            for along, cell in enumerate(line.get("values", ())):
                made.looks[top + down, left + along] = cell.get("userEnteredFormat", {})
                if "dataValidation" in cell:
                    made.choices[top + down, left + along] = cell["dataValidation"].get("condition", {})
        made.heights |= {
            top + n: each["pixelSize"] for n, each in enumerate(data.get("rowMetadata", ())) if "pixelSize" in each
        }
        made.widths |= {
            left + n: each["pixelSize"] for n, each in enumerate(data.get("columnMetadata", ())) if "pixelSize" in each
        }
    return made

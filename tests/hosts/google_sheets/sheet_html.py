"""A tab as a web page, made from the very requests that make it in Google Sheets, to be looked at and measured."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

Place = tuple[int, int]
Json = dict[str, Any]
WIDTH, HEIGHT = 100, 21  # of a column and a row that nobody has sized, in pixels
FREELY = ("createDeveloperMetadata", "addProtectedRange", "addConditionalFormatRule", "addFilterView", "addChart")
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; font: 13.33px Arial, sans-serif; background: #fff }}
table {{ border-collapse: separate; border-spacing: 0; table-layout: fixed; width: {width}px }}
td, th {{ padding: 0; border-right: 1px solid #eee; border-bottom: 1px solid #eee; box-sizing: border-box }}
th {{ font-weight: normal; color: #666; background: #f8f9fa; font-size: 10px }}
.cell {{ box-sizing: border-box; line-height: 1.25; position: relative; min-height: 17px }}
.wrap {{ white-space: pre-wrap; overflow-wrap: anywhere }}
.flow {{ white-space: pre }}
.clip {{ white-space: pre; overflow: hidden }}
.up {{ writing-mode: vertical-rl; transform: rotate(180deg); margin: auto; line-height: 1; min-height: 0 }}
.list {{ padding-right: 15px !important }}
.list::after {{ content: "\\25BE"; position: absolute; right: 2px; top: 2px; color: #666; font-size: 11px }}
.box {{ width: 12px; height: 12px; border: 1.5px solid #777; border-radius: 2px; margin: 1px auto 0 }}
.ticked {{ background: #1a73e8 }}
</style><table><colgroup>{columns}</colgroup>{rows}</table>"""


@dataclass
class Drawn:
    """What the requests have made so far."""

    rows: int = 0
    columns: int = 0
    cells: dict[Place, Json] = field(default_factory=dict)
    formats: dict[Place, Json] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: dict[Place, int] = field(default_factory=dict)
    rules: dict[Place, str] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)


def drawn(requests: Sequence[Json], blocks: Sequence[tuple[Json, list[list[Any]]]] = (), *, rows: int = 60) -> Drawn:
    """The tab's first rows after these requests. Raises KeyError for a request that it cannot draw."""
    tab = Drawn()
    for request in requests:
        ((kind, said),) = request.items()
        if kind not in FREELY:
            DRAW[kind](tab, said, rows)
    for where, lines in blocks:
        for at, line in enumerate(lines[:rows]):
            for col, value in enumerate(line):
                if value is not None:
                    tab.cells[where["startRowIndex"] + at, where["startColumnIndex"] + col] = value
    return tab


def _sheet(tab: Drawn, said: Json, rows: int) -> None:
    grid = said["properties"]["gridProperties"]
    tab.rows, tab.columns = min(grid["rowCount"], rows), grid["columnCount"]
    tab.frozen = (grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0))


def _sizes(tab: Drawn, said: Json, rows: int) -> None:
    at = range(said["range"]["startIndex"], said["range"]["endIndex"])
    if said["fields"] == "hiddenByUser":
        tab.hidden.update(at)
    else:
        sizes = tab.widths if said["range"]["dimension"] == "COLUMNS" else tab.heights
        sizes.update(dict.fromkeys(at, said["properties"]["pixelSize"]))


def _places(where: Json, rows: int) -> list[Place]:
    cols = range(where["startColumnIndex"], where["endColumnIndex"])
    return [(row, col) for row in range(where["startRowIndex"], min(rows, where["endRowIndex"])) for col in cols]


def _repeat(tab: Drawn, said: Json, rows: int) -> None:
    assert said["fields"] == "userEnteredFormat"
    tab.formats |= dict.fromkeys(_places(said["range"], rows), said["cell"]["userEnteredFormat"])


def _cells(tab: Drawn, said: Json, rows: int) -> None:
    for down, line in enumerate(said["rows"]):
        for along, cell in enumerate(line["values"]):
            at = said["start"]["rowIndex"] + down, said["start"]["columnIndex"] + along
            if "userEnteredValue" in said["fields"]:
                tab.cells[at] = next(iter(cell.get("userEnteredValue", {"": ""}).values()))
            if "userEnteredFormat" in said["fields"]:
                tab.formats[at] = cell.get("userEnteredFormat", {})


def _rule(tab: Drawn, said: Json, rows: int) -> None:
    tab.rules |= dict.fromkeys(_places(said["range"], rows), said["rule"]["condition"]["type"])


def _merge(tab: Drawn, said: Json, rows: int) -> None:
    where = said["range"]
    tab.merged[where["startRowIndex"], where["startColumnIndex"]] = where["endColumnIndex"] - where["startColumnIndex"]


def _unmerge(tab: Drawn, said: Json, rows: int) -> None:
    assert said["range"].keys() == {"sheetId"}
    tab.merged.clear()


def _fit(tab: Drawn, said: Json, rows: int) -> None:
    assert said["dimensions"]["dimension"] == "ROWS" and said["dimensions"]["startIndex"] == 0
    tab.heights.clear()


def _group(tab: Drawn, said: Json, rows: int) -> None:
    shut = said.get("dimensionGroup", {})
    if shut.get("collapsed"):  # Google hides what is in a group as it is shut
        tab.hidden.update(range(shut["range"]["startIndex"], shut["range"]["endIndex"]))


DRAW = {
    "addSheet": _sheet,
    "updateDimensionProperties": _sizes,
    "repeatCell": _repeat,
    "updateCells": _cells,
    "setDataValidation": _rule,
    "mergeCells": _merge,
    "unmergeCells": _unmerge,
    "autoResizeDimensions": _fit,
    "addDimensionGroup": _group,
    "updateDimensionGroup": _group,
}


def page(tab: Drawn, *, gutter: int = 30) -> str:
    """The tab as a program on a phone shows it: row numbers in the gutter, hidden columns left out."""
    shown = [col for col in range(tab.columns) if col not in tab.hidden]
    widths = [gutter, *(tab.widths.get(col, WIDTH) for col in shown)]
    columns = "".join(f'<col style="width: {width}px">' for width in widths)
    rows = "".join(_row(tab, row, shown) for row in range(tab.rows))
    return PAGE.format(width=sum(widths), columns=columns, rows=rows)


def _row(tab: Drawn, row: int, shown: Sequence[int]) -> str:
    made, skip = [f"<th>{row + 1}</th>"], 0
    for col in shown:
        if skip:
            skip -= 1
            continue
        across = tab.merged.get((row, col), 1)
        span = max(1, sum(col <= each < col + across for each in shown))
        skip = span - 1
        made.append(_cell(tab, row, col, span))
    tall = tab.heights.get(row)
    return f'<tr style="height: {tall or HEIGHT}px">' + "".join(made) + "</tr>"


def _cell(tab: Drawn, row: int, col: int, span: int) -> str:
    value, look, rule = tab.cells.get((row, col), ""), tab.formats.get((row, col), {}), tab.rules.get((row, col), "")
    text = _shown(value, look.get("numberFormat", {}))
    figure = isinstance(value, (int, float))
    flow = "wrap" if look.get("wrapStrategy") == "WRAP" else "clip" if figure else "flow"
    flow = "up" if "textRotation" in look else flow
    inner = html.escape(text)
    if rule == "BOOLEAN":
        inner = f'<div class="box{" ticked" if value == "yes" else ""}"></div>'
    arrow = " list" if rule.startswith("ONE_OF") else ""
    fixed = f"max-height: {tab.heights[row]}px; overflow: hidden;" if row in tab.heights and flow == "wrap" else ""
    return (
        f'<td colspan="{span}" style="{_td(look)}"><div class="cell {flow}{arrow}" data-at="{row},{col}"'
        f' style="{fixed}{_words(look, figure)}">{inner}</div></td>'
    )


def _shown(value: Any, number: Json) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    kind, pattern = number.get("type"), number.get("pattern", "")
    if kind == "DATE":
        return str((pd.Timestamp("1899-12-30") + pd.Timedelta(days=value)).date())
    if kind == "PERCENT":
        return f"{100 * value:.1f}%"
    return f"{value:,.2f}" if pattern.endswith("0.00") else f"{value:,.10g}"


def _colour(style: Json) -> str:
    return "rgb(" + ", ".join(f"{255 * style['rgbColor'].get(part, 0):.0f}" for part in ("red", "green", "blue")) + ")"


def _td(look: Json) -> str:
    made = {"vertical-align": {"TOP": "top", "MIDDLE": "middle"}.get(look.get("verticalAlignment", ""), "bottom")}
    if "backgroundColorStyle" in look:
        made["background"] = _colour(look["backgroundColorStyle"])
    for side, border in look.get("borders", {}).items():
        made[f"border-{side}"] = "1px solid " + _colour(border["colorStyle"])
    return "; ".join(f"{key}: {value}" for key, value in made.items())


def _words(look: Json, figure: bool) -> str:
    words, pad = look.get("textFormat", {}), look.get("padding", {"top": 2, "right": 3, "bottom": 2, "left": 3})
    made = {
        "padding": " ".join(f"{pad[side]}px" for side in ("top", "right", "bottom", "left")),
        "text-align": look.get("horizontalAlignment", "RIGHT" if figure else "LEFT").lower(),
        "font-size": f"{words.get('fontSize', 10) * 4 / 3:.2f}px",
        "font-weight": "bold" if words.get("bold") else "normal",
        "font-style": "italic" if words.get("italic") else "normal",
        "text-decoration": "underline" if words.get("underline") or words.get("link") else "none",
    }
    if "foregroundColorStyle" in words:
        made["color"] = _colour(words["foregroundColorStyle"])
    return "; ".join(f"{key}: {value}" for key, value in made.items())

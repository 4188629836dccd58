"""How cells, columns and tabs look in Google Sheets, from the same named styles that the Excel tabs have.

Widths and heights are pixels: a character of a column's width is about 7, a point of a row's height is 4/3.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from winback_sheets.present.cells import style_of, values_of
from winback_sheets.present.lists import widths, widths_of
from winback_sheets.present.page import Listing, Page
from winback_sheets.present.styles import BACK_TAB, FRONT_TAB, STYLES
from winback_sheets.schema.inputs import Column

Json = dict[str, Any]
TEXT_KINDS = frozenset(("text", "id", "phone", "email", "choice", "status"))
NUMBER_FORMATS = {"yyyy-mm-dd": "DATE", "0.0%": "PERCENT"}
ALIGN = {"left": "LEFT", "right": "RIGHT"}
MIRRORED = {"LEFT": "RIGHT", "RIGHT": "LEFT"}
VALIGN = {"top": "TOP", "vcenter": "MIDDLE"}
SIDE, TOP_BOTTOM, INDENT = 3, 2, 6  # pixels between a cell's edge and its text
# Outreach is worked through on a phone: with the row numbers these are one screen of 390 pixels. The first column
# stays, for the lines above the list begin in it.
PHONE = MappingProxyType({"rank": 24, "name": 76, "phone": 62, "why_now": 100, "done": 36, "outcome": 62})
ASIDE = ("date", "caller", "customer", "opening_line")  # a tap away
SMALL, SMALLER = 9, 8  # points
MOST_FROZEN = 220  # pixels of columns that stay in view; the rest of a phone's screen is for what scrolls


def colour(text: str) -> Json:
    """A colour such as "#0B6E75" as Google takes and gives it: each part one of 256, to the digits that it keeps.

    >>> colour("#FF007F")
    {'rgbColor': {'red': 1.0, 'green': 0.0, 'blue': 0.49803922}}
    """
    red, green, blue = (float(f"{np.float32(int(text[at : at + 2], 16) / 255):.8g}") for at in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def tab_colour(page: Page) -> Json:
    return colour(FRONT_TAB if page.front else BACK_TAB)


def cell_format(style: str, *, text: bool = False, rtl: bool = False, small: int = 0) -> Json:
    """A named style as Google's CellFormat. text: what is typed there stays text. small: points, for narrow columns."""
    made = dict(_format(style, rtl))
    if text and "numberFormat" not in made:
        made["numberFormat"] = {"type": "TEXT", "pattern": "@"}
    if small:
        made["textFormat"] = {**made.get("textFormat", {}), "fontSize": small}
        made["padding"] = _padding(0, rtl) | {"left": 2, "right": 2}
    return made


@cache
def _format(style: str, rtl: bool) -> Mapping[str, Any]:
    given: Mapping[str, Any] = STYLES[style]
    made: Json = {}
    align = ALIGN.get(given.get("align", ""))
    if align:
        made["horizontalAlignment"] = MIRRORED[align] if rtl else align
    if "valign" in given:
        made["verticalAlignment"] = VALIGN[given["valign"]]
    if "bg_color" in given:
        made["backgroundColorStyle"] = colour(given["bg_color"])
    if given.get("text_wrap"):
        made["wrapStrategy"] = "WRAP"
    if given.get("indent"):
        made["padding"] = _padding(given["indent"], rtl)
    if "num_format" in given:
        pattern = given["num_format"]
        made["numberFormat"] = {"type": NUMBER_FORMATS.get(pattern, "NUMBER"), "pattern": pattern}
    words, borders = _words(given), _borders(given)
    return made | ({"textFormat": words} if words else {}) | ({"borders": borders} if borders else {})


def _padding(indent: int, rtl: bool) -> Json:
    begin, end = ("right", "left") if rtl else ("left", "right")
    return {"top": TOP_BOTTOM, "bottom": TOP_BOTTOM, begin: SIDE + INDENT * indent, end: SIDE}


def _words(given: Mapping[str, Any]) -> Json:
    flags = {key: True for key in ("bold", "italic", "underline") if given.get(key)}
    size = {"fontSize": given["font_size"]} if "font_size" in given else {}
    ink = {"foregroundColorStyle": colour(given["font_color"])} if "font_color" in given else {}
    return flags | size | ink


def _borders(given: Mapping[str, Any]) -> Json:
    sides = ("top", "bottom", "left", "right")
    whole = given.get("border")
    return {
        side: {"style": "SOLID", "colorStyle": colour(given.get(f"{side}_color") or given["border_color"])}
        for side in sides
        if whole or given.get(side)
    }


def column_format(listing: Listing, column: Column, *, rtl: bool = False, phone: bool = False) -> Json:
    """The look of a column of a list. What stands as text in a column of ours stays text when somebody types it anew."""
    values = values_of(listing, column)
    words = column.owner == "toolkit" and column.kind in TEXT_KINDS and column.key not in listing.formulas
    style = style_of(column, values)
    small = (SMALLER if column.key == "rank" else SMALL) if phone else 0
    made = cell_format(style, text=words and _no_figures(values), rtl=rtl, small=small)
    return made | ({"wrapStrategy": "WRAP"} if phone and style == "text" else {})


def _no_figures(values: pd.Series) -> bool:
    return not values.map(lambda value: isinstance(value, (int, float, np.number)) and value == value).any()


def heading_format(column: Column, *, rtl: bool = False, phone: bool = False) -> Json:
    """The look of a list's heading: yellow where people type, to the right over figures, upright over a narrow rank."""
    style = "heading_right" if column.kind in ("money", "count", "percent", "number") else "heading"
    made = cell_format("heading_typed" if column.owner == "person" else style, rtl=rtl, small=SMALL if phone else 0)
    upright = {"textRotation": {"angle": 90}, "horizontalAlignment": "CENTER"}
    return made | (upright if phone and column.key == "rank" else {})


def for_phones(page: Page, listing: Listing) -> bool:
    """Whether a list is laid out for the width of a phone."""
    return page.key == "outreach" and listing is page.lists[0]


def width_pixels(page: Page) -> dict[int, int]:
    """The width of each column that has one of its own."""
    wide = [widths_of(listing) for listing in page.lists]
    found = {col: round(7 * chars + 5) for col, chars in widths(page, wide).items()}
    for listing in page.lists[:1]:
        if for_phones(page, listing):
            own = _phone_widths(listing)
            found |= {
                at: own[c.key] for c, at in zip(listing.columns, listing.columns_at(), strict=True) if c.key in own
            }
    return found


def _phone_widths(listing: Listing) -> Mapping[str, int]:
    """The customer stands where the name would; what a list lacks, the reason gets."""
    keys = {column.key for column in listing.columns}
    wide = dict(PHONE)
    if "name" not in keys:
        wide["customer"] = wide.pop("name")
    spare = sum(width for key, width in wide.items() if key not in keys)
    return wide | {"why_now": wide["why_now"] + spare}


def aside(page: Page) -> list[tuple[int, int]]:
    """First and behind-last column of each group that is folded away, a tap away; only on Outreach."""
    listing = page.lists[0] if page.lists else None
    if listing is None or not for_phones(page, listing):
        return []
    named = any(column.key == "name" for column in listing.columns)
    keys = [key for key in ASIDE if named or key != "customer"]
    cols = sorted(at for c, at in zip(listing.columns, listing.columns_at(), strict=True) if c.key in keys)
    groups: list[tuple[int, int]] = []
    for col in cols:
        if groups and groups[-1][1] == col:
            groups[-1] = (groups[-1][0], col + 1)
        else:
            groups.append((col, col + 1))
    return groups


def frozen_columns(page: Page, wide: Mapping[int, int]) -> int:
    """How many columns stay in view: as the page says, but never more than leaves room on a phone."""
    wanted = page.freeze[1]
    if page.lists and for_phones(page, page.lists[0]):
        listing = page.lists[0]
        at = {c.key: col for c, col in zip(listing.columns, listing.columns_at(), strict=True)}
        wanted = at.get("name", at["customer"]) + 1
    folded = {col for begin, end in aside(page) for col in range(begin, end)}
    taken, count = 0, 0
    for col in range(wanted):
        taken += 0 if col in folded else wide.get(col, 100)
        if taken > MOST_FROZEN:
            break
        count = col + 1
    return count


def height_pixels(page: Page) -> dict[int, int]:
    """The rows with a height of their own. Google fits a row to its text by itself, unless the text is in merged cells."""
    fits: set[int] = set()
    merged: set[int] = set()
    for cell in page.cells:
        if STYLES[cell.style].get("text_wrap"):
            (merged if cell.across > 1 else fits).add(cell.row)
    own = {row: points for row, points in page.heights.items() if row in merged or row not in fits}
    return {row: max(2, round(points * 4 / 3)) for row, points in own.items()}

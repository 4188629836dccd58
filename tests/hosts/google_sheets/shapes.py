"""Messages as Google keeps them: no nulls, no values that say nothing, colours in both of their spellings."""

from __future__ import annotations

import functools
import math
import struct
from typing import Any

from hosts.google_sheets import discovery, masks
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]
# Here false, zero and the empty text are said aloud, for they differ from nothing.
SPOKEN = frozenset(("TextFormat", "ExtendedValue", "ConditionValue"))
KEPT_ZERO = frozenset(
    "sheetId index startRowIndex startColumnIndex startIndex numberValue columnIndex dimensionIndex rowIndex "
    "widthPixels heightPixels offsetXPixels offsetYPixels angle".split()
)
MISSING: Any = object()


def tidy(name: str, value: Any) -> Any:
    """A message of a kind without what says nothing.

    >>> tidy("SheetProperties", {"title": "a", "hidden": False, "tabColorStyle": {"rgbColor": None}})
    {'title': 'a'}
    >>> tidy("CellFormat", {"backgroundColor": {"red": 1.0, "green": 0}})
    {'backgroundColor': {'red': 1}, 'backgroundColorStyle': {'rgbColor': {'red': 1}}}
    """
    fields = kinds(name)
    out: JSON = {}
    for key, item in value.items():
        if item is None:
            continue
        new = field(name, key, fields[key], item) if key in fields else item
        if new is not MISSING:
            out[key] = new
    return coloured(name, out)


@functools.cache
def kinds(name: str) -> JSON:
    """The fields of a message; read once."""
    return discovery.schema(name)


def field(owner: str, key: str, facts: JSON, item: Any) -> Any:
    """One field without what says nothing; MISSING if nothing is left of it."""
    if "$ref" in facts:
        new = tidy(facts["$ref"], item)
        return MISSING if not new and facts["$ref"] == "ColorStyle" else new
    if facts["type"] == "array":
        inner = facts["items"].get("$ref")
        rows = [tidy(inner, one) if inner else one for one in item]
        return rows if rows else MISSING
    if facts["type"] == "object":
        inner = (facts.get("additionalProperties") or {}).get("$ref")
        return {name: tidy(inner, one) if inner else one for name, one in item.items()}
    return scalar(owner, key, facts, item)


def scalar(owner: str, key: str, facts: JSON, item: Any) -> Any:
    """A plain field; texts that hold numbers become numbers."""
    if facts["type"] in ("number", "integer"):
        item = number(shade(item) if owner == "Color" else item, facts.get("format", ""))
        return MISSING if item == 0 and key not in KEPT_ZERO and owner not in SPOKEN else item
    if facts["type"] == "boolean" or item == "":
        return MISSING if not item and owner not in SPOKEN else item
    return item


def shade(item: Any) -> float:
    """A part of a colour as Google keeps it, one of 256; recorded: a half becomes 127 of them.

    >>> shade(0.5), shade(127 / 255), shade(1)
    (0.4980392156862745, 0.4980392156862745, 1.0)
    """
    return math.ceil(float(item) * 255 - 0.5 - 1e-6) / 255


def number(item: Any, form: str) -> Any:
    """A number as Google keeps it: colours in single precision.

    >>> number(0.4980392156862745, "float"), number("3", "int32"), number(1.0, "float")
    (0.49803922, 3, 1)
    """
    value = float(item)
    if form == "float":
        value = float(f"{struct.unpack('f', struct.pack('f', value))[0]:.8g}")
    return int(value) if value.is_integer() else value


def coloured(name: str, value: JSON) -> JSON:
    """A message with each colour in both spellings; the newer one, with Style, wins."""
    fields = kinds(name)
    for key in list(fields):
        style = key + "Style"
        if fields[key].get("$ref") != "Color" or fields.get(style, {}).get("$ref") != "ColorStyle":
            continue
        if "rgbColor" in value.get(style, {}):
            value[key] = value[style]["rgbColor"]
        elif key in value and style not in value:
            value[style] = {"rgbColor": value[key]}
    return value


def mask(name: str, text: Any, needed: str = "fields") -> list[tuple[str, ...]]:
    """The paths of an update's field mask, colours in both spellings; an empty or unknown one is refused."""
    paths = masks.paths(str(text or ""))
    if not paths:
        raise Trouble("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    for path in paths:
        known(name, path)
    return [twin for path in paths for twin in twins(path)]


def known(name: str, path: tuple[str, ...]) -> None:
    """Refuse a path that names no field."""
    here: str | None = name
    for step in path:
        if step == "*" or here is None:
            return
        facts = kinds(here).get(step)
        if facts is None:
            raise Trouble(f"Invalid field: {'.'.join(path)}")
        here = facts.get("$ref") or (facts.get("items") or {}).get("$ref")


def twins(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A path, and the other spelling of the colour it names.

    >>> twins(("userEnteredFormat", "backgroundColor"))
    [('userEnteredFormat', 'backgroundColor'), ('userEnteredFormat', 'backgroundColorStyle')]
    """
    for place, step in enumerate(path):
        if step.endswith("ColorStyle") or (step.endswith("Color") and step != "rgbColor"):
            other = step.removesuffix("Style") if step.endswith("Style") else step + "Style"
            return [path[: place + 1], (*path[:place], other)]
        if step == "color":
            return [path[: place + 1]]
    return [path]


def without_zero_sheet(value: Any) -> Any:
    """An answer in which ranges do not name the tab with id 0, and points do not name row or column 0."""
    if isinstance(value, list):
        return [without_zero_sheet(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = set(value)
    if keys and keys <= RANGE and value.get("sheetId") == 0:
        value = {key: item for key, item in value.items() if key != "sheetId"}
    if keys and keys <= POINT and keys & {"rowIndex", "columnIndex"}:
        return {key: item for key, item in value.items() if item}
    # Properties say their tab's own id, even where that is all that was asked for; cells, of which there are many, none.
    bare = ("properties", "rowData", "values")
    return {key: item if key in bare else without_zero_sheet(item) for key, item in value.items()}


RANGE = frozenset(
    "sheetId startRowIndex endRowIndex startColumnIndex endColumnIndex dimension startIndex endIndex rowIndex "
    "columnIndex".split()
)
POINT = frozenset(("sheetId", "rowIndex", "columnIndex"))

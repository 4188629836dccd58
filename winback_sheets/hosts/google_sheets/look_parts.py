"""A cell's look taken apart, so that what a person has changed in it is told from what the review has painted.

Nothing keeps a list of what was painted where. What stands in a cell is one of our looks, or the nearest of them with a
few parts that a person has set; those parts are theirs and stay, whatever look the cell is to get.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Parts = Mapping[str, Any]
PLAIN = ("horizontalAlignment", "verticalAlignment", "wrapStrategy")
WORDS = ("bold", "italic", "underline", "strikethrough", "fontSize", "fontFamily")
SIDES = ("top", "bottom", "left", "right")
INK, LINK = "textFormat.foregroundColorStyle", "textFormat.link"
# What is read of a cell's look, in Google's notation.
READ = (
    "userEnteredFormat(numberFormat,backgroundColorStyle,padding,textRotation,"
    + ",".join(PLAIN)
    + ",borders("
    + ",".join(f"{side}(style,colorStyle)" for side in SIDES)
    + "),textFormat("
    + ",".join(WORDS)
    + ",foregroundColorStyle,link))"
)


def parts_of(look: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a CellFormat by their paths, but for its link; what says nothing is left out.

    >>> parts_of({"wrapStrategy": "WRAP", "textFormat": {"bold": True, "italic": False, "link": {"uri": "#gid=1"}}})
    {'wrapStrategy': 'WRAP', 'textFormat.bold': True}
    """
    words, number, padding = (look.get(key) or {} for key in ("textFormat", "numberFormat", "padding"))
    found = {key: look.get(key) for key in PLAIN}
    found["numberFormat"] = (number.get("type"), number.get("pattern", "")) if number else None
    found["padding"] = tuple(padding.get(side, 0) for side in SIDES) if padding else None
    found["textRotation"] = (look.get("textRotation") or {}).get("angle")
    found["backgroundColorStyle"] = _shade(look.get("backgroundColorStyle"))
    for side, border in (look.get("borders") or {}).items():
        style = border.get("style")
        found[f"borders.{side}"] = (style, _shade(border.get("colorStyle"))) if style not in (None, "NONE") else None
    found |= {f"textFormat.{key}": words.get(key) for key in WORDS}
    found[INK] = _shade(words.get("foregroundColorStyle"))
    if link_of(look) and found[INK] == ("LINK",):  # Google paints links by itself
        found[INK] = found["textFormat.underline"] = None
    return {path: part for path, part in found.items() if part}


def link_of(look: Mapping[str, Any]) -> str:
    """The address a look leads to, or ""."""
    return str(((look.get("textFormat") or {}).get("link") or {}).get("uri", ""))


def _shade(style: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """A colour as numbers up to 255, or as its name in the spreadsheet's theme."""
    if not style:
        return None
    if "themeColor" in style:
        return (style["themeColor"],)
    return tuple(round(255 * style.get("rgbColor", {}).get(part, 0)) for part in ("red", "green", "blue"))


def same(one: Any, other: Any) -> bool:
    """Whether two parts look the same; a colour's share of 255 may differ by one, as programs round.

    >>> same((11, 110, 117), (11, 110, 118)), same(("SOLID", (1, 2, 3)), ("SOLID", (1, 2, 9))), same(True, None)
    (True, False, False)
    """
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        if len(one) == 3:
            return all(abs(part - given) <= 1 for part, given in zip(one, other, strict=True))
        return all(map(same, one, other))
    return bool(one == other)


def distance(one: Parts, other: Parts) -> int:
    """In how many parts two looks differ."""
    return sum(not same(one.get(path), other.get(path)) for path in one.keys() | other.keys())


def nearest(look: Parts, ours: Iterable[Parts]) -> Parts:
    """Of our looks the one that a cell's look comes from; the first of several."""
    return min(ours, key=lambda each: distance(look, each))


def to_paint(stands: Parts, wanted: Parts, ours: Sequence[Parts]) -> list[str]:
    """The paths in which a cell gets its wanted look: where they differ, and no person has set what stands there.

    >>> to_paint({"wrapStrategy": "WRAP", "textFormat.bold": True}, {}, [{"wrapStrategy": "WRAP"}])
    ['wrapStrategy']
    """
    base = nearest(stands, [wanted, {}, *ours])
    paths = sorted(stands.keys() | wanted.keys())
    return [at for at in paths if same(stands.get(at), base.get(at)) and not same(stands.get(at), wanted.get(at))]


def to_clear(stands: Parts, ours: Sequence[Parts]) -> list[str]:
    """The paths to take from a cell in which nothing of ours stands any more; none where the look was never ours."""
    base = nearest(stands, [{}, *ours])
    if 2 * distance(stands, base) > len(base):  # a person may have set a part or two, but not most of them
        return []
    return [path for path in sorted(stands) if same(stands.get(path), base.get(path))]


def only(look: Mapping[str, Any], paths: Iterable[str]) -> Json:
    """The parts of a CellFormat at these paths.

    >>> only({"textFormat": {"bold": True, "fontSize": 9}}, ["textFormat.bold", "padding"])
    {'textFormat': {'bold': True}}
    """
    made: Json = {}
    for path in paths:
        key, _, inner = path.partition(".")
        value = look.get(key)
        if value is None or (inner and inner not in value):
            continue
        if inner:
            made.setdefault(key, {})[inner] = value[inner]
        else:
            made[key] = value
    return made

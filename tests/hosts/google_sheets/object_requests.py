"""batchUpdate requests on what lies over the cells: conditional formats, charts, banding, slicers, tables."""

from __future__ import annotations

from typing import Any

from hosts.google_sheets import masks
from hosts.google_sheets.a1 import grid_of, of_grid
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.range_requests import fresh_id, meet, on_any_tab, ranged
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]


def rule_of(book: Book, given: JSON | None) -> tuple[Tab, JSON]:
    """A conditional format as it is kept: ranges on one tab, and a rule of one kind."""
    rule = tidy("ConditionalFormatRule", given or {})
    if not rule.get("ranges"):
        raise Trouble("Must specify at least one range.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise Trouble("Must specify a boolean rule or a gradient rule.")
    ranges = [ranged(book, part) for part in rule["ranges"]]
    if len({part["sheetId"] for part in ranges}) > 1:
        raise Trouble("All ranges of a conditional format rule must be on one sheet.")
    tab = book.tab(ranges[0]["sheetId"])
    return tab, {**rule, "ranges": [grid_of(tab.closed(of_grid(part))) for part in ranges]}


def add_rule(book: Book, ask: JSON) -> JSON:
    """addConditionalFormatRule: at an index, the rules behind it move on."""
    tab, rule = rule_of(book, ask.get("rule"))
    index = ask.get("index") or 0
    if not 0 <= index <= len(tab.parts["conditionalFormats"]):
        raise Trouble(f"No conditional format on sheet: {tab.id} at index: {index}")
    tab.parts["conditionalFormats"].insert(index, rule)
    return {}


def standing_rule(book: Book, sheet_id: Any, index: int) -> tuple[Tab, JSON]:
    """The rule at an index of a tab."""
    tab = book.tab(sheet_id, "sheet")
    if not 0 <= index < len(tab.parts["conditionalFormats"]):
        raise Trouble(f"No conditional format on sheet: {tab.id} at index: {index}")
    return tab, tab.parts["conditionalFormats"][index]


def update_rule(book: Book, ask: JSON) -> JSON:
    """updateConditionalFormatRule: replaced at its index, or moved to another."""
    index = ask.get("index") or 0
    if ask.get("rule") is not None:
        target, rule = rule_of(book, ask["rule"])
        tab, old = standing_rule(book, ask.get("sheetId") or target.id, index)
        tab.parts["conditionalFormats"][index] = rule
        return {"oldRule": old, "newRule": rule, **({"newIndex": index} if index else {})}
    tab, old = standing_rule(book, ask.get("sheetId") or 0, index)
    new = ask.get("newIndex") or 0
    tab.parts["conditionalFormats"].remove(old)
    tab.parts["conditionalFormats"].insert(new, old)
    places = {"oldIndex": index, "newIndex": new}
    return {"newRule": old, **{key: place for key, place in places.items() if place}}


def delete_rule(book: Book, ask: JSON) -> JSON:
    """deleteConditionalFormatRule; the reply holds the rule that went."""
    tab, rule = standing_rule(book, ask.get("sheetId") or 0, ask.get("index") or 0)
    tab.parts["conditionalFormats"].remove(rule)
    return {"rule": rule}


def position(book: Book, given: JSON | None, like: JSON | None = None) -> JSON:
    """Where an object lies: over a cell of a tab that exists."""
    if not given:
        raise Trouble("Must specify a position.")
    if given.get("newSheet") or given.get("sheetId") is not None:
        raise Trouble("The emulator keeps objects over cells only, not on a sheet of their own.")
    overlay = given.get("overlayPosition") or {}
    cell = overlay.get("anchorCell") or {}
    tab = book.tab(cell.get("sheetId", 0))
    row, column = cell.get("rowIndex", 0), cell.get("columnIndex", 0)
    if row >= tab.height or column >= tab.width:
        raise Trouble("The anchor cell of the position is outside of the grid.")
    spot = {"sheetId": tab.id, "rowIndex": row, "columnIndex": column}
    sizes = {"widthPixels": overlay.get("widthPixels") or 600, "heightPixels": overlay.get("heightPixels") or 371}
    offsets = {key: overlay[key] for key in ("offsetXPixels", "offsetYPixels") if overlay.get(key)}
    return {"overlayPosition": {"anchorCell": spot, **offsets, **sizes}}


def sources(book: Book, value: Any) -> None:
    """Refuse a chart whose data lie outside of the grid."""
    if isinstance(value, list):
        for item in value:
            sources(book, item)
    elif isinstance(value, dict):
        for part in (value.get("sourceRange") or {}).get("sources", []):
            ranged(book, part)
        for item in value.values():
            sources(book, item)


def add_chart(book: Book, ask: JSON) -> JSON:
    """addChart."""
    given = tidy("EmbeddedChart", ask.get("chart") or {})
    kinds = [key for key in given.get("spec", {}) if key.endswith("Chart")]
    if len(kinds) != 1:
        raise Trouble("A chart must have exactly one kind of chart specified.")
    sources(book, given["spec"])
    number = fresh_id(book, "charts", "chartId", given.get("chartId"), "chart")
    new = {"chartId": number, "spec": given["spec"], "position": position(book, given.get("position"))}
    if "border" in given:
        new["border"] = given["border"]
    book.tab(new["position"]["overlayPosition"]["anchorCell"]["sheetId"]).parts["charts"].append(new)
    return {"chart": new}


def update_chart(book: Book, ask: JSON) -> JSON:
    """updateChartSpec: the whole description of a chart is replaced, its place stays."""
    spec = tidy("ChartSpec", ask.get("spec") or {})
    sources(book, spec)
    tab, place = on_any_tab(book, "charts", "chartId", ask.get("chartId"), "chart")
    tab.parts["charts"][place]["spec"] = spec
    return {}


def embedded(book: Book, number: Any) -> tuple[Tab, str, int]:
    """The tab, list and place of a chart or slicer."""
    for name, key in (("charts", "chartId"), ("slicers", "slicerId")):
        for tab in book.tabs:
            for place, part in enumerate(tab.parts[name]):
                if part.get(key) == number:
                    return tab, name, place
    raise Trouble(f"No object with id: {number}")


def delete_object(book: Book, ask: JSON) -> JSON:
    """deleteEmbeddedObject: a chart or slicer by its id."""
    tab, name, place = embedded(book, ask.get("objectId"))
    del tab.parts[name][place]
    return {}


def move_object(book: Book, ask: JSON) -> JSON:
    """updateEmbeddedObjectPosition."""
    tab, name, place = embedded(book, ask.get("objectId"))
    paths = mask("OverlayPosition", ask.get("fields") or "*")
    part = tab.parts[name][place]
    given = tidy("EmbeddedObjectPosition", ask.get("newPosition") or {}).get("overlayPosition") or {}
    new = masks.merged(part["position"]["overlayPosition"], given, paths)
    part["position"] = position(book, {"overlayPosition": new})
    target = book.tab(part["position"]["overlayPosition"]["anchorCell"]["sheetId"])
    if target is not tab:
        del tab.parts[name][place]
        target.parts[name].append(part)
    return {"position": part["position"]}


def object_border(book: Book, ask: JSON) -> JSON:
    """updateEmbeddedObjectBorder."""
    tab, name, place = embedded(book, ask.get("objectId"))
    paths = mask("EmbeddedObjectBorder", ask.get("fields"))
    if name == "slicers":
        raise Trouble("A slicer has no border.")
    part = tab.parts[name][place]
    part["border"] = masks.merged(part.get("border", {}), tidy("EmbeddedObjectBorder", ask.get("border") or {}), paths)
    return {}


def add_banding(book: Book, ask: JSON) -> JSON:
    """addBanding: two bandings must not meet."""
    given = tidy("BandedRange", ask.get("bandedRange") or {})
    number = fresh_id(book, "bandedRanges", "bandedRangeId", given.get("bandedRangeId"), "banded range")
    grid = ranged(book, given.get("range"))
    tab = book.tab(grid["sheetId"])
    if any(meet(of_grid(part["range"]), of_grid(grid)) for part in tab.parts["bandedRanges"]):
        raise Trouble("You cannot add alternating background colors to a range that already has them.")
    if not ("rowProperties" in given or "columnProperties" in given):
        raise Trouble("Must specify row or column properties.")
    new = {**given, "bandedRangeId": number, "range": grid_of(tab.closed(of_grid(grid)))}
    tab.parts["bandedRanges"].append(new)
    return {"bandedRange": new}


def update_banding(book: Book, ask: JSON) -> JSON:
    """updateBanding."""
    paths = mask("BandedRange", ask.get("fields"))
    given = tidy("BandedRange", ask.get("bandedRange") or {})
    number = given.get("bandedRangeId")
    tab, place = on_any_tab(book, "bandedRanges", "bandedRangeId", number, "banded range")
    tab.parts["bandedRanges"][place] = masks.merged(tab.parts["bandedRanges"][place], given, paths)
    return {}


def delete_banding(book: Book, ask: JSON) -> JSON:
    """deleteBanding."""
    tab, place = on_any_tab(book, "bandedRanges", "bandedRangeId", ask.get("bandedRangeId"), "banded range")
    del tab.parts["bandedRanges"][place]
    return {}


def add_slicer(book: Book, ask: JSON) -> JSON:
    """addSlicer."""
    given = tidy("Slicer", ask.get("slicer") or {})
    number = fresh_id(book, "slicers", "slicerId", given.get("slicerId"), "slicer")
    new = {"slicerId": number, "spec": given.get("spec", {}), "position": position(book, given.get("position"))}
    book.tab(new["position"]["overlayPosition"]["anchorCell"]["sheetId"]).parts["slicers"].append(new)
    return {"slicer": new}


def update_slicer(book: Book, ask: JSON) -> JSON:
    """updateSlicerSpec."""
    paths = mask("SlicerSpec", ask.get("fields"))
    tab, place = on_any_tab(book, "slicers", "slicerId", ask.get("slicerId"), "slicer")
    part = tab.parts["slicers"][place]
    part["spec"] = masks.merged(part["spec"], tidy("SlicerSpec", ask.get("spec") or {}), paths)
    return {}


KINDS = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
    "addChart": add_chart,
    "updateChartSpec": update_chart,
    "deleteEmbeddedObject": delete_object,
    "updateEmbeddedObjectPosition": move_object,
    "updateEmbeddedObjectBorder": object_border,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
    "addSlicer": add_slicer,
    "updateSlicerSpec": update_slicer,
}

"""batchUpdate requests on filters: the tab's own, and views that only their viewers see."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hosts.google_sheets import masks
from hosts.google_sheets.a1 import grid_of
from hosts.google_sheets.book import Book, Tab
from hosts.google_sheets.cell_requests import boxed, sort_box
from hosts.google_sheets.range_requests import fresh_id, numbered, on_any_tab
from hosts.google_sheets.shapes import mask, tidy
from hosts.google_sheets.trouble import Trouble

JSON = dict[str, Any]


def set_filter(book: Book, ask: JSON) -> JSON:
    """setBasicFilter: one a tab; rows it leaves out are hidden, its sort is done at once."""
    given = tidy("BasicFilter", ask.get("filter") or {})
    tab, box = boxed(book, given.get("range"))
    clear_basic(tab)
    tab.parts["basicFilter"] = [criteria_both({**given, "range": grid_of(box)})]
    specs = given.get("sortSpecs") or []
    if specs:
        keys = [(spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING") for spec in specs]
        sort_box(book, tab, box._replace(top=box.top + 1), keys)
    for row in box.rows[1:]:
        if not all(passes(book, tab, row, spec) for spec in tab.parts["basicFilter"][0].get("filterSpecs", [])):
            tab.row_facts[row] = {**tab.row_facts.get(row, {}), "hiddenByFilter": True}
    return {}


def criteria_both(given: JSON) -> JSON:
    """A filter with its criteria in both spellings: by column in a map, and as a list of specs."""
    specs = {int(key): value for key, value in (given.get("criteria") or {}).items()}
    for spec in given.get("filterSpecs") or []:
        specs[spec.get("columnIndex", 0)] = spec.get("filterCriteria") or {}
    if not specs:
        return given
    listed = [{"columnIndex": key, "filterCriteria": value} for key, value in sorted(specs.items())]
    return {**given, "criteria": {str(key): value for key, value in sorted(specs.items())}, "filterSpecs": listed}


def passes(book: Book, tab: Tab, row: int, spec: JSON) -> bool:
    """Whether a row stays under one column's criteria; of conditions the plain ones are known."""
    from hosts.google_sheets.number_formats import shown

    criteria = spec.get("filterCriteria") or {}
    cell, value = tab.cell(row, spec["columnIndex"]), book.value(tab, row, spec["columnIndex"])
    text = shown(value, cell.numbers, book.locale)
    if text in criteria.get("hiddenValues", []):
        return False
    condition = criteria.get("condition") or {}
    wanted = [str(one.get("userEnteredValue", "")) for one in condition.get("values", [])] or [""]
    test: Callable[[], bool] | None = {
        "BLANK": lambda: value is None,
        "NOT_BLANK": lambda: value is not None,
        "TEXT_EQ": lambda: text.casefold() == wanted[0].casefold(),
        "TEXT_CONTAINS": lambda: wanted[0].casefold() in text.casefold(),
        "TEXT_NOT_CONTAINS": lambda: wanted[0].casefold() not in text.casefold(),
        "TEXT_STARTS_WITH": lambda: text.casefold().startswith(wanted[0].casefold()),
        "NUMBER_EQ": lambda: value == float(wanted[0]),
        "NUMBER_GREATER": lambda: isinstance(value, int | float) and value > float(wanted[0]),
        "NUMBER_LESS": lambda: isinstance(value, int | float) and value < float(wanted[0]),
    }.get(condition.get("type", ""))
    return test() if test else True


def clear_basic(tab: Tab) -> None:
    """Take a tab's filter away and show the rows it hid."""
    tab.parts["basicFilter"] = []
    for row, facts in list(tab.row_facts.items()):
        tab.row_facts[row] = {key: value for key, value in facts.items() if key != "hiddenByFilter"}
        if not tab.row_facts[row]:
            del tab.row_facts[row]


def clear_filter(book: Book, ask: JSON) -> JSON:
    """clearBasicFilter."""
    clear_basic(book.tab(ask.get("sheetId", 0), "sheet"))
    return {}


def add_view(book: Book, ask: JSON) -> JSON:
    """addFilterView: a filter only its viewers see."""
    given = tidy("FilterView", ask.get("filter") or {})
    number = fresh_id(book, "filterViews", "filterViewId", given.get("filterViewId"), "filter view")
    tab, new = view(book, {**given, "filterViewId": number})
    new.setdefault("title", f"Filter {len(tab.parts['filterViews']) + 1}")
    if any(other["title"] == new["title"] for other in tab.parts["filterViews"]):
        raise Trouble(f'A filter view with the name "{new["title"]}" already exists.')
    tab.parts["filterViews"].append(new)
    return {"filter": new}


def view(book: Book, given: JSON) -> tuple[Tab, JSON]:
    """A FilterView as it is kept."""
    if given.get("namedRangeId"):
        place = numbered(book.names, "namedRangeId", given["namedRangeId"], "named range")
        given = {**given, "range": book.names[place]["range"]}
    tab, box = boxed(book, given.get("range"))
    return tab, criteria_both({**given, "range": grid_of(box)})


def update_view(book: Book, ask: JSON) -> JSON:
    """updateFilterView."""
    paths = mask("FilterView", ask.get("fields"))
    given = tidy("FilterView", ask.get("filter") or {})
    number = given.get("filterViewId")
    tab, place = on_any_tab(book, "filterViews", "filterViewId", number, "filter view")
    old = tab.parts["filterViews"][place]
    if {path[0] for path in paths} & {"criteria", "filterSpecs", "*"}:
        old = {key: value for key, value in old.items() if key not in ("criteria", "filterSpecs")}
    new = masks.merged(old, {**given, "filterViewId": number}, paths)
    tab.parts["filterViews"][place] = view(book, new)[1]
    return {}


def delete_view(book: Book, ask: JSON) -> JSON:
    """deleteFilterView."""
    tab, place = on_any_tab(book, "filterViews", "filterViewId", ask.get("filterId"), "filter view")
    del tab.parts["filterViews"][place]
    return {}


def duplicate_view(book: Book, ask: JSON) -> JSON:
    """duplicateFilterView."""
    tab, place = on_any_tab(book, "filterViews", "filterViewId", ask.get("filterId"), "filter view")
    new = copy.deepcopy(tab.parts["filterViews"][place])
    new.update(filterViewId=book.new_id(), title=f"Copy of {new['title']}")
    tab.parts["filterViews"].append(new)
    return {"filter": new}


KINDS = {
    "setBasicFilter": set_filter,
    "clearBasicFilter": clear_filter,
    "addFilterView": add_view,
    "updateFilterView": update_view,
    "deleteFilterView": delete_view,
    "duplicateFilterView": duplicate_view,
}

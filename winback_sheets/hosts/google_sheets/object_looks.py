"""What lies over the cells of a tab whose contents have moved: rules, charts, drop-downs, sizes, the warning.

A person's own stay, and what they have taken out stays out.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from winback_sheets.present.page import Page
from winback_sheets.present.styles import STYLES
from winback_sheets.present.words import in_every_language

from .charts import charts, own_id
from .contents import reach
from .look_parts import INK, parts_of, same
from .looks import colour
from .looks_mark import Painted, free, print_of_free
from .merge import same_formula
from .rules import cell_choice, grey
from .standing_looks import Standing

Json = dict[str, Any]
MOST_CHARTS = 8  # of ours in one tab, at any time
USUAL_WIDTH = 100  # of a column to which nobody has given one
ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
GREYED = parts_of({"textFormat": {"foregroundColorStyle": colour(str(STYLES["grey"]["font_color"]))}})


def rules_again(page: Page, sheet_id: int, standing: Standing, end: int, comma: bool) -> list[Json]:
    """The rules of ours where the lists stand now; a person's stay in their order."""
    made = (grey(each, sheet_id, reach(page, each, end), comma) for each in page.lists)
    wanted = [each["addConditionalFormatRule"]["rule"] for each in made if each]
    shapes = {_shape(each) for each in wanted}
    keep = Counter(_said(each, end) for each in wanted)
    gone = []
    for at, rule in enumerate(standing.rules):
        if not is_grey(rule) or _shape(rule) not in shapes:
            continue
        said = _said(rule, end)
        if keep[said]:
            keep[said] -= 1
        else:
            gone.append(at)
    # From the last on, so that each index still says what it said when the rules were read.
    requests: list[Json] = [
        {"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": at}} for at in reversed(gone)
    ]
    for rule in reversed(wanted):
        if keep[_said(rule, end)]:
            keep[_said(rule, end)] -= 1
            requests.append({"addConditionalFormatRule": {"rule": rule, "index": 0}})
    return requests


def is_grey(rule: Mapping[str, Any]) -> bool:
    """Whether a conditional format is of the kind that the review makes."""
    said = rule.get("booleanRule", {})
    parts = parts_of(said.get("format", {}))
    own = said.get("condition", {}).get("type") == "CUSTOM_FORMULA" and parts.keys() == GREYED.keys()
    return bool(own and same(parts[INK], GREYED[INK]))


def _formula(rule: Mapping[str, Any]) -> str:
    values = rule["booleanRule"]["condition"].get("values", [{}])
    return "".join(str(values[0].get("userEnteredValue", "")).split()).upper()


def _shape(rule: Mapping[str, Any]) -> str:
    return ADDRESS.sub("#", _formula(rule))


def _said(rule: Mapping[str, Any], end: int) -> tuple[Any, ...]:
    """Where a rule holds and when, however Google writes it."""
    return (_formula(rule), tuple(sorted(_area(each, end) for each in rule["ranges"])))


def _area(said: Mapping[str, Any], end: int) -> tuple[int, int, int, int]:
    rows, cols = ("startRowIndex", "endRowIndex"), ("startColumnIndex", "endColumnIndex")
    return (said.get(rows[0], 0), min(said.get(rows[1], end), end), said.get(cols[0], 0), said.get(cols[1], -1))


def charts_again(page: Page, sheet_id: int, standing: Standing, before: Painted | None) -> Iterator[Json]:
    """Our charts with the cells that they show now, new ones, and none that have nothing to show any more."""
    made = before.charts if before else {}
    wanted = {each["addChart"]["chart"]["chartId"]: each for each in charts(page, sheet_id)}
    for number, request in wanted.items():
        chart = request["addChart"]["chart"]
        if number in standing.charts:
            spec = _following(standing.charts[number], chart["spec"], made.get(number, ""))
            if spec != standing.charts[number]:
                yield {"updateChartSpec": {"chartId": number, "spec": spec}}
        elif before and number not in made:  # one that has been made and is not there was taken out by a person
            yield request
    for number in (own_id(sheet_id, f"chart {at}") for at in range(MOST_CHARTS)):
        if number in standing.charts and number not in wanted:
            yield {"deleteEmbeddedObject": {"objectId": number}}


def _following(standing: Json, wanted: Json, title: str) -> Json:
    """A chart over the cells of the wanted one, as a person has left it otherwise. title: the one we gave it."""
    old, new = standing.get("basicChart"), wanted["basicChart"]
    if not old:
        return standing  # a person has made another kind of chart of it
    made = copy.deepcopy(standing)
    drawn = made["basicChart"]
    if _sources(old) != _sources(new):
        drawn["domains"], drawn["headerCount"] = new["domains"], new["headerCount"]
        kept = drawn.get("series", [])[: len(new["series"])]
        drawn["series"] = [{**each, "series": of["series"]} for each, of in zip(kept, new["series"], strict=False)]
        drawn["series"] += new["series"][len(kept) :]
        if len(old.get("series", [])) != len(new["series"]):
            drawn["legendPosition"] = new["legendPosition"]
    if title and standing.get("title") == title:
        made |= {key: wanted[key] for key in ("title", "altText")}
    return made


def _sources(drawn: Json) -> list[Any]:
    """The cells that a chart shows, however Google writes them."""
    parts = [each.get("domain", {}) for each in drawn.get("domains", [])]
    parts += [each.get("series", {}) for each in drawn.get("series", [])]
    places = [each.get("sourceRange", {}).get("sources", []) for each in parts]
    return [[sorted((key, value) for key, value in place.items() if value) for place in each] for each in places]


def choices_again(page: Page, sheet_id: int, standing: Standing, comma: bool) -> Iterator[Json]:
    """Drop-downs of single cells whose words stand elsewhere now; one that a person has taken out stays out."""
    for choice in page.choices:
        rule, here = cell_choice(choice, comma), standing.choices.get((choice.row, choice.col))
        wanted = rule["condition"]
        if not here or here.get("type") != wanted["type"] or here["type"] != "ONE_OF_RANGE":
            continue
        said, to_say = (str(each["values"][0].get("userEnteredValue", "")).replace("'", "") for each in (here, wanted))
        if not same_formula("=" + said.removeprefix("="), to_say):
            where = {"sheetId": sheet_id, "startRowIndex": choice.row, "endRowIndex": choice.row + 1}
            where |= {"startColumnIndex": choice.col, "endColumnIndex": choice.col + 1}
            yield {"setDataValidation": {"range": where, "rule": rule}}


def sizes_again(
    sheet_id: int, standing: Standing, before: Painted | None, given: Painted, columns: int
) -> Iterator[Json]:
    """Widths and heights that nobody has changed since we gave them; rows that had one of their own fit their text again.

    columns: how many the tab has until now; those beyond are new, and nobody's.
    """
    if before is None:
        return
    usual_widths = dict.fromkeys(before.widths, USUAL_WIDTH)
    for dimension, old, new, here, usual in (
        ("COLUMNS", before.widths, {**usual_widths, **given.widths}, standing.widths, (USUAL_WIDTH,)),
        ("ROWS", before.heights, given.heights, standing.heights, None),
    ):
        for at, pixels in new.items():
            ours = old[at] == here.get(at) if at in old else usual is None or here.get(at) in usual
            new_column = dimension == "COLUMNS" and at >= columns
            if new_column or (here.get(at) not in (None, pixels) and ours):
                where = _span(sheet_id, dimension, at)
                yield {
                    "updateDimensionProperties": {
                        "range": where,
                        "properties": {"pixelSize": pixels},
                        "fields": "pixelSize",
                    }
                }
        for at in old.keys() - new.keys() if dimension == "ROWS" else ():
            if here.get(at) == old[at]:
                yield {"autoResizeDimensions": {"dimensions": _span(sheet_id, dimension, at)}}


def _span(sheet_id: int, dimension: str, at: int) -> Json:
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}


def warning_again(
    page: Page, sheet_id: int, used: tuple[int, int], standing: Standing, before: Painted | None, size: tuple[int, int]
) -> Iterator[Json]:
    """The warning over a tab, with the cells free to type in where they are now, if nobody has changed which are.

    size: rows and columns that the tab has by then; Google takes no area that begins outside.
    """
    areas = free(page, sheet_id, used)
    for each in standing.warned if before and before.free != print_of_free(areas) else ():
        mine = each.get("description") in in_every_language("google.written_here")
        if mine and before and print_of_free(each.get("unprotectedRanges", [])) == before.free:
            there = [one for one in areas if one["startRowIndex"] < size[0] and one["startColumnIndex"] < size[1]]
            said = {"protectedRangeId": each["protectedRangeId"], "unprotectedRanges": there}
            yield {"updateProtectedRange": {"protectedRange": said, "fields": "unprotectedRanges"}}

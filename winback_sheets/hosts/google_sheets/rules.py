"""What a tab in Google Sheets allows and warns of: drop-downs, check boxes, grey percentages, cells of ours.

Nothing is forbidden: a word that is not in a list is marked, and a cell that the review writes asks before it changes.
"""

from __future__ import annotations

from typing import Any

from winback_sheets.present.cells import in_row, letters_of
from winback_sheets.present.page import Choice, Listing, Page
from winback_sheets.present.styles import STYLES
from winback_sheets.present.words import say
from winback_sheets.schema.inputs import Column

from .formulas import in_dialect
from .looks import colour

Json = dict[str, Any]


def area(sheet_id: int, rows: tuple[int, int | None], cols: tuple[int, int | None]) -> Json:
    """Rows and columns of a tab from, up to and without; None reaches to the tab's end."""
    made: Json = {"sheetId": sheet_id, "startRowIndex": rows[0], "startColumnIndex": cols[0]}
    ends = {"endRowIndex": rows[1], "endColumnIndex": cols[1]}
    return made | {key: end for key, end in ends.items() if end is not None}


def column_choice(column: Column) -> Json | None:
    """The rule for the cells of a column that people fill from a list; None where they may write anything."""
    if column.kind == "yes_no" and column.owner == "person":
        # One value: ticked is yes, not ticked is blank.
        return _choice({"type": "BOOLEAN", "values": [{"userEnteredValue": "yes"}]})
    if not column.choices:
        return None
    return _choice({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": text} for text in column.choices]})


def cell_choice(choice: Choice, comma: bool) -> Json:
    """The rule for one cell with a drop-down list."""
    if isinstance(choice.source, str):
        source = in_dialect("=" + choice.source.removeprefix("="), comma)
        return _choice({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": source}]})
    return _choice({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": text} for text in choice.source]})


def _choice(condition: Json) -> Json:
    return {"condition": condition, "strict": False, "showCustomUi": True}


def choices(page: Page, sheet_id: int, end: int, comma: bool, *, others: bool) -> list[Json]:
    """The requests for drop-downs and check boxes; those of a list reach to the row `end`, for rows to come.

    others: only those that take their words from another tab, which has to be there first.
    """
    made = []
    for listing in page.lists if not others else ():
        for column, col in zip(listing.columns, listing.columns_at(), strict=True):
            rule = column_choice(column)
            if rule:
                made.append((area(sheet_id, (listing.row + 1, end), (col, col + 1)), rule))
    for choice in page.choices:
        if isinstance(choice.source, str) == others:
            at = area(sheet_id, (choice.row, choice.row + 1), (choice.col, choice.col + 1))
            made.append((at, cell_choice(choice, comma)))
    return [{"setDataValidation": {"range": where, "rule": rule}} for where, rule in made]


def grey(listing: Listing, sheet_id: int, end: int, comma: bool) -> Json | None:
    """The request that greys percentages which stand on too few, down to the row `end`; None for other lists."""
    places = list(zip(listing.columns, listing.columns_at(), strict=True))
    percents = [col for column, col in places if column.kind == "percent"]
    if not listing.grey_when or not percents or not len(listing.frame):
        return None
    top = min(listing.rows_at())
    formula = in_dialect("=" + in_row(listing.grey_when, letters_of(listing, "$"), top), comma)
    ink = colour(str(STYLES["grey"]["font_color"]))
    rule = {
        "ranges": [area(sheet_id, (top, end), (col, col + 1)) for col in percents],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]},
            "format": {"textFormat": {"foregroundColorStyle": ink}},
        },
    }
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def protection(page: Page, sheet_id: int, size: tuple[int, int]) -> Json:
    """A warning over the whole tab but for the cells people fill and all to the right of ours and below.

    size: how many rows and columns ours take.
    """
    rows, cols = size
    free = [
        area(sheet_id, (listing.row + 1, rows), (col, col + 1))
        for listing in page.lists
        for column, col in zip(listing.columns, listing.columns_at(), strict=True)
        if column.owner == "person" and listing.row + 1 < rows
    ]
    free += [area(sheet_id, (each.row, each.row + 1), (each.col, each.col + 1)) for each in page.choices]
    if not page.very_hidden:
        free += [area(sheet_id, (rows, None), (0, None)), area(sheet_id, (0, rows), (cols, None))]
    kept = {"range": {"sheetId": sheet_id}, "description": say("google.written_here"), "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": kept | ({"unprotectedRanges": free} if free else {})}}

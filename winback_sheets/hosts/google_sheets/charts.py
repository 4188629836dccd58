"""The column charts of a page as Google draws them."""

from __future__ import annotations

import hashlib
from typing import Any

from winback_sheets.present.page import Chart, Page
from winback_sheets.present.styles import ACCENT

from .looks import colour

Json = dict[str, Any]
LARGEST_ID = 2**31 - 1  # of the numbers that Google takes


def own_id(sheet_id: int, what: str) -> int:
    """The number of a thing of ours in a tab, the same at every run: one that is there already is not made twice.

    >>> own_id(7, "chart 0") == own_id(7, "chart 0"), 0 < own_id(7, "chart 0") < 2**31
    (True, True)
    """
    digest = hashlib.sha256(f"{sheet_id}|{what}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % LARGEST_ID + 1


def charts(page: Page, sheet_id: int) -> list[Json]:
    """The requests that put the charts of a page into its tab."""
    texts = {(cell.row, cell.col): cell.value for cell in page.cells}
    made = []
    for number, chart in enumerate(page.charts):
        # A series is called as the cell above its figures.
        headed = all(texts.get((chart.rows[0] - 1, col)) == title for title, col, _ in chart.series)
        anchor = {"sheetId": sheet_id, "rowIndex": chart.row, "columnIndex": chart.col}
        drawn = {
            "chartId": own_id(sheet_id, f"chart {number}"),
            "spec": _spec(chart, sheet_id, headed),
            "position": {
                "overlayPosition": {
                    "anchorCell": anchor,
                    "widthPixels": chart.width,
                    "heightPixels": chart.height,
                }
            },
        }
        made.append({"addChart": {"chart": drawn}})
    return made


def _spec(chart: Chart, sheet_id: int, headed: bool) -> Json:
    first, last = chart.rows[0] - headed, chart.rows[1] + 1

    def column(col: int) -> Json:
        rows = {"sheetId": sheet_id, "startRowIndex": first, "endRowIndex": last}
        return {"sourceRange": {"sources": [rows | {"startColumnIndex": col, "endColumnIndex": col + 1}]}}

    series = [
        {"series": column(col), "targetAxis": "LEFT_AXIS", "colorStyle": colour(ink)} for _, col, ink in chart.series
    ]
    return {
        "title": chart.title,
        "altText": chart.title,
        "titleTextFormat": {"fontSize": 11, "foregroundColorStyle": colour(ACCENT)},
        "basicChart": {
            "chartType": "COLUMN",
            "legendPosition": "NO_LEGEND" if len(series) == 1 else "BOTTOM_LEGEND",
            "headerCount": int(headed),
            "axis": [
                {"position": "BOTTOM_AXIS"},
                {"position": "LEFT_AXIS", "viewWindowOptions": {"viewWindowMin": 0, "viewWindowMode": "EXPLICIT"}},
            ],
            "domains": [{"domain": column(chart.categories)}],
            "series": series,
        },
    }

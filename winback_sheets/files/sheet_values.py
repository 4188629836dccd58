"""What fastexcel makes of some cells, set right: empty texts, words among numbers, durations."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd


def as_typed(frame: pd.DataFrame, lost: list[Any]) -> pd.DataFrame:
    """A frame of fastexcel's with missing texts as NaN, dropped words back in place and durations as text.

    `lost` are fastexcel's cell errors; their column counts within the frame, their row
    within the sheet, both from 0.
    """
    return _durations_as_text(_put_back(_no_empty_text(frame), lost))


def _no_empty_text(frame: pd.DataFrame) -> pd.DataFrame:
    """What a formula like =IF(A1>0,A1,"") leaves is a missing value."""
    for column in frame.columns[frame.dtypes.map(lambda dtype: dtype.kind == "O")]:
        empty = frame[column] == ""
        if empty.any():
            frame[column] = frame[column].mask(empty)
    return frame


def _put_back(frame: pd.DataFrame, lost: list[Any]) -> pd.DataFrame:
    """Words like "n/a" and "NULL" stay in their cells; fastexcel drops them from numbers and dates."""
    words: dict[int, dict[int, str]] = {}
    for cell in lost:
        text = re.search(r"""got 'String\("(.+)"\)'$""", cell.detail)
        if text:
            words.setdefault(int(frame.columns[cell.position[1]]), {})[cell.position[0] + 1] = text[1]
    for column, texts in words.items():
        mixed = frame[column].astype(object)
        mixed.loc[list(texts)] = list(texts.values())
        frame[column] = mixed
    return frame


def _durations_as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """A duration becomes what the cell shows, "36:00:00"; a time of day stays a date in 1899."""
    for column in frame.columns[frame.dtypes.map(lambda dtype: dtype.kind == "m")]:
        seconds = frame[column].dt.total_seconds().round()
        known = seconds.notna()
        whole = seconds[known].astype("int64")
        parts = [whole // 3600, whole // 60 % 60, whole % 60]
        hours, minutes, rest = (part.astype(str).str.zfill(width) for part, width in zip(parts, (1, 2, 2), strict=True))
        frame[column] = (hours + ":" + minutes + ":" + rest).reindex(frame.index)
    return frame

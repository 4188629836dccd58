"""Lists that a tab cannot hold whole: each in a file of its own beside the workbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from winback_sheets.files.plain_csv import write_csv
from winback_sheets.hosts.workbook.targets import WHOLE_LISTS, whole_list_of
from winback_sheets.ooxml.halfway import aside, locked, real
from winback_sheets.present.page import Page, Rest
from winback_sheets.schema.room import EXCEL, Room

AT_ONCE = 100_000  # rows; keeps the memory small


def room_of(target: Path) -> Room:
    """What a workbook can hold, and how the files beside it are called."""
    return EXCEL._replace(beside=whole_list_of(target).name)


@contextmanager
def whole_lists(pages: Sequence[Page], target: Path, like: Sequence[Path]) -> Iterator[Callable[[], None]]:
    """Write the lists that their tabs cannot hold; they take their names when what is given is called.

    Until then they are files that the next review sweeps away, so that none lies beside a workbook that lacks its tab.
    Those of an earlier review that their tabs hold by now go. like: the files the lists are from, and who may read them.
    """
    target = real(target)
    ready: dict[Path, Path] = {}

    def keep() -> None:
        for tab in WHOLE_LISTS:
            place = whole_list_of(target, tab)
            if place in ready:
                os.replace(ready[place], place)
            else:
                place.unlink(missing_ok=True)

    with locked(target):
        try:
            for rest in (page.rest for page in pages if page.rest and page.rest.file):
                place = target.with_name(rest.file)
                ready[place] = aside(target)
                write_list(rest, ready[place], like)
            yield keep
        finally:
            for made in ready.values():
                made.unlink(missing_ok=True)


def write_list(rest: Rest, place: Path, like: Sequence[Path]) -> None:
    """Write a whole list as a table in text; who may not read the workbook may not read it either."""
    write_csv(place, [column.heading for column in rest.columns], _rows(rest), like=like)


def _rows(rest: Rest) -> Iterator[tuple[object, ...]]:
    """The rows as plain values, days as they are written everywhere."""
    for begin in range(0, len(rest.frame), AT_ONCE):
        rows = rest.frame.iloc[begin : begin + AT_ONCE]
        columns = [_plain(rows[column.key]) for column in rest.columns]
        yield from zip(*columns, strict=True)


def _plain(values: pd.Series) -> list[object]:
    days = values.dt.strftime("%Y-%m-%d") if values.dtype.kind == "M" else values
    found = days.astype(object).where(values.notna(), None).tolist()
    return [value.strftime("%Y-%m-%d") if isinstance(value, pd.Timestamp) else value for value in found]

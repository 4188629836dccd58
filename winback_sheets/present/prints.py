"""Short prints of the cells we wrote, kept with the workbook, so that what a person typed over one can be seen."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Mapping, Sequence
from itertools import repeat

import numpy as np
import pandas as pd

from winback_sheets.present.cells import FIGURES, blocks, owner_of, places_in
from winback_sheets.present.page import Page
from winback_sheets.schema.inputs import Column, Table

SAME_DIGITS = 7  # programs recalculate the last of their 15 digits, and readers show numbers among words with fewer
DAY_0 = pd.Timestamp("1899-12-30")  # of serial dates
FORMULA = "="  # stands for the print of a formula's value, which changes by itself


def print_of(value: object) -> str:
    """Four letters and digits for a value; blank for an empty cell, equal for equal values however they are stored.

    >>> print_of(12), print_of(12.0) == print_of(12), print_of(None)
    ('44cd', True, '')
    """
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, (bool, np.bool_)):
        text = "yes" if value else "no"
    elif isinstance(value, (int, float, np.integer, np.floating)):
        text = f"{float(value):.{SAME_DIGITS}g}"
    elif isinstance(value, (datetime.datetime, datetime.date)):
        text = str((pd.Timestamp(value).tz_localize(None) - DAY_0).days)
    else:
        text = str(value).strip()
    return f"{zlib.crc32(text.encode()) & 0xFFFF:04x}" if text else ""


def list_prints(frame: pd.DataFrame, columns: Sequence[Column]) -> list[str]:
    """One text a row: the prints of its cells in these columns, side by side, dots for an empty cell."""
    if not len(frame) or not columns:
        return [""] * len(frame)
    matrix = np.column_stack([_column_prints(frame.get(c.key), c.kind, len(frame)) for c in columns])
    whole, step = matrix.astype(">u2").tobytes().hex(), 4 * len(columns)
    return [whole[at : at + step] for at in range(0, len(whole), step)]


def _column_prints(values: pd.Series | None, kind: str, count: int) -> np.ndarray:
    """Sixteen bits a cell, 0 for an empty one."""
    if values is None:
        return np.zeros(count, dtype=np.uint16)
    empty = values.isna().to_numpy()
    if kind in FIGURES:
        figures = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float)
        empty = np.isnan(figures)
        hashed = pd.util.hash_array(_rounded(np.where(empty, 0.0, figures)))
    elif kind == "date":
        days = pd.to_datetime(values, errors="coerce")
        empty = days.isna().to_numpy()
        hashed = pd.util.hash_array(days.to_numpy(dtype="datetime64[D]").astype(np.int64))
    else:
        # Each different value once: True and 1 are equal and their texts are not, so only texts are taken together.
        cells = values.astype(object).where(~empty, "").to_numpy(dtype=object)
        codes, different = pd.factorize(cells) if pd.api.types.infer_dtype(cells) == "string" else (..., cells)
        texts = np.array([str(text).strip() for text in different.tolist()], dtype=object)
        empty = empty | (texts == "")[codes]
        hashed = pd.util.hash_array(texts, categorize=codes is ...)[codes]
    return np.where(empty, 0, (hashed & 0xFFFF) | 1).astype(np.uint16)


def _rounded(figures: np.ndarray) -> np.ndarray:
    """The figures to the digits that every program keeps."""
    size = np.where(figures == 0, 1.0, np.abs(figures))
    unit = 10.0 ** (SAME_DIGITS - 1 - np.floor(np.log10(size)))
    return np.round(figures * unit) / unit + 0.0


def cell_prints(page: Page) -> dict[tuple[int, int], str]:
    """The print of every filled cell of a page, by 0-based row and column; cells that a person fills are left out."""
    return {place: text for place, text in every_print(page).items() if text}


def every_print(page: Page) -> dict[tuple[int, int], str]:
    """The same with the cells of ours that say nothing."""
    found: dict[tuple[int, int], str] = {}
    for cell in page.cells:
        if owner_of(cell) == "toolkit":
            found[cell.row, cell.col] = FORMULA if cell.formula else print_of(cell.value)
    for block in blocks(*page.lists):
        found[block.heading.row, block.col] = print_of(block.heading.value)
        if block.owner == "toolkit":
            prints = repeat(FORMULA) if block.formula else map(print_of, block.values.tolist())
            found.update(zip(places_in(block), prints, strict=False))
    return found


def pack_prints(prints: Mapping[tuple[int, int], str]) -> dict[str, str]:
    """Cell prints as two texts a row, its number and its cells: what the hidden tab can hold.

    >>> pack_prints({(4, 0): "1a2b", (4, 2): "="})
    {'4': '0:1a2b 2:='}
    """
    rows: dict[int, list[str]] = {}
    for (row, col), text in sorted(prints.items()):
        rows.setdefault(row, []).append(f"{col}:{text}")
    return {str(row): " ".join(each) for row, each in rows.items()}


def unpack_prints(lines: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """The inverse of `pack_prints`; what is damaged is left out.

    >>> unpack_prints({"4": "0:1a2b 2:="})
    {(4, 0): '1a2b', (4, 2): '='}
    """
    found: dict[tuple[int, int], str] = {}
    for row, cells in lines.items():
        for each in str(cells).split():
            col, colon, text = each.partition(":")
            if colon and col.isdecimal() and row.isdecimal():
                found[int(row), int(col)] = text
    return found


def toolkit_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table that we write, in the order in which prints list them."""
    return tuple(column for column in table.columns if column.owner == "toolkit")

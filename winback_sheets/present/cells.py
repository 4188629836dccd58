"""The cells of a page, enumerated once for all who write, print or compare them: single cells, and lists by columns.

A list may have a million rows, so a column of it is one block of vectors; `cells_in` spells a short one out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import NamedTuple

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from winback_sheets.present.page import Cell, Listing
from winback_sheets.present.styles import of_column
from winback_sheets.schema.inputs import Column

FIGURES = ("money", "count", "percent", "number")
Place = tuple[int, int]


class Block(NamedTuple):
    """A column of a list: one value a row, all in one look, under its heading.

    rows: the 0-based sheet row of each value. formula: a template, or blank. links: what each cell opens, or None.
    letters: of all columns of the list by key, for the template. owner: who fills it, the toolkit or a person.
    """

    column: Column
    col: int
    heading: Cell
    rows: np.ndarray
    values: pd.Series
    style: str
    formula: str
    links: pd.Series | None
    letters: Mapping[str, str]
    owner: str


def blocks(*listings: Listing) -> Iterator[Block]:
    """The columns of lists, in the order in which each list names them."""
    for listing in listings:
        rows, letters = rows_of(listing), letters_of(listing)
        for column, col in zip(listing.columns, listing.columns_at(), strict=True):
            values = values_of(listing, column)
            heading = Cell(listing.row, col, column.heading, heading_style(column))
            formula, links = listing.formulas.get(column.key, ""), listing.links.get(column.key)
            style = style_of(column, values)
            yield Block(column, col, heading, rows, values, style, formula, links, letters, column.owner)


def rows_in(block: Block, here: np.ndarray) -> Block:
    """Some rows of a block, by their positions."""
    links = None if block.links is None else block.links.iloc[here]
    return block._replace(rows=block.rows[here], values=block.values.iloc[here], links=links)


def rows_of(listing: Listing) -> np.ndarray:
    """The 0-based sheet row of each row of the list."""
    return np.array(listing.rows_at(), dtype=np.int64)


def values_of(listing: Listing, column: Column) -> pd.Series:
    """A column's values, one a row of the list; blank where the frame has no such column."""
    frame = listing.frame
    return frame[column.key] if column.key in frame else pd.Series([None] * len(frame), dtype=object)


def style_of(column: Column, values: pd.Series) -> str:
    """The name of the style of a column's cells."""
    return of_column(column.kind, column.owner, column.width, column.kind == "money" and _whole(values))


def heading_style(column: Column) -> str:
    """The name of the style of a column's heading."""
    return "heading_typed" if column.owner == "person" else "heading_right" if column.kind in FIGURES else "heading"


def letters_of(listing: Listing, fixed: str = "") -> dict[str, str]:
    """The letter of each column by key; fixed: the sign that holds it, $."""
    at = zip(listing.columns, listing.columns_at(), strict=True)
    return {column.key: fixed + xl_col_to_name(col) for column, col in at}


def in_row(template: str, letters: Mapping[str, str], row: int) -> str:
    """A formula's template for one 0-based row: {key} is the cell of that column, {row} the row's number.

    >>> in_row("={lost}/{start}", {"start": "B", "lost": "E"}, 5)
    '=E6/B6'
    """
    return template.format(row=row + 1, **{key: f"{letter}{row + 1}" for key, letter in letters.items()})


def formulas_in(block: Block) -> Iterator[str]:
    """The formula of each cell of a block that has one."""
    return (in_row(block.formula, block.letters, row) for row in block.rows.tolist())


def places_in(block: Block) -> Iterator[Place]:
    """The 0-based row and column of each cell."""
    return zip(block.rows.tolist(), repeat(block.col))


def cells_in(block: Block) -> Iterator[Cell]:
    """A block cell by cell."""
    formulas = formulas_in(block) if block.formula else repeat("")
    links = repeat("") if block.links is None else (link or "" for link in block.links.tolist())
    for row, value, formula, link in zip(block.rows.tolist(), block.values.tolist(), formulas, links, strict=False):
        yield Cell(row, block.col, value, block.style, formula, link=link)


def owner_of(cell: Cell) -> str:
    """Who fills a single cell: the toolkit, or a person."""
    return "person" if cell.style == "typed_cell" else "toolkit"


def _whole(values: pd.Series) -> bool:
    numbers = pd.to_numeric(values, errors="coerce").dropna()
    return bool(len(numbers)) and bool((numbers == numbers.round()).all())

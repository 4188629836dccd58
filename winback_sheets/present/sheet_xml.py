"""Rows of a long list as the text of a sheet, a column at a time: the same cells XlsxWriter makes one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from winback_sheets.present.cells import blocks, rows_of
from winback_sheets.present.lists import LINE_POINTS, heights, is_scattered
from winback_sheets.present.page import Listing, Tail
from winback_sheets.schema.cells import DAY_0, DAY_0_1904
from winback_sheets.schema.room import EXCEL

AT_ONCE = 20_000  # rows; keeps the memory small
BLANK = "/>"
_ESCAPED = ((r"&", "&amp;"), (r"<", "&lt;"), (r">", "&gt;"))
# What XML cannot hold, and what a spreadsheet program would take for the mark of such a character.
_ILLEGAL = "[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_"
_DAY = pd.Timedelta(days=1)
_EPOCH, _EPOCH_1904 = pd.Timestamp(DAY_0), pd.Timestamp(DAY_0_1904)


def last_row(listing: Listing) -> int:
    return int(rows_of(listing).max())


def add_rows(sheet: bytes, rest: Tail, *, from_1904: bool = False) -> bytes:
    """The sheet XlsxWriter made of the first rows, with the rest of the rows in their looks."""
    listing, head = rest.listing, sheet.index(b"</sheetData>")
    first = int(rows_of(listing).min()) + 1
    styles = dict(re.findall(rb'<c r="([A-Z]+)%d"( s="\d+")' % first, sheet))
    day_0 = _EPOCH_1904 if from_1904 else _EPOCH
    reach = rb'\g<1>%d"' % (last_row(listing) + 1)
    top = re.sub(rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+"', reach, sheet[:head], count=1)
    return b"".join(
        [top, *_rows(rest, {col.decode(): style.decode() for col, style in styles.items()}, day_0), sheet[head:]]
    )


def _rows(rest: Tail, styles: dict[str, str], day_0: pd.Timestamp) -> Iterator[bytes]:
    """The XML of the rows that are left, in pieces."""
    listing = rest.listing
    rows = rows_of(listing)
    order = np.argsort(rows, kind="stable")
    order = order[rows[order] >= rest.since]
    tall = np.zeros(len(rows)) if is_scattered(listing) else heights(listing)
    across = sorted(blocks(listing), key=lambda block: block.col)
    for begin in range(0, len(order), AT_ONCE):
        here = order[begin : begin + AT_ONCE]
        numbers = _text(rows[here] + 1)
        pieces: list[object] = ['<row r="', numbers, _row_ends(tall[here])]
        for block in across:
            letter = block.letters[block.column.key]
            pieces += [
                # The style first, so that the graft can put the user's in its place: no text holds the sign <.
                f'<c{styles.get(letter, "")} r="{letter}',
                numbers,
                '"',
                contents(block.values.iloc[here], day_0),
            ]
        joined = pc.binary_join_element_wise(*pieces, "</row>", "")
        _, offsets, text = joined.buffers()  # one row behind the other, as they must stand in the sheet
        yield text[: np.frombuffer(offsets, np.int32)[len(joined)]].to_pybytes()


def _row_ends(tall: np.ndarray) -> pa.Array:
    return pa.array(
        [f'" ht="{points:.16g}" customHeight="1">' if points > LINE_POINTS else '">' for points in tall.tolist()]
    )


def contents(values: pd.Series, day_0: pd.Timestamp = _EPOCH) -> pa.Array:
    """What stands in each cell, as the XML after the cell's style up to its end.

    >>> contents(pd.Series([2.5, None])).to_pylist()
    ['><v>2.5</v></c>', '/>']
    """
    kind = values.dtype.kind
    if kind == "M":
        return _figures(((values - day_0) / _DAY).to_numpy(float))
    if kind in "iuf":
        whole = kind != "f" and not values.isna().any()
        figures = values.to_numpy(np.int64) if whole else values.to_numpy(float, na_value=np.nan)
        return _each(values, day_0) if np.isinf(figures).any() else _figures(figures)
    if kind == "O" and pd.api.types.infer_dtype(values, skipna=True) in ("string", "empty"):
        texts = pa.array(values.where(values.notna(), None), type=pa.string(), from_pandas=True).dictionary_encode()
        if len(texts.dictionary) < len(texts) // 2:  # the same words again and again are written once
            return pc.fill_null(_texts(texts.dictionary).take(texts.indices), BLANK)
        return _texts(texts.dictionary_decode())
    return _each(values, day_0)


def _text(numbers: np.ndarray) -> pa.Array:
    return pc.cast(pa.array(numbers, from_pandas=True), pa.string())


def _figures(numbers: np.ndarray) -> pa.Array:
    return pc.fill_null(pc.binary_join_element_wise("><v>", _text(numbers), "</v></c>", ""), BLANK)


def _texts(texts: pa.Array) -> pa.Array:
    texts = pc.if_else(pc.equal(texts, ""), None, pc.utf8_slice_codeunits(texts, 0, EXCEL.letters))
    odd = pc.fill_null(pc.match_substring_regex(texts, _ILLEGAL), False)
    if pc.any(odd).as_py():
        texts = pc.if_else(odd, pa.array([None if t is None else legal(t) for t in texts.to_pylist()]), texts)
    for sign, entity in _ESCAPED:
        texts = pc.replace_substring(texts, sign, entity)
    outer = pc.fill_null(pc.match_substring_regex(texts, r"^\s|\s$"), False)
    begin = pc.if_else(outer, '<t xml:space="preserve">', "<t>")
    cells = pc.binary_join_element_wise(' t="inlineStr"><is>', begin, texts, "</t></is></c>", "")
    return pc.fill_null(cells, BLANK)


def legal(text: str) -> str:
    """A text with the characters XML cannot hold written as a spreadsheet program writes them.

    >>> legal("a\\x01b_x0041_")
    'a_x0001_b_x005F_x0041_'
    """
    marked = re.sub(r"(_x[0-9a-fA-F]{4}_)", r"_x005F\1", text)
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda match: f"_x{ord(match[0]):04X}_", marked)


def _each(values: pd.Series, day_0: pd.Timestamp) -> pa.Array:
    """Cells of a column whose values are of several kinds, as a column is in which people type."""
    whole = values.astype(object)
    is_flag = whole.map(lambda value: isinstance(value, (bool, np.bool_)))
    is_figure = (
        whole.map(lambda value: isinstance(value, (int, float, np.integer, np.floating))) & ~is_flag & whole.notna()
    )
    is_date = whole.map(lambda value: isinstance(value, pd.Timestamp)) & whole.notna()
    words = whole.where(~is_flag, whole.map({True: "yes", False: "no"})).where(~(is_figure | is_date), None)
    cells = _texts(pa.array([None if pd.isna(word) else str(word) for word in words.tolist()], type=pa.string()))
    numbers = whole.where(is_figure).astype(float)
    numbers = numbers.where(~is_date, (pd.to_datetime(whole.where(is_date)) - day_0) / _DAY)
    figures = pc.if_else(
        pa.array(np.isinf(numbers.to_numpy())), ' t="e"><f>1/0</f><v>#DIV/0!</v></c>', _figures(numbers.to_numpy())
    )
    return pc.if_else(pa.array((is_figure | is_date).to_numpy(bool)), figures, cells)

"""A .parquet file as one grid whose first row holds the column names."""

from __future__ import annotations

import io
from pathlib import PurePath

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from winback_sheets.files.limits import MOST_CELLS, MOST_COLUMNS, MOST_LETTERS
from winback_sheets.files.unreadable import Unreadable
from winback_sheets.present.words import say
from winback_sheets.read.grid import HEAD_ROWS, Grid, top_of


def parquet_grid(raw: bytes, file: str) -> Grid:
    """One grid: row 1 the column names, the records from row 2 on, dates as datetime64. Raises Unreadable."""
    try:
        table = _within(raw, file)
        table.validate(full=True)  # what a damaged file leaves would end the process later
        names = [str(name) for name in table.column_names]
        frame = pa.table(
            [_plain(column) for column in table.columns], names=[str(i) for i in range(len(names))]
        ).to_pandas()
    except (pa.ArrowException, OSError, ValueError, OverflowError, UnicodeDecodeError) as error:
        raise Unreadable(say("files.damaged_parquet", file=file)) from error
    frame.columns = pd.RangeIndex(len(names))
    frame.index = pd.RangeIndex(2, len(frame) + 2)

    def below(n: int) -> pd.DataFrame:
        if n >= 1:
            return frame.loc[frame.index > n]
        return pd.concat([pd.DataFrame([names], index=[1]), frame.astype(object)])

    top: list[list[object]] = [list(names), *_python(frame.head(HEAD_ROWS - 1))]
    return Grid(PurePath(file).stem, top, below, len(frame) + 1)


def _within(raw: bytes, file: str) -> pa.Table:
    """The table, read in pieces so that one that grows beyond all measure is given up in time.

    A text stored once may stand in every row; the size of a row is not known before it has been read.
    """
    whole = pa.parquet.ParquetFile(io.BytesIO(raw))
    about = whole.metadata
    groups = [about.row_group(n) for n in range(about.num_row_groups)]
    values = sum(group.column(n).num_values for group in groups for n in range(group.num_columns))
    if max(values, about.num_rows * max(about.num_columns, 1)) > MOST_CELLS or about.num_columns > MOST_COLUMNS:
        raise _too_much(file)
    # No value is larger than the column it stands in, so that this many rows always fit.
    largest = max(
        (group.column(n).total_uncompressed_size for group in groups for n in range(group.num_columns)), default=1
    )
    rows = min(65_536, max(16, MOST_LETTERS // 2 // max(largest, 1)))
    pieces, size = [], 0
    for piece in whole.iter_batches(batch_size=rows):
        pieces.append(piece)
        size += piece.nbytes
        if size > MOST_LETTERS // 2:
            raise _too_much(file)
    return pa.Table.from_batches(pieces, schema=whole.schema_arrow)


def _too_much(file: str) -> Unreadable:
    return Unreadable(say("files.parquet_too_large", file=file))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as numbers, dates, yes/no or text."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _plain(column.cast(kind.value_type))
    if pa.types.is_decimal(kind):
        return column.cast(pa.float64())
    if pa.types.is_date(kind):
        return column.cast(pa.timestamp("ms"))
    if pa.types.is_timestamp(kind) and kind.tz:
        return pc.local_timestamp(column)  # the clock on the wall where it was written
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_time(kind) or pa.types.is_duration(kind):
        return pa.chunked_array([pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())])
    return column


def _day(value: pd.Timestamp) -> object:
    """A date as Python has them; one beyond the year 9999 or before 1 as its text."""
    if pd.isna(value):
        return None
    try:
        return value.to_pydatetime()
    except (ValueError, OverflowError):
        return str(value)


def _python(head: pd.DataFrame) -> list[list[object]]:
    dates = head.columns[head.dtypes.map(lambda dtype: dtype.kind == "M")]
    head = head.astype(object)
    for column in dates:
        head[column] = pd.Series([_day(v) for v in head[column]], head.index, object)
    return top_of(head)

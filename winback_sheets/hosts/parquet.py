"""A .parquet file as one grid whose first row holds the column names."""

from __future__ import annotations

import io
from pathlib import PurePath

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from winback_sheets.hosts.delimited import HEAD_ROWS, top_of
from winback_sheets.hosts.unreadable import Unreadable
from winback_sheets.read.grid import Grid


def parquet_grid(raw: bytes, file: str) -> Grid:
    """One grid: row 1 the column names, the records from row 2 on, dates as datetime64. Raises Unreadable."""
    try:
        table = pa.parquet.read_table(io.BytesIO(raw))
    except (pa.ArrowException, OSError) as error:
        raise Unreadable(f"{file} is a damaged parquet file: write it again where it came from.") from error
    names = [str(name) for name in table.column_names]
    frame = pa.table(
        [_plain(column) for column in table.columns], names=[str(i) for i in range(len(names))]
    ).to_pandas()
    frame.columns = pd.RangeIndex(len(names))
    frame.index = pd.RangeIndex(2, len(frame) + 2)

    def below(n: int) -> pd.DataFrame:
        if n >= 1:
            return frame.loc[frame.index > n]
        return pd.concat([pd.DataFrame([names], index=[1]), frame.astype(object)])

    top: list[list[object]] = [list(names), *_python(frame.head(HEAD_ROWS - 1))]
    return Grid(PurePath(file).stem, top, below, len(frame) + 1)


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


def _python(head: pd.DataFrame) -> list[list[object]]:
    dates = head.columns[head.dtypes.map(lambda dtype: dtype.kind == "M")]
    head = head.astype(object)
    for column in dates:
        head[column] = pd.Series([v.to_pydatetime() if pd.notna(v) else None for v in head[column]], head.index, object)
    return top_of(head)

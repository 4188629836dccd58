"""A DataFrame, as a Python program gives it to a formula, read as one input table by its headings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read.cell_range import NotThisTable, lacking, usable
from winback_sheets.read.grid import Grid
from winback_sheets.read.recognise import Found, as_input
from winback_sheets.schema.inputs import table

NUMBERS = ("money", "number", "minutes", "months", "year")


def by_headings(frame: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """The rows that can be used, under the column keys of the one of these tables that it is.

    A frame that has the schema's own keys and types already is given back as it is. Raises NotThisTable.

    >>> sales = pd.DataFrame({"Order date": ["2026-10-31"], "Client": ["Anna"], "Total": ["7,50"]})
    >>> by_headings(sales, "sales", "subscriptions")[["customer", "amount"]].values.tolist()
    [['Anna', 7.5]]
    """
    headings = [str(heading) for heading in frame.columns]
    body = frame.set_axis(range(2, len(frame) + 2)).set_axis(range(len(headings)), axis=1)
    grid = Grid(" or ".join(keys), [list(headings)], lambda skipped: _without_categories(body), len(body) + 1)
    found = as_input(grid, keys)
    if found is None and "customer" not in headings:
        raise NotThisTable(lacking(grid, keys))
    # Of a frame with our own keys the formula says what it lacks, which may be less than a tab needs.
    return usable(found) if found is not None and not _is_typed(found, body) else frame


def _is_typed(found: Found, body: pd.DataFrame) -> bool:
    """Whether the columns bear the schema's keys and are of its types, so that nothing is left to read."""
    kinds = {column.key: column.kind for column in table(found.table).every_column}
    headings = {place: found.headers[key] for key, place in found.columns.items()}  # one column may have two keys
    return all(
        found.columns.get(heading) == place and _is_kind(body[place], kinds[heading])
        for place, heading in headings.items()
    )


def _is_kind(values: pd.Series, kind: str) -> bool:
    number = pd.api.types.is_numeric_dtype(values.dtype)
    if kind == "date":
        return isinstance(values.dtype, np.dtype) and values.dtype.kind == "M"
    if kind in NUMBERS:
        return bool(number)
    if kind == "yes_no":
        return pd.api.types.infer_dtype(values, skipna=True) in ("boolean", "empty")
    return not number and not isinstance(values.dtype, pd.CategoricalDtype)


def _without_categories(body: pd.DataFrame) -> pd.DataFrame:
    named = body.columns[[isinstance(kind, pd.CategoricalDtype) for kind in body.dtypes]]
    return body.astype(dict.fromkeys(named, object))

"""Small ledgers for the tests of the whole way: made by rule, never at random, so that every figure can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import xlsxwriter

from winback_sheets.present.words import say
from winback_sheets.read.grid import Grid
from winback_sheets.read.ledger import Ledger, sales
from winback_sheets.read.recognise import Found
from winback_sheets.read.typed import typed
from winback_sheets.track.rfm import HOUSE_SEGMENTS

RUN_DAY = pd.Timestamp("2026-11-21")


def shop(months: int = 24, customers: int = 60, *, stop: dict[int, int] | None = None) -> pd.DataFrame:
    """A shop: customer n buys once a month on day 1 + n % 25, for 10 x (n + 1); `stop` ends one after so many months."""
    rows = []
    for number in range(customers):
        last = (stop or {}).get(number, months)
        for month in range(last):
            day = pd.Timestamp("2024-11-01") + pd.DateOffset(months=month) + pd.Timedelta(days=number % 25)
            rows.append((f"C{number:03d}", day, 10.0 * (number + 1)))
    return pd.DataFrame(rows, columns=["Customer", "Date", "Amount"])


def people(customers: int = 60) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Customer": [f"C{n:03d}" for n in range(customers)],
            "Name": [f"Firm {n}" for n in range(customers)],
            "Phone": [f"01632 960{n:03d}" for n in range(customers)],
        }
    )


def write(path: Path, **tabs: pd.DataFrame) -> Path:
    """A workbook with these tabs, dates as real dates."""
    book = xlsxwriter.Workbook(path, {"nan_inf_to_errors": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, frame in tabs.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, list(frame.columns))
        for number, row in enumerate(frame.itertuples(index=False), start=1):
            for col, value in enumerate(row):
                if isinstance(value, pd.Timestamp):
                    sheet.write_datetime(number, col, value.to_pydatetime(), day)
                elif value is not None and value == value:
                    sheet.write(number, col, value)
    book.close()
    return path


def grids(**tabs: pd.DataFrame) -> list[Grid]:
    """Tabs as the reading room takes them."""
    made = []
    for name, frame in tabs.items():
        body = frame.set_axis(range(len(frame.columns)), axis=1).set_axis(range(2, len(frame) + 2))
        made.append(Grid(name, [list(frame.columns)], lambda n, body=body: body, len(frame) + 1))
    return made


def groups_by_state() -> dict[str, set[str]]:
    """The names of the groups that each state may have, by the state's own name."""
    states = ("active", "warning", "paused", "lost")
    return {say(f"segments.state_{s}"): {say(f"segments.{s}_{key}") for key, *_ in HOUSE_SEGMENTS} for s in states}


def contradictions(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """States with a group that is not named within them."""
    known = groups_by_state()
    pairs = frame[["state", "segment"]].dropna().drop_duplicates().to_numpy().tolist()
    return [(state, group) for state, group in pairs if group not in known[state]]


def sales_of(headings: Mapping[str, str], rows: Sequence[Sequence[object]], *, more: Sequence[str] = ()) -> Ledger:
    """Sales read from cells whose columns are known: column key -> heading, two keys may share one heading.

    more: headings of further columns that are not understood.
    """
    names = list(dict.fromkeys(headings.values()))
    cells = [[*names, *more], *map(list, rows)]
    grid = Grid(
        "Sales",
        cells,
        lambda n: pd.DataFrame(cells[n:], index=range(n + 1, len(cells) + 1), dtype=object).infer_objects(),
        len(cells),
    )
    found = Found("sales", grid, 1, {key: names.index(name) for key, name in headings.items()}, dict(headings))
    return sales(typed(found), today=RUN_DAY)

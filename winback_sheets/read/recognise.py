"""Which tab is what, and where its header stands: by the words in its first rows and by what stands below them."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from winback_sheets.read.answers import NONE, Answers, tab_name
from winback_sheets.read.assign import MONEY, NEARLY, assign, has_tenures, may_be
from winback_sheets.read.exports import Export, known_export
from winback_sheets.read.grid import Grid
from winback_sheets.read.headings import fit, known, normalise, texts_in
from winback_sheets.read.pieces import pieces_of
from winback_sheets.read.profiles import Columns
from winback_sheets.schema.inputs import CUSTOMERS, INPUTS, LEAVINGS, SALES, SETTINGS, Table
from winback_sheets.schema.inputs import table as table_of
from winback_sheets.schema.message import Message
from winback_sheets.schema.results import RESULTS
from winback_sheets.schema.words import texts_of

HEADER_ROWS = 50
FEWEST_HEADINGS = 2  # that a row of headings has at the least
TRIES = 4  # of the readings that the headings allow, how many are held against the cells
FEWEST_OF_OURS, MOST_OF_OURS = 4, 0.6  # headings in one row that make a tab one of ours, and their share


class Found(NamedTuple):
    """A tab that was understood: as which table, header in which sheet row, which column is which.

    Two keys may stand for one column: customers told by e-mail, money that is a total. also: of a column the headings
    that came near, close: those of them that may as well be meant. export: the known report that it is.
    """

    table: str
    grid: Grid
    header_row: int
    columns: dict[str, int]
    headers: dict[str, str]
    score: float = 0.0
    also: dict[str, tuple[str, ...]] = {}
    close: dict[str, tuple[str, ...]] = {}
    export: Export | None = None


def match_columns(table: Table, headers: list[str]) -> dict[str, int]:
    """Which heading is which column of the table by its words alone; needed columns choose first, better words win."""
    return assign(table, headers).columns


def _satisfied(table: Table, columns: Collection[str], headers: list[str]) -> bool:
    if table.key == "subscriptions" and "tenure" in columns and has_tenures(headers):
        return True
    return all(any(key in columns for key in group) for group in table.needed)


def _named(grid: Grid, key: str) -> bool:
    """Whether the tab bears one of a table's names, with or without figures ("Orders 2025")."""
    return normalise(re.sub(r"\d+", "", grid.name)) in set(map(normalise, texts_of("tabs", key)))


def _best(grid: Grid, tables: tuple[Table, ...], said: Mapping[str, str] | None = None) -> Found | None:
    """The one of these tables that the tab is, with the heading row that fits it best."""
    likely = sorted(_by_words(grid, tables, said), key=lambda found: -found.score)[:TRIES]
    below = cache(lambda number: columns_of(grid, number))
    looked = [_found(grid, each.header_row, table_of(each.table), below(each.header_row), said) for each in likely]
    found = [each for each in looked if each is not None]
    best = max(found, key=lambda each: each.score, default=None)
    # A heading that stands again among the rows is as good as the first one, or a little better.
    alike = [each for each in found if best is not None and best.table == each.table and each.score > best.score - 1]
    return min(alike, key=lambda each: each.header_row, default=best)


def columns_of(grid: Grid, header_row: int) -> Columns:
    """The cells below a heading row, to look at."""
    return Columns(grid.below(header_row), date1904=grid.date1904)


def _by_words(grid: Grid, tables: tuple[Table, ...], said: Mapping[str, str] | None) -> Iterator[Found]:
    for number, row in enumerate(grid.top[:HEADER_ROWS], start=1):
        headers = texts_in(row)
        export = known_export(headers)
        headings = [header for header in headers if header and (known(header) or header in (said or {}).values())]
        if len(headings) < FEWEST_HEADINGS and export is None:  # most rows hold no headings, and cost nothing more
            continue
        for each in tables:
            theirs = export is not None and export.table == each.key
            found = _found(grid, number, each, None, said) if theirs or may_be(each, headings, said) else None
            if found is not None:
                yield found


def _found(
    grid: Grid, number: int, table: Table, cells: Columns | None, said: Mapping[str, str] | None = None
) -> Found | None:
    """A tab read as this table with its headings in this row; None where the headings do not suffice."""
    headers = texts_in(grid.top[number - 1])
    export = known_export(headers)
    if export is not None and export.lacks:
        return None
    if export is not None and export.table != table.key:
        export = None
    columns, near, scores = assign(table, headers, cells, export, said)
    if not _satisfied(table, columns, headers):
        return None
    score = _score(table, columns, scores) + 2.0 * _named(grid, table.key) + 4.0 * (export is not None)
    return Found(
        table.key,
        grid,
        number,
        columns,
        {key: headers[at] for key, at in columns.items()},
        score - 0.01 * (INPUTS.index(table) if table in INPUTS else len(INPUTS)) - 0.001 * number,
        {key: tuple(headers[at] for at, _ in places) for key, places in near.items()},
        {} if export is not None else _close(near, headers, said or {}),
        export,
    )


def _close(
    near: Mapping[str, list[tuple[int, float]]], headers: list[str], said: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The headings that may as well be meant, of the columns that the owner has not named."""
    close = {key: tuple(headers[at] for at, share in places if share >= NEARLY) for key, places in near.items()}
    return {key: names for key, names in close.items() if names and key not in said}


def _score(table: Table, columns: dict[str, int], scores: dict[str, float]) -> float:
    """How much of a table is there: a column counts as much as words and cells speak for it."""
    own = {column.key for column in table.columns}
    total = sum((0.25 + 0.75 * scores.get(key, 0.0)) * (1 if key in own else 0.3) for key in columns)
    bare = table.key == "sales" and not columns.keys() & {*MONEY, "unit_price", "quantity", "product", "order_id"}
    return total - bare  # who and when alone may be anything: calls, tickets, visits


_heading = cache(normalise)  # of our own headings, which are few


def as_result(grid: Grid, key: str | None = None, wrote: Collection[str] = ()) -> Found | None:
    """The tab read as one of our own result tabs: most of that tab's headings stand in one row.

    key: which one it is, where a marker says so; a few of the headings are then enough, as they are under our own title
    with no others beside them. wrote: the columns that an earlier review put there, as far as known.
    """
    tables = [t for t in RESULTS if t.columns and (key is None or t.key == key)]
    titled = next(iter(grid.top[0]), None) if grid.top else None
    for number, row in enumerate(grid.top[:HEADER_ROWS], start=1):
        headers = [normalise(text) for text in texts_in(row)]
        if sum(map(bool, headers)) < min(FEWEST_OF_OURS, len(wrote) or FEWEST_OF_OURS):
            continue
        for table in tables:
            headings = {column.key: _heading(column.heading) for column in table.columns}
            places = {name: headers.index(text) for name, text in headings.items() if text in headers}
            alone = titled == table.title and all(text in headings.values() for text in takewhile(bool, headers))
            if len(places) >= _fewest(table, len(wrote), sure=key is not None or alone):
                return Found(table.key, grid, number, places, {k: str(row[at]) for k, at in places.items()})
    return None


def _fewest(table: Table, wrote: int, *, sure: bool) -> int:
    """How many of a table's headings make a tab that table. wrote: how many an earlier review put there, 0 not known."""
    if wrote:
        return round(MOST_OF_OURS * wrote)
    return FEWEST_OF_OURS if sure else max(FEWEST_OF_OURS, round(MOST_OF_OURS * len(table.columns)))


def as_input(grid: Grid, keys: Collection[str]) -> Found | None:
    """The grid read as one of these input tables, None where its headings fit none of them."""
    return _best(grid, tuple(each for each in INPUTS if each.key in keys))


def missing(grid: Grid, keys: Collection[str]) -> tuple[str, list[str]]:
    """The one of these tables that lacks the fewest columns in the grid's first row, and the headings it lacks."""
    headers = texts_in(grid.top[0] if grid.top else [])
    lacks = []
    for each in (each for each in INPUTS if each.key in keys):
        columns = match_columns(each, headers)
        gone = [each.column(group[0]).heading for group in each.needed if not any(key in columns for key in group)]
        lacks.append((each.key, gone))
    return min(lacks, key=lambda one: len(one[1]))


def settings_rows(grids: list[Grid]) -> list[tuple[str, str]]:
    """Key and value of every row of the Settings tabs, as texts."""
    rows: list[tuple[str, str]] = []
    for found in (_best(grid, (SETTINGS,)) for grid in grids):
        if found is not None:
            body = found.grid.below(found.header_row)
            pair = body.reindex(columns=[found.columns["key"], found.columns["value"]]).dropna()
            rows += [(str(key), str(value)) for key, value in pair.itertuples(index=False)]
    return rows


def result_tabs(grids: list[Grid], *, ours: dict[str, str] | None = None) -> list[Found]:
    """Our own result tabs. ours: tab name -> result table key, where the host knows it from our marker."""
    found = (as_result(grid, (ours or {}).get(grid.name)) for grid in grids)
    return [each for each in found if each is not None]


def recognise(
    grids: list[Grid], *, ours: dict[str, str] | None = None, answers: Answers = NONE
) -> tuple[list[Found], list[Found], list[str]]:
    """Input tabs, our own result tabs, and the names of tabs that are neither.

    ours: as in `result_tabs`. answers: what the owner said of columns and tabs. Hidden tabs are read like any other when
    their headers fit; several tabs with the same headings are one table kept in pieces. A list of invoices beside no
    other ledger is one of sales as well.
    """
    grids = [replace(grid, below=cache(grid.below)) for grid in grids]  # each is looked at before it is read
    results = result_tabs(grids, ours=ours)
    mine = {each.grid.name for each in results}
    inputs, others = [], []
    for grid in grids:
        if grid.name in mine or (ours or {}).get(grid.name) not in (None, "settings"):
            continue
        named = answers.tabs.get(tab_name(grid.name))
        tables = tuple(each for each in INPUTS if named in (None, each.key))
        best = _best(grid, tables, answers.columns)
        if best is None:
            others.append(grid.name)
        else:
            inputs.append(best)
    kept = _one_of_each(_contracts_or_customers(inputs), others)
    if any(item.table == "subscriptions" for item in kept):
        kept += _leavings([grid for grid in grids if grid.name in others], others)
    return kept + _invoices_as_sales(kept), results, others


def _leavings(grids: list[Grid], others: list[str]) -> list[Found]:
    """Lists of those who left, beside the contracts that they had."""
    found = [each for each in (_best(grid, (LEAVINGS,)) for grid in grids) if each is not None]
    others[:] = [name for name in others if name not in {each.grid.name for each in found}]
    return found


def _contracts_or_customers(inputs: list[Found]) -> list[Found]:
    """Of several lists of contracts those with money, an end or a status; one of sign-up dates beside is of customers."""
    ledgers = [item for item in inputs if item.table in ("sales", "subscriptions")]
    strong = [item for item in ledgers if item.table == "sales" or _is_of_contracts(item)]
    if not strong:
        return inputs
    return [_as_customers(item) or item if item in ledgers and item not in strong else item for item in inputs]


def _is_of_contracts(item: Found) -> bool:
    return bool(item.columns.keys() & {"end", "monthly_amount", "amount", "unit_price", "year", "tenure"})


def _as_customers(item: Found) -> Found | None:
    return _found(item.grid, item.header_row, CUSTOMERS, columns_of(item.grid, item.header_row))


def _invoices_as_sales(kept: list[Found]) -> list[Found]:
    """Lists of invoices that are all there is of a ledger, read as sales too."""
    if any(item.table in ("sales", "subscriptions") for item in kept):
        return []
    found = (_bills_as_sales(item) for item in kept if item.table == "payments")
    return [each for each in found if each is not None]


def _bills_as_sales(item: Found) -> Found | None:
    """Invoices as sales on the day they were written; where no column says that, on the day they fell due."""
    found = _found(item.grid, item.header_row, SALES, columns_of(item.grid, item.header_row))
    due = item.columns.get("due")
    if found is not None or due is None:
        return found
    kept = {key: at for key, at in item.columns.items() if key in ("customer", "amount")} | {"date": due}
    return item._replace(
        table="sales",
        columns=kept,
        headers={key: texts_in(item.grid.top[item.header_row - 1])[at] for key, at in kept.items()},
    )


_MANY = {
    "sales",
    "order_lines",
    "subscriptions",
    "payments",
    "contacts",
    "complaints",
    "surveys",
    "calls",
    "usage",
}


def _one_of_each(inputs: list[Found], others: list[str]) -> list[Found]:
    """The best tab of each table, and for ledgers every tab that is a piece of the same one."""
    kept: list[Found] = []
    for key in dict.fromkeys(item.table for item in inputs):
        same = [item for item in inputs if item.table == key]
        chosen = pieces_of(same, _claim) if key in _MANY else [max(same, key=_claim)]
        kept += chosen
        others += [item.grid.name for item in same if not any(item is each for each in chosen)]
    return kept


def _claim(item: Found) -> tuple[bool, float, str]:
    """The order among tabs read as one table; a name decides between equals, where they came in does not."""
    return item.grid.visible, item.score + _fullness(item), item.grid.name


def _fullness(item: Found) -> float:
    """What rows add to a tab's claim: ten times as many are worth as much as a column and a half."""
    body, at = item.grid.below(item.header_row), min(item.columns.values())
    return 1.5 * math.log10(1 + (int(body[at].notna().sum()) if at in body else 0))


def nearly(grids: list[Grid]) -> Message:
    """For a workbook without a usable tab: which tab comes closest to Sales, and what it lacks."""
    bare = [grid for grid in grids if grid.top and not any(_reads_as_heading(row) for row in grid.top[:HEADER_ROWS])]
    nowhere = len(bare) == sum(bool(grid.top) for grid in grids)
    for grid in sorted(grids, key=lambda grid: not _named(grid, "sales")):
        if any(grid is each for each in bare) and (nowhere or _named(grid, "sales")):
            return Message("read.no_headings", {"tab": grid.name})
        for number, row in enumerate(grid.top[:HEADER_ROWS], start=1):
            export = known_export(texts_in(row))
            if export is not None and export.lacks:
                return Message(export.lacks, {"tab": grid.name})
            if may_be(LEAVINGS, texts_in(row)) and not {"date", "start"}.intersection(_days_in(row)):
                return Message("read.only_leavings", {"tab": grid.name})
            if _money_and(match_columns(SALES, texts_in(row))) is None:
                continue
            lacks = _money_and(assign(SALES, texts_in(row), columns_of(grid, number)).columns)
            if lacks is not None:
                return Message(f"read.no_{lacks}_column", {"tab": grid.name})
    return Message("read.no_ledger")


def _days_in(row: list[object]) -> set[str]:
    """Of a sale's day and a contract's start those that a row of headings has."""
    return {key for key in ("date", "start") if any(fit(key, header) for header in texts_in(row))}


def _money_and(columns: Collection[str]) -> str | None:
    """Which of customer and date is missing beside money and the other one; None where it is neither or both."""
    missing = {"customer", "date"}.difference(columns)
    return missing.pop() if len(missing) == 1 and {"amount", "unit_price", "quantity"}.intersection(columns) else None


def _reads_as_heading(row: list[object]) -> bool:
    """Two cells with letters in them."""
    return sum(1 for cell in row if isinstance(cell, str) and any(c.isalpha() for c in cell)) >= 2

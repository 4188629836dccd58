"""A recognised tab -> a typed frame whose index is the sheet row, and the problems met on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read import problems
from winback_sheets.read.choices import to_choice
from winback_sheets.read.dates import to_dates
from winback_sheets.read.half_turned import exchanged
from winback_sheets.read.headings import normalise, texts_in
from winback_sheets.read.questions import Question
from winback_sheets.read.recognise import Found
from winback_sheets.read.values import Parsed, in_minor_units, to_ids, to_numbers, to_text, to_yes_no
from winback_sheets.schema.inputs import Column, table
from winback_sheets.schema.words import CHOICES, texts

MOSTLY = 0.9
_TOTALS = frozenset(map(normalise, texts("totals")))


class Typed(NamedTuple):
    """One tab, typed. `aside` marks rows that cannot be used; `body` is what stood in the sheet."""

    found: Found
    frame: pd.DataFrame
    aside: pd.Series
    problems: pd.DataFrame
    body: pd.DataFrame
    no_row: pd.Series | None = None  # totals and repeated headings: their money is nobody's
    order: str | None = None  # what comes first in its dates, "day" or "month", where they prove it
    questions: tuple[Question, ...] = ()  # what was guessed while its columns were read


def _parse(raw: pd.Series, column: Column, *, prefer: str | None, date1904: bool) -> Parsed:
    if column.kind == "date":
        return to_dates(raw, prefer=prefer, date1904=date1904, ledger=True)
    if column.kind in ("money", "number", "minutes", "months", "year"):
        return to_numbers(raw)
    if column.kind == "yes_no":
        return to_yes_no(raw)
    if column.kind == "choice" and column.key in CHOICES:
        return to_choice(raw, column.key)
    return to_ids(raw) if column.kind in ("id", "phone") else to_text(raw)


def _parse_all(body: pd.DataFrame, found: Found, prefer: str | None) -> tuple[dict[str, Parsed], str | None]:
    """Every column parsed; a date column that cannot tell day from month follows one that can ("day" or "month")."""
    schema = table(found.table)
    parsed: dict[str, Parsed] = {}
    for key, position in found.columns.items():
        raw = body[position] if position in body.columns else pd.Series(None, index=body.index, dtype=object)
        parsed[key] = _parse(raw, schema.column(key), prefer=prefer, date1904=found.grid.date1904)
        if in_cents(found, key):
            parsed[key] = parsed[key]._replace(values=parsed[key].values / 100)
    order = next(
        (p.note.removesuffix("_first") for p in parsed.values() if p.note in ("day_first", "month_first")), None
    )
    if prefer is None and order is not None:
        for key, got in parsed.items():
            if (got.bad == "day_or_month_first").any():
                parsed[key] = to_dates(
                    body[found.columns[key]], prefer=order, date1904=found.grid.date1904, ledger=True
                )
    return _turned_alike(parsed), order


def _turned_alike(parsed: dict[str, Parsed]) -> dict[str, Parsed]:
    """A column that cannot prove that its days were half turned follows one beside it that can: it was one file."""
    if not any(got.half_turned is not None and got.half_turned.done == "turned_back" for got in parsed.values()):
        return parsed
    alike = {}
    for key, got in parsed.items():
        alike[key] = got
        if got.half_turned is not None:
            _, rows, stood = got.half_turned
            values = got.values.copy()
            values[rows] = exchanged(stood)
            alike[key] = Parsed(
                values, got.bad[got.bad != "half_turned"], got.note, got.half_turned._replace(done="turned_back")
            )
    return alike


def in_cents(found: Found, key: str) -> bool:
    """Whether the amounts of a column are in hundredths: its heading says so, or its program always writes them so."""
    said = in_minor_units(found.headers.get(key, "")) or (found.export is not None and found.export.cents)
    return said and table(found.table).column(key).kind == "money"


def typed(found: Found, *, prefer: str | None = None) -> Typed:
    """Read the tab below its header: each column by its kind, error cells and unreadable ones as problems."""
    body = _with_rows(found.grid.below(found.header_row), found)
    parsed, order = _parse_all(body, found, prefer)
    frame = pd.DataFrame({key: got.values for key, got in parsed.items()}, index=body.index)
    bad = {key: got.bad for key, got in parsed.items()}
    _add_cells(bad, "error_cell", found.grid.errors, found, frame)
    _add_cells(bad, "no_stored_result", found.grid.uncached_cells, found, frame)
    _amounts_said_otherwise(bad, frame)
    if "do_not_contact" in frame:  # any words of one's own in this column mean: leave them alone
        frame.loc[bad["do_not_contact"].index, "do_not_contact"] = True
    unread = pd.Series(False, index=frame.index)
    for rules in bad.values():
        unread |= frame.index.isin(rules.index)
    blank = frame.isna().all(axis=1) & ~unread
    frame, body = frame[~blank], body[~blank]
    aside, parts = pd.Series(False, index=frame.index), []
    headings = _repeated_headers(body, found)
    totals = _totals(frame, bad) & ~headings
    no_row = headings | totals
    for key, rules in bad.items():
        # What a total's cells hold is of no interest, but that its formula was never worked out is.
        silent = np.where(
            rules == "no_stored_result",
            rules.index.isin(headings.index[headings]),
            rules.index.isin(no_row.index[no_row]),
        )
        rules = rules[~silent]
        parts.append(_as_problems(found, key, rules, body))
        aside |= frame.index.isin(rules.index[problems.asides(rules, key)])
    for rule, mask in (("repeated_header", headings), ("total_row", totals)):
        parts.append(
            problems.found(
                found.grid.name,
                frame.index[mask],
                rule,
                position=min(found.columns.values()),
                value=_first_text(body[mask]),
            )
        )
        aside |= mask & problems.sets_aside(rule)
    return Typed(found, frame, aside, problems.together(parts), body, no_row, order, _half_turned(found, parsed))


def typed_alike(inputs: Sequence[Found]) -> list[Typed]:
    """The tabs of one book: one whose dates cannot tell day from month follows those that can, if they agree."""
    tabs = [typed(found) for found in inputs]
    orders = {tab.order for tab in tabs if tab.order}
    if len(orders) != 1:
        return tabs
    order = next(iter(orders))
    unsure = [(tab.problems["rule"] == "day_or_month_first").any() for tab in tabs]
    return [typed(tab.found, prefer=order) if either else tab for tab, either in zip(tabs, unsure, strict=True)]


def _half_turned(found: Found, parsed: dict[str, Parsed]) -> tuple[Question, ...]:
    """A question for each column with days whose day and month may have changed places."""
    asked = {}
    for key, got in parsed.items():
        if got.half_turned is not None:
            done, _, stood = got.half_turned
            days = str(stood[0]), str(exchanged(stood)[0])
            about = Question("days", found.grid.name, done, found.headers[key], days, len(stood))
            asked[found.columns[key]] = about  # a column that is taken for two things is asked about once
    return tuple(asked.values())


def _with_rows(body: pd.DataFrame, found: Found) -> pd.DataFrame:
    """The cells with the rows that hold nothing but formulas without a stored result, which a reader leaves out."""
    ours = set(found.columns.values())
    rows = {row for row, at in found.grid.uncached_cells if at in ours and row > found.header_row}
    lost = rows.difference(body.index)
    return body.reindex(body.index.union(sorted(lost))) if lost else body


def _add_cells(
    bad: dict[str, pd.Series], rule: str, cells: tuple[tuple[int, int], ...], found: Found, frame: pd.DataFrame
) -> None:
    """Cells that arrive as empty from the reader, errors (#N/A) among them; the grid says where they stand."""
    for key, position in found.columns.items():
        rows = pd.Index([row for row, at in cells if at == position and row > found.header_row], dtype=int)
        rows = rows.intersection(frame.index).difference(bad[key].index)
        rows = rows[frame.loc[rows, key].isna().to_numpy(bool)]
        if len(rows):
            bad[key] = pd.concat([bad[key], pd.Series(rule, index=rows)])


def _amounts_said_otherwise(bad: dict[str, pd.Series], frame: pd.DataFrame) -> None:
    """An amount without a stored result is not missed where quantity and price say it."""
    if "amount" in bad and "unit_price" in frame:
        product = frame["unit_price"] * frame["quantity"] if "quantity" in frame else frame["unit_price"]
        known = bad["amount"].index.isin(product.index[product.notna()])
        bad["amount"] = bad["amount"][~(known & (bad["amount"] == "no_stored_result").to_numpy(bool))]


def _as_problems(found: Found, key: str, rules: pd.Series, body: pd.DataFrame) -> pd.DataFrame:
    position = found.columns[key]
    cells = body[position].reindex(rules.index).astype(object) if position in body.columns else rules
    return problems.found(
        found.grid.name,
        rules.index,
        rules,
        key=key,
        column=found.headers[key],
        position=position,
        value=cells.where(cells.notna(), "error"),
    )


def _repeated_headers(body: pd.DataFrame, found: Found) -> pd.Series:
    """Rows that hold the heading once more: two cells with their own heading, or one beside text where figures stand.

    The second is the heading of another program, pasted along with its rows ("Case name" for "Business name").
    """
    headers = texts_in(found.grid.top[found.header_row - 1])
    texts = [at for at, head in enumerate(headers) if head and at in body.columns and is_text(body[at])]
    same = pd.Series(0, index=body.index)
    for at in texts:
        same += (body[at] == headers[at]).fillna(False).astype(int)
    hits = same >= 2
    maybe = same.index[same == 1]
    for at in texts if len(maybe) else ():
        cells = body[at].dropna().astype(str)
        figures = cells.str.contains(r"\d")
        if len(cells) and figures.mean() >= MOSTLY:
            hits |= same.index.isin(maybe.intersection(cells.index[~figures]))
    return hits


def _totals(frame: pd.DataFrame, bad: dict[str, pd.Series]) -> pd.Series:
    """Totals: a total's word where the customer should stand, or money without a customer and a date.

    Money is also a formula for it whose result is not stored.
    """
    if "customer" not in frame:
        return pd.Series(False, index=frame.index)
    names = pd.Series(np.asarray(frame["customer"].dropna().unique(), dtype=object), dtype=object)
    names = names[~names.str.contains("[0-9]").to_numpy(bool)]  # no total has a figure in its name
    words = names[[normalise(name) in _TOTALS for name in names.tolist()]]
    mask = frame["customer"].isin(words)
    when = [key for key in ("date", "start", "year", "tenure", "issued", "due") if key in frame]
    money = [key for key in ("amount", "unit_price", "quantity", "monthly_amount") if key in frame]
    if when and money:
        nobody = frame["customer"].isna() & frame[when].isna().all(axis=1)
        numbered = frame["order_id"].notna() if "order_id" in frame else False
        there = frame[money].notna().any(axis=1)
        for key in money:
            there |= frame.index.isin(bad[key].index[bad[key] == "no_stored_result"])
        mask |= nobody & there & ~numbered  # an order's number stands beside no total
    return mask


def is_text(cells: pd.Series) -> bool:
    """Whether a column of cells holds any text at all."""
    return not (pd.api.types.is_numeric_dtype(cells.dtype) or pd.api.types.is_datetime64_any_dtype(cells.dtype))


def cell_problems(tab: Typed, rule: str, keys: Sequence[str], mask: pd.Series) -> pd.DataFrame:
    """Problems of one rule in the masked rows, at the cell of the first of these columns that the tab has."""
    key = next((key for key in keys if key in tab.found.columns), next(iter(tab.found.columns)))
    position, rows = tab.found.columns[key], mask.index[mask]
    cells = tab.body[position].reindex(rows) if position in tab.body else pd.Series("", index=rows)
    return problems.found(
        tab.found.grid.name,
        rows,
        rule,
        key=key,
        column=tab.found.headers[key],
        position=position,
        value=cells.astype(object).where(cells.notna(), ""),
    )


def _first_text(body: pd.DataFrame) -> pd.Series:
    """What stands first in each row."""
    first = pd.Series("", index=body.index, dtype=object)
    for column in reversed(body.columns):
        first = body[column].astype(object).where(body[column].notna(), first)
    return first

"""The lines of one order: where its figures stand on the first line only, or on each of them, they count once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.documents import says
from winback_sheets.read.questions import Question

LOOKED_AT = 20_000  # rows from the top that decide how the orders of a tab are written
MOSTLY = 0.9
FEWEST_ORDERS, FEWEST_SUMS = 5, 3  # orders of several lines, and different sums of theirs, that show it without words
# What a line says of itself; all else in its row is of the order.
OF_A_LINE = frozenset(
    (
        *("product", "quantity", "unit_price", "discount", "amount", "net", "total", "tax", "shipping", "tip"),
        *("gift_card", "refund"),
    )
)
CENTS = 0.02

Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]


class Orders(NamedTuple):
    """The rows of a tab with what their order says filled in, and where the order of each row begins.

    lines: how the orders are written; "" where each row stands for itself. head: the place of the row that carries the
    figures of its order, of each row.
    """

    frame: pd.DataFrame
    head: Rows
    lines: Literal["", "first_only", "every"] = ""
    questions: tuple[Question, ...] = ()

    @property
    def further(self) -> pd.Series:
        """The rows that are not the first of their order."""
        return pd.Series(self.head != np.arange(len(self.frame)), index=self.frame.index)


def alone(frame: pd.DataFrame) -> Orders:
    """Rows that each stand for themselves."""
    return Orders(frame, np.arange(len(frame)))


def figure_of(frame: pd.DataFrame) -> str:
    """The column with the order's money; "" where there is none."""
    return next((key for key in ("total", "net", "amount") if key in frame and frame[key].notna().any()), "")


def orders(frame: pd.DataFrame, headers: Mapping[str, str], *, own: bool, tab: str, every: bool = False) -> Orders:
    """The orders of a tab. own: `amount` is a column of its own beside the order's figures, so the money of a line.

    every: the program is known to write an order's figures on each of its lines.

    >>> frame = pd.DataFrame({"order_id": ["1", "1", "2"], "customer": ["Ada", None, "Bo"], "total": [9.0, None, 4.0]})
    >>> found = orders(frame, {}, own=False, tab="Sales")
    >>> found.lines, found.further.tolist(), found.frame["customer"].tolist()
    ('first_only', [False, True, False], ['Ada', 'Ada', 'Bo'])
    """
    figure = figure_of(frame)
    if "order_id" not in frame or not figure:
        return alone(frame)
    top = frame.iloc[:LOOKED_AT]
    again = top["order_id"].duplicated() & top["order_id"].notna()
    if not again.any():
        return alone(frame)
    if _on_first_line(top, figure, again):
        return _filled(frame, figure)
    line = top["amount"] if own and figure != "amount" else None
    sure = _on_every_line(top, figure, headers.get(figure, ""), line, known=every)
    if sure is None:
        return alone(frame)
    head = _first_of(_order_numbers(frame))
    further = int((head != np.arange(len(frame))).sum())
    money = float(frame[figure].sum() - frame[figure].iloc[np.unique(head)].sum())
    asked = Question("rows", tab, "order_total", "once", (headers.get(figure, ""),), further, money)
    return Orders(frame, head, "every", () if sure else (asked,))


def _on_first_line(top: pd.DataFrame, figure: str, again: pd.Series) -> bool:
    """Whether an order's figures stand on the first of its lines only."""
    blank = top[figure].isna() | top[figure].eq(0)
    heads = top["order_id"].isin(top.loc[again, "order_id"]) & ~again
    return bool(blank[again].mean() >= MOSTLY and (~blank[heads]).mean() >= MOSTLY)


def _filled(frame: pd.DataFrame, figure: str) -> Orders:
    """Each further line with what the first line of its order says of the order."""
    codes = pd.factorize(frame["order_id"])[0]
    places = np.arange(len(frame))
    blank = (frame[figure].isna() | frame[figure].eq(0)).to_numpy(bool)
    seen = pd.Series(codes).duplicated().to_numpy(bool)
    heads = ~(blank & seen & (codes >= 0))  # an order without any figure is its own first line
    latest = pd.Series(np.where(heads, places, -1)).groupby(codes).cummax().to_numpy(np.intp)
    head = np.where(heads, places, latest).astype(np.intp)
    further, filled = pd.Series(head != places, index=frame.index), frame.copy()
    for key in filled.columns.difference(list(OF_A_LINE), sort=False):
        theirs = pd.Series(frame[key].array.take(head), index=frame.index)
        filled[key] = frame[key].where(~(further & frame[key].isna()), theirs)
    return Orders(filled, head, "first_only")


def _order_numbers(frame: pd.DataFrame) -> Rows:
    """A number for each order: an order's id may begin anew with the day, or with the customer."""
    numbers = np.zeros(len(frame), dtype=np.int64)
    for key in ("order_id", "customer", "date"):
        codes = pd.factorize(frame[key])[0].astype(np.int64)
        numbers = pd.factorize(numbers * (codes.max(initial=0) + 2) + codes + 1)[0].astype(np.int64)
    numbers = np.asarray(numbers, dtype=np.intp)
    without = frame["order_id"].isna().to_numpy(bool)
    numbers[without] = numbers.max(initial=0) + 1 + np.arange(int(without.sum()))
    return numbers


def _first_of(numbers: Rows) -> Rows:
    """The place of the first row of each row's order."""
    codes = pd.factorize(numbers)[0]
    _, first = np.unique(codes, return_index=True)
    return np.asarray(first[codes], dtype=np.intp)


def _on_every_line(top: pd.DataFrame, figure: str, heading: str, line: pd.Series | None, *, known: bool) -> bool | None:
    """Whether an order's figure stands on each of its lines: True sure, False likely, None no."""
    numbers = _order_numbers(top)
    size = np.bincount(numbers)[numbers]
    several = (size > 1) & top[figure].notna().to_numpy(bool)
    if not several.any():
        return None
    rows, order = top[several], numbers[several]
    value = rows[figure]
    grouped = value.groupby(order)
    constant = (grouped.max() - grouped.min()) <= CENTS
    product = rows["quantity"] * rows["unit_price"] if {"quantity", "unit_price"} <= set(rows) else None
    if constant.mean() < MOSTLY or (product is not None and same(product, value) >= MOSTLY):
        return None
    lines = [line[several] if line is not None else None, product if product is not None else rows.get("unit_price")]
    if known or any(
        made_up_of(each.groupby(order).sum(), grouped.first(), rows, order) for each in lines if each is not None
    ):
        return True
    if says(heading, "order_headings") or says(heading, "invoice_headings"):
        return None if says(heading, "line_headings") else True
    if line is not None:
        return True  # beside the money of each line, the sum that stays the same is the order's
    differs = [key for key in ("product", "quantity", "unit_price") if key in rows]
    lines_differ = not differs or not rows[differs].duplicated().all()
    shown = len(constant) >= FEWEST_ORDERS and grouped.first().nunique() >= FEWEST_SUMS and constant.mean() >= 0.98
    return False if shown and lines_differ else None


def made_up_of(lines: pd.Series, orders: pd.Series, rows: pd.DataFrame, order: Rows) -> bool:
    """Whether the lines of an order sum to it, with or without its tax and shipping."""
    parts = pd.Series(0.0, index=orders.index)
    if same(lines, orders) >= MOSTLY:
        return True
    for key in ("tax", "shipping"):
        if key not in rows:
            continue
        each = rows[key].fillna(0).groupby(order)
        for part in (each.first(), each.sum()):
            if same(lines + parts + part, orders) >= MOSTLY:
                return True
        parts = parts + each.first()
    return same(lines + parts, orders) >= MOSTLY


def same(one: pd.Series, other: pd.Series) -> float:
    """The share of rows in which two sums are the same but for rounding."""
    known = one.notna() & other.notna()
    if not known.any():
        return 0.0
    apart = (one[known] - other[known]).abs()
    return float((apart <= CENTS + 0.0005 * other[known].abs()).mean())

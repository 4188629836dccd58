"""What a sale is worth: net of tax and shipping where the file says both, which sums across its columns show."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from winback_sheets.read.orders import MOSTLY, Orders, alone, made_up_of, same
from winback_sheets.read.questions import Question
from winback_sheets.read.values import to_numbers
from winback_sheets.schema.message import Message

LOOKED_AT = 20_000  # rows that decide how the sums of a tab hang together
OTHER_COLUMNS = 60  # columns without a meaning that are looked at for what a sum lacks
ADDED, TAKEN_OFF = ("tax", "shipping", "tip", "gift_card"), ("discount", "refund")
WORTH_A_RATE = 10.0  # below it, any sum is some rate of any other
MOST_TAX = 0.5  # no country takes more
CENT = 0.011


class Money(NamedTuple):
    """What each row is worth, and of that what was given back, in full or in part.

    values: None without any money; of a sale given back in full what it was worth. given_back: the rows of those.
    explained: the money hangs together with the other sums of the tab, or what does not is among the questions.
    """

    values: pd.Series | None
    given_back: pd.Series
    said: tuple[Message, ...] = ()
    questions: tuple[Question, ...] = ()
    explained: bool = False


class _Sums(NamedTuple):
    """The net and the gross sum of each row, and how that is known: the column and what it lacks of the total."""

    net: pd.Series
    gross: pd.Series
    said: Message | None = None
    question: Question | None = None
    explained: bool = False


def product(frame: pd.DataFrame) -> pd.Series | None:
    """Quantity x unit price less its discount; a price without a quantity is the amount.

    A discount column within 0 and 1 is a share of the price, else it is money.
    """
    if "unit_price" not in frame:
        return None
    worth = frame["quantity"] * frame["unit_price"] if "quantity" in frame else frame["unit_price"]
    if "discount" not in frame:
        return worth
    discount = frame["discount"].abs().fillna(0)
    return worth * (1 - discount) if discount.between(0, 1).all() else worth - discount


def money(
    frame: pd.DataFrame,
    *,
    headers: Mapping[str, str] | None = None,
    own: bool = True,
    orders: Orders | None = None,
    body: pd.DataFrame | None = None,
    tab: str = "",
) -> Money:
    """Money a row: the amount, or quantity x unit price, net of what the file says apart and of what was refunded.

    own: `amount` is no other name for the net or the total. body: the cells of the columns that have no meaning.

    >>> frame = pd.DataFrame({"net": [50.0, 20.0], "tax": [10.0, 4.0], "total": [60.0, 24.0]})
    >>> money(frame, own=False).values.tolist()
    [50.0, 20.0]
    """
    headers, orders = headers or {}, orders or alone(frame)
    worth, none = product(frame), pd.Series(False, index=frame.index)
    further = orders.further
    sums = _sums(frame, headers, own, further, body, tab)
    if sums is None:
        return (
            Money(worth, none) if worth is None or "refund" not in frame else _less_refunds(frame, worth, worth, orders)
        )
    said = [sums.said] if sums.said is not None else []
    values, lines = sums.net, None
    if orders.lines:
        lines = _by_line(frame, sums, orders) if own and ("total" in frame or "net" in frame) else None
        said = said if lines is None else []
        said.append(_told(orders, further, headers, tab, by_line=lines is not None))
        by_order = worth.groupby(orders.head).transform("sum") if worth is not None else None
        values = values if by_order is None else values.fillna(by_order)
        values = lines if lines is not None else values.mask(further, 0.0)
    elif worth is not None:
        values = values.fillna(worth)
    asked = tuple(each for each in (sums.question, *(orders.questions if lines is None else ())) if each is not None)
    found = _less_refunds(frame, values, sums.gross, orders) if "refund" in frame else Money(values, none)
    explained = sums.explained or sums.said is not None or sums.question is not None or lines is not None
    return found._replace(said=tuple(said), questions=asked, explained=explained)


def _told(orders: Orders, further: pd.Series, headers: Mapping[str, str], tab: str, *, by_line: bool) -> Message:
    """How the lines of orders were read."""
    if by_line:
        return Message("read.lines_of_orders", {"tab": tab, "amount": headers.get("amount", "")})
    heading = headers.get("total", headers.get("net", headers.get("amount", "")))
    key = "read.order_on_first_line" if orders.lines == "first_only" else "read.order_on_every_line"
    return Message(key, {"tab": tab, "amount": heading, "rows": int(further.sum())})


def _by_line(frame: pd.DataFrame, sums: _Sums, orders: Orders) -> pd.Series | None:
    """The amounts of the lines, where they make up the net sums of their orders; None where they do not."""
    each = frame["amount"].groupby(orders.head).sum(min_count=1)
    first = np.flatnonzero(~orders.further.to_numpy(bool))
    net, gross = (pd.Series(column.to_numpy()[first], index=first) for column in (sums.net, sums.gross))
    if same(each, net) >= MOSTLY:
        return frame["amount"]
    if same(each, gross) < MOSTLY and made_up_of(each, gross, frame, orders.head):
        return frame["amount"]
    return None


def _less_refunds(frame: pd.DataFrame, values: pd.Series, gross: pd.Series, orders: Orders) -> Money:
    """The money without what was refunded: of the gross sum, so a refund takes its share of tax with it."""
    back = frame["refund"].abs().fillna(0.0)
    values_of_all = values
    if orders.lines:  # an order's refund stands where its other figures stand
        back, gross = (each.iloc[orders.head].set_axis(frame.index) for each in (back, gross))
        values_of_all = values.groupby(orders.head).transform("sum")
    share = (back / gross.where(gross > 0)).clip(upper=1.0)
    whole = share.ge(1 - 1e-6) & gross.gt(0)
    less = values - back * (values / gross.where(gross > 0))
    # Money given back beside no sale, or beside a sum that is below nothing already.
    bare = gross.le(0) & back.gt(0) & (values_of_all.abs() - back).abs().gt(CENT)
    less = less.where(gross > 0, values.mask(bare, values - back))
    return Money(values.where(whole, less).where(values.notna(), np.nan), whole)


def _sums(
    frame: pd.DataFrame, headers: Mapping[str, str], own: bool, further: pd.Series, body: pd.DataFrame | None, tab: str
) -> _Sums | None:
    """The net and the gross sums that stand in the tab; None where it has none."""
    total, net = (frame[key] if key in frame and frame[key].notna().any() else None for key in ("total", "net"))
    amount = frame["amount"] if "amount" in frame else None
    if total is None and net is None:
        return None if amount is None else _of_one(frame, amount, headers, "amount", further, tab)
    if net is None and own and amount is not None and total is not None and not further.any():
        net, headers = amount, {**headers, "net": headers.get("amount", "")}  # two sums of a row, as far as is known
    if net is None and total is not None:
        return _of_one(frame, total, headers, "total", further, tab)
    assert net is not None
    if total is None:
        return _Sums(net, net)
    return _of_two(frame, net, total, headers, own, further, body, tab)


def _parts(frame: pd.DataFrame, keys: tuple[str, ...]) -> dict[str, pd.Series]:
    """What may be between a net sum and the total, by what it adds to it; columns of nothing are left out."""
    found = {key: frame[key].fillna(0.0) for key in keys if key in frame}
    found = {key: -part.abs() if key in TAKEN_OFF else part for key, part in found.items()}
    return {key: part for key, part in found.items() if part.ne(0).any()}


def _of_two(
    frame: pd.DataFrame,
    net: pd.Series,
    total: pd.Series,
    headers: Mapping[str, str],
    own: bool,
    further: pd.Series,
    body: pd.DataFrame | None,
    tab: str,
) -> _Sums:
    """The net sum where it and other columns make the total; the column taken for the amount where nothing does."""
    parts = _parts(frame, (*ADDED, *TAKEN_OFF))
    between = _between(net, total, parts, further)
    gross = total - parts["refund"] if between is not None and "refund" in between else total
    gross = gross.fillna(net)
    if between is None:
        if _is_rate(total - net, net, further) >= MOSTLY:
            return _Sums(net.fillna(total), gross, _net_said(tab, headers, ()))
        return _unproven(frame, net, total, headers, own, further, body, tab)
    if not between and "tax" not in parts:
        return _Sums(total.fillna(net), gross)
    less = net + parts["discount"] if "discount" in between else net
    rest = total - sum((parts[key] for key in between), start=pd.Series(0.0, index=frame.index))
    less = less.fillna(rest)
    if "tax" in parts and "tax" not in between and not _comes_on_top(parts["tax"], less, further):
        if _is_rate(parts["tax"], less - parts["tax"], further) >= MOSTLY:
            less = less - parts["tax"]
        elif _is_rate(parts["tax"], gross - parts["tax"], further) >= MOSTLY:
            less = less - parts["tax"] * (less / gross.where(gross != 0)).fillna(0)
        else:
            return _Sums(less, gross, _net_said(tab, headers, between) if between else None)
        return _Sums(less, gross, Message("read.money_less", {"tab": tab, "amount": headers.get("net", ""),
                                                              "less": _quoted(headers, ("tax",))}))  # fmt: skip
    return _Sums(less, gross, _net_said(tab, headers, between))


def _net_said(tab: str, headers: Mapping[str, str], between: tuple[str, ...]) -> Message:
    said = {"tab": tab, "amount": headers.get("net", ""), "total": headers.get("total", "")}
    return Message("read.money_net", said | {"parts": _quoted(headers, between)})


def _quoted(headers: Mapping[str, str], keys: tuple[str, ...] | list[str]) -> list[str]:
    return [f"'{headers.get(key, '')}'" for key in keys]


def _between(
    net: pd.Series, total: pd.Series, parts: Mapping[str, pd.Series], further: pd.Series
) -> tuple[str, ...] | None:
    """Which of the parts lie between the net sum and the total in most rows; None where no choice of them does."""
    rows = np.flatnonzero((net.notna() & total.notna() & ~further).to_numpy(bool))[:LOOKED_AT]
    if not len(rows):
        return None
    left = (total - net).to_numpy(float)[rows]
    near = CENT * 2 + 0.0005 * np.abs(total.to_numpy(float)[rows])
    each = {key: part.to_numpy(float)[rows] for key, part in parts.items()}
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for many in range(len(each), -1, -1):
        for keys in combinations(each, many):
            added = sum((each[key] for key in keys), start=np.zeros(len(rows)))
            share = float((np.abs(left - added) <= near).mean())
            if share > best[0] + 1e-9:
                best = (share, keys)
    return best[1] if best[0] >= MOSTLY else None


def _comes_on_top(tax: pd.Series, net: pd.Series, further: pd.Series) -> bool:
    """Whether the tax is a round rate of the sum itself, and none of the sum without it: 5 % and 5.26 %."""
    on_top, inside = (_is_rate(tax, base, further, round_only=True) for base in (net, net - tax))
    return on_top >= MOSTLY > inside


def _is_rate(part: pd.Series, base: pd.Series, further: pd.Series, *, round_only: bool = False) -> float:
    """The share of rows in which a part is one rate of the base: half percents, or the usual rate of the column."""
    rows = np.flatnonzero((part.gt(0) & base.ge(WORTH_A_RATE) & ~further).to_numpy(bool))[:LOOKED_AT]
    if not len(rows):
        return 0.0
    some, all_ = part.to_numpy(float)[rows], base.to_numpy(float)[rows]
    rate = some / all_
    usual, half = float(np.median(rate)), np.round(rate * 200) / 200
    near = CENT + 1e-6 * all_
    fits: NDArray[np.bool_] = (half > 0) & (half <= 0.3) & (np.abs(half * all_ - some) <= near)
    if not round_only and usual <= MOST_TAX:
        fits |= np.abs(usual * all_ - some) <= near
    return float(fits.mean())


def _unproven(
    frame: pd.DataFrame,
    net: pd.Series,
    total: pd.Series,
    headers: Mapping[str, str],
    own: bool,
    further: pd.Series,
    body: pd.DataFrame | None,
    tab: str,
) -> _Sums:
    """Two sums that nothing in the file explains: what was taken for the amount, and a question unless it is a fee."""
    apart = total - net
    fee = frame["fee"] if "fee" in frame else pd.Series(np.nan, index=frame.index)
    if same(fee[~further].abs(), apart[~further].abs()) >= MOSTLY or (
        body is not None and _explained(apart, body, further)
    ):
        # What is left of the total is what it came to without the fee of whoever collected it.
        return _Sums(total.fillna(net), total, explained=True)
    taken = frame["amount"] if own and "amount" in frame else total
    if "amount" in frame and not own and frame["amount"].equals(net):
        taken = net
    key = "amount" if own and "amount" in frame else "net" if taken is net else "total"
    taken_from = headers.get(key, "")
    others = tuple(name for each in ("net", "total") if (name := headers.get(each, "")) not in ("", taken_from))
    rows = int((apart.abs() > CENT).sum())
    asked = Question("money", tab, "amount", taken_from, others, rows, float(apart.sum()))
    return _Sums(taken.fillna(total).fillna(net), total, None, asked if rows else None)


def _explained(apart: pd.Series, body: pd.DataFrame, further: pd.Series) -> bool:
    """Whether a column without a meaning holds what two sums differ by."""
    rows = (apart.notna() & ~further).to_numpy(bool).nonzero()[0][:LOOKED_AT]
    for position in list(body.columns)[:OTHER_COLUMNS]:
        cells = to_numbers(body[position].iloc[rows]).values
        if cells.notna().mean() >= MOSTLY and same(cells.abs(), apart.iloc[rows].abs()) >= MOSTLY:
            return True
    return False


def _of_one(
    frame: pd.DataFrame, total: pd.Series, headers: Mapping[str, str], key: str, further: pd.Series, tab: str
) -> _Sums:
    """A single sum, less the tax and shipping beside it where it holds them."""
    parts = _parts(frame, ADDED)
    if not parts or total.isna().all():
        return _Sums(total, total)
    within = [each for each in parts if each != "tax"] if key == "total" else []
    tax = parts.get("tax")
    base = total - sum((parts[each] for each in within), start=pd.Series(0.0, index=frame.index))
    if tax is not None:
        # A rate of the sum is one of what is left of it too, but the one that is charged is a round one.
        on_top = _is_rate(tax, total, further, round_only=True)
        inside = max(_is_rate(tax, each - tax, further, round_only=True) for each in (base, total))
        if on_top >= MOSTLY and on_top > inside:
            return _Sums(total, total)  # tax comes on top: the sum is net
        if key == "total" or (inside >= MOSTLY and inside > on_top):
            within = ["tax", *within]
        elif key == "amount":
            rows = int(tax.ne(0).sum())
            heading = headers.get("amount", "")
            asked = Question("money", tab, "tax", heading, (headers.get("tax", ""),), rows, float(tax.sum()))
            return _Sums(total, total, None, asked)
    if not within:
        return _Sums(total, total)
    less = total - sum((parts[each] for each in within), start=pd.Series(0.0, index=frame.index))
    said = {"tab": tab, "amount": headers.get(key, ""), "less": _quoted(headers, within)}
    return _Sums(less, total, Message("read.money_less", said))

"""The sales ledger: order lines joined, amounts worked out, rows that cannot count set aside with their money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.read import problems
from winback_sheets.read.typed import Typed, cell_problems, is_text
from winback_sheets.read.values import currency_of


def amounts(frame: pd.DataFrame) -> pd.Series | None:
    """Money a row: the amount, or quantity x unit price less its discount; None when there is no money at all.

    A discount column within 0 and 1 is a share of the price, else it is money. A refund column lowers the amount.
    """
    money = frame["amount"] if "amount" in frame else None
    if "unit_price" in frame:
        # A price without a quantity is the amount; beside an amount it only fills the blanks.
        product = frame["quantity"] * frame["unit_price"] if "quantity" in frame else frame["unit_price"]
        if "discount" in frame:
            discount = frame["discount"].fillna(0)
            product = product * (1 - discount) if discount.between(0, 1).all() else product - discount
        money = product if money is None else money.fillna(product)
    if money is None or "refund" not in frame:
        return money
    return money - frame["refund"].abs().fillna(0)


def sales(tab: Typed, *, lines: Typed | None = None, today: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """One tab of sales, ready to count: customer, date, amount (NaN throughout without money) and what came along.

    Returns the usable rows, the problems, and the money read (used and set aside together).
    """
    frame, parts = tab.frame.copy(), [tab.problems]
    if "due" in frame:  # an invoice without its own day counts on the day it fell due
        frame["date"] = frame["date"].fillna(frame["due"])
    money = amounts(frame)
    if money is None and lines is not None and "order_id" in frame:
        money, orphans = order_money(frame, lines)
        parts.append(orphans)
    frame["amount"] = np.nan if money is None else money
    if tab.no_row is not None:
        frame.loc[tab.no_row, "amount"] = np.nan
    aside = tab.aside.copy()
    for rule, keys, mask in _rows_without(frame, money is not None, today):
        mask = mask & ~aside
        parts.append(cell_problems(tab, rule, keys, mask))
        aside |= mask & problems.sets_aside(rule)
    for rule, keys, mask in (
        ("other_currency", ("amount", "unit_price"), _foreign_currency(tab, frame, aside)),
        ("duplicate_row", ("customer",), _duplicates(tab, frame)),
    ):
        parts.append(cell_problems(tab, rule, keys, mask))
        aside |= mask & problems.sets_aside(rule)
    return frame[~aside], _with_money(problems.together(parts), frame, aside), float(frame["amount"].sum())


def _rows_without(
    frame: pd.DataFrame, has_money: bool, today: pd.Timestamp
) -> list[tuple[str, tuple[str, ...], pd.Series]]:
    rules = [
        ("no_customer", ("customer",), frame["customer"].isna()),
        ("no_date", ("date", "due"), frame["date"].isna()),
        ("future_date", ("date", "due"), frame["date"] > today),
    ]
    return (
        [*rules, ("no_amount", ("amount", "quantity", "unit_price", "order_id"), frame["amount"].isna())]
        if has_money
        else rules
    )


def cancelled(rows: pd.DataFrame, *, within: int = 30) -> pd.Series:
    """Purchases taken back in full: a later negative row of the same customer, product and quantity within so many days.

    Without quantities the amounts must be equal. Each refund takes back one purchase, the latest before it. True marks
    the purchase; money stays where it is.

    >>> rows = pd.DataFrame({"customer": "A", "amount": [50.0, -50.0, 20.0],
    ...                      "date": pd.to_datetime(["2025-01-02", "2025-01-20", "2025-02-01"])})
    >>> cancelled(rows).tolist()
    [True, False, False]
    """
    size = rows["quantity"] if "quantity" in rows and rows["quantity"].notna().any() else rows["amount"]
    product = rows["product"].astype(object) if "product" in rows else pd.Series("", index=rows.index)
    every = pd.DataFrame({"customer": rows["customer"].astype(object), "product": product.fillna("")})
    every = every.assign(size=size.abs(), date=rows["date"], place=np.arange(len(rows)))
    every = every[size.notna()].sort_values("date", kind="stable")
    bought = every[(rows["amount"] > 0).reindex(every.index)]
    back = every[(rows["amount"] < 0).reindex(every.index)].rename(columns={"place": "refund"})
    taken = pd.Series(False, index=rows.index)
    while len(bought) and len(back):  # as often as one purchase was repeated alike
        pairs = pd.merge_asof(
            back, bought, on="date", by=["customer", "product", "size"], tolerance=pd.Timedelta(days=within)
        )
        pairs = pairs.dropna(subset="place").drop_duplicates("place")
        if not len(pairs):
            break
        taken.iloc[pairs["place"].to_numpy(np.intp)] = True
        bought = bought[~bought["place"].isin(pairs["place"])]
        back = back[~back["refund"].isin(pairs["refund"])]
    return taken


def _foreign_currency(tab: Typed, frame: pd.DataFrame, aside: pd.Series) -> pd.Series:
    """Rows in another currency than most of the column's: never summed with them."""
    none = pd.Series(False, index=frame.index)
    if "currency" in frame:
        codes = frame["currency"].fillna("").str.upper()
    else:
        position = tab.found.columns.get("amount", tab.found.columns.get("unit_price", -1))
        if position not in tab.body or not is_text(tab.body[position]):
            return none
        codes = currency_of(tab.body[position])
    named = codes[(codes != "") & ~aside]
    return none if named.nunique() < 2 else (codes != "") & (codes != named.value_counts().idxmax()) & ~aside


def _duplicates(tab: Typed, frame: pd.DataFrame) -> pd.Series:
    """Exact repeats of an earlier row."""
    alike = frame.duplicated(keep=False)  # quick: only these can be the same in every column
    if tab.no_row is not None:
        alike &= ~tab.no_row
    mask = pd.Series(False, index=frame.index)
    mask[alike] = tab.body[alike].duplicated().to_numpy(bool)
    return mask


def _with_money(found: pd.DataFrame, frame: pd.DataFrame, aside: pd.Series) -> pd.DataFrame:
    """The money of a row that was set aside, on the first of its problems, so that sums count it once."""
    money = frame["amount"].where(aside)
    first = ~found["row"].duplicated() & found["aside"].astype(bool)
    held = found["tab"].notna() & first & found["row"].isin(money.index)
    found.loc[held, "money"] = found.loc[held, "row"].map(money).astype(float)
    return found


def order_money(orders: pd.DataFrame, lines: Typed) -> tuple[pd.Series, pd.DataFrame]:
    """Money an order from the tab that holds its lines, and the lines whose order is not in Sales."""
    each = amounts(lines.frame)
    assert each is not None  # the schema of order lines needs an amount or quantity x unit price
    use = ~lines.aside & lines.frame["order_id"].notna() & each.notna()
    totals = each[use].groupby(lines.frame.loc[use, "order_id"]).sum()
    first = ~orders["order_id"].duplicated()  # an order written twice carries its money once
    orphan = use & ~lines.frame["order_id"].isin(orders["order_id"])
    found = problems.together([lines.problems, cell_problems(lines, "not_in_orders", ("order_id",), orphan)])
    found.loc[found["rule"] == "not_in_orders", "money"] = each[orphan].to_numpy()
    return orders["order_id"].map(totals).where(first, 0.0), found

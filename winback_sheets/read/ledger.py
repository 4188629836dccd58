"""The sales ledger: order lines joined, amounts worked out, rows that cannot count set aside with their money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from winback_sheets.read import documents, net, problems
from winback_sheets.read.headings import texts_in
from winback_sheets.read.orders import Orders, orders
from winback_sheets.read.questions import Question
from winback_sheets.read.typed import Typed, cell_problems, is_text
from winback_sheets.read.values import currency_of, to_yes_no
from winback_sheets.schema.message import Message

# What only served to work out the money; the rest of a row, its total too, goes on with it.
_PARTS = ("net", "tax", "shipping", "tip", "gift_card", "refund", "status", "document", "cancelled_on")


class Ledger(NamedTuple):
    """The sales of one tab: the rows that count, the problems, the money read (used and set aside together).

    rows have `purchase` where a row is one though its amount does not say so, and `further` where it is a further line of
    an order that carries its money elsewhere. said: what was understood. questions: what was guessed. explained: the money
    hangs together with the other sums of the tab, so it is no guess.
    """

    rows: pd.DataFrame
    problems: pd.DataFrame
    money: float
    said: list[Message]
    questions: list[Question]
    explained: bool = False


def sales(tab: Typed, *, lines: Typed | None = None, today: pd.Timestamp) -> Ledger:
    """One tab of sales, ready to count: customer, date, amount (NaN throughout without money) and what came along."""
    parts, name = [tab.problems], tab.found.grid.name
    read = _orders(tab)
    frame, columns = read.frame.copy(), tab.found.columns
    if "due" in frame:  # an invoice without its own day counts on the day it fell due
        frame["date"] = frame["date"].fillna(frame["due"])
    rest = [at for at in tab.body.columns if at not in columns.values()]
    worth = net.money(frame, headers=tab.found.headers, own=_own(tab), orders=read, body=tab.body[rest], tab=name)
    money, said, questions = worth.values, list(worth.said), list(worth.questions)
    if money is None and lines is not None and "order_id" in frame:
        money, orphans = order_money(frame, lines)
        parts.append(orphans)
    frame["amount"] = np.nan if money is None else money
    if tab.no_row is not None:
        frame.loc[tab.no_row, "amount"] = np.nan
    if read.lines:
        frame["further"] = read.further
    rule, asked = _no_sales(tab, frame, read, worth.given_back)
    questions += asked
    aside = tab.aside.copy()
    if rule is not None:
        there = set(rule.unique())
        for each in (each for each in documents.NO_SALE if each in there):
            mask = rule.eq(each) & ~aside
            parts.append(cell_problems(tab, each, _TOLD_AT[each], mask))
            aside |= mask & problems.sets_aside(each)
    for each, keys, mask in _rows_without(frame, money is not None, today):
        mask = mask & ~aside
        parts.append(cell_problems(tab, each, keys, mask))
        aside |= mask & problems.sets_aside(each)
    foreign, currency = _foreign_currency(tab, frame, aside)
    for each, keys, mask in (
        ("other_currency", ("amount", "unit_price"), foreign),
        ("duplicate_row", ("customer",), _duplicates(tab, frame)),
    ):
        found = cell_problems(tab, each, keys, mask)
        if each == "other_currency" and len(found):
            found["money"] = frame.loc[mask, "amount"].to_numpy()
        parts.append(found)
        aside |= mask & problems.sets_aside(each)
    if foreign.any():
        frame["purchase"] = foreign & frame["amount"].gt(0)
        frame.loc[foreign, "amount"] = 0.0
        said.append(Message("read.other_currencies", {"tab": name, "rows": int(foreign.sum()), "currency": currency}))
    free = _free(frame[~aside], name)
    questions += free
    if any(each.taken == "counted" for each in free):
        frame.loc[~aside, "amount"] = np.nan  # of a ledger with nothing but free things each row is a purchase
    found = _with_money(problems.together(parts), frame, aside)
    rows = frame.loc[~aside, [key for key in frame if key not in _PARTS]]
    return Ledger(rows, found, float(frame["amount"].sum()), said, questions, worth.explained)


# At which cell the check that tells a row's class is told.
_TOLD_AT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(documents.NO_SALE, ("status", "document", "cancelled_on", "customer")),
    "refunded": ("status", "refund", "document", "customer"),
    "cancelled": ("status", "cancelled_on", "document", "customer"),
    "other_entry": ("document", "status", "customer"),
    "beside_invoice": ("document", "status", "customer"),
    "gift_card": ("gift_card", "product", "customer"),
}


def _own(tab: Typed) -> bool:
    """Whether the amount is a column of its own, not another name of the net or the total."""
    columns = tab.found.columns
    return "amount" in columns and columns["amount"] not in (columns.get("net"), columns.get("total"))


def _orders(tab: Typed) -> Orders:
    """The orders of the tab, as its cells show them or its program is known to write them."""
    export = tab.found.export
    every = export is not None and export.lines == "every"
    return orders(tab.frame, tab.found.headers, own=_own(tab), tab=tab.found.grid.name, every=every)


def _no_sales(
    tab: Typed, frame: pd.DataFrame, read: Orders, given_back: pd.Series
) -> tuple[pd.Series | None, list[Question]]:
    """The check that tells why a row is no sale, "" for sales, None where all are; refunds become negative in `frame`."""
    kinds = documents.kinds(frame, tab.found.headers, _headings(tab), tab=tab.found.grid.name)
    questions: list[Question] = []
    speaks = {"cancelled_on", "gift_card", "product"} & set(frame)
    if kinds is None and not speaks and not given_back.any():
        return None, questions
    rule, money = pd.Series("", index=frame.index, dtype=object), frame["amount"]
    if kinds is not None:
        codes, there = pd.factorize(kinds.kind)  # a handful of kinds, compared as numbers
        kind = pd.Series(codes, index=frame.index)
        number = {each: at for at, each in enumerate(there)}
        rules = np.array([documents.RULES.get(each, "") for each in there], dtype=object)
        rule = pd.Series(rules[codes], index=frame.index)
        refund = kind.eq(number.get("refund", -1)) | (kind.eq(number.get("refunded", -1)) & money.lt(0))
        rule = rule.mask(refund, "")
        frame["amount"] = money = money.mask(refund, -money.abs())
        paid_out = kind.eq(number.get("payment", -1)) & money.lt(0)
        if paid_out.any():  # by us, unless to somebody who pays us as well: then it is money given back
            buyers = frame.loc[money.gt(0) & rule.eq(""), "customer"]
            rule = rule.mask(paid_out & ~frame["customer"].isin(buyers), "other_entry")
        if rule.eq("refunded").any():
            rule = rule.mask(documents.taken_back(frame, rule.eq("refunded")), "refunded")
        questions = [_with_sums(each, frame, tab) for each in kinds.questions]
    rule = rule.mask(given_back & rule.eq(""), "refunded")
    if "cancelled_on" in frame:
        rule = rule.mask(_cancelled(tab, frame) & rule.eq("") & ~money.lt(0), "cancelled")
    sold = _gift_cards(frame)
    if sold is not None:
        frame["amount"] = money = money.mask(sold & money.eq(0), frame["gift_card"] if "gift_card" in frame else money)
        rule = rule.mask(sold & rule.eq(""), "gift_card")
    if read.lines == "first_only":  # what is said of an order holds for its further lines
        rule = pd.Series(rule.to_numpy()[read.head], index=rule.index)
    return (rule if rule.ne("").any() else None), questions


def _headings(tab: Typed) -> list[str]:
    """All headings of the tab; of a range those of the columns that it has."""
    top, row = tab.found.grid.top, tab.found.header_row
    return texts_in(top[row - 1]) if 0 < row <= len(top) else list(tab.found.headers.values())


def _with_sums(question: Question, frame: pd.DataFrame, tab: Typed) -> Question:
    """The question with the money of the rows that it is about."""
    about = frame[question.about].isin(question.others) & ~tab.aside
    return question._replace(rows=int(about.sum()), money=float(frame.loc[about, "amount"].sum()))


def _cancelled(tab: Typed, frame: pd.DataFrame) -> pd.Series:
    """Rows with a day on which they were cancelled, or with a word for yes in its place."""
    marked = frame["cancelled_on"].notna()
    position = tab.found.columns.get("cancelled_on", -1)
    if position in tab.body:
        marked |= to_yes_no(tab.body[position]).values.fillna(False).astype(bool)
    return marked


def _gift_cards(frame: pd.DataFrame) -> pd.Series | None:
    """Rows in which nothing but a gift card was sold; None without any."""
    sold = pd.Series(False, index=frame.index)
    if "gift_card" in frame:
        sold |= frame["gift_card"].gt(0) & (frame["amount"].abs().lt(0.005) | frame["amount"].eq(frame["gift_card"]))
    if "product" in frame and "further" not in frame:
        sold |= documents.gift_cards(frame["product"]) & frame["amount"].gt(0)
    return sold if sold.any() else None


def _free(rows: pd.DataFrame, tab: str) -> list[Question]:
    """Customers who are in the ledger with nothing but purchases at 0 are not left out without a word.

    In a ledger in which everything is free, they are counted.
    """
    amount = rows["amount"]
    free = amount.eq(0)
    if "further" in rows:
        free &= ~rows["further"]
    if "purchase" in rows:
        free &= ~rows["purchase"]
    if not free.any():
        return []
    if free.all():
        return [Question("rows", tab, "free", "counted", rows=len(rows))]
    others = rows.loc[~free & (amount.gt(0) | rows.get("purchase", False)), "customer"]
    free &= ~rows["customer"].isin(others)
    if not free.any():
        return []
    who = rows.loc[free, "customer"].drop_duplicates()
    return [Question("rows", tab, "free", "not_counted", tuple(map(str, who.head(3))), int(free.sum()))]


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


def _foreign_currency(tab: Typed, frame: pd.DataFrame, aside: pd.Series) -> tuple[pd.Series, str]:
    """Rows in another currency than most of the column's: purchases, but never summed with them.

    And the currency of most.
    """
    none, heading = pd.Series(False, index=frame.index), tab.found.headers.get("amount", "")
    converted = bool(currency_of(pd.Series([f"1 {heading}"], dtype=object)).iloc[0]) if heading else False
    if converted or documents.says(heading, "converted_headings"):
        return none, ""  # "Total EUR" is in euros throughout, whatever currency the sale was in
    if "currency" in frame:
        codes = frame["currency"].fillna("").str.upper()
    else:
        position = tab.found.columns.get("amount", tab.found.columns.get("unit_price", -1))
        if position not in tab.body or not is_text(tab.body[position]):
            return none, ""
        codes = currency_of(tab.body[position])
    named = codes[(codes != "") & ~aside]
    if named.nunique() < 2:
        return none, ""
    most = str(named.value_counts().idxmax())
    return (codes != "") & (codes != most) & ~aside, most


def _duplicates(tab: Typed, frame: pd.DataFrame) -> pd.Series:
    """Exact repeats of an earlier row."""
    alike = frame.duplicated(keep=False)  # quick: only these can be the same in every column
    if tab.no_row is not None:
        alike &= ~tab.no_row
    if "further" in frame:  # the second of two equal things in one order
        alike &= ~frame["further"]
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
    each = net.money(lines.frame).values
    assert each is not None  # the schema of order lines needs an amount or quantity x unit price
    use = ~lines.aside & lines.frame["order_id"].notna() & each.notna()
    totals = each[use].groupby(lines.frame.loc[use, "order_id"]).sum()
    first = ~orders["order_id"].duplicated()  # an order written twice carries its money once
    orphan = use & ~lines.frame["order_id"].isin(orders["order_id"])
    found = problems.together([lines.problems, cell_problems(lines, "not_in_orders", ("order_id",), orphan)])
    found.loc[found["rule"] == "not_in_orders", "money"] = each[orphan].to_numpy()
    return orders["order_id"].map(totals).where(first, 0.0), found

"""Before anything is counted: does it make sense? What a person who knows the shop would stop at, in one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from winback_sheets.read.headings import as_words
from winback_sheets.read.profiles import profile_of, sampled
from winback_sheets.read.questions import Question
from winback_sheets.read.typed import Typed, in_cents
from winback_sheets.schema.message import Message
from winback_sheets.schema.words import texts, texts_of

FEWEST = 12  # rows from which on a share means anything
HALF, THIRD = 1 / 2, 1 / 3
CODES = 0.9  # share of codes from which on customers look like numbers of orders
NOTE = 45  # letters of a customer's name on average, from which on it is a sentence
LEAVING = ("status", "churned", "end", "cancelled_on")  # columns by which it is known who has left
SECONDS = 1e9  # since 1970, as days of this century are counted by programs
MANY = 500  # cells looked at
STEM = 5  # letters of a word that are compared


class Seen(NamedTuple):
    """What a check looks at: the rows that are used, how many there were, the ledgers as they were typed, and what is asked."""

    sales: pd.DataFrame | None
    subscriptions: pd.DataFrame | None
    rows_read: int
    rows_used: int
    ledgers: list[Typed]
    questions: list[Question]


Finding = Mapping[str, object] | None


def one_customer(seen: Seen) -> Finding:
    """One customer holds over half of the rows."""
    for rows in (rows for rows in (seen.sales, seen.subscriptions) if rows is not None and len(rows) >= FEWEST):
        counts = rows["customer"].value_counts()
        if len(counts) > 1 and counts.iloc[0] > HALF * len(rows):
            return {"customer": str(counts.index[0]), "rows": int(counts.iloc[0]), "all": len(rows)}
    return None


def each_row_another(seen: Seen) -> Finding:
    """As many customers as rows, and customers that look like numbers rather than people."""
    sales = seen.sales
    if sales is None or len(sales) < FEWEST:
        return None
    customers = sales["customer"].nunique()
    look = profile_of(sampled(sales[["customer"]])["customer"])
    if customers < 0.95 * len(sales) or look.codes < CODES:
        return None
    return {"customers": customers, "rows": len(sales), "example": str(sales["customer"].iloc[0]), **_heading(seen)}


def notes_for_customers(seen: Seen) -> Finding:
    """Customers that are sentences."""
    names = _customers(seen)
    if len(names) < 3 or names.str.len().mean() <= NOTE:
        return None
    return {"example": str(names.iloc[0])[:60], **_heading(seen)}


def products_for_customers(seen: Seen) -> Finding:
    """Customers that are the products as well."""
    sales = seen.sales
    if sales is None or "product" not in sales or len(sales) < FEWEST:
        return None
    same = sales["customer"].astype(object).eq(sales["product"].astype(object)).mean()
    return {"example": str(sales["customer"].iloc[0]), **_heading(seen)} if same > HALF else None


def nobody_lost(seen: Seen) -> Finding:
    """Nobody is gone although a column speaks of leaving and is not the same throughout."""
    rows = seen.subscriptions
    if rows is None or len(rows) < 2 or rows["to"].notna().any() or rows["day_unknown"].any():
        return None
    for tab in (tab for tab in seen.ledgers if tab.found.table == "subscriptions"):
        taken = {tab.found.columns[key] for key in LEAVING if key in tab.found.columns}
        for at, heading in enumerate(map(str, tab.found.grid.top[tab.found.header_row - 1])):
            speaks = _leaving() & {word[:STEM] for word in as_words(heading).split()}
            if speaks and at not in taken and at in tab.body and tab.body[at].nunique(dropna=False) > 1:
                return {"heading": heading}
    return None


def many_set_aside(seen: Seen) -> Finding:
    """Over a third of the rows could not be used."""
    read, used = seen.rows_read, seen.rows_used
    if read < FEWEST or read - used <= THIRD * read:
        return None
    return {"aside": read - used, "read": read}


def two_amounts(seen: Seen) -> Finding:
    """Two columns of money that differ by more than tax and shipping could."""
    asked = next((each for each in seen.questions if is_of_amounts(each)), None)
    return (
        None
        if asked is None
        else {"tab": asked.tab, "taken": asked.taken, "others": list(asked.others), "rows": asked.rows}
    )


def is_of_amounts(question: Question) -> bool:
    """Whether a question is about two columns of money, which is asked above the headline and nowhere else."""
    return question.kind == "money" and question.about == "amount"


def may_be_cents(seen: Seen) -> Finding:
    """Whole amounts beside days in seconds since 1970, as programs that count in cents write both."""
    for tab in (tab for tab in seen.ledgers if {"date", "amount"} <= tab.found.columns.keys()):
        days, money = (tab.body.get(tab.found.columns[key]) for key in ("date", "amount"))
        if days is None or money is None or pd.api.types.is_datetime64_any_dtype(days) or in_cents(tab.found, "amount"):
            continue
        seconds = pd.to_numeric(days.dropna().head(MANY), errors="coerce").ge(SECONDS)
        whole = pd.to_numeric(money.dropna().head(MANY), errors="coerce").mod(1).eq(0)
        if len(seconds) and seconds.all() and whole.all():
            return {"heading": tab.found.headers["amount"], "example": str(money.dropna().iloc[0])}
    return None


def one_month(seen: Seen) -> Finding:
    """All sales lie in one month."""
    sales = seen.sales
    if sales is None or len(sales) < FEWEST or seen.subscriptions is not None:
        return None
    months = sales["date"].dt.to_period("M").unique()
    return {"sales": len(sales), "month": months[0].to_timestamp()} if len(months) == 1 else None


# Each with a sentence and a next step, `sense.NAME` in the catalogue.
CHECKS: tuple[Callable[[Seen], Finding], ...] = (
    one_customer,
    each_row_another,
    notes_for_customers,
    products_for_customers,
    nobody_lost,
    many_set_aside,
    two_amounts,
    may_be_cents,
    one_month,
)


def doubts(seen: Seen) -> list[Message]:
    """What makes no sense in a ledger as it was read."""
    found = ((check.__name__, check(seen)) for check in CHECKS)
    return [Message(f"sense.{name}", fields) for name, fields in found if fields is not None]


def _customers(seen: Seen) -> pd.Series:
    frame = seen.sales if seen.sales is not None else seen.subscriptions
    names = pd.Series(dtype=object) if frame is None else frame["customer"].drop_duplicates().head(500)
    return names.astype(str)


def _heading(seen: Seen) -> dict[str, object]:
    """Under which heading the customers stand."""
    return {"heading": seen.ledgers[0].found.headers.get("customer", "")}


def _leaving() -> frozenset[str]:
    """The beginnings of words by which a heading speaks of leaving: churn, cance(lled), termi(nation)."""
    words = (word for word in (*texts("left_headings"), *texts_of("standing", "left")) if " " not in word)
    return frozenset(word[:STEM] for word in words if len(word) >= STEM)

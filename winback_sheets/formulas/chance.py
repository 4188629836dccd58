"""How likely one customer is to buy nothing for so many days: a number, or the reason why there is none."""

from __future__ import annotations

import pandas as pd

from winback_sheets.formulas import ledger
from winback_sheets.formulas.ledger import Day, NoAnswer, Ready
from winback_sheets.present.words import say, word
from winback_sheets.schema.message import Message
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase, purchase_model
from winback_sheets.track.recency_frequency import recency_frequency

Known = tuple[PurchaseModel | Message, pd.DataFrame]


def chance_of_leaving(sales: pd.DataFrame, customer: str, days: float, as_of: Day) -> float:
    """The chance that a customer buys nothing in the next so many days, from your own customers' gaps between purchases.

    customer: who, as your sales name them
    days: how many days to look ahead
    as_of: the day to look from; what is dated later is not read

    A share. Raises NoAnswer, in a cell #N/A, with the reason: too few customers who came back, or no purchase of this
    one. Source: Batislam et al. 2007, Int. J. Res. Mark. 24:201, and Kaplan & Meier 1958, in the middle of their
    log-odds.

    >>> sales = pd.DataFrame({"customer": [n % 30 for n in range(300)], "amount": 9.0,
    ...                       "date": pd.date_range("2026-01-01", periods=300)})
    >>> round(chance_of_leaving(sales, "29", 90, "2026-10-31"), 2)
    0.05
    """
    day = ledger.day(as_of)
    model, past = ledger.once(("chances", id(sales), day), lambda: _known(ledger.read_ledger(sales, day), day))
    if isinstance(model, Message):
        raise NoAnswer(word(model))
    mine = past[ledger.same_name(pd.Series(past.index, dtype=object), customer).to_numpy()]
    if not len(mine):
        raise NoAnswer(say("formulas.no_such_customer", customer=str(customer)[:60]))
    if not days > 0:
        return float("nan")
    return float(chance_of_no_purchase(model, mine.iloc[:1], days).iloc[0])


def _known(found: Ready, day: pd.Timestamp) -> Known:
    """The model of a ledger, and what is known of each of its customers."""
    rows = found.rows if found.kind == "sales" else found.rows.iloc[:0].assign(date=pd.NaT)
    return purchase_model(rows, day), recency_frequency(rows, day)

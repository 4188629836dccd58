"""How likely a customer is to buy nothing for so many days, and a lost one to come back: or the reason why nobody can say."""

from __future__ import annotations

import pandas as pd

from winback_sheets.formulas import ledger
from winback_sheets.formulas.ledger import Day, Lapse, NoAnswer, Ready
from winback_sheets.formulas.periods import as_table
from winback_sheets.present.words import say, word
from winback_sheets.rescue.pursuit import YOUNG_DAYS
from winback_sheets.schema.message import Message
from winback_sheets.schema.results import LOST_CUSTOMERS
from winback_sheets.track.lapse_day import YEAR_DAYS
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


def likelihood_of_return(sales: pd.DataFrame, as_of: Day, *, lapse: Lapse = "auto") -> pd.DataFrame:
    """How likely each lost customer is to buy again within a year without a call, from your own past; likeliest first.

    as_of: the day to look from; what is dated later is not read

    Other arguments as in `churn_rate`. A share; with under two years of sales only who is likelier than whom. Raises
    NoAnswer, in a cell #N/A, where too few customers came back.
    Source: as in CHANCE_OF_LEAVING.

    >>> days = [n for n in range(800) if n < 650 + n % 30 * 10]
    >>> sales = pd.DataFrame({"customer": [f"C{n % 30:02}" for n in days], "amount": 9.0,
    ...                       "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(days, unit="D")})
    >>> likelihood_of_return(sales, "2026-03-10", lapse=90).iloc[:2].round(2).astype(str).to_numpy().tolist()
    [['C07', '2025-11-28', '0.59'], ['C06', '2025-11-27', '0.58']]
    """
    day = ledger.day(as_of)
    found = ledger.read_ledger(sales, day)
    model, past = ledger.once(("chances", id(sales), day), lambda: _known(found, day))
    if isinstance(model, Message):
        raise NoAnswer(word(model))
    spells, _ = ledger.spells(found, day, lapse=lapse)
    last = spells.drop_duplicates("customer", keep="last")
    gone = last[last["lost_on"].notna()]
    likelihood = 1 - chance_of_no_purchase(model, past.loc[gone["customer"]], YEAR_DAYS)
    frame = pd.DataFrame(
        {
            "customer": gone["customer"].to_numpy(),
            "last_purchase": gone["ended"].to_numpy(),
            "likelihood": likelihood.to_numpy(),
        }
    )
    frame = frame.sort_values(["likelihood", "customer"], ascending=[False, True], kind="stable", ignore_index=True)
    if past["age"].max() + 1 < YOUNG_DAYS:
        frame = frame.drop(columns="likelihood").assign(return_order=range(1, len(frame) + 1))
    return as_table(frame, LOST_CUSTOMERS.columns)


def _known(found: Ready, day: pd.Timestamp) -> Known:
    """The model of a ledger, and what is known of each of its customers."""
    rows = found.rows if found.kind == "sales" else found.rows.iloc[:0].assign(date=pd.NaT)
    return purchase_model(rows, day), recency_frequency(rows, day)

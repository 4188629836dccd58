"""Every warning sign of a kind of business, in one list a reader can see, with false alarms held down."""

from __future__ import annotations

import pandas as pd

from winback_sheets.watch import contract
from winback_sheets.watch.alarms import control_false_alarms
from winback_sheets.watch.buying_less import buying_less
from winback_sheets.watch.silence import silence

NONE = pd.DataFrame({"customer": [], "sign": [], "since": pd.to_datetime([])})


def shop_signs(sales: pd.DataFrame, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    """Signs of a shop's customers, the likelihoods controlled over everybody who was looked at."""
    likely = [silence(sales, active, as_of), buying_less(sales, active, as_of)]
    return control_false_alarms(together(likely), len(active))


def contract_signs(
    subscriptions: pd.DataFrame,
    amounts: pd.DataFrame,
    active: pd.Index,
    as_of: pd.Timestamp,
    *,
    payments: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Signs of contract customers: they are events, so none is held back; who gave notice is not named twice."""
    parts = [
        contract.notice(subscriptions, active, as_of),
        contract.ending(subscriptions, active, as_of),
        contract.downgrade(amounts, active, as_of),
    ]
    if payments is not None:
        parts.append(contract.unpaid(payments, active, as_of))
    signs = together(parts)
    told = signs.loc[signs["sign"] == "told us", "customer"]
    return signs[~((signs["sign"] == "ends soon") & signs["customer"].isin(told))]


def together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part for part in parts if len(part)] or [NONE], ignore_index=True)

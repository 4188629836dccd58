"""From losses and warning signs to whom to call on which day: the two steps of a rescue cycle."""

from __future__ import annotations

import pandas as pd

from winback_sheets.rescue import decisions, plan
from winback_sheets.track import lapse
from winback_sheets.track.register import STILL_GONE


def barred(customers: pd.DataFrame) -> pd.Index:
    """Customers who must not be contacted: they asked for it, or gave no consent where consent is recorded."""
    person = customers.drop_duplicates("customer").set_index("customer")
    mask = pd.Series(False, index=person.index)
    if "do_not_contact" in person:
        mask |= person["do_not_contact"].fillna(False).astype(bool)
    if "consent" in person:
        mask |= ~person["consent"].fillna(True).astype(bool)
    return person.index[mask]


def with_prospects(losses: pd.DataFrame, sales: pd.DataFrame | None, as_of: pd.Timestamp) -> pd.DataFrame:
    """Losses with what the shop's own past says of them: likelihood, expected (own rhythm), purchases.

    Without sales (contracts) likelihood and purchases are blank and nobody is expected.
    """
    frame = losses.assign(likelihood=float("nan"), expected=False, purchases=float("nan"))
    if sales is None or not len(losses):
        return frame
    past = sales[sales["date"] <= as_of]
    bought = past[past["amount"] > 0] if past["amount"].notna().any() else past
    frame["likelihood"] = lapse.return_likelihood(past, (as_of - losses["ended"]).dt.days)
    frame["expected"] = losses["customer"].map(decisions.expected_back(past, as_of)).fillna(False).astype(bool)
    frame["purchases"] = losses["customer"].map(bought.groupby("customer")["date"].nunique())
    return frame


def lost_register(
    losses: pd.DataFrame,
    customers: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    calls: int,
    cost_of_call: float = 0.0,
    margin: float = 1.0,
) -> pd.DataFrame:
    """Every loss with its decision, those still gone and worth most first."""
    frame = losses.assign(barred=losses["customer"].isin(barred(customers)))
    reasons = frame["end_reason"].fillna("").astype(str)
    frame["gone_for_good"] = reasons.str.contains("deceased|died|dead", case=False)
    decided = decisions.decide(frame, as_of, calls=calls, cost_of_call=cost_of_call, margin=margin)
    worth = decided["priority"] if decided["priority"].notna().any() else decided["likelihood"]
    order = pd.DataFrame(
        {
            "back": decided["status"] != STILL_GONE,
            "worth": -worth.fillna(0),
            "age": as_of - decided["lost_on"],
            "name": decided["customer"],
        }
    )
    return decided.loc[order.sort_values(list(order), kind="stable").index].reset_index(drop=True)


def outreach(
    lost: pd.DataFrame,
    signs: pd.DataFrame,
    customers: pd.DataFrame,
    days: list[pd.Timestamp],
    *,
    a_week: int,
    margin: float = 1.0,
) -> pd.DataFrame:
    """The dated plan: customers who may still be kept and those worth winning back, most value for an hour first."""
    warn = signs[~signs["customer"].isin(barred(customers))].drop_duplicates("customer")
    gain = warn["monthly"].clip(lower=0) * 12 * decisions.PRIOR_RETURN * margin
    warn = warn.assign(
        purpose="warning",
        urgent=warn["sign"] == "told us",
        gain=gain,
        likelihood=decisions.PRIOR_RETURN,
        when=warn["since"],
    )
    back = lost[lost["decision"] == "pursue"]
    back = back.assign(
        purpose="lost", urgent=False, gain=back["priority"].fillna(back["likelihood"]), when=back["lost_on"]
    )
    both = pd.concat([part for part in (warn, back) if len(part)] or [warn], ignore_index=True)
    return plan.dated(both, days, a_week=a_week)

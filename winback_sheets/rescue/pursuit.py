"""From losses and warning signs to whom to call on which day: the two steps of a rescue cycle."""

from __future__ import annotations

import numpy as np
import pandas as pd

from winback_sheets.rescue import decisions, plan
from winback_sheets.schema.results import DO_NOT_CONTACT
from winback_sheets.track.activity import purchase_days
from winback_sheets.track.lapse_day import YEAR_DAYS
from winback_sheets.track.purchase_model import PurchaseModel, chance_of_no_purchase
from winback_sheets.track.recency_frequency import recency_frequency
from winback_sheets.track.register import STILL_GONE
from winback_sheets.track.rhythm import purchases, runs, up_to

YOUNG_DAYS = 2 * YEAR_DAYS  # a ledger of less knows nobody for two years


def do_not_contact(customers: pd.DataFrame, worked: pd.DataFrame | None = None) -> pd.Index:
    """Customers who must not be contacted: they asked for it, gave no consent where it is recorded, or said so in a call.

    worked: rows of Outreach with what people typed.
    """
    person = customers.drop_duplicates("customer").set_index("customer")
    mask = pd.Series(False, index=person.index)
    if "do_not_contact" in person:
        mask |= person["do_not_contact"].fillna(False).astype(bool)
    if "consent" in person:
        mask |= ~person["consent"].fillna(True).astype(bool)
    named = person.index[mask]
    if worked is None:
        return named
    told = worked.loc[_fold(worked["outcome"]).eq(DO_NOT_CONTACT), "customer"]
    return named.union(pd.Index(told.unique()))


def contacted_in(worked: pd.DataFrame | None, cycle: str) -> pd.DataFrame:
    """Who has been contacted in this cycle, and on which day they want to hear again (blank: not): customer, again."""
    if worked is None:
        return pd.DataFrame({"customer": [], "again": pd.to_datetime([])})
    done = _fold(worked["done"]).eq("yes") | worked["outcome"].notna()
    rows = worked[done & (worked["cycle"].astype(str) == cycle)]
    again = pd.to_datetime(rows["next_date"], errors="coerce")
    return pd.DataFrame({"customer": rows["customer"], "again": again}).drop_duplicates("customer", keep="last")


def _fold(cells: pd.Series) -> pd.Series:
    return cells.astype(object).fillna("").astype(str).str.strip().str.casefold()


def apply_own_decisions(decided: pd.DataFrame, own: pd.DataFrame | None) -> pd.DataFrame:
    """The decisions with those a person took instead, by customer and day of the loss."""
    if own is None or not len(own) or not own["decision_override"].notna().any():
        return decided
    chosen = own.assign(
        own=_fold(own["decision_override"]).str.replace(" ", "_"), lost_on=pd.to_datetime(own["lost_on"])
    )
    chosen = chosen[chosen["own"].isin(set(decisions.REASONS.values()) - {""})].drop_duplicates(["customer", "lost_on"])
    keys = pd.MultiIndex.from_frame(decided[["customer", "lost_on"]])
    taken = pd.Series(
        chosen["own"].to_numpy(), index=pd.MultiIndex.from_frame(chosen[["customer", "lost_on"]])
    ).reindex(keys)
    own_way = pd.Series(taken.to_numpy(), index=decided.index) if len(chosen) else pd.Series(None, index=decided.index)
    mine = own_way.notna() & (decided["status"] == STILL_GONE)
    return decided.assign(
        decision=decided["decision"].where(~mine, own_way), why=decided["why"].where(~mine, "own_decision")
    )


def with_prospects(
    losses: pd.DataFrame, sales: pd.DataFrame | None, as_of: pd.Timestamp, *, model: PurchaseModel | None = None
) -> pd.DataFrame:
    """Losses with what the shop's own past says of them: likelihood, expected (own rhythm), purchases, order_only.

    likelihood: of a purchase within 12 months, without any call; blank without a model. order_only: the ledger is too
    young for such a share, which then says no more than who is likelier than whom.
    Without sales (contracts) likelihood and purchases are blank and nobody is expected.
    """
    frame = losses.assign(likelihood=float("nan"), expected=False, purchases=float("nan"), order_only=False)
    if sales is None or not len(losses):
        return frame
    past = purchase_days(up_to(sales, as_of))
    if model is not None:
        stays_away = chance_of_no_purchase(model, recency_frequency(past, as_of), YEAR_DAYS)
        frame["likelihood"] = losses["customer"].map(1 - stays_away)
        frame["order_only"] = (as_of - past["date"].min()).days + 1 < YOUNG_DAYS
    frame["expected"] = losses["customer"].map(decisions.expected_back(past, as_of)).fillna(False).astype(bool)
    each = runs(purchases(past))
    frame["purchases"] = losses["customer"].map(pd.Series(np.bincount(each.code), index=each.customer))
    return frame


def lost_register(
    losses: pd.DataFrame,
    do_not_contact: pd.Index,
    as_of: pd.Timestamp,
    *,
    calls: int,
    cost_of_call: float = 0.0,
    margin: float = 1.0,
    own: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every loss with its decision, those still gone and worth most first.

    do_not_contact: who must not be contacted. own: rows of Lost customers with the decisions people took themselves.
    """
    frame = losses.assign(do_not_contact=losses["customer"].isin(do_not_contact))
    reasons = frame["end_reason"].fillna("").astype(str)
    frame["gone_for_good"] = reasons.str.contains("deceased|died|dead", case=False)
    decided = decisions.decide(frame, as_of, calls=calls, cost_of_call=cost_of_call, margin=margin)
    decided = apply_own_decisions(decided, own)
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
    do_not_contact: pd.Index,
    days: list[pd.Timestamp],
    *,
    a_week: int,
    margin: float = 1.0,
    done: pd.DataFrame | None = None,
    busy: pd.Series | None = None,
) -> pd.DataFrame:
    """The dated plan: customers who may still be kept and those worth winning back, most value for an hour first.

    What a call is worth: the share of such customers whom it keeps or brings back, times their money of 12 months.
    do_not_contact: who must not be contacted. done: who has been contacted in this cycle, as from `contacted_in`; they
    come again only on the day they were promised. busy: months in which a customer has no time, as from `busy_months`.
    """
    warn = signs[~signs["customer"].isin(do_not_contact)].drop_duplicates("customer")
    leaving = warn["leaving"] if "leaving" in warn else pd.Series(float("nan"), index=warn.index)
    kept = decisions.share_that_stays(leaving.astype(float))
    warn = warn.assign(purpose="warning", likelihood=kept, when=warn["since"])
    back = lost[(lost["decision"] == decisions.PURSUE) & ~lost["customer"].isin(do_not_contact)]
    back = back.assign(
        purpose="lost",
        urgent=False,
        likelihood=decisions.share_that_returns(back["likelihood"]),
        when=back["lost_on"],
    )
    both = pd.concat([part for part in (warn, back) if len(part)] or [warn], ignore_index=True)
    worth = decisions.worth_of_a_call(both["mrr"], both["likelihood"], margin)
    both = both.assign(gain=worth.fillna(both["likelihood"]))
    done = contacted_in(None, "") if done is None else done
    first = plan.give_days(both[~both["customer"].isin(done["customer"])], days, a_week=a_week, busy=busy)
    first = first.assign(number=1)
    promised = done[done["again"].notna() & (done["again"] >= days[0])] if days else done.iloc[:0]
    text = {"customer": object}  # of a list without rows pandas does not know what its customers are
    again = both.drop_duplicates("customer").astype(text).merge(promised.astype(text), on="customer")
    again = again.rename(columns={"again": "date"})
    again = again.assign(timing="", number=2, rank=range(len(first) + 1, len(first) + 1 + len(again)))
    return pd.concat([first, again], ignore_index=True) if len(again) else first

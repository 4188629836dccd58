"""What a customer is worth, what losing one costs, and what keeping more of them would bring."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from winback_sheets.schema.message import Message, Wrong
from winback_sheets.track.intervals import percentile_interval, ratio_replicates
from winback_sheets.track.rhythm import bought, up_to

Floats = float | np.ndarray
Variant = Literal["first_margin_now", "first_excluded", "period_end"]


def customer_lifetime_value(
    margin: ArrayLike, retention: ArrayLike, discount: ArrayLike, *, variant: Variant = "first_margin_now"
) -> Floats:
    """What a customer is worth today when the margin and the chance of staying are the same every period.

    Money; margin, retention and discount are for one and the same period. first_margin_now: the first
    margin is earned now (winning somebody back); first_excluded: it was earned before; period_end: margins
    come at the end of each period for those who were there at its start. NaN where retention is not within
    0 to 1 or the sum has no end. Source: Fader & Hardie 2012, Reconciling and Clarifying CLV Formulas (note
    024).

    >>> [round(customer_lifetime_value(100, 0.8, 0.1, variant=v), 2)
    ...  for v in ("first_margin_now", "first_excluded", "period_end")]
    [366.67, 266.67, 333.33]
    """
    m, r, d = (np.asarray(x, dtype=float) for x in (margin, retention, discount))
    factors = {"first_margin_now": 1 + d, "first_excluded": r, "period_end": np.ones_like(d)}
    return _over(m * factors[variant], 1 + d - r, (r >= 0) & (r <= 1))


def simple_lifetime(churn: ArrayLike) -> Floats:
    """The expected time as a customer when the same share leaves every period: 1 / churn, in those periods.

    NaN where churn is not above 0 or is above 1. Too short when churn falls with age: show the survival
    curve too.

    >>> simple_lifetime(0.05)
    20.0
    """
    rate = np.asarray(churn, dtype=float)
    return _over(1.0, rate, rate <= 1)


def second_lifetime_value(
    margin: ArrayLike,
    retention: ArrayLike | None = None,
    *,
    survival: ArrayLike | None = None,
    discount: float = 0.01,
    months: int = 24,
    offer: ArrayLike = 0.0,
    contact_cost: ArrayLike = 0.0,
    care_cost: ArrayLike = 0.0,
) -> Floats:
    """What a customer who is won back is worth: the margins of the second life less what the return costs.

    Money today; margin, retention and discount a month, the first margin now, `months` margins at most.
    Instead of a constant retention give `survival`, the shares of rescued customers still here after 0, 1,
    2, ... months. The three costs are totals. NaN where retention is not within 0 to 1.
    Source: Stauss & Friege 1999, Journal of Service Research 1:347.

    >>> round(second_lifetime_value(40, 0.9), 1)
    344.2
    >>> round(second_lifetime_value(40, survival=[1, 0.5], discount=0.0, offer=10), 1)
    50.0
    """
    if (retention is None) == (survival is None):
        raise Wrong(Message("track.retention_or_survival"))
    if survival is not None:
        here = np.asarray(survival, dtype=float)[:months]
    else:
        kept = np.asarray(retention, dtype=float)[..., None]
        here = np.where((kept >= 0) & (kept <= 1), kept, np.nan) ** np.arange(months)
    months_kept = (here / (1 + discount) ** np.arange(here.shape[-1])).sum(axis=-1)
    costs = np.asarray(offer, float) + np.asarray(contact_cost, float) + np.asarray(care_cost, float)
    value = np.asarray(np.asarray(margin, dtype=float) * months_kept - costs)
    return float(value) if value.ndim == 0 else value


def cost_of_loss(
    mrr: ArrayLike,
    *,
    margin: float | None,
    acquisition_cost: float | None,
    expected_months: ArrayLike,
) -> pd.DataFrame:
    """What losing each of these customers costs: the margin they would still have brought, and a replacement.

    Money; one row a customer: monthly_margin, lost_margin (over the months expected still to come),
    acquisition_cost, cost (both). Built on margin, never on revenue; what is not known stays blank, nothing
    is assumed. A replacement brings a margin of its own later, so `cost` is what it takes until then: show
    the parts.

    >>> cost_of_loss([100, 40], margin=0.5, acquisition_cost=90, expected_months=10)
       monthly_margin  lost_margin  acquisition_cost   cost
    0            50.0        500.0              90.0  590.0
    1            20.0        200.0              90.0  290.0
    """
    share = np.nan if margin is None else float(margin)
    table = pd.DataFrame({"monthly_margin": pd.Series(mrr).astype(float) * share})
    table["lost_margin"] = table["monthly_margin"] * np.asarray(expected_months, dtype=float)
    table["acquisition_cost"] = np.nan if acquisition_cost is None else float(acquisition_cost)
    return table.assign(cost=table["lost_margin"] + table["acquisition_cost"])


def retention_what_if(
    customers: float,
    mrr: float,
    churn: float,
    *,
    margin: float,
    points: float = 0.05,
    months: int = 12,
) -> dict[str, float]:
    """The profit from today's customers as things are, and if more of them stayed each year.

    Money over `months`, no new customers, no discount. `churn` is a month's; `points` are added to the
    yearly retention (at most to 100 %), as in the quoted "+5 % retention", and may be negative. Keys: base,
    raised, change (money), change_share (of base). The quoted +25 to +95 % counts whole lifetimes in other
    people's firms: more months give more. NaN where churn is not within 0 to 1.

    >>> {key: round(x, 3) for key, x in retention_what_if(100, 50, 0.03, margin=0.4).items()}
    {'base': 20410.509, 'raised': 21031.932, 'change': 621.423, 'change_share': 0.03}
    """
    kept = 1 - churn if 0 <= churn <= 1 else np.nan
    better = float(np.clip(kept**12 + points, 0, 1)) ** (1 / 12)
    base, raised = (customers * mrr * margin * _months_kept(x, months) for x in (kept, better))
    share = (raised - base) / base if base else np.nan
    return {"base": base, "raised": raised, "change": raised - base, "change_share": share}


def existing_against_new(sales: pd.DataFrame, as_of: pd.Timestamp, *, days: int = 365) -> pd.Series:
    """Whether existing customers spend more than new ones do, in the owner's own sales.

    The buyers of the last `days` days up to as_of; new = first purchase ever inside them. Net money a customer:
    existing, new, n_existing, n_new, difference, low, high (its bootstrap interval), relative (existing / new - 1). New
    customers had less time. Values are NaN without an amount column, or without customers of one kind.

    >>> days = pd.to_datetime(["2025-01-01", "2026-03-01", "2026-03-01", "2026-03-05"])
    >>> sales = pd.DataFrame({"customer": ["A", "A", "B", "B"], "date": days, "amount": [5.0, 9.0, 2.0, 4.0]})
    >>> existing_against_new(sales, pd.Timestamp("2026-03-31"))[["existing", "new", "difference"]].tolist()
    [9.0, 6.0, 3.0]
    """
    buyers = _recent_buyers(sales, as_of, as_of - pd.Timedelta(days=days))
    old, new = buyers.loc[~buyers["is_new"], "spend"], buyers.loc[buyers["is_new"], "spend"]
    # Another seed for the second group: the two are drawn independently.
    draws = ratio_replicates(old, np.ones(len(old))) - ratio_replicates(new, np.ones(len(new)), seed=20260102)
    low, high = percentile_interval(draws)
    existing, fresh = float(old.mean()), float(new.mean())
    return pd.Series(
        {
            "existing": existing,
            "new": fresh,
            "n_existing": len(old),
            "n_new": len(new),
            "difference": existing - fresh,
            "low": low,
            "high": high,
            "relative": existing / fresh - 1 if fresh > 0 else float("nan"),
        }
    )


def _recent_buyers(sales: pd.DataFrame, as_of: pd.Timestamp, since: pd.Timestamp) -> pd.DataFrame:
    """One row a buyer after `since`: is_new, spend (net)."""
    seen = up_to(sales, as_of)
    code, names = pd.factorize(seen["customer"])  # numbers are grouped much faster than names
    late, known = seen["date"].gt(since).to_numpy(), code >= 0
    buys = bought(seen) & known
    new = np.ones(len(names), dtype=bool)
    new[code[buys & ~late]] = False
    recent = pd.unique(code[buys & late])
    buyers = pd.DataFrame({"is_new": new[recent], "spend": np.nan}, index=names[recent])
    if "amount" in seen:
        buyers["spend"] = seen["amount"][late].groupby(code[late]).sum().reindex(recent).to_numpy()
    return buyers


def _months_kept(kept: float, months: int) -> float:
    """The months one customer pays on average: 1 + r + r^2 + ... in closed form."""
    return float(months) if kept == 1 else (1 - kept**months) / (1 - kept)


def _over(top: ArrayLike, bottom: np.ndarray, good: np.ndarray) -> Floats:
    good = good & (bottom > 0)
    value = np.where(good, np.asarray(top) / np.where(good, bottom, 1.0), np.nan)
    return float(value) if value.ndim == 0 else value

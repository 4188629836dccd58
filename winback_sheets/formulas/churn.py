"""Number formulas of a period: churn and its family from a range of sales or of contracts.

A parameter's name is its table, and `sales_or_subscriptions` is either one: the columns say which, so that a cell
holds =WINBACK.CHURN_RATE(range, first day, last day) in both kinds of business. `last_day` belongs to the period;
it is not called `end` because VBA could not pass an argument of that name.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from winback_sheets.formulas import ledger as ranges
from winback_sheets.formulas.ledger import Day, Lapse
from winback_sheets.present.words import say
from winback_sheets.schema.settings import USUAL
from winback_sheets.track.churn import rates
from winback_sheets.track.conventions import CONVENTIONS
from winback_sheets.track.movements import movements

Convention = Literal[
    "house", "ProfitWell-like", "ChartMogul-like", "Baremetrics-like", "by notice date", "lost / (start + new)"
]


def churn_rate(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
    convention: Convention = "house",
) -> float:
    """The share of your customers who left in a period: 2 of the 7 you had gives 0.286.

    sales_or_subscriptions: your sales or your contracts, the whole table with its header row
    first_day: the first day of the period
    last_day: the last day of the period, which belongs to it
    payments: your invoices; one unpaid beyond the grace days ends a contract (contracts only)
    lapse: days without a purchase after which a customer is lost, or the lapse rule as your Settings tab prints it;
        auto chooses days alone from the sales so far, so put what stands in Settings for figures that never move
        (sales only)
    grace: days an invoice may be overdue before the contract counts as lost (contracts only)
    allowed_gap: days between two contracts that still count as one (contracts only)
    convention: whose way of counting; anything but house is for contracts only

    Share from 0 to 1 of those active on the day before the period. NaN where there was nobody, or the days are
    the wrong way round. ValueError for an unknown convention. Source: Gold 2020, Fighting Churn with Data, ch. 2.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-01-01", "2026-01-01"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> churn_rate(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    0.5
    """
    return _figure(
        "churn", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap, convention
    )


def retention_rate(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
    convention: Convention = "house",
) -> float:
    """The share of your customers who stayed through a period: 5 of the 7 you had gives 0.714.

    Arguments, unit and errors as in `churn_rate`, of which it is the rest to 1.

    >>> days = pd.to_datetime(["2026-06-01", "2026-08-20", "2026-07-01"])
    >>> sales = pd.DataFrame({"customer": list("AAB"), "date": days})
    >>> retention_rate(sales, pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30"), lapse=90)
    0.5
    """
    return 1 - _figure(
        "churn", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap, convention
    )


def revenue_churn(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
    convention: Convention = "house",
) -> float:
    """The share of the monthly money at the start that was lost in a period, by customers leaving or paying less.

    Arguments as in `churn_rate`. Share from 0 to 1, gains not set against it (gross). NaN where there was no
    money, and under a convention whose vendor publishes no such rate.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-01-01", "2026-01-01"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> revenue_churn(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    0.4
    """
    return _figure(
        "gross_churn", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap, convention
    )


def net_revenue_churn(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
    convention: Convention = "house",
) -> float:
    """The share of the monthly money at the start that was lost, less what returned and grown customers brought.

    Arguments as in `churn_rate`. Share; below 0 when more was gained than lost. NaN as in `revenue_churn`. Source:
    ChartMogul's net MRR churn rate, where reactivation counts as a gain and new business does not.

    >>> contracts = pd.DataFrame({"customer": ["A", "A", "B"], "monthly_amount": [60.0, 70.0, 40.0],
    ...                           "start": pd.to_datetime(["2026-01-01", "2026-10-05", "2026-01-01"]),
    ...                           "end": pd.to_datetime(["2026-10-05", None, "2026-10-20"])})
    >>> net_revenue_churn(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    0.3
    """
    return _figure(
        "net_churn", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap, convention
    )


def gross_revenue_retention(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> float:
    """The share of the monthly money at the start that is still there at the end, with no gain counted (GRR).

    Arguments as in `churn_rate`. Share from 0 to 1: the rest of `revenue_churn`. NaN where there was no money.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-01-01", "2026-01-01"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> gross_revenue_retention(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    0.6
    """
    return _figure("gross_retention", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap)


def net_revenue_retention(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> float:
    """What the customers you had at the start pay at the end, as a share of what they paid then (NRR).

    Arguments as in `churn_rate`. Share, above 1 when they grew; new and returned customers are not in it. NaN
    where there was no money.

    >>> contracts = pd.DataFrame({"customer": ["A", "A", "B"], "monthly_amount": [60.0, 70.0, 40.0],
    ...                           "start": pd.to_datetime(["2026-01-01", "2026-10-05", "2026-01-01"]),
    ...                           "end": pd.to_datetime(["2026-10-05", None, "2026-10-20"])})
    >>> net_revenue_retention(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    0.7
    """
    return _figure("net_retention", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap)


def quick_ratio(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    returned: Literal["left out", "counted"] = "left out",
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> float:
    """Money gained in a period for each unit of money lost: 4 means that you win four times what you lose.

    returned: whether customers who came back count as a gain; Baremetrics leaves them out

    Other arguments as in `churn_rate`. (new + more) / (lost + less), a ratio. NaN where nothing was lost.

    >>> contracts = pd.DataFrame({"customer": ["A", "B", "C"], "monthly_amount": [60.0, 40.0, 20.0],
    ...                           "start": pd.to_datetime(["2026-01-01", "2026-01-01", "2026-10-12"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20", None])})
    >>> quick_ratio(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    0.5
    """
    key = "quick_ratio_with_returns" if returned == "counted" else "quick_ratio"
    return _figure(key, sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap)


def lost_customers_count(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> float:
    """How many customers you had at the start of a period and no longer had at its end.

    Arguments as in `churn_rate`, of which it is the upper number. NaN where the range holds no customer up to
    last_day.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-01-01", "2026-01-01"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> lost_customers_count(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    1.0
    """
    return _figure("lost", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap)


def lost_revenue(
    sales_or_subscriptions: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    *,
    payments: pd.DataFrame | None = None,
    lapse: Lapse = "auto",
    grace: int = USUAL.grace,
    allowed_gap: int = USUAL.allowed_gap,
) -> float:
    """The money a month that left with the customers lost in a period.

    Arguments as in `churn_rate`. Money a month at its value at the start of the period; for sales a twelfth of
    the year up to the last purchase. NaN without money, or where the range holds no customer up to last_day.

    >>> contracts = pd.DataFrame({"customer": ["A", "B"], "start": pd.to_datetime(["2026-01-01", "2026-01-01"]),
    ...                           "end": pd.to_datetime([None, "2026-10-20"]), "monthly_amount": [60.0, 40.0]})
    >>> lost_revenue(contracts, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    40.0
    """
    return _figure("lost_money", sales_or_subscriptions, first_day, last_day, payments, lapse, grace, allowed_gap)


def _figure(
    key: str,
    ledger: pd.DataFrame,
    first_day: Day,
    last_day: Day,
    payments: pd.DataFrame | None,
    lapse: Lapse,
    grace: int,
    allowed_gap: int,
    convention: str = "house",
) -> float:
    """One figure of one period; NaN where there is nothing to say."""
    if convention not in {rule.name for rule in CONVENTIONS}:
        choices = [rule.name for rule in CONVENTIONS]
        raise ValueError(say("formulas.unknown_convention", choices=choices, given=convention))
    asked = (first_day, last_day, lapse, grace, allowed_gap, convention)
    line = ranges.once((id(ledger), id(payments), *asked), lambda: _line(ledger, payments, *asked))
    return float("nan") if line is None else float(line[key])


def _line(
    ledger: pd.DataFrame,
    payments: pd.DataFrame | None,
    first_day: Day,
    last_day: Day,
    lapse: Lapse,
    grace: int,
    allowed_gap: int,
    convention: str,
) -> pd.Series | None:
    """All figures of one period, of which a formula shows one; None where there is nothing to say."""
    span, as_of = ranges.period(first_day, last_day), ranges.day(last_day)
    if not len(span):
        return None
    found = ranges.read_ledger(ledger, as_of, payments=payments)
    if convention != "house" and found.kind == "sales":
        raise ValueError(say("formulas.convention_for_contracts", convention=convention))
    spells, amounts = ranges.spells(found, as_of, lapse=lapse, grace=grace, allowed_gap=allowed_gap)
    if not len(spells):
        return None
    if convention == "house":
        return rates(movements(spells, amounts, span)[0]).iloc[0]
    lines = ranges.by_convention(found, span, as_of, (spells, amounts), grace=grace, allowed_gap=allowed_gap)
    return lines[lines["convention"] == convention].iloc[0]

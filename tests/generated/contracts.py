"""Contracts: who pays how much a month, who has left, and how programs and people write that down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from .cells import Cell, Moment, Money
from .layouts import Sheet
from .story import Person

# Months of a term, and how people write it.
TERMS: dict[int, tuple[str, ...]] = {
    1: ("month", "Monthly", "monthly"),
    3: ("quarterly", "Quarterly", "Every 3 months"),
    6: ("half-yearly", "6 months"),
    12: ("yearly", "Annual", "12 months", "year"),
    24: ("2 years", "2-Year", "biennial"),
}


@dataclass(frozen=True)
class Contract:
    """One contract. state: active, left, paused, trial (never paid), never (the first payment failed), leaving (gave
    notice, still here). ended: the first day without service. price: cents a term for all pieces."""

    person: Person
    start: dt.date
    state: str
    ended: dt.date | None
    months: int
    price: int
    quantity: int = 1

    @property
    def monthly(self) -> float:
        return self.price / self.months / 100


class ContractTruth(NamedTuple):
    """Money a month by customer: of those who are here and of those who left; paused may be counted with those here."""

    here: dict[int, float]
    left: dict[int, float]
    paused: dict[int, float]


def contracts(
    rng: Random, people: Sequence[Person], today: dt.date, *, states: Sequence[str], terms: Sequence[int], most: int = 1
) -> list[Contract]:
    """One contract a customer; the newest began or ended within the last weeks."""
    found = []
    for place, person in enumerate(people):
        state = "active" if place < 4 else "left" if place < 7 else rng.choice(states)
        ended = None
        if state == "left":
            ended = today - dt.timedelta(rng.randrange(15, 200))
        elif state == "leaving":
            ended = today + dt.timedelta(rng.randrange(10, 60))
        months, quantity = rng.choice(terms), rng.choice((1, 1, *range(1, most + 1)))
        price = rng.choice((900, 1900, 2900, 4900, 9900)) * quantity * (months if months == 1 else months - months // 6)
        new = state in ("trial", "never") or place == 0
        start = today - dt.timedelta(rng.randrange(5, 20) if new else rng.randrange(230, 900))
        found.append(Contract(person, start, state, ended, months, price, quantity))
    return found


def truth(contracts: Sequence[Contract], *, without: frozenset[int] = frozenset()) -> ContractTruth:
    def of(*states: str) -> dict[int, float]:
        return {c.person.number: c.monthly for c in contracts if c.state in states and c.person.number not in without}

    return ContractTruth(of("active", "leaving"), of("left"), of("paused"))


class ContractShape(NamedTuple):
    """How a program writes contracts down: headings to cells. day: whether it says when somebody left."""

    name: str
    row: Callable[[Contract, Random, dt.date], dict[str, Cell]]
    states: tuple[str, ...]
    terms: tuple[int, ...] = (1,)
    most: int = 1
    dates: tuple[str, ...] = ("iso",)


def _at(day: dt.date | None) -> Moment | None:
    return Moment(day, 600) if day else None


def _term_end(c: Contract, today: dt.date) -> dt.date:
    """The end of the term that runs today, some days ahead."""
    return c.ended or today + dt.timedelta(5 + c.person.number % 20)


def by_hand(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    words = {"active": "active", "left": "cancelled", "paused": "paused", "leaving": "active"}
    return {"Customer": c.person.name, "Plan": "pro", "Amount": Money(c.price), "Billing period": TERMS[c.months][c.person.number % len(TERMS[c.months])],
            "Start date": c.start, "End date": c.ended, "Status": words[c.state]}  # fmt: skip


def dates_only(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    return {
        "Member": c.person.name,
        "E-mail": c.person.email,
        "From": c.start,
        "To": c.ended,
        "Monthly fee": Money(c.price),
    }


def cents(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    return {"customer_id": c.person.id, "plan": "pro", "monthly_amount_cents": c.price, "start_date": c.start, "end_date": c.ended,
            "status": "cancelled" if c.state == "left" else "active"}  # fmt: skip


def no_day(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    """Who left is marked; since when nobody wrote down."""
    return {"sub_id": 500 + c.person.number, "user_id": c.person.id, "plan_type": "Mail", "mrr_amount": Money(c.price),
            "status": {"left": "Cancelled", "paused": "Paused"}.get(c.state, "Active"), "start_date": _at(c.start)}  # fmt: skip


def stripe(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    words = {
        "active": "active",
        "left": "canceled",
        "trial": "trialing",
        "never": "incomplete_expired",
        "leaving": "active",
        "paused": "paused",
    }
    end = _term_end(c, today)
    left = c.ended if c.state in ("left", "leaving") else None
    trial = (c.start, c.start + dt.timedelta(30)) if c.state == "trial" else (None, None)
    return {
        "id": f"sub_{c.person.number:03d}", "Customer ID": f"cus_{c.person.id}", "Customer Description": "", "Customer Email": c.person.email,
        "Plan": "pro", "Quantity": c.quantity, "Currency": "usd", "Interval": "year" if c.months == 12 else "month", "Amount": Money(c.price // c.quantity),
        "Status": words[c.state], "Created (UTC)": _at(c.start), "Start (UTC)": _at(c.start), "Start Date (UTC)": _at(c.start),
        "Current Period Start (UTC)": _at(max(c.start, end - dt.timedelta(30))), "Current Period End (UTC)": _at(trial[1] or end), "Trial Start (UTC)": _at(trial[0]),
        "Trial End (UTC)": _at(trial[1]), "Application Fee Percent": "", "Coupon": "", "Tax Percent": "",
        "Canceled At (UTC)": _at(left - dt.timedelta(20 if c.state == "left" else 70)) if left else None,
        "Ended At (UTC)": _at(c.ended) if c.state == "left" else _at(c.start + dt.timedelta(1)) if c.state == "never" else None,
        "Cancellation Reason": "", "Customer Name": c.person.name, "Cancel At Period End": "true" if c.state == "leaving" else "false",
    }  # fmt: skip


def chargebee(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    words = {
        "active": "Active",
        "left": "Cancelled",
        "trial": "In Trial",
        "leaving": "Non Renewing",
        "paused": "Paused",
    }
    end = _term_end(c, today)
    return {
        "Subscription Id": f"S{c.person.number}", "Customer Id": c.person.id, "Customer Email": c.person.email, "Customer Company": "", "Plan Id": "pro",
        "Plan Quantity": c.quantity, "Plan Unit Price": Money(c.price // c.quantity), "Currency": "USD", "Billing Period": 1,
        "Billing Period Unit": "year" if c.months == 12 else "month", "Status": words[c.state], "Start Date": None, "Created At": _at(c.start),
        "Started At": _at(c.start), "Activated At": None if c.state == "trial" else _at(c.start), "Current Term Start": _at(max(c.start, end - dt.timedelta(30))),
        "Current Term End": _at(end), "Next Billing At": _at(end) if c.state == "active" else None, "Trial Start": _at(c.start) if c.state == "trial" else None,
        "Trial End": _at(end) if c.state == "trial" else None, "Cancelled At": _at(c.ended) if c.state in ("left", "leaving") else None, "Cancel Reason": "",
        "MRR": Money(0 if c.state in ("left", "trial", "paused") else round(c.price / c.months)),
    }  # fmt: skip


def tenure(c: Contract, rng: Random, today: dt.date) -> dict[str, Cell]:
    months = max(1, (today - c.start).days // 30)
    return {"customerID": c.person.id, "tenure": months, "Contract": "Month-to-month", "MonthlyCharges": Money(c.price),
            "TotalCharges": Money(c.price * months), "Churn": "Yes" if c.state == "left" else "No"}  # fmt: skip


SHAPES: tuple[ContractShape, ...] = (
    ContractShape("contracts by hand", by_hand, ("active", "left", "paused", "leaving"), (1, 1, 3, 6, 12, 24), dates=("iso", "day/month/year", "day.month.year")),
    ContractShape("contracts with dates only", dates_only, ("active", "left"), dates=("iso", "day/month/year", "month/day/year")),
    ContractShape("contracts in cents", cents, ("active", "left")),
    ContractShape("contracts without a day", no_day, ("active", "left", "paused"), dates=("iso with seconds",)),
    ContractShape("stripe subscriptions", stripe, ("active", "left", "trial", "never", "leaving"), (1, 1, 12), 5, ("iso with time",)),
    ContractShape("chargebee", chargebee, ("active", "left", "trial", "leaving", "paused"), (1, 1, 12), 5, ("iso with seconds",)),
    ContractShape("tenure and churn", tenure, ("active", "left")),
)  # fmt: skip


def sheet(shape: ContractShape, found: Sequence[Contract], rng: Random, today: dt.date) -> Sheet:
    rows = [shape.row(c, rng, today) for c in found]
    return Sheet(list(rows[0]), [list(row.values()) for row in rows], [c.person.number for c in found])

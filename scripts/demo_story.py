"""The story of the demo workbook: Hillside Garden Supplies, invented, and what became of its 300 customers.

A garden shop with lawn-care contracts, two years up to 31 October 2026. On 1 May 2026 delivery became dearer; 42 shop
customers who had their orders delivered stopped in the weeks after, 6 of them came back in autumn. Names, addresses and
numbers are made up:
telephone numbers from the ranges Ofcom keeps for drama, e-mail addresses at example.org.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

SEED = 20261031
FIRST_DAY, LAST_DAY = date(2024, 11, 1), date(2026, 10, 31)
WINDOW = 90  # what the shop's own gaps lead to; `window_fits` counts it
FIRST = "Aster Bryony Clover Daphne Elder Fern Gentian Hazel Iris Juniper Kerria Linden Marigold Nigella Olive Poppy"
FIRST += " Quince Rowan Sorrel Tansy Ulex Viola Willow Yarrow"
LAST = "Applewhistle Barleymead Cloverley Dewbrook Elderhatch Fernhollow Greenlatch Hedgerowan Ivystone Juniperdale"
LAST += (
    " Larkmeadow Mossgrave Nettlefold-Vine Orchardson-Hay Petalworth Quillbramble Rootham-Bell Saplingworth Thistlewick"
)
LAST += " Underbough"
PRODUCTS = (
    "compost 40 l",
    "lawn seed 5 kg",
    "bedding plants",
    "hand tools",
    "tree stakes",
    "bird food",
    "terracotta pots",
)
LESS_DAYS = (date(2026, 8, 16), date(2026, 9, 14), date(2026, 10, 20))
SEASON = (0.6, 0.7, 1.1, 1.5, 1.6, 1.3, 1.0, 0.9, 1.0, 0.9, 0.6, 0.9)


class Person(NamedTuple):
    """One line of the Customers tab."""

    customer: str
    name: str
    phone: str
    email: str
    segment: str
    owner: str
    since: date
    do_not_contact: str


class Sale(NamedTuple):
    """One order."""

    day: date
    customer: str
    product: str
    amount: float
    how: str = "collected"


class Contract(NamedTuple):
    """One line of the Subscriptions tab: a contract at one price; `end` is the first day without service."""

    customer: str
    plan: str
    start: date
    end: date | None
    fee: float
    notice: date | None = None
    reason: str = ""


class Invoice(NamedTuple):
    """One line of the Payments tab."""

    customer: str
    due: date
    paid: date | None
    amount: float
    disputed: str = "no"


class Demo(NamedTuple):
    """Everything the demo workbook holds, and who was planted as what."""

    people: list[Person]
    sales: list[Sale]
    contracts: list[Contract]
    invoices: list[Invoice]
    roles: dict[str, str]
    stays: dict[str, list[tuple[date, date | None]]]  # contract customers: when they were customers


def demo() -> Demo:
    """The whole story, always the same."""
    dice = random.Random(SEED)
    roles = {f"H-{1001 + n}": role for n, role in enumerate(shop_roles())}
    sales = [sale for number, who in enumerate(roles) for sale in orders(who, roles[who], number, dice)]
    contracts, invoices, stays, planted = lawn_care(dice)
    roles |= planted
    # Three contract customers buy in the shop as well: the contract says whether they are still there.
    sales += [Sale(date(2025, 4, 2 + n), who, "lawn seed 5 kg", 31.2) for n, who in enumerate(list(planted)[-3:])]
    sales.append(Sale(LAST_DAY, "H-1010", "compost 40 l", 88.8))
    sales.sort(key=lambda sale: (sale.day, sale.customer))
    first = {sale.customer: sale.day for sale in reversed(sales)} | {w: s[0][0] for w, s in stays.items()}
    people = [person(n, who, role, first[who]) for n, (who, role) in enumerate(roles.items())]
    return Demo(people, sales, contracts, invoices, roles, stays)


def shop_roles() -> list[str]:
    """220 shop customers: 20 for the trade, who order every week, and gardeners by month or by season."""
    trade = ["quiet"] * 5 + ["less"] * 4 + ["trade"] * 11
    gone = ["left early"] * 26 + ["left after the rise"] * 36 + ["came back after the rise"] * 6 + ["came back"] * 2
    return trade + gone + ["joined"] * 32 + ["keen"] * 52 + ["seasonal"] * 46


def orders(who: str, role: str, number: int, dice: random.Random) -> list[Sale]:
    """The orders of one shop customer, by role."""
    gap, spread, usual = rhythm(role, number)
    last, back = stops(role, number)
    first = FIRST_DAY + timedelta(days=int(dice.random() * gap))
    if role == "joined":
        first = date(2024, 12, 12) + timedelta(days=19 * (number % 36))
    days = rhythmic(first, last, gap, spread, dice)
    if last < LAST_DAY:
        days = [day for day in days if day < last - timedelta(days=3)] + [last]
    if back:
        days += rhythmic(back, LAST_DAY, gap, spread, dice)
    if role == "less":
        days = [day for day in days if day <= LAST_DAY - timedelta(days=90)] + list(LESS_DAYS)
    product = [PRODUCTS[int(dice.random() * 7)] for _ in days]
    return [
        Sale(day, who, what, price(usual * SEASON[day.month - 1] * (0.7 + 0.6 * dice.random())), brought(role, number))
        for day, what in zip(days, product, strict=True)
    ]


def brought(role: str, number: int) -> str:
    """Whether the orders of a customer are delivered or collected; those whom dearer delivery drove away had them delivered."""
    return "delivered" if "after the rise" in role or number % 5 < 2 else "collected"


def rhythmic(first: date, last: date, gap: int, spread: int, dice: random.Random) -> list[date]:
    """Days from first to last, about `gap` days apart."""
    days = []
    while first <= last:
        days.append(first)
        first += timedelta(days=gap + int(dice.random() * (2 * spread + 1)) - spread)
    return days


def price(value: float) -> float:
    """Prices are multiples of 60 pence, so that a twelfth of any sum is whole pence and nothing is rounded."""
    return round(max(1, round(value / 0.6)) * 0.6, 2)


def rhythm(role: str, number: int) -> tuple[int, int, float]:
    """Days between orders, how far they vary, and the usual amount."""
    if role in ("quiet", "trade"):
        return 7, 1, 90.0 + 10 * (number % 5)
    if role == "less":
        return 5, 1, 80.0 + 10 * (number % 4)
    if role == "seasonal" or (role.startswith(("left", "joined")) and number % 3 == 0):
        return 66 + number % 15, 3, 45.0 + 5 * (number % 7)
    return 26 + number % 10, 3, 22.0 + 4 * (number % 8)


def stops(role: str, number: int) -> tuple[date, date | None]:
    """The day of the last order, and the day of the return."""
    if role == "quiet":
        return date(2026, 8, 26) + timedelta(days=3 * (number % 5)), None
    if role == "left early":
        return date(2025, 5, 20) + timedelta(days=13 * (number % 26)), None
    if role == "left after the rise":
        return date(2026, 5, 18) + timedelta(days=2 * (number % 36)), None
    if role == "came back after the rise":
        return date(2026, 6, 1), date(2026, 10, 2) + timedelta(days=5 * (number % 6))
    if role == "came back":
        return date(2025, 6, 10), date(2026, 3, 12) + timedelta(days=20 * (number % 2))
    return LAST_DAY, None


def person(number: int, who: str, role: str, since: date) -> Person:
    """The contact line of a customer; every 33rd does not want to be contacted."""
    first, last = FIRST.split()[number % 24], LAST.split()[(number // 24 + number % 24 * 7) % 20]
    phone = f"01632 960{number:03}" if number % 2 else f"07700 900{number:03}"
    segment = "lawn care" if who >= "H-2" else "trade" if role in ("trade", "quiet", "less") else "gardener"
    email = f"{first}.{last}@example.org".lower()
    owner, do_not_contact = ("Bryony", "Heath", "Sorrel")[number % 3], "yes" if number % 33 == 32 else "no"
    return Person(who, f"{first} {last}", phone, email, segment, owner, since, do_not_contact)


#: role, how many, last day of service or None, the day they gave notice, why
LAWN_ROLES: tuple[tuple[str, int, date | None, date | None, str], ...] = (
    ("ended", 1, date(2025, 3, 31), date(2025, 3, 1), "moved house"),
    ("ended", 1, date(2025, 6, 30), None, "price"),
    ("ended", 2, date(2025, 9, 30), date(2025, 8, 20), "competitor"),
    ("ended", 2, date(2026, 2, 28), None, "price"),
    ("ended", 2, date(2026, 5, 31), None, "moved house"),
    ("ended", 2, date(2026, 8, 31), date(2026, 8, 3), "competitor"),
    ("ended", 2, date(2026, 10, 15), date(2026, 9, 15), "competitor"),
    ("notice", 2, date(2026, 11, 30), date(2026, 10, 8), ""),
    ("notice", 2, date(2027, 1, 31), date(2026, 10, 21), ""),
    ("ends soon", 2, date(2026, 12, 15), None, ""),
    ("paused and back", 2, None, None, ""),
    ("downgrade", 3, None, None, ""),
    ("stopped paying", 2, None, None, ""),
    ("unpaid", 3, None, None, ""),
    ("disputed", 1, None, None, ""),
    ("new contract", 2, None, None, ""),
    ("steady contract", 49, None, None, ""),
)
PLANS = (("lawn care basic", 38.0), ("lawn care plus", 55.0), ("lawn care full", 92.0), ("grounds", 180.0))
RISE, DOWNGRADED = date(2026, 1, 1), date(2026, 9, 15)


def lawn_care(
    dice: random.Random,
) -> tuple[list[Contract], list[Invoice], dict[str, list[tuple[date, date | None]]], dict[str, str]]:
    """80 lawn-care contracts: the price rose on 1 January 2026, so each has a row before and one after."""
    contracts: list[Contract] = []
    invoices: list[Invoice] = []
    stays: dict[str, list[tuple[date, date | None]]] = {}
    roles: dict[str, str] = {}
    number = 0
    for role, count, end, notice, reason in LAWN_ROLES:
        for turn in range(count):
            who, (plan, fee) = f"H-{2001 + number}", PLANS[number % 4]
            start = date(2026, 10, 4 + turn) if role == "new contract" else date(2023, 2 + number % 9, 1 + number % 20)
            roles[who], stays[who] = role, [(start, end)]
            if role == "paused and back":
                pause = ((date(2025, 10, 31), date(2026, 3, 15)), (date(2026, 4, 30), date(2026, 10, 5)))[turn]
                stays[who] = [(start, pause[0]), (pause[1], None)]
            contracts += priced(who, plan, fee, stays[who], role, notice, reason)
            invoices += billed(who, fee + 4, stays[who], role, turn, dice)
            number += 1
    return contracts, invoices, stays, roles


def priced(
    who: str, plan: str, fee: float, stays: list[tuple[date, date | None]], role: str, notice: date | None, reason: str
) -> list[Contract]:
    """The rows of one customer: a new row whenever the price changes, as such lists are kept."""
    rows = []
    for start, end in stays:
        prices = [(date(2000, 1, 1), fee), (RISE, fee + 4)] + ([(DOWNGRADED, fee - 10)] if role == "downgrade" else [])
        for place, (since, price) in enumerate(prices):
            until = prices[place + 1][0] if place + 1 < len(prices) else None
            begin, finish = max(start, since), min((d for d in (end, until) if d), default=None)
            if finish is None or begin < finish:
                last = finish == end
                rows.append(Contract(who, plan, begin, finish, price, notice if last else None, reason if last else ""))
    return rows


def billed(
    who: str, fee: float, stays: list[tuple[date, date | None]], role: str, turn: int, dice: random.Random
) -> list[Invoice]:
    """Invoices of the last six months, due on the 15th and paid within days, but for those who do not pay."""
    stopped = (date(2026, 8, 15), date(2026, 9, 15))
    unpaid_from = stopped[turn] if role == "stopped paying" else date(2026, 10, 15) if role == "unpaid" else None
    rows = []
    for month in range(5, 11):
        due = date(2026, month, 15)
        if any(start <= due and (end is None or due < end) for start, end in stays):
            open_still = bool(unpaid_from and due >= unpaid_from)
            disputed = role == "disputed" and month == 8
            paid = None if open_still or disputed else due + timedelta(days=int(dice.random() * 12) - 6)
            rows.append(Invoice(who, due, paid, fee, "yes" if disputed else "no"))
    return rows

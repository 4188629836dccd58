"""A firm that keeps every tab, typed as its people would, and how a result tab is read: for tests of requirements.

Each customer is called by what happened to it, and everything is made by rule: no figure here is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from winback_sheets.api import review

Row = Sequence[object]
AS_OF, FIRST = date(2024, 10, 31), date(2022, 5, 2)
REP = "Rowan"


def write(path: Path, tabs: Mapping[str, Iterable[Row]]) -> Path:
    """A workbook with these tabs: headings in the first row, days as days."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def reviewed(path: Path, *, as_of: date = AS_OF) -> Workbook:
    """The workbook after a review by the public way, with the values of its cells."""
    review(path, as_of=as_of.isoformat())
    return openpyxl.load_workbook(path, data_only=True)


def rows(book: Workbook, tab: str, first: str = "Rank") -> list[dict[str, object]]:
    """The rows of the list in a result tab, by heading; the list begins under the heading `first` and ends at a blank."""
    if tab not in book.sheetnames:
        return []
    cells = list(book[tab].iter_rows(values_only=True))
    at = next((number for number, row in enumerate(cells) if row[0] == first), None)
    found: list[dict[str, object]] = []
    for row in cells[at + 1 :] if at is not None else ():
        if row[0] is None:
            break
        found.append({str(key): value for key, value in zip(cells[at], row, strict=True) if key is not None})
    return found


def texts(book: Workbook, tab: str) -> str:
    """Everything that a tab says in words, a line a cell."""
    if tab not in book.sheetnames:
        return ""
    return "\n".join(str(v) for row in book[tab].iter_rows(values_only=True) for v in row if isinstance(v, str))


def signs(book: Workbook, customer: str) -> dict[str, dict[str, object]]:
    """The rows of Warning signs of one customer, by the sign's name."""
    return {str(row["Sign"]): row for row in rows(book, "Warning signs") if row["Customer"] == customer}


def every(step: int, first: date, last: date) -> list[date]:
    """Days from first on, `step` days apart, up to last."""
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


def buys(customer: str, product: str, number: int, *, first: date = FIRST, last: date = AS_OF) -> list[Row]:
    """Orders about every fortnight with three amounts in turn, the last one some days before `last`."""
    days = every(14, first + timedelta(days=number % 14), last)
    moved = [day + timedelta(days=(0, 2, -1, 1, -2)[(n + number) % 5]) for n, day in enumerate(days)]
    prices = (40.0, 55.0, 70.0)
    return [
        (day, customer, product, prices[(n + number) % 3] + 5 * (number % 7))
        for n, day in enumerate(moved)
        if day <= last
    ]


REGULARS = tuple(f"Regular {n:02}" for n in range(1, 41))
EXPOSED = ("Exposed 1", "Exposed 2", "Exposed 3")
LEFT_EARLIER = {f"Left earlier {n}": date(2023, 3, 1) + timedelta(days=61 * n) for n in range(1, 7)}
LEFT_LATELY = {f"Left lately {n}": date(2024, 6, 20) + timedelta(days=5 * n) for n in range(1, 10)}
#: Customers who buy as ever; what happened to them stands in another tab.
BUY_ON = (
    "Weekly caller|Quarterly caller|Busy weekly caller|Steady contact|Feast|Asks less|Mail reader gone|Mail unknown|Mail reader"
    "|Note says so|New signer|Same person|Handover|Decider changed|Pays later|Always late|Pays part|Complains"
    "|Complains at times|Unhappy answer|Happy answer|Open root|Only OK 8|Only OK 7|Low score|Happy score|Long and unheard"
    "|Long and heard|Promise overdue|Promise kept|Uses less|Uses as ever|Not now"
).split("|")
PLANS = ("Contract steady 1", "Contract steady 2", "Contract steady 3", "Contract steady 4", "Contract steady 5")
LONG = {"Long and unheard": date(2020, 3, 2), "Long and heard": date(2020, 3, 2)}
SINCE = {"Feast": date(2024, 1, 2), "Steady contact": date(2024, 1, 2)}


def sales() -> list[Row]:
    found: list[Row] = []
    for n, customer in enumerate(REGULARS):
        found += buys(customer, ("paper", "coffee", "pens")[n % 3], n)
    for n, customer in enumerate(EXPOSED):
        found += buys(customer, "fax rolls", n)
    for n, (customer, last) in enumerate(LEFT_EARLIER.items()):
        found += buys(customer, ("paper", "coffee", "pens")[n % 3], n, last=last)
    for n, (customer, last) in enumerate(LEFT_LATELY.items()):
        found += buys(customer, "fax rolls", n, last=last)
    for n, customer in enumerate(BUY_ON):
        found += buys(customer, ("paper", "coffee", "pens")[n % 3], n, first=SINCE.get(customer, FIRST))
    quiet_since = AS_OF - timedelta(days=54)
    found += [(quiet_since - timedelta(days=7 * n), "Gone quiet", "coffee", 55.0) for n in range(110)]
    cut = buys("Spends less", "paper", 3)
    found += [(day, who, what, money if day < date(2024, 8, 1) else money * 0.25) for day, who, what, money in cut]
    return sorted(found, key=lambda row: (row[0], row[1]))


def contracts() -> list[Row]:
    began = date(2023, 1, 1)
    return [
        *((name, "care", began, None, 80.0, None, None) for name in PLANS),
        ("Notice given", "care", began, date(2024, 12, 31), 60.0, date(2024, 10, 21), None),
        ("Contract ends soon", "care", began, date(2024, 12, 10), 60.0, None, None),
        ("Downgraded", "care plus", began, date(2024, 9, 1), 90.0, None, None),
        ("Downgraded", "care", date(2024, 9, 1), None, 30.0, None, None),
        ("Contract left", "care", began, date(2024, 10, 15), 70.0, date(2024, 9, 20), "price"),
    ]


def people() -> list[Row]:
    return [
        ("New signer", "Ms Lark", "purchasing", "yes", date(2022, 5, 2), date(2024, 10, 15), None, None),
        ("New signer", "Mr Finch", "purchasing", "yes", date(2024, 10, 16), None, None, None),
        ("Same person", "Mr Wren", "purchasing", "yes", date(2022, 5, 2), None, None, None),
        (
            "Handover",
            "Ms Crane",
            "head of office",
            "yes",
            date(2022, 5, 2),
            date(2024, 11, 29),
            date(2024, 10, 10),
            "Ms Reed",
        ),
        ("Decider changed", "Mr Stone", "owner", "no", date(2022, 5, 2), None, None, None),
        ("Decider changed", "Ms Field", "owner", "yes", date(2024, 10, 20), None, None, None),
    ]


def payments() -> list[Row]:
    due = [date(2023, 4 + n, 15) if n < 9 else date(2024, n - 8, 15) for n in range(18)]
    late = {"Pays later": [2] * 15 + [9, 12, 15], "Always late": [12] * 18, "Pays part": [2] * 18}
    found: list[Row] = []
    for customer, days in late.items():
        for n, (when, wait) in enumerate(zip(due, days, strict=True)):
            paid = 60.0 if customer == "Pays part" and n >= 15 else 100.0
            found.append(
                (f"{customer[:2]}-{n:02}", customer, when, when + timedelta(days=wait), 100.0, paid, "transfer")
            )
    return found


def contacts() -> list[Row]:
    """Customer, day, in or out, how, who, minutes, kind, opened, note."""
    found: list[Row] = []

    def add(who: str, days: Iterable[date], way: str = "in", kind: str = "order", opened: str | None = None) -> None:
        channel = "mail" if kind == "promo" else "phone"
        found.extend((who, day, way, channel, REP, 5, kind, opened, None) for day in days)

    year_ago, silent_since = date(2023, 10, 5), AS_OF - timedelta(days=28)
    for who in ("Weekly caller", "Busy weekly caller"):
        add(who, every(7, year_ago, silent_since))
    add("Weekly caller", [date(2024, 10, 15), date(2024, 10, 24)], way="out", kind="check in")
    add("Quarterly caller", [silent_since - timedelta(days=91 * n) for n in range(5)])
    add("Feast", every(3, date(2024, 1, 2), date(2024, 1, 29)))
    add("Steady contact", [date(2024, month, 9) for month in range(1, 11)])
    add("Asks less", every(7, date(2023, 7, 1), date(2024, 10, 28)))
    add("Asks less", [*every(11, date(2023, 7, 3), date(2024, 8, 1)), date(2024, 9, 20)], kind="question")
    mails = every(7, date(2024, 1, 8), date(2024, 10, 28))
    last_open = AS_OF - timedelta(days=60)
    add("Mail reader gone", [d for d in mails if d <= last_open] + [last_open], "out", "promo", "yes")
    add("Mail reader gone", [d for d in mails if d > last_open], "out", "promo", "no")
    add("Mail reader", mails, "out", "promo", "yes")
    add("Mail unknown", [d for d in mails if d <= last_open] + [last_open], "out", "promo", "yes")
    add("Mail unknown", [d for d in mails if d > last_open], "out", "promo")
    note = "They told me that they are leaving us at the end of the year."
    found.append(("Note says so", date(2024, 10, 22), "in", "phone", REP, 8, "call", None, note))
    return sorted(found, key=lambda row: str(row[1]))


def complaints() -> list[Row]:
    """Customer, opened, closed, topic, severity, root cause, owner, resolved, confirmed satisfied."""
    quarterly = [
        date(2023, 2, 10),
        date(2023, 5, 10),
        date(2023, 8, 9),
        date(2023, 11, 8),
        date(2024, 2, 7),
        date(2024, 5, 8),
    ]
    old: list[Row] = [
        (who, day, day + timedelta(days=2), "late delivery", "low", "carrier", REP, "yes", "yes")
        for who in ("Complains", "Complains at times")
        for day in [*quarterly, date(2024, 8, 7)]
    ]
    new: list[Row] = [
        ("Complains", day, day + timedelta(days=2), "late delivery", "low", "carrier", REP, "yes", "yes")
        for day in (date(2024, 10, 7), date(2024, 10, 16), date(2024, 10, 25))
    ]
    return [
        *old,
        *new,
        ("Unhappy answer", date(2024, 10, 8), date(2024, 10, 10), "wrong bill", "low", "typing", REP, "yes", "no"),
        ("Happy answer", date(2024, 10, 8), date(2024, 10, 10), "wrong bill", "low", "typing", REP, "yes", "yes"),
        ("Open root", date(2024, 9, 12), None, "broken machine", "high", "worn pump", REP, "no", None),
    ]


def surveys() -> list[Row]:
    score = {"Only OK 8": 8, "Only OK 7": 7, "Low score": 6, "Happy score": 9}
    found: list[Row] = [(who, date(2024, 9, 10), "How likely are you to recommend us?", s) for who, s in score.items()]
    return [*found, ("Long and heard", date(2024, 5, 14), "How likely are you to recommend us?", 9)]


def usage() -> list[Row]:
    found: list[Row] = []
    for month in [date(2023, m, 1) for m in range(5, 13)] + [date(2024, m, 1) for m in range(1, 11)]:
        for week in (0, 7, 14, 21):
            day = month + timedelta(days=week)
            found.append(("Uses as ever", day, "online orders", 20))
            found.append(("Uses less", day, "online orders", 20 if day < date(2024, 8, 1) else 3))
            found.append(("Uses less", day, "monthly report", 4 if day < date(2024, 8, 1) else 1))
    return found


def customers() -> list[Row]:
    """Customer, phone, e-mail, segment, owner, since, busy months, why they bought, consent."""
    names = [*REGULARS, *EXPOSED, *LEFT_EARLIER, *LEFT_LATELY, *BUY_ON, "Gone quiet", "Spends less", *PLANS]
    names += ["Notice given", "Contract ends soon", "Downgraded", "Contract left"]
    printing = {*EXPOSED, *LEFT_LATELY}
    found: list[Row] = []
    for n, name in enumerate(names):
        segment = "print shops" if name in printing else "offices"
        since = LONG.get(name, SINCE.get(name, FIRST))
        busy = "October" if name == "Busy weekly caller" else None
        why = "next-day delivery" if name == "New signer" else None
        found.append((name, f"01632 960{n:03}", None, segment, REP, since, busy, why, "yes"))
    return found


SALES = ("Date", "Customer", "Product", "Amount")
HEADS: Mapping[str, Row] = {
    "Subscriptions": ("Customer", "Plan", "Start", "End", "Monthly amount", "Notice given", "Reason for leaving"),
    "People": ("Customer", "Person", "Role", "Decider", "From", "To", "Change known on", "Successor"),
    "Payments": ("Invoice", "Customer", "Due", "Paid", "Amount", "Amount paid", "Method"),
    "Contacts": ("Customer", "Date", "Direction", "Channel", "Who", "Minutes", "Kind", "Opened", "Note"),
    "Complaints": (
        *("Customer", "Opened", "Closed", "Topic", "Severity", "Root cause", "Owner", "Resolved"),
        "Confirmed satisfied",
    ),
    "Surveys": ("Customer", "Date", "Question", "Score"),
    "Promises": ("Customer", "Date", "Promise", "Due", "Kept on"),
    "Usage": ("Customer", "Date", "Feature", "Usage amount"),
    "Customers": (
        *("Customer", "Phone", "Email", "Segment", "Owner", "Customer since", "Busy months"),
        *("Why they bought", "Consent"),
    ),
}


def firm() -> dict[str, list[Row]]:
    """The whole firm, a tab each."""
    promises: list[Row] = [
        ("Promise overdue", date(2024, 9, 2), "send the new price list", date(2024, 10, 1), None),
        ("Promise kept", date(2024, 9, 2), "send the new price list", date(2024, 10, 1), date(2024, 9, 20)),
    ]
    body = {
        "Subscriptions": contracts(),
        "People": people(),
        "Payments": payments(),
        "Contacts": contacts(),
        "Complaints": complaints(),
        "Surveys": surveys(),
        "Promises": promises,
        "Usage": usage(),
        "Customers": customers(),
    }
    settings: list[Row] = [("key", "value"), ("lapse window", 60), ("weekly hours", 3), ("home country", "GB")]
    settings += [
        ("margin", 0.4),
        ("acquisition cost", 200),
        ("currency", "GBP"),
        ("period", "month"),
    ]
    return (
        {"Sales": [SALES, *sales()]}
        | {name: [HEADS[name], *found] for name, found in body.items()}
        | {"Settings": settings}
    )

"""Small made-up businesses, each with what a review of it must say; `build_workbooks.py` writes them to files.

What must come out is written here from the story itself, by hand or by plain counting, and never by calling the
package: lines of what, key and value, as tests/test_stories.py reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

Row = list[object]
Line = tuple[str, str, object]


class Story(NamedTuple):
    """A workbook's tabs as rows of cells, and what its review must say."""

    name: str
    tabs: dict[str, list[Row]]
    expected: list[Line]


def settings(**values: object) -> list[Row]:
    """A Settings tab with a few lines; blanks of a key are written as _."""
    return [["key", "value"], *([key.replace("_", " "), value] for key, value in values.items())]


def figures(kind: str, period: str, **values: object) -> list[Line]:
    """One expected line for each figure of a period."""
    return [("figure", f"{kind} {period} {key}", value) for key, value in values.items()]


def every(days: int, first: date, last: date) -> Iterator[date]:
    """Each so many days from first to last."""
    return (first + timedelta(days=step) for step in range(0, (last - first).days + 1, days))


G1_HEAD: Row = ["Customer", "Start", "End", "Monthly amount", "Cancel notice date", "Trial"]
G1_ROWS: list[Row] = [
    ["A", date(2025, 1, 1), None, 100, None, "no"],
    ["B", date(2025, 1, 1), date(2025, 11, 15), 200, None, "no"],
    ["B", date(2025, 11, 15), None, 150, None, "no"],
    ["C", date(2025, 1, 1), date(2025, 11, 20), 300, date(2025, 11, 5), "no"],
    ["D", date(2025, 11, 10), None, 80, None, "no"],
    ["E", date(2025, 1, 1), date(2025, 10, 15), 120, None, "no"],
    ["E", date(2025, 11, 12), None, 130, None, "no"],
    ["F", date(2025, 1, 1), date(2025, 11, 10), 50, None, "no"],
    ["F", date(2025, 11, 10), None, 70, None, "no"],
    ["G", date(2025, 1, 1), date(2025, 11, 18), 60, None, "no"],
    ["G", date(2025, 11, 18), None, 60, None, "no"],
    ["H", date(2025, 11, 5), date(2025, 11, 25), 40, None, "no"],
    ["I", date(2025, 11, 1), None, 45, None, "yes"],
    ["J", date(2025, 1, 1), date(2025, 12, 20), 90, date(2025, 11, 12), "no"],
    ["K", date(2025, 1, 1), None, 110, None, "no"],
]
G1_NOVEMBER = (
    figures("subscriptions", "2025-11", start=7, new=1, returned=1, lost=2, end=7, in_and_out=1, in_and_out_money=40)
    + figures("subscriptions", "2025-11", start_money=910, new_money=80, returned_money=130, expansion=20)
    + figures("subscriptions", "2025-11", contraction=50, lost_money=410, end_money=680)
    + figures("subscriptions", "2025-11", churn=2 / 7, gross_churn=460 / 910, gross_retention=450 / 910)
    + figures("subscriptions", "2025-11", net_churn=310 / 910, net_retention=470 / 910, quick_ratio=100 / 460)
    + figures("subscriptions", "2025-11", quick_ratio_with_returns=230 / 460)
)
#: convention, who is lost, of how many, gross and net money churn (golden ledger G1)
G1_CONVENTIONS: tuple[tuple[str, str, int, float | None, float | None], ...] = (
    ("house", "C; K", 7, 460 / 910, 310 / 910),
    ("ProfitWell-like", "C", 7, 350 / 910, 200 / 910),
    ("ChartMogul-like", "C", 7, 350 / 910, 200 / 910),
    ("Baremetrics-like", "C; H; K", 7, None, None),
    ("by notice date", "C; J", 7, None, None),
    ("lost / (start + new)", "C; H", 10, None, None),
)


def golden_ledger() -> Story:
    """The golden ledger G1: one November under six conventions."""
    expected: list[Line] = [("today", "", date(2025, 11, 30)), ("as of", "", date(2025, 11, 30)), *G1_NOVEMBER]
    expected += [("lost", "subscriptions 2025-11", "C; K"), ("sign", "told us", "J")]
    for name, names, of, gross, net in G1_CONVENTIONS:
        lost = len(names.split("; "))
        expected += [("convention", f"{name}: names", names), ("convention", f"{name}: churn", lost / of)]
        expected += [("convention", f"{name}: gross_churn", gross), ("convention", f"{name}: net_churn", net)]
    return Story("g1-golden-ledger", _g1_tabs(None), expected)


def golden_ledger_a_month_later() -> Story:
    """K pays on day 40: back on the day of the payment, and November stays as it was."""
    expected: list[Line] = [("today", "", date(2025, 12, 31)), *G1_NOVEMBER, ("lost", "subscriptions 2025-11", "C; K")]
    expected += [("back on", "K", date(2025, 12, 5)), ("news", "subscriptions came back", "K")]
    expected += [("news", "subscriptions lost", "J"), ("news", "subscriptions new", "")]
    expected += figures("subscriptions", "2025-12", start=7, new=0, returned=1, lost=1, end=7)
    expected += figures("subscriptions", "2025-12", start_money=680, returned_money=110, lost_money=90, end_money=700)
    return Story("g1-a-month-later", _g1_tabs(date(2025, 12, 5)), expected)


def _g1_tabs(paid: date | None) -> dict[str, list[Row]]:
    invoice: Row = ["K", "R-17", date(2025, 9, 26), date(2025, 10, 26), paid, 110]
    return {
        "Subscriptions": [G1_HEAD, *G1_ROWS],
        "Payments": [["Customer", "Invoice", "Issued", "Due", "Paid", "Amount"], invoice],
        "Settings": settings(period="month"),
    }


def yearly_buyer() -> Story:
    """Ashdown Hall buys hampers once a year, in February; eight months later it is no loss."""
    expected: list[Line] = [("today", "", date(2026, 11, 2)), ("as of", "", date(2026, 10, 30)), ("window", "", 365)]
    expected += [("state", "Ashdown Hall", "here"), ("lost", "sales 2026-09", "Old Mill Inn")]
    return Story("yearly-buyer", _hampers(365), expected)


def yearly_buyer_under_a_short_window() -> Story:
    """The same shop counted by 120 days: Ashdown Hall counts as lost, and is expected back by its own rhythm."""
    expected: list[Line] = [("today", "", date(2026, 11, 2)), ("window", "", 120), ("state", "Ashdown Hall", "gone")]
    expected += [("lost", "sales 2026-06", "Ashdown Hall"), ("why", "Ashdown Hall", "expected")]
    expected += [("decision", "Ashdown Hall", "nurture"), ("lost", "sales 2026-01", "Old Mill Inn")]
    return Story("yearly-buyer-short-window", _hampers(120), expected)


def _hampers(window: int) -> dict[str, list[Row]]:
    rows: list[Row] = [
        [day, "Ashdown Hall", 480.0]
        for day in (date(2023, 3, 3), date(2024, 2, 27), date(2025, 2, 24), date(2026, 2, 20))
    ]
    rows += [[day, "Old Mill Inn", 60.0] for day in every(35, date(2023, 3, 14), date(2025, 9, 5))]
    rows += [[date(2025, 9, 5), "Old Mill Inn", 60.0]]
    for number in range(12):
        first = date(2023, 3, 1) + timedelta(days=number)
        rows += [[day, f"Inn No {number + 1}", 55.0 + number] for day in every(28, first, date(2026, 10, 30))]
    rows += [[date(2026, 10, 30), "Inn No 1", 55.0]]
    rows.sort(key=lambda row: (row[0], row[1]))
    return {
        "Hampers sold": [["Date", "Customer", "Amount"], *rows],
        "Settings": settings(lapse_window=window, period="month"),
    }


def four_of_a_hundred() -> Story:
    """4 of 100 customers left in October, and 4,150 of 20,000 a month: 4 % and 20.75 %."""
    fees = [1500, 1200, 900, 550] + [165] * 95 + [175]
    rows: list[Row] = [
        [f"C-{n:03}", date(2024, 5, 1), date(2026, 10, 10 + n) if n <= 4 else None, fee]
        for n, fee in enumerate(fees, start=1)
    ]
    expected: list[Line] = [("today", "", date(2026, 10, 31)), ("period", "subscriptions", "month")]
    expected += figures("subscriptions", "2026-10", start=100, lost=4, start_money=20_000, lost_money=4_150)
    expected += figures("subscriptions", "2026-10", churn=0.04, gross_churn=0.2075, end=96, end_money=15_850)
    expected += [("lost", "subscriptions 2026-10", "C-001; C-002; C-003; C-004")]
    tabs: dict[str, list[Row]] = {
        "Contracts": [["Client no", "Start", "End", "Monthly amount"], *rows],
        "Settings": settings(period="month"),
    }
    return Story("four-of-a-hundred", tabs, expected)


HAIR = "Alder Ash Aspen Basil Bay Briar Bryony Cedar Clover Daisy Elm Fern Flora Hazel Heather Holly Iris Ivy Jasmine"
HAIR += " Juniper Laurel Lily Linden Myrtle Olive"


def hairdresser() -> Story:
    """25 people who come every four to eight weeks: two stopped coming, one was away for five months."""
    gone, away = {"Bay": date(2026, 5, 20), "Elm": date(2026, 7, 8)}, "Cedar"
    rows: list[Row] = []
    for number, name in enumerate(HAIR.split()):
        gap, last = 28 + 7 * (number % 5), gone.get(name, date(2026, 10, 31))
        days = [day for day in every(gap, date(2025, 1, 3) + timedelta(days=number), last)]
        if name == away:
            days = [day for day in days if not date(2026, 1, 20) <= day <= date(2026, 6, 15)]
            stopped, back = (
                max(d for d in days if d.year <= 2025 or d.month == 1),
                min(d for d in days if d > date(2026, 6, 1)),
            )
        if name in gone:
            gone[name] = days[-1]
        rows += [
            [day.strftime("%d.%m.%Y"), name, "cut" if number % 3 else "cut and colour", 24 + 9 * (number % 3)]
            for day in days
        ]
    rows += [["31.10.2026", "Alder", "cut", 24]]
    rows.sort(key=lambda row: (str(row[0])[6:] + str(row[0])[3:5] + str(row[0])[:2], row[1]))
    lost_on = {name: last + timedelta(days=61) for name, last in gone.items()}
    expected: list[Line] = [("today", "", date(2026, 11, 3)), ("as of", "", date(2026, 10, 31)), ("window", "", 60)]
    expected += [("period", "sales", "quarter"), ("active", "sales", 23), ("back on", away, back)]
    # A column called Price, and no quantity anywhere, is what a visit cost; Elm paid 33 every 28 days, 14 times in 365.
    expected += figures("sales", "2026 Q3", lost=1, lost_money=round(14 * 33 / 12, 2))
    expected += [("lost on", name, day) for name, day in sorted(lost_on.items())]
    expected += [("lost on", away, stopped + timedelta(days=61)), ("state", away, "here"), ("state", "Bay", "gone")]
    tabs: dict[str, list[Row]] = {"Visits": [["Date", "Client", "What", "Price"], *rows]}
    return Story("hairdresser", tabs, expected)


def losses_a_month(number: int, name: str, period: str) -> Story:
    """A firm of 150 contracts that loses so many each month for a year."""
    ends = [date(2025 + (10 + m) // 12, (10 + m) % 12 + 1, 5 + n) for m in range(12) for n in range(number)]
    rows: list[Row] = [
        [f"M-{n:03}", date(2024, 2, 1), ends[n - 1] if n <= len(ends) else None, 30 + n % 7] for n in range(1, 151)
    ]
    expected: list[Line] = [("today", "", date(2026, 10, 31)), ("period", "subscriptions", period)]
    expected += [("active", "subscriptions", 150 - 12 * number)]
    label, lost = ("2026-10", number) if period == "month" else ("2026 Q3", 3 * number)
    expected += figures("subscriptions", label, lost=lost)
    return Story(name, {"Members": [["Member id", "Start", "End", "Monthly amount"], *rows]}, expected)


def returning() -> Story:
    """Who comes back is never new: after 8 days without a contract, after 130 days without a purchase."""
    plans: list[Row] = [
        ["Hazel", date(2025, 1, 1), date(2026, 3, 31), 12],
        ["Hazel", date(2026, 4, 7), None, 12],
        ["Heather", date(2025, 1, 1), date(2026, 3, 31), 15],
        ["Heather", date(2026, 4, 8), None, 15],
        ["Basil", date(2025, 1, 1), None, 20],
    ]
    bought = {
        "Holly": [date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 9)],  # 90 days each: never gone
        "Ivy": [date(2026, 2, 2), date(2026, 3, 10), date(2026, 7, 18)],  # 130 days: gone on 9 June, back in July
        "Basil": [date(2025, 2, 1)],  # has a plan, so the plan counts
        "Clover": [date(2026, 7, 4), date(2026, 7, 31)],
    }
    rows: list[Row] = [[day, name, 40] for name, days in bought.items() for day in days]
    expected: list[Line] = [("today", "", date(2026, 8, 1)), ("as of", "", date(2026, 7, 31)), ("window", "", 90)]
    expected += [("lost", "subscriptions 2026-03", "Heather"), ("back on", "Heather", date(2026, 4, 8))]
    expected += figures("subscriptions", "2026-03", lost=1, new=0) + figures(
        "subscriptions", "2026-04", returned=1, new=0
    )
    expected += [("active", "subscriptions", 3), ("lost", "sales 2026-06", "Ivy"), ("lost on", "Ivy", date(2026, 6, 9))]
    expected += figures("sales", "2026-07", start=1, new=1, returned=1, lost=0, end=3)
    expected += [("news", "sales came back", "Ivy"), ("news", "sales new", "Clover"), ("news", "sales lost", "")]
    tabs: dict[str, list[Row]] = {
        "Till": [["Date", "Customer", "Amount"], *rows],
        "Service plans": [["Customer", "Start", "End", "Monthly amount"], *plans],
        "Settings": settings(lapse_window=90, period="month"),
    }
    return Story("returning", tabs, expected)


OCTOBER_LOST = {"Café Alba": date(2026, 8, 4), "Café Brio": date(2026, 8, 17), "Café Corso": date(2026, 8, 31)}
SEPTEMBER_LOST = {"Café Duna": date(2026, 7, 20)}


def month_one() -> Story:
    """A coffee roaster at the end of September: one café was lost."""
    expected: list[Line] = [("today", "", date(2026, 10, 1)), ("as of", "", date(2026, 9, 30))]
    expected += figures("sales", "2026-09", new=0, returned=0, lost=1)
    expected += [("news", "sales lost", "Café Duna"), ("news", "sales came back", ""), ("news", "sales new", "")]
    return Story("month1", _coffee(date(2026, 9, 30)), expected)


def month_two() -> Story:
    """A month later: three cafés lost, one back, two new, and nobody else moved."""
    expected: list[Line] = [("today", "", date(2026, 11, 1)), ("as of", "", date(2026, 10, 31))]
    expected += figures("sales", "2026-09", new=0, returned=0, lost=1)
    expected += figures("sales", "2026-10", new=2, returned=1, lost=3)
    expected += [("news", "sales lost", "; ".join(OCTOBER_LOST)), ("news", "sales came back", "Café Esra")]
    expected += [("news", "sales new", "Café Fado; Café Gala"), ("back on", "Café Esra", date(2026, 10, 14))]
    return Story("month2", _coffee(date(2026, 10, 31)), expected)


def _coffee(until: date) -> dict[str, list[Row]]:
    rows: list[Row] = []
    for number in range(40):
        first = date(2025, 3, 1) + timedelta(days=number)
        rows += [
            [day, f"Bistro {number + 1:02}", 80 + 5 * (number % 9)] for day in every(14 + number % 15, first, until)
        ]
    for name, last in (OCTOBER_LOST | SEPTEMBER_LOST).items():
        rows += [[last - timedelta(days=21 * step), name, 120] for step in range(20)]
    rows += [[date(2026, 5, 2) - timedelta(days=21 * step), "Café Esra", 90] for step in range(15)]
    rows += [
        [date(2026, 10, 14), "Café Esra", 95],
        [date(2026, 10, 6), "Café Fado", 60],
        [date(2026, 10, 20), "Café Gala", 70],
    ]
    rows += [[date(2026, 9, 30), "Bistro 01", 80], [date(2026, 10, 31), "Bistro 01", 80]]
    rows = sorted((row for row in rows if row[0] <= until), key=lambda row: (row[0], row[1]))  # type: ignore[operator]
    return {
        "Deliveries": [["Order date", "Customer", "Total"], *rows],
        "Settings": settings(lapse_window=60, period="month"),
    }


def stories() -> list[Story]:
    """Every story, in the order of the list in workbooks/."""
    return [
        golden_ledger(),
        golden_ledger_a_month_later(),
        yearly_buyer(),
        yearly_buyer_under_a_short_window(),
        four_of_a_hundred(),
        hairdresser(),
        losses_a_month(2, "few-losses", "quarter"),
        losses_a_month(5, "five-losses", "month"),
        returning(),
        month_one(),
        month_two(),
    ]

"""What the schema says an input column is used by is true: without it that part of a review is another, and where it
says nothing, nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from winback_sheets.findings import NothingToReview
from winback_sheets.present.book import pages
from winback_sheets.present.rows import segments
from winback_sheets.present.words.en.switches import TEXTS
from winback_sheets.read.grid import Grid
from winback_sheets.schema.inputs import INPUTS, Table, Use, table
from winback_sheets.steps import review

TODAY = pd.Timestamp("2026-01-15")
Rows = Sequence[Sequence[object]]
Book = Mapping[str, Rows]


def days(first: str, every: int, times: int) -> list[str]:
    return [str(day.date()) for day in pd.date_range(first, periods=times, freq=f"{every}D")]


BUYERS = [f"C{number}" for number in range(8)]
# Eight customers who buy every three weeks; the last three stop.
PLAIN = [
    [name, day, 20.0 + number]
    for number, name in enumerate(BUYERS)
    for day in days(f"2024-09-0{number + 1}", 21, 10 if number > 4 else 22)
]
SALES = ["Customer", "Date", "Amount", "Order id", "Refund", "Currency", "Channel", "Country"]
SHOP = [SALES] + [[*row, f"O{at}", None, "EUR", "shop", "GB"] for at, row in enumerate(PLAIN)]
SHOP += [
    ["C1", "2025-12-20", 50, "X1", 12, "EUR", "shop", "GB"],
    ["C9", "2025-12-21", 50, "X2", None, "USD", "shop", "GB"],
    ["C8", "2025-12-05", 0, "X3", None, "EUR", "shop", "GB"],
    [None, None, 33, "X4", None, "EUR", "shop", "GB"],
]
LINES = ["Customer", "Date", "Quantity", "Unit price", "Discount"]
PRICED = [LINES] + [[name, day, 2, money / 2, 0.1] for name, day, money in PLAIN]
# Taken back the day after: another product than was bought, and half of what was bought.
MATCHED = [["Customer", "Date", "Product", "Quantity", "Amount"]] + [[name, day, "Tea", 1, m] for name, day, m in PLAIN]
MATCHED += [["E1", "2025-11-20", "Tea", 4, 36], ["E1", "2025-11-21", "Milk", -4, -36]]
MATCHED += [["E2", "2025-11-20", "Jam", 4, 36], ["E2", "2025-11-21", "Jam", -2, -36]]
KNOWN = ["Customer name", "Phone", "Email"]
NAMED = [["Customer", "Date", "Amount", *KNOWN]] + [
    [*row, f"Firm {row[0]}", "01632 960123", f"{row[0]}@example.org"] for row in PLAIN
]
ORDERS = [["Customer", "Date", "Order id"]] + [[name, day, f"O{at}"] for at, (name, day, _) in enumerate(PLAIN)]
ORDER_LINES = [["Order id", "Quantity", "Unit price", "Discount", "Amount", "Product"]] + [
    [f"O{at}", 2, money / 2, 0.1, None if at % 2 else money + 1, "Tea"] for at, (_, _, money) in enumerate(PLAIN)
]

CONTRACTS = ["Customer", "Start", "End", "Monthly amount", "Amount", "Billing period", "Plan", "Trial", "Status",
             "Cancel notice date", "End reason", "Country", *KNOWN]  # fmt: skip


def contract(name: str, start: str, end: str | None = None, **other: object) -> list[object]:
    cells = {"Monthly amount": 40, "Plan": "basic", "Trial": "no", "Country": "GB"} | {
        key.replace("_", " "): value for key, value in other.items()
    }
    known = [f"Firm {name}", "01632 960123", f"{name}@example.org"]
    return [name, start, end, *(cells.get(heading) for heading in CONTRACTS[3:-3]), *known]


DATED = [
    CONTRACTS,
    *(contract(f"D{number}", f"2024-0{number + 1}-01") for number in range(6)),
    contract("D6", "2024-02-01", "2025-06-30", **{"End_reason": "price"}),
    contract("D7", "2024-02-01", "2026-02-10"),
    contract("D8", "2024-02-01", **{"Cancel_notice_date": "2025-12-15"}),
    contract("D9", "2024-02-01", **{"Trial": "yes"}),
    contract("D10", "2024-02-01", **{"Status": "cancelled"}),
    contract("D11", "2024-02-01", **{"Monthly amount": None, "Amount": 300, "Billing period": "quarter"}),
    contract("D12", "2024-02-01", "2025-12-01", **{"Monthly amount": None, "Amount": 900, "Billing period": "quarter"}),
    contract("D12", "2025-12-01", **{"Monthly amount": None, "Amount": 300, "Billing period": "month"}),
    contract("D13", "2024-02-01", "2025-12-01", **{"Monthly amount": 90}),
    contract("D13", "2025-12-01", **{"Monthly amount": 30}),
    contract("D14", "2024-02-01", "2025-12-01", **{"Monthly amount": None, "Amount": 900, "Billing period": "month"}),
    contract("D14", "2025-12-01", **{"Monthly amount": None, "Amount": 100, "Billing period": "month"}),
]
INVOICES = [
    ["Customer", "Due", "Paid", "Invoice", "Issued", "Amount", "Amount paid", "Method", "Disputed"],
    ["D0", "2025-10-01", None, "R1", "2025-09-01", 40, None, "card", "no"],
    ["D1", "2025-10-01", "2025-10-02", "R2", "2025-09-01", 40, 40, "card", "no"],
    ["D2", "2026-01-02", None, "R3", "2025-12-01", 40, None, "card", "no"],
    ["D3", "2025-10-01", None, "R4", "2025-09-01", 40, None, "card", "yes"],
    ["D4", "2025-10-01", None, "R5", "2025-09-01", 40, 40, "card", "no"],
    ["D5", "2026-01-02", None, "R6", "2025-12-01", 40, None, "card", "yes"],
]
# One pays 20 days later since the terms are 30 days instead of 60; one paid the last invoice in part, and not by card.
INVOICES += [
    ["D11", due, f"{pd.Timestamp(due) + pd.Timedelta(days=20 * (at > 5)):%Y-%m-%d}", f"R1{at}",
     f"{pd.Timestamp(due) - pd.Timedelta(days=60 - 30 * (at > 5)):%Y-%m-%d}", 40, 40, "card", "no"]
    for at, due in enumerate(days("2025-01-10", 31, 12))
]  # fmt: skip
INVOICES += [
    ["D5", due, due, f"R2{at}", None, 40, 40, "card", "no"] for at, due in enumerate(days("2025-06-10", 30, 6))
]
INVOICES += [["D5", "2025-12-20", "2025-12-20", "R26", None, 40, 20, "transfer", "no"]]
BILLED = [["Customer", "Due", "Issued", "Amount", "Invoice"]] + [
    [name, f"{day[:-2]}28", day if at % 2 else None, money, f"O{at}"] for at, (name, day, money) in enumerate(PLAIN)
]
UNPRICED = [[name, due, issued, invoice] for name, due, issued, _, invoice in BILLED]

# A note says that they go, an outcome and a reason of calls say it too.
TOLD = [["Customer", "Date", "Direction", "Note"], ["D1", "2025-12-10", "in", "wants to leave us"]]
RESCUES = [
    ["Customer", "Date", "Cycle", "Caller", "Stage1", "Stage2", "Stage3", "Stage4", "Stage5", "Stated reason",
     "Verified reason", "Evidence", "Competitor", "Asked back", "Offer", "Outcome", "Next date", "Minutes",
     "Our talk minutes"],
    ["D2", "2025-12-11", "2025-12", "Heath", "y", "y", "y", "y", "y", None, "price", "list", "Miller", "yes", "none",
     "will cancel", None, 5, 2],
    ["D3", "2025-12-11", "2025-12", "Heath", "y", "y", "y", "y", "y", "switching to Miller", "price", "list", "Miller",
     "yes", "none", None, None, 5, 2],
]  # fmt: skip

CONTACTS = [
    ["Customer", "Person", "Role", "Decider", "From date", "To date", "Change known on", "Successor"],
    ["D1", "Ann", "chief", "yes", "2024-01-01", "2026-03-01", "2025-12-01", "Bob"],
    ["D2", "Cid", "chief", "yes", "2024-01-01", "2025-12-01", None, None],
    ["D3", "Eve", "chief", "yes", "2024-01-01", None, None, None],
    ["D3", "Fay", "chief", "yes", "2025-12-01", None, None, None],
]

PERSONS = [
    ["Customer", "Customer name", "Company", "Segment", "Industry", "Owner", "First date", "Source", "Referred by",
     "Phone", "Email", "Country", "Time zone", "Language", "Preferred channel", "Consent", "Do not contact",
     "Busy months", "Why bought", "Need", "Situation", "Situation source", "Situation date", "Same as"],
    *([name, f"Ms {name}", f"Firm {name}", "a", "b", "Heath", "2024-01-01", "fair", "C0", "01632 960123",
       f"{name}@example.org", "GB", "Europe/London", "en", "e-mail", "no" if name == "C6" else "yes",
       "yes" if name == "C7" else "no", "April", "x", "y", "z", "Heath", "2025-01-01", "C3" if name == "C4" else None] for name in BUYERS),
]  # fmt: skip
HOLIDAYS = [["Date", "Holiday", "Season", "Note"], ["2026-01-01", "Stocktaking", "winter", "shut"]]
HOLIDAYS += [[day, "Stocktaking", "winter", "shut"] for day in days("2025-12-20", 1, 9)]
CHOSEN = [["key", "value", "meaning", "default"], ["lapse window", 45, "days", ""], ["match refunds", "yes", "", "no"]]

DATED_BOOK = {"Subscriptions": DATED, "Payments": INVOICES, "Contacts": TOLD, "Calls": RESCUES,
              "People": CONTACTS}  # fmt: skip
SHOP_BOOK = {"Sales": SHOP, "Customers": PERSONS, "Calendar": HOLIDAYS, "Settings": CHOSEN}
YEARS = {"Subscriptions": [["Customer", "Year", "Amount"]] + [
    [f"Y{number}", year, 120] for number in range(6) for year in range(2020, 2022 + number % 4)]}  # fmt: skip
TENURES = {"Subscriptions": [["Customer", "Tenure", "Monthly amount", "Status"]] + [
    [f"T{number}", 3 + number, 20, "left" if number < 2 else "active"] for number in range(6)]}  # fmt: skip
BUSY_BOOK = {**SHOP_BOOK, "Customers": [["Dec-Jan" if cell == "April" else cell for cell in row] for row in PERSONS]}
# A weekly buyer who stops in the days of a season.
QUIET = [["Customer", "Date", "Amount"], *([name, day, 20] for name in BUYERS for day in days("2024-12-01", 7, 54))]
QUIET += [["Q1", day, 20] for day in days("2024-12-01", 7, 47)]
FROST = [["Date", "Holiday", "Season", "Note"], ["2025-10-19", None, "frost", "x"], ["2025-12-20", None, "frost", "x"]]
SEASONAL = {"Sales": QUIET, "Calendar": FROST, "Settings": [["key", "value"], ["lapse window", 120]]}
# Nine customers who buy every two weeks, and what was heard of them.
REGULARS = [["Customer", "Date", "Amount"]] + [
    [f"H{number}", day, 30] for number in range(9) for day in days(f"2023-09-0{number + 1}", 14, 61)
]
CALLED = [
    [
        "Customer",
        "Date",
        "Direction",
        "Channel",
        "Who",
        "Minutes",
        "Our talk minutes",
        "Contact kind",
        "Opened",
        "Note",
    ],
    *(["H0", day, "in", "phone", "Ann", 5, 2, "invoice", None, "x"] for day in days("2025-01-06", 7, 44)),
    *(["H1", day, "in", "phone", "Ann", 40, 9, "complaint", None, "x"] for day in days("2025-12-12", 9, 3)),
    *(["H2", day, "out", "e-mail", "Ann", None, None, "useful", "yes", "x"] for day in days("2025-01-06", 7, 40)),
    *(["H2", day, "out", "e-mail", "Ann", None, None, "useful", "no", "x"] for day in days("2025-10-20", 7, 11)),
    *(["H3", day, "in", "phone", "Ann", 5, 2, "praise", None, "x"] for day in days("2025-01-08", 9, 40)),
]
GRUMBLED = [
    ["Customer", "Opened", "Closed", "Topic", "Severity", "Root cause", "Owner", "Resolved", "Confirmed satisfied",
     "Frontline person"],
    ["H4", "2025-10-01", "2025-10-05", "late", "high", "van", "Ann", "yes", "no", "Bob"],
    ["H5", "2025-10-01", "2025-10-05", "late", "low", "van", "Ann", "yes", "yes", "Bob"],
    ["H6", "2025-10-01", None, "late", "low", "van", "Ann", "no", None, "Bob"],
]  # fmt: skip
UNASKED = [[*row[:8], None if at else row[8], row[9]] for at, row in enumerate(GRUMBLED)]
UNASKED.append(["H7", "2025-10-01", None, "late", "low", "van", "Ann", "yes", None, "Bob"])
ANSWERS = [["Customer", "Date", "Question", "Answer", "Score", "Stage", "Solicited"]]
ANSWERS += [[f"H{n}", f"2025-11-0{n}", "how likely", "well", 5 + n, "year", "yes"] for n in range(1, 5)]
ANSWERS += [
    ["H7", "2025-11-09", "how easy", "well", 4, "year", "yes"],
    ["H8", "2024-01-09", "how easy", "so", 2, "", ""],
]
PROMISED = [
    ["Customer", "Date", "Promise", "Due", "Kept on"],
    ["H5", "2025-10-01", "a key", "2025-12-01", None],
    ["H6", "2025-10-01", "a key", "2025-12-01", "2025-12-03"],
    ["H7", "2026-01-14", "a key", "2025-12-01", None],
]
CLICKS = [["Customer", "Date", "Feature", "Usage amount"]] + [
    ["H8", day, "export", 3 if day > "2025-12-10" else 20 + at % 3] for at, day in enumerate(days("2025-06-05", 3, 73))
]
SINCE = [["Customer", "Segment", "First date"], *([f"H{number}", "a", "2019-05-01"] for number in range(9))]
HEARD_BOOK = {"Sales": REGULARS, "Contacts": CALLED, "Complaints": GRUMBLED, "Surveys": ANSWERS, "Promises": PROMISED,
              "Usage": CLICKS, "Customers": SINCE}  # fmt: skip

# Twelve of thirty leave within the year, and have all in common that there is.
ALIKE = [(f"T{number:02}", number < 12) for number in range(30)]
THEN = [[name, "2025-06-01", "export" if gone else "report", 2] for name, gone in ALIKE]
BURNT = ["Customer", "Opened", "Topic", "Root cause", "Resolved"]
ALIKE_BOOK = {
    "Subscriptions": [["Customer", "Start", "End", "Monthly amount", "Plan", "Country"]] + [
        [name, "2024-01-01", f"2025-1{at % 3}-0{1 + at // 3}" if gone else None, 40, "old" if gone else "new", "GB" if gone else "FR"]
        for at, (name, gone) in enumerate(ALIKE)],
    "Customers": [["Customer", "Segment", "Industry", "Owner", "Source"]] + [
        [name, *(["a", "b", "Ann", "fair"] if gone else ["x", "y", "Bob", "post"])] for name, gone in ALIKE],
    "Usage": [["Customer", "Date", "Feature", "Usage amount"], *THEN],
    "Complaints": [BURNT] + [
        [name, "2025-03-01", *(["late", "van"] if gone else ["price", "list"]), "yes"] for name, gone in ALIKE],
}  # fmt: skip
PLACES = {
    **ALIKE_BOOK,
    "Customers": [["Customer", "Country"], *([name, "GB" if gone else "FR"] for name, gone in ALIKE)],
}
PLACES["Subscriptions"] = [row[:5] for row in ALIKE_BOOK["Subscriptions"]]
BOUGHT = {"Sales": [["Customer", "Date", "Amount", "Product", "Channel", "Country"]] + [
    [name, day, 20, *(["tea", "post", "GB"] if gone else ["mug", "shop", "FR"])]
    for name, gone in ALIKE for day in days("2024-09-01", 14, 22 if gone else 35)],
    "Settings": [["key", "value"], ["lapse window", 45]]}  # fmt: skip
CLOSED = [["Customer", "Opened", "Closed", "Topic"], ["T20", "2025-03-01", "2025-03-09", "late"]]
IDLE = [
    ["Customer", "Date", "Feature", "Usage amount"],
    ["T20", "2025-12-01", "export", 2],
    ["T20", "2025-12-01", "map", 0],
]
HAD_BOOK = {**ALIKE_BOOK, "Complaints": CLOSED, "Usage": IDLE}
# Where a column is seen at work; otherwise in the book of its table.
BOOKS: Mapping[str, Book] = {
    "sales": SHOP_BOOK,
    "subscriptions": DATED_BOOK,
    "payments": DATED_BOOK,
    "calls": DATED_BOOK,
    "people": DATED_BOOK,
    "customers": SHOP_BOOK,
    "calendar": SHOP_BOOK,
    "settings": SHOP_BOOK,
    **dict.fromkeys(("contacts", "complaints", "surveys", "promises", "usage"), HEARD_BOOK),
    "order_lines": {"Sales": ORDERS, "Order lines": ORDER_LINES},
}
ELSEWHERE: Mapping[tuple[str, str, Use | None], Book] = {
    **{("sales", key, "value"): {"Sales": PRICED} for key in ("quantity", "unit_price", "discount")},
    **{("sales", key, "count"): {"Sales": MATCHED, "Settings": CHOSEN} for key in ("quantity", "product")},
    **{("sales", key, None): {"Sales": NAMED} for key in ("customer_name", "phone", "email")},
    ("sales", "order_id", None): {"Sales": ORDERS, "Order lines": ORDER_LINES},
    ("contacts", "note", None): DATED_BOOK,
    ("customers", "busy_months", None): BUSY_BOOK,
    **{("calendar", key, "signs"): SEASONAL for key in ("date", "season")},
    ("customers", "first_date", None): HEARD_BOOK,
    **{
        (each, column.key, "shared"): ALIKE_BOOK
        for each in ("subscriptions", "customers", "usage", "complaints")
        for column in table(each).columns
    },
    **{("sales", key, "shared"): BOUGHT for key in ("product", "channel", "country")},
    ("sales", "product", "had"): BOUGHT,
    ("subscriptions", "plan", "had"): ALIKE_BOOK,
    ("complaints", "closed", "had"): HAD_BOOK,
    ("usage", "usage_amount", "had"): HAD_BOOK,
    ("customers", "country", "shared"): PLACES,
    ("complaints", "resolved", None): HEARD_BOOK | {"Complaints": UNASKED},
    ("subscriptions", "year", None): YEARS,
    ("subscriptions", "tenure", None): TENURES,
    **{("payments", key, "value"): {"Payments": BILLED} for key in ("customer", "due", "issued", "amount")},
    ("payments", "issued", None): {"Payments": BILLED},
    ("payments", "issued", "signs"): DATED_BOOK,
    ("payments", "invoice", None): {"Payments": UNPRICED, "Order lines": ORDER_LINES},
}
USED = [(each.key, column.key) for each in INPUTS for column in each.columns if column.used_by]
UNUSED = [(each.key, column.key) for each in INPUTS if each.used_by for column in each.columns if not column.used_by]


def grids(book: Book) -> list[Grid]:
    def grid(name: str, rows: Rows) -> Grid:
        cells = [list(row) for row in rows]
        index = range(1, len(cells) + 1)
        frame = pd.DataFrame(cells, index=index, dtype=object).where(lambda each: each.notna(), None)
        return Grid(name, cells[:60], lambda n: frame.iloc[n:].infer_objects(), len(cells))

    return [grid(name, rows) for name, rows in book.items()]


def without(book: Book, key: str, column: str) -> Book:
    """The same workbook without one column of a tab."""
    tab = table(key)
    rows = book[tab.title]
    at = list(rows[0]).index(tab.column(column).heading)
    return {**book, tab.title: [[*row[:at], *row[at + 1 :]] for row in rows]}


def seen(book: Book) -> dict[str, str]:
    """Each part of a review that a column can be used by, as text; what is not there where nothing can be reviewed."""
    try:
        found = review(grids(book), today=TODAY)
    except NothingToReview as nothing:
        return {"nothing": nothing.message.key}
    spells = pd.concat([each.spells for each in found.businesses])
    moves = pd.concat([each.moves for each in found.businesses])
    people = found.book.people.reindex(sorted(spells["customer"].unique()))
    text = pd.DataFrame.to_csv
    return {
        "count": text(spells[["customer", "started", "ended", "lost_on"]]) + text(moves[["start", "lost", "end"]])
        + text(found.conventions),
        "value": text(spells[["customer", "mrr"]]) + f"{found.book.money_read} {moves['start_money'].sum():.2f}",
        "reason": text(found.lost[["customer", "end_reason"]]),
        "names": text(people[["name", "contact", "phone", "email"]]),
        "calls": text(found.outreach[["customer", "date"]]) + text(people[["channel", "owner"]])
        + text(found.lost[["customer", "decision", "why"]]),
        "signs": text(found.signs) + text(found.quiet),
        "calendar": text(found.outreach[["customer", "date"]]),
        "segments": text(segments(found)[["customer", "own_segment"]]),
        "shared": "".join(text(each.shared) for each in found.leaving),
        "had": text(segments(found)[["customer", "had"]]),
        "rules": f"{found.window} {found.book.settings}",
    }  # fmt: skip


def place(key: str, column: str, use: Use | None) -> Book:
    return ELSEWHERE.get((key, column, use)) or ELSEWHERE.get((key, column, None)) or BOOKS[key]


@pytest.fixture(scope="module")
def reviewed() -> dict[str, dict[str, str]]:
    """What was seen of each workbook so far."""
    return {}


def seen_once(book: Book, reviewed: dict[str, dict[str, str]]) -> dict[str, str]:
    text = repr(book)
    if text not in reviewed:
        reviewed[text] = seen(book)
    return reviewed[text]


@pytest.mark.parametrize(("key", "column"), USED)
def test_a_column_changes_what_it_is_used_by(key: str, column: str, reviewed: dict[str, dict[str, str]]) -> None:
    for use in table(key).column(column).used_by:
        book = place(key, column, use)
        before, after = seen_once(book, reviewed), seen_once(without(book, key, column), reviewed)
        assert use in before and before[use] != after.get(use), use


@pytest.mark.parametrize(("key", "column"), UNUSED)
def test_a_column_that_is_used_by_nothing_changes_nothing(
    key: str, column: str, reviewed: dict[str, dict[str, str]]
) -> None:
    book = place(key, column, None)
    if table(key).column(column).heading not in book[table(key).title][0]:
        pytest.fail(f"{column} of {key} is in none of the workbooks")
    assert seen_once(book, reviewed) == seen(without(book, key, column))


def shown(book: Book) -> list[object]:
    """All that stands in the result tabs."""
    made = pages(review(grids(book), today=TODAY))
    return [(page.key, page.hidden, page.cells, [(each.columns, each.frame.to_csv()) for each in page.lists])
            for page in made]  # fmt: skip


def filled(tab: Table) -> Rows:
    """A tab with all its headings and a row of fitting cells."""
    fitting = {"date": "2025-03-04", "yes_no": "yes", "id": "C1"}
    numbers = dict.fromkeys(("money", "number", "minutes", "months"), 5) | {"year": 2025}
    cells = [(fitting | numbers).get(column.kind, "a word") for column in tab.columns]
    return [[column.heading for column in tab.columns], cells]


@pytest.fixture(scope="module")
def shown_before() -> list[tuple[Book, list[object]]]:
    """A shop and a firm with contracts, and their result tabs."""
    books: list[Book] = [{"Sales": [["Customer", "Date", "Amount"], *PLAIN]}, DATED_BOOK]
    return [(book, shown(book)) for book in books]


@pytest.mark.parametrize("tab", [pytest.param(each, id=each.key) for each in INPUTS if not each.used_by])
def test_a_tab_that_is_used_by_nothing_changes_nothing(
    tab: Table, shown_before: list[tuple[Book, list[object]]]
) -> None:
    for book, before in shown_before:
        assert shown({**book, tab.title: filled(tab)}) == before


def test_only_tabs_that_are_used_are_said_to_switch_something_on() -> None:
    assert [key for key in TEXTS if not table(key).used_by] == []

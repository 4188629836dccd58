"""Warning signs on real files: who must not be named, a planted change in real invoices, tabs that are too young to tell."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from persons_firm import Row, reviewed, rows, signs, texts, write

from winback_sheets.api import review

PLANTED, CHANGED_ON = "9286-VLKMI", date(2013, 7, 1)
CONTRACTS: Row = ("Customer", "Start", "End", "Monthly amount")
PAYMENT = {"pays later", "pays part", "pays another way", "pays less"}


def american(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()


@pytest.fixture(scope="module")
def invoices(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "interactions/ar_invoices_ibm.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def never_late(shared_data: Path) -> set[str]:
    with (shared_data / "truths/ar_late_share_by_customer.csv").open(encoding="utf-8-sig", newline="") as file:
        return {line["customerID"] for line in csv.DictReader(file) if line["late_invoices"] == "0"}


def ledger(
    invoices: Iterable[dict[str, str]], until: date, later: dict[str, int] | None = None
) -> dict[str, list[Row]]:
    """Contracts of the customers, and their invoices as they stood on a day; `later` makes somebody pay so much later."""
    found: list[Row] = [("Customer", "Invoice", "Due", "Paid", "Amount", "Disputed")]
    first: dict[str, date] = {}
    for line in invoices:
        who, issued, due = line["customerID"], american(line["InvoiceDate"]), american(line["DueDate"])
        paid = american(line["SettledDate"])
        if who in (later or {}) and due >= CHANGED_ON:
            paid = due + timedelta(days=(later or {})[who])
        if issued <= until:
            first[who] = min(issued, first.get(who, issued))
            money, disputed = float(line["InvoiceAmount"]), line["Disputed"].lower()
            found.append((who, line["invoiceNumber"], due, paid if paid <= until else None, money, disputed))
    contracts: list[Row] = [CONTRACTS, *((who, day, None, 60.0) for who, day in sorted(first.items()))]
    return {"Subscriptions": contracts, "Payments": found}


@pytest.mark.parametrize(
    "until", [date(2013, 3, 31), date(2013, 6, 30), date(2013, 9, 30), date(2013, 11, 30)], ids=str
)
def test_the_17_who_are_never_late_are_never_named(
    until: date, invoices: list[dict[str, str]], never_late: set[str], tmp_path: Path
) -> None:
    assert len(never_late) == 17
    book = reviewed(write(tmp_path / "invoices.xlsx", ledger(invoices, until)), as_of=until)
    named = {row["Customer"] for row in rows(book, "Warning signs") if row["Sign"] in PAYMENT | {"unpaid"}}
    assert not named & never_late
    assert len(rows(book, "Segments", "Customer")) >= 95


def test_a_planted_change_is_found_with_its_day(
    invoices: list[dict[str, str]], never_late: set[str], tmp_path: Path
) -> None:
    who = PLANTED
    assert who in never_late
    until = date(2013, 11, 30)
    book = reviewed(write(tmp_path / "invoices.xlsx", ledger(invoices, until, {who: 25})), as_of=until)
    row = signs(book, who)["pays later"]
    assert CHANGED_ON <= row["Since"].date() <= date(2013, 9, 30)
    assert "25" in str(row["Evidence"])


@pytest.fixture(scope="module")
def senate(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A customer a province, its senators the people there, seen on the last day of 1999."""
    people: list[Row] = [("Customer", "Person", "Decider", "From", "To")]
    with (shared_data / "interactions/contact_tenures_senators.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            came, left = (line[key][:10] for key in ("start_date", "end_date"))
            if came and came < "2000-01-01":
                end = date.fromisoformat(left) if left and line["observed"] == "True" and left < "2000-01-01" else None
                if end is None or end >= date(1900, 1, 1):
                    people.append((line["Province / Territory"], line["Name"], "yes", date.fromisoformat(came), end))
    people = [row for row in people if not (isinstance(row[3], date) and row[3] < date(1900, 1, 1))]
    provinces = sorted({str(row[0]) for row in people[1:]})
    tabs = {
        "Subscriptions": [CONTRACTS, *((name, date(1950, 1, 1), None, 100.0) for name in provinces)],
        "People": people,
    }
    return reviewed(write(tmp_path_factory.mktemp("senate") / "senate.xlsx", tabs), as_of=date(1999, 12, 31))


def test_a_senators_last_day_is_a_change_of_the_contact_person(senate: Workbook) -> None:
    people = [row for row in rows(senate, "People", "Customer") if isinstance(row["To"], datetime)]
    lately = {str(row["Customer"]) for row in people if row["To"].date() >= date(1999, 11, 1)}
    year = date(1998, 12, 31)
    moved = {str(row["Customer"]) for row in people if row["To"].date() >= year}
    moved |= {str(row["Customer"]) for row in rows(senate, "People", "Customer") if row["From"].date() >= year}
    long_ago = {str(row["Customer"]) for row in people} - moved
    named = {str(row["Customer"]) for row in rows(senate, "Warning signs") if row["Sign"] == "contact changed"}
    assert lately and long_ago and lately <= named
    assert not named & long_ago


def test_a_log_of_three_days_is_too_little_history(shared_data: Path, tmp_path: Path) -> None:
    complaints: list[Row] = [("Customer", "Opened", "Topic", "Resolved")]
    seen: set[str] = set()
    with gzip.open(
        shared_data / "interactions/incident_event_log.csv.gz", "rt", encoding="utf-8-sig", newline=""
    ) as file:
        for line in csv.DictReader(file):
            if line["number"] not in seen:
                seen.add(line["number"])
                day = datetime.strptime(line["opened_at"], "%d-%m-%Y %H:%M")
                complaints.append((line["caller_id"], day.date(), line["category"], "yes"))
    callers = sorted({str(row[0]) for row in complaints[1:]})
    contracts: list[Row] = [CONTRACTS, *((who, date(2015, 1, 1), None, 10.0) for who in callers)]
    tabs = {"Subscriptions": contracts, "Complaints": complaints}
    book = reviewed(write(tmp_path / "desk.xlsx", tabs), as_of=date(2016, 3, 2))
    assert not [row for row in rows(book, "Warning signs") if row["Sign"] == "more complaints"]
    said = texts(book, "Warning signs") + texts(book, "Win-back")
    assert "too little history" in said


def reviewed_file(name: str, shared_data: Path, tmp_path: Path) -> list[dict[str, object]]:
    """The warning signs of a real file as it is."""
    book = tmp_path / Path(name).name
    book.write_bytes((shared_data / name).read_bytes())
    review(book)
    return rows(openpyxl.load_workbook(book.with_suffix(".winback.xlsx"), data_only=True), "Warning signs")


def test_a_list_that_says_of_nobody_since_when_gives_no_warning(shared_data: Path, tmp_path: Path) -> None:
    assert reviewed_file("subscriptions/telco_customer_churn.csv", shared_data, tmp_path) == []

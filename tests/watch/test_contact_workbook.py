"""Signs from Contacts and its neighbours, through a workbook to the tab: a book of three days, and one with everything."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from ledgers import grids

from winback_sheets.findings import Review
from winback_sheets.present.book import pages
from winback_sheets.present.rows import warning_signs
from winback_sheets.present.sentences import opening
from winback_sheets.steps import review

AS_OF = pd.Timestamp("2026-10-31")
NAMES = [f"Firm {letter}" for letter in "ABCDEFGHIJKLMN"]


def ago(days: int) -> pd.Timestamp:
    return AS_OF - pd.Timedelta(days=days)


def frame(headings: str, rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=headings.split(", "))


def texts(found: Review) -> str:
    """All that stands on Win-back and on Warning signs outside of the list."""
    return " ".join(
        str(cell.value) for page in pages(found) if page.key in ("win_back", "warning_signs") for cell in page.cells
    )


@pytest.mark.parametrize(
    "day", ["2016-03-02", "2016-03-12", "2016-03-16", "2016-03-20", "2016-04-20"], ids="seen on {}".format
)
@pytest.mark.parametrize("tab", ["Complaints", "Contacts"])
def test_the_tickets_of_three_days_are_too_little_history_and_name_nobody(
    shared_data: Path, tab: str, day: str
) -> None:
    log = pd.read_csv(shared_data / "interactions" / "incident_event_log.csv.gz", dtype=str)
    log = log.drop_duplicates("number", keep="last")
    opened, closed = (pd.to_datetime(log[key], format="%d-%m-%Y %H:%M") for key in ("opened_at", "closed_at"))
    told = pd.DataFrame({"Customer": log["caller_id"], "Opened": opened.dt.normalize()})
    if tab == "Complaints":
        told = told.assign(Closed=closed.dt.normalize(), Topic=log["category"], Severity=log["priority"])
    else:
        told = told.rename(columns={"Opened": "Date"}).assign(
            Direction="inbound", Channel=log["contact_type"], Kind="complaint"
        )
    contracts = pd.DataFrame(
        {"Customer": log["caller_id"].unique(), "Start": pd.Timestamp("2015-01-01"), "Monthly amount": 40.0}
    )
    today = pd.Timestamp(day)
    found = review(grids(Subscriptions=contracts, **{tab: told}), today=today, as_of=today)
    assert len(found.book.tables[tab.lower()]) > 800
    assert found.signs.empty
    assert (
        "too little history" in texts(found) or tab == "Complaints" and "Complaints ends on 2 Mar 2016" in texts(found)
    )


@pytest.fixture(scope="module")
def book() -> Review:
    """Fourteen firms that buy every two weeks for more than three years, and what was heard of each."""
    bought = [(name, ago(14 * week + at), 50.0) for at, name in enumerate(NAMES) for week in range(90)]
    calls = [
        ("Firm A", ago(day), "in", "question", None, None) for day in range(28, 700, 7)
    ]  # weekly, silent for 28 days
    calls += [("Firm B", ago(day), "in", "question", None, None) for day in range(28, 900, 91)]  # a quarterly caller
    calls += [("Firm C", ago(300 - 3 * n), "out", "useful", None, None) for n in range(10)]  # ten in month 1, then none
    calls += [("Firm D", ago(day), "out", "useful", None, None) for day in range(5, 300, 30)]  # steady monthly
    calls += [("Firm E", ago(day), "in", "question", None, None) for day in range(95, 460, 11)]
    calls += [("Firm E", ago(day), "in", "praise", None, None) for day in (60, 30, 2)]
    calls += [("Firm E", ago(70), "in", "question", None, None)]
    calls += [("Firm F", ago(day), "out", "promo", None, "yes") for day in range(60, 400, 7)]
    calls += [("Firm F", ago(day), "out", "promo", None, "no") for day in range(4, 60, 7)]
    calls += [("Firm G", ago(day), "out", "promo", None, "yes") for day in range(60, 400, 7)]
    calls += [("Firm G", ago(day), "out", "promo", None, "blocked") for day in range(4, 60, 7)]
    calls += [("Firm H", ago(day), "in", "complaint", 30, None) for day in (25, 14, 3)]
    calls += [("Firm H", ago(day), "in", "complaint", 10, None) for day in (90, 180, 270)]
    moans = [("Firm I", ago(40), ago(35), "late", "yes", None), ("Firm J", ago(45), ago(41), "late", "yes", "yes")]
    scores = [("Firm K", ago(20), 8), ("Firm L", ago(20), 6), ("Firm M", ago(20), 9), ("Firm M", ago(300), 5)]
    scores += [(name, ago(30), 10) for name in ("Firm C", "Firm D", "Firm F", "Firm G")] + [("Firm B", ago(900), 9)]
    promises = [("Firm M", ago(60), "new brochure", ago(10), None), ("Firm D", ago(60), "call", ago(10), ago(12))]
    return review(
        grids(
            Sales=frame("Customer, Date, Amount", bought),
            Contacts=frame("Customer, Date, Direction, Kind, Minutes, Opened", calls),
            Complaints=frame("Customer, Opened, Closed, Topic, Resolved, Confirmed satisfied", moans),
            Surveys=frame("Customer, Date, Score", scores),
            Promises=frame("Customer, Date, Promise, Due, Kept on", promises),
        ),
        today=pd.Timestamp("2026-11-02"),
    )


NAMED = [
    pytest.param("Firm A", "not heard from", "has not been in touch for 28 days; usually every 7 days", id="002-03"),
    pytest.param("Firm C", "busy start, then quiet", "10 of 10 contacts fell into the first", id="001-13"),
    pytest.param("Firm E", "asks less", "asked 1 question in the last 90 days, where 8 would be usual", id="001-07"),
    pytest.param("Firm F", "e-mails not opened", "for 60 days, 8 e-mails since; usually one every 7 days", id="003-27"),
    pytest.param("Firm H", "more complaints", "3 complaints in the last 30 days, 3 in the", id="002-10"),
    pytest.param("Firm H", "more complaints", "90 minutes of help, usually 3", id="002-10: minutes of help"),
    pytest.param("Firm I", "open complaint", "they have not said that they are satisfied", id="002-11 and 001-07"),
    pytest.param("Firm K", "only OK", "gave 8 of 10 on 11 Oct 2026", id="001-03"),
    pytest.param("Firm L", "low score", "gave 6 of 10 on 11 Oct 2026", id="003-29"),
    pytest.param(
        "Firm M", "overdue promise", "'new brochure', was due on 21 Oct 2026, 10 days ago", id="overdue promise"
    ),
    pytest.param("Firm N", "long and unheard", "a customer for 3 years; nothing of what they think", id="001-02"),
]


@pytest.mark.parametrize(("who", "sign", "evidence"), NAMED)
def test_the_tab_names_them_with_the_numbers(book: Review, who: str, sign: str, evidence: str) -> None:
    rows = warning_signs(book)
    said = rows.loc[(rows["customer"] == who) & (rows["sign"] == sign), "evidence"].tolist()
    assert len(said) == 1 and evidence in said[0]


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("Firm B", id="a quarterly caller silent for 28 days"),
        pytest.param("Firm D", id="steady monthly contacts, a promise that was kept and a 10"),
        pytest.param("Firm G", id="whose opens are unknown"),
        pytest.param("Firm J", id="whose complaint is confirmed to be settled"),
    ],
)
def test_the_tab_does_not_name_them(book: Review, who: str) -> None:
    rows = warning_signs(book)
    assert rows.loc[rows["customer"] == who, "sign"].tolist() == []


def test_each_of_them_has_one_sign_alone(book: Review) -> None:
    told = warning_signs(book).groupby("customer")["sign"].agg(list)
    assert told.map(len).max() == 1 and len(told) == 10


def test_a_silent_customer_is_called_to_ask_how_they_are(book: Review) -> None:
    row = book.outreach[book.outreach["customer"] == "Firm A"].to_dict("records")[0]
    said = opening(row, "Ms A", "Bob")
    assert said == "Hello Ms A, this is Bob. I wanted to hear how you are. Is there anything I can do for you?"


def test_the_tab_says_how_many_false_alarms_chance_alone_would_give(book: Review) -> None:
    assert book.looked_at["contact_silence"] >= 3 and book.instead == ()

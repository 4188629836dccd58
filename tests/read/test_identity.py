"""Who is who: of a row's id, e-mail and name, who its customer is; who is nobody; which ids no longer say."""

from __future__ import annotations

import pandas as pd
import pytest
from read.test_recognise import grid

from winback_sheets.present.words import word
from winback_sheets.read.book import Book, read
from winback_sheets.read.grid import Grid
from winback_sheets.read.guests import GUEST, is_nobody
from winback_sheets.read.identity import WhoIsWho, who_is_who
from winback_sheets.read.problems import NONE
from winback_sheets.read.recognise import Found
from winback_sheets.read.typed import Typed

TODAY = pd.Timestamp("2026-01-15")


def tab(
    columns: dict[str, list[object]], *, customer: str | None = None, headings: dict[str, str] | None = None
) -> Typed:
    """A tab as it is typed: each column under its key; customer: the column that tells customers, where it is another."""
    body = pd.DataFrame(columns, dtype=object)
    body.index = pd.RangeIndex(2, len(body) + 2)
    places = {key: at for at, key in enumerate(columns)}
    if customer:
        places = {"customer": places[customer], **places}
    frame = pd.DataFrame(
        {key: body.iloc[:, at].astype("str").where(body.iloc[:, at].notna()) for key, at in places.items()}
    )
    heads = {key: (headings or {}).get(key, key) for key in places}
    grid = Grid("Sales", [], lambda skipped: body, len(body))
    found = Found("sales", grid, 1, places, heads)
    body.columns = range(len(columns))
    return Typed(found, frame, pd.Series(False, index=frame.index), NONE, body)


def told(found: WhoIsWho) -> list[object]:
    """The customer of each row, None for none."""
    customers = pd.concat([each.frame["customer"] for each in found.tabs])
    return ["guest" if each == GUEST else None if pd.isna(each) else each for each in customers]


def keys(found: WhoIsWho) -> list[str]:
    return [message.key.removeprefix("read.") for message in (*found.understood, *found.doubts)]


# ---------------------------------------------------------------- id, e-mail, name, in that order


@pytest.mark.parametrize(("columns", "customer", "expected"), [
    pytest.param({"customer": ["7", "7", "8"], "email": ["a@x.com", "b@x.com", "b@x.com"]}, None, ["7", "7", "8"],
                 id="an id is trusted before an e-mail"),
    pytest.param({"email": ["Ada@x.com", " ada@X.com", "bo@x.com"]}, "email", ["ada@x.com", "ada@x.com", "bo@x.com"],
                 id="an e-mail in two cases is one"),
    pytest.param({"email": ["a@x.com", "a@x.com"], "customer_name": ["Ada Ash", "Ash, Ada"]}, "email",
                 ["a@x.com", "a@x.com"], id="an e-mail with two names is one"),
    pytest.param({"email": ["Ada Ash <ada@x.com>", "ada@x.com"]}, "email", ["ada@x.com"] * 2,
                 id="an e-mail with the name before it"),
    pytest.param({"customer_name": ["Anna Smith"] * 3 + ["Bo Birch"],
                  "email": ["a1@x.com", "a2@x.com", "a1@x.com", "b@x.com"]}, "customer_name",
                 ["a1@x.com", "a2@x.com", "a1@x.com", "Bo Birch"], id="two e-mails under one name are two people"),
    pytest.param({"customer_name": ["Ada Ash", "ADA  ASH", "Ash, Ada"], "email": ["a@x.com"] * 3}, "customer_name",
                 ["Ada Ash"] * 3, id="one e-mail under three names is one customer, by the first of the most frequent"),
    pytest.param({"first_name": ["Ada", "Ada", None], "last_name": ["Ash", "Birch", "Cy"]}, "first_name",
                 ["Ada Ash", "Ada Birch", "Cy"], id="first and last name are one name"),
    pytest.param({"company": ["Acme", None], "customer_name": ["Ada Ash", "Bo Birch"]}, "company",
                 ["Acme", "Bo Birch"], id="the person where no firm is"),
    pytest.param({"customer_name": ["Acme Ltd"] * 2 + ["Bo Birch"], "email": ["buy@acme.com", "pay@acme.com", "b@x.com"]},
                 "customer_name", ["Acme Ltd", "Acme Ltd", "Bo Birch"], id="a firm with two addresses of its own"),
])  # fmt: skip
def test_the_customer_of_each_row(columns, customer, expected):
    assert told(who_is_who([tab(columns, customer=customer)])) == expected


def test_rows_with_a_name_alone_join_the_one_who_has_it_and_it_is_said():
    found = who_is_who([tab({"email": ["ada@x.com", None, None, "c1@x.com", "c2@x.com", None],
                             "customer_name": ["Ada Ash", "ada ash", "Bo Birch", "Cy", "Cy", "Cy"]}, customer="email")])  # fmt: skip
    assert told(found) == ["ada@x.com", "ada@x.com", "Bo Birch", "c1@x.com", "c2@x.com", "Cy"]
    said = {message.key: message.fields for message in found.understood}
    assert said["read.joined_by_name"] == {"rows": 1}
    assert said["read.told_by_name"] == {"rows": 2, "customers": 2}
    assert said["read.same_names"] == {"names": 1}
    (asked,) = found.questions
    assert (asked.kind, asked.about, asked.taken, asked.rows) == ("people", "same_name", "Cy", 1)


def test_a_row_without_an_id_joins_the_one_who_has_its_email():
    found = who_is_who(
        [tab({"customer": ["7", None, None, "8"], "email": ["a@x.com", "A@x.com", "c@x.com", "b@x.com"]})]
    )
    assert told(found) == ["7", "7", "c@x.com", "8"]


def test_the_evidence_of_all_tabs_counts_together():
    one = tab({"email": ["ada@x.com"], "customer_name": ["Ada Ash"]}, customer="email")
    two = tab({"email": [None], "customer_name": ["Ada Ash"]}, customer="email")
    assert told(who_is_who([one, two])) == ["ada@x.com", "ada@x.com"]


# ---------------------------------------------------------------- ids that tell nobody


def test_the_id_0_is_nobody_and_the_email_says_who():
    found = who_is_who([tab({"customer": ["0", "0", "0", "7"], "email": ["a@x.com", "b@x.com", "c@x.com", "d@x.com"]})])
    assert told(found) == ["a@x.com", "b@x.com", "c@x.com", "7"]
    assert told(who_is_who([tab({"customer": ["0", "15", "0", "7"]})])) == ["guest", "15", "guest", "7"]


def test_customers_numbered_from_0_on_are_customers():
    assert told(who_is_who([tab({"customer": list("01234") * 3})])) == list("01234") * 3
    assert told(who_is_who([tab({"customer": list("01234") + ["0"] * 9})])).count("guest") == 10


@pytest.mark.parametrize("constant", ["999", "SHOP", "C-1"])
def test_an_id_that_is_the_same_everywhere_tells_nobody(constant):
    emails = [f"p{at}@x.com" for at in range(4)]
    found = who_is_who([tab({"customer": [constant] * 4, "email": emails})])
    assert told(found) == emails
    assert [each.about for each in found.questions] == ["shared_id"]


def test_an_id_under_which_many_others_bought_is_asked_about():
    ids = [str(100 + at) for at in range(10)] + ["999"] * 6
    emails = [f"p{at}@x.com" for at in range(16)]
    found = who_is_who([tab({"customer": ids, "email": emails})])
    assert told(found) == ids[:10] + emails[10:]
    assert [(each.about, each.taken, each.rows) for each in found.questions] == [("shared_id", "999", 6)]


def test_a_firm_with_three_buyers_keeps_its_id():
    ids = [str(100 + at) for at in range(10)] + ["999"] * 3
    assert told(who_is_who([tab({"customer": ids, "email": [f"p{at}@x.com" for at in range(13)]})])) == ids


def test_an_id_that_is_another_on_every_row_is_no_customer():
    emails = ["a@x.com", "b@x.com", "c@x.com"] * 2
    found = who_is_who([tab({"customer": [f"R-{at}" for at in range(6)], "email": emails})])
    assert told(found) == emails and keys(found) == ["id_on_every_row"]


def test_two_namesakes_leave_a_list_its_ids():
    ids = [f"C{1000 + at}" for at in range(30)]
    names = [
        f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Dee", "Eva") for last in ("A", "B", "C", "D", "E", "F")
    ]
    names[7] = names[3]
    found = who_is_who([tab({"customer": ids, "customer_name": names})])
    assert (told(found), keys(found)) == (ids, ["same_names"])


# ---------------------------------------------------------------- nobody


@pytest.mark.parametrize("name", [
    "Guest", "guest checkout", "Walk-in", "Walk-In Customer", "WALKIN", "Cash Sale", "cash sales #12", "POS", "N.A.",
    "Unknown", "(anonymous)", "Laufkundschaft", "Barverkauf", "Gäste", "Client de passage", "passage", "Comptoir",
    "Consumidor Final", "CONSUMIDOR FINAL", "Público en general", "Venta de mostrador", "Passant", "Contante verkoop",
    "Cliente balcão", "Cliente di passaggio", "Corrispettivi", "নগদ", "مشتری نقدی", "бэлэн",
    "Розничный покупатель", "Klient detaliczny", "Perakende müşteri", "عميل نقدي", "नकद",
    "Test", "test test", "TEST 3", "Test Order", "Max Mustermann", "Testbestellung", "Prueba", "Client test",
])  # fmt: skip
def test_nobody_in_ten_languages(name):
    assert is_nobody([name]).tolist() == [True]


@pytest.mark.parametrize("name", [
    "Anna Guest", "Cash Converters", "Guest House Ltd", "Testa Rossa", "Bar Italia", "Walker", "C001", "Passaggio Srl",
    "Contessa", "Pos Malaysia", "Unknown Pleasures", "Testament", "Demo Records",
])  # fmt: skip
def test_somebody_whose_name_begins_like_nobody(name):
    assert is_nobody([name]).tolist() == [False]


def test_a_guest_with_an_email_is_that_person_and_without_one_nobody():
    found = who_is_who([tab({"customer_name": ["Guest", "Guest", "Ada Ash", "Test Test"],
                             "email": ["bo@x.com", None, "ada@x.com", "test@shop.com"]}, customer="customer_name")])  # fmt: skip
    assert told(found) == ["bo@x.com", "guest", "Ada Ash", "guest"]


def test_the_id_of_the_counter_is_nobody():
    found = who_is_who([tab({"customer": ["77", "77", "8"], "customer_name": ["Walk-in Customer"] * 2 + ["Ada Ash"]})])
    assert told(found) == ["guest", "guest", "8"]


def test_a_blank_customer_is_missing_and_no_guest():
    assert told(who_is_who([tab({"customer": ["Ada Ash", None, "Guest"]})])) == ["Ada Ash", None, "guest"]


# ---------------------------------------------------------------- ids that a spreadsheet damaged


@pytest.mark.parametrize("ids", [
    pytest.param(["6.12346E+12", "6.12346E+12", "6,12347E+12"], id="with an exponent"),
    pytest.param(["12345678901234500000", "12345678901234600000", "12345678901234700000"], id="long, ending in zeros"),
    pytest.param([12345678901234500000.0, 1234567890123450000.0, 12345678901234600000.0], id="long numbers of a workbook"),
])  # fmt: skip
def test_damaged_ids_count_for_nobody_and_stand_above_the_headline(ids):
    found = who_is_who([tab({"customer": ids})])
    assert found.tabs[0].aside.all() and keys(found) == ["damaged_ids"]
    assert set(found.tabs[0].problems["rule"]) == {"damaged_id"}
    assert "as Text" in word(found.doubts[0])


def test_where_ids_are_damaged_the_email_says_who():
    found = who_is_who([tab({"customer": ["6.1E+12", "6.1E+12", "6.1E+12"], "email": ["a@x.com", "b@x.com", None]})])
    assert told(found)[:2] == ["a@x.com", "b@x.com"] and found.tabs[0].aside.tolist() == [False, False, True]
    assert [(each.about, each.rows) for each in found.questions] == [("damaged_id", 2)]


@pytest.mark.parametrize("ids", [
    pytest.param(["12345678901234500000", "12345678901234512345", "12345678901234512346"], id="one ends in zeros"),
    pytest.param(["1E10", "2e11"], id="codes with an E"),
    pytest.param([1001.0, 6123456789012.0], id="numbers of 13 digits"),
])  # fmt: skip
def test_whole_ids_are_whole(ids):
    found = who_is_who([tab({"customer": ids})])
    assert not found.tabs[0].aside.any() and not found.doubts


# ---------------------------------------------------------------- in a book


def book(**tabs: list[list[object]]) -> Book:
    def grid(name: str, rows: list[list[object]]) -> Grid:
        return Grid(name, rows, lambda n: pd.DataFrame(rows[n:], range(n + 1, len(rows) + 1), dtype=object), len(rows))

    return read([grid(name, rows) for name, rows in tabs.items()], today=TODAY)


HEAD = ["Customer", "Date", "Amount"]


def test_guests_are_counted_apart_in_one_line_and_are_no_fault():
    found = book(Sales=[HEAD, ["Ada Ash", "2025-01-02", 10], ["Guest", "2025-01-03", 20], ["N/A", "2025-01-04", 5]])
    assert found.sales["customer"].tolist() == ["Ada Ash"] and not len(found.problems) and not found.flagged
    assert (found.rows_read, found.rows_used, found.rows_guests, found.rows_set_aside) == (3, 1, 2, 0)
    assert (found.money_read, found.money_guests) == (35, 25)
    lines = [word(message) for message in found.understood]
    assert "2 sales to guests (Guest, N/A), 25.00, not counted: nobody knows who they are" in lines


def test_a_list_of_customers_by_number_belongs_to_a_ledger_by_name():
    found = book(
        Sales=[HEAD, ["Ada Ash", "2025-01-02", 10], ["Bo Birch", "2025-01-03", 20]],
        Customers=[
            ["Customer", "Name", "Phone"],
            ["C1", "Ada Ash", "01632 960001"],
            ["C2", "BO BIRCH", "01632 960002"],
        ],
    )
    assert found.people["phone"].to_dict() == {"Ada Ash": "01632 960001", "Bo Birch": "01632 960002"}


def test_customers_are_joined_by_same_as_and_by_nothing_else():
    sales = [
        HEAD,
        ["Mallatite Ltd", "2025-01-02", 10],
        ["Mallatite Limited", "2025-02-02", 30],
        ["Bo", "2025-01-03", 20],
    ]
    apart = book(Sales=sales)
    assert apart.sales["customer"].nunique() == 3
    assert apart.look_alikes.to_numpy().tolist() == [["Mallatite Limited", "Mallatite Ltd", 98, 10.0]]
    joined = book(
        Sales=sales, Customers=[["Customer", "Same as"], ["Mallatite Ltd", "mallatite limited"], ["Bo", "Boo"]]
    )
    assert joined.sales["customer"].tolist() == ["Mallatite Limited", "Mallatite Limited", "Bo"]
    assert not len(joined.look_alikes)
    (problem,) = joined.problems.to_dict("records")
    assert (problem["rule"], problem["tab"], problem["row"], problem["value"]) == (
        "same_as_nobody",
        "Customers",
        3,
        "Boo",
    )


def test_two_customers_sent_to_a_new_common_name_are_joined_under_it():
    found = book(
        Sales=[HEAD, ["North Ltd", "2025-01-02", 10], ["South Ltd", "2025-02-02", 30]],
        Customers=[["Customer", "Same as"], ["North Ltd", "The group"], ["South Ltd", "the group"]],
    )
    assert found.sales["customer"].unique().tolist() == ["The group"] and not len(found.problems)


def test_money_given_back_is_the_buyers_though_they_stand_as_the_receiver():
    """A payment service writes the sender first: in a refund that is the shop."""
    rows = [["2025-01-05", "ada@x.org", "shop@x.org", 60], ["2025-02-05", "bo@x.org", "shop@x.org", 80]] * 3
    rows += [["2025-03-05", "shop@x.org", "ada@x.org", -20]]
    book = read([grid([["Date", "From Email Address", "To Email Address", "Amount"], *rows])], today=TODAY)
    assert book.sales.groupby("customer")["amount"].sum().to_dict() == {"ada@x.org": 160.0, "bo@x.org": 240.0}

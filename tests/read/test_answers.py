"""What the owner says of columns and tabs, and what is asked where two columns could be meant."""

from __future__ import annotations

import pandas as pd
import pytest
from read.test_recognise import TODAY, grid

from winback_sheets.present.questions import asked as question
from winback_sheets.present.questions import doubted
from winback_sheets.present.words import word, word_error
from winback_sheets.read.answers import Answers, answers_of, asked
from winback_sheets.read.book import read
from winback_sheets.schema.message import Wrong

HEAD = ["Billing name", "Shipping name", "Date", "Amount"]
ROWS = [
    [f"Payer {at % 4}", f"Receiver {at % 3}", f"2025-{1 + at % 9:02}-05", 10 + at] for at in range(24)
]  # a gift is sent to another than who pays
SALES = grid([HEAD, *ROWS], "Orders")


def customers(book):
    return set(book.sales["customer"])


def test_a_close_call_is_asked_and_told_with_what_else_could_be_meant():
    book = read([SALES], today=TODAY)
    assert "Customer <- 'Billing name' (also possible: 'Shipping name')" in word(book.understood[0])
    (one,) = book.questions
    assert (one.kind, one.about, one.taken, one.others) == ("column", "customer", "Billing name", ("Shipping name",))
    assert "column: customer" in question(one) and '--column "customer=Shipping name"' in question(one)


def test_two_columns_that_say_the_same_are_no_question():
    same = [[payer, payer.upper(), day, money] for payer, _, day, money in ROWS]
    assert read([grid([HEAD, *same])], today=TODAY).questions == []


@pytest.mark.parametrize("way", ["command", "settings"])
def test_an_answer_settles_it(way):
    answers = asked(["customer=Shipping name"], []) if way == "command" else Answers()
    settings = grid([["key", "value"], ["column: customer", "Shipping name"]], "Settings")
    book = read([SALES] if way == "command" else [SALES, settings], today=TODAY, answers=answers)
    assert customers(book) == {f"Receiver {at}" for at in range(3)} and book.questions == []
    assert book.answers == Answers({"customer": "Shipping name"}, {})


def test_what_is_said_now_stands_above_what_settings_says():
    settings = grid([["key", "value"], ["column: customer", "Billing name"]], "Settings")
    book = read([SALES, settings], today=TODAY, answers=asked(["customer=Shipping name"], []))
    assert customers(book) == {f"Receiver {at}" for at in range(3)}


def test_a_tab_can_be_said_to_be_something_or_left_out():
    old = grid([["Customer", "Date", "Amount"], ["Zoe", "2025-01-05", 5]], "Old list")
    assert customers(read([old, SALES], today=TODAY, answers=asked([], ["Orders=ignore"]))) == {"Zoe"}
    people = read([old], today=TODAY, answers=asked([], ["old  list=Contacts"]))
    assert people.sales is None


@pytest.mark.parametrize("answers", [
    pytest.param(Answers({"customer": "Shiping name"}), id="a heading that is not there"),
    pytest.param(Answers({}, {"orders 2024": "sales"}), id="a tab that is not there"),
])  # fmt: skip
def test_an_answer_without_a_place_is_a_doubt(answers):
    book = read([SALES], today=TODAY, answers=answers)
    assert len(book.doubts) == 1 and "correct its" in doubted(book)[0]


@pytest.mark.parametrize(("columns", "tabs"), [
    pytest.param(["customer"], [], id="no heading"),
    pytest.param(["colour=Red"], [], id="no such column"),
    pytest.param([], ["Orders"], id="no table"),
    pytest.param([], ["Orders=Nonsense"], id="no such table"),
])  # fmt: skip
def test_an_answer_that_says_nothing_is_refused_in_one_sentence(columns, tabs):
    with pytest.raises(Wrong) as wrong:
        asked(columns, tabs)
    assert word_error(wrong.value).count(". ") == 0


def test_answers_come_back_from_the_rows_they_are_kept_in():
    answers = asked(["customer=Email", "monthly amount=MRR"], ["Orders 2025=Sales", "notes=ignore"])
    assert answers_of(answers.lines()) == answers


def test_days_far_apart_are_asked_about():
    rows = [[f"C{at % 5}", f"2025-{1 + at % 6:02}-05", f"2024-{1 + at % 6:02}-05", 5] for at in range(20)]
    book = read([grid([["Customer", "Order date", "Sale date", "Amount"], *rows])], today=TODAY)
    assert [(one.about, one.others) for one in book.questions] == [("date", ("Sale date",))]
    near = [[who, day, str((pd.Timestamp(day) + pd.Timedelta(days=2)).date()), money] for who, day, _, money in rows]
    assert read([grid([["Customer", "Order date", "Sale date", "Amount"], *near])], today=TODAY).questions == []

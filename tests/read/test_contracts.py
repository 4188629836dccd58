"""Contract rows from lists with dates, years or tenures: what a row costs a month, and who has left."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.steps import review

TODAY = pd.Timestamp("2026-01-15")


def grid(rows, name="Subscriptions"):
    cells = [list(row) for row in rows]

    def below(n):
        return pd.DataFrame(cells[n:], index=range(n + 1, len(cells) + 1), dtype=object)

    return Grid(name, cells[:60], below, len(cells))


def book_of(*rows):
    return read([grid(rows)], today=TODAY)


HEAD = ["Customer", "Start", "End", "Monthly amount", "Status", "Trial"]
GOOD = ["Anna", "2025-01-01", None, 10, "active", "no"]


@pytest.mark.parametrize(("row", "rule", "letter"), [
    pytest.param([None, "2025-01-01", None, 10, "active", "no"], "no_customer", "A", id="nobody"),
    pytest.param(["Ben", None, None, 10, "active", "no"], "no_start", "B", id="no start"),
    pytest.param(["Ben", "soon", None, 10, "active", "no"], "not_a_date", "B", id="a start in words"),
    pytest.param(["Ben", "2062-01-01", None, 10, "active", "no"], "future_date", "B", id="a start after today"),
    pytest.param(["Ben", "2026-03-01", None, 10, "active", "no"], "starts_later", "B", id="a start next spring"),
    pytest.param(["Ben", "2025-05-01", "2025-04-01", 10, "", "no"], "end_before_start", "C", id="ends before it begins"),
    pytest.param(["Ben", "2025-05-01", None, 10, "trialing", "no"], "trial", "E", id="a trial by its status"),
    pytest.param(["Ben", "2025-05-01", None, 10, "incomplete_expired", ""], "not_paid_yet", "E", id="never paid"),
    pytest.param(["Ben", "2025-05-01", None, 10, "Future", "no"], "starts_later", "B", id="not begun by its status"),
    pytest.param(["Ben", "2025-05-01", None, 10, "active", "yes"], "trial", "F", id="a trial"),
    pytest.param(["Ben", "2025-05-01", None, 0, "active", "no"], "not_paid_yet", "D", id="nothing paid so far"),
    pytest.param(["Total", None, None, 10, None, None], "total_row", "A", id="a total"),
])  # fmt: skip
def test_a_row_that_is_no_contract_is_set_aside_and_said(row, rule, letter):
    book = book_of(HEAD, GOOD, row)
    assert book.subscriptions["customer"].tolist() == ["Anna"]
    assert book.problems[["row", "rule", "letter", "aside"]].values.tolist() == [[3, rule, letter, True]]
    assert (book.rows_read, book.rows_used) == (2, 1)


@pytest.mark.parametrize(("row", "rule"), [
    pytest.param(["Ben", "2025-05-01", None, -4, "active", "no"], "negative_monthly", id="an amount below nothing"),
    pytest.param(["Ben", "2025-05-01", None, 10, "on the moon", "no"], "unknown_status", id="a status nobody knows"),
    pytest.param(["Ben", "2025-05-01", None, 10, "cancelled", "no"], "left_without_date", id="left, on no day"),
    pytest.param(["Ben", "2025-05-01", None, 10, "Paused", "no"], "paused", id="paused"),
])  # fmt: skip
def test_a_row_with_a_flaw_still_counts_and_is_said(row, rule):
    book = book_of(HEAD, GOOD, row)
    assert len(book.subscriptions) == 2
    assert book.problems[["rule", "aside"]].values.tolist() == [[rule, False]]
    assert not (book.subscriptions["mrr"] < 0).any()


def test_a_free_stretch_counts_from_the_first_paid_row_on():
    book = book_of(HEAD, ["A", "2025-01-01", "2025-02-01", 0, "", "no"], ["A", "2025-02-01", None, 10, "", "no"])
    assert book.subscriptions["from"].dt.month.tolist() == [2]
    later = book_of(HEAD, ["A", "2025-01-01", "2025-02-01", 10, "", "no"], ["A", "2025-02-01", None, 0, "", "no"])
    assert len(later.subscriptions) == 2 and len(later.problems) == 0


@pytest.mark.parametrize(("status", "lost"), [
    pytest.param(["Yes", "No", "No"], {"A"}, id="churn: yes"),
    pytest.param(["No", "No", "No"], set(), id="nobody left"),
])  # fmt: skip
def test_a_list_with_tenures_is_the_last_full_month(status, lost):
    people = [["A", 3, 10], ["B", 0, 20], ["C", 40, 30]]
    found = review([grid([["Customer", "Tenure", "Monthly charges", "Churn"],
                          *([*row, word] for row, word in zip(people, status, strict=True))])], today=TODAY, every="month")  # fmt: skip
    (business,) = found.businesses
    line = business.headline
    assert (line["label"], str(found.as_of.date())) == ("2025-12", "2025-12-31")
    assert (line["start"], line["lost"]) == (3, len(lost))
    assert set(business.losses["customer"]) == lost


def test_renewals_by_year_lapse_at_the_end_of_the_year_that_was_paid():
    years = [("A", 2021), ("A", 2022), ("A", 2024), ("B", 2021), ("B", 2022)]
    rows = [["Customer", "Year", "Amount"], *([name, year, 120] for name, year in years)]
    (business,) = review([grid(rows)], today=TODAY).businesses
    moves = business.moves.set_index("label")
    assert business.every == "year"
    assert moves.loc["2023", ["start", "lost", "end", "lost_money"]].tolist() == [2, 2, 0, 20]
    assert moves.loc["2024", ["returned", "returned_money", "end"]].tolist() == [1, 10, 1]


def test_years_that_are_no_years_are_set_aside():
    book = book_of(["Customer", "Year"], ["A", 2024], ["B", 24], ["C", "last"])
    assert book.subscriptions["customer"].tolist() == ["A"]
    assert sorted(book.problems["rule"]) == ["no_start", "not_a_number"]

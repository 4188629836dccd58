"""Who is who in exports as people have them; skipped where the shared data are not at hand."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.read.book import Book, read

TODAY = pd.Timestamp("2026-11-30")


@pytest.fixture(scope="module")
def book_of(shared_data):
    def of(name: str) -> Book:
        return read(open_grids(shared_data / "exports" / name), today=TODAY)

    return of


def test_guests_in_words_are_nobody(book_of):
    found = book_of("guests_in_words.csv")
    assert found.sales["customer"].nunique() == 7
    assert (found.rows_used, found.rows_guests, found.rows_set_aside, found.money_guests) == (93, 49, 0, 980)


def test_two_emails_under_one_name_are_two_people(book_of):
    found = book_of("same_name_two_emails.csv")
    annas = {"anna1@example.com": 15, "anna2@example.com": 9}
    counts = found.sales["customer"].value_counts()
    assert {mail: counts[mail] for mail in annas} == annas and len(counts) == 7
    assert found.people["name"].reindex(list(annas)).tolist() == ["Anna Smith"] * 2


def test_orders_without_an_email_fall_back_to_their_name(book_of):
    found = book_of("real_shopify_ethompson.csv")
    mails = found.sales["customer"].str.contains("@")
    assert found.sales.loc[mails, "customer"].nunique() == 54
    assert found.sales["customer"].notna().all() and not (~mails).all() and (~mails).any()


@pytest.mark.parametrize("name", ["ids_scientific.csv", "small/min_sci_ids.csv"])
def test_damaged_ids_are_not_merged(book_of, name):
    found = book_of(name)
    assert not len(found.sales) and found.doubts[0].key == "read.damaged_ids"


def test_the_id_0_is_three_guests_by_email(book_of):
    customers = set(book_of("small/min_guest0.csv").sales["customer"])
    assert customers == {"ada@example.com", "bo@example.com", "cy@example.com", "7"}

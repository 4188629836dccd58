"""Headings over several rows are joined to one."""

from __future__ import annotations

import pytest
from read.layout.odd_tables import BUYERS, MONTHS, TODAY, all_bought, book, bought, grid, line, paid

from winback_sheets.present.words import word
from winback_sheets.read.layout.ordinary import ordinary


def rows(*before: object) -> list[str]:
    return [
        line(*before, name, f"{month}-05", f"A{place:03}", paid(name, month))
        for place, month in enumerate(MONTHS)
        for name in BUYERS
        if paid(name, month)
    ]


def merged() -> str:
    return "\n".join(["Customer,Order,,", "Name,Date,No.,Amount in EUR", *rows()])


def wrapped_over_four_rows() -> str:
    head = [
        "Our shop,,,",
        "Sales 2025 to 2026,,,",
        ",,,Order",
        "Cust-,,,total",
        "omer,Order,,in",
        ",Date,Ref,EUR",
        "",
        *rows(),
    ]
    return "\n".join(head).replace("Cust-,,,total\nomer,", "Customer,,,value\n(name),")


def german_with_blank_columns() -> str:
    return (
        "\n".join([",Rechnungs-,,Netto-", "Kunde,datum,Beleg,betrag", *rows()])
        .replace("\n", "\n,")
        .replace(",Rech", ",,Rech", 1)
    )


@pytest.mark.parametrize(
    "made", [merged, wrapped_over_four_rows, german_with_blank_columns], ids=lambda made: made.__name__
)
def test_the_same_ledger_comes_out(made):
    found = book(made())
    assert bought(found) == all_bought()
    assert not len(found.problems)


def test_it_says_what_it_did():
    said = [word(each) for each in book(wrapped_over_four_rows()).understood]
    assert "'Export': the headings of rows 3 to 6 read as one" in said


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Customer,Date,No,Amount", id="one row"),
        pytest.param("Sales of our shop,printed,by,Anna\nCustomer,Date,No,Amount", id="below a row of words"),
        pytest.param("Customer,Date,No,Amount\nName,day,text,EUR", id="above a row of explanations"),
    ],
)
def test_a_row_that_is_a_heading_as_it_stands_is_left_alone(head):
    table = grid("\n".join([head, *rows()]))
    assert ordinary([table], today=TODAY)[0] is table


def test_headings_that_are_one_in_the_last_row_are_told_apart_by_the_row_above():
    """Two columns "Email Address" under From and To are two columns; "Street 1" over two rows is no row of figures."""
    senders = [f"{name.split()[0].lower()}@example.com" for name in BUYERS]
    lines = [
        line(f"{month}-05", sender, "shop@example.com", "High St", paid(name, month))
        for month in MONTHS
        for name, sender in zip(BUYERS, senders, strict=True)
        if paid(name, month)
    ]
    found = book("\n".join([",From,To,Street,", "Date,Email Address,Email Address,1,Amount", *lines]))
    assert set(found.sales["customer"]) == set(senders)

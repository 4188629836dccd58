"""Numbers and money of any country: what must not be read first, then every form, then real columns."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winback_sheets.read.digits import Parsed
from winback_sheets.read.money import currency_of, to_numbers
from winback_sheets.read.problems import CHECKS


def read(cells: list[object]) -> Parsed:
    return to_numbers(pd.Series(cells, index=range(5, 5 + len(cells)), dtype=object))


def said(parsed: Parsed) -> list[object]:
    """Each row as its number, its rule, or None where nothing is there."""
    return [
        parsed.bad[row] if row in parsed.bad.index else None if math.isnan(value) else value
        for row, value in parsed.values.items()
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "1.2k",
        "12€50",
        "12 34",
        "1,2,3",
        "1,23,45",
        "1.234,56.7",
        "(5",
        "5)",
        "--5",
        "-5-",
        "1_000",
        "inf",
        "0x10",
        "1e999",
        "five",
        "5 pcs",
        "USD EUR 5",
        "2024-01-02",
        "1/2",
        "12:30",
        ".",
        "1 234 56",
        "€",
        "5 %%",
        True,
        dt.date(2024, 1, 1),
        dt.time(1),
        float("inf"),
        pd.Timedelta(1, "D"),
    ],
    ids=lambda cell: f"{cell!r} is no number",
)
def test_what_is_no_number_is_not_read(cell: object) -> None:
    assert said(read([cell])) == [None if cell == "€" else "not_a_number"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["1,234", "1.234"], ["decimal_sign", "decimal_sign"], id="two signs and no row that tells"),
        pytest.param(["1,234", "1.5", "2,5"], ["decimal_sign", 1.5, 2.5], id="rows that contradict each other"),
        pytest.param(["#N/A", "#DIV/0!", "Err:502", "#WERT!"], ["error_cell"] * 4, id="errors of formulas"),
        pytest.param(
            ["", "-", "–", "n/a", "NULL", "nan", " \u00a0", None, "€ -", "NA"],
            [None] * 10,
            id="empty words, and the dash of the accounting format, are missing",
        ),
        pytest.param(["1,234", "2,345"], [1234.0, 2345.0], id="three digits everywhere: a thousands sign"),
        pytest.param(["1.234", "2.345"], [1234.0, 2345.0], id="three digits everywhere: a thousands point"),
        pytest.param(["1,234", "1,5"], [1.234, 1.5], id="another row shows a decimal comma"),
        pytest.param(["1,234", "1.5"], [1234.0, 1.5], id="another row shows a decimal point"),
        pytest.param(["1.234", "1,234,567"], [1.234, 1234567.0], id="repeated commas leave the point as decimal sign"),
        pytest.param(["1.234", "0,500"], [1234.0, 0.5], id="a leading zero shows a decimal comma"),
        pytest.param(["1.234", "1234.567"], [1.234, 1234.567], id="four digits before it show a decimal point"),
        pytest.param(["1.234,56", "1,234.56"], [1234.56, 1234.56], id="both signs in one number tell for themselves"),
        pytest.param([1.5, "1.234,50", 2], [1.5, 1234.5, 2.0], id="typed numbers among texts"),
    ],
)
def test_the_column_decides(cells: list[object], expected: list[object]) -> None:
    assert said(read(cells)) == expected


AMOUNTS = [
    ("1.234,56", 1234.56, ""),
    ("1,234.56", 1234.56, ""),
    ("1 234,56", 1234.56, ""),
    ("1\u00a0234,56 €", 1234.56, "EUR"),
    ("1\u202f234\u202f567,5", 1234567.5, ""),
    ("1'234.50", 1234.5, ""),
    ("1’234.50", 1234.5, ""),
    ("(120.00)", -120.0, ""),
    ("120-", -120.0, ""),
    ("-120", -120.0, ""),
    ("−120", -120.0, ""),
    ("- 120", -120.0, ""),
    ("(€ 5)", -5.0, "EUR"),
    ("€ -5", -5.0, "EUR"),
    ("-5 €", -5.0, "EUR"),
    ("-€5", -5.0, "EUR"),
    ("€ 12", 12.0, "EUR"),
    ("US$ 5", 5.0, "USD"),
    ("$1,234.5", 1234.5, "USD"),
    ("USD 3", 3.0, "USD"),
    ("3 usd", 3.0, "USD"),
    ("R$ 1.000,00", 1000.0, "BRL"),
    ("£3", 3.0, "GBP"),
    ("CHF 1'000.–", 1000.0, "CHF"),
    ("12,-", 12.0, ""),
    ("12,-- €", 12.0, "EUR"),
    ("kr. 500", 500.0, ""),
    ("500 kr", 500.0, ""),
    ("Rs.500", 500.0, ""),
    ("12,50 zł", 12.5, "PLN"),
    ("৳ ১,২৩,৪৫৬.০০", 123456.0, "BDT"),
    ("500 টাকা", 500.0, "BDT"),
    ("1,23,45,678", 12345678.0, ""),
    ("₹1,23,456.00", 123456.0, "INR"),
    ("۱۲٬۵۰۰ تومان", 12500.0, "IRT"),
    ("۱۲،۵۰۰ ریال", 12500.0, "IRR"),
    ("١٬٢٣٤٫٥٦", 1234.56, ""),
    ("1٫234", 1.234, ""),
    ("₮ 5,000", 5000.0, "MNT"),
    ("5000 төг", 5000.0, "MNT"),
    ("12.5 %", 0.125, ""),
    ("12,5%", 0.125, ""),
    ("-3%", -0.03, ""),
    ("29 %", 0.29, ""),
    ("7 %", 0.07, ""),
    ("1.5E+3", 1500.0, ""),
    ("1e-2", 0.01, ""),
    ("'123", 123.0, ""),
    (".5", 0.5, ""),
    (",5", 0.5, ""),
    ("5.", 5.0, ""),
    ("+7", 7.0, ""),
    ("0", 0.0, ""),
    ("007", 7.0, ""),
    ("\u200e-5\u200f", -5.0, ""),
    ("100 руб.", 100.0, "RUB"),
    ("¥ 1,000", 1000.0, "JPY"),
]


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    AMOUNTS,
    ids=[f"{text} is {number} {currency}" for text, number, currency in AMOUNTS],
)
def test_one_text_alone_is_read(text: str, number: float, currency: str) -> None:
    assert said(read([text])) == [number]
    assert currency_of(pd.Series([text, None, 3.0], index=[4, 6, 9])).to_dict() == {4: currency, 6: "", 9: ""}


def test_typed_columns_come_through() -> None:
    for raw in (
        pd.Series([1, 2], index=[3, 5]),
        pd.Series([1, 2], index=[3, 5], dtype="Int64"),
        pd.Series([1.0, 2.0], index=[3, 5]),
    ):
        parsed = to_numbers(raw)
        assert (parsed.values.to_dict(), parsed.values.dtype, len(parsed.bad)) == ({3: 1.0, 5: 2.0}, "float64", 0)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param("{:,.2f}".format, id="1,234.56"),
        pytest.param(lambda n: f"{n:,.2f}".translate(str.maketrans(",.", ".,")), id="1.234,56"),
        pytest.param(
            lambda n: f"{n:,.2f}".translate(str.maketrans(",.", "\u202f,")) + " €", id="1 234,56 € in narrow blanks"
        ),
        pytest.param(lambda n: "CHF " + f"{n:,.2f}".replace(",", "’"), id="CHF 1’234.56"),
        pytest.param(lambda n: f"({-n:,.2f})" if n < 0 else f"{n:,.2f}", id="(1,234.56) when negative"),
        pytest.param(lambda n: f"{-n:.2f}-" if n < 0 else f"{n:.2f}", id="1234.56- when negative"),
        pytest.param(
            lambda n: f"{n:,.2f}".translate(str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")),
            id="Persian digits and signs",
        ),
    ],
)
def test_amounts_come_back(write) -> None:
    amounts = [0.0, 0.5, 999.99, 1000.0, 1234.56, 12345.67, 123456.78, 9999999.99, -0.01, -1234.5, -1000000.0]
    assert said(read([write(amount) for amount in amounts])) == amounts


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.text("0123456789.,-+()% '€e\0", max_size=12),
            st.integers(),
            st.floats(),
            st.booleans(),
            st.none(),
            st.dates(),
        ),
        max_size=8,
    )
)
def test_any_cells_give_a_number_a_rule_or_nothing_and_never_an_error(cells: list[object]) -> None:
    parsed = read(cells)
    assert parsed.values.dtype == "float64"
    assert len(parsed.values) == len(cells)
    assert parsed.values[parsed.bad.index].isna().all()
    assert set(parsed.bad) <= {check.key for check in CHECKS}
    assert len(currency_of(pd.Series(cells, dtype=object))) == len(cells)


@pytest.mark.parametrize("cells", [["2", "1\x00"], ["1\x00", "2"], ["\x00", "2"]])
def test_a_zero_byte_in_a_text_is_no_number_under_any_pandas(cells: list[str]) -> None:
    parsed = read(cells)
    assert parsed.values.dropna().tolist() == [2.0] and set(parsed.bad) == {"not_a_number"}


def test_retail_transactions_add_up(shared_data) -> None:
    raw = pd.read_csv(shared_data / "transactions/retail_transactions_2011_2015.csv.gz", dtype=str)["tran_amount"]
    assert (to_numbers(raw).values.sum(), len(to_numbers(raw).bad)) == (8_123_989.0, 0)


def test_telco_has_eleven_blank_totals_and_no_bad_one(shared_data) -> None:
    raw = pd.read_csv(shared_data / "subscriptions/telco_customer_churn.csv", dtype=str, keep_default_na=False)
    total, monthly = to_numbers(raw["TotalCharges"]), to_numbers(raw["MonthlyCharges"])
    assert (int(total.values.isna().sum()), len(total.bad), len(monthly.bad)) == (11, 0, 0)
    assert round(monthly.values.sum(), 2) == 456_116.60


def test_online_retail_adds_up_from_text(shared_data) -> None:
    raw = pd.read_csv(
        shared_data / "transactions/online_retail_2010_2011.csv.gz", dtype=str, usecols=["Quantity", "UnitPrice"]
    )
    quantity, price = to_numbers(raw["Quantity"]), to_numbers(raw["UnitPrice"])
    assert (len(quantity.bad), len(price.bad)) == (0, 0)
    assert round((quantity.values * price.values).sum(), 2) == 9_747_747.93

"""Ids, text and yes/no: what must stay as it was first, then what becomes the same."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from winback_sheets.read import values
from winback_sheets.read.problems import CHECKS
from winback_sheets.read.values import Parsed, to_dates, to_ids, to_numbers, to_text, to_yes_no


def column(cells: list[object]) -> pd.Series:
    return pd.Series(cells, index=range(5, 5 + len(cells)), dtype=object)


def said(parsed: Parsed) -> list[object]:
    """Each row as its value, its rule, or None where nothing is there."""
    return [
        parsed.bad[row] if row in parsed.bad.index else None if pd.isna(value) else value
        for row, value in parsed.values.items()
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["007", "0000611365"], ["007", "0000611365"], id="leading zeros stay"),
        pytest.param(["ab", "Ab", "AB"], ["ab", "Ab", "AB"], id="small and capital letters stay different"),
        pytest.param(
            ["=cmd()", "+1 555 0100", "#7", "1/2", "1e5"],
            ["=cmd()", "+1 555 0100", "#7", "1/2", "1e5"],
            id="what looks like a formula, a number or an error is text",
        ),
        pytest.param(["1.0", "1.1"], ["1.0", "1.1"], id="numbers of chapters stay"),
        pytest.param(
            ["فروشگاه ۲", "NA"], ["فروشگاه ۲", "NA"], id="digits in a name stay as written, NA may be somebody"
        ),
        pytest.param([42, 42.0, "42.0", "42"], ["42"] * 4, id="one number in four kinds of cells is one id"),
        pytest.param(
            [17850.0, 12345678901234.0, 1.5], ["17850", "12345678901234", "1.5"], id="no exponent, no needless .0"
        ),
        pytest.param(["۱۰۰۲", "১০০২", "١٠٠٢", 1002], ["1002"] * 4, id="an id of digits is the same in every script"),
        pytest.param(["A\u00a0 7 ", "A 7", "\u200fA\u202f7", "A\u200d 7"], ["A 7"] * 4, id="blanks and joiners"),
        pytest.param(["Zoe\u0308", "Zo\u00eb"], ["Zoë"] * 2, id="composed and decomposed accents"),
        pytest.param([None, "", "-", "n/a", "None", np.nan], [None] * 6, id="empty words are missing"),
        pytest.param(["#REF!", "Err:502"], ["error_cell"] * 2, id="errors of formulas"),
        pytest.param(
            [True, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2)],
            ["TRUE", "2024-01-02", "2024-01-02"],
            id="cells of other kinds as a sheet shows them",
        ),
    ],
)
def test_ids(cells: list[object], expected: list[object]) -> None:
    assert said(to_ids(column(cells))) == expected


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(pd.Series([7, 8, None], index=[2, 3, 4], dtype="Int64"), id="nullable integers"),
        pytest.param(pd.Series([7, 8, None], index=[2, 3, 4], dtype="float64"), id="floats"),
        pytest.param(pd.Series(["7", "8", None], index=[2, 3, 4], dtype="string"), id="string"),
        pytest.param(pd.Series(["7", "8.0", None], index=[2, 3, 4]), id="the default of text"),
        pytest.param(pd.Series(["7", "8", None], index=[2, 3, 4], dtype="category"), id="category"),
    ],
)
def test_ids_of_typed_columns(raw: pd.Series) -> None:
    parsed = to_ids(raw)
    assert said(parsed) == ["7", "8", None]
    assert parsed.values.index.tolist() == [2, 3, 4]


def test_text_keeps_joiners_digits_and_dashes() -> None:
    cells = ["علی\u200cرضا", "۱۲ – ۱۴", " two\u00a0\n words ", 42.0, "none", "#N/A"]
    assert said(to_text(column(cells))) == ["علی\u200cرضا", "۱۲ – ۱۴", "two words", "42", None, "error_cell"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            ["maybe", "churned", "2", 2, "S", dt.date(2020, 1, 1)], ["not_yes_or_no"] * 6, id="anything else is bad"
        ),
        pytest.param(["", None, "-", "n/a"], [None] * 4, id="empty is missing, not no"),
        pytest.param(["#N/A"], ["error_cell"], id="errors of formulas"),
        pytest.param(
            [
                "Yes",
                "y",
                "TRUE",
                "ja",
                "oui",
                "si",
                "sí",
                "sim",
                "نعم",
                "হ্যাঁ",
                "بله",
                "тийм",
                "x",
                "✓",
                "☑",
                "1",
                1,
                1.0,
                "১",
                True,
            ],
            [True] * 20,
            id="yes in the languages of the product",
        ),
        pytest.param(
            ["No", "N", "false", "nein", "non", "não", "না", "خیر", "үгүй", "0", 0, "۰", False],
            [False] * 13,
            id="no in the languages of the product",
        ),
    ],
)
def test_yes_and_no(cells: list[object], expected: list[object]) -> None:
    parsed = to_yes_no(column(cells))
    assert (said(parsed), parsed.values.dtype) == (expected, "boolean")


EVERY = (to_dates, to_numbers, to_ids, to_text, to_yes_no)


@pytest.mark.parametrize("parse", EVERY, ids=lambda parse: parse.__name__)
@pytest.mark.parametrize("dtype", ["object", "float64", "datetime64[ms]", "string", "boolean", "category"])
def test_empty_columns_stay_empty(parse, dtype: str) -> None:
    for raw in (pd.Series([], dtype=dtype), pd.Series([None, None], index=[4, 9]).astype(dtype)):
        parsed = parse(raw)
        assert parsed.bad.empty
        assert parsed.values.isna().all()
        assert parsed.values.index.equals(raw.index)
        assert parsed.note == ""


@pytest.mark.parametrize("parse", EVERY, ids=lambda parse: parse.__name__)
def test_the_raw_column_is_not_changed_and_the_order_of_rows_does_not_matter(parse) -> None:
    raw = column(
        ["3/4/2021", "1.234,5", 7, "n/a", "#REF!", True, None, "14/04/2021", "yes", "۱۲", dt.datetime(2024, 1, 2)]
    )
    before = raw.copy(deep=True)
    once, again = parse(raw), parse(raw[::-1])
    pd.testing.assert_series_equal(raw, before)
    pd.testing.assert_series_equal(again.values[::-1], once.values)
    pd.testing.assert_series_equal(again.bad.sort_index(), once.bad.sort_index())


def test_every_check_of_a_cell_is_used() -> None:
    cells = column(["soon", "3/4/2021", "1850-01-01", "2019-02-29", "2026-04-31", "#REF!", "1,234", "1.234"])
    used = {rule for parse in EVERY for rule in parse(cells).bad}
    # The grid, not the column, says where a formula has no stored result; half turned are days of a ledger alone.
    assert used == {check.key for check in CHECKS if check.aside == "cell"} - {"no_stored_result", "half_turned"}
    assert set(values.__all__) >= {"Parsed", "currency_of"}


def test_iranian_product_names_join_between_tabs(shared_data) -> None:
    import fastexcel

    book = fastexcel.read_excel(str(shared_data / "locale/fa_clothing_shop_2025.xlsx"))
    bought = to_ids(book.load_sheet("Data main").to_pandas()["Product_Name"]).values.dropna()
    sold = to_ids(book.load_sheet("Sales_data").to_pandas()["Product_Name"]).values.dropna()
    assert len(sold) >= 36
    assert set(bought) & set(sold)


def test_invoice_numbers_keep_their_zeros(shared_data) -> None:
    raw = pd.read_csv(shared_data / "interactions/ar_invoices_ibm.csv", dtype=str)["invoiceNumber"]
    parsed = to_ids(raw)
    assert parsed.values.str.startswith("0").any()
    assert (parsed.values == raw).all()

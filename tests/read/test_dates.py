"""Dates of any country: what must not be guessed first, then every form, then real columns."""

from __future__ import annotations

import datetime as dt

import fastexcel
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from winback_sheets.read.dates import to_dates
from winback_sheets.read.digits import Parsed
from winback_sheets.read.problems import CHECKS

BAD = "bad"


def read(cells: list[object], *, prefer: str | None = None, date1904: bool = False) -> Parsed:
    return to_dates(pd.Series(cells, index=range(5, 5 + len(cells)), dtype=object), prefer=prefer, date1904=date1904)


def said(parsed: Parsed) -> list[str]:
    """Each row as its day, its rule, or "" where nothing is there."""
    days = parsed.values.dt.strftime("%Y-%m-%d")
    return (
        days.where(days.notna(), "").where(~days.index.isin(parsed.bad.index), parsed.bad.reindex(days.index)).tolist()
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            ["3/4/2021", "5/5/2021"],
            ["day_or_month_first", "2021-05-05"],
            id="nothing tells the order: only the day equal to its month is read",
        ),
        pytest.param(
            ["3/4/2021", "13/4/2021", "4/13/2021"],
            ["day_or_month_first", "2021-04-13", "2021-04-13"],
            id="rows that contradict each other decide nothing for the others",
        ),
        pytest.param(
            ["3/4/2021"] + ["13/4/2021"] * 19 + ["4/13/2021"],
            ["2021-04-03"] + ["2021-04-13"] * 19 + ["day_or_month_first"],
            id="19 of 20 telling rows decide, and the one against them is bad",
        ),
        pytest.param(
            ["3/4/2021"] + ["13/4/2021"] * 18 + ["4/13/2021"],
            ["day_or_month_first"] + ["2021-04-13"] * 19,
            id="18 of 19 telling rows do not decide",
        ),
        pytest.param(
            ["14.01.15", "1/2/15"], ["2015-01-14", "day_or_month_first"], id="points say nothing about slashes"
        ),
        pytest.param(
            ["Sep 21", "21-Sep", "March", "12 15 Jan"],
            ["not_a_date"] * 4,
            id="a month name with a number that may be day or year",
        ),
        pytest.param(
            ["31/31/2021", "2021-13-01", "19971301", "32 Jan 2021"],
            ["not_a_date"] * 4,
            id="months and days that no calendar has",
        ),
        pytest.param(
            ["2019-02-29", "29/2/2021", "20190229", "29 Feb 1900", "2019-02-29 10:00"],
            ["no_leap_day"] * 5,
            id="29 February in a year that has none",
        ),
        pytest.param(
            ["2021-02-30", "31/04/2021", "19970931", "31 June 2021", "June 31, 2021", "2/30/2021"],
            ["no_such_day"] * 6,
            id="days that the month does not have",
        ),
        pytest.param(
            ["1404/12/30", "1404/07/31", "31 مهر 1404", "مهر 2025", "14 Jan 1404"],
            ["no_such_day"] * 3 + ["not_a_date"] * 2,
            id="days that the Jalali calendar does not have, and calendars mixed in one date",
        ),
        pytest.param(
            ["soon", "12", "999", "1.2.3.4", "note 3 of 2021", "14-Foo-15", "5 pcs 2021"],
            ["not_a_date"] * 7,
            id="words and numbers that are no date",
        ),
        pytest.param(
            [True, 3.0, 1e300, float("inf"), -40000, dt.time(1), 2024],
            ["not_a_date"] * 7,
            id="cells of other kinds, and numbers that are rather an amount",
        ),
        pytest.param(
            ["1850-01-01", "3021-01-01", dt.datetime(1899, 12, 30), 22010101, "18500101"],
            ["out_of_range_date"] * 5,
            id="real days before 1900 and after 2200",
        ),
        pytest.param(["#REF!", "#N/A", "Err:502", "#¡VALOR!"], ["error_cell"] * 4, id="errors of formulas"),
        pytest.param(
            ["", " ", "-", "–", "n/a", "NULL", "none", "NaN", "\u00a0", None, np.nan, pd.NaT],
            [""] * 12,
            id="empty words are missing, not bad",
        ),
    ],
)
def test_nothing_is_guessed(cells: list[object], expected: list[str]) -> None:
    assert said(read(cells)) == expected


FORMS = [
    ("2021-03-05", "2021-03-05"),
    ("2021-03-05T23:30:00+05:00", "2021-03-05"),
    ("2021-03-05 00:00:00", "2021-03-05"),
    ("2021-03-05T00:10:00.123Z", "2021-03-05"),
    ("20210305T101112", "2021-03-05"),
    ("20210305101112", "2021-03-05"),
    ("202103051011", "2021-03-05"),
    ("2021-03-05T23:30:00-05:00", "2021-03-05"),
    ("2021-03-05 22:30:00 -0500", "2021-03-05"),
    ("2021-03-05 22:30:00.123456+00", "2021-03-05"),
    ("2021-03-05T22:30-05", "2021-03-05"),
    ("2021-03-05T03:30:00Z", "2021-03-05"),
    ("2021-03-05 10:00:00 UTC", "2021-03-05"),
    ("2021-03-05 22:30:00 America/New_York", "2021-03-05"),
    ("2021-03-05T22:30:00+01:00[Europe/Berlin]", "2021-03-05"),
    ("2021-03-05 10:30:00 PM", "2021-03-05"),
    ("2021-03-05 10.30", "2021-03-05"),
    ("2021-03-05-22.30.00.000000", "2021-03-05"),
    ("05-MAR-21 10.30.00.000000 AM", "2021-03-05"),
    ("13/Mar/2021:22:30:00 +0000", "2021-03-13"),
    ("Jan 3, 2025, 10:30 PM", "2025-01-03"),
    ("Fri, 3 Jan 2025 22:30:00 +0100", "2025-01-03"),
    ("Fri Jan  3 22:30:00 2025", "2025-01-03"),
    ("Fri Jan  3 22:30:00 UTC 2025", "2025-01-03"),
    ("Fri Jan 03 22:30:00 +0000 2025", "2025-01-03"),
    ("22:30 13/01/2025", "2025-01-13"),
    ("22:30:00, 2025-01-13", "2025-01-13"),
    ("13/01/2025 à 10:30", "2025-01-13"),
    ("13 de enero de 2025 a las 10:30", "2025-01-13"),
    ("10:30", BAD),
    ("10:30 soon", BAD),
    ("2021/3/5", "2021-03-05"),
    ("2021. 12. 31.", "2021-12-31"),
    ("31.12.2021", "2021-12-31"),
    ("3.4.2021", "2021-04-03"),
    ("31. 12. 2021", "2021-12-31"),
    ("31.12.2021 14.30", "2021-12-31"),
    ("31.12.2021 г.", "2021-12-31"),
    ("13/4/2021 5:30 PM", "2021-04-13"),
    ("4/13/2021, 5:30:10 a.m.", "2021-04-13"),
    ("13 4 21", "2021-04-13"),
    ("14-Jan-15", "2015-01-14"),
    ("14‑Jan‑15", "2015-01-14"),
    ("14 Jan 68", "2068-01-14"),
    ("14 Jan 69", "1969-01-14"),
    ("14 janv. 2015", "2015-01-14"),
    ("1er août 2021", "2021-08-01"),
    ("3. März 2021", "2021-03-03"),
    ("3 MAERZ 2021", BAD),
    ("2 de marzo de 2021", "2021-03-02"),
    ("3 mrt 2021", "2021-03-03"),
    ("3 de março de 2021", "2021-03-03"),
    ("3 Marco 2021", "2021-03-03"),
    ("5 luglio 2021", "2021-07-05"),
    ("January 3, 2021", "2021-01-03"),
    ("3rd of March 2021", "2021-03-03"),
    ("2021-Mar-03", "2021-03-03"),
    ("Tuesday, January 14, 2015", "2015-01-14"),
    ("Dienstag, 14. Januar 2015", "2015-01-14"),
    ("Wed Jan 14 2015 10:00:00 GMT+0100 (CET)", "2015-01-14"),
    ("১৫ জানুয়ারি ২০২৪", "2024-01-15"),
    ("১৫ই জানুয়ারি ২০২৪", "2024-01-15"),
    ("১৫/০১/২০২৪", "2024-01-15"),
    ("2024 оны 3 сарын 5", "2024-03-05"),
    ("2024 оны 3-р сарын 5-ны өдөр", "2024-03-05"),
    ("2024 оны арван нэгдүгээр сарын 5", "2024-11-05"),
    ("2021年3月5日", "2021-03-05"),
    ("٢٠٢١-٠٣-٠٥", "2021-03-05"),
    ("۵ ژانویه ۲۰۲۱", "2021-01-05"),
    ("1404/07/01", "2025-09-23"),
    ("۱۴۰۴/۰۷/۰۱", "2025-09-23"),
    ("1/7/1404", "2025-09-23"),
    ("14040701", "2025-09-23"),
    ("۱ مهر ۱۴۰۴", "2025-09-23"),
    ("1403/12/30", "2025-03-20"),
    ("1 اردي\u200cبهشت 1404", "2025-04-21"),
    ("Jan 2024", "2024-01-01"),
    ("2024-01", "2024-01-01"),
    ("01/2024", "2024-01-01"),
    ("Sep-21", "2021-09-01"),
    ("Sep'21", "2021-09-01"),
    ("مهر1404 ", "2025-09-23"),
    ("تیر 1404", "2025-06-22"),
    ("2024 оны 3 сар", "2024-03-01"),
    ("2021 Q3", "2021-07-01"),
    ("Q3 2021", "2021-07-01"),
    ("3. Quartal 2021", "2021-07-01"),
    ("3T2021", "2021-07-01"),
    ("Q5 2021", BAD),
    ("45000", "2023-03-15"),
    ("45000.75", "2023-03-15"),
    ("19970101", "1997-01-01"),
    ("2020", "2020-01-01"),
]


@pytest.mark.parametrize(("text", "day"), FORMS, ids=[f"{text} is {day}" for text, day in FORMS])
def test_one_text_alone_is_read(text: str, day: str) -> None:
    assert said(read([text])) == [day if day != BAD else "not_a_date"]


@pytest.mark.parametrize(
    ("cells", "prefer", "expected", "note"),
    [
        pytest.param(
            ["3/4/2021", "14/4/2021"],
            "month",
            ["2021-04-03", "2021-04-14"],
            "day_first",
            id="the column is heard before the preference",
        ),
        pytest.param(
            ["3/4/2021", None], "month", ["2021-03-04", ""], "month_first", id="the preference where nothing tells"
        ),
        pytest.param(["3/4/2021", "x"], "day", ["2021-04-03", "not_a_date"], "day_first", id="the other preference"),
        pytest.param(
            ["12.31.2021", "3.4.2021"],
            None,
            ["2021-12-31", "2021-03-04"],
            "month_first",
            id="rows that tell weigh more than the custom of points",
        ),
        pytest.param(
            [2020, 2021.0, None, "2022"],
            None,
            ["2020-01-01", "2021-01-01", "", "2022-01-01"],
            "",
            id="a column of bare years",
        ),
        pytest.param([2020, 45000], None, ["not_a_date", "2023-03-15"], "serial", id="a year among serial days"),
        pytest.param(
            [45000, "45001", 45002.5],
            None,
            ["2023-03-15", "2023-03-16", "2023-03-17"],
            "serial",
            id="serial days as numbers and as text",
        ),
        pytest.param(
            [25568, 25569, 73050, 73051],
            None,
            ["not_a_date", "1970-01-01", "2099-12-31", "not_a_date"],
            "serial",
            id="the ends of the plausible serial days",
        ),
        pytest.param([19970101, "19970102"], None, ["1997-01-01", "1997-01-02"], "yyyymmdd", id="eight digits"),
        pytest.param(["1404/07/01", "1404/07/02"], None, ["2025-09-23", "2025-09-24"], "jalali", id="Jalali"),
        pytest.param(
            ["2021-03-05", "3/4/2021", "14/4/2021"],
            None,
            ["2021-03-05", "2021-04-03", "2021-04-14"],
            "mixed",
            id="several forms in one column",
        ),
        pytest.param(
            [
                dt.datetime(2024, 1, 2, 23),
                dt.date(2024, 1, 3),
                pd.Timestamp("2024-01-04 23:00", tz="Asia/Tehran"),
                np.datetime64("2024-01-05"),
            ],
            None,
            ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"],
            "",
            id="real dates keep the day their clock showed",
        ),
    ],
)
def test_the_whole_column_decides(cells: list[object], prefer: str | None, expected: list[str], note: str) -> None:
    parsed = read(cells, prefer=prefer)
    assert (said(parsed), parsed.note) == (expected, note)


def test_serial_days_of_a_1904_workbook_are_1462_less() -> None:
    assert said(read([45000 - 1462, "43539"], date1904=True)) == ["2023-03-15", "2023-03-16"]
    ends = read([24106, 24107, 71588, 71589], date1904=True)
    assert said(ends) == ["not_a_date", "1970-01-01", "2099-12-31", "not_a_date"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([1736461845, 1741995000, None], id="seconds"),
        pytest.param([1736461845.25, 1741995000.5, None], id="seconds with their parts"),
        pytest.param(["1736461845000", "1741995000123", ""], id="thousandths, as texts"),
        pytest.param([1736461845000000, 1741995000123456, None], id="millionths"),
        pytest.param(["1736461845", 1741995000, "n/a"], id="texts and numbers"),
    ],
)
def test_seconds_since_1970_are_days_where_the_whole_column_is_nothing_else(cells: list[object]) -> None:
    got = to_dates(pd.Series(cells, dtype=object), ledger=True)
    assert said(got) == ["2025-01-09", "2025-03-14", ""] and got.note == "unix"
    assert (
        said(to_dates(pd.Series(cells, dtype=object)))[:2] == ["not_a_date"] * 2
    )  # a telephone number has ten as well
    mixed = to_dates(pd.Series([*cells, "2025-01-09"], dtype=object), ledger=True)
    assert said(mixed)[:2] == ["not_a_date"] * 2


@pytest.mark.parametrize("figure", [999_999_999, 4_102_444_800, 5_551_234_567, 99_999_999_999])
def test_other_long_figures_are_no_days(figure: int) -> None:
    assert said(to_dates(pd.Series([1736461845, figure]), ledger=True)) == ["not_a_date", "not_a_date"]


def test_numbers_of_twelve_and_fourteen_figures_are_days_with_their_time() -> None:
    cells = pd.Series([20250113103000, 202501131030, 20251313103000])
    assert said(to_dates(cells)) == ["2025-01-13", "2025-01-13", "not_a_date"]


def test_another_preference_is_the_programs_error() -> None:
    with pytest.raises(ValueError, match="prefer"):
        read(["1/2/2021"], prefer="year")


@pytest.mark.parametrize("dtype", ["datetime64[s]", "datetime64[ms]", "datetime64[us]", "datetime64[ns]"])
def test_typed_dates_of_every_unit_lose_their_time(dtype: str) -> None:
    raw = pd.Series(["1899-12-31T23:00", "1960-01-01T05:00", "2200-12-31T23:59", None], index=[3, 4, 7, 9])
    parsed = to_dates(raw.astype(dtype))
    assert parsed.values.dtype == "datetime64[ns]"
    assert said(parsed) == ["out_of_range_date", "1960-01-01", "2200-12-31", ""]
    assert parsed.bad.to_dict() == {3: "out_of_range_date"}


DAYS = pd.Series(pd.date_range("2019-01-01", "2024-12-31"))
JALALI = [JalaliDate(day.date()) for day in DAYS]
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ORIGIN = pd.Timestamp("1899-12-30")


@pytest.mark.parametrize(
    "written",
    [
        *(
            pytest.param(DAYS.dt.strftime(form), id=f"as {form}")
            for form in (
                "%Y-%m-%d",
                "%Y/%m/%d",
                "%Y-%m-%dT%H:%M:%SZ",
                "%d/%m/%Y",
                "%m/%d/%Y",
                "%d/%m/%y",
                "%m-%d-%y",
                "%d.%m.%Y",
                "%d.%m.%y",
                "%d %m %Y",
                "%d-%m-%Y %H:%M",
                "%m/%d/%Y %I:%M %p",
                "%d-%b-%y",
                "%d %B %Y",
                "%B %d, %Y",
                "%a, %d %b %Y",
                "%Y%m%d",
            )
        ),
        pytest.param((DAYS - ORIGIN).dt.days, id="as serial days"),
        pytest.param((DAYS - ORIGIN).dt.days.astype(str), id="as serial days in text"),
        pytest.param(DAYS.dt.strftime("%Y%m%d").astype(int), id="as the number yyyymmdd"),
        pytest.param(DAYS.astype(object), id="as real dates among objects"),
        pytest.param(pd.Series([day.strftime("%Y/%m/%d") for day in JALALI]), id="as Jalali 1404/07/01"),
        pytest.param(
            pd.Series([day.strftime("%d/%m/%Y").translate(PERSIAN) for day in JALALI]),
            id="as Jalali day first in Persian digits",
        ),
        pytest.param(
            pd.Series([day.strftime("%d %B %Y", locale="fa") for day in JALALI]),
            id="as Jalali with the name of the month",
        ),
    ],
)
def test_every_day_of_six_years_comes_back(written: pd.Series) -> None:
    parsed = to_dates(written)
    assert parsed.bad.empty
    pd.testing.assert_series_equal(parsed.values, DAYS.astype("datetime64[ns]"), check_names=False)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=14),
            st.text("0123456789/.-: TQ", max_size=14),
            st.integers(),
            st.floats(),
            st.booleans(),
            st.none(),
            st.datetimes(),
            st.dates(),
            st.times(),
            st.decimals(allow_nan=False),
        ),
        max_size=8,
    )
)
def test_any_cells_give_a_day_a_rule_or_nothing_and_never_an_error(cells: list[object]) -> None:
    parsed = read(cells)
    assert parsed.values.dtype == "datetime64[ns]"
    assert len(parsed.values) == len(cells)
    assert parsed.values[parsed.bad.index].isna().all()
    assert set(parsed.bad) <= {check.key for check in CHECKS}
    assert not (parsed.values.dropna() != parsed.values.dropna().dt.normalize()).any()


def test_retail_transactions_14_jan_15(shared_data) -> None:
    raw = pd.read_csv(shared_data / "transactions/retail_transactions_2011_2015.csv.gz", dtype=str)["trans_date"]
    parsed = to_dates(raw)
    assert parsed.bad.empty
    assert (str(parsed.values.min())[:10], str(parsed.values.max())[:10]) == ("2011-05-16", "2015-03-16")


def test_ibm_invoices_are_month_first_and_agree_with_their_days_late(shared_data) -> None:
    raw = pd.read_csv(shared_data / "interactions/ar_invoices_ibm.csv", dtype=str)
    due, settled = to_dates(raw["DueDate"]), to_dates(raw["SettledDate"])
    assert (due.note, settled.note, len(due.bad), len(settled.bad)) == ("month_first", "month_first", 0, 0)
    late = (settled.values - due.values).dt.days.clip(lower=0)
    assert (late == raw["DaysLate"].astype(int)).all()


def test_cdnow_is_yyyymmdd(shared_data) -> None:
    raw = pd.read_csv(shared_data / "transactions/cdnow_master.txt.gz", sep=r"\s+")["date"]
    parsed = to_dates(raw)
    assert (parsed.note, len(parsed.bad), str(parsed.values.max())[:10]) == ("yyyymmdd", 0, "1998-06-30")


def test_service_desk_log_is_day_first_with_times(shared_data) -> None:
    raw = pd.read_csv(shared_data / "interactions/incident_event_log.csv.gz", dtype=str)["opened_at"]
    parsed = to_dates(raw)
    assert (parsed.note, len(parsed.bad)) == ("day_first", 0)
    assert (str(parsed.values.min())[:10], str(parsed.values.max())[:10]) == ("2016-02-29", "2016-03-02")


def test_iranian_shop_agrees_with_its_own_gregorian_column(shared_data) -> None:
    book = fastexcel.read_excel(str(shared_data / "locale/fa_clothing_shop_2025.xlsx"))
    bought = book.load_sheet("Data main").to_pandas()
    own, gregorian = to_dates(bought["Date"]), to_dates(bought["Gregorian_Date"])
    filled = own.values.notna()
    assert (own.note, int(filled.sum()), len(own.bad)) == ("jalali", 11, 0)
    assert (own.values[filled] == gregorian.values[filled]).all()
    sold = book.load_sheet("Sales_data").to_pandas()["Sales_Month"]
    months = to_dates(sold)
    assert (months.note, len(months.bad), int(months.values.notna().sum())) == ("jalali", 0, int(sold.notna().sum()))
    assert set(months.values.dropna().dt.day) <= {20, 21, 22, 23}

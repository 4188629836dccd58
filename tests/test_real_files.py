"""Real files as they came: what is known about them comes out, nothing raises, and everything ties out."""

from __future__ import annotations

import dataclasses
import gzip
import io
import zipfile
from functools import cache

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from ledgers import contradictions

from winback_sheets.files.files import open_grids
from winback_sheets.findings import NothingToReview
from winback_sheets.present.rows import segments
from winback_sheets.present.words import word, word_error
from winback_sheets.read.book import read
from winback_sheets.read.values import to_dates, to_numbers
from winback_sheets.schema.lapse_rule import KEPT_AS
from winback_sheets.steps import review

TODAY = pd.Timestamp("2026-11-21")
ONLINE_RETAIL = "transactions/online_retail_2010_2011.csv.gz"
CDNOW = "transactions/cdnow_master.txt.gz"
GROCERY = "transactions/grocery_elog.csv.gz"
RETAIL = "transactions/retail_transactions_2011_2015.csv.gz"
NORTHWIND = "transactions/northwind.xlsx"
INVOICES = "interactions/ar_invoices_ibm.csv"
DEALS = "interactions/crm_sales_pipeline.csv"
LICENCES = "subscriptions/licence_renewals_restaurants.csv"
TELCO = "subscriptions/telco_customer_churn.csv"
REASONS = "subscriptions/telco_churn_reasons.xlsx"
MAVEN = "subscriptions/telecom_maven.csv"
FILTERED = "ledgers_messy/telco_filtered_hidden_rows.xlsx"
SERVICES = "subscriptions/telco_services.xlsx"
LEDGERS = (
    ONLINE_RETAIL, CDNOW, GROCERY, RETAIL, NORTHWIND, INVOICES, DEALS, LICENCES, TELCO, REASONS, MAVEN, FILTERED, SERVICES
)  # fmt: skip


@pytest.fixture(scope="session")
def grids_of(shared_data):
    return cache(lambda name: open_grids(shared_data / name))


@pytest.fixture(scope="session")
def reviewed(grids_of):
    """`reviewed(name, window=None)`: one review a file for the whole run."""

    @cache
    def of(name, window=None):
        by_days = {KEPT_AS: str(window)} if window else None  # by the window alone, as an earlier review froze it
        return review(grids_of(name), today=TODAY, window=window, remembered=by_days)

    return of


# ---------------------------------------------------------------- what must not happen


@pytest.mark.parametrize("name", LEDGERS)
def test_names_are_counts_are_money(reviewed, name):
    for business in reviewed(name).businesses:
        rows = business.losses.assign(lost=business.losses["counted"] == "lost")
        for counted, count, money in ((True, "lost", "lost_money"), (False, "in_and_out", "in_and_out_money")):
            behind = rows[rows["lost"] == counted].groupby("period")["mrr"].agg(["size", "sum"])
            behind = behind.reindex(business.moves["label"]).fillna(0)
            assert behind["size"].to_numpy().tolist() == business.moves[count].tolist()
            if business.moves[money].notna().any():
                assert (behind["sum"].to_numpy().round(2) == business.moves[money].to_numpy().round(2)).all()


@pytest.mark.parametrize("name", LEDGERS)
def test_every_period_starts_where_the_last_one_ended(reviewed, name):
    for business in reviewed(name).businesses:
        m = business.moves
        assert (m["start"] + m["new"] + m["returned"] - m["lost"] == m["end"]).all()
        assert (m["start"].to_numpy()[1:] == m["end"].to_numpy()[:-1]).all()
        came = m["new_money"] + m["returned_money"] + m["expansion"]
        went = m["lost_money"] + m["contraction"]
        assert not ((m["start_money"] + came - went - m["end_money"]).abs() > 0.005).any()


@pytest.mark.parametrize("name", LEDGERS)
def test_nobody_is_lost_and_a_customer_at_once(reviewed, name):
    found = reviewed(name)
    for business in found.businesses:
        gone = business.losses.query("counted == 'lost' and status == 'still_gone'")["customer"]
        assert not set(gone) & set(business.active)
    assert sum(b.spells["customer"].nunique() for b in found.businesses) == len(
        set().union(*(b.spells["customer"] for b in found.businesses))
    )


@pytest.mark.parametrize("name", LEDGERS)
def test_the_spells_of_one_customer_never_overlap(reviewed, name):
    for business in reviewed(name).businesses:
        spells = business.spells.sort_values(["customer", "started"], kind="stable")
        before = spells.groupby("customer")[["started", "lost_on"]].shift()
        later = before["started"].notna()
        assert (spells["started"][later] >= before["lost_on"][later]).all()  # blank before the last one fails as well
        assert not (spells["lost_on"] <= spells["started"]).any()


@pytest.mark.parametrize("name", LEDGERS)
def test_money_used_and_set_aside_is_the_money_read(reviewed, name):
    book = reviewed(name).book
    if not book.has_money:
        assert book.money_read == 0
        return
    aside = book.problems.loc[book.problems["aside"].astype(bool), "money"].sum()
    assert book.sales["amount"].sum() + aside == pytest.approx(book.money_read, abs=0.005)


@pytest.mark.parametrize("name", LEDGERS)
def test_rows_used_and_set_aside_are_the_rows_read(reviewed, name):
    book = reviewed(name).book
    aside = book.problems[book.problems["aside"].astype(bool)].drop_duplicates(["tab", "row"])
    assert book.rows_read == book.rows_used + book.rows_guests + len(aside)


def frames(found):
    for business in found.businesses:
        yield business.moves
        yield business.spells.sort_values(["customer", "started"], ignore_index=True)
        yield business.losses.sort_values(["customer", "lost_on"], ignore_index=True)
        key = ["customer", "from", "to", "mrr"]
        yield business.amounts[key].sort_values(key, ignore_index=True)
    # The same figures for everybody in the plan; who stands first among equals may differ with the rows.
    yield found.lost.sort_values(["customer", "lost_on"], ignore_index=True).drop(columns="rank", errors="ignore")


def assert_same(one, other):
    for left, right in zip(frames(one), frames(other), strict=True):
        pd.testing.assert_frame_equal(left, right, check_dtype=False, rtol=0, atol=1e-9)


SMALL = (GROCERY, INVOICES, DEALS, LICENCES, MAVEN, RETAIL)


@pytest.mark.parametrize("name", SMALL)
def test_the_order_of_the_rows_changes_nothing(grids_of, reviewed, name):
    (grid,) = grids_of(name)

    def shuffled(n):
        cells = grid.below(n)
        return cells.sample(frac=1, random_state=7).set_index(cells.index)

    mixed = dataclasses.replace(grid, below=shuffled)
    assert_same(review([mixed], today=TODAY), reviewed(name))


@pytest.mark.parametrize(("name", "as_of"), [
    pytest.param(GROCERY, "2007-06-15", id="grocery"),
    pytest.param(INVOICES, "2013-03-31", id="invoices"),
    pytest.param(RETAIL, "2013-12-31", id="four years of a shop"),
    pytest.param(DEALS, "2017-09-30", id="won and lost deals"),
])  # fmt: skip
def test_what_happened_after_the_day_of_the_review_changes_nothing(grids_of, name, as_of):
    (grid,) = grids_of(name)
    day = pd.Timestamp(as_of)
    cells = grid.below(1)
    column = {INVOICES: 4, GROCERY: 1, RETAIL: 1, DEALS: 6}[name]
    dates = to_dates(cells[column]).values
    assert (dates > day).sum() > 100
    kept = dataclasses.replace(grid, below=lambda n: grid.below(n)[~(dates > day)])
    assert_same(review([kept], today=TODAY, as_of=day), review([grid], today=TODAY, as_of=day))


# ---------------------------------------------------------------- what is known about them


def silent(found, days):
    """Customers of a shop who bought nothing in the last so many days, by the spells of that window.

    On the last day of the data: a month that is over is counted to its end, which may be some days later.
    """
    spells = found.businesses[0].spells
    here = spells[~(spells["lost_on"] <= found.as_of)]
    return spells["customer"].nunique() - here["customer"].nunique()


@pytest.mark.parametrize(("name", "window", "customers", "lost"), [
    pytest.param(ONLINE_RETAIL, 90, 4338, 1449, id="Online Retail: 1,449 of 4,338 by 90 days"),
    pytest.param(ONLINE_RETAIL, 30, 4338, 2671, id="Online Retail: 2,671 by 30 days"),
    pytest.param(ONLINE_RETAIL, 60, 4338, 1928, id="Online Retail: 1,928 by 60 days"),
    pytest.param(ONLINE_RETAIL, 180, 4338, 858, id="Online Retail: 858 by 180 days"),
    pytest.param(GROCERY, 90, 1525, 1237, id="grocery: 1,237 of 1,525"),
    pytest.param(NORTHWIND, 90, 89, 16, id="Northwind: 16 of 89"),
    pytest.param(RETAIL, 90, 6889, 2194, id="retail 2011 to 2015: 2,194 of 6,889"),
])  # fmt: skip
def test_who_has_been_silent_for_longer(reviewed, name, window, customers, lost):
    found = reviewed(name, window=window)
    assert found.businesses[0].spells["customer"].nunique() == customers
    assert silent(found, window) == lost


@pytest.mark.parametrize(("name", "as_of", "window"), [
    pytest.param(ONLINE_RETAIL, "2011-12-09", 120, id="Online Retail"),
    pytest.param(CDNOW, "1998-06-30", 270, id="CDNOW"),
    pytest.param(GROCERY, "2007-12-30", 90, id="grocery"),
    pytest.param(RETAIL, "2015-03-16", 180, id="retail 2011 to 2015"),
    pytest.param(INVOICES, "2013-12-02", 90, id="invoices by the day they were issued"),
])  # fmt: skip
def test_the_window_and_the_day_that_nobody_typed(reviewed, name, as_of, window):
    found = reviewed(name)
    assert (str(found.as_of.date()), found.looks_from.why, found.window) == (as_of, "last_sale", window)
    assert found.within[0] >= 0.9


@pytest.mark.parametrize(("name", "rows_read", "rows_used", "money_read", "money_used"), [
    pytest.param(ONLINE_RETAIL, 541_909, 406_829, 9_747_747.93, 8_300_065.81, id="Online Retail"),
    pytest.param(CDNOW, 69_659, 69_659, 2_500_315.63, 2_500_315.63, id="CDNOW"),
    pytest.param(RETAIL, 125_000, 125_000, 8_123_989.00, 8_123_989.00, id="retail 2011 to 2015"),
    pytest.param(NORTHWIND, 830, 830, 1_265_793.04, 1_265_793.04, id="Northwind, lines in a one-column tab"),
    pytest.param(INVOICES, 2_466, 2_466, 147_703.18, 147_703.18, id="invoices"),
    pytest.param(DEALS, 8_800, 4_238, 10_005_534.00, 10_005_534.00, id="deals, of which the won ones are sales"),
])  # fmt: skip
def test_rows_and_money(reviewed, name, rows_read, rows_used, money_read, money_used):
    book = reviewed(name).book
    assert (book.rows_read, book.rows_used) == (rows_read, rows_used)
    assert (round(book.money_read, 2), round(book.sales["amount"].sum(), 2)) == (money_read, money_used)


def test_online_retail_by_month_as_counted_with_sql(reviewed, shared_data):
    truth = pd.read_csv(shared_data / "truths/online_retail_2010_2011_monthly.csv").set_index("month")
    sales = reviewed(ONLINE_RETAIL).book.sales
    bought = sales[sales["amount"] > 0]
    months = bought["date"].dt.strftime("%Y-%m")
    assert bought.groupby(months)["customer"].nunique().to_dict() == truth["active_customers"].to_dict()
    assert bought.groupby(months)["amount"].sum().round(2).to_dict() == truth["revenue"].to_dict()
    first = bought.groupby("customer")["date"].min().dt.strftime("%Y-%m").value_counts()
    assert first.reindex(truth.index).fillna(0).astype(int).to_dict() == truth["first_time_customers"].to_dict()


def test_online_retail_customer_by_customer_as_counted_with_sql(reviewed, shared_data):
    truth = pd.read_csv(shared_data / "truths/online_retail_2010_2011_customers.csv", dtype={"customer_id": str})
    spells = reviewed(ONLINE_RETAIL, window=90).businesses[0].spells
    last = spells.sort_values("started").groupby("customer").tail(1).set_index("customer")
    last = last.sort_index()
    truth = truth.set_index("customer_id").loc[last.index]
    assert (last["lost_on"].notna().astype(int) == truth["lapsed_over_90_days"]).all()
    gone = last[last["lost_on"].notna()]
    assert (gone["ended"] == pd.to_datetime(truth.loc[gone.index, "last_purchase"])).all()
    assert (spells.groupby("customer")["started"].min() == pd.to_datetime(truth["first_purchase"])).all()
    assert (spells["customer"].value_counts() > 1).sum() == 1506  # came back after more than 90 days


def test_online_retail_no_group_contradicts_its_state(reviewed):
    frame = segments(reviewed(ONLINE_RETAIL))
    assert set(frame["state"]) >= {"active", "paused", "lost"}
    assert contradictions(frame) == []


def test_online_retail_what_was_set_aside(reviewed):
    problems = reviewed(ONLINE_RETAIL).book.problems
    assert problems.groupby("rule").size().to_dict() == {"no_customer": 135_080, "duplicate_row": 5_268}
    assert not problems.loc[problems["rule"] == "duplicate_row", "aside"].any()  # counted all the same


def test_online_retail_customers_with_only_refunds_are_no_customers(reviewed):
    found = reviewed(ONLINE_RETAIL)
    assert found.book.sales["customer"].nunique() == 4372
    assert found.businesses[0].spells["customer"].nunique() == 4372 - 34


def test_online_retail_has_no_answer_to_the_censored_quantile_and_says_so(reviewed):
    rules = reviewed(ONLINE_RETAIL, window=90).lapse_rules.set_index("rule")
    assert rules.loc["most_gaps", ["days", "lost", "came_back"]].isna().all()
    assert rules.loc["ninety_days", ["lost", "customers"]].tolist() == [1449, 4338]


def test_cdnow_everybody_who_paid_is_a_customer(reviewed):
    found = reviewed(CDNOW)
    assert found.book.sales["customer"].nunique() == 23_570
    assert found.businesses[0].spells["customer"].nunique() == 23_502  # 68 only ever took something for 0
    assert "00001" in set(found.book.sales["customer"])  # zeros in front stay


def test_the_sample_without_headings_gets_one_clear_sentence(grids_of):
    with pytest.raises(NothingToReview) as said:
        review(grids_of("transactions/cdnow_sample.txt"), today=TODAY)
    assert "has no headings" in word_error(said.value) and "Customer" in word_error(said.value)


def test_grocery_counts_without_money(reviewed):
    found = reviewed(GROCERY)
    assert not found.book.has_money and found.businesses[0].moves["lost_money"].isna().all()
    assert found.businesses[0].moves["lost"].sum() > 1000


def test_northwind_takes_money_from_the_lines_and_names_from_customers(reviewed):
    found = reviewed(NORTHWIND)
    names = found.book.tables["customers"].set_index("customer")
    assert names.loc["ALFKI", ["company", "phone"]].tolist() == ["Alfreds Futterkiste", "030-0074321"]
    assert {"FISSA", "PARIS"} <= set(names.index) - set(found.businesses[0].spells["customer"])
    orders = found.book.sales.drop_duplicates("order_id")
    assert len(orders) == 830


def test_licence_renewals_year_by_year_as_pandas_counts_them(reviewed, shared_data):
    raw = pd.read_csv(shared_data / LICENCES, dtype=str)
    raw = raw[raw["Business Name"] != "Case Name"]
    assert len(raw) == 1799
    raw = raw[raw["Business Name"] != "TEST"]  # two rows: nobody's licences, counted apart
    shop = raw["Business Name"].str.upper().str.replace("[^A-Z0-9]", "", regex=True)
    held = {year: set(shop[raw["year"] == str(year)]) for year in range(2020, 2024)}
    moves = reviewed(LICENCES).businesses[0].moves.set_index("label")
    assert moves.index.tolist() == ["2020", "2021", "2022", "2023"]
    before = held[2020]
    for year in (2021, 2022, 2023):
        now, last = held[year], held[year - 1]
        line = moves.loc[str(year)]
        assert (line["start"], line["end"], line["lost"]) == (len(last), len(now), len(last - now))
        assert (line["new"], line["returned"]) == (len(now - last - before), len((now - last) & before))
        before = before | now


def test_licence_renewals_join_spellings_and_set_three_headings_aside(reviewed):
    found = reviewed(LICENCES)
    assert found.businesses[0].spells["customer"].nunique() == 695 - 1
    assert found.book.problems["rule"].tolist() == ["repeated_header"] * 3
    said = [*map(word, found.book.understood)]
    assert "817 spellings read as 694 customers" in said
    assert "2 rows of guests (TEST) not counted: nobody knows who they are" in said


def test_invoices_are_sales_by_the_day_they_were_issued(reviewed, shared_data):
    truth = pd.read_csv(shared_data / "truths/ar_late_share_by_customer.csv").set_index("customerID")
    sales = reviewed(INVOICES).book.sales
    by = sales.groupby("customer").agg(invoices=("amount", "size"), amount=("amount", "sum"), last=("date", "max"))
    by = by.loc[truth.index]
    assert (by["invoices"] == truth["invoices"]).all()
    assert (by["amount"].round(2) == truth["amount"]).all()
    assert (by["last"] == pd.to_datetime(truth["last_invoice_date"])).all()  # month first throughout


@pytest.mark.parametrize(("name", "lost_money", "start_money"), [
    pytest.param(TELCO, 139_130.85, 456_116.60, id="csv"),
    pytest.param(REASONS, 139_130.85, 456_116.60, id="workbook with a column State that is no status"),
    pytest.param(FILTERED, 139_130.85, 456_116.60, id="workbook with 4,915 rows hidden by a filter"),
    pytest.param(MAVEN, 137_231.65, 448_557.55, id="Latin-1, Customer Status, 120 amounts below nothing left out"),
])  # fmt: skip
def test_telco_loses_1869_of_7043(reviewed, name, lost_money, start_money):
    line = reviewed(name).businesses[0].headline
    assert (line["lost"], line["start"]) == (1869, 7043)
    assert (line["lost_money"], line["start_money"]) == (lost_money, start_money)


def test_telco_hidden_rows_are_counted_and_said(reviewed):
    assert any("4,915 hidden rows are counted too" in line for line in map(word, reviewed(FILTERED).book.understood))


def test_telco_reasons_stand_beside_the_lost(reviewed, shared_data):
    truth = pd.read_csv(shared_data / "truths/telco_reason_counts.csv").set_index("reason")
    losses = reviewed(REASONS).businesses[0].losses
    by = losses.groupby("end_reason")["mrr"].agg(["size", "sum"])
    assert by["size"].to_dict() == truth["customers"].to_dict()
    assert by["sum"].round(2).to_dict() == truth["monthly_charges_lost"].to_dict()


def test_amounts_below_nothing_are_said_and_the_customer_still_counts(reviewed):
    found = reviewed(MAVEN)
    negative = found.book.problems.query("rule == 'negative_monthly'")
    assert len(negative) == 120 and not negative["aside"].any()
    assert found.businesses[0].spells["customer"].nunique() == 7043


def test_a_list_that_never_says_who_left_says_so(reviewed):
    found = reviewed(SERVICES)
    assert found.businesses[0].moves["lost"].sum() == 0
    assert any("no column says who left" in line for line in map(word, found.book.understood))


def test_deals_that_were_not_won_are_no_sales(reviewed):
    found = reviewed(DEALS)
    assert found.book.problems.groupby("rule").size().to_dict() == {"failed": 2473, "not_yet": 1589 + 500}
    assert (found.book.rows_set_aside, found.book.questions) == (0, [])
    assert found.businesses[0].spells["customer"].nunique() == 85


def test_the_persian_shop_lacks_customers_and_is_told_so(grids_of):
    with pytest.raises(NothingToReview) as said:
        review(grids_of("locale/fa_clothing_shop_2025.xlsx"), today=TODAY)
    assert "'Sales_data' has dates and amounts but no customer column" in word_error(said.value)


def test_the_persian_shop_is_read_right_all_the_same(grids_of):
    tabs = {grid.name: grid.below(1) for grid in grids_of("locale/fa_clothing_shop_2025.xlsx")}
    sold = tabs["Sales_data"].dropna(subset=[0, 1])
    assert len(sold) == 36
    assert (to_numbers(sold[3]).values.sum(), to_numbers(sold[5]).values.sum()) == (68, 18_765_000)
    assert to_dates(sold[1]).values.notna().all()  # a Persian month's name beside the year, with and without a blank
    bought = tabs["Data main"]
    assert to_dates(bought[0]).values.iloc[0] == pd.Timestamp("2025-09-23")  # 1404/07/01
    assert (to_dates(bought[0]).values.dropna() == bought[15].dropna()).all()


def test_a_year_of_council_ledgers_kept_by_month_is_one_ledger(shared_data, tmp_path):
    with zipfile.ZipFile(shared_data / "ledgers_messy/darlington_supplier_payments_2017_2021.zip") as months:
        for name in months.namelist()[:6]:  # two layouts, the later one with two columns that have no heading
            (tmp_path / name).write_bytes(months.read(name))
    paths = sorted(tmp_path.iterdir())
    raw = [pd.read_csv(path, dtype=str, encoding_errors="replace") for path in paths]
    value = "Invoice Line Value (net of VAT)"
    money = sum(float(part[value].str.replace(",", "").astype(float).sum()) for part in raw)
    book = read([grid for path in paths for grid in open_grids(path)], today=TODAY)
    assert (book.rows_read, round(book.money_read, 2)) == (sum(map(len, raw)), round(money, 2))
    assert all(
        "Customer <- 'Supplier'" in line and value in line for line in map(word, book.understood) if "as Sales" in line
    )
    assert not any("not used" in line for line in map(word, book.understood))


def test_five_years_of_council_ledgers_in_one_zip_are_one_ledger(shared_data):
    grids = open_grids(shared_data / "ledgers_messy/darlington_supplier_payments_2017_2021.zip")
    for order in (grids, grids[::-1], grids[30:] + grids[:30]):  # four layouts; whichever comes first decides nothing
        book = read(order, today=TODAY)
        assert (len(grids), book.rows_used, round(book.money_read, 2)) == (60, 85_958, 479_905_053.65)


# ---------------------------------------------------------------- pasted into a workbook

CSV_LEDGERS = (GROCERY, INVOICES, DEALS, LICENCES, MAVEN, TELCO, RETAIL, ONLINE_RETAIL, CDNOW)


def part_of(path, rows):
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).split(b"\n")
    return b"\n".join(lines[: rows + 1]).rstrip() + b"\n"


@pytest.mark.parametrize("name", CSV_LEDGERS)
def test_the_ledger_pasted_into_a_sheet_gives_the_same_result(shared_data, tmp_path, name):
    """As Excel would hold it: figures and dates are typed, ids with zeros in front and everything else stay text."""
    text = tmp_path / "ledger.csv"
    text.write_bytes(part_of(shared_data / name, 2500))
    (grid,) = open_grids(text)
    head, cells = grid.top[0], grid.below(1)
    pasted = tmp_path / "ledger.xlsx"
    with xlsxwriter.Workbook(pasted, {"nan_inf_to_errors": False}) as book:
        sheet = book.add_worksheet("Pasted")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, head)
        for column in cells:
            for row, cell in enumerate(as_pasted(cells[column]), start=1):
                if isinstance(cell, pd.Timestamp):
                    sheet.write_datetime(row, column, cell.to_pydatetime(), day)
                elif isinstance(cell, float) and not np.isnan(cell):
                    sheet.write_number(row, column, cell)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
    from_text, from_book = (review(open_grids(path), today=TODAY) for path in (text, pasted))
    assert from_text.book.rows_used == from_book.book.rows_used
    assert_same(from_text, from_book)


def as_pasted(cells):
    """A column of text as a person's paste types it: whole columns of figures or ISO dates become figures or dates."""
    words = cells.dropna().astype(str)
    if len(words) and words.str.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?").all():
        return cells.astype(float).tolist()
    if len(words) and words.str.fullmatch(r"\d{4}-\d\d-\d\d").all():
        return pd.to_datetime(cells).tolist()
    return cells.tolist()


def test_the_online_retail_part_is_not_empty(shared_data):
    part = pd.read_csv(io.BytesIO(part_of(shared_data / ONLINE_RETAIL, 2500)))
    assert len(part) == 2500

"""Workbooks as small firms really have them, written with XlsxWriter and read from the file."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
import xlsxwriter

from winback_sheets.files.files import open_grids
from winback_sheets.findings import NothingToReview
from winback_sheets.present.sentences import headline
from winback_sheets.present.words import word
from winback_sheets.read.book import read
from winback_sheets.steps import review

TODAY = pd.Timestamp("2026-01-15")
HEAD = ["Customer", "Date", "Amount"]
D = date


@pytest.fixture
def made(tmp_path):
    """`made({tab: rows})`: the grids of a workbook with these tabs; hidden: names of hidden tabs."""

    def write(tabs, *, hidden=()):
        path = tmp_path / "shop.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            for name, rows in tabs.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
                if name in hidden:
                    sheet.hide()
        return open_grids(path)

    return write


def small_shop(customers=25):
    """Customers who buy every 3 to 6 weeks; every fifth stops in the middle of 2025."""
    rows = []
    for number in range(customers):
        day = D(2024, 1, 5) + timedelta(days=number)
        stop = D(2025, 6, 15) if number % 5 == 4 else D(2025, 12, 20)
        while day <= stop:
            rows.append([f"C{number:02}", day, 40 + 10 * (number % 7)])
            day += timedelta(days=21 + 3 * (number % 8))
    return rows


def only(found):
    (business,) = found.businesses
    return business


# ---------------------------------------------------------------- nothing to review: one clear sentence


@pytest.mark.parametrize(("tabs", "says"), [
    pytest.param({"Sheet1": []}, "No tab looks like Sales", id="an empty tab"),
    pytest.param({"Sales": [HEAD]}, "headings but no rows", id="headings without rows"),
    pytest.param({"Sales": [HEAD, ["Total", None, 0]]}, "The only row could not be used", id="a total and nothing else"),
    pytest.param({"Sales": [HEAD, [None, D(2025, 1, 2), 5], ["Anna", "soon", 5]]}, "None of the 2 rows",
                 id="rows of which none can be used"),
    pytest.param({"Sales": [HEAD, ["Anna", D(2025, 1, 2), -5]]}, "bought anything", id="a refund and nothing else"),
    pytest.param({"Subscriptions": [["Customer", "Start"]]}, "headings but no rows", id="contracts without rows"),
])  # fmt: skip
def test_nothing_to_review(made, tabs, says):
    with pytest.raises(NothingToReview) as nothing:
        review(made(tabs), today=TODAY)
    sentence = word(nothing.value.message)
    assert says in sentence and sentence.endswith(".")


# ---------------------------------------------------------------- small and odd, but a result


def test_twenty_five_customers_give_names_and_figures(made):
    found = review(made({"Orders": [HEAD, *small_shop()]}), today=TODAY)
    assert only(found).spells["customer"].nunique() == 25
    assert set(found.lost.query("counted == 'lost'")["customer"]) == {f"C{n:02}" for n in (4, 9, 14, 19, 24)}
    assert only(found).every == "quarter"  # a loss or none a month says little


def test_a_ledger_of_one_customer(made):
    found = review(made({"Sales": [HEAD, ["Anna", D(2025, 12, 1), 5]]}), today=TODAY)
    assert only(found).active.tolist() == ["Anna"] and len(found.lost) == 0
    assert found.window == 90  # too few gaps to choose from


def test_an_old_ledger_does_not_lose_everybody(made):
    rows = [[name, day - timedelta(days=1500), money] for name, day, money in small_shop()]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    assert len(only(found).active) == 20 and found.stale and (TODAY - found.data_end).days > 1400


def test_an_old_ledger_seen_from_today_has_lost_everybody(made):
    rows = [[name, day - timedelta(days=1500), money] for name, day, money in small_shop()]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY, as_of=TODAY)
    assert len(only(found).active) == 0 and len(found.lost) == 25
    last = only(found).moves.iloc[-1]
    assert (last["start"], last["lost"], last["end"]) == (0, 0, 0)


def test_one_typed_2062_loses_nobody(made):
    rows = small_shop()
    sure = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    typo = review(made({"Sales": [HEAD, *rows, ["C00", D(2062, 12, 21), 40]]}), today=TODAY)
    assert typo.as_of == sure.as_of
    assert only(typo).active.tolist() == only(sure).active.tolist()
    problem = typo.book.problems.iloc[0]
    assert (problem["rule"], problem["row"], problem["letter"]) == ("future_date", len(rows) + 2, "B")
    assert (problem["money"], bool(problem["aside"])) == (40, True)


@pytest.mark.parametrize(("rest", "silent"), [
    pytest.param(90, False, id="on the last day of the window still a customer"),
    pytest.param(91, True, id="a day later lost"),
])  # fmt: skip
def test_the_edge_of_the_window_at_the_day_of_the_review(made, rest, silent):
    rows = [["Anna", D(2025, 12, 20) - timedelta(days=rest), 10], ["Ben", D(2025, 12, 20), 10]]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    assert ("Anna" not in set(only(found).active)) is silent


@pytest.mark.parametrize(("gap", "spells"), [
    pytest.param(90, 1, id="a gap of exactly the window is one spell"),
    pytest.param(91, 2, id="a gap one day longer is a loss and a return"),
])  # fmt: skip
def test_the_edge_of_the_window_between_purchases(made, gap, spells):
    rows = [["Anna", D(2025, 12, 20) - timedelta(days=gap), 10], ["Anna", D(2025, 12, 20), 10]]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    assert len(only(found).spells) == spells and only(found).active.tolist() == ["Anna"]


# ---------------------------------------------------------------- two kinds of business


SUBSCRIPTIONS = [
    ["Customer", "Start", "End", "Monthly amount"],
    ["Anna", D(2024, 1, 1), None, 50],
    ["Ben", D(2024, 1, 1), D(2025, 11, 10), 30],
]


def test_contracts_alone_look_from_today(made):
    day = pd.Timestamp("2026-01-05")
    found = review(made({"Contracts": SUBSCRIPTIONS}), today=day)
    assert found.as_of == day and found.window is None and not found.old
    assert found.lost["customer"].tolist() == ["Ben"]


def test_a_list_of_contracts_that_ended_long_ago_is_seen_from_the_end_of_its_last_month(made):
    found = review(made({"Contracts": SUBSCRIPTIONS}), today=TODAY)  # its newest day is 66 days old
    assert found.as_of == pd.Timestamp("2025-11-30") and found.list_ended
    assert headline(found).endswith("Your list ends on 10 Nov 2025, so this is how it stood on 30 Nov 2025.")
    paid = [["Customer", "Due", "Paid"], ["Anna", D(2026, 1, 10), None]]
    assert review(made({"Contracts": SUBSCRIPTIONS, "Payments": paid}), today=TODAY).as_of == TODAY


def test_with_both_kinds_a_customer_with_a_contract_follows_the_contract(made):
    sales = [HEAD, ["Anna", D(2024, 3, 1), 10], ["Cleo", D(2025, 12, 20), 10], ["Dan", D(2024, 1, 2), 10]]
    found = review(made({"Sales": sales, "Subscriptions": SUBSCRIPTIONS}), today=TODAY)
    kinds = {business.kind: business for business in found.businesses}
    assert set(kinds["subscriptions"].spells["customer"]) == {"Anna", "Ben"}
    assert set(kinds["sales"].spells["customer"]) == {"Cleo", "Dan"}
    assert "Anna" in set(kinds["subscriptions"].active)  # though she has bought nothing for ages


def test_one_spelling_for_a_customer_in_every_tab(made):
    sales = [HEAD, ["anna ", D(2025, 3, 1), 10], ["Cleo", D(2025, 12, 20), 10]]
    found = review(made({"Sales": sales, "Subscriptions": SUBSCRIPTIONS}), today=TODAY)
    assert {b.kind: b.spells["customer"].nunique() for b in found.businesses} == {"subscriptions": 2, "sales": 1}


# ---------------------------------------------------------------- rows that are no sales


@pytest.mark.parametrize(("extra", "rule"), [
    pytest.param(["Total", None, 999], "total_row", id="a total below"),
    pytest.param(["Grand Total", D(2025, 12, 31), 999], "total_row", id="a total with a date"),
    pytest.param(["Gesamtsumme", None, 999], "total_row", id="a German total"),
    pytest.param([None, None, 999], "total_row", id="a sum without a word"),
    pytest.param(HEAD, "repeated_header", id="the heading again, from another page"),
    pytest.param([None, D(2025, 12, 1), 999], "no_customer", id="nobody bought"),
    pytest.param(["Anna", None, 999], "no_date", id="on no day"),
    pytest.param(["Anna", "next week", 999], "not_a_date", id="a day in words"),
    pytest.param(["Anna", D(2025, 12, 1), None], "no_amount", id="for no amount"),
    pytest.param(["Anna", D(2025, 12, 1), "call me"], "not_a_number", id="an amount in words"),
    pytest.param(["Anna", D(2025, 12, 1), "#N/A"], "error_cell", id="an error pasted as text"),
])  # fmt: skip
def test_a_row_that_is_no_sale_is_set_aside_and_said(made, extra, rule):
    rows = small_shop(3)
    sure = read(made({"Sales": [HEAD, *rows]}), today=TODAY)
    book = read(made({"Sales": [HEAD, *rows, extra]}), today=TODAY)
    assert len(book.sales) == len(sure.sales) and book.sales["amount"].sum() == sure.sales["amount"].sum()
    aside = book.problems[book.problems["aside"].astype(bool)]
    assert aside["rule"].tolist() == [rule] and aside["row"].tolist() == [len(rows) + 2]
    assert book.money_read == pytest.approx(book.sales["amount"].sum() + aside["money"].fillna(0).sum())


def test_blank_rows_are_nothing_at_all(made):
    rows = small_shop(3)
    book = read(made({"Sales": [HEAD, *rows[:5], [], [None, "", " "], *rows[5:]]}), today=TODAY)
    assert (len(book.sales), len(book.problems), book.rows_read) == (len(rows), 0, len(rows))


def test_the_header_in_row_seven_below_merged_titles(tmp_path):
    path = tmp_path / "titled.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("2025")
        sheet.merge_range("A1:F1", "Sales of the year 2025")
        sheet.merge_range("A2:F2", "All amounts in euro, prepared on 2025-12-31")
        for number, row in enumerate([HEAD, *small_shop(3), ["Total", None, 12345]]):
            sheet.write_row(6 + number, 2, row)  # behind two blank columns
    found = review(open_grids(path), today=TODAY)
    assert only(found).spells["customer"].nunique() == 3
    assert found.book.problems[["rule", "letter"]].values.tolist() == [["total_row", "C"]]


def test_a_hidden_ledger_is_read_and_said(made):
    grids = made({"Notes": [["hello"]], "Sales": [HEAD, *small_shop(3)]}, hidden=["Sales"])
    assert any("the tab is hidden" in line for line in map(word, read(grids, today=TODAY).understood))


def test_months_in_tabs_of_their_own(made):
    rows = small_shop(3)
    tabs = {f"{month:%b %Y}": [HEAD] for month in pd.date_range("2024-01-01", "2025-12-01", freq="MS")}
    for row in rows:
        tabs[f"{row[1]:%b %Y}"].append(row)
    stacked = review(made({name: cells for name, cells in tabs.items() if len(cells) > 1}), today=TODAY)
    whole = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    pd.testing.assert_frame_equal(only(stacked).moves, only(whole).moves)


def test_a_tab_whose_days_could_be_months_follows_the_other_tabs(made):
    """5/6 alone is the fifth of June or the sixth of May; beside 25/4 in the tab before it is the fifth of June."""
    head = ("Customer", "Date", "Amount")
    april, june = [("A", "25/4/2025", 10), ("B", "3/4/2025", 20)], [("A", "5/6/2025", 30), ("B", "7/6/2025", 40)]
    book = read(made({"April": [head, *april], "June": [head, *june]}), today=TODAY)
    assert book.sales["date"].dt.strftime("%d.%m.").tolist() == ["25.04.", "03.04.", "05.06.", "07.06."]
    alone = read(made({"June": [head, *june]}), today=TODAY)
    assert alone.problems["rule"].tolist() == ["day_or_month_first"] * 2


def test_a_tax_on_top_of_a_sum_of_its_own_is_not_taken_off(made):
    """5 % of the net sales, and 5.26 % of what would be left of them: the tax was added, not included."""
    nets = (191.85, 58.99, 111.0, 39.0, 40.99, 320.55)
    rows = [("ABC"[n % 3], D(2025, 3, 1 + n), net, net, round(net * 0.05, 2)) for n, net in enumerate(nets)]
    book = read(made({"Sales": [("Customer", "Date", "Gross sales", "Net sales", "Tax"), *rows]}), today=TODAY)
    assert book.sales["amount"].tolist() == list(nets)


def test_error_cells_and_formulas_without_a_result(tmp_path):
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Sales")
        for number, row in enumerate([HEAD, *small_shop(3)]):
            sheet.write_row(number, 0, row)
        sheet.write_row(200, 0, ["Anna", D(2025, 12, 1)])
        sheet.write_formula(200, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(201, 0, ["Anna", D(2025, 12, 2)])
        sheet.write_formula(201, 2, "=2*21", None, "")
    book = read(open_grids(path), today=TODAY)
    rules = book.problems.set_index("row")["rule"].to_dict()
    assert rules[201] == "error_cell" and rules[202] == "no_stored_result"
    assert "Anna" not in set(book.sales["customer"])


def test_two_currencies_are_never_summed(made):
    rows = [[*row[:2], f"{row[2]} €"] for row in small_shop(3)]
    book = read(made({"Sales": [HEAD, *rows, ["Anna", D(2025, 12, 1), "$ 999"]]}), today=TODAY)
    assert book.problems[["rule", "aside"]].values.tolist() == [["other_currency", False]]
    # She bought, for money that is not added to the rest.
    assert book.sales.loc[book.sales["customer"] == "Anna", ["amount", "purchase"]].values.tolist() == [[0, True]]
    assert book.money_read == sum(row[2] for row in small_shop(3))
    coded = [[*row[:2], int(row[2].split()[0]), "EUR"] for row in rows]
    book = read(made({"Sales": [[*HEAD, "Currency"], *coded, ["Anna", D(2025, 12, 1), 999, "USD"]]}), today=TODAY)
    assert book.problems["rule"].tolist() == ["other_currency"] and book.problems["money"].tolist() == [999]


def test_who_pays_in_another_currency_now_is_still_a_customer(made):
    rows = [
        [*row[:2], f"{row[2]} {'$' if row[0] == 'C01' and row[1] > D(2024, 12, 31) else '€'}"] for row in small_shop()
    ]
    (business,) = review(made({"Sales": [HEAD, *rows]}), today=TODAY).businesses
    assert "C01" in business.active and "C04" not in business.active


def test_a_sum_that_is_converted_is_in_one_currency(made):
    rows = [[*row, "EUR" if number % 3 else "USD"] for number, row in enumerate(small_shop(3))]
    book = read(made({"Sales": [["Customer", "Date", "Amount EUR", "Currency"], *rows]}), today=TODAY)
    assert not len(book.problems) and book.money_read == sum(row[2] for row in small_shop(3))


def test_where_everything_is_free_every_row_is_a_purchase(made):
    book = read(made({"Sales": [HEAD, *([*row[:2], 0] for row in small_shop(3))]}), today=TODAY)
    assert not book.has_money and len(book.sales) == len(small_shop(3))
    assert [(each.about, each.taken) for each in book.questions] == [("free", "counted")]


def test_who_has_bought_nothing_but_free_things_is_not_left_out_without_a_word(made):
    rows = [*small_shop(3), ["Zoe", D(2025, 12, 1), 0], ["C00", D(2025, 12, 24), 0]]
    (asked,) = read(made({"Sales": [HEAD, *rows]}), today=TODAY).questions
    assert (asked.kind, asked.about, asked.taken, asked.others, asked.rows) == (
        "rows",
        "free",
        "not_counted",
        ("Zoe",),
        1,
    )


def test_the_same_row_twice_is_counted_twice_and_said(made):
    rows = small_shop(3)
    book = read(made({"Sales": [HEAD, *rows, rows[0]]}), today=TODAY)
    assert len(book.sales) == len(rows) + 1
    assert book.problems[["rule", "aside"]].values.tolist() == [["duplicate_row", False]]


# ---------------------------------------------------------------- money


def value_of(found, customer):
    return only(found).spells.set_index("customer").loc[customer, "mrr"]


LINES = ["Customer", "Date", "Quantity", "Unit price", "Discount"]


@pytest.mark.parametrize(("headings", "rows", "mrr"), [
    pytest.param(LINES[:4], [["Anna", D(2025, 12, 1), 3, 40]], 10.0, id="quantity times unit price"),
    pytest.param(LINES, [["Anna", D(2025, 12, 1), 3, 40, 0.25]], 7.5, id="less a discount that is a share"),
    pytest.param(LINES, [["Anna", D(2025, 12, 1), 3, 40, 24]], 8.0, id="less a discount that is money"),
    pytest.param([*HEAD, "Refund"], [["Anna", D(2025, 12, 1), 120, 60]], 5.0, id="less a refund beside it"),
    pytest.param([*HEAD, "Refund"], [["Anna", D(2025, 12, 1), 120, -60]], 5.0, id="a refund with a minus is the same"),
    pytest.param(HEAD, [["Anna", D(2025, 12, 1), 120], ["Anna", D(2025, 12, 1), 120]], 20.0,
                 id="two purchases on one day are both money"),
    pytest.param(HEAD, [["Anna", D(2025, 11, 1), 120], ["Anna", D(2025, 11, 20), -60], ["Anna", D(2025, 12, 1), 12]],
                 6.0, id="a refund on its own date lowers the value"),
    pytest.param(HEAD, [["Anna", D(2024, 11, 30), 1200], ["Anna", D(2025, 12, 1), 12]], 1.0,
                 id="only the year up to the last purchase counts"),
])  # fmt: skip
def test_what_a_customer_is_worth_a_month(made, headings, rows, mrr):
    found = review(made({"Sales": [headings, *rows]}), today=TODAY, window=540)
    assert value_of(found, "Anna") == mrr


def test_a_customer_whose_only_row_is_a_refund_is_nobody_but_the_money_counts(made):
    rows = [*small_shop(3), ["Zoe", D(2025, 12, 1), -500]]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    assert "Zoe" not in set(only(found).spells["customer"])
    assert found.book.money_read == sum(row[2] for row in rows) == found.book.sales["amount"].sum()


def test_an_order_that_cost_nothing_is_no_purchase(made):
    rows = [["Anna", D(2025, 6, 1), 10], ["Anna", D(2025, 12, 1), 0], ["Ben", D(2025, 12, 20), 10]]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    assert only(found).losses["customer"].tolist() == ["Anna"]


def test_a_sheet_without_money_counts_purchases(made):
    rows = [row[:2] for row in small_shop()]
    found = review(made({"Sales": [HEAD[:2], *rows]}), today=TODAY)
    assert not found.book.has_money and len(only(found).losses) == 5
    assert only(found).moves["lost_money"].isna().all()


BOUGHT_AND_TAKEN_BACK = [
    ["Customer", "Date", "Product", "Quantity", "Amount"],
    ["Anna", D(2025, 5, 1), "Tea", 2, 20],
    ["Anna", D(2025, 12, 1), "Tea", 3, 30],
    ["Anna", D(2025, 12, 9), "Tea", -3, -30],
    ["Ben", D(2025, 12, 20), "Tea", 1, 10],
]


@pytest.mark.parametrize(("answer", "active"), [
    pytest.param(None, ["Anna", "Ben"], id="by default a purchase stays a purchase"),
    pytest.param("no", ["Anna", "Ben"], id="said no"),
    pytest.param("yes", ["Ben"], id="under the setting an order cancelled in full is no purchase"),
])  # fmt: skip
def test_the_setting_match_refunds(made, answer, active):
    tabs = {"Sales": BOUGHT_AND_TAKEN_BACK}
    if answer:
        tabs["Settings"] = [["key", "value"], ["match refunds", answer]]
    found = review(made(tabs), today=TODAY)
    assert sorted(only(found).active) == active
    assert found.book.sales["amount"].sum() == 30


# ---------------------------------------------------------------- Settings and other tabs


def test_settings_are_followed_and_what_is_not_understood_is_said(made):
    settings = [["Key", "Value"], ["as of", D(2025, 10, 1)], ["Lapse window", 45], ["period", "quarter"],
                ["margin", "40 %"], ["allowed gap", "a week"], ["nonsense", 1]]  # fmt: skip
    found = review(made({"Sales": [HEAD, *small_shop()], "Settings": settings}), today=TODAY)
    assert (str(found.as_of.date()), found.looks_from.why) == ("2025-10-01", "settings")
    assert (found.window, only(found).every) == (45, "quarter")
    assert (found.book.settings["margin"], found.book.settings["allowed gap"]) == (0.4, 7)
    assert found.book.problems[["tab", "rule", "row"]].values.tolist() == [["Settings", "setting", 6]]


def test_names_and_consent_come_from_customers(made):
    people = [["Customer ID", "Name", "Phone", "Do not contact"], ["c04", "Tea House", "0044 20 1", "yes"],
              ["C09", "Inn", "0044 20 2", "no"]]  # fmt: skip
    found = review(made({"Sales": [HEAD, *small_shop()], "Customers": people}), today=TODAY)
    names = found.book.tables["customers"].set_index("customer")
    assert names.loc["C04", "customer_name"] == "Tea House"  # written as the ledger writes it
    assert "C04" not in set(found.outreach["customer"])


@pytest.mark.parametrize(("as_of", "later"), [
    pytest.param("2025-06-30", 0, id="in the middle of the ledger"),
    pytest.param("2025-12-01", 0, id="near its end"),
])  # fmt: skip
def test_what_comes_after_the_day_of_the_review_is_not_looked_at(made, as_of, later):
    day, rows = pd.Timestamp(as_of), small_shop()
    whole = review(made({"Sales": [HEAD, *rows]}), today=TODAY, as_of=day)
    cut = review(made({"Sales": [HEAD, *(r for r in rows if pd.Timestamp(r[1]) <= day)]}), today=TODAY, as_of=day)
    assert whole.window == cut.window
    pd.testing.assert_frame_equal(only(whole).moves, only(cut).moves)
    pd.testing.assert_frame_equal(whole.lost, cut.lost)
    pd.testing.assert_frame_equal(whole.lapse_rules, cut.lapse_rules)
    assert (only(whole).spells["started"] > day).sum() == later


def test_dates_with_times_are_days(made):
    rows = [["Anna", datetime(2025, 12, 1, 23, 59), 10], ["Anna", datetime(2025, 12, 1, 0, 1), 10]]
    found = review(made({"Sales": [HEAD, *rows]}), today=TODAY)
    assert str(found.as_of) == "2025-12-01 00:00:00"
    assert len(only(found).amounts) == 1

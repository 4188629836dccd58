"""Customers down, months across: one row a customer and month, whatever the headings look like."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from read.layout.odd_tables import (
    BUYERS,
    GERMAN,
    MONEY,
    MONTHS,
    PURCHASES,
    TODAY,
    all_bought,
    book,
    bought,
    grid,
    line,
    paid,
)

from winback_sheets.present.words import word
from winback_sheets.read.book import read
from winback_sheets.read.layout.ordinary import ordinary

REGIONS = {"North": list(BUYERS)[:3], "South": list(BUYERS)[3:]}


def figures(name: str) -> list[int]:
    return [paid(name, month) for month in MONTHS]


def total(names: list[str]) -> list[int]:
    return [sum(paid(name, month) for name in names) for month in MONTHS]


def rows(form: Callable[[str], str] = str) -> list[str]:
    return [line(form(name), *figures(name)) for name in BUYERS]


def names(pattern: str) -> list[str]:
    return [month.strftime(pattern) for month in MONTHS]


def quickbooks_summary() -> str:
    head = [
        "Ridge Trading Co",
        "Sales by Customer Summary",
        "January 2025-March 2026",
        "",
        line("", *names("%b %Y"), "Total"),
    ]
    body = [line(name, *figures(name), sum(figures(name))) for name in BUYERS]
    return "\n".join([*head, *body, line("TOTAL", *total(list(BUYERS)), MONEY), "", '"Cash basis Friday, 3 April"'])


def german_with_years_above() -> str:
    years = line("", "2025", *[""] * 11, "2026")
    months = line("Kunde", *[GERMAN[month.month - 1] for month in MONTHS], "Summe")
    body = [line(name, *figures(name), sum(figures(name))) for name in BUYERS]
    return "\n".join(["Umsatz nach Kunden", "", years, months, *body, line("Gesamt", *total(list(BUYERS)), MONEY)])


def year_in_the_middle() -> str:
    return "\n".join([line(*[""] * 6, "FY 2025"), line("Client", *names("%b")), *rows()])


def year_on_the_first_month() -> str:
    return "\n".join([line("Customer", "Jan 2025", *names("%b")[1:]), *rows(), line("Total", *total(list(BUYERS)))])


def year_in_the_title() -> str:
    return "\n".join(["Sales 2025", "", line("Customer", *names("%B")), *rows()])


def words_around_the_month() -> str:
    return "\n".join([line("Customer", *names("Net sales %b-%y (EUR)")), *rows()])


def newest_first() -> str:
    body = [line(name, *figures(name)[::-1]) for name in BUYERS]
    return "\n".join([line("Customer", *names("%m/%Y")[::-1]), *body])


def quarters_between_and_regions_with_totals() -> str:
    """Blank first column, the region on its first row only, a total of each quarter and of each region."""
    quarters = list(dict.fromkeys(month.asfreq("Q") for month in MONTHS))

    def spread(values: list[int]) -> list[object]:
        paired = list(zip(MONTHS, values, strict=True))
        of = {quarter: [value for month, value in paired if month.asfreq("Q") == quarter] for quarter in quarters}
        return [each for quarter in quarters for each in (*of[quarter], sum(of[quarter]))]

    heads = [
        each
        for q in quarters
        for each in ([m.strftime("%Y-%m") for m in MONTHS if m.asfreq("Q") == q] + [f"Q{q.quarter}"])
    ]
    body = []
    for region, members in REGIONS.items():
        body += [
            line("", region if place == 0 else "", name, *spread(figures(name))) for place, name in enumerate(members)
        ]
        body.append(line("", f"{region} total", "", *spread(total(members))))
    return "\n".join(
        [line("", "Region", "Customer", *heads), *body, line("", "Grand total", "", *spread(total(list(BUYERS))))]
    )


def regions_over_their_customers() -> str:
    """In one column, each region's row the sum of the customers below it."""
    body = []
    for region, members in REGIONS.items():
        body += [line(region, *total(members)), *[line(name, *figures(name)) for name in members]]
    return "\n".join([line("Firma", *names("%Y-%m")), *body])


def products_under_their_customers() -> str:
    """As a pivot table in compact form: the same products below each customer, who is their sum."""
    body = []
    for name in BUYERS:
        half = [value / 2 if value else "" for value in figures(name)]
        body += [line(name, *figures(name)), line("Mug", *half), line("Cup", *half)]
    return "\n".join([line("Customer", *names("%b %Y")), *body, line("Grand Total", *total(list(BUYERS)))])


def products_beside_their_customers() -> str:
    body = []
    for name in BUYERS:
        half = [value / 2 if value else "" for value in figures(name)]
        body += [line(name, "Mug", *half), line("", "Cup", *half), line(f"{name} Total", "", *figures(name))]
    return "\n".join([line("Customer", "Product", *names("%b %Y")), *body])


def one_block_a_region() -> str:
    body = []
    for region, members in REGIONS.items():
        body += [region, line("Customer", *names("%b %Y")), *[line(name, *figures(name)) for name in members]]
        body += [line("Total", *total(members)), ""]
    return "\n".join(body)


def totals_of_each_year() -> str:
    def spread(values: list[int]) -> list[int]:
        return [*values[:12], sum(values[:12]), *values[12:], sum(values[12:])]

    months = names("%b %Y")
    head = line("Customer", *months[:12], "Total 2025", *months[12:], "Total 2026", "Grand total")
    return "\n".join([head, *[line(name, *spread(figures(name)), sum(figures(name))) for name in BUYERS]])


def with_euro_signs() -> str:
    def euro(value: int) -> str:
        return f"{value},00 €" if value else "-"

    body = [";".join([name, *map(euro, figures(name))]) for name in BUYERS]
    return "\n".join([";".join(["Kunde", *names("%m.%Y")]), *body])


def customers_across() -> str:
    body = [line(month.strftime("%B %Y"), *each, sum(each)) for month, each in by_month()]
    return "\n".join(["Sales by customer", line("Month", *BUYERS, "Total"), *body])


def by_month() -> list[tuple[pd.Period, list[int]]]:
    return [(month, [paid(name, month) for name in BUYERS]) for month in MONTHS]


def regions_without_figures() -> str:
    body = []
    for region, members in REGIONS.items():
        body += [region, *[line(name, *figures(name)) for name in members], line(f"Total {region}", *total(members))]
    return "\n".join([line("Customer", *names("%b %y")), *body])


def pieces_and_money_under_each_month() -> str:
    first = line("Customer", *[each for name in names("%b %Y") for each in (name, "")], "Total")
    second = line("", *["Qty", "Sales"] * len(MONTHS), "Sales")
    body = []
    for name in BUYERS:
        pairs = [each for value in figures(name) for each in (1 if value else 0, value)]
        body.append(line(name, *pairs, sum(figures(name))))
    return "\n".join([first, second, *body])


def pieces_beside_money() -> str:
    first = line("", "Qty", *[""] * (len(MONTHS) - 1), "Amount")
    body = [line(name, *[1 if value else 0 for value in figures(name)], *figures(name)) for name in BUYERS]
    return "\n".join([first, line("Customer", *names("%b %y"), *names("%b %y")), *body])


def currency_under_the_months() -> str:
    return "\n".join([line("Customer", *names("%b %Y")), line("", *["EUR"] * len(MONTHS)), *rows()])


def more_about_each_customer() -> str:
    body = [
        line(number, name, "note" if number == 2 else "", *figures(name), "VIP") for number, name in enumerate(BUYERS)
    ]
    return "\n".join([line("No", "Customer", "Remark", *names("%b %Y"), "Class"), *body])


TABLES = (
    quickbooks_summary,
    german_with_years_above,
    year_in_the_middle,
    year_on_the_first_month,
    year_in_the_title,
    words_around_the_month,
    newest_first,
    quarters_between_and_regions_with_totals,
    regions_over_their_customers,
    products_under_their_customers,
    one_block_a_region,
    totals_of_each_year,
    with_euro_signs,
    customers_across,
    regions_without_figures,
    pieces_and_money_under_each_month,
    pieces_beside_money,
    currency_under_the_months,
    more_about_each_customer,
)


@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.__name__)
def test_the_same_ledger_comes_out(made):
    found = book(made())
    assert found.sales is not None and len(found.sales) == PURCHASES
    assert bought(found) == all_bought()
    first = found.sales.groupby("customer")["date"].agg(["min", "max"])
    assert first["min"].unique().tolist() == [pd.Timestamp("2025-01-31")]
    assert first.loc["Gus Grove", "max"] == pd.Timestamp("2025-09-30")
    assert not len(found.problems)


def test_products_beside_their_customers_stay():
    found = book(products_beside_their_customers())
    assert bought(found) == all_bought()
    assert found.sales is not None and found.sales["product"].value_counts().to_dict() == {"Mug": 93, "Cup": 93}


def test_a_count_is_no_money():
    counted = [line(name, *[1 if value else 0 for value in figures(name)]) for name in BUYERS]
    found = book("\n".join(["Number of orders by customer", line("Customer", *names("%b %Y")), *counted]))
    assert found.sales is not None and len(found.sales) == PURCHASES and not found.has_money


def test_names_across_without_a_word_for_them_are_not_guessed():
    text = customers_across().replace("Sales by customer", "Sales")
    assert book(text).trouble is not None


def test_it_says_what_it_did():
    said = [word(each) for each in book(quickbooks_summary()).understood]
    assert (
        "'Export': 15 columns of figures read as 93 rows, each on the last day of its month, quarter or year;"
        " 2 rows and columns of totals left out" in said
    )


def test_a_problem_stands_at_its_cell():
    found = book("Customer,Jan 2025,Feb 2025,Mar 2025\nAda,60,soon,60\nBo,80,80,80\nCy,40,40,40")
    (problem,) = found.problems.to_dict("records")
    assert (problem["rule"], problem["row"], problem["letter"], problem["value"]) == ("not_a_number", 2, "C", "soon")


def test_a_month_that_is_not_over_ends_on_the_run_day():
    found = book("Customer,Sep 2026,Oct 2026,Nov 2026\nAda,1,2,3\nBo,4,5,6")
    assert found.sales is not None and found.sales["date"].max() == TODAY


def test_quarters_and_years_end_as_they_do():
    quarters = book("Customer,Q1 2025,Q2 2025,Q3 2025\nAda,1,2,3\nBo,4,5,6")
    years = book("Customer,2023,2024,2025\nAda,1,2,3\nBo,4,5,6")
    assert quarters.sales is not None and years.sales is not None
    assert sorted(quarters.sales["date"].dt.strftime("%m-%d").unique()) == ["03-31", "06-30", "09-30"]
    assert sorted(years.sales["date"].dt.strftime("%Y-%m-%d").unique()) == ["2023-12-31", "2024-12-31", "2025-12-31"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Customer,Jan,Feb,Mar\nAda,60,60,60\nBo,80,80,80", id="no year anywhere"),
        pytest.param("Article,Jan 2025,Feb 2025,Mar 2025\nMug,60,60,60\nCup,80,80,80", id="articles"),
        pytest.param(",Jan 2025,Feb 2025,Mar 2025\nAda,60,60,60\nBo,80,80,80", id="names without a heading"),
    ],
)
def test_what_cannot_be_a_ledger_is_said_and_not_guessed(text):
    assert book(text, "Tab").trouble is not None


def test_a_customer_who_is_the_sum_of_two_others_stays():
    found = book("Customer,Jan 2025,Feb 2025,Mar 2025\nDee,100,100,100\nAda,60,60,60\nCy,40,40,40\nBo,7,8,9")
    assert bought(found) == {"Dee": 300, "Ada": 180, "Cy": 120, "Bo": 24}


def test_a_firm_called_total_is_no_total():
    found = book("Customer,Jan 2025,Feb 2025,Mar 2025\nTotal Fitness,100,100,100\nAda,60,60,60\nTotal,160,160,160")
    assert bought(found) == {"Total Fitness": 300, "Ada": 180}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Customer,Date,Jan 2025,Feb 2025,Mar 2025\nAda,2025-03-01,1,2,3\nBo,2025-03-02,4,5,6", id="a ledger"
        ),
        pytest.param(
            "Order,Ordered,Due,Paid,Amount\n1,2025-01-01,2025-02-01,2025-03-01,5\n2,2025-01-02,2025-02-02,2025-03-02,6",
            id="three dates in a row",
        ),
        pytest.param("Customer,Code,2019,1990,2045\nAda,7,1,2,3\nBo,8,4,5,6", id="numbers that might be years"),
    ],
)
def test_other_tables_stay_as_they_are(text):
    table = grid(text)
    assert ordinary([table], today=TODAY)[0] is table


def test_real_months_as_dates(tmp_path):
    cells = [["Customer", *(month.to_timestamp().to_pydatetime() for month in MONTHS)]]
    cells += [[name, *figures(name)] for name in BUYERS]
    path = tmp_path / "months.xlsx"
    pd.DataFrame(cells).to_excel(path, header=False, index=False)
    from winback_sheets.files.files import open_grids

    assert bought(read(open_grids(path), today=TODAY)) == all_bought()


def test_indicators_of_a_bank_are_read_whole(shared_data):
    from winback_sheets.files.files import open_grids

    (table,) = ordinary(open_grids(shared_data / "locale/mn_bank_statistics.xlsx"), today=TODAY)
    rows = table.below(2)
    assert table.top[1][0] == "Индикатор нэр" and rows[241].min() == pd.Timestamp("2004-01-31")
    assert len(rows) == 36001

"""Billing terms of ten languages in months; what is not understood is never a month."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.read.terms import months_of, said_by, unit_in

WEEK = 12 / 52
TERMS = {
    1: "month|Monthly|every month|per month|Month-to-month|1 mo|mtl.|monatlich|tous les mois|mensuel|al mes|mensual|elke "
       "maand|maandelijks|por mês|mensal|mensile|মাসিক|প্রতি মাসে|ماهانه|сар бүр",
    3: "quarterly|Every 3 months|3 months|3mo|P3M|vierteljährlich|alle 3 Monate|alle drei Monate|trimestriel|tous les 3 mois|"
       "cada 3 meses|trimestral|per kwartaal|elke drie maanden|a cada 3 meses|trimestrale|ogni tre mesi|ত্রৈমাসিক|৩ মাস|سه ماهه|"
       "۳ ماه|улирал бүр|3 сар тутам",
    6: "half-yearly|semi-annual|6-monthly|six months|halbjährlich|semestriel|semestral|halfjaarlijks|অর্ধবার্ষিক|৬ মাস|شش ماهه|хагас жил",
    12: "Annual|annually|yearly|Annual (prepaid)|12 months|1 Year|one year|P1Y|12mo|1y|per annum|p.a.|every year|yearly plan|"
        "Annual, auto-renew|jährlich|12 Monate|ein Jahr|annuel|1 an|par an|anual|al año|jaarlijks|per jaar|por ano|annuale|all'anno|"
        "বার্ষিক|প্রতি বছর|سالانه|жил бүр|жилийн",
    18: "P1Y6M|18 months|1.5 years",
    24: "2-Year|Two year|biennial|24 months|every 2 years|zwei Jahre|deux ans|2 años|twee jaar|2 anos|due anni|২ বছর|۲ سال|хоёр жил",
    WEEK: "weekly|week|P1W|wöchentlich|hebdomadaire|semanal|wekelijks|settimanale|সাপ্তাহিক|هفتگی|долоо хоног бүр",
    2 * WEEK: "bi-weekly|fortnightly|every two weeks|every other week|14-tägig|tweewekelijks",
    4 * WEEK: "4 weeks|every 4 weeks|4-weekly|4 Wochen",
    float("inf"): "One-Time|one off|once|lifetime|einmalig|paiement unique|pago único|eenmalig|una tantum|এককালীন|یکبار|нэг удаа",
}  # fmt: skip


@pytest.mark.parametrize(
    ("term", "months"), [(term, months) for months, terms in TERMS.items() for term in terms.split("|") if term]
)
def test_a_term_is_so_many_months(term: str, months: float) -> None:
    assert months_of(pd.Series([term, term.upper(), f" {term} "])).tolist() == pytest.approx([months] * 3)


@pytest.mark.parametrize("term", [
    "now and then", "first month free", "3 year contract billed monthly", "on demand", "month 3 of 12", "0 months", "twelve", None,
])  # fmt: skip
def test_what_is_not_understood_is_no_term(term: str | None) -> None:
    assert months_of(pd.Series([term, "monthly"])).isna().tolist() == [True, False]


@pytest.mark.parametrize(("figures", "heading", "months"), [
    pytest.param([1, 3, 12], "Billing period", [1, 3, 12], id="figures are months"),
    pytest.param(["1", "12"], "Term", [1, 12], id="also as text"),
    pytest.param([1, 2], "Term (years)", [12, 24], id="years where the heading says so"),
    pytest.param([30, 365], "Interval", [12 * 30 / 365, 12], id="30 and 365 are days"),
    pytest.param([7, 28], "Intervall in Tagen", [12 * 7 / 365, 12 * 28 / 365], id="days by the heading"),
    pytest.param([300, 5], "Term", [float("nan")] * 2, id="300 is neither months nor days of a term"),
])  # fmt: skip
def test_bare_figures(figures: list[object], heading: str, months: list[float]) -> None:
    assert months_of(pd.Series(figures), heading=heading).tolist() == pytest.approx(months, nan_ok=True)


@pytest.mark.parametrize(("period", "unit"), [
    pytest.param([1, 3, 1], ["month", "month", "year"], id="a figure and its unit"),
    pytest.param(["month", "month", "year"], [1, 3, 1], id="the other way round"),
    pytest.param([1.0, 3.0, 1.0], ["Months", "months", "YEAR"], id="as a reader makes figures"),
])  # fmt: skip
def test_a_term_in_two_columns(period: list[object], unit: list[object]) -> None:
    assert months_of(pd.Series(period), pd.Series(unit)).tolist() == [1, 3, 12]


@pytest.mark.parametrize(("heading", "months"), [
    ("Annual fee", 12), ("Jährlicher Betrag", None), ("Betrag pro Jahr", 12), ("monthly_premium_auto", 1), ("pricePerMonth", 1),
    ("mrr_amount", 1), ("ARR", 12), ("Amount", None), ("total_day_charge", None), ("Monthly or yearly amount", None),
])  # fmt: skip
def test_a_heading_may_say_the_term(heading: str, months: float | None) -> None:
    assert said_by(heading) == months


def test_a_heading_names_its_unit() -> None:
    assert [unit_in(each) for each in ("Tenure (years)", "tenure_months", "Tenure in Days", "Tenure")] == [
        12, 1, pytest.approx(12 / 365), None,
    ]  # fmt: skip

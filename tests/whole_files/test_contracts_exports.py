"""Lists of contracts as programs write them, and as people keep them: who is gone, since when, and with how much a month."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.files.files import open_grids
from winback_sheets.findings import Review
from winback_sheets.present import rows
from winback_sheets.present.sentences import headline
from winback_sheets.read import exports
from winback_sheets.read.book import read
from winback_sheets.read.grid import Grid
from winback_sheets.steps import review

LATER = pd.Timestamp("2026-11-30")


def grid(cells: list[list[object]], name: str = "Members") -> Grid:
    def below(row: int) -> pd.DataFrame:
        return pd.DataFrame(cells[row:], index=range(row + 1, len(cells) + 1), dtype=object)

    return Grid(name, cells[:60], below, len(cells))


def looked_at(*cells: list[object], today: str = "2026-01-15") -> Review:
    return review([grid(list(cells))], today=pd.Timestamp(today), every="month")


def lost(found: Review) -> dict[str, str]:
    """Who is lost, and on which day; "" where nobody knows."""
    return dict(zip(found.lost["customer"], found.lost["lost_on"].dt.strftime("%Y-%m-%d").fillna(""), strict=True))


def rules(found: Review) -> dict[int, str]:
    return dict(zip(found.book.problems["row"], found.book.problems["rule"], strict=True))


# ---------------------------------------------------------------- the files with their right answers


@pytest.fixture(params=["known", "unknown"])
def reviewed(request, shared_data: Path, monkeypatch: pytest.MonkeyPatch):
    """`reviewed(name)`: a file of exports, with the known programs and without them."""
    if request.param == "unknown":
        monkeypatch.setattr(exports, "EXPORTS", ())
    return lambda name: review(open_grids(shared_data / "exports" / name), today=LATER)


def test_stripe(reviewed) -> None:
    found = reviewed("stripe_subscriptions.csv")
    spells, rows_of = found.businesses[0].spells, found.book.subscriptions
    people = found.book.people["name"].reindex(list(lost(found)))
    assert sorted(people) == [f"Member No{number}" for number in (25, 26, 27, 28)]
    assert set(lost(found).values()) == {"2026-02-10"}
    assert spells["customer"].nunique() == 31 and found.as_of == pd.Timestamp("2026-03-31")
    assert sorted(rules(found).items()) == [(31, "trial"), (33, "not_paid_yet")]
    assert found.signs[["sign", "ends"]].values.tolist() == [["told_us", pd.Timestamp("2026-04-10")]]
    assert rows_of["mrr"].value_counts().to_dict() == {49: 26, 40: 4, 490: 1}
    assert headline(found) == (
        "4 customers left in 2026 Q1: 196 a month in revenue. "
        "Your list ends on 20 Mar 2026, so this is how it stood on 31 Mar 2026."
    )


def test_chargebee(reviewed) -> None:
    found = reviewed("chargebee_subscriptions.csv")
    assert set(lost(found).values()) == {"2026-02-10"} and len(lost(found)) == 4
    assert found.businesses[0].spells["customer"].nunique() == 30
    assert rules(found) == {31: "trial", 32: "starts_later", 33: "paused"}
    assert found.signs["sign"].tolist() == ["told_us"] and found.signs["ends"].tolist() == [pd.Timestamp("2026-04-10")]
    assert found.lost["mrr"].tolist() == [49] * 4  # though the column MRR has turned to 0


def test_a_list_that_says_who_is_gone_and_not_since_when(reviewed) -> None:
    found = reviewed("real_justr3_subscriptions.csv")
    assert list(lost(found).values()) == [""] * 44
    assert headline(found).startswith("44 of 350 customers are gone: 490 a month in revenue; your list does not say")
    tab = rows.lost_customers(found)
    assert set(tab["status"]) == {"gone, day unknown"} and tab["lost_on"].isna().all() and set(tab["period"]) == {""}
    assert len(found.businesses[0].active) == 306
    assert found.outreach["date"].min() == pd.Timestamp("2026-12-01")  # calls lie ahead, whenever the list ended


def test_terms(reviewed) -> None:
    mrr = reviewed("subs_terms.csv").book.subscriptions.set_index("customer")["mrr"]
    assert mrr[[f"c{n}" for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12)]].tolist() == [
        100, 100, 100, 100, 100, 400, 400, 100, 1200, 50, 33.33, 1200,
    ]  # fmt: skip
    assert mrr[["c13", "c14", "c15"]].tolist() == [2600, 2600, 1300] and pd.isna(mrr["c11"])


def test_cents(reviewed) -> None:
    found = reviewed("subs_cents.csv")
    assert set(found.book.subscriptions["mrr"]) == {49}
    assert lost(found) == dict.fromkeys(("c17", "c18", "c19", "c20"), "2026-02-10")
    assert headline(found).startswith("Nobody left in 2025 Q4. 4 customers have left since.")
    assert set(reviewed("small/min_cents.csv").book.subscriptions["mrr"]) == {49}


@pytest.mark.parametrize(("name", "gone", "of"), [
    ("02_accounts_churn_flag_ignored", {"A-2", "A-3"}, 3),
    ("04_calls_as_money", {"2"}, 3),
    ("05_status_beats_churn", {"2", "4"}, 4),
])  # fmt: skip
def test_a_flag_says_who_is_gone(reviewed, name: str, gone: set[str], of: int) -> None:
    found = reviewed(f"small/{name}.csv")
    assert lost(found) == dict.fromkeys(gone, "")
    assert headline(found).startswith(f"{len(gone)} of {of} customers {'is' if len(gone) == 1 else 'are'} gone")


def test_the_smallest(reviewed) -> None:
    assert reviewed("small/min_term.csv").book.subscriptions["mrr"].tolist() == [100, 100, 400, 50]
    expired = reviewed("small/03_claims_as_money_expiry_ignored.csv")
    assert lost(expired) == {"493621": "2019-01-21", "534716": "2019-01-29", "852573": "2019-12-10"}
    assert sorted(expired.lost["mrr"]) == [65, 96, 181]  # the premium, not the claims
    assert lost(reviewed("small/14_status_from_state.csv")) == {"S000033": "2025-01-03"}
    assert rules(reviewed("small/17_notdate.csv")) == {2: "no_leap_day"}


# ---------------------------------------------------------------- the same kinds in other words and orders


HEADS = {
    "en": ["Member", "Joined", "Status", "Fee per month"],
    "de": ["Kunde", "Vertragsbeginn", "Status", "Monatsbetrag"],
    "fr": ["Numéro client", "Date de début", "Statut", "Mensualité"],
    "es": ["Cliente", "Fecha de inicio", "Estado", "Cuota mensual"],
    "nl": ["Klant", "Ingangsdatum", "Status", "Maandbedrag"],
}
GONE = {"en": "Former", "de": "gekündigt", "fr": "résilié", "es": "Baja", "nl": "Opgezegd"}
HERE = {"en": "Current", "de": "aktiv", "fr": "actif", "es": "Activo", "nl": "Actief"}


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("turned", [False, True], ids=["in order", "turned"])
def test_gone_without_a_day_in_other_languages(language: str, turned: bool) -> None:
    cells = [HEADS[language]]
    cells += [[f"M{n}", f"2025-{n:02}-11", (GONE if n in (3, 5) else HERE)[language], 20 + n] for n in range(1, 10)]
    found = looked_at(*([row[::-1] for row in cells] if turned else cells))
    assert lost(found) == {"M3": "", "M5": ""}
    assert headline(found).startswith("2 of 9 customers are gone: 48 a month in revenue; your list does not say since")


HEAD = [
    "Customer",
    "Start",
    "End",
    "Cancelled on",
    "Current period end",
    "Cancel at period end",
    "Status",
    "Monthly amount",
]
OTHERS = [[f"X{n}", "2025-01-05", None, None, "2026-02-05", "no", "active", 30] for n in range(5)]


@pytest.mark.parametrize(("row", "day", "sign"), [
    pytest.param(["2025-11-01", "2025-10-10", "2025-12-05", "no", "canceled"], "2025-11-01", None, id="the end first"),
    pytest.param([None, "2025-10-10", "2025-12-05", "no", "canceled"], "2025-10-10", None, id="then the day of cancelling"),
    pytest.param([None, None, "2025-12-05", "no", "expired"], "2025-12-05", None, id="then the end of the term"),
    pytest.param(["2025-11-01", None, "2025-12-05", "no", "active"], "2025-11-01", None, id="a past end is an end"),
    pytest.param([None, "2026-01-02", "2026-02-05", "yes", "active"], None, "told_us", id="cancels at the end of the term"),
    pytest.param(["2026-03-01", "2026-01-02", "2026-03-01", "no", "canceled"], None, "told_us", id="an end to come is notice"),
    pytest.param([None, None, "2026-02-05", "no", "non_renewing"], None, "told_us", id="does not renew"),
    pytest.param([None, None, "2026-02-05", "no", "past_due"], None, None, id="late with a payment"),
    pytest.param([None, None, "2026-02-05", "no", "paused"], None, None, id="paused"),
])  # fmt: skip
def test_the_day_on_which_a_contract_ends(row: list[object], day: str | None, sign: str | None) -> None:
    found = looked_at(HEAD, *OTHERS, ["Ben", "2025-02-03", *row, 30])
    assert lost(found) == ({"Ben": day} if day else {})
    assert found.signs.loc[found.signs["customer"] == "Ben", "sign"].tolist() == ([sign] if sign else [])


def test_who_left_undated_beside_dated_losses_is_counted_apart() -> None:
    dated = [[f"D{n}", "2025-01-05", "2025-12-20", None, None, None, "cancelled", 30] for n in range(2)]
    undated = [[f"U{n}", "2025-01-05", None, None, None, None, "cancelled", 30] for n in range(3)]
    found = looked_at(HEAD, *OTHERS, *dated, *undated)
    (business,) = found.businesses
    assert business.headline[["start", "lost", "end"]].tolist() == [7, 2, 5]
    assert lost(found) == {"D0": "2025-12-20", "D1": "2025-12-20", "U0": "", "U1": "", "U2": ""}
    assert headline(found) == (
        "3 of 10 customers are gone; your list does not say since when. "
        "2 customers left in 2025-12: 60 a month in revenue."
    ).replace("2025-12", "December 2025")
    states = rows.segments(found).set_index("customer")["state"]
    assert states["U0"] == states["D0"] != states["X0"]


def test_who_has_another_contract_is_still_there() -> None:
    old = ["X0", "2024-01-05", None, None, None, None, "cancelled", 30]
    found = looked_at(HEAD, *OTHERS, old)
    assert lost(found) == {} and len(found.businesses[0].active) == 5


def test_paused_is_a_customer_without_money() -> None:
    found = looked_at(HEAD, *OTHERS, ["Ben", "2025-02-03", None, None, None, None, "On hold", 30])
    line = found.businesses[0].headline
    assert (line["end"], line["end_money"]) == (6, 150)


def test_a_churn_flag_decides_over_a_status() -> None:
    cells = [["Customer", "Start date", "Status", "Churned", "Monthly amount"]]
    cells += [[f"C{n}", "2025-02-03", "active", "yes" if n == 2 else "no", 10] for n in range(5)]
    assert lost(looked_at(*cells)) == {"C2": ""}


def test_statuses_that_nobody_knows_are_asked_about() -> None:
    cells = [["Customer", "Start date", "Status", "Monthly amount"]]
    cells += [[f"C{n}", "2025-02-03", "zz" if n == 2 else "active", 10] for n in range(5)]
    (question,) = [each for each in looked_at(*cells).book.questions if each.kind == "statuses"]
    assert question.others == ("zz",) and (question.rows, question.money) == (1, 10)


def money(*cells: list[object]) -> list[float]:
    return read([grid(list(cells))], today=pd.Timestamp("2026-01-15")).subscriptions["mrr"].tolist()


def test_units_and_prices() -> None:
    head = ["Customer", "Start date", "Plan quantity", "Unit price", "Billing period", "Billing period unit"]
    assert money(head, ["A", "2025-02-03", 2, 60, 3, "month"], ["B", "2025-02-03", 1, 480, 1, "year"]) == [40, 40]
    head = ["Customer", "Start date", "Quantity", "Amount", "Interval"]
    of_each = [["A", "2025-02-03", 1, 49, "month"], ["B", "2025-02-04", 10, 49, "month"]]
    of_all = [["A", "2025-02-03", 1, 49, "month"], ["B", "2025-02-04", 10, 490, "month"]]
    assert money(head, *of_each) == money(head, *of_all) == [49, 490]


def test_an_amount_set_to_0_on_leaving_is_not_known() -> None:
    cells = [["Customer", "Start date", "End date", "Status", "MRR"], ["A", "2025-02-03", "2025-12-01", "cancelled", 0]]
    cells += [[f"C{n}", "2025-02-03", None, "active", 10] for n in range(3)]
    found = looked_at(*cells)
    assert lost(found) == {"A": "2025-12-01"} and pd.isna(found.lost["mrr"].iloc[0])
    assert rules(found) == {2: "zeroed"}


def test_another_currency_costs_the_money_and_not_the_customer() -> None:
    cells = [["Customer", "Start date", "Currency", "Monthly amount"], ["A", "2025-02-03", "EUR", 10]]
    cells += [[f"C{n}", "2025-02-03", "USD", 10] for n in range(3)]
    found = looked_at(*cells)
    assert len(found.businesses[0].active) == 4 and found.book.subscriptions["mrr"].sum() == 30
    assert rules(found) == {2: "contract_currency"}

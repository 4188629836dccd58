"""Told us: first the notes that say something else, then those that say it, in many languages, then whose and when."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.read.notes import SHOWN, first_words, sayings
from winback_sheets.schema.words import LANGUAGES, LEAVING
from winback_sheets.watch.signs import find_signs, rank_signs
from winback_sheets.watch.told_us import told_us

AS_OF = pd.Timestamp("2026-10-31")
T = pd.Timestamp
OTHERWISE = (
    *("did not cancel", "does not want to cancel", "won't leave us", "has no plans to cancel", "not going to leave"),
    *("cancelled the meeting", "the meeting was cancelled", "Order cancelled", "asked to cancel order 123"),
    *("explained the cancellation policy", "cancelled his old supplier to come to us", "please do not cancel anything"),
    *("left a message", "leave us a review", "wants to leave a deposit", "on leave until Monday", "will quit smoking"),
    *("our contact is leaving the company", "moved to another city", "Customer is moving to a new address"),
    *("switching to annual billing", "gave notice of a price change", "never said they want to leave"),
    *("came back", "thinking it over", "not now", "no", "wrong number", "price too high", "renewed for a year", ""),
    *(
        "hat nicht gekündigt",
        "kündigt nicht",
        "Kündigungsfrist erklärt",
        "kündigte seinen Besuch an",
        "Termin abgesagt",
    ),
    *("n'a pas résilié", "réunion annulée, nouvelle date", "no quiere cancelar", "canceló la reunión"),
    *("قرارداد را لغو نکرد", "جلسه لغو شد", "চুক্তি বাতিল করবে না", "মিটিং বাতিল", "цуцлахгүй", "уулзалтаа цуцалсан"),
)
LEAVES = (
    *("Wants to leave us", "they will cancel in May", "Cancels.", "Called to cancel their subscription"),
    *("switching to Miller & Co", "is not renewing", "They won't renew", "does not want to renew the contract"),
    *("not happy, cancelling", "gave notice by phone", "going to a competitor", "buys elsewhere now"),
    *("found a cheaper supplier", "no longer needs us", "doesn't renew: too expensive"),
    *("Er kündigt zum Jahresende", "hat gekündigt", "will weg", "wechselt zur Konkurrenz", "verlängert nicht"),
    *("Elle veut nous quitter", "va résilier son contrat", "ne renouvelle pas", "ne va pas renouveler"),
    *("Quiere darse de baja", "cancela el contrato", "se va a la competencia", "no va a renovar"),
    *("قرارداد را لغو می‌کند", "میخواهد قرارداد را فسخ کند", "تمدید نمی‌کند"),
    *("চুক্তি বাতিল করবে", "নবায়ন করবে না", "অন্য কোম্পানিতে চলে যাচ্ছে"),
    *("Гэрээгээ цуцална", "сунгахгүй гэсэн", "өөр компани руу шилжинэ"),
    *("zegt op", "disdice il contratto", "quer cancelar o contrato", "расторгает договор"),
)
STAYS = (
    *("will stay", "wanted to cancel, changed their mind", "has renewed", "stayed", "bleibt doch", "se queda"),
    *("reste finalement chez nous", "میماند", "থাকবে", "үлдэнэ"),
)


def notes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Notes of calls and visits: customer, date, note."""
    frame = pd.DataFrame(list(rows), columns=["customer", "date", "note"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


def told(tables: dict[str, pd.DataFrame]) -> list[tuple[object, ...]]:
    found = told_us(tables, pd.Index(["A", "B"]), AS_OF).sort_values("customer")
    return list(found[["customer", "since", "said"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("note", OTHERWISE)
def test_a_note_does_not_say_that_they_leave(note: str) -> None:
    assert sayings(pd.Series([note])).tolist() != ["leaves"]


@pytest.mark.parametrize("note", LEAVES)
def test_a_note_says_that_they_leave(note: str) -> None:
    assert sayings(pd.Series([note])).tolist() == ["leaves"]


@pytest.mark.parametrize("note", STAYS)
def test_a_note_takes_back_what_was_said(note: str) -> None:
    assert sayings(pd.Series([note])).tolist() == ["stays"]


def test_every_language_names_known_kinds_of_phrases_only() -> None:
    assert {key for language in LANGUAGES.values() for key in language.leaving} <= set(LEAVING)
    assert {"en", "de", "fr", "es", "fa", "bn", "mn"} <= {key for key, each in LANGUAGES.items() if each.leaving}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("A", "2026-11-01", "cancels")], id="a note of tomorrow"),
        pytest.param([("A", "2025-10-01", "cancels")], id="a note of more than a year ago"),
        pytest.param([("C", "2026-10-01", "cancels")], id="somebody who is gone"),
        pytest.param([("A", "2026-10-01", "cancels"), ("A", "2026-10-09", "stays after all")], id="taken back"),
        pytest.param([("A", "2026-10-01", None), ("A", None, "cancels")], id="no text, no date"),
    ],
)
def test_nobody_has_told_us(rows: list[tuple[str, str, str]]) -> None:
    assert told({"contacts": notes(*rows)}) == []


def test_the_first_note_since_they_last_said_that_they_stay_counts() -> None:
    rows = [("2026-03-01", "cancels"), ("2026-04-01", "changed her mind"), ("2026-09-01", "wants to leave"),
            ("2026-10-01", "cancels")]  # fmt: skip
    assert told({"contacts": notes(*(("A", day, text) for day, text in rows))}) == [
        ("A", T("2026-09-01"), "wants to leave")
    ]


@pytest.mark.parametrize(
    ("tab", "columns"),
    [
        pytest.param("contacts", {"note": "will cancel"}, id="a note in Contacts"),
        pytest.param("calls", {"outcome": "will cancel", "stated_reason": None}, id="the outcome of a call"),
        pytest.param("calls", {"stated_reason": "will cancel"}, id="the reason they gave on a call"),
        pytest.param("worked", {"outcome": "not now", "notes": "will cancel"}, id="a note in Outreach"),
        pytest.param("worked", {"outcome": "will cancel", "notes": None}, id="an outcome in Outreach"),
    ],
)
def test_every_place_for_a_note_is_read(tab: str, columns: dict[str, str]) -> None:
    frame = pd.DataFrame([{"customer": "A", "date": T("2026-10-20"), **columns}])
    assert told({tab: frame}) == [("A", T("2026-10-20"), "will cancel")]


def test_a_dated_notice_counts_before_a_note() -> None:
    contract = {"customer": "A", "from": T("2025-01-01"), "to": T("2026-12-31"), "notice": T("2026-10-15"), "mrr": 5.0}
    tables = {"subscriptions": pd.DataFrame([contract]), "contacts": notes(("A", "2026-10-01", "cancels"))}
    found = told_us(tables, pd.Index(["A"]), AS_OF)
    assert found["since"].tolist() == [T("2026-10-15")] and found["ends"].tolist() == [T("2026-12-31")]
    assert found["said"].isna().all()


def test_who_told_us_comes_first_whatever_they_are_worth() -> None:
    """002-12: appears first, whatever the scores."""
    payments = pd.DataFrame({"customer": ["B"], "due": T("2026-09-01"), "paid": pd.NaT, "amount": 9e6})
    tables = {"payments": payments, "contacts": notes(("A", "2026-10-01", "cancels"))}
    found = find_signs(tables, pd.Index(["A", "B"]), AS_OF).signs
    ranked = rank_signs(found, pd.Series({"A": 1.0, "B": 1e6}))
    assert ranked["customer"].tolist() == ["A", "B"] and ranked["urgent"].tolist() == [True, False]


def test_a_long_note_is_quoted_by_its_first_words() -> None:
    quoted = first_words(pd.Series(["word " * 40, "a\nshort   one", "x" * 100])).tolist()
    assert quoted[1] == "a short one" and quoted[0].endswith("word…")
    assert all(len(each) <= SHOWN + 1 for each in quoted)

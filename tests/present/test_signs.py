"""What is said of each warning sign, a row a sign, and what a sign without words does."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from winback_sheets.present import sentences
from winback_sheets.present.words import known, say
from winback_sheets.schema.message import Wrong
from winback_sheets.schema.settings import Effort
from winback_sheets.watch import signs
from winback_sheets.watch.signs import MAY_LEAVE, SIGNS, Sign

T, NAN = pd.Timestamp, float("nan")
NOTICE, END = T("2026-10-21"), T("2027-01-31")
SAID = [
    pytest.param(
        {"sign": "told_us", "since": NOTICE, "ends": END, "said": None},
        "gave notice on 21 Oct 2026, the contract ends on 31 Jan 2027",
        "Thank you for letting us know that you are leaving. May I ask what made you decide?",
        id="told us",
    ),
    pytest.param(
        {"sign": "told_us", "since": NOTICE, "ends": pd.NaT, "said": None},
        "gave notice on 21 Oct 2026",
        "Thank you for letting us know that you are leaving. May I ask what made you decide?",
        id="told us, without an end",
    ),
    pytest.param(
        {"sign": "told_us", "since": pd.NaT, "ends": pd.NaT, "said": None},
        "does not renew",
        "Thank you for letting us know that you are leaving. May I ask what made you decide?",
        id="told us, nobody knows when",
    ),
    pytest.param(
        {"sign": "told_us", "since": NOTICE, "ends": pd.NaT, "said": "Wants to leave us in spring"},
        'your note of 21 Oct 2026: "Wants to leave us in spring"',
        "Thank you for letting us know that you are leaving. May I ask what made you decide?",
        id="told us, in a note",
    ),
    pytest.param(
        {"sign": "told_us", "since": NOTICE, "ends": END, "said": "will cancel"},
        'does not renew, the contract ends on 31 Jan 2027; your note of 21 Oct 2026: "will cancel"',
        "Thank you for letting us know that you are leaving. May I ask what made you decide?",
        id="told us, in a note and in the list",
    ),
    *(
        pytest.param(
            {"sign": "contact_leaves", "person": person, "successor": successor, "leaves": END}
            | {"ask": T("2027-01-01"), "meet": T("2027-01-17"), "recap": T("2027-01-24")},
            f"{leaver} leaves on 31 Jan 2027, {follows}",
            "I hear that you will hand over soon. Who will look after this, and could we meet together?",
            id=f"contact leaves: {leaver}, {follows}",
        )
        for person, leaver in (("Ann Ivy", "Ann Ivy"), (None, "your contact"))
        for successor, follows in (("Bob Oak", "Bob Oak follows"), (None, "nobody is named to follow"))
    ),
    *(
        pytest.param(
            {"sign": "contact_changed", "person": person, "successor": successor, "since": NOTICE},
            said,
            "I would like to introduce myself. What matters most to you in your new role?",
            id=f"contact changed: {said}",
        )
        for person, successor, said in (
            ("Ann Ivy", "Bob Oak", "Ann Ivy left on 21 Oct 2026, Bob Oak is there now"),
            ("Ann Ivy", None, "Ann Ivy left on 21 Oct 2026, nobody is named in their place"),
            (None, "Bob Oak", "Bob Oak decides since 21 Oct 2026; before, somebody else did"),
            (None, None, "your contact left on 21 Oct 2026, nobody is named in their place"),
        )
    ),
    *(
        pytest.param(
            {"sign": "pays_later", "usual": usual, "third": 9.0, "second": 12.0, "last": 15.0, "unpaid": unpaid},
            said,
            "I wanted to ask how things are with you. Has anything changed about invoices on your side?",
            id=f"pays later: {said}",
        )
        for usual, unpaid, said in (
            (2.0, NAN, "usually pays 2 days late, the last three invoices 9, 12 and 15"),
            (2.0, 1, "usually pays 2 days late, the last three invoices 9, 12 and 15; one of them is still open"),
            (NAN, NAN, "usually pays in time, the last three invoices 9, 12 and 15 days late"),
            (NAN, 2, "usually pays in time, the last three invoices 9, 12 and 15 days late; 2 of them are still open"),
        )
    ),
    pytest.param(
        {"sign": "pays_in_parts", "since": NOTICE, "paid_part": 40.0, "amount": 80.0},
        "paid 40 EUR of 80 EUR; before 21 Oct 2026 always in full",
        "Was everything right with our last invoice?",
        id="pays in part",
    ),
    pytest.param(
        {"sign": "pays_another_way", "since": NOTICE, "way": "card", "usual_way": "bank transfer"},
        "paid by card on 21 Oct 2026, before that always by bank transfer",
        "I saw that you pay in another way now. Is somebody else looking after the invoices?",
        id="pays another way",
    ),
    pytest.param(
        {"sign": "smaller_invoices", "recent_amount": 50.0, "usual_amount": 120.0},
        "the last three invoices about 50 EUR, before that about 120 EUR, and none as small",
        "You take less than before. Does it still suit you?",
        id="smaller invoices",
    ),
    pytest.param(
        {"sign": "spends_less", "days": 12, "money_recent": 120.0, "money_expected": 480.0},
        "bought on 12 days of the last 90, as often as before, for 120 EUR; a year ago it would have been about 480 EUR",
        "It is good to see you so often. Is there anything you would like us to have for you again?",
        id="spends less",
    ),
    pytest.param(
        {"sign": "unpaid", "days": 20, "owed": 80.0},
        "an invoice is 20 days overdue, 80 EUR open",
        "I just wanted to check that everything is all right.",
        id="unpaid",
    ),
    pytest.param(
        {"sign": "unpaid", "days": 20, "owed": NAN},
        "an invoice is 20 days overdue",
        "I just wanted to check that everything is all right.",
        id="unpaid, nobody knows how much",
    ),
    pytest.param(
        {"sign": "ends_soon", "ends": END},
        "the contract ends on 31 Jan 2027 and no new one is in your list",
        "Your contract ends soon. How have the last months been for you?",
        id="ends soon",
    ),
    pytest.param(
        {"sign": "downgrade", "now": 60.0, "was": 100.0},
        "pays 60 EUR a month, was 100 EUR 90 days ago",
        "I saw that you pay less than before. Does what you have now still suit you?",
        id="downgrade",
    ),
    pytest.param(
        {"sign": "overdue_promise", "promise": "a spare key", "since": NOTICE, "days": 10, "promises": 2},
        "2 promises are overdue; the oldest, 'a spare key', was due on 21 Oct 2026, 10 days ago",
        "We promised you something and have not done it yet. I am sorry, and I call to put it right.",
        id="overdue promise",
    ),
    pytest.param(
        {"sign": "open_complaint", "since": NOTICE, "days": 10, "closed": pd.NaT, "complaints": 1, "topic": None},
        "a complaint is not settled; the oldest is of 21 Oct 2026, 10 days ago",
        "I call about your complaint. What would have to happen for it to be settled for you?",
        id="open complaint",
    ),
    pytest.param(
        {
            "sign": "open_complaint",
            "since": NOTICE,
            "days": 10,
            "closed": T("2026-10-23"),
            "complaints": 2,
            "topic": None,
        },
        "2 complaints are not settled; the oldest, of 21 Oct 2026, was closed on 23 Oct 2026, and they have not said that "
        "they are satisfied",
        "I call about your complaint. What would have to happen for it to be settled for you?",
        id="open complaint, answered",
    ),
    pytest.param(
        {"sign": "open_complaint", "since": NOTICE, "days": 10, "closed": pd.NaT, "complaints": 1, "topic": "late"},
        "a complaint is not settled; the oldest is of 21 Oct 2026 (late), 10 days ago",
        "I call about your complaint. What would have to happen for it to be settled for you?",
        id="open complaint, and what about",
    ),
    pytest.param(
        {
            "sign": "open_complaint",
            "since": NOTICE,
            "days": 9,
            "closed": T("2026-10-23"),
            "complaints": 1,
            "topic": "late",
        },
        "a complaint is not settled; the oldest, of 21 Oct 2026 (late), was closed on 23 Oct 2026, and they have not said "
        "that they are satisfied",
        "I call about your complaint. What would have to happen for it to be settled for you?",
        id="open complaint, answered, and what about",
    ),
    pytest.param(
        {"sign": "more_complaints", "recent": 3, "before": 1, "days": 90, "minutes": 120.0, "minutes_before": 15.0},
        "3 complaints in the last 30 days, 1 in the 90 days before; 120 minutes of help, usually 15",
        "You had trouble with us more than once lately, and I am sorry. What is behind it, as you see it?",
        id="more complaints",
    ),
    pytest.param(
        {"sign": "more_complaints", "recent": 3, "before": 1, "days": 90, "minutes": NAN, "minutes_before": NAN},
        "3 complaints in the last 30 days, 1 in the 90 days before",
        "You had trouble with us more than once lately, and I am sorry. What is behind it, as you see it?",
        id="more complaints, nobody notes the minutes",
    ),
    pytest.param(
        {"sign": "low_score", "since": NOTICE, "score": 3.0, "scale": 5.0},
        "gave 3 of 5 on 21 Oct 2026",
        "Thank you for your frank answer to our question. What should we do better?",
        id="low score",
    ),
    pytest.param(
        {"sign": "only_ok", "since": NOTICE, "score": 7.0, "scale": 10.0},
        "gave 7 of 10 on 21 Oct 2026: not unhappy, and not happy either",
        "Thank you for your answer to our question. What would have made it really good?",
        id="only OK",
    ),
    pytest.param(
        {"sign": "contact_silence", "days": 28, "usual": 7.0, "contacts": 151, "chance": 0.0185},
        "has not been in touch for 28 days; usually every 7 days (151 contacts); so long a gap by chance: 1.9%",
        "I wanted to hear how you are. Is there anything I can do for you?",
        id="silence in contacts",
    ),
    pytest.param(
        {"sign": "fewer_questions", "recent": 1, "expected": 8.1, "chance": 0.004},
        "asked 1 question in the last 90 days, where 8 would be usual; so few by chance: 0.4%",
        "How are you getting on? Is there anything that we could make easier for you?",
        id="fewer questions",
    ),
    pytest.param(
        {"sign": "using_less", "recent": 8.0, "usual": 20.5, "chance": 0.0001},
        "used 8 a week in the last 4 weeks, usually 20.5; so little by chance: <0.1%",
        "How well does it work for you these days? Is there anything that holds you up?",
        id="uses less",
    ),
    pytest.param(
        {"sign": "feast_or_famine", "contacts": 10, "early": 10, "within": 60, "days": 273},
        "10 of 10 contacts fell into the first 60 days; none for 273 days",
        "We talked a lot in the beginning and then not any more; that is our doing. How are you?",
        id="feast or famine",
    ),
    pytest.param(
        {"sign": "unopened", "days": 60, "usual": 7.0, "emails": 8},
        "opened none of your e-mails for 60 days, 8 e-mails since; usually one every 7 days",
        "I would rather call than send one more e-mail. What would you like to hear from us, if anything?",
        id="e-mails not opened",
    ),
    pytest.param(
        {"sign": "unopened", "days": 60, "usual": 7.0, "emails": NAN},
        "opened none of your e-mails for 60 days; usually one every 7 days",
        "I would rather call than send one more e-mail. What would you like to hear from us, if anything?",
        id="e-mails not opened, opened ones alone are noted",
    ),
    pytest.param(
        {"sign": "unheard", "years": 4, "heard": NOTICE},
        "a customer for 4 years; last heard of on 21 Oct 2026",
        "You have been with us for years and we hardly ever ask: how content are you with us?",
        id="long and unheard",
    ),
    pytest.param(
        {"sign": "unheard", "years": 4, "heard": pd.NaT},
        "a customer for 4 years; nothing of what they think is in your tabs",
        "You have been with us for years and we hardly ever ask: how content are you with us?",
        id="long and never heard",
    ),
]
LISTED = {"sign": "may_leave", "usual": 7.0, "silent": 54, "of_100": 62.0, "ahead": 90}
MAY_LEAVE_SAID = [
    pytest.param(
        {"mrr": 550.0},
        "bought every 7 days, silent for 54; like this in your shop: 62 of 100 bought nothing for 90 days; 550 EUR a month",
        id="with money",
    ),
    pytest.param(
        {"mrr": NAN},
        "bought every 7 days, silent for 54; like this in your shop: 62 of 100 bought nothing for 90 days",
        id="without money",
    ),
    pytest.param(
        {"mrr": 550.0, "of_100": NAN}, "bought every 7 days, silent for 54; 550 EUR a month", id="without a chance"
    ),
    pytest.param({"mrr": NAN, "of_100": NAN, "usual": 1.0}, "bought every day, silent for 54", id="with neither"),
    pytest.param(
        {"mrr": 550.0, "usual": NAN},
        "bought twice, silent for 54 days; like this in your shop: 62 of 100 bought nothing for 90 days; 550 EUR a month",
        id="two purchases are no habit",
    ),
    pytest.param(
        {"mrr": NAN, "usual": NAN},
        "bought twice, silent for 54 days; like this in your shop: 62 of 100 bought nothing for 90 days",
        id="two purchases, without money",
    ),
    pytest.param(
        {"mrr": 550.0, "usual": NAN, "of_100": NAN},
        "bought twice, silent for 54 days; 550 EUR a month",
        id="two purchases, without a chance",
    ),
    pytest.param(
        {"mrr": NAN, "usual": NAN, "of_100": NAN}, "bought twice, silent for 54 days", id="two purchases, with neither"
    ),
]


@pytest.mark.parametrize(("more", "evidence"), MAY_LEAVE_SAID)
def test_the_sentence_of_a_place_on_the_watch_list(more: dict, evidence: str) -> None:
    assert sentences.evidence(LISTED | more, "EUR") == evidence


def test_a_call_for_a_place_on_the_watch_list_says_the_money_once() -> None:
    row = LISTED | {"mrr": 550.0, "purpose": "warning"}
    assert sentences.why_now(row, "EUR") == (
        "At risk (550 EUR a month): bought every 7 days, silent for 54; like this in your shop: 62 of 100 bought nothing "
        "for 90 days"
    )


ACCUSING = ("you did not", "you have not", "why haven't", "you stopped", "you never", "ignored", "are you sure")


@pytest.mark.parametrize("sign", SIGNS, ids=[each.key for each in SIGNS])
def test_no_first_question_is_an_accusation(sign: Sign) -> None:
    opening = say(f"signs.{sign.key}_opening").casefold()
    assert [words for words in ACCUSING if words in opening] == []


def test_silence_is_met_with_a_gentle_check_in() -> None:
    said = " ".join(say(f"signs.contact_silence_{what}") for what in ("response", "opening"))
    assert "gentle check-in" in said and "busy, ill" in said and "nothing to sell" in said and "?" in said


@pytest.mark.parametrize(("row", "evidence", "opening"), SAID)
def test_the_evidence_and_the_first_question_of_a_sign(row: dict, evidence: str, opening: str) -> None:
    row = row | {"purpose": "warning", "mrr": 50.0}
    assert sentences.evidence(row, "EUR") == evidence
    assert sentences.why_now(row, "EUR") == f"At risk (50 EUR a month): {evidence}"
    assert sentences.opening(row, "Ann", "Bob") == f"Hello Ann, this is Bob. {opening}"


def test_every_sign_has_a_row_here() -> None:
    assert {case.values[0]["sign"] for case in SAID} == {each.key for each in SIGNS}


def missing(sign: Sign) -> list[str]:
    """The texts that a sign lacks."""
    keys = [f"signs.{sign.key}_{what}" for what in ("name", "evidence", "response", "opening")]
    return [key for key in keys if not known(key)]


@pytest.mark.parametrize("sign", [*SIGNS, MAY_LEAVE], ids=lambda each: each.key)
def test_every_sign_has_all_its_words(sign: Sign) -> None:
    assert missing(sign) == []


def rain(tables: Mapping, active: pd.Index, as_of: pd.Timestamp) -> pd.DataFrame:
    return pd.DataFrame({"customer": active, "since": as_of, "millimetres": 12})


def test_a_sign_without_words_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = Sign("rain", ("sales",), rain, ("millimetres",))
    monkeypatch.setattr(signs, "SIGNS", (*SIGNS, made_up))
    sales = pd.DataFrame({"customer": ["A"], "date": [T("2026-10-01")], "amount": [5.0]})
    found = signs.rank_signs(
        signs.find_signs({"sales": sales}, pd.Index(["A"]), T("2026-10-31")).signs, pd.Series({"A": 5.0})
    )
    row: Mapping = found.to_dict("records")[0] | {"purpose": "warning"}
    assert row["sign"] == "rain" and missing(made_up) == [
        "signs.rain_name",
        "signs.rain_evidence",
        "signs.rain_response",
        "signs.rain_opening",
    ]
    with pytest.raises(KeyError, match="rain_evidence"):
        sentences.evidence(row)
    with pytest.raises(KeyError, match="rain_opening"):
        sentences.opening(row, "Ann", "Bob")


def test_a_sign_that_is_in_no_list_is_an_error_that_names_it() -> None:
    frame = pd.DataFrame({"customer": ["A"], "sign": ["rain"], "since": T("2026-10-31")})
    with pytest.raises(Wrong, match="rain"):
        signs.rank_signs(frame, pd.Series({"A": 1.0}))
    with pytest.raises(Wrong, match="rain"):
        sentences.evidence({"sign": "rain"})


def test_an_urgent_contact_stands_first_by_the_name_of_its_sign() -> None:
    assert sentences.place({"urgent": True, "sign": "told_us"}, Effort()) == "told us: within one working day"


def test_who_deals_with_a_contact_that_leaves_reads_by_when() -> None:
    row = {"urgent": False, "sign": "contact_leaves", "by": END}
    assert sentences.place(row, Effort()) == "before your contact leaves on 31 Jan 2027"


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        pytest.param(
            None,
            "about 180 for 20 minutes: 100 a month for a year, at a chance of 15.0% that the call makes the difference",
            id="revenue",
        ),
        pytest.param(
            0.4,
            "about 72 for 20 minutes: 100 a month for a year, at a chance of 15.0% that the call makes the "
            "difference, and a margin of 40.0%",
            id="with a margin",
        ),
    ],
)
def test_the_place_of_a_contact_is_a_sum_that_can_be_checked(margin: float | None, said: str) -> None:
    effort = Effort(margin=margin)
    row = {"urgent": False, "mrr": 100.0, "likelihood": 0.15, "gain": 100.0 * 12 * 0.15 * effort.weight}
    assert sentences.place(row, effort) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param({"why": "busy", "months": (3, 4)}, "expected quiet: busy in March and April", id="busy"),
        pytest.param({"why": "season", "season": "Easter"}, "expected quiet: it is Easter in your Calendar", id="season"),
        pytest.param({"why": "shop_months", "months": (8,)},
                     "expected quiet: your whole shop sells far less in August", id="the shop's months"),
        pytest.param({"why": "rhythm", "usual": 364.0},
                     "expected quiet: buys about every 364 days, and is no later than that", id="a yearly buyer"),
    ],
)  # fmt: skip
def test_why_nothing_is_expected(row: dict, said: str) -> None:
    assert sentences.expected_quiet({"months": None, "season": None, "usual": NAN} | row) == said


def test_the_place_of_a_call_tells_of_busy_months() -> None:
    row = {"urgent": False, "mrr": NAN, "likelihood": 0.15, "busy": (3, 4)}
    assert sentences.place(row | {"timing": "moved"}, Effort()).endswith(
        "; put off until they have time again: they are busy in March and April"
    )
    assert sentences.place(row | {"urgent": True, "sign": "told_us", "timing": "kept"}, Effort()) == (
        "told us: within one working day; urgent, so not put off although they are busy in March and April"
    )


def test_the_answer_to_a_change_of_contact_has_days_and_that_to_a_late_payment_is_no_reminder() -> None:
    leaves = {"person": "Ann", "successor": None, "leaves": END, "ask": T("2027-01-01"), "meet": T("2027-01-17")}
    told = sentences.response({"sign": "contact_leaves", "recap": T("2027-01-24")} | leaves)
    assert all(f"by {day} Jan 2027" in told for day in (1, 17, 24))
    later = {"usual": 2.0, "third": 9.0, "second": 12.0, "last": 15.0, "unpaid": NAN}
    assert sentences.response({"sign": "pays_later"} | later).startswith("Clarify: whoever looks after them asks")

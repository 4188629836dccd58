"""What is new since the last closed period, and which closed periods read differently today."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.schema.message import Message
from winback_sheets.track.activity import contract_spells
from winback_sheets.track.changes import NAMES_AT_MOST, history, restatements, since_last
from winback_sheets.track.movements import movements, periods

T = pd.Timestamp
ROWS = [
    ("Anna", "2025-01-01", None, 10),
    ("Ben", "2025-01-01", "2025-10-15", 20),
    ("Cleo", "2025-01-01", "2025-11-10", 30),
    ("Dan", "2025-01-01", "2025-09-20", 40), ("Dan", "2025-11-05", None, 40),
    ("Eve", "2025-11-12", None, 50),
    ("Finn", "2025-11-02", "2025-11-20", 60),
    ("Gus", "2025-01-01", "2025-11-03", 70), ("Gus", "2025-11-20", None, 70),
]  # fmt: skip


def counted(rows, as_of="2025-12-15"):
    frame = pd.DataFrame(rows, columns=["customer", "from", "to", "mrr"])
    frame = frame.assign(**{"from": pd.to_datetime(frame["from"]), "to": pd.to_datetime(frame["to"])})
    spells, amounts = contract_spells(frame, T(as_of))
    moves, losses = movements(spells, amounts, periods(T("2025-01-01"), T(as_of)))
    return spells, moves, losses


GRACE = Message("track.lost_ended_or_unpaid", {"days": 30})


def lines(rows, convention=GRACE, **knobs):
    _, moves, losses = counted(rows, **knobs)
    return history("subscriptions", moves, losses, convention)


def test_the_running_period_is_never_recorded():
    recorded = lines(ROWS)
    assert recorded["period"].tolist()[-1] == "2025-11" and len(recorded) == 11


def test_the_same_review_again_restates_nothing():
    assert len(restatements(lines(ROWS), lines(ROWS))) == 0


def test_a_later_review_of_the_same_rows_restates_nothing():
    early, late = lines(ROWS, as_of="2025-10-31"), lines(ROWS)
    assert len(restatements(early, late)) == 0


def test_history_names_the_lost_and_their_money():
    recorded = lines(ROWS).set_index("period")
    assert recorded.loc["2025-10", ["names", "lost", "lost_money"]].tolist() == ["Ben", 1, 20]
    assert recorded.loc["2025-11", "names"] == "Cleo"  # neither Finn, who came and went, nor Gus, who is back


@pytest.mark.parametrize(("change", "period", "joined", "left"), [
    pytest.param(("Anna", "2025-01-01", "2025-10-20", 10), "2025-10", ["Anna"], [], id="an end typed in later"),
    pytest.param(("Ben", "2025-01-01", None, 20), "2025-10", [], ["Ben"], id="an end taken back"),
    pytest.param(("Ben", "2025-01-01", "2025-10-15", 25), "2025-10", [], [], id="the same names, other money"),
])  # fmt: skip
def test_a_restated_period_is_listed_with_its_names(change, period, joined, left):
    rows = [change if row[0] == change[0] else row for row in ROWS]
    found = restatements(lines(ROWS), lines(rows)).set_index("period")
    assert (found.loc[period, "joined"], found.loc[period, "left"]) == (joined, left)
    assert not found.loc[period, "rule_changed"]


@pytest.mark.parametrize(("recorded", "changed"), [
    pytest.param(Message("track.lost_ended_or_unpaid", {"days": 60}), True, id="other days"),
    pytest.param(Message("track.lost_contract_ended"), True, id="a rule without days"),
    pytest.param("contract ended, or unpaid for over 60 days", True, id="other days, recorded in words"),
    pytest.param("contract ended, or unpaid for over 30 days", False, id="the same days, recorded in words"),
    pytest.param("Vertrag beendet oder \u0663\u0660 Tage unbezahlt", False, id="in the words and digits of any language"),
])  # fmt: skip
def test_another_rule_is_said_to_be_the_cause_and_other_words_for_it_are_not(recorded, changed):
    rows = [("Anna", "2025-01-01", "2025-10-20", 10), *ROWS[1:]]
    before = lines(ROWS).assign(convention=lambda f: pd.Series([recorded] * len(f), dtype=object))
    assert restatements(before, lines(rows))["rule_changed"].eq(changed).all()


def test_a_history_typed_by_other_hands_is_compared_all_the_same():
    odd = lines(ROWS).astype({"lost": float}).assign(names=lambda f: f["names"].replace("", None))
    assert len(restatements(odd, lines(ROWS))) == 0


def test_thousands_of_names_fit_into_a_cell():
    rows = [(f"customer number {n:05}", "2025-01-01", "2025-10-15", 1) for n in range(3000)]
    names = lines(rows).set_index("period").loc["2025-10", "names"]
    shown = names.split("; ")
    assert len(names) <= NAMES_AT_MOST + 12 and shown[-1] == f"(+ {3001 - len(shown)})"
    assert set(shown[:-1]) <= {name for name, *_ in rows}  # none is cut in half


def test_of_names_that_a_cell_does_not_hold_nobody_is_said_to_have_joined_or_left():
    rows = [(f"customer number {n:05}", "2025-01-01", "2025-10-15", 1) for n in range(3000)]
    more = [("a new first one", "2025-01-01", "2025-10-15", 1), *rows]
    found = restatements(lines(rows), lines(more)).set_index("period").loc["2025-10"]
    assert (found["was"], found["is_now"], found["joined"], found["left"]) == (3000, 3001, [], [])


def test_what_is_new_since_the_last_closed_period():
    spells, moves, losses = counted(ROWS)
    span = moves.set_index("label", drop=False).loc["2025-11"]
    found = since_last(spells, losses, span)
    named = {what: set(rows["customer"]) for what, rows in found.groupby("what")}
    assert named == {
        "lost": {"Cleo"},
        "came_back": {"Dan"},
        "new": {"Eve", "Finn"},
        "in_and_out": {"Finn"},
        "out_and_in": {"Gus"},
    }
    assert span[["lost", "returned", "new"]].tolist() == [1, 1, 1]

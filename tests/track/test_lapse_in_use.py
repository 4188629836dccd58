"""Which rule a review goes by: what a person typed stands, what was judged is frozen, what cannot be judged waits."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.schema.lapse_rule import KEPT_AS, WINDOW_ONLY, LapseRule
from winback_sheets.schema.settings import Rules
from winback_sheets.track import lapse_in_use as module
from winback_sheets.track.lapse_choice import Judged
from winback_sheets.track.lapse_in_use import InUse, lapse_in_use

AS_OF = pd.Timestamp("2026-10-31")
FOUR = (0.53, 6.18, 0.89, 1.61)
BOTH = Judged(LapseRule(60, FOUR), AS_OF, 300, 100, 1000, 12, 250)
ALONE = BOTH._replace(rule=LapseRule(60), window_wrong=90)


def used(monkeypatch: pytest.MonkeyPatch, rules: Rules, *, window: int | None = None, kept: str = "",
         found: Judged | None = BOTH) -> tuple[InUse, bool]:  # fmt: skip
    """The rule in use, and whether the past was judged anew."""
    asked = []

    def judge(sales: pd.DataFrame, as_of: pd.Timestamp, *, window: int) -> Judged | None:
        asked.append(window)
        return found and found._replace(rule=found.rule._replace(window=window))

    monkeypatch.setattr(module, "judge", judge)
    silences = pd.DataFrame({"days": [55] * 40, "closed": [True] * 40})
    remembered = {KEPT_AS: kept} if kept else {}
    sales = pd.DataFrame({"customer": [], "date": []})
    return lapse_in_use(sales, AS_OF, rules, silences=silences, window=window, remembered=remembered), bool(asked)


@pytest.mark.parametrize(("rules", "window", "kept", "rule"), [
    pytest.param(Rules(window=90), None, "", LapseRule(90), id="a window that a person typed is the rule as it stands"),
    pytest.param(Rules(window=90), 60, "", LapseRule(90), id="and when they change the one that we chose"),
    pytest.param(Rules(window=90), 90, "90", LapseRule(90), id="and at the next review too"),
    pytest.param(Rules(lapse=WINDOW_ONLY), None, "", LapseRule(60), id="window only is the chosen window"),
    pytest.param(Rules(lapse=WINDOW_ONLY, window=45), 60, str(BOTH), LapseRule(45), id="window only, and a window of theirs"),
    pytest.param(Rules(lapse="540"), None, "", LapseRule(540), id="days in the rule are the rule"),
    pytest.param(Rules(lapse="540", window=60), 60, str(BOTH), LapseRule(540), id="their rule goes before our window"),
    pytest.param(Rules(lapse="540; 0.53 6.18 0.89 1.61"), None, "", LapseRule(540, FOUR), id="days and numbers of theirs"),
    pytest.param(Rules(lapse="60; 0.53 6.18 0.89 1.61", window=60), 60, str(BOTH), BOTH.rule, id="our rule as we wrote it"),
    pytest.param(Rules(lapse="60; 0.53 6.18 0.89 1.61", window=30), 60, str(BOTH), LapseRule(30),
                 id="a window typed later goes before the rule that we wrote"),
    pytest.param(Rules(window=60), 60, str(BOTH), BOTH.rule, id="the frozen rule where its cell was emptied"),
    pytest.param(Rules(), 60, str(BOTH), BOTH.rule, id="the frozen rule where Settings is gone"),
])  # fmt: skip
def test_a_rule_that_is_typed_or_frozen_is_never_judged_again(
    monkeypatch: pytest.MonkeyPatch, rules: Rules, window: int | None, kept: str, rule: LapseRule
) -> None:
    found, asked = used(monkeypatch, rules, window=window, kept=kept)
    assert (found.rule, asked) == (rule, False)


@pytest.mark.parametrize(("judged", "rule"), [
    pytest.param(BOTH, BOTH.rule, id="fewer errors by both conditions"),
    pytest.param(ALONE, LapseRule(60), id="fewer by the window"),
])  # fmt: skip
def test_what_was_judged_once_is_taken_up_by_the_next_review(
    monkeypatch: pytest.MonkeyPatch, judged: Judged, rule: LapseRule
) -> None:
    first, asked = used(monkeypatch, Rules(), found=judged)
    assert (first.rule, first.judged, asked) == (rule, judged, True) and first.kept
    again, asked = used(monkeypatch, Rules(window=60), window=60, kept=first.kept, found=None)
    assert (again.rule, again.judged, asked) == (rule, judged, False)


def test_what_cannot_be_judged_yet_goes_by_the_window_and_is_judged_later(monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = used(monkeypatch, Rules(), found=None)
    assert (found, asked) == (InUse(LapseRule(60), None, None), True)
    later, asked = used(monkeypatch, Rules(window=60), window=60, found=BOTH)
    assert (later.rule, asked) == (BOTH.rule, True)


@pytest.mark.parametrize("kept", ["?", "60 |", "60 | 2026-13-45 1 2 3 4 5", "soon | 2026-10-31 1 2 3 4 5"])
def test_a_line_of_ours_that_cannot_be_read_is_judged_anew(monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    assert used(monkeypatch, Rules(), kept=kept)[1]

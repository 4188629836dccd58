"""What customers have had: first what must not be counted, then each fact from its tab."""

from __future__ import annotations

import pandas as pd
import pytest

from winback_sheets.present.recap import facts
from winback_sheets.rescue.recap import recap

AS_OF = pd.Timestamp("2026-10-31")


def days(*texts: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts)))


USAGE = pd.DataFrame({
    "customer": ["A", "A", "A", "A", "A", "A", "B"],
    "date": days("2026-10-01", "2026-10-02", "2026-10-02", "2026-01-01", "2026-11-20", "2026-10-03", "2026-10-01"),
    "feature": ["reports", "reports", "export", "archive", "forecast", "alerts", "export"],
    "usage_amount": [3.0, 1.0, 2.0, 9.0, 9.0, 0.0, 1.0],
})  # fmt: skip
PROMISES = pd.DataFrame({
    "customer": "A", "promise": ["a", "b", "c", "d"],
    "due": days("2026-05-01", "2026-06-01", "2026-12-01", None),
    "kept_on": days("2026-05-01", None, None, None),
})  # fmt: skip
COMPLAINTS = pd.DataFrame({
    "customer": "A", "opened": days("2026-01-01", "2026-02-01", "2026-03-01", "2026-11-05"),
    "resolved": [True, None, True, True], "closed": days(None, None, "2026-03-05", "2026-11-06"),
    "confirmed_satisfied": [None, None, False, None],
})  # fmt: skip
SURVEYS = pd.DataFrame(
    {"customer": "A", "date": days("2026-02-01", "2026-10-03", "2026-11-03"), "score": [4.0, 9.0, 2.0]}
)


def of(name: str, rows: pd.DataFrame) -> dict:
    found = recap({name: rows}, pd.Index(["A"]), AS_OF).to_dict("records")[0]
    return {key: value for key, value in found.items() if isinstance(value, tuple) or pd.notna(value)}


@pytest.mark.parametrize(
    ("name", "rows", "wanted"),
    [
        pytest.param("usage", USAGE, {"features": ("reports", "export"), "days": 2},
                     id="002-22: only features in use: none of the spring, of later, of nothing, or of somebody else"),
        pytest.param("usage", USAGE[USAGE["customer"] == "B"], {}, id="nothing of another customer"),
        pytest.param("promises", PROMISES, {"promises": 2, "kept": 1}, id="promises that are not due yet do not count"),
        pytest.param("complaints", COMPLAINTS, {"complaints": 3, "solved": 1},
                     id="solved is what was solved, up to the day, and what they did not deny"),
        pytest.param("surveys", SURVEYS, {"score": 9.0, "scored_on": pd.Timestamp("2026-10-03")}, id="the last score"),
        pytest.param("customers", pd.DataFrame({"customer": ["A", "B"], "why_bought": ["less paperwork", "x"]}),
                     {"why_bought": "less paperwork"}, id="why they bought, in their words"),
        pytest.param("customers", pd.DataFrame({"customer": ["A"], "why_bought": [None]}), {}, id="nobody knows why"),
        pytest.param("contacts", pd.DataFrame({"customer": ["A"], "date": days("2026-10-01")}), {}, id="a tab of no facts"),
    ],
)  # fmt: skip
def test_what_is_counted(name: str, rows: pd.DataFrame, wanted: dict) -> None:
    assert of(name, rows) == wanted


ALL = {
    "first_purchase": pd.Timestamp("2024-03-12"), "frequency": 31, "monetary": 2340.0, "product": "compost", "plan": "basic",
    "mrr": 38.0, "features": ("reports", "export"), "days": 2, "promises": 4, "kept": 3, "complaints": 1, "solved": 1,
    "score": 9.0, "scored_on": pd.Timestamp("2026-10-03"), "why_bought": "less paperwork",
}  # fmt: skip


def test_each_fact_has_its_sentence() -> None:
    assert facts(ALL, "GBP") == [
        "customer since 12 Mar 2024",
        "bought on 31 days, 2,340 GBP in all",
        "most often compost",
        "contract: basic, 38 GBP a month",
        "used on 2 days of the last 90: reports and export",
        "3 of 4 promises kept",
        "1 of 1 complaint solved",
        "gave 9 on 3 Oct 2026",
        'bought because: "less paperwork"',
    ]


@pytest.mark.parametrize(
    "left_out", [key for key in ALL if key not in ("monetary", "mrr", "days", "kept", "solved", "scored_on")]
)
def test_002_06_what_is_not_known_is_not_spoken_of(left_out: str) -> None:
    known = {key: value for key, value in ALL.items() if key != left_out}
    assert [text for text in facts(ALL) if text not in facts(known)] and len(facts(known)) == len(facts(ALL)) - 1
    assert len(facts(ALL | {left_out: None})) == len(facts(known))


def test_of_a_customer_of_whom_nothing_is_known_nothing_is_said() -> None:
    assert facts({}) == [] and facts(dict.fromkeys(ALL)) == []

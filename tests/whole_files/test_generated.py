"""A sample of generated ledgers, whose truth is known before they are written: right or flagged, never silently wrong.

`python scripts/try_ledgers.py 2000` judges as many as are wanted, in a table by feature.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated.judge import RIGHT, WRONG, judged
from generated.ledgers import ledger

# Of these the program is known to be silently wrong sometimes; the list is to be emptied.


@pytest.mark.parametrize("first", range(1, 101, 20))
def test_generated_ledgers_are_never_silently_wrong_and_mostly_right(first, tmp_path):
    verdicts = {}
    for seed in range(first, first + 20):
        drawn = ledger(seed)
        verdicts[seed] = judged(drawn, tmp_path)
    assert {seed: each.why for seed, each in verdicts.items() if each.verdict == WRONG} == {}
    assert sum(each.verdict == RIGHT for each in verdicts.values()) >= 0.9 * len(verdicts)


def test_a_ledger_that_is_not_as_it_says_is_silently_wrong(tmp_path):
    """The judge sees one cent, and a customer who is lost."""
    drawn = next(
        each
        for seed in range(1, 100)
        if judged(each := ledger(seed), tmp_path).verdict == RIGHT and each.kind == "sales"
    )
    truth = drawn.truth
    person = next(iter(truth.money))
    for other in (
        truth._replace(money={**truth.money, person: truth.money[person] + 1}),
        truth._replace(lost=truth.lost ^ {person}),
        truth._replace(days={**truth.days, person: truth.days[person][1:]}),
    ):
        assert judged(replace(drawn, truth=other), tmp_path).verdict == WRONG

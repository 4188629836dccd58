"""Who comes back without a call, on real ledgers: lost, back, mean chance and Brier score as they were first measured."""

from __future__ import annotations

import pytest
from conftest import script

reference = script("ranking_reference")
MEASURED = {
    "Online Retail 2010-11": (1013, 356, 0.244, 0.235),
    "CDNOW master": (17152, 1942, 0.117, 0.096),
    "retail 2011-15": (722, 706, 0.983, 0.022),
    "grocery": (1083, 150, 0.154, 0.108),
}


@pytest.mark.slow
def test_the_chance_of_a_return_is_the_one_that_was_measured() -> None:
    found = {ledger.name: reference.returns(ledger).iloc[0] for ledger in reference.ledgers()}
    assert found.keys() == MEASURED.keys()
    for name, (lost, back, mean, brier) in MEASURED.items():
        assert (found[name]["lost"], found[name]["back"]) == (lost, back), name
        assert found[name]["mean_p0"] == pytest.approx(mean, abs=0.001), name
        assert found[name]["brier"] == pytest.approx(brier, abs=0.001), name

"""The list on four real ledgers: the figures of the study within .03 (the mean chance within .005), and the guide says them."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest
from conftest import script

ranking_reference = script("ranking_reference")
# Base rate, mean chance, and precision and money share of idle x money, gaps, MBG/NBD and their mix, each x money.
STUDY = {
    "Online Retail 2010-11": (0.273, 0.260, (0.138, 0.282), (0.275, 0.409), (0.175, 0.395), (0.237, 0.460)),
    "CDNOW master": (0.459, 0.491, (0.475, 0.519), (0.475, 0.509), (0.400, 0.506), (0.425, 0.525)),
    "retail 2011-15": (0.104, 0.096, (0.105, 0.092), (0.105, 0.128), (0.085, 0.098), (0.110, 0.131)),
    "grocery": (0.271, 0.273, (0.550, None), (0.555, None), (0.715, None), (0.690, None)),
}


@cache
def made() -> dict[str, tuple[ranking_reference.Ledger, pd.DataFrame]]:
    return {each.name: (each, ranking_reference.table(each)) for each in ranking_reference.ledgers()}


@pytest.mark.slow
@pytest.mark.parametrize("name", STUDY)
def test_the_figures_of_the_study_are_reproduced(name: str, shared_data: object) -> None:
    base, chance, *scores = STUDY[name]
    _, found = made()[name]
    assert found.index.tolist() == ["idle", "km", "mbg", "mix"]
    for (precision, money), row in zip(scores, found.to_dict("records"), strict=True):
        assert row["base"] == pytest.approx(base, abs=0.03) and row["mean_q"] == pytest.approx(chance, abs=0.005)
        assert row["precision"] == pytest.approx(precision, abs=0.03)
        assert money is None or row["money_share"] == pytest.approx(money, abs=0.03)


@pytest.mark.slow
def test_the_list_finds_more_money_than_idle_times_money_on_each_ledger_that_has_money(shared_data: object) -> None:
    shares = [found["money_share"] for _, found in made().values() if found["money_share"].notna().all()]
    assert len(shares) == 3 and all(share["mix"] > share["idle"] for share in shares)


@pytest.mark.slow
def test_the_guide_has_the_tables_that_the_script_prints(shared_data: object) -> None:
    assert ranking_reference.guide(made()) == ranking_reference.GUIDE.read_text(encoding="utf-8")


def test_only_what_stands_between_the_marks_is_made_anew() -> None:
    text = "a\n<!-- x -->\nold\n<!-- end of x -->\nb\n"
    assert ranking_reference.between(text, "x", "new") == "a\n<!-- x -->\nnew\n<!-- end of x -->\nb\n"

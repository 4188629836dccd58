"""A few made-up firms with a known truth: nothing planted is seen where there is none, and what is planted is found."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pandas as pd
import pytest
from conftest import ROOT, script


@pytest.fixture(scope="module")
def firms() -> Iterator[ModuleType]:
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(ROOT / "scripts")
    yield script("planted_firms")
    patch.undo()


@pytest.fixture(scope="module")
def trying(firms: ModuleType) -> ModuleType:
    return script("try_signs")


@pytest.mark.parametrize("kind", ["calm", "summer"])
def test_where_nothing_is_planted_no_test_names_more_than_it_announces(trying: ModuleType, kind: str) -> None:
    seen = [trying.look(trying.firm(seed, kind, size=size)) for seed, size in ((1, 120), (2, 400), (3, 700))]
    tests = trying.added(each.tests for each in seen)
    assert sum(looked for looked, _ in tests.values()) > 500
    assert {key for key, (looked, named) in tests.items() if trying.too_often(looked, named)} == set()


@pytest.fixture(scope="module")
def planted(trying: ModuleType) -> list[object]:
    return [trying.look(trying.firm(seed, size=size)) for seed, size in ((11, 60), (12, 250), (13, 800))]


def test_each_sign_finds_most_of_what_was_planted_for_it(trying: ModuleType, planted: list[object]) -> None:
    found = trying.added(each.planted for each in planted)
    assert set(found) == set(trying.FOUND_BY)
    assert all(of > 20 and hit / of >= 0.8 for of, hit in found.values())


def test_the_list_names_more_of_the_money_than_the_biggest_first(trying: ModuleType, planted: list[object]) -> None:
    gain, _, _, count = trying.paired(planted, "chance", "money")
    assert count == 3 and gain > 0


def test_one_seed_is_one_firm_and_another_another(firms: ModuleType) -> None:
    one, again, other = (firms.firm(seed, size=60).tables["sales"] for seed in (5, 5, 6))
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


def test_who_is_planted_is_there_and_nobody_is_planted_twice(firms: ModuleType) -> None:
    made = firms.firm(7, size=300)
    names = [name for each in made.planted.values() for name in each]
    assert len(names) == len(set(names)) and set(names) <= set(made.tables["sales"]["customer"])
    assert not any(len(each) for each in firms.firm(7, "calm", size=300).planted.values())


def test_what_people_typed_ends_with_the_day_of_the_review(firms: ModuleType) -> None:
    tabs = firms.as_tabs(firms.firm(8, size=60))
    assert max(row[1] for row in tabs["Sales"][1:]) <= firms.AS_OF.date()
    assert firms.firm(8, size=60).tables["sales"]["date"].max() > firms.AS_OF


def test_in_summer_everybody_buys_two_fifths_less(firms: ModuleType) -> None:
    monthly = {}
    for kind in ("calm", "summer"):
        sales = firms.firm(9, kind, size=400).tables["sales"]
        monthly[kind] = sales[sales["date"].dt.year == 2023].groupby(sales["date"].dt.month).size()
    share = monthly["summer"] / monthly["calm"]
    usual = share.drop(index=[6, 7, 8]).mean()
    assert 0.5 < share[[6, 7, 8]].mean() / usual < 0.7

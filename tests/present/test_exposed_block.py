"""What is said of those who leave, and who may be next."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from winback_sheets.present import sentences
from winback_sheets.present.exposed_block import lines
from winback_sheets.present.words import known
from winback_sheets.track.in_common import ATTRIBUTES, COLUMNS, Since
from winback_sheets.watch.exposed import Leaving

RISE = Since(pd.Timestamp("2026-05-18"), 2.3, 16.8)


def of(since: Since | None, *rows: Mapping, dated: bool = True) -> Leaving:
    return Leaving("sales", since, dated, pd.Index([]), pd.DataFrame(rows, columns=list(COLUMNS)))


def share(attribute: str, value: object) -> dict:
    return {
        "attribute": attribute,
        "value": value,
        "left_with": 41,
        "left": 42,
        "stayed_with": 55,
        "stayed": 130,
        "chance": 0,
    }


@pytest.mark.parametrize(
    ("leaving", "said"),
    [
        pytest.param(of(None), [], id="nothing to say"),
        pytest.param(
            of(RISE),
            ["More leave since 18 May 2026: 17 in 30 days, before that 2.",
             "Nothing in your tabs sets those who left apart from those who stayed."],
            id="a rise, and nobody knows why",
        ),
        pytest.param(
            of(RISE, share("channel", "delivered")),
            ["More leave since 18 May 2026: 17 in 30 days, before that 2.",
             "Of 42 who left since then 41 have 'delivered' as their usual channel; of those who stayed, 55 of 130."],
            id="a rise and a channel",
        ),
        pytest.param(
            of(None, share("mrr", 38.0)),
            ["Of 42 who left in the last year 41 paid 38 a month; of those who stayed, 55 of 130."],
            id="a price",
        ),
        pytest.param(
            of(None, share("plan", "basic"), dated=False),
            ["Of 42 who left 41 had basic; of those who stayed, 55 of 130."],
            id="a list without days",
        ),
    ],
)  # fmt: skip
def test_what_those_who_left_have_in_common(leaving: Leaving, said: list[str]) -> None:
    assert lines(leaving) == said


def test_on_the_first_screen_stand_the_day_and_the_clearest() -> None:
    both = of(RISE, share("channel", "delivered"), share("segment", "gardener"))
    assert sentences.who_leaves(both) == [
        "more leave since 18 May 2026",
        "of 42 who left since, 41 have 'delivered' as their usual channel",
    ]
    assert sentences.who_leaves(of(None, share("channel", "delivered"))) == []


def test_every_attribute_has_its_words() -> None:
    keys = {key for each in ATTRIBUTES.values() for key in each}
    assert [key for key in sorted(keys) if not known(f"leaving.trait_{key}")] == []

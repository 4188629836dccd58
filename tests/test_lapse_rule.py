"""The rule for silence through a whole review: what is frozen, what a switch restates, and what is said where silence says little."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from ledgers import grids, write
from openpyxl import load_workbook

from winback_sheets.findings import Review
from winback_sheets.hosts.workbook.typed_notes import typed_notes
from winback_sheets.hosts.workbook.workbook import open_book, review_file
from winback_sheets.present import rows
from winback_sheets.present.book import pages
from winback_sheets.present.sentences import headlines
from winback_sheets.schema.lapse_rule import WINDOW_ONLY
from winback_sheets.steps import review
from winback_sheets.track import lapse_in_use

RUN_DAY = pd.Timestamp("2026-11-02")


@cache
def rare_buyers(customers: int = 400) -> pd.DataFrame:
    """For four years everybody buys about five times a year, at no rhythm, and nobody ever stops."""
    dice = np.random.default_rng(5)
    rows = []
    for number in range(customers):
        gaps = dice.exponential(78, size=60).astype(int) + 1
        days = RUN_DAY - pd.Timedelta(days=1461) + pd.to_timedelta(np.cumsum(gaps), unit="D")
        rows.append(pd.DataFrame({"Customer": f"C{number:03}", "Date": days, "Amount": 30}))
    every = pd.concat(rows)
    return every[every["Date"] < RUN_DAY].reset_index(drop=True)


def settings(**chosen: object) -> pd.DataFrame:
    keys = [key.replace("_", " ") for key in chosen]
    return pd.DataFrame({"Key": keys, "Value": pd.Series(list(chosen.values()), dtype=object)})


@cache
def by_both() -> Review:
    return review(grids(Sales=rare_buyers()), today=RUN_DAY)


@cache
def by_window() -> Review:
    return review(grids(Sales=rare_buyers(), Settings=settings(lapse_rule=WINDOW_ONLY)), today=RUN_DAY)


def test_hardly_anybody_is_lost_by_both_conditions_and_many_by_the_window_alone() -> None:
    lost = [(found.lost["status"] == "still_gone").sum() for found in (by_both(), by_window())]
    assert by_both().lapse.rule.mbg is not None and by_window().lapse.rule.mbg is None
    assert lost[0] < 5 < lost[1]


def test_no_sentence_on_the_first_tab_says_that_nobody_left_where_silence_says_little() -> None:
    page = next(page for page in pages(by_both()) if page.key == "win_back")
    said = [str(cell.value) for cell in page.cells]
    assert not any(text.startswith(("Nobody left", "0 customers", "Customers lost,")) for text in said)
    bought, little = headlines(by_both())
    assert " of 400 customers bought in " in bought and " occasions." in bought
    assert little.startswith("Of ") and little.endswith("In your shop, silence says little.")


def test_where_silence_says_little_nobody_is_to_be_called_for_it() -> None:
    register = rows.lost_customers(by_window())
    gone = register[register["status"].str.startswith("still gone")]
    assert len(gone) > 5 and not (gone["decision"] == "pursue").any()
    assert not (by_window().outreach["purpose"] == "lost").any()
    assert "silence says little in your shop: write by value and occasion, no call" in set(gone["why"])


def test_the_next_review_counts_by_the_frozen_rule_and_judges_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = by_both()
    monkeypatch.setattr(lapse_in_use, "judge", lambda *args, **kwargs: pytest.fail("judged again"))
    later = pd.concat(
        [rare_buyers(), pd.DataFrame({"Customer": "new", "Date": [pd.Timestamp("2026-12-01")], "Amount": 9})]
    )
    again = review(grids(Sales=later), today=pd.Timestamp("2026-12-02"), window=first.window,
                   recorded=rows.history(first, None), remembered=first.remembered)  # fmt: skip
    assert again.lapse == first.lapse and not len(again.restated)


def test_a_switch_restates_the_periods_of_before_once_and_names_the_rule_as_the_cause() -> None:
    sales, only = rare_buyers(), settings(lapse_rule=WINDOW_ONLY)
    before = review(grids(Sales=sales, Settings=only), today=RUN_DAY, every="quarter")
    recorded, window = rows.history(before, None), before.window
    switched = review(grids(Sales=sales), today=RUN_DAY, every="quarter", window=window, recorded=recorded)
    assert switched.lapse.judged is not None and len(switched.restated) and switched.restated["rule_changed"].all()


def test_both_rules_stand_in_churn_with_their_errors_on_the_owners_past() -> None:
    judged = by_both().lapse.judged
    page = next(page for page in pages(by_both()) if page.key == "churn")
    table = next(listed.frame for listed in page.lists if listed.name == "winback_lapse_errors")
    assert table["wrong"].tolist() == [judged.window_wrong, judged.both_wrong]
    assert any("So both have to hold." in str(cell.value) for cell in page.cells)


def test_a_rule_that_cannot_be_judged_yet_says_so_and_leaves_its_cell_blank() -> None:
    few = rare_buyers()[rare_buyers()["Customer"] < "C050"]
    page = next(page for page in pages(review(grids(Sales=few), today=RUN_DAY)) if page.key == "settings")
    line = page.lists[0].frame.set_index("key").loc["lapse rule"]
    assert pd.isna(line["value"]) and "not judged yet" in line["meaning"]


def test_the_rule_is_frozen_in_the_workbook_and_what_a_person_types_there_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.xlsx", Sales=rare_buyers())
    target = review_file(path, run_day=RUN_DAY).target
    book = load_workbook(target)
    sheet = book["Settings"]
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "lapse rule")
    assert cell.value == str(by_both().lapse.rule)
    opened = open_book(target, target)
    notes = {note.key for note in typed_notes(opened.grids, opened.named, opened.left)}
    assert not notes & {"lapse rule", "lapse window"}  # both are ours, no note of a person's
    cell.value = "never"
    book.save(target)
    review_file(target, run_day=RUN_DAY)
    said = " ".join(str(cell.value) for row in load_workbook(target)["Data check"].iter_rows() for cell in row)
    assert "lapse rule is never; it can be days (540), days and four numbers" in said

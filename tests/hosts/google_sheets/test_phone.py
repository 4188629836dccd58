"""Outreach on a phone: who, number, why, done and outcome on one screen, measured in a browser from the requests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import missing
from hosts.google_sheets.demo_pages import made, outreach, page
from hosts.google_sheets.sheet_html import drawn
from hosts.google_sheets.sheet_html import page as as_html

from winback_sheets.present.page import Page
from winback_sheets.schema.results import OUTCOMES

HERE = Path(__file__).parent
SHOTS = os.environ.get("WINBACK_SHOTS")  # a folder for pictures to look at
WIDTH, HEIGHT, GUTTER = 390, 844, 30
SEEN = ("rank", "name", "phone", "why_now", "done", "outcome")


def picture(wanted: Page, folder: Path, *, rtl: bool = False) -> dict[str, Any]:
    """The cells of a tab as Chromium lays them out on a phone, by "row,column"; the picture is sheet.png."""
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if not node or not chromium or not (HERE.parents[1] / "node_modules" / "playwright-core").is_dir():
        missing("node, Chromium or playwright-core (npm ci in tests/) is not on this machine")
    tab = made(wanted, rtl=rtl)
    source, shot = folder / "sheet.html", folder / "sheet.png"
    source.write_text(as_html(drawn(tab.requests, tab.blocks, rows=25), gutter=GUTTER), encoding="utf-8")
    command = [node, str(HERE / "sheet_shot.cjs"), chromium, str(source), str(shot), str(WIDTH), str(HEIGHT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def filled(wanted: Page) -> Page:
    """The plan after a week of calls, with every outcome there is."""
    frame = wanted.lists[0].frame.copy()
    frame["outcome"] = [OUTCOMES[at] if at < len(OUTCOMES) else None for at in range(len(frame))]
    frame["done"] = ["yes" if at < len(OUTCOMES) else None for at in range(len(frame))]
    return replace(wanted, lists=(replace(wanted.lists[0], frame=frame),))


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("phone")
    yield picture(filled(page("outreach")), folder)
    if SHOTS:
        shutil.copy(folder / "sheet.png", Path(SHOTS) / "outreach-390.png")


def columns(wanted: Page) -> dict[str, int]:
    listing = wanted.lists[0]
    return {column.key: col for column, col in zip(listing.columns, listing.columns_at(), strict=True)}


def test_five_columns_of_the_first_rows_lie_on_the_screen(phone: dict[str, Any]) -> None:
    at = columns(page("outreach"))
    for row in range(4, 10):
        boxes = [phone[f"{row},{at[key]}"] for key in SEEN]
        assert all(box["left"] >= GUTTER and box["right"] <= WIDTH for box in boxes)
        assert [box["left"] for box in boxes] == sorted(box["left"] for box in boxes)


def test_six_customers_can_be_read_without_scrolling(phone: dict[str, Any]) -> None:
    at = columns(page("outreach"))
    assert all(phone[f"{row},{at['why_now']}"]["bottom"] <= HEIGHT for row in range(5, 11))


def test_no_text_of_them_is_cut_and_no_word_is_broken(phone: dict[str, Any]) -> None:
    at = columns(page("outreach"))
    for row in range(4, 15):
        for key in SEEN:
            cell = phone[f"{row},{at[key]}"]
            if key == "done" and row > 4:
                continue  # a box to tick
            assert not cell["cut"], (row, key, cell)
            if (row, key) != (4, "rank"):  # that heading stands upright
                assert cell["word"] <= cell["room"] + 0.5, (row, key, cell)


def test_what_the_cells_say_is_the_plan(phone: dict[str, Any]) -> None:
    at, frame = columns(page("outreach")), page("outreach").lists[0].frame
    for key in ("name", "phone", "why_now"):
        assert [phone[f"{row},{at[key]}"]["text"] for row in range(5, 12)] == frame[key].head(7).tolist()
    assert [phone[f"{row},{at['outcome']}"]["text"] for row in range(5, 12)] == list(OUTCOMES)


def test_the_rest_is_a_tap_or_a_swipe_away_and_nothing_is_lost(phone: dict[str, Any]) -> None:
    at = columns(page("outreach"))
    folded = [key for key in at if f"5,{at[key]}" not in phone]
    assert folded == ["date", "caller", "customer", "opening_line"]
    groups = [each["addDimensionGroup"]["range"] for each in made("outreach").requests if "addDimensionGroup" in each]
    assert [col for each in groups for col in range(each["startIndex"], each["endIndex"])] == [
        at[key] for key in folded
    ]
    assert all(phone[f"5,{at[key]}"]["left"] >= WIDTH - 1 for key in ("stated_reason", "next_date", "minutes", "notes"))


def test_what_the_tab_is_about_begins_on_the_screen(phone: dict[str, Any]) -> None:
    assert [phone[f"{row},0"]["text"].split()[0] for row in range(3)] == ["Outreach", "As", "Whom"]


OTHERS = [
    pytest.param(("name", "phone", "caller"), ("customer", "why_now", "done", "outcome"), id="no Customers tab"),
    pytest.param(("phone",), ("name", "why_now", "done", "outcome"), id="no phone numbers"),
]


@pytest.mark.parametrize(("without", "seen"), OTHERS)
def test_a_list_without_some_columns_fits_as_well(
    without: tuple[str, ...], seen: tuple[str, ...], tmp_path: Path
) -> None:
    row = {"rank": 128, "customer": "H-2012", "name": "Tansy Cloverley", "why_now": "May leave: gave notice on 21 Oct"}
    wanted = outreach(row, without=without)
    cells, at = picture(wanted, tmp_path), columns(wanted)
    for key in ("rank", *seen):
        cell = cells[f"5,{at[key]}"]
        assert GUTTER <= cell["left"] < cell["right"] <= WIDTH
        assert key == "done" or not cell["cut"], (key, cell)

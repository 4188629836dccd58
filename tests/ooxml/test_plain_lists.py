"""A workbook shared the old way, and one with custom views: Excel allows no tables there, so we write none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus.by_hand_books import shared_workbook
from corpus.package import BOOK, Parts, packed, plain, put

from winback_sheets import api


def with_views(parts: Parts) -> None:
    view = (
        '<customWorkbookView name="Ann" guid="{0A1B2C3D-0000-4000-8000-000000000099}" windowWidth="1" windowHeight="1"'
    )
    put(parts, BOOK, f'<customWorkbookViews>{view} activeSheetId="1"/></customWorkbookViews>')


def with_an_empty_list_of_views(parts: Parts) -> None:
    put(parts, BOOK, "<customWorkbookViews/>")


FORBIDDEN = [(shared_workbook, "is shared the old way"), (with_views, "has custom views")]


@pytest.mark.parametrize(("make", "words"), FORBIDDEN, ids=["shared", "views"])
def test_no_tables_are_written_and_the_review_says_why(
    tmp_path: Path, make: Callable[[Parts], None], words: str
) -> None:
    make(parts := plain())
    path = packed(tmp_path / "shop.xlsx", parts)
    told = api.review(path).lines
    assert any(words in line and "plain ranges" in line for line in told)
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "/tables/" in name]
        assert not [name for name in package.namelist() if b"table" in package.read(name) and name.endswith(".rels")]
        assert not [name for name in package.namelist() if b"<tablePart" in package.read(name)]
    assert not api.review(path).changed
    assert api.review(path, as_of="2026-05-20").changed
    assert api.review(path, remove=True).exact


def test_elsewhere_our_lists_are_tables_and_nothing_is_said(tmp_path: Path) -> None:
    with_an_empty_list_of_views(parts := plain())
    path = packed(tmp_path / "shop.xlsx", parts)
    assert not any("plain ranges" in line for line in api.review(path).lines)
    with zipfile.ZipFile(path) as package:
        assert [name for name in package.namelist() if "/tables/" in name]

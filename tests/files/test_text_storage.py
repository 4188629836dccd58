from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from winback_sheets.files import text_storage
from winback_sheets.findings import NothingToReview
from winback_sheets.hosts.workbook.workbook import review_file

OPTION = "mode.string_storage"


def inside(*files: Path) -> str:
    with text_storage.text_storage(files):
        return pd.get_option(OPTION)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    days = pd.date_range("2025-01-01", periods=300)
    rows = pd.DataFrame({"Date": days, "Customer": [f"Shop {n % 7}" for n in range(300)], "Amount": 10})
    rows.to_csv(path, index=False)
    return path


def test_a_review_that_fails_never_leaves_the_callers_pandas_otherwise(tmp_path: Path) -> None:
    path, before = tmp_path / "shop.csv", pd.get_option(OPTION)
    path.write_text("Date,Customer,Amount\n")
    with pytest.raises(NothingToReview):
        review_file(path)
    assert pd.get_option(OPTION) == before


def test_large_files_together_keep_what_pandas_chooses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_storage, "SMALL", 9)
    one, two = tmp_path / "one", tmp_path / "two"
    for each in (one, two):
        each.write_bytes(b"12345")
    assert inside(one, two) == pd.get_option(OPTION)
    assert inside(one, tmp_path / "missing") == "python"


def test_a_review_says_and_writes_the_same_with_either(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = {}
    for limit in (0, 1 << 30):
        monkeypatch.setattr(text_storage, "SMALL", limit)
        target = ledger.with_name(f"{limit}.xlsx")
        result = review_file(ledger, out=target, run_day=pd.Timestamp("2025-11-01"))
        written[limit] = (target.read_bytes(), result.lines)
    assert written[0] == written[1 << 30]
